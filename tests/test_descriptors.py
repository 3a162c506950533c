"""Descriptors of all positions: what they are of matrices that are known."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

import poolwise
import poolwise.nn

pytestmark = pytest.mark.usefixtures("one_torch_thread")


@pytest.mark.parametrize("scale", [1e-300, 1e-150, 1.0, 1e150, 1e300])
@pytest.mark.parametrize("level", [0.0, 1e5])
def test_roots_of_covariances_squared_are_covariances(scale: float, level: float) -> None:
    """At any scale, and however far from 0 the means are."""
    x = np.random.default_rng(1).normal(size=(2, 3, 4, 5)) + level
    expected = np.stack([np.cov(item.reshape(3, -1), bias=True) for item in x])
    plain = poolwise.covariance_pool2d(x, iterations=0, triangle=False)
    np.testing.assert_allclose(plain, expected, rtol=1e-9, atol=1e-9)
    for given in (x * scale, torch.from_numpy(x * scale)):
        root = poolwise.covariance_pool2d(given, iterations=30, triangle=False)
        root = np.asarray(root) / scale
        np.testing.assert_allclose(root @ root, expected, rtol=1e-9, atol=1e-9)


def test_gradients_of_many_iterations() -> None:
    """Each of which uses its matrices three times: a way back along every path would never end."""
    x = np.random.default_rng(2).normal(size=(2, 3, 4, 5))
    out, pullback = poolwise.vjp(lambda x: poolwise.covariance_pool2d(x, iterations=40), x)
    grad = np.random.default_rng(3).normal(size=out.shape)
    leaf = torch.from_numpy(x).requires_grad_()
    by_torch = poolwise.covariance_pool2d(leaf, iterations=40)
    (expected,) = torch.autograd.grad(by_torch, leaf, torch.from_numpy(grad))
    np.testing.assert_allclose(pullback(grad), expected.numpy(), rtol=1e-9, atol=1e-12)


def test_nothing_varies() -> None:
    for value in (0.1, 1e30):
        x: Any = torch.full((1, 3, 2, 7), value, requires_grad=True)
        for iterations in (0, 5):
            out = poolwise.covariance_pool2d(x, iterations=iterations)
            (slope,) = torch.autograd.grad(out.sum(), x)
            assert out.eq(0).all()
            assert slope.eq(0).all()


def test_netvlad_of_the_nearest_centres_is_vlad() -> None:
    """Where the assignment is hard: residuals to the nearest, normalised."""
    rng = np.random.default_rng(3)
    x, centres = rng.normal(size=(2, 4, 9)), rng.normal(size=(3, 4))
    weight, bias = 2e4 * centres, -1e4 * (centres**2).sum(-1)
    out = poolwise.netvlad_pool1d(x, centres, weight, bias).reshape(2, 3, 4)
    apart = x[:, None] - centres[:, :, None]
    nearest = (apart**2).sum(2).argmin(1)
    for item in range(2):
        total = np.stack([apart[item, k][:, nearest[item] == k].sum(-1) for k in range(3)])
        sizes = np.linalg.norm(total, axis=-1, keepdims=True)
        rows = total / np.where(sizes == 0, 1, sizes)
        np.testing.assert_allclose(out[item], rows / np.linalg.norm(rows), atol=1e-9)


def test_centres_begin_with_clusters_of_data() -> None:
    torch.manual_seed(1)
    corners = torch.tensor([[0.0, 0.0], [0.0, 9.0], [9.0, 0.0]])
    features = torch.cat([corner + torch.rand(50, 2) for corner in corners])
    module = poolwise.nn.NetVLADPool2d(2, clusters=3)
    module.init_from(features)
    found = module.centres.detach()
    assert torch.cdist(found, corners + 0.5).min(1).values.max() < 0.2
    assert torch.cdist(corners + 0.5, found).min(1).values.max() < 0.2
    # The shares of the nearest two are in the ratio of 100 on geometric average.
    logits = features @ module.weight.T + module.bias
    first, second = logits.topk(2).values.T
    torch.testing.assert_close(
        (first - second).mean().exp(), torch.tensor(100.0), rtol=1e-3, atol=0
    )
    with pytest.raises(ValueError, match=r"features has shape \(2, 2\); it needs 3 rows or more"):
        module.init_from(features[:2])
    wrong = (
        (features[:, :1], {}, ValueError, "2 channels"),
        (features.tolist(), {}, TypeError, "features must be a torch.Tensor, got list"),
        (features * torch.nan, {}, ValueError, "features must be finite"),
        (features, {"steps": -1}, ValueError, "steps=-1 must be at least 0"),
    )
    for given, more, kind, said in wrong:
        with pytest.raises(kind, match=said):
            module.init_from(given, **more)


def test_masks_are_of_positions() -> None:
    with pytest.raises(ValueError, match=r"mask has shape \(2, 3, 4\); it needs 1 in place of the"):
        poolwise.covariance_pool1d(np.ones((2, 3, 4)), mask=np.ones((2, 3, 4), bool))
    with pytest.raises(ValueError, match="the width of x is 0"):
        poolwise.covariance_pool2d(np.ones((2, 3, 4, 0)))
