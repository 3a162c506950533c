"""Weights from a file: right ones stay right, wrong ones are begun with, and no code is run."""

from __future__ import annotations

import os
import pickle
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import save_file
from torch import nn

from poolwise.lab import Study, compare, dry_run
from poolwise.lab.data.dataset import Dataset, Labelled
from poolwise.lab.networks.building import build
from poolwise.lab.networks.parts import Spec
from poolwise.lab.networks.weights import digest, read
from poolwise.lab.running.trial import Plan, run_trial
from poolwise.lab.settings import PoolSetting

pytestmark = pytest.mark.usefixtures("workers_here")

UNCHANGED, MAX = PoolSetting("unchanged"), PoolSetting("max")
NETWORK = """
from torch import nn

class Bright(nn.Module):
    "Says whether a picture is bright, with the right weights."
    def __init__(self, num_classes=2):
        super().__init__()
        self.pool = nn.MaxPool2d(2)
        self.linear = nn.Linear(1, num_classes)
    def forward(self, x):
        return self.linear(self.pool(x).mean((1, 2, 3))[:, None])
"""
RIGHT = {"linear.weight": torch.tensor([[-40.0], [40.0]]), "linear.bias": torch.tensor([20.0, -20])}
WRONG = {name: -each for name, each in RIGHT.items()}


@pytest.fixture
def bright(tmp_path: Path) -> str:
    (tmp_path / "bright.py").write_text(NETWORK)
    return f"{tmp_path / 'bright.py'}:Bright"


def _saved(path: Path, weights: Any) -> str:
    if path.suffix == ".safetensors":
        save_file(weights, path)
    else:
        torch.save(weights, path)
    return str(path)


def _pictures() -> Dataset:
    """Dark and bright ones, whose brightest pixels lie below and above 0.5."""
    generator = np.random.default_rng(0)
    labels = np.arange(60) % 2
    pixels = labels[:, None, None, None] * 0.5 + generator.uniform(0.1, 0.3, (60, 1, 4, 4))
    return Dataset("bright", Labelled(pixels.astype(np.float32), labels), ("dark", "bright"))


def _row(model: str, pretrained: str, setting: PoolSetting, **changes: Any) -> dict[str, Any]:
    plan = replace(
        Plan.of(Study(measures=("accuracy", "cost")), "cpu"),
        model=model, pretrained=pretrained, batch=16, epochs=4, **changes,
    )  # fmt: skip
    return run_trial(plan, _pictures(), setting, 0).row


@pytest.mark.parametrize("kind", [".safetensors", ".pt"])
def test_right_weights_are_right_as_they_are_and_stay_so(
    kind: str, bright: str, tmp_path: Path
) -> None:
    saved = _saved(tmp_path / f"right{kind}", RIGHT)
    given = _row(bright, saved, UNCHANGED)
    assert (given["status"], given["epochs"], given["learning_rate"]) == ("ok", 0, 0)
    assert given["measures"]["accuracy.top1"] == 1
    assert given["measures"]["cost.macs"] == 2 + 4 * 4  # linear, and four maxima of four
    tuned = _row(bright, saved, MAX)
    assert tuned["measures"]["accuracy.top1"] == 1
    assert tuned["learning_rate"] in {rate / 10 for rate in Study().learning_rate}


def test_wrong_weights_are_what_training_begins_with(bright: str, tmp_path: Path) -> None:
    saved = _saved(tmp_path / "wrong.pt", WRONG)
    for setting in (UNCHANGED, MAX):
        row = _row(bright, saved, setting, learning_rates=(1e-9,))
        assert row["measures"]["accuracy.top1"] == 0


PICTURES, MASKS = Spec((1, 16, 16), 3), Spec((1, 16, 16), 3, dense=True)
TEXTS = Spec((12,), 3, rank=1, lengths=True, vocabulary=9)


@pytest.mark.parametrize(
    ("network", "spec", "pool"),
    [
        (network, spec, pool)
        for network, spec in (("vgg-small", PICTURES), ("unet-small", MASKS), ("text-cnn", TEXTS))
        for pool in ("unchanged", "avg", "power_mean", "conv" if spec.rank > 1 else "attention")
    ],
)
def test_built_in_networks_have_them_and_poolings_begin_anew(
    network: str, spec: Spec, pool: str, tmp_path: Path
) -> None:
    plain = build(MAX, spec, network, 4, seed=1)
    saved = _saved(tmp_path / "a.pt", plain.state_dict())
    made = build(PoolSetting(pool), spec, network, 4, seed=2, pretrained=saved).state_dict()
    fresh = build(PoolSetting("max" if pool == "unchanged" else pool), spec, network, 4, seed=2)
    assert made.keys() == fresh.state_dict().keys()
    assert made.keys() >= plain.state_dict().keys()
    for name, each in made.items():
        expected = plain.state_dict().get(name, fresh.state_dict()[name])
        assert torch.equal(each, expected), name


def test_misfits_are_counted_in_a_sentence(tmp_path: Path) -> None:
    weights = build(MAX, Spec((1, 16, 16), 4), width=4).state_dict()
    for number in range(5):
        weights[f"more.{number}"] = torch.ones(1)
    del weights["0.weight"]
    with pytest.raises(ValueError, match="does not fit the") as caught:
        build(MAX, PICTURES, width=4, pretrained=_saved(tmp_path / "a.pt", weights))
    text = str(caught.value)
    assert "1 is missing ('0.weight')" in text
    assert "5 are not known ('more.0', 'more.1', 'more.2', ...)" in text
    assert "2 are of another shape ('10.weight' (4, 128) instead of (3, 128), '10.bias'" in text


