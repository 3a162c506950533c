"""Descriptors of all positions: what they are of matrices that are known."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

import poolwise

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


def test_nothing_varies() -> None:
    for value in (0.1, 1e30):
        x: Any = torch.full((1, 3, 2, 7), value, requires_grad=True)
        for iterations in (0, 5):
            out = poolwise.covariance_pool2d(x, iterations=iterations)
            (slope,) = torch.autograd.grad(out.sum(), x)
            assert out.eq(0).all()
            assert slope.eq(0).all()


def test_masks_are_of_positions() -> None:
    with pytest.raises(ValueError, match=r"mask has shape \(2, 3, 4\); it needs 1 in place of the"):
        poolwise.covariance_pool1d(np.ones((2, 3, 4)), mask=np.ones((2, 3, 4), bool))
    with pytest.raises(ValueError, match="the width of x is 0"):
        poolwise.covariance_pool2d(np.ones((2, 3, 4, 0)))
