"""Means with honest variances, what follows from them, and families of tests.

A study has two sources of chance that no number of seeds removes: which items are tested and, where
every seed splits one sample anew, which are trained on. So the variance of a mean over trainings
has two parts: what differs from training to training, which more of them average out, and what
trainings have in common because they share items, which they do not.

Seeds are paired across settings: at one seed all settings share the split, the order of the data
and the damage done to it. Whatever compares settings is therefore a contrast, formed seed by seed
and item by item before anything is estimated.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

ALPHA = 0.05
"""Probability of anything wrong in one family of tests."""
POWER = 0.8
"""Probability of deciding a true difference that `plan` asks for."""
LEVEL = 1 - ALPHA
"""Of intervals."""

TRAINED_ON = 1.0
"""What shared training items add to what shared test items do, in splits of one sample.

No number of splits shows it, since all of them share the sample. An item counts twice, once where
it is tested and once where it is trained on; the first is estimated, and the second taken to be as
large. Measured on 100 and 200 digits of two sets with nearest neighbours, ridge and random features
it was 0.0 to 1.2 times as large, 0.4 on average.
"""

# "Rule of three": what was not seen in n items happens in less than 3 / n of them, with 95 %.
_UNSEEN = 3 / 1.645
_RARE = 5
_FREE = 4
_NO_LIMIT = 1e9


@dataclass(frozen=True)
class Cells:
    """What every unit gave in every training; a unit is an item, or all items of a group.

    Attributes:
        sums: (settings, seeds, units), sums over the items of a unit that were tested.
        counts: (seeds, units), how many these were.
    """

    sums: NDArray[np.floating]
    counts: Floats


@dataclass(frozen=True)
class Estimate:
    """Means (of contrasts, along the only axis) with their variances and degrees of freedom.

    Attributes:
        mean, variance, df: of an approximately t-distributed estimate.
        trainings, units: how many seeds, and how many independent test items, 0 where items are
            unknown.
        own: what differs between trainings, for one of them.
        noise: what a training's finite number of test items adds to that.
        shared: what all trainings have in common through their items.
    """

    mean: Floats
    variance: Floats
    df: Floats
    trainings: Floats
    units: Floats
    own: Floats
    noise: Floats
    shared: Floats

    def interval(self, level: float = LEVEL) -> tuple[Floats, Floats]:
        """Ends of a t interval.

        Example:
            >>> low, high = over_seeds(np.array([[1.0, 2.0, 3.0]])).interval()
            >>> low.round(3).tolist(), high.round(3).tolist()
            ([-0.484], [4.484])
        """
        from scipy.special import stdtrit

        half = stdtrit(self.df, (1 + level) / 2) * np.sqrt(self.variance)
        return self.mean - half, self.mean + half

    def p(self) -> Floats:
        """Two-sided p of no difference.

        Example:
            >>> over_seeds(np.array([[1.0, 2.0, 3.0], [0.0, 0.0, 0.0]])).p().round(3).tolist()
            [0.074, 1.0]
        """
        return np.asarray(np.minimum(2 * _tail(np.abs(self.mean), self.variance, self.df), 1))

    def p_above(self) -> Floats:
        """One-sided p: small where the mean is shown to be above 0."""
        return _tail(self.mean, self.variance, self.df)

    def p_equivalent(self, margin: float) -> Floats:
        """Two one-sided tests: small where the mean is shown to lie within `margin` of 0.

        Source: D. J. Schuirmann, 1987.

        Example:
            >>> over_seeds(np.array([[0.1, 0.0, -0.1]])).p_equivalent(1.0).round(4).tolist()
            [0.0017]
        """
        return _tail(margin - np.abs(self.mean), self.variance, self.df)

    def at(self, index: int) -> Estimate:
        """One of the estimates alone."""
        return Estimate(*(getattr(self, name)[index, None] for name in Estimate.__annotations__))


def over_items(
    sums: NDArray[np.floating], counts: Floats, trained_on: float = 0.0, *, fraction: bool = False
) -> Estimate:
    """Estimates from what every unit gave in every training, for contrasts along the first axis.

    The variance of the mean over n trainings is what differs from training to training, divided by
    n, plus the covariance of any two trainings. The latter is estimated from the units that both
    have tested (in a complete crossing of seeds and items this is the classic estimate by mean
    squares) and multiplied by 1 + `trained_on`. No training varies less than its finite number
    of items says.

    Args:
        sums: (contrasts, seeds, units), as `Cells` has them.
        counts: (seeds, units).
        trained_on: what shared training items add, as a multiple.
        fraction: whether items give fractions, so that a difference never seen may still occur.
    """
    seeds = sums.shape[1]
    tested, units = counts.sum(1), (counts > 0).sum(1)
    means = sums.sum(2) / tested
    shares = sums - counts * means[..., None]
    shares *= (units / (units - 1) / tested)[:, None]
    own_squares = np.einsum("csu,csu->cs", shares, shares)
    unit_squares = np.einsum("csu,csu->cu", shares, shares)
    by_unit = (shares.sum(1) ** 2 - unit_squares) / (seeds * (seeds - 1))
    shared = np.maximum(by_unit.sum(1), 0)
    between = means.var(1, ddof=1)
    noise = np.maximum((own_squares * (1 - 1 / units)).mean(1) - shared, 0)
    # The excess of a few trainings over their noise is known badly, its lack a little better.
    lacks = between < noise
    own = np.maximum(between, noise) / seeds
    df = (seeds - 1) * np.where(lacks, _FREE, 1)
    # Satterthwaite's formula wants squares of true variances; those of estimates from few seeds are
    # too small where it matters, when the estimate is.
    weight = own * np.where(lacks, 1, (seeds + 1) / (seeds - 1))
    known = (counts.sum(0) > 0).sum()
    spread = (by_unit**2).sum(1) - by_unit.sum(1) ** 2 / known
    doubt = np.where(shared > 0, spread, 0)
    both = 1 + trained_on
    variance = own + both * shared
    combined = _combined(weight, df, both * shared, both**2 * doubt)
    if fraction:
        variance = np.where(
            _rarely(sums, counts, means), np.maximum(variance, (_UNSEEN / known) ** 2), variance
        )
    filled = np.ones(len(means))
    return Estimate(
        mean=means.mean(1),
        variance=variance,
        df=combined,
        trainings=seeds * filled,
        units=known * filled,
        own=np.maximum(between - noise, 0),
        noise=noise,
        shared=both * shared,
    )


def _rarely(sums: NDArray[np.floating], counts: Floats, means: Floats) -> NDArray[np.bool_]:
    """Whether so few units differ from all (or from none) that their variance says little."""
    differ = sums.any(1).sum(1)
    high = means.mean(1) > 0.5
    differ[high] = (sums[high] != counts).any(1).sum(1)
    return np.asarray(differ < _RARE)


def over_seeds(values: Floats, ratio: float = 0.0) -> Estimate:
    """Estimates from one number for each training, for contrasts along the first axis.

    With `ratio` test items for each item trained on, trainings come from splits of one sample and
    are not independent: the corrected resampled t. Otherwise they are, and the plain t says what
    would hold of more trainings on the same items.

    Source: C. Nadeau and Y. Bengio, "Inference for the Generalization Error", 2003.

    Example:
        >>> over_seeds(np.array([[1.0, 2.0, 3.0]]), ratio=0.5).variance.round(4).tolist()
        [0.8333]
    """
    seeds = values.shape[1]
    filled = np.ones(len(values))
    if seeds < 2:
        unknown = np.nan * filled
        mean = values[:, 0] if seeds else unknown
        return Estimate(mean, unknown, unknown, seeds * filled, *([unknown * 0] * 4))
    own = values.var(1, ddof=1)
    own = np.where(own < 1e-24 * np.abs(values).max(1) ** 2, 0, own)
    return Estimate(
        mean=values.mean(1),
        variance=own * (1 / seeds + ratio),
        df=(seeds - 1.0) * filled,
        trainings=seeds * filled,
        units=0 * filled,
        own=own,
        noise=0 * filled,
        shared=own * ratio,
    )


def _combined(own: Floats, df: Floats, shared: Floats, doubt: Floats) -> Floats:
    """Degrees of freedom of a sum, after F. E. Satterthwaite, 1946."""
    squares = own**2 / df + doubt / 2
    with np.errstate(invalid="ignore", divide="ignore"):
        combined = np.where(squares > 0, (own + shared) ** 2 / squares, df)
    return np.asarray(np.minimum(combined, _NO_LIMIT))


def _tail(distance: Floats, variance: Floats, df: Floats) -> Floats:
    """Probability of a t above `distance`; without variance, 0 above 0 and 1 elsewhere."""
    from scipy.special import stdtr

    with np.errstate(invalid="ignore", divide="ignore"):
        t = np.where(variance > 0, distance / np.sqrt(variance), np.sign(distance) * np.inf)
    tail = np.where(np.isnan(t), np.where(distance == 0, 1.0, np.nan), stdtr(df, -t))
    return np.where(np.isnan(variance), np.nan, tail)


def holm(p: Sequence[float] | Floats) -> Floats:
    """Holm's correction of one family of p values; NaN stays NaN and does not count.

    Source: S. Holm, "A Simple Sequentially Rejective Multiple Test Procedure", 1979.

    Example:
        >>> holm([0.01, 0.04, float("nan")]).tolist()
        [0.02, 0.04, nan]
    """
    corrected = np.array(p, np.float64)
    # statsmodels does this too, but collects all garbage at each call, and there are many calls.
    order = np.argsort(corrected)[: np.isfinite(corrected).sum()]  # NaN sorts last
    scaled = corrected[order] * np.arange(len(order), 0, -1)
    corrected[order] = np.minimum(np.maximum.accumulate(scaled), 1)
    return corrected


def holm_pairs(different: Floats, equivalent: Floats, family: int = 0) -> tuple[Floats, Floats]:
    """Corrected p of "differs" and "is equivalent" for each member of one family.

    A member has two hypotheses, no difference and a difference that matters, of which one at most
    is true. Holm's steps may thus begin at the number of members rather than of hypotheses; they
    go down only where both of a member were rejected, since a member that differs may still
    be one whose equivalence would be an error.

    Args:
        different, equivalent: p of each member's two tests; NaN where there is none.
        family: how many members there are, if more than have a p: whoever was left out for what it
            showed counts, too.

    Source: after J. P. Shaffer, "Modified Sequentially Rejective Multiple Test Procedures", 1986.

    Example:
        >>> first, second = holm_pairs(np.array([0.001, 0.02, 0.5]), np.array([0.001, 0.9, 0.015]))
        >>> first.tolist(), second.tolist()
        ([0.003, 0.04, 1.0], [0.003, 1.0, 0.03])
    """
    p = np.stack([different, equivalent])
    corrected = p.copy()
    left = max(family, int(np.isfinite(different).sum()))
    rejected = np.zeros(p.shape[1], int)
    largest = 0.0
    for place in np.argsort(p, axis=None)[: np.isfinite(p).sum()]:
        largest = max(largest, min(p.flat[place] * left, 1.0))
        corrected.flat[place] = largest
        member = place % p.shape[1]
        rejected[member] += 1
        left -= int(rejected[member] == 2)
    return corrected[0], corrected[1]


def benjamini_yekutieli(p: Sequence[float] | Floats) -> Floats:
    """Correction to a false discovery rate, whatever depends on what; NaN stays NaN.

    Source: Y. Benjamini and D. Yekutieli, "The Control of the False Discovery Rate in Multiple
    Testing under Dependency", 2001.

    Example:
        >>> benjamini_yekutieli([0.01, 0.5, float("nan")]).round(3).tolist()
        [0.03, 0.75, nan]
    """
    corrected = np.array(p, np.float64)
    order = np.argsort(corrected)[: np.isfinite(corrected).sum()]
    ranks = np.arange(1, len(order) + 1)
    scaled = corrected[order] * len(order) * (1 / ranks).sum() / ranks
    corrected[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1)
    return corrected


@dataclass(frozen=True)
class Plan:
    """The size of a study that decides a difference, as multiples and as numbers.

    Attributes:
        seeds: trainings of each setting, in all.
        items: how many times as many independent test items (or as much data).
    """

    seeds: int
    items: float


def plan(estimate: Estimate, size: float, level: float = ALPHA) -> Plan | None:
    """The smallest study that shows a difference of `size` with probability `POWER`.

    More seeds shrink what differs between trainings, more items what trainings share; asked for is
    whatever grows the study least. A variance is known to its degrees of freedom only: as after C.
    Stein (1945), the power is that on average over what it may be.

    Args:
        estimate: one estimate, from the trials that there are.
        size: the difference to be shown.
        level: the error of the test, two-sided, after correction for its family.

    Returns:
        None where no size is known to do, or none within reason.
    """
    from scipy.special import nctdtrit, stdtrit

    variance, df, seeds = (
        float(each[0]) for each in (estimate.variance, estimate.df, estimate.trainings)
    )
    own, noise, shared = (
        float(each[0]) for each in (estimate.own, estimate.noise, estimate.shared)
    )
    if not (math.isfinite(variance) and variance > 0 and size > 0):
        return None
    # A floor under the variance is made of items, too.
    shared = max(shared, variance - (own + noise) / seeds)
    quantile = stdtrit(max(df, 2.0), 1 - level / 2)
    for _ in range(3):  # the quantile depends on the plan, and the plan on the quantile
        needed = float(nctdtrit(min(df, 1e3), quantile, POWER))
        found = _least(own, noise, shared, seeds, (size / needed) ** 2)
        if found is None:
            return None
        trained = (own + noise / found.items) / found.seeds
        rest = shared / found.items
        later = _combined(
            np.array([trained]), np.array([found.seeds - 1.0]), np.array([rest]), np.zeros(1)
        )
        quantile = stdtrit(max(float(later[0]), 2.0), 1 - level / 2)
    return found


_MOST = 1000


def _least(own: float, noise: float, shared: float, seeds: float, target: float) -> Plan | None:
    """The cheapest way to a variance of `target`: more seeds, more items, or both."""
    ways = [(1.0, 2 * shared / target)]
    ways[0] = (2 * (own + noise / max(ways[0][1], 1)) / target / seeds, ways[0][1])
    if target > shared:
        ways.append(((own + noise) / (target - shared) / seeds, 1.0))
    if target > own / seeds:
        ways.append((1.0, (shared + noise / seeds) / (target - own / seeds)))
    grown = [(max(more, 1.0), max(items, 1.0)) for more, items in ways]
    more, items = min(grown, key=lambda each: each[0] * each[1])
    return Plan(math.ceil(more * seeds - 1e-9), items) if more * items <= _MOST else None


def finite(value: float | np.floating[Any]) -> float | None:
    """`value` as JSON has it: None for NaN and infinities."""
    return float(value) if math.isfinite(value) else None
