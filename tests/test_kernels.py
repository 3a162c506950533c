"""The kernels at the boundaries of whatever fast paths they take, at every instruction set.

Nothing here knows how a kernel works: widths, windows, offsets in memory and special values run
through everything near the sizes at which vectors, tails and other algorithms begin.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import arrays
import numpy as np
import pytest
import torch
from arrays import BFLOAT16, DTYPES, FLOATS, INTEGERS
from gathered import Gathered
from strategies import REDUCERS, SELECTING, SHARE, Adaptive, Geometry, Sliding, exact_values

import poolwise
from poolwise import _native, reference

pytestmark = pytest.mark.usefixtures("one_torch_thread")

KERNELS = (1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 64)
EDGES = (0, 1, 3, 4, 7, 8, 9, 15, 16, 17, 31, 32, 33, 47, 48, 63, 64, 65, 69)


@pytest.fixture(autouse=True, params=_native.levels())
def step(request: pytest.FixtureRequest) -> Iterator[int]:
    """Run at each level; every size at this run's own, every third at the others, and of these
    every other one in a short run."""
    before = _native.level()
    assert _native.choose_level(request.param)
    yield (1 if request.param == before else 3) * (1 if SHARE >= 1 else 2)
    assert _native.choose_level(before)


@lru_cache(maxsize=4096)
def gathered(geometry: Geometry) -> Gathered:
    return Gathered(geometry.taps())


def rows(width: int, kernel: int, stride: int, **more: Any) -> Sliding:
    """Windows of `kernel` elements along rows of this width."""
    given = {"padding": ((0, 0),), "dilation": (1,), "ceil_mode": False} | more
    return Sliding((width,), (kernel,), (stride,), **given)


def square(spatial: tuple[int, ...], kernel: int, stride: int = 1, **more: Any) -> Sliding:
    """Windows of the same size along all axes, with as much padding as PyTorch allows."""
    rank = len(spatial)
    given = {"padding": ((kernel // 2,) * 2,) * rank, "dilation": (1,) * rank, "ceil_mode": False}
    return Sliding(spatial, (kernel,) * rank, (stride,) * rank, **(given | more))


def function(geometry: Geometry, reducer: str) -> Any:
    return getattr(poolwise, f"{geometry.prefix}{reducer}_pool{geometry.rank}d")


def drawn(seed: int, shape: tuple[int, ...], dtype: Any, reducer: str = "avg") -> np.ndarray:
    """Exact values: a third of the floats with NaN and inf among them, integers of the whole range
    except for averages, which would round."""
    dtype = np.dtype(dtype)
    if not arrays.is_float(dtype):
        seed = 2 * seed + (reducer == "avg")
    return exact_values(seed, shape, dtype)


def check(geometry: Geometry, reducer: str, x: np.ndarray, channels_last: bool = False) -> None:
    """Compare values, and indices where there are any, with the oracle's."""
    pool, kwargs = function(geometry, reducer), dict(geometry.kwargs)
    oracle = gathered(geometry)
    given = np.moveaxis(x, -geometry.rank - 1, -1) if channels_last else x
    kwargs["channels_last"] = channels_last

    def planar(result: np.ndarray) -> np.ndarray:
        return np.moveaxis(result, -1, -geometry.rank - 1) if channels_last else result

    actual = planar(pool(given, **kwargs))
    if reducer not in SELECTING:
        expected = oracle.pool(x, reducer)
        if reducer == "avg" or (reducer == "sum" and arrays.is_float(x.dtype)):
            error = arrays.ulp(expected) if reducer == "avg" else 0
            arrays.assert_close(actual, expected, error)
        else:
            arrays.assert_equal(actual, expected)
        return
    expected, places = oracle.select(x, reducer)
    arrays.assert_kept(actual, expected, placed=False)
    again, indices = pool(given, **kwargs, return_indices=True)
    arrays.assert_kept(planar(again), expected, placed=True)
    arrays.assert_equal(planar(indices), places)


def check_backward(geometry: Geometry, reducer: str, x: np.ndarray, last: bool = False) -> None:
    """Compare the gradient of small integers with the oracle's."""
    given = np.moveaxis(x, -geometry.rank - 1, -1) if last else x
    pool = function(geometry, reducer)
    output, pullback = poolwise.vjp(pool, given, **geometry.kwargs, channels_last=last)
    planar = np.moveaxis(output, -1, -geometry.rank - 1) if last else output
    grad = (np.arange(planar.size).reshape(planar.shape) * 7 % 5 - 2.0).astype(x.dtype)
    actual = pullback(np.moveaxis(grad, -geometry.rank - 1, -1) if last else grad)
    actual = np.moveaxis(actual, -1, -geometry.rank - 1) if last else actual
    oracle = gathered(geometry)
    expected = oracle.backward(grad, x, reducer)
    if reducer != "avg":
        arrays.assert_equal(actual, expected.astype(x.dtype))
        return
    sizes = oracle.backward(np.abs(grad), x, reducer)
    eps = 2.0**-52 if x.dtype == np.float64 else 2.0**-23
    rounded = expected.astype(x.dtype)
    arrays.assert_close(actual, rounded, arrays.ulp(rounded) + 64 * eps * sizes)


def test_the_fast_oracle_is_the_oracle() -> None:
    geometries = [
        rows(11, 3, 2, padding=((1, 1),), ceil_mode=True),
        square((5, 6), 3, 2, dilation=(2, 1)),
        Sliding((5, 6), (2, 3), (1, 2), "same", (1, 1), False),
        Adaptive((7, 5), (3, 4)),
        Adaptive((3, 4, 5), None),
    ]
    for seed, geometry in enumerate(geometries):
        for dtype in DTYPES:
            x = drawn(3 * seed, (2, *geometry.spatial), dtype)
            oracle, axes = gathered(geometry), geometry.taps()
            for reducer in SELECTING:
                values, indices = reference.pool(x, reducer, axes, return_indices=True)
                arrays.assert_bits(oracle.select(x, reducer)[0], values)
                arrays.assert_equal(oracle.select(x, reducer)[1], indices)
            for reducer in ("avg", "sum"):
                expected = reference.pool(x, reducer, axes)
                arrays.assert_close(oracle.pool(x, reducer), expected, 0)
            if dtype != np.float64:
                continue
            for reducer in REDUCERS:
                grad = exact_values(1, (2, *oracle.pooled), dtype)
                expected = reference.pool_backward(grad, x, reducer, axes)
                np.testing.assert_allclose(oracle.backward(grad, x, reducer), expected, 1e-14)


