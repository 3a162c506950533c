"""Charts of the report: inline SVG that follows the page's colours and fonts.

Matplotlib draws, then the SVG is parsed and rewritten: colours become CSS variables (so that light,
dark and print each get theirs), text takes the page's font, ids are made unique on the page, and
metadata and style sheets are dropped. One SVG unit is one CSS pixel, and a chart is as wide as a
phone, so that its text stays readable there; wider screens place several side by side.

All text that is drawn may come from strangers (setting names from a study file): no mathematical
markup is interpreted, and text is escaped twice, by Matplotlib and again when the tree is written.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH = 352
"""Width of a chart in CSS pixels: a phone's, less the margins."""

INK, QUIET, GRID, PAPER = "#1f2830", "#59636e", "#dfe2e6", "#fefefe"
# Colour-blind safe (after Okabe & Ito), and dark enough for text on white (a contrast of 4.5:1).
SERIES = ("#005fa3", "#b34700", "#00705a", "#8b3a86", "#7a5c00", "#5b6570", "#a3253f", "#3b3fa5")
GLYPHS = {"o": "●", "s": "■", "^": "▲", "D": "◆", "v": "▼", "P": "✚", "X": "×", "*": "★"}
"""Markers as Matplotlib calls them, and as text."""
MARKERS = tuple(GLYPHS)

_VARIABLES = {INK: "--ink", QUIET: "--quiet", GRID: "--rule", PAPER: "--paper"} | {
    colour: f"--series-{i}" for i, colour in enumerate(SERIES)
}
_SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "poolwise",
    "text.parse_math": False,
    "axes.unicode_minus": True,
    "font.size": 11.5,
    "text.color": INK,
    "axes.edgecolor": GRID,
    "axes.labelcolor": QUIET,
    "axes.labelsize": 11.5,
    "axes.linewidth": 1.0,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "xtick.labelsize": 11,
    "ytick.labelsize": 11,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "path.simplify": False,
}
MOST_NAMES = 16
"""Points of a scatter plot that can all be named."""

_LINE_HEIGHT = 14.0
CHARACTER = 6.3
"""An upper estimate of a label's width per character, in pixels."""

_NAMESPACE = re.compile(r"^\{[^}]*\}")
_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(r"url\(#([^)]+)\)")


