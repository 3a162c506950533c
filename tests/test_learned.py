"""Pooling that learns: the papers' identities, layouts, rounding, attention and modules."""

from __future__ import annotations

import copy
import math
import pickle
from collections.abc import Callable
from typing import Any

import ml_dtypes
import numpy as np
import pytest
import torch
from arrays import to_numpy, to_torch
from strategies import SHARE

import poolwise
from poolwise.functional import learned as F
from poolwise.nn import learned as nn


@pytest.fixture(autouse=True)
def _seed() -> None:
    torch.manual_seed(0)


# --- what is learned ------------------------------------------------------------------------------

RANKS = (1, 2, 3)
CHANNELS = 2


def _numbers(seed: int, *shape: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=shape)


def _case(name: str, kernel: int) -> dict[str, Any]:
    """The learned arguments of an operator over two axes."""
    taps = (kernel, kernel)
    made: dict[str, dict[str, Any]] = {
        "mixed": {"a": np.array([0.2, 0.9])},
        "gated": {"omega": _numbers(1, CHANNELS, *taps)},
        "gated_shared": {"omega": _numbers(2, *taps)},
        "tree": {"filters": _numbers(3, 4, CHANNELS, *taps), "omega": _numbers(4, 3, *taps)},
        "ada": {"beta": np.array([0.3, 0.8])},
    }
    details = {"alpha": np.array([0.5, 0.1]), "lambda_": np.array([1.5, 0.7])}
    if name == "detail_preserving_filter":
        return details | {"filter": _numbers(5, CHANNELS, *taps)}
    return made.get(name, details | {"asymmetric": name == "detail_preserving_asymmetric"})


ON_ARRAYS = ["mixed", "ada", "detail_preserving", "detail_preserving_asymmetric"]
CASES = [*ON_ARRAYS, "gated", "gated_shared", "tree", "detail_preserving_filter"]


def _function(name: str, rank: int) -> Any:
    base = name.split("_")[0]
    base = "detail_preserving" if base == "detail" else base
    return getattr(F, f"{base}_pool{rank}d")


def _tensors(options: dict[str, Any]) -> dict[str, Any]:
    return {
        name: torch.from_numpy(value.copy()) if isinstance(value, np.ndarray) else value
        for name, value in options.items()
    }


# --- identities -----------------------------------------------------------------------------------


def test_mixed_between_its_two() -> None:
    x = torch.randn(2, 3, 6, 6)
    assert torch.equal(F.mixed_pool2d(x, 2, a=1), poolwise.max_pool2d(x, 2))
    assert torch.equal(F.mixed_pool2d(x, 2, a=0.0), poolwise.avg_pool2d(x, 2))
    halves = (poolwise.max_pool2d(x, 3, 2) + poolwise.avg_pool2d(x, 3, 2)) / 2
    torch.testing.assert_close(F.mixed_pool2d(x, 3, 2), halves)
    wild = torch.tensor([[1.0, -math.inf], [2.0, math.inf]])
    assert F.mixed_pool1d(wild, 2, a=1).flatten().tolist() == [1, math.inf]


def test_shares_per_channel_and_region() -> None:
    x = _numbers(0, 2, 3, 4, 6)
    largest, mean = poolwise.max_pool2d(x, 2), poolwise.avg_pool2d(x, 2)
    for shape, spread in [
        ((1,), (1,)),
        ((3,), (3, 1, 1)),
        ((2, 3), (2, 3)),
        ((3, 2, 3), (3, 2, 3)),
        ((2, 1, 1, 3), (2, 1, 1, 3)),
    ]:
        a = np.random.default_rng(1).random(shape)
        by = a.reshape(spread)
        np.testing.assert_allclose(F.mixed_pool2d(x, 2, a=a), by * largest + (1 - by) * mean)
    # In the axes of the output: with the channels last, they come last.
    last, a = np.moveaxis(x, 1, -1), np.random.default_rng(1).random((2, 3, 1))
    expected = F.mixed_pool2d(x, 2, a=a[..., 0])
    actual = F.mixed_pool2d(last, 2, a=a, channels_last=True)
    np.testing.assert_allclose(np.moveaxis(actual, -1, 1), expected)


