"""Random choices of rows and windows, which arrays and tensors draw alike from one seed."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..backends import gathered
from ..backends.philox import philox

# The last word of the counter tells these draws from those of windows' elements, which have 0.
STOCHASTIC_ROWS, FRACTIONAL = 1, 2


def words(seed: Any, rows: Any, count: int, axis: int, purpose: int) -> Any:
    """Words of 32 random bits, (rows, count): of an integer seed an array, of a tensor a tensor."""
    groups = -(-count // 4)
    if isinstance(seed, int):
        row: Any = np.arange(rows, dtype=np.uint64)[:, None]
        group: Any = np.arange(groups, dtype=np.uint64)
        nothing: Any = np.zeros((rows, groups), np.uint64)
        stack: Any = np.stack
    else:
        import torch

        row = torch.arange(rows, device=seed.device)[:, None]
        group = torch.arange(groups, device=seed.device)
        nothing = row * 0 + group * 0
        stack = torch.stack
    key = seed & 0xFFFFFFFF, seed >> 32 & 0xFFFFFFFF
    drawn = philox(key, (nothing + row, nothing + axis, nothing + group, nothing + purpose))
    return stack(drawn, -1).reshape((rows, 4 * groups))[:, :count]


def order(drawn: Any) -> Any:
    """The places of each row's words from the smallest to the largest: a random order."""
    return gathered.kind(drawn).order(drawn)


def sorted_first(ordered: Any, count: int) -> Any:
    """The first `count` of each row, from the smallest to the largest."""
    return gathered.ascending(ordered[:, :count])
