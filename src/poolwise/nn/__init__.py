"""Pooling as PyTorch modules, drop-in for `torch.nn`'s.

Constructors take torch.nn's positional arguments, `forward` takes a tensor and, where wanted, a
``mask`` or ``lengths``. Each module is its function in `poolwise` with the arguments kept, so the
functions' documentation holds here too.

Example:
    >>> import torch, poolwise.nn as pnn
    >>> pool = pnn.MaxPool2d(3, stride=2, padding="same")
    >>> pool
    MaxPool2d(kernel_size=3, stride=2, padding=same, dilation=1, ceil_mode=False)
    >>> pool(torch.rand(1, 8, 15, 15)).shape
    torch.Size([1, 8, 8, 8])
"""

from __future__ import annotations

from .. import functional as F
from ._bases import AdaptivePick, AdaptiveTotal, Avg, GlobalPick, GlobalTotal, Pick, Sum


class MaxPool1d(Pick):
    """Module of `poolwise.max_pool1d`."""

    pool = staticmethod(F.max_pool1d)


class MaxPool2d(Pick):
    """Module of `poolwise.max_pool2d`."""

    pool = staticmethod(F.max_pool2d)


class MaxPool3d(Pick):
    """Module of `poolwise.max_pool3d`."""

    pool = staticmethod(F.max_pool3d)


class MinPool1d(Pick):
    """Module of `poolwise.min_pool1d`."""

    pool = staticmethod(F.min_pool1d)


class MinPool2d(Pick):
    """Module of `poolwise.min_pool2d`."""

    pool = staticmethod(F.min_pool2d)


class MinPool3d(Pick):
    """Module of `poolwise.min_pool3d`."""

    pool = staticmethod(F.min_pool3d)


class AvgPool1d(Avg):
    """Module of `poolwise.avg_pool1d`."""

    pool = staticmethod(F.avg_pool1d)


class AvgPool2d(Avg):
    """Module of `poolwise.avg_pool2d`."""

    pool = staticmethod(F.avg_pool2d)


class AvgPool3d(Avg):
    """Module of `poolwise.avg_pool3d`."""

    pool = staticmethod(F.avg_pool3d)


class SumPool1d(Sum):
    """Module of `poolwise.sum_pool1d`."""

    pool = staticmethod(F.sum_pool1d)


class SumPool2d(Sum):
    """Module of `poolwise.sum_pool2d`."""

    pool = staticmethod(F.sum_pool2d)


class SumPool3d(Sum):
    """Module of `poolwise.sum_pool3d`."""

    pool = staticmethod(F.sum_pool3d)


class AdaptiveMaxPool1d(AdaptivePick):
    """Module of `poolwise.adaptive_max_pool1d`."""

    pool = staticmethod(F.adaptive_max_pool1d)


class AdaptiveMaxPool2d(AdaptivePick):
    """Module of `poolwise.adaptive_max_pool2d`."""

    pool = staticmethod(F.adaptive_max_pool2d)


class AdaptiveMaxPool3d(AdaptivePick):
    """Module of `poolwise.adaptive_max_pool3d`."""

    pool = staticmethod(F.adaptive_max_pool3d)


class AdaptiveMinPool1d(AdaptivePick):
    """Module of `poolwise.adaptive_min_pool1d`."""

    pool = staticmethod(F.adaptive_min_pool1d)


class AdaptiveMinPool2d(AdaptivePick):
    """Module of `poolwise.adaptive_min_pool2d`."""

    pool = staticmethod(F.adaptive_min_pool2d)


class AdaptiveMinPool3d(AdaptivePick):
    """Module of `poolwise.adaptive_min_pool3d`."""

    pool = staticmethod(F.adaptive_min_pool3d)


class AdaptiveAvgPool1d(AdaptiveTotal):
    """Module of `poolwise.adaptive_avg_pool1d`."""

    pool = staticmethod(F.adaptive_avg_pool1d)


class AdaptiveAvgPool2d(AdaptiveTotal):
    """Module of `poolwise.adaptive_avg_pool2d`."""

    pool = staticmethod(F.adaptive_avg_pool2d)


