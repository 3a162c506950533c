"""The reducers of tiles against the oracle and against the composition of PyTorch's operators."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import arrays
import numpy as np
import pytest
import torch
from declared import REDUCERS, number_of
from hypothesis import given, settings
from reducer_calls import OPERATORS, ReducerCall, one_choice, reducer_calls, values, within
from strategies import Adaptive, Sliding, examples, some_of, thinned
from test_against_reference import _arguments, _planar

import poolwise
from poolwise import reference
from poolwise.backends import native
from poolwise.backends.numpy.arrays import HOST
from poolwise.backends.torch import composed_reducers, tensors
from poolwise.functional.declaration import find
from poolwise.windows import Windows

pytestmark = pytest.mark.usefixtures("one_torch_thread")

RELATIVE = {"float64": 1e-12, "float32": 4e-6, "float16": 2e-3, "bfloat16": 1.6e-2}


def _call(call: ReducerCall) -> Any:
    x, kwargs = _arguments(call)
    kwargs |= call.keywords
    if call.tensors and "weights" in kwargs:
        kwargs["weights"] = torch.from_numpy(kwargs["weights"])
    first = [kwargs.pop("norm_type")] if "norm_type" in kwargs else []
    return getattr(poolwise, call.name)(x, *first, **kwargs)


def _check(call: ReducerCall) -> None:
    if call.impossible():
        with pytest.raises(ValueError, match=r"\w"):
            _call(call)
        return
    before = call.x.tobytes()
    actual, expected = _planar(call, _call(call)), call.expected()
    assert call.x.tobytes() == before, "the input was written to"
    if not arrays.is_float(expected.dtype) or call.reducer in reference.KEEPS_DTYPE:
        arrays.assert_equal(actual, expected)
        return
    wide = np.abs(np.nan_to_num(call.x.astype(np.float64)))
    size = float(wide.max(initial=0)) + np.abs(np.nan_to_num(expected.astype(np.float64)))
    steep = 8 if call.keywords.get("norm_type") == 0.5 else 1  # sums of many windows' elements
    arrays.assert_close(actual, expected, RELATIVE[expected.dtype.name] * size * steep)


@settings(max_examples=examples(1200), deadline=None)
@given(reducer_calls())
def test_forward(call: ReducerCall) -> None:
    _check(call)


@pytest.mark.parametrize("reducer", OPERATORS)
def test_every_width_and_depth(reducer: str) -> None:
    """Rows and channels of all remainders of a tile, planes turned and not."""
    keywords, turn = one_choice(reducer), [*OPERATORS].index(reducer)
    for width in thinned((1, 2, 15, 16, 17, 31, 33, 50), turn):
        for shape, layout in (((3, 9, width), "contiguous"), ((2, width, 5, 6), "channels_last")):
            x = values(3, shape, np.dtype(np.float32))
            x = within(OPERATORS[reducer].bounds, x)
            geometry = Sliding(shape[-2:], (2, 3), (1, 2), ((0, 1), (1, 1)), (1, 1), False)
            call = ReducerCall(reducer, geometry, arrays.LAYOUTS[layout](x), keywords=keywords)
            _check(call)


@pytest.mark.parametrize("reducer", OPERATORS)
def test_large_windows(reducer: str) -> None:
    """More elements than floats are added up of as floats, and than a byte counts."""
    x = values(3, (2, 40, 41), np.dtype(np.float32))
    x = within(OPERATORS[reducer].bounds, x)
    call = ReducerCall(reducer, Adaptive((40, 41), None), x, keywords=one_choice(reducer))
    _check(call)
    call.mask = np.random.default_rng(1).random(x.shape) < 0.8
    _check(call)


# --- gradients ------------------------------------------------------------------------------------


def _numbers() -> Iterator[tuple[str, list[list[float]]]]:
    """The first numbers that declarations try, of reducers whose names are those of operators."""
    for name in {*native.REDUCERS} & {*REDUCERS}:
        own = [p for p in find(name).settings("function") if p.tried]
        tried = [[number_of(p, value) for value in p.tried[:3]] for p in own]
        yield name, list(map(list, itertools.product(*tried)))


# Numbers of reducers that are no operators, and how they are told of what is.
NUMBERS: dict[str, list[list[float]]] = dict(_numbers()) | {
    "lp": [[2.5], [1.0], [2.0]],
    "lp_signed": [[2.0]],
    "lse": [[2.0], [-1.0], [0.01]],
    "soft": [[1.5], [-1.0], [0.0]],
    "stochastic_mean": [[]],
    "median": [[1.0], [0.0]],
    "ranked": [[3.0, 2.0, 1.0]],
    "rank_sum": [[0.5, 0.25]],
    "rank_drawn": [[3.0, 2.0, 1.0]],
    "weighted": [[1.0, 2.0, 1.0, 4.0, 2.0, 1.0]],
}

WINDOWS = [
    (Windows.sliding(2, (2, 3), (1, 2), ((0, 1), (1, 1))), (5, 7)),
    (Windows.sliding(2, (2, 3), (2, 3)), (6, 40)),
    (Windows.adaptive(2, (3, 4)), (7, 6)),
    (Windows.whole(2), (5, 4)),
]


def _taken(reducer: str, x: torch.Tensor) -> torch.Tensor:
    """Numbers from 0 to 1 as such that the reducer takes: of both signs, if it may be."""
    if not native.REDUCERS[reducer].refuses:
        return x * 3 - 1
    return x * min(3, find(reducer.removesuffix("_mean")).bounds[1])


@pytest.mark.parametrize("layout", ["planar", "channels_last"])
@pytest.mark.parametrize("masked", [False, True])
@pytest.mark.parametrize("reducer", some_of(native.REDUCERS, 1))
def test_gradients_are_those_of_the_composition(reducer: str, masked: bool, layout: str) -> None:
    generator = torch.Generator().manual_seed(1)
    for at, spatial in WINDOWS:
        if reducer == "weighted" and not isinstance(at, type(WINDOWS[0][0])):
            continue
        x = _taken(reducer, torch.rand(2, 9, *spatial, dtype=torch.float64, generator=generator))
        x[0, 0, 0, :3] = 0.5  # ties
        if layout == "channels_last":
            x = x.contiguous(memory_format=torch.channels_last)
        mask = torch.rand(x.shape, generator=generator) < 0.7 if masked else None
        rows = NUMBERS[reducer][: 1 if reducer == "median" else None]
        for numbers in (torch.tensor(rows[:1]), torch.tensor(rows * 9)[:9]):
            _check_gradients(reducer, at, x, mask, numbers.double())


@pytest.mark.parametrize("spatial", [(33, 34), (70, 71)])
@pytest.mark.parametrize("layout", ["planar", "channels_last"])
@pytest.mark.parametrize("masked", [False, True])
@pytest.mark.parametrize("reducer", some_of(sorted({*native.REDUCERS} - {"weighted"})))
def test_gradients_of_few_long_windows(
    reducer: str, masked: bool, layout: str, spatial: tuple[int, int]
) -> None:
    """Whose elements lie side by side, as no other windows do, or which no tile holds."""
    generator = torch.Generator().manual_seed(2)
    x = _taken(reducer, torch.rand(2, 3, *spatial, dtype=torch.float64, generator=generator))
    x[0, 0, 3:60:7] = x[0, 0, 2]  # ties
    if layout == "channels_last":
        x = x.contiguous(memory_format=torch.channels_last)
    mask = torch.rand(x.shape, generator=generator) < 0.7 if masked else None
    if mask is not None:
        mask[0, 0, 3:] = False
        mask[1, 1] = False
    at = Windows.whole(2)
    if masked == (layout == "planar"):
        at = Windows.sliding(2, (spatial[0] - 2, spatial[1] - 1), (2, 1))
    for numbers in NUMBERS[reducer][:3]:
        given = torch.tensor([numbers]).double()
        _check_gradients(reducer, at, x, mask, given, learned=False)


def _check_gradients(
    reducer: str,
    at: Windows,
    x: torch.Tensor,
    mask: torch.Tensor | None,
    numbers: torch.Tensor,
    learned: bool = True,
) -> None:
    given = numbers if numbers.shape[1] else None
    seed = torch.tensor(11)
    results = []
    for pool in (tensors.reduce, None):
        leaf = x.clone().requires_grad_()
        own = None if given is None else given.clone().requires_grad_(learned)
        if pool:
            out = pool(leaf, mask, at, reducer, own, (seed, 0), 0)
        else:
            out = composed_reducers.reduce(leaf, mask, at, reducer, own, seed, 0, 0)
        weight = torch.linspace(-1, 2, out.numel(), dtype=torch.float64).reshape(out.shape)
        out.backward(weight)
        slopes = None if own is None else own.grad
        results.append((out.detach(), leaf.grad, slopes))
    ours, theirs = results
    torch.testing.assert_close(ours[0], theirs[0], rtol=1e-9, atol=1e-11, equal_nan=True)
    torch.testing.assert_close(ours[1], theirs[1], rtol=1e-8, atol=1e-10, equal_nan=True)
    if learned and given is not None:
        assert ours[2] is not None
        first = native.REDUCERS[reducer].slopes
        assert not ours[2][:, given.shape[1] if first is None else first :].any()
        if first != 0:
            held, wanted = ours[2][:, :first], theirs[2][:, :first]
            some = ~wanted.isnan()  # to the composition powers of what is negative have no slope
            torch.testing.assert_close(held[some], wanted[some], rtol=1e-7, atol=1e-9)


@pytest.mark.parametrize(("reducer", "known"), native.REDUCERS.items())
def test_what_the_registry_says(reducer: str, known: native.Reducer) -> None:
    """Beside numbers, slopes and dtypes, which other tests compare."""
    x = np.random.default_rng(1).random((1, 1, 6, 64))
    numbers = np.array(NUMBERS[reducer][0])[:, None] if NUMBERS[reducer][0] else None

    def pool(x: Any, seed: int) -> Any:
        return native.reduce(HOST, x, None, WINDOWS[1][0], reducer, numbers, seed, 0, 0)

    assert (pool(x, 1) != pool(x, 2)).any() == known.draws
    if not known.refuses:
        pool(-x, 1)
        return
    with pytest.raises(ValueError, match=f"^x has {known.refuses}$"):
        pool(-x, 1)


# --- extremes -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["lp", "rms"])
def test_a_long_window_whose_end_is_clipped(name: str) -> None:
    """It is shorter than those that have tiles of their own, and has one as well."""
    x = (np.random.default_rng(4).random((1, 1, 1088)) + 0.5).astype(np.float32)
    pool = getattr(poolwise, f"{name}_pool1d")
    first = [2] if name == "lp" else []
    out = pool(x, *first, 1024, 1024, ceil_mode=True)[0, 0]
    for value, part in zip(out, (x[0, 0, :1024], x[0, 0, 1024:]), strict=True):
        wide = part.astype(np.float64)
        expected = np.sqrt((wide**2).sum() if name == "lp" else (wide**2).mean())
        assert abs(value - expected) < 1e-5 * expected


@pytest.mark.parametrize("bits", [0x7FC00001, 0x7FC00000, 0x7FC00100, 0xFFFFFFFF])
def test_nan_of_any_bits_wins(bits: int) -> None:
    x = np.full((1, 1, 4, 80), 5, np.float32)
    x.view(np.uint32)[0, 0, 0, 0] = bits
    for pooled in (
        poolwise.soft_pool2d(x, 2),
        poolwise.lse_pool2d(x, 2),
        poolwise.lp_pool2d(x, 3, 2),
        poolwise.rms_pool2d(x, 2),
        poolwise.power_mean_pool2d(x, 2, p=3),
        poolwise.median_pool2d(x, 2),
    ):
        assert np.isnan(pooled[0, 0, 0, 0])
        assert not np.isnan(pooled[0, 0, :, 1:]).any()


@pytest.mark.parametrize(
    ("value", "p", "eps", "share"),
    [(1e-14, -2.0, 1e-15, 0.25), (0.0, -2.0, 1e-14, 0.0), (1e12, -2.3, 1e-6, 0.25)],
)
def test_gradients_of_means_of_negative_powers(
    value: float, p: float, eps: float, share: float
) -> None:
    x = np.full((1, 1, 2, 80), value, np.float32)
    out, pull = poolwise.vjp(poolwise.power_mean_pool2d, x, 2, p=p, eps=eps)
    np.testing.assert_allclose(pull(np.ones_like(out)), share, rtol=1e-5)


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e3, 1e8, 1e12])
@pytest.mark.parametrize("p", [0.7, 3.0, 4.5])
def test_norms_of_any_scale_lose_the_last_bits_only(scale: float, p: float) -> None:
    x = (scale * (np.random.default_rng(5).random((2, 2, 64, 80)) + 0.5)).astype(np.float32)
    for actual, expected in (
        (poolwise.lp_pool2d(x, p, 2), poolwise.lp_pool2d(x.astype(np.float64), p, 2)),
        (
            poolwise.power_mean_pool2d(x, 2, p=p, eps=1e-9),
            poolwise.power_mean_pool2d(x.astype(np.float64), 2, p=p, eps=1e-9),
        ),
    ):
        assert (np.abs(actual - expected) < 6 * np.spacing(expected.astype(np.float32))).all()


def test_infinity_beyond_the_ranks_is_not_there() -> None:
    x = np.array([[[3, 1, 2, -np.inf]]], np.float32)
    assert poolwise.top_k_avg_pool1d(x, 4, k=2).item() == 2.5
    assert poolwise.top_k_avg_pool1d(-x, 4, k=2).item() == np.inf
