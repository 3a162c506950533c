"""What operators composed of others need of arrays, tensors and recorded arrays alike."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..backends import Recorded, backend_of, gathered, native
from ..backends.native import COUNT

_ACCUMULATORS = {"float16": "float32", "bfloat16": "float32"}


def floats(x: Any) -> tuple[Any, str]:
    """x in the floats to compute with, and the name of the dtype that the result has.

    Raises:
        TypeError: x is of no kind or dtype that poolwise knows.
    """
    backend = backend_of(x)
    name = backend.HOST.name(x)
    if isinstance(x, Recorded) and name not in native.FLOATS:
        raise TypeError(f"x has dtype {x.dtype}; gradients need a floating-point type")
    target = native.total_dtype(name, COUNT)
    return cast(x, _ACCUMULATORS.get(target, target)), target


def cast(x: Any, name: str) -> Any:
    """x in the dtype of this name; what is too large for it becomes inf, as in the kernels."""
    if isinstance(x, (np.ndarray, Recorded)):
        with np.errstate(over="ignore"):
            return gathered.cast(x, np.dtype(name))
    import torch

    return x.to(getattr(torch, name))


def at(index: Any, axis: int) -> tuple[Any, ...]:
    """What `x[…]` takes to apply an index to one of the last axes, counted from the end."""
    return (..., index, *[slice(None)] * (-axis - 1))


def is_known(x: Any) -> bool:
    """Whether numbers may be asked for: PyTorch neither traces nor maps x."""
    if isinstance(x, np.ndarray):
        return True
    from ..backends import torch_host

    return torch_host.is_known(x)


def is_at_hand(x: Any) -> bool:
    """Whether a look at the numbers of x is possible and costs no wait for a device."""
    if isinstance(x, np.ndarray):
        return True
    from ..backends import torch_host

    return torch_host.is_at_hand(x)


def checked_places(name: str, places: Any, x: Any, least: int, limit: int) -> Any:
    """Integers that say places, as int64, like x.

    Raises:
        ValueError, TypeError: they are no integers of x's kind, or out of range. (What is traced
            or lies on another device is not looked at.)
    """
    if isinstance(x, (np.ndarray, Recorded)):
        if not isinstance(places, (np.ndarray, np.integer)) or places.dtype.kind not in "iu":
            raise TypeError(f"{name} must be integers in a numpy.ndarray, like x")
        given: Any = np.asarray(places, np.int64)
        size = given.size
    else:
        import torch

        kinds = (torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64)
        if not isinstance(places, torch.Tensor) or places.dtype not in kinds:
            raise TypeError(f"{name} must be integers in a torch.Tensor, like x")
        given = places.long()
        size = given.numel()
    if is_at_hand(given) and size:
        low, high = int(given.min()), int(given.max())
        if low < least or high >= limit:
            raise ValueError(
                f"{name} run from {low} to {high}; x allows {least} to {limit - 1} here"
            )
    return given
