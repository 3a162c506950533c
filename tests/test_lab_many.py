"""Many data sets: published figures, other packages' numbers, and errors where truth is known."""

from __future__ import annotations

import json
from itertools import combinations, permutations, product
from typing import Any

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.oneway import anova_oneway

from poolwise.lab.checking.simulated import MARGIN, PLANTED, PRIMARY, Kind, simulate
from poolwise.lab.report.many_charts import profile_chart, rank_chart
from poolwise.lab.statistics import many
from poolwise.lab.statistics.estimates import Floats, holm
from poolwise.lab.statistics.tables import Table
from poolwise.lab.statistics.verdicts import compare_with, sum_up

# J. Demšar, 2006, table 6: AUC of C4.5, C4.5+m, C4.5+cf and C4.5+m+cf on 14 data sets.
DEMSAR = np.array(
    [
        [0.763, 0.768, 0.771, 0.798],
        [0.599, 0.591, 0.590, 0.569],
        [0.954, 0.971, 0.968, 0.967],
        [0.628, 0.661, 0.654, 0.657],
        [0.882, 0.888, 0.886, 0.898],
        [0.936, 0.931, 0.916, 0.931],
        [0.661, 0.668, 0.609, 0.685],
        [0.583, 0.583, 0.563, 0.625],
        [0.775, 0.838, 0.866, 0.875],
        [1.000, 1.000, 1.000, 1.000],
        [0.940, 0.962, 0.965, 0.962],
        [0.619, 0.666, 0.614, 0.669],
        [0.972, 0.981, 0.9751, 0.975],  # ranked so there, though printed as equal
        [0.957, 0.978, 0.946, 0.970],
    ]
).T


def _rng() -> np.random.Generator:
    return np.random.default_rng(0)


def test_published_example() -> None:
    ranks = many.average_ranks(DEMSAR)
    assert ranks.round(3).tolist() == [3.143, 2.0, 2.893, 1.964]
    found = many.friedman(DEMSAR, _rng())
    # The article's statistic is without a correction for ties, which is this factor.
    ties = sum(sum(n**3 - n for n in np.unique(row, return_counts=True)[1]) for row in DEMSAR.T)
    chi2 = found.chi2 * (1 - ties / (14 * 4 * 15))
    assert round(chi2, 2) == 9.28
    assert round(13 * chi2 / (14 * 3 - chi2), 2) == 3.69
    assert found.f == pytest.approx(13 * found.chi2 / (14 * 3 - found.chi2))
    assert found.df == (3, 39)
    assert found.p == pytest.approx(stats.f.sf(found.f, *found.df), abs=0.01)
    assert many.critical_difference(4, 14) == pytest.approx(1.25, abs=0.005)
    assert many.critical_difference(4, 14, 0.1) == pytest.approx(1.12, abs=0.005)


def test_published_quantiles() -> None:
    # The article's table 5a.
    published = [1.960, 2.343, 2.569, 2.728, 2.850, 2.949, 3.031, 3.102, 3.164]
    for settings, quantile in zip(range(2, 11), published, strict=True):
        found = many.critical_difference(settings, 10) / np.sqrt(settings * (settings + 1) / 60)
        assert found == pytest.approx(quantile, abs=1e-3)


def test_friedman_is_the_whole_permutation_distribution_where_that_is_small() -> None:
    scores = np.array([[0.9, 0.8, 0.7], [0.8, 0.6, 0.75], [0.7, 0.7, 0.5]])
    ranks = stats.rankdata(scores, axis=0).T
    sums = [
        (np.sum(each, axis=0) ** 2).sum()
        for each in product(*(list(permutations(row)) for row in ranks))
    ]
    expected = np.mean(np.array(sums) >= (ranks.sum(0) ** 2).sum() - 1e-9)
    assert many.friedman(scores, _rng()).p == pytest.approx(expected)


def test_agreement_and_equality() -> None:
    agreed = many.friedman(np.array([[3.0, 3, 3], [2, 2, 2], [1, 1, 1]]), _rng())
    assert (agreed.f, agreed.p) == (np.inf, pytest.approx(1 / 36))
    equal = many.friedman(np.ones((3, 4)), _rng())
    assert (equal.f, equal.p) == (0, 1)
    assert many.signed_ranks(np.ones((3, 7))).tolist() == [1, 1, 1]