class AdaptiveAvgPool3d(AdaptiveTotal):
    """Module of `poolwise.adaptive_avg_pool3d`."""

    pool = staticmethod(F.adaptive_avg_pool3d)


class AdaptiveSumPool1d(AdaptiveTotal):
    """Module of `poolwise.adaptive_sum_pool1d`."""

    pool = staticmethod(F.adaptive_sum_pool1d)


class AdaptiveSumPool2d(AdaptiveTotal):
    """Module of `poolwise.adaptive_sum_pool2d`."""

    pool = staticmethod(F.adaptive_sum_pool2d)


class AdaptiveSumPool3d(AdaptiveTotal):
    """Module of `poolwise.adaptive_sum_pool3d`."""

    pool = staticmethod(F.adaptive_sum_pool3d)


class GlobalMaxPool1d(GlobalPick):
    """Module of `poolwise.global_max_pool1d`."""

    pool = staticmethod(F.global_max_pool1d)


class GlobalMaxPool2d(GlobalPick):
    """Module of `poolwise.global_max_pool2d`."""

    pool = staticmethod(F.global_max_pool2d)


class GlobalMaxPool3d(GlobalPick):
    """Module of `poolwise.global_max_pool3d`."""

    pool = staticmethod(F.global_max_pool3d)


class GlobalMinPool1d(GlobalPick):
    """Module of `poolwise.global_min_pool1d`."""

    pool = staticmethod(F.global_min_pool1d)


class GlobalMinPool2d(GlobalPick):
    """Module of `poolwise.global_min_pool2d`."""

    pool = staticmethod(F.global_min_pool2d)


class GlobalMinPool3d(GlobalPick):
    """Module of `poolwise.global_min_pool3d`."""

    pool = staticmethod(F.global_min_pool3d)


class GlobalAvgPool1d(GlobalTotal):
    """Module of `poolwise.global_avg_pool1d`."""

    pool = staticmethod(F.global_avg_pool1d)


class GlobalAvgPool2d(GlobalTotal):
    """Module of `poolwise.global_avg_pool2d`."""

    pool = staticmethod(F.global_avg_pool2d)


class GlobalAvgPool3d(GlobalTotal):
    """Module of `poolwise.global_avg_pool3d`."""

    pool = staticmethod(F.global_avg_pool3d)


class GlobalSumPool1d(GlobalTotal):
    """Module of `poolwise.global_sum_pool1d`."""

    pool = staticmethod(F.global_sum_pool1d)


class GlobalSumPool2d(GlobalTotal):
    """Module of `poolwise.global_sum_pool2d`."""

    pool = staticmethod(F.global_sum_pool2d)


class GlobalSumPool3d(GlobalTotal):
    """Module of `poolwise.global_sum_pool3d`."""

    pool = staticmethod(F.global_sum_pool3d)


__all__ = [
    "AdaptiveAvgPool1d",
    "AdaptiveAvgPool2d",
    "AdaptiveAvgPool3d",
    "AdaptiveMaxPool1d",
    "AdaptiveMaxPool2d",
    "AdaptiveMaxPool3d",
    "AdaptiveMinPool1d",
    "AdaptiveMinPool2d",
    "AdaptiveMinPool3d",
    "AdaptiveSumPool1d",
    "AdaptiveSumPool2d",
    "AdaptiveSumPool3d",
    "AvgPool1d",
    "AvgPool2d",
    "AvgPool3d",
    "GlobalAvgPool1d",
    "GlobalAvgPool2d",
    "GlobalAvgPool3d",
    "GlobalMaxPool1d",
    "GlobalMaxPool2d",
    "GlobalMaxPool3d",
    "GlobalMinPool1d",
    "GlobalMinPool2d",
    "GlobalMinPool3d",
    "GlobalSumPool1d",
    "GlobalSumPool2d",
    "GlobalSumPool3d",
    "MaxPool1d",
    "MaxPool2d",
    "MaxPool3d",
    "MinPool1d",
    "MinPool2d",
    "MinPool3d",
    "SumPool1d",
    "SumPool2d",
    "SumPool3d",
]
