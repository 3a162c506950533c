"""The first call for shapes that never came before: python benchmarks/first_call.py

What a library keeps from call to call does not help a shape that is new. A hundred of them, up to
ten million outputs, sliding, overlapping, adaptive and global windows over one, two and three axes:
poolwise's functions, PyTorch's, and PyTorch's under `poolwise.accelerate()` take turns in one
process, each of them on several shapes that differ by an element, and each shape once, after a call
of a small shape, as in a program that pools one shape after another. Of memory counts what the
process held at most during a call beside what it held before, and the input.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import json
import math
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from statistics import geometric_mean, median
from time import perf_counter
from typing import Any

import torch
import torch.nn.functional as F
from end_to_end import machine
from rich.console import Console
from rich.table import Table
from torch import Tensor

import poolwise

KINDS = ("sliding", "overlapping", "adaptive", "global")
ENGINES = ("PyTorch", "functions", "accelerated")
MIB = 2**20


@dataclass(frozen=True)
class Case:
    """Windows of one kind, and about how many outputs they have."""

    rank: int
    kind: str
    operator: str  # max or avg
    outputs: int

    def size(self, more: int) -> tuple[int, ...]:
        """The shape of an input, `more` elements longer than usual along its last axis."""
        # Pooling halves each axis, keeps it, or leaves one of a hundred thousand elements.
        factor = {"overlapping": 1, "global": min(100_000, 2**22 // self.outputs + 2)}
        elements = self.outputs * factor.get(self.kind, 2**self.rank)
        channels = self.outputs if self.kind == "global" else min(16, 1 + self.outputs // 1000)
        side = max(4, round((elements / channels) ** (1 / self.rank)))
        return (1, channels, *(side,) * (self.rank - 1), side + more)

    def call(self, library: Any) -> Callable[[Tensor], Tensor]:
        """The pooling, as this library spells it."""
        name = f"{self.operator}_pool{self.rank}d"
        if self.kind == "sliding":
            return lambda x: getattr(library, name)(x, 2)
        if self.kind == "overlapping":
            return lambda x: getattr(library, name)(x, 3, 1, 1)
        pool = getattr(library, f"adaptive_{name}")
        if self.kind == "global":
            return lambda x: pool(x, 1)
        return lambda x: pool(x, tuple(n // 2 + 1 for n in x.shape[2:]))


def cases(count: int, most: int) -> Iterator[Case]:
    """So many of them, up to so many outputs, spread evenly over the orders of magnitude."""
    random_number = random.Random(12)
    for i in range(count):
        outputs = round(most ** ((i + random_number.random()) / count))
        kind = KINDS[i % len(KINDS)]
        # A window that is all of a plane has but one output.
        outputs = min(outputs, 4096) if kind == "global" else max(outputs, 4)
        yield Case(1 + i // 4 % 3, kind, ("max", "avg")[i // 2 % 2], outputs)


def measure(case: Case, shapes: int, seen: set[Any]) -> dict[str, Any]:
    """The row of a case: of each engine the middle one of its first calls. No shape is `seen`."""
    calls = {engine: case.call(poolwise if engine == "functions" else F) for engine in ENGINES}
    seconds: dict[str, list[float]] = {engine: [] for engine in ENGINES}
    mebibytes: dict[str, list[float]] = {engine: [] for engine in ENGINES}
    order = list(ENGINES)
    sizes = (case.size(more) for more in itertools.count())
    new = (size for size in sizes if (case.kind, case.operator, size) not in seen)
    for number, size in enumerate(itertools.islice(new, shapes)):
        seen.add((case.kind, case.operator, size))
        random.Random(number).shuffle(order)
        for engine in order:
            x = torch.rand(size)  # fresh, and in the caches as far as it fits
            taken, held = first(calls[engine], x, engine == "accelerated")
            seconds[engine].append(taken)
            mebibytes[engine].append((held + x.nbytes) / MIB)
    row: dict[str, Any] = {
        "rank": case.rank,
        "kind": case.kind,
        "operator": case.operator,
        "outputs": math.prod(calls["PyTorch"](x).shape),
        "size": list(size),
    }
    for engine in ENGINES:
        row[engine] = {"ms": 1e3 * median(seconds[engine]), "mib": median(mebibytes[engine])}
    return row


def first(call: Callable[[Tensor], Tensor], x: Tensor, accelerated: bool) -> tuple[float, int]:
    """Seconds that the call takes, and how many bytes the process holds more during it."""
    with poolwise.accelerate() if accelerated else nullcontext():
        call(x.new_ones(1, 1, *(4,) * (x.ndim - 2)))  # its code is where the processor finds it
        gc.collect()
        before = restart_peak()
        start = perf_counter()
        result = call(x)
        taken = perf_counter() - start
    # Memory that is kept for the next result is as good as taken.
    return taken, max(peak() - before, result.nbytes)


def restart_peak() -> int:
    """From now on count the peak anew; how many bytes are held."""
    Path("/proc/self/clear_refs").write_text("5")
    return peak()


def peak() -> int:
    """How many bytes of memory the process held at most."""
    status = Path("/proc/self/status").read_text()
    return 1024 * int(status.partition("VmHWM:")[2].split()[0])


def table(rows: list[dict[str, Any]]) -> Table:
    shown = Table()
    for heading in ("outputs", "way", "shapes", "PyTorch ms", "ms", "ratio", "worst", "memory"):
        shown.add_column(heading, justify="right")
    for line in summary(rows):
        shown.add_row(
            line["outputs"],
            line["way"],
            str(line["shapes"]),
            f"{line['pytorch_ms']:.3f}",
            f"{line['ms']:.3f}",
            f"{line['ratio']:.2f}",
            f"{line['worst']:.2f}",
            f"{line['memory']:.2f}",
        )
    return shown


def summary(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """For each order of magnitude and all together: poolwise's time and memory over PyTorch's."""
    edges = [1, 10**3, 10**4, 10**5, 10**6, 10**8]
    groups = [
        (f"below {high:,}", [row for row in rows if low <= row["outputs"] < high])
        for low, high in itertools.pairwise(edges)
    ]
    groups[-1] = (f"from {edges[-2]:,}", groups[-1][1])
    lines = []
    for name, group in [*groups, ("all", rows)]:
        for way in ENGINES[1:] if group else ():
            times = [row[way]["ms"] / row["PyTorch"]["ms"] for row in group]
            # To the mebibyte: pages and what is kept from earlier calls say nothing of small ones.
            memory = [(row[way]["mib"] + 1) / (row["PyTorch"]["mib"] + 1) for row in group]
            lines.append(
                {
                    "outputs": name,
                    "way": way,
                    "shapes": len(group),
                    "pytorch_ms": sum(row["PyTorch"]["ms"] for row in group),
                    "ms": sum(row[way]["ms"] for row in group),
                    "ratio": geometric_mean(times),
                    "worst": max(times),
                    "memory": max(memory),
                }
            )
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shapes", type=int, default=5, help="new shapes of each case")
    parser.add_argument("--cases", type=int, default=100, help="how many cases")
    parser.add_argument("--most", type=int, default=10**7, help="outputs of the largest")
    parser.add_argument("--json", type=Path, help="also write the rows here")
    options = parser.parse_args()
    seen: set[Any] = set()
    warm_up = Case(2, "sliding", "max", 100)  # libraries and threads are loaded
    for operator in ("max", "avg"):
        for kind in KINDS:
            for rank in (1, 2, 3):
                measure(Case(rank, kind, operator, warm_up.outputs), 1, seen)
    gc.freeze()  # to look through all that there is by now would take longer than all calls
    rows = []
    for case in cases(options.cases, options.most):
        rows.append(measure(case, options.shapes, seen))
        print(rows[-1], file=sys.stderr)
    Console().print(table(rows))
    if options.json:
        command = " ".join(["python", "benchmarks/first_call.py", *sys.argv[1:]])
        result = {"command": command, "machine": machine(), "first_calls": summary(rows)}
        result["rows"] = rows
        options.json.write_text(json.dumps(result, indent=2, default=str) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
