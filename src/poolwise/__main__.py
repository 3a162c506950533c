"""The `poolwise` command."""

from __future__ import annotations

import sys

from ._version import __version__


def main() -> None:
    """Run the command line, or say what it needs."""
    if sys.argv[1:] == ["--version"]:  # needs nothing
        print(f"poolwise {__version__}")
        return
    try:
        from .cli import app
    except ModuleNotFoundError as missing:
        print(
            f"poolwise's commands need {missing.name}: pip install 'poolwise[cli]'", file=sys.stderr
        )
        sys.exit(2)
    app()


if __name__ == "__main__":
    main()
