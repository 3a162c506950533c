"""The native kernels behind arrays of any kind in the memory of the CPU.

A `Host` says how one kind of array (NumPy, PyTorch) is laid out and made; all that the kernels
need beyond that is said here once. Kernels see [outer, depth, height, width, inner]: planar arrays
have inner = 1, channels-last ones have their channels there.
"""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

import numpy as np

from .. import _native
from ..threads import get_num_threads
from ..windows import AXIS_NAMES, Windows, first_empty

CODES = {
    "int8": 0,
    "uint8": 1,
    "bool": 1,
    "int16": 2,
    "uint16": 3,
    "int32": 4,
    "uint32": 5,
    "int64": 6,
    "uint64": 7,
    "float16": 8,
    "bfloat16": 9,
    "float32": 10,
    "float64": 11,
}
FLOATS = ("float16", "bfloat16", "float32", "float64")
SHORT = ("bool", "int8", "uint8", "int16", "uint16")

# How a sum is divided, as the kernels number it.
NOTHING, COUNT, EXTENT, CONSTANT = range(4)

# A sum of more elements than this accumulates in a wider type: of floats to keep their accuracy,
# of 8 and 16 bit integers so that 32 bits cannot overflow.
_WIDE_FLOAT, _WIDE_INTEGER = 64, 2**15

if (wanted := os.environ.get("POOLWISE_ISA")) and not _native.choose_level(wanted):
    raise ImportError(
        f"POOLWISE_ISA={wanted!r} must be one of {', '.join(_native.levels())} on this machine"
    )


class Host(Protocol):
    """One kind of array in CPU memory."""

    def name(self, x: Any) -> str:
        """The dtype's name, one of `CODES`."""

    def address(self, x: Any) -> int:
        """Where its first element lies."""

    def channels_last(self, x: Any, rank: int) -> bool:
        """Whether channels lie closer together than spatial neighbours."""

    def packed(self, x: Any, rank: int, channels_last: bool) -> Any:
        """x as the kernels read it: contiguous and aligned, copied where it is not."""

    def empty(
        self, shape: Sequence[int], rank: int, channels_last: bool, dtype: str, like: Any
    ) -> Any:
        """A new array of this logical shape in this memory format."""


@dataclass(frozen=True)
class Geometry:
    """The windows of one input shape, as the kernels want them."""

    plan: _native.Plan
    most: int  # elements of the largest window
    empty: tuple[int, int] | None  # axis and number of the first window without an element


@lru_cache(maxsize=256)
def _geometry(windows: Windows, spatial: tuple[int, ...]) -> Geometry:
    axes = windows.axes(spatial)
    tables = [_native.Axis(1, 1, [0], [1], [1])] * (3 - windows.rank)
    for axis in axes:
        columns = (axis.start.tolist(), axis.count.tolist(), axis.extent.tolist())
        tables.append(_native.Axis(axis.size, axis.step, *columns, axis.regular))
    most = math.prod(int(axis.count.max(initial=0)) for axis in axes)
    return Geometry(_native.Plan(tables), most, first_empty(axes))


def require_elements(
    windows: Windows, spatial: Sequence[int], empty: tuple[int, int] | None
) -> None:
    """Raise for a window without an element: padding or dilation can make one."""
    if empty is not None:
        axis, window = empty
        name = AXIS_NAMES[windows.rank][axis]
        raise ValueError(
            f"window {window} along the {name} of {spatial[axis]} has no element of x; "
            f"use less padding or dilation than in {windows}, or a mask with empty_value"
        )


def offset_dtype(windows: Windows, spatial: Sequence[int], masked: bool) -> str:
    """The smallest dtype whose bits tell a window's elements apart.

    Under a mask one code is kept for windows that it leaves empty.
    """
    # A plain bound first: the exact number would tie a compiled graph to a symbolic size.
    if windows.capacity_bound(spatial) + masked <= 2**8:
        return "uint8"
    codes = windows.capacity(spatial) + masked
    if codes <= 2**8:
        return "uint8"
    if codes <= 2**16:
        return "int16"
    if codes < 2**31:
        return "int32"
    raise ValueError(f"indices and gradients need windows of less than 2^31 elements, got {codes}")


