"""Fractional max pooling: PyTorch's windows, the paper's, and what its sequences may be."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from strategies import SHARE

import poolwise
from poolwise.functional import fractional
from poolwise.functional.fractional import fractional_max_pool1d, fractional_max_pool2d
from poolwise.nn import fractional as modules

POOLS = {rank: getattr(fractional, f"fractional_max_pool{rank}d") for rank in (1, 2, 3)}
SPATIAL = (9, 11, 8)
SIZES = (6, 7, 5)


def windows_of(size: int, **options: Any) -> list[tuple[int, int]]:
    """Return where each window of an axis begins and ends, from what it takes of one-hot rows."""
    rows = np.eye(size)[:, None]
    out = fractional_max_pool1d(rows, **options)[:, 0]  # (position, window)
    held = [np.flatnonzero(out[:, window]) for window in range(out.shape[1])]
    assert all((np.diff(places) == 1).all() for places in held)
    return [(int(places[0]), int(places[-1]) + 1) for places in held]


# --- PyTorch --------------------------------------------------------------------------------------


@pytest.mark.parametrize("rank", [2, 3])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64, torch.float16, torch.bfloat16])
@pytest.mark.parametrize("kernel", [2, 3])
def test_samples_of_pytorch(rank: int, dtype: torch.dtype, kernel: int) -> None:
    theirs = getattr(F, f"fractional_max_pool{rank}d_with_indices")
    generator = torch.Generator().manual_seed(4)
    for _ in range(3):
        x = torch.randn(2, 3, *SPATIAL[:rank], generator=generator).to(dtype)
        x[0, 0].flatten()[4:20:3] = torch.nan
        samples = torch.rand(2, 3, rank, generator=generator).to(dtype)
        for size in (SIZES[:rank], 1, 4):
            expected, places = theirs(x, kernel, size, _random_samples=samples)
            actual, indices = POOLS[rank](x, kernel, size, None, True, samples)
            torch.testing.assert_close(actual, expected, rtol=0, atol=0, equal_nan=True)
            assert (indices == places).all()
            if dtype == torch.bfloat16:
                continue
            array, numbers = POOLS[rank](x.numpy(), kernel, size, None, True, samples.numpy())
            np.testing.assert_array_equal(array, expected.numpy())
            np.testing.assert_array_equal(numbers, places.numpy())


def test_ratios_of_pytorch() -> None:
    x, samples = torch.randn(2, 3, 10, 13), torch.rand(2, 3, 2)
    for ratio in ((0.5, 0.5), (0.3, 0.7)):
        expected = F.fractional_max_pool2d(x, 2, output_ratio=ratio, _random_samples=samples)
        actual = fractional_max_pool2d(x, 2, output_ratio=ratio, _random_samples=samples)
        torch.testing.assert_close(actual, expected, rtol=0, atol=0)
        shape = fractional_max_pool2d(x, 2, output_ratio=ratio).shape
        assert shape == expected.shape
    sample = samples[:1]
    plane = fractional_max_pool2d(x[0], 2, 4, _random_samples=sample)
    torch.testing.assert_close(plane, F.fractional_max_pool2d(x[0], 2, 4, _random_samples=sample))


def test_gradients_of_samples() -> None:
    x = torch.randn(2, 2, 7, 8, dtype=torch.float64, requires_grad=True)
    samples = torch.rand(2, 2, 2, dtype=torch.float64)

    def pool(x: Any, samples: Any = samples) -> Any:
        return fractional_max_pool2d(x, 2, 4, _random_samples=samples)

    torch.autograd.gradcheck(pool, x)
    out, pullback = poolwise.vjp(pool, x.detach().numpy(), samples.numpy())
    grad = np.random.default_rng(0).normal(size=out.shape)
    (expected,) = torch.autograd.grad(pool(x), x, torch.from_numpy(grad))
    np.testing.assert_allclose(pullback(grad), expected.numpy())


def test_samples_under_a_mask() -> None:
    x, samples = torch.randn(2, 3, 9, 8), torch.rand(2, 3, 2)
    mask = torch.rand(2, 3, 9, 8) < 0.3
    options = {"_random_samples": samples, "return_indices": True}
    actual, indices = fractional_max_pool2d(x, 2, 5, mask=mask, empty_value=-7, **options)
    low = torch.where(mask, x, -torch.inf)
    expected, places = fractional_max_pool2d(low, 2, 5, **options)
    empty = expected == -torch.inf
    assert empty.any()
    torch.testing.assert_close(actual, torch.where(empty, -7, expected))
    assert (indices == torch.where(empty, -1, places)).all()


# --- the paper's windows --------------------------------------------------------------------------


@pytest.mark.parametrize("sequence", ["pseudorandom", "random"])
@pytest.mark.parametrize("overlapping", [True, False])
@pytest.mark.parametrize(
    ("size", "out"), [(9, 6), (25, 18), (12, 11), (14, 7), (13, 8), (20, 6), (31, 3), (9, 1)]
)
def test_windows_of_the_paper(sequence: str, overlapping: bool, size: int, out: int) -> None:
    seen = set()
    for seed in range(30):
        options = {"overlapping": overlapping, "sequence": sequence, "seed": seed}
        windows = windows_of(size, output_size=out, **options)
        starts, ends = [first for first, _ in windows], [end for _, end in windows]
        assert len(windows) == out
        assert starts[0] == 0
        assert ends[-1] == size
        steps = np.diff([*starts, size - overlapping])
        total = size - overlapping
        assert set(steps) <= {total // out, -(-total // out)}
        assert [end - overlapping for end in ends] == [*starts[1:], size - overlapping]
        seen.add(tuple(steps))
        if sequence == "pseudorandom":  # longer steps are spread: every run has its share
            total = size - overlapping
            for run in range(1, out):
                sums = np.convolve(steps, np.ones(run, int), "valid")
                assert sums.min() >= total * run // out
                assert sums.max() <= -(-total * run // out)
    if total % out:
        assert len(seen) > 1


@pytest.mark.parametrize("rank", [1, 2, 3])
@pytest.mark.parametrize("ratio", [11**0.5, 2.1, 7.0])
@pytest.mark.parametrize("overlapping", [True, False])
def test_ratios_above_two(rank: int, ratio: float, overlapping: bool) -> None:
    """Functions, modules and programs, of arrays and tensors, draw the same windows."""
    spatial = (20, 30, 9)[:rank]
    x = np.random.default_rng(3).normal(size=(2, 3, *spatial))
    options = {"output_ratio": 1 / ratio, "overlapping": overlapping}
    out, at = POOLS[rank](x, None, **options, seed=5, return_indices=True)
    assert out.shape == (2, 3, *(int(n / ratio) for n in spatial))
    np.testing.assert_array_equal(
        np.take_along_axis(x.reshape(2, 3, -1), at.reshape(2, 3, -1), 2).ravel(), out.ravel()
    )
    module = getattr(modules, f"FractionalMaxPool{rank}d")(**options)
    given = torch.from_numpy(x).requires_grad_()
    pooled = module(given, seed=5)
    np.testing.assert_array_equal(pooled.detach().numpy(), out)
    (grad,) = torch.autograd.grad(pooled.sum(), given)
    assert grad.sum() == out.size
    if ratio == 7.0 and overlapping and (SHARE >= 1 or rank == 2):
        torch.compiler.reset()
        compiled = torch.compile(module, backend="eager", fullgraph=True)
        torch.testing.assert_close(compiled(given, seed=5), pooled)


def test_long_axes() -> None:
    """No product of an axis and its windows overflows."""
    borders = fractional._borders(3, 3_000_001, 2_000_000, 0, "pseudorandom")
    assert set(np.diff(borders)) == {1, 2}
    assert borders[-1] == 3_000_001


def test_kernels_of_any_size() -> None:
    for sequence in ("pseudorandom", "random"):
        for seed in range(10):
            options = {"kernel_size": 4, "output_size": 3, "sequence": sequence, "seed": seed}
            windows = windows_of(20, **options)
            assert [end - start for start, end in windows] == [4] * 3
            assert windows[0][0] == 0
            assert windows[-1][1] == 20
            assert np.diff([start for start, _ in windows]).tolist() == [8, 8]
    assert windows_of(9, kernel_size=2, output_size=1) == [(7, 9)]


@pytest.mark.parametrize("rank", [1, 2, 3])
@pytest.mark.parametrize("kernel", [None, 2])
def test_arrays_and_tensors_draw_alike(rank: int, kernel: int | None) -> None:
    x = np.random.default_rng(1).normal(size=(2, 3, *SPATIAL[:rank]))
    for sequence in ("pseudorandom", "random"):
        options = {"seed": 2**64 - 5, "sequence": sequence, "return_indices": True}
        out, indices = POOLS[rank](x, kernel, SIZES[:rank], **options)
        theirs, places = POOLS[rank](torch.from_numpy(x), kernel, SIZES[:rank], **options)
        np.testing.assert_array_equal(theirs.numpy(), out)
        np.testing.assert_array_equal(places.numpy(), indices)
        flat = x.reshape(6, -1)
        taken = np.take_along_axis(flat, indices.reshape(6, -1), 1)
        np.testing.assert_array_equal(taken.reshape(out.shape), out)


def test_disjoint_windows_keep_the_largest() -> None:
    x = torch.randn(2, 3, 9, 11)
    out = fractional_max_pool2d(x, output_size=(6, 7), overlapping=False)
    torch.testing.assert_close(out.amax((2, 3)), x.amax((2, 3)))


def test_layouts_masks_and_dtypes() -> None:
    x, mask = torch.randn(2, 9, 8, 3), torch.rand(2, 9, 8, 3) < 0.3
    options = {"output_size": 6, "seed": 1, "return_indices": True, "empty_value": 5}
    for present in ({}, {"mask": mask}):
        actual = fractional_max_pool2d(x, channels_last=True, **present, **options)
        moved = {name: value.movedim(-1, 1) for name, value in present.items()}
        expected = fractional_max_pool2d(x.movedim(-1, 1), **moved, **options)
        for one, other in zip(actual, expected, strict=True):
            torch.testing.assert_close(one.movedim(-1, 1), other)
    samples = torch.rand(2, 3, 2)
    last = fractional_max_pool2d(x, 2, 5, _random_samples=samples, channels_last=True)
    first = fractional_max_pool2d(x.movedim(-1, 1), 2, 5, _random_samples=samples)
    torch.testing.assert_close(last.movedim(-1, 1), first)
    for dtype in (torch.uint8, torch.uint16, torch.uint64, torch.bool, torch.int64, torch.bfloat16):
        whole = (x.movedim(-1, 1).abs() * 9).to(dtype)
        expected = fractional_max_pool2d(whole.double(), 2, 5, _random_samples=samples.double())
        actual = fractional_max_pool2d(whole, 2, 5, _random_samples=samples.double())
        assert actual.dtype == dtype
        if dtype != torch.bfloat16:
            assert (actual == expected.to(dtype)).all()
        assert fractional_max_pool2d(whole, output_size=6).dtype == dtype
    lengths = torch.tensor([3, 9])
    sequence = torch.randn(2, 3, 9)
    present = (torch.arange(9) < lengths[:, None, None]).expand(2, 3, 9)
    torch.testing.assert_close(
        fractional_max_pool1d(sequence, output_size=6, seed=1, lengths=lengths),
        fractional_max_pool1d(sequence, output_size=6, seed=1, mask=present),
    )


def test_seeds() -> None:
    x = torch.randn(1, 1, 30, 30)
    torch.manual_seed(1)
    first, second = (fractional_max_pool2d(x, output_size=20) for _ in range(2))
    torch.manual_seed(1)
    assert (fractional_max_pool2d(x, output_size=20) == first).all()
    assert (first != second).any()
    fixed = fractional_max_pool2d(x, output_size=20, training=False)
    assert (fixed == fractional_max_pool2d(x, output_size=20, seed=0)).all()
    drawn = [
        fractional_max_pool2d(x, output_size=20, generator=torch.Generator().manual_seed(3))
        for _ in range(2)
    ]
    assert (drawn[0] == drawn[1]).all()


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        ((2,), {}, "one of output_size=None and output_ratio=None"),
        ((2, 3, 0.5), {}, "one of output_size=3"),
        ((2, None, 1.5), {}, "output_ratio=1.5"),
        ((2, None, (0.5, 0.5, 0.5)), {}, "output_ratio"),
        ((2, None, 0.01), {}, "leaves nothing of the height"),
        ((None, 9), {}, r"output_size\[0\]=9 must be at most 8 for a height of 9"),
        ((None, 9), {"overlapping": False}, r"output_size\[1\]=9 must be at most 8"),
        ((2, 9), {}, "need a height of at least 10, got 9"),
        ((2, 0), {}, "0"),
        ((None, 6), {"sequence": "other"}, "sequence='other'"),
        ((None, 6), {"_random_samples": torch.rand(1, 1, 2)}, "kernel_size"),
        ((2, 6), {"_random_samples": torch.rand(1, 2, 2)}, "1 planes need 2 each"),
    ],
)
def test_errors(arguments: Any, options: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        fractional_max_pool2d(torch.randn(1, 1, 9, 8), *arguments, **options)


def test_module_errors() -> None:
    with pytest.raises(ValueError, match="output_size"):
        modules.FractionalMaxPool2d(2)
    with pytest.raises(ValueError, match="sequence"):
        modules.FractionalMaxPool2d(2, 3, sequence="no")


@pytest.mark.parametrize("rank", [1, 2, 3])
@pytest.mark.parametrize("kernel", [None, 3])
def test_modules(rank: int, kernel: int | None) -> None:
    torch.compiler.reset()
    x = torch.randn(2, 3, *SPATIAL[:rank])
    mask = torch.rand(2, 3, *SPATIAL[:rank]) < 0.5
    module = getattr(modules, f"FractionalMaxPool{rank}d")(kernel, SIZES[:rank])
    expected = POOLS[rank](x, kernel, SIZES[:rank], seed=8)
    for other in (module, copy.deepcopy(module), pickle.loads(pickle.dumps(module))):
        torch.testing.assert_close(other(x, seed=8), expected, rtol=0, atol=0)
        assert repr(other) == repr(module)
    if rank == 2 and kernel is None:
        compiled = torch.compile(module, backend="eager", fullgraph=True)
        torch.testing.assert_close(compiled(x, mask, seed=8), module(x, mask, seed=8))
        assert compiled(x).shape == expected.shape
    module.eval()
    fixed = POOLS[rank](x, kernel, SIZES[:rank], seed=0)
    torch.testing.assert_close(module(x), fixed)
    if SHARE >= 1 or (rank, kernel) == (2, None):  # test_export.py has one of a kernel
        torch.testing.assert_close(torch.export.export(module, (x,)).module()(x), fixed)
    assert not module.state_dict()


@pytest.mark.parametrize("rank", [2, 3])
def test_module_takes_the_place_of_pytorchs(rank: int) -> None:
    x, samples = torch.randn(2, 3, *SPATIAL[:rank]), torch.rand(2, 3, rank)
    name = f"FractionalMaxPool{rank}d"
    ours = getattr(modules, name)(2, 4, None, True, samples)
    theirs = getattr(torch.nn, name)(2, 4, None, True, samples)
    for one, other in zip(ours(x), theirs(x), strict=True):
        torch.testing.assert_close(one, other, rtol=0, atol=0)
    ours.load_state_dict(theirs.state_dict())
    if rank == 2:
        compiled = torch.compile(ours, backend="eager", fullgraph=True)
        torch.testing.assert_close(compiled(x)[0], ours(x)[0])
