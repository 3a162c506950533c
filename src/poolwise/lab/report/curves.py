"""Which curves a result has: over the strength of a disturbance, over the window, over training."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from statistics import median

from poolwise.lab.report.charts import Estimate
from poolwise.lab.report.multiples import Line, Multiples, multiples
from poolwise.lab.report.view import Result, View, identifier, operator_of, times

_ALONG = {"kernel": "side of the window", "stride": "stride"}
"""What the axis is called where one size of the window grows."""
_SPIKE = 1.5
"""A loss that is higher than so many times what trainings begin with is drawn no higher."""


def curves(view: View) -> dict[str, list[Multiples]]:
    """The curves of each family of measures; a panel is an operator, a line one of its windows."""
    names: dict[str, list[str]] = {}
    for measure, about in view.measures.items():
        if about.get("curve") and about.get("x") is not None:
            names.setdefault(about["curve"], []).append(measure)
    families: dict[str, list[Multiples]] = {}
    for curve, points in names.items():
        points.sort(key=lambda measure: view.measures[measure]["x"])
        found = [_line(view, setting, points) for setting in view.settings]
        lines = [line for line in found if line is not None]
        about = view.measures[points[0]]
        if len(points) > 1 and lines:
            made = multiples(
                lines,
                name=identifier("curve", curve),
                title=about.get("title") or curve,
                axis=about.get("axis", ""),
                show=view.axis(points[0]),
            )
            families.setdefault(about.get("family", ""), []).append(made)
    return families


def windows(view: View, *, headline: bool = True) -> list[Multiples]:
    """The measures of the first table, or the others, over the kernel and over the stride; a line
    is an operator with the other size held fixed.
    """
    chosen = view.headline()
    if not headline:
        # A curve has its own panels; here its mean stands for it.
        chosen = [m for m, about in view.measures.items()
                  if m not in chosen and not about.get("curve")]  # fmt: skip
    found = []
    for measure in chosen:
        for along, axis in _ALONG.items():
            lines = _sweeps(view, measure, along)
            if len({y for line in lines for y in line.y}) > 1:  # the window changes something
                made = multiples(
                    lines,
                    name=identifier("window", along, measure),
                    title=view.label(measure),
                    axis=axis,
                    show=view.axis(measure),
                )
                found.append(made)
    return found


def trainings(view: View) -> list[Multiples]:
    """The losses after each pass, a line per training: of the validation part, and of what was
    trained on.
    """
    show = view.axis("accuracy.loss")
    found = []
    for part, title in (("validation", "Validation loss"), ("training", "Training loss")):
        told = [
            (row["setting"], losses)
            for row in view.result["rows"]
            if (losses := row.get(f"{part}_losses"))
        ]
        if told:
            highest = _highest([losses for _, losses in told])
            lines = [_training(view, setting, losses, highest) for setting, losses in told]
            name = f"{part}-losses"
            found.append(multiples(lines, name=name, title=title, axis="pass", show=show))
    return found


def _training(view: View, setting: str, losses: Sequence[float], highest: float) -> Line:
    low = [min(loss, highest) for loss in losses]
    return _of(view, setting, range(1, len(low) + 1), [Estimate(y, y, y) for y in low])


def _highest(trainings: Sequence[Sequence[float]]) -> float:
    """Where panels end: a single spike must not flatten all lines. How trainings end is seen."""
    usual = median(losses[0] for losses in trainings)
    return max(_SPIKE * usual, *(losses[-1] for losses in trainings))


def _line(view: View, setting: str, names: Sequence[str]) -> Line | None:
    found = [(view.measures[m]["x"], view.estimate(setting, m)) for m in names]
    points = [(x, y) for x, y in found if y is not None]
    return _of(view, setting, *zip(*points, strict=True)) if points else None


def _of(view: View, setting: str, x: Sequence[float], y: Sequence[Estimate]) -> Line:
    about = view.settings[setting]
    panel = operator_of(about)
    label = setting.removeprefix(panel).strip()
    return Line(panel, label, view.number(setting), view.colour(setting), x, y)


def _sweeps(view: View, measure: str, along: str) -> list[Line]:
    """Settings that differ in one size only, a line for each other size, network and operator."""
    found: dict[tuple[str, str], dict[float, str]] = {}
    for name, setting in view.settings.items():
        if setting.get("kernel"):
            held = _held(setting, along)
            size = setting["kernel"] if along == "kernel" else _stride(setting)
            found.setdefault((operator_of(setting), held), {})[_side(size)] = name
    lines = []
    for (panel, held), sizes in found.items():
        told = [(side, view.estimate(sizes[side], measure)) for side in sorted(sizes)]
        points = [(x, y) for x, y in told if y is not None]
        if len(points) > 1:
            first = next(iter(sizes.values()))
            x, y = zip(*points, strict=True)
            lines.append(Line(panel, held, view.number(first), view.colour(first), x, y))
    return lines


def _held(setting: Result, along: str) -> str:
    """The size that stays, and the network if there are several."""
    size = times(_stride(setting) if along == "kernel" else setting["kernel"])
    what = f"stride {size}" if along == "kernel" else f"{size} windows"
    network = setting.get("network", "")
    return f"{what} in {network}" if network else what


def _stride(setting: Mapping[str, Sequence[int]]) -> Sequence[int]:
    return setting.get("stride") or setting["kernel"]


def _side(sizes: Sequence[int]) -> float:
    """The side of the square (or cube) with as many elements: the window's size as one number."""
    return round(float(math.prod(sizes) ** (1 / len(sizes))), 2)
