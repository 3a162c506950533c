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
from . import Recorded, backend_of, namespace, recorded_numpy
from .taps import tables


def places(x: Any, windows: Windows, may_be_empty: bool) -> tuple[Any, Any]:
    """The `tables` for x, planar, as arrays of its kind."""
    spatial = tuple(x.shape[x.ndim - windows.rank :])
    if isinstance(x, (np.ndarray, Recorded)):
        return tables(windows, spatial, may_be_empty)
    from . import gathered_tensors

    return gathered_tensors.places(x, windows, spatial, may_be_empty)


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
    return np.broadcast_to(x, shape) if isinstance(x, np.ndarray) else x.expand(shape)


def moveaxis(x: Any, source: int, target: int) -> Any:
    """A view with one axis moved. (PyTorch's function of NumPy's name cannot be mapped.)"""
    return backend_of(x).moveaxis(x, source, target)


def plain(x: Any) -> Any:
    """The numbers of x alone, without the way that gradients take."""
    if isinstance(x, Recorded):
        return x.value
    return x if isinstance(x, np.ndarray) else x.detach()


def taken(x: Any, at: Any) -> Any:
    """The elements at these places along the last axis, as `numpy.take_along_axis` gives them."""
    if isinstance(x, Recorded):
        return recorded_numpy.take_along_axis(x, at, -1)
    if isinstance(x, np.ndarray):
        return np.take_along_axis(x, at, -1)
    from . import gathered_tensors

    return gathered_tensors.taken(x, at)


def cast(x: Any, dtype: Any) -> Any:
    """x in another dtype of its kind; gradients go back in x's."""
    if isinstance(x, Recorded):
        return recorded_numpy.astype(x, dtype)
    return x.astype(dtype, copy=False) if isinstance(x, np.ndarray) else x.to(dtype)


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
    if isinstance(x, Recorded):
        return Recorded(x.value * scale, x.pullback)
    if isinstance(x, np.ndarray) or not is_at_hand(scale):
        return x * scale
    held = x.detach()
    xp = namespace(x)
    return held * scale + xp.where(held.isfinite(), x - held, 0.0)


def beside_scale(x: Any, scale: Any) -> Any:
    """x, which is not at the scale of what is made with it: its gradients are divided by it."""
    if isinstance(x, Recorded):
        return Recorded(x.value, lambda grad: x.pullback(grad / scale))
    if isinstance(x, np.ndarray) or not is_at_hand(scale):
        return x
    held, xp = x.detach(), namespace(x)
    inverse = (1 / scale).clamp(max=xp.finfo(x.dtype).max)  # times 0 it is 0
    return held + xp.where(held.isfinite(), x - held, 0.0) * inverse


def is_at_hand(x: Any) -> bool:
    """Whether a look at the numbers of x is possible and costs no wait for a device."""
    if isinstance(x, np.ndarray):
        return True
    from . import torch_host

    return torch_host.is_at_hand(x)


def widened(x: Any) -> Any:
    """Floats of 16 bits as float32, others as they are."""
    return cast(x, namespace(x).float32) if x.dtype.itemsize < 4 else x


def positions(x: Any) -> Any:
    """The numbers of the places along the last axis, without gradients."""
    if isinstance(x, (np.ndarray, Recorded)):
        return np.arange(x.shape[-1])
    from . import gathered_tensors

    return gathered_tensors.positions(x)


def rows(x: Any, at: Any) -> Any:
    """``x[at]``, of a matrix."""
    if isinstance(x, Recorded):
        return x[at]
    if isinstance(x, np.ndarray):
        return x.take(at, 0)
    from . import gathered_tensors

    return gathered_tensors.rows(x, at)


def pooled_parts(x: Any, parts: Sequence[Any], pool: Callable[[int, Any], Any]) -> Any:
    """What `pool` makes of the number and the elements of each part of x, stacked.

    Gradients are put together in x's shape once, not once for each part.
    """
    if isinstance(x, np.ndarray):
        return np.stack([pool(number, x[part]) for number, part in enumerate(parts)])
    if not isinstance(x, Recorded):
        from . import gathered_tensors

        return gathered_tensors.pooled_parts(x, parts, pool)
    given = [Recorded(x.value[part], lambda grad: grad) for part in parts]
    made = [pool(number, part) for number, part in enumerate(given)]

    def pullback(grad: Any) -> Any:
        whole = wide_zeros(x)
        for part, out, taken in zip(parts, made, grad, strict=True):
            whole[part] += out.pullback(taken)
        return x.pullback(whole.astype(x.dtype, copy=False))

    return Recorded(np.stack([out.value for out in made]), pullback)


