"""The evidence in small: what the parts of the article found."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from poolwise.lab.evidence import article
from poolwise.lab.statistics.claims import CLAIMS, MAIN
from poolwise.lab.statistics.limits import alike

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
        "times": {
            key: result["times"].get(key) for key in ("wall_s", "trials_s", "jobs", "trials_kept")
        },
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
