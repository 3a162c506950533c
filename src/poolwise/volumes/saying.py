"""What the command reads and says."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .run import Summary, Told


def sizes(argument: str, text: str, least: int = 1) -> int | tuple[int, ...]:
    """Read ``2``, or ``1x2x2``, a size for each axis.

    Raises:
        ValueError: it is neither.

    Example:
        >>> sizes("kernel", "2"), sizes("kernel", "1x2x2")
        (2, (1, 2, 2))
    """
    parts = text.lower().split("x")
    if not all(part.isascii() and part.isdigit() and int(part) >= least for part in parts):
        raise ValueError(
            f"{argument}={text!r} is no size; write 2, or 1x2x2, each at least {least}"
        )
    found = tuple(map(int, parts))
    return found[0] if len(found) == 1 else found


@contextmanager
def progress(quiet: bool) -> Iterator[Told]:
    """A bar with the time left, on the terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("")
        yield lambda done, total: bar.update(task, completed=done, total=total)


def summary(said: Summary, out: Path) -> str:
    """What was made, in a few lines."""
    from rich.filesize import decimal

    lines = [f"{out}: {_shapes(said)}"] if said.shape else [f"{out}"]
    lines.append(
        f"{decimal(said.bytes_read)} to {decimal(said.bytes_written)}"
        f"{_times(said.bytes_read, said.bytes_written)}; on disk "
        f"{decimal(said.stored_read)} to {decimal(said.stored_written)}"
        f"{_times(said.stored_read, said.stored_written)}"
    )
    return "\n".join([*lines, *(f"Note: {note}" for note in said.notes)])


def _shapes(said: Summary) -> str:
    every = [said.shape, *said.shapes]
    return " → ".join("×".join(map(str, shape)) for shape in every)


def _times(before: int, after: int) -> str:
    return f" ({before / after:.3g} to 1)" if after else ""
