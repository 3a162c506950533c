"""The page of a run: what it says in sum, charts, and every number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from poolwise.bench.catalogue import catalogue_rows
from poolwise.bench.claims import LARGE, OURS
from poolwise.bench.plots import Mark, marker, marks_by_row
from poolwise.bench.results import Results
from poolwise.bench.wording import amount, duration, share, spread, times
from poolwise.lab.report.page import render

Row = Mapping[str, Any]

_RATIO_TICKS = {0.1: "0.1", 0.3: "0.3", 1: "1", 3: "3", 10: "10", 30: "30", 100: "100", 1000: "1k"}
_SHARE_TICKS = {0.25 * i: f"{25 * i} %" for i in range(0, 13, 2)}
# HTML's words for Matplotlib's markers, filled and hollow.
_GLYPHS = {"o": "●", "s": "■", "^": "▲", "D": "◆", "v": "▼", "P": "✚", "X": "✖", "*": "★"}


def to_html(results: Results) -> str:
    """The whole page, which opens offline."""
    view = View(results)
    return render(
        Path(__file__).with_name("templates"),
        "bench.html.j2",
        view=view,
        r=results,
        headline=headline(results),
        catalogue=catalogue_rows(results),
        copy_chart=view.copy_chart(),
        amount=amount,
        duration=duration,
        share=share,
        spread=spread,
        times=times,
    )


class View:
    """The results as the template asks for them."""

    def __init__(self, results: Results) -> None:
        self.results = results
        self.claims = results.claims
        self.ratios = {each["workload"]: each for each in results.ratios}
        self.series = {name: i for i, name in enumerate(results.engines)}
        self.engines = {
            name: about for name, about in results.engines.items() if not about["missing"]
        }

    @cached_property
    def groups(self) -> dict[str, list[Row]]:
        """Workloads by group."""
        groups: dict[str, list[Row]] = {}
        for workload in self.results.workloads:
            groups.setdefault(workload["group"], []).append(workload)
        return groups

    def origin(self, group: str) -> str:
        """Where one meets the workloads of a group."""
        return str(self.groups[group][0]["origin"])

    def rows(self, workload: str) -> list[Row]:
        """Everything about a workload: the timed ones from the fastest on, then the others."""
        mine = [row for row in self.results.rows if row["workload"] == workload]
        return sorted(mine, key=lambda row: (row["ms"] is None, row["ms"] or 0.0))

    def best(self, workload: str, ours: bool) -> Row | None:
        """The fastest row of poolwise, or of the others."""
        return next((r for r in self.rows(workload) if r["ours"] is ours and r["ms"]), None)

    def faster(self) -> list[Row]:
        """Ratios of the workloads on which another engine is faster."""
        return [each for each in self.ratios.values() if (each["best_other"] or 1.0) < 1]

    def legend(self) -> list[tuple[str, str, int]]:
        """Name, glyph and colour of every engine of the charts."""
        found = []
        for name in self.engines:
            series = self.series[name]
            _, shape = marker(series)
            found.append((name, _GLYPHS[shape], series % 8))
        return found

    def ratio_chart(self, group: str) -> str:
        """Every engine's time over that of poolwise, each in its best layout."""
        rows: dict[str, list[Mark]] = {}
        for workload in self.groups[group]:
            base = self.best(workload["name"], ours=True)
            fastest = self._fastest_by_engine(self.rows(workload["name"]))
            if base is not None:
                marks = [self._mark(row, row["ms"] / base["ms"]) for row in fastest]
                rows[workload["name"]] = marks
        if not rows:
            return ""
        return marks_by_row(
            rows,
            name=f"ratio-{group}",
            alt=f"Time of every engine over poolwise's on the workloads of {group}",
            label="time over poolwise's (log scale)",
            ticks=_RATIO_TICKS,
            logarithmic=True,
        )

    def copy_chart(self) -> str:
        """The share of the copy's speed on large inputs: poolwise and the best other engine."""
        rows: dict[str, list[Mark]] = {}
        for workload in self.results.workloads:
            if workload["input_bytes"] > LARGE:
                name = workload["name"]
                both = (self.best(name, ours=True), self.best(name, ours=False))
                rows[name] = [self._mark(row, row["of_copy"]) for row in both if row is not None]
        if not any(rows.values()):
            return ""
        return marks_by_row(
            rows,
            name="copy",
            alt="Share of a copy's speed that poolwise and the best other engine reach",
            label="share of the copy’s speed",
            ticks=_SHARE_TICKS,
        )

    def facts(self) -> dict[str, dict[str, str]]:
        """The machine, the engines and the settings."""
        machine, settings, copy = self.results.machine, self.results.settings, self.results.copy
        speed = f"{copy['bytes_per_s'] / 1e9:.1f} GB/s"
        reach = f"{copy['low'] / 1e9:.1f} to {copy['high'] / 1e9:.1f} during the run"
        return {
            "Machine": {
                "processor": str(machine["cpu"]),
                "cores used": f"{machine['threads']} of {machine['cores']}",
                "instruction set": str(machine["isa"]),
                "system": str(machine["system"]),
                "copy": f"{speed}, read and written ({reach})",
            },
            "Engines": {
                name: str(about["missing"] or about["version"])
                for name, about in self.results.engines.items()
            },
            "Run": {
                "date": self.results.date,
                "Python": str(machine["python"]),
                **{name: f"{value:g}" for name, value in settings.items()},
            },
        }

    def _mark(self, row: Row, value: float) -> Mark:
        return Mark(self.series[row["engine"]], value, row["layout"] == "channels-last")

    @staticmethod
    def _fastest_by_engine(rows: Iterable[Row]) -> list[Row]:
        found: dict[str, Row] = {}
        for row in rows:
            if row["ms"] is not None:
                found.setdefault(row["engine"], row)
        return list(found.values())


def headline(results: Results) -> str:
    """The run in a sentence.

    Example:
        >>> headline(Results("poolwise bench", "", {}, {}, {}))
        'Nothing was timed beside another engine.'
    """
    both = [each for each in results.ratios if each["best_other"] is not None]
    if not both:
        return "Nothing was timed beside another engine."
    claim = next(each for each in results.claims if each.name == "best-other")
    faster = sum(each["best_other"] >= 1 for each in both)
    return (
        f"The best other engine takes {times(claim.value).replace(' ×', '')} times as long as "
        f"{OURS} (geometric mean over {len(both)} workloads); {OURS} is the fastest on {faster}."
    )
