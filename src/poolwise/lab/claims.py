"""What people read about pooling, each sentence with the comparison that tests it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from poolwise.lab.settings import OTHERS, PoolSetting
from poolwise.lab.statistics import ALPHA, Floats, compare_pairs, holm, least_seeds
from poolwise.lab.tables import Table, describe
from poolwise.lab.wording import difference, listing, number

SUPPORTED, CONTRADICTED = "supported", "contradicted"
UNDECIDED = "not decided by this data"

_MANY = 1000

Select = Callable[[Sequence[PoolSetting]], list[PoolSetting]]


def _kind(*pools: str) -> Select:
    return lambda settings: [each for each in settings if each.pool in pools]


def _window(attribute: Literal["kernel", "stride"], largest: bool) -> Select:
    """Poolings with the smallest or largest kernel (or stride), if the grid has several."""

    def select(settings: Sequence[PoolSetting]) -> list[PoolSetting]:
        found = [each for each in settings if each.pool not in OTHERS]
        areas = {each: np.prod(getattr(each, attribute) or (0, 0)) for each in found}
        if len(set(areas.values())) < 2:
            return []
        edge = max(areas.values()) if largest else min(areas.values())
        return [each for each in found if areas[each] == edge]

    return select


@dataclass(frozen=True)
class Claim:
    """`left` has a higher (or lower) `measure` than `right`, each averaged over its settings."""

    text: str
    measure: str
    direction: Literal["higher", "lower"]
    left: Select
    right: Select
    needs: str


_MAX_NONE = (_kind("max"), _kind("none"), "max and none")
_MAX_AVG = (_kind("max"), _kind("avg"), "max and avg")
_AVG_MAX = (_kind("avg"), _kind("max"), "max and avg")
_MAX_CONV = (_kind("max"), _kind("conv"), "max and conv")
_KERNELS = (_window("kernel", True), _window("kernel", False), "two sizes of kernel")
_STRIDES = (_window("stride", True), _window("stride", False), "two strides")

CLAIMS = (
    Claim("Max pooling is more accurate than average pooling.",
          "accuracy.top1", "higher", *_MAX_AVG),
    Claim("Max pooling is more accurate than a strided convolution.",
          "accuracy.top1", "higher", *_MAX_CONV),
    Claim("Max pooling is more accurate than no pooling.",
          "accuracy.top1", "higher", *_MAX_NONE),
    Claim("Max pooling gives translation invariance.",
          "shift.crop.mean", "higher", *_MAX_NONE),
    Claim("Average pooling changes more smoothly under shifts than max pooling.",
          "shift.crop.change", "lower", *_AVG_MAX),
    Claim("Max pooling suppresses noise.",
          "noise.relative", "higher", *_MAX_NONE),
    Claim("Average pooling withstands noise better than max pooling.",
          "noise.relative", "higher", *_AVG_MAX),
    Claim("Max pooling fights overfitting.",
          "overfitting.gap.100", "lower", *_MAX_NONE),
    Claim("Pooling saves computation.",
          "cost.macs", "lower", *_MAX_NONE),
    Claim("Pooling saves memory in training.",
          "cost.saved_bytes", "lower", *_MAX_NONE),
    Claim("Larger windows lose detail, and with it accuracy.",
          "accuracy.top1", "lower", *_KERNELS),
    Claim("Larger windows give more translation invariance.",
          "shift.crop.mean", "higher", *_KERNELS),
    Claim("Larger strides lose accuracy.",
          "accuracy.top1", "lower", *_STRIDES),
)  # fmt: skip


def judge(table: Table) -> list[dict[str, Any]]:
    """A verdict for each claim whose measure was taken, with Holm over all that can be tested."""
    claims = [claim for claim in CLAIMS if claim.measure in table.quantities]
    sides = [(_values(table, c, c.left), _values(table, c, c.right)) for c in claims]
    testable = [i for i, (left, right) in enumerate(sides) if len(left) and len(right)]
    found: dict[int, dict[str, Any]] = {}
    if testable:
        # At each seed a side is the mean of its settings.
        left = np.stack([sides[i][0].mean(0) for i in testable])
        right = np.stack([sides[i][1].mean(0) for i in testable])
        compared = compare_pairs(left, right)
        counts = [table.quantities[claims[i].measure].exact for i in testable]
        family = counts.count(False)
        corrected = holm(np.where(counts, np.nan, [each.p for each in compared]))
        for i, a, b, each, p in zip(testable, left, right, compared, corrected, strict=True):
            quantity = table.quantities[claims[i].measure]
            test = describe(each, float(p), quantity, a - b, family)
            found[i] = _verdict(table, claims[i], test, family, (a, b))
    return [found.get(i) or _untestable(claim) for i, claim in enumerate(claims)]


def _values(table: Table, claim: Claim, select: Select) -> Floats:
    chosen = select(table.settings)
    return table.of_measure(claim.measure)[[table.settings.index(each) for each in chosen]]


def _verdict(
    table: Table, claim: Claim, test: dict[str, Any], family: int, sides: tuple[Floats, Floats]
) -> dict[str, Any]:
    verdict = UNDECIDED
    if test["decided"]:
        rises = test["difference"] > 0
        verdict = SUPPORTED if rises == (claim.direction == "higher") else CONTRADICTED
    return {
        "claim": claim.text,
        "measure": claim.measure,
        "verdict": verdict,
        "evidence": _evidence(table, claim, test, family, sides),
        **{key: test[key] for key in ("difference", "low", "high", "p", "p_holm", "seeds_needed")},
    }


def _evidence(
    table: Table, claim: Claim, test: dict[str, Any], family: int, sides: tuple[Floats, Floats]
) -> str:
    quantity = table.quantities[claim.measure]
    left, right = (
        f"{number(float(np.nanmean(values)), quantity.unit)} with "
        + listing([each.name for each in select(table.settings)])
        for values, select in zip(sides, (claim.left, claim.right), strict=True)
    )
    sentence = f"{quantity.label}: {left} against {right}"
    if test["low"] is not None:
        low, high = (difference(test[key], quantity.unit) for key in ("low", "high"))
        between = f", 95 % interval {low} to {high}" if low != high else ""
        sentence += f" ({difference(test['difference'], quantity.unit)}{between})"
    if test["p_holm"] is not None:
        sentence += f"; p = {test['p_holm']:.3g} after Holm's correction"
    return sentence + "." + _more_seeds(test, family, sides[0].shape[-1])


def _more_seeds(test: dict[str, Any], family: int, seeds: int) -> str:
    if test["decided"] or test["p_holm"] is None:
        return ""
    if seeds < least_seeds(family):
        return f" With {seeds} seeds no test can decide this; {least_seeds(family)} is the least."
    if test["seeds_needed"] is None:
        return " No difference was seen."
    more = test["seeds_needed"] - seeds
    if more > _MANY:
        return " A difference this small is beyond any reasonable number of seeds."
    seeds_word = "seed" if more == 1 else "seeds"
    return f" About {more:,} more {seeds_word} would decide a difference of this size."


def _untestable(claim: Claim) -> dict[str, Any]:
    nothing = dict.fromkeys(("difference", "low", "high", "p", "p_holm", "seeds_needed"))
    return {
        "claim": claim.text,
        "measure": claim.measure,
        "verdict": UNDECIDED,
        "evidence": f"The grid does not test it; it needs {claim.needs}.",
        **nothing,
    }


__all__ = ["ALPHA", "CLAIMS", "CONTRADICTED", "SUPPORTED", "UNDECIDED", "Claim", "judge"]
