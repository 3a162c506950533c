"""A SqueezeNet for small images."""

from __future__ import annotations

import torch
from torch import nn

from poolwise.lab.networks.parts import (
    STEP,
    Sample,
    Spec,
    convolution,
    dilations,
    pool,
    stages_for,
)
from poolwise.lab.settings import PoolSetting

WINDOW = 3
"""Its own windows overlap: 3x3 with stride 2."""


def squeeze_small(setting: PoolSetting, spec: Spec, width: int = 8) -> nn.Sequential:
    """A convolution, then fire modules, each followed by pooling in windows that overlap.

    With batch normalisation, which the paper does without, and the head of `vgg_small` in place of
    global pooling. Without pooling convolutions are dilated so that a unit of the last map looks as
    far as it does with the network's own windows.

    Source: after F. Iandola et al., "SqueezeNet", 2016.
    """
    stages = stages_for(min(spec.spatial))
    (dilation,) = dilations(setting, 0, window=WINDOW)
    layers = convolution(spec.rank, spec.channels, width, dilation)
    layers.append(pool(setting, spec.rank, WINDOW))
    channels = width
    for stage in range(1, stages):
        wide = width * 2**stage
        (dilation,) = dilations(setting, stage, window=WINDOW)
        layers += [Fire(channels, wide, spec.rank, dilation), pool(setting, spec.rank, WINDOW)]
        channels = wide
    sample = Sample(spec.spatial, STEP**stages)
    head = [sample, nn.Flatten(), nn.Linear(channels * sample.units, spec.outputs)]
    return nn.Sequential(*layers, *head)


class Fire(nn.Module):
    """Few channels, which two convolutions, 1 and 3 wide, expand side by side."""

    def __init__(self, channels: int, wide: int, rank: int, dilation: int) -> None:
        super().__init__()
        few, half = max(wide // 4, 1), wide // 2
        self.squeeze = nn.Sequential(*convolution(rank, channels, few, size=1))
        self.point = nn.Sequential(*convolution(rank, few, wide - half, size=1))
        self.expand = nn.Sequential(*convolution(rank, few, half, dilation))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(N, channels, *spatial) to (N, wide, *spatial)."""
        few = self.squeeze(x)
        return torch.cat([self.point(few), self.expand(few)], 1)
