"""Prints how much memory calls of the operators take at most beyond x and their results: a line a
call. usage: python peaks.py WAY, which is "forward", "backward" or a dtype; or "composed", for the
operators that are made of others, forward and backward in one. Few of
POOLWISE_TEST_EXAMPLES are other ones in every way."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from strategies import some_of, thinned

import poolwise
from poolwise.functional import parts

WAYS = ("forward", "backward", "uint8", "float16", "composed")
ELEMENTS = 2**20
FEWER = 4  # times fewer elements, and as many times less held, where much is computed of each
SHAPES = {
    "signal": (1, 1, ELEMENTS),
    "plane": (1, 1, 1024, ELEMENTS // 1024),
    "pixels": (1, 3, 1024, ELEMENTS // 3072),  # channels last
}
LARGER = {"planes": (FEWER, 1, 1024, ELEMENTS // 1024)}  # for what holds less of each element
# The operators' keywords; "leading" stands before the geometry.
KEYWORDS: dict[str, dict[str, Any]] = {
    "max": {},
    "min": {},
    "avg": {},
    "sum": {},
    "median": {},
    "top_k_avg": {"k": 3},
    "rank_weighted": {},
    "rank_stochastic": {"seed": 1},
    "ordinal": {"weights": [3.0, 2.0, 1.0]},
    "lp": {"leading": 3.0},
    "rms": {},
    "power_mean": {"p": 3.0},
    "lse": {"r": 2.0},
    "soft": {},
    "stochastic": {"seed": 1},
    "max_dropout": {"seed": 1},
    "mixed": {},
}
# Windows of each shape: the function's prefix, and its geometry by the number of axes.
WINDOWS: dict[str, tuple[str, tuple[Any, ...]]] = {
    "pairs": ("", (2,)),
    "overlapping": ("", (3, 1)),
    "long": ("", (256,)),
    "few": ("adaptive_", (3,)),
    "all": ("global_", ()),
}


def calls(tensors: bool) -> Iterator[tuple[str, str, Callable[[Any], Any]]]:
    """Yield a name, a key of SHAPES and the function of each call."""
    for kind, shape in SHAPES.items():
        rank = len(shape) - 2
        for where, (prefix, geometry) in WINDOWS.items():
            if rank > 1 and where in ("overlapping", "long"):
                continue
            for name, given in KEYWORDS.items():
                keywords = dict(given)
                if "weights" in keywords:
                    make = torch.tensor if tensors else np.array
                    keywords["weights"] = make(keywords["weights"])
                leading = [keywords.pop("leading")] if "leading" in keywords else []
                pool = getattr(poolwise, f"{prefix}{name}_pool{rank}d")
                arguments = [*leading, *geometry]

                yield f"{name} {where} {kind}", kind, _call(pool, arguments, keywords)


def composed_calls() -> Iterator[tuple[str, str, Callable[[Any], Any]]]:
    """The same of operators that are made of others."""
    kernel = torch.linspace(-1, 1, 9).reshape(3, 3)
    plane = {
        "ada": lambda x: poolwise.ada_pool2d(x, 2),
        "overlapping ada": lambda x: poolwise.ada_pool2d(x, 3, 2),
        "adaptive ada": lambda x: poolwise.adaptive_ada_pool2d(x, 20),
        "global ada": poolwise.global_ada_pool2d,
        "global detail_preserving": poolwise.global_detail_preserving_pool2d,
        "detail_preserving": lambda x: poolwise.detail_preserving_pool2d(x, 2),
        "mixed": lambda x: poolwise.mixed_pool2d(x, 3, 1),
        "random mixed": lambda x: poolwise.mixed_pool2d(x, 2, mode="random", per="window", seed=1),
        "lip": lambda x: poolwise.lip_pool2d(x, 3, 1, logits=x.detach()),
        "gated": lambda x: poolwise.gated_pool2d(x, 3, 1, omega=kernel),
        "tree": lambda x: poolwise.tree_pool2d(
            x, 3, 2, filters=kernel.repeat(4, 1, 1), omega=kernel.repeat(3, 1, 1)
        ),
    }
    signal = {
        "ada": lambda x: poolwise.ada_pool1d(x, 2),
        "mixed": lambda x: poolwise.mixed_pool1d(x, 2),
        "k_max": lambda x: poolwise.k_max_pool1d(x, 5),
    }
    planes = {
        "local_l2_norm": lambda x: poolwise.local_l2_norm2d(x, 3),
        "array winner_take_all": lambda x: poolwise.winner_take_all2d(x, 3, 1),
        "max_unpool": _unpooled,
        "spectral": lambda x: poolwise.spectral_pool2d(x, (x.shape[-2] // 2, 100)),
        "array wavelet": poolwise.wavelet_pool2d,
        "blur": lambda x: poolwise.blur_pool2d(x, 3, 2),
        "array blur": lambda x: poolwise.blur_pool2d(x, 3, 2),
        "max_blur": lambda x: poolwise.max_blur_pool2d(x, 2),
        "array max_blur": lambda x: poolwise.max_blur_pool2d(x, 2),
        "array noisy_and": lambda x: poolwise.noisy_and_pool2d(x, 2),
        "array covariance": poolwise.covariance_pool2d,
    }
    for kind, pools in (("plane", plane), ("signal", signal), ("planes", planes)):
        for name, pool in pools.items():
            yield f"{name} {kind}", kind, pool


def _unpooled(x: torch.Tensor) -> torch.Tensor:
    """Each element of x back in its window of four, wherever it is there."""
    height, width = x.shape[-2:]
    rows, columns = torch.arange(height)[:, None], torch.arange(width)
    places = ((2 * rows + (columns & 1)) * 2 * width + 2 * columns + (rows & 1)).expand(x.shape)
    return poolwise.max_unpool2d(x, places, 2)


def _call(pool: Any, arguments: list[Any], keywords: dict[str, Any]) -> Callable[[Any], Any]:
    return lambda x: pool(x, *arguments, **keywords)


def array(kind: str, dtype: str) -> np.ndarray:
    shape = (SHAPES | LARGER)[kind]
    x = np.random.default_rng(0).integers(0, 200, shape, np.uint8).astype(dtype)
    if kind != "pixels":
        return x
    return np.ascontiguousarray(np.moveaxis(x, 1, -1)).transpose(0, 3, 1, 2)


def _memory(field: str) -> int:
    status = Path("/proc/self/status").read_text()
    found = re.search(rf"{field}:\s+(\d+) kB", status)
    assert found
    return int(found[1]) * 1024


def peak(function: Callable[[], Any]) -> tuple[int, Any]:
    """Return how much more memory than before the call was in use at most, and its result."""
    Path("/proc/self/clear_refs").write_text("5")
    before = _memory("VmRSS")
    result = function()
    return _memory("VmHWM") - before, result


def main(way: str) -> None:
    threads = 1 if way == "composed" else 2
    poolwise.set_num_threads(threads)
    torch.set_num_threads(threads)
    held: dict[str, Any] = {}
    kept = []  # or their memory would be had again
    composed = way == "composed"
    if composed:
        parts._HELD //= FEWER
    # What PyTorch imports once does not count.
    few = torch.rand(1, 1, 8, requires_grad=True)
    _forward_and_backward(lambda x: poolwise.max_pool1d(x, 2), few)
    given = list(composed_calls() if composed else calls(way == "backward"))
    for name, kind, call in given if composed else some_of(thinned(given, WAYS.index(way))):
        if kind not in held:
            floats = way in ("forward", "backward", "composed")
            x = array(kind, "float32" if floats else way)
            held = {kind: x[..., : x.shape[-1] // FEWER].copy() if composed else x}
        x = held[kind]
        if composed:
            few = torch.rand((1, 1, *(40,) * (x.ndim - 2)), requires_grad=True)
            _forward_and_backward(call, few)  # or what PyTorch makes once would count
            leaf = x if name.startswith("array") else torch.from_numpy(x).requires_grad_()
            used, outs = peak(lambda: _forward_and_backward(call, leaf))  # noqa: B023
            used -= sum(out.nbytes for out in outs[:-1])
            out = outs[-1]
        elif way != "backward":
            used, out = peak(lambda: call(x))  # noqa: B023
            kept.append(out)
        else:
            leaf = torch.from_numpy(x).requires_grad_()
            pooled = call(leaf)
            grad = torch.ones_like(pooled)
            used, (out,) = peak(lambda: torch.autograd.grad(pooled, leaf, grad))  # noqa: B023
        print(f"{name}: {used - out.nbytes} of {x.nbytes}", flush=True)


def _forward_and_backward(call: Callable[[Any], Any], leaf: Any) -> list[Any]:
    """The output, a gradient of it, and that of the leaf."""
    if isinstance(leaf, np.ndarray):
        out, pullback = poolwise.vjp(call, leaf)
        grad = np.ones_like(out)
        return [out, grad, pullback(grad)]
    out = call(leaf)
    grad = torch.ones_like(out)
    return [out, grad, *torch.autograd.grad(out, leaf, grad)]


if __name__ == "__main__":
    main(sys.argv[1])
