"""What the command `poolwise bench` does with its flags."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from poolwise.bench.catalogue import SHAPE, catalogue_workloads
from poolwise.bench.engines import all_engines
from poolwise.bench.race import Pace
from poolwise.bench.results import Results
from poolwise.bench.run import bench, contenders_of
from poolwise.bench.workloads import LAYOUTS, Workload, chosen_workloads

_DESCRIBING = ("op", "shape", "kernel", "adaptive", "whole")
_QUICK = Pace(seconds=0.1, rounds=3, patience=0.5)


def workloads(
    names: Sequence[str], groups: Sequence[str], own: Mapping[str, Any], quick: bool
) -> list[Workload]:
    """The workloads that the flags ask for; `own` describes one of the user's own.

    Example:
        >>> flags = {"op": "max", "shape": "1,8,32,32", "kernel": "3x2", "train": True}
        >>> [each.title for each in workloads([], [], flags, quick=False)]
        ['max 3×2/3×2, float32 1×8×32×32, training step']
    """
    mine = [_own(own)] if _describes(own) else []
    if mine and not names and not groups:
        return mine
    chosen = chosen_workloads(names, groups)
    if quick and not names and not groups:
        first = {each.group: each for each in reversed(chosen)}
        chosen = [each for each in chosen if first[each.group] is each]
    return chosen + mine


def catalogue(
    names: Sequence[str], groups: Sequence[str], own: Mapping[str, Any]
) -> list[Workload]:
    """The catalogue's workloads, or some of them; of what describes one's own, `shape` counts.

    Example:
        >>> [each.title for each in catalogue(["rms-2"], [], {"shape": "1,8,32,32"})]
        ['rms 2×2/2, float32 1×8×32×32']

    Raises:
        ValueError: a name or a group is not among them, or another flag describes a workload.
    """
    others = [name for name in _DESCRIBING if name != "shape" and own.get(name)]
    if others:
        raise ValueError(f"--catalogue has its own workloads; leave out --{_flag(others[0])}")
    shape = SHAPE if own.get("shape") is None else _sizes("shape", own["shape"], always=True)
    return chosen_workloads(names, groups, catalogue_workloads(shape))


def pace(quick: bool, **asked: float | None) -> Pace:
    """How long to take; what is asked for wins over --quick."""
    base = _QUICK if quick else Pace()
    given = {name: value for name, value in asked.items() if value is not None}
    return Pace(
        **{field.name: given.get(field.name, getattr(base, field.name)) for field in fields(base)}
    )


def run(
    workloads: Sequence[Workload],
    engines: Sequence[str],
    threads: int | None,
    pace: Pace,
    seed: int,
    out: Path,
    quiet: bool,
) -> Results:
    """Time, print as it goes, and keep the results; after each workload too, should it be stopped.

    Raises:
        ValueError: as `bench`; or the folder cannot be written.
    """
    from rich.console import Console

    from poolwise.bench.page import to_html
    from poolwise.bench.table import print_catalogue, print_claims, print_workload

    contenders_of(engines, threads)  # before there is a folder
    console = Console(quiet=quiet)
    _make_folder(out)

    def show(results: Results, name: str) -> None:
        results.write(out)
        print_workload(console, results, name)

    results = bench(workloads, engines, threads=threads, pace=pace, seed=seed, on_workload=show)
    (out / "bench.html").write_text(to_html(results), encoding="utf-8")
    print_catalogue(console, results)
    print_claims(console, results)
    console.print(f"Report: {out / 'bench.html'}", markup=False, highlight=False)
    return results


def run_levels(
    workloads: Sequence[Workload],
    threads: int | None,
    pace: Pace,
    seed: int,
    out: Path,
    quiet: bool,
) -> None:
    """Race the levels, print as it goes, and keep ``levels.json``; after each row too, should it be
    stopped.

    Raises:
        ValueError: as `race_levels`; or the folder cannot be written.
    """
    from rich.console import Console

    from poolwise.bench.levels import race_levels
    from poolwise.bench.table import print_level_findings, print_level_row

    console = Console(quiet=quiet)
    file = out / "levels.json"

    def show(found: dict[str, Any]) -> None:
        _make_folder(out)
        file.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
        print_level_row(console, found["rows"][-1])

    found = race_levels(workloads, threads=threads, pace=pace, seed=seed, on_row=show)
    print_level_findings(console, found["findings"])
    console.print(f"Kept: {file}", markup=False, highlight=False)


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ValueError(f"out={str(out)!r} cannot be written: {error.strerror}") from error


def listing() -> str:
    """The names of all workloads by group, and of all engines."""
    lines: list[str] = []
    group = None
    for each in [*chosen_workloads(), *catalogue_workloads().values()]:
        if each.group != group:
            group = each.group
            only = " (with --catalogue)" if group.startswith("catalogue-") else ""
            lines += ["", f"{group}: {each.origin}{only}"]
        lines.append(f"  {each.name:20} {each.title}")
    lines += ["", "Engines:"]
    lines += [f"  {engine.name:20} {engine.missing() or 'installed'}" for engine in all_engines()]
    return "\n".join(lines[1:])


def _describes(own: Mapping[str, Any]) -> bool:
    return any(own.get(name) for name in _DESCRIBING)


def _flag(name: str) -> str:
    return "global" if name == "whole" else name


def _own(flags: Mapping[str, Any]) -> Workload:
    for name in ("op", "shape"):
        if not flags.get(name):
            raise ValueError(f"a workload of your own needs --{name}")
    padding = flags.get("padding", "0")
    return Workload(
        name="own",
        op=flags["op"],
        shape=_sizes("shape", flags["shape"], always=True),
        kernel=_sizes("kernel", flags.get("kernel")),
        stride=_sizes("stride", flags.get("stride")),
        padding=padding
        if padding in ("same", "same_lower", "valid")
        else _sizes("padding", padding),
        dilation=_sizes("dilation", flags.get("dilation", "1")),
        ceil=flags.get("ceil", False),
        adaptive=_sizes("adaptive", flags.get("adaptive")),
        whole=flags.get("whole", False),
        dtype=flags.get("dtype", "float32"),
        indices=flags.get("indices", False),
        mode="training" if flags.get("train") else "forward",
        layouts=(flags["layout"],) if flags.get("layout") else LAYOUTS,
    )


def _sizes(name: str, text: str | None, always: bool = False) -> Any:
    """``"3"`` as 3, ``"3x2"`` and ``"3,2"`` as (3, 2); always a tuple if asked for."""
    if text is None:
        return None
    try:
        sizes = tuple(int(part) for part in text.replace("x", ",").split(","))
    except ValueError:
        raise ValueError(f"{name}={text!r} is not a size; write 3 or 3x2") from None
    return sizes if always or len(sizes) > 1 else sizes[0]
