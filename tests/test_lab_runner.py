"""Studies survive: workers that die, trials that raise, full disks, two runs in one folder."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.stats import ttest_1samp

from poolwise.lab.data.dataset import Design
from poolwise.lab.load import load
from poolwise.lab.parsing import parse_duration
from poolwise.lab.planning.study import Study
from poolwise.lab.running import probe
from poolwise.lab.running import run as running
from poolwise.lab.running.budget import Race, race
from poolwise.lab.running.probe import seconds_per_trial
from poolwise.lab.running.progress import Silent
from poolwise.lab.running.runner import failure, keys_of, run_trials
from poolwise.lab.running.store import Store, alone_in
from poolwise.lab.running.trial import Plan
from poolwise.lab.running.workers import (
    TRIES,
    Shared,
    StudyFailed,
    WorkerDied,
    Workers,
    start_workers,
)
from poolwise.lab.settings import PoolSetting
from poolwise.lab.statistics import doubled
from poolwise.lab.statistics.tables import Table
from poolwise.lab.statistics.verdicts import sum_up
from poolwise.lab.tasks.pictures import PICTURES

# A study of quick trials that anything can happen to, run in a process of its own. Its functions
# are pickled by value, because workers cannot import them.
STUDY = """
import json, os, sys, time
from pathlib import Path
import numpy as np
from poolwise.lab.running.progress import Lines
from poolwise.lab.running.runner import failure, keys_of, run_trials
from poolwise.lab.settings import PoolSetting
from poolwise.lab.running.store import Store, alone_in
from poolwise.lab.planning.study import Study
from poolwise.lab.running.trial import Finished, Plan
from poolwise.lab.running.workers import start_workers

folder, settings, seeds, seconds = sys.argv[1], *map(float, sys.argv[2:])

def trial(plan, dataset, setting, seed):
    time.sleep(seconds)
    row = failure(setting, seed, "").row | {"status": "ok", "reason": ""}
    row["measures"] = {"accuracy.top1": float(dataset[seed % len(dataset)])}
    return Finished(row, {"item": np.arange(seed + 1)})

plan = Plan.of(Study(), "cpu")
grid = [(PoolSetting("max", (k, 2)), seed) for seed in range(int(seeds))
        for k in range(1, int(settings) + 1)]
trials = dict(zip(keys_of(plan, "", grid, {}), grid))
with alone_in(Path(folder)), Store(folder + "/study.sqlite") as store:
    with start_workers(2) as workers:
        data = workers.share(np.linspace(0, 1, 1000))
        run_trials(plan, data, trials, store, workers, Lines(sys.stdout), trial)
    rows = store.get(trials)
    found = [[rows[key], {n: a.tolist() for n, a in store.outcomes(key).items()}] for key in trials]
    print("ROWS", json.dumps(found))
