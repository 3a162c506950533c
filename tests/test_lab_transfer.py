"""What is learnt on one data set helps on another just where there is something to be learnt."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from poolwise.lab import Study
from poolwise.lab.data.dataset import Dataset, Design, Inputs, Labelled, split
from poolwise.lab.networks.building import build
from poolwise.lab.networks.parts import Spec
from poolwise.lab.running.transfer import adopt, with_other
from poolwise.lab.running.trial import Finished, Plan, _head, run_trial
from poolwise.lab.settings import PoolSetting
from poolwise.lab.statistics.claims import judge
from poolwise.lab.statistics.tables import Table
from poolwise.lab.tasks.pictures import PICTURES

pytestmark = pytest.mark.usefixtures("workers_here")

NETWORK = """
from torch import nn

def linear(image_size, num_classes=2):
    return nn.Sequential(
        nn.MaxPool2d(1), nn.Flatten(), nn.Linear(image_size[0] * image_size[1], num_classes)
    )

def of_two(image_size):
    return linear(image_size)
"""
MAX = PoolSetting("max")


@pytest.fixture
def linear(tmp_path: Path) -> str:
    (tmp_path / "linear.py").write_text(NETWORK)
    return f"{tmp_path / 'linear.py'}:linear"


def _noisy(items: int = 600, side: int = 8, seed: int = 0, *, random: bool = False) -> Dataset:
    """Two patterns that lie deep in noise: a tenth of these pictures is too few to find them."""
    generator = np.random.default_rng(seed)
    labels = np.arange(items) % 2
    pattern = np.random.default_rng(1).choice([-1.0, 1.0], (side, side))
    noise = generator.normal(0, 0.15, (items, 1, side, side))
    pixels = 0.5 + noise + 0.025 * pattern * (2 * labels - 1)[:, None, None, None]
    if random:
        generator.shuffle(labels)
    return Dataset("noisy", Labelled(pixels.astype(np.float32), labels), ("a", "b"))


def _plan(model: str, **changes: Any) -> Plan:
    study = Study(measures=("accuracy",), transfer_to="digits", epochs=30)
    return replace(Plan.of(study, "cpu"), model=model, **changes)


def _numbers(model: str, first: Dataset, other: Dataset) -> dict[str, float]:
    data = replace(first, other=other)
    row = run_trial(_plan(model, learning_rates=(0.01,)), data, MAX, 0).row
    return {name.partition(".")[2]: each for name, each in row["measures"].items()}


def test_what_is_learnt_helps_on_the_same_and_not_on_random_classes(linear: str) -> None:
    data = _noisy()
    same = _numbers(linear, data, data)
    assert same["alone"] < same["top1"] - 0.05
    assert same["tuned"] > same["alone"] + 0.05
    assert same["gain"] == pytest.approx(same["tuned"] - same["alone"])
    random = _numbers(linear, data, _noisy(random=True))
    assert abs(random["alone"] - 0.5) < 0.15
    assert abs(random["gain"]) < 0.12


def test_alone_is_what_a_tenth_gives(linear: str) -> None:
    """Nothing of the first set reaches the network that is trained alone."""
    other = _noisy(200, seed=3)
    found = [_numbers(linear, _noisy(80, seed=each), other)["alone"] for each in (0, 5)]
    assert found[0] == found[1]


@pytest.mark.parametrize("network", PICTURES.networks)
def test_heads_are_what_depends_on_the_classes(network: str) -> None:
    plan = replace(_plan(""), network=network, width=2)
    data = _noisy(40, 24)
    head = _head(plan, data, PoolSetting("max", (2, 2), (2, 2)), 0)
    assert {name.rpartition(".")[2] for name in head} == {"weight", "bias"}
    assert len(head) == 2


def test_heads_begin_anew_and_all_else_is_kept() -> None:
    three, two = (build(MAX, Spec((1, 16, 16), n), width=2, seed=n) for n in (3, 2))
    three[1].running_mean.fill_(7)
    before = {name: each.clone() for name, each in two.state_dict().items()}
    head = {"10.weight", "10.bias"} & before.keys() or {
        n for n, e in three.state_dict().items() if before[n].shape != e.shape
    }
    adopt(two, three, head)
    for name, each in two.state_dict().items():
        expected = before[name] if name in head else three.state_dict()[name]
        assert torch.equal(each, expected), name


def test_networks_of_fixed_classes_keep_their_head(linear: str) -> None:
    assert _head(_plan(linear.replace(":linear", ":of_two")), _noisy(40), MAX, 0) == set()
    assert _head(_plan(linear), _noisy(40), MAX, 0) == {"2.weight", "2.bias"}


def test_outcomes_are_those_of_the_others_items(linear: str) -> None:
    other = replace(_noisy(200, seed=2), groups=np.arange(200) // 4)
    data = replace(_noisy(80), other=other)
    found = run_trial(_plan(linear, epochs=1), data, MAX, 1)
    tested = split(other, 1).test.items
    assert len(found.outcomes["item"]) == len(found.outcomes["accuracy.top1"]) != len(tested)
    assert len(found.outcomes["transfer.gain"]) == len(tested)
    np.testing.assert_array_equal(found.outcomes["transfer.unit"], tested // 4)


def _finished(setting: str, seed: int, gain: Any, right: Any) -> Finished:
    measures = {"accuracy.top1": float(np.mean(right)), "transfer.gain": float(np.mean(gain))}
    row = {"setting": setting, "seed": seed, "status": "ok", "measures": measures}
    arrays = {"accuracy.top1": np.array(right), "transfer.gain": np.array(gain)}
    return Finished(row, {"item": np.arange(3), "transfer.unit": np.arange(5) // 2, **arrays})


def test_uncertainty_is_over_the_others_items() -> None:
    settings = [PoolSetting("max"), PoolSetting("none")]
    task = PICTURES
    quantities = {
        name: each
        for name, each in task.quantities(("accuracy", "transfer")).items()
        if name in ("accuracy.top1", "transfer.gain")
    }
    generator = np.random.default_rng(0)
    trials = [
        _finished(each.name, seed, generator.normal(size=5), [1, 0, seed % 2])
        for seed in range(3)
        for each in settings
    ]
    for test_set in (True, False):
        table = Table.of(trials, settings, quantities, Design(test_set, 3 / 7))
        assert table.cells["accuracy.top1"].counts.shape == (3, 3)
        assert table.cells["transfer.gain"].counts.tolist() == [[2, 2, 1]] * 3
        assert table.scope("transfer.gain") == "items"
        found = table.estimate("transfer.gain", np.array([[1.0, -1.0]]))
        assert found.mean[0] == pytest.approx(
            np.diff(table.of_measure("transfer.gain"), axis=0).mean() * -1
        )
        assert found.units[0] == 3
    # Without the items it holds for more trainings alone, however the first set is split.
    bare = [
        Finished(row, {k: v for k, v in o.items() if k != "transfer.gain"}) for row, o in trials
    ]
    table = Table.of(bare, settings, quantities, Design(False, 3 / 7))
    assert (table.scope("transfer.gain"), table.scope("accuracy.top1")) == ("seeds", "items")
    assert table.estimate("transfer.gain", np.array([[1.0, -1.0]])).shared[0] == 0


def _pictures(channels: int, side: int, name: str = "first", seed: int = 0) -> Dataset:
    pixels = np.random.default_rng(seed).random((20, channels, side, side), np.float32)
    return Dataset(name, Labelled(pixels, np.arange(20) % 2), ("a", "b"))


def _sequences(inputs: Inputs, lengths: Any, words: tuple[str, ...] = ()) -> Dataset:
    part = Labelled(inputs, np.arange(len(inputs)) % 2, lengths=np.array(lengths))
    task, kind = ("text", "texts") if words else ("speech", "recordings")
    return Dataset("other", part, ("a", "b"), task=task, kind=kind, vocabulary=words)


def _other(monkeypatch: pytest.MonkeyPatch, first: Dataset, other: Dataset) -> Dataset:
    monkeypatch.setattr("poolwise.lab.running.transfer.load", lambda *given, **more: other)
    found = with_other(first, "it").other
    assert found is not None
    return found


def test_grey_and_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    grey, colour = _pictures(1, 6), _pictures(3, 6, "second", 1)
    same = _other(monkeypatch, grey, grey).examples.inputs
    np.testing.assert_array_equal(same, grey.examples.inputs)
    coloured = _other(monkeypatch, colour, grey).examples.inputs
    assert coloured.shape == (20, 3, 6, 6)
    assert (coloured == grey.examples.inputs).all()
    back = _other(
        monkeypatch, grey, replace(colour, examples=replace(colour.examples, inputs=coloured))
    )
    np.testing.assert_allclose(back.examples.inputs, grey.examples.inputs, rtol=1e-6)


def test_texts_are_put_into_the_first_ones_words(monkeypatch: pytest.MonkeyPatch) -> None:
    first = _sequences(np.ones((4, 3), np.int64), [3] * 4, ("", "?unknown", "good", "film"))
    tokens = np.array([[2, 3, 4, 2], [3, 0, 0, 0]])
    other = _sequences(tokens, [4, 1], ("", "?", "film", "odd", "good"))
    found = _other(monkeypatch, first, other)
    assert found.examples.inputs.tolist() == [[3, 1, 2], [1, 0, 0]]
    assert found.examples.lengths is not None
    assert found.examples.lengths.tolist() == [3, 1]
    assert found.vocabulary == first.vocabulary
    motifs = replace(other, vocabulary=("", "1", "2", "3", "4"))
    with pytest.raises(ValueError, match="its tokens are others, and stand for no words"):
        _other(monkeypatch, first, motifs)


def test_sequences_are_filled_to_the_first_ones_length(monkeypatch: pytest.MonkeyPatch) -> None:
    first = _sequences(np.ones((4, 2, 5), np.float32), [5, 4, 3, 5])
    other = _sequences(np.ones((4, 2, 3), np.float32), [3, 2, 3, 1])
    found = _other(monkeypatch, first, other).examples
    assert found.inputs.shape == (4, 2, 5)
    assert not found.inputs[..., 3:].any()
    more = _sequences(np.ones((4, 3, 5), np.float32), [5, 4, 3, 5])
    with pytest.raises(ValueError, match="its recordings are 3 x 5, and those of 'other' 2 x 5"):
        _other(monkeypatch, first, more)
    endless = replace(other, examples=replace(other.examples, lengths=None))
    with pytest.raises(ValueError, match="its recordings end at the same time, and those of"):
        _other(monkeypatch, first, endless)


@pytest.mark.parametrize(
    ("other", "message"),
    [
        ("motifs", "transfer_to='motifs' cannot be used: task='pictures' cannot be done with"),
        ("nowhere", "transfer_to='nowhere' cannot be used: data='nowhere' is neither"),
    ],
)
def test_what_cannot_be_transferred_to_is_told(other: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        with_other(_pictures(1, 6), other)


def test_copies_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    data = _pictures(1, 6)
    monkeypatch.setattr("poolwise.lab.running.transfer.load", lambda *given, **more: data)
    found = with_other(data, "it")
    assert any(
        note.startswith("20 of the 20 images of first are in first, too") for note in found.notes
    )
    assert any(n.startswith("Transfer is to first: 20 images of 2 cl") for n in found.notes)
    assert found.digest != data.digest


def test_studies_that_make_no_sense_are_refused() -> None:
    with pytest.raises(ValueError, match="measures='transfer' needs transfer_to"):
        Study(measures=("transfer",))
    with pytest.raises(ValueError, match="is not for compression, which has no measure of"):
        Study(task="compression", transfer_to="digits")
    assert "transfer" not in Study(measures=("all",)).taken
    assert Study(transfer_to="digits").taken[:3] == ("accuracy", "overfitting", "transfer")


def test_a_study_judges_the_claim() -> None:
    study = Study(
        data="faces", transfer_to="faces", pool=("max", "none"), kernel=("2",), seeds=2, epochs=40,
        learning_rate=(1e-9,), measures=("accuracy",), width=2,
    )  # fmt: skip
    assert Study.from_toml(study.to_toml()) == study
    assert study.command().startswith("poolwise compare --data faces --transfer-to faces")
    data = replace(_noisy(60), other=_noisy(60, seed=2))
    plan, known = Plan.of(study, "cpu"), study.about.quantities(study.taken)
    found = [run_trial(plan, data, each, seed) for seed in range(2) for each in study.settings]
    table = Table.of(found, study.settings, known, data.design, study.about)
    claims = judge(table, study.margin)
    (claim,) = (each for each in claims if each["measure"] == "transfer.gain")
    assert claim["pairs"] == [["max 2x2/2", "none"]]
    assert claim["scope"] == "items"
