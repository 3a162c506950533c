"""PyTorch's own pooling operators on the CPU, computed by ours.

Each operator is registered twice: below autograd (``CPU``, all that inference mode sees) and at it
(``AutogradCPU``). The second catches what PyTorch writes as a composite before it falls apart, so
that inference never computes indices, and it gives training our derivatives, which keep one byte
per output. Whatever is not obviously a good call on ordinary tensors goes to the kernel that was
there before: PyTorch's own answers, and its own errors.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial
from typing import Any

import torch
from torch import Tensor
from torch._prims_common import suggest_memory_format
from torch.autograd import forward_ad
from torch.nn import Parameter

from ...windows import Windows, first_empty
from .. import native
from . import tensors

Ints = tuple[int, ...]
Compute = Callable[..., Any]
"""What a call gives, or NotImplemented where PyTorch is to answer. What ours give is a pair of the
result and, where there is one, of a function that makes the call ready to be made again."""

_FLOATS = frozenset((torch.float16, torch.bfloat16, torch.float32, torch.float64))
_NUMBERS = _FLOATS | {torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64}
_WIDE_FLOATS = frozenset((torch.float32, torch.float64))

_NOTHING = {dtype: torch.empty(0, dtype=dtype) for dtype in _NUMBERS}

_CPU = torch._C.DispatchKeySet(torch.DispatchKey.CPU)
_AUTOGRAD = _CPU | torch._C.DispatchKeySet(torch.DispatchKey.AutogradCPU)
# An ordinary call brings these dispatch keys and no other. A mode, a functorch transform, a traced,
# quantised, lazily negated or functional tensor each add one.
_ORDINARY = frozenset((_CPU.raw_repr(), _AUTOGRAD.raw_repr()))


# --- which calls are ours, and their geometry -----------------------------------------------------


@dataclass(frozen=True, eq=False)
class Operator:
    """What one of PyTorch's operators accepts, and the layout in which it answers."""

    rank: int
    dtypes: frozenset[torch.dtype]
    keeps_format: bool  # channels-last input, channels-last output
    kernel_inside: bool = False  # refuses a kernel that is larger than the input without padding

    @property
    def manner(self) -> dict[str, bool]:
        """The same for calls that are made again."""
        own = {"keeps_format": self.keeps_format, "kernel_inside": self.kernel_inside}
        return {"pytorch": True, **own}


@dataclass(frozen=True)
class Plan:
    """The windows of a call, and the memory format to read its input in."""

    windows: Windows
    memory_format: torch.memory_format
    copies: bool  # whether the input is not in that format yet

    def read(self, x: Tensor) -> Tensor:
        return x.contiguous(memory_format=self.memory_format) if self.copies else x


@lru_cache(maxsize=4096)
def _sliding(
    operator: Operator,
    dtype: torch.dtype,
    shape: Ints,
    strides: Ints,
    kernel: Ints,
    stride: Ints,
    padding: Ints,
    dilation: Ints,
    ceil_mode: bool,
) -> Plan | None:
    """The plan of a sliding window, or None where PyTorch might object."""
    rank = operator.rank
    kernel, padding = _per_axis(kernel, rank), _per_axis(padding, rank)
    try:
        windows = Windows.sliding(rank, kernel, stride, padding, dilation, ceil_mode)
    except (TypeError, ValueError):
        return None
    if any(2 * p > k for p, k in zip(padding, kernel, strict=True)):
        return None
    if operator.kernel_inside and any(k > n for k, n in zip(kernel, shape[-rank:], strict=True)):
        return None
    if max(*kernel, *stride, *padding, *dilation) >= 2**31:
        return None
    return _planned(operator, windows, dtype, shape, strides)


@lru_cache(maxsize=4096)
def _adaptive(
    operator: Operator, dtype: torch.dtype, shape: Ints, strides: Ints, output_size: Ints
) -> Plan | None:
    """The plan of an adaptive window, or None where PyTorch might object."""
    if len(output_size) != operator.rank or min(output_size) < 1:
        return None
    try:
        windows = Windows.adaptive(operator.rank, output_size)
    except ValueError:  # more windows than there is memory for
        return None
    return _planned(operator, windows, dtype, shape, strides)


