"""Networks take their pooling from the setting, with the windows that they had."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import torch
from torch import nn

from poolwise import nn as pooling_nn
from poolwise.lab.networks import counting
from poolwise.lab.networks.building import build
from poolwise.lab.networks.own import load_model, model_source, swap_pooling
from poolwise.lab.networks.parts import Sample, Spec, dilations
from poolwise.lab.networks.pooling import Geometry, StridedConv, make_pooling
from poolwise.lab.networks.vgg import vgg_small
from poolwise.lab.planning.grid import DEFAULT_POOLS
from poolwise.lab.planning.study import Study
from poolwise.lab.settings import PoolSetting, parse_pool


def _build(setting: PoolSetting, model: str = "", seed: int = 0) -> nn.Module:
    return build(setting, Spec((1, 25, 25), 3), width=4, model=model, seed=seed)


@pytest.mark.parametrize("setting", Study().settings, ids=lambda each: each.name)
def test_vgg_small_takes_every_setting(setting: PoolSetting) -> None:
    network = _build(setting)
    assert network(torch.zeros(5, 1, 25, 25)).shape == (5, 3)
    assert not any(nn.parameter.is_lazy(each) for each in network.parameters())


def test_vgg_small_uses_our_kernels() -> None:
    kinds = [type(each) for each in vgg_small(PoolSetting("max", (2, 2)), Spec((1, 64, 64), 2))]
    assert kinds.count(pooling_nn.MaxPool2d) == 4
    assert nn.MaxPool2d not in kinds


@pytest.mark.parametrize("side", [8, 25, 28, 40, 64])
def test_cells_differ_in_nothing_but_the_pooling(side: int) -> None:
    """The head reads as many places of each map, and no unit looks further without pooling."""
    image = torch.rand(1, 1, side, side)
    strides = [PoolSetting("max", (each, each), (each, each)) for each in (1, 3)]
    settings = {each.name: each for each in (*Study().settings, *strides)}
    networks = {
        name: build(setting, Spec((1, side, side), 3), width=4)
        for name, setting in settings.items()
    }
    heads = {name: network[-1].weight for name, network in networks.items()}
    assert all(torch.equal(each, heads["none"]) for each in heads.values())
    counts = {name: counting.parameters(network) for name, network in networks.items()}
    more = {name for name in counts if counts[name] != counts["none"]}
    assert more == {"conv 2x2/2", "conv-depthwise 2x2/2"}
    assert counts["conv-depthwise 2x2/2"] < counts["conv 2x2/2"]
    assert not any("Adaptive" in type(m).__name__ for n in networks.values() for m in n.modules())
    if side in (25, 28):  # far enough from the border to see all of it
        fields = {name: counting.receptive_field(n, image) for name, n in networks.items()}
        assert fields["max 2x2/2"] == fields["conv 2x2/2"] == fields["avg 2x2/2"] == 10
        assert fields["none"] == 9
        assert fields["max 3x3/2"] == fields["avg 3x3/2"] == 13
        assert counting.map_size(networks["none"], image) == side


@pytest.mark.parametrize("stages", [2, 3, 4])
def test_dilation_stands_for_pooling_to_a_pixel(stages: int) -> None:
    with_pooling = 1 + sum(3 * 2**stage for stage in range(stages))
    without = 1 + sum(2 * dilations(PoolSetting("none"), stage)[0] for stage in range(stages))
    assert without == with_pooling - 1


def test_samples_stand_in_the_middle_of_the_cells() -> None:
    sample = Sample((25, 8), 4)
    assert tuple(sample.places) == ([1, 5, 9, 13, 17, 21, 24], [1, 5])
    x = torch.arange(200.0).reshape(1, 1, 25, 8)
    assert sample(x)[0, 0, 1].tolist() == [41, 45]
    small = torch.rand(1, 1, 7, 2)
    assert sample(small) is small
    assert sample(torch.rand(1, 1, 3, 1)).shape == (1, 1, 7, 2)


def test_a_depthwise_convolution_keeps_channels_apart() -> None:
    layer = make_pooling(PoolSetting("conv-depthwise"), Geometry((2, 2), (2, 2)))
    x = torch.rand(1, 3, 8, 8)
    layer(x)
    for each in layer.parameters():
        each.data.abs_()  # a ReLU would hide changes below 0
    before = layer(x)
    x[:, 1] += 1
    changed = (layer(x) != before).flatten(2).any(2)[0].tolist()
    assert changed == [False, True, False]


def test_weights_come_from_the_seed() -> None:
    first, again, other = (_build(PoolSetting("max", (2, 2)), seed=each) for each in (1, 1, 2))
    for a, b in zip(first.parameters(), again.parameters(), strict=True):
        assert torch.equal(a, b)
    assert not torch.equal(next(first.parameters()), next(other.parameters()))


@pytest.mark.parametrize("size", [7, 8])
@pytest.mark.parametrize(
    "geometry",
    [
        Geometry((2, 2), (2, 2)),
        Geometry((3, 2), (2, 3)),
        Geometry((3, 3), (2, 2), padding=(1, 1)),
        Geometry((3, 3), (2, 2), padding=(0, 0), ceil_mode=True),
        Geometry((2, 2), (2, 2), padding=((0, 1), (1, 0))),
        Geometry((2, 2), (1, 1), padding="same_lower", dilation=(2, 2)),
        Geometry((2, 2), (3, 3), padding="valid"),
    ],
)
def test_strided_convolution_looks_where_the_pooling_does(geometry: Geometry, size: int) -> None:
    x = torch.rand(2, 3, size, size)
    _assert_looks_alike(geometry, x)


@pytest.mark.parametrize("size", [7, 8])
@pytest.mark.parametrize(
    "geometry",
    [
        Geometry((3,), (2,)),
        Geometry((2,), (2,), padding=((0, 1),)),
        Geometry((3,), (2,), padding=1, dilation=2, ceil_mode=True),
        Geometry((2, 3, 2), (2, 1, 2)),
        Geometry((3, 3, 3), (2, 2, 2), padding=((1, 1), (0, 1), (1, 0))),
    ],
)
def test_strided_convolution_of_other_ranks(geometry: Geometry, size: int) -> None:
    _assert_looks_alike(geometry, torch.rand(2, 3, *[size] * geometry.rank))


def _assert_looks_alike(geometry: Geometry, x: torch.Tensor) -> None:
    conv = StridedConv(geometry)
    conv(x)
    with torch.no_grad():  # each channel sums its own window, and the bias is zero
        weight = torch.eye(3).reshape(3, 3, *[1] * geometry.rank)
        conv.conv.weight.copy_(weight.expand(conv.conv.weight.shape))
        conv.conv.bias.zero_()
    torch.testing.assert_close(conv(x), make_pooling(PoolSetting("sum"), geometry)(x))


class Branches(nn.Module):
    def __init__(self, in_channels: int = 1, num_classes: int = 3) -> None:
        super().__init__()
        self.stem = nn.Sequential(
            nn.Conv2d(in_channels, 4, 3), nn.MaxPool2d(3, 2, padding=1, ceil_mode=True)
        )
        self.rest = nn.Sequential(nn.AvgPool2d(2), nn.AdaptiveAvgPool2d(1), nn.Flatten())
        self.head = nn.Linear(4, num_classes)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        result: torch.Tensor = self.head(self.rest(self.stem(x)))
        return result


@pytest.mark.parametrize("pool", DEFAULT_POOLS)
def test_swap_keeps_the_geometry(pool: str) -> None:
    network = Branches()
    x = torch.rand(2, 1, 20, 20)
    before = network.stem(x).shape
    assert swap_pooling(network, parse_pool(pool)) == 2
    network.stem.insert(1, nn.ReLU())  # stochastic pooling takes nothing negative
    # Filters have no ceil mode: their last window never hangs over the end.
    assert network.stem(x).shape == before or pool in ("none", "max_blur")
    assert isinstance(network.rest[1], nn.AdaptiveAvgPool2d)
    assert network(x).shape == (2, 3)


def test_swap_to_the_same_changes_nothing() -> None:
    network = nn.Sequential(nn.MaxPool2d(3, 2, padding=1, dilation=1, ceil_mode=True))
    x = torch.rand(2, 1, 9, 12)
    expected = network(x)
    swap_pooling(network, PoolSetting("max"))
    assert isinstance(network[0], pooling_nn.MaxPool2d)
    assert torch.equal(network(x), expected)
    swap_pooling(network, PoolSetting("avg", (5, 5)))
    assert (network[0].kernel_size, network[0].stride) == ((5, 5), (2, 2))


MODULE = """
from torch import nn
def good(in_channels, num_classes):
    return nn.Sequential(nn.Conv2d(in_channels, 4, 3), nn.MaxPool2d(2), nn.AdaptiveAvgPool2d(1),
                         nn.Flatten(), nn.Linear(4, num_classes))
