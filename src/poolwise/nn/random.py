"""Modules of the operators that draw in training; `poolwise.functional.random` defines them.

`forward` takes `seed`, `generator` and `first_index` of a draw; `eval()` gives the expectation.
"""

from __future__ import annotations

from typing import Any

from .. import functional as F
from ..functional.arguments import Number
from ..functional.numbers import probability
from ._bases import Adapt, Drawing, Slide, Whole


class Stochastic(Drawing):
    """An element drawn in proportion to its value, which has no arguments."""

    def _own(self) -> None:
        pass

    def _options(self) -> dict[str, Any]:
        return {}


class MaxDropout(Drawing):
    """The largest of what a coin keeps."""

    q: Any

    def _own(self, *, q: Number = 0.5) -> None:
        self._number("q", q, probability)

    def _options(self) -> dict[str, Any]:
        return {"q": self.q}


class StochasticPool1d(Stochastic, Slide):
    """Module of `poolwise.stochastic_pool1d`."""

    pool = staticmethod(F.stochastic_pool1d)


class StochasticPool2d(Stochastic, Slide):
    """Module of `poolwise.stochastic_pool2d`."""

    pool = staticmethod(F.stochastic_pool2d)


class StochasticPool3d(Stochastic, Slide):
    """Module of `poolwise.stochastic_pool3d`."""

    pool = staticmethod(F.stochastic_pool3d)


class AdaptiveStochasticPool1d(Stochastic, Adapt):
    """Module of `poolwise.adaptive_stochastic_pool1d`."""

    pool = staticmethod(F.adaptive_stochastic_pool1d)


class AdaptiveStochasticPool2d(Stochastic, Adapt):
    """Module of `poolwise.adaptive_stochastic_pool2d`."""

    pool = staticmethod(F.adaptive_stochastic_pool2d)


class AdaptiveStochasticPool3d(Stochastic, Adapt):
    """Module of `poolwise.adaptive_stochastic_pool3d`."""

    pool = staticmethod(F.adaptive_stochastic_pool3d)


class GlobalStochasticPool1d(Stochastic, Whole):
    """Module of `poolwise.global_stochastic_pool1d`."""

    pool = staticmethod(F.global_stochastic_pool1d)


class GlobalStochasticPool2d(Stochastic, Whole):
    """Module of `poolwise.global_stochastic_pool2d`."""

    pool = staticmethod(F.global_stochastic_pool2d)


class GlobalStochasticPool3d(Stochastic, Whole):
    """Module of `poolwise.global_stochastic_pool3d`."""

    pool = staticmethod(F.global_stochastic_pool3d)


class MaxDropoutPool1d(MaxDropout, Slide):
    """Module of `poolwise.max_dropout_pool1d`."""

    pool = staticmethod(F.max_dropout_pool1d)


class MaxDropoutPool2d(MaxDropout, Slide):
    """Module of `poolwise.max_dropout_pool2d`."""

    pool = staticmethod(F.max_dropout_pool2d)


class MaxDropoutPool3d(MaxDropout, Slide):
    """Module of `poolwise.max_dropout_pool3d`."""

    pool = staticmethod(F.max_dropout_pool3d)


class AdaptiveMaxDropoutPool1d(MaxDropout, Adapt):
    """Module of `poolwise.adaptive_max_dropout_pool1d`."""

    pool = staticmethod(F.adaptive_max_dropout_pool1d)


class AdaptiveMaxDropoutPool2d(MaxDropout, Adapt):
    """Module of `poolwise.adaptive_max_dropout_pool2d`."""

    pool = staticmethod(F.adaptive_max_dropout_pool2d)


class AdaptiveMaxDropoutPool3d(MaxDropout, Adapt):
    """Module of `poolwise.adaptive_max_dropout_pool3d`."""

    pool = staticmethod(F.adaptive_max_dropout_pool3d)


class GlobalMaxDropoutPool1d(MaxDropout, Whole):
    """Module of `poolwise.global_max_dropout_pool1d`."""

    pool = staticmethod(F.global_max_dropout_pool1d)


class GlobalMaxDropoutPool2d(MaxDropout, Whole):
    """Module of `poolwise.global_max_dropout_pool2d`."""

    pool = staticmethod(F.global_max_dropout_pool2d)


class GlobalMaxDropoutPool3d(MaxDropout, Whole):
    """Module of `poolwise.global_max_dropout_pool3d`."""

    pool = staticmethod(F.global_max_dropout_pool3d)


__all__ = [
    "AdaptiveMaxDropoutPool1d",
    "AdaptiveMaxDropoutPool2d",
    "AdaptiveMaxDropoutPool3d",
    "AdaptiveStochasticPool1d",
    "AdaptiveStochasticPool2d",
    "AdaptiveStochasticPool3d",
    "GlobalMaxDropoutPool1d",
    "GlobalMaxDropoutPool2d",
    "GlobalMaxDropoutPool3d",
    "GlobalStochasticPool1d",
    "GlobalStochasticPool2d",
    "GlobalStochasticPool3d",
    "MaxDropoutPool1d",
    "MaxDropoutPool2d",
    "MaxDropoutPool3d",
    "StochasticPool1d",
    "StochasticPool2d",
    "StochasticPool3d",
]