# --- widths, windows and steps --------------------------------------------------------------------


@pytest.mark.parametrize("kernel", KERNELS)
def test_every_width_of_rows(kernel: int, step: int) -> None:
    """All widths to 70, all strides near the kernel; every dtype at each of them in turn."""
    for stride in sorted({1, 2, 3, 4, kernel}):
        for width in range(kernel + stride % step, 71, step):
            geometry = rows(width, kernel, stride)
            for turn, reducer in enumerate(REDUCERS):
                dtype = DTYPES[(width + 3 * turn + stride) % len(DTYPES)]
                check(geometry, reducer, drawn(width, (2, width), dtype, reducer))


@pytest.mark.parametrize("kernel", KERNELS)
def test_every_width_of_padded_planes(kernel: int, step: int) -> None:
    """As many rows as a small window spans, and rows cut short by padding at both ends."""
    for width in range(1, 71, 2 + step):
        stride = (1, 2, 3, kernel)[width % 4]
        height, tall = 1 + width % 7, min(kernel, 1 + width % 3)
        pads = ((tall // 2, 0), (kernel // 2, kernel // 2))
        if width + 2 * (kernel // 2) < kernel or height + tall // 2 < tall:
            continue
        geometry = Sliding((height, width), (tall, kernel), (1, stride), pads, (1, 1), True)
        for turn, reducer in enumerate(REDUCERS):
            dtype = DTYPES[(width // 3 + 3 * turn) % len(DTYPES)]
            check(geometry, reducer, drawn(width, (2, height, width), dtype, reducer))


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
def test_every_depth_of_channels(dtype: np.dtype, step: int) -> None:
    for channels in range(1, 71, step):
        kernel = 2 + channels % 2
        geometry = square((4, 5), kernel, 1 + channels % 3)
        for reducer in REDUCERS:
            x = drawn(channels, (1, channels, 4, 5), dtype, reducer)
            check(geometry, reducer, x, channels_last=True)


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
def test_dense_pooling_of_images(dtype: np.dtype) -> None:
    """The commonest calls: 2 and 3 elements, side by side and overlapping, on wider planes."""
    for kernel, stride, padding in ((2, 2, 0), (3, 2, 1), (3, 1, 1), (3, 3, 0), (5, 1, 2)):
        for width in (126, 127, 128, 129, 257):
            geometry = square((9, width), kernel, stride, padding=((padding, padding),) * 2)
            for reducer in REDUCERS:
                x = drawn(width, (1, 3, 9, width), dtype, reducer)
                check(geometry, reducer, x, channels_last=width % 2 == 1)


# --- memory ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
def test_rows_that_start_anywhere(dtype: np.dtype, step: int) -> None:
    """Views some elements into a buffer, and arrays at any byte."""
    for width in (5, 16, 17, 33, 64):
        values = drawn(width, (3, width), dtype)
        for start in range(0, 8, step):
            buffer = np.zeros(3 * width + 8, dtype)
            inside = buffer[start : start + 3 * width].reshape(3, width)
            inside[...] = values
            raw = np.zeros(values.nbytes + 8, np.uint8)
            anywhere = raw[start : start + values.nbytes].view(dtype).reshape(3, width)
            anywhere[...] = values
            for reducer in REDUCERS:
                check(rows(width, 2, 2), reducer, inside)
                check(rows(width, 3, 1, padding=((1, 1),)), reducer, anywhere)


@pytest.mark.parametrize("layout", arrays.LAYOUTS)
def test_strides_of_every_kind(layout: str) -> None:
    for seed, dtype in enumerate(DTYPES):
        x = arrays.LAYOUTS[layout](drawn(seed, (2, 5, 9, 17), dtype))
        for reducer in REDUCERS:
            for geometry in (square((9, 17), 3, 2), Adaptive((9, 17), (4, 5))):
                check(geometry, reducer, x, channels_last=seed % 2 == 0)


# --- order ----------------------------------------------------------------------------------------

# What most of a row is, and what one or two elements of it are.
SPECIAL = {
    "nan": (0.0, np.nan, np.nan),
    "last of several nan": (np.nan, -np.nan, 0.0),
    "minus zero": (0.0, -0.0, -0.0),
    "zero": (-0.0, 0.0, 0.0),
    "zeros as maxima": (-1.0, 0.0, -0.0),
    "zeros as minima": (1.0, -0.0, 0.0),
    "inf": (-np.inf, np.inf, 1.0),
    "minus inf": (np.inf, -np.inf, 1.0),
    "nan and inf": (0.0, np.nan, np.inf),
    "tie": (-1.0, 1.0, 1.0),
}


@pytest.mark.parametrize("dtype", FLOATS, ids=str)
@pytest.mark.parametrize("special", SPECIAL)
def test_special_values_at_the_edges_of_vectors(special: str, dtype: np.dtype) -> None:
    """One in each row, then two at all distances and in both orders: signs and indices, too."""
    common, rare, other = SPECIAL[special]
    edges = np.array(EDGES)
    single = np.full((len(edges), 70), common)
    single[np.arange(len(edges)), edges] = rare
    pairs = np.full((len(edges), 70), common)
    pairs[np.arange(len(edges)), edges[::-1]] = other
    pairs[np.arange(len(edges)), edges] = rare
    x = np.concatenate([single, pairs]).astype(dtype)
    steps = ((2, 2), (2, 1), (3, 1), (3, 2), (5, 1), (9, 4), (16, 1), (33, 1), (35, 35), (64, 1))
    geometries: list[Geometry] = [rows(70, kernel, stride) for kernel, stride in steps]
    geometries += [Adaptive((70,), None), Adaptive((70,), (3,))]
    for reducer in SELECTING:
        for geometry in geometries:
            check(geometry, reducer, x)
    # The same along columns, and along channels.
    column = square((70, 5), 3, 2)
    for reducer in SELECTING:
        check(column, reducer, np.repeat(x[:, :, None], 5, -1))
        check(square((2, 19), 2), reducer, x.reshape(2, 19, 70).transpose(2, 0, 1)[None], True)


@pytest.mark.parametrize("dtype", INTEGERS, ids=str)
def test_extremes_of_integers_at_the_edges_of_vectors(dtype: np.dtype) -> None:
    limits = np.iinfo(dtype)
    for common, rare in ((limits.min, limits.max), (limits.max, limits.min), (0, 1)):
        x = np.full((len(EDGES), 70), common, dtype)
        x[np.arange(len(EDGES)), EDGES] = rare
        for kernel, stride in ((2, 2), (3, 1), (3, 2), (9, 4), (33, 1)):
            for reducer in (*SELECTING, "sum"):
                check(rows(70, kernel, stride), reducer, x)


# --- large windows --------------------------------------------------------------------------------


@pytest.mark.parametrize("kernel", [15, 31, 63, 64, 65, 127])
def test_large_windows(kernel: int) -> None:
    """Larger than a vector, than the input, than a byte can count; steps from 1 to the window."""
    for turn, (stride, dtype) in enumerate(
        ((1, np.float32), (2, np.uint8), (7, np.float16), (kernel, np.float64), (3, np.int32))
    ):
        half, most = kernel // 2, min(60, kernel - 1)
        geometries = [
            rows(150, kernel, stride),
            square((13, 37), min(kernel, 31), max(stride, 2)),
            Sliding((9, 40), (3, kernel), (1, stride), ((1, 1), (half, most)), (1, 1), True),
            Sliding((40, 9), (kernel, 3), (stride, 1), ((most, half), (1, 1)), (1, 1), False),
        ]
        if turn == kernel % 5:
            geometries.append(square((33, 35), kernel, 5))
        for seed, geometry in enumerate(geometries):
            for reducer in REDUCERS:
                x = drawn(seed + turn, (2, *geometry.spatial), dtype, reducer)
                check(geometry, reducer, x, channels_last=(seed + turn) % 3 == 0)


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
def test_windows_that_share_nothing(dtype: np.dtype, step: int) -> None:
    for count in (8, 9, 15, 16, 17, 23, 31, 32, 33, 40, 47, 64, 71)[::step]:
        for seed, windows in enumerate((2, 33, 64)):
            alone = Adaptive((count,), None)
            apart = rows(windows * (count + 1), count, count + 1)
            for geometry, lines in ((alone, windows), (apart, 2)):
                shape = (lines, *geometry.spatial)
                for reducer in REDUCERS:
                    check(geometry, reducer, drawn(3 * count + seed, shape, dtype, reducer))
                if arrays.is_float(dtype):
                    rng = np.random.default_rng(count)
                    zeros = rng.choice(np.array([0.0, -0.0, -1.0], dtype), shape, p=[0.1, 0.1, 0.8])
                    check(geometry, "max", zeros)
                    check(geometry, "min", -zeros)


@pytest.mark.parametrize("kernel", [5, 9, 16, 31])
@pytest.mark.parametrize("dtype", FLOATS, ids=str)
def test_which_zero_and_which_nan_in_large_windows(kernel: int, dtype: np.dtype) -> None:
    """Row-major order decides, however a window is put together from rows and blocks."""
    rng = np.random.default_rng(kernel)
    for share, last in ((0.01, False), (0.1, True), (1.0, False)):
        for reducer, background in (("max", -1.0), ("min", 1.0)):
            x = rng.choice([0.0, -0.0], (2, 14, 40))
            x = np.where(rng.random(x.shape) < share, x, background)
            x[1, rng.integers(0, 14, 3), rng.integers(0, 40, 3)] = np.nan
            x = x.astype(dtype)
            check(square((14, 40), kernel, 1 if kernel < 16 else 3), reducer, x, last)
            check(rows(560, 5 * kernel, kernel), reducer, x.reshape(2, -1))
            check(rows(560, kernel, 1), reducer, x.reshape(2, -1))


@pytest.mark.parametrize("dilation", [1, 2, 3])
@pytest.mark.parametrize("ceil_mode", [False, True])
def test_large_windows_with_gaps(dilation: int, ceil_mode: bool) -> None:
    for kernel in (2, 3, 7, 15, 16, 31):
        for stride in (1, 2, kernel):
            pads = ((kernel // 2, kernel // 3),)
            width = dilation * (kernel - 1) + 23
            kept = {"dilation": (dilation,), "ceil_mode": ceil_mode}
            for turn, reducer in enumerate(REDUCERS):
                for dtype in (FLOATS[turn], INTEGERS[(turn + kernel) % 8]):
                    x = drawn(kernel, (3, width), dtype, reducer)
                    check(rows(width, kernel, stride, padding=pads, **kept), reducer, x)
                    tall = Sliding(
                        (width, 5),
                        (kernel, 2),
                        (stride, 1),
                        (*pads, (0, 1)),
                        (dilation, 2),
                        ceil_mode,
                    )
                    check(tall, reducer, np.repeat(x[:, :, None], 5, -1), channels_last=stride == 1)


@pytest.mark.parametrize("rank", [1, 2, 3])
def test_adaptive_and_global_windows(rank: int) -> None:
    """Sizes that divide, that do not, that repeat elements; odd shapes whole."""
    sizes = {1: (1, 2, 7, 16, 23, 64, 130), 2: (1, 7, 16, 23), 3: (1, 5, 8)}[rank]
    outputs = {1: (1, 2, 3, 5, 7, 16, 31), 2: (1, 3, 7, 16), 3: (1, 2, 5)}[rank]
    for number, size in enumerate(sizes):
        spatial = (*(3, 6)[: rank - 1], size)
        wanted: list[Any] = [None, *((2,) * (rank - 1) + (out,) for out in outputs)]
        for turn, output_size in enumerate(wanted):
            geometry = Adaptive(spatial, output_size)
            for reducer in REDUCERS:
                dtype = DTYPES[(turn + number) % len(DTYPES)]
                x = drawn(size + turn, (2, 3, *spatial), dtype, reducer)
                check(geometry, reducer, x, channels_last=turn % 2 == 1)


@pytest.mark.parametrize("reducer", REDUCERS)
def test_three_axes(reducer: str) -> None:
    for seed, dtype in enumerate(DTYPES):
        for kernel, stride in ((2, 2), (3, 1), (3, 2)):
            x = drawn(seed, (1, 5, 4, 5, 18), dtype, reducer)
            check(square((4, 5, 18), kernel, stride), reducer, x, channels_last=seed % 2 == 1)


# --- sums -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("channels_last", [False, True])
def test_sums_of_many_elements(channels_last: bool) -> None:
    """float32 sums of more than 4096 elements, within 4 ulp of a float64 sum."""
    rng = np.random.default_rng(8)
    for geometry in (
        square((80, 90), 65, 7, padding=((0, 0),) * 2),
        Sliding((4200,), (4099,), (1,), ((0, 0),), (1,), False),
        Sliding((17, 300), (16, 259), (1, 3), ((0, 0),) * 2, (1, 1), False),
        Adaptive((131, 97), (2, 1)),
        Adaptive((17, 19, 23), None),
    ):
        oracle = gathered(geometry)
        x = rng.random((2, *geometry.spatial), np.float32)
        given = np.moveaxis(x, 0, -1) if channels_last else x
        for reducer in ("avg", "sum"):
            expected = oracle.pool(x.astype(np.float64), reducer).astype(np.float32)
            actual = function(geometry, reducer)(
                given, **geometry.kwargs, channels_last=channels_last
            )
            actual = np.moveaxis(actual, -1, 0) if channels_last else actual
            arrays.assert_close(actual, expected, 4 * arrays.ulp(expected))


NEIGHBOURS = [
    (spatial, kernel, stride)
    for spatial, kernels in (((200,), (2, 3, 8, 17, 64, 90)), ((24, 48), (2, 3, 9, 15)))
    for kernel in kernels
    for stride in (1, 2, kernel)
]


def _totals(geometry: Sliding, x: np.ndarray, reducer: str, channels_last: bool) -> np.ndarray:
    given = np.moveaxis(x, 0, -1) if channels_last else x
    out = function(geometry, reducer)(given, **geometry.kwargs, channels_last=channels_last)
    return np.moveaxis(out, -1, 0) if channels_last else out


@pytest.mark.parametrize("dtype", FLOATS, ids=str)
@pytest.mark.parametrize(
    ("kernel", "stride", "dilation"),
    [
        *((2, 2, 1), (3, 2, 1), (3, 1, 1), (3, 1, 2), (5, 1, 1), (5, 2, 1)),
        *((2, 1, 1), (3, 3, 1), (2, 3, 1), (3, 2, 2), (6, 2, 1), (4, 4, 1)),
    ],
)
def test_sums_of_small_windows_do_not_depend_on_the_layout(
    kernel: int, stride: int, dilation: int, dtype: np.dtype, step: int
) -> None:
    random = np.random.default_rng(kernel)
    for width in range(kernel, 40, step):
        channels = (1, 2, 3, 5, 8, 17)[width // step % 6]
        flat = square((7, width), kernel, stride, dilation=(dilation,) * 2)
        deep = square((4, 5, width), min(kernel, 4), stride)
        for geometry in (flat, deep):
            x = random.standard_normal((channels, *geometry.spatial)).astype(dtype)
            for reducer in ("avg", "sum"):
                planar, last = (_totals(geometry, x, reducer, each) for each in (False, True))
                arrays.assert_equal(planar, last)


@pytest.mark.parametrize("dtype", FLOATS, ids=str)
@pytest.mark.parametrize("channels_last", [False, True])
def test_what_is_not_finite_stays_in_its_windows(dtype: np.dtype, channels_last: bool) -> None:
    for spatial, kernel, stride in NEIGHBOURS:
        geometry = square(spatial, kernel, stride, padding=((0, 0),) * len(spatial))
        x = exact_values(1, (3, *spatial), dtype)
        middle = tuple(size // 2 for size in spatial)
        for plane, value in enumerate((np.nan, np.inf, -np.inf)):
            x[(plane, *middle)] = value
        for reducer in ("avg", "sum"):
            expected = gathered(geometry).pool(x, reducer)
            actual = _totals(geometry, x, reducer, channels_last)
            error = arrays.ulp(expected) if reducer == "avg" else 0
            arrays.assert_close(actual, expected, error)


@pytest.mark.parametrize("dtype", FLOATS, ids=str)
@pytest.mark.parametrize("channels_last", [False, True])
def test_the_small_survive_beside_the_large(dtype: np.dtype, channels_last: bool) -> None:
    """Windows of small numbers only are as precise as if their neighbours were small, too."""
    rng = np.random.default_rng(3)
    large = 3e4 if dtype == np.float16 else 1e30
    for spatial, kernel, stride in NEIGHBOURS:
        geometry = square(spatial, kernel, stride, padding=((0, 0),) * len(spatial))
        x = (rng.random((2, *spatial)) * 1e-3).astype(dtype)
        cut = spatial[-1] // 3
        x[0, ..., :cut] = dtype.type(large)  # along the rows
        x[1, : spatial[0] // 3] = dtype.type(-large)  # along the first axis
        oracle = gathered(geometry)
        for reducer in ("avg", "sum"):
            expected = oracle.pool(x, reducer)
            magnitudes = oracle.pool(np.abs(x.astype(np.float64)), reducer)
            terms = oracle.real.shape[1]
            eps = 2.0**-52 if dtype == np.float64 else 2.0**-23
            error = arrays.ulp(expected) + terms * eps * magnitudes
            actual = _totals(geometry, x, reducer, channels_last)
            arrays.assert_close(actual, expected, error)
        if dtype == np.float16:
            continue
        # Backward, the gradients are what is large and small.
        _, pullback = poolwise.vjp(function(geometry, "sum"), x, **geometry.kwargs)
        shape = (2, *oracle.pooled)
        grad = (rng.random(shape) * 1e-3).astype(dtype)
        grad[0, ..., : shape[-1] // 3] = dtype.type(large)
        grad[1, : shape[1] // 3] = dtype.type(-large)
        expected = oracle.backward(grad, x, "sum").astype(dtype)
        sizes = oracle.backward(np.abs(grad.astype(np.float64)), x, "sum")
        error = arrays.ulp(expected) + oracle.real.shape[1] * eps * sizes
        arrays.assert_close(pullback(grad), expected, error)


@pytest.mark.parametrize("dtype", INTEGERS, ids=str)
def test_sums_of_integers_are_exact_and_wrap(dtype: np.dtype) -> None:
    """Of extreme values, in windows of any size: 64 bits wrap, shorter ones cannot."""
    rng, limits = np.random.default_rng(5), np.iinfo(dtype)
    for spatial, kernel, stride in NEIGHBOURS:
        x = rng.integers(limits.min, limits.max, (2, *spatial), dtype, endpoint=True)
        x[1] = limits.max
        geometry = square(spatial, kernel, stride)
        check(geometry, "sum", x, channels_last=stride == 2)
    for value in (limits.min, limits.max):
        x = np.full((1, 300, 301), value, dtype)
        check(Adaptive((300, 301), None), "sum", x)


# --- backward -------------------------------------------------------------------------------------


@pytest.mark.parametrize("kernel", KERNELS)
def test_backward_of_every_width(kernel: int, step: int) -> None:
    for stride in sorted({1, 2, 3, kernel}):
        for width in range(kernel, 71, 2 * step):
            geometry = rows(width, kernel, stride)
            for turn, reducer in enumerate(REDUCERS):
                dtype = FLOATS[(width // 2 + turn) % len(FLOATS)]
                check_backward(geometry, reducer, exact_values(2 * width + 1, (2, width), dtype))


@pytest.mark.parametrize("dtype", FLOATS, ids=str)
@pytest.mark.parametrize("channels_last", [False, True])
def test_backward_of_planes(dtype: np.dtype, channels_last: bool) -> None:
    geometries: list[Geometry] = [
        square((7, 18), 2, 2, padding=((0, 0),) * 2),
        square((7, 18), 2, 3, padding=((0, 0),) * 2),
        square((7, 19), 3, 1),
        square((8, 19), 3, 2, ceil_mode=True),
        square((9, 17), 3, 1, dilation=(2, 3), padding=((2, 3), (3, 2))),
        square((20, 21), 15, 1),
        Sliding((5, 40), (2, 33), (1, 1), ((1, 0), (16, 20)), (1, 1), False),
        Adaptive((9, 17), (4, 5)),
        Adaptive((3, 4), (5, 7)),
        Adaptive((9, 17), None),
        square((4, 5, 9), 2, 2, padding=((0, 0),) * 3),
        square((4, 5, 9), 3, 1),
        Adaptive((4, 5, 9), (2, 3, 4)),
    ]
    for number, geometry in enumerate(geometries):
        for channels in (1, 3, 8, 17):
            x = exact_values(2 * number + 1, (1, channels, *geometry.spatial), dtype)
            for reducer in REDUCERS:
                check_backward(geometry, reducer, x, channels_last)


@pytest.mark.parametrize("dtype", FLOATS, ids=str)
def test_backward_of_every_depth_of_channels(dtype: np.dtype, step: int) -> None:
    geometries = [
        square((4, 5), 2, 2, padding=((0, 0),) * 2),
        square((5, 4), 3, 2),
        square((4, 5), 2, 3, padding=((0, 0),) * 2),
        square((5, 4), 3, 1),
    ]
    for channels in range(1, 135, step):
        geometry = geometries[channels // step % 4]
        x = exact_values(2 * channels + 1, (1, channels, *geometry.spatial), dtype)
        for reducer in REDUCERS:
            check_backward(geometry, reducer, x, True)


# Windows by which gradients, and the places of maxima, take different ways.
WAYS: list[Geometry] = [
    square((9, 16), 4, 4, padding=((0, 0),) * 2, ceil_mode=True),
    square((10, 35), 3, 3, padding=((0, 0),) * 2),
    square((11, 21), 2, 3, padding=((0, 0),) * 2),
    square((10, 33), 2, 2, padding=((1, 0), (0, 1))),
    Sliding((6, 40), (3, 2), (1, 2), ((1, 1), (0, 0)), (1, 1), False),
    Sliding((70, 40), (3, 5), (2, 3), ((1, 1), (2, 0)), (1, 1), True),
    Sliding((90, 12), (4, 3), (1, 1), ((2, 1), (1, 1)), (2, 3), False),
    Sliding((40, 70), (2, 3), (16, 16), ((0, 0), (1, 1)), (1, 1), False),
    Sliding((40, 70), (2, 3), (17, 1), ((0, 0), (1, 1)), (1, 1), False),
    Sliding((700, 8), (130, 2), (130, 2), ((0, 0), (0, 0)), (1, 1), False),
    Sliding((13, 13), (4, 4), (3, 3), ((0, 0), (0, 0)), (1, 1), False),
    Sliding((5, 9, 18), (3, 3, 3), (2, 2, 1), ((1, 1),) * 3, (1, 1, 1), False),
    Sliding((3000, 4), (2, 2), (1, 1), ((0, 0), (1, 1)), (2000, 1), False),
    Sliding((6, 7, 12), (2, 3, 2), (2, 1, 2), ((0, 0), (1, 1), (0, 0)), (1, 1, 1), False),
    Adaptive((12, 18), (4, 6)),
    Adaptive((5, 33), (5, 1)),
]


@pytest.mark.parametrize("geometry", WAYS, ids=str)
@pytest.mark.parametrize("channels_last", [False, True])
@pytest.mark.parametrize("lead", [(1, 5), (2, 9)], ids=str)
def test_every_way_there_and_back(
    geometry: Geometry, channels_last: bool, lead: tuple[int, ...]
) -> None:
    for number, dtype in enumerate(FLOATS):
        x = drawn(number, (*lead, *geometry.spatial), dtype, "max")
        check(geometry, "max", x, channels_last)
        x = exact_values(2 * number + 1, (*lead, *geometry.spatial), dtype)
        for reducer in ("max", "avg", "sum"):
            check_backward(geometry, reducer, x, channels_last)


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
def test_any_number_of_planes(dtype: np.dtype, step: int) -> None:
    geometries = [
        rows(5, 2, 2),
        square((6, 7), 2, 2, padding=((0, 0),) * 2),
        square((7, 9), 3, 2, ceil_mode=True),
        square((4, 3), 3, 1),
        square((9, 8), 3, 1, dilation=(2, 2)),
        Sliding((5, 6), (2, 3), (1, 2), "same", (1, 1), False),
        square((3, 4, 5), 2, 1),
        Adaptive((13, 11), (4, 5)),
        Adaptive((7, 7), None),
    ]
    for number, geometry in enumerate(geometries):
        for planes in (1, 7, 8, 9, 15, 16, 17, 31, 32, 33, 34, 70)[number % step :: step]:
            for reducer in REDUCERS:
                check(geometry, reducer, drawn(planes, (planes, *geometry.spatial), dtype, reducer))
                if arrays.is_float(dtype):
                    x = exact_values(2 * planes + 1, (planes, *geometry.spatial), dtype)
                    check_backward(geometry, reducer, x)


@pytest.mark.parametrize("stride", [1, 2, 3])
def test_places_in_rows_of_several_blocks(stride: int) -> None:
    for width in (510, 512, 513, 1024, 1031, 1553):
        for kernel in (4, 5, 16):
            geometry = rows(width * stride, kernel, stride, padding=((kernel // 2, 1),))
            x = np.random.default_rng(width).integers(-40, 40, (3, width * stride))
            x[1, width // 3 : width] = -99
            check(geometry, "min", x.astype(np.int16))
            check(geometry, "max", np.where(x == -99, -np.inf, x).astype(np.float32))


@pytest.mark.parametrize("shape", [(3, 37, 41, 24), (2, 3, 41, 240), (130, 41, 9, 11)], ids=str)
def test_gradients_do_not_depend_on_the_threads(shape: tuple[int, ...]) -> None:
    generator = np.random.default_rng(0)
    for keywords in ({}, {"channels_last": True}):
        x = generator.standard_normal(shape).astype(np.float32)
        for kernel, stride, padding in ((3, 1, 1), (3, 2, 1), (2, 2, 0)):
            for pool in (poolwise.max_pool2d, poolwise.avg_pool2d):
                results = []
                for threads in (1, 3, 8):
                    poolwise.set_num_threads(threads)
                    try:
                        out, pullback = poolwise.vjp(pool, x, kernel, stride, padding, **keywords)
                        results.append(out)
                        results.append(
                            pullback(
                                np.sin(np.arange(out.size, dtype=np.float32)).reshape(out.shape)
                            )
                        )
                    finally:
                        poolwise.set_num_threads(None)
                for again in range(2, len(results)):
                    arrays.assert_bits(results[again], results[again - 2])


@pytest.mark.parametrize("channels_last", [False, True])
def test_gather_is_the_adjoint_of_place(channels_last: bool) -> None:
    """A second derivative takes what the first one placed."""
    generator = torch.Generator().manual_seed(0)
    for dtype in (torch.float32, torch.float64, torch.bfloat16):
        for width in range(3, 71, 4):
            for kernel, stride in ((2, 2), (3, 1), (3, 2)):
                x = torch.rand((2, 5, 6, width), generator=generator, dtype=torch.float64).to(dtype)
                x = x.contiguous(memory_format=torch.channels_last) if channels_last else x
                x.requires_grad_()
                out, indices = poolwise.max_pool2d(x, kernel, stride, return_indices=True)
                grad = torch.randint(-3, 4, out.shape, generator=generator).to(dtype)
                grad.requires_grad_()
                (first,) = torch.autograd.grad(out, x, grad, create_graph=True)
                weights = torch.randint(-3, 4, x.shape, generator=generator).to(dtype)
                (second,) = torch.autograd.grad(first, grad, weights)
                expected = weights.flatten(2).gather(2, indices.flatten(2)).reshape(out.shape)
                assert torch.equal(second, expected)


# --- masks ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("reducer", REDUCERS)
def test_masks_at_every_width(reducer: str) -> None:
    """What a mask hides is as if it were the value that changes nothing."""
    rng = np.random.default_rng(2)
    for width in range(3, 71, 2):
        dtype = (np.float32, np.float64, np.int16, BFLOAT16)[width // 2 % 4]
        x = drawn(3 * width + 1, (2, 3, 4, width), dtype)
        mask = rng.random(x.shape) < 0.7
        mask[..., 0, :2] = False
        geometry = square((4, width), 2, 1 + width % 3, padding=((0, 0),) * 2)
        present = gathered(geometry).pool(mask.astype(np.int64), "sum")
        last = width % 4 == 1
        move = (lambda t: np.moveaxis(t, 1, -1)) if last else (lambda t: t)
        actual = function(geometry, reducer)(
            move(x), **geometry.kwargs, mask=move(mask), channels_last=last, empty_value=3
        )
        actual = np.moveaxis(actual, -1, 1) if last else actual
        if reducer in SELECTING:
            ends = (-np.inf, np.inf) if arrays.is_float(dtype) else (-(2**15), 2**15 - 1)
            hidden = np.asarray(ends[reducer == "min"], dtype)
            expected = gathered(geometry).pool(np.where(mask, x, hidden), reducer)
        else:
            expected = gathered(geometry).pool(np.where(mask, x, np.asarray(0, dtype)), "sum")
            if reducer == "avg":
                wide = expected.astype(np.float64) / np.maximum(present, 1)
                expected = wide.astype(actual.dtype)
        expected = np.where(present > 0, expected, np.asarray(3, expected.dtype))
        if reducer == "avg":
            arrays.assert_close(actual, expected, 2 * arrays.ulp(expected))
        else:
            arrays.assert_equal(actual, expected)


@pytest.mark.parametrize("dtype", FLOATS, ids=str)
def test_masked_gradients_of_any_number_of_planes(dtype: np.dtype) -> None:
    rng = np.random.default_rng(4)
    for planes in (7, 8, 33):
        for kernel, stride in ((2, 2), (3, 2), (3, 1)):
            x = exact_values(planes, (planes, 6, 9), dtype)
            mask = rng.random(x.shape) < 0.6
            gradients = []
            for last in (False, True):
                given, present = (np.moveaxis(t, 0, -1) if last else t for t in (x, mask))
                out, pullback = poolwise.vjp(
                    poolwise.max_pool2d, given, kernel, stride, mask=present, channels_last=last
                )
                planar = np.moveaxis(out, -1, 0) if last else out
                grad = (np.arange(planar.size) % 7 - 3.0).reshape(planar.shape).astype(dtype)
                found = pullback(np.moveaxis(grad, 0, -1) if last else grad)
                gradients.append(np.moveaxis(found, -1, 0) if last else found)
            arrays.assert_equal(*gradients)
            assert not gradients[0][~mask].any()


# --- what a review found --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("width", "kernel", "dilation"), [(1000, 2, 900), (1000, 2, 999), (5000, 16, 300)]
)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_gradients_of_windows_with_wide_gaps(
    width: int, kernel: int, dilation: int, dtype: Any
) -> None:
    x = np.random.default_rng(width).standard_normal((2, width)).astype(dtype)
    keywords = {"stride": 1, "dilation": dilation}
    out, pullback = poolwise.vjp(poolwise.max_pool1d, x, kernel, **keywords)
    _, places = poolwise.max_pool1d(x, kernel, return_indices=True, **keywords)
    expected = np.zeros_like(x)
    for row, (of, at) in enumerate(zip(np.ones_like(out), places, strict=True)):
        np.add.at(expected[row], at, of)
    np.testing.assert_array_equal(pullback(np.ones_like(out)), expected)


@pytest.mark.parametrize("length", [3, 5, 6, 7, 9])
@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int16, np.float16])
def test_indices_of_short_numbers_in_pairs(length: int, dtype: Any) -> None:
    geometry = square((4, 2 * length), 2, 2, padding=((0, 0), (0, 0)))
    check(geometry, "max", drawn(length, (2, 4, 2 * length), dtype, "max"))


@pytest.mark.parametrize("dtype", [np.float16, BFLOAT16], ids=str)
@pytest.mark.parametrize("special", [np.nan, -np.nan, -0.0])
def test_short_floats_that_integers_would_order_otherwise(special: float, dtype: Any) -> None:
    """One in the last row: everything before it has been compared as integers by then."""
    x = np.random.default_rng(0).choice([-1.0, 0.0, 2.0], (3, 40, 36))
    x[-1, -1, 17] = special
    for kernel, stride in ((2, 2), (3, 1), (9, 1)):
        for reducer in SELECTING:
            check(square((40, 36), kernel, stride), reducer, x.astype(dtype))


@pytest.mark.parametrize("dtype", [np.float16, BFLOAT16], ids=str)
def test_windows_of_short_floats_without_an_element(dtype: Any) -> None:
    x = np.ones((1, 1, 1), dtype)
    out = poolwise.max_pool1d(x, 2, stride=1, padding=1, dilation=2)
    assert out.dtype == dtype
    assert np.isneginf(out.astype(np.float32)).all()


@lru_cache
def vast(dtype: Any) -> np.ndarray:
    """70 MiB of planes with rows of an odd size."""
    shape = (28 // np.dtype(dtype).itemsize, 661, 3967)
    return np.resize(np.arange(2039).astype(dtype), shape)


@pytest.mark.parametrize("dtype", [np.float32, np.float16])
@pytest.mark.parametrize("reducer", ["max", "avg"])
def test_outputs_that_go_past_the_caches(dtype: Any, reducer: str) -> None:
    x, pool = vast(dtype), getattr(poolwise, f"{reducer}_pool2d")
    poolwise.set_num_threads(3)
    try:
        pooled = pool(x, (1, 2))
    finally:
        poolwise.set_num_threads(None)
    alone = np.stack([pool(plane[None], (1, 2))[0] for plane in x])
    np.testing.assert_array_equal(pooled, alone)


@pytest.mark.parametrize("reducer", ["max", "avg"])
def test_gradients_that_go_past_the_caches(reducer: str) -> None:
    x = vast(np.float32)
    poolwise.set_num_threads(3)
    try:
        pooled, pullback = poolwise.vjp(getattr(poolwise, f"{reducer}_pool2d"), x, (1, 2))
        grad = pullback(pooled)
    finally:
        poolwise.set_num_threads(None)
    pairs, drawn_out = x[..., :-1].reshape(*pooled.shape, 2), pooled[..., None]
    if reducer == "avg":
        expected = np.broadcast_to(drawn_out / 2, pairs.shape)
    else:
        second = pairs[..., 1:] > pairs[..., :1]
        expected = np.where(np.concatenate([~second, second], -1), drawn_out, np.float32(0))
    np.testing.assert_array_equal(grad[..., :-1].reshape(pairs.shape), expected)
    assert not grad[..., -1].any()


# --- integers to integers -------------------------------------------------------------------------


def half_even(total: np.ndarray, divisor: Any, dtype: np.dtype) -> np.ndarray:
    """Exact sums of any type over divisors, rounded half to even and saturated."""
    quotient = total // divisor
    twice = 2 * np.abs(total - quotient * divisor) - np.abs(divisor)
    rounded = quotient + ((twice > 0) | ((twice == 0) & (quotient % 2 == 1)))
    limits = np.iinfo(dtype)
    return np.clip(rounded.astype(object), limits.min, limits.max).astype(dtype)


def check_means(
    geometry: Geometry, x: np.ndarray, dtype: np.dtype, channels_last: bool = False
) -> None:
    """Compare averages of integers, as integers of this type, with exact ones."""
    pool, oracle = function(geometry, "avg"), gathered(geometry)
    exact = x.astype(object if x.dtype.itemsize == 8 else np.int64)
    totals = np.where(oracle.real, oracle.elements(exact), 0).sum(-1)
    given = np.moveaxis(x, -geometry.rank - 1, -1) if channels_last else x
    for counted in (True, False) if isinstance(geometry, Sliding) else (True,):
        kwargs: dict[str, Any] = dict(geometry.kwargs)
        if not counted:
            kwargs["count_include_pad"] = False
        actual = pool(given, **kwargs, channels_last=channels_last, dtype=dtype)
        assert actual.dtype == dtype
        planar = np.moveaxis(actual, -1, -geometry.rank - 1) if channels_last else actual
        divisor = oracle.extent if counted else oracle.real.sum(-1)
        arrays.assert_equal(planar, half_even(totals, divisor, dtype).reshape(planar.shape))


def integers(seed: int, shape: tuple[int, ...], dtype: np.dtype) -> np.ndarray:
    """Small numbers, whose averages are often ties, beside any and the extreme ones."""
    rng, limits = np.random.default_rng(seed), np.iinfo(dtype)
    low = max(limits.min, -5)
    small = rng.integers(low, 6, shape, dtype, endpoint=True)
    whole = rng.integers(limits.min, limits.max, shape, dtype, endpoint=True)
    ends = np.array([limits.min, limits.max], dtype)[rng.integers(0, 2, shape)]
    return np.choose(
        rng.integers(0, 3, shape[:1]).reshape(-1, *[1] * len(shape[1:])), (small, whole, ends)
    )


@pytest.mark.parametrize("dtype", INTEGERS, ids=str)
def test_means_as_integers(dtype: np.dtype) -> None:
    """Through windows of every kind; the type of x, and another one in turn."""
    geometries = [
        square((8, 10), 2, 2, padding=((0, 0),) * 2),
        square((9, 37), 3, 2, ceil_mode=True),
        square((7, 70), 3),
        square((6, 5, 9), 2, 2, padding=((0, 0),) * 3),
        Sliding((6, 11), (2, 3), (1, 2), "same", (1, 2), False),
        rows(40, 12, 4, padding=((6, 6),)),
        square((20, 36), 17, 4),
        Adaptive((7, 9), (3, 4)),
        Adaptive((19, 31), None),
    ]
    for seed, geometry in enumerate(geometries):
        for last in (False, True):
            x = integers(seed, (4, 3, *geometry.spatial), dtype)
            check_means(geometry, x, dtype, last)
            check_means(geometry, x, INTEGERS[(seed + 3 * last) % len(INTEGERS)], last)


@pytest.mark.parametrize("dtype", [d for d in INTEGERS if d.itemsize <= 2], ids=str)
def test_quads_of_short_integers(dtype: np.dtype, step: int) -> None:
    """Windows of two by two of every width, and of every number of channels."""
    for width in range(2, 150, step):
        geometry = square((5, width), 2, 2, padding=((0, 0),) * 2)
        check_means(geometry, integers(width, (3, *geometry.spatial), dtype), dtype)
    for width in (1500, 9000):
        geometry = square((4, width), 2, 2, padding=((0, 0),) * 2)
        x = integers(width, (3, *geometry.spatial), dtype)
        check_means(geometry, x, dtype)
        for reducer in ("max", "min", "avg"):
            check(geometry, reducer, x)
    for channels in (*range(1, 10), 16, 33):
        for width in (2, 3, 7, 12, 14, 15, 18, 40):
            geometry = square((4, width), 2, 2, padding=((0, 0),) * 2)
            x = integers(channels, (3, channels, *geometry.spatial), dtype)
            check_means(geometry, x, dtype, True)
            for reducer in REDUCERS:
                check(geometry, reducer, x, True)


@pytest.mark.parametrize("dtype", [np.float16, BFLOAT16], ids=str)
def test_quads_of_short_floats(dtype: Any, step: int) -> None:
    for width in range(2, 90, step):
        geometry = square((5, width), 2, 2, padding=((0, 0),) * 2)
        for reducer in REDUCERS:
            check(geometry, reducer, drawn(width, (3, *geometry.spatial), dtype))
    for channels, width in ((1, 700), (1, 5000), (3, 9), (7, 16), (8, 6), (9, 6), (40, 5)):
        geometry = square((4, width), 2, 2, padding=((0, 0),) * 2)
        for reducer in REDUCERS:
            x = drawn(width, (3, channels, *geometry.spatial), dtype)
            check(geometry, reducer, x, channels > 1)


DIVISORS = (1, 2, 3, 4, 5, 6, 7, 10, 12, 24, 96, 255, 256, 257, 1000, 2**20, 2**24 + 1, 2**53 + 1)


def test_every_sum_of_bytes_is_divided_exactly() -> None:
    """All that windows of 256 bytes can sum up to, by divisors that make ties and others."""
    sums = np.arange(0, 256 * 255 + 1, 5)
    for dtype, offset in ((np.uint8, 0), (np.int8, 128)):
        full, rest = np.divmod(sums, 255)
        place = np.arange(256)
        x = np.where(place < full[:, None], 255, np.where(place == full[:, None], rest[:, None], 0))
        x = (x - offset).astype(dtype).reshape(1, -1)
        totals = sums - 256 * offset
        for sign in (1, -1):
            for divisor in DIVISORS:
                for asked in (np.dtype(dtype), np.dtype(np.int32), np.dtype(np.uint16)):
                    actual = poolwise.avg_pool1d(
                        x, 256, divisor_override=sign * divisor, dtype=asked
                    )
                    arrays.assert_equal(actual[0], half_even(totals, sign * divisor, asked))


@pytest.mark.parametrize("dtype", [np.int16, np.uint16, np.int32, np.int64, np.uint64])
def test_integers_are_divided_exactly(dtype: Any) -> None:
    limits = np.iinfo(dtype)
    near = np.arange(-300, 300)
    centres = (limits.min, limits.min // 2, 0, limits.max // 3, limits.max // 2, limits.max)
    values = sorted({int(c) + int(d) for c in centres for d in near})
    x = np.array([v for v in values if limits.min <= v <= limits.max], dtype)
    for divisor in (*DIVISORS, 2**31, 2**62 + 1, 2**63 - 1):
        for sign in (1, -1):
            for asked in (np.dtype(dtype), np.dtype(np.int64), np.dtype(np.int8)):
                for copies in (1, 3):
                    given = np.repeat(x, copies)[None]
                    override = sign * divisor
                    actual = poolwise.avg_pool1d(
                        given, copies, divisor_override=override, dtype=asked
                    )
                    expected = half_even(x.astype(object) * copies, override, asked)
                    arrays.assert_equal(actual[0], expected)


@pytest.mark.parametrize("dtype", INTEGERS, ids=str)
def test_means_of_many_integers(dtype: np.dtype) -> None:
    """Sums beyond 16, 32 and 64 bits."""
    limits = np.iinfo(dtype)
    for value in (limits.min, limits.max):
        x = np.full((1, 2, 300, 301), value, dtype)
        x[0, 1, ::2] = 1
        for last in (False, True):
            check_means(Adaptive((300, 301), None), x, dtype, last)


@pytest.mark.parametrize("dtype", INTEGERS, ids=str)
def test_sums_saturate(dtype: np.dtype) -> None:
    limits = np.iinfo(dtype)
    x = np.array([[limits.max, limits.max, limits.min, limits.min, 1, 2]], dtype)
    natural = poolwise.sum_pool1d(x, 2)
    for asked in INTEGERS:
        within = np.iinfo(asked)
        expected = np.clip(natural.astype(object), within.min, within.max).astype(asked)
        arrays.assert_equal(poolwise.sum_pool1d(x, 2, dtype=asked), expected)


@pytest.mark.parametrize("rank", [1, 2, 3])
@pytest.mark.parametrize("reducer", [*REDUCERS, "soft", "median"])
def test_no_channels_in_the_order_of_many(reducer: str, rank: int) -> None:
    """Strides may say that channels lie together where there are none."""
    pool = getattr(poolwise, f"{reducer}_pool{rank}d")
    spatial = (3, 4, 5)[-rank:]
    x = torch.ones(2, *spatial, 1).expand(2, *spatial, 0).movedim(-1, 1).requires_grad_()
    for mask in (None, x == x):
        out = pool(x, 2, mask=mask)
        assert out.shape == (2, 0, *(1, 2, 2)[-rank:])
        assert torch.autograd.grad(out.sum(), x)[0].shape == x.shape
