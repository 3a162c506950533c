"""The kernels against the oracle: everything that PyTorch lacks, forward, indices and backward.

Floats are drawn as small multiples of 1/4, so that their sums are exact in any order and in any
type that may accumulate them: sums must be equal, averages within one rounding. A test of its own
draws floats of all magnitudes, for which a sum may lose what any order of additions may lose.
`POOLWISE_TEST_EXAMPLES` scales the number of examples; `test_isa.py` compares the kernels of other
ISA levels with those that are tested here.
"""

from __future__ import annotations

from itertools import product
from typing import Any

import arrays
import ml_dtypes
import numpy as np
import pytest
import torch
from arrays import FLOATS, INTEGERS
from hypothesis import given, settings
from strategies import (
    REDUCERS,
    SEEDS,
    SELECTING,
    Adaptive,
    Call,
    Sliding,
    calls,
    exact_values,
    examples,
    geometries,
    leading_shapes,
    thinned,
)

import poolwise
from poolwise import reference

# --- calling both ---------------------------------------------------------------------------------

pytestmark = pytest.mark.usefixtures("one_torch_thread")

TORCH_DTYPES = {
    dtype: getattr(torch, "bfloat16" if dtype == arrays.BFLOAT16 else dtype.name)
    for dtype in arrays.DTYPES
}


def _last(x: np.ndarray, rank: int) -> np.ndarray:
    """Put the channel axis last."""
    return np.moveaxis(x, -rank - 1, -1)


def _arguments(call: Call) -> tuple[Any, dict[str, Any]]:
    """Return x and the keywords as poolwise takes them."""
    x, mask = call.x, call.mask
    kwargs = call.geometry.kwargs | call.options
    if call.channels_last:
        kwargs["channels_last"] = True
        x = _last(x, call.geometry.rank)
        mask = None if mask is None else _last(mask, call.geometry.rank)
    if call.tensors:
        x = arrays.to_torch(x)
        mask = None if mask is None else torch.from_numpy(np.ascontiguousarray(mask))
        if "dtype" in kwargs:
            kwargs["dtype"] = TORCH_DTYPES[np.dtype(kwargs["dtype"])]
    if mask is not None:
        kwargs["mask"] = mask
    return x, kwargs


def _planar(call: Call, result: Any) -> np.ndarray:
    assert isinstance(result, torch.Tensor if call.tensors else np.ndarray)
    array = arrays.to_numpy(result)
    return np.moveaxis(array, -1, -call.geometry.rank - 1) if call.channels_last else array


def _check_forward(call: Call, error: Any = None, expected: Any = None) -> None:
    function = getattr(poolwise, call.name)
    x, kwargs = _arguments(call)
    before = call.x.tobytes()
    if call.impossible():
        with pytest.raises(ValueError, match=r"\w"):
            function(x, **kwargs)
        return
    actual = function(x, **kwargs)
    expected = call.expected() if expected is None else expected
    assert call.x.tobytes() == before, "the input was written to"
    placed = bool(call.options.get("return_indices"))
    if placed:
        assert len(actual) == 2
        arrays.assert_bits(_planar(call, actual[1]), expected[1])
        actual, expected = actual[0], expected[0]
    actual = _planar(call, actual)
    if call.reducer in SELECTING:
        arrays.assert_kept(actual, expected, placed)
    elif error is not None:
        arrays.assert_close(actual, expected, error)
    elif expected.dtype not in FLOATS or call.reducer == "sum":
        arrays.assert_equal(actual, expected)
    else:
        arrays.assert_close(actual, expected, arrays.ulp(expected))


def _magnitudes(call: Call) -> np.ndarray:
    """Return the average or sum of the magnitudes, which rounding errors are relative to."""
    wide = Call(call.reducer, call.geometry, np.abs(call.x.astype(np.float64)), call.mask)
    wide.options = {k: v for k, v in call.options.items() if k != "dtype"}
    return np.abs(wide.expected())


# --- forward --------------------------------------------------------------------------------------


@settings(max_examples=examples(1200))
@given(calls(reducers=SELECTING))
def test_selections(call: Call) -> None:
    _check_forward(call)


@settings(max_examples=examples(1200))
@given(calls(reducers=("avg", "sum"), dtypes=tuple(d for d in arrays.DTYPES if d.itemsize < 8)))
def test_totals(call: Call) -> None:
    _check_forward(call)