@dataclass(frozen=True)
class Estimate:
    """A mean and its interval; `low` and `high` are NaN where there is none."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Point:
    """A setting in the plane of two measures; `solid` where no other is shown to beat it."""

    label: str
    series: int
    x: Estimate
    y: Estimate
    solid: bool = True


@dataclass(frozen=True)
class Row:
    """One line of a dot plot: an estimate, and the numbers of single trainings behind it."""

    label: str
    series: int
    value: Estimate
    seeds: Sequence[float] = ()


def dot_plot(
    rows: Sequence[Row],
    *,
    name: str,
    alt: str,
    label: str,
    show: Callable[[float], str],
    reference: float | None = None,
) -> str:
    """Mean, interval and single trainings of every setting, one under the other, as SVG text.

    `name` makes the ids of the chart unique on the page, `alt` is what a screen reader says,
    `label` names the axis, `show` writes its numbers, `reference` draws a line at the baseline.
    """
    margin = 14 + CHARACTER * max(len(shorten(row.label, 20)) for row in rows)
    height = 46 + 22 * len(rows)
    with canvas(height, left=margin, right=26, top=6, bottom=40) as (figure, axes):
        if reference is not None:
            axes.axvline(reference, color=QUIET, linewidth=1, dashes=(3, 3), zorder=1)
        for i, row in enumerate(rows):
            colour, value = SERIES[row.series % len(SERIES)], row.value
            axes.plot([value.low, value.high], [i, i], color=colour, linewidth=2, alpha=0.55)
            axes.plot(value.mean, i, marker_of(row.series), color=colour, markersize=7)
            below = [i + 0.3] * len(row.seeds)
            axes.plot(row.seeds, below, ".", color=colour, markersize=4, alpha=0.55)
        axes.set_ylim(len(rows) - 0.4, -0.6)
        axes.set_yticks(range(len(rows)), [shorten(row.label, 20) for row in rows])
        axes.tick_params(axis="y", labelcolor=INK)
        axes.grid(visible=False, axis="y")
        number_axis(axes, "x", show, most=4)
        axes.set_xlabel(_plain(label))
        return finished(figure, name, alt)


def scatter(
    points: Sequence[Point],
    *,
    name: str,
    alt: str,
    labels: tuple[str, str],
    show: tuple[Callable[[float], str], Callable[[float], str]],
    front: Sequence[tuple[float, float]] = (),
    reverse: bool = False,
) -> str:
    """Two measures of every setting with their intervals and the Pareto front, as SVG text.

    `reverse` turns the horizontal axis round, so that better is always to the right. Of more than
    `MOST_NAMES` settings only those on the front are named.
    """
    crowded = len(points) > MOST_NAMES
    named = [p for p in points if not crowded or (p.x.mean, p.y.mean) in front]
    longest = max((len(shorten(point.label, 18)) for point in named), default=0)
    height = max(290, int(70 + _LINE_HEIGHT * len(named)))
    with canvas(height, left=62, right=20 + CHARACTER * longest, top=8, bottom=42) as (
        figure,
        axes,
    ):
        if len(front) > 1:
            xs, ys = zip(*front, strict=True)
            axes.plot(xs, ys, color=QUIET, linewidth=1.2, dashes=(4, 3), zorder=1)
        for point in points:
            _cross(axes, point)
        axes.margins(0.06)
        if reverse:
            axes.invert_xaxis()
        number_axis(axes, "x", show[0], most=3)
        number_axis(axes, "y", show[1])
        axes.set_xlabel(_plain(labels[0]))
        axes.set_ylabel(_plain(labels[1]))
        ends = [(point.label, point.series, point.x.mean, point.y.mean) for point in named]
        label_beside(axes, ends)
        return finished(figure, name, alt)


def marker_of(series: int) -> str:
    """Another shape for each colour's second turn."""
    return MARKERS[(series + series // len(SERIES)) % len(MARKERS)]


def _cross(axes: Axes, point: Point) -> None:
    colour = SERIES[point.series % len(SERIES)]
    bars: dict[str, Any] = {"color": colour, "linewidth": 1.2, "alpha": 0.35, "zorder": 2}
    axes.plot([point.x.low, point.x.high], [point.y.mean] * 2, **bars)
    axes.plot([point.x.mean] * 2, [point.y.low, point.y.high], **bars)
    axes.plot(
        point.x.mean,
        point.y.mean,
        marker_of(point.series),
        markersize=7,
        markeredgecolor=colour,
        markeredgewidth=1.5,
        markerfacecolor=colour if point.solid else PAPER,
        zorder=3,
    )


def label_beside(axes: Axes, ends: Sequence[tuple[str, int, float, float]]) -> None:
    """Name every (label, series, x, y) in the right margin, near its height, joined by a line."""
    _ = axes.viewLim  # asking for the limits settles them, and with them where things stand
    to_pixels, box = axes.transData.transform, axes.get_window_extent()
    placed = sorted((float(to_pixels((x, y))[1]), i) for i, (_, _, x, y) in enumerate(ends))
    heights = spread([y for y, _ in placed], _LINE_HEIGHT, box.y0, box.y1)
    for (_, i), height in zip(placed, heights, strict=True):
        label, series, x, y = ends[i]
        axes.annotate(
            shorten(label, 18),
            xy=(x, y),
            xytext=(box.x1 + 10, height),
            textcoords="figure pixels",
            color=SERIES[series % len(SERIES)],
            verticalalignment="center_baseline",
            annotation_clip=False,
            arrowprops={
                "arrowstyle": "-",
                "color": SERIES[series % len(SERIES)],
                "linewidth": 0.7,
                "alpha": 0.45,
                "shrinkA": 1,
                "shrinkB": 4,
                "relpos": (0, 0.5),
            },
        )


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Positions near the ascending `wanted`, at least `gap` apart, in [low, high] if they fit.

    >>> spread([0.0, 1.0, 50.0], 10, 0, 100)
    [0.0, 10.0, 50.0]
    """
    placed: list[float] = []
    for position in wanted:
        placed.append(max(position, placed[-1] + gap if placed else low))
    ceiling = high
    for i in reversed(range(len(placed))):
        placed[i] = min(placed[i], ceiling)
        ceiling = placed[i] - gap
    return placed


def number_axis(axes: Axes, axis: str, show: Callable[[float], str], most: int = 5) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    chosen = axes.xaxis if axis == "x" else axes.yaxis
    chosen.set_major_locator(MaxNLocator(nbins=most))
    chosen.set_major_formatter(FuncFormatter(lambda value, _: show(value)))


def nice_ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Round numbers between `low` and `high`.

    >>> nice_ticks(0.91, 0.99, 4)
    [0.92, 0.94, 0.96, 0.98]
    """
    from matplotlib.ticker import MaxNLocator

    ticks = (round(float(tick), 12) for tick in MaxNLocator(most).tick_values(low, high))
    return [tick for tick in ticks if low <= tick <= high]


def _plain(text: str) -> str:
    """Without the characters that XML or Unicode forbid, and without line breaks."""
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters that can be drawn: the beginning, and the end if there is one
    in brackets or a window, which tells settings of one operator apart."""
    text = _plain(text)
    if len(text) <= limit:
        return text
    end = text[-(limit // 2) :] if text.count("(") or text.count(" ") else ""
    return text[: limit - 1 - len(end)] + "…" + end


@contextmanager
def canvas(
    height: float, *, left: float, right: float, top: float, bottom: float
) -> Iterator[tuple[Figure, Axes]]:
    """A figure of one plot with margins in pixels; no global state, no window system."""
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context(_SETTINGS), warnings.catch_warnings():
        # The page's font draws the text, so it does not matter which glyphs Matplotlib's own lacks.
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        figure = Figure(figsize=(WIDTH / 72, height / 72), dpi=72)
        box = (
            left / WIDTH,
            bottom / height,
            (WIDTH - left - right) / WIDTH,
            (height - top - bottom) / height,
        )
        axes = figure.add_axes(box)
        axes.patch.set_visible(False)
        figure.patch.set_visible(False)
        yield figure, axes


def finished(figure: Figure, name: str, alt: str) -> str:
    """The figure as SVG text for the page; see `rewrite`."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None})
    return rewrite(buffer.getvalue(), name, alt)


def rewrite(svg: bytes, name: str, alt: str) -> str:
    """Matplotlib's SVG as an element for the page: themed, with unique ids, without metadata.

    `name` becomes the prefix of all ids, `alt` the text alternative.
    """
    root = ElementTree.fromstring(svg)
    for element in root.iter():
        element.tag = _NAMESPACE.sub("", element.tag)
        for child in list(element):
            if _NAMESPACE.sub("", child.tag) in {"metadata", "style"}:
                element.remove(child)
        _rewrite_attributes(element, name)
    root.attrib = {
        "viewBox": root.attrib["viewBox"],
        "width": root.attrib["width"].removesuffix("pt"),
        "height": root.attrib["height"].removesuffix("pt"),
        "class": "chart",
        "role": "img",
        "aria-label": _plain(alt),
        "stroke-linejoin": "round",
    }
    return ElementTree.tostring(root, encoding="unicode")


def _rewrite_attributes(element: ElementTree.Element, name: str) -> None:
    attributes = {}
    for key, value in element.attrib.items():
        key = _NAMESPACE.sub("", key)
        if key == "id":
            value = f"{name}-{value}"
        elif key == "href":
            value = f"#{name}-{value.removeprefix('#')}"
        elif key == "style":
            value = _themed(value)
        attributes[key] = _REFERENCE.sub(rf"url(#{name}-\1)", value)
    element.attrib = attributes


def _themed(style: str) -> str:
    """CSS declarations with the palette's colours as variables and the font left to the page."""
    kept = []
    for declaration in style.split(";"):
        key, _, value = declaration.partition(":")
        if key.strip() in {"font-family", ""}:
            continue
        colour = value.strip()
        if colour in _VARIABLES:
            value = f" var({_VARIABLES[colour]}, {colour})"
        kept.append(f"{key.strip()}:{value}")
    return ";".join(kept)
