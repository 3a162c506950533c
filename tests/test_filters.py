"""Binomial filters: what Zhang 2019 says of them."""

from __future__ import annotations

import copy
import math
import pickle
from typing import Any

import pytest
import torch
import torch.nn.functional as F

from poolwise.functional import filters, max_pool2d
from poolwise.functional.filters import blur_pool2d, max_blur_pool2d
from poolwise.nn import filters as modules

MODES = ("reflect", "replicate", "zero", "circular")


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("size", range(1, 8))
def test_alignment_of_the_paper(mode: str, size: int) -> None:
    # Padding (size - 1) // 2 before and the rest after, then a strided convolution.
    x = torch.randn(2, 3, 9, 10, dtype=torch.float64)
    row = torch.tensor([float(math.comb(size - 1, i)) for i in range(size)], dtype=torch.float64)
    kernel = (row[:, None] * row) / row.sum() ** 2
    pads = ((size - 1) // 2, math.ceil((size - 1) / 2)) * 2
    padded = F.pad(x, pads, "constant" if mode == "zero" else mode)
    expected = F.conv2d(padded, kernel.expand(3, 1, size, size), stride=2, groups=3)
    torch.testing.assert_close(blur_pool2d(x, size, 2, mode), expected)


def test_identities() -> None:
    x = torch.randn(1, 2, 8, 8, dtype=torch.float64)
    for mode in ("reflect", "replicate", "circular"):  # constants stay
        same = torch.full_like(x, 3.0)
        torch.testing.assert_close(blur_pool2d(same, 4, 2, mode), same[..., ::2, ::2])
    torch.testing.assert_close(blur_pool2d(x, 1, 2), x[..., ::2, ::2])  # no filter: the stride
    # The finest pattern vanishes where sampling alone makes it a constant.
    finest = (torch.arange(8) % 2 * 2.0 - 1).expand(1, 1, 8, 8)
    assert blur_pool2d(finest, 3, 2, "circular").abs().max() == 0
    # At stride 1 a circular blur commutes with circular shifts.
    shifted = blur_pool2d(x.roll((1, 3), (2, 3)), 5, 1, "circular")
    torch.testing.assert_close(blur_pool2d(x, 5, 1, "circular").roll((1, 3), (2, 3)), shifted)


def test_max_blur_is_max_then_blur() -> None:
    x = torch.randn(2, 3, 9, 8)
    expected = blur_pool2d(max_pool2d(x, 3, 1, 1), 4, 2, "replicate")
    actual = max_blur_pool2d(x, 3, 2, 1, blur_size=4, padding_mode="replicate")
    torch.testing.assert_close(actual, expected)
    assert max_blur_pool2d(x, 2).shape == (2, 3, 4, 4)  # stride=None: the kernel's size
    torch.testing.assert_close(max_blur_pool2d(x, 2), blur_pool2d(max_pool2d(x, 2, 1), 3, 2))


def test_absent_elements_are_not_looked_at() -> None:
    x, mask = torch.randn(1, 2, 8, 8), torch.rand(1, 2, 8, 8) < 0.6
    spoilt = torch.where(mask, x, torch.nan)
    torch.testing.assert_close(blur_pool2d(spoilt, mask=mask), blur_pool2d(x, mask=mask))
    nothing = torch.zeros(8, 8, dtype=torch.bool)
    x.requires_grad_()
    out = blur_pool2d(x, mask=nothing, empty_value=3)
    assert (out == 3).all()
    out.sum().backward()
    assert (x.grad == 0).all()


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("masked", [False, True])
def test_gradients(mode: str, masked: bool) -> None:
    x = torch.randn(1, 2, 3, 5, dtype=torch.float64, requires_grad=True)
    mask = torch.rand(x.shape) < 0.5 if masked else None
    torch.autograd.gradcheck(lambda x: blur_pool2d(x, 4, 2, mode, mask=mask), x)
    torch.autograd.gradgradcheck(lambda x: blur_pool2d(x, 3, 2, mode, mask=mask), x)
    if mode == "reflect":
        torch.autograd.gradcheck(lambda x: max_blur_pool2d(x, 2, mask=mask), x)


def test_errors() -> None:
    x = torch.randn(1, 1, 4, 4)
    with pytest.raises(ValueError, match=r"kernel_size\[0\]=8 must be at most 7"):
        blur_pool2d(x, 8)
    with pytest.raises(ValueError, match="kernel_size"):
        blur_pool2d(x, 0)
    with pytest.raises(TypeError, match="stride"):
        blur_pool2d(x, 3, 1.5)
    with pytest.raises(ValueError, match="padding_mode='wrap'"):
        blur_pool2d(x, 3, 2, "wrap")
    with pytest.raises(ValueError, match="width of what is smoothed is 1"):
        blur_pool2d(x[..., :1], 3)
    assert blur_pool2d(x[..., :1], 3, padding_mode="replicate").shape == (1, 1, 2, 1)
    with pytest.raises(TypeError, match="complex64"):
        blur_pool2d(x.to(torch.complex64))
    with pytest.raises(ValueError, match="padding_mode"):
        modules.BlurPool2d(padding_mode="wrap")
    with pytest.raises(ValueError, match="kernel_size"):
        modules.MaxBlurPool2d((1, 2, 3))


@pytest.mark.parametrize("rank", [1, 2, 3])
def test_modules(rank: int) -> None:
    x = torch.randn(2, 3, *(6, 7, 8)[:rank])
    cases: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = [
        ("BlurPool", (), {}),
        ("BlurPool", (4, 3, "circular"), {}),
        ("MaxBlurPool", (2,), {}),
        ("MaxBlurPool", (3, 2, 1), {"blur_size": 5, "padding_mode": "replicate"}),
    ]
    for name, arguments, options in cases:
        module = getattr(modules, f"{name}{rank}d")(*arguments, **options)
        words = "max_blur_pool" if name.startswith("Max") else "blur_pool"
        expected = getattr(filters, f"{words}{rank}d")(x, *arguments, **options)
        for other in (module, copy.deepcopy(module), pickle.loads(pickle.dumps(module))):
            torch.testing.assert_close(other(x), expected, rtol=0, atol=0)
            assert repr(other) == repr(module)
        assert not module.state_dict()
    assert (
        repr(modules.BlurPool2d(4)) == "BlurPool2d(kernel_size=4, stride=2, padding_mode=reflect)"
    )
