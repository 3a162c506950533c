"""Each measure against numbers that are known beforehand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from poolwise import nn as pooling_nn
from poolwise.lab import counting
from poolwise.lab.data import Images, Labelled
from poolwise.lab.measures import MEASURES, Context, quantities
from poolwise.lab.measures.noise import STRENGTHS, damaged
from poolwise.lab.measures.overfitting import subset
from poolwise.lab.measures.shift import RADII, shifted


@dataclass(frozen=True)
class Fake:
    """A "network" made of a function from images to logits."""

    function: Any
    network: nn.Module | None = None

    def __call__(self, images: Images) -> Any:
        return self.function(images)

    def inputs(self, images: Images) -> torch.Tensor:
        return torch.tensor(images)


def _brightness(images: Images) -> Any:
    mean = images.mean(axis=(1, 2, 3))
    return np.stack([0.5 - mean, mean - 0.5], axis=1) * 100


def _corner(images: Images) -> Any:
    return np.stack([0.5 - images[:, 0, 0, 0], images[:, 0, 0, 0] - 0.5], axis=1) * 100


def _context(function: Any) -> Context:
    generator = np.random.default_rng(0)
    labels = np.arange(40) % 2
    images = np.zeros((40, 1, 12, 12), np.float32) + labels[:, None, None, None] * 0.8 + 0.1
    images += generator.normal(0, 0.01, images.shape).astype(np.float32)
    data = Labelled(images.astype(np.float32), labels.astype(np.int64))
    return Context(Fake(function), data, data, 0, 8, lambda indices: Fake(function))  # type: ignore


def _means(measure: str, context: Context) -> dict[str, float]:
    return {name: float(np.mean(v)) for name, v in MEASURES[measure].take(context).items()}


def test_accuracy() -> None:
    numbers = _means("accuracy", _context(_brightness))
    assert numbers["accuracy.top1"] == numbers["accuracy.macro_f1"] == 1
    assert numbers["accuracy.loss"] < 1e-6
    constant = _means("accuracy", _context(lambda x: np.tile([1.0, 0.0], (len(x), 1))))
    assert constant["accuracy.top1"] == 0.5
    assert constant["accuracy.macro_f1"] == pytest.approx(1 / 3)
    assert constant["accuracy.loss"] == pytest.approx(np.log1p(np.e) - 0.5)


def test_shift_consistency() -> None:
    steady = _means("shift", _context(_brightness))
    assert {steady[f"shift.{kind}.{r}"] for kind in ("crop", "circular") for r in RADII} == {1.0}
    context = _context(_corner)
    context.test.images[:, :, 4:] = 0.1  # now the corner's class depends on the shift
    moved = _means("shift", context)
    assert moved["shift.crop.1"] == 1  # a small shift repeats the bright border
    assert 0.3 < moved["shift.circular.8"] < 0.9
    assert 0 < moved["shift.circular.change"] <= 1


def test_shifts_move_and_keep() -> None:
    images = np.random.default_rng(1).random((3, 2, 4, 5), np.float32)
    offsets = np.array([[0, 0], [1, -2], [-9, 9]])
    round_trip = shifted(shifted(images, offsets, circular=True), -offsets, circular=True)
    np.testing.assert_array_equal(round_trip, images)
    cropped = shifted(images, offsets, circular=False)
    np.testing.assert_array_equal(cropped[0], images[0])
    np.testing.assert_array_equal(cropped[1, :, :3, 2:], images[1, :, 1:, :3])
    assert (cropped[2] == images[2, :, :1, -1:]).all()


def test_noise() -> None:
    numbers = _means("noise", _context(_brightness))
    assert numbers["noise.relative"] == numbers["noise.mean"] == 1
    weak = _means("noise", _context(_corner))
    assert weak["noise.gaussian.1"] >= weak["noise.gaussian.5"]
    assert weak["noise.salt.5"] < 1
    wrong = _means("noise", _context(lambda x: -_brightness(x)))
    assert np.isnan(wrong["noise.relative"])


@pytest.mark.parametrize("kind", STRENGTHS)
def test_damage_is_seeded_and_grows(kind: str) -> None:
    images = np.random.default_rng(2).random((2, 3, 16, 16), np.float32)
    last = 0.0
    for strength in STRENGTHS[kind]:
        hurt = damaged(images, kind, strength, seed=5)
        assert hurt.dtype == np.float32
        assert 0 <= hurt.min() <= hurt.max() <= 1
        np.testing.assert_array_equal(hurt, damaged(images, kind, strength, seed=5))
        change = float(np.abs(hurt - images).mean())
        assert change > last
        last = change
    salted = damaged(images, "salt", 0.5, seed=1)
    hit = (salted != images).any(axis=1)
    assert np.isin(salted.transpose(0, 2, 3, 1)[hit].std(axis=-1), 0).all()


def test_overfitting() -> None:
    context = _context(_brightness)
    asked: list[int] = []

    def retrain(indices: Any) -> Any:
        asked.append(len(indices))
        return Fake(_brightness)

    hard = Labelled(context.test.images, 1 - context.test.labels)
    numbers = _means("overfitting", replace(context, test=hard, retrain=retrain))
    assert asked == [4, 12]
    assert {numbers[f"overfitting.gap.{percent}"] for percent in (10, 30, 100)} == {1.0}


def test_subsets_nest_and_hold_every_class() -> None:
    labels = np.array([0] * 50 + [1] * 5 + [2])
    small, large = subset(labels, 10, 3), subset(labels, 30, 3)
    assert set(small) <= set(large)
    assert np.bincount(labels[small]).tolist() == [5, 1, 1]
    assert np.bincount(labels[large]).tolist() == [15, 2, 1]


def test_counting() -> None:
    network = nn.Sequential(
        nn.Conv2d(1, 4, 3, padding=1, bias=False), nn.ReLU(), nn.Flatten(), nn.Linear(4 * 64, 5)
    )
    batch = torch.rand(2, 1, 8, 8)
    assert counting.parameters(network) == 4 * 9 + 4 * 64 * 5 + 5
    assert counting.multiply_adds(network, batch[:1]) == 64 * 9 * 4 + 4 * 64 * 5
    images, maps = 2 * 64 * 4, 2 * 4 * 64 * 4
    # The convolution keeps its input, ReLU its output, which the linear layer keeps too.
    assert counting.saved_bytes(network, batch) == images + maps
    # While ReLU runs, the convolution's output and its own are alive.
    assert counting.peak_bytes(network, batch) == 2 * maps


def test_our_pooling_saves_a_byte_per_output() -> None:
    network = nn.Sequential(nn.Conv2d(1, 4, 1), pooling_nn.MaxPool2d(2))
    batch = torch.rand(3, 1, 8, 8)
    assert counting.saved_bytes(network, batch) == 3 * 64 * 4 + 3 * 4 * 16


def test_cost_leaves_the_network_as_it_was() -> None:
    network = nn.Sequential(nn.Conv2d(1, 2, 1), nn.BatchNorm2d(2), nn.Flatten(), nn.Linear(288, 2))
    before = {name: value.clone() for name, value in network.state_dict().items()}
    context = _context(_brightness)
    numbers = _means("cost", replace(context, trained=Fake(_brightness, network)))
    assert all(value > 0 for value in numbers.values())
    for name, value in network.state_dict().items():
        assert torch.equal(value, before[name])


def test_every_number_is_described() -> None:
    for name, measure in MEASURES.items():
        if name != "cost":
            assert set(measure.take(_context(_brightness))) == set(measure.quantities)
    described = quantities(tuple(MEASURES))
    assert sum(each.headline for each in described.values()) >= 5
    assert all(each.about.endswith(".") for each in described.values())
