"""Workers elsewhere: those of a Dask or a Ray cluster, or of a joblib backend.

Each stands in for `workers.Workers`. The engine runs calls again whose worker was lost; what has
cost it several is a `WorkerDied`. A process runs one trial at a time: trials set how many threads
PyTorch has, and draw from its random numbers.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import joblib

from poolwise.lab.running.machine import versions
from poolwise.lab.running.workers import (
    TRIES,
    StudyFailed,
    WorkerDied,
    Workers,
    call,
    returned,
)

Calls = Sequence[tuple[Any, ...]]
PATIENCE_S = 10
"""Seconds that a scheduler may take to answer."""
ALONE_S = 60
"""Seconds that a scheduler may be without a worker."""
_LOOK_S = 0.05


@dataclass(frozen=True)
class Cluster:
    """Where trials run instead of processes of this machine: give it as the ``jobs`` of `compare`.

    Attributes:
        kind: ``"dask"``, ``"ray"``, or ``"joblib"`` for the backend that `joblib.parallel_config`
            says.
        address: of Dask's scheduler, as ``"tcp://10.0.0.1:8786"``; of a Ray cluster, or empty for
            a new one on this machine.

    Example:
        >>> Cluster("dask", "tcp://10.0.0.1:8786").kind
        'dask'
    """

    kind: str
    address: str = ""

    def __post_init__(self) -> None:
        """Raise for what is none.

        Raises:
            ValueError: there is no such kind, or it needs an address, or has none.
        """
        if self.kind not in _KINDS:
            raise ValueError(f"backend={self.kind!r} must be one of {', '.join(_KINDS)}")
        if self.kind == "dask" and not self.address:
            raise ValueError("backend='dask' needs --scheduler, as tcp://10.0.0.1:8786")
        if self.kind == "joblib" and self.address:
            raise ValueError(
                "backend='joblib' takes no --scheduler: joblib.parallel_config says it"
            )

    @contextmanager
    def workers(self, scratch: Path | None) -> Iterator[Workers]:
        """Its workers, for the block.

        Raises:
            ValueError: it does not answer, or its workers are not such as trials need.
        """
        with TemporaryDirectory(prefix="poolwise-") as temporary:
            workers = _KINDS[self.kind](self.address, scratch or Path(temporary))
            try:
                yield workers
            finally:
                workers.stop()


class _Elsewhere(Workers):
    """What all of them share: all calls are handed over at once."""

    def __init__(self, address: str, scratch: Path) -> None:
        self.address = address
        super().__init__(self._connect(), scratch)

    def _connect(self) -> int:
        """Find the cluster; how many calls it runs at once."""
        raise NotImplementedError

    def warm_up(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """The result of `function` of all workers, which must be the same: rows depend on it.

        Raises:
            ValueError: it is not.
        """
        calls = [(function, *arguments)] * self.jobs
        return _same([result for _, result in self.each(_described, calls)])[0]


def _same(found: Sequence[Any]) -> Any:
    for each in map(returned, found):
        if each != found[0]:
            raise ValueError(
                f"workers differ, {found[0]} and {each}: rows of one study must not depend on "
                "where they were made"
            )
    return found[0]


class _Dask(_Elsewhere):
    """Dask's. Data is sent to each worker once, and calls know it by its name."""

    def _connect(self) -> int:
        self.dask = _imported("distributed", "dask", "cluster")
        try:
            self.client = self.dask.Client(self.address, timeout=PATIENCE_S, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            raise ValueError(f"scheduler={self.address!r} does not answer: {error}") from None
        threads = self.client.nthreads().values()
        if not threads or max(threads) > 1:
            self.client.close()
            what = "workers of several threads" if threads else "no workers"
            raise ValueError(
                f"scheduler={self.address!r} has {what}; trials need some of one thread each: "
                "dask worker --nworkers 4 --nthreads 1"
            )
        return len(threads)

    def warm_up(self, function: Callable[..., Any], *arguments: Any) -> Any:
        # Calls might all be run by one of them; this visits each.
        return _same([*self.client.run(_described, function, *arguments).values()])[0]

    def share(self, value: Any) -> Any:
        # What is scattered is lost with the workers that have it; what a call gives is made again.
        return self.client.submit(_itself, value, pure=False)

    def each(self, function: Callable[..., Any], calls: Calls) -> Iterator[tuple[int, Any]]:
        futures = {
            self.client.submit(function, *arguments, pure=False, priority=-number): number
            for number, arguments in enumerate(calls)
        }
        try:
            for future in self._completed(futures):
                if future.status in ("cancelled", "lost"):
                    raise self._gone()
                try:
                    result = future.result()
                except self.dask.KilledWorker:
                    result = WorkerDied("several workers were lost over it")
                yield futures.pop(future), result
        except OSError:
            raise self._gone() from None
        finally:
            if self.client.status == "running":
                self.client.cancel(list(futures))

    def _completed(self, futures: Mapping[Any, int]) -> Iterator[Any]:
        """Futures as they end; Dask would wait for ever for workers that do not come back."""
        left, since = set(futures), time.monotonic()
        while left:
            done = {each for each in left if each.status != "pending"}
            yield from done
            left -= done
            if done or self.client.nthreads():
                since = time.monotonic()
            elif time.monotonic() - since > ALONE_S:
                raise self._gone()
            if left and not done:
                time.sleep(_LOOK_S)

    def _gone(self) -> StudyFailed:
        here = self.client.status == "running"
        what = "all workers, or all that had the data, are" if here else "the scheduler is"
        return StudyFailed(
            f"{what} gone from {self.address}; finished trials are kept, and the same command "
            "continues from there"
        )

    def stop(self) -> None:
        self.client.close()


class _Ray(_Elsewhere):
    """Ray's. Data lies in its store of objects, once on each machine."""

    def _connect(self) -> int:
        self.ray = _imported("ray", "ray", "ray")
        self.own = not self.ray.is_initialized()
        if self.own:
            quiet = {"log_to_driver": False, "logging_level": "ERROR", "include_dashboard": False}
            given = {"address": self.address} if self.address else quiet
            try:
                self.ray.init(**given)
            except (ConnectionError, ValueError, RuntimeError) as error:
                why = str(error).partition("\n")[0]
                raise ValueError(f"scheduler={self.address!r} does not answer: {why}") from None
        return max(1, int(self.ray.cluster_resources().get("CPU", 1)))

    def share(self, value: Any) -> Any:
        return self.ray.put(value)

    def each(self, function: Callable[..., Any], calls: Calls) -> Iterator[tuple[int, Any]]:
        ray = self.ray
        task = ray.remote(num_cpus=1, max_retries=TRIES - 1)(_called)
        waiting = {task.remote(function, *args): number for number, args in enumerate(calls)}
        try:
            while waiting:
                for reference in ray.wait(list(waiting), num_returns=1, timeout=1)[0]:
                    number = waiting.pop(reference)
                    try:
                        result = ray.get(reference)
                    except ray.exceptions.RayTaskError as error:
                        raise error.cause from None
                    except ray.exceptions.RayError as error:  # a process, a machine, its memory
                        result = WorkerDied(str(error).partition("\n")[0])
                    yield number, result
        finally:
            for reference in waiting:
                ray.cancel(reference, force=True)

    def stop(self) -> None:
        if self.own:
            self.ray.shutdown()


class _Joblib(_Elsewhere):
    """Those of the joblib backend in force. Data is a file that all of them must see."""

    def _connect(self) -> int:
        backend, jobs = joblib.parallel.get_active_backend()
        if getattr(backend, "supports_sharedmem", False):
            raise ValueError(
                f"backend='joblib' with {type(backend).__name__} runs trials in one process, which "
                "runs one at a time; take one of processes"
            )
        return max(1, int(joblib.effective_n_jobs(-1 if jobs is None else jobs)))

    def each(self, function: Callable[..., Any], calls: Calls) -> Iterator[tuple[int, Any]]:
        jobs = (joblib.delayed(_numbered)(n, function, args) for n, args in enumerate(calls))
        backend = joblib.parallel.get_active_backend()[0]
        streams = getattr(backend, "supports_return_generator", False)
        how = "generator_unordered" if streams else "list"
        try:
            yield from joblib.Parallel(n_jobs=self.jobs, return_as=how, batch_size=1)(jobs)
        except BrokenProcessPool as error:
            raise StudyFailed(
                f"a process of {type(backend).__name__} died, {error}; finished trials are kept, "
                "and the same command continues from there"
            ) from None


_KINDS: dict[str, type[_Elsewhere]] = {"dask": _Dask, "ray": _Ray, "joblib": _Joblib}


def _imported(module: str, backend: str, extra: str) -> Any:
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        raise ValueError(
            f"backend={backend!r} needs {error.name}: pip install 'poolwise[{extra}]'"
        ) from None


def _described(function: Callable[..., Any], *arguments: Any) -> tuple[Any, dict[str, str]]:
    """The result, and with what it was made."""
    return function(*arguments), versions()


def _itself(value: Any) -> Any:
    return value


def _called(function: Callable[..., Any], *arguments: Any) -> Any:
    return function(*arguments)


def _numbered(number: int, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    return number, call(function, arguments)