def test_signed_ranks_of_few_data_sets_are_exact() -> None:
    scores = np.array([[0.9, 0.8, 0.7, 0.95, 0.6, 0.85], [0.8, 0.75, 0.4, 0.6, 0.2, 0.79]])
    assert many.signed_ranks(scores).tolist() == [2 / 2**6]
    assert many.signed_ranks(scores[:, :5])[0] > 0.05


@pytest.mark.parametrize(("settings", "sets"), [(3, 3), (6, 2), (3, 6)])
def test_few_data_sets_err_in_5_percent(
    settings: int, sets: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many, "PERMUTATIONS", 99)
    rng, studies = np.random.default_rng(settings), 80
    wrong = np.zeros(3)
    for _ in range(studies):
        scores = rng.normal(size=(settings, sets))
        ranks = many.average_ranks(scores)
        wrong += (
            many.friedman(scores, rng).p < 0.05,
            np.ptp(ranks) >= many.critical_difference(settings, sets),
            # Fewer than six data sets cannot give a small p.
            sets >= 6 and (holm(many.signed_ranks(scores)) < 0.05).any(),
        )
    assert (wrong / studies <= 0.05 + 2.5 * np.sqrt(0.05 * 0.95 / studies)).all()


def test_alike_are_the_longest_runs() -> None:
    rng = np.random.default_rng(2)
    for _ in range(50):
        ranks, difference = rng.uniform(1, 8, 8), rng.uniform(0.5, 4)
        groups = many.alike(ranks, difference)
        together = {frozenset(pair) for group in groups for pair in combinations(group, 2)}
        apart = {frozenset((i, j)) for i, j in combinations(range(8), 2)} - together
        assert all(np.ptp(ranks[list(pair)]) < difference for pair in together)
        assert all(np.ptp(ranks[list(pair)]) >= difference for pair in apart)
        assert not any(set(a) < set(b) for a, b in product(groups, groups))


# -- trainings


def test_improvement_is_mann_whitneys() -> None:
    rng = np.random.default_rng(3)
    runs = [rng.normal(size=(3, 6)).round(1), rng.normal(size=(3, 4)).round(1)]
    found = many.improvement(runs, _rng())
    for i, (a, b) in enumerate(combinations(range(3), 2)):
        parts = [
            stats.mannwhitneyu(each[a], each[b]).statistic / each[0].size ** 2 for each in runs
        ]
        assert found.value[i] == pytest.approx(np.mean(parts))
    assert ((found.low <= found.value) & (found.value <= found.high)).all()
    assert np.isnan(many.improvement([each[:, :1] for each in runs], _rng()).low).all()


def test_profiles_are_survival_functions() -> None:
    runs = [np.array([[0.5, 0.7, 0.9], [0.1, 0.1, 0.1]]), np.array([[0.5, 0.6], [0.2, 0.3]])]
    found = many.profiles(runs, np.array([0.0, 0.15, 0.65, 1.0]), _rng())
    expected = [[1, 1, (2 / 3 + 0) / 2, 0], [1, 0.5, 0, 0]]
    assert np.allclose(found.value, expected)
    assert found.low.shape == found.high.shape == (2, 4)
    assert ((found.low <= found.value + 1e-12) & (found.value <= found.high + 1e-12)).all()


