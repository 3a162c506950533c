"""Dask arrays: what they give is what pooling the whole array gives, however they are cut."""

from __future__ import annotations

import itertools
import subprocess
import sys
from typing import Any

import arrays
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import SEEDS, Sliding, exact_values, examples, geometries, leading_shapes

import poolwise
from poolwise.functional.declaration import OPERATORS

dask = pytest.importorskip("dask")
da = pytest.importorskip("dask.array")
get_dependencies = pytest.importorskip("dask.core").get_dependencies

NUMBERS: dict[str, dict[str, Any]] = {
    "top_k_avg": {"k": 2},
    "ordinal": {"weights": np.array([3.0, 2.0, 1.0])},
    "lp": {"norm_type": 3.0},
    "power_mean": {"p": 3.0},
    "noisy_and": {"a": 2.0, "b": 0.5},
    "t_max_avg": {"k": 2, "t": 0.3},
    "weldon": {"k": 2},
    "stochastic": {"training": False},
    "max_dropout": {"training": False},
    "rank_stochastic": {"training": False},
}
TENSORS_ALONE = ("gated", "tree", "lip")
ROWS = {row.name: row for row in OPERATORS if row.define and row.name not in TENSORS_ALONE}
JOINED = [name for name, row in ROWS.items() if row.joined]
BOUNDED = {name for name, row in ROWS.items() if row.bounds != (-np.inf, np.inf)}


def _function(name: str, rank: int, prefix: str = "") -> Any:
    return getattr(poolwise, f"{prefix}{name}_pool{rank}d")


@st.composite
def cuts(draw: st.DrawFn, size: int) -> tuple[int, ...]:
    """Chunks of an axis, the first ones at times of one element."""
    if size < 2:
        return (size,)
    at = draw(st.sets(st.integers(1, size - 1), max_size=6))
    ends = [0, *sorted(at), size]
    return tuple(b - a for a, b in itertools.pairwise(ends))


def _values(name: str, seed: int, shape: tuple[int, ...], dtype: Any) -> np.ndarray:
    if name in BOUNDED:
        return np.random.default_rng(seed).random(shape).astype(dtype)
    return exact_values(seed, shape, dtype)


def _outcome(make: Any) -> Any:
    try:
        made = make()
    except (ValueError, TypeError, MemoryError) as error:
        return type(error), str(error)
    return made if isinstance(made, tuple) else (made,)


def _same(name: str, got: np.ndarray, wanted: np.ndarray) -> None:
    assert (got.shape, got.dtype) == (wanted.shape, wanted.dtype)
    kind = wanted.dtype.name
    if got.dtype.name == "bfloat16":  # of which NumPy knows no NaN
        got, wanted = got.astype(np.float32), wanted.astype(np.float32)
    if name in ("max", "min", "mode", "median", "quantile"):
        np.testing.assert_array_equal(got, wanted)
        return
    error = {"float64": 1e-12, "float32": 1e-5, "float16": 2e-3, "bfloat16": 2e-2}.get(kind, 0)
    got, wanted = (each.astype(np.float64 if error else each.dtype) for each in (got, wanted))
    np.testing.assert_allclose(got, wanted, rtol=error, atol=error * 4)


