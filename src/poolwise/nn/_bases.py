"""What the modules share: their constructors, one per order of arguments that torch.nn has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import torch
from torch import Tensor, nn

from ..functional import OutputSize
from ..windows import Ints, Padding, Windows


class Pooling(nn.Module):
    """A pooling function with its arguments kept.

    Subclasses name the function in `pool`, and in `shown` what `repr` shows, in torch.nn's order.
    """

    # Subclasses spell `forward` out: collecting arguments by name takes as long as a small pooling.
    pool: ClassVar[Callable[..., Any]]
    shown: ClassVar[tuple[str, ...]]

    def __init__(self, *, empty_value: float = 0, channels_last: bool = False) -> None:
        super().__init__()
        self.empty_value = empty_value
        self.channels_last = channels_last

    def extra_repr(self) -> str:
        # As torch.nn has it, plus what torch.nn lacks where it differs from the default.
        shown = [f"{name}={getattr(self, name)}" for name in self.shown]
        own: dict[str, Any] = {
            "dilation": 1,
            "dtype": None,
            "empty_value": 0,
            "channels_last": False,
        }
        if not hasattr(nn, type(self).__name__):  # torch.nn does not show it
            own["return_indices"] = False
        for name, default in own.items():
            if name not in self.shown and getattr(self, name, default) != default:
                shown.append(f"{name}={getattr(self, name)}")
        return ", ".join(shown)

    @classmethod
    def rank(cls) -> int:
        """Number of spatial axes."""
        return int(cls.__name__[-2])


class _Sliding(Pooling):
    def _keep(
        self, kernel_size: Ints, stride: Ints | None, padding: Padding, dilation: Ints, ceil: bool
    ) -> None:
        # Making the windows once checks the arguments here, not in the first forward.
        Windows.sliding(self.rank(), kernel_size, stride, padding, dilation, ceil)
        self.kernel_size: Any = kernel_size
        self.stride: Any = kernel_size if stride is None else stride
        self.padding: Any = padding
        self.dilation = dilation
        self.ceil_mode = ceil


class Pick(_Sliding):
    """Max and min: torch.nn.MaxPool2d's constructor."""

    shown = ("kernel_size", "stride", "padding", "dilation", "ceil_mode")

    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        return_indices: bool = False,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None:
        super().__init__(empty_value=empty_value, channels_last=channels_last)
        self._keep(kernel_size, stride, padding, dilation, ceil_mode)
        self.return_indices = return_indices

    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Any = None) -> Any:
        """Pool x; see the function."""
        return self.pool(
            x,
            self.kernel_size,
            self.stride,
            self.padding,
            self.dilation,
            self.ceil_mode,
            self.return_indices,
            mask=mask,
            lengths=lengths,
            empty_value=self.empty_value,
            channels_last=self.channels_last,
        )


class Avg(_Sliding):
    """Averages: torch.nn.AvgPool2d's constructor."""

    shown = ("kernel_size", "stride", "padding")

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
        dtype: torch.dtype | None = None,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None:
        super().__init__(empty_value=empty_value, channels_last=channels_last)
        self._keep(kernel_size, stride, padding, dilation, ceil_mode)
        if self.rank() == 1:  # as torch.nn.AvgPool1d keeps and shows them
            self.kernel_size, self.stride, self.padding = (
                (value,) if isinstance(value, int) else value
                for value in (self.kernel_size, self.stride, self.padding)
            )
        self.count_include_pad = count_include_pad
        self.divisor_override = divisor_override
        self.dtype = dtype

    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Any = None) -> Any:
        """Pool x; see the function."""
        return self.pool(
            x,
            self.kernel_size,
            self.stride,
            self.padding,
            self.ceil_mode,
            self.count_include_pad,
            self.divisor_override,
            dilation=self.dilation,
            dtype=self.dtype,
            mask=mask,
            lengths=lengths,
            empty_value=self.empty_value,
            channels_last=self.channels_last,
        )


class Sum(_Sliding):
    """Sums: the geometry in max pooling's order."""

    shown = ("kernel_size", "stride", "padding", "dilation", "ceil_mode")

    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        dtype: torch.dtype | None = None,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None:
        super().__init__(empty_value=empty_value, channels_last=channels_last)
        self._keep(kernel_size, stride, padding, dilation, ceil_mode)
        self.dtype = dtype

    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Any = None) -> Any:
        """Pool x; see the function."""
        return self.pool(
            x,
            self.kernel_size,
            self.stride,
            self.padding,
            self.dilation,
            self.ceil_mode,
            dtype=self.dtype,
            mask=mask,
            lengths=lengths,
            empty_value=self.empty_value,
            channels_last=self.channels_last,
        )


class AdaptivePick(Pooling):
    """Adaptive max and min: torch.nn.AdaptiveMaxPool2d's constructor."""

    shown = ("output_size",)

    def __init__(
        self,
        output_size: OutputSize,
        return_indices: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None:
        super().__init__(empty_value=empty_value, channels_last=channels_last)
        Windows.adaptive(self.rank(), output_size)
        self.output_size = output_size
        self.return_indices = return_indices

    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Any = None) -> Any:
        """Pool x; see the function."""
        return self.pool(
            x,
            self.output_size,
            self.return_indices,
            mask=mask,
            lengths=lengths,
            empty_value=self.empty_value,
            channels_last=self.channels_last,
        )


class AdaptiveTotal(Pooling):
    """Adaptive averages and sums: torch.nn.AdaptiveAvgPool2d's constructor."""

    shown = ("output_size",)

    def __init__(
        self,
        output_size: OutputSize,
        *,
        dtype: torch.dtype | None = None,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None:
        super().__init__(empty_value=empty_value, channels_last=channels_last)
        Windows.adaptive(self.rank(), output_size)
        self.output_size = output_size
        self.dtype = dtype

    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Any = None) -> Any:
        """Pool x; see the function."""
        return self.pool(
            x,
            self.output_size,
            dtype=self.dtype,
            mask=mask,
            lengths=lengths,
            empty_value=self.empty_value,
            channels_last=self.channels_last,
        )


class GlobalPick(Pooling):
    """Global max and min."""

    shown = ()

    def __init__(
        self,
        return_indices: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None:
        super().__init__(empty_value=empty_value, channels_last=channels_last)
        self.return_indices = return_indices

    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Any = None) -> Any:
        """Pool x; see the function."""
        return self.pool(
            x,
            self.return_indices,
            mask=mask,
            lengths=lengths,
            empty_value=self.empty_value,
            channels_last=self.channels_last,
        )


class GlobalTotal(Pooling):
    """Global averages and sums."""

    shown = ()

    def __init__(
        self,
        *,
        dtype: torch.dtype | None = None,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None:
        super().__init__(empty_value=empty_value, channels_last=channels_last)
        self.dtype = dtype

    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Any = None) -> Any:
        """Pool x; see the function."""
        return self.pool(
            x,
            dtype=self.dtype,
            mask=mask,
            lengths=lengths,
            empty_value=self.empty_value,
            channels_last=self.channels_last,
        )
