"""Attacks, where a network looks, and what pooling leaves, against what is known beforehand."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from poolwise.lab.data.dataset import Labelled
from poolwise.lab.measures import Context, marked, sparse
from poolwise.lab.measures.adversarial import LEVELS, _masked, log_odds
from poolwise.lab.measures.detail import MOST_DECIBELS, psnr, ssim, upsampled
from poolwise.lab.measures.localization import (
    grad_cam,
    last_layer,
    overlap,
    pointing,
    share,
)
from poolwise.lab.measures.sparse import SparseCode, coded, index_bytes
from poolwise.lab.networks import NETWORKS
from poolwise.lab.networks.parts import Spec
from poolwise.lab.networks.pooling import Geometry, exact_padding, make_pooling, placed
from poolwise.lab.networks.training import Trained
from poolwise.lab.networks.vgg import vgg_small
from poolwise.lab.settings import PoolSetting, parse_pool
from poolwise.lab.statistics.limits import limits
from poolwise.lab.tasks.localisation import LOCALISATION as TASK

SIZE = 6


def _context(network: nn.Module, data: Labelled, std: float = 1.0) -> Context:
    scale = torch.full((1, 1, 1, 1), 0.3), torch.full((1, 1, 1, 1), std)
    trained = Trained(network, *scale)
    return Context(TASK, trained, data, data, 0, 8, lambda indices: trained)


def _means(measure: str, context: Context) -> dict[str, float]:
    taken, _ = marked(
        TASK.measures[measure].take(context), TASK.measures[measure].quantities, context
    )
    assert set(taken) == set(TASK.measures[measure].quantities)
    return {name: float(np.mean(v)) for name, v in taken.items()}


# --------------------------------------------------------------------------------------- attacks


class _Linear(nn.Module):
    """Logits 0 and w · x + b."""

    def __init__(self, weights: Any, bias: float) -> None:
        super().__init__()
        self.weights, self.bias = nn.Parameter(torch.tensor(weights)), bias

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        score = (x * self.weights).flatten(1).sum(1) + self.bias
        return torch.stack([torch.zeros_like(score), score], 1)


def _linear(sure: float = 1.0, std: float = 0.5) -> tuple[Context, Any]:
    """A linear network, and by how much its smallest weight is enough to mislead it: the margin
    over the sum of absolute weights, in the range of the images."""
    generator = np.random.default_rng(1)
    weights = generator.normal(0, 1, (1, SIZE, SIZE)).astype(np.float32)
    images = generator.uniform(0.1, 0.9, (60, 1, SIZE, SIZE)).astype(np.float32)
    scores = ((images - 0.3) / std * weights).sum((1, 2, 3))
    bias = -float(np.median(scores))
    labels = (scores + bias > 0).astype(np.int64)
    # Some within reach of each size of change.
    reach = np.abs(scores + bias) / (np.abs(weights).sum() / std)
    assert all(0 < (reach < level / 255).mean() < 1 for level in LEVELS[2:])
    network = _Linear(sure * weights, sure * bias)
    return _context(network, Labelled(images, labels), std), reach


@pytest.mark.parametrize("sure", [1.0, 1e-4, 1e3])
def test_of_a_linear_network_accuracy_under_attack_has_a_closed_form(sure: float) -> None:
    """Right as long as the margin is more than ε times the sum of absolute weights.

    However sure the network is of its answers, or how flat it is.
    """
    context, reach = _linear(sure)
    taken = TASK.measures["adversarial"].take(context)
    for number, level in enumerate(LEVELS, 1):
        expected = (reach > level / 255).astype(float)
        for kind in ("fgsm", "pgd"):
            np.testing.assert_array_equal(taken[f"adversarial.{kind}.{number}"], expected)
    numbers = _means("adversarial", context)
    mean = np.mean([(reach > level / 255).mean() for level in LEVELS])
    assert numbers["adversarial.pgd.mean"] == pytest.approx(mean)
    assert numbers["adversarial.relative"] == pytest.approx(mean)  # all are right at first
    assert numbers["adversarial.masking"] == 0


def test_what_is_wrong_stays_wrong_and_larger_changes_hurt_more() -> None:
    torch.manual_seed(0)
    network = nn.Sequential(nn.Conv2d(1, 4, 3), nn.Tanh(), nn.Flatten(), nn.Linear(64, 3))
    generator = np.random.default_rng(2)
    images = generator.random((50, 1, SIZE, SIZE), np.float32)
    data = Labelled(images, np.zeros(50, np.int64))
    found = Trained(network, *(torch.full((1, 1, 1, 1), each) for each in (0.3, 0.1)))(images)
    wrong = np.arange(50) % 3 == 0
    labels = np.where(wrong, found.argmin(1), found.argmax(1))
    context = _context(network, Labelled(images, labels, data.items), 0.1)
    taken = TASK.measures["adversarial"].take(context)
    for kind in ("fgsm", "pgd"):
        curve = np.stack([taken[f"adversarial.{kind}.{i}"] for i in range(1, len(LEVELS) + 1)])
        assert not curve[:, wrong].any()
        assert (np.diff(curve.mean(1)) <= 0).all()
        assert 0 < curve[-1].mean() < (~wrong).mean()
    assert np.mean(taken["adversarial.pgd.mean"]) <= np.mean(taken["adversarial.fgsm.mean"])
    again = TASK.measures["adversarial"].take(context)
    assert all(np.array_equal(again[name], taken[name]) for name in taken)


class _Hidden(nn.Module):
    """The mean brightness against 0.3, with a gradient that is `kept` times the true one."""

    def __init__(self, kept: float) -> None:
        super().__init__()
        self.kept = kept

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        mean = x.mean((1, 2, 3))
        score = (1 - self.kept) * mean.detach() + self.kept * mean
        return torch.stack([torch.zeros_like(score), score], 1)


@pytest.mark.parametrize("kept", [1, 0, -1])
def test_hidden_gradients_are_told(kept: float) -> None:
    """Every image is 4/255 from being misread, whatever the gradient says of it."""
    labels = np.arange(40) % 2
    away = np.where(labels, 4 / 255, -4 / 255)[:, None, None, None]
    images = np.broadcast_to(0.3 + away, (40, 1, SIZE, SIZE)).astype(np.float32)
    numbers = _means("adversarial", _context(_Hidden(kept), Labelled(images, labels)))
    assert numbers["adversarial.pgd.4"] == (kept != 1)
    assert numbers["adversarial.masking"] == (kept != 1)
    rows = [{"setting": "max", "measures": numbers}, {"setting": "avg", "measures": {}}]
    told = [each for each in limits(rows, TASK.quantities(("adversarial",))) if "misleads" in each]
    assert [each.partition(" the gradient")[0] for each in told] == (
        [] if kept == 1 else ["max: in 1 of 1 trainings"]
    )


@pytest.mark.parametrize("away", [1e-5, 9.0])
def test_what_weaker_attacks_find_tells_of_hidden_gradients(away: float) -> None:
    """Noise misleads on images nearer to the threshold than noise reaches, FGSM where it did."""

    class Free:
        def pgd(self, images: Any, labels: Any, radius: float, seed: Any, steps: int) -> Any:
            assert (radius, seed) == (1, None)
            return 0.6 - images  # across the threshold

    labels = np.arange(40) % 2
    sides = np.where(labels, away / 255, -away / 255)[:, None, None, None]
    images = np.broadcast_to(0.3 + sides, (40, 1, SIZE, SIZE)).astype(np.float32)
    context = _context(_Hidden(1), Labelled(images, labels))
    held = np.ones(40)
    one_step = [held, (np.arange(40) % 5 > 0).astype(float)]
    masked = _masked(context, Free(), one_step, held)  # type: ignore[arg-type]
    if away > 8:
        np.testing.assert_array_equal(masked, 1 - one_step[1])
    else:
        assert masked.mean() > 0.9


def test_a_constant_network_is_not_sturdy() -> None:
    context, _ = _linear()
    network = _Linear(np.zeros((1, SIZE, SIZE), np.float32), 1.0)
    context = _context(network, context.test)
    taken = TASK.measures["adversarial"].take(context)
    numbers, marks = marked(taken, TASK.measures["adversarial"].quantities, context)
    assert np.isnan(numbers["adversarial.relative"])
    assert marks == dict.fromkeys(("adversarial.relative", "adversarial.masking"), "floor")


def test_a_network_of_nan_withstands_nothing() -> None:
    context, _ = _linear()
    nothing = _Linear(np.full((1, SIZE, SIZE), np.nan, np.float32), 0.0)
    numbers = _means("adversarial", _context(nothing, context.test))
    assert all(np.isnan(value) for value in numbers.values())


def test_log_odds_has_the_sign_of_cross_entropy() -> None:
    generator = torch.Generator().manual_seed(0)
    logits = (4 * torch.randn(30, 5, generator=generator)).double().requires_grad_()
    labels = torch.randint(0, 5, (30,), generator=generator)
    losses: tuple[Callable[..., torch.Tensor], ...] = (
        log_odds, lambda z, y: nn.functional.cross_entropy(z, y, reduction="sum"),
    )  # fmt: skip
    one, other = (torch.autograd.grad(each(logits, labels).sum(), logits)[0] for each in losses)
    ratio = one / other  # log odds, and their softplus: one derivative for each row
    torch.testing.assert_close(ratio, ratio[:, :1].expand_as(ratio))
    assert (ratio > 0).all()
    sure = torch.tensor([[60.0, -60.0]], requires_grad=True)
    gradient = torch.autograd.grad(log_odds(sure, torch.tensor([0])).sum(), sure)[0]
    assert gradient.tolist() == [[-1, 1]]


# ------------------------------------------------------------------------------ where it looks


def _objects(size: int = 16) -> Labelled:
    """A square of the class in one channel, one of another class in the other, somewhere else."""
    generator = np.random.default_rng(4)
    images = np.zeros((30, 2, size, size), np.float32)
    truth = np.zeros((30, size, size), np.int64)
    labels = np.arange(30) % 2
    half = size // 2
    for image, mask, label in zip(images, truth, labels, strict=True):
        left = bool(generator.integers(2))
        for channel, column in ((label, left), (1 - label, not left)):
            row, start = generator.integers(0, size - 5), generator.integers(0, half - 5)
            box = slice(row, row + 5), slice(column * half + start, column * half + start + 5)
            image[channel][box] = 1
            mask[box] = channel + 1
    return Labelled(images, labels, truth=truth)


def _looks(pools: nn.Module | None = None, *, swapped: bool = False) -> nn.Module:
    """A network whose map for a class is that class's channel, or the other one's."""
    convolution, head = nn.Conv2d(2, 2, 1, bias=False), nn.Linear(2, 2, bias=False)
    eye = torch.eye(2)
    with torch.no_grad():
        convolution.weight.copy_((eye.flip(0) if swapped else eye)[:, :, None, None])
        head.weight.copy_(eye)
    mean = nn.AdaptiveAvgPool2d(1)
    return nn.Sequential(pools or nn.Identity(), convolution, nn.ReLU(), mean, nn.Flatten(), head)


def _seen(network: nn.Module, data: Labelled) -> dict[str, float]:
    scale = torch.zeros(1, 2, 1, 1), torch.ones(1, 2, 1, 1)
    trained = Trained(network, *scale)
    return _means("localization", Context(TASK, trained, data, data, 0, 8, lambda indices: trained))


def test_a_map_that_is_the_object_is_right_and_one_of_another_object_is_wrong() -> None:
    data = _objects()
    names = ("pointing", "iou", "energy")
    right, wrong = _seen(_looks(), data), _seen(_looks(swapped=True), data)
    assert {right[f"localization.{name}"] for name in names} == {1.0}
    assert {wrong[f"localization.{name}"] for name in names} == {0.0}
    assert right["localization.area"] == pytest.approx(25 / 256)


def test_strides_before_the_map_hurt_localization() -> None:
    data, last = _objects(32), {}
    for stride in (1, 2, 4, 8, 16):
        setting = PoolSetting("avg", (stride, stride), (stride, stride))
        pooled = make_pooling(setting, Geometry((stride, stride), (stride, stride)))
        found = _seen(_looks(pooled), data)
        assert all(value < last.get(name, 2) for name, value in found.items() if "area" not in name
                   and "pointing" not in name)  # fmt: skip
        last = found
    assert last["localization.pointing"] < 0.7


def test_a_map_of_nothing_points_everywhere_alike() -> None:
    data = _objects()
    masks = data.truth == data.labels[:, None, None] + 1
    maps = np.zeros(masks.shape, np.float32)
    for each in (pointing(maps, masks), overlap(maps, masks, 0.5), share(maps, masks)):
        np.testing.assert_allclose(each, 25 / 256)
    maps[:] = np.nan
    for each in (pointing(maps, masks), overlap(maps, masks, 0.5), share(maps, masks)):
        assert np.isnan(each).all()


def test_the_threshold_is_chosen_on_training_images() -> None:
    """A map with a faint halo needs a high one."""
    data = _objects()
    images = data.inputs.copy()
    images[:, :] += 0.4 * (images == 0)
    haloed = replace(data, inputs=images)
    assert _seen(_looks(), haloed)["localization.iou"] == 1
    maps = grad_cam(Trained(_looks(), torch.zeros(1, 2, 1, 1), torch.ones(1, 2, 1, 1)), haloed)
    masks = data.truth == data.labels[:, None, None] + 1
    assert overlap(maps, masks, 0.2).mean() < 0.2


def test_images_without_a_mask_are_left_out_of_the_mean_and_keep_their_place() -> None:
    data = _objects()
    truth = data.truth.copy()
    truth[::3] = 0
    images = data.inputs.copy()
    images[1::3] = images[1::3, ::-1]  # a third looks at the other object
    scale = torch.zeros(1, 2, 1, 1), torch.ones(1, 2, 1, 1)
    part = replace(data, inputs=images, truth=truth)
    trained = Trained(_looks(), *scale)
    taken = TASK.measures["localization"].take(
        Context(TASK, trained, part, part, 0, 8, lambda i: trained)
    )
    assert np.shape(taken["localization.pointing"]) == (30,)
    assert np.mean(taken["localization.pointing"]) == pytest.approx(0.5)
    nothing = replace(data, truth=np.zeros_like(truth))
    assert all(np.isnan(value) for value in _seen(_looks(), nothing).values())
    plain = Context(
        TASK, trained, *[Labelled(data.inputs, data.labels)] * 2, 0, 8, lambda i: trained
    )
    assert all(np.isnan(value) for value in TASK.measures["localization"].take(plain).values())


@pytest.mark.parametrize("pool", ["max", "avg", "soft", "conv", "conv-depthwise", "none", "gated"])
@pytest.mark.parametrize("stride", [1, 2])
def test_the_last_map_is_the_last_activation_whatever_pools(pool: str, stride: int) -> None:
    setting = parse_pool(pool)
    if pool != "none":
        setting = replace(setting, kernel=(2, 2), stride=(stride, stride))
    network = vgg_small(setting, Spec((1, 16, 16), 3), 4).eval()
    image = torch.rand(1, 1, 16, 16)
    network(image)
    activations = [each for each in network if isinstance(each, nn.ReLU)]
    assert last_layer(network, image) is activations[-1]
    assert sum(placed(each) is not None for each in network) == len(activations)


@pytest.mark.parametrize("name", TASK.networks)
def test_poolings_are_compared_at_one_layer_of_each_network(name: str) -> None:
    found = set()
    for pool in ("max", "conv", "none"):
        setting = parse_pool(pool)
        if pool != "none":
            setting = replace(setting, kernel=(2, 2), stride=(2, 2))
        network = NETWORKS[name].load()(setting, Spec((1, 32, 32), 3), 4).eval()
        image = torch.rand(1, 1, 32, 32)
        network(image)
        layer = last_layer(network, image)
        found |= {name for name, each in network.named_modules() if each is layer}
        assert placed(layer) is None
    assert len(found) == 1


class _Block(nn.Module):
    """A network of the user's: a pooling at its beginning, activations as functions."""

    def __init__(self) -> None:
        super().__init__()
        self.pool = make_pooling(PoolSetting("max", (2, 2), (2, 2)), Geometry((2, 2), (2, 2)))
        self.one, self.two = nn.Conv2d(1, 2, 3), nn.Conv2d(2, 2, 3)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = nn.functional.relu(self.one(self.pool(x)))
        return nn.functional.relu(self.two(x)).mean((2, 3))


