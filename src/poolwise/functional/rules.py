"""The rules that every operator shares, said once."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, TypedDict

import numpy as np

from ..backends import Backend, Kept, Reduce, backend_of
from ..windows import Sliding, Windows, flag
from .arguments import Array, Lengths, Mask
from .composing import cast

OutputSize = int | Sequence[int | None] | None


class Rules(TypedDict, total=False):
    """The keywords that all operators take; `poolwise.functional` says what they mean."""

    mask: Mask
    lengths: Lengths
    empty_value: float
    channels_last: bool


RULES = tuple(Rules.__annotations__)

_FEW_TAPS = 64


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
    check_axes(x, rank, flag("channels_last", channels_last))
    mask = whole_mask(x, rank, mask, channels_last)
    if channels_last:
        x = backend.moveaxis(x, -1, -rank - 1)
        # A recorded array's mask is an ordinary one.
        mask = None if mask is None else backend_of(mask).moveaxis(mask, -1, -rank - 1)
    if lengths is not None:
        check_time_axis(x, rank)
        present = backend.lengths_mask(lengths, x, -1)
        mask = present if mask is None else mask & present
    return backend, x, mask


def check_axes(x: Any, rank: int, channels_last: bool) -> None:
    """Raise a ValueError unless x has the axes that windows need."""
    if x.ndim < (rank + 1 if channels_last else rank):
        axes = f"{rank} spatial axes" + (" and channels" if channels_last else "")
        raise ValueError(f"x has shape {tuple(x.shape)}; it needs at least {axes}")


def check_time_axis(x: Any, rank: int) -> None:
    """Raise a ValueError unless x has the axes that lengths need."""
    if rank != 1 or x.ndim < 2:
        raise ValueError("lengths= needs a batch axis and exactly one time axis; use mask=")


def whole_mask(x: Any, rank: int, mask: Any, channels_last: bool) -> Any:
    """The mask as booleans of x's shape, None where none is given."""
    if mask is None:
        return None
    return backend_of(x).mask(over_channels(x, rank, mask, channels_last), x)


def over_channels(x: Any, rank: int, mask: Any, channels_last: bool) -> Any:
    """The mask, with an axis of 1 for the channels where it is (batch, time), as tokenizers give
    it, over one time axis.

    What has this shape is so even if it could be (channels, time), too: what a mask means must not
    depend on how large a batch is.
    """
    if rank == 1 and x.ndim > 2 and getattr(mask, "ndim", 0) == 2:
        shape, axis = [1] * x.ndim, -2 if channels_last else -1
        shape[0], shape[axis] = x.shape[0], x.shape[axis]
        if tuple(mask.shape) == (shape[0], shape[axis]):
            return mask.reshape(shape)
    return mask


def index_dtype(return_indices: Any, spatial: Sequence[int] = ()) -> str | None:
    """The dtype in which indices are asked for, by its name; None where they are not.

    Raises:
        ValueError, TypeError: it is neither a bool nor one of the two dtypes of indices, or cannot
            number a plane of this spatial shape.
    """
    if isinstance(return_indices, (bool, np.bool_)):
        return "int64" if return_indices else None
    name = str(return_indices).removeprefix("torch.")
    if isinstance(return_indices, type):  # NumPy's dtypes may be given as their types
        name = return_indices.__name__
    if name not in ("int32", "int64"):
        raise TypeError(
            f"return_indices={return_indices!r} must be True, False, or the dtype of the indices: "
            "int32 or int64"
        )
    if name == "int32" and math.prod(spatial) > 2**31:
        raise ValueError(f"return_indices={name} cannot number {math.prod(spatial)} elements")
    return name


def with_indices(result: Any, dtype: str | None) -> Any:
    """The result of a pooling, its indices, if it has any, in this dtype."""
    if dtype in (None, "int64"):
        return result
    out, indices = result
    return out, cast(indices, dtype)


def under_rules(
    x: Array,
    windows: Windows,
    kept: Kept,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Any:
    """What is kept of each window, under the rules that all operators share."""
    backend, planar, present = canonical(x, windows.rank, mask, lengths, channels_last)
    made = kept.by(backend, planar, present, windows, empty_value)
    return as_given(made, windows.rank, channels_last)


def as_given(made: Any, rank: int, channels_last: bool) -> Any:
    """What was made of planar x, an array or a pair, with its channels where those of x are."""
    if not channels_last:
        return made
    if isinstance(made, tuple):
        return tuple(as_given(part, rank, True) for part in made)
    return backend_of(made).moveaxis(made, -rank - 1, -1)


def rules_of(options: dict[str, Any]) -> Rules:
    """Those of a call's keywords that all operators take."""
    rules: Any = {name: options[name] for name in RULES if name in options}
    given: Rules = rules
    return given


def recipe_of(x: Any, windows: Windows, kept: Kept, rules: Rules) -> Any:
    """How to make such a call again, of any shape; None where Python has to look."""
    if rules.get("mask") is not None or rules.get("lengths") is not None:
        return None
    name, last = backend_of(x).known(x), rules.get("channels_last", False)
    return kept.recipe(name, windows, channels_last=last)


def keep(
    x: Array,
    reducer: str,
    numbers: Any = None,
    draw: Any = None,
    *,
    of_shape: bool = False,
    new_seed: Callable[[], int] | None = None,
) -> Array:
    """What a definition returns where a reducer of the kernels makes all of it; see `Reduce`.

    `of_shape` says that the numbers depend on how large x is, `new_seed` gives
    the seed of the next draw where nobody asked for one.
    """
    return later(x, Reduce(reducer, numbers, draw, of_shape, new_seed))


def later(x: Array, kept: Any) -> Array:
    """What is to be kept, as a definition returns it: it stands for the array, of x's kind, that
    comes of it."""
    stands_for: Array = kept
    return stands_for


def ranks_of(x: Any, windows: Windows, rules: Rules) -> tuple[int, bool]:
    """How many ranks windows over x can have, at least 1, and whether that depends on how large x
    is.

    It does not for small kernels: that of windows which an axis has no room for some are never
    looked at costs little, and such a call can be made again for any shape.
    """
    spatial = spatial_of(x, windows, rules)
    if isinstance(windows, Sliding) and (taps := math.prod(windows.kernel_size)) <= _FEW_TAPS:
        return taps, False
    return max(1, windows.capacity(spatial)), True


def spatial_of(x: Any, windows: Windows, rules: Rules) -> tuple[int, ...]:
    """The shape of x that windows lie in."""
    dense(x)
    shape, rank = tuple(x.shape), windows.rank
    return shape[-rank - 1 : -1] if rules.get("channels_last") else shape[len(shape) - rank :]
