"""Intervals and tests over seeds: bootstrap, paired permutation, Holm, and how many more to run.

Seeds are paired across settings: at one seed all settings share the split, the order of the data
and the damage done to it, so that differences are taken seed by seed.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

ALPHA = 0.05
"""Family-wise error that Holm's correction keeps."""
POWER = 0.8
"""Probability of deciding a true difference that `seeds_needed` asks for."""
_NO_PLAN = 1e6
_RESAMPLES = 9999
_BATCH = 500
_SEED = 0


@dataclass(frozen=True)
class Design:
    """How the trials of a study depend on each other.

    Attributes:
        test_set: whether every seed is tested on the same items, given apart; otherwise every
            seed splits one sample anew.
        ratio: test items for each item trained on or chosen by, in a split.
        groups: a number for each item of the data; items of one group are not independent.
    """

    test_set: bool
    ratio: float
    groups: NDArray[np.int64] | None = None


@dataclass(frozen=True)
class Comparison:
    """Paired differences (left minus right), their mean, interval, and the test's p."""

    difference: float
    low: float | None
    high: float | None
    p: float


def intervals(values: Floats) -> tuple[Floats, Floats]:
    """95 % bootstrap intervals (BCa) of the mean along the last axis; NaN marks a missing value.

    Where all values agree, the interval is that value; with a single value there is none (NaN).

    Source: B. Efron, "Better Bootstrap Confidence Intervals", 1987.

    Example:
        >>> low, high = intervals(np.array([[1.0, 2.0, 3.0, 4.0], [5.0, 5.0, 5.0, 5.0]]))
        >>> bool(1 < low[0] < 2.5 < high[0] < 4), float(low[1]), float(high[1])
        (True, 5.0, 5.0)
    """
    lanes = values.reshape(-1, values.shape[-1])
    low, high = np.full((2, len(lanes)), np.nan)
    whole = np.isfinite(lanes).all(1)
    spread = np.zeros(len(lanes), bool)
    spread[whole] = np.ptp(lanes[whole], axis=1) > 0
    if lanes.shape[1] > 1:
        low[whole] = high[whole] = lanes[whole].mean(1)
        low[spread], high[spread] = _bootstrap(lanes[spread])
    for lane in np.flatnonzero(~whole):
        present = lanes[lane][np.isfinite(lanes[lane])]
        if len(present) > 1:
            edges = intervals(present)
            low[lane], high[lane] = float(edges[0]), float(edges[1])
    return low.reshape(values.shape[:-1]), high.reshape(values.shape[:-1])


def p_values(left: Floats, right: Floats) -> Floats:
    """Two-sided p of a paired permutation test of equal means, along the last axis.

    Signs of the paired differences are flipped: all ways for up to 13 seeds, 9999 random ways
    beyond. A lane with a missing value uses the pairs that are complete.

    Example:
        >>> p_values(np.arange(8.0) + 1, np.arange(8.0)).item() == 2 / 2**8
        True
    """
    left, right = np.broadcast_arrays(left, right)
    first, second = (each.reshape(-1, each.shape[-1]) for each in (left, right))
    p = np.full(len(first), np.nan)
    complete = np.isfinite(first) & np.isfinite(second)
    whole = complete.all(1)
    if whole.any() and first.shape[1] > 1:
        p[whole] = _permutation_test(first[whole], second[whole])
    for lane in np.flatnonzero(~whole):
        some = complete[lane]
        if some.sum() > 1:
            p[lane] = _permutation_test(first[lane][None, some], second[lane][None, some])[0]
    return p.reshape(left.shape[:-1])


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


def compare_pairs(left: Floats, right: Floats) -> list[Comparison]:
    """A `Comparison` for each row of two arrays (comparisons, seeds)."""
    differences = left - right
    low, high = intervals(differences)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # the mean of no pairs is NaN
        means = np.nanmean(differences, axis=-1)
    p = p_values(left, right)
    return [
        Comparison(float(mean), finite(a), finite(b), float(each))
        for mean, a, b, each in zip(means, low, high, p, strict=True)
    ]


def least_seeds(comparisons: int) -> int:
    """The fewest seeds with which a paired permutation test can decide all of a family.

    With n seeds the smallest two-sided p is 2 / 2^n, and Holm multiplies it.

    Example:
        >>> least_seeds(1), least_seeds(10)
        (6, 9)
    """
    seeds = 2
    while comparisons * 2.0 ** (1 - seeds) >= ALPHA:
        seeds += 1
    return seeds


def seeds_needed(differences: Floats, comparisons: int) -> int | None:
    """How many seeds in all would decide a difference as large as this undecided one, 4 times in 5.

    The normal approximation of a paired test at the smallest level of Holm's correction; None
    where no difference was seen, so that no number of seeds is enough.
    """
    from scipy.stats import norm

    present = differences[np.isfinite(differences)]
    if len(present) < 2 or present.mean() == 0:
        return None
    quantiles = norm.ppf(1 - ALPHA / 2 / comparisons) + norm.ppf(POWER)
    needed = float((quantiles * present.std(ddof=1) / present.mean()) ** 2)
    # More than this is no plan but a way of saying that the settings are alike.
    if needed > _NO_PLAN:
        return None
    return max(least_seeds(comparisons), math.ceil(needed), len(present) + 1)


def finite(value: float | np.floating[Any]) -> float | None:
    """`value` as JSON has it: None for NaN and infinities."""
    return float(value) if math.isfinite(value) else None


def _bootstrap(lanes: Floats) -> tuple[Floats, Floats]:
    low, high = _edges(lanes, "BCa")
    # BCa has no answer for a few lopsided samples; the percentile interval always has.
    missing = ~(np.isfinite(low) & np.isfinite(high))
    low[missing], high[missing] = _edges(lanes[missing], "percentile")
    return low, high


def _edges(lanes: Floats, method: Literal["BCa", "percentile"]) -> tuple[Floats, Floats]:
    from scipy.stats import bootstrap

    if not len(lanes):
        return np.empty(0), np.empty(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of degenerate samples, which the caller mends
        interval = bootstrap(
            (lanes,),
            np.mean,
            axis=-1,
            n_resamples=_RESAMPLES,
            batch=_BATCH,
            method=method,
            rng=np.random.default_rng(_SEED),
        ).confidence_interval
    return np.array(interval.low, np.float64), np.array(interval.high, np.float64)


def _permutation_test(left: Floats, right: Floats) -> Floats:
    from scipy.stats import permutation_test

    result = permutation_test(
        (left, right),
        _mean_difference,
        permutation_type="samples",
        vectorized=True,
        axis=-1,
        n_resamples=_RESAMPLES,
        batch=_BATCH,
        rng=np.random.default_rng(_SEED),
    )
    return np.asarray(result.pvalue, np.float64)


def _mean_difference(left: Floats, right: Floats, axis: int = -1) -> Floats:
    result: Floats = np.mean(left - right, axis=axis)
    return result
