"""Whole networks with PyTorch's pooling and with poolwise's: python benchmarks/end_to_end.py

Every row is one network in one setting, timed in one process with the two taking turns. The share
of pooling in PyTorch's time bounds what any faster pooling could gain: 1 / (1 - share).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import torch
from networks import build
from rich.console import Console
from rich.table import Table
from torch import Tensor, nn

import poolwise
from poolwise.profile import compare_outputs, milliseconds, profile

BATCHES = {"vgg16": (1, 4)}
COMPILED = ("googlenet", "squeezenet1_1")
QUICK = ("googlenet", "squeezenet1_1")
NAMES = ("googlenet", "squeezenet1_0", "squeezenet1_1", "vgg16", "resnet50")


@dataclass(frozen=True)
class Case:
    """One row of the table."""

    name: str
    batch: int
    mode: str  # inference or training
    layout: str  # planar or channels-last
    compiled: bool = False

    def model(self) -> nn.Module:
        """The network, in its layout and mode."""
        model = build(self.name).train(self.mode == "training")
        return model.to(memory_format=self._format())

    def images(self) -> Tensor:
        generator = torch.Generator().manual_seed(1)
        images = torch.randn(self.batch, 3, 224, 224, generator=generator)
        return images.contiguous(memory_format=self._format())

    def _format(self) -> Any:
        return torch.channels_last if self.layout == "channels-last" else torch.contiguous_format


def cases(quick: bool) -> Iterator[Case]:
    for name in QUICK if quick else NAMES:
        for batch in BATCHES.get(name, (1, 8)):
            for layout in ("planar", "channels-last"):
                yield Case(name, batch, "inference", layout)
            yield Case(name, batch, "training", "planar")
            if name in COMPILED and not quick:
                yield Case(name, batch, "inference", "planar", compiled=True)
                yield Case(name, batch, "training", "planar", compiled=True)


def measure(case: Case, repeat: int) -> dict[str, Any]:
    """The row of a case."""
    model, images = case.model(), case.images()
    share = profile(model, images, train=case.mode == "training", repeat=5)["pooling_share"]
    run = _pass(model, images, case)
    expected = run()  # compiles, where it does
    with poolwise.accelerate():
        equal, difference = compare_outputs(run(), expected)
    plain, accelerated = [], []
    for _ in range(repeat):
        plain.append(milliseconds(run))
        with poolwise.accelerate():
            accelerated.append(milliseconds(run))
    return {
        "name": case.name,
        "batch": case.batch,
        "mode": case.mode,
        "layout": case.layout,
        "compiled": case.compiled,
        "plain_ms": median(plain),
        "accelerated_ms": median(accelerated),
        "ratio": median(plain) / median(accelerated),
        "pooling_share": share,
        "equal": equal,
        "difference": difference,
    }


def _pass(model: nn.Module, images: Tensor, case: Case) -> Callable[[], Any]:
    call = torch.compile(model, fullgraph=True) if case.compiled else model
    # Steps of length zero: every pass has the same work, and the outputs can be compared.
    optimizer = torch.optim.SGD(model.parameters(), lr=0.0)
    labels = torch.arange(case.batch)

    def infer() -> list[Tensor]:
        with torch.inference_mode():
            return [call(images)]

    def step() -> list[Tensor]:
        optimizer.zero_grad()
        logits = call(images)
        torch.nn.functional.cross_entropy(logits, labels).backward()
        optimizer.step()
        grads = (parameter.grad for parameter in model.parameters())
        return [logits.detach(), *(grad.clone() for grad in grads if grad is not None)]

    return step if case.mode == "training" else infer


def machine() -> dict[str, Any]:
    """What the numbers depend on."""
    from poolwise.lab.running.machine import describe_machine

    return {
        **describe_machine({"arithmetic": torch.backends.cpu.get_cpu_capability()}),
        "torch": torch.__version__,
        "threads": torch.get_num_threads(),
        "poolwise": poolwise.info(),
    }


def table(rows: list[dict[str, Any]]) -> Table:
    columns = ("network", "batch", "pass", "layout", "compiled")
    numbers = ("PyTorch ms", "accelerated ms", "ratio", "pooling share", "bound", "equal")
    shown = Table()
    for heading in columns:
        shown.add_column(heading)
    for heading in numbers:
        shown.add_column(heading, justify="right")
    for row in rows:
        bound = "" if row["compiled"] else f"{1 / (1 - row['pooling_share']):.2f}"
        shown.add_row(
            row["name"],
            str(row["batch"]),
            row["mode"],
            row["layout"],
            "yes" if row["compiled"] else "",
            f"{row['plain_ms']:.1f}",
            f"{row['accelerated_ms']:.1f}",
            f"{row['ratio']:.2f}",
            "" if row["compiled"] else f"{row['pooling_share']:.0%}",
            bound,
            "yes" if row["equal"] else f"{row['difference']:.1e}",
        )
    return shown


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="two networks, nothing compiled")
    parser.add_argument("--only", help="networks whose name contains this")
    parser.add_argument("--repeat", type=int, default=9, help="passes of each; times are medians")
    parser.add_argument("--json", type=Path, help="also write the rows here")
    options = parser.parse_args()
    rows = []
    for case in cases(options.quick):
        if options.only and options.only not in case.name:
            continue
        rows.append(measure(case, options.repeat))
        print(rows[-1], file=sys.stderr)
        torch.compiler.reset()
    Console().print(table(rows))
    if options.json:
        command = " ".join(["python", "benchmarks/end_to_end.py", *sys.argv[1:]])
        result = {"command": command, "machine": machine(), "rows": rows}
        options.json.write_text(json.dumps(result, indent=2, default=str) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
