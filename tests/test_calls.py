"""Cheap calls: what is remembered between them, and who must still get to see them."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from torch._subclasses.fake_tensor import FakeTensorMode
from torch.fx.experimental.proxy_tensor import make_fx
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_map

import poolwise
from poolwise import Windows, windows
from poolwise.backends import native
from poolwise.backends.numpy import arrays
from poolwise.backends.torch import tensors

X = torch.arange(32.0).reshape(1, 2, 4, 4)

# Pooling with and without a gradient due, and the operator that PyTorch sees then.
POOLS: dict[str, Callable[[torch.Tensor], torch.Tensor]] = {
    "pick_value": lambda x: poolwise.max_pool2d(x, 2),
    "pick": lambda x: poolwise.min_pool2d(x, 2, return_indices=True)[0],
    "total": lambda x: poolwise.avg_pool2d(x, 2),
}


# --- windows --------------------------------------------------------------------------------------


def test_windows_are_made_once() -> None:
    one = Windows.sliding(2, 3, (2, 1), ((0, 1), (1, 0)))
    assert Windows.sliding(2, 3, (2, 1), ((0, 1), (1, 0))) is one
    assert Windows.adaptive(2, (3, None)) is Windows.adaptive(2, (3, None))
    assert Windows.whole(3) is Windows.whole(3)
    assert Windows.adaptive(1, 1) == Windows.whole(1)
    assert hash(Windows.sliding(2, [3, 3], [2, 1], [[0, 1], [1, 0]])) == hash(one)


@pytest.mark.parametrize("good", [3, (3, 3), [3, 3]], ids=str)
@pytest.mark.parametrize("odd", [3.0, np.float32(3), "3"], ids=repr)
def test_equal_arguments_of_other_types_are_not_confused(good: Any, odd: Any) -> None:
    def like_good(value: Any) -> Any:
        return value if isinstance(good, int) else type(good)((value, 3))

    for name in ("kernel_size", "stride", "dilation"):
        rest = {} if name == "kernel_size" else {"kernel_size": 4}
        Windows.sliding(2, **rest, **{name: good})
        with pytest.raises(TypeError, match=name):
            Windows.sliding(2, **rest, **{name: like_good(odd)})
        Windows.sliding(2, **rest, **{name: 1 if isinstance(good, int) else like_good(1)})
        with pytest.raises(TypeError, match=name):
            Windows.sliding(2, **rest, **{name: True if isinstance(good, int) else like_good(True)})
    Windows.adaptive(2, good)
    with pytest.raises(TypeError, match="output_size"):
        Windows.adaptive(2, like_good(odd))


def test_numbers_of_the_same_bytes_are_not_confused() -> None:
    two = np.array([2, 2], np.int64)
    assert Windows.sliding(2, two) == Windows.sliding(2, 2)
    with pytest.raises(TypeError, match="kernel_size"):
        Windows.sliding(2, two.view(np.float64))
    assert Windows.sliding(1, np.int32(1)) == Windows.sliding(1, 1)
    with pytest.raises(TypeError, match="kernel_size"):
        Windows.sliding(1, np.int32(1).view(np.float32))


def test_changed_lists_are_noticed() -> None:
    kernel = [2, 2]
    assert poolwise.max_pool2d(X, kernel).shape == (1, 2, 2, 2)
    kernel[0] = 4
    assert poolwise.max_pool2d(X, kernel).shape == (1, 2, 1, 2)


def test_remembered_windows_are_bounded() -> None:
    for size in range(1, 3000):
        Windows.adaptive(1, size)
    assert len(windows._windows) <= 1024


def test_errors_come_every_time() -> None:
    for _ in range(2):
        with pytest.raises(ValueError, match="larger than the padded"):
            poolwise.max_pool2d(X, 5)
        with pytest.raises(ValueError, match="no element"):
            poolwise.avg_pool2d(X, 1, padding=1, count_include_pad=False)
        with pytest.raises(TypeError, match="empty_value"):
            poolwise.max_pool2d(X, 2, empty_value="0")
        with pytest.raises(ValueError, match="empty_value"):
            poolwise.max_pool2d(X.to(torch.uint8), 2, empty_value=-1)


# --- one memory format after another --------------------------------------------------------------


@pytest.mark.parametrize("kind", ["array", "tensor"])
def test_calls_that_differ_in_one_thing_only(kind: str) -> None:
    """Shape, strides, alignment, dtype, mask: each must be told apart from the call before."""
    base = np.random.default_rng(0).standard_normal((2, 5, 9, 13)).astype(np.float32)
    raw = np.frombuffer(b"\0" * 3 + base.tobytes(), np.uint8)[3:].view(np.float32)
    mask = base > 0
    forms = [
        base,
        raw.reshape(base.shape),
        base[:, :, ::-1],
        base[:, :, :, ::2],
        np.moveaxis(np.ascontiguousarray(np.moveaxis(base, 1, -1)), -1, 1),
        np.broadcast_to(base[:, :, :1], base.shape),
        base.astype(np.float64),
        base.astype(np.int16),
        base[:1],
        base[:, :0],
    ]
    for x in forms * 2:
        dense = np.ascontiguousarray(x).copy()
        if kind == "tensor" and any(stride < 0 for stride in x.strides):
            continue
        given = x if kind == "array" else torch.from_numpy(x)
        for pool in (poolwise.max_pool2d, poolwise.avg_pool2d):
            for more in (None, mask[:1, :1, :, : x.shape[-1]]):
                like = more if more is None or kind == "array" else torch.from_numpy(more)
                actual = pool(given, 3, 2, 1, mask=like)
                np.testing.assert_array_equal(np.asarray(actual), pool(dense, 3, 2, 1, mask=more))


# --- the same call again --------------------------------------------------------------------------


@pytest.fixture(params=["array", "tensor"])
def only_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A function that makes x of a shape, and one after which only known calls can be made."""
    backend = arrays if request.param == "array" else tensors
    native.CALLS.forget()  # or those of other tests might fill the memory up
    rng = np.random.default_rng(0)

    def make(*shape: int, last: bool = False) -> Any:
        x = rng.standard_normal(shape).astype(np.float32)
        x = np.moveaxis(x, -1, 1) if last else x
        return x if backend is arrays else torch.from_numpy(x)

    def forbid() -> None:
        def fail(*args: Any) -> None:
            raise AssertionError("this call was not known")

        monkeypatch.setattr(backend, "pick", fail)
        monkeypatch.setattr(backend, "total", fail)

    return make, forbid


