"""Modules of means and sums."""

from __future__ import annotations

from ._bases import AdaptiveTotal, Avg, GlobalTotal, Sum
from .derived import derive

__all__: list[str] = []


_TOTALS = {"adaptive_": (AdaptiveTotal,), "global_": (GlobalTotal,)}
__all__ += derive(__name__, "avg", {"": (Avg,), **_TOTALS})
__all__ += derive(__name__, "sum", {"": (Sum,), **_TOTALS})
