"""Windows are worked out, not tabulated: plans cost nothing; long axes; axes without windows."""

from __future__ import annotations

import itertools
import math
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st

import poolwise
from poolwise import Windows
from poolwise.backends import native
from poolwise.backends.numpy import arrays

HUGE = 10**12
FEW = 2048  # the kernels tabulate axes of no more windows


@pytest.mark.parametrize(
    "windows",
    [
        Windows.sliding(1, 2),
        Windows.sliding(1, 3, 1, 1, 2, ceil_mode=True),
        Windows.sliding(1, 10**7, 3, "same"),
        Windows.sliding(1, 2**40, 10**6, 2**39),
        Windows.sliding(1, 2**51, 10**9, 2**50),
        Windows.adaptive(1, 10**5 + 1),
        Windows.whole(1),
    ],
    ids=str,
)
def test_plans_of_any_size_cost_the_same(windows: Windows) -> None:
    spatial = (HUGE,)
    start = time.perf_counter()
    geometry = native._geometry(windows, spatial, windows.output_shape(spatial))
    assert time.perf_counter() - start < 1  # tables of 10^12 entries would take an hour
    assert 0 < geometry.most <= windows.capacity(spatial)


@settings(deadline=None)
@given(st.data())
def test_the_first_empty_window(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 9))
    numbers = st.integers(1, 12)
    pads = data.draw(st.tuples(st.integers(0, 40), st.integers(0, 40)))
    spread = data.draw(numbers), data.draw(numbers)
    windows = Windows.sliding(1, data.draw(numbers), spread[0], (pads,), spread[1])
    try:
        counts = windows.axes((size,))[0].count.tolist()
    except ValueError:
        return  # no window fits
    expected = (0, counts.index(0)) if 0 in counts else None
    assert windows.first_empty((size,)) == expected


# --- long axes ------------------------------------------------------------------------------------

# Each has more windows, or more positions, than are tabulated.
LONG: dict[str, tuple[Windows, int]] = {
    "apart": (Windows.sliding(1, 2), 9001),
    "overlapping": (Windows.sliding(1, 5, 2, 2), 6001),
    "dense": (Windows.sliding(1, 3, 1, 1), 3000),
    "padded on one side": (Windows.sliding(1, 9, 3, ((8, 0),), ceil_mode=True), 8000),
    "dilated": (Windows.sliding(1, 3, 1, 2, 2), 3000),
    "dilated, strided": (Windows.sliding(1, 4, 2, 3, 3), 7001),
    "dilated by more than the stride": (Windows.sliding(1, 3, 4, 5, 6), 12001),
    "gaps": (Windows.sliding(1, 2, 5), 12003),
    "interleaved": (Windows.sliding(1, 2, 2, 0, 3), 6000),
    "long": (Windows.sliding(1, 200, 1, 100), 3000),
    "far apart": (Windows.sliding(1, 20, 2500), 30000),
    "overlapping, far apart": (Windows.sliding(1, 5000, 2200, 2000), 30000),
    "longer than the axis": (Windows.sliding(1, 1101, 1, 1100), 1100),
    "same_lower": (Windows.sliding(1, 4, 3, "same_lower"), 7001),
    "adaptive": (Windows.adaptive(1, 2500), 9001),
    "adaptive, fewer positions": (Windows.adaptive(1, 7000), 3001),
    "adaptive, even": (Windows.adaptive(1, 3000), 9000),
    "adaptive, repeated": (Windows.adaptive(1, 6000), 3000),
    "adaptive, few": (Windows.adaptive(1, 7), 9001),
    "whole": (Windows.whole(1), 5000),
}


def _elements(windows: Windows, size: int) -> tuple[np.ndarray, np.ndarray]:
    """The places of each window's elements, and which of those there are."""
    (axis,) = windows.axes((size,))
    tap = np.arange(axis.count.max())
    exists = tap < axis.count[:, None]
    return np.where(exists, axis.start[:, None] + tap * axis.step, 0), exists


