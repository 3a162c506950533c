"""The profile of a model: which pooling it names, and that its numbers fit together."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from rich.console import Console
from torch import nn
from typer.testing import CliRunner

from poolwise.cli import app
from poolwise.profile import as_table, profile, window_text

RUNNER = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb"})

MODEL = """
import torch

def make_net(in_channels):
    layers = torch.nn.Conv2d(in_channels, 4, 3), torch.nn.MaxPool2d(3, 2, 1), torch.nn.Flatten()
    return torch.nn.Sequential(*layers)
"""


class Net(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.conv, self.pool = nn.Conv2d(3, 4, 3), nn.MaxPool2d(2)
        self.inner = nn.Sequential(nn.Dropout(), nn.AdaptiveAvgPool2d((2, 3)))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.pool(self.pool(self.conv(x)))
        return self.inner(nn.functional.avg_pool2d(x, (2, 1), padding=(1, 0)))


@pytest.mark.parametrize("train", [False, True])
def test_profile(train: bool) -> None:
    net = Net()
    net.inner.eval()
    found = profile(net, torch.randn(2, 3, 34, 34), train=train, repeat=3)
    rows = [(row["layer"], row["operator"], row["window"], row["calls"]) for row in found["layers"]]
    assert rows == [
        ("pool", "max_pool2d", "2x2/2", 1),
        ("pool", "max_pool2d", "2x2/2", 1),
        ("", "avg_pool2d", "2x1/2x1 padding 1x0", 1),
        ("inner.1", "adaptive_avg_pool2d", "to 2x3", 1),
    ]
    assert found["layers"][0]["input"] == [2, 4, 32, 32]
    assert [row["operator"] for row in found["operators"]].count("max_pool2d") == 1
    assert sum(row["calls"] for row in found["operators"]) == 4
    assert found["pooling_share"] == pytest.approx(sum(row["share"] for row in found["layers"]))
    assert 0 < found["pooling_share"] < 1
    assert found["bound"] == pytest.approx(1 / (1 - found["pooling_share"]))
    assert found["ratio"] == pytest.approx(found["plain_ms"] / found["accelerated_ms"])
    assert found["equal"]
    json.dumps(found)
    # It worked on a copy, and left nothing behind.
    assert net.training
    assert not net.inner.training
    assert not net.pool._forward_hooks
    assert net.conv.weight.grad is None
    assert "poolwise" not in torch._C._dispatch_dump("aten::max_pool2d")


HOUR = 3.6e6  # beside which what pooling really takes is nothing


@pytest.mark.parametrize(
    ("plain", "accelerated", "said"),
    [
        ([HOUR, HOUR, HOUR + 1], [HOUR, HOUR, HOUR], []),
        (
            [HOUR, HOUR, HOUR],
            [HOUR / 2, HOUR / 2, HOUR / 2],
            ["2.00 times as fast is more than the 1.00 of"],
        ),
        ([HOUR, HOUR, 1.5 * HOUR], [HOUR, HOUR, HOUR], ["equal passes lie 25% apart"]),
        ([HOUR], [HOUR], []),
    ],
)
def test_doubts(
    plain: list[float], accelerated: list[float], said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    times = iter([time for pair in zip(plain, accelerated, strict=True) for time in (*pair, HOUR)])

    def milliseconds(run: Callable[[], object]) -> float:
        run()
        return next(times)

    monkeypatch.setattr("poolwise.profile.milliseconds", milliseconds)
    found = profile(Net(), torch.randn(1, 3, 18, 18), repeat=len(plain))
    assert len(found["doubts"]) == len(said)
    assert all(words in doubt for words, doubt in zip(said, found["doubts"], strict=True))
    console = Console(record=True, width=200, file=io.StringIO())
    console.print(as_table(found))
    assert all(words in console.export_text() for words in said)


def test_arguments() -> None:
    with pytest.raises(TypeError, match="model must be"):
        profile(3, torch.randn(1))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="repeat=0 must be at least 1"):
        profile(Net(), torch.randn(1), repeat=0)


def test_windows_in_short() -> None:
    assert window_text("max_pool2d", ([3, 3], [2, 2], [1, 1])) == "3x3/2 padding 1"
    assert window_text("max_pool3d", ([2, 3, 3], [], [0, 1, 1])) == "2x3x3/2x3x3 padding 0x1x1"
    assert window_text("avg_pool2d", ([2, 2],)) == "2x2/2"
    assert window_text("adaptive_max_pool2d", ([1, 1],)) == "to 1x1"


def test_command(tmp_path: Path) -> None:
    (tmp_path / "their_model.py").write_text(MODEL)
    model, out = f"{tmp_path}/their_model.py:make_net", tmp_path / "out.json"
    options = ["--input", "1,2,16,16", "--repeat", "2", "--channels-last", "--json", str(out)]
    done = RUNNER.invoke(app, ["profile", model, *options])
    assert done.exit_code == 0, done.output
    for words in ("max_pool2d", "1x4x14x14", "3x3/2 padding 1", "times as fast", "outputs equal"):
        assert words in done.output
    assert json.loads(out.read_text())["layers"][0]["layer"] == "1"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nets", "--input", "1,3,8,8"], "poolwise: model='nets' cannot be loaded"),
        (["json:loads", "--input", "1,3"], "poolwise: input='1,3' must be a shape like 1,3,224"),
        (["json:loads", "--input", "1,3,8,8", "--threads", "0"], "poolwise: threads=0 must be"),
    ],
)
def test_errors_take_one_line(arguments: list[str], message: str) -> None:
    done = RUNNER.invoke(app, ["profile", *arguments])
    assert done.exit_code == 2
    assert done.output.startswith(message)
    assert done.output.count("\n") == 1
