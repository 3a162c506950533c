"""Measures in a row, such as accuracy under growing attacks: what each step changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from poolwise.lab.running.endings import OK
from poolwise.lab.statistics.estimates import finite, over_seeds


def steps(result: Mapping[str, Any], names: Sequence[str], setting: str) -> list[dict[str, Any]]:
    """From each measure to the next one the difference, taken seed by seed.

    Intervals hold for more trainings on the same test items where a test set is given.

    Args:
        result: as `compare` gives it.
        names: the measures in their order.
        setting: of which setting.

    Returns:
        ``{"measure", "difference", "low", "high"}`` for each but the first; none if the setting
        has no training that ended well with all of them.
    """
    rows = [
        row["measures"]
        for row in result["rows"]
        if row["setting"] == setting
        and row.get("status", OK) == OK
        and all(row["measures"].get(name) is not None for name in names)
    ]
    if not rows or setting in result["unsound"]:
        return []
    values = np.array([[row[name] for row in rows] for name in names])
    estimate = over_seeds(np.diff(values, axis=0), _ratio(result))
    ends = estimate.interval()
    return [
        {
            "measure": name,
            "difference": float(estimate.mean[place]),
            "low": finite(ends[0][place]),
            "high": finite(ends[1][place]),
        }
        for place, (_, name) in enumerate(pairwise(names))
    ]


def _ratio(result: Mapping[str, Any]) -> float:
    """Test items for each item trained on or chosen by, where every seed splits one sample."""
    if result["scope"]["test_set"]:
        return 0.0
    data = result["data"]
    return float(data["test"] / (data["train"] + data["validation"]))
