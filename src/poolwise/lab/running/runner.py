"""Runs trials in worker processes; each is stored as it ends, failed ones with their reason.

A failed trial ends nothing: its row says that it failed and why, has no measures, and is run again
when the same study is started again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from poolwise.lab.data.dataset import Dataset
from poolwise.lab.running.keys import key_of
from poolwise.lab.running.progress import Progress
from poolwise.lab.running.store import Store
from poolwise.lab.running.trial import Finished, Plan, run_trial
from poolwise.lab.running.workers import Shared, StudyFailed, WorkerDied, Workers
from poolwise.lab.settings import PoolSetting
from poolwise.lab.tasks import Task
from poolwise.lab.wording import in_sentence

Trial = tuple[PoolSetting, int]
Row = dict[str, Any]
RunTrial = Callable[[Plan, Dataset, PoolSetting, int], Finished]


def keys_of(plan: Plan, digest: str, trials: Sequence[Trial], fixed: dict[str, Any]) -> list[str]:
    """The key of each trial; `fixed` is what else rows depend on (code, versions, arithmetic)."""
    shared = {"plan": plan.as_dict(), "data": digest, **fixed}
    return [
        key_of({**shared, "setting": setting.identity, "seed": seed}) for setting, seed in trials
    ]


def run_trials(
    plan: Plan,
    dataset: Shared | Dataset,
    trials: dict[str, Trial],
    store: Store,
    workers: Workers,
    progress: Progress,
    run: RunTrial = run_trial,
) -> int:
    """Bring all `trials` into the store, and say how many of them had to run.

    Args:
        plan, dataset: what all trials share.
        trials: setting and seed of each, by its key.
        store: where rows are kept.
        workers: where trials run.
        progress: told of every trial that ends.
        run: what a trial does.

    Raises:
        StudyFailed: not one trial has ended well.
    """
    rows = {key: row for key, row in store.get(trials).items() if not failed(row)}
    waiting = {key: trial for key, trial in trials.items() if key not in rows}
    if rows:
        progress.say(f"{len(rows)} of {len(trials)} trials are in the store already")
    names = {key: f"{setting.name}, seed {seed}" for key, (setting, seed) in waiting.items()}
    if waiting:
        progress.begin(len(waiting), list(names.values())[: workers.jobs])
    keys = list(waiting)
    calls = [(run, plan, dataset, setting, seed) for setting, seed in waiting.values()]
    before = time.monotonic()
    for number, finished in workers.each(_attempt, calls):
        key, now = keys[number], time.monotonic()
        if isinstance(finished, WorkerDied):
            finished = failure(*waiting[key], str(finished))
        # Of the time that all workers take together, so that it adds up whenever a run is killed.
        store.put(spent(key), now - before)
        before = now
        store.put(key, finished.row, finished.outcomes)
        rows[key] = finished.row
        name = names.pop(key)
        if failed(finished.row):
            progress.say(f"{name} failed: {finished.row['reason']}")
        # Workers take trials in order, so the first ones left are those under way.
        progress.done(name, _note(finished.row, plan.about), list(names.values())[: workers.jobs])
    _check(list(rows.values()))
    return len(waiting)


def spent(key: str) -> str:
    """Under which key a store has how long the trial of this one took: rows are the same always."""
    return f"{key} seconds"


def seconds_of(store: Store, keys: Sequence[str]) -> float | None:
    """How long these trials took, in all runs together; None where it is not known of one."""
    found = store.get(map(spent, keys))
    return sum(found.values()) if len(found) == len(keys) else None


def failure(setting: PoolSetting, seed: int, reason: str, status: str = "failed") -> Finished:
    """A trial without measures, for a `reason` of one line."""
    row = {
        **setting.as_text(),
        "seed": seed,
        "measures": {},
        "status": status,
        "reason": " ".join(reason.split()),
    }
    return Finished(row, {})


def failed(row: Mapping[str, Any]) -> bool:
    """Whether the trial of this row has not ended: it raised, or its process died."""
    return bool(row.get("status") == "failed")


def _attempt(
    run: RunTrial, plan: Plan, dataset: Dataset, setting: PoolSetting, seed: int
) -> Finished:
    try:
        return run(plan, dataset, setting, seed)
    except Exception as error:
        return failure(setting, seed, f"{type(error).__name__}: {error}")


def _check(rows: Sequence[Row]) -> None:
    if rows and all(map(failed, rows)):
        raise StudyFailed(
            f"none of the {len(rows)} trials ended well; the first, {rows[0]['setting']} with seed "
            f"{rows[0]['seed']}, failed: {rows[0]['reason']}"
        )


def _note(row: Row, task: Task) -> str:
    if failed(row):
        return "failed"
    value = row["measures"].get(task.primary)
    label = in_sentence(task.measures[task.judged_by].quantities[task.primary].label)
    return "done" if value is None else f"{label} {value:.1%}"
