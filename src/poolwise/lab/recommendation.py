"""Which pooling to use: the settings that nothing in the data speaks against, and the cheapest.

For each headline measure in turn, the settings that a test shows to be worse than the one with the
best mean are set aside; those it cannot tell apart stay together.

Source: after J. C. Hsu, "Multiple Comparisons: Theory and Methods", 1996 (comparisons with the
best).
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np

from poolwise.lab.statistics import ALPHA, holm, p_values
from poolwise.lab.tables import Table
from poolwise.lab.wording import listing, number

ORDER = ("accuracy.top1", "noise.relative", "shift.crop.mean", "overfitting.gap.100", "cost.macs")
_CONSIDERED = ("accuracy.top1", "noise.relative", "shift.crop.mean", "cost.macs")
_FEW = 3
_REASONS = {
    "accuracy.top1": "test accuracy",
    "noise.relative": "accuracy kept under noise",
    "shift.crop.mean": "consistency under shifts",
    "overfitting.gap.100": "the gap between training and test accuracy",
    "cost.macs": "multiply-adds",
}


def recommend(table: Table, baseline: str) -> dict[str, Any]:
    """The verdict: a paragraph, the settings left at the end, and the groups on the way."""
    order = [measure for measure in ORDER if measure in table.quantities]
    left = list(range(len(table.settings)))
    sentences = []
    for measure in (each for each in _CONSIDERED if each in order):
        if len(left) > 1:
            part = group(table.chosen(left), measure)
            left = [i for i in left if table.names[i] in part["not_distinguishable"]]
            sentences.append(_step(measure, part))
    best = [table.names[i] for i in left]
    text = " ".join(filter(None, [*sentences, _advice(best, baseline)]))
    return {"text": text, "best": best, "groups": [group(table, measure) for measure in order]}


def group(table: Table, measure: str) -> dict[str, Any]:
    """The setting with the best mean, those a test cannot tell from it, and those it can."""
    values = table.of_measure(measure)
    sign = -1 if table.quantities[measure].better == "lower" else 1
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # the mean of no values is NaN
        means = np.nanmean(values, axis=1)
    top = int(np.nanargmax(sign * means))
    others = [index for index in range(len(values)) if index != top]
    if table.quantities[measure].exact:
        worse = {i for i in others if means[i] != means[top]}
    else:
        corrected = holm(p_values(values[top], values[others])) if others else np.empty(0)
        worse = {i for i, p in zip(others, corrected, strict=True) if p < ALPHA}
    return {
        "measure": measure,
        "highest": table.names[top],
        "mean": float(means[top]),
        "not_distinguishable": [n for i, n in enumerate(table.names) if i not in worse],
        "worse": [n for i, n in enumerate(table.names) if i in worse],
    }


def _step(measure: str, part: dict[str, Any]) -> str:
    reason, alike, worse = _REASONS[measure], part["not_distinguishable"], part["worse"]
    if measure == "cost.macs":
        if not worse:
            return ""
        takes = "takes" if len(alike) == 1 else "take"
        few = f"the fewest {reason} ({number(part['mean'], '')} per image)"
        return f"Of these, {listing(alike)} {takes} {few}."
    if not worse:
        return f"In {reason} this data cannot tell {_all(alike)} apart."
    best = number(part["mean"], "%")
    if len(alike) == 1:
        return f"In {reason} {alike[0]} is best ({best}); {listing(worse)} {_be(worse)} worse."
    return (
        f"In {reason} {listing(alike)} cannot be told apart (best mean {best}); "
        f"{listing(worse)} {_be(worse)} worse."
    )


def _advice(best: Sequence[str], baseline: str) -> str:
    if len(best) == 1:
        return f"Use {best[0]}."
    if baseline in best:
        return (
            f"Use any of {listing(best, 'or')}; nothing measured here speaks for leaving "
            f"the baseline, {baseline}."
        )
    return f"Use any of {listing(best, 'or')}."


def _all(names: Sequence[str]) -> str:
    return listing(names) if len(names) <= _FEW else f"these {len(names)} settings"


def _be(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are"
