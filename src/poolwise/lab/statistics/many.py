"""Several data sets in one comparison: ranks, pairs, profiles, and what depends on the data.

Two questions, with a chance of their own each. *Would it be so on other data sets like these?* has
data sets for its sample, however many trainings there were on each: ranks and signed ranks answer
it (J. Demšar, "Statistical Comparisons of Classifiers over Multiple Data Sets", JMLR 2006). *Does
it differ between just these?* has the trainings and the test items of each for its sample: the
interaction, and the probability of improvement and the profiles (R. Agarwal et al., "Deep
Reinforcement Learning at the Edge of the Statistical Precipice", NeurIPS 2021) answer that.

Functions take a table of scores, (settings, data sets), or the runs, for each data set an array
(settings, seeds); more is better in both.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from poolwise.lab.running.endings import OK
from poolwise.lab.seeds import derive_seed
from poolwise.lab.settings import PoolSetting
from poolwise.lab.statistics.estimates import ALPHA, LEVEL, Floats, finite, holm
from poolwise.lab.units import show_p
from poolwise.lab.wording import listing

Runs = Sequence[Floats]

RESAMPLES = 2000
PERMUTATIONS = 9999
PLACES = 41
"""Scores at which a profile is taken."""
_FEW = 4  # pairs up to which a sentence names them
_ENOUGH = 5
_FEWEST = 6  # data sets from which on a signed-rank test can be below 5 %


# -- other data sets like these


@dataclass(frozen=True)
class Friedman:
    """Whether settings differ in their ranks.

    Attributes:
        chi2: Friedman's statistic, corrected for ties.
        f, df: Iman and Davenport's form of it, with its degrees of freedom.
        p: by permutation of each data set's ranks: with three settings on three data sets the F
            distribution errs in 19 % at a nominal 5 %.
    """

    chi2: float
    f: float
    df: tuple[int, int]
    p: float


def average_ranks(scores: Floats) -> Floats:
    """Each setting's mean rank over the data sets; 1 is the best, ties share.

    Example:
        >>> average_ranks(np.array([[0.9, 0.8], [0.7, 0.8], [0.5, 0.5]])).tolist()
        [1.25, 1.75, 3.0]
    """
    from scipy.stats import rankdata

    ranks: Floats = rankdata(-scores, axis=0).mean(1)
    return ranks


def friedman(scores: Floats, rng: np.random.Generator) -> Friedman:
    """Friedman's test for three settings or more, as R. L. Iman and J. M. Davenport (1980) have it.

    Example:
        >>> scores = np.array([[3.0, 3, 2, 3], [2, 1, 3, 2], [1, 2, 1, 1]])
        >>> found = friedman(scores, np.random.default_rng(0))
        >>> found.chi2, found.f.__round__(3), found.df, found.p.__round__(3)
        (4.5, 3.857, (2, 6), 0.125)
    """
    from scipy.stats import friedmanchisquare, permutation_test, rankdata

    settings, sets = scores.shape
    df = settings - 1, (settings - 1) * (sets - 1)
    if (scores == scores[:1]).all():
        return Friedman(0.0, 0.0, df, 1.0)
    chi2 = float(friedmanchisquare(*scores).statistic)
    left = sets * df[0] - chi2
    drawn = permutation_test(
        tuple(rankdata(scores, axis=0)),
        _spread,
        permutation_type="samples",
        vectorized=True,
        alternative="greater",
        n_resamples=PERMUTATIONS,
        rng=rng,
    )
    f = (sets - 1) * chi2 / left if left > 1e-9 * chi2 else math.inf
    return Friedman(chi2, f, df, float(drawn.pvalue))


def _spread(*ranks: Floats, axis: int) -> Floats:
    """What Friedman's statistic grows with: the squares of the sums of ranks."""
    return np.asarray(sum(each.sum(axis) ** 2 for each in ranks))


def critical_difference(settings: int, sets: int, level: float = ALPHA) -> float:
    """The difference of two average ranks from which on they differ, of all pairs (Nemenyi 1963).

    Example:
        >>> round(critical_difference(5, 30), 3)
        1.114
    """
    from scipy.stats import studentized_range

    quantile = float(studentized_range.ppf(1 - level, settings, math.inf))
    return quantile * math.sqrt(settings * (settings + 1) / (12 * sets))


