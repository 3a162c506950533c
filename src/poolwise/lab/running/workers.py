"""Processes that run calls, one at a time each; one that dies is replaced and its call run again.

Each worker is a pool of one process, so that a death names the call that was under way and
disturbs no other. Whatever offers `share`, `each`, `warm_up` and `one` can stand in for `Workers`.
"""

from __future__ import annotations

import gc
import os
import re
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import joblib
from joblib import cpu_count
from joblib.externals.loky.process_executor import ProcessPoolExecutor

from poolwise.lab.seeds import derive_seed

TRIES = 3
"""How many processes a call may cost before it is given up."""

_WATCH_S = 0.5
_TURN_S = 1.0
_ONE_THREAD = {
    f"{library}_THREADS": "1"
    for library in ("OMP_NUM", "OPENBLAS_NUM", "MKL_NUM", "BLIS_NUM", "NUMBA_NUM", "NUMEXPR_NUM")
} | {"VECLIB_MAXIMUM_THREADS": "1"}

# A step makes the same large arrays as the last one. The GNU C library gives them back to the
# system in between, which clears each page anew: a third of the time of a training. It reads these
# when a process starts; others do not know them.
_KEEP_MEMORY = {
    "MALLOC_MMAP_THRESHOLD_": str(32 * 2**20),
    "MALLOC_TRIM_THRESHOLD_": str(2**30),
    "MALLOC_TOP_PAD_": str(64 * 2**20),
}


class StudyFailed(RuntimeError):
    """A study cannot go on, though nothing in it is wrong; the message is one sentence."""


class WorkerDied(StudyFailed):
    """A call has cost `TRIES` processes."""


@dataclass(frozen=True)
class Shared:
    """A value in a file; the processes of this machine map its arrays into memory once for all."""

    path: str
    mark: str

    def value(self) -> Any:
        """The value; its arrays are read-only."""
        return _mapped(self.path, self.mark)


@lru_cache(maxsize=1)
def _mapped(path: str, mark: str) -> Any:
    return joblib.load(path, mmap_mode="r")


