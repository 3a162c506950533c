"""The numbers of an operator (exponents, rates, probabilities): checked, and made a table of."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import takewhile
from typing import Any

import numpy as np

from ..backends import backend_of
from ..windows import Windows
from .rules import Rules

Number = Any
"""A number, or an array or tensor of one element or of one per channel."""


def real(name: str, value: Any, fits: Callable[[float], bool], wanted: str) -> float:
    """The value as a float.

    Raises:
        ValueError, TypeError: it is no number, or none that fits.
    """
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (int, float, np.number)):
        raise TypeError(f"{name} must be a number, got {value!r}")
    number = float(value)
    if not fits(number):
        raise ValueError(f"{name}={value!r} must be {wanted}")
    return number


def whole(name: str, value: Any, least: int) -> int:
    """The value as an integer.

    Raises:
        ValueError, TypeError: it is no integer, or too small.
    """
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (int, np.integer)):
        raise TypeError(f"{name} must be an integer, got {value!r}")
    if value < least:
        raise ValueError(f"{name}={value} must be at least {least}")
    return int(value)


def finite(name: str, value: Any) -> float:
    """A finite number."""
    return real(name, value, lambda n: -math.inf < n < math.inf, "finite")


def positive(name: str, value: Any) -> float:
    """A finite number above 0."""
    return real(name, value, lambda n: 0 < n < math.inf, "finite and above 0")


def probability(name: str, value: Any) -> float:
    """A number in (0, 1]."""
    return real(name, value, lambda n: 0 < n <= 1, "above 0 and at most 1")


def geometric(first: float, ratio: float, most: int) -> tuple[float, ...]:
    """The numbers first · ratio^r, as many as there may be, without those that are 0 for good: a
    weight of 0 would make NaN of an infinite element."""
    return tuple(takewhile(bool, (first * ratio**r for r in range(most))))


def per_channel(
    x: Any, windows: Windows, rules: Rules, **numbers: tuple[Number, Callable[[str, Any], float]]
) -> Any:
    """The table of an operator's numbers, each given with its check: a tuple where they are the
    same for all channels, else an array of x's kind, (1, P) or (channels, P).

    Arrays and tensors are taken as they are: they may be learned.

    Raises:
        ValueError, TypeError: a number does not fit, or has neither one element nor one per
            channel.
    """
    given = {name: value for name, (value, _) in numbers.items() if _is_array(value)}
    plain = {name: check(name, v) for name, (v, check) in numbers.items() if name not in given}
    if not given:
        return tuple(plain.values())
    channels = _channels(x, windows, rules)
    for name, value in given.items():
        count = math.prod(value.shape)
        if count not in (1, channels):
            raise ValueError(
                f"{name} has {count} elements; it needs one, or one for each of the {channels} "
                "channels"
            )
    return backend_of(x).table([{**plain, **given}[name] for name in numbers], x)


def _is_array(value: Any) -> bool:
    if isinstance(value, (int, float)):
        return False
    # What may be learned stays a tensor; other single numbers are as good as Python's.
    return hasattr(value, "requires_grad") or (hasattr(value, "shape") and np.ndim(value) > 0)


def _channels(x: Any, windows: Windows, rules: Rules) -> int:
    axis = -1 if rules.get("channels_last", False) else -windows.rank - 1
    return int(x.shape[axis]) if x.ndim > windows.rank else 1


def rows_per_channel(x: Any, windows: Windows, rules: Rules, weights: Any) -> Any:
    """Weights of shape (P,) or (channels, P) as the table of an operator's numbers.

    Raises:
        ValueError, TypeError: they have another shape, or are no array.
    """
    if not hasattr(weights, "shape"):
        raise TypeError(f"weights must be an array or tensor, got {type(weights).__name__}")
    channels = _channels(x, windows, rules)
    shape = tuple(weights.shape)
    if (
        len(shape) not in (1, 2)
        or 0 in shape
        or (len(shape) == 2 and shape[0] not in (1, channels))
    ):
        raise ValueError(f"weights has shape {shape}; it needs (R,) or ({channels}, R)")
    return weights if len(shape) == 2 else weights[None]
