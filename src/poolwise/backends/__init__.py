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


# What stands for values that are not known yet, by the package that its class is of.
_SYMBOLIC = {
    "jax": ("Tracer", "; inside jax.jit, jax.pure_callback calls poolwise with arrays"),
    "keras": ("KerasTensor", "; call poolwise in a keras.layers.Layer, with Keras on PyTorch"),
}


def _hint(x: object, name: str) -> str:
    """What to pass instead of what is no array."""
    kind = type(x)
    package = kind.__module__.partition(".")[0]
    if isinstance(x, np.ma.MaskedArray) and name == "x":
        return "; pass x.data with mask=~numpy.ma.getmaskarray(x), which is True where x is present"
    if package == "dask":
        return (
            f"; operators that pool windows and filters take Dask arrays, others {name}.compute()"
        )
    if package == "xarray":
        return f"; poolwise.xarray pools it by its dimensions' names, {name}.data without them"
    symbol, instead = _SYMBOLIC.get(package, ("", ""))
    if symbol and any(base.__name__ == symbol for base in kind.__mro__):
        return instead
    as_array = any(hasattr(kind, f"__array{end}__") for end in ("", "_interface"))
    as_array = as_array or isinstance(x, (list, tuple, memoryview))
    if hasattr(kind, "__dlpack__") and not (as_array and _on_host(x)):
        return f"; torch.from_dlpack({name}) makes a tensor of it, where it lies"
    return f"; numpy.asarray({name}) makes an array of it" if as_array else ""


def _on_host(x: Any) -> bool:
    """Whether x lies in the CPU's memory, pinned or not, by DLPack's numbers; or does not say."""
    try:
        return x.__dlpack_device__()[0] in (1, 3)
    except Exception:  # whatever its library raises, say of what has been deleted
        return True


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
