"""Pooling by functions of the user's own: what they get, and what they must return."""

from __future__ import annotations

from typing import Any

import arrays
import numpy as np
import pytest
import torch

import poolwise
from poolwise import Windows
from poolwise.backends import namespace
from poolwise.backends.numpy import recorded_numpy
from poolwise.functional import custom

pytestmark = pytest.mark.usefixtures("one_torch_thread")


def _total(x: Any, present: Any) -> Any:
    return x.sum(-1)


def _mean_of_squares(x: Any, present: Any) -> Any:
    return (x * x).sum(-1) / (x * 0 + present).sum(-1)


@pytest.mark.parametrize("dtype", arrays.DTYPES, ids=str)
def test_dtypes(dtype: np.dtype) -> None:
    x = np.array([[[1, 0, 3]]]).astype(dtype)

    def first(elements: Any, present: Any) -> Any:
        assert elements.dtype == kind
        assert present.shape == elements.shape
        return elements[..., 0]

    for given_x in (x, arrays.to_torch(x)):
        kind = given_x.dtype
        for more in ({}, {"padding": ((0, 1),), "ceil_mode": True}):
            out = custom.pool1d(given_x, 2, **more, reducer=first)
            assert out.dtype == kind
            assert arrays.to_numpy(out).ravel()[0] == x[0, 0, 0]
        sentence = custom.pool1d(given_x, 1, reducer=first, mask=given_x == given_x)
        assert sentence.dtype == kind


def test_gradients_of_arrays() -> None:
    x = np.random.default_rng(3).normal(size=(2, 3, 5, 6))
    mask = np.random.default_rng(4).random((2, 3, 5, 6)) < 0.7
    kwargs: dict[str, Any] = {"kernel_size": 3, "stride": 2, "padding": 1}
    reducers = {_total: _total, _mean_of_squares: _mean_of_squares}
    for reducer in reducers:
        out, pullback = poolwise.vjp(custom.pool2d, x, **kwargs, reducer=reducer, mask=mask)
        grad = np.random.default_rng(5).normal(size=out.shape)
        tensor = torch.from_numpy(x).requires_grad_()
        same = custom.pool2d(tensor, **kwargs, reducer=reducer, mask=torch.from_numpy(mask))
        same.backward(torch.from_numpy(grad))
        np.testing.assert_allclose(out, same.detach().numpy(), rtol=1e-12)
        np.testing.assert_allclose(pullback(grad), tensor.grad.numpy(), rtol=1e-12, atol=1e-12)


def test_gradients_of_arrays_through_the_namespace() -> None:
    x = np.random.default_rng(3).normal(size=(2, 7))

    def soft(elements: Any, present: Any) -> Any:
        weight = namespace(elements).exp(elements) * present
        return (elements * weight).sum(-1) / weight.sum(-1)

    out, pullback = poolwise.vjp(custom.pool1d, x, 3, 2, 1, reducer=soft)
    tensor = torch.from_numpy(x).requires_grad_()
    same = poolwise.soft_pool1d(tensor, 3, 2, 1)
    same.sum().backward()
    np.testing.assert_allclose(out, same.detach().numpy())
    np.testing.assert_allclose(pullback(np.ones_like(out)), tensor.grad.numpy(), atol=1e-12)


def test_gradients_that_cannot_be() -> None:
    for reducer in (
        lambda x, present: np.where(present, x, 0),
        lambda x, present: x.max(-1),
        lambda x, present: present.sum(-1),
    ):
        with pytest.raises(TypeError, match="reducer takes no arrays whose gradient is recorded"):
            poolwise.vjp(custom.pool1d, np.ones((1, 4)), 2, reducer=reducer)


def test_absent_values_do_not_leak() -> None:
    x = torch.tensor([[torch.nan, 2.0, 3.0]], requires_grad=True)
    mask = torch.tensor([False, True, True])
    out = custom.pool1d(x, 2, padding=((0, 1),), reducer=_mean_of_squares, mask=mask)
    assert out.tolist() == [[4, 9]]
    out.sum().backward()
    assert x.grad.tolist() == [[0, 4, 6]]


@pytest.mark.parametrize("dynamic", [None, True])
def test_compiles(dynamic: bool | None) -> None:
    def pool(x: torch.Tensor) -> torch.Tensor:
        return custom.pool2d(x, 3, 2, "same", reducer=_mean_of_squares)

    torch._dynamo.reset()
    compiled = torch.compile(pool, backend="eager", fullgraph=True, dynamic=dynamic)
    for size in (7, 8, 12):
        x = torch.randn(2, 3, 8, size)
        torch.testing.assert_close(compiled(x), pool(x))


def test_tables_are_an_operator() -> None:
    # Of which PyTorch's compiler knows the shapes alone.
    from poolwise.backends.torch import elements  # noqa: F401

    operator = torch.ops.poolwise.places.default
    for windows, spatial in (
        (Windows.sliding(2, 3, 2, "same"), [7, 8]),
        (Windows.adaptive(3, (2, None, 3)), [4, 5, 3]),
    ):
        torch.library.opcheck(operator, (windows.pack(), spatial, False))


def test_errors() -> None:
    x = np.ones((2, 6))
    with pytest.raises(TypeError, match="reducer must be callable, got 'max'"):
        custom.pool1d(x, 2, reducer="max")
    with pytest.raises(TypeError, match="kernel_size= or windows="):
        custom.pool1d(x, reducer=_total)
    with pytest.raises(TypeError, match=r"windows must be a poolwise\.Windows, got 3"):
        custom.pool1d(x, windows=3, reducer=_total)
    with pytest.raises(ValueError, match="windows= says all of the geometry"):
        custom.pool1d(x, 2, windows=Windows.whole(1), reducer=_total)
    with pytest.raises(ValueError, match="windows has 2 spatial axes; pool1d needs 1"):
        custom.pool1d(x, windows=Windows.whole(2), reducer=_total)
    with pytest.raises(ValueError, match=r"reducer returned the shape \(2, 3, 2\)"):
        custom.pool1d(x, 2, reducer=lambda x, present: x)
    with pytest.raises(TypeError, match=r"reducer must return a ndarray, got float"):
        custom.pool1d(x, 2, reducer=lambda x, present: 1.0)
    with pytest.raises(TypeError, match="x has dtype complex128"):
        custom.pool1d(x + 0j, 2, reducer=_total)
    with pytest.raises(ValueError, match=r"empty_value=0\.5 must be an integer that int64 holds"):
        custom.pool1d(x.astype(int), 2, reducer=_total, mask=np.ones(6, bool), empty_value=0.5)
    with pytest.raises(ValueError, match="window 0 along the length of 6 has no element"):
        custom.pool1d(x, 1, padding=1, reducer=_total)


def test_recorded_functions() -> None:
    x, y = np.random.default_rng(0).normal(size=(2, 3, 4, 4))
    out, pullback = poolwise.vjp(lambda x: recorded_numpy.matmul(x, y), x)
    np.testing.assert_allclose(pullback(np.ones_like(out)), np.ones((3, 4, 4)) @ y.swapaxes(1, 2))
    out, pullback = poolwise.vjp(lambda y: recorded_numpy.matmul(x, y), y)
    np.testing.assert_allclose(pullback(np.ones_like(out)), x.swapaxes(1, 2) @ np.ones((3, 4, 4)))
    at = np.array([[[1, 1, 3]]]).repeat(3, 0).repeat(4, 1)
    out, pullback = poolwise.vjp(lambda x: recorded_numpy.take_along_axis(x, at, -1), x)
    assert pullback(np.ones_like(out))[0, 0].tolist() == [0, 2, 0, 1]
