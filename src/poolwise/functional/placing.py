"""Values at places of flat planes, of which the first of the largest stays where several lie."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ..backends import namespace, native
from ..backends.gathered import sortable, taken
from .parts import boxes


def staying(values: Any, places: Any, plane: int) -> Any:
    """Which values stay at their places; a few planes at a time, for that takes many times a
    value's memory to find."""
    xp = namespace(values)
    stays = xp.zeros(tuple(values.shape), dtype=np.bool_ if xp is np else xp.bool)
    find = _staying_elements if xp is np else _staying_of_tensors
    for box in boxes(values.shape[:-1], 8 * max(plane, values.shape[-1])):
        stays[box] = find(values[box], places[box], plane)
    return stays


def placed(x: Any, stays: Any, places: Any, plane: int) -> Any:
    """The values that stay at their places, and 0 everywhere else."""
    xp, lead = namespace(x), tuple(x.shape[:-1])
    out = xp.zeros((*lead, plane), dtype=x.dtype)
    for box in boxes(lead, 8 * max(plane, x.shape[-1])):
        own, kept = out[box], stays[box].reshape(-1)
        rows = xp.arange(math.prod(own.shape[:-1])).reshape((*own.shape[:-1], 1)) * plane
        flat = (places[box] + rows).reshape(-1)[kept]
        own.reshape(-1)[flat] = x[box].reshape(-1)[kept]
    return out


def fetched(grad: Any, stays: Any, places: Any) -> Any:
    """What lies at the places of those that stay, and 0 for others."""
    xp = namespace(grad)
    return xp.where(stays, taken(grad, xp.where(stays, places, 0)), xp.zeros_like(grad[..., :1]))


def winners(values: Any, places: Any, plane: int) -> Any:
    """For each place of the plane which value stays there: the first of the largest; one more than
    there are where none does."""
    return _first_of_tensors(values, places, plane)[0][..., :plane]


def _staying_of_tensors(values: Any, places: Any, plane: int) -> Any:
    import torch

    small = torch.int32 if values.shape[-1] < 2**31 else torch.int64
    first, order, at = _first_of_tensors(values, places, plane, small)
    return (first.gather(-1, at) == order) & (at < plane)


def _first_of_tensors(
    values: Any, places: Any, plane: int, numbered: Any = None
) -> tuple[Any, Any, Any]:
    """The number of the value that stays at each place, that of each value (one more than there are
    where it is not the largest), and its place."""
    import torch

    count = values.shape[-1]
    values = sortable(values)
    floating = values.dtype.is_floating_point
    lowest = -torch.inf if floating else torch.iinfo(values.dtype).min
    # One more place, for what goes nowhere.
    places = torch.where(places < 0, plane, places)
    shape = (*values.shape[:-1], plane + 1)
    best = values.new_full(shape, lowest).scatter_reduce(-1, places, values, "amax")
    stays = (values == best.gather(-1, places)) | (values != values)
    del best  # as large as what is made of the first
    numbers = torch.arange(count, dtype=numbered, device=values.device)
    order = torch.where(stays, numbers, count)
    first = order.new_full(shape, count).scatter_reduce_(-1, places, order, "amin")
    return first, order, places


def _staying_elements(values: Any, places: Any, plane: int) -> Any:
    """The same for arrays."""
    count = values.shape[-1]
    floating = values.dtype.name in native.FLOATS
    if floating and values.dtype.itemsize < 4:
        values = values.astype(np.float32)
    values = sortable(values)
    lowest = -np.inf if floating else np.iinfo(values.dtype).min
    shape = (*values.shape[:-1], plane + 1)
    rows = np.arange(values.size // max(count, 1)).reshape((*values.shape[:-1], 1)) * (plane + 1)
    at = rows + np.where(places < 0, plane, places)
    best = np.full(shape, lowest, values.dtype)
    with np.errstate(invalid="ignore"):  # a NaN wins
        np.maximum.at(best.reshape(-1), at.reshape(-1), values.reshape(-1))
    stays = (values == best.reshape(-1)[at]) | (values != values)
    del best  # as large as what is made of the first
    first = np.full(shape, count, np.int32 if count < 2**31 else np.int64)
    order = np.where(stays, np.arange(count, dtype=first.dtype), first.dtype.type(count))
    np.minimum.at(first.reshape(-1), at.reshape(-1), order.reshape(-1))
    return (first.reshape(-1)[at] == order) & (places >= 0)
