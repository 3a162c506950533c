"""Reducers by name, for windows other than their own: groups of channels, levels of pyramids,
regions of interest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ..backends import backend_of
from ..backends.native import COUNT, NOTHING
from ..windows import Windows, flag
from . import custom, means, order, powers, random, ranks
from .keywords import Names, taken_by, unexpected
from .rules import RULES

FAMILIES: dict[str, Any] = {
    "avg": means,
    "lp": powers,
    "lse": powers,
    "max": order,
    "max_dropout": random,
    "median": ranks,
    "min": order,
    "ordinal": ranks,
    "power_mean": powers,
    "rank_stochastic": ranks,
    "rank_weighted": ranks,
    "rms": powers,
    "soft": powers,
    "stochastic": random,
    "sum": means,
    "top_k_avg": ranks,
}
"""Where the functions of each are."""

OPTIONS: dict[str, Names] = {
    reducer: {
        name: is_flag
        for name, is_flag in taken_by(getattr(family, f"global_{reducer}_pool2d")).items()
        if name not in ("x", "return_indices", *RULES)
    }
    for reducer, family in FAMILIES.items()
}
"""What each takes beside x, where it looks, and the keywords of all operators."""

DRAWING = [reducer for reducer, names in OPTIONS.items() if "training" in names]
"""Those that take ``training``."""


def named(reducer: str, rank: int, prefix: str = "") -> Callable[..., Any]:
    """The function ``<prefix><reducer>_pool<rank>d``, with any `norm_type` as a keyword.

    Raises:
        ValueError: there is none of this name.
    """
    _check(reducer)
    found: Callable[..., Any] = getattr(FAMILIES[reducer], f"{prefix}{reducer}_pool{rank}d")
    if "norm_type" not in OPTIONS[reducer]:
        return found

    def norm(x: Any, size: Any, *, norm_type: Any, **options: Any) -> Any:
        return found(x, norm_type, size, **options)

    return norm


def definition(reducer: str | Callable[[Any, Any], Any]) -> Callable[..., Any]:
    """What is kept of windows, by its name or by a function as in `pool2d`: itself a function of
    planar x, `windows`, the mask of x's shape or None, `empty_value` and options.

    Raises:
        ValueError: there is none of this name.
    """
    if callable(reducer):
        return _by_function(reducer)
    _check(reducer)
    if reducer in ("max", "min"):
        return _picked(reducer == "max")
    if reducer in ("avg", "sum"):
        return _totalled(COUNT if reducer == "avg" else NOTHING)
    found: Callable[..., Any] = getattr(FAMILIES[reducer], f"{reducer}_pool")
    return found


def expect_options(
    function: Callable[..., Any], reducer: Any, options: dict[str, Any], also: Sequence[str] = ()
) -> None:
    """Raise for an option of a function or class, or for a flag that is none, which this reducer
    does not have.

    Raises:
        ValueError, TypeError: there is no such reducer, or no such option.
    """
    own: Names = {}
    if not callable(reducer):
        _check(reducer)
        own = OPTIONS[reducer]
    for name, value in options.items():
        if name not in own and name not in also:
            names = [*taken_by(function), *also, *own]
            raise TypeError(unexpected(function.__name__, name, names))
        if own.get(name, False):
            flag(name, value)


def _check(reducer: Any) -> None:
    known = ", ".join(sorted(FAMILIES))
    if not isinstance(reducer, str):
        raise TypeError(f"reducer={reducer!r} must be callable or one of {known}")
    if reducer not in FAMILIES:
        raise ValueError(f"reducer={reducer!r} must be callable or one of {known}")


def _by_function(reducer: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    def pool(x: Any, windows: Windows, *, mask: Any, empty_value: float) -> Any:
        by = (custom.pool1d, custom.pool2d, custom.pool3d)[windows.rank - 1]
        return by(x, windows=windows, reducer=reducer, mask=mask, empty_value=empty_value)

    return pool


def _picked(largest: bool) -> Callable[..., Any]:
    def pool(x: Any, windows: Windows, *, mask: Any, empty_value: float) -> Any:
        return backend_of(x).pick(x, mask, windows, largest, empty_value, False)

    return pool


def _totalled(divide: int) -> Callable[..., Any]:
    def pool(x: Any, windows: Windows, *, mask: Any, empty_value: float, dtype: Any = None) -> Any:
        return backend_of(x).total(x, mask, windows, divide, 1, dtype, empty_value)

    return pool