AGAIN: dict[str, Callable[[Any], Any]] = {
    "max": lambda x: poolwise.max_pool2d(x, (3, 2), [2, 1], ((1, 0), (0, 1)), ceil_mode=True),
    "min same_lower": lambda x: poolwise.min_pool2d(x, 3, 2, "same_lower"),
    "indices": lambda x: poolwise.max_pool2d(x, 3, 2, return_indices=True),
    "avg": lambda x: poolwise.avg_pool2d(x, 3, 2, 1, divisor_override=7),
    "sum": lambda x: poolwise.sum_pool2d(x, 3, dilation=2),
    "adaptive": lambda x: poolwise.adaptive_avg_pool2d(x, (3, None)),
    "global, last": lambda x: poolwise.global_max_pool2d(
        x, return_indices=True, channels_last=True
    ),
    "avg, last": lambda x: poolwise.avg_pool2d(x, 2, channels_last=True),
}


@pytest.mark.parametrize("name", AGAIN)
def test_a_known_call_goes_straight_to_the_kernel(name: str, only_once: Any) -> None:
    make, forbid = only_once
    pool = AGAIN[name]
    # The second is large enough for several threads.
    forms = [make(2, 5, 9, 13), make(1, 16, 67, 71)]
    if not name.endswith("last"):
        forms.append(make(5, 9, 13, 4, last=True))
    expected = [pool(x) for x in forms]
    forbid()
    for x, first in zip(forms, expected, strict=True):
        for given in (x, x + 0):
            second = pool(given)
            pairs = zip(first, second, strict=True) if type(first) is tuple else [(first, second)]
            for one, other in pairs:
                np.testing.assert_array_equal(np.asarray(one), np.asarray(other))
                assert (type(one), one.dtype) == (type(other), other.dtype)
                strides = [
                    a.strides if isinstance(a, np.ndarray) else a.stride() for a in (one, other)
                ]
                assert strides[0] == strides[1]


