"""What is computed of one block: the levels of a pyramid from the finest that it needs, each of the
one before it as it was before it was rounded."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..functional.composing import saturated
from ..functional.declaration import Operator, find
from ..functional.over_windows import pooled
from ..windows import Windows
from .blocks import Box, Shape, along, size_of
from .volume import Volume


@dataclass(frozen=True)
class Pooling:
    """An operator, its numbers by keyword, where it looks, along which axes, and the dtype of what
    is written; "" for that which the operator gives."""

    op: str
    options: tuple[tuple[str, Any], ...]
    windows: Windows
    space: tuple[int, ...]
    dtype: str = ""

    @property
    def row(self) -> Operator:
        """The operator."""
        return find(self.op)

    def shape_of(self, shape: Shape) -> Shape:
        """The shape of the result.

        Raises:
            ValueError: no window fits.
        """
        made = self.windows.output_shape([shape[axis] for axis in self.space])
        return along(shape, dict(zip(self.space, made, strict=True)))

    def needed(self, shape: Shape, box: Box) -> tuple[Windows, Box]:
        """For a box of the result the windows in it, and the box of x that these look at."""
        windows, inside = self.windows.between(
            [shape[axis] for axis in self.space], [box[axis] for axis in self.space]
        )
        return windows, along(box, dict(zip(self.space, inside, strict=True)))

    def of(self, values: NDArray[Any], windows: Windows, op: str = "", **more: Any) -> NDArray[Any]:
        """What is kept of windows over values; by another operator, if one is named."""
        options = {} if op else dict(self.options)
        last = values.ndim - 1
        rank = len(self.space)
        # Channels that lie last may stay there.
        by_pixel = last not in self.space and self.space == tuple(range(last - rank, last))
        if by_pixel:
            return self._call(op, values, windows, {**options, **more, "channels_last": True})
        places = tuple(range(values.ndim - rank, values.ndim))
        values = np.moveaxis(values, self.space, places)
        made = self._call(op, values, windows, {**options, **more})
        return np.moveaxis(made, places, self.space)

    def _call(
        self, op: str, values: NDArray[Any], windows: Windows, options: dict[str, Any]
    ) -> NDArray[Any]:
        made: NDArray[Any] = pooled(find(op) if op else self.row, values, windows, options)
        return made

    def probed(self, of: np.dtype[Any], **more: Any) -> np.dtype[Any]:
        """The dtype of what the operator gives of elements of this one.

        Raises:
            ValueError, TypeError: it takes no such elements, or its numbers do not fit.
        """
        one = np.zeros((1,) * len(self.space), of)
        made = pooled(self.row, one, Windows.whole(len(self.space)), dict(self.options) | more)
        given: np.dtype[Any] = made.dtype
        return given

    def result_dtype(self, dtype: np.dtype[Any]) -> np.dtype[Any]:
        """That of what is written: means of integers are integers, too, unless others are asked."""
        plain = self.probed(dtype)
        if self.dtype:
            return np.dtype(self.dtype)
        return dtype if self.op == "avg" and dtype.kind in "iu" else plain

    def rounded_of(
        self, values: NDArray[Any], windows: Windows, dtype: np.dtype[Any]
    ) -> NDArray[Any]:
        """What is kept, as it is written."""
        if self.takes_dtype:
            return self.of(values, windows, dtype=dtype)
        return rounded(self.of(values, windows), dtype)

    @property
    def takes_dtype(self) -> bool:
        """Whether the operator rounds its results itself."""
        return any(p.keyword == "dtype" for p in self.row.parameters)


@dataclass(frozen=True)
class Stage:
    """Levels that are made in one go, from an array that is read once.

    Attributes:
        pooling: what is kept.
        source: what is read: the finest array, or what the stage before has left.
        shapes: of the source, and of each level made of it.
        targets: where these are written.
        dtype: of the finest array of all.
        reads: the dtype of the source.
        copy: where the source is written as it is.
        left: where the last level is written as it was before it was rounded.
        finest, factors: the shape of the finest array of all, and by how much the source is pooled.
        grain: chunks of the source, of which whole ones are read.
    """

    pooling: Pooling
    source: Volume
    shapes: tuple[Shape, ...]
    targets: tuple[Volume, ...]
    dtype: str
    reads: str
    copy: Volume | None
    left: Volume | None
    finest: Shape
    factors: Shape
    grain: Shape

    def make(self, box: Box) -> None:
        """Write the levels of which this is the box of the last."""
        looks = list(self.looks(box))
        values = self.source.read(looks[0][1])
        if self.copy:
            self.copy.write(looks[0][1], values)
        ahead = [at for _, at in looks[1:]] + [box]
        carry, factors = values, self.factors
        for target, (windows, _), at in zip(self.targets, looks, ahead, strict=True):
            factors = self.pooled_by(factors)
            carry, result = self._step(carry, windows, at, factors)
            target.write(at, result)
        if self.left:
            self.left.write(box, carry)

    def looks(self, box: Box) -> Sequence[tuple[Windows, Box]]:
        """For each level, in order, its windows over the one before it and the box of that."""
        found: list[tuple[Windows, Box]] = []
        for shape in reversed(self.shapes[:-1]):
            found.append(self.pooling.needed(shape, found[-1][1] if found else box))
        return found[::-1]

    @property
    def goes_on(self) -> bool:
        """Whether levels are made of levels, which are not rounded then."""
        return len(self.targets) > 1 or self.left is not None or any(f > 1 for f in self.factors)

    @property
    def adds_up(self) -> bool:
        """Whether what levels are made of are sums, of which they are the means."""
        return self.goes_on and self.pooling.op == "avg"

    @cached_property
    def written(self) -> np.dtype[Any]:
        """The dtype of all levels."""
        return self.pooling.result_dtype(np.dtype(self.dtype))

    @cached_property
    def carried(self) -> np.dtype[Any]:
        """The dtype of what is not rounded."""
        dtype = np.dtype(self.dtype)
        if self.adds_up:
            return np.dtype(np.int64 if dtype.kind in "biu" and dtype.itemsize < 8 else np.float64)
        return self.pooling.probed(dtype, **self._unrounded)

    @property
    def _unrounded(self) -> dict[str, Any]:
        wide = self.pooling.takes_dtype and self.pooling.op != "sum"
        return {"dtype": np.dtype(np.float64)} if wide else {}

    def bytes_of(self, block: Shape) -> int:
        """About so much memory a block takes."""
        box = tuple(slice(0, size) for size in block)
        needed = [size_of(at) for _, at in self.looks(box)]
        read = math.prod(needed[0])
        made = sum(map(math.prod, [*needed[1:], block]))
        # What is read, once more where its axes are moved or sums need it wide, and what is made of
        # it and rounded.
        item = np.dtype(self.reads).itemsize
        sums_wide = self.adds_up and self.carried == np.float64
        wide = 8 if item < 8 and (sums_wide or (self.goes_on and self._unrounded)) else 0
        sizes = zip(needed[0], self.grain, strict=True)
        decoded = math.prod(-(-size // chunk) * chunk for size, chunk in sizes)
        return decoded * item + read * (item + wide) + made * 16

    def pooled_by(self, factors: Shape) -> Shape:
        """By how much a level is pooled, of the factors of the one before it."""
        windows: Any = self.pooling.windows
        by = dict(zip(self.pooling.space, windows.stride, strict=True))
        return tuple(factor * by.get(axis, 1) for axis, factor in enumerate(factors))

    def _step(
        self, carry: NDArray[Any], windows: Windows, at: Box, factors: Shape
    ) -> tuple[NDArray[Any], NDArray[Any]]:
        """What the next level is made of, and this one as it is written."""
        pooling, dtype = self.pooling, self.written
        if self.adds_up:
            if self.carried == np.float64:  # sums of small integers are wide by themselves
                carry = carry.astype(np.float64, copy=False)
            carry = pooling.of(carry, windows, "sum")
            return carry, rounded(carry / self._counts(at, factors), dtype)
        if not self.goes_on:
            return carry, pooling.rounded_of(carry, windows, dtype)
        carry = pooling.of(carry, windows, **self._unrounded)
        return carry, rounded(carry, dtype)

    def _counts(self, at: Box, factors: Shape) -> NDArray[np.float64]:
        """How many elements of the finest array each element of a level is made of."""
        sides = []
        for axis, (part, size, by) in enumerate(zip(at, self.finest, factors, strict=True)):
            starts = np.arange(part.start, part.stop, dtype=np.int64) * by
            side = np.minimum(starts + by, size) - starts
            sides.append(side.reshape([-1 if axis == k else 1 for k in range(len(at))]))
        counts: NDArray[np.float64] = reduce(np.multiply, sides).astype(np.float64)
        return counts


def rounded(values: NDArray[Any], dtype: np.dtype[Any]) -> NDArray[Any]:
    """Numbers as they are written: integers round half to even and saturate."""
    whole = values.dtype.kind == "f" and dtype.kind in "iu"
    made: NDArray[Any] = saturated(np.rint(values) if whole else values, dtype.name)
    return made
