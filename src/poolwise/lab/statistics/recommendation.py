"""Which pooling to use: the baseline, unless the tests show something better.

"Better" and "worse" stand here only for settings that the family of tests against the baseline
calls so. Not to be told apart is not to be equal, and a setting that is shown to be equivalent, and
costs less, is said to be that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from poolwise.lab.running.endings import undecided
from poolwise.lab.statistics.tables import Table
from poolwise.lab.units import show_margin
from poolwise.lab.wording import difference, in_sentence, listing, number

_COST = "cost.macs"
_FEW = 3


def recommend(
    table: Table,
    baseline: str,
    margin: float,
    tests: Sequence[Mapping[str, Any]],
    possibly_best: Sequence[str],
) -> dict[str, Any]:
    """The verdict: a paragraph, the settings to use, and what was found of the others.

    Args:
        table: the trials.
        baseline, margin: as in `sum_up`.
        tests: the family of tests against the baseline in accuracy.
        possibly_best: the settings that multiple comparisons with the best leave.
    """
    found: dict[str, list[str]] = {
        verdict: [each["setting"] for each in tests if each["verdict"] == verdict]
        for verdict in ("better", "worse", "equivalent", "not decided")
    }
    better = found["better"]
    best = [name for name in better if name in possibly_best] or better or [baseline]
    if baseline in table.unsound:
        best = []
    measured = table.quantities.get(table.primary)
    main = in_sentence(measured.label) if measured else ""
    sentences = [
        _untested(table, baseline),
        _advice(best, baseline) if best else "",
        _told_apart(tests, "better", baseline, main),
        _told_apart(tests, "worse", baseline, main),
        _open(tests, baseline, main) if tests else "",
        _alike(found["equivalent"], baseline, margin),
        _cheaper(table, found["equivalent"], best, baseline),
        *undecided(table.endings),
    ]
    return {"text": " ".join(filter(None, sentences)), "best": best, **found}


def _untested(table: Table, baseline: str) -> str:
    if table.primary not in table.quantities:
        return (
            f"{table.primary} was not measured, and nothing else is a reason to leave the baseline."
        )
    if baseline in table.unsound:
        return f"Nothing can be compared with {baseline}, whose trainings did not all end well."
    return "With one training of each setting nothing can be tested." if table.seeds < 2 else ""


def _advice(best: Sequence[str], baseline: str) -> str:
    if list(best) == [baseline]:
        return f"Keep {baseline}."
    return f"Use {best[0]}." if len(best) == 1 else f"Use any of {listing(best, 'or')}."


def _told_apart(tests: Sequence[Mapping[str, Any]], verdict: str, baseline: str, main: str) -> str:
    told = [each for each in tests if each["verdict"] == verdict]
    if not told:
        return ""
    shown = [f"{each['setting']} ({_with_interval(each)})" for each in told]
    return f"In {main} {listing(shown)} {_be(shown)} {verdict} than {baseline}."


def _with_interval(test: Mapping[str, Any]) -> str:
    mean, low, high = (difference(test[key], "%") for key in ("difference", "low", "high"))
    return f"{mean}, 95 % interval {low} to {high}"


def _open(tests: Sequence[Mapping[str, Any]], baseline: str, main: str) -> str:
    """What is not decided, and how large a difference there may still be."""
    left = [each for each in tests if each["verdict"] == "not decided"]
    if not left:
        return ""
    names = [each["setting"] for each in left]
    some = listing(names) if len(names) <= _FEW else f"{len(names)} settings"
    sentence = f"This data does not decide whether {some} {_differ(names)} from {baseline} in it"
    if len(left) == len(tests):
        sentence = f"In {main} no setting is shown to differ from {baseline}"
    ends = [abs(each[end]) for each in left for end in ("low", "high") if each[end] is not None]
    return sentence + (
        f"; up to {100 * min(max(ends), 1):.1f} points remain possible." if ends else "."
    )


def _alike(names: Sequence[str], baseline: str, margin: float) -> str:
    if not names:
        return ""
    return f"{listing(names)} {_be(names)} equivalent to {baseline} within {show_margin(margin)}."


def _cheaper(table: Table, alike: Sequence[str], best: Sequence[str], baseline: str) -> str:
    """Which of those that do as well take fewest multiply-adds, where that is less."""
    if _COST not in table.quantities:
        return ""
    values = table.of_measure(_COST)
    counts = {name: row[np.isfinite(row)] for name, row in zip(table.names, values, strict=True)}
    macs = {name: float(row[0]) for name, row in counts.items() if len(row)}
    equals = [*best, *(alike if baseline in best else ())]
    known = [name for name in equals if name in macs]
    if len(known) < 2:
        return ""
    fewest = min(macs[name] for name in known)
    cheap = [name for name in known if macs[name] == fewest]
    if len(cheap) == len(known) or baseline in cheap:
        return ""
    most = max(macs[name] for name in known)
    return (
        f"Of these, {listing(cheap)} {'takes' if len(cheap) == 1 else 'take'} the fewest "
        f"multiply-adds ({number(fewest, '')} per item, against up to {number(most, '')})."
    )


def _be(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are"


def _differ(names: Sequence[str]) -> str:
    return "differs" if len(names) == 1 else "differ"
