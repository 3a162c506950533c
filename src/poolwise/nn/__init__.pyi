"""Written by ``python -m poolwise.stubs``; see there."""

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor, nn

from ..functional.arguments import Indexed, Lengths, Number, Seed
from ..functional.rules import OutputSize
from ..windows import Ints, Padding
from . import (
    _bases,
    descriptors,
    filters,
    fractional,
    learned,
    powers,
    ranks,
    regions,
    s3,
    same_size,
    temporal,
    transforms,
    unpooling,
)

__all__ = [
    "AdaPool1d",
    "AdaPool2d",
    "AdaPool3d",
    "AdaptiveAvgPool1d",
    "AdaptiveAvgPool2d",
    "AdaptiveAvgPool3d",
    "AdaptiveLPPool1d",
    "AdaptiveLPPool2d",
    "AdaptiveLPPool3d",
    "AdaptiveLSEPool1d",
    "AdaptiveLSEPool2d",
    "AdaptiveLSEPool3d",
    "AdaptiveMaxDropoutPool1d",
    "AdaptiveMaxDropoutPool2d",
    "AdaptiveMaxDropoutPool3d",
    "AdaptiveMaxPool1d",
    "AdaptiveMaxPool2d",
    "AdaptiveMaxPool3d",
    "AdaptiveMedianPool1d",
    "AdaptiveMedianPool2d",
    "AdaptiveMedianPool3d",
    "AdaptiveMidrangePool1d",
    "AdaptiveMidrangePool2d",
    "AdaptiveMidrangePool3d",
    "AdaptiveMinPool1d",
    "AdaptiveMinPool2d",
    "AdaptiveMinPool3d",
    "AdaptiveModePool1d",
    "AdaptiveModePool2d",
    "AdaptiveModePool3d",
    "AdaptiveNoisyAndPool1d",
    "AdaptiveNoisyAndPool2d",
    "AdaptiveNoisyAndPool3d",
    "AdaptiveNoisyOrPool1d",
    "AdaptiveNoisyOrPool2d",
    "AdaptiveNoisyOrPool3d",
    "AdaptiveOrdinalPool1d",
    "AdaptiveOrdinalPool2d",
    "AdaptiveOrdinalPool3d",
    "AdaptivePolyphasePool1d",
    "AdaptivePolyphasePool2d",
    "AdaptivePolyphasePool3d",
    "AdaptivePowerMeanPool1d",
    "AdaptivePowerMeanPool2d",
    "AdaptivePowerMeanPool3d",
    "AdaptiveQuantilePool1d",
    "AdaptiveQuantilePool2d",
    "AdaptiveQuantilePool3d",
    "AdaptiveRMSPool1d",
    "AdaptiveRMSPool2d",
    "AdaptiveRMSPool3d",
    "AdaptiveRankStochasticPool1d",
    "AdaptiveRankStochasticPool2d",
    "AdaptiveRankStochasticPool3d",
    "AdaptiveRankWeightedPool1d",
    "AdaptiveRankWeightedPool2d",
    "AdaptiveRankWeightedPool3d",
    "AdaptiveSoftPool1d",
    "AdaptiveSoftPool2d",
    "AdaptiveSoftPool3d",
    "AdaptiveStdPool1d",
    "AdaptiveStdPool2d",
    "AdaptiveStdPool3d",
    "AdaptiveStochasticPool1d",
    "AdaptiveStochasticPool2d",
    "AdaptiveStochasticPool3d",
    "AdaptiveSumPool1d",
    "AdaptiveSumPool2d",
    "AdaptiveSumPool3d",
    "AdaptiveTMaxAvgPool1d",
    "AdaptiveTMaxAvgPool2d",
    "AdaptiveTMaxAvgPool3d",
    "AdaptiveTopKAvgPool1d",
    "AdaptiveTopKAvgPool2d",
    "AdaptiveTopKAvgPool3d",
    "AdaptiveTrimmedMeanPool1d",
    "AdaptiveTrimmedMeanPool2d",
    "AdaptiveTrimmedMeanPool3d",
    "AdaptiveVarPool1d",
    "AdaptiveVarPool2d",
    "AdaptiveVarPool3d",
    "AdaptiveWeldonPool1d",
    "AdaptiveWeldonPool2d",
    "AdaptiveWeldonPool3d",
    "AttentionPool1d",
    "AttentionPool2d",
    "AvgPool1d",
    "AvgPool2d",
    "AvgPool3d",
    "AvgUnpool1d",
    "AvgUnpool2d",
    "AvgUnpool3d",
    "BlurPool1d",
    "BlurPool2d",
    "BlurPool3d",
    "ChannelPool",
    "CornerPool2d",
    "CovariancePool1d",
    "CovariancePool2d",
    "CovariancePool3d",
    "DetailPreservingPool1d",
    "DetailPreservingPool2d",
    "DetailPreservingPool3d",
    "FractionalMaxPool1d",
    "FractionalMaxPool2d",
    "FractionalMaxPool3d",
    "GatedPool1d",
    "GatedPool2d",
    "GatedPool3d",
    "GeMPool1d",
    "GeMPool2d",
    "GeMPool3d",
    "GlobalAvgPool1d",
    "GlobalAvgPool2d",
    "GlobalAvgPool3d",
    "GlobalLPPool1d",
    "GlobalLPPool2d",
    "GlobalLPPool3d",
    "GlobalLSEPool1d",
    "GlobalLSEPool2d",
    "GlobalLSEPool3d",
    "GlobalMaxDropoutPool1d",
    "GlobalMaxDropoutPool2d",
    "GlobalMaxDropoutPool3d",
    "GlobalMaxPool1d",
    "GlobalMaxPool2d",
    "GlobalMaxPool3d",
    "GlobalMedianPool1d",
    "GlobalMedianPool2d",
    "GlobalMedianPool3d",
    "GlobalMidrangePool1d",
    "GlobalMidrangePool2d",
    "GlobalMidrangePool3d",
    "GlobalMinPool1d",
    "GlobalMinPool2d",
    "GlobalMinPool3d",
    "GlobalModePool1d",
    "GlobalModePool2d",
    "GlobalModePool3d",
    "GlobalNoisyAndPool1d",
    "GlobalNoisyAndPool2d",
    "GlobalNoisyAndPool3d",
    "GlobalNoisyOrPool1d",
    "GlobalNoisyOrPool2d",
    "GlobalNoisyOrPool3d",
    "GlobalOrdinalPool1d",
    "GlobalOrdinalPool2d",
    "GlobalOrdinalPool3d",
    "GlobalPowerMeanPool1d",
    "GlobalPowerMeanPool2d",
    "GlobalPowerMeanPool3d",
    "GlobalQuantilePool1d",
    "GlobalQuantilePool2d",
    "GlobalQuantilePool3d",
    "GlobalRMSPool1d",
    "GlobalRMSPool2d",
    "GlobalRMSPool3d",
    "GlobalRankStochasticPool1d",
    "GlobalRankStochasticPool2d",
    "GlobalRankStochasticPool3d",
    "GlobalRankWeightedPool1d",
    "GlobalRankWeightedPool2d",
    "GlobalRankWeightedPool3d",
    "GlobalSoftPool1d",
    "GlobalSoftPool2d",
    "GlobalSoftPool3d",
    "GlobalStdPool1d",
    "GlobalStdPool2d",
    "GlobalStdPool3d",
    "GlobalStochasticPool1d",
    "GlobalStochasticPool2d",
    "GlobalStochasticPool3d",
    "GlobalSumPool1d",
    "GlobalSumPool2d",
    "GlobalSumPool3d",
    "GlobalTMaxAvgPool1d",
    "GlobalTMaxAvgPool2d",
    "GlobalTMaxAvgPool3d",
    "GlobalTopKAvgPool1d",
    "GlobalTopKAvgPool2d",
    "GlobalTopKAvgPool3d",
    "GlobalTrimmedMeanPool1d",
    "GlobalTrimmedMeanPool2d",
    "GlobalTrimmedMeanPool3d",
    "GlobalVarPool1d",
    "GlobalVarPool2d",
    "GlobalVarPool3d",
    "GlobalWeldonPool1d",
    "GlobalWeldonPool2d",
    "GlobalWeldonPool3d",
    "KMaxPool1d",
    "LIPPool1d",
    "LIPPool2d",
    "LIPPool3d",
    "LPPool1d",
    "LPPool2d",
    "LPPool3d",
    "LSEPool1d",
    "LSEPool2d",
    "LSEPool3d",
    "LocalL2Norm1d",
    "LocalL2Norm2d",
    "LocalL2Norm3d",
    "MaxBlurPool1d",
    "MaxBlurPool2d",
    "MaxBlurPool3d",
    "MaxDropoutPool1d",
    "MaxDropoutPool2d",
    "MaxDropoutPool3d",
    "MaxPool1d",
    "MaxPool2d",
    "MaxPool3d",
    "MaxUnpool1d",
    "MaxUnpool2d",
    "MaxUnpool3d",
    "Maxout",
    "MedianPool1d",
    "MedianPool2d",
    "MedianPool3d",
    "MidrangePool1d",
    "MidrangePool2d",
    "MidrangePool3d",
    "MinPool1d",
    "MinPool2d",
    "MinPool3d",
    "MixedPool1d",
    "MixedPool2d",
    "MixedPool3d",
    "ModePool1d",
    "ModePool2d",
    "ModePool3d",
    "NetVLADPool1d",
    "NetVLADPool2d",
    "NetVLADPool3d",
    "NoisyAndPool1d",
    "NoisyAndPool2d",
    "NoisyAndPool3d",
    "NoisyOrPool1d",
    "NoisyOrPool2d",
    "NoisyOrPool3d",
    "OrdinalPool1d",
    "OrdinalPool2d",
    "OrdinalPool3d",
    "PowerMeanPool1d",
    "PowerMeanPool2d",
    "PowerMeanPool3d",
    "QuantilePool1d",
    "QuantilePool2d",
    "QuantilePool3d",
    "RMSPool1d",
    "RMSPool2d",
    "RMSPool3d",
    "RankStochasticPool1d",
    "RankStochasticPool2d",
    "RankStochasticPool3d",
    "RankWeightedPool1d",
    "RankWeightedPool2d",
    "RankWeightedPool3d",
    "RoIAlign",
    "RoIPool",
    "S3Pool1d",
    "S3Pool2d",
    "S3Pool3d",
    "SoftPool1d",
    "SoftPool2d",
    "SoftPool3d",
    "SpatialPyramidPool1d",
    "SpatialPyramidPool2d",
    "SpatialPyramidPool3d",
    "SpectralPool2d",
    "StdPool1d",
    "StdPool2d",
    "StdPool3d",
    "StochasticPool1d",
    "StochasticPool2d",
    "StochasticPool3d",
    "SumPool1d",
    "SumPool2d",
    "SumPool3d",
    "TMaxAvgPool1d",
    "TMaxAvgPool2d",
    "TMaxAvgPool3d",
    "TemporalAvgPool",
    "TemporalKMaxPool",
    "TemporalLastPool",
    "TemporalMaxPool",
    "TemporalStatisticsPool",
    "TopKAvgPool1d",
    "TopKAvgPool2d",
    "TopKAvgPool3d",
    "TreePool1d",
    "TreePool2d",
    "TreePool3d",
    "TrimmedMeanPool1d",
    "TrimmedMeanPool2d",
    "TrimmedMeanPool3d",
    "UpsampleSkip",
    "VarPool1d",
    "VarPool2d",
    "VarPool3d",
    "WaveletPool2d",
    "WeldonPool1d",
    "WeldonPool2d",
    "WeldonPool3d",
    "WinnerTakeAll1d",
    "WinnerTakeAll2d",
    "WinnerTakeAll3d",
]

class ChannelPool(_bases.Module):
    """Any reducer across groups of `pieces` consecutive channels.

    Module of `poolwise.channel_pool`: any reducer across groups of channels.

    Args:
        reducer: a name or a function, as in `poolwise.channel_pool`.
        pieces, dim: the channels of a group, and the channels' axis.
        empty_value: the result of a group of which nothing is present.
        **options: of the reducer. What it draws in training it averages in evaluation.

    Forward:
        x: array or tensor of any shape; bool, integer or floating-point.
        mask: boolean, broadcastable to x, True where an element is present.
    """
    def __init__(
        self,
        reducer: str | Callable[[Any, Any], Any],
        pieces: int,
        dim: int = 1,
        *,
        empty_value: float = 0,
        **options: Any,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None) -> Tensor: ...
    def __call__(self, x: Tensor, mask: Tensor | None = None) -> Tensor: ...

class Maxout(_bases.Module):
    """The largest of each group of `pieces` consecutive channels: maxout.

    Module of `poolwise.maxout`.

    A layer of ``pieces * units`` affine maps followed by it is one of `units` maxout units.

    Args:
        pieces: channels of a group; the number of channels must be a multiple of it.
        dim: the axis of the channels, -1 where they are last.
        empty_value: the result, under a mask, of a window without an element.

    Forward:
        x: array or tensor of any shape; bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.

    Source: Goodfellow et al. 2013.

    Example:
        >>> import torch
        >>> from poolwise.nn.channels import Maxout
        >>> layer = torch.nn.Sequential(torch.nn.Linear(10, 3 * 8), Maxout(3))
        >>> layer(torch.rand(5, 10)).shape
        torch.Size([5, 8])
    """
    def __init__(self, pieces: int, dim: int = 1, *, empty_value: float = 0) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None) -> Tensor: ...
    def __call__(self, x: Tensor, mask: Tensor | None = None) -> Tensor: ...