def _per_axis(values: Ints, rank: int) -> Ints:
    return values * rank if len(values) == 1 else values


def _planned(
    operator: Operator, windows: Windows, dtype: torch.dtype, shape: Ints, strides: Ints
) -> Plan | None:
    if dtype not in operator.dtypes or 0 in shape:
        return None
    rank = operator.rank
    lead, spatial = shape[:-rank], shape[-rank:]
    try:
        pooled = windows.output_shape(spatial)
        native.offset_dtype(windows, spatial, False)
    except ValueError:  # no window fits, or windows are too large for us
        return None
    if first_empty(windows.numbers(spatial, pooled)) or not native.is_possible((*lead, *pooled)):
        return None
    batched = len(shape) == rank + 2
    # Of these strides PyTorch's rules make nothing else, whatever axes of size 1 there are.
    usual = strides == native.Form(shape, rank, False).strides
    if usual and (batched or len(shape) == rank + 1):
        return Plan(windows, torch.contiguous_format, copies=False)
    x = torch.empty_strided(shape, strides, device="meta")
    # What PyTorch does with a picture without a batch in an odd layout differs between operators.
    if not (batched or (len(shape) == rank + 1 and x.is_contiguous())):
        return None
    memory_format = suggest_memory_format(x) if operator.keeps_format else torch.contiguous_format
    # PyTorch refuses bytes in channels-last planes of more elements than a byte counts.
    if memory_format != torch.contiguous_format and dtype.itemsize == 1:
        return None
    if not _same_strides(x, pooled, memory_format):
        return None
    return Plan(windows, memory_format, not x.is_contiguous(memory_format=memory_format))


def _same_strides(x: Tensor, pooled: Ints, memory_format: torch.memory_format) -> bool:
    """Whether our output is laid out as PyTorch's; axes of size 1 make the format ambiguous."""
    rank = len(pooled)
    shape = (*x.shape[:-rank], *pooled)
    theirs = torch.empty(shape, memory_format=memory_format, device="meta")
    strides = x.contiguous(memory_format=memory_format).stride()
    ours = native.Form(shape, rank, native.is_channels_last(strides, rank))
    return bool(ours.strides == theirs.stride())


# --- what the operators compute -------------------------------------------------------------------


def _picked(operator: Operator, x: Tensor, plan: Plan, indices: bool) -> Any:
    given, x, windows = x, plan.read(x), plan.windows
    if x.requires_grad and torch.is_grad_enabled():
        result = tensors.pick(x, None, windows, True, 0, indices)
        _watch(given, *(result if indices else (result,)))
        return result, None
    result = native.picked(tensors.HOST, x, None, windows, True, 0, indices)
    if x is not given:
        return result, None
    name, manner = tensors.HOST.name(x), operator.manner
    return result, partial(native.ready_pick, name, windows, True, indices, **manner)


def _totalled(operator: Operator, x: Tensor, plan: Plan, divide: int, divisor: int) -> Any:
    given, x, windows = x, plan.read(x), plan.windows
    if x.requires_grad and torch.is_grad_enabled():
        result = tensors.total(x, None, windows, divide, divisor, None, 0)
        _watch(given, result)
        return result, None
    result = native.total(tensors.HOST, x, None, windows, divide, divisor, 0)
    if x is not given:
        return result, None
    name, manner = tensors.HOST.name(x), operator.manner
    return result, partial(native.ready_total, name, windows, divide, divisor, **manner)


def _watch(x: Tensor, out: Tensor, *indices: Tensor) -> None:
    """Let the way back raise where PyTorch's would: it keeps x and the indices, and notices that
    they were changed meanwhile. Ours needs neither, and keeps of them what counts their changes.
    """
    watched = [(_counter(each), each._version) for each in (x, *indices)]

    def check(_: tuple[Tensor, ...]) -> None:
        for counter, version in watched:
            if counter._version != version:
                raise RuntimeError(
                    "one of the variables needed for gradient computation has been modified by an "
                    f"inplace operation: a tensor given to pooling or its indices, which is at "
                    f"version {counter._version}; expected version {version} instead"
                )

    assert out.grad_fn is not None
    out.grad_fn.register_prehook(check)


