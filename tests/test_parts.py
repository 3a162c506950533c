"""Operators that are made part by part: the cuts show in no result, and bound what is held."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from strategies import some_of

import poolwise
from poolwise.functional import parts, same_size
from poolwise.windows import Windows

WHOLE = 2**60
Keywords = Callable[[torch.Tensor, tuple[int, ...]], dict[str, Any]]


def _filters(x: torch.Tensor, kernel: tuple[int, ...], count: int, channels: int) -> torch.Tensor:
    shape = (count, channels, *kernel)
    return torch.linspace(-1, 1, int(np.prod(shape)), dtype=x.dtype).reshape(shape)


# An operator, its keywords, and whether it has all kinds of windows, and arrays.
OPERATORS: dict[str, tuple[str, Keywords, bool]] = {
    "ada": ("ada", lambda x, k: {"beta": torch.tensor([0.2, 0.9], dtype=x.dtype)}, True),
    "detail": ("detail_preserving", lambda x, k: {"lambda_": 1.5, "alpha": 0.5}, True),
    "filtered detail": (
        "detail_preserving",
        lambda x, k: {"filter": _filters(x, k, 1, 2)[0], "asymmetric": True},
        False,
    ),
    "mixed": ("mixed", lambda x, k: {"a": 0.3}, True),
    "mixed by channel": ("mixed", lambda x, k: {"a": torch.tensor([0.2, 0.9])}, True),
    "random": ("mixed", lambda x, k: {"mode": "random", "per": "window", "seed": 5}, True),
    "by channel": ("mixed", lambda x, k: {"mode": "random", "per": "channel", "seed": 5}, True),
    "gentle lip": ("lip", lambda x, k: {"logits": x.detach() / 100}, True),
    "steep lip": ("lip", lambda x, k: {"logits": 40 * x.detach()[:, :1]}, True),
    "gated": ("gated", lambda x, k: {"omega": _filters(x, k, 1, 2)[0]}, False),
    "tree": (
        "tree",
        lambda x, k: {"filters": _filters(x, k, 4, 2), "omega": _filters(x, k, 3, 1)},
        False,
    ),
}
# By PyTorch's convolutions, which add up as shapes and the machine suggest.
CONVOLVED = ("gated", "tree", "filtered detail")
GEOMETRY: dict[str, dict[str, Any]] = {
    "": {"kernel_size": (3, 2), "stride": (2, 1), "padding": ((1, 0), (1, 1)), "ceil_mode": True},
    "adaptive_": {"output_size": (3, 10)},
    "global_": {},
}
CALLS = [
    (key, prefix)
    for key, (_, _, everywhere) in OPERATORS.items()
    for prefix in (GEOMETRY if everywhere else [""])
]


def _call(key: str, prefix: str, x: torch.Tensor, mask: Any) -> tuple[Any, dict[str, Any]]:
    name, keywords, _ = OPERATORS[key]
    geometry = GEOMETRY[prefix]
    given = keywords(x, geometry.get("kernel_size", ()))
    given = {
        k: v.to(x.dtype) if isinstance(v, torch.Tensor) else v
        for k, v in (given | geometry).items()
    }
    return getattr(poolwise, f"{prefix}{name}_pool2d"), given | {"mask": mask}


def _input(dtype: torch.dtype) -> torch.Tensor:
    x = torch.randn(2, 2, 8, 9, generator=torch.Generator().manual_seed(1))
    x[0, 1, 3, 4], x[1, 0, 2, 5] = torch.inf, torch.nan
    return x.to(dtype)


@pytest.mark.parametrize("masked", [False, True])
@pytest.mark.parametrize("last", [False, True])
@pytest.mark.parametrize(("key", "prefix"), some_of(CALLS))
def test_cuts_change_no_bit(
    key: str, prefix: str, last: bool, masked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for dtype in (torch.float32, torch.float16):
        x = _input(dtype)
        x = x.to(memory_format=torch.channels_last) if last else x
        mask = torch.rand(x.shape, generator=torch.Generator().manual_seed(2)) < 0.7
        pool, given = _call(key, prefix, x, mask if masked else None)
        monkeypatch.setattr(parts, "_HELD", WHOLE)
        want = pool(x, **given)
        for held in (2000, 9000):
            monkeypatch.setattr(parts, "_HELD", held)
            got = pool(x, **given)
            if prefix != "global_":  # where both formats are one
                assert got.stride() == want.stride()
            if key in CONVOLVED:
                torch.testing.assert_close(got, want, equal_nan=True)
            else:
                torch.testing.assert_close(got, want, rtol=0, atol=0, equal_nan=True)
            if key not in CONVOLVED:
                arrays = {
                    k: v.numpy() if isinstance(v, torch.Tensor) else v for k, v in given.items()
                }
                monkeypatch.setattr(parts, "_HELD", WHOLE)
                one = pool(x.numpy(), **arrays)
                monkeypatch.setattr(parts, "_HELD", held)
                np.testing.assert_array_equal(pool(x.numpy(), **arrays), one)


@pytest.mark.parametrize(("key", "prefix"), CALLS)
def test_gradients_of_parts_add_up(key: str, prefix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    x = _input(torch.float64).nan_to_num(0.5, posinf=2).requires_grad_()
    pool, given = _call(key, prefix, x, None)
    learned = {
        k: v.clone().requires_grad_()
        for k, v in given.items()
        if isinstance(v, torch.Tensor) and v.is_floating_point()
    }

    def gradients() -> list[torch.Tensor]:
        out = pool(x, **given | learned)
        grad = torch.linspace(-1, 1, out.numel(), dtype=out.dtype).reshape(out.shape)
        grad.requires_grad_()
        wanted = [x, *learned.values()]
        again = torch.autograd.grad(out, wanted, grad, retain_graph=True)
        once = torch.autograd.grad(out, wanted, grad, create_graph=True)
        norm = sum((g * g).sum() for g in once)
        twice = torch.autograd.grad(norm, [grad, *wanted], materialize_grads=True)
        return [*again, *twice]

    def pulled_back() -> np.ndarray:
        arrays = {k: v.numpy() if isinstance(v, torch.Tensor) else v for k, v in given.items()}
        out, pullback = poolwise.vjp(pool, x.detach().numpy(), **arrays)
        back: np.ndarray = pullback(np.linspace(-1, 1, out.size).reshape(out.shape))
        return back

    monkeypatch.setattr(parts, "_HELD", WHOLE)
    want = gradients()
    monkeypatch.setattr(parts, "_HELD", 3000)
    for one, other in zip(gradients(), want, strict=True):
        torch.testing.assert_close(one, other, rtol=1e-9, atol=1e-9)
    if key not in ("gated", "tree", "filtered detail"):
        np.testing.assert_allclose(pulled_back(), want[0].numpy(), 1e-9, 1e-9)


LARGE: dict[str, dict[str, Any]] = {
    "": {"kernel_size": (5, 6), "stride": 4, "padding": ((3, 1), (0, 2)), "dilation": (2, 1)},
    "global_": {},
}
WEIGHED = ("ada", "detail", "filtered detail", "steep lip")


@pytest.mark.parametrize(
    ("key", "prefix"), [call for call in CALLS if call[0] in WEIGHED and call[1] in LARGE]
)
def test_large_windows_are_made_piece_by_piece(
    key: str, prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    masked = not prefix
    monkeypatch.setitem(GEOMETRY, prefix, LARGE[prefix])
    x = _input(torch.float64)
    mask = torch.rand(x.shape, generator=torch.Generator().manual_seed(2)) < 0.7
    mask[1, 1] = False
    pool, given = _call(key, prefix, x, mask if masked else None)
    arrays = {k: v.numpy() if isinstance(v, torch.Tensor) else v for k, v in given.items()}
    learned = {
        k: v.clone().requires_grad_()
        for k, v in given.items()
        if isinstance(v, torch.Tensor) and v.is_floating_point()
    }

    def made(size: float) -> list[torch.Tensor]:
        leaf = (x.nan_to_num(0.5, posinf=2) * size).requires_grad_()
        out = pool(leaf, **given | learned)
        grad = torch.linspace(-1, 1, out.numel(), dtype=out.dtype).reshape(out.shape)
        wanted = [leaf, *learned.values()]
        again = not masked and size == 1
        once = torch.autograd.grad(out, wanted, grad, create_graph=again)
        twice: tuple[torch.Tensor, ...] = ()
        if again:
            twice = torch.autograd.grad(sum((g * g).sum() for g in once), wanted)
        others = [out / size, pool(x * size, **given) / size]
        if key != "filtered detail":
            others.append(torch.from_numpy(pool((x * size).numpy(), **arrays)) / size)
            value, pullback = poolwise.vjp(pool, leaf.detach().numpy(), **arrays)
            others += [torch.from_numpy(value) / size, torch.from_numpy(pullback(grad.numpy()))]
        return [*once, *twice, *others]

    for size in (2.0**-1000, 2.0**1020) if masked else (1.0,):
        monkeypatch.setattr(parts, "_HELD", WHOLE)
        want = made(size)
        monkeypatch.setattr(parts, "_HELD", 380)
        for one, other in zip(made(size), want, strict=True):
            error = 1e-9 * max(1, float(other.detach().nan_to_num(0, 0, 0).abs().max()))
            torch.testing.assert_close(one, other, rtol=1e-9, atol=error, equal_nan=True)


@pytest.mark.parametrize(
    "windows",
    [
        Windows.sliding(1, 3, 2, ((2, 1),), 2),
        Windows.sliding(1, 4, 1, "same"),
        Windows.sliding(1, 2, 5, ceil_mode=True),
        Windows.adaptive(1, 7),
        Windows.adaptive(1, 40),
        Windows.tables(1, [[0, 0, 3, 9]], [[1, 5, 4, 8]]),
    ],
)
def test_windows_between_others_see_the_same(windows: Windows) -> None:
    x = np.arange(17.0)
    whole = windows.axes((17,))[0]
    for first in range(len(whole)):
        for stop in range(first + 1, len(whole) + 1):
            some, (inside,) = windows.between((17,), [slice(first, stop)])
            own = some.axes((len(x[inside]),))[0]
            np.testing.assert_array_equal(x[inside][own.start], x[whole.start[first:stop]])
            np.testing.assert_array_equal(own.count, whole.count[first:stop])


@pytest.mark.parametrize("tensors", [False, True])
@pytest.mark.parametrize("k", [1, 4, 90])
@pytest.mark.parametrize("dtype", ["float32", "float16", "uint8", "bool"])
def test_the_largest_of_a_row_are_those_of_its_pieces(
    dtype: str, k: int, tensors: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.default_rng(k)
    x = rng.integers(0, 9, (3, 2, 101)).astype(dtype)
    if dtype.startswith("float"):
        x[rng.random(x.shape) < 0.05] = np.nan
    for mask in (None, rng.random(x.shape) < 0.5, rng.random(x.shape) < 0.03):
        given = [torch.from_numpy(a) if tensors and a is not None else a for a in (x, mask)]
        want = poolwise.k_max_pool1d(given[0], k, mask=given[1])
        with monkeypatch.context() as patched:
            patched.setattr(same_size, "_PIECE", 7)
            patched.setattr(parts, "_HELD", 300)
            got = poolwise.k_max_pool1d(given[0], k, mask=given[1])
        np.testing.assert_array_equal(got, want)


@pytest.mark.parametrize("tensors", [False, True])
def test_planes_are_unpooled_as_they_are_together(
    tensors: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.default_rng(0)
    x, at = rng.integers(0, 5, (3, 2, 4, 5)).astype(np.float32), rng.integers(-1, 80, (3, 2, 4, 5))
    given = [torch.from_numpy(a) if tensors else a for a in (x, at)]
    want = poolwise.max_unpool2d(*given, 2)
    for held in (1, 1500):
        monkeypatch.setattr(parts, "_HELD", held)
        np.testing.assert_array_equal(poolwise.max_unpool2d(*given, 2), want)