def total_dtype(name: str, divide: int) -> str:
    """The dtype of a sum or mean of this dtype."""
    if name in FLOATS:
        return name
    if divide == NOTHING:
        return "uint64" if name == "uint64" else "int64"
    return "float32" if name in SHORT else "float64"


def check_empty_value(value: Any, name: str) -> None:
    """Raise unless the dtype of the output holds this number. (No NumPy: compilers trace it.)"""
    if isinstance(value, complex) or not isinstance(value, (int, float, np.number)):
        raise TypeError(f"empty_value must be a number, got {value!r}")
    if name in FLOATS:
        return
    low, high = _integer_limits(name)
    if not low <= value <= high or value != int(value):
        raise ValueError(f"empty_value={value!r} must be an integer that {name} holds")


def check_lengths_shape(shape: tuple[int, ...], of: tuple[int, ...]) -> None:
    """Raise unless lengths of this shape broadcast over the leading axes of x."""
    if not 1 <= len(shape) < len(of) or any(
        n not in (1, size) for n, size in zip(shape, of, strict=False)
    ):
        raise ValueError(f"lengths has shape {shape}; x of shape {of} needs {of[:1]}")


def _integer_limits(name: str) -> tuple[int, int]:
    if name == "bool":
        return 0, 1
    bits = int(name[name.index("t") + 1 :])
    return (0, 2**bits - 1) if name[0] == "u" else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)


class Call:
    """One array on its way to a kernel: packed, with its geometry."""

    def __init__(self, host: Host, x: Any, windows: Windows, spatial: Sequence[int]) -> None:
        self.host, self.windows, self.like = host, windows, x
        rank = windows.rank
        self.spatial = tuple(spatial)
        self.lead = tuple(x.shape[: len(x.shape) - rank])
        self.channels_last = host.channels_last(x, rank)
        self.inner = self.lead[-1] if self.channels_last else 1
        self.outer = math.prod(self.lead[:-1] if self.channels_last else self.lead)
        # The shape before the tables: what cannot be allocated must not be tabulated either.
        self.pooled = windows.output_shape(self.spatial)

    def new(self, spatial: Sequence[int], dtype: str) -> Any:
        shape = (*self.lead, *spatial)
        if math.prod(shape) >= 2**59:
            raise ValueError(f"the output would have the shape {shape}, too large for any memory")
        return self.host.empty(shape, self.windows.rank, self.channels_last, dtype, self.like)

    def pack(self, x: Any) -> Any:
        return self.host.packed(x, self.windows.rank, self.channels_last)

    def geometry(self) -> Geometry:
        return _geometry(self.windows, self.spatial)

    def sizes(self) -> tuple[int, int]:
        return self.outer, self.inner

    def checked_geometry(self, mask: Any, empty_allowed: bool) -> Geometry:
        geometry = self.geometry()
        if mask is None and not empty_allowed:
            require_elements(self.windows, self.spatial, geometry.empty)
        return geometry


def _spatial(x: Any, windows: Windows) -> tuple[int, ...]:
    return tuple(x.shape[len(x.shape) - windows.rank :])


def _bits(value: float, dtype: str) -> int:
    """The bits of a number in this dtype, as the kernels take it."""
    if dtype == "bfloat16":
        # Its bits are the upper half of a float32's, rounded half to even.
        bits = int(np.float32(value).view(np.uint32))
        return (bits + 0x7FFF + (bits >> 16 & 1)) >> 16 if value == value else 0x7FC0
    return int.from_bytes(np.array(value, dtype).tobytes(), "little")


def pick(
    host: Host,
    x: Any,
    mask: Any,
    windows: Windows,
    largest: bool,
    empty_value: float,
    with_offsets: bool,
) -> tuple[Any, Any]:
    """The largest or smallest element of each window, and its offset there if asked for."""
    call = Call(host, x, windows, _spatial(x, windows))
    name = host.name(x)
    out = call.new(call.pooled, name)
    offsets = None
    if with_offsets:
        offsets = call.new(call.pooled, offset_dtype(windows, call.spatial, mask is not None))
    geometry = call.checked_geometry(mask, largest and windows.allows_empty_max())
    packed, packed_mask = call.pack(x), None if mask is None else call.pack(mask)
    _native.pick(
        geometry.plan,
        CODES[name],
        largest,
        host.address(packed),
        0 if packed_mask is None else host.address(packed_mask),
        host.address(out),
        0 if offsets is None else host.address(offsets),
        0 if offsets is None else offsets.itemsize,
        *call.sizes(),
        0 if mask is None else _bits(empty_value, name),
        get_num_threads(),
    )
    return out, offsets


