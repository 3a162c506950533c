"""The engines that poolwise is timed against, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Sequence

from poolwise.bench.engines.base import Engine, NotOffered, Prepared, package_version
from poolwise.bench.engines.ours import OnArrays, OnTensors
from poolwise.bench.engines.pytorch import Compiled, PyTorch

__all__ = ["Engine", "NotOffered", "Prepared", "all_engines", "chosen_engines", "package_version"]


def all_engines() -> list[Engine]:
    """A new one of each.

    Example:
        >>> [engine.name for engine in all_engines()][:3]
        ['poolwise', 'poolwise (NumPy)', 'PyTorch']
    """
    return [OnTensors(), OnArrays(), PyTorch(), Compiled()]


def chosen_engines(names: Sequence[str] = ()) -> list[Engine]:
    """Engines by name, whatever the case; all of them if none is named. poolwise always runs.

    Raises:
        ValueError: there is no such engine.
    """
    engines = all_engines()
    known = {engine.name.lower(): engine.name for engine in engines}
    for name in names:
        if name.lower() not in known:
            raise ValueError(f"engine={name!r} is not known; one of {', '.join(known.values())}")
    wanted = {name.lower() for name in names}
    return [each for each in engines if each.ours or not wanted or each.name.lower() in wanted]