@settings(max_examples=examples(1500))
@given(st.data())
def test_chunks_give_what_the_whole_gives(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(list(ROWS)))
    geometry = data.draw(geometries())
    lead = data.draw(leading_shapes().filter(lambda lead: 0 not in lead))
    prefix = "" if isinstance(geometry, Sliding) else geometry.prefix
    function = _function(name, geometry.rank, prefix)
    dtype = data.draw(st.sampled_from(arrays.DTYPES if name not in BOUNDED else arrays.FLOATS))
    x = _values(name, data.draw(SEEDS), (*lead, *geometry.spatial), dtype)
    keywords = dict(geometry.kwargs) | NUMBERS.get(name, {})
    last = bool(lead) and data.draw(st.booleans())
    if last:
        x, keywords = np.moveaxis(x, -geometry.rank - 1, -1), keywords | {"channels_last": True}
    chunked = da.from_array(x, tuple(data.draw(cuts(n)) for n in x.shape))
    mask = data.draw(st.sampled_from([None, "array", "chunks"]))
    given = {}
    if mask:
        present = np.random.default_rng(data.draw(SEEDS)).random(x.shape) < 0.6
        given = {"mask": present}
        keywords["empty_value"] = data.draw(st.sampled_from([0, 1]))
    lazy = {"mask": da.from_array(present, chunked.chunks)} if mask == "chunks" else given
    if name in ("max", "min") and data.draw(st.booleans()):
        keywords["return_indices"] = True
    wanted = _outcome(lambda: function(x, **keywords, **given))
    got = _outcome(lambda: function(chunked, **keywords, **lazy))
    if not isinstance(got[0], type):
        made, got = got, _outcome(lambda: dask.compute(*got, scheduler="sync"))
    if isinstance(wanted[0], type):
        assert got[0] is wanted[0], (wanted, got)
        return
    if isinstance(got[0], type):
        assert "pool x.rechunk(" in got[1], got
        assert prefix
        return
    for lazily, one, other in zip(made, got, wanted, strict=True):
        assert (lazily.shape, lazily.dtype) == (other.shape, other.dtype)
        assert all(sum(sizes) == n for sizes, n in zip(lazily.chunks, other.shape, strict=True))
        _same(name, one, other)


@pytest.mark.parametrize("name", JOINED)
@pytest.mark.parametrize("masked", [False, True])
def test_windows_larger_than_chunks_are_joined(name: str, masked: bool) -> None:
    x = np.random.default_rng(3).random((2, 3, 40, 31)) * 1.5 - (0 if name in BOUNDED else 0.5)
    x = x / 1.5 if name in BOUNDED else x
    keywords = dict(NUMBERS.get(name, {}))
    if masked:
        present = np.random.default_rng(4).random(x.shape) < 0.3
        present[0, 0] = False
        keywords |= {"mask": present, "empty_value": -7}
    chunked = da.from_array(x, (1, 2, 7, 9))
    for prefix, size in (("global_", {}), ("adaptive_", {"output_size": (3, 1)})):
        function = _function(name, 2, prefix)
        wanted, got = (function(each, **size, **keywords) for each in (x, chunked))
        np.testing.assert_allclose(got.compute(), wanted, rtol=1e-12, atol=1e-13)
        graph = dict(got.__dask_graph__())
        # No task needs more of x than one of its chunks.
        for key in graph:
            needed = [each for each in get_dependencies(graph, key) if each[0] == chunked.name]
            assert len(needed) <= 1


def _range(x: Any, present: Any) -> Any:
    high = np.where(present, x, -np.inf).max(-1, initial=-np.inf)
    return np.where(present.any(-1), high - np.where(present, x, np.inf).min(-1, initial=np.inf), 0)


@st.composite
def others(draw: st.DrawFn, rank: int, spatial: tuple[int, ...]) -> tuple[str, dict[str, Any]]:
    """Functions of windows that are none of the nine of an operator, and their arguments."""
    name = draw(st.sampled_from(["blur_pool", "max_blur_pool", "local_l2_norm", "pool"]))
    sizes = st.tuples(*[st.integers(1, min(4, n)) for n in spatial])
    given: dict[str, Any] = {"kernel_size": draw(sizes)}
    if name != "local_l2_norm":
        given["stride"] = draw(st.tuples(*[st.integers(1, 3)] * rank))
    if "blur" in name:
        given["padding_mode"] = draw(st.sampled_from(["reflect", "replicate", "zero", "circular"]))
    if name == "max_blur_pool":
        given["blur_size"] = draw(st.integers(1, 4))
        given["padding"] = draw(st.sampled_from([0, "same"]))
    if name == "pool":
        given |= {"reducer": _range, "ceil_mode": draw(st.booleans())}
    return f"{name}{rank}d", given


