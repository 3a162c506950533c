"""Polyphase, spectral and wavelet pooling: slow oracles, and what their papers say of them."""

from __future__ import annotations

import copy
import itertools
import math
import pickle
import sys
from typing import Any

import numpy as np
import pytest
import torch
from arrays import BFLOAT16
from scipy.signal import resample
from strategies import SHARE

import poolwise
from poolwise.functional import transforms
from poolwise.functional.transforms import (
    adaptive_polyphase_pool1d,
    adaptive_polyphase_pool2d,
    spectral_pool2d,
    wavelet_pool2d,
)
from poolwise.nn import transforms as modules

KINDS = {"numpy": np.asarray, "torch": torch.from_numpy}
POLYPHASE = {rank: getattr(transforms, f"adaptive_polyphase_pool{rank}d") for rank in (1, 2, 3)}


@pytest.fixture(name="generator")
def _generator() -> np.random.Generator:
    return np.random.default_rng(5)


def both(function: Any, x: np.ndarray, *args: Any, **kwargs: Any) -> np.ndarray:
    """Return the result of an array, after seeing that a tensor has the same."""
    ours, theirs = function(x, *args, **kwargs), function(torch.from_numpy(x), *args, **kwargs)
    np.testing.assert_allclose(theirs.numpy(), ours, rtol=1e-6, atol=1e-9)
    assert theirs.numpy().dtype == ours.dtype
    return ours


def check_gradient(function: Any, x: np.ndarray, *args: Any, **kwargs: Any) -> None:
    """Compare an array's gradient with a tensor's, and that with differences."""
    tensor = torch.from_numpy(x).requires_grad_()
    out, pullback = poolwise.vjp(function, x, *args, **kwargs)
    grad = np.random.default_rng(0).normal(size=out.shape)
    theirs = function(tensor, *args, **kwargs)
    np.testing.assert_allclose(out, theirs.detach().numpy(), atol=1e-12)
    (expected,) = torch.autograd.grad(theirs, tensor, torch.from_numpy(grad))
    np.testing.assert_allclose(pullback(grad), expected.numpy(), atol=1e-12)
    torch.autograd.gradcheck(lambda t: function(t, *args, **kwargs), tensor)


# --- polyphase ------------------------------------------------------------------------------------


def polyphase(x: np.ndarray, step: int, p: float) -> tuple[np.ndarray, list[int]]:
    """Pool (N, C, *spatial), one grid after the other."""
    rank, outs, numbers = x.ndim - 2, [], []
    for sample in x:
        grids = [
            sample[(slice(None), *(slice(first, None, step) for first in firsts))]
            for firsts in itertools.product(range(step), repeat=rank)
        ]
        norms = [np.linalg.norm(grid.ravel(), p) for grid in grids]
        numbers.append(int(np.argmax(norms)))
        outs.append(grids[numbers[-1]])
    return np.stack(outs), numbers


@pytest.mark.parametrize("p", [1, 2, 3.5, math.inf])
@pytest.mark.parametrize("rank", [1, 2, 3])
@pytest.mark.parametrize("kind", KINDS)
def test_polyphase(rank: int, p: float, kind: str, generator: np.random.Generator) -> None:
    x = generator.normal(size=(5, 3, *(6, 12, 6)[:rank]))
    expected, numbers = polyphase(x, 3, p)
    out, indices = POLYPHASE[rank](KINDS[kind](x), 3, p, True)
    np.testing.assert_array_equal(np.asarray(out), expected)
    assert np.asarray(indices).tolist() == numbers
    assert np.asarray(indices).dtype == np.int64
    again = POLYPHASE[rank](KINDS[kind](x), 3, indices=indices)
    np.testing.assert_array_equal(np.asarray(again), expected)
    other = POLYPHASE[rank](KINDS[kind](x), 3, indices=(indices + 1) % 3**rank)
    assert (np.asarray(other) != expected).all()


