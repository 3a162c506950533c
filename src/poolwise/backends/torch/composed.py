"""Pooling composed of PyTorch's own operators, for devices that the native kernels do not reach.

Where PyTorch has the operator it is called; everything else gathers the windows' elements along a
new last axis and reduces that. Differentiable through autograd, on any device.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeGuard

import torch
import torch.nn.functional as F
from torch import Tensor

from ...windows import Adaptive, Sliding, Windows
from .. import native
from . import onnx_nodes
from .elements import places as table_of
from .host import is_at_hand

_MAX: dict[int, Any] = {1: F.max_pool1d, 2: F.max_pool2d, 3: F.max_pool3d}
_AVG: dict[int, Any] = {1: F.avg_pool1d, 2: F.avg_pool2d, 3: F.avg_pool3d}
_ADAPTIVE_MAX: dict[int, Any] = {
    1: F.adaptive_max_pool1d,
    2: F.adaptive_max_pool2d,
    3: F.adaptive_max_pool3d,
}
_ADAPTIVE_AVG: dict[int, Any] = {
    1: F.adaptive_avg_pool1d,
    2: F.adaptive_avg_pool2d,
    3: F.adaptive_avg_pool3d,
}

_SPREAD: dict[int, Any] = {1: F.conv_transpose1d, 2: F.conv_transpose2d, 3: F.conv_transpose3d}
# The tables of how many positions a mean divides by.
_AREAS = {native.COUNT: "count", native.EXTENT: "extent"}


@dataclass(frozen=True)
class Table:
    """A `windows.Axis` in plain numbers."""

    size: int
    step: int
    start: tuple[int, ...]
    count: tuple[int, ...]
    extent: tuple[int, ...]


@onnx_nodes.constant
def _constant_tables(code: tuple[int, ...], spatial: tuple[int, ...]) -> tuple[Any, ...]:
    # torch.compile takes it for a constant, and does not trace how NumPy makes it.
    axes = Windows.unpack(code).axes(spatial)
    return tuple(
        (
            axis.size,
            axis.step,
            tuple(axis.start.tolist()),
            tuple(axis.count.tolist()),
            tuple(axis.extent.tolist()),
        )
        for axis in axes
    )


def _tables(x: Tensor, windows: Windows) -> list[Table]:
    spatial = tuple(x.shape[x.ndim - windows.rank :])
    return [Table(*table) for table in _constant_tables(tuple(windows.pack()), spatial)]


@onnx_nodes.keeps_sizes
def pick(
    x: Tensor,
    mask: Tensor | None,
    windows: Windows,
    largest: bool,
    empty_value: float,
    indices: bool,
) -> Any:
    """The largest or smallest elements; with `indices`, a pair of them and their places."""
    windows.output_shape(x.shape[x.ndim - windows.rank :])  # raises where PyTorch would, our way
    if mask is None and x.dtype.is_floating_point:
        if torch.onnx.is_in_onnx_export():
            if windows == Windows.whole(windows.rank) and not indices:
                found = onnx_nodes.globally("GlobalMaxPool", x if largest else -x, windows.rank)
                if found is not None:
                    return found if largest else -found
            windows = _as_onnx_has_them(x, windows)
            if _is_uneven(windows) and not indices:
                require_elements(x, windows)
                x, windows = _extended(x, windows, -math.inf if largest else math.inf)
        # Negation is exact and turns a minimum into PyTorch's maximum, ties and NaN included.
        if isinstance(windows, Sliding) and windows.allows_empty_max():
            if not largest:
                require_elements(x, windows)
            return _torch_pick(_sliding_max, x, windows, largest, indices)
        if isinstance(windows, Adaptive) and not torch.onnx.is_in_onnx_export():
            return _torch_pick(_adaptive_max, x, windows, largest, indices)
    if mask is None and not (largest and windows.allows_empty_max()):
        require_elements(x, windows)
    elements, present, places = _elements(x, mask, windows)
    winner = _winners(elements, present, largest)
    out = elements.gather(-1, winner).squeeze(-1)
    some = present.any(-1)
    out = torch.where(some, out, torch.full_like(out, empty_value))
    if not indices:
        return out
    at = places.expand(elements.shape).gather(-1, winner).squeeze(-1)
    return out, torch.where(some, at, torch.full_like(at, -1))


@onnx_nodes.keeps_sizes
def total(
    x: Tensor, mask: Tensor | None, windows: Windows, divide: int, divisor: int, empty_value: float
) -> Tensor:
    """Sums, divided as `divide` says."""
    if mask is None:
        if divide == native.COUNT:
            require_elements(x, windows)
        else:  # padding counts
            windows.output_shape(x.shape[x.ndim - windows.rank :])
        if x.dtype.is_floating_point:
            pool = _onnx_total if torch.onnx.is_in_onnx_export() else _torch_mean
            pooled = pool(x, windows, divide, divisor)
            if pooled is not None and not _may_overflow(pooled):
                return pooled
    elements, present, _ = _elements(x, mask, windows)
    kept = torch.where(present, elements, torch.zeros_like(elements))
    name = str(x.dtype).removeprefix("torch.")
    result = getattr(torch, native.total_dtype(name, divide))
    if divide == native.NOTHING and not x.dtype.is_floating_point:
        out = kept.sum(-1, dtype=result)
    else:
        accumulator = torch.float32 if x.dtype.itemsize < 4 else torch.float64
        wide = x.dtype if x.dtype in (torch.float32, torch.float64) else accumulator
        held, scale = at_scale(kept.to(wide))
        out = held.sum(-1)
        if divide != native.NOTHING:
            out = out / _divisors(x, present, windows, divide, divisor)
        out = (out / scale).to(result)
    # Without a mask, a window of padding alone sums up to 0.
    if mask is None:
        return out
    return torch.where(present.any(-1), out, torch.full_like(out, empty_value))


def _may_overflow(pooled: Tensor) -> bool:
    """Whether sums have overflowed of which a mean need not; nobody waits for a device to know."""
    return is_at_hand(pooled) and not bool(pooled.isfinite().all())


# Of each dtype, between which magnitudes nothing is lost, and a power of two that brings there what
# lies beyond: exactly, and derivatives of all orders with it.
_ENDS = {
    torch.float32: (2.0**-90, 2.0**115, 2.0**100),
    torch.float64: (2.0**-980, 2.0**980, 2.0**900),
}


def most_of(x: Tensor, present: Tensor | None = None) -> Tensor:
    """The largest finite magnitude of each window."""
    size = x.detach().abs()
    size = size if present is None else torch.where(present, size, torch.zeros_like(size))
    return torch.where(torch.isfinite(size), size, 0).amax(-1)


def power_of_two(most: Tensor) -> Tensor:
    """What windows with this largest magnitude are multiplied by."""
    if most.dtype not in _ENDS or torch.onnx.is_in_onnx_export():
        return torch.ones_like(most)
    low, high, step = _ENDS[most.dtype]
    scale = torch.where(most > high, 1 / step, torch.ones_like(most))
    return torch.where((most < low) & (most > 0), step, scale)


def at_scale(x: Tensor, present: Tensor | None = None) -> tuple[Tensor, Tensor]:
    """The elements and what they were multiplied by, so that no sum overflows or loses bits."""
    if torch.onnx.is_in_onnx_export():
        return x, x.new_ones(())
    scale = power_of_two(most_of(x, present))
    return x * scale[..., None], scale


def spread(
    x: Tensor, windows: Sliding, spatial: tuple[int, ...], divide: int, divisor: int
) -> Tensor:
    """The adjoint of `total` in one transposed convolution, as ONNX has it."""
    rank = windows.rank
    like = x.new_empty(spatial)
    shares = x / (divisor if divide == native.CONSTANT else areas(like, windows, _AREAS[divide]))
    lead = (math.prod(x.shape[: x.ndim - rank]), 1)
    out = _SPREAD[rank](
        shares.reshape(*lead, *x.shape[x.ndim - rank :]),
        x.new_ones((1, 1, *windows.kernel_size)),
        stride=windows.stride,
        dilation=windows.dilation,
    )
    given: list[int] = []
    for axis, size in enumerate(spatial):
        before, _ = windows.pads(axis, size)
        given = [-before, size + before - out.shape[axis + 2], *given]
    return F.pad(out, given).reshape(*x.shape[: x.ndim - rank], *spatial)


def require_elements(x: Tensor, windows: Windows) -> None:
    """Raise ValueError for a window without elements."""
    windows.output_shape(x.shape[x.ndim - windows.rank :])  # which raises for an empty axis
    # Where no window can be empty, the size of x may be symbolic.
    if isinstance(windows, Adaptive) or (_torch_can_average(windows) and not windows.ceil_mode):
        return
    for axis, table in enumerate(_tables(x, windows)):
        if 0 in table.count:
            empty = axis, table.count.index(0)
            native.require_elements(windows, tuple(x.shape[x.ndim - windows.rank :]), empty)


def _as_batch(x: Tensor, rank: int) -> Tensor:
    """x with exactly one batch and one channel axis, as PyTorch's operators want it."""
    if _is_batch_for_onnx(x, rank):
        return x
    return x.reshape(math.prod(x.shape[: x.ndim - rank]), 1, *x.shape[x.ndim - rank :])


