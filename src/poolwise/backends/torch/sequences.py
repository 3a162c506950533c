"""Sequences of different lengths as PyTorch holds them, as padded batches and their lengths."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.nn.utils.rnn import PackedSequence, pad_packed_sequence


def unpacked(x: Any, name: str = "x") -> tuple[Tensor, Tensor] | None:
    """A batch (N, T, ...) and its lengths, of a packed sequence or a jagged nested tensor; None
    for what is neither.

    Raises:
        TypeError: x is a nested tensor of another layout, or with another axis jagged.
    """
    if isinstance(x, PackedSequence):
        batch, lengths = pad_packed_sequence(x, batch_first=True)
        return batch, lengths.to(batch.device)
    if not (isinstance(x, Tensor) and x.is_nested):
        return None
    nested: Any = x  # whose methods Tensor's annotations do not know
    if x.layout != torch.jagged or nested._ragged_idx != 1:
        raise TypeError(
            f"{name} is a nested tensor; it needs layout=torch.jagged and the time axis, 1, jagged"
        )
    values, offsets, lengths = nested.values(), nested.offsets(), nested.lengths()
    if lengths is None:
        lengths = offsets.diff()
    # At least one element of time, and of values: all sequences may be empty.
    longest = max(int(lengths.max()) if len(lengths) else 0, 1)
    if not len(values):
        return values.new_zeros(len(lengths), longest, *values.shape[1:]), lengths
    at = offsets[:-1, None] + torch.arange(longest, device=values.device)
    return values[at.clamp(max=len(values) - 1)], lengths
