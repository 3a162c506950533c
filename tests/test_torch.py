"""What PyTorch does with the operators: autograd, opcheck, compile, vmap, AMP, meta, threads."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
import torch
import torch._dynamo.testing
import torch.nn.functional as F
from strategies import REDUCERS, SHARE, some_of
from torch.utils._python_dispatch import TorchDispatchMode

import poolwise
from poolwise import nn

SELECTING = ("max", "min")
PREFIXES = ("", "adaptive_", "global_")
NAMES = [f"{prefix}{reducer}_pool" for prefix in PREFIXES for reducer in REDUCERS]
LOCAL = [name for name in NAMES if not name.startswith("global")]  # more than one output per plane
SPATIAL = {1: (9,), 2: (7, 6), 3: (4, 5, 6)}


def _arguments(name: str) -> dict[str, Any]:
    """Return arguments with overlap, padding and, for adaptive windows, uneven sizes."""
    if name.startswith("global"):
        return {}
    if name.startswith("adaptive"):
        return {"output_size": 3}
    return {"kernel_size": 3, "stride": 2, "padding": 1, "ceil_mode": True}


def _function(name: str, rank: int) -> Callable[..., Any]:
    return getattr(poolwise, f"{name}{rank}d")


def _input(rank: int, dtype: torch.dtype = torch.float64, batch: int = 2) -> torch.Tensor:
    """Return distinct values, so that no selection is at a tie."""
    generator = torch.Generator().manual_seed(rank)
    shape = (batch, 3, *SPATIAL[rank])
    count = int(np.prod(shape))
    return (torch.randperm(count, generator=generator).to(dtype) / 16 - 2).reshape(shape)


@pytest.fixture(autouse=True)
def threads() -> Iterator[None]:
    yield
    poolwise.set_num_threads(None)


# --- registered operators -------------------------------------------------------------------------


def _registered() -> set[str]:
    names = torch._C._dispatch_get_all_op_names()
    return {name.split("::")[1] for name in names if name.startswith("poolwise::")}


class Recorder(TorchDispatchMode):
    """Keeps the arguments of every call of our operators."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[tuple[Any, tuple[Any, ...], dict[str, Any]]] = []

    def __torch_dispatch__(
        self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: Any = None
    ) -> Any:
        if func.namespace == "poolwise":
            self.calls.append((func, args, kwargs or {}))
        return func(*args, **(kwargs or {}))


def _recorded() -> list[tuple[Any, tuple[Any, ...], dict[str, Any]]]:
    """Return a few calls of each registered operator, with and without masks and indices."""
    recorder = Recorder()
    with recorder:
        for name in ("max_pool", "avg_pool", "sum_pool", "adaptive_min_pool", "global_avg_pool"):
            for mask in (None, torch.arange(6) != 2):
                x = _input(2).requires_grad_()
                kwargs = _arguments(name) | {"mask": mask}
                if name.startswith(("max", "adaptive_min")):
                    kwargs["return_indices"] = True
                out = _function(name, 2)(x, **kwargs)
                out = out[0] if isinstance(out, tuple) else out
                (grad,) = torch.autograd.grad(out.square().sum(), x, create_graph=True)
                grad.sum().backward()
                kwargs.pop("return_indices", None)
                _function(name, 2)(x.detach(), **kwargs)
        for mask in (None, torch.arange(6) != 2):
            x, beta = _input(2).requires_grad_(), torch.ones(3, requires_grad=True)
            for pooled in (
                poolwise.soft_pool2d(x, 2, beta=beta, mask=mask),
                poolwise.max_dropout_pool2d(x, 2, seed=1, mask=mask),
                poolwise.median_pool2d(x, 2, mask=mask),
            ):
                (grad,) = torch.autograd.grad(pooled.square().sum(), x, create_graph=True)
                grad.sum().backward()
        poolwise.winner_take_all2d(x.detach().int(), 2, k=2)
    return recorder.calls