def flat():
    return nn.Sequential(nn.MaxPool2d(2), nn.Flatten(), nn.Linear(144, 3))
def nothing(): return 3
def breaks(): raise RuntimeError("no")
def plain(): return nn.Sequential(nn.Flatten(), nn.Linear(625, 3))
value = 3
"""


@pytest.fixture
def nets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "lab_test_nets.py").write_text(MODULE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.delitem(sys.modules, "lab_test_nets", raising=False)
    return "lab_test_nets"


def test_own_model(nets: str) -> None:
    network = _build(PoolSetting("conv"), f"{nets}:good")
    assert network(torch.zeros(2, 1, 25, 25)).shape == (2, 3)
    source = model_source(f"{nets}:good")
    assert source is not None
    assert source.name == "lab_test_nets.py"


@pytest.mark.parametrize("stem", ["random", "json", "lab_test_nets", "torch", "two words"])
def test_a_model_in_a_file_is_that_file_s(stem: str, nets: str, tmp_path: Path) -> None:
    """Whatever else has its name."""
    known = sys.modules.get(stem)
    file = tmp_path / "nets" / f"{stem}.py"
    file.parent.mkdir()
    file.write_text(
        "from lab_test_neighbour import size\n" + MODULE + "def mine(): return flat()\n"
    )
    (file.parent / "lab_test_neighbour.py").write_text("size = 3\n")
    assert isinstance(load_model(f"{file}:mine", Spec((1, 25, 25), 3)), torch.nn.Module)
    assert model_source(f"nets/{stem}.py:mine") == file
    assert sys.modules.get(stem) is known
    with pytest.raises(ValueError, match="cannot be loaded: AttributeError"):
        load_model(f"{file}:missing", Spec((1, 25, 25), 3))


def test_a_file_that_fails_is_tried_again(tmp_path: Path, nets: str) -> None:
    file = tmp_path / "mends.py"
    file.write_text("1 / 0")
    for _ in range(2):
        with pytest.raises(ValueError, match="ZeroDivisionError"):
            load_model(f"{file}:good", Spec((1, 25, 25), 3))
    file.write_text(MODULE)
    assert load_model(f"{file}:good", Spec((1, 25, 25), 3))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("missing", "cannot be loaded: AttributeError"),
        ("value", "is not callable"),
        ("nothing", "returned int; a torch"),
        ("breaks", "failed: RuntimeError: no"),
    ],
)
def test_wrong_models(nets: str, name: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        load_model(f"{nets}:{name}", Spec((1, 25, 25), 3))


def test_models_that_do_not_fit(nets: str) -> None:
    with pytest.raises(ValueError, match="no MaxPool2d or AvgPool2d"):
        _build(PoolSetting("max"), f"{nets}:plain")
    with pytest.raises(ValueError, match="'none' does not take images of 1 x 25 x 25"):
        _build(PoolSetting("none"), f"{nets}:flat")
    with pytest.raises(ValueError, match=r"returns \(2, 3\) for two images; \(2, 9\) is expected"):
        build(PoolSetting("max"), Spec((1, 25, 25), 9), width=4, model=f"{nets}:flat")
    with pytest.raises(ValueError, match="ModuleNotFoundError"):
        load_model("nowhere_at_all:f", Spec((1, 8, 8), 2))