def _is_batch_for_onnx(x: Tensor, rank: int) -> bool:
    # Elsewhere the number of channels may be 0, which PyTorch refuses.
    return x.ndim == rank + 2 and torch.onnx.is_in_onnx_export()


def _as_before(pooled: Tensor, x: Tensor, rank: int) -> Tensor:
    """What `_as_batch` made, pooled, with the leading axes of x."""
    if _is_batch_for_onnx(x, rank):
        return pooled
    return pooled.reshape(*x.shape[: x.ndim - rank], *pooled.shape[2:])


def _sliding_max(x: Tensor, windows: Sliding) -> tuple[Tensor, Tensor]:
    pooled: tuple[Tensor, Tensor] = _MAX[windows.rank](
        x,
        windows.kernel_size,
        windows.stride,
        _symmetric(windows),
        windows.dilation,
        windows.ceil_mode,
        return_indices=True,
    )
    return pooled


def _symmetric(windows: Sliding) -> tuple[int, ...]:
    return tuple(windows.pads(axis, 1)[0] for axis in range(windows.rank))


def _adaptive_max(x: Tensor, windows: Adaptive) -> tuple[Tensor, Tensor]:
    size = windows.output_size if windows.rank > 1 else windows.output_shape(x.shape[-1:])
    return _ADAPTIVE_MAX[windows.rank](x, size, return_indices=True)  # type: ignore[no-any-return]


