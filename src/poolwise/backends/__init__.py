"""Which code computes a pooling: chosen by the array's type, imported when one arrives."""

from __future__ import annotations

import sys
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

    def moveaxis(self, x: Any, source: int, target: int) -> Any:
        """A view with one axis moved."""

    def mask(self, mask: Any, x: Any) -> Any:
        """The mask as a boolean array of the kind and shape of x."""

    def lengths_mask(self, lengths: Any, x: Any, time_axis: int) -> Any:
        """The mask that is True for the first `lengths` elements of the time axis."""


BY_TYPE: dict[type, Backend] = {np.ndarray: arrays}
"""The backends of the usual types, which need no further look; a backend adds its own."""


def backend_of(x: object) -> Backend:
    """The backend for this array.

    Raises:
        TypeError: x is of no kind that poolwise knows.
    """
    if known := BY_TYPE.get(type(x)):
        return known
    if isinstance(x, np.ndarray) and not isinstance(x, np.ma.MaskedArray):
        return arrays
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(x, torch.Tensor):
        from . import tensors

        return tensors
    if isinstance(x, Recorded):
        from . import recorded

        return recorded
    hint = (
        "; pass a masked array's data and mask= apart" if isinstance(x, np.ma.MaskedArray) else ""
    )
    raise TypeError(f"x must be a numpy.ndarray or a torch.Tensor, got {type(x).__name__}{hint}")


def is_traced() -> bool:
    """Whether torch.compile is following this code instead of running it.

    Once the backend of tensors is there, PyTorch's own function stands here.
    """
    torch = sys.modules.get("torch")
    return torch is not None and torch.compiler.is_dynamo_compiling()


class Recorded:
    """A NumPy array whose pooling is recorded for `poolwise.vjp`."""

    def __init__(self, value: NDArray[Any]) -> None:
        self.value = value
        self.pullback: Any = None

    @property
    def ndim(self) -> int:
        return self.value.ndim

    @property
    def shape(self) -> tuple[int, ...]:
        shape: tuple[int, ...] = self.value.shape
        return shape
