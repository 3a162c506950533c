"""Run a Python program with its pooling accelerated."""

from __future__ import annotations

import importlib.machinery
import runpy
import sys
from collections.abc import Sequence
from pathlib import Path

from .accelerate import accelerate_on_import


def run_accelerated(program: str, arguments: Sequence[str] = (), *, module: bool = False) -> None:
    """Run a script, or a module as ``python -m`` does, as the main program of this process.

    Its pooling is accelerated from the moment when it imports PyTorch.

    Args:
        program: path of a script, or with `module` the name of a module.
        arguments: what it finds in ``sys.argv`` after its own name.

    Raises:
        Exception: whatever the program raises, `SystemExit` too.
    """
    accelerate_on_import()
    sys.argv = [program, *arguments]
    if module:
        sys.path.insert(0, str(Path.cwd()))
        runpy.run_module(program, run_name="__main__", alter_sys=True)
    else:
        sys.path.insert(0, str(Path(program).resolve().parent))
        runpy.run_path(program, run_name="__main__")


def require_program(program: str, *, module: bool) -> None:
    """Raise a ValueError where there is no such script or module."""
    given, path = f"program={program!r}", Path(program)
    if module:
        try:
            there = importlib.machinery.PathFinder.find_spec(
                program.partition(".")[0], [str(Path.cwd()), *sys.path]
            )
        except (ImportError, ValueError):
            there = None
        if there is None and program not in sys.builtin_module_names:
            raise ValueError(f"{given} is not a module that can be found")
    elif not path.exists():
        raise ValueError(f"{given} does not exist; give a Python script")
    elif path.is_dir() and not (path / "__main__.py").exists():
        raise ValueError(f"{given} is a folder without a __main__.py")