@settings(max_examples=examples(400))
@given(st.data())
def test_other_functions_of_windows(data: st.DataObject) -> None:
    rank = data.draw(st.integers(1, 3))
    shape = data.draw(st.tuples(*[st.integers(1, 3)] * 2, *[st.integers(1, 9)] * rank))
    name, keywords = data.draw(others(rank, shape[2:]))
    dtype = np.dtype(data.draw(st.sampled_from(["float32", "float64", "int16"])))
    x = exact_values(data.draw(SEEDS), shape, dtype)
    present = np.random.default_rng(data.draw(SEEDS)).random(shape) < 0.6
    if data.draw(st.booleans()):
        x, present = np.moveaxis(x, 1, -1), np.moveaxis(present, 1, -1)
        keywords["channels_last"] = True
    chunks = tuple(data.draw(cuts(n)) for n in x.shape)
    mask: tuple[Any, Any] = (None, None)
    if data.draw(st.booleans()):
        mask = (present, data.draw(st.sampled_from([present, da.from_array(present)])))
        keywords["empty_value"] = -1
    function = getattr(poolwise, name)
    wanted = _outcome(lambda: function(x, mask=mask[0], **keywords))
    got = _outcome(lambda: function(da.from_array(x, chunks), mask=mask[1], **keywords))
    if isinstance(wanted[0], type):
        assert got[0] is wanted[0], (wanted, got)
        return
    assert not isinstance(got[0], type), got
    assert (got[0].shape, got[0].dtype) == (wanted[0].shape, wanted[0].dtype)
    _same(name, got[0].compute(scheduler="sync"), wanted[0])


@pytest.mark.parametrize("mask", [None, "array", "chunks"])
def test_channels_and_pyramids(mask: str | None) -> None:
    x = np.random.default_rng(11).random((2, 6, 9, 10)).astype(np.float32)
    present = np.random.default_rng(12).random((2, 1, 9, 10)) < 0.7
    chunked = da.from_array(x, (1, 4, 5, 3))
    rules = [{}, {}]
    if mask:
        rules = [{"mask": present, "empty_value": 2.0}] * 2
        if mask == "chunks":
            rules[1] = rules[1] | {"mask": da.from_array(present, (2, 1, 4, 10))}
    calls: list[Any] = [
        lambda x, **given: poolwise.maxout(x, 3, **given),
        lambda x, **given: poolwise.channel_soft_pool(x, 2, **given),
        lambda x, **given: poolwise.channel_lp_pool(x, 3.0, 2, -3, **given),
        lambda x, **given: poolwise.channel_pool(x, 5, -1, reducer=_range, **given),
        lambda x, **given: poolwise.spatial_pyramid_pool2d(x, (1, (2, 3)), "avg", **given),
        lambda x, **given: poolwise.spatial_pyramid_pool2d(x, (3,), "max", **given),
    ]
    for call in calls:
        wanted, made = call(x, **rules[0]), call(chunked, **rules[1])
        assert (made.shape, made.dtype) == (wanted.shape, wanted.dtype)
        assert all(sum(sizes) == n for sizes, n in zip(made.chunks, made.shape, strict=True))
        np.testing.assert_allclose(made.compute(), wanted, rtol=1e-5)
    with pytest.raises(ValueError, match="pieces=4 must divide the 6 channels"):
        poolwise.maxout(chunked, 4)
    unknown = chunked[chunked[:, 0, 0, 0] > 2]
    for call in (lambda: poolwise.blur_pool2d(unknown), lambda: poolwise.maxout(unknown, 2)):
        with pytest.raises(ValueError, match="chunks of unknown sizes"):
            call()


RATES = [-40.0, -1.0, 0.0, 1e-3, 2.5, 40.0]