def wide_zeros(x: Recorded) -> np.ndarray[Any, Any]:
    """Where gradients of x are added up."""
    return np.zeros(x.shape, np.float32 if x.dtype.itemsize < 4 else x.dtype)


def inverse(at: Any) -> Any:
    """The inverse permutation along the last axis."""
    numbers = broadcast(positions(at), at.shape)
    if isinstance(at, np.ndarray):
        made = np.empty_like(at)
        np.put_along_axis(made, at, numbers, -1)
        return made
    return at.scatter(-1, at, numbers)


def sortable(x: Any) -> Any:
    """Numbers of the same order, in a type in which all comparisons are implemented."""
    if isinstance(x, np.ndarray):
        return x.astype(np.uint8) if x.dtype == np.bool_ else x
    from . import gathered_tensors

    return gathered_tensors.sortable(x)


def descending(x: Any, present: Any = None) -> Any:
    """The order of x, without gradients, along its last axis: the largest first, equal ones as they
    come, NaN before all, the last of them first as for maxima, and what is not present last."""
    order: Any
    nan: Any = None
    if isinstance(x, np.ndarray):
        exact = x.dtype.kind in "biu"
        key = x if exact else x.astype(np.promote_types(x.dtype, np.float32), copy=False)
        last = x.shape[-1] - 1
        order = last - np.flip(np.argsort(np.flip(key, -1), -1, kind="stable"), -1)
        if not exact:
            nan = np.isnan(key)
    else:
        from . import gathered_tensors

        order = gathered_tensors.order(x, descending=True)
        if x.dtype.is_floating_point:
            nan = x.isnan()
    if nan is not None:
        count, place = nan.sum(-1)[..., None], positions(x)
        order = taken(order, namespace(order).where(place < count, count - 1 - place, place))
    if present is None:
        return order
    # Whatever is absent goes behind all that is present, whose order stays.
    absent = ~taken(present, order)
    if isinstance(x, np.ndarray):
        return taken(order, np.argsort(absent, -1, kind="stable"))
    from . import gathered_tensors

    return taken(order, gathered_tensors.order(absent))


def is_traced(x: Any) -> bool:
    """Whether PyTorch records what is done with x, so that no number may be asked for."""
    if isinstance(x, np.ndarray):
        return False
    from . import torch_host

    return torch_host.is_traced()


def is_native(x: Any) -> bool:
    """Whether kernels may be given x, a floating-point array or tensor, as it is."""
    if isinstance(x, np.ndarray):
        return bool(x.dtype.kind == "f")
    from . import torch_host

    return torch_host.is_native(x)


def ascending(x: Any) -> Any:
    """x sorted along its last axis."""
    return np.sort(x, -1) if isinstance(x, np.ndarray) else x.sort(-1).values


def padded(x: Any, length: int, value: Any) -> Any:
    """x with as much of a value after it along its last axis as makes it of this length."""
    missing = length - x.shape[-1]
    if missing <= 0:
        return x
    if isinstance(x, np.ndarray):
        return np.pad(x, [(0, 0)] * (x.ndim - 1) + [(0, missing)], constant_values=value)
    from . import gathered_tensors

    return gathered_tensors.padded(x, missing, value)


def everywhere(x: Any) -> Any:
    """A mask of x's shape that is True."""
    if isinstance(x, np.ndarray):
        return np.broadcast_to(np.True_, x.shape)
    return x.new_ones((), dtype=_bool_of(x)).expand(x.shape)


def marked(x: Any, rank: int, at: Any, present: Any) -> Any:
    """A mask of x's shape, True at these flat places of its planes where they are present."""
    lead, spatial = tuple(x.shape[: x.ndim - rank]), tuple(x.shape[x.ndim - rank :])
    size = math.prod(spatial)
    # Absent places mark one element more, which is then cut off.
    at = flattened(namespace(at).where(present, at, size), at.ndim - len(lead))
    if isinstance(x, np.ndarray):
        marks = np.zeros((*lead, size + 1), np.bool_)
        np.put_along_axis(marks, at, True, -1)
    else:
        marks = x.new_zeros((*lead, size + 1), dtype=_bool_of(x)).scatter(-1, at, True)
    return marks[..., :size].reshape(*lead, *spatial)


def _bool_of(x: Any) -> Any:
    return namespace(x).bool


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
