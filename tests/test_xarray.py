"""Labelled arrays: the same numbers as arrays, with coordinates pooled as `coarsen` does."""

from __future__ import annotations

import math
import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import SEEDS, Sliding, examples, geometries

import poolwise
from poolwise.functional.declaration import OPERATORS

xr = pytest.importorskip("xarray")
px = pytest.importorskip("poolwise.xarray")

ROWS = {row.name: row for row in OPERATORS if f"{row.name}_pool" in px.__all__}
NUMBERS: dict[str, dict[str, Any]] = {
    "lp": {"norm_type": 3.0},
    "ordinal": {"weights": np.array([3.0, 2.0, 1.0])},
    "stochastic": {"seed": 3},
    "rank_stochastic": {"seed": 3},
    "max_dropout": {"seed": 3},
    "mixed": {"seed": 3},
    "rank_weighted": {},
}
PLACES = ("y", "x", "z")


def _outcome(make: Any) -> Any:
    try:
        made = make()
    except (ValueError, TypeError) as error:
        return type(error)
    return made if isinstance(made, tuple) else (made,)


def test_each_operator_that_pools_windows_is_there() -> None:
    learned = {"gated", "tree", "lip"}
    assert set(ROWS) == {row.name for row in OPERATORS if row.define} - learned
    for name in px.__all__:
        assert getattr(px, name).__name__ == name
        assert "Args:" in getattr(px, name).__doc__


@settings(max_examples=examples(600))
@given(st.data())
def test_names_give_what_places_give(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(list(ROWS)))
    geometry = data.draw(geometries())
    rank = geometry.rank
    x = np.random.default_rng(data.draw(SEEDS)).random((2, *geometry.spatial))
    x = x.astype(data.draw(st.sampled_from([np.float32, np.float64])))
    prefix = "" if isinstance(geometry, Sliding) else geometry.prefix
    keywords = dict(NUMBERS.get(name, {}))
    if name in ("max", "min") and data.draw(st.booleans()):
        keywords["return_indices"] = True
    present = x > 0.3 if data.draw(st.booleans()) else None
    wanted = _outcome(
        lambda: getattr(poolwise, f"{prefix}{name}_pool{rank}d")(
            x, **geometry.kwargs, **keywords, mask=present
        )
    )
    dims = ("c", *PLACES[:rank])
    order = data.draw(st.permutations(dims))
    labelled = xr.DataArray(x, dims=dims).transpose(*order)
    if present is not None:
        keywords["mask"] = xr.DataArray(present, dims=dims)
    where = _by_dimension(geometry.kwargs, PLACES[:rank])
    if prefix == "global_":
        where = {"dim": PLACES[:rank]}
    got = _outcome(lambda: getattr(px, f"{prefix}{name}_pool")(labelled, **where, **keywords))
    if isinstance(wanted[0] if isinstance(wanted, tuple) else wanted, type):
        assert got is wanted
        return
    assert isinstance(got, tuple), got
    for one, other in zip(got, wanted, strict=True):
        if prefix == "global_":
            other = other.reshape(2)
            dims = ("c",)
        assert one.dims == tuple(dim for dim in order if dim in dims)
        assert one.dtype == other.dtype
        values = one.transpose(*dims).values
        # What lies elsewhere may be added up in another order.
        np.testing.assert_allclose(values, other, rtol=1e-5, atol=1e-7)


def _by_dimension(kwargs: dict[str, Any], dims: tuple[str, ...]) -> dict[str, Any]:
    spelled = dict(kwargs)
    for key in ("kernel_size", "stride", "dilation", "output_size", "padding"):
        value = spelled.get(key)
        if isinstance(value, tuple) and len(value) == len(dims):
            spelled[key] = dict(zip(dims, value, strict=True))
    return spelled


def _weather() -> Any:
    rng = np.random.default_rng(5)
    return xr.DataArray(
        rng.random((5, 8, 12)).astype(np.float32),
        dims=("time", "y", "x"),
        coords={
            "time": np.array("2020-01-01", "M8[ns]") + np.arange(5) * np.timedelta64(36, "h"),
            "y": np.arange(8) * 10,
            "x": np.linspace(0, 1, 12, dtype=np.float32),
            "latitude": (("y", "x"), rng.random((8, 12)), {"units": "degrees"}),
            "station": "A",
        },
        attrs={"units": "K"},
        name="temperature",
    )