def alike(ranks: Floats, difference: float) -> list[list[int]]:
    """The largest sets of settings of which no two differ by `difference`, best first.

    Example:
        >>> alike(np.array([3.0, 1.0, 1.8, 2.2]), 1.0)
        [[1, 2], [2, 3], [3, 0]]
    """
    order = [int(i) for i in np.argsort(ranks, kind="stable")]
    found: list[list[int]] = []
    for start in range(len(order)):
        group = [i for i in order[start:] if ranks[i] - ranks[order[start]] < difference]
        if len(group) > 1 and not (found and found[-1][-1] == group[-1]):
            found.append(group)
    return found


def signed_ranks(scores: Floats) -> Floats:
    """Wilcoxon's p of each pair of settings, in the order of `itertools.combinations`.

    Data sets on which the two are equal count half for each side (Demšar 2006).
    """
    from scipy.stats import wilcoxon

    return np.array(
        [
            1.0 if (a == b).all() else float(wilcoxon(a, b, zero_method="zsplit").pvalue)
            for a, b in combinations(scores, 2)
        ]
    )


# -- these data sets, trained anew


@dataclass(frozen=True)
class Known:
    """Numbers with the ends of their 95 % intervals, NaN where there is one seed."""

    value: Floats
    low: Floats
    high: Floats


def improvement(runs: Runs, rng: np.random.Generator) -> Known:
    """For each pair the probability that a training of the first scores above one of the second.

    The mean over data sets of the part of all pairs of trainings in which it does, ties counting
    half; 0.5 is no difference.

    Example:
        >>> run = np.array([[0.9, 0.8], [0.7, 0.8]])
        >>> improvement([run, run], np.random.default_rng(0)).value.tolist()
        [0.875]
    """
    pairs = list(combinations(range(len(runs[0])), 2))
    first, second = np.array(pairs).T
    value = np.zeros(len(pairs))
    drawn: Floats | float = 0.0
    for each in runs:
        ahead = each[first][:, :, None] - each[second][:, None, :]
        wins = (np.sign(ahead) + 1) / 2
        value += wins.mean((1, 2)) / len(runs)
        # Settings share what a seed draws, so that seeds are drawn for both at once.
        weights = _resampled(each.shape[1], rng)
        drawn = drawn + ((weights @ wins) * weights).sum(2) / len(runs)
    return _known(value, np.asarray(drawn))


def profiles(runs: Runs, places: Floats, rng: np.random.Generator) -> Known:
    """For each setting the part of its trainings that score above each place, (settings, places).

    Example:
        >>> run = np.array([[0.9, 0.8], [0.7, 0.8]])
        >>> profiles([run], np.array([0.75, 0.85]), np.random.default_rng(0)).value.tolist()
        [[1.0, 0.5], [0.5, 0.0]]
    """
    value = np.zeros((len(runs[0]), len(places)))
    drawn: Floats | float = 0.0
    for each in runs:
        above = (each[..., None] > places).astype(np.float64)
        value += above.mean(1) / len(runs)
        weights = _resampled(each.shape[1], rng)
        drawn = drawn + np.tensordot(above, weights, (1, 1)).transpose(0, 2, 1) / len(runs)
    return _known(value, np.moveaxis(np.asarray(drawn), 1, 2).reshape(*value.shape, -1), axis=-1)


def _resampled(seeds: int, rng: np.random.Generator) -> Floats:
    """Shares of each seed in bootstrap samples, (resamples, seeds).

    Of n seeds n - 1 are drawn: a bootstrap of as many as there are has (n - 1) / n of the variance.
    In simulations 95 % intervals covered 92 to 97 % with five seeds and ten; with three, 93 % for
    the probability of improvement but 84 to 90 % for profiles.
    """
    if seeds < 2:
        return np.full((RESAMPLES, seeds), np.nan)
    counts = rng.multinomial(seeds - 1, np.full(seeds, 1 / seeds), RESAMPLES)
    return np.asarray(counts / (seeds - 1))


def _known(value: Floats, drawn: Floats, axis: int = 1) -> Known:
    ends = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=axis)
    return Known(value, ends[0], ends[1])


@dataclass(frozen=True)
class Heterogeneity:
    """Whether a difference is another one on other data sets: Welch's F, df, p."""

    f: float
    df: tuple[float, float]
    p: float


