"""Each measure against numbers that are known beforehand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from poolwise import nn as pooling_nn
from poolwise.catalogue import OPERATORS, Operator
from poolwise.lab.data.dataset import Images, Inputs, Labelled
from poolwise.lab.measures import Context, marked
from poolwise.lab.measures.damages import OF_CLIPS, OF_IMAGES, OF_SEQUENCES, OF_TEXTS
from poolwise.lab.measures.data_size import subset
from poolwise.lab.measures.noise import Damages, above_chance, damaged
from poolwise.lab.measures.shift import RADII, agreement, shifted
from poolwise.lab.networks import counting
from poolwise.lab.networks.pooling import Geometry, make_pooling
from poolwise.lab.settings import PoolSetting
from poolwise.lab.statistics.limits import limits
from poolwise.lab.tasks.pictures import PICTURES


@dataclass(frozen=True)
class Fake:
    """A "network" made of a function from images to logits."""

    function: Any
    network: nn.Module | None = None

    def __call__(self, images: Images, lengths: None = None) -> Any:
        return self.function(images)

    def on(self, part: Labelled) -> Any:
        return self(part.inputs)

    def batch(self, images: Images, lengths: Any = None) -> tuple[torch.Tensor]:
        return (torch.tensor(images),)


def _brightness(images: Images) -> Any:
    mean = images.mean(axis=(1, 2, 3))
    return np.stack([0.5 - mean, mean - 0.5], axis=1) * 100


def _corner(images: Images) -> Any:
    return np.stack([0.5 - images[:, 0, 0, 0], images[:, 0, 0, 0] - 0.5], axis=1) * 100


def _context(function: Any, size: int = 12) -> Context:
    generator = np.random.default_rng(0)
    labels = np.arange(40) % 2
    images = np.zeros((40, 1, size, size), np.float32) + labels[:, None, None, None] * 0.8 + 0.1
    images += generator.normal(0, 0.01, images.shape).astype(np.float32)
    data = Labelled(images.astype(np.float32), labels.astype(np.int64))
    return Context(PICTURES, Fake(function), data, data, 0, 8, lambda indices: Fake(function))  # type: ignore


def _means(measure: str, context: Context) -> dict[str, float]:
    return {name: float(np.mean(v)) for name, v in PICTURES.measures[measure].take(context).items()}


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
    moved = range(2, len(RADII) + 1)  # the first radius is less than half a pixel
    assert {steady[f"shift.{kind}.{i}"] for kind in ("crop", "circular") for i in moved} == {1.0}
    assert np.isnan(steady["shift.crop.1"])
    assert steady["shift.crop.mean"] == 1
    context = _context(_corner)
    context.test.inputs[:, :, 4:] = 0.1  # now the corner's class depends on the shift
    moved_on = _means("shift", context)
    assert moved_on["shift.crop.2"] == 1  # a small shift repeats the bright border
    assert 0 < moved_on["shift.circular.5"] < 0.9
    assert 0 < moved_on["shift.circular.change"] <= 1


def test_agreement_is_kappa_and_its_shares_are_those_of_the_items() -> None:
    """Against its definition, and against leaving out an item."""

    def kappa(one: Any, other: Any) -> float:
        chance = sum(float((one == c).mean() * (other == c).mean()) for c in range(3))
        return (float((one == other).mean()) - chance) / (1 - chance)

    generator = np.random.default_rng(3)
    one = generator.integers(0, 3, 400)
    other = np.where(generator.random(400) < 0.7, one, generator.integers(0, 3, 400))
    shares = agreement(np.eye(3)[one], np.eye(3)[other])
    assert shares.mean() == pytest.approx(kappa(one, other))
    for item in (0, 17, 399):
        left = np.delete(np.arange(400), item)
        without = kappa(one[left], other[left])
        assert 399 * (shares.mean() - without) == pytest.approx(
            shares[item] - shares.mean(), abs=0.02
        )


def test_shares_of_ratios_are_those_of_the_items() -> None:
    generator = np.random.default_rng(4)
    hits, clean = (generator.random(400) < each for each in (0.7, 0.9))
    shares = above_chance(hits.astype(float), clean.astype(float), 0.5)
    ratio = (hits.mean() - 0.5) / (clean.mean() - 0.5)
    assert shares.mean() == pytest.approx(ratio)
    left = np.arange(1, 400)
    without = (hits[left].mean() - 0.5) / (clean[left].mean() - 0.5)
    assert 399 * (ratio - without) == pytest.approx(shares[0] - ratio, abs=0.02)


@pytest.mark.parametrize("seed", range(5))
def test_macro_f1_is_the_usual_one(seed: int) -> None:
    generator = np.random.default_rng(seed)
    labels = generator.integers(0, 4, 50)
    logits = generator.random((50, 5)).astype(np.float32)  # one class is never right
    data = Labelled(np.zeros((50, 1, 2, 2), np.float32), labels)
    context = replace(_context(lambda _: logits), test=data)
    answer, each = logits.argmax(1), []
    for c in np.union1d(labels, answer):
        hits = ((answer == c) & (labels == c)).sum()
        each.append(2 * hits / ((answer == c).sum() + (labels == c).sum()))
    expected = np.mean(each)
    assert _means("accuracy", context)["accuracy.macro_f1"] == pytest.approx(expected)


def _marked(function: Any, size: int = 12) -> tuple[dict[str, float], dict[str, str]]:
    context = _context(function, size)
    numbers, marks = {}, {}
    for name in ("accuracy", "overfitting", "shift", "noise"):
        taken, found = marked(
            PICTURES.measures[name].take(context), PICTURES.measures[name].quantities, context
        )
        numbers |= {key: float(np.mean(value)) for key, value in taken.items()}
        marks |= found
    return numbers, marks


@pytest.mark.parametrize("answer", [0, 1])
def test_a_constant_network_is_not_robust(answer: int) -> None:
    numbers, marks = _marked(lambda x: np.tile(np.eye(2)[answer], (len(x), 1)))
    assert numbers["accuracy.top1"] == 0.5
    for name, quantity in PICTURES.quantities(("shift", "noise")).items():
        if quantity.above_chance:
            assert np.isnan(numbers[name]), name
            assert marks[name] == "floor"


def test_a_network_that_guesses_is_not_robust() -> None:
    guess = np.random.default_rng(0)
    _, marks = _marked(lambda x: guess.random((len(x), 2)))
    assert {marks["shift.crop.mean"], marks["noise.relative"]} == {"floor"}


def test_a_network_of_nan_has_no_numbers() -> None:
    numbers, _ = _marked(lambda x: np.full((len(x), 2), np.nan))
    assert all(np.isnan(value) for value in numbers.values()), numbers


def test_one_nan_in_the_damaged_images_is_no_number() -> None:
    def fragile(x: Images) -> Any:
        logits = _brightness(x)
        logits[(x.min((1, 2, 3)) == 0) & (x.max((1, 2, 3)) == 1)] = np.nan
        return logits

    numbers, _ = _marked(fragile)
    assert numbers["accuracy.top1"] == 1
    assert np.isnan(numbers["noise.salt.5"])
    assert np.isnan(numbers["noise.relative"])


def test_perfect_ones_are_at_their_ceiling() -> None:
    numbers, marks = _marked(_brightness)
    for name in ("accuracy.top1", "shift.crop.mean", "shift.circular.5", "noise.relative"):
        assert (numbers[name], marks[name]) == (1, "ceiling")
    _, marks = _marked(_corner)
    assert marks["accuracy.top1"] == "ceiling"
    assert "noise.relative" not in marks


@pytest.mark.parametrize("size", [1, 2, 8, 33])
def test_shifts_and_blur_follow_the_size(size: int) -> None:
    """Of one pixel nothing moves and nothing blurs, and there is no number for it."""
    numbers, _ = _marked(_brightness, size)
    told = [i for i in range(1, len(RADII) + 1) if not np.isnan(numbers[f"shift.crop.{i}"])]
    assert told == [i for i, radius in enumerate(RADII, 1) if round(radius * size) >= 1]
    assert np.isnan(numbers["shift.crop.mean"]) == (not told)
    assert np.isnan(numbers["noise.blur.5"]) or size > 1
    assert not np.isnan(numbers["noise.blur.5"]) or size < 8
    assert numbers["noise.gaussian.1"] == 1


def test_shifts_move_and_keep() -> None:
    images = np.random.default_rng(1).random((3, 2, 4, 5), np.float32)
    offsets = np.array([[0, 0], [1, -2], [-9, 9]])
    round_trip = shifted(shifted(images, offsets, circular=True), -offsets, circular=True)
    np.testing.assert_array_equal(round_trip, images)
    cropped = shifted(images, offsets, circular=False)
    np.testing.assert_array_equal(cropped[0], images[0])
    np.testing.assert_array_equal(cropped[1, :, :3, 2:], images[1, :, 1:, :3])
    assert (cropped[2] == images[2, :, :1, -1:]).all()


def test_shifts_along_other_axes_and_within_lengths() -> None:
    clips = np.random.default_rng(3).random((2, 1, 4, 5, 6), np.float32)
    moved = shifted(clips, np.array([[1, 2, 0], [0, 0, 3]]), True, (-3, -2, -1))
    np.testing.assert_array_equal(moved[0], np.roll(clips[0], (-1, -2), (1, 2)))
    np.testing.assert_array_equal(moved[1], np.roll(clips[1], -3, 3))
    texts, lengths = np.array([[5, 6, 7, 0], [1, 2, 3, 4]]), np.array([3, 4])
    for circular, expected in ((True, [6, 7, 5, 0]), (False, [6, 7, 7, 0])):
        found = shifted(texts, np.array([[1], [0]]), circular, (-1,), lengths)
        assert found.tolist() == [expected, [1, 2, 3, 4]]


@pytest.mark.parametrize(
    ("damages", "inputs"),
    [
        (OF_CLIPS, np.random.default_rng(4).random((2, 1, 4, 12, 12), np.float32)),
        (OF_SEQUENCES, np.random.default_rng(5).normal(3, 2, (4, 3, 40)).astype(np.float32)),
        (OF_TEXTS, np.random.default_rng(6).integers(1, 30, (4, 60)) * (np.arange(60) < 50)),
    ],
    ids=["clips", "sequences", "texts"],
)
def test_damage_of_other_items_grows(damages: Damages, inputs: Inputs) -> None:
    for kind, damage in damages.items():
        changes = []
        for strength in damage.strengths:
            hurt = damaged(inputs, kind, damage, strength, seed=5)
            assert (hurt.dtype, hurt.shape) == (inputs.dtype, inputs.shape)
            changes.append(
                float((np.abs(hurt - inputs) > 1e-6).mean() + np.abs(hurt - inputs).mean())
            )
            if inputs.ndim == 2:
                assert ((hurt == 0) == (inputs == 0)).all()  # padding stays padding
                assert kind != "exchanged" or (np.sort(hurt) == np.sort(inputs)).all()
        assert 0 < changes[0] < changes[-1]


def test_noise() -> None:
    numbers = _means("noise", _context(_brightness))
    assert numbers["noise.relative"] == numbers["noise.mean"] == 1
    weak = _means("noise", _context(_corner))
    assert weak["noise.gaussian.1"] >= weak["noise.gaussian.5"]
    assert weak["noise.salt.5"] < 1
    assert weak["noise.relative"] == pytest.approx(2 * weak["noise.mean"] - 1)  # chance is a half
    wrong = _means("noise", _context(lambda x: -_brightness(x)))
    assert np.isnan(wrong["noise.relative"])


@pytest.mark.parametrize("kind", OF_IMAGES)
def test_damage_is_seeded_and_grows(kind: str) -> None:
    images = np.random.default_rng(2).random((2, 3, 16, 16), np.float32)
    last = 0.0
    for strength in OF_IMAGES[kind].strengths:
        hurt = damaged(images, kind, OF_IMAGES[kind], strength, seed=5)
        assert hurt.dtype == np.float32
        assert 0 <= hurt.min() <= hurt.max() <= 1
        np.testing.assert_array_equal(
            hurt, damaged(images, kind, OF_IMAGES[kind], strength, seed=5)
        )
        change = float(np.abs(hurt - images).mean())
        assert change > last
        last = change
    salted = damaged(images, "salt", OF_IMAGES["salt"], 0.5, seed=1)
    hit = (salted != images).any(axis=1)
    assert np.isin(salted.transpose(0, 2, 3, 1)[hit].std(axis=-1), 0).all()


def test_overfitting_and_data_size() -> None:
    context = _context(_brightness)
    asked: list[int] = []

    def retrain(indices: Any) -> Any:
        asked.append(len(indices))
        return Fake(_brightness)

    hard = Labelled(context.test.inputs, 1 - context.test.labels)
    context = replace(context, test=hard, retrain=retrain)
    assert _means("overfitting", context) == {"overfitting.gap.100": 1, "overfitting.train.100": 1}
    numbers = _means("data_size", context)
    assert asked == [4, 12]
    assert {numbers[f"data_size.gap.{percent}"] for percent in (10, 30, 100)} == {1.0}
    assert "data_size" not in PICTURES.usual


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


def _pooled(name: str, **options: Any) -> nn.Module:
    setting = PoolSetting(name, (2, 2), (2, 2), options)
    return nn.Sequential(nn.Conv2d(1, 4, 1), make_pooling(setting, Geometry((2, 2), (2, 2))))


def test_poolings_count_their_own_arithmetic() -> None:
    image = torch.rand(1, 1, 8, 8)
    base, outputs = 64 * 4, 4 * 16
    counted = {}
    for name in ("none", "max", "avg", "soft", "max_blur"):
        extra = counting.multiply_adds(_pooled(name), image) - base
        counted[name] = extra / outputs
    assert counted == {"none": 0, "max": 4, "avg": 5, "soft": 4 * 13 + 1, "max_blur": 4 * 4 + 9}


@pytest.mark.parametrize("operator", [o for o in OPERATORS if o.placed], ids=lambda o: o.name)
def test_every_operator_has_its_cost_and_its_field(operator: Operator) -> None:
    needed = {p.name: 3 for p in operator.settings("module") if p.required}
    image = torch.rand(1, 1, 16, 16)
    for kernel in ((2, 2), (3, 3)):
        setting = PoolSetting(operator.name, kernel, (2, 2), needed)
        network = nn.Sequential(nn.Conv2d(1, 2, 3, padding=1), nn.Sigmoid(),
                                make_pooling(setting, Geometry(kernel, (2, 2))))  # fmt: skip
        macs, convolution = counting.multiply_adds(network, image), 256 * 9 * 2
        assert macs > convolution + network(image).numel()
        field = counting.receptive_field(network, image)
        apart = operator.name in ("winner_take_all", "adaptive_polyphase", "wavelet")
        assert field >= (3 if apart else kernel[0] + 2)


def test_a_receptive_field_is_what_a_unit_looks_at() -> None:
    stage = (nn.Conv2d(1, 1, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2))
    network = nn.Sequential(*stage, *stage, nn.AdaptiveAvgPool2d(1), nn.Flatten())
    image = torch.rand(1, 1, 40, 40)
    assert counting.receptive_field(network, image) == 10
    assert counting.receptive_field(network, image[..., :8, :8]) == 7  # beyond is padding
    assert counting.receptive_field(network, image[..., :20]) == 10
    assert counting.map_size(network, image) == 10
    wide = nn.Sequential(nn.Conv2d(1, 1, (1, 5)), nn.Conv2d(1, 1, 3, dilation=4))
    assert counting.receptive_field(nn.Sequential(wide, nn.Flatten()), image) == 13
    pixel = nn.Sequential(nn.Conv2d(1, 2, 1), nn.AdaptiveAvgPool2d(1), nn.Flatten())
    assert counting.receptive_field(pixel, image) == 1
    assert counting.receptive_field(nn.Sequential(nn.Flatten(), nn.Linear(1600, 2)), image) == 1


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


NEED_A_NETWORK = ("cost", "adversarial", "detail")


def test_every_number_is_described() -> None:
    for name, measure in PICTURES.measures.items():
        if name not in NEED_A_NETWORK:
            assert set(measure.take(_context(_brightness))) == set(measure.quantities)
    described = PICTURES.quantities(tuple(PICTURES.measures))
    items = ("accuracy.top1", "accuracy.loss", "shift.crop.mean", "shift.circular.change",
             "noise.jpeg.mean", "noise.relative", "overfitting.gap.100")  # fmt: skip
    taken = {
        k: v
        for m in PICTURES.measures.values()
        if m.name not in NEED_A_NETWORK
        for k, v in m.take(_context(_brightness)).items()
    }
    assert all(np.shape(taken[name]) == (40,) for name in items)
    assert sum(each.headline for each in described.values()) >= 5
    assert all(each.about.endswith(".") for each in described.values())


def test_limits_are_told() -> None:
    known = PICTURES.quantities(("accuracy", "noise", "shift"))
    rows = [
        {"setting": "a", "marks": {"noise.relative": "floor"}},
        {"setting": "a", "marks": {"accuracy.top1": "ceiling"}},
        {"setting": "b", "marks": {"accuracy.top1": "ceiling", "shift.crop.mean": "ceiling"}},
        {"setting": "b", "marks": {"accuracy.top1": "ceiling"}},
        {"setting": "c", "marks": {"accuracy.loss": "ceiling"}},
        {"setting": "d"},
        {"setting": "e", "marks": {"noise.relative": "floor", "shift.crop.mean": "floor"}},
        *({"setting": "f", "marks": each} for each in ({"noise.relative": "floor"}, {})),
    ]
    assert [each.partition(";")[0] for each in limits(rows, known)] == [
        "a and f: 1 of 2 trainings are not clearly above chance, where noise has nothing to change",
        "b: every training is perfect in test accuracy",
        "e: 1 of 1 trainings are not clearly above chance, where noise and shifts have nothing to "
        "change",
    ]
