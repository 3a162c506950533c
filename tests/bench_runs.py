"""Runs of `poolwise bench` made by hand, with numbers that are easy to check."""

from __future__ import annotations

from typing import Any

from poolwise.bench import Results, Workload

MACHINE = {
    "cpu": "A processor",
    "cores": 2,
    "threads": 2,
    "isa": "v3",
    "system": "Linux, x86_64",
    "python": "3.11.7",
}
LARGE = Workload("large", "max", (32, 64, 112, 112), kernel=2)
SMALL = Workload("small", "avg", (1, 8, 32, 32), kernel=2)
STEP = Workload("step", "max", (8, 8, 32, 32), kernel=2, mode="training")
BACK = Workload("back", "avg", (32, 64, 112, 112), kernel=2, mode="backward")


def row(workload: str, engine: str, layout: str, ms: float | None, **more: Any) -> dict[str, Any]:
    """A row of a run; without a time, it failed."""
    return {
        "workload": workload,
        "engine": engine,
        "ours": engine.startswith("poolwise"),
        "layout": layout,
        "status": "ok" if ms is not None else "failed",
        "ms": ms,
        "low_ms": ms,
        "high_ms": ms,
        "rounds": 7,
        "calls": 70,
        "of_copy": None,
        "expected_ms": None,
        "note": "",
        **more,
    }


def make_run(copy_bytes_per_s: float = 20e9) -> Results:
    """Four workloads, two kinds of arrays, PyTorch and one more engine that fails once."""
    rows = [
        row("large", "poolwise", "planar", 8.0),
        row("large", "poolwise", "channels-last", 6.0),
        row("large", "poolwise (NumPy)", "planar", 5.0),
        row("large", "PyTorch", "planar", 80.0),
        row("large", "PyTorch", "channels-last", 12.0),
        row("large", "Other", "planar", 10.0, note="-max(-x)"),
        row("small", "poolwise", "planar", 0.02),
        row("small", "PyTorch", "planar", 0.01),
        row("small", "Other", "planar", None, note="Error: <script>alert(1)</script> failed"),
        row("step", "poolwise", "planar", 2.0),
        row("step", "PyTorch", "planar", 8.0),
        row("step", "PyTorch", "channels-last", 7.0),
        row("back", "poolwise", "planar", 16.0),
    ]
    for each in rows:
        if each["ms"] is not None:
            workload = {w.name: w for w in (LARGE, SMALL, STEP, BACK)}[each["workload"]]
            each["of_copy"] = workload.bytes / copy_bytes_per_s / (each["ms"] / 1e3)
    names = ("poolwise", "poolwise (NumPy)", "PyTorch", "Other")
    return Results(
        command="poolwise bench large small step back",
        date="2026-01-02T03:04:05+00:00",
        machine=MACHINE,
        settings={"seed": 0, "seconds": 0.4, "rounds": 7, "patience": 4.0},
        engines={
            name: {"version": "1.0", "ours": name.startswith("poolwise"), "missing": None}
            for name in names
        }
        | {"Absent": {"version": "", "ours": False, "missing": "absent not installed"}},
        copy={
            "bytes_per_s": copy_bytes_per_s,
            "low": 18e9,
            "high": 21e9,
            "samples": 3,
            "buffer_bytes": 2**28,
        },
        workloads=[each.to_dict() for each in (LARGE, SMALL, STEP, BACK)],
        rows=rows,
    )