def _torch_pick(pool: Any, x: Tensor, windows: Windows, largest: bool, indices: bool) -> Any:
    batch = _as_batch(x, windows.rank)
    out, at = pool(batch if largest else -batch, windows)
    out = _as_before(out if largest else -out, x, windows.rank)
    return (out, _as_before(at, x, windows.rank)) if indices else out


def _torch_mean(x: Tensor, windows: Windows, divide: int, divisor: int) -> Tensor | None:
    """PyTorch's own mean (or sum) where it has one for these windows."""
    rank = windows.rank
    if divide == native.NOTHING and windows == Windows.whole(rank):
        return x.sum(tuple(range(-rank, 0)), keepdim=True)
    if isinstance(windows, Adaptive) and divide == native.COUNT:
        size = windows.output_shape(x.shape[x.ndim - rank :])
        return _as_before(_ADAPTIVE_AVG[rank](_as_batch(x, rank), size), x, rank)
    taken = torch.onnx.is_in_onnx_export() or _torch_takes(x, windows)
    if _torch_can_average(windows) and divide in (native.COUNT, native.EXTENT) and taken:
        pooled = _AVG[rank](
            _as_batch(x, rank),
            windows.kernel_size,
            windows.stride,
            _symmetric(windows),
            windows.ceil_mode,
            divide == native.EXTENT,
        )
        return _as_before(pooled, x, rank)
    return None


