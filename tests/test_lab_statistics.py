"""Intervals, tests, verdicts and the recommendation, on numbers made up for the purpose."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from poolwise.lab.claims import CONTRADICTED, SUPPORTED, UNDECIDED, judge
from poolwise.lab.measures import quantities
from poolwise.lab.recommendation import recommend
from poolwise.lab.settings import PoolSetting
from poolwise.lab.statistics import holm, intervals, least_seeds, p_values, seeds_needed
from poolwise.lab.tables import Table, compare_with, summarise

SEEDS = 10
MAX, AVG, NONE = (PoolSetting(pool, (2, 2), (2, 2)) for pool in ("max", "avg", "min"))
NOISE = np.random.default_rng(0).normal(0, 0.005, (3, SEEDS))


def _table(measures: Mapping[str, Any], settings: tuple[PoolSetting, ...]) -> Table:
    known = quantities(("accuracy", "overfitting", "shift", "noise", "cost"))
    values = np.stack([np.asarray(each, float) for each in measures.values()], axis=1)
    return Table(settings, {name: known[name] for name in measures}, values)


def test_holm_equals_statsmodels() -> None:
    multitest = pytest.importorskip("statsmodels.stats.multitest")
    for seed in range(20):
        p = np.random.default_rng(seed).random(seed + 1) ** 3
        expected = multitest.multipletests(p, method="holm")[1]
        np.testing.assert_allclose(holm(p), expected)
    assert np.isnan(holm([np.nan, np.nan])).all()


def test_interval_covers_the_mean() -> None:
    generator = np.random.default_rng(1)
    low, high = intervals(generator.normal(3, 1, (400, 12)))
    covered = ((low < 3) & (high > 3)).mean()
    assert 0.88 < covered < 0.98


def test_missing_values_are_left_out() -> None:
    values = np.array([[1.0, 2.0, 4.0, np.nan], [1.0, np.nan, np.nan, np.nan]])
    low, high = intervals(values)
    assert (low[0], high[0]) == tuple(float(each) for each in intervals(values[0, :3]))
    assert np.isnan(low[1])
    p = p_values(values, np.zeros_like(values))
    assert p[0] == 2 / 2**3
    assert np.isnan(p[1])


def test_permutation_is_exact_and_keeps_its_level() -> None:
    assert p_values(np.ones(10), np.zeros(10)) == 2 / 2**10
    assert p_values(np.ones(10), np.ones(10)) == 1
    pairs = np.random.default_rng(2).normal(size=(2, 2000, 8))
    assert (p_values(*pairs) < 0.05).mean() < 0.06


def test_seeds_needed() -> None:
    assert [least_seeds(each) for each in (1, 5, 10, 100)] == [6, 8, 9, 12]
    clear = np.array([1.0, 1.01, 1.0, 1.01])
    assert seeds_needed(clear, 10) == least_seeds(10)
    vague = np.array([1.0, -1.0, 1.0, -0.8, 0.4])
    assert (seeds_needed(vague, 10) or 0) > 50
    assert seeds_needed(np.zeros(5), 10) is None


def test_comparison_with_the_baseline() -> None:
    accuracy = 0.9 + NOISE + np.array([[0.0], [0.05], [0.0]])
    macs = np.array([[100.0] * SEEDS, [200.0] * SEEDS, [100.0] * SEEDS])
    table = _table({"accuracy.top1": accuracy, "cost.macs": macs}, (MAX, AVG, NONE))
    tests = {(each["measure"], each["setting"]): each for each in compare_with(table, MAX.name)}
    better = tests["accuracy.top1", AVG.name]
    assert better["decided"]
    assert better["better"] is True
    assert better["p_holm"] == pytest.approx(2 * 2 / 2**10)
    assert better["low"] < better["difference"] < better["high"]
    same = tests["accuracy.top1", NONE.name]
    assert (same["decided"], same["better"]) == (False, None)
    assert same["seeds_needed"] > SEEDS
    exact = tests["cost.macs", AVG.name]
    assert (exact["decided"], exact["better"], exact["p"]) == (True, False, None)
    assert not tests["cost.macs", NONE.name]["decided"]


def test_too_few_seeds_decide_nothing() -> None:
    accuracy = np.array([[0.5] * 3, [0.9] * 3])
    table = _table({"accuracy.top1": accuracy}, (MAX, AVG))
    (test,) = compare_with(table, MAX.name)
    assert not test["decided"]
    verdicts = {each["claim"]: each for each in judge(table)}
    claim = verdicts["Max pooling is more accurate than average pooling."]
    assert claim["verdict"] == UNDECIDED
    assert "With 3 seeds no test can decide this; 6 is the least." in claim["evidence"]


def test_verdicts() -> None:
    none = PoolSetting("none")
    table = _table(
        {
            "accuracy.top1": 0.9 + NOISE + np.array([[0.05], [0.0], [0.05]]),
            "noise.relative": 0.9 + NOISE - np.array([[0.1], [0.0], [0.0]]),
            "cost.macs": np.array([[100.0] * SEEDS, [100.0] * SEEDS, [300.0] * SEEDS]),
        },
        (MAX, AVG, none),
    )
    claims = judge(table)
    verdicts = {each["claim"]: each["verdict"] for each in claims}
    assert verdicts["Max pooling is more accurate than average pooling."] == SUPPORTED
    assert verdicts["Max pooling is more accurate than no pooling."] == UNDECIDED
    assert verdicts["Max pooling suppresses noise."] == CONTRADICTED
    assert verdicts["Pooling saves computation."] == SUPPORTED
    assert "Max pooling gives translation invariance." not in verdicts
    untested = next(each for each in claims if "strided" in each["claim"])
    assert untested["verdict"] == UNDECIDED
    assert untested["p"] is None
    assert "needs max and conv" in untested["evidence"]


def test_recommendation_never_ranks_what_it_cannot_tell_apart() -> None:
    accuracy = 0.9 + NOISE + np.array([[0.05], [0.05], [0.0]])
    macs = np.array([[200.0] * SEEDS, [100.0] * SEEDS, [50.0] * SEEDS])
    settings = (MAX, AVG, NONE)
    found = recommend(_table({"accuracy.top1": accuracy}, settings), MAX.name)
    assert found["best"] == [MAX.name, AVG.name]
    assert "cannot be told apart" in found["text"]
    assert "decide anything" not in found["text"]
    assert found["groups"][0]["worse"] == [NONE.name]
    found = recommend(_table({"accuracy.top1": accuracy, "cost.macs": macs}, settings), MAX.name)
    assert found["best"] == [AVG.name]
    assert found["text"].endswith("Use avg 2x2/2.")


def test_recommendation_wants_closeness_shown() -> None:
    # The second loses ten points in half of its seeds: no test with few seeds decides that, and yet
    # nobody should be told to use it for its fewer multiply-adds.
    uneven = np.where(np.arange(SEEDS) % 2, 0.1, -0.02)
    accuracy = 0.9 + NOISE + np.stack([np.zeros(SEEDS), -uneven, np.full(SEEDS, -0.005)])
    macs = np.array([[200.0] * SEEDS, [50.0] * SEEDS, [100.0] * SEEDS])
    noise = 0.6 + NOISE + np.array([[0.0], [0.3], [0.0]])
    table = _table(
        {"accuracy.top1": accuracy, "noise.relative": noise, "cost.macs": macs}, (MAX, AVG, NONE)
    )
    found = recommend(table, MAX.name)
    assert AVG.name in found["groups"][0]["not_distinguishable"]
    assert found["best"] == [NONE.name]
    assert f"Only {NONE.name} is shown to lose less than 2 points" in found["text"]
    assert f"matters more, {AVG.name} is better" in found["text"]
    assert "points of test accuracy" in found["text"]


def test_recommendation_keeps_the_baseline_where_nothing_is_shown() -> None:
    accuracy = np.array([[0.7, 0.8], [0.9, 0.7]])
    found = recommend(_table({"accuracy.top1": accuracy}, (AVG, MAX)), AVG.name)
    assert found["groups"][0]["highest"] == MAX.name
    assert found["best"] == [AVG.name]
    assert found["text"].startswith("With 2 seeds no test of 1 setting can decide anything")
    assert "6 is the least number" in found["text"]
    worse = 0.9 + NOISE[:2] + np.array([[-0.1], [0.0]])
    assert recommend(_table({"accuracy.top1": worse}, (AVG, MAX)), AVG.name)["best"] == [MAX.name]


def test_summary() -> None:
    rows = [
        {"setting": MAX.name, "seed": seed, "measures": {"accuracy.top1": value}}
        for seed, value in enumerate([0.5, 0.7, float("nan")])
    ]
    table = Table.of(rows, [MAX], {"accuracy.top1": quantities(("accuracy",))["accuracy.top1"]})
    entry = summarise(table)[MAX.name]["accuracy.top1"]
    assert entry["n"] == 2
    assert entry["mean"] == pytest.approx(0.6)
    assert entry["low"] <= entry["mean"] <= entry["high"]
