"""What people read about pooling, each sentence with the matched pairs of settings that test it.

A comparison changes one thing: claims about a window pair settings of the same operator that differ
in one size, claims about operators pair settings of the same window, both in the same network, and
claims about networks pair the same operator in the same window. A claim is tested by the mean
difference over its pairs. Where a quantity is itself a difference, a setting stands alone, against
nothing, and the mean over these settings is tested against 0.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from poolwise.lab.measures.detail import GAIN
from poolwise.lab.settings import OTHERS, OVER_TIME, WITH_PLACES, PoolSetting
from poolwise.lab.statistics.estimates import ALPHA, Estimate, Floats, finite, holm_pairs
from poolwise.lab.statistics.tables import Table
from poolwise.lab.tasks import Task
from poolwise.lab.wording import difference, listing, number

SUPPORTED, CONTRADICTED = "supported", "contradicted"
SAME, UNDECIDED = "no difference that matters", "not decided by this data"

Pairs = list[tuple[PoolSetting, PoolSetting | None]]
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
            and a.network == b.network
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
                same = each.operator, getattr(each, other), each.network
                alike.setdefault(same, []).append(each)
        pairs: Pairs = []
        for members in alike.values():
            ordered = sorted(members, key=lambda each: _area(each, attribute))
            if _area(ordered[0], attribute) < _area(ordered[-1], attribute):
                pairs.append((ordered[-1], ordered[0]))
        return pairs

    return match


def _networks(apart: Sequence[tuple[str, str]], pools: tuple[str, ...]) -> Match:
    """Pairs of the same pooling in two networks: all but ``none``, or those of `pools`."""

    def match(settings: Sequence[PoolSetting]) -> Pairs:
        return [
            (a, b)
            for a, b in itertools.product(settings, repeat=2)
            if (a.network, b.network) in apart
            and a.pooling == b.pooling
            and (a.pool in pools if pools else a.pool != "none")
        ]

    return match


def _alone(settings: Sequence[PoolSetting]) -> Pairs:
    """Every pooling that makes a smaller map of a picture as it is."""
    return [(each, None) for each in settings if each.pool not in (*OTHERS, *OVER_TIME)]


def _whole(match: Match) -> Match:
    """Those pairs that pool whole sequences, and not in windows."""
    return lambda settings: [(a, b) for a, b in match(settings) if not a.kernel]


def _area(setting: PoolSetting, attribute: str) -> int:
    return int(np.prod(getattr(setting, attribute)))


@dataclass(frozen=True)
class Claim:
    """`measure` is higher (or lower) in the first setting of each pair than in the second.

    Where there is no second, it is so in comparison with 0.

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
_OVER_TIME = ("text", "speech")
# Of sound, too: networks of spectra pool them in windows, and over time all in the same way.
_IN_WINDOWS = ("pictures", "localisation", "segmentation", "sound", "video", "compression")
_LEARNED = ("ordinal", "power_mean", "lp(p=2, learned=true)", "lse(learned=true)", "attention")
_MIXED = ("mixed", "gated")


def _against(left: str | tuple[str, ...], right: str) -> tuple[Match, str]:
    names = left if isinstance(left, str) else listing(left, "or")
    with_window = "" if right == "none" else " of the same window"
    return _operators(left, right), f"{names} and {right}{with_window}"


_MAX_NONE = _against("max", "none")
_MAX_AVG = _against("max", "avg")
_AVG_MAX = _against("avg", "max")
_WHOLE = (_whole(_MAX_AVG[0]), "max and avg without a kernel, over whole sequences")


def _between(*networks: tuple[str, str], pools: tuple[str, ...] = ()) -> tuple[Match, str]:
    needs = listing([f"the networks {left} and {right}" for left, right in networks], "or")
    which = f" ({listing(pools, 'or')})" if pools else ""
    return _networks(networks, pools), f"{needs} with the same pooling{which}"


_SKIP_PLAIN = _between(("unet-small", "plain-small"))
_UNPOOL_PLAIN = _between(
    ("unpool-small", "plain-small"), ("codec-unpool", "codec-small"), pools=WITH_PLACES
)
_KERNELS = (_sizes("kernel"), "one operator with two sizes of kernel and the same stride")
_STRIDES = (_sizes("stride"), "one operator with two strides and the same kernel")