def test_a_call_that_differs_is_another(only_once: Any) -> None:
    make, forbid = only_once
    x = make(1, 2, 8, 8)
    for pool in (poolwise.max_pool2d, poolwise.avg_pool2d):
        pool(x, 2)
    forbid()
    poolwise.max_pool2d(x, 2)
    others: list[Callable[[], Any]] = [
        lambda: poolwise.max_pool2d(x, 3),
        lambda: poolwise.max_pool2d(x, (2, 2)),
        lambda: poolwise.max_pool2d(x, 2, return_indices=True),
        lambda: poolwise.max_pool2d(x, 2, channels_last=True),
        lambda: poolwise.max_pool2d(x[..., :7], 2),
        lambda: poolwise.max_pool2d(x[0], 2),
        lambda: poolwise.avg_pool2d(x, 2, count_include_pad=False),
        lambda: poolwise.avg_pool2d(x, 2, divisor_override=3),
        lambda: poolwise.avg_pool2d(x, 2, dtype=x.dtype),
        lambda: poolwise.min_pool2d(x, 2),
        lambda: poolwise.max_pool2d(x, 2, mask=x > 0),
    ]
    for other in others:
        with pytest.raises(AssertionError, match="not known"):
            other()
    for odd in (2.0, "2", (2, 2.0), np.float32(2)):
        with pytest.raises(TypeError, match="kernel_size"):
            poolwise.max_pool2d(x, odd)
    with pytest.raises(TypeError, match="x must be"):
        poolwise.max_pool2d([[1.0]], 2)


def test_lengths_are_looked_at_in_every_call() -> None:
    x = np.arange(8.0).reshape(2, 1, 4)
    for lengths in ([2, 3], [1, 4], None, [2, 3]):
        for given in (x, torch.from_numpy(x)):
            best = poolwise.global_max_pool1d(given, lengths=lengths).ravel().tolist()
            ends = lengths or [4, 4]
            assert best == [ends[0] - 1, 4 + ends[1] - 1]


def test_more_calls_than_are_kept() -> None:
    for _ in range(2):
        for size in range(1, 400):
            x = np.arange(float(size)).reshape(1, 1, size)
            assert poolwise.global_sum_pool1d(x).item() == size * (size - 1) / 2


def test_a_known_call_follows_the_gradient_mode() -> None:
    x = X.clone()
    pool = POOLS["total"]
    for due in (False, True, False):
        x.requires_grad_(due)
        with torch.no_grad():
            assert not pool(x).requires_grad
        with torch.inference_mode():
            assert pool(x).is_inference()
        assert pool(x).requires_grad == due


# --- whoever listens ------------------------------------------------------------------------------


class Listener(TorchDispatchMode):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        self.heard.append(str(func))
        return func(*args, **(kwargs or {}))


class Watched(torch.Tensor):
    """A subclass that keeps the names of the operators called on it."""

    heard: list[str]

    @staticmethod
    def __new__(cls, inner: torch.Tensor) -> Watched:
        return torch.Tensor._make_wrapper_subclass(cls, inner.shape, dtype=inner.dtype)

    def __init__(self, inner: torch.Tensor) -> None:
        self.inner = inner

    @classmethod
    def __torch_dispatch__(cls, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        cls.heard.append(str(func))
        args = tree_map(lambda arg: arg.inner if isinstance(arg, cls) else arg, args)
        return func(*args, **(kwargs or {}))


@pytest.mark.parametrize("operator", POOLS)
@pytest.mark.parametrize("due", [False, True])
def test_modes_subclasses_and_profilers_see_the_operator(operator: str, due: bool) -> None:
    pool, x = POOLS[operator], X.clone().requires_grad_(due)
    if due and operator == "pick_value":
        operator = "pick"
    expected = pool(x)
    with Listener() as mode:
        torch.testing.assert_close(pool(x), expected)
    assert f"poolwise.{operator}.default" in mode.heard
    with torch.profiler.profile() as profile:
        torch.testing.assert_close(pool(x), expected)
    assert f"poolwise::{operator}" in {event.key for event in profile.key_averages()}
    Watched.heard = []
    torch.testing.assert_close(pool(Watched(x.detach())), expected.detach())
    assert any(name.startswith("poolwise.") for name in Watched.heard)


@pytest.mark.parametrize("operator", POOLS)
def test_tracers_see_the_operator(operator: str) -> None:
    pool = POOLS[operator]
    name = f"poolwise.{operator}"
    if operator != "pick":  # torch.jit.trace takes no operator with a list of symbolic sizes
        traced = torch.jit.trace(pool, X, check_trace=False)
        # It records the operator with offsets whether gradients are due or not.
        recorded = "poolwise.pick" if operator == "pick_value" else name
        assert recorded.replace(".", "::") in str(traced.graph)
        torch.testing.assert_close(traced(2 * X), pool(2 * X))
    for options in ({}, {"tracing_mode": "fake"}, {"pre_dispatch": True}):
        graph = make_fx(pool, **options)(X)
        assert name in graph.code
        torch.testing.assert_close(graph(2 * X), pool(2 * X))


@pytest.mark.parametrize("operator", POOLS)
@pytest.mark.parametrize("strict", [False, True])
def test_exported_programs_hold_the_operator(operator: str, strict: bool) -> None:
    class Network(torch.nn.Module):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return POOLS[operator](x)

    program = torch.export.export(Network(), (X,), strict=strict)
    assert f"poolwise.{operator}" in program.graph_module.code
    torch.testing.assert_close(program.module()(2 * X), POOLS[operator](2 * X))


@pytest.mark.parametrize("operator", POOLS)
def test_a_function_mode_sees_the_operator(operator: str) -> None:
    heard: list[str] = []

    class Mode(torch.overrides.TorchFunctionMode):
        def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None):
            heard.append(str(func))
            return func(*args, **(kwargs or {}))

    with Mode():
        POOLS[operator](X)
    assert any(operator in name for name in heard)