CHECKS = (
    "test_schema",
    "test_autograd_registration",
    "test_faketensor",
    "test_aot_dispatch_dynamic",
)


def test_every_operator_passes_opcheck() -> None:
    calls = _recorded()
    assert {call[0]._schema.name.split("::")[1] for call in calls} == _registered()
    seen: dict[str, set[str]] = {}
    for op, args, kwargs in calls:
        form = str([type(arg).__name__ for arg in args])
        if form in seen.setdefault(str(op), set()):
            continue
        seen[str(op)].add(form)
        args = tuple(_leaf(arg) if isinstance(arg, torch.Tensor) else arg for arg in args)
        # To compile costs as much as all else: a short run compiles one form of each.
        whole = SHARE >= 1 or len(seen[str(op)]) == 1
        torch.library.opcheck(op, args, kwargs, test_utils=CHECKS if whole else CHECKS[:-1])


def _leaf(x: torch.Tensor) -> torch.Tensor:
    return x.detach().clone().requires_grad_(x.is_floating_point())


# --- gradients ------------------------------------------------------------------------------------


@pytest.mark.parametrize("rank", [1, 2, 3])
@pytest.mark.parametrize("name", NAMES)
def test_gradcheck(name: str, rank: int) -> None:
    function, kwargs = _function(name, rank), _arguments(name)
    x = _input(rank, batch=1)[:, : 3 if rank < 3 else 1].clone().requires_grad_()
    assert torch.autograd.gradcheck(lambda x: function(x, **kwargs), x, fast_mode=rank == 3)
    assert torch.autograd.gradgradcheck(lambda x: function(x, **kwargs), x, fast_mode=rank == 3)


@pytest.mark.parametrize(
    "more",
    [
        {"dilation": 2},
        {"padding": "same"},
        {"padding": ((0, 1), (2, 0))},
        {"mask": torch.arange(42).reshape(7, 6) % 3 != 0},
        {"mask": torch.arange(7)[:, None] > 4, "empty_value": 3.0},
    ],
    ids=str,
)
@pytest.mark.parametrize("reducer", REDUCERS)
def test_gradcheck_of_what_torch_lacks(reducer: str, more: dict[str, Any]) -> None:
    function = _function(f"{reducer}_pool", 2)
    kwargs = {"kernel_size": 3, "stride": 2, "padding": 1} | more
    x = _input(2, batch=1).requires_grad_()
    for channels_last in (False, True):
        if channels_last and more.get("mask") is not None:
            kwargs["mask"] = more["mask"].expand(7, 6)[..., None]

        def pool(x: torch.Tensor, last: bool = channels_last) -> torch.Tensor:
            return function(x.movedim(1, -1) if last else x, **kwargs, channels_last=last)

        assert torch.autograd.gradcheck(pool, x, fast_mode=True)
        assert torch.autograd.gradgradcheck(pool, x, fast_mode=True)


@pytest.mark.parametrize("name", NAMES)
def test_functional_gradients(name: str) -> None:
    function, kwargs = _function(name, 2), _arguments(name)
    x = _input(2).requires_grad_()

    def loss(x: torch.Tensor) -> torch.Tensor:
        return function(x, **kwargs).sin().sum()

    (expected,) = torch.autograd.grad(loss(x), x)
    torch.testing.assert_close(torch.func.grad(loss)(x.detach()), expected)
    each = torch.func.vmap(torch.func.grad(loss))(x.detach())
    torch.testing.assert_close(each, expected)
    jacobian = torch.func.jacrev(lambda x: function(x, **kwargs))(x.detach()[:1])
    (row,) = torch.autograd.grad(function(x[:1], **kwargs).flatten()[-1], x)
    torch.testing.assert_close(jacobian.flatten(0, 3)[-1], row[:1])


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float32])
@pytest.mark.parametrize("reducer", ["max", "avg"])
def test_gradients_of_torch(reducer: str, dtype: torch.dtype) -> None:
    x = _input(2, dtype).requires_grad_()
    grad = torch.ones(2, 3, 4, 4, dtype=dtype)
    results = []
    for module in (poolwise, F):
        out = getattr(module, f"{reducer}_pool2d")(x, 3, 2, 1, ceil_mode=True)
        results.append(torch.autograd.grad(out, x, grad[..., : out.shape[-2], : out.shape[-1]])[0])
    torch.testing.assert_close(*results)


