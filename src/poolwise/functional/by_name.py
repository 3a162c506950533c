"""Reducers by name, for windows other than their own: groups of channels, levels of pyramids,
regions of interest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from ..windows import Windows, flag
from . import custom, means, order, powers, random, ranks  # noqa: F401  (they declare some)
from .declaration import Operator, by_name
from .keywords import Names, taken_by, unexpected
from .learned import noisy_and_pool  # noqa: F401  (one more, after those)
from .over_windows import pooled
from .rules import RULES

_NOT_OPTIONS = ("x", "return_indices", *RULES)


def options_of(reducer: str) -> Names:
    """What a reducer takes beside x, where it looks, and the keywords of all operators.

    Raises:
        ValueError, TypeError: there is none of this name.
    """
    return _options_of(reducer if isinstance(reducer, str) else _known(reducer).name)


@cache
def _options_of(reducer: str) -> Names:
    taken = taken_by(_known(reducer).pool(2, "global_"))
    return {name: is_flag for name, is_flag in taken.items() if name not in _NOT_OPTIONS}


def draws(reducer: Any) -> bool:
    """Whether it is the name of one that takes ``training``."""
    return isinstance(reducer, str) and "training" in options_of(reducer)


def named(reducer: str, rank: int, prefix: str = "") -> Callable[..., Any]:
    """The function ``<prefix><reducer>_pool<rank>d``, with any `norm_type` as a keyword.

    Raises:
        ValueError: there is none of this name.
    """
    found = _known(reducer).pool(rank, prefix)
    if "norm_type" not in options_of(reducer):
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
    row = _known(reducer)
    assert row.define is not None

    def pool(x: Any, windows: Windows, **options: Any) -> Any:
        return pooled(row, x, windows, options)

    return pool


def expect_options(
    function: Callable[..., Any], reducer: Any, options: dict[str, Any], also: Sequence[str] = ()
) -> None:
    """Raise for an option of a function or class, or for a flag that is none, which this reducer
    does not have.

    Raises:
        ValueError, TypeError: there is no such reducer, or no such option.
    """
    own: Names = {} if callable(reducer) else options_of(reducer)
    for name, value in options.items():
        if name not in own and name not in also:
            names = [*taken_by(function), *also, *own]
            raise TypeError(unexpected(function.__name__, name, names))
        if own.get(name, False):
            flag(name, value)


def _known(reducer: Any) -> Operator:
    known = by_name()
    if isinstance(reducer, str) and reducer in known:
        return known[reducer]
    wrong = f"reducer={reducer!r} must be callable or one of {', '.join(sorted(known))}"
    raise ValueError(wrong) if isinstance(reducer, str) else TypeError(wrong)


def _by_function(reducer: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    def pool(x: Any, windows: Windows, *, mask: Any, empty_value: float) -> Any:
        by = (custom.pool1d, custom.pool2d, custom.pool3d)[windows.rank - 1]
        return by(x, windows=windows, reducer=reducer, mask=mask, empty_value=empty_value)

    return pool
