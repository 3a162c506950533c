"""The oracle: every operator as its definition says it, in slow, obvious NumPy.

A pooling operator is where it looks times what it keeps. Where: one `Taps` per spatial axis lists
the positions of every window, padding included. What: a *reducer*, one short function in `SELECT`,
`TOTAL` or `REDUCE`. Every window of every plane is visited in a Python loop, so use this for
checking, never for work.

The module imports nothing of poolwise: it is a second statement of the rules, made to disagree with
the kernels whenever one of the two is wrong. Arrays are planar, `(*lead, *spatial)`, with one
`Taps` per spatial axis.

>>> import numpy as np
>>> x = np.arange(16.0).reshape(1, 4, 4)
>>> axes = [sliding_taps(4, kernel=2, stride=2)] * 2
>>> pool(x, "max", axes)
array([[[ 5.,  7.],
        [13., 15.]]])
>>> pool_backward(np.ones((1, 2, 2)), x, "avg", axes)[0, 0]
array([0.25, 0.25, 0.25, 0.25])
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, overload

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Number = int | float

# --- where: the windows of one axis ---------------------------------------------------------------


@dataclass(frozen=True)
class Taps:
    """The windows along one axis: `windows[i]` lists the positions that output `i` looks at.

    Position 0 is the first element of the input, and `low <= position < high` is the input with its
    padding (a last window made by ceil mode may reach past `high`). `empty_ok` says that PyTorch
    accepts this padding for max pooling, in which case the maximum of a window without elements is
    the lowest value instead of an error.
    """

    size: int
    windows: list[list[int]]
    low: int
    high: int
    empty_ok: bool = False


def sliding_taps(
    size: int,
    kernel: int,
    stride: int | None = None,
    before: int = 0,
    after: int = 0,
    dilation: int = 1,
    ceil_mode: bool = False,
) -> Taps:
    """Windows that slide: `i` looks at `i * stride - before + j * dilation`, j in `range(kernel)`.

    The windows are those that end inside the padded input. Ceil mode adds the one that runs over
    its end, if the last one did not reach it and the new one starts in the input or the padding
    before it, as PyTorch does.
    """
    stride = kernel if stride is None else stride
    low, high = -before, size + after
    windows = []
    for start in itertools.count(low, stride):
        window = [start + j * dilation for j in range(kernel)]
        reached = window[-1] - stride  # the last position of the window before this one
        if window[-1] >= high and not (ceil_mode and reached < high - 1 and start < size):
            break
        windows.append(window)
    return Taps(size, windows, low, high, empty_ok=before == after <= kernel // 2)


def adaptive_taps(size: int, out: int) -> Taps:
    """Windows that cover the axis: `i` is `[floor(i * size / out), ceil((i + 1) * size / out))`."""
    edges = [(i * size // out, -(-(i + 1) * size // out)) for i in range(out)]
    return Taps(size, [list(range(start, stop)) for start, stop in edges], 0, size)


def whole_taps(size: int) -> Taps:
    """One window: everything."""
    return adaptive_taps(size, 1)


def resolve_padding(
    padding: str | int | tuple[int, int], size: int, kernel: int, stride: int, dilation: int = 1
) -> tuple[int, int]:
    """Return the padding of one axis as (before, after).

    `"same"` gives ceil(size / stride) windows and puts the odd element after, `"same_lower"`
    before.
    """
    if isinstance(padding, int):
        return padding, padding
    if isinstance(padding, tuple):
        return padding
    if padding == "valid":
        return 0, 0
    outputs = math.ceil(Fraction(size, stride))
    total = max(0, (outputs - 1) * stride + (kernel - 1) * dilation + 1 - size)
    less, more = total // 2, total - total // 2
    return {"same": (less, more), "same_lower": (more, less)}[padding]


# --- what: the reducers ---------------------------------------------------------------------------
# x is the list of a window's real elements, in row-major order and never empty, as Python numbers.


def first_or_last_nan(x: list[Any], best: Any) -> int:
    """Return where `best` is first found (-0.0 equals 0.0), or where the last NaN is."""
    nans = [i for i, value in enumerate(x) if value != value]
    return nans[-1] if nans else x.index(best)


SELECT: dict[str, Callable[[list[Any]], int]] = {
    "max": lambda x: first_or_last_nan(x, max(x)),
    "min": lambda x: first_or_last_nan(x, min(x)),
}


def rounded(value: Fraction | float) -> float:
    """Return the nearest float, which of what is too large is infinite."""
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def quotient(x: Sequence[float], weights: Sequence[float], by: float) -> float:
    """Σ w x / by, rounded once: whatever sums and products would be. Without weight nothing counts,
    not even infinity."""
    held = [(v, w) for v, w in zip(x, weights, strict=False) if w != 0]
    if not all(math.isfinite(v) and math.isfinite(w) for v, w in held):
        return sum(w * v for v, w in held) / by
    return rounded(sum(Fraction(w) * Fraction(v) for v, w in held) / Fraction(by))


def mean(x: Sequence[float]) -> float:
    """Σ x / n."""
    return quotient(x, [1.0] * len(x), len(x))


def weighted_mean(x: Sequence[float], weights: Sequence[float]) -> float:
    """Σ w x / Σ w."""
    return quotient(x, weights, sum(weights))


TOTAL: dict[str, Callable[[list[Any], int], Any]] = {
    "sum": lambda x, divisor: sum(x) if exact(x) else quotient(x, [1.0] * len(x), 1),
    "avg": lambda x, divisor: (
        Fraction(sum(x), divisor) if exact(x) else quotient(x, [1.0] * len(x), divisor)
    ),
}


# The others have numbers of their own, and some draw: `draw(k)` is a random number in (0, 1) for
# element k, `draw(-1)` one for the window.
Draw = Callable[[int], float]


def variance(x: list[float], ddof: float) -> Fraction | float:
    """Σ (x - mean)² / (n - ddof); NaN where n is no more, or where something is infinite."""
    if len(x) <= ddof or not all(map(math.isfinite, x)):
        return math.nan
    middle = sum(map(Fraction, x)) / len(x)
    return sum((Fraction(v) - middle) ** 2 for v in x) / (len(x) - Fraction(ddof))


def square_root(value: Fraction | float) -> Fraction | float:
    """The root, to many more digits than a float has, however large or small it is."""
    if value != value:
        return value
    return Fraction(math.isqrt(int(value * 4**1200)), 2**1200)


def root_of_powers(x: list[float], p: float, divisor: int = 1) -> float:
    """(Σ x^p / divisor)^(1/p) of what is not negative."""
    top = min(x) if p < 0 else max(x)
    if top == 0 or math.isinf(top):
        return top
    root: float = (sum((v / top) ** p for v in x) / divisor) ** (1 / p)
    return top * root


def root_of_signed_powers(x: list[float], p: float) -> Any:
    """(Σ x^p)^(1/p) of what has any sign."""
    top = max(abs(v) for v in x)
    if top == 0 or math.isinf(top):
        return sum(v**p for v in x) ** (1 / p)
    return top * sum((v / top) ** p for v in x) ** (1 / p)


def away(v: float, top: float, rate: float) -> float:
    """Rate (v - top), whatever the difference alone would be."""
    return 0.0 if v == top else 2 * (rate * (v / 2 - top / 2))


def log_mean_exp(x: list[float], r: float) -> float:
    """log(Σ e^(r x) / n) / r, of which r = 0 is the mean."""
    if r == 0:
        return mean(x)
    top = max(x) if r > 0 else min(x)
    if math.isinf(top):
        return top
    if abs(r) * max(map(abs, x)) < 1e-200:  # where exponentials say no more than that they are 1
        return mean(x)
    return top + math.log1p(sum(math.expm1(away(v, top, r)) for v in x) / len(x)) / r


def soft(x: list[float], beta: float) -> float:
    """Σ x e^(βx) / Σ e^(βx)."""
    if beta == 0:
        return mean(x)
    top = max(x) if beta > 0 else min(x)
    if math.isinf(top):
        return top
    return weighted_mean(x, [math.exp(away(v, top, beta)) for v in x])


def shares(x: list[float]) -> list[Fraction]:
    """What numbers are of their sum, but for one factor; infinite ones share all."""
    endless = any(map(math.isinf, x))
    return [Fraction(math.isinf(v)) if endless else Fraction(v) for v in x]


def in_proportion(x: list[float]) -> float:
    """Σ x² / Σ x."""
    if any(map(math.isinf, x)):
        return math.inf
    total = sum(shares(x))
    return rounded(sum(v * v for v in shares(x)) / total) if total else 0.0


def drawn(x: list[float], weights: Sequence[Any], share: float) -> float:
    """The element at which the running sum of the weights passes a share of it."""
    exactly = [Fraction(w) for w in weights]
    wanted = Fraction(share) * sum(exactly)
    passed = (v for v, w in zip(x, itertools.accumulate(exactly), strict=True) if w > wanted)
    return next(passed, x[-1])


def descending(x: list[Any]) -> list[Any]:
    """From the largest to the smallest."""
    return sorted(x, reverse=True)


def median(x: list[Any], of: float) -> Any:
    """The middle one; of the two middle ones the lower, 0, their mean, 1, or the upper, 2."""
    ranked = sorted(x)
    lower, upper = ranked[(len(x) - 1) // 2], ranked[len(x) // 2]
    if of != 1 or lower == upper:
        return upper if of == 2 else lower
    return Fraction(lower + upper, 2) if exact(x) else mean([lower, upper])


def trimmed_mean(x: list[float], cut: float) -> float:
    """The mean of what is left when a share of the elements is cut off at either end."""
    out = int(Fraction(str(cut)) * len(x))
    return mean(sorted(x)[out : len(x) - out])


def quantile(x: list[float], q: float, of: int) -> float:
    """What the share q lies below, of the sorted elements' polygon (0); or of the two elements
    there the lower (1), the higher (2), their mean (3), or the nearest, of even number (4)."""
    at = Fraction(str(q)) * (len(x) - 1)
    share = (at % 1, Fraction(0), Fraction(math.ceil(at % 1)), Fraction(1, 2), round(at) - at // 1)
    low, high = sorted(x)[math.floor(at)], sorted(x)[math.ceil(at)]
    upper = float(share[of]) if at % 1 else 0.0
    return quotient([low, high], [1 - upper, upper], 1) if 0 < upper < 1 else high if upper else low


def both_means(x: list[float], k: int) -> float:
    """The mean of the first k and that of the last k, added up."""
    return quotient(x[:k] + x[-k:], [1.0] * (2 * k), k)


def mode(x: list[Any]) -> Any:
    """What occurs most often, the smallest of several."""
    times = Counter(x)
    most = max(times.values())
    return min(v for v in times if times[v] == most)


def max_or_mean(x: list[float], threshold: float) -> float:
    """The largest where all reach the threshold, else their mean."""
    return max(x) if all(v >= threshold for v in x) else mean(x)


def noisy_or(x: list[float]) -> float:
    """1 - Π (1 - x)."""
    return rounded(1 - math.prod(1 - Fraction(v) for v in x))


def sigmoid(z: float) -> float:
    """1 / (1 + e^-z)."""
    return 1 / (1 + math.exp(-z)) if z > -700 else 0.0


def noisy_and(mean: float, a: float, b: float) -> float:
    """(σ(a(mean − b)) − σ(−ab)) / (σ(a(1 − b)) − σ(−ab))."""
    low = sigmoid(-a * b)
    return (sigmoid(a * (mean - b)) - low) / (sigmoid(a * (1 - b)) - low)


def largest_kept(x: list[float], q: float, draw: Draw) -> float:
    """The largest of those that a coin keeps, 0 where it keeps none."""
    kept = [v for k, v in enumerate(x) if draw(k) < q]
    return kept[first_or_last_nan(kept, max(kept))] if kept else 0


KEEPS_DTYPE = ("median", "mode")
"""Those of `REDUCE` that make of integers such integers."""

REDUCE: dict[str, Callable[[list[Any], Sequence[float], Draw], Any]] = {
    "lp": lambda x, n, draw: root_of_powers([abs(v) for v in x], n[0]),
    "lp_signed": lambda x, n, draw: root_of_signed_powers(x, n[0]),
    "rms": lambda x, n, draw: root_of_powers([abs(v) for v in x], 2, len(x)),
    "var": lambda x, n, draw: rounded(variance(x, n[0])),
    "std": lambda x, n, draw: rounded(square_root(variance(x, n[0]))),
    "power_mean": lambda x, n, draw: root_of_powers([max(v, n[1]) for v in x], n[0], len(x)),
    "lse": lambda x, n, draw: log_mean_exp(x, n[0]),
    "soft": lambda x, n, draw: soft(x, n[0]),
    "stochastic": lambda x, n, draw: drawn(x, shares(x), draw(-1)) if any(x) else 0,
    "stochastic_mean": lambda x, n, draw: in_proportion(x),
    "noisy_or": lambda x, n, draw: noisy_or(x),
    "noisy_and": lambda x, n, draw: noisy_and(mean(x), n[0], n[1]),
    "median": lambda x, n, draw: median(x, n[0]),
    "ranked": lambda x, n, draw: weighted_mean(descending(x), n[: len(x)]),
    "rank_sum": lambda x, n, draw: quotient(descending(x), n, 1),
    "rank_drawn": lambda x, n, draw: drawn(descending(x)[: len(n)], n[: len(x)], draw(-1)),
    "trimmed_mean": lambda x, n, draw: trimmed_mean(x, n[0]),
    "quantile": lambda x, n, draw: quantile(x, n[0], int(n[1])),
    "midrange": lambda x, n, draw: mean([max(x), min(x)]),
    "mode": lambda x, n, draw: mode(x),
    "t_max_avg": lambda x, n, draw: max_or_mean(descending(x)[: int(n[0])], n[1]),
    "weldon": lambda x, n, draw: both_means(sorted(x), min(int(n[0]), len(x))),
    "max_dropout": lambda x, n, draw: largest_kept(x, n[0], draw),
}


def philox(key: int, counter: int) -> list[int]:
    """Philox4x32-10 (Salmon et al. 2011) of a key of 64 and a counter of 128 bits."""
    k = [key & 0xFFFFFFFF, key >> 32]
    a, b, c, d = (counter >> 32 * i & 0xFFFFFFFF for i in range(4))
    for _ in range(10):
        left, right = 0xD2511F53 * a, 0xCD9E8D57 * c
        a, b = right >> 32 ^ b ^ k[0], right & 0xFFFFFFFF
        c, d = left >> 32 ^ d ^ k[1], left & 0xFFFFFFFF
        k = [(k[0] + 0x9E3779B9) & 0xFFFFFFFF, (k[1] + 0xBB67AE85) & 0xFFFFFFFF]
    return [a, b, c, d]


def draw_of(seed: int, number: int, offsets: Sequence[int]) -> Draw:
    """The random numbers of a window, number `number` of the output, for each of its elements."""

    def draw(k: int) -> float:
        group, word_number = divmod(0 if k < 0 else offsets[k], 4)
        word = philox(seed, number | group << 64)[word_number]
        return ((word >> 9) * 2 + 1) / 2**24

    return draw


def exact(x: list[Any]) -> bool:
    """Whether the elements are integers, whose totals are computed without any rounding."""
    return isinstance(x[0], int)


# --- one window -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Window:
    """One window of one plane."""

    out: tuple[int, ...]  # its place in the output
    where: list[tuple[int, ...]]  # the places of its real elements in the plane
    offsets: list[int]  # their numbers in the largest window
    first: tuple[int, ...]  # its first tap after the padding before, perhaps past the end
    extent: int  # its taps inside the padded input, without those that the mask takes out


def plane_windows(axes: Sequence[Taps], present: Array) -> Iterator[Window]:
    """All windows of a plane, in row-major order; `present` is the plane's mask."""
    most = [max((sum(0 <= t < a.size for t in w) for w in a.windows), default=0) for a in axes]
    for out in itertools.product(*(range(len(axis.windows)) for axis in axes)):
        taps = [axis.windows[i] for axis, i in zip(axes, out, strict=True)]
        inside = [[t for t in ts if 0 <= t < a.size] for a, ts in zip(axes, taps, strict=True)]
        padded = [[t for t in ts if a.low <= t < a.high] for a, ts in zip(axes, taps, strict=True)]
        real = list(itertools.product(*inside))
        where = [place for place in real if present[place]]
        grid = itertools.product(*(range(len(ts)) for ts in inside))
        numbers = [int(np.ravel_multi_index(at, most)) if most else 0 for at in grid]
        offsets = [n for n, place in zip(numbers, real, strict=True) if present[place]]
        first = tuple(next((t for t in ts if t >= 0), 0) for ts in taps)
        absent = len(real) - len(where)
        yield Window(out, where, offsets, first, math.prod(map(len, padded)) - absent)


