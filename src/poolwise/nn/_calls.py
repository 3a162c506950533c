"""Pooling that a model calls as a function, made into modules of its traced form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from torch import fx, nn

from . import _branches
from ._swaps import Skip

_FUNCTION = re.compile(r"(adaptive_|)(max|avg|lp)_pool([123])d(_with_indices|)")
_SLIDING = {
    "max": (
        "kernel_size",
        "stride",
        "padding",
        "dilation",
        "ceil_mode",
        "return_indices",
    ),
    "avg": (
        "kernel_size",
        "stride",
        "padding",
        "ceil_mode",
        "count_include_pad",
        "divisor_override",
    ),
    "lp": ("norm_type", "kernel_size", "stride", "ceil_mode"),
}
_ADAPTIVE = ("output_size", "return_indices")


def functions_as_modules(model: nn.Module) -> tuple[fx.GraphModule, list[Skip]]:
    """The model as a graph in which pooling functions are torch.nn's modules, under the names of
    their nodes, and the calls that could not be; the model itself stays as it is.

    Raises:
        ValueError: torch.fx cannot trace the model, or its graph would lose one of its branches.
    """
    made = _branches.traced(model)
    graph, skipped = made.graph, []
    for node in list(graph.nodes):
        function = _FUNCTION.fullmatch(getattr(node.target, "__name__", ""))
        if node.op != "call_function" or function is None:
            continue
        module = _module(node, *function.groups())
        if isinstance(module, str):
            skipped.append(Skip(node.name, None, module))
            continue
        name = node.name
        while hasattr(made, name):
            name += "_"
        made.add_submodule(name, module)
        with graph.inserting_after(node):
            call = graph.call_module(name, (_input(node),))
        node.replace_all_uses_with(call)
        graph.erase_node(node)
    made.recompile()
    return made, skipped


def _input(node: fx.Node) -> Any:
    return node.args[0] if node.args else node.kwargs["input"]


def _module(
    node: fx.Node, adaptive: str, operator: str, rank: str, indices: str
) -> nn.Module | str:
    """The module that does what the call does, or why there is none."""
    names = _ADAPTIVE if adaptive else _SLIDING[operator]
    given: dict[str, Any] = dict(zip(names, node.args[1:], strict=False))
    given.update((k, v) for k, v in node.kwargs.items() if k != "input")
    if any(_depends(value) for value in given.values()):
        return "its arguments depend on the input"
    if indices:
        given["return_indices"] = True
    if not given.get("stride", True):
        given["stride"] = None  # PyTorch's own operators take an empty list
    prefix, letter = "Adaptive" if adaptive else "", "LP" if operator == "lp" else operator.title()
    module: nn.Module = getattr(nn, f"{prefix}{letter}Pool{rank}d")(**given)
    return module


def _depends(value: Any) -> bool:
    if isinstance(value, (tuple, list)):
        return any(_depends(part) for part in value)
    if isinstance(value, Mapping):
        return any(_depends(part) for part in value.values())
    return isinstance(value, fx.Node)
