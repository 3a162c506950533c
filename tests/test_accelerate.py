"""Accelerated calls against the same calls without: values, gradients, layouts, errors."""

from __future__ import annotations

import copy
import itertools
import pickle
import threading
import warnings
import weakref
from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from typing import Any

import arrays
import numpy as np
import pytest
import torch
import torch.nn.functional as F
from strategies import examples
from torch_calls import Call, draw_call

import poolwise
from poolwise.backends import native
from poolwise.backends.torch import aten

pytestmark = pytest.mark.usefixtures("one_torch_thread")

FAMILIES = ("max", "avg", "adaptive_max", "adaptive_avg")
WIDE = (torch.float32, torch.float64)


def _knowing_nothing(*args: Any) -> Callable[..., Any]:
    """A kernel of which every call is planned."""
    return partial(args[-1], False)


@pytest.fixture
def ours(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What poolwise computed, call by call."""
    calls: list[str] = []
    monkeypatch.setattr(native, "kernel", _knowing_nothing)
    for name in ("_picked", "_totalled"):
        monkeypatch.setattr(aten, name, _noting(calls, name, getattr(aten, name)))
    return calls


def _noting(calls: list[str], name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    def noting(*args: Any) -> Any:
        calls.append(name)
        return function(*args)

    return noting


# --- thousands of calls, accepted or not ----------------------------------------------------------


def _trains(call: Call, number: int) -> bool:
    """Half of the floats; but PyTorch's gradient of a window without a maximum has no place."""
    if number % 2 or call.x.dtype not in arrays.FLOATS:
        return False
    sliding_max = call.family == "max"
    return not (np.isneginf(call.x).any() or (sliding_max and call.has_empty_window()))


def _outcome(call: Call, train: bool) -> tuple[torch.Tensor, ...] | str:
    """Outputs, and the gradient where it trains; or the error."""
    x = call.tensor.detach()
    try:
        result = getattr(F, call.name)(x.requires_grad_(train), **call.kwargs)
    except (RuntimeError, ValueError, TypeError) as error:
        return f"{type(error).__name__}: {error}"
    outputs = result if isinstance(result, tuple) else (result,)
    if not train:
        return tuple(outputs)
    generator = torch.Generator().manual_seed(x.numel())
    weights = torch.randn(outputs[0].shape, generator=generator).to(x.dtype)
    try:
        outputs[0].backward(weights)
    except RuntimeError:  # PyTorch pools a volume without a batch, but then may not derive it
        return "no gradient"
    return (*(output.detach() for output in outputs), x.grad)


def _assert_same(call: Call, train: bool, actual: Any, expected: Any) -> None:
    if isinstance(expected, str):
        assert expected in (actual, "no gradient")
        return
    assert len(actual) == len(expected)
    sure = call.sure(arrays.to_numpy(expected[0]))
    exact = call.family.endswith("max")
    for number, (ours, theirs) in enumerate(zip(actual, expected, strict=True)):
        assert ours.stride() == theirs.stride() or (train and number == len(expected) - 1)
        gradient = train and number == len(expected) - 1
        # PyTorch rounds to 16 bits after each addition to an element's gradient.
        if exact and not (gradient and ours.dtype not in WIDE):
            left, right = arrays.to_numpy(ours), arrays.to_numpy(theirs)
            if ours.dtype == torch.int64 and number == 1:
                left, right = left[sure], right[sure]
            arrays.assert_kept(left, right, placed=number > 0)
        else:
            _assert_near(ours, theirs, call)


def _assert_near(ours: torch.Tensor, theirs: torch.Tensor, call: Call) -> None:
    """Equal but for the rounding of sums whose terms may be larger than they are."""
    eps = 1e-6 if ours.dtype == torch.float32 else 1e-12 if ours.dtype == torch.float64 else 3e-2
    magnitudes = np.abs(call.x.astype(np.float64))
    largest = magnitudes[np.isfinite(magnitudes)].max(initial=4)
    torch.testing.assert_close(ours, theirs, rtol=eps, atol=16 * eps * largest, equal_nan=True)


@pytest.mark.parametrize("family", FAMILIES)
def test_calls(family: str) -> None:
    rng = np.random.default_rng([11, FAMILIES.index(family)])
    calls = [draw_call(rng, family) for _ in range(examples(1500))]
    trains = [_trains(call, number) for number, call in enumerate(calls)]
    expected = [_outcome(call, train) for call, train in zip(calls, trains, strict=True)]
    with poolwise.accelerate():
        actual = [_outcome(call, train) for call, train in zip(calls, trains, strict=True)]
    for call, train, ours, theirs in zip(calls, trains, actual, expected, strict=True):
        try:
            _assert_same(call, train, ours, theirs)
        except AssertionError as error:
            x = call.x
            error.add_note(f"{call.name} {call.kwargs} {x.shape} {x.dtype} {x.strides} {train=}")
            raise


def test_calls_are_ours(ours: list[str]) -> None:
    """The sweep above would not notice if everything fell back."""
    x = torch.randn(2, 3, 8, 8, 8)
    with poolwise.accelerate():
        for rank, train in itertools.product((1, 2, 3), (False, True)):
            y = (x.flatten(2) if rank == 1 else x[..., 0] if rank == 2 else x).contiguous()
            y.requires_grad_(train)
            for name, arguments in (
                ("max_pool", (3, 2, 1, 1, True)),
                ("max_pool", (3, 2, 1, 1, True, True)),
                ("avg_pool", (3, 2, 1)),
                ("adaptive_max_pool", (3,)),
                ("adaptive_avg_pool", (3,)),
                ("adaptive_avg_pool", (1,)),
            ):
                ours.clear()
                getattr(F, f"{name}{rank}d")(y, *arguments)
                assert ours == ["_picked" if "max" in name else "_totalled"], (name, rank, train)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda x: F.max_pool2d(x, 9),
        lambda x: F.max_pool2d(x, 2, padding=2),
        lambda x: F.max_pool2d(x, 2, stride=0),
        lambda x: F.max_pool2d(x, (2, 2, 2)),
        lambda x: F.max_pool2d(x[0, 0], 2),
        lambda x: F.max_pool2d(x.bool(), 2),
        lambda x: F.max_pool2d(x[:, :0], 2),
        lambda x: F.avg_pool2d(x, 0),
        lambda x: F.avg_pool2d(x, 2, divisor_override=0),
        lambda x: F.avg_pool2d(x.int(), 2),
        lambda x: F.avg_pool3d(x, 9, padding=4),
        lambda x: F.adaptive_avg_pool2d(x, (-1, 2)),
        lambda x: F.adaptive_avg_pool2d(x, (1, 2, 3)),
        lambda x: F.adaptive_max_pool2d(x.int(), 2),
        lambda x: torch.max_pool1d(x[0], 2, padding=2),
        lambda x: torch.max_pool2d(x, "2"),
    ],
)
def test_errors_are_pytorchs(wrong: Callable[[torch.Tensor], Any]) -> None:
    x = torch.randn(2, 3, 6, 6)
    with pytest.raises(Exception) as plain:  # noqa: PT011 - whatever PyTorch raises
        wrong(x)
    with poolwise.accelerate(), pytest.raises(plain.type) as accelerated:
        wrong(x)
    assert str(accelerated.value) == str(plain.value)