"""


def _children(process: int) -> list[int]:
    """Workers of a process: its children that Python runs in, but for those that only clean up."""
    found = []
    for task in Path(f"/proc/{process}/task").iterdir():
        for child in map(int, (task / "children").read_text().split()):
            line = Path(f"/proc/{child}/cmdline").read_bytes()
            if b"popen_loky" in line:
                found.append(child)
    return found


def disturbed(folder: Path, settings: int, seeds: int, seconds: float, kills: int) -> Any:
    """The rows of a study of quick trials after so many random kill -9, and what it printed."""
    draw = random.Random(kills)
    arguments = [str(folder), str(settings), str(seeds), str(seconds)]
    # Every now and then the study itself is killed, and started again.
    victims = ["study" if number % 3 == 2 else "worker" for number in range(kills)]
    printed = ""
    while True:
        with subprocess.Popen(
            [sys.executable, "-c", STUDY, *arguments], stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            for line in process.stdout:
                printed += line
                if line.startswith("ROWS"):
                    return json.loads(line.removeprefix("ROWS")), printed
                if victims and "/" in line and draw.random() < 0.3:
                    victim = victims.pop(0)
                    workers = _children(process.pid)
                    if victim == "study" or not workers:
                        process.kill()
                        break
                    os.kill(draw.choice(workers), signal.SIGKILL)
        assert not process.returncode or process.returncode == -signal.SIGKILL, printed


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads /proc")
def test_kill_9_of_workers_and_of_the_study_changes_no_row(tmp_path: Path) -> None:
    for name in ("quiet", "disturbed"):
        (tmp_path / name).mkdir()
    wanted, _ = disturbed(tmp_path / "quiet", 4, 5, 0.0, kills=0)
    found, printed = disturbed(tmp_path / "disturbed", 4, 5, 0.02, kills=3)
    assert found == wanted
    assert len(found) == 20
    assert all(row["status"] == "ok" for row, _ in found)
    assert "failed" not in printed


class Calls(Workers):
    """Workers that run calls here, one after the other."""

    def __init__(self) -> None:
        super().__init__(1, Path())

    def each(self, function: Callable[..., Any], calls: Sequence[tuple[Any, ...]]) -> Any:
        for number, arguments in enumerate(calls):
            try:
                yield number, function(*arguments)
            except SystemExit:  # stands for a process that dies
                yield number, WorkerDied("its process died")


class Log(Silent):
    def __init__(self) -> None:
        self.said: list[str] = []
        self.ended: list[tuple[str, str]] = []

    def say(self, text: str) -> None:
        self.said.append(text)

    def done(self, name: str, note: str, running: list[str]) -> None:
        self.ended.append((name, note))


PLAN = Plan.of(Study(), "cpu")
GRID = [(PoolSetting(pool, (2, 2)), seed) for seed in range(2) for pool in ("max", "avg")]
TRIALS = dict(zip(keys_of(PLAN, "", GRID, {}), GRID, strict=True))


def _trial(bad: Mapping[tuple[str, int], BaseException]) -> Any:
    def run(plan: Plan, dataset: Any, setting: PoolSetting, seed: int) -> Any:
        if (setting.pool, seed) in bad:
            raise bad[setting.pool, seed]
        finished = failure(setting, seed, "", "ok")
        finished.row["measures"] = {"accuracy.top1": 0.5}
        return finished

    return run


def _run(store: Store, bad: Mapping[tuple[str, int], BaseException]) -> tuple[int, Log]:
    log = Log()
    return run_trials(PLAN, load("faces"), TRIALS, store, Calls(), log, _trial(bad)), log


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ValueError("no\n  such thing"), "ValueError: no such thing"),
        (MemoryError("17 GiB"), "MemoryError: 17 GiB"),
        (KeyError("x"), "KeyError: 'x'"),
        (SystemExit(), "its process died"),
    ],
)
def test_a_trial_that_fails_is_told_and_run_again(error: BaseException, reason: str) -> None:
    with Store(":memory:") as store:
        ran, log = _run(store, {("avg", 0): error})
        assert ran == 4
        assert log.said == [f"avg 2x2, seed 0 failed: {reason}"]
        assert log.ended[1] == ("avg 2x2, seed 0", "failed")
        failed = [row for row in store.get(TRIALS).values() if row["status"] == "failed"]
        assert [(r["setting"], r["seed"], r["measures"], r["reason"]) for r in failed] == [
            ("avg 2x2", 0, {}, reason)
        ]
        ran, log = _run(store, {})
        assert (ran, log.said) == (1, ["3 of 4 trials are in the store already"])
        assert {row["status"] for row in store.get(TRIALS).values()} == {"ok"}
        assert _run(store, {})[0] == 0


def test_all_trials_failing_is_one_sentence() -> None:
    bad = {(setting.pool, seed): ValueError("no") for setting, seed in GRID}
    sentence = "none of the 4 trials ended well; the first, max 2x2 with seed 0, failed: ValueError"
    with Store(":memory:") as store, pytest.raises(StudyFailed, match=sentence):
        _run(store, bad)


def test_a_call_that_kills_its_worker_is_given_up_and_harms_no_other(tmp_path: Path) -> None:
    code = (
        "import os, sys, time\n"
        "from pathlib import Path\n"
        "from poolwise.lab.running.workers import start_workers, WorkerDied\n"
        "def die(n):\n"
        "    if n == 1:\n"
        "        (Path(sys.argv[1]) / str(os.getpid())).touch()\n"
        "        os.kill(os.getpid(), 9)\n"
        "    return n\n"
        "with start_workers(2) as workers:\n"
        "    found = dict(workers.each(die, [(n,) for n in range(4)]))\n"
        "    assert isinstance(found.pop(1), WorkerDied)\n"
        "    assert found == {0: 0, 2: 2, 3: 3}, found\n"
        "    try:\n"
        "        workers.one(die, 1)\n"
        "    except WorkerDied as error:\n"
        "        print(error)\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert f"its process died (SIGKILL(-9)) {TRIES} times" in printed
    assert len(list(tmp_path.iterdir())) == 2 * TRIES


def test_what_a_call_raises_is_raised_here_and_the_workers_go_on() -> None:
    with start_workers(1) as workers:
        with pytest.raises(ZeroDivisionError):
            workers.one(divmod, 1, 0)
        assert workers.one(divmod, 7, 2) == (3, 1)


def test_workers_are_killed_without_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", said.append)
    with start_workers(1) as workers:
        workers.one(int)
        (pool,) = workers._pools.values()
        kill = pool._executor_manager_thread.kill_workers

        def kill_and_stumble(reason: str) -> None:
            kill(reason=reason)
            raise OSError("handle is closed")

        pool._executor_manager_thread.kill_workers = kill_and_stumble
    assert not said


def test_a_second_run_in_a_folder_says_so(tmp_path: Path) -> None:
    with (
        alone_in(tmp_path),
        pytest.raises(ValueError, match="is in use by another run; wait for it"),
        alone_in(tmp_path),
    ):
        pass
    with alone_in(tmp_path):  # and the next one after it has ended
        pass


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(ValueError, match=r"cannot be written: .*choose another folder with --out"),
        alone_in(tmp_path / "file"),
    ):
        pass
    with (
        start_workers(1, tmp_path / "missing") as workers,
        pytest.raises(ValueError, match=r"cannot be laid out.*make room there"),
    ):
        workers.share([1])
    with pytest.raises(ValueError, match="does not exist: no study has run there"):
        Store(tmp_path / "study.sqlite", old=True)
    assert not (tmp_path / "study.sqlite").exists()


@pytest.mark.parametrize(
    ("pragma", "remedy"),
    [
        ("max_page_count = 1", "full; make room there and run the same command again"),
        ("query_only = 1", "readonly database; choose another folder with --out"),
    ],
)
def test_a_store_that_cannot_be_written_says_what_helps(
    tmp_path: Path, pragma: str, remedy: str
) -> None:
    with Store(tmp_path / "study.sqlite") as store:
        store.put("first", {"seed": 0})
        store._connection.execute(f"PRAGMA {pragma}")
        with pytest.raises(ValueError, match=remedy):
            store.put("second", {"text": "long" * 10_000})
        assert store.get(["first", "second"]) == {"first": {"seed": 0}}


# -- time


@pytest.mark.parametrize("epochs", [1, 2, 5, 80])
def test_an_estimate_of_what_is_linear_is_exact(
    epochs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, lengths = 0.0, []

    def trial(plan: Plan, *_: Any) -> None:
        nonlocal now
        lengths.append(plan.epochs)
        now += 3.0 + 0.5 * plan.epochs + 20 * (len(lengths) == 1)  # and the first one imports

    monkeypatch.setattr(probe, "run_trial", trial)
    monkeypatch.setattr("time.perf_counter", lambda: now)
    plan = replace(PLAN, epochs=epochs)
    arguments = plan, Shared("", ""), GRID[0][0], Calls()
    assert seconds_per_trial(*arguments) == pytest.approx(3.0 + 0.5 * epochs)
    assert max(lengths) <= 5
    lengths.clear()
    bound = 2 * (23.0 + 0.5 * epochs)  # the first one imports, and others may work at a time
    assert seconds_per_trial(*arguments, short=1e9) == pytest.approx(bound)
    once = len(lengths)
    lengths.clear()
    assert seconds_per_trial(*arguments, short=bound) == pytest.approx(3.0 + 0.5 * epochs)
    assert len(lengths) > once


def test_an_estimate_of_what_fails_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probe, "run_trial", lambda *_: 1 / 0)
    assert seconds_per_trial(PLAN, Shared("", ""), GRID[0][0], Calls()) is None


def _result(verdicts: Mapping[str, str], best: list[str]) -> dict[str, Any]:
    tests = [{"measure": "noise.relative", "setting": "avg", "verdict": "worse"}]
    tests += [{"measure": "accuracy.top1", "setting": s, "verdict": v} for s, v in verdicts.items()]
    return {"primary": "accuracy.top1", "tests": tests, "recommendation": {"best": best}}


@pytest.mark.parametrize(
    ("after", "best", "text"),
    [
        ({"avg": "worse", "lp": "better"}, ["lp"], "stands: it is the same with 16 epochs as with"),
        (
            {"avg": "not decided", "lp": "better"},
            ["lp"],
            "not the same with 16 epochs as with 8: avg from worse to not decided.",
        ),
        (
            {"avg": "worse", "lp": "equivalent"},
            ["max"],
            "lp from better to equivalent. With the longer training it would be: use max.",
        ),
    ],
)
def test_whether_a_verdict_stands(after: Mapping[str, str], best: list[str], text: str) -> None:
    before = _result({"avg": "worse", "lp": "better"}, ["lp"])
    found = doubled.check(before, _result(after, best), 8)
    assert text in found["text"]
    assert found["stands"] == ("stands" in text) == (not found["moved"])


def test_a_study_goes_on_without_pictures() -> None:
    class Broken(Calls):
        def each(self, function: Callable[..., Any], calls: Sequence[tuple[Any, ...]]) -> Any:
            yield 0, WorkerDied("its process died")

    log = Log()
    settings = [setting for setting, _ in GRID[:2]]
    run = running.Run(
        Study(), load("faces"), Broken(), log, Shared("", ""), {"device": "cpu"}, {}, settings, []
    )
    record: dict[str, Any] = {"notes": []}
    with Store(":memory:") as store:
        running._draw(run, store, record)
        assert store.get([running.PICTURES]) == {running.PICTURES: []}
    assert record["notes"] == log.said == ["There are no pictures: WorkerDied: its process died."]


# -- budgets


class World:
    """Settings with an accuracy each, trials that take a second, and a clock that knows."""

    def __init__(self, accuracy: Mapping[str, float]) -> None:
        self.accuracy = accuracy
        self.now = 0.0
        self.ran: list[tuple[str, int]] = []

    def run(self, names: Sequence[str], first: int, end: int) -> dict[str, float]:
        more = [(name, seed) for seed in range(first, end) for name in names]
        assert not set(more) & set(self.ran)
        self.ran += more
        self.now += len(more)
        return {name: self.accuracy[name] for name in names}

    def race(self, baseline: str, seeds: int, seconds: float) -> Race:
        names = list(self.accuracy)
        return race(names, baseline, seeds, seconds, 1.0, self.run, lambda: self.now)


class Drawn(World):
    """A world whose accuracies are the means of what each seed gives."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        super().__init__(dict.fromkeys(values, 0.0))
        self.values = values

    def run(self, names: Sequence[str], first: int, end: int) -> dict[str, float]:
        super().run(names, first, end)
        return {name: float(self.values[name][:end].mean()) for name in names}


