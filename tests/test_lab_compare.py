"""From a study to its report: interrupted or not, the same result."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from poolwise.lab import Study, compare, without_times
from poolwise.lab.gallery import make_gallery
from poolwise.lab.progress import Bars, Lines, show_progress
from poolwise.lab.store import Store

SMALL = Study(
    pool=("max", "avg"), kernel=("2",), seeds=3, epochs=1, measures=("accuracy", "cost")
)  # fmt: skip


class Log:
    """A progress that remembers."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.finished: list[str] = []
        self.totals: list[int] = []

    def say(self, text: str) -> None:
        self.said.append(text)

    def begin(self, total: int, running: list[str]) -> None:
        self.totals.append(total)

    def done(self, name: str, note: str, running: list[str]) -> None:
        self.finished.append(name)


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], Path]:
    out = tmp_path_factory.mktemp("whole")
    return compare(SMALL, out, jobs=1), out


def test_what_is_written(result: tuple[dict[str, Any], Path]) -> None:
    found, out = result
    names = {path.name for path in out.iterdir()}
    assert {"report.html", "report.json", "report.csv", "study.toml", "study.sqlite"} <= names
    assert Study.from_file(out / "study.toml") == SMALL
    assert found["command"].startswith("poolwise compare --data faces --pool max --pool avg")
    assert found["baseline"] == "max 2x2/2"
    assert [(row["setting"], row["seed"]) for row in found["rows"]] == [
        (name, seed) for name in ("max 2x2/2", "avg 2x2/2") for seed in range(3)
    ]
    assert set(found["rows"][0]["measures"]) == set(found["measures"])
    assert {each["measure"] for each in found["times"]["tests"]} == {
        "time.forward_ms",
        "time.step_ms",
    }
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_the_same_command_runs_nothing_again(result: tuple[dict[str, Any], Path]) -> None:
    found, out = result
    log = Log()
    again = compare(SMALL, out, jobs=1, progress=log)
    assert not log.totals
    assert (again["times"]["trials_run"], again["times"]["trials_kept"]) == (0, 6)
    assert without_times(again) == without_times(found)


def test_more_seeds_keep_the_first(result: tuple[dict[str, Any], Path]) -> None:
    _, out = result
    log = Log()
    more = compare(SMALL.replaced({"seeds": 4}), out, jobs=1, progress=log)
    assert log.finished == ["max 2x2/2, seed 3", "avg 2x2/2, seed 3"]
    assert more["times"]["trials_kept"] == 6