def divisor_of(window: Window, count_include_pad: bool, divisor_override: int | None) -> int:
    """Return what an average divides by."""
    if divisor_override is not None:
        return divisor_override
    return window.extent if count_include_pad else len(window.where)


# --- dtypes ---------------------------------------------------------------------------------------


def is_float(dtype: np.dtype[Any]) -> bool:
    """Whether dtype is a float; bfloat16 is an extension type, which NumPy does not call one."""
    return dtype.kind == "f" or dtype.name == "bfloat16"


def result_dtype(reducer: str, given: np.dtype[Any], asked: npt.DTypeLike | None) -> np.dtype[Any]:
    """Return the output's dtype: the input's, save for totals of integers."""
    if asked is not None:
        if reducer in SELECT:
            raise TypeError(f"dtype={asked!r}: {reducer} keeps the dtype of its input")
        if is_float(given) and not is_float(np.dtype(asked)):
            raise TypeError(f"dtype={asked!r}: floats cannot be pooled to integers")
        return np.dtype(asked)
    if reducer in SELECT or is_float(given):
        return given
    if reducer == "avg":
        return np.dtype(np.float32 if given.itemsize <= 2 else np.float64)
    return np.dtype(np.uint64 if given == np.uint64 else np.int64)


def wrapped(total: int, dtype: np.dtype[Any]) -> int:
    """Return an integer modulo 2**64, in the range of int64, or of uint64 for that dtype."""
    total %= 2**64
    return total if dtype == np.uint64 or total < 2**63 else total - 2**64


