"""What an engine has to offer in order to be timed."""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from poolwise.backends.native import FLOATS
from poolwise.bench.inputs import Inputs, numpy_dtype
from poolwise.bench.workloads import OPS, Layout, Workload
from poolwise.windows import Sliding

Array = NDArray[Any]
Call = Callable[[], Any]


class NotOffered(Exception):
    """The engine has no such pooling; the message says what it lacks."""


@dataclass(frozen=True)
class Prepared:
    """A workload in an engine's own words.

    `bind` takes a round's inputs to a call that is then timed: conversion happens before.
    Every call returns a result of its own. `read` gives the result's parts (values; indices or the
    input's gradient) as planar NumPy arrays, `context` is what calls run in, and `remark` says
    what a user would have to write in place of a pooling call. `kept`, where it can be known, is
    what the forward pass of a training step keeps for the backward pass, in bytes.
    """

    bind: Callable[[Inputs], Call]
    read: Callable[[Any], tuple[Array, ...]]
    context: Callable[[], AbstractContextManager[Any]] = nullcontext
    remark: str = ""
    kept: Callable[[Inputs], int] | None = None


class Engine(Protocol):
    """One library, imported only in `start`; `ops` are the operators that it may have."""

    name: str
    ours: bool
    ops: tuple[str, ...]

    def missing(self) -> str | None:
        """Why it cannot be used here, or None."""

    def start(self, threads: int) -> None:
        """Import it and give it this many threads."""

    def version(self) -> str:
        """The version that was started."""

    def layouts(self, workload: Workload) -> tuple[Layout, ...]:
        """The layouts to time it in, of those that the workload comes in."""

    def prepare(self, workload: Workload, layout: Layout) -> Prepared:
        """The workload as a call.

        Raises:
            NotOffered: it has no such pooling.
        """


class Library:
    """What most engines share: a package that is there or not, and both layouts."""

    name: str
    modules: tuple[str, ...]
    ours = False
    ops: tuple[str, ...] = OPS

    def missing(self) -> str | None:
        """The modules that are not installed, or None."""
        absent = [module for module in self.modules if find_spec(module) is None]
        return f"{' and '.join(absent)} not installed" if absent else None

    def start(self, threads: int) -> None:
        """Nothing to do."""

    def version(self) -> str:
        """What the first of its modules says."""
        return str(import_module(self.modules[0]).__version__).split("-")[0]

    def layouts(self, workload: Workload) -> tuple[Layout, ...]:
        """All that the workload comes in."""
        return workload.layouts


def planar(x: Array, layout: Layout) -> Array:
    """An array of this layout with its channels second."""
    return x if layout == "planar" else np.moveaxis(x, -1, 1)


def forward_only(workload: Workload) -> None:
    """Raise for training steps."""
    if workload.mode != "forward":
        raise NotOffered("has no gradients")


def no_indices(workload: Workload) -> None:
    """Raise where indices are asked for."""
    if workload.indices:
        raise NotOffered("returns no indices")


def sliding_windows(workload: Workload) -> Sliding:
    """The workload as sliding windows with explicit padding, ceil mode turned into padding.

    Raises:
        NotOffered: its windows are of different sizes, or an average counts an overhang otherwise.
    """
    sliding = workload.sliding
    if sliding is None:
        raise NotOffered("has no windows of different sizes")
    pads = []
    for axis, (size, windows) in enumerate(
        zip(workload.spatial, workload.output_shape[2:], strict=True)
    ):
        before, after = sliding.pads(axis, size)
        span = sliding.dilation[axis] * (sliding.kernel_size[axis] - 1) + 1
        overhang = max(0, (windows - 1) * sliding.stride[axis] + span - size - before - after)
        if overhang and workload.op == "avg":
            raise NotOffered("counts what hangs over the end in averages")
        pads.append((before, after + overhang))
    return replace(sliding, padding=tuple(pads), ceil_mode=False)


def explicit_pads(sliding: Sliding) -> list[tuple[int, int]]:
    """The padding of `sliding_windows`, by axis."""
    assert not isinstance(sliding.padding, str)
    return [(before, after) for before, after in sliding.padding]


def window_size(sliding: Sliding) -> int:
    """Elements of a window."""
    return math.prod(sliding.kernel_size)


def floats_only(workload: Workload) -> None:
    """Raise for integers, where an operator that is made of others would overflow."""
    if workload.dtype not in FLOATS:
        raise NotOffered(f"has no {workload.op} of integers")


def highest(dtype: str) -> Any:
    """The largest number of a dtype: what padding has to be for minima."""
    kind = numpy_dtype(dtype)
    return np.iinfo(kind).max if kind.kind in "iu" else np.inf


def lowest(dtype: str) -> Any:
    """The smallest number of a dtype: what padding has to be for maxima."""
    kind = numpy_dtype(dtype)
    return np.iinfo(kind).min if kind.kind in "iu" else -np.inf
