"""Pooling across channels: maxout, and every reducer over groups."""

from __future__ import annotations

import copy
import inspect
import pickle
from typing import Any

import arrays
import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import SEEDS, exact_values, examples

import poolwise
from poolwise.functional import channels
from poolwise.functional.by_name import FAMILIES
from poolwise.nn.channels import ChannelPool, Maxout

pytestmark = pytest.mark.usefixtures("one_torch_thread")

OPTIONS: dict[str, dict[str, Any]] = {
    "ordinal": {"weights": torch.tensor([3.0, 1.0])},
    "stochastic": {"seed": 3},
    "rank_stochastic": {"seed": 3},
    "max_dropout": {"seed": 3},
    "lp": {"norm_type": 3},
    "top_k_avg": {"k": 2},
}


def _grouped(x: np.ndarray, pieces: int, dim: int) -> np.ndarray:
    """The elements of each group along a last axis."""
    last = np.moveaxis(x, dim, -1)
    groups = last.reshape(*last.shape[:-1], -1, pieces)
    return np.moveaxis(groups, -2, dim if dim >= 0 else dim - 1)


@settings(max_examples=examples(100))
@given(
    st.sampled_from(arrays.DTYPES),
    st.lists(st.integers(1, 4), min_size=0, max_size=2),
    st.lists(st.integers(1, 4), min_size=0, max_size=2),
    st.integers(1, 4),
    st.integers(1, 4),
    SEEDS,
)
def test_maxout_is_the_maximum_of_each_group(
    dtype: np.dtype, before: list[int], after: list[int], units: int, pieces: int, seed: int
) -> None:
    x = exact_values(seed, (*before, units * pieces, *after), dtype)
    with np.errstate(invalid="ignore"):
        expected = _grouped(x, pieces, len(before)).max(-1)
    arrays.assert_equal(channels.maxout(x, pieces, len(before)), expected)
    tensor = channels.maxout(arrays.to_torch(x), pieces, len(before) - x.ndim)
    arrays.assert_equal(arrays.to_numpy(tensor), expected)


@pytest.mark.parametrize("name", sorted(FAMILIES))
@pytest.mark.parametrize("dim", [0, 1, -1])
def test_every_reducer_sees_the_groups(name: str, dim: int) -> None:
    x = torch.rand(4, 6, 8, dtype=torch.float64)
    options = dict(OPTIONS.get(name, {}))
    pool = getattr(channels, f"channel_{name}_pool")
    before = [options.pop("norm_type")] if name == "lp" else []
    actual = pool(x, *before, 2, dim, **options)
    if dim == -1 or "seed" not in options:
        # Groups of the last axis are windows of one axis; draws go by the output's index.
        along = getattr(poolwise, f"{name}_pool1d")(x.movedim(dim, -1), *before, 2, **options)
        torch.testing.assert_close(actual, along.movedim(-1, dim))
    generic = {"norm_type": before[0]} if before else {}
    same = channels.channel_pool(x, 2, dim, reducer=name, **options, **generic)
    torch.testing.assert_close(same, actual, rtol=0, atol=0)


@pytest.mark.parametrize("name", ["max", "min", "avg", "sum"])
def test_arrays(name: str) -> None:
    x = np.random.default_rng(0).normal(size=(2, 6, 5))
    pool = getattr(channels, f"channel_{name}_pool")
    mask = np.random.default_rng(1).random((1, 6, 5)) < 0.5
    for kwargs in ({}, {"mask": mask, "empty_value": 9}):
        out, pullback = poolwise.vjp(pool, x, 3, **kwargs)
        tensor = torch.from_numpy(x).requires_grad_()
        given = {n: torch.from_numpy(v) if n == "mask" else v for n, v in kwargs.items()}
        same = pool(tensor, 3, **given)
        grad = np.random.default_rng(2).normal(size=out.shape)
        same.backward(torch.from_numpy(grad))
        np.testing.assert_allclose(out, same.detach().numpy())
        np.testing.assert_allclose(pullback(grad), tensor.grad.numpy(), atol=1e-12)


def test_a_function_of_ones_own() -> None:
    x = np.arange(12.0).reshape(1, 6, 2)

    def spread(x: Any, present: Any) -> Any:
        return x[..., -1] - x[..., 0]

    assert channels.channel_pool(x, 3, reducer=spread).tolist() == [[[4, 4], [4, 4]]]


def test_masks() -> None:
    x = np.array([[5.0, 1.0, 2.0, 3.0]])
    mask = np.array([False, True, False, False])
    assert channels.maxout(x, 2, mask=mask, empty_value=-1).tolist() == [[1, -1]]
    assert channels.channel_avg_pool(x, 2, mask=mask).tolist() == [[1, 0]]