def test_the_last_map_of_a_network_of_ones_own() -> None:
    network = _Block()
    assert last_layer(network, torch.rand(1, 1, 20, 20)) is network.two


# ------------------------------------------------------------------------------ what is left


@pytest.fixture(autouse=True)
def few_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sparse, "_STEPS", 30)


def _left(images: Any, setting: PoolSetting, train: Any = None) -> dict[str, float]:
    geometry = Geometry(setting.kernel or (2, 2), setting.stride or (2, 2))
    channels = images.shape[1]
    scale = torch.zeros(1, channels, 1, 1), torch.ones(1, channels, 1, 1)
    trained = Trained(nn.Sequential(nn.Conv2d(1, 1, 1), make_pooling(setting, geometry)), *scale)
    test, seen = (
        Labelled(each, np.zeros(len(each), np.int64))
        for each in (images, images if train is None else train)
    )
    return _means("detail", Context(TASK, trained, seen, test, 0, 8, lambda indices: trained))


def _pool(name: str, kernel: int = 2, stride: int = 2) -> PoolSetting:
    return PoolSetting(name, (kernel, kernel), (stride, stride))


def _pictures(count: int, size: int, channels: int = 1) -> Any:
    return np.random.default_rng(5).random((count, channels, size, size), np.float32)


