"""PyTorch's own pooling operators on the CPU, computed by ours.

Each operator is registered twice: below autograd (``CPU``, all that inference mode sees) and at it
(``AutogradCPU``). The second catches what PyTorch writes as a composite before it falls apart, so
that inference never computes indices, and it gives training our derivatives, which keep one byte
per output. Whatever is not obviously a good call on ordinary tensors goes to the kernel that was
there before: PyTorch's own answers, and its own errors.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import torch
from torch import Tensor
from torch._prims_common import suggest_memory_format
from torch.autograd import forward_ad
from torch.nn import Parameter

from ..windows import Windows, first_empty
from . import native, tensors

Ints = tuple[int, ...]
Compute = Callable[..., Any]
"""What a call gives, or NotImplemented where PyTorch is to answer."""

_FLOATS = frozenset((torch.float16, torch.bfloat16, torch.float32, torch.float64))
_NUMBERS = _FLOATS | {torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64}
_WIDE_FLOATS = frozenset((torch.float32, torch.float64))

_CPU = torch._C.DispatchKeySet(torch.DispatchKey.CPU)
_AUTOGRAD = _CPU | torch._C.DispatchKeySet(torch.DispatchKey.AutogradCPU)
# An ordinary call brings these dispatch keys and no other. A mode, a functorch transform, a traced,
# quantised, lazily negated or functional tensor each add one.
_ORDINARY = frozenset((_CPU.raw_repr(), _AUTOGRAD.raw_repr()))


# --- the geometry of a call -----------------------------------------------------------------------


@dataclass(frozen=True)
class Plan:
    """The windows of a call, and the memory format to read its input in."""

    windows: Windows
    memory_format: torch.memory_format


@lru_cache(maxsize=4096)
def _sliding(
    keeps_format: bool,
    shape: Ints,
    strides: Ints,
    rank: int,
    kernel: Ints,
    stride: Ints,
    padding: Ints,
    dilation: Ints,
    ceil_mode: bool,
) -> Plan | None:
    """The plan of a sliding window, or None where PyTorch might object."""
    kernel, padding = _per_axis(kernel, rank), _per_axis(padding, rank)
    try:
        windows = Windows.sliding(rank, kernel, stride, padding, dilation, ceil_mode)
    except (TypeError, ValueError):
        return None
    numbers = (*kernel, *stride, *padding, *dilation)
    fits = all(2 * p <= k for p, k in zip(padding, kernel, strict=False)) and max(numbers) < 2**31
    return _planned(windows, shape, strides, keeps_format) if fits else None


@lru_cache(maxsize=4096)
def _adaptive(
    keeps_format: bool, shape: Ints, strides: Ints, rank: int, output_size: Ints
) -> Plan | None:
    """The plan of an adaptive window, or None where PyTorch might object."""
    if len(output_size) != rank or min(output_size) < 1:
        return None
    return _planned(Windows.adaptive(rank, output_size), shape, strides, keeps_format)


def _per_axis(values: Ints, rank: int) -> Ints:
    return values * rank if len(values) == 1 else values


def _planned(windows: Windows, shape: Ints, strides: Ints, keeps_format: bool) -> Plan | None:
    rank = windows.rank
    x = torch.empty_strided(shape, strides, device="meta")
    batched = len(shape) == rank + 2
    # What PyTorch does with a picture without a batch in an odd layout differs between operators.
    if 0 in shape or not (batched or (len(shape) == rank + 1 and x.is_contiguous())):
        return None
    try:
        pooled = windows.output_shape(shape[-rank:])
    except ValueError:
        return None
    if first_empty(windows.axes(shape[-rank:])):
        return None
    memory_format = suggest_memory_format(x) if keeps_format else torch.contiguous_format
    return Plan(windows, memory_format) if _same_strides(x, pooled, memory_format) else None


def _same_strides(x: Tensor, pooled: Ints, memory_format: torch.memory_format) -> bool:
    """Whether our output is laid out as PyTorch's; axes of size 1 make the format ambiguous."""
    rank = len(pooled)
    shape = (*x.shape[:-rank], *pooled)
    theirs = torch.empty(shape, memory_format=memory_format, device="meta")
    channels_last = tensors.HOST.channels_last(x.contiguous(memory_format=memory_format), rank)
    ours = tensors.HOST.empty(shape, rank, channels_last, "float32", x)
    return bool(ours.stride() == theirs.stride())