@settings(max_examples=examples(400))
@given(
    calls(
        reducers=("avg", "sum"),
        dtypes=tuple(np.dtype(t) for t in (np.int64, np.uint64, np.float64)),
    )
)
def test_totals_of_eight_bytes(call: Call) -> None:
    """Of integers: sums wrap, averages to integers are exact, averages to floats may round."""
    error = None
    if call.x.dtype.kind in "iu" and not call.impossible():
        expected = call.expected()
        if expected.dtype in FLOATS:
            lost = _magnitudes(call) * np.prod(call.geometry.spatial) * 2.0**-52
            error = arrays.ulp(expected) + lost
    _check_forward(call, error)


@settings(max_examples=examples(400))
@given(calls(reducers=("avg", "sum"), dtypes=tuple(FLOATS)), SEEDS)
def test_totals_that_round(call: Call, seed: int) -> None:
    rng = np.random.default_rng(seed)
    scale = 10.0 ** rng.integers(-3, 3)
    call.x = (rng.standard_normal(call.x.shape) * scale).astype(call.x.dtype)
    if call.impossible():
        return
    expected = call.expected()
    accumulated = 2.0**-52 if call.x.dtype == np.float64 else 2.0**-23
    if expected.dtype.itemsize < 8:
        accumulated = 2.0**-23
    terms = np.prod(call.geometry.spatial)
    smallest = float(arrays.limits(expected.dtype).smallest_subnormal)
    error = arrays.ulp(expected) + _magnitudes(call) * terms * accumulated + smallest
    _check_forward(call, error)


@pytest.mark.parametrize("reducer", REDUCERS)
@pytest.mark.parametrize("dtype", arrays.DTYPES, ids=str)
def test_every_width(reducer: str, dtype: np.dtype) -> None:
    """Rows of 1 to 70 elements that start anywhere in memory: every remainder of a vector."""
    shapes = [((2, 2), (2, 2), 0), ((2, 3), (1, 2), (0, 1)), ((1, 3), (1, 1), "same")]
    for width in thinned(range(1, 71)):
        kernel, stride, padding = shapes[width % len(shapes)]
        seed = 2 * width + (dtype.itemsize == 8)  # small integers, whose averages are exact
        offset = width % 5
        buffer = exact_values(seed + 1 - seed % 2, (3, width + 5), dtype)
        x = buffer[:, offset : offset + width]
        geometry = Sliding(x.shape, kernel, stride, padding, (1, 1), width % 2 == 0)
        options = {"return_indices": True} if reducer in SELECTING else {}
        expected = Call(reducer, geometry, x, options=options).expected()
        for tensors in (False, True):
            call = Call(reducer, geometry, x, tensors=tensors, options=options)
            _check_forward(call, expected=expected)


@pytest.mark.parametrize("reducer", REDUCERS)
@pytest.mark.parametrize("channels", [1, 2, 3, 7, 8, 17, 33, 64])
def test_every_depth_of_channels(reducer: str, channels: int) -> None:
    rng = np.random.default_rng(channels)
    geometry = Sliding((4, 5), (2, 3), (2, 2), ((0, 1), (1, 0)), (1, 1), True)
    for dtype in thinned(arrays.DTYPES, channels):
        x = exact_values(2 * int(rng.integers(99)) + 1, (2, channels, 4, 5), dtype)
        call = Call(reducer, geometry, arrays.LAYOUTS["channels_last"](x))
        call.options = {"return_indices": True} if reducer in SELECTING else {}
        expected = call.expected()
        for call.channels_last in (False, True):
            _check_forward(call, expected=expected)