def test_what_pytorch_alone_computes() -> None:
    x = torch.randn(2, 3, 6, 6)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # deprecated, and still there
        quantised = torch.quantize_per_tensor(x, 0.1, 0, torch.quint8)
    negated = torch.complex(x, x).conj().imag
    cases: list[Callable[[], torch.Tensor]] = [
        lambda: F.avg_pool2d((9 * x).long(), 2),
        lambda: F.max_pool2d(quantised, 2).dequantize(),
        lambda: F.avg_pool2d(quantised, 2).dequantize(),
        lambda: F.adaptive_avg_pool2d(quantised, 1).dequantize(),
        lambda: F.max_pool2d(negated, 2),
        lambda: F.avg_pool2d(negated, 2),
        lambda: F.max_pool2d(torch._efficientzerotensor(2, 3, 6, 6), 2),
        lambda: F.adaptive_avg_pool2d(torch.complex(x, x), 1),
        lambda: F.max_pool2d(x[:0], 2),
        lambda: F.adaptive_avg_pool2d(x, 0),
        lambda: torch._C._nn.avg_pool2d(x, 2, out=torch.empty(2, 3, 3, 3)),
        lambda: torch.ops.aten.max_pool2d_with_indices.out(
            x, [2, 2], out=torch.empty(0), indices=torch.empty(0, dtype=torch.int64)
        )[0],
    ]
    if torch.backends.mkldnn.is_available():
        cases.append(lambda: F.max_pool2d(x.to_mkldnn(), 2).to_dense())
    for case in cases:
        expected = case()
        with poolwise.accelerate():
            actual = case()
        torch.testing.assert_close(actual, expected)
        assert actual.stride() == expected.stride()


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16], ids=str)
def test_volumes_of_halves_are_averaged_widely(dtype: torch.dtype) -> None:
    """PyTorch's adaptive_avg_pool3d adds 16 bit floats as they are; ours is nearer the truth."""
    x = torch.rand(1, 2, 16, 16, 16).to(dtype) + 1
    exact = F.adaptive_avg_pool3d(x.double(), 2)
    plain = (F.adaptive_avg_pool3d(x, 2) - exact).abs().max()
    with poolwise.accelerate():
        accelerated = (F.adaptive_avg_pool3d(x, 2) - exact).abs().max()
    assert accelerated <= torch.finfo(dtype).eps
    assert accelerated < plain


