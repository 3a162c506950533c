"""The numbers of an operator (exponents, rates, probabilities): checked, and made a table of."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import takewhile
from typing import Any

import numpy as np

from ..backends import Recorded, backend_of, namespace
from ..windows import Windows, said
from .composing import is_at_hand, is_kin, is_wrapped, require_device
from .rules import Rules, dense

Number = Any
"""A number, or an array or tensor of one element or of one per channel."""

_MOST = 2**63

# No more numbers are looked at one by one.
_FEW = 16


def real(name: str, value: Any, fits: Callable[[float], bool], wanted: str) -> float:
    """The value as a float.

    Raises:
        ValueError, TypeError: it is no number, or none that fits.
    """
    if isinstance(value, (bool, np.bool_)) or not isinstance(
        value, (int, float, np.integer, np.floating)
    ):
        raise TypeError(f"{name} must be a number, got {value!r}")
    try:
        number = float(value)
    except OverflowError:
        number = math.nan
    if not fits(number):
        raise ValueError(f"{name}={said(value)} must be {wanted}")
    return number


def whole(name: str, value: Any, least: int = -_MOST) -> int:
    """The value as an integer.

    Raises:
        ValueError, TypeError: it is no integer, too small, or too large for 64 bits.
    """
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (int, np.integer)):
        raise TypeError(f"{name} must be an integer, got {value!r}")
    if not least <= value < _MOST:
        limit = " and less than 2^63" if value >= _MOST else ""
        raise ValueError(f"{name}={said(value)} must be at least {least}{limit}")
    return int(value)


def choice(name: str, value: Any, choices: Sequence[str]) -> str:
    """The value, if it is one of these words.

    Raises:
        ValueError, TypeError: it is no text, or another one.
    """
    named = [repr(word) for word in choices]
    wanted = f"{', '.join(named[:-1])} or {named[-1]}"
    if not isinstance(value, str):
        raise TypeError(f"{name}={value!r} must be {wanted}")
    if value not in choices:
        raise ValueError(f"{name}={value!r} must be {wanted}")
    return value


def finite(name: str, value: Any) -> float:
    """A finite number."""
    return real(name, value, lambda n: -math.inf < n < math.inf, "finite")


def positive(name: str, value: Any) -> float:
    """A finite number above 0."""
    return real(name, value, lambda n: 0 < n < math.inf, "finite and above 0")


def not_negative(name: str, value: Any) -> float:
    """A finite number, 0 or above."""
    return real(name, value, lambda n: 0 <= n < math.inf, "finite and at least 0")


def probability(name: str, value: Any) -> float:
    """A number in (0, 1]."""
    return real(name, value, lambda n: 0 < n <= 1, "above 0 and at most 1")


def share(name: str, value: Any) -> float:
    """A number in [0, 1]."""
    return real(name, value, lambda n: 0 <= n <= 1, "from 0 to 1")


Check = Callable[[str, Any], float]
"""Raises for a number that does not fit: one of a range, from which 0 may be left out."""


def check_each(name: str, values: Any, check: Check) -> None:
    """Raise for an array or tensor of which a number does not fit, or which holds no real numbers.
    (What is traced or lies on another device is not looked at.)

    Raises:
        ValueError, TypeError: as the check does.
    """
    require_numbers(name, values)
    _check_numbers(name, values, check)


def _check_numbers(name: str, values: Any, check: Check) -> None:
    if is_at_hand(values):
        for number in _telling(values):
            check(name, number)


def _telling(values: Any) -> list[float]:
    """Numbers that fit where all do: those of few, or the least and the largest, and 0 where it is
    between."""
    tensor = not isinstance(values, np.ndarray)
    # What torch.func wraps has no memory to read a list from.
    readable = not tensor or not is_wrapped(values)
    if readable and values.ndim == 1 and len(values) <= _FEW:
        few: list[float] = values.tolist()
        return few
    if not math.prod(values.shape):
        return []
    if tensor:
        values = values.detach().double()
    low, high = float(values.min()), float(values.max())  # NaN, if there is one
    return [low, high, 0.0] if low < 0 < high and not values.all() else [low, high]


def require_numbers(name: str, values: Any) -> None:
    """Raise for an array or tensor that holds no real numbers, or not densely."""
    if backend_of(values, name).known(values, name) == "bool":
        raise TypeError(f"{name} has dtype {values.dtype}; it needs real numbers")


def rounding_of(x: Any) -> Any:
    """By how much shares of numbers of elements, in a tensor, may have been rounded: as they were
    given, and as products."""
    return x * namespace(x).finfo(x.dtype).eps


def floor_of(x: Any) -> Any:
    """The integers below, or above where no more than rounding keeps them away."""
    return (x + rounding_of(x)).floor()


def geometric(first: float, ratio: float, most: int) -> tuple[float, ...]:
    """The numbers first · ratio^r, as many as there may be, without those that are 0 for good: a
    weight of 0 would make NaN of an infinite element."""
    return tuple(takewhile(bool, (first * ratio**r for r in range(most))))


def per_channel(x: Any, windows: Windows, rules: Rules, **numbers: Number) -> Any:
    """The table of an operator's numbers, which fit: a tuple where they are the same for all
    channels, else an array of x's kind, (1, P) or (channels, P).

    Arrays and tensors stay what they are: they may be learned.

    Raises:
        ValueError, TypeError: a number has neither one element nor one per channel, or is of
            another kind than x.
    """
    given = {name: value for name, value in numbers.items() if is_array(value)}
    if not given:
        return tuple(map(float, numbers.values()))
    dense(x)
    channels = _channels(x, windows, rules)
    for name, value in given.items():
        require_kin(name, value, x)
        count = math.prod(value.shape)
        if count != 1 and count != channels:  # (PyTorch's compiler finds no symbol in a tuple)
            raise ValueError(
                f"{name} has {count} elements; it needs one, or one for each of the {channels} "
                "channels"
            )
    return backend_of(x).table(list(numbers.values()), x)


def divisor(name: str, value: Any) -> int | None:
    """What sums are divided by; None where it is left to the windows."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
        raise TypeError(f"{name} must be an integer, got {value!r}")
    if value == 0 or abs(int(value)) >= 2**63:
        raise ValueError(f"{name}={said(value)} must be an int64 other than zero")
    return int(value)