@pytest.mark.parametrize("rate", RATES)
def test_joined_exponentials_at_the_ends(rate: float) -> None:
    x = np.random.default_rng(5).normal(size=(1, 2, 500)) * 300
    x[0, 0, 17], x[0, 1, 3] = np.inf, -np.inf
    chunked = da.from_array(x, (1, 1, 60))
    for name, keywords in (("lse", {"r": rate}), ("soft", {"beta": rate})):
        function = _function(name, 1, "global_")
        wanted, got = function(x, **keywords), function(chunked, **keywords).compute()
        np.testing.assert_allclose(got, wanted, rtol=1e-11, err_msg=name)


@pytest.mark.parametrize("size", [1e-300, 1e-160, 1e160, 1e300])
def test_joined_norms_of_any_size(size: float) -> None:
    x = np.random.default_rng(6).normal(size=(1, 1, 300)) * size
    chunked = da.from_array(x, (1, 1, 50))
    for name, keywords in (("rms", {}), ("lp", {"norm_type": 7.0}), ("lp", {"norm_type": np.inf})):
        function = _function(name, 1, "global_")
        wanted, got = function(x, **keywords), function(chunked, **keywords).compute()
        np.testing.assert_allclose(got, wanted, rtol=1e-12)


def test_each_channel_has_its_number() -> None:
    x = np.random.default_rng(7).random((2, 3, 50))
    chunked, p = da.from_array(x, (1, 1, 9)), np.array([1.0, 2.0, 5.0])
    for prefix, size in (("", {"kernel_size": 4}), ("global_", {})):
        wanted, got = (_function("lp", 1, prefix)(each, p, **size) for each in (x, chunked))
        np.testing.assert_allclose(got.compute(), wanted, rtol=1e-12)


def test_numbers_of_channels_that_are_cut_under_a_mask() -> None:
    x, present = np.random.default_rng(13).random((2, 2, 3, 12))
    x, present = x[:1], present[:1] < 0.7
    for name, numbers in (("lp", np.array([1.0, 2.0, 5.0])), ("ordinal", np.array([3.0, 2, 1]))):
        given = {"norm_type" if name == "lp" else "weights": numbers, "kernel_size": 3}
        wanted = _function(name, 1)(x, mask=present, **given)
        for mask in (present, da.from_array(present, (1, 1, 5))):
            got = _function(name, 1)(da.from_array(x, (1, 2, 5)), mask=mask, **given)
            np.testing.assert_allclose(got.compute(), wanted, rtol=1e-12, err_msg=name)


def test_lengths_and_masks_of_tokens() -> None:
    x = np.random.default_rng(8).random((4, 3, 20))
    chunked = da.from_array(x, (2, 2, 6))
    lengths, mask = np.array([20, 3, 0, 11]), np.arange(20) < np.array([[5], [20], [1], [9]])
    for rules in ({"lengths": lengths}, {"mask": mask.astype(np.int64)}, {"mask": mask}):
        for function, size in ((poolwise.max_pool1d, (3, 2)), (poolwise.global_avg_pool1d, ())):
            wanted = function(x, *size, **rules)
            np.testing.assert_allclose(function(chunked, *size, **rules).compute(), wanted)
    turned = function(da.moveaxis(chunked, 1, 2), *size, lengths=lengths, channels_last=True)
    np.testing.assert_allclose(
        turned.compute(), function(np.moveaxis(x, 1, 2), *size, lengths=lengths, channels_last=True)
    )


@pytest.mark.parametrize("scheduler", ["threads", "processes"])
def test_schedulers(scheduler: str) -> None:
    x = np.random.default_rng(9).random((1, 2, 33, 33)).astype(np.float32)
    chunked = da.from_array(x, (1, 1, 10, 33))
    made = (poolwise.max_pool2d(chunked, 3, 2, 1), poolwise.global_soft_pool2d(chunked))
    with dask.config.set(scheduler=scheduler, num_workers=2):
        got = dask.compute(*made)
    np.testing.assert_array_equal(got[0], poolwise.max_pool2d(x, 3, 2, 1))
    np.testing.assert_allclose(got[1], poolwise.global_soft_pool2d(x), rtol=1e-5)