@pytest.mark.parametrize("settings", [2, 3, 5, 8, 13])
@pytest.mark.parametrize("seeds", [1, 2, 5, 20])
@pytest.mark.parametrize("share", [0.01, 0.2, 0.5, 0.9, 1.0, 3.0])
def test_a_race(settings: int, seeds: int, share: float) -> None:
    names = [f"s{i}" for i in range(settings)]
    accuracy = {name: 0.5 + 0.01 * i for i, name in enumerate(names)} | {"s1": float("nan")}
    world = World(accuracy)
    seconds = share * settings * seeds
    found = world.race("s0", seeds, seconds)
    # The worst, as the baseline, stays; nothing beats the best; the order is the grid's.
    assert "s0" in found.alive
    assert f"s{settings - 1}" in found.alive
    assert found.alive == [name for name in names if name in found.alive]
    assert set(found.alive) | set(found.dropped) == set(names)
    # All that are in have the same seeds, and those that are out have the seeds of their time.
    for name in names:
        own = [seed for each, seed in world.ran if each == name]
        assert own == list(range(found.dropped[name][0] if name in found.dropped else found.seeds))
    if share >= 1:
        assert (found.seeds, found.dropped) == (seeds, {})
    # At least two seeds to choose by, and never much more time than there is.
    assert found.seeds >= min(2, seeds)
    assert world.now <= max(seconds + settings, settings * 2)
    if settings > 2 and "s1" in found.dropped:
        assert found.dropped["s1"][0] == min(count for count, _ in found.dropped.values())


