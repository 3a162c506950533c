"""What people read about pooling, each sentence with the matched pairs of settings that test it.

A comparison changes one thing: claims about a window pair settings of the same operator that differ
in one size, and claims about operators pair settings of the same window. A claim is tested by the
mean difference over its pairs.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from poolwise.lab.settings import OTHERS, PoolSetting
from poolwise.lab.statistics import ALPHA, Estimate, Floats, finite, holm_pairs
from poolwise.lab.tables import Table
from poolwise.lab.tasks import TASKS
from poolwise.lab.wording import difference, listing, number

SUPPORTED, CONTRADICTED = "supported", "contradicted"
SAME, UNDECIDED = "no difference that matters", "not decided by this data"

Pairs = list[tuple[PoolSetting, PoolSetting]]
Match = Callable[[Sequence[PoolSetting]], Pairs]


def _operators(left: str | tuple[str, ...], right: str) -> Match:
    """Pairs of two operators with the same window; ``none`` has no window and goes with any."""
    lefts = (left,) if isinstance(left, str) else left

    def match(settings: Sequence[PoolSetting]) -> Pairs:
        return [
            (a, b)
            for a, b in itertools.product(settings, repeat=2)
            if a.operator in lefts
            and b.operator == right
            and (right == "none" or (a.kernel, a.stride) == (b.kernel, b.stride))
        ]

    return match


def _sizes(attribute: Literal["kernel", "stride"]) -> Match:
    """Pairs of the largest and the smallest kernel (or stride) of an operator, the rest equal."""
    other = "stride" if attribute == "kernel" else "kernel"

    def match(settings: Sequence[PoolSetting]) -> Pairs:
        alike: dict[tuple[Any, ...], list[PoolSetting]] = {}
        for each in settings:
            if each.pool not in OTHERS and getattr(each, attribute):
                alike.setdefault((each.operator, getattr(each, other)), []).append(each)
        pairs = []
        for members in alike.values():
            ordered = sorted(members, key=lambda each: _area(each, attribute))
            if _area(ordered[0], attribute) < _area(ordered[-1], attribute):
                pairs.append((ordered[-1], ordered[0]))
        return pairs

    return match


def _area(setting: PoolSetting, attribute: str) -> int:
    return int(np.prod(getattr(setting, attribute)))


@dataclass(frozen=True)
class Claim:
    """`measure` is higher (or lower) in the first setting of each pair than in the second.

    Attributes:
        text: as people say it.
        measure: a quantity, or `MAIN` for the task's primary one.
        match: finds the pairs; `needs` says what they are.
        tasks: the tasks that it is about; all if there are none.
        source: who said so, or what says otherwise.
    """

    text: str
    measure: str
    direction: Literal["higher", "lower"]
    match: Match
    needs: str
    tasks: tuple[str, ...] = ()
    source: str = ""

    @property
    def family(self) -> str:
        """The measure that gives the quantity, as `--measures` names it."""
        return self.measure.partition(".")[0]


MAIN = "primary"
_OVER_TIME = ("text", "sound")
_IN_SPACE = ("pictures", "localisation", "segmentation", "video", "compression")
_LEARNED = ("ordinal", "power_mean", "lp(p=2, learned=true)", "lse(learned=true)", "attention")
_MIXED = ("mixed", "gated")


def _against(left: str | tuple[str, ...], right: str) -> tuple[Match, str]:
    names = left if isinstance(left, str) else listing(left, "or")
    with_window = "" if right == "none" else " of the same window"
    return _operators(left, right), f"{names} and {right}{with_window}"


_MAX_NONE = _against("max", "none")
_MAX_AVG = _against("max", "avg")
_AVG_MAX = _against("avg", "max")
_KERNELS = (_sizes("kernel"), "one operator with two sizes of kernel and the same stride")
_STRIDES = (_sizes("stride"), "one operator with two strides and the same kernel")

CLAIMS = (
    Claim("Max pooling is more accurate than average pooling.",
          MAIN, "higher", *_MAX_AVG, _IN_SPACE, "Scherer, Müller & Behnke 2010"),
    Claim("Max pooling over time is more accurate than the mean over time.",
          MAIN, "higher", *_MAX_AVG, _OVER_TIME, "Collobert et al. 2011; Kim 2014"),
    Claim("Max pooling is more accurate than a strided convolution.",
          MAIN, "higher", *_against("max", "conv"), (),
          "otherwise Springenberg et al. 2015"),
    Claim("Max pooling is more accurate than no pooling.", MAIN, "higher", *_MAX_NONE),
    Claim("L2 pooling is more accurate than max pooling.",
          MAIN, "higher", *_against(("lp(p=2)", "rms"), "max"), (),
          "Sermanet, Chintala & LeCun 2012"),
    Claim("Stochastic pooling is more accurate than max pooling.",
          MAIN, "higher", *_against("stochastic", "max"), (), "Zeiler & Fergus 2013"),
    Claim("Fractional max pooling is more accurate than max pooling.",
          MAIN, "higher", *_against("fractional_max", "max"), (), "Graham 2014"),
    Claim("Mixing max and average is more accurate than max pooling.",
          MAIN, "higher", *_against(_MIXED, "max"), (), "Lee, Gallagher & Tu 2016"),
    Claim("Learned pooling is more accurate than max pooling.",
          MAIN, "higher", *_against(_LEARNED, "max"), (), "Gulcehre et al. 2014"),
    Claim("Max pooling gives translation invariance.",
          "shift.crop.mean", "higher", *_MAX_NONE, (), "Scherer, Müller & Behnke 2010"),
    Claim("Average pooling changes more smoothly under shifts than max pooling.",
          "shift.crop.change", "lower", *_AVG_MAX),
    Claim("Max pooling with a blur is more invariant to shifts than plain max pooling.",
          "shift.crop.mean", "higher", *_against("max_blur", "max"), (), "Zhang 2019"),
    Claim("Max pooling suppresses noise.",
          "noise.relative", "higher", *_MAX_NONE),
    Claim("Average pooling withstands noise better than max pooling.",
          "noise.relative", "higher", *_AVG_MAX),
    Claim("Average pooling withstands attacks better than max pooling.",
          "adversarial.relative", "higher", *_AVG_MAX),
    Claim("Max pooling fights overfitting.",
          "overfitting.gap.100", "lower", *_MAX_NONE),
    Claim("Stochastic pooling fights overfitting better than max pooling.",
          "overfitting.gap.100", "lower", *_against("stochastic", "max"), (),
          "Zeiler & Fergus 2013"),
    Claim("Pooling helps where data is scarce.",
          "data_size.test.10", "higher", *_MAX_NONE),
    Claim("Pooling saves computation.",
          "cost.macs", "lower", *_MAX_NONE),
    Claim("Pooling saves memory in training.",
          "cost.saved_bytes", "lower", *_MAX_NONE),
    Claim("Larger windows lose detail, and with it accuracy.",
          MAIN, "lower", *_KERNELS),
    Claim("Larger windows keep less of a picture.",
          "detail.bilinear.psnr", "lower", *_KERNELS),
    Claim("Larger windows hurt localisation.",
          "localization.pointing", "lower", *_KERNELS),
    Claim("Larger windows give more translation invariance.",
          "shift.crop.mean", "higher", *_KERNELS),
    Claim("Larger strides lose accuracy.",
          MAIN, "lower", *_STRIDES),
    Claim("Larger strides keep less of a picture.",
          "detail.bilinear.psnr", "lower", *_STRIDES),
    Claim("Larger strides hurt localisation.",
          "localization.pointing", "lower", *_STRIDES),
)  # fmt: skip


def _of_the_task(table: Table) -> list[Claim]:
    """The claims about the table's task, with its own primary quantity."""
    return [
        replace(claim, measure=table.primary if claim.measure == MAIN else claim.measure)
        for claim in CLAIMS
        if not claim.tasks or table.task in claim.tasks
    ]