def heterogeneity(differences: Floats, variances: Floats, df: Floats) -> Heterogeneity:
    """Whether estimates of one difference, one for each data set, differ by more than chance.

    Each comes with the variance of its mean and the degrees of freedom of that, which may be other
    ones on every data set.

    Source: B. L. Welch, "On the Comparison of Several Mean Values: An Alternative Approach", 1951.

    Example:
        >>> same = heterogeneity(np.array([0.01, 0.01]), np.array([1e-4, 1e-4]), np.array([4, 4]))
        >>> same.p
        1.0
    """
    from scipy.special import fdtrc

    sets = len(differences)
    weights = 1 / variances
    shares = weights / weights.sum()
    squares = float(weights @ (differences - shares @ differences) ** 2) / (sets - 1)
    doubt = float(((1 - shares) ** 2 / df).sum())
    f = squares / (1 + 2 * (sets - 2) / (sets**2 - 1) * doubt)
    freedom = float(sets - 1), (sets**2 - 1) / (3 * doubt)
    return Heterogeneity(f, freedom, float(fdtrc(*freedom, f)))


Tests = Mapping[str, Mapping[str, Any]]
"""Of one study, by setting: its test against the baseline, as a result has it."""


def interaction(studies: Sequence[Tests]) -> dict[str, tuple[Heterogeneity, float]]:
    """For each setting whether its difference from the baseline depends on the data set.

    These are the estimates of verdicts, which know of shared items: a two-way layout with seeds for
    replicates takes what the items of each data set do for what its settings do.

    Returns:
        The test and its p, corrected for their number (Holm), of the settings that all studies
        have, with a variance.
    """
    found = {}
    for name in studies[0]:
        known = [e for each in studies if (e := _estimate(each.get(name))) is not None]
        if len(known) == len(studies) and all(variance > 0 for _, variance, _ in known):
            found[name] = heterogeneity(*np.array(known).T)
    adjusted = holm([each.p for each in found.values()])
    return {n: (each, float(p)) for (n, each), p in zip(found.items(), adjusted, strict=True)}


def _estimate(test: Mapping[str, Any] | None) -> tuple[float, float, float] | None:
    """Difference, variance and degrees of freedom, from the ends of the interval."""
    from scipy.special import stdtrit

    if test is None or None in (test["low"], test["high"], test.get("df")):
        return None
    half = (test["high"] - test["low"]) / 2
    error = half / float(stdtrit(test["df"], (1 + LEVEL) / 2))
    return test["difference"], error**2, test["df"]


# -- several results


def summary(results: Sequence[Mapping[str, Any]], by: str = "setting") -> dict[str, Any]:
    """What several studies say together, each on a data set of its own.

    Args:
        results: as `poolwise.lab.compare.compare` gives them.
        by: what is the same in all of them: a ``"setting"``, or an ``"operator"``, whose windows
            are averaged, where studies have other windows.

    Returns:
        Plain JSON values:

        ``settings``, ``data``, ``measures``
            What is in all studies, the data sets, and the primary measure of each.
        ``scores``, ``ranks``
            ``{setting: [mean on each data set]}`` and ``{setting: average rank}``, 1 being best.
        ``friedman``
            ``{"chi2", "f", "df", "p"}``, None for two settings.
        ``critical_difference``, ``alike``
            Nemenyi's, and the lists of settings that it does not tell apart.
        ``pairs``
            ``{"first", "second", "wins", "losses", "ties", "p", "p_adjusted", "improvement":
            {"value", "low", "high"}}``: Wilcoxon's p, one family (Holm).
        ``profiles``
            ``{"at": [score], "settings": {setting: {"value", "low", "high"}}}``, lists; None where
            data sets are not scored in the same unit.
        ``interaction``
            ``{"setting", "baseline", "f", "df", "p", "p_adjusted"}``: whether the difference from
            the baseline depends on the data set, one family (Holm).
        ``best_everywhere``
            The settings that may be the best one on every data set; each data set errs in 5 %.
        ``left_out``, ``notes``, ``text``
            ``{setting: reason}``, sentences, and what it comes to.

    Raises:
        ValueError: there are fewer than two results, or fewer than two settings in common.
    """
    if len(results) < 2:
        raise ValueError(f"results={len(results)} are not enough; it takes two data sets")
    if by not in ("setting", "operator"):
        raise ValueError(f"by={by!r} is neither setting nor operator")
    studies = [_Study.of(result, by) for result in results]
    kept, left_out = _common(studies)
    if len(kept) < 2:
        reasons = "".join(f"; {name}: {reason}" for name, reason in left_out.items())
        raise ValueError(f"the studies have fewer than two settings in common{reasons}")
    runs = [each.runs(kept) for each in studies]
    scores = np.stack([each.mean(1) for each in runs], axis=1)
    rng = np.random.default_rng(derive_seed("many", kept, [each.name for each in studies]))
    ranks = average_ranks(scores)
    difference = critical_difference(*scores.shape)
    test = friedman(scores, rng) if len(kept) > 2 else None
    found: dict[str, Any] = {
        "by": by,
        "settings": kept,
        "data": _names(studies),
        "measures": [each.measure for each in studies],
        "scores": {
            name: [each.sign * s for each, s in zip(studies, row, strict=True)]
            for name, row in zip(kept, scores.tolist(), strict=True)
        },
        "ranks": dict(zip(kept, ranks.tolist(), strict=True)),
        "friedman": test and {**vars(test), "f": finite(test.f), "df": list(test.df)},
        "critical_difference": difference,
        "alike": [[kept[i] for i in group] for group in alike(ranks, difference)],
        "pairs": list(_pairs(kept, scores, runs, rng)),
        "profiles": _profiles(kept, runs, studies, rng),
        "interaction": list(_interaction(kept, studies)),
        "best_everywhere": [n for n in kept if all(n in each.best for each in studies)],
        "left_out": left_out,
    }
    found["notes"] = list(_notes(found, studies, min(each.shape[1] for each in runs)))
    found["text"] = _text(found)
    return found


