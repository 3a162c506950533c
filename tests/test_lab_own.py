"""A pooling of the user's own stands in the grid beside all others."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import nn

from poolwise.lab.load import load
from poolwise.lab.networks import counting
from poolwise.lab.networks.building import build
from poolwise.lab.networks.own import swap_pooling
from poolwise.lab.networks.parts import Spec
from poolwise.lab.networks.pooling import Geometry, make_pooling
from poolwise.lab.planning.study import Study
from poolwise.lab.running.gallery import pooled
from poolwise.lab.running.machine import try_out
from poolwise.lab.running.trial import Plan, run_trial
from poolwise.lab.settings import PoolSetting, parse_pool

POOLS = """
import torch
from torch import nn

class Same(nn.Module):
    "Max pooling by another name."
    def __init__(self, kernel_size, stride):
        super().__init__()
        self.pool = nn.MaxPool2d(kernel_size, stride)
    def forward(self, x):
        return self.pool(x)

class Told(nn.MaxPool2d):
    "Takes whatever max pooling takes."

class Scaled(Same):
    def __init__(self, kernel_size, stride=None, beta=1.0, channels=None):
        super().__init__(kernel_size, stride)
        self.beta = nn.Parameter(torch.full((channels, 1, 1), float(beta)))
    def forward(self, x):
        return self.pool(x) * self.beta

class Small(Same):
    def forward(self, x):
        return self.pool(x)[..., 1:]

def number(kernel_size): return 3
value = 3
"""
GEOMETRIES = [
    Geometry((2, 2), (2, 2)),
    Geometry((3, 3), (2, 2)),
    Geometry((3, 2), (2, 3)),
    Geometry((2, 2), (3, 3)),
    Geometry((3, 3), (2, 2), padding=(1, 1)),
    Geometry((3, 3), (2, 2), padding=(0, 0), ceil_mode=True),
    Geometry((2, 2), (2, 2), padding="valid"),
]


@pytest.fixture
def pools(tmp_path: Path) -> Path:
    (tmp_path / "pools.py").write_text(POOLS)
    return tmp_path / "pools.py"


@pytest.mark.parametrize("name", ["Same", "Told"])
@pytest.mark.parametrize("geometry", GEOMETRIES)
@pytest.mark.parametrize("size", [(7, 7), (8, 9)])
def test_max_by_another_name_is_max(
    name: str, geometry: Geometry, size: tuple[int, int], pools: Path
) -> None:
    x = torch.randn(2, 3, *size)
    mine = make_pooling(PoolSetting(f"{pools}:{name}"), geometry)
    assert torch.equal(mine(x), make_pooling(PoolSetting("max"), geometry)(x))


def test_trials_of_max_by_another_name_are_trials_of_max(pools: Path) -> None:
    plan = Plan.of(Study(epochs=2, learning_rate=(0.01,), measures=("accuracy", "cost")), "cpu")
    rows = [
        run_trial(plan, load("faces"), PoolSetting(pool, (3, 3), (2, 2)), 0).row
        for pool in ("max", f"{pools}:Same")
    ]
    theirs, mine = (row["measures"] for row in rows)
    assert mine["cost.macs"] is None  # nobody has counted them
    assert {k: v for k, v in mine.items() if k.startswith("accuracy")} == {
        k: v for k, v in theirs.items() if k.startswith("accuracy")
    }
    assert mine["cost.receptive_field"] == theirs["cost.receptive_field"]


def test_arguments_and_channels_are_given(pools: Path) -> None:
    setting = replace(parse_pool(f"{pools}:Scaled(beta=3)"), kernel=(2, 2), stride=(2, 2))
    network = build(setting, Spec((1, 25, 25), 3), width=4)
    betas = [p for n, p in network.named_parameters() if n.endswith("beta")]
    assert [tuple(each.shape) for each in betas] == [(4, 1, 1), (8, 1, 1)]
    assert all((each == 3).all() for each in betas)
    plain = build(PoolSetting("max", (2, 2), (2, 2)), Spec((1, 25, 25), 3), width=4)
    names = dict(network.named_parameters())
    assert all(torch.equal(weight, names[name]) for name, weight in plain.named_parameters())
    assert math.isnan(counting.multiply_adds(network, torch.rand(1, 1, 25, 25)))


def test_a_model_takes_it(pools: Path) -> None:
    network = nn.Sequential(nn.MaxPool2d(3, 2, padding=1, ceil_mode=True), nn.AvgPool2d(2))
    x = torch.randn(1, 1, 20, 20)
    shape = network(x).shape
    assert swap_pooling(network, PoolSetting(f"{pools}:Same")) == 2
    assert network(x).shape == shape


def test_pictures_show_it(pools: Path) -> None:
    image = load("faces").examples.inputs[0]
    mine = pooled(image, PoolSetting(f"{pools}:Same", (2, 2), (2, 2)))
    assert (mine == pooled(image, PoolSetting("max", (2, 2), (2, 2)))).all()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Nothing", "cannot be loaded: AttributeError"),
        ("value", "is not callable; write package.module:Class"),
        ("number", "makes a int; a torch.nn.Module is expected"),
        ("Same(beta=2)", "cannot be made: TypeError"),
        ("Small", r"returns \(2, 8, 13, 12\); \(2, 8, 13, 13\) is expected"),
    ],
)
def test_what_does_not_work_is_told_before_any_trial(name: str, message: str, pools: Path) -> None:
    study = Study(pool=(f"{pools}:{name}", "max"), kernel=("2",), baseline="max")
    plan = Plan.of(study, "cpu")
    reason, _ = try_out(plan, load("faces"), list(study.settings))
    with pytest.raises(ValueError, match=message):
        raise ValueError(reason[study.settings[0].name])
    assert list(reason) == [study.settings[0].name]


def test_a_missing_module_is_told() -> None:
    with pytest.raises(ValueError, match=r"pool='nowhere\.at:All' cannot be loaded: ModuleNot"):
        make_pooling(PoolSetting("nowhere.at:All"), GEOMETRIES[0])


def test_its_source_is_part_of_what_identifies_it(pools: Path, tmp_path: Path) -> None:
    setting = PoolSetting(f"{pools}:Same", (2, 2))
    assert setting.identity.startswith(setting.name)
    other = tmp_path / "other"
    other.mkdir()
    (other / "pools.py").write_text(POOLS + "\n# another\n")
    changed = PoolSetting(f"{other / 'pools.py'}:Same", (2, 2))
    assert setting.identity.split()[-1] != changed.identity.split()[-1]
    assert PoolSetting("max", (2, 2)).identity == "max 2x2"