def about(table: Table) -> list[Claim]:
    """The claims that are about the table's task and measures."""
    return [claim for claim in _of_the_task(table) if claim.measure in table.quantities]


def unmeasured(table: Table) -> list[Claim]:
    """The claims about the table's task whose measure, which the task has, was not taken."""
    known = TASKS[table.task].measures
    return [
        claim
        for claim in _of_the_task(table)
        if claim.measure not in table.quantities
        and claim.family in known
        and claim.measure in known[claim.family].quantities
    ]


def judge(table: Table, margin: float) -> list[dict[str, Any]]:
    """A verdict for each claim about the task; those that need a test are one family.

    Claims that nothing here tests come last, undecided, with what they would need.
    """
    claims = about(table)
    sound = [each for each in table.settings if each.name not in table.unsound]
    pairs = [[] if _chosen(claim, table) else claim.match(sound) for claim in claims]
    estimates = [
        table.estimate(claim.measure, _weights(table, matched)[None]) if matched else None
        for claim, matched in zip(claims, pairs, strict=True)
    ]
    p, same = np.full((2, len(claims)), np.nan)
    for i, (claim, estimate) in enumerate(zip(claims, estimates, strict=True)):
        quantity = table.quantities[claim.measure]
        if estimate is not None and not quantity.exact:
            p[i] = estimate.p()[0]
            if quantity.unit == "%":
                same[i] = estimate.p_equivalent(margin)[0]
    family = sum(
        bool(claim.match(table.settings)) and not table.quantities[claim.measure].exact
        for claim in claims
    )
    corrected = np.stack(holm_pairs(p, same, family))
    return [
        _untestable(claim, table)
        if estimate is None
        else _verdict(table, claim, matched, estimate, (p[i], *corrected[:, i]))
        for i, (claim, matched, estimate) in enumerate(zip(claims, pairs, estimates, strict=True))
    ] + [_untestable(claim, table) for claim in unmeasured(table)]


