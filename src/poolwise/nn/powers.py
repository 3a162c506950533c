"""Modules of the means that weigh or bend the elements; `poolwise.functional.powers` defines them.

What a module can learn is an `nn.Parameter`, one or one for each of its `channels`.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import torch
from torch import nn

from ..functional import OutputSize
from ..functional.arguments import Number
from ..functional.declaration import find
from ..functional.powers import Finite, norm
from ..windows import Ints, Padding
from ._bases import Adapt, Reducing, Slide, Whole, _copy
from .derived import derive, derive_rest


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
        self._number("norm_type", norm_type, norm, channels=channels)
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


class GeM(Whole):
    """Generalised mean pooling: the power mean of each plane, with p learned.

    Source: Radenović, Tolias & Chum 2018.
    """

    row = find("power_mean")

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


__all__ = derive(__name__, "lp", {"": (SlideLP,), "adaptive_": (AdaptLP,), "global_": (WholeLP,)})
__all__ += derive(
    __name__, "power_mean", {"global_": (GeM,)}, "GeMPool{n}d", " whose exponent is learned"
)
__all__ += derive_rest(__name__)