@pytest.mark.parametrize("lazy", [False, True])
@pytest.mark.parametrize("boundary", ["trim", "pad"])
@pytest.mark.parametrize("coord_func", ["mean", "max", "min"])
@pytest.mark.parametrize(
    ("ours", "theirs"), [("max", "max"), ("avg", "mean"), ("sum", "sum"), ("std", "std")]
)
def test_what_coarsen_gives(
    ours: str, theirs: str, coord_func: str, boundary: Any, lazy: bool
) -> None:
    x = _weather()
    x = x.chunk(time=2, y=3) if lazy else x
    size = {"time": 2, "x": 5} if boundary == "trim" else {"y": 3, "x": 5}
    wanted = getattr(x.coarsen(size, boundary=boundary, coord_func=coord_func), theirs)()
    more = {"ceil_mode": boundary == "pad", "coord_func": coord_func}
    got = getattr(px, f"{ours}_pool")(x, size, **more)
    xr.testing.assert_allclose(got, wanted)
    assert (got.name, got.attrs, got.dtype) == (wanted.name, wanted.attrs, wanted.dtype)
    assert got.latitude.attrs == wanted.latitude.attrs
    assert (got.chunks is not None) == lazy


def test_a_data_set() -> None:
    x = _weather()
    every = xr.Dataset(
        {"t": x, "height": ("y", np.arange(8)), "code": ("band", [3, 1])}, attrs={"of": "us"}
    )
    size = {"y": 2, "x": 3}
    assert px.max_pool(every, size).identical(every.coarsen(size).max())
    values, places = px.max_pool(every, size, return_indices=True)
    assert values.identical(px.max_pool(every, size))
    assert places.t.dtype == places.height.dtype == np.int64
    gone = px.global_avg_pool(every, ["x", "y"])
    assert gone.t.dims == ("time",)
    assert gone.height.dims == ()
    assert set(gone.coords) == {"time", "station"}


def test_overlapping_windows_and_their_places() -> None:
    x = _weather()
    got = px.max_pool(x, {"x": 3}, stride=2, padding={"x": (2, 0)})
    wanted = poolwise.max_pool1d(x.values, 3, 2, ((2, 0),))
    np.testing.assert_array_equal(got.values, wanted)
    # Of windows over the border those elements count that are there.
    at = x.x.values.astype(np.float64)
    places = [at[max(0, i - 2) : i + 1].mean() for i in range(0, 12, 2)]
    np.testing.assert_allclose(got.x.values, places, rtol=1e-6)
    same = px.avg_pool(x, {"x": 3, "y": 3}, 1, "same", count_include_pad=False)
    assert same.shape == x.shape
    lone = px.avg_pool(xr.DataArray(np.ones(4), coords={"x": np.arange(4)}), {"x": 1}, 1, {"x": 1})
    np.testing.assert_array_equal(lone.x, [np.nan, 0, 1, 2, 3, np.nan])
    np.testing.assert_array_equal(lone, [0, 1, 1, 1, 1, 0])


def test_times_that_are_not_there() -> None:
    times = np.array(["2020-01-01", "NaT", "2020-01-03", "NaT", "NaT"], "M8[s]")
    x = xr.DataArray(np.arange(5.0), dims="t", coords={"at": ("t", times)})
    got = px.avg_pool(x, {"t": 2}, ceil_mode=True)["at"].values
    np.testing.assert_array_equal(got, np.array(["2020-01-01", "2020-01-03", "NaT"], "M8[s]"))
    assert np.isnat(px.max_pool(x[3:], {"t": 2})["at"].values).all()
    # Maxima and minima are times that there are, however long ago.
    long = xr.DataArray(np.zeros(2), {"t": np.array(["1700-01-01", "2200-12-31"], "M8[ns]")}, "t")
    assert px.max_pool(long, {"t": 2}, coord_func="max").t.values[0] == long.t.values[1]


def test_numbers_of_channels_are_known_by_their_dimension() -> None:
    x = _weather()
    beta = xr.DataArray([0.0, 1, 2, 3, 4], dims="time")
    got = px.soft_pool(x.transpose("x", "time", "y"), {"x": 3}, beta=beta)
    assert got.dims == ("x", "time", "y")
    by_hand = poolwise.soft_pool1d(x.transpose("y", "time", "x").values, 3, beta=beta.values)
    np.testing.assert_allclose(got.transpose("y", "time", "x").values, by_hand, rtol=1e-6)


def test_numbers_of_channels_are_those_of_their_labels() -> None:
    x = xr.DataArray(
        np.random.default_rng(0).random((3, 8)), coords={"y": [10, 20, 30]}, dims=("y", "x")
    )
    beta = xr.DataArray([1.0, 2, 3], coords={"y": [30, 20, 10]}, dims="y")
    with pytest.raises(ValueError, match="cannot align"):
        px.soft_pool(x, {"x": 2}, beta=beta)


def test_times_are_exact() -> None:
    times = np.datetime64("2026-01-01T00:00:00.123456789") + np.arange(4).astype("m8[D]")
    x = xr.DataArray(np.arange(4.0), coords={"t": times}, dims="t")
    got = px.max_pool(x, {"t": 2}, coord_func="max").t.values
    np.testing.assert_array_equal(got, times[1::2])