def _chosen(claim: Claim, table: Table) -> bool:
    """Whether a setting of the claim was dropped early: what is left of it is picked winners."""
    entered = [s for s in table.settings if s.name in table.dropped or s.name not in table.unsound]
    return any({a.name, b.name} & table.dropped for a, b in claim.match(entered))


def _weights(table: Table, pairs: Pairs) -> Floats:
    """The mean difference over the pairs, as weights of the settings."""
    weights = np.zeros(len(table.settings))
    for left, right in pairs:
        weights[table.settings.index(left)] += 1 / len(pairs)
        weights[table.settings.index(right)] -= 1 / len(pairs)
    return weights


def _verdict(
    table: Table,
    claim: Claim,
    pairs: Pairs,
    estimate: Estimate,
    p: tuple[float, float, float],
) -> dict[str, Any]:
    exact = table.quantities[claim.measure].exact
    mean = float(estimate.mean[0])
    different = mean != 0 if exact else bool(p[1] < ALPHA)
    verdict = UNDECIDED
    if different:
        verdict = SUPPORTED if (mean > 0) == (claim.direction == "higher") else CONTRADICTED
    if (exact and not different) or p[2] < ALPHA:
        verdict = SAME
    low, high = (None, None) if exact else (finite(end[0]) for end in estimate.interval())
    entry = {
        "claim": claim.text,
        "source": claim.source,
        "measure": claim.measure,
        "verdict": verdict,
        "pairs": [[left.name, right.name] for left, right in pairs],
        "scope": table.scope(claim.measure),
        "difference": finite(mean),
        "low": low,
        "high": high,
        "p": None if exact else finite(p[0]),
        "p_adjusted": None if exact else finite(p[1]),
        "p_equivalent": None if exact else finite(p[2]),
    }
    return entry | {"evidence": _evidence(table, claim, pairs, entry)}


def _evidence(table: Table, claim: Claim, pairs: Pairs, entry: dict[str, Any]) -> str:
    quantity = table.quantities[claim.measure]
    if entry["difference"] is None:
        return f"{quantity.label}: no seed at which all of these settings have a number."
    listed = listing([f"{left.name} against {right.name}" for left, right in pairs])
    over = "" if len(pairs) == 1 else f", the mean of {len(pairs)} pairs"
    sides = ""
    if len(pairs) == 1:
        values = table.of_measure(claim.measure)
        both = [float(np.nanmean(values[table.settings.index(each)])) for each in pairs[0]]
        sides = f" ({' against '.join(number(each, quantity.unit) for each in both)})"
    sentence = (
        f"{quantity.label}, {listed}{sides}: {difference(entry['difference'], quantity.unit)}"
    )
    if entry["low"] is not None:
        low, high = (difference(entry[key], quantity.unit) for key in ("low", "high"))
        sentence += f"{over}, 95 % interval {low} to {high}"
    if entry["p_adjusted"] is not None:
        shown = "p_equivalent" if entry["verdict"] == SAME else "p_adjusted"
        what = " of a difference that matters" if entry["verdict"] == SAME else ""
        sentence += f"; p{what} = {entry[shown]:.3g} after correction for all claims"
    only = " It holds for more trainings on these test items only."
    return f"{sentence}." + (only if entry["scope"] == "seeds" else "")


def _untestable(claim: Claim, table: Table) -> dict[str, Any]:
    keys = ("difference", "low", "high", "p", "p_adjusted", "p_equivalent")
    return {
        "claim": claim.text,
        "source": claim.source,
        "measure": claim.measure,
        "verdict": UNDECIDED,
        "pairs": [],
        "scope": "items",
        **dict.fromkeys(keys),
        "evidence": _missing(claim, table),
    }


def _missing(claim: Claim, table: Table) -> str:
    """What is not there for a claim to be tested."""
    if _chosen(claim, table):
        return "A setting that it needs was dropped early."
    both = {each.name for pair in claim.match(table.settings) for each in pair}
    if claim.measure in table.quantities and both:
        unsound = [name for name in table.names if name in both & table.unsound.keys()]
        decides = "decides" if len(unsound) == 1 else "decide"
        return f"It needs {listing(unsound)}, which {decides} nothing here."
    needed = [] if claim.measure in table.quantities else [f"--measures {claim.family}"]
    needed += [] if both else [claim.needs]
    return f"It needs {listing(needed)}."
