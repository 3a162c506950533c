"""Arrays of every dtype and memory layout, and the ways in which results are compared."""

from __future__ import annotations

import math
from typing import Any

import ml_dtypes
import numpy as np
import torch

BFLOAT16 = np.dtype(ml_dtypes.bfloat16)
FLOATS = [np.dtype(t) for t in (np.float16, np.float32, np.float64)] + [BFLOAT16]
INTEGERS = [np.dtype(f"{kind}int{bits}") for kind in ("", "u") for bits in (8, 16, 32, 64)]
DTYPES = [*FLOATS, *INTEGERS, np.dtype(bool)]


def limits(dtype: Any) -> Any:
    """Return what np.finfo tells, of bfloat16 too."""
    return ml_dtypes.finfo(dtype)


EPS = {dtype: float(limits(dtype).eps) for dtype in FLOATS}


def is_float(dtype: Any) -> bool:
    return np.dtype(dtype) in FLOATS


def to_torch(x: np.ndarray) -> torch.Tensor:
    """Return the tensor that shares the memory of x."""
    if x.dtype == BFLOAT16:
        return torch.from_numpy(x.view(np.int16)).view(torch.bfloat16)
    return torch.from_numpy(x)


def to_numpy(x: Any) -> np.ndarray:
    """Return x, an array or a tensor, as an array."""
    if isinstance(x, np.ndarray):
        return x
    x = x.detach()
    if x.dtype == torch.bfloat16:
        return x.view(torch.int16).numpy().view(BFLOAT16)
    return x.numpy()


# --- layouts: the same values, other strides ------------------------------------------------------


def _channels_last(x: np.ndarray) -> np.ndarray:
    channel = min(1, x.ndim - 1)
    return np.moveaxis(np.ascontiguousarray(np.moveaxis(x, channel, -1)), -1, channel)


def _every_other(x: np.ndarray) -> np.ndarray:
    wide = np.zeros((*x.shape[:-1], 2 * x.shape[-1]), x.dtype)
    wide[..., ::2] = x
    return wide[..., ::2]


def _cropped(x: np.ndarray) -> np.ndarray:
    wide = np.zeros((*x.shape[:-1], x.shape[-1] + 3), x.dtype)
    wide[..., 1:-2] = x
    return wide[..., 1:-2]


def _swapped(x: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(x.swapaxes(-1, -2)).swapaxes(-1, -2) if x.ndim > 1 else x


def _backwards(x: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(x[..., ::-1])[..., ::-1]


def _all_backwards(x: np.ndarray) -> np.ndarray:
    return np.flip(np.ascontiguousarray(np.flip(x)))


def _readonly(x: np.ndarray) -> np.ndarray:
    x = x.copy()
    x.flags.writeable = False
    return x


def _unaligned(x: np.ndarray) -> np.ndarray:
    bytes_ = np.zeros(x.nbytes + 1, np.uint8)
    odd = bytes_[1:].view(x.dtype).reshape(x.shape)
    odd[...] = x
    return odd


def _repeated(x: np.ndarray) -> np.ndarray:
    """Repeat the first plane with a stride of zero (these are other values)."""
    return np.broadcast_to(x[:1], x.shape)


TORCH_LAYOUTS = {  # torch has neither negative strides nor read-only memory
    "contiguous": np.ascontiguousarray,
    "channels_last": _channels_last,
    "fortran": np.asfortranarray,
    "every_other": _every_other,
    "cropped": _cropped,
    "swapped": _swapped,
}
LAYOUTS = TORCH_LAYOUTS | {
    "backwards": _backwards,
    "all_backwards": _all_backwards,
    "readonly": _readonly,
    "unaligned": _unaligned,
    "repeated": _repeated,
}


# --- comparisons ----------------------------------------------------------------------------------


def _check_kind(actual: np.ndarray, expected: np.ndarray) -> None:
    assert isinstance(actual, np.ndarray), type(actual)
    assert actual.shape == expected.shape, (actual.shape, expected.shape)
    assert actual.dtype == expected.dtype, (actual.dtype, expected.dtype)


def _nan(x: np.ndarray) -> np.ndarray:
    return np.isnan(x) if is_float(x.dtype) else np.zeros(x.shape, bool)


def assert_bits(actual: np.ndarray, expected: np.ndarray) -> None:
    """Same shape, dtype and bits, signs of zeros included; a NaN equals any other."""
    _check_kind(actual, expected)
    unsigned = f"u{expected.itemsize}"
    bits = [np.ascontiguousarray(x).view(unsigned) for x in (actual, expected)]
    wrong = (bits[0] != bits[1]) & ~(_nan(actual) & _nan(expected))
    assert not wrong.any(), _difference(actual, expected, wrong)


def assert_equal(actual: np.ndarray, expected: np.ndarray) -> None:
    """Same shape, dtype and values."""
    _check_kind(actual, expected)
    wrong = (actual != expected) & ~(_nan(actual) & _nan(expected))
    assert not wrong.any(), _difference(actual, expected, wrong)


def assert_kept(actual: np.ndarray, expected: np.ndarray, placed: bool) -> None:
    """What max and min keep of windows: which of equal zeros is said only where places are, too."""
    (assert_bits if placed else assert_equal)(actual, expected)


def assert_close(actual: np.ndarray, expected: np.ndarray, error: Any) -> None:
    """Same shape and dtype, same NaNs and infinities, and `abs(actual - expected) <= error`."""
    _check_kind(actual, expected)
    a, e = actual.astype(np.float64), expected.astype(np.float64)
    with np.errstate(invalid="ignore"):
        near = np.abs(a - e) <= np.broadcast_to(error, e.shape)
    wrong = ~((a == e) | near | (np.isnan(a) & np.isnan(e)))
    assert not wrong.any(), _difference(actual, expected, wrong)


def ulp(expected: np.ndarray) -> np.ndarray:
    """Return the distance from each value to the next of its dtype, in float64."""
    limits = ml_dtypes.finfo(expected.dtype)
    with np.errstate(invalid="ignore"):
        size = np.abs(expected.astype(np.float64))
        return (
            np.where(np.isfinite(size), np.maximum(size, float(limits.tiny)), 0)
            * EPS[expected.dtype]
        )


def _difference(actual: np.ndarray, expected: np.ndarray, wrong: np.ndarray) -> str:
    where = np.argwhere(wrong)
    first = tuple(int(i) for i in where[0])
    return (
        f"{len(where)} of {math.prod(wrong.shape)} elements differ, first {first}: "
        f"{actual[first]!r}, expected {expected[first]!r}"
    )
