"""The report of several data sets: report.html and report.json, beside the folders of each."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from poolwise.lab.report.many_charts import profile_chart, rank_chart
from poolwise.lab.report.page import render
from poolwise.lab.report.write import plain, to_json, write_whole
from poolwise.lab.units import show, show_interval, show_p

Result = Mapping[str, Any]


def write_several(result: Result, out: Path) -> None:
    """Write report.html, report.json and study.toml into `out`, a folder.

    `result` is as `poolwise.lab.several` describes it. Raises OSError where `out` cannot be
    written.
    """
    tidy = plain(result)
    write_whole(out / "study.toml", result["study_toml"])
    write_whole(out / "report.json", to_json(tidy))
    write_whole(out / "report.html", to_html(tidy))


def to_html(result: Result) -> str:
    """The whole page."""
    many = result["many"]
    charts = {} if many is None else _charts(result, many)
    shown = [part for part in result["parts"] if "missing" not in part]
    return render(
        Path(__file__).with_name("templates"),
        "several.html.j2",
        r=result,
        title=f"Which pooling on {len(result['parts'])} data sets?",
        many=many,
        shown=shown,
        charts=charts,
        quote=quote,
        show=show,
        show_interval=show_interval,
        show_p=show_p,
    )


def _charts(result: Result, many: Result) -> dict[str, str]:
    series = {name: i for i, name in enumerate(many["settings"])}
    ranked = ", ".join(f"{name} {rank:.2f}" for name, rank in many["ranks"].items())
    found = {
        "ranks": rank_chart(
            many["ranks"],
            many["alike"],
            many["critical_difference"],
            series=series,
            name="ranks",
            alt=f"Average ranks: {ranked}",
        )
    }
    if many["profiles"] is not None:
        part = next(each for each in result["parts"] if "missing" not in each)
        found["profiles"] = profile_chart(
            many["profiles"],
            series=series,
            name="profiles",
            alt="For each setting the part of its trainings that reach a score",
            label=part["measure"],
            show=partial(show, unit=part["unit"]),
        )
    return found