@pytest.mark.parametrize("lead", [(1,), (1, 8)], ids=["planar", "channels last"])
@pytest.mark.parametrize("name", LONG)
def test_long_axes(name: str, lead: tuple[int, ...]) -> None:
    windows, size = LONG[name]
    at, exists = _elements(windows, size)
    last = len(lead) == 2
    rng = np.random.default_rng(5)
    x = rng.permutation(math.prod(lead) * size).reshape(*lead, size).astype(np.float64)
    x = np.ascontiguousarray(x.swapaxes(-1, -2)).swapaxes(-1, -2) if last else x
    gathered = np.where(exists, x[..., at], -np.inf)
    best, picked = gathered.max(-1), gathered.argmax(-1)
    place = at[np.arange(len(at)), picked]
    values, indices = arrays.pick(x, None, windows, True, 0, True)
    np.testing.assert_array_equal(values, best)
    np.testing.assert_array_equal(indices, place)

    grad = rng.integers(-9, 9, best.shape).astype(np.float64)
    offsets = native.pick(arrays.HOST, x, None, windows, True, 0, True)[1]
    placed = native.place(arrays.HOST, grad, offsets, windows, (size,), False)
    expected = np.zeros_like(x)
    for index in np.ndindex(lead):
        np.add.at(expected[index], place[index], grad[index])
    np.testing.assert_array_equal(placed, expected)

    (axis,) = windows.axes((size,))
    for divide, by in ((native.COUNT, axis.count), (native.EXTENT, axis.extent)):
        total = native.total(arrays.HOST, x, None, windows, divide, 1, 0)
        np.testing.assert_allclose(total, np.where(exists, x[..., at], 0).sum(-1) / by, rtol=1e-12)
        spread = native.spread(arrays.HOST, grad, None, windows, (size,), divide, 1)
        expected = np.zeros_like(x)
        for index in np.ndindex(lead):
            shares = np.where(exists, (grad[index] / by)[:, None], 0)
            np.add.at(expected[index], at, shares)
        np.testing.assert_allclose(spread, expected, rtol=1e-12, atol=1e-12)

    rms = native.reduce(arrays.HOST, x, None, windows, "rms", None, 0, 0, 0)
    squares = np.where(exists, x[..., at] ** 2, 0).sum(-1) / axis.count
    np.testing.assert_allclose(rms, squares**0.5, rtol=1e-12)


@pytest.mark.parametrize("name", LONG)
def test_long_axes_under_masks(name: str) -> None:
    windows, size = LONG[name]
    at, exists = _elements(windows, size)
    rng = np.random.default_rng(6)
    x = rng.permutation(size).astype(np.float64)[None]
    mask = rng.random((1, size)) < 0.5
    here = exists & mask[0][at]
    expected = np.where(here, x[0][at], -np.inf).max(-1)
    result = arrays.pick(x, mask, windows, True, -1, False)[0]
    np.testing.assert_array_equal(result, np.where(here.any(-1), expected, -1))


def test_long_axes_of_planes() -> None:
    x = torch.rand(1, 2, 5000, 3, dtype=torch.float64)
    for kernel, stride, padding in (((3, 2), (1, 1), 1), ((4, 3), (3, 3), 0), ((2, 3), (2, 3), 0)):
        for transposed in (False, True):
            form = x.transpose(2, 3).contiguous() if transposed else x
            k, s = (kernel[::-1], stride[::-1]) if transposed else (kernel, stride)
            both = []
            for pool in (poolwise.avg_pool2d, F.avg_pool2d):
                leaf = form.clone().requires_grad_()
                result = pool(leaf, k, s, padding)
                (result * torch.arange(result.numel()).view(result.shape)).sum().backward()
                both.append((result.detach(), leaf.grad))
            torch.testing.assert_close(both[0], both[1], rtol=1e-12, atol=0)


# --- no windows at all ----------------------------------------------------------------------------

_OWN: dict[str, dict[str, Any]] = {
    "lp": {"norm_type": 2.0},
    "stochastic": {"seed": 1},
    "max_dropout": {"seed": 1},
    "rank_stochastic": {"seed": 1},
}
ADAPTIVE = sorted(
    name[len("adaptive_") : -len("_pool1d")]
    for name in dir(poolwise)
    if name.startswith("adaptive_") and name.endswith("_pool1d") and "polyphase" not in name
)


def _adaptive(name: str, rank: int, x: Any, size: Sequence[int], **rules: Any) -> Any:
    own = dict(_OWN.get(name, {}))
    if name == "lip":
        own["logits"] = x * 0
    if name == "ordinal":
        windows = Windows.adaptive(rank, tuple(size))
        weights = np.ones(max(1, windows.capacity(x.shape[2:])))
        own["weights"] = torch.from_numpy(weights) if isinstance(x, torch.Tensor) else weights
    pool = getattr(poolwise, f"adaptive_{name}_pool{rank}d")
    return pool(x, output_size=tuple(size), **own, **rules)


def _empty_sizes(rank: int) -> list[tuple[int, ...]]:
    return [size for size in itertools.product((0, 3), repeat=rank) if 0 in size]