class Calls:
    """Calls a function where it is unpickled."""

    def __init__(self, function: Callable[..., Any], *arguments: Any) -> None:
        self.call = function, arguments

    def __reduce__(self) -> Any:
        return self.call


def _escape(number: int) -> int:
    return number


_escape.__qualname__ = _escape.__name__ = "_\x1b[2J"
globals()[_escape.__name__] = _escape


def _hostile(folder: Path) -> dict[str, Callable[[Path], object]]:
    code = Calls(os.mkdir, str(folder / "ran"))

    def compressed(path: Path) -> None:
        _saved(path.with_suffix(".pth"), RIGHT)
        with zipfile.ZipFile(path.with_suffix(".pth")) as old, zipfile.ZipFile(path, "w") as new:
            for each in old.infolist():
                new.writestr(each.filename, old.read(each), zipfile.ZIP_DEFLATED)

    def claiming(path: Path) -> None:
        """Says in the archive's list that its pickle is 4 GiB long."""
        _saved(path, RIGHT)
        content = bytearray(path.read_bytes())
        entry = content.index(b"PK\x01\x02")
        content[entry + 24 : entry + 28] = (2**32 - 16).to_bytes(4, "little")
        path.write_bytes(content)

    return {
        "claiming.pt": claiming,
        "long.pt": lambda path: torch.save({"a": Calls(bytearray, 2**50)}, path),
        "code.pt": lambda path: torch.save({"linear.weight": code}, path),
        "pickle.pt": lambda path: path.write_bytes(pickle.dumps(code)),
        "pickle.safetensors": lambda path: path.write_bytes(pickle.dumps(code)),
        "network.pt": lambda path: torch.save(nn.Linear(1, 2), path),
        "legacy.pt": lambda path: torch.save(RIGHT, path, _use_new_zipfile_serialization=False),
        "compressed.pt": compressed,
        "escape.pt": lambda path: torch.save({"a": Calls(_escape, 1)}, path),
        "header.safetensors": lambda path: path.write_bytes((2**60).to_bytes(8, "little") + b"{}"),
        "numbers.safetensors": lambda path: path.write_bytes(
            (len(CLAIM)).to_bytes(8, "little") + CLAIM
        ),
        "text.pt": lambda path: path.write_text("weights"),
        "text.safetensors": lambda path: path.write_text("weights, and more of them"),
        "empty.pt": lambda path: path.touch(),
        "empty.safetensors": lambda path: path.touch(),
        "nothing.pt": lambda path: torch.save({}, path),
        "list.pt": lambda path: torch.save([torch.ones(1)], path),
        "nested.pt": lambda path: torch.save({"a": {"b": torch.ones(1)}}, path),
        "sparse.pt": lambda path: torch.save({"a": torch.eye(2).to_sparse()}, path),
        "meta.pt": lambda path: torch.save({"a": torch.ones(2, device="meta")}, path),
        "folder.pt": lambda path: path.mkdir(),
        "pipe.pt": os.mkfifo,
        "absent.pt": lambda path: None,
        "text.txt": lambda path: path.write_text("weights"),
    }


CLAIM = b'{"a":{"dtype":"F32","shape":[1073741824,1024],"data_offsets":[0,4398046511104]}}'


@pytest.mark.parametrize("name", list(_hostile(Path())))
def test_hostile_files_are_refused_in_a_sentence(name: str, tmp_path: Path) -> None:
    if name == "pipe.pt" and not hasattr(os, "mkfifo"):
        pytest.skip("this system has no named pipes")
    _hostile(tmp_path)[name](tmp_path / name)
    with pytest.raises(ValueError, match=r"^pretrained='.*' ") as caught:
        read(str(tmp_path / name))
    text = str(caught.value)
    assert len(text) < len(str(tmp_path)) + 250
    assert text.isprintable()
    assert "weights_only" not in text  # PyTorch advises to turn it off
    assert not (tmp_path / "ran").exists()
    if name in ("code.pt", "long.pt", "network.pt"):
        assert "and no code is run" in text


def test_large_files_are_not_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    saved = _saved(tmp_path / "a.pt", RIGHT)
    monkeypatch.setattr("poolwise.lab.networks.weights.MOST_BYTES", 100)
    for call in (read, digest):
        with pytest.raises(ValueError, match="bytes; at most 100 are read"):
            call(saved)


def test_a_study_begins_with_the_network_as_it_is(bright: str, tmp_path: Path) -> None:
    saved = _saved(tmp_path / "a.pt", RIGHT)
    study = Study(
        data="faces", model=bright, pretrained=saved, pool=("max", "avg"), seeds=2, epochs=1,
        learning_rate=(0.01,), measures=("accuracy",),
    )  # fmt: skip
    assert Study.from_toml(study.to_toml()) == study
    assert f"--pretrained {saved}" in study.command()
    found = compare(study, tmp_path / "out", jobs=1)
    assert [each["name"] for each in found["settings"]] == ["unchanged", "max", "avg"]
    assert found["baseline"] == "max"
    assert any(note.startswith("unchanged is the network with") for note in found["notes"])
    assert dry_run(study, tmp_path / "out", jobs=1).endswith("nothing is left to run.")
    _saved(tmp_path / "a.pt", WRONG)
    assert "in the store already" not in dry_run(study, tmp_path / "out", jobs=1)
    _saved(tmp_path / "a.pt", {"a": torch.ones(1)})
    with pytest.raises(ValueError, match=r"^pretrained='.*' does not fit"):
        dry_run(study, tmp_path / "out", jobs=1)


def test_unchanged_needs_weights() -> None:
    with pytest.raises(ValueError, match="pool='unchanged' needs pretrained"):
        Study(pool=("max", "unchanged"))
    with pytest.raises(ValueError, match="exclude each other"):
        Study(pretrained="a.pt", transfer_to="digits")
