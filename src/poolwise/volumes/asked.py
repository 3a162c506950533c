"""What is asked for: the operator, where it looks, and by what means."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from ..catalogue import parse
from ..windows import Windows
from .axes import for_each, named, spatial
from .levels import Pooling
from .volume import native

Ints = int | Sequence[int]


@dataclass(frozen=True)
class Asked:
    """The arguments of `pool_files`, as they were given."""

    op: str
    kernel: Ints
    stride: Ints | None
    padding: Any
    ceil_mode: bool
    levels: int
    axes: str
    dtype: str
    memory: int | str
    workers: int | None
    scheduler: str

    def __post_init__(self) -> None:
        """Raise for what fits no file.

        Raises:
            ValueError, TypeError: the message names it.
        """
        levels = self.levels
        if not isinstance(levels, int) or isinstance(levels, bool) or not 0 <= levels <= 64:
            raise ValueError(f"levels={levels!r} must be an integer from 0 to 64")
        if levels and (self.padding not in (0, "valid") or self.stride not in (None, self.kernel)):
            raise ValueError("levels are made of windows side by side, without stride or padding")
        row, numbers = parse(self.op)
        if not row.by_name or "random" in row.kind or numbers.get("return_indices"):
            raise ValueError(f"op={self.op!r} must be an operator that pools windows, drawing none")
        if levels and row.name == "avg" and numbers:
            raise ValueError(f"op={self.op!r}: levels are means of what there is, without numbers")
        if self.dtype:
            try:
                plain = np.dtype(self.dtype).kind in "biuf"
            except TypeError:
                plain = False
            if not plain:
                raise ValueError(
                    f"dtype={self.dtype!r} must be the name of a dtype, as uint8 or float32"
                )
        _ = self.bytes_at_once, self.blocks_at_once

    @property
    def operator(self) -> str:
        """The operator without its numbers."""
        return parse(self.op)[0].name

    @property
    def bytes_at_once(self) -> int:
        """How much memory blocks may take."""
        found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([kmgt]?)(i?)b?\s*", str(self.memory).lower())
        if not found or isinstance(self.memory, bool) or not float(found[1]):
            raise ValueError(f"memory={self.memory!r} must be bytes, as 500MB or 2GB")
        step = 1024 if found[3] else 1000
        return int(float(found[1]) * step ** " kmgt".index(found[2] or " "))

    @property
    def blocks_at_once(self) -> int:
        """How many blocks are pooled at a time."""
        if self.workers is None:
            usable = getattr(os, "sched_getaffinity", None)
            return len(usable(0)) if usable else os.cpu_count() or 1
        if not isinstance(self.workers, int) or isinstance(self.workers, bool) or self.workers < 1:
            raise ValueError(f"workers={self.workers!r} must be a positive integer")
        return self.workers

    def as_dict(self) -> dict[str, Any]:
        """What determines results, for a ledger."""
        left_out = ("memory", "workers", "scheduler")
        return {name: value for name, value in asdict(self).items() if name not in left_out}

    def pooling(self, found: str, rank: int) -> tuple[Pooling, str]:
        """The pooling of an array of so many axes, and their letters.

        Args:
            found: the letters that the file says.
            rank: how many axes it has.

        Raises:
            ValueError, TypeError: windows do not fit its axes.
        """
        letters = named(self.axes, found, rank)
        space = spatial(letters)
        if len(space) > 3:
            raise ValueError(f"axes={letters!r} has {len(space)} axes to pool; 3 are the most")
        kernel = for_each("kernel", self.kernel, letters)
        stride = None if self.stride is None else for_each("stride", self.stride, letters)
        if self.levels and max(kernel) < 2:
            raise ValueError(f"kernel={kernel} makes no level smaller than the one before it")
        ceil = bool(self.levels) or self.ceil_mode
        windows = Windows.sliding(len(space), kernel, stride, self.padding, 1, ceil)
        row, numbers = parse(self.op)
        dtype = native(self.dtype).name if self.dtype else ""
        return Pooling(row.name, tuple(numbers.items()), windows, space, dtype), letters
