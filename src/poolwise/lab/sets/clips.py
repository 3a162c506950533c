"""Clips of an object that moves over clutter; only its motion tells the class."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from poolwise.lab.sets.items import Items, balanced, checked, eight_bits, generator
from poolwise.lab.sets.textures import clutter, texture

FRAMES, SIZE = 8, 32
DIRECTIONS = {
    "up": (-1, 0),
    "up right": (-1, 1),
    "right": (0, 1),
    "down right": (1, 1),
    "down": (1, 0),
    "down left": (1, -1),
    "left": (0, -1),
    "up left": (-1, -1),
}
"""For each class how many rows and columns the object moves at each of its steps."""
_BARS = 4


def clips(count: int, seed: int) -> Items:
    """`count` clips (1, 8, 32, 32) of a textured blob that moves in one of eight directions.

    It starts anywhere, moves by one or two pixels at each frame, and what leaves at an edge comes
    in at the opposite one: so at every frame it is anywhere with the same chance, and one frame
    says nothing of the class. The clutter stands still, and every frame has noise of its own.

    Args:
        count: how many, of eight classes in turn; at least one of each.
        seed: of all that is random. The first clips are the same for every `count`.

    Raises:
        TypeError, ValueError: `count` or `seed` is no whole number, or `count` too small or large.

    Example:
        >>> items = clips(8, seed=0)
        >>> items.inputs.shape, items.classes[2]
        ((8, 1, 8, 32, 32), 'right')
    """
    count, seed = checked("clips", count, seed, len(DIRECTIONS))
    labels = balanced(count, len(DIRECTIONS))
    steps = tuple(DIRECTIONS.values())
    inputs = np.empty((count, 1, FRAMES, SIZE, SIZE), np.float32)
    for number, label in enumerate(labels.tolist()):
        inputs[number, 0] = _clip(generator("clips", seed, number), steps[label])
    return Items(inputs, labels, tuple(DIRECTIONS))


def _clip(rng: np.random.Generator, step: tuple[int, int]) -> NDArray[np.float32]:
    """Frames (8, 32, 32): the object is drawn in the corner, moved to its start and then on."""
    ground, surface = clutter(rng, SIZE, _BARS), texture(rng, SIZE)
    surface = 0.5 + rng.choice((-1, 1)) * 0.25 + 0.4 * (surface - 0.5)
    mask = _blob(rng)
    start, speed = rng.integers(SIZE, size=2), int(rng.integers(1, 3))
    frames = np.empty((FRAMES, SIZE, SIZE))
    for time in range(FRAMES):
        place = tuple(
            int(first) + time * speed * each for first, each in zip(start, step, strict=True)
        )
        moved, shown = (np.roll(each, place, (0, 1)) for each in (mask, surface))
        frames[time] = np.where(moved, shown, ground)
    return eight_bits(frames + 0.12 * (rng.random(frames.shape) - 0.5))


def _blob(rng: np.random.Generator) -> NDArray[np.bool_]:
    """An ellipse of any angle in a corner of (32, 32)."""
    angle, (wide, high) = rng.random() * math.pi, 3 + 3 * rng.random(2)
    rows, columns = np.mgrid[:SIZE, :SIZE] - 7
    across = math.cos(angle) * columns + math.sin(angle) * rows
    down = math.cos(angle) * rows - math.sin(angle) * columns
    return np.asarray((across / wide) ** 2 + (down / high) ** 2 <= 1)
