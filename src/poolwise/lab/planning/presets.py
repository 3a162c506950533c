"""Sizes of a study to choose from; what is said besides wins."""

from __future__ import annotations

from typing import Any

from poolwise.choosing import require_one_of

PRESETS: dict[str, dict[str, Any]] = {
    "quick": {
        "pool": ("max", "avg", "lp(p=2)", "conv", "none"),
        "kernel": ("2",),
        "seeds": 5,
        "measures": ("accuracy", "cost"),
    },
    "full": {"seeds": 20, "measures": ("all",), "check_budget": True},
}
"""``quick`` for a first look; ``full`` decides more and trains all again with twice the epochs."""


def preset(name: str) -> dict[str, Any]:
    """The fields of a study that `name` sets.

    Raises:
        ValueError: there is no such preset.
    """
    if name not in PRESETS:
        require_one_of("preset", name, (*PRESETS, "article"))
        raise ValueError(f"preset={name!r} is several studies; `lab.evidence.article` runs them")
    return PRESETS[name]
