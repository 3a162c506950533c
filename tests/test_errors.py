"""Errors name the argument, its value, the axis and what would be right; none costs memory."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from typing import Any

import numpy as np
import pytest
import torch

import poolwise

X = np.arange(2 * 3 * 6 * 8, dtype=np.float32).reshape(2, 3, 6, 8)
KINDS = [np.asarray, torch.from_numpy]


@pytest.mark.parametrize("kind", KINDS, ids=["numpy", "torch"])
@pytest.mark.parametrize(
    ("name", "kwargs", "error", "words"),
    [
        ("max_pool2d", {"kernel_size": (2, 11), "padding": 1}, ValueError, "kernel_size[1]=11|10"),
        ("max_pool2d", {"kernel_size": 9}, ValueError, "kernel_size[0]=9|height|6"),
        ("avg_pool2d", {"kernel_size": (7, 2)}, ValueError, "kernel_size[0]=7|6"),
        ("max_pool2d", {"kernel_size": 3, "dilation": 4}, ValueError, "kernel_size[0]=3|4|9|6"),
        ("max_pool2d", {"kernel_size": 2.5}, TypeError, "kernel_size|2.5|integer"),
        ("max_pool2d", {"kernel_size": 2, "stride": 0}, ValueError, "stride|0|1"),
        ("max_pool2d", {"kernel_size": 2, "stride": (1, 2, 3)}, ValueError, "stride|2|(1, 2, 3)"),
        ("max_pool2d", {"kernel_size": 2, "padding": -1}, ValueError, "padding|-1"),
        (
            "max_pool2d",
            {"kernel_size": 2, "padding": "reflect"},
            ValueError,
            "padding|reflect|same",
        ),
        ("max_pool2d", {"kernel_size": 2, "dilation": "2"}, TypeError, "dilation|'2'"),
        ("avg_pool2d", {"kernel_size": 2, "divisor_override": 0}, ValueError, "divisor_override|0"),
        (
            "avg_pool2d",
            {"kernel_size": 2, "divisor_override": 1.5},
            TypeError,
            "divisor_override|1.5",
        ),
        ("max_pool2d", {"kernel_size": 2, "padding": 2}, ValueError, "window|0|height"),
        (
            "avg_pool2d",
            {"kernel_size": 2, "padding": ((0, 0), (0, 9)), "count_include_pad": False},
            ValueError,
            "window|width",
        ),
        ("min_pool2d", {"kernel_size": 2, "padding": 5}, ValueError, "window|0|height"),
        ("adaptive_avg_pool2d", {"output_size": (2, -1)}, ValueError, "output_size|-1"),
        ("adaptive_max_pool2d", {"output_size": (2, 3, 4)}, ValueError, "output_size|2|(2, 3, 4)"),
        ("adaptive_max_pool2d", {"output_size": 2.0}, TypeError, "output_size|2.0"),
        ("max_pool2d", {"kernel_size": 2, "empty_value": "none"}, TypeError, "empty_value|none"),
        ("max_pool2d", {"kernel_size": 2, "mask": [True]}, TypeError, "mask|list"),
        ("max_pool3d", {"kernel_size": 2, "lengths": [3, 4]}, (TypeError, ValueError), "lengths"),
    ],
)
def test_arguments(kind: Any, name: str, kwargs: dict[str, Any], error: Any, words: str) -> None:
    with pytest.raises(error) as raised:
        getattr(poolwise, name)(kind(X), **kwargs)
    for word in words.split("|"):
        assert word in str(raised.value)


@pytest.mark.parametrize("kind", KINDS, ids=["numpy", "torch"])
def test_masks(kind: Any) -> None:
    x = kind(X)
    with pytest.raises(ValueError, match=r"mask.*\(5,\)"):
        poolwise.max_pool2d(x, 2, mask=kind(np.ones(5, bool)))
    with pytest.raises(TypeError, match=r"mask.*bool.*float32"):
        poolwise.max_pool2d(x, 2, mask=kind(np.ones((6, 8), np.float32)))
    with pytest.raises(ValueError, match="mask"):  # it must not make x larger
        poolwise.max_pool2d(x, 2, mask=kind(np.ones((7, 2, 3, 6, 8), bool)))


@pytest.mark.parametrize("kind", KINDS, ids=["numpy", "torch"])
@pytest.mark.parametrize("lengths", [[1, 9], [-1, 2], [1, 2, 3]])
def test_lengths(kind: Any, lengths: list[int]) -> None:
    x = kind(X[:, 0])
    with pytest.raises(ValueError, match="lengths"):
        poolwise.max_pool1d(x, 2, lengths=kind(np.array(lengths)))
    with pytest.raises(TypeError, match="lengths"):
        poolwise.max_pool1d(x, 2, lengths=kind(np.array([1.0, 2.0])))


@pytest.mark.parametrize(
    ("dtype", "words"),
    [
        (">f4", "byte order"),
        (">i2", "byte order"),
        (object, "object"),
        (np.complex64, "complex64"),
        ("datetime64[s]", "datetime64"),
        ("U3", "U3"),
        (np.longdouble, "float128|longdouble|dtype"),
    ],
)
def test_dtypes(dtype: Any, words: str) -> None:
    x = np.zeros((1, 4), dtype)
    for name in ("max_pool1d", "avg_pool1d", "sum_pool1d"):
        with pytest.raises(TypeError, match=words):
            getattr(poolwise, name)(x, 2)


def test_complex_tensor() -> None:
    with pytest.raises(TypeError, match="complex64"):
        poolwise.max_pool1d(torch.zeros(1, 4, dtype=torch.complex64), 2)


@pytest.mark.parametrize("kind", KINDS, ids=["numpy", "torch"])
def test_dtype_argument(kind: Any) -> None:
    floats, integers = kind(X), kind(X.astype(np.int32))
    int32 = np.int32 if kind is np.asarray else torch.int32
    boolean = np.bool_ if kind is np.asarray else torch.bool
    for name in ("avg_pool2d", "sum_pool2d"):
        with pytest.raises(TypeError, match=r"dtype.*int32"):
            getattr(poolwise, name)(floats, 2, dtype=int32)
        with pytest.raises(TypeError, match=r"dtype.*bool"):
            getattr(poolwise, name)(integers, 2, dtype=boolean)
        for wrong in ("nonsense", 3.5, torch.float32 if kind is np.asarray else np.float32):
            with pytest.raises(TypeError, match=r"dtype="):
                getattr(poolwise, name)(floats, 2, dtype=wrong)


@pytest.mark.parametrize("x", [[[1.0, 2.0]], 3.0, None, "x", np.ma.masked_array([1.0, 2.0])])
def test_not_an_array(x: Any) -> None:
    with pytest.raises(TypeError, match=r"x must be.*got"):
        poolwise.max_pool1d(x, 1)


@pytest.mark.parametrize("kind", KINDS, ids=["numpy", "torch"])
def test_too_few_axes(kind: Any) -> None:
    with pytest.raises(ValueError, match="2"):
        poolwise.max_pool2d(kind(X[0, 0, 0]), 2)
    with pytest.raises(ValueError, match=r"channels_last|axes|axis"):
        poolwise.max_pool2d(kind(X[0, 0]), 2, channels_last=True)


@pytest.mark.parametrize("kind", KINDS, ids=["numpy", "torch"])
def test_empty_axis(kind: Any) -> None:
    with pytest.raises(ValueError, match=r"width.*0"):
        poolwise.max_pool2d(kind(X[..., :0]), 1)
    with pytest.raises(ValueError, match=r"length.*0"):
        poolwise.global_avg_pool1d(kind(X[0, ..., :0]))


@pytest.mark.parametrize("threads", [0, -1, 1.5, "2", True])
def test_threads(threads: Any) -> None:
    with pytest.raises((ValueError, TypeError), match="threads"):
        poolwise.set_num_threads(threads)


def test_vjp() -> None:
    with pytest.raises(TypeError, match=r"x .*int32"):
        poolwise.vjp(poolwise.max_pool2d, X.astype(np.int32), 2)
    _, pullback = poolwise.vjp(poolwise.max_pool2d, X, 2)
    with pytest.raises(ValueError, match=r"grad.*\(2, 3\).*\(2, 3, 3, 4\)"):
        pullback(np.ones((2, 3), np.float32))


# --- absurd sizes ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kwargs",
    [
        {"kernel_size": 2**40},
        {"kernel_size": 2**62},
        {"kernel_size": 2**63},
        {"kernel_size": 2**70},
        {"kernel_size": 2, "dilation": 2**62},
        {"kernel_size": 2**31, "dilation": 2**31},
        {"kernel_size": 2, "padding": 2**62},
        {"kernel_size": 2, "padding": 2**61, "stride": 1},
        {"kernel_size": 2, "padding": ((2**63, 2**63), (0, 0))},
    ],
)
@pytest.mark.parametrize("name", ["max_pool2d", "avg_pool2d"])
def test_absurd_sizes_allocate_nothing(name: str, kwargs: dict[str, Any]) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(ValueError, match=r"kernel_size|padding|dilation|stride|shape"):
            getattr(poolwise, name)(X, **kwargs)
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 10**6


@pytest.mark.parametrize("kernel", [2**10, 2**20, 2**40])
def test_windows_far_larger_than_the_input(kernel: int) -> None:
    """Only the elements inside the input are visited."""
    for name in ("max", "min", "sum"):
        pooled = getattr(poolwise, f"{name}_pool2d")(X, kernel, 1, kernel // 2)
        whole = getattr(poolwise, f"global_{name}_pool2d")(X)
        assert pooled.shape == (2, 3, 7, 9)
        np.testing.assert_allclose(pooled[..., 3:4, 4:5], whole, rtol=1e-6)


@pytest.mark.skipif(sys.platform != "linux", reason="limits the address space as Linux does")
@pytest.mark.parametrize(
    "call",
    [
        "poolwise.adaptive_max_pool2d(x, 2**20)",
        "poolwise.adaptive_avg_pool2d(x, (2**31, 2**20))",
        "poolwise.avg_pool2d(x, 2**20, 1, 2**20 - 1)",
        "poolwise.max_pool2d(x, 2**40, 1, 2**40 - 1)",
        "poolwise.avg_pool2d(x, 2, 1, 2**36)",
        "poolwise.sum_pool2d(x, 1, 1, 2**33)",
    ],
)
def test_outputs_that_do_not_fit(call: str) -> None:
    """What the memory does not hold is an error, never a crash."""
    code = (
        "import resource, numpy as np, poolwise\n"
        "resource.setrlimit(resource.RLIMIT_AS, (4 * 2**30, 4 * 2**30))\n"
        "x = np.ones((1, 1, 6, 8), np.float32)\n"
        f"try:\n    {call}\n"
        "except (ValueError, MemoryError) as error:\n    print(type(error).__name__)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() in ("ValueError", "MemoryError")
