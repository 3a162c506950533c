"""How far a study is: bars on a terminal, plain lines elsewhere, nothing when asked."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, TextIO

if TYPE_CHECKING:
    from rich.progress import TaskID


class Progress(Protocol):
    """What the runner tells; every method may be called at any time."""

    def say(self, text: str) -> None:
        """A stage begins, or something is worth knowing."""

    def begin(self, total: int, running: list[str]) -> None:
        """`total` trials are to run; the first of them, `running`, have begun."""

    def done(self, name: str, note: str, running: list[str]) -> None:
        """The trial `name` has ended; `running` are under way now."""


class Silent:
    """Says nothing."""

    def say(self, text: str) -> None:
        """Nothing."""

    def begin(self, total: int, running: list[str]) -> None:
        """Nothing."""

    def done(self, name: str, note: str, running: list[str]) -> None:
        """Nothing."""


class Lines:
    """One plain line per event, for logs."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stderr
        self.total = self.count = 0
        self.start = time.monotonic()

    def say(self, text: str) -> None:
        """Print `text`."""
        print(text, file=self.stream, flush=True)

    def begin(self, total: int, running: list[str]) -> None:
        """Remember how many there are."""
        self.total, self.count, self.start = total, 0, time.monotonic()

    def done(self, name: str, note: str, running: list[str]) -> None:
        """Print the trial with the time left, judged by the mean so far."""
        self.count += 1
        left = (time.monotonic() - self.start) / self.count * (self.total - self.count)
        self.say(f"{self.count}/{self.total}  {name}: {note}  ({left:.0f} s left)")


class Bars:
    """An overall bar with the time left, and a line for each running trial."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            SpinnerColumn,
            TextColumn,
            TimeElapsedColumn,
            TimeRemainingColumn,
        )
        from rich.progress import Progress as RichProgress

        # Names come from the grid and from folders: they are shown as they are, never as markup.
        self.rich = RichProgress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self.overall = self.rich.add_task("trials", total=None, visible=False)
        self.lines: dict[str, TaskID] = {}

    def say(self, text: str) -> None:
        """Print `text` above the bars."""
        self.rich.console.print(text, markup=False, highlight=False)

    def begin(self, total: int, running: list[str]) -> None:
        """Show the overall bar."""
        self.rich.reset(self.overall, total=total, visible=True)
        self._show(running)

    def done(self, name: str, note: str, running: list[str]) -> None:
        """Advance the overall bar and replace the lines of the running trials."""
        self.rich.advance(self.overall)
        self._show(running)

    def _show(self, running: list[str]) -> None:
        for name in list(self.lines):
            if name not in running:
                self.rich.remove_task(self.lines.pop(name))
        for name in running:
            if name not in self.lines:
                self.lines[name] = self.rich.add_task("  " + name, total=None)


@contextmanager
def show_progress(quiet: bool) -> Iterator[Progress]:
    """The progress that suits where stderr goes."""
    if quiet:
        yield Silent()
    elif sys.stderr.isatty():
        bars = Bars()
        with bars.rich:
            yield bars
    else:
        yield Lines()
