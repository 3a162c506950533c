"""Modules of `poolwise.functional.s3`."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from ..functional import s3 as F
from ..functional.arguments import Lengths, Seed
from ..windows import Ints, Padding, Windows
from ._bases import Pooling
from .derived import derive

__all__: list[str] = []


class _S3(Pooling):
    shown = ("kernel_size", "stride", "padding", "grid_size")

    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = "same",
        *,
        grid_size: Ints | None = None,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None:
        super().__init__(empty_value=empty_value, channels_last=channels_last)
        windows = Windows.sliding(self.rank(), kernel_size, stride, padding)
        F.check_grid(self.rank(), windows.stride, grid_size)
        self.kernel_size = kernel_size
        self.stride = kernel_size if stride is None else stride
        self.padding: Any = padding
        self.grid_size = self.stride if grid_size is None else grid_size

    def forward(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
    ) -> Tensor:
        """Pool x, drawing positions in training; see the function."""
        return self.pool(
            x,
            self.kernel_size,
            self.stride,
            self.padding,
            grid_size=self.grid_size,
            training=self.training,
            seed=seed,
            generator=generator,
            mask=mask,
            lengths=lengths,
            empty_value=self.empty_value,
            channels_last=self.channels_last,
        )


__all__ += derive(__name__, "s3", {"": (_S3,)})
