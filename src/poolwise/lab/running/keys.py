"""The name under which a trial is stored: the hash of everything that determines its row."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import poolwise

# Files, and folders of them, that only schedule, store, summarise or show. All others may change a
# row; leaving a new file out of this list costs a repeated trial, never a stale one.
WITHOUT_INFLUENCE = (
    "_help.py",
    "cli.py",
    "lab/checking/",
    "lab/compare.py",
    "lab/evidence/",
    "lab/merging.py",
    "lab/planning/choices.py",
    "lab/planning/presets.py",
    "lab/report/",
    "lab/running/budget.py",
    "lab/running/endings.py",
    "lab/running/gallery.py",
    "lab/running/machine.py",
    "lab/running/probe.py",
    "lab/running/progress.py",
    "lab/running/run.py",
    "lab/running/runner.py",
    "lab/running/store.py",
    "lab/running/timing.py",
    "lab/running/workers.py",
    "lab/several.py",
    "lab/single.py",
    "lab/statistics/",
    "lab/units.py",
    "lab/wording.py",
    "ops.py",
)


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
            code = path.suffix in (".py", ".so", ".pyd")
            if code and not name.startswith(WITHOUT_INFLUENCE):
                digest.update(name.encode() + b"\0")
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