def test_dropping_settings_makes_no_test_err_more_often() -> None:
    """Dropped ones stay in Holm's family; without them it errs more, because winners are tested."""
    draw = np.random.default_rng(0)
    studies, names, seeds = 600, [f"s{i}" for i in range(16)], 20
    wrong = {"all": 0, "survivors": 0}
    for _ in range(studies):
        values = dict(zip(names, draw.normal(size=(16, seeds)), strict=True))
        found = Drawn(values).race("s0", seeds, seconds=160)
        assert len(found.dropped) > len(found.alive)
        pairs = [(values[n] - values["s0"])[: found.seeds] for n in found.alive if n != "s0"]
        smallest = ttest_1samp(pairs, 0, axis=1).pvalue.min()  # Holm's first step
        wrong["all"] += smallest < 0.05 / (len(names) - 1)
        wrong["survivors"] += smallest < 0.05 / len(pairs)
    assert wrong["all"] / studies <= 0.05
    assert wrong["survivors"] > 2 * wrong["all"]


def _table(dropped: int) -> tuple[Table, list[PoolSetting]]:
    """Trials of five settings, of which the last ones were dropped after two of six seeds."""
    settings = [PoolSetting(pool, (2, 2)) for pool in ("min", "sum", "soft", "avg", "max")]
    values = np.random.default_rng(1).normal(0.8, 0.01, (5, 6)) - 0.01 * np.arange(5)[:, None]
    finished = []
    for i, setting in enumerate(settings):
        for seed in range(6):
            trial = failure(setting, seed, "", "ok")
            trial.row["measures"] = {"accuracy.top1": values[i, seed]}
            if i >= 5 - dropped and seed >= 2:
                trial = failure(setting, seed, "dropped after 2 seeds", "dropped")
            finished.append(trial)
    about = {"accuracy.top1": PICTURES.quantities(("accuracy",))["accuracy.top1"]}
    return Table.of(finished, settings, about, Design(test_set=False, ratio=0.5)), settings


