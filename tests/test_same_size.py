"""Winner-take-all, local L2 norm and k-max pooling: identities, errors and modules."""

from __future__ import annotations

import copy
import math
import pickle
from typing import Any

import numpy as np
import pytest
import torch

import poolwise
from poolwise.functional import same_size
from poolwise.nn import same_size as modules

pytestmark = pytest.mark.usefixtures("one_torch_thread")


@pytest.mark.parametrize("k", [1, 2, 3])
def test_views_that_only_say_that_they_are_negated(k: int) -> None:
    x = torch.rand(2, 2, 4, 4)
    view = torch._neg_view(x)  # type: ignore[attr-defined]
    assert torch.equal(
        same_size.winner_take_all2d(view, 2, k=k), same_size.winner_take_all2d(-x, 2, k=k)
    )


def test_all_win_where_k_is_large() -> None:
    x = torch.randn(2, 3, 6, 6)
    assert torch.equal(same_size.winner_take_all2d(x, 3, k=9), x)
    assert torch.equal(same_size.winner_take_all2d(x, 3, k=10**15), x)
    places = poolwise.max_pool2d(x, 2, return_indices=True)
    unpooled = torch.nn.functional.max_unpool2d(*places, 2)
    assert torch.equal(same_size.winner_take_all2d(x, 2), unpooled)


def test_one_max_and_all_of_time() -> None:
    x = torch.randn(2, 3, 7)
    assert torch.equal(same_size.k_max_pool1d(x, 1), poolwise.global_max_pool1d(x))
    assert torch.equal(same_size.k_max_pool1d(x, 7), x)


def test_dynamic_k() -> None:
    # Kalchbrenner et al., section 3.4: three layers, 18 words, k_top = 3.
    assert [same_size.dynamic_k(layer, 3, 18, 3) for layer in (1, 2, 3)] == [12, 6, 3]
    for layer in range(1, 5):
        for length in range(30):
            exact = max(4, math.ceil((4 - layer) * length / 4))
            assert same_size.dynamic_k(layer, 4, length, 4) == exact
    with pytest.raises(ValueError, match="layer=4 must be at most layers=3"):
        same_size.dynamic_k(4, 3, 18, 3)
    with pytest.raises(ValueError, match="k_top=0 must be at least 1"):
        same_size.dynamic_k(1, 3, 18, 0)


def test_unit_norm_and_scale() -> None:
    x = torch.randn(2, 1, 9, dtype=torch.float64)
    whole = same_size.local_l2_norm1d(x, 19)
    torch.testing.assert_close(whole.norm(dim=-1), torch.ones(2, 1, dtype=torch.float64))
    for scale in (1e-150, 1e150):  # whose squares have no place in float64
        scaled = same_size.local_l2_norm1d(x * scale, 3, 1e-300)
        torch.testing.assert_close(scaled, same_size.local_l2_norm1d(x, 3))
    assert same_size.local_l2_norm1d(x.half() * 0, 3).eq(0).all()


def test_norms_of_nothing_have_finite_gradients() -> None:
    x = torch.zeros(1, 1, 4, 5, requires_grad=True)
    same_size.local_l2_norm2d(x, 3).sum().backward()
    assert x.grad.isfinite().all()


