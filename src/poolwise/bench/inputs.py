"""Random inputs, the same for every engine, in each layout."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from poolwise.bench.workloads import RANDOM, Layout, Workload, itemsize

Array = NDArray[Any]

# Sign and mantissa stay random, the exponent becomes that of one: ±[1, 2). Drawing normal numbers
# would take longer than most of what is timed.
_FLOAT_BITS: dict[str, tuple[Any, int, int]] = {
    "float16": (np.uint16, 0x83FF, 0x3C00),
    "bfloat16": (np.uint16, 0x807F, 0x3F80),
    "float32": (np.uint32, 0x807FFFFF, 0x3F800000),
    "float64": (np.uint64, 0x800FFFFFFFFFFFFF, 0x3FF0000000000000),
}


def random_array(shape: tuple[int, ...], dtype: str, rng: np.random.Generator) -> Array:
    """Random numbers: ±[1, 2) for floats, everything that the dtype holds for integers.

    Example:
        >>> x = random_array((2, 3), "float32", np.random.default_rng(0))
        >>> bool((1 <= abs(x)).all() and (abs(x) < 2).all()), x.dtype
        (True, dtype('float32'))
    """
    size = math.prod(shape) * itemsize(dtype)
    raw = rng.integers(0, 2**64, size=-(-size // 8), dtype=np.uint64).view(np.uint8)[:size]
    if dtype in _FLOAT_BITS:
        word, keep, one = _FLOAT_BITS[dtype]
        bits = raw.view(word)
        np.bitwise_and(bits, word(keep), out=bits)
        np.bitwise_or(bits, word(one), out=bits)
    if dtype == "bool":
        np.bitwise_and(raw, np.uint8(1), out=raw)
    return raw.view(numpy_dtype(dtype)).reshape(shape)


def numpy_dtype(name: str) -> np.dtype[Any]:
    """The NumPy dtype of this name; bfloat16 is ml_dtypes'."""
    if name == "bfloat16":
        import ml_dtypes

        name = ml_dtypes.bfloat16
    dtype: np.dtype[Any] = np.dtype(name)
    return dtype


class Inputs:
    """One round's input and output gradient; layouts are converted when first asked for."""

    def __init__(self, workload: Workload, seed: int) -> None:
        rng = np.random.default_rng(seed)
        x = random_array(workload.shape, workload.dtype, rng)
        if workload.op in RANDOM:  # draws elements in proportion to their values
            np.abs(x, out=x)
        self._planar = {"x": x}
        if workload.mode != "forward":
            self._planar["grad"] = random_array(workload.output_shape, workload.dtype, rng)
        self._channels_last: dict[str, Array] = {}

    def x(self, layout: Layout) -> Array:
        """The input, contiguous: (batch, channels, *spatial) or (batch, *spatial, channels)."""
        return self._of("x", layout)

    def grad(self, layout: Layout) -> Array:
        """The gradient of the output, likewise."""
        return self._of("grad", layout)

    def _of(self, name: str, layout: Layout) -> Array:
        if layout == "planar":
            return self._planar[name]
        if name not in self._channels_last:
            self._channels_last[name] = np.ascontiguousarray(np.moveaxis(self._planar[name], 1, -1))
        return self._channels_last[name]