CLAIMS = (
    Claim("Max pooling is more accurate than average pooling.",
          MAIN, "higher", *_MAX_AVG, _IN_WINDOWS, "Scherer, Müller & Behnke 2010"),
    Claim("Max pooling over time is more accurate than the mean over time.",
          MAIN, "higher", *_WHOLE, _OVER_TIME, "Collobert et al. 2011; Kim 2014"),
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
    Claim("Pooling helps transfer between data sets.",
          "transfer.gain", "higher", *_MAX_NONE),
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
    Claim("Skip connections recover what pooling lost.",
          MAIN, "higher", *_SKIP_PLAIN, ("segmentation",), "Ronneberger, Fischer & Brox 2015"),
    Claim("Skip connections recover the edges that pooling lost.",
          "accuracy.edges", "higher", *_SKIP_PLAIN, ("segmentation",),
          "Ronneberger, Fischer & Brox 2015"),
    Claim("What skip connections recover costs computation.",
          "cost.macs", "higher", *_SKIP_PLAIN, ("segmentation",)),
    Claim("Unpooling to the places of the maxima recovers detail better than upsampling.",
          MAIN, "higher", *_UNPOOL_PLAIN, ("segmentation", "compression"),
          "Zeiler & Fergus 2014; Badrinarayanan, Kendall & Cipolla 2017"),
    Claim("Unpooling to the places of the maxima recovers edges better than upsampling.",
          "accuracy.edges", "higher", *_UNPOOL_PLAIN, ("segmentation",),
          "Badrinarayanan, Kendall & Cipolla 2017"),
    Claim("Unpooling takes less memory in training than skip connections.",
          "cost.saved_bytes", "lower",
          *_between(("unpool-small", "unet-small"), pools=WITH_PLACES), ("segmentation",),
          "Badrinarayanan, Kendall & Cipolla 2017"),
    Claim("Global pooling instead of a dense head fights overfitting.",
          "overfitting.gap.100", "lower", *_between(("vgg-global", "vgg-small")), (),
          "Lin, Chen & Yan 2014"),
    Claim("A spatial pyramid is more accurate than one grid.",
          MAIN, "higher", *_between(("vgg-spp", "vgg-small")), ("pictures", "localisation"),
          "He et al. 2014"),
    Claim("A sparse autoencoder keeps more of a picture than pooling in as many bytes.",
          GAIN, "higher", _alone, "a pooling of pictures"),
)  # fmt: skip


def of_task(task: Task) -> list[Claim]:
    """The claims about a task, with its own primary quantity.

    Where that is what another claim is about (larger strides hurt localisation), the one is said.
    """
    of_it = [claim for claim in CLAIMS if not claim.tasks or task.name in claim.tasks]
    said = {(claim.measure, claim.match) for claim in of_it}
    return [
        replace(claim, measure=task.primary) if claim.measure == MAIN else claim
        for claim in of_it
        if claim.measure != MAIN or (task.primary, claim.match) not in said
    ]


def about(table: Table) -> list[Claim]:
    """The claims that are about the table's task and measures."""
    return [claim for claim in of_task(table.task) if claim.measure in table.quantities]


def unmeasured(table: Table) -> list[Claim]:
    """The claims about the table's task whose measure, which the task has, was not taken."""
    known = table.task.measures
    return [
        claim
        for claim in of_task(table.task)
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
    return any(
        each is not None and each.name in table.dropped
        for pair in claim.match(entered)
        for each in pair
    )


def _weights(table: Table, pairs: Pairs) -> Floats:
    """The mean over the pairs of what they differ in, as weights of the settings."""
    weights = np.zeros(len(table.settings))
    for left, right in pairs:
        weights[table.settings.index(left)] += 1 / len(pairs)
        if right is not None:
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
        "pairs": [[each.name for each in pair if each is not None] for pair in pairs],
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
    paired = all(right is not None for _, right in pairs)
    listed = listing([" against ".join(each) for each in entry["pairs"]])
    kind = "pairs" if paired else "settings"
    over = "" if len(pairs) == 1 else f", the mean of {len(pairs)} {kind}"
    sides = ""
    if len(pairs) == 1 and paired:
        values = table.of_measure(claim.measure)
        both = [float(np.nanmean(values[table.names.index(each)])) for each in entry["pairs"][0]]
        sides = f" ({' against '.join(number(each, quantity.unit) for each in both)})"
    mean = difference(entry["difference"], quantity.unit)
    sentence = f"{quantity.label}, {listed}{sides}: {mean}{over}"
    if entry["low"] is not None:
        low, high = (difference(entry[key], quantity.unit) for key in ("low", "high"))
        sentence += f", 95 % interval {low} to {high}"
    if entry["p_adjusted"] is not None:
        shown = "p_equivalent" if entry["verdict"] == SAME else "p_adjusted"
        what = " of a difference that matters" if entry["verdict"] == SAME else ""
        sentence += f"; p{what} = {entry[shown]:.3g} after correction for all claims"
    only = " It holds for more trainings on these test items only."
    return f"{sentence}." + (only if entry["scope"] == "seeds" and not quantity.exact else "")


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


_FLAGS = {"transfer": "--transfer-to DATA"}
"""What takes a measure, where naming it does not do."""


def _missing(claim: Claim, table: Table) -> str:
    """What is not there for a claim to be tested."""
    if _chosen(claim, table):
        return "A setting that it needs was dropped early."
    both = {each.name for pair in claim.match(table.settings) for each in pair if each}
    if claim.measure in table.quantities and both:
        unsound = [name for name in table.names if name in both & table.unsound.keys()]
        decides = "decides" if len(unsound) == 1 else "decide"
        return f"It needs {listing(unsound)}, which {decides} nothing here."
    flag = _FLAGS.get(claim.family, f"--measures {claim.family}")
    needed = [] if claim.measure in table.quantities else [flag]
    needed += [] if both else [claim.needs]
    return f"It needs {listing(needed)}."