@pytest.mark.parametrize("masked", [False, True], ids=["all", "masked"])
@pytest.mark.parametrize("rank", [1, 2, 3])
@pytest.mark.parametrize("name", ADAPTIVE)
def test_no_windows(name: str, rank: int, masked: bool) -> None:
    for size in _empty_sizes(rank):
        for dtype in (torch.float32, torch.float16):
            x = torch.rand(2, 9, *(6, 4, 5)[:rank]).to(dtype)
            rules = {"mask": torch.ones(x.shape, dtype=torch.bool)} if masked else {}
            for form in (x, x.to(memory_format=torch.channels_last) if rank == 2 else x):
                leaf = form.clone().requires_grad_()
                result = _adaptive(name, rank, leaf, size, **rules)
                assert result.shape == (2, 9, *size)
                result.sum().backward()
                assert leaf.grad is not None
                assert not leaf.grad.any()
            array = {"mask": rules["mask"].numpy()} if masked else {}
            assert _adaptive(name, rank, x.numpy(), size, **array).shape == (2, 9, *size)


@pytest.mark.parametrize("rank", [1, 2, 3])
def test_no_windows_have_no_indices(rank: int) -> None:
    for size, dtype in itertools.product(_empty_sizes(rank), (np.float32, np.uint8, np.int64)):
        x = np.ones((2, 9, *(6, 4, 5)[:rank]), dtype)
        pool = getattr(poolwise, f"adaptive_max_pool{rank}d")
        for part in pool(x, size, return_indices=True):
            assert part.shape == (2, 9, *size)


@pytest.mark.parametrize("rank", [1, 2, 3])
def test_no_windows_under_accelerate(rank: int) -> None:
    for size in _empty_sizes(rank):
        for kind in ("max", "avg"):
            pool = getattr(F, f"adaptive_{kind}_pool{rank}d")
            x = torch.rand(2, 3, *(6, 4, 5)[:rank])
            try:
                expected = pool(x, size).shape
            except RuntimeError:
                expected = None
            with poolwise.accelerate():
                if expected is None:
                    with pytest.raises(RuntimeError):
                        pool(x, size)
                else:
                    assert pool(x, size).shape == expected


# --- sizes that there is no memory for ------------------------------------------------------------


@pytest.mark.parametrize("size", [2**62, 2**61, 2**60 - 1, 2**45], ids=lambda n: f"{n:.0e}")
@pytest.mark.parametrize("kind", ["max", "avg"])
@pytest.mark.parametrize("rank", [1, 2, 3])
def test_impossible_sizes_raise_at_once(rank: int, kind: str, size: int) -> None:
    x = torch.ones(1, 1, *(4,) * rank)
    many = (size,) + (1,) * (rank - 1)
    before = time.perf_counter()
    with poolwise.accelerate(), pytest.raises(RuntimeError):
        getattr(F, f"adaptive_{kind}_pool{rank}d")(x, many)
    pool = getattr(poolwise, f"adaptive_{kind}_pool{rank}d")
    for one in (x, x.numpy(), x.clone().requires_grad_()):
        with pytest.raises((ValueError, MemoryError, RuntimeError)):  # the last from PyTorch
            pool(one, many)
    sliding = getattr(poolwise, f"{kind}_pool{rank}d")
    with pytest.raises((ValueError, MemoryError)):
        sliding(x.numpy(), 3, 1, size // 2, mask=x.numpy() > 0)
    assert time.perf_counter() - before < 1


# --- what is kept ---------------------------------------------------------------------------------

_HOARD = """
import numpy as np, poolwise
from poolwise import Windows
from poolwise.backends.numpy import arrays
def resident():
    return int(open('/proc/self/statm').read().split()[1]) * 4096 / 2**20
x = np.ones((1, 160_400), 'f4')
def one(i):
    {}
one(0)
before = resident()
for i in range(1, {}):
    one(i)
print(resident() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads how much memory a process has")
@pytest.mark.parametrize(
    ("call", "times"),
    [
        ("poolwise.max_pool1d(x[:, :160_000 + i], 2)", 300),
        ("poolwise.adaptive_avg_pool1d(x[:, :160_000 + i], 70_001)", 100),
        ("y, back = poolwise.vjp(poolwise.avg_pool1d, x[:, :160_000 + i], 3, 2, 1); back(y)", 100),
        (
            "arrays.pick(x, None, Windows.tables(1, [[*range(i, 40_000)]], [3]), True, 0, False)",
            40,
        ),
    ],
    ids=["sliding", "adaptive", "gradients", "tables"],
)
def test_plans_are_not_hoarded(call: str, times: int) -> None:
    program = _HOARD.format(call, times)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stderr == ""
    assert float(done.stdout) < 32  # MiB; tables of each would be hundreds
