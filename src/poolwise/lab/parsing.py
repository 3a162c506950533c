"""Counts, sizes and durations: read from text, checked, and written as text."""

from __future__ import annotations

import re

Sizes = tuple[int, ...]
Pair = tuple[int, int]

_UNITS = {"": 1, "s": 1, "m": 60, "min": 60, "h": 3600}


def check_count(name: str, value: int, most: int | None = None) -> None:
    """Raise a ValueError unless `value` is from 1 to `most`."""
    if value < 1:
        raise ValueError(f"{name}={value} is too small; it is at least 1")
    if most is not None and value > most:
        raise ValueError(f"{name}={value} is too large; it is at most {most:,}")


def parse_sizes(argument: str, text: str | int, rank: int = 2) -> Sizes:
    """Read ``3``, all axes alike, or ``3x2``, a size per axis, as positive integers.

    Args:
        argument: what it is given as, for messages.
        text: the sizes.
        rank: how many axes there are.

    Raises:
        ValueError: `text` is neither, or has another number of axes.

    Example:
        >>> parse_sizes("kernel", "3x2"), parse_sizes("kernel", "2", 3), parse_sizes("kernel", 4, 1)
        ((3, 2), (2, 2, 2), (4,))
    """
    parts = str(text).lower().split("x")
    plain = all(part.isascii() and part.isdigit() for part in parts)
    if not plain or len(parts) not in (1, rank):
        apart = (
            f"; {len(parts)} sizes are not one for each axis" if plain and len(parts) < 4 else ""
        )
        raise ValueError(f"{argument}={text!r} is not a size{apart}; write {_RIGHT[rank]}")
    sizes = tuple(map(int, parts)) * (rank if len(parts) == 1 else 1)
    if min(sizes) < 1:
        raise ValueError(f"{argument}={text!r} is too small; a size is at least 1")
    return sizes


_RIGHT = {
    1: "3, of the one axis, time",
    2: "3, or 3x2 for height x width",
    3: "3, or 2x3x3 for time x height x width",
}


def parse_pair(argument: str, text: str | int) -> Pair:
    """Read ``3`` or ``3x2`` (height x width), as `parse_sizes` does.

    Example:
        >>> parse_pair("image_size", "3x2")
        (3, 2)
    """
    height, width = parse_sizes(argument, text)
    return height, width


def format_sizes(sizes: Sizes | None) -> str:
    """The inverse of `parse_sizes`: ``2x2``, or nothing for None."""
    return "x".join(map(str, sizes or ()))


def format_pair(pair: Pair | None) -> str:
    """The inverse of `parse_pair`: ``2x2``, or nothing for None."""
    return format_sizes(pair)


def format_stride(sizes: Sizes) -> str:
    """A stride is nearly always the same along all axes, so one number says it."""
    return str(sizes[0]) if len(set(sizes)) == 1 else format_sizes(sizes)


def parse_duration(argument: str, text: str) -> float:
    """Read ``90s``, ``10m`` or ``1.5h`` as seconds.

    Raises:
        ValueError: it is none of these; the message names `argument`.

    Example:
        >>> parse_duration("budget", "10m"), parse_duration("budget", "90")
        (600.0, 90.0)
    """
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(s|m|min|h|)\s*", text)
    seconds = float(found[1]) * _UNITS[found[2]] if found else 0.0
    if not seconds:
        raise ValueError(f"{argument}={text!r} is not a time; write 90s, 10m or 1h")
    return seconds