def test_killed_in_the_middle(result: tuple[dict[str, Any], Path], tmp_path: Path) -> None:
    found, _ = result
    code = (
        "import sys; from poolwise.lab import Study, compare\n"
        "from poolwise.lab.progress import Lines\n"
        "compare(Study.from_toml(sys.argv[1]), sys.argv[2], jobs=1, progress=Lines(sys.stdout))"
    )
    arguments = [sys.executable, "-c", code, SMALL.to_toml(), str(tmp_path)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("2/6"):
                process.kill()
                break
    with Store(tmp_path / "study.sqlite") as store:
        kept = store._connection.execute("SELECT count(*) FROM rows").fetchone()[0]
    assert 2 <= kept < 6
    log = Log()
    resumed = compare(SMALL, tmp_path, jobs=1, progress=log)
    assert len(log.finished) == 6 - kept
    assert without_times(resumed) == without_times(found)
    saved = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert saved["rows"][0]["seed"] == 0


MODEL = """
from torch import nn
def make(in_channels, num_classes):
    return nn.Sequential(nn.Conv2d(in_channels, 4, 3, 2), nn.MaxPool2d(3, 2), nn.Flatten(),
                         nn.Linear(100, num_classes))
"""


def test_an_own_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lab_own_model.py").write_text(MODEL)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    study = Study(model="lab_own_model:make", seeds=1, epochs=1, measures=("accuracy",))
    found = compare(study, tmp_path / "out", jobs=1)
    # Without pooling its last layer does not fit, without a ReLU there are signs, and nobody asked
    # for those in particular.
    names = [each["name"] for each in found["settings"]]
    assert names == ["max", "avg", "lp(p=2)", "soft", "mixed", "max_blur", "conv"]
    for name in ("none", "stochastic"):
        assert any(note.startswith(f"{name} was left out") for note in found["notes"])
    with pytest.raises(ValueError, match="cannot have pool='none'"):
        compare(study.replaced({"pool": ["max", "none"]}), tmp_path / "out", jobs=1)


def test_errors(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="jobs=0 is too small"):
        compare(SMALL, tmp_path, jobs=0)
    (tmp_path / "file").touch()
    with pytest.raises(ValueError, match="cannot be a folder"):
        compare(SMALL, tmp_path / "file", jobs=1)
    (tmp_path / "study.sqlite").write_text("this is no database, but long enough to look at")
    with pytest.raises(ValueError, match="cannot be used as a store"):
        compare(SMALL, tmp_path, jobs=1)


@pytest.mark.parametrize(
    "damage",
    [
        "row = '{'",
        "row = '{}'",
        "row = 'null'",
        "row = 7",
        "row = x'ff00'",
        "row = CAST(x'ff00' AS TEXT)",
        "row = replace(row, '1', '2')",
        "digest = ''",
    ],
)
def test_a_damaged_row_is_told_with_its_file(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "study.sqlite"
    with Store(path) as store:
        store.put("abc", {"seed": 1})
        store.put("xyz", {"seed": 2})
    with closing(sqlite3.connect(path)) as file, file:
        file.execute(f"UPDATE rows SET {damage} WHERE key = 'abc'")
    with Store(path) as store:
        assert store.get(["xyz"]) == {"xyz": {"seed": 2}}
        with pytest.raises(ValueError, match=r"study\.sqlite.*move the file away.*--out"):
            store.get(["xyz", "abc"])


def test_a_row_that_cannot_be_written(tmp_path: Path) -> None:
    with Store(tmp_path / "study.sqlite") as store:
        store._connection.execute("PRAGMA max_page_count = 1")
        with pytest.raises(ValueError, match=r"study\.sqlite.*full"):
            store.put("abc", {"text": "long" * 10_000})
        assert store.get(["abc"]) == {}


def test_workers_do_not_outlive_their_parent() -> None:
    code = (
        "import os, time\n"
        "from poolwise.lab.runner import start_workers\n"
        "with start_workers(2) as workers:\n"
        "    print(workers.one(os.getpid), flush=True)\n"
        "    time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        worker = int(process.stdout.readline())
        os.kill(worker, 0)
        process.send_signal(signal.SIGKILL)
        # The pipe closes when the last process that holds it has ended: a worker left over would
        # keep it open past the time-out. (Its number may stay known until somebody reaps it.)
        process.communicate(timeout=20)


def test_gallery() -> None:
    from poolwise.lab.data import load

    faces = load("faces")
    entries = make_gallery(faces, Study(data="faces").settings)
    assert len(entries) == 3 * 9
    assert {each["pooled"].shape for each in entries} == {(13, 13)}
    assert all(each["original"].shape == (25, 25) for each in entries)
    by_name = {each["setting"]: each["pooled"] for each in entries[:9]}
    assert (by_name["max 2x2/2"] >= by_name["soft 2x2/2"] - 1e-6).all()
    assert (by_name["soft 2x2/2"] >= by_name["avg 2x2/2"] - 1e-6).all()


def test_progress(capsys: pytest.CaptureFixture[str]) -> None:
    with show_progress(quiet=True) as silent:
        silent.say("x")
        silent.begin(1, [])
        silent.done("a", "b", [])
    assert capsys.readouterr() == ("", "")
    with show_progress(quiet=False) as lines:
        assert isinstance(lines, Lines)
        lines.begin(2, ["a"])
        lines.done("a", "fine", [])
    assert "1/2  a: fine" in capsys.readouterr().err
    bars = Bars()
    bars.begin(2, ["[red]a", "b"])
    bars.done("[red]a", "fine", ["b", "c"])
    bars.say("[bold]text")
    assert [task.description for task in bars.rich.tasks] == ["trials", "  b", "  c"]
    assert "[bold]text" in capsys.readouterr().err
