"""The rules that every operator shares, said once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypedDict, TypeVar

from ..backends import Backend, backend_of
from ..windows import Windows, flag

Array = TypeVar("Array")
"""A numpy.ndarray or a torch.Tensor."""

OutputSize = int | Sequence[int | None] | None


class Rules(TypedDict, total=False):
    """The keywords that all operators take; `poolwise.functional` says what they mean."""

    mask: Any
    lengths: Any
    empty_value: float
    channels_last: bool


RULES = tuple(Rules.__annotations__)


def dense(x: Any) -> Backend:
    """The backend of x, if it is an array or a tensor that poolwise pools.

    Raises:
        TypeError: it is something else, sparse, nested, or of a dtype that poolwise does not know.
    """
    backend = backend_of(x)
    backend.known(x)
    return backend


def canonical(
    x: Any, rank: int, mask: Any, lengths: Any, channels_last: bool
) -> tuple[Backend, Any, Any]:
    """The backend, and x and its whole mask (or None) with the spatial axes last."""
    backend = dense(x)
    least = rank + 1 if flag("channels_last", channels_last) else rank
    if x.ndim < least:
        axes = f"{rank} spatial axes" + (" and channels" if channels_last else "")
        raise ValueError(f"x has shape {tuple(x.shape)}; it needs at least {axes}")
    if mask is not None:
        mask = backend.mask(mask, x)
    if channels_last:
        x = backend.moveaxis(x, -1, -rank - 1)
        # A recorded array's mask is an ordinary one.
        mask = None if mask is None else backend_of(mask).moveaxis(mask, -1, -rank - 1)
    if lengths is not None:
        if rank != 1 or x.ndim < 2:
            raise ValueError("lengths= needs a batch axis and exactly one time axis; use mask=")
        present = backend.lengths_mask(lengths, x, -1)
        mask = present if mask is None else mask & present
    return backend, x, mask


def reduce(
    x: Array,
    windows: Windows,
    reducer: str,
    parameters: Any = None,
    draw: Any = None,
    *,
    mask: Any = None,
    lengths: Any = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Array:
    """What one of `native.REDUCERS` makes of each window; see `Backend.reduce`."""
    backend, planar, mask = canonical(x, windows.rank, mask, lengths, channels_last)
    result: Array = backend.reduce(planar, mask, windows, reducer, parameters, draw, empty_value)
    if channels_last:
        result = backend.moveaxis(result, -windows.rank - 1, -1)
    return result


def capacity_of(x: Any, windows: Windows, rules: Rules) -> int:
    """How many elements the largest window over x can hold."""
    shape, rank = tuple(x.shape), windows.rank
    last = rules.get("channels_last", False)
    return windows.capacity(shape[-rank - 1 : -1] if last else shape[len(shape) - rank :])
