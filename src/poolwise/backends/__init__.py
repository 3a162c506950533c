"""Which code computes a pooling: chosen by the array's type, imported when one arrives."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

from ..windows import Windows
from .backend import BY_RANK, BY_TYPE, Backend
from .kept import Kept, Pick, Reduce, Total
from .numpy import arrays, recorded, recorded_numpy
from .numpy.recorded_numpy import Recorded

__all__ = [
    "BY_RANK",
    "BY_TYPE",
    "Backend",
    "Kept",
    "Pick",
    "Recorded",
    "Reduce",
    "Total",
    "backend_of",
    "namespace",
    "pool",
]

BY_TYPE[np.ndarray] = arrays


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
        from .torch import tensors

        return tensors
    if isinstance(x, Recorded):
        return recorded
    kind = type(x).__name__
    hint = _hint(x, name)
    raise TypeError(f"{name} must be a numpy.ndarray or a torch.Tensor, got {kind}{hint}")


def pool(x: Any, kept: Kept, windows: Windows, mask: Any = None, empty_value: float = 0) -> Any:
    """What is kept of each window of x, planar, with a mask of its shape or none: the one door."""
    return kept.by(backend_of(x), x, mask, windows, empty_value)


def _hint(x: object, name: str) -> str:
    """What to pass instead of what is no array."""
    if isinstance(x, np.ma.MaskedArray) and name == "x":
        return "; pass x.data with mask=~numpy.ma.getmaskarray(x), which is True where x is present"
    if type(x).__module__.startswith("dask."):
        return f"; operators that pool windows take Dask arrays, others {name}.compute()"
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
        return recorded_numpy
    return sys.modules["torch"]
