"""Pictures of textured shapes on clutter, whose places, boxes and masks are known."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from poolwise.lab.data.dataset import Labels
from poolwise.lab.sets.items import (
    Floats,
    Items,
    balanced,
    checked,
    eight_bits,
    generator,
)
from poolwise.lab.sets.textures import clutter, texture

SIZE = 64
MOST_OBJECTS = 3
_BARS = 6
_RADII = (8, 13)
_TILT = math.pi / 9
_REACH = 1.25  # no shape goes further from its middle than this many radii
_TRIES = 50

Mask = NDArray[np.bool_]

OUTLINES: dict[str, Callable[[Floats, Floats], Mask]] = {
    "disc": lambda x, y: x**2 + y**2 <= 0.9,
    "square": lambda x, y: np.maximum(abs(x), abs(y)) <= 0.85,
    "triangle": lambda x, y: np.maximum(y, abs(x) * math.sqrt(3) / 2 - y / 2) <= 0.6,
    "cross": lambda x, y: (np.minimum(abs(x), abs(y)) <= 0.35) & (np.maximum(abs(x), abs(y)) <= 1),
    "ring": lambda x, y: abs(np.sqrt(x**2 + y**2) - 0.78) <= 0.24,
}
"""For each class what is inside of it, in units of its radius from its middle."""


def shapes(count: int, seed: int) -> Items:
    """`count` pictures (1, 64, 64), each of one to three objects of one class on clutter.

    All objects of a picture are of one class: its label is true of each of them, whichever of them
    a window, a shift or a map of attention looks at. They lie anywhere, of any size and a little
    tilted, touch neither each other nor the edges, and are mostly brighter than the clutter; their
    brightness and texture say nothing of the class.
    There is one channel: colours would tell objects from clutter by themselves.

    Args:
        count: how many, of five classes in turn; at least one of each.
        seed: of all that is random. The first pictures are the same for every `count`.

    Raises:
        TypeError, ValueError: `count` or `seed` is no whole number, or `count` too small or large.

    Example:
        >>> items = shapes(10, seed=0)
        >>> items.inputs.shape, items.classes[items.labels[3]]
        ((10, 1, 64, 64), 'cross')
        >>> top, left, bottom, right = items.boxes[3, 0]
        >>> set(items.truth[3, top:bottom, left:right].flat) == {0, 4}  # 4: the cross's 3, and 1
        True
    """
    count, seed = checked("shapes", count, seed, len(OUTLINES))
    labels = balanced(count, len(OUTLINES))
    pictures = np.empty((count, 1, SIZE, SIZE), np.float32)
    truth = np.zeros((count, SIZE, SIZE), np.int64)
    boxes = np.zeros((count, MOST_OBJECTS, 4), np.int64)
    for number, label in enumerate(labels.tolist()):
        rng = generator("shapes", seed, number)
        masks = _masks(rng, tuple(OUTLINES.values())[label])
        pictures[number, 0] = _picture(rng, masks)
        for place, mask in enumerate(masks):
            truth[number][mask] = label + 1
            boxes[number, place] = _box(mask)
    return Items(pictures, labels, tuple(OUTLINES), truth=truth, boxes=boxes)


def _masks(rng: np.random.Generator, outline: Callable[[Floats, Floats], Mask]) -> list[Mask]:
    """Where the objects are: as many as were drawn and found room, at least one."""
    rows, columns = np.ogrid[:SIZE, :SIZE]
    placed: list[tuple[float, float, float]] = []
    masks = []
    for _ in range(int(rng.integers(1, MOST_OBJECTS + 1))):
        radius = _RADII[0] + (_RADII[1] - _RADII[0]) * rng.random()
        reach = _REACH * radius
        for _ in range(_TRIES):
            y, x = reach + (SIZE - 1 - 2 * reach) * rng.random(2)
            if all(math.hypot(y - v, x - u) > reach + other + 1 for v, u, other in placed):
                break
        else:
            continue
        placed.append((y, x, reach))
        angle = _TILT * (2 * rng.random() - 1)
        across, down = (columns - x) / radius, (rows - y) / radius
        turned = math.cos(angle) * across + math.sin(angle) * down
        masks.append(outline(turned, math.cos(angle) * down - math.sin(angle) * across))
    return masks


def _picture(rng: np.random.Generator, masks: list[Mask]) -> NDArray[np.float32]:
    picture = clutter(rng, SIZE, _BARS)
    for mask in masks:
        brightness = 0.68 + 0.17 * rng.random()
        surface = brightness + 0.3 * (texture(rng, SIZE) - 0.5)
        picture[mask] = surface[mask]
    return eight_bits(picture + 0.12 * (rng.random(picture.shape) - 0.5))


def _box(mask: Mask) -> Labels:
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    return np.array([rows[0], columns[0], rows[-1] + 1, columns[-1] + 1])
