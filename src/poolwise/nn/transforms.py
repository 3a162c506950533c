"""Modules of `poolwise.functional.transforms`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from torch import Tensor

from ..functional import OutputSize
from ..functional import transforms as F
from ..functional.arguments import Indexed
from ..functional.numbers import real
from ..functional.rules import index_dtype
from ..windows import Ints, integers
from ._bases import Pooling
from .derived import derive

__all__ = ["SpectralPool2d", "WaveletPool2d"]


class _AdaptivePolyphase(Pooling):
    shown = ("stride", "p")

    def __init__(
        self,
        stride: Ints = 2,
        p: float = 2,
        return_indices: Indexed = False,
        *,
        channels_last: bool = False,
    ) -> None:
        super().__init__(channels_last=channels_last)
        integers("stride", stride, self.rank(), least=1)
        self.stride = stride
        self.p = real("p", p, lambda n: n > 0, "above 0")
        index_dtype(return_indices)
        self.return_indices = return_indices

    def forward(self, x: Tensor, indices: Tensor | None = None) -> Any:
        """Pool x; see the function."""
        return self.pool(
            x,
            self.stride,
            self.p,
            self.return_indices,
            indices=indices,
            channels_last=self.channels_last,
        )


class SpectralPool2d(Pooling):
    """Module of `poolwise.spectral_pool2d`."""

    pool = staticmethod(F.spectral_pool2d)
    shown = ("output_size",)

    def __init__(self, output_size: OutputSize, *, channels_last: bool = False) -> None:
        super().__init__(channels_last=channels_last)
        F.check_size(output_size)
        self.output_size = output_size

    def forward(self, x: Tensor) -> Tensor:
        """Pool x; see the function."""
        return self.pool(x, self.output_size, channels_last=self.channels_last)


class WaveletPool2d(Pooling):
    """Module of `poolwise.wavelet_pool2d`."""

    pool = staticmethod(F.wavelet_pool2d)
    shown = ("wavelet",)

    def __init__(
        self, wavelet: str | Sequence[float] = "haar", *, channels_last: bool = False
    ) -> None:
        super().__init__(channels_last=channels_last)
        self.wavelet = wavelet
        self.weights = F.low_pass(wavelet)

    def forward(self, x: Tensor) -> Tensor:
        """Pool x; see the function."""
        return self.pool(x, self.weights, channels_last=self.channels_last)


__all__ += derive(__name__, "adaptive_polyphase", {"": (_AdaptivePolyphase,)})
