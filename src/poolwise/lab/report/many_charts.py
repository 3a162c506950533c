"""Charts of several data sets: average ranks with their critical difference, and profiles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from poolwise.lab.report.charts import (
    CHARACTER,
    GRID,
    INK,
    QUIET,
    SERIES,
    canvas,
    finished,
    label_beside,
    marker_of,
    number_axis,
    shorten,
)
from poolwise.lab.statistics.estimates import Floats

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LONGEST = 20
_ROW = 22
_STEP = 9  # pixels between the bars that join settings


def rank_chart(
    ranks: Mapping[str, float],
    alike: Sequence[Sequence[str]],
    difference: float,
    *,
    series: Mapping[str, int],
    name: str,
    alt: str,
) -> str:
    """Average ranks, best first, as SVG text: a critical-difference diagram that stands upright.

    Bars at the right join the settings that are not told apart, and the critical difference is
    drawn to scale at the top. `series` gives each setting its colour; `name` and `alt` are as in
    `charts.dot_plot`.
    """
    order = sorted(ranks, key=lambda each: ranks[each])
    margin = 14 + CHARACTER * max(len(shorten(each, _LONGEST)) for each in order)
    right = 20 + _STEP * len(alike)
    with canvas(88 + _ROW * len(order), left=margin, right=right, top=44, bottom=42) as (
        figure,
        axes,
    ):
        for i, each in enumerate(order):
            colour = SERIES[series[each] % len(SERIES)]
            axes.plot(ranks[each], i, marker_of(series[each]), color=colour, markersize=7)
        axes.set_xlim(0.8, len(order) + 0.2)
        axes.set_ylim(len(order) - 0.4, -0.6)
        axes.set_yticks(range(len(order)), [shorten(each, _LONGEST) for each in order])
        axes.tick_params(axis="y", labelcolor=INK)
        axes.grid(visible=True, axis="y", color=GRID, linewidth=0.8)
        number_axis(axes, "x", lambda value: f"{value:g}", most=6)
        axes.set_xlabel("average rank, 1 is best")
        width = axes.get_window_extent().width
        for k, group in enumerate(alike):
            places = [order.index(each) for each in group]
            axes.plot(
                [1 + (10 + _STEP * k) / width] * 2,
                [min(places) - 0.25, max(places) + 0.25],
                transform=axes.get_yaxis_transform(),
                color=INK,
                linewidth=3,
                solid_capstyle="round",
                clip_on=False,
            )
        _scale(axes, min(difference, len(order) - 1.0), difference)
        return finished(figure, name, alt)


def _scale(axes: Axes, drawn: float, difference: float) -> None:
    """The critical difference above the plot, with little ends."""
    height = axes.get_window_extent().height
    where: dict[str, Any] = {"transform": axes.get_xaxis_transform(), "color": QUIET}
    level = 1 + 12 / height
    axes.plot(
        [1, 1 + drawn], [level] * 2, linewidth=1.5, marker="|", markersize=7, clip_on=False, **where
    )
    more = "more than the ranks there are" if drawn < difference else "apart differ"
    axes.text(1, 1 + 24 / height, f"{difference:.2f} {more}", **where)


def profile_chart(
    profiles: Mapping[str, Any],
    *,
    series: Mapping[str, int],
    name: str,
    alt: str,
    label: str,
    show: Callable[[float], str],
) -> str:
    """The part of each setting's trainings that reach a score, one step line each, as SVG text.

    `profiles` is that of `many.summary`; `label` names the score and `show` writes it. A line is
    named where it comes down through a height of its own, the best first.
    """
    at = np.array(profiles["at"])
    settings: Mapping[str, Mapping[str, Sequence[float | None]]] = profiles["settings"]
    longest = max(len(shorten(each, 18)) for each in settings)
    height = max(270, 70 + 14 * len(settings))
    with canvas(height, left=54, right=20 + CHARACTER * longest, top=10, bottom=42) as (
        figure,
        axes,
    ):
        for each, known in settings.items():
            colour = SERIES[series[each] % len(SERIES)]
            value, low, high = (np.array(known[k], float) for k in ("value", "low", "high"))
            axes.fill_between(at, low, high, step="post", color=colour, alpha=0.08, linewidth=0)
            axes.step(at, value, where="post", color=colour, linewidth=1.6)
        axes.set_ylim(0, 1.02)
        axes.set_xlim(at.min(), at.max())
        if at[0] > at[-1]:
            axes.invert_xaxis()
        number_axis(axes, "x", show, most=4)
        number_axis(axes, "y", lambda value: f"{100 * value:.0f} %")
        axes.set_xlabel(label)
        axes.set_ylabel("trainings that reach it")
        label_beside(axes, list(_named(settings, series, at)))
        return finished(figure, name, alt)


def _named(
    settings: Mapping[str, Mapping[str, Sequence[float | None]]],
    series: Mapping[str, int],
    at: Floats,
) -> Iterator[tuple[str, int, float, float]]:
    """Where to name each line, so that those to the right are named above."""
    values = {each: np.array(known["value"], float) for each, known in settings.items()}
    order = sorted(values, key=lambda each: -values[each].sum())
    for each, height in zip(order, np.linspace(0.9, 0.1, len(order)), strict=True):
        place = int(np.argmax(values[each] < height))
        yield each, series[each], float(at[place]), float(height)