def test_polyphase_shifts_with_its_input(generator: np.random.Generator) -> None:
    x = generator.normal(size=(4, 3, 8, 12)).astype(np.float32)
    pooled = adaptive_polyphase_pool2d(x)
    for shift in itertools.product(range(8), range(12)):
        shifted = adaptive_polyphase_pool2d(np.roll(x, shift, (2, 3)))
        for one, other in zip(pooled, shifted, strict=True):
            rolled = [np.roll(one, (i, j), (1, 2)) for i in range(4) for j in range(6)]
            assert any((other == candidate).all() for candidate in rolled)


def test_polyphase_of_other_shapes(generator: np.random.Generator) -> None:
    x = generator.normal(size=(2, 3, 4, 6))
    out, indices = adaptive_polyphase_pool2d(x, (1, 2), return_indices=True)
    assert out.shape == (2, 3, 4, 3)
    last, same = adaptive_polyphase_pool2d(
        np.moveaxis(x, 1, -1), (1, 2), return_indices=True, channels_last=True
    )
    np.testing.assert_array_equal(np.moveaxis(last, -1, 1), out)
    assert same.tolist() == indices.tolist()
    np.testing.assert_array_equal(adaptive_polyphase_pool2d(x[0], (1, 2)), out[0])
    plane, number = adaptive_polyphase_pool2d(x[0, 0], return_indices=True)
    assert plane.shape == (2, 3)
    assert number.shape == ()
    many = adaptive_polyphase_pool2d(x.reshape(1, 2, 3, 4, 6), (1, 2))
    np.testing.assert_array_equal(many[0], out)
    for dtype in (np.uint8, np.bool_, np.float16, BFLOAT16):
        assert adaptive_polyphase_pool2d((x > 0).astype(dtype)).dtype == dtype


def test_polyphase_gradient(generator: np.random.Generator) -> None:
    check_gradient(adaptive_polyphase_pool2d, generator.normal(size=(3, 2, 4, 6)))
    check_gradient(adaptive_polyphase_pool1d, generator.normal(size=(2, 6)), 3)


def test_polyphase_errors() -> None:
    x = np.zeros((2, 3, 4, 5))
    with pytest.raises(ValueError, match="width of x is 5; grids of stride 2"):
        adaptive_polyphase_pool2d(x)
    with pytest.raises(ValueError, match="stride"):
        adaptive_polyphase_pool2d(x, 0)
    with pytest.raises(ValueError, match="p=0"):
        adaptive_polyphase_pool2d(x, 1, 0)
    with pytest.raises(ValueError, match="indices run from 4 to 4"):
        adaptive_polyphase_pool1d(x[..., :4], indices=np.full((2, 3), 4))
    with pytest.raises(ValueError, match="shape"):
        adaptive_polyphase_pool2d(x[..., :4], indices=np.zeros(3, int))
    with pytest.raises(TypeError, match="indices"):
        adaptive_polyphase_pool2d(x[..., :4], indices=np.zeros(2))
    with pytest.raises(TypeError, match="indices"):
        adaptive_polyphase_pool2d(torch.zeros(2, 3, 4, 4), indices=np.zeros(2, int))


# --- spectral -------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(4, 5), (5, 4), (7, 12), (1, 2), (12, 14), (15, None)])
@pytest.mark.parametrize("shape", [(8, 9), (7, 6), (12, 13)])
def test_spectral(size: Any, shape: tuple[int, int], generator: np.random.Generator) -> None:
    x = generator.normal(size=(2, 3, *shape))
    wanted = [own if n is None else n for own, n in zip(shape, size, strict=True)]
    expected = resample(resample(x, wanted[0], axis=2), wanted[1], axis=3)
    np.testing.assert_allclose(both(spectral_pool2d, x, size), expected, atol=1e-12)
    check_gradient(spectral_pool2d, x[:1, :1], size)


