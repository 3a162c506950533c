"""Means and sums."""

from __future__ import annotations

from typing import Any, Never

import numpy as np

from .._overrides import asked_for_caller
from ..backends import native
from ..backends.native import CONSTANT, COUNT, EXTENT, NOTHING, again
from ..windows import Ints, Padding, Windows, flag, said
from .arguments import Array, DType, Lengths, Mask
from .declaration import DTYPE, MEANS, Operator, Parameter, declare
from .keywords import refuse
from .per_rank import bare_per_rank
from .rules import OutputSize, canonical

__all__ = [
    "adaptive_avg_pool1d",
    "adaptive_avg_pool2d",
    "adaptive_avg_pool3d",
    "adaptive_sum_pool1d",
    "adaptive_sum_pool2d",
    "adaptive_sum_pool3d",
    "avg_pool1d",
    "avg_pool2d",
    "avg_pool3d",
    "global_avg_pool1d",
    "global_avg_pool2d",
    "global_avg_pool3d",
    "global_sum_pool1d",
    "global_sum_pool2d",
    "global_sum_pool3d",
    "sum_pool1d",
    "sum_pool2d",
    "sum_pool3d",
]


declare(
    Operator(
        "avg",
        (MEANS,),
        "Σ x / n",
        "the mean",
        "LeCun et al. 1990",
        "dense features, smooth changes under shifts, noise that averages out, and the last layer "
        "before a classifier",
        "sparse features: a strong response among zeros is diluted by the window's size; edges "
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
                "divisor_override", None, "divide by this instead of n", "integer", sliding=True
            ),
            DTYPE,
        ),
        function="{p}avg_pool{n}d",
        module="{p}AvgPool{n}d",
        by_name=True,
        home=__name__,
    )
)


@bare_per_rank
def avg_pool(
    x: Array,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
    *,
    dilation: Ints = 1,
    dtype: DType = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
    _rank: int = 0,
    **unknown: Never,
) -> Array:
    """The mean of each window.

    Arguments are as in `torch.nn.functional.avg_pool{n}d`. See `poolwise.functional` for the
    keywords.

    Args:
        x: array or tensor of shape (*lead, {spatial}); bool, integer or floating-point.
        kernel_size, stride, padding, ceil_mode, dilation: as in `max_pool{n}d`.
        count_include_pad: divide by all of the window inside the padded input, padding included.
            False divides by the number of x's own elements. Masked elements never count. A window
            of padding alone is 0 where padding counts, and otherwise an error.
        divisor_override: divide by this instead.
        dtype: the result's. Integers give float32 (8 and 16 bits) or float64 when None; an integer
            dtype rounds half to even and saturates.

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: LeCun et al. 1990.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1, 2, 4, 8], np.uint8).reshape(1, 1, 4{flat})
        >>> poolwise.avg_pool{n}d(x, (2{flat})).ravel()
        array([1.5, 6. ], dtype=float32)
    """
    if unknown:
        refuse(avg_pool[_rank - 1], unknown)
    geometry = (_rank, kernel_size, stride, padding, dilation, ceil_mode)
    divide, divisor = EXTENT, 1
    if count_include_pad is not True:
        divide = EXTENT if flag("count_include_pad", count_include_pad) else COUNT
    if divisor_override is not None:
        divide, divisor = CONSTANT, _divisor(divisor_override)
    return _total(
        x,
        geometry,
        (),
        divide,
        divisor,
        dtype,
        mask,
        lengths,
        empty_value,
        channels_last,
    )


declare(
    Operator(
        "sum",
        (MEANS,),
        "Σ x",
        "the total",
        "LeCun et al. 1990",
        "counts and masses, where twice as much must be twice as large",
        "values grow with the window, which initial weights and normalisation must allow for",
        parameters=(DTYPE,),
        function="{p}sum_pool{n}d",
        module="{p}SumPool{n}d",
        by_name=True,
        home=__name__,
    )
)


@bare_per_rank
def sum_pool(
    x: Array,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    dtype: DType = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
    _rank: int = 0,
    **unknown: Never,
) -> Array:
    """The sum of each window.

    Args:
        x: array or tensor of shape (*lead, {spatial}); bool, integer or floating-point.
        kernel_size, stride, padding, dilation, ceil_mode: as in `max_pool{n}d`.
        dtype: the result's; an integer one saturates. When None, floats keep theirs, and integers
            give int64 (uint64 its own), which wraps as NumPy's sums do.

    Returns:
        An array of sums.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 2.0, 4.0]).reshape(1, 1, 3{flat})
        >>> poolwise.sum_pool{n}d(x, (2{flat}), stride=1).ravel()
        array([3., 6.])
    """
    if unknown:
        refuse(sum_pool[_rank - 1], unknown)
    geometry = (_rank, kernel_size, stride, padding, dilation, ceil_mode)
    return _total(x, geometry, (), NOTHING, 1, dtype, mask, lengths, empty_value, channels_last)


