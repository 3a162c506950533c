"""How the levels of an array are made in stages, and each stage in blocks."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from .blocks import Shape, fitting
from .levels import Pooling, Stage
from .volume import Volume, usual_chunks


@dataclass(frozen=True)
class Cut:
    """A stage with its blocks of the last level, which are of whole chunks."""

    stage: Stage
    block: Shape
    chunk: Shape
    usual: Shape

    @property
    def shape(self) -> Shape:
        """That of the last level."""
        return self.stage.shapes[-1]

    def chunks(self, level: int) -> Shape:
        """Chunks of one of its levels, of which what a block needs or makes is whole ones."""
        ahead = len(self.stage.shapes) - 1 - level
        steps = self.stage.pooled_by((1,) * len(self.block))
        found = []
        for axis, size in enumerate(self.stage.shapes[level]):
            chunk, usual = self.chunk[axis], self.usual[axis]
            if self.block[axis] >= self.shape[axis]:  # a block holds the whole axis
                chunk = usual
            for _ in range(ahead):
                if chunk * steps[axis] <= usual and self.block[axis] < self.shape[axis]:
                    chunk *= steps[axis]
            found.append(max(1, min(chunk, size)))
        return tuple(found)


def cuts(
    source: Volume,
    targets: tuple[Volume, ...],
    shapes: list[Shape],
    pooling: Pooling,
    dtype: np.dtype[Any],
    levels: int,
    memory: int,
    whole: bool = False,
) -> Iterator[Cut]:
    """Stages of as many levels as there is room for; none at all where chunks would have to be made
    smaller, if they are to be `whole`."""
    chunks = source.chunks if source.kind != "npy" else usual_chunks(shapes[0], pooling.space)
    decoded, undecoded = chunks, (1,) * len(chunks)  # what is mapped is read as it lies
    if targets[0].kind != "zarr":  # whole rows, which lie side by side
        chunks = (*(1,) * (len(chunks) - 2), *shapes[0][-2:])
    if source.kind != "npy" and math.prod(source.chunks) * dtype.itemsize > memory and not whole:
        of = "×".join(map(str, source.chunks))
        raise ValueError(f"memory has no room for a chunk of the source, {of} of {dtype}")
    level, last, reads = 0, max(levels, 1), str(dtype)
    factors: Shape = (1,) * len(shapes[0])
    while level < last:
        for upto in range(last, level, -1):
            stage = Stage(
                pooling,
                source,
                tuple(shapes[level : upto + 1]),
                targets[level + 1 : upto + 1],
                str(dtype),
                reads,
                targets[0] if levels and level == 0 else None,
                replace(targets[0], path=targets[0].path + f".{upto}", inside=""),
                shapes[0],
                factors,
                undecoded if source.kind == "npy" else decoded,
            )
            # Levels are made of what is written, where nothing was rounded.
            if upto == last or not (stage.adds_up or stage.carried != stage.written):
                stage = replace(stage, left=None)
            chunk = tuple(min(c, n) for c, n in zip(chunks, shapes[upto], strict=True))
            if stage.bytes_of(chunk) <= memory or upto == level + 1:
                break
        if whole and stage.bytes_of(chunk) > memory:
            return
        block, chunk = _fitted(stage, chunk, memory)
        yield Cut(stage, block, chunk, chunks)
        source = stage.left or stage.targets[-1]
        reads = str(stage.carried if stage.left else stage.written)
        for _ in stage.targets:
            factors = stage.pooled_by(factors)
        level = upto


def _fitted(stage: Stage, chunk: Shape, memory: int) -> tuple[Shape, Shape]:
    return fitting(stage.shapes[-1], chunk, lambda block: stage.bytes_of(block) <= memory)