# --- layouts --------------------------------------------------------------------------------------


@pytest.mark.parametrize("channels", [1, 2, 5])
@pytest.mark.parametrize("shape", [(6, 7), (1, 1), (1, 6), (6, 1)], ids=str)
@pytest.mark.parametrize("layout", [torch.contiguous_format, torch.channels_last], ids=str)
def test_strides_are_pytorchs(channels: int, shape: tuple[int, int], layout: Any) -> None:
    """Axes of size 1 leave the layout open, and PyTorch settles it by the strides."""
    x = torch.randn(2, channels, *shape).to(memory_format=layout)
    calls: list[Callable[[torch.Tensor], torch.Tensor]] = [
        lambda x: F.max_pool2d(x, 3, 2, 1),
        lambda x: F.max_pool2d(x, 3, 2, 1, return_indices=True)[1],
        lambda x: F.avg_pool2d(x, 3, 2, 1),
        lambda x: F.adaptive_max_pool2d(x, 2),
        lambda x: F.adaptive_avg_pool2d(x, 2),
        lambda x: F.adaptive_avg_pool2d(x, 1),
    ]
    for call in calls:
        expected = call(x)
        with poolwise.accelerate():
            actual = call(x)
        assert actual.stride() == expected.stride()
        torch.testing.assert_close(actual, expected)


@pytest.mark.parametrize("pooled", [F.max_pool2d, F.avg_pool2d, F.adaptive_avg_pool2d])
def test_inner_gradients_keep_the_layout(pooled: Callable[..., torch.Tensor]) -> None:
    """What goes back to a channels-last convolution is channels-last, however it arrived."""
    x = torch.randn(2, 4, 6, 6).to(memory_format=torch.channels_last).requires_grad_()
    seen = []
    with poolwise.accelerate():
        inner = x * 2
        inner.register_hook(lambda grad: seen.append(grad.stride()))
        pooled(inner, 2).flatten(1).sin().sum().backward()
    assert seen == [x.stride()]


def test_misaligned_memory() -> None:
    memory = np.zeros(4 * 36 + 1, np.uint8)
    x = torch.frombuffer(memory, dtype=torch.float32, offset=1, count=36).view(1, 1, 6, 6)
    x.copy_(torch.randn(1, 1, 6, 6))
    with poolwise.accelerate():
        assert torch.equal(F.max_pool2d(x, 2), F.max_pool2d(x.clone(), 2))


# --- undoing --------------------------------------------------------------------------------------

OPERATORS = [
    name.split("::")[1]
    for name in torch._C._dispatch_get_all_op_names()
    if name.startswith("aten::") and "pool" in name
]


def _dispatcher() -> dict[str, str]:
    return {name: torch._C._dispatch_dump(f"aten::{name}") for name in OPERATORS}


def test_undoing_restores_the_dispatcher() -> None:
    before = _dispatcher()
    first, second = poolwise.accelerate(), poolwise.accelerate()
    assert _dispatcher() != before
    first.undo()
    first.undo()
    assert _dispatcher() != before
    second.undo()
    assert _dispatcher() == before


