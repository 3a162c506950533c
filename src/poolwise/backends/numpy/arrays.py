"""NumPy arrays."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ... import _native
from ...windows import Windows
from .. import native

Array = NDArray[Any]


class NumPyHost:
    """NumPy arrays as the kernels see them."""

    def name(self, x: Array) -> str:
        return _NAMES.get(x.dtype) or _checked_name("x", x)

    def address(self, x: Array) -> int:
        return _native.address(x)

    def layout(self, x: Array) -> tuple[tuple[int, ...], tuple[int, ...], int]:
        return x.shape, x.strides, x.itemsize

    def packed(self, x: Array, rank: int, channels_last: bool) -> Array:
        physical = moveaxis(x, -rank - 1, -1) if channels_last else x
        return np.require(physical, requirements=("C", "ALIGNED"))

    def empty(self, form: native.Form, dtype: str) -> Array:
        # NumPy knows bfloat16 by name where ml_dtypes has registered it, as for x.
        kind = _DTYPES.get(dtype) or np.dtype(dtype)
        make = _recycled if form.is_large(kind.itemsize) else np.empty
        out: Array = make(form.in_memory, kind)
        return out if form.axes is None else out.transpose(form.axes)


HOST = NumPyHost()

UNLIKE = (np.ma.MaskedArray, np.matrix)
"""Arrays in which some elements are absent, or that keep two axes whatever is done with them."""

_recycled: Callable[[tuple[int, ...], np.dtype[Any]], Array]
_recycled = getattr(_native, "recycled_array", np.empty)  # on Linux

_DTYPES = {name: np.dtype(name) for name in native.CODES if name != "bfloat16"}
_NAMES = {dtype: name for name, dtype in _DTYPES.items()}


def known(x: Array, name: str = "x") -> str:
    return _NAMES.get(x.dtype) or _checked_name(name, x)


def _checked_name(name: str, x: Array) -> str:
    found = x.dtype.name
    if found not in native.CODES:
        raise TypeError(
            f"{name} has dtype {x.dtype}; poolwise knows bool, the integers, float16, bfloat16, "
            "float32 and float64"
        )
    if not x.dtype.isnative:
        raise TypeError(
            f"{name} has the foreign byte order of {x.dtype.str!r}; "
            "convert it with x.astype(x.dtype.newbyteorder('='))"
        )
    return found


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
    wanted = target(dtype, name)
    native.check_empty_value(empty_value, wanted.name)
    if wanted.name in native.FLOATS:
        out: Array = native.total(
            HOST, _widened(x, wanted), mask, windows, divide, divisor, empty_value
        )
        with np.errstate(over="ignore"):  # too large for float16 is inf, as in the kernels
            return out.astype(wanted, copy=False)
    exact: Array = native.total(HOST, x, mask, windows, divide, divisor, empty_value, wanted.name)
    return exact


def target(dtype: Any, name: str) -> np.dtype[Any]:
    try:
        wanted: np.dtype[Any] = np.dtype(dtype)
    except TypeError:
        raise TypeError(f"dtype={dtype!r} must be a NumPy dtype, x being a NumPy array") from None
    if wanted.name not in native.CODES or wanted.name == "bool" or not wanted.isnative:
        raise TypeError(f"dtype={wanted} must be an integer or floating-point type")
    if name in native.FLOATS and wanted.name not in native.FLOATS:
        raise TypeError(f"dtype={wanted} must be a floating-point type, since x is {name}")
    return wanted


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


def reduce(
    x: Array,
    mask: Array | None,
    windows: Windows,
    reducer: str,
    parameters: Any,
    draw: tuple[int, int] | None,
    empty_value: float,
) -> Array:
    target = native.reduced_dtype(reducer, HOST.name(x))
    native.check_empty_value(empty_value, target)
    seed, first = draw or (0, 0)
    numbers = columns(parameters)
    out: Array = native.reduce(HOST, x, mask, windows, reducer, numbers, seed, first, empty_value)
    return out


def columns(parameters: Any) -> NDArray[np.float64] | None:
    """An operator's numbers as the kernels take them, [number, channel]."""
    if parameters is None or (isinstance(parameters, tuple) and not parameters):
        return None
    rows = (parameters,) if isinstance(parameters, tuple) else parameters
    return np.ascontiguousarray(np.asarray(rows, np.float64).T)


def table(columns: Sequence[Any], x: Array) -> Array:
    made = [np.asarray(column, np.float64).reshape(-1) for column in columns]
    return np.stack(np.broadcast_arrays(*made), 1)


def seed(seed: int | None, generator: Any, x: Array) -> int:
    if seed is not None:
        return seed
    if generator is None:
        return new_seed()
    return int(generator.integers(2**64, dtype=np.uint64))


def new_seed() -> int:
    return secrets.randbits(64)


def check_generator(generator: Any) -> None:
    if generator is not None and not isinstance(generator, np.random.Generator):
        kind = type(generator).__name__
        raise TypeError(f"generator must be a numpy.random.Generator, x being an array, got {kind}")


def moveaxis(x: Array, source: int, target: int) -> Array:
    return x.transpose(_moved_axes(x.ndim, source, target))


@lru_cache(maxsize=256)
def _moved_axes(ndim: int, source: int, target: int) -> tuple[int, ...]:
    # NumPy's own moveaxis takes longer to find them than a small array to pool.
    axes = list(range(ndim))
    axes.insert(target % ndim, axes.pop(source))
    return tuple(axes)


def require_plain(name: str, given: Any) -> None:
    """Raise a TypeError for a masked array or a matrix."""
    if isinstance(given, UNLIKE):
        raise TypeError(f"{name} must be a plain numpy.ndarray, got {type(given).__name__}")


def mask(mask: Any, x: Array) -> Array:
    plain = isinstance(mask, np.ndarray) and not isinstance(mask, UNLIKE)
    if not plain or mask.dtype.kind not in "biu":
        kind = mask.dtype if plain else type(mask).__name__
        raise TypeError(f"mask must be a numpy.ndarray like x, boolean or of 0 and 1, got {kind}")
    if mask.dtype != np.bool_:
        native.check_zeros_and_ones(mask.min(initial=0), mask.max(initial=0))
        mask = mask.astype(np.bool_)
    try:
        return np.broadcast_to(mask, x.shape)
    except ValueError:
        raise ValueError(
            f"mask has shape {mask.shape}, which does not broadcast to x's {x.shape}"
        ) from None


def lengths_mask(lengths: Any, x: Array, time_axis: int) -> Array:
    require_plain("lengths", lengths)
    try:
        given = np.asarray(lengths)
    except (TypeError, ValueError, RuntimeError):  # lists of unequal lists, tensors elsewhere
        raise TypeError(f"lengths must be an array of integers, got {lengths!r}") from None
    if given.dtype.kind not in "iu" and given.size:
        raise TypeError(f"lengths must be integers, got {given.dtype}")
    size = x.shape[time_axis]
    if given.size and (given.min() < 0 or given.max() > size):
        raise ValueError(f"lengths={lengths!r} must lie between 0 and {size}")
    native.check_lengths_shape(given.shape, x.shape)
    present = np.arange(size) < given.reshape(given.shape + (1,) * (x.ndim - given.ndim))
    return np.broadcast_to(present, x.shape)
