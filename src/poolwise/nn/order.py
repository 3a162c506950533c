"""Modules of the largest and the smallest elements."""

from __future__ import annotations

from ._bases import AdaptivePick, GlobalPick, Pick
from .derived import derive

__all__: list[str] = []


_PICKS = {"": (Pick,), "adaptive_": (AdaptivePick,), "global_": (GlobalPick,)}
__all__ += [*derive(__name__, "max", _PICKS), *derive(__name__, "min", _PICKS)]
