"""Networks that answer for every pixel: with skip connections, with unpooling, with neither."""

from __future__ import annotations

import torch
from torch import nn

from poolwise.lab.networks.parts import Spec, convolution, dilations, stages_for
from poolwise.lab.networks.up import Down, Way, back_up
from poolwise.lab.settings import PoolSetting

_MOST_LEVELS = 3


def unet_small(setting: PoolSetting, spec: Spec, width: int = 8) -> nn.Module:
    """A U-Net: upsampled, and joined with the encoder's map of the same size.

    Source: after O. Ronneberger, P. Fischer and T. Brox, "U-Net", 2015.
    """
    return Decoded(setting, spec, width, "skip")


def unpool_small(setting: PoolSetting, spec: Spec, width: int = 8) -> nn.Module:
    """The same encoder; each value goes back to where its maximum was, and nothing is handed over.

    Max and min pooling say where. With other operators the decoder upsamples; a note says so.

    Source: after V. Badrinarayanan, A. Kendall and R. Cipolla, "SegNet", 2017; M. Zeiler and
    R. Fergus, "Visualizing and Understanding Convolutional Networks", 2014.
    """
    return Decoded(setting, spec, width, "unpool")


def plain_small(setting: PoolSetting, spec: Spec, width: int = 8) -> nn.Module:
    """The same encoder; what comes back is upsampled, and nothing is handed over."""
    return Decoded(setting, spec, width, "plain")


class Decoded(nn.Module):
    """An encoder that pools by the setting and a decoder that goes back up one of three ways.

    Each level has two convolutions on the way down and, after a 1x1 convolution that brings the
    channels to those of the level, two on the way up. Without pooling (``none``) all are dilated.
    """

    def __init__(self, setting: PoolSetting, spec: Spec, width: int, way: Way) -> None:
        super().__init__()
        self.way = way
        rank, channels = spec.rank, spec.channels
        levels = min(stages_for(min(spec.spatial)), _MOST_LEVELS)
        self.encoders, self.downs = nn.ModuleList(), nn.ModuleList()
        self.narrow, self.decoders = nn.ModuleList(), nn.ModuleList()
        for level in range(levels + 1):
            wide = width * 2**level
            first, second = dilations(setting, level, convolutions=2)
            self.encoders.append(
                nn.Sequential(
                    *convolution(rank, channels, wide, first),
                    *convolution(rank, wide, wide, second),
                )
            )
            if level < levels:
                self.downs.append(Down(setting, rank, places=way == "unpool"))
            channels = wide
        for level in reversed(range(levels)):
            wide = width * 2**level
            dilation = 2**level if setting.pool == "none" else 1
            self.narrow.append(nn.Sequential(*convolution(rank, channels, wide, size=1)))
            joined = 2 * wide if way == "skip" else wide
            self.decoders.append(
                nn.Sequential(
                    *convolution(rank, joined, wide, dilation),
                    *convolution(rank, wide, wide, dilation),
                )
            )
            channels = wide
        self.answer = convolution(rank, channels, spec.outputs, size=1)[0]

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(N, C, H, W) to (N, outputs, H, W)."""
        passed = []
        for encode, down in zip(self.encoders, self.downs, strict=False):
            x = encode(x)
            skip = x
            x, places = down(x)
            passed.append((down, skip, places))
        x = self.encoders[-1](x)
        for narrow, decode, (down, skip, places) in zip(
            self.narrow, self.decoders, reversed(passed), strict=True
        ):
            x = back_up(narrow(x), skip.shape[2:], down, places)
            x = decode(torch.cat([x, skip], 1) if self.way == "skip" else x)
        result: torch.Tensor = self.answer(x)
        return result