def centred(x: np.ndarray, size: int) -> np.ndarray:
    """Crop the centred two-dimensional transform to an odd size, as the paper draws it."""
    spectrum = np.fft.fftshift(np.fft.fft2(x, norm="forward"), axes=(-2, -1))
    first = [n // 2 - size // 2 for n in x.shape[-2:]]
    crop = spectrum[..., first[0] : first[0] + size, first[1] : first[1] + size]
    out = np.fft.ifft2(np.fft.ifftshift(crop, axes=(-2, -1)), norm="forward")
    assert np.abs(out.imag).max() < 1e-12
    return out.real


@pytest.mark.parametrize("size", [1, 3, 5, 7])
def test_spectral_is_the_papers_crop(size: int, generator: np.random.Generator) -> None:
    x = generator.normal(size=(2, 3, 8, 9))
    np.testing.assert_allclose(spectral_pool2d(x, size), centred(x, size), atol=1e-12)


@pytest.mark.parametrize(("small", "large"), [((4, 6), (8, 7)), ((5, 4), (6, 9)), ((3, 7), (8, 8))])
def test_spectral_loses_nothing_of_a_band(
    small: tuple[int, int], large: tuple[int, int], generator: np.random.Generator
) -> None:
    x = generator.normal(size=(1, 2, *small))
    np.testing.assert_allclose(
        both(spectral_pool2d, spectral_pool2d(x, large), small), x, atol=1e-12
    )
    np.testing.assert_allclose(spectral_pool2d(x, large).mean((2, 3)), x.mean((2, 3)), atol=1e-12)


def test_spectral_dtypes_and_layouts(generator: np.random.Generator) -> None:
    x = generator.normal(size=(2, 8, 9, 3))
    planar = np.moveaxis(x, -1, 1)
    actual = both(spectral_pool2d, x, 5, channels_last=True)
    np.testing.assert_allclose(np.moveaxis(actual, -1, 1), spectral_pool2d(planar, 5), atol=1e-12)
    for dtype in (np.float16, np.float32, BFLOAT16):
        out = spectral_pool2d(planar.astype(dtype), 4)
        assert out.dtype == dtype
        exact = spectral_pool2d(planar.astype(dtype).astype(np.float64), 4)
        np.testing.assert_allclose(out.astype(float), exact, rtol=1e-2, atol=1e-2)
    assert spectral_pool2d(torch.randn(1, 1, 4, 4).bfloat16(), 2).dtype == torch.bfloat16
    assert spectral_pool2d(np.ones((4, 4), np.uint8), 2).dtype == np.float32
    assert spectral_pool2d(np.ones((4, 4), np.int64), 2).dtype == np.float64
    with pytest.raises(ValueError, match=r"output_size\[1\]=0"):
        spectral_pool2d(x, (2, 0))
    with pytest.raises(TypeError, match="output_size"):
        spectral_pool2d(x, 2.5)


# --- wavelet --------------------------------------------------------------------------------------


def test_haar_is_twice_the_mean(generator: np.random.Generator) -> None:
    x = generator.normal(size=(2, 3, 8, 10))
    np.testing.assert_allclose(both(wavelet_pool2d, x), 2 * poolwise.avg_pool2d(x, 2))
    check_gradient(wavelet_pool2d, x[:1, :1])


@pytest.mark.filterwarnings("ignore:Level value:UserWarning")
@pytest.mark.parametrize("wavelet", ["haar", "db2", "db4", "sym5", "coif2", "bior2.2"])
@pytest.mark.parametrize("shape", [(8, 12), (7, 10), (5, 3)])
def test_wavelet_is_the_second_order_transform(
    wavelet: str, shape: tuple[int, int], generator: np.random.Generator
) -> None:
    pywt = pytest.importorskip("pywt")
    x = generator.normal(size=(1, 2, *shape))
    approximation, *details = pywt.wavedec2(x, wavelet, "periodization", level=2, axes=(-2, -1))
    expected = pywt.waverec2([approximation, details[0]], wavelet, "periodization", axes=(-2, -1))
    out = both(wavelet_pool2d, x, wavelet)
    assert out.shape == (1, 2, *[-(-n // 2) for n in shape])
    crop = (..., slice(out.shape[2]), slice(out.shape[3]))
    np.testing.assert_allclose(out, expected[crop], atol=1e-9)
    check_gradient(wavelet_pool2d, x, wavelet)
    coefficients = pywt.Wavelet(wavelet).dec_lo
    np.testing.assert_allclose(wavelet_pool2d(x, coefficients), out, atol=1e-12)


def test_wavelets_without_pywavelets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pywt", None)
    assert wavelet_pool2d(np.ones((2, 2))).round(6) == 2
    with pytest.raises(ImportError, match=r"poolwise\[wavelet\]"):
        wavelet_pool2d(np.ones((2, 2)), "db2")


def test_wavelet_dtypes_layouts_and_errors(generator: np.random.Generator) -> None:
    x = generator.normal(size=(2, 8, 9, 3))
    actual = both(wavelet_pool2d, x, channels_last=True)
    np.testing.assert_allclose(
        np.moveaxis(actual, -1, 1), wavelet_pool2d(np.moveaxis(x, -1, 1)), atol=1e-12
    )
    for dtype in (np.float16, np.float32, BFLOAT16):
        assert wavelet_pool2d(x.astype(dtype)).dtype == dtype
    assert wavelet_pool2d(np.ones((4, 4), np.int16)).dtype == np.float32
    with pytest.raises(ValueError, match="3 coefficients"):
        wavelet_pool2d(x, (1, 2, 1))
    pytest.importorskip("pywt")
    with pytest.raises(ValueError, match="wavelet='no'"):
        wavelet_pool2d(x, "no")


# --- modules --------------------------------------------------------------------------------------

CASES: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = [
    ("AdaptivePolyphasePool1d", (), {}),
    ("AdaptivePolyphasePool2d", (4, 1), {}),
    ("AdaptivePolyphasePool3d", (2, 2.0), {}),
    ("AdaptivePolyphasePool2d", (2, math.inf, True), {}),
    ("SpectralPool2d", (5,), {}),
    ("SpectralPool2d", ((6, None),), {}),
    ("WaveletPool2d", (), {}),
    ("WaveletPool2d", ((0.5, 0.5),), {}),
]


@pytest.mark.parametrize(("name", "arguments", "options"), CASES)
def test_modules(name: str, arguments: tuple[Any, ...], options: dict[str, Any]) -> None:
    rank = int(name[-2])
    x = torch.randn(2, 3, *(8, 8, 4)[:rank])
    module = getattr(modules, name)(*arguments, **options)
    words = "".join(f"_{c.lower()}" if c.isupper() else c for c in name).removeprefix("_")
    expected = getattr(transforms, words)(x, *arguments, **options)
    for other in (module, copy.deepcopy(module), pickle.loads(pickle.dumps(module))):
        torch.testing.assert_close(other(x), expected, rtol=0, atol=0)
        assert repr(other) == repr(module)
    assert not module.state_dict()
    if rank == 2:
        compiled = torch.compile(module, backend="eager", fullgraph=True)
        torch.testing.assert_close(compiled(x), expected)
    if SHARE >= 1 or rank != 2:  # test_export.py has others
        program = torch.export.export(module, (x,))
        torch.testing.assert_close(program.module()(x), expected)


def test_polyphase_module_takes_indices() -> None:
    x, skip = torch.randn(2, 3, 8, 8), torch.randn(2, 5, 8, 8)
    module = modules.AdaptivePolyphasePool2d(return_indices=True)
    _, indices = module(x)
    _, same = module(skip, indices)
    assert (same == indices).all()
