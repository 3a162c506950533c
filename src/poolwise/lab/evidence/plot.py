"""The plot of the article's evidence: each claim's difference in every part, with its interval."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from poolwise.lab.evidence.page import Parts, verdicts
from poolwise.lab.statistics.claims import CLAIMS, CONTRADICTED, SAME, SUPPORTED, UNDECIDED

_COLOURS = {SUPPORTED: "#00705a", CONTRADICTED: "#a3253f", SAME: "#005fa3", UNDECIDED: "#8a939c"}


def plot(parts: Parts) -> str:
    """Differences in points that claims are about, a line each part, as SVG."""
    import matplotlib
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D

    rows: list[tuple[str, Mapping[str, Any] | None]] = []
    for claim in CLAIMS:
        found = {
            name: entry
            for name, entry in verdicts(parts, claim).items()
            if entry["low"] is not None and parts[name]["measures"][entry["measure"]]["unit"] == "%"
        }
        if found:
            rows.append((claim.text, None))
            rows += list(found.items())
    style: dict[Any, Any] = {"svg.fonttype": "none", "svg.hashsalt": "poolwise", "font.size": 10}
    with matplotlib.rc_context(style):
        figure = Figure(figsize=(9, 1.1 + 0.21 * max(len(rows), 1)), layout="constrained")
        axes = figure.subplots()
        axes.axvline(0, color="#59636e", linewidth=1)
        for place, (_, entry) in enumerate(rows):
            if entry is not None:
                colour = _COLOURS[entry["verdict"]]
                ends = [100 * entry["low"], 100 * entry["high"]]
                axes.plot(ends, [place, place], color=colour, linewidth=2, alpha=0.6)
                axes.plot(100 * entry["difference"], place, "o", color=colour, markersize=5)
        axes.set_ylim(len(rows) - 0.4, -0.6)
        axes.set_yticks(range(len(rows)), [label for label, _ in rows])
        for tick, (_, entry) in zip(axes.get_yticklabels(), rows, strict=True):
            tick.set_fontweight("normal" if entry is not None else "bold")
        axes.set_xlabel("difference in points, with its 95 % interval", loc="right")
        axes.grid(axis="x", color="#dfe2e6", linewidth=0.8)
        axes.set_axisbelow(True)
        axes.spines[["top", "right", "left"]].set_visible(False)
        axes.tick_params(axis="y", length=0)
        handles = [Line2D([], [], color=c, marker="o", label=w) for w, c in _COLOURS.items()]
        figure.legend(handles=handles, frameon=False, loc="outside upper right", ncols=2)
        buffer = io.StringIO()
        figure.savefig(buffer, format="svg", metadata={"Date": None})
    return buffer.getvalue()
