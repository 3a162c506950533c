"""One entry of the grid: an operator with its window."""

from __future__ import annotations

from dataclasses import dataclass

POOLS = ("max", "min", "avg", "sum", "conv", "none")
"""What a network can do where it pools: four operators, a strided convolution, or nothing."""

Pair = tuple[int, int]


@dataclass(frozen=True)
class PoolSetting:
    """An operator, its kernel and its stride (height, width).

    A kernel or stride of None keeps what the network has there; ``none`` has neither.

    Example:
        >>> PoolSetting("max", (2, 2), (2, 2)).name
        'max 2x2/2'
        >>> PoolSetting("none").name
        'none'
    """

    pool: str
    kernel: Pair | None = None
    stride: Pair | None = None

    def __post_init__(self) -> None:
        if self.pool not in POOLS:
            raise ValueError(f"pool={self.pool!r} is not one of {', '.join(POOLS)}")

    @property
    def name(self) -> str:
        """As the report calls it, for example ``avg 3x3/2``."""
        kernel = f" {format_pair(self.kernel)}" if self.kernel else ""
        stride = "" if self.stride is None else f"/{format_stride(self.stride)}"
        return self.pool + (kernel or " " * bool(stride)) + stride


def parse_pair(argument: str, text: str | int) -> Pair:
    """Read ``3`` or ``3x2`` (height x width) as a pair of positive integers.

    Raises:
        ValueError: `text` is neither; the message names `argument`.

    Example:
        >>> parse_pair("kernel", "3x2")
        (3, 2)
    """
    parts = str(text).lower().split("x")
    if len(parts) > 2 or not all(part.isascii() and part.isdigit() for part in parts):
        raise ValueError(f"{argument}={text!r} is not a size; write 3, or 3x2 for height x width")
    height, width = int(parts[0]), int(parts[-1])
    if min(height, width) < 1:
        raise ValueError(f"{argument}={text!r} is too small; a size is at least 1")
    return height, width


def format_pair(pair: Pair | None) -> str:
    """The inverse of `parse_pair`: ``2x2``, or nothing for None."""
    return "" if pair is None else f"{pair[0]}x{pair[1]}"


def format_stride(pair: Pair) -> str:
    """A stride is nearly always the same along both axes, so one number says it."""
    return str(pair[0]) if pair[0] == pair[1] else format_pair(pair)
