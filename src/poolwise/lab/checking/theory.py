"""What max and average pooling do to features that are there or not: the closed forms, and a check.

The model is that of Y-L. Boureau, J. Ponce and Y. LeCun, "A Theoretical Analysis of Feature Pooling
in Visual Recognition", ICML 2010. A window has P features, independent of each other, each active
(1) with probability α₁ in one class and α₂ in the other, and else 0. A pooling tells the classes
apart where the means of what it gives lie far from each other, |μ₁ - μ₂|, and so against how far
it scatters in each class, |μ₁ - μ₂| / (σ₁ + σ₂).

``average``
    of P features: mean α, variance α(1 - α) / P.
``max``
    of P features: mean 1 - (1 - α)^P, which is a probability m, variance m(1 - m).
``smooth max``
    what a maximum of P features would be on average, 1 - (1 - f)^P with f the average of N
    features. P is the maximum's, N says how well it is known. A finite sum, not a closed form.

All is computed to some 1e-13 of itself, whether α is 1e-300 or P is 1e9; but for the distance of
smooth maxima, a difference that loses digits where the two α are nearly the same.
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from poolwise.lab.parsing import check_count
from poolwise.lab.seeds import derive_seed
from poolwise.lab.statistics.estimates import Floats, finite

AVERAGE, MAX, SMOOTH = POOLINGS = ("average", "max", "smooth max")

MOST = 10**9
"""The largest P; the sums of the smooth maximum grow with its square root."""
_MOST_DRAWN = 10**9
_TAIL = 40  # standard deviations of a binomial, beyond which there is less than 1e-300
_CHUNK = 1 << 22


@dataclass(frozen=True)
class Separation:
    """One pooling of one or several cardinalities, in two classes.

    Attributes:
        means, deviations: of what it gives, (2, cardinalities).
        distance: of the means.
        ratio: of that to the sum of the deviations; infinite where nothing scatters.
    """

    means: Floats
    deviations: Floats
    distance: Floats
    ratio: Floats


def average(alpha: tuple[float, float], p: ArrayLike) -> Separation:
    """The average of `p` features.

    Example:
        >>> average((0.1, 0.5), [1, 4]).ratio.tolist()
        [0.5, 1.0]
    """
    p = np.asarray(p, np.float64)
    rates = np.array(alpha, np.float64)[:, None]
    means = np.broadcast_to(rates, (2, len(p)))
    deviations = np.sqrt(rates * (1 - rates)) / np.sqrt(p)
    distance = np.full(len(p), abs(alpha[1] - alpha[0]))
    return Separation(means, deviations, distance, _over(distance, deviations.sum(0)))


def maximum(alpha: tuple[float, float], p: ArrayLike) -> Separation:
    """The maximum of `p` features.

    Example:
        >>> maximum((0.0, 0.5), [1, 2]).means.tolist()
        [[0.0, 0.0], [0.5, 0.75]]
    """
    p = np.asarray(p, np.float64)
    low, high = sorted(alpha)
    # Logarithms of the probabilities that all features are 0, and by how much they differ: below,
    # nothing is a difference of two numbers that are nearly the same.
    zeros, gap = _log_zero(np.array(alpha)[:, None]) * p, _gap(low, high) * p
    larger, smaller = _log_zero(low) * p, _log_zero(high) * p
    with np.errstate(under="ignore", invalid="ignore"):
        deviations = np.exp(zeros / 2) * np.sqrt(-np.expm1(zeros))
        apart = -np.expm1(-gap)
        # Both divided by the square root of the larger probability, which may be too small to be.
        scatter = np.sqrt(-np.expm1(larger)) + np.exp(-gap / 2) * np.sqrt(-np.expm1(smaller))
        ratio = _over(np.exp(larger / 2) * apart, scatter)
        return Separation(-np.expm1(zeros), deviations, np.exp(larger) * apart, ratio)


def smooth(alpha: tuple[float, float], p: ArrayLike, features: int) -> Separation:
    """1 - (1 - f)^P, f being the average of `features`; `p` may be larger or smaller than these.

    Example:
        >>> smooth((0.25, 0.5), [1], 4).ratio == average((0.25, 0.5), [4]).ratio
        array([ True])
    """
    p = np.asarray(p, np.float64)
    moments = [_smooth_moments(each, p, features) for each in alpha]
    means, rests, deviations = np.array(moments).swapaxes(0, 1)
    # The same difference twice; that of the smaller numbers has more digits.
    distance = np.abs(np.where(means.sum(0) < 1, np.diff(means, axis=0), np.diff(rests, axis=0))[0])
    return Separation(means, deviations, distance, _over(distance, deviations.sum(0)))


def _smooth_moments(alpha: float, p: Floats, features: int) -> list[list[float]]:
    """Mean, 1 - mean and deviation for each of `p`, summed over how many features are active."""
    from scipy.stats import binom

    middle = features * alpha
    reach = _TAIL * math.sqrt(middle * (1 - alpha)) + _TAIL
    active = np.arange(max(0, int(middle - reach)), min(features, int(middle + reach) + 1) + 1)
    weights = binom.pmf(active, features, alpha)
    # Without its common error, and without what is too small to matter.
    active, weights = active[weights > 0], weights[weights > 0]
    weights = weights / weights.sum()
    log_zero = _log_zero(active / features)
    means, rests, deviations = [], [], []
    with np.errstate(under="ignore"):
        for each in p:
            values, left = -np.expm1(each * log_zero), np.exp(each * log_zero)
            means.append(float(weights @ values))
            rests.append(float(weights @ left))
            away = values - means[-1] if means[-1] < 0.5 else left - rests[-1]
            deviations.append(math.sqrt(float(weights @ away**2)))
    return [means, rests, deviations]


def _log_zero(rate: ArrayLike) -> Any:
    """Logarithm of the probability that a feature is 0; -inf where it never is."""
    with np.errstate(divide="ignore"):
        return np.log1p(-np.asarray(rate, np.float64))


def _gap(low: float, high: float) -> float:
    """log((1 - low) / (1 - high)), exact where the two are close."""
    return math.inf if high == 1 else math.log1p((high - low) / (1 - high))


def _over(distance: Floats, scatter: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(distance > 0, distance / scatter, 0.0))


# -- where the maximum does best


def best_distance(alpha: tuple[float, float]) -> int | None:
    """The P at which the means of the maximum lie furthest apart; None where more is always better.

    The derivative of (1 - α₁)^P - (1 - α₂)^P has one zero, and the best whole number is beside it.

    Example:
        >>> best_distance((0.01, 0.02)), best_distance((0.4, 0.8)), best_distance((0.0, 0.1))
        (69, 1, None)
    """
    low, high = sorted(alpha)
    if low == 0:
        return None
    if high == 1:
        return 1
    gap, rare = _gap(low, high), -math.log1p(-low)
    peak = math.log1p(gap / rare) / gap
    beside = [max(1, math.floor(peak)), max(1, math.ceil(peak))]
    return beside[int(np.argmax(maximum(alpha, beside).distance))]


def best_ratio(alpha: tuple[float, float]) -> int | None:
    """The P at which the maximum separates best against its scatter; None where more is better.

    Example:
        >>> best_ratio((0.01, 0.02)), best_ratio((0.0, 0.1))
        (109, None)
    """
    from scipy.optimize import minimize_scalar

    low = min(alpha)
    if low == 0:
        return None

    def loss(log_p: float) -> float:
        return -float(maximum(alpha, [math.exp(log_p)]).ratio[0])

    # Beyond these windows nearly all have an active feature in both classes.
    most = max(math.log(60) - math.log(-math.log1p(-low)), 1e-6)
    found = minimize_scalar(loss, bounds=(0, most), method="bounded", options={"xatol": 1e-9})
    beside = np.maximum(np.rint(math.exp(found.x)) + np.array([-1, 0, 1]), 1)
    return int(beside[np.argmax(maximum(alpha, beside).ratio)])


def farther_until(alpha: tuple[float, float]) -> int | None:
    """The largest P whose maximum has its means further apart than the average has.

    None where all P have; 1 where none has (for one feature the two are the same).

    Example:
        >>> farther_until((0.01, 0.02)), farther_until((0.4, 0.8)), farther_until((0.0, 0.1))
        (457, 1, None)
    """
    from scipy.optimize import brentq

    best = best_distance(alpha)
    if best is None:
        return None
    apart = abs(alpha[1] - alpha[0])

    def excess(p: float) -> float:
        return float(maximum(alpha, [p]).distance[0]) / apart - 1

    if best == 1 or excess(best) < 1e-12:
        return 1
    most = 2.0 * best
    while excess(most) > 0:
        most *= 2
    until = int(brentq(excess, best, most, rtol=1e-14))
    return until + 1 if excess(until + 1) > 1e-12 else until


# -- the command


def run(
    alpha: Sequence[float] = (0.01, 0.02), most: int = 1024, *, check: int = 0, seed: int = 0
) -> dict[str, Any]:
    """The table of all poolings, and what there is to say of it, as plain JSON values.

    Args:
        alpha: the two probabilities that a feature is active.
        most: the largest P, and the N of the smooth maximum.
        check: windows to draw of each class and P, which poolwise pools; none if 0.
        seed: of these.

    Returns:
        ``{"alpha", "most", "rows", "best", "check"}``. Rows are ``{"pooling", "P", "mean_1",
        "mean_2", "deviation_1", "deviation_2", "distance", "ratio"}``, a ratio None where nothing
        scatters. Best is ``{"distance": {"P", "distance", "until"}, "ratio": {"P", "ratio",
        "average"}}`` of the maximum, where ``until`` is the largest P with means further apart than
        the average's, ``average`` the average's ratio at the same P, and None stands for "the more,
        the better". The check is ``{"windows", "seed", "rows"}``, or None.

    Raises:
        ValueError: a number is none of these; the message names it.
    """
    first, second = _checked(alpha)
    check_count("most", most, MOST)
    places = cardinalities(most)
    if check:
        _check_drawn(check, places)
    found = _separations((first, second), places)
    rows = [
        {
            "pooling": name,
            "P": p,
            **{f"mean_{k + 1}": float(each.means[k, i]) for k in range(2)},
            **{f"deviation_{k + 1}": float(each.deviations[k, i]) for k in range(2)},
            "distance": float(each.distance[i]),
            "ratio": finite(each.ratio[i]),
        }
        for name, each in found.items()
        for i, p in enumerate(places)
    ]
    checked = simulate((first, second), most, check, seed) if check else None
    return {
        "alpha": [first, second],
        "most": most,
        "rows": rows,
        "best": _best((first, second)),
        "check": checked,
    }


def cardinalities(most: int) -> list[int]:
    """Powers of 2 up to `most`, and that.

    Example:
        >>> cardinalities(6)
        [1, 2, 4, 6]
    """
    return [*(2**i for i in range((most - 1).bit_length())), most]


def _checked(alpha: Sequence[float]) -> tuple[float, float]:
    if len(alpha) != 2:
        raise ValueError(f"alpha={list(alpha)} are not two probabilities, one for each class")
    for each in alpha:
        if not 0 <= each <= 1:
            raise ValueError(f"alpha={each!r} is not a probability; it is from 0 to 1")
    first, second = map(float, alpha)
    if first == second:
        raise ValueError(f"alpha={first!r} is the same in both classes: nothing tells them apart")
    if 0 < min(first, second) < np.finfo(float).tiny:
        raise ValueError(f"alpha={min(first, second)!r} is too small; it is 0 or at least 2.3e-308")
    return first, second


def _check_drawn(check: int, places: Sequence[int]) -> None:
    if check < 2:
        raise ValueError(f"check={check} is too small; it takes 2 windows to see how they scatter")
    drawn = 2 * check * (2 * sum(places) + places[-1])
    if drawn > _MOST_DRAWN:
        raise ValueError(
            f"check={check} with most={places[-1]} would draw {drawn:,} features; "
            f"at most {_MOST_DRAWN:,} are drawn, so lower one of the two"
        )


def _separations(alpha: tuple[float, float], places: Sequence[int]) -> dict[str, Separation]:
    found = average(alpha, places), maximum(alpha, places), smooth(alpha, places, places[-1])
    return dict(zip(POOLINGS, found, strict=True))


def _best(alpha: tuple[float, float]) -> dict[str, Any]:
    far, clear = best_distance(alpha), best_ratio(alpha)
    if far is None or clear is None:
        return {
            "distance": {"P": None, "distance": 1.0, "until": None},
            "ratio": {"P": None, "ratio": None, "average": None},
        }
    distance = float(maximum(alpha, [far]).distance[0])
    ratios = [finite(each(alpha, [clear]).ratio[0]) for each in (maximum, average)]
    return {
        "distance": {"P": far, "distance": distance, "until": farther_until(alpha)},
        "ratio": {"P": clear, "ratio": ratios[0], "average": ratios[1]},
    }


def simulate(alpha: tuple[float, float], most: int, windows: int, seed: int) -> dict[str, Any]:
    """Draw windows of both classes, pool them with poolwise, and set that beside the closed forms.

    Returns:
        ``{"windows", "seed", "rows"}``, rows ``{"pooling", "P", "distance": {"exact", "simulated",
        "error"}, "ratio": ...}``, with Monte-Carlo standard errors, None where there is none.
    """
    import poolwise

    places = cardinalities(most)
    found = _separations(alpha, places)

    def pooled(pool: Callable[..., Any], p: int, *stream: object) -> list[Floats]:
        """For each class what `pool` gives of windows of `p` features."""
        classes = []
        for rate in alpha:
            rng = np.random.default_rng(derive_seed("theory", seed, rate, windows, p, *stream))
            rows = max(1, _CHUNK // p)
            parts = [
                pool((rng.random((1, min(rows, windows - i), p)) < rate).astype(np.float64))
                for i in range(0, windows, rows)
            ]
            classes.append(np.concatenate([np.asarray(each).ravel() for each in parts]))
        return classes

    means = pooled(poolwise.global_avg_pool1d, most, SMOOTH)
    rows = []
    for i, p in enumerate(places):
        with np.errstate(under="ignore"):
            expected = [-np.expm1(p * _log_zero(each)) for each in means]
        given = {
            AVERAGE: pooled(poolwise.global_avg_pool1d, p, AVERAGE),
            MAX: pooled(poolwise.global_max_pool1d, p, MAX),
            SMOOTH: expected,
        }
        for name, classes in given.items():
            exact = found[name].distance[i], found[name].ratio[i]
            rows.append({"pooling": name, "P": p, **_beside(exact, *classes)})
    order = sorted(range(len(rows)), key=lambda i: POOLINGS.index(rows[i]["pooling"]))
    return {"windows": windows, "seed": seed, "rows": [rows[i] for i in order]}


def _beside(exact: tuple[float, float], first: Floats, second: Floats) -> dict[str, Any]:
    """Distance and ratio of two samples with their errors, by how much each window moves them."""
    if first.mean() > second.mean():
        first, second = second, first
    deviations = [each.std(ddof=1) for each in (first, second)]
    scatter, distance = sum(deviations), second.mean() - first.mean()
    ratio = distance / scatter if scatter else math.nan
    moves = []
    for each, deviation, sign in zip((first, second), deviations, (-1, 1), strict=True):
        away = each - each.mean()
        wider = (away**2 - deviation**2) / (2 * deviation) if deviation else 0 * away
        moves.append((sign * away, (sign * away - ratio * wider) / (scatter or math.nan)))
    errors = [math.sqrt(sum(each[k].var() for each in moves) / len(first)) for k in range(2)]
    simulated = (distance, ratio)
    return {
        name: {
            "exact": finite(exact[k]),
            "simulated": finite(simulated[k]),
            "error": finite(errors[k]),
        }
        for k, name in enumerate(("distance", "ratio"))
    }


# -- as text, files and a plot


def as_text(found: Mapping[str, Any]) -> str:
    """The tables, in Markdown, between sentences."""
    first, second = found["alpha"]
    heads = ("P", *(f"{name}: {what}" for what in ("distance", "ratio") for name in POOLINGS))
    lines = [
        f"Features active with probability {first:g} in one class and {second:g} in the other. "
        "Distance of the class means, and its ratio to the spread (σ₁ + σ₂), of the pooled value; "
        f"the smooth max is known from {found['most']:,} features.",
        "",
        *_table(heads, _lines(found)),
        "",
        *_sentences(found["best"]),
    ]
    if found["check"]:
        lines += ["", *_checked_text(found["check"])]
    return "\n".join(lines)


def _lines(found: Mapping[str, Any]) -> Iterator[list[str]]:
    by_place: dict[int, list[Mapping[str, Any]]] = {}
    for row in found["rows"]:
        by_place.setdefault(row["P"], []).append(row)
    for p, rows in by_place.items():
        yield [f"{p:,}", *(_digits(row[what]) for what in ("distance", "ratio") for row in rows)]


def _sentences(best: Mapping[str, Any]) -> Iterator[str]:
    far, clear = best["distance"], best["ratio"]
    if far["P"] is None:
        yield (
            "The larger P, the further apart are the means of max: where a feature never occurs, "
            "one window with it is enough."
        )
        return
    yield f"The means of max lie furthest apart, {_digits(far['distance'])}, at P = {far['P']:,}."
    if far["until"] == 1:
        yield "They are never further apart than those of average."
    else:
        yield f"They lie further apart than those of average up to P = {far['until']:,}."
    if clear["ratio"] is not None:
        yield (
            f"Against its spread max separates best, {_digits(clear['ratio'])}, at "
            f"P = {clear['P']:,}, where average has {_digits(clear['average'])}."
        )


def _checked_text(check: Mapping[str, Any]) -> Iterator[str]:
    yield (
        f"{check['windows']:,} windows of each class and P, seed {check['seed']}, pooled by "
        "poolwise; with the Monte-Carlo error."
    )
    yield ""
    heads = ("pooling", "P", "distance", "simulated", "ratio", "simulated")
    rows = (
        [each["pooling"], f"{each['P']:,}"]
        + [
            text
            for what in ("distance", "ratio")
            for text in (_digits(each[what]["exact"]), _with_error(each[what]))
        ]
        for each in check["rows"]
    )
    yield from _table(heads, rows, words=1)


def _table(heads: Sequence[str], rows: Any, words: int = 0) -> Iterator[str]:
    yield "| " + " | ".join(heads) + " |"
    yield "|" + "---|" * words + "---:|" * (len(heads) - words)
    for row in rows:
        yield "| " + " | ".join(row) + " |"


def _digits(value: float | None) -> str:
    return "–" if value is None else f"{value:.4g}"


def _with_error(each: Mapping[str, float | None]) -> str:
    error = each["error"]
    return _digits(each["simulated"]) + ("" if error is None else f" ± {error:.1g}")


def write(found: Mapping[str, Any], out: Path) -> list[Path]:
    """Write ``theory.json``, ``theory.csv`` and ``theory.svg`` into a folder, made if need be.

    Raises:
        ValueError: it cannot be written there.
    """
    paths = [out / f"theory.{kind}" for kind in ("json", "csv", "svg")]
    try:
        out.mkdir(parents=True, exist_ok=True)
        paths[0].write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
        with paths[1].open("w", newline="", encoding="utf-8") as file:
            table = csv.DictWriter(file, list(found["rows"][0]), lineterminator="\n")
            table.writeheader()
            table.writerows(found["rows"])
        paths[2].write_text(plot(found), encoding="utf-8")
    except OSError as error:
        raise ValueError(f"out={str(out)!r} cannot be written: {error}") from error
    return paths


_SHAPES = {
    AVERAGE: ("#005fa3", "-", "o"),
    MAX: ("#b34700", "-", "s"),
    SMOOTH: ("#00705a", "--", "^"),
}


def plot(found: Mapping[str, Any]) -> str:
    """Distance and ratio over P, one line a pooling, as SVG."""
    import matplotlib
    from matplotlib.figure import Figure

    style: dict[Any, Any] = {"svg.fonttype": "none", "svg.hashsalt": "poolwise", "font.size": 11}
    with matplotlib.rc_context(style):
        figure = Figure(figsize=(9, 3.8), layout="constrained")
        for axes, what in zip(figure.subplots(1, 2), ("distance", "ratio"), strict=True):
            for name in POOLINGS:
                colour, dashes, marker = _SHAPES[name]
                rows = [each for each in found["rows"] if each["pooling"] == name]
                axes.plot(
                    [each["P"] for each in rows],
                    [math.nan if each[what] is None else each[what] for each in rows],
                    color=colour,
                    linestyle=dashes,
                    marker=marker,
                    markersize=4,
                    label=name,
                )
            axes.set_xscale("log", base=2)
            axes.set_ylim(bottom=0)
            axes.set_xlabel("P, features that are pooled")
            axes.set_title(_TITLES[what], loc="left", fontsize=11)
            axes.grid(color="#dfe2e6", linewidth=0.8)
            axes.spines[["top", "right"]].set_visible(False)
        first, second = found["alpha"]
        legend = f"α = {first:g} and {second:g}"
        figure.axes[0].legend(title=legend, frameon=False, loc="upper left")
        buffer = io.StringIO()
        figure.savefig(buffer, format="svg", metadata={"Date": None})
    return buffer.getvalue()


_TITLES = {"distance": "Distance of the class means", "ratio": "Distance over spread, σ₁ + σ₂"}
