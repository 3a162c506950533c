"""Written by ``python -m poolwise.stubs``; see there."""

from collections.abc import Callable, Sequence
from typing import Any, Literal, overload

from numpy.typing import NDArray

from . import functional as functional
from ._info import info as info
from .accelerate import accelerate as accelerate
from .functional.arguments import (
    ArrayLike,
    Boxes,
    DType,
    Floats,
    Generator,
    IndexDType,
    Indexed,
    Kind,
    Lengths,
    Mask,
    Number,
    PackedSequence,
    Same,
    Seed,
    Sequences,
    Tensor,
)
from .functional.custom import Reducer
from .functional.rules import OutputSize
from .gradients import vjp as vjp
from .swap import swap as swap
from .threads import get_num_threads as get_num_threads
from .threads import set_num_threads as set_num_threads
from .windows import Ints, Padding
from .windows import Windows as Windows

__all__ = [
    "Windows",
    "__version__",
    "accelerate",
    "ada_pool1d",
    "ada_pool2d",
    "ada_pool3d",
    "adaptive_ada_pool1d",
    "adaptive_ada_pool2d",
    "adaptive_ada_pool3d",
    "adaptive_avg_pool1d",
    "adaptive_avg_pool2d",
    "adaptive_avg_pool3d",
    "adaptive_detail_preserving_pool1d",
    "adaptive_detail_preserving_pool2d",
    "adaptive_detail_preserving_pool3d",
    "adaptive_lip_pool1d",
    "adaptive_lip_pool2d",
    "adaptive_lip_pool3d",
    "adaptive_lp_pool1d",
    "adaptive_lp_pool2d",
    "adaptive_lp_pool3d",
    "adaptive_lse_pool1d",
    "adaptive_lse_pool2d",
    "adaptive_lse_pool3d",
    "adaptive_max_dropout_pool1d",
    "adaptive_max_dropout_pool2d",
    "adaptive_max_dropout_pool3d",
    "adaptive_max_pool1d",
    "adaptive_max_pool2d",
    "adaptive_max_pool3d",
    "adaptive_median_pool1d",
    "adaptive_median_pool2d",
    "adaptive_median_pool3d",
    "adaptive_midrange_pool1d",
    "adaptive_midrange_pool2d",
    "adaptive_midrange_pool3d",
    "adaptive_min_pool1d",
    "adaptive_min_pool2d",
    "adaptive_min_pool3d",
    "adaptive_mixed_pool1d",
    "adaptive_mixed_pool2d",
    "adaptive_mixed_pool3d",
    "adaptive_mode_pool1d",
    "adaptive_mode_pool2d",
    "adaptive_mode_pool3d",
    "adaptive_noisy_and_pool1d",
    "adaptive_noisy_and_pool2d",
    "adaptive_noisy_and_pool3d",
    "adaptive_noisy_or_pool1d",
    "adaptive_noisy_or_pool2d",
    "adaptive_noisy_or_pool3d",
    "adaptive_ordinal_pool1d",
    "adaptive_ordinal_pool2d",
    "adaptive_ordinal_pool3d",
    "adaptive_polyphase_pool1d",
    "adaptive_polyphase_pool2d",
    "adaptive_polyphase_pool3d",
    "adaptive_power_mean_pool1d",
    "adaptive_power_mean_pool2d",
    "adaptive_power_mean_pool3d",
    "adaptive_quantile_pool1d",
    "adaptive_quantile_pool2d",
    "adaptive_quantile_pool3d",
    "adaptive_rank_stochastic_pool1d",
    "adaptive_rank_stochastic_pool2d",
    "adaptive_rank_stochastic_pool3d",
    "adaptive_rank_weighted_pool1d",
    "adaptive_rank_weighted_pool2d",
    "adaptive_rank_weighted_pool3d",
    "adaptive_rms_pool1d",
    "adaptive_rms_pool2d",
    "adaptive_rms_pool3d",
    "adaptive_soft_pool1d",
    "adaptive_soft_pool2d",
    "adaptive_soft_pool3d",
    "adaptive_std_pool1d",
    "adaptive_std_pool2d",
    "adaptive_std_pool3d",
    "adaptive_stochastic_pool1d",
    "adaptive_stochastic_pool2d",
    "adaptive_stochastic_pool3d",
    "adaptive_sum_pool1d",
    "adaptive_sum_pool2d",
    "adaptive_sum_pool3d",
    "adaptive_t_max_avg_pool1d",
    "adaptive_t_max_avg_pool2d",
    "adaptive_t_max_avg_pool3d",
    "adaptive_top_k_avg_pool1d",
    "adaptive_top_k_avg_pool2d",
    "adaptive_top_k_avg_pool3d",
    "adaptive_trimmed_mean_pool1d",
    "adaptive_trimmed_mean_pool2d",
    "adaptive_trimmed_mean_pool3d",
    "adaptive_var_pool1d",
    "adaptive_var_pool2d",
    "adaptive_var_pool3d",
    "adaptive_weldon_pool1d",
    "adaptive_weldon_pool2d",
    "adaptive_weldon_pool3d",
    "attention_pool1d",
    "attention_pool2d",
    "attention_pool3d",
    "avg_pool1d",
    "avg_pool2d",
    "avg_pool3d",
    "avg_unpool1d",
    "avg_unpool2d",
    "avg_unpool3d",
    "blur_pool1d",
    "blur_pool2d",
    "blur_pool3d",
    "channel_avg_pool",
    "channel_lp_pool",
    "channel_lse_pool",
    "channel_max_dropout_pool",
    "channel_max_pool",
    "channel_median_pool",
    "channel_midrange_pool",
    "channel_min_pool",
    "channel_mode_pool",
    "channel_noisy_and_pool",
    "channel_noisy_or_pool",
    "channel_ordinal_pool",
    "channel_pool",
    "channel_power_mean_pool",
    "channel_quantile_pool",
    "channel_rank_stochastic_pool",
    "channel_rank_weighted_pool",
    "channel_rms_pool",
    "channel_soft_pool",
    "channel_std_pool",
    "channel_stochastic_pool",
    "channel_sum_pool",
    "channel_t_max_avg_pool",
    "channel_top_k_avg_pool",
    "channel_trimmed_mean_pool",
    "channel_var_pool",
    "channel_weldon_pool",
    "corner_pool2d",
    "covariance_pool1d",
    "covariance_pool2d",
    "covariance_pool3d",
    "detail_preserving_pool1d",
    "detail_preserving_pool2d",
    "detail_preserving_pool3d",
    "dynamic_k",
    "fractional_max_pool1d",
    "fractional_max_pool2d",
    "fractional_max_pool3d",
    "gated_pool1d",
    "gated_pool2d",
    "gated_pool3d",
    "get_num_threads",
    "global_ada_pool1d",
    "global_ada_pool2d",
    "global_ada_pool3d",
    "global_avg_pool1d",
    "global_avg_pool2d",
    "global_avg_pool3d",
    "global_detail_preserving_pool1d",
    "global_detail_preserving_pool2d",
    "global_detail_preserving_pool3d",
    "global_lip_pool1d",
    "global_lip_pool2d",
    "global_lip_pool3d",
    "global_lp_pool1d",
    "global_lp_pool2d",
    "global_lp_pool3d",
    "global_lse_pool1d",
    "global_lse_pool2d",
    "global_lse_pool3d",
    "global_max_dropout_pool1d",
    "global_max_dropout_pool2d",
    "global_max_dropout_pool3d",
    "global_max_pool1d",
    "global_max_pool2d",
    "global_max_pool3d",
    "global_median_pool1d",
    "global_median_pool2d",
    "global_median_pool3d",
    "global_midrange_pool1d",
    "global_midrange_pool2d",
    "global_midrange_pool3d",
    "global_min_pool1d",
    "global_min_pool2d",
    "global_min_pool3d",
    "global_mixed_pool1d",
    "global_mixed_pool2d",
    "global_mixed_pool3d",
    "global_mode_pool1d",
    "global_mode_pool2d",
    "global_mode_pool3d",
    "global_noisy_and_pool1d",
    "global_noisy_and_pool2d",
    "global_noisy_and_pool3d",
    "global_noisy_or_pool1d",
    "global_noisy_or_pool2d",
    "global_noisy_or_pool3d",
    "global_ordinal_pool1d",
    "global_ordinal_pool2d",
    "global_ordinal_pool3d",
    "global_power_mean_pool1d",
    "global_power_mean_pool2d",
    "global_power_mean_pool3d",
    "global_quantile_pool1d",
    "global_quantile_pool2d",
    "global_quantile_pool3d",
    "global_rank_stochastic_pool1d",
    "global_rank_stochastic_pool2d",
    "global_rank_stochastic_pool3d",
    "global_rank_weighted_pool1d",
    "global_rank_weighted_pool2d",
    "global_rank_weighted_pool3d",
    "global_rms_pool1d",
    "global_rms_pool2d",
    "global_rms_pool3d",
    "global_soft_pool1d",
    "global_soft_pool2d",
    "global_soft_pool3d",
    "global_std_pool1d",
    "global_std_pool2d",
    "global_std_pool3d",
    "global_stochastic_pool1d",
    "global_stochastic_pool2d",
    "global_stochastic_pool3d",
    "global_sum_pool1d",
    "global_sum_pool2d",
    "global_sum_pool3d",
    "global_t_max_avg_pool1d",
    "global_t_max_avg_pool2d",
    "global_t_max_avg_pool3d",
    "global_top_k_avg_pool1d",
    "global_top_k_avg_pool2d",
    "global_top_k_avg_pool3d",
    "global_trimmed_mean_pool1d",
    "global_trimmed_mean_pool2d",
    "global_trimmed_mean_pool3d",
    "global_var_pool1d",
    "global_var_pool2d",
    "global_var_pool3d",
    "global_weldon_pool1d",
    "global_weldon_pool2d",
    "global_weldon_pool3d",
    "info",
    "k_max_pool1d",
    "lip_pool1d",
    "lip_pool2d",
    "lip_pool3d",
    "local_l2_norm1d",
    "local_l2_norm2d",
    "local_l2_norm3d",
    "lp_pool1d",
    "lp_pool2d",
    "lp_pool3d",
    "lse_pool1d",
    "lse_pool2d",
    "lse_pool3d",
    "max_blur_pool1d",
    "max_blur_pool2d",
    "max_blur_pool3d",
    "max_dropout_pool1d",
    "max_dropout_pool2d",
    "max_dropout_pool3d",
    "max_pool1d",
    "max_pool2d",
    "max_pool3d",
    "max_unpool1d",
    "max_unpool2d",
    "max_unpool3d",
    "maxout",
    "median_pool1d",
    "median_pool2d",
    "median_pool3d",
    "midrange_pool1d",
    "midrange_pool2d",
    "midrange_pool3d",
    "min_pool1d",
    "min_pool2d",
    "min_pool3d",
    "mixed_pool1d",
    "mixed_pool2d",
    "mixed_pool3d",
    "mode_pool1d",
    "mode_pool2d",
    "mode_pool3d",
    "netvlad_pool1d",
    "netvlad_pool2d",
    "netvlad_pool3d",
    "noisy_and_pool1d",
    "noisy_and_pool2d",
    "noisy_and_pool3d",
    "noisy_or_pool1d",
    "noisy_or_pool2d",
    "noisy_or_pool3d",
    "ordinal_pool1d",
    "ordinal_pool2d",
    "ordinal_pool3d",
    "pool1d",
    "pool2d",
    "pool3d",
    "power_mean_pool1d",
    "power_mean_pool2d",
    "power_mean_pool3d",
    "quantile_pool1d",
    "quantile_pool2d",
    "quantile_pool3d",
    "rank_stochastic_pool1d",
    "rank_stochastic_pool2d",
    "rank_stochastic_pool3d",
    "rank_weighted_pool1d",
    "rank_weighted_pool2d",
    "rank_weighted_pool3d",
    "rms_pool1d",
    "rms_pool2d",
    "rms_pool3d",
    "roi_align",
    "roi_pool",
    "s3_pool1d",
    "s3_pool2d",
    "s3_pool3d",
    "set_num_threads",
    "soft_pool1d",
    "soft_pool2d",
    "soft_pool3d",
    "spatial_pyramid_pool1d",
    "spatial_pyramid_pool2d",
    "spatial_pyramid_pool3d",
    "spectral_pool2d",
    "std_pool1d",
    "std_pool2d",
    "std_pool3d",
    "stochastic_pool1d",
    "stochastic_pool2d",
    "stochastic_pool3d",
    "sum_pool1d",
    "sum_pool2d",
    "sum_pool3d",
    "swap",
    "t_max_avg_pool1d",
    "t_max_avg_pool2d",
    "t_max_avg_pool3d",
    "temporal_avg_pool",
    "temporal_k_max_pool",
    "temporal_last_pool",
    "temporal_max_pool",
    "temporal_mean_pool",
    "temporal_statistics_pool",
    "top_k_avg_pool1d",
    "top_k_avg_pool2d",
    "top_k_avg_pool3d",
    "tree_pool1d",
    "tree_pool2d",
    "tree_pool3d",
    "trimmed_mean_pool1d",
    "trimmed_mean_pool2d",
    "trimmed_mean_pool3d",
    "upsample_skip",
    "var_pool1d",
    "var_pool2d",
    "var_pool3d",
    "vjp",
    "wavelet_pool2d",
    "weldon_pool1d",
    "weldon_pool2d",
    "weldon_pool3d",
    "winner_take_all1d",
    "winner_take_all2d",
    "winner_take_all3d",
]

__version__: str

@overload
def ada_pool1d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    beta: Number = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """Two weighted means of each window, fused: β Σ x softmax(DSC(x, x̄)) + (1−β) Σ x softmax(x).

    DSC(x, x̄) = 2·x·x̄ / (x² + x̄²), 0 where both are 0, says how like the window's mean x̄ an
    element is: from −1 to 1. Elements may be as large as their dtype allows.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        beta: the first mean's share: a number from 0 to 1; or an array or tensor, which may be
            learned, of one per channel, or with more axes, broadcast to the output (per position).
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Stergiou & Poppe 2023.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([2.0, 2.0, 0.0, 0.0]).reshape(1, 1, 4)
        >>> poolwise.ada_pool1d(x, 2, beta=0.5).ravel()
        array([2., 0.])
    """

@overload
def ada_pool1d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    beta: Number = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def ada_pool2d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    beta: Number = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """Two weighted means of each window, fused: β Σ x softmax(DSC(x, x̄)) + (1−β) Σ x softmax(x).

    DSC(x, x̄) = 2·x·x̄ / (x² + x̄²), 0 where both are 0, says how like the window's mean x̄ an
    element is: from −1 to 1. Elements may be as large as their dtype allows.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        beta: the first mean's share: a number from 0 to 1; or an array or tensor, which may be
            learned, of one per channel, or with more axes, broadcast to the output (per position).
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Stergiou & Poppe 2023.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([2.0, 2.0, 0.0, 0.0]).reshape(1, 1, 4, 1)
        >>> poolwise.ada_pool2d(x, (2, 1), beta=0.5).ravel()
        array([2., 0.])
    """

@overload
def ada_pool2d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    beta: Number = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def ada_pool3d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    beta: Number = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """Two weighted means of each window, fused: β Σ x softmax(DSC(x, x̄)) + (1−β) Σ x softmax(x).

    DSC(x, x̄) = 2·x·x̄ / (x² + x̄²), 0 where both are 0, says how like the window's mean x̄ an
    element is: from −1 to 1. Elements may be as large as their dtype allows.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        beta: the first mean's share: a number from 0 to 1; or an array or tensor, which may be
            learned, of one per channel, or with more axes, broadcast to the output (per position).
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Stergiou & Poppe 2023.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([2.0, 2.0, 0.0, 0.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.ada_pool3d(x, (2, 1, 1), beta=0.5).ravel()
        array([2., 0.])
    """

@overload
def ada_pool3d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    beta: Number = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_ada_pool1d(
    x: Floats,
    output_size: OutputSize,
    *,
    beta: Number = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """Two weighted means of each window, fused: β Σ x softmax(DSC(x, x̄)) + (1−β) Σ x softmax(x).

    DSC(x, x̄) = 2·x·x̄ / (x² + x̄²), 0 where both are 0, says how like the window's mean x̄ an
    element is: from −1 to 1. Elements may be as large as their dtype allows.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        beta: the first mean's share: a number from 0 to 1; or an array or tensor, which may be
            learned, of one per channel, or with more axes, broadcast to the output (per position).
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Stergiou & Poppe 2023.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([2.0, 2.0, 0.0, 0.0]).reshape(1, 1, 4)
        >>> poolwise.adaptive_ada_pool1d(x, 2, beta=0.5).ravel()
        array([2., 0.])
    """

@overload
def adaptive_ada_pool1d(
    x: Kind,
    output_size: OutputSize,
    *,
    beta: Number = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_ada_pool2d(
    x: Floats,
    output_size: OutputSize,
    *,
    beta: Number = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """Two weighted means of each window, fused: β Σ x softmax(DSC(x, x̄)) + (1−β) Σ x softmax(x).

    DSC(x, x̄) = 2·x·x̄ / (x² + x̄²), 0 where both are 0, says how like the window's mean x̄ an
    element is: from −1 to 1. Elements may be as large as their dtype allows.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        beta: the first mean's share: a number from 0 to 1; or an array or tensor, which may be
            learned, of one per channel, or with more axes, broadcast to the output (per position).
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Stergiou & Poppe 2023.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([2.0, 2.0, 0.0, 0.0]).reshape(1, 1, 4, 1)
        >>> poolwise.adaptive_ada_pool2d(x, (2, 1), beta=0.5).ravel()
        array([2., 0.])
    """

@overload
def adaptive_ada_pool2d(
    x: Kind,
    output_size: OutputSize,
    *,
    beta: Number = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_ada_pool3d(
    x: Floats,
    output_size: OutputSize,
    *,
    beta: Number = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """Two weighted means of each window, fused: β Σ x softmax(DSC(x, x̄)) + (1−β) Σ x softmax(x).

    DSC(x, x̄) = 2·x·x̄ / (x² + x̄²), 0 where both are 0, says how like the window's mean x̄ an
    element is: from −1 to 1. Elements may be as large as their dtype allows.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        beta: the first mean's share: a number from 0 to 1; or an array or tensor, which may be
            learned, of one per channel, or with more axes, broadcast to the output (per position).
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Stergiou & Poppe 2023.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([2.0, 2.0, 0.0, 0.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.adaptive_ada_pool3d(x, (2, 1, 1), beta=0.5).ravel()
        array([2., 0.])
    """

@overload
def adaptive_ada_pool3d(
    x: Kind,
    output_size: OutputSize,
    *,
    beta: Number = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_avg_pool1d(
    x: Floats,
    output_size: OutputSize,
    *,
    dtype: None = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window.

    Arguments and results are those of `torch.nn.functional.avg_pool1d` and
    `adaptive_avg_pool1d`.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        dtype: the result's. Integers give float32 (8 and 16 bits) or float64 when None; an integer
            dtype rounds half to even and saturates.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: LeCun et al. 1990.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1, 2, 4, 8], np.uint8).reshape(1, 1, 4)
        >>> poolwise.adaptive_avg_pool1d(x, 2).ravel()
        array([1.5, 6. ], dtype=float32)
    """

@overload
def adaptive_avg_pool1d(
    x: Kind,
    output_size: OutputSize,
    *,
    dtype: DType = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_avg_pool2d(
    x: Floats,
    output_size: OutputSize,
    *,
    dtype: None = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window.

    Arguments and results are those of `torch.nn.functional.avg_pool2d` and
    `adaptive_avg_pool2d`.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        dtype: the result's. Integers give float32 (8 and 16 bits) or float64 when None; an integer
            dtype rounds half to even and saturates.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: LeCun et al. 1990.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1, 2, 4, 8], np.uint8).reshape(1, 1, 4, 1)
        >>> poolwise.adaptive_avg_pool2d(x, (2, 1)).ravel()
        array([1.5, 6. ], dtype=float32)
    """

@overload
def adaptive_avg_pool2d(
    x: Kind,
    output_size: OutputSize,
    *,
    dtype: DType = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_avg_pool3d(
    x: Floats,
    output_size: OutputSize,
    *,
    dtype: None = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window.

    Arguments and results are those of `torch.nn.functional.avg_pool3d` and
    `adaptive_avg_pool3d`.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        dtype: the result's. Integers give float32 (8 and 16 bits) or float64 when None; an integer
            dtype rounds half to even and saturates.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: LeCun et al. 1990.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1, 2, 4, 8], np.uint8).reshape(1, 1, 4, 1, 1)
        >>> poolwise.adaptive_avg_pool3d(x, (2, 1, 1)).ravel()
        array([1.5, 6. ], dtype=float32)
    """

@overload
def adaptive_avg_pool3d(
    x: Kind,
    output_size: OutputSize,
    *,
    dtype: DType = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_detail_preserving_pool1d(
    x: Floats,
    output_size: OutputSize,
    *,
    alpha: Number = 1.0,
    lambda_: Number = 1.0,
    asymmetric: bool = False,
    filter: ArrayLike | None = None,
    eps: float = 0.001,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window weighted by how far elements lie from its smoothed value x̃.

    Σ w x / Σ w with w = α + ρ(x_i − x̃), where ρ(d) = (d² + ε²)^(λ/2), or, asymmetric,
    ρ(d) = (max(d, 0)² + ε²)^(λ/2), which favours what is brighter. λ = 0 gives the mean.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        alpha: the weight of every element, at least 0: a number, or an array or tensor, which may
            be learned, of one per channel, or with more axes, broadcast to the output.
        lambda_: the exponent λ, at least 0; as `alpha`.
        asymmetric: let only what lies above x̃ weigh more.
        filter: x̃ = Σ filter_t x_t over the window's taps, where absent ones add 0: a tensor of the
            shape of the kernel or (channels, *kernel), which may be learned. When None, x̃ is the
            window's mean (a box filter). Sliding windows of tensors alone have a filter.
        eps: ε, above 0.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Saeedan et al. 2018.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 3.0, 4.0, 0.0]).reshape(1, 1, 4)
        >>> poolwise.adaptive_detail_preserving_pool1d(x, 2, lambda_=0).ravel()
        array([2., 2.])
    """

@overload
def adaptive_detail_preserving_pool1d(
    x: Kind,
    output_size: OutputSize,
    *,
    alpha: Number = 1.0,
    lambda_: Number = 1.0,
    asymmetric: bool = False,
    filter: ArrayLike | None = None,
    eps: float = 0.001,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_detail_preserving_pool2d(
    x: Floats,
    output_size: OutputSize,
    *,
    alpha: Number = 1.0,
    lambda_: Number = 1.0,
    asymmetric: bool = False,
    filter: ArrayLike | None = None,
    eps: float = 0.001,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window weighted by how far elements lie from its smoothed value x̃.

    Σ w x / Σ w with w = α + ρ(x_i − x̃), where ρ(d) = (d² + ε²)^(λ/2), or, asymmetric,
    ρ(d) = (max(d, 0)² + ε²)^(λ/2), which favours what is brighter. λ = 0 gives the mean.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        alpha: the weight of every element, at least 0: a number, or an array or tensor, which may
            be learned, of one per channel, or with more axes, broadcast to the output.
        lambda_: the exponent λ, at least 0; as `alpha`.
        asymmetric: let only what lies above x̃ weigh more.
        filter: x̃ = Σ filter_t x_t over the window's taps, where absent ones add 0: a tensor of the
            shape of the kernel or (channels, *kernel), which may be learned. When None, x̃ is the
            window's mean (a box filter). Sliding windows of tensors alone have a filter.
        eps: ε, above 0.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Saeedan et al. 2018.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 3.0, 4.0, 0.0]).reshape(1, 1, 4, 1)
        >>> poolwise.adaptive_detail_preserving_pool2d(x, (2, 1), lambda_=0).ravel()
        array([2., 2.])
    """

@overload
def adaptive_detail_preserving_pool2d(
    x: Kind,
    output_size: OutputSize,
    *,
    alpha: Number = 1.0,
    lambda_: Number = 1.0,
    asymmetric: bool = False,
    filter: ArrayLike | None = None,
    eps: float = 0.001,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_detail_preserving_pool3d(
    x: Floats,
    output_size: OutputSize,
    *,
    alpha: Number = 1.0,
    lambda_: Number = 1.0,
    asymmetric: bool = False,
    filter: ArrayLike | None = None,
    eps: float = 0.001,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window weighted by how far elements lie from its smoothed value x̃.

    Σ w x / Σ w with w = α + ρ(x_i − x̃), where ρ(d) = (d² + ε²)^(λ/2), or, asymmetric,
    ρ(d) = (max(d, 0)² + ε²)^(λ/2), which favours what is brighter. λ = 0 gives the mean.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        alpha: the weight of every element, at least 0: a number, or an array or tensor, which may
            be learned, of one per channel, or with more axes, broadcast to the output.
        lambda_: the exponent λ, at least 0; as `alpha`.
        asymmetric: let only what lies above x̃ weigh more.
        filter: x̃ = Σ filter_t x_t over the window's taps, where absent ones add 0: a tensor of the
            shape of the kernel or (channels, *kernel), which may be learned. When None, x̃ is the
            window's mean (a box filter). Sliding windows of tensors alone have a filter.
        eps: ε, above 0.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Saeedan et al. 2018.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 3.0, 4.0, 0.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.adaptive_detail_preserving_pool3d(x, (2, 1, 1), lambda_=0).ravel()
        array([2., 2.])
    """

@overload
def adaptive_detail_preserving_pool3d(
    x: Kind,
    output_size: OutputSize,
    *,
    alpha: Number = 1.0,
    lambda_: Number = 1.0,
    asymmetric: bool = False,
    filter: ArrayLike | None = None,
    eps: float = 0.001,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_lip_pool1d(
    x: Floats,
    output_size: OutputSize,
    *,
    logits: ArrayLike,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window weighted by local importance: Σ F x / Σ F, F = exp(logits).

    `poolwise.nn.LIPPool1d` makes the logits with a network of x.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        logits: array or tensor of floats that broadcasts to x, which may be learned. Any size:
            weights are made window by window, so that none overflows and none loses all of its
            weight. Minus infinity gives an element none.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Gao, Wang & Wu 2019.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 3.0, 4.0, 0.0]).reshape(1, 1, 4)
        >>> large = np.array([0, 0, 999.0, -999.0]).reshape(x.shape)
        >>> poolwise.adaptive_lip_pool1d(x, 2, logits=large).ravel()
        array([2., 4.])
    """

@overload
def adaptive_lip_pool1d(
    x: Kind,
    output_size: OutputSize,
    *,
    logits: ArrayLike,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_lip_pool2d(
    x: Floats,
    output_size: OutputSize,
    *,
    logits: ArrayLike,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window weighted by local importance: Σ F x / Σ F, F = exp(logits).

    `poolwise.nn.LIPPool2d` makes the logits with a network of x.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        logits: array or tensor of floats that broadcasts to x, which may be learned. Any size:
            weights are made window by window, so that none overflows and none loses all of its
            weight. Minus infinity gives an element none.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Gao, Wang & Wu 2019.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 3.0, 4.0, 0.0]).reshape(1, 1, 4, 1)
        >>> large = np.array([0, 0, 999.0, -999.0]).reshape(x.shape)
        >>> poolwise.adaptive_lip_pool2d(x, (2, 1), logits=large).ravel()
        array([2., 4.])
    """

@overload
def adaptive_lip_pool2d(
    x: Kind,
    output_size: OutputSize,
    *,
    logits: ArrayLike,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_lip_pool3d(
    x: Floats,
    output_size: OutputSize,
    *,
    logits: ArrayLike,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window weighted by local importance: Σ F x / Σ F, F = exp(logits).

    `poolwise.nn.LIPPool3d` makes the logits with a network of x.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        logits: array or tensor of floats that broadcasts to x, which may be learned. Any size:
            weights are made window by window, so that none overflows and none loses all of its
            weight. Minus infinity gives an element none.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Gao, Wang & Wu 2019.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 3.0, 4.0, 0.0]).reshape(1, 1, 4, 1, 1)
        >>> large = np.array([0, 0, 999.0, -999.0]).reshape(x.shape)
        >>> poolwise.adaptive_lip_pool3d(x, (2, 1, 1), logits=large).ravel()
        array([2., 4.])
    """

@overload
def adaptive_lip_pool3d(
    x: Kind,
    output_size: OutputSize,
    *,
    logits: ArrayLike,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_lp_pool1d(
    x: Floats,
    norm_type: Number,
    output_size: OutputSize,
    *,
    signed: bool = False,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The p-norm of each window: (Σ abs(x)^p)^(1/p).

    Arguments are in the order of `torch.nn.functional.lp_pool1d`, whose values are those of
    ``signed=True`` (they differ for negative elements and odd p alone).

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        norm_type: p, above 0: a number, or an array or tensor of one per channel, which may be
            learned. `math.inf` gives the largest magnitude.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        signed: the powers keep their signs: (Σ x^p)^(1/p).
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. Where the sum is 0, so is the
        gradient.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Sermanet et al. 2012; Gulcehre et al. 2014 (learned p).

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, -4.0, 0.0, 2.0]).reshape(1, 1, 4)
        >>> poolwise.adaptive_lp_pool1d(x, 2, 2).ravel()
        array([5., 2.])
    """

@overload
def adaptive_lp_pool1d(
    x: Kind,
    norm_type: Number,
    output_size: OutputSize,
    *,
    signed: bool = False,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_lp_pool2d(
    x: Floats,
    norm_type: Number,
    output_size: OutputSize,
    *,
    signed: bool = False,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The p-norm of each window: (Σ abs(x)^p)^(1/p).

    Arguments are in the order of `torch.nn.functional.lp_pool2d`, whose values are those of
    ``signed=True`` (they differ for negative elements and odd p alone).

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        norm_type: p, above 0: a number, or an array or tensor of one per channel, which may be
            learned. `math.inf` gives the largest magnitude.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        signed: the powers keep their signs: (Σ x^p)^(1/p).
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. Where the sum is 0, so is the
        gradient.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Sermanet et al. 2012; Gulcehre et al. 2014 (learned p).

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, -4.0, 0.0, 2.0]).reshape(1, 1, 4, 1)
        >>> poolwise.adaptive_lp_pool2d(x, 2, (2, 1)).ravel()
        array([5., 2.])
    """

@overload
def adaptive_lp_pool2d(
    x: Kind,
    norm_type: Number,
    output_size: OutputSize,
    *,
    signed: bool = False,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_lp_pool3d(
    x: Floats,
    norm_type: Number,
    output_size: OutputSize,
    *,
    signed: bool = False,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The p-norm of each window: (Σ abs(x)^p)^(1/p).

    Arguments are in the order of `torch.nn.functional.lp_pool3d`, whose values are those of
    ``signed=True`` (they differ for negative elements and odd p alone).

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        norm_type: p, above 0: a number, or an array or tensor of one per channel, which may be
            learned. `math.inf` gives the largest magnitude.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        signed: the powers keep their signs: (Σ x^p)^(1/p).
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. Where the sum is 0, so is the
        gradient.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Sermanet et al. 2012; Gulcehre et al. 2014 (learned p).

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, -4.0, 0.0, 2.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.adaptive_lp_pool3d(x, 2, (2, 1, 1)).ravel()
        array([5., 2.])
    """

@overload
def adaptive_lp_pool3d(
    x: Kind,
    norm_type: Number,
    output_size: OutputSize,
    *,
    signed: bool = False,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_lse_pool1d(
    x: Floats,
    output_size: OutputSize,
    *,
    r: Number = 1.0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The log of the mean exponential of each window: log(Σ e^(r x) / n) / r.

    r → 0 is the mean, and r → ∞ the maximum; no r overflows.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        r: the rate: a number, or an array or tensor of one per channel, which may be learned.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Pinheiro & Collobert 2015.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 1.0, 0.0, 1000.0]).reshape(1, 1, 4)
        >>> poolwise.adaptive_lse_pool1d(x, 2).ravel().round(2)
        array([  1.  , 999.31])
    """

@overload
def adaptive_lse_pool1d(
    x: Kind,
    output_size: OutputSize,
    *,
    r: Number = 1.0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_lse_pool2d(
    x: Floats,
    output_size: OutputSize,
    *,
    r: Number = 1.0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The log of the mean exponential of each window: log(Σ e^(r x) / n) / r.

    r → 0 is the mean, and r → ∞ the maximum; no r overflows.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        r: the rate: a number, or an array or tensor of one per channel, which may be learned.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Pinheiro & Collobert 2015.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 1.0, 0.0, 1000.0]).reshape(1, 1, 4, 1)
        >>> poolwise.adaptive_lse_pool2d(x, (2, 1)).ravel().round(2)
        array([  1.  , 999.31])
    """

@overload
def adaptive_lse_pool2d(
    x: Kind,
    output_size: OutputSize,
    *,
    r: Number = 1.0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_lse_pool3d(
    x: Floats,
    output_size: OutputSize,
    *,
    r: Number = 1.0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The log of the mean exponential of each window: log(Σ e^(r x) / n) / r.

    r → 0 is the mean, and r → ∞ the maximum; no r overflows.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        r: the rate: a number, or an array or tensor of one per channel, which may be learned.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Pinheiro & Collobert 2015.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 1.0, 0.0, 1000.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.adaptive_lse_pool3d(x, (2, 1, 1)).ravel().round(2)
        array([  1.  , 999.31])
    """

@overload
def adaptive_lse_pool3d(
    x: Kind,
    output_size: OutputSize,
    *,
    r: Number = 1.0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_max_dropout_pool1d(
    x: Floats,
    output_size: OutputSize,
    *,
    q: Number = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The largest of the elements of each window that a coin keeps.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        q: the probability with which each element is kept, above 0 and at most 1; a number, or an
            array of one per channel.
        training: draw; False gives the mean over all draws, Σ q(1−q)^(r−1) x(r) over the elements
            x(1) ≥ x(2) ≥ …
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A window of which nothing is kept
        gives 0.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Wu & Gu 2015.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.0, 2.0, 3.0, 1.0]).reshape(1, 1, 4)
        >>> poolwise.adaptive_max_dropout_pool1d(x, 2, q=0.5, training=False).ravel()
        array([1.  , 1.75])
    """

@overload
def adaptive_max_dropout_pool1d(
    x: Kind,
    output_size: OutputSize,
    *,
    q: Number = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_max_dropout_pool2d(
    x: Floats,
    output_size: OutputSize,
    *,
    q: Number = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The largest of the elements of each window that a coin keeps.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        q: the probability with which each element is kept, above 0 and at most 1; a number, or an
            array of one per channel.
        training: draw; False gives the mean over all draws, Σ q(1−q)^(r−1) x(r) over the elements
            x(1) ≥ x(2) ≥ …
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A window of which nothing is kept
        gives 0.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Wu & Gu 2015.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.0, 2.0, 3.0, 1.0]).reshape(1, 1, 4, 1)
        >>> poolwise.adaptive_max_dropout_pool2d(x, (2, 1), q=0.5, training=False).ravel()
        array([1.  , 1.75])
    """

@overload
def adaptive_max_dropout_pool2d(
    x: Kind,
    output_size: OutputSize,
    *,
    q: Number = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_max_dropout_pool3d(
    x: Floats,
    output_size: OutputSize,
    *,
    q: Number = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The largest of the elements of each window that a coin keeps.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        q: the probability with which each element is kept, above 0 and at most 1; a number, or an
            array of one per channel.
        training: draw; False gives the mean over all draws, Σ q(1−q)^(r−1) x(r) over the elements
            x(1) ≥ x(2) ≥ …
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A window of which nothing is kept
        gives 0.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Wu & Gu 2015.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.0, 2.0, 3.0, 1.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.adaptive_max_dropout_pool3d(x, (2, 1, 1), q=0.5, training=False).ravel()
        array([1.  , 1.75])
    """

@overload
def adaptive_max_dropout_pool3d(
    x: Kind,
    output_size: OutputSize,
    *,
    q: Number = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_max_pool1d(
    x: Same,
    output_size: OutputSize,
    return_indices: Literal[False] = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Same:
    """The largest element of each window.

    Arguments and results are those of `torch.nn.functional.max_pool1d` and
    `adaptive_max_pool1d`: the first of equal elements is taken, and a NaN wins.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        return_indices: also return where the elements lie; the dtype of the indices, int32 or
            int64, stands for True.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype; with `return_indices` a pair of it and of indices (int64, or as
        asked), flat over the 1 spatial axes (-1 for a window that a mask left empty).

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Fukushima 1980; Riesenhuber & Poggio 1999; Ranzato et al. 2007.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 8.0, 1.0, 2.0]).reshape(1, 1, 4)
        >>> poolwise.adaptive_max_pool1d(x, 2).ravel()
        array([8., 2.])
    """

@overload
def adaptive_max_pool1d(
    x: Kind,
    output_size: OutputSize,
    return_indices: Literal[True] | IndexDType,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> tuple[Kind, Kind]: ...
@overload
def adaptive_max_pool1d(
    x: Kind,
    output_size: OutputSize,
    return_indices: Indexed = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind | tuple[Kind, Kind]: ...
@overload
def adaptive_max_pool2d(
    x: Same,
    output_size: OutputSize,
    return_indices: Literal[False] = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Same:
    """The largest element of each window.

    Arguments and results are those of `torch.nn.functional.max_pool2d` and
    `adaptive_max_pool2d`: the first of equal elements is taken, and a NaN wins.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        return_indices: also return where the elements lie; the dtype of the indices, int32 or
            int64, stands for True.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype; with `return_indices` a pair of it and of indices (int64, or as
        asked), flat over the 2 spatial axes (-1 for a window that a mask left empty).

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Fukushima 1980; Riesenhuber & Poggio 1999; Ranzato et al. 2007.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 8.0, 1.0, 2.0]).reshape(1, 1, 4, 1)
        >>> poolwise.adaptive_max_pool2d(x, (2, 1)).ravel()
        array([8., 2.])
    """

@overload
def adaptive_max_pool2d(
    x: Kind,
    output_size: OutputSize,
    return_indices: Literal[True] | IndexDType,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> tuple[Kind, Kind]: ...
@overload
def adaptive_max_pool2d(
    x: Kind,
    output_size: OutputSize,
    return_indices: Indexed = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind | tuple[Kind, Kind]: ...
@overload
def adaptive_max_pool3d(
    x: Same,
    output_size: OutputSize,
    return_indices: Literal[False] = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Same:
    """The largest element of each window.

    Arguments and results are those of `torch.nn.functional.max_pool3d` and
    `adaptive_max_pool3d`: the first of equal elements is taken, and a NaN wins.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        return_indices: also return where the elements lie; the dtype of the indices, int32 or
            int64, stands for True.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype; with `return_indices` a pair of it and of indices (int64, or as
        asked), flat over the 3 spatial axes (-1 for a window that a mask left empty).

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Fukushima 1980; Riesenhuber & Poggio 1999; Ranzato et al. 2007.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 8.0, 1.0, 2.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.adaptive_max_pool3d(x, (2, 1, 1)).ravel()
        array([8., 2.])
    """

@overload
def adaptive_max_pool3d(
    x: Kind,
    output_size: OutputSize,
    return_indices: Literal[True] | IndexDType,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> tuple[Kind, Kind]: ...
@overload
def adaptive_max_pool3d(
    x: Kind,
    output_size: OutputSize,
    return_indices: Indexed = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind | tuple[Kind, Kind]: ...
@overload
def adaptive_median_pool1d(
    x: Floats,
    output_size: OutputSize,
    *,
    interpolation: str = "midpoint",
    dtype: None = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The median of each window.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        interpolation: where a window has an even number of elements, ``"midpoint"`` takes the mean
            of the two middle ones, ``"lower"`` the smaller, as `torch.median` does, ``"upper"``
            (NumPy's ``"higher"``) the larger.
        dtype: the result's; x's own when None. Of integers to integers, means are rounded half to
            even, and what is too large saturates; to floats, integers of 64 bits are first rounded
            to float64.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype, or of the one asked for. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: classical.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 8.0, 1.0, 2.0]).reshape(1, 1, 4)
        >>> poolwise.adaptive_median_pool1d(x, 2).ravel()
        array([5.5, 1.5])
    """

@overload
def adaptive_median_pool1d(
    x: Kind,
    output_size: OutputSize,
    *,
    interpolation: str = "midpoint",
    dtype: DType = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_median_pool2d(
    x: Floats,
    output_size: OutputSize,
    *,
    interpolation: str = "midpoint",
    dtype: None = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The median of each window.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        interpolation: where a window has an even number of elements, ``"midpoint"`` takes the mean
            of the two middle ones, ``"lower"`` the smaller, as `torch.median` does, ``"upper"``
            (NumPy's ``"higher"``) the larger.
        dtype: the result's; x's own when None. Of integers to integers, means are rounded half to
            even, and what is too large saturates; to floats, integers of 64 bits are first rounded
            to float64.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype, or of the one asked for. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: classical.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 8.0, 1.0, 2.0]).reshape(1, 1, 4, 1)
        >>> poolwise.adaptive_median_pool2d(x, (2, 1)).ravel()
        array([5.5, 1.5])
    """

@overload
def adaptive_median_pool2d(
    x: Kind,
    output_size: OutputSize,
    *,
    interpolation: str = "midpoint",
    dtype: DType = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_median_pool3d(
    x: Floats,
    output_size: OutputSize,
    *,
    interpolation: str = "midpoint",
    dtype: None = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The median of each window.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        interpolation: where a window has an even number of elements, ``"midpoint"`` takes the mean
            of the two middle ones, ``"lower"`` the smaller, as `torch.median` does, ``"upper"``
            (NumPy's ``"higher"``) the larger.
        dtype: the result's; x's own when None. Of integers to integers, means are rounded half to
            even, and what is too large saturates; to floats, integers of 64 bits are first rounded
            to float64.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype, or of the one asked for. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: classical.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 8.0, 1.0, 2.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.adaptive_median_pool3d(x, (2, 1, 1)).ravel()
        array([5.5, 1.5])
    """

@overload
def adaptive_median_pool3d(
    x: Kind,
    output_size: OutputSize,
    *,
    interpolation: str = "midpoint",
    dtype: DType = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_midrange_pool1d(
    x: Floats,
    output_size: OutputSize,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of the largest and the smallest element of each window.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: classical.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 1.0, 2.0, 5.0, 5.0, 1.0, 5.0]).reshape(1, 1, 8)
        >>> poolwise.adaptive_midrange_pool1d(x, 2).ravel()
        array([5., 3.])
    """

@overload
def adaptive_midrange_pool1d(
    x: Kind,
    output_size: OutputSize,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_midrange_pool2d(
    x: Floats,
    output_size: OutputSize,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of the largest and the smallest element of each window.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: classical.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 1.0, 2.0, 5.0, 5.0, 1.0, 5.0]).reshape(1, 1, 8, 1)
        >>> poolwise.adaptive_midrange_pool2d(x, (2, 1)).ravel()
        array([5., 3.])
    """

@overload
def adaptive_midrange_pool2d(
    x: Kind,
    output_size: OutputSize,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_midrange_pool3d(
    x: Floats,
    output_size: OutputSize,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of the largest and the smallest element of each window.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: classical.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 1.0, 2.0, 5.0, 5.0, 1.0, 5.0]).reshape(1, 1, 8, 1, 1)
        >>> poolwise.adaptive_midrange_pool3d(x, (2, 1, 1)).ravel()
        array([5., 3.])
    """

@overload
def adaptive_midrange_pool3d(
    x: Kind,
    output_size: OutputSize,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_min_pool1d(
    x: Same,
    output_size: OutputSize,
    return_indices: Literal[False] = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Same:
    """The smallest element of each window.

    Everything is as in `adaptive_max_pool1d`, order apart; a NaN wins here too.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        return_indices: also return where the elements lie; the dtype of the indices, int32 or
            int64, stands for True.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype; with `return_indices` a pair of it and of indices.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: as max, of −x.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3, 1, 2, 5], np.uint8).reshape(1, 1, 4)
        >>> poolwise.adaptive_min_pool1d(x, 2).ravel()
        array([1, 2], dtype=uint8)
    """

@overload
def adaptive_min_pool1d(
    x: Kind,
    output_size: OutputSize,
    return_indices: Literal[True] | IndexDType,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> tuple[Kind, Kind]: ...
@overload
def adaptive_min_pool1d(
    x: Kind,
    output_size: OutputSize,
    return_indices: Indexed = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind | tuple[Kind, Kind]: ...
@overload
def adaptive_min_pool2d(
    x: Same,
    output_size: OutputSize,
    return_indices: Literal[False] = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Same:
    """The smallest element of each window.

    Everything is as in `adaptive_max_pool2d`, order apart; a NaN wins here too.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        return_indices: also return where the elements lie; the dtype of the indices, int32 or
            int64, stands for True.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype; with `return_indices` a pair of it and of indices.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: as max, of −x.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3, 1, 2, 5], np.uint8).reshape(1, 1, 4, 1)
        >>> poolwise.adaptive_min_pool2d(x, (2, 1)).ravel()
        array([1, 2], dtype=uint8)
    """

@overload
def adaptive_min_pool2d(
    x: Kind,
    output_size: OutputSize,
    return_indices: Literal[True] | IndexDType,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> tuple[Kind, Kind]: ...
@overload
def adaptive_min_pool2d(
    x: Kind,
    output_size: OutputSize,
    return_indices: Indexed = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind | tuple[Kind, Kind]: ...
@overload
def adaptive_min_pool3d(
    x: Same,
    output_size: OutputSize,
    return_indices: Literal[False] = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Same:
    """The smallest element of each window.

    Everything is as in `adaptive_max_pool3d`, order apart; a NaN wins here too.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        return_indices: also return where the elements lie; the dtype of the indices, int32 or
            int64, stands for True.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype; with `return_indices` a pair of it and of indices.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: as max, of −x.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3, 1, 2, 5], np.uint8).reshape(1, 1, 4, 1, 1)
        >>> poolwise.adaptive_min_pool3d(x, (2, 1, 1)).ravel()
        array([1, 2], dtype=uint8)
    """

@overload
def adaptive_min_pool3d(
    x: Kind,
    output_size: OutputSize,
    return_indices: Literal[True] | IndexDType,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> tuple[Kind, Kind]: ...
@overload
def adaptive_min_pool3d(
    x: Kind,
    output_size: OutputSize,
    return_indices: Indexed = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind | tuple[Kind, Kind]: ...
@overload
def adaptive_mixed_pool1d(
    x: Floats,
    output_size: OutputSize,
    *,
    a: Number = 0.5,
    mode: str = "fixed",
    per: str = "layer",
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """A mixture of maximum and mean of each window: a max + (1−a) avg.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
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
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Yu et al. 2014 (random); Lee, Gallagher & Tu 2016 (learned).

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 3.0, 4.0, 0.0]).reshape(1, 1, 4)
        >>> poolwise.adaptive_mixed_pool1d(x, 2, a=0.5).ravel()
        array([2.5, 3. ])
    """

@overload
def adaptive_mixed_pool1d(
    x: Kind,
    output_size: OutputSize,
    *,
    a: Number = 0.5,
    mode: str = "fixed",
    per: str = "layer",
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_mixed_pool2d(
    x: Floats,
    output_size: OutputSize,
    *,
    a: Number = 0.5,
    mode: str = "fixed",
    per: str = "layer",
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """A mixture of maximum and mean of each window: a max + (1−a) avg.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        a: the maximum's share: a number from 0 to 1; or an array or tensor, which may be learned,
            of one per channel, or with more axes, broadcast to the output (per region).
        mode: ``"fixed"``, or ``"random"``: either maximum or mean, by a coin that shows the
            maximum with the probability a.
        per: of the random mode, what has a coin of its own: the ``"layer"`` (this call), each
            ``"channel"`` or each ``"window"``.
        training: of the random mode: toss coins; False gives the mean over all draws, which is
            the fixed mode.
        seed, generator, first_index: of the draw, as in `stochastic_pool2d`; the index counts
            for coins of windows alone.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Yu et al. 2014 (random); Lee, Gallagher & Tu 2016 (learned).

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 3.0, 4.0, 0.0]).reshape(1, 1, 4, 1)
        >>> poolwise.adaptive_mixed_pool2d(x, (2, 1), a=0.5).ravel()
        array([2.5, 3. ])
    """

@overload
def adaptive_mixed_pool2d(
    x: Kind,
    output_size: OutputSize,
    *,
    a: Number = 0.5,
    mode: str = "fixed",
    per: str = "layer",
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_mixed_pool3d(
    x: Floats,
    output_size: OutputSize,
    *,
    a: Number = 0.5,
    mode: str = "fixed",
    per: str = "layer",
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """A mixture of maximum and mean of each window: a max + (1−a) avg.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        a: the maximum's share: a number from 0 to 1; or an array or tensor, which may be learned,
            of one per channel, or with more axes, broadcast to the output (per region).
        mode: ``"fixed"``, or ``"random"``: either maximum or mean, by a coin that shows the
            maximum with the probability a.
        per: of the random mode, what has a coin of its own: the ``"layer"`` (this call), each
            ``"channel"`` or each ``"window"``.
        training: of the random mode: toss coins; False gives the mean over all draws, which is
            the fixed mode.
        seed, generator, first_index: of the draw, as in `stochastic_pool3d`; the index counts
            for coins of windows alone.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Yu et al. 2014 (random); Lee, Gallagher & Tu 2016 (learned).

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 3.0, 4.0, 0.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.adaptive_mixed_pool3d(x, (2, 1, 1), a=0.5).ravel()
        array([2.5, 3. ])
    """

@overload
def adaptive_mixed_pool3d(
    x: Kind,
    output_size: OutputSize,
    *,
    a: Number = 0.5,
    mode: str = "fixed",
    per: str = "layer",
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
def adaptive_mode_pool1d(
    x: Same,
    output_size: OutputSize,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Same:
    """The most frequent element of each window, of equally frequent ones the smallest.

    For images of labels. Floats are counted as equal where ``==`` says so. The gradient is the
    first of the most frequent elements' alone, as of a maximum.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: classical; GDAL, tinybrain.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([7, 9, 7, 1, 4, 3, 4, 3], np.uint8).reshape(1, 1, 8)
        >>> poolwise.adaptive_mode_pool1d(x, 2).ravel()
        array([7, 3], dtype=uint8)
    """

def adaptive_mode_pool2d(
    x: Same,
    output_size: OutputSize,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Same:
    """The most frequent element of each window, of equally frequent ones the smallest.

    For images of labels. Floats are counted as equal where ``==`` says so. The gradient is the
    first of the most frequent elements' alone, as of a maximum.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: classical; GDAL, tinybrain.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([7, 9, 7, 1, 4, 3, 4, 3], np.uint8).reshape(1, 1, 8, 1)
        >>> poolwise.adaptive_mode_pool2d(x, (2, 1)).ravel()
        array([7, 3], dtype=uint8)
    """

def adaptive_mode_pool3d(
    x: Same,
    output_size: OutputSize,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Same:
    """The most frequent element of each window, of equally frequent ones the smallest.

    For images of labels. Floats are counted as equal where ``==`` says so. The gradient is the
    first of the most frequent elements' alone, as of a maximum.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: classical; GDAL, tinybrain.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([7, 9, 7, 1, 4, 3, 4, 3], np.uint8).reshape(1, 1, 8, 1, 1)
        >>> poolwise.adaptive_mode_pool3d(x, (2, 1, 1)).ravel()
        array([7, 3], dtype=uint8)
    """

@overload
def adaptive_noisy_and_pool1d(
    x: Floats,
    output_size: OutputSize,
    *,
    a: float = 10.0,
    b: Number = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """Noisy-and of the probabilities in each window: a soft threshold of their mean, 0 to 1.

    (σ(a(x̄ − b)) − σ(−ab)) / (σ(a(1 − b)) − σ(−ab)). a → 0 is the mean, and a → ∞ asks whether it
    is larger than b; no a overflows.

    Args:
        x: array or tensor of shape (*lead, L), from 0 to 1; bool, integer or
            floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        a: how steep it is, above 0.
        b: the mean that is halfway: a number, or an array or tensor of one per channel, which may
            be learned.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Kraus, Ba & Frey 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 0.0, 1.0, 1.0]).reshape(1, 1, 4)
        >>> poolwise.adaptive_noisy_and_pool1d(x, 2, b=0.5).ravel()
        array([0.5, 1. ])
    """

@overload
def adaptive_noisy_and_pool1d(
    x: Kind,
    output_size: OutputSize,
    *,
    a: float = 10.0,
    b: Number = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_noisy_and_pool2d(
    x: Floats,
    output_size: OutputSize,
    *,
    a: float = 10.0,
    b: Number = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """Noisy-and of the probabilities in each window: a soft threshold of their mean, 0 to 1.

    (σ(a(x̄ − b)) − σ(−ab)) / (σ(a(1 − b)) − σ(−ab)). a → 0 is the mean, and a → ∞ asks whether it
    is larger than b; no a overflows.

    Args:
        x: array or tensor of shape (*lead, H, W), from 0 to 1; bool, integer or
            floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        a: how steep it is, above 0.
        b: the mean that is halfway: a number, or an array or tensor of one per channel, which may
            be learned.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Kraus, Ba & Frey 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 0.0, 1.0, 1.0]).reshape(1, 1, 4, 1)
        >>> poolwise.adaptive_noisy_and_pool2d(x, (2, 1), b=0.5).ravel()
        array([0.5, 1. ])
    """

@overload
def adaptive_noisy_and_pool2d(
    x: Kind,
    output_size: OutputSize,
    *,
    a: float = 10.0,
    b: Number = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_noisy_and_pool3d(
    x: Floats,
    output_size: OutputSize,
    *,
    a: float = 10.0,
    b: Number = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """Noisy-and of the probabilities in each window: a soft threshold of their mean, 0 to 1.

    (σ(a(x̄ − b)) − σ(−ab)) / (σ(a(1 − b)) − σ(−ab)). a → 0 is the mean, and a → ∞ asks whether it
    is larger than b; no a overflows.

    Args:
        x: array or tensor of shape (*lead, D, H, W), from 0 to 1; bool, integer or
            floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        a: how steep it is, above 0.
        b: the mean that is halfway: a number, or an array or tensor of one per channel, which may
            be learned.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Kraus, Ba & Frey 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 0.0, 1.0, 1.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.adaptive_noisy_and_pool3d(x, (2, 1, 1), b=0.5).ravel()
        array([0.5, 1. ])
    """

@overload
def adaptive_noisy_and_pool3d(
    x: Kind,
    output_size: OutputSize,
    *,
    a: float = 10.0,
    b: Number = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_noisy_or_pool1d(
    x: Floats,
    output_size: OutputSize,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """Noisy-or of the probabilities in each window: 1 − Π (1 − x), that at least one is so.

    Found from logarithms, in which small probabilities are not lost beside 1.

    Args:
        x: array or tensor of shape (*lead, L), from 0 to 1; bool, integer or
            floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. The gradient of an element is the
        probability that no other is so: of one that is certain, too.

    Raises:
        ValueError, TypeError: x has elements below 0 or above 1, or an argument is impossible; the
            message names it.

    Source: Maron & Lozano-Pérez 1998; Zhang, Platt & Viola 2005.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.5, 0.5, 0.0, 1.0]).reshape(1, 1, 4)
        >>> poolwise.adaptive_noisy_or_pool1d(x, 2).ravel()
        array([0.75, 1.  ])
    """

@overload
def adaptive_noisy_or_pool1d(
    x: Kind,
    output_size: OutputSize,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_noisy_or_pool2d(
    x: Floats,
    output_size: OutputSize,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """Noisy-or of the probabilities in each window: 1 − Π (1 − x), that at least one is so.

    Found from logarithms, in which small probabilities are not lost beside 1.

    Args:
        x: array or tensor of shape (*lead, H, W), from 0 to 1; bool, integer or
            floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. The gradient of an element is the
        probability that no other is so: of one that is certain, too.

    Raises:
        ValueError, TypeError: x has elements below 0 or above 1, or an argument is impossible; the
            message names it.

    Source: Maron & Lozano-Pérez 1998; Zhang, Platt & Viola 2005.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.5, 0.5, 0.0, 1.0]).reshape(1, 1, 4, 1)
        >>> poolwise.adaptive_noisy_or_pool2d(x, (2, 1)).ravel()
        array([0.75, 1.  ])
    """

@overload
def adaptive_noisy_or_pool2d(
    x: Kind,
    output_size: OutputSize,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_noisy_or_pool3d(
    x: Floats,
    output_size: OutputSize,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """Noisy-or of the probabilities in each window: 1 − Π (1 − x), that at least one is so.

    Found from logarithms, in which small probabilities are not lost beside 1.

    Args:
        x: array or tensor of shape (*lead, D, H, W), from 0 to 1; bool, integer or
            floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. The gradient of an element is the
        probability that no other is so: of one that is certain, too.

    Raises:
        ValueError, TypeError: x has elements below 0 or above 1, or an argument is impossible; the
            message names it.

    Source: Maron & Lozano-Pérez 1998; Zhang, Platt & Viola 2005.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.5, 0.5, 0.0, 1.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.adaptive_noisy_or_pool3d(x, (2, 1, 1)).ravel()
        array([0.75, 1.  ])
    """

@overload
def adaptive_noisy_or_pool3d(
    x: Kind,
    output_size: OutputSize,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_ordinal_pool1d(
    x: Floats,
    output_size: OutputSize,
    *,
    weights: ArrayLike,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window with weights for its ranks: Σ w_r x(r) / Σ w_r.

    `poolwise.nn.OrdinalPool1d` learns them as the softmax of logits.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        weights: of the ranks from the largest element on, of shape (R,) or (channels, R), which
            may be learned; not negative. Ranks beyond R have none.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Kumar 2018; Deliège et al. 2021.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 0.0, 3.0]).reshape(1, 1, 4)
        >>> poolwise.adaptive_ordinal_pool1d(x, 2, weights=np.array([2.0, 1.0])).ravel()
        array([7., 2.])
    """

@overload
def adaptive_ordinal_pool1d(
    x: Kind,
    output_size: OutputSize,
    *,
    weights: ArrayLike,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_ordinal_pool2d(
    x: Floats,
    output_size: OutputSize,
    *,
    weights: ArrayLike,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window with weights for its ranks: Σ w_r x(r) / Σ w_r.

    `poolwise.nn.OrdinalPool2d` learns them as the softmax of logits.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        weights: of the ranks from the largest element on, of shape (R,) or (channels, R), which
            may be learned; not negative. Ranks beyond R have none.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Kumar 2018; Deliège et al. 2021.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 0.0, 3.0]).reshape(1, 1, 4, 1)
        >>> poolwise.adaptive_ordinal_pool2d(x, (2, 1), weights=np.array([2.0, 1.0])).ravel()
        array([7., 2.])
    """

@overload
def adaptive_ordinal_pool2d(
    x: Kind,
    output_size: OutputSize,
    *,
    weights: ArrayLike,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_ordinal_pool3d(
    x: Floats,
    output_size: OutputSize,
    *,
    weights: ArrayLike,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window with weights for its ranks: Σ w_r x(r) / Σ w_r.

    `poolwise.nn.OrdinalPool3d` learns them as the softmax of logits.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        weights: of the ranks from the largest element on, of shape (R,) or (channels, R), which
            may be learned; not negative. Ranks beyond R have none.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Kumar 2018; Deliège et al. 2021.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 0.0, 3.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.adaptive_ordinal_pool3d(x, (2, 1, 1), weights=np.array([2.0, 1.0])).ravel()
        array([7., 2.])
    """

@overload
def adaptive_ordinal_pool3d(
    x: Kind,
    output_size: OutputSize,
    *,
    weights: ArrayLike,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_polyphase_pool1d(
    x: Same,
    stride: Ints = 2,
    p: float = 2,
    return_indices: Literal[False] = False,
    *,
    indices: ArrayLike | None = None,
    channels_last: bool = False,
) -> Same:
    """The one of x's grids of every `stride`-th position that has the largest p-norm.

    The norm is taken over space and all channels, so each sample has one grid. A circular shift of
    x shifts the result circularly and changes nothing else, unless two grids have the same norm
    (the first of them is taken).

    Args:
        x: array or tensor of shape (*lead, C, L); bool, integer or floating-point. Each
            spatial size is a multiple of the stride.
        stride: distance between a grid's positions, one number or one per axis.
        p: of the norm, above 0; `math.inf` compares the largest magnitudes.
        return_indices: also return which grids were taken, as in `max_pool1d`.
        indices: the grids to take instead, as another call returned them: so that a skip
            connection uses the same ones.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype; with `return_indices` a pair of it and of integers of shape
        (*lead,), the numbers of the grids in row-major order of their first positions.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Chaman & Dokmanić 2021.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.0, 3.0, 1.0, 5.0]).reshape(1, 1, 4)
        >>> poolwise.adaptive_polyphase_pool1d(x, 2).ravel()
        array([3., 5.])
    """

@overload
def adaptive_polyphase_pool1d(
    x: Kind,
    stride: Ints = 2,
    p: float = 2,
    *,
    return_indices: Literal[True] | IndexDType,
    indices: ArrayLike | None = None,
    channels_last: bool = False,
) -> tuple[Kind, Kind]: ...
@overload
def adaptive_polyphase_pool1d(
    x: Kind,
    stride: Ints,
    p: float,
    return_indices: Literal[True] | IndexDType,
    *,
    indices: ArrayLike | None = None,
    channels_last: bool = False,
) -> tuple[Kind, Kind]: ...
@overload
def adaptive_polyphase_pool1d(
    x: Kind,
    stride: Ints = 2,
    p: float = 2,
    return_indices: Indexed = False,
    *,
    indices: ArrayLike | None = None,
    channels_last: bool = False,
) -> Kind | tuple[Kind, Kind]: ...
@overload
def adaptive_polyphase_pool2d(
    x: Same,
    stride: Ints = 2,
    p: float = 2,
    return_indices: Literal[False] = False,
    *,
    indices: ArrayLike | None = None,
    channels_last: bool = False,
) -> Same:
    """The one of x's grids of every `stride`-th position that has the largest p-norm.

    The norm is taken over space and all channels, so each sample has one grid. A circular shift of
    x shifts the result circularly and changes nothing else, unless two grids have the same norm
    (the first of them is taken).

    Args:
        x: array or tensor of shape (*lead, C, H, W); bool, integer or floating-point. Each
            spatial size is a multiple of the stride.
        stride: distance between a grid's positions, one number or one per axis.
        p: of the norm, above 0; `math.inf` compares the largest magnitudes.
        return_indices: also return which grids were taken, as in `max_pool2d`.
        indices: the grids to take instead, as another call returned them: so that a skip
            connection uses the same ones.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype; with `return_indices` a pair of it and of integers of shape
        (*lead,), the numbers of the grids in row-major order of their first positions.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Chaman & Dokmanić 2021.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.0, 3.0, 1.0, 5.0]).reshape(1, 1, 4, 1)
        >>> poolwise.adaptive_polyphase_pool2d(x, (2, 1)).ravel()
        array([3., 5.])
    """

@overload
def adaptive_polyphase_pool2d(
    x: Kind,
    stride: Ints = 2,
    p: float = 2,
    *,
    return_indices: Literal[True] | IndexDType,
    indices: ArrayLike | None = None,
    channels_last: bool = False,
) -> tuple[Kind, Kind]: ...
@overload
def adaptive_polyphase_pool2d(
    x: Kind,
    stride: Ints,
    p: float,
    return_indices: Literal[True] | IndexDType,
    *,
    indices: ArrayLike | None = None,
    channels_last: bool = False,
) -> tuple[Kind, Kind]: ...
@overload
def adaptive_polyphase_pool2d(
    x: Kind,
    stride: Ints = 2,
    p: float = 2,
    return_indices: Indexed = False,
    *,
    indices: ArrayLike | None = None,
    channels_last: bool = False,
) -> Kind | tuple[Kind, Kind]: ...
@overload
def adaptive_polyphase_pool3d(
    x: Same,
    stride: Ints = 2,
    p: float = 2,
    return_indices: Literal[False] = False,
    *,
    indices: ArrayLike | None = None,
    channels_last: bool = False,
) -> Same:
    """The one of x's grids of every `stride`-th position that has the largest p-norm.

    The norm is taken over space and all channels, so each sample has one grid. A circular shift of
    x shifts the result circularly and changes nothing else, unless two grids have the same norm
    (the first of them is taken).

    Args:
        x: array or tensor of shape (*lead, C, D, H, W); bool, integer or floating-point. Each
            spatial size is a multiple of the stride.
        stride: distance between a grid's positions, one number or one per axis.
        p: of the norm, above 0; `math.inf` compares the largest magnitudes.
        return_indices: also return which grids were taken, as in `max_pool3d`.
        indices: the grids to take instead, as another call returned them: so that a skip
            connection uses the same ones.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype; with `return_indices` a pair of it and of integers of shape
        (*lead,), the numbers of the grids in row-major order of their first positions.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Chaman & Dokmanić 2021.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.0, 3.0, 1.0, 5.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.adaptive_polyphase_pool3d(x, (2, 1, 1)).ravel()
        array([3., 5.])
    """

@overload
def adaptive_polyphase_pool3d(
    x: Kind,
    stride: Ints = 2,
    p: float = 2,
    *,
    return_indices: Literal[True] | IndexDType,
    indices: ArrayLike | None = None,
    channels_last: bool = False,
) -> tuple[Kind, Kind]: ...
@overload
def adaptive_polyphase_pool3d(
    x: Kind,
    stride: Ints,
    p: float,
    return_indices: Literal[True] | IndexDType,
    *,
    indices: ArrayLike | None = None,
    channels_last: bool = False,
) -> tuple[Kind, Kind]: ...
@overload
def adaptive_polyphase_pool3d(
    x: Kind,
    stride: Ints = 2,
    p: float = 2,
    return_indices: Indexed = False,
    *,
    indices: ArrayLike | None = None,
    channels_last: bool = False,
) -> Kind | tuple[Kind, Kind]: ...
@overload
def adaptive_power_mean_pool1d(
    x: Floats,
    output_size: OutputSize,
    *,
    p: Number = 3.0,
    eps: float = 1e-06,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The power mean of each window, (Σ max(x, eps)^p / n)^(1/p): generalised mean pooling, GeM.

    p = 1 is the mean, and p → ∞ the maximum.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        p: the exponent, not 0: a number, or an array or tensor of one per channel, which may be
            learned.
        eps: what smaller elements are raised to, above 0.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Radenović, Tolias & Chum 2018.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 7.0, 3.0, 3.0]).reshape(1, 1, 4)
        >>> poolwise.adaptive_power_mean_pool1d(x, 2, p=2).ravel()
        array([5., 3.])
    """

@overload
def adaptive_power_mean_pool1d(
    x: Kind,
    output_size: OutputSize,
    *,
    p: Number = 3.0,
    eps: float = 1e-06,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_power_mean_pool2d(
    x: Floats,
    output_size: OutputSize,
    *,
    p: Number = 3.0,
    eps: float = 1e-06,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The power mean of each window, (Σ max(x, eps)^p / n)^(1/p): generalised mean pooling, GeM.

    p = 1 is the mean, and p → ∞ the maximum.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        p: the exponent, not 0: a number, or an array or tensor of one per channel, which may be
            learned.
        eps: what smaller elements are raised to, above 0.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Radenović, Tolias & Chum 2018.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 7.0, 3.0, 3.0]).reshape(1, 1, 4, 1)
        >>> poolwise.adaptive_power_mean_pool2d(x, (2, 1), p=2).ravel()
        array([5., 3.])
    """

@overload
def adaptive_power_mean_pool2d(
    x: Kind,
    output_size: OutputSize,
    *,
    p: Number = 3.0,
    eps: float = 1e-06,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_power_mean_pool3d(
    x: Floats,
    output_size: OutputSize,
    *,
    p: Number = 3.0,
    eps: float = 1e-06,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The power mean of each window, (Σ max(x, eps)^p / n)^(1/p): generalised mean pooling, GeM.

    p = 1 is the mean, and p → ∞ the maximum.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        p: the exponent, not 0: a number, or an array or tensor of one per channel, which may be
            learned.
        eps: what smaller elements are raised to, above 0.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Radenović, Tolias & Chum 2018.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 7.0, 3.0, 3.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.adaptive_power_mean_pool3d(x, (2, 1, 1), p=2).ravel()
        array([5., 3.])
    """

@overload
def adaptive_power_mean_pool3d(
    x: Kind,
    output_size: OutputSize,
    *,
    p: Number = 3.0,
    eps: float = 1e-06,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_quantile_pool1d(
    x: Floats,
    output_size: OutputSize,
    *,
    q: float = 0.5,
    interpolation: str = "linear",
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The q-quantile of each window: what the share q of its elements lies below.

    As `numpy.quantile` and `torch.quantile` have it: 0 is the minimum, ½ the median, 1 the maximum.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        q: the share, from 0 to 1.
        interpolation: what is taken where q (n − 1) lies between two elements: ``"linear"``,
            ``"lower"``, ``"higher"``, their mean (``"midpoint"``), or the ``"nearest"``, of two as
            near that of even number.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Hyndman & Fan 1996, their definition 7.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 1.0, 2.0, 5.0, 5.0, 1.0, 5.0]).reshape(1, 1, 8)
        >>> poolwise.adaptive_quantile_pool1d(x, 2, q=0.75).ravel()
        array([4.5, 5. ])
    """

@overload
def adaptive_quantile_pool1d(
    x: Kind,
    output_size: OutputSize,
    *,
    q: float = 0.5,
    interpolation: str = "linear",
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_quantile_pool2d(
    x: Floats,
    output_size: OutputSize,
    *,
    q: float = 0.5,
    interpolation: str = "linear",
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The q-quantile of each window: what the share q of its elements lies below.

    As `numpy.quantile` and `torch.quantile` have it: 0 is the minimum, ½ the median, 1 the maximum.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        q: the share, from 0 to 1.
        interpolation: what is taken where q (n − 1) lies between two elements: ``"linear"``,
            ``"lower"``, ``"higher"``, their mean (``"midpoint"``), or the ``"nearest"``, of two as
            near that of even number.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Hyndman & Fan 1996, their definition 7.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 1.0, 2.0, 5.0, 5.0, 1.0, 5.0]).reshape(1, 1, 8, 1)
        >>> poolwise.adaptive_quantile_pool2d(x, (2, 1), q=0.75).ravel()
        array([4.5, 5. ])
    """

@overload
def adaptive_quantile_pool2d(
    x: Kind,
    output_size: OutputSize,
    *,
    q: float = 0.5,
    interpolation: str = "linear",
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_quantile_pool3d(
    x: Floats,
    output_size: OutputSize,
    *,
    q: float = 0.5,
    interpolation: str = "linear",
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The q-quantile of each window: what the share q of its elements lies below.

    As `numpy.quantile` and `torch.quantile` have it: 0 is the minimum, ½ the median, 1 the maximum.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        q: the share, from 0 to 1.
        interpolation: what is taken where q (n − 1) lies between two elements: ``"linear"``,
            ``"lower"``, ``"higher"``, their mean (``"midpoint"``), or the ``"nearest"``, of two as
            near that of even number.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Hyndman & Fan 1996, their definition 7.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 1.0, 2.0, 5.0, 5.0, 1.0, 5.0]).reshape(1, 1, 8, 1, 1)
        >>> poolwise.adaptive_quantile_pool3d(x, (2, 1, 1), q=0.75).ravel()
        array([4.5, 5. ])
    """

@overload
def adaptive_quantile_pool3d(
    x: Kind,
    output_size: OutputSize,
    *,
    q: float = 0.5,
    interpolation: str = "linear",
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_rank_stochastic_pool1d(
    x: Floats,
    output_size: OutputSize,
    *,
    alpha: float = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """An element of each window, drawn by rank with the weights of rank-weighted pooling, RSP.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        training: draw; False gives the mean over all draws, `rank_weighted_pool1d`.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Shi, Ye & Wu 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 0.0, 3.0]).reshape(1, 1, 4)
        >>> poolwise.adaptive_rank_stochastic_pool1d(x, 2, training=False).ravel()
        array([7., 2.])
    """

@overload
def adaptive_rank_stochastic_pool1d(
    x: Kind,
    output_size: OutputSize,
    *,
    alpha: float = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_rank_stochastic_pool2d(
    x: Floats,
    output_size: OutputSize,
    *,
    alpha: float = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """An element of each window, drawn by rank with the weights of rank-weighted pooling, RSP.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        training: draw; False gives the mean over all draws, `rank_weighted_pool2d`.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Shi, Ye & Wu 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 0.0, 3.0]).reshape(1, 1, 4, 1)
        >>> poolwise.adaptive_rank_stochastic_pool2d(x, (2, 1), training=False).ravel()
        array([7., 2.])
    """

@overload
def adaptive_rank_stochastic_pool2d(
    x: Kind,
    output_size: OutputSize,
    *,
    alpha: float = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_rank_stochastic_pool3d(
    x: Floats,
    output_size: OutputSize,
    *,
    alpha: float = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """An element of each window, drawn by rank with the weights of rank-weighted pooling, RSP.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        training: draw; False gives the mean over all draws, `rank_weighted_pool3d`.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Shi, Ye & Wu 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 0.0, 3.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.adaptive_rank_stochastic_pool3d(x, (2, 1, 1), training=False).ravel()
        array([7., 2.])
    """

@overload
def adaptive_rank_stochastic_pool3d(
    x: Kind,
    output_size: OutputSize,
    *,
    alpha: float = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_rank_weighted_pool1d(
    x: Floats,
    output_size: OutputSize,
    *,
    alpha: float = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window weighted by rank: Σ α(1−α)^(r−1) x(r) over x(1) ≥ x(2) ≥ …, RWP.

    Weights are renormalised over the window's elements.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Shi, Ye & Wu 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 0.0, 3.0]).reshape(1, 1, 4)
        >>> poolwise.adaptive_rank_weighted_pool1d(x, 2, alpha=0.5).ravel()
        array([7., 2.])
    """

@overload
def adaptive_rank_weighted_pool1d(
    x: Kind,
    output_size: OutputSize,
    *,
    alpha: float = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_rank_weighted_pool2d(
    x: Floats,
    output_size: OutputSize,
    *,
    alpha: float = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window weighted by rank: Σ α(1−α)^(r−1) x(r) over x(1) ≥ x(2) ≥ …, RWP.

    Weights are renormalised over the window's elements.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Shi, Ye & Wu 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 0.0, 3.0]).reshape(1, 1, 4, 1)
        >>> poolwise.adaptive_rank_weighted_pool2d(x, (2, 1), alpha=0.5).ravel()
        array([7., 2.])
    """

@overload
def adaptive_rank_weighted_pool2d(
    x: Kind,
    output_size: OutputSize,
    *,
    alpha: float = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_rank_weighted_pool3d(
    x: Floats,
    output_size: OutputSize,
    *,
    alpha: float = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window weighted by rank: Σ α(1−α)^(r−1) x(r) over x(1) ≥ x(2) ≥ …, RWP.

    Weights are renormalised over the window's elements.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Shi, Ye & Wu 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 0.0, 3.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.adaptive_rank_weighted_pool3d(x, (2, 1, 1), alpha=0.5).ravel()
        array([7., 2.])
    """

@overload
def adaptive_rank_weighted_pool3d(
    x: Kind,
    output_size: OutputSize,
    *,
    alpha: float = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_rms_pool1d(
    x: Floats,
    output_size: OutputSize,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The root of the mean square of each window: (Σ x² / n)^½, the mean form of L2 pooling.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. Where the sum is 0, so is the
        gradient.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: the mean form of L2 pooling.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, -7.0, 0.0, 0.0]).reshape(1, 1, 4)
        >>> poolwise.adaptive_rms_pool1d(x, 2).ravel()
        array([5., 0.])
    """

@overload
def adaptive_rms_pool1d(
    x: Kind,
    output_size: OutputSize,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_rms_pool2d(
    x: Floats,
    output_size: OutputSize,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The root of the mean square of each window: (Σ x² / n)^½, the mean form of L2 pooling.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. Where the sum is 0, so is the
        gradient.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: the mean form of L2 pooling.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, -7.0, 0.0, 0.0]).reshape(1, 1, 4, 1)
        >>> poolwise.adaptive_rms_pool2d(x, (2, 1)).ravel()
        array([5., 0.])
    """

@overload
def adaptive_rms_pool2d(
    x: Kind,
    output_size: OutputSize,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_rms_pool3d(
    x: Floats,
    output_size: OutputSize,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The root of the mean square of each window: (Σ x² / n)^½, the mean form of L2 pooling.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. Where the sum is 0, so is the
        gradient.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: the mean form of L2 pooling.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, -7.0, 0.0, 0.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.adaptive_rms_pool3d(x, (2, 1, 1)).ravel()
        array([5., 0.])
    """

@overload
def adaptive_rms_pool3d(
    x: Kind,
    output_size: OutputSize,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_soft_pool1d(
    x: Floats,
    output_size: OutputSize,
    *,
    beta: Number = 1.0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window weighted by exponentials: Σ x e^(βx) / Σ e^(βx).

    β → 0 is the mean, and β → ∞ the maximum; no β overflows.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        beta: the rate: a number, or an array or tensor of one per channel, which may be learned.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Stergiou, Poppe & Kalliatakis 2021.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 1.0, 0.0, 1000.0]).reshape(1, 1, 4)
        >>> poolwise.adaptive_soft_pool1d(x, 2).ravel()
        array([   1., 1000.])
    """

@overload
def adaptive_soft_pool1d(
    x: Kind,
    output_size: OutputSize,
    *,
    beta: Number = 1.0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_soft_pool2d(
    x: Floats,
    output_size: OutputSize,
    *,
    beta: Number = 1.0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window weighted by exponentials: Σ x e^(βx) / Σ e^(βx).

    β → 0 is the mean, and β → ∞ the maximum; no β overflows.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        beta: the rate: a number, or an array or tensor of one per channel, which may be learned.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Stergiou, Poppe & Kalliatakis 2021.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 1.0, 0.0, 1000.0]).reshape(1, 1, 4, 1)
        >>> poolwise.adaptive_soft_pool2d(x, (2, 1)).ravel()
        array([   1., 1000.])
    """

@overload
def adaptive_soft_pool2d(
    x: Kind,
    output_size: OutputSize,
    *,
    beta: Number = 1.0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_soft_pool3d(
    x: Floats,
    output_size: OutputSize,
    *,
    beta: Number = 1.0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window weighted by exponentials: Σ x e^(βx) / Σ e^(βx).

    β → 0 is the mean, and β → ∞ the maximum; no β overflows.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        beta: the rate: a number, or an array or tensor of one per channel, which may be learned.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Stergiou, Poppe & Kalliatakis 2021.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 1.0, 0.0, 1000.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.adaptive_soft_pool3d(x, (2, 1, 1)).ravel()
        array([   1., 1000.])
    """

@overload
def adaptive_soft_pool3d(
    x: Kind,
    output_size: OutputSize,
    *,
    beta: Number = 1.0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_std_pool1d(
    x: Floats,
    output_size: OutputSize,
    *,
    ddof: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The standard deviation of each window: (Σ (x − x̄)² / (n − ddof))^½.

    The root of `var_pool1d`, as `numpy.std` has it.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        ddof: what n is lessened by, as in `var_pool1d`.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. Where it is 0, so is its gradient.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Pearson 1894.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 7.0, 4.0, 4.0]).reshape(1, 1, 4)
        >>> poolwise.adaptive_std_pool1d(x, 2).ravel()
        array([3., 0.])
    """

@overload
def adaptive_std_pool1d(
    x: Kind,
    output_size: OutputSize,
    *,
    ddof: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_std_pool2d(
    x: Floats,
    output_size: OutputSize,
    *,
    ddof: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The standard deviation of each window: (Σ (x − x̄)² / (n − ddof))^½.

    The root of `var_pool2d`, as `numpy.std` has it.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        ddof: what n is lessened by, as in `var_pool2d`.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. Where it is 0, so is its gradient.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Pearson 1894.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 7.0, 4.0, 4.0]).reshape(1, 1, 4, 1)
        >>> poolwise.adaptive_std_pool2d(x, (2, 1)).ravel()
        array([3., 0.])
    """

@overload
def adaptive_std_pool2d(
    x: Kind,
    output_size: OutputSize,
    *,
    ddof: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_std_pool3d(
    x: Floats,
    output_size: OutputSize,
    *,
    ddof: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The standard deviation of each window: (Σ (x − x̄)² / (n − ddof))^½.

    The root of `var_pool3d`, as `numpy.std` has it.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        ddof: what n is lessened by, as in `var_pool3d`.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. Where it is 0, so is its gradient.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Pearson 1894.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 7.0, 4.0, 4.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.adaptive_std_pool3d(x, (2, 1, 1)).ravel()
        array([3., 0.])
    """

@overload
def adaptive_std_pool3d(
    x: Kind,
    output_size: OutputSize,
    *,
    ddof: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_stochastic_pool1d(
    x: Floats,
    output_size: OutputSize,
    *,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """An element of each window, drawn with a probability in proportion to its value.

    Args:
        x: array or tensor of shape (*lead, L), nothing negative; bool, integer or
            floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        training: draw; False gives the mean over all draws, Σ x² / Σ x.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A window of zeros gives 0.

    Raises:
        ValueError, TypeError: x has negative elements, or an argument is impossible; the message
            names it.

    Source: Zeiler & Fergus 2013.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.0, 2.0, 3.0, 1.0]).reshape(1, 1, 4)
        >>> poolwise.adaptive_stochastic_pool1d(x, 2, training=False).ravel()
        array([2. , 2.5])
    """

@overload
def adaptive_stochastic_pool1d(
    x: Kind,
    output_size: OutputSize,
    *,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_stochastic_pool2d(
    x: Floats,
    output_size: OutputSize,
    *,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """An element of each window, drawn with a probability in proportion to its value.

    Args:
        x: array or tensor of shape (*lead, H, W), nothing negative; bool, integer or
            floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        training: draw; False gives the mean over all draws, Σ x² / Σ x.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A window of zeros gives 0.

    Raises:
        ValueError, TypeError: x has negative elements, or an argument is impossible; the message
            names it.

    Source: Zeiler & Fergus 2013.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.0, 2.0, 3.0, 1.0]).reshape(1, 1, 4, 1)
        >>> poolwise.adaptive_stochastic_pool2d(x, (2, 1), training=False).ravel()
        array([2. , 2.5])
    """

@overload
def adaptive_stochastic_pool2d(
    x: Kind,
    output_size: OutputSize,
    *,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_stochastic_pool3d(
    x: Floats,
    output_size: OutputSize,
    *,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """An element of each window, drawn with a probability in proportion to its value.

    Args:
        x: array or tensor of shape (*lead, D, H, W), nothing negative; bool, integer or
            floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        training: draw; False gives the mean over all draws, Σ x² / Σ x.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A window of zeros gives 0.

    Raises:
        ValueError, TypeError: x has negative elements, or an argument is impossible; the message
            names it.

    Source: Zeiler & Fergus 2013.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.0, 2.0, 3.0, 1.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.adaptive_stochastic_pool3d(x, (2, 1, 1), training=False).ravel()
        array([2. , 2.5])
    """

@overload
def adaptive_stochastic_pool3d(
    x: Kind,
    output_size: OutputSize,
    *,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_sum_pool1d(
    x: Floats,
    output_size: OutputSize,
    *,
    dtype: None = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The sum of each window.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        dtype: the result's; an integer one saturates. When None, floats keep theirs, and integers
            give int64 (uint64 its own), which wraps as NumPy's sums do.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of sums.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: LeCun et al. 1990.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 2.0, 4.0, 3.0]).reshape(1, 1, 4)
        >>> poolwise.adaptive_sum_pool1d(x, 2).ravel()
        array([3., 7.])
    """

@overload
def adaptive_sum_pool1d(
    x: Kind,
    output_size: OutputSize,
    *,
    dtype: DType = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_sum_pool2d(
    x: Floats,
    output_size: OutputSize,
    *,
    dtype: None = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The sum of each window.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        dtype: the result's; an integer one saturates. When None, floats keep theirs, and integers
            give int64 (uint64 its own), which wraps as NumPy's sums do.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of sums.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: LeCun et al. 1990.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 2.0, 4.0, 3.0]).reshape(1, 1, 4, 1)
        >>> poolwise.adaptive_sum_pool2d(x, (2, 1)).ravel()
        array([3., 7.])
    """

@overload
def adaptive_sum_pool2d(
    x: Kind,
    output_size: OutputSize,
    *,
    dtype: DType = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_sum_pool3d(
    x: Floats,
    output_size: OutputSize,
    *,
    dtype: None = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The sum of each window.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        dtype: the result's; an integer one saturates. When None, floats keep theirs, and integers
            give int64 (uint64 its own), which wraps as NumPy's sums do.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of sums.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: LeCun et al. 1990.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 2.0, 4.0, 3.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.adaptive_sum_pool3d(x, (2, 1, 1)).ravel()
        array([3., 7.])
    """

@overload
def adaptive_sum_pool3d(
    x: Kind,
    output_size: OutputSize,
    *,
    dtype: DType = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_t_max_avg_pool1d(
    x: Floats,
    output_size: OutputSize,
    *,
    k: int = 3,
    t: float = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The maximum of each window whose k largest elements all reach t, of others their mean.

    That is T-Max-Avg. The paper's condition on the k largest is read as one on each of them, and so
    on the smallest of them. Gradients are those of the case that a window is in.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        k: how many elements, at least 1; all where there are fewer.
        t: the threshold T, finite.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Zhao & Zhang 2024.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.7, 0.9, 0.1, 0.2, 0.3, 0.9, 0.1, 0.2]).reshape(1, 1, 8)
        >>> poolwise.adaptive_t_max_avg_pool1d(x, 2, k=2, t=0.5).ravel()
        array([0.9, 0.6])
    """

@overload
def adaptive_t_max_avg_pool1d(
    x: Kind,
    output_size: OutputSize,
    *,
    k: int = 3,
    t: float = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_t_max_avg_pool2d(
    x: Floats,
    output_size: OutputSize,
    *,
    k: int = 3,
    t: float = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The maximum of each window whose k largest elements all reach t, of others their mean.

    That is T-Max-Avg. The paper's condition on the k largest is read as one on each of them, and so
    on the smallest of them. Gradients are those of the case that a window is in.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        k: how many elements, at least 1; all where there are fewer.
        t: the threshold T, finite.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Zhao & Zhang 2024.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.7, 0.9, 0.1, 0.2, 0.3, 0.9, 0.1, 0.2]).reshape(1, 1, 8, 1)
        >>> poolwise.adaptive_t_max_avg_pool2d(x, (2, 1), k=2, t=0.5).ravel()
        array([0.9, 0.6])
    """

@overload
def adaptive_t_max_avg_pool2d(
    x: Kind,
    output_size: OutputSize,
    *,
    k: int = 3,
    t: float = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_t_max_avg_pool3d(
    x: Floats,
    output_size: OutputSize,
    *,
    k: int = 3,
    t: float = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The maximum of each window whose k largest elements all reach t, of others their mean.

    That is T-Max-Avg. The paper's condition on the k largest is read as one on each of them, and so
    on the smallest of them. Gradients are those of the case that a window is in.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        k: how many elements, at least 1; all where there are fewer.
        t: the threshold T, finite.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Zhao & Zhang 2024.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.7, 0.9, 0.1, 0.2, 0.3, 0.9, 0.1, 0.2]).reshape(1, 1, 8, 1, 1)
        >>> poolwise.adaptive_t_max_avg_pool3d(x, (2, 1, 1), k=2, t=0.5).ravel()
        array([0.9, 0.6])
    """

@overload
def adaptive_t_max_avg_pool3d(
    x: Kind,
    output_size: OutputSize,
    *,
    k: int = 3,
    t: float = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_top_k_avg_pool1d(
    x: Floats,
    output_size: OutputSize,
    *,
    k: int = 2,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of the k largest elements of each window: rank-based average pooling, RAP.

    k = 1 is the maximum; a k of all elements or more is the mean.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        k: how many elements, at least 1.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Shi, Ye & Wu 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 8.0, 1.0, 2.0]).reshape(1, 1, 4)
        >>> poolwise.adaptive_top_k_avg_pool1d(x, 2, k=1).ravel()
        array([8., 2.])
    """

@overload
def adaptive_top_k_avg_pool1d(
    x: Kind,
    output_size: OutputSize,
    *,
    k: int = 2,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_top_k_avg_pool2d(
    x: Floats,
    output_size: OutputSize,
    *,
    k: int = 2,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of the k largest elements of each window: rank-based average pooling, RAP.

    k = 1 is the maximum; a k of all elements or more is the mean.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        k: how many elements, at least 1.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Shi, Ye & Wu 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 8.0, 1.0, 2.0]).reshape(1, 1, 4, 1)
        >>> poolwise.adaptive_top_k_avg_pool2d(x, (2, 1), k=1).ravel()
        array([8., 2.])
    """

@overload
def adaptive_top_k_avg_pool2d(
    x: Kind,
    output_size: OutputSize,
    *,
    k: int = 2,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_top_k_avg_pool3d(
    x: Floats,
    output_size: OutputSize,
    *,
    k: int = 2,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of the k largest elements of each window: rank-based average pooling, RAP.

    k = 1 is the maximum; a k of all elements or more is the mean.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        k: how many elements, at least 1.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Shi, Ye & Wu 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 8.0, 1.0, 2.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.adaptive_top_k_avg_pool3d(x, (2, 1, 1), k=1).ravel()
        array([8., 2.])
    """

@overload
def adaptive_top_k_avg_pool3d(
    x: Kind,
    output_size: OutputSize,
    *,
    k: int = 2,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_trimmed_mean_pool1d(
    x: Floats,
    output_size: OutputSize,
    *,
    cut: float = 0.25,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window without a share of its elements at either end.

    Of n elements ⌊cut · n⌋ are left out at the top and as many at the bottom. 0 leaves out none,
    which is the mean; close to ½ it is the median.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        cut: the share that is left out at either end, at least 0 and below 0.5.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Tukey 1962.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 99.0, 1.0, 2.0, 5.0, 5.0, -80.0, 5.0]).reshape(1, 1, 8)
        >>> poolwise.adaptive_trimmed_mean_pool1d(x, 2, cut=0.25).ravel()
        array([2.5, 5. ])
    """

@overload
def adaptive_trimmed_mean_pool1d(
    x: Kind,
    output_size: OutputSize,
    *,
    cut: float = 0.25,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_trimmed_mean_pool2d(
    x: Floats,
    output_size: OutputSize,
    *,
    cut: float = 0.25,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window without a share of its elements at either end.

    Of n elements ⌊cut · n⌋ are left out at the top and as many at the bottom. 0 leaves out none,
    which is the mean; close to ½ it is the median.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        cut: the share that is left out at either end, at least 0 and below 0.5.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Tukey 1962.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 99.0, 1.0, 2.0, 5.0, 5.0, -80.0, 5.0]).reshape(1, 1, 8, 1)
        >>> poolwise.adaptive_trimmed_mean_pool2d(x, (2, 1), cut=0.25).ravel()
        array([2.5, 5. ])
    """

@overload
def adaptive_trimmed_mean_pool2d(
    x: Kind,
    output_size: OutputSize,
    *,
    cut: float = 0.25,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_trimmed_mean_pool3d(
    x: Floats,
    output_size: OutputSize,
    *,
    cut: float = 0.25,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window without a share of its elements at either end.

    Of n elements ⌊cut · n⌋ are left out at the top and as many at the bottom. 0 leaves out none,
    which is the mean; close to ½ it is the median.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        cut: the share that is left out at either end, at least 0 and below 0.5.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Tukey 1962.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 99.0, 1.0, 2.0, 5.0, 5.0, -80.0, 5.0]).reshape(1, 1, 8, 1, 1)
        >>> poolwise.adaptive_trimmed_mean_pool3d(x, (2, 1, 1), cut=0.25).ravel()
        array([2.5, 5. ])
    """

@overload
def adaptive_trimmed_mean_pool3d(
    x: Kind,
    output_size: OutputSize,
    *,
    cut: float = 0.25,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_var_pool1d(
    x: Floats,
    output_size: OutputSize,
    *,
    ddof: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The variance of each window: Σ (x − x̄)² / (n − ddof).

    As `numpy.var` has it; `torch.var` calls it ``correction`` and has 1 for it. It is found from
    differences that do not cancel, however large the mean is.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        ddof: what n is lessened by, at least 0; 1 makes an estimate from samples unbiased. A window
            of no more elements than that gives NaN.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. Infinities give NaN.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Fisher 1918.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 7.0, 4.0, 4.0]).reshape(1, 1, 4)
        >>> poolwise.adaptive_var_pool1d(x, 2).ravel()
        array([9., 0.])
    """

@overload
def adaptive_var_pool1d(
    x: Kind,
    output_size: OutputSize,
    *,
    ddof: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_var_pool2d(
    x: Floats,
    output_size: OutputSize,
    *,
    ddof: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The variance of each window: Σ (x − x̄)² / (n − ddof).

    As `numpy.var` has it; `torch.var` calls it ``correction`` and has 1 for it. It is found from
    differences that do not cancel, however large the mean is.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        ddof: what n is lessened by, at least 0; 1 makes an estimate from samples unbiased. A window
            of no more elements than that gives NaN.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. Infinities give NaN.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Fisher 1918.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 7.0, 4.0, 4.0]).reshape(1, 1, 4, 1)
        >>> poolwise.adaptive_var_pool2d(x, (2, 1)).ravel()
        array([9., 0.])
    """

@overload
def adaptive_var_pool2d(
    x: Kind,
    output_size: OutputSize,
    *,
    ddof: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_var_pool3d(
    x: Floats,
    output_size: OutputSize,
    *,
    ddof: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The variance of each window: Σ (x − x̄)² / (n − ddof).

    As `numpy.var` has it; `torch.var` calls it ``correction`` and has 1 for it. It is found from
    differences that do not cancel, however large the mean is.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        ddof: what n is lessened by, at least 0; 1 makes an estimate from samples unbiased. A window
            of no more elements than that gives NaN.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. Infinities give NaN.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Fisher 1918.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 7.0, 4.0, 4.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.adaptive_var_pool3d(x, (2, 1, 1)).ravel()
        array([9., 0.])
    """

@overload
def adaptive_var_pool3d(
    x: Kind,
    output_size: OutputSize,
    *,
    ddof: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_weldon_pool1d(
    x: Floats,
    output_size: OutputSize,
    *,
    k: int = 2,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of the k largest elements of each window plus the mean of its k smallest.

    k = 1 is the maximum plus the minimum. Of fewer than k elements all are taken at both ends,
    which is twice the mean.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        k: how many elements at either end, at least 1.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Durand, Thome & Cord 2016 (WELDON).

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 1.0, -2.0, 5.0, 5.0, 1.0, 5.0]).reshape(1, 1, 8)
        >>> poolwise.adaptive_weldon_pool1d(x, 2, k=2).ravel()
        array([5.5, 8. ])
    """

@overload
def adaptive_weldon_pool1d(
    x: Kind,
    output_size: OutputSize,
    *,
    k: int = 2,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_weldon_pool2d(
    x: Floats,
    output_size: OutputSize,
    *,
    k: int = 2,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of the k largest elements of each window plus the mean of its k smallest.

    k = 1 is the maximum plus the minimum. Of fewer than k elements all are taken at both ends,
    which is twice the mean.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        k: how many elements at either end, at least 1.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Durand, Thome & Cord 2016 (WELDON).

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 1.0, -2.0, 5.0, 5.0, 1.0, 5.0]).reshape(1, 1, 8, 1)
        >>> poolwise.adaptive_weldon_pool2d(x, (2, 1), k=2).ravel()
        array([5.5, 8. ])
    """

@overload
def adaptive_weldon_pool2d(
    x: Kind,
    output_size: OutputSize,
    *,
    k: int = 2,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def adaptive_weldon_pool3d(
    x: Floats,
    output_size: OutputSize,
    *,
    k: int = 2,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of the k largest elements of each window plus the mean of its k smallest.

    k = 1 is the maximum plus the minimum. Of fewer than k elements all are taken at both ends,
    which is twice the mean.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        k: how many elements at either end, at least 1.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Durand, Thome & Cord 2016 (WELDON).

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 1.0, -2.0, 5.0, 5.0, 1.0, 5.0]).reshape(1, 1, 8, 1, 1)
        >>> poolwise.adaptive_weldon_pool3d(x, (2, 1, 1), k=2).ravel()
        array([5.5, 8. ])
    """

@overload
def adaptive_weldon_pool3d(
    x: Kind,
    output_size: OutputSize,
    *,
    k: int = 2,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def attention_pool1d(
    x: Tensor,
    query: Tensor,
    keys: Tensor | None = None,
    *,
    scale: float | None = None,
    return_weights: Literal[False] = False,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Tensor:
    """The mean of all positions, weighted by attention: Σ x softmax(scale · query · keys).

    Each of the queries gives a mean of its own. With keys = tanh(W₁x) and the rows of W₂ for
    queries it is the structured self-attention of Lin et al. 2017.

    Args:
        x: tensor of shape (*lead, channels, L), floating-point.
        query: tensor of shape (queries, size), or (*lead, queries, size); may be learned.
        keys: tensor of shape (*lead, size, L); x itself when None. With `channels_last`,
            (*lead, L, size).
        scale: 1/√size when None, as in PyTorch.
        return_weights: also return the weights, of shape (*lead, queries, L).
        mask: as ever, but positions are absent from all channels at once.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        A tensor of x's dtype and of shape (*lead, channels, queries), with `channels_last`
        (*lead, queries, channels).

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Lin et al. 2017; Radford et al. 2021.

    Example:
        >>> import torch, poolwise
        >>> x = torch.arange(8.0).reshape(1, 2, 4)
        >>> poolwise.attention_pool1d(x, torch.zeros(1, 2)).flatten()
        tensor([1.5000, 5.5000])
    """

@overload
def attention_pool1d(
    x: Tensor,
    query: Tensor,
    keys: Tensor | None = None,
    *,
    scale: float | None = None,
    return_weights: Literal[True],
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> tuple[Tensor, Tensor]: ...
@overload
def attention_pool1d(
    x: Tensor,
    query: Tensor,
    keys: Tensor | None = None,
    *,
    scale: float | None = None,
    return_weights: bool = False,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Tensor | tuple[Tensor, Tensor]: ...
@overload
def attention_pool2d(
    x: Tensor,
    query: Tensor,
    keys: Tensor | None = None,
    *,
    scale: float | None = None,
    return_weights: Literal[False] = False,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Tensor:
    """The mean of all positions, weighted by attention: Σ x softmax(scale · query · keys).

    Each of the queries gives a mean of its own. With keys = tanh(W₁x) and the rows of W₂ for
    queries it is the structured self-attention of Lin et al. 2017.

    Args:
        x: tensor of shape (*lead, channels, H, W), floating-point.
        query: tensor of shape (queries, size), or (*lead, queries, size); may be learned.
        keys: tensor of shape (*lead, size, H, W); x itself when None. With `channels_last`,
            (*lead, H, W, size).
        scale: 1/√size when None, as in PyTorch.
        return_weights: also return the weights, of shape (*lead, queries, H, W).
        mask: as ever, but positions are absent from all channels at once.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        A tensor of x's dtype and of shape (*lead, channels, queries), with `channels_last`
        (*lead, queries, channels).

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Lin et al. 2017; Radford et al. 2021.

    Example:
        >>> import torch, poolwise
        >>> x = torch.arange(8.0).reshape(1, 2, 4, 1)
        >>> poolwise.attention_pool2d(x, torch.zeros(1, 2)).flatten()
        tensor([1.5000, 5.5000])
    """

@overload
def attention_pool2d(
    x: Tensor,
    query: Tensor,
    keys: Tensor | None = None,
    *,
    scale: float | None = None,
    return_weights: Literal[True],
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> tuple[Tensor, Tensor]: ...
@overload
def attention_pool2d(
    x: Tensor,
    query: Tensor,
    keys: Tensor | None = None,
    *,
    scale: float | None = None,
    return_weights: bool = False,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Tensor | tuple[Tensor, Tensor]: ...
@overload
def attention_pool3d(
    x: Tensor,
    query: Tensor,
    keys: Tensor | None = None,
    *,
    scale: float | None = None,
    return_weights: Literal[False] = False,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Tensor:
    """The mean of all positions, weighted by attention: Σ x softmax(scale · query · keys).

    Each of the queries gives a mean of its own. With keys = tanh(W₁x) and the rows of W₂ for
    queries it is the structured self-attention of Lin et al. 2017.

    Args:
        x: tensor of shape (*lead, channels, D, H, W), floating-point.
        query: tensor of shape (queries, size), or (*lead, queries, size); may be learned.
        keys: tensor of shape (*lead, size, D, H, W); x itself when None. With `channels_last`,
            (*lead, D, H, W, size).
        scale: 1/√size when None, as in PyTorch.
        return_weights: also return the weights, of shape (*lead, queries, D, H, W).
        mask: as ever, but positions are absent from all channels at once.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        A tensor of x's dtype and of shape (*lead, channels, queries), with `channels_last`
        (*lead, queries, channels).

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Lin et al. 2017; Radford et al. 2021.

    Example:
        >>> import torch, poolwise
        >>> x = torch.arange(8.0).reshape(1, 2, 4, 1, 1)
        >>> poolwise.attention_pool3d(x, torch.zeros(1, 2)).flatten()
        tensor([1.5000, 5.5000])
    """

@overload
def attention_pool3d(
    x: Tensor,
    query: Tensor,
    keys: Tensor | None = None,
    *,
    scale: float | None = None,
    return_weights: Literal[True],
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> tuple[Tensor, Tensor]: ...
@overload
def attention_pool3d(
    x: Tensor,
    query: Tensor,
    keys: Tensor | None = None,
    *,
    scale: float | None = None,
    return_weights: bool = False,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Tensor | tuple[Tensor, Tensor]: ...
@overload
def avg_pool1d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
    *,
    dilation: Ints = 1,
    dtype: None = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window.

    Arguments and results are those of `torch.nn.functional.avg_pool1d` and
    `adaptive_avg_pool1d`.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        count_include_pad: divide by all of the window inside the padded input, padding included.
            False divides by the number of x's own elements. Masked elements never count. A window
            of padding alone is 0 where padding counts, and otherwise an error.
        divisor_override: divide by this instead.
        dtype: the result's. Integers give float32 (8 and 16 bits) or float64 when None; an integer
            dtype rounds half to even and saturates.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: LeCun et al. 1990.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1, 2, 4, 8], np.uint8).reshape(1, 1, 4)
        >>> poolwise.avg_pool1d(x, 2).ravel()
        array([1.5, 6. ], dtype=float32)
    """

@overload
def avg_pool1d(
    x: Kind,
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
) -> Kind: ...
@overload
def avg_pool2d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
    *,
    dilation: Ints = 1,
    dtype: None = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window.

    Arguments and results are those of `torch.nn.functional.avg_pool2d` and
    `adaptive_avg_pool2d`.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        count_include_pad: divide by all of the window inside the padded input, padding included.
            False divides by the number of x's own elements. Masked elements never count. A window
            of padding alone is 0 where padding counts, and otherwise an error.
        divisor_override: divide by this instead.
        dtype: the result's. Integers give float32 (8 and 16 bits) or float64 when None; an integer
            dtype rounds half to even and saturates.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: LeCun et al. 1990.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1, 2, 4, 8], np.uint8).reshape(1, 1, 4, 1)
        >>> poolwise.avg_pool2d(x, (2, 1)).ravel()
        array([1.5, 6. ], dtype=float32)
    """

@overload
def avg_pool2d(
    x: Kind,
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
) -> Kind: ...
@overload
def avg_pool3d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
    *,
    dilation: Ints = 1,
    dtype: None = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window.

    Arguments and results are those of `torch.nn.functional.avg_pool3d` and
    `adaptive_avg_pool3d`.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        count_include_pad: divide by all of the window inside the padded input, padding included.
            False divides by the number of x's own elements. Masked elements never count. A window
            of padding alone is 0 where padding counts, and otherwise an error.
        divisor_override: divide by this instead.
        dtype: the result's. Integers give float32 (8 and 16 bits) or float64 when None; an integer
            dtype rounds half to even and saturates.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: LeCun et al. 1990.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1, 2, 4, 8], np.uint8).reshape(1, 1, 4, 1, 1)
        >>> poolwise.avg_pool3d(x, (2, 1, 1)).ravel()
        array([1.5, 6. ], dtype=float32)
    """

@overload
def avg_pool3d(
    x: Kind,
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
) -> Kind: ...
@overload
def avg_unpool1d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    output_size: Sequence[int] | None = None,
    *,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
    channels_last: bool = False,
) -> Floats:
    """Each value spread evenly over its window: the adjoint of `avg_pool1d`.

    Overlapping windows add up. ``divisor_override=1`` gives the adjoint of `sum_pool1d`, whole
    values everywhere in their windows.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        kernel_size, stride, padding, dilation, ceil_mode, count_include_pad, divisor_override: as
            in `avg_pool1d`.
        output_size: the result's spatial sizes, or its whole shape; what the windows cover when
            None.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible, or `avg_pool1d` would not make x's
            shape of the output size; the message names it.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([2.0, 6.0]).reshape(1, 1, 2)
        >>> poolwise.avg_unpool1d(x, 2).ravel()
        array([1., 1., 3., 3.])
    """

@overload
def avg_unpool1d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    output_size: Sequence[int] | None = None,
    *,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
    channels_last: bool = False,
) -> Kind: ...
@overload
def avg_unpool2d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    output_size: Sequence[int] | None = None,
    *,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
    channels_last: bool = False,
) -> Floats:
    """Each value spread evenly over its window: the adjoint of `avg_pool2d`.

    Overlapping windows add up. ``divisor_override=1`` gives the adjoint of `sum_pool2d`, whole
    values everywhere in their windows.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        kernel_size, stride, padding, dilation, ceil_mode, count_include_pad, divisor_override: as
            in `avg_pool2d`.
        output_size: the result's spatial sizes, or its whole shape; what the windows cover when
            None.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible, or `avg_pool2d` would not make x's
            shape of the output size; the message names it.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([2.0, 6.0]).reshape(1, 1, 2, 1)
        >>> poolwise.avg_unpool2d(x, (2, 1)).ravel()
        array([1., 1., 3., 3.])
    """

@overload
def avg_unpool2d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    output_size: Sequence[int] | None = None,
    *,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
    channels_last: bool = False,
) -> Kind: ...
@overload
def avg_unpool3d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    output_size: Sequence[int] | None = None,
    *,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
    channels_last: bool = False,
) -> Floats:
    """Each value spread evenly over its window: the adjoint of `avg_pool3d`.

    Overlapping windows add up. ``divisor_override=1`` gives the adjoint of `sum_pool3d`, whole
    values everywhere in their windows.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        kernel_size, stride, padding, dilation, ceil_mode, count_include_pad, divisor_override: as
            in `avg_pool3d`.
        output_size: the result's spatial sizes, or its whole shape; what the windows cover when
            None.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible, or `avg_pool3d` would not make x's
            shape of the output size; the message names it.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([2.0, 6.0]).reshape(1, 1, 2, 1, 1)
        >>> poolwise.avg_unpool3d(x, (2, 1, 1)).ravel()
        array([1., 1., 3., 3.])
    """

@overload
def avg_unpool3d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    output_size: Sequence[int] | None = None,
    *,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
    channels_last: bool = False,
) -> Kind: ...
@overload
def blur_pool1d(
    x: Floats,
    kernel_size: Ints = 3,
    stride: Ints = 2,
    padding_mode: str = "reflect",
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """x smoothed by a binomial filter and sampled at the stride, output = ceil(input / stride).

    The filter's weights along each axis are 1 1, 1 2 1, 1 3 3 1, … over their sum. The first window
    begins (kernel_size - 1) // 2 positions before x.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        kernel_size: size of the filter, 1 to 7, one number or one per axis.
        stride: distance between windows, one number or one per axis.
        padding_mode: what lies around x: ``"reflect"`` (x without its border, mirrored),
            ``"replicate"`` (its border), ``"zero"`` or ``"circular"`` (x again).
        mask: absent elements leave their weight to the others of their window. What lies around x
            is as present as what it repeats, zeros always are.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Zhang 2019.

    Example:
        >>> import torch, poolwise
        >>> x = torch.tensor([0.0, 4.0, 8.0, 8.0]).reshape(1, 1, 4)
        >>> poolwise.blur_pool1d(x, 3, 2).ravel()
        tensor([2., 7.])
    """

@overload
def blur_pool1d(
    x: Kind,
    kernel_size: Ints = 3,
    stride: Ints = 2,
    padding_mode: str = "reflect",
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def blur_pool2d(
    x: Floats,
    kernel_size: Ints = 3,
    stride: Ints = 2,
    padding_mode: str = "reflect",
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """x smoothed by a binomial filter and sampled at the stride, output = ceil(input / stride).

    The filter's weights along each axis are 1 1, 1 2 1, 1 3 3 1, … over their sum. The first window
    begins (kernel_size - 1) // 2 positions before x.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        kernel_size: size of the filter, 1 to 7, one number or one per axis.
        stride: distance between windows, one number or one per axis.
        padding_mode: what lies around x: ``"reflect"`` (x without its border, mirrored),
            ``"replicate"`` (its border), ``"zero"`` or ``"circular"`` (x again).
        mask: absent elements leave their weight to the others of their window. What lies around x
            is as present as what it repeats, zeros always are.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Zhang 2019.

    Example:
        >>> import torch, poolwise
        >>> x = torch.tensor([0.0, 4.0, 8.0, 8.0]).reshape(1, 1, 4, 1)
        >>> poolwise.blur_pool2d(x, (3, 1), (2, 1)).ravel()
        tensor([2., 7.])
    """

@overload
def blur_pool2d(
    x: Kind,
    kernel_size: Ints = 3,
    stride: Ints = 2,
    padding_mode: str = "reflect",
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def blur_pool3d(
    x: Floats,
    kernel_size: Ints = 3,
    stride: Ints = 2,
    padding_mode: str = "reflect",
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """x smoothed by a binomial filter and sampled at the stride, output = ceil(input / stride).

    The filter's weights along each axis are 1 1, 1 2 1, 1 3 3 1, … over their sum. The first window
    begins (kernel_size - 1) // 2 positions before x.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        kernel_size: size of the filter, 1 to 7, one number or one per axis.
        stride: distance between windows, one number or one per axis.
        padding_mode: what lies around x: ``"reflect"`` (x without its border, mirrored),
            ``"replicate"`` (its border), ``"zero"`` or ``"circular"`` (x again).
        mask: absent elements leave their weight to the others of their window. What lies around x
            is as present as what it repeats, zeros always are.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Zhang 2019.

    Example:
        >>> import torch, poolwise
        >>> x = torch.tensor([0.0, 4.0, 8.0, 8.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.blur_pool3d(x, (3, 1, 1), (2, 1, 1)).ravel()
        tensor([2., 7.])
    """

@overload
def blur_pool3d(
    x: Kind,
    kernel_size: Ints = 3,
    stride: Ints = 2,
    padding_mode: str = "reflect",
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def channel_avg_pool(
    x: Floats,
    pieces: int,
    dim: int = 1,
    *,
    dtype: None = None,
    mask: Mask = None,
    empty_value: float = 0,
) -> Floats:
    """The mean of each group.

    Groups are of `pieces` channels in a row; over windows it is `poolwise.avg_pool2d`.

    Args:
        x: array or tensor of any shape; bool, integer or floating-point.
        pieces: channels of a group; the number of channels must be a multiple of it.
        dim: the axis of the channels, -1 where they are last.
        dtype: the result's. Integers give float32 (8 and 16 bits) or float64 when None; an integer
            dtype rounds half to even and saturates.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        empty_value: the result, under a mask, of a window without an element.

    Returns:
        An array of x's shape with ``channels / pieces`` channels.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Example:
        >>> import numpy as np, poolwise
        >>> poolwise.channel_avg_pool(np.array([[1.0, 5.0, 2.0, 4.0]]), 2)
        array([[3., 3.]])
    """

@overload
def channel_avg_pool(
    x: Kind,
    pieces: int,
    dim: int = 1,
    *,
    dtype: DType = None,
    mask: Mask = None,
    empty_value: float = 0,
) -> Kind: ...
@overload
def channel_lp_pool(
    x: Floats,
    norm_type: Number,
    pieces: int,
    dim: int = 1,
    *,
    signed: bool = False,
    mask: Mask = None,
    empty_value: float = 0,
) -> Floats:
    """The p-norm of each group: (Σ abs(x)^p)^(1/p).

    Groups are of `pieces` channels in a row; over windows it is `poolwise.lp_pool2d`.

    Args:
        x: array or tensor of any shape; bool, integer or floating-point.
        pieces: channels of a group; the number of channels must be a multiple of it.
        dim: the axis of the channels, -1 where they are last.
        norm_type: p, above 0: a number, or an array or tensor of one per channel, which may be
            learned. `math.inf` gives the largest magnitude.
        signed: the powers keep their signs: (Σ x^p)^(1/p).
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        empty_value: the result, under a mask, of a window without an element.

    Returns:
        An array of x's shape with ``channels / pieces`` channels.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.
    """

@overload
def channel_lp_pool(
    x: Kind,
    norm_type: Number,
    pieces: int,
    dim: int = 1,
    *,
    signed: bool = False,
    mask: Mask = None,
    empty_value: float = 0,
) -> Kind: ...
@overload
def channel_lse_pool(
    x: Floats,
    pieces: int,
    dim: int = 1,
    *,
    r: Number = 1.0,
    mask: Mask = None,
    empty_value: float = 0,
) -> Floats:
    """The log of the mean exponential of each group: log(Σ e^(r x) / n) / r.

    Groups are of `pieces` channels in a row; over windows it is `poolwise.lse_pool2d`.

    Args:
        x: array or tensor of any shape; bool, integer or floating-point.
        pieces: channels of a group; the number of channels must be a multiple of it.
        dim: the axis of the channels, -1 where they are last.
        r: the rate: a number, or an array or tensor of one per channel, which may be learned.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        empty_value: the result, under a mask, of a window without an element.

    Returns:
        An array of x's shape with ``channels / pieces`` channels.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.
    """

@overload
def channel_lse_pool(
    x: Kind,
    pieces: int,
    dim: int = 1,
    *,
    r: Number = 1.0,
    mask: Mask = None,
    empty_value: float = 0,
) -> Kind: ...
@overload
def channel_max_dropout_pool(
    x: Floats,
    pieces: int,
    dim: int = 1,
    *,
    q: Number = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    empty_value: float = 0,
) -> Floats:
    """The largest of the elements of each group that a coin keeps.

    Groups are of `pieces` channels in a row; over windows it is `poolwise.max_dropout_pool2d`.

    Args:
        x: array or tensor of any shape; bool, integer or floating-point.
        pieces: channels of a group; the number of channels must be a multiple of it.
        dim: the axis of the channels, -1 where they are last.
        q: the probability with which each element is kept, above 0 and at most 1; a number, or an
            array of one per channel.
        training: draw; False gives the mean over all draws, Σ q(1−q)^(r−1) x(r) over the elements
            x(1) ≥ x(2) ≥ …
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        empty_value: the result, under a mask, of a window without an element.

    Returns:
        An array of x's shape with ``channels / pieces`` channels.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.
    """

@overload
def channel_max_dropout_pool(
    x: Kind,
    pieces: int,
    dim: int = 1,
    *,
    q: Number = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    empty_value: float = 0,
) -> Kind: ...
def channel_max_pool(
    x: Same, pieces: int, dim: int = 1, *, mask: Mask = None, empty_value: float = 0
) -> Same:
    """The largest element of each group.

    Groups are of `pieces` channels in a row; over windows it is `poolwise.max_pool2d`.

    Args:
        x: array or tensor of any shape; bool, integer or floating-point.
        pieces: channels of a group; the number of channels must be a multiple of it.
        dim: the axis of the channels, -1 where they are last.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        empty_value: the result, under a mask, of a window without an element.

    Returns:
        An array of x's shape with ``channels / pieces`` channels.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Example:
        >>> import numpy as np, poolwise
        >>> poolwise.channel_max_pool(np.array([[1.0, 5.0, 2.0, 4.0]]), 2)
        array([[5., 4.]])
    """

@overload
def channel_median_pool(
    x: Floats,
    pieces: int,
    dim: int = 1,
    *,
    interpolation: str = "midpoint",
    dtype: None = None,
    mask: Mask = None,
    empty_value: float = 0,
) -> Floats:
    """The median of each group.

    Groups are of `pieces` channels in a row; over windows it is `poolwise.median_pool2d`.

    Args:
        x: array or tensor of any shape; bool, integer or floating-point.
        pieces: channels of a group; the number of channels must be a multiple of it.
        dim: the axis of the channels, -1 where they are last.
        interpolation: where a window has an even number of elements, ``"midpoint"`` takes the mean
            of the two middle ones, ``"lower"`` the smaller, as `torch.median` does, ``"upper"``
            (NumPy's ``"higher"``) the larger.
        dtype: the result's; x's own when None. Of integers to integers, means are rounded half to
            even, and what is too large saturates; to floats, integers of 64 bits are first rounded
            to float64.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        empty_value: the result, under a mask, of a window without an element.

    Returns:
        An array of x's shape with ``channels / pieces`` channels.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.
    """

@overload
def channel_median_pool(
    x: Kind,
    pieces: int,
    dim: int = 1,
    *,
    interpolation: str = "midpoint",
    dtype: DType = None,
    mask: Mask = None,
    empty_value: float = 0,
) -> Kind: ...
@overload
def channel_midrange_pool(
    x: Floats, pieces: int, dim: int = 1, *, mask: Mask = None, empty_value: float = 0
) -> Floats:
    """The mean of the largest and the smallest element of each group.

    Groups are of `pieces` channels in a row; over windows it is `poolwise.midrange_pool2d`.

    Args:
        x: array or tensor of any shape; bool, integer or floating-point.
        pieces: channels of a group; the number of channels must be a multiple of it.
        dim: the axis of the channels, -1 where they are last.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        empty_value: the result, under a mask, of a window without an element.

    Returns:
        An array of x's shape with ``channels / pieces`` channels.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.
    """

@overload
def channel_midrange_pool(
    x: Kind, pieces: int, dim: int = 1, *, mask: Mask = None, empty_value: float = 0
) -> Kind: ...
def channel_min_pool(
    x: Same, pieces: int, dim: int = 1, *, mask: Mask = None, empty_value: float = 0
) -> Same:
    """The smallest element of each group.

    Groups are of `pieces` channels in a row; over windows it is `poolwise.min_pool2d`.

    Args:
        x: array or tensor of any shape; bool, integer or floating-point.
        pieces: channels of a group; the number of channels must be a multiple of it.
        dim: the axis of the channels, -1 where they are last.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        empty_value: the result, under a mask, of a window without an element.

    Returns:
        An array of x's shape with ``channels / pieces`` channels.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Example:
        >>> import numpy as np, poolwise
        >>> poolwise.channel_min_pool(np.array([[1.0, 5.0, 2.0, 4.0]]), 2)
        array([[1., 2.]])
    """

def channel_mode_pool(
    x: Same, pieces: int, dim: int = 1, *, mask: Mask = None, empty_value: float = 0
) -> Same:
    """The most frequent element of each group, of equally frequent ones the smallest.

    Groups are of `pieces` channels in a row; over windows it is `poolwise.mode_pool2d`.

    Args:
        x: array or tensor of any shape; bool, integer or floating-point.
        pieces: channels of a group; the number of channels must be a multiple of it.
        dim: the axis of the channels, -1 where they are last.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        empty_value: the result, under a mask, of a window without an element.

    Returns:
        An array of x's shape with ``channels / pieces`` channels.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.
    """

@overload
def channel_noisy_and_pool(
    x: Floats,
    pieces: int,
    dim: int = 1,
    *,
    a: float = 10.0,
    b: Number = 0.5,
    mask: Mask = None,
    empty_value: float = 0,
) -> Floats:
    """Noisy-and of the probabilities in each group: a soft threshold of their mean, 0 to 1.

    Groups are of `pieces` channels in a row; over windows it is `poolwise.noisy_and_pool2d`.

    Args:
        x: array or tensor of any shape; bool, integer or floating-point.
        pieces: channels of a group; the number of channels must be a multiple of it.
        dim: the axis of the channels, -1 where they are last.
        a: how steep it is, above 0.
        b: the mean that is halfway: a number, or an array or tensor of one per channel, which may
            be learned.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        empty_value: the result, under a mask, of a window without an element.

    Returns:
        An array of x's shape with ``channels / pieces`` channels.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.
    """

@overload
def channel_noisy_and_pool(
    x: Kind,
    pieces: int,
    dim: int = 1,
    *,
    a: float = 10.0,
    b: Number = 0.5,
    mask: Mask = None,
    empty_value: float = 0,
) -> Kind: ...
@overload
def channel_noisy_or_pool(
    x: Floats, pieces: int, dim: int = 1, *, mask: Mask = None, empty_value: float = 0
) -> Floats:
    """Noisy-or of the probabilities in each group: 1 − Π (1 − x), that at least one is so.

    Groups are of `pieces` channels in a row; over windows it is `poolwise.noisy_or_pool2d`.

    Args:
        x: array or tensor of any shape; bool, integer or floating-point.
        pieces: channels of a group; the number of channels must be a multiple of it.
        dim: the axis of the channels, -1 where they are last.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        empty_value: the result, under a mask, of a window without an element.

    Returns:
        An array of x's shape with ``channels / pieces`` channels.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.
    """

@overload
def channel_noisy_or_pool(
    x: Kind, pieces: int, dim: int = 1, *, mask: Mask = None, empty_value: float = 0
) -> Kind: ...
@overload
def channel_ordinal_pool(
    x: Floats,
    pieces: int,
    dim: int = 1,
    *,
    weights: ArrayLike,
    mask: Mask = None,
    empty_value: float = 0,
) -> Floats:
    """The mean of each group with weights for its ranks: Σ w_r x(r) / Σ w_r.

    Groups are of `pieces` channels in a row; over windows it is `poolwise.ordinal_pool2d`.

    Args:
        x: array or tensor of any shape; bool, integer or floating-point.
        pieces: channels of a group; the number of channels must be a multiple of it.
        dim: the axis of the channels, -1 where they are last.
        weights: of the ranks from the largest element on, of shape (R,) or (channels, R), which
            may be learned; not negative. Ranks beyond R have none.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        empty_value: the result, under a mask, of a window without an element.

    Returns:
        An array of x's shape with ``channels / pieces`` channels.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.
    """

@overload
def channel_ordinal_pool(
    x: Kind,
    pieces: int,
    dim: int = 1,
    *,
    weights: ArrayLike,
    mask: Mask = None,
    empty_value: float = 0,
) -> Kind: ...
def channel_pool(
    x: Kind,
    pieces: int,
    dim: int = 1,
    *,
    reducer: str | Callable[[Any, Any], Any],
    mask: Mask = None,
    empty_value: float = 0,
    **options: Any,
) -> Kind:
    """Any reducer across groups of `pieces` consecutive channels.

    Args:
        x: array or tensor of any shape; bool, integer or floating-point.
        pieces: channels of a group; the number of channels must be a multiple of it.
        dim: the axis of the channels, -1 where they are last.
        reducer: a name, as in ``"soft"`` for what `channel_soft_pool` does, or a function as in
            `pool2d`.
        mask: boolean, broadcastable to x, True where an element is present.
        empty_value: the result of a group of which nothing is present.
        **options: of the reducer, as in its pooling function over two spatial axes; numbers are
            the same for all groups.

    Returns:
        An array of x's shape with ``channels / pieces`` channels, of the reducer's dtype.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Example:
        >>> import numpy as np, poolwise
        >>> poolwise.channel_pool(np.array([[1.0, 5.0, 2.0, 4.0]]), 2, reducer="avg")
        array([[3., 3.]])
    """

@overload
def channel_power_mean_pool(
    x: Floats,
    pieces: int,
    dim: int = 1,
    *,
    p: Number = 3.0,
    eps: float = 1e-06,
    mask: Mask = None,
    empty_value: float = 0,
) -> Floats:
    """The power mean of each group, (Σ max(x, eps)^p / n)^(1/p): generalised mean pooling, GeM.

    Groups are of `pieces` channels in a row; over windows it is `poolwise.power_mean_pool2d`.

    Args:
        x: array or tensor of any shape; bool, integer or floating-point.
        pieces: channels of a group; the number of channels must be a multiple of it.
        dim: the axis of the channels, -1 where they are last.
        p: the exponent, not 0: a number, or an array or tensor of one per channel, which may be
            learned.
        eps: what smaller elements are raised to, above 0.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        empty_value: the result, under a mask, of a window without an element.

    Returns:
        An array of x's shape with ``channels / pieces`` channels.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.
    """

@overload
def channel_power_mean_pool(
    x: Kind,
    pieces: int,
    dim: int = 1,
    *,
    p: Number = 3.0,
    eps: float = 1e-06,
    mask: Mask = None,
    empty_value: float = 0,
) -> Kind: ...
@overload
def channel_quantile_pool(
    x: Floats,
    pieces: int,
    dim: int = 1,
    *,
    q: float = 0.5,
    interpolation: str = "linear",
    mask: Mask = None,
    empty_value: float = 0,
) -> Floats:
    """The q-quantile of each group: what the share q of its elements lies below.

    Groups are of `pieces` channels in a row; over windows it is `poolwise.quantile_pool2d`.

    Args:
        x: array or tensor of any shape; bool, integer or floating-point.
        pieces: channels of a group; the number of channels must be a multiple of it.
        dim: the axis of the channels, -1 where they are last.
        q: the share, from 0 to 1.
        interpolation: what is taken where q (n − 1) lies between two elements: ``"linear"``,
            ``"lower"``, ``"higher"``, their mean (``"midpoint"``), or the ``"nearest"``, of two as
            near that of even number.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        empty_value: the result, under a mask, of a window without an element.

    Returns:
        An array of x's shape with ``channels / pieces`` channels.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.
    """

@overload
def channel_quantile_pool(
    x: Kind,
    pieces: int,
    dim: int = 1,
    *,
    q: float = 0.5,
    interpolation: str = "linear",
    mask: Mask = None,
    empty_value: float = 0,
) -> Kind: ...
@overload
def channel_rank_stochastic_pool(
    x: Floats,
    pieces: int,
    dim: int = 1,
    *,
    alpha: float = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    empty_value: float = 0,
) -> Floats:
    """An element of each group, drawn by rank with the weights of rank-weighted pooling, RSP.

    Groups are of `pieces` channels in a row; over windows it is `poolwise.rank_stochastic_pool2d`.

    Args:
        x: array or tensor of any shape; bool, integer or floating-point.
        pieces: channels of a group; the number of channels must be a multiple of it.
        dim: the axis of the channels, -1 where they are last.
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        training: draw; False gives the mean over all draws, `rank_weighted_pool2d`.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        empty_value: the result, under a mask, of a window without an element.

    Returns:
        An array of x's shape with ``channels / pieces`` channels.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.
    """

@overload
def channel_rank_stochastic_pool(
    x: Kind,
    pieces: int,
    dim: int = 1,
    *,
    alpha: float = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    empty_value: float = 0,
) -> Kind: ...
@overload
def channel_rank_weighted_pool(
    x: Floats,
    pieces: int,
    dim: int = 1,
    *,
    alpha: float = 0.5,
    mask: Mask = None,
    empty_value: float = 0,
) -> Floats:
    """The mean of each group weighted by rank: Σ α(1−α)^(r−1) x(r) over x(1) ≥ x(2) ≥ …, RWP.

    Groups are of `pieces` channels in a row; over windows it is `poolwise.rank_weighted_pool2d`.

    Args:
        x: array or tensor of any shape; bool, integer or floating-point.
        pieces: channels of a group; the number of channels must be a multiple of it.
        dim: the axis of the channels, -1 where they are last.
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        empty_value: the result, under a mask, of a window without an element.

    Returns:
        An array of x's shape with ``channels / pieces`` channels.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.
    """

@overload
def channel_rank_weighted_pool(
    x: Kind,
    pieces: int,
    dim: int = 1,
    *,
    alpha: float = 0.5,
    mask: Mask = None,
    empty_value: float = 0,
) -> Kind: ...
@overload
def channel_rms_pool(
    x: Floats, pieces: int, dim: int = 1, *, mask: Mask = None, empty_value: float = 0
) -> Floats:
    """The root of the mean square of each group: (Σ x² / n)^½, the mean form of L2 pooling.

    Groups are of `pieces` channels in a row; over windows it is `poolwise.rms_pool2d`.

    Args:
        x: array or tensor of any shape; bool, integer or floating-point.
        pieces: channels of a group; the number of channels must be a multiple of it.
        dim: the axis of the channels, -1 where they are last.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        empty_value: the result, under a mask, of a window without an element.

    Returns:
        An array of x's shape with ``channels / pieces`` channels.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.
    """

@overload
def channel_rms_pool(
    x: Kind, pieces: int, dim: int = 1, *, mask: Mask = None, empty_value: float = 0
) -> Kind: ...
@overload
def channel_soft_pool(
    x: Floats,
    pieces: int,
    dim: int = 1,
    *,
    beta: Number = 1.0,
    mask: Mask = None,
    empty_value: float = 0,
) -> Floats:
    """The mean of each group weighted by exponentials: Σ x e^(βx) / Σ e^(βx).

    Groups are of `pieces` channels in a row; over windows it is `poolwise.soft_pool2d`.

    Args:
        x: array or tensor of any shape; bool, integer or floating-point.
        pieces: channels of a group; the number of channels must be a multiple of it.
        dim: the axis of the channels, -1 where they are last.
        beta: the rate: a number, or an array or tensor of one per channel, which may be learned.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        empty_value: the result, under a mask, of a window without an element.

    Returns:
        An array of x's shape with ``channels / pieces`` channels.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.
    """

@overload
def channel_soft_pool(
    x: Kind,
    pieces: int,
    dim: int = 1,
    *,
    beta: Number = 1.0,
    mask: Mask = None,
    empty_value: float = 0,
) -> Kind: ...
@overload
def channel_std_pool(
    x: Floats,
    pieces: int,
    dim: int = 1,
    *,
    ddof: int = 0,
    mask: Mask = None,
    empty_value: float = 0,
) -> Floats:
    """The standard deviation of each group: (Σ (x − x̄)² / (n − ddof))^½.

    Groups are of `pieces` channels in a row; over windows it is `poolwise.std_pool2d`.

    Args:
        x: array or tensor of any shape; bool, integer or floating-point.
        pieces: channels of a group; the number of channels must be a multiple of it.
        dim: the axis of the channels, -1 where they are last.
        ddof: what n is lessened by, as in `var_pool2d`.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        empty_value: the result, under a mask, of a window without an element.

    Returns:
        An array of x's shape with ``channels / pieces`` channels.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.
    """

@overload
def channel_std_pool(
    x: Kind, pieces: int, dim: int = 1, *, ddof: int = 0, mask: Mask = None, empty_value: float = 0
) -> Kind: ...
@overload
def channel_stochastic_pool(
    x: Floats,
    pieces: int,
    dim: int = 1,
    *,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    empty_value: float = 0,
) -> Floats:
    """An element of each group, drawn with a probability in proportion to its value.

    Groups are of `pieces` channels in a row; over windows it is `poolwise.stochastic_pool2d`.

    Args:
        x: array or tensor of any shape; bool, integer or floating-point.
        pieces: channels of a group; the number of channels must be a multiple of it.
        dim: the axis of the channels, -1 where they are last.
        training: draw; False gives the mean over all draws, Σ x² / Σ x.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        empty_value: the result, under a mask, of a window without an element.

    Returns:
        An array of x's shape with ``channels / pieces`` channels.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.
    """

@overload
def channel_stochastic_pool(
    x: Kind,
    pieces: int,
    dim: int = 1,
    *,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    empty_value: float = 0,
) -> Kind: ...
@overload
def channel_sum_pool(
    x: Floats,
    pieces: int,
    dim: int = 1,
    *,
    dtype: None = None,
    mask: Mask = None,
    empty_value: float = 0,
) -> Floats:
    """The sum of each group.

    Groups are of `pieces` channels in a row; over windows it is `poolwise.sum_pool2d`.

    Args:
        x: array or tensor of any shape; bool, integer or floating-point.
        pieces: channels of a group; the number of channels must be a multiple of it.
        dim: the axis of the channels, -1 where they are last.
        dtype: the result's; an integer one saturates. When None, floats keep theirs, and integers
            give int64 (uint64 its own), which wraps as NumPy's sums do.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        empty_value: the result, under a mask, of a window without an element.

    Returns:
        An array of x's shape with ``channels / pieces`` channels.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Example:
        >>> import numpy as np, poolwise
        >>> poolwise.channel_sum_pool(np.array([[1.0, 5.0, 2.0, 4.0]]), 2)
        array([[6., 6.]])
    """

@overload
def channel_sum_pool(
    x: Kind,
    pieces: int,
    dim: int = 1,
    *,
    dtype: DType = None,
    mask: Mask = None,
    empty_value: float = 0,
) -> Kind: ...
@overload
def channel_t_max_avg_pool(
    x: Floats,
    pieces: int,
    dim: int = 1,
    *,
    k: int = 3,
    t: float = 0.5,
    mask: Mask = None,
    empty_value: float = 0,
) -> Floats:
    """The maximum of each group whose k largest elements all reach t, of others their mean.

    Groups are of `pieces` channels in a row; over windows it is `poolwise.t_max_avg_pool2d`.

    Args:
        x: array or tensor of any shape; bool, integer or floating-point.
        pieces: channels of a group; the number of channels must be a multiple of it.
        dim: the axis of the channels, -1 where they are last.
        k: how many elements, at least 1; all where there are fewer.
        t: the threshold T, finite.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        empty_value: the result, under a mask, of a window without an element.

    Returns:
        An array of x's shape with ``channels / pieces`` channels.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.
    """

@overload
def channel_t_max_avg_pool(
    x: Kind,
    pieces: int,
    dim: int = 1,
    *,
    k: int = 3,
    t: float = 0.5,
    mask: Mask = None,
    empty_value: float = 0,
) -> Kind: ...
@overload
def channel_top_k_avg_pool(
    x: Floats, pieces: int, dim: int = 1, *, k: int = 2, mask: Mask = None, empty_value: float = 0
) -> Floats:
    """The mean of the k largest elements of each group: rank-based average pooling, RAP.

    Groups are of `pieces` channels in a row; over windows it is `poolwise.top_k_avg_pool2d`.

    Args:
        x: array or tensor of any shape; bool, integer or floating-point.
        pieces: channels of a group; the number of channels must be a multiple of it.
        dim: the axis of the channels, -1 where they are last.
        k: how many elements, at least 1.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        empty_value: the result, under a mask, of a window without an element.

    Returns:
        An array of x's shape with ``channels / pieces`` channels.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.
    """

@overload
def channel_top_k_avg_pool(
    x: Kind, pieces: int, dim: int = 1, *, k: int = 2, mask: Mask = None, empty_value: float = 0
) -> Kind: ...
@overload
def channel_trimmed_mean_pool(
    x: Floats,
    pieces: int,
    dim: int = 1,
    *,
    cut: float = 0.25,
    mask: Mask = None,
    empty_value: float = 0,
) -> Floats:
    """The mean of each group without a share of its elements at either end.

    Groups are of `pieces` channels in a row; over windows it is `poolwise.trimmed_mean_pool2d`.

    Args:
        x: array or tensor of any shape; bool, integer or floating-point.
        pieces: channels of a group; the number of channels must be a multiple of it.
        dim: the axis of the channels, -1 where they are last.
        cut: the share that is left out at either end, at least 0 and below 0.5.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        empty_value: the result, under a mask, of a window without an element.

    Returns:
        An array of x's shape with ``channels / pieces`` channels.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.
    """

@overload
def channel_trimmed_mean_pool(
    x: Kind,
    pieces: int,
    dim: int = 1,
    *,
    cut: float = 0.25,
    mask: Mask = None,
    empty_value: float = 0,
) -> Kind: ...
@overload
def channel_var_pool(
    x: Floats,
    pieces: int,
    dim: int = 1,
    *,
    ddof: int = 0,
    mask: Mask = None,
    empty_value: float = 0,
) -> Floats:
    """The variance of each group: Σ (x − x̄)² / (n − ddof).

    Groups are of `pieces` channels in a row; over windows it is `poolwise.var_pool2d`.

    Args:
        x: array or tensor of any shape; bool, integer or floating-point.
        pieces: channels of a group; the number of channels must be a multiple of it.
        dim: the axis of the channels, -1 where they are last.
        ddof: what n is lessened by, at least 0; 1 makes an estimate from samples unbiased. A window
            of no more elements than that gives NaN.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        empty_value: the result, under a mask, of a window without an element.

    Returns:
        An array of x's shape with ``channels / pieces`` channels.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.
    """

@overload
def channel_var_pool(
    x: Kind, pieces: int, dim: int = 1, *, ddof: int = 0, mask: Mask = None, empty_value: float = 0
) -> Kind: ...
@overload
def channel_weldon_pool(
    x: Floats, pieces: int, dim: int = 1, *, k: int = 2, mask: Mask = None, empty_value: float = 0
) -> Floats:
    """The mean of the k largest elements of each group plus the mean of its k smallest.

    Groups are of `pieces` channels in a row; over windows it is `poolwise.weldon_pool2d`.

    Args:
        x: array or tensor of any shape; bool, integer or floating-point.
        pieces: channels of a group; the number of channels must be a multiple of it.
        dim: the axis of the channels, -1 where they are last.
        k: how many elements at either end, at least 1.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        empty_value: the result, under a mask, of a window without an element.

    Returns:
        An array of x's shape with ``channels / pieces`` channels.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.
    """

@overload
def channel_weldon_pool(
    x: Kind, pieces: int, dim: int = 1, *, k: int = 2, mask: Mask = None, empty_value: float = 0
) -> Kind: ...
@overload
def corner_pool2d(
    x: Floats,
    corner: str,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """For each place the maximum from there to one end of its column, plus that of its row.

    Of the ``"top_left"`` corner of a box all of the box lies below and to the right: the maxima are
    of these. ``"top"`` alone is the maximum of what lies below, ``"left"`` that of what lies to
    the right, as parts that a network may take of different x.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        corner: ``"top_left"``, ``"top_right"``, ``"bottom_left"``, ``"bottom_right"``, or a side:
            ``"top"``, ``"bottom"``, ``"left"``, ``"right"``.
        empty_value: what stands, under a mask, where x is absent.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's shape: of x's dtype for a side, for a corner as sums are, int64 of integers.
        Gradients go where the maxima were; of equal ones to the first in row-major order.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Law & Deng 2018.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([[0, 2, 0], [1, 0, 0], [0, 0, 5]])
        >>> poolwise.corner_pool2d(x, "top_left")
        array([[ 3,  4,  5],
               [ 2,  0,  5],
               [ 5,  5, 10]])
    """

@overload
def corner_pool2d(
    x: Kind,
    corner: str,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def covariance_pool1d(
    x: Floats,
    *,
    iterations: int = 5,
    triangle: bool = True,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The square root of the covariance of the channels over all positions.

    The covariance, divided by the number of positions, is brought to trace 1, its root found by
    the coupled iterations of Newton and Schulz, of products of matrices alone, and multiplied by
    the root of the trace. Where nothing varies it is 0, and so is the gradient.

    Args:
        x: array or tensor of shape (*lead, channels, L); bool, integer or floating-point.
        iterations: how many; about 20 give the root to all digits. 0 gives the covariance itself.
        triangle: the upper triangle row by row, of which the rest is a mirror image; False gives
            the whole matrix.
        mask: as ever, but positions are absent from all channels at once.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of shape (*lead, channels (channels + 1) / 2), or (*lead, channels, channels), of
        floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Li, Xie, Wang & Gao 2018.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([[1.0, 3.0, 1.0, 3.0], [5.0, 5.0, 9.0, 9.0]]).reshape(1, 2, 4)
        >>> poolwise.covariance_pool1d(x, iterations=0)
        array([[1., 0., 4.]])
        >>> poolwise.covariance_pool1d(x, iterations=20).round(6)
        array([[1., 0., 2.]])
    """

@overload
def covariance_pool1d(
    x: Kind,
    *,
    iterations: int = 5,
    triangle: bool = True,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def covariance_pool2d(
    x: Floats,
    *,
    iterations: int = 5,
    triangle: bool = True,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The square root of the covariance of the channels over all positions.

    The covariance, divided by the number of positions, is brought to trace 1, its root found by
    the coupled iterations of Newton and Schulz, of products of matrices alone, and multiplied by
    the root of the trace. Where nothing varies it is 0, and so is the gradient.

    Args:
        x: array or tensor of shape (*lead, channels, H, W); bool, integer or floating-point.
        iterations: how many; about 20 give the root to all digits. 0 gives the covariance itself.
        triangle: the upper triangle row by row, of which the rest is a mirror image; False gives
            the whole matrix.
        mask: as ever, but positions are absent from all channels at once.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of shape (*lead, channels (channels + 1) / 2), or (*lead, channels, channels), of
        floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Li, Xie, Wang & Gao 2018.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([[1.0, 3.0, 1.0, 3.0], [5.0, 5.0, 9.0, 9.0]]).reshape(1, 2, 4, 1)
        >>> poolwise.covariance_pool2d(x, iterations=0)
        array([[1., 0., 4.]])
        >>> poolwise.covariance_pool2d(x, iterations=20).round(6)
        array([[1., 0., 2.]])
    """

@overload
def covariance_pool2d(
    x: Kind,
    *,
    iterations: int = 5,
    triangle: bool = True,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def covariance_pool3d(
    x: Floats,
    *,
    iterations: int = 5,
    triangle: bool = True,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The square root of the covariance of the channels over all positions.

    The covariance, divided by the number of positions, is brought to trace 1, its root found by
    the coupled iterations of Newton and Schulz, of products of matrices alone, and multiplied by
    the root of the trace. Where nothing varies it is 0, and so is the gradient.

    Args:
        x: array or tensor of shape (*lead, channels, D, H, W); bool, integer or floating-point.
        iterations: how many; about 20 give the root to all digits. 0 gives the covariance itself.
        triangle: the upper triangle row by row, of which the rest is a mirror image; False gives
            the whole matrix.
        mask: as ever, but positions are absent from all channels at once.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of shape (*lead, channels (channels + 1) / 2), or (*lead, channels, channels), of
        floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Li, Xie, Wang & Gao 2018.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([[1.0, 3.0, 1.0, 3.0], [5.0, 5.0, 9.0, 9.0]]).reshape(1, 2, 4, 1, 1)
        >>> poolwise.covariance_pool3d(x, iterations=0)
        array([[1., 0., 4.]])
        >>> poolwise.covariance_pool3d(x, iterations=20).round(6)
        array([[1., 0., 2.]])
    """

@overload
def covariance_pool3d(
    x: Kind,
    *,
    iterations: int = 5,
    triangle: bool = True,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def detail_preserving_pool1d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    alpha: Number = 1.0,
    lambda_: Number = 1.0,
    asymmetric: bool = False,
    filter: ArrayLike | None = None,
    eps: float = 0.001,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window weighted by how far elements lie from its smoothed value x̃.

    Σ w x / Σ w with w = α + ρ(x_i − x̃), where ρ(d) = (d² + ε²)^(λ/2), or, asymmetric,
    ρ(d) = (max(d, 0)² + ε²)^(λ/2), which favours what is brighter. λ = 0 gives the mean.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        alpha: the weight of every element, at least 0: a number, or an array or tensor, which may
            be learned, of one per channel, or with more axes, broadcast to the output.
        lambda_: the exponent λ, at least 0; as `alpha`.
        asymmetric: let only what lies above x̃ weigh more.
        filter: x̃ = Σ filter_t x_t over the window's taps, where absent ones add 0: a tensor of the
            shape of the kernel or (channels, *kernel), which may be learned. When None, x̃ is the
            window's mean (a box filter). Sliding windows of tensors alone have a filter.
        eps: ε, above 0.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Saeedan et al. 2018.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 3.0, 4.0, 0.0]).reshape(1, 1, 4)
        >>> poolwise.detail_preserving_pool1d(x, 2, lambda_=0).ravel()
        array([2., 2.])
    """

@overload
def detail_preserving_pool1d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    alpha: Number = 1.0,
    lambda_: Number = 1.0,
    asymmetric: bool = False,
    filter: ArrayLike | None = None,
    eps: float = 0.001,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def detail_preserving_pool2d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    alpha: Number = 1.0,
    lambda_: Number = 1.0,
    asymmetric: bool = False,
    filter: ArrayLike | None = None,
    eps: float = 0.001,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window weighted by how far elements lie from its smoothed value x̃.

    Σ w x / Σ w with w = α + ρ(x_i − x̃), where ρ(d) = (d² + ε²)^(λ/2), or, asymmetric,
    ρ(d) = (max(d, 0)² + ε²)^(λ/2), which favours what is brighter. λ = 0 gives the mean.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        alpha: the weight of every element, at least 0: a number, or an array or tensor, which may
            be learned, of one per channel, or with more axes, broadcast to the output.
        lambda_: the exponent λ, at least 0; as `alpha`.
        asymmetric: let only what lies above x̃ weigh more.
        filter: x̃ = Σ filter_t x_t over the window's taps, where absent ones add 0: a tensor of the
            shape of the kernel or (channels, *kernel), which may be learned. When None, x̃ is the
            window's mean (a box filter). Sliding windows of tensors alone have a filter.
        eps: ε, above 0.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Saeedan et al. 2018.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 3.0, 4.0, 0.0]).reshape(1, 1, 4, 1)
        >>> poolwise.detail_preserving_pool2d(x, (2, 1), lambda_=0).ravel()
        array([2., 2.])
    """

@overload
def detail_preserving_pool2d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    alpha: Number = 1.0,
    lambda_: Number = 1.0,
    asymmetric: bool = False,
    filter: ArrayLike | None = None,
    eps: float = 0.001,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def detail_preserving_pool3d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    alpha: Number = 1.0,
    lambda_: Number = 1.0,
    asymmetric: bool = False,
    filter: ArrayLike | None = None,
    eps: float = 0.001,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window weighted by how far elements lie from its smoothed value x̃.

    Σ w x / Σ w with w = α + ρ(x_i − x̃), where ρ(d) = (d² + ε²)^(λ/2), or, asymmetric,
    ρ(d) = (max(d, 0)² + ε²)^(λ/2), which favours what is brighter. λ = 0 gives the mean.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        alpha: the weight of every element, at least 0: a number, or an array or tensor, which may
            be learned, of one per channel, or with more axes, broadcast to the output.
        lambda_: the exponent λ, at least 0; as `alpha`.
        asymmetric: let only what lies above x̃ weigh more.
        filter: x̃ = Σ filter_t x_t over the window's taps, where absent ones add 0: a tensor of the
            shape of the kernel or (channels, *kernel), which may be learned. When None, x̃ is the
            window's mean (a box filter). Sliding windows of tensors alone have a filter.
        eps: ε, above 0.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Saeedan et al. 2018.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 3.0, 4.0, 0.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.detail_preserving_pool3d(x, (2, 1, 1), lambda_=0).ravel()
        array([2., 2.])
    """

@overload
def detail_preserving_pool3d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    alpha: Number = 1.0,
    lambda_: Number = 1.0,
    asymmetric: bool = False,
    filter: ArrayLike | None = None,
    eps: float = 0.001,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
def dynamic_k(layer: int, layers: int, length: int, k_top: int) -> int:
    """The k of a layer's k-max pooling: max(k_top, ⌈(layers − layer) / layers · length⌉).

    Args:
        layer: the number of the layer, from 1 to `layers`.
        layers: how many convolutional layers the network has.
        length: of the input sentence.
        k_top: of the topmost layer.

    Raises:
        ValueError, TypeError: an argument is no integer, or out of range.

    Source: Kalchbrenner et al. 2014.

    Example:
        >>> import poolwise
        >>> [poolwise.dynamic_k(layer, 3, 18, 3) for layer in (1, 2, 3)]
        [12, 6, 3]
    """

@overload
def fractional_max_pool1d(
    x: Same,
    kernel_size: Ints | None = None,
    output_size: Ints | None = None,
    output_ratio: float | Sequence[float] | None = None,
    return_indices: Literal[False] = False,
    _random_samples: Any = None,
    *,
    sequence: str = "pseudorandom",
    overlapping: bool = True,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Same:
    """The largest element of each of `output_size` windows at random steps.

    Where α is the ratio of input to output, steps between windows are ⌊α⌋ or ⌈α⌉ positions: one or
    two for the paper's ratios, below 2. They are a random sequence, one for each axis, the same for
    all samples and channels. Without a `kernel_size` windows are the paper's: each ends where the
    next one begins, and with `overlapping` includes that position too. With one they are PyTorch's:
    of that size, and any number of positions apart.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        kernel_size: elements of a window along each axis, or None.
        output_size: windows along each axis. Without a `kernel_size` at most as many as the input
            has positions (with `overlapping`, one less).
        output_ratio: output over input along each axis, above 0 and below 1, instead of the size.
        return_indices: also return where the elements lie, as in `max_pool1d`.
        _random_samples: PyTorch's: numbers from 0 to 1, (N, C, 1), from which each plane has
            windows of its own, as `torch.nn.functional.fractional_max_pool2d` makes them. Only with
            a `kernel_size`.
        sequence: ``"pseudorandom"`` spreads the longer steps evenly, from a random place on;
            ``"random"`` shuffles them.
        overlapping: whether the paper's windows share their borders.
        training: draw; False takes the sequence of seed 0 unless one is given.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype; with `return_indices` a pair of it and of indices.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Graham 2014.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.arange(7.0).reshape(7)
        >>> size = 5
        >>> poolwise.fractional_max_pool1d(x, None, size, overlapping=False, seed=1).ravel()
        array([0., 2., 3., 4., 6.])
    """

@overload
def fractional_max_pool1d(
    x: Kind,
    kernel_size: Ints | None = None,
    output_size: Ints | None = None,
    output_ratio: float | Sequence[float] | None = None,
    _random_samples: Any = None,
    *,
    return_indices: Literal[True] | IndexDType,
    sequence: str = "pseudorandom",
    overlapping: bool = True,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> tuple[Kind, Kind]: ...
@overload
def fractional_max_pool1d(
    x: Kind,
    kernel_size: Ints | None,
    output_size: Ints | None,
    output_ratio: float | Sequence[float] | None,
    return_indices: Literal[True] | IndexDType,
    _random_samples: Any = None,
    *,
    sequence: str = "pseudorandom",
    overlapping: bool = True,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> tuple[Kind, Kind]: ...
@overload
def fractional_max_pool1d(
    x: Kind,
    kernel_size: Ints | None = None,
    output_size: Ints | None = None,
    output_ratio: float | Sequence[float] | None = None,
    return_indices: Indexed = False,
    _random_samples: Any = None,
    *,
    sequence: str = "pseudorandom",
    overlapping: bool = True,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind | tuple[Kind, Kind]: ...
@overload
def fractional_max_pool2d(
    x: Same,
    kernel_size: Ints | None = None,
    output_size: Ints | None = None,
    output_ratio: float | Sequence[float] | None = None,
    return_indices: Literal[False] = False,
    _random_samples: Any = None,
    *,
    sequence: str = "pseudorandom",
    overlapping: bool = True,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Same:
    """The largest element of each of `output_size` windows at random steps.

    Where α is the ratio of input to output, steps between windows are ⌊α⌋ or ⌈α⌉ positions: one or
    two for the paper's ratios, below 2. They are a random sequence, one for each axis, the same for
    all samples and channels. Without a `kernel_size` windows are the paper's: each ends where the
    next one begins, and with `overlapping` includes that position too. With one they are PyTorch's:
    of that size, and any number of positions apart.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        kernel_size: elements of a window along each axis, or None.
        output_size: windows along each axis. Without a `kernel_size` at most as many as the input
            has positions (with `overlapping`, one less).
        output_ratio: output over input along each axis, above 0 and below 1, instead of the size.
        return_indices: also return where the elements lie, as in `max_pool2d`.
        _random_samples: PyTorch's: numbers from 0 to 1, (N, C, 2), from which each plane has
            windows of its own, as `torch.nn.functional.fractional_max_pool2d` makes them. Only with
            a `kernel_size`.
        sequence: ``"pseudorandom"`` spreads the longer steps evenly, from a random place on;
            ``"random"`` shuffles them.
        overlapping: whether the paper's windows share their borders.
        training: draw; False takes the sequence of seed 0 unless one is given.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype; with `return_indices` a pair of it and of indices.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Graham 2014.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.arange(7.0).reshape(7, 1)
        >>> size = (5, 1)
        >>> poolwise.fractional_max_pool2d(x, None, size, overlapping=False, seed=1).ravel()
        array([0., 2., 3., 4., 6.])
    """

@overload
def fractional_max_pool2d(
    x: Kind,
    kernel_size: Ints | None = None,
    output_size: Ints | None = None,
    output_ratio: float | Sequence[float] | None = None,
    _random_samples: Any = None,
    *,
    return_indices: Literal[True] | IndexDType,
    sequence: str = "pseudorandom",
    overlapping: bool = True,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> tuple[Kind, Kind]: ...
@overload
def fractional_max_pool2d(
    x: Kind,
    kernel_size: Ints | None,
    output_size: Ints | None,
    output_ratio: float | Sequence[float] | None,
    return_indices: Literal[True] | IndexDType,
    _random_samples: Any = None,
    *,
    sequence: str = "pseudorandom",
    overlapping: bool = True,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> tuple[Kind, Kind]: ...
@overload
def fractional_max_pool2d(
    x: Kind,
    kernel_size: Ints | None = None,
    output_size: Ints | None = None,
    output_ratio: float | Sequence[float] | None = None,
    return_indices: Indexed = False,
    _random_samples: Any = None,
    *,
    sequence: str = "pseudorandom",
    overlapping: bool = True,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind | tuple[Kind, Kind]: ...
@overload
def fractional_max_pool3d(
    x: Same,
    kernel_size: Ints | None = None,
    output_size: Ints | None = None,
    output_ratio: float | Sequence[float] | None = None,
    return_indices: Literal[False] = False,
    _random_samples: Any = None,
    *,
    sequence: str = "pseudorandom",
    overlapping: bool = True,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Same:
    """The largest element of each of `output_size` windows at random steps.

    Where α is the ratio of input to output, steps between windows are ⌊α⌋ or ⌈α⌉ positions: one or
    two for the paper's ratios, below 2. They are a random sequence, one for each axis, the same for
    all samples and channels. Without a `kernel_size` windows are the paper's: each ends where the
    next one begins, and with `overlapping` includes that position too. With one they are PyTorch's:
    of that size, and any number of positions apart.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        kernel_size: elements of a window along each axis, or None.
        output_size: windows along each axis. Without a `kernel_size` at most as many as the input
            has positions (with `overlapping`, one less).
        output_ratio: output over input along each axis, above 0 and below 1, instead of the size.
        return_indices: also return where the elements lie, as in `max_pool3d`.
        _random_samples: PyTorch's: numbers from 0 to 1, (N, C, 3), from which each plane has
            windows of its own, as `torch.nn.functional.fractional_max_pool2d` makes them. Only with
            a `kernel_size`.
        sequence: ``"pseudorandom"`` spreads the longer steps evenly, from a random place on;
            ``"random"`` shuffles them.
        overlapping: whether the paper's windows share their borders.
        training: draw; False takes the sequence of seed 0 unless one is given.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype; with `return_indices` a pair of it and of indices.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Graham 2014.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.arange(7.0).reshape(7, 1, 1)
        >>> size = (5, 1, 1)
        >>> poolwise.fractional_max_pool3d(x, None, size, overlapping=False, seed=1).ravel()
        array([0., 2., 3., 4., 6.])
    """

@overload
def fractional_max_pool3d(
    x: Kind,
    kernel_size: Ints | None = None,
    output_size: Ints | None = None,
    output_ratio: float | Sequence[float] | None = None,
    _random_samples: Any = None,
    *,
    return_indices: Literal[True] | IndexDType,
    sequence: str = "pseudorandom",
    overlapping: bool = True,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> tuple[Kind, Kind]: ...
@overload
def fractional_max_pool3d(
    x: Kind,
    kernel_size: Ints | None,
    output_size: Ints | None,
    output_ratio: float | Sequence[float] | None,
    return_indices: Literal[True] | IndexDType,
    _random_samples: Any = None,
    *,
    sequence: str = "pseudorandom",
    overlapping: bool = True,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> tuple[Kind, Kind]: ...
@overload
def fractional_max_pool3d(
    x: Kind,
    kernel_size: Ints | None = None,
    output_size: Ints | None = None,
    output_ratio: float | Sequence[float] | None = None,
    return_indices: Indexed = False,
    _random_samples: Any = None,
    *,
    sequence: str = "pseudorandom",
    overlapping: bool = True,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind | tuple[Kind, Kind]: ...
def gated_pool1d(
    x: Tensor,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    omega: ArrayLike,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Tensor:
    """Maximum and mean of each window, mixed as its elements say: g max + (1−g) avg, g = σ(ωᵀx).

    Args:
        x: tensor of shape (*lead, L); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        omega: tensor of a weight for each tap of a window, which may be learned: of the shape of
            the kernel, or (channels, *kernel). What is absent adds 0 to the product.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        A tensor of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Lee, Gallagher & Tu 2016.

    Example:
        >>> import torch, poolwise
        >>> x = torch.tensor([1.0, 3.0, 4.0, 0.0]).reshape(1, 1, 4)
        >>> omega = torch.zeros(2)
        >>> poolwise.gated_pool1d(x, 2, omega=omega).flatten()
        tensor([2.5000, 3.0000])
    """

def gated_pool2d(
    x: Tensor,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    omega: ArrayLike,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Tensor:
    """Maximum and mean of each window, mixed as its elements say: g max + (1−g) avg, g = σ(ωᵀx).

    Args:
        x: tensor of shape (*lead, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        omega: tensor of a weight for each tap of a window, which may be learned: of the shape of
            the kernel, or (channels, *kernel). What is absent adds 0 to the product.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        A tensor of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Lee, Gallagher & Tu 2016.

    Example:
        >>> import torch, poolwise
        >>> x = torch.tensor([1.0, 3.0, 4.0, 0.0]).reshape(1, 1, 4, 1)
        >>> omega = torch.zeros(2, 1)
        >>> poolwise.gated_pool2d(x, (2, 1), omega=omega).flatten()
        tensor([2.5000, 3.0000])
    """

def gated_pool3d(
    x: Tensor,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    omega: ArrayLike,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Tensor:
    """Maximum and mean of each window, mixed as its elements say: g max + (1−g) avg, g = σ(ωᵀx).

    Args:
        x: tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        omega: tensor of a weight for each tap of a window, which may be learned: of the shape of
            the kernel, or (channels, *kernel). What is absent adds 0 to the product.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        A tensor of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Lee, Gallagher & Tu 2016.

    Example:
        >>> import torch, poolwise
        >>> x = torch.tensor([1.0, 3.0, 4.0, 0.0]).reshape(1, 1, 4, 1, 1)
        >>> omega = torch.zeros(2, 1, 1)
        >>> poolwise.gated_pool3d(x, (2, 1, 1), omega=omega).flatten()
        tensor([2.5000, 3.0000])
    """

@overload
def global_ada_pool1d(
    x: Floats,
    *,
    beta: Number = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """Two weighted means of each window, fused: β Σ x softmax(DSC(x, x̄)) + (1−β) Σ x softmax(x).

    DSC(x, x̄) = 2·x·x̄ / (x² + x̄²), 0 where both are 0, says how like the window's mean x̄ an
    element is: from −1 to 1. Elements may be as large as their dtype allows.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        beta: the first mean's share: a number from 0 to 1; or an array or tensor, which may be
            learned, of one per channel, or with more axes, broadcast to the output (per position).
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Stergiou & Poppe 2023.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([2.0, 2.0, 0.0, 0.0]).reshape(1, 1, 4)
        >>> poolwise.global_ada_pool1d(x, beta=0.5).shape
        (1, 1, 1)
    """

@overload
def global_ada_pool1d(
    x: Kind,
    *,
    beta: Number = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_ada_pool2d(
    x: Floats,
    *,
    beta: Number = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """Two weighted means of each window, fused: β Σ x softmax(DSC(x, x̄)) + (1−β) Σ x softmax(x).

    DSC(x, x̄) = 2·x·x̄ / (x² + x̄²), 0 where both are 0, says how like the window's mean x̄ an
    element is: from −1 to 1. Elements may be as large as their dtype allows.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        beta: the first mean's share: a number from 0 to 1; or an array or tensor, which may be
            learned, of one per channel, or with more axes, broadcast to the output (per position).
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Stergiou & Poppe 2023.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([2.0, 2.0, 0.0, 0.0]).reshape(1, 1, 4, 1)
        >>> poolwise.global_ada_pool2d(x, beta=0.5).shape
        (1, 1, 1, 1)
    """

@overload
def global_ada_pool2d(
    x: Kind,
    *,
    beta: Number = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_ada_pool3d(
    x: Floats,
    *,
    beta: Number = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """Two weighted means of each window, fused: β Σ x softmax(DSC(x, x̄)) + (1−β) Σ x softmax(x).

    DSC(x, x̄) = 2·x·x̄ / (x² + x̄²), 0 where both are 0, says how like the window's mean x̄ an
    element is: from −1 to 1. Elements may be as large as their dtype allows.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        beta: the first mean's share: a number from 0 to 1; or an array or tensor, which may be
            learned, of one per channel, or with more axes, broadcast to the output (per position).
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Stergiou & Poppe 2023.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([2.0, 2.0, 0.0, 0.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.global_ada_pool3d(x, beta=0.5).shape
        (1, 1, 1, 1, 1)
    """

@overload
def global_ada_pool3d(
    x: Kind,
    *,
    beta: Number = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_avg_pool1d(
    x: Floats,
    *,
    dtype: None = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window.

    Arguments and results are those of `torch.nn.functional.avg_pool1d` and
    `adaptive_avg_pool1d`.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        dtype: the result's. Integers give float32 (8 and 16 bits) or float64 when None; an integer
            dtype rounds half to even and saturates.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: LeCun et al. 1990.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1, 2, 4, 8], np.uint8).reshape(1, 1, 4)
        >>> poolwise.global_avg_pool1d(x).shape
        (1, 1, 1)
    """

@overload
def global_avg_pool1d(
    x: Kind,
    *,
    dtype: DType = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_avg_pool2d(
    x: Floats,
    *,
    dtype: None = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window.

    Arguments and results are those of `torch.nn.functional.avg_pool2d` and
    `adaptive_avg_pool2d`.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        dtype: the result's. Integers give float32 (8 and 16 bits) or float64 when None; an integer
            dtype rounds half to even and saturates.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: LeCun et al. 1990.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1, 2, 4, 8], np.uint8).reshape(1, 1, 4, 1)
        >>> poolwise.global_avg_pool2d(x).shape
        (1, 1, 1, 1)
    """

@overload
def global_avg_pool2d(
    x: Kind,
    *,
    dtype: DType = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_avg_pool3d(
    x: Floats,
    *,
    dtype: None = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window.

    Arguments and results are those of `torch.nn.functional.avg_pool3d` and
    `adaptive_avg_pool3d`.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        dtype: the result's. Integers give float32 (8 and 16 bits) or float64 when None; an integer
            dtype rounds half to even and saturates.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: LeCun et al. 1990.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1, 2, 4, 8], np.uint8).reshape(1, 1, 4, 1, 1)
        >>> poolwise.global_avg_pool3d(x).shape
        (1, 1, 1, 1, 1)
    """

@overload
def global_avg_pool3d(
    x: Kind,
    *,
    dtype: DType = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_detail_preserving_pool1d(
    x: Floats,
    *,
    alpha: Number = 1.0,
    lambda_: Number = 1.0,
    asymmetric: bool = False,
    filter: ArrayLike | None = None,
    eps: float = 0.001,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window weighted by how far elements lie from its smoothed value x̃.

    Σ w x / Σ w with w = α + ρ(x_i − x̃), where ρ(d) = (d² + ε²)^(λ/2), or, asymmetric,
    ρ(d) = (max(d, 0)² + ε²)^(λ/2), which favours what is brighter. λ = 0 gives the mean.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        alpha: the weight of every element, at least 0: a number, or an array or tensor, which may
            be learned, of one per channel, or with more axes, broadcast to the output.
        lambda_: the exponent λ, at least 0; as `alpha`.
        asymmetric: let only what lies above x̃ weigh more.
        filter: x̃ = Σ filter_t x_t over the window's taps, where absent ones add 0: a tensor of the
            shape of the kernel or (channels, *kernel), which may be learned. When None, x̃ is the
            window's mean (a box filter). Sliding windows of tensors alone have a filter.
        eps: ε, above 0.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Saeedan et al. 2018.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 3.0, 4.0, 0.0]).reshape(1, 1, 4)
        >>> poolwise.global_detail_preserving_pool1d(x, lambda_=0).shape
        (1, 1, 1)
    """

@overload
def global_detail_preserving_pool1d(
    x: Kind,
    *,
    alpha: Number = 1.0,
    lambda_: Number = 1.0,
    asymmetric: bool = False,
    filter: ArrayLike | None = None,
    eps: float = 0.001,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_detail_preserving_pool2d(
    x: Floats,
    *,
    alpha: Number = 1.0,
    lambda_: Number = 1.0,
    asymmetric: bool = False,
    filter: ArrayLike | None = None,
    eps: float = 0.001,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window weighted by how far elements lie from its smoothed value x̃.

    Σ w x / Σ w with w = α + ρ(x_i − x̃), where ρ(d) = (d² + ε²)^(λ/2), or, asymmetric,
    ρ(d) = (max(d, 0)² + ε²)^(λ/2), which favours what is brighter. λ = 0 gives the mean.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        alpha: the weight of every element, at least 0: a number, or an array or tensor, which may
            be learned, of one per channel, or with more axes, broadcast to the output.
        lambda_: the exponent λ, at least 0; as `alpha`.
        asymmetric: let only what lies above x̃ weigh more.
        filter: x̃ = Σ filter_t x_t over the window's taps, where absent ones add 0: a tensor of the
            shape of the kernel or (channels, *kernel), which may be learned. When None, x̃ is the
            window's mean (a box filter). Sliding windows of tensors alone have a filter.
        eps: ε, above 0.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Saeedan et al. 2018.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 3.0, 4.0, 0.0]).reshape(1, 1, 4, 1)
        >>> poolwise.global_detail_preserving_pool2d(x, lambda_=0).shape
        (1, 1, 1, 1)
    """

@overload
def global_detail_preserving_pool2d(
    x: Kind,
    *,
    alpha: Number = 1.0,
    lambda_: Number = 1.0,
    asymmetric: bool = False,
    filter: ArrayLike | None = None,
    eps: float = 0.001,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_detail_preserving_pool3d(
    x: Floats,
    *,
    alpha: Number = 1.0,
    lambda_: Number = 1.0,
    asymmetric: bool = False,
    filter: ArrayLike | None = None,
    eps: float = 0.001,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window weighted by how far elements lie from its smoothed value x̃.

    Σ w x / Σ w with w = α + ρ(x_i − x̃), where ρ(d) = (d² + ε²)^(λ/2), or, asymmetric,
    ρ(d) = (max(d, 0)² + ε²)^(λ/2), which favours what is brighter. λ = 0 gives the mean.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        alpha: the weight of every element, at least 0: a number, or an array or tensor, which may
            be learned, of one per channel, or with more axes, broadcast to the output.
        lambda_: the exponent λ, at least 0; as `alpha`.
        asymmetric: let only what lies above x̃ weigh more.
        filter: x̃ = Σ filter_t x_t over the window's taps, where absent ones add 0: a tensor of the
            shape of the kernel or (channels, *kernel), which may be learned. When None, x̃ is the
            window's mean (a box filter). Sliding windows of tensors alone have a filter.
        eps: ε, above 0.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Saeedan et al. 2018.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 3.0, 4.0, 0.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.global_detail_preserving_pool3d(x, lambda_=0).shape
        (1, 1, 1, 1, 1)
    """

@overload
def global_detail_preserving_pool3d(
    x: Kind,
    *,
    alpha: Number = 1.0,
    lambda_: Number = 1.0,
    asymmetric: bool = False,
    filter: ArrayLike | None = None,
    eps: float = 0.001,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_lip_pool1d(
    x: Floats,
    *,
    logits: ArrayLike,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window weighted by local importance: Σ F x / Σ F, F = exp(logits).

    `poolwise.nn.LIPPool1d` makes the logits with a network of x.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        logits: array or tensor of floats that broadcasts to x, which may be learned. Any size:
            weights are made window by window, so that none overflows and none loses all of its
            weight. Minus infinity gives an element none.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Gao, Wang & Wu 2019.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 3.0, 4.0, 0.0]).reshape(1, 1, 4)
        >>> large = np.array([0, 0, 999.0, -999.0]).reshape(x.shape)
        >>> poolwise.global_lip_pool1d(x, logits=large).shape
        (1, 1, 1)
    """

@overload
def global_lip_pool1d(
    x: Kind,
    *,
    logits: ArrayLike,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_lip_pool2d(
    x: Floats,
    *,
    logits: ArrayLike,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window weighted by local importance: Σ F x / Σ F, F = exp(logits).

    `poolwise.nn.LIPPool2d` makes the logits with a network of x.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        logits: array or tensor of floats that broadcasts to x, which may be learned. Any size:
            weights are made window by window, so that none overflows and none loses all of its
            weight. Minus infinity gives an element none.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Gao, Wang & Wu 2019.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 3.0, 4.0, 0.0]).reshape(1, 1, 4, 1)
        >>> large = np.array([0, 0, 999.0, -999.0]).reshape(x.shape)
        >>> poolwise.global_lip_pool2d(x, logits=large).shape
        (1, 1, 1, 1)
    """

@overload
def global_lip_pool2d(
    x: Kind,
    *,
    logits: ArrayLike,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_lip_pool3d(
    x: Floats,
    *,
    logits: ArrayLike,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window weighted by local importance: Σ F x / Σ F, F = exp(logits).

    `poolwise.nn.LIPPool3d` makes the logits with a network of x.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        logits: array or tensor of floats that broadcasts to x, which may be learned. Any size:
            weights are made window by window, so that none overflows and none loses all of its
            weight. Minus infinity gives an element none.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Gao, Wang & Wu 2019.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 3.0, 4.0, 0.0]).reshape(1, 1, 4, 1, 1)
        >>> large = np.array([0, 0, 999.0, -999.0]).reshape(x.shape)
        >>> poolwise.global_lip_pool3d(x, logits=large).shape
        (1, 1, 1, 1, 1)
    """

@overload
def global_lip_pool3d(
    x: Kind,
    *,
    logits: ArrayLike,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_lp_pool1d(
    x: Floats,
    norm_type: Number,
    *,
    signed: bool = False,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The p-norm of each window: (Σ abs(x)^p)^(1/p).

    Arguments are in the order of `torch.nn.functional.lp_pool1d`, whose values are those of
    ``signed=True`` (they differ for negative elements and odd p alone).

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        norm_type: p, above 0: a number, or an array or tensor of one per channel, which may be
            learned. `math.inf` gives the largest magnitude.
        signed: the powers keep their signs: (Σ x^p)^(1/p).
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. Where the sum is 0, so is the
        gradient.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Sermanet et al. 2012; Gulcehre et al. 2014 (learned p).

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, -4.0, 0.0, 2.0]).reshape(1, 1, 4)
        >>> poolwise.global_lp_pool1d(x, 2).shape
        (1, 1, 1)
    """

@overload
def global_lp_pool1d(
    x: Kind,
    norm_type: Number,
    *,
    signed: bool = False,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_lp_pool2d(
    x: Floats,
    norm_type: Number,
    *,
    signed: bool = False,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The p-norm of each window: (Σ abs(x)^p)^(1/p).

    Arguments are in the order of `torch.nn.functional.lp_pool2d`, whose values are those of
    ``signed=True`` (they differ for negative elements and odd p alone).

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        norm_type: p, above 0: a number, or an array or tensor of one per channel, which may be
            learned. `math.inf` gives the largest magnitude.
        signed: the powers keep their signs: (Σ x^p)^(1/p).
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. Where the sum is 0, so is the
        gradient.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Sermanet et al. 2012; Gulcehre et al. 2014 (learned p).

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, -4.0, 0.0, 2.0]).reshape(1, 1, 4, 1)
        >>> poolwise.global_lp_pool2d(x, 2).shape
        (1, 1, 1, 1)
    """

@overload
def global_lp_pool2d(
    x: Kind,
    norm_type: Number,
    *,
    signed: bool = False,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_lp_pool3d(
    x: Floats,
    norm_type: Number,
    *,
    signed: bool = False,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The p-norm of each window: (Σ abs(x)^p)^(1/p).

    Arguments are in the order of `torch.nn.functional.lp_pool3d`, whose values are those of
    ``signed=True`` (they differ for negative elements and odd p alone).

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        norm_type: p, above 0: a number, or an array or tensor of one per channel, which may be
            learned. `math.inf` gives the largest magnitude.
        signed: the powers keep their signs: (Σ x^p)^(1/p).
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. Where the sum is 0, so is the
        gradient.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Sermanet et al. 2012; Gulcehre et al. 2014 (learned p).

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, -4.0, 0.0, 2.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.global_lp_pool3d(x, 2).shape
        (1, 1, 1, 1, 1)
    """

@overload
def global_lp_pool3d(
    x: Kind,
    norm_type: Number,
    *,
    signed: bool = False,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_lse_pool1d(
    x: Floats,
    *,
    r: Number = 1.0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The log of the mean exponential of each window: log(Σ e^(r x) / n) / r.

    r → 0 is the mean, and r → ∞ the maximum; no r overflows.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        r: the rate: a number, or an array or tensor of one per channel, which may be learned.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Pinheiro & Collobert 2015.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 1.0, 0.0, 1000.0]).reshape(1, 1, 4)
        >>> poolwise.global_lse_pool1d(x).shape
        (1, 1, 1)
    """

@overload
def global_lse_pool1d(
    x: Kind,
    *,
    r: Number = 1.0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_lse_pool2d(
    x: Floats,
    *,
    r: Number = 1.0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The log of the mean exponential of each window: log(Σ e^(r x) / n) / r.

    r → 0 is the mean, and r → ∞ the maximum; no r overflows.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        r: the rate: a number, or an array or tensor of one per channel, which may be learned.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Pinheiro & Collobert 2015.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 1.0, 0.0, 1000.0]).reshape(1, 1, 4, 1)
        >>> poolwise.global_lse_pool2d(x).shape
        (1, 1, 1, 1)
    """

@overload
def global_lse_pool2d(
    x: Kind,
    *,
    r: Number = 1.0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_lse_pool3d(
    x: Floats,
    *,
    r: Number = 1.0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The log of the mean exponential of each window: log(Σ e^(r x) / n) / r.

    r → 0 is the mean, and r → ∞ the maximum; no r overflows.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        r: the rate: a number, or an array or tensor of one per channel, which may be learned.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Pinheiro & Collobert 2015.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 1.0, 0.0, 1000.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.global_lse_pool3d(x).shape
        (1, 1, 1, 1, 1)
    """

@overload
def global_lse_pool3d(
    x: Kind,
    *,
    r: Number = 1.0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_max_dropout_pool1d(
    x: Floats,
    *,
    q: Number = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The largest of the elements of each window that a coin keeps.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        q: the probability with which each element is kept, above 0 and at most 1; a number, or an
            array of one per channel.
        training: draw; False gives the mean over all draws, Σ q(1−q)^(r−1) x(r) over the elements
            x(1) ≥ x(2) ≥ …
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A window of which nothing is kept
        gives 0.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Wu & Gu 2015.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.0, 2.0, 3.0, 1.0]).reshape(1, 1, 4)
        >>> poolwise.global_max_dropout_pool1d(x, q=0.5, training=False).shape
        (1, 1, 1)
    """

@overload
def global_max_dropout_pool1d(
    x: Kind,
    *,
    q: Number = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_max_dropout_pool2d(
    x: Floats,
    *,
    q: Number = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The largest of the elements of each window that a coin keeps.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        q: the probability with which each element is kept, above 0 and at most 1; a number, or an
            array of one per channel.
        training: draw; False gives the mean over all draws, Σ q(1−q)^(r−1) x(r) over the elements
            x(1) ≥ x(2) ≥ …
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A window of which nothing is kept
        gives 0.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Wu & Gu 2015.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.0, 2.0, 3.0, 1.0]).reshape(1, 1, 4, 1)
        >>> poolwise.global_max_dropout_pool2d(x, q=0.5, training=False).shape
        (1, 1, 1, 1)
    """

@overload
def global_max_dropout_pool2d(
    x: Kind,
    *,
    q: Number = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_max_dropout_pool3d(
    x: Floats,
    *,
    q: Number = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The largest of the elements of each window that a coin keeps.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        q: the probability with which each element is kept, above 0 and at most 1; a number, or an
            array of one per channel.
        training: draw; False gives the mean over all draws, Σ q(1−q)^(r−1) x(r) over the elements
            x(1) ≥ x(2) ≥ …
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A window of which nothing is kept
        gives 0.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Wu & Gu 2015.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.0, 2.0, 3.0, 1.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.global_max_dropout_pool3d(x, q=0.5, training=False).shape
        (1, 1, 1, 1, 1)
    """

@overload
def global_max_dropout_pool3d(
    x: Kind,
    *,
    q: Number = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_max_pool1d(
    x: Same,
    return_indices: Literal[False] = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Same:
    """The largest element of each window.

    Arguments and results are those of `torch.nn.functional.max_pool1d` and
    `adaptive_max_pool1d`: the first of equal elements is taken, and a NaN wins.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        return_indices: also return where the elements lie; the dtype of the indices, int32 or
            int64, stands for True.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype; with `return_indices` a pair of it and of indices (int64, or as
        asked), flat over the 1 spatial axes (-1 for a window that a mask left empty).

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Fukushima 1980; Riesenhuber & Poggio 1999; Ranzato et al. 2007.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 8.0, 1.0, 2.0]).reshape(1, 1, 4)
        >>> poolwise.global_max_pool1d(x).shape
        (1, 1, 1)
    """

@overload
def global_max_pool1d(
    x: Kind,
    return_indices: Literal[True] | IndexDType,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> tuple[Kind, Kind]: ...
@overload
def global_max_pool1d(
    x: Kind,
    return_indices: Indexed = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind | tuple[Kind, Kind]: ...
@overload
def global_max_pool2d(
    x: Same,
    return_indices: Literal[False] = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Same:
    """The largest element of each window.

    Arguments and results are those of `torch.nn.functional.max_pool2d` and
    `adaptive_max_pool2d`: the first of equal elements is taken, and a NaN wins.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        return_indices: also return where the elements lie; the dtype of the indices, int32 or
            int64, stands for True.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype; with `return_indices` a pair of it and of indices (int64, or as
        asked), flat over the 2 spatial axes (-1 for a window that a mask left empty).

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Fukushima 1980; Riesenhuber & Poggio 1999; Ranzato et al. 2007.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 8.0, 1.0, 2.0]).reshape(1, 1, 4, 1)
        >>> poolwise.global_max_pool2d(x).shape
        (1, 1, 1, 1)
    """

@overload
def global_max_pool2d(
    x: Kind,
    return_indices: Literal[True] | IndexDType,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> tuple[Kind, Kind]: ...
@overload
def global_max_pool2d(
    x: Kind,
    return_indices: Indexed = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind | tuple[Kind, Kind]: ...
@overload
def global_max_pool3d(
    x: Same,
    return_indices: Literal[False] = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Same:
    """The largest element of each window.

    Arguments and results are those of `torch.nn.functional.max_pool3d` and
    `adaptive_max_pool3d`: the first of equal elements is taken, and a NaN wins.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        return_indices: also return where the elements lie; the dtype of the indices, int32 or
            int64, stands for True.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype; with `return_indices` a pair of it and of indices (int64, or as
        asked), flat over the 3 spatial axes (-1 for a window that a mask left empty).

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Fukushima 1980; Riesenhuber & Poggio 1999; Ranzato et al. 2007.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 8.0, 1.0, 2.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.global_max_pool3d(x).shape
        (1, 1, 1, 1, 1)
    """

@overload
def global_max_pool3d(
    x: Kind,
    return_indices: Literal[True] | IndexDType,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> tuple[Kind, Kind]: ...
@overload
def global_max_pool3d(
    x: Kind,
    return_indices: Indexed = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind | tuple[Kind, Kind]: ...
@overload
def global_median_pool1d(
    x: Floats,
    *,
    interpolation: str = "midpoint",
    dtype: None = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The median of each window.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        interpolation: where a window has an even number of elements, ``"midpoint"`` takes the mean
            of the two middle ones, ``"lower"`` the smaller, as `torch.median` does, ``"upper"``
            (NumPy's ``"higher"``) the larger.
        dtype: the result's; x's own when None. Of integers to integers, means are rounded half to
            even, and what is too large saturates; to floats, integers of 64 bits are first rounded
            to float64.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype, or of the one asked for. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: classical.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 8.0, 1.0, 2.0]).reshape(1, 1, 4)
        >>> poolwise.global_median_pool1d(x).shape
        (1, 1, 1)
    """

@overload
def global_median_pool1d(
    x: Kind,
    *,
    interpolation: str = "midpoint",
    dtype: DType = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_median_pool2d(
    x: Floats,
    *,
    interpolation: str = "midpoint",
    dtype: None = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The median of each window.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        interpolation: where a window has an even number of elements, ``"midpoint"`` takes the mean
            of the two middle ones, ``"lower"`` the smaller, as `torch.median` does, ``"upper"``
            (NumPy's ``"higher"``) the larger.
        dtype: the result's; x's own when None. Of integers to integers, means are rounded half to
            even, and what is too large saturates; to floats, integers of 64 bits are first rounded
            to float64.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype, or of the one asked for. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: classical.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 8.0, 1.0, 2.0]).reshape(1, 1, 4, 1)
        >>> poolwise.global_median_pool2d(x).shape
        (1, 1, 1, 1)
    """

@overload
def global_median_pool2d(
    x: Kind,
    *,
    interpolation: str = "midpoint",
    dtype: DType = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_median_pool3d(
    x: Floats,
    *,
    interpolation: str = "midpoint",
    dtype: None = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The median of each window.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        interpolation: where a window has an even number of elements, ``"midpoint"`` takes the mean
            of the two middle ones, ``"lower"`` the smaller, as `torch.median` does, ``"upper"``
            (NumPy's ``"higher"``) the larger.
        dtype: the result's; x's own when None. Of integers to integers, means are rounded half to
            even, and what is too large saturates; to floats, integers of 64 bits are first rounded
            to float64.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype, or of the one asked for. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: classical.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 8.0, 1.0, 2.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.global_median_pool3d(x).shape
        (1, 1, 1, 1, 1)
    """

@overload
def global_median_pool3d(
    x: Kind,
    *,
    interpolation: str = "midpoint",
    dtype: DType = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_midrange_pool1d(
    x: Floats,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of the largest and the smallest element of each window.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: classical.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 1.0, 2.0, 5.0, 5.0, 1.0, 5.0]).reshape(1, 1, 8)
        >>> poolwise.global_midrange_pool1d(x).shape
        (1, 1, 1)
    """

@overload
def global_midrange_pool1d(
    x: Kind,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_midrange_pool2d(
    x: Floats,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of the largest and the smallest element of each window.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: classical.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 1.0, 2.0, 5.0, 5.0, 1.0, 5.0]).reshape(1, 1, 8, 1)
        >>> poolwise.global_midrange_pool2d(x).shape
        (1, 1, 1, 1)
    """

@overload
def global_midrange_pool2d(
    x: Kind,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_midrange_pool3d(
    x: Floats,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of the largest and the smallest element of each window.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: classical.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 1.0, 2.0, 5.0, 5.0, 1.0, 5.0]).reshape(1, 1, 8, 1, 1)
        >>> poolwise.global_midrange_pool3d(x).shape
        (1, 1, 1, 1, 1)
    """

@overload
def global_midrange_pool3d(
    x: Kind,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_min_pool1d(
    x: Same,
    return_indices: Literal[False] = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Same:
    """The smallest element of each window.

    Everything is as in `global_max_pool1d`, order apart; a NaN wins here too.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        return_indices: also return where the elements lie; the dtype of the indices, int32 or
            int64, stands for True.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype; with `return_indices` a pair of it and of indices.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: as max, of −x.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3, 1, 2, 5], np.uint8).reshape(1, 1, 4)
        >>> poolwise.global_min_pool1d(x).shape
        (1, 1, 1)
    """

@overload
def global_min_pool1d(
    x: Kind,
    return_indices: Literal[True] | IndexDType,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> tuple[Kind, Kind]: ...
@overload
def global_min_pool1d(
    x: Kind,
    return_indices: Indexed = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind | tuple[Kind, Kind]: ...
@overload
def global_min_pool2d(
    x: Same,
    return_indices: Literal[False] = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Same:
    """The smallest element of each window.

    Everything is as in `global_max_pool2d`, order apart; a NaN wins here too.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        return_indices: also return where the elements lie; the dtype of the indices, int32 or
            int64, stands for True.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype; with `return_indices` a pair of it and of indices.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: as max, of −x.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3, 1, 2, 5], np.uint8).reshape(1, 1, 4, 1)
        >>> poolwise.global_min_pool2d(x).shape
        (1, 1, 1, 1)
    """

@overload
def global_min_pool2d(
    x: Kind,
    return_indices: Literal[True] | IndexDType,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> tuple[Kind, Kind]: ...
@overload
def global_min_pool2d(
    x: Kind,
    return_indices: Indexed = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind | tuple[Kind, Kind]: ...
@overload
def global_min_pool3d(
    x: Same,
    return_indices: Literal[False] = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Same:
    """The smallest element of each window.

    Everything is as in `global_max_pool3d`, order apart; a NaN wins here too.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        return_indices: also return where the elements lie; the dtype of the indices, int32 or
            int64, stands for True.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype; with `return_indices` a pair of it and of indices.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: as max, of −x.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3, 1, 2, 5], np.uint8).reshape(1, 1, 4, 1, 1)
        >>> poolwise.global_min_pool3d(x).shape
        (1, 1, 1, 1, 1)
    """

@overload
def global_min_pool3d(
    x: Kind,
    return_indices: Literal[True] | IndexDType,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> tuple[Kind, Kind]: ...
@overload
def global_min_pool3d(
    x: Kind,
    return_indices: Indexed = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind | tuple[Kind, Kind]: ...
@overload
def global_mixed_pool1d(
    x: Floats,
    *,
    a: Number = 0.5,
    mode: str = "fixed",
    per: str = "layer",
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """A mixture of maximum and mean of each window: a max + (1−a) avg.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
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
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Yu et al. 2014 (random); Lee, Gallagher & Tu 2016 (learned).

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 3.0, 4.0, 0.0]).reshape(1, 1, 4)
        >>> poolwise.global_mixed_pool1d(x, a=0.5).shape
        (1, 1, 1)
    """

@overload
def global_mixed_pool1d(
    x: Kind,
    *,
    a: Number = 0.5,
    mode: str = "fixed",
    per: str = "layer",
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_mixed_pool2d(
    x: Floats,
    *,
    a: Number = 0.5,
    mode: str = "fixed",
    per: str = "layer",
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """A mixture of maximum and mean of each window: a max + (1−a) avg.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        a: the maximum's share: a number from 0 to 1; or an array or tensor, which may be learned,
            of one per channel, or with more axes, broadcast to the output (per region).
        mode: ``"fixed"``, or ``"random"``: either maximum or mean, by a coin that shows the
            maximum with the probability a.
        per: of the random mode, what has a coin of its own: the ``"layer"`` (this call), each
            ``"channel"`` or each ``"window"``.
        training: of the random mode: toss coins; False gives the mean over all draws, which is
            the fixed mode.
        seed, generator, first_index: of the draw, as in `stochastic_pool2d`; the index counts
            for coins of windows alone.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Yu et al. 2014 (random); Lee, Gallagher & Tu 2016 (learned).

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 3.0, 4.0, 0.0]).reshape(1, 1, 4, 1)
        >>> poolwise.global_mixed_pool2d(x, a=0.5).shape
        (1, 1, 1, 1)
    """

@overload
def global_mixed_pool2d(
    x: Kind,
    *,
    a: Number = 0.5,
    mode: str = "fixed",
    per: str = "layer",
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_mixed_pool3d(
    x: Floats,
    *,
    a: Number = 0.5,
    mode: str = "fixed",
    per: str = "layer",
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """A mixture of maximum and mean of each window: a max + (1−a) avg.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        a: the maximum's share: a number from 0 to 1; or an array or tensor, which may be learned,
            of one per channel, or with more axes, broadcast to the output (per region).
        mode: ``"fixed"``, or ``"random"``: either maximum or mean, by a coin that shows the
            maximum with the probability a.
        per: of the random mode, what has a coin of its own: the ``"layer"`` (this call), each
            ``"channel"`` or each ``"window"``.
        training: of the random mode: toss coins; False gives the mean over all draws, which is
            the fixed mode.
        seed, generator, first_index: of the draw, as in `stochastic_pool3d`; the index counts
            for coins of windows alone.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Yu et al. 2014 (random); Lee, Gallagher & Tu 2016 (learned).

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 3.0, 4.0, 0.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.global_mixed_pool3d(x, a=0.5).shape
        (1, 1, 1, 1, 1)
    """

@overload
def global_mixed_pool3d(
    x: Kind,
    *,
    a: Number = 0.5,
    mode: str = "fixed",
    per: str = "layer",
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
def global_mode_pool1d(
    x: Same,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Same:
    """The most frequent element of each window, of equally frequent ones the smallest.

    For images of labels. Floats are counted as equal where ``==`` says so. The gradient is the
    first of the most frequent elements' alone, as of a maximum.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: classical; GDAL, tinybrain.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([7, 9, 7, 1, 4, 3, 4, 3], np.uint8).reshape(1, 1, 8)
        >>> poolwise.global_mode_pool1d(x).shape
        (1, 1, 1)
    """

def global_mode_pool2d(
    x: Same,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Same:
    """The most frequent element of each window, of equally frequent ones the smallest.

    For images of labels. Floats are counted as equal where ``==`` says so. The gradient is the
    first of the most frequent elements' alone, as of a maximum.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: classical; GDAL, tinybrain.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([7, 9, 7, 1, 4, 3, 4, 3], np.uint8).reshape(1, 1, 8, 1)
        >>> poolwise.global_mode_pool2d(x).shape
        (1, 1, 1, 1)
    """

def global_mode_pool3d(
    x: Same,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Same:
    """The most frequent element of each window, of equally frequent ones the smallest.

    For images of labels. Floats are counted as equal where ``==`` says so. The gradient is the
    first of the most frequent elements' alone, as of a maximum.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: classical; GDAL, tinybrain.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([7, 9, 7, 1, 4, 3, 4, 3], np.uint8).reshape(1, 1, 8, 1, 1)
        >>> poolwise.global_mode_pool3d(x).shape
        (1, 1, 1, 1, 1)
    """

@overload
def global_noisy_and_pool1d(
    x: Floats,
    *,
    a: float = 10.0,
    b: Number = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """Noisy-and of the probabilities in each window: a soft threshold of their mean, 0 to 1.

    (σ(a(x̄ − b)) − σ(−ab)) / (σ(a(1 − b)) − σ(−ab)). a → 0 is the mean, and a → ∞ asks whether it
    is larger than b; no a overflows.

    Args:
        x: array or tensor of shape (*lead, L), from 0 to 1; bool, integer or
            floating-point.
        a: how steep it is, above 0.
        b: the mean that is halfway: a number, or an array or tensor of one per channel, which may
            be learned.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Kraus, Ba & Frey 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 0.0, 1.0, 1.0]).reshape(1, 1, 4)
        >>> poolwise.global_noisy_and_pool1d(x, b=0.5).shape
        (1, 1, 1)
    """

@overload
def global_noisy_and_pool1d(
    x: Kind,
    *,
    a: float = 10.0,
    b: Number = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_noisy_and_pool2d(
    x: Floats,
    *,
    a: float = 10.0,
    b: Number = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """Noisy-and of the probabilities in each window: a soft threshold of their mean, 0 to 1.

    (σ(a(x̄ − b)) − σ(−ab)) / (σ(a(1 − b)) − σ(−ab)). a → 0 is the mean, and a → ∞ asks whether it
    is larger than b; no a overflows.

    Args:
        x: array or tensor of shape (*lead, H, W), from 0 to 1; bool, integer or
            floating-point.
        a: how steep it is, above 0.
        b: the mean that is halfway: a number, or an array or tensor of one per channel, which may
            be learned.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Kraus, Ba & Frey 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 0.0, 1.0, 1.0]).reshape(1, 1, 4, 1)
        >>> poolwise.global_noisy_and_pool2d(x, b=0.5).shape
        (1, 1, 1, 1)
    """

@overload
def global_noisy_and_pool2d(
    x: Kind,
    *,
    a: float = 10.0,
    b: Number = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_noisy_and_pool3d(
    x: Floats,
    *,
    a: float = 10.0,
    b: Number = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """Noisy-and of the probabilities in each window: a soft threshold of their mean, 0 to 1.

    (σ(a(x̄ − b)) − σ(−ab)) / (σ(a(1 − b)) − σ(−ab)). a → 0 is the mean, and a → ∞ asks whether it
    is larger than b; no a overflows.

    Args:
        x: array or tensor of shape (*lead, D, H, W), from 0 to 1; bool, integer or
            floating-point.
        a: how steep it is, above 0.
        b: the mean that is halfway: a number, or an array or tensor of one per channel, which may
            be learned.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Kraus, Ba & Frey 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 0.0, 1.0, 1.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.global_noisy_and_pool3d(x, b=0.5).shape
        (1, 1, 1, 1, 1)
    """

@overload
def global_noisy_and_pool3d(
    x: Kind,
    *,
    a: float = 10.0,
    b: Number = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_noisy_or_pool1d(
    x: Floats,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """Noisy-or of the probabilities in each window: 1 − Π (1 − x), that at least one is so.

    Found from logarithms, in which small probabilities are not lost beside 1.

    Args:
        x: array or tensor of shape (*lead, L), from 0 to 1; bool, integer or
            floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. The gradient of an element is the
        probability that no other is so: of one that is certain, too.

    Raises:
        ValueError, TypeError: x has elements below 0 or above 1, or an argument is impossible; the
            message names it.

    Source: Maron & Lozano-Pérez 1998; Zhang, Platt & Viola 2005.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.5, 0.5, 0.0, 1.0]).reshape(1, 1, 4)
        >>> poolwise.global_noisy_or_pool1d(x).shape
        (1, 1, 1)
    """

@overload
def global_noisy_or_pool1d(
    x: Kind,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_noisy_or_pool2d(
    x: Floats,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """Noisy-or of the probabilities in each window: 1 − Π (1 − x), that at least one is so.

    Found from logarithms, in which small probabilities are not lost beside 1.

    Args:
        x: array or tensor of shape (*lead, H, W), from 0 to 1; bool, integer or
            floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. The gradient of an element is the
        probability that no other is so: of one that is certain, too.

    Raises:
        ValueError, TypeError: x has elements below 0 or above 1, or an argument is impossible; the
            message names it.

    Source: Maron & Lozano-Pérez 1998; Zhang, Platt & Viola 2005.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.5, 0.5, 0.0, 1.0]).reshape(1, 1, 4, 1)
        >>> poolwise.global_noisy_or_pool2d(x).shape
        (1, 1, 1, 1)
    """

@overload
def global_noisy_or_pool2d(
    x: Kind,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_noisy_or_pool3d(
    x: Floats,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """Noisy-or of the probabilities in each window: 1 − Π (1 − x), that at least one is so.

    Found from logarithms, in which small probabilities are not lost beside 1.

    Args:
        x: array or tensor of shape (*lead, D, H, W), from 0 to 1; bool, integer or
            floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. The gradient of an element is the
        probability that no other is so: of one that is certain, too.

    Raises:
        ValueError, TypeError: x has elements below 0 or above 1, or an argument is impossible; the
            message names it.

    Source: Maron & Lozano-Pérez 1998; Zhang, Platt & Viola 2005.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.5, 0.5, 0.0, 1.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.global_noisy_or_pool3d(x).shape
        (1, 1, 1, 1, 1)
    """

@overload
def global_noisy_or_pool3d(
    x: Kind,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_ordinal_pool1d(
    x: Floats,
    *,
    weights: ArrayLike,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window with weights for its ranks: Σ w_r x(r) / Σ w_r.

    `poolwise.nn.OrdinalPool1d` learns them as the softmax of logits.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        weights: of the ranks from the largest element on, of shape (R,) or (channels, R), which
            may be learned; not negative. Ranks beyond R have none.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Kumar 2018; Deliège et al. 2021.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 0.0, 3.0]).reshape(1, 1, 4)
        >>> poolwise.global_ordinal_pool1d(x, weights=np.array([2.0, 1.0])).shape
        (1, 1, 1)
    """

@overload
def global_ordinal_pool1d(
    x: Kind,
    *,
    weights: ArrayLike,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_ordinal_pool2d(
    x: Floats,
    *,
    weights: ArrayLike,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window with weights for its ranks: Σ w_r x(r) / Σ w_r.

    `poolwise.nn.OrdinalPool2d` learns them as the softmax of logits.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        weights: of the ranks from the largest element on, of shape (R,) or (channels, R), which
            may be learned; not negative. Ranks beyond R have none.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Kumar 2018; Deliège et al. 2021.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 0.0, 3.0]).reshape(1, 1, 4, 1)
        >>> poolwise.global_ordinal_pool2d(x, weights=np.array([2.0, 1.0])).shape
        (1, 1, 1, 1)
    """

@overload
def global_ordinal_pool2d(
    x: Kind,
    *,
    weights: ArrayLike,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_ordinal_pool3d(
    x: Floats,
    *,
    weights: ArrayLike,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window with weights for its ranks: Σ w_r x(r) / Σ w_r.

    `poolwise.nn.OrdinalPool3d` learns them as the softmax of logits.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        weights: of the ranks from the largest element on, of shape (R,) or (channels, R), which
            may be learned; not negative. Ranks beyond R have none.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Kumar 2018; Deliège et al. 2021.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 0.0, 3.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.global_ordinal_pool3d(x, weights=np.array([2.0, 1.0])).shape
        (1, 1, 1, 1, 1)
    """

@overload
def global_ordinal_pool3d(
    x: Kind,
    *,
    weights: ArrayLike,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_power_mean_pool1d(
    x: Floats,
    *,
    p: Number = 3.0,
    eps: float = 1e-06,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The power mean of each window, (Σ max(x, eps)^p / n)^(1/p): generalised mean pooling, GeM.

    p = 1 is the mean, and p → ∞ the maximum.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        p: the exponent, not 0: a number, or an array or tensor of one per channel, which may be
            learned.
        eps: what smaller elements are raised to, above 0.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Radenović, Tolias & Chum 2018.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 7.0, 3.0, 3.0]).reshape(1, 1, 4)
        >>> poolwise.global_power_mean_pool1d(x, p=2).shape
        (1, 1, 1)
    """

@overload
def global_power_mean_pool1d(
    x: Kind,
    *,
    p: Number = 3.0,
    eps: float = 1e-06,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_power_mean_pool2d(
    x: Floats,
    *,
    p: Number = 3.0,
    eps: float = 1e-06,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The power mean of each window, (Σ max(x, eps)^p / n)^(1/p): generalised mean pooling, GeM.

    p = 1 is the mean, and p → ∞ the maximum.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        p: the exponent, not 0: a number, or an array or tensor of one per channel, which may be
            learned.
        eps: what smaller elements are raised to, above 0.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Radenović, Tolias & Chum 2018.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 7.0, 3.0, 3.0]).reshape(1, 1, 4, 1)
        >>> poolwise.global_power_mean_pool2d(x, p=2).shape
        (1, 1, 1, 1)
    """

@overload
def global_power_mean_pool2d(
    x: Kind,
    *,
    p: Number = 3.0,
    eps: float = 1e-06,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_power_mean_pool3d(
    x: Floats,
    *,
    p: Number = 3.0,
    eps: float = 1e-06,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The power mean of each window, (Σ max(x, eps)^p / n)^(1/p): generalised mean pooling, GeM.

    p = 1 is the mean, and p → ∞ the maximum.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        p: the exponent, not 0: a number, or an array or tensor of one per channel, which may be
            learned.
        eps: what smaller elements are raised to, above 0.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Radenović, Tolias & Chum 2018.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 7.0, 3.0, 3.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.global_power_mean_pool3d(x, p=2).shape
        (1, 1, 1, 1, 1)
    """

@overload
def global_power_mean_pool3d(
    x: Kind,
    *,
    p: Number = 3.0,
    eps: float = 1e-06,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_quantile_pool1d(
    x: Floats,
    *,
    q: float = 0.5,
    interpolation: str = "linear",
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The q-quantile of each window: what the share q of its elements lies below.

    As `numpy.quantile` and `torch.quantile` have it: 0 is the minimum, ½ the median, 1 the maximum.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        q: the share, from 0 to 1.
        interpolation: what is taken where q (n − 1) lies between two elements: ``"linear"``,
            ``"lower"``, ``"higher"``, their mean (``"midpoint"``), or the ``"nearest"``, of two as
            near that of even number.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Hyndman & Fan 1996, their definition 7.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 1.0, 2.0, 5.0, 5.0, 1.0, 5.0]).reshape(1, 1, 8)
        >>> poolwise.global_quantile_pool1d(x, q=0.75).shape
        (1, 1, 1)
    """

@overload
def global_quantile_pool1d(
    x: Kind,
    *,
    q: float = 0.5,
    interpolation: str = "linear",
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_quantile_pool2d(
    x: Floats,
    *,
    q: float = 0.5,
    interpolation: str = "linear",
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The q-quantile of each window: what the share q of its elements lies below.

    As `numpy.quantile` and `torch.quantile` have it: 0 is the minimum, ½ the median, 1 the maximum.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        q: the share, from 0 to 1.
        interpolation: what is taken where q (n − 1) lies between two elements: ``"linear"``,
            ``"lower"``, ``"higher"``, their mean (``"midpoint"``), or the ``"nearest"``, of two as
            near that of even number.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Hyndman & Fan 1996, their definition 7.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 1.0, 2.0, 5.0, 5.0, 1.0, 5.0]).reshape(1, 1, 8, 1)
        >>> poolwise.global_quantile_pool2d(x, q=0.75).shape
        (1, 1, 1, 1)
    """

@overload
def global_quantile_pool2d(
    x: Kind,
    *,
    q: float = 0.5,
    interpolation: str = "linear",
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_quantile_pool3d(
    x: Floats,
    *,
    q: float = 0.5,
    interpolation: str = "linear",
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The q-quantile of each window: what the share q of its elements lies below.

    As `numpy.quantile` and `torch.quantile` have it: 0 is the minimum, ½ the median, 1 the maximum.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        q: the share, from 0 to 1.
        interpolation: what is taken where q (n − 1) lies between two elements: ``"linear"``,
            ``"lower"``, ``"higher"``, their mean (``"midpoint"``), or the ``"nearest"``, of two as
            near that of even number.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Hyndman & Fan 1996, their definition 7.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 1.0, 2.0, 5.0, 5.0, 1.0, 5.0]).reshape(1, 1, 8, 1, 1)
        >>> poolwise.global_quantile_pool3d(x, q=0.75).shape
        (1, 1, 1, 1, 1)
    """

@overload
def global_quantile_pool3d(
    x: Kind,
    *,
    q: float = 0.5,
    interpolation: str = "linear",
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_rank_stochastic_pool1d(
    x: Floats,
    *,
    alpha: float = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """An element of each window, drawn by rank with the weights of rank-weighted pooling, RSP.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        training: draw; False gives the mean over all draws, `rank_weighted_pool1d`.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Shi, Ye & Wu 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 0.0, 3.0]).reshape(1, 1, 4)
        >>> poolwise.global_rank_stochastic_pool1d(x, training=False).shape
        (1, 1, 1)
    """

@overload
def global_rank_stochastic_pool1d(
    x: Kind,
    *,
    alpha: float = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_rank_stochastic_pool2d(
    x: Floats,
    *,
    alpha: float = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """An element of each window, drawn by rank with the weights of rank-weighted pooling, RSP.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        training: draw; False gives the mean over all draws, `rank_weighted_pool2d`.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Shi, Ye & Wu 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 0.0, 3.0]).reshape(1, 1, 4, 1)
        >>> poolwise.global_rank_stochastic_pool2d(x, training=False).shape
        (1, 1, 1, 1)
    """

@overload
def global_rank_stochastic_pool2d(
    x: Kind,
    *,
    alpha: float = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_rank_stochastic_pool3d(
    x: Floats,
    *,
    alpha: float = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """An element of each window, drawn by rank with the weights of rank-weighted pooling, RSP.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        training: draw; False gives the mean over all draws, `rank_weighted_pool3d`.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Shi, Ye & Wu 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 0.0, 3.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.global_rank_stochastic_pool3d(x, training=False).shape
        (1, 1, 1, 1, 1)
    """

@overload
def global_rank_stochastic_pool3d(
    x: Kind,
    *,
    alpha: float = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_rank_weighted_pool1d(
    x: Floats,
    *,
    alpha: float = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window weighted by rank: Σ α(1−α)^(r−1) x(r) over x(1) ≥ x(2) ≥ …, RWP.

    Weights are renormalised over the window's elements.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Shi, Ye & Wu 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 0.0, 3.0]).reshape(1, 1, 4)
        >>> poolwise.global_rank_weighted_pool1d(x, alpha=0.5).shape
        (1, 1, 1)
    """

@overload
def global_rank_weighted_pool1d(
    x: Kind,
    *,
    alpha: float = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_rank_weighted_pool2d(
    x: Floats,
    *,
    alpha: float = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window weighted by rank: Σ α(1−α)^(r−1) x(r) over x(1) ≥ x(2) ≥ …, RWP.

    Weights are renormalised over the window's elements.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Shi, Ye & Wu 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 0.0, 3.0]).reshape(1, 1, 4, 1)
        >>> poolwise.global_rank_weighted_pool2d(x, alpha=0.5).shape
        (1, 1, 1, 1)
    """

@overload
def global_rank_weighted_pool2d(
    x: Kind,
    *,
    alpha: float = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_rank_weighted_pool3d(
    x: Floats,
    *,
    alpha: float = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window weighted by rank: Σ α(1−α)^(r−1) x(r) over x(1) ≥ x(2) ≥ …, RWP.

    Weights are renormalised over the window's elements.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Shi, Ye & Wu 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 0.0, 3.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.global_rank_weighted_pool3d(x, alpha=0.5).shape
        (1, 1, 1, 1, 1)
    """

@overload
def global_rank_weighted_pool3d(
    x: Kind,
    *,
    alpha: float = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_rms_pool1d(
    x: Floats,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The root of the mean square of each window: (Σ x² / n)^½, the mean form of L2 pooling.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. Where the sum is 0, so is the
        gradient.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: the mean form of L2 pooling.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, -7.0, 0.0, 0.0]).reshape(1, 1, 4)
        >>> poolwise.global_rms_pool1d(x).shape
        (1, 1, 1)
    """

@overload
def global_rms_pool1d(
    x: Kind,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_rms_pool2d(
    x: Floats,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The root of the mean square of each window: (Σ x² / n)^½, the mean form of L2 pooling.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. Where the sum is 0, so is the
        gradient.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: the mean form of L2 pooling.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, -7.0, 0.0, 0.0]).reshape(1, 1, 4, 1)
        >>> poolwise.global_rms_pool2d(x).shape
        (1, 1, 1, 1)
    """

@overload
def global_rms_pool2d(
    x: Kind,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_rms_pool3d(
    x: Floats,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The root of the mean square of each window: (Σ x² / n)^½, the mean form of L2 pooling.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. Where the sum is 0, so is the
        gradient.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: the mean form of L2 pooling.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, -7.0, 0.0, 0.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.global_rms_pool3d(x).shape
        (1, 1, 1, 1, 1)
    """

@overload
def global_rms_pool3d(
    x: Kind,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_soft_pool1d(
    x: Floats,
    *,
    beta: Number = 1.0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window weighted by exponentials: Σ x e^(βx) / Σ e^(βx).

    β → 0 is the mean, and β → ∞ the maximum; no β overflows.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        beta: the rate: a number, or an array or tensor of one per channel, which may be learned.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Stergiou, Poppe & Kalliatakis 2021.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 1.0, 0.0, 1000.0]).reshape(1, 1, 4)
        >>> poolwise.global_soft_pool1d(x).shape
        (1, 1, 1)
    """

@overload
def global_soft_pool1d(
    x: Kind,
    *,
    beta: Number = 1.0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_soft_pool2d(
    x: Floats,
    *,
    beta: Number = 1.0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window weighted by exponentials: Σ x e^(βx) / Σ e^(βx).

    β → 0 is the mean, and β → ∞ the maximum; no β overflows.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        beta: the rate: a number, or an array or tensor of one per channel, which may be learned.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Stergiou, Poppe & Kalliatakis 2021.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 1.0, 0.0, 1000.0]).reshape(1, 1, 4, 1)
        >>> poolwise.global_soft_pool2d(x).shape
        (1, 1, 1, 1)
    """

@overload
def global_soft_pool2d(
    x: Kind,
    *,
    beta: Number = 1.0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_soft_pool3d(
    x: Floats,
    *,
    beta: Number = 1.0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window weighted by exponentials: Σ x e^(βx) / Σ e^(βx).

    β → 0 is the mean, and β → ∞ the maximum; no β overflows.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        beta: the rate: a number, or an array or tensor of one per channel, which may be learned.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Stergiou, Poppe & Kalliatakis 2021.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 1.0, 0.0, 1000.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.global_soft_pool3d(x).shape
        (1, 1, 1, 1, 1)
    """

@overload
def global_soft_pool3d(
    x: Kind,
    *,
    beta: Number = 1.0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_std_pool1d(
    x: Floats,
    *,
    ddof: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The standard deviation of each window: (Σ (x − x̄)² / (n − ddof))^½.

    The root of `var_pool1d`, as `numpy.std` has it.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        ddof: what n is lessened by, as in `var_pool1d`.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. Where it is 0, so is its gradient.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Pearson 1894.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 7.0, 4.0, 4.0]).reshape(1, 1, 4)
        >>> poolwise.global_std_pool1d(x).shape
        (1, 1, 1)
    """

@overload
def global_std_pool1d(
    x: Kind,
    *,
    ddof: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_std_pool2d(
    x: Floats,
    *,
    ddof: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The standard deviation of each window: (Σ (x − x̄)² / (n − ddof))^½.

    The root of `var_pool2d`, as `numpy.std` has it.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        ddof: what n is lessened by, as in `var_pool2d`.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. Where it is 0, so is its gradient.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Pearson 1894.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 7.0, 4.0, 4.0]).reshape(1, 1, 4, 1)
        >>> poolwise.global_std_pool2d(x).shape
        (1, 1, 1, 1)
    """

@overload
def global_std_pool2d(
    x: Kind,
    *,
    ddof: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_std_pool3d(
    x: Floats,
    *,
    ddof: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The standard deviation of each window: (Σ (x − x̄)² / (n − ddof))^½.

    The root of `var_pool3d`, as `numpy.std` has it.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        ddof: what n is lessened by, as in `var_pool3d`.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. Where it is 0, so is its gradient.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Pearson 1894.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 7.0, 4.0, 4.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.global_std_pool3d(x).shape
        (1, 1, 1, 1, 1)
    """

@overload
def global_std_pool3d(
    x: Kind,
    *,
    ddof: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_stochastic_pool1d(
    x: Floats,
    *,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """An element of each window, drawn with a probability in proportion to its value.

    Args:
        x: array or tensor of shape (*lead, L), nothing negative; bool, integer or
            floating-point.
        training: draw; False gives the mean over all draws, Σ x² / Σ x.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A window of zeros gives 0.

    Raises:
        ValueError, TypeError: x has negative elements, or an argument is impossible; the message
            names it.

    Source: Zeiler & Fergus 2013.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.0, 2.0, 3.0, 1.0]).reshape(1, 1, 4)
        >>> poolwise.global_stochastic_pool1d(x, training=False).shape
        (1, 1, 1)
    """

@overload
def global_stochastic_pool1d(
    x: Kind,
    *,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_stochastic_pool2d(
    x: Floats,
    *,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """An element of each window, drawn with a probability in proportion to its value.

    Args:
        x: array or tensor of shape (*lead, H, W), nothing negative; bool, integer or
            floating-point.
        training: draw; False gives the mean over all draws, Σ x² / Σ x.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A window of zeros gives 0.

    Raises:
        ValueError, TypeError: x has negative elements, or an argument is impossible; the message
            names it.

    Source: Zeiler & Fergus 2013.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.0, 2.0, 3.0, 1.0]).reshape(1, 1, 4, 1)
        >>> poolwise.global_stochastic_pool2d(x, training=False).shape
        (1, 1, 1, 1)
    """

@overload
def global_stochastic_pool2d(
    x: Kind,
    *,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_stochastic_pool3d(
    x: Floats,
    *,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """An element of each window, drawn with a probability in proportion to its value.

    Args:
        x: array or tensor of shape (*lead, D, H, W), nothing negative; bool, integer or
            floating-point.
        training: draw; False gives the mean over all draws, Σ x² / Σ x.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A window of zeros gives 0.

    Raises:
        ValueError, TypeError: x has negative elements, or an argument is impossible; the message
            names it.

    Source: Zeiler & Fergus 2013.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.0, 2.0, 3.0, 1.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.global_stochastic_pool3d(x, training=False).shape
        (1, 1, 1, 1, 1)
    """

@overload
def global_stochastic_pool3d(
    x: Kind,
    *,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_sum_pool1d(
    x: Floats,
    *,
    dtype: None = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The sum of each window.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        dtype: the result's; an integer one saturates. When None, floats keep theirs, and integers
            give int64 (uint64 its own), which wraps as NumPy's sums do.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of sums.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: LeCun et al. 1990.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 2.0, 4.0, 3.0]).reshape(1, 1, 4)
        >>> poolwise.global_sum_pool1d(x).shape
        (1, 1, 1)
    """

@overload
def global_sum_pool1d(
    x: Kind,
    *,
    dtype: DType = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_sum_pool2d(
    x: Floats,
    *,
    dtype: None = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The sum of each window.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        dtype: the result's; an integer one saturates. When None, floats keep theirs, and integers
            give int64 (uint64 its own), which wraps as NumPy's sums do.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of sums.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: LeCun et al. 1990.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 2.0, 4.0, 3.0]).reshape(1, 1, 4, 1)
        >>> poolwise.global_sum_pool2d(x).shape
        (1, 1, 1, 1)
    """

@overload
def global_sum_pool2d(
    x: Kind,
    *,
    dtype: DType = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_sum_pool3d(
    x: Floats,
    *,
    dtype: None = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The sum of each window.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        dtype: the result's; an integer one saturates. When None, floats keep theirs, and integers
            give int64 (uint64 its own), which wraps as NumPy's sums do.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of sums.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: LeCun et al. 1990.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 2.0, 4.0, 3.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.global_sum_pool3d(x).shape
        (1, 1, 1, 1, 1)
    """

@overload
def global_sum_pool3d(
    x: Kind,
    *,
    dtype: DType = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_t_max_avg_pool1d(
    x: Floats,
    *,
    k: int = 3,
    t: float = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The maximum of each window whose k largest elements all reach t, of others their mean.

    That is T-Max-Avg. The paper's condition on the k largest is read as one on each of them, and so
    on the smallest of them. Gradients are those of the case that a window is in.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        k: how many elements, at least 1; all where there are fewer.
        t: the threshold T, finite.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Zhao & Zhang 2024.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.7, 0.9, 0.1, 0.2, 0.3, 0.9, 0.1, 0.2]).reshape(1, 1, 8)
        >>> poolwise.global_t_max_avg_pool1d(x, k=2, t=0.5).shape
        (1, 1, 1)
    """

@overload
def global_t_max_avg_pool1d(
    x: Kind,
    *,
    k: int = 3,
    t: float = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_t_max_avg_pool2d(
    x: Floats,
    *,
    k: int = 3,
    t: float = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The maximum of each window whose k largest elements all reach t, of others their mean.

    That is T-Max-Avg. The paper's condition on the k largest is read as one on each of them, and so
    on the smallest of them. Gradients are those of the case that a window is in.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        k: how many elements, at least 1; all where there are fewer.
        t: the threshold T, finite.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Zhao & Zhang 2024.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.7, 0.9, 0.1, 0.2, 0.3, 0.9, 0.1, 0.2]).reshape(1, 1, 8, 1)
        >>> poolwise.global_t_max_avg_pool2d(x, k=2, t=0.5).shape
        (1, 1, 1, 1)
    """

@overload
def global_t_max_avg_pool2d(
    x: Kind,
    *,
    k: int = 3,
    t: float = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_t_max_avg_pool3d(
    x: Floats,
    *,
    k: int = 3,
    t: float = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The maximum of each window whose k largest elements all reach t, of others their mean.

    That is T-Max-Avg. The paper's condition on the k largest is read as one on each of them, and so
    on the smallest of them. Gradients are those of the case that a window is in.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        k: how many elements, at least 1; all where there are fewer.
        t: the threshold T, finite.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Zhao & Zhang 2024.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.7, 0.9, 0.1, 0.2, 0.3, 0.9, 0.1, 0.2]).reshape(1, 1, 8, 1, 1)
        >>> poolwise.global_t_max_avg_pool3d(x, k=2, t=0.5).shape
        (1, 1, 1, 1, 1)
    """

@overload
def global_t_max_avg_pool3d(
    x: Kind,
    *,
    k: int = 3,
    t: float = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_top_k_avg_pool1d(
    x: Floats,
    *,
    k: int = 2,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of the k largest elements of each window: rank-based average pooling, RAP.

    k = 1 is the maximum; a k of all elements or more is the mean.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        k: how many elements, at least 1.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Shi, Ye & Wu 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 8.0, 1.0, 2.0]).reshape(1, 1, 4)
        >>> poolwise.global_top_k_avg_pool1d(x, k=1).shape
        (1, 1, 1)
    """

@overload
def global_top_k_avg_pool1d(
    x: Kind,
    *,
    k: int = 2,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_top_k_avg_pool2d(
    x: Floats,
    *,
    k: int = 2,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of the k largest elements of each window: rank-based average pooling, RAP.

    k = 1 is the maximum; a k of all elements or more is the mean.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        k: how many elements, at least 1.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Shi, Ye & Wu 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 8.0, 1.0, 2.0]).reshape(1, 1, 4, 1)
        >>> poolwise.global_top_k_avg_pool2d(x, k=1).shape
        (1, 1, 1, 1)
    """

@overload
def global_top_k_avg_pool2d(
    x: Kind,
    *,
    k: int = 2,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_top_k_avg_pool3d(
    x: Floats,
    *,
    k: int = 2,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of the k largest elements of each window: rank-based average pooling, RAP.

    k = 1 is the maximum; a k of all elements or more is the mean.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        k: how many elements, at least 1.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Shi, Ye & Wu 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 8.0, 1.0, 2.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.global_top_k_avg_pool3d(x, k=1).shape
        (1, 1, 1, 1, 1)
    """

@overload
def global_top_k_avg_pool3d(
    x: Kind,
    *,
    k: int = 2,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_trimmed_mean_pool1d(
    x: Floats,
    *,
    cut: float = 0.25,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window without a share of its elements at either end.

    Of n elements ⌊cut · n⌋ are left out at the top and as many at the bottom. 0 leaves out none,
    which is the mean; close to ½ it is the median.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        cut: the share that is left out at either end, at least 0 and below 0.5.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Tukey 1962.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 99.0, 1.0, 2.0, 5.0, 5.0, -80.0, 5.0]).reshape(1, 1, 8)
        >>> poolwise.global_trimmed_mean_pool1d(x, cut=0.25).shape
        (1, 1, 1)
    """

@overload
def global_trimmed_mean_pool1d(
    x: Kind,
    *,
    cut: float = 0.25,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_trimmed_mean_pool2d(
    x: Floats,
    *,
    cut: float = 0.25,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window without a share of its elements at either end.

    Of n elements ⌊cut · n⌋ are left out at the top and as many at the bottom. 0 leaves out none,
    which is the mean; close to ½ it is the median.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        cut: the share that is left out at either end, at least 0 and below 0.5.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Tukey 1962.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 99.0, 1.0, 2.0, 5.0, 5.0, -80.0, 5.0]).reshape(1, 1, 8, 1)
        >>> poolwise.global_trimmed_mean_pool2d(x, cut=0.25).shape
        (1, 1, 1, 1)
    """

@overload
def global_trimmed_mean_pool2d(
    x: Kind,
    *,
    cut: float = 0.25,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_trimmed_mean_pool3d(
    x: Floats,
    *,
    cut: float = 0.25,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window without a share of its elements at either end.

    Of n elements ⌊cut · n⌋ are left out at the top and as many at the bottom. 0 leaves out none,
    which is the mean; close to ½ it is the median.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        cut: the share that is left out at either end, at least 0 and below 0.5.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Tukey 1962.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 99.0, 1.0, 2.0, 5.0, 5.0, -80.0, 5.0]).reshape(1, 1, 8, 1, 1)
        >>> poolwise.global_trimmed_mean_pool3d(x, cut=0.25).shape
        (1, 1, 1, 1, 1)
    """

@overload
def global_trimmed_mean_pool3d(
    x: Kind,
    *,
    cut: float = 0.25,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_var_pool1d(
    x: Floats,
    *,
    ddof: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The variance of each window: Σ (x − x̄)² / (n − ddof).

    As `numpy.var` has it; `torch.var` calls it ``correction`` and has 1 for it. It is found from
    differences that do not cancel, however large the mean is.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        ddof: what n is lessened by, at least 0; 1 makes an estimate from samples unbiased. A window
            of no more elements than that gives NaN.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. Infinities give NaN.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Fisher 1918.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 7.0, 4.0, 4.0]).reshape(1, 1, 4)
        >>> poolwise.global_var_pool1d(x).shape
        (1, 1, 1)
    """

@overload
def global_var_pool1d(
    x: Kind,
    *,
    ddof: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_var_pool2d(
    x: Floats,
    *,
    ddof: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The variance of each window: Σ (x − x̄)² / (n − ddof).

    As `numpy.var` has it; `torch.var` calls it ``correction`` and has 1 for it. It is found from
    differences that do not cancel, however large the mean is.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        ddof: what n is lessened by, at least 0; 1 makes an estimate from samples unbiased. A window
            of no more elements than that gives NaN.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. Infinities give NaN.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Fisher 1918.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 7.0, 4.0, 4.0]).reshape(1, 1, 4, 1)
        >>> poolwise.global_var_pool2d(x).shape
        (1, 1, 1, 1)
    """

@overload
def global_var_pool2d(
    x: Kind,
    *,
    ddof: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_var_pool3d(
    x: Floats,
    *,
    ddof: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The variance of each window: Σ (x − x̄)² / (n − ddof).

    As `numpy.var` has it; `torch.var` calls it ``correction`` and has 1 for it. It is found from
    differences that do not cancel, however large the mean is.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        ddof: what n is lessened by, at least 0; 1 makes an estimate from samples unbiased. A window
            of no more elements than that gives NaN.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. Infinities give NaN.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Fisher 1918.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 7.0, 4.0, 4.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.global_var_pool3d(x).shape
        (1, 1, 1, 1, 1)
    """

@overload
def global_var_pool3d(
    x: Kind,
    *,
    ddof: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_weldon_pool1d(
    x: Floats,
    *,
    k: int = 2,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of the k largest elements of each window plus the mean of its k smallest.

    k = 1 is the maximum plus the minimum. Of fewer than k elements all are taken at both ends,
    which is twice the mean.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        k: how many elements at either end, at least 1.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Durand, Thome & Cord 2016 (WELDON).

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 1.0, -2.0, 5.0, 5.0, 1.0, 5.0]).reshape(1, 1, 8)
        >>> poolwise.global_weldon_pool1d(x, k=2).shape
        (1, 1, 1)
    """

@overload
def global_weldon_pool1d(
    x: Kind,
    *,
    k: int = 2,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_weldon_pool2d(
    x: Floats,
    *,
    k: int = 2,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of the k largest elements of each window plus the mean of its k smallest.

    k = 1 is the maximum plus the minimum. Of fewer than k elements all are taken at both ends,
    which is twice the mean.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        k: how many elements at either end, at least 1.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Durand, Thome & Cord 2016 (WELDON).

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 1.0, -2.0, 5.0, 5.0, 1.0, 5.0]).reshape(1, 1, 8, 1)
        >>> poolwise.global_weldon_pool2d(x, k=2).shape
        (1, 1, 1, 1)
    """

@overload
def global_weldon_pool2d(
    x: Kind,
    *,
    k: int = 2,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def global_weldon_pool3d(
    x: Floats,
    *,
    k: int = 2,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of the k largest elements of each window plus the mean of its k smallest.

    k = 1 is the maximum plus the minimum. Of fewer than k elements all are taken at both ends,
    which is twice the mean.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        k: how many elements at either end, at least 1.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Durand, Thome & Cord 2016 (WELDON).

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 1.0, -2.0, 5.0, 5.0, 1.0, 5.0]).reshape(1, 1, 8, 1, 1)
        >>> poolwise.global_weldon_pool3d(x, k=2).shape
        (1, 1, 1, 1, 1)
    """

@overload
def global_weldon_pool3d(
    x: Kind,
    *,
    k: int = 2,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
def k_max_pool1d(
    x: Same,
    k: int,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Same:
    """The k largest elements along time, in their order of appearance.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        k: how many, at least 1. Of equal elements the first are kept; a NaN is larger than any
            number, and the last of several the largest. Where fewer are present, ``empty_value``
            stands for the rest, at the end.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype, of shape (*lead, k).

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Kalchbrenner et al. 2014.

    Example:
        >>> import numpy as np, poolwise
        >>> poolwise.k_max_pool1d(np.array([[3, 9, 1, 2, 8]]), 3)
        array([[3, 9, 8]])
    """

@overload
def lip_pool1d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    logits: ArrayLike,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window weighted by local importance: Σ F x / Σ F, F = exp(logits).

    `poolwise.nn.LIPPool1d` makes the logits with a network of x.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        logits: array or tensor of floats that broadcasts to x, which may be learned. Any size:
            weights are made window by window, so that none overflows and none loses all of its
            weight. Minus infinity gives an element none.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Gao, Wang & Wu 2019.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 3.0, 4.0, 0.0]).reshape(1, 1, 4)
        >>> large = np.array([0, 0, 999.0, -999.0]).reshape(x.shape)
        >>> poolwise.lip_pool1d(x, 2, logits=large).ravel()
        array([2., 4.])
    """

@overload
def lip_pool1d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    logits: ArrayLike,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def lip_pool2d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    logits: ArrayLike,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window weighted by local importance: Σ F x / Σ F, F = exp(logits).

    `poolwise.nn.LIPPool2d` makes the logits with a network of x.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        logits: array or tensor of floats that broadcasts to x, which may be learned. Any size:
            weights are made window by window, so that none overflows and none loses all of its
            weight. Minus infinity gives an element none.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Gao, Wang & Wu 2019.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 3.0, 4.0, 0.0]).reshape(1, 1, 4, 1)
        >>> large = np.array([0, 0, 999.0, -999.0]).reshape(x.shape)
        >>> poolwise.lip_pool2d(x, (2, 1), logits=large).ravel()
        array([2., 4.])
    """

@overload
def lip_pool2d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    logits: ArrayLike,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def lip_pool3d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    logits: ArrayLike,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window weighted by local importance: Σ F x / Σ F, F = exp(logits).

    `poolwise.nn.LIPPool3d` makes the logits with a network of x.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        logits: array or tensor of floats that broadcasts to x, which may be learned. Any size:
            weights are made window by window, so that none overflows and none loses all of its
            weight. Minus infinity gives an element none.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Gao, Wang & Wu 2019.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 3.0, 4.0, 0.0]).reshape(1, 1, 4, 1, 1)
        >>> large = np.array([0, 0, 999.0, -999.0]).reshape(x.shape)
        >>> poolwise.lip_pool3d(x, (2, 1, 1), logits=large).ravel()
        array([2., 4.])
    """

@overload
def lip_pool3d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    logits: ArrayLike,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def local_l2_norm1d(
    x: Floats,
    kernel_size: Ints,
    eps: float = 1e-12,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """Each element divided by the Euclidean norm of the window around it: x_i / max(‖x‖₂, eps).

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        kernel_size: of the window around each element, ``"same"`` padding and stride 1; where it
            is even, the window has one element more after than before.
        eps: the least that is divided by, above 0.
        empty_value: what stands, under a mask, where x is absent.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's shape, of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Example:
        >>> import torch, poolwise
        >>> x = torch.tensor([3.0, 4.0, 0.0, 0.0]).reshape(1, 1, 4)
        >>> poolwise.local_l2_norm1d(x, 2).ravel()
        tensor([0.6000, 1.0000, 0.0000, 0.0000])
    """

@overload
def local_l2_norm1d(
    x: Kind,
    kernel_size: Ints,
    eps: float = 1e-12,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def local_l2_norm2d(
    x: Floats,
    kernel_size: Ints,
    eps: float = 1e-12,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """Each element divided by the Euclidean norm of the window around it: x_i / max(‖x‖₂, eps).

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        kernel_size: of the window around each element, ``"same"`` padding and stride 1; where it
            is even, the window has one element more after than before.
        eps: the least that is divided by, above 0.
        empty_value: what stands, under a mask, where x is absent.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's shape, of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Example:
        >>> import torch, poolwise
        >>> x = torch.tensor([3.0, 4.0, 0.0, 0.0]).reshape(1, 1, 4, 1)
        >>> poolwise.local_l2_norm2d(x, (2, 1)).ravel()
        tensor([0.6000, 1.0000, 0.0000, 0.0000])
    """

@overload
def local_l2_norm2d(
    x: Kind,
    kernel_size: Ints,
    eps: float = 1e-12,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def local_l2_norm3d(
    x: Floats,
    kernel_size: Ints,
    eps: float = 1e-12,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """Each element divided by the Euclidean norm of the window around it: x_i / max(‖x‖₂, eps).

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        kernel_size: of the window around each element, ``"same"`` padding and stride 1; where it
            is even, the window has one element more after than before.
        eps: the least that is divided by, above 0.
        empty_value: what stands, under a mask, where x is absent.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's shape, of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Example:
        >>> import torch, poolwise
        >>> x = torch.tensor([3.0, 4.0, 0.0, 0.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.local_l2_norm3d(x, (2, 1, 1)).ravel()
        tensor([0.6000, 1.0000, 0.0000, 0.0000])
    """

@overload
def local_l2_norm3d(
    x: Kind,
    kernel_size: Ints,
    eps: float = 1e-12,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def lp_pool1d(
    x: Floats,
    norm_type: Number,
    kernel_size: Ints,
    stride: Ints | None = None,
    ceil_mode: bool = False,
    padding: Padding = 0,
    dilation: Ints = 1,
    *,
    signed: bool = False,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The p-norm of each window: (Σ abs(x)^p)^(1/p).

    Arguments are in the order of `torch.nn.functional.lp_pool1d`, whose values are those of
    ``signed=True`` (they differ for negative elements and odd p alone).

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        norm_type: p, above 0: a number, or an array or tensor of one per channel, which may be
            learned. `math.inf` gives the largest magnitude.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        signed: the powers keep their signs: (Σ x^p)^(1/p).
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. Where the sum is 0, so is the
        gradient.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Sermanet et al. 2012; Gulcehre et al. 2014 (learned p).

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, -4.0, 0.0, 2.0]).reshape(1, 1, 4)
        >>> poolwise.lp_pool1d(x, 2, 2).ravel()
        array([5., 2.])
    """

@overload
def lp_pool1d(
    x: Kind,
    norm_type: Number,
    kernel_size: Ints,
    stride: Ints | None = None,
    ceil_mode: bool = False,
    padding: Padding = 0,
    dilation: Ints = 1,
    *,
    signed: bool = False,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def lp_pool2d(
    x: Floats,
    norm_type: Number,
    kernel_size: Ints,
    stride: Ints | None = None,
    ceil_mode: bool = False,
    padding: Padding = 0,
    dilation: Ints = 1,
    *,
    signed: bool = False,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The p-norm of each window: (Σ abs(x)^p)^(1/p).

    Arguments are in the order of `torch.nn.functional.lp_pool2d`, whose values are those of
    ``signed=True`` (they differ for negative elements and odd p alone).

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        norm_type: p, above 0: a number, or an array or tensor of one per channel, which may be
            learned. `math.inf` gives the largest magnitude.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        signed: the powers keep their signs: (Σ x^p)^(1/p).
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. Where the sum is 0, so is the
        gradient.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Sermanet et al. 2012; Gulcehre et al. 2014 (learned p).

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, -4.0, 0.0, 2.0]).reshape(1, 1, 4, 1)
        >>> poolwise.lp_pool2d(x, 2, (2, 1)).ravel()
        array([5., 2.])
    """

@overload
def lp_pool2d(
    x: Kind,
    norm_type: Number,
    kernel_size: Ints,
    stride: Ints | None = None,
    ceil_mode: bool = False,
    padding: Padding = 0,
    dilation: Ints = 1,
    *,
    signed: bool = False,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def lp_pool3d(
    x: Floats,
    norm_type: Number,
    kernel_size: Ints,
    stride: Ints | None = None,
    ceil_mode: bool = False,
    padding: Padding = 0,
    dilation: Ints = 1,
    *,
    signed: bool = False,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The p-norm of each window: (Σ abs(x)^p)^(1/p).

    Arguments are in the order of `torch.nn.functional.lp_pool3d`, whose values are those of
    ``signed=True`` (they differ for negative elements and odd p alone).

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        norm_type: p, above 0: a number, or an array or tensor of one per channel, which may be
            learned. `math.inf` gives the largest magnitude.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        signed: the powers keep their signs: (Σ x^p)^(1/p).
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. Where the sum is 0, so is the
        gradient.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Sermanet et al. 2012; Gulcehre et al. 2014 (learned p).

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, -4.0, 0.0, 2.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.lp_pool3d(x, 2, (2, 1, 1)).ravel()
        array([5., 2.])
    """

@overload
def lp_pool3d(
    x: Kind,
    norm_type: Number,
    kernel_size: Ints,
    stride: Ints | None = None,
    ceil_mode: bool = False,
    padding: Padding = 0,
    dilation: Ints = 1,
    *,
    signed: bool = False,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def lse_pool1d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    r: Number = 1.0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The log of the mean exponential of each window: log(Σ e^(r x) / n) / r.

    r → 0 is the mean, and r → ∞ the maximum; no r overflows.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        r: the rate: a number, or an array or tensor of one per channel, which may be learned.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Pinheiro & Collobert 2015.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 1.0, 0.0, 1000.0]).reshape(1, 1, 4)
        >>> poolwise.lse_pool1d(x, 2).ravel().round(2)
        array([  1.  , 999.31])
    """

@overload
def lse_pool1d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    r: Number = 1.0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def lse_pool2d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    r: Number = 1.0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The log of the mean exponential of each window: log(Σ e^(r x) / n) / r.

    r → 0 is the mean, and r → ∞ the maximum; no r overflows.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        r: the rate: a number, or an array or tensor of one per channel, which may be learned.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Pinheiro & Collobert 2015.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 1.0, 0.0, 1000.0]).reshape(1, 1, 4, 1)
        >>> poolwise.lse_pool2d(x, (2, 1)).ravel().round(2)
        array([  1.  , 999.31])
    """

@overload
def lse_pool2d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    r: Number = 1.0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def lse_pool3d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    r: Number = 1.0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The log of the mean exponential of each window: log(Σ e^(r x) / n) / r.

    r → 0 is the mean, and r → ∞ the maximum; no r overflows.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        r: the rate: a number, or an array or tensor of one per channel, which may be learned.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Pinheiro & Collobert 2015.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 1.0, 0.0, 1000.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.lse_pool3d(x, (2, 1, 1)).ravel().round(2)
        array([  1.  , 999.31])
    """

@overload
def lse_pool3d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    r: Number = 1.0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def max_blur_pool1d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    *,
    blur_size: Ints = 3,
    padding_mode: str = "reflect",
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The largest elements of windows at stride 1, then smoothed and sampled at the stride.

    It takes the place of `max_pool1d` with the same arguments.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        kernel_size, padding, dilation: of the maximum, as in `max_pool1d`.
        stride: of the filter; `kernel_size` when None.
        blur_size: the filter's size, 1 to 7, one number or one per axis.
        padding_mode: what lies around the maxima, as in `blur_pool1d`.
        mask: a window without an element is absent from the maxima that are smoothed.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Zhang 2019.

    Example:
        >>> import torch, poolwise
        >>> x = torch.tensor([0.0, 4.0, 8.0, 8.0, 0.0]).reshape(1, 1, 5)
        >>> poolwise.max_blur_pool1d(x, 2, 2, blur_size=3).ravel()
        tensor([6., 8.])
    """

@overload
def max_blur_pool1d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    *,
    blur_size: Ints = 3,
    padding_mode: str = "reflect",
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def max_blur_pool2d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    *,
    blur_size: Ints = 3,
    padding_mode: str = "reflect",
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The largest elements of windows at stride 1, then smoothed and sampled at the stride.

    It takes the place of `max_pool2d` with the same arguments.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        kernel_size, padding, dilation: of the maximum, as in `max_pool2d`.
        stride: of the filter; `kernel_size` when None.
        blur_size: the filter's size, 1 to 7, one number or one per axis.
        padding_mode: what lies around the maxima, as in `blur_pool2d`.
        mask: a window without an element is absent from the maxima that are smoothed.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Zhang 2019.

    Example:
        >>> import torch, poolwise
        >>> x = torch.tensor([0.0, 4.0, 8.0, 8.0, 0.0]).reshape(1, 1, 5, 1)
        >>> poolwise.max_blur_pool2d(x, (2, 1), (2, 1), blur_size=(3, 1)).ravel()
        tensor([6., 8.])
    """

@overload
def max_blur_pool2d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    *,
    blur_size: Ints = 3,
    padding_mode: str = "reflect",
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def max_blur_pool3d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    *,
    blur_size: Ints = 3,
    padding_mode: str = "reflect",
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The largest elements of windows at stride 1, then smoothed and sampled at the stride.

    It takes the place of `max_pool3d` with the same arguments.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        kernel_size, padding, dilation: of the maximum, as in `max_pool3d`.
        stride: of the filter; `kernel_size` when None.
        blur_size: the filter's size, 1 to 7, one number or one per axis.
        padding_mode: what lies around the maxima, as in `blur_pool3d`.
        mask: a window without an element is absent from the maxima that are smoothed.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Zhang 2019.

    Example:
        >>> import torch, poolwise
        >>> x = torch.tensor([0.0, 4.0, 8.0, 8.0, 0.0]).reshape(1, 1, 5, 1, 1)
        >>> poolwise.max_blur_pool3d(x, (2, 1, 1), (2, 1, 1), blur_size=(3, 1, 1)).ravel()
        tensor([6., 8.])
    """

@overload
def max_blur_pool3d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    *,
    blur_size: Ints = 3,
    padding_mode: str = "reflect",
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def max_dropout_pool1d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    q: Number = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The largest of the elements of each window that a coin keeps.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        q: the probability with which each element is kept, above 0 and at most 1; a number, or an
            array of one per channel.
        training: draw; False gives the mean over all draws, Σ q(1−q)^(r−1) x(r) over the elements
            x(1) ≥ x(2) ≥ …
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A window of which nothing is kept
        gives 0.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Wu & Gu 2015.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.0, 2.0, 3.0, 1.0]).reshape(1, 1, 4)
        >>> poolwise.max_dropout_pool1d(x, 2, q=0.5, training=False).ravel()
        array([1.  , 1.75])
    """

@overload
def max_dropout_pool1d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    q: Number = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def max_dropout_pool2d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    q: Number = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The largest of the elements of each window that a coin keeps.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        q: the probability with which each element is kept, above 0 and at most 1; a number, or an
            array of one per channel.
        training: draw; False gives the mean over all draws, Σ q(1−q)^(r−1) x(r) over the elements
            x(1) ≥ x(2) ≥ …
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A window of which nothing is kept
        gives 0.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Wu & Gu 2015.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.0, 2.0, 3.0, 1.0]).reshape(1, 1, 4, 1)
        >>> poolwise.max_dropout_pool2d(x, (2, 1), q=0.5, training=False).ravel()
        array([1.  , 1.75])
    """

@overload
def max_dropout_pool2d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    q: Number = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def max_dropout_pool3d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    q: Number = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The largest of the elements of each window that a coin keeps.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        q: the probability with which each element is kept, above 0 and at most 1; a number, or an
            array of one per channel.
        training: draw; False gives the mean over all draws, Σ q(1−q)^(r−1) x(r) over the elements
            x(1) ≥ x(2) ≥ …
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A window of which nothing is kept
        gives 0.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Wu & Gu 2015.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.0, 2.0, 3.0, 1.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.max_dropout_pool3d(x, (2, 1, 1), q=0.5, training=False).ravel()
        array([1.  , 1.75])
    """

@overload
def max_dropout_pool3d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    q: Number = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def max_pool1d(
    x: Same,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    return_indices: Literal[False] = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Same:
    """The largest element of each window.

    Arguments and results are those of `torch.nn.functional.max_pool1d` and
    `adaptive_max_pool1d`: the first of equal elements is taken, and a NaN wins.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        return_indices: also return where the elements lie; the dtype of the indices, int32 or
            int64, stands for True.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype; with `return_indices` a pair of it and of indices (int64, or as
        asked), flat over the 1 spatial axes (-1 for a window that a mask left empty).

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Fukushima 1980; Riesenhuber & Poggio 1999; Ranzato et al. 2007.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 8.0, 1.0, 2.0]).reshape(1, 1, 4)
        >>> poolwise.max_pool1d(x, 2).ravel()
        array([8., 2.])
    """

@overload
def max_pool1d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    return_indices: Literal[True] | IndexDType,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> tuple[Kind, Kind]: ...
@overload
def max_pool1d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None,
    padding: Padding,
    dilation: Ints,
    ceil_mode: bool,
    return_indices: Literal[True] | IndexDType,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> tuple[Kind, Kind]: ...
@overload
def max_pool1d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    return_indices: Indexed = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind | tuple[Kind, Kind]: ...
@overload
def max_pool2d(
    x: Same,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    return_indices: Literal[False] = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Same:
    """The largest element of each window.

    Arguments and results are those of `torch.nn.functional.max_pool2d` and
    `adaptive_max_pool2d`: the first of equal elements is taken, and a NaN wins.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        return_indices: also return where the elements lie; the dtype of the indices, int32 or
            int64, stands for True.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype; with `return_indices` a pair of it and of indices (int64, or as
        asked), flat over the 2 spatial axes (-1 for a window that a mask left empty).

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Fukushima 1980; Riesenhuber & Poggio 1999; Ranzato et al. 2007.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 8.0, 1.0, 2.0]).reshape(1, 1, 4, 1)
        >>> poolwise.max_pool2d(x, (2, 1)).ravel()
        array([8., 2.])
    """

@overload
def max_pool2d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    return_indices: Literal[True] | IndexDType,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> tuple[Kind, Kind]: ...
@overload
def max_pool2d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None,
    padding: Padding,
    dilation: Ints,
    ceil_mode: bool,
    return_indices: Literal[True] | IndexDType,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> tuple[Kind, Kind]: ...
@overload
def max_pool2d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    return_indices: Indexed = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind | tuple[Kind, Kind]: ...
@overload
def max_pool3d(
    x: Same,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    return_indices: Literal[False] = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Same:
    """The largest element of each window.

    Arguments and results are those of `torch.nn.functional.max_pool3d` and
    `adaptive_max_pool3d`: the first of equal elements is taken, and a NaN wins.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        return_indices: also return where the elements lie; the dtype of the indices, int32 or
            int64, stands for True.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype; with `return_indices` a pair of it and of indices (int64, or as
        asked), flat over the 3 spatial axes (-1 for a window that a mask left empty).

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Fukushima 1980; Riesenhuber & Poggio 1999; Ranzato et al. 2007.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 8.0, 1.0, 2.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.max_pool3d(x, (2, 1, 1)).ravel()
        array([8., 2.])
    """

@overload
def max_pool3d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    return_indices: Literal[True] | IndexDType,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> tuple[Kind, Kind]: ...
@overload
def max_pool3d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None,
    padding: Padding,
    dilation: Ints,
    ceil_mode: bool,
    return_indices: Literal[True] | IndexDType,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> tuple[Kind, Kind]: ...
@overload
def max_pool3d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    return_indices: Indexed = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind | tuple[Kind, Kind]: ...
def max_unpool1d(
    x: Same,
    indices: ArrayLike,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    output_size: Sequence[int] | None = None,
    *,
    channels_last: bool = False,
) -> Same:
    """Values back at the places that they came from, and 0 everywhere else.

    Arguments are as in `torch.nn.functional.max_unpool1d`. Where several values go to one place,
    as those of overlapping windows may, the largest stays (a NaN before all), and the gradient is
    that of the first that is equal to it.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        indices: integers of x's shape, flat over the 1 spatial axes of the result, as
            `max_pool1d` returns them. Values with the index -1 (of empty windows) go nowhere.
        kernel_size, stride, padding: of the pooling. Without `output_size` they say how large the
            result is: what the windows cover.
        output_size: the result's spatial sizes, or its whole shape.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it. (Indices that are
            traced or on another device are not looked at.)

    Source: Zeiler & Fergus 2014; Badrinarayanan, Kendall & Cipolla 2017.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 3.0, 5.0, 4.0]).reshape(1, 1, 4)
        >>> kernel = 2
        >>> out, indices = poolwise.max_pool1d(x, kernel, return_indices=True)
        >>> poolwise.max_unpool1d(out, indices, kernel).ravel()
        array([0., 3., 5., 0.])
    """

def max_unpool2d(
    x: Same,
    indices: ArrayLike,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    output_size: Sequence[int] | None = None,
    *,
    channels_last: bool = False,
) -> Same:
    """Values back at the places that they came from, and 0 everywhere else.

    Arguments are as in `torch.nn.functional.max_unpool2d`. Where several values go to one place,
    as those of overlapping windows may, the largest stays (a NaN before all), and the gradient is
    that of the first that is equal to it.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        indices: integers of x's shape, flat over the 2 spatial axes of the result, as
            `max_pool2d` returns them. Values with the index -1 (of empty windows) go nowhere.
        kernel_size, stride, padding: of the pooling. Without `output_size` they say how large the
            result is: what the windows cover.
        output_size: the result's spatial sizes, or its whole shape.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it. (Indices that are
            traced or on another device are not looked at.)

    Source: Zeiler & Fergus 2014; Badrinarayanan, Kendall & Cipolla 2017.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 3.0, 5.0, 4.0]).reshape(1, 1, 4, 1)
        >>> kernel = (2, 1)
        >>> out, indices = poolwise.max_pool2d(x, kernel, return_indices=True)
        >>> poolwise.max_unpool2d(out, indices, kernel).ravel()
        array([0., 3., 5., 0.])
    """

def max_unpool3d(
    x: Same,
    indices: ArrayLike,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    output_size: Sequence[int] | None = None,
    *,
    channels_last: bool = False,
) -> Same:
    """Values back at the places that they came from, and 0 everywhere else.

    Arguments are as in `torch.nn.functional.max_unpool3d`. Where several values go to one place,
    as those of overlapping windows may, the largest stays (a NaN before all), and the gradient is
    that of the first that is equal to it.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        indices: integers of x's shape, flat over the 3 spatial axes of the result, as
            `max_pool3d` returns them. Values with the index -1 (of empty windows) go nowhere.
        kernel_size, stride, padding: of the pooling. Without `output_size` they say how large the
            result is: what the windows cover.
        output_size: the result's spatial sizes, or its whole shape.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it. (Indices that are
            traced or on another device are not looked at.)

    Source: Zeiler & Fergus 2014; Badrinarayanan, Kendall & Cipolla 2017.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 3.0, 5.0, 4.0]).reshape(1, 1, 4, 1, 1)
        >>> kernel = (2, 1, 1)
        >>> out, indices = poolwise.max_pool3d(x, kernel, return_indices=True)
        >>> poolwise.max_unpool3d(out, indices, kernel).ravel()
        array([0., 3., 5., 0.])
    """

def maxout(
    x: Same, pieces: int, dim: int = 1, *, mask: Mask = None, empty_value: float = 0
) -> Same:
    """The largest of each group of `pieces` consecutive channels: maxout.

    A layer of ``pieces * units`` affine maps followed by it is one of `units` maxout units.

    Args:
        x: array or tensor of any shape; bool, integer or floating-point.
        pieces: channels of a group; the number of channels must be a multiple of it.
        dim: the axis of the channels, -1 where they are last.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        empty_value: the result, under a mask, of a window without an element.

    Returns:
        An array of x's dtype, with ``channels / pieces`` channels.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Goodfellow et al. 2013.

    Example:
        >>> import numpy as np, poolwise
        >>> poolwise.maxout(np.array([[1.0, 5.0, 2.0, 4.0]]), 2)
        array([[5., 4.]])
    """

@overload
def median_pool1d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    interpolation: str = "midpoint",
    dtype: None = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The median of each window.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        interpolation: where a window has an even number of elements, ``"midpoint"`` takes the mean
            of the two middle ones, ``"lower"`` the smaller, as `torch.median` does, ``"upper"``
            (NumPy's ``"higher"``) the larger.
        dtype: the result's; x's own when None. Of integers to integers, means are rounded half to
            even, and what is too large saturates; to floats, integers of 64 bits are first rounded
            to float64.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype, or of the one asked for. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: classical.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 8.0, 1.0, 2.0]).reshape(1, 1, 4)
        >>> poolwise.median_pool1d(x, 2).ravel()
        array([5.5, 1.5])
    """

@overload
def median_pool1d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    interpolation: str = "midpoint",
    dtype: DType = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def median_pool2d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    interpolation: str = "midpoint",
    dtype: None = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The median of each window.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        interpolation: where a window has an even number of elements, ``"midpoint"`` takes the mean
            of the two middle ones, ``"lower"`` the smaller, as `torch.median` does, ``"upper"``
            (NumPy's ``"higher"``) the larger.
        dtype: the result's; x's own when None. Of integers to integers, means are rounded half to
            even, and what is too large saturates; to floats, integers of 64 bits are first rounded
            to float64.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype, or of the one asked for. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: classical.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 8.0, 1.0, 2.0]).reshape(1, 1, 4, 1)
        >>> poolwise.median_pool2d(x, (2, 1)).ravel()
        array([5.5, 1.5])
    """

@overload
def median_pool2d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    interpolation: str = "midpoint",
    dtype: DType = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def median_pool3d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    interpolation: str = "midpoint",
    dtype: None = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The median of each window.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        interpolation: where a window has an even number of elements, ``"midpoint"`` takes the mean
            of the two middle ones, ``"lower"`` the smaller, as `torch.median` does, ``"upper"``
            (NumPy's ``"higher"``) the larger.
        dtype: the result's; x's own when None. Of integers to integers, means are rounded half to
            even, and what is too large saturates; to floats, integers of 64 bits are first rounded
            to float64.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype, or of the one asked for. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: classical.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 8.0, 1.0, 2.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.median_pool3d(x, (2, 1, 1)).ravel()
        array([5.5, 1.5])
    """

@overload
def median_pool3d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    interpolation: str = "midpoint",
    dtype: DType = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def midrange_pool1d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of the largest and the smallest element of each window.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: classical.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 1.0, 2.0, 5.0, 5.0, 1.0, 5.0]).reshape(1, 1, 8)
        >>> poolwise.midrange_pool1d(x, 4).ravel()
        array([5., 3.])
    """

@overload
def midrange_pool1d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def midrange_pool2d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of the largest and the smallest element of each window.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: classical.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 1.0, 2.0, 5.0, 5.0, 1.0, 5.0]).reshape(1, 1, 8, 1)
        >>> poolwise.midrange_pool2d(x, (4, 1)).ravel()
        array([5., 3.])
    """

@overload
def midrange_pool2d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def midrange_pool3d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of the largest and the smallest element of each window.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: classical.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 1.0, 2.0, 5.0, 5.0, 1.0, 5.0]).reshape(1, 1, 8, 1, 1)
        >>> poolwise.midrange_pool3d(x, (4, 1, 1)).ravel()
        array([5., 3.])
    """

@overload
def midrange_pool3d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def min_pool1d(
    x: Same,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    return_indices: Literal[False] = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Same:
    """The smallest element of each window.

    Everything is as in `max_pool1d`, order apart; a NaN wins here too.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        return_indices: also return where the elements lie; the dtype of the indices, int32 or
            int64, stands for True.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype; with `return_indices` a pair of it and of indices.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: as max, of −x.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3, 1, 2, 5], np.uint8).reshape(1, 1, 4)
        >>> poolwise.min_pool1d(x, 2).ravel()
        array([1, 2], dtype=uint8)
    """

@overload
def min_pool1d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    return_indices: Literal[True] | IndexDType,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> tuple[Kind, Kind]: ...
@overload
def min_pool1d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None,
    padding: Padding,
    dilation: Ints,
    ceil_mode: bool,
    return_indices: Literal[True] | IndexDType,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> tuple[Kind, Kind]: ...
@overload
def min_pool1d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    return_indices: Indexed = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind | tuple[Kind, Kind]: ...
@overload
def min_pool2d(
    x: Same,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    return_indices: Literal[False] = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Same:
    """The smallest element of each window.

    Everything is as in `max_pool2d`, order apart; a NaN wins here too.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        return_indices: also return where the elements lie; the dtype of the indices, int32 or
            int64, stands for True.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype; with `return_indices` a pair of it and of indices.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: as max, of −x.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3, 1, 2, 5], np.uint8).reshape(1, 1, 4, 1)
        >>> poolwise.min_pool2d(x, (2, 1)).ravel()
        array([1, 2], dtype=uint8)
    """

@overload
def min_pool2d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    return_indices: Literal[True] | IndexDType,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> tuple[Kind, Kind]: ...
@overload
def min_pool2d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None,
    padding: Padding,
    dilation: Ints,
    ceil_mode: bool,
    return_indices: Literal[True] | IndexDType,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> tuple[Kind, Kind]: ...
@overload
def min_pool2d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    return_indices: Indexed = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind | tuple[Kind, Kind]: ...
@overload
def min_pool3d(
    x: Same,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    return_indices: Literal[False] = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Same:
    """The smallest element of each window.

    Everything is as in `max_pool3d`, order apart; a NaN wins here too.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        return_indices: also return where the elements lie; the dtype of the indices, int32 or
            int64, stands for True.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype; with `return_indices` a pair of it and of indices.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: as max, of −x.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3, 1, 2, 5], np.uint8).reshape(1, 1, 4, 1, 1)
        >>> poolwise.min_pool3d(x, (2, 1, 1)).ravel()
        array([1, 2], dtype=uint8)
    """

@overload
def min_pool3d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    return_indices: Literal[True] | IndexDType,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> tuple[Kind, Kind]: ...
@overload
def min_pool3d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None,
    padding: Padding,
    dilation: Ints,
    ceil_mode: bool,
    return_indices: Literal[True] | IndexDType,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> tuple[Kind, Kind]: ...
@overload
def min_pool3d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    return_indices: Indexed = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind | tuple[Kind, Kind]: ...
@overload
def mixed_pool1d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
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
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """A mixture of maximum and mean of each window: a max + (1−a) avg.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
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
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Yu et al. 2014 (random); Lee, Gallagher & Tu 2016 (learned).

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 3.0, 4.0, 0.0]).reshape(1, 1, 4)
        >>> poolwise.mixed_pool1d(x, 2, a=0.5).ravel()
        array([2.5, 3. ])
    """

@overload
def mixed_pool1d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
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
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def mixed_pool2d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
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
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """A mixture of maximum and mean of each window: a max + (1−a) avg.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        a: the maximum's share: a number from 0 to 1; or an array or tensor, which may be learned,
            of one per channel, or with more axes, broadcast to the output (per region).
        mode: ``"fixed"``, or ``"random"``: either maximum or mean, by a coin that shows the
            maximum with the probability a.
        per: of the random mode, what has a coin of its own: the ``"layer"`` (this call), each
            ``"channel"`` or each ``"window"``.
        training: of the random mode: toss coins; False gives the mean over all draws, which is
            the fixed mode.
        seed, generator, first_index: of the draw, as in `stochastic_pool2d`; the index counts
            for coins of windows alone.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Yu et al. 2014 (random); Lee, Gallagher & Tu 2016 (learned).

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 3.0, 4.0, 0.0]).reshape(1, 1, 4, 1)
        >>> poolwise.mixed_pool2d(x, (2, 1), a=0.5).ravel()
        array([2.5, 3. ])
    """

@overload
def mixed_pool2d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
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
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def mixed_pool3d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
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
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """A mixture of maximum and mean of each window: a max + (1−a) avg.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        a: the maximum's share: a number from 0 to 1; or an array or tensor, which may be learned,
            of one per channel, or with more axes, broadcast to the output (per region).
        mode: ``"fixed"``, or ``"random"``: either maximum or mean, by a coin that shows the
            maximum with the probability a.
        per: of the random mode, what has a coin of its own: the ``"layer"`` (this call), each
            ``"channel"`` or each ``"window"``.
        training: of the random mode: toss coins; False gives the mean over all draws, which is
            the fixed mode.
        seed, generator, first_index: of the draw, as in `stochastic_pool3d`; the index counts
            for coins of windows alone.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Yu et al. 2014 (random); Lee, Gallagher & Tu 2016 (learned).

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 3.0, 4.0, 0.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.mixed_pool3d(x, (2, 1, 1), a=0.5).ravel()
        array([2.5, 3. ])
    """

@overload
def mixed_pool3d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
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
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
def mode_pool1d(
    x: Same,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Same:
    """The most frequent element of each window, of equally frequent ones the smallest.

    For images of labels. Floats are counted as equal where ``==`` says so. The gradient is the
    first of the most frequent elements' alone, as of a maximum.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: classical; GDAL, tinybrain.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([7, 9, 7, 1, 4, 3, 4, 3], np.uint8).reshape(1, 1, 8)
        >>> poolwise.mode_pool1d(x, 4).ravel()
        array([7, 3], dtype=uint8)
    """

def mode_pool2d(
    x: Same,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Same:
    """The most frequent element of each window, of equally frequent ones the smallest.

    For images of labels. Floats are counted as equal where ``==`` says so. The gradient is the
    first of the most frequent elements' alone, as of a maximum.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: classical; GDAL, tinybrain.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([7, 9, 7, 1, 4, 3, 4, 3], np.uint8).reshape(1, 1, 8, 1)
        >>> poolwise.mode_pool2d(x, (4, 1)).ravel()
        array([7, 3], dtype=uint8)
    """

def mode_pool3d(
    x: Same,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Same:
    """The most frequent element of each window, of equally frequent ones the smallest.

    For images of labels. Floats are counted as equal where ``==`` says so. The gradient is the
    first of the most frequent elements' alone, as of a maximum.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: classical; GDAL, tinybrain.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([7, 9, 7, 1, 4, 3, 4, 3], np.uint8).reshape(1, 1, 8, 1, 1)
        >>> poolwise.mode_pool3d(x, (4, 1, 1)).ravel()
        array([7, 3], dtype=uint8)
    """

@overload
def netvlad_pool1d(
    x: Floats,
    centres: ArrayLike,
    weight: ArrayLike,
    bias: ArrayLike,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The residuals of all positions to learned centres, to which they are softly assigned.

    V_k = Σ_i a_k(x_i) (x_i − c_k) with a = softmax over the centres of w_k·x_i + b_k. Each V_k is
    brought to length 1, and then all of them together; what is 0 remains so. The paper brings each
    position of x to length 1 before.

    Args:
        x: array or tensor of shape (*lead, channels, L); bool, integer or floating-point.
        centres, weight: c and w, arrays or tensors like x, of floats and of shape
            (clusters, channels); may be learned.
        bias: b, of shape (clusters,); may be learned.
        mask: as ever, but positions are absent from all channels at once.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of shape (*lead, clusters · channels), cluster by cluster, of floats: x's own dtype
        where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Arandjelović et al. 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([[1.0, 1.0, 5.0, 5.0], [2.0, 0.0, 7.0, 7.0]]).reshape(1, 2, 4)
        >>> centres = np.array([[1.0, 1.0], [5.0, 6.0]])
        >>> near = {"weight": 9 * centres, "bias": -4.5 * (centres**2).sum(-1)}
        >>> poolwise.netvlad_pool1d(x, centres, **near).round(4)
        array([[0., 0., 0., 1.]])
    """

@overload
def netvlad_pool1d(
    x: Kind,
    centres: ArrayLike,
    weight: ArrayLike,
    bias: ArrayLike,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def netvlad_pool2d(
    x: Floats,
    centres: ArrayLike,
    weight: ArrayLike,
    bias: ArrayLike,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The residuals of all positions to learned centres, to which they are softly assigned.

    V_k = Σ_i a_k(x_i) (x_i − c_k) with a = softmax over the centres of w_k·x_i + b_k. Each V_k is
    brought to length 1, and then all of them together; what is 0 remains so. The paper brings each
    position of x to length 1 before.

    Args:
        x: array or tensor of shape (*lead, channels, H, W); bool, integer or floating-point.
        centres, weight: c and w, arrays or tensors like x, of floats and of shape
            (clusters, channels); may be learned.
        bias: b, of shape (clusters,); may be learned.
        mask: as ever, but positions are absent from all channels at once.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of shape (*lead, clusters · channels), cluster by cluster, of floats: x's own dtype
        where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Arandjelović et al. 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([[1.0, 1.0, 5.0, 5.0], [2.0, 0.0, 7.0, 7.0]]).reshape(1, 2, 4, 1)
        >>> centres = np.array([[1.0, 1.0], [5.0, 6.0]])
        >>> near = {"weight": 9 * centres, "bias": -4.5 * (centres**2).sum(-1)}
        >>> poolwise.netvlad_pool2d(x, centres, **near).round(4)
        array([[0., 0., 0., 1.]])
    """

@overload
def netvlad_pool2d(
    x: Kind,
    centres: ArrayLike,
    weight: ArrayLike,
    bias: ArrayLike,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def netvlad_pool3d(
    x: Floats,
    centres: ArrayLike,
    weight: ArrayLike,
    bias: ArrayLike,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The residuals of all positions to learned centres, to which they are softly assigned.

    V_k = Σ_i a_k(x_i) (x_i − c_k) with a = softmax over the centres of w_k·x_i + b_k. Each V_k is
    brought to length 1, and then all of them together; what is 0 remains so. The paper brings each
    position of x to length 1 before.

    Args:
        x: array or tensor of shape (*lead, channels, D, H, W); bool, integer or floating-point.
        centres, weight: c and w, arrays or tensors like x, of floats and of shape
            (clusters, channels); may be learned.
        bias: b, of shape (clusters,); may be learned.
        mask: as ever, but positions are absent from all channels at once.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of shape (*lead, clusters · channels), cluster by cluster, of floats: x's own dtype
        where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Arandjelović et al. 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([[1.0, 1.0, 5.0, 5.0], [2.0, 0.0, 7.0, 7.0]]).reshape(1, 2, 4, 1, 1)
        >>> centres = np.array([[1.0, 1.0], [5.0, 6.0]])
        >>> near = {"weight": 9 * centres, "bias": -4.5 * (centres**2).sum(-1)}
        >>> poolwise.netvlad_pool3d(x, centres, **near).round(4)
        array([[0., 0., 0., 1.]])
    """

@overload
def netvlad_pool3d(
    x: Kind,
    centres: ArrayLike,
    weight: ArrayLike,
    bias: ArrayLike,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def noisy_and_pool1d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    a: float = 10.0,
    b: Number = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """Noisy-and of the probabilities in each window: a soft threshold of their mean, 0 to 1.

    (σ(a(x̄ − b)) − σ(−ab)) / (σ(a(1 − b)) − σ(−ab)). a → 0 is the mean, and a → ∞ asks whether it
    is larger than b; no a overflows.

    Args:
        x: array or tensor of shape (*lead, L), from 0 to 1; bool, integer or
            floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        a: how steep it is, above 0.
        b: the mean that is halfway: a number, or an array or tensor of one per channel, which may
            be learned.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Kraus, Ba & Frey 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 0.0, 1.0, 1.0]).reshape(1, 1, 4)
        >>> poolwise.noisy_and_pool1d(x, 2, b=0.5).ravel()
        array([0.5, 1. ])
    """

@overload
def noisy_and_pool1d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    a: float = 10.0,
    b: Number = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def noisy_and_pool2d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    a: float = 10.0,
    b: Number = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """Noisy-and of the probabilities in each window: a soft threshold of their mean, 0 to 1.

    (σ(a(x̄ − b)) − σ(−ab)) / (σ(a(1 − b)) − σ(−ab)). a → 0 is the mean, and a → ∞ asks whether it
    is larger than b; no a overflows.

    Args:
        x: array or tensor of shape (*lead, H, W), from 0 to 1; bool, integer or
            floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        a: how steep it is, above 0.
        b: the mean that is halfway: a number, or an array or tensor of one per channel, which may
            be learned.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Kraus, Ba & Frey 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 0.0, 1.0, 1.0]).reshape(1, 1, 4, 1)
        >>> poolwise.noisy_and_pool2d(x, (2, 1), b=0.5).ravel()
        array([0.5, 1. ])
    """

@overload
def noisy_and_pool2d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    a: float = 10.0,
    b: Number = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def noisy_and_pool3d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    a: float = 10.0,
    b: Number = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """Noisy-and of the probabilities in each window: a soft threshold of their mean, 0 to 1.

    (σ(a(x̄ − b)) − σ(−ab)) / (σ(a(1 − b)) − σ(−ab)). a → 0 is the mean, and a → ∞ asks whether it
    is larger than b; no a overflows.

    Args:
        x: array or tensor of shape (*lead, D, H, W), from 0 to 1; bool, integer or
            floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        a: how steep it is, above 0.
        b: the mean that is halfway: a number, or an array or tensor of one per channel, which may
            be learned.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Kraus, Ba & Frey 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 0.0, 1.0, 1.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.noisy_and_pool3d(x, (2, 1, 1), b=0.5).ravel()
        array([0.5, 1. ])
    """

@overload
def noisy_and_pool3d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    a: float = 10.0,
    b: Number = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def noisy_or_pool1d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """Noisy-or of the probabilities in each window: 1 − Π (1 − x), that at least one is so.

    Found from logarithms, in which small probabilities are not lost beside 1.

    Args:
        x: array or tensor of shape (*lead, L), from 0 to 1; bool, integer or
            floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. The gradient of an element is the
        probability that no other is so: of one that is certain, too.

    Raises:
        ValueError, TypeError: x has elements below 0 or above 1, or an argument is impossible; the
            message names it.

    Source: Maron & Lozano-Pérez 1998; Zhang, Platt & Viola 2005.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.5, 0.5, 0.0, 1.0]).reshape(1, 1, 4)
        >>> poolwise.noisy_or_pool1d(x, 2).ravel()
        array([0.75, 1.  ])
    """

@overload
def noisy_or_pool1d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def noisy_or_pool2d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """Noisy-or of the probabilities in each window: 1 − Π (1 − x), that at least one is so.

    Found from logarithms, in which small probabilities are not lost beside 1.

    Args:
        x: array or tensor of shape (*lead, H, W), from 0 to 1; bool, integer or
            floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. The gradient of an element is the
        probability that no other is so: of one that is certain, too.

    Raises:
        ValueError, TypeError: x has elements below 0 or above 1, or an argument is impossible; the
            message names it.

    Source: Maron & Lozano-Pérez 1998; Zhang, Platt & Viola 2005.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.5, 0.5, 0.0, 1.0]).reshape(1, 1, 4, 1)
        >>> poolwise.noisy_or_pool2d(x, (2, 1)).ravel()
        array([0.75, 1.  ])
    """

@overload
def noisy_or_pool2d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def noisy_or_pool3d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """Noisy-or of the probabilities in each window: 1 − Π (1 − x), that at least one is so.

    Found from logarithms, in which small probabilities are not lost beside 1.

    Args:
        x: array or tensor of shape (*lead, D, H, W), from 0 to 1; bool, integer or
            floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. The gradient of an element is the
        probability that no other is so: of one that is certain, too.

    Raises:
        ValueError, TypeError: x has elements below 0 or above 1, or an argument is impossible; the
            message names it.

    Source: Maron & Lozano-Pérez 1998; Zhang, Platt & Viola 2005.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.5, 0.5, 0.0, 1.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.noisy_or_pool3d(x, (2, 1, 1)).ravel()
        array([0.75, 1.  ])
    """

@overload
def noisy_or_pool3d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def ordinal_pool1d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    weights: ArrayLike,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window with weights for its ranks: Σ w_r x(r) / Σ w_r.

    `poolwise.nn.OrdinalPool1d` learns them as the softmax of logits.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        weights: of the ranks from the largest element on, of shape (R,) or (channels, R), which
            may be learned; not negative. Ranks beyond R have none.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Kumar 2018; Deliège et al. 2021.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 0.0, 3.0]).reshape(1, 1, 4)
        >>> poolwise.ordinal_pool1d(x, 2, weights=np.array([2.0, 1.0])).ravel()
        array([7., 2.])
    """

@overload
def ordinal_pool1d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    weights: ArrayLike,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def ordinal_pool2d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    weights: ArrayLike,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window with weights for its ranks: Σ w_r x(r) / Σ w_r.

    `poolwise.nn.OrdinalPool2d` learns them as the softmax of logits.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        weights: of the ranks from the largest element on, of shape (R,) or (channels, R), which
            may be learned; not negative. Ranks beyond R have none.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Kumar 2018; Deliège et al. 2021.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 0.0, 3.0]).reshape(1, 1, 4, 1)
        >>> poolwise.ordinal_pool2d(x, (2, 1), weights=np.array([2.0, 1.0])).ravel()
        array([7., 2.])
    """

@overload
def ordinal_pool2d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    weights: ArrayLike,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def ordinal_pool3d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    weights: ArrayLike,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window with weights for its ranks: Σ w_r x(r) / Σ w_r.

    `poolwise.nn.OrdinalPool3d` learns them as the softmax of logits.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        weights: of the ranks from the largest element on, of shape (R,) or (channels, R), which
            may be learned; not negative. Ranks beyond R have none.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Kumar 2018; Deliège et al. 2021.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 0.0, 3.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.ordinal_pool3d(x, (2, 1, 1), weights=np.array([2.0, 1.0])).ravel()
        array([7., 2.])
    """

@overload
def ordinal_pool3d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    weights: ArrayLike,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
def pool1d(
    x: Kind,
    kernel_size: Ints | None = None,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    reducer: Reducer,
    windows: Windows | None = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind:
    """What a function of yours makes of each window.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        reducer: gets the elements of all windows at once, of shape (..., n), in row-major order
            along the last axis, and a boolean array of the same shape, True where an element is
            present; returns what is kept, of shape (...). Windows at a border or under a mask have
            absent elements, which are 0 in what it gets.
        windows: which windows instead of sliding ones: ``poolwise.Windows.adaptive(1, 4)``,
            ``poolwise.Windows.whole(1)``.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of the dtype that the reducer returns. On tensors it is differentiable through
        autograd; `poolwise.vjp` takes reducers that are written with operators, indexing,
        ``sum(axis=)`` and the functions of `poolwise.backends.recorded_numpy`.

    Raises:
        ValueError, TypeError: an argument is impossible, or what the reducer returns does not fit;
            the message names it.

    Example:
        >>> import numpy as np, poolwise
        >>> def spread(x, present):
        ...     return x.max(-1, where=present, initial=-9) - x.min(-1, where=present, initial=9)
        >>> x = np.array([1.0, 4.0, 2.0]).reshape(1, 1, 3)
        >>> poolwise.pool1d(x, 2, ceil_mode=True, reducer=spread).ravel()
        array([3., 0.])
    """

def pool2d(
    x: Kind,
    kernel_size: Ints | None = None,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    reducer: Reducer,
    windows: Windows | None = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind:
    """What a function of yours makes of each window.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        reducer: gets the elements of all windows at once, of shape (..., n), in row-major order
            along the last axis, and a boolean array of the same shape, True where an element is
            present; returns what is kept, of shape (...). Windows at a border or under a mask have
            absent elements, which are 0 in what it gets.
        windows: which windows instead of sliding ones: ``poolwise.Windows.adaptive(2, 4)``,
            ``poolwise.Windows.whole(2)``.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of the dtype that the reducer returns. On tensors it is differentiable through
        autograd; `poolwise.vjp` takes reducers that are written with operators, indexing,
        ``sum(axis=)`` and the functions of `poolwise.backends.recorded_numpy`.

    Raises:
        ValueError, TypeError: an argument is impossible, or what the reducer returns does not fit;
            the message names it.

    Example:
        >>> import numpy as np, poolwise
        >>> def spread(x, present):
        ...     return x.max(-1, where=present, initial=-9) - x.min(-1, where=present, initial=9)
        >>> x = np.array([1.0, 4.0, 2.0]).reshape(1, 1, 3, 1)
        >>> poolwise.pool2d(x, (2, 1), ceil_mode=True, reducer=spread).ravel()
        array([3., 0.])
    """

def pool3d(
    x: Kind,
    kernel_size: Ints | None = None,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    reducer: Reducer,
    windows: Windows | None = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind:
    """What a function of yours makes of each window.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        reducer: gets the elements of all windows at once, of shape (..., n), in row-major order
            along the last axis, and a boolean array of the same shape, True where an element is
            present; returns what is kept, of shape (...). Windows at a border or under a mask have
            absent elements, which are 0 in what it gets.
        windows: which windows instead of sliding ones: ``poolwise.Windows.adaptive(3, 4)``,
            ``poolwise.Windows.whole(3)``.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of the dtype that the reducer returns. On tensors it is differentiable through
        autograd; `poolwise.vjp` takes reducers that are written with operators, indexing,
        ``sum(axis=)`` and the functions of `poolwise.backends.recorded_numpy`.

    Raises:
        ValueError, TypeError: an argument is impossible, or what the reducer returns does not fit;
            the message names it.

    Example:
        >>> import numpy as np, poolwise
        >>> def spread(x, present):
        ...     return x.max(-1, where=present, initial=-9) - x.min(-1, where=present, initial=9)
        >>> x = np.array([1.0, 4.0, 2.0]).reshape(1, 1, 3, 1, 1)
        >>> poolwise.pool3d(x, (2, 1, 1), ceil_mode=True, reducer=spread).ravel()
        array([3., 0.])
    """

@overload
def power_mean_pool1d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    p: Number = 3.0,
    eps: float = 1e-06,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The power mean of each window, (Σ max(x, eps)^p / n)^(1/p): generalised mean pooling, GeM.

    p = 1 is the mean, and p → ∞ the maximum.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        p: the exponent, not 0: a number, or an array or tensor of one per channel, which may be
            learned.
        eps: what smaller elements are raised to, above 0.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Radenović, Tolias & Chum 2018.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 7.0, 3.0, 3.0]).reshape(1, 1, 4)
        >>> poolwise.power_mean_pool1d(x, 2, p=2).ravel()
        array([5., 3.])
    """

@overload
def power_mean_pool1d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    p: Number = 3.0,
    eps: float = 1e-06,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def power_mean_pool2d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    p: Number = 3.0,
    eps: float = 1e-06,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The power mean of each window, (Σ max(x, eps)^p / n)^(1/p): generalised mean pooling, GeM.

    p = 1 is the mean, and p → ∞ the maximum.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        p: the exponent, not 0: a number, or an array or tensor of one per channel, which may be
            learned.
        eps: what smaller elements are raised to, above 0.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Radenović, Tolias & Chum 2018.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 7.0, 3.0, 3.0]).reshape(1, 1, 4, 1)
        >>> poolwise.power_mean_pool2d(x, (2, 1), p=2).ravel()
        array([5., 3.])
    """

@overload
def power_mean_pool2d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    p: Number = 3.0,
    eps: float = 1e-06,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def power_mean_pool3d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    p: Number = 3.0,
    eps: float = 1e-06,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The power mean of each window, (Σ max(x, eps)^p / n)^(1/p): generalised mean pooling, GeM.

    p = 1 is the mean, and p → ∞ the maximum.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        p: the exponent, not 0: a number, or an array or tensor of one per channel, which may be
            learned.
        eps: what smaller elements are raised to, above 0.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Radenović, Tolias & Chum 2018.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 7.0, 3.0, 3.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.power_mean_pool3d(x, (2, 1, 1), p=2).ravel()
        array([5., 3.])
    """

@overload
def power_mean_pool3d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    p: Number = 3.0,
    eps: float = 1e-06,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def quantile_pool1d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    q: float = 0.5,
    interpolation: str = "linear",
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The q-quantile of each window: what the share q of its elements lies below.

    As `numpy.quantile` and `torch.quantile` have it: 0 is the minimum, ½ the median, 1 the maximum.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        q: the share, from 0 to 1.
        interpolation: what is taken where q (n − 1) lies between two elements: ``"linear"``,
            ``"lower"``, ``"higher"``, their mean (``"midpoint"``), or the ``"nearest"``, of two as
            near that of even number.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Hyndman & Fan 1996, their definition 7.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 1.0, 2.0, 5.0, 5.0, 1.0, 5.0]).reshape(1, 1, 8)
        >>> poolwise.quantile_pool1d(x, 4, q=0.75).ravel()
        array([4.5, 5. ])
    """

@overload
def quantile_pool1d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    q: float = 0.5,
    interpolation: str = "linear",
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def quantile_pool2d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    q: float = 0.5,
    interpolation: str = "linear",
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The q-quantile of each window: what the share q of its elements lies below.

    As `numpy.quantile` and `torch.quantile` have it: 0 is the minimum, ½ the median, 1 the maximum.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        q: the share, from 0 to 1.
        interpolation: what is taken where q (n − 1) lies between two elements: ``"linear"``,
            ``"lower"``, ``"higher"``, their mean (``"midpoint"``), or the ``"nearest"``, of two as
            near that of even number.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Hyndman & Fan 1996, their definition 7.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 1.0, 2.0, 5.0, 5.0, 1.0, 5.0]).reshape(1, 1, 8, 1)
        >>> poolwise.quantile_pool2d(x, (4, 1), q=0.75).ravel()
        array([4.5, 5. ])
    """

@overload
def quantile_pool2d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    q: float = 0.5,
    interpolation: str = "linear",
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def quantile_pool3d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    q: float = 0.5,
    interpolation: str = "linear",
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The q-quantile of each window: what the share q of its elements lies below.

    As `numpy.quantile` and `torch.quantile` have it: 0 is the minimum, ½ the median, 1 the maximum.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        q: the share, from 0 to 1.
        interpolation: what is taken where q (n − 1) lies between two elements: ``"linear"``,
            ``"lower"``, ``"higher"``, their mean (``"midpoint"``), or the ``"nearest"``, of two as
            near that of even number.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Hyndman & Fan 1996, their definition 7.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 1.0, 2.0, 5.0, 5.0, 1.0, 5.0]).reshape(1, 1, 8, 1, 1)
        >>> poolwise.quantile_pool3d(x, (4, 1, 1), q=0.75).ravel()
        array([4.5, 5. ])
    """

@overload
def quantile_pool3d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    q: float = 0.5,
    interpolation: str = "linear",
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def rank_stochastic_pool1d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    alpha: float = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """An element of each window, drawn by rank with the weights of rank-weighted pooling, RSP.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        training: draw; False gives the mean over all draws, `rank_weighted_pool1d`.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Shi, Ye & Wu 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 0.0, 3.0]).reshape(1, 1, 4)
        >>> poolwise.rank_stochastic_pool1d(x, 2, training=False).ravel()
        array([7., 2.])
    """

@overload
def rank_stochastic_pool1d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    alpha: float = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def rank_stochastic_pool2d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    alpha: float = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """An element of each window, drawn by rank with the weights of rank-weighted pooling, RSP.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        training: draw; False gives the mean over all draws, `rank_weighted_pool2d`.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Shi, Ye & Wu 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 0.0, 3.0]).reshape(1, 1, 4, 1)
        >>> poolwise.rank_stochastic_pool2d(x, (2, 1), training=False).ravel()
        array([7., 2.])
    """

@overload
def rank_stochastic_pool2d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    alpha: float = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def rank_stochastic_pool3d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    alpha: float = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """An element of each window, drawn by rank with the weights of rank-weighted pooling, RSP.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        training: draw; False gives the mean over all draws, `rank_weighted_pool3d`.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Shi, Ye & Wu 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 0.0, 3.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.rank_stochastic_pool3d(x, (2, 1, 1), training=False).ravel()
        array([7., 2.])
    """

@overload
def rank_stochastic_pool3d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    alpha: float = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def rank_weighted_pool1d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    alpha: float = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window weighted by rank: Σ α(1−α)^(r−1) x(r) over x(1) ≥ x(2) ≥ …, RWP.

    Weights are renormalised over the window's elements.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Shi, Ye & Wu 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 0.0, 3.0]).reshape(1, 1, 4)
        >>> poolwise.rank_weighted_pool1d(x, 2, alpha=0.5).ravel()
        array([7., 2.])
    """

@overload
def rank_weighted_pool1d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    alpha: float = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def rank_weighted_pool2d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    alpha: float = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window weighted by rank: Σ α(1−α)^(r−1) x(r) over x(1) ≥ x(2) ≥ …, RWP.

    Weights are renormalised over the window's elements.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Shi, Ye & Wu 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 0.0, 3.0]).reshape(1, 1, 4, 1)
        >>> poolwise.rank_weighted_pool2d(x, (2, 1), alpha=0.5).ravel()
        array([7., 2.])
    """

@overload
def rank_weighted_pool2d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    alpha: float = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def rank_weighted_pool3d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    alpha: float = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window weighted by rank: Σ α(1−α)^(r−1) x(r) over x(1) ≥ x(2) ≥ …, RWP.

    Weights are renormalised over the window's elements.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Shi, Ye & Wu 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 0.0, 3.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.rank_weighted_pool3d(x, (2, 1, 1), alpha=0.5).ravel()
        array([7., 2.])
    """

@overload
def rank_weighted_pool3d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    alpha: float = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def rms_pool1d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The root of the mean square of each window: (Σ x² / n)^½, the mean form of L2 pooling.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. Where the sum is 0, so is the
        gradient.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: the mean form of L2 pooling.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, -7.0, 0.0, 0.0]).reshape(1, 1, 4)
        >>> poolwise.rms_pool1d(x, 2).ravel()
        array([5., 0.])
    """

@overload
def rms_pool1d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def rms_pool2d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The root of the mean square of each window: (Σ x² / n)^½, the mean form of L2 pooling.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. Where the sum is 0, so is the
        gradient.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: the mean form of L2 pooling.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, -7.0, 0.0, 0.0]).reshape(1, 1, 4, 1)
        >>> poolwise.rms_pool2d(x, (2, 1)).ravel()
        array([5., 0.])
    """

@overload
def rms_pool2d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def rms_pool3d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The root of the mean square of each window: (Σ x² / n)^½, the mean form of L2 pooling.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. Where the sum is 0, so is the
        gradient.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: the mean form of L2 pooling.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, -7.0, 0.0, 0.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.rms_pool3d(x, (2, 1, 1)).ravel()
        array([5., 0.])
    """

@overload
def rms_pool3d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
def roi_align(
    x: Kind,
    boxes: Boxes,
    output_size: int | Sequence[int],
    spatial_scale: float = 1.0,
    sampling_ratio: int = -1,
    aligned: bool = False,
    mode: str = "avg",
    *,
    mask: Mask = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind:
    """The mean, or the maximum, of points in each cell of a grid over each region of interest.

    Arguments are as in `torchvision.ops.roi_align`, and ONNX's RoiAlign is the same with
    ``aligned=True`` for its ``half_pixel``. What lies at a point is interpolated between the four
    elements around it; points more than one element outside of x have 0.

    Args:
        x: array or tensor of shape (N, C, H, W); bool, integer or floating-point.
        boxes: of x's kind: (K, 5), each row the number of the image and x1, y1, x2, y2; or a
            sequence of one (L, 4) for each image. They may lie anywhere within 2^40 elements of x.
        output_size: cells of the grid, (height, width) or one number for both.
        spatial_scale: from the boxes' coordinates to those of x.
        sampling_ratio: points along each axis of a cell. When 0 or less, as many as the cell is
            long, rounded up; PyTorch's compiler, which knows no box, needs a number here.
        aligned: shift boxes by half an element, which is what their coordinates mean where 0 is
            the border of the first element and not its centre. Without it, regions are at least
            one element long.
        mode: ``"avg"``, or ``"max"`` for the largest of the interpolated values.
        mask: boolean, broadcastable to x, True where an element is present. A point is interpolated
            between those of its elements that are present, whose shares are scaled up to 1; where
            none is, the point is absent. (Points outside of x have 0 as ever.)
        empty_value: the result of a cell whose points a mask left absent.
        channels_last: whether x is (N, H, W, C); the result is so as well.

    Returns:
        An array of floats, of shape (K, C, *output_size): x's own dtype where x has floats.
        Gradients reach x alone.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: He et al. 2017.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.arange(16.0).reshape(1, 1, 4, 4)
        >>> poolwise.roi_align(x, np.array([[0, 1.0, 1.0, 3.0, 3.0]]), 1, sampling_ratio=2)
        array([[[[10.]]]])
    """

def roi_pool(
    x: Kind,
    boxes: Boxes,
    output_size: int | Sequence[int],
    spatial_scale: float = 1.0,
    *,
    reducer: str | Callable[[Any, Any], Any] = "max",
    mask: Mask = None,
    empty_value: float = 0,
    channels_last: bool = False,
    **options: Any,
) -> Kind:
    """The largest element, or what else is to be kept, of each cell of a grid over each region.

    Arguments are as in `torchvision.ops.roi_pool`. Corners are rounded to whole elements (halves
    away from 0) and belong to the region; a region has at least one element.

    Args:
        x: array or tensor of shape (N, C, H, W); bool, integer or floating-point.
        boxes: of x's kind: (K, 5), each row the number of the image and x1, y1, x2, y2; or a
            sequence of one (L, 4) for each image. They may lie anywhere within 2^40 elements of x.
        output_size: cells of the grid, (height, width) or one number for both.
        spatial_scale: from the boxes' coordinates to those of x.
        reducer: a name, as in ``"soft"`` for what `soft_pool2d` makes of windows, or a function as
            in `pool2d`. PyTorch's compiler, which knows no box, takes ``"max"`` alone.
        mask: boolean, broadcastable to x, True where an element is present.
        empty_value: the result of a cell without an element, for it lies outside of x or a mask
            left it empty.
        channels_last: whether x is (N, H, W, C); the result is so as well.
        **options: of the reducer.

    Returns:
        An array of the reducer's dtype, which is x's own for the maximum, of shape
        (K, C, *output_size). Gradients reach x and what the reducer learns.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Girshick 2015.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.arange(16).reshape(1, 1, 4, 4)
        >>> poolwise.roi_pool(x, np.array([[0, 0.0, 0.0, 3.0, 2.0]]), (1, 2))
        array([[[[ 9, 11]]]])
    """

@overload
def s3_pool1d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = "same",
    *,
    grid_size: Ints | None = None,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The largest elements of windows at stride 1, sampled at random positions of a grid.

    Each axis of the maxima is cut into cells of `grid_size` positions; of each cell
    grid_size / stride random ones stay, in their order. They are the same for all samples and
    channels. Of the rest at the end, of less than a cell, as many stay as strides fit: the output
    has floor(input / stride) positions.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        kernel_size, padding: of the maximum, as in `max_pool1d`; ``"same"`` keeps x's size.
        stride: how many positions become one, one number or one per axis; `kernel_size` when None.
        grid_size: positions of a cell, a multiple of the stride; `stride` when None.
        training: draw; False gives the mean over all draws, which for cells of one stride is the
            mean of each cell.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        mask: windows without an element are absent from the maxima: their position gives
            `empty_value` where it is drawn, and no share of the mean.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Zhai et al. 2017.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 5.0, 2.0, 8.0]).reshape(1, 1, 4)
        >>> kernel = 2
        >>> poolwise.s3_pool1d(x, kernel, training=False).ravel()  # of the maxima 5, 5, 8, 8
        array([5., 8.])
        >>> poolwise.s3_pool1d(x, 1, kernel, seed=3).ravel()
        array([1., 2.])
    """

@overload
def s3_pool1d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = "same",
    *,
    grid_size: Ints | None = None,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def s3_pool2d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = "same",
    *,
    grid_size: Ints | None = None,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The largest elements of windows at stride 1, sampled at random positions of a grid.

    Each axis of the maxima is cut into cells of `grid_size` positions; of each cell
    grid_size / stride random ones stay, in their order. They are the same for all samples and
    channels. Of the rest at the end, of less than a cell, as many stay as strides fit: the output
    has floor(input / stride) positions.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        kernel_size, padding: of the maximum, as in `max_pool2d`; ``"same"`` keeps x's size.
        stride: how many positions become one, one number or one per axis; `kernel_size` when None.
        grid_size: positions of a cell, a multiple of the stride; `stride` when None.
        training: draw; False gives the mean over all draws, which for cells of one stride is the
            mean of each cell.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        mask: windows without an element are absent from the maxima: their position gives
            `empty_value` where it is drawn, and no share of the mean.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Zhai et al. 2017.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 5.0, 2.0, 8.0]).reshape(1, 1, 4, 1)
        >>> kernel = (2, 1)
        >>> poolwise.s3_pool2d(x, kernel, training=False).ravel()  # of the maxima 5, 5, 8, 8
        array([5., 8.])
        >>> poolwise.s3_pool2d(x, 1, kernel, seed=3).ravel()
        array([1., 2.])
    """

@overload
def s3_pool2d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = "same",
    *,
    grid_size: Ints | None = None,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def s3_pool3d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = "same",
    *,
    grid_size: Ints | None = None,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The largest elements of windows at stride 1, sampled at random positions of a grid.

    Each axis of the maxima is cut into cells of `grid_size` positions; of each cell
    grid_size / stride random ones stay, in their order. They are the same for all samples and
    channels. Of the rest at the end, of less than a cell, as many stay as strides fit: the output
    has floor(input / stride) positions.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        kernel_size, padding: of the maximum, as in `max_pool3d`; ``"same"`` keeps x's size.
        stride: how many positions become one, one number or one per axis; `kernel_size` when None.
        grid_size: positions of a cell, a multiple of the stride; `stride` when None.
        training: draw; False gives the mean over all draws, which for cells of one stride is the
            mean of each cell.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        mask: windows without an element are absent from the maxima: their position gives
            `empty_value` where it is drawn, and no share of the mean.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Zhai et al. 2017.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 5.0, 2.0, 8.0]).reshape(1, 1, 4, 1, 1)
        >>> kernel = (2, 1, 1)
        >>> poolwise.s3_pool3d(x, kernel, training=False).ravel()  # of the maxima 5, 5, 8, 8
        array([5., 8.])
        >>> poolwise.s3_pool3d(x, 1, kernel, seed=3).ravel()
        array([1., 2.])
    """

@overload
def s3_pool3d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = "same",
    *,
    grid_size: Ints | None = None,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def soft_pool1d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    beta: Number = 1.0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window weighted by exponentials: Σ x e^(βx) / Σ e^(βx).

    β → 0 is the mean, and β → ∞ the maximum; no β overflows.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        beta: the rate: a number, or an array or tensor of one per channel, which may be learned.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Stergiou, Poppe & Kalliatakis 2021.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 1.0, 0.0, 1000.0]).reshape(1, 1, 4)
        >>> poolwise.soft_pool1d(x, 2).ravel()
        array([   1., 1000.])
    """

@overload
def soft_pool1d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    beta: Number = 1.0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def soft_pool2d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    beta: Number = 1.0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window weighted by exponentials: Σ x e^(βx) / Σ e^(βx).

    β → 0 is the mean, and β → ∞ the maximum; no β overflows.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        beta: the rate: a number, or an array or tensor of one per channel, which may be learned.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Stergiou, Poppe & Kalliatakis 2021.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 1.0, 0.0, 1000.0]).reshape(1, 1, 4, 1)
        >>> poolwise.soft_pool2d(x, (2, 1)).ravel()
        array([   1., 1000.])
    """

@overload
def soft_pool2d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    beta: Number = 1.0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def soft_pool3d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    beta: Number = 1.0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window weighted by exponentials: Σ x e^(βx) / Σ e^(βx).

    β → 0 is the mean, and β → ∞ the maximum; no β overflows.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        beta: the rate: a number, or an array or tensor of one per channel, which may be learned.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Stergiou, Poppe & Kalliatakis 2021.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 1.0, 0.0, 1000.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.soft_pool3d(x, (2, 1, 1)).ravel()
        array([   1., 1000.])
    """

@overload
def soft_pool3d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    beta: Number = 1.0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
def spatial_pyramid_pool1d(
    x: Kind,
    levels: Sequence[int | Sequence[int]] = (1, 2, 4),
    reducer: str | Callable[[Any, Any], Any] = "max",
    *,
    channels_last: bool = False,
    **options: Any,
) -> Kind:
    """Adaptive pooling at several levels, flattened and put one after the other.

    The result's length does not depend on the size of x.

    Args:
        x: array or tensor of shape (*lead, C, L); bool, integer or floating-point.
        levels: the `output_size` of each level, as in `adaptive_max_pool1d`.
        reducer: a name, as in ``"soft"`` for `adaptive_soft_pool1d`, or a function as in
            `pool1d`.
        **options: of the reducer.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of shape (*lead, C · windows of all levels): level after level, in each channel
        after channel, in each the windows in row-major order, however x is laid out.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: He et al. 2014.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3, 8, 1, 2]).reshape(1, 1, 4)
        >>> poolwise.spatial_pyramid_pool1d(x, levels=(1, 2))
        array([[8, 8, 2]])
    """

def spatial_pyramid_pool2d(
    x: Kind,
    levels: Sequence[int | Sequence[int]] = (1, 2, 4),
    reducer: str | Callable[[Any, Any], Any] = "max",
    *,
    channels_last: bool = False,
    **options: Any,
) -> Kind:
    """Adaptive pooling at several levels, flattened and put one after the other.

    The result's length does not depend on the size of x.

    Args:
        x: array or tensor of shape (*lead, C, H, W); bool, integer or floating-point.
        levels: the `output_size` of each level, as in `adaptive_max_pool2d`.
        reducer: a name, as in ``"soft"`` for `adaptive_soft_pool2d`, or a function as in
            `pool2d`.
        **options: of the reducer.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of shape (*lead, C · windows of all levels): level after level, in each channel
        after channel, in each the windows in row-major order, however x is laid out.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: He et al. 2014.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3, 8, 1, 2]).reshape(1, 1, 4, 1)
        >>> poolwise.spatial_pyramid_pool2d(x, levels=(1, (2, 1)))
        array([[8, 8, 2]])
    """

def spatial_pyramid_pool3d(
    x: Kind,
    levels: Sequence[int | Sequence[int]] = (1, 2, 4),
    reducer: str | Callable[[Any, Any], Any] = "max",
    *,
    channels_last: bool = False,
    **options: Any,
) -> Kind:
    """Adaptive pooling at several levels, flattened and put one after the other.

    The result's length does not depend on the size of x.

    Args:
        x: array or tensor of shape (*lead, C, D, H, W); bool, integer or floating-point.
        levels: the `output_size` of each level, as in `adaptive_max_pool3d`.
        reducer: a name, as in ``"soft"`` for `adaptive_soft_pool3d`, or a function as in
            `pool3d`.
        **options: of the reducer.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of shape (*lead, C · windows of all levels): level after level, in each channel
        after channel, in each the windows in row-major order, however x is laid out.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: He et al. 2014.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3, 8, 1, 2]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.spatial_pyramid_pool3d(x, levels=(1, (2, 1, 1)))
        array([[8, 8, 2]])
    """

@overload
def spectral_pool2d(x: Floats, output_size: OutputSize, *, channels_last: bool = False) -> Floats:
    """x with its highest frequencies cut off, or with higher ones of 0, sampled accordingly.

    The centred discrete Fourier transform is cropped or padded and transformed back. The scale
    keeps the mean. Where the smaller size of an axis is even, the two frequencies that become one
    at the border of the crop are added up, and the one that becomes two is halved: the result is
    real, and an image without higher frequencies comes back unchanged after either way round.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        output_size: the result's height and width, one number or two; None keeps the input's.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Rippel, Snoek & Adams 2015.

    Example:
        >>> import numpy as np, poolwise
        >>> wave = np.cos(2 * np.pi * np.arange(8) / 8)
        >>> # The same wave, every other sample:
        >>> abs(poolwise.spectral_pool2d(wave[None], (1, 4)).round(6))
        array([[1., 0., 1., 0.]])
    """

@overload
def spectral_pool2d(x: Kind, output_size: OutputSize, *, channels_last: bool = False) -> Kind: ...
@overload
def std_pool1d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    ddof: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The standard deviation of each window: (Σ (x − x̄)² / (n − ddof))^½.

    The root of `var_pool1d`, as `numpy.std` has it.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        ddof: what n is lessened by, as in `var_pool1d`.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. Where it is 0, so is its gradient.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Pearson 1894.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 7.0, 4.0, 4.0]).reshape(1, 1, 4)
        >>> poolwise.std_pool1d(x, 2).ravel()
        array([3., 0.])
    """

@overload
def std_pool1d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    ddof: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def std_pool2d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    ddof: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The standard deviation of each window: (Σ (x − x̄)² / (n − ddof))^½.

    The root of `var_pool2d`, as `numpy.std` has it.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        ddof: what n is lessened by, as in `var_pool2d`.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. Where it is 0, so is its gradient.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Pearson 1894.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 7.0, 4.0, 4.0]).reshape(1, 1, 4, 1)
        >>> poolwise.std_pool2d(x, (2, 1)).ravel()
        array([3., 0.])
    """

@overload
def std_pool2d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    ddof: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def std_pool3d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    ddof: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The standard deviation of each window: (Σ (x − x̄)² / (n − ddof))^½.

    The root of `var_pool3d`, as `numpy.std` has it.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        ddof: what n is lessened by, as in `var_pool3d`.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. Where it is 0, so is its gradient.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Pearson 1894.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 7.0, 4.0, 4.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.std_pool3d(x, (2, 1, 1)).ravel()
        array([3., 0.])
    """

@overload
def std_pool3d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    ddof: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def stochastic_pool1d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """An element of each window, drawn with a probability in proportion to its value.

    Args:
        x: array or tensor of shape (*lead, L), nothing negative; bool, integer or
            floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        training: draw; False gives the mean over all draws, Σ x² / Σ x.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A window of zeros gives 0.

    Raises:
        ValueError, TypeError: x has negative elements, or an argument is impossible; the message
            names it.

    Source: Zeiler & Fergus 2013.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.0, 2.0, 3.0, 1.0]).reshape(1, 1, 4)
        >>> poolwise.stochastic_pool1d(x, 2, training=False).ravel()
        array([2. , 2.5])
    """

@overload
def stochastic_pool1d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def stochastic_pool2d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """An element of each window, drawn with a probability in proportion to its value.

    Args:
        x: array or tensor of shape (*lead, H, W), nothing negative; bool, integer or
            floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        training: draw; False gives the mean over all draws, Σ x² / Σ x.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A window of zeros gives 0.

    Raises:
        ValueError, TypeError: x has negative elements, or an argument is impossible; the message
            names it.

    Source: Zeiler & Fergus 2013.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.0, 2.0, 3.0, 1.0]).reshape(1, 1, 4, 1)
        >>> poolwise.stochastic_pool2d(x, (2, 1), training=False).ravel()
        array([2. , 2.5])
    """

@overload
def stochastic_pool2d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def stochastic_pool3d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """An element of each window, drawn with a probability in proportion to its value.

    Args:
        x: array or tensor of shape (*lead, D, H, W), nothing negative; bool, integer or
            floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        training: draw; False gives the mean over all draws, Σ x² / Σ x.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A window of zeros gives 0.

    Raises:
        ValueError, TypeError: x has negative elements, or an argument is impossible; the message
            names it.

    Source: Zeiler & Fergus 2013.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.0, 2.0, 3.0, 1.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.stochastic_pool3d(x, (2, 1, 1), training=False).ravel()
        array([2. , 2.5])
    """

@overload
def stochastic_pool3d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def sum_pool1d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    dtype: None = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The sum of each window.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        dtype: the result's; an integer one saturates. When None, floats keep theirs, and integers
            give int64 (uint64 its own), which wraps as NumPy's sums do.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of sums.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: LeCun et al. 1990.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 2.0, 4.0, 3.0]).reshape(1, 1, 4)
        >>> poolwise.sum_pool1d(x, 2).ravel()
        array([3., 7.])
    """

@overload
def sum_pool1d(
    x: Kind,
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
) -> Kind: ...
@overload
def sum_pool2d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    dtype: None = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The sum of each window.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        dtype: the result's; an integer one saturates. When None, floats keep theirs, and integers
            give int64 (uint64 its own), which wraps as NumPy's sums do.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of sums.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: LeCun et al. 1990.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 2.0, 4.0, 3.0]).reshape(1, 1, 4, 1)
        >>> poolwise.sum_pool2d(x, (2, 1)).ravel()
        array([3., 7.])
    """

@overload
def sum_pool2d(
    x: Kind,
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
) -> Kind: ...
@overload
def sum_pool3d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    dtype: None = None,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The sum of each window.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        dtype: the result's; an integer one saturates. When None, floats keep theirs, and integers
            give int64 (uint64 its own), which wraps as NumPy's sums do.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of sums.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: LeCun et al. 1990.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 2.0, 4.0, 3.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.sum_pool3d(x, (2, 1, 1)).ravel()
        array([3., 7.])
    """

@overload
def sum_pool3d(
    x: Kind,
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
) -> Kind: ...
@overload
def t_max_avg_pool1d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    k: int = 3,
    t: float = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The maximum of each window whose k largest elements all reach t, of others their mean.

    That is T-Max-Avg. The paper's condition on the k largest is read as one on each of them, and so
    on the smallest of them. Gradients are those of the case that a window is in.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        k: how many elements, at least 1; all where there are fewer.
        t: the threshold T, finite.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Zhao & Zhang 2024.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.7, 0.9, 0.1, 0.2, 0.3, 0.9, 0.1, 0.2]).reshape(1, 1, 8)
        >>> poolwise.t_max_avg_pool1d(x, 4, k=2, t=0.5).ravel()
        array([0.9, 0.6])
    """

@overload
def t_max_avg_pool1d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    k: int = 3,
    t: float = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def t_max_avg_pool2d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    k: int = 3,
    t: float = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The maximum of each window whose k largest elements all reach t, of others their mean.

    That is T-Max-Avg. The paper's condition on the k largest is read as one on each of them, and so
    on the smallest of them. Gradients are those of the case that a window is in.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        k: how many elements, at least 1; all where there are fewer.
        t: the threshold T, finite.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Zhao & Zhang 2024.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.7, 0.9, 0.1, 0.2, 0.3, 0.9, 0.1, 0.2]).reshape(1, 1, 8, 1)
        >>> poolwise.t_max_avg_pool2d(x, (4, 1), k=2, t=0.5).ravel()
        array([0.9, 0.6])
    """

@overload
def t_max_avg_pool2d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    k: int = 3,
    t: float = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def t_max_avg_pool3d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    k: int = 3,
    t: float = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The maximum of each window whose k largest elements all reach t, of others their mean.

    That is T-Max-Avg. The paper's condition on the k largest is read as one on each of them, and so
    on the smallest of them. Gradients are those of the case that a window is in.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        k: how many elements, at least 1; all where there are fewer.
        t: the threshold T, finite.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Zhao & Zhang 2024.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.7, 0.9, 0.1, 0.2, 0.3, 0.9, 0.1, 0.2]).reshape(1, 1, 8, 1, 1)
        >>> poolwise.t_max_avg_pool3d(x, (4, 1, 1), k=2, t=0.5).ravel()
        array([0.9, 0.6])
    """

@overload
def t_max_avg_pool3d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    k: int = 3,
    t: float = 0.5,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def temporal_avg_pool(
    x: NDArray[Any],
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> NDArray[Any]:
    """The mean of each channel over time; `temporal_mean_pool` is another name for it.

    Args:
        x: sequences: a padded batch (N, C, T), or a packed or jagged one; bool, integer or
            floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats, of shape (N, C): x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Example:
        >>> import numpy as np, poolwise
        >>> poolwise.temporal_avg_pool(np.array([[[1.0, 3.0, 9.0]]]), lengths=[2])
        array([[2.]])
    """

@overload
def temporal_avg_pool(
    x: Tensor | PackedSequence,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Tensor: ...
@overload
def temporal_k_max_pool(
    x: NDArray[Any],
    k: int,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> NDArray[Any]:
    """The k largest elements of each channel over time, in their order of appearance.

    Args:
        x: sequences: a padded batch (N, C, T), or a packed or jagged one; bool, integer or
            floating-point.
        k: how many, as in `k_max_pool1d`.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype, of shape (N, C, k), or (N, k, C) where x has its channels last, as
        packed sequences and nested tensors do.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Kalchbrenner et al. 2014.

    Example:
        >>> import numpy as np, poolwise
        >>> poolwise.temporal_k_max_pool(np.array([[[3, 9, 1, 7]]]), 2, lengths=[3])
        array([[[3, 9]]])
    """

@overload
def temporal_k_max_pool(
    x: Tensor | PackedSequence,
    k: int,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Tensor: ...
@overload
def temporal_last_pool(
    x: NDArray[Any],
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> NDArray[Any]:
    """The last element of each sequence that is present.

    Args:
        x: sequences: a padded batch (N, C, T), or a packed or jagged one; bool, integer or
            floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype, of shape (N, C).

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Example:
        >>> import numpy as np, poolwise
        >>> poolwise.temporal_last_pool(np.array([[[1.0, 3.0, 9.0]]]), lengths=[2])
        array([[3.]])
    """

@overload
def temporal_last_pool(
    x: Tensor | PackedSequence,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Tensor: ...
@overload
def temporal_max_pool(
    x: NDArray[Any],
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> NDArray[Any]:
    """The largest element of each channel over time: max-over-time pooling.

    Args:
        x: sequences: a padded batch (N, C, T), or a packed or jagged one; bool, integer or
            floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's dtype, of shape (N, C).

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Collobert et al. 2011.

    Example:
        >>> import numpy as np, poolwise
        >>> poolwise.temporal_max_pool(np.array([[[1, 3, 9]], [[4, 2, 0]]]), lengths=[2, 3])
        array([[3],
               [4]])
    """

@overload
def temporal_max_pool(
    x: Tensor | PackedSequence,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Tensor: ...

temporal_mean_pool = temporal_avg_pool

@overload
def temporal_statistics_pool(
    x: NDArray[Any],
    weights: Sequences | None = None,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> NDArray[Any]:
    """The mean and the standard deviation of each channel over time, one after the other.

    The deviation divides by the number of elements, as in x-vectors, and is found from differences
    that do not cancel. Where it is 0, so is its gradient. With weights both are weighted, and where
    those are learned (the softmax of a network's scores) it is attentive statistics pooling.

    Args:
        x: sequences: a padded batch (N, C, T), or a packed or jagged one; bool, integer or
            floating-point.
        weights: floats of at least 0, which may be learned: (N, T), or of a shape that broadcasts
            to x's. They are divided by their sum over what is present; a sequence that has none
            gives ``empty_value``.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats, of shape (N, 2 C): x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Snyder et al. 2018; Okabe et al. 2018.

    Example:
        >>> import torch, poolwise
        >>> poolwise.temporal_statistics_pool(torch.tensor([[[1.0, 3.0, 9.0]]]), lengths=[2])
        tensor([[2., 1.]])
    """

@overload
def temporal_statistics_pool(
    x: Tensor | PackedSequence,
    weights: Sequences | None = None,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Tensor: ...
@overload
def top_k_avg_pool1d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    k: int = 2,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of the k largest elements of each window: rank-based average pooling, RAP.

    k = 1 is the maximum; a k of all elements or more is the mean.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        k: how many elements, at least 1.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Shi, Ye & Wu 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 8.0, 1.0, 2.0]).reshape(1, 1, 4)
        >>> poolwise.top_k_avg_pool1d(x, 2, k=1).ravel()
        array([8., 2.])
    """

@overload
def top_k_avg_pool1d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    k: int = 2,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def top_k_avg_pool2d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    k: int = 2,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of the k largest elements of each window: rank-based average pooling, RAP.

    k = 1 is the maximum; a k of all elements or more is the mean.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        k: how many elements, at least 1.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Shi, Ye & Wu 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 8.0, 1.0, 2.0]).reshape(1, 1, 4, 1)
        >>> poolwise.top_k_avg_pool2d(x, (2, 1), k=1).ravel()
        array([8., 2.])
    """

@overload
def top_k_avg_pool2d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    k: int = 2,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def top_k_avg_pool3d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    k: int = 2,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of the k largest elements of each window: rank-based average pooling, RAP.

    k = 1 is the maximum; a k of all elements or more is the mean.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        k: how many elements, at least 1.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Shi, Ye & Wu 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 8.0, 1.0, 2.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.top_k_avg_pool3d(x, (2, 1, 1), k=1).ravel()
        array([8., 2.])
    """

@overload
def top_k_avg_pool3d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    k: int = 2,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
def tree_pool1d(
    x: Tensor,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    filters: ArrayLike,
    omega: ArrayLike,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Tensor:
    """A binary tree of pooling filters for each window, whose inner nodes are gates.

    A leaf is vᵀx over the window's taps, v being its filter, and an inner node
    g·left + (1−g)·right with g = σ(ωᵀx).

    Args:
        x: tensor of shape (*lead, L); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        filters: tensor of the leaves' filters from left to right, which may be learned: of shape
            (leaves, *kernel) or (leaves, channels, *kernel); 2, 4, 8, … leaves.
        omega: the same for the inner nodes, one less than leaves, level by level from the root.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        A tensor of floats: x's own dtype where x has floats. What is absent adds 0 to a product.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Lee, Gallagher & Tu 2016.

    Example:
        >>> import torch, poolwise
        >>> x = torch.tensor([1.0, 3.0, 4.0, 0.0]).reshape(1, 1, 4)
        >>> leaves = torch.tensor([[1.0, 0.0], [0.5, 0.5]]).reshape(2, 2)
        >>> gates = torch.zeros(1, 2)
        >>> poolwise.tree_pool1d(x, 2, filters=leaves, omega=gates).flatten()
        tensor([1.5000, 3.0000])
    """

def tree_pool2d(
    x: Tensor,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    filters: ArrayLike,
    omega: ArrayLike,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Tensor:
    """A binary tree of pooling filters for each window, whose inner nodes are gates.

    A leaf is vᵀx over the window's taps, v being its filter, and an inner node
    g·left + (1−g)·right with g = σ(ωᵀx).

    Args:
        x: tensor of shape (*lead, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        filters: tensor of the leaves' filters from left to right, which may be learned: of shape
            (leaves, *kernel) or (leaves, channels, *kernel); 2, 4, 8, … leaves.
        omega: the same for the inner nodes, one less than leaves, level by level from the root.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        A tensor of floats: x's own dtype where x has floats. What is absent adds 0 to a product.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Lee, Gallagher & Tu 2016.

    Example:
        >>> import torch, poolwise
        >>> x = torch.tensor([1.0, 3.0, 4.0, 0.0]).reshape(1, 1, 4, 1)
        >>> leaves = torch.tensor([[1.0, 0.0], [0.5, 0.5]]).reshape(2, 2, 1)
        >>> gates = torch.zeros(1, 2, 1)
        >>> poolwise.tree_pool2d(x, (2, 1), filters=leaves, omega=gates).flatten()
        tensor([1.5000, 3.0000])
    """

def tree_pool3d(
    x: Tensor,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    filters: ArrayLike,
    omega: ArrayLike,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Tensor:
    """A binary tree of pooling filters for each window, whose inner nodes are gates.

    A leaf is vᵀx over the window's taps, v being its filter, and an inner node
    g·left + (1−g)·right with g = σ(ωᵀx).

    Args:
        x: tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        filters: tensor of the leaves' filters from left to right, which may be learned: of shape
            (leaves, *kernel) or (leaves, channels, *kernel); 2, 4, 8, … leaves.
        omega: the same for the inner nodes, one less than leaves, level by level from the root.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        A tensor of floats: x's own dtype where x has floats. What is absent adds 0 to a product.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Lee, Gallagher & Tu 2016.

    Example:
        >>> import torch, poolwise
        >>> x = torch.tensor([1.0, 3.0, 4.0, 0.0]).reshape(1, 1, 4, 1, 1)
        >>> leaves = torch.tensor([[1.0, 0.0], [0.5, 0.5]]).reshape(2, 2, 1, 1)
        >>> gates = torch.zeros(1, 2, 1, 1)
        >>> poolwise.tree_pool3d(x, (2, 1, 1), filters=leaves, omega=gates).flatten()
        tensor([1.5000, 3.0000])
    """

@overload
def trimmed_mean_pool1d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    cut: float = 0.25,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window without a share of its elements at either end.

    Of n elements ⌊cut · n⌋ are left out at the top and as many at the bottom. 0 leaves out none,
    which is the mean; close to ½ it is the median.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        cut: the share that is left out at either end, at least 0 and below 0.5.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Tukey 1962.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 99.0, 1.0, 2.0, 5.0, 5.0, -80.0, 5.0]).reshape(1, 1, 8)
        >>> poolwise.trimmed_mean_pool1d(x, 4, cut=0.25).ravel()
        array([2.5, 5. ])
    """

@overload
def trimmed_mean_pool1d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    cut: float = 0.25,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def trimmed_mean_pool2d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    cut: float = 0.25,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window without a share of its elements at either end.

    Of n elements ⌊cut · n⌋ are left out at the top and as many at the bottom. 0 leaves out none,
    which is the mean; close to ½ it is the median.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        cut: the share that is left out at either end, at least 0 and below 0.5.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Tukey 1962.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 99.0, 1.0, 2.0, 5.0, 5.0, -80.0, 5.0]).reshape(1, 1, 8, 1)
        >>> poolwise.trimmed_mean_pool2d(x, (4, 1), cut=0.25).ravel()
        array([2.5, 5. ])
    """

@overload
def trimmed_mean_pool2d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    cut: float = 0.25,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def trimmed_mean_pool3d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    cut: float = 0.25,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of each window without a share of its elements at either end.

    Of n elements ⌊cut · n⌋ are left out at the top and as many at the bottom. 0 leaves out none,
    which is the mean; close to ½ it is the median.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        cut: the share that is left out at either end, at least 0 and below 0.5.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Tukey 1962.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 99.0, 1.0, 2.0, 5.0, 5.0, -80.0, 5.0]).reshape(1, 1, 8, 1, 1)
        >>> poolwise.trimmed_mean_pool3d(x, (4, 1, 1), cut=0.25).ravel()
        array([2.5, 5. ])
    """

@overload
def trimmed_mean_pool3d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    cut: float = 0.25,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
def upsample_skip(
    x: Tensor,
    skip: Tensor,
    mode: str = "nearest",
    merge: str = "concat",
    *,
    channels_last: bool = False,
) -> Tensor:
    """x brought to the size of a skip connection, and merged with it: a step up in a U-Net.

    Args:
        x: tensor of shape (N, C, *spatial) with 1 to 3 spatial axes, floating-point.
        skip: tensor of shape (N, D, *larger), of as many axes.
        mode: ``"nearest"``, or ``"bilinear"`` (linear along each spatial axis, with the corners'
            centres where PyTorch has them).
        merge: ``"concat"`` puts x's channels after those of `skip`, ``"add"`` adds the two.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        A tensor of shape (N, D + C, *larger), or (N, D, *larger) where they are added.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Ronneberger, Fischer & Brox 2015.

    Example:
        >>> import torch, poolwise
        >>> poolwise.upsample_skip(torch.ones(1, 1, 1, 2), torch.zeros(1, 1, 1, 4)).tolist()
        [[[[0.0, 0.0, 0.0, 0.0]], [[1.0, 1.0, 1.0, 1.0]]]]
    """

@overload
def var_pool1d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    ddof: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The variance of each window: Σ (x − x̄)² / (n − ddof).

    As `numpy.var` has it; `torch.var` calls it ``correction`` and has 1 for it. It is found from
    differences that do not cancel, however large the mean is.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        ddof: what n is lessened by, at least 0; 1 makes an estimate from samples unbiased. A window
            of no more elements than that gives NaN.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. Infinities give NaN.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Fisher 1918.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 7.0, 4.0, 4.0]).reshape(1, 1, 4)
        >>> poolwise.var_pool1d(x, 2).ravel()
        array([9., 0.])
    """

@overload
def var_pool1d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    ddof: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def var_pool2d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    ddof: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The variance of each window: Σ (x − x̄)² / (n − ddof).

    As `numpy.var` has it; `torch.var` calls it ``correction`` and has 1 for it. It is found from
    differences that do not cancel, however large the mean is.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        ddof: what n is lessened by, at least 0; 1 makes an estimate from samples unbiased. A window
            of no more elements than that gives NaN.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. Infinities give NaN.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Fisher 1918.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 7.0, 4.0, 4.0]).reshape(1, 1, 4, 1)
        >>> poolwise.var_pool2d(x, (2, 1)).ravel()
        array([9., 0.])
    """

@overload
def var_pool2d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    ddof: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def var_pool3d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    ddof: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The variance of each window: Σ (x − x̄)² / (n − ddof).

    As `numpy.var` has it; `torch.var` calls it ``correction`` and has 1 for it. It is found from
    differences that do not cancel, however large the mean is.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        ddof: what n is lessened by, at least 0; 1 makes an estimate from samples unbiased. A window
            of no more elements than that gives NaN.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. Infinities give NaN.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Fisher 1918.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 7.0, 4.0, 4.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.var_pool3d(x, (2, 1, 1)).ravel()
        array([9., 0.])
    """

@overload
def var_pool3d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    ddof: int = 0,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def wavelet_pool2d(
    x: Floats, wavelet: str | Sequence[float] = "haar", *, channels_last: bool = False
) -> Floats:
    """x at half its resolution: the wavelet transform of two levels without the first one's detail.

    The second level's four subbands, transformed back, are the approximation of the first level
    whatever x is, so that is what is computed. Filters are scaled as PyWavelets': a constant
    doubles. The border is periodic (PyWavelets' ``"periodization"``, which repeats the last of an
    odd number of rows).

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        wavelet: ``"haar"``, the name of another of PyWavelets' (the extra ``poolwise[wavelet]``),
            or the coefficients of a decomposition's low-pass filter, an even number of them.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats, of half the height and width rounded up: x's own dtype where x has
        floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.
        ImportError: a wavelet other than Haar's is asked for by name and PyWavelets is missing.

    Source: Williams & Li 2018.

    Example:
        >>> import numpy as np, poolwise
        >>> poolwise.wavelet_pool2d(np.array([[1.0, 3.0, 0.0, 0.0], [2.0, 4.0, 0.0, 2.0]])).round(6)
        array([[5., 1.]])
    """

@overload
def wavelet_pool2d(
    x: Kind, wavelet: str | Sequence[float] = "haar", *, channels_last: bool = False
) -> Kind: ...
@overload
def weldon_pool1d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    k: int = 2,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of the k largest elements of each window plus the mean of its k smallest.

    k = 1 is the maximum plus the minimum. Of fewer than k elements all are taken at both ends,
    which is twice the mean.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        k: how many elements at either end, at least 1.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Durand, Thome & Cord 2016 (WELDON).

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 1.0, -2.0, 5.0, 5.0, 1.0, 5.0]).reshape(1, 1, 8)
        >>> poolwise.weldon_pool1d(x, 4, k=2).ravel()
        array([5.5, 8. ])
    """

@overload
def weldon_pool1d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    k: int = 2,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def weldon_pool2d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    k: int = 2,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of the k largest elements of each window plus the mean of its k smallest.

    k = 1 is the maximum plus the minimum. Of fewer than k elements all are taken at both ends,
    which is twice the mean.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        k: how many elements at either end, at least 1.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Durand, Thome & Cord 2016 (WELDON).

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 1.0, -2.0, 5.0, 5.0, 1.0, 5.0]).reshape(1, 1, 8, 1)
        >>> poolwise.weldon_pool2d(x, (4, 1), k=2).ravel()
        array([5.5, 8. ])
    """

@overload
def weldon_pool2d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    k: int = 2,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
@overload
def weldon_pool3d(
    x: Floats,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    k: int = 2,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Floats:
    """The mean of the k largest elements of each window plus the mean of its k smallest.

    k = 1 is the maximum plus the minimum. Of fewer than k elements all are taken at both ends,
    which is twice the mean.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        k: how many elements at either end, at least 1.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Durand, Thome & Cord 2016 (WELDON).

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 1.0, -2.0, 5.0, 5.0, 1.0, 5.0]).reshape(1, 1, 8, 1, 1)
        >>> poolwise.weldon_pool3d(x, (4, 1, 1), k=2).ravel()
        array([5.5, 8. ])
    """

@overload
def weldon_pool3d(
    x: Kind,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    k: int = 2,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind: ...
def winner_take_all1d(
    x: Same,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    k: int = 1,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Same:
    """x where one of its windows keeps it, and 0 elsewhere: every window keeps its k largest.

    Where windows overlap, an element that any of them keeps is kept. What lies in no window is 0.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        k: how many elements a window keeps, at least 1. Of equal ones the first are kept; a NaN is
            larger than any number, and the last of several the largest.
        empty_value: what stands, under a mask, where x is absent.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's shape and dtype. Gradients reach what is kept.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Makhzani & Frey 2015.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 8.0, 1.0, 2.0]).reshape(1, 1, 4)
        >>> poolwise.winner_take_all1d(x, 2).ravel()
        array([0., 8., 0., 2.])
    """

def winner_take_all2d(
    x: Same,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    k: int = 1,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Same:
    """x where one of its windows keeps it, and 0 elsewhere: every window keeps its k largest.

    Where windows overlap, an element that any of them keeps is kept. What lies in no window is 0.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        k: how many elements a window keeps, at least 1. Of equal ones the first are kept; a NaN is
            larger than any number, and the last of several the largest.
        empty_value: what stands, under a mask, where x is absent.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's shape and dtype. Gradients reach what is kept.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Makhzani & Frey 2015.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 8.0, 1.0, 2.0]).reshape(1, 1, 4, 1)
        >>> poolwise.winner_take_all2d(x, (2, 1)).ravel()
        array([0., 8., 0., 2.])
    """

def winner_take_all3d(
    x: Same,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    k: int = 1,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Same:
    """x where one of its windows keeps it, and 0 elsewhere: every window keeps its k largest.

    Where windows overlap, an element that any of them keeps is kept. What lies in no window is 0.

    Args:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        k: how many elements a window keeps, at least 1. Of equal ones the first are kept; a NaN is
            larger than any number, and the last of several the largest.
        empty_value: what stands, under a mask, where x is absent.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
        channels_last: whether x is (*lead, *spatial, channels).

    Returns:
        An array of x's shape and dtype. Gradients reach what is kept.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Makhzani & Frey 2015.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 8.0, 1.0, 2.0]).reshape(1, 1, 4, 1, 1)
        >>> poolwise.winner_take_all3d(x, (2, 1, 1)).ravel()
        array([0., 8., 0., 2.])
    """
