"""Small multiples: a panel for each operator, its lines in colour before those of all others.

Here is only where things stand; templates/multiples.html.j2 draws them. A dozen settings in one
plot cannot be told apart; in a panel of their own each two or three can, and the others say where
they are among all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from poolwise.lab.report.charts import Estimate, nice_ticks

WIDTH, HEIGHT = 200, 150
"""Of a panel, in CSS pixels: two stand side by side on a phone."""
LEFT, RIGHT, TOP, BOTTOM = 44, 8, 6, 22
_CHARACTER = 7


@dataclass(frozen=True)
class Line:
    """A setting's numbers along an axis.

    Attributes:
        panel, label: in which panel it stands, and what it is called there.
        setting: its number, the same in all charts.
        colour: which of `charts.SERIES`.
        x, y: where; estimates whose ends are their mean have no band.
    """

    panel: str
    label: str
    setting: int
    colour: int
    x: Sequence[float]
    y: Sequence[Estimate]


@dataclass(frozen=True)
class Drawn:
    """A line as SVG has it; `dash` tells it from others of its panel."""

    line: Line
    dash: int
    path: str
    band: str
    points: list[tuple[float, float, str]]


@dataclass(frozen=True)
class Panel:
    """What is drawn in colour, and what it says in words."""

    title: str
    alt: str
    drawn: list[Drawn]

    def legend(self) -> list[tuple[str, Drawn]]:
        """What its lines are called, each with one of them."""
        named = {each.line.label: each for each in self.drawn if each.line.label}
        return list(named.items())


@dataclass(frozen=True)
class Multiples:
    """Panels of one scale, and what they share."""

    name: str
    title: str
    axis: str
    panels: list[Panel]
    behind: list[Drawn]
    x_ticks: list[tuple[float, str]]
    y_ticks: list[tuple[float, str]]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT


def multiples(
    lines: Sequence[Line], *, name: str, title: str, axis: str, show: Callable[[float], str]
) -> Multiples:
    """Panels of `lines`, in the order in which these first name them.

    `name` makes ids unique on the page, `axis` names the horizontal axis, `show` writes numbers.
    """
    xs = sorted({x for line in lines for x in line.x})
    ends = [end for line in lines for y in line.y for end in (y.low, y.mean, y.high)]
    room = 0.04 * (max(ends) - min(ends)) or 0.05
    low, high = min(ends) - room, max(ends) + room

    def across(x: float) -> float:
        place = (x - xs[0]) / (xs[-1] - xs[0]) if xs[-1] > xs[0] else 0.5
        return round(LEFT + 4 + place * (WIDTH - LEFT - RIGHT - 8), 1)

    def up(y: float) -> float:
        return round(HEIGHT - BOTTOM - (y - low) / (high - low) * (HEIGHT - TOP - BOTTOM), 1)

    def drawn(line: Line, dash: int) -> Drawn:
        at = list(zip(map(across, line.x), line.y, strict=True))
        ring = [(x, up(y.low)) for x, y in at] + [(x, up(y.high)) for x, y in reversed(at)]
        told = [(x, up(y.mean), show(y.mean)) for x, y in at]
        wide = any(y.low < y.high for y in line.y)
        return Drawn(
            line, dash, _path((x, y) for x, y, _ in told), _path(ring) if wide else "", told
        )

    panels = []
    for panel in dict.fromkeys(line.panel for line in lines):
        own = [line for line in lines if line.panel == panel]
        dashes = list(dict.fromkeys(line.label for line in own))
        found = [drawn(line, dashes.index(line.label) % 4) for line in own]
        alt = "; ".join(f"{e.line.label} {e.points[0][2]} to {e.points[-1][2]}" for e in found)
        panels.append(Panel(panel, f"{title}, {panel}, by {axis}: {alt}", found))
    return Multiples(
        name,
        title,
        axis,
        panels,
        [each for panel in panels for each in panel.drawn],
        _apart([(across(x), f"{x:.3g}") for x in xs]),
        [(up(y), show(y)) for y in nice_ticks(low, high, most=4)],
    )


def _path(points: Iterable[tuple[float, float]]) -> str:
    """Straight lines, as the `d` of a path."""
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points)


def _apart(ticks: Sequence[tuple[float, str]]) -> list[tuple[float, str]]:
    """The ticks whose labels do not run into the one before."""
    kept: list[tuple[float, str]] = []
    for x, label in ticks:
        if not kept or x - kept[-1][0] > _CHARACTER * (len(label) + len(kept[-1][1])) / 2 + 4:
            kept.append((x, label))
    return kept
