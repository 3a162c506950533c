"""NumPy arrays."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import _native
from ..windows import Windows
from . import native

Array = NDArray[Any]


class NumPyHost:
    """NumPy arrays as the kernels see them."""

    def name(self, x: Array) -> str:
        return _NAMES.get(x.dtype) or _checked_name(x)

    def address(self, x: Array) -> int:
        return _native.address(x)

    def layout(self, x: Array) -> tuple[tuple[int, ...], tuple[int, ...], int]:
        return x.shape, x.strides, x.itemsize

    def packed(self, x: Array, rank: int, channels_last: bool) -> Array:
        physical = moveaxis(x, -rank - 1, -1) if channels_last else x
        return np.require(physical, requirements=("C", "ALIGNED"))

    def empty(self, form: native.Form, dtype: str) -> Array:
        # NumPy knows bfloat16 by name where ml_dtypes has registered it, as for x.
        out: Array = np.empty(form.in_memory, _DTYPES.get(dtype) or np.dtype(dtype))
        return out if form.axes is None else out.transpose(form.axes)


HOST = NumPyHost()

_DTYPES = {name: np.dtype(name) for name in native.CODES if name != "bfloat16"}
_NAMES = {dtype: name for name, dtype in _DTYPES.items()}


def _checked_name(x: Array) -> str:
    name = x.dtype.name
    if name not in native.CODES:
        raise TypeError(
            f"x has dtype {x.dtype}; poolwise knows bool, the integers, float16, bfloat16, "
            "float32 and float64"
        )
    if not x.dtype.isnative:
        raise TypeError(
            f"x has the foreign byte order of {x.dtype.str!r}; "
            "convert it with x.astype(x.dtype.newbyteorder('='))"
        )
    return name


def pick(
    x: Array, mask: Array | None, windows: Windows, largest: bool, empty_value: float, indices: bool
) -> Any:
    native.check_empty_value(empty_value, HOST.name(x))
    return native.picked(HOST, x, mask, windows, largest, empty_value, indices)


def total(
    x: Array,
    mask: Array | None,
    windows: Windows,
    divide: int,
    divisor: int,
    dtype: Any,
    empty_value: float,
) -> Array:
    name = HOST.name(x)
    if dtype is None:
        native.check_empty_value(empty_value, native.total_dtype(name, divide))
        natural: Array = native.total(HOST, x, mask, windows, divide, divisor, empty_value)
        return natural
    target = _target(dtype, name)
    native.check_empty_value(empty_value, target.name)
    if target.name in native.FLOATS:
        out: Array = native.total(
            HOST, _widened(x, target), mask, windows, divide, divisor, empty_value
        )
        with np.errstate(over="ignore"):  # too large for float16 is inf, as in the kernels
            return out.astype(target, copy=False)
    return _integer_total(x, mask, windows, divide, divisor, target, empty_value)


def _target(dtype: Any, name: str) -> np.dtype[Any]:
    try:
        target: np.dtype[Any] = np.dtype(dtype)
    except TypeError:
        raise TypeError(f"dtype={dtype!r} must be a NumPy dtype, x being a NumPy array") from None
    if target.name not in native.CODES or target.name == "bool" or not target.isnative:
        raise TypeError(f"dtype={target} must be an integer or floating-point type")
    if name in native.FLOATS and target.name not in native.FLOATS:
        raise TypeError(f"dtype={target} must be a floating-point type, since x is {name}")
    return target


def _widened(x: Array, target: np.dtype[Any]) -> Array:
    """x in a type whose sums and means are at least as precise as the target."""
    if x.dtype.name in native.FLOATS:
        if x.dtype == target:
            return x
        # Neither of the two 16 bit types holds the other's numbers.
        double = "float64" in (x.dtype.name, target.name)
        return x.astype(np.float64 if double else np.float32, copy=False)
    if x.dtype.itemsize == 8:
        return x.astype(np.float64)  # integer sums of 64 bits would wrap
    return x.astype(np.int32) if x.dtype.name in native.SHORT and target.itemsize > 4 else x


def _integer_total(
    x: Array,
    mask: Array | None,
    windows: Windows,
    divide: int,
    divisor: int,
    target: np.dtype[Any],
    empty_value: float,
) -> Array:
    """Exact sums or means of integers: means rounded half to even, results saturating."""
    if divide == native.NOTHING:
        exact = _sums(x, mask, windows)
    else:
        sums = _exact_sums(x, mask, windows)
        exact = _divide_half_even(sums, _divisors(x, mask, windows, divide, divisor))
    limits = np.iinfo(target)
    held = limits if exact.dtype == object else np.iinfo(exact.dtype)
    # Python's integers bound it, because no one NumPy dtype holds both int64 and uint64.
    low, high = max(limits.min, held.min), min(limits.max, held.max)
    out: Array = np.clip(exact, low, high).astype(target)
    if mask is None:
        return out
    return np.where(_sums(mask, mask, windows) > 0, out, np.asarray(empty_value, target))


def _exact_sums(x: Array, mask: Array | None, windows: Windows) -> Array:
    if x.dtype.itemsize < 8:
        return _sums(x, mask, windows)
    # Sums of 64 bit integers overflow 64 bits: add the halves apart and join them in Python.
    high, low = x >> 32, x & x.dtype.type(2**32 - 1)
    halves = [_sums(half, mask, windows).astype(object) for half in (high, low)]
    joined: Array = halves[0] * 2**32 + halves[1]
    return joined


def _sums(x: Array, mask: Array | None, windows: Windows) -> Array:
    sums: Array = native.total(HOST, x, mask, windows, native.NOTHING, 1, 0)
    return sums


def _divisors(
    x: Array, mask: Array | None, windows: Windows, divide: int, divisor: int
) -> Array | int:
    if divide == native.CONSTANT:
        return divisor
    axes = windows.axes(x.shape[x.ndim - windows.rank :])
    real = _outer([axis.count for axis in axes])
    taps = _outer([axis.extent for axis in axes]) if divide == native.EXTENT else real
    if mask is None:
        return taps
    # An empty window's mean is replaced afterwards; 1 keeps it from dividing by nothing.
    counts: Array = np.maximum(_sums(mask, mask, windows) + (taps - real), 1)
    return counts


def _outer(tables: list[NDArray[np.int64]]) -> Array:
    product: Array = np.ones((), np.int64)
    for table in tables:
        product = product[..., None] * table
    return product


def _divide_half_even(sums: Array, divisors: Array | int) -> Array:
    if isinstance(divisors, int) and divisors < 0:
        sums, divisors = -sums, -divisors
    quotient = sums // divisors
    twice_rest = 2 * (sums - quotient * divisors) - divisors
    up = (twice_rest > 0) | ((twice_rest == 0) & (quotient % 2 == 1))
    rounded: Array = quotient + up
    return rounded


def moveaxis(x: Array, source: int, target: int) -> Array:
    return x.transpose(_moved_axes(x.ndim, source, target))


@lru_cache(maxsize=256)
def _moved_axes(ndim: int, source: int, target: int) -> tuple[int, ...]:
    # NumPy's own moveaxis takes longer to find them than a small array to pool.
    axes = list(range(ndim))
    axes.insert(target % ndim, axes.pop(source))
    return tuple(axes)


def mask(mask: Any, x: Array) -> Array:
    if not isinstance(mask, np.ndarray) or mask.dtype != np.bool_:
        kind = mask.dtype if isinstance(mask, np.ndarray) else type(mask).__name__
        raise TypeError(f"mask must be a boolean numpy.ndarray like x, got {kind}")
    try:
        return np.broadcast_to(mask, x.shape)
    except ValueError:
        raise ValueError(
            f"mask has shape {mask.shape}, which does not broadcast to x's {x.shape}"
        ) from None


def lengths_mask(lengths: Any, x: Array, time_axis: int) -> Array:
    given = np.asarray(lengths)
    if given.dtype.kind not in "iu":
        raise TypeError(f"lengths must be integers, got {given.dtype}")
    size = x.shape[time_axis]
    if given.size and (given.min() < 0 or given.max() > size):
        raise ValueError(f"lengths={lengths!r} must lie between 0 and {size}")
    native.check_lengths_shape(given.shape, x.shape)
    present = np.arange(size) < given.reshape(given.shape + (1,) * (x.ndim - given.ndim))
    return np.broadcast_to(present, x.shape)
