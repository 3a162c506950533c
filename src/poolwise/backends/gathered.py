"""The elements of windows along a last axis, of arrays, recorded arrays and tensors.

For operators that no reducer of the kernels makes: a function of the user's own, and those that
keep some elements where they are. What they share beside that are the few functions of NumPy and
PyTorch whose names differ.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ..windows import Windows
from . import Recorded, backend_of, namespace
from .numpy import elements as elements_of_arrays
from .numpy import recorded_elements


def kind(x: Any) -> Any:
    """The functions of elements for arrays of x's kind: a module, the same functions for each."""
    if isinstance(x, np.ndarray):
        return elements_of_arrays
    if isinstance(x, Recorded):
        return recorded_elements
    from .torch import elements

    return elements


def places(x: Any, windows: Windows, may_be_empty: bool) -> tuple[Any, Any]:
    """The `tables` for x, planar, as arrays of its kind."""
    at, exist = kind(x).places(x, windows, may_be_empty)
    return at, exist


def elements(x: Any, mask: Any, windows: Windows) -> tuple[Any, Any]:
    """The windows' elements along a last axis, absent ones 0, and which of them are present.

    x is planar, and the mask None or of x's shape.

    Raises:
        ValueError: a window has no element, unless a mask may have left it empty.
    """
    at, exist = places(x, windows, mask is not None)
    found = flattened(x, windows.rank)[..., at]
    present = exist
    if mask is not None:
        present = present & flattened(mask, windows.rank)[..., at]
    # A missing tap shows place 0, whatever lies there, and must not send it a gradient.
    return filled(found, present, 0), broadcast(present, found.shape)


def flattened(x: Any, rank: int) -> Any:
    """x with its last `rank` axes in one."""
    split = x.ndim - rank
    return x.reshape((*x.shape[:split], math.prod(x.shape[split:])))


def filled(x: Any, present: Any, value: float) -> Any:
    """x, of the same dtype, with a number where nothing is present."""
    held = bool(value) if str(x.dtype).endswith("bool") else value
    return cast(namespace(x).where(present, x, held), x.dtype)


def broadcast(x: Any, shape: Sequence[int]) -> Any:
    """A view of an array or tensor with this shape."""
    return kind(x).broadcast(x, shape)


def moveaxis(x: Any, source: int, target: int) -> Any:
    """A view with one axis moved. (PyTorch's function of NumPy's name cannot be mapped.)"""
    return backend_of(x).moveaxis(x, source, target)


def plain(x: Any) -> Any:
    """The numbers of x alone, without the way that gradients take."""
    return kind(x).plain(x)


def taken(x: Any, at: Any) -> Any:
    """The elements at these places along the last axis, as `numpy.take_along_axis` gives them."""
    return kind(x).taken(x, at)


def cast(x: Any, dtype: Any) -> Any:
    """x in another dtype of its kind; gradients go back in x's."""
    return kind(x).cast(x, dtype)


def power_of_two(size: Any) -> Any:
    """What numbers of these magnitudes are multiplied by, so that neither their sums overflow nor
    their products lose bits: an array of powers of 2, 1 wherever that is certain anyway."""
    single = str(size.dtype).endswith("float32")
    low, step = (2.0**-90, 2.0**60) if single else (2.0**-960, 2.0**200)
    high, back = (2.0**100, 2.0**-40) if single else (2.0**960, 2.0**-100)
    xp = namespace(size)
    less = xp.where((size > high) & xp.isfinite(size), back, xp.ones_like(size))
    return xp.where((size < low) & (size > 0), step, less)


def at_scale(x: Any, scale: Any) -> Any:
    """x · scale, to which gradients are what they are to x.

    For what is homogeneous: its gradients do not change with the scale, so that they pass by both
    where it is taken and where it is given back, and no product with it overflows.
    """
    return kind(x).at_scale(x, scale)


def beside_scale(x: Any, scale: Any) -> Any:
    """x, which is not at the scale of what is made with it: its gradients are divided by it."""
    return kind(x).beside_scale(x, scale)


def is_at_hand(x: Any) -> bool:
    """Whether a look at the numbers of x is possible and costs no wait for a device."""
    return bool(kind(x).is_at_hand(x))


def widened(x: Any) -> Any:
    """Floats of 16 bits as float32, others as they are."""
    return cast(x, namespace(x).float32) if x.dtype.itemsize < 4 else x


def positions(x: Any) -> Any:
    """The numbers of the places along the last axis, without gradients."""
    return kind(x).positions(x)


def rows(x: Any, at: Any) -> Any:
    """``x[at]``, of a matrix."""
    return kind(x).rows(x, at)


def pooled_parts(x: Any, parts: Sequence[Any], pool: Callable[[int, Any], Any]) -> Any:
    """What `pool` makes of the number and the elements of each part of x, stacked.

    Gradients are put together in x's shape once, not once for each part.
    """
    return kind(x).pooled_parts(x, parts, pool)


def inverse(at: Any) -> Any:
    """The inverse permutation along the last axis."""
    return kind(at).inverse(at)


def sortable(x: Any) -> Any:
    """Numbers of the same order, in a type in which all comparisons are implemented."""
    return kind(x).sortable(x)


def descending(x: Any, present: Any = None) -> Any:
    """The order of x, without gradients, along its last axis: the largest first, equal ones as they
    come, NaN before all, the last of them first as for maxima, and what is not present last."""
    of = kind(x)
    order = of.order(x, descending=True)
    if (nan := of.is_nan(x)) is not None:
        count, place = nan.sum(-1)[..., None], positions(x)
        order = taken(order, namespace(order).where(place < count, count - 1 - place, place))
    if present is None:
        return order
    # Whatever is absent goes behind all that is present, whose order stays.
    return taken(order, of.order(~taken(present, order)))


def is_traced(x: Any) -> bool:
    """Whether PyTorch records what is done with x, so that no number may be asked for."""
    return bool(kind(x).is_traced())


def is_native(x: Any) -> bool:
    """Whether kernels may be given x, a floating-point array or tensor, as it is."""
    return bool(kind(x).is_native(x))


def ascending(x: Any) -> Any:
    """x sorted along its last axis."""
    return kind(x).ascending(x)


def padded(x: Any, length: int, value: Any) -> Any:
    """x with as much of a value after it along its last axis as makes it of this length."""
    missing = length - x.shape[-1]
    return x if missing <= 0 else kind(x).padded(x, missing, value)


def everywhere(x: Any) -> Any:
    """A mask of x's shape that is True."""
    return kind(x).everywhere(x)


def marked(x: Any, rank: int, at: Any) -> Any:
    """A mask of x's shape, True at these flat places of its planes; -1 is no place."""
    lead, spatial = tuple(x.shape[: x.ndim - rank]), tuple(x.shape[x.ndim - rank :])
    # What is no place marks one element more, which is then cut off.
    places = flattened(at + 1, at.ndim - len(lead))
    marks = kind(x).marks(x, (*lead, math.prod(spatial) + 1), places)
    return marks[..., 1:].reshape(*lead, *spatial)


def shape_of(x: Any) -> tuple[int, ...]:
    """The shape of what is an array.

    Raises:
        TypeError: it is none that poolwise knows.
    """
    backend_of(x).known(x)
    return tuple(x.shape)


def name_of(x: Any) -> str:
    """The dtype of x as `native` calls it.

    Raises:
        TypeError: poolwise does not know the dtype.
    """
    return backend_of(x).known(x)