def test_blocks_nest(ours: list[str]) -> None:
    x = torch.randn(1, 1, 4, 4)
    before = _dispatcher()
    with poolwise.accelerate():
        with pytest.raises(ZeroDivisionError), poolwise.accelerate():
            raise ZeroDivisionError
        F.max_pool2d(x, 2)
        assert ours == ["_picked"]
    F.max_pool2d(x, 2)
    assert ours == ["_picked"]
    assert _dispatcher() == before


def test_a_known_call_goes_straight_to_the_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    native.CALLS.forget()  # or those of other tests would be known
    x = torch.randn(1, 2, 10, 14)
    pools: list[Callable[[torch.Tensor], Any]] = [
        lambda x: F.max_pool2d(x, 3, 2),
        lambda x: F.max_pool2d(x, 3, 2, return_indices=True),
        lambda x: F.avg_pool2d(x, 2, count_include_pad=False),
        lambda x: F.adaptive_avg_pool2d(x, (3, 5)),
    ]

    def fail(*args: Any) -> None:
        raise AssertionError("this call was not known")

    with poolwise.accelerate():
        expected = [pool(x) for pool in pools]
        monkeypatch.setattr(aten, "_picked", fail)
        monkeypatch.setattr(aten, "_totalled", fail)
        for pool, result in zip(pools, expected, strict=True):
            torch.testing.assert_close(pool(x), result, rtol=0, atol=0)
            for other in (x.clone().requires_grad_(), x.double(), x[:, :, 1:]):
                with pytest.raises(AssertionError, match="not known"):
                    pool(other)
    assert F.max_pool2d(x, 3, 2).equal(expected[0])


_CHANGED = {
    "indices": lambda x, y, indices: indices.add_(1),
    "a view of the indices": lambda x, y, indices: indices[..., :1].zero_(),
    "x": lambda x, y, indices: x.add_(1),
    "a view of x": lambda x, y, indices: x.flatten()[0].zero_(),
    "the result": lambda x, y, indices: y.add_(1),
    "the indices outside of autograd": lambda x, y, indices: indices.data.add_(0),
    "nothing": lambda x, y, indices: None,
}


@pytest.mark.parametrize("change", _CHANGED)
@pytest.mark.parametrize("rank", [1, 2, 3])
@pytest.mark.parametrize("name", ["max", "avg", "adaptive_max", "adaptive_avg"])
def test_what_is_changed_before_backward_is_noticed_as_pytorch_does(
    name: str, rank: int, change: str
) -> None:
    def outcome() -> str:
        leaf = torch.arange(2.0 * 4**rank).reshape(1, 2, *(4,) * rank).requires_grad_()
        x = leaf * 1
        pool = getattr(F, f"{name}_pool{rank}d")
        with_indices = {"return_indices": True} if "max" in name else {}
        result = pool(x, 2, **with_indices)
        y, indices = result if with_indices else (result, torch.zeros(3, dtype=torch.int64))
        try:
            _CHANGED[change](x, y, indices)
            y.sum().backward()
        except RuntimeError as error:
            return str(error).partition(":")[0]
        return str(leaf.grad)

    expected = outcome()
    with poolwise.accelerate():
        assert outcome() == expected


@pytest.mark.parametrize("pool", [F.max_pool2d, F.avg_pool2d])
def test_what_watches_the_input_keeps_none_of_its_memory(pool: Callable[..., Any]) -> None:
    with poolwise.accelerate():
        x = torch.randn(1, 1, 8, 8).requires_grad_() * 1
        alive = weakref.ref(x)
        y = pool(x, 2)
        del x
    assert y.grad_fn is not None
    assert alive() is None


def test_a_graph_outlives_the_block() -> None:
    x = torch.randn(1, 2, 6, 6, requires_grad=True)
    with poolwise.accelerate():
        y = F.max_pool2d(x, 3, 2) + F.avg_pool2d(x, 3, 2)
    y.sum().backward()
    grad, x.grad = x.grad, None
    (F.max_pool2d(x, 3, 2) + F.avg_pool2d(x, 3, 2)).sum().backward()
    torch.testing.assert_close(grad, x.grad)


