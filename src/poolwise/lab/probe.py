"""How long a trial takes, from short ones in every worker at once, as the study will run them."""

from __future__ import annotations

import math
import time
from dataclasses import replace
from statistics import fmean

from poolwise.lab.data import Dataset
from poolwise.lab.settings import PoolSetting
from poolwise.lab.trial import Plan, run_trial
from poolwise.lab.workers import Shared, Workers

LONG_S = 600
"""A study that will take longer says so before it starts."""

_EPOCHS = 3


def seconds_per_trial(
    plan: Plan, dataset: Shared, setting: PoolSetting, workers: Workers, short: float = 0.0
) -> float | None:
    """Seconds for a trial of `setting` while all workers are busy; None if it cannot be told.

    Training takes so long per epoch and measuring so long per trial: two lengths of training
    without measures tell the one, and a trial with them the other. Where a training ends before
    its budget of epochs, it takes less. A number of seconds below `short` may be far too high: no
    time is spent on telling it better.
    """
    calls = [(plan, dataset, setting, short)] * workers.jobs
    found = [result for _, result in workers.each(_seconds, calls)]
    known = [seconds for seconds in found if isinstance(seconds, float)]
    return fmean(known) if known else None


def _seconds(plan: Plan, dataset: Dataset, setting: PoolSetting, short: float) -> float | None:
    """Seconds for a trial of the plan, judged by shorter ones; None where they fail."""
    try:
        one = replace(plan, epochs=1)
        most = plan.epochs * _timed(one, dataset, setting)  # this one pays for imports, too
        if most < short:
            return most
        once = _timed(one, dataset, setting)
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
