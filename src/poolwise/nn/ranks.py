"""Modules of what is found by sorting a window; `poolwise.functional.ranks` defines them."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from .. import functional as F
from ..functional.numbers import probability, whole
from ..functional.ranks import middle
from ..windows import Windows
from ._bases import Adapt, Drawing, Reducing, Slide, Whole, constant


class Median(Reducing):
    """The median."""

    def _own(self, *, interpolation: str = "midpoint", dtype: torch.dtype | None = None) -> None:
        middle(interpolation)
        self.interpolation, self.dtype = interpolation, dtype

    def _options(self) -> dict[str, Any]:
        return {"interpolation": self.interpolation, "dtype": self.dtype}


class TopKAvg(Reducing):
    """The mean of the k largest."""

    def _own(self, *, k: int = 2) -> None:
        self.k = whole("k", k, 1)

    def _options(self) -> dict[str, Any]:
        return {"k": self.k}


class RankWeighted(Reducing):
    """The mean weighted by rank."""

    def _own(self, *, alpha: float = 0.5) -> None:
        self.alpha = probability("alpha", alpha)

    def _options(self) -> dict[str, Any]:
        return {"alpha": self.alpha}


class RankStochastic(RankWeighted, Drawing):
    """An element drawn by rank in training, the mean weighted by rank in evaluation."""


class Ordinal(Reducing):
    """The mean with learned weights for the ranks: the softmax of `logits`, (channels, ranks).

    They begin as the mean's. `ranks` is the window's size where None; adaptive and global windows
    have none of their own and need it (later ranks have no weight).
    """

    logits: Tensor

    def _own(self, *, channels: int = 1, ranks: int | None = None) -> None:
        if ranks is None:
            ranks = self._window_size()
        self.channels, self.ranks = whole("channels", channels, 1), whole("ranks", ranks, 1)
        self._learn("logits", (self.channels, self.ranks), constant(0.0))

    def _window_size(self) -> int:
        if not isinstance(self, Slide):
            raise TypeError(f"{type(self).__name__} needs ranks=, how many weights it learns")
        axes = self.rank()
        # An input that is as wide as the windows holds the largest of them.
        kernel = Windows.sliding(axes, self.kernel_size).kernel_size
        return Windows.sliding(axes, self.kernel_size).capacity(kernel)

    @property
    def weights(self) -> Tensor:
        """The weights of the ranks from the largest element on, (channels, ranks)."""
        return self.logits.softmax(-1)

    def _options(self) -> dict[str, Any]:
        return {"weights": self.weights}


class MedianPool1d(Median, Slide):
    """Module of `poolwise.median_pool1d`."""

    pool = staticmethod(F.median_pool1d)


class MedianPool2d(Median, Slide):
    """Module of `poolwise.median_pool2d`."""

    pool = staticmethod(F.median_pool2d)


class MedianPool3d(Median, Slide):
    """Module of `poolwise.median_pool3d`."""

    pool = staticmethod(F.median_pool3d)


class AdaptiveMedianPool1d(Median, Adapt):
    """Module of `poolwise.adaptive_median_pool1d`."""

    pool = staticmethod(F.adaptive_median_pool1d)


class AdaptiveMedianPool2d(Median, Adapt):
    """Module of `poolwise.adaptive_median_pool2d`."""

    pool = staticmethod(F.adaptive_median_pool2d)


class AdaptiveMedianPool3d(Median, Adapt):
    """Module of `poolwise.adaptive_median_pool3d`."""

    pool = staticmethod(F.adaptive_median_pool3d)


class GlobalMedianPool1d(Median, Whole):
    """Module of `poolwise.global_median_pool1d`."""

    pool = staticmethod(F.global_median_pool1d)


class GlobalMedianPool2d(Median, Whole):
    """Module of `poolwise.global_median_pool2d`."""

    pool = staticmethod(F.global_median_pool2d)


class GlobalMedianPool3d(Median, Whole):
    """Module of `poolwise.global_median_pool3d`."""

    pool = staticmethod(F.global_median_pool3d)


class TopKAvgPool1d(TopKAvg, Slide):
    """Module of `poolwise.top_k_avg_pool1d`."""

    pool = staticmethod(F.top_k_avg_pool1d)


class TopKAvgPool2d(TopKAvg, Slide):
    """Module of `poolwise.top_k_avg_pool2d`."""

    pool = staticmethod(F.top_k_avg_pool2d)


class TopKAvgPool3d(TopKAvg, Slide):
    """Module of `poolwise.top_k_avg_pool3d`."""

    pool = staticmethod(F.top_k_avg_pool3d)


class AdaptiveTopKAvgPool1d(TopKAvg, Adapt):
    """Module of `poolwise.adaptive_top_k_avg_pool1d`."""

    pool = staticmethod(F.adaptive_top_k_avg_pool1d)


class AdaptiveTopKAvgPool2d(TopKAvg, Adapt):
    """Module of `poolwise.adaptive_top_k_avg_pool2d`."""

    pool = staticmethod(F.adaptive_top_k_avg_pool2d)


class AdaptiveTopKAvgPool3d(TopKAvg, Adapt):
    """Module of `poolwise.adaptive_top_k_avg_pool3d`."""

    pool = staticmethod(F.adaptive_top_k_avg_pool3d)


class GlobalTopKAvgPool1d(TopKAvg, Whole):
    """Module of `poolwise.global_top_k_avg_pool1d`."""

    pool = staticmethod(F.global_top_k_avg_pool1d)


class GlobalTopKAvgPool2d(TopKAvg, Whole):
    """Module of `poolwise.global_top_k_avg_pool2d`."""

    pool = staticmethod(F.global_top_k_avg_pool2d)


class GlobalTopKAvgPool3d(TopKAvg, Whole):
    """Module of `poolwise.global_top_k_avg_pool3d`."""

    pool = staticmethod(F.global_top_k_avg_pool3d)


class RankWeightedPool1d(RankWeighted, Slide):
    """Module of `poolwise.rank_weighted_pool1d`."""

    pool = staticmethod(F.rank_weighted_pool1d)


class RankWeightedPool2d(RankWeighted, Slide):
    """Module of `poolwise.rank_weighted_pool2d`."""

    pool = staticmethod(F.rank_weighted_pool2d)


class RankWeightedPool3d(RankWeighted, Slide):
    """Module of `poolwise.rank_weighted_pool3d`."""

    pool = staticmethod(F.rank_weighted_pool3d)


class AdaptiveRankWeightedPool1d(RankWeighted, Adapt):
    """Module of `poolwise.adaptive_rank_weighted_pool1d`."""

    pool = staticmethod(F.adaptive_rank_weighted_pool1d)


class AdaptiveRankWeightedPool2d(RankWeighted, Adapt):
    """Module of `poolwise.adaptive_rank_weighted_pool2d`."""

    pool = staticmethod(F.adaptive_rank_weighted_pool2d)


class AdaptiveRankWeightedPool3d(RankWeighted, Adapt):
    """Module of `poolwise.adaptive_rank_weighted_pool3d`."""

    pool = staticmethod(F.adaptive_rank_weighted_pool3d)


class GlobalRankWeightedPool1d(RankWeighted, Whole):
    """Module of `poolwise.global_rank_weighted_pool1d`."""

    pool = staticmethod(F.global_rank_weighted_pool1d)


class GlobalRankWeightedPool2d(RankWeighted, Whole):
    """Module of `poolwise.global_rank_weighted_pool2d`."""

    pool = staticmethod(F.global_rank_weighted_pool2d)


class GlobalRankWeightedPool3d(RankWeighted, Whole):
    """Module of `poolwise.global_rank_weighted_pool3d`."""

    pool = staticmethod(F.global_rank_weighted_pool3d)


class RankStochasticPool1d(RankStochastic, Slide):
    """Module of `poolwise.rank_stochastic_pool1d`."""

    pool = staticmethod(F.rank_stochastic_pool1d)


class RankStochasticPool2d(RankStochastic, Slide):
    """Module of `poolwise.rank_stochastic_pool2d`."""

    pool = staticmethod(F.rank_stochastic_pool2d)


class RankStochasticPool3d(RankStochastic, Slide):
    """Module of `poolwise.rank_stochastic_pool3d`."""

    pool = staticmethod(F.rank_stochastic_pool3d)


class AdaptiveRankStochasticPool1d(RankStochastic, Adapt):
    """Module of `poolwise.adaptive_rank_stochastic_pool1d`."""

    pool = staticmethod(F.adaptive_rank_stochastic_pool1d)


class AdaptiveRankStochasticPool2d(RankStochastic, Adapt):
    """Module of `poolwise.adaptive_rank_stochastic_pool2d`."""

    pool = staticmethod(F.adaptive_rank_stochastic_pool2d)


class AdaptiveRankStochasticPool3d(RankStochastic, Adapt):
    """Module of `poolwise.adaptive_rank_stochastic_pool3d`."""

    pool = staticmethod(F.adaptive_rank_stochastic_pool3d)


class GlobalRankStochasticPool1d(RankStochastic, Whole):
    """Module of `poolwise.global_rank_stochastic_pool1d`."""

    pool = staticmethod(F.global_rank_stochastic_pool1d)


class GlobalRankStochasticPool2d(RankStochastic, Whole):
    """Module of `poolwise.global_rank_stochastic_pool2d`."""

    pool = staticmethod(F.global_rank_stochastic_pool2d)


class GlobalRankStochasticPool3d(RankStochastic, Whole):
    """Module of `poolwise.global_rank_stochastic_pool3d`."""

    pool = staticmethod(F.global_rank_stochastic_pool3d)


class OrdinalPool1d(Ordinal, Slide):
    """Module of `poolwise.ordinal_pool1d`."""

    pool = staticmethod(F.ordinal_pool1d)


class OrdinalPool2d(Ordinal, Slide):
    """Module of `poolwise.ordinal_pool2d`."""

    pool = staticmethod(F.ordinal_pool2d)


class OrdinalPool3d(Ordinal, Slide):
    """Module of `poolwise.ordinal_pool3d`."""

    pool = staticmethod(F.ordinal_pool3d)


class AdaptiveOrdinalPool1d(Ordinal, Adapt):
    """Module of `poolwise.adaptive_ordinal_pool1d`."""

    pool = staticmethod(F.adaptive_ordinal_pool1d)


class AdaptiveOrdinalPool2d(Ordinal, Adapt):
    """Module of `poolwise.adaptive_ordinal_pool2d`."""

    pool = staticmethod(F.adaptive_ordinal_pool2d)


class AdaptiveOrdinalPool3d(Ordinal, Adapt):
    """Module of `poolwise.adaptive_ordinal_pool3d`."""

    pool = staticmethod(F.adaptive_ordinal_pool3d)


class GlobalOrdinalPool1d(Ordinal, Whole):
    """Module of `poolwise.global_ordinal_pool1d`."""

    pool = staticmethod(F.global_ordinal_pool1d)


class GlobalOrdinalPool2d(Ordinal, Whole):
    """Module of `poolwise.global_ordinal_pool2d`."""

    pool = staticmethod(F.global_ordinal_pool2d)


class GlobalOrdinalPool3d(Ordinal, Whole):
    """Module of `poolwise.global_ordinal_pool3d`."""

    pool = staticmethod(F.global_ordinal_pool3d)


__all__ = [
    "AdaptiveMedianPool1d",
    "AdaptiveMedianPool2d",
    "AdaptiveMedianPool3d",
    "AdaptiveOrdinalPool1d",
    "AdaptiveOrdinalPool2d",
    "AdaptiveOrdinalPool3d",
    "AdaptiveRankStochasticPool1d",
    "AdaptiveRankStochasticPool2d",
    "AdaptiveRankStochasticPool3d",
    "AdaptiveRankWeightedPool1d",
    "AdaptiveRankWeightedPool2d",
    "AdaptiveRankWeightedPool3d",
    "AdaptiveTopKAvgPool1d",
    "AdaptiveTopKAvgPool2d",
    "AdaptiveTopKAvgPool3d",
    "GlobalMedianPool1d",
    "GlobalMedianPool2d",
    "GlobalMedianPool3d",
    "GlobalOrdinalPool1d",
    "GlobalOrdinalPool2d",
    "GlobalOrdinalPool3d",
    "GlobalRankStochasticPool1d",
    "GlobalRankStochasticPool2d",
    "GlobalRankStochasticPool3d",
    "GlobalRankWeightedPool1d",
    "GlobalRankWeightedPool2d",
    "GlobalRankWeightedPool3d",
    "GlobalTopKAvgPool1d",
    "GlobalTopKAvgPool2d",
    "GlobalTopKAvgPool3d",
    "MedianPool1d",
    "MedianPool2d",
    "MedianPool3d",
    "OrdinalPool1d",
    "OrdinalPool2d",
    "OrdinalPool3d",
    "RankStochasticPool1d",
    "RankStochasticPool2d",
    "RankStochasticPool3d",
    "RankWeightedPool1d",
    "RankWeightedPool2d",
    "RankWeightedPool3d",
    "TopKAvgPool1d",
    "TopKAvgPool2d",
    "TopKAvgPool3d",
]
