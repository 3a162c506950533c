"""Convolutions over words."""

from __future__ import annotations

import torch
from torch import nn

from poolwise.lab.networks.over_time import End, Lengths, without_padding
from poolwise.lab.networks.parts import Spec
from poolwise.lab.settings import PoolSetting

WIDTHS = (3, 4, 5)
_DROPOUT = 0.5
_PER_WIDTH = 4  # channels for each of `width`


class TextCNN(nn.Module):
    """An embedding, convolutions of 3, 4 and 5 words, each pooled over time, dropout, linear.

    What the setting does over time, `over_time.End` says. Convolutions have a unit for each word,
    so that texts shorter than they are have some, too.

    Source: Y. Kim, "Convolutional Neural Networks for Sentence Classification", 2014.
    """

    def __init__(self, setting: PoolSetting, spec: Spec, width: int = 8) -> None:
        super().__init__()
        assert spec.vocabulary
        size = _PER_WIDTH * width
        (time,) = spec.spatial
        self.embed = nn.Embedding(spec.vocabulary, size, padding_idx=0)
        self.convolutions = nn.ModuleList(nn.Conv1d(size, size, each) for each in WIDTHS)
        ends = [End(setting, size, time, spec.lengths) for _ in WIDTHS]
        self.ends = nn.ModuleList(ends)
        self.dropout = nn.Dropout(_DROPOUT)
        self.linear = nn.Linear(sum(each.features for each in ends), spec.outputs)

    def forward(self, tokens: torch.Tensor, lengths: Lengths = None) -> torch.Tensor:
        """(N, T) token ids to (N, outputs)."""
        x = without_padding(self.embed(tokens).movedim(-1, 1), lengths)
        found = []
        for width, conv, end in zip(WIDTHS, self.convolutions, self.ends, strict=True):
            around = nn.functional.pad(x, ((width - 1) // 2, width // 2))
            found.append(end(conv(around).relu(), lengths))
        result: torch.Tensor = self.linear(self.dropout(torch.cat(found, 1)))
        return result
