"""What is kept of windows, and the one door to what computes it, whatever the kind of array."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .. import _native
from ..windows import Windows
from . import native
from .backend import Backend


class Kept:
    """What is kept of windows, with its numbers."""

    of_shape = False
    """Whether its numbers depend on how large x is."""
    numbers: Any = None

    def by(self, backend: Backend, x: Any, mask: Any, windows: Windows, empty_value: float) -> Any:
        """What this kind of array makes of it."""
        raise NotImplementedError

    def recipe(self, name: str, windows: Windows, **manner: bool) -> _native.Recipe | None:
        """How kernels do so again with arrays of this dtype, of any shape, without a mask; None
        where Python has to look at each."""
        raise NotImplementedError


@dataclass(frozen=True)
class Pick(Kept):
    """The largest element, or the smallest; with `indices`, a pair of them and their places."""

    largest: bool
    indices: bool = False

    def by(self, backend: Backend, x: Any, mask: Any, windows: Windows, empty_value: float) -> Any:
        return backend.pick(x, mask, windows, self.largest, empty_value, self.indices)

    def recipe(self, name: str, windows: Windows, **manner: bool) -> _native.Recipe | None:
        return native.ready_pick(name, windows, self.largest, self.indices, **manner)


@dataclass(frozen=True)
class Total(Kept):
    """The sum of all elements, divided as `divide` says, in a dtype of its own if there is one."""

    divide: int
    divisor: int = 1
    dtype: Any = None

    def by(self, backend: Backend, x: Any, mask: Any, windows: Windows, empty_value: float) -> Any:
        given = self.divide, self.divisor, self.dtype
        return backend.total(x, mask, windows, *given, empty_value)

    def recipe(self, name: str, windows: Windows, **manner: bool) -> _native.Recipe | None:
        if self.dtype is not None:
            return None
        return native.ready_total(name, windows, self.divide, self.divisor, **manner)


@dataclass(frozen=True)
class Reduce(Kept):
    """What one of `native.REDUCERS` makes of it; see `Backend.reduce` for its numbers and draw."""

    reducer: str
    numbers: Any = None
    draw: Any = None
    of_shape: bool = False
    new_seed: Callable[[], int] | None = None  # of the next draw, where none is asked for

    def by(self, backend: Backend, x: Any, mask: Any, windows: Windows, empty_value: float) -> Any:
        given = self.reducer, self.numbers, self.draw
        return backend.reduce(x, mask, windows, *given, empty_value)

    def recipe(self, name: str, windows: Windows, **manner: bool) -> _native.Recipe | None:
        numbers = () if self.numbers is None else self.numbers
        if not isinstance(numbers, tuple) or (self.draw and not self.new_seed):
            return None
        first = self.draw[1] if self.draw else 0
        return native.ready_reduce(
            name, windows, self.reducer, numbers, self.new_seed, first, **manner
        )
