"""Estimates, tests and verdicts, on numbers made up for the purpose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from poolwise.lab.data.dataset import Design
from poolwise.lab.measures.detail import GAIN
from poolwise.lab.running.trial import Finished
from poolwise.lab.settings import PoolSetting
from poolwise.lab.statistics.claims import CONTRADICTED, SAME, SUPPORTED, UNDECIDED, judge
from poolwise.lab.statistics.classes import by_class
from poolwise.lab.statistics.estimates import (
    TRAINED_ON,
    Cells,
    Estimate,
    benjamini_yekutieli,
    holm,
    holm_pairs,
    over_items,
    over_seeds,
    plan,
)
from poolwise.lab.statistics.pairs import every_pair
from poolwise.lab.statistics.tables import Table
from poolwise.lab.statistics.verdicts import compare_with, could_be_best, sum_up, summarise
from poolwise.lab.tasks import TASKS
from poolwise.lab.tasks.pictures import PICTURES

SEEDS, ITEMS = 10, 400
MAX, AVG, MIN = (PoolSetting(pool, (2, 2), (2, 2)) for pool in ("max", "avg", "min"))
WIDE = {each.pool: PoolSetting(each.pool, (3, 3), (2, 2)) for each in (MAX, AVG, MIN)}
NONE = PoolSetting("none")
KNOWN = PICTURES.quantities(("accuracy", "overfitting", "shift", "noise", "cost"))
TEST_SET, SPLITS = Design(test_set=True, ratio=0), Design(test_set=False, ratio=3 / 7)


def _right(chances: list[float], items: int = ITEMS, seed: int = 0) -> np.ndarray:
    """Right or not, (settings, seeds, items), of settings that agree on most items."""
    rng = np.random.default_rng(seed)
    easy = rng.random((1, 1, items)) * 0.9 + rng.random((len(chances), SEEDS, items)) * 0.1
    return (easy < np.array(chances)[:, None, None]).astype(float)


def _table(
    measures: Mapping[str, Any],
    settings: tuple[PoolSetting, ...],
    cells: Mapping[str, np.ndarray] | None = None,
    design: Design = TEST_SET,
) -> Table:
    given = {name: each.mean(2) for name, each in (cells or {}).items()} | dict(measures)
    values = np.stack([np.asarray(each, float) for each in given.values()], axis=1)
    known = {name: Cells(each, np.ones(each.shape[1:])) for name, each in (cells or {}).items()}
    return Table(settings, {name: KNOWN[name] for name in given}, values, design, known)


def _accuracy(chances: list[float], settings: tuple[PoolSetting, ...], items: int = 4000) -> Table:
    return _table({}, settings, {"accuracy.top1": _right(chances, items)})


def _equal(left: Estimate, right: Estimate) -> None:
    for name in Estimate.__annotations__:
        np.testing.assert_allclose(getattr(left, name), getattr(right, name), rtol=1e-9, atol=1e-15)


def test_an_interval_ends_where_values_do() -> None:
    table = _accuracy([0.995, 0.5], (MAX, AVG), items=30)
    raw = table.estimate("accuracy.top1", np.eye(2)).interval()
    assert raw[1][0] > 1
    found = [each["accuracy.top1"] for each in summarise(table).values()]
    assert [each["high"] for each in found] == [1, raw[1][1]]
    assert [each["low"] for each in found] == raw[0].tolist()


# -- families of tests


def test_corrections_equal_statsmodels() -> None:
    multitest = pytest.importorskip("statsmodels.stats.multitest")
    for seed in range(20):
        p = np.random.default_rng(seed).random(seed + 1) ** 3
        for correct, name in ((holm, "holm"), (benjamini_yekutieli, "fdr_by")):
            np.testing.assert_allclose(correct(p), multitest.multipletests(p, method=name)[1])
            padded = np.append(p, np.nan)
            np.testing.assert_allclose(correct(padded)[:-1], correct(p))
    assert np.isnan(holm([np.nan, np.nan])).all()


def test_pairs_without_equivalence_are_bonferroni_and_with_it_step_down() -> None:
    p = np.array([0.001, 0.02, 0.04])
    one = np.ones(3)
    assert holm_pairs(p, one)[0].tolist() == [0.003, 0.06, 0.12]
    # The first two both differ and are equivalent: only then is the family smaller for the third.
    assert holm_pairs(p, np.array([0.001, 0.001, 1.0]))[0][2] == 0.04
    # Who was left out for what it showed is still in the family.
    assert holm_pairs(p, one, 10)[0].tolist() == [0.01, 0.2, 0.4]
    unknown = holm_pairs(np.array([0.01, np.nan]), np.array([np.nan, np.nan]))
    assert unknown[0][0] == 0.01
    assert np.isnan(unknown[0][1])


@pytest.mark.parametrize("distance", [0.0, 2.0, 3.0, 3.5, 4.5, 8.0])
def test_one_family_of_both_kinds_of_verdict_keeps_its_level(distance: float) -> None:
    # All settings differ by just the margin, `distance` standard errors. With a step for every
    # verdict, as Holm has them for one kind of test, this errs in up to 20 %.
    from scipy.special import ndtr

    z = np.random.default_rng(0).normal(distance, 1, (2000, 5))
    different = 2 * ndtr(-abs(z))
    equivalent = ndtr(abs(z) - distance)
    wrong = 0
    for first, second in zip(different, equivalent, strict=True):
        corrected = holm_pairs(first, second)
        true = corrected[1] if distance else corrected[0]
        wrong += bool((true < 0.05).any())
    assert wrong / len(z) < 0.05 + 2 * 0.005


# -- estimates


def test_complete_crossings_give_the_classic_mean_squares() -> None:
    y = np.random.default_rng(1).normal(size=(1, 6, 50))
    y += np.random.default_rng(2).normal(size=(1, 6, 1)) + np.random.default_rng(3).normal(
        size=(1, 1, 50)
    )
    seeds, items = y.shape[1:]
    of_seed, of_item = ((y.mean(axis) - y.mean()).ravel() for axis in (2, 1))
    rest = y[0] - y.mean() - of_seed[:, None] - of_item
    ms_seed = items * (of_seed**2).sum() / (seeds - 1)
    ms_item = seeds * (of_item**2).sum() / (items - 1)
    ms_rest = (rest**2).sum() / (seeds - 1) / (items - 1)
    found = over_items(y, np.ones((seeds, items)))
    assert found.variance[0] == pytest.approx(
        (ms_seed + (ms_item - ms_rest) * items / (items - 1)) / seeds / items
    )
    assert found.mean[0] == pytest.approx(y.mean())
    assert found.own[0] + found.noise[0] == pytest.approx(ms_seed / items)


def test_variance_is_that_of_the_pigeonhole_bootstrap() -> None:
    # Owen (2007): seeds and items drawn anew, each with its weight; too large by the noise alone.
    rng = np.random.default_rng(4)
    y = rng.normal(size=(40, 1)) * 0.3 + rng.normal(size=300) + rng.normal(size=(40, 300)) * 0.5
    means = []
    for _ in range(4000):
        seeds, items = (rng.multinomial(n, np.full(n, 1 / n)) for n in y.shape)
        means.append(seeds @ y @ items / y.size)
    found = over_items(y[None], np.ones(y.shape)).variance[0]
    assert found == pytest.approx(np.var(means), rel=0.08)


def test_items_of_a_group_are_one_unit() -> None:
    y = np.random.default_rng(5).normal(size=(2, 4, 30))
    doubled = over_items(np.repeat(y, 3, axis=2).reshape(2, 4, 30, 3).sum(3), np.full((4, 30), 3.0))
    _equal(doubled, over_items(y, np.ones((4, 30))))


def test_no_training_is_surer_than_its_items() -> None:
    right = np.random.default_rng(6).permuted(np.tile([0.0, 1.0], (1, 3, 50)), axis=2)
    found = over_items(right, np.ones((3, 100)))
    assert np.ptp(right.mean(2)) == 0
    assert found.variance[0] >= 0.25 / 100 / 3 * 0.99


def test_splits_of_one_sample_count_every_item_twice() -> None:
    rng = np.random.default_rng(7)
    tested = rng.permuted(np.tile(np.arange(50) < 15, (8, 1)), axis=1).astype(float)
    y = (rng.normal(size=50) + rng.normal(size=(8, 50)) / 2) * tested
    once, twice = (over_items(y[None], tested, more) for more in (0.0, TRAINED_ON))
    assert (twice.shared / once.shared)[0] == pytest.approx(1 + TRAINED_ON)
    assert (twice.variance - once.variance)[0] == pytest.approx(TRAINED_ON * once.shared[0])


def test_corrected_resampled_t() -> None:
    values = np.random.default_rng(8).normal(size=(3, 7))
    found = over_seeds(values, ratio=0.3 / 0.7)
    np.testing.assert_allclose(found.variance, values.var(1, ddof=1) * (1 / 7 + 0.3 / 0.7))
    assert found.df.tolist() == [6, 6, 6]
    stats = pytest.importorskip("scipy.stats")
    np.testing.assert_allclose(over_seeds(values).p(), stats.ttest_1samp(values, 0, axis=1).pvalue)


def test_what_never_differs_is_not_equal_for_ever() -> None:
    same = np.zeros((1, 3, 60))
    found = over_items(same, np.ones((3, 60)), fraction=True)
    assert found.p()[0] == 1
    assert found.p_equivalent(0.01)[0] > 0.05  # three in a hundred would hardly be noticed
    many = over_items(np.zeros((1, 3, 600)), np.ones((3, 600)), fraction=True)
    assert many.p_equivalent(0.01)[0] < 0.05
    assert over_seeds(np.zeros((1, 4))).p()[0] == 1
    assert np.isnan(over_seeds(np.ones((1, 1))).p()[0])


@pytest.mark.parametrize("seeds", [3, 5, 10])
@pytest.mark.parametrize(("own", "shared"), [(0, 0), (0, 0.5), (0.1, 0), (0.1, 0.3)])
def test_intervals_cover(seeds: int, own: float, shared: float) -> None:
    rng = np.random.default_rng(9)
    studies, items = 1500, 150
    latent = rng.normal(size=(studies, 2, seeds, items)) + rng.normal(size=(studies, 1, 1, items))
    latent += own * rng.normal(size=(studies, 2, seeds, 1))
    latent += shared * rng.normal(size=(studies, 2, 1, items))
    right = (latent > -1.2).astype(float)
    found = over_items(right[:, 0] - right[:, 1], np.ones((seeds, items)), fraction=True)
    low, high = found.interval()
    assert 0.93 < ((low <= 0) & (high >= 0)).mean() < 0.995


# -- power


def test_plan_keeps_its_power_where_the_variance_is_a_guess() -> None:
    rng = np.random.default_rng(10)
    decided = []
    for _ in range(600):
        pilot = over_seeds(rng.normal(0, 1, (1, 6)))
        seeds = plan(pilot, 0.8).seeds  # type: ignore[union-attr]
        decided.append(over_seeds(rng.normal(0.8, 1, (1, max(seeds, 3)))).p()[0] < 0.05)
    assert 0.75 < np.mean(decided) < 0.9


def test_more_of_what_is_the_limit() -> None:
    def estimate(own: float, noise: float, shared: float) -> Estimate:
        whole = (own + noise) / 10 + shared
        return Estimate(*(np.array([v]) for v in (0, whole, 50, 10, 100, own, noise, shared)))

    seeds = plan(estimate(0.01, 0, 0), 0.05)
    items = plan(estimate(0, 0, 0.001), 0.05)
    assert seeds is not None
    assert (seeds.seeds > 10, seeds.items) == (True, 1)
    assert items is not None
    assert items.seeds == 10
    assert items.items > 1
    assert plan(estimate(0.01, 0, 0.001), 1e-5) is None
    assert plan(estimate(0, 0, 0), 0.05) is None
    easy = plan(estimate(0.01, 0, 0), 1.0)
    assert easy is not None
    assert (easy.seeds, easy.items) == (10, 1)


# -- verdicts


def test_four_verdicts() -> None:
    settings = (MAX, AVG, MIN, WIDE["max"], WIDE["avg"])
    right = _right([0.8, 0.86, 0.74, 0.8, 0.8], 4000)
    right[4] = np.random.default_rng(0).permuted(right[4], axis=1)  # as accurate, on other items
    table = _table({}, settings, {"accuracy.top1": right})
    tests = {each["setting"]: each for each in compare_with(table, MAX.name, 0.01)}
    assert [tests[each.name]["verdict"] for each in settings[1:]] == [
        "better",
        "worse",
        "equivalent",
        "not decided",
    ]
    for each in tests.values():
        assert each["low"] < each["difference"] < each["high"]
        assert not each["exploratory"]


def test_exact_counts_need_no_test() -> None:
    macs = np.array([[100.0] * SEEDS, [200.0] * SEEDS, [100.0] * SEEDS])
    tests = compare_with(_table({"cost.macs": macs}, (MAX, AVG, MIN)), MAX.name, 0.01)
    assert [each["verdict"] for each in tests] == ["worse", "equivalent"]
    assert [each["p"] for each in tests] == [None, None]


def test_all_else_is_one_exploratory_family() -> None:
    rng = np.random.default_rng(11)
    names = ["accuracy.loss", "noise.mean", "shift.crop.mean"]
    table = _table({name: rng.normal(0.5, 0.01, (3, SEEDS)) for name in names}, (MAX, AVG, MIN))
    tests = compare_with(table, MAX.name, 0.01)
    assert all(each["exploratory"] and each["scope"] == "seeds" for each in tests)
    p = [each["p"] for each in tests]
    np.testing.assert_allclose(benjamini_yekutieli(p), [each["p_adjusted"] for each in tests])


def test_one_seed_and_failed_trials_decide_nothing() -> None:
    right = _right([0.5, 0.9, 0.9])
    one = _table({}, (MAX, AVG, MIN), {"accuracy.top1": right[:, :1]})
    result = sum_up(one, MAX.name, 0.01)
    assert {each["verdict"] for each in result["tests"]} == {"not decided"}
    assert "With one training" in result["recommendation"]["text"]
    assert {each["verdict"] for each in result["claims"]} == {UNDECIDED}

    items = np.arange(ITEMS)
    settings = (MAX, AVG, MIN)
    finished = [
        Finished(
            {
                "setting": setting.name,
                "seed": seed,
                "measures": {"accuracy.top1": right[i, seed].mean()},
                "status": "diverged" if (setting, seed) == (AVG, 3) else "ok",
                "reason": "the loss is not finite",
            },
            {"item": items, "accuracy.top1": right[i, seed]},
        )
        for i, setting in enumerate(settings)
        for seed in range(SEEDS)
    ]
    known = {"accuracy.top1": KNOWN["accuracy.top1"]}
    table = Table.of(finished, settings, known, TEST_SET)
    result = sum_up(table, MAX.name, 0.01)
    assert [each["setting"] for each in result["tests"]] == [MIN.name]
    why = f"diverged in 1 of {SEEDS} trainings: the loss is not finite"
    assert result["unsound"] == {AVG.name: why}
    assert AVG.name not in result["best"]
    assert result["summary"][AVG.name]["accuracy.top1"]["n"] == SEEDS - 1
    assert f"{AVG.name} decides nothing ({why})." in result["recommendation"]["text"]
    lost = next(e for e in result["claims"] if e["claim"].endswith("than average pooling."))
    assert lost["evidence"] == f"It needs {AVG.name}, which decides nothing here."
    assert sum_up(table, AVG.name, 0.01)["tests"] == []


def test_tables_hold_items_of_splits_and_groups() -> None:
    rng = np.random.default_rng(12)
    finished, whole = [], np.zeros((2, 3, 12))
    tested = [np.sort(rng.permutation(12)[:5]) for _ in range(3)]
    for i, setting in enumerate((MAX, AVG)):
        for seed, items in enumerate(tested):
            whole[i, seed, items] = rng.random(5)
            row = {
                "setting": setting.name,
                "seed": seed,
                "measures": {"noise.mean": whole[i, seed, items].mean()},
            }
            finished.append(Finished(row, {"item": items, "noise.mean": whole[i, seed, items]}))
    known = {"noise.mean": KNOWN["noise.mean"]}
    counts = np.array([np.bincount(items, minlength=12) for items in tested])
    seen = counts.sum(0) > 0
    table = Table.of(finished, (MAX, AVG), known, SPLITS)
    np.testing.assert_allclose(table.cells["noise.mean"].sums, whole[..., seen], rtol=1e-6)
    groups = np.arange(12) // 3
    by_group = Table.of(finished, (MAX, AVG), known, Design(False, 3 / 7, groups))
    np.testing.assert_allclose(
        by_group.cells["noise.mean"].sums, whole.reshape(2, 3, 4, 3).sum(3), rtol=1e-6
    )
    np.testing.assert_allclose(
        by_group.estimate("noise.mean", np.eye(2)).mean, table.of_measure("noise.mean").mean(1)
    )


def test_contrasts_use_the_seeds_that_are_complete() -> None:
    right = _right([0.8, 0.85, 0.7])
    table = _table({}, (MAX, AVG, MIN), {"accuracy.top1": right})
    table.values[2, 0, 4:] = np.nan
    contrasts = np.array([[1.0, -1, 0], [1, 0, -1]])
    found = table.estimate("accuracy.top1", contrasts)
    assert found.trainings.tolist() == [SEEDS, 4]
    part = _table({}, (MAX, AVG, MIN), {"accuracy.top1": right[:, :4]})
    _equal(found.at(1), part.estimate("accuracy.top1", contrasts[1:]))
    whole = _table({}, (MAX, AVG, MIN), {"accuracy.top1": right})
    _equal(found.at(0), whole.estimate("accuracy.top1", contrasts[:1]))


def test_the_best_is_among_those_that_may_be() -> None:
    rng = np.random.default_rng(13)
    settings = (MAX, AVG, MIN, *WIDE.values())
    lost = 0
    for _ in range(400):
        values = 0.8 + np.array([0.02, 0.02, 0.01, 0, 0, 0.015])[:, None]
        table = _table({"accuracy.top1": values + rng.normal(0, 0.01, (6, 6))}, settings)
        lost += MAX.name not in could_be_best(table)
    assert lost / 400 < 0.05 + 2 * 0.011
    clear = _accuracy([0.9, 0.9, 0.7], (MAX, AVG, MIN))
    assert could_be_best(clear) == [MAX.name, AVG.name]


def test_recommendation_stays_with_the_baseline_unless_something_is_shown() -> None:
    settings = (MAX, AVG, MIN)
    macs = {"cost.macs": np.array([[200.0] * SEEDS, [100.0] * SEEDS, [300.0] * SEEDS])}
    for chances, best in (
        ([0.8, 0.8, 0.8], [MAX.name]),
        ([0.8, 0.9, 0.8], [AVG.name]),
        ([0.8, 0.9, 0.9], [AVG.name, MIN.name]),
        ([0.8, 0.86, 0.9], [MIN.name]),
        ([0.9, 0.8, 0.8], [MAX.name]),
    ):
        table = _table(macs, settings, {"accuracy.top1": _right(chances, 4000)})
        found = sum_up(table, MAX.name, 0.01)["recommendation"]
        assert found["best"] == best, chances
        words = [word for word in ("better", "worse") if word in found["text"]]
        assert words == [word for word in ("better", "worse") if found[word]]
    alike = sum_up(
        _table(macs, settings, {"accuracy.top1": _right([0.8, 0.8, 0.7], 4000)}), MAX.name, 0.01
    )["recommendation"]["text"]
    assert f"{AVG.name} is equivalent to {MAX.name} within 1 point." in alike
    assert f"Of these, {AVG.name} takes the fewest multiply-adds" in alike


def test_claims_compare_like_with_like() -> None:
    # No window has an effect, but max and avg, the only ones at 3x3, are below all other poolings.
    soft = PoolSetting("soft", (2, 2), (2, 2))
    settings = (MAX, AVG, MIN, soft, WIDE["max"], WIDE["avg"])
    table = _accuracy([0.8, 0.8, 0.9, 0.9, 0.8, 0.8], settings)
    found = {each["claim"]: each for each in judge(table, 0.01)}
    window = found["Larger windows lose detail, and with it accuracy."]
    assert window["pairs"] == [[WIDE["max"].name, MAX.name], [WIDE["avg"].name, AVG.name]]
    assert window["verdict"] == SAME
    average = found["Max pooling is more accurate than average pooling."]
    assert average["pairs"] == [[MAX.name, AVG.name], [WIDE["max"].name, WIDE["avg"].name]]
    untested = found["Larger strides lose accuracy."]
    assert (untested["verdict"], untested["p"]) == (UNDECIDED, None)
    assert "needs one operator with two strides" in untested["evidence"]
    attacks = found["Average pooling withstands attacks better than max pooling."]
    assert attacks["evidence"] == "It needs --measures adversarial."
    assert "Larger windows hurt localisation." not in found  # nothing to be found in pictures


def test_claims_are_supported_and_contradicted() -> None:
    settings = (MAX, AVG, NONE)
    macs = {"cost.macs": np.array([[100.0] * SEEDS, [100.0] * SEEDS, [300.0] * SEEDS])}
    cells = {
        "accuracy.top1": _right([0.9, 0.8, 0.9], 4000),
        "noise.relative": _right([0.7, 0.8, 0.8], 4000),
    }
    claims = judge(_table(macs, settings, cells), 0.01)
    assert all(each["pairs"] or each["verdict"] == UNDECIDED for each in claims)
    assert {each["claim"]: each["verdict"] for each in claims if each["pairs"]} == {
        "Max pooling is more accurate than average pooling.": SUPPORTED,
        "Max pooling is more accurate than no pooling.": SAME,
        "Max pooling suppresses noise.": CONTRADICTED,
        "Average pooling withstands noise better than max pooling.": SUPPORTED,
        "Pooling saves computation.": SUPPORTED,
    }


def test_no_number_is_two_claims() -> None:
    pointing = "localization.pointing"
    table = Table(
        (MAX, replace(MAX, stride=(3, 3))),
        {pointing: TASKS["localisation"].quantities(("localization",))[pointing]},
        np.array([[[0.8] * SEEDS], [[0.5] * SEEDS]]),
        task=TASKS["localisation"],
    )
    found = [each["claim"] for each in judge(table, 0.01) if each["pairs"]]
    assert found == ["Larger strides hurt localisation."]


@pytest.mark.parametrize("task", ["text", "speech", "sound", "video", "pictures"])
@pytest.mark.parametrize("kernel", [None, (2, 2)])
def test_over_time_are_whole_sequences_alone(task: str, kernel: tuple[int, int] | None) -> None:
    settings = (replace(MAX, kernel=kernel, stride=None), replace(AVG, kernel=kernel, stride=None))
    table = replace(_accuracy([0.9, 0.8], settings), task=TASKS[task])
    found = {each["claim"]: each["pairs"] for each in judge(table, 0.01)}
    pair = [[each.name for each in settings]]
    sequences = task in ("text", "speech")
    text = "Max pooling over time is more accurate than the mean over time."
    space = "Max pooling is more accurate than average pooling."
    assert found.get(text) == ((pair if kernel is None else []) if sequences else None)
    assert found.get(space) == (None if sequences else pair)


def _in(network: str, *settings: PoolSetting) -> tuple[PoolSetting, ...]:
    return tuple(replace(each, network=network) for each in settings)


def _segmented(settings: tuple[PoolSetting, ...], chances: list[float]) -> dict[str, Any]:
    task, table = TASKS["segmentation"], _accuracy(chances, settings)
    table = replace(
        table,
        task=task,
        quantities={task.primary: task.quantities(("accuracy",))[task.primary]},
        cells={task.primary: table.cells["accuracy.top1"]},
    )
    return {each["claim"]: each for each in judge(table, 0.01)}


def test_claims_about_networks_pair_the_same_pooling() -> None:
    unet = _in("unet-small", MAX, AVG, NONE)
    plain, unpool = _in("plain-small", AVG, MAX, NONE), _in("unpool-small", AVG, MAX)
    chances = [0.9, 0.9, 0.7, 0.8, 0.8, 0.7, 0.8, 0.9]
    found = _segmented((*unet, *plain, *unpool), chances)
    skip = found["Skip connections recover what pooling lost."]
    assert skip["pairs"] == [[a.name, b.name] for a, b in ((MAX_U, MAX_P), (AVG_U, AVG_P))]
    assert skip["verdict"] == SUPPORTED
    back = found["Unpooling to the places of the maxima recovers detail better than upsampling."]
    assert back["pairs"] == [["max 2x2/2 in unpool-small", MAX_P.name]]
    assert back["verdict"] == SUPPORTED
    # Of these operators and windows each is compared within its network only.
    average = found["Max pooling is more accurate than average pooling."]["pairs"]
    assert len(average) == 3
    assert all(a.partition(" in ")[2] == b.partition(" in ")[2] for a, b in average)
    alone = _segmented((*unet, *_in("unet-small", WIDE["max"])), chances[:4])
    needs = alone["Skip connections recover what pooling lost."]["evidence"]
    assert "needs the networks unet-small and plain-small with the same pooling" in needs


MAX_U, AVG_U = _in("unet-small", MAX, AVG)
MAX_P, AVG_P = _in("plain-small", MAX, AVG)


def test_windows_are_compared_within_a_network() -> None:
    wide = _in("plain-small", WIDE["max"])
    found = _segmented((MAX_U, MAX_P, *wide), [0.9, 0.8, 0.7])
    window = found["Larger windows lose detail, and with it accuracy."]
    assert window["pairs"] == [[wide[0].name, MAX_P.name]]
    assert not _segmented((MAX_U, *wide), [0.9, 0.7])[window["claim"]]["pairs"]


@pytest.mark.parametrize(
    ("gain", "verdict"), [(2.0, SUPPORTED), (-2.0, CONTRADICTED), (0.0, UNDECIDED)]
)
def test_a_difference_within_settings_is_tested_against_nothing(gain: float, verdict: str) -> None:
    rng = np.random.default_rng(14)
    conv = PoolSetting("conv", (2, 2), (2, 2))
    items = np.arange(50)
    finished = []
    for setting in (MAX, AVG, conv):
        for seed in range(4):
            # A convolution keeps nothing before it is trained.
            gains = gain + rng.normal(0, 1, len(items)) if setting != conv else None
            row = {"setting": setting.name, "seed": seed, "measures": {GAIN: None}}
            outcomes: dict[str, Any] = {"item": items}
            if gains is not None:
                row["measures"], outcomes = {GAIN: gains.mean()}, {"item": items, GAIN: gains}
            finished.append(Finished(row, outcomes))
    known = PICTURES.quantities(("detail",))
    table = Table.of(finished, (MAX, AVG, conv), {GAIN: known[GAIN]}, TEST_SET)
    assert table.scope(GAIN) == "items"
    (claim,) = (each for each in judge(table, 0.01) if each["pairs"])
    assert claim["pairs"] == [[MAX.name], [AVG.name]]
    assert (claim["verdict"], claim["scope"]) == (verdict, "items")
    assert claim["difference"] == pytest.approx(table.of_measure(GAIN)[:2].mean())
    assert claim["low"] < claim["difference"] < claim["high"]
    assert f"{MAX.name} and {AVG.name}: " in claim["evidence"]
    assert "the mean of 2 settings" in claim["evidence"]


def test_pairs_are_the_differences_of_their_settings_and_the_baselines_among_them() -> None:
    table = _accuracy([0.9, 0.6, 0.9], (MAX, AVG, MIN))
    pairs = every_pair(table, 0.01)
    assert [(each["first"], each["second"]) for each in pairs] == [
        (MAX.name, AVG.name), (MAX.name, MIN.name), (AVG.name, MIN.name)
    ]  # fmt: skip
    means = dict(zip(table.names, table.of_measure(table.primary).mean(1), strict=True))
    for each in pairs:
        difference = means[each["first"]] - means[each["second"]]
        assert each["difference"] == pytest.approx(difference)
        assert each["low"] < difference < each["high"]
    assert [each["verdict"] for each in pairs] == ["better", "equivalent", "worse"]
    test = next(t for t in compare_with(table, MAX.name, 0.01) if t["setting"] == AVG.name)
    assert (test["low"], test["high"]) == pytest.approx((-pairs[0]["high"], -pairs[0]["low"]))
    unsound = every_pair(replace(table, unsound={AVG.name: "diverged"}), 0.01)
    assert [(each["first"], each["second"]) for each in unsound] == [(MAX.name, MIN.name)]
    # Who was left out still counts.
    assert unsound[0]["p_equivalent"] == pytest.approx(3 * min(
        table.estimate(table.primary, np.array([[1, 0, -1]])).p_equivalent(0.01)))  # fmt: skip
    assert every_pair(_table({}, (MAX,), {"accuracy.top1": _right([0.9])}), 0.01) == []


def test_classes_are_summed_up_of_their_own_items() -> None:
    right, labels = _right([0.9, 0.6]), np.arange(ITEMS) % 3
    finished = [
        Finished(
            {"setting": setting.name, "seed": seed, "measures": {}},
            {"item": np.arange(ITEMS), "label": labels, "accuracy.top1": right[i, seed]},
        )
        for i, setting in enumerate((MAX, AVG))
        for seed in range(SEEDS)
    ]
    given = (finished, (MAX, AVG), KNOWN, TEST_SET, PICTURES)
    found = by_class(*given, ["a", "b", "c", "nowhere"])
    assert [each["class"] for each in found] == ["a", "b", "c", "nowhere"]
    assert found[-1]["settings"] == {}
    for number, each in enumerate(found[:-1]):
        for i, setting in enumerate((MAX, AVG)):
            told = each["settings"][setting.name]
            assert told["mean"] == pytest.approx(right[i][:, labels == number].mean())
            assert told["low"] < told["mean"] < told["high"]
            assert told["n"] == SEEDS
    assert by_class(*given, ["a"] * 101) == []
    for trial in finished:  # of an earlier version, which kept no labels
        del trial.outcomes["label"]
    assert by_class(*given, ["a", "b", "c"]) == []
