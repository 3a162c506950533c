"""Modules of the largest and the smallest elements."""

from __future__ import annotations

from .. import functional as F
from ._bases import AdaptivePick, GlobalPick, Pick

__all__ = [
    "AdaptiveMaxPool1d",
    "AdaptiveMaxPool2d",
    "AdaptiveMaxPool3d",
    "AdaptiveMinPool1d",
    "AdaptiveMinPool2d",
    "AdaptiveMinPool3d",
    "GlobalMaxPool1d",
    "GlobalMaxPool2d",
    "GlobalMaxPool3d",
    "GlobalMinPool1d",
    "GlobalMinPool2d",
    "GlobalMinPool3d",
    "MaxPool1d",
    "MaxPool2d",
    "MaxPool3d",
    "MinPool1d",
    "MinPool2d",
    "MinPool3d",
]


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
