"""Pooling over time: the same numbers from padded, packed and nested sequences."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import SEEDS, examples
from torch.nn.utils import rnn

import poolwise
from poolwise.functional import temporal
from poolwise.nn import temporal as modules

pytestmark = pytest.mark.usefixtures("one_torch_thread")

Sequence = np.ndarray  # (T, C), T at least 1


def _k_max(x: Sequence) -> np.ndarray:
    out = np.full((2, x.shape[1]), 9.0)
    for c, column in enumerate(x.T):
        chosen = sorted(sorted(range(len(column)), key=lambda i: -column[i])[:2])
        out[: len(chosen), c] = column[chosen]
    return out


ORACLES: dict[str, Callable[[Sequence], np.ndarray]] = {
    "max": lambda x: x.max(0),
    "avg": lambda x: x.mean(0),
    "mean": lambda x: x.mean(0),
    "last": lambda x: x[-1],
    "k_max": _k_max,
    "statistics": lambda x: np.concatenate([x.mean(0), x.std(0)]),
}
ON_ARRAYS = ("max", "avg", "mean", "last", "k_max")  # statistics need the kernel of std


def _pool(name: str, x: Any, **rules: Any) -> Any:
    k = (2,) if name == "k_max" else ()
    return getattr(temporal, f"temporal_{name}_pool")(x, *k, **rules)


def _batch(lengths: list[int], channels: int, seed: int) -> list[torch.Tensor]:
    rng = np.random.default_rng(seed)
    return [torch.from_numpy(rng.normal(size=(n, channels))) for n in lengths]


def _padded(sequences: list[torch.Tensor], fill: float) -> torch.Tensor:
    return rnn.pad_sequence(sequences, batch_first=True, padding_value=fill)


@pytest.mark.parametrize("name", sorted(ORACLES))
@settings(max_examples=examples(25))
@given(lengths=st.lists(st.integers(1, 6), min_size=1, max_size=4), seed=SEEDS)
def test_every_form_gives_the_same(name: str, lengths: list[int], seed: int) -> None:
    sequences = _batch(lengths, 3, seed)
    expected = torch.from_numpy(np.stack([ORACLES[name](x.numpy()) for x in sequences]))
    rules: dict[str, Any] = {"empty_value": 9}
    same = {"rtol": 1e-12, "atol": 1e-12}
    last = _padded(sequences, torch.nan)
    first = last.movedim(-1, 1)
    actual = _pool(name, last, lengths=lengths, channels_last=True, **rules)
    torch.testing.assert_close(actual, expected, **same)
    planar = _pool(name, first, lengths=torch.tensor(lengths), **rules)
    channel = 2 if name == "k_max" else 1
    torch.testing.assert_close(planar.movedim(1, channel), expected, **same)
    mask = (torch.arange(last.shape[1]) < torch.tensor(lengths)[:, None])[:, None]
    torch.testing.assert_close(_pool(name, first, mask=mask, **rules), planar, **same)
    packed = rnn.pack_sequence(sequences, enforce_sorted=False)
    torch.testing.assert_close(_pool(name, packed, **rules), expected, **same)
    nested = torch.nested.nested_tensor(sequences, layout=torch.jagged)
    torch.testing.assert_close(_pool(name, nested, **rules), expected, **same)
    if name in ON_ARRAYS:
        array = _pool(name, first.numpy(), lengths=np.array(lengths), **rules)
        np.testing.assert_allclose(array, planar.numpy(), rtol=1e-12)


@pytest.mark.parametrize("name", sorted(ORACLES))
def test_empty_sequences(name: str) -> None:
    full, empty = torch.randn(3, 2), torch.zeros(0, 2)
    padded = _pool(name, _padded([full, empty], 0), lengths=[3, 0], channels_last=True)
    assert (padded[1] == 0).all()
    nested = torch.nested.nested_tensor([full, empty], layout=torch.jagged)
    torch.testing.assert_close(_pool(name, nested), padded)
    assert (_pool(name, nested, empty_value=4)[1] == 4).all()
    nothing = torch.nested.nested_tensor([empty, empty], layout=torch.jagged)
    assert (_pool(name, nothing, empty_value=4) == 4).all()


@pytest.mark.parametrize("name", sorted(ORACLES))
def test_gradients(name: str) -> None:
    x = torch.randn(3, 2, 5, dtype=torch.float64, requires_grad=True)
    lengths = torch.tensor([5, 2, 0])
    assert torch.autograd.gradcheck(lambda x: _pool(name, x, lengths=lengths), x)
    out = _pool(name, x, lengths=lengths)
    grad = torch.randn_like(out)
    out.backward(grad)
    assert not x.grad[2].any()
    # The same through other forms of the same sequences.
    values = [x.detach()[i, :, :n].T.clone().requires_grad_() for i, n in ((0, 5), (1, 2))]
    other = _pool(name, rnn.pack_sequence(values))
    shown = grad[:2].movedim(1, 2) if name == "k_max" else grad[:2]
    other.backward(shown)
    torch.testing.assert_close(values[1].grad.T, x.grad[1, :, :2])
    flat = [value.detach().clone().requires_grad_() for value in values]
    nested = torch.nested.as_nested_tensor(flat, layout=torch.jagged)
    _pool(name, nested).backward(shown)
    torch.testing.assert_close(flat[1].grad, values[1].grad)
    if name in ON_ARRAYS:
        k = (2,) if name == "k_max" else ()
        function = getattr(temporal, f"temporal_{name}_pool")
        same, pullback = poolwise.vjp(function, x.detach().numpy(), *k, lengths=lengths.numpy())
        np.testing.assert_allclose(same, out.detach().numpy())
        np.testing.assert_allclose(pullback(grad.numpy()), x.grad.numpy(), atol=1e-12)


def test_constant_sequences_do_not_deviate() -> None:
    x = torch.full((2, 3, 7), 0.1, requires_grad=True)
    out = temporal.temporal_statistics_pool(x, lengths=[3, 7])
    assert (out[:, 3:] == 0).all()
    out[:, 3:].sum().backward()
    assert (x.grad == 0).all()


def test_deviation_does_not_cancel() -> None:
    x = torch.tensor([[[1e7, 1e7 + 1, 1e7 + 2, 1e7 + 3]]])
    assert temporal.temporal_statistics_pool(x)[0, 1].item() == pytest.approx(1.25**0.5)
    half = torch.tensor([[[1000.0, 1001.0]]], dtype=torch.float16)
    assert temporal.temporal_statistics_pool(half).tolist() == [[1000.5, 0.5]]


def test_last_of_a_mask() -> None:
    x = np.arange(8).reshape(1, 2, 4)
    mask = np.array([[[True, False, True, False], [False] * 4]])
    assert temporal.temporal_last_pool(x, mask=mask, empty_value=-1).tolist() == [[2, -1]]


@pytest.mark.filterwarnings("ignore:The PyTorch API of nested tensors")
def test_errors() -> None:
    packed = rnn.pack_sequence([torch.ones(3, 2)])
    with pytest.raises(ValueError, match="lengths= is for padded batches; this PackedSequence"):
        temporal.temporal_max_pool(packed, lengths=[3])
    with pytest.raises(ValueError, match=r"x has sequences of 1 axes; they need two, \(T, C\)"):
        temporal.temporal_max_pool(rnn.pack_sequence([torch.ones(3)]))
    strided = torch.nested.nested_tensor([torch.ones(3, 2)])
    with pytest.raises(TypeError, match=r"needs layout=torch\.jagged"):
        temporal.temporal_max_pool(strided)
    with pytest.raises(ValueError, match="the length of x is 0"):
        temporal.temporal_max_pool(np.ones((2, 3, 0)))
    with pytest.raises(ValueError, match=r"lengths=\[5\] must lie between 0 and 4"):
        temporal.temporal_avg_pool(np.ones((1, 3, 4)), lengths=[5])
    with pytest.raises(ValueError, match="k=0 must be at least 1"):
        temporal.temporal_k_max_pool(np.ones((1, 3, 4)), 0)
    with pytest.raises(TypeError, match=r"x must be a numpy\.ndarray or a torch\.Tensor, got list"):
        temporal.temporal_last_pool([1, 2])
    with pytest.raises(ValueError, match=r"empty_value=0\.5 must be an integer that int64 holds"):
        temporal.temporal_last_pool(np.ones((1, 3, 4), int), empty_value=0.5)


MODULES = {
    "max": modules.TemporalMaxPool,
    "avg": modules.TemporalAvgPool,
    "last": modules.TemporalLastPool,
    "k_max": modules.TemporalKMaxPool,
    "statistics": modules.TemporalStatisticsPool,
}


@pytest.mark.parametrize("name", sorted(MODULES))
def test_modules(name: str) -> None:
    k = (2,) if name == "k_max" else ()
    module = MODULES[name](*k, empty_value=5)
    x, lengths = torch.randn(3, 2, 5), torch.tensor([5, 0, 2])
    expected = _pool(name, x, lengths=lengths, empty_value=5)
    for other in (module, copy.deepcopy(module), pickle.loads(pickle.dumps(module))):
        torch.testing.assert_close(other(x, lengths=lengths), expected, rtol=0, atol=0)
        assert repr(other) == f"{type(module).__name__}({'k=2, ' if k else ''}empty_value=5)"
    assert not module.state_dict()
    packed = rnn.pack_sequence([torch.randn(3, 2)])
    torch.testing.assert_close(module(packed), _pool(name, packed))


@pytest.mark.parametrize("name", ["max", "avg", "last", "k_max"])
def test_exports(name: str) -> None:
    module = MODULES[name](*((2,) if name == "k_max" else ()))
    x, lengths = torch.randn(3, 2, 5), torch.tensor([5, 1, 2])
    exported = torch.export.export(module, (x,), {"lengths": lengths}).module()
    torch.testing.assert_close(exported(x, lengths=lengths), module(x, lengths=lengths))
