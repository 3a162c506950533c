"""A faster oracle: the elements of all windows gathered into one array, then reduced by NumPy.

Where the windows lie is `poolwise.reference`'s to say (and `test_kernels.py` compares the results
of both); only the loop over windows is gone, so that thousands of geometries can be tried.
"""

from __future__ import annotations

import math
from functools import cached_property
from typing import Any

import arrays
import numpy as np

from poolwise.reference import Taps, result_dtype


class Gathered:
    """The windows of one spatial shape; no window may be empty."""

    def __init__(self, axes: list[Taps]) -> None:
        self.rank = len(axes)
        self.spatial = tuple(axis.size for axis in axes)
        self.pooled = tuple(len(axis.windows) for axis in axes)
        tables = [_table(axis) for axis in axes]
        flat, real = np.zeros((1, 1), np.int64), np.ones((1, 1), bool)
        extent = np.ones(1, np.int64)
        for axis, table in zip(axes, tables, strict=True):
            inside = (table >= 0) & (table < axis.size)
            flat = _product(flat * axis.size, table, np.add)
            real = _product(real, inside, np.logical_and)
            padded = ((table >= axis.low) & (table < axis.high)).sum(1)
            extent = (extent[:, None] * padded).ravel()
        self.real, self.extent = real, extent
        self.flat = np.where(real, flat, 0)  # positions in the input plane, by window and element

    @cached_property
    def everything_real(self) -> bool:
        return bool(self.real.all())

    def pool(self, x: np.ndarray, reducer: str) -> np.ndarray:
        if reducer in ("max", "min"):
            return self.select(x, reducer)[0]
        kind = result_dtype(reducer, x.dtype, None)
        wide = np.float64 if arrays.is_float(x.dtype) else np.promote_types(x.dtype, np.int64)
        wide = np.uint64 if x.dtype == np.uint64 else wide
        elements = self.elements(x.astype(wide))
        if not self.everything_real:
            elements = np.where(self.real, elements, elements.dtype.type(0))
        with np.errstate(all="ignore"):
            total = elements.sum(-1)
            if reducer == "avg":
                total = total / self.extent
            return total.astype(kind).reshape(x.shape[: x.ndim - self.rank] + self.pooled)

    def select(self, x: np.ndarray, reducer: str) -> tuple[np.ndarray, np.ndarray]:
        """The first largest or smallest element of each window, or its last NaN; and the place."""
        comparable = (
            x.astype(np.float32) if x.dtype.itemsize == 2 and arrays.is_float(x.dtype) else x
        )
        elements = self.elements(comparable)
        nan = np.isnan(elements) & self.real if arrays.is_float(x.dtype) else None
        if reducer == "min":
            fold, ends = np.minimum, (np.inf, "max")
        else:
            fold, ends = np.maximum, (-np.inf, "min")
        if x.dtype.kind == "b":
            nothing: Any = reducer == "min"
        else:
            kind = elements.dtype
            nothing = ends[0] if arrays.is_float(kind) else getattr(np.iinfo(kind), ends[1])
        ranked = self.real if nan is None else self.real & ~nan
        kept = np.where(ranked, elements, elements.dtype.type(nothing))
        winner = ((kept == fold.reduce(kept, -1, keepdims=True)) & ranked).argmax(-1)
        if nan is not None and nan.any():
            last = nan.shape[-1] - 1 - nan[..., ::-1].argmax(-1)
            winner = np.where(nan.any(-1), last, winner)
        places = np.take_along_axis(
            np.broadcast_to(self.flat, elements.shape), winner[..., None], -1
        )
        lead = x.shape[: x.ndim - self.rank]
        planes = x.reshape(math.prod(lead), -1)
        values = np.take_along_axis(planes, places[..., 0], -1)
        return values.reshape(lead + self.pooled), places.reshape(lead + self.pooled)

    def backward(self, grad: np.ndarray, x: np.ndarray, reducer: str) -> np.ndarray:
        """The gradient of x, in float64."""
        lead = x.shape[: x.ndim - self.rank]
        shares = grad.astype(np.float64).reshape(math.prod(lead), -1)
        size = math.prod(self.spatial)
        if reducer in ("max", "min"):
            places = self.select(x, reducer)[1].reshape(shares.shape)
            rows = [np.bincount(at, by, size) for at, by in zip(places, shares, strict=True)]
        else:
            if reducer == "avg":
                shares = shares / self.extent
            at = self.flat[self.real]
            every = [np.broadcast_to(row[:, None], self.real.shape)[self.real] for row in shares]
            rows = [np.bincount(at, by, size) for by in every]
        return np.reshape(rows, x.shape)

    def elements(self, x: np.ndarray) -> np.ndarray:
        planes = x.reshape(math.prod(x.shape[: x.ndim - self.rank]), -1)
        return planes[:, self.flat]


def _table(axis: Taps) -> np.ndarray:
    """Positions by window and element; windows of fewer elements end outside of everything."""
    most = max(map(len, axis.windows))
    outside = axis.low - 1
    return np.array([window + [outside] * (most - len(window)) for window in axis.windows])


def _product(left: np.ndarray, right: np.ndarray, join: Any) -> np.ndarray:
    joined = join(left[:, None, :, None], right[None, :, None, :])
    return joined.reshape(len(left) * len(right), -1)
