"""Boxes of any size and sense: right values, or one error that names them; never a crash."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import torch
from special_calls import roi_align_of, roi_pool_of

import poolwise

pytestmark = pytest.mark.usefixtures("one_torch_thread")

X = np.random.default_rng(5).normal(size=(2, 3, 4, 5))
KINDS = (np.asarray, torch.from_numpy)
FAR = [
    [0, -7e4, -5.0, 9e4, 3.0],
    [1, 1.5, -1e5, 4.0, 1e5],
    [0, 1e9, 1e9, 2e9, 2e9],
    [1, -3e9, -2e9, 2.5e9, 1e9],
    [0, 2**31 + 0.5, 0, 2**31 + 9, 4],
    [1, 3e5, 2e5, -3e5, -2e5],
    [0, 0.5, 0.5, 3.5, 2.5],
]
TOO_FAR = [1e30, -1e30, 2.0**41, 3e38, math.inf, -math.inf, math.nan]


def _shares(first: Fraction, last: Fraction, cells: int, size: int, aligned: bool) -> np.ndarray:
    """How much of each element each cell has, (cells, size), in exact arithmetic."""
    half = Fraction(1, 2)
    start = first - half if aligned else first
    extent = last - first if aligned else max(last - first, Fraction(1))
    cell = extent / cells
    count = max(math.ceil(cell), 0)
    shares = np.zeros((cells, size))
    for i in range(cells if count else 0):
        step, begin = cell / count, start + i * cell
        least = max(math.ceil((-1 - begin) / step - half), 0)
        most = min(math.floor((size - begin) / step - half), count - 1)
        for p in range(least, most + 1):
            at = min(max(begin + (p + half) * step, Fraction(0)), Fraction(size - 1))
            low = math.floor(at)
            for place, share in ((low, 1 - (at - low)), (min(low + 1, size - 1), at - low)):
                shares[i, place] += float(share / count)
    return shares


@pytest.mark.parametrize("like", KINDS)
@pytest.mark.parametrize("aligned", [False, True])
@pytest.mark.parametrize("last", [False, True])
def test_means_of_points(like: Any, aligned: bool, last: bool) -> None:
    boxes = np.array(FAR)
    expected = []
    for image, *corners in FAR:
        left, top, right, bottom = map(Fraction, corners)
        rows, columns = (
            _shares(*ends, cells, size, aligned)
            for ends, cells, size in (((top, bottom), 2, 4), ((left, right), 3, 5))
        )
        expected.append(rows @ X[int(image)] @ columns.T)
    x = np.moveaxis(X, 1, -1) if last else X
    out = poolwise.roi_align(like(x), like(boxes), (2, 3), aligned=aligned, channels_last=last)
    actual = np.asarray(out)
    actual = np.moveaxis(actual, -1, 1) if last else actual
    np.testing.assert_allclose(actual, np.stack(expected), rtol=1e-5, atol=1e-13)
    for number, box in enumerate(boxes):  # whatever other boxes there are
        alone = poolwise.roi_align(
            like(x), like(box[None]), (2, 3), aligned=aligned, channels_last=last
        )
        np.testing.assert_allclose(np.asarray(alone)[0], np.asarray(out)[number], rtol=1e-12)


@pytest.mark.parametrize("like", KINDS)
@pytest.mark.parametrize("mode", ["avg", "max"])
@pytest.mark.parametrize("masked", [False, True])
def test_many_points(like: Any, mode: str, masked: bool) -> None:
    """Of long cells, only the points that lie in x are looked at; all of them count."""
    boxes = np.array([[0, -200.0, -1.0, 150.0, 2.0], [1, 1, -90, 2, 80.5], [1, 0, 0, 3, 3]])
    present = np.broadcast_to(X[:, :1] > -0.5, X.shape) if masked else np.True_
    expected = roi_align_of(X, boxes, (2, 2), 1.0, -1, False, mode, present, 9)
    more = {"mask": like(np.ascontiguousarray(present))} if masked else {}
    out = poolwise.roi_align(like(X), like(boxes), 2, mode=mode, empty_value=9, **more)
    np.testing.assert_allclose(np.asarray(out), expected, rtol=1e-9, atol=1e-12)
    if like is torch.from_numpy:
        x = torch.from_numpy(X).requires_grad_()

        def pooled(x: torch.Tensor) -> torch.Tensor:
            return poolwise.roi_align(x, like(boxes), 2, mode=mode, empty_value=9, **more)

        torch.autograd.gradcheck(pooled, x)


@pytest.mark.parametrize("like", KINDS)
@pytest.mark.parametrize("reducer", ["max", "sum"])
def test_rectangles(like: Any, reducer: str) -> None:
    boxes = np.array(FAR)
    keep = np.max if reducer == "max" else np.sum
    expected = roi_pool_of(X, boxes, (2, 3), 1.0, keep)
    out = poolwise.roi_pool(like(X), like(boxes), (2, 3), reducer=reducer)
    np.testing.assert_allclose(np.asarray(out), expected)


@pytest.mark.parametrize("pool", [poolwise.roi_pool, poolwise.roi_align])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("value", TOO_FAR)
def test_errors(pool: Any, dtype: Any, value: float) -> None:
    for corner in range(1, 5):
        boxes = np.array([[0, 0, 0, 3, 3], [1, 1, 1, 2, 2]], dtype)
        boxes[1, corner] = value
        for like in KINDS:
            with pytest.raises(ValueError, match=r"^boxes "):
                pool(like(X), like(boxes), 2)
            with pytest.raises(ValueError, match=r"^boxes "):
                pool(like(X), [like(boxes[:1, 1:]), like(boxes[1:, 1:])], 2)
    with pytest.raises(ValueError, match=r"^boxes "):
        pool(X, np.array([[0, 0, 0, 1e20, 1e20]]), 2, 1e300)


def test_boxes_that_nobody_looks_at() -> None:
    """Compiled programs give something of the right shape, whatever the boxes are."""
    boxes = torch.tensor([[0, math.nan, 0, math.inf, 3], [1, -1e30, 0, 1e30, 3], [0, 1.0, 1, 3, 3]])
    x = torch.from_numpy(X)

    def both(x: torch.Tensor, boxes: torch.Tensor) -> Any:
        return poolwise.roi_pool(x, boxes, 2), poolwise.roi_align(x, boxes, 2, sampling_ratio=2)

    compiled = torch.compile(both, backend="eager", fullgraph=True)
    for out, pool, more in zip(
        compiled(x, boxes),
        (poolwise.roi_pool, poolwise.roi_align),
        ({}, {"sampling_ratio": 2}),
        strict=True,
    ):
        torch.testing.assert_close(out[2:], pool(x, boxes[2:], 2, **more))
