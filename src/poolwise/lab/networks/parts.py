"""What the networks are told, and what they share."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import nn

from poolwise.lab.networks.pooling import Geometry, make_pooling
from poolwise.lab.parsing import Sizes
from poolwise.lab.settings import PoolSetting

CONVOLUTIONS = (nn.Conv1d, nn.Conv2d, nn.Conv3d)
NORMS = (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)
STEP = 2
"""Stride of the windows where a setting gives none, along every axis."""
_MOST_STAGES = 4


@dataclass(frozen=True)
class Spec:
    """What a network is for.

    Attributes:
        shape: of one item: (C, *spatial), or (T,) for tokens.
        outputs: classes, or the channels of what comes back.
        rank: how many axes windows have: 1 along time, 2 along height and width, 3 along all.
        lengths: whether items end at different times; the network is then called with them.
        vocabulary: how many tokens there are, 0 (padding) included; None for other items.
        dense: whether an answer is wanted for every place of an item.
    """

    shape: tuple[int, ...]
    outputs: int
    rank: int = 2
    lengths: bool = False
    vocabulary: int | None = None
    dense: bool = False

    @property
    def channels(self) -> int:
        """Of an item; of tokens there are none."""
        return 0 if self.vocabulary else self.shape[0]

    @property
    def spatial(self) -> tuple[int, ...]:
        """The sizes of an item along time and space."""
        return self.shape if self.vocabulary else self.shape[1:]

    @property
    def answer(self) -> tuple[int, ...]:
        """The shape of the answer to one item."""
        return (self.outputs, *self.spatial) if self.dense else (self.outputs,)

    def items(self, count: int) -> torch.Tensor:
        """Items of nothing."""
        kind = torch.int64 if self.vocabulary else torch.float32
        return torch.zeros(count, *self.shape, dtype=kind)

    def __str__(self) -> str:
        what = {1: "sequences", 2: "images", 3: "clips"}[self.rank]
        what = f"{self.shape[0]} tokens" if self.vocabulary else f"{what} of "
        return what + ("" if self.vocabulary else " x ".join(map(str, self.shape)))


def windows_of(setting: PoolSetting, rank: int, size: int = STEP) -> Geometry:
    """The windows of a setting; windows of `size` with stride 2 where it gives none."""
    return Geometry(setting.kernel or (size,) * rank, setting.stride or (STEP,) * rank)


def pool(setting: PoolSetting, rank: int, size: int = STEP) -> nn.Module:
    """What stands where a network pools."""
    return make_pooling(setting, windows_of(setting, rank, size))


def stages_for(size: int) -> int:
    """How often a network pools maps of that size: twice up to 31, at most four times."""
    return min(max(2, (size // 4).bit_length() - 1), _MOST_STAGES)


def dilations(
    setting: PoolSetting, stage: int, convolutions: int = 1, window: int = STEP
) -> list[int]:
    """The dilation of each convolution of 3 of a stage: 1, unless nothing pools.

    Then it stands for windows of `window` with stride 2 before and after, so that a unit of the
    last map looks as far as it does with them, to a pixel. With windows stage i adds
    (2 · convolutions + window − 1) · 2^i pixels to what a unit sees; dilated convolutions add
    an even number, so that where this is odd, in the first stage, one pixel is missing. The first
    stage looks at every pixel all the same: what it should add the second one does.
    """
    if setting.pool != "none" or stage == 0:
        return [1] * convolutions
    total = (2 * convolutions + window - 1) * 2 ** (stage - 1)
    total += (window - 1) // 2 if stage == 1 else 0
    least, more = divmod(total, convolutions)
    return [least + (number >= convolutions - more) for number in range(convolutions)]


def convolution(
    rank: int, channels: int, wide: int, dilation: int = 1, size: int = 3
) -> list[nn.Module]:
    """A convolution that keeps the size, batch normalisation and a ReLU."""
    padding = dilation * (size // 2)
    conv = CONVOLUTIONS[rank - 1](
        channels, wide, size, padding=padding, dilation=dilation, bias=False
    )
    return [conv, NORMS[rank - 1](wide), nn.ReLU()]


class Sample(nn.Module):
    """Reads a map where another, with a unit every `step` pixels of the items, has its units."""

    def __init__(self, size: Sizes, step: int) -> None:
        super().__init__()
        self.size = size
        # The middle of each cell, in pixels; the last cell may end early.
        self.places = [
            [min(start + (step - 1) // 2, n - 1) for start in range(0, n, step)] for n in size
        ]

    @property
    def units(self) -> int:
        """How many places it reads."""
        return int(torch.Size(map(len, self.places)).numel())

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(N, C, *spatial) to (N, C, *numbers of places); further axes stay."""
        if list(x.shape[2 : 2 + len(self.size)]) == list(map(len, self.places)):
            return x
        for axis, (n, pixels) in enumerate(zip(self.size, self.places, strict=True), 2):
            places = [pixel * x.shape[axis] // n for pixel in pixels]
            x = x.index_select(axis, torch.tensor(places, device=x.device))
        return x
