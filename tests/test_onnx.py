"""Export to ONNX: standard operators, and the same numbers in ONNX Runtime."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
import torch

from poolwise import nn as pnn
from poolwise.nn import powers

pytest.importorskip("onnx")
pytest.importorskip("onnxscript")
onnxruntime = pytest.importorskip("onnxruntime")

BATCH = torch.export.Dim("batch", min=1, max=64)
SIZES = (9, 8, 7)

SIMPLE = {
    "MaxPool": (3, 2, 1, 2),
    "MinPool": (3, 2, 1),
    "AvgPool": (3, 2, 1),
    "SumPool": (3, 2, 1),
    "AdaptiveMaxPool": (3,),
    "AdaptiveMinPool": (1,),
    "AdaptiveAvgPool": (3,),
    "GlobalMaxPool": (),
    "GlobalMinPool": (),
    "GlobalAvgPool": (),
    "GlobalSumPool": (),
}
# What ONNX's pooling does not have, made of its other operators.
COMPOSED = {
    "MaxPool": ((3, 2, "same"), {}),
    "AvgPool": ((3, 2, 1), {"ceil_mode": True, "count_include_pad": False}),
    "SumPool": ((3, 2), {"dilation": 2}),
    "LPPool": ((3, 2), {}),
    "RMSPool": ((3, 2, 1), {}),
    "SoftPool": ((2,), {"beta": 2.0}),
    "GlobalSoftPool": ((), {"learned": True, "channels": 3}),
    "LSEPool": ((3, 2, "same"), {"r": 0.5}),
    "PowerMeanPool": ((2,), {"learned": True}),
    "GeMPool": ((), {}),
}


class Each(torch.nn.Module):
    """What each of several modules makes of one input."""

    def __init__(self, modules: list[torch.nn.Module]) -> None:
        super().__init__()
        self.each = torch.nn.ModuleList(modules)

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, ...]:
        return tuple(module(x) for module in self.each)


def _module(name: str, *args: Any, **options: Any) -> torch.nn.Module:
    where = powers if hasattr(powers, name) else pnn
    made: torch.nn.Module = getattr(where, name)(*args, **options)
    return made


def _exported(model: torch.nn.Module, rank: int) -> tuple[Counter[str], Any]:
    """How many nodes of each kind there are, and the graph as a function."""
    x = torch.rand(2, 3, *SIZES[:rank])
    program = torch.onnx.export(
        model.eval(), (x,), dynamo=True, verbose=False, dynamic_shapes=({0: BATCH},)
    )
    proto = program.model_proto
    assert {node.domain for node in proto.graph.node} == {""}, "operators that ONNX has not"
    assert not proto.functions
    session = onnxruntime.InferenceSession(
        proto.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    name = session.get_inputs()[0].name
    kinds = Counter(node.op_type for node in proto.graph.node)
    return kinds, lambda x: session.run(None, {name: x.numpy()})


@torch.no_grad()
def _check(model: torch.nn.Module, rank: int, run: Any) -> None:
    x = torch.rand(5, 3, *SIZES[:rank])  # another batch than the one of the export
    expected = model(x)
    for ours, theirs in zip(expected, run(x), strict=True):
        torch.testing.assert_close(torch.from_numpy(theirs), ours)


@pytest.mark.parametrize("rank", [1, 2, 3])
def test_onnx_has_it(rank: int) -> None:
    model = Each([_module(f"{name}{rank}d", *given) for name, given in SIMPLE.items()])
    # Adaptive windows are ONNX's where they are all alike.
    model.each[4] = _module(f"AdaptiveMaxPool{rank}d", (3, 4, 7)[:rank] if rank > 1 else 3)
    model.each[6] = _module(f"AdaptiveAvgPool{rank}d", (3, 4, 7)[:rank] if rank > 1 else 3)
    kinds, run = _exported(model, rank)
    _check(model, rank, run)
    assert kinds["MaxPool"] >= 3
    assert kinds["AveragePool"] >= 3
    assert not {kind for kind in kinds if kind.startswith("Gather")}


@pytest.mark.parametrize("rank", [2, 3])
def test_composed(rank: int) -> None:
    given = COMPOSED if rank == 2 else {name: COMPOSED[name] for name in ("LPPool", "SoftPool")}
    model = Each([_module(f"{name}{rank}d", *args, **more) for name, (args, more) in given.items()])
    _check(model, rank, _exported(model, rank)[1])


@pytest.mark.parametrize(("name", "kind"), [("MaxPool2d", "MaxPool"), ("AvgPool2d", "AveragePool")])
def test_in_a_network(name: str, kind: str) -> None:
    model = torch.nn.Sequential(torch.nn.Conv2d(3, 4, 3), torch.nn.ReLU(), _module(name, 2))
    kinds, run = _exported(model, 2)
    assert kinds["Conv"] == 1
    assert kinds[kind] >= 1
    x = torch.rand(4, 3, *SIZES[:2])
    torch.testing.assert_close(torch.from_numpy(run(x)[0]), model(x).detach())


def test_programs_keep_our_operators() -> None:
    x = torch.rand(2, 3, 9, 8)
    program = torch.export.export(pnn.MaxPool2d(2), (x,))
    assert any("poolwise" in str(node.target) for node in program.graph.nodes)
