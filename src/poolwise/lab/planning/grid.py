"""The grid of a study: which poolings in which windows, and what stands where it says nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from poolwise.lab.networks import NETWORKS
from poolwise.lab.parsing import Sizes, parse_sizes
from poolwise.lab.settings import OVER_TIME, UNCHANGED, PoolSetting, parse_pool

DEFAULT_POOLS = (
    "max",
    "avg",
    "lp(p=2)",
    "stochastic",
    "max_blur",
    "conv",
    "conv-depthwise",
    "none",
)
"""The operators of a study that names none, in windows."""

POOLS_OVER_TIME = (
    "max",
    "avg",
    "lp(p=2)",
    "soft",
    "median",
    "k_max(k=3)",
    "statistics",
    "attention",
    "last",
)
"""The same, over whole sequences."""

_KERNELS = ("2", "3")
# A study that names no operator shows with these what a larger window does.
_WINDOWED = ("max", "avg")
_STRIDE = ("2",)


def settings(
    pool: Sequence[str],
    kernel: Sequence[str],
    stride: Sequence[str],
    rank: int = 2,
    network: str = "",
) -> tuple[PoolSetting, ...]:
    """The grid, in order; a setting without a window (``none``, ``unchanged``) appears once.

    Left empty, `pool` is `DEFAULT_POOLS` at windows of 2 with stride 2 along every axis, max and
    avg at windows of 3, too, and operators that are named at both. Of sequences (rank 1) whole ones
    are pooled unless `kernel` is given. Your own network (no `network`), and one that has windows
    of its own, keep their geometry.

    Raises:
        ValueError: a size does not fit the rank, or an operator the windows.

    Example:
        >>> [each.name for each in settings(["max"], ["2", "3"], [], 3, "clip-cnn")]
        ['max 2x2x2/2', 'max 3x3x3/2']
        >>> [each.name for each in settings(["max", "k_max(k=3)"], [], [], 1, "text-cnn")]
        ['max', 'k_max(k=3)']
    """
    own = not network or NETWORKS[network].own_windows
    whole = rank == 1 and not kernel
    strides = stride or (() if own or whole else _STRIDE)
    grid: list[PoolSetting] = []
    for setting in map(parse_pool, pool or (POOLS_OVER_TIME if whole else DEFAULT_POOLS)):
        if setting.pool in OVER_TIME and not whole:
            raise ValueError(
                f"pool={setting.pool!r} cannot stand where a network pools in windows: it takes "
                "whole sequences"
            )
        both = bool(pool) or setting.pool in _WINDOWED
        usual = () if own or whole else _KERNELS if both else _KERNELS[:1]
        grid += [
            setting
            if setting.pool in ("none", UNCHANGED)
            else replace(
                setting, kernel=_sizes("kernel", size, rank), stride=_sizes("stride", step, rank)
            )
            for size in kernel or usual or ("",)
            for step in strides or ("",)
        ]
    return tuple(dict.fromkeys(grid))


def _sizes(argument: str, text: str, rank: int) -> Sizes | None:
    return parse_sizes(argument, text, rank) if text else None
