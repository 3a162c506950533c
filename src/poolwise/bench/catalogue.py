"""The catalogue's workloads: operators that most engines lack, beside the plain maximum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from poolwise.bench.claims import OURS, UNFOLD, best
from poolwise.bench.results import Results
from poolwise.bench.wording import duration, spread, times
from poolwise.bench.workloads import MORE, Workload
from poolwise.lab.units import NONE

OPERATORS = ("max", "avg", *MORE)
SHAPE = (16, 64, 112, 112)
_GROUP = "catalogue-"
RIVALS = ("PyTorch", "unfold")
"""The engines that have any of them."""


def catalogue_workloads(shape: Sequence[int] = SHAPE) -> dict[str, Workload]:
    """Every operator with 3×3/2 and 2×2/2 windows, forward and as a training step, by name.

    Example:
        >>> catalogue_workloads()["soft-3-step"].title
        'soft 3×3/2, float32 16×64×112×112, training step'

    Raises:
        ValueError: no such windows fit the shape.
    """
    found = {}
    for kernel in (3, 2):
        for mode, suffix, done in (("forward", "", "forward"), ("training", "-step", "training")):
            group = f"{_GROUP}{kernel}{suffix}"
            for op in OPERATORS:
                name = f"{op}-{kernel}{suffix}"
                origin = f"the catalogue, {kernel}×{kernel}/2, {done}"
                found[name] = Workload(
                    name,
                    op,
                    tuple(shape),
                    kernel=kernel,
                    stride=2,
                    mode=mode,  # type: ignore[arg-type]
                    group=group,
                    origin=origin,
                )
    return found


def is_catalogue(results: Results) -> bool:
    """Whether this is a run of the catalogue's workloads."""
    groups = {str(each["group"]) for each in results.workloads}
    return bool(groups) and all(group.startswith(_GROUP) for group in groups)


def catalogue_rows(results: Results, *, brief: bool = False) -> tuple[list[str], list[list[str]]]:
    """The head and the rows of a table of poolwise beside unfold, as text.

    No rows where the run has not timed unfold. `brief` leaves out titles and quartiles.
    """
    head = ["", OURS, "quartiles", UNFOLD, "quartiles", f"{UNFOLD} / {OURS}", "/ max"]
    head += ["kept", f"kept by {UNFOLD}"]
    rows: list[list[str]] = []
    if not any(each["unfold_better"] is not None for each in results.ratios):
        return head, rows
    for workload, ratio in zip(results.workloads, results.ratios, strict=True):
        cells = [workload["name"] if brief else f"{workload['name']}: {workload['title']}"]
        for engine in (OURS, UNFOLD):
            row = best(workload["name"], engine, results.rows)
            cells += _time(row) if row else [NONE, NONE]
        cells += [times(ratio["unfold_better"]), times(ratio["times_max"])]
        cells += [times(ratio["kept"]), times(ratio["unfold_kept"])]
        rows.append(cells)
    if brief:
        head, *rows = ([each[i] for i in (0, 1, 3, 5, 6, 7, 8)] for each in (head, *rows))
    return head, rows


def _time(row: Mapping[str, Any]) -> list[str]:
    return [duration(row["ms"]), spread(row["low_ms"], row["high_ms"])]
