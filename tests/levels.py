"""Calls that another process makes at another level: run as a program, it makes them there.

Its arguments are the file of the calls and the one to write their results to. It needs NumPy alone.
"""

from __future__ import annotations

import ctypes
import pickle
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

import poolwise

Results = tuple[np.ndarray, ...] | str  # the text of an error


@dataclass(frozen=True)
class Memory:
    """What an array looks at, and how: pickled arrays lose their strides and alignment."""

    held: bytes
    address: int
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]
    dtype: np.dtype

    @staticmethod
    def of(x: np.ndarray) -> Memory:
        low, high = np.lib.array_utils.byte_bounds(x) if x.size else (0, 0)
        offset = x.ctypes.data - low if x.size else 0
        held = ctypes.string_at(low, high - low)
        return Memory(held, low % 64, offset, x.shape, x.strides, x.dtype)

    def array(self) -> np.ndarray:
        memory = np.empty(len(self.held) + 64, np.uint8)
        first = (self.address - memory.ctypes.data) % 64
        memory[first : first + len(self.held)] = np.frombuffer(self.held, np.uint8)
        return np.ndarray(self.shape, self.dtype, memory, first + self.offset, self.strides)


@dataclass(frozen=True)
class Made:
    """A call of a function of poolwise, with its pullback where there is a seed of gradients."""

    name: str
    x: Memory
    keywords: dict[str, Any]
    seed: int | None = None

    def results(self) -> Results:
        pool, x = getattr(poolwise, self.name), self.x.array()
        try:
            if self.seed is None:
                out = pool(x, **self.keywords)
                return out if isinstance(out, tuple) else (out,)
            out, pullback = poolwise.vjp(pool, x, **self.keywords)
        except ValueError as error:
            return str(error)
        draws = np.random.default_rng(self.seed)
        return out, pullback(draws.choice([-1.0, 0.0, 1.0, 2.0], out.shape).astype(out.dtype))


if __name__ == "__main__":
    sys.modules["levels"] = sys.modules["__main__"]  # as which the calls were pickled
    calls = pickle.loads(Path(sys.argv[1]).read_bytes())
    answer = poolwise.info()["isa"], [call.results() for call in calls]
    Path(sys.argv[2]).write_bytes(pickle.dumps(answer))
