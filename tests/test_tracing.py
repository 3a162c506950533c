"""torch.fx and TorchScript: modules and functions are one step each, or it is said what works."""

from __future__ import annotations

import copy
import inspect
import pickle
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import pytest
import torch
from exports import MODULES, inputs_of, module_of
from strategies import some_of, some_ranks
from torch import fx, nn

import poolwise
from poolwise import functional
from poolwise import nn as pnn


class One(nn.Module):
    """A network of one module."""

    def __init__(self, layer: nn.Module) -> None:
        super().__init__()
        self.layer = layer

    def forward(self, x):  # type: ignore[no-untyped-def]  # graphs with annotations do not pickle
        return self.layer(x)


class Two(One):
    """A network of one module that takes two tensors."""

    def forward(self, x, y):  # type: ignore[no-untyped-def]
        return self.layer(x, y)


def _network(name: str) -> One:
    return (One, Two)[len(inputs_of(name)) - 1](module_of(name))


class Through(fx.Tracer):
    """Looks into poolwise's modules, to find the functions in them."""

    def is_leaf_module(self, m: nn.Module, module_qualified_name: str) -> bool:
        ours = type(m).__module__.startswith("poolwise")
        return not ours and super().is_leaf_module(m, module_qualified_name)


class Features(fx.Tracer):
    """Finds nodes by the modules that they come from, as torchvision's extractor of features."""

    def __init__(self, leaves: tuple[type[nn.Module], ...] = (nn.Sequential,)) -> None:
        super().__init__()
        self.leaves = leaves
        self.module = ""
        self.names: OrderedDict[str, fx.Node] = OrderedDict()

    def is_leaf_module(self, m: nn.Module, module_qualified_name: str) -> bool:
        return isinstance(m, self.leaves) or super().is_leaf_module(m, module_qualified_name)

    def call_module(self, m: nn.Module, forward: Callable[..., Any], args: Any, kwargs: Any) -> Any:
        before, self.module = self.module, self.path_of_module(m)
        try:
            if not self.is_leaf_module(m, self.module):
                return forward(*args, **kwargs)
            return self.create_proxy("call_module", self.module, args, kwargs)
        finally:
            self.module = before

    def create_proxy(self, kind: str, target: Any, *args: Any, **kwargs: Any) -> fx.Proxy:
        made = super().create_proxy(kind, target, *args, **kwargs)
        self.names[self.module if kind == "call_module" else f"{self.module}.{made.node}"] = (
            made.node
        )
        return made


def _steps(graph: fx.Graph) -> list[tuple[str, Any]]:
    return [(n.op, n.target) for n in graph.nodes if n.op not in ("placeholder", "output")]


@pytest.mark.parametrize("name", some_of(some_ranks(MODULES, 1)))
def test_modules_are_leaves(name: str) -> None:
    net, given = _network(name), inputs_of(name)
    expected = net(*given)
    traced = fx.symbolic_trace(net)
    for made in (
        traced,
        pickle.loads(pickle.dumps(traced)),
        copy.deepcopy(traced),
        fx.symbolic_trace(traced),
        fx.GraphModule(net, Features().trace(net)),
    ):
        assert _steps(made.graph) == [("call_module", "layer")]
        torch.testing.assert_close(made(*given), expected, rtol=0, atol=0)
    trained = fx.symbolic_trace(net).train()
    assert trained.layer.training


def _looks_at_sizes(name: str) -> bool:
    return name.startswith(("AttentionPool2d", "LIPPool"))  # and branches on them


@pytest.mark.parametrize(
    "name", [name for name in some_ranks(MODULES, 2) if not _looks_at_sizes(name)]
)
def test_functions_in_modules_are_leaves(name: str) -> None:
    net, given = _network(name), inputs_of(name)
    traced = fx.GraphModule(net, Through().trace(net))
    ours = [
        target
        for op, target in _steps(traced.graph)
        if op == "call_function" and target.__module__.startswith("poolwise")
    ]
    assert ours
    assert all(getattr(functional, target.__name__) is target for target in ours)
    expected = net(*given)
    again = fx.GraphModule(net, Through().trace(traced))
    for made in (traced, pickle.loads(pickle.dumps(traced)), again):
        torch.testing.assert_close(made(*given), expected, rtol=0, atol=0)


def _functions() -> dict[str, Callable[..., Any]]:
    named = {name: getattr(functional, name) for name in functional.__all__}
    takes_no_array = ("dynamic_k",)
    return {
        name: function
        for name, function in named.items()
        if inspect.isfunction(function) and name not in takes_no_array
    }


FUNCTIONS = _functions()


@pytest.mark.parametrize("name", some_of(FUNCTIONS))
def test_functions_are_leaves(name: str) -> None:
    function = FUNCTIONS[name]
    first, *others = inspect.signature(function).parameters.values()
    given = {p.name: 2 for p in others if p.default is p.empty and p.kind != p.VAR_KEYWORD}
    if "reducer" in given:
        given["reducer"] = "soft"  # fx keeps no functions of the user's own as arguments

    def positional(x: Any) -> Any:
        return function(x, **given)

    def by_name(x: Any) -> Any:
        return function(**{first.name: x}, **given)

    def masked(x: Any, mask: Any) -> Any:
        return function(x, **given, mask=mask)

    for call in (positional, by_name, masked):
        assert _steps(fx.symbolic_trace(call).graph) == [("call_function", function)]


