"""A run: every workload raced over every engine, beside the speed of a copy."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import poolwise
import poolwise.threads as own_threads
from poolwise.bench import machine
from poolwise.bench.claims import LARGE
from poolwise.bench.copy import CopyBandwidth
from poolwise.bench.engines import Engine, chosen_engines
from poolwise.bench.engines.base import Array
from poolwise.bench.engines.ours import OnArrays
from poolwise.bench.engines.unfold import Unfold
from poolwise.bench.inputs import Inputs
from poolwise.bench.race import Pace, race
from poolwise.bench.results import Results
from poolwise.bench.workloads import MORE, Workload, chosen_workloads
from poolwise.threads import usable_cores

_THREAD_VARIABLES = (
    "OMP_NUM_THREADS",
    "MKL_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "NPROC",  # XLA's, in this and the next name
    "PJRT_NPROC",
)


def bench(
    workloads: Sequence[Workload | str] = (),
    engines: Sequence[str | Engine] = (),
    *,
    threads: int | None = None,
    pace: Pace | None = None,
    seed: int = 0,
    on_workload: Callable[[Results, str], None] | None = None,
) -> Results:
    """Time poolwise beside every engine that is installed.

    Args:
        workloads: `Workload` objects, or names from `named_workloads`; all of those when empty.
        engines: names, or objects of your own (see `poolwise.bench.engines.Engine`); all that are
            installed when empty, and unfold where an operator is timed that most engines lack.
            poolwise runs in any case.
        threads: for every engine alike; all usable cores when None.
        pace: how long to take.
        seed: of the random inputs and of the order of turns.
        on_workload: called after each workload, with the results so far and its name.

    Returns:
        Rows, ratios and claims; see `Results`.

    Raises:
        ValueError: an unknown name, or an impossible setting.

    Example:
        >>> from poolwise.bench import Pace, Workload, bench
        >>> mine = Workload("mine", "max", (1, 4, 8, 8), kernel=2)
        >>> results = bench([mine], ["PyTorch"], pace=Pace(seconds=0.001, rounds=1))
        >>> results.rows[0]["status"]
        'ok'
    """
    contenders = contenders_of(engines, threads)
    threads = usable_cores() if threads is None else threads
    pace = pace or Pace()
    chosen = _workloads(workloads)
    if not engines and any(each.op in MORE for each in chosen):
        contenders.append(Unfold())
    with same_threads(threads):
        running, about = _started(contenders, threads)
        results = Results(
            **about_run(threads),
            settings={"seed": seed, **vars(pace)},
            engines=about,
        )
        copy = CopyBandwidth(threads)
        copy.sample()
        for workload in chosen:
            runners = race(workload, running, reference(workload), pace, seed)
            if workload.input_bytes > LARGE:
                copy.sample()
            results.add(workload, runners, copy.to_dict())
            if on_workload is not None:
                on_workload(results, workload.name)
    return results


def _workloads(given: Sequence[Workload | str]) -> list[Workload]:
    if not given:
        return chosen_workloads()
    names = [each for each in given if isinstance(each, str)]
    named = {each.name: each for each in chosen_workloads(names)} if names else {}
    return [named[each] if isinstance(each, str) else each for each in given]


def contenders_of(given: Sequence[str | Engine], threads: int | None) -> list[Engine]:
    """Who is timed.

    Raises:
        ValueError: there is no such engine, or no thread for it.
    """
    check_threads(threads)
    names = [each for each in given if isinstance(each, str)]
    own = [each for each in given if not isinstance(each, str)]
    named = chosen_engines(names) if names or not own else chosen_engines(["poolwise"])
    return [*named, *own]


def _started(
    engines: Sequence[Engine], threads: int
) -> tuple[list[Engine], dict[str, dict[str, Any]]]:
    """The engines that can run, and for each of all engines its version or what is missing."""
    running, about = [], {}
    for engine in engines:
        reason = engine.missing()
        if reason is None:
            try:
                engine.start(threads)
            except Exception as error:  # another library's import may raise anything
                reason = f"{type(error).__name__}: {error}"
        about[engine.name] = {
            "version": "" if reason else engine.version(),
            "ours": engine.ours,
            "missing": reason,
        }
        if reason is None:
            running.append(engine)
    return running, about


def check_threads(threads: int | None) -> None:
    """Raise for a number of threads that is none."""
    if threads is not None and threads < 1:
        raise ValueError(f"threads={threads} must be at least 1")


def about_run(threads: int) -> dict[str, Any]:
    """The command, the date and the machine of a run that begins."""
    return {
        "command": shlex.join(["poolwise", *sys.argv[1:]]),
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine.describe(threads),
    }


def reference(workload: Workload) -> Callable[[Inputs], tuple[Array, ...]]:
    """What every engine's result is compared with: poolwise on planar arrays."""
    prepared = OnArrays().prepare(workload, "planar")
    return lambda inputs: prepared.read(prepared.bind(inputs)())


@contextmanager
def same_threads(threads: int) -> Iterator[None]:
    """Threads of the libraries that read them once, when they start; what was set comes back."""
    environment = {name: os.environ.get(name) for name in _THREAD_VARIABLES}
    torch, asked = sys.modules.get("torch"), own_threads._asked
    before = torch.get_num_threads() if torch is not None else None
    os.environ.update(dict.fromkeys(_THREAD_VARIABLES, str(threads)))
    try:
        yield
    finally:
        poolwise.set_num_threads(asked)
        if torch is not None and before is not None:
            torch.set_num_threads(before)
        for name, value in environment.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
