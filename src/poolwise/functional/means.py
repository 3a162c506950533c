"""Means and sums."""

from __future__ import annotations

from typing import Unpack

from ..backends import Total
from ..backends.native import CONSTANT, COUNT, EXTENT, NOTHING
from ..windows import Sliding, Windows
from . import joined
from .arguments import Array, DType
from .declaration import DTYPE, MEANS, Parameter
from .numbers import divisor
from .over_windows import operator
from .rules import Rules, later

__all__: list[str] = []


@operator(
    MEANS,
    formula="Σ x / n",
    keeps="the mean",
    source="LeCun et al. 1990",
    good="dense features, smooth changes under shifts, noise that averages out, and the last layer "
    "before a classifier",
    bad="sparse features: a strong response among zeros is diluted by the window's size; edges "
    "blur",
    parameters=(
        Parameter(
            "count_include_pad",
            True,
            "padding counts as elements of value 0",
            "flag",
            sliding=True,
        ),
        Parameter(
            "divisor_override",
            None,
            "divide by this instead of n",
            "integer",
            sliding=True,
            check=divisor,
        ),
        DTYPE,
    ),
    by_name=True,
    joined=joined.MEAN,
)
def avg_pool(
    x: Array,
    windows: Windows,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
    *,
    dtype: DType = None,
    **rules: Unpack[Rules],
) -> Array:
    """The mean of each window.

    Arguments and results are those of `torch.nn.functional.avg_pool{n}d` and
    `adaptive_avg_pool{n}d`.

    Args:
        count_include_pad: divide by all of the window inside the padded input, padding included.
            False divides by the number of x's own elements. Masked elements never count. A window
            of padding alone is 0 where padding counts, and otherwise an error.
        divisor_override: divide by this instead.
        dtype: the result's. Integers give float32 (8 and 16 bits) or float64 when None; an integer
            dtype rounds half to even and saturates.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1, 2, 4, 8], np.uint8).reshape(1, 1, 4{flat})
        >>> poolwise.{prefix}avg_pool{n}d(x, {where}).ravel()
        array([1.5, 6. ], dtype=float32)
    """
    if divisor_override is not None:
        return later(x, Total(CONSTANT, int(divisor_override), dtype))
    padded = count_include_pad and isinstance(windows, Sliding)
    return later(x, Total(EXTENT if padded else COUNT, dtype=dtype))


@operator(
    MEANS,
    formula="Σ x",
    keeps="the total",
    source="LeCun et al. 1990",
    good="counts and masses, where twice as much must be twice as large",
    bad="values grow with the window, which initial weights and normalisation must allow for",
    parameters=(DTYPE,),
    by_name=True,
    joined=joined.TOTAL,
)
def sum_pool(x: Array, windows: Windows, *, dtype: DType = None, **rules: Unpack[Rules]) -> Array:
    """The sum of each window.

    Args:
        dtype: the result's; an integer one saturates. When None, floats keep theirs, and integers
            give int64 (uint64 its own), which wraps as NumPy's sums do.

    Returns:
        An array of sums.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 2.0, 4.0, 3.0]).reshape(1, 1, 4{flat})
        >>> poolwise.{prefix}sum_pool{n}d(x, {where}).ravel()
        array([3., 7.])
    """
    return later(x, Total(NOTHING, dtype=dtype))