def _read(x: Tensor, plan: Plan) -> Tensor:
    return x.contiguous(memory_format=plan.memory_format)


# --- what the operators compute -------------------------------------------------------------------


def _max(rank: int, dtypes: frozenset[torch.dtype], indices: bool) -> Compute:
    def compute(
        x: Tensor,
        kernel_size: Sequence[int],
        stride: Sequence[int] = (),
        padding: Sequence[int] = (0,),
        dilation: Sequence[int] = (1,),
        ceil_mode: bool = False,
    ) -> Any:
        sizes = tuple(kernel_size), tuple(stride), tuple(padding), tuple(dilation)
        plan = _sliding(True, x.shape, x.stride(), rank, *sizes, ceil_mode)
        if plan is None or x.dtype not in dtypes:
            return NotImplemented
        return tensors.pick(_read(x, plan), None, plan.windows, True, 0, indices)

    return compute


def _avg(rank: int, dtypes: frozenset[torch.dtype]) -> Compute:
    def compute(
        x: Tensor,
        kernel_size: Sequence[int],
        stride: Sequence[int] = (),
        padding: Sequence[int] = (0,),
        ceil_mode: bool = False,
        count_include_pad: bool = True,
        divisor_override: int | None = None,
    ) -> Any:
        sizes = tuple(kernel_size), tuple(stride), tuple(padding), (1,)
        plan = _sliding(rank == 2, x.shape, x.stride(), rank, *sizes, ceil_mode)
        if plan is None or x.dtype not in dtypes or divisor_override == 0:
            return NotImplemented
        divide, divisor = _division(count_include_pad, divisor_override)
        return tensors.total(_read(x, plan), None, plan.windows, divide, divisor, None, 0)

    return compute


def _division(count_include_pad: bool, divisor_override: int | None) -> tuple[int, int]:
    if divisor_override is not None:
        return native.CONSTANT, divisor_override
    return (native.EXTENT if count_include_pad else native.COUNT), 1


def _adaptive_max(rank: int) -> Compute:
    def compute(x: Tensor, output_size: Sequence[int]) -> Any:
        plan = _adaptive(rank == 2, x.shape, x.stride(), rank, tuple(output_size))
        if plan is None or x.dtype not in _FLOATS:
            return NotImplemented
        return tensors.pick(_read(x, plan), None, plan.windows, True, 0, True)

    return compute


def _adaptive_avg(rank: int, composite: bool) -> Compute:
    def compute(x: Tensor, output_size: Sequence[int]) -> Any:
        sizes = tuple(output_size)
        # The composite takes the average of everything as a mean, which keeps 3d formats too.
        keeps_format = rank == 2 or (composite and sizes == (1,) * rank)
        plan = _adaptive(keeps_format, x.shape, x.stride(), rank, sizes)
        if plan is None or x.dtype not in _FLOATS:
            return NotImplemented
        return tensors.total(_read(x, plan), None, plan.windows, native.COUNT, 1, None, 0)

    return compute


def _avg_backward(rank: int, dtypes: frozenset[torch.dtype]) -> Compute:
    def compute(
        grad: Tensor,
        x: Tensor,
        kernel_size: Sequence[int],
        stride: Sequence[int],
        padding: Sequence[int],
        ceil_mode: bool,
        count_include_pad: bool,
        divisor_override: int | None,
    ) -> Any:
        sizes = tuple(kernel_size), tuple(stride), tuple(padding), (1,)
        plan = _sliding(rank == 2, x.shape, x.stride(), rank, *sizes, ceil_mode)
        if plan is None or x.dtype not in dtypes or divisor_override == 0:
            return NotImplemented
        return _spread(grad, x, plan, *_division(count_include_pad, divisor_override))

    return compute


