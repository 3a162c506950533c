"""Prints how much memory calls of the operators take at most beyond x and their results: a line a
call. usage: python peaks.py WAY, which is "forward", "backward" or a dtype."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch

import poolwise

ELEMENTS = 2**21
SHAPES = {
    "signal": (1, 1, ELEMENTS),
    "plane": (1, 1, 1024, ELEMENTS // 1024),
    "pixels": (1, 3, 1024, ELEMENTS // 3072),  # channels last
}
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


def _call(pool: Any, arguments: list[Any], keywords: dict[str, Any]) -> Callable[[Any], Any]:
    return lambda x: pool(x, *arguments, **keywords)


def array(kind: str, dtype: str) -> np.ndarray:
    shape = SHAPES[kind]
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
    poolwise.set_num_threads(2)
    torch.set_num_threads(2)
    held: dict[str, Any] = {}
    kept = []  # or their memory would be had again
    for name, kind, call in calls(way == "backward"):
        if kind not in held:
            held = {kind: array(kind, "float32" if way in ("forward", "backward") else way)}
        x = held[kind]
        if way != "backward":
            used, out = peak(lambda: call(x))  # noqa: B023
            kept.append(out)
        else:
            leaf = torch.from_numpy(x).requires_grad_()
            pooled = call(leaf)
            grad = torch.ones_like(pooled)
            used, (out,) = peak(lambda: torch.autograd.grad(pooled, leaf, grad))  # noqa: B023
        print(f"{name}: {used - out.nbytes} of {x.nbytes}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
