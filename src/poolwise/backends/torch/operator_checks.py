"""What PyTorch's operators are given, looked at before the kernels see it.

The functions check what their users give; but programs that were exported, or anybody, may call
``torch.ops.poolwise`` with anything, and kernels trust addresses, shapes and dtypes. Tensors that
only have a shape are looked at in the same way, but sizes that are symbols are not compared: that
would fix them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from ...windows import Windows
from .. import native
from .host import DTYPES, HOST, Code, windows_of


def _at(code: Code) -> Windows:
    try:
        return windows_of(code)
    except TypeError:  # symbols, which no cache holds
        return Windows.unpack(code)  # type: ignore[arg-type]


def _differ(shape: Sequence[int], other: Sequence[int]) -> bool:
    if len(shape) != len(other):
        return True
    pairs = zip(shape, other, strict=True)
    return any(isinstance(m, int) and isinstance(n, int) and m != n for m, n in pairs)


def _has_elements(x: Tensor) -> bool:
    return not (x.is_meta or torch._C._dispatch_keys(x).has(torch._C.DispatchKey.Python))


def _shape(name: str, x: Tensor, shape: Sequence[int]) -> None:
    if _differ(x.shape, shape):
        raise ValueError(f"{name} has shape {tuple(x.shape)}, but {tuple(shape)} is needed")


def _lead(name: str, x: Tensor, at: Windows, spatial: Sequence[int] | None = None) -> Sequence[int]:
    """The leading axes of x, over whose last axes windows lie, or of a pooled one."""
    HOST.name(x)
    if x.ndim < at.rank:
        raise ValueError(f"{name} of shape {tuple(x.shape)} has fewer axes than windows {at}")
    split = x.ndim - at.rank
    if spatial is not None and _differ(x.shape[split:], at.output_shape(spatial)):
        raise ValueError(
            f"{name} has shape {tuple(x.shape)}; windows over {tuple(spatial)} give "
            f"{at.output_shape(spatial)}"
        )
    return x.shape[:split]


def _mask(mask: Tensor | None, shape: Sequence[int]) -> None:
    if mask is None:
        return
    if mask.dtype != torch.bool:
        raise TypeError(f"mask must be boolean, got {mask.dtype}")
    _shape("mask", mask, shape)


def _offsets(offsets: Tensor, at: Windows, spatial: Sequence[int], masked: bool) -> Sequence[int]:
    """The leading axes of offsets, each of which is to be that of an element of its window."""
    lead = _lead("offsets", offsets, at, spatial)
    dtype = DTYPES[native.offset_dtype(at, spatial, masked)]
    if offsets.dtype != dtype:
        raise TypeError(f"offsets must be {dtype} for {at}, got {offsets.dtype}")
    if not _has_elements(offsets):
        return lead
    none = 2 ** (8 * dtype.itemsize) - 1  # the code of a window that a mask left empty
    codes = offsets.to(torch.int64) & none if dtype.is_signed else offsets
    if masked:
        codes = codes.masked_fill(codes == none, 0)
    elements = max(1, at.capacity(spatial))
    if elements <= none and codes.numel() > 0 and int(codes.max()) >= elements:
        raise ValueError(f"offsets must be less than {elements}, the elements of a window")
    return lead


def _division(divide: int, divisor: int) -> None:
    if divide not in (native.NOTHING, native.COUNT, native.EXTENT, native.CONSTANT):
        raise ValueError(f"divide={divide} must be 0, 1, 2 or 3")
    if divide == native.CONSTANT and divisor == 0:
        raise ValueError("divisor=0 must be another number")


def _floating(name: str, x: Tensor) -> None:
    if HOST.name(x) not in native.FLOATS:
        raise TypeError(f"{name} must be of floating-point numbers, got {x.dtype}")


def pick(
    x: Tensor, mask: Tensor | None, windows: Sequence[int], largest: bool, empty_value: float
) -> None:
    _lead("x", x, _at(windows))
    _mask(mask, x.shape)
    native.check_empty_value(empty_value, HOST.name(x))


def total(
    x: Tensor,
    mask: Tensor | None,
    windows: Sequence[int],
    divide: int,
    divisor: int,
    empty_value: float,
    target: str | None,
) -> None:
    _lead("x", x, _at(windows))
    _mask(mask, x.shape)
    _division(divide, divisor)
    name = HOST.name(x)
    integers = native.CODES.keys() - {*native.FLOATS, "bool"}
    if target is not None and (name in native.FLOATS or target not in integers):
        raise ValueError(f"target={target!r} must name a type of integers, x having some: {name}")
    native.check_empty_value(empty_value, target or native.total_dtype(name, divide))


def place(
    grad: Tensor, offsets: Tensor, windows: Sequence[int], spatial: Sequence[int], masked: bool
) -> None:
    _floating("grad", grad)
    _offsets(offsets, _at(windows), spatial, masked)
    _shape("grad", grad, offsets.shape)


def gather(x: Tensor, offsets: Tensor, windows: Sequence[int], masked: bool) -> None:
    at = _at(windows)
    lead = _lead("x", x, at)
    spatial = tuple(x.shape[len(lead) :])
    _shape("offsets", offsets, (*lead, *at.output_shape(spatial)))
    _offsets(offsets, at, spatial, masked)


def indices(offsets: Tensor, windows: Sequence[int], spatial: Sequence[int], masked: bool) -> None:
    _offsets(offsets, _at(windows), spatial, masked)


def spread(
    grad: Tensor,
    mask: Tensor | None,
    windows: Sequence[int],
    spatial: Sequence[int],
    divide: int,
    divisor: int,
) -> None:
    _floating("grad", grad)
    lead = _lead("grad", grad, _at(windows), spatial)
    _mask(mask, (*lead, *spatial))
    _division(divide, divisor)


def reduce(
    x: Tensor,
    mask: Tensor | None,
    numbers: Tensor | None,
    seed: Tensor | None,
    windows: Sequence[int],
    reducer: str,
    first: int,
    empty_value: float,
) -> None:
    lead = _lead("x", x, _at(windows))
    _mask(mask, x.shape)
    _reducer(reducer, x, lead, numbers)
    _draw(seed, first)
    native.check_empty_value(empty_value, HOST.name(x))


def reduce_back(
    grad: Tensor,
    mask: Tensor | None,
    x: Tensor,
    numbers: Tensor | None,
    seed: Tensor | None,
    windows: Sequence[int],
    reducer: str,
    first: int,
    with_slopes: bool,
) -> None:
    at = _at(windows)
    lead = _lead("x", x, at)
    _mask(mask, x.shape)
    _reducer(reducer, x, lead, numbers)
    _draw(seed, first)
    _floating("x", x)
    if grad.dtype != x.dtype:
        raise TypeError(f"grad must be {x.dtype} as x is, got {grad.dtype}")
    _shape("grad", grad, (*lead, *at.output_shape(tuple(x.shape[len(lead) :]))))


def _reducer(reducer: str, x: Tensor, lead: Sequence[int], numbers: Tensor | None) -> None:
    name = HOST.name(x)
    if reducer not in native.REDUCERS:
        raise ValueError(f"reducer={reducer!r} must be one of {', '.join(native.REDUCERS)}")
    if native.reduced_dtype(reducer, name) != name:
        raise TypeError(f"x must have the dtype of what {reducer} gives, and not be {name}")
    wanted = native.REDUCERS[reducer].numbers
    if numbers is None:
        count, groups = 0, 1
    elif numbers.ndim == 2 and not numbers.is_complex():
        groups, count = numbers.shape
    else:
        raise ValueError(
            f"numbers must be a table of (channels, numbers), got {numbers.dtype} of the shape "
            f"{tuple(numbers.shape)}"
        )
    if count < 1 if wanted is None else count != wanted:
        needed = "1 or more" if wanted is None else wanted
        raise ValueError(f"numbers has {count} for each channel; {reducer} takes {needed}")
    channels = lead[-1] if lead else 1
    if groups != 1 and _differ((groups,), (channels,)):
        raise ValueError(f"numbers has {groups} rows; x has {channels} channels")


def _draw(seed: Tensor | None, first: int) -> None:
    integers = (torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8)
    if seed is not None and (seed.numel() != 1 or seed.dtype not in integers):
        raise ValueError(
            f"seed must be one integer, got {seed.dtype} of the shape {tuple(seed.shape)}"
        )
    if isinstance(first, int) and not 0 <= first < 2**64:
        raise ValueError(f"first={first} must be at least 0 and less than 2^64")


CHECKS: dict[str, Callable[..., None]] = {
    "pick": pick,
    "pick_value": pick,
    "total": total,
    "place": place,
    "gather": gather,
    "indices": indices,
    "spread": spread,
    "reduce": reduce,
    "reduce_back": reduce_back,
}
"""By the operator's name; each takes its arguments and raises where they are wrong."""
