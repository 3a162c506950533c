"""Convolutions over sound: along time, or along time and frequency."""

from __future__ import annotations

import torch
from torch import nn

from poolwise.lab.networks.over_time import (
    Every,
    Lengths,
    Norm,
    OverTime,
    WindowsOverTime,
    in_windows,
    without_padding,
)
from poolwise.lab.networks.parts import CONVOLUTIONS, STEP, Sample, Spec, dilations, stages_for
from poolwise.lab.settings import PoolSetting


class ToneCNN(nn.Module):
    """Stages of convolution, batch normalisation and ReLU, pooled in windows; then over time.

    Of log-mel spectrograms (C, bands, T) windows have two axes, and stand after every stage. What
    they leave is read where windows of stride 2 leave something, as in `vgg_small`, and the maximum
    over time follows, the same in every cell. Of other sequences (C, T) a setting without a kernel
    pools whole sequences at the end, and none of the stages; one with a kernel pools the stages.
    """

    def __init__(self, setting: PoolSetting, spec: Spec, width: int = 8) -> None:
        super().__init__()
        *bands, time = spec.spatial
        stages = stages_for(min(spec.spatial)) if bands else 2
        windows = spec.rank > 1 or in_windows(setting)
        self.convolutions, self.norms, self.windows = (nn.ModuleList() for _ in range(3))
        channels, stride = spec.channels, 1
        for stage in range(stages):
            wide = width * 2**stage
            (dilation,) = dilations(setting, stage)
            conv = CONVOLUTIONS[spec.rank - 1](
                channels, wide, 3, padding=dilation, dilation=dilation, bias=False
            )
            self.convolutions.append(conv)
            self.norms.append(Norm(wide))
            if windows:
                pooling = WindowsOverTime(setting, spec.rank, spec.lengths)
                self.windows.append(pooling)
                stride *= pooling.step
            channels = wide
        self.places = Sample(tuple(bands), STEP**stages)
        self.every = Every(STEP**stages if windows else 1, stride)
        channels *= self.places.units
        whole = PoolSetting("max") if windows else setting
        self.whole = OverTime(whole, channels, time)
        self.linear = nn.Linear(channels * self.whole.grows, spec.outputs)

    def forward(self, x: torch.Tensor, lengths: Lengths = None) -> torch.Tensor:
        """(N, C, T) or (N, C, bands, T) to (N, outputs)."""
        time, ends = x.shape[-1], lengths
        for stage, (conv, norm) in enumerate(zip(self.convolutions, self.norms, strict=True)):
            x = norm(conv(without_padding(x, ends)), ends).relu()
            if self.windows:
                x, ends = self.windows[stage](x, ends)
        x, ends = self.every(self.places(x), time, lengths)
        result: torch.Tensor = self.linear(self.whole(x.flatten(1, -2), lengths=ends))
        return result
