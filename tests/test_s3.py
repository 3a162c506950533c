"""Stochastic spatial sampling: what may be drawn, and how often."""

from __future__ import annotations

import copy
import itertools
import pickle
from typing import Any

import numpy as np
import pytest
import torch

import poolwise
from poolwise.functional import s3
from poolwise.functional.s3 import s3_pool1d, s3_pool2d
from poolwise.nn import s3 as modules

S3 = {rank: getattr(s3, f"s3_pool{rank}d") for rank in (1, 2, 3)}
SPATIAL = (9, 8, 7)


def choices(size: int, step: int, cell: int) -> list[tuple[int, ...]]:
    """Return all positions that an axis may keep."""
    cells = [range(first, min(first + cell, size)) for first in range(0, size, cell)]
    kept = [itertools.combinations(cell, len(cell) // step) for cell in cells]
    return [tuple(itertools.chain(*parts)) for parts in itertools.product(*kept)]


@pytest.mark.parametrize(("step", "cell"), [(2, None), (2, 4), (3, 6), (1, 3), (4, 4)])
@pytest.mark.parametrize("rank", [1, 2, 3])
def test_draws_of_a_grid(rank: int, step: int, cell: int | None) -> None:
    # Every element says where it is.
    spatial = SPATIAL[:rank]
    plane = np.arange(np.prod(spatial), dtype=np.float64).reshape(spatial)
    x = np.stack([plane, plane + 1000])[:, None]
    out = S3[rank](x, 1, step, grid_size=cell, seed=7)
    np.testing.assert_array_equal(out[1] - out[0], 1000)  # the same for all samples
    assert out.shape[2:] == tuple(n // step for n in spatial)
    for axis, size in enumerate(spatial):
        places = np.unravel_index(out[0, 0].astype(int), spatial)[axis]
        along = np.moveaxis(places, axis, 0).reshape(size // step, -1)
        assert (along == along[:, :1]).all()
        assert tuple(along[:, 0]) in choices(size, step, cell or step)
    tensor = S3[rank](torch.from_numpy(x), 1, step, grid_size=cell, seed=7)
    np.testing.assert_array_equal(tensor.numpy(), out)


def test_every_choice_is_as_likely() -> None:
    x = np.arange(5.0)[None]
    seen = [tuple(s3_pool1d(x, 1, 2, grid_size=4, seed=seed)[0].astype(int)) for seed in range(600)]
    counts = {kept: seen.count(kept) for kept in choices(5, 2, 4)}
    assert sum(counts.values()) == 600
    assert all(60 < count < 145 for count in counts.values()), counts  # 100 each, ± 5 deviations
    axes = [
        tuple(s3_pool2d(np.arange(16.0).reshape(4, 4), 1, 2, seed=seed).ravel())
        for seed in range(200)
    ]
    assert len(set(axes)) == 16  # rows and columns are drawn apart


@pytest.mark.parametrize("training", [True, False])
@pytest.mark.parametrize("cell", [2, 4])
def test_gradients(training: bool, cell: int) -> None:
    x = torch.randn(2, 2, 5, 6, dtype=torch.float64, requires_grad=True)
    mask = torch.rand(2, 2, 5, 6) < 0.4
    for present in (None, mask):

        def pool(x: Any, present: Any = present) -> Any:
            options = {"grid_size": cell, "training": training, "seed": 5, "mask": present}
            return s3_pool2d(x, 2, **options)

        torch.autograd.gradcheck(pool, x)
        array = None if present is None else present.numpy()
        out, pullback = poolwise.vjp(lambda x, array=array: pool(x, array), x.detach().numpy())
        grad = np.random.default_rng(1).normal(size=out.shape)
        (expected,) = torch.autograd.grad(pool(x), x, torch.from_numpy(grad))
        np.testing.assert_allclose(pullback(grad), expected.numpy(), atol=1e-12)


def test_seeds() -> None:
    x = torch.randn(1, 1, 40, 40)
    torch.manual_seed(1)
    first, second = s3_pool2d(x, 2), s3_pool2d(x, 2)
    torch.manual_seed(1)
    assert (s3_pool2d(x, 2) == first).all()
    assert (first != second).any()
    drawn = [s3_pool2d(x, 2, generator=torch.Generator().manual_seed(4)) for _ in range(2)]
    assert (drawn[0] == drawn[1]).all()
    array = [s3_pool2d(x.numpy(), 2, generator=np.random.default_rng(4)) for _ in range(2)]
    assert (array[0] == array[1]).all()
    big = 2**64 - 1
    np.testing.assert_array_equal(
        s3_pool2d(x.numpy(), 2, seed=big), s3_pool2d(x, 2, seed=big).numpy()
    )


def test_dtypes_and_errors() -> None:
    x = torch.randint(0, 9, (1, 1, 6, 6))
    for training in (True, False):
        for dtype in (torch.float16, torch.bfloat16, torch.float64):
            for cell in (2, 4):
                out = s3_pool2d(x.to(dtype), 2, grid_size=cell, training=training)
                assert out.dtype == dtype
        assert s3_pool2d(x.to(torch.uint8), 2, training=training).dtype == torch.float32
        assert s3_pool2d(x, 2, training=training).dtype == torch.float64
    with pytest.raises(ValueError, match=r"grid_size\[0\]=3 must be a multiple of the stride 2"):
        s3_pool2d(x, 2, grid_size=3)
    with pytest.raises(ValueError, match="maxima's width is 1"):
        s3_pool2d(x[..., :1], 2)
    with pytest.raises(ValueError, match="seed=-1"):
        s3_pool2d(x, 2, seed=-1)
    with pytest.raises(ValueError, match="grid_size"):
        modules.S3Pool2d(2, grid_size=5)


@pytest.mark.parametrize("rank", [1, 2, 3])
def test_modules(rank: int) -> None:
    x = torch.randn(2, 3, *SPATIAL[:rank])
    module = getattr(modules, f"S3Pool{rank}d")(3, 2, grid_size=4)
    expected = S3[rank](x, 3, 2, grid_size=4, seed=8)
    mean = S3[rank](x, 3, 2, grid_size=4, training=False)
    for other in (module, copy.deepcopy(module), pickle.loads(pickle.dumps(module))):
        torch.testing.assert_close(other(x, seed=8), expected, rtol=0, atol=0)
        assert repr(other) == repr(module)
    if rank == 2:
        compiled = torch.compile(module, backend="eager", fullgraph=True)
        torch.testing.assert_close(compiled(x, seed=8), expected)
        assert compiled(x).shape == expected.shape
    module.eval()
    torch.testing.assert_close(module(x), mean)
    torch.testing.assert_close(torch.export.export(module, (x,)).module()(x), mean)
    assert not module.state_dict()
