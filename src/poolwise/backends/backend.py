"""What a kind of array has to offer, and which kinds there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from ..windows import Windows
from . import native


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

    def new_seed(self) -> int:
        """The next seed of the usual generator, for arrays on the CPU."""

    def check_generator(self, generator: Any) -> None:
        """Raise a TypeError for a generator of another kind; None will do."""

    def moveaxis(self, x: Any, source: int, target: int) -> Any:
        """A view with one axis moved."""

    def mask(self, mask: Any, x: Any) -> Any:
        """The mask as a boolean array of the kind and shape of x."""

    def lengths_mask(self, lengths: Any, x: Any, time_axis: int) -> Any:
        """The mask that is True for the first `lengths` elements of the time axis."""


BY_TYPE: dict[type, Backend] = {}
"""The backends of the usual types, which need no further look; each adds its own."""

BY_RANK: dict[str, Callable[..., Any]] = {}
"""Of reducers that weigh elements by their rank, the largest being number 0: a function to ranks
from one to before another and what each of them weighs, ``[(from, to, weight), …]``. It is given a
function from ranks to elements, how many of those windows have, and the reducer's numbers.
Declarations add theirs."""
