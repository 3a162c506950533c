"""Modules of `poolwise.functional.fractional`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from ..functional import fractional as F
from ..functional.arguments import Indexed, Lengths, Seed
from ..functional.rules import index_dtype
from ..windows import Ints, Windows
from ._bases import Pooling
from .derived import derive

__all__: list[str] = []


class _Fractional(Pooling):
    shown = ("kernel_size", "output_size", "output_ratio", "sequence", "overlapping")

    def __init__(
        self,
        kernel_size: Ints | None = None,
        output_size: Ints | None = None,
        output_ratio: float | Sequence[float] | None = None,
        return_indices: Indexed = False,
        _random_samples: Tensor | None = None,
        *,
        sequence: str = "pseudorandom",
        overlapping: bool = True,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None:
        super().__init__(empty_value=empty_value, channels_last=channels_last)
        if kernel_size is not None:
            Windows.sliding(self.rank(), kernel_size)
        F.check_output(self.rank(), output_size, output_ratio)
        F.check_sequence(sequence)
        self.kernel_size = kernel_size
        self.output_size = output_size
        self.output_ratio = output_ratio
        index_dtype(return_indices)
        self.return_indices = return_indices
        self.register_buffer("_random_samples", _random_samples)
        self.sequence = sequence
        self.overlapping = overlapping

    def forward(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
    ) -> Any:
        """Pool x, drawing windows in training; see the function."""
        return self.pool(
            x,
            self.kernel_size,
            self.output_size,
            self.output_ratio,
            self.return_indices,
            self._random_samples,
            sequence=self.sequence,
            overlapping=self.overlapping,
            training=self.training,
            seed=seed,
            generator=generator,
            mask=mask,
            lengths=lengths,
            empty_value=self.empty_value,
            channels_last=self.channels_last,
        )


__all__ += derive(__name__, "fractional_max", {"": (_Fractional,)})