def total(
    host: Host,
    x: Any,
    mask: Any,
    windows: Windows,
    divide: int,
    divisor: int,
    empty_value: float,
) -> Any:
    """The sum of each window, divided as `divide` says."""
    call = Call(host, x, windows, _spatial(x, windows))
    name = host.name(x)
    out_name = total_dtype(name, divide)
    out = call.new(call.pooled, out_name)
    geometry = call.checked_geometry(mask, empty_allowed=False)
    packed, packed_mask = call.pack(x), None if mask is None else call.pack(mask)
    _native.total(
        geometry.plan,
        CODES[name],
        divide != NOTHING,
        divide,
        float(divisor),
        host.address(packed),
        0 if packed_mask is None else host.address(packed_mask),
        host.address(out),
        *call.sizes(),
        0 if mask is None else _bits(empty_value, out_name),
        geometry.most > (_WIDE_FLOAT if name in FLOATS else _WIDE_INTEGER),
        get_num_threads(),
    )
    return out


def place(
    host: Host, grad: Any, offsets: Any, windows: Windows, spatial: Sequence[int], masked: bool
) -> Any:
    """The gradient of `pick`: each output's gradient at the element that was picked."""
    # The offsets say in which memory format they were made; the gradient may come in another.
    call = Call(host, offsets, windows, spatial)
    name = host.name(grad)
    out = call.new(spatial, name)
    packed, packed_offsets = call.pack(grad), call.pack(offsets)
    _native.place(
        call.geometry().plan,
        CODES[name],
        host.address(packed),
        host.address(packed_offsets),
        offsets.itemsize,
        masked,
        host.address(out),
        *call.sizes(),
        get_num_threads(),
    )
    return out


def gather(host: Host, x: Any, offsets: Any, windows: Windows, masked: bool) -> Any:
    """The elements at these offsets, 0 for a window without one: the adjoint of `place`."""
    call = Call(host, offsets, windows, _spatial(x, windows))
    out = call.new(call.pooled, host.name(x))
    packed, packed_offsets = call.pack(x), call.pack(offsets)
    _native.gather(
        call.geometry().plan,
        CODES[host.name(x)],
        host.address(packed),
        host.address(packed_offsets),
        offsets.itemsize,
        masked,
        host.address(out),
        *call.sizes(),
        get_num_threads(),
    )
    return out


def indices(
    host: Host, offsets: Any, windows: Windows, spatial: Sequence[int], masked: bool
) -> Any:
    """The offsets as PyTorch's indices: int64, flat over the plane; -1 for an empty window."""
    call = Call(host, offsets, windows, spatial)
    out = call.new(call.pooled, "int64")
    packed_offsets = call.pack(offsets)
    _native.indices(
        call.geometry().plan,
        host.address(packed_offsets),
        offsets.itemsize,
        masked,
        host.address(out),
        *call.sizes(),
        get_num_threads(),
    )
    return out


def spread(
    host: Host,
    grad: Any,
    mask: Any,
    windows: Windows,
    spatial: Sequence[int],
    divide: int,
    divisor: int,
) -> Any:
    """The gradient of `total`: each output's gradient, divided likewise, on its whole window."""
    call = Call(host, grad, windows, spatial)
    name = host.name(grad)
    out = call.new(spatial, name)
    packed, packed_mask = call.pack(grad), None if mask is None else call.pack(mask)
    _native.spread(
        call.geometry().plan,
        CODES[name],
        divide,
        float(divisor),
        host.address(packed),
        0 if packed_mask is None else host.address(packed_mask),
        host.address(out),
        *call.sizes(),
        get_num_threads(),
    )
    return out
