"""The axes of an array, a letter each: t, c, and z, y, x, which are pooled."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

SPACE = "zyx"
_USUAL = {1: "x", 2: "yx", 3: "zyx", 4: "czyx", 5: "tczyx"}
_OTHERS = {"s": "c"}  # what TIFF calls samples
_UNNAMED = "qi"  # pages of a TIFF that nobody said anything of


def named(given: str, found: str, rank: int) -> str:
    """The letters of an array's axes: those given, those found in the file, or the usual ones.

    Raises:
        ValueError: they do not fit.

    Example:
        >>> named("", "QYX", 3), named("", "", 4), named("yxc", "", 3)
        ('zyx', 'czyx', 'yxc')
    """
    axes = (given or found).lower()
    if not given:
        axes = "".join(_OTHERS.get(letter, letter) for letter in axes)
        for letter in _UNNAMED:
            free = "z" if "z" not in axes else "t"
            if free not in axes:
                axes = axes.replace(letter, free, 1)
    if not axes:
        if rank not in _USUAL:
            raise ValueError(f"axes must be given for an array of {rank} axes, as tczyx are")
        axes = _USUAL[rank]
    said = f"axes={given!r}" if given else f"axes {axes!r} of the file"
    if len(axes) != rank or len(set(axes)) < rank or not axes.isalpha():
        raise ValueError(f"{said} must be {rank} different letters, one for each axis")
    if not spatial(axes):
        raise ValueError(f"{said} must have some of z, y and x, which are pooled")
    return axes


def spatial(axes: str) -> tuple[int, ...]:
    """The places of those that are pooled, in their order."""
    return tuple(place for place, letter in enumerate(axes) if letter in SPACE)


def for_each(name: str, given: int | Sequence[int], axes: str) -> tuple[int, ...]:
    """A number for each axis that is pooled.

    Raises:
        ValueError, TypeError: it is neither one nor as many as there are.
    """
    pooled = "".join(axes[place] for place in spatial(axes))
    if isinstance(given, (int, np.integer)) and not isinstance(given, bool):
        return (int(given),) * len(pooled)
    if isinstance(given, (bool, str)) or not isinstance(given, Sequence):
        raise TypeError(f"{name}={given!r} must be an integer, or one for each axis: {pooled}")
    if len(given) != len(pooled):
        raise ValueError(f"{name}={given!r} must be one number, or one for each axis: {pooled}")
    return tuple(given)
