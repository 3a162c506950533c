"""What operators composed of others need of arrays, tensors and recorded arrays alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..backends import Recorded, backend_of, gathered, namespace, native
from ..backends.native import COUNT
from ..backends.numpy import arrays

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


def saturated(x: Any, name: str) -> Any:
    """x in the dtype of this name; what an integer type does not hold becomes its limits."""
    own = gathered.name_of(x)
    if name in native.FLOATS or native.holds(name, own):
        return cast(x, name)
    low, high = native.integer_limits(name)
    if own == "uint64" and not isinstance(x, np.ndarray):  # of which PyTorch compares nothing
        x = x.view(namespace(x).int64)
        return cast(namespace(x).where(x < 0, high, x.clip(None, high)), name)
    least, most = native.integer_limits(own)
    return cast(namespace(x).clip(x, max(low, least), min(high, most)), name)


def at(index: Any, axis: int) -> tuple[Any, ...]:
    """What `x[…]` takes to apply an index to one of the last axes, counted from the end."""
    return (..., index, *[slice(None)] * (-axis - 1))


def split(x: Any, sizes: Sequence[int], axis: int) -> Sequence[Any]:
    """x in parts of these sizes along an axis; not of recorded arrays."""
    if isinstance(x, np.ndarray):
        return np.split(x, np.cumsum(sizes)[:-1], axis)
    parts: Sequence[Any] = x.split(sizes, axis)
    return parts


def is_known(x: Any) -> bool:
    """Whether numbers may be asked for: PyTorch neither traces nor maps x."""
    return bool(gathered.kind(x).is_known(x))


def is_at_hand(x: Any) -> bool:
    """Whether a look at the numbers of x is possible and costs no wait for a device."""
    return gathered.is_at_hand(x)


def is_wrapped(x: Any) -> bool:
    """Whether x is one of torch.func's tensors, which have no memory of their own."""
    return bool(gathered.kind(x).is_wrapped(x))


def is_kin(value: Any, x: Any) -> bool:
    """Whether both are arrays, or both tensors."""
    return isinstance(value, np.ndarray) == isinstance(x, (np.ndarray, Recorded))


def require_device(name: str, given: Any, x: Any, from_cpu: bool = False) -> None:
    """Raise for a tensor on another device than x.

    With `from_cpu` one of the CPU will do, which is then taken to x. (What has no numbers is no
    place to take them to.)
    """
    if not hasattr(given, "device") or isinstance(given, np.ndarray) or given.device == x.device:
        return
    if not from_cpu or given.device.type != "cpu" or x.device.type == "meta":
        raise ValueError(f"{name} is on {given.device}, x on {x.device}")


def checked_places(name: str, places: Any, x: Any, least: int, limit: int) -> Any:
    """Integers that say places, as int64, like x.

    Raises:
        ValueError, TypeError: they are no integers of x's kind, on another device, or out of range.
            (What is traced or lies on no CPU is not looked at.)
    """
    if isinstance(x, (np.ndarray, Recorded)):
        if not isinstance(places, (np.ndarray, np.integer)) or places.dtype.kind not in "iu":
            raise TypeError(f"{name} must be integers in a numpy.ndarray, like x")
        arrays.require_plain(name, places)
        given: Any = np.asarray(places)
        size = given.size
    else:
        import torch

        from ..backends.torch import tensors

        kinds = (torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64)
        if not isinstance(places, torch.Tensor) or places.dtype not in kinds:
            raise TypeError(f"{name} must be integers in a torch.Tensor, like x")
        tensors.require_dense(name, places)
        require_device(name, places, x)
        given, size = places.long(), places.numel()
    if is_at_hand(given) and size:
        low, high = int(given.min()), int(given.max())
        if low < least or high >= limit:
            raise ValueError(
                f"{name} run from {low} to {high}; x allows {least} to {limit - 1} here"
            )
    return given.astype(np.int64, copy=False) if isinstance(given, np.ndarray) else given