def stored(value: Any, dtype: np.dtype[Any]) -> Any:
    """Return a number as dtype holds it: rounded half to even, integers saturating."""
    if is_float(dtype):
        with np.errstate(over="ignore"):
            return np.asarray(float(value)).astype(dtype)
    if dtype.kind == "b":
        return bool(round(value))
    return min(max(round(value), int(np.iinfo(dtype).min)), int(np.iinfo(dtype).max))


def lowest(dtype: np.dtype[Any]) -> Any:
    """Return the maximum of nothing, which PyTorch gives where it accepts an empty window."""
    if is_float(dtype):
        return -math.inf
    return False if dtype.kind == "b" else np.iinfo(dtype).min


# --- forward and backward -------------------------------------------------------------------------


def planes(
    x: Array, axes: Sequence[Taps], mask: Array | None
) -> Iterator[tuple[tuple[int, ...], Array, Array]]:
    """Each plane of x with its place among the leading axes and its mask."""
    present = np.broadcast_to(np.True_ if mask is None else mask, x.shape)
    for lead in np.ndindex(x.shape[: x.ndim - len(axes)]):
        yield lead, x[lead], present[lead]


def check_empty(window: Window, reducer: str, axes: Sequence[Taps]) -> None:
    """Without a mask, an empty window is an error unless PyTorch accepts the maximum."""
    if not (reducer == "max" and all(axis.empty_ok for axis in axes)):
        raise ValueError(f"window {window.out} has no element inside the input")


