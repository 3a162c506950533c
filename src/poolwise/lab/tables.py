"""Rows as arrays: a number for each setting, measure and seed; and what they say in sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from poolwise.lab.measures import Quantity
from poolwise.lab.settings import PoolSetting
from poolwise.lab.statistics import (
    ALPHA,
    Comparison,
    Floats,
    compare_pairs,
    finite,
    holm,
    intervals,
    seeds_needed,
)


@dataclass(frozen=True)
class Table:
    """Values of shape (settings, measures, seeds), NaN where a row has no such number."""

    settings: tuple[PoolSetting, ...]
    quantities: Mapping[str, Quantity]
    values: Floats

    @classmethod
    def of(
        cls,
        rows: Sequence[Mapping[str, Any]],
        settings: Sequence[PoolSetting],
        quantities: Mapping[str, Quantity],
    ) -> Table:
        """Arrange rows; seeds come in the order in which they appear."""
        seeds = list(dict.fromkeys(row["seed"] for row in rows))
        names = [setting.name for setting in settings]
        values = np.full((len(names), len(quantities), len(seeds)), np.nan)
        for row in rows:
            place = names.index(row["setting"]), slice(None), seeds.index(row["seed"])
            values[place] = [_number(row["measures"].get(name)) for name in quantities]
        return cls(tuple(settings), quantities, values)

    @property
    def names(self) -> list[str]:
        """Names of the settings, in order."""
        return [setting.name for setting in self.settings]

    def of_measure(self, measure: str) -> Floats:
        """Values of one measure, (settings, seeds)."""
        return self.values[:, list(self.quantities).index(measure)]

    def chosen(self, wanted: Sequence[int]) -> Table:
        """The table of some of the settings only."""
        settings = tuple(self.settings[index] for index in wanted)
        return Table(settings, self.quantities, self.values[list(wanted)])


def summarise(table: Table) -> dict[str, dict[str, dict[str, Any]]]:
    """Mean, 95 % interval and number of seeds for each setting and measure."""
    low, high = intervals(table.values)
    summary: dict[str, dict[str, dict[str, Any]]] = {}
    for i, name in enumerate(table.names):
        summary[name] = {}
        for j, measure in enumerate(table.quantities):
            present = table.values[i, j][np.isfinite(table.values[i, j])]
            if len(present):
                summary[name][measure] = {
                    "mean": float(present.mean()),
                    "low": finite(low[i, j]),
                    "high": finite(high[i, j]),
                    "n": len(present),
                }
    return summary


def compare_with(table: Table, baseline: str) -> list[dict[str, Any]]:
    """Every other setting against `baseline` in every measure, with Holm within each measure."""
    base = table.names.index(baseline)
    others = [index for index in range(len(table.settings)) if index != base]
    left = table.values[others]
    right = np.broadcast_to(table.values[base], left.shape)
    seeds = left.shape[-1]
    flat = compare_pairs(left.reshape(-1, seeds), right.reshape(-1, seeds))
    tests: list[dict[str, Any]] = []
    for j, (measure, quantity) in enumerate(table.quantities.items()):
        compared = flat[j :: len(table.quantities)]
        corrected = holm([each.p for each in compared])
        for i, each, p in zip(others, compared, corrected, strict=True):
            differences = table.values[i, j] - table.values[base, j]
            if np.isfinite(differences).any():
                entry = describe(each, float(p), quantity, differences, len(others))
                names = {"measure": measure, "setting": table.names[i], "baseline": baseline}
                tests.append(names | entry)
    return tests


def describe(
    compared: Comparison, p_holm: float, quantity: Quantity, differences: Floats, family: int
) -> dict[str, Any]:
    """A comparison as the report has it: never called better unless the test decides it.

    Exact counts need no test: they have no p, and any difference between them is decided.
    """
    decided = bool(compared.difference != 0 if quantity.exact else p_holm < ALPHA)
    rises = compared.difference > 0
    return {
        "difference": finite(compared.difference),
        "low": compared.low,
        "high": compared.high,
        "p": None if quantity.exact else finite(compared.p),
        "p_holm": None if quantity.exact else finite(p_holm),
        "decided": decided,
        "better": rises == (quantity.better == "higher") if decided and quantity.better else None,
        "seeds_needed": None if decided or quantity.exact else seeds_needed(differences, family),
    }


def _number(value: float | None) -> float:
    return float("nan") if value is None or not np.isfinite(value) else float(value)
