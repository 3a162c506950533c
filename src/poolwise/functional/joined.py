"""Results over the parts of a window, joined into that over all of it.

What lies in more chunks of memory than one is looked at in each of them. A `Joined` says of which
operators' results over the parts that of the whole can be made, and how.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = Any
Options = dict[str, Any]
Parts = dict[str, Array]
"""By the operators' names: results over the parts, (parts, *shape). A part that has no element of
a window has anything for it, and counts 0."""


@dataclass(frozen=True)
class Joined:
    """How the result over a window comes of those over its parts.

    Attributes:
        of: of a call's options the operators that are needed of each part, with theirs.
        join: of how many elements the parts have, (parts, *shape), of their results, and of the
            call's options, the result over all of them.
        wide: whether parts are pooled in double precision where they have floats.
    """

    of: Callable[[Options], dict[str, Options]]
    join: Callable[[Array, Parts, Options], Array]
    wide: bool = True


def _largest(n: Array, parts: Parts, options: Options) -> Array:
    return _extreme(np.max, n, parts["max"], -1)


def _smallest(n: Array, parts: Parts, options: Options) -> Array:
    return _extreme(np.min, n, parts["min"], 1)


def _extreme(over: Any, n: Array, values: Array, sign: int) -> Array:
    kind = values.dtype
    if kind.kind == "b":
        worst: Any = sign > 0
    elif kind.kind in "iu":
        worst = np.iinfo(kind).max if sign > 0 else np.iinfo(kind).min
    else:
        worst = sign * np.inf
    return over(values, 0, where=n > 0, initial=worst)


def _middle(n: Array, parts: Parts, options: Options) -> Array:
    ends = (_largest(n, parts, options), _smallest(n, parts, options))
    return np.mean([end.astype(np.float64) for end in ends], 0)


def _total(n: Array, parts: Parts, options: Options) -> Array:
    return np.sum(parts["sum"], 0, where=n > 0)


def _mean(n: Array, parts: Parts, options: Options) -> Array:
    return _total(n, parts, options) / n.sum(0)


def _norm(n: Array, parts: Parts, options: Options) -> Array:
    p = np.asarray(options["norm_type"], np.float64)
    scale, shares = _scaled(np.where(n > 0, parts["lp"], 0))
    return scale * np.where(scale > 0, (shares**p).sum(0) ** (1 / p), 1)


def _root_mean_square(n: Array, parts: Parts, options: Options) -> Array:
    scale, shares = _scaled(np.where(n > 0, parts["rms"], 0))
    return scale * np.sqrt((n * shares**2).sum(0) / n.sum(0))


def _scaled(values: Array) -> tuple[Array, Array]:
    """The largest of each, and how much of it all are: powers of these are representable."""
    scale = values.max(0)
    with np.errstate(invalid="ignore"):
        shares = values / np.where(scale > 0, scale, 1)
    return scale, np.where(values == scale, 1.0, shares)


def _variance(n: Array, parts: Parts, options: Options) -> Array:
    """Within the parts and between them: Chan, Golub & LeVeque 1983."""
    means, within = np.where(n > 0, parts["avg"], 0), np.where(n > 0, parts["var"], 0)
    count = n.sum(0)
    between = means - (n * means).sum(0) / count
    left = count - options.get("ddof", 0)
    squares = (n * (within + between**2)).sum(0)
    return np.where(left > 0, squares / np.where(left > 0, left, 1), np.nan)


def _deviation(n: Array, parts: Parts, options: Options) -> Array:
    return np.sqrt(_variance(n, parts, options))


def _exponents(n: Array, logs: Array, rate: Array) -> Array:
    return np.where(n > 0, np.where(rate == 0, 0.0, rate * logs), -np.inf)


def _shares(n: Array, logs: Array, rate: Array) -> Array:
    """What each part has of Σ e^(rate·x), the largest of them having its count."""
    exponents = _exponents(n, logs, rate)
    largest = exponents.max(0)
    same = exponents == largest  # infinities, too
    with np.errstate(invalid="ignore"):
        return n * np.where(same, 1, np.exp(exponents - np.where(same, 0, largest)))


def _log_sum(n: Array, parts: Parts, options: Options) -> Array:
    rate = np.asarray(options.get("r", 1.0), np.float64)
    values = np.where(n > 0, parts["lse"], 0)
    count = n.sum(0)
    log = _exponents(n, values, rate).max(0) + np.log(_shares(n, values, rate).sum(0) / count)
    return np.where(rate == 0, (n * values).sum(0) / count, log / np.where(rate == 0, 1, rate))


def _weighted(n: Array, parts: Parts, options: Options) -> Array:
    rate = np.asarray(options.get("beta", 1.0), np.float64)
    shares = _shares(n, parts["lse"], rate)
    return np.sum(shares * parts["soft"], 0, where=shares > 0) / shares.sum(0)


def _any(n: Array, parts: Parts, options: Options) -> Array:
    return 1 - np.prod(1 - parts["noisy_or"], 0, where=n > 0)


def _unsigned(options: Options) -> dict[str, Options]:
    if options.get("signed"):
        raise ValueError("signed=True, whose sums may be negative, of which no root is kept")
    return {"lp": {"norm_type": options["norm_type"]}}


def _same(name: str) -> Callable[[Options], dict[str, Options]]:
    return lambda options: {name: {}}


LARGEST = Joined(_same("max"), _largest, wide=False)
SMALLEST = Joined(_same("min"), _smallest, wide=False)
MIDDLE = Joined(lambda options: {"max": {}, "min": {}}, _middle, wide=False)
TOTAL = Joined(_same("sum"), _total)
MEAN = Joined(_same("sum"), _mean)
NORM = Joined(_unsigned, _norm)
ROOT_MEAN_SQUARE = Joined(_same("rms"), _root_mean_square)
VARIANCE = Joined(lambda options: {"avg": {}, "var": {}}, _variance)
DEVIATION = Joined(lambda options: {"avg": {}, "var": {}}, _deviation)
LOG_SUM = Joined(lambda options: {"lse": {"r": options.get("r", 1.0)}}, _log_sum)
ANY = Joined(_same("noisy_or"), _any)
WEIGHTED = Joined(
    lambda options: {
        "soft": {"beta": options.get("beta", 1.0)},
        "lse": {"r": options.get("beta", 1.0)},
    },
    _weighted,
)