def test_what_a_board_of_squares_loses_is_known() -> None:
    """Its maximum is white and its mean grey: errors of a half, and of a quarter."""
    board = (np.indices((12, 12)).sum(0) % 2).astype(np.float32)
    boards = np.stack([board, 1 - board] * 3)[:, None]
    for name, error in (("max", 1 / 2), ("avg", 1 / 4), ("min", 1 / 2)):
        numbers = _left(boards, _pool(name))
        for way in ("nearest", "bilinear"):
            assert numbers[f"detail.{way}.psnr"] == pytest.approx(-10 * np.log10(error))
            assert numbers[f"detail.{way}.psnr_per_kib"] == pytest.approx(
                -10 * np.log10(error) * 1024 / (36 * 4)
            )
        assert numbers["detail.bytes"] == 36 * 4


def test_what_windows_hold_alike_comes_back() -> None:
    tiles = np.kron(_pictures(6, 7), np.ones((2, 2), np.float32))[..., :13, :13]
    for name in ("max", "avg", "min", "soft"):
        numbers = _left(tiles, _pool(name))
        assert numbers["detail.nearest.psnr"] == MOST_DECIBELS
        assert numbers["detail.nearest.ssim"] == pytest.approx(1)
        assert numbers["detail.bytes"] == 7 * 7 * 4


