"""Random calls that PyTorch has an operator for, drawn from a seeded NumPy generator.

The generator is faster than hypothesis, which matters for thousands of calls per family, and its
draws never change. A `Call` can be made with PyTorch, with poolwise, or with the oracle.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from arrays import FLOATS, INTEGERS, TORCH_LAYOUTS, limits, to_torch

from poolwise import reference

# The integers for which PyTorch's max pooling is implemented, and how wide the spatial axes get.
TORCH_INTEGERS = [dtype for dtype in INTEGERS if dtype.kind == "i" or dtype.itemsize == 1]
LARGEST = {1: 40, 2: 13, 3: 7}


@dataclass
class Call:
    """One call: the family (`max`, `avg`, …), the input and the arguments by name."""

    family: str
    rank: int
    x: np.ndarray
    kwargs: dict[str, Any] = field(default_factory=dict)

    @property
    def tensor(self) -> torch.Tensor:
        return to_torch(self.x)

    @property
    def name(self) -> str:
        """The function's name, in poolwise and, for what it has, in torch.nn.functional."""
        return f"{self.family}_pool{self.rank}d"

    def torch(self, x: torch.Tensor | None = None) -> Any:
        """PyTorch's answer, for the tensor x if given; None where it rejects the call."""
        try:
            return TORCH[self.family](self, self.tensor if x is None else x)
        except (RuntimeError, NotImplementedError, ValueError, TypeError):
            return None

    def sure(self, values: np.ndarray) -> np.ndarray:
        """Return where PyTorch's index is right.

        Where nothing in a window is above the lowest value, PyTorch 2.13 forgets the depth in the
        index if the input is in channels_last_3d.
        """
        if self.rank < 3 or self.tensor.is_contiguous():
            return np.ones(values.shape, bool)
        lowest = reference.lowest(values.dtype)
        return values != (_turned(lowest) if self.family.endswith("min") else lowest)

    def has_empty_window(self) -> bool:
        return any(
            not any(0 <= tap < axis.size for tap in window)
            for axis in self.taps()
            for window in axis.windows
        )

    def taps(self) -> list[reference.Taps]:
        """The windows, for the oracle."""
        spatial = self.x.shape[-self.rank :]
        if "output_size" in self.kwargs:
            sizes = self.kwargs["output_size"]
            pairs = zip(spatial, sizes, strict=True)
            return [reference.adaptive_taps(n, n if m is None else m) for n, m in pairs]
        each = {"kernel_size": None, "stride": None, "padding": 0, "dilation": 1}
        axes = []
        for axis, size in enumerate(spatial):
            k, s, p, d = (self._of_axis(name, axis, each[name]) for name in each)
            ceil_mode = self.kwargs.get("ceil_mode", False)
            axes.append(reference.sliding_taps(size, k, s, p, p, d, ceil_mode))
        return axes

    def _of_axis(self, name: str, axis: int, default: Any) -> Any:
        value = self.kwargs.get(name, default)
        return value[axis] if isinstance(value, tuple) else value


def _plain(call: Call, x: torch.Tensor) -> Any:
    return getattr(F, call.name)(x, **call.kwargs)


def _turned(x: Any) -> Any:
    """Reverse the order of numbers; for integers ~x, which does not overflow as -x does."""
    floats = isinstance(x, float) or (isinstance(x, torch.Tensor) and x.is_floating_point())
    return -x if floats else ~x


def _turned_max(call: Call, x: torch.Tensor) -> Any:
    """A minimum is -max(-x); of an empty window, which PyTorch gives a maximum, there is none."""
    if call.has_empty_window():
        return None
    result = getattr(F, call.name.replace("min", "max"))(_turned(x), **call.kwargs)
    if call.kwargs.get("return_indices"):
        return _turned(result[0]), result[1]
    return _turned(result)


def _summed(call: Call, x: torch.Tensor) -> Any:
    """A sum is an average with a divisor of one; that of one axis is the average of two axes."""
    kwargs = {"divisor_override": 1} | call.kwargs
    if call.rank > 1:
        return getattr(F, f"avg_pool{call.rank}d")(x, **kwargs)
    for name, one in (("kernel_size", 1), ("stride", 1), ("padding", 0)):
        if kwargs.get(name) is not None:
            value = kwargs[name]
            kwargs[name] = (one, *value) if isinstance(value, tuple) else (one, value)
    return F.avg_pool2d(x.unsqueeze(-2), **kwargs).squeeze(-2)