@pytest.mark.parametrize("per", ["layer", "channel", "window"])
def test_random_mixture(per: str) -> None:
    x = _numbers(0, 4, 3, 8, 8)
    largest, mean = poolwise.max_pool2d(x, 2), poolwise.avg_pool2d(x, 2)
    draw: dict[str, Any] = {"mode": "random", "per": per, "a": 0.3}
    shares = []
    for seed in range(200 if per == "layer" else 40):
        out = F.mixed_pool2d(x, 2, seed=seed, **draw)
        coin = out == largest
        assert (np.where(coin, largest, mean) == out).all()
        if per == "layer":
            assert coin.all() or not coin.any()
        if per == "channel":
            assert (coin == coin[:1, :, :1, :1]).all()
        shares.append(coin.mean())
        if seed < 3:
            tensor = F.mixed_pool2d(torch.from_numpy(x), 2, seed=seed, **draw)
            np.testing.assert_array_equal(tensor.numpy(), out)
            last = F.mixed_pool2d(np.moveaxis(x, 1, -1), 2, seed=seed, channels_last=True, **draw)
            np.testing.assert_array_equal(np.moveaxis(last, -1, 1), out)
            half = F.mixed_pool2d(x[2:], 2, seed=seed, first_index=out.size // 2, **draw)
            np.testing.assert_array_equal(half, out[2:])
    assert abs(np.mean(shares) - 0.3) < 0.12
    average = F.mixed_pool2d(x, 2, training=False, **draw)
    np.testing.assert_allclose(average, 0.3 * largest + 0.7 * mean)


def test_random_mixture_takes_generators() -> None:
    x = torch.randn(1, 1, 64)
    draws = [
        F.mixed_pool1d(
            x, 2, mode="random", per="window", generator=torch.Generator().manual_seed(n)
        )
        for n in (1, 1, 2)
    ]
    assert torch.equal(draws[0], draws[1])
    assert not torch.equal(draws[0], draws[2])


def test_lip_holds_what_others_are() -> None:
    x = torch.randn(2, 3, 6, 6, dtype=torch.float64)
    zero = torch.zeros_like(x)
    torch.testing.assert_close(F.lip_pool2d(x, 2, logits=zero), poolwise.avg_pool2d(x, 2))
    torch.testing.assert_close(
        F.lip_pool2d(x, 3, 1, logits=2 * x), poolwise.soft_pool2d(x, 3, 1, beta=2)
    )
    torch.testing.assert_close(F.lip_pool2d(x, 2, logits=1e9 * x), poolwise.max_pool2d(x, 2))


def test_lip_is_the_same_both_ways() -> None:
    x, logits = _numbers(1, 2, 3, 6, 6), _numbers(2, 2, 1, 6, 6)
    mask = _numbers(3, 2, 3, 6, 6) > 0
    x[~mask] = np.nan
    # In the second batch, one wild window among calm ones makes all be weighed one by one.
    wild = np.concatenate([logits, np.full_like(logits[:1], -900)])
    wild[2, 0, 0, 0] = 900
    more, present = np.concatenate([x, x[:1]]), np.concatenate([mask, mask[:1]])
    calm, out = [], []
    for pool in (poolwise.vjp, _torch_vjp):
        for parts, case in ((calm, (x, logits, mask)), (out, (more, wild, present))):
            values, weights, kept = case
            made, pullback = pool(F.lip_pool2d, values, 3, 2, 1, logits=weights, mask=kept)
            parts += [made[:2], pullback(np.ones_like(made))[:2]]
    for first, *others in (calm[::2] + out[::2], calm[1::2] + out[1::2]):
        for other in others:
            np.testing.assert_allclose(other, first, rtol=1e-11, atol=1e-13)


def _torch_vjp(pool: Any, x: np.ndarray, *args: Any, **options: Any) -> Any:
    tensor = torch.from_numpy(x).requires_grad_()
    out = pool(tensor, *args, **_tensors(options))

    def pullback(grad: np.ndarray) -> np.ndarray:
        return torch.autograd.grad(out, tensor, torch.from_numpy(grad))[0].numpy()

    return out.detach().numpy(), pullback


def test_large_logits_stay_apart() -> None:
    x = torch.tensor([[1.0, 2.0, 3.0, 5.0, 7.0, 9.0]])
    logits = torch.tensor([[1e30, 1e30, -1e30, -1e30, -math.inf, 0.0]])
    assert F.lip_pool1d(x, 2, logits=logits).tolist() == [[1.5, 4.0, 9.0]]
    assert F.lip_pool1d(x.numpy(), 2, logits=logits.numpy()).tolist() == [[1.5, 4.0, 9.0]]


def test_detail_preserving_ends() -> None:
    x = torch.randn(2, 3, 6, 6, dtype=torch.float64)
    mean = poolwise.avg_pool2d(x, 2)
    torch.testing.assert_close(F.detail_preserving_pool2d(x, 2, lambda_=0), mean)
    torch.testing.assert_close(F.detail_preserving_pool2d(x, 2, alpha=1e12), mean)
    apart = torch.randperm(36, dtype=torch.float64).reshape(1, 6, 6)
    strong = F.detail_preserving_pool2d(apart, 2, alpha=0, lambda_=1e4, asymmetric=True)
    torch.testing.assert_close(strong, poolwise.max_pool2d(apart, 2))
    box = torch.full((2, 2), 0.25, dtype=torch.float64)
    torch.testing.assert_close(
        F.detail_preserving_pool2d(x, 2, filter=box), F.detail_preserving_pool2d(x, 2)
    )


@pytest.mark.parametrize("size", [1e37, 1e20, 1e-30, 0.0])
@pytest.mark.parametrize("rank", RANKS)
def test_ada_overflows_nowhere(size: float, rank: int) -> None:
    x = np.array([1.0, 3.0, -2.0, 4.0], np.float32).reshape((1, 4) + (1,) * (rank - 1))
    x = np.broadcast_to(size * x, (1, 4, *(2,) * (rank - 1))).astype(np.float32)
    tensor = torch.from_numpy(x).requires_grad_()
    out = getattr(F, f"ada_pool{rank}d")(tensor, 2)
    (grad,) = torch.autograd.grad(out.sum(), tensor)
    assert torch.isfinite(out).all()
    assert torch.isfinite(grad).all()
    # DSC does not depend on the scale, and softmax ends at the maximum or at the mean.
    unit = x / np.float32(size or 1)
    other = getattr(F, f"ada_pool{rank}d")(unit, 2, beta=1)
    pool = poolwise.max_pool1d if size > 1 else poolwise.avg_pool1d
    if rank == 1:
        np.testing.assert_allclose(
            out.detach().numpy(), size * (other + pool(unit, 2)) / 2, rtol=1e-5
        )


def test_huge_differences_keep_their_detail() -> None:
    x = torch.tensor([[1e30, -1e30, 1e38, 0.0]], requires_grad=True)
    out = F.detail_preserving_pool1d(x, 2, lambda_=3.0)
    assert torch.isfinite(out).all()
    assert torch.isfinite(torch.autograd.grad(out.sum(), x)[0]).all()


def test_tree_of_two_leaves() -> None:
    x = torch.randn(2, 3, 6, dtype=torch.float64)
    leaves, gate = torch.randn(2, 2, dtype=torch.float64), torch.randn(1, 2, dtype=torch.float64)
    pairs = x.reshape(2, 3, 3, 2)
    share = (pairs @ gate[0]).sigmoid()
    expected = share * (pairs @ leaves[0]) + (1 - share) * (pairs @ leaves[1])
    torch.testing.assert_close(F.tree_pool1d(x, 2, filters=leaves, omega=gate), expected)


# --- layouts, lengths, transforms ---------------------------------------------------------------


@pytest.mark.parametrize("name", [*CASES, "lip"])
def test_memory_format_is_kept(name: str) -> None:
    x = _numbers(1, 2, CHANNELS, 6, 7)
    options = {"logits": _numbers(2, 1, 1, 6, 7)} if name == "lip" else _case(name, 3)
    pool = _function(name, 2)
    tensor = torch.from_numpy(x).to(memory_format=torch.channels_last)
    out = pool(tensor, 3, 1, **_tensors(options))
    assert out.is_contiguous(memory_format=torch.channels_last)
    torch.testing.assert_close(out, pool(tensor.contiguous(), 3, 1, **_tensors(options)))
    if name in (*ON_ARRAYS, "lip"):
        assert pool(x, 3, 1, **options).flags.c_contiguous
        last = pool(
            np.moveaxis(np.ascontiguousarray(np.moveaxis(x, 1, -1)), -1, 1), 3, 1, **options
        )
        assert np.moveaxis(last, 1, -1).flags.c_contiguous
        np.testing.assert_allclose(last, out.numpy(), rtol=1e-12)


@pytest.mark.parametrize("lead", [(), (3,), (0, 3), (2, 2, 3), (1, 0)])
def test_any_leading_axes(lead: tuple[int, ...]) -> None:
    x = np.ones((*lead, 6, 6), np.float32)
    taps = torch.zeros(2, 2)
    for pool, options in [
        (F.mixed_pool2d, {}),
        (F.mixed_pool2d, {"mode": "random", "per": "channel"}),
        (F.mixed_pool2d, {"mode": "random", "per": "window"}),
        (F.ada_pool2d, {"beta": np.array([0.5])}),
        (F.detail_preserving_pool2d, {}),
        (F.lip_pool2d, {"logits": np.zeros((6, 6))}),
        (F.gated_pool2d, {"omega": taps}),
        (F.tree_pool2d, {"filters": torch.full((2, 2, 2), 0.25), "omega": taps[None]}),
    ]:
        out = pool(torch.from_numpy(x), 2, **_tensors(options))
        np.testing.assert_allclose(out.numpy(), np.ones((*lead, 3, 3)), rtol=1e-6)
        if "omega" not in options:
            np.testing.assert_allclose(pool(x, 2, **options), out.numpy(), rtol=1e-6)


@pytest.mark.parametrize("name", ["mixed", "tree", "ada", "lip"])
def test_vmap(name: str) -> None:
    x = torch.from_numpy(_numbers(1, 3, 2, CHANNELS, 7, 6))
    options = {"logits": _numbers(2, 1)} if name == "lip" else _case(name, 2)
    made = _tensors(options)

    def pool(x: Any) -> Any:
        return _function(name, 2)(x, 2, 2, 1, **made)

    torch.testing.assert_close(torch.func.vmap(pool)(x), torch.stack([pool(one) for one in x]))


def test_dynamic_shapes() -> None:
    torch._dynamo.reset()
    compiled = torch.compile(F.lip_pool1d, backend="eager", fullgraph=True, dynamic=True)
    for size in (7, 10):
        x = torch.randn(1, 2, size)
        torch.testing.assert_close(compiled(x, 3, 2, logits=x), F.lip_pool1d(x, 3, 2, logits=x))


# --- gradients ------------------------------------------------------------------------------------


def test_integers_have_no_gradients() -> None:
    for pool in (F.mixed_pool1d, F.ada_pool1d, F.detail_preserving_pool1d):
        with pytest.raises(TypeError, match="floating-point"):
            poolwise.vjp(pool, np.ones((1, 4), np.int32), 2)


# --- dtypes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", ["float16", "bfloat16"])
@pytest.mark.parametrize("name", [*CASES, "lip"])
def test_short_floats_round_once(name: str, dtype: str) -> None:
    x = to_torch(_numbers(1, 2, CHANNELS, 6, 6).astype(dtype))
    options = {"logits": _numbers(2, 1, 1, 6, 6)} if name == "lip" else _case(name, 3)
    pool = _function(name, 2)
    out = pool(x, 3, 2, 1, **_tensors(options))
    assert out.dtype == x.dtype
    expected = pool(x.double(), 3, 2, 1, **_tensors(options))
    eps = float(ml_dtypes.finfo(dtype).eps)
    torch.testing.assert_close(out.double(), expected, rtol=0.6 * eps, atol=1e-5)
    if name in (*ON_ARRAYS, "lip"):
        array = pool(to_numpy(x), 3, 2, 1, **options)
        assert array.dtype == to_numpy(x).dtype
        assert torch.allclose(to_torch(array).double(), expected, rtol=0.6 * eps, atol=1e-5)


# --- attention ------------------------------------------------------------------------------------


def test_attention_is_global_lip() -> None:
    x, query = torch.randn(2, 3, 4, 5, dtype=torch.float64), torch.randn(1, 3, dtype=torch.float64)
    logits = torch.einsum("qc,nchw->nqhw", query, x)
    expected = F.global_lip_pool2d(x, logits=logits).flatten(2)
    torch.testing.assert_close(F.attention_pool2d(x, query, scale=1.0), expected)


def test_attention_lengths_and_masks() -> None:
    x, query = torch.randn(3, 2, 6), torch.randn(4, 2)
    lengths = torch.tensor([2, 6, 0])
    holes = x.clone()
    holes[0, :, 2:] = torch.nan
    holes[2] = torch.inf
    out, weights = F.attention_pool1d(
        holes, query, lengths=lengths, empty_value=5, return_weights=True
    )
    torch.testing.assert_close(out[0], F.attention_pool1d(x[0, :, :2], query))
    torch.testing.assert_close(out[1], F.attention_pool1d(x[1], query))
    assert (out[2] == 5).all()
    assert weights.shape == (3, 4, 6)
    assert (weights[0, :, 2:] == 0).all()
    torch.testing.assert_close(weights.sum(-1), torch.tensor([1.0, 1, 0])[:, None].expand(3, 4))
    mask = torch.arange(6) < lengths[:, None, None]
    again = F.attention_pool1d(
        holes.transpose(1, 2), query, mask=mask.transpose(1, 2), empty_value=5, channels_last=True
    )
    torch.testing.assert_close(again.transpose(1, 2), out)
    with pytest.raises(ValueError, match="mask has shape"):
        F.attention_pool1d(x, query, mask=torch.ones(2, 6, dtype=torch.bool))


def test_attention_gradients() -> None:
    x = torch.randn(2, 2, 4, dtype=torch.float64, requires_grad=True)
    query = torch.randn(3, 2, dtype=torch.float64, requires_grad=True)
    keys = torch.randn(2, 2, 4, dtype=torch.float64, requires_grad=True)

    def run(x: Any, query: Any, keys: Any) -> Any:
        return F.attention_pool1d(x, query, keys, lengths=torch.tensor([3, 0]))

    assert torch.autograd.gradcheck(run, (x, query, keys))
    assert (torch.autograd.grad(run(x, query, keys).sum(), x)[0][1] == 0).all()


def test_self_attention_of_lin() -> None:
    module = nn.AttentionPool1d(5, heads=3, hidden=4).double()
    x = torch.randn(2, 5, 7, dtype=torch.float64)
    out, weights = module(x, return_weights=True)
    h = x[0].T  # (time, channels), as the paper's H
    a = torch.softmax(module.query @ torch.tanh(module.keys.weight @ h.T), -1)
    torch.testing.assert_close(weights[0], a)
    torch.testing.assert_close(out[0], (a @ h).T)
    last = nn.AttentionPool1d(5, 3, 4, channels_last=True).double()
    last.load_state_dict(module.state_dict())
    torch.testing.assert_close(last(x.transpose(1, 2)).transpose(1, 2), out)


def test_absent_positions_teach_nothing() -> None:
    module, lengths = nn.AttentionPool1d(4, 2, 3), torch.tensor([3, 6])
    present = (torch.arange(6) < lengths[:, None])[:, None]
    x, grads = torch.randn(2, 4, 6), []
    for odd in (0.0, torch.nan):
        leaf = torch.where(present, x, odd).requires_grad_()
        out = module(leaf, lengths=lengths)
        grads.append(torch.autograd.grad(out.square().sum(), [leaf, *module.parameters()]))
    torch.testing.assert_close(*grads)


def test_attention_of_clip() -> None:
    torch.manual_seed(1)
    module = nn.AttentionPool2d((3, 4), 8, 2, 6)
    x = torch.randn(5, 8, 3, 4)
    mask = torch.rand(5, 1, 3, 4) > 0.4
    mask[3] = False
    theirs = torch.nn.MultiheadAttention(8, 2, batch_first=True)
    with torch.no_grad():
        parts = (module.q_proj, module.k_proj, module.v_proj)
        theirs.in_proj_weight.copy_(torch.cat([p.weight for p in parts]))
        theirs.in_proj_bias.copy_(torch.cat([p.bias for p in parts]))
        theirs.out_proj.weight.copy_(torch.eye(8))
        theirs.out_proj.bias.zero_()
    for present in (None, mask):
        kept = torch.ones(5, 1, 3, 4, dtype=torch.bool) if present is None else present
        tokens = (x * kept).flatten(2).transpose(1, 2)
        count = kept.flatten(1).sum(1).clamp(min=1)[:, None, None]
        tokens = torch.cat([tokens.sum(1, keepdim=True) / count, tokens], 1)
        tokens = tokens + module.positional_embedding
        absent = torch.cat([torch.zeros(5, 1, dtype=torch.bool), ~kept.flatten(1)], 1)
        attended, _ = theirs(tokens[:, :1], tokens, tokens, key_padding_mask=absent)
        expected = module.c_proj(attended[:, 0])
        if present is not None:
            expected[3] = 0
        torch.testing.assert_close(module(x, present), expected)
        torch.testing.assert_close(
            module(x[0], None if present is None else present[0]), expected[0]
        )
    last = nn.AttentionPool2d((3, 4), 8, 2, 6, channels_last=True)
    last.load_state_dict(module.state_dict())
    torch.testing.assert_close(last(x.movedim(1, -1)), module(x))


# --- modules --------------------------------------------------------------------------------------


def _modules() -> dict[str, tuple[torch.nn.Module, torch.Tensor]]:
    torch.manual_seed(4)
    x1, x2, x3 = (torch.randn(2, 4, *spatial) for spatial in ((9,), (8, 9), (4, 5, 6)))
    small = torch.nn.Conv2d(4, 1, 1)
    return {
        "mixed": (nn.MixedPool2d(2), x2),
        "mixed channels": (nn.MixedPool1d(3, 2, per="channel", channels=4), x1),
        "mixed region": (nn.MixedPool2d(2, per="region", region=(4, 4)), x2),
        "mixed regions": (
            nn.MixedPool3d(2, per="region", region=(2, 2, 3), channels=4, a=0.3),
            x3,
        ),
        "mixed fixed": (nn.MixedPool2d(2, mode="fixed", a=0.25), x2),
        "mixed random": (nn.MixedPool2d(2, mode="random", per="window").eval(), x2),
        "gated": (nn.GatedPool2d(3, 2, 1), x2),
        "gated channels": (nn.GatedPool3d(2, channels=4), x3),
        "tree": (nn.TreePool2d(2), x2),
        "tree channels": (nn.TreePool1d(3, 2, depth=3, channels=4), x1),
        "lip": (nn.LIPPool2d(3, 2, 1, channels=4, hidden=3), x2),
        "lip simplified": (nn.LIPPool3d(2, logits="simplified", channels=4), x3),
        "lip own": (nn.LIPPool2d(2, logits=small), x2),
        "detail": (nn.DetailPreservingPool2d(2), x2),
        "detail full": (
            nn.DetailPreservingPool3d(2, asymmetric=True, learned_filter=True, channels=4),
            x3,
        ),
        "ada": (nn.AdaPool2d(2), x2),
        "ada region": (nn.AdaPool1d(3, per="region", region=(3,)), x1),
        "ada fixed": (nn.AdaPool3d(2, learned=False, beta=1), x3),
        "attention 1d": (nn.AttentionPool1d(4, 2), x1),
        "attention 1d hidden": (nn.AttentionPool1d(4, 2, 3), x1),
        "attention 2d": (nn.AttentionPool2d((8, 9), 4, 2), x2),
    }


TRACED = ["mixed region", "attention 1d hidden"]
if SHARE >= 1:  # or test_export.py's are enough
    TRACED += ["gated channels", "tree", "lip", "detail full", "ada", "attention 2d"]
COMPILED = ["lip", "detail full", "attention 1d hidden", "attention 2d"]


@pytest.mark.parametrize("name", _modules())
def test_modules(name: str) -> None:
    module, x = _modules()[name]
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.add_(0.1 * torch.randn_like(parameter))
    out = module(x)
    assert torch.isfinite(out).all()
    for other in (copy.deepcopy(module), pickle.loads(pickle.dumps(module))):
        assert repr(other) == repr(module)
        torch.testing.assert_close(other(x), out, rtol=0, atol=0)
    saved = module.state_dict()
    bare = {k for k in getattr(module, "_begin", ()) if saved[k].shape == (1,)}  # had no axis
    older = {k: v.reshape(()) if k in bare else v for k, v in saved.items()}
    for state in (saved, older):
        fresh, _ = _modules()[name]
        fresh.load_state_dict(state)
        torch.testing.assert_close(fresh(x), out, rtol=0, atol=0)
    if name in TRACED:
        exported = torch.export.export(module.eval(), (x,)).module()
        torch.testing.assert_close(exported(x), module(x))
    if name in COMPILED:
        torch._dynamo.reset()
        compiled = torch.compile(module, backend="eager", fullgraph=True)
        torch.testing.assert_close(compiled(x), module(x))
    if list(module.parameters()):
        # A random direction: a sum of softmax weights would have no slope.
        (out * torch.randn_like(out)).sum().backward()
        for key, parameter in module.named_parameters():
            assert parameter.grad is not None, key
            assert torch.isfinite(parameter.grad).all(), key
    assert module.double()(x.double()).dtype == torch.float64


def test_modules_are_their_functions() -> None:
    x = torch.randn(2, 3, 6, 6)
    mixed = nn.MixedPool2d(3, 2, 1, a=0.3)
    torch.testing.assert_close(mixed(x), F.mixed_pool2d(x, 3, 2, 1, a=0.3))
    gated = nn.GatedPool2d(3, 2, 1, channels=3)
    torch.testing.assert_close(gated(x), F.mixed_pool2d(x, 3, 2, 1))  # to begin with
    tree = nn.TreePool2d(2)
    expected = F.tree_pool2d(x, 2, filters=tree.filters, omega=tree.omega)
    torch.testing.assert_close(tree(x), expected)
    assert tree.filters.shape == (2, 2, 2)
    for kind in ("bottleneck", "simplified"):
        lip = nn.LIPPool2d(2, logits=kind, channels=3, hidden=4)
        torch.testing.assert_close(lip(x), poolwise.avg_pool2d(x, 2))  # to begin with
    full = nn.DetailPreservingPool2d(2, learned_filter=True)
    torch.testing.assert_close(full(x), F.detail_preserving_pool2d(x, 2))  # to begin with
    ada = nn.AdaPool2d(2, dilation=2, beta=0.2)
    torch.testing.assert_close(ada(x), F.ada_pool2d(x, 2, dilation=2, beta=0.2))
    attention = nn.AttentionPool1d(6, 2)
    torch.testing.assert_close(attention(x), F.attention_pool1d(x, attention.query))


def test_modules_take_the_rules() -> None:
    x = torch.randn(2, 4, 6, 3)
    planar = x.movedim(-1, 1)
    mask = torch.rand(2, 4, 6, 1) > 0.6
    for make in (
        lambda **k: nn.MixedPool2d(2, per="region", region=(2, 3), channels=3, **k),
        lambda **k: nn.MixedPool2d(2, per="region", region=(2, 3), **k),
        lambda **k: nn.GatedPool2d(2, channels=3, **k),
        lambda **k: nn.TreePool2d(2, channels=3, **k),
        lambda **k: nn.LIPPool2d(2, channels=3, **k),
        lambda **k: nn.DetailPreservingPool2d(2, channels=3, **k),
        lambda **k: nn.AdaPool2d(2, per="channel", channels=3, **k),
    ):
        last, first = make(channels_last=True, empty_value=7.0), make(empty_value=7.0)
        with torch.no_grad():
            for parameter in first.parameters():
                parameter.add_(0.3 * torch.randn_like(parameter))
        last.load_state_dict(first.state_dict())
        torch.testing.assert_close(last(x).movedim(-1, 1), first(planar))
        holes = torch.where(mask, x, torch.nan)
        out = last(holes, mask)
        assert torch.isfinite(out).all()
        assert (out[~poolwise.max_pool2d(mask, 2, channels_last=True).expand(out.shape)] == 7).all()
        torch.testing.assert_close(out.movedim(-1, 1), first(planar, mask.movedim(-1, 1)))
    lengths = torch.tensor([2, 5])
    sequence = torch.randn(2, 3, 6)
    lip = nn.LIPPool1d(2, channels=3)
    present = torch.arange(6) < lengths[:, None, None]
    torch.testing.assert_close(lip(sequence, lengths=lengths), lip(sequence, present))


def test_random_module_follows_training() -> None:
    x = torch.randn(1, 1, 64)
    module = nn.MixedPool1d(2, mode="random", per="window")
    assert not torch.equal(module(x), module(x))
    module.eval()
    torch.testing.assert_close(module(x), F.mixed_pool1d(x, 2, a=0.5))
    compiled = torch.compile(module.train(), backend="eager", fullgraph=True)
    assert compiled(x).shape == (1, 1, 32)


def test_repr_shows_what_is_not_default() -> None:
    shown = repr(nn.MixedPool2d(2, per="channel", channels=3))
    assert "kernel_size=2" in shown
    assert "per='channel'" in shown
    assert "channels=3" in shown
    assert "depth=3" in repr(nn.TreePool1d(2, depth=3))
    assert "heads=4" in repr(nn.AttentionPool1d(8, 4))
    assert "learned=False" in repr(nn.AdaPool2d(2, learned=False))


# --- errors ---------------------------------------------------------------------------------------

X = np.zeros((1, 2, 6))
T = torch.zeros(1, 2, 6)

ERRORS: list[tuple[type[Exception], str, Callable[[], Any]]] = [
    (ValueError, "a=2", lambda: F.mixed_pool1d(X, 2, a=2)),
    (TypeError, "a must be", lambda: F.mixed_pool1d(X, 2, a="half")),
    (TypeError, "a must be", lambda: F.mixed_pool1d(X, 2, a=torch.ones(2))),
    (ValueError, "a has shape", lambda: F.mixed_pool1d(X, 2, a=np.ones(5))),
    (ValueError, "mode=", lambda: F.mixed_pool1d(X, 2, mode="both")),
    (ValueError, "per=", lambda: F.mixed_pool1d(X, 2, mode="random", per="pixel")),
    (ValueError, "seed=", lambda: F.mixed_pool1d(X, 2, mode="random", seed=-1)),
    (TypeError, "omega", lambda: F.gated_pool1d(X, 2, omega=np.zeros(2))),
    (TypeError, "omega", lambda: F.gated_pool1d(T, 2, omega=[0, 0])),
    (ValueError, "omega has shape", lambda: F.gated_pool1d(T, 2, omega=torch.zeros(3))),
    (ValueError, "omega has shape", lambda: F.gated_pool1d(T, 2, omega=torch.zeros(3, 2))),
    (
        ValueError,
        "3 leaves",
        lambda: F.tree_pool1d(T, 2, filters=torch.zeros(3, 2), omega=torch.zeros(2, 2)),
    ),
    (
        ValueError,
        "inner nodes",
        lambda: F.tree_pool1d(T, 2, filters=torch.zeros(4, 2), omega=torch.zeros(2, 2)),
    ),
    (ValueError, "logits has shape", lambda: F.lip_pool1d(X, 2, logits=np.zeros((2, 5)))),
    (TypeError, "logits", lambda: F.lip_pool1d(X, 2, logits=np.zeros((2, 6), int))),
    (ValueError, "alpha=-1", lambda: F.detail_preserving_pool1d(X, 2, alpha=-1)),
    (ValueError, "lambda_=inf", lambda: F.detail_preserving_pool1d(X, 2, lambda_=math.inf)),
    (ValueError, "eps=0", lambda: F.detail_preserving_pool1d(X, 2, eps=0)),
    (TypeError, "filter", lambda: F.detail_preserving_pool1d(X, 2, filter=np.zeros(2))),
    (
        TypeError,
        "sliding",
        lambda: F.global_detail_preserving_pool1d(T, filter=torch.zeros(2)),
    ),
    (ValueError, "beta=1.5", lambda: F.ada_pool1d(X, 2, beta=1.5)),
    (TypeError, "empty_value", lambda: F.ada_pool1d(X, 2, empty_value="none")),
    (TypeError, "x must be", lambda: F.ada_pool1d([1.0], 2)),
    (TypeError, "x must be", lambda: F.attention_pool1d(X, T[0])),
    (ValueError, "query has shape", lambda: F.attention_pool1d(T, torch.zeros(1, 3))),
    (ValueError, "keys has", lambda: F.attention_pool1d(T, torch.zeros(1, 2), T[..., :3])),
    (ValueError, "channels=", lambda: nn.MixedPool2d(2, per="channel")),
    (ValueError, "region", lambda: nn.MixedPool2d(2, per="region")),
    (ValueError, "region", lambda: nn.MixedPool2d(2, per="region", region=(2,))),
    (ValueError, "a=1", lambda: nn.MixedPool2d(2, a=1)),
    (ValueError, "mode=", lambda: nn.MixedPool2d(2, mode="both")),
    (ValueError, "kernel_size", lambda: nn.GatedPool2d((2, 3, 4))),
    (ValueError, "depth=1", lambda: nn.TreePool2d(2, depth=1)),
    (ValueError, "channels=", lambda: nn.LIPPool2d(2)),
    (ValueError, "logits=", lambda: nn.LIPPool2d(2, logits="linear", channels=2)),
    (ValueError, "num_heads", lambda: nn.AttentionPool2d(2, 5, 2)),
    (ValueError, "x has", lambda: nn.AttentionPool2d(2, 4, 2)(torch.zeros(1, 4, 3, 3))),
]


@pytest.mark.parametrize(("kind", "said", "call"), ERRORS)
def test_errors(kind: type[Exception], said: str, call: Callable[[], Any]) -> None:
    with pytest.raises(kind, match=said):
        call()