def is_array(value: Any) -> bool:
    """Whether it is an array or a tensor, whose numbers are checked one by one."""
    if isinstance(value, (int, float)):  # first: compilers stand symbols for them
        return False
    return isinstance(value, np.ndarray) or hasattr(value, "requires_grad")


def require_kin(name: str, value: Any, x: Any) -> None:
    """Raise for numbers that cannot be brought to x: arrays go with tensors, too.

    Raises:
        ValueError, TypeError: they are none, a tensor where x is an array, or on another device
            than x (those of the CPU are taken to x's).
    """
    require_numbers(name, value)
    if isinstance(value, np.ndarray):
        return
    if isinstance(x, (np.ndarray, Recorded)):
        raise TypeError(f"{name} must be a number or a numpy.ndarray, as x is one, got a tensor")
    require_device(name, value, x, from_cpu=True)


def _channels(x: Any, windows: Windows, rules: Rules) -> int:
    axis = -1 if rules.get("channels_last", False) else -windows.rank - 1
    return int(x.shape[axis]) if x.ndim > windows.rank else 1


def rows_per_channel(x: Any, windows: Windows, rules: Rules, weights: Any) -> Any:
    """Weights of shape (P,) or (channels, P) as the table of an operator's numbers.

    Raises:
        ValueError, TypeError: they have another shape, are no array like x, or negative.
    """
    dense(x)
    if not is_array(weights) or not is_kin(weights, x):
        kind = type(weights).__name__
        raise TypeError(f"weights must be an array or tensor like x, got {kind}")
    require_numbers("weights", weights)
    require_device("weights", weights, x, from_cpu=True)
    channels = _channels(x, windows, rules)
    shape = tuple(weights.shape)
    if (
        len(shape) not in (1, 2)
        or 0 in shape
        or (len(shape) == 2 and shape[0] != 1 and shape[0] != channels)
    ):
        raise ValueError(f"weights has shape {shape}; it needs (R,) or ({channels}, R)")
    _check_numbers("weights", weights, not_negative)
    return weights if len(shape) == 2 else weights[None]
