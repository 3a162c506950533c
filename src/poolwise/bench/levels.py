"""Which level of instruction set suits which kernel on this processor: what is chosen at load.

Every kernel is there once for each level. Longer vectors are not always faster: some processors
take them in halves, and shuffle them otherwise. So the levels race each other, kernel by kernel.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from statistics import geometric_mean
from typing import Any, NamedTuple

import poolwise
from poolwise import _native
from poolwise.backends.native import ISA
from poolwise.bench.engines.base import Prepared
from poolwise.bench.engines.ours import OnArrays
from poolwise.bench.race import Pace, Runner, race
from poolwise.bench.run import about_run, check_threads, reference, same_threads
from poolwise.bench.workloads import MORE, Layout, Workload
from poolwise.threads import usable_cores

BASE = "v3"
"""What kernels run at where nothing is known."""
GAIN, LOSS = 1.2, 0.95
"""Another level is taken where it is so much faster in the geometric mean, and nowhere slower than
so much: of less, a run after the other finds the opposite."""

_REDUCERS = {"top_k_avg": "ranked"}
"""Operators whose kernel has another name."""
_BACK = {"max": "place", "min": "place", "avg": "spread", "sum": "spread"}


class AtLevel(OnArrays):
    """poolwise on arrays, its kernels at one level."""

    def __init__(self, level: str) -> None:
        self.level = self.name = level

    def prepare(self, workload: Workload, layout: Layout) -> Prepared:
        """A poolwise function, called at this level."""
        return replace(super().prepare(workload, layout), context=partial(_at, self.level))


class Finding(NamedTuple):
    """How a kernel does at a level.

    Attributes:
        kernel, dtype: of which kernel, as dispatch calls it.
        level: which one.
        gain: time at `BASE` over time at this level, the geometric mean over workloads.
        least: the smallest of these ratios, and `worst`, the workload that has it.
        workloads: how many there were, each layout counted.
        taken: whether the kernel should run at this level.
    """

    kernel: str
    dtype: str
    level: str
    gain: float
    least: float
    worst: str
    workloads: int
    taken: bool


@contextmanager
def _at(level: str) -> Iterator[None]:
    _native.choose_level(level)
    try:
        yield
    finally:
        _native.choose_level(ISA)


def kernel_of(workload: Workload) -> str:
    """The kernel that does most of a forward or backward workload, as dispatch calls it.

    Example:
        >>> kernel_of(Workload("it", "avg", (1, 1, 8, 8), kernel=2, mode="backward"))
        'spread'
        >>> kernel_of(Workload("it", "soft", (1, 1, 8, 8), kernel=2))
        'soft'
    """
    if workload.op in MORE:
        reducer = _REDUCERS.get(workload.op, workload.op)
        return reducer if workload.mode == "forward" else f"{reducer}_back"
    if workload.mode != "forward":
        return _BACK[workload.op]
    if workload.op in ("avg", "sum"):
        return "total"
    return "pick_offsets" if workload.indices else "pick"


def one_kernel_each(workloads: Sequence[Workload]) -> list[Workload]:
    """Those that run a kernel forward, and the way back of those that train."""
    parts = [
        each if each.mode == "forward" else replace(each, mode="backward") for each in workloads
    ]
    unique = {repr(replace(each, name="", group="", origin="")): each for each in parts}
    return list(unique.values())


def race_levels(
    workloads: Sequence[Workload],
    *,
    threads: int | None = None,
    pace: Pace | None = None,
    seed: int = 0,
    on_row: Callable[[dict[str, Any]], None] | None = None,
) -> dict[str, Any]:
    """Time every kernel at every level, side by side.

    Args:
        workloads: what to time; of training steps the way back.
        threads: of every kernel; all usable cores when None.
        pace: how long to take.
        seed: of the random inputs and of the order of turns.
        on_row: called after each row, with what there is so far.

    Returns:
        ``{"command", "machine", "processor", "date", "rows", "findings"}``: a row for each
        workload and layout, ``{"workload", "layout", "title", "kernel", "dtype", "ms": {level:
        time}}``, and of each kernel what came of it, a `Finding` as a dict.

    Raises:
        ValueError: this machine or this build has no level besides `BASE`, or there is no thread.
    """
    levels = _native.levels()
    if BASE not in levels or len(levels) < 2:
        raise ValueError(
            f"levels={levels} are one too few to race: build with POOLWISE_LEVELS=all, on a "
            f"machine that has {BASE} and another"
        )
    check_threads(threads)
    engines = [AtLevel(level) for level in sorted(levels, key=lambda each: each != BASE)]
    threads = usable_cores() if threads is None else threads
    found = about_run(threads) | {"processor": _native.processor(), "rows": [], "findings": []}
    with same_threads(threads):
        poolwise.set_num_threads(threads)
        for workload in one_kernel_each(workloads):
            runners = race(workload, engines, reference(workload), pace or Pace(), seed)
            for row in _rows(workload, runners):
                found["rows"].append(row)
                found["findings"] = [each._asdict() for each in findings(found["rows"])]
                if on_row is not None:
                    on_row(found)
    return found


def _rows(workload: Workload, runners: Sequence[Runner]) -> Iterator[dict[str, Any]]:
    """What each layout took, where all levels were timed in it."""
    for layout in dict.fromkeys(runner.layout for runner in runners):
        own = [runner for runner in runners if runner.layout == layout]
        if all(runner.times for runner in own):
            yield {
                "workload": workload.name,
                "layout": layout,
                "title": workload.title,
                "kernel": kernel_of(workload),
                "dtype": workload.dtype,
                "ms": {runner.engine.name: 1e3 * runner.spread[0] for runner in own},
            }


def findings(rows: Sequence[dict[str, Any]]) -> list[Finding]:
    """What rows of `race_levels` say of each kernel, dtype and level.

    Example:
        >>> row = {"workload": "w", "kernel": "pick", "dtype": "int8", "ms": {"v3": 3.0, "v4": 2.0}}
        >>> findings([row])[0].gain, findings([row])[0].taken
        (1.5, True)
    """
    found = []
    for kernel, dtype in dict.fromkeys((row["kernel"], row["dtype"]) for row in rows):
        own = [row for row in rows if (row["kernel"], row["dtype"]) == (kernel, dtype)]
        for level in own[0]["ms"]:
            if level == BASE:
                continue
            ratios = [(row["ms"][BASE] / row["ms"][level], row["workload"]) for row in own]
            gain = geometric_mean(ratio for ratio, _ in ratios)
            least, worst = min(ratios)
            taken = gain >= GAIN and least >= LOSS
            found.append(Finding(kernel, dtype, level, gain, least, worst, len(own), taken))
    return found