def test_a_point_for_each_window_comes_back_to_its_place() -> None:
    generator = np.random.default_rng(6)
    points = np.zeros((5, 2, 6, 6, 4), np.float32)
    at = generator.integers(0, 4, points.shape[:4])
    values = generator.random(at.shape).astype(np.float32)
    np.put_along_axis(points, at[..., None], values[..., None], -1)
    images = points.reshape(5, 2, 6, 6, 2, 2).swapaxes(3, 4).reshape(5, 2, 12, 12)
    numbers = _left(images, _pool("max"))
    assert numbers["detail.unpool.psnr"] == MOST_DECIBELS
    assert numbers["detail.unpool.bytes"] == 2 * 36 * (4 + 1)
    assert numbers["detail.nearest.psnr"] < 20
    for other in (_pool("avg"), _pool("min")):
        assert np.isnan(_left(images, other)["detail.unpool.psnr"])


@pytest.mark.parametrize("size", [8, 9, 13])
@pytest.mark.parametrize("window", [(2, 2), (3, 2), (3, 3), (2, 1), (5, 4)])
def test_a_slope_comes_back_where_it_was(window: tuple[int, int], size: int) -> None:
    """A mean of a linear slope is its value in the middle of the window, which interpolation
    brings back between the middles of whole windows."""
    kernel, stride = window
    slope = np.broadcast_to(np.arange(size, dtype=np.float32) / size, (2, 1, size, size))
    geometry = Geometry((kernel, kernel), (stride, stride))
    for axis, image in enumerate((slope.swapaxes(2, 3), slope)):
        setting = PoolSetting("avg", (kernel, kernel), (stride, stride))
        small = make_pooling(setting, geometry)(torch.tensor(image.copy())).numpy()
        large = upsampled(small, (size, size), geometry, "bilinear")
        starts = np.arange(small.shape[2]) * stride - exact_padding(geometry, (size, size))[0]
        middles = starts[(starts >= 0) & (starts + kernel <= size)] + (kernel - 1) / 2
        inner = [slice(None)] * 4
        inner[2 + axis] = slice(math.ceil(middles[0]), math.floor(middles[-1]) + 1)
        np.testing.assert_allclose(large[tuple(inner)], image[tuple(inner)], atol=1e-6)
        near = upsampled(small, (size, size), geometry, "nearest")
        assert np.abs(near - image)[tuple(inner)].max(initial=0) <= (stride / 2 + 1e-3) / size