TORCH: dict[str, Callable[[Call, torch.Tensor], Any]] = {
    "max": _plain,
    "min": _turned_max,
    "avg": _plain,
    "sum": _summed,
    "adaptive_max": _plain,
    "adaptive_min": _turned_max,
    "adaptive_avg": _plain,
}
FAMILIES = tuple(TORCH)


# --- drawing --------------------------------------------------------------------------------------


def draw_values(rng: np.random.Generator, shape: tuple[int, ...], dtype: np.dtype) -> np.ndarray:
    """Draw values with many ties, or few, some of them with NaN, infinities and negative zeros."""
    if dtype.kind in "iu":
        ends = np.iinfo(dtype)
        low, high = (0, 3) if rng.random() < 0.5 else (ends.min, ends.max)
        return rng.integers(low, high, shape, dtype, endpoint=True)
    style = rng.integers(4)
    if style == 0:
        values = rng.integers(-2, 3, shape).astype(np.float64)
    else:
        values = rng.standard_normal(shape) * 10.0 ** rng.integers(-2, 3)
    if style >= 2:
        tiny = float(limits(dtype).smallest_subnormal)
        special = rng.choice([np.nan, -np.nan, np.inf, -np.inf, 0.0, -0.0, tiny, -tiny], shape)
        values = np.where(rng.random(shape) < rng.choice([0.05, 0.5, 1.0]), special, values)
    return values.astype(dtype)


def draw_sliding(rng: np.random.Generator, rank: int) -> dict[str, Any]:
    """Draw a kernel, a stride, a padding that PyTorch mostly accepts, and ceil mode."""
    kernel = tuple(int(k) for k in rng.integers(1, 6 if rank < 3 else 4, rank))
    most = 1 if rng.random() < 0.02 else 0  # now and then PyTorch rejects the padding
    kwargs: dict[str, Any] = {
        "kernel_size": kernel,
        "padding": tuple(int(rng.integers(0, k // 2 + most + 1)) for k in kernel),
        "ceil_mode": bool(rng.integers(2)),
    }
    if rng.random() < 0.8:
        kwargs["stride"] = tuple(int(s) for s in rng.integers(1, 5, rank))
    if rng.random() < 0.3:  # the same for all axes, as one integer
        kwargs = {k: v[0] if isinstance(v, tuple) else v for k, v in kwargs.items()}
        kwargs["padding"] = min(kwargs["padding"], kwargs["kernel_size"] // 2)
    return kwargs


def draw_input(rng: np.random.Generator, rank: int, dtypes: list[np.dtype]) -> np.ndarray:
    """Draw an input with one or two leading axes, in some memory layout."""
    lead = [int(n) for n in rng.integers(1, 4, 1 if rng.random() < 0.25 else 2)]
    if len(lead) == 2 and rng.random() < 0.03:
        lead[0] = 0
    spatial = [int(n) for n in rng.integers(1, LARGEST[rank] + 1, rank)]
    dtype = dtypes[rng.integers(len(dtypes))]
    x = draw_values(rng, (*lead, *spatial), dtype)
    layouts = list(TORCH_LAYOUTS.values())
    return layouts[rng.integers(len(layouts))](x)


def draw_call(rng: np.random.Generator, family: str) -> Call:
    """Draw one call of a family."""
    rank = int(rng.integers(1, 4))
    sliding = not family.startswith("adaptive")
    selects = family.endswith(("max", "min"))
    dtypes = FLOATS + TORCH_INTEGERS if selects and sliding and rank > 1 else FLOATS
    if not selects and rank == 3 and sliding:
        dtypes = [dtype for dtype in FLOATS if dtype.itemsize > 2]
    x = draw_input(rng, rank, dtypes)
    if sliding:
        kwargs = draw_sliding(rng, rank)
    else:
        kwargs = {"output_size": tuple(int(n) for n in rng.integers(1, 7, rank))}
    if selects:
        kwargs["return_indices"] = bool(rng.integers(2))
    if selects and sliding:
        kwargs["dilation"] = int(rng.integers(1, 4))
    if family == "avg":
        kwargs["count_include_pad"] = bool(rng.integers(2))
        if rank > 1 and rng.random() < 0.2:
            kwargs["divisor_override"] = int(rng.choice([-3, 1, 2, 7]))
    return Call(family, rank, x, kwargs)
