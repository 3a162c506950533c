"""Modules of the means that weigh or bend the elements; `poolwise.functional.powers` defines them.

What a module can learn is an `nn.Parameter`, one or one for each of its `channels`.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import torch
from torch import nn

from .. import functional as F
from ..functional import OutputSize
from ..functional.arguments import Number
from ..functional.numbers import finite, positive
from ..functional.powers import Finite, _exponent, _norm
from ..windows import Ints, Padding
from ._bases import Adapt, Reducing, Slide, Whole, _copy


class LP(Reducing):
    """The p-norm: with ``learned=True``, p = 1 + log(1 + e^rho) of a learned `rho`, above 1, and
    `norm_type` is where it began.

    Source of the learned form: Gulcehre et al. 2014.
    """

    rho: torch.Tensor

    def _own(
        self, *, norm_type: Number, signed: bool = False, learned: bool = False, channels: int = 1
    ) -> None:
        self.signed = signed
        self._number("norm_type", norm_type, _norm, channels=channels)
        self.learned = learned
        if learned:
            given = self.norm_type
            p = given if isinstance(given, torch.Tensor) else torch.tensor(given, device="cpu")
            p = p.float().expand(channels)
            if not (torch.isfinite(p).all() and (p > 1).all()):
                raise ValueError(
                    f"norm_type={norm_type!r} must be finite and above 1 to be learned"
                )
            self._learn("rho", p.shape, partial(_copy, start=torch.log(torch.expm1(p - 1))))

    def _options(self) -> dict[str, Any]:
        p = Finite(1 + nn.functional.softplus(self.rho)) if self.learned else self.norm_type
        return {"norm_type": p, "signed": self.signed}


class SlideLP(LP, Slide):
    """torch.nn.LPPool2d's constructor, then what it lacks."""

    shown = ("norm_type", "kernel_size", "stride", "ceil_mode")

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
    ) -> None:
        super().__init__(
            kernel_size,
            stride,
            padding,
            dilation,
            ceil_mode,
            empty_value=empty_value,
            channels_last=channels_last,
            norm_type=norm_type,
            signed=signed,
            learned=learned,
            channels=channels,
        )
        self.stride = stride  # torch.nn keeps and shows None here


class AdaptLP(LP, Adapt):
    """`norm_type` before the output's size."""

    shown = ("norm_type", "output_size")

    def __init__(
        self,
        norm_type: Number,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        **own: Any,
    ) -> None:
        rules: dict[str, Any] = {"empty_value": empty_value, "channels_last": channels_last}
        super().__init__(output_size, norm_type=norm_type, **rules, **own)


class WholeLP(LP, Whole):
    """`norm_type` alone."""

    shown = ("norm_type",)

    def __init__(
        self, norm_type: Number, *, empty_value: float = 0, channels_last: bool = False, **own: Any
    ) -> None:
        rules: dict[str, Any] = {"empty_value": empty_value, "channels_last": channels_last}
        super().__init__(norm_type=norm_type, **rules, **own)


class RMS(Reducing):
    """The root of the mean square, which has no arguments."""

    def _own(self) -> None:
        pass

    def _options(self) -> dict[str, Any]:
        return {}


class PowerMean(Reducing):
    """The power mean, with p fixed or learned."""

    p: Any

    def _own(
        self, *, p: Number = 3.0, eps: float = 1e-6, learned: bool = False, channels: int = 1
    ) -> None:
        self.eps = positive("eps", eps)
        self._number("p", p, _exponent, learned, channels)

    def _options(self) -> dict[str, Any]:
        return {"p": self.p, "eps": self.eps}


