"""The few NumPy functions that composed operators need, for arrays whose gradient is recorded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from . import Recorded, _summed_to

float32, float64 = np.float32, np.float64


def _value(x: Any) -> Any:
    return x.value if isinstance(x, Recorded) else x


def _each(function: Callable[[Any], Any], slope: Callable[[Any, Any], Any]) -> Any:
    """A function of each element, and its slope from the element and what it became."""

    def apply(x: Recorded) -> Recorded:
        made = function(x.value)
        return Recorded(made, lambda grad: x.pullback(grad * slope(x.value, made)))

    return apply


abs = _each(np.abs, lambda x, y: np.sign(x))
exp = _each(np.exp, lambda x, y: y)
sqrt = _each(np.sqrt, lambda x, y: 0.5 / y)


def where(condition: Any, a: Any, b: Any) -> Recorded:
    """As `numpy.where`; the condition carries no gradient."""
    chosen = _value(condition)

    def pullback(grad: Any) -> Any:
        parts = [
            part.pullback(_summed_to(np.where(taken, grad, 0), part.shape))
            for part, taken in ((a, chosen), (b, ~chosen))
            if isinstance(part, Recorded)
        ]
        return sum(parts[1:], parts[0])

    return Recorded(np.where(chosen, _value(a), _value(b)), pullback)


def concatenate(parts: Sequence[Recorded], axis: int = 0) -> Recorded:
    """As `numpy.concatenate`."""
    ends = np.cumsum([part.shape[axis] for part in parts])[:-1]

    def pullback(grad: Any) -> Any:
        pieces = np.split(grad, ends, axis=axis)
        grads = [part.pullback(piece) for part, piece in zip(parts, pieces, strict=True)]
        return sum(grads[1:], grads[0])

    return Recorded(np.concatenate([part.value for part in parts], axis), pullback)


def stack(parts: Sequence[Recorded], axis: int = 0) -> Recorded:
    """As `numpy.stack`."""
    widened = [part.reshape(np.expand_dims(part.value, axis).shape) for part in parts]
    return concatenate(widened, axis)


def moveaxis(x: Recorded, source: int, destination: int) -> Recorded:
    """As `numpy.moveaxis`."""
    made = np.moveaxis(x.value, source, destination)
    return Recorded(made, lambda grad: x.pullback(np.moveaxis(grad, destination, source)))


def linear(x: Recorded, function: Callable[[Any], Any], adjoint: Callable[[Any], Any]) -> Recorded:
    """A linear function of x, whose gradients go back through its adjoint."""
    return Recorded(function(x.value), lambda grad: x.pullback(adjoint(grad)))


def zeros_like(x: Recorded) -> Recorded:
    """As `numpy.zeros_like`; no gradient comes from there."""
    return linear(x, np.zeros_like, np.zeros_like)


def take_along_axis(x: Recorded, at: Any, axis: int) -> Recorded:
    """As `numpy.take_along_axis`."""
    made = np.take_along_axis(x.value, at, axis)

    def pullback(grad: Any) -> Any:
        whole = np.zeros(x.shape, grad.dtype)
        index = list(np.ogrid[tuple(slice(n) for n in at.shape)])
        index[axis] = at
        np.add.at(whole, tuple(index), grad)
        return x.pullback(whole)

    return Recorded(made, pullback)


def astype(x: Recorded, dtype: Any) -> Recorded:
    """As `numpy.astype`."""
    made = x.value.astype(dtype, copy=False)
    return Recorded(made, lambda grad: x.pullback(grad.astype(x.dtype, copy=False)))


def matmul(a: Any, b: Any) -> Recorded:
    """As `numpy.matmul`, of matrices or stacks of them."""
    left, right = _value(a), _value(b)

    def pullback(grad: Any) -> Any:
        parts = []
        if isinstance(a, Recorded):
            to_left = np.matmul(grad, np.swapaxes(right, -1, -2))
            parts.append(a.pullback(_summed_to(to_left, a.shape)))
        if isinstance(b, Recorded):
            to_right = np.matmul(np.swapaxes(left, -1, -2), grad)
            parts.append(b.pullback(_summed_to(to_right, b.shape)))
        return sum(parts[1:], parts[0])

    return Recorded(np.matmul(left, right), pullback)