def test_upsampling_is_the_usual_one_where_windows_lie_side_by_side() -> None:
    small = torch.tensor(_pictures(2, 5, 3))
    geometry = Geometry((2, 2), (2, 2))
    for way, options in (("nearest", {}), ("bilinear", {"align_corners": False})):
        usual = nn.functional.interpolate(small, (10, 10), mode=way, **options)  # type: ignore
        found = upsampled(small.numpy(), (10, 10), geometry, way)
        np.testing.assert_allclose(found, usual.numpy(), atol=1e-6)


def test_nothing_is_lost_without_pooling_and_larger_windows_lose_more() -> None:
    images = _pictures(4, 16)
    whole = _left(images, PoolSetting("none"))
    for way in ("nearest", "bilinear"):
        assert whole[f"detail.{way}.psnr"] == MOST_DECIBELS
        assert whole[f"detail.{way}.ssim"] == pytest.approx(1)
    last = MOST_DECIBELS
    for size in (2, 4, 8):
        now = _left(images, _pool("avg", size, size))["detail.nearest.psnr"]
        assert now < last
        last = now
    for learned in ("conv", "conv-depthwise"):
        assert all(np.isnan(value) for value in _left(images, _pool(learned)).values())


def test_similarity_is_of_each_image() -> None:
    images = _pictures(3, 9, 3)
    assert ssim(images, images).tolist() == pytest.approx([1, 1, 1])
    assert psnr(images, images).tolist() == [MOST_DECIBELS] * 3
    made = images.copy()
    made[1] = 1 - made[1]
    assert ssim(made, images)[1] < 0 < ssim(made, images)[0]
    small = images[..., :2]
    assert np.isnan(ssim(small, small)).all()


