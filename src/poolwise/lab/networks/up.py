"""Going back up: what decoders do where the encoder pooled."""

from __future__ import annotations

from typing import Any, Literal

import torch
from torch import nn

import poolwise
from poolwise.lab.networks.parts import windows_of
from poolwise.lab.networks.pooling import make_pooling
from poolwise.lab.settings import WITH_PLACES, PoolSetting

Way = Literal["skip", "unpool", "plain"]


class Down(nn.Module):
    """The setting's pooling, with the places of what it keeps where they are wanted and known."""

    def __init__(self, setting: PoolSetting, rank: int, places: bool) -> None:
        super().__init__()
        self.geometry = windows_of(setting, rank)
        self.layer: Any = make_pooling(setting, self.geometry)
        self.note = ""
        self.places = places and setting.pool in WITH_PLACES
        if self.places:
            vars(self.layer)["return_indices"] = True
        elif places and setting.pool != "none":
            self.note = (
                "where what is kept was is not known, so that the decoder upsamples instead of "
                "unpooling"
            )

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor | None]:
        """The pooled map, and the places if they are kept."""
        if self.places:
            values, places = self.layer(x)
            return values, places
        return self.layer(x), None


def back_up(
    x: torch.Tensor, size: torch.Size, down: Down, places: torch.Tensor | None
) -> torch.Tensor:
    """`x` at the size of the map that `down` pooled: at its places, or the nearest everywhere."""
    if places is None:
        return x if x.shape[2:] == size else nn.functional.interpolate(x, size)
    at = down.geometry
    unpool = (poolwise.max_unpool1d, poolwise.max_unpool2d, poolwise.max_unpool3d)[at.rank - 1]
    result: torch.Tensor = unpool(x, places, at.kernel, at.stride, at.padding, tuple(size))
    return result
