"""Windows of any sizes: their tables, and the kernels that walk them."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from poolwise.backends import Recorded, backend_of, native
from poolwise.backends.numpy import arrays, recorded
from poolwise.backends.torch import composed, tensors
from poolwise.windows import Windows


@st.composite
def cases(draw: st.DrawFn) -> tuple[Windows, tuple[int, ...], int]:
    rank = draw(st.integers(1, 3))
    spatial = tuple(draw(st.integers(1, 9)) for _ in range(rank))
    starts, counts = [], []
    for size in spatial:
        pairs = st.tuples(st.integers(0, size - 1), st.integers(1, size))
        windows = draw(st.lists(pairs, min_size=1, max_size=6))
        first = sorted(start for start, _ in windows)
        last = sorted(min(start + count, size) for start, count in windows)
        starts.append(first)
        counts.append([end - start for start, end in zip(first, last, strict=True)])
    return Windows.tables(rank, starts, counts), spatial, draw(st.integers(0, 999))


def _windows(windows: Windows, spatial: tuple[int, ...]) -> Any:
    axes = windows.axes(spatial)
    for at in np.ndindex(windows.output_shape(spatial)):
        yield (
            at,
            tuple(
                slice(int(axis.start[i]), int(axis.start[i] + axis.count[i]))
                for i, axis in zip(at, axes, strict=True)
            ),
        )


@settings(max_examples=80, deadline=None)
@given(cases(), st.booleans())
def test_kernels(case: tuple[Windows, tuple[int, ...], int], masked: bool) -> None:
    windows, spatial, seed = case
    generator = np.random.default_rng(seed)
    x = generator.normal(size=(2, 3, *spatial))
    mask = generator.random(x.shape) < 0.6 if masked else None
    held = np.ones(x.shape, bool) if mask is None else mask
    shape = (2, 3, *windows.output_shape(spatial))
    largest, mean, grads = np.empty(shape), np.empty(shape), [np.zeros(x.shape) for _ in range(2)]
    grad = generator.normal(size=shape)
    for at, where in _windows(windows, spatial):
        for lead in np.ndindex(2, 3):
            part, present = x[(*lead, *where)], held[(*lead, *where)]
            if not present.any():
                largest[(*lead, *at)] = mean[(*lead, *at)] = 4
                continue
            largest[(*lead, *at)] = part[present].max()
            mean[(*lead, *at)] = part[present].mean()
            own = grad[(*lead, *at)]
            grads[0][(*lead, *where)] += own * ((part == part[present].max()) & present)
            grads[1][(*lead, *where)] += own * present / present.sum()

    def both(backend: Any, x: Any, mask: Any) -> list[Any]:
        return [
            backend.pick(x, mask, windows, True, 4, False),
            backend.total(x, mask, windows, native.COUNT, 1, None, 4),
        ]

    for out, expected in zip(both(arrays, x, mask), (largest, mean), strict=True):
        np.testing.assert_allclose(out, expected, atol=1e-12)
    # Backward, in both memory formats, and composed of PyTorch's operators.
    start = Recorded(x)
    for out, expected in zip(both(recorded, start, mask), grads, strict=True):
        np.testing.assert_allclose(out.back(grad)[start.origin], expected, atol=1e-12)
    present = None if mask is None else torch.from_numpy(mask)
    for order in ((0, 1), (1, 0)):
        tensor = torch.from_numpy(x).transpose(*order).contiguous().transpose(*order)
        tensor.requires_grad_()
        for out, expected in zip(both(tensors, tensor, present), grads, strict=True):
            (actual,) = torch.autograd.grad(out, tensor, torch.from_numpy(grad))
            np.testing.assert_allclose(actual.numpy(), expected, atol=1e-12)
    tensor = torch.from_numpy(x)
    torch.testing.assert_close(
        composed.pick(tensor, present, windows, True, 4, False), torch.from_numpy(largest)
    )
    torch.testing.assert_close(
        composed.total(tensor, present, windows, native.COUNT, 1, 4), torch.from_numpy(mean)
    )


@settings(max_examples=50, deadline=None)
@given(cases())
def test_packing(case: tuple[Windows, tuple[int, ...], int]) -> None:
    windows, spatial, _ = case
    again = Windows.unpack(windows.pack())
    assert again == windows
    assert hash(again) == hash(windows)
    assert pickle.loads(pickle.dumps(windows)) == windows
    most = 1
    for axis in windows.axes(spatial):
        most *= axis.count.max()
        assert axis.step == 1
        assert axis.extent.tolist() == axis.count.tolist()
    assert windows.capacity(spatial) == windows.capacity_bound(spatial) == most


def test_other_reducers() -> None:
    windows = Windows.tables(1, [[0, 1, 2]], [[2, 1, 3]])
    x = torch.tensor([[1.0, 5.0, 2.0, 7.0, 3.0]])
    out = backend_of(x).reduce(x, None, windows, "median", (1.0,), None, 0)
    assert out.tolist() == [[3, 5, 3]]


def test_one_count_for_all() -> None:
    windows = Windows.tables(2, [(0, 1, 3), np.array([2])], (2, [1]))
    assert windows == Windows.tables(2, [[0, 1, 3], [2]], [[2, 2, 2], [1]])
    assert windows.output_shape((5, 3)) == (3, 1)


def test_operators_take_them_compiled() -> None:
    windows = Windows.tables(1, [[0, 1, 3]], [[2, 4, 2]])
    x = torch.tensor([[[1.0, 5.0, 2.0, 7.0, 3.0]]], requires_grad=True)

    def pool(x: torch.Tensor) -> torch.Tensor:
        out: torch.Tensor = tensors.pick(x, None, windows, True, 0, False)
        return out

    compiled = torch.compile(pool, backend="aot_eager", fullgraph=True)
    out = compiled(x)
    assert out.tolist() == [[[5, 7, 7]]]
    out.sum().backward()
    assert x.grad is not None
    assert x.grad.tolist() == [[[0, 1, 0, 2, 0]]]


@pytest.mark.parametrize(
    ("starts", "counts", "error", "message"),
    [
        ([[0]], [[1]], ValueError, "starts must have 2 tables"),
        ([[0], [0]], 1, ValueError, "counts must have 2 tables"),
        ([0, 0], [1, 1], TypeError, r"starts\[0\] must be a sequence"),
        ([[0], [0, -1]], [1, 1], ValueError, r"starts\[1\]\[1\]=-1"),
        ([[0], [0, 1]], [1, [1, 2, 3]], ValueError, r"counts\[1\] must be an integer or 2"),
        ([[0], [0.5]], [1, 1], TypeError, r"starts\[1\]\[0\]"),
        ([[0], [1, 0]], [1, 2], ValueError, r"window 1 of axis 1, \[0, 2\), begins or ends before"),
        ([[0], [0, 1]], [1, [5, 2]], ValueError, r"window 1 of axis 1, \[1, 3\)"),
    ],
)
def test_arguments(starts: Any, counts: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        Windows.tables(2, starts, counts)


def test_windows_end_inside() -> None:
    windows = Windows.tables(2, [[0], [0, 3]], [[2], [2, 4]])
    assert windows.output_shape((2, 7)) == (1, 2)
    with pytest.raises(ValueError, match=r"window 1 along the width ends at 7, behind .* of 6"):
        windows.output_shape((2, 6))
    empty = Windows.tables(1, [[0, 1]], [[1, 0]])
    with pytest.raises(ValueError, match="window 1 along the length of 3 has no element"):
        arrays.pick(np.zeros((1, 3)), None, empty, True, 0, False)
