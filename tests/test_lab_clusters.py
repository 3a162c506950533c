"""Trials elsewhere: the same rows from Dask, Ray and joblib, whoever dies on the way."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import joblib
import pytest
from strategies import SHARE
from typer.testing import CliRunner

from poolwise.cli import app
from poolwise.lab import Cluster, Study, StudyFailed, compare, without_times
from poolwise.lab.running import clusters
from poolwise.lab.running.progress import Silent
from poolwise.lab.running.workers import WorkerDied

pytestmark = pytest.mark.usefixtures("workers_here")

RUNNER = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb"})
SMALL = Study(
    pool=("max", "avg"), kernel=("2",), seeds=2, epochs=1, measures=("accuracy", "cost"),
    learning_rate=(0.01,),
)  # fmt: skip
WEEKLY = pytest.mark.skipif(SHARE < 1, reason="starts clusters, a minute long; once a week")
POLITE = {"dashboard_address": None, "silence_logs": 50}


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory, workers_here: None) -> Any:
    return without_times(compare(SMALL, tmp_path_factory.mktemp("here"), jobs=1))


@pytest.fixture(scope="module")
def dask() -> Iterator[Any]:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, **POLITE) as cluster:
        yield cluster


class Killer(Silent):
    """Kills a worker once the first trial has ended."""

    def __init__(self, victims: Any) -> None:
        self.victims = victims
        self.killed: list[int] = []

    def done(self, name: str, note: str, running: list[str]) -> None:
        if not self.killed:
            self.killed.append(next(iter(self.victims())))
            os.kill(self.killed[0], signal.SIGKILL)


@WEEKLY
def test_dask_gives_the_same_though_a_worker_dies(dask: Any, tmp_path: Path, wanted: Any) -> None:
    killer = Killer(lambda: [worker.process.pid for worker in dask.workers.values()])
    place = Cluster("dask", dask.scheduler_address)
    found = compare(SMALL, tmp_path, jobs=place, progress=killer)
    assert killer.killed
    assert found["times"]["jobs"] == 2
    assert without_times(found) == wanted


@WEEKLY
def test_ray_gives_the_same_though_a_worker_dies(tmp_path: Path, wanted: Any) -> None:
    ray = pytest.importorskip("ray")
    psutil = pytest.importorskip("psutil")
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR")

    def workers() -> list[int]:
        every = psutil.Process().children(recursive=True)
        return [each.pid for each in every if "_called" in " ".join(each.cmdline())]

    try:
        killer = Killer(workers)
        found = compare(SMALL, tmp_path, jobs=Cluster("ray"), progress=killer)
    finally:
        ray.shutdown()
    assert killer.killed
    assert without_times(found) == wanted


@WEEKLY
def test_a_joblib_backend_of_the_users(tmp_path: Path, wanted: Any) -> None:
    with joblib.parallel_config(backend="loky", n_jobs=1):
        found = compare(SMALL, tmp_path, jobs=Cluster("joblib"))
    assert without_times(found) == wanted


def test_a_joblib_backend_of_threads_is_refused() -> None:
    with (
        joblib.parallel_config(backend="threading"),
        pytest.raises(ValueError, match="runs trials in one process"),
    ):
        Cluster("joblib").workers(None).__enter__()
    with (
        joblib.parallel_config(backend="loky", n_jobs=3),
        Cluster("joblib").workers(None) as workers,
    ):
        assert workers.jobs == 3


@WEEKLY
def test_what_kills_every_worker_is_told(dask: Any) -> None:
    with Cluster("dask", dask.scheduler_address).workers(None) as workers:
        shared = workers.share([3, 4])
        assert dict(workers.each(sum, [(shared,)])) == {0: 7}
        found = dict(workers.each(_maybe_die, [(1,), (0,)]))
        assert found[1] == 0
        assert isinstance(found[0], WorkerDied)
        with pytest.raises(WorkerDied):
            workers.one(_maybe_die, 1)
        with pytest.raises(ZeroDivisionError):
            workers.one(divmod, 1, 0)


def _maybe_die(number: int) -> int:
    if number:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


@WEEKLY
def test_a_scheduler_that_is_gone(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    cluster = distributed.LocalCluster(n_workers=1, threads_per_worker=1, **POLITE)

    class Closer(Silent):
        def done(self, name: str, note: str, running: list[str]) -> None:
            cluster.close()

    with pytest.raises(StudyFailed, match=r"gone from tcp://.*; finished trials are"):
        compare(SMALL, tmp_path, jobs=Cluster("dask", cluster.scheduler_address), progress=Closer())
    # What had ended is kept.
    said = Said()
    compare(SMALL, tmp_path, jobs=1, progress=said)
    assert any("of 4 trials are in the store already" in line for line in said.lines)


class Said(Silent):
    def __init__(self) -> None:
        self.lines: list[str] = []

    def say(self, text: str) -> None:
        self.lines.append(text)


def test_workers_that_differ_or_have_threads_are_refused() -> None:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=1, threads_per_worker=2, **POLITE) as cluster:
        place = Cluster("dask", cluster.scheduler_address)
        with pytest.raises(ValueError, match="has workers of several threads; trials need"):
            place.workers(None).__enter__()
    with pytest.raises(ValueError, match="workers differ, v3 and v4"):
        clusters._same(["v3", "v3", "v4"])


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (["--backend", "slurm"], "backend='slurm' must be one of dask, ray, joblib"),
        (["--backend", "dask"], "backend='dask' needs --scheduler, as tcp://"),
        (["--backend", "joblib", "--scheduler", "x"], "backend='joblib' takes no --scheduler"),
        (["--scheduler", "tcp://x:1"], "scheduler='tcp://x:1' needs --backend dask or ray"),
        (["--backend", "ray", "--jobs", "2"], "jobs=2 is not for backend='ray', which has its own"),
        (
            ["--backend", "dask", "--scheduler", "tcp://127.0.0.1:9"],
            "scheduler='tcp://127.0.0.1:9' does not answer",
        ),
    ],
)
def test_wrong_places(
    flags: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "PATIENCE_S", 1)
    result = RUNNER.invoke(app, ["compare", *flags, "--out", str(tmp_path), "--quiet"])
    assert result.exit_code == 2, result.output
    assert message in result.output
