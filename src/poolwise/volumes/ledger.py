"""What of a run is done, so that the same command goes on where it was stopped.

A result has a name of its own, ``<out>.partial``, until all of it is written: nothing half-written
passes for whole. Beside it, ``<out>.ledger`` says in its first line what is being done, and in each
other one what has been done of it.
"""

from __future__ import annotations

import json
import os
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

        Raises:
            ValueError: there is a result, or one of other settings that was begun.
            OSError: nothing can be written there.
        """
        if overwrite:
            for path in (self.out, self.partial, self.path):
                _remove(path)
        if self.out.exists():
            raise ValueError(f"out={str(self.out)!r} is there already; overwrite replaces it")
        said = json.dumps(settings, sort_keys=True)
        if self.path.exists() and (lines := self.path.read_text("utf-8").splitlines()):
            if lines[0] != said:
                other = _differing(lines[0], settings)
                raise ValueError(
                    f"{self.partial} was begun with other settings, {other}; overwrite begins anew"
                )
            return set(lines[1:])
        _remove(self.partial)
        self.out.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(said + "\n", "utf-8")
        return set()

    def add(self, done: str) -> None:
        """Write down that this is done."""
        with self.path.open("a", encoding="utf-8") as file:
            file.write(done + "\n")

    def finish(self) -> None:
        """Give the result its name."""
        os.replace(self.partial, self.out)
        self.path.unlink()


def _differing(line: str, settings: dict[str, Any]) -> str:
    try:
        begun = json.loads(line)
    except ValueError:
        return "which cannot be read"
    now = json.loads(json.dumps(settings))
    name = next((key for key in now if begun.get(key) != now[key]), "")
    return f"{name}={begun.get(name)!r} instead of {now.get(name)!r}" if name else "other ones"


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