def test_the_sparse_code_keeps_no_more_bytes_than_it_may() -> None:
    images = torch.tensor(_pictures(40, 20, 2))
    for size in (0, 5, 300, 10**6):
        network = SparseCode(images, size)
        tiles = network.tiles(images)
        assert torch.equal(network.pictures(tiles), images)
        places = tiles.shape[1] * tiles.shape[2]
        assert places == 9 * 128
        assert network.kept == min(size // (4 + 2), places)
        values = (network(tiles) - network.mean) @ network.weights.T
        assert int((values.abs() > 1e-4).flatten(1).sum(1).max()) <= network.kept
    assert [index_bytes(each) for each in (1, 2, 256, 257, 65536, 65537)] == [1, 1, 1, 2, 2, 3]


def test_the_sparse_code_finds_what_pictures_are_made_of() -> None:
    """Each picture is a sum of two of six patterns: six numbers and places say all of it."""
    generator = np.random.default_rng(7)
    patterns = generator.normal(0, 1, (6, 1, 8, 8)).astype(np.float32)

    def drawn(count: int) -> Any:
        amounts = np.zeros((count, 6), np.float32)
        chosen = generator.permuted(np.tile(np.arange(6), (count, 1)), axis=1)[:, :2]
        np.put_along_axis(amounts, chosen, generator.uniform(0.02, 0.1, (count, 2)), 1)
        return (0.5 + np.tensordot(amounts, patterns, 1)).astype(np.float32).clip(0, 1)

    train, test = drawn(200), drawn(30)
    found = [psnr(coded(test, train, size, seed=0), test).mean() for size in (5, 15, 40)]
    assert found[0] < found[1] < found[2]
    assert found[2] > 35  # eight features, of four bytes and one
    np.testing.assert_array_equal(coded(test, train, 40, 0), coded(test, train, 40, 0))
    assert not np.array_equal(coded(test, train, 40, 0), coded(test, train, 40, 1))


def test_settings_of_one_size_share_the_sparse_code() -> None:
    images = _pictures(20, 8)
    one, other = _left(images, _pool("max")), _left(images, _pool("avg", 3))
    assert one["detail.sparse.psnr"] == other["detail.sparse.psnr"]
    assert one["detail.bytes"] == other["detail.bytes"] == 64
