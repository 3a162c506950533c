"""A recurrent network over words."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from poolwise.lab.networks.over_time import End, Lengths
from poolwise.lab.networks.parts import Spec
from poolwise.lab.settings import PoolSetting

_PER_WIDTH = 4


class BiLSTM(nn.Module):
    """An embedding, one LSTM each way, their states pooled over time, linear.

    States have both signs, so that poolings of what is not negative do not fit.

    Source: after A. Conneau et al., "Supervised Learning of Universal Sentence Representations",
    2017, where the maximum over time was best.
    """

    def __init__(self, setting: PoolSetting, spec: Spec, width: int = 8) -> None:
        super().__init__()
        assert spec.vocabulary
        size = _PER_WIDTH * width
        (time,) = spec.spatial
        self.embed = nn.Embedding(spec.vocabulary, size, padding_idx=0)
        self.lstm = nn.LSTM(size, size, batch_first=True, bidirectional=True)
        self.states = nn.Identity()  # where the map that is pooled can be seen
        self.end = End(setting, 2 * size, time, spec.lengths)
        self.linear = nn.Linear(self.end.features, spec.outputs)

    def forward(self, tokens: torch.Tensor, lengths: Lengths = None) -> torch.Tensor:
        """(N, T) token ids to (N, outputs)."""
        x = self.embed(tokens)
        if lengths is None:
            states, _ = self.lstm(x)
        else:
            packed = pack_padded_sequence(x, lengths.cpu(), batch_first=True, enforce_sorted=False)
            states, _ = pad_packed_sequence(
                self.lstm(packed)[0], batch_first=True, total_length=x.shape[1]
            )
        result: torch.Tensor = self.linear(self.end(self.states(states.movedim(-1, 1)), lengths))
        return result
