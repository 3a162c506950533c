"""Any operator of the catalogue stands where a network pools, and studies compare them."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image
from torch import nn
from typer.testing import CliRunner

import poolwise
from poolwise import catalogue
from poolwise import nn as pooling_nn
from poolwise.cli import app
from poolwise.lab import Study, compare, without_times
from poolwise.lab.data.dataset import Dataset, Labelled
from poolwise.lab.load import load
from poolwise.lab.networks.building import build
from poolwise.lab.networks.own import swap_pooling
from poolwise.lab.networks.parts import Spec
from poolwise.lab.networks.pooling import Fitted, Geometry, make_pooling
from poolwise.lab.report.pictures import pictures
from poolwise.lab.running.gallery import make_gallery, pooled
from poolwise.lab.running.trial import Plan, run_trial
from poolwise.lab.settings import PoolSetting, parse_pool
from poolwise.lab.tasks import MASKED, TASKS

pytestmark = pytest.mark.usefixtures("workers_here")

TEN = (
    "max",
    "avg",
    "lp(p=2)",
    "rms",
    "soft",
    "soft(beta=2)",
    "stochastic",
    "max_dropout(q=0.7)",
    "rank_stochastic",
    "median(interpolation=lower)",
)
PAIR = Geometry((2, 2), (2, 2))


class StandIn(nn.Module):
    """What `poolwise.nn` lacks so far, made of the function."""

    pool: Callable[..., Any]
    draws = False

    def __init__(
        self,
        kernel_size: Any,
        stride: Any = None,
        padding: Any = 0,
        dilation: Any = 1,
        ceil_mode: bool = False,
        **own: Any,
    ) -> None:
        super().__init__()
        self.where = {
            "kernel_size": kernel_size,
            "stride": stride,
            "padding": padding,
            "dilation": dilation,
            "ceil_mode": ceil_mode,
        }
        self.own = own

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        draw = {"training": self.training} if self.draws else {}
        result: torch.Tensor = type(self).pool(x, **self.where, **self.own, **draw)
        return result


@pytest.fixture(autouse=True)
def _modules(monkeypatch: pytest.MonkeyPatch) -> None:
    for each in catalogue.OPERATORS:
        function = getattr(poolwise, each.function.format(p="", n=2), None)
        if each.windows == catalogue.ALL and function and not hasattr(pooling_nn, each.layer):
            made = {"pool": staticmethod(function), "draws": each.kind == "random"}
            made["__module__"] = __name__
            kind = type(each.layer, (StandIn,), made)
            monkeypatch.setattr(pooling_nn, each.layer, kind, raising=False)
            monkeypatch.setitem(globals(), each.layer, kind)  # pickle finds it here


def _plan(**changes: Any) -> Plan:
    study = Study(epochs=1, measures=("accuracy", "shift"), learning_rate=(0.01,))
    study = study.replaced(changes)
    return Plan.of(study, "cpu")


@pytest.mark.parametrize("text", TEN)
def test_layers_do_what_the_functions_do(text: str) -> None:
    x = torch.rand(2, 3, 8, 8)
    layer = make_pooling(parse_pool(text), PAIR).eval()
    operator = catalogue.find(parse_pool(text).pool)
    given = dict(parse_pool(text).parameters)
    options = {p.keyword: given[p.name] for p in operator.parameters if p.name in given}
    if operator.kind == "random":
        options["training"] = False
    function = getattr(poolwise, operator.function.format(p="", n=2))
    torch.testing.assert_close(layer(x), function(x, kernel_size=2, **options))


@pytest.mark.parametrize("text", TEN)
def test_trials_repeat_bit_for_bit(text: str) -> None:
    # What a trial draws comes from its seed, not from where the generator happens to stand.
    data = load("faces")
    setting = PoolSetting(parse_pool(text).pool, (2, 2), (2, 2), parse_pool(text).parameters)
    torch.manual_seed(1)
    first = run_trial(_plan(measures=("accuracy",)), data, setting, 1).row
    torch.manual_seed(2)
    assert run_trial(_plan(measures=("accuracy",)), data, setting, 1).row == first
    assert (first["pool"], first["parameters"]) == (setting.pool, setting.options)


def test_draws_differ_from_step_to_step_and_end_with_training() -> None:
    x = torch.rand(4, 2, 8, 8)
    layer = make_pooling(PoolSetting("stochastic"), PAIR)
    assert not torch.equal(layer(x), layer(x))
    layer.eval()
    assert torch.equal(layer(x), layer(x))


@pytest.fixture(scope="module")
def study() -> Study:
    return Study(
        pool=TEN,
        kernel=("2",),
        seeds=2,
        epochs=1,
        measures=("accuracy", "cost"),
        learning_rate=(0.01,),
    )


def test_ten_operators_in_one_study(study: Study, tmp_path: Path) -> None:
    found = compare(study, tmp_path, jobs=1)
    names = [f"{text} 2x2/2" for text in TEN]
    assert [each["name"] for each in found["settings"]] == names
    by_name = {each["name"]: each for each in found["settings"]}
    assert by_name["soft(beta=2) 2x2/2"]["parameters"] == {"beta": 2}
    assert by_name["max 2x2/2"]["parameters"] == {}
    saved = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert saved["settings"] == found["settings"]
    assert saved["study"]["pool"] == list(TEN)
    rows = list(csv.DictReader((tmp_path / "report.csv").read_text("utf-8").splitlines()))
    assert {(row["setting"], row["pool"], row["parameters"]) for row in rows} >= {
        ("lp(p=2) 2x2/2", "lp", "p=2"),
        ("soft 2x2/2", "soft", ""),
    }
    page = (tmp_path / "report.html").read_text("utf-8")
    for name in names:
        assert page.count(name) >= 2 + 3  # in tables, and under a picture each
    assert Study.from_file(tmp_path / "study.toml") == replace(study, task="pictures")
    again = compare(study, tmp_path, jobs=1)
    assert again["times"]["trials_run"] == 0
    assert without_times(again) == without_times(found)


# The new operators: of the kinds of means, ranks, draws, what learns and what filters.
OTHER_TEN = (
    "soft",
    "lse",
    "lp(p=3)",
    "rms",
    "power_mean",
    "median",
    "top_k_avg",
    "stochastic",
    "mixed(mode=learned)",
    "max_blur",
)


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """A folder of scanned digits, a folder per class."""
    digits = load("digits").examples
    for label in range(3):
        (tmp_path / "photos" / str(label)).mkdir(parents=True)
        for number, image in enumerate(digits.inputs[digits.labels == label][:10]):
            grey = Image.fromarray((image[0] * 255).astype(np.uint8))
            grey.save(tmp_path / "photos" / str(label) / f"{number}.png")
    return tmp_path / "photos"


def _figures(out: Path) -> tuple[Any, list[dict[str, str]]]:
    """What a report says in JSON and in CSV, but for times."""
    rows = csv.DictReader((out / "report.csv").read_text("utf-8").splitlines())
    kept = [{name: v for name, v in row.items() if not name.startswith("time.")} for row in rows]
    return without_times(json.loads((out / "report.json").read_text("utf-8"))), kept


def test_a_folder_of_images_gives_the_same_figures_twice(photos: Path, tmp_path: Path) -> None:
    command = ["compare", "--data", str(photos), "--image-size", "12", "--kernel", "2"]
    command += ["--seeds", "1", "--epochs", "1", "--baseline", "soft", "--jobs", "1"]
    command += ["--learning-rate", "0.01"]
    for measure in ("accuracy", "shift"):
        command += ["--measures", measure]
    for text in OTHER_TEN:
        command += ["--pool", text]
    # Once here and once as users run it, each in a store of its own.
    found = CliRunner().invoke(app, [*command, "--out", str(tmp_path / "first")])
    assert found.exit_code == 0, found.output
    second = [*command, "--out", str(tmp_path / "second")]
    environment = os.environ | {"PYTHONPATH": str(Path(poolwise.__file__).parents[1])}
    command = [sys.executable, "-m", "poolwise", *second]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "Warning" not in done.stderr
    (result, rows), again = _figures(tmp_path / "first"), _figures(tmp_path / "second")
    assert again == (result, rows)
    names = [f"{parse_pool(text).operator} 2x2/2" for text in OTHER_TEN]
    assert [each["name"] for each in result["settings"]] == names
    assert [row["setting"] for row in rows] == names
    assert {"accuracy", "shift"} <= {name.partition(".")[0] for name in rows[0]}
    page = (tmp_path / "second" / "report.html").read_text("utf-8")
    assert all(name in page for name in names)


def test_parameters_are_part_of_the_key(study: Study, tmp_path: Path) -> None:
    few = study.replaced({"pool": ["max", "soft"], "seeds": 1, "measures": ["accuracy"]})
    compare(few, tmp_path, jobs=1)
    more = few.replaced({"pool": ["max", "soft(beta=1)", "soft(beta=3)"]})
    times = compare(more, tmp_path, jobs=1)["times"]
    assert (times["trials_kept"], times["trials_run"]) == (2, 1)


def test_pictures_show_every_operator() -> None:
    faces = load("faces")
    settings = [
        *(PoolSetting(parse_pool(t).pool, (2, 2), (2, 2), parse_pool(t).parameters) for t in TEN),
        PoolSetting("conv", (2, 2), (2, 2)),
        PoolSetting("none"),
    ]
    entries = make_gallery(faces, settings)
    assert [each["setting"] for each in entries[: len(TEN)]] == [f"{t} 2x2/2" for t in TEN]
    assert len(entries) == 3 * len(TEN)
    for each in entries:
        assert each["pooled"].shape == (13, 13)
        assert each["pooled"].dtype == np.float32
        assert each["pooled"].min() >= 0
        assert each["pooled"].max() <= 1
        assert each["gradient"].shape == each["middle"].shape == (25, 25)
        assert 0 <= each["gradient"].min() < each["gradient"].max() == 1
    again = make_gallery(faces, settings)
    assert all((a["pooled"] == b["pooled"]).all() for a, b in zip(entries, again, strict=True))


@pytest.mark.parametrize(
    ("task", "shape", "kept"),
    [
        ("localisation", (3, 8, 6), (4, 3, 3)),
        ("segmentation", (1, 8, 6), (4, 3)),
        ("compression", (2, 8, 6), (4, 3)),
        ("video", (1, 4, 8, 6), (4, 3)),
        ("video", (3, 4, 8, 6), (4, 3, 3)),
        ("sound", (1, 8, 12), (4, 4)),  # of which 4 moments are padding
        ("speech", (3, 12), None),
        ("text", (12,), None),
    ],
)
def test_pictures_are_of_what_can_be_seen(
    task: str, shape: tuple[int, ...], kept: tuple[int, ...] | None
) -> None:
    rng = np.random.default_rng(0)
    about = TASKS[task]
    low, high = (-9, 5) if about.items == "recordings" else (0, 1)
    inputs = rng.uniform(low, high, (4, *shape)).astype(np.float32)
    truth = rng.integers(0, 3, (4, *shape[-2:])) if task in MASKED else None
    lengths = np.full(4, shape[-1] - 4) if about.items == "recordings" else None
    if task == "text":
        inputs = rng.integers(1, 9, (4, *shape))
    part = Labelled(inputs, np.array([0, 1, 0, 1]), lengths=lengths, truth=truth)
    settings = PoolSetting("max", (2,) * about.rank, (2,) * about.rank), PoolSetting("none")
    made = Dataset("made", part, ("a", "b"), task=task, kind=about.items)
    found = make_gallery(made, settings)
    if kept is None:
        assert found == []
        return
    names = [*(["its objects"] if task in MASKED else []), settings[0].name]
    assert [each["setting"] for each in found] == 3 * names
    for each in found:
        assert each["pooled"].shape == (kept if each["setting"] != "its objects" else shape[-2:])
        assert 0 <= each["pooled"].min() <= each["pooled"].max() <= 1
        assert ("gradient" in each) == (each["setting"] != "its objects")
    assert len(pictures(found)) == 3


@pytest.mark.parametrize("text", ["max", "sum", "lp(p=2)", "lp(p=1)", "rms", "soft"])
def test_pictures_keep_the_scale(text: str) -> None:
    grey = np.full((1, 8, 8), 0.25, np.float32)
    setting = PoolSetting(parse_pool(text).pool, (2, 2), (2, 2), parse_pool(text).parameters)
    np.testing.assert_allclose(pooled(grey, setting), 0.25, rtol=1e-6)


def test_stochastic_pooling_needs_a_relu(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lab_signs.py").write_text(
        "from torch import nn\n"
        "def wrong(): return nn.Sequential(nn.Conv2d(1, 4, 3), nn.MaxPool2d(2),"
        " nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4, 3))\n"
        "def right(): return nn.Sequential(nn.Conv2d(1, 4, 3), nn.ReLU(), *wrong()[1:])\n"
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    build(PoolSetting("stochastic"), Spec((1, 25, 25), 3), width=4, model="lab_signs:right")
    build(PoolSetting("soft"), Spec((1, 25, 25), 3), width=4, model="lab_signs:wrong")
    with pytest.raises(ValueError, match="'stochastic' gives its pooling numbers such as -"):
        build(PoolSetting("stochastic"), Spec((1, 25, 25), 3), width=4, model="lab_signs:wrong")
    build(PoolSetting("stochastic", (2, 2)), Spec((1, 25, 25), 3), width=4)  # the built-in has them


def test_other_poolings_of_a_model_are_swapped_too() -> None:
    network = nn.Sequential(nn.LPPool2d(2, 3, 2), nn.ReLU())
    x = torch.rand(1, 1, 9, 9)
    shape = network(x).shape
    assert swap_pooling(network, PoolSetting("soft")) == 1
    assert network(x).shape == shape
    assert type(network[0]).__name__ == "SoftPool2d"


def test_what_is_not_said_stays_as_the_network_has_it() -> None:
    x = torch.rand(1, 1, 8, 8)
    for mine, text, counted in (
        (True, "avg", True),
        (False, "avg", False),
        (True, "avg(count_include_pad=false)", False),
        (False, "avg(count_include_pad=true)", True),
    ):
        network = nn.Sequential(nn.AvgPool2d(3, 2, 1, count_include_pad=mine))
        swap_pooling(network, parse_pool(text))
        expected = nn.AvgPool2d(3, 2, 1, count_include_pad=counted)(x)
        torch.testing.assert_close(network(x), expected)


class Cropped(nn.Module):
    """Stands in for modules that take the size of their output."""

    def __init__(self, output_size: Any, kernel_size: Any = 2) -> None:
        super().__init__()
        if kernel_size == (1, 1):
            raise ValueError("kernel_size is too small")
        self.output_size = output_size

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        assert not self.training
        return x[..., : self.output_size[0], : self.output_size[1]]


def test_modules_that_take_the_size_of_their_output(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pooling_nn, "SpectralPool2d", Cropped, raising=False)
    layer = make_pooling(PoolSetting("spectral"), PAIR).eval()
    assert isinstance(layer, Fitted)
    for size in ((8, 8), (9, 5)):
        x = torch.rand(1, 2, *size)
        assert layer(x).shape == make_pooling(PoolSetting("max"), PAIR)(x).shape


class First(nn.Module):
    """Stands in for modules that take whole grids."""

    def __init__(self, stride: Any) -> None:
        super().__init__()
        self.stride = stride

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        (height, width), (down, across) = x.shape[-2:], self.stride
        assert height % down == width % across == 0
        return x[..., ::down, ::across]


def test_modules_that_take_whole_grids(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pooling_nn, "AdaptivePolyphasePool2d", First, raising=False)
    layer = make_pooling(PoolSetting("adaptive_polyphase"), Geometry((2, 3), (2, 3)))
    x = torch.rand(1, 2, 7, 7)
    assert torch.equal(layer(x), x[..., ::2, ::3])


class Scaled(nn.Module):
    """Stands in for modules that learn something for each channel, beginning at random."""

    def __init__(self, kernel_size: Any, channels: int, per: str = "channel") -> None:
        super().__init__()
        self.pool = nn.MaxPool2d(kernel_size)
        self.scale = nn.Parameter(torch.rand(channels, 1, 1))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        result: torch.Tensor = self.pool(x) * self.scale
        return result


@pytest.mark.parametrize("text", ["lip", "mixed(per=channel)"])
def test_modules_that_learn_for_each_channel(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    setting = parse_pool(text)
    monkeypatch.setattr(pooling_nn, catalogue.find(setting.pool).layer, Scaled, raising=False)
    networks = [build(each, Spec((1, 25, 25), 3), width=4) for each in (setting, setting)]
    plain = build(PoolSetting("max"), Spec((1, 25, 25), 3), width=4)
    names = dict(networks[0].named_parameters())
    assert [tuple(p.shape) for n, p in names.items() if "scale" in n] == [(4, 1, 1), (8, 1, 1)]
    for name, weight in networks[1].named_parameters():
        assert torch.equal(weight, names[name])
    # The rest of the network starts as it does with any other pooling.
    for name, weight in plain.named_parameters():
        assert torch.equal(weight, names[name])


def test_what_cannot_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pooling_nn, "SpectralPool2d", Cropped, raising=False)
    with pytest.raises(ValueError, match=r"'spectral 1x1/1' cannot be made: kernel_size is too"):
        make_pooling(PoolSetting("spectral", (1, 1), (1, 1)), Geometry((1, 1), (1, 1)))
    monkeypatch.delattr(pooling_nn, "SpectralPool2d")
    with pytest.raises(ValueError, match=r"pool='spectral': poolwise\.nn has no SpectralPool2d"):
        make_pooling(PoolSetting("spectral"), PAIR)