@pytest.mark.parametrize("dropped", [1, 2, 3])
def test_a_dropped_setting_counts_and_decides_nothing(dropped: int) -> None:
    (whole, settings), (table, _) = _table(0), _table(dropped)
    names = [each.name for each in settings]
    assert table.unsound == dict.fromkeys(names[5 - dropped :], "dropped after 2 seeds")
    found, before = sum_up(table, names[0], 0.01), sum_up(whole, names[0], 0.01)
    assert [each["setting"] for each in found["tests"]] == names[1 : 5 - dropped]
    for each, old in zip(found["tests"], before["tests"], strict=False):
        assert each["p"] == old["p"]
        assert each["p_adjusted"] >= old["p_adjusted"]  # as if the others had a p of 1
    smallest = min(found["tests"], key=lambda each: each["p"])
    assert smallest["p_adjusted"] >= min(1, 4 * smallest["p"]) * (1 - 1e-9)
    assert set(found["best"]) <= set(names[: 5 - dropped])
    # max and avg would test a claim; what is left of them was picked.
    (claim,) = (c for c in found["claims"] if "than average pooling" in c["claim"])
    assert claim["verdict"] == "not decided by this data"
    assert claim["evidence"] == "A setting that it needs was dropped early."


@pytest.mark.parametrize("text", ["", "0", "ten", "-1m", "5 days", "1h30", "m", "1e3"])
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(ValueError, match=r"budget=.* is not a time; write 90s, 10m or 1h"):
        parse_duration("budget", text)


def test_a_budget_is_part_of_the_study() -> None:
    study = Study(budget="10m")
    assert Study.from_toml(study.to_toml()) == study
    assert study.command().endswith("--budget 10m")
    with pytest.raises(ValueError, match="needs accuracy"):
        Study(budget="10m", measures=("cost",))
