"""Data sets of a hub by their names, as files in a folder that is removed when the study ends.

`datasets` keeps what it fetches in a folder of the user's, and reads its settings when it is
imported. So a process of its own does that, all of whose folders are the temporary one.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from poolwise.lab.files import fetching
from poolwise.lab.files.decode import printable
from poolwise.lab.files.record import missing

_NAME = r"\w[\w.-]*(/\w[\w.-]*)?(:[\w.-]+)?"
_SECONDS = 1800
_TOLD = 300


_KEPT: dict[str, tempfile.TemporaryDirectory[str]] = {}
"""Folders by the names of their data sets; Python removes them when it ends."""


def fetched(name: str) -> Path:
    """A folder with a table or folder for each part of the data set `name`.

    Args:
        name: ``user/name``, and ``:configuration`` after it where there are several.

    Raises:
        ValueError: no such name, or no way to the hub.
    """
    given = f"data={'hub:' + name!r}"
    if not re.fullmatch(_NAME, name):
        raise ValueError(f"{given} is no name at a hub; write hub:user/name")
    if find_spec("datasets") is None:
        raise missing(f"hub:{name}", "datasets", "data sets of a hub")
    if name not in _KEPT:
        folder = tempfile.TemporaryDirectory(prefix="poolwise-hub-")
        try:
            (Path(folder.name) / "parts").mkdir()
            _fetch(given, name, Path(folder.name))
        except BaseException:
            folder.cleanup()
            raise
        _KEPT[name] = folder
    return Path(_KEPT[name].name) / "parts"


def _fetch(given: str, name: str, folder: Path) -> None:
    places = {"HF_HOME": str(folder / "home"), "XDG_CACHE_HOME": str(folder / "cache")}
    places |= dict.fromkeys(("TMPDIR", "TMP", "TEMP"), str(folder))
    apart = {key for key in os.environ if key.startswith(("HF_DATASETS_", "HF_HUB_CACHE"))}
    kept = {key: value for key, value in os.environ.items() if key not in apart}
    user, _, config = name.partition(":")
    try:
        done = subprocess.run(
            [
                sys.executable,
                "-P",
                fetching.__file__,
                user,
                config,
                str(folder / "parts"),
            ],
            env={**kept, **places, "HF_HUB_DISABLE_PROGRESS_BARS": "1"},
            cwd=folder,  # where no folder of the user's can be taken for that name
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise ValueError(f"{given} was not fetched in {_SECONDS // 60} minutes") from None
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        reason = printable(lines[-1])[:_TOLD] if lines else f"exit status {done.returncode}"
        raise ValueError(
            f"{given} cannot be fetched: {reason}; a name at a hub needs a network, files of "
            "your own do not"
        )
