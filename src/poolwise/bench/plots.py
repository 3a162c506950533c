"""The charts of the page: every engine's time over poolwise's, and the share of a copy's speed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from poolwise.lab.report.charts import (
    CHARACTER,
    INK,
    MARKERS,
    PAPER,
    QUIET,
    SERIES,
    canvas,
    finished,
    shorten,
)

_NAME = 17  # characters of a workload's name that are shown


@dataclass(frozen=True)
class Mark:
    """One engine's number; hollow for channels-last."""

    series: int
    value: float
    hollow: bool = False


def marker(series: int) -> tuple[str, str]:
    """Colour and shape of a series: no two alike, though there are more series than colours.

    Example:
        >>> len({marker(i) for i in range(16)})
        16
    """
    return SERIES[series % len(SERIES)], MARKERS[(series + series // len(SERIES)) % len(MARKERS)]


def marks_by_row(
    rows: Mapping[str, Sequence[Mark]],
    *,
    name: str,
    alt: str,
    label: str,
    reference: float = 1.0,
    ticks: Mapping[float, str],
    logarithmic: bool = False,
) -> str:
    """Marks along a line for each name, one under the other, with a line at `reference`."""
    longest = max(len(shorten(row, _NAME)) for row in rows)
    height = 46 + 22 * len(rows)
    with canvas(height, left=14 + CHARACTER * longest, right=16, top=6, bottom=40) as (
        figure,
        axes,
    ):
        if logarithmic:
            axes.set_xscale("log")
        axes.axvline(reference, color=QUIET, linewidth=1.2, dashes=(3, 3), zorder=1)
        for i, marks in enumerate(rows.values()):
            for mark in marks:
                colour, shape = marker(mark.series)
                axes.plot(
                    mark.value,
                    i,
                    shape,
                    markersize=6.5,
                    markeredgecolor=colour,
                    markeredgewidth=1.4,
                    markerfacecolor=PAPER if mark.hollow else colour,
                    zorder=3,
                )
        axes.set_ylim(len(rows) - 0.4, -0.6)
        axes.set_yticks(range(len(rows)), [shorten(row, _NAME) for row in rows])
        axes.tick_params(axis="y", labelcolor=INK)
        low, high = axes.get_xlim()
        shown = {at: text for at, text in ticks.items() if low <= at <= high}
        axes.set_xticks(list(shown), list(shown.values()))
        axes.minorticks_off()
        axes.set_xlabel(label)
        return finished(figure, name, alt)
