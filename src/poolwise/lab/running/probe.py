"""How long a trial takes, from short ones in every worker at once, as the study will run them."""

from __future__ import annotations

import math
import time
from dataclasses import replace
from statistics import fmean

from poolwise.lab.data.dataset import Dataset
from poolwise.lab.running.trial import Plan, run_trial
from poolwise.lab.running.workers import Shared, Workers
from poolwise.lab.settings import PoolSetting

LONG_S = 600
"""A study that will take longer says so before it starts."""

_EPOCHS = 3
_CROWDED = 2.0
"""At most so many times longer a trial takes while all workers are busy."""


def seconds_per_trial(
    plan: Plan, dataset: Shared, setting: PoolSetting, workers: Workers, short: float = 0.0
) -> float | None:
    """Seconds for a trial of `setting` while all workers are busy; None if it cannot be told.

    Where a training ends before its budget of epochs, it takes less. A number of seconds below
    `short` may be too high: it comes from one worker alone, and no time is spent on telling it
    better.
    """
    call = (plan, dataset, setting)
    if short:
        ((_, alone),) = workers.each(_seconds, [call])
        if isinstance(alone, float) and _CROWDED * alone < short:
            return _CROWDED * alone
    found = [result for _, result in workers.each(_settled_seconds, [call] * workers.jobs)]
    known = [seconds for seconds in found if isinstance(seconds, float)]
    return fmean(known) if known else None


def _settled_seconds(plan: Plan, dataset: Dataset, setting: PoolSetting) -> float | None:
    """Seconds for a trial of the plan in a process that has imported what it needs."""
    settled = _seconds(replace(plan, epochs=1), dataset, setting) is not None
    return _seconds(plan, dataset, setting) if settled else None


def _seconds(plan: Plan, dataset: Dataset, setting: PoolSetting) -> float | None:
    """Seconds for a trial of the plan, judged by shorter ones; None where they fail.

    Training takes so long per epoch and measuring so long per trial: two lengths of training
    without measures tell the one, and a trial with them the other.
    """
    try:
        once = _timed(replace(plan, epochs=1), dataset, setting)
        if plan.epochs == 1:
            return once
        epochs = min(_EPOCHS, plan.epochs)
        few, more = (
            _timed(replace(plan, epochs=each, measures=()), dataset, setting)
            for each in (1, epochs)
        )
        return once + max(0.0, more - few) / (epochs - 1) * (plan.epochs - 1)
    except Exception:  # the study will tell
        return None


def _timed(plan: Plan, dataset: Dataset, setting: PoolSetting) -> float:
    start = time.perf_counter()
    run_trial(plan, dataset, setting, 0)
    return time.perf_counter() - start


def duration(seconds: float) -> str:
    """Seconds as people say them.

    Example:
        >>> duration(42.4), duration(150), duration(10_000)
        ('42 s', '2.5 min', '2.8 h')
    """
    if seconds < 60:
        return f"{math.ceil(seconds)} s" if seconds < 1 else f"{seconds:.0f} s"
    amount, unit = (seconds / 60, "min") if seconds < 3600 else (seconds / 3600, "h")
    return f"{amount:.1f}".removesuffix(".0") + f" {unit}"
