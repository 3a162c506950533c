"""Unpooling: PyTorch, and the poolings that it is the way back from."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st

import poolwise
from poolwise.backends.torch import tensors
from poolwise.functional import unpooling
from poolwise.functional.unpooling import (
    avg_unpool2d,
    max_unpool1d,
    max_unpool2d,
    upsample_skip,
)
from poolwise.nn import unpooling as modules

RANKS = (1, 2, 3)
MAX = {rank: getattr(unpooling, f"max_unpool{rank}d") for rank in RANKS}
AVG = {rank: getattr(unpooling, f"avg_unpool{rank}d") for rank in RANKS}
SPATIAL = (7, 8, 5)


def placed(x: np.ndarray, indices: np.ndarray, plane: int) -> tuple[np.ndarray, np.ndarray]:
    """Place the values of (planes, n), and say which value each place took (-1: none)."""
    out, taken = np.zeros((len(x), plane), x.dtype), np.full((len(x), plane), -1)
    for row in range(len(x)):
        for number, (value, place) in enumerate(zip(x[row], indices[row], strict=True)):
            if place >= 0 and (taken[row, place] < 0 or value > out[row, place]):
                out[row, place], taken[row, place] = value, number
    return out, taken


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_max_unpool(data: st.DataObject) -> None:
    generator = np.random.default_rng(data.draw(st.integers(0, 999)))
    plane, count = data.draw(st.integers(1, 12)), data.draw(st.integers(1, 12))
    # Few values and few places: many meet, and many are equal.
    x = generator.integers(-3, 3, size=(3, count)).astype(np.float64)
    indices = generator.integers(-1, plane, size=(3, count))
    expected, taken = placed(x, indices, plane)
    out, pullback = poolwise.vjp(max_unpool1d, x, indices, 1, output_size=(plane,))
    np.testing.assert_array_equal(out, expected)
    tensor = torch.from_numpy(x).requires_grad_()
    theirs = max_unpool1d(tensor, torch.from_numpy(indices), 1, output_size=(plane,))
    np.testing.assert_array_equal(theirs.detach().numpy(), expected)
    grad = generator.normal(size=out.shape)
    back = np.zeros_like(x)
    for row, place in np.argwhere(taken >= 0):
        back[row, taken[row, place]] = grad[row, place]
    np.testing.assert_array_equal(pullback(grad), back)
    theirs.backward(torch.from_numpy(grad))
    np.testing.assert_array_equal(tensor.grad.numpy(), back)


@pytest.mark.parametrize("rank", RANKS)
@pytest.mark.parametrize("arguments", [(2,), (3,), (2, 3), (3, 3, 1)])
def test_max_unpool_of_pytorch(rank: int, arguments: tuple[Any, ...]) -> None:
    x = torch.randn(2, 3, *SPATIAL[:rank])
    pooled, indices = getattr(F, f"max_pool{rank}d")(x, *arguments, return_indices=True)
    theirs = getattr(F, f"max_unpool{rank}d")
    sizes: list[dict[str, Any]] = [{"output_size": x.shape[2:]}, {"output_size": x.shape}]
    covered = MAX[rank](pooled, indices.clamp(max=0), *arguments)
    if covered.shape == x.shape:
        sizes.append({})
    for size in sizes:
        expected = theirs(pooled, indices, *arguments, **size)
        actual = MAX[rank](pooled, indices, *arguments, **size)
        torch.testing.assert_close(actual, expected, rtol=0, atol=0)
        array = MAX[rank](pooled.numpy(), indices.numpy(), *arguments, **size)
        np.testing.assert_array_equal(array, expected.numpy())


def test_max_unpool_goes_back() -> None:
    x = torch.randn(2, 3, 8, 8)
    for kernel, stride in ((2, 2), (3, 1), (3, 2)):
        pooled, indices = poolwise.max_pool2d(x, kernel, stride, return_indices=True)
        up = max_unpool2d(pooled, indices, kernel, stride, output_size=(8, 8))
        kept = up != 0
        assert (up[kept] == x[kept]).all()
        torch.testing.assert_close(
            poolwise.max_pool2d(up, kernel, stride).clamp(min=0), pooled.clamp(min=0)
        )
    mask = torch.rand(2, 3, 8, 8) < 0.2
    pooled, indices = poolwise.max_pool2d(x, 2, return_indices=True, mask=mask, empty_value=9)
    up = max_unpool2d(pooled, indices, 2)
    assert not up[~mask].any()  # empty windows go nowhere


def test_forms_of_output_size() -> None:
    x = torch.randn(2, 6, 8, 3)
    pooled, indices = poolwise.max_pool2d(x, 2, return_indices=True, channels_last=True)
    expected = max_unpool2d(pooled.movedim(-1, 1), indices.movedim(-1, 1), 2)
    for size in (None, (6, 8), x.shape):
        actual = max_unpool2d(pooled, indices, 2, output_size=size, channels_last=True)
        torch.testing.assert_close(actual.movedim(-1, 1), expected)


def test_nan_stays() -> None:
    x = np.array([[1.0, np.nan, 3.0, -np.inf]])
    indices = np.array([[0, 0, 0, 2]])
    expected = np.array([[np.nan, 0, -np.inf]])
    np.testing.assert_array_equal(max_unpool1d(x, indices, 1, output_size=3), expected)
    actual = max_unpool1d(torch.from_numpy(x), torch.from_numpy(indices), 1, output_size=3)
    np.testing.assert_array_equal(actual.numpy(), expected)


def test_max_unpool_errors() -> None:
    x, indices = np.zeros((1, 2, 3, 3)), np.zeros((1, 2, 3, 3), np.int64)
    with pytest.raises(ValueError, match="indices has shape"):
        max_unpool2d(x, indices[0], 2)
    for bad in (36, -2):
        with pytest.raises(ValueError, match=f"indices run from .*{bad}.* -1 to 35"):
            max_unpool2d(x, np.full_like(indices, bad), 2)
        with pytest.raises(ValueError, match="indices run from"):
            max_unpool2d(torch.from_numpy(x), torch.from_numpy(indices) + bad, 2)
    with pytest.raises(TypeError, match="indices"):
        max_unpool2d(x, indices.astype(float), 2)
    with pytest.raises(TypeError, match="indices"):
        max_unpool2d(torch.from_numpy(x), indices, 2)
    with pytest.raises(ValueError, match="output_size"):
        max_unpool2d(x, indices, 2, output_size=(6, 6, 6))
    with pytest.raises(ValueError, match=r"output_size\[0\]=0 must be at least 1"):
        max_unpool2d(x, indices, 2, output_size=(0, 6))
    with pytest.raises(ValueError, match="padding='same'"):
        max_unpool2d(x, indices, 2, padding="same")
    with pytest.raises(ValueError, match="stride"):
        max_unpool2d(x, indices, 2, 0)


# --- averages -------------------------------------------------------------------------------------

GEOMETRIES: list[dict[str, Any]] = [
    {"kernel_size": 2},
    {"kernel_size": 3, "stride": 2, "padding": 1},
    {"kernel_size": 3, "stride": 2, "padding": 1, "count_include_pad": False},
    {"kernel_size": 3, "stride": 1, "padding": "same", "count_include_pad": False},
    {"kernel_size": 2, "stride": 3, "ceil_mode": True},
    {"kernel_size": 2, "stride": 1, "dilation": 2},
    {"kernel_size": 2, "divisor_override": 1},
]


@pytest.mark.parametrize("rank", RANKS)
@pytest.mark.parametrize("geometry", GEOMETRIES, ids=str)
def test_avg_unpool_is_the_adjoint(rank: int, geometry: dict[str, Any]) -> None:
    spatial = SPATIAL[:rank]
    pool = getattr(poolwise, f"avg_pool{rank}d")
    x = torch.randn(2, 3, *spatial, dtype=torch.float64, requires_grad=True)
    pooled = pool(x, **geometry)
    grad = torch.randn_like(pooled)
    (expected,) = torch.autograd.grad(pooled, x, grad)
    actual = AVG[rank](grad, **geometry, output_size=spatial)
    torch.testing.assert_close(actual, expected)
    array, pullback = poolwise.vjp(AVG[rank], grad.numpy(), **geometry, output_size=spatial)
    np.testing.assert_allclose(array, expected.numpy(), atol=1e-12)
    np.testing.assert_allclose(  # the adjoint's adjoint
        pullback(x.detach().numpy()), pooled.detach().numpy(), atol=1e-12
    )


def test_avg_unpool() -> None:
    x = np.array([[1.0, 3.0]])
    np.testing.assert_array_equal(unpooling.avg_unpool1d(x, 2), [[0.5, 0.5, 1.5, 1.5]])
    np.testing.assert_array_equal(unpooling.avg_unpool1d(x, 2, 1), [[0.5, 2.0, 1.5]])
    up = unpooling.avg_unpool1d(x, 2, divisor_override=1)
    np.testing.assert_array_equal(up, [[1, 1, 3, 3]])
    y = torch.randn(2, 3, 4, 5, dtype=torch.float64)
    torch.testing.assert_close(poolwise.sum_pool2d(avg_unpool2d(y, 2), 2), y)
    torch.testing.assert_close(avg_unpool2d(y, 3).sum(), y.sum())  # nothing is lost
    assert unpooling.avg_unpool1d(np.ones((1, 2), np.uint8), 2).dtype == np.float32
    assert unpooling.avg_unpool1d(np.ones((1, 2), np.int64), 2).dtype == np.float64
    assert avg_unpool2d(y.bfloat16(), 2).dtype == torch.bfloat16


def test_avg_unpool_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    y = torch.randn(1, 2, 4, 4, dtype=torch.float64, requires_grad=True)
    expected = avg_unpool2d(y, 3, 2, 1, output_size=(8, 7))
    monkeypatch.setattr(tensors, "_ours", lambda x: False)
    actual = avg_unpool2d(y, 3, 2, 1, output_size=(8, 7))
    torch.testing.assert_close(actual, expected)
    torch.autograd.gradcheck(lambda y: avg_unpool2d(y, 3, 2, 1, output_size=(8, 7)), y)


def test_avg_unpool_gradients_and_errors() -> None:
    y = torch.randn(1, 2, 4, 4, dtype=torch.float64, requires_grad=True)
    torch.autograd.gradcheck(lambda y: avg_unpool2d(y, 3, 2, 1), y)
    torch.autograd.gradgradcheck(lambda y: avg_unpool2d(y, 3, 2, 1), y)
    with pytest.raises(ValueError, match=r"output_size=\(9, 9\) would be pooled to \(4, 4\)"):
        avg_unpool2d(y[..., :3, :3], 2, output_size=(9, 9))
    with pytest.raises(ValueError, match="divisor_override=0"):
        avg_unpool2d(y, 2, divisor_override=0)
    with pytest.raises(ValueError, match="has no element of x"):
        avg_unpool2d(y, 1, 1, 1, output_size=(2, 2), count_include_pad=False)


# --- skip connections -----------------------------------------------------------------------------


def test_upsample_skip_errors() -> None:
    x, skip = torch.randn(2, 3, 3, 3), torch.randn(2, 5, 6, 6)
    for arguments, message in (
        ((x, skip, "cubic"), "mode='cubic'"),
        ((x, skip, "nearest", "mul"), "merge='mul'"),
        ((x, skip, "nearest", "add"), "x has 3 channels and skip 5"),
        ((x, skip[:1]), "2 samples"),
        ((x[0], skip), "x has shape"),
    ):
        with pytest.raises(ValueError, match=message):
            upsample_skip(*arguments)
    with pytest.raises(TypeError, match="x must be a"):
        upsample_skip(x.numpy(), skip)
    with pytest.raises(ValueError, match="mode"):
        modules.UpsampleSkip("cubic")


# --- modules --------------------------------------------------------------------------------------


def _runs_everywhere(module: torch.nn.Module, given: tuple[Any, ...], expected: Any) -> None:
    for other in (module, copy.deepcopy(module), pickle.loads(pickle.dumps(module))):
        torch.testing.assert_close(other(*given), expected, rtol=0, atol=0)
        assert repr(other) == repr(module)
    assert not module.state_dict()
    program = torch.export.export(module, given)
    torch.testing.assert_close(program.module()(*given), expected)


@pytest.mark.parametrize("rank", RANKS)
def test_modules(rank: int) -> None:
    x = torch.randn(2, 3, *(7, 7, 5)[:rank])
    pooled, indices = getattr(F, f"max_pool{rank}d")(x, 3, 2, 1, return_indices=True)
    module = getattr(modules, f"MaxUnpool{rank}d")(3, 2, 1)
    theirs = getattr(torch.nn, f"MaxUnpool{rank}d")(3, 2, 1)
    assert repr(module) == repr(theirs)
    _runs_everywhere(module, (pooled, indices), MAX[rank](pooled, indices, 3, 2, 1))
    size = tuple(x.shape[2:])
    _runs_everywhere(
        module, (pooled, indices, size), MAX[rank](pooled, indices, 3, 2, 1, output_size=size)
    )
    module = getattr(modules, f"AvgUnpool{rank}d")(3, 2, 1, count_include_pad=False)
    expected = AVG[rank](pooled, 3, 2, 1, count_include_pad=False)
    _runs_everywhere(module, (pooled,), expected)
    module = modules.UpsampleSkip("bilinear", "add")
    _runs_everywhere(module, (pooled, x), upsample_skip(pooled, x, "bilinear", "add"))
    assert repr(module) == "UpsampleSkip(mode=bilinear, merge=add)"