def _counter(x: Tensor) -> Tensor:
    """A tensor that shares x's count of changes and none of its memory."""
    counter = x.detach()
    counter.data = _NOTHING[x.dtype]
    return counter


def _max(operator: Operator, indices: bool) -> Compute:
    def compute(
        x: Tensor,
        kernel_size: Sequence[int],
        stride: Sequence[int] = (),
        padding: Sequence[int] = (0,),
        dilation: Sequence[int] = (1,),
        ceil_mode: bool = False,
    ) -> Any:
        sizes = tuple(kernel_size), tuple(stride), tuple(padding), tuple(dilation)
        plan = _sliding(operator, x.dtype, x.shape, x.stride(), *sizes, ceil_mode)
        if plan is None:
            return NotImplemented
        return _picked(operator, x, plan, indices)

    return compute


def _max1d() -> Compute:
    largest = _max(Operator(1, _FLOATS, keeps_format=False), indices=False)

    def compute(x: Tensor, *args: Any) -> Any:
        # With a gradient PyTorch takes another way, which keeps the layout.
        if x.requires_grad and torch.is_grad_enabled() and not x.is_contiguous():
            return NotImplemented
        return largest(x, *args)

    return compute


def _avg(operator: Operator) -> Compute:
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
        plan = _sliding(operator, x.dtype, x.shape, x.stride(), *sizes, ceil_mode)
        if plan is None or divisor_override == 0:
            return NotImplemented
        divide, divisor = _division(count_include_pad, divisor_override)
        return _totalled(operator, x, plan, divide, divisor)

    return compute


def _division(count_include_pad: bool, divisor_override: int | None) -> tuple[int, int]:
    if divisor_override is not None:
        return native.CONSTANT, divisor_override
    return (native.EXTENT if count_include_pad else native.COUNT), 1


def _adaptive_max(operator: Operator) -> Compute:
    def compute(x: Tensor, output_size: Sequence[int]) -> Any:
        plan = _adaptive(operator, x.dtype, x.shape, x.stride(), tuple(output_size))
        if plan is None:
            return NotImplemented
        return _picked(operator, x, plan, True)

    return compute


def _adaptive_avg(operator: Operator, of_all: Operator | None = None) -> Compute:
    """`of_all` is how PyTorch answers with the average of everything, if that differs."""

    def compute(x: Tensor, output_size: Sequence[int]) -> Any:
        whole = all(size == 1 for size in output_size)
        asked = of_all if whole and of_all else operator
        plan = _adaptive(asked, x.dtype, x.shape, x.stride(), tuple(output_size))
        if plan is None:
            return NotImplemented
        return _totalled(operator, x, plan, native.COUNT, 1)

    return compute


def _adaptive_avg_composite(operator: Operator) -> Compute:
    # PyTorch takes the average of everything as a mean, which keeps the layout of volumes too.
    return _adaptive_avg(operator, of_all=replace(operator, keeps_format=True))


def _avg_backward(operator: Operator) -> Compute:
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
        plan = _sliding(operator, x.dtype, x.shape, x.stride(), *sizes, ceil_mode)
        if plan is None or divisor_override == 0:
            return NotImplemented
        return _spread(grad, x, plan, *_division(count_include_pad, divisor_override))

    return compute


def _adaptive_avg_backward(operator: Operator) -> Compute:
    def compute(grad: Tensor, x: Tensor) -> Any:
        output_size = tuple(grad.shape[-operator.rank :])
        plan = _adaptive(operator, x.dtype, x.shape, x.stride(), output_size)
        return NotImplemented if plan is None else _spread(grad, x, plan, native.COUNT, 1)

    return compute


def _spread(grad: Tensor, x: Tensor, plan: Plan, divide: int, divisor: int) -> Any:
    rank = plan.windows.rank
    spatial = x.shape[-rank:]
    pooled = (*x.shape[:-rank], *plan.windows.output_shape(spatial))
    if type(grad) is not Tensor or grad.dtype != x.dtype or grad.shape != pooled:
        return NotImplemented
    grad = tensors.in_format(grad, rank, plan.memory_format != torch.contiguous_format)
    return native.spread(tensors.HOST, grad, None, plan.windows, spatial, divide, divisor), None


# --- registration ---------------------------------------------------------------------------------


