"""A residual network for small images."""

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


def resnet_small(setting: PoolSetting, spec: Spec, width: int = 8) -> nn.Sequential:
    """A convolution, then residual blocks, each of which is followed by the setting's pooling.

    Blocks keep the size, where the paper's first one of a stage goes two steps at a time: what
    makes maps smaller is the pooling alone. Stages, head and what stands for pooling where nothing
    pools are those of `vgg_small`.

    Source: after K. He et al., "Deep Residual Learning for Image Recognition", 2016.
    """
    stages = stages_for(min(spec.spatial))
    layers = convolution(spec.rank, spec.channels, width)
    channels = width
    for stage in range(stages):
        wide = width * 2**stage
        layers += [
            Block(channels, wide, spec.rank, *dilations(setting, stage, convolutions=2)),
            pool(setting, spec.rank),
        ]
        channels = wide
    sample = Sample(spec.spatial, STEP**stages)
    head = [sample, nn.Flatten(), nn.Linear(channels * sample.units, spec.outputs)]
    return nn.Sequential(*layers, *head)


class Block(nn.Module):
    """Two convolutions, beside which the input goes on as it is, or through weights of its own
    where the number of channels changes."""

    def __init__(self, channels: int, wide: int, rank: int, first: int, second: int) -> None:
        super().__init__()
        *last, relu = convolution(rank, wide, wide, second)
        self.through = nn.Sequential(*convolution(rank, channels, wide, first), *last)
        self.beside = nn.Sequential(
            *([] if channels == wide else convolution(rank, channels, wide, size=1)[:2])
        )
        self.relu = relu

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(N, channels, *spatial) to (N, wide, *spatial)."""
        result: torch.Tensor = self.relu(self.through(x) + self.beside(x))
        return result
