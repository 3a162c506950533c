"""NumPy arrays whose gradient is recorded, and NumPy's functions of them: the few that composed
operators need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray


class Recorded:
    """A NumPy array whose gradient is wanted: what is made of it knows the way back to it.

    `pullback` takes a gradient of this array to one of the array that `poolwise.vjp` was given.
    """

    def __init__(self, value: NDArray[Any], pullback: Callable[[Any], Any]) -> None:
        self.value = value
        self.pullback = pullback

    def became(self, value: NDArray[Any], step: Callable[[Any], Any]) -> Recorded:
        """What was made of this array; `step` takes a gradient of it to one of this array.

        Neither this array nor, on the way back, a gradient that is done with is held: `step` holds
        what it needs.
        """
        further = self.pullback

        def pullback(grad: Any) -> Any:
            taken = [step(grad)]
            del grad
            return further(taken.pop())

        return Recorded(value, pullback)

    @property
    def ndim(self) -> int:
        return self.value.ndim

    @property
    def shape(self) -> tuple[int, ...]:
        shape: tuple[int, ...] = self.value.shape
        return shape

    @property
    def dtype(self) -> np.dtype[Any]:
        return self.value.dtype

    def __add__(self, other: Any) -> Recorded:
        return _joined(self, other, np.add, lambda g, a, b: g, lambda g, a, b: g)

    def __sub__(self, other: Any) -> Recorded:
        return _joined(self, other, np.subtract, lambda g, a, b: g, lambda g, a, b: -g)

    def __mul__(self, other: Any) -> Recorded:
        return _joined(self, other, np.multiply, lambda g, a, b: g * b, lambda g, a, b: g * a)

    def __truediv__(self, other: Any) -> Recorded:
        return _joined(
            self, other, np.divide, lambda g, a, b: g / b, lambda g, a, b: -g * a / (b * b)
        )

    def __radd__(self, other: Any) -> Recorded:
        return self.__add__(other)

    def __rmul__(self, other: Any) -> Recorded:
        return self.__mul__(other)

    def __rsub__(self, other: Any) -> Recorded:
        return self.__neg__().__add__(other)

    def __neg__(self) -> Recorded:
        return self.__mul__(-1)

    # NumPy's arrays must not try to add up the elements of one by one.
    __array_ufunc__ = None

    def __getitem__(self, index: Any) -> Recorded:
        shape = self.shape

        def step(grad: Any) -> Any:
            whole = np.zeros(shape, grad.dtype)
            np.add.at(whole, index, grad)
            return whole

        return self.became(self.value[index], step)

    def reshape(self, *shape: Any) -> Recorded:
        own = self.shape
        return self.became(self.value.reshape(*shape), lambda grad: grad.reshape(own))

    def sum(self, axis: Any = None, keepdims: bool = False) -> Recorded:
        made = np.asarray(self.value.sum(axis=axis, keepdims=True))
        own, kept = self.shape, made.shape
        return self.became(
            made if keepdims else self.value.sum(axis=axis),
            lambda grad: np.broadcast_to(grad.reshape(kept), own),
        )


def _made_of(value: NDArray[Any], *parts: tuple[Any, Callable[[Any], Any]]) -> Recorded:
    """What was made of several arrays, each with the step that takes a gradient of it to one of
    that array, or of what that was broadcast to; those of the recorded ones add up."""
    ways = [(part.pullback, part.shape, step) for part, step in parts if isinstance(part, Recorded)]

    def pullback(grad: Any) -> Any:
        grads = [
            further(_summed_to(np.asarray(step(grad)), shape)) for further, shape, step in ways
        ]
        return sum(grads[1:], grads[0])

    return Recorded(value, pullback)


def _joined(left: Any, right: Any, function: Any, to_left: Any, to_right: Any) -> Recorded:
    """function(left, right), one of which at least is recorded."""
    a, b = _value(left), _value(right)
    made = np.asarray(function(a, b))
    if function in (np.add, np.subtract):
        a = b = None  # whose slopes are the same everywhere
    return _made_of(
        made, (left, lambda grad: to_left(grad, a, b)), (right, lambda grad: to_right(grad, a, b))
    )


def _summed_to(grad: NDArray[Any], shape: tuple[int, ...]) -> NDArray[Any]:
    """The gradient of what was broadcast from this shape."""
    if grad.shape == shape:  # of which NumPy's sums over no axis would be copies
        return grad
    extra = tuple(range(grad.ndim - len(shape)))
    grad = grad.sum(axis=extra)
    ones = tuple(i for i, n in enumerate(shape) if n == 1 and grad.shape[i] != 1)
    summed: NDArray[Any] = grad.sum(axis=ones, keepdims=True)
    return summed


float32, float64 = np.float32, np.float64


def _value(x: Any) -> Any:
    return x.value if isinstance(x, Recorded) else x


def _each(function: Callable[[Any], Any], slope: Callable[[Any, Any], Any]) -> Any:
    """A function of each element, and its slope from the element and what it became."""

    def apply(x: Recorded) -> Recorded:
        value = x.value
        made = function(value)
        return x.became(made, lambda grad: grad * slope(value, made))

    return apply


abs = _each(np.abs, lambda x, y: np.sign(x))
exp = _each(np.exp, lambda x, y: y)
expm1 = _each(np.expm1, lambda x, y: y + 1)
sqrt = _each(np.sqrt, lambda x, y: 0.5 / y)


def where(condition: Any, a: Any, b: Any) -> Recorded:
    """As `numpy.where`; the condition carries no gradient."""
    chosen = _value(condition)
    return _made_of(
        np.where(chosen, _value(a), _value(b)),
        (a, lambda grad: np.where(chosen, grad, 0)),
        (b, lambda grad: np.where(chosen, 0, grad)),
    )


def concatenate(parts: Sequence[Recorded], axis: int = 0) -> Recorded:
    """As `numpy.concatenate`."""
    ends = np.cumsum([part.shape[axis] for part in parts])[:-1]

    def step(number: int, grad: Any) -> Any:
        return np.split(grad, ends, axis=axis)[number]

    value = np.concatenate([part.value for part in parts], axis)
    return _made_of(value, *((part, partial(step, n)) for n, part in enumerate(parts)))


def stack(parts: Sequence[Recorded], axis: int = 0) -> Recorded:
    """As `numpy.stack`."""
    widened = [part.reshape(np.expand_dims(part.value, axis).shape) for part in parts]
    return concatenate(widened, axis)


def moveaxis(x: Recorded, source: int, destination: int) -> Recorded:
    """As `numpy.moveaxis`."""
    made = np.moveaxis(x.value, source, destination)
    return x.became(made, lambda grad: np.moveaxis(grad, destination, source))


def linear(x: Recorded, function: Callable[[Any], Any], adjoint: Callable[[Any], Any]) -> Recorded:
    """A linear function of x, whose gradients go back through its adjoint."""
    return x.became(function(x.value), adjoint)


def zeros_like(x: Recorded) -> Recorded:
    """As `numpy.zeros_like`; no gradient comes from there."""
    return linear(x, np.zeros_like, np.zeros_like)


def take_along_axis(x: Recorded, at: Any, axis: int) -> Recorded:
    """As `numpy.take_along_axis`."""
    shape = x.shape

    def step(grad: Any) -> Any:
        whole = np.zeros(shape, grad.dtype)
        index = list(np.ogrid[tuple(slice(n) for n in at.shape)])
        index[axis] = at
        np.add.at(whole, tuple(index), grad)
        return whole

    return x.became(np.take_along_axis(x.value, at, axis), step)


def astype(x: Recorded, dtype: Any) -> Recorded:
    """As `numpy.astype`."""
    own = x.dtype
    return x.became(x.value.astype(dtype, copy=False), lambda grad: grad.astype(own, copy=False))


def matmul(a: Any, b: Any) -> Recorded:
    """As `numpy.matmul`, of matrices or stacks of them."""
    left, right = _value(a), _value(b)
    return _made_of(
        np.matmul(left, right),
        (a, lambda grad: np.matmul(grad, np.swapaxes(right, -1, -2))),
        (b, lambda grad: np.matmul(np.swapaxes(left, -1, -2), grad)),
    )


def wide_zeros(x: Recorded) -> NDArray[Any]:
    """Where gradients of x are added up."""
    return np.zeros(x.shape, np.float32 if x.dtype.itemsize < 4 else x.dtype)
