"""Pooling composed of PyTorch's own operators, for devices that the native kernels do not reach.

Where PyTorch has the operator it is called; everything else gathers the windows' elements along a
new last axis and reduces that. Differentiable through autograd, on any device.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard

import torch
import torch.nn.functional as F
from torch import Tensor

from ..windows import Adaptive, Sliding, Windows
from . import native

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


@dataclass(frozen=True)
class Table:
    """A `windows.Axis` in plain numbers."""

    size: int
    step: int
    start: tuple[int, ...]
    count: tuple[int, ...]
    extent: tuple[int, ...]


@torch.compiler.assume_constant_result  # type: ignore[untyped-decorator]
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
    windows = _as_onnx_has_them(x, windows)
    if mask is None and x.dtype.is_floating_point:
        # Negation is exact and turns a minimum into PyTorch's maximum, ties and NaN included.
        if isinstance(windows, Sliding) and windows.allows_empty_max():
            if not largest:
                _require_elements(x, windows)
            return _torch_pick(_sliding_max, x, windows, largest, indices)
        if isinstance(windows, Adaptive) and not torch.onnx.is_in_onnx_export():
            return _torch_pick(_adaptive_max, x, windows, largest, indices)
    if mask is None and not (largest and windows.allows_empty_max()):
        _require_elements(x, windows)
    elements, present, places = _elements(x, mask, windows)
    winner = _winners(elements, present, largest)
    out = elements.gather(-1, winner).squeeze(-1)
    some = present.any(-1)
    out = torch.where(some, out, torch.full_like(out, empty_value))
    if not indices:
        return out
    at = places.expand(elements.shape).gather(-1, winner).squeeze(-1)
    return out, torch.where(some, at, torch.full_like(at, -1))


def total(
    x: Tensor, mask: Tensor | None, windows: Windows, divide: int, divisor: int, empty_value: float
) -> Tensor:
    """Sums, divided as `divide` says."""
    windows = _as_onnx_has_them(x, windows)
    if mask is None:
        _require_elements(x, windows)
        if (
            x.dtype.is_floating_point
            and (pooled := _torch_mean(x, windows, divide, divisor)) is not None
        ):
            return pooled
    elements, present, _ = _elements(x, mask, windows)
    kept = torch.where(present, elements, torch.zeros_like(elements))
    name = str(x.dtype).removeprefix("torch.")
    result = getattr(torch, native.total_dtype(name, divide))
    if divide == native.NOTHING:
        out = kept.sum(-1, dtype=result)
    else:
        accumulator = torch.float32 if x.dtype.itemsize < 4 else torch.float64
        wide = x.dtype if x.dtype in (torch.float32, torch.float64) else accumulator
        divisors = _divisors(x, present, windows, divide, divisor)
        out = (kept.sum(-1, dtype=wide) / divisors).to(result)
    return torch.where(present.any(-1), out, torch.full_like(out, empty_value))


def _require_elements(x: Tensor, windows: Windows) -> None:
    for axis, table in enumerate(_tables(x, windows)):
        if 0 in table.count:
            empty = axis, table.count.index(0)
            native.require_elements(windows, tuple(x.shape[x.ndim - windows.rank :]), empty)


def _as_batch(x: Tensor, rank: int) -> Tensor:
    """x with exactly one batch and one channel axis, as PyTorch's operators want it."""
    return x.reshape(math.prod(x.shape[: x.ndim - rank]), 1, *x.shape[x.ndim - rank :])


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
    shape = (*x.shape[: x.ndim - windows.rank], *out.shape[2:])
    out = (out if largest else -out).reshape(shape)
    return (out, at.reshape(shape)) if indices else out


def _torch_mean(x: Tensor, windows: Windows, divide: int, divisor: int) -> Tensor | None:
    """PyTorch's own mean (or sum) where it has one for these windows."""
    rank, exporting = windows.rank, torch.onnx.is_in_onnx_export()
    batch, lead = _as_batch(x, rank), x.shape[: x.ndim - rank]
    if divide == native.NOTHING:
        if windows == Windows.whole(rank):
            return x.sum(tuple(range(-rank, 0)), keepdim=True)
        if exporting and _torch_can_average(windows) and not windows.ceil_mode:
            # ONNX has means alone, and no short way to gather.
            mean = _torch_mean(x, windows, native.EXTENT, divisor)
            assert mean is not None
            return mean * windows.capacity(windows.kernel_size)
        return None
    if isinstance(windows, Adaptive) and divide == native.COUNT and not exporting:
        size = windows.output_shape(x.shape[x.ndim - rank :])
        out = _ADAPTIVE_AVG[rank](batch, size)
    elif (
        _torch_can_average(windows)
        and divide in (native.COUNT, native.EXTENT)
        and (exporting or _torch_takes(batch, windows))
    ):
        out = _AVG[rank](
            batch,
            windows.kernel_size,
            windows.stride,
            _symmetric(windows),
            windows.ceil_mode,
            divide == native.EXTENT,
        )
    else:
        return None
    pooled: Tensor = out.reshape(*lead, *out.shape[2:])
    return pooled


def _torch_takes(x: Tensor, windows: Sliding) -> bool:
    """Whether x is large enough: over three axes not less than a window, without its padding."""
    return windows.rank < 3 or all(
        size >= taps for size, taps in zip(x.shape[-3:], windows.kernel_size, strict=True)
    )


def _torch_can_average(windows: Windows) -> TypeGuard[Sliding]:
    return (
        isinstance(windows, Sliding)
        and windows.allows_empty_max()
        and all(step == 1 for step in windows.dilation)
    )


def _as_onnx_has_them(x: Tensor, windows: Windows) -> Windows:
    """The windows, while exporting: adaptive ones that are all alike as sliding ones."""
    if not torch.onnx.is_in_onnx_export() or not isinstance(windows, Adaptive):
        return windows
    spatial = tuple(x.shape[x.ndim - windows.rank :])
    counts = windows.output_shape(spatial)
    if any(size % count for size, count in zip(spatial, counts, strict=True)):
        return windows
    kernel = [size // count for size, count in zip(spatial, counts, strict=True)]
    return Windows.sliding(windows.rank, kernel)


def elements_of(x: Tensor, mask: Tensor | None, windows: Windows) -> tuple[Tensor, Tensor]:
    """The windows' elements along a last axis, row-major, and which of them are present.

    Raises ValueError for a window without any, unless a mask may have left it empty.
    """
    if mask is None:
        _require_elements(x, windows)
    return _elements(x, mask, windows)[:2]


def _elements(x: Tensor, mask: Tensor | None, windows: Windows) -> tuple[Tensor, Tensor, Tensor]:
    """The windows' elements along a last axis, which of them are present, and their places."""
    places, present = _places(_tables(x, windows), x.device)
    flat = x.flatten(-windows.rank)
    elements = flat[..., places]
    if mask is not None:
        present = present & mask.flatten(-windows.rank)[..., places]
    return elements, present.expand(elements.shape), places


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
    padding = torch.ones((), dtype=torch.int64, device=x.device)
    real = padding
    for axis in _tables(x, windows):
        padding = padding[..., None] * torch.as_tensor(axis.extent, device=x.device)
        real = real[..., None] * torch.as_tensor(axis.count, device=x.device)
    return count + (padding - real)
