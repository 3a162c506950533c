"""What calls of the operators need of memory, beside x and their results."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from arrays import to_numpy, to_torch
from peaks import FEWER, WAYS
from strategies import SHARE, examples

import poolwise
from poolwise.functional import parts

LINUX = pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="asks Linux")
SLACK = 16 * 2**20  # of the interpreter, of threads, and of scratch that large arrays do not shape
PART = 4 * parts._HELD // FEWER  # what is made part by part holds this of float32


@LINUX
# Once a week of other dtypes, which differ in what is made ready alone.
@pytest.mark.parametrize("way", WAYS if SHARE >= 1 else ("forward", "backward", "composed"))
def test_no_call_needs_more_than_twice_its_input(way: str) -> None:
    # Whatever is freed goes back to the system, and shows when it is had again.
    fixed = {"MALLOC_MMAP_THRESHOLD_": "65536", "MALLOC_TRIM_THRESHOLD_": "65536"}
    done = subprocess.run(
        [sys.executable, str(Path(__file__).parent / "peaks.py"), way],
        capture_output=True,
        text=True,
        env={**os.environ, **fixed},
        check=True,
    )
    lines = done.stdout.splitlines()
    assert len(lines) >= (11 if way == "composed" else min(examples(60), 180))
    for line in lines:
        used, _, of = line.rpartition(": ")[2].partition(" of ")
        slack = PART if way == "composed" else SLACK
        if line.startswith("gated"):
            slack += SLACK // 2  # of PyTorch's convolutions, whatever their size
        assert int(used) <= 2 * int(of) + slack, line


WINDOWS = [
    (2, 2, 0, 1),
    (3, 1, 1, 1),
    (5, 3, 2, 2),
    (40, 8, 0, 1),
    (300, 7, 5, 1),
    (1, 5, 0, 1),
]


def _long_row(dtype: np.dtype | type, size: int = 70_001) -> np.ndarray:
    return np.random.default_rng(size).integers(0, 200, (1, 2, size)).astype(dtype)


@pytest.mark.parametrize("last", [False, True])
@pytest.mark.parametrize("dtype", [np.float32, np.float16, np.uint8])
@pytest.mark.parametrize("windows", WINDOWS)
def test_long_rows_are_pooled_as_pytorch_pools_them(
    windows: tuple[int, int, int, int], dtype: type, last: bool
) -> None:
    kernel, stride, padding, dilation = windows
    x = _long_row(dtype)
    if last:
        x = np.ascontiguousarray(x.transpose(0, 2, 1)).transpose(0, 2, 1)
    wide = to_torch(np.ascontiguousarray(x, np.float64))
    values, places = F.max_pool1d(wide, kernel, stride, padding, dilation, return_indices=True)
    np.testing.assert_array_equal(poolwise.max_pool1d(x, *windows), values)
    for got, want in zip(
        poolwise.max_pool1d(x, *windows, return_indices=True), (values, places), strict=True
    ):
        np.testing.assert_array_equal(got, want)
    if dilation == 1:
        for counted in (False, True):
            got = poolwise.avg_pool1d(x, kernel, stride, padding, count_include_pad=counted).astype(
                np.float64
            )
            want = F.avg_pool1d(wide, kernel, stride, padding, count_include_pad=counted)
            np.testing.assert_allclose(got, want, 1e-3 if dtype == np.float16 else 1e-5)


@pytest.mark.parametrize("last", [False, True])
@pytest.mark.parametrize("windows", WINDOWS)
def test_gradients_of_long_rows(windows: tuple[int, int, int, int], last: bool) -> None:
    x = to_torch(_long_row(np.float64))
    own = (x.transpose(1, 2).contiguous().transpose(1, 2) if last else x.clone()).requires_grad_()
    x.requires_grad_()
    kernel, stride, padding, dilation = windows
    pools = [(poolwise.max_pool1d(own, *windows), F.max_pool1d(x, *windows))]
    if dilation == 1:
        plain = kernel, stride, padding
        pools.append((poolwise.avg_pool1d(own, *plain), F.avg_pool1d(x, *plain)))
    for ours, theirs in pools:
        grad = torch.arange(ours.numel(), dtype=torch.float64).reshape(ours.shape) % 17
        got, want = torch.autograd.grad(ours, own, grad), torch.autograd.grad(theirs, x, grad)
        np.testing.assert_allclose(to_numpy(got[0]), to_numpy(want[0]), 1e-12, 1e-12)


@pytest.mark.parametrize("count", [1000, 23_001, 35_000])
def test_adaptive_windows_of_long_rows(count: int) -> None:
    x = _long_row(np.float64)
    tensor = to_torch(x)
    np.testing.assert_array_equal(
        poolwise.adaptive_max_pool1d(x, count), F.adaptive_max_pool1d(tensor, count)
    )
    np.testing.assert_allclose(
        poolwise.adaptive_avg_pool1d(x, count), F.adaptive_avg_pool1d(tensor, count), 1e-12
    )


def test_repeated_planes_are_not_copied_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from poolwise.backends import native

    x = np.random.default_rng(3).random((1, 3, 20, 20))
    batch = np.broadcast_to(x, (6, 3, 20, 20))
    keywords = {"training": True, "seed": 4}
    want = (
        poolwise.max_pool2d(batch, 2, return_indices=True)[1],
        poolwise.avg_pool2d(batch, 2),
        poolwise.stochastic_pool2d(batch, 2, **keywords),
    )
    monkeypatch.setattr(native, "_SLAB", 2 * x.nbytes)
    got = (
        poolwise.max_pool2d(batch, 2, return_indices=True)[1],
        poolwise.avg_pool2d(batch, 2),
        poolwise.stochastic_pool2d(batch, 2, **keywords),
    )
    for one, other in zip(got, want, strict=True):
        np.testing.assert_array_equal(one, other)


LONG = {
    "soft": {},
    "lse": {"r": 2.0},
    "rms": {},
    "power_mean": {"p": 3.0},
    "median": {},
    "top_k_avg": {"k": 3},
    "rank_weighted": {},
    "rank_stochastic": {"seed": 5},
    "stochastic": {"seed": 5},
    "max_dropout": {"seed": 5},
}


@pytest.mark.parametrize("name", ["soft", "lse", "rms", "power_mean", "stochastic"])
def test_windows_of_few_elements_among_long_ones(name: str) -> None:
    # Padding leaves five elements of the first windows, and all of the second.
    x = np.random.default_rng(8).random((1, 1, 5000, 40))
    pool = getattr(poolwise, f"{name}_pool2d")
    got = pool(x, (4200, 1), (4800, 1), ((4195, 0), (0, 0)), **LONG[name])
    few = pool(x[:, :, :5], (5, 1), **LONG[name])
    np.testing.assert_allclose(got[:, :, :1], few, 1e-12)


@pytest.mark.parametrize("masked", [False, True])
@pytest.mark.parametrize("last", [False, True])
@pytest.mark.parametrize("where", ["global_", "adaptive_", ""])
@pytest.mark.parametrize("name", LONG)
def test_windows_in_pieces_are_pooled_as_pytorch_composes_them(
    name: str, where: str, last: bool, masked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    from poolwise.backends.torch import tensors

    rng = np.random.default_rng(7)
    geometry = {"global_": (), "adaptive_": ((1, 2),), "": ((66, 80), (3, 8), (2, 5))}[where]
    pool = getattr(poolwise, f"{where}{name}_pool2d")
    x = torch.from_numpy(rng.random((1, 2, 70, 131)))
    options = dict(LONG[name])
    if masked:
        options["mask"] = torch.from_numpy(rng.random((1, 2, 70, 131)) < 0.8)
    own = x.to(memory_format=torch.channels_last) if last else x.clone()

    def both(leaf: torch.Tensor) -> tuple[np.ndarray, np.ndarray]:
        leaf.requires_grad_()
        out = pool(leaf, *geometry, **options)
        grad = torch.arange(1.0, out.numel() + 1, dtype=torch.float64).reshape(out.shape)
        return to_numpy(out), to_numpy(torch.autograd.grad(out, leaf, grad)[0])

    got = both(own)
    monkeypatch.setattr(tensors, "_ours", lambda x: False)
    for one, other in zip(got, both(x), strict=True):
        np.testing.assert_allclose(one, other, 1e-9, 1e-12)
