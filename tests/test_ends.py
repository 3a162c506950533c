"""Numbers at the ends of their ranges, and beyond: a result that is representable is returned,
whatever sums and products would be in between, and infinities give the limit.

Expected values are computed with as many digits and as large exponents as they need.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from functools import cache
from typing import Any

import arrays
import numpy as np
import pytest
import torch
from exact import Exact
from strategies import thinned_product

import poolwise
from poolwise import reference
from poolwise.backends import native
from poolwise.backends.torch import composed, composed_reducers, tensors
from poolwise.windows import Windows

pytestmark = pytest.mark.usefixtures("one_torch_thread")

ENDLESS = Context(prec=50, Emin=-(10**15), Emax=10**15, traps=[])
TAPS = 4

Values = list[Decimal]


def _shifted(x: Values, rate: float) -> list[Decimal]:
    """e^(rate (x - top))."""
    top = max(x) if rate > 0 else min(x)
    return [(Decimal(rate) * (v - top)).exp() for v in x]


def _weighted(x: Values, weights: Sequence[Any]) -> Decimal:
    exact = [w if isinstance(w, Exact) else Decimal(w) for w in weights]
    return sum((w * v for w, v in zip(exact, x, strict=True)), Decimal(0)) / sum(exact)


def _mean(x: Values) -> Decimal:
    return _weighted(x, [1] * len(x))


def _variance(x: Values, ddof: int) -> Decimal:
    with localcontext() as context:
        context.prec = 700  # all digits: what rounding would leave of equal numbers is squared
        mean = _mean(x)
        return sum(((v - mean) ** 2 for v in x), Decimal(0)) / (len(x) - ddof)


def _root(x: Values, p: float, n: int) -> Decimal:
    powers = [v ** Decimal(p) if v else Decimal(0) for v in x]
    total = sum(powers) / n
    return total ** (1 / Decimal(p)) if total else Decimal(0)


LEAST = 5e-324


def _floored(x: Values) -> Values:
    return [max(v, +Decimal(LEAST)) for v in x]


def _lse(x: Values, r: float) -> Decimal:
    if all(abs(Decimal(r) * v) < Decimal("1e-20") for v in x):
        return _mean(x)
    top = max(x) if r > 0 else min(x)
    return top + _mean(_shifted(x, r)).ln() / Decimal(r)


def _ranked(x: Values, weights: Sequence[float]) -> Decimal:
    return _weighted(sorted(x, reverse=True), weights)


def _mixed(x: Values, share: Any) -> Decimal:
    share = Decimal(share) if isinstance(share, float) else share
    return share * max(x) + (1 - share) * _mean(x)


def _dice(x: Values) -> list[Decimal]:
    mean = _mean(x)
    return [2 * v * mean / (v * v + mean * mean) if v or mean else Decimal(0) for v in x]


def _detailed(x: Values, eps: float) -> Decimal:
    mean = _mean(x)
    return _weighted(x, [1 + ((v - mean) ** 2 + Decimal(eps) ** 2).sqrt() for v in x])


@dataclass(frozen=True)
class Operator:
    """A pooling function of one axis, and what it makes of a window."""

    call: Callable[..., Any]
    oracle: Callable[[Values], Decimal]
    signed: bool = True
    tensors_only: bool = False
    homogeneous: bool = True
    smooth: bool = True
    steep: int = 1  # how many times larger rounding errors are


def _pool(name: str, *first: Any, **keywords: Any) -> Callable[..., Any]:
    def call(x: Any, taps: int = TAPS, **rules: Any) -> Any:
        tensor = isinstance(x, torch.Tensor)
        own = {
            key: torch.from_numpy(v).repeat(taps // len(v))
            if tensor and key != "weights"
            else torch.from_numpy(v)
            if tensor
            else v
            for key, v in keywords.items()
            if isinstance(v, np.ndarray)
        }
        return getattr(poolwise, f"{name}_pool1d")(x, *first, taps, **keywords | own, **rules)

    return call


LOGITS = (0.5, -1.0, 0.0, 2.0)


def _lip(x: Any, taps: int = TAPS, **rules: Any) -> Any:
    time = x.shape[-2 if rules.get("channels_last") else -1]
    logits = np.resize(np.array(LOGITS, np.float64), time)
    given = torch.from_numpy(logits).to(x.dtype) if isinstance(x, torch.Tensor) else logits
    if rules.get("channels_last"):
        given = given[:, None]
    return poolwise.lip_pool1d(x, taps, logits=given, **rules)


def _magnitudes(p: float) -> Callable[[Values], Decimal]:
    return lambda x: _root([abs(v) for v in x], p, 1)


def _power_mean(p: float) -> Callable[[Values], Decimal]:
    return lambda x: _root(_floored(x), p, len(x))


def _dropped(x: Values) -> Decimal:
    """The mean over all coins that keep each element with the probability 1/2."""
    ranked = enumerate(sorted(x, reverse=True))
    return sum((Decimal(2) ** (-1 - r) * v for r, v in ranked), Decimal(0))


def _gated(x: Values) -> Decimal:
    return _mixed(x, 1 / (1 + (-_dot(x)).exp()))


def _adapted(x: Values) -> Decimal:
    return (_weighted(x, [d.exp() for d in _dice(x)]) + _weighted(x, _shifted(x, 1.0))) / 2


def _middle(x: Values) -> Decimal:
    return _mean(sorted(x)[len(x) // 2 - 1 : len(x) // 2 + 1])


def _in_proportion(x: Values) -> Decimal:
    return sum((v * v for v in x), Decimal(0)) / sum(x) if any(x) else Decimal(0)


GATE = np.array([1.0, 1.0, -1.0, -1.0])
QUARTERS = np.full(TAPS, 0.25)
OPERATORS = {
    "avg": Operator(_pool("avg"), _mean),
    "sum": Operator(_pool("sum"), lambda x: sum(x, Decimal(0))),
    "lp 1": Operator(_pool("lp", 1), _magnitudes(1), smooth=False),
    "lp 2": Operator(_pool("lp", 2), _magnitudes(2)),
    "lp 3": Operator(_pool("lp", 3.0), _magnitudes(3)),
    "lp 0.7": Operator(_pool("lp", 0.7), _magnitudes(0.7), smooth=False),
    "lp 60": Operator(_pool("lp", 60.0), _magnitudes(60)),
    "lp signed": Operator(_pool("lp", 2, signed=True), _magnitudes(2)),
    "rms": Operator(_pool("rms"), lambda x: _root([abs(v) for v in x], 2, len(x))),
    "std": Operator(_pool("std"), lambda x: _variance(x, 0).sqrt()),
    "std of samples": Operator(_pool("std", ddof=1), lambda x: _variance(x, 1).sqrt()),
    "var": Operator(_pool("var"), lambda x: _variance(x, 0), homogeneous=False),
    "power mean 3": Operator(_pool("power_mean", p=3.0, eps=LEAST), _power_mean(3), False),
    "power mean 0.5": Operator(
        _pool("power_mean", p=0.5, eps=LEAST), _power_mean(0.5), False, smooth=False
    ),
    "lse": Operator(_pool("lse", r=1.0), lambda x: _lse(x, 1.0), homogeneous=False),
    "lse down": Operator(_pool("lse", r=-2.5), lambda x: _lse(x, -2.5), homogeneous=False),
    "lse flat": Operator(_pool("lse", r=0.0), _mean),
    "soft": Operator(_pool("soft"), lambda x: _weighted(x, _shifted(x, 1.0)), homogeneous=False),
    "soft down": Operator(
        _pool("soft", beta=-1.5), lambda x: _weighted(x, _shifted(x, -1.5)), homogeneous=False
    ),
    "soft flat": Operator(_pool("soft", beta=0.0), _mean),
    "stochastic": Operator(_pool("stochastic", training=False), _in_proportion, False),
    "median": Operator(_pool("median"), _middle),
    "top k": Operator(_pool("top_k_avg", k=2), lambda x: _mean(sorted(x)[-2:])),
    "rank weighted": Operator(
        _pool("rank_weighted", alpha=0.3), lambda x: _ranked(x, [0.7**r for r in range(len(x))])
    ),
    "ordinal": Operator(_pool("ordinal", weights=QUARTERS), lambda x: _mean(sorted(x)[-TAPS:])),
    "max dropout": Operator(_pool("max_dropout", q=0.5, training=False), _dropped),
    "mixed": Operator(_pool("mixed", a=0.3), lambda x: _mixed(x, 0.3)),
    "gated": Operator(_pool("gated", omega=GATE), _gated, tensors_only=True, homogeneous=False),
    "lip": Operator(
        _lip, lambda x: _weighted(x, [Decimal(w).exp() for w in np.resize(LOGITS, len(x))])
    ),
    "ada": Operator(_pool("ada", beta=0.5), _adapted, homogeneous=False, smooth=False),
    "detail": Operator(
        _pool("detail_preserving", eps=1e-3),
        lambda x: _detailed(x, 1e-3),
        homogeneous=False,
        smooth=False,
        steep=16,
    ),
}


def _dot(x: Values) -> Decimal:
    signs = np.resize(GATE, len(x))
    return sum((v * int(s) for v, s in zip(x, signs, strict=True)), Decimal(0))


PATTERNS = [
    (1.0, 1.0, 1.0, 1.0),
    (1.0, 0.5, 0.25, 0.75),
    (0.25, 1.0, 1.0, 0.0),
    (0.0, 0.0, 1.0, 0.0),
    (1.0, 1.0, -1.0, -1.0),
    (-0.5, 1.0, 0.25, -1.0),
    (-1.0, -1.0, -0.5, -1.0),
]


def _units(dtype: np.dtype) -> list[float]:
    limits = arrays.limits(dtype)
    least, tiny, most = (
        float(v) for v in (limits.smallest_subnormal, limits.smallest_normal, limits.max)
    )
    middle = math.sqrt(tiny)  # whose square is barely there
    return [
        least,
        4 * least,
        36 * least,
        tiny / 4,
        tiny,
        middle,
        1.0,
        7.0,
        math.sqrt(most),
        most / 8,
        most,
    ]


def _windows(dtype: np.dtype, signed: bool, taps: int = TAPS) -> np.ndarray:
    """One row of windows after the other, every other one ordinary."""
    rows = []
    for unit in _units(dtype):
        for pattern in PATTERNS:
            if not signed and min(pattern) < 0:
                continue
            with np.errstate(under="ignore"):
                far = (np.array(pattern) * unit).astype(dtype)
            rows += [np.resize(far, taps), np.resize(np.array([2.0, 1.0, 0.5, 4.0], dtype), taps)]
    return np.concatenate(rows).reshape(-1, taps)


def _expected(operator: Operator, rows: np.ndarray) -> np.ndarray:
    with localcontext(ENDLESS):
        return np.array([_of_window(operator, tuple(map(float, row))) for row in rows])


@cache
def _of_window(operator: Operator, row: tuple[float, ...]) -> float:
    return float(operator.oracle([+Decimal(v) for v in row]))


def _check(operator: Operator, rows: np.ndarray, actual: np.ndarray, what: str) -> None:
    dtype = rows.dtype
    with np.errstate(over="ignore"):
        exact = _expected(operator, rows)
        expected = exact.astype(dtype)
    limits = arrays.limits(dtype)
    size = np.maximum(np.abs(rows.astype(np.float64)).max(-1), np.abs(expected.astype(np.float64)))
    with np.errstate(over="ignore", invalid="ignore"):
        error = 12 * operator.steep * float(limits.eps) * np.minimum(size, float(limits.max))
        error += float(limits.smallest_subnormal) * 1.01
        # A sum that is nearly too large may be rounded to what is; a mean of equal numbers not.
        edge = np.isinf(actual) & (np.abs(expected.astype(np.float64)) + error > float(limits.max))
        edge &= np.ptp(rows.astype(np.float64), -1) != 0
        near = np.abs(exact) <= float(limits.max) * (1 + 12 * operator.steep * float(limits.eps))
        edge |= np.isinf(expected) & near & (np.abs(actual) == limits.max)
    actual = np.where(edge, expected, actual).astype(dtype)
    try:
        arrays.assert_close(actual, expected, error)
    except AssertionError as problem:
        wrong = ~np.isclose(actual.astype(np.float64), expected.astype(np.float64), rtol=1e-2)
        first = int(np.argmax(wrong))
        raise AssertionError(f"{what}: {problem}; such as {rows[first]}") from None


def _results(operator: Operator, rows: np.ndarray) -> Any:
    """Results by several ways into the kernels."""
    x, taps = rows.reshape(1, 1, -1), rows.shape[1]
    tensor = arrays.to_torch(x)
    if not operator.tensors_only:
        yield "array", operator.call(x, taps)
        yield "rows", operator.call(rows[:, None], taps)
    yield "tensor", arrays.to_numpy(operator.call(tensor, taps))
    last = operator.call(tensor.transpose(1, 2).contiguous(), taps, channels_last=True)
    yield "channels last", arrays.to_numpy(last)
    mask = torch.ones(tensor.shape, dtype=torch.bool)
    yield "masked", arrays.to_numpy(operator.call(tensor, taps, mask=mask))


@pytest.mark.parametrize(
    ("name", "taps", "dtype"),
    thinned_product(OPERATORS, [TAPS, 4 * TAPS], arrays.FLOATS),
    ids=str,
)
def test_every_scale(name: str, taps: int, dtype: np.dtype) -> None:
    operator = OPERATORS[name]
    rows = _windows(dtype, operator.signed, taps)
    for what, actual in _results(operator, rows):
        _check(operator, rows, actual.reshape(-1), what)


# --- infinities and NaN ---------------------------------------------------------------------------

INF, NAN = math.inf, math.nan
BEYOND = [
    (INF, 1.0, 2.0, 0.5),
    (INF, INF, 1.0, 0.0),
    (-INF, 1.0, 2.0, 0.5),
    (INF, -INF, 1.0, 2.0),
    (-INF, -INF, -INF, -INF),
    (INF, INF, INF, INF),
    (NAN, INF, 1.0, 2.0),
    (1.0, -INF, NAN, 2.0),
    (INF, 3e4, 6e4, 6e4),
    (-INF, 3e4, 6e4, 6e4),
]


def _favoured(up: bool, rest: Callable[[list[float]], float]) -> Callable[[list[float]], float]:
    """What is infinite where the weights grow wins, and elsewhere has no weight."""

    def limit(x: list[float]) -> float:
        top = max(x) if up else min(x)
        return top if math.isinf(top) else rest([v for v in x if math.isfinite(v)])

    return limit


def _exponentials(x: list[float], rate: float, n: int) -> float:
    top = max(x) if rate > 0 else min(x)
    return top + math.log(sum(math.exp(rate * (v - top)) for v in x) / n) / rate


def _soft_mean(x: list[float], rate: float) -> float:
    top = max(x) if rate > 0 else min(x)
    weights = [math.exp(rate * (v - top)) for v in x]
    return sum(w * v for w, v in zip(weights, x, strict=True)) / sum(weights)


def _added(x: list[float]) -> float:
    return sum(v for v in x if math.isinf(v))  # inf - inf is NaN


LIMITS: dict[str, Callable[[list[float]], float]] = {
    "avg": _added,
    "sum": _added,
    "soft flat": _added,
    "lse flat": _added,
    "lp 1": lambda x: INF,
    "lp 2": lambda x: INF,
    "lp 3": lambda x: INF,
    "lp 0.7": lambda x: INF,
    "lp 60": lambda x: INF,
    "lp signed": lambda x: INF,
    "rms": lambda x: INF,
    "std": lambda x: NAN,
    "std of samples": lambda x: NAN,
    "var": lambda x: NAN,
    "power mean 3": lambda x: INF,
    "power mean 0.5": lambda x: INF,
    "stochastic": lambda x: INF,
    "lse": _favoured(True, lambda x: _exponentials(x, 1.0, TAPS)),
    "lse down": _favoured(False, lambda x: _exponentials(x, -2.5, TAPS)),
    "soft": _favoured(True, lambda x: _soft_mean(x, 1.0)),
    "soft down": _favoured(False, lambda x: _soft_mean(x, -1.5)),
    "top k": lambda x: _added(sorted(x)[-2:]) or float(np.mean(sorted(x)[-2:])),
    "rank weighted": _added,
    "ordinal": _added,
    "max dropout": _added,
}


@pytest.mark.parametrize("dtype", arrays.FLOATS, ids=str)
@pytest.mark.parametrize("name", LIMITS)
def test_infinities_give_the_limit(name: str, dtype: np.dtype) -> None:
    operator = OPERATORS[name]
    kept = [row for row in BEYOND if operator.signed or min(v for v in row if v == v) >= 0]
    rows = np.array([*kept, (1.0, 2.0, 3.0, 4.0)] * 9, dtype)
    with np.errstate(invalid="ignore"):
        expected = np.array(
            [
                NAN if np.isnan(row).any() else LIMITS[name]([float(v) for v in row])
                for row in rows.astype(np.float64)
                if not np.isfinite(row).all()
            ]
        ).astype(dtype)
    far = ~np.isfinite(rows.astype(np.float64)).all(-1)
    for what, actual in _results(operator, rows):
        error = 8 * float(arrays.limits(dtype).eps) * np.abs(np.nan_to_num(expected.astype(float)))
        try:
            arrays.assert_close(np.asarray(actual.reshape(-1)[far], dtype), expected, error)
        except AssertionError as problem:
            raise AssertionError(f"{what}: {problem}") from None


@pytest.mark.parametrize("dtype", arrays.FLOATS, ids=str)
def test_drawn_elements_are_elements(dtype: np.dtype) -> None:
    """In proportion to their values, at every scale; infinite ones share all."""
    rows = _windows(dtype, False)
    endless = np.array([(INF, 1.0, INF, 5.0)] * 64, dtype)
    for x in (rows, endless):
        for seed in range(3):
            drawn = poolwise.stochastic_pool1d(x.reshape(1, 1, -1), TAPS, seed=seed)
            oracle = reference.reduce(
                x.reshape(1, 1, -1), "stochastic", [reference.sliding_taps(x.size, TAPS)], seed=seed
            )
            arrays.assert_equal(drawn, oracle)
            tensor = arrays.to_torch(x.reshape(1, 1, -1))
            arrays.assert_equal(
                arrays.to_numpy(poolwise.stochastic_pool1d(tensor, TAPS, seed=seed)), oracle
            )
    assert (oracle == INF).all()


# --- gradients ------------------------------------------------------------------------------------


def _gradient(operator: Operator, x: torch.Tensor, taps: int = TAPS) -> torch.Tensor:
    leaf = x.reshape(1, 1, -1).clone().requires_grad_()
    out = operator.call(leaf, taps)
    (grad,) = torch.autograd.grad(out.sum(), leaf)
    return grad.reshape(x.shape)


@pytest.mark.parametrize(
    ("name", "dtype"),
    thinned_product(
        [name for name, held in OPERATORS.items() if held.smooth],
        [np.dtype(np.float32), arrays.BFLOAT16],
    ),
    ids=str,
)
def test_gradients_at_every_scale(name: str, dtype: np.dtype) -> None:
    """They are those of float64, to which these numbers are ordinary."""
    operator = OPERATORS[name]
    held = _windows(dtype, operator.signed)
    # What lies between a maximum and a mean is the slope of a gate.
    held = held[np.ptp(held.astype(np.float64), -1) <= float(arrays.limits(dtype).max)]
    rows = arrays.to_torch(held)
    actual, expected = _gradient(operator, rows), _gradient(operator, rows.double())
    error = 1e-4 if dtype == np.float32 else 2e-2
    torch.testing.assert_close(actual.double(), expected, rtol=error, atol=error)


@pytest.mark.parametrize(
    "name", [name for name, held in OPERATORS.items() if held.smooth and held.homogeneous]
)
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_gradients_do_not_change_with_the_scale(name: str, dtype: torch.dtype) -> None:
    operator = OPERATORS[name]
    limits = torch.finfo(dtype)
    rows = torch.tensor([row for row in PATTERNS if operator.signed or min(row) >= 0], dtype=dtype)
    expected = _gradient(operator, rows)
    for scale in (limits.smallest_normal / 2**16, limits.max / 16):
        torch.testing.assert_close(
            _gradient(operator, rows * scale), expected, rtol=1e-4, atol=1e-5
        )


@pytest.mark.parametrize("taps", [200, 1500, 6000])
@pytest.mark.parametrize(
    "name",
    [
        name
        for name, held in OPERATORS.items()
        if held.homogeneous and name not in ("ordinal", "lip")
    ],
)
def test_long_windows_at_every_scale(name: str, taps: int) -> None:
    """Which are read in other ways: one alone in a tile, or piece by piece."""
    operator = OPERATORS[name]
    x = torch.rand(1, 2, taps, generator=torch.Generator().manual_seed(1), dtype=torch.float64)
    x = x - 0.5 if operator.signed else x
    ordinary, share = operator.call(x, taps), _gradient(operator, x.reshape(2, taps), taps)
    for scale in (2.0**-1040, 2.0**1023):
        far = operator.call(x * scale, taps)
        rounding = 2.0**-1074 if scale < 1 else 0
        torch.testing.assert_close(far, ordinary * scale, rtol=1e-8, atol=2 * rounding)
        if operator.smooth:
            grad = _gradient(operator, (x * scale).reshape(2, taps), taps)
            torch.testing.assert_close(grad, share, rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("reducer", ["lp", "rms", "power_mean", "soft", "lse", "stochastic_mean"])
def test_gradients_of_infinities_are_finite(reducer: str, dtype: torch.dtype) -> None:
    """What is infinite takes all of it."""
    numbers = {"lp": [3.0], "power_mean": [3.0, 1e-30], "soft": [1.0], "lse": [1.0]}
    given = torch.tensor([numbers[reducer]]) if reducer in numbers else None
    x = torch.tensor([[[INF, 1.0, 2.0, 4.0] * 40]], dtype=dtype, requires_grad=True)
    out = tensors.reduce(x, None, Windows.sliding(1, 4), reducer, given, None, 0)
    (grad,) = torch.autograd.grad(out.sum(), x)
    share = 4**-0.5 if reducer == "rms" else 4 ** (-1 / 3) if reducer == "power_mean" else 1.0
    torch.testing.assert_close(grad[0, 0, ::4], torch.full((40,), share, dtype=dtype))
    assert torch.isfinite(grad).all()


# --- the second statement: other devices, derivatives of derivatives ------------------------------

COMPOSED: dict[str, tuple[str, list[float]]] = {
    "lp 2": ("lp", [2.0]),
    "lp 3": ("lp", [3.0]),
    "lp 60": ("lp", [60.0]),
    "lp signed": ("lp_signed", [2.0]),
    "rms": ("rms", []),
    "std": ("std", [0.0]),
    "std of samples": ("std", [1.0]),
    "var": ("var", [0.0]),
    "power mean 3": ("power_mean", [3.0, LEAST]),
    "power mean 0.5": ("power_mean", [0.5, LEAST]),
    "lse": ("lse", [1.0]),
    "lse down": ("lse", [-2.5]),
    "lse flat": ("lse", [0.0]),
    "soft": ("soft", [1.0]),
    "soft down": ("soft", [-1.5]),
    "soft flat": ("soft", [0.0]),
    "stochastic": ("stochastic_mean", []),
    "median": ("median", [1.0]),
    "top k": ("ranked", [1.0, 1.0]),
    "max dropout": ("rank_sum", [0.5, 0.25, 0.125, 0.0625]),
}


@pytest.mark.parametrize(
    ("name", "dtype"), thinned_product(COMPOSED, arrays.FLOATS, turn=1), ids=str
)
def test_composition_at_every_scale(name: str, dtype: np.dtype) -> None:
    operator, (reducer, numbers) = OPERATORS[name], COMPOSED[name]
    given = torch.tensor([numbers], dtype=torch.float64) if numbers else None

    def composed(rows: np.ndarray) -> np.ndarray:
        x = arrays.to_torch(rows.reshape(1, 1, -1))
        at = Windows.sliding(1, TAPS)
        out = composed_reducers.reduce(x, None, at, reducer, given, None, 0, 0)
        return arrays.to_numpy(out).reshape(-1)

    rows = _windows(dtype, operator.signed)
    _check(operator, rows, composed(rows), "composed")
    if name not in LIMITS:
        return
    for row in BEYOND:
        if operator.signed or min(v for v in row if v == v) >= 0:
            wide = np.array([row], dtype).astype(np.float64)[0]
            limit = NAN if np.isnan(wide).any() else LIMITS[name]([float(v) for v in wide])
            near = composed(np.array([row], dtype)).astype(np.float64)
            np.testing.assert_allclose(near, limit, rtol=2e-2, err_msg=str(row))


@pytest.mark.parametrize(
    ("name", "dtype"), thinned_product(COMPOSED, arrays.FLOATS, turn=2), ids=str
)
def test_oracle_at_every_scale(name: str, dtype: np.dtype) -> None:
    """The oracle of all other tests is right here, too."""
    operator, (reducer, numbers) = OPERATORS[name], COMPOSED[name]
    rows = _windows(dtype, operator.signed)[::2]
    axes = [reference.sliding_taps(rows.size, TAPS)]
    actual = reference.reduce(rows.reshape(1, 1, -1), reducer, axes, [numbers])
    _check(operator, rows, actual.reshape(-1), "oracle")


# --- slopes of what is learned --------------------------------------------------------------------

SLOPES = {
    "lp": lambda x, p: poolwise.lp_pool1d(x, p, 8),
    "power_mean": lambda x, p: poolwise.power_mean_pool1d(x, 8, p=p),
    "lse": lambda x, r: poolwise.lse_pool1d(x, 8, r=r),
}


@pytest.mark.parametrize("rate", [0.5, 1.0, 3.0, 7.5])
@pytest.mark.parametrize("apart", [100.0, 1.0, 0.01])
@pytest.mark.parametrize("name", SLOPES)
def test_slopes_of_large_elements_do_not_cancel(name: str, apart: float, rate: float) -> None:
    """Near x = 1000, where elements differ by little."""
    rng = np.random.default_rng(1)
    x = torch.from_numpy((1000 + apart * rng.random((1, 1, 8 * 40))).astype(np.float32))
    slopes = []
    for given in (x, x.double()):
        number = torch.tensor([rate], dtype=given.dtype, requires_grad=True)
        SLOPES[name](given, number).sum().backward()
        slopes.append(float(number.grad))
    torch.testing.assert_close(slopes[0], slopes[1], rtol=1e-4, atol=0)


@pytest.mark.parametrize("sign", [1, -1])
def test_slope_of_a_rate_of_zero_is_half_the_variance(sign: int) -> None:
    x = torch.tensor([[[1.0, 2.0, 4.0, 9.0]]], dtype=torch.float64)
    rate = torch.tensor([0.0], dtype=torch.float64, requires_grad=True)
    poolwise.lse_pool1d(sign * x, 4, r=rate).backward()
    assert math.isclose(float(rate.grad), float(x.var(correction=0)) / 2)


# --- what has a scale of its own ------------------------------------------------------------------


@pytest.mark.parametrize("dtype", arrays.FLOATS, ids=str)
@pytest.mark.parametrize("tensors_too", [False, True])
def test_local_norms_at_every_scale(tensors_too: bool, dtype: np.dtype) -> None:
    for unit in _units(dtype)[1:]:
        x = (np.array([1.0, 0.5, 0.25, 1.0], np.float64) * unit).astype(dtype).reshape(1, 1, 4)
        given: Any = arrays.to_torch(x) if tensors_too else x
        actual = arrays.to_numpy(poolwise.local_l2_norm1d(given, 4, eps=LEAST))
        wide = [Decimal(float(v)) for v in x.ravel()]
        with localcontext(ENDLESS):
            windows = [wide[max(0, i - 1) : i + 3] for i in range(4)]
            norms = [sum(v * v for v in window).sqrt() for window in windows]
            expected = [float(v / norm) for v, norm in zip(wide, norms, strict=True)]
        error = 8 * float(arrays.limits(dtype).eps)
        np.testing.assert_allclose(actual.ravel().astype(np.float64), expected, rtol=error)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_attention_at_every_scale(dtype: torch.dtype) -> None:
    limits = torch.finfo(dtype)
    query = torch.zeros(1, 3, dtype=dtype)
    for unit in (limits.smallest_normal * limits.eps, limits.smallest_normal, limits.max):
        x = torch.full((2, 3, 7), unit, dtype=dtype)
        assert torch.equal(poolwise.attention_pool1d(x, query)[..., 0], x[..., 0])
    far = torch.tensor([[[1.0, 0.5, 0.25]]], dtype=dtype) * limits.max
    sharp = poolwise.attention_pool1d(far, torch.ones(1, 1, dtype=dtype) * 8)
    assert sharp.item() == limits.max


def test_tree_of_the_largest() -> None:
    x = torch.full((1, 1, 4), 3e38)
    filters, omega = torch.full((2, 4), 0.25), torch.tensor([[1.0, 1.0, -1.0, -1.0]])
    assert poolwise.tree_pool1d(x, 4, filters=filters, omega=omega).item() == x[0, 0, 0]


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("weighted", [False, True])
def test_deviations_of_the_largest(weighted: bool, dtype: torch.dtype) -> None:
    top = torch.finfo(dtype).max
    x = torch.tensor([[[top, -top]]], dtype=dtype, requires_grad=True)
    weights = torch.ones(1, 2, dtype=dtype) if weighted else None
    pooled = poolwise.temporal_statistics_pool(x, weights)
    assert pooled.tolist() == [[0, top]]
    pooled[0, 1].backward()
    assert x.grad is not None
    torch.testing.assert_close(x.grad, torch.tensor([[[0.5, -0.5]]], dtype=dtype))


@pytest.mark.parametrize("dtype", arrays.FLOATS, ids=str)
def test_transforms_of_the_largest(dtype: np.dtype) -> None:
    top = float(arrays.limits(dtype).max)
    rows = (np.array([[1.0], [-1.0], [0.5], [-0.5]]) * np.ones(4) * top / 2).astype(dtype)[None]
    flat = np.array([0.5, 0.5])[:, None] * np.ones(2) * top
    for name in ("spectral", "wavelet"):
        given = rows if name == "wavelet" else np.abs(rows[:, :1].repeat(4, 1)) * 2
        call = getattr(poolwise, f"{name}_pool2d")
        args = [] if name == "wavelet" else [2]
        expected = 0 * flat if name == "wavelet" else 2 * flat
        for actual in (
            call(given, *args),
            arrays.to_numpy(call(arrays.to_torch(given), *args)),
        ):
            error = 8 * float(arrays.limits(dtype).eps)
            np.testing.assert_allclose(
                actual[0].astype(np.float64), expected, rtol=error, atol=error * top
            )


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_mixtures_of_the_largest_and_the_least(dtype: type) -> None:
    limits = np.finfo(dtype)
    x = np.array([[[limits.smallest_subnormal, -limits.max, -limits.max, limits.tiny / 4]]], dtype)
    for given in (x, torch.from_numpy(x)):
        fused = float(poolwise.ada_pool1d(given, 4, beta=0.25).ravel()[0])
        assert -limits.max / 4 < fused < 0


@pytest.mark.parametrize("scale", [1e-200, 1.0, 1e300])
def test_polyphase_compares_norms_of_any_scale(scale: float) -> None:
    x = np.array([[[1.0, 3.0, 2.0, 4.0]]]) * scale
    np.testing.assert_array_equal(poolwise.adaptive_polyphase_pool1d(x), x[..., 1::2])


# --- the sign of zero -----------------------------------------------------------------------------


@pytest.mark.parametrize("shape", [(1, 2, 3, 3), (1, 1, 40, 41), (1, 40, 9, 9), (3, 5, 64, 65)])
@pytest.mark.parametrize("name", ["median", "top_k_avg", "rank_weighted"])
def test_the_sign_of_zero_depends_on_nothing(name: str, shape: tuple[int, ...]) -> None:
    """Neither on threads nor on layouts: of equal zeros any may be found first."""
    rng = np.random.default_rng(3)
    x = rng.choice(np.array([0.0, -0.0, -0.0, 1e-30, -1e-30], np.float32), shape)
    x[0, 0] = -0.0
    pool = getattr(poolwise, f"global_{name}_pool2d")
    expected = None
    try:
        for threads in (1, 2, 3):
            poolwise.set_num_threads(threads)
            for layout in arrays.LAYOUTS.values():
                held = layout(x)
                if not np.array_equal(held, x):  # other values
                    continue
                for given in (held, np.ascontiguousarray(np.flip(held))):
                    out = pool(given).ravel()
                    out = out if given is held else np.flip(out)
                    expected = out if expected is None else expected
                    arrays.assert_bits(np.ascontiguousarray(out), expected)
    finally:
        poolwise.set_num_threads(None)


# --- all ends in one window -----------------------------------------------------------------------


def _drawn(dtype: np.dtype, signed: bool = True) -> np.ndarray:
    """Windows of numbers of both ends, and of one of them."""
    limits = arrays.limits(dtype)
    least, tiny, most = (
        float(v) for v in (limits.smallest_subnormal, limits.smallest_normal, limits.max)
    )
    ends = [
        [0.0, least, -least, tiny, -tiny, 1.0, -1.0, most, -most],
        [most, most / 2, -most, most / 4],
        [least, 9 * least, tiny, -tiny / 4],
        [1.0, tiny, most],
    ]
    rng = np.random.default_rng(5)
    rows = [np.abs(v) if not signed else v for v in ends for v in rng.choice(v, (6, TAPS))]
    alike = [np.full(TAPS, v) for v in (least, tiny / 4, most, 0.75 * most)]
    return np.array([*rows, *alike]).astype(dtype)


def _power(p: float, mean: bool, eps: float) -> Operator:
    name = "power_mean" if mean else "lp"
    call = _pool(name, p=p, eps=eps) if mean else _pool(name, p)

    def oracle(x: Values) -> Decimal:
        bases = [max(v, +Decimal(eps)) if mean else abs(v) for v in x]
        return _root(bases, p, len(x) if mean else 1)

    return Operator(call, oracle, steep=math.ceil(max(1, 1 / abs(p))))


EXPONENTS = [
    *[(p, False) for p in (0.01, 0.1, 0.5, 1.5, 50.0, 1000.0)],
    *[(p, True) for p in (-1000.0, -50.0, -1.5, -0.1, -0.01, 0.01, 0.1, 0.5, 1.5, 50.0, 1000.0)],
]
RATES = [0.0, 1.0, 1e-300, -1e-310, 1e-30, 1e-10, 1e10, -1e10, 1e30, -1e30]


def _ends_of(dtype: np.dtype) -> dict[str, Operator]:
    eps = float(arrays.limits(dtype).smallest_subnormal)
    powers = {
        f"{'power mean' if mean else 'lp'} {p}": _power(p, mean, eps) for p, mean in EXPONENTS
    }
    floored = {f"floored {p}": _power(p, True, 1e-6) for p in (-0.1, 0.01, 0.5, 3.0)}
    rates = {
        f"{name} {rate}": Operator(
            _pool(name, **{word: rate}),
            lambda x, name=name, rate=rate: _of_rate(name, x, rate),  # type: ignore[misc]
        )
        for name, word in (("lse", "r"), ("soft", "beta"))
        for rate in RATES
    }
    learned = {name: OPERATORS[name] for name in ("gated", "lip", "detail", "mixed")}
    return powers | floored | rates | learned


def _of_rate(name: str, x: Values, rate: float) -> Decimal:
    if rate == 0:
        return _mean(x)
    return _lse(x, rate) if name == "lse" else _weighted(x, _shifted(x, rate))


@pytest.mark.parametrize("dtype", [np.dtype(np.float32), np.dtype(np.float64)], ids=str)
@pytest.mark.parametrize("name", _ends_of(np.dtype(np.float32)))
def test_mixtures_of_ends(name: str, dtype: np.dtype) -> None:
    """Values are right, and gradients where they are numbers and the function is smooth."""
    operator = _ends_of(dtype)[name]
    rows = _drawn(dtype)
    if name == "gated":  # whose products cancel, so that nobody knows the gate
        rows = rows[24:]
    for what, actual in _results(operator, rows):
        _check(operator, rows, actual.reshape(-1), what)
    actual = _gradient(operator, arrays.to_torch(rows)).double().numpy()
    limits = arrays.limits(dtype)
    with localcontext(ENDLESS) as context:
        context.prec = 60 if "p" in name else 700 if dtype == np.float64 else 120
        for row, grads in zip(rows.tolist(), actual, strict=True):
            if len(set(map(abs, row))) < len(row) or not all(row):  # there may be a kink
                continue
            exact = operator.oracle(Exact.each(row))  # type: ignore[arg-type]
            slopes = np.array([float(v) for v in getattr(exact, "slopes", [0] * len(row))])
            known = np.abs(slopes) < float(limits.max) / 2
            error = 1e-2 * np.abs(slopes[known]) + 1e-3 * min(
                1, np.abs(slopes[known]).max(initial=0)
            )
            wrong = ~(np.abs(grads[known] - slopes[known]) <= error)
            assert not wrong.any(), (row, grads, slopes)


@pytest.mark.parametrize("name", ["ada", "detail"])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_infinities_win_in_composed_means(name: str, dtype: torch.dtype) -> None:
    rows = torch.tensor([[INF, 1, 2, 3], [-INF, 1, 2, 3], [INF, -INF, 1, 2]], dtype=dtype)
    pooled = OPERATORS[name].call(rows[:, None]).flatten().tolist()
    assert pooled[:2] == [INF, -INF]
    assert math.isnan(pooled[2])


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("divide", [native.NOTHING, native.COUNT, native.EXTENT])
def test_composed_totals_of_the_largest(divide: int, dtype: torch.dtype) -> None:
    most = torch.finfo(dtype).max
    x = torch.tensor([[[most, most, -most, -most / 2]]], dtype=dtype)
    for windows, taps in ((Windows.sliding(1, 4), 4), (Windows.whole(1), 4)):
        if divide == native.EXTENT and windows == Windows.whole(1):
            continue
        total = composed.total(x, None, windows, divide, 1, 0)
        share = 0.5 / taps if divide != native.NOTHING else 0.5
        torch.testing.assert_close(total, torch.full_like(total, most * share))


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
@pytest.mark.parametrize("name", ["lp", "power_mean", "rms", "lse", "soft", "avg", "sum"])
def test_a_nan_is_never_lost(name: str, dtype: str) -> None:
    rates = {"lp": [0.05, 0.5, 1.5, 2.0, 3.0, 40.0], "power_mean": [-3.0, 0.05, 1.5, 40.0]}
    rates |= {"lse": [-2.0, 0.0, 30.0], "soft": [-2.0, 0.0, 30.0]}
    keyword = {"lp": "norm_type", "power_mean": "p", "lse": "r", "soft": "beta"}.get(name)
    largest = float(np.finfo(dtype).max)
    for beside in ([], [0.0], [np.inf], [largest], [1.0, 2.0]):
        window = np.array([[np.nan, *beside]], dtype)
        for many, rate in itertools.product((1, 40), rates.get(name, [0.0])):
            given = {keyword: rate} if keyword else {}
            x = np.tile(window, many)
            out = getattr(poolwise, f"{name}_pool1d")(x, kernel_size=window.shape[-1], **given)
            assert np.isnan(out).all(), (window, many, given)
