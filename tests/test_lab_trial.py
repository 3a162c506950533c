"""Trials repeat bit for bit, learn, and are known by everything that determines their row."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from poolwise.lab.data.dataset import Dataset, Labelled, split
from poolwise.lab.load import load, task_of
from poolwise.lab.measures import cost
from poolwise.lab.networks import training
from poolwise.lab.networks.training import (
    BEGUN,
    HORIZON,
    LONGER,
    PATIENCE,
    SOONER,
    fabric,
    one_repeatable_thread,
    train,
)
from poolwise.lab.planning.study import Study
from poolwise.lab.running.keys import code_version, key_of
from poolwise.lab.running.timing import time_settings
from poolwise.lab.running.trial import Plan, build_network, prepare, run_trial
from poolwise.lab.settings import PoolSetting

MAX = PoolSetting("max", (2, 2), (2, 2))


def _plan(**changes: object) -> Plan:
    return replace(Plan.of(Study(), "cpu"), **changes)  # type: ignore[arg-type]


def test_a_trial_repeats_bit_for_bit() -> None:
    data, plan = load("faces"), _plan(epochs=2, learning_rates=(0.003, 0.01))
    before = torch.get_num_threads(), torch.are_deterministic_algorithms_enabled()
    first, again = (run_trial(plan, data, PoolSetting("conv", (3, 3), (2, 2)), 1) for _ in "ab")
    assert first.row == again.row
    assert first.outcomes.keys() == again.outcomes.keys()
    for name, each in first.outcomes.items():
        np.testing.assert_array_equal(each, again.outcomes[name])
    assert first.row["measures"] != run_trial(plan, data, MAX, 2).row["measures"]
    assert (torch.get_num_threads(), torch.are_deterministic_algorithms_enabled()) == before


def test_vgg_small_with_max_pooling_reads_digits() -> None:
    with one_repeatable_thread():
        plan = _plan(epochs=8, learning_rates=(0.01,))
        assert prepare(plan, load("digits"), MAX, 0).clean_accuracy >= 0.97


@pytest.mark.parametrize(
    ("data", "network", "pool"),
    [("faces", "vgg-small", "stochastic"), ("motifs", "text-cnn", "attention")],
)
def test_what_a_network_costs_is_counted_once_for_all_seeds(
    data: str, network: str, pool: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cost, "_KNOWN", {})
    given, plan = load(data), _plan(task=task_of(data), network=network, epochs=1)
    settings = [PoolSetting(pool), PoolSetting("avg")]
    made = {(s, seed): prepare(plan, given, s, seed) for s in settings for seed in (0, 1)}
    taken = {each: cost.COST.take(context) for each, context in made.items()}
    assert len(cost._KNOWN) == len(settings)
    afresh = {each: cost.COST.take(replace(c, form=None)) for each, c in made.items()}
    assert taken == afresh
    assert taken[settings[0], 0] != taken[settings[1], 0]


def test_faces_are_learnt() -> None:
    with one_repeatable_thread():
        assert prepare(_plan(learning_rates=(0.01,)), load("faces"), MAX, 0).clean_accuracy > 0.9


def test_half_precision_runs() -> None:
    row = run_trial(
        _plan(epochs=1, precision="bf16-mixed", measures=("accuracy",)), load("faces"), MAX, 0
    ).row
    assert 0 <= row["measures"]["accuracy.top1"] <= 1


def test_a_device_that_is_not_there() -> None:
    if torch.cuda.is_available():
        pytest.skip("this machine has it")
    with pytest.raises(ValueError, match="device='cuda' with precision='32-true' cannot be used"):
        fabric("cuda", "32-true")


def test_times_are_taken_for_every_block() -> None:
    settings = [MAX, PoolSetting("none")]
    times = time_settings(_plan(), load("faces"), settings, blocks=2)
    assert list(times) == ["max 2x2/2", "none"]
    assert all(len(blocks) == 2 for blocks in times.values())
    assert all(0 < block["time.forward_ms"] < 10_000 for block in times["none"])


def test_keys_follow_what_determines_a_row() -> None:
    assert len(code_version()) == 64
    plans = [
        _plan(),
        _plan(epochs=3),
        _plan().doubled(),
        _plan(learning_rates=(0.01,)),
        _plan(precision="bf16-mixed"),
        _plan(measures=("noise",)),
    ]
    assert len({key_of(plan.as_dict()) for plan in plans}) == len(plans)


def test_outcomes_are_kept_for_every_test_item() -> None:
    data = load("faces")
    row, outcomes = run_trial(_plan(epochs=1, measures=("accuracy",)), data, MAX, 0)
    tested = split(data, 0).test
    assert (outcomes["item"] == tested.items).all()
    assert (outcomes["label"] == tested.labels).all()
    assert (outcomes["input"] == tested.inputs[0]).all()
    assert outcomes["map"].shape == (16, 7, 7)
    assert set(outcomes["accuracy.top1"].tolist()) <= {0.0, 1.0}
    assert row["measures"]["accuracy.top1"] == pytest.approx(outcomes["accuracy.top1"].mean())


def _bright(size: int = 8, images: int = 60) -> Dataset:
    """Dark and bright pictures, told apart by any one pixel."""
    generator = np.random.default_rng(0)
    labels = np.arange(images) % 2
    pixels = labels[:, None, None, None] * 0.6 + generator.uniform(0, 0.3, (images, 1, size, size))
    return Dataset("bright", Labelled(pixels.astype(np.float32), labels), ("dark", "bright"))


NETWORKS = """
import torch
from torch import nn

