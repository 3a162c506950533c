"""Which code computes a pooling: chosen by the array's type, imported when one arrives."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ..windows import Windows
from . import arrays, native


class Backend(Protocol):
    """What a kind of array has to offer. Arrays are (*lead, *spatial) here, channels in `lead`."""

    @property
    def HOST(self) -> native.Host:
        """Its arrays on the CPU as the kernels see them."""

    def known(self, x: Any, name: str = "x") -> str:
        """The name of x's dtype; a TypeError for what poolwise does not pool."""

    def pick(
        self, x: Any, mask: Any, windows: Windows, largest: bool, empty_value: float, indices: bool
    ) -> Any:
        """Largest or smallest elements; with `indices`, a pair of them and their places."""

    def total(
        self,
        x: Any,
        mask: Any,
        windows: Windows,
        divide: int,
        divisor: int,
        dtype: Any,
        empty_value: float,
    ) -> Any:
        """Sums, divided as `divide` says."""

    def reduce(
        self,
        x: Any,
        mask: Any,
        windows: Windows,
        reducer: str,
        parameters: Any,
        draw: Any,
        empty_value: float,
    ) -> Any:
        """What one of `native.REDUCERS` makes of each window.

        `parameters` are its numbers: a tuple, or what `table` made. `draw` says of what is random
        which draw it is: None, or a pair of the seed and the number of the first output.
        """

    def table(self, columns: Sequence[Any], x: Any) -> Any:
        """Numbers, or arrays of one or one per channel, as an array of (1, P) or (channels, P)."""

    def target(self, dtype: Any, name: str) -> Any:
        """The dtype asked for, of a result that is made of x's, whose name is given."""

    def seed(self, seed: Any, generator: Any, x: Any) -> Any:
        """The seed of a draw: as given (an integer, or of tensors a tensor), or from the generator,
        or from the usual one."""

    def check_generator(self, generator: Any) -> None:
        """Raise a TypeError for a generator of another kind; None will do."""

    def moveaxis(self, x: Any, source: int, target: int) -> Any:
        """A view with one axis moved."""

    def mask(self, mask: Any, x: Any) -> Any:
        """The mask as a boolean array of the kind and shape of x."""

    def lengths_mask(self, lengths: Any, x: Any, time_axis: int) -> Any:
        """The mask that is True for the first `lengths` elements of the time axis."""


BY_TYPE: dict[type, Backend] = {np.ndarray: arrays}
"""The backends of the usual types, which need no further look; a backend adds its own."""


def backend_of(x: object, name: str = "x") -> Backend:
    """The backend for this array.

    Raises:
        TypeError: x is of no kind that poolwise knows.
    """
    if known := BY_TYPE.get(type(x)):
        return known
    if isinstance(x, np.ndarray) and not isinstance(x, arrays.UNLIKE):
        return arrays
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(x, torch.Tensor):
        from .. import _with_torch  # noqa: F401  (before what needs it)
        from . import tensors

        return tensors
    if isinstance(x, Recorded):
        from . import recorded

        return recorded
    kind = type(x).__name__
    hint = _hint(x, name)
    raise TypeError(f"{name} must be a numpy.ndarray or a torch.Tensor, got {kind}{hint}")


def _hint(x: object, name: str) -> str:
    """What to pass instead of what is no array."""
    if isinstance(x, np.ma.MaskedArray) and name == "x":
        return "; pass x.data with mask=~numpy.ma.getmaskarray(x), which is True where x is present"
    as_array = hasattr(type(x), "__array__") or isinstance(x, (list, tuple, memoryview))
    return f"; numpy.asarray({name}) makes an array of it" if as_array else ""


def namespace(x: object) -> Any:
    """The module whose functions take arrays of this kind: NumPy, PyTorch, or `recorded_numpy`.

    Composed operators use what the three have in common, with ``axis=`` and ``keepdims=``.
    """
    backend = backend_of(x)
    if backend is arrays:
        return np
    if isinstance(x, Recorded):
        from . import recorded_numpy

        return recorded_numpy
    return sys.modules["torch"]


class Recorded:
    """A NumPy array whose gradient is wanted: what is made of it knows the way back to it.

    `pullback` takes a gradient of this array to one of the array that `poolwise.vjp` was given.
    """

    def __init__(self, value: NDArray[Any], pullback: Callable[[Any], Any]) -> None:
        self.value = value
        self.pullback = pullback

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
        def pullback(grad: Any) -> Any:
            whole = np.zeros(self.shape, grad.dtype)
            np.add.at(whole, index, grad)
            return self.pullback(whole)

        return Recorded(self.value[index], pullback)

    def reshape(self, *shape: Any) -> Recorded:
        made = self.value.reshape(*shape)
        return Recorded(made, lambda grad: self.pullback(grad.reshape(self.shape)))

    def sum(self, axis: Any = None, keepdims: bool = False) -> Recorded:
        made = np.asarray(self.value.sum(axis=axis, keepdims=True))
        kept = made.shape

        def pullback(grad: Any) -> Any:
            return self.pullback(np.broadcast_to(grad.reshape(kept), self.shape))

        return Recorded(made if keepdims else self.value.sum(axis=axis), pullback)


def _joined(left: Any, right: Any, function: Any, to_left: Any, to_right: Any) -> Recorded:
    """function(left, right), one of which at least is recorded; gradients of both add up."""
    a, b = (part.value if isinstance(part, Recorded) else part for part in (left, right))

    def pullback(grad: Any) -> Any:
        parts = [
            part.pullback(_summed_to(np.asarray(way(grad, a, b)), part.shape))
            for part, way in ((left, to_left), (right, to_right))
            if isinstance(part, Recorded)
        ]
        return sum(parts[1:], parts[0])

    return Recorded(np.asarray(function(a, b)), pullback)


def _summed_to(grad: NDArray[Any], shape: tuple[int, ...]) -> NDArray[Any]:
    """The gradient of what was broadcast from this shape."""
    if grad.shape == shape:  # of which NumPy's sums over no axis would be copies
        return grad
    extra = tuple(range(grad.ndim - len(shape)))
    grad = grad.sum(axis=extra)
    ones = tuple(i for i, n in enumerate(shape) if n == 1 and grad.shape[i] != 1)
    summed: NDArray[Any] = grad.sum(axis=ones, keepdims=True)
    return summed
