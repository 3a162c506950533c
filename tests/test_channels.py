"""Pooling across channels: functions of one's own, signatures, errors and modules."""

from __future__ import annotations

import copy
import inspect
import pickle
from typing import Any

import numpy as np
import pytest
import torch

from poolwise.functional import channels
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


def test_a_function_of_ones_own() -> None:
    x = np.arange(12.0).reshape(1, 6, 2)

    def spread(x: Any, present: Any) -> Any:
        return x[..., -1] - x[..., 0]

    assert channels.channel_pool(x, 3, reducer=spread).tolist() == [[[4, 4], [4, 4]]]


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
    with pytest.raises(TypeError, match=r"mask must be a numpy\.ndarray"):
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
        torch.testing.assert_close(torch.export.export(module, (x,)).module()(x), module(x))
    torch._dynamo.reset()
    pool = torch.compile(channels.channel_max_pool, backend="eager", fullgraph=True)
    assert torch.equal(pool(x, 2), channels.maxout(x, 2))