class Weighed(nn.Module):
    def __init__(self):
        super().__init__()
        self.pool = nn.MaxPool2d(1)
        self.linear = nn.Linear(1, 2)
        self.calls = 0
    def forward(self, x):
        return self.linear(self.pool(x).mean((2, 3))) * self.factor(x)
    def factor(self, x):
        return 1

class Constant(Weighed):
    def factor(self, x):
        return 0

class Broken(Weighed):
    def factor(self, x):
        return float("nan")

class BrokenLater(Weighed):
    def factor(self, x):
        self.calls += self.training
        return float("inf") if self.calls > 40 else 1

class BrokenInUse(Weighed):
    def factor(self, x):
        return 1 if self.training or len(x) != 18 else float("inf")

class Pixel(Weighed):
    def forward(self, x):
        return self.linear(self.pool(x)[:, :, 0, 0])
"""


@pytest.fixture
def networks(tmp_path: Path) -> Path:
    (tmp_path / "networks.py").write_text(NETWORKS)
    return tmp_path / "networks.py"


def _row(networks: Path, name: str, data: Dataset | None = None, **changes: Any) -> dict[str, Any]:
    plan = _plan(model=f"{networks}:{name}", batch=16, **changes)
    return run_trial(plan, data or _bright(), PoolSetting("max"), 0).row


def _robust(row: dict[str, Any]) -> dict[str, float | None]:
    names = ("shift.crop.mean", "shift.circular.mean", "shift.circular.change", "noise.relative")
    return {name: row["measures"][name] for name in names}


def test_a_constant_network_is_told_and_not_called_robust(networks: Path) -> None:
    row = _row(networks, "Constant")
    assert (row["status"], row["measures"]["accuracy.top1"]) == ("ok", 0.5)
    assert set(_robust(row).values()) == {None}
    assert {row["marks"][name] for name in _robust(row)} == {"floor"}


@pytest.mark.parametrize("name", ["Broken", "BrokenLater", "BrokenInUse"])
def test_a_network_of_nan_diverged_and_has_no_accuracy(name: str, networks: Path) -> None:
    plan = _plan(model=f"{networks}:{name}", batch=16, epochs=30, learning_rates=(0.001,))
    row, outcomes = run_trial(plan, _bright(), PoolSetting("max"), 0)
    assert row["status"] == "diverged"
    assert row["reason"]
    assert row["measures"].keys() == {k for k in row["measures"] if k.startswith("cost.")}
    assert outcomes.keys() == {"item", "label"}


def test_a_rate_that_diverges_is_not_chosen() -> None:
    plan = _plan(epochs=8, learning_rates=(1e30, 0.01), measures=("accuracy",), batch=16)
    row = run_trial(plan, _bright(), MAX, 0).row
    assert row["learning_rate"] == 0.01
    assert row["status"] != "diverged"
    assert run_trial(replace(plan, learning_rates=(1e30,)), _bright(), MAX, 0).row["status"] == (
        "diverged"
    )


def test_a_perfectly_invariant_network_is_at_its_ceiling(networks: Path) -> None:
    row = _row(networks, "Weighed", learning_rates=(0.03,))
    assert row["measures"]["accuracy.top1"] == 1
    assert row["measures"]["shift.circular.mean"] == 1
    assert row["marks"]["shift.circular.mean"] == "ceiling"
    assert row["measures"]["shift.circular.change"] == pytest.approx(0, abs=1e-6)
    assert row["measures"]["cost.receptive_field"] == 1


def test_a_network_that_looks_at_one_pixel_is_not_invariant(networks: Path) -> None:
    data = _bright()
    data.examples.inputs[:, :, 2:] = 0.4
    row = _row(networks, "Pixel", data, learning_rates=(0.03,))
    assert row["measures"]["accuracy.top1"] == 1
    assert row["measures"]["shift.circular.mean"] < 0.9
    assert row["measures"]["cost.receptive_field"] == 1


@pytest.mark.parametrize("network", ["vgg-small", "Pixel"])
def test_pictures_of_one_pixel(network: str, networks: Path) -> None:
    model = "" if network == "vgg-small" else f"{networks}:{network}"
    plan = _plan(model=model, batch=16, learning_rates=(0.03,))
    row = run_trial(plan, _bright(1), MAX if not model else PoolSetting("max"), 0).row
    assert row["measures"]["accuracy.top1"] > 0.9
    assert row["measures"]["shift.crop.mean"] is None  # nothing can move
    assert row["measures"]["cost.map_size"] == row["measures"]["cost.receptive_field"] == 1


def test_training_ends_on_the_plateau_and_not_with_the_budget() -> None:
    plan = _plan(learning_rates=(0.01,), measures=("accuracy",), batch=16)
    data = _bright()
    row = run_trial(plan, data, MAX, 0).row
    assert row["status"] == "ok"
    assert PATIENCE < row["epochs"] < plan.epochs
    for name in ("training_losses", "validation_losses"):
        assert len(row[name]) == row["epochs"]
        assert row[name][-1] < 0.1 * row[name][0]
    # What has converged does not change with the budget.
    assert run_trial(plan.doubled(), data, MAX, 0).row == row
    for epochs, reason in ((3, "9 steps, too few to tell"), (BEGUN // 3 + 2, "still fell")):
        cut = run_trial(replace(plan, epochs=epochs), data, MAX, 0).row
        assert (cut["status"], cut["epochs"]) == ("not converged", epochs)
        assert reason in cut["reason"]


@pytest.mark.parametrize("images", [60, 700])
def test_what_has_learnt_nothing_may_take_longer(images: int, networks: Path) -> None:
    data = _bright(images=images)
    steps = math.ceil(len(split(data, 0).train) / 16)
    row = _row(networks, "Constant", data, epochs=60, learning_rates=(0.01,))
    assert row["epochs"] == BEGUN // steps + LONGER * PATIENCE


def test_a_larger_rate_is_chosen_only_where_it_is_much_better(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plan = _plan(epochs=30, batch=16, learning_rates=(0.03, 0.001), measures=("accuracy",))

    def chosen(margin: float) -> float:
        monkeypatch.setattr(training, "SOONER", margin)
        return prepare(plan, _bright(), MAX, 0).trained.course.learning_rate

    assert chosen(0.02) == 0.03  # which has learnt all in three passes, and the other one little
    assert chosen(2.0) == 0.001


def test_what_is_kept_is_the_mean_of_the_weights_over_a_pass(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    weights, step = [], torch.optim.AdamW.step

    def noted(self: torch.optim.AdamW, closure: Any = None) -> Any:
        result = step(self, closure)
        weights.append(self.param_groups[0]["params"][0].detach().clone())
        return result

    monkeypatch.setattr(torch.optim.AdamW, "step", noted)
    plan = _plan(epochs=3, batch=8, learning_rates=(0.01,), measures=("accuracy",))
    context = prepare(plan, _bright(), MAX, 0)
    steps = len(weights) // 3
    mean, after_passes = weights[0], []
    for number, each in enumerate(weights, 1):
        mean = torch.lerp(mean, each, 1 / max(steps, HORIZON))
        after_passes += [mean] if number % steps == 0 else []
    kept = next(context.trained.network.parameters())
    assert steps > 2
    assert any(torch.allclose(kept, each, rtol=1e-5, atol=1e-7) for each in after_passes)


def test_the_rate_grows_over_the_first_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    rates, step = [], torch.optim.AdamW.step

    def noted(self: torch.optim.AdamW, closure: Any = None) -> Any:
        rates.append(self.param_groups[0]["lr"])
        return step(self, closure)

    monkeypatch.setattr(torch.optim.AdamW, "step", noted)
    plan = _plan(epochs=2, batch=8, learning_rates=(0.01,), measures=("accuracy",))
    run_trial(plan, _bright(), MAX, 0)
    first, second = rates[: len(rates) // 2], rates[len(rates) // 2 :]
    assert first == pytest.approx([0.01 * (k + 1) / len(first) for k in range(len(first))])
    assert len(first) > 2
    assert set(second) == {0.01}


def test_the_best_weights_are_kept_and_the_rate_is_the_best_one() -> None:
    data = _bright()
    parts = split(data, 0)
    given = (parts.train, parts.validation, 3)
    plan = _plan(epochs=24, learning_rates=(1e-6, 0.01, 0.003))

    def loss(rates: tuple[float, ...], epochs: int) -> tuple[float, float]:
        recipe = replace(plan.recipe, learning_rates=rates, epochs=epochs)
        build = partial(build_network, plan, data, MAX, 0)
        trained = train(build, *given, recipe, 0)
        logits = torch.from_numpy(trained(parts.validation.inputs))
        labels = torch.from_numpy(parts.validation.labels)
        return trained.course.learning_rate, float(nn.functional.cross_entropy(logits, labels))

    with one_repeatable_thread():
        begun = math.ceil(BEGUN / 3)
        losses = [loss((0.01,), begun + epochs)[1] for epochs in (0, 1, 2, 4, 8, 16)]
        assert losses == sorted(losses, reverse=True)  # never worse for going on
        tried = {rate: loss((rate,), plan.recipe.trial_epochs)[1] for rate in plan.learning_rates}
        chosen, _ = loss(plan.learning_rates, 24)
        best = min(tried.values()) + SOONER * math.log(2)
        assert chosen == min(rate for rate, found in tried.items() if found <= best)


def test_rows_say_how_the_training_went() -> None:
    row = run_trial(_plan(epochs=2, measures=("accuracy",)), load("faces"), MAX, 3).row
    assert row["learning_rate"] in Study().learning_rate
    assert row["epochs"] == 2
    assert (row["status"], row["marks"]) == ("not converged", {})
