"""The results as a table in the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from poolwise.bench.catalogue import catalogue_rows
from poolwise.bench.results import Results
from poolwise.bench.wording import amount, duration, first_line, share, spread, times


def print_workload(console: Console, results: Results, name: str) -> None:
    """One line for each engine and layout, the fastest first; then what was not timed."""
    workload = next(each for each in results.workloads if each["name"] == name)
    rows = [row for row in results.rows if row["workload"] == name]
    timed = sorted((row for row in rows if row["status"] == "ok"), key=lambda row: row["ms"])
    table = Table(title=f"{name}: {workload['title']}", title_justify="left", box=None)
    for column in ("engine", "layout"):
        table.add_column(column, no_wrap=True)
    for column in ("time", "quartiles", "of copy", "/ fastest"):
        table.add_column(column, justify="right", no_wrap=True)
    table.add_column("")
    for row in timed:
        table.add_row(
            row["engine"],
            row["layout"],
            duration(row["ms"]),
            spread(row["low_ms"], row["high_ms"]),
            share(row["of_copy"]),
            f"{row['ms'] / timed[0]['ms']:.2f}",
            first_line(row["note"]),
            style="bold" if row["ours"] else "",
        )
    console.print(table, markup=False)
    for row in rows:
        if row["status"] != "ok":
            text = f"  {row['engine']}, {row['layout']}: {row['status']}: {first_line(row['note'])}"
            console.print(text, markup=False, highlight=False, style="dim")
    console.print()


def print_catalogue(console: Console, results: Results) -> None:
    """poolwise beside unfold and beside its own maximum, where the run has timed unfold."""
    head, rows = catalogue_rows(results, brief=True)
    if not rows:
        return
    table = Table(title="Beside unfold", title_justify="left", box=None)
    for number, column in enumerate(head):
        table.add_column(column, justify="right" if number else "left", no_wrap=not number)
    for row in rows:
        table.add_row(*row)
    console.print(table, markup=False)
    console.print()


def print_level_row(console: Console, row: Mapping[str, Any]) -> None:
    """What a kernel took on one workload at each level."""
    told = "  ".join(f"{level} {duration(ms)}" for level, ms in row["ms"].items())
    text = f"{row['workload']}, {row['layout']} ({row['kernel']}): {told}"
    console.print(text, markup=False, highlight=False)


def print_level_findings(console: Console, findings: Sequence[Mapping[str, Any]]) -> None:
    """Which level suits which kernel."""
    table = Table(title="Beside v3", title_justify="left", box=None)
    for column in ("kernel", "dtype", "level"):
        table.add_column(column, no_wrap=True)
    for column in ("v3's time / its", "at least", "where", "workloads"):
        table.add_column(column, justify="right")
    for each in findings:
        table.add_row(
            each["kernel"],
            each["dtype"],
            each["level"],
            times(each["gain"]),
            times(each["least"]),
            each["worst"],
            str(each["workloads"]),
            style="bold" if each["taken"] else "",
        )
    console.print(table, markup=False)


def print_claims(console: Console, results: Results) -> None:
    """What the run says in sum."""
    copy = results.copy
    console.print(
        f"Copy: {copy['bytes_per_s'] / 1e9:.1f} GB/s (read and written), "
        f"{copy['low'] / 1e9:.1f} to {copy['high'] / 1e9:.1f} during the run.",
        highlight=False,
    )
    for claim in results.claims:
        most = 0 if len(results.workloads) == 1 else len(claim.parts)
        of = f" (of {most})" if most > 1 else ""
        console.print(f"{claim.about}: {amount(claim.value, claim.unit)}{of}", highlight=False)
    slower = [each for each in results.ratios if (each["best_other"] or 1.0) < 1]
    for each in slower:
        other = f"{each['other']['engine']}, {each['other']['layout']}"
        console.print(
            f"{other} is faster on {each['workload']}: {times(each['best_other'])}",
            markup=False,
            highlight=False,
        )
