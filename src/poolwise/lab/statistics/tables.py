"""Finished trials as arrays: a number for each setting, measure and seed, and for each item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from poolwise.lab.data.dataset import Design
from poolwise.lab.measures import Quantity
from poolwise.lab.running.endings import DROPPED, OK, Ending, endings, why
from poolwise.lab.settings import PoolSetting
from poolwise.lab.statistics.estimates import (
    TRAINED_ON,
    Cells,
    Estimate,
    Floats,
    over_items,
    over_seeds,
)
from poolwise.lab.tasks import Task
from poolwise.lab.tasks.pictures import PICTURES

if TYPE_CHECKING:
    from poolwise.lab.running.trial import Finished


@dataclass(frozen=True)
class Table:
    """What all trials of a study gave.

    Attributes:
        settings, quantities: what was compared, and in what.
        values: (settings, measures, seeds), NaN where a trial has no such number.
        design: how the trials depend on each other.
        cells: what every test item gave, for the measures that say so.
        unsound: settings that can decide nothing, with the reason.
        endings: how those of their trainings ended that did not end well.
        dropped: those of them that were dropped early for lagging behind. They count in every
            family of tests, so that the others are not tested as if they alone had been meant to.
        task: what was to be done.
    """

    settings: tuple[PoolSetting, ...]
    quantities: Mapping[str, Quantity]
    values: Floats
    design: Design = field(default_factory=lambda: Design(test_set=False, ratio=3 / 7))
    cells: Mapping[str, Cells] = field(default_factory=dict)
    unsound: Mapping[str, str] = field(default_factory=dict)
    endings: Mapping[str, tuple[Ending, ...]] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()
    task: Task = PICTURES

    @classmethod
    def of(
        cls,
        finished: Sequence[Finished],
        settings: Sequence[PoolSetting],
        quantities: Mapping[str, Quantity],
        design: Design,
        task: Task = PICTURES,
    ) -> Table:
        """Arrange trials; seeds come in the order in which they appear.

        Only a trial that ended well gives numbers: whatever else it measured, it was not its
        pooling.
        """
        seeds = list(dict.fromkeys(each.row["seed"] for each in finished))
        names = [setting.name for setting in settings]
        values = np.full((len(names), len(quantities), len(seeds)), np.nan)
        ended = endings([each.row for each in finished])
        dropped = frozenset(e.row["setting"] for e in finished if e.row.get("status") == DROPPED)
        sound: dict[tuple[int, int], Finished] = {}
        for each in finished:
            row = each.row
            if row.get("status", OK) != OK:
                continue
            setting, seed = names.index(row["setting"]), seeds.index(row["seed"])
            values[setting, :, seed] = [_number(row["measures"].get(name)) for name in quantities]
            sound[setting, seed] = each
        cells = _cells(sound, (len(names), len(seeds)), quantities, design)
        return cls(
            tuple(settings),
            quantities,
            values,
            design,
            cells,
            {name: why(each) for name, each in ended.items()},
            ended,
            dropped,
            task,
        )

    @property
    def primary(self) -> str:
        """The quantity that verdicts are about."""
        return self.task.primary

    @property
    def names(self) -> list[str]:
        """Names of the settings, in order."""
        return [setting.name for setting in self.settings]

    @property
    def seeds(self) -> int:
        """How many seeds there are."""
        return int(self.values.shape[-1])

    def of_measure(self, measure: str) -> Floats:
        """Values of one measure, (settings, seeds)."""
        return self.values[:, list(self.quantities).index(measure)]

    def scope(self, measure: str) -> str:
        """What an estimate of this measure holds for: new ``items`` too, or ``seeds`` only."""
        depends = self.design.test_set or self.quantities[measure].elsewhere
        return "seeds" if depends and measure not in self.cells else "items"

    def estimate(self, measure: str, weights: Floats) -> Estimate:
        """Contrasts of the settings in one measure, `weights` being (contrasts, settings).

        A contrast uses the seeds at which all of its settings have a number.
        """
        values = self.of_measure(measure)
        missing = ~np.isfinite(values)
        complete = (weights != 0).astype(float) @ missing == 0
        if not missing.any():
            return self._estimate(measure, weights, slice(None))
        found = np.full((len(Estimate.__annotations__), len(weights)), np.nan)
        patterns, which = np.unique(complete, axis=0, return_inverse=True)
        for number, pattern in enumerate(patterns):
            rows = np.flatnonzero(which.ravel() == number)
            part = self._estimate(measure, weights[rows], np.flatnonzero(pattern))
            found[:, rows] = [getattr(part, name) for name in Estimate.__annotations__]
        return Estimate(*found)

    def _estimate(self, measure: str, weights: Floats, seeds: Any) -> Estimate:
        cells = self.cells.get(measure)
        # How the other set is split is not known here: its trainings may share items.
        elsewhere = self.quantities[measure].elsewhere
        if cells is not None:
            counts = cells.counts[seeds]
            if len(counts) > 1 and ((counts > 0).sum(1) > 1).all():
                sums = cells.sums[:, seeds].reshape(len(weights.T), -1).astype(np.float64)
                if not isinstance(seeds, slice):
                    sums = np.nan_to_num(sums)  # of settings that the contrasts leave out
                return over_items(
                    (weights @ sums).reshape(-1, *counts.shape),
                    counts,
                    0 if self.design.test_set and not elsewhere else TRAINED_ON,
                    fraction=self.quantities[measure].unit == "%",
                )
        split = not (self.design.test_set or elsewhere or measure.startswith("time."))
        values = np.nan_to_num(self.of_measure(measure)[:, seeds])
        return over_seeds(weights @ values, self.design.ratio if split else 0)


def _cells(
    sound: Mapping[tuple[int, int], Finished],
    shape: tuple[int, int],
    quantities: Mapping[str, Quantity],
    design: Design,
) -> dict[str, Cells]:
    """For each measure of which every trial that has it kept every item's number: these, by unit.

    What has no such number, as a convolution that keeps nothing before it is trained, is NaN.
    """
    kept = {name for each in sound.values() for name in each.outcomes} & set(quantities)
    names = {
        name
        for name in kept
        if all(name in each.outcomes or not _has(each, name) for each in sound.values())
    }
    cells: dict[str, Cells] = {}
    for elsewhere in (False, True):
        chosen = [n for n, each in quantities.items() if n in names and each.elsewhere == elsewhere]
        if chosen:
            cells |= _by_unit(sound, shape, chosen, None if elsewhere else design.groups, elsewhere)
    return {name: cells[name] for name in quantities if name in cells}


def _by_unit(
    sound: Mapping[tuple[int, int], Finished],
    shape: tuple[int, int],
    names: Sequence[str],
    groups: NDArray[np.int64] | None,
    elsewhere: bool,
) -> dict[str, Cells]:
    """The cells of quantities whose items are the same; those elsewhere come as units already."""
    key = "transfer.unit" if elsewhere else "item"
    sound = {place: each for place, each in sound.items() if key in each.outcomes}
    items = {seed: each.outcomes[key] for (_, seed), each in sound.items()}
    if any(not np.array_equal(each.outcomes[key], items[s]) for (_, s), each in sound.items()):
        return {}  # not the same items, so not paired
    units = {s: each if groups is None else groups[each] for s, each in items.items()}
    known = np.unique(np.concatenate(list(units.values())))
    places = {seed: np.searchsorted(known, each) for seed, each in units.items()}
    counts = np.zeros((shape[1], len(known)))
    for seed, place in places.items():
        counts[seed] = np.bincount(place, minlength=len(known))
    cells = {}
    for name in names:
        sums = np.full((*shape, len(known)), np.nan, np.float32)
        for (setting, seed), each in sound.items():
            if name not in each.outcomes:
                continue
            given = each.outcomes[name]
            sums[setting, seed] = np.bincount(places[seed], given, minlength=len(known))
        cells[name] = Cells(sums, counts)
    return cells


def _has(trial: Finished, measure: str) -> bool:
    return bool(np.isfinite(_number(trial.row["measures"].get(measure))))


def _number(value: float | None) -> float:
    return float("nan") if value is None or not np.isfinite(value) else float(value)
