"""NumPy arrays whose gradients are wanted: the forward pass runs as ever, the backward is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ...windows import Windows
from .. import native
from . import arrays
from .arrays import HOST as HOST
from .recorded_numpy import Recorded


def known(x: Recorded, name: str = "x") -> str:
    return arrays.known(x.value, name)


def pick(
    x: Recorded, mask: Any, windows: Windows, largest: bool, empty_value: float, indices: bool
) -> Any:
    value = _differentiable(x)
    native.check_empty_value(empty_value, HOST.name(value))
    spatial, masked = value.shape[value.ndim - windows.rank :], mask is not None
    out, offsets = native.pick(HOST, value, mask, windows, largest, empty_value, True)

    result = x.became(out, lambda grad: native.place(HOST, grad, offsets, windows, spatial, masked))
    if not indices:
        return result
    return result, native.indices(HOST, offsets, windows, spatial, masked)


def total(
    x: Recorded,
    mask: Any,
    windows: Windows,
    divide: int,
    divisor: int,
    dtype: Any,
    empty_value: float,
) -> Any:
    value = _differentiable(x)
    out = arrays.total(value, mask, windows, divide, divisor, dtype, empty_value)
    spatial, own = value.shape[value.ndim - windows.rank :], value.dtype

    def step(grad: Any) -> Any:
        # dtype= made the output of other floats than x: the wider of the two keeps both.
        wide = grad.astype(_wider(grad.dtype, own), copy=False)
        spread = native.spread(HOST, wide, mask, windows, spatial, divide, divisor)
        return spread.astype(own, copy=False)

    return x.became(out, step)


def reduce(
    x: Recorded,
    mask: Any,
    windows: Windows,
    reducer: str,
    parameters: Any,
    draw: tuple[int, int] | None,
    empty_value: float,
) -> Any:
    value = _differentiable(x)
    out = arrays.reduce(value, mask, windows, reducer, parameters, draw, empty_value)
    seed, first = draw or (0, 0)
    numbers = arrays.columns(parameters)
    # A filter's gradients depend on where elements are alone, so that x need not be held: zeros
    # that nobody has written to take no memory.
    needed = None if reducer == "weighted" else value
    shape, dtype = value.shape, value.dtype

    def step(grad: Any) -> Any:
        elements = np.zeros(shape, dtype) if needed is None else needed
        return native.reduce_back(
            HOST, grad, elements, mask, windows, reducer, numbers, seed, first, False
        )[0]

    return x.became(out, step)


def target(dtype: Any, name: str) -> Any:
    return arrays.target(dtype, name)


def table(columns: Sequence[Any], x: Recorded) -> Any:
    return arrays.table(columns, x.value)


def seed(seed: int | None, generator: Any, x: Recorded) -> int:
    return arrays.seed(seed, generator, x.value)


new_seed = arrays.new_seed
check_generator = arrays.check_generator


def moveaxis(x: Recorded, source: int, target: int) -> Recorded:
    return x.became(
        arrays.moveaxis(x.value, source, target),
        lambda grad: arrays.moveaxis(grad, target, source),
    )


def mask(mask: Any, x: Recorded) -> Any:
    return arrays.mask(mask, x.value)


def lengths_mask(lengths: Any, x: Recorded, time_axis: int) -> Any:
    return arrays.lengths_mask(lengths, x.value, time_axis)


def _wider(left: Any, right: Any) -> Any:
    # NumPy knows no type that holds float16 and bfloat16.
    return left if left == right else np.promote_types(np.promote_types(left, np.float32), right)


def _differentiable(x: Recorded) -> Any:
    if HOST.name(x.value) not in native.FLOATS:
        raise TypeError(f"x has dtype {x.value.dtype}; gradients need a floating-point type")
    return x.value
