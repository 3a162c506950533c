"""The operators that are made of others, over the whole product of what they accept."""

from __future__ import annotations

import itertools
from functools import partial
from typing import Any

import arrays
import numpy as np
import pytest
import torch
from composed_calls import OPERATORS, SLIDING, ComposedCall, composed_calls, smooth_call
from hypothesis import given, settings
from hypothesis import strategies as st
from special_calls import ABSENT, CALLS, SMOOTH, SpecialCall, special_calls
from strategies import SHARE, examples, some_of, thinned
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


def _check(call: Any, actual: np.ndarray, expected: np.ndarray) -> None:
    if call.exact or not arrays.is_float(expected.dtype):
        arrays.assert_equal(actual, expected)
        return
    wide = np.abs(np.nan_to_num(call.x.astype(np.float64)))
    size = float(wide.max(initial=0)) + np.abs(np.nan_to_num(expected.astype(np.float64)))
    error = RELATIVE[expected.dtype.name] * size * call.steep
    arrays.assert_close(actual, expected, error)


@pytest.mark.parametrize("name", OPERATORS)
@settings(max_examples=examples(60))
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


# --- windows of other kinds -----------------------------------------------------------------------


def _moved(call: SpecialCall, x: np.ndarray, back: bool = False) -> np.ndarray:
    """With the channels last, or back from there."""
    if not call.channels_last or call.rank is None:
        return x
    rank = 1 if call.name.startswith("attention") and back else call.rank
    return np.moveaxis(x, -1, -rank - 1) if back else np.moveaxis(x, -rank - 1, -1)


def _given(call: SpecialCall, value: Any) -> Any:
    return arrays.to_torch(value) if call.tensors and isinstance(value, np.ndarray) else value


def _special(call: SpecialCall) -> Any:
    arguments = [
        _given(call, _moved(call, value) if i < call.first_moved else value)
        for i, value in enumerate(call.arguments)
    ]
    keywords = {
        name: _given(call, _moved(call, value) if name in call.moved else value)
        for name, value in call.keywords.items()
    }
    if call.channels_last:
        keywords["channels_last"] = True
    return getattr(poolwise, call.name)(_given(call, _moved(call, call.x)), *arguments, **keywords)


@pytest.mark.parametrize("name", CALLS)
@settings(max_examples=examples(60))
@given(st.data())
def test_other_windows(name: str, data: st.DataObject) -> None:
    call = data.draw(special_calls(name))
    before = call.x.tobytes()
    if call.expected is None:
        with pytest.raises(ValueError, match=r"\w"):
            _special(call)
        return
    actual = _special(call)
    assert call.x.tobytes() == before, "the input was written to"
    if isinstance(actual, tuple):
        arrays.assert_equal(arrays.to_numpy(actual[1]), call.expected[1])
        actual, call.expected = actual[0], call.expected[0]
    assert isinstance(actual, torch.Tensor if call.tensors else np.ndarray)
    array = arrays.to_numpy(actual)
    _check(call, _moved(call, array, back=True) if call.moves else array, call.expected)


# --- gradients and compilers ----------------------------------------------------------------------


def _learned(call: ComposedCall) -> tuple[Any, list[torch.Tensor]]:
    """The call as a function of x and all that may be learned, and these."""
    function, x, kwargs = _made(call)
    names = [name for name in call.keywords if isinstance(kwargs[name], torch.Tensor)]
    leaves = [x, *(kwargs[name] for name in names)]

    def pool(x: torch.Tensor, *given: torch.Tensor) -> Any:
        return function(x, **kwargs | dict(zip(names, given, strict=True)))

    return pool, [leaf.clone().requires_grad_() for leaf in leaves]


