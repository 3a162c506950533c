"""Export to ONNX: standard operators, and the same numbers in ONNX Runtime."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest
import torch
from exports import MODULES, inputs_of, module_of, rank_of

from poolwise import nn as pnn

pytest.importorskip("onnx")
pytest.importorskip("onnxscript")
onnxruntime = pytest.importorskip("onnxruntime")

SIZES = (9, 8, 7)


class Each(torch.nn.Module):
    """What each of several modules makes of the same input."""

    def __init__(self, modules: Sequence[torch.nn.Module]) -> None:
        super().__init__()
        self.each = torch.nn.ModuleList(modules).eval()

    def forward(self, *given: torch.Tensor) -> tuple[torch.Tensor, ...]:
        return tuple(module(*given) for module in self.each)


def _export(model: torch.nn.Module, given: tuple[torch.Tensor, ...]) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # PyTorch's own
        return torch.onnx.export(
            model,
            given,
            dynamo=True,
            verbose=False,
            dynamic_shapes=(tuple({0: torch.export.Dim.DYNAMIC} for _ in given),),
        ).model_proto


def _check(modules: dict[str, torch.nn.Module], given: tuple[torch.Tensor, ...]) -> Counter[str]:
    """Export all in one graph, compare, and count its nodes of each kind."""
    model = Each(list(modules.values()))
    proto = _export(model, given)
    assert {node.domain for node in proto.graph.node} <= {""}, "operators that ONNX has not"
    assert not proto.functions
    session = onnxruntime.InferenceSession(
        proto.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    names = [each.name for each in session.get_inputs()]
    other = [torch.cat([x, x.flip(0)]) for x in given]  # another batch than the one of the export
    made = session.run(None, {n: x.numpy() for n, x in zip(names, other, strict=True)})
    with torch.no_grad():
        expected = model(*other)
    for name, ours, theirs in zip(modules, expected, made, strict=True):
        torch.testing.assert_close(
            torch.from_numpy(theirs), ours, msg=lambda text, name=name: f"{name}: {text}"
        )
    return Counter(node.op_type for node in proto.graph.node)


def _groups() -> dict[str, list[str]]:
    """Every kind of module at one of its ranks, those of a file and an input together."""
    chosen: dict[str, str] = {}
    for name in MODULES:
        kind = name[:-2] if name.endswith("d") else name
        # Every other one in 2d, where most are used, and the others in 1d and 3d.
        if kind not in chosen or rank_of(name) == (2, 1, 2, 3)[len(chosen) % 4]:
            chosen[kind] = name
    groups: dict[str, list[str]] = {}
    for name in chosen.values():
        family = getattr(pnn, name).__module__.rpartition(".")[2]
        own = name if len(inputs_of(name)) > 1 else f"{family}-{rank_of(name)}d"
        groups.setdefault(own, []).append(name)
    return groups


GROUPS = _groups()


@pytest.mark.parametrize("group", GROUPS)
def test_all(group: str) -> None:
    names = GROUPS[group]
    _check({name: module_of(name) for name in names}, inputs_of(names[0]))
