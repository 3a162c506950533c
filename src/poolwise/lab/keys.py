"""The name under which a trial is stored: the hash of everything that determines its row."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import poolwise

# Files that only schedule, store, summarise or show. All others may change a row; leaving a new
# file out of this list costs a repeated trial, never a stale one.
_WITHOUT_INFLUENCE = {
    "cli.py",
    "lab/article.py",
    "lab/budget.py",
    "lab/charts.py",
    "lab/choices.py",
    "lab/claims.py",
    "lab/compare.py",
    "lab/doubled.py",
    "lab/endings.py",
    "lab/evidence.py",
    "lab/evidence_page.py",
    "lab/evidence_plot.py",
    "lab/gallery.py",
    "lab/limits.py",
    "lab/machine.py",
    "lab/many.py",
    "lab/many_charts.py",
    "lab/merging.py",
    "lab/page.py",
    "lab/pictures.py",
    "lab/presets.py",
    "lab/probe.py",
    "lab/progress.py",
    "lab/real_studies.py",
    "lab/recommendation.py",
    "lab/report.py",
    "lab/runner.py",
    "lab/several.py",
    "lab/several_report.py",
    "lab/running.py",
    "lab/saying.py",
    "lab/simulated.py",
    "lab/simulation.py",
    "lab/statistics.py",
    "lab/steps.py",
    "lab/store.py",
    "lab/tables.py",
    "lab/theory.py",
    "lab/timing.py",
    "lab/units.py",
    "lab/verdicts.py",
    "lab/view.py",
    "lab/wording.py",
    "lab/workers.py",
    "ops.py",
}


def key_of(values: Mapping[str, Any]) -> str:
    """SHA-256 of plain values, whatever order they come in.

    Example:
        >>> key_of({"a": 1, "b": [2]}) == key_of({"b": [2], "a": 1})
        True
    """
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


@cache
def code_version() -> str:
    """SHA-256 of every file of this package, native ones too, that a row may depend on."""
    digest = hashlib.sha256()
    for root in map(Path, poolwise.__path__):
        for path in sorted(root.rglob("*")):
            name = path.relative_to(root).as_posix()
            if path.suffix in (".py", ".so", ".pyd") and name not in _WITHOUT_INFLUENCE:
                digest.update(name.encode() + b"\0")
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
