"""Pooling over time."""

from __future__ import annotations

from typing import Any

from torch import Tensor

from ..functional import temporal as F
from ..functional.arguments import Lengths
from ..functional.numbers import whole
from ._bases import Pooling

__all__ = [
    "TemporalAvgPool",
    "TemporalKMaxPool",
    "TemporalLastPool",
    "TemporalMaxPool",
    "TemporalStatisticsPool",
]


class _Temporal(Pooling):
    shown = ()

    def forward(self, x: Any, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor:
        """Pool x, a padded batch, a packed sequence or a jagged nested tensor."""
        out: Tensor = self.pool(
            x,
            mask=mask,
            lengths=lengths,
            empty_value=self.empty_value,
            channels_last=self.channels_last,
        )
        return out


class TemporalMaxPool(_Temporal):
    """Module of `poolwise.temporal_max_pool`."""

    pool = staticmethod(F.temporal_max_pool)


class TemporalAvgPool(_Temporal):
    """Module of `poolwise.temporal_avg_pool`."""

    pool = staticmethod(F.temporal_avg_pool)


class TemporalLastPool(_Temporal):
    """Module of `poolwise.temporal_last_pool`."""

    pool = staticmethod(F.temporal_last_pool)


class TemporalStatisticsPool(_Temporal):
    """Module of `poolwise.temporal_statistics_pool`."""

    pool = staticmethod(F.temporal_statistics_pool)

    def forward(
        self,
        x: Any,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        weights: Any = None,
    ) -> Tensor:
        """Pool x, a padded batch, a packed sequence or a jagged nested tensor."""
        out: Tensor = self.pool(
            x,
            weights,
            mask=mask,
            lengths=lengths,
            empty_value=self.empty_value,
            channels_last=self.channels_last,
        )
        return out


class TemporalKMaxPool(Pooling):
    """Module of `poolwise.temporal_k_max_pool`."""

    pool = staticmethod(F.temporal_k_max_pool)
    shown = ("k",)

    def __init__(self, k: int, *, empty_value: float = 0, channels_last: bool = False) -> None:
        super().__init__(empty_value=empty_value, channels_last=channels_last)
        self.k = whole("k", k, 1)

    def forward(self, x: Any, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor:
        """Pool x, a padded batch, a packed sequence or a jagged nested tensor."""
        out: Tensor = self.pool(
            x,
            self.k,
            mask=mask,
            lengths=lengths,
            empty_value=self.empty_value,
            channels_last=self.channels_last,
        )
        return out