@pytest.mark.parametrize("name", ["max", "avg", "soft", "lp", "median"])
def test_gradients(name: str) -> None:
    x = torch.randn(2, 6, 2, dtype=torch.float64, requires_grad=True)
    options = OPTIONS.get(name, {})
    assert torch.autograd.gradcheck(
        lambda x: channels.channel_pool(x, 3, reducer=name, **options), x
    )


def test_maxout_is_any_convex_function() -> None:
    # Goodfellow et al.: abs(x) is the maxout of x and -x, a rectifier that of x and 0.
    x = torch.randn(5, 1)
    assert torch.equal(Maxout(2)(torch.cat([x, -x], 1)), x.abs())
    assert torch.equal(Maxout(2)(torch.cat([x, 0 * x], 1)), x.relu())


def test_signatures() -> None:
    soft = inspect.signature(channels.channel_soft_pool)
    assert list(soft.parameters) == ["x", "pieces", "dim", "beta", "mask", "empty_value"]
    lp = inspect.signature(channels.channel_lp_pool)
    assert list(lp.parameters)[:4] == ["x", "norm_type", "pieces", "dim"]
    for name in channels.__all__:
        assert getattr(channels, name).__name__ == name


def test_errors() -> None:
    x = np.ones((2, 6))
    with pytest.raises(ValueError, match="pieces=4 must divide the 6 channels of axis 1"):
        channels.maxout(x, 4)
    with pytest.raises(ValueError, match="pieces=0 must be at least 1"):
        channels.maxout(x, 0)
    with pytest.raises(ValueError, match="dim=2 must be an axis of x, which has 2"):
        channels.maxout(x, 2, 2)
    with pytest.raises(TypeError, match=r"dim must be an integer, got 1\.0"):
        channels.maxout(x, 2, 1.0)
    with pytest.raises(ValueError, match="reducer='most' must be callable or one of avg, lp"):
        channels.channel_pool(x, 2, reducer="most")
    with pytest.raises(ValueError, match="reducer='most' must be callable or one of avg, lp"):
        ChannelPool("most", 2)
    with pytest.raises(TypeError, match="stride= is for windows in space"):
        channels.channel_max_pool(x, 2, stride=1)
    with pytest.raises(TypeError, match=r"mask must be a boolean numpy\.ndarray"):
        channels.maxout(x, 2, mask=[True])
    with pytest.raises(TypeError, match=r"x must be a numpy\.ndarray"):
        channels.maxout([1, 2], 2)


def test_modules() -> None:
    x, mask = torch.rand(2, 6, 3), torch.rand(2, 6, 3) < 0.5
    pairs = [
        (Maxout(2), lambda x, m: channels.maxout(x, 2, mask=m)),
        (Maxout(3, -1), lambda x, m: channels.maxout(x, 3, -1, mask=m)),
        (ChannelPool("avg", 3), lambda x, m: channels.channel_avg_pool(x, 3, mask=m)),
        (
            ChannelPool("soft", 3, beta=2.0),
            lambda x, m: channels.channel_soft_pool(x, 3, beta=2.0, mask=m),
        ),
    ]
    for module, function in pairs:
        for m in (None, mask):
            torch.testing.assert_close(module(x, m), function(x, m), rtol=0, atol=0)
        for other in (copy.deepcopy(module), pickle.loads(pickle.dumps(module))):
            assert repr(other) == repr(module)
            torch.testing.assert_close(other(x), module(x))
        assert not module.state_dict()
    assert repr(Maxout(2)) == "Maxout(pieces=2, dim=1)"
    assert repr(pairs[3][0]) == "ChannelPool(reducer=soft, pieces=3, dim=1, beta=2.0)"


def test_random_modules() -> None:
    x = torch.rand(50, 6)
    module = ChannelPool("stochastic", 3)
    assert not torch.equal(module(x), module(x))
    module.eval()
    assert torch.equal(module(x), channels.channel_stochastic_pool(x, 3, training=False))


def test_compiles_and_exports() -> None:
    x = torch.rand(2, 6, 3)
    for module in (Maxout(2), ChannelPool("avg", 3)):
        torch._dynamo.reset()
        compiled = torch.compile(module, backend="eager", fullgraph=True)
        torch.testing.assert_close(compiled(x), module(x))
        torch.testing.assert_close(torch.export.export(module, (x,)).module()(x), module(x))
    torch._dynamo.reset()
    pool = torch.compile(channels.channel_max_pool, backend="eager", fullgraph=True)
    assert torch.equal(pool(x, 2), channels.maxout(x, 2))
