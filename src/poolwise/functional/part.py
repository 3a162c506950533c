"""A part of the outputs of windows, what it needs of arrays, and parts put together."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from ..backends import backend_of, native
from ..windows import Windows

Make = Callable[..., Any]
"""A function of a `Part`, and of what that part needs of x, of the mask, and of other arrays."""


class Part:
    """Some of the outputs of windows over x: all of them, or those in a box."""

    def __init__(
        self, over: Windows, like: tuple[int, ...], outputs: tuple[slice, ...] | None = None
    ) -> None:
        split = len(like) - over.rank
        self.over, self.spatial, self._outputs = over, like[split:], outputs
        self.pooled = over.output_shape(self.spatial)
        self.shape = (*like[:split], *self.pooled)

    @cached_property
    def _cut(self) -> tuple[Windows, tuple[slice, ...]]:
        if self._outputs is None:
            return self.over, (slice(None),) * self.over.rank
        return self.over.between(self.spatial, self._outputs[-self.over.rank :])

    @property
    def windows(self) -> Windows:
        """The windows over what the part needs of x."""
        return self._cut[0] if self._outputs is not None else self.over

    def numbers(self, axis: int) -> tuple[int, int, int]:
        """Along a spatial axis: the first window, the one behind the last, and where in x begins
        what the part needs of it."""
        if self._outputs is None:
            return 0, self.pooled[axis], 0
        these = self._outputs[axis - self.over.rank]
        return these.start, these.stop, self._cut[1][axis].start

    def of_output(self, array: Any) -> Any:
        """What the part needs of an array that broadcasts to the output."""
        return self._of(array, self._outputs)

    def of_input(self, array: Any) -> Any:
        """The same of one that broadcasts to x."""
        if self._outputs is None:
            return array
        return self._of(array, (*self._outputs[: -self.over.rank], *self._cut[1]))

    def centres(self, array: Any) -> Any:
        """Of what the part needs of x, the elements that its outputs are for, where each of x has
        one."""
        if self._outputs is None:
            return array
        numbers = (self.numbers(axis) for axis in range(self.over.rank))
        return array[(..., *(slice(begin - start, end - start) for begin, end, start in numbers))]

    def of_filters(self, array: Any) -> Any:
        """The same of filters, (filters, channels or 1, *kernel)."""
        if self._outputs is None or array.shape[1] == 1:
            return array
        return array[:, self._outputs[-self.over.rank - 1]]

    def numbered(self, shape: tuple[int, ...] | None, arange: Callable[..., Any]) -> Any:
        """0, 1, 2, … in an array of this shape, that of the whole output where None, of which the
        part sees its own."""
        if shape is not None or self._outputs is None:
            whole = shape or self.shape
            return self.of_output(arange(math.prod(whole)).reshape(whole))
        places = arange(1)
        for size, these in zip(self.shape, self._outputs, strict=True):
            places = places[..., None] * size + arange(these.start, these.stop)
        return places[0]

    def _of(self, array: Any, box: tuple[slice, ...] | None) -> Any:
        if box is None or not hasattr(array, "ndim"):
            return array
        own = box[len(box) - array.ndim :]
        return array[
            tuple(slice(None) if n == 1 else at for n, at in zip(array.shape, own, strict=True))
        ]


Cut = Callable[[Part, Any], Any]
"""What a part needs of an array: one of the methods of `Part`."""

Operand = tuple[Cut, Any]
"""How to cut an array beside x, which may be learned, and the array; or a number."""


def together(
    make: Make,
    parts: Sequence[Part],
    cuts: Sequence[Cut],
    arrays: Sequence[Any],
    dtype: str,
) -> Any:
    """The outputs of all parts in one array, in x's memory format."""
    x, rank = arrays[0], parts[0].over.rank
    host = backend_of(x).HOST
    last = native.is_channels_last([abs(n) for n in host.layout(x)[1]], rank)
    out = host.empty(native.Form(parts[0].shape, rank, last), dtype)
    for part in parts:
        given = (cut(part, array) for cut, array in zip(cuts, arrays, strict=True))
        part.of_output(out)[...] = make(part, *given)
    return out