def test_errors() -> None:
    x = np.ones((2, 6))
    with pytest.raises(ValueError, match="k=0 must be at least 1"):
        same_size.winner_take_all1d(x, 2, k=0)
    with pytest.raises(TypeError, match=r"k must be an integer, got 1\.5"):
        same_size.k_max_pool1d(x, 1.5)
    with pytest.raises(ValueError, match=r"kernel_size\[0\]=9"):
        same_size.winner_take_all1d(x, 9)
    with pytest.raises(ValueError, match=r"eps=0 must be finite and above 0"):
        same_size.local_l2_norm1d(torch.ones(2, 6), 3, eps=0)
    with pytest.raises(ValueError, match="the length of x is 0"):
        same_size.k_max_pool1d(x[:, :0], 1)
    with pytest.raises(ValueError, match=r"empty_value=0\.5 must be an integer that int64 holds"):
        same_size.k_max_pool1d(x.astype(int), 1, empty_value=0.5)
    with pytest.raises(TypeError, match="x has dtype complex128"):
        same_size.winner_take_all1d(x + 0j, 2)

    with pytest.raises(ValueError, match=r"kernel_size\[0\]=0 must be at least 1"):
        modules.LocalL2Norm2d((0, 1))
    with pytest.raises(ValueError, match=r"k=0 must be at least 1"):
        modules.KMaxPool1d(0)


MODULES = [
    (modules.WinnerTakeAll1d(2, k=2), same_size.winner_take_all1d, 1, {"kernel_size": 2, "k": 2}),
    (
        modules.WinnerTakeAll2d(3, 1, 1),
        same_size.winner_take_all2d,
        2,
        {"kernel_size": 3, "stride": 1, "padding": 1},
    ),
    (modules.WinnerTakeAll3d(2), same_size.winner_take_all3d, 3, {"kernel_size": 2}),
    (modules.LocalL2Norm1d(3), same_size.local_l2_norm1d, 1, {"kernel_size": 3}),
    (modules.LocalL2Norm2d(3, 0.1), same_size.local_l2_norm2d, 2, {"kernel_size": 3, "eps": 0.1}),
    (modules.LocalL2Norm3d((1, 2, 3)), same_size.local_l2_norm3d, 3, {"kernel_size": (1, 2, 3)}),
    (modules.KMaxPool1d(3), same_size.k_max_pool1d, 1, {"k": 3}),
    (modules.CornerPool2d("top_left"), same_size.corner_pool2d, 2, {"corner": "top_left"}),
]


@pytest.mark.parametrize(
    ("module", "function", "rank", "kwargs"), MODULES, ids=lambda v: getattr(v, "__name__", repr(v))
)
def test_modules(module: Any, function: Any, rank: int, kwargs: dict[str, Any]) -> None:
    x = torch.randn(2, 3, *(6, 5, 4)[:rank])
    mask = torch.rand(2, 3, *(6, 5, 4)[:rank]) < 0.7
    torch.testing.assert_close(module(x), function(x, **kwargs), rtol=0, atol=0)
    expected = function(x, **kwargs, mask=mask)
    torch.testing.assert_close(module(x, mask), expected, rtol=0, atol=0)
    for other in (copy.deepcopy(module), pickle.loads(pickle.dumps(module))):
        assert repr(other) == repr(module)
        torch.testing.assert_close(other(x), module(x), rtol=0, atol=0)
    assert not module.state_dict()


def test_repr() -> None:
    assert repr(MODULES[0][0]) == (
        "WinnerTakeAll1d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False, k=2)"
    )
    assert repr(MODULES[4][0]) == "LocalL2Norm2d(kernel_size=3, eps=0.1)"
    assert repr(modules.KMaxPool1d(3, channels_last=True)) == "KMaxPool1d(k=3, channels_last=True)"


def test_exports() -> None:
    for module, _, rank, _ in (MODULES[0], MODULES[1], MODULES[6]):
        x = torch.randn(2, 3, *(6, 5, 4)[:rank])
        exported = torch.export.export(module, (x,)).module()
        torch.testing.assert_close(exported(x), module(x), rtol=0, atol=0)


@pytest.mark.parametrize("k", [1, 2])
def test_transforms(k: int) -> None:
    x = torch.randn(3, 2, 6, 6)
    module = modules.WinnerTakeAll2d(2, k=k)
    assert torch.equal(torch.func.vmap(module)(x), module(x))
    slope = torch.func.grad(lambda x: modules.KMaxPool1d(k)(x).sum())(x[0, 0])
    assert slope.sum(-1).tolist() == [k] * 6
