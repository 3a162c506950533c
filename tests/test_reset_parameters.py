"""Every module that learns can begin anew."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import every_call
import pytest
import torch

from poolwise import nn

LEARNED: dict[str, list[dict[str, Any]]] = {}
for _name in every_call.MODULES:
    _more: list[dict[str, Any]] = [{}]
    if any(_part in _name for _part in ("LP", "LSE", "Soft", "PowerMean", "GeM", "NoisyAnd")):
        _more = [{"learned": True, "channels": 3}]
    if "LSE" in _name:
        _more.append({"learned": True, "r": torch.tensor([1.5], dtype=torch.float64)})
    if _name.startswith("Mixed"):
        _more.append({"per": "region", "region": (2,) * int(_name[-2]), "a": 0.25})
    if _name.startswith("DetailPreserving"):
        _more = [{"learned_filter": True}]
    if _name.startswith("LIP"):
        _more = [{"logits": "bottleneck", "hidden": 4}, {"logits": "simplified"}]
    if _name == "AttentionPool1d":
        _more = [{}, {"hidden": 5}]
    LEARNED[_name] = _more
CASES = [
    (name, more)
    for name, options in LEARNED.items()
    for more in options
    if list(every_call.module(name, 3, (4, 4), **more).parameters())
]


def _state(module: torch.nn.Module) -> dict[str, torch.Tensor]:
    return {name: value.clone() for name, value in module.state_dict().items()}


def _same(one: dict[str, torch.Tensor], other: dict[str, torch.Tensor]) -> bool:
    return one.keys() == other.keys() and all(torch.equal(one[name], other[name]) for name in one)


@pytest.mark.parametrize(("name", "more"), CASES, ids=str)
def test_as_when_it_was_made(name: str, more: dict[str, Any]) -> None:
    torch.manual_seed(3)
    module = every_call.module(name, 3, (4, 4), **more)
    begun = _state(module)
    for other in (module, copy.deepcopy(module), pickle.loads(pickle.dumps(module))):
        parameters = dict(other.named_parameters())
        with torch.no_grad():
            for parameter in parameters.values():
                parameter.fill_(7)
        torch.manual_seed(3)
        other.reset_parameters()
        assert _same(_state(other), begun)
        assert all(parameters[key] is value for key, value in other.named_parameters())
        assert all(p.requires_grad and p.is_leaf for p in other.parameters())


@pytest.mark.parametrize(("name", "more"), CASES, ids=str)
def test_made_without_memory(name: str, more: dict[str, Any]) -> None:
    """Modules that are made on the meta device begin when they get their memory."""
    torch.manual_seed(3)
    begun = _state(every_call.module(name, 3, (4, 4), **more))
    with torch.device("meta"):
        module = every_call.module(name, 3, (4, 4), **more)
    assert all(parameter.is_meta for parameter in module.parameters())
    module.to_empty(device="cpu")
    torch.manual_seed(3)
    module.reset_parameters()
    assert _same(_state(module), begun)


def test_all_kinds_are_here() -> None:
    kinds = {name.removeprefix("Adaptive").removeprefix("Global")[:-6] for name, _ in CASES}
    assert kinds == {
        *("Ada", "Attention", "DetailPreserving", "Gated", "GeM", "LIP", "LP", "LSE", "Mixed"),
        *("NetVLAD", "NoisyAnd", "Ordinal", "PowerMean", "Soft", "Tree"),
    }


def test_draws_scatter_as_before() -> None:
    torch.manual_seed(0)
    tree = nn.TreePool2d(3, channels=200)
    before = tree.filters.detach().clone()
    tree.reset_parameters()
    assert not torch.equal(before, tree.filters)
    for filters in (before, tree.filters.detach()):
        assert filters.min() >= 0
        assert filters.max() <= 2 / 9
        torch.testing.assert_close(filters.mean().item(), 1 / 9, rtol=0.02, atol=0)
    attention = nn.AttentionPool2d(7, 64, 4)
    attention.reset_parameters()
    for weight in (attention.positional_embedding, attention.k_proj.weight):
        torch.testing.assert_close(weight.std().item(), 1 / 8, rtol=0.1, atol=0)


def test_networks_of_ones_own() -> None:
    logits = torch.nn.Sequential(torch.nn.Conv2d(3, 3, 1), torch.nn.BatchNorm2d(3))
    module = nn.LIPPool2d(2, logits=logits)
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.fill_(7)
    module.reset_parameters()
    assert (logits[1].weight == 1).all()
    assert not (logits[0].weight == 7).any()
