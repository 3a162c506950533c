"""The results of a run, as Python objects, JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from poolwise.bench.claims import Claim, claims, ratios
from poolwise.bench.race import Runner
from poolwise.bench.workloads import Workload
from poolwise.lab.report.write import csv_cell

_COLUMNS = (
    "workload",
    "engine",
    "layout",
    "status",
    "ms",
    "low_ms",
    "high_ms",
    "rounds",
    "calls",
    "of_copy",
    "kept",
    "expected_ms",
    "note",
)


@dataclass
class Results:
    """What a run measured.

    Attributes:
        workloads: the workloads, each a dict of its fields and of what follows from them.
        rows: one for each workload, engine and layout: ``status`` ("ok", "not offered", "failed",
            "wrong" or "too slow"), ``ms`` (the median over rounds) with its quartiles ``low_ms``
            and ``high_ms``, ``of_copy`` (the speed of the bytes that must move over that of a
            copy), ``kept`` (what a training step's forward pass keeps for the backward pass, as a
            multiple of the input's bytes; None where it is not known), and a ``note``.
        engines: each engine's version and threads, or why it is not here.
        copy: the copy's bytes per second.
        machine, command, settings, date: what it ran on, how and when.
    """

    command: str
    date: str
    machine: dict[str, Any]
    settings: dict[str, Any]
    engines: dict[str, dict[str, Any]]
    copy: dict[str, Any] = field(default_factory=dict)
    workloads: list[dict[str, Any]] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)

    def add(self, workload: Workload, runners: Sequence[Runner], copy: dict[str, Any]) -> None:
        """Take in what a race brought, and set every time beside the copy's as known by now."""
        self.workloads.append(workload.to_dict())
        self.rows.extend(_row(workload, runner) for runner in runners)
        self.copy = copy
        size = {each["name"]: each["bytes"] for each in self.workloads}
        for row in self.rows:
            if row["ms"] is not None:
                seconds = size[row["workload"]] / copy["bytes_per_s"]
                row["of_copy"] = seconds / (row["ms"] / 1e3)

    @property
    def ratios(self) -> list[dict[str, Any]]:
        """For each workload, how much longer others take; see `poolwise.bench.claims.ratios`."""
        return ratios(self.workloads, self.rows)

    @property
    def claims(self) -> list[Claim]:
        """What the run says in sum; see `poolwise.bench.claims`."""
        return claims(self.workloads, self.rows)

    def to_json(self) -> str:
        """Everything, ratios and claims included."""
        ratios, claims = self.ratios, [claim.to_dict() for claim in self.claims]
        content = {"poolwise_bench": 1, "claims": claims} | vars(self) | {"ratios": ratios}
        return json.dumps(content, indent=1, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Results:
        """The results that `to_json` wrote; ratios and claims are computed again.

        Raises:
            ValueError: the text is something else.
        """
        content = json.loads(text)
        if not isinstance(content, dict) or "poolwise_bench" not in content:
            raise ValueError("this is not the bench.json of a run of poolwise bench")
        return cls(**{name: content[name] for name in cls.__dataclass_fields__})

    def to_csv(self) -> str:
        """The rows as a table."""
        buffer = io.StringIO()
        writer = csv.DictWriter(buffer, _COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: csv_cell(row.get(name)) for name in _COLUMNS} for row in self.rows)
        return buffer.getvalue()

    def write(self, folder: Path) -> None:
        """Write bench.json and bench.csv."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "bench.json").write_text(self.to_json(), encoding="utf-8")
        (folder / "bench.csv").write_text(self.to_csv(), encoding="utf-8")


def _row(workload: Workload, runner: Runner) -> dict[str, Any]:
    timed = bool(runner.times) and runner.status == "ok"
    middle, low, high = runner.spread if timed else (None, None, None)
    return {
        "workload": workload.name,
        "engine": runner.engine.name,
        "ours": runner.engine.ours,
        "layout": runner.layout,
        "status": runner.status,
        "ms": _ms(middle),
        "low_ms": _ms(low),
        "high_ms": _ms(high),
        "rounds": len(runner.times),
        "calls": runner.calls,
        "of_copy": None,
        "kept": None if runner.kept is None else runner.kept / workload.input_bytes,
        "expected_ms": _ms(runner.expected),
        "note": runner.note,
    }


def _ms(seconds: float | None) -> float | None:
    return None if seconds is None else seconds * 1e3
