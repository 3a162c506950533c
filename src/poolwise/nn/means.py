"""Modules of means and sums."""

from __future__ import annotations

from .. import functional as F
from ._bases import AdaptiveTotal, Avg, GlobalTotal, Sum

__all__ = [
    "AdaptiveAvgPool1d",
    "AdaptiveAvgPool2d",
    "AdaptiveAvgPool3d",
    "AdaptiveSumPool1d",
    "AdaptiveSumPool2d",
    "AdaptiveSumPool3d",
    "AvgPool1d",
    "AvgPool2d",
    "AvgPool3d",
    "GlobalAvgPool1d",
    "GlobalAvgPool2d",
    "GlobalAvgPool3d",
    "GlobalSumPool1d",
    "GlobalSumPool2d",
    "GlobalSumPool3d",
    "SumPool1d",
    "SumPool2d",
    "SumPool3d",
]


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