@pytest.mark.parametrize("kernel", [3, 9, 16, 31, 33])
@pytest.mark.parametrize("reducer", REDUCERS)
def test_large_windows(reducer: str, kernel: int) -> None:
    """Windows large enough for the algorithms whose cost does not grow with the window."""
    dtypes = np.dtype(np.float32), np.dtype(np.int16), arrays.BFLOAT16
    steps = (1, 1), (3, 2), (9, 7)  # 3 and 9 draw NaN and infinities
    turn = kernel + REDUCERS.index(reducer)
    cases = thinned(list(product(dtypes, steps)), turn)  # the slow oracle's slowest
    for dtype, (seed, stride) in thinned(cases, turn // 3):
        x = exact_values(seed, (1, 13, 37), dtype)
        vertical = min(kernel, 11)
        pads = ((vertical // 2, 1), (kernel // 2, kernel // 3))
        geometry = Sliding((13, 37), (vertical, kernel), (stride, stride), pads, (1, 1), False)
        indices = {"return_indices": seed == 3} if reducer in SELECTING else {}
        _check_forward(Call(reducer, geometry, x, options=indices))


@pytest.mark.parametrize(
    "size",
    [
        (1, 255),
        (16, 16),
        (1, 257),
        (17, 17),
        (64, 65),
        (181, 181),
        (255, 257),
        (256, 257),
    ],
)
@pytest.mark.parametrize("reducer", SELECTING)
def test_offsets_in_large_windows(reducer: str, size: tuple[int, int]) -> None:
    """Places in a window need one, two or four bytes, and under a mask one code more."""
    count = size[0] * size[1]
    order = np.arange(count) if reducer == "max" else np.arange(count)[::-1]
    x = order.reshape(1, *size).astype(np.float32)  # the last element wins
    last = x[:, -1:, -1:]
    for mask in (None, np.ones((1, *size), bool), np.zeros((1, *size), bool)):
        held = mask is None or mask.all()
        call = Call(reducer, Adaptive(size, None), x, mask, options={"return_indices": True})
        expected = (last, np.full_like(last, count - 1, int))
        nothing = (np.zeros_like(last), np.full_like(last, -1, int))
        _check_forward(call, expected=expected if held else nothing)
        _, pullback = poolwise.vjp(getattr(poolwise, call.name), x, mask=mask)
        gradient = np.zeros_like(x)
        gradient[:, -1, -1] = 2 * held
        arrays.assert_equal(pullback(np.full_like(last, 2)), gradient)


# --- lengths --------------------------------------------------------------------------------------


def _check_lengths(lead: tuple[int, ...], shape: tuple[int, ...], call: Call) -> None:
    """Compare lengths of this shape with the mask that they stand for."""
    rng = np.random.default_rng(7)
    call.x = rng.integers(-9, 9, (*lead, 5, 11)).astype(np.float32)
    lengths = rng.integers(0, 12, shape)
    call.mask = np.arange(11) < lengths.reshape(*shape, *[1] * (call.x.ndim - len(shape)))
    call.options = {"empty_value": 2}
    given, kwargs = _arguments(call)
    kwargs.pop("mask")
    kwargs["lengths"] = torch.from_numpy(lengths) if call.tensors else lengths
    function = getattr(poolwise, call.name)
    expected = call.expected()
    arrays.assert_close(_planar(call, function(given, **kwargs)), expected, arrays.ulp(expected))
    some = rng.random(11) < 0.7  # a mask may come on top
    call.mask = call.mask & some
    kwargs["mask"] = _arguments(call)[1]["mask"]
    expected = call.expected()
    arrays.assert_close(_planar(call, function(given, **kwargs)), expected, arrays.ulp(expected))


TIMES = [
    Sliding((11,), (3,), (2,), (1,), (1,), True),
    Adaptive((11,), (4,)),
    Adaptive((11,), None),
]


@pytest.mark.parametrize("reducer", REDUCERS)
@pytest.mark.parametrize("tensors", [False, True], ids=["numpy", "torch"])
@pytest.mark.parametrize("channels_last", [False, True])
def test_lengths(reducer: str, tensors: bool, channels_last: bool) -> None:
    """Lengths are a mask over time."""
    for geometry in TIMES:
        for lead in ((4,), (2, 3)):
            call = Call(reducer, geometry, np.empty(0), None, channels_last, tensors)
            _check_lengths(lead, lead[:1], call)


@pytest.mark.parametrize("tensors", [False, True], ids=["numpy", "torch"])
@pytest.mark.parametrize("shape", [(2, 3), (1, 3), (2, 1)])
def test_lengths_of_several_leading_axes(shape: tuple[int, int], tensors: bool) -> None:
    for geometry in TIMES:
        _check_lengths((2, 3), shape, Call("avg", geometry, np.empty(0), tensors=tensors))


# --- backward -------------------------------------------------------------------------------------


def _check_backward(call: Call, seed: int) -> None:
    call.options.pop("return_indices", None)
    call.tensors = False
    x, kwargs = _arguments(call)
    function = getattr(poolwise, call.name)
    if call.impossible():
        with pytest.raises(ValueError, match=r"\w"):
            poolwise.vjp(function, x, **kwargs)
        return
    output, pullback = poolwise.vjp(function, x, **kwargs)
    rank = call.geometry.rank
    shape = (np.moveaxis(output, -1, -rank - 1) if call.channels_last else output).shape
    grad = np.random.default_rng(seed).choice([-1.0, 0.0, 1.0, 2.0], shape).astype(output.dtype)
    actual = pullback(_last(grad, rank) if call.channels_last else grad)
    assert actual.shape == x.shape
    actual, expected = _planar(call, actual), call.expected_gradient(grad)
    if call.reducer != "avg":
        arrays.assert_equal(actual, expected)
        return
    wide = Call(call.reducer, call.geometry, call.x.astype(np.float64), call.mask)
    wide.options = call.options
    sizes = np.abs(wide.expected_gradient(np.abs(grad.astype(np.float64))))
    # A gradient is as precise as the output whose gradient it is, and accumulates in float32.
    eps = 2.0**-52 if call.x.dtype == grad.dtype == np.float64 else 2.0**-23
    rounding = arrays.ulp(expected) + np.abs(expected.astype(np.float64)) * arrays.EPS[grad.dtype]
    arrays.assert_close(actual, expected, rounding + 64 * eps * sizes)


@settings(max_examples=examples(800))
@given(calls(dtypes=tuple(FLOATS)), SEEDS)
def test_backward(call: Call, seed: int) -> None:
    if call.options.get("dtype") == np.float16 or call.x.dtype == np.float16:
        call.options.pop("dtype", None)
    _check_backward(call, seed)


@settings(max_examples=examples(300))
@given(calls(dtypes=tuple(FLOATS)), SEEDS)
def test_backward_through_autograd(call: Call, seed: int) -> None:
    """A tensor's backward is the pullback of the array."""
    call.options.pop("return_indices", None)
    if call.impossible():
        return
    function = getattr(poolwise, call.name)
    call.x, call.tensors = np.ascontiguousarray(call.x), False
    x, kwargs = _arguments(call)
    output, pullback = poolwise.vjp(function, x, **kwargs)
    grad = np.random.default_rng(seed).choice([-1.0, 0.0, 1.0], output.shape).astype(output.dtype)
    call.tensors = True
    tensor, kwargs = _arguments(call)
    tensor.requires_grad_()
    function(tensor, **kwargs).backward(arrays.to_torch(grad))
    arrays.assert_equal(arrays.to_numpy(tensor.grad), pullback(grad))


@pytest.mark.parametrize("reducer", REDUCERS)
@pytest.mark.parametrize("dtype", FLOATS, ids=str)
def test_backward_of_every_width(reducer: str, dtype: np.dtype) -> None:
    shapes = [((2, 2), (2, 2), 0), ((2, 3), (1, 2), (0, 1)), ((1, 3), (1, 1), "same")]
    for width in thinned(range(1, 71, 3)):
        kernel, stride, padding = shapes[width % len(shapes)]
        offset = width % 5
        x = exact_values(2 * width + 1, (3, width + 5), dtype)[:, offset : offset + width]
        geometry = Sliding(x.shape, kernel, stride, padding, (1, 1), True)
        _check_backward(Call(reducer, geometry, x), width)


# --- identities -----------------------------------------------------------------------------------


@settings(max_examples=examples(150))
@given(geometries(), leading_shapes(), SEEDS)
def test_identities(geometry: Any, lead: tuple[int, ...], seed: int) -> None:
    """The minimum is -max(-x), an average is a sum over a count, a full mask changes nothing."""
    x = exact_values(3 * (seed // 3) + 1, lead + geometry.spatial, np.dtype(np.float64))
    if Call("min", geometry, x).impossible():
        return

    def pool(reducer: str, x: np.ndarray, **more: Any) -> Any:
        name = f"{geometry.prefix}{reducer}_pool{geometry.rank}d"
        return getattr(poolwise, name)(x, **geometry.kwargs, **more)

    arrays.assert_equal(pool("min", x), -pool("max", -x))
    kwargs = {"count_include_pad": False} if isinstance(geometry, Sliding) else {}
    count = pool("sum", np.ones_like(x))
    np.testing.assert_allclose(pool("avg", x, **kwargs), pool("sum", x) / count, rtol=1e-15)
    for reducer in REDUCERS:
        full = pool(reducer, x, mask=np.ones(x.shape, bool))
        arrays.assert_equal(full, pool(reducer, x))


@pytest.mark.parametrize("dtype", INTEGERS, ids=str)
def test_extreme_integers(dtype: np.dtype) -> None:
    limits = np.iinfo(dtype)
    x = np.array([[limits.max, limits.max, limits.min, limits.min, limits.max, limits.min]], dtype)
    geometry = Sliding((6,), (2,), (1,), 0, (1,), False)
    for reducer in REDUCERS:
        wanted = [None] if reducer in SELECTING else [None, *INTEGERS]
        for asked in wanted:
            call = Call(reducer, geometry, x, options={} if asked is None else {"dtype": asked})
            if reducer == "avg" and asked is None and dtype.itemsize == 8:
                _check_forward(call, _magnitudes(call) * 2.0**-50)
            else:
                _check_forward(call)


def test_rounding_half_to_even() -> None:
    x = np.array([[0, 1, 2, 3, -1, 0, -2, -1, 5, 6]], np.int32)
    actual = poolwise.avg_pool1d(x, 2, dtype=np.int32)
    assert actual.tolist() == [[0, 2, 0, -2, 6]]


def test_sums_of_many_elements() -> None:
    """A float32 sum of more than 4096 elements stays within 4 ulp of a float64 sum."""
    rng = np.random.default_rng(8)
    for size in (4097, 100_000, 1_000_003):
        x = rng.random((2, size), np.float32)
        exact = x.astype(np.float64).sum(-1, keepdims=True)
        expected = exact.astype(np.float32)
        for array in (x, arrays.to_torch(x)):
            total = arrays.to_numpy(poolwise.global_sum_pool1d(array))
            arrays.assert_close(total, expected, 4 * arrays.ulp(expected))
            mean = arrays.to_numpy(poolwise.global_avg_pool1d(array))
            expected_mean = (exact / size).astype(np.float32)
            arrays.assert_close(mean, expected_mean, 4 * arrays.ulp(expected_mean))


@pytest.mark.parametrize("dtype", [np.float16, ml_dtypes.bfloat16])
def test_short_floats_accumulate_in_float32(dtype: Any) -> None:
    x = np.full((1, 5000), 1, dtype)
    assert poolwise.global_sum_pool1d(x).astype(np.float64)[0, 0] == np.float64(dtype(5000))
    assert poolwise.global_avg_pool1d(x).astype(np.float64)[0, 0] == 1


def test_oracle_is_named_in_one_place() -> None:
    """Every reducer of the oracle has its functions."""
    for reducer in (*reference.SELECT, *reference.TOTAL):
        for prefix in ("", "adaptive_", "global_"):
            for rank in (1, 2, 3):
                assert callable(getattr(poolwise, f"{prefix}{reducer}_pool{rank}d"))


def test_backward_is_as_wide_as_x() -> None:
    x = np.array([[2.25, 0.75, 0.5]], np.float32)
    out, pullback = poolwise.vjp(poolwise.avg_pool1d, x, 3, dtype=np.float16)
    assert out.dtype == np.float16
    assert pullback(np.full_like(out, 0.5)).tolist() == [[float(np.float32(0.5) / 3)] * 3]


@pytest.mark.parametrize(
    ("dtype", "of_x"), [("float16", ml_dtypes.bfloat16), (ml_dtypes.bfloat16, "float16")]
)
def test_backward_between_the_16_bit_floats(dtype: Any, of_x: Any) -> None:
    x = np.array([[2.25, 0.75, 0.5]], of_x)
    out, pullback = poolwise.vjp(poolwise.sum_pool1d, x, 3, dtype=dtype)
    assert out.dtype == dtype
    grad = pullback(np.full_like(out, 0.5))
    assert grad.dtype == of_x
    assert grad.astype(np.float32).tolist() == [[0.5] * 3]
