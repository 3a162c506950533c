"""Winner-take-all, local L2 norm and k-max pooling, against oracles in plain loops."""

from __future__ import annotations

import copy
import math
import pickle
from typing import Any

import arrays
import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import SEEDS, Sliding, defined, exact_values, examples, sliding

import poolwise
from poolwise import reference
from poolwise.functional import same_size
from poolwise.nn import same_size as modules

pytestmark = pytest.mark.usefixtures("one_torch_thread")


def _rank_order(values: list[Any]) -> list[int]:
    """Return the numbers of the values: the last NaN first, then the largest, ties as they come."""
    nan = [i for i, value in enumerate(values) if value != value]
    others = [i for i, value in enumerate(values) if value == value]
    return nan[::-1] + sorted(others, key=lambda i: -values[i])


def _winners(x: np.ndarray, geometry: Sliding, k: int, mask: np.ndarray | None) -> np.ndarray:
    kept = np.zeros(x.shape, bool)
    axes = geometry.taps()
    for lead, plane, present in reference.planes(x, axes, mask):
        for window in reference.plane_windows(axes, present):
            values = [plane[place].item() for place in window.where]
            for i in _rank_order(values)[:k]:
                kept[lead + window.where[i]] = True
    return kept


@settings(max_examples=examples(150))
@given(
    sliding().filter(defined),
    st.sampled_from(arrays.DTYPES),
    SEEDS,
    st.integers(1, 4),
    st.booleans(),
)
def test_winner_take_all(
    geometry: Sliding, dtype: np.dtype, seed: int, k: int, masked: bool
) -> None:
    axes = geometry.taps()
    if not all(axis.windows for axis in axes):
        return
    x = exact_values(seed, (2, 2, *geometry.spatial), dtype)
    mask = np.random.default_rng(seed).random(x.shape) < 0.6 if masked else None
    pool = getattr(same_size, f"winner_take_all{geometry.rank}d")
    empty = any(not any(0 <= t < a.size for t in ts) for a in axes for ts in a.windows)
    if empty and mask is None:
        with pytest.raises(ValueError, match="has no element"):
            pool(x, **geometry.kwargs, k=k)
        return
    expected = np.where(_winners(x, geometry, k, mask), x, np.zeros((), dtype))
    kwargs = {**geometry.kwargs, "k": k}
    if mask is None:
        arrays.assert_equal(pool(x, **kwargs), expected)
        arrays.assert_equal(arrays.to_numpy(pool(arrays.to_torch(x), **kwargs)), expected)
        return
    expected = np.where(mask, expected, np.ones((), dtype))
    kwargs["empty_value"] = 1
    last = [np.ascontiguousarray(np.moveaxis(a, 1, -1)) for a in (x, mask)]
    out = pool(last[0], mask=last[1], channels_last=True, **kwargs)
    arrays.assert_equal(np.moveaxis(out, -1, 1), expected)
    tensor = pool(arrays.to_torch(x), mask=torch.from_numpy(mask), **kwargs)
    arrays.assert_equal(arrays.to_numpy(tensor), expected)


def test_all_win_where_k_is_large() -> None:
    x = torch.randn(2, 3, 6, 6)
    assert torch.equal(same_size.winner_take_all2d(x, 3, k=9), x)
    places = poolwise.max_pool2d(x, 2, return_indices=True)
    unpooled = torch.nn.functional.max_unpool2d(*places, 2)
    assert torch.equal(same_size.winner_take_all2d(x, 2), unpooled)


def test_winner_take_all_gradients() -> None:
    x = torch.randn(2, 2, 5, 5, dtype=torch.float64, requires_grad=True)
    mask = torch.rand(5, 5) < 0.7

    def pool(x: torch.Tensor) -> torch.Tensor:
        return same_size.winner_take_all2d(x, 3, 1, 1, k=2, mask=mask, empty_value=2)

    assert torch.autograd.gradcheck(pool, x)
    out = pool(x)
    out.sum().backward()
    assert torch.equal(x.grad, ((out != 0) & mask).double())
    array = x.detach().numpy()
    same, pullback = poolwise.vjp(
        same_size.winner_take_all2d, array, 3, 1, 1, k=2, mask=mask.numpy(), empty_value=2
    )
    np.testing.assert_array_equal(same, out.detach().numpy())
    np.testing.assert_array_equal(pullback(np.ones_like(same)), x.grad.numpy())


@settings(max_examples=examples(100))
@given(
    st.integers(1, 8),
    st.integers(1, 10),
    st.sampled_from(arrays.DTYPES),
    SEEDS,
    st.booleans(),
    st.booleans(),
)
def test_k_max(
    time: int, k: int, dtype: np.dtype, seed: int, ragged: bool, channels_last: bool
) -> None:
    x = exact_values(seed, (3, 2, time), dtype)
    lengths = np.random.default_rng(seed).integers(0, time + 1, 3) if ragged else None
    expected = np.ones((3, 2, k), dtype)
    for n in range(3):
        for c in range(2):
            values = x[n, c, : time if lengths is None else lengths[n]].tolist()
            chosen = sorted(_rank_order(values)[:k])
            expected[n, c, : len(chosen)] = x[n, c, chosen]
    pool, axis = same_size.k_max_pool1d, (1 if channels_last else 2)
    given_x = np.ascontiguousarray(np.moveaxis(x, 2, axis))
    kwargs = {"lengths": lengths, "channels_last": channels_last, "empty_value": 1}
    for out in (pool(given_x, k, **kwargs), pool(arrays.to_torch(given_x), k, **kwargs)):
        arrays.assert_equal(np.moveaxis(arrays.to_numpy(out), axis, 2), expected)


