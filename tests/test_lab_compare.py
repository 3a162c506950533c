"""From a study to its report: interrupted or not, the same result."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from poolwise.lab import Study, compare, dry_run, merge, report_only, without_times
from poolwise.lab.data.dataset import Dataset, Labelled
from poolwise.lab.running.gallery import make_gallery
from poolwise.lab.running.progress import Bars, Lines, show_progress
from poolwise.lab.running.runner import seconds_of
from poolwise.lab.running.store import Store

pytestmark = pytest.mark.usefixtures("workers_here")

SMALL = Study(
    pool=("max", "avg"), kernel=("2",), seeds=3, epochs=1, measures=("accuracy", "cost"),
    learning_rate=(0.01,),
)  # fmt: skip

SAID: list[str] = []
"""What the run of `result` said."""


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
        self.say("trials begin")

    def done(self, name: str, note: str, running: list[str]) -> None:
        self.finished.append(name)


@pytest.fixture(scope="module")
def result(
    tmp_path_factory: pytest.TempPathFactory, workers_here: None
) -> tuple[dict[str, Any], Path]:
    out = tmp_path_factory.mktemp("whole")
    log = Log()
    log.said = SAID
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("poolwise.lab.running.run.LONG_S", 0.0)  # any study is a long one
        return compare(SMALL, out, jobs=1, progress=log), out


@pytest.fixture
def copied(result: tuple[dict[str, Any], Path], tmp_path: Path) -> Path:
    """A folder with the store of the whole study and nothing else."""
    (tmp_path / "copy").mkdir()
    shutil.copy(result[1] / "study.sqlite", tmp_path / "copy")
    return tmp_path / "copy"


def test_what_is_written(result: tuple[dict[str, Any], Path]) -> None:
    found, out = result
    names = {path.name for path in out.iterdir()}
    assert {"report.html", "report.json", "report.csv", "study.toml", "study.sqlite"} <= names
    assert Study.from_file(out / "study.toml") == SMALL.replaced({"task": "pictures"})
    assert found["command"].startswith("poolwise compare --data faces --pool max --pool avg")
    assert found["baseline"] == "max 2x2/2"
    assert [(row["setting"], row["seed"]) for row in found["rows"]] == [
        (name, seed) for name in ("max 2x2/2", "avg 2x2/2") for seed in range(3)
    ]
    assert set(found["rows"][0]["measures"]) == set(found["measures"])
    assert {"time.forward_ms", "time.step_ms"} <= set(found["rows"][0]["measures"])
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert found["pairs"] == found["classes"] == []  # none of these trainings converged
    page = (out / "report.html").read_text("utf-8")
    for section in (
        "Where its gradient goes",
        "What the trained networks make of it",
        "Validation loss",
    ):
        assert section in page


def test_the_same_command_runs_nothing_again(result: tuple[dict[str, Any], Path]) -> None:
    found, out = result
    log = Log()
    again = compare(SMALL, out, jobs=1, progress=log)
    assert not log.totals
    assert (again["times"]["trials_run"], again["times"]["trials_kept"]) == (0, 6)
    assert again["times"]["trials_s"] == found["times"]["trials_s"] > 0
    assert without_times(again) == without_times(found)


def test_killed_in_the_middle(result: tuple[dict[str, Any], Path], tmp_path: Path) -> None:
    found, _ = result
    code = (
        "import sys; from poolwise.lab import Study, compare\n"
        "from poolwise.lab.running.progress import Lines\n"
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
        # The record of the study is there from the start; keys of trials are hashes.
        kept = store._connection.execute(
            "SELECT count(*) FROM rows WHERE length(key) = 64"
        ).fetchone()[0]
    assert 2 <= kept < 6
    log = Log()
    resumed = compare(SMALL, tmp_path, jobs=1, progress=log)
    assert len(log.finished) == 6 - kept
    assert without_times(resumed) == without_times(found)
    saved = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert saved["rows"][0]["seed"] == 0


def _edit(folder: Path, change: Callable[[dict[str, Any]], object], key: str = "study") -> None:
    """Change what a store has under a key, the record of the study if none is said."""
    with Store(folder / "study.sqlite") as store:
        value = store.get([key])[key]
        change(value)
        store.put(key, value)


def test_a_report_needs_the_store_alone(
    result: tuple[dict[str, Any], Path], copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, out = result
    monkeypatch.setattr("poolwise.lab.single.load", lambda *_: pytest.fail("the data are gone"))
    assert report_only(copied) == report_only(out)
    assert without_times(report_only(copied)) == without_times(found)
    for name in ("report.html", "report.json", "report.csv", "study.toml"):
        assert (copied / name).read_bytes() == (out / name).read_bytes()
    assert "data:image/png" in (copied / "report.html").read_text("utf-8")


def test_a_report_of_what_there_is(copied: Path) -> None:
    with closing(sqlite3.connect(copied / "study.sqlite")) as file, file:
        file.execute("DELETE FROM rows WHERE length(key) = 64 AND row LIKE '%\"seed\": 2%'")
    found = report_only(copied)
    assert len(found["rows"]) == 4
    assert "2 of 6 trials have not run yet." in found["notes"]


def test_a_failed_trial_is_told_and_run_again_and_more_seeds_keep_the_others(
    result: tuple[dict[str, Any], Path], copied: Path
) -> None:
    with Store(copied / "study.sqlite") as store:
        keys = [key for key, _, _ in store.get(["study"])["study"]["trials"]]
        key, kept = keys[1], keys[:1] + keys[2:]
        took = seconds_of(store, kept)
    reason = {"status": "failed", "reason": "ValueError: <b>", "measures": {}}
    _edit(copied, lambda row: row.update(reason), key)
    found = report_only(copied)
    row = found["rows"][3]
    assert (row["setting"], row["seed"], row["measures"]) == ("avg 2x2/2", 0, {})
    told = "avg 2x2/2 with seed 0 failed: ValueError: <b>. It runs again when this study is started"
    assert any(note.startswith(told) for note in found["notes"])
    assert "<b>." not in (copied / "report.html").read_text("utf-8")
    log = Log()
    more = compare(SMALL.replaced({"seeds": 4}), copied, jobs=1, progress=log)
    assert log.finished == ["avg 2x2/2, seed 0", "max 2x2/2, seed 3", "avg 2x2/2, seed 3"]
    assert more["times"]["trials_kept"] == 5
    with Store(copied / "study.sqlite") as store:
        assert seconds_of(store, kept) == took
    assert took < more["times"]["trials_s"]
    first = [row for row in without_times(more["rows"]) if row["seed"] < 3]
    assert first == without_times(result[0]["rows"])


def test_a_report_that_cannot_be_written(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("poolwise.lab.single.write_report", full)
    with pytest.raises(ValueError, match=r"No space left.*trials are kept.*--report-only writes"):
        report_only(copied)


def test_two_reports_in_one(
    result: tuple[dict[str, Any], Path], copied: Path, tmp_path: Path
) -> None:
    found, _ = result
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        shutil.copytree(copied, folder)

    def part(pool: list[str], seeds: int, kept: Callable[[str, int], bool]) -> Any:
        def change(record: dict[str, Any]) -> None:
            record["study"] |= {"pool": pool, "seeds": seeds, "baseline": "max 2x2/2"}
            record["trials"] = [each for each in record["trials"] if kept(each[1], each[2])]
            record["settings"] = list(dict.fromkeys(name for _, name, _ in record["trials"]))

        return change

    both = ["max", "avg"]
    _edit(first, part(both, 2, lambda name, seed: seed < 2))
    _edit(second, part(both, 3, lambda name, seed: seed > 0))
    merged = merge((first, second), tmp_path / "merged")
    assert not isinstance(merged, str)
    assert merged["rows"] == found["rows"]
    assert merged["times"]["trials_s"] == pytest.approx(found["times"]["trials_s"])
    assert (merged["tests"], merged["summary"]) == (found["tests"], found["summary"])
    assert merged["notes"][-1] == f"Merged from {first} and {second}."
    assert without_times(report_only(tmp_path / "merged")) == without_times(merged)

    _edit(second, lambda record: record["study"].update(epochs=2, data="digits"))
    text = merge((first, second), tmp_path / "apart")
    assert isinstance(text, str)
    assert text.startswith(f"{first} and {second} differ in data ('faces' and 'digits') and epochs")
    assert text.count("max 2x2/2") >= 1
    assert not (tmp_path / "apart").exists()


def test_a_dry_run_writes_nothing(copied: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    text = dry_run(SMALL.replaced({"seeds": 4}), copied, jobs=1)
    assert re.fullmatch(
        r"8 trials \(2 settings at 4 seeds\), 6 of them in the store already, 1 at once: about "
        r"[\d.]+ s, less where .*\.",
        text,
    )
    assert sorted(tmp_path.rglob("*")) == before


def test_a_long_study_says_so_before_it_starts(result: tuple[dict[str, Any], Path]) -> None:
    (place,) = (i for i, text in enumerate(SAID) if "will take about" in text)
    assert SAID.index("trials begin") == place + 1
    assert "--budget 10m" in SAID[place]


def test_a_budget_drops_settings_and_says_so(tmp_path: Path) -> None:
    study = SMALL.replaced(
        {"pool": ["max", "avg", "min", "none"], "seeds": 200, "measures": ["accuracy"]}
        | {"budget": "1s", "baseline": "min", "check_budget": True}
    )
    found = compare(study, tmp_path, jobs=1)
    seeds: dict[str, list[int]] = {each["name"]: [] for each in found["settings"]}
    for row in found["rows"]:
        seeds[row["setting"]].append(row["seed"])
    whole = [name for name, own in seeds.items() if own == seeds["min 2x2/2"]]
    assert 2 <= len(seeds["min 2x2/2"]) < 200
    for name in seeds.keys() - set(whole):
        assert any(note.startswith(f"{name} was dropped after") for note in found["notes"])
    assert {each["setting"] for each in found["tests"]} <= set(whole)
    assert found["unsound"].keys() >= seeds.keys() - set(whole)
    assert any("budget of 1s ended after" in note for note in found["notes"])
    assert "with 2 epochs as with 1" in found["budget_check"]["text"]
    assert found["budget_check"]["text"] in (tmp_path / "report.html").read_text("utf-8")


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
    study = Study(
        model="lab_own_model:make", seeds=1, epochs=1, measures=("accuracy",), learning_rate=(0.01,)
    )
    found = compare(study, tmp_path / "out", jobs=1)
    # Without pooling its last layer does not fit, without a ReLU there are signs, and nobody asked
    # for those in particular.
    names = [each["name"] for each in found["settings"]]
    assert names == ["max", "avg", "lp(p=2)", "max_blur", "conv", "conv-depthwise"]
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
        "from poolwise.lab.running.workers import start_workers\n"
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
    from poolwise.lab.load import load

    faces = load("faces")
    settings = Study(pool=("max", "soft", "avg", "none"), kernel=("2",)).settings
    entries = make_gallery(faces, settings)
    assert len(entries) == 3 * 3
    assert {each["pooled"].shape for each in entries} == {(13, 13)}
    assert all(each["original"].shape == (25, 25) for each in entries)
    by_name = {each["setting"]: each["pooled"] for each in entries[:3]}
    assert (by_name["max 2x2/2"] >= by_name["soft 2x2/2"] - 1e-6).all()
    assert (by_name["soft 2x2/2"] >= by_name["avg 2x2/2"] - 1e-6).all()
    counts = {each["setting"]: each["gradient"] for each in entries[:3]}
    # A maximum has one place in each window, an average all of them.
    assert set(counts["max 2x2/2"].ravel()) == {0, 1}
    assert counts["max 2x2/2"].sum() == 13 * 13
    assert counts["avg 2x2/2"].min() > 0
    large = np.zeros((4, 1, 60, 60), np.float32)
    data = Dataset("large", Labelled(large, np.array([0, 1, 0, 1])), ("a", "b"))
    whole = Study(pool=("max", "avg"), kernel=("60",), stride=("60",)).settings
    assert make_gallery(data, whole)[0]["gradient"].shape == (60, 60)


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
