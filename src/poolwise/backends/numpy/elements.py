"""What `gathered` needs of NumPy arrays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...windows import Windows
from ..taps import tables

Array = NDArray[Any]


def places(x: Any, windows: Windows, may_be_empty: bool) -> tuple[Array, Array]:
    return tables(windows, tuple(x.shape[x.ndim - windows.rank :]), may_be_empty)


def broadcast(x: Array, shape: Sequence[int]) -> Array:
    return np.broadcast_to(x, shape)


def plain(x: Array) -> Array:
    return x


def taken(x: Array, at: Array) -> Array:
    return np.take_along_axis(x, at, -1)


def cast(x: Array, dtype: Any) -> Array:
    return x.astype(dtype, copy=False)


def at_scale(x: Array, scale: Array) -> Array:
    return x * scale


def beside_scale(x: Array, scale: Array) -> Array:
    return x


def positions(x: Any) -> Array:
    return np.arange(x.shape[-1])


def rows(x: Array, at: Array) -> Array:
    return x.take(at, 0)


def pooled_parts(x: Array, parts: Sequence[Any], pool: Callable[[int, Array], Any]) -> Array:
    return np.stack([pool(number, x[part]) for number, part in enumerate(parts)])


def inverse(at: Array) -> Array:
    made = np.empty_like(at)
    np.put_along_axis(made, at, broadcast(positions(at), at.shape), -1)
    return made


def sortable(x: Array) -> Array:
    return x.astype(np.uint8) if x.dtype == np.bool_ else x


def order(x: Array, descending: bool = False) -> Array:
    if not descending:
        return np.argsort(x, -1, kind="stable")
    turned = np.flip(np.argsort(np.flip(_compared(x), -1), -1, kind="stable"), -1)
    backwards: Array = x.shape[-1] - 1 - turned
    return backwards


def is_nan(x: Array) -> Array | None:
    return None if x.dtype.kind in "biu" else np.isnan(_compared(x))


def _compared(x: Array) -> Array:
    """The same numbers in a type that NumPy compares fast: floats of 32 bits at least."""
    return x if x.dtype.kind in "biu" else cast(x, np.promote_types(x.dtype, np.float32))


def ascending(x: Array) -> Array:
    return np.sort(x, -1)


def padded(x: Array, missing: int, value: Any) -> Array:
    return np.pad(x, [(0, 0)] * (x.ndim - 1) + [(0, missing)], constant_values=value)


def everywhere(x: Any) -> Array:
    return np.broadcast_to(np.True_, x.shape)


def marks(x: Any, shape: Sequence[int], at: Array) -> Array:
    made = np.zeros(shape, np.bool_)
    np.put_along_axis(made, at, True, -1)
    return made


def is_known(x: Any) -> bool:
    return True


def is_at_hand(x: Any) -> bool:
    return True


def is_wrapped(x: Any) -> bool:
    return False


def is_traced() -> bool:
    return False


def is_native(x: Array) -> bool:
    return bool(x.dtype.kind == "f")