@pytest.mark.parametrize("operator", POOLS)
def test_tensors_that_are_not_what_they_seem(operator: str) -> None:
    """Some have the type torch.Tensor, and their memory is not theirs to read."""
    pool = POOLS[operator]
    functional = torch._to_functional_tensor(X)
    torch.testing.assert_close(torch._from_functional_tensor(pool(functional)), pool(X))
    torch.testing.assert_close(
        pool(torch._efficientzerotensor(X.shape)),
        pool(torch.zeros(4, 4)[None, None].expand(X.shape)),
    )
    negative = torch.view_as_complex(X.reshape(1, 2, 4, 2, 2)).conj().imag
    assert negative.is_neg()
    torch.testing.assert_close(pool(negative), pool(negative.resolve_neg()))
    with FakeTensorMode() as mode:
        fake = pool(mode.from_tensor(X))
    assert (type(fake), fake.shape) == (torch._subclasses.FakeTensor, (1, 2, 2, 2))
    for given in (X.to_sparse(), X.to_mkldnn(), torch.nested.nested_tensor([X[0], X[0]])):
        with pytest.raises(TypeError, match="poolwise pools dense ones"):
            pool(given)


@pytest.mark.parametrize("operator", POOLS)
def test_tangents_are_not_lost(operator: str) -> None:
    pool = POOLS[operator]
    with torch.autograd.forward_ad.dual_level():
        dual = torch.autograd.forward_ad.make_dual(X, torch.ones_like(X))
        out, tangent = torch.autograd.forward_ad.unpack_dual(pool(dual))
        expected = pool(X)
    assert torch.equal(pool(X), expected)
    torch.testing.assert_close(out, expected)
    torch.testing.assert_close(
        tangent, torch.autograd.functional.jvp(pool, X, torch.ones_like(X))[1]
    )


# --- what a call leaves behind --------------------------------------------------------------------


@pytest.mark.parametrize("operator", POOLS)
def test_outputs_are_tensors_like_any_other(operator: str) -> None:
    pool = POOLS[operator]
    for scope in (
        contextlib.nullcontext,
        torch.no_grad,
        torch.inference_mode,
        lambda: torch.autocast("cpu"),
    ):
        with scope():
            out, other = pool(X), torch.empty(1)
            assert out.is_inference() == other.is_inference()
            assert (out.requires_grad, out.is_leaf, out.grad_fn) == (False, True, None)
            if not out.is_inference():
                assert out._version == 0
    assert X._version == 0
    with torch.inference_mode():
        hidden = X + 1
    assert not pool(hidden).is_inference()
    parameter = torch.nn.Parameter(X)
    out = pool(parameter)
    assert type(out) is torch.Tensor
    assert out.requires_grad
    assert not pool(parameter.requires_grad_(False)).requires_grad
    with torch.device("meta"):
        assert pool(X).device.type == "cpu"