def test_intervals_cover_what_other_trainings_on_these_data_sets_give(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rng, shift = np.random.default_rng(4), 0.5
    truth = stats.norm.cdf(shift / np.sqrt(2))
    above = stats.norm.sf(0.3)
    covered = np.zeros(2)
    monkeypatch.setattr(many, "RESAMPLES", 400)
    for _ in range(80):
        runs = [rng.normal([[shift], [0]], 1, (2, 6)) for _ in range(4)]
        better = many.improvement(runs, rng)
        reached = many.profiles(runs, np.array([0.3]), rng)
        covered += (
            better.low[0] <= truth <= better.high[0],
            reached.low[1, 0] <= above <= reached.high[1, 0],
        )
    assert (covered / 80 > 0.87).all()


# -- what depends on the data


def test_heterogeneity_is_welchs_test() -> None:
    rng = np.random.default_rng(5)
    samples = [rng.normal(0.2 * i, 1 + i, 4 + i) for i in range(4)]
    found = many.heterogeneity(
        np.array([each.mean() for each in samples]),
        np.array([each.var(ddof=1) / len(each) for each in samples]),
        np.array([len(each) - 1.0 for each in samples]),
    )
    expected = anova_oneway(samples, use_var="unequal")
    assert found.f == pytest.approx(expected.statistic)
    assert found.p == pytest.approx(expected.pvalue)
    assert found.df == pytest.approx(expected.df)


def _interactions(tables: list[Table]) -> list[float]:
    """Corrected p that each setting's difference depends on the data."""
    tests = [compare_with(each, each.names[0], MARGIN) for each in tables]
    found = many.interaction([{test["setting"]: test for test in each} for each in tests])
    assert [*found] == tables[0].names[1:]
    return [p for _, p in found.values()]


def _two_way(tables: list[Table]) -> float:
    """The F test of a two-way layout that takes seeds for all the chance there is."""
    runs = np.array([each.of_measure(PRIMARY) for each in tables])
    runs -= runs.mean(1, keepdims=True)
    sets, settings, seeds = runs.shape
    means = runs.mean(2)
    df = (sets - 1) * (settings - 1), sets * (settings - 1) * (seeds - 1)
    between = seeds * ((means - means.mean(0)) ** 2).sum() / df[0]
    within = ((runs - means[..., None]) ** 2).sum() / df[1]
    return float(stats.f.sf(between / within, *df))


def _tables(kind: Kind, sets: int, number: int, effects: Any = PLANTED) -> list[Table]:
    rng = np.random.default_rng((number, sets))
    return [simulate(kind, effects, rng, measures=(PRIMARY,))[0] for _ in range(sets)]


@pytest.mark.parametrize("kind", [Kind(True, False, 10, 300), Kind(False, False, 5, 300)])
def test_the_interaction_errs_in_5_percent_and_the_two_way_layout_does_not(kind: Kind) -> None:
    studies = [_tables(kind, 3, number) for number in range(40)]
    wrong = np.mean([min(_interactions(each)) < 0.05 for each in studies])
    assert wrong <= 0.05 + 2.5 * np.sqrt(0.05 * 0.95 / 40)
    if kind.test_set:
        assert np.mean([_two_way(each) < 0.05 for each in studies]) > 0.2


def test_planted_interactions_are_found() -> None:
    found = 0
    for number in range(10):
        rng = np.random.default_rng(number)
        kind = Kind(True, False, 8, 1500)
        effects = [(0.0, 0.08, 0.0), (0.0, -0.08, 0.0), (0.0, 0.0, 0.0)]
        tables = [simulate(kind, each, rng, measures=(PRIMARY,))[0] for each in effects]
        first, second = _interactions(tables)
        found += first < 0.05
        assert second > 0.01
    assert found >= 8


# -- results


def _result(table: Table, name: str, **other: Any) -> dict[str, Any]:
    values: Floats = table.of_measure(PRIMARY)
    rows = [
        {"setting": s.name, "seed": k, "status": "ok", "measures": {PRIMARY: float(values[i, k])}}
        for i, s in enumerate(table.settings)
        for k in range(table.seeds)
    ]
    return {
        "settings": [each.as_dict() for each in table.settings],
        "primary": table.primary,
        "baseline": table.names[0],
        "rows": rows,
        "measures": {PRIMARY: {"unit": "%", "better": "higher"}},
        "data": {"name": name},
        **sum_up(table, table.names[0], MARGIN),
        **other,
    }


def _results(sets: int, effects: Any = PLANTED) -> list[dict[str, Any]]:
    tables = _tables(Kind(True, False, 4, 400), sets, 1, effects)
    return [_result(each, f"set {i}") for i, each in enumerate(tables)]


def test_summary() -> None:
    results = _results(7)
    found = many.summary(results)
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert found == many.summary(results)
    assert found["data"] == [f"set {i}" for i in range(7)]
    assert min(found["ranks"], key=found["ranks"].get) == "max 3x3/2"
    for name, each in found["scores"].items():
        assert each == [pytest.approx(r["summary"][name][PRIMARY]["mean"]) for r in results]
    assert len(found["pairs"]) == 15
    assert {each["setting"] for each in found["interaction"]} == {*found["settings"]} - {
        "max 2x2/2"
    }
    assert "max 3x3/2" in found["best_everywhere"]
    assert found["text"].startswith("Across 7 data sets the 6 settings differ in their ranks")
    assert found["left_out"] == {}
    assert "Intervals of profiles from 4 seeds are too narrow; 5 are enough." in found["notes"]


def test_what_is_not_in_all_studies_is_left_out_and_named() -> None:
    first, second, third = _results(3)
    second["unsound"] = {"none": "diverged at seed 2"}
    third["settings"] = [each for each in third["settings"] if each["name"] != "conv 2x2/2"]
    third["rows"] = [each for each in third["rows"] if each["setting"] != "conv 2x2/2"]
    third["rows"][0]["status"] = "failed"
    third["rows"][0]["measures"] = {}
    third["tests"] = [each for each in third["tests"] if each["setting"] != "conv 2x2/2"]
    third["best"] = ["max 3x3/2"]
    third["data"]["name"] = "set 0"
    found = many.summary([first, second, third])
    assert found["settings"] == ["max 2x2/2", "avg 2x2/2", "max 3x3/2", "avg 3x3/2"]
    assert found["left_out"] == {
        "none": "diverged at seed 2 (set 1)",
        "conv 2x2/2": "not in the study of set 0",
    }
    assert found["data"] == ["set 0 (1)", "set 1", "set 0 (2)"]
    assert found["best_everywhere"] in (["max 3x3/2"], [])
    assert any("3 data sets are too few for signed ranks" in each for each in found["notes"])
    # At the seed whose trial failed no setting counts, so that all have the same seeds.
    used = np.mean(
        [r["measures"][PRIMARY] for r in third["rows"] if r["setting"] == "avg 2x2/2"][1:]
    )
    assert found["scores"]["avg 2x2/2"][2] == pytest.approx(used)


def test_operators_across_windows() -> None:
    results = _results(3)
    found = many.summary(results, by="operator")
    assert found["settings"] == ["max", "avg", "conv", "none"]
    whole = many.summary(results)["scores"]
    both = np.mean([whole["max 2x2/2"], whole["max 3x3/2"]], axis=0)
    assert found["scores"]["max"] == pytest.approx(both.tolist())
    assert found["interaction"] == []
    assert any("cannot be told" in each for each in found["notes"])


def test_measures_of_which_less_is_better() -> None:
    results = _results(3)
    for each in results:
        each["measures"][PRIMARY]["better"] = "lower"
    turned, straight = many.summary(results), many.summary(_results(3))
    assert turned["scores"] == straight["scores"]
    assert list(turned["ranks"].values()) == pytest.approx(
        [7 - each for each in straight["ranks"].values()]
    )
    results[0]["measures"][PRIMARY]["unit"] = "dB"
    assert many.summary(results)["profiles"] is None


def test_two_settings_have_no_friedman_test() -> None:
    found = many.summary(_results(2, PLANTED[:2]))
    assert found["friedman"] is None
    assert len(found["pairs"]) == 1


def test_what_cannot_be_summed_up() -> None:
    results = _results(2)
    with pytest.raises(ValueError, match="results=1 are not enough"):
        many.summary(results[:1])
    with pytest.raises(ValueError, match="by='window' is neither"):
        many.summary(results, by="window")
    results[1]["unsound"] = {each["name"]: "dropped" for each in results[1]["settings"][1:]}
    with pytest.raises(ValueError, match=r"fewer than two settings in common; avg 2x2/2: dropped"):
        many.summary(results)


def test_charts_name_everything_and_trust_nothing() -> None:
    names = ["<script>alert(1)</script>", "max $x^2$", "avg\n2x2/2"]
    series = {name: i for i, name in enumerate(names)}
    ranks = dict(zip(names, (1.2, 2.0, 2.8), strict=True))
    svg = rank_chart(ranks, [names[:2], names[1:]], 1.0, series=series, name="r", alt='"<ranks>')
    lines = {n: {"value": [1.0, 0.4, 0.0], "low": [None] * 3, "high": [None] * 3} for n in names}
    for better in ([0.1, 0.5, 0.9], [0.9, 0.5, 0.1]):
        svg += profile_chart(
            {"at": better, "settings": lines},
            series=series,
            name="p",
            alt="profiles",
            label="accuracy",
            show=str,
        )
    assert "<script" not in svg
    assert "1.00 apart differ" in svg
    assert svg.count("max $x^2$") == 3
    assert 'role="img"' in svg