@dataclass(frozen=True)
class _Study:
    """What is needed of one result; settings by the names that studies have in common."""

    name: str
    measure: str
    unit: str
    sign: int
    values: Mapping[str, Mapping[int, float]]
    tests: Tests
    baseline: str
    best: frozenset[str]
    unsound: Mapping[str, str]

    @classmethod
    def of(cls, result: Mapping[str, Any], by: str) -> _Study:
        measure = result["primary"]
        primary = [each for each in result["tests"] if each["measure"] == measure]
        about = result["measures"][measure]
        label = {
            each["name"]: each["name"]
            if by == "setting"
            else PoolSetting(each["pool"], parameters=each["parameters"]).operator
            for each in result["settings"]
        }
        values: dict[str, dict[int, list[float]]] = {name: {} for name in label.values()}
        for row in result["rows"]:
            value = row["measures"].get(measure) if row.get("status", OK) == OK else None
            if value is not None:
                values[label[row["setting"]]].setdefault(row["seed"], []).append(value)
        alone = [name for name in label if list(label.values()).count(label[name]) == 1]
        return cls(
            name=result["data"]["name"],
            measure=measure,
            unit=about["unit"],
            sign=-1 if about["better"] == "lower" else 1,
            values={
                name: {seed: float(np.mean(v)) for seed, v in seeds.items()}
                for name, seeds in values.items()
            },
            tests={label[e["setting"]]: e for e in primary if e["setting"] in alone},
            baseline=label[result["baseline"]] if result["baseline"] in alone else "",
            best=frozenset(label[name] for name in result["best"]),
            unsound={label[name]: why for name, why in result["unsound"].items()},
        )

    def runs(self, names: Sequence[str]) -> Floats:
        """(settings, seeds), of the seeds that all have; more is better."""
        seeds = sorted(set.intersection(*(set(self.values[name]) for name in names)))
        return self.sign * np.array([[self.values[n][s] for s in seeds] for n in names])


def _common(studies: Sequence[_Study]) -> tuple[list[str], dict[str, str]]:
    """The settings that all studies have soundly, as the first has them, and why not the rest."""
    left_out: dict[str, str] = {}
    for name in dict.fromkeys(name for each in studies for name in each.values):
        for each in studies:
            if name not in each.values:
                left_out.setdefault(name, f"not in the study of {each.name}")
            elif name in each.unsound:
                left_out.setdefault(name, f"{each.unsound[name]} ({each.name})")
            elif not each.values[name]:
                left_out.setdefault(name, f"no finished trial on {each.name}")
    kept = [name for name in studies[0].values if name not in left_out]
    for each in studies:
        if kept and not set.intersection(*(set(each.values[name]) for name in kept)):
            raise ValueError(f"the settings of the study of {each.name} have no seed in common")
    return kept, left_out


def _names(studies: Sequence[_Study]) -> list[str]:
    """Names of the data sets, numbered where one comes twice."""
    names = [each.name for each in studies]
    return [
        name if names.count(name) == 1 else f"{name} ({names[: i + 1].count(name)})"
        for i, name in enumerate(names)
    ]