class GeM(PowerMean, Whole):
    """Generalised mean pooling: the power mean of each plane, with p learned.

    Source: Radenović, Tolias & Chum 2018.
    """

    def __init__(
        self,
        p: Number = 3.0,
        eps: float = 1e-6,
        *,
        learned: bool = True,
        channels: int = 1,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None:
        own = {"p": p, "eps": eps, "learned": learned, "channels": channels}
        super().__init__(empty_value=empty_value, channels_last=channels_last, **own)


class LSE(Reducing):
    """The log of the mean exponential, with the rate r fixed or learned."""

    r: Any

    def _own(self, *, r: Number = 1.0, learned: bool = False, channels: int = 1) -> None:
        self._number("r", r, finite, learned, channels)

    def _options(self) -> dict[str, Any]:
        return {"r": self.r}


class Soft(Reducing):
    """The mean weighted by exponentials, with the rate beta fixed or learned."""

    beta: Any

    def _own(self, *, beta: Number = 1.0, learned: bool = False, channels: int = 1) -> None:
        self._number("beta", beta, finite, learned, channels)

    def _options(self) -> dict[str, Any]:
        return {"beta": self.beta}


class LPPool1d(SlideLP):
    """Module of `poolwise.lp_pool1d`."""

    pool = staticmethod(F.lp_pool1d)


class LPPool2d(SlideLP):
    """Module of `poolwise.lp_pool2d`."""

    pool = staticmethod(F.lp_pool2d)


class LPPool3d(SlideLP):
    """Module of `poolwise.lp_pool3d`."""

    pool = staticmethod(F.lp_pool3d)


class AdaptiveLPPool1d(AdaptLP):
    """Module of `poolwise.adaptive_lp_pool1d`."""

    pool = staticmethod(F.adaptive_lp_pool1d)


class AdaptiveLPPool2d(AdaptLP):
    """Module of `poolwise.adaptive_lp_pool2d`."""

    pool = staticmethod(F.adaptive_lp_pool2d)


class AdaptiveLPPool3d(AdaptLP):
    """Module of `poolwise.adaptive_lp_pool3d`."""

    pool = staticmethod(F.adaptive_lp_pool3d)


class GlobalLPPool1d(WholeLP):
    """Module of `poolwise.global_lp_pool1d`."""

    pool = staticmethod(F.global_lp_pool1d)


class GlobalLPPool2d(WholeLP):
    """Module of `poolwise.global_lp_pool2d`."""

    pool = staticmethod(F.global_lp_pool2d)


class GlobalLPPool3d(WholeLP):
    """Module of `poolwise.global_lp_pool3d`."""

    pool = staticmethod(F.global_lp_pool3d)


class RMSPool1d(RMS, Slide):
    """Module of `poolwise.rms_pool1d`."""

    pool = staticmethod(F.rms_pool1d)


class RMSPool2d(RMS, Slide):
    """Module of `poolwise.rms_pool2d`."""

    pool = staticmethod(F.rms_pool2d)


class RMSPool3d(RMS, Slide):
    """Module of `poolwise.rms_pool3d`."""

    pool = staticmethod(F.rms_pool3d)


class AdaptiveRMSPool1d(RMS, Adapt):
    """Module of `poolwise.adaptive_rms_pool1d`."""

    pool = staticmethod(F.adaptive_rms_pool1d)


class AdaptiveRMSPool2d(RMS, Adapt):
    """Module of `poolwise.adaptive_rms_pool2d`."""

    pool = staticmethod(F.adaptive_rms_pool2d)


class AdaptiveRMSPool3d(RMS, Adapt):
    """Module of `poolwise.adaptive_rms_pool3d`."""

    pool = staticmethod(F.adaptive_rms_pool3d)


class GlobalRMSPool1d(RMS, Whole):
    """Module of `poolwise.global_rms_pool1d`."""

    pool = staticmethod(F.global_rms_pool1d)


class GlobalRMSPool2d(RMS, Whole):
    """Module of `poolwise.global_rms_pool2d`."""

    pool = staticmethod(F.global_rms_pool2d)


class GlobalRMSPool3d(RMS, Whole):
    """Module of `poolwise.global_rms_pool3d`."""

    pool = staticmethod(F.global_rms_pool3d)


class PowerMeanPool1d(PowerMean, Slide):
    """Module of `poolwise.power_mean_pool1d`."""

    pool = staticmethod(F.power_mean_pool1d)


class PowerMeanPool2d(PowerMean, Slide):
    """Module of `poolwise.power_mean_pool2d`."""

    pool = staticmethod(F.power_mean_pool2d)


class PowerMeanPool3d(PowerMean, Slide):
    """Module of `poolwise.power_mean_pool3d`."""

    pool = staticmethod(F.power_mean_pool3d)


class AdaptivePowerMeanPool1d(PowerMean, Adapt):
    """Module of `poolwise.adaptive_power_mean_pool1d`."""

    pool = staticmethod(F.adaptive_power_mean_pool1d)


class AdaptivePowerMeanPool2d(PowerMean, Adapt):
    """Module of `poolwise.adaptive_power_mean_pool2d`."""

    pool = staticmethod(F.adaptive_power_mean_pool2d)


class AdaptivePowerMeanPool3d(PowerMean, Adapt):
    """Module of `poolwise.adaptive_power_mean_pool3d`."""

    pool = staticmethod(F.adaptive_power_mean_pool3d)


class GlobalPowerMeanPool1d(PowerMean, Whole):
    """Module of `poolwise.global_power_mean_pool1d`."""

    pool = staticmethod(F.global_power_mean_pool1d)


class GlobalPowerMeanPool2d(PowerMean, Whole):
    """Module of `poolwise.global_power_mean_pool2d`."""

    pool = staticmethod(F.global_power_mean_pool2d)


class GlobalPowerMeanPool3d(PowerMean, Whole):
    """Module of `poolwise.global_power_mean_pool3d`."""

    pool = staticmethod(F.global_power_mean_pool3d)


class GeMPool1d(GeM):
    """Module of `poolwise.global_power_mean_pool1d` whose exponent is learned."""

    pool = staticmethod(F.global_power_mean_pool1d)


class GeMPool2d(GeM):
    """Module of `poolwise.global_power_mean_pool2d` whose exponent is learned."""

    pool = staticmethod(F.global_power_mean_pool2d)


class GeMPool3d(GeM):
    """Module of `poolwise.global_power_mean_pool3d` whose exponent is learned."""

    pool = staticmethod(F.global_power_mean_pool3d)


class LSEPool1d(LSE, Slide):
    """Module of `poolwise.lse_pool1d`."""

    pool = staticmethod(F.lse_pool1d)


class LSEPool2d(LSE, Slide):
    """Module of `poolwise.lse_pool2d`."""

    pool = staticmethod(F.lse_pool2d)


class LSEPool3d(LSE, Slide):
    """Module of `poolwise.lse_pool3d`."""

    pool = staticmethod(F.lse_pool3d)


class AdaptiveLSEPool1d(LSE, Adapt):
    """Module of `poolwise.adaptive_lse_pool1d`."""

    pool = staticmethod(F.adaptive_lse_pool1d)


class AdaptiveLSEPool2d(LSE, Adapt):
    """Module of `poolwise.adaptive_lse_pool2d`."""

    pool = staticmethod(F.adaptive_lse_pool2d)


class AdaptiveLSEPool3d(LSE, Adapt):
    """Module of `poolwise.adaptive_lse_pool3d`."""

    pool = staticmethod(F.adaptive_lse_pool3d)


class GlobalLSEPool1d(LSE, Whole):
    """Module of `poolwise.global_lse_pool1d`."""

    pool = staticmethod(F.global_lse_pool1d)


class GlobalLSEPool2d(LSE, Whole):
    """Module of `poolwise.global_lse_pool2d`."""

    pool = staticmethod(F.global_lse_pool2d)


class GlobalLSEPool3d(LSE, Whole):
    """Module of `poolwise.global_lse_pool3d`."""

    pool = staticmethod(F.global_lse_pool3d)


class SoftPool1d(Soft, Slide):
    """Module of `poolwise.soft_pool1d`."""

    pool = staticmethod(F.soft_pool1d)


class SoftPool2d(Soft, Slide):
    """Module of `poolwise.soft_pool2d`."""

    pool = staticmethod(F.soft_pool2d)


class SoftPool3d(Soft, Slide):
    """Module of `poolwise.soft_pool3d`."""

    pool = staticmethod(F.soft_pool3d)


class AdaptiveSoftPool1d(Soft, Adapt):
    """Module of `poolwise.adaptive_soft_pool1d`."""

    pool = staticmethod(F.adaptive_soft_pool1d)


class AdaptiveSoftPool2d(Soft, Adapt):
    """Module of `poolwise.adaptive_soft_pool2d`."""

    pool = staticmethod(F.adaptive_soft_pool2d)


class AdaptiveSoftPool3d(Soft, Adapt):
    """Module of `poolwise.adaptive_soft_pool3d`."""

    pool = staticmethod(F.adaptive_soft_pool3d)


class GlobalSoftPool1d(Soft, Whole):
    """Module of `poolwise.global_soft_pool1d`."""

    pool = staticmethod(F.global_soft_pool1d)


class GlobalSoftPool2d(Soft, Whole):
    """Module of `poolwise.global_soft_pool2d`."""

    pool = staticmethod(F.global_soft_pool2d)


class GlobalSoftPool3d(Soft, Whole):
    """Module of `poolwise.global_soft_pool3d`."""

    pool = staticmethod(F.global_soft_pool3d)


__all__ = [
    "AdaptiveLPPool1d",
    "AdaptiveLPPool2d",
    "AdaptiveLPPool3d",
    "AdaptiveLSEPool1d",
    "AdaptiveLSEPool2d",
    "AdaptiveLSEPool3d",
    "AdaptivePowerMeanPool1d",
    "AdaptivePowerMeanPool2d",
    "AdaptivePowerMeanPool3d",
    "AdaptiveRMSPool1d",
    "AdaptiveRMSPool2d",
    "AdaptiveRMSPool3d",
    "AdaptiveSoftPool1d",
    "AdaptiveSoftPool2d",
    "AdaptiveSoftPool3d",
    "GeMPool1d",
    "GeMPool2d",
    "GeMPool3d",
    "GlobalLPPool1d",
    "GlobalLPPool2d",
    "GlobalLPPool3d",
    "GlobalLSEPool1d",
    "GlobalLSEPool2d",
    "GlobalLSEPool3d",
    "GlobalPowerMeanPool1d",
    "GlobalPowerMeanPool2d",
    "GlobalPowerMeanPool3d",
    "GlobalRMSPool1d",
    "GlobalRMSPool2d",
    "GlobalRMSPool3d",
    "GlobalSoftPool1d",
    "GlobalSoftPool2d",
    "GlobalSoftPool3d",
    "LPPool1d",
    "LPPool2d",
    "LPPool3d",
    "LSEPool1d",
    "LSEPool2d",
    "LSEPool3d",
    "PowerMeanPool1d",
    "PowerMeanPool2d",
    "PowerMeanPool3d",
    "RMSPool1d",
    "RMSPool2d",
    "RMSPool3d",
    "SoftPool1d",
    "SoftPool2d",
    "SoftPool3d",
]