@bare_per_rank
def adaptive_avg_pool(
    x: Array,
    output_size: OutputSize,
    *,
    dtype: DType = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
    _rank: int = 0,
    **unknown: Never,
) -> Array:
    """The mean of each of `output_size` windows spread evenly over x.

    Windows are as in `adaptive_max_pool{n}d`, dtypes as in `avg_pool{n}d`.

    Args:
        x: array or tensor of shape (*lead, {spatial}); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
        dtype: the result's, as in `avg_pool{n}d`.

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.arange(5.0).reshape(1, 1, 5{flat})
        >>> poolwise.adaptive_avg_pool{n}d(x, (2{flat})).ravel()
        array([1., 3.])
    """
    if unknown:
        refuse(adaptive_avg_pool[_rank - 1], unknown)
    return _total(
        x, (_rank,), (output_size,), COUNT, 1, dtype, mask, lengths, empty_value, channels_last
    )


@bare_per_rank
def adaptive_sum_pool(
    x: Array,
    output_size: OutputSize,
    *,
    dtype: DType = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
    _rank: int = 0,
    **unknown: Never,
) -> Array:
    """The sum of each of `output_size` windows spread evenly over x.

    Args:
        x: array or tensor of shape (*lead, {spatial}); bool, integer or floating-point.
        output_size: as in `adaptive_max_pool{n}d`.
        dtype: the result's, as in `sum_pool{n}d`.

    Returns:
        An array of sums.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.arange(5.0).reshape(1, 1, 5{flat})
        >>> poolwise.adaptive_sum_pool{n}d(x, (2{flat})).ravel()
        array([3., 9.])
    """
    if unknown:
        refuse(adaptive_sum_pool[_rank - 1], unknown)
    return _total(
        x, (_rank,), (output_size,), NOTHING, 1, dtype, mask, lengths, empty_value, channels_last
    )


@bare_per_rank
def global_avg_pool(
    x: Array,
    *,
    dtype: DType = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
    _rank: int = 0,
    **unknown: Never,
) -> Array:
    """The mean of each plane; the spatial axes stay, with size 1.

    Args:
        x: array or tensor of shape (*lead, {spatial}); bool, integer or floating-point.
        dtype: the result's, as in `avg_pool{n}d`.

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Lin, Chen & Yan 2014.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.arange(5.0).reshape(1, 1, 5{flat})
        >>> poolwise.global_avg_pool{n}d(x).ravel()
        array([2.])
    """
    if unknown:
        refuse(global_avg_pool[_rank - 1], unknown)
    return _total(x, (_rank,), (1,), COUNT, 1, dtype, mask, lengths, empty_value, channels_last)


@bare_per_rank
def global_sum_pool(
    x: Array,
    *,
    dtype: DType = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
    _rank: int = 0,
    **unknown: Never,
) -> Array:
    """The sum of each plane; the spatial axes stay, with size 1.

    Args:
        x: array or tensor of shape (*lead, {spatial}); bool, integer or floating-point.
        dtype: the result's, as in `sum_pool{n}d`.

    Returns:
        An array of sums.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.arange(5.0).reshape(1, 1, 5{flat})
        >>> poolwise.global_sum_pool{n}d(x).ravel()
        array([10.])
    """
    if unknown:
        refuse(global_sum_pool[_rank - 1], unknown)
    return _total(x, (_rank,), (1,), NOTHING, 1, dtype, mask, lengths, empty_value, channels_last)


avg_pool1d, avg_pool2d, avg_pool3d = avg_pool
sum_pool1d, sum_pool2d, sum_pool3d = sum_pool
adaptive_avg_pool1d, adaptive_avg_pool2d, adaptive_avg_pool3d = adaptive_avg_pool
adaptive_sum_pool1d, adaptive_sum_pool2d, adaptive_sum_pool3d = adaptive_sum_pool
global_avg_pool1d, global_avg_pool2d, global_avg_pool3d = global_avg_pool
global_sum_pool1d, global_sum_pool2d, global_sum_pool3d = global_sum_pool


def _total(
    x: Array,
    geometry: tuple[Any, ...],
    sizes: tuple[Any, ...],
    divide: int,
    divisor: int,
    dtype: Any,
    mask: Any,
    lengths: Any,
    empty_value: float,
    channels_last: bool,
) -> Array:
    call = (geometry, divide, divisor, dtype, mask, lengths, empty_value, channels_last)
    done: Array | None = NotImplemented if native.is_traced() else again(x, call, sizes)
    if done is not None and done is not NotImplemented:
        return done
    try:
        windows = Windows.adaptive(*geometry, *sizes) if sizes else Windows.sliding(*geometry)
        backend, planar, mask = canonical(x, windows.rank, mask, lengths, channels_last)
    except Exception:
        made: Array = asked_for_caller()
        if made is NotImplemented:
            raise
        return made
    result: Array = backend.total(planar, mask, windows, divide, divisor, dtype, empty_value)
    if channels_last:
        result = backend.moveaxis(result, -windows.rank - 1, -1)
    if done is None and mask is None and dtype is None:
        recipe = native.ready_total(
            backend.known(x), windows, divide, divisor, channels_last=channels_last
        )
        native.remember(x, call, result, recipe)
    return result


def _divisor(divisor_override: int) -> int:
    if isinstance(divisor_override, bool) or not isinstance(divisor_override, (int, np.integer)):
        raise TypeError(f"divisor_override must be an integer, got {divisor_override!r}")
    if divisor_override == 0 or abs(int(divisor_override)) >= 2**63:
        raise ValueError(
            f"divisor_override={said(divisor_override)} must be an int64 other than zero"
        )
    return int(divisor_override)
