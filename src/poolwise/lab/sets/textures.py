"""Textures and clutter, so that no object is told by its brightness or grain."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from poolwise.lab.sets.items import Floats

_REACH = 10  # no bar goes further from its middle


def grain(rng: np.random.Generator, size: int, width: int) -> Floats:
    """Noise (size, size) in 0..1, smooth over `width` pixels; opposite edges join."""
    from scipy.ndimage import uniform_filter

    noise = uniform_filter(rng.random((size, size)), width, mode="wrap")
    least, most = noise.min(), noise.max()
    return np.asarray((noise - least) / (most - least))


def texture(rng: np.random.Generator, size: int) -> Floats:
    """Stripes, checks or grain (size, size) in 0..1, of any direction, scale and phase."""
    kind = rng.integers(3)
    if kind == 2:
        return grain(rng, size, int(rng.integers(2, 5)))
    angle, width = rng.random() * math.pi, 3 + 5 * rng.random()
    rows, columns = np.ogrid[:size, :size]
    cosine, sine = math.cos(angle) / width, math.sin(angle) / width
    along = cosine * columns + sine * rows + rng.random()
    across = cosine * rows - sine * columns + rng.random()
    stripes = np.abs(2 * (along % 1) - 1)
    if kind == 0:
        return np.asarray(stripes)
    return np.asarray(np.abs(stripes - np.abs(2 * (across % 1) - 1)))


def clutter(rng: np.random.Generator, size: int, bars: int) -> Floats:
    """A background (size, size) about 0.5: grain of two scales, and bars that lie anywhere."""
    ground = 0.3 + 0.25 * grain(rng, size, 9) + 0.15 * grain(rng, size, 3)
    for _ in range(bars):
        top, left = rng.integers(size, size=2).tolist()
        bar, change = _bar(rng), rng.choice((-1, 1)) * (0.15 + 0.2 * rng.random())
        # As much of it as lies inside.
        above, before = max(0, _REACH - top), max(0, _REACH - left)
        inside = ground[max(0, top - _REACH) : top + _REACH, max(0, left - _REACH) : left + _REACH]
        high, wide = inside.shape
        inside[bar[above : above + high, before : before + wide]] += change
    return ground


def _bar(rng: np.random.Generator) -> NDArray[np.bool_]:
    """A bar of any angle about the middle of (2 · reach, 2 · reach)."""
    angle = rng.random() * math.pi
    long, wide = 3 + 6 * rng.random(), 0.7 + 1.3 * rng.random()
    rows, columns = np.ogrid[-_REACH:_REACH, -_REACH:_REACH]
    along = math.cos(angle) * columns + math.sin(angle) * rows
    across = math.cos(angle) * rows - math.sin(angle) * columns
    return np.asarray((np.abs(along) < long) & (np.abs(across) < wide))
