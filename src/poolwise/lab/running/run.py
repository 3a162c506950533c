"""From a study to its store: everything that takes time, and a record of what belongs together.

The record is all that a report needs besides rows, so that it can be written again, from the store
alone, by any later version that still reads it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from statistics import fmean
from typing import Any

import numpy as np

from poolwise.lab.data.dataset import Dataset
from poolwise.lab.parsing import parse_duration
from poolwise.lab.planning.study import Study, find_baseline
from poolwise.lab.running import gallery, keys, machine
from poolwise.lab.running.budget import Race, race
from poolwise.lab.running.endings import OK
from poolwise.lab.running.probe import LONG_S, duration, seconds_per_trial
from poolwise.lab.running.progress import Progress
from poolwise.lab.running.runner import Trial, failed, keys_of, run_trials
from poolwise.lab.running.store import Store
from poolwise.lab.running.timing import time_settings
from poolwise.lab.running.trial import Plan
from poolwise.lab.running.workers import Shared, StudyFailed, Workers
from poolwise.lab.settings import UNCHANGED, PoolSetting
from poolwise.lab.wording import listing

RECORD, PICTURES = "study", "pictures"
"""Keys in the store; those of trials are hashes."""
KINDS = ("original", "pooled", "middle", "gradient")
"""Pictures of an entry of the gallery; the last two are not in every one."""

# They fit the built-in networks as they are.
_SURE = ("max", "min", "avg", "sum", "conv", "conv-depthwise", "none")


_TUNED = (
    f"{UNCHANGED} is the network with the given weights, neither its pooling changed nor trained "
    "on this data; with all other settings it was trained on from these weights. Weights that were "
    "trained on any of this data know what they are tested on."
)


@dataclass
class Run:
    """A study on its data, with the workers that run it and a description of where."""

    study: Study
    dataset: Dataset
    workers: Workers
    progress: Progress
    shared: Shared
    device: dict[str, str]
    fixed: dict[str, Any]
    settings: list[PoolSetting]
    notes: list[str]

    @property
    def plan(self) -> Plan:
        """What all trials share."""
        return Plan.of(self.study, self.device["device"])

    @property
    def baseline(self) -> PoolSetting:
        """What the others are tested against."""
        return find_baseline(self.study.baseline, self.settings)

    def trials(self, plan: Plan, settings: Sequence[PoolSetting], seeds: range) -> dict[str, Trial]:
        """Trials by key, all settings of a seed before the next seed."""
        found = [(setting, seed) for seed in seeds for setting in settings]
        named = keys_of(plan, self.dataset.digest, found, self.fixed)
        return dict(zip(named, found, strict=True))

    def estimate(self, waiting: int, short: float = 0.0) -> float | None:
        """Seconds for so many trials; None if it cannot be told; below `short` only a bound."""
        turns = math.ceil(waiting / self.workers.jobs)
        each = seconds_per_trial(
            self.plan, self.shared, self.baseline, self.workers, short / max(turns, 1)
        )
        return None if each is None else turns * each


def prepare(study: Study, dataset: Dataset, workers: Workers, progress: Progress) -> Run:
    """Start the workers and see what fits."""
    progress.say(
        f"{study.data}: {len(dataset.examples)} {dataset.kind}; starting {workers.jobs} workers"
    )
    device = workers.warm_up(machine.describe_device, study.device, study.precision)
    shared = workers.share(dataset)
    settings, notes = _fitting(study, Plan.of(study, device["device"]), shared, workers)
    fixed = _fixed(study, device)
    return Run(study, dataset, workers, progress, shared, device, fixed, settings, notes)


def expected(run: Run, store: Store | None) -> str:
    """What a run would do and how long it would take, in a sentence or two."""
    trials = run.trials(run.plan, run.settings, range(run.study.seeds))
    waiting = _waiting(trials, store)
    kept = f", {len(trials) - len(waiting)} of them in the store already" * (
        len(waiting) < len(trials)
    )
    grid = (
        f"{len(trials)} trials ({len(run.settings)} settings at {run.study.seeds} seeds){kept}, "
        f"{run.workers.jobs} at once"
    )
    if not waiting:
        return f"{grid}: nothing is left to run."
    seconds = run.estimate(len(waiting))
    if seconds is None:
        return f"{grid}. A short trial failed, so that the time cannot be told."
    text = f"{grid}: about {duration(seconds)}, less where trainings end before their budget."
    if run.study.check_budget:
        text += f" Checking the budget takes about {duration(2 * seconds)} more."
    return text


def run_study(run: Run, store: Store) -> dict[str, Any]:
    """Run what the store lacks, and give the record of the study."""
    study, plan, progress = run.study, run.plan, run.progress
    trials = run.trials(plan, run.settings, range(study.seeds))
    record = _record(run, trials)
    store.put(RECORD, record)
    waiting = _waiting(trials, store)
    short = 0.0 if study.budget else LONG_S
    seconds = run.estimate(len(waiting), short) if waiting else 0.0
    if study.budget:
        trials, ran = _race(run, store, record, seconds, len(waiting))
    else:
        if seconds and seconds > LONG_S:
            progress.say(
                f"this study will take about {duration(seconds)}; --budget 10m or --preset quick "
                "takes less, and Ctrl-C keeps what has ended"
            )
        ran = run_trials(plan, run.shared, trials, store, run.workers, progress)
    if study.check_budget:
        progress.say("training everything again with twice the epochs")
        twice = replace(plan.doubled(), measures=(plan.about.judged_by,))
        again = run.trials(twice, run.settings, range(study.seeds))
        again = {k: again[k] for k in again if again[k] in trials.values()}
        run_trials(twice, run.shared, again, store, run.workers, progress)
        record["doubled"] = _named(again)
    _time(run, store, record, trials)
    _draw(run, store, record)
    record |= {"trials": _named(trials), "trials_run": ran}
    store.put(RECORD, record)
    return record


def record_of(store: Store) -> dict[str, Any]:
    """The record in `store`. It says the task even where a study did not, for its data may be gone.

    Raises:
        ValueError: there is none.
    """
    found: dict[str, Any] | None = store.get([RECORD]).get(RECORD)
    if found is None:
        raise ValueError(f"{str(store.path)!r} has no study in it")
    if not found["study"].get("task"):
        found["study"]["task"] = found["data"].get("task", "pictures")
    return found


def _record(run: Run, trials: dict[str, Trial]) -> dict[str, Any]:
    design = run.dataset.design
    groups = None if design.groups is None else np.asarray(design.groups).tolist()
    return {
        "study": run.study.as_dict(),
        "settings": [each.name for each in run.settings],
        "trials": _named(trials),
        "doubled": [],
        "dropped": {},
        "same": {"plan": run.plan.as_dict(), "data": run.dataset.digest, **run.fixed},
        "notes": [*run.notes, *run.dataset.notes],
        "data": run.dataset.describe(),
        "design": {**asdict(design), "groups": groups},
        "machine": machine.describe_machine(run.device),
        "versions": machine.versions(),
        "times_key": "",
        "trials_run": 0,
    }


def _named(trials: dict[str, Trial]) -> list[tuple[str, str, int]]:
    return [(key, setting.name, seed) for key, (setting, seed) in trials.items()]


def _waiting(trials: dict[str, Trial], store: Store | None) -> list[str]:
    rows = store.get(trials) if store else {}
    return [key for key in trials if key not in rows or failed(rows[key])]


def _race(
    run: Run, store: Store, record: dict[str, Any], seconds: float | None, waiting: int
) -> tuple[dict[str, Trial], int]:
    """The trials that the budget has room for, and how many of them had to run."""
    by_name = {each.name: each for each in run.settings}
    done: dict[str, Trial] = {}
    ran = 0

    def go_on(names: Sequence[str], first: int, end: int) -> dict[str, float]:
        nonlocal ran
        more = run.trials(run.plan, [by_name[name] for name in names], range(first, end))
        ran += run_trials(run.plan, run.shared, more, store, run.workers, run.progress)
        done.update(more)
        rows = store.get(done).values()
        return {
            name: _score([r for r in rows if r["setting"] == name], run.plan.about.primary)
            for name in names
        }

    budget = parse_duration("budget", run.study.budget)
    # Without an estimate, the first round tells.
    per_trial = (seconds or 0.0) / max(waiting, 1) or budget / (4 * run.study.seeds * len(by_name))
    found = race(list(by_name), run.baseline.name, run.study.seeds, budget, per_trial, go_on)
    record["dropped"] = {name: list(why) for name, why in found.dropped.items()}
    record["notes"] += _told(found, run.study)
    for note in _told(found, run.study):
        run.progress.say(note)
    return done, ran


def _score(rows: Sequence[dict[str, Any]], primary: str) -> float:
    """Mean of the primary measure; NaN if a trial has none or did not end well."""
    values = [row["measures"].get(primary) for row in rows if row.get("status", OK) == OK]
    known = [value for value in values if value is not None]
    return fmean(known) if len(known) == len(rows) else math.nan


def _told(found: Race, study: Study) -> list[str]:
    """What the budget did to the study, in sentences."""
    notes = [f"{name} was {why}; it is not decided." for name, (_, why) in found.dropped.items()]
    if found.seeds < study.seeds:
        notes.append(
            f"The budget of {study.budget} ended after {found.seeds} of {study.seeds} seeds."
        )
    return notes


def _fixed(study: Study, device: dict[str, str]) -> dict[str, Any]:
    """What rows depend on besides plan, data, setting and seed."""
    fixed: dict[str, Any] = {
        "code": keys.code_version(),
        "versions": machine.versions(),
        "arithmetic": device,
    }
    if study.model:
        from poolwise.lab.networks.own import model_source

        source = model_source(study.model)
        fixed["model"] = keys.key_of({"text": source.read_text("utf-8")}) if source else ""
    if study.pretrained:
        from poolwise.lab.networks.weights import digest

        fixed["weights"] = digest(study.pretrained)
    return fixed


def _fitting(
    study: Study, plan: Plan, dataset: Shared, workers: Workers
) -> tuple[list[PoolSetting], list[str]]:
    """The settings that the network can have; one that does not fit is an error if asked for."""
    settings, notes = list(study.settings), list[str]()
    if study.pretrained:
        workers.one(machine.check_weights, plan, dataset)
        notes = [_TUNED]
    sure = not (study.model or study.pretrained) and study.networks == ("vgg-small",)
    if sure and all(each.pool in _SURE for each in settings):
        return settings, notes
    bad, told = workers.one(machine.try_out, plan, dataset, settings)
    left = [each for each in settings if each.name not in bad]
    if bad and (study.pool or len(left) < 2):
        name, reason = next(iter(bad.items()))
        which = f"model={study.model!r}" if study.model else f"network={listing(study.networks)!r}"
        raise ValueError(f"{which} cannot have pool={name!r}: {reason}")
    return left, [
        *notes,
        *(f"{name} was left out: {reason}." for name, reason in bad.items()),
        *(f"{listing(names)}: {note}." for note, names in told.items()),
    ]


def _time(run: Run, store: Store, record: dict[str, Any], trials: dict[str, Trial]) -> None:
    """Bring the timing of all settings that run into the store."""
    if "cost" not in run.study.taken:
        return
    rows = store.get(trials).values()
    ended = {row["setting"] for row in rows if not failed(row)}
    settings = [each for each in run.settings if each.name in ended]
    key = keys.key_of(
        {"times": [each.name for each in settings], "seeds": run.study.seeds} | record["same"]
    )
    if key not in store.get([key]):
        run.progress.say("timing the settings in turns")
        times = _attempt(
            run, record, "times", time_settings, run.plan, run.shared, settings, run.study.seeds
        )
        if times is None:
            return
        store.put(key, times)
    record["times_key"] = key


def _draw(run: Run, store: Store, record: dict[str, Any]) -> None:
    """Bring the pictures of the report into the store."""
    # They show poolings, which are the same in every network.
    poolings = list(dict.fromkeys(replace(each, network="") for each in run.settings))
    pictures = _attempt(run, record, "pictures", gallery.make_gallery, run.shared, poolings)
    names = [each["setting"] for each in pictures or ()]
    arrays = {
        f"{number}.{kind}": each[kind]
        for number, each in enumerate(pictures or ())
        for kind in KINDS
        if kind in each
    }
    store.put(PICTURES, names, arrays)


def _attempt(
    run: Run, record: dict[str, Any], what: str, function: Callable[..., Any], *arguments: Any
) -> Any:
    """A stage that a report can do without: if it fails, a note says so and the study goes on."""
    try:
        return run.workers.one(function, *arguments)
    except (StudyFailed, ValueError, RuntimeError, MemoryError) as error:
        note = f"There are no {what}: {type(error).__name__}: {error}."
        record["notes"].append(note)
        run.progress.say(note)
        return None