class CovariancePool1d(descriptors._Covariance):
    """The square root of the covariance of the channels over all positions.

    Module of `poolwise.covariance_pool1d`.

    The covariance, divided by the number of positions, is brought to trace 1, its root found by
    the coupled iterations of Newton and Schulz, of products of matrices alone, and multiplied by
    the root of the trace. Where nothing varies it is 0, and so is the gradient.

    Args:
        iterations: how many; about 20 give the root to all digits. 0 gives the covariance itself.
        triangle: the upper triangle row by row, of which the rest is a mirror image; False gives
            the whole matrix.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, channels, L); bool, integer or floating-point.
        mask: as ever, but positions are absent from all channels at once.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Li, Xie, Wang & Gao 2018.
    """
    def __init__(
        self,
        iterations: int = 5,
        triangle: bool = True,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class CovariancePool2d(descriptors._Covariance):
    """The square root of the covariance of the channels over all positions.

    Module of `poolwise.covariance_pool2d`.

    The covariance, divided by the number of positions, is brought to trace 1, its root found by
    the coupled iterations of Newton and Schulz, of products of matrices alone, and multiplied by
    the root of the trace. Where nothing varies it is 0, and so is the gradient.

    Args:
        iterations: how many; about 20 give the root to all digits. 0 gives the covariance itself.
        triangle: the upper triangle row by row, of which the rest is a mirror image; False gives
            the whole matrix.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, channels, H, W); bool, integer or floating-point.
        mask: as ever, but positions are absent from all channels at once.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Li, Xie, Wang & Gao 2018.
    """
    def __init__(
        self,
        iterations: int = 5,
        triangle: bool = True,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class CovariancePool3d(descriptors._Covariance):
    """The square root of the covariance of the channels over all positions.

    Module of `poolwise.covariance_pool3d`.

    The covariance, divided by the number of positions, is brought to trace 1, its root found by
    the coupled iterations of Newton and Schulz, of products of matrices alone, and multiplied by
    the root of the trace. Where nothing varies it is 0, and so is the gradient.

    Args:
        iterations: how many; about 20 give the root to all digits. 0 gives the covariance itself.
        triangle: the upper triangle row by row, of which the rest is a mirror image; False gives
            the whole matrix.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, channels, D, H, W); bool, integer or floating-point.
        mask: as ever, but positions are absent from all channels at once.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Li, Xie, Wang & Gao 2018.
    """
    def __init__(
        self,
        iterations: int = 5,
        triangle: bool = True,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class NetVLADPool1d(descriptors._NetVLAD):
    """Residuals to learned centres. From (batch, channels, …) to (batch, clusters · channels).

    Args:
        channels: of x.
        clusters: how many centres.
        alpha: how hard positions are assigned at first: weights begin as 2 α c and biases as
            −α ‖c‖², with which the nearest centre has the largest share. `init_from` finds it, and
            the centres, from data.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, channels, L); bool, integer or floating-point.
        mask: as ever, but positions are absent from all channels at once.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Arandjelović et al. 2016.
    """
    def __init__(
        self,
        channels: int,
        clusters: int = 64,
        alpha: float = 1.0,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class NetVLADPool2d(descriptors._NetVLAD):
    """Residuals to learned centres. From (batch, channels, …) to (batch, clusters · channels).

    Args:
        channels: of x.
        clusters: how many centres.
        alpha: how hard positions are assigned at first: weights begin as 2 α c and biases as
            −α ‖c‖², with which the nearest centre has the largest share. `init_from` finds it, and
            the centres, from data.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, channels, H, W); bool, integer or floating-point.
        mask: as ever, but positions are absent from all channels at once.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Arandjelović et al. 2016.
    """
    def __init__(
        self,
        channels: int,
        clusters: int = 64,
        alpha: float = 1.0,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class NetVLADPool3d(descriptors._NetVLAD):
    """Residuals to learned centres. From (batch, channels, …) to (batch, clusters · channels).

    Args:
        channels: of x.
        clusters: how many centres.
        alpha: how hard positions are assigned at first: weights begin as 2 α c and biases as
            −α ‖c‖², with which the nearest centre has the largest share. `init_from` finds it, and
            the centres, from data.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, channels, D, H, W); bool, integer or floating-point.
        mask: as ever, but positions are absent from all channels at once.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Arandjelović et al. 2016.
    """
    def __init__(
        self,
        channels: int,
        clusters: int = 64,
        alpha: float = 1.0,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class BlurPool1d(filters._Blur):
    """x smoothed by a binomial filter and sampled at the stride, output = ceil(input / stride).

    Module of `poolwise.blur_pool1d`.

    The filter's weights along each axis are 1 1, 1 2 1, 1 3 3 1, … over their sum. The first window
    begins (kernel_size - 1) // 2 positions before x.

    Args:
        kernel_size: size of the filter, 1 to 7, one number or one per axis.
        stride: distance between windows, one number or one per axis.
        padding_mode: what lies around x: ``"reflect"`` (x without its border, mirrored),
            ``"replicate"`` (its border), ``"zero"`` or ``"circular"`` (x again).
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: absent elements leave their weight to the others of their window. What lies around x
            is as present as what it repeats, zeros always are.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Zhang 2019.
    """
    def __init__(
        self,
        kernel_size: Ints = 3,
        stride: Ints = 2,
        padding_mode: str = "reflect",
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class BlurPool2d(filters._Blur):
    """x smoothed by a binomial filter and sampled at the stride, output = ceil(input / stride).

    Module of `poolwise.blur_pool2d`.

    The filter's weights along each axis are 1 1, 1 2 1, 1 3 3 1, … over their sum. The first window
    begins (kernel_size - 1) // 2 positions before x.

    Args:
        kernel_size: size of the filter, 1 to 7, one number or one per axis.
        stride: distance between windows, one number or one per axis.
        padding_mode: what lies around x: ``"reflect"`` (x without its border, mirrored),
            ``"replicate"`` (its border), ``"zero"`` or ``"circular"`` (x again).
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: absent elements leave their weight to the others of their window. What lies around x
            is as present as what it repeats, zeros always are.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Zhang 2019.
    """
    def __init__(
        self,
        kernel_size: Ints = 3,
        stride: Ints = 2,
        padding_mode: str = "reflect",
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class BlurPool3d(filters._Blur):
    """x smoothed by a binomial filter and sampled at the stride, output = ceil(input / stride).

    Module of `poolwise.blur_pool3d`.

    The filter's weights along each axis are 1 1, 1 2 1, 1 3 3 1, … over their sum. The first window
    begins (kernel_size - 1) // 2 positions before x.

    Args:
        kernel_size: size of the filter, 1 to 7, one number or one per axis.
        stride: distance between windows, one number or one per axis.
        padding_mode: what lies around x: ``"reflect"`` (x without its border, mirrored),
            ``"replicate"`` (its border), ``"zero"`` or ``"circular"`` (x again).
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: absent elements leave their weight to the others of their window. What lies around x
            is as present as what it repeats, zeros always are.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Zhang 2019.
    """
    def __init__(
        self,
        kernel_size: Ints = 3,
        stride: Ints = 2,
        padding_mode: str = "reflect",
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class MaxBlurPool1d(filters._MaxBlur):
    """The largest elements of windows at stride 1, then smoothed and sampled at the stride.

    Module of `poolwise.max_blur_pool1d`.

    It takes the place of `max_pool1d` with the same arguments.

    Args:
        kernel_size, padding, dilation: of the maximum, as in `max_pool1d`.
        stride: of the filter; `kernel_size` when None.
        blur_size: the filter's size, 1 to 7, one number or one per axis.
        padding_mode: what lies around the maxima, as in `blur_pool1d`.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: a window without an element is absent from the maxima that are smoothed.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Zhang 2019.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        *,
        blur_size: Ints = 3,
        padding_mode: str = "reflect",
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class MaxBlurPool2d(filters._MaxBlur):
    """The largest elements of windows at stride 1, then smoothed and sampled at the stride.

    Module of `poolwise.max_blur_pool2d`.

    It takes the place of `max_pool2d` with the same arguments.

    Args:
        kernel_size, padding, dilation: of the maximum, as in `max_pool2d`.
        stride: of the filter; `kernel_size` when None.
        blur_size: the filter's size, 1 to 7, one number or one per axis.
        padding_mode: what lies around the maxima, as in `blur_pool2d`.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: a window without an element is absent from the maxima that are smoothed.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Zhang 2019.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        *,
        blur_size: Ints = 3,
        padding_mode: str = "reflect",
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class MaxBlurPool3d(filters._MaxBlur):
    """The largest elements of windows at stride 1, then smoothed and sampled at the stride.

    Module of `poolwise.max_blur_pool3d`.

    It takes the place of `max_pool3d` with the same arguments.

    Args:
        kernel_size, padding, dilation: of the maximum, as in `max_pool3d`.
        stride: of the filter; `kernel_size` when None.
        blur_size: the filter's size, 1 to 7, one number or one per axis.
        padding_mode: what lies around the maxima, as in `blur_pool3d`.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: a window without an element is absent from the maxima that are smoothed.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Zhang 2019.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        *,
        blur_size: Ints = 3,
        padding_mode: str = "reflect",
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class FractionalMaxPool1d(fractional._Fractional):
    """The largest element of each of `output_size` windows at random steps.

    Module of `poolwise.fractional_max_pool1d`.

    Where α is the ratio of input to output, steps between windows are ⌊α⌋ or ⌈α⌉ positions: one or
    two for the paper's ratios, below 2. They are a random sequence, one for each axis, the same for
    all samples and channels. Without a `kernel_size` windows are the paper's: each ends where the
    next one begins, and with `overlapping` includes that position too. With one they are PyTorch's:
    of that size, and any number of positions apart.

    Args:
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
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Graham 2014.
    """
    def __init__(
        self,
        kernel_size: Ints | None = None,
        output_size: Ints | None = None,
        output_ratio: float | Sequence[float] | None = None,
        return_indices: Indexed = False,
        _random_samples: Tensor | None = None,
        *,
        sequence: str = "pseudorandom",
        overlapping: bool = True,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
    ) -> Any: ...
    def __call__(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
    ) -> Any: ...

class FractionalMaxPool2d(fractional._Fractional):
    """The largest element of each of `output_size` windows at random steps.

    Module of `poolwise.fractional_max_pool2d`.

    Where α is the ratio of input to output, steps between windows are ⌊α⌋ or ⌈α⌉ positions: one or
    two for the paper's ratios, below 2. They are a random sequence, one for each axis, the same for
    all samples and channels. Without a `kernel_size` windows are the paper's: each ends where the
    next one begins, and with `overlapping` includes that position too. With one they are PyTorch's:
    of that size, and any number of positions apart.

    Args:
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
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Graham 2014.
    """
    def __init__(
        self,
        kernel_size: Ints | None = None,
        output_size: Ints | None = None,
        output_ratio: float | Sequence[float] | None = None,
        return_indices: Indexed = False,
        _random_samples: Tensor | None = None,
        *,
        sequence: str = "pseudorandom",
        overlapping: bool = True,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
    ) -> Any: ...
    def __call__(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
    ) -> Any: ...

class FractionalMaxPool3d(fractional._Fractional):
    """The largest element of each of `output_size` windows at random steps.

    Module of `poolwise.fractional_max_pool3d`.

    Where α is the ratio of input to output, steps between windows are ⌊α⌋ or ⌈α⌉ positions: one or
    two for the paper's ratios, below 2. They are a random sequence, one for each axis, the same for
    all samples and channels. Without a `kernel_size` windows are the paper's: each ends where the
    next one begins, and with `overlapping` includes that position too. With one they are PyTorch's:
    of that size, and any number of positions apart.

    Args:
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
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Graham 2014.
    """
    def __init__(
        self,
        kernel_size: Ints | None = None,
        output_size: Ints | None = None,
        output_ratio: float | Sequence[float] | None = None,
        return_indices: Indexed = False,
        _random_samples: Tensor | None = None,
        *,
        sequence: str = "pseudorandom",
        overlapping: bool = True,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
    ) -> Any: ...
    def __call__(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
    ) -> Any: ...

class AttentionPool1d(_bases.Pooling):
    """The mean over time, weighted by attention to learned queries.

    From (batch, channels, time) to (batch, channels, heads); each head is a mean of its own.

    Args:
        channels: of x.
        heads: how many queries.
        hidden: when given, keys are tanh(W x) of this size, and the weights softmax(V tanh(W x)):
            structured self-attention (Lin et al. 2017). When None, keys are x itself, and the
            weights softmax(q · x / √channels).
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: tensor of shape (*lead, channels, L), floating-point.
        return_weights: also return the weights, of shape (*lead, queries, L).
        mask: as ever, but positions are absent from all channels at once.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Lin et al. 2017; Radford et al. 2021.
    """
    def __init__(
        self,
        channels: int,
        heads: int = 1,
        hidden: int | None = None,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        return_weights: bool = False,
    ) -> Any: ...
    def __call__(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        return_weights: bool = False,
    ) -> Any: ...

class AttentionPool2d(_bases.Pooling):
    """What the mean of all positions attends to, with several heads: the pooling of CLIP.

    From (batch, embed_dim, height, width) to (batch, output_dim). Positions and their mean get
    embeddings; the mean asks, and all answer. Parameters have the names of CLIP's own.

    Args:
        spatial_dim: height and width of x, one number or two.
        embed_dim: channels of x.
        num_heads: of the attention; divides `embed_dim`.
        output_dim: channels of the result; `embed_dim` when None.
        resample: take x of other heights and widths, too: the embeddings of its positions are then
            resampled bicubically.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: tensor of shape (batch, embed_dim, height, width), floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
    """
    def __init__(
        self,
        spatial_dim: Ints,
        embed_dim: int,
        num_heads: int,
        output_dim: int | None = None,
        *,
        resample: bool = False,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None) -> Tensor: ...
    def __call__(self, x: Tensor, mask: Tensor | None = None) -> Tensor: ...

class MixedPool1d(learned._Mixed):
    """a max + (1−a) avg of each window, where a is learned, given or tossed with a coin.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        mode: ``"learned"``; ``"random"``: maximum or mean by a coin while training, the mixture
            when evaluated; or ``"fixed"``.
        per: of the learned mode, what has an a of its own: the ``"layer"``, each ``"channel"``
            (of `channels`) or each ``"region"`` (position of the output, of the spatial shape
            `region`; with `channels`, of each channel). Of the random mode, what has a coin of its
            own: the ``"layer"``, each ``"channel"`` or each ``"window"``.
        a: the maximum's share; when learned, the one to begin with.
        channels, region: how many there are; see `per`.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Yu et al. 2014 (random); Lee, Gallagher & Tu 2016 (learned).
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        mode: str = "learned",
        per: str = "layer",
        a: float = 0.5,
        channels: int | None = None,
        region: Sequence[int] | None = None,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class MixedPool2d(learned._Mixed):
    """a max + (1−a) avg of each window, where a is learned, given or tossed with a coin.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        mode: ``"learned"``; ``"random"``: maximum or mean by a coin while training, the mixture
            when evaluated; or ``"fixed"``.
        per: of the learned mode, what has an a of its own: the ``"layer"``, each ``"channel"``
            (of `channels`) or each ``"region"`` (position of the output, of the spatial shape
            `region`; with `channels`, of each channel). Of the random mode, what has a coin of its
            own: the ``"layer"``, each ``"channel"`` or each ``"window"``.
        a: the maximum's share; when learned, the one to begin with.
        channels, region: how many there are; see `per`.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Yu et al. 2014 (random); Lee, Gallagher & Tu 2016 (learned).
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        mode: str = "learned",
        per: str = "layer",
        a: float = 0.5,
        channels: int | None = None,
        region: Sequence[int] | None = None,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class MixedPool3d(learned._Mixed):
    """a max + (1−a) avg of each window, where a is learned, given or tossed with a coin.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        mode: ``"learned"``; ``"random"``: maximum or mean by a coin while training, the mixture
            when evaluated; or ``"fixed"``.
        per: of the learned mode, what has an a of its own: the ``"layer"``, each ``"channel"``
            (of `channels`) or each ``"region"`` (position of the output, of the spatial shape
            `region`; with `channels`, of each channel). Of the random mode, what has a coin of its
            own: the ``"layer"``, each ``"channel"`` or each ``"window"``.
        a: the maximum's share; when learned, the one to begin with.
        channels, region: how many there are; see `per`.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Yu et al. 2014 (random); Lee, Gallagher & Tu 2016 (learned).
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        mode: str = "learned",
        per: str = "layer",
        a: float = 0.5,
        channels: int | None = None,
        region: Sequence[int] | None = None,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GatedPool1d(learned._Gated):
    """g max + (1−g) avg of each window, g = σ(ωᵀx), with ω learned.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        channels: how many channels have an ω of their own; when None, all share one.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Lee, Gallagher & Tu 2016.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        channels: int | None = None,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GatedPool2d(learned._Gated):
    """g max + (1−g) avg of each window, g = σ(ωᵀx), with ω learned.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        channels: how many channels have an ω of their own; when None, all share one.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Lee, Gallagher & Tu 2016.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        channels: int | None = None,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GatedPool3d(learned._Gated):
    """g max + (1−g) avg of each window, g = σ(ωᵀx), with ω learned.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        channels: how many channels have an ω of their own; when None, all share one.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Lee, Gallagher & Tu 2016.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        channels: int | None = None,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class TreePool1d(learned._Tree):
    """A binary tree of learned pooling filters with gated inner nodes.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        depth: levels of nodes, leaves included: 2 is a gate over two filters.
        channels: how many channels have a tree of their own; when None, all share one.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Lee, Gallagher & Tu 2016.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        depth: int = 2,
        channels: int | None = None,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class TreePool2d(learned._Tree):
    """A binary tree of learned pooling filters with gated inner nodes.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        depth: levels of nodes, leaves included: 2 is a gate over two filters.
        channels: how many channels have a tree of their own; when None, all share one.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Lee, Gallagher & Tu 2016.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        depth: int = 2,
        channels: int | None = None,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class TreePool3d(learned._Tree):
    """A binary tree of learned pooling filters with gated inner nodes.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        depth: levels of nodes, leaves included: 2 is a gate over two filters.
        channels: how many channels have a tree of their own; when None, all share one.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Lee, Gallagher & Tu 2016.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        depth: int = 2,
        channels: int | None = None,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class LIPPool1d(learned._LIP):
    """Σ F x / Σ F of each window, F = exp(G(x)), with G learned.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        logits: G: a module from (batch, channels, *spatial) to something that broadcasts to it;
            or the paper's ``"bottleneck"`` of convolutions 1, 3 and 1 wide, or ``"simplified"``,
            one convolution 3 wide; both with instance normalisation and 12 σ(·) at the end.
            It sees 0 where x is absent.
        channels: of the paper's networks.
        hidden: channels inside the bottleneck.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Gao, Wang & Wu 2019.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        logits: nn.Module | str = "bottleneck",
        channels: int | None = None,
        hidden: int = 128,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class LIPPool2d(learned._LIP):
    """Σ F x / Σ F of each window, F = exp(G(x)), with G learned.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        logits: G: a module from (batch, channels, *spatial) to something that broadcasts to it;
            or the paper's ``"bottleneck"`` of convolutions 1, 3 and 1 wide, or ``"simplified"``,
            one convolution 3 wide; both with instance normalisation and 12 σ(·) at the end.
            It sees 0 where x is absent.
        channels: of the paper's networks.
        hidden: channels inside the bottleneck.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Gao, Wang & Wu 2019.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        logits: nn.Module | str = "bottleneck",
        channels: int | None = None,
        hidden: int = 128,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class LIPPool3d(learned._LIP):
    """Σ F x / Σ F of each window, F = exp(G(x)), with G learned.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        logits: G: a module from (batch, channels, *spatial) to something that broadcasts to it;
            or the paper's ``"bottleneck"`` of convolutions 1, 3 and 1 wide, or ``"simplified"``,
            one convolution 3 wide; both with instance normalisation and 12 σ(·) at the end.
            It sees 0 where x is absent.
        channels: of the paper's networks.
        hidden: channels inside the bottleneck.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Gao, Wang & Wu 2019.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        logits: nn.Module | str = "bottleneck",
        channels: int | None = None,
        hidden: int = 128,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class DetailPreservingPool1d(learned._DetailPreserving):
    """Σ w x / Σ w of each window, w = α + ρ_λ(x_i − x̃), with α and λ learned.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        asymmetric: let only what lies above x̃ weigh more.
        learned_filter: learn the filter that gives x̃, too (the paper's full form); otherwise x̃ is
            the window's mean (its lite form).
        channels: how many channels have parameters of their own; when None, all share them.
        eps: inside ρ.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Saeedan et al. 2018.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        asymmetric: bool = False,
        learned_filter: bool = False,
        channels: int | None = None,
        eps: float = 0.001,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class DetailPreservingPool2d(learned._DetailPreserving):
    """Σ w x / Σ w of each window, w = α + ρ_λ(x_i − x̃), with α and λ learned.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        asymmetric: let only what lies above x̃ weigh more.
        learned_filter: learn the filter that gives x̃, too (the paper's full form); otherwise x̃ is
            the window's mean (its lite form).
        channels: how many channels have parameters of their own; when None, all share them.
        eps: inside ρ.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Saeedan et al. 2018.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        asymmetric: bool = False,
        learned_filter: bool = False,
        channels: int | None = None,
        eps: float = 0.001,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class DetailPreservingPool3d(learned._DetailPreserving):
    """Σ w x / Σ w of each window, w = α + ρ_λ(x_i − x̃), with α and λ learned.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        asymmetric: let only what lies above x̃ weigh more.
        learned_filter: learn the filter that gives x̃, too (the paper's full form); otherwise x̃ is
            the window's mean (its lite form).
        channels: how many channels have parameters of their own; when None, all share them.
        eps: inside ρ.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Saeedan et al. 2018.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        asymmetric: bool = False,
        learned_filter: bool = False,
        channels: int | None = None,
        eps: float = 0.001,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaPool1d(learned._Ada):
    """β Σ x softmax(DSC(x, x̄)) + (1−β) Σ x softmax(x) of each window, with β learned.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        beta: the share to begin with, or the one to keep.
        learned: whether β is learned.
        per, channels, region: what has a β of its own, as in `MixedPool2d`.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Stergiou & Poppe 2023.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        beta: float = 0.5,
        learned: bool = True,
        per: str = "layer",
        channels: int | None = None,
        region: Sequence[int] | None = None,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaPool2d(learned._Ada):
    """β Σ x softmax(DSC(x, x̄)) + (1−β) Σ x softmax(x) of each window, with β learned.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        beta: the share to begin with, or the one to keep.
        learned: whether β is learned.
        per, channels, region: what has a β of its own, as in `MixedPool2d`.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Stergiou & Poppe 2023.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        beta: float = 0.5,
        learned: bool = True,
        per: str = "layer",
        channels: int | None = None,
        region: Sequence[int] | None = None,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaPool3d(learned._Ada):
    """β Σ x softmax(DSC(x, x̄)) + (1−β) Σ x softmax(x) of each window, with β learned.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        beta: the share to begin with, or the one to keep.
        learned: whether β is learned.
        per, channels, region: what has a β of its own, as in `MixedPool2d`.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Stergiou & Poppe 2023.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        beta: float = 0.5,
        learned: bool = True,
        per: str = "layer",
        channels: int | None = None,
        region: Sequence[int] | None = None,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class NoisyAndPool1d(_bases.Slide):
    """Noisy-and of the probabilities in each window: a soft threshold of their mean, 0 to 1.

    Module of `poolwise.noisy_and_pool1d`.

    (σ(a(x̄ − b)) − σ(−ab)) / (σ(a(1 − b)) − σ(−ab)). a → 0 is the mean, and a → ∞ asks whether it
    is larger than b; no a overflows.

    Args:
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
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, L), from 0 to 1; bool, integer or
            floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Kraus, Ba & Frey 2016.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        a: float = 10.0,
        b: Number = 0.5,
        learned: bool = False,
        channels: int = 1,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class NoisyAndPool2d(_bases.Slide):
    """Noisy-and of the probabilities in each window: a soft threshold of their mean, 0 to 1.

    Module of `poolwise.noisy_and_pool2d`.

    (σ(a(x̄ − b)) − σ(−ab)) / (σ(a(1 − b)) − σ(−ab)). a → 0 is the mean, and a → ∞ asks whether it
    is larger than b; no a overflows.

    Args:
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
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, H, W), from 0 to 1; bool, integer or
            floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Kraus, Ba & Frey 2016.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        a: float = 10.0,
        b: Number = 0.5,
        learned: bool = False,
        channels: int = 1,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class NoisyAndPool3d(_bases.Slide):
    """Noisy-and of the probabilities in each window: a soft threshold of their mean, 0 to 1.

    Module of `poolwise.noisy_and_pool3d`.

    (σ(a(x̄ − b)) − σ(−ab)) / (σ(a(1 − b)) − σ(−ab)). a → 0 is the mean, and a → ∞ asks whether it
    is larger than b; no a overflows.

    Args:
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
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, D, H, W), from 0 to 1; bool, integer or
            floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Kraus, Ba & Frey 2016.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        a: float = 10.0,
        b: Number = 0.5,
        learned: bool = False,
        channels: int = 1,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveNoisyAndPool1d(_bases.Adapt):
    """Noisy-and of the probabilities in each window: a soft threshold of their mean, 0 to 1.

    Module of `poolwise.adaptive_noisy_and_pool1d`.

    (σ(a(x̄ − b)) − σ(−ab)) / (σ(a(1 − b)) − σ(−ab)). a → 0 is the mean, and a → ∞ asks whether it
    is larger than b; no a overflows.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        a: how steep it is, above 0.
        b: the mean that is halfway: a number, or an array or tensor of one per channel, which may
            be learned.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, L), from 0 to 1; bool, integer or
            floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Kraus, Ba & Frey 2016.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        a: float = 10.0,
        b: Number = 0.5,
        learned: bool = False,
        channels: int = 1,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveNoisyAndPool2d(_bases.Adapt):
    """Noisy-and of the probabilities in each window: a soft threshold of their mean, 0 to 1.

    Module of `poolwise.adaptive_noisy_and_pool2d`.

    (σ(a(x̄ − b)) − σ(−ab)) / (σ(a(1 − b)) − σ(−ab)). a → 0 is the mean, and a → ∞ asks whether it
    is larger than b; no a overflows.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        a: how steep it is, above 0.
        b: the mean that is halfway: a number, or an array or tensor of one per channel, which may
            be learned.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, H, W), from 0 to 1; bool, integer or
            floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Kraus, Ba & Frey 2016.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        a: float = 10.0,
        b: Number = 0.5,
        learned: bool = False,
        channels: int = 1,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveNoisyAndPool3d(_bases.Adapt):
    """Noisy-and of the probabilities in each window: a soft threshold of their mean, 0 to 1.

    Module of `poolwise.adaptive_noisy_and_pool3d`.

    (σ(a(x̄ − b)) − σ(−ab)) / (σ(a(1 − b)) − σ(−ab)). a → 0 is the mean, and a → ∞ asks whether it
    is larger than b; no a overflows.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        a: how steep it is, above 0.
        b: the mean that is halfway: a number, or an array or tensor of one per channel, which may
            be learned.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, D, H, W), from 0 to 1; bool, integer or
            floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Kraus, Ba & Frey 2016.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        a: float = 10.0,
        b: Number = 0.5,
        learned: bool = False,
        channels: int = 1,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalNoisyAndPool1d(_bases.Whole):
    """Noisy-and of the probabilities in each window: a soft threshold of their mean, 0 to 1.

    Module of `poolwise.global_noisy_and_pool1d`.

    (σ(a(x̄ − b)) − σ(−ab)) / (σ(a(1 − b)) − σ(−ab)). a → 0 is the mean, and a → ∞ asks whether it
    is larger than b; no a overflows.

    Args:
        a: how steep it is, above 0.
        b: the mean that is halfway: a number, or an array or tensor of one per channel, which may
            be learned.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, L), from 0 to 1; bool, integer or
            floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Kraus, Ba & Frey 2016.
    """
    def __init__(
        self,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        a: float = 10.0,
        b: Number = 0.5,
        learned: bool = False,
        channels: int = 1,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalNoisyAndPool2d(_bases.Whole):
    """Noisy-and of the probabilities in each window: a soft threshold of their mean, 0 to 1.

    Module of `poolwise.global_noisy_and_pool2d`.

    (σ(a(x̄ − b)) − σ(−ab)) / (σ(a(1 − b)) − σ(−ab)). a → 0 is the mean, and a → ∞ asks whether it
    is larger than b; no a overflows.

    Args:
        a: how steep it is, above 0.
        b: the mean that is halfway: a number, or an array or tensor of one per channel, which may
            be learned.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, H, W), from 0 to 1; bool, integer or
            floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Kraus, Ba & Frey 2016.
    """
    def __init__(
        self,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        a: float = 10.0,
        b: Number = 0.5,
        learned: bool = False,
        channels: int = 1,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalNoisyAndPool3d(_bases.Whole):
    """Noisy-and of the probabilities in each window: a soft threshold of their mean, 0 to 1.

    Module of `poolwise.global_noisy_and_pool3d`.

    (σ(a(x̄ − b)) − σ(−ab)) / (σ(a(1 − b)) − σ(−ab)). a → 0 is the mean, and a → ∞ asks whether it
    is larger than b; no a overflows.

    Args:
        a: how steep it is, above 0.
        b: the mean that is halfway: a number, or an array or tensor of one per channel, which may
            be learned.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, D, H, W), from 0 to 1; bool, integer or
            floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Kraus, Ba & Frey 2016.
    """
    def __init__(
        self,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        a: float = 10.0,
        b: Number = 0.5,
        learned: bool = False,
        channels: int = 1,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AvgPool1d(_bases.Avg):
    """The mean of each window.

    Module of `poolwise.avg_pool1d`.

    Arguments and results are those of `torch.nn.functional.avg_pool1d` and
    `adaptive_avg_pool1d`.

    Args:
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
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: LeCun et al. 1990.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        ceil_mode: bool = False,
        count_include_pad: bool = True,
        divisor_override: int | None = None,
        *,
        dilation: Ints = 1,
        dtype: torch.dtype | None = None,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AvgPool2d(_bases.Avg):
    """The mean of each window.

    Module of `poolwise.avg_pool2d`.

    Arguments and results are those of `torch.nn.functional.avg_pool2d` and
    `adaptive_avg_pool2d`.

    Args:
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
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: LeCun et al. 1990.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        ceil_mode: bool = False,
        count_include_pad: bool = True,
        divisor_override: int | None = None,
        *,
        dilation: Ints = 1,
        dtype: torch.dtype | None = None,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AvgPool3d(_bases.Avg):
    """The mean of each window.

    Module of `poolwise.avg_pool3d`.

    Arguments and results are those of `torch.nn.functional.avg_pool3d` and
    `adaptive_avg_pool3d`.

    Args:
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
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: LeCun et al. 1990.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        ceil_mode: bool = False,
        count_include_pad: bool = True,
        divisor_override: int | None = None,
        *,
        dilation: Ints = 1,
        dtype: torch.dtype | None = None,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveAvgPool1d(_bases.AdaptiveTotal):
    """The mean of each window.

    Module of `poolwise.adaptive_avg_pool1d`.

    Arguments and results are those of `torch.nn.functional.avg_pool1d` and
    `adaptive_avg_pool1d`.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        dtype: the result's. Integers give float32 (8 and 16 bits) or float64 when None; an integer
            dtype rounds half to even and saturates.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: LeCun et al. 1990.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        dtype: torch.dtype | None = None,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveAvgPool2d(_bases.AdaptiveTotal):
    """The mean of each window.

    Module of `poolwise.adaptive_avg_pool2d`.

    Arguments and results are those of `torch.nn.functional.avg_pool2d` and
    `adaptive_avg_pool2d`.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        dtype: the result's. Integers give float32 (8 and 16 bits) or float64 when None; an integer
            dtype rounds half to even and saturates.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: LeCun et al. 1990.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        dtype: torch.dtype | None = None,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveAvgPool3d(_bases.AdaptiveTotal):
    """The mean of each window.

    Module of `poolwise.adaptive_avg_pool3d`.

    Arguments and results are those of `torch.nn.functional.avg_pool3d` and
    `adaptive_avg_pool3d`.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        dtype: the result's. Integers give float32 (8 and 16 bits) or float64 when None; an integer
            dtype rounds half to even and saturates.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: LeCun et al. 1990.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        dtype: torch.dtype | None = None,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalAvgPool1d(_bases.GlobalTotal):
    """The mean of each window.

    Module of `poolwise.global_avg_pool1d`.

    Arguments and results are those of `torch.nn.functional.avg_pool1d` and
    `adaptive_avg_pool1d`.

    Args:
        dtype: the result's. Integers give float32 (8 and 16 bits) or float64 when None; an integer
            dtype rounds half to even and saturates.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: LeCun et al. 1990.
    """
    def __init__(
        self,
        *,
        dtype: torch.dtype | None = None,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalAvgPool2d(_bases.GlobalTotal):
    """The mean of each window.

    Module of `poolwise.global_avg_pool2d`.

    Arguments and results are those of `torch.nn.functional.avg_pool2d` and
    `adaptive_avg_pool2d`.

    Args:
        dtype: the result's. Integers give float32 (8 and 16 bits) or float64 when None; an integer
            dtype rounds half to even and saturates.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: LeCun et al. 1990.
    """
    def __init__(
        self,
        *,
        dtype: torch.dtype | None = None,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalAvgPool3d(_bases.GlobalTotal):
    """The mean of each window.

    Module of `poolwise.global_avg_pool3d`.

    Arguments and results are those of `torch.nn.functional.avg_pool3d` and
    `adaptive_avg_pool3d`.

    Args:
        dtype: the result's. Integers give float32 (8 and 16 bits) or float64 when None; an integer
            dtype rounds half to even and saturates.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: LeCun et al. 1990.
    """
    def __init__(
        self,
        *,
        dtype: torch.dtype | None = None,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class SumPool1d(_bases.Sum):
    """The sum of each window.

    Module of `poolwise.sum_pool1d`.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        dtype: the result's; an integer one saturates. When None, floats keep theirs, and integers
            give int64 (uint64 its own), which wraps as NumPy's sums do.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: LeCun et al. 1990.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        dtype: torch.dtype | None = None,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class SumPool2d(_bases.Sum):
    """The sum of each window.

    Module of `poolwise.sum_pool2d`.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        dtype: the result's; an integer one saturates. When None, floats keep theirs, and integers
            give int64 (uint64 its own), which wraps as NumPy's sums do.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: LeCun et al. 1990.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        dtype: torch.dtype | None = None,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class SumPool3d(_bases.Sum):
    """The sum of each window.

    Module of `poolwise.sum_pool3d`.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        dtype: the result's; an integer one saturates. When None, floats keep theirs, and integers
            give int64 (uint64 its own), which wraps as NumPy's sums do.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: LeCun et al. 1990.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        dtype: torch.dtype | None = None,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveSumPool1d(_bases.AdaptiveTotal):
    """The sum of each window.

    Module of `poolwise.adaptive_sum_pool1d`.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        dtype: the result's; an integer one saturates. When None, floats keep theirs, and integers
            give int64 (uint64 its own), which wraps as NumPy's sums do.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: LeCun et al. 1990.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        dtype: torch.dtype | None = None,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveSumPool2d(_bases.AdaptiveTotal):
    """The sum of each window.

    Module of `poolwise.adaptive_sum_pool2d`.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        dtype: the result's; an integer one saturates. When None, floats keep theirs, and integers
            give int64 (uint64 its own), which wraps as NumPy's sums do.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: LeCun et al. 1990.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        dtype: torch.dtype | None = None,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveSumPool3d(_bases.AdaptiveTotal):
    """The sum of each window.

    Module of `poolwise.adaptive_sum_pool3d`.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        dtype: the result's; an integer one saturates. When None, floats keep theirs, and integers
            give int64 (uint64 its own), which wraps as NumPy's sums do.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: LeCun et al. 1990.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        dtype: torch.dtype | None = None,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalSumPool1d(_bases.GlobalTotal):
    """The sum of each window.

    Module of `poolwise.global_sum_pool1d`.

    Args:
        dtype: the result's; an integer one saturates. When None, floats keep theirs, and integers
            give int64 (uint64 its own), which wraps as NumPy's sums do.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: LeCun et al. 1990.
    """
    def __init__(
        self,
        *,
        dtype: torch.dtype | None = None,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalSumPool2d(_bases.GlobalTotal):
    """The sum of each window.

    Module of `poolwise.global_sum_pool2d`.

    Args:
        dtype: the result's; an integer one saturates. When None, floats keep theirs, and integers
            give int64 (uint64 its own), which wraps as NumPy's sums do.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: LeCun et al. 1990.
    """
    def __init__(
        self,
        *,
        dtype: torch.dtype | None = None,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalSumPool3d(_bases.GlobalTotal):
    """The sum of each window.

    Module of `poolwise.global_sum_pool3d`.

    Args:
        dtype: the result's; an integer one saturates. When None, floats keep theirs, and integers
            give int64 (uint64 its own), which wraps as NumPy's sums do.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: LeCun et al. 1990.
    """
    def __init__(
        self,
        *,
        dtype: torch.dtype | None = None,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class MaxPool1d(_bases.Pick):
    """The largest element of each window.

    Module of `poolwise.max_pool1d`.

    Arguments and results are those of `torch.nn.functional.max_pool1d` and
    `adaptive_max_pool1d`: the first of equal elements is taken, and a NaN wins.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        return_indices: also return where the elements lie; the dtype of the indices, int32 or
            int64, stands for True.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Fukushima 1980; Riesenhuber & Poggio 1999; Ranzato et al. 2007.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        return_indices: Indexed = False,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Any: ...
    def __call__(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Any: ...

class MaxPool2d(_bases.Pick):
    """The largest element of each window.

    Module of `poolwise.max_pool2d`.

    Arguments and results are those of `torch.nn.functional.max_pool2d` and
    `adaptive_max_pool2d`: the first of equal elements is taken, and a NaN wins.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        return_indices: also return where the elements lie; the dtype of the indices, int32 or
            int64, stands for True.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Fukushima 1980; Riesenhuber & Poggio 1999; Ranzato et al. 2007.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        return_indices: Indexed = False,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Any: ...
    def __call__(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Any: ...

class MaxPool3d(_bases.Pick):
    """The largest element of each window.

    Module of `poolwise.max_pool3d`.

    Arguments and results are those of `torch.nn.functional.max_pool3d` and
    `adaptive_max_pool3d`: the first of equal elements is taken, and a NaN wins.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        return_indices: also return where the elements lie; the dtype of the indices, int32 or
            int64, stands for True.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Fukushima 1980; Riesenhuber & Poggio 1999; Ranzato et al. 2007.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        return_indices: Indexed = False,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Any: ...
    def __call__(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Any: ...

class AdaptiveMaxPool1d(_bases.AdaptivePick):
    """The largest element of each window.

    Module of `poolwise.adaptive_max_pool1d`.

    Arguments and results are those of `torch.nn.functional.max_pool1d` and
    `adaptive_max_pool1d`: the first of equal elements is taken, and a NaN wins.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        return_indices: also return where the elements lie; the dtype of the indices, int32 or
            int64, stands for True.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Fukushima 1980; Riesenhuber & Poggio 1999; Ranzato et al. 2007.
    """
    def __init__(
        self,
        output_size: OutputSize,
        return_indices: Indexed = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Any: ...
    def __call__(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Any: ...

class AdaptiveMaxPool2d(_bases.AdaptivePick):
    """The largest element of each window.

    Module of `poolwise.adaptive_max_pool2d`.

    Arguments and results are those of `torch.nn.functional.max_pool2d` and
    `adaptive_max_pool2d`: the first of equal elements is taken, and a NaN wins.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        return_indices: also return where the elements lie; the dtype of the indices, int32 or
            int64, stands for True.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Fukushima 1980; Riesenhuber & Poggio 1999; Ranzato et al. 2007.
    """
    def __init__(
        self,
        output_size: OutputSize,
        return_indices: Indexed = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Any: ...
    def __call__(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Any: ...

class AdaptiveMaxPool3d(_bases.AdaptivePick):
    """The largest element of each window.

    Module of `poolwise.adaptive_max_pool3d`.

    Arguments and results are those of `torch.nn.functional.max_pool3d` and
    `adaptive_max_pool3d`: the first of equal elements is taken, and a NaN wins.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        return_indices: also return where the elements lie; the dtype of the indices, int32 or
            int64, stands for True.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Fukushima 1980; Riesenhuber & Poggio 1999; Ranzato et al. 2007.
    """
    def __init__(
        self,
        output_size: OutputSize,
        return_indices: Indexed = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Any: ...
    def __call__(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Any: ...

class GlobalMaxPool1d(_bases.GlobalPick):
    """The largest element of each window.

    Module of `poolwise.global_max_pool1d`.

    Arguments and results are those of `torch.nn.functional.max_pool1d` and
    `adaptive_max_pool1d`: the first of equal elements is taken, and a NaN wins.

    Args:
        return_indices: also return where the elements lie; the dtype of the indices, int32 or
            int64, stands for True.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Fukushima 1980; Riesenhuber & Poggio 1999; Ranzato et al. 2007.
    """
    def __init__(
        self,
        return_indices: Indexed = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Any: ...
    def __call__(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Any: ...

class GlobalMaxPool2d(_bases.GlobalPick):
    """The largest element of each window.

    Module of `poolwise.global_max_pool2d`.

    Arguments and results are those of `torch.nn.functional.max_pool2d` and
    `adaptive_max_pool2d`: the first of equal elements is taken, and a NaN wins.

    Args:
        return_indices: also return where the elements lie; the dtype of the indices, int32 or
            int64, stands for True.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Fukushima 1980; Riesenhuber & Poggio 1999; Ranzato et al. 2007.
    """
    def __init__(
        self,
        return_indices: Indexed = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Any: ...
    def __call__(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Any: ...

class GlobalMaxPool3d(_bases.GlobalPick):
    """The largest element of each window.

    Module of `poolwise.global_max_pool3d`.

    Arguments and results are those of `torch.nn.functional.max_pool3d` and
    `adaptive_max_pool3d`: the first of equal elements is taken, and a NaN wins.

    Args:
        return_indices: also return where the elements lie; the dtype of the indices, int32 or
            int64, stands for True.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Fukushima 1980; Riesenhuber & Poggio 1999; Ranzato et al. 2007.
    """
    def __init__(
        self,
        return_indices: Indexed = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Any: ...
    def __call__(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Any: ...

class MinPool1d(_bases.Pick):
    """The smallest element of each window.

    Module of `poolwise.min_pool1d`.

    Everything is as in `max_pool1d`, order apart; a NaN wins here too.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        return_indices: also return where the elements lie; the dtype of the indices, int32 or
            int64, stands for True.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: as max, of −x.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        return_indices: Indexed = False,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Any: ...
    def __call__(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Any: ...

class MinPool2d(_bases.Pick):
    """The smallest element of each window.

    Module of `poolwise.min_pool2d`.

    Everything is as in `max_pool2d`, order apart; a NaN wins here too.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        return_indices: also return where the elements lie; the dtype of the indices, int32 or
            int64, stands for True.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: as max, of −x.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        return_indices: Indexed = False,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Any: ...
    def __call__(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Any: ...

class MinPool3d(_bases.Pick):
    """The smallest element of each window.

    Module of `poolwise.min_pool3d`.

    Everything is as in `max_pool3d`, order apart; a NaN wins here too.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        return_indices: also return where the elements lie; the dtype of the indices, int32 or
            int64, stands for True.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: as max, of −x.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        return_indices: Indexed = False,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Any: ...
    def __call__(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Any: ...

class AdaptiveMinPool1d(_bases.AdaptivePick):
    """The smallest element of each window.

    Module of `poolwise.adaptive_min_pool1d`.

    Everything is as in `adaptive_max_pool1d`, order apart; a NaN wins here too.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        return_indices: also return where the elements lie; the dtype of the indices, int32 or
            int64, stands for True.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: as max, of −x.
    """
    def __init__(
        self,
        output_size: OutputSize,
        return_indices: Indexed = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Any: ...
    def __call__(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Any: ...

class AdaptiveMinPool2d(_bases.AdaptivePick):
    """The smallest element of each window.

    Module of `poolwise.adaptive_min_pool2d`.

    Everything is as in `adaptive_max_pool2d`, order apart; a NaN wins here too.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        return_indices: also return where the elements lie; the dtype of the indices, int32 or
            int64, stands for True.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: as max, of −x.
    """
    def __init__(
        self,
        output_size: OutputSize,
        return_indices: Indexed = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Any: ...
    def __call__(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Any: ...

class AdaptiveMinPool3d(_bases.AdaptivePick):
    """The smallest element of each window.

    Module of `poolwise.adaptive_min_pool3d`.

    Everything is as in `adaptive_max_pool3d`, order apart; a NaN wins here too.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        return_indices: also return where the elements lie; the dtype of the indices, int32 or
            int64, stands for True.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: as max, of −x.
    """
    def __init__(
        self,
        output_size: OutputSize,
        return_indices: Indexed = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Any: ...
    def __call__(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Any: ...

class GlobalMinPool1d(_bases.GlobalPick):
    """The smallest element of each window.

    Module of `poolwise.global_min_pool1d`.

    Everything is as in `global_max_pool1d`, order apart; a NaN wins here too.

    Args:
        return_indices: also return where the elements lie; the dtype of the indices, int32 or
            int64, stands for True.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: as max, of −x.
    """
    def __init__(
        self,
        return_indices: Indexed = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Any: ...
    def __call__(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Any: ...

class GlobalMinPool2d(_bases.GlobalPick):
    """The smallest element of each window.

    Module of `poolwise.global_min_pool2d`.

    Everything is as in `global_max_pool2d`, order apart; a NaN wins here too.

    Args:
        return_indices: also return where the elements lie; the dtype of the indices, int32 or
            int64, stands for True.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: as max, of −x.
    """
    def __init__(
        self,
        return_indices: Indexed = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Any: ...
    def __call__(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Any: ...

class GlobalMinPool3d(_bases.GlobalPick):
    """The smallest element of each window.

    Module of `poolwise.global_min_pool3d`.

    Everything is as in `global_max_pool3d`, order apart; a NaN wins here too.

    Args:
        return_indices: also return where the elements lie; the dtype of the indices, int32 or
            int64, stands for True.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: as max, of −x.
    """
    def __init__(
        self,
        return_indices: Indexed = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Any: ...
    def __call__(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Any: ...

class LPPool1d(powers.SlideLP):
    """The p-norm of each window: (Σ abs(x)^p)^(1/p).

    Module of `poolwise.lp_pool1d`.

    Arguments are in the order of `torch.nn.functional.lp_pool1d`, whose values are those of
    ``signed=True`` (they differ for negative elements and odd p alone).

    Args:
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
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Sermanet et al. 2012; Gulcehre et al. 2014 (learned p).
    """
    def __init__(
        self,
        norm_type: Number,
        kernel_size: Ints,
        stride: Ints | None = None,
        ceil_mode: bool = False,
        *,
        padding: Padding = 0,
        dilation: Ints = 1,
        signed: bool = False,
        learned: bool = False,
        channels: int = 1,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class LPPool2d(powers.SlideLP):
    """The p-norm of each window: (Σ abs(x)^p)^(1/p).

    Module of `poolwise.lp_pool2d`.

    Arguments are in the order of `torch.nn.functional.lp_pool2d`, whose values are those of
    ``signed=True`` (they differ for negative elements and odd p alone).

    Args:
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
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Sermanet et al. 2012; Gulcehre et al. 2014 (learned p).
    """
    def __init__(
        self,
        norm_type: Number,
        kernel_size: Ints,
        stride: Ints | None = None,
        ceil_mode: bool = False,
        *,
        padding: Padding = 0,
        dilation: Ints = 1,
        signed: bool = False,
        learned: bool = False,
        channels: int = 1,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class LPPool3d(powers.SlideLP):
    """The p-norm of each window: (Σ abs(x)^p)^(1/p).

    Module of `poolwise.lp_pool3d`.

    Arguments are in the order of `torch.nn.functional.lp_pool3d`, whose values are those of
    ``signed=True`` (they differ for negative elements and odd p alone).

    Args:
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
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Sermanet et al. 2012; Gulcehre et al. 2014 (learned p).
    """
    def __init__(
        self,
        norm_type: Number,
        kernel_size: Ints,
        stride: Ints | None = None,
        ceil_mode: bool = False,
        *,
        padding: Padding = 0,
        dilation: Ints = 1,
        signed: bool = False,
        learned: bool = False,
        channels: int = 1,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveLPPool1d(powers.AdaptLP):
    """The p-norm of each window: (Σ abs(x)^p)^(1/p).

    Module of `poolwise.adaptive_lp_pool1d`.

    Arguments are in the order of `torch.nn.functional.lp_pool1d`, whose values are those of
    ``signed=True`` (they differ for negative elements and odd p alone).

    Args:
        norm_type: p, above 0: a number, or an array or tensor of one per channel, which may be
            learned. `math.inf` gives the largest magnitude.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        signed: the powers keep their signs: (Σ x^p)^(1/p).
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Sermanet et al. 2012; Gulcehre et al. 2014 (learned p).
    """
    def __init__(
        self,
        norm_type: Number,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        signed: bool = False,
        learned: bool = False,
        channels: int = 1,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveLPPool2d(powers.AdaptLP):
    """The p-norm of each window: (Σ abs(x)^p)^(1/p).

    Module of `poolwise.adaptive_lp_pool2d`.

    Arguments are in the order of `torch.nn.functional.lp_pool2d`, whose values are those of
    ``signed=True`` (they differ for negative elements and odd p alone).

    Args:
        norm_type: p, above 0: a number, or an array or tensor of one per channel, which may be
            learned. `math.inf` gives the largest magnitude.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        signed: the powers keep their signs: (Σ x^p)^(1/p).
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Sermanet et al. 2012; Gulcehre et al. 2014 (learned p).
    """
    def __init__(
        self,
        norm_type: Number,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        signed: bool = False,
        learned: bool = False,
        channels: int = 1,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveLPPool3d(powers.AdaptLP):
    """The p-norm of each window: (Σ abs(x)^p)^(1/p).

    Module of `poolwise.adaptive_lp_pool3d`.

    Arguments are in the order of `torch.nn.functional.lp_pool3d`, whose values are those of
    ``signed=True`` (they differ for negative elements and odd p alone).

    Args:
        norm_type: p, above 0: a number, or an array or tensor of one per channel, which may be
            learned. `math.inf` gives the largest magnitude.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        signed: the powers keep their signs: (Σ x^p)^(1/p).
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Sermanet et al. 2012; Gulcehre et al. 2014 (learned p).
    """
    def __init__(
        self,
        norm_type: Number,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        signed: bool = False,
        learned: bool = False,
        channels: int = 1,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalLPPool1d(powers.WholeLP):
    """The p-norm of each window: (Σ abs(x)^p)^(1/p).

    Module of `poolwise.global_lp_pool1d`.

    Arguments are in the order of `torch.nn.functional.lp_pool1d`, whose values are those of
    ``signed=True`` (they differ for negative elements and odd p alone).

    Args:
        norm_type: p, above 0: a number, or an array or tensor of one per channel, which may be
            learned. `math.inf` gives the largest magnitude.
        signed: the powers keep their signs: (Σ x^p)^(1/p).
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Sermanet et al. 2012; Gulcehre et al. 2014 (learned p).
    """
    def __init__(
        self,
        norm_type: Number,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        signed: bool = False,
        learned: bool = False,
        channels: int = 1,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalLPPool2d(powers.WholeLP):
    """The p-norm of each window: (Σ abs(x)^p)^(1/p).

    Module of `poolwise.global_lp_pool2d`.

    Arguments are in the order of `torch.nn.functional.lp_pool2d`, whose values are those of
    ``signed=True`` (they differ for negative elements and odd p alone).

    Args:
        norm_type: p, above 0: a number, or an array or tensor of one per channel, which may be
            learned. `math.inf` gives the largest magnitude.
        signed: the powers keep their signs: (Σ x^p)^(1/p).
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Sermanet et al. 2012; Gulcehre et al. 2014 (learned p).
    """
    def __init__(
        self,
        norm_type: Number,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        signed: bool = False,
        learned: bool = False,
        channels: int = 1,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalLPPool3d(powers.WholeLP):
    """The p-norm of each window: (Σ abs(x)^p)^(1/p).

    Module of `poolwise.global_lp_pool3d`.

    Arguments are in the order of `torch.nn.functional.lp_pool3d`, whose values are those of
    ``signed=True`` (they differ for negative elements and odd p alone).

    Args:
        norm_type: p, above 0: a number, or an array or tensor of one per channel, which may be
            learned. `math.inf` gives the largest magnitude.
        signed: the powers keep their signs: (Σ x^p)^(1/p).
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Sermanet et al. 2012; Gulcehre et al. 2014 (learned p).
    """
    def __init__(
        self,
        norm_type: Number,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        signed: bool = False,
        learned: bool = False,
        channels: int = 1,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GeMPool1d(powers.GeM):
    """The power mean of each window, (Σ max(x, eps)^p / n)^(1/p): generalised mean pooling, GeM.

    Module of `poolwise.global_power_mean_pool1d` whose exponent is learned.

    p = 1 is the mean, and p → ∞ the maximum.

    Args:
        p: the exponent, not 0: a number, or an array or tensor of one per channel, which may be
            learned.
        eps: what smaller elements are raised to, above 0.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Radenović, Tolias & Chum 2018.
    """
    def __init__(
        self,
        p: Number = 3.0,
        eps: float = 1e-06,
        *,
        learned: bool = True,
        channels: int = 1,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GeMPool2d(powers.GeM):
    """The power mean of each window, (Σ max(x, eps)^p / n)^(1/p): generalised mean pooling, GeM.

    Module of `poolwise.global_power_mean_pool2d` whose exponent is learned.

    p = 1 is the mean, and p → ∞ the maximum.

    Args:
        p: the exponent, not 0: a number, or an array or tensor of one per channel, which may be
            learned.
        eps: what smaller elements are raised to, above 0.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Radenović, Tolias & Chum 2018.
    """
    def __init__(
        self,
        p: Number = 3.0,
        eps: float = 1e-06,
        *,
        learned: bool = True,
        channels: int = 1,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GeMPool3d(powers.GeM):
    """The power mean of each window, (Σ max(x, eps)^p / n)^(1/p): generalised mean pooling, GeM.

    Module of `poolwise.global_power_mean_pool3d` whose exponent is learned.

    p = 1 is the mean, and p → ∞ the maximum.

    Args:
        p: the exponent, not 0: a number, or an array or tensor of one per channel, which may be
            learned.
        eps: what smaller elements are raised to, above 0.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Radenović, Tolias & Chum 2018.
    """
    def __init__(
        self,
        p: Number = 3.0,
        eps: float = 1e-06,
        *,
        learned: bool = True,
        channels: int = 1,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class RMSPool1d(_bases.Slide):
    """The root of the mean square of each window: (Σ x² / n)^½, the mean form of L2 pooling.

    Module of `poolwise.rms_pool1d`.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: the mean form of L2 pooling.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class RMSPool2d(_bases.Slide):
    """The root of the mean square of each window: (Σ x² / n)^½, the mean form of L2 pooling.

    Module of `poolwise.rms_pool2d`.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: the mean form of L2 pooling.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class RMSPool3d(_bases.Slide):
    """The root of the mean square of each window: (Σ x² / n)^½, the mean form of L2 pooling.

    Module of `poolwise.rms_pool3d`.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: the mean form of L2 pooling.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveRMSPool1d(_bases.Adapt):
    """The root of the mean square of each window: (Σ x² / n)^½, the mean form of L2 pooling.

    Module of `poolwise.adaptive_rms_pool1d`.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: the mean form of L2 pooling.
    """
    def __init__(
        self, output_size: OutputSize, *, empty_value: float = 0, channels_last: bool = False
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveRMSPool2d(_bases.Adapt):
    """The root of the mean square of each window: (Σ x² / n)^½, the mean form of L2 pooling.

    Module of `poolwise.adaptive_rms_pool2d`.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: the mean form of L2 pooling.
    """
    def __init__(
        self, output_size: OutputSize, *, empty_value: float = 0, channels_last: bool = False
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveRMSPool3d(_bases.Adapt):
    """The root of the mean square of each window: (Σ x² / n)^½, the mean form of L2 pooling.

    Module of `poolwise.adaptive_rms_pool3d`.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: the mean form of L2 pooling.
    """
    def __init__(
        self, output_size: OutputSize, *, empty_value: float = 0, channels_last: bool = False
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalRMSPool1d(_bases.Whole):
    """The root of the mean square of each window: (Σ x² / n)^½, the mean form of L2 pooling.

    Module of `poolwise.global_rms_pool1d`.

    Args:
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: the mean form of L2 pooling.
    """
    def __init__(self, *, empty_value: float = 0, channels_last: bool = False) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalRMSPool2d(_bases.Whole):
    """The root of the mean square of each window: (Σ x² / n)^½, the mean form of L2 pooling.

    Module of `poolwise.global_rms_pool2d`.

    Args:
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: the mean form of L2 pooling.
    """
    def __init__(self, *, empty_value: float = 0, channels_last: bool = False) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalRMSPool3d(_bases.Whole):
    """The root of the mean square of each window: (Σ x² / n)^½, the mean form of L2 pooling.

    Module of `poolwise.global_rms_pool3d`.

    Args:
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: the mean form of L2 pooling.
    """
    def __init__(self, *, empty_value: float = 0, channels_last: bool = False) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class VarPool1d(_bases.Slide):
    """The variance of each window: Σ (x − x̄)² / (n − ddof).

    Module of `poolwise.var_pool1d`.

    As `numpy.var` has it; `torch.var` calls it ``correction`` and has 1 for it. It is found from
    differences that do not cancel, however large the mean is.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        ddof: what n is lessened by, at least 0; 1 makes an estimate from samples unbiased. A window
            of no more elements than that gives NaN.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Fisher 1918.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        ddof: int = 0,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class VarPool2d(_bases.Slide):
    """The variance of each window: Σ (x − x̄)² / (n − ddof).

    Module of `poolwise.var_pool2d`.

    As `numpy.var` has it; `torch.var` calls it ``correction`` and has 1 for it. It is found from
    differences that do not cancel, however large the mean is.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        ddof: what n is lessened by, at least 0; 1 makes an estimate from samples unbiased. A window
            of no more elements than that gives NaN.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Fisher 1918.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        ddof: int = 0,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class VarPool3d(_bases.Slide):
    """The variance of each window: Σ (x − x̄)² / (n − ddof).

    Module of `poolwise.var_pool3d`.

    As `numpy.var` has it; `torch.var` calls it ``correction`` and has 1 for it. It is found from
    differences that do not cancel, however large the mean is.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        ddof: what n is lessened by, at least 0; 1 makes an estimate from samples unbiased. A window
            of no more elements than that gives NaN.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Fisher 1918.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        ddof: int = 0,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveVarPool1d(_bases.Adapt):
    """The variance of each window: Σ (x − x̄)² / (n − ddof).

    Module of `poolwise.adaptive_var_pool1d`.

    As `numpy.var` has it; `torch.var` calls it ``correction`` and has 1 for it. It is found from
    differences that do not cancel, however large the mean is.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        ddof: what n is lessened by, at least 0; 1 makes an estimate from samples unbiased. A window
            of no more elements than that gives NaN.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Fisher 1918.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        ddof: int = 0,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveVarPool2d(_bases.Adapt):
    """The variance of each window: Σ (x − x̄)² / (n − ddof).

    Module of `poolwise.adaptive_var_pool2d`.

    As `numpy.var` has it; `torch.var` calls it ``correction`` and has 1 for it. It is found from
    differences that do not cancel, however large the mean is.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        ddof: what n is lessened by, at least 0; 1 makes an estimate from samples unbiased. A window
            of no more elements than that gives NaN.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Fisher 1918.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        ddof: int = 0,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveVarPool3d(_bases.Adapt):
    """The variance of each window: Σ (x − x̄)² / (n − ddof).

    Module of `poolwise.adaptive_var_pool3d`.

    As `numpy.var` has it; `torch.var` calls it ``correction`` and has 1 for it. It is found from
    differences that do not cancel, however large the mean is.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        ddof: what n is lessened by, at least 0; 1 makes an estimate from samples unbiased. A window
            of no more elements than that gives NaN.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Fisher 1918.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        ddof: int = 0,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalVarPool1d(_bases.Whole):
    """The variance of each window: Σ (x − x̄)² / (n − ddof).

    Module of `poolwise.global_var_pool1d`.

    As `numpy.var` has it; `torch.var` calls it ``correction`` and has 1 for it. It is found from
    differences that do not cancel, however large the mean is.

    Args:
        ddof: what n is lessened by, at least 0; 1 makes an estimate from samples unbiased. A window
            of no more elements than that gives NaN.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Fisher 1918.
    """
    def __init__(
        self, *, empty_value: float = 0, channels_last: bool = False, ddof: int = 0
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalVarPool2d(_bases.Whole):
    """The variance of each window: Σ (x − x̄)² / (n − ddof).

    Module of `poolwise.global_var_pool2d`.

    As `numpy.var` has it; `torch.var` calls it ``correction`` and has 1 for it. It is found from
    differences that do not cancel, however large the mean is.

    Args:
        ddof: what n is lessened by, at least 0; 1 makes an estimate from samples unbiased. A window
            of no more elements than that gives NaN.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Fisher 1918.
    """
    def __init__(
        self, *, empty_value: float = 0, channels_last: bool = False, ddof: int = 0
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalVarPool3d(_bases.Whole):
    """The variance of each window: Σ (x − x̄)² / (n − ddof).

    Module of `poolwise.global_var_pool3d`.

    As `numpy.var` has it; `torch.var` calls it ``correction`` and has 1 for it. It is found from
    differences that do not cancel, however large the mean is.

    Args:
        ddof: what n is lessened by, at least 0; 1 makes an estimate from samples unbiased. A window
            of no more elements than that gives NaN.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Fisher 1918.
    """
    def __init__(
        self, *, empty_value: float = 0, channels_last: bool = False, ddof: int = 0
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class StdPool1d(_bases.Slide):
    """The standard deviation of each window: (Σ (x − x̄)² / (n − ddof))^½.

    Module of `poolwise.std_pool1d`.

    The root of `var_pool1d`, as `numpy.std` has it.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        ddof: what n is lessened by, as in `var_pool1d`.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Pearson 1894.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        ddof: int = 0,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class StdPool2d(_bases.Slide):
    """The standard deviation of each window: (Σ (x − x̄)² / (n − ddof))^½.

    Module of `poolwise.std_pool2d`.

    The root of `var_pool2d`, as `numpy.std` has it.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        ddof: what n is lessened by, as in `var_pool2d`.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Pearson 1894.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        ddof: int = 0,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class StdPool3d(_bases.Slide):
    """The standard deviation of each window: (Σ (x − x̄)² / (n − ddof))^½.

    Module of `poolwise.std_pool3d`.

    The root of `var_pool3d`, as `numpy.std` has it.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        ddof: what n is lessened by, as in `var_pool3d`.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Pearson 1894.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        ddof: int = 0,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveStdPool1d(_bases.Adapt):
    """The standard deviation of each window: (Σ (x − x̄)² / (n − ddof))^½.

    Module of `poolwise.adaptive_std_pool1d`.

    The root of `var_pool1d`, as `numpy.std` has it.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        ddof: what n is lessened by, as in `var_pool1d`.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Pearson 1894.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        ddof: int = 0,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveStdPool2d(_bases.Adapt):
    """The standard deviation of each window: (Σ (x − x̄)² / (n − ddof))^½.

    Module of `poolwise.adaptive_std_pool2d`.

    The root of `var_pool2d`, as `numpy.std` has it.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        ddof: what n is lessened by, as in `var_pool2d`.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Pearson 1894.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        ddof: int = 0,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveStdPool3d(_bases.Adapt):
    """The standard deviation of each window: (Σ (x − x̄)² / (n − ddof))^½.

    Module of `poolwise.adaptive_std_pool3d`.

    The root of `var_pool3d`, as `numpy.std` has it.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        ddof: what n is lessened by, as in `var_pool3d`.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Pearson 1894.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        ddof: int = 0,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalStdPool1d(_bases.Whole):
    """The standard deviation of each window: (Σ (x − x̄)² / (n − ddof))^½.

    Module of `poolwise.global_std_pool1d`.

    The root of `var_pool1d`, as `numpy.std` has it.

    Args:
        ddof: what n is lessened by, as in `var_pool1d`.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Pearson 1894.
    """
    def __init__(
        self, *, empty_value: float = 0, channels_last: bool = False, ddof: int = 0
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalStdPool2d(_bases.Whole):
    """The standard deviation of each window: (Σ (x − x̄)² / (n − ddof))^½.

    Module of `poolwise.global_std_pool2d`.

    The root of `var_pool2d`, as `numpy.std` has it.

    Args:
        ddof: what n is lessened by, as in `var_pool2d`.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Pearson 1894.
    """
    def __init__(
        self, *, empty_value: float = 0, channels_last: bool = False, ddof: int = 0
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalStdPool3d(_bases.Whole):
    """The standard deviation of each window: (Σ (x − x̄)² / (n − ddof))^½.

    Module of `poolwise.global_std_pool3d`.

    The root of `var_pool3d`, as `numpy.std` has it.

    Args:
        ddof: what n is lessened by, as in `var_pool3d`.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Pearson 1894.
    """
    def __init__(
        self, *, empty_value: float = 0, channels_last: bool = False, ddof: int = 0
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class NoisyOrPool1d(_bases.Slide):
    """Noisy-or of the probabilities in each window: 1 − Π (1 − x), that at least one is so.

    Module of `poolwise.noisy_or_pool1d`.

    Found from logarithms, in which small probabilities are not lost beside 1.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L), from 0 to 1; bool, integer or
            floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Maron & Lozano-Pérez 1998; Zhang, Platt & Viola 2005.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class NoisyOrPool2d(_bases.Slide):
    """Noisy-or of the probabilities in each window: 1 − Π (1 − x), that at least one is so.

    Module of `poolwise.noisy_or_pool2d`.

    Found from logarithms, in which small probabilities are not lost beside 1.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W), from 0 to 1; bool, integer or
            floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Maron & Lozano-Pérez 1998; Zhang, Platt & Viola 2005.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class NoisyOrPool3d(_bases.Slide):
    """Noisy-or of the probabilities in each window: 1 − Π (1 − x), that at least one is so.

    Module of `poolwise.noisy_or_pool3d`.

    Found from logarithms, in which small probabilities are not lost beside 1.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W), from 0 to 1; bool, integer or
            floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Maron & Lozano-Pérez 1998; Zhang, Platt & Viola 2005.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveNoisyOrPool1d(_bases.Adapt):
    """Noisy-or of the probabilities in each window: 1 − Π (1 − x), that at least one is so.

    Module of `poolwise.adaptive_noisy_or_pool1d`.

    Found from logarithms, in which small probabilities are not lost beside 1.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L), from 0 to 1; bool, integer or
            floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Maron & Lozano-Pérez 1998; Zhang, Platt & Viola 2005.
    """
    def __init__(
        self, output_size: OutputSize, *, empty_value: float = 0, channels_last: bool = False
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveNoisyOrPool2d(_bases.Adapt):
    """Noisy-or of the probabilities in each window: 1 − Π (1 − x), that at least one is so.

    Module of `poolwise.adaptive_noisy_or_pool2d`.

    Found from logarithms, in which small probabilities are not lost beside 1.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W), from 0 to 1; bool, integer or
            floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Maron & Lozano-Pérez 1998; Zhang, Platt & Viola 2005.
    """
    def __init__(
        self, output_size: OutputSize, *, empty_value: float = 0, channels_last: bool = False
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveNoisyOrPool3d(_bases.Adapt):
    """Noisy-or of the probabilities in each window: 1 − Π (1 − x), that at least one is so.

    Module of `poolwise.adaptive_noisy_or_pool3d`.

    Found from logarithms, in which small probabilities are not lost beside 1.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W), from 0 to 1; bool, integer or
            floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Maron & Lozano-Pérez 1998; Zhang, Platt & Viola 2005.
    """
    def __init__(
        self, output_size: OutputSize, *, empty_value: float = 0, channels_last: bool = False
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalNoisyOrPool1d(_bases.Whole):
    """Noisy-or of the probabilities in each window: 1 − Π (1 − x), that at least one is so.

    Module of `poolwise.global_noisy_or_pool1d`.

    Found from logarithms, in which small probabilities are not lost beside 1.

    Args:
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L), from 0 to 1; bool, integer or
            floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Maron & Lozano-Pérez 1998; Zhang, Platt & Viola 2005.
    """
    def __init__(self, *, empty_value: float = 0, channels_last: bool = False) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalNoisyOrPool2d(_bases.Whole):
    """Noisy-or of the probabilities in each window: 1 − Π (1 − x), that at least one is so.

    Module of `poolwise.global_noisy_or_pool2d`.

    Found from logarithms, in which small probabilities are not lost beside 1.

    Args:
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W), from 0 to 1; bool, integer or
            floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Maron & Lozano-Pérez 1998; Zhang, Platt & Viola 2005.
    """
    def __init__(self, *, empty_value: float = 0, channels_last: bool = False) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalNoisyOrPool3d(_bases.Whole):
    """Noisy-or of the probabilities in each window: 1 − Π (1 − x), that at least one is so.

    Module of `poolwise.global_noisy_or_pool3d`.

    Found from logarithms, in which small probabilities are not lost beside 1.

    Args:
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W), from 0 to 1; bool, integer or
            floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Maron & Lozano-Pérez 1998; Zhang, Platt & Viola 2005.
    """
    def __init__(self, *, empty_value: float = 0, channels_last: bool = False) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class PowerMeanPool1d(_bases.Slide):
    """The power mean of each window, (Σ max(x, eps)^p / n)^(1/p): generalised mean pooling, GeM.

    Module of `poolwise.power_mean_pool1d`.

    p = 1 is the mean, and p → ∞ the maximum.

    Args:
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
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Radenović, Tolias & Chum 2018.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        p: Number = 3.0,
        eps: float = 1e-06,
        learned: bool = False,
        channels: int = 1,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class PowerMeanPool2d(_bases.Slide):
    """The power mean of each window, (Σ max(x, eps)^p / n)^(1/p): generalised mean pooling, GeM.

    Module of `poolwise.power_mean_pool2d`.

    p = 1 is the mean, and p → ∞ the maximum.

    Args:
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
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Radenović, Tolias & Chum 2018.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        p: Number = 3.0,
        eps: float = 1e-06,
        learned: bool = False,
        channels: int = 1,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class PowerMeanPool3d(_bases.Slide):
    """The power mean of each window, (Σ max(x, eps)^p / n)^(1/p): generalised mean pooling, GeM.

    Module of `poolwise.power_mean_pool3d`.

    p = 1 is the mean, and p → ∞ the maximum.

    Args:
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
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Radenović, Tolias & Chum 2018.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        p: Number = 3.0,
        eps: float = 1e-06,
        learned: bool = False,
        channels: int = 1,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptivePowerMeanPool1d(_bases.Adapt):
    """The power mean of each window, (Σ max(x, eps)^p / n)^(1/p): generalised mean pooling, GeM.

    Module of `poolwise.adaptive_power_mean_pool1d`.

    p = 1 is the mean, and p → ∞ the maximum.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        p: the exponent, not 0: a number, or an array or tensor of one per channel, which may be
            learned.
        eps: what smaller elements are raised to, above 0.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Radenović, Tolias & Chum 2018.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        p: Number = 3.0,
        eps: float = 1e-06,
        learned: bool = False,
        channels: int = 1,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptivePowerMeanPool2d(_bases.Adapt):
    """The power mean of each window, (Σ max(x, eps)^p / n)^(1/p): generalised mean pooling, GeM.

    Module of `poolwise.adaptive_power_mean_pool2d`.

    p = 1 is the mean, and p → ∞ the maximum.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        p: the exponent, not 0: a number, or an array or tensor of one per channel, which may be
            learned.
        eps: what smaller elements are raised to, above 0.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Radenović, Tolias & Chum 2018.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        p: Number = 3.0,
        eps: float = 1e-06,
        learned: bool = False,
        channels: int = 1,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptivePowerMeanPool3d(_bases.Adapt):
    """The power mean of each window, (Σ max(x, eps)^p / n)^(1/p): generalised mean pooling, GeM.

    Module of `poolwise.adaptive_power_mean_pool3d`.

    p = 1 is the mean, and p → ∞ the maximum.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        p: the exponent, not 0: a number, or an array or tensor of one per channel, which may be
            learned.
        eps: what smaller elements are raised to, above 0.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Radenović, Tolias & Chum 2018.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        p: Number = 3.0,
        eps: float = 1e-06,
        learned: bool = False,
        channels: int = 1,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalPowerMeanPool1d(_bases.Whole):
    """The power mean of each window, (Σ max(x, eps)^p / n)^(1/p): generalised mean pooling, GeM.

    Module of `poolwise.global_power_mean_pool1d`.

    p = 1 is the mean, and p → ∞ the maximum.

    Args:
        p: the exponent, not 0: a number, or an array or tensor of one per channel, which may be
            learned.
        eps: what smaller elements are raised to, above 0.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Radenović, Tolias & Chum 2018.
    """
    def __init__(
        self,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        p: Number = 3.0,
        eps: float = 1e-06,
        learned: bool = False,
        channels: int = 1,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalPowerMeanPool2d(_bases.Whole):
    """The power mean of each window, (Σ max(x, eps)^p / n)^(1/p): generalised mean pooling, GeM.

    Module of `poolwise.global_power_mean_pool2d`.

    p = 1 is the mean, and p → ∞ the maximum.

    Args:
        p: the exponent, not 0: a number, or an array or tensor of one per channel, which may be
            learned.
        eps: what smaller elements are raised to, above 0.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Radenović, Tolias & Chum 2018.
    """
    def __init__(
        self,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        p: Number = 3.0,
        eps: float = 1e-06,
        learned: bool = False,
        channels: int = 1,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalPowerMeanPool3d(_bases.Whole):
    """The power mean of each window, (Σ max(x, eps)^p / n)^(1/p): generalised mean pooling, GeM.

    Module of `poolwise.global_power_mean_pool3d`.

    p = 1 is the mean, and p → ∞ the maximum.

    Args:
        p: the exponent, not 0: a number, or an array or tensor of one per channel, which may be
            learned.
        eps: what smaller elements are raised to, above 0.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Radenović, Tolias & Chum 2018.
    """
    def __init__(
        self,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        p: Number = 3.0,
        eps: float = 1e-06,
        learned: bool = False,
        channels: int = 1,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class LSEPool1d(_bases.Slide):
    """The log of the mean exponential of each window: log(Σ e^(r x) / n) / r.

    Module of `poolwise.lse_pool1d`.

    r → 0 is the mean, and r → ∞ the maximum; no r overflows.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        r: the rate: a number, or an array or tensor of one per channel, which may be learned.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Pinheiro & Collobert 2015.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        r: Number = 1.0,
        learned: bool = False,
        channels: int = 1,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class LSEPool2d(_bases.Slide):
    """The log of the mean exponential of each window: log(Σ e^(r x) / n) / r.

    Module of `poolwise.lse_pool2d`.

    r → 0 is the mean, and r → ∞ the maximum; no r overflows.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        r: the rate: a number, or an array or tensor of one per channel, which may be learned.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Pinheiro & Collobert 2015.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        r: Number = 1.0,
        learned: bool = False,
        channels: int = 1,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class LSEPool3d(_bases.Slide):
    """The log of the mean exponential of each window: log(Σ e^(r x) / n) / r.

    Module of `poolwise.lse_pool3d`.

    r → 0 is the mean, and r → ∞ the maximum; no r overflows.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        r: the rate: a number, or an array or tensor of one per channel, which may be learned.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Pinheiro & Collobert 2015.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        r: Number = 1.0,
        learned: bool = False,
        channels: int = 1,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveLSEPool1d(_bases.Adapt):
    """The log of the mean exponential of each window: log(Σ e^(r x) / n) / r.

    Module of `poolwise.adaptive_lse_pool1d`.

    r → 0 is the mean, and r → ∞ the maximum; no r overflows.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        r: the rate: a number, or an array or tensor of one per channel, which may be learned.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Pinheiro & Collobert 2015.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        r: Number = 1.0,
        learned: bool = False,
        channels: int = 1,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveLSEPool2d(_bases.Adapt):
    """The log of the mean exponential of each window: log(Σ e^(r x) / n) / r.

    Module of `poolwise.adaptive_lse_pool2d`.

    r → 0 is the mean, and r → ∞ the maximum; no r overflows.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        r: the rate: a number, or an array or tensor of one per channel, which may be learned.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Pinheiro & Collobert 2015.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        r: Number = 1.0,
        learned: bool = False,
        channels: int = 1,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveLSEPool3d(_bases.Adapt):
    """The log of the mean exponential of each window: log(Σ e^(r x) / n) / r.

    Module of `poolwise.adaptive_lse_pool3d`.

    r → 0 is the mean, and r → ∞ the maximum; no r overflows.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        r: the rate: a number, or an array or tensor of one per channel, which may be learned.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Pinheiro & Collobert 2015.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        r: Number = 1.0,
        learned: bool = False,
        channels: int = 1,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalLSEPool1d(_bases.Whole):
    """The log of the mean exponential of each window: log(Σ e^(r x) / n) / r.

    Module of `poolwise.global_lse_pool1d`.

    r → 0 is the mean, and r → ∞ the maximum; no r overflows.

    Args:
        r: the rate: a number, or an array or tensor of one per channel, which may be learned.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Pinheiro & Collobert 2015.
    """
    def __init__(
        self,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        r: Number = 1.0,
        learned: bool = False,
        channels: int = 1,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalLSEPool2d(_bases.Whole):
    """The log of the mean exponential of each window: log(Σ e^(r x) / n) / r.

    Module of `poolwise.global_lse_pool2d`.

    r → 0 is the mean, and r → ∞ the maximum; no r overflows.

    Args:
        r: the rate: a number, or an array or tensor of one per channel, which may be learned.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Pinheiro & Collobert 2015.
    """
    def __init__(
        self,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        r: Number = 1.0,
        learned: bool = False,
        channels: int = 1,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalLSEPool3d(_bases.Whole):
    """The log of the mean exponential of each window: log(Σ e^(r x) / n) / r.

    Module of `poolwise.global_lse_pool3d`.

    r → 0 is the mean, and r → ∞ the maximum; no r overflows.

    Args:
        r: the rate: a number, or an array or tensor of one per channel, which may be learned.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Pinheiro & Collobert 2015.
    """
    def __init__(
        self,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        r: Number = 1.0,
        learned: bool = False,
        channels: int = 1,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class SoftPool1d(_bases.Slide):
    """The mean of each window weighted by exponentials: Σ x e^(βx) / Σ e^(βx).

    Module of `poolwise.soft_pool1d`.

    β → 0 is the mean, and β → ∞ the maximum; no β overflows.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        beta: the rate: a number, or an array or tensor of one per channel, which may be learned.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Stergiou, Poppe & Kalliatakis 2021.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        beta: Number = 1.0,
        learned: bool = False,
        channels: int = 1,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class SoftPool2d(_bases.Slide):
    """The mean of each window weighted by exponentials: Σ x e^(βx) / Σ e^(βx).

    Module of `poolwise.soft_pool2d`.

    β → 0 is the mean, and β → ∞ the maximum; no β overflows.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        beta: the rate: a number, or an array or tensor of one per channel, which may be learned.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Stergiou, Poppe & Kalliatakis 2021.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        beta: Number = 1.0,
        learned: bool = False,
        channels: int = 1,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class SoftPool3d(_bases.Slide):
    """The mean of each window weighted by exponentials: Σ x e^(βx) / Σ e^(βx).

    Module of `poolwise.soft_pool3d`.

    β → 0 is the mean, and β → ∞ the maximum; no β overflows.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        beta: the rate: a number, or an array or tensor of one per channel, which may be learned.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Stergiou, Poppe & Kalliatakis 2021.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        beta: Number = 1.0,
        learned: bool = False,
        channels: int = 1,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveSoftPool1d(_bases.Adapt):
    """The mean of each window weighted by exponentials: Σ x e^(βx) / Σ e^(βx).

    Module of `poolwise.adaptive_soft_pool1d`.

    β → 0 is the mean, and β → ∞ the maximum; no β overflows.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        beta: the rate: a number, or an array or tensor of one per channel, which may be learned.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Stergiou, Poppe & Kalliatakis 2021.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        beta: Number = 1.0,
        learned: bool = False,
        channels: int = 1,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveSoftPool2d(_bases.Adapt):
    """The mean of each window weighted by exponentials: Σ x e^(βx) / Σ e^(βx).

    Module of `poolwise.adaptive_soft_pool2d`.

    β → 0 is the mean, and β → ∞ the maximum; no β overflows.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        beta: the rate: a number, or an array or tensor of one per channel, which may be learned.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Stergiou, Poppe & Kalliatakis 2021.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        beta: Number = 1.0,
        learned: bool = False,
        channels: int = 1,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveSoftPool3d(_bases.Adapt):
    """The mean of each window weighted by exponentials: Σ x e^(βx) / Σ e^(βx).

    Module of `poolwise.adaptive_soft_pool3d`.

    β → 0 is the mean, and β → ∞ the maximum; no β overflows.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        beta: the rate: a number, or an array or tensor of one per channel, which may be learned.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Stergiou, Poppe & Kalliatakis 2021.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        beta: Number = 1.0,
        learned: bool = False,
        channels: int = 1,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalSoftPool1d(_bases.Whole):
    """The mean of each window weighted by exponentials: Σ x e^(βx) / Σ e^(βx).

    Module of `poolwise.global_soft_pool1d`.

    β → 0 is the mean, and β → ∞ the maximum; no β overflows.

    Args:
        beta: the rate: a number, or an array or tensor of one per channel, which may be learned.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Stergiou, Poppe & Kalliatakis 2021.
    """
    def __init__(
        self,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        beta: Number = 1.0,
        learned: bool = False,
        channels: int = 1,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalSoftPool2d(_bases.Whole):
    """The mean of each window weighted by exponentials: Σ x e^(βx) / Σ e^(βx).

    Module of `poolwise.global_soft_pool2d`.

    β → 0 is the mean, and β → ∞ the maximum; no β overflows.

    Args:
        beta: the rate: a number, or an array or tensor of one per channel, which may be learned.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Stergiou, Poppe & Kalliatakis 2021.
    """
    def __init__(
        self,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        beta: Number = 1.0,
        learned: bool = False,
        channels: int = 1,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalSoftPool3d(_bases.Whole):
    """The mean of each window weighted by exponentials: Σ x e^(βx) / Σ e^(βx).

    Module of `poolwise.global_soft_pool3d`.

    β → 0 is the mean, and β → ∞ the maximum; no β overflows.

    Args:
        beta: the rate: a number, or an array or tensor of one per channel, which may be learned.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        learned: learn the number, beginning with the one given: it is an `nn.Parameter`.
        channels: how many channels have learned numbers of their own; with 1, all share them.

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Stergiou, Poppe & Kalliatakis 2021.
    """
    def __init__(
        self,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        beta: Number = 1.0,
        learned: bool = False,
        channels: int = 1,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class StochasticPool1d(_bases.Drawing, _bases.Slide):
    """An element of each window, drawn with a probability in proportion to its value.

    Module of `poolwise.stochastic_pool1d`.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L), nothing negative; bool, integer or
            floating-point.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Zeiler & Fergus 2013.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...
    def __call__(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...

class StochasticPool2d(_bases.Drawing, _bases.Slide):
    """An element of each window, drawn with a probability in proportion to its value.

    Module of `poolwise.stochastic_pool2d`.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W), nothing negative; bool, integer or
            floating-point.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Zeiler & Fergus 2013.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...
    def __call__(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...

class StochasticPool3d(_bases.Drawing, _bases.Slide):
    """An element of each window, drawn with a probability in proportion to its value.

    Module of `poolwise.stochastic_pool3d`.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W), nothing negative; bool, integer or
            floating-point.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Zeiler & Fergus 2013.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...
    def __call__(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...

class AdaptiveStochasticPool1d(_bases.Drawing, _bases.Adapt):
    """An element of each window, drawn with a probability in proportion to its value.

    Module of `poolwise.adaptive_stochastic_pool1d`.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L), nothing negative; bool, integer or
            floating-point.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Zeiler & Fergus 2013.
    """
    def __init__(
        self, output_size: OutputSize, *, empty_value: float = 0, channels_last: bool = False
    ) -> None: ...
    def forward(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...
    def __call__(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...

class AdaptiveStochasticPool2d(_bases.Drawing, _bases.Adapt):
    """An element of each window, drawn with a probability in proportion to its value.

    Module of `poolwise.adaptive_stochastic_pool2d`.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W), nothing negative; bool, integer or
            floating-point.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Zeiler & Fergus 2013.
    """
    def __init__(
        self, output_size: OutputSize, *, empty_value: float = 0, channels_last: bool = False
    ) -> None: ...
    def forward(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...
    def __call__(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...

class AdaptiveStochasticPool3d(_bases.Drawing, _bases.Adapt):
    """An element of each window, drawn with a probability in proportion to its value.

    Module of `poolwise.adaptive_stochastic_pool3d`.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W), nothing negative; bool, integer or
            floating-point.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Zeiler & Fergus 2013.
    """
    def __init__(
        self, output_size: OutputSize, *, empty_value: float = 0, channels_last: bool = False
    ) -> None: ...
    def forward(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...
    def __call__(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...

class GlobalStochasticPool1d(_bases.Drawing, _bases.Whole):
    """An element of each window, drawn with a probability in proportion to its value.

    Module of `poolwise.global_stochastic_pool1d`.

    Args:
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L), nothing negative; bool, integer or
            floating-point.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Zeiler & Fergus 2013.
    """
    def __init__(self, *, empty_value: float = 0, channels_last: bool = False) -> None: ...
    def forward(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...
    def __call__(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...

class GlobalStochasticPool2d(_bases.Drawing, _bases.Whole):
    """An element of each window, drawn with a probability in proportion to its value.

    Module of `poolwise.global_stochastic_pool2d`.

    Args:
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W), nothing negative; bool, integer or
            floating-point.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Zeiler & Fergus 2013.
    """
    def __init__(self, *, empty_value: float = 0, channels_last: bool = False) -> None: ...
    def forward(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...
    def __call__(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...

class GlobalStochasticPool3d(_bases.Drawing, _bases.Whole):
    """An element of each window, drawn with a probability in proportion to its value.

    Module of `poolwise.global_stochastic_pool3d`.

    Args:
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W), nothing negative; bool, integer or
            floating-point.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Zeiler & Fergus 2013.
    """
    def __init__(self, *, empty_value: float = 0, channels_last: bool = False) -> None: ...
    def forward(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...
    def __call__(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...

class MaxDropoutPool1d(_bases.Drawing, _bases.Slide):
    """The largest of the elements of each window that a coin keeps.

    Module of `poolwise.max_dropout_pool1d`.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        q: the probability with which each element is kept, above 0 and at most 1; a number, or an
            array of one per channel.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Wu & Gu 2015.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        q: Number = 0.5,
    ) -> None: ...
    def forward(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...
    def __call__(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...

class MaxDropoutPool2d(_bases.Drawing, _bases.Slide):
    """The largest of the elements of each window that a coin keeps.

    Module of `poolwise.max_dropout_pool2d`.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        q: the probability with which each element is kept, above 0 and at most 1; a number, or an
            array of one per channel.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Wu & Gu 2015.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        q: Number = 0.5,
    ) -> None: ...
    def forward(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...
    def __call__(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...

class MaxDropoutPool3d(_bases.Drawing, _bases.Slide):
    """The largest of the elements of each window that a coin keeps.

    Module of `poolwise.max_dropout_pool3d`.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        q: the probability with which each element is kept, above 0 and at most 1; a number, or an
            array of one per channel.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Wu & Gu 2015.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        q: Number = 0.5,
    ) -> None: ...
    def forward(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...
    def __call__(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...

class AdaptiveMaxDropoutPool1d(_bases.Drawing, _bases.Adapt):
    """The largest of the elements of each window that a coin keeps.

    Module of `poolwise.adaptive_max_dropout_pool1d`.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        q: the probability with which each element is kept, above 0 and at most 1; a number, or an
            array of one per channel.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Wu & Gu 2015.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        q: Number = 0.5,
    ) -> None: ...
    def forward(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...
    def __call__(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...

class AdaptiveMaxDropoutPool2d(_bases.Drawing, _bases.Adapt):
    """The largest of the elements of each window that a coin keeps.

    Module of `poolwise.adaptive_max_dropout_pool2d`.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        q: the probability with which each element is kept, above 0 and at most 1; a number, or an
            array of one per channel.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Wu & Gu 2015.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        q: Number = 0.5,
    ) -> None: ...
    def forward(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...
    def __call__(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...

class AdaptiveMaxDropoutPool3d(_bases.Drawing, _bases.Adapt):
    """The largest of the elements of each window that a coin keeps.

    Module of `poolwise.adaptive_max_dropout_pool3d`.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        q: the probability with which each element is kept, above 0 and at most 1; a number, or an
            array of one per channel.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Wu & Gu 2015.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        q: Number = 0.5,
    ) -> None: ...
    def forward(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...
    def __call__(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...

class GlobalMaxDropoutPool1d(_bases.Drawing, _bases.Whole):
    """The largest of the elements of each window that a coin keeps.

    Module of `poolwise.global_max_dropout_pool1d`.

    Args:
        q: the probability with which each element is kept, above 0 and at most 1; a number, or an
            array of one per channel.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Wu & Gu 2015.
    """
    def __init__(
        self, *, empty_value: float = 0, channels_last: bool = False, q: Number = 0.5
    ) -> None: ...
    def forward(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...
    def __call__(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...

class GlobalMaxDropoutPool2d(_bases.Drawing, _bases.Whole):
    """The largest of the elements of each window that a coin keeps.

    Module of `poolwise.global_max_dropout_pool2d`.

    Args:
        q: the probability with which each element is kept, above 0 and at most 1; a number, or an
            array of one per channel.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Wu & Gu 2015.
    """
    def __init__(
        self, *, empty_value: float = 0, channels_last: bool = False, q: Number = 0.5
    ) -> None: ...
    def forward(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...
    def __call__(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...

class GlobalMaxDropoutPool3d(_bases.Drawing, _bases.Whole):
    """The largest of the elements of each window that a coin keeps.

    Module of `poolwise.global_max_dropout_pool3d`.

    Args:
        q: the probability with which each element is kept, above 0 and at most 1; a number, or an
            array of one per channel.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Wu & Gu 2015.
    """
    def __init__(
        self, *, empty_value: float = 0, channels_last: bool = False, q: Number = 0.5
    ) -> None: ...
    def forward(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...
    def __call__(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...

class OrdinalPool1d(ranks.Ordinal, _bases.Slide):
    """The mean of each window with weights for its ranks: Σ w_r x(r) / Σ w_r.

    Module of `poolwise.ordinal_pool1d`.

    `poolwise.nn.OrdinalPool1d` learns them as the softmax of logits.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        channels: how many channels have learned numbers of their own; with 1, all share them.
        ranks: how many ranks have a weight; the window's size when None. Adaptive and global
            windows have none of their own and need it; later ranks have no weight.

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Kumar 2018; Deliège et al. 2021.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        channels: int = 1,
        ranks: int | None = None,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class OrdinalPool2d(ranks.Ordinal, _bases.Slide):
    """The mean of each window with weights for its ranks: Σ w_r x(r) / Σ w_r.

    Module of `poolwise.ordinal_pool2d`.

    `poolwise.nn.OrdinalPool2d` learns them as the softmax of logits.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        channels: how many channels have learned numbers of their own; with 1, all share them.
        ranks: how many ranks have a weight; the window's size when None. Adaptive and global
            windows have none of their own and need it; later ranks have no weight.

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Kumar 2018; Deliège et al. 2021.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        channels: int = 1,
        ranks: int | None = None,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class OrdinalPool3d(ranks.Ordinal, _bases.Slide):
    """The mean of each window with weights for its ranks: Σ w_r x(r) / Σ w_r.

    Module of `poolwise.ordinal_pool3d`.

    `poolwise.nn.OrdinalPool3d` learns them as the softmax of logits.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        channels: how many channels have learned numbers of their own; with 1, all share them.
        ranks: how many ranks have a weight; the window's size when None. Adaptive and global
            windows have none of their own and need it; later ranks have no weight.

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Kumar 2018; Deliège et al. 2021.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        channels: int = 1,
        ranks: int | None = None,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveOrdinalPool1d(ranks.Ordinal, _bases.Adapt):
    """The mean of each window with weights for its ranks: Σ w_r x(r) / Σ w_r.

    Module of `poolwise.adaptive_ordinal_pool1d`.

    `poolwise.nn.OrdinalPool1d` learns them as the softmax of logits.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        channels: how many channels have learned numbers of their own; with 1, all share them.
        ranks: how many ranks have a weight; the window's size when None. Adaptive and global
            windows have none of their own and need it; later ranks have no weight.

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Kumar 2018; Deliège et al. 2021.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        channels: int = 1,
        ranks: int | None = None,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveOrdinalPool2d(ranks.Ordinal, _bases.Adapt):
    """The mean of each window with weights for its ranks: Σ w_r x(r) / Σ w_r.

    Module of `poolwise.adaptive_ordinal_pool2d`.

    `poolwise.nn.OrdinalPool2d` learns them as the softmax of logits.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        channels: how many channels have learned numbers of their own; with 1, all share them.
        ranks: how many ranks have a weight; the window's size when None. Adaptive and global
            windows have none of their own and need it; later ranks have no weight.

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Kumar 2018; Deliège et al. 2021.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        channels: int = 1,
        ranks: int | None = None,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveOrdinalPool3d(ranks.Ordinal, _bases.Adapt):
    """The mean of each window with weights for its ranks: Σ w_r x(r) / Σ w_r.

    Module of `poolwise.adaptive_ordinal_pool3d`.

    `poolwise.nn.OrdinalPool3d` learns them as the softmax of logits.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        channels: how many channels have learned numbers of their own; with 1, all share them.
        ranks: how many ranks have a weight; the window's size when None. Adaptive and global
            windows have none of their own and need it; later ranks have no weight.

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Kumar 2018; Deliège et al. 2021.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        channels: int = 1,
        ranks: int | None = None,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalOrdinalPool1d(ranks.Ordinal, _bases.Whole):
    """The mean of each window with weights for its ranks: Σ w_r x(r) / Σ w_r.

    Module of `poolwise.global_ordinal_pool1d`.

    `poolwise.nn.OrdinalPool1d` learns them as the softmax of logits.

    Args:
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        channels: how many channels have learned numbers of their own; with 1, all share them.
        ranks: how many ranks have a weight; the window's size when None. Adaptive and global
            windows have none of their own and need it; later ranks have no weight.

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Kumar 2018; Deliège et al. 2021.
    """
    def __init__(
        self,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        channels: int = 1,
        ranks: int | None = None,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalOrdinalPool2d(ranks.Ordinal, _bases.Whole):
    """The mean of each window with weights for its ranks: Σ w_r x(r) / Σ w_r.

    Module of `poolwise.global_ordinal_pool2d`.

    `poolwise.nn.OrdinalPool2d` learns them as the softmax of logits.

    Args:
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        channels: how many channels have learned numbers of their own; with 1, all share them.
        ranks: how many ranks have a weight; the window's size when None. Adaptive and global
            windows have none of their own and need it; later ranks have no weight.

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Kumar 2018; Deliège et al. 2021.
    """
    def __init__(
        self,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        channels: int = 1,
        ranks: int | None = None,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalOrdinalPool3d(ranks.Ordinal, _bases.Whole):
    """The mean of each window with weights for its ranks: Σ w_r x(r) / Σ w_r.

    Module of `poolwise.global_ordinal_pool3d`.

    `poolwise.nn.OrdinalPool3d` learns them as the softmax of logits.

    Args:
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).
        channels: how many channels have learned numbers of their own; with 1, all share them.
        ranks: how many ranks have a weight; the window's size when None. Adaptive and global
            windows have none of their own and need it; later ranks have no weight.

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Kumar 2018; Deliège et al. 2021.
    """
    def __init__(
        self,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        channels: int = 1,
        ranks: int | None = None,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class MedianPool1d(_bases.Slide):
    """The median of each window.

    Module of `poolwise.median_pool1d`.

    Args:
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
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: classical.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        interpolation: str = "midpoint",
        dtype: torch.dtype | None = None,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class MedianPool2d(_bases.Slide):
    """The median of each window.

    Module of `poolwise.median_pool2d`.

    Args:
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
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: classical.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        interpolation: str = "midpoint",
        dtype: torch.dtype | None = None,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class MedianPool3d(_bases.Slide):
    """The median of each window.

    Module of `poolwise.median_pool3d`.

    Args:
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
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: classical.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        interpolation: str = "midpoint",
        dtype: torch.dtype | None = None,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveMedianPool1d(_bases.Adapt):
    """The median of each window.

    Module of `poolwise.adaptive_median_pool1d`.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        interpolation: where a window has an even number of elements, ``"midpoint"`` takes the mean
            of the two middle ones, ``"lower"`` the smaller, as `torch.median` does, ``"upper"``
            (NumPy's ``"higher"``) the larger.
        dtype: the result's; x's own when None. Of integers to integers, means are rounded half to
            even, and what is too large saturates; to floats, integers of 64 bits are first rounded
            to float64.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: classical.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        interpolation: str = "midpoint",
        dtype: torch.dtype | None = None,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveMedianPool2d(_bases.Adapt):
    """The median of each window.

    Module of `poolwise.adaptive_median_pool2d`.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        interpolation: where a window has an even number of elements, ``"midpoint"`` takes the mean
            of the two middle ones, ``"lower"`` the smaller, as `torch.median` does, ``"upper"``
            (NumPy's ``"higher"``) the larger.
        dtype: the result's; x's own when None. Of integers to integers, means are rounded half to
            even, and what is too large saturates; to floats, integers of 64 bits are first rounded
            to float64.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: classical.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        interpolation: str = "midpoint",
        dtype: torch.dtype | None = None,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveMedianPool3d(_bases.Adapt):
    """The median of each window.

    Module of `poolwise.adaptive_median_pool3d`.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        interpolation: where a window has an even number of elements, ``"midpoint"`` takes the mean
            of the two middle ones, ``"lower"`` the smaller, as `torch.median` does, ``"upper"``
            (NumPy's ``"higher"``) the larger.
        dtype: the result's; x's own when None. Of integers to integers, means are rounded half to
            even, and what is too large saturates; to floats, integers of 64 bits are first rounded
            to float64.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: classical.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        interpolation: str = "midpoint",
        dtype: torch.dtype | None = None,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalMedianPool1d(_bases.Whole):
    """The median of each window.

    Module of `poolwise.global_median_pool1d`.

    Args:
        interpolation: where a window has an even number of elements, ``"midpoint"`` takes the mean
            of the two middle ones, ``"lower"`` the smaller, as `torch.median` does, ``"upper"``
            (NumPy's ``"higher"``) the larger.
        dtype: the result's; x's own when None. Of integers to integers, means are rounded half to
            even, and what is too large saturates; to floats, integers of 64 bits are first rounded
            to float64.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: classical.
    """
    def __init__(
        self,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        interpolation: str = "midpoint",
        dtype: torch.dtype | None = None,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalMedianPool2d(_bases.Whole):
    """The median of each window.

    Module of `poolwise.global_median_pool2d`.

    Args:
        interpolation: where a window has an even number of elements, ``"midpoint"`` takes the mean
            of the two middle ones, ``"lower"`` the smaller, as `torch.median` does, ``"upper"``
            (NumPy's ``"higher"``) the larger.
        dtype: the result's; x's own when None. Of integers to integers, means are rounded half to
            even, and what is too large saturates; to floats, integers of 64 bits are first rounded
            to float64.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: classical.
    """
    def __init__(
        self,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        interpolation: str = "midpoint",
        dtype: torch.dtype | None = None,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalMedianPool3d(_bases.Whole):
    """The median of each window.

    Module of `poolwise.global_median_pool3d`.

    Args:
        interpolation: where a window has an even number of elements, ``"midpoint"`` takes the mean
            of the two middle ones, ``"lower"`` the smaller, as `torch.median` does, ``"upper"``
            (NumPy's ``"higher"``) the larger.
        dtype: the result's; x's own when None. Of integers to integers, means are rounded half to
            even, and what is too large saturates; to floats, integers of 64 bits are first rounded
            to float64.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: classical.
    """
    def __init__(
        self,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        interpolation: str = "midpoint",
        dtype: torch.dtype | None = None,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class TopKAvgPool1d(_bases.Slide):
    """The mean of the k largest elements of each window: rank-based average pooling, RAP.

    Module of `poolwise.top_k_avg_pool1d`.

    k = 1 is the maximum; a k of all elements or more is the mean.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        k: how many elements, at least 1.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Shi, Ye & Wu 2016.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        k: int = 2,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class TopKAvgPool2d(_bases.Slide):
    """The mean of the k largest elements of each window: rank-based average pooling, RAP.

    Module of `poolwise.top_k_avg_pool2d`.

    k = 1 is the maximum; a k of all elements or more is the mean.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        k: how many elements, at least 1.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Shi, Ye & Wu 2016.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        k: int = 2,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class TopKAvgPool3d(_bases.Slide):
    """The mean of the k largest elements of each window: rank-based average pooling, RAP.

    Module of `poolwise.top_k_avg_pool3d`.

    k = 1 is the maximum; a k of all elements or more is the mean.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        k: how many elements, at least 1.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Shi, Ye & Wu 2016.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        k: int = 2,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveTopKAvgPool1d(_bases.Adapt):
    """The mean of the k largest elements of each window: rank-based average pooling, RAP.

    Module of `poolwise.adaptive_top_k_avg_pool1d`.

    k = 1 is the maximum; a k of all elements or more is the mean.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        k: how many elements, at least 1.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Shi, Ye & Wu 2016.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        k: int = 2,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveTopKAvgPool2d(_bases.Adapt):
    """The mean of the k largest elements of each window: rank-based average pooling, RAP.

    Module of `poolwise.adaptive_top_k_avg_pool2d`.

    k = 1 is the maximum; a k of all elements or more is the mean.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        k: how many elements, at least 1.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Shi, Ye & Wu 2016.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        k: int = 2,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveTopKAvgPool3d(_bases.Adapt):
    """The mean of the k largest elements of each window: rank-based average pooling, RAP.

    Module of `poolwise.adaptive_top_k_avg_pool3d`.

    k = 1 is the maximum; a k of all elements or more is the mean.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        k: how many elements, at least 1.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Shi, Ye & Wu 2016.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        k: int = 2,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalTopKAvgPool1d(_bases.Whole):
    """The mean of the k largest elements of each window: rank-based average pooling, RAP.

    Module of `poolwise.global_top_k_avg_pool1d`.

    k = 1 is the maximum; a k of all elements or more is the mean.

    Args:
        k: how many elements, at least 1.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Shi, Ye & Wu 2016.
    """
    def __init__(
        self, *, empty_value: float = 0, channels_last: bool = False, k: int = 2
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalTopKAvgPool2d(_bases.Whole):
    """The mean of the k largest elements of each window: rank-based average pooling, RAP.

    Module of `poolwise.global_top_k_avg_pool2d`.

    k = 1 is the maximum; a k of all elements or more is the mean.

    Args:
        k: how many elements, at least 1.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Shi, Ye & Wu 2016.
    """
    def __init__(
        self, *, empty_value: float = 0, channels_last: bool = False, k: int = 2
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalTopKAvgPool3d(_bases.Whole):
    """The mean of the k largest elements of each window: rank-based average pooling, RAP.

    Module of `poolwise.global_top_k_avg_pool3d`.

    k = 1 is the maximum; a k of all elements or more is the mean.

    Args:
        k: how many elements, at least 1.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Shi, Ye & Wu 2016.
    """
    def __init__(
        self, *, empty_value: float = 0, channels_last: bool = False, k: int = 2
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class RankWeightedPool1d(_bases.Slide):
    """The mean of each window weighted by rank: Σ α(1−α)^(r−1) x(r) over x(1) ≥ x(2) ≥ …, RWP.

    Module of `poolwise.rank_weighted_pool1d`.

    Weights are renormalised over the window's elements.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Shi, Ye & Wu 2016.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        alpha: float = 0.5,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class RankWeightedPool2d(_bases.Slide):
    """The mean of each window weighted by rank: Σ α(1−α)^(r−1) x(r) over x(1) ≥ x(2) ≥ …, RWP.

    Module of `poolwise.rank_weighted_pool2d`.

    Weights are renormalised over the window's elements.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Shi, Ye & Wu 2016.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        alpha: float = 0.5,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class RankWeightedPool3d(_bases.Slide):
    """The mean of each window weighted by rank: Σ α(1−α)^(r−1) x(r) over x(1) ≥ x(2) ≥ …, RWP.

    Module of `poolwise.rank_weighted_pool3d`.

    Weights are renormalised over the window's elements.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Shi, Ye & Wu 2016.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        alpha: float = 0.5,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveRankWeightedPool1d(_bases.Adapt):
    """The mean of each window weighted by rank: Σ α(1−α)^(r−1) x(r) over x(1) ≥ x(2) ≥ …, RWP.

    Module of `poolwise.adaptive_rank_weighted_pool1d`.

    Weights are renormalised over the window's elements.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Shi, Ye & Wu 2016.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        alpha: float = 0.5,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveRankWeightedPool2d(_bases.Adapt):
    """The mean of each window weighted by rank: Σ α(1−α)^(r−1) x(r) over x(1) ≥ x(2) ≥ …, RWP.

    Module of `poolwise.adaptive_rank_weighted_pool2d`.

    Weights are renormalised over the window's elements.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Shi, Ye & Wu 2016.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        alpha: float = 0.5,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveRankWeightedPool3d(_bases.Adapt):
    """The mean of each window weighted by rank: Σ α(1−α)^(r−1) x(r) over x(1) ≥ x(2) ≥ …, RWP.

    Module of `poolwise.adaptive_rank_weighted_pool3d`.

    Weights are renormalised over the window's elements.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Shi, Ye & Wu 2016.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        alpha: float = 0.5,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalRankWeightedPool1d(_bases.Whole):
    """The mean of each window weighted by rank: Σ α(1−α)^(r−1) x(r) over x(1) ≥ x(2) ≥ …, RWP.

    Module of `poolwise.global_rank_weighted_pool1d`.

    Weights are renormalised over the window's elements.

    Args:
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Shi, Ye & Wu 2016.
    """
    def __init__(
        self, *, empty_value: float = 0, channels_last: bool = False, alpha: float = 0.5
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalRankWeightedPool2d(_bases.Whole):
    """The mean of each window weighted by rank: Σ α(1−α)^(r−1) x(r) over x(1) ≥ x(2) ≥ …, RWP.

    Module of `poolwise.global_rank_weighted_pool2d`.

    Weights are renormalised over the window's elements.

    Args:
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Shi, Ye & Wu 2016.
    """
    def __init__(
        self, *, empty_value: float = 0, channels_last: bool = False, alpha: float = 0.5
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalRankWeightedPool3d(_bases.Whole):
    """The mean of each window weighted by rank: Σ α(1−α)^(r−1) x(r) over x(1) ≥ x(2) ≥ …, RWP.

    Module of `poolwise.global_rank_weighted_pool3d`.

    Weights are renormalised over the window's elements.

    Args:
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Shi, Ye & Wu 2016.
    """
    def __init__(
        self, *, empty_value: float = 0, channels_last: bool = False, alpha: float = 0.5
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class RankStochasticPool1d(_bases.Drawing, _bases.Slide):
    """An element of each window, drawn by rank with the weights of rank-weighted pooling, RSP.

    Module of `poolwise.rank_stochastic_pool1d`.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Shi, Ye & Wu 2016.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        alpha: float = 0.5,
    ) -> None: ...
    def forward(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...
    def __call__(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...

class RankStochasticPool2d(_bases.Drawing, _bases.Slide):
    """An element of each window, drawn by rank with the weights of rank-weighted pooling, RSP.

    Module of `poolwise.rank_stochastic_pool2d`.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Shi, Ye & Wu 2016.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        alpha: float = 0.5,
    ) -> None: ...
    def forward(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...
    def __call__(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...

class RankStochasticPool3d(_bases.Drawing, _bases.Slide):
    """An element of each window, drawn by rank with the weights of rank-weighted pooling, RSP.

    Module of `poolwise.rank_stochastic_pool3d`.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Shi, Ye & Wu 2016.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        alpha: float = 0.5,
    ) -> None: ...
    def forward(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...
    def __call__(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...

class AdaptiveRankStochasticPool1d(_bases.Drawing, _bases.Adapt):
    """An element of each window, drawn by rank with the weights of rank-weighted pooling, RSP.

    Module of `poolwise.adaptive_rank_stochastic_pool1d`.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Shi, Ye & Wu 2016.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        alpha: float = 0.5,
    ) -> None: ...
    def forward(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...
    def __call__(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...

class AdaptiveRankStochasticPool2d(_bases.Drawing, _bases.Adapt):
    """An element of each window, drawn by rank with the weights of rank-weighted pooling, RSP.

    Module of `poolwise.adaptive_rank_stochastic_pool2d`.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Shi, Ye & Wu 2016.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        alpha: float = 0.5,
    ) -> None: ...
    def forward(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...
    def __call__(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...

class AdaptiveRankStochasticPool3d(_bases.Drawing, _bases.Adapt):
    """An element of each window, drawn by rank with the weights of rank-weighted pooling, RSP.

    Module of `poolwise.adaptive_rank_stochastic_pool3d`.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Shi, Ye & Wu 2016.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        alpha: float = 0.5,
    ) -> None: ...
    def forward(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...
    def __call__(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...

class GlobalRankStochasticPool1d(_bases.Drawing, _bases.Whole):
    """An element of each window, drawn by rank with the weights of rank-weighted pooling, RSP.

    Module of `poolwise.global_rank_stochastic_pool1d`.

    Args:
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Shi, Ye & Wu 2016.
    """
    def __init__(
        self, *, empty_value: float = 0, channels_last: bool = False, alpha: float = 0.5
    ) -> None: ...
    def forward(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...
    def __call__(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...

class GlobalRankStochasticPool2d(_bases.Drawing, _bases.Whole):
    """An element of each window, drawn by rank with the weights of rank-weighted pooling, RSP.

    Module of `poolwise.global_rank_stochastic_pool2d`.

    Args:
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Shi, Ye & Wu 2016.
    """
    def __init__(
        self, *, empty_value: float = 0, channels_last: bool = False, alpha: float = 0.5
    ) -> None: ...
    def forward(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...
    def __call__(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...

class GlobalRankStochasticPool3d(_bases.Drawing, _bases.Whole):
    """An element of each window, drawn by rank with the weights of rank-weighted pooling, RSP.

    Module of `poolwise.global_rank_stochastic_pool3d`.

    Args:
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Shi, Ye & Wu 2016.
    """
    def __init__(
        self, *, empty_value: float = 0, channels_last: bool = False, alpha: float = 0.5
    ) -> None: ...
    def forward(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...
    def __call__(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor: ...

class TrimmedMeanPool1d(_bases.Slide):
    """The mean of each window without a share of its elements at either end.

    Module of `poolwise.trimmed_mean_pool1d`.

    Of n elements ⌊cut · n⌋ are left out at the top and as many at the bottom. 0 leaves out none,
    which is the mean; close to ½ it is the median.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        cut: the share that is left out at either end, at least 0 and below 0.5.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Tukey 1962.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        cut: float = 0.25,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class TrimmedMeanPool2d(_bases.Slide):
    """The mean of each window without a share of its elements at either end.

    Module of `poolwise.trimmed_mean_pool2d`.

    Of n elements ⌊cut · n⌋ are left out at the top and as many at the bottom. 0 leaves out none,
    which is the mean; close to ½ it is the median.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        cut: the share that is left out at either end, at least 0 and below 0.5.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Tukey 1962.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        cut: float = 0.25,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class TrimmedMeanPool3d(_bases.Slide):
    """The mean of each window without a share of its elements at either end.

    Module of `poolwise.trimmed_mean_pool3d`.

    Of n elements ⌊cut · n⌋ are left out at the top and as many at the bottom. 0 leaves out none,
    which is the mean; close to ½ it is the median.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        cut: the share that is left out at either end, at least 0 and below 0.5.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Tukey 1962.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        cut: float = 0.25,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveTrimmedMeanPool1d(_bases.Adapt):
    """The mean of each window without a share of its elements at either end.

    Module of `poolwise.adaptive_trimmed_mean_pool1d`.

    Of n elements ⌊cut · n⌋ are left out at the top and as many at the bottom. 0 leaves out none,
    which is the mean; close to ½ it is the median.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        cut: the share that is left out at either end, at least 0 and below 0.5.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Tukey 1962.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        cut: float = 0.25,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveTrimmedMeanPool2d(_bases.Adapt):
    """The mean of each window without a share of its elements at either end.

    Module of `poolwise.adaptive_trimmed_mean_pool2d`.

    Of n elements ⌊cut · n⌋ are left out at the top and as many at the bottom. 0 leaves out none,
    which is the mean; close to ½ it is the median.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        cut: the share that is left out at either end, at least 0 and below 0.5.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Tukey 1962.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        cut: float = 0.25,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveTrimmedMeanPool3d(_bases.Adapt):
    """The mean of each window without a share of its elements at either end.

    Module of `poolwise.adaptive_trimmed_mean_pool3d`.

    Of n elements ⌊cut · n⌋ are left out at the top and as many at the bottom. 0 leaves out none,
    which is the mean; close to ½ it is the median.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        cut: the share that is left out at either end, at least 0 and below 0.5.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Tukey 1962.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        cut: float = 0.25,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalTrimmedMeanPool1d(_bases.Whole):
    """The mean of each window without a share of its elements at either end.

    Module of `poolwise.global_trimmed_mean_pool1d`.

    Of n elements ⌊cut · n⌋ are left out at the top and as many at the bottom. 0 leaves out none,
    which is the mean; close to ½ it is the median.

    Args:
        cut: the share that is left out at either end, at least 0 and below 0.5.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Tukey 1962.
    """
    def __init__(
        self, *, empty_value: float = 0, channels_last: bool = False, cut: float = 0.25
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalTrimmedMeanPool2d(_bases.Whole):
    """The mean of each window without a share of its elements at either end.

    Module of `poolwise.global_trimmed_mean_pool2d`.

    Of n elements ⌊cut · n⌋ are left out at the top and as many at the bottom. 0 leaves out none,
    which is the mean; close to ½ it is the median.

    Args:
        cut: the share that is left out at either end, at least 0 and below 0.5.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Tukey 1962.
    """
    def __init__(
        self, *, empty_value: float = 0, channels_last: bool = False, cut: float = 0.25
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalTrimmedMeanPool3d(_bases.Whole):
    """The mean of each window without a share of its elements at either end.

    Module of `poolwise.global_trimmed_mean_pool3d`.

    Of n elements ⌊cut · n⌋ are left out at the top and as many at the bottom. 0 leaves out none,
    which is the mean; close to ½ it is the median.

    Args:
        cut: the share that is left out at either end, at least 0 and below 0.5.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Tukey 1962.
    """
    def __init__(
        self, *, empty_value: float = 0, channels_last: bool = False, cut: float = 0.25
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class QuantilePool1d(_bases.Slide):
    """The q-quantile of each window: what the share q of its elements lies below.

    Module of `poolwise.quantile_pool1d`.

    As `numpy.quantile` and `torch.quantile` have it: 0 is the minimum, ½ the median, 1 the maximum.

    Args:
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
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Hyndman & Fan 1996, their definition 7.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        q: float = 0.5,
        interpolation: str = "linear",
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class QuantilePool2d(_bases.Slide):
    """The q-quantile of each window: what the share q of its elements lies below.

    Module of `poolwise.quantile_pool2d`.

    As `numpy.quantile` and `torch.quantile` have it: 0 is the minimum, ½ the median, 1 the maximum.

    Args:
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
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Hyndman & Fan 1996, their definition 7.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        q: float = 0.5,
        interpolation: str = "linear",
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class QuantilePool3d(_bases.Slide):
    """The q-quantile of each window: what the share q of its elements lies below.

    Module of `poolwise.quantile_pool3d`.

    As `numpy.quantile` and `torch.quantile` have it: 0 is the minimum, ½ the median, 1 the maximum.

    Args:
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
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Hyndman & Fan 1996, their definition 7.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        q: float = 0.5,
        interpolation: str = "linear",
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveQuantilePool1d(_bases.Adapt):
    """The q-quantile of each window: what the share q of its elements lies below.

    Module of `poolwise.adaptive_quantile_pool1d`.

    As `numpy.quantile` and `torch.quantile` have it: 0 is the minimum, ½ the median, 1 the maximum.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        q: the share, from 0 to 1.
        interpolation: what is taken where q (n − 1) lies between two elements: ``"linear"``,
            ``"lower"``, ``"higher"``, their mean (``"midpoint"``), or the ``"nearest"``, of two as
            near that of even number.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Hyndman & Fan 1996, their definition 7.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        q: float = 0.5,
        interpolation: str = "linear",
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveQuantilePool2d(_bases.Adapt):
    """The q-quantile of each window: what the share q of its elements lies below.

    Module of `poolwise.adaptive_quantile_pool2d`.

    As `numpy.quantile` and `torch.quantile` have it: 0 is the minimum, ½ the median, 1 the maximum.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        q: the share, from 0 to 1.
        interpolation: what is taken where q (n − 1) lies between two elements: ``"linear"``,
            ``"lower"``, ``"higher"``, their mean (``"midpoint"``), or the ``"nearest"``, of two as
            near that of even number.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Hyndman & Fan 1996, their definition 7.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        q: float = 0.5,
        interpolation: str = "linear",
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveQuantilePool3d(_bases.Adapt):
    """The q-quantile of each window: what the share q of its elements lies below.

    Module of `poolwise.adaptive_quantile_pool3d`.

    As `numpy.quantile` and `torch.quantile` have it: 0 is the minimum, ½ the median, 1 the maximum.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        q: the share, from 0 to 1.
        interpolation: what is taken where q (n − 1) lies between two elements: ``"linear"``,
            ``"lower"``, ``"higher"``, their mean (``"midpoint"``), or the ``"nearest"``, of two as
            near that of even number.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Hyndman & Fan 1996, their definition 7.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        q: float = 0.5,
        interpolation: str = "linear",
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalQuantilePool1d(_bases.Whole):
    """The q-quantile of each window: what the share q of its elements lies below.

    Module of `poolwise.global_quantile_pool1d`.

    As `numpy.quantile` and `torch.quantile` have it: 0 is the minimum, ½ the median, 1 the maximum.

    Args:
        q: the share, from 0 to 1.
        interpolation: what is taken where q (n − 1) lies between two elements: ``"linear"``,
            ``"lower"``, ``"higher"``, their mean (``"midpoint"``), or the ``"nearest"``, of two as
            near that of even number.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Hyndman & Fan 1996, their definition 7.
    """
    def __init__(
        self,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        q: float = 0.5,
        interpolation: str = "linear",
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalQuantilePool2d(_bases.Whole):
    """The q-quantile of each window: what the share q of its elements lies below.

    Module of `poolwise.global_quantile_pool2d`.

    As `numpy.quantile` and `torch.quantile` have it: 0 is the minimum, ½ the median, 1 the maximum.

    Args:
        q: the share, from 0 to 1.
        interpolation: what is taken where q (n − 1) lies between two elements: ``"linear"``,
            ``"lower"``, ``"higher"``, their mean (``"midpoint"``), or the ``"nearest"``, of two as
            near that of even number.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Hyndman & Fan 1996, their definition 7.
    """
    def __init__(
        self,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        q: float = 0.5,
        interpolation: str = "linear",
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalQuantilePool3d(_bases.Whole):
    """The q-quantile of each window: what the share q of its elements lies below.

    Module of `poolwise.global_quantile_pool3d`.

    As `numpy.quantile` and `torch.quantile` have it: 0 is the minimum, ½ the median, 1 the maximum.

    Args:
        q: the share, from 0 to 1.
        interpolation: what is taken where q (n − 1) lies between two elements: ``"linear"``,
            ``"lower"``, ``"higher"``, their mean (``"midpoint"``), or the ``"nearest"``, of two as
            near that of even number.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Hyndman & Fan 1996, their definition 7.
    """
    def __init__(
        self,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        q: float = 0.5,
        interpolation: str = "linear",
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class MidrangePool1d(_bases.Slide):
    """The mean of the largest and the smallest element of each window.

    Module of `poolwise.midrange_pool1d`.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: classical.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class MidrangePool2d(_bases.Slide):
    """The mean of the largest and the smallest element of each window.

    Module of `poolwise.midrange_pool2d`.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: classical.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class MidrangePool3d(_bases.Slide):
    """The mean of the largest and the smallest element of each window.

    Module of `poolwise.midrange_pool3d`.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: classical.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveMidrangePool1d(_bases.Adapt):
    """The mean of the largest and the smallest element of each window.

    Module of `poolwise.adaptive_midrange_pool1d`.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: classical.
    """
    def __init__(
        self, output_size: OutputSize, *, empty_value: float = 0, channels_last: bool = False
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveMidrangePool2d(_bases.Adapt):
    """The mean of the largest and the smallest element of each window.

    Module of `poolwise.adaptive_midrange_pool2d`.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: classical.
    """
    def __init__(
        self, output_size: OutputSize, *, empty_value: float = 0, channels_last: bool = False
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveMidrangePool3d(_bases.Adapt):
    """The mean of the largest and the smallest element of each window.

    Module of `poolwise.adaptive_midrange_pool3d`.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: classical.
    """
    def __init__(
        self, output_size: OutputSize, *, empty_value: float = 0, channels_last: bool = False
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalMidrangePool1d(_bases.Whole):
    """The mean of the largest and the smallest element of each window.

    Module of `poolwise.global_midrange_pool1d`.

    Args:
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: classical.
    """
    def __init__(self, *, empty_value: float = 0, channels_last: bool = False) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalMidrangePool2d(_bases.Whole):
    """The mean of the largest and the smallest element of each window.

    Module of `poolwise.global_midrange_pool2d`.

    Args:
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: classical.
    """
    def __init__(self, *, empty_value: float = 0, channels_last: bool = False) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalMidrangePool3d(_bases.Whole):
    """The mean of the largest and the smallest element of each window.

    Module of `poolwise.global_midrange_pool3d`.

    Args:
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: classical.
    """
    def __init__(self, *, empty_value: float = 0, channels_last: bool = False) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class WeldonPool1d(_bases.Slide):
    """The mean of the k largest elements of each window plus the mean of its k smallest.

    Module of `poolwise.weldon_pool1d`.

    k = 1 is the maximum plus the minimum. Of fewer than k elements all are taken at both ends,
    which is twice the mean.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        k: how many elements at either end, at least 1.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Durand, Thome & Cord 2016 (WELDON).
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        k: int = 2,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class WeldonPool2d(_bases.Slide):
    """The mean of the k largest elements of each window plus the mean of its k smallest.

    Module of `poolwise.weldon_pool2d`.

    k = 1 is the maximum plus the minimum. Of fewer than k elements all are taken at both ends,
    which is twice the mean.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        k: how many elements at either end, at least 1.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Durand, Thome & Cord 2016 (WELDON).
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        k: int = 2,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class WeldonPool3d(_bases.Slide):
    """The mean of the k largest elements of each window plus the mean of its k smallest.

    Module of `poolwise.weldon_pool3d`.

    k = 1 is the maximum plus the minimum. Of fewer than k elements all are taken at both ends,
    which is twice the mean.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        k: how many elements at either end, at least 1.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Durand, Thome & Cord 2016 (WELDON).
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        k: int = 2,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveWeldonPool1d(_bases.Adapt):
    """The mean of the k largest elements of each window plus the mean of its k smallest.

    Module of `poolwise.adaptive_weldon_pool1d`.

    k = 1 is the maximum plus the minimum. Of fewer than k elements all are taken at both ends,
    which is twice the mean.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        k: how many elements at either end, at least 1.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Durand, Thome & Cord 2016 (WELDON).
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        k: int = 2,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveWeldonPool2d(_bases.Adapt):
    """The mean of the k largest elements of each window plus the mean of its k smallest.

    Module of `poolwise.adaptive_weldon_pool2d`.

    k = 1 is the maximum plus the minimum. Of fewer than k elements all are taken at both ends,
    which is twice the mean.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        k: how many elements at either end, at least 1.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Durand, Thome & Cord 2016 (WELDON).
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        k: int = 2,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveWeldonPool3d(_bases.Adapt):
    """The mean of the k largest elements of each window plus the mean of its k smallest.

    Module of `poolwise.adaptive_weldon_pool3d`.

    k = 1 is the maximum plus the minimum. Of fewer than k elements all are taken at both ends,
    which is twice the mean.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        k: how many elements at either end, at least 1.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Durand, Thome & Cord 2016 (WELDON).
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        k: int = 2,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalWeldonPool1d(_bases.Whole):
    """The mean of the k largest elements of each window plus the mean of its k smallest.

    Module of `poolwise.global_weldon_pool1d`.

    k = 1 is the maximum plus the minimum. Of fewer than k elements all are taken at both ends,
    which is twice the mean.

    Args:
        k: how many elements at either end, at least 1.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Durand, Thome & Cord 2016 (WELDON).
    """
    def __init__(
        self, *, empty_value: float = 0, channels_last: bool = False, k: int = 2
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalWeldonPool2d(_bases.Whole):
    """The mean of the k largest elements of each window plus the mean of its k smallest.

    Module of `poolwise.global_weldon_pool2d`.

    k = 1 is the maximum plus the minimum. Of fewer than k elements all are taken at both ends,
    which is twice the mean.

    Args:
        k: how many elements at either end, at least 1.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Durand, Thome & Cord 2016 (WELDON).
    """
    def __init__(
        self, *, empty_value: float = 0, channels_last: bool = False, k: int = 2
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalWeldonPool3d(_bases.Whole):
    """The mean of the k largest elements of each window plus the mean of its k smallest.

    Module of `poolwise.global_weldon_pool3d`.

    k = 1 is the maximum plus the minimum. Of fewer than k elements all are taken at both ends,
    which is twice the mean.

    Args:
        k: how many elements at either end, at least 1.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Durand, Thome & Cord 2016 (WELDON).
    """
    def __init__(
        self, *, empty_value: float = 0, channels_last: bool = False, k: int = 2
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class TMaxAvgPool1d(_bases.Slide):
    """The maximum of each window whose k largest elements all reach t, of others their mean.

    Module of `poolwise.t_max_avg_pool1d`.

    That is T-Max-Avg. The paper's condition on the k largest is read as one on each of them, and so
    on the smallest of them. Gradients are those of the case that a window is in.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        k: how many elements, at least 1; all where there are fewer.
        t: the threshold T, finite.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Zhao & Zhang 2024.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        k: int = 3,
        t: float = 0.5,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class TMaxAvgPool2d(_bases.Slide):
    """The maximum of each window whose k largest elements all reach t, of others their mean.

    Module of `poolwise.t_max_avg_pool2d`.

    That is T-Max-Avg. The paper's condition on the k largest is read as one on each of them, and so
    on the smallest of them. Gradients are those of the case that a window is in.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        k: how many elements, at least 1; all where there are fewer.
        t: the threshold T, finite.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Zhao & Zhang 2024.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        k: int = 3,
        t: float = 0.5,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class TMaxAvgPool3d(_bases.Slide):
    """The maximum of each window whose k largest elements all reach t, of others their mean.

    Module of `poolwise.t_max_avg_pool3d`.

    That is T-Max-Avg. The paper's condition on the k largest is read as one on each of them, and so
    on the smallest of them. Gradients are those of the case that a window is in.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        k: how many elements, at least 1; all where there are fewer.
        t: the threshold T, finite.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Zhao & Zhang 2024.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        k: int = 3,
        t: float = 0.5,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveTMaxAvgPool1d(_bases.Adapt):
    """The maximum of each window whose k largest elements all reach t, of others their mean.

    Module of `poolwise.adaptive_t_max_avg_pool1d`.

    That is T-Max-Avg. The paper's condition on the k largest is read as one on each of them, and so
    on the smallest of them. Gradients are those of the case that a window is in.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        k: how many elements, at least 1; all where there are fewer.
        t: the threshold T, finite.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Zhao & Zhang 2024.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        k: int = 3,
        t: float = 0.5,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveTMaxAvgPool2d(_bases.Adapt):
    """The maximum of each window whose k largest elements all reach t, of others their mean.

    Module of `poolwise.adaptive_t_max_avg_pool2d`.

    That is T-Max-Avg. The paper's condition on the k largest is read as one on each of them, and so
    on the smallest of them. Gradients are those of the case that a window is in.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        k: how many elements, at least 1; all where there are fewer.
        t: the threshold T, finite.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Zhao & Zhang 2024.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        k: int = 3,
        t: float = 0.5,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveTMaxAvgPool3d(_bases.Adapt):
    """The maximum of each window whose k largest elements all reach t, of others their mean.

    Module of `poolwise.adaptive_t_max_avg_pool3d`.

    That is T-Max-Avg. The paper's condition on the k largest is read as one on each of them, and so
    on the smallest of them. Gradients are those of the case that a window is in.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        k: how many elements, at least 1; all where there are fewer.
        t: the threshold T, finite.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Zhao & Zhang 2024.
    """
    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        k: int = 3,
        t: float = 0.5,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalTMaxAvgPool1d(_bases.Whole):
    """The maximum of each window whose k largest elements all reach t, of others their mean.

    Module of `poolwise.global_t_max_avg_pool1d`.

    That is T-Max-Avg. The paper's condition on the k largest is read as one on each of them, and so
    on the smallest of them. Gradients are those of the case that a window is in.

    Args:
        k: how many elements, at least 1; all where there are fewer.
        t: the threshold T, finite.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Zhao & Zhang 2024.
    """
    def __init__(
        self, *, empty_value: float = 0, channels_last: bool = False, k: int = 3, t: float = 0.5
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalTMaxAvgPool2d(_bases.Whole):
    """The maximum of each window whose k largest elements all reach t, of others their mean.

    Module of `poolwise.global_t_max_avg_pool2d`.

    That is T-Max-Avg. The paper's condition on the k largest is read as one on each of them, and so
    on the smallest of them. Gradients are those of the case that a window is in.

    Args:
        k: how many elements, at least 1; all where there are fewer.
        t: the threshold T, finite.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Zhao & Zhang 2024.
    """
    def __init__(
        self, *, empty_value: float = 0, channels_last: bool = False, k: int = 3, t: float = 0.5
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalTMaxAvgPool3d(_bases.Whole):
    """The maximum of each window whose k largest elements all reach t, of others their mean.

    Module of `poolwise.global_t_max_avg_pool3d`.

    That is T-Max-Avg. The paper's condition on the k largest is read as one on each of them, and so
    on the smallest of them. Gradients are those of the case that a window is in.

    Args:
        k: how many elements, at least 1; all where there are fewer.
        t: the threshold T, finite.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Zhao & Zhang 2024.
    """
    def __init__(
        self, *, empty_value: float = 0, channels_last: bool = False, k: int = 3, t: float = 0.5
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class ModePool1d(_bases.Slide):
    """The most frequent element of each window, of equally frequent ones the smallest.

    Module of `poolwise.mode_pool1d`.

    For images of labels. Floats are counted as equal where ``==`` says so. The gradient is the
    first of the most frequent elements' alone, as of a maximum.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: classical; GDAL, tinybrain.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class ModePool2d(_bases.Slide):
    """The most frequent element of each window, of equally frequent ones the smallest.

    Module of `poolwise.mode_pool2d`.

    For images of labels. Floats are counted as equal where ``==`` says so. The gradient is the
    first of the most frequent elements' alone, as of a maximum.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: classical; GDAL, tinybrain.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class ModePool3d(_bases.Slide):
    """The most frequent element of each window, of equally frequent ones the smallest.

    Module of `poolwise.mode_pool3d`.

    For images of labels. Floats are counted as equal where ``==`` says so. The gradient is the
    first of the most frequent elements' alone, as of a maximum.

    Args:
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows, one number or one per axis; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'``
            (output = ceil(input / stride), the extra element after) or ``'same_lower'``. What it
            adds is absent from windows.
        dilation: distance between the elements of a window, one number or one per axis.
        ceil_mode: also keep a last window that hangs over the end.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: classical; GDAL, tinybrain.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveModePool1d(_bases.Adapt):
    """The most frequent element of each window, of equally frequent ones the smallest.

    Module of `poolwise.adaptive_mode_pool1d`.

    For images of labels. Floats are counted as equal where ``==`` says so. The gradient is the
    first of the most frequent elements' alone, as of a maximum.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: classical; GDAL, tinybrain.
    """
    def __init__(
        self, output_size: OutputSize, *, empty_value: float = 0, channels_last: bool = False
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveModePool2d(_bases.Adapt):
    """The most frequent element of each window, of equally frequent ones the smallest.

    Module of `poolwise.adaptive_mode_pool2d`.

    For images of labels. Floats are counted as equal where ``==`` says so. The gradient is the
    first of the most frequent elements' alone, as of a maximum.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: classical; GDAL, tinybrain.
    """
    def __init__(
        self, output_size: OutputSize, *, empty_value: float = 0, channels_last: bool = False
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class AdaptiveModePool3d(_bases.Adapt):
    """The most frequent element of each window, of equally frequent ones the smallest.

    Module of `poolwise.adaptive_mode_pool3d`.

    For images of labels. Floats are counted as equal where ``==`` says so. The gradient is the
    first of the most frequent elements' alone, as of a maximum.

    Args:
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
            Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: classical; GDAL, tinybrain.
    """
    def __init__(
        self, output_size: OutputSize, *, empty_value: float = 0, channels_last: bool = False
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalModePool1d(_bases.Whole):
    """The most frequent element of each window, of equally frequent ones the smallest.

    Module of `poolwise.global_mode_pool1d`.

    For images of labels. Floats are counted as equal where ``==`` says so. The gradient is the
    first of the most frequent elements' alone, as of a maximum.

    Args:
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: classical; GDAL, tinybrain.
    """
    def __init__(self, *, empty_value: float = 0, channels_last: bool = False) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalModePool2d(_bases.Whole):
    """The most frequent element of each window, of equally frequent ones the smallest.

    Module of `poolwise.global_mode_pool2d`.

    For images of labels. Floats are counted as equal where ``==`` says so. The gradient is the
    first of the most frequent elements' alone, as of a maximum.

    Args:
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: classical; GDAL, tinybrain.
    """
    def __init__(self, *, empty_value: float = 0, channels_last: bool = False) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class GlobalModePool3d(_bases.Whole):
    """The most frequent element of each window, of equally frequent ones the smallest.

    Module of `poolwise.global_mode_pool3d`.

    For images of labels. Floats are counted as equal where ``==`` says so. The gradient is the
    first of the most frequent elements' alone, as of a maximum.

    Args:
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: classical; GDAL, tinybrain.
    """
    def __init__(self, *, empty_value: float = 0, channels_last: bool = False) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class RoIAlign(regions._Regions):
    """The mean, or the maximum, of points in each cell of a grid over each region of interest.

    Module of `poolwise.roi_align`, with torchvision's arguments.

    Arguments are as in `torchvision.ops.roi_align`, and ONNX's RoiAlign is the same with
    ``aligned=True`` for its ``half_pixel``. What lies at a point is interpolated between the four
    elements around it; points more than one element outside of x have 0.

    Args:
        output_size: cells of the grid, (height, width) or one number for both.
        spatial_scale: from the boxes' coordinates to those of x.
        sampling_ratio: points along each axis of a cell. When 0 or less, as many as the cell is
            long, rounded up; PyTorch's compiler, which knows no box, needs a number here.
        aligned: shift boxes by half an element, which is what their coordinates mean where 0 is
            the border of the first element and not its centre. Without it, regions are at least
            one element long.
        mode: ``"avg"``, or ``"max"`` for the largest of the interpolated values.
        empty_value: the result of a cell whose points a mask left absent.
        channels_last: whether x is (N, H, W, C); the result is so as well.

    Forward:
        x: array or tensor of shape (N, C, H, W); bool, integer or floating-point.
        boxes: of x's kind: (K, 5), each row the number of the image and x1, y1, x2, y2; or a
            sequence of one (L, 4) for each image. They may lie anywhere within 2^40 elements of x.
        mask: boolean, broadcastable to x, True where an element is present. A point is interpolated
            between those of its elements that are present, whose shares are scaled up to 1; where
            none is, the point is absent. (Points outside of x have 0 as ever.)

    Source: He et al. 2017.
    """
    def __init__(
        self,
        output_size: int | Sequence[int],
        spatial_scale: float = 1.0,
        sampling_ratio: int = -1,
        aligned: bool = False,
        mode: str = "avg",
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(
        self, x: Tensor, boxes: Tensor | Sequence[Tensor], mask: Tensor | None = None
    ) -> Tensor: ...
    def __call__(
        self, x: Tensor, boxes: Tensor | Sequence[Tensor], mask: Tensor | None = None
    ) -> Tensor: ...

class RoIPool(regions._Regions):
    """The largest element, or what else is to be kept, of each cell of a grid over each region.

    Module of `poolwise.roi_pool`, with torchvision's arguments.

    Arguments are as in `torchvision.ops.roi_pool`. Corners are rounded to whole elements (halves
    away from 0) and belong to the region; a region has at least one element.

    Args:
        output_size: cells of the grid, (height, width) or one number for both.
        spatial_scale: from the boxes' coordinates to those of x.
        reducer: a name, as in ``"soft"`` for what `soft_pool2d` makes of windows, or a function as
            in `pool2d`. PyTorch's compiler, which knows no box, takes ``"max"`` alone.
        empty_value: the result of a cell without an element, for it lies outside of x or a mask
            left it empty.
        channels_last: whether x is (N, H, W, C); the result is so as well.
        **options: of the reducer.

    Forward:
        x: array or tensor of shape (N, C, H, W); bool, integer or floating-point.
        boxes: of x's kind: (K, 5), each row the number of the image and x1, y1, x2, y2; or a
            sequence of one (L, 4) for each image. They may lie anywhere within 2^40 elements of x.
        mask: boolean, broadcastable to x, True where an element is present.

    Source: Girshick 2015.
    """
    def __init__(
        self,
        output_size: int | Sequence[int],
        spatial_scale: float = 1.0,
        *,
        reducer: str | Callable[[Any, Any], Any] = "max",
        empty_value: float = 0,
        channels_last: bool = False,
        **options: Any,
    ) -> None: ...
    def forward(
        self, x: Tensor, boxes: Tensor | Sequence[Tensor], mask: Tensor | None = None
    ) -> Tensor: ...
    def __call__(
        self, x: Tensor, boxes: Tensor | Sequence[Tensor], mask: Tensor | None = None
    ) -> Tensor: ...

class SpatialPyramidPool1d(regions._SpatialPyramidPool):
    """Adaptive pooling at several levels, flattened and put one after the other.

    Module of `poolwise.spatial_pyramid_pool1d`.

    The result's length does not depend on the size of x.

    Args:
        levels: the `output_size` of each level, as in `adaptive_max_pool1d`.
        reducer: a name, as in ``"soft"`` for `adaptive_soft_pool1d`, or a function as in
            `pool1d`.
        **options: of the reducer.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, C, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: He et al. 2014.
    """
    def __init__(
        self,
        levels: Sequence[int | Sequence[int]] = (1, 2, 4),
        reducer: str | Callable[[Any, Any], Any] = "max",
        *,
        channels_last: bool = False,
        **options: Any,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class SpatialPyramidPool2d(regions._SpatialPyramidPool):
    """Adaptive pooling at several levels, flattened and put one after the other.

    Module of `poolwise.spatial_pyramid_pool2d`.

    The result's length does not depend on the size of x.

    Args:
        levels: the `output_size` of each level, as in `adaptive_max_pool2d`.
        reducer: a name, as in ``"soft"`` for `adaptive_soft_pool2d`, or a function as in
            `pool2d`.
        **options: of the reducer.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, C, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: He et al. 2014.
    """
    def __init__(
        self,
        levels: Sequence[int | Sequence[int]] = (1, 2, 4),
        reducer: str | Callable[[Any, Any], Any] = "max",
        *,
        channels_last: bool = False,
        **options: Any,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class SpatialPyramidPool3d(regions._SpatialPyramidPool):
    """Adaptive pooling at several levels, flattened and put one after the other.

    Module of `poolwise.spatial_pyramid_pool3d`.

    The result's length does not depend on the size of x.

    Args:
        levels: the `output_size` of each level, as in `adaptive_max_pool3d`.
        reducer: a name, as in ``"soft"`` for `adaptive_soft_pool3d`, or a function as in
            `pool3d`.
        **options: of the reducer.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, C, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: He et al. 2014.
    """
    def __init__(
        self,
        levels: Sequence[int | Sequence[int]] = (1, 2, 4),
        reducer: str | Callable[[Any, Any], Any] = "max",
        *,
        channels_last: bool = False,
        **options: Any,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class S3Pool1d(s3._S3):
    """The largest elements of windows at stride 1, sampled at random positions of a grid.

    Module of `poolwise.s3_pool1d`.

    Each axis of the maxima is cut into cells of `grid_size` positions; of each cell
    grid_size / stride random ones stay, in their order. They are the same for all samples and
    channels. Of the rest at the end, of less than a cell, as many stay as strides fit: the output
    has floor(input / stride) positions.

    Args:
        kernel_size, padding: of the maximum, as in `max_pool1d`; ``"same"`` keeps x's size.
        stride: how many positions become one, one number or one per axis; `kernel_size` when None.
        grid_size: positions of a cell, a multiple of the stride; `stride` when None.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        mask: windows without an element are absent from the maxima: their position gives
            `empty_value` where it is drawn, and no share of the mean.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Zhai et al. 2017.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = "same",
        *,
        grid_size: Ints | None = None,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
    ) -> Tensor: ...
    def __call__(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
    ) -> Tensor: ...

class S3Pool2d(s3._S3):
    """The largest elements of windows at stride 1, sampled at random positions of a grid.

    Module of `poolwise.s3_pool2d`.

    Each axis of the maxima is cut into cells of `grid_size` positions; of each cell
    grid_size / stride random ones stay, in their order. They are the same for all samples and
    channels. Of the rest at the end, of less than a cell, as many stay as strides fit: the output
    has floor(input / stride) positions.

    Args:
        kernel_size, padding: of the maximum, as in `max_pool2d`; ``"same"`` keeps x's size.
        stride: how many positions become one, one number or one per axis; `kernel_size` when None.
        grid_size: positions of a cell, a multiple of the stride; `stride` when None.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        mask: windows without an element are absent from the maxima: their position gives
            `empty_value` where it is drawn, and no share of the mean.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Zhai et al. 2017.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = "same",
        *,
        grid_size: Ints | None = None,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
    ) -> Tensor: ...
    def __call__(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
    ) -> Tensor: ...

class S3Pool3d(s3._S3):
    """The largest elements of windows at stride 1, sampled at random positions of a grid.

    Module of `poolwise.s3_pool3d`.

    Each axis of the maxima is cut into cells of `grid_size` positions; of each cell
    grid_size / stride random ones stay, in their order. They are the same for all samples and
    channels. Of the rest at the end, of less than a cell, as many stay as strides fit: the output
    has floor(input / stride) positions.

    Args:
        kernel_size, padding: of the maximum, as in `max_pool3d`; ``"same"`` keeps x's size.
        stride: how many positions become one, one number or one per axis; `kernel_size` when None.
        grid_size: positions of a cell, a multiple of the stride; `stride` when None.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        mask: windows without an element are absent from the maxima: their position gives
            `empty_value` where it is drawn, and no share of the mean.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Zhai et al. 2017.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = "same",
        *,
        grid_size: Ints | None = None,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
    ) -> Tensor: ...
    def __call__(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
    ) -> Tensor: ...

class CornerPool2d(_bases.Pooling):
    """For each place the maximum from there to one end of its column, plus that of its row.

    Module of `poolwise.corner_pool2d`.

    Of the ``"top_left"`` corner of a box all of the box lies below and to the right: the maxima are
    of these. ``"top"`` alone is the maximum of what lies below, ``"left"`` that of what lies to
    the right, as parts that a network may take of different x.

    Args:
        corner: ``"top_left"``, ``"top_right"``, ``"bottom_left"``, ``"bottom_right"``, or a side:
            ``"top"``, ``"bottom"``, ``"left"``, ``"right"``.
        empty_value: what stands, under a mask, where x is absent.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.

    Source: Law & Deng 2018.
    """
    def __init__(
        self, corner: str, *, empty_value: float = 0, channels_last: bool = False
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None) -> Tensor: ...
    def __call__(self, x: Tensor, mask: Tensor | None = None) -> Tensor: ...

class KMaxPool1d(_bases.Pooling):
    """The k largest elements along time, in their order of appearance.

    Module of `poolwise.k_max_pool1d`.

    Args:
        k: how many, at least 1. Of equal elements the first are kept; a NaN is larger than any
            number, and the last of several the largest. Where fewer are present, ``empty_value``
            stands for the rest, at the end.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Kalchbrenner et al. 2014.
    """
    def __init__(self, k: int, *, empty_value: float = 0, channels_last: bool = False) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class WinnerTakeAll1d(same_size._WinnerTakeAll):
    """x where one of its windows keeps it, and 0 elsewhere: every window keeps its k largest.

    Module of `poolwise.winner_take_all1d`.

    Where windows overlap, an element that any of them keeps is kept. What lies in no window is 0.

    Args:
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
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Makhzani & Frey 2015.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        k: int = 1,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class WinnerTakeAll2d(same_size._WinnerTakeAll):
    """x where one of its windows keeps it, and 0 elsewhere: every window keeps its k largest.

    Module of `poolwise.winner_take_all2d`.

    Where windows overlap, an element that any of them keeps is kept. What lies in no window is 0.

    Args:
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
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Makhzani & Frey 2015.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        k: int = 1,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class WinnerTakeAll3d(same_size._WinnerTakeAll):
    """x where one of its windows keeps it, and 0 elsewhere: every window keeps its k largest.

    Module of `poolwise.winner_take_all3d`.

    Where windows overlap, an element that any of them keeps is kept. What lies in no window is 0.

    Args:
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
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Makhzani & Frey 2015.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        k: int = 1,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class LocalL2Norm1d(same_size._LocalL2Norm):
    """Each element divided by the Euclidean norm of the window around it: x_i / max(‖x‖₂, eps).

    Module of `poolwise.local_l2_norm1d`.

    Args:
        kernel_size: of the window around each element, ``"same"`` padding and stride 1; where it
            is even, the window has one element more after than before.
        eps: the least that is divided by, above 0.
        empty_value: what stands, under a mask, where x is absent.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
    """
    def __init__(
        self,
        kernel_size: Ints,
        eps: float = 1e-12,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class LocalL2Norm2d(same_size._LocalL2Norm):
    """Each element divided by the Euclidean norm of the window around it: x_i / max(‖x‖₂, eps).

    Module of `poolwise.local_l2_norm2d`.

    Args:
        kernel_size: of the window around each element, ``"same"`` padding and stride 1; where it
            is even, the window has one element more after than before.
        eps: the least that is divided by, above 0.
        empty_value: what stands, under a mask, where x is absent.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
    """
    def __init__(
        self,
        kernel_size: Ints,
        eps: float = 1e-12,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class LocalL2Norm3d(same_size._LocalL2Norm):
    """Each element divided by the Euclidean norm of the window around it: x_i / max(‖x‖₂, eps).

    Module of `poolwise.local_l2_norm3d`.

    Args:
        kernel_size: of the window around each element, ``"same"`` padding and stride 1; where it
            is even, the window has one element more after than before.
        eps: the least that is divided by, above 0.
        empty_value: what stands, under a mask, where x is absent.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
    """
    def __init__(
        self,
        kernel_size: Ints,
        eps: float = 1e-12,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(
        self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None
    ) -> Tensor: ...

class TemporalAvgPool(temporal._Temporal):
    """The mean of each channel over time; `temporal_mean_pool` is another name for it.

    Module of `poolwise.temporal_avg_pool`.

    Args:
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: sequences: a padded batch (N, C, T), or a packed or jagged one; bool, integer or
            floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
    """
    def __init__(self, *, empty_value: float = 0, channels_last: bool = False) -> None: ...
    def forward(self, x: Any, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(self, x: Any, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...

class TemporalKMaxPool(_bases.Pooling):
    """The k largest elements of each channel over time, in their order of appearance.

    Module of `poolwise.temporal_k_max_pool`.

    Args:
        k: how many, as in `k_max_pool1d`.
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: sequences: a padded batch (N, C, T), or a packed or jagged one; bool, integer or
            floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Kalchbrenner et al. 2014.
    """
    def __init__(self, k: int, *, empty_value: float = 0, channels_last: bool = False) -> None: ...
    def forward(self, x: Any, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(self, x: Any, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...

class TemporalLastPool(temporal._Temporal):
    """The last element of each sequence that is present.

    Module of `poolwise.temporal_last_pool`.

    Args:
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: sequences: a padded batch (N, C, T), or a packed or jagged one; bool, integer or
            floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.
    """
    def __init__(self, *, empty_value: float = 0, channels_last: bool = False) -> None: ...
    def forward(self, x: Any, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(self, x: Any, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...

class TemporalMaxPool(temporal._Temporal):
    """The largest element of each channel over time: max-over-time pooling.

    Module of `poolwise.temporal_max_pool`.

    Args:
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: sequences: a padded batch (N, C, T), or a packed or jagged one; bool, integer or
            floating-point.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Collobert et al. 2011.
    """
    def __init__(self, *, empty_value: float = 0, channels_last: bool = False) -> None: ...
    def forward(self, x: Any, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...
    def __call__(self, x: Any, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor: ...

class TemporalStatisticsPool(temporal._Temporal):
    """The mean and the standard deviation of each channel over time, one after the other.

    Module of `poolwise.temporal_statistics_pool`.

    The deviation divides by the number of elements, as in x-vectors, and is found from differences
    that do not cancel. Where it is 0, so is its gradient. With weights both are weighted, and where
    those are learned (the softmax of a network's scores) it is attentive statistics pooling.

    Args:
        empty_value: the result, under a mask, of a window without an element.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: sequences: a padded batch (N, C, T), or a packed or jagged one; bool, integer or
            floating-point.
        weights: floats of at least 0, which may be learned: (N, T), or of a shape that broadcasts
            to x's. They are divided by their sum over what is present; a sequence that has none
            gives ``empty_value``.
        mask: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
            What is absent takes no part.
        lengths: over one time axis, integers of shape ``x.shape[:1]``: how many elements of each
            sequence are present. A shorthand for a mask.

    Source: Snyder et al. 2018; Okabe et al. 2018.
    """
    def __init__(self, *, empty_value: float = 0, channels_last: bool = False) -> None: ...
    def forward(
        self, x: Any, mask: Tensor | None = None, lengths: Lengths = None, weights: Any = None
    ) -> Tensor: ...
    def __call__(
        self, x: Any, mask: Tensor | None = None, lengths: Lengths = None, weights: Any = None
    ) -> Tensor: ...

class SpectralPool2d(_bases.Pooling):
    """x with its highest frequencies cut off, or with higher ones of 0, sampled accordingly.

    Module of `poolwise.spectral_pool2d`.

    The centred discrete Fourier transform is cropped or padded and transformed back. The scale
    keeps the mean. Where the smaller size of an axis is even, the two frequencies that become one
    at the border of the crop are added up, and the one that becomes two is halved: the result is
    real, and an image without higher frequencies comes back unchanged after either way round.

    Args:
        output_size: the result's height and width, one number or two; None keeps the input's.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.

    Source: Rippel, Snoek & Adams 2015.
    """
    def __init__(self, output_size: OutputSize, *, channels_last: bool = False) -> None: ...
    def forward(self, x: Tensor) -> Tensor: ...
    def __call__(self, x: Tensor) -> Tensor: ...

class WaveletPool2d(_bases.Pooling):
    """x at half its resolution: the wavelet transform of two levels without the first one's detail.

    Module of `poolwise.wavelet_pool2d`.

    The second level's four subbands, transformed back, are the approximation of the first level
    whatever x is, so that is what is computed. Filters are scaled as PyWavelets': a constant
    doubles. The border is periodic (PyWavelets' ``"periodization"``, which repeats the last of an
    odd number of rows).

    Args:
        wavelet: ``"haar"``, the name of another of PyWavelets' (the extra ``poolwise[wavelet]``),
            or the coefficients of a decomposition's low-pass filter, an even number of them.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.

    Source: Williams & Li 2018.
    """
    def __init__(
        self, wavelet: str | Sequence[float] = "haar", *, channels_last: bool = False
    ) -> None: ...
    def forward(self, x: Tensor) -> Tensor: ...
    def __call__(self, x: Tensor) -> Tensor: ...

class AdaptivePolyphasePool1d(transforms._AdaptivePolyphase):
    """The one of x's grids of every `stride`-th position that has the largest p-norm.

    Module of `poolwise.adaptive_polyphase_pool1d`.

    The norm is taken over space and all channels, so each sample has one grid. A circular shift of
    x shifts the result circularly and changes nothing else, unless two grids have the same norm
    (the first of them is taken).

    Args:
        stride: distance between a grid's positions, one number or one per axis.
        p: of the norm, above 0; `math.inf` compares the largest magnitudes.
        return_indices: also return which grids were taken, as in `max_pool1d`.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, C, L); bool, integer or floating-point. Each
            spatial size is a multiple of the stride.
        indices: the grids to take instead, as another call returned them: so that a skip
            connection uses the same ones.

    Source: Chaman & Dokmanić 2021.
    """
    def __init__(
        self,
        stride: Ints = 2,
        p: float = 2,
        return_indices: Indexed = False,
        *,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, indices: Tensor | None = None) -> Any: ...
    def __call__(self, x: Tensor, indices: Tensor | None = None) -> Any: ...

class AdaptivePolyphasePool2d(transforms._AdaptivePolyphase):
    """The one of x's grids of every `stride`-th position that has the largest p-norm.

    Module of `poolwise.adaptive_polyphase_pool2d`.

    The norm is taken over space and all channels, so each sample has one grid. A circular shift of
    x shifts the result circularly and changes nothing else, unless two grids have the same norm
    (the first of them is taken).

    Args:
        stride: distance between a grid's positions, one number or one per axis.
        p: of the norm, above 0; `math.inf` compares the largest magnitudes.
        return_indices: also return which grids were taken, as in `max_pool2d`.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, C, H, W); bool, integer or floating-point. Each
            spatial size is a multiple of the stride.
        indices: the grids to take instead, as another call returned them: so that a skip
            connection uses the same ones.

    Source: Chaman & Dokmanić 2021.
    """
    def __init__(
        self,
        stride: Ints = 2,
        p: float = 2,
        return_indices: Indexed = False,
        *,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, indices: Tensor | None = None) -> Any: ...
    def __call__(self, x: Tensor, indices: Tensor | None = None) -> Any: ...

class AdaptivePolyphasePool3d(transforms._AdaptivePolyphase):
    """The one of x's grids of every `stride`-th position that has the largest p-norm.

    Module of `poolwise.adaptive_polyphase_pool3d`.

    The norm is taken over space and all channels, so each sample has one grid. A circular shift of
    x shifts the result circularly and changes nothing else, unless two grids have the same norm
    (the first of them is taken).

    Args:
        stride: distance between a grid's positions, one number or one per axis.
        p: of the norm, above 0; `math.inf` compares the largest magnitudes.
        return_indices: also return which grids were taken, as in `max_pool3d`.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, C, D, H, W); bool, integer or floating-point. Each
            spatial size is a multiple of the stride.
        indices: the grids to take instead, as another call returned them: so that a skip
            connection uses the same ones.

    Source: Chaman & Dokmanić 2021.
    """
    def __init__(
        self,
        stride: Ints = 2,
        p: float = 2,
        return_indices: Indexed = False,
        *,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, indices: Tensor | None = None) -> Any: ...
    def __call__(self, x: Tensor, indices: Tensor | None = None) -> Any: ...

class UpsampleSkip(_bases.Module):
    """x brought to the size of a skip connection, and merged with it: a step up in a U-Net.

    Module of `poolwise.upsample_skip`.

    Args:
        mode: ``"nearest"``, or ``"bilinear"`` (linear along each spatial axis, with the corners'
            centres where PyTorch has them).
        merge: ``"concat"`` puts x's channels after those of `skip`, ``"add"`` adds the two.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: tensor of shape (N, C, *spatial) with 1 to 3 spatial axes, floating-point.
        skip: tensor of shape (N, D, *larger), of as many axes.

    Source: Ronneberger, Fischer & Brox 2015.
    """
    def __init__(
        self, mode: str = "nearest", merge: str = "concat", *, channels_last: bool = False
    ) -> None: ...
    def forward(self, x: Tensor, skip: Tensor) -> Tensor: ...
    def __call__(self, x: Tensor, skip: Tensor) -> Tensor: ...

class MaxUnpool1d(unpooling._MaxUnpool):
    """Values back at the places that they came from, and 0 everywhere else.

    Module of `poolwise.max_unpool1d`.

    Arguments are as in `torch.nn.functional.max_unpool1d`. Where several values go to one place,
    as those of overlapping windows may, the largest stays (a NaN before all), and the gradient is
    that of the first that is equal to it.

    Args:
        kernel_size, stride, padding: of the pooling. Without `output_size` they say how large the
            result is: what the windows cover.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        indices: integers of x's shape, flat over the 1 spatial axes of the result, as
            `max_pool1d` returns them. Values with the index -1 (of empty windows) go nowhere.
        output_size: the result's spatial sizes, or its whole shape.

    Source: Zeiler & Fergus 2014; Badrinarayanan, Kendall & Cipolla 2017.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        *,
        channels_last: bool = False,
    ) -> None: ...
    def forward(
        self, x: Tensor, indices: Tensor, output_size: Sequence[int] | None = None
    ) -> Tensor: ...
    def __call__(
        self, x: Tensor, indices: Tensor, output_size: Sequence[int] | None = None
    ) -> Tensor: ...

class MaxUnpool2d(unpooling._MaxUnpool):
    """Values back at the places that they came from, and 0 everywhere else.

    Module of `poolwise.max_unpool2d`.

    Arguments are as in `torch.nn.functional.max_unpool2d`. Where several values go to one place,
    as those of overlapping windows may, the largest stays (a NaN before all), and the gradient is
    that of the first that is equal to it.

    Args:
        kernel_size, stride, padding: of the pooling. Without `output_size` they say how large the
            result is: what the windows cover.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        indices: integers of x's shape, flat over the 2 spatial axes of the result, as
            `max_pool2d` returns them. Values with the index -1 (of empty windows) go nowhere.
        output_size: the result's spatial sizes, or its whole shape.

    Source: Zeiler & Fergus 2014; Badrinarayanan, Kendall & Cipolla 2017.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        *,
        channels_last: bool = False,
    ) -> None: ...
    def forward(
        self, x: Tensor, indices: Tensor, output_size: Sequence[int] | None = None
    ) -> Tensor: ...
    def __call__(
        self, x: Tensor, indices: Tensor, output_size: Sequence[int] | None = None
    ) -> Tensor: ...

class MaxUnpool3d(unpooling._MaxUnpool):
    """Values back at the places that they came from, and 0 everywhere else.

    Module of `poolwise.max_unpool3d`.

    Arguments are as in `torch.nn.functional.max_unpool3d`. Where several values go to one place,
    as those of overlapping windows may, the largest stays (a NaN before all), and the gradient is
    that of the first that is equal to it.

    Args:
        kernel_size, stride, padding: of the pooling. Without `output_size` they say how large the
            result is: what the windows cover.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        indices: integers of x's shape, flat over the 3 spatial axes of the result, as
            `max_pool3d` returns them. Values with the index -1 (of empty windows) go nowhere.
        output_size: the result's spatial sizes, or its whole shape.

    Source: Zeiler & Fergus 2014; Badrinarayanan, Kendall & Cipolla 2017.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        *,
        channels_last: bool = False,
    ) -> None: ...
    def forward(
        self, x: Tensor, indices: Tensor, output_size: Sequence[int] | None = None
    ) -> Tensor: ...
    def __call__(
        self, x: Tensor, indices: Tensor, output_size: Sequence[int] | None = None
    ) -> Tensor: ...

class AvgUnpool1d(unpooling._AvgUnpool):
    """Each value spread evenly over its window: the adjoint of `avg_pool1d`.

    Module of `poolwise.avg_unpool1d`.

    Overlapping windows add up. ``divisor_override=1`` gives the adjoint of `sum_pool1d`, whole
    values everywhere in their windows.

    Args:
        kernel_size, stride, padding, dilation, ceil_mode, count_include_pad, divisor_override: as
            in `avg_pool1d`.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        output_size: the result's spatial sizes, or its whole shape; what the windows cover when
            None.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        ceil_mode: bool = False,
        count_include_pad: bool = True,
        divisor_override: int | None = None,
        *,
        dilation: Ints = 1,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, output_size: Sequence[int] | None = None) -> Tensor: ...
    def __call__(self, x: Tensor, output_size: Sequence[int] | None = None) -> Tensor: ...

class AvgUnpool2d(unpooling._AvgUnpool):
    """Each value spread evenly over its window: the adjoint of `avg_pool2d`.

    Module of `poolwise.avg_unpool2d`.

    Overlapping windows add up. ``divisor_override=1`` gives the adjoint of `sum_pool2d`, whole
    values everywhere in their windows.

    Args:
        kernel_size, stride, padding, dilation, ceil_mode, count_include_pad, divisor_override: as
            in `avg_pool2d`.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        output_size: the result's spatial sizes, or its whole shape; what the windows cover when
            None.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        ceil_mode: bool = False,
        count_include_pad: bool = True,
        divisor_override: int | None = None,
        *,
        dilation: Ints = 1,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, output_size: Sequence[int] | None = None) -> Tensor: ...
    def __call__(self, x: Tensor, output_size: Sequence[int] | None = None) -> Tensor: ...

class AvgUnpool3d(unpooling._AvgUnpool):
    """Each value spread evenly over its window: the adjoint of `avg_pool3d`.

    Module of `poolwise.avg_unpool3d`.

    Overlapping windows add up. ``divisor_override=1`` gives the adjoint of `sum_pool3d`, whole
    values everywhere in their windows.

    Args:
        kernel_size, stride, padding, dilation, ceil_mode, count_include_pad, divisor_override: as
            in `avg_pool3d`.
        channels_last: whether x is (*lead, *spatial, channels).

    Forward:
        x: array or tensor of shape (*lead, D, H, W); bool, integer or floating-point.
        output_size: the result's spatial sizes, or its whole shape; what the windows cover when
            None.
    """
    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        ceil_mode: bool = False,
        count_include_pad: bool = True,
        divisor_override: int | None = None,
        *,
        dilation: Ints = 1,
        channels_last: bool = False,
    ) -> None: ...
    def forward(self, x: Tensor, output_size: Sequence[int] | None = None) -> Tensor: ...
    def __call__(self, x: Tensor, output_size: Sequence[int] | None = None) -> Tensor: ...
