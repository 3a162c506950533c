"""Run a Python program with its pooling accelerated."""

from __future__ import annotations

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
