"""One definition, three functions: the same pooling over 1, 2 and 3 spatial axes."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from types import FunctionType
from typing import ParamSpec, TypeVar

from .._overrides import overridable
from .documented import documented, filled
from .keywords import spelled_out

P = ParamSpec("P")
R = TypeVar("R")

_OWN = ("_rank", "unknown")
"""Parameters that nobody gives: the number of axes, and what is left over, for its error."""


def per_rank(
    pool: Callable[P, R],
) -> tuple[Callable[P, R], Callable[P, R], Callable[P, R]]:
    """The functions ``<name>1d``, ``<name>2d`` and ``<name>3d`` of a definition that finds the
    number of spatial axes in `_rank`; see `filled` for its docstring."""
    one, two, three = (overridable(_with_rank(pool, rank)) for rank in (1, 2, 3))
    return one, two, three


def _with_rank(pool: Callable[P, R], rank: int) -> Callable[P, R]:
    # A copy whose `_rank` has another default: handing all arguments on through a wrapper would
    # cost a tenth of a small call.
    assert isinstance(pool, FunctionType)
    name = f"{pool.__name__}{rank}d"
    made = FunctionType(pool.__code__, pool.__globals__, name, pool.__defaults__)
    made.__qualname__, made.__module__ = name, pool.__module__
    made.__kwdefaults__ = {**(pool.__kwdefaults__ or {}), "_rank": rank}
    signature = spelled_out(inspect.signature(pool))
    shown = [p for p in signature.parameters.values() if p.name not in _OWN]
    made.__signature__ = signature.replace(parameters=shown)  # type: ignore[attr-defined]
    made.__doc__ = filled(documented(pool.__doc__ or "", signature.parameters), rank)
    made.__annotations__ = {
        name: kind for name, kind in pool.__annotations__.items() if name not in _OWN
    }
    return made