def _onnx_total(x: Tensor, windows: Windows, divide: int, divisor: int) -> Tensor | None:
    """Sums and means as ONNX has them: of planes, and means of windows without dilation."""
    rank = windows.rank
    if windows == Windows.whole(rank):
        space = tuple(range(-rank, 0))
        if divide == native.NOTHING:
            return x.sum(space, keepdim=True)
        mean = onnx_nodes.globally("GlobalAveragePool", x, rank)
        return x.mean(space, keepdim=True) if mean is None else mean
    windows = _as_onnx_has_them(x, windows)
    if not isinstance(windows, Sliding) or any(step > 1 for step in windows.dilation):
        return None
    if (pooled := _torch_mean(x, windows, divide, divisor)) is not None:
        return pooled
    # A sum is as many means as the window has places, those of the padding among them.
    longer, within = x, windows
    if windows.ceil_mode or _is_uneven(windows):
        longer, within = _extended(x, windows, 0)
    mean = _torch_mean(longer, within, native.EXTENT, 1)
    assert mean is not None
    places = math.prod(windows.kernel_size)
    if divide == native.NOTHING:
        return mean * places
    if divide == native.CONSTANT:
        return mean * (places / divisor)
    divisors = areas(x, windows, _AREAS[divide])
    return mean * (places / divisors).to(x.dtype)


def _torch_takes(x: Tensor, windows: Windows) -> bool:
    """Whether x is large enough: over three axes not less than a window, without its padding."""
    if windows.rank < 3 or not isinstance(windows, Sliding):
        return True
    return all(size >= taps for size, taps in zip(x.shape[-3:], windows.kernel_size, strict=True))


def _torch_can_average(windows: Windows) -> TypeGuard[Sliding]:
    return (
        isinstance(windows, Sliding)
        and windows.allows_empty_max()
        and all(step == 1 for step in windows.dilation)
    )