@pytest.mark.parametrize("operator", POOLS)
def test_gradients_as_through_the_dispatcher(
    operator: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """First and second derivatives, accumulation, hooks, retained graphs: nothing may differ."""

    def derivatives() -> list[torch.Tensor]:
        x = (X.double() ** 2 / 7).requires_grad_()
        out = POOLS[operator](x)
        seen: list[torch.Tensor] = []
        out.register_hook(seen.append)
        (first,) = torch.autograd.grad(out.sin().sum(), x, create_graph=True)
        (second,) = torch.autograd.grad(first.square().sum(), x, retain_graph=True)
        out.sum().backward(retain_graph=True)
        out.sum().backward()
        assert x.grad is not None
        return [first, second, x.grad, *seen]

    short = derivatives()
    monkeypatch.setattr(tensors, "_is_ordinary", lambda x, other=None: False)
    for actual, expected in zip(short, derivatives(), strict=True):
        assert torch.equal(actual, expected)


@pytest.mark.parametrize("dtype", [torch.float64, torch.float16, torch.uint8, torch.int64], ids=str)
@pytest.mark.parametrize("name", ["soft", "lse", "power_mean"])
def test_learned_numbers_as_through_the_dispatcher(
    name: str, dtype: torch.dtype, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = {"soft": "beta", "lse": "r", "power_mean": "p"}[name]

    def derivatives(due: bool) -> list[torch.Tensor]:
        x = X.to(dtype).requires_grad_(due)
        learned = torch.tensor([0.5, 1.5], requires_grad=True)
        out = getattr(poolwise, f"{name}_pool2d")(x, 2, **{number: learned})
        given = (learned, x) if due else (learned,)
        first = torch.autograd.grad(out.sin().sum(), given, create_graph=True)
        second = torch.autograd.grad(sum(part.square().sum() for part in first), given)
        with torch.no_grad():
            plain = getattr(poolwise, f"{name}_pool2d")(x, 2, **{number: learned})
        return [out, plain, *first, *second]

    cases = [False, True] if dtype.is_floating_point else [False]
    short = [part for due in cases for part in derivatives(due)]
    monkeypatch.setattr(tensors, "_is_ordinary", lambda x, other=None: False)
    expected = [part for due in cases for part in derivatives(due)]
    for actual, other in zip(short, expected, strict=True):
        torch.testing.assert_close(actual, other, rtol=0, atol=0, equal_nan=True)


def test_numpy_needs_nothing_of_torch() -> None:
    code = """
import sys, numpy as np, poolwise
poolwise.max_pool2d(np.ones((1, 1, 4, 4)), 2, return_indices=True)
poolwise.avg_pool2d(np.ones((1, 4, 4, 1)), 2, channels_last=True)
assert "torch" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)


# --- draws ----------------------------------------------------------------------------------------

DRAWS: dict[str, Callable[[Any], Any]] = {
    "stochastic": lambda x: poolwise.stochastic_pool2d(x, 2),
    "max_dropout": lambda x: poolwise.max_dropout_pool2d(x, 2, q=0.3),
    "rank_stochastic": lambda x: poolwise.rank_stochastic_pool2d(x, 2, alpha=0.3),
}


@pytest.mark.parametrize("name", DRAWS)
def test_a_call_that_is_made_again_draws_again(name: str) -> None:
    draw = DRAWS[name]
    for x in (torch.rand(1, 4, 32, 32), np.random.default_rng(0).random((1, 4, 32, 32))):
        kinds = {np.asarray(draw(x)).tobytes() for _ in range(4)}
        assert len(kinds) == 4


@pytest.mark.parametrize("name", DRAWS)
def test_pytorchs_generator_gives_the_seeds_of_calls_made_again(name: str) -> None:
    draw, x = DRAWS[name], torch.rand(2, 4, 16, 16)
    native.CALLS.forget()
    torch.manual_seed(5)
    first, again, after = draw(x), draw(x), torch.rand(3)
    torch.manual_seed(5)
    assert torch.equal(draw(x), first)
    assert torch.equal(draw(x), again)
    assert torch.equal(torch.rand(3), after)
    assert not torch.equal(first, again)
    torch.manual_seed(5)  # a gradient is due: the call goes the whole way
    assert torch.equal(draw(x.clone().requires_grad_()).detach(), first)


def test_a_seed_that_is_asked_for_gives_the_same_draw_each_time() -> None:
    x = torch.rand(1, 4, 16, 16)
    poolwise.stochastic_pool2d(x, 2)
    drawn = [poolwise.stochastic_pool2d(x, 2, seed=seed) for seed in (1, 1, 2)]
    assert torch.equal(drawn[0], drawn[1])
    assert not torch.equal(drawn[0], drawn[2])
    generator = torch.Generator().manual_seed(3)
    one, other = (poolwise.stochastic_pool2d(x, 2, generator=generator) for _ in range(2))
    assert not torch.equal(one, other)
