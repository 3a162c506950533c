"""Attentive statistics over time, and attention over pictures of other sizes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F

import poolwise
from poolwise import nn

pytestmark = pytest.mark.usefixtures("one_torch_thread")

PRESENT = np.array([[1] * 6, [1] * 4 + [0] * 2, [0] * 3 + [1] * 3, [0] * 6], bool)


def _weighted(x: np.ndarray, weights: np.ndarray, present: np.ndarray) -> np.ndarray:
    """The definition, of (N, C, T) each; 7 where nothing is present."""
    out = np.full((x.shape[0], 2, x.shape[1]), 7.0)
    for at in np.ndindex(x.shape[:2]):
        held, share = x[at][present[at]], weights[at][present[at]]
        if share.sum() > 0:
            share = share / share.sum()
            mean = (share * held).sum()
            out[at[0], :, at[1]] = mean, np.sqrt((share * (held - mean) ** 2).sum())
    return out.reshape(x.shape[0], -1)


@pytest.mark.parametrize("tensors", [False, True])
@pytest.mark.parametrize("last", [False, True])
@pytest.mark.parametrize("shape", [(4, 6), (4, 1, 6), (4, 3, 6), (1, 1, 6), (6,)])
def test_statistics(tensors: bool, last: bool, shape: tuple[int, ...]) -> None:
    rng = np.random.default_rng(1)
    x, weights = rng.normal(size=(4, 3, 6)), rng.random(shape)
    weights.reshape(-1)[0] = 0
    wide = weights[:, None] if len(shape) == 2 else weights
    wide = np.broadcast_to(wide, x.shape)
    if last and weights.ndim == 1:
        weights = weights[:, None]
    like: Any = torch.from_numpy if tensors else np.asarray
    given = x.swapaxes(1, 2) if last else x
    moved = weights.swapaxes(1, 2) if last and weights.ndim == 3 else weights
    for options, present in (
        ({}, np.ones_like(PRESENT)),
        ({"mask": like(PRESENT)}, PRESENT),
        ({"lengths": like(np.array([6, 4, 1, 0]))}, np.arange(6) < [[6], [4], [1], [0]]),
    ):
        expected = _weighted(x, wide, np.broadcast_to(present[:, None], x.shape))
        out = poolwise.temporal_statistics_pool(
            like(given), like(moved), channels_last=last, empty_value=7, **options
        )
        np.testing.assert_allclose(np.asarray(out), expected, rtol=1e-12, atol=1e-12)
        if tensors:
            module = nn.TemporalStatisticsPool(channels_last=last, empty_value=7)
            torch.testing.assert_close(module(like(given), weights=like(moved), **options), out)


def test_equal_weights_are_none() -> None:
    x = torch.randn(4, 3, 6, dtype=torch.float64)
    mask = torch.from_numpy(PRESENT)
    weights = torch.full((4, 6), 0.3, dtype=torch.float64)
    expected = poolwise.temporal_statistics_pool(x, mask=mask)
    torch.testing.assert_close(poolwise.temporal_statistics_pool(x, weights, mask=mask), expected)
    constant = torch.full((2, 3, 5), 0.1)
    out = poolwise.temporal_statistics_pool(constant, torch.rand(2, 5))
    assert (out[:, 3:] == 0).all()


@pytest.mark.parametrize("masked", [False, True])
def test_gradients(masked: bool) -> None:
    x = torch.randn(4, 3, 6, dtype=torch.float64, requires_grad=True)
    scores = torch.randn(4, 6, dtype=torch.float64, requires_grad=True)
    mask = torch.from_numpy(PRESENT) if masked else None

    def pooled(x: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
        return poolwise.temporal_statistics_pool(x, scores.softmax(-1), mask=mask)

    torch.autograd.gradcheck(pooled, (x, scores))
    torch.autograd.gradgradcheck(pooled, (x, scores))
    out = pooled(x, scores)
    grad = torch.rand_like(out)
    (expected,) = torch.autograd.grad(out, x, grad)
    value, pullback = poolwise.vjp(
        poolwise.temporal_statistics_pool,
        x.detach().numpy(),
        scores.softmax(-1).detach().numpy(),
        mask=None if mask is None else mask.numpy(),
    )
    np.testing.assert_allclose(value, out.detach().numpy(), rtol=1e-12)
    np.testing.assert_allclose(pullback(grad.numpy()), expected.numpy(), rtol=1e-9, atol=1e-12)


def test_packed_and_nested() -> None:
    parts = [torch.randn(n, 3) for n in (5, 2, 4)]
    scores = [torch.rand(n, 1) for n in (5, 2, 4)]
    pool = poolwise.temporal_statistics_pool
    expected = torch.cat([pool(x.T[None], w.T) for x, w in zip(parts, scores, strict=True)])
    for pack in (
        lambda p: torch.nn.utils.rnn.pack_sequence(p, enforce_sorted=False),
        lambda p: torch.nested.nested_tensor(p, layout=torch.jagged),
    ):
        torch.testing.assert_close(pool(pack(parts), pack(scores)), expected)
        padded = torch.nn.utils.rnn.pad_sequence(scores, batch_first=True)
        torch.testing.assert_close(pool(pack(parts), padded[..., 0]), expected)


def test_ends_of_ranges_and_halves() -> None:
    x, weights = torch.tensor([[[3e38, -3e38, 3e38]]]), torch.tensor([[3e38, 0.0, 3e38]])
    assert poolwise.temporal_statistics_pool(x, weights)[0, 0] == x[0, 0, 0]
    half = torch.randn(2, 3, 5, dtype=torch.float16)
    out = poolwise.temporal_statistics_pool(half, torch.rand(2, 5))
    assert out.dtype == torch.float16


@pytest.mark.parametrize("weights", [[[1.0, -1, 0]], [[1.0, np.nan, 0]], [[1.0, np.inf, 0]]])
def test_weights_that_are_none(weights: Any) -> None:
    x = np.ones((1, 2, 3))
    for like in (np.asarray, torch.as_tensor):
        with pytest.raises(ValueError, match="weights must be finite and at least 0"):
            poolwise.temporal_statistics_pool(like(x), like(np.array(weights)))
        with pytest.raises(ValueError, match=r"weights has shape \(1, 2\)"):
            poolwise.temporal_statistics_pool(like(x), like(np.ones((1, 2))))
    with pytest.raises(TypeError, match="weights must be"):
        poolwise.temporal_statistics_pool(x, weights)


@pytest.mark.parametrize("last", [False, True])
@pytest.mark.parametrize("size", [(4, 6), (8, 8), (3, 9), (2, 3)])
def test_pictures_of_other_sizes(last: bool, size: tuple[int, int]) -> None:
    torch.manual_seed(0)
    module = nn.AttentionPool2d((4, 6), 8, 2, 5, resample=True, channels_last=last)
    grid = module.positional_embedding[1:].detach().reshape(1, 4, 6, 8).movedim(-1, 1)
    grid = F.interpolate(grid, size, mode="bicubic", align_corners=False)
    other = nn.AttentionPool2d(size, 8, 2, 5, channels_last=last)
    state = module.state_dict()
    first = state["positional_embedding"][:1]
    state["positional_embedding"] = torch.cat([first, grid.flatten(2)[0].T])
    other.load_state_dict(state)
    x = torch.randn(2, 8, *size)
    x = x.movedim(1, -1) if last else x
    torch.testing.assert_close(module(x), other(x))
    mask = torch.rand(2, *size) < 0.7
    mask = mask[..., None] if last else mask[:, None]
    torch.testing.assert_close(module(x, mask), other(x, mask))
    module(x).sum().backward()
    assert module.positional_embedding.grad.abs().sum() > 0
    if size != (4, 6):
        fixed = nn.AttentionPool2d((4, 6), 8, 2, 5, channels_last=last)
        with pytest.raises(ValueError, match="resample=True"):
            fixed(x)
    assert "resample=True" in repr(module)
    assert "resample" not in repr(other)
