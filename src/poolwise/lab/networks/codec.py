"""Autoencoders that compress pictures by pooling."""

from __future__ import annotations

import torch
from torch import nn

from poolwise.lab.networks.parts import CONVOLUTIONS, Spec, convolution, dilations
from poolwise.lab.networks.up import Down, Way, back_up
from poolwise.lab.settings import PoolSetting

LEVELS = 2


def codec_small(setting: PoolSetting, spec: Spec, width: int = 8) -> nn.Module:
    """Two convolutions, each followed by the setting's pooling; then upsampled twice."""
    return Codec(setting, spec, width, "plain")


def codec_unpool(setting: PoolSetting, spec: Spec, width: int = 8) -> nn.Module:
    """The same, with each value back where its maximum was; the places are part of the code.

    Max and min pooling say where. With other operators the decoder upsamples; a note says so.
    """
    return Codec(setting, spec, width, "unpool")


class Codec(nn.Module):
    """Pooled to a code of half as many channels as the network is wide, and back to 0..1.

    What is stored are the values of the last pooled map and, where the decoder unpools, the places
    of both pooled maps: `Code` sees all of it, and `counting.code_numbers` counts it.
    """

    def __init__(self, setting: PoolSetting, spec: Spec, width: int, way: Way) -> None:
        super().__init__()
        rank = spec.rank
        widths = [spec.channels, width, max(width // 2, 1)]
        self.encoders, self.downs, self.decoders = (nn.ModuleList() for _ in range(3))
        for level in range(LEVELS):
            (dilation,) = dilations(setting, level)
            layers = convolution(rank, widths[level], widths[level + 1], dilation)
            self.encoders.append(nn.Sequential(*layers))
            self.downs.append(Down(setting, rank, places=way == "unpool"))
        for level in reversed(range(LEVELS)):
            dilation = 2**level if setting.pool == "none" else 1
            wide = widths[level] if level else width
            self.decoders.append(
                nn.Sequential(*convolution(rank, widths[level + 1], wide, dilation))
            )
        self.code = Code()
        self.answer = CONVOLUTIONS[rank - 1](width, spec.outputs, 3, padding=1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(N, C, H, W) to pictures of the same size in 0..1."""
        sizes, places = [], []
        for encode, down in zip(self.encoders, self.downs, strict=True):
            x = encode(x)
            sizes.append(x.shape[2:])
            x, place = down(x)
            places.append(place)
        x, *places = self.code(x, *places)
        for level, decode in zip(reversed(range(LEVELS)), self.decoders, strict=True):
            down = self.downs[level]
            assert isinstance(down, Down)
            x = decode(back_up(x, sizes[level], down, places[level]))
        result: torch.Tensor = self.answer(x).sigmoid()
        return result


class Code(nn.Module):
    """What is stored: here it goes from the encoder to the decoder."""

    def forward(self, *stored: torch.Tensor | None) -> tuple[torch.Tensor | None, ...]:
        """As it is."""
        return stored
