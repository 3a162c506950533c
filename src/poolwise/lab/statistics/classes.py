"""The primary measure of each class by itself: the same estimates, of its test items alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from poolwise.lab.data.dataset import Design
from poolwise.lab.measures import Quantity
from poolwise.lab.settings import PoolSetting
from poolwise.lab.statistics.tables import Table
from poolwise.lab.statistics.verdicts import summarise
from poolwise.lab.tasks import Task

if TYPE_CHECKING:
    from poolwise.lab.running.trial import Finished

MOST = 100
"""Classes up to which each is told."""


def by_class(
    finished: Sequence[Finished],
    settings: Sequence[PoolSetting],
    known: Mapping[str, Quantity],
    design: Design,
    task: Task,
    classes: Sequence[str],
) -> list[dict[str, Any]]:
    """For each class what every setting gives for it; see `poolwise.lab.single`."""
    asked = {task.primary, "label"}
    told = [each for each in finished if asked <= each.outcomes.keys()]
    if task.primary not in known or not told or not 1 < len(classes) <= MOST:
        return []
    one = {task.primary: known[task.primary]}
    found = []
    for number, name in enumerate(classes):
        parts = [_of_class(each, number, task.primary) for each in told]
        summary = summarise(Table.of(parts, settings, one, design, task))
        each = {setting: own[task.primary] for setting, own in summary.items() if own}
        found.append({"class": name, "settings": each})
    return found if any(each["settings"] for each in found) else []


def _of_class(trial: Finished, number: int, measure: str) -> Finished:
    """A trial as if items of one class were all that it was tested on."""
    chosen = trial.outcomes["label"] == number
    outcomes = {key: trial.outcomes[key][chosen] for key in ("item", measure)}
    mean = float(outcomes[measure].mean()) if chosen.any() else None
    return trial._replace(row=trial.row | {"measures": {measure: mean}}, outcomes=outcomes)
