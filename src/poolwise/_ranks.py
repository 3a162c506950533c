"""One definition, three functions: the same pooling over 1, 2 and 3 spatial axes."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_SPATIAL = {1: "L", 2: "H, W", 3: "D, H, W"}


def per_rank(
    pool: Callable[Concatenate[int, P], R],
) -> tuple[Callable[P, R], Callable[P, R], Callable[P, R]]:
    """The functions ``<name>1d``, ``<name>2d`` and ``<name>3d`` of a definition whose first
    argument is the number of spatial axes. In its docstring ``{n}`` stands for that number, and
    ``{spatial}`` for the axes' letters."""
    return _with_rank(pool, 1), _with_rank(pool, 2), _with_rank(pool, 3)


def _with_rank(pool: Callable[Concatenate[int, P], R], rank: int) -> Callable[P, R]:
    def pool_over_rank(*args: P.args, **kwargs: P.kwargs) -> R:
        return pool(rank, *args, **kwargs)

    signature = inspect.signature(pool)
    parameters = list(signature.parameters.values())[1:]
    pool_over_rank.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    pool_over_rank.__name__ = pool_over_rank.__qualname__ = f"{pool.__name__}{rank}d"
    pool_over_rank.__module__ = pool.__module__
    text = (pool.__doc__ or "").replace("{n}", str(rank)).replace("{spatial}", _SPATIAL[rank])
    pool_over_rank.__doc__ = text
    pool_over_rank.__annotations__ = {
        name: kind for name, kind in pool.__annotations__.items() if name != "rank"
    }
    return pool_over_rank
