"""Philox4x32-10 (Salmon et al. 2011): random numbers that are a function of a key and a counter.

Written with operators that NumPy's uint64 and PyTorch's int64 share; csrc/philox.hpp is the same.
"""

from __future__ import annotations

from typing import Any

_MULTIPLIERS = 0xD2511F53, 0xCD9E8D57
_WEYL = 0x9E3779B9, 0xBB67AE85
_WORD = 0xFFFFFFFF


def philox(key: tuple[Any, Any], counter: tuple[Any, Any, Any, Any]) -> tuple[Any, ...]:
    """Four words of 32 random bits for each counter; words are arrays of 64 bit integers."""
    (k0, k1), (a, b, c, d) = key, counter
    for _ in range(10):
        left, right = a * _MULTIPLIERS[0], c * _MULTIPLIERS[1]
        a, c = (right >> 32) & _WORD ^ b ^ k0, (left >> 32) & _WORD ^ d ^ k1
        b, d = right & _WORD, left & _WORD
        k0, k1 = (k0 + _WEYL[0]) & _WORD, (k1 + _WEYL[1]) & _WORD
    return a, b, c, d


def uniform(word: Any) -> Any:
    """Numbers in (0, 1) that float32 holds exactly, from words."""
    return ((word >> 9) * 2 + 1) * 2.0**-24
