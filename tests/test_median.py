"""Medians of all dtypes in all dtypes, and which of the two middle elements they are."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction
from typing import Any

import arrays
import numpy as np
import pytest
import torch
from reducer_calls import values

import poolwise
from poolwise import nn, reference

pytestmark = pytest.mark.usefixtures("one_torch_thread")

RANKED = {"lower": 0, "midpoint": 1, "upper": 2, "higher": 2}
PAIRS = [
    pair
    for pair in itertools.product(arrays.DTYPES, arrays.DTYPES[:-1])
    if not arrays.is_float(pair[0]) or arrays.is_float(pair[1])
]


def _medians(x: np.ndarray, of: int, dtype: np.dtype) -> np.ndarray:
    """Of pairs, in exact numbers, rounded once to the dtype."""
    out = []
    for pair in x.reshape(-1, 2).tolist():
        if any(v != v for v in pair):
            out.append(math.nan)
            continue
        low, high = sorted(map(Fraction, pair))
        exact = (low, (low + high) / 2, high)[of]
        out.append(reference.stored(exact, dtype))
    return np.array(out, dtype).reshape(*x.shape[:-1], x.shape[-1] // 2)


@pytest.mark.parametrize(("own", "asked"), PAIRS, ids=lambda dtype: dtype.name)
def test_dtypes(own: np.dtype, asked: np.dtype) -> None:
    x = values(24, (2, 3, 10), own)
    rounded = own.itemsize == 8 and arrays.is_float(asked)
    if not arrays.is_float(own) and not rounded:  # the limits, too, where other types saturate
        x[0, 0, :4] = [reference.stored(v, own) for v in (2**70, 2**70, -(2**70), 2**70)]
    for interpolation, of in RANKED.items():
        expected = _medians(x, of, asked)
        options = {"interpolation": interpolation}
        arrays.assert_equal(poolwise.median_pool1d(x, 2, dtype=asked, **options), expected)
        theirs = getattr(torch, asked.name)
        given = arrays.to_torch(x)
        out = poolwise.median_pool1d(given, 2, dtype=theirs, **options)
        arrays.assert_equal(arrays.to_numpy(out), expected)
        grouped = poolwise.channel_median_pool(x, 2, dim=2, dtype=asked, **options)
        arrays.assert_equal(grouped, expected)
        module = nn.MedianPool1d(2, dtype=theirs, **options)
        arrays.assert_equal(arrays.to_numpy(module(given)), expected)
        assert repr(module).count(f"dtype={theirs}") == 1


@pytest.mark.parametrize("axes", [1, 2, 3])
@pytest.mark.parametrize("kind", ["", "adaptive_", "global_"])
@pytest.mark.parametrize("size", [2, 4, 12])
def test_upper(axes: int, kind: str, size: int) -> None:
    """The upper median of x is what the lower one of -x leaves, forward and backward."""
    pool = getattr(poolwise, f"{kind}median_pool{axes}d")
    where: Any = () if kind == "global_" else (size,)
    x = torch.randn(2, 3, *(12,) * axes, dtype=torch.float64, requires_grad=True)
    for present in (None, torch.rand(x.shape) < 0.5):
        options = {"mask": present}
        upper = pool(x, *where, interpolation="upper", **options)
        lower = pool(-x, *where, interpolation="lower", **options)
        torch.testing.assert_close(upper, -lower, rtol=0, atol=0)
        grads = [torch.autograd.grad(out.sum(), x)[0] for out in (upper, -lower)]
        torch.testing.assert_close(*grads, rtol=0, atol=0)
        both = pool(x, *where, **options)
        mean = (upper + pool(x, *where, interpolation="lower", **options)) / 2
        torch.testing.assert_close(both, mean)


def test_numpy_and_torch() -> None:
    x = np.random.default_rng(0).normal(size=(1, 2, 8))
    for ours, theirs in (("lower", "lower"), ("upper", "higher"), ("higher", "higher")):
        out = poolwise.global_median_pool1d(x, interpolation=ours)
        expected = np.quantile(x, 0.5, -1, keepdims=True, method=theirs)
        np.testing.assert_array_equal(out, expected)


def test_gradients_and_programs() -> None:
    x = torch.randn(2, 3, 9, requires_grad=True)
    module = nn.MedianPool1d(4, 1, dtype=torch.float64, interpolation="upper")
    out = module(x)
    (grad,) = torch.autograd.grad(out.sum(), x)
    assert grad.dtype == torch.float32
    assert grad.sum() == out.numel()
    compiled = torch.compile(module, backend="eager", fullgraph=True)
    torch.testing.assert_close(compiled(x), out, rtol=0, atol=0)
    taken, pullback = poolwise.vjp(
        poolwise.median_pool1d, x.detach().numpy(), 4, 1, dtype=np.float64, interpolation="upper"
    )
    np.testing.assert_array_equal(taken, out.detach().numpy())
    np.testing.assert_array_equal(pullback(np.ones_like(taken)), grad.numpy())


def test_errors() -> None:
    x = np.zeros((1, 4))
    with pytest.raises(TypeError, match="dtype=int8 must be a floating-point type"):
        poolwise.median_pool1d(x, 2, dtype=np.int8)
    with pytest.raises(TypeError, match="dtype=bool"):
        poolwise.median_pool1d(x > 0, 2, dtype=bool)
    with pytest.raises(TypeError, match="dtype="):
        poolwise.median_pool1d(torch.zeros(1, 4), 2, dtype=np.float32)
    with pytest.raises(ValueError, match="empty_value=300"):
        poolwise.median_pool1d(x.astype(int), 2, dtype=np.uint8, mask=x > 0, empty_value=300)
    wide = poolwise.median_pool1d(
        x.astype(np.uint8), 2, dtype=np.int32, mask=x > 0, empty_value=300
    )
    assert wide.tolist() == [[300, 300]]
