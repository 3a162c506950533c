"""Pooling by a function of the user's own: poolwise says where, the function what is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Never

from ..backends import Recorded, gathered, native
from ..windows import Ints, Padding, Windows
from . import chunked
from .arguments import Kind, Lengths, Mask
from .chunked import is_chunked
from .declaration import REQUIRED, WINDOWS, Operator, Parameter, declare, find
from .keywords import refuse
from .per_rank import per_rank
from .rules import Rules, canonical

__all__ = ["pool1d", "pool2d", "pool3d"]

Reducer = Callable[[Any, Any], Any]
"""From the elements of windows, (..., n), and which of them are present to what is kept, (...)."""


declare(
    Operator(
        "pool",
        (WINDOWS,),
        "your own function of the windows' elements and a mask",
        "what you say",
        "—",
        "trying an idea before it has a kernel: differentiable through autograd",
        "windows are spelled out in memory, n times the size of the input; slower than the rest",
        parameters=(
            Parameter("reducer", REQUIRED, "takes (…, n) elements and a mask, gives (…)", "object"),
            Parameter("windows", None, "which, in place of sliding ones", "object"),
        ),
        windows=("sliding",),
        function="pool{n}d",
        placed="",
        call="2, reducer=lambda x, present: x.sum(-1)",
        home=__name__,
    )
)


@per_rank
def pool(
    x: Kind,
    kernel_size: Ints | None = None,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    reducer: Reducer,
    windows: Windows | None = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
    _rank: int = 0,
    **unknown: Never,
) -> Kind:
    """What a function of yours makes of each window.

    Args:
        x: array or tensor of shape (*lead, {spatial}); bool, integer or floating-point.
        kernel_size, stride, padding, dilation, ceil_mode: as in `max_pool{n}d`.
        reducer: gets the elements of all windows at once, of shape (..., n), in row-major order
            along the last axis, and a boolean array of the same shape, True where an element is
            present; returns what is kept, of shape (...). Windows at a border or under a mask have
            absent elements, which are 0 in what it gets.
        windows: which windows instead of sliding ones: ``poolwise.Windows.adaptive({n}, 4)``,
            ``poolwise.Windows.whole({n})``.

    Returns:
        An array of the dtype that the reducer returns. On tensors it is differentiable through
        autograd; `poolwise.vjp` takes reducers that are written with operators, indexing,
        ``sum(axis=)`` and the functions of `poolwise.backends.recorded_numpy`.

    Raises:
        ValueError, TypeError: an argument is impossible, or what the reducer returns does not fit;
            the message names it.

    Example:
        >>> import numpy as np, poolwise
        >>> def spread(x, present):
        ...     return x.max(-1, where=present, initial=-9) - x.min(-1, where=present, initial=9)
        >>> x = np.array([1.0, 4.0, 2.0]).reshape(1, 1, 3{flat})
        >>> poolwise.pool{n}d(x, (2{flat}), ceil_mode=True, reducer=spread).ravel()
        array([3., 0.])
    """
    if unknown:
        refuse(pool[_rank - 1], unknown)
    if not callable(reducer):
        raise TypeError(f"reducer must be callable, got {reducer!r}")
    at = _where(_rank, windows, kernel_size, stride, padding, dilation, ceil_mode)
    if is_chunked(x):
        rules = Rules(
            mask=mask, lengths=lengths, empty_value=empty_value, channels_last=channels_last
        )
        lazily: Kind = chunked.pooled(_of_chunk, find("pool"), x, at, {"reducer": reducer, **rules})
        return lazily
    _, planar, mask = canonical(x, _rank, mask, lengths, channels_last)
    gathered.name_of(planar)
    elements, present = gathered.elements(planar, mask, at)
    out = _kept(reducer, elements, present)
    native.check_empty_value(empty_value, gathered.name_of(out))
    if mask is not None:
        out = gathered.filled(out, present.any(-1), empty_value)
    result: Kind = gathered.moveaxis(out, -_rank - 1, -1) if channels_last else out
    return result


def _of_chunk(_: str, x: Any, windows: Windows, options: dict[str, Any]) -> Any:
    return pool[windows.rank - 1](x, windows=windows, **options)


def _where(rank: int, windows: Windows | None, kernel_size: Any, *more: Any) -> Windows:
    if windows is None:
        if kernel_size is None:
            raise TypeError("kernel_size= or windows= must say which windows")
        return Windows.sliding(rank, kernel_size, *more)
    if not isinstance(windows, Windows):
        raise TypeError(f"windows must be a poolwise.Windows, got {windows!r}")
    if kernel_size is not None or more != (None, 0, 1, False):
        raise ValueError("windows= says all of the geometry; give nothing else of it")
    if windows.rank != rank:
        raise ValueError(f"windows has {windows.rank} spatial axes; pool{rank}d needs {rank}")
    return windows


def _kept(reducer: Reducer, elements: Any, present: Any) -> Any:
    """What the reducer makes of the elements, if that is what it should be."""
    out = _recorded(reducer, elements, present)
    kind = type(elements if isinstance(elements, Recorded) else gathered.plain(elements))
    if not isinstance(out, kind):
        raise TypeError(f"reducer must return a {kind.__name__}, got {type(out).__name__}")
    if tuple(out.shape) != tuple(elements.shape[:-1]):
        raise ValueError(
            f"reducer returned the shape {tuple(out.shape)}; of elements of shape "
            f"{tuple(elements.shape)} it must make {tuple(elements.shape[:-1])}"
        )
    return out


def _recorded(reducer: Reducer, elements: Any, present: Any) -> Any:
    """What the reducer returns; a clear error where it cannot take a recorded array."""
    if not isinstance(elements, Recorded):
        return reducer(elements, present)
    cause: Exception | None = None
    try:
        out = reducer(elements, present)
    except (TypeError, AttributeError) as error:
        reason, cause = str(error), error
    else:
        if isinstance(out, Recorded):
            return out
        reason = f"it returned {type(out).__name__}"
    raise TypeError(
        "reducer takes no arrays whose gradient is recorded: write it with operators, sum(axis=) "
        f"and poolwise.backends.recorded_numpy, or pool tensors ({reason})"
    ) from cause


pool1d, pool2d, pool3d = pool
