"""No samples and no channels: every operator gives an empty result, forward and backward."""

from __future__ import annotations

from typing import Any

import every_call
import numpy as np
import pytest
import torch
from strategies import some_of, some_ranks

import poolwise

pytestmark = pytest.mark.usefixtures("one_torch_thread")

SPATIAL = (6, 4, 8)
EMPTY = [(0, 3), (2, 0), (0, 0)]


def _shape(name: str, lead: tuple[int, int], last: bool) -> tuple[int, ...]:
    spatial = SPATIAL[: every_call.rank_of(name)]
    return (lead[0], *spatial, lead[1]) if last else (*lead, *spatial)


def _all(pooled: Any) -> tuple[Any, ...]:
    return pooled if isinstance(pooled, tuple) else (pooled,)


def _shapes(pooled: Any) -> list[tuple[int, ...]]:
    return [tuple(out.shape) for out in _all(pooled)]


@pytest.mark.parametrize(
    ("lead", "name"),
    [
        (lead, name)
        for turn, lead in enumerate(EMPTY)
        for name in some_of(some_ranks(every_call.FUNCTIONS, turn), turn)
    ],
)
def test_functions(lead: tuple[int, int], name: str) -> None:
    function = every_call.FUNCTIONS[name]
    taken = every_call.parameters_of(name)
    kinds = ["tensors"] if name.startswith(every_call.OF_TENSORS) else ["arrays", "tensors"]
    rules: list[dict[str, Any]] = [{}]
    if "channels_last" in taken and name != "upsample_skip":
        rules.append({"channels_last": True})
    if "return_indices" in taken:
        rules.append({"return_indices": True})
    if "mask" in taken:
        rules.append({"mask": True})
    if "training" in taken:
        rules.append({"training": False})
    for kind in kinds:
        for more in rules:

            def call(sizes: tuple[int, int], kind: str = kind, more: Any = more) -> Any:
                last = more.get("channels_last", False)
                x: Any = np.ones(_shape(name, sizes, last), np.float64)
                if kind == "tensors":
                    x = torch.from_numpy(x).requires_grad_()
                options = every_call.arguments(name, x, sizes[1]) | more
                if "mask" in more:
                    options["mask"] = x > 0
                    if name.startswith(("attention", "covariance", "netvlad")):
                        held = np.ones((sizes[0], 1, *x.shape[2:]), bool)
                        options["mask"] = torch.from_numpy(held) if kind == "tensors" else held
                return x, function(x, **options)

            x, out = call(lead)
            assert [len(s) for s in _shapes(out)] == [len(s) for s in _shapes(call((2, 3))[1])]
            first = _shapes(out)[0]
            assert 0 in first
            if not name.startswith("roi"):
                assert first[0] == lead[0]
            if kind == "tensors" and _all(out)[0].requires_grad:
                _all(out)[0].sum().backward()
                assert x.grad.shape == x.shape


@pytest.mark.parametrize("name", some_of(every_call.MODULES))
@pytest.mark.parametrize("lead", EMPTY[:1])
def test_modules(name: str, lead: tuple[int, int]) -> None:
    spatial = SPATIAL[: every_call.rank_of(name)]
    module = every_call.module(name, lead[1], spatial)
    for training in (True, False):
        x = torch.ones(*lead, *spatial, requires_grad=True)
        out = _all(every_call.forward(module.train(training), x))[0]
        assert out.shape[0] == 0
        if out.requires_grad:
            out.sum().backward()
            assert all(p.grad is None or not p.grad.any() for p in module.parameters())


@pytest.mark.parametrize("rank", [2, 3])
@pytest.mark.parametrize("lead", EMPTY)
def test_samples_of_no_planes(rank: int, lead: tuple[int, int]) -> None:
    pool = getattr(poolwise, f"fractional_max_pool{rank}d")
    x = torch.rand(*lead, *SPATIAL[:rank], requires_grad=True)
    samples = torch.rand(*lead, rank)
    out, indices = pool(x, 2, 2, None, True, samples)
    assert out.shape == indices.shape == (*lead, *(2,) * rank)
    out.sum().backward()
    array, _ = pool(x.detach().numpy(), 2, 2, None, True, samples.numpy())
    assert array.shape == out.shape


@pytest.mark.parametrize("name", some_ranks(every_call.FUNCTIONS, 1))
def test_gradients_of_arrays(name: str) -> None:
    if name.startswith(every_call.OF_TENSORS):
        pytest.skip("takes no arrays")
    x = np.ones(_shape(name, (0, 3), False))
    options = every_call.arguments(name, x, 3)
    out, pullback = poolwise.vjp(every_call.FUNCTIONS[name], x, **options)
    assert pullback(np.ones_like(_all(out)[0])).shape == x.shape
