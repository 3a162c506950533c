"""Which pooling to use: the settings that are as accurate as any, and of those the best otherwise.

Not to be told apart is not to be equal: with few seeds a large loss goes unproven. So the baseline
stays, unless a test shows it to be less accurate than the best, and another setting is recommended
only where its 95 % interval shows it to lose less than `MARGIN` of accuracy against it. Of those,
each further measure in turn sets aside what a test shows to be worse.

Source: after J. C. Hsu, "Multiple Comparisons: Theory and Methods", 1996 (comparisons with the
best).
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np

from poolwise.lab.statistics import ALPHA, compare_pairs, holm, least_seeds, p_values
from poolwise.lab.tables import Table
from poolwise.lab.wording import listing, number

ORDER = ("accuracy.top1", "noise.relative", "shift.crop.mean", "overfitting.gap.100", "cost.macs")
_ACCURACY = "accuracy.top1"
_ROBUSTNESS = ("noise.relative", "shift.crop.mean")
MARGIN = 0.02
"""Test accuracy that may be given up, unasked, for other virtues: two points."""
_FEW = 3
_REASONS = {
    "accuracy.top1": "test accuracy",
    "noise.relative": "accuracy kept under noise",
    "shift.crop.mean": "consistency under shifts",
    "overfitting.gap.100": "the gap between training and test accuracy",
    "cost.macs": "multiply-adds",
}


def recommend(table: Table, baseline: str) -> dict[str, Any]:
    """The verdict: a paragraph, the settings left at the end, and the groups of each measure."""
    order = [measure for measure in ORDER if measure in table.quantities]
    groups = {measure: group(table, measure) for measure in order}
    left = list(range(len(table.settings)))
    sentences = []
    if _ACCURACY in order:
        accuracy = groups[_ACCURACY]
        keep = baseline if baseline in accuracy["not_distinguishable"] else accuracy["highest"]
        left = _close_to(table, keep, accuracy)
        sentences += [
            _too_few(table),
            _step(_ACCURACY, accuracy),
            _margin(table, keep, accuracy, left),
        ]
    for measure in (each for each in (*_ROBUSTNESS, "cost.macs") if each in order):
        if len(left) > 1:
            part = group(table.chosen(left), measure)
            left = [i for i in left if table.names[i] in part["not_distinguishable"]]
            sentences.append(_step(measure, part))
    best = [table.names[i] for i in left]
    sentences.append(_advice(best, baseline))
    if _ACCURACY in order:
        sentences += [_trade(table, measure, left) for measure in _ROBUSTNESS if measure in order]
    text = " ".join(filter(None, sentences))
    return {"text": text, "best": best, "groups": list(groups.values())}


def _too_few(table: Table) -> str:
    """That there are too few seeds to show anything, where there are: no news of the settings."""
    rivals = len(table.settings) - 1
    seeds, least = table.values.shape[-1], least_seeds(rivals)
    if not rivals or seeds >= least:
        return ""
    return (
        f"With {seeds} {'seed' if seeds == 1 else 'seeds'} no test of {rivals} "
        f"{'setting' if rivals == 1 else 'settings'} can decide anything, however large the "
        f"difference; {least} is the least number that can."
    )


def _losses(table: Table, keep: int) -> list[float | None]:
    """For each setting, the largest loss of accuracy against `keep` that its interval allows."""
    values = table.of_measure(_ACCURACY)
    against = np.broadcast_to(values[keep], values.shape)
    return [each.high for each in compare_pairs(against, values)]


def _close_to(table: Table, keep: str, accuracy: dict[str, Any]) -> list[int]:
    kept = table.names.index(keep)
    losses = _losses(table, kept)
    alike = [i for i, name in enumerate(table.names) if name in accuracy["not_distinguishable"]]
    return [i for i in alike if i == kept or ((loss := losses[i]) is not None and loss <= MARGIN)]


def _margin(table: Table, keep: str, accuracy: dict[str, Any], close: list[int]) -> str:
    if len(close) == len(accuracy["not_distinguishable"]):
        return ""
    near = [table.names[i] for i in close if table.names[i] != keep]
    shown = f"shown to lose less than {100 * MARGIN:.0f} points of accuracy against {keep}"
    return f"Only {listing(near)} {_be(near)} {shown}." if near else f"None is {shown}."


def _trade(table: Table, measure: str, left: list[int]) -> str:
    """What could be gained in a measure, and what it may cost, by leaving the recommendation."""
    part = group(table, measure)
    if not left or any(table.names[i] not in part["worse"] for i in left):
        return ""
    means = table.of_measure(measure)[left].mean(1)
    losses = _losses(table, left[0])
    known = [losses[table.names.index(name)] for name in part["not_distinguishable"]]
    cost = max((loss for loss in known if loss is not None), default=0.0)
    better = part["not_distinguishable"]
    text = (
        f"Where {_REASONS[measure]} matters more, {listing(better)} {_be(better)} better (best "
        f"mean {number(part['mean'], '%')}, here {number(float(means.max()), '%')})"
    )
    return f"{text}, at up to {100 * cost:.1f} points of test accuracy." if cost > 0 else f"{text}."


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