def _check_gradients(pool: Any, leaves: list[torch.Tensor], array_pool: Any = None) -> None:
    """Against differences; where there is a function of arrays, that has the same in x."""
    assert torch.autograd.gradcheck(pool, leaves)
    if array_pool is None:
        return
    out, pullback = poolwise.vjp(array_pool, leaves[0].detach().numpy())
    grad = np.random.default_rng(1).normal(size=out.shape)
    same = pool(*leaves)
    (expected,) = torch.autograd.grad(same, leaves[0], torch.from_numpy(grad))
    np.testing.assert_allclose(out, same.detach().numpy(), rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(pullback(grad), expected.numpy(), rtol=1e-9, atol=1e-12)


# What a short run compiles elsewhere: in the tests of their modules, of draws and of own reducers.
_ELSEWHERE = {
    *("detail_preserving", "lip", "fractional_max", "s3", "mixed_drawn", "own_squares"),
    *("roi_pool", "roi_align avg", "wavelet", "spectral", "attention2d"),
    *("spatial_pyramid2d", "adaptive_polyphase2d"),
}


def _compiled(names: list[str]) -> list[tuple[str, bool]]:
    """What to compile, and whether gradients as well, which takes as long again."""
    kept = [name for name in names if SHARE >= 1 or name not in _ELSEWHERE]
    return some_of((name, name in thinned(kept)) for name in kept)


def _check_compiled(pool: Any, leaves: list[torch.Tensor], gradients: bool) -> None:
    """In one graph, with the same results and gradients."""
    torch._dynamo.reset()
    backend = "aot_eager" if gradients else "eager"
    compiled = torch.compile(pool, fullgraph=True, backend=backend)
    results = []
    for function in (pool, compiled):
        out = function(*leaves)
        grad = torch.linspace(-1, 2, out.numel(), dtype=out.dtype).reshape(out.shape)
        results.append((out, *torch.autograd.grad(out, leaves, grad, allow_unused=True)))
    for expected, actual in zip(*results, strict=True):
        torch.testing.assert_close(actual, expected)


@pytest.mark.parametrize(("name", "rank"), some_of(itertools.product(OPERATORS, (1, 2, 3))))
def test_gradients(name: str, rank: int) -> None:
    call = smooth_call(name, rank)
    pool, leaves = _learned(call)
    if rank == 1:
        assert torch.autograd.gradgradcheck(pool, leaves, atol=1e-4)
    array_pool = None
    if call.operator.arrays and call.operator.records:
        call.tensors = False
        function, _, kwargs = _made(call)
        array_pool = partial(function, **kwargs)
    _check_gradients(pool, leaves, array_pool)


@pytest.mark.parametrize("name", OPERATORS)
def test_absent_elements_have_no_part(name: str) -> None:
    """Whatever they are, in results and gradients, of tensors and of arrays."""
    call = smooth_call(name, 2)
    assert call.mask is not None
    pool, leaves = _learned(call)
    expected = pool(*leaves)
    grad = torch.linspace(-1, 2, expected.numel(), dtype=torch.float64).reshape(expected.shape)
    slopes = torch.autograd.grad(expected, leaves, grad, allow_unused=True)
    for odd in (np.nan, np.inf, -1e300):
        call.x, call.tensors = np.where(call.mask, call.x, odd), True
        pool, spoilt = _learned(call)
        out = pool(*spoilt)
        torch.testing.assert_close(out, expected)
        torch.testing.assert_close(
            torch.autograd.grad(out, spoilt, grad, allow_unused=True), slopes
        )
        if call.operator.arrays and call.operator.records:
            call.tensors = False
            function, x, kwargs = _made(call)
            array, pullback = poolwise.vjp(partial(function, **kwargs), x)
            np.testing.assert_allclose(array, expected.detach().numpy())
            np.testing.assert_allclose(pullback(grad.numpy()), slopes[0].numpy(), atol=1e-12)


@pytest.mark.parametrize("name", ABSENT)
def test_absent_positions_have_no_part(name: str) -> None:
    case, present = SMOOTH[name], ABSENT[name]
    results = []
    for odd in (0.0, np.nan, np.inf):
        leaves = [
            torch.from_numpy(np.where(present, leaf, odd) if leaf.ndim > 2 else leaf)
            for leaf in case.leaves
        ]
        out = case.function(*[leaf.requires_grad_() for leaf in leaves])
        grad = torch.linspace(-1, 2, out.numel(), dtype=torch.float64).reshape(out.shape)
        results.append((out, *torch.autograd.grad(out, leaves, grad)))
    torch.testing.assert_close(results[1], results[0])
    torch.testing.assert_close(results[2], results[0])


@pytest.mark.parametrize("name", some_of(SMOOTH))
def test_gradients_of_other_windows(name: str) -> None:
    case = SMOOTH[name]
    leaves = [torch.from_numpy(leaf.copy()).requires_grad_() for leaf in case.leaves]
    _check_gradients(case.function, leaves, case.function if case.arrays else None)


@pytest.mark.parametrize(
    ("name", "gradients"), _compiled(sorted(set(OPERATORS) - {"mixed_mean", "own_first"}))
)
def test_compiles(name: str, gradients: bool) -> None:
    call = smooth_call(name, 2)
    # Draws are hundreds of operators, which take seconds to go through twice.
    _check_compiled(*_learned(call), gradients and "seed" not in call.keywords)


COMPILED = [
    name
    for name in SMOOTH
    if name == "channel_soft" or (not name.startswith("channel") and name[-2:] not in ("1d", "3d"))
]


@pytest.mark.parametrize(("name", "gradients"), _compiled(COMPILED))
def test_other_windows_compile(name: str, gradients: bool) -> None:
    leaves = [torch.from_numpy(leaf.copy()).requires_grad_() for leaf in SMOOTH[name].leaves]
    _check_compiled(SMOOTH[name].function, leaves, gradients)
