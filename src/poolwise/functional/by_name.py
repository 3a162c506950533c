"""Reducers by name, for windows other than their own: groups of channels, levels of pyramids."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import means, order, powers, random, ranks

FAMILIES: dict[str, Any] = {
    "avg": means,
    "lp": powers,
    "lse": powers,
    "max": order,
    "max_dropout": random,
    "median": ranks,
    "min": order,
    "ordinal": ranks,
    "power_mean": powers,
    "rank_stochastic": ranks,
    "rank_weighted": ranks,
    "rms": powers,
    "soft": powers,
    "stochastic": random,
    "sum": means,
    "top_k_avg": ranks,
}
"""Where the functions of each are."""

DRAWING = ("max_dropout", "rank_stochastic", "stochastic")
"""Those that take ``training``."""


def named(reducer: str, rank: int, prefix: str = "") -> Callable[..., Any]:
    """The function ``<prefix><reducer>_pool<rank>d``, with any `norm_type` as a keyword.

    Raises:
        ValueError: there is none of this name.
    """
    if reducer not in FAMILIES:
        known = ", ".join(sorted(FAMILIES))
        raise ValueError(f"reducer={reducer!r} must be callable or one of {known}")
    found: Callable[..., Any] = getattr(FAMILIES[reducer], f"{prefix}{reducer}_pool{rank}d")
    if reducer != "lp":
        return found

    def norm(x: Any, size: Any, *, norm_type: Any, **options: Any) -> Any:
        return found(x, norm_type, size, **options)

    return norm
