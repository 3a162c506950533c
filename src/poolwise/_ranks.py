"""One definition, three functions: the same pooling over 1, 2 and 3 spatial axes."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from types import FunctionType
from typing import ParamSpec, TypeVar

from ._overrides import overridable, refuse_scripts

P = ParamSpec("P")
R = TypeVar("R")

_OWN = ("_rank", "unknown")
"""Parameters that nobody gives: the number of axes, and what is left over, for its error."""

SPATIAL = {1: "L", 2: "H, W", 3: "D, H, W"}


def per_rank(
    pool: Callable[P, R],
) -> tuple[Callable[P, R], Callable[P, R], Callable[P, R]]:
    """The functions ``<name>1d``, ``<name>2d`` and ``<name>3d`` of a definition that finds the
    number of spatial axes in `_rank`. In its docstring ``{n}`` stands for that number, and
    ``{spatial}`` for the axes' letters."""
    one, two, three = bare_per_rank(pool)
    return overridable(one), overridable(two), overridable(three)


def bare_per_rank(
    pool: Callable[P, R],
) -> tuple[Callable[P, R], Callable[P, R], Callable[P, R]]:
    """The same of a definition that asks what overrides it by itself: see `asked_for_caller`."""
    return _with_rank(pool, 1), _with_rank(pool, 2), _with_rank(pool, 3)


def _with_rank(pool: Callable[P, R], rank: int) -> Callable[P, R]:
    # A copy whose `_rank` has another default: handing all arguments on through a wrapper would
    # cost a tenth of a small call.
    assert isinstance(pool, FunctionType)
    name = f"{pool.__name__}{rank}d"
    made = FunctionType(pool.__code__, pool.__globals__, name, pool.__defaults__)
    made.__qualname__, made.__module__ = name, pool.__module__
    made.__kwdefaults__ = {**(pool.__kwdefaults__ or {}), "_rank": rank}
    made.__doc__ = (pool.__doc__ or "").replace("{n}", str(rank))
    made.__doc__ = made.__doc__.replace("{spatial}", SPATIAL[rank])
    signature = inspect.signature(pool)
    shown = [p for p in signature.parameters.values() if p.name not in _OWN]
    made.__signature__ = signature.replace(parameters=shown)  # type: ignore[attr-defined]
    made.__annotations__ = {
        name: kind for name, kind in pool.__annotations__.items() if name not in _OWN
    }
    refuse_scripts(made)
    return made
