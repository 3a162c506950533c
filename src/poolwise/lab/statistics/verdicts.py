"""All that follows from a study's trials: estimates, tests in their families, verdicts, advice.

Four verdicts. A setting is *better* or *worse* than the baseline where a test shows a difference,
*equivalent* where a test shows that any difference is smaller than a margin, and else *not
decided*. There are three families of tests, each with its own correction:

- the settings against the baseline in the primary measure: at most 5 % of studies say anything
  wrong there (`holm_pairs`);
- the claims, likewise;
- everything else, which is exploratory: of what it says, at most 5 % is wrong on average
  (Benjamini and Yekutieli).

The report and ``poolwise simulate`` both go through `sum_up`, so what the one says of its errors
holds for the other.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from poolwise.lab.measures import Quantity
from poolwise.lab.statistics import claims
from poolwise.lab.statistics.estimates import (
    ALPHA,
    Estimate,
    Floats,
    benjamini_yekutieli,
    finite,
    holm_pairs,
    plan,
)
from poolwise.lab.statistics.recommendation import recommend
from poolwise.lab.statistics.tables import Table

BETTER, WORSE, EQUIVALENT, UNDECIDED = "better", "worse", "equivalent", "not decided"
DIFFERENT = "different"
"""For a measure of which neither more nor less is better."""


def sum_up(table: Table, baseline: str, margin: float) -> dict[str, Any]:
    """The parts of a result that follow from its trials; see `poolwise.lab.single`.

    Args:
        table: the trials.
        baseline: name of the setting that the others are tested against.
        margin: the smallest difference of a fraction that matters, 0.01 for a point.
    """
    timed = [name for name in table.quantities if name.startswith("time.")]
    counted = only(table, [name for name in table.quantities if name not in timed])
    tests = compare_with(counted, baseline, margin)
    primary = [each for each in tests if not each["exploratory"]]
    best = could_be_best(counted) if table.primary in counted.quantities else counted.names
    return {
        "margin": margin,
        "scope": scope(table),
        "summary": summarise(table),
        "tests": tests,
        "best": best,
        "power": _power(counted, primary, margin),
        "claims": claims.judge(counted, margin),
        "recommendation": recommend(counted, baseline, margin, primary, best),
        "unsound": dict(table.unsound),
        "times": {
            "tests": compare_with(only(table, timed), baseline, margin) if timed else [],
        },
    }


def only(table: Table, names: Sequence[str]) -> Table:
    """The table of some measures."""
    kept: dict[str, Quantity] = {name: table.quantities[name] for name in names}
    places = [index for index, name in enumerate(table.quantities) if name in kept]
    cells = {name: each for name, each in table.cells.items() if name in kept}
    return replace(table, quantities=kept, values=table.values[:, places], cells=cells)


def scope(table: Table) -> dict[str, Any]:
    """What the verdicts hold for, in numbers and in words."""
    cells = table.cells.get(table.primary)
    units = 0 if cells is None else int((cells.counts.sum(0) > 0).sum())
    items = 0 if cells is None else round(float(cells.counts.sum(1).mean()))
    called = table.task.items
    kind = "groups" if table.design.groups is not None else called
    seeds = table.seeds
    trainings = f"{seeds} {'training' if seeds == 1 else 'trainings'} of every setting"
    if table.design.test_set:
        on = f" and {items:,} test {called}" if items else ""
        on += f" in {units:,} groups" if items and kind == "groups" else ""
        text = f"on new {called} like the test {called}, trained anew on this data: {trainings}{on}"
    else:
        of = f" of {units:,} {kind}" if units else " of one sample"
        text = f"on new {called} like these, trained anew: {trainings}, each on a split{of}"
    return {"test_set": table.design.test_set, "seeds": seeds, "units": units, "text": text}


def summarise(table: Table) -> dict[str, dict[str, dict[str, Any]]]:
    """Mean, 95 % interval and number of seeds for each setting and measure."""
    summary: dict[str, dict[str, dict[str, Any]]] = {name: {} for name in table.names}
    for measure, quantity in table.quantities.items():
        values = table.of_measure(measure)
        estimate = table.estimate(measure, np.eye(len(values)))
        low, high = estimate.interval()
        if quantity.ceiling is not None and quantity.better == "higher":  # nothing lies above it
            high = np.minimum(high, quantity.ceiling)
        elif quantity.ceiling is not None:
            low = np.maximum(low, quantity.ceiling)
        for i, name in enumerate(table.names):
            present = values[i][np.isfinite(values[i])]
            if len(present):
                mean = float(present.mean())
                fixed = quantity.exact and np.ptp(present) == 0
                summary[name][measure] = {
                    "mean": mean,
                    "low": mean if fixed else finite(low[i]),
                    "high": mean if fixed else finite(high[i]),
                    "n": len(present),
                    "scope": table.scope(measure),
                }
    return summary


def compare_with(table: Table, baseline: str, margin: float) -> list[dict[str, Any]]:
    """Every other setting against `baseline` in every measure; settings that failed are left."""
    rivals = [name for name in table.names if name not in (baseline, *table.unsound)]
    if baseline in table.unsound or not rivals:
        return []
    weights = _against(table, rivals, baseline)
    estimates = {name: table.estimate(name, weights) for name in table.quantities}
    p = {name: each.p() for name, each in estimates.items()}
    adjusted = dict(p)
    explored = [n for n, each in table.quantities.items() if n != table.primary and not each.exact]
    if explored:
        family = np.ones((len(explored), len(table.settings) - 1))  # who was left out counts, too
        family[:, : len(rivals)] = [p[name] for name in explored]
        pooled = benjamini_yekutieli(family.ravel()).reshape(family.shape)
        adjusted |= dict(zip(explored, pooled[:, : len(rivals)], strict=True))
    same = np.full(len(rivals), np.nan)
    if table.primary in estimates:
        adjusted[table.primary], same = holm_pairs(
            p[table.primary], estimates[table.primary].p_equivalent(margin), len(table.settings) - 1
        )
    tests = []
    for measure, quantity in table.quantities.items():
        estimate = estimates[measure]
        low, high = estimate.interval()
        for i, name in enumerate(rivals):
            if not np.isfinite(estimate.mean[i]):
                continue
            equal = same[i] if measure == table.primary else np.nan
            tests.append(
                {
                    "measure": measure,
                    "setting": name,
                    "baseline": baseline,
                    "difference": finite(estimate.mean[i]),
                    "low": finite(estimate.mean[i] if quantity.exact else low[i]),
                    "high": finite(estimate.mean[i] if quantity.exact else high[i]),
                    "df": None if quantity.exact else finite(estimate.df[i]),
                    "p": None if quantity.exact else finite(p[measure][i]),
                    "p_adjusted": None if quantity.exact else finite(adjusted[measure][i]),
                    "p_equivalent": finite(same[i]) if measure == table.primary else None,
                    "verdict": verdict(estimate.mean[i], adjusted[measure][i], quantity, equal),
                    "exploratory": measure != table.primary,
                    "scope": table.scope(measure),
                }
            )
    return tests


def _against(table: Table, names: Sequence[str], baseline: str) -> Floats:
    everyone = np.eye(len(table.settings))
    places = [table.names.index(name) for name in names]
    return np.asarray(everyone[places] - everyone[table.names.index(baseline)])


def verdict(mean: float, p: float, quantity: Quantity, p_equivalent: float) -> str:
    """What a difference and the corrected p of its two tests say.

    Both a difference and equivalence may be shown: a difference that does not matter.
    """
    if p_equivalent < ALPHA:
        return EQUIVALENT
    if mean == 0 if quantity.exact else not p < ALPHA:
        return UNDECIDED if not quantity.exact else EQUIVALENT
    if not quantity.better:
        return DIFFERENT
    return BETTER if (mean > 0) == (quantity.better == "higher") else WORSE


def could_be_best(table: Table) -> list[str]:
    """The settings that may be the best in the primary measure, with 95 % confidence.

    A setting is left out where another is shown to be above it; among k settings the truly best
    one has k - 1 chances to be left out, so each test has a share of the error (Bonferroni, since
    it holds whatever the differences have in common). Means of no difference are never ranked.

    Source: J. C. Hsu, "Multiple Comparisons: Theory and Methods", 1996.
    """
    sound = [i for i, name in enumerate(table.names) if name not in table.unsound]
    pairs = [(i, j) for i in sound for j in sound if i < j]
    if not pairs:
        return [table.names[i] for i in sound]
    first, second = np.array(pairs).T
    everyone = np.eye(len(table.settings))
    sign = 1 if table.quantities[table.primary].better == "higher" else -1
    estimate = table.estimate(table.primary, sign * (everyone[first] - everyone[second]))
    above, level = estimate.p_above(), ALPHA / (len(table.settings) - 1)
    below = _negated(estimate).p_above()
    beaten = {*second[above < level], *first[below < level]}
    return [table.names[i] for i in sound if i not in beaten]


def _negated(estimate: Estimate) -> Estimate:
    return replace(estimate, mean=-estimate.mean)


def _power(
    table: Table, primary: Sequence[dict[str, Any]], margin: float
) -> dict[str, dict[str, Any] | None]:
    """For each setting that is not decided: what would decide a difference worth the name."""
    open_ = [each for each in primary if each["verdict"] == UNDECIDED]
    if not open_:
        return {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        estimate = table.estimate(
            table.primary,
            _against(table, [each["setting"] for each in open_], open_[0]["baseline"]),
        )
    found: dict[str, dict[str, Any] | None] = {}
    for i, each in enumerate(open_):
        size = max(abs(each["difference"]), margin)
        found[each["setting"]] = help_for(estimate.at(i), size, len(table.settings) - 1, table)
    return found


def help_for(estimate: Estimate, size: float, family: int, table: Table) -> dict[str, Any] | None:
    """The seeds and test items (or the multiple of the data) that would show `size`."""
    wanted = plan(estimate, size, ALPHA / family)
    if wanted is None:
        return None
    units, groups = float(estimate.units[0]), table.design.groups is not None
    items = int(np.ceil(wanted.items * units - 1e-9)) if table.design.test_set and units else None
    return {
        "difference": size,
        "seeds": wanted.seeds,
        "more_seeds": wanted.seeds - table.seeds,
        "items": items,
        "units": "groups" if groups else "items",
        "more_data": wanted.items,
        "limit": "seeds" if wanted.items == 1 else ("test items" if items else "data"),
    }
