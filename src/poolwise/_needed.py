"""What poolwise needs, or a sentence that says so."""

from __future__ import annotations

import functools
import importlib
import re

NUMPY = (2, 0)
TORCH = (2, 9)  # has all that is asked of it; from 2.13 on it is tested


@functools.cache
def require_numpy() -> None:
    """Raise ImportError where NumPy is older than what the kernels were made for."""
    _require("numpy", "NumPy", NUMPY, "pip install 'numpy>=2'")


@functools.cache
def require_torch() -> None:
    """Raise ImportError where PyTorch is not there, or too old for what its part is made of."""
    _require("torch", "PyTorch", TORCH, "pip install 'poolwise[torch]'")


def _require(module: str, name: str, least: tuple[int, int], remedy: str) -> None:
    needed = f"{name} {least[0]}.{least[1]} or newer"
    try:
        version = str(importlib.import_module(module).__version__)
    except ModuleNotFoundError as error:
        if error.name != module:
            raise
        raise ImportError(f"this needs {needed}, which is not installed: {remedy}") from None
    if tuple(map(int, re.findall(r"\d+", version)[:2])) < least:
        raise ImportError(f"poolwise needs {needed}, and {version} is installed: {remedy}")