@overload
def pool(
    x: Array,
    reducer: str,
    axes: Sequence[Taps],
    *,
    mask: Array | None = ...,
    count_include_pad: bool = ...,
    divisor_override: int | None = ...,
    dtype: npt.DTypeLike | None = ...,
    empty_value: Number = ...,
    return_indices: Literal[False] = ...,
) -> Array: ...


@overload
def pool(
    x: Array,
    reducer: str,
    axes: Sequence[Taps],
    *,
    mask: Array | None = ...,
    count_include_pad: bool = ...,
    divisor_override: int | None = ...,
    dtype: npt.DTypeLike | None = ...,
    empty_value: Number = ...,
    return_indices: Literal[True],
) -> tuple[Array, Array]: ...


def pool(
    x: Array,
    reducer: str,
    axes: Sequence[Taps],
    *,
    mask: Array | None = None,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
    dtype: npt.DTypeLike | None = None,
    empty_value: Number = 0,
    return_indices: bool = False,
) -> Array | tuple[Array, Array]:
    """Pool x, of shape `(*lead, *spatial)`, over the windows of `axes`, one per spatial axis.

    `reducer` is a name in `SELECT` or `TOTAL`. `mask` is boolean, broadcastable to x, True where an
    element is present; under it an empty window gives `empty_value` and index -1. Indices are
    int64, flat over the input plane. Floats are totalled in float64 and rounded once, integers
    exactly. Raises ValueError for an empty window without a mask (where PyTorch rejects the call),
    TypeError for a `dtype` that the reducer or the input cannot have.

    >>> pool(np.array([1, 2, 4], np.uint8), "avg", [whole_taps(3)])
    array([2.3333333], dtype=float32)
    """
    kind = result_dtype(reducer, x.dtype, dtype)
    shape = x.shape[: x.ndim - len(axes)] + tuple(len(axis.windows) for axis in axes)
    out, indices = np.zeros(shape, kind), np.full(shape, -1)
    counts_padding = reducer == "sum" or (
        reducer == "avg" and (count_include_pad or divisor_override is not None)
    )
    for lead, plane, present in planes(x, axes, mask):
        for window in plane_windows(axes, present):
            at = lead + window.out
            values = [plane[place].item() for place in window.where]
            if not values and mask is not None:
                value = empty_value
            elif not values and counts_padding:
                value = 0
            elif not values:
                check_empty(window, reducer, axes)
                value, indices[at] = lowest(kind), flat(window.first, axes)
            elif reducer in SELECT:
                selected = SELECT[reducer](values)
                value, indices[at] = values[selected], flat(window.where[selected], axes)
            else:
                divisor = divisor_of(window, count_include_pad, divisor_override)
                value = TOTAL[reducer](values, divisor)
                if reducer == "sum" and exact(values) and not is_float(kind):
                    value = wrapped(value, x.dtype)
            out[at] = stored(value, kind)
    return (out, indices) if return_indices else out


