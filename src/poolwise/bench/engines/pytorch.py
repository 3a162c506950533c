"""PyTorch as it comes, and through torch.compile."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from poolwise.bench.engines.base import Library, NotOffered, Prepared, explicit_pads
from poolwise.bench.engines.torch_calls import prepare_on_tensors
from poolwise.bench.workloads import OPS, SETTINGS, Layout, Workload
from poolwise.windows import Sliding

Function = Callable[[Any], Any]


class PyTorch(Library):
    """torch.nn.functional, called directly."""

    name, modules = "PyTorch", ("torch",)
    ops: tuple[str, ...] = (*OPS, "lp")

    def start(self, threads: int) -> None:
        """Set the threads of PyTorch's operators."""
        import torch

        torch.set_num_threads(threads)

    def prepare(self, workload: Workload, layout: Layout) -> Prepared:
        """What a user of PyTorch would write."""
        function, remark = pooling(workload)
        return prepare_on_tensors(function, workload, layout, remark)


class Compiled(PyTorch):
    """The same, compiled; compilation is not timed."""

    name = "torch.compile"

    def __init__(self) -> None:
        self._last: Workload | None = None

    def prepare(self, workload: Workload, layout: Layout) -> Prepared:
        """The function of `PyTorch`, compiled for this shape."""
        import torch

        if workload != self._last:  # or else the guards of earlier workloads slow down this one
            torch.compiler.reset()
            self._last = workload
        # A backward pass that is timed again and again must keep what it reads.
        torch._functorch.config.donated_buffer = workload.mode != "backward"
        function, remark = pooling(workload)
        compiled = torch.compile(function, fullgraph=True, dynamic=False)
        return prepare_on_tensors(compiled, workload, layout, remark, countable=False)


def pooling(workload: Workload) -> tuple[Function, str]:
    """The workload as PyTorch says it, and a remark where it takes more than one operator."""
    if workload.result is not None:
        raise NotOffered("has no averages that round to integers")
    if workload.op == "lp":
        return _norm(workload), ""
    if workload.whole:
        return _whole(workload)
    if workload.op == "min":
        return _minimum(workload)
    if workload.op == "sum":
        return _sum(workload)
    return (_adaptive if workload.adaptive is not None else _sliding)(workload), ""


def _whole(workload: Workload) -> tuple[Function, str]:
    import torch

    axes = tuple(range(2, 2 + workload.rank))
    if workload.indices:
        if workload.op == "min":
            return _minimum(workload)
        return _adaptive(workload), ""
    if workload.op in ("max", "min") and workload.mode != "forward":
        # Only an operator with indices gives the gradient to one element, as poolwise does.
        return _minimum(workload) if workload.op == "min" else (_adaptive(workload), "")
    reduce: Any = {"max": torch.amax, "min": torch.amin, "avg": torch.mean, "sum": torch.sum}[
        workload.op
    ]
    return lambda x: reduce(x, axes, keepdim=True), f"torch.{reduce.__name__}"


def _minimum(workload: Workload) -> tuple[Function, str]:
    largest = _adaptive if workload.kernel is None else _sliding
    pool = largest(workload)
    if "float" not in workload.dtype:
        # -x of an unsigned or of the smallest signed integer wraps; ~x turns the order round.
        if workload.indices:
            raise NotOffered("has no minimum with indices of integers")
        return lambda x: ~pool(~x), "~max(~x)"
    if workload.indices:

        def with_indices(x: Any) -> Any:
            values, indices = pool(-x)
            return -values, indices

        return with_indices, "-max(-x)"
    return lambda x: -pool(-x), "-max(-x)"


def _sum(workload: Workload) -> tuple[Function, str]:
    if "float" not in workload.dtype:
        raise NotOffered("has no sum pooling of integers")
    sliding = workload.sliding
    if sliding is None:
        raise NotOffered("has no adaptive sum")
    size = math.prod(sliding.kernel_size)
    if workload.rank == 1 or workload.adaptive is not None:
        pool = _average(workload, sliding)
        return lambda x: pool(x) * size, "avg(x)·n"
    return _average(workload, sliding, divisor_override=1), "avg with divisor_override=1"


def _sliding(workload: Workload) -> Function:
    import torch.nn.functional as F

    sliding = workload.sliding
    assert sliding is not None
    if workload.op == "avg":
        return _average(workload, sliding)
    pool = getattr(F, f"max_pool{workload.rank}d")
    kernel, stride, padding = sliding.kernel_size, sliding.stride, _symmetric(sliding)
    dilation, ceil, indices = sliding.dilation, sliding.ceil_mode, workload.indices
    return lambda x: pool(x, kernel, stride, padding, dilation, ceil, indices)


def _average(workload: Workload, sliding: Sliding, **more: Any) -> Function:
    import torch.nn.functional as F

    if set(sliding.dilation) != {1}:
        raise NotOffered("has no dilated averages")
    pool = getattr(F, f"avg_pool{workload.rank}d")
    arguments = (sliding.kernel_size, sliding.stride, _symmetric(sliding), sliding.ceil_mode)
    counts = workload.count_include_pad
    return lambda x: pool(x, *arguments, counts, **more)


def _norm(workload: Workload) -> Function:
    import torch.nn.functional as F

    sliding = workload.sliding
    if sliding is None:
        raise NotOffered("has no adaptive norm")
    if set(sliding.dilation) != {1} or any(map(any, explicit_pads(sliding))):
        raise NotOffered("has no padded or dilated norm")
    if sliding.ceil_mode:
        raise NotOffered("scales up norms of windows that hang over the end")
    pool = getattr(F, f"lp_pool{workload.rank}d")
    kernel, stride = sliding.kernel_size, sliding.stride
    p = float(SETTINGS["lp"]["norm_type"])
    if workload.rank == 1:
        return lambda x: pool(x, p, kernel[0], stride[0])
    return lambda x: pool(x, p, kernel, stride)


def _adaptive(workload: Workload) -> Function:
    import torch.nn.functional as F

    op = "avg" if workload.op == "avg" else "max"
    pool = getattr(F, f"adaptive_{op}_pool{workload.rank}d")
    size: Any = workload.output_shape[2:]
    if op == "avg":
        return lambda x: pool(x, size)
    indices = workload.indices
    return lambda x: pool(x, size, return_indices=indices)


def _symmetric(sliding: Sliding) -> tuple[int, ...]:
    pads: Any = sliding.padding
    if any(before != after for before, after in pads):
        raise NotOffered("pads both sides alike")
    return tuple(before for before, _ in pads)
