"""How long a trial takes, from short ones in every worker at once, as the study will run them."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import replace
from statistics import fmean

from poolwise.lab.data import Dataset
from poolwise.lab.settings import PoolSetting
from poolwise.lab.trial import Plan, run_trial
from poolwise.lab.workers import Shared, Workers

LONG_S = 600
"""A study that will take longer says so before it starts."""

_EPOCHS = 5


def seconds_per_trial(
    plan: Plan, dataset: Shared, setting: PoolSetting, workers: Workers
) -> float | None:
    """Seconds for a trial of `setting` while all workers are busy; None if it cannot be told.

    Training takes so long per epoch and measuring so long per trial: two lengths of training tell
    both. Where a training ends before its budget of epochs, it takes less.
    """
    lengths = sorted({1, min(_EPOCHS, plan.epochs)})
    calls = [(plan, dataset, setting, lengths)] * workers.jobs
    found = [result for _, result in workers.each(_times, calls)]
    known = [times for times in found if isinstance(times, list)]
    if not known:
        return None
    means = [fmean(times) for times in zip(*known, strict=True)]
    if len(means) == 1:
        return means[0]
    slope = max(0.0, (means[1] - means[0]) / (lengths[1] - lengths[0]))
    return means[0] + slope * (plan.epochs - lengths[0])


def _times(
    plan: Plan, dataset: Dataset, setting: PoolSetting, lengths: Sequence[int]
) -> list[float] | None:
    """Seconds for trials of so many epochs; None where they fail, which the study will tell."""
    found = []
    try:
        for epochs in (1, *lengths):  # the first pays for imports
            start = time.perf_counter()
            run_trial(replace(plan, epochs=epochs), dataset, setting, 0)
            found.append(time.perf_counter() - start)
    except Exception:
        return None
    return found[1:]


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