def reduce(
    x: Array,
    reducer: str,
    axes: Sequence[Taps],
    numbers: Sequence[Sequence[float]] = ((),),
    *,
    mask: Array | None = None,
    empty_value: Number = 0,
    seed: int = 0,
    first: int = 0,
) -> Array:
    """Pool x by one of `REDUCE`; the channels' `numbers` are a row each, or one for all.

    Rules and errors are those of `pool`; a NaN in a window wins.

    >>> reduce(np.array([3.0, -4.0]), "lp", [whole_taps(2)], [[2.0]])
    array([5.])
    """
    kind = x.dtype if reducer in KEEPS_DTYPE else result_dtype("avg", x.dtype, None)
    shape = x.shape[: x.ndim - len(axes)] + tuple(len(axis.windows) for axis in axes)
    out = np.zeros(shape, kind)
    for plane_number, (lead, plane, present) in enumerate(planes(x, axes, mask)):
        own = numbers[lead[-1] % len(numbers) if lead else 0]
        for window in plane_windows(axes, present):
            at = lead + window.out
            values = [plane[place].item() for place in window.where]
            if not values and mask is None:
                check_empty(window, reducer, axes)
            number = first + int(np.ravel_multi_index(at, shape)) if shape else plane_number
            value: Any = empty_value
            if any(v != v for v in values) and reducer != "max_dropout":
                value = math.nan
            elif values:
                draw = draw_of(seed, number, window.offsets)
                value = REDUCE[reducer](values, own, draw)
            out[at] = stored(value, kind)
    return out


def flat(place: tuple[int, ...], axes: Sequence[Taps]) -> int:
    """Return the row-major index of a place in the input plane (which may lie past its end)."""
    index = 0
    for coordinate, axis in zip(place, axes, strict=True):
        index = index * axis.size + coordinate
    return index


def pool_backward(
    grad: Array,
    x: Array,
    reducer: str,
    axes: Sequence[Taps],
    *,
    mask: Array | None = None,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
) -> Array:
    """Return the gradient of `sum(grad * pool(x, ...))` in x: each window shares out its own.

    A selection hands everything to the one it selected, a sum `grad` to each element, an average
    `grad / divisor`. Gradients are added up in float64 and rounded once to the dtype of x.
    """
    grad_x = np.zeros(x.shape)
    for lead, plane, present in planes(x, axes, mask):
        for window in plane_windows(axes, present):
            share = float(grad[lead + window.out])
            takers = window.where
            if reducer in SELECT and takers:
                takers = [takers[SELECT[reducer]([plane[place].item() for place in takers])]]
            if reducer == "avg" and takers:
                share /= divisor_of(window, count_include_pad, divisor_override)
            for place in takers:
                grad_x[lead + place] += share
    with np.errstate(over="ignore"):
        return grad_x.astype(x.dtype)
