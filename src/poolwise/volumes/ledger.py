"""What of a run is done, so that the same command goes on where it was stopped.

A result has a name of its own, ``<out>.partial``, until all of it is written: nothing half-written
passes for whole. Beside it, ``<out>.ledger`` says in its first line what is being done, and in each
other one what has been done of it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path
from typing import Any


class Ledger:
    """The ledger of one result."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.partial = out.with_name(f"{out.name}.partial")
        self.path = out.with_name(f"{out.name}.ledger")

    def begin(self, settings: dict[str, Any], overwrite: bool = False) -> set[str]:
        """What is done already, by a run of the same settings.

        What is there is replaced when all is done, and not before.

        Raises:
            ValueError: there is a result, or one of other settings that was begun.
            OSError: nothing can be written there.
        """
        if self.out.exists() and not overwrite:
            raise ValueError(f"out={str(self.out)!r} is there already; overwrite replaces it")
        said = json.dumps(settings, sort_keys=True, default=int)
        lines = self.path.read_text("utf-8").split("\n") if self.path.exists() else []
        if lines and lines[0] == said and self.partial.exists():
            return set(filter(None, lines[1:]))
        if not overwrite and lines and lines[0] != said:
            other = _differing(lines[0], said)
            raise ValueError(
                f"{self.partial} was begun with other settings, {other}; overwrite begins anew"
            )
        if not overwrite and not lines and self.partial.exists():
            raise ValueError(f"{self.partial} is there, and is of no run; overwrite removes it")
        self.clear()
        self.out.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(said + "\n", "utf-8")
        return set()

    def add(self, done: str) -> None:
        """Write down that this is done."""
        with self.path.open("a", encoding="utf-8") as file:
            file.write(done + "\n")

    def finish(self) -> None:
        """Give the result its name, in the place of what was there."""
        _remove(self.out)
        os.replace(self.partial, self.out)
        self.path.unlink()
        self.clear()

    def clear(self) -> None:
        """Remove what was begun: the result, and beside it what its stages have left."""
        begun = re.compile(re.escape(self.partial.name) + r"(\.\d+)?")
        if self.out.parent.is_dir():
            for path in list(self.out.parent.iterdir()):
                if begun.fullmatch(path.name):
                    _remove(path)

    def discard(self) -> None:
        """Remove all of a run that came to nothing."""
        self.clear()
        self.path.unlink(missing_ok=True)


def _differing(line: str, said: str) -> str:
    try:
        begun = json.loads(line)
    except ValueError:
        return "which cannot be read"
    now = json.loads(said)
    name = next((key for key in now if begun.get(key) != now[key]), "")
    return f"{name}={begun.get(name)!r} instead of {now.get(name)!r}" if name else "other ones"


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
