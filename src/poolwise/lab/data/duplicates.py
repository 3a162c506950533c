"""Pictures that are there twice, the same pixel for pixel or nearly so."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

SIDE = 24
"""Height and width of the thumbnails that are compared; smaller pictures are not."""
ALIKE = 0.995
"""Correlation of thumbnails from which on two pictures are nearly the same.

Strict: photographs of 128 pixels and larger are recognised after resizing and compression, smaller
ones less and less; different digits of `mnist` and different pictures of `faces` stay below.
"""
_LEAST_CONTRAST = 4.0
_PAIRS_AT_ONCE = 2**22
_ROUNDING = 1e-5

Numbers = NDArray[np.int64]


class Fingerprint(NamedTuple):
    """What two pictures are compared by.

    Attributes:
        digest: of the pixels, whatever file format and compression they came in.
        thumbnail: uint8 (SIDE, SIDE, 3); None for a picture that is smaller or nearly flat, which
            says too little to be called alike.
    """

    digest: bytes
    thumbnail: NDArray[np.uint8] | None


def fingerprint(image: Image.Image) -> Fingerprint:
    """The fingerprint of an image in mode L or RGB, or F in 0..1."""
    whole = image if image.mode == "F" else image.convert("RGB")
    digest = hashlib.blake2b(repr((whole.mode, whole.size)).encode(), digest_size=16)
    digest.update(whole.tobytes())
    if min(image.size) < SIDE:
        return Fingerprint(digest.digest(), None)
    small = np.asarray(whole.resize((SIDE, SIDE), Image.Resampling.BILINEAR))
    if image.mode == "F":
        small = np.repeat((small * 255).round()[..., None], 3, axis=2)
    clear = small.std() >= _LEAST_CONTRAST
    return Fingerprint(digest.digest(), small.astype(np.uint8) if clear else None)


def equal(prints: Sequence[Fingerprint]) -> Numbers:
    """A number for each picture, the same for those that are the same pixel for pixel."""
    first: dict[bytes, int] = {}
    return np.array([first.setdefault(each.digest, len(first)) for each in prints], np.int64)


def alike(prints: Sequence[Fingerprint]) -> Numbers:
    """A number for each picture, the same for those that are linked by near copies."""
    numbers = equal(prints)
    _, firsts = np.unique(numbers, return_index=True)
    seen = [index for index in firsts.tolist() if prints[index].thumbnail is not None]
    if len(seen) < 2:
        return numbers
    vectors = np.stack([_unit(prints[index].thumbnail) for index in seen])
    found = numbers[seen]
    for left, right in _near_pairs(vectors):
        linked = np.isin(found, found[[left, *right]])
        found[linked] = found[linked].min()
    renamed = np.arange(len(firsts))
    renamed[numbers[seen]] = found
    return renamed[numbers]


def joined(first: Numbers, second: Numbers) -> Numbers:
    """A number for each item, the same for items that either numbering links.

    Example:
        >>> joined(np.array([0, 0, 1, 2]), np.array([5, 6, 6, 7])).tolist()
        [0, 0, 0, 1]
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    _, left = np.unique(first, return_inverse=True)
    _, right = np.unique(second, return_inverse=True)
    nodes = left.max(initial=-1) + right.max(initial=-1) + 2
    # Each item is an edge between its two numbers.
    edges = coo_array(
        (np.ones(len(left), bool), (left, left.max(initial=-1) + 1 + right)), shape=(nodes, nodes)
    )
    _, parts = connected_components(edges, directed=False)
    return np.unique(parts[left], return_inverse=True)[1]


def _near_pairs(vectors: NDArray[np.float32]) -> Iterator[tuple[int, Numbers]]:
    """Places of vectors of length 1 that correlate by `ALIKE` or more: one, and later ones.

    Distances are bounded from below by those of the block sums, so that all pairs are compared by
    48 numbers and only a few by all of them.
    """
    coarse = _coarse(vectors)
    lengths = (coarse**2).sum(1) / 2
    rows_at_once = max(1, _PAIRS_AT_ONCE // len(vectors))
    for start in range(0, len(vectors), rows_at_once):
        block = slice(start, start + rows_at_once)
        # |a − b|² = 2 − 2ab of vectors of length 1; the block sums are shorter than that.
        bound = lengths[block, None] + lengths[start:] - coarse[block] @ coarse[start:].T
        near = np.triu(bound <= 1 - ALIKE + _ROUNDING, 1)
        rows, columns = start + np.flatnonzero(near.any(1)), start + np.flatnonzero(near.any(0))
        close = near[rows - start][:, columns - start]
        close &= vectors[rows] @ vectors[columns].T >= ALIKE
        for row, found in zip(rows.tolist(), close, strict=True):
            if found.any():
                yield row, columns[found]


def _unit(thumbnail: NDArray[np.uint8] | None) -> NDArray[np.float32]:
    vector = np.asarray(thumbnail, np.float32).ravel()
    vector -= vector.mean()
    return vector / np.linalg.norm(vector)


def _coarse(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    blocks = vectors.reshape(len(vectors), 4, SIDE // 4, 4, SIDE // 4, 3)
    sums: NDArray[np.float32] = blocks.sum((2, 4)).reshape(len(vectors), -1) / (SIDE // 4)
    return sums
