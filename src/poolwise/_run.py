"""Run a Python program with its pooling accelerated."""

from __future__ import annotations

import importlib.util
import runpy
import sys
from collections.abc import Sequence
from pathlib import Path

from .accelerate import accelerate_on_import


class NoProgram(ValueError):
    """There is no such script or module."""


def run_accelerated(program: str, arguments: Sequence[str] = (), *, module: bool = False) -> None:
    """Run a script, or a module as ``python -m`` does, as the main program of this process.

    Its pooling is accelerated from the moment when it imports PyTorch.

    Args:
        program: path of a script, or with `module` the name of a module.
        arguments: what it finds in ``sys.argv`` after its own name.

    Raises:
        NoProgram: there is no such script or module.
        Exception: whatever the program raises, `SystemExit` too.
    """
    accelerate_on_import()
    sys.path.insert(0, str(Path.cwd() if module else Path(program).resolve().parent))
    _require(program, module)
    sys.argv = [program, *arguments]
    if module:
        runpy.run_module(program, run_name="__main__", alter_sys=True)
    else:
        runpy.run_path(program, run_name="__main__")


def _require(program: str, module: bool) -> None:
    given, path = f"program={program!r}", Path(program)
    if module:
        if not _is_module(program) and not _is_module(f"{program}.__main__"):
            raise NoProgram(f"{given} is not a module that can be found and run")
    elif not path.exists():
        raise NoProgram(f"{given} does not exist; give a Python script")
    elif path.is_dir() and not (path / "__main__.py").exists():
        raise NoProgram(f"{given} is a folder without a __main__.py")


def _is_module(name: str) -> bool:
    """Whether there is a module of that name, and no package; its packages are imported."""
    if "" in name.split("."):
        return False
    try:
        found = importlib.util.find_spec(name)
    except ModuleNotFoundError as error:
        if error.name and f"{name}.".startswith(f"{error.name}."):
            return False
        raise  # what a package lacks
    except ValueError:  # it is running, as __main__ is
        return False
    return found is not None and found.submodule_search_locations is None