def _adaptive_avg_backward(rank: int) -> Compute:
    def compute(grad: Tensor, x: Tensor) -> Any:
        plan = _adaptive(rank == 2, x.shape, x.stride(), rank, tuple(grad.shape[-rank:]))
        if plan is None or x.dtype not in _FLOATS:
            return NotImplemented
        return _spread(grad, x, plan, native.COUNT, 1)

    return compute


def _spread(grad: Tensor, x: Tensor, plan: Plan, divide: int, divisor: int) -> Any:
    rank = plan.windows.rank
    spatial = x.shape[-rank:]
    pooled = (*x.shape[:-rank], *plan.windows.output_shape(spatial))
    if type(grad) is not Tensor or grad.dtype != x.dtype or grad.shape != pooled:
        return NotImplemented
    args = plan.windows, spatial, divide, divisor
    return native.spread(tensors.HOST, _read(grad, plan), None, *args)


# --- registration ---------------------------------------------------------------------------------


def _operators() -> dict[str, Compute]:
    """What stands in for each of PyTorch's operators; 1d averages are composites of the 2d ones."""
    table = {"max_pool1d": _max(1, _FLOATS, indices=False)}
    for n in (2, 3):
        averaged = _FLOATS if n == 2 else _WIDE_FLOATS
        table |= {
            f"max_pool{n}d": _max(n, _NUMBERS, indices=False),
            f"max_pool{n}d_with_indices": _max(n, _NUMBERS, indices=True),
            f"adaptive_max_pool{n}d": _adaptive_max(n),
            f"avg_pool{n}d": _avg(n, averaged),
            f"avg_pool{n}d_backward": _avg_backward(n, averaged),
            f"adaptive_avg_pool{n}d": _adaptive_avg(n, composite=True),
            f"_adaptive_avg_pool{n}d": _adaptive_avg(n, composite=False),
            f"_adaptive_avg_pool{n}d_backward": _adaptive_avg_backward(n),
        }
    return table


def _kernel(operator: str, key: str, compute: Compute, wanted: Callable[[], bool]) -> Compute:
    """`compute` where it is wanted and can, and what PyTorch has for this key where not."""
    before = torch.library.get_kernel(f"aten::{operator}", key).call_boxed

    def kernel(keys: Any, x: Tensor, *args: Any) -> Any:
        if _is_ordinary(keys, x) and wanted():
            result = compute(x, *args)
            if result is not NotImplemented:
                return result
        return before(keys, x, *args)

    return kernel


def _is_ordinary(keys: Any, x: Tensor) -> bool:
    kind = type(x)
    return (
        keys.raw_repr() in _ORDINARY
        and (kind is Tensor or kind is Parameter)
        and forward_ad._current_level < 0
    )


def register(wanted: Callable[[], bool]) -> Any:
    """Register everything; the returned library's `_destroy` takes it back.

    Args:
        wanted: asked at each call whether it is ours to compute.
    """
    library: Any = torch.library.Library("aten", "IMPL")  # type: ignore[no-untyped-call]
    with warnings.catch_warnings():
        # PyTorch warns that a kernel is replaced, which is what this is for.
        warnings.simplefilter("ignore", UserWarning)
        for operator, compute in _operators().items():
            # PyTorch's own derivatives of the backward operators are good enough.
            keys = ("CPU",) if operator.endswith("_backward") else ("CPU", "AutogradCPU")
            for key in keys:
                kernel = _kernel(operator, key, compute, wanted)
                library.impl(operator, kernel, key, with_keyset=True)
    return library
