"""How an array is cut into blocks that memory has room for, each of whole chunks."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

T = TypeVar("T")
Shape = tuple[int, ...]
Box = tuple[slice, ...]


_LEAST = 256
"""Chunks of fewer elements are more files than a disk likes."""


def size_of(box: Box) -> Shape:
    """How many elements a box has along each axis."""
    return tuple(side.stop - side.start for side in box)


def boxes(shape: Shape, block: Shape) -> Iterator[Box]:
    """All blocks of an array, the last axis first."""
    starts = (range(0, size, step) for size, step in zip(shape, block, strict=True))
    for corner in itertools.product(*starts):
        ends = zip(corner, block, shape, strict=True)
        yield tuple(slice(a, min(a + step, size)) for a, step, size in ends)


def count(shape: Shape, block: Shape) -> int:
    """How many blocks there are."""
    return math.prod(-(-size // step) for size, step in zip(shape, block, strict=True))


def fitting(shape: Shape, chunk: Shape, fits: Callable[[Shape], bool]) -> tuple[Shape, Shape]:
    """A block of whole chunks that fits, and the chunk, which is made smaller where not one does.

    Blocks grow along the last axes first, as memory lies, until twice as much would not fit.

    Raises:
        ValueError: what one element needs does not fit.
    """
    chunk = tuple(min(size, full) for size, full in zip(chunk, shape, strict=True))
    while not fits(chunk):
        longest = max(range(len(chunk)), key=chunk.__getitem__)
        if math.prod(chunk) <= _LEAST:
            raise ValueError(
                f"memory has no room for what a chunk of {'×'.join(map(str, chunk))} is made of"
            )
        chunk = along(chunk, {longest: -(-chunk[longest] // 2)})
    block = chunk
    for axis in reversed(range(len(shape))):
        while block[axis] < shape[axis]:
            most = -(-shape[axis] // chunk[axis]) * chunk[axis]
            twice = along(block, {axis: min(2 * block[axis], most)})
            if not fits(twice):
                return block, chunk
            block = twice
    return block, chunk


def along(old: tuple[T, ...], new: Mapping[int, T]) -> tuple[T, ...]:
    """What there is for each axis, with something else along some."""
    return tuple(new.get(axis, each) for axis, each in enumerate(old))
