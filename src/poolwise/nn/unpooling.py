"""Modules of `poolwise.functional.unpooling`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from torch import Tensor

from ..functional import unpooling as F
from ..functional.numbers import divisor
from ..windows import Ints, Padding, Windows
from ._bases import Module, Pooling
from .derived import derive

__all__ = ["UpsampleSkip"]


class _MaxUnpool(Pooling):
    shown = ("kernel_size", "stride", "padding")

    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        *,
        channels_last: bool = False,
    ) -> None:
        super().__init__(channels_last=channels_last)
        windows = Windows.sliding(self.rank(), kernel_size, stride, padding)
        # As torch.nn keeps and shows them.
        self.kernel_size = windows.kernel_size
        self.stride = windows.stride
        self.padding: Any = padding
        pads = windows.padding
        if not isinstance(pads, str) and all(before == after for before, after in pads):
            self.padding = tuple(before for before, _ in pads)

    def forward(
        self, x: Tensor, indices: Tensor, output_size: Sequence[int] | None = None
    ) -> Tensor:
        """Unpool x; see the function."""
        return self.pool(
            x,
            indices,
            self.kernel_size,
            self.stride,
            self.padding,
            output_size,
            channels_last=self.channels_last,
        )


class _AvgUnpool(Pooling):
    shown = ("kernel_size", "stride", "padding", "ceil_mode", "count_include_pad")

    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        ceil_mode: bool = False,
        count_include_pad: bool = True,
        divisor_override: int | None = None,
        *,
        dilation: Ints = 1,
        channels_last: bool = False,
    ) -> None:
        super().__init__(channels_last=channels_last)
        Windows.sliding(self.rank(), kernel_size, stride, padding, dilation, ceil_mode)
        self.kernel_size = kernel_size
        self.stride = kernel_size if stride is None else stride
        self.padding: Any = padding
        self.ceil_mode = ceil_mode
        self.count_include_pad = count_include_pad
        self.divisor_override = divisor("divisor_override", divisor_override)
        self.dilation = dilation

    def forward(self, x: Tensor, output_size: Sequence[int] | None = None) -> Tensor:
        """Unpool x; see the function."""
        return self.pool(
            x,
            self.kernel_size,
            self.stride,
            self.padding,
            output_size,
            dilation=self.dilation,
            ceil_mode=self.ceil_mode,
            count_include_pad=self.count_include_pad,
            divisor_override=self.divisor_override,
            channels_last=self.channels_last,
        )


class UpsampleSkip(Module):
    """Module of `poolwise.upsample_skip`."""

    def __init__(
        self, mode: str = "nearest", merge: str = "concat", *, channels_last: bool = False
    ) -> None:
        super().__init__()
        F.check_upsampling(mode, merge)
        self.mode = mode
        self.merge = merge
        self.channels_last = channels_last

    def forward(self, x: Tensor, skip: Tensor) -> Tensor:
        """Bring x up to `skip`; see the function."""
        return F.upsample_skip(x, skip, self.mode, self.merge, channels_last=self.channels_last)

    def extra_repr(self) -> str:
        last = ", channels_last=True" if self.channels_last else ""
        return f"mode={self.mode}, merge={self.merge}{last}"


__all__ += derive(__name__, "max_unpool", {"": (_MaxUnpool,)})
__all__ += derive(__name__, "avg_unpool", {"": (_AvgUnpool,)})
