"""Runs trials in parallel processes through joblib; each finished row is stored at once."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from joblib import Parallel, cpu_count, delayed, parallel_config

from poolwise.lab.data import Dataset
from poolwise.lab.keys import key_of
from poolwise.lab.progress import Progress
from poolwise.lab.settings import PoolSetting
from poolwise.lab.store import Store
from poolwise.lab.trial import Finished, Plan, run_trial

_WATCH_S = 0.5

Trial = tuple[PoolSetting, int]
Row = dict[str, Any]


class Workers:
    """A pool of processes with one thread each, kept warm from stage to stage."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs

    def each(self, function: Callable[..., Any], calls: Sequence[tuple[Any, ...]]) -> Iterator[Any]:
        """Results of `function` for the arguments of each call, as they end."""
        parallel = Parallel(n_jobs=self.jobs, return_as="generator_unordered", batch_size=1)
        yield from parallel(delayed(function)(*arguments) for arguments in calls)

    def warm_up(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """The result of `function`, called on all workers at once so that all of them import."""
        return next(iter(list(self.each(function, [arguments] * self.jobs))))

    def one(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """The result of a single call, in a worker with the machine to itself."""
        return next(iter(self.each(function, [arguments])))


@contextmanager
def start_workers(jobs: int | None) -> Iterator[Workers]:
    """Workers for the block, as many as asked for, or one for each core this process may use.

    Raises:
        ValueError: `jobs` is not positive.
    """
    if jobs is not None and jobs < 1:
        raise ValueError(f"jobs={jobs} is too small; it is at least 1")
    with parallel_config(
        backend="loky", inner_max_num_threads=1, initializer=_end_with, initargs=(os.getpid(),)
    ):
        yield Workers(jobs or cpu_count())


def run_trials(
    plan: Plan,
    dataset: Dataset,
    trials: Sequence[Trial],
    fixed: dict[str, Any],
    store: Store,
    workers: Workers,
    progress: Progress,
) -> tuple[list[Finished], int]:
    """All `trials`, finished, in their order, and how many of them the store had already.

    Args:
        plan, dataset: what all trials share.
        trials: setting and seed of each.
        fixed: what else rows depend on (code, versions, arithmetic), for the keys.
        store: where rows are kept.
        workers: where trials run.
        progress: told of every trial that ends.
    """
    shared = {"plan": plan.as_dict(), "data": dataset.digest, **fixed}
    keys = [
        key_of({**shared, "setting": setting.identity, "seed": seed}) for setting, seed in trials
    ]
    rows = store.get(keys)
    kept = len(rows)
    waiting = {key: trial for key, trial in zip(keys, trials, strict=True) if key not in rows}
    if kept:
        progress.say(f"{kept} of {len(trials)} trials are in the store already")
    names = {key: f"{setting.name}, seed {seed}" for key, (setting, seed) in waiting.items()}
    if waiting:
        progress.begin(len(waiting), list(names.values())[: workers.jobs])
    calls = [(plan, dataset, setting, seed, key) for key, (setting, seed) in waiting.items()]
    for key, (row, outcomes) in workers.each(_keyed_trial, calls):
        store.put(key, row, outcomes)
        rows[key] = row
        name = names.pop(key)
        # Workers take trials in order, so the first ones left are those under way.
        progress.done(name, _note(row), list(names.values())[: workers.jobs])
    return [Finished(rows[key], store.outcomes(key)) for key in keys], kept


def _end_with(parent: int) -> None:
    """End this worker soon after its `parent` has ended.

    After kill -9 nobody tells the workers; they would keep their memory and open files for ever.
    """

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_WATCH_S)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _keyed_trial(
    plan: Plan, dataset: Dataset, setting: PoolSetting, seed: int, key: str
) -> tuple[str, Finished]:
    return key, run_trial(plan, dataset, setting, seed)


def _note(row: Row) -> str:
    accuracy = row["measures"].get("accuracy.top1")
    return "done" if accuracy is None else f"test accuracy {accuracy:.1%}"
