"""The evidence in small: what the parts of the article found, kept beside the page about it."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from poolwise.lab import article
from poolwise.lab.claims import CLAIMS, MAIN
from poolwise.lab.limits import alike

_SAME = ("format", "task", "network", "study", "command", "settings", "baseline", "margin", "scope",
         "best", "unsound", "versions", "machine")  # fmt: skip
_OF_DATA = ("name", "scope", "items", "kind", "train", "validation", "test", "digest")
_OF_ROWS = ("setting", "seed", "status", "epochs", "learning_rate")
_DIGITS = 5

STRENGTHS = {
    kind: tuple(f"adversarial.{kind.lower()}.{i}" for i in range(1, 5)) for kind in ("FGSM", "PGD")
}
"""Accuracies under attacks of growing strength."""
WAYS_BACK = ("nearest", "bilinear", "unpool", "sparse")
DETAIL = tuple(f"detail.{way}.psnr" for way in WAYS_BACK)

Parts = dict[str, dict[str, Any]]


def condense(result: Mapping[str, Any]) -> dict[str, Any]:
    """What the page needs of a result of `compare`, in the same form.

    Per-seed numbers are kept of the primary measure and of attacks, means of these, of ways back,
    and of what claims are about.
    """
    primary = result["primary"]
    by_seed = {primary, *(name for names in STRENGTHS.values() for name in names)}
    about = (
        {primary if each.measure == MAIN else each.measure for each in CLAIMS} | by_seed | {*DETAIL}
    )
    measures = {name: each for name, each in result["measures"].items() if name in about}
    found = {key: result[key] for key in _SAME} | {
        "primary": primary,
        "measures": {
            name: {key: each[key] for key in ("label", "unit", "better", "exact")}
            for name, each in measures.items()
        },
        "summary": {
            setting: {name: each for name, each in summary.items() if name in about}
            for setting, summary in result["summary"].items()
        },
        "tests": [each for each in result["tests"] if each["measure"] == primary],
        "claims": [each for each in result["claims"] if each["pairs"]],
        "rows": [
            {key: row[key] for key in _OF_ROWS}
            | {"measures": {n: v for n, v in row["measures"].items() if n in by_seed}}
            for row in result["rows"]
        ],
        "alike": alike(result["rows"]),
        "data": {key: result["data"].get(key) for key in _OF_DATA},
        "times": {key: result["times"].get(key) for key in ("wall_s", "jobs")},
    }
    short: dict[str, Any] = _short(found)
    return short


def _short(value: Any) -> Any:
    """Numbers to a few digits: none is known better."""
    if isinstance(value, Mapping):
        return {key: _short(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_short(each) for each in value]
    if isinstance(value, float) and value and math.isfinite(value):
        return float(f"{value:.{_DIGITS}g}")
    return value


def read(folder: Path) -> Parts:
    """The parts that have run: a folder with ``NAME/report.json`` or, condensed, ``NAME.json``.

    Raises:
        ValueError: there is none, or one that cannot be read.
    """
    found: Parts = {}
    for name in article.PARTS:
        full, small = folder / name / article.REPORT, folder / f"{name}.json"
        path = full if full.is_file() else small
        if not path.is_file():
            continue
        try:
            result = json.loads(path.read_text(encoding="utf-8"))
            found[name] = condense(result) if path == full else result
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{str(path)!r} is not the result of a part: {error!r}") from None
    if not found:
        raise ValueError(
            f"folder={str(folder)!r} has no result of {', '.join(article.PARTS)}; "
            f"poolwise compare --preset article --out {folder} makes them"
        )
    return found


def write(folder: Path, page: Path) -> Parts:
    """Write the page, its plot beside it, and into a folder of its name what it was written from.

    ``evidence.md`` has ``evidence.svg`` and ``evidence/NAME.json``.

    Raises:
        ValueError: as `read`, or the page cannot be written.
    """
    from poolwise.lab.evidence_page import text
    from poolwise.lab.evidence_plot import plot

    parts = read(folder)
    kept = page.with_suffix("")
    try:
        kept.mkdir(parents=True, exist_ok=True)
        for name, each in parts.items():
            (kept / f"{name}.json").write_text(_as_json(each), encoding="utf-8")
        page.with_suffix(".svg").write_text(plot(parts), encoding="utf-8")
        page.write_text(text(parts, page.stem), encoding="utf-8")
    except OSError as error:
        raise ValueError(f"page={str(page)!r} cannot be written: {error}") from error
    return parts


def _as_json(part: Mapping[str, Any]) -> str:
    """JSON with a line for each entry of the lists and tables in it, so that changes show."""
    return "{\n" + ",\n".join(_lines(part)) + "\n}\n"


def _lines(part: Mapping[str, Any]) -> Iterator[str]:
    for key, value in part.items():
        ends, inner = "[]", [json.dumps(each) for each in value] if isinstance(value, list) else []
        if isinstance(value, dict):
            ends = "{}"
            inner = [f"{json.dumps(name)}: {json.dumps(each)}" for name, each in value.items()]
        body = ",\n  ".join(inner)
        yield f"{json.dumps(key)}: " + (
            f"{ends[0]}\n  {body}\n {ends[1]}" if inner else json.dumps(value)
        )