class Workers:
    """Processes with one thread each, started when first needed and kept from stage to stage."""

    def __init__(self, jobs: int, scratch: Path) -> None:
        self.jobs = jobs
        self._scratch = scratch
        self._pools: dict[int, ProcessPoolExecutor] = {}

    def share(self, value: Any) -> Shared:
        """Put `value` where all workers find it; as an argument of a call it stands for itself.

        There is room for one; the next takes its place.

        Raises:
            ValueError: it cannot be written.
        """
        path = self._scratch / "study.data"
        draft = path.with_suffix(".part")
        try:
            joblib.dump(value, draft)
            os.replace(draft, path)
        except OSError as error:
            raise ValueError(
                f"the data cannot be laid out for the workers in {str(self._scratch)!r}: {error}; "
                "make room there, or choose another folder with --out"
            ) from error
        return Shared(str(path), f"{derive_seed(os.getpid(), time.time_ns()):x}")

    def each(
        self, function: Callable[..., Any], calls: Sequence[tuple[Any, ...]]
    ) -> Iterator[tuple[int, Any]]:
        """Number and result of each call of `function`, as they end.

        The result of a call that has cost `TRIES` processes is a `WorkerDied`. What the function
        raises is raised here.
        """
        waiting = deque((number, 0) for number in range(len(calls)))
        free = deque(range(self.jobs))
        running: dict[Future[Any], tuple[int, int, int]] = {}
        try:
            while waiting or running:
                while waiting and free:
                    (number, deaths), worker = waiting.popleft(), free.popleft()
                    future = self._submit(worker, function, calls[number])
                    running[future] = (worker, number, deaths)
                # Without a limit, Ctrl-C would not end the wait on every system.
                for future in wait(running, _TURN_S, FIRST_COMPLETED).done:
                    worker, number, deaths = running.pop(future)
                    free.append(worker)
                    try:
                        result = future.result()
                    except BrokenProcessPool as error:
                        self._stop(worker)
                        if deaths + 1 < TRIES:
                            waiting.appendleft((number, deaths + 1))
                            continue
                        result = WorkerDied(_death(error))
                    yield number, result
        finally:
            for worker, _, _ in running.values():  # nobody will ask for these results
                self._stop(worker)

    def warm_up(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """The result of `function`, called on all workers at once so that all of them import."""
        calls = [(function, *arguments)] * self.jobs
        results = [result for _, result in self.each(_settled, calls)]
        return returned(results[0])

    def one(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """The result of a single call, in a worker with the machine to itself.

        Raises:
            WorkerDied: the call has cost `TRIES` processes.
        """
        ((_, result),) = self.each(function, [arguments])
        return returned(result)

    def stop(self) -> None:
        """End all processes, whatever they do."""
        for worker in list(self._pools):
            self._stop(worker)
        with suppress(OSError):
            (self._scratch / "study.data").unlink(missing_ok=True)

    def _submit(
        self, worker: int, function: Callable[..., Any], arguments: tuple[Any, ...]
    ) -> Future[Any]:
        future: Future[Any]
        try:
            future = self._pool(worker).submit(call, function, arguments)
        except BrokenProcessPool:  # it died while it had nothing to do: not this call's doing
            self._stop(worker)
            future = self._pool(worker).submit(call, function, arguments)
        return future

    def _pool(self, worker: int) -> ProcessPoolExecutor:
        if worker not in self._pools:
            self._pools[worker] = ProcessPoolExecutor(
                1, initializer=_begin, initargs=(os.getpid(),), env=_ONE_THREAD | _KEEP_MEMORY
            )
        return self._pools[worker]

    def _stop(self, worker: int) -> None:
        if worker in self._pools:
            with _nothing_said_by_pools():
                self._pools.pop(worker).shutdown(wait=True, kill_workers=True)


@contextmanager
def start_workers(jobs: int | None, scratch: Path | None = None) -> Iterator[Workers]:
    """Workers for the block, as many as asked for, or one for each core this process may use.

    What they share lies in the folder `scratch`, or in a temporary one.
    """
    with TemporaryDirectory(prefix="poolwise-") as temporary:
        workers = Workers(jobs or cpu_count(), scratch or Path(temporary))
        try:
            yield workers
        finally:
            workers.stop()


@contextmanager
def _nothing_said_by_pools() -> Iterator[None]:
    """What a pool's thread raises while its process is killed: it may be about to talk to it."""
    said = threading.excepthook

    def say(raised: threading.ExceptHookArgs) -> None:
        if type(raised.thread).__module__ != ProcessPoolExecutor.__module__:
            said(raised)

    threading.excepthook = say
    try:
        yield
    finally:
        threading.excepthook = said


def call(function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    """The result of a call; what is shared stands for itself."""
    values = (each.value() if isinstance(each, Shared) else each for each in arguments)
    return function(*values)


def _settled(function: Callable[..., Any], *arguments: Any) -> Any:
    """Call `function`, and look for garbage in what it has imported once and never again.

    The pool looks after every call, and half a million objects of a library take it 0.2 s.
    """
    result = function(*arguments)
    gc.collect()
    gc.freeze()
    return result


def _begin(parent: int) -> None:
    """Leave Ctrl-C to the `parent`, and end soon after it has ended.

    After kill -9 nobody tells the workers; they would keep their memory and open files for ever.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_WATCH_S)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def returned(result: Any) -> Any:
    """The result, unless it is that its worker died, which is raised."""
    if isinstance(result, WorkerDied):
        raise result
    return result


def _death(error: BaseException) -> str:
    """How a process ended, as well as the system knows it."""
    text = str(error)
    if "terminated" not in text:
        return text.partition("\n")[0]
    how = re.search(r"exit codes of the workers are \{(.+)\}", text)
    ending = f" ({how[1]})" if how else ""
    return (
        f"its process died{ending} {TRIES} times; it may have asked for more memory than there is"
    )
