"""Trials repeat bit for bit, learn, and are known by everything that determines their row."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from poolwise.lab.data import load, split
from poolwise.lab.keys import code_version, key_of
from poolwise.lab.settings import PoolSetting
from poolwise.lab.study import Study
from poolwise.lab.timing import time_settings
from poolwise.lab.training import fabric, one_repeatable_thread
from poolwise.lab.trial import Plan, prepare, run_trial

MAX = PoolSetting("max", (2, 2), (2, 2))


def _plan(**changes: object) -> Plan:
    return replace(Plan.of(Study(), "cpu"), **changes)  # type: ignore[arg-type]


def test_a_trial_repeats_bit_for_bit() -> None:
    data, plan = load("faces"), _plan(epochs=1)
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
        assert prepare(_plan(), load("digits"), MAX, 0).clean_accuracy >= 0.97


def test_faces_are_learnt() -> None:
    with one_repeatable_thread():
        assert prepare(_plan(), load("faces"), MAX, 0).clean_accuracy > 0.9


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
    plans = [_plan(), _plan(epochs=3), _plan(precision="bf16-mixed"), _plan(measures=("noise",))]
    assert len({key_of(plan.as_dict()) for plan in plans}) == len(plans)


def test_outcomes_are_kept_for_every_test_item() -> None:
    data = load("faces")
    row, outcomes = run_trial(_plan(epochs=1, measures=("accuracy",)), data, MAX, 0)
    assert (outcomes["item"] == split(data, 0).test.items).all()
    assert set(outcomes["accuracy.top1"].tolist()) <= {0.0, 1.0}
    assert row["measures"]["accuracy.top1"] == pytest.approx(outcomes["accuracy.top1"].mean())
