"""The operators that are made of others, over the whole product of what they accept."""

from __future__ import annotations

from typing import Any

import arrays
import numpy as np
import pytest
import torch
from composed_calls import OPERATORS, SLIDING, ComposedCall, composed_calls, smooth_call
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import examples
from test_against_reference import _arguments, _planar

import poolwise
from poolwise import Windows

pytestmark = pytest.mark.usefixtures("one_torch_thread")

RELATIVE = {"float64": 1e-12, "float32": 4e-6, "float16": 2e-3, "bfloat16": 1.6e-2}


def _made(call: ComposedCall) -> tuple[Any, Any, dict[str, Any]]:
    """The function, x and the keywords as poolwise takes them."""
    x, kwargs = _arguments(call)
    rank = call.geometry.rank
    if call.geometry.prefix and call.operator.name == "pool":
        kwargs["windows"] = Windows.adaptive(rank, kwargs.pop("output_size", 1))
    if not call.geometry.prefix:
        for name in set(SLIDING) - set(call.operator.geometry):
            del kwargs[name]
    if call.lengths is not None:
        kwargs["lengths"] = call.lengths
    for name, value in call.keywords.items():
        if isinstance(value, np.ndarray):
            over_places = name in ("a", "alpha", "beta", "lambda_", "logits") and value.ndim > rank
            if call.channels_last and over_places:
                value = np.moveaxis(value, -rank - 1, -1)
            value = torch.from_numpy(value) if call.tensors else value
        kwargs[name] = value
    return getattr(poolwise, call.name), x, kwargs


def _call(call: ComposedCall) -> Any:
    function, x, kwargs = _made(call)
    return function(x, **kwargs)


def _check(call: ComposedCall, actual: np.ndarray, expected: np.ndarray) -> None:
    if call.operator.exact:
        arrays.assert_equal(actual, expected)
        return
    wide = np.abs(np.nan_to_num(call.x.astype(np.float64)))
    size = float(wide.max(initial=0)) + np.abs(np.nan_to_num(expected.astype(np.float64)))
    error = RELATIVE[expected.dtype.name] * size * call.operator.steep
    arrays.assert_close(actual, expected, error)


@pytest.mark.parametrize("name", OPERATORS)
@settings(max_examples=examples(80))
@given(st.data())
def test_windows(name: str, data: st.DataObject) -> None:
    call = data.draw(composed_calls(name))
    before = call.x.tobytes()
    expected = call.expected()
    if expected is None:
        with pytest.raises(ValueError, match=r"\w"):
            _call(call)
        return
    actual = _call(call)
    assert call.x.tobytes() == before, "the input was written to"
    if not isinstance(expected, tuple):
        actual, expected = (actual,), (expected,)
    for one, other in zip(actual, expected, strict=True):
        _check(call, _planar(call, one), other)


# --- gradients and compilers ----------------------------------------------------------------------


def _learned(call: ComposedCall) -> tuple[Any, list[torch.Tensor]]:
    """The call as a function of x and all that may be learned, and these."""
    function, x, kwargs = _made(call)
    names = [name for name in call.keywords if isinstance(kwargs[name], torch.Tensor)]
    leaves = [x, *(kwargs[name] for name in names)]

    def pool(x: torch.Tensor, *given: torch.Tensor) -> Any:
        return function(x, **kwargs | dict(zip(names, given, strict=True)))

    return pool, [leaf.clone().requires_grad_() for leaf in leaves]


@pytest.mark.parametrize("rank", [1, 2, 3])
@pytest.mark.parametrize("name", OPERATORS)
def test_gradients(name: str, rank: int) -> None:
    call = smooth_call(name, rank)
    pool, leaves = _learned(call)
    assert torch.autograd.gradcheck(pool, leaves)
    if rank == 1:
        assert torch.autograd.gradgradcheck(pool, leaves, atol=1e-4)
    if not (call.operator.arrays and call.operator.records):
        return
    call.tensors = False
    function, x, kwargs = _made(call)
    out, pullback = poolwise.vjp(function, x, **kwargs)
    grad = np.random.default_rng(1).normal(size=out.shape)
    same = pool(*leaves)
    (expected,) = torch.autograd.grad(same, leaves[0], torch.from_numpy(grad))
    np.testing.assert_allclose(out, same.detach().numpy(), rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(pullback(grad), expected.numpy(), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("name", OPERATORS)
def test_compiles(name: str) -> None:
    call = smooth_call(name, 2)
    pool, leaves = _learned(call)
    torch._dynamo.reset()
    # Draws are hundreds of operators, which take seconds to go through twice.
    backend = "eager" if "seed" in call.keywords else "aot_eager"
    compiled = torch.compile(pool, fullgraph=True, backend=backend)
    results = []
    for function in (pool, compiled):
        out = function(*leaves)
        grad = torch.linspace(-1, 2, out.numel(), dtype=out.dtype).reshape(out.shape)
        results.append((out, *torch.autograd.grad(out, leaves, grad, allow_unused=True)))
    for expected, actual in zip(*results, strict=True):
        torch.testing.assert_close(actual, expected)
