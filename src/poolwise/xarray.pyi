"""Written by ``python -m poolwise.stubs``; see there."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Literal, TypeVar, overload

from xarray import DataArray, Dataset

from .functional.arguments import ArrayLike, DType, Generator, IndexDType, Indexed, Number, Seed

# What is public are the functions.
Labelled = TypeVar("Labelled", DataArray, Dataset)
Sizes = Mapping[Hashable, int]
Ints = int | Mapping[Hashable, int]
Pads = int | Literal["valid", "same", "same_lower"] | Mapping[Hashable, int | tuple[int, int]]
CoordFunc = str | Mapping[Hashable, str]
__all__ = [
    "ada_pool",
    "adaptive_ada_pool",
    "adaptive_avg_pool",
    "adaptive_detail_preserving_pool",
    "adaptive_lp_pool",
    "adaptive_lse_pool",
    "adaptive_max_dropout_pool",
    "adaptive_max_pool",
    "adaptive_median_pool",
    "adaptive_midrange_pool",
    "adaptive_min_pool",
    "adaptive_mixed_pool",
    "adaptive_mode_pool",
    "adaptive_noisy_and_pool",
    "adaptive_noisy_or_pool",
    "adaptive_ordinal_pool",
    "adaptive_power_mean_pool",
    "adaptive_quantile_pool",
    "adaptive_rank_stochastic_pool",
    "adaptive_rank_weighted_pool",
    "adaptive_rms_pool",
    "adaptive_soft_pool",
    "adaptive_std_pool",
    "adaptive_stochastic_pool",
    "adaptive_sum_pool",
    "adaptive_t_max_avg_pool",
    "adaptive_top_k_avg_pool",
    "adaptive_trimmed_mean_pool",
    "adaptive_var_pool",
    "adaptive_weldon_pool",
    "avg_pool",
    "detail_preserving_pool",
    "global_ada_pool",
    "global_avg_pool",
    "global_detail_preserving_pool",
    "global_lp_pool",
    "global_lse_pool",
    "global_max_dropout_pool",
    "global_max_pool",
    "global_median_pool",
    "global_midrange_pool",
    "global_min_pool",
    "global_mixed_pool",
    "global_mode_pool",
    "global_noisy_and_pool",
    "global_noisy_or_pool",
    "global_ordinal_pool",
    "global_power_mean_pool",
    "global_quantile_pool",
    "global_rank_stochastic_pool",
    "global_rank_weighted_pool",
    "global_rms_pool",
    "global_soft_pool",
    "global_std_pool",
    "global_stochastic_pool",
    "global_sum_pool",
    "global_t_max_avg_pool",
    "global_top_k_avg_pool",
    "global_trimmed_mean_pool",
    "global_var_pool",
    "global_weldon_pool",
    "lp_pool",
    "lse_pool",
    "max_dropout_pool",
    "max_pool",
    "median_pool",
    "midrange_pool",
    "min_pool",
    "mixed_pool",
    "mode_pool",
    "noisy_and_pool",
    "noisy_or_pool",
    "ordinal_pool",
    "power_mean_pool",
    "quantile_pool",
    "rank_stochastic_pool",
    "rank_weighted_pool",
    "rms_pool",
    "soft_pool",
    "std_pool",
    "stochastic_pool",
    "sum_pool",
    "t_max_avg_pool",
    "top_k_avg_pool",
    "trimmed_mean_pool",
    "var_pool",
    "weldon_pool",
]

def ada_pool(
    x: Labelled,
    kernel_size: Sizes,
    stride: Ints | None = None,
    padding: Pads = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    beta: Number = 0.5,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """Two weighted means of each window, fused: β Σ x softmax(DSC(x, x̄)) + (1−β) Σ x softmax(x).

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        kernel_size: elements of a window, by dimension, 1 to 3 of them: ``{'y': 2, 'x': 2}``.
        stride: distance between windows, one number or some by dimension; `kernel_size` when None.
        padding: one number, or one or a (before, after) pair by dimension, ``'valid'``, ``'same'``
            or ``'same_lower'``. What it adds is absent from windows.
        dilation: distance between the elements of a window, one number or some by dimension.
        ceil_mode: also keep a last window that hangs over the end.
        beta: the first mean's share: a number from 0 to 1; or an array or tensor, which may be
            learned, of one per channel, or with more axes, broadcast to the output (per position).
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Stergiou & Poppe 2023.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.ada_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def adaptive_ada_pool(
    x: Labelled,
    output_size: Mapping[Hashable, int | None],
    *,
    beta: Number = 0.5,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """Two weighted means of each window, fused: β Σ x softmax(DSC(x, x̄)) + (1−β) Σ x softmax(x).

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        output_size: windows by dimension, 1 to 3 of them; None keeps the size.
        beta: the first mean's share: a number from 0 to 1; or an array or tensor, which may be
            learned, of one per channel, or with more axes, broadcast to the output (per position).
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Stergiou & Poppe 2023.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.adaptive_ada_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def adaptive_avg_pool(
    x: Labelled,
    output_size: Mapping[Hashable, int | None],
    *,
    dtype: DType = None,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The mean of each window.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        output_size: windows by dimension, 1 to 3 of them; None keeps the size.
        dtype: the result's. Integers give float32 (8 and 16 bits) or float64 when None; an integer
            dtype rounds half to even and saturates.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: LeCun et al. 1990.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.adaptive_avg_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def adaptive_detail_preserving_pool(
    x: Labelled,
    output_size: Mapping[Hashable, int | None],
    *,
    alpha: Number = 1.0,
    lambda_: Number = 1.0,
    asymmetric: bool = False,
    filter: ArrayLike | None = None,
    eps: float = 0.001,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The mean of each window weighted by how far elements lie from its smoothed value x̃.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        output_size: windows by dimension, 1 to 3 of them; None keeps the size.
        alpha: the weight of every element, at least 0: a number, or an array or tensor, which may
            be learned, of one per channel, or with more axes, broadcast to the output.
        lambda_: the exponent λ, at least 0; as `alpha`.
        asymmetric: let only what lies above x̃ weigh more.
        filter: x̃ = Σ filter_t x_t over the window's taps, where absent ones add 0: a tensor of the
            shape of the kernel or (channels, *kernel), which may be learned. When None, x̃ is the
            window's mean (a box filter). Sliding windows of tensors alone have a filter.
        eps: ε, above 0.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Saeedan et al. 2018.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.adaptive_detail_preserving_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def adaptive_lp_pool(
    x: Labelled,
    output_size: Mapping[Hashable, int | None],
    *,
    norm_type: Number,
    signed: bool = False,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The p-norm of each window: (Σ abs(x)^p)^(1/p).

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        output_size: windows by dimension, 1 to 3 of them; None keeps the size.
        norm_type: p, above 0: a number, or an array or tensor of one per channel, which may be
            learned. `math.inf` gives the largest magnitude.
        signed: the powers keep their signs: (Σ x^p)^(1/p).
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Sermanet et al. 2012; Gulcehre et al. 2014 (learned p).

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.adaptive_lp_pool(x, {"x": 2}, norm_type=2.5).dims
        ('t', 'x')
    """

def adaptive_lse_pool(
    x: Labelled,
    output_size: Mapping[Hashable, int | None],
    *,
    r: Number = 1.0,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The log of the mean exponential of each window: log(Σ e^(r x) / n) / r.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        output_size: windows by dimension, 1 to 3 of them; None keeps the size.
        r: the rate: a number, or an array or tensor of one per channel, which may be learned.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Pinheiro & Collobert 2015.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.adaptive_lse_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def adaptive_max_dropout_pool(
    x: Labelled,
    output_size: Mapping[Hashable, int | None],
    *,
    q: Number = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The largest of the elements of each window that a coin keeps.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        output_size: windows by dimension, 1 to 3 of them; None keeps the size.
        q: the probability with which each element is kept, above 0 and at most 1; a number, or an
            array of one per channel.
        training: draw; False gives the mean over all draws, Σ q(1−q)^(r−1) x(r) over the elements
            x(1) ≥ x(2) ≥ …
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Wu & Gu 2015.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.adaptive_max_dropout_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

@overload
def adaptive_max_pool(
    x: Labelled,
    output_size: Mapping[Hashable, int | None],
    *,
    return_indices: Literal[False] = False,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The largest element of each window.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        output_size: windows by dimension, 1 to 3 of them; None keeps the size.
        return_indices: also return where the elements lie, flat over these dimensions in the order
            that they are named in; the dtype of the indices, int32 or int64, stands for True.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Fukushima 1980; Riesenhuber & Poggio 1999; Ranzato et al. 2007.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.adaptive_max_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

@overload
def adaptive_max_pool(
    x: Labelled,
    output_size: Mapping[Hashable, int | None],
    *,
    return_indices: Literal[True] | IndexDType,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> tuple[Labelled, Labelled]: ...
@overload
def adaptive_max_pool(
    x: Labelled,
    output_size: Mapping[Hashable, int | None],
    *,
    return_indices: Indexed = False,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled | tuple[Labelled, Labelled]: ...
def adaptive_median_pool(
    x: Labelled,
    output_size: Mapping[Hashable, int | None],
    *,
    interpolation: str = "midpoint",
    dtype: DType = None,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The median of each window.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        output_size: windows by dimension, 1 to 3 of them; None keeps the size.
        interpolation: where a window has an even number of elements, ``"midpoint"`` takes the mean
            of the two middle ones, ``"lower"`` the smaller, as `torch.median` does, ``"upper"``
            (NumPy's ``"higher"``) the larger.
        dtype: the result's; x's own when None. Of integers to integers, means are rounded half to
            even, and what is too large saturates; to floats, integers of 64 bits are first rounded
            to float64.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: classical.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.adaptive_median_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def adaptive_midrange_pool(
    x: Labelled,
    output_size: Mapping[Hashable, int | None],
    *,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The mean of the largest and the smallest element of each window.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        output_size: windows by dimension, 1 to 3 of them; None keeps the size.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: classical.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.adaptive_midrange_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

@overload
def adaptive_min_pool(
    x: Labelled,
    output_size: Mapping[Hashable, int | None],
    *,
    return_indices: Literal[False] = False,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The smallest element of each window.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        output_size: windows by dimension, 1 to 3 of them; None keeps the size.
        return_indices: also return where the elements lie, flat over these dimensions in the order
            that they are named in; the dtype of the indices, int32 or int64, stands for True.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: as max, of −x.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.adaptive_min_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

@overload
def adaptive_min_pool(
    x: Labelled,
    output_size: Mapping[Hashable, int | None],
    *,
    return_indices: Literal[True] | IndexDType,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> tuple[Labelled, Labelled]: ...
@overload
def adaptive_min_pool(
    x: Labelled,
    output_size: Mapping[Hashable, int | None],
    *,
    return_indices: Indexed = False,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled | tuple[Labelled, Labelled]: ...
def adaptive_mixed_pool(
    x: Labelled,
    output_size: Mapping[Hashable, int | None],
    *,
    a: Number = 0.5,
    mode: str = "fixed",
    per: str = "layer",
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """A mixture of maximum and mean of each window: a max + (1−a) avg.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        output_size: windows by dimension, 1 to 3 of them; None keeps the size.
        a: the maximum's share: a number from 0 to 1; or an array or tensor, which may be learned,
            of one per channel, or with more axes, broadcast to the output (per region).
        mode: ``"fixed"``, or ``"random"``: either maximum or mean, by a coin that shows the
            maximum with the probability a.
        per: of the random mode, what has a coin of its own: the ``"layer"`` (this call), each
            ``"channel"`` or each ``"window"``.
        training: of the random mode: toss coins; False gives the mean over all draws, which is
            the fixed mode.
        seed, generator, first_index: of the draw, as in `stochastic_pool1d`; the index counts
            for coins of windows alone.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Yu et al. 2014 (random); Lee, Gallagher & Tu 2016 (learned).

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.adaptive_mixed_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def adaptive_mode_pool(
    x: Labelled,
    output_size: Mapping[Hashable, int | None],
    *,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The most frequent element of each window, of equally frequent ones the smallest.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        output_size: windows by dimension, 1 to 3 of them; None keeps the size.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: classical; GDAL, tinybrain.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.adaptive_mode_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def adaptive_noisy_and_pool(
    x: Labelled,
    output_size: Mapping[Hashable, int | None],
    *,
    a: float = 10.0,
    b: Number = 0.5,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """Noisy-and of the probabilities in each window: a soft threshold of their mean, 0 to 1.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        output_size: windows by dimension, 1 to 3 of them; None keeps the size.
        a: how steep it is, above 0.
        b: the mean that is halfway: a number, or an array or tensor of one per channel, which may
            be learned.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Kraus, Ba & Frey 2016.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.adaptive_noisy_and_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def adaptive_noisy_or_pool(
    x: Labelled,
    output_size: Mapping[Hashable, int | None],
    *,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """Noisy-or of the probabilities in each window: 1 − Π (1 − x), that at least one is so.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        output_size: windows by dimension, 1 to 3 of them; None keeps the size.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Maron & Lozano-Pérez 1998; Zhang, Platt & Viola 2005.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.adaptive_noisy_or_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def adaptive_ordinal_pool(
    x: Labelled,
    output_size: Mapping[Hashable, int | None],
    *,
    weights: ArrayLike,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The mean of each window with weights for its ranks: Σ w_r x(r) / Σ w_r.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        output_size: windows by dimension, 1 to 3 of them; None keeps the size.
        weights: of the ranks from the largest element on, of shape (R,) or (channels, R), which
            may be learned; not negative. Ranks beyond R have none.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Kumar 2018; Deliège et al. 2021.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.adaptive_ordinal_pool(x, {"x": 2}, weights=np.ones(3)).dims
        ('t', 'x')
    """

def adaptive_power_mean_pool(
    x: Labelled,
    output_size: Mapping[Hashable, int | None],
    *,
    p: Number = 3.0,
    eps: float = 1e-06,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The power mean of each window, (Σ max(x, eps)^p / n)^(1/p): generalised mean pooling, GeM.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        output_size: windows by dimension, 1 to 3 of them; None keeps the size.
        p: the exponent, not 0: a number, or an array or tensor of one per channel, which may be
            learned.
        eps: what smaller elements are raised to, above 0.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Radenović, Tolias & Chum 2018.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.adaptive_power_mean_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def adaptive_quantile_pool(
    x: Labelled,
    output_size: Mapping[Hashable, int | None],
    *,
    q: float = 0.5,
    interpolation: str = "linear",
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The q-quantile of each window: what the share q of its elements lies below.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        output_size: windows by dimension, 1 to 3 of them; None keeps the size.
        q: the share, from 0 to 1.
        interpolation: what is taken where q (n − 1) lies between two elements: ``"linear"``,
            ``"lower"``, ``"higher"``, their mean (``"midpoint"``), or the ``"nearest"``, of two as
            near that of even number.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Hyndman & Fan 1996, their definition 7.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.adaptive_quantile_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def adaptive_rank_stochastic_pool(
    x: Labelled,
    output_size: Mapping[Hashable, int | None],
    *,
    alpha: float = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """An element of each window, drawn by rank with the weights of rank-weighted pooling, RSP.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        output_size: windows by dimension, 1 to 3 of them; None keeps the size.
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        training: draw; False gives the mean over all draws, `rank_weighted_pool1d`.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Shi, Ye & Wu 2016.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.adaptive_rank_stochastic_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def adaptive_rank_weighted_pool(
    x: Labelled,
    output_size: Mapping[Hashable, int | None],
    *,
    alpha: float = 0.5,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The mean of each window weighted by rank: Σ α(1−α)^(r−1) x(r) over x(1) ≥ x(2) ≥ …, RWP.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        output_size: windows by dimension, 1 to 3 of them; None keeps the size.
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Shi, Ye & Wu 2016.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.adaptive_rank_weighted_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def adaptive_rms_pool(
    x: Labelled,
    output_size: Mapping[Hashable, int | None],
    *,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The root of the mean square of each window: (Σ x² / n)^½, the mean form of L2 pooling.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        output_size: windows by dimension, 1 to 3 of them; None keeps the size.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: the mean form of L2 pooling.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.adaptive_rms_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def adaptive_soft_pool(
    x: Labelled,
    output_size: Mapping[Hashable, int | None],
    *,
    beta: Number = 1.0,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The mean of each window weighted by exponentials: Σ x e^(βx) / Σ e^(βx).

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        output_size: windows by dimension, 1 to 3 of them; None keeps the size.
        beta: the rate: a number, or an array or tensor of one per channel, which may be learned.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Stergiou, Poppe & Kalliatakis 2021.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.adaptive_soft_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def adaptive_std_pool(
    x: Labelled,
    output_size: Mapping[Hashable, int | None],
    *,
    ddof: int = 0,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The standard deviation of each window: (Σ (x − x̄)² / (n − ddof))^½.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        output_size: windows by dimension, 1 to 3 of them; None keeps the size.
        ddof: what n is lessened by, as in `var_pool1d`.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Pearson 1894.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.adaptive_std_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def adaptive_stochastic_pool(
    x: Labelled,
    output_size: Mapping[Hashable, int | None],
    *,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """An element of each window, drawn with a probability in proportion to its value.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        output_size: windows by dimension, 1 to 3 of them; None keeps the size.
        training: draw; False gives the mean over all draws, Σ x² / Σ x.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Zeiler & Fergus 2013.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.adaptive_stochastic_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def adaptive_sum_pool(
    x: Labelled,
    output_size: Mapping[Hashable, int | None],
    *,
    dtype: DType = None,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The sum of each window.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        output_size: windows by dimension, 1 to 3 of them; None keeps the size.
        dtype: the result's; an integer one saturates. When None, floats keep theirs, and integers
            give int64 (uint64 its own), which wraps as NumPy's sums do.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: LeCun et al. 1990.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.adaptive_sum_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def adaptive_t_max_avg_pool(
    x: Labelled,
    output_size: Mapping[Hashable, int | None],
    *,
    k: int = 3,
    t: float = 0.5,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The maximum of each window whose k largest elements all reach t, of others their mean.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        output_size: windows by dimension, 1 to 3 of them; None keeps the size.
        k: how many elements, at least 1; all where there are fewer.
        t: the threshold T, finite.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Zhao & Zhang 2024.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.adaptive_t_max_avg_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def adaptive_top_k_avg_pool(
    x: Labelled,
    output_size: Mapping[Hashable, int | None],
    *,
    k: int = 2,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The mean of the k largest elements of each window: rank-based average pooling, RAP.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        output_size: windows by dimension, 1 to 3 of them; None keeps the size.
        k: how many elements, at least 1.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Shi, Ye & Wu 2016.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.adaptive_top_k_avg_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def adaptive_trimmed_mean_pool(
    x: Labelled,
    output_size: Mapping[Hashable, int | None],
    *,
    cut: float = 0.25,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The mean of each window without a share of its elements at either end.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        output_size: windows by dimension, 1 to 3 of them; None keeps the size.
        cut: the share that is left out at either end, at least 0 and below 0.5.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Tukey 1962.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.adaptive_trimmed_mean_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def adaptive_var_pool(
    x: Labelled,
    output_size: Mapping[Hashable, int | None],
    *,
    ddof: int = 0,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The variance of each window: Σ (x − x̄)² / (n − ddof).

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        output_size: windows by dimension, 1 to 3 of them; None keeps the size.
        ddof: what n is lessened by, at least 0; 1 makes an estimate from samples unbiased. A window
            of no more elements than that gives NaN.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Fisher 1918.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.adaptive_var_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def adaptive_weldon_pool(
    x: Labelled,
    output_size: Mapping[Hashable, int | None],
    *,
    k: int = 2,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The mean of the k largest elements of each window plus the mean of its k smallest.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        output_size: windows by dimension, 1 to 3 of them; None keeps the size.
        k: how many elements at either end, at least 1.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Durand, Thome & Cord 2016 (WELDON).

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.adaptive_weldon_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def avg_pool(
    x: Labelled,
    kernel_size: Sizes,
    stride: Ints | None = None,
    padding: Pads = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
    dtype: DType = None,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The mean of each window.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        kernel_size: elements of a window, by dimension, 1 to 3 of them: ``{'y': 2, 'x': 2}``.
        stride: distance between windows, one number or some by dimension; `kernel_size` when None.
        padding: one number, or one or a (before, after) pair by dimension, ``'valid'``, ``'same'``
            or ``'same_lower'``. What it adds is absent from windows.
        dilation: distance between the elements of a window, one number or some by dimension.
        ceil_mode: also keep a last window that hangs over the end.
        count_include_pad: divide by all of the window inside the padded input, padding included.
            False divides by the number of x's own elements. Masked elements never count. A window
            of padding alone is 0 where padding counts, and otherwise an error.
        divisor_override: divide by this instead.
        dtype: the result's. Integers give float32 (8 and 16 bits) or float64 when None; an integer
            dtype rounds half to even and saturates.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: LeCun et al. 1990.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.avg_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def detail_preserving_pool(
    x: Labelled,
    kernel_size: Sizes,
    stride: Ints | None = None,
    padding: Pads = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    alpha: Number = 1.0,
    lambda_: Number = 1.0,
    asymmetric: bool = False,
    filter: ArrayLike | None = None,
    eps: float = 0.001,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The mean of each window weighted by how far elements lie from its smoothed value x̃.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        kernel_size: elements of a window, by dimension, 1 to 3 of them: ``{'y': 2, 'x': 2}``.
        stride: distance between windows, one number or some by dimension; `kernel_size` when None.
        padding: one number, or one or a (before, after) pair by dimension, ``'valid'``, ``'same'``
            or ``'same_lower'``. What it adds is absent from windows.
        dilation: distance between the elements of a window, one number or some by dimension.
        ceil_mode: also keep a last window that hangs over the end.
        alpha: the weight of every element, at least 0: a number, or an array or tensor, which may
            be learned, of one per channel, or with more axes, broadcast to the output.
        lambda_: the exponent λ, at least 0; as `alpha`.
        asymmetric: let only what lies above x̃ weigh more.
        filter: x̃ = Σ filter_t x_t over the window's taps, where absent ones add 0: a tensor of the
            shape of the kernel or (channels, *kernel), which may be learned. When None, x̃ is the
            window's mean (a box filter). Sliding windows of tensors alone have a filter.
        eps: ε, above 0.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Saeedan et al. 2018.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.detail_preserving_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def global_ada_pool(
    x: Labelled,
    dim: Hashable | Sequence[Hashable],
    *,
    beta: Number = 0.5,
    empty_value: float = 0,
    mask: DataArray | None = None,
) -> Labelled:
    """Two weighted means of each window, fused: β Σ x softmax(DSC(x, x̄)) + (1−β) Σ x softmax(x).

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        dim: the dimension, or 1 to 3 of them, that is pooled as a whole and gone.
        beta: the first mean's share: a number from 0 to 1; or an array or tensor, which may be
            learned, of one per channel, or with more axes, broadcast to the output (per position).
        empty_value: the result, under a mask, of a window without an element.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Stergiou & Poppe 2023.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.global_ada_pool(x, "x").dims
        ('t',)
    """

def global_avg_pool(
    x: Labelled,
    dim: Hashable | Sequence[Hashable],
    *,
    dtype: DType = None,
    empty_value: float = 0,
    mask: DataArray | None = None,
) -> Labelled:
    """The mean of each window.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        dim: the dimension, or 1 to 3 of them, that is pooled as a whole and gone.
        dtype: the result's. Integers give float32 (8 and 16 bits) or float64 when None; an integer
            dtype rounds half to even and saturates.
        empty_value: the result, under a mask, of a window without an element.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: LeCun et al. 1990.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.global_avg_pool(x, "x").dims
        ('t',)
    """

def global_detail_preserving_pool(
    x: Labelled,
    dim: Hashable | Sequence[Hashable],
    *,
    alpha: Number = 1.0,
    lambda_: Number = 1.0,
    asymmetric: bool = False,
    filter: ArrayLike | None = None,
    eps: float = 0.001,
    empty_value: float = 0,
    mask: DataArray | None = None,
) -> Labelled:
    """The mean of each window weighted by how far elements lie from its smoothed value x̃.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        dim: the dimension, or 1 to 3 of them, that is pooled as a whole and gone.
        alpha: the weight of every element, at least 0: a number, or an array or tensor, which may
            be learned, of one per channel, or with more axes, broadcast to the output.
        lambda_: the exponent λ, at least 0; as `alpha`.
        asymmetric: let only what lies above x̃ weigh more.
        filter: x̃ = Σ filter_t x_t over the window's taps, where absent ones add 0: a tensor of the
            shape of the kernel or (channels, *kernel), which may be learned. When None, x̃ is the
            window's mean (a box filter). Sliding windows of tensors alone have a filter.
        eps: ε, above 0.
        empty_value: the result, under a mask, of a window without an element.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Saeedan et al. 2018.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.global_detail_preserving_pool(x, "x").dims
        ('t',)
    """

def global_lp_pool(
    x: Labelled,
    dim: Hashable | Sequence[Hashable],
    *,
    norm_type: Number,
    signed: bool = False,
    empty_value: float = 0,
    mask: DataArray | None = None,
) -> Labelled:
    """The p-norm of each window: (Σ abs(x)^p)^(1/p).

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        dim: the dimension, or 1 to 3 of them, that is pooled as a whole and gone.
        norm_type: p, above 0: a number, or an array or tensor of one per channel, which may be
            learned. `math.inf` gives the largest magnitude.
        signed: the powers keep their signs: (Σ x^p)^(1/p).
        empty_value: the result, under a mask, of a window without an element.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Sermanet et al. 2012; Gulcehre et al. 2014 (learned p).

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.global_lp_pool(x, "x", norm_type=2.5).dims
        ('t',)
    """

def global_lse_pool(
    x: Labelled,
    dim: Hashable | Sequence[Hashable],
    *,
    r: Number = 1.0,
    empty_value: float = 0,
    mask: DataArray | None = None,
) -> Labelled:
    """The log of the mean exponential of each window: log(Σ e^(r x) / n) / r.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        dim: the dimension, or 1 to 3 of them, that is pooled as a whole and gone.
        r: the rate: a number, or an array or tensor of one per channel, which may be learned.
        empty_value: the result, under a mask, of a window without an element.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Pinheiro & Collobert 2015.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.global_lse_pool(x, "x").dims
        ('t',)
    """

def global_max_dropout_pool(
    x: Labelled,
    dim: Hashable | Sequence[Hashable],
    *,
    q: Number = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    empty_value: float = 0,
    mask: DataArray | None = None,
) -> Labelled:
    """The largest of the elements of each window that a coin keeps.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        dim: the dimension, or 1 to 3 of them, that is pooled as a whole and gone.
        q: the probability with which each element is kept, above 0 and at most 1; a number, or an
            array of one per channel.
        training: draw; False gives the mean over all draws, Σ q(1−q)^(r−1) x(r) over the elements
            x(1) ≥ x(2) ≥ …
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        empty_value: the result, under a mask, of a window without an element.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Wu & Gu 2015.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.global_max_dropout_pool(x, "x").dims
        ('t',)
    """

@overload
def global_max_pool(
    x: Labelled,
    dim: Hashable | Sequence[Hashable],
    *,
    return_indices: Literal[False] = False,
    empty_value: float = 0,
    mask: DataArray | None = None,
) -> Labelled:
    """The largest element of each window.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        dim: the dimension, or 1 to 3 of them, that is pooled as a whole and gone.
        return_indices: also return where the elements lie, flat over these dimensions in the order
            that they are named in; the dtype of the indices, int32 or int64, stands for True.
        empty_value: the result, under a mask, of a window without an element.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Fukushima 1980; Riesenhuber & Poggio 1999; Ranzato et al. 2007.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.global_max_pool(x, "x").dims
        ('t',)
    """

@overload
def global_max_pool(
    x: Labelled,
    dim: Hashable | Sequence[Hashable],
    *,
    return_indices: Literal[True] | IndexDType,
    empty_value: float = 0,
    mask: DataArray | None = None,
) -> tuple[Labelled, Labelled]: ...
@overload
def global_max_pool(
    x: Labelled,
    dim: Hashable | Sequence[Hashable],
    *,
    return_indices: Indexed = False,
    empty_value: float = 0,
    mask: DataArray | None = None,
) -> Labelled | tuple[Labelled, Labelled]: ...
def global_median_pool(
    x: Labelled,
    dim: Hashable | Sequence[Hashable],
    *,
    interpolation: str = "midpoint",
    dtype: DType = None,
    empty_value: float = 0,
    mask: DataArray | None = None,
) -> Labelled:
    """The median of each window.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        dim: the dimension, or 1 to 3 of them, that is pooled as a whole and gone.
        interpolation: where a window has an even number of elements, ``"midpoint"`` takes the mean
            of the two middle ones, ``"lower"`` the smaller, as `torch.median` does, ``"upper"``
            (NumPy's ``"higher"``) the larger.
        dtype: the result's; x's own when None. Of integers to integers, means are rounded half to
            even, and what is too large saturates; to floats, integers of 64 bits are first rounded
            to float64.
        empty_value: the result, under a mask, of a window without an element.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: classical.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.global_median_pool(x, "x").dims
        ('t',)
    """

def global_midrange_pool(
    x: Labelled,
    dim: Hashable | Sequence[Hashable],
    *,
    empty_value: float = 0,
    mask: DataArray | None = None,
) -> Labelled:
    """The mean of the largest and the smallest element of each window.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        dim: the dimension, or 1 to 3 of them, that is pooled as a whole and gone.
        empty_value: the result, under a mask, of a window without an element.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: classical.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.global_midrange_pool(x, "x").dims
        ('t',)
    """

@overload
def global_min_pool(
    x: Labelled,
    dim: Hashable | Sequence[Hashable],
    *,
    return_indices: Literal[False] = False,
    empty_value: float = 0,
    mask: DataArray | None = None,
) -> Labelled:
    """The smallest element of each window.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        dim: the dimension, or 1 to 3 of them, that is pooled as a whole and gone.
        return_indices: also return where the elements lie, flat over these dimensions in the order
            that they are named in; the dtype of the indices, int32 or int64, stands for True.
        empty_value: the result, under a mask, of a window without an element.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: as max, of −x.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.global_min_pool(x, "x").dims
        ('t',)
    """

@overload
def global_min_pool(
    x: Labelled,
    dim: Hashable | Sequence[Hashable],
    *,
    return_indices: Literal[True] | IndexDType,
    empty_value: float = 0,
    mask: DataArray | None = None,
) -> tuple[Labelled, Labelled]: ...
@overload
def global_min_pool(
    x: Labelled,
    dim: Hashable | Sequence[Hashable],
    *,
    return_indices: Indexed = False,
    empty_value: float = 0,
    mask: DataArray | None = None,
) -> Labelled | tuple[Labelled, Labelled]: ...
def global_mixed_pool(
    x: Labelled,
    dim: Hashable | Sequence[Hashable],
    *,
    a: Number = 0.5,
    mode: str = "fixed",
    per: str = "layer",
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    empty_value: float = 0,
    mask: DataArray | None = None,
) -> Labelled:
    """A mixture of maximum and mean of each window: a max + (1−a) avg.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        dim: the dimension, or 1 to 3 of them, that is pooled as a whole and gone.
        a: the maximum's share: a number from 0 to 1; or an array or tensor, which may be learned,
            of one per channel, or with more axes, broadcast to the output (per region).
        mode: ``"fixed"``, or ``"random"``: either maximum or mean, by a coin that shows the
            maximum with the probability a.
        per: of the random mode, what has a coin of its own: the ``"layer"`` (this call), each
            ``"channel"`` or each ``"window"``.
        training: of the random mode: toss coins; False gives the mean over all draws, which is
            the fixed mode.
        seed, generator, first_index: of the draw, as in `stochastic_pool1d`; the index counts
            for coins of windows alone.
        empty_value: the result, under a mask, of a window without an element.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Yu et al. 2014 (random); Lee, Gallagher & Tu 2016 (learned).

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.global_mixed_pool(x, "x").dims
        ('t',)
    """

def global_mode_pool(
    x: Labelled,
    dim: Hashable | Sequence[Hashable],
    *,
    empty_value: float = 0,
    mask: DataArray | None = None,
) -> Labelled:
    """The most frequent element of each window, of equally frequent ones the smallest.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        dim: the dimension, or 1 to 3 of them, that is pooled as a whole and gone.
        empty_value: the result, under a mask, of a window without an element.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: classical; GDAL, tinybrain.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.global_mode_pool(x, "x").dims
        ('t',)
    """

def global_noisy_and_pool(
    x: Labelled,
    dim: Hashable | Sequence[Hashable],
    *,
    a: float = 10.0,
    b: Number = 0.5,
    empty_value: float = 0,
    mask: DataArray | None = None,
) -> Labelled:
    """Noisy-and of the probabilities in each window: a soft threshold of their mean, 0 to 1.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        dim: the dimension, or 1 to 3 of them, that is pooled as a whole and gone.
        a: how steep it is, above 0.
        b: the mean that is halfway: a number, or an array or tensor of one per channel, which may
            be learned.
        empty_value: the result, under a mask, of a window without an element.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Kraus, Ba & Frey 2016.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.global_noisy_and_pool(x, "x").dims
        ('t',)
    """

def global_noisy_or_pool(
    x: Labelled,
    dim: Hashable | Sequence[Hashable],
    *,
    empty_value: float = 0,
    mask: DataArray | None = None,
) -> Labelled:
    """Noisy-or of the probabilities in each window: 1 − Π (1 − x), that at least one is so.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        dim: the dimension, or 1 to 3 of them, that is pooled as a whole and gone.
        empty_value: the result, under a mask, of a window without an element.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Maron & Lozano-Pérez 1998; Zhang, Platt & Viola 2005.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.global_noisy_or_pool(x, "x").dims
        ('t',)
    """

def global_ordinal_pool(
    x: Labelled,
    dim: Hashable | Sequence[Hashable],
    *,
    weights: ArrayLike,
    empty_value: float = 0,
    mask: DataArray | None = None,
) -> Labelled:
    """The mean of each window with weights for its ranks: Σ w_r x(r) / Σ w_r.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        dim: the dimension, or 1 to 3 of them, that is pooled as a whole and gone.
        weights: of the ranks from the largest element on, of shape (R,) or (channels, R), which
            may be learned; not negative. Ranks beyond R have none.
        empty_value: the result, under a mask, of a window without an element.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Kumar 2018; Deliège et al. 2021.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.global_ordinal_pool(x, "x", weights=np.ones(3)).dims
        ('t',)
    """

def global_power_mean_pool(
    x: Labelled,
    dim: Hashable | Sequence[Hashable],
    *,
    p: Number = 3.0,
    eps: float = 1e-06,
    empty_value: float = 0,
    mask: DataArray | None = None,
) -> Labelled:
    """The power mean of each window, (Σ max(x, eps)^p / n)^(1/p): generalised mean pooling, GeM.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        dim: the dimension, or 1 to 3 of them, that is pooled as a whole and gone.
        p: the exponent, not 0: a number, or an array or tensor of one per channel, which may be
            learned.
        eps: what smaller elements are raised to, above 0.
        empty_value: the result, under a mask, of a window without an element.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Radenović, Tolias & Chum 2018.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.global_power_mean_pool(x, "x").dims
        ('t',)
    """

def global_quantile_pool(
    x: Labelled,
    dim: Hashable | Sequence[Hashable],
    *,
    q: float = 0.5,
    interpolation: str = "linear",
    empty_value: float = 0,
    mask: DataArray | None = None,
) -> Labelled:
    """The q-quantile of each window: what the share q of its elements lies below.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        dim: the dimension, or 1 to 3 of them, that is pooled as a whole and gone.
        q: the share, from 0 to 1.
        interpolation: what is taken where q (n − 1) lies between two elements: ``"linear"``,
            ``"lower"``, ``"higher"``, their mean (``"midpoint"``), or the ``"nearest"``, of two as
            near that of even number.
        empty_value: the result, under a mask, of a window without an element.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Hyndman & Fan 1996, their definition 7.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.global_quantile_pool(x, "x").dims
        ('t',)
    """

def global_rank_stochastic_pool(
    x: Labelled,
    dim: Hashable | Sequence[Hashable],
    *,
    alpha: float = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    empty_value: float = 0,
    mask: DataArray | None = None,
) -> Labelled:
    """An element of each window, drawn by rank with the weights of rank-weighted pooling, RSP.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        dim: the dimension, or 1 to 3 of them, that is pooled as a whole and gone.
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        training: draw; False gives the mean over all draws, `rank_weighted_pool1d`.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        empty_value: the result, under a mask, of a window without an element.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Shi, Ye & Wu 2016.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.global_rank_stochastic_pool(x, "x").dims
        ('t',)
    """

def global_rank_weighted_pool(
    x: Labelled,
    dim: Hashable | Sequence[Hashable],
    *,
    alpha: float = 0.5,
    empty_value: float = 0,
    mask: DataArray | None = None,
) -> Labelled:
    """The mean of each window weighted by rank: Σ α(1−α)^(r−1) x(r) over x(1) ≥ x(2) ≥ …, RWP.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        dim: the dimension, or 1 to 3 of them, that is pooled as a whole and gone.
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        empty_value: the result, under a mask, of a window without an element.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Shi, Ye & Wu 2016.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.global_rank_weighted_pool(x, "x").dims
        ('t',)
    """

def global_rms_pool(
    x: Labelled,
    dim: Hashable | Sequence[Hashable],
    *,
    empty_value: float = 0,
    mask: DataArray | None = None,
) -> Labelled:
    """The root of the mean square of each window: (Σ x² / n)^½, the mean form of L2 pooling.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        dim: the dimension, or 1 to 3 of them, that is pooled as a whole and gone.
        empty_value: the result, under a mask, of a window without an element.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: the mean form of L2 pooling.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.global_rms_pool(x, "x").dims
        ('t',)
    """

def global_soft_pool(
    x: Labelled,
    dim: Hashable | Sequence[Hashable],
    *,
    beta: Number = 1.0,
    empty_value: float = 0,
    mask: DataArray | None = None,
) -> Labelled:
    """The mean of each window weighted by exponentials: Σ x e^(βx) / Σ e^(βx).

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        dim: the dimension, or 1 to 3 of them, that is pooled as a whole and gone.
        beta: the rate: a number, or an array or tensor of one per channel, which may be learned.
        empty_value: the result, under a mask, of a window without an element.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Stergiou, Poppe & Kalliatakis 2021.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.global_soft_pool(x, "x").dims
        ('t',)
    """

def global_std_pool(
    x: Labelled,
    dim: Hashable | Sequence[Hashable],
    *,
    ddof: int = 0,
    empty_value: float = 0,
    mask: DataArray | None = None,
) -> Labelled:
    """The standard deviation of each window: (Σ (x − x̄)² / (n − ddof))^½.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        dim: the dimension, or 1 to 3 of them, that is pooled as a whole and gone.
        ddof: what n is lessened by, as in `var_pool1d`.
        empty_value: the result, under a mask, of a window without an element.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Pearson 1894.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.global_std_pool(x, "x").dims
        ('t',)
    """

def global_stochastic_pool(
    x: Labelled,
    dim: Hashable | Sequence[Hashable],
    *,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    empty_value: float = 0,
    mask: DataArray | None = None,
) -> Labelled:
    """An element of each window, drawn with a probability in proportion to its value.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        dim: the dimension, or 1 to 3 of them, that is pooled as a whole and gone.
        training: draw; False gives the mean over all draws, Σ x² / Σ x.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        empty_value: the result, under a mask, of a window without an element.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Zeiler & Fergus 2013.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.global_stochastic_pool(x, "x").dims
        ('t',)
    """

def global_sum_pool(
    x: Labelled,
    dim: Hashable | Sequence[Hashable],
    *,
    dtype: DType = None,
    empty_value: float = 0,
    mask: DataArray | None = None,
) -> Labelled:
    """The sum of each window.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        dim: the dimension, or 1 to 3 of them, that is pooled as a whole and gone.
        dtype: the result's; an integer one saturates. When None, floats keep theirs, and integers
            give int64 (uint64 its own), which wraps as NumPy's sums do.
        empty_value: the result, under a mask, of a window without an element.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: LeCun et al. 1990.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.global_sum_pool(x, "x").dims
        ('t',)
    """

def global_t_max_avg_pool(
    x: Labelled,
    dim: Hashable | Sequence[Hashable],
    *,
    k: int = 3,
    t: float = 0.5,
    empty_value: float = 0,
    mask: DataArray | None = None,
) -> Labelled:
    """The maximum of each window whose k largest elements all reach t, of others their mean.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        dim: the dimension, or 1 to 3 of them, that is pooled as a whole and gone.
        k: how many elements, at least 1; all where there are fewer.
        t: the threshold T, finite.
        empty_value: the result, under a mask, of a window without an element.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Zhao & Zhang 2024.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.global_t_max_avg_pool(x, "x").dims
        ('t',)
    """

def global_top_k_avg_pool(
    x: Labelled,
    dim: Hashable | Sequence[Hashable],
    *,
    k: int = 2,
    empty_value: float = 0,
    mask: DataArray | None = None,
) -> Labelled:
    """The mean of the k largest elements of each window: rank-based average pooling, RAP.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        dim: the dimension, or 1 to 3 of them, that is pooled as a whole and gone.
        k: how many elements, at least 1.
        empty_value: the result, under a mask, of a window without an element.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Shi, Ye & Wu 2016.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.global_top_k_avg_pool(x, "x").dims
        ('t',)
    """

def global_trimmed_mean_pool(
    x: Labelled,
    dim: Hashable | Sequence[Hashable],
    *,
    cut: float = 0.25,
    empty_value: float = 0,
    mask: DataArray | None = None,
) -> Labelled:
    """The mean of each window without a share of its elements at either end.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        dim: the dimension, or 1 to 3 of them, that is pooled as a whole and gone.
        cut: the share that is left out at either end, at least 0 and below 0.5.
        empty_value: the result, under a mask, of a window without an element.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Tukey 1962.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.global_trimmed_mean_pool(x, "x").dims
        ('t',)
    """

def global_var_pool(
    x: Labelled,
    dim: Hashable | Sequence[Hashable],
    *,
    ddof: int = 0,
    empty_value: float = 0,
    mask: DataArray | None = None,
) -> Labelled:
    """The variance of each window: Σ (x − x̄)² / (n − ddof).

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        dim: the dimension, or 1 to 3 of them, that is pooled as a whole and gone.
        ddof: what n is lessened by, at least 0; 1 makes an estimate from samples unbiased. A window
            of no more elements than that gives NaN.
        empty_value: the result, under a mask, of a window without an element.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Fisher 1918.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.global_var_pool(x, "x").dims
        ('t',)
    """

def global_weldon_pool(
    x: Labelled,
    dim: Hashable | Sequence[Hashable],
    *,
    k: int = 2,
    empty_value: float = 0,
    mask: DataArray | None = None,
) -> Labelled:
    """The mean of the k largest elements of each window plus the mean of its k smallest.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        dim: the dimension, or 1 to 3 of them, that is pooled as a whole and gone.
        k: how many elements at either end, at least 1.
        empty_value: the result, under a mask, of a window without an element.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Durand, Thome & Cord 2016 (WELDON).

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.global_weldon_pool(x, "x").dims
        ('t',)
    """

def lp_pool(
    x: Labelled,
    kernel_size: Sizes,
    stride: Ints | None = None,
    padding: Pads = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    norm_type: Number,
    signed: bool = False,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The p-norm of each window: (Σ abs(x)^p)^(1/p).

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        kernel_size: elements of a window, by dimension, 1 to 3 of them: ``{'y': 2, 'x': 2}``.
        stride: distance between windows, one number or some by dimension; `kernel_size` when None.
        padding: one number, or one or a (before, after) pair by dimension, ``'valid'``, ``'same'``
            or ``'same_lower'``. What it adds is absent from windows.
        dilation: distance between the elements of a window, one number or some by dimension.
        ceil_mode: also keep a last window that hangs over the end.
        norm_type: p, above 0: a number, or an array or tensor of one per channel, which may be
            learned. `math.inf` gives the largest magnitude.
        signed: the powers keep their signs: (Σ x^p)^(1/p).
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Sermanet et al. 2012; Gulcehre et al. 2014 (learned p).

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.lp_pool(x, {"x": 2}, norm_type=2.5).dims
        ('t', 'x')
    """

def lse_pool(
    x: Labelled,
    kernel_size: Sizes,
    stride: Ints | None = None,
    padding: Pads = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    r: Number = 1.0,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The log of the mean exponential of each window: log(Σ e^(r x) / n) / r.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        kernel_size: elements of a window, by dimension, 1 to 3 of them: ``{'y': 2, 'x': 2}``.
        stride: distance between windows, one number or some by dimension; `kernel_size` when None.
        padding: one number, or one or a (before, after) pair by dimension, ``'valid'``, ``'same'``
            or ``'same_lower'``. What it adds is absent from windows.
        dilation: distance between the elements of a window, one number or some by dimension.
        ceil_mode: also keep a last window that hangs over the end.
        r: the rate: a number, or an array or tensor of one per channel, which may be learned.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Pinheiro & Collobert 2015.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.lse_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def max_dropout_pool(
    x: Labelled,
    kernel_size: Sizes,
    stride: Ints | None = None,
    padding: Pads = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    q: Number = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The largest of the elements of each window that a coin keeps.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        kernel_size: elements of a window, by dimension, 1 to 3 of them: ``{'y': 2, 'x': 2}``.
        stride: distance between windows, one number or some by dimension; `kernel_size` when None.
        padding: one number, or one or a (before, after) pair by dimension, ``'valid'``, ``'same'``
            or ``'same_lower'``. What it adds is absent from windows.
        dilation: distance between the elements of a window, one number or some by dimension.
        ceil_mode: also keep a last window that hangs over the end.
        q: the probability with which each element is kept, above 0 and at most 1; a number, or an
            array of one per channel.
        training: draw; False gives the mean over all draws, Σ q(1−q)^(r−1) x(r) over the elements
            x(1) ≥ x(2) ≥ …
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Wu & Gu 2015.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.max_dropout_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

@overload
def max_pool(
    x: Labelled,
    kernel_size: Sizes,
    stride: Ints | None = None,
    padding: Pads = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    return_indices: Literal[False] = False,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The largest element of each window.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        kernel_size: elements of a window, by dimension, 1 to 3 of them: ``{'y': 2, 'x': 2}``.
        stride: distance between windows, one number or some by dimension; `kernel_size` when None.
        padding: one number, or one or a (before, after) pair by dimension, ``'valid'``, ``'same'``
            or ``'same_lower'``. What it adds is absent from windows.
        dilation: distance between the elements of a window, one number or some by dimension.
        ceil_mode: also keep a last window that hangs over the end.
        return_indices: also return where the elements lie, flat over these dimensions in the order
            that they are named in; the dtype of the indices, int32 or int64, stands for True.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Fukushima 1980; Riesenhuber & Poggio 1999; Ranzato et al. 2007.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.max_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

@overload
def max_pool(
    x: Labelled,
    kernel_size: Sizes,
    stride: Ints | None = None,
    padding: Pads = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    return_indices: Literal[True] | IndexDType,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> tuple[Labelled, Labelled]: ...
@overload
def max_pool(
    x: Labelled,
    kernel_size: Sizes,
    stride: Ints | None = None,
    padding: Pads = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    return_indices: Indexed = False,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled | tuple[Labelled, Labelled]: ...
def median_pool(
    x: Labelled,
    kernel_size: Sizes,
    stride: Ints | None = None,
    padding: Pads = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    interpolation: str = "midpoint",
    dtype: DType = None,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The median of each window.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        kernel_size: elements of a window, by dimension, 1 to 3 of them: ``{'y': 2, 'x': 2}``.
        stride: distance between windows, one number or some by dimension; `kernel_size` when None.
        padding: one number, or one or a (before, after) pair by dimension, ``'valid'``, ``'same'``
            or ``'same_lower'``. What it adds is absent from windows.
        dilation: distance between the elements of a window, one number or some by dimension.
        ceil_mode: also keep a last window that hangs over the end.
        interpolation: where a window has an even number of elements, ``"midpoint"`` takes the mean
            of the two middle ones, ``"lower"`` the smaller, as `torch.median` does, ``"upper"``
            (NumPy's ``"higher"``) the larger.
        dtype: the result's; x's own when None. Of integers to integers, means are rounded half to
            even, and what is too large saturates; to floats, integers of 64 bits are first rounded
            to float64.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: classical.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.median_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def midrange_pool(
    x: Labelled,
    kernel_size: Sizes,
    stride: Ints | None = None,
    padding: Pads = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The mean of the largest and the smallest element of each window.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        kernel_size: elements of a window, by dimension, 1 to 3 of them: ``{'y': 2, 'x': 2}``.
        stride: distance between windows, one number or some by dimension; `kernel_size` when None.
        padding: one number, or one or a (before, after) pair by dimension, ``'valid'``, ``'same'``
            or ``'same_lower'``. What it adds is absent from windows.
        dilation: distance between the elements of a window, one number or some by dimension.
        ceil_mode: also keep a last window that hangs over the end.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: classical.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.midrange_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

@overload
def min_pool(
    x: Labelled,
    kernel_size: Sizes,
    stride: Ints | None = None,
    padding: Pads = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    return_indices: Literal[False] = False,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The smallest element of each window.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        kernel_size: elements of a window, by dimension, 1 to 3 of them: ``{'y': 2, 'x': 2}``.
        stride: distance between windows, one number or some by dimension; `kernel_size` when None.
        padding: one number, or one or a (before, after) pair by dimension, ``'valid'``, ``'same'``
            or ``'same_lower'``. What it adds is absent from windows.
        dilation: distance between the elements of a window, one number or some by dimension.
        ceil_mode: also keep a last window that hangs over the end.
        return_indices: also return where the elements lie, flat over these dimensions in the order
            that they are named in; the dtype of the indices, int32 or int64, stands for True.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: as max, of −x.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.min_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

@overload
def min_pool(
    x: Labelled,
    kernel_size: Sizes,
    stride: Ints | None = None,
    padding: Pads = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    return_indices: Literal[True] | IndexDType,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> tuple[Labelled, Labelled]: ...
@overload
def min_pool(
    x: Labelled,
    kernel_size: Sizes,
    stride: Ints | None = None,
    padding: Pads = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    return_indices: Indexed = False,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled | tuple[Labelled, Labelled]: ...
def mixed_pool(
    x: Labelled,
    kernel_size: Sizes,
    stride: Ints | None = None,
    padding: Pads = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    a: Number = 0.5,
    mode: str = "fixed",
    per: str = "layer",
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """A mixture of maximum and mean of each window: a max + (1−a) avg.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        kernel_size: elements of a window, by dimension, 1 to 3 of them: ``{'y': 2, 'x': 2}``.
        stride: distance between windows, one number or some by dimension; `kernel_size` when None.
        padding: one number, or one or a (before, after) pair by dimension, ``'valid'``, ``'same'``
            or ``'same_lower'``. What it adds is absent from windows.
        dilation: distance between the elements of a window, one number or some by dimension.
        ceil_mode: also keep a last window that hangs over the end.
        a: the maximum's share: a number from 0 to 1; or an array or tensor, which may be learned,
            of one per channel, or with more axes, broadcast to the output (per region).
        mode: ``"fixed"``, or ``"random"``: either maximum or mean, by a coin that shows the
            maximum with the probability a.
        per: of the random mode, what has a coin of its own: the ``"layer"`` (this call), each
            ``"channel"`` or each ``"window"``.
        training: of the random mode: toss coins; False gives the mean over all draws, which is
            the fixed mode.
        seed, generator, first_index: of the draw, as in `stochastic_pool1d`; the index counts
            for coins of windows alone.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Yu et al. 2014 (random); Lee, Gallagher & Tu 2016 (learned).

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.mixed_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def mode_pool(
    x: Labelled,
    kernel_size: Sizes,
    stride: Ints | None = None,
    padding: Pads = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The most frequent element of each window, of equally frequent ones the smallest.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        kernel_size: elements of a window, by dimension, 1 to 3 of them: ``{'y': 2, 'x': 2}``.
        stride: distance between windows, one number or some by dimension; `kernel_size` when None.
        padding: one number, or one or a (before, after) pair by dimension, ``'valid'``, ``'same'``
            or ``'same_lower'``. What it adds is absent from windows.
        dilation: distance between the elements of a window, one number or some by dimension.
        ceil_mode: also keep a last window that hangs over the end.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: classical; GDAL, tinybrain.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.mode_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def noisy_and_pool(
    x: Labelled,
    kernel_size: Sizes,
    stride: Ints | None = None,
    padding: Pads = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    a: float = 10.0,
    b: Number = 0.5,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """Noisy-and of the probabilities in each window: a soft threshold of their mean, 0 to 1.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        kernel_size: elements of a window, by dimension, 1 to 3 of them: ``{'y': 2, 'x': 2}``.
        stride: distance between windows, one number or some by dimension; `kernel_size` when None.
        padding: one number, or one or a (before, after) pair by dimension, ``'valid'``, ``'same'``
            or ``'same_lower'``. What it adds is absent from windows.
        dilation: distance between the elements of a window, one number or some by dimension.
        ceil_mode: also keep a last window that hangs over the end.
        a: how steep it is, above 0.
        b: the mean that is halfway: a number, or an array or tensor of one per channel, which may
            be learned.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Kraus, Ba & Frey 2016.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.noisy_and_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def noisy_or_pool(
    x: Labelled,
    kernel_size: Sizes,
    stride: Ints | None = None,
    padding: Pads = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """Noisy-or of the probabilities in each window: 1 − Π (1 − x), that at least one is so.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        kernel_size: elements of a window, by dimension, 1 to 3 of them: ``{'y': 2, 'x': 2}``.
        stride: distance between windows, one number or some by dimension; `kernel_size` when None.
        padding: one number, or one or a (before, after) pair by dimension, ``'valid'``, ``'same'``
            or ``'same_lower'``. What it adds is absent from windows.
        dilation: distance between the elements of a window, one number or some by dimension.
        ceil_mode: also keep a last window that hangs over the end.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Maron & Lozano-Pérez 1998; Zhang, Platt & Viola 2005.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.noisy_or_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def ordinal_pool(
    x: Labelled,
    kernel_size: Sizes,
    stride: Ints | None = None,
    padding: Pads = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    weights: ArrayLike,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The mean of each window with weights for its ranks: Σ w_r x(r) / Σ w_r.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        kernel_size: elements of a window, by dimension, 1 to 3 of them: ``{'y': 2, 'x': 2}``.
        stride: distance between windows, one number or some by dimension; `kernel_size` when None.
        padding: one number, or one or a (before, after) pair by dimension, ``'valid'``, ``'same'``
            or ``'same_lower'``. What it adds is absent from windows.
        dilation: distance between the elements of a window, one number or some by dimension.
        ceil_mode: also keep a last window that hangs over the end.
        weights: of the ranks from the largest element on, of shape (R,) or (channels, R), which
            may be learned; not negative. Ranks beyond R have none.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Kumar 2018; Deliège et al. 2021.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.ordinal_pool(x, {"x": 2}, weights=np.ones(3)).dims
        ('t', 'x')
    """

def power_mean_pool(
    x: Labelled,
    kernel_size: Sizes,
    stride: Ints | None = None,
    padding: Pads = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    p: Number = 3.0,
    eps: float = 1e-06,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The power mean of each window, (Σ max(x, eps)^p / n)^(1/p): generalised mean pooling, GeM.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        kernel_size: elements of a window, by dimension, 1 to 3 of them: ``{'y': 2, 'x': 2}``.
        stride: distance between windows, one number or some by dimension; `kernel_size` when None.
        padding: one number, or one or a (before, after) pair by dimension, ``'valid'``, ``'same'``
            or ``'same_lower'``. What it adds is absent from windows.
        dilation: distance between the elements of a window, one number or some by dimension.
        ceil_mode: also keep a last window that hangs over the end.
        p: the exponent, not 0: a number, or an array or tensor of one per channel, which may be
            learned.
        eps: what smaller elements are raised to, above 0.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Radenović, Tolias & Chum 2018.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.power_mean_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def quantile_pool(
    x: Labelled,
    kernel_size: Sizes,
    stride: Ints | None = None,
    padding: Pads = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    q: float = 0.5,
    interpolation: str = "linear",
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The q-quantile of each window: what the share q of its elements lies below.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        kernel_size: elements of a window, by dimension, 1 to 3 of them: ``{'y': 2, 'x': 2}``.
        stride: distance between windows, one number or some by dimension; `kernel_size` when None.
        padding: one number, or one or a (before, after) pair by dimension, ``'valid'``, ``'same'``
            or ``'same_lower'``. What it adds is absent from windows.
        dilation: distance between the elements of a window, one number or some by dimension.
        ceil_mode: also keep a last window that hangs over the end.
        q: the share, from 0 to 1.
        interpolation: what is taken where q (n − 1) lies between two elements: ``"linear"``,
            ``"lower"``, ``"higher"``, their mean (``"midpoint"``), or the ``"nearest"``, of two as
            near that of even number.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Hyndman & Fan 1996, their definition 7.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.quantile_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def rank_stochastic_pool(
    x: Labelled,
    kernel_size: Sizes,
    stride: Ints | None = None,
    padding: Pads = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    alpha: float = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """An element of each window, drawn by rank with the weights of rank-weighted pooling, RSP.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        kernel_size: elements of a window, by dimension, 1 to 3 of them: ``{'y': 2, 'x': 2}``.
        stride: distance between windows, one number or some by dimension; `kernel_size` when None.
        padding: one number, or one or a (before, after) pair by dimension, ``'valid'``, ``'same'``
            or ``'same_lower'``. What it adds is absent from windows.
        dilation: distance between the elements of a window, one number or some by dimension.
        ceil_mode: also keep a last window that hangs over the end.
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        training: draw; False gives the mean over all draws, `rank_weighted_pool1d`.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Shi, Ye & Wu 2016.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.rank_stochastic_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def rank_weighted_pool(
    x: Labelled,
    kernel_size: Sizes,
    stride: Ints | None = None,
    padding: Pads = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    alpha: float = 0.5,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The mean of each window weighted by rank: Σ α(1−α)^(r−1) x(r) over x(1) ≥ x(2) ≥ …, RWP.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        kernel_size: elements of a window, by dimension, 1 to 3 of them: ``{'y': 2, 'x': 2}``.
        stride: distance between windows, one number or some by dimension; `kernel_size` when None.
        padding: one number, or one or a (before, after) pair by dimension, ``'valid'``, ``'same'``
            or ``'same_lower'``. What it adds is absent from windows.
        dilation: distance between the elements of a window, one number or some by dimension.
        ceil_mode: also keep a last window that hangs over the end.
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Shi, Ye & Wu 2016.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.rank_weighted_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def rms_pool(
    x: Labelled,
    kernel_size: Sizes,
    stride: Ints | None = None,
    padding: Pads = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The root of the mean square of each window: (Σ x² / n)^½, the mean form of L2 pooling.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        kernel_size: elements of a window, by dimension, 1 to 3 of them: ``{'y': 2, 'x': 2}``.
        stride: distance between windows, one number or some by dimension; `kernel_size` when None.
        padding: one number, or one or a (before, after) pair by dimension, ``'valid'``, ``'same'``
            or ``'same_lower'``. What it adds is absent from windows.
        dilation: distance between the elements of a window, one number or some by dimension.
        ceil_mode: also keep a last window that hangs over the end.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: the mean form of L2 pooling.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.rms_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def soft_pool(
    x: Labelled,
    kernel_size: Sizes,
    stride: Ints | None = None,
    padding: Pads = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    beta: Number = 1.0,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The mean of each window weighted by exponentials: Σ x e^(βx) / Σ e^(βx).

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        kernel_size: elements of a window, by dimension, 1 to 3 of them: ``{'y': 2, 'x': 2}``.
        stride: distance between windows, one number or some by dimension; `kernel_size` when None.
        padding: one number, or one or a (before, after) pair by dimension, ``'valid'``, ``'same'``
            or ``'same_lower'``. What it adds is absent from windows.
        dilation: distance between the elements of a window, one number or some by dimension.
        ceil_mode: also keep a last window that hangs over the end.
        beta: the rate: a number, or an array or tensor of one per channel, which may be learned.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Stergiou, Poppe & Kalliatakis 2021.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.soft_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def std_pool(
    x: Labelled,
    kernel_size: Sizes,
    stride: Ints | None = None,
    padding: Pads = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    ddof: int = 0,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The standard deviation of each window: (Σ (x − x̄)² / (n − ddof))^½.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        kernel_size: elements of a window, by dimension, 1 to 3 of them: ``{'y': 2, 'x': 2}``.
        stride: distance between windows, one number or some by dimension; `kernel_size` when None.
        padding: one number, or one or a (before, after) pair by dimension, ``'valid'``, ``'same'``
            or ``'same_lower'``. What it adds is absent from windows.
        dilation: distance between the elements of a window, one number or some by dimension.
        ceil_mode: also keep a last window that hangs over the end.
        ddof: what n is lessened by, as in `var_pool1d`.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Pearson 1894.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.std_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def stochastic_pool(
    x: Labelled,
    kernel_size: Sizes,
    stride: Ints | None = None,
    padding: Pads = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """An element of each window, drawn with a probability in proportion to its value.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        kernel_size: elements of a window, by dimension, 1 to 3 of them: ``{'y': 2, 'x': 2}``.
        stride: distance between windows, one number or some by dimension; `kernel_size` when None.
        padding: one number, or one or a (before, after) pair by dimension, ``'valid'``, ``'same'``
            or ``'same_lower'``. What it adds is absent from windows.
        dilation: distance between the elements of a window, one number or some by dimension.
        ceil_mode: also keep a last window that hangs over the end.
        training: draw; False gives the mean over all draws, Σ x² / Σ x.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Zeiler & Fergus 2013.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.stochastic_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def sum_pool(
    x: Labelled,
    kernel_size: Sizes,
    stride: Ints | None = None,
    padding: Pads = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    dtype: DType = None,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The sum of each window.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        kernel_size: elements of a window, by dimension, 1 to 3 of them: ``{'y': 2, 'x': 2}``.
        stride: distance between windows, one number or some by dimension; `kernel_size` when None.
        padding: one number, or one or a (before, after) pair by dimension, ``'valid'``, ``'same'``
            or ``'same_lower'``. What it adds is absent from windows.
        dilation: distance between the elements of a window, one number or some by dimension.
        ceil_mode: also keep a last window that hangs over the end.
        dtype: the result's; an integer one saturates. When None, floats keep theirs, and integers
            give int64 (uint64 its own), which wraps as NumPy's sums do.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: LeCun et al. 1990.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.sum_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def t_max_avg_pool(
    x: Labelled,
    kernel_size: Sizes,
    stride: Ints | None = None,
    padding: Pads = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    k: int = 3,
    t: float = 0.5,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The maximum of each window whose k largest elements all reach t, of others their mean.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        kernel_size: elements of a window, by dimension, 1 to 3 of them: ``{'y': 2, 'x': 2}``.
        stride: distance between windows, one number or some by dimension; `kernel_size` when None.
        padding: one number, or one or a (before, after) pair by dimension, ``'valid'``, ``'same'``
            or ``'same_lower'``. What it adds is absent from windows.
        dilation: distance between the elements of a window, one number or some by dimension.
        ceil_mode: also keep a last window that hangs over the end.
        k: how many elements, at least 1; all where there are fewer.
        t: the threshold T, finite.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Zhao & Zhang 2024.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.t_max_avg_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def top_k_avg_pool(
    x: Labelled,
    kernel_size: Sizes,
    stride: Ints | None = None,
    padding: Pads = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    k: int = 2,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The mean of the k largest elements of each window: rank-based average pooling, RAP.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        kernel_size: elements of a window, by dimension, 1 to 3 of them: ``{'y': 2, 'x': 2}``.
        stride: distance between windows, one number or some by dimension; `kernel_size` when None.
        padding: one number, or one or a (before, after) pair by dimension, ``'valid'``, ``'same'``
            or ``'same_lower'``. What it adds is absent from windows.
        dilation: distance between the elements of a window, one number or some by dimension.
        ceil_mode: also keep a last window that hangs over the end.
        k: how many elements, at least 1.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Shi, Ye & Wu 2016.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.top_k_avg_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def trimmed_mean_pool(
    x: Labelled,
    kernel_size: Sizes,
    stride: Ints | None = None,
    padding: Pads = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    cut: float = 0.25,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The mean of each window without a share of its elements at either end.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        kernel_size: elements of a window, by dimension, 1 to 3 of them: ``{'y': 2, 'x': 2}``.
        stride: distance between windows, one number or some by dimension; `kernel_size` when None.
        padding: one number, or one or a (before, after) pair by dimension, ``'valid'``, ``'same'``
            or ``'same_lower'``. What it adds is absent from windows.
        dilation: distance between the elements of a window, one number or some by dimension.
        ceil_mode: also keep a last window that hangs over the end.
        cut: the share that is left out at either end, at least 0 and below 0.5.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Tukey 1962.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.trimmed_mean_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def var_pool(
    x: Labelled,
    kernel_size: Sizes,
    stride: Ints | None = None,
    padding: Pads = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    ddof: int = 0,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The variance of each window: Σ (x − x̄)² / (n − ddof).

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        kernel_size: elements of a window, by dimension, 1 to 3 of them: ``{'y': 2, 'x': 2}``.
        stride: distance between windows, one number or some by dimension; `kernel_size` when None.
        padding: one number, or one or a (before, after) pair by dimension, ``'valid'``, ``'same'``
            or ``'same_lower'``. What it adds is absent from windows.
        dilation: distance between the elements of a window, one number or some by dimension.
        ceil_mode: also keep a last window that hangs over the end.
        ddof: what n is lessened by, at least 0; 1 makes an estimate from samples unbiased. A window
            of no more elements than that gives NaN.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Fisher 1918.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.var_pool(x, {"x": 2}).dims
        ('t', 'x')
    """

def weldon_pool(
    x: Labelled,
    kernel_size: Sizes,
    stride: Ints | None = None,
    padding: Pads = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    k: int = 2,
    empty_value: float = 0,
    coord_func: CoordFunc = "mean",
    mask: DataArray | None = None,
) -> Labelled:
    """The mean of the k largest elements of each window plus the mean of its k smallest.

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
        x: `xarray.DataArray` or `xarray.Dataset`.
        kernel_size: elements of a window, by dimension, 1 to 3 of them: ``{'y': 2, 'x': 2}``.
        stride: distance between windows, one number or some by dimension; `kernel_size` when None.
        padding: one number, or one or a (before, after) pair by dimension, ``'valid'``, ``'same'``
            or ``'same_lower'``. What it adds is absent from windows.
        dilation: distance between the elements of a window, one number or some by dimension.
        ceil_mode: also keep a last window that hangs over the end.
        k: how many elements at either end, at least 1.
        empty_value: the result, under a mask, of a window without an element.
        coord_func: what is kept of the dimensions' own coordinates, ``'mean'`` or the name of
            another reducer, or some by coordinate; of others the mean.
        mask: an `xarray.DataArray` of booleans, its dimensions among those of x; True where an
            element is present.

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Durand, Thome & Cord 2016 (WELDON).

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.weldon_pool(x, {"x": 2}).dims
        ('t', 'x')
    """