# --- one model ------------------------------------------------------------------------------------


def _model() -> torch.nn.Module:
    layers = (torch.nn.Conv2d(3, 4, 3), torch.nn.MaxPool2d(2), torch.nn.AvgPool2d(2))
    return torch.nn.Sequential(*layers)


def test_one_model(ours: list[str]) -> None:
    model, other, x = _model(), _model(), torch.randn(1, 3, 12, 12)
    expected = model(x)
    before = _dispatcher()
    handle = poolwise.accelerate(model)
    assert ours == []
    other(x)
    F.max_pool2d(x, 2)
    assert ours == []
    actual = model(x)
    assert ours == ["_picked", "_totalled"]
    torch.testing.assert_close(actual, expected)
    assert "pick" in _nodes(actual)  # its backward pass is ours as well
    handle.undo()
    model(x)
    assert ours == ["_picked", "_totalled"]
    assert _dispatcher() == before
    assert not model._forward_hooks
    assert not model._forward_pre_hooks


def _nodes(y: torch.Tensor) -> str:
    """The names of the graph's nodes, from y down."""
    names, node = [], y.grad_fn
    while node is not None:
        names.append(node.name())
        node = next((below for below, _ in node.next_functions if below is not None), None)
    return " ".join(names)


def test_a_model_that_fails_leaves_nothing_behind(ours: list[str]) -> None:
    model, x = _model(), torch.randn(1, 3, 12, 12)
    with poolwise.accelerate(model):
        with pytest.raises(RuntimeError):
            model(x[:, :2])
        F.max_pool2d(x, 2)
        assert ours == []
        model(x)
        assert ours == ["_picked", "_totalled"]


class _Midway(torch.nn.Module):
    """Does something between two poolings."""

    def __init__(self, midway: Callable[[], Any]) -> None:
        super().__init__()
        self.midway = midway

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = F.max_pool2d(x, 2)
        self.midway()
        return F.max_pool2d(x, 2)


@pytest.mark.parametrize("kind", ["undone", "begun", "begun and undone", "undone by a thread"])
@pytest.mark.parametrize("fails", [False, True])
def test_a_change_during_a_forward_pass_leaves_nothing_behind(
    kind: str, fails: bool, ours: list[str]
) -> None:
    before, x = _dispatcher(), torch.randn(1, 3, 12, 12)
    handles: list[poolwise.Acceleration] = []

    def midway() -> None:
        if "begun" in kind:
            handles.append(poolwise.accelerate(model))
        if kind == "undone by a thread":
            thread = threading.Thread(target=handles[0].undo)
            thread.start()
            thread.join()
        elif "undone" in kind:
            handles[0].undo()
        if fails:
            raise ArithmeticError

    model = _Midway(midway)
    if "begun" not in kind:
        handles.append(poolwise.accelerate(model))
    with pytest.raises(ArithmeticError) if fails else nullcontext():
        model(x)
    handles[0].undo()
    assert _dispatcher() == before
    # Were this thread still counted as inside, another model's acceleration would reach it.
    ours.clear()
    other = _model()
    with poolwise.accelerate(other):
        F.max_pool2d(x, 2)
        assert ours == []
        other(x)
        assert ours == ["_picked", "_totalled"]
    assert poolwise.accelerate.__globals__["_STATE"].inside == {}


def test_a_copy_is_accelerated_as_long_as_the_model_is(ours: list[str]) -> None:
    model, x = _model(), torch.randn(1, 3, 12, 12)
    handle = poolwise.accelerate(model)
    copies = copy.deepcopy(model), pickle.loads(pickle.dumps(model))
    for each in copies:
        each(x)
    assert ours == ["_picked", "_totalled"] * 2
    handle.undo()
    with poolwise.accelerate(_model()):
        for each in copies:
            each(x)
    assert ours == ["_picked", "_totalled"] * 2


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_not_a_model() -> None:
    with pytest.raises(TypeError, match="model is a TorchScript program"):
        poolwise.accelerate(torch.jit.script(torch.nn.MaxPool2d(2)))
    with pytest.raises(TypeError, match=r"model must be a torch\.nn\.Module, got int"):
        poolwise.accelerate(3)  # type: ignore[arg-type]
