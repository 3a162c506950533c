"""The report of a study: report.html, report.json and report.csv.

The HTML is one file that opens offline: styles, charts and one small script are inline, pictures
are `data:` URIs, and a content security policy forbids everything else, any other script included.
Labels, class names and file names are text from strangers; the template escapes all of it.
"""

from __future__ import annotations

import csv
import io
import json
import math
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from poolwise.lab.report.curves import curves, trainings, windows
from poolwise.lab.report.page import render
from poolwise.lab.report.pictures import pictures
from poolwise.lab.report.view import Result, View
from poolwise.lab.units import show, show_difference, show_interval, show_margin, show_p


def write_report(result: Result, out: Path, gallery: Sequence[dict[str, Any]]) -> None:
    """Write report.html, report.json and report.csv into the folder `out`, made if need be.

    `result` is what `poolwise.lab.compare` returns. `gallery` has an entry per picture and setting,
    `{"setting": name, "original": array, "pooled": array}`, `"middle"` and `"gradient"`, or
    `"input"` and `"map"`, as `pictures` takes them. Each file appears whole or not at all.

    Raises OSError where `out` cannot be written.
    """
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    tidy = plain(result)
    write_whole(out / "report.json", to_json(tidy))
    write_whole(out / "report.csv", to_csv(tidy))
    write_whole(out / "report.html", to_html(tidy, gallery))


def write_whole(path: Path, text: str) -> None:
    """Write a file that is there whole or not at all."""
    draft = path.with_name(path.name + ".part")
    draft.write_text(text, encoding="utf-8", newline="\n")
    os.replace(draft, path)


def plain(value: Any) -> Any:
    """JSON types only: no NumPy, NaN and infinities as None, what is no valid Unicode spelled out.

    >>> plain({"a": np.float32(0.5), "b": float("nan"), "c": "\\udcff"})
    {'a': 0.5, 'b': None, 'c': '\\\\udcff'}
    """
    match value:
        case Mapping():
            return {plain(str(key)): plain(item) for key, item in value.items()}
        case str():
            return value.encode("utf-8", "backslashreplace").decode("utf-8")
        case np.generic() | np.ndarray():
            return plain(value.tolist())
        case float():
            return value if math.isfinite(value) else None
        case None | bool() | int():
            return value
        case Iterable():
            return [plain(item) for item in value]
        case _:
            return plain(str(value))


# ----------------------------------------------------------------------------------- JSON and CSV


def to_json(result: Result) -> str:
    """The result with sorted keys; every float in its shortest exact form."""
    return json.dumps(result, sort_keys=True, indent=1, allow_nan=False, ensure_ascii=False) + "\n"


def to_csv(result: Result) -> str:
    """One line per trial, every measure a column; a number that does not exist is an empty cell."""
    rows = result["rows"]
    first = ("setting", "pool", "parameters", "kernel", "stride", "network", "seed")
    found = dict.fromkeys(key for row in rows for key in row if key != "measures")
    keys = [key for key in first if key in found] + sorted(found.keys() - set(first))
    measures = sorted({name for row in rows for name in row["measures"]})
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([csv_cell(name) for name in (*keys, *measures)])
    for row in rows:
        values = [row.get(key) for key in keys] + [row["measures"].get(name) for name in measures]
        writer.writerow([csv_cell(value) for value in values])
    return buffer.getvalue()


def csv_cell(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula gets an apostrophe; numbers stay numbers,
    several of them in one cell.
    """
    if isinstance(value, list):
        value = " ".join(map(str, value))
    if not isinstance(value, str):
        return value
    text = value.replace("\r", " ").replace("\n", " ")
    return f"'{text}" if text.lstrip().startswith(("=", "+", "-", "@")) else text


# ------------------------------------------------------------------------------------------- HTML


def to_html(result: Result, gallery: Sequence[dict[str, Any]]) -> str:
    """The whole page."""
    view = View(result)
    shown = [{**entry, "setting": plain(entry["setting"])} for entry in gallery]
    return render(
        Path(__file__).with_name("templates"),
        "report.html.j2",
        r=result,
        title=f"Which pooling for {view.data_name}?",
        view=view,
        groups=view.groups(),
        accuracy_chart=view.main_chart(),
        tradeoffs=view.tradeoffs(),
        other_charts=view.other_charts(),
        curves=curves(view),
        windows=windows(view),
        more_windows=windows(view, headline=False),
        trainings=trainings(view),
        matrix=view.matrix(),
        pictures=pictures(shown),
        gradients=pictures(shown, "middle", "gradient"),
        maps=pictures(shown, "input", "map"),
        show=show,
        show_difference=show_difference,
        show_interval=show_interval,
        show_margin=show_margin,
        show_p=show_p,
    )
