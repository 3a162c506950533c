"""Levels race each other kernel by kernel, and what comes of it is what is chosen at load."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("typer")
pytest.importorskip("rich")

from scripts import load_script
from typer.testing import CliRunner

import poolwise
from poolwise import _native
from poolwise.bench.levels import (
    BASE,
    AtLevel,
    findings,
    kernel_of,
    one_kernel_each,
    race_levels,
)
from poolwise.bench.workloads import MORE, OPS, Workload, named_workloads
from poolwise.cli import app

ROOT = Path(__file__).resolve().parent.parent
RUNNER = CliRunner(env={"COLUMNS": "160", "NO_COLOR": "1", "TERM": "dumb"})
LEVELS = _native.levels()
several = pytest.mark.skipif(
    BASE not in LEVELS or len(LEVELS) < 2, reason="one level is built, or runs here"
)
pytestmark = pytest.mark.usefixtures("hasty_races")


def _row(workload: str, ms: dict[str, float], kernel: str = "pick") -> dict[str, Any]:
    return {"workload": workload, "kernel": kernel, "dtype": "float32", "ms": ms}


def test_a_level_is_taken_where_it_wins_and_nowhere_loses() -> None:
    rows = [
        _row("a", {"v3": 2.0, "v2": 2.0, "v4": 1.0}),
        _row("b", {"v3": 2.0, "v2": 3.0, "v4": 2.0}),
        _row("c", {"v3": 1.0, "v4": 0.5}, "total"),
        _row("d", {"v3": 0.9, "v4": 1.0}, "total"),  # faster by far, but not everywhere
        _row("e", {"v3": 1.04, "v4": 1.0}, "spread"),  # the next run may find the opposite
    ]
    found = {(each.kernel, each.level): each for each in findings(rows)}
    assert found["pick", "v4"].gain == pytest.approx(2**0.5)
    assert found["pick", "v4"].least == 1
    assert found["pick", "v4"].worst == "b"
    assert found["pick", "v2"].least == pytest.approx(2 / 3)
    taken = {known for known, each in found.items() if each.taken}
    assert taken == {("pick", "v4")}


def test_every_workload_has_a_kernel_that_dispatch_knows() -> None:
    source = (ROOT / "csrc" / "python" / "dispatch.cpp").read_text("utf-8")
    reducers = {*_native.reducers()}
    named = one_kernel_each(list(named_workloads().values()))
    more = [
        Workload("w", op, (1, 1, 4, 4), kernel=2, mode=mode)
        for op in (*OPS, *MORE)
        for mode in ("forward", "backward")
    ]
    assert {each.mode for each in named} == {"forward", "backward"}
    for each in (*named, *more):
        kernel = kernel_of(each)
        known = kernel.removesuffix("_back") in reducers or f"({kernel})" in source
        assert known, kernel


@several
def test_levels_give_the_same_and_are_left_as_they_were() -> None:
    workload = Workload("w", "soft", (1, 2, 8, 8), kernel=2)
    x = np.random.default_rng(0).normal(size=(1, 2, 8, 8)).astype("f4")
    expected = poolwise.soft_pool2d(x, 2)
    before = _native.level()
    for level in LEVELS:
        prepared = AtLevel(level).prepare(workload, "planar")
        with prepared.context():
            assert _native.level() == level
            np.testing.assert_allclose(poolwise.soft_pool2d(x, 2), expected, rtol=1e-5)
        assert _native.level() == before


@several
def test_the_command_keeps_what_dispatch_reads(tmp_path: Path) -> None:
    own = ["--op", "max", "--shape", "1,2,8,8", "--kernel", "2", "--train"]
    brief = ["--seconds", "1e-4", "--rounds", "1", "--threads", "1", "--out", str(tmp_path)]
    done = RUNNER.invoke(app, ["bench", "--levels", *own, *brief])
    assert done.exit_code == 0, done.output
    assert "v3's time / its" in done.output
    found = json.loads((tmp_path / "levels.json").read_text("utf-8"))
    assert found["processor"] == _native.processor()
    assert {each["layout"] for each in found["rows"]} == {"planar", "channels-last"}
    assert {each["kernel"] for each in found["rows"]} == {"place"}  # the way back of training
    assert all(each["ms"].keys() == {*LEVELS} for each in found["rows"])
    assert {each["level"] for each in found["findings"]} == {*LEVELS} - {BASE}


@several
def test_what_was_timed_is_kept_when_it_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from poolwise.bench import table

    def stop(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(table, "print_level_row", stop)
    own = ["--op", "max", "--shape", "1,2,8,8", "--kernel", "2", "--out", str(tmp_path)]
    done = RUNNER.invoke(app, ["bench", "--levels", *own, "--seconds", "1e-4", "--rounds", "1"])
    assert f"What was timed is kept in {tmp_path}" in done.output.replace("\n", "")
    kept = json.loads((tmp_path / "levels.json").read_text("utf-8"))
    assert len(kept["rows"]) == 1
    assert kept["findings"][0]["kernel"] == "pick"


@several
def test_no_threads_are_refused_before_there_is_a_folder(tmp_path: Path) -> None:
    out = tmp_path / "levels"
    done = RUNNER.invoke(app, ["bench", "--levels", "--threads", "0", "--out", str(out)])
    assert done.exit_code == 2
    assert "threads=0 must be at least 1" in done.output
    assert not out.exists()


@pytest.mark.parametrize("flag", ["--catalogue", "--engine"])
def test_levels_are_poolwise_alone(flag: str, tmp_path: Path) -> None:
    more = [flag, "JAX"] if flag == "--engine" else [flag]
    done = RUNNER.invoke(app, ["bench", "--levels", *more, "--out", str(tmp_path)])
    assert done.exit_code == 2
    assert f"leave out {flag}" in done.output


def test_one_level_cannot_race(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_native, "levels", lambda: ["v3"])
    with pytest.raises(ValueError, match="POOLWISE_LEVELS=all"):
        race_levels([Workload("w", "max", (1, 1, 4, 4), kernel=2)])


# --- the table ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def script() -> Any:
    pytest.importorskip("matplotlib")
    return load_script("benchmarks/results.py")


def _finding(kernel: str, dtype: str, level: str, gain: float, taken: bool) -> dict[str, Any]:
    known = {"kernel": kernel, "dtype": dtype, "level": level, "gain": gain, "least": gain}
    return known | {"worst": "w", "workloads": 2, "taken": taken}


def test_the_table_gets_the_rows_of_one_processor(script: Any) -> None:
    text = (ROOT / "csrc" / "python" / "measured.hpp").read_text("utf-8")
    found = [
        _finding("pick", "float32", "v4", 1.3, True),
        _finding("pick", "bfloat16", "v4", 1.1, True),
        _finding("pick", "bfloat16", "v2", 1.2, True),  # the better of two
        _finding("total", "uint8", "v4", 0.9, False),
    ]
    content = {"processor": "Somebody 7", "findings": found}
    once = script.with_levels(text, content)
    assert '    {"Somebody 7", "pick", kF32, "v4"},\n' in once
    assert '    {"Somebody 7", "pick", kBF16, "v2"},\n' in once
    assert once.count("Somebody") == 2
    assert script.with_levels(once, content) == once
    other = script.with_levels(once, {"processor": "Somebody 8", "findings": found[:1]})
    assert other.count('{"Somebody 7"') == 2
    assert other.count('{"Somebody 8"') == 1
    assert script.with_levels(once, content | {"findings": []}) == text
    assert "| pick, bfloat16 | v2 | 1.20 × | 1.20 × (w) | 2 | v2 |" in script.levels(content)