def test_k_max_gradients() -> None:
    x = torch.randn(3, 2, 6, dtype=torch.float64, requires_grad=True)
    lengths = torch.tensor([6, 2, 0])

    def pool(x: torch.Tensor) -> torch.Tensor:
        return same_size.k_max_pool1d(x, 3, lengths=lengths)

    assert torch.autograd.gradcheck(pool, x)
    out = pool(x)
    grad = torch.randn_like(out)
    out.backward(grad)
    same, pullback = poolwise.vjp(
        same_size.k_max_pool1d, x.detach().numpy(), 3, lengths=lengths.numpy()
    )
    np.testing.assert_array_equal(same, out.detach().numpy())
    np.testing.assert_array_equal(pullback(grad.numpy()), x.grad.numpy())


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


def _normalised(x: np.ndarray, kernel: tuple[int, ...], eps: float, mask: np.ndarray) -> np.ndarray:
    axes = [
        reference.sliding_taps(n, k, 1, *reference.resolve_padding("same", n, k, 1))
        for n, k in zip(x.shape[-len(kernel) :], kernel, strict=True)
    ]
    squares = reference.pool(x.astype(np.float64) ** 2, "sum", axes, mask=mask)
    return np.where(mask, x / np.maximum(np.sqrt(squares), eps), 7)


@pytest.mark.parametrize("rank", [1, 2, 3])
def test_local_l2_norm(rank: int) -> None:
    rng = np.random.default_rng(rank)
    norm = getattr(same_size, f"local_l2_norm{rank}d")
    for kernel in ((3,) * rank, (2,) * rank, (1, 4, 3)[:rank]):
        x = rng.normal(size=(2, 3, *(6, 5, 4)[:rank]))
        mask = rng.random((2, 1, *x.shape[2:])) < 0.7
        x[0] *= 1e-3
        tensor = torch.from_numpy(x)
        for eps in (1e-12, 2e-3):
            expected = _normalised(x, kernel, eps, np.ones(x.shape, bool))
            np.testing.assert_allclose(norm(tensor, kernel, eps).numpy(), expected, rtol=1e-12)
        expected = _normalised(x, kernel, 1e-12, np.broadcast_to(mask, x.shape))
        kwargs = {"mask": torch.from_numpy(mask).movedim(1, -1), "empty_value": 7}
        out = norm(tensor.movedim(1, -1), kernel, channels_last=True, **kwargs)
        np.testing.assert_allclose(out.movedim(-1, 1).numpy(), expected, rtol=1e-12)


@pytest.mark.parametrize("dtype", arrays.DTYPES, ids=str)
def test_local_l2_norm_dtypes(dtype: np.dtype) -> None:
    x = arrays.to_torch(np.array([[[3, 4, 0, 0, 0]]]).astype(dtype))
    out = same_size.local_l2_norm1d(x, 3)
    assert out.dtype == poolwise.avg_pool1d(x, 1).dtype
    four = float(x[0, 0, 1])
    three = float(x[0, 0, 0])
    length = math.hypot(three, four)
    expected = torch.tensor([[[three / length, four / length, 0, 0, 0]]])
    torch.testing.assert_close(out.float(), expected, rtol=1e-2, atol=0)


def test_unit_norm_and_scale() -> None:
    x = torch.randn(2, 1, 9, dtype=torch.float64)
    whole = same_size.local_l2_norm1d(x, 19)
    torch.testing.assert_close(whole.norm(dim=-1), torch.ones(2, 1, dtype=torch.float64))
    for scale in (1e-150, 1e150):  # whose squares have no place in float64
        scaled = same_size.local_l2_norm1d(x * scale, 3, 1e-300)
        torch.testing.assert_close(scaled, same_size.local_l2_norm1d(x, 3))
    assert same_size.local_l2_norm1d(x.half() * 0, 3).eq(0).all()


def test_local_l2_norm_gradients() -> None:
    x = torch.randn(2, 2, 4, 5, dtype=torch.float64)
    x[0, 0] = 0
    x[1] *= 0.1
    mask = torch.rand(4, 5) < 0.7
    x.requires_grad_()
    assert torch.autograd.gradcheck(lambda x: same_size.local_l2_norm2d(x[1:], 3, mask=mask), x)
    assert torch.autograd.gradcheck(lambda x: same_size.local_l2_norm2d(x, 3, eps=0.5), x)
    same_size.local_l2_norm2d(x[:1, :1], 3).sum().backward()
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


def test_compiles_and_exports() -> None:
    for module, _, rank, _ in (MODULES[0], MODULES[1], MODULES[6]):
        x = torch.randn(2, 3, *(6, 5, 4)[:rank])
        torch._dynamo.reset()
        compiled = torch.compile(module, backend="eager", fullgraph=True)
        torch.testing.assert_close(compiled(x), module(x), rtol=0, atol=0)
        exported = torch.export.export(module, (x,)).module()
        torch.testing.assert_close(exported(x), module(x), rtol=0, atol=0)


@pytest.mark.parametrize("k", [1, 2])
def test_transforms(k: int) -> None:
    x = torch.randn(3, 2, 6, 6)
    module = modules.WinnerTakeAll2d(2, k=k)
    assert torch.equal(torch.func.vmap(module)(x), module(x))
    slope = torch.func.grad(lambda x: modules.KMaxPool1d(k)(x).sum())(x[0, 0])
    assert slope.sum(-1).tolist() == [k] * 6
