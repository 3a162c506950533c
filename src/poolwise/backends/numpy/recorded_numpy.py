"""NumPy arrays whose gradient is recorded, and NumPy's functions of them: the few that composed
operators need."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from heapq import heappop, heappush
from typing import Any

import numpy as np
from numpy.typing import NDArray

_numbers = itertools.count()


class Origin:
    """How a recorded array came to be, without its value: a number that grows from array to array,
    the origins of what it was made of, and the step that takes a gradient of it to one of each."""

    __slots__ = ("number", "parents", "step")

    def __init__(self, parents: tuple[Origin, ...], step: Callable[[Any], Iterable[Any]]) -> None:
        self.number = next(_numbers)
        self.parents = parents
        self.step = step


def _nowhere(grad: Any) -> Iterable[Any]:
    return ()


class Recorded:
    """A NumPy array whose gradient is wanted: what is made of it knows the way back to it.

    Args:
        value: the array.
        parents: what it was made of; nothing, where the way back ends.
        step: takes a gradient of this array to one of each of them.
    """

    def __init__(
        self,
        value: NDArray[Any],
        parents: Sequence[Recorded] = (),
        step: Callable[[Any], Iterable[Any]] = _nowhere,
    ) -> None:
        self.value = value
        self.origin: Origin = Origin(tuple([parent.origin for parent in parents]), step)

    def became(self, value: NDArray[Any], step: Callable[[Any], Any]) -> Recorded:
        """What was made of this array; `step` takes a gradient of it to one of this array.

        Neither this array nor, on the way back, a gradient that is done with is held: `step` holds
        what it needs.
        """
        return Recorded(value, (self,), lambda grad: (step(grad),))

    def back(self, grad: Any) -> dict[Origin, Any]:
        """Gradients of the arrays where the way back ends, by their origins.

        What was made last goes first, so that a gradient is whole before it goes further: each
        step is taken once, however often an array was used.
        """
        arrived = {self.origin: grad}
        waiting = [(-self.origin.number, self.origin)] if self.origin.parents else []
        while waiting:
            origin = heappop(waiting)[1]
            for parent, grad in zip(origin.parents, origin.step(arrived.pop(origin)), strict=True):
                if parent in arrived:
                    arrived[parent] = arrived[parent] + grad
                    continue
                arrived[parent] = grad
                if parent.parents:
                    heappush(waiting, (-parent.number, parent))
            del grad
        return arrived

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
        return _joined(self, other, np.add, lambda a, b: _same, lambda a, b: _same)

    def __sub__(self, other: Any) -> Recorded:
        return _joined(self, other, np.subtract, lambda a, b: _same, lambda a, b: np.negative)

    def __mul__(self, other: Any) -> Recorded:
        return _joined(
            self, other, np.multiply, lambda a, b: lambda g: g * b, lambda a, b: lambda g: g * a
        )

    def __truediv__(self, other: Any) -> Recorded:
        return _joined(
            self,
            other,
            np.divide,
            lambda a, b: lambda g: g / b,
            lambda a, b: lambda g: -g * a / (b * b),
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
    recorded = [(part, step) for part, step in parts if isinstance(part, Recorded)]
    ways = [(part.shape, step) for part, step in recorded]

    def step(grad: Any) -> Iterable[Any]:
        return (_summed_to(np.asarray(own(grad)), shape) for shape, own in ways)

    return Recorded(value, [part for part, _ in recorded], step)


def _joined(left: Any, right: Any, function: Any, to_left: Any, to_right: Any) -> Recorded:
    """function(left, right), one of which at least is recorded; `to_left` and `to_right` make the
    steps to each of them, which hold no more of the two than they need."""
    a, b = _value(left), _value(right)
    made = np.asarray(function(a, b))
    return _made_of(made, (left, to_left(a, b)), (right, to_right(a, b)))


def _same(grad: Any) -> Any:
    return grad


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


def gram(x: Recorded) -> Recorded:
    """x times its own transpose, of matrices or stacks of them."""
    value = x.value

    def step(grad: Any) -> Any:
        return np.matmul(grad + np.swapaxes(grad, -1, -2), value)

    return x.became(np.matmul(value, np.swapaxes(value, -1, -2)), step)


def wide_zeros(x: Recorded) -> NDArray[Any]:
    """Where gradients of x are added up."""
    return np.zeros(x.shape, np.float32 if x.dtype.itemsize < 4 else x.dtype)