def test_masks_alone_and_dynamic_arguments() -> None:
    x = torch.rand(2, 3, 6, 6)

    def known(mask: Any) -> Any:
        return poolwise.max_pool2d(x, 2, mask=mask) + poolwise.soft_pool2d(x, 2, mask=mask)

    def over_all(x: Any) -> Any:
        return poolwise.avg_pool2d(x, x.shape[-1], stride=[x.shape[-1], 1])

    mask = torch.rand(2, 1, 6, 6) > 0.5
    torch.testing.assert_close(fx.symbolic_trace(known)(mask), known(mask))
    torch.testing.assert_close(fx.symbolic_trace(over_all)(x), over_all(x))


def test_wrong_calls_are_wrong_still() -> None:
    with pytest.raises(TypeError, match="x must be a numpy"):
        poolwise.soft_pool2d([1.0], 2)
    with pytest.raises(TypeError, match="x must be a numpy"):
        poolwise.max_pool2d([1.0], 2)
    with pytest.raises(TypeError, match="kernel_size"):
        fx.symbolic_trace(lambda x: poolwise.max_pool2d(x))


def test_own_subclasses_are_looked_into() -> None:
    class Mine(pnn.MaxPool2d):
        def forward(self, x: Any) -> Any:
            return super().forward(x.relu())

    traced = fx.symbolic_trace(nn.Sequential(Mine(2)))
    assert _steps(traced.graph) == [
        ("call_method", "relu"),
        ("call_function", poolwise.max_pool2d),
    ]


def test_quantization() -> None:
    quantize_fx = pytest.importorskip("torch.ao.quantization.quantize_fx")
    from torch.ao.quantization import get_default_qconfig_mapping

    class Net(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.conv = nn.Conv2d(1, 2, 3)
            self.pool = pnn.SoftPool2d(2)

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return poolwise.max_pool2d(self.pool(self.conv(x)), 2)

    x = torch.rand(1, 1, 18, 18)
    prepared = quantize_fx.prepare_fx(Net().eval(), get_default_qconfig_mapping(), (x,))
    steps = _steps(prepared.graph)
    assert ("call_module", "pool") in steps
    assert ("call_function", poolwise.max_pool2d) in steps
    assert prepared(x).shape == (1, 2, 4, 4)


# --- TorchScript ----------------------------------------------------------------------------------


def _is_refused(model: Any, by: str) -> None:
    layers = list(model.modules()) if isinstance(model, nn.Module) else []
    with pytest.raises(TypeError, match=rf"^torch\.jit\.script cannot compile {by}.*") as caught:
        torch.jit.script(model)
    text = str(caught.value)
    assert "torch.jit.trace" in text
    assert "torch.export" in text
    assert "torch.compile" in text
    assert "\n" not in text
    assert not layers or list(model.modules()) == layers


@pytest.mark.parametrize("name", some_ranks(MODULES))
def test_script(name: str) -> None:
    module = module_of(name)
    _is_refused(module, "poolwise's")
    _is_refused(nn.Sequential(nn.Identity(), nn.ModuleDict({"pool": module})), "poolwise's")


def test_script_of_functions() -> None:
    for pool in FUNCTIONS.values():

        def caller(x: torch.Tensor) -> Any:
            return pool(x, 2)  # noqa: B023

        for call in (pool, caller):
            _is_refused(call, f"poolwise's {pool.__name__}: ")

    class Net(nn.Module):
        def forward(self, x: torch.Tensor) -> Any:
            return poolwise.max_pool2d(x, 2)

    _is_refused(nn.Sequential(Net()), "poolwise's max_pool2d: ")


def test_script_of_what_was_changed() -> None:
    x = torch.rand(1, 1, 9, 9)
    model = nn.Sequential(nn.Conv2d(1, 2, 2), nn.MaxPool2d(2))
    done = poolwise.swap(model, "soft")
    _is_refused(model, "poolwise's SoftPool2d")
    done.undo()
    outer, inner = poolwise.accelerate(nn.Sequential(model)), poolwise.accelerate(model)
    again = poolwise.accelerate(model)
    _is_refused(model, "the hooks of accelerate")
    _is_refused(nn.Sequential(model), "the hooks of accelerate")
    torch.testing.assert_close(fx.symbolic_trace(nn.Sequential(model))(x), model(x))
    torch.testing.assert_close(torch.jit.trace(model, x)(x), model(x))
    inner.undo()
    _is_refused(model, "the hooks of accelerate")
    pickle.loads(pickle.dumps(model))
    again.undo()
    outer.undo()
    with poolwise.accelerate():
        torch.testing.assert_close(torch.jit.script(model)(x), model(x))


@pytest.mark.parametrize("name", ["MaxPool2d", "MinPool1d", "GatedPool2d", "MixedPool3d"])
def test_traces_of_what_has_gradients(name: str) -> None:
    """The check of torch.jit.trace is another trace, without gradients."""
    layer = module_of(name).eval()
    x = inputs_of(name)[0].requires_grad_()
    traced = torch.jit.trace(layer, x)
    torch.testing.assert_close(traced(x), layer(x))
    (expected,) = torch.autograd.grad(layer(x).sum(), x)
    torch.testing.assert_close(torch.autograd.grad(traced(x).sum(), x)[0], expected)