def test_orders_of_bytes_and_names_of_variables() -> None:
    x = xr.DataArray(np.arange(6, dtype=">f4"), dims="x")
    np.testing.assert_array_equal(px.max_pool(x, {"x": 2}), [1, 3, 5])
    several = xr.Dataset({"good": ("x", np.arange(4)), "words": ("x", list("abcd"))})
    with pytest.raises(TypeError, match="variable 'words': "):
        px.max_pool(several, {"x": 2})


def test_missing_numbers_are_left_out_by_a_mask() -> None:
    x = _weather().astype(np.float64)
    x[:, 2:5] = np.nan
    size = {"y": 2, "x": 3}
    got = px.avg_pool(x, size, mask=x.notnull(), empty_value=math.nan)
    xr.testing.assert_allclose(got, x.coarsen(size).mean())
    # A mask may have fewer dimensions, and lie in chunks.
    night = xr.DataArray([True, False, True, False, True], dims="time").chunk(time=2)
    half = px.sum_pool(x, {"x": 2}, mask=night)
    np.testing.assert_array_equal(half.values[1], 0)


X = _weather()
WRONG: dict[str, tuple[Any, str]] = {
    "number": (lambda: px.max_pool(X, 2), "kernel_size must say a number by dimension"),
    "none": (lambda: px.max_pool(X, {}), "kernel_size must say a number by dimension"),
    "dimension": (lambda: px.max_pool(X, {"z": 2}), r"dimension 'z'; x has \('time', 'y', 'x'\)"),
    "many": (lambda: px.max_pool(X, dict.fromkeys("abcd", 2)), "kernel_size has 4 dimensions"),
    "large": (lambda: px.max_pool(X, {"x": 20}), r"kernel_size\[0\]=20 is larger than the padded"),
    "stride": (lambda: px.max_pool(X, {"x": 2}, {"y": 1}), "stride has the dimension 'y'"),
    "tuple": (lambda: px.max_pool(X, {"x": 2}, (1, 2)), "stride=.* must be a number, or say one"),
    "typo": (lambda: px.max_pool(X, {"x": 2}, strid=1), "did you mean 'stride'"),
    "array": (lambda: px.max_pool(X.values, {"x": 2}), "x must be an xarray.DataArray"),
    "mask": (lambda: px.max_pool(X, {"x": 2}, mask=X.values > 0), "mask must be an xarray"),
    "labels": (lambda: px.max_pool(X, {"x": 2}, mask=(X > 0)[:, 1:]), "cannot align"),
    "more": (
        lambda: px.max_pool(X, {"x": 2}, mask=(X > 0).expand_dims("b")),
        "mask has the dimension 'b'",
    ),
    "coord": (lambda: px.max_pool(X, {"x": 2}, coord_func="foo"), "coord_func='foo' must be"),
    "lp": (lambda: px.max_pool(X, {"x": 2}, coord_func="lp"), "coord_func='lp' must be"),
    "coords": (lambda: px.max_pool(X, {"x": 2}, coord_func={"q": "max"}), "coord_func has 'q'"),
    "times": (lambda: px.max_pool(X, {"time": 2}, coord_func="sum"), "'time' .* no sum"),
    "words": (
        lambda: px.max_pool(X.assign_coords(x=list("abcdefghijkl")), {"x": 2}),
        r"coordinate 'x' .* no mean; x.drop_vars\('x'\)",
    ),
    "multi": (
        lambda: px.max_pool(X.stack(p=("y", "x")), {"p": 2}),
        r"coordinate 'p' is of a MultiIndex; x.reset_index",
    ),
    "dims": (lambda: px.global_max_pool(X, ["x", "x"]), "dim=.* must name one dimension or sev"),
    "gone": (lambda: px.global_max_pool(X, "q"), "dim has the dimension 'q'"),
    "channels": (lambda: px.soft_pool(X, {"x": 2}, beta=np.ones(3)), "beta must be a number, or a"),
    "pooled": (
        lambda: px.soft_pool(X, {"x": 2}, beta=xr.DataArray(np.ones(12), dims="x")),
        "'x' must be one dimension",
    ),
    "needed": (lambda: px.lp_pool(X, {"x": 2}), "norm_type"),
}


@pytest.mark.parametrize("call", WRONG)
def test_what_is_wrong_is_said_in_a_sentence(call: str) -> None:
    wrong, message = WRONG[call]
    with pytest.raises((TypeError, ValueError), match=message):
        wrong()


def test_without_xarray_a_sentence_says_what_to_install() -> None:
    code = "import sys; sys.modules['xarray'] = None; import poolwise.xarray"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.splitlines()[-1].endswith("pip install 'poolwise[xarray]'")
