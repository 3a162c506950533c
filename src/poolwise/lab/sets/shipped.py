"""Where the data files of other packages are, found without importing these packages.

Importing them would take seconds, and all that they need in turn.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path


def shipped(data: str, packages: tuple[str, ...], file: str, install: str) -> Path:
    """The path of `file` within the first of `packages` that is installed and has it.

    Args:
        data: the name of the set, for the message.
        packages: names as they are imported.
        file: a path with slashes, below the folder of the package.
        install: the command that installs one of them.

    Raises:
        ValueError: none of them has it.
    """
    for package in packages:
        spec = find_spec(package)
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            if (path := Path(folder, file)).is_file():
                return path
    raise ValueError(
        f"data={data!r} needs the package {' or '.join(packages)}, which ships it: {install}"
    )