@pytest.mark.parametrize("name", NAMES)
def test_forward_mode(name: str) -> None:
    function, kwargs = _function(name, 2), _arguments(name)
    x, tangent = _input(2), torch.randn(2, 3, 7, 6, dtype=torch.float64)
    step = 1e-7
    expected = (function(x + step * tangent, **kwargs) - function(x, **kwargs)) / step
    _, actual = torch.func.jvp(lambda x: function(x, **kwargs), (x,), (tangent,))
    torch.testing.assert_close(actual, expected, rtol=1e-5, atol=1e-5)


def test_input_may_change_before_backward() -> None:
    """Nothing of the input is kept, so writing to it does not hurt."""
    x = _input(2)
    leaf = x.clone().requires_grad_()
    copy = leaf * 1
    out = poolwise.max_pool2d(copy, 2)
    copy.mul_(-1)
    out.sum().backward()
    expected = x.clone().requires_grad_()
    F.max_pool2d(expected, 2).sum().backward()
    torch.testing.assert_close(leaf.grad, expected.grad)


def test_indices_carry_no_gradient() -> None:
    x = _input(2).requires_grad_()
    out, indices = poolwise.max_pool2d(x, 2, return_indices=True)
    assert out.requires_grad
    assert not indices.requires_grad
    assert indices.dtype == torch.int64
    out.sum().backward()
    assert x.grad.sum() == out.numel()


def test_without_gradients() -> None:
    x = _input(2).requires_grad_()
    with torch.no_grad():
        assert not poolwise.max_pool2d(x, 2).requires_grad
    with torch.inference_mode():
        poolwise.avg_pool2d(x, 2)
    assert not poolwise.max_pool2d(x.detach(), 2).requires_grad


# --- what backward keeps --------------------------------------------------------------------------


def _saved(function: Callable[..., Any], x: torch.Tensor, **kwargs: Any) -> list[torch.Tensor]:
    kept: list[torch.Tensor] = []
    with torch.autograd.graph.saved_tensors_hooks(lambda t: kept.append(t) or t, lambda t: t):
        out = function(x, **kwargs)
    out = out[0] if isinstance(out, tuple) else out
    hidden = [value for value in vars(out.grad_fn).values() if isinstance(value, torch.Tensor)]
    assert not hidden, "tensors on the context escape the hooks"
    storages = {t.untyped_storage().data_ptr() for t in kept}
    assert x.untyped_storage().data_ptr() not in storages
    assert all(t.dtype != torch.int64 for t in kept)
    return kept


@pytest.mark.parametrize("rank", [1, 2, 3])
@pytest.mark.parametrize("name", NAMES)
def test_bytes_saved(name: str, rank: int) -> None:
    function, kwargs = _function(name, rank), _arguments(name)
    x = _input(rank, torch.float32).requires_grad_()
    for options in ({}, {"return_indices": True}):
        if options and not name.endswith(("max_pool", "min_pool")):
            continue
        kept = _saved(function, x, **kwargs, **options)
        out = function(x, **kwargs)
        expected = out.numel() if name.endswith(("max_pool", "min_pool")) else 0
        assert sum(t.untyped_storage().nbytes() for t in kept) == expected


