"""Modules of `poolwise.functional.filters`."""

from __future__ import annotations

from typing import Any

from torch import Tensor

from ..functional import filters as F
from ..functional.arguments import Lengths
from ..windows import Ints, Padding, Windows
from ._bases import Pooling
from .derived import derive

__all__: list[str] = []


class _Blur(Pooling):
    shown = ("kernel_size", "stride", "padding_mode")

    def __init__(
        self,
        kernel_size: Ints = 3,
        stride: Ints = 2,
        padding_mode: str = "reflect",
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None:
        super().__init__(empty_value=empty_value, channels_last=channels_last)
        F.check_filter(self.rank(), "kernel_size", kernel_size, stride, padding_mode)
        self.kernel_size = kernel_size
        self.stride = stride
        self.padding_mode = padding_mode

    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor:
        """Pool x; see the function."""
        return self.pool(
            x,
            self.kernel_size,
            self.stride,
            self.padding_mode,
            mask=mask,
            lengths=lengths,
            empty_value=self.empty_value,
            channels_last=self.channels_last,
        )


class _MaxBlur(Pooling):
    shown = ("kernel_size", "stride", "padding", "dilation", "blur_size", "padding_mode")

    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        *,
        blur_size: Ints = 3,
        padding_mode: str = "reflect",
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None:
        super().__init__(empty_value=empty_value, channels_last=channels_last)
        windows = Windows.sliding(self.rank(), kernel_size, stride, padding, dilation)
        F.check_filter(self.rank(), "blur_size", blur_size, windows.stride, padding_mode)
        self.kernel_size = kernel_size
        self.stride = kernel_size if stride is None else stride
        self.padding: Any = padding
        self.dilation = dilation
        self.blur_size = blur_size
        self.padding_mode = padding_mode

    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor:
        """Pool x; see the function."""
        return self.pool(
            x,
            self.kernel_size,
            self.stride,
            self.padding,
            self.dilation,
            blur_size=self.blur_size,
            padding_mode=self.padding_mode,
            mask=mask,
            lengths=lengths,
            empty_value=self.empty_value,
            channels_last=self.channels_last,
        )


__all__ += derive(__name__, "blur", {"": (_Blur,)})
__all__ += derive(__name__, "max_blur", {"": (_MaxBlur,)})