def _pairs(
    names: Sequence[str], scores: Floats, runs: Runs, rng: np.random.Generator
) -> Iterator[dict[str, Any]]:
    p = signed_ranks(scores)
    adjusted, better = holm(p), improvement(runs, rng)
    for i, (a, b) in enumerate(combinations(range(len(names)), 2)):
        ahead = scores[a] - scores[b]
        yield {
            "first": names[a],
            "second": names[b],
            "wins": int((ahead > 0).sum()),
            "losses": int((ahead < 0).sum()),
            "ties": int((ahead == 0).sum()),
            "p": float(p[i]),
            "p_adjusted": float(adjusted[i]),
            "improvement": {key: finite(each[i]) for key, each in vars(better).items()},
        }


def _profiles(
    names: Sequence[str], runs: Runs, studies: Sequence[_Study], rng: np.random.Generator
) -> dict[str, Any] | None:
    if len({(each.unit, each.sign) for each in studies}) > 1:
        return None
    ends = min(each.min() for each in runs), max(each.max() for each in runs)
    margin = (ends[1] - ends[0]) / (PLACES - 3) or 1e-3
    places = np.linspace(ends[0] - margin, ends[1] + margin, PLACES)
    found = profiles(runs, places, rng)
    return {
        "at": (studies[0].sign * places).tolist(),
        "settings": {
            name: {key: [finite(v) for v in each[i]] for key, each in vars(found).items()}
            for i, name in enumerate(names)
        },
    }


def _interaction(names: Sequence[str], studies: Sequence[_Study]) -> Iterator[dict[str, Any]]:
    baseline = studies[0].baseline
    if not baseline or any(each.baseline != baseline for each in studies):
        return
    tests = [{n: e for n, e in each.tests.items() if n in names} for each in studies]
    for name, (each, p) in interaction(tests).items():
        yield {
            "setting": name,
            "baseline": baseline,
            "f": each.f,
            "df": list(each.df),
            "p": each.p,
            "p_adjusted": p,
        }


def _notes(found: Mapping[str, Any], studies: Sequence[_Study], seeds: int) -> Iterator[str]:
    sets = len(studies)
    for name, reason in found["left_out"].items():
        yield f"{name} is left out: {reason}."
    if sets < _FEWEST:
        yield (
            f"{sets} data sets are too few for signed ranks: with fewer than {_FEWEST} no two "
            "settings can be told apart, whatever their scores."
        )
    if seeds < _ENOUGH:
        yield f"Intervals of profiles from {seeds} seeds are too narrow; {_ENOUGH} are enough."
    if found["profiles"] is None:
        yield "Data sets are not scored in the same unit: there are no profiles."
    if not found["interaction"]:
        yield "Whether differences depend on the data set cannot be told from these results."
    yield (
        "Ranks and signed ranks are for other data sets like these, the probability of improvement "
        "and the profiles for other trainings on just these; both are exploratory."
    )


def _text(found: Mapping[str, Any]) -> str:
    """What it comes to; nothing is ranked on a difference that no test supports."""
    sets, test = len(found["data"]), found["friedman"]
    shown = [_shown(each) for each in found["pairs"] if each["p_adjusted"] < ALPHA]
    sentences = []
    if test is not None:
        words = "differ in their ranks" if test["p"] < ALPHA else "are not shown to differ"
        sentences.append(
            f"Across {sets} data sets the {len(found['settings'])} settings {words} "
            f"(Friedman, {show_p(test['p'])})."
        )
    if test is None or test["p"] < ALPHA:
        pairs = f"{len(shown)} of {len(found['pairs'])} pairs"
        sentences.append(
            f"Shown to differ (Wilcoxon, Holm): {listing(shown) if len(shown) <= _FEW else pairs}."
            if shown
            else "No two of them are shown to differ (Wilcoxon, Holm)."
        )
    depend = [each for each in found["interaction"] if each["p_adjusted"] < ALPHA]
    if depend:
        names = listing([each["setting"] for each in depend])
        sentences.append(
            f"How {names} {'compares' if len(depend) == 1 else 'compare'} with "
            f"{depend[0]['baseline']} depends on the data set."
        )
    elif found["interaction"]:
        sentences.append("That differences depend on the data set is not shown.")
    everywhere = found["best_everywhere"]
    sentences.append(
        f"May be the best on every data set: {listing(everywhere)}."
        if everywhere
        else "No setting may be the best on every one of them."
    )
    return " ".join(sentences)


def _shown(pair: Mapping[str, Any]) -> str:
    first, second = pair["first"], pair["second"]
    return f"{first} over {second}" if pair["wins"] > pair["losses"] else f"{second} over {first}"