def test_bytes_saved_by_size_of_window() -> None:
    x = torch.randn(1, 2, 300, 300, requires_grad=True)
    for kernel, size in (((16, 16), 1), ((1, 256), 1), ((1, 257), 2), ((200, 300), 2)):
        kept = _saved(poolwise.max_pool2d, x, kernel_size=kernel)
        outputs = poolwise.max_pool2d(x, kernel).numel()
        assert sum(t.untyped_storage().nbytes() for t in kept) == size * outputs


def test_nothing_saved_without_gradients() -> None:
    kept: list[torch.Tensor] = []
    with torch.autograd.graph.saved_tensors_hooks(lambda t: kept.append(t) or t, lambda t: t):
        poolwise.max_pool2d(torch.randn(1, 1, 4, 4), 2)
    assert not kept


# --- compile, vmap, AMP, meta ---------------------------------------------------------------------


# A short run compiles a third, each once, some of them with sizes of any value.
@pytest.mark.parametrize(
    ("name", "dynamic"),
    some_of(
        (name, dynamic)
        for turn, name in enumerate(NAMES)
        for dynamic in (False, True)
        if SHARE >= 1 or dynamic == (turn + turn // 4) % 2
    ),
)
def test_compile(name: str, dynamic: bool) -> None:
    torch._dynamo.reset()
    function, kwargs = _function(name, 2), _arguments(name)

    def step(x: torch.Tensor) -> torch.Tensor:
        return function(x * 2, **kwargs) + 1

    counter = torch._dynamo.testing.CompileCounterWithBackend("aot_eager")
    compiled = torch.compile(step, fullgraph=True, dynamic=dynamic, backend=counter)
    for shape in ((2, 3, 7, 6), (4, 2, 11, 9)):
        x = torch.randn(shape, requires_grad=True)
        out, expected = compiled(x), step(x)
        torch.testing.assert_close(out, expected, rtol=0, atol=0)
        grads = [torch.autograd.grad(y.sum(), x)[0] for y in (out, expected)]
        torch.testing.assert_close(*grads, rtol=0, atol=0)
    assert counter.frame_count == (1 if dynamic else 2)


@pytest.mark.parametrize(("name", "rank"), [("max_pool", 1), ("avg_pool", 3), ("min_pool", 3)])
def test_compile_other_ranks(name: str, rank: int) -> None:
    torch._dynamo.reset()
    function, kwargs = _function(name, rank), _arguments(name)
    compiled = torch.compile(function, fullgraph=True, dynamic=True, backend="aot_eager")
    for batch in (2, 5):
        x = _input(rank, batch=batch)
        torch.testing.assert_close(compiled(x, **kwargs), function(x, **kwargs))


def test_compile_with_mask_indices_and_symbolic_sizes() -> None:
    torch._dynamo.reset()

    def pool(x: torch.Tensor, mask: torch.Tensor) -> Any:
        width = x.shape[-1]
        return poolwise.max_pool2d(
            x, (2, width // 2), padding="same", mask=mask, return_indices=True
        )

    compiled = torch.compile(pool, fullgraph=True, dynamic=True, backend="aot_eager")
    for size in (6, 8, 13):
        x = torch.randn(2, 3, 5, size)
        mask = torch.rand(5, size) < 0.5
        for actual, expected in zip(compiled(x, mask), pool(x, mask), strict=True):
            torch.testing.assert_close(actual, expected, rtol=0, atol=0)


FIRST_CALLS = """
import os, sys, torch, torch._dynamo
for call in sys.argv[1:]:
    child = os.fork()  # sooner than an interpreter that imports the compiler
    if not child:
        import poolwise
        pool = eval(f"lambda x: poolwise.{call}")
        pool = torch.compile(pool, fullgraph=True, backend="eager")
        same = pool(torch.ones(1, 1, 4, 4)).tolist() == [[[[1, 1], [1, 1]]]]
        print(call, same, flush=True)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0, call
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_the_first_call_may_be_compiled() -> None:
    """What is imported and looked at once is no break of the graph."""
    gated = "gated_pool2d(x, 2, omega=torch.ones(2, 2))"
    calls = some_of(["max_pool2d(x, 2)", "soft_pool2d(x, 2)", gated])
    command = [sys.executable, "-c", FIRST_CALLS, *calls]
    done = subprocess.run(command, capture_output=True, text=True)
    right = done.stdout.count(" True\n") == len(calls)
    assert (done.returncode, right) == (0, True), done.stdout + done.stderr


def test_inductor() -> None:
    torch._dynamo.reset()
    torch.manual_seed(0)
    network = torch.nn.Sequential(
        torch.nn.Conv2d(1, 4, 3),
        nn.MaxPool2d(2),
        torch.nn.ReLU(),
        nn.AvgPool2d(3, 2, 1),
        nn.GlobalAvgPool2d(),
    )
    compiled = torch.compile(network, fullgraph=True)
    x = torch.randn(3, 1, 12, 12)
    torch.testing.assert_close(compiled(x), network(x))
    grads = []
    for model in (compiled, network):
        network.zero_grad()
        model(x).square().sum().backward()
        grads.append(network[0].weight.grad.clone())
    torch.testing.assert_close(*grads)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("axis", [0, 1, -1])
def test_vmap(name: str, axis: int) -> None:
    function, kwargs = _function(name, 1), _arguments(name)
    x = torch.randn(3, 4, 5, 9).movedim(0, axis)
    actual = torch.vmap(lambda x: function(x, **kwargs), in_dims=axis)(x)
    expected = torch.stack([function(one, **kwargs) for one in x.unbind(axis)])
    torch.testing.assert_close(actual, expected, rtol=0, atol=0)


@pytest.mark.parametrize("name", ["rms", "soft", "lp", "median", "rank_stochastic"])
def test_vmap_of_reducers(name: str) -> None:
    x = torch.rand(3, 2, 4, 5, 6, dtype=torch.float64)
    function = getattr(poolwise, f"{name}_pool2d")
    options: dict[str, Any] = {"lp": {"norm_type": 3.0}, "rank_stochastic": {"training": False}}

    def pool(x: torch.Tensor) -> torch.Tensor:
        out: torch.Tensor = function(x, kernel_size=2, **options.get(name, {}))
        return out

    for axis in (0, 1):
        each = torch.stack([pool(part) for part in x.unbind(axis)])
        assert torch.equal(torch.func.vmap(pool, axis)(x), each)
    slope = torch.func.grad(lambda x: pool(x).square().sum())
    each = torch.stack([slope(part) for part in x])
    torch.testing.assert_close(torch.func.vmap(slope)(x), each)


def test_vmap_over_learned_numbers() -> None:
    x, rates = torch.rand(3, 4, 5, 6), torch.rand(2, 4)

    def loss(rate: torch.Tensor) -> torch.Tensor:
        return poolwise.soft_pool2d(x, 2, beta=rate).square().sum()

    for function in (loss, torch.func.grad(loss)):
        each = torch.stack([function(rate) for rate in rates])
        torch.testing.assert_close(torch.func.vmap(function)(rates), each)


def test_vmap_with_masks_and_indices() -> None:
    x, mask = torch.randn(4, 2, 3, 8), torch.rand(4, 2, 3, 8) < 0.6

    def pool(x: torch.Tensor, mask: torch.Tensor) -> Any:
        return poolwise.max_pool1d(x, 3, 2, mask=mask, return_indices=True)

    for dims in ((0, 0), (0, None), (None, 0)):
        given = [t if dim == 0 else t[0] for t, dim in zip((x, mask), dims, strict=True)]
        actual = torch.vmap(pool, in_dims=dims)(*given)
        for one in range(4):
            each = [t[one] if dim == 0 else t for t, dim in zip(given, dims, strict=True)]
            for part, expected in zip(actual, pool(*each), strict=True):
                torch.testing.assert_close(part[one], expected, rtol=0, atol=0)


def test_nested_vmap() -> None:
    x = torch.randn(2, 3, 4, 5, 6)
    actual = torch.vmap(torch.vmap(lambda x: poolwise.avg_pool2d(x, 2)))(x)
    torch.testing.assert_close(actual, poolwise.avg_pool2d(x, 2), rtol=0, atol=0)


@pytest.mark.parametrize("name", NAMES)
def test_autocast(name: str) -> None:
    network = torch.nn.Conv2d(3, 4, 3)
    function, kwargs = _function(name, 2), _arguments(name)
    x = torch.randn(2, 3, 9, 9)
    with torch.autocast("cpu", torch.bfloat16):
        hidden = network(x)
        out = function(hidden, **kwargs)
        assert hidden.dtype == torch.bfloat16
        assert out.dtype == torch.bfloat16
        assert function(x, **kwargs).dtype == torch.float32
        loss = out.float().square().mean()
    loss.backward()
    assert network.weight.grad.dtype == torch.float32
    assert network.weight.grad.isfinite().all()
    assert network.weight.grad.abs().sum() > 0


@pytest.mark.parametrize("rank", [1, 2, 3])
@pytest.mark.parametrize("name", NAMES)
def test_meta(name: str, rank: int) -> None:
    function, kwargs = _function(name, rank), _arguments(name)
    for dtype in (torch.float32, torch.bfloat16, torch.int16, torch.uint8, torch.bool):
        x = torch.zeros(2, 3, *SPATIAL[rank]).to(dtype)
        actual, expected = function(x.to("meta"), **kwargs), function(x, **kwargs)
        assert actual.device.type == "meta"
        assert (actual.shape, actual.dtype) == (expected.shape, expected.dtype)
    if name.endswith(("max_pool", "min_pool")):
        actual = function(x.to("meta"), **kwargs, return_indices=True)[1]
        assert (actual.shape, actual.dtype) == (expected.shape, torch.int64)
    x = torch.zeros(2, 3, *SPATIAL[rank], device="meta", requires_grad=True)
    function(x, **kwargs).sum().backward()
    assert x.grad.shape == x.shape


def test_meta_never_allocates() -> None:
    x = torch.empty(2**20, 2**10, 2**8, 2**8, device="meta")
    assert poolwise.max_pool2d(x, 2).shape == (2**20, 2**10, 2**7, 2**7)


# --- layouts --------------------------------------------------------------------------------------

FORMATS = [
    (2, torch.contiguous_format),
    (2, torch.channels_last),
    (3, torch.contiguous_format),
    (3, torch.channels_last_3d),
]


@pytest.mark.parametrize(("rank", "layout"), FORMATS, ids=str)
@pytest.mark.parametrize("name", LOCAL)
def test_memory_format_is_kept(name: str, rank: int, layout: torch.memory_format) -> None:
    function, kwargs = _function(name, rank), _arguments(name)
    plain = _input(rank, torch.float32)
    x = plain.contiguous(memory_format=layout).requires_grad_()
    out = function(x, **kwargs)
    assert out.is_contiguous(memory_format=layout)
    torch.testing.assert_close(out, function(plain, **kwargs))
    if name.endswith(("max_pool", "min_pool")):
        assert function(x, **kwargs, return_indices=True)[1].is_contiguous(memory_format=layout)
    out.backward(torch.ones_like(out))
    assert x.grad.is_contiguous(memory_format=layout)
    meta = function(x.detach().to("meta"), **kwargs)
    assert meta.stride() == out.stride()


@pytest.mark.parametrize("name", LOCAL)
def test_memory_format_of_arrays_is_kept(name: str) -> None:
    function, kwargs = _function(name, 2), _arguments(name)
    x = np.moveaxis(np.zeros((2, 8, 9, 5), np.float32), -1, 1)
    out = function(x, **kwargs)
    assert np.moveaxis(out, 1, -1).flags.c_contiguous
    assert function(np.ascontiguousarray(x), **kwargs).flags.c_contiguous
    last = function(np.moveaxis(x, 1, -1), **kwargs, channels_last=True)
    assert last.flags.c_contiguous


def test_gradient_of_an_expanded_output() -> None:
    """`sum` hands back one number with strides of zero."""
    for name in NAMES:
        x = _input(2).requires_grad_()
        _function(name, 2)(x, **_arguments(name)).sum().backward()
        copy = x.detach().clone().requires_grad_()
        out = _function(name, 2)(copy, **_arguments(name))
        out.backward(torch.ones_like(out).contiguous())
        torch.testing.assert_close(x.grad, copy.grad, rtol=0, atol=0)


def test_lazily_negated_tensors() -> None:
    """The imaginary part of a conjugate is negative by a flag, not in memory."""
    x = torch.view_as_complex(torch.randn(3, 8, 8, 2)).conj().imag
    assert x.is_neg()
    for name in NAMES:
        function, kwargs = _function(name, 2), _arguments(name)
        expected = function(x.resolve_neg(), **kwargs)
        torch.testing.assert_close(function(x, **kwargs), expected, rtol=0, atol=0)


def test_expanded_tensors() -> None:
    x = torch.randn(1, 1, 6, 1).expand(2, 3, 6, 5)
    for name in NAMES:
        function, kwargs = _function(name, 2), _arguments(name)
        expected = function(x.contiguous(), **kwargs)
        torch.testing.assert_close(function(x, **kwargs), expected)


# --- threads and processes ------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16, torch.uint8])
@pytest.mark.parametrize("name", NAMES)
def test_any_number_of_threads_gives_the_same_bits(name: str, dtype: torch.dtype) -> None:
    function = _function(name, 2)
    kwargs = _arguments(name) if not name.startswith("adaptive") else {"output_size": (7, 11)}
    generator = torch.Generator().manual_seed(3)
    for shape in ((1, 1, 301, 257), (3, 37, 33, 31), (5, 2, 3, 4000)):
        for layout in (torch.contiguous_format, torch.channels_last):
            x = torch.rand(shape, generator=generator).mul(200).to(dtype)
            x = x.contiguous(memory_format=layout)
            results = []
            for count in (1, 2, 7):
                poolwise.set_num_threads(count)
                assert poolwise.get_num_threads() == count
                y = x.clone().requires_grad_(x.is_floating_point())
                out = function(y, **kwargs)
                if y.requires_grad:
                    out.backward(torch.linspace(-1, 1, out.numel()).reshape(out.shape).to(dtype))
                results.append((out.detach(), y.grad))
            for out, grad in results[1:]:
                assert torch.equal(out, results[0][0])
                assert grad is None or torch.equal(grad, results[0][1])


def test_default_number_of_threads_is_that_of_torch() -> None:
    before = torch.get_num_threads()
    try:
        torch.set_num_threads(1)
        assert poolwise.get_num_threads() == 1
    finally:
        torch.set_num_threads(before)


def test_many_python_threads_at_once() -> None:
    x = torch.randn(4, 8, 64, 64)
    array = x.numpy()
    jobs: list[Callable[[], Any]] = [
        lambda name=name: _function(name, 2)(x, **_arguments(name)).numpy() for name in NAMES
    ]
    jobs += [lambda name=name: _function(name, 2)(array, **_arguments(name)) for name in NAMES]
    expected = [job() for job in jobs]
    with ThreadPoolExecutor(16) as pool:
        for _ in range(4):
            results = list(pool.map(lambda job: job(), jobs * 2))
            for actual, wanted in zip(results, expected * 2, strict=True):
                np.testing.assert_array_equal(actual, wanted)


FORK = """
import os, sys
import numpy as np
{imports}
import poolwise
poolwise.set_num_threads(3)
x = {make}
first = poolwise.avg_pool2d(x, 3, 1, 1)  # the threads have been started
for child in range(3):
    pid = os.fork()
    if pid == 0:
        # Compared by NumPy: PyTorch's own threads, once started, do not survive a fork.
        same = np.array_equal(poolwise.avg_pool2d(x, 3, 1, 1), first)
        os._exit(0 if same else 1)
    assert os.waitpid(pid, 0)[1] == 0
assert (poolwise.avg_pool2d(x, 3, 1, 1) == first).all()
print("safe")
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.parametrize("kind", ["numpy", "torch"])
def test_fork(kind: str) -> None:
    make = "np.random.default_rng(0).random((8, 16, 64, 64), np.float32)"
    imports = "import torch" if kind == "torch" else ""
    make = f"torch.from_numpy({make})" if kind == "torch" else make
    code = FORK.format(make=make, imports=imports)
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, timeout=120
    )
    assert done.stdout.strip() == "safe", done.stderr


class _Pooled(torch.utils.data.Dataset[torch.Tensor]):
    def __len__(self) -> int:
        return 8

    def __getitem__(self, index: int) -> torch.Tensor:
        return poolwise.max_pool2d(torch.full((4, 64, 64), float(index)), 2)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_data_loader_workers() -> None:
    poolwise.max_pool2d(torch.randn(8, 16, 64, 64), 2)
    loader = torch.utils.data.DataLoader(_Pooled(), batch_size=2, num_workers=2)
    assert [int(batch.max()) for batch in loader] == [1, 3, 5, 7]


def test_offsets_of_another_shape_are_refused() -> None:
    windows = poolwise.Windows.sliding(2, 2).pack()
    offsets, grad = torch.zeros(1, 1, 2, 2, dtype=torch.uint8), torch.zeros(1, 1, 2, 2)
    operators = torch.ops.poolwise
    with pytest.raises(ValueError, match="offsets has shape"):
        operators.place(grad, offsets, windows, [1000, 1000], False)
    with pytest.raises(ValueError, match="grad has shape"):
        operators.place(torch.zeros(1, 1, 1, 1), offsets, windows, [4, 4], False)
    with pytest.raises(ValueError, match="offsets has shape"):
        operators.gather(torch.zeros(1, 1, 100, 100), offsets, windows, False)
    with pytest.raises(ValueError, match="offsets has shape"):
        operators.indices(offsets, windows, [100, 100], False)


@pytest.mark.parametrize("name", ["avg_pool2d", "sum_pool2d"])
def test_integers_to_integers_are_an_operator(name: str) -> None:
    """Traced, mapped and on the meta device as in an ordinary call."""
    x = torch.arange(96, dtype=torch.uint8).reshape(2, 3, 4, 4)

    def pooled(x: torch.Tensor) -> torch.Tensor:
        return getattr(poolwise, name)(x, 2, dtype=torch.int16)

    expected = pooled(x)
    assert expected.dtype == torch.int16
    compiled = torch.compile(pooled, backend="eager", fullgraph=True)
    assert torch.equal(compiled(x), expected)
    assert torch.equal(torch.func.vmap(pooled)(x), expected)
    meta = pooled(x.to("meta"))
    assert (meta.dtype, meta.shape) == (expected.dtype, expected.shape)


@pytest.mark.parametrize(
    ("name", "number", "value"),
    [("soft", "beta", torch.ones(3)), ("ordinal", "weights", torch.ones(3, 4))],
)
def test_numbers_per_channel_where_channels_are_symbols(
    name: str, number: str, value: torch.Tensor
) -> None:
    pool = getattr(poolwise, f"{name}_pool2d")
    call = lambda x, value: pool(x, 2, **{number: value})  # noqa: E731
    x = torch.rand(2, 3, 6, 7)
    compiled = torch.compile(call, dynamic=True, backend="eager", fullgraph=True)
    torch.testing.assert_close(compiled(x, value), call(x, value))