def _as_onnx_has_them(x: Tensor, windows: Windows) -> Windows:
    """Adaptive windows that are all alike as sliding ones, and named paddings in numbers."""
    spatial = tuple(x.shape[x.ndim - windows.rank :])
    if isinstance(windows, Sliding) and isinstance(windows.padding, str):
        pads = tuple(windows.pads(axis, size) for axis, size in enumerate(spatial))
        return replace(windows, padding=pads)
    if not isinstance(windows, Adaptive):
        return windows
    counts = windows.output_shape(spatial)
    if any(size % count for size, count in zip(spatial, counts, strict=True)):
        return windows
    kernel = [size // count for size, count in zip(spatial, counts, strict=True)]
    return Windows.sliding(windows.rank, kernel)


def _is_uneven(windows: Windows) -> TypeGuard[Sliding]:
    """Whether they are sliding ones over a padding that PyTorch's operators do not take."""
    return isinstance(windows, Sliding) and not windows.allows_empty_max()


def _extended(x: Tensor, windows: Sliding, value: float) -> tuple[Tensor, Sliding]:
    """x with its padding, all that windows reach, and the same windows without one."""
    given: list[int] = []
    spatial = tuple(x.shape[x.ndim - windows.rank :])
    for axis, size in enumerate(spatial):
        given = [windows.pads(axis, size)[0], windows.missing(axis, size), *given]
    within = Windows.sliding(
        windows.rank, windows.kernel_size, windows.stride, dilation=windows.dilation
    )
    return (F.pad(x, given, value=value) if any(given) else x), within


def areas(x: Tensor, windows: Windows, of: str) -> Tensor:
    """How many positions each window has: its elements by "count", those in the padding too by
    "extent"."""
    product = torch.ones((), dtype=torch.int64, device=x.device)
    for axis in _tables(x, windows):
        product = product[..., None] * torch.as_tensor(getattr(axis, of), device=x.device)
    return product


def elements_of(x: Tensor, mask: Tensor | None, windows: Windows) -> tuple[Tensor, Tensor | None]:
    """The windows' elements along a last axis, row-major, and which of them are present, None where
    all are.

    Raises ValueError for a window without any, unless a mask may have left it empty.
    """
    if windows == Windows.whole(windows.rank):
        lead, spatial = x.shape[: x.ndim - windows.rank], x.shape[x.ndim - windows.rank :]
        shape = (*lead, *windows.output_shape(spatial), math.prod(spatial))
        return x.reshape(shape), None if mask is None else mask.reshape(shape)
    if mask is None:
        require_elements(x, windows)
    elements, present, _ = _elements(x, mask, windows)
    alike = all(count == table.count[0] for table in _tables(x, windows) for count in table.count)
    return elements, None if mask is None and alike else present


def _elements(x: Tensor, mask: Tensor | None, windows: Windows) -> tuple[Tensor, Tensor, Tensor]:
    """The windows' elements along a last axis, which of them are present, and their places."""
    if torch.onnx.is_in_onnx_export():  # constants, where the graph would have each step
        places, present = table_of(x, windows, True)
    else:
        places, present = _places(_tables(x, windows), x.device)
    elements = _gathered(x.flatten(-windows.rank), places)
    if mask is not None:
        present = present & _gathered(mask.flatten(-windows.rank), places)
    return elements, present.expand(elements.shape), places


def _gathered(flat: Tensor, places: Tensor) -> Tensor:
    if torch.onnx.is_in_onnx_export():
        # One Gather along the axis, where an index makes ONNX transpose twice.
        found = flat.index_select(-1, places.flatten())
        return found.reshape(*flat.shape[:-1], *places.shape)
    return flat[..., places]


def _places(axes: Sequence[Table], device: torch.device) -> tuple[Tensor, Tensor]:
    """Flat places of every window's taps, row-major, and which of them exist.

    Windows have unequal counts: missing taps point at place 0 and are not present.
    """
    places = torch.zeros((1,), dtype=torch.int64, device=device)
    present = torch.ones((1,), dtype=torch.bool, device=device)
    for axis in axes:
        # At least one tap, so that there is something to reduce where all windows are empty.
        tap = torch.arange(max(axis.count, default=1) or 1, device=device)
        start = torch.as_tensor(axis.start, device=device)[:, None]
        exists = tap < torch.as_tensor(axis.count, device=device)[:, None]
        at = torch.where(exists, start + tap * axis.step, 0)
        # (…, K) with (n, k) gives (…, n, K * k): the new axis' taps vary fastest.
        places = (places[..., None, :, None] * axis.size + at[:, None, :]).flatten(-2)
        present = (present[..., None, :, None] & exists[:, None, :]).flatten(-2)
    return places, present


def _winners(elements: Tensor, present: Tensor, largest: bool) -> Tensor:
    """The first of the best elements; where there are NaN, the last of them."""
    ranks = torch.arange(elements.shape[-1], device=elements.device)
    if elements.dtype == torch.bool:
        elements = elements.to(torch.uint8)
    if elements.dtype.is_floating_point:
        worst = -math.inf if largest else math.inf
    else:
        limits = torch.iinfo(elements.dtype)
        worst = limits.min if largest else limits.max
    held = torch.where(present, elements, torch.full_like(elements, worst)).detach()
    nan = (held != held) & present
    calm = torch.where(nan, torch.full_like(held, worst), held)
    best = calm.amax(-1, keepdim=True) if largest else calm.amin(-1, keepdim=True)
    first = torch.where((calm == best) & present & ~nan, ranks, len(ranks)).amin(-1, keepdim=True)
    last_nan = torch.where(nan, ranks, -1).amax(-1, keepdim=True)
    return torch.where(last_nan >= 0, last_nan, first.clamp(max=len(ranks) - 1))


def _divisors(
    x: Tensor, present: Tensor, windows: Windows, divide: int, divisor: int
) -> Tensor | int:
    if divide == native.CONSTANT:
        return divisor
    count = present.sum(-1)
    if divide == native.COUNT:
        return count
    return count + (areas(x, windows, "extent") - areas(x, windows, "count"))