def test_nothing_is_computed_before_it_is_asked_for() -> None:
    def fail(block: np.ndarray) -> np.ndarray:
        raise AssertionError("computed")

    # Not even tables of where each window is.
    zeros = da.zeros((1, 1, 10**9, 10**9), chunks=(1, 1, 10**8, 10**8))
    x = da.map_blocks(fail, zeros, dtype="f4")
    made = poolwise.avg_pool2d(x, 2, mask=x > 0)
    assert made.shape == (1, 1, 5 * 10**8, 5 * 10**8)
    assert made.chunks[2:] == ((5 * 10**7,) * 10, (5 * 10**7,) * 10)
    assert poolwise.global_max_pool2d(x).shape == (1, 1, 1, 1)
    assert poolwise.max_pool2d(x, 3, 1, 1, return_indices=True)[1].dtype == np.int64


def test_only_borders_of_neighbours_are_needed() -> None:
    x = da.zeros((1, 1, 30, 30), chunks=(1, 1, 10, 10))
    graph = dict(poolwise.max_pool2d(x, 3, 1, 1).__dask_graph__())
    parts = [task for key, task in graph.items() if key[0].endswith("-x")]
    # Of 9 chunks the inner borders: 12 sides and 16 corners, one or none of each shared.
    assert len(parts) == 24 + 16
    last = poolwise.max_pool2d(x, 2).__dask_graph__()
    assert not [key for key in dict(last) if key[0].endswith("-x")]


X = da.zeros((1, 2, 30, 30), chunks=(1, 1, 7, 7))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: poolwise.max_pool2d(X, 40), "kernel_size"),
        (lambda: poolwise.max_pool2d(X, 2, stride=0), "stride"),
        (lambda: poolwise.max_pool2d(X, 2, mask=np.ones((3, 3), bool)), r"mask has shape \(3, 3\)"),
        (lambda: poolwise.max_pool2d(X, 2, mask=X > 0, lengths=[3]), "lengths= needs"),
        (lambda: poolwise.lp_pool2d(X, -1, 2), "norm_type"),
        (lambda: poolwise.lp_pool2d(X, np.ones(5), 2), "norm_type"),
        (lambda: poolwise.max_pool2d(X[0, 0, 0], 2), "2 spatial axes"),
        (lambda: poolwise.max_pool2d(X[X[:, 0, 0, 0] == 0], 2), "unknown sizes"),
        (lambda: poolwise.stochastic_pool2d(X, 2), "training=False"),
        (lambda: poolwise.global_median_pool2d(X), r"rechunk\(\{-2: -1, -1: -1\}\)"),
        (
            lambda: poolwise.global_median_pool2d(X, channels_last=True),
            r"rechunk\(\{-3: -1, -2: -1\}\)",
        ),
        (lambda: poolwise.global_max_pool2d(X, return_indices=True), "with their indices"),
        (lambda: poolwise.global_lp_pool2d(X, 3, signed=True), "signed=True"),
    ],
)
def test_what_is_wrong_is_told_before_any_work(call: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()


def test_what_takes_no_chunks_says_so() -> None:
    for call in (
        lambda: poolwise.spectral_pool2d(X, 4),
        lambda: poolwise.fractional_max_pool2d(X, 2, output_size=3),
        lambda: poolwise.roi_pool(X, np.zeros((1, 5)), 2),
    ):
        with pytest.raises(TypeError, match=r"others x\.compute\(\)"):
            call()
    with pytest.raises(TypeError, match="where omega is learned"):
        poolwise.gated_pool2d(X, 2, omega=np.ones((2, 2)))


def test_one_chunk_along_the_axes_is_the_way_that_is_told() -> None:
    x = np.random.default_rng(10).random((1, 2, 30, 30))
    one = da.from_array(x, (1, 1, 7, 7)).rechunk({-2: -1, -1: -1})
    np.testing.assert_array_equal(
        poolwise.global_median_pool2d(one).compute(), poolwise.global_median_pool2d(x)
    )


def test_importing_poolwise_imports_no_dask() -> None:
    code = "import poolwise, sys; sys.exit('dask' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
