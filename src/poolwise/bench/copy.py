"""How fast this machine copies memory: the roof over every pooling that waits for memory."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

_BYTES = 320 * 2**20  # far more than any cache
_REPEATS = 3


class CopyBandwidth:
    """Bytes per second, read and written together, of the fastest copy with these threads.

    A copy goes from and to memory that is already touched. Both `numpy.copyto` (a slice per
    thread) and PyTorch's `copy_`, where it is there, are tried; the better one counts. One sample
    is the best of a few copies, and samples are taken throughout a run, because the machine's
    bandwidth changes with what else it does; `median` is their middle.
    """

    def __init__(self, threads: int, size: int = _BYTES) -> None:
        self.samples: list[float] = []
        self._threads, self._size = threads, size

    def sample(self) -> float:
        """Measure once more."""
        source = np.ones(self._size // 8)
        target = np.zeros_like(source)
        ways = [_with_numpy(source, target, self._threads), *_with_torch(source, target)]
        best = min(_seconds(way) for way in ways for _ in range(_REPEATS))
        self.samples.append(2 * source.nbytes / best)
        return self.samples[-1]

    @property
    def median(self) -> float:
        """The middle of the samples."""
        return median(self.samples)

    def to_dict(self) -> dict[str, Any]:
        """For bench.json."""
        return {
            "bytes_per_s": self.median,
            "low": min(self.samples),
            "high": max(self.samples),
            "samples": len(self.samples),
            "buffer_bytes": self._size,
        }


def _with_numpy(source: NDArray[Any], target: NDArray[Any], threads: int) -> Callable[[], object]:
    step = math.ceil(len(source) / threads)
    slices = [slice(i * step, (i + 1) * step) for i in range(threads)]
    if threads == 1:
        return lambda: np.copyto(target, source)
    pool = ThreadPoolExecutor(threads)
    return lambda: list(pool.map(lambda part: np.copyto(target[part], source[part]), slices))


def _with_torch(source: NDArray[Any], target: NDArray[Any]) -> list[Callable[[], object]]:
    try:
        import torch
    except ModuleNotFoundError:
        return []
    read, written = torch.from_numpy(source), torch.from_numpy(target)
    return [lambda: written.copy_(read)]


def _seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start