@cache  # so that what is planned outlives an undone registration
def _operators() -> dict[str, Compute]:
    """What stands in for each of PyTorch's operators; 1d averages are composites of the 2d ones."""
    table = {"max_pool1d": _max1d()}
    for n in (2, 3):
        largest = Operator(n, _NUMBERS, keeps_format=True)
        average = Operator(n, _FLOATS if n == 2 else _WIDE_FLOATS, n == 2, kernel_inside=n == 3)
        adaptive = Operator(n, _FLOATS, keeps_format=n == 2)
        table |= {
            f"max_pool{n}d": _max(largest, indices=False),
            f"max_pool{n}d_with_indices": _max(largest, indices=True),
            f"avg_pool{n}d": _avg(average),
            f"avg_pool{n}d_backward": _avg_backward(average),
            f"adaptive_max_pool{n}d": _adaptive_max(adaptive),
            f"adaptive_avg_pool{n}d": _adaptive_avg_composite(adaptive),
            f"_adaptive_avg_pool{n}d": _adaptive_avg(adaptive),
            f"_adaptive_avg_pool{n}d_backward": _adaptive_avg_backward(adaptive),
        }
    return table


def _kernel(
    number: int, adaptive: bool, before: Compute, compute: Compute, wanted: Callable[[], bool]
) -> Compute:
    """`compute`, by number, where it is wanted and can, and `before`, PyTorch's own, where not."""

    def otherwise(is_new: bool, keys: Any, x: Tensor, *args: Any) -> Any:
        if not wanted():
            return before(keys, x, *args)
        try:
            made = compute(x, *args) if _is_ordinary(keys, x) else NotImplemented
        except MemoryError:  # PyTorch may know a way, and has an error of its own
            made = NotImplemented
        if made is NotImplemented:
            return before(keys, x, *args)
        result, make_ready = made
        if is_new and make_ready is not None:
            call = (number,) if adaptive else (number, *args)
            native.remember(x, call, result, make_ready())
        return result

    return native.kernel(number, adaptive, _ORDINARY, wanted, otherwise)


def _is_ordinary(keys: Any, x: Tensor) -> bool:
    kind = type(x)
    return (
        keys.raw_repr() in _ORDINARY
        and (kind is Tensor or kind is Parameter)
        and forward_ad._current_level < 0
    )


def register(wanted: Callable[[], bool]) -> Callable[[], None]:
    """Register everything, and return the function that takes it back.

    Args:
        wanted: asked at each call whether it is ours to compute.
    """
    table = _operators()
    numbers = {operator: number for number, operator in enumerate(table)}

    def make(operator: str, before: Compute) -> Compute:
        adaptive = "adaptive" in operator
        return _kernel(numbers[operator], adaptive, before, table[operator], wanted)

    return override(table, make)


def override(
    operators: Iterable[str], make: Callable[[str, Compute], Compute]
) -> Callable[[], None]:
    """Put a kernel before each of these operators' own; return the function that takes it back.

    Args:
        operators: names of PyTorch's operators.
        make: gives the kernel, from the operator's name and the kernel that it has now.
    """
    kernels = {}
    for operator in operators:
        # PyTorch's own derivatives of the backward operators are good enough.
        for key in ("CPU",) if operator.endswith("_backward") else ("CPU", "AutogradCPU"):
            before = torch.library.get_kernel(f"aten::{operator}", key).call_boxed
            kernels[operator, key] = make(operator, before)
    library: Any = torch.library.Library("aten", "IMPL")  # type: ignore[no-untyped-call]
    with warnings.catch_warnings():
        # PyTorch warns that a kernel is replaced, which is what this is for.
        warnings.simplefilter("ignore", UserWarning)
        # Only now, because a kernel for one key changes what PyTorch would do for the others.
        for (operator, key), kernel in kernels.items():
            library.impl(operator, kernel, key, with_keyset=True)
    _forget_routes(kernels)

    def undo() -> None:
        library._destroy()
        _forget_routes(kernels)

    return undo


def _forget_routes(kernels: Iterable[tuple[str, str]]) -> None:
    """Let tracing look up again which kernel answers: it remembers, and would not notice ours."""
    for operator, _ in kernels:
        getattr(torch.ops.aten, operator).default._dispatch_cache.clear()
