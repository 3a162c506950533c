"""Pooling that keeps the resolution, and k-max pooling."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from torch import Tensor

from ..functional import same_size as F
from ..functional.arguments import Lengths
from ..functional.numbers import choice, positive, whole
from ..windows import Ints, Padding, Windows
from ._bases import Pooling, _Sliding
from .derived import derive

__all__ = ["CornerPool2d", "KMaxPool1d"]


class _WinnerTakeAll(_Sliding):
    shown = ("kernel_size", "stride", "padding", "dilation", "ceil_mode", "k")

    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        k: int = 1,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None:
        super().__init__(empty_value=empty_value, channels_last=channels_last)
        self._keep(kernel_size, stride, padding, dilation, ceil_mode)
        self.k = whole("k", k, 1)

    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor:
        """Keep the winners of x; see the function."""
        out: Tensor = self.pool(
            x,
            self.kernel_size,
            self.stride,
            self.padding,
            self.dilation,
            self.ceil_mode,
            k=self.k,
            mask=mask,
            lengths=lengths,
            empty_value=self.empty_value,
            channels_last=self.channels_last,
        )
        return out


class _LocalL2Norm(Pooling):
    shown = ("kernel_size", "eps")
    pool: ClassVar[Callable[..., Any]]

    def __init__(
        self,
        kernel_size: Ints,
        eps: float = 1e-12,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None:
        super().__init__(empty_value=empty_value, channels_last=channels_last)
        Windows.sliding(self.rank(), kernel_size)
        self.kernel_size: Any = kernel_size
        self.eps = positive("eps", eps)

    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor:
        """Normalise x; see the function."""
        out: Tensor = self.pool(
            x,
            self.kernel_size,
            self.eps,
            mask=mask,
            lengths=lengths,
            empty_value=self.empty_value,
            channels_last=self.channels_last,
        )
        return out


class CornerPool2d(Pooling):
    """Module of `poolwise.corner_pool2d`."""

    pool = staticmethod(F.corner_pool2d)
    shown = ("corner",)

    def __init__(self, corner: str, *, empty_value: float = 0, channels_last: bool = False) -> None:
        super().__init__(empty_value=empty_value, channels_last=channels_last)
        self.corner = choice("corner", corner, F._CORNERS)

    def forward(self, x: Tensor, mask: Tensor | None = None) -> Tensor:
        """Pool x; see the function."""
        out: Tensor = self.pool(
            x,
            self.corner,
            mask=mask,
            empty_value=self.empty_value,
            channels_last=self.channels_last,
        )
        return out


class KMaxPool1d(Pooling):
    """Module of `poolwise.k_max_pool1d`."""

    pool = staticmethod(F.k_max_pool1d)
    shown = ("k",)

    def __init__(self, k: int, *, empty_value: float = 0, channels_last: bool = False) -> None:
        super().__init__(empty_value=empty_value, channels_last=channels_last)
        self.k = whole("k", k, 1)

    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor:
        """Pool x; see the function."""
        out: Tensor = self.pool(
            x,
            self.k,
            mask=mask,
            lengths=lengths,
            empty_value=self.empty_value,
            channels_last=self.channels_last,
        )
        return out


__all__ += derive(__name__, "winner_take_all", {"": (_WinnerTakeAll,)})
__all__ += derive(__name__, "local_l2_norm", {"": (_LocalL2Norm,)})
