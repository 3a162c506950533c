"""Random calls, right and wrong ones, of the operators that the kernels compute: under sanitizers.

Usage: python tools/fuzz.py [CALLS [SEED]]. A call gives a result, forth and back, that does not
depend on the number of threads, or it raises an error that a wrong call may raise. Nothing else.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from typing import Any

import numpy as np
import torch

import poolwise
from poolwise.functional.declaration import by_name

REFUSALS = (ValueError, TypeError, RuntimeError, MemoryError, OverflowError)

CHOICES: dict[str, dict[str, list[Any]]] = {
    "max": {},
    "min": {},
    "avg": {"count_include_pad": [True, False], "divisor_override": [None, 3]},
    "sum": {},
    "lp": {"norm_type": [0.5, 1, 2, 3.5, float("inf")], "signed": [False, False, True]},
    "rms": {},
    "noisy_or": {},
    "var": {"ddof": [0, 1, 2]},
    "std": {"ddof": [0, 1, 2]},
    "power_mean": {"p": [-2.0, 1.0, 3.0], "eps": [1e-6, 0.5]},
    "lse": {"r": [-2.0, 0.0, 1.0, 30.0]},
    "soft": {"beta": [-1.0, 0.0, 1.0, 30.0]},
    "stochastic": {"training": [True, False], "seed": [0, 2**64 - 1], "first_index": [0, 2**33]},
    "median": {"interpolation": ["midpoint", "lower"]},
    "top_k_avg": {"k": [1, 2, 7]},
    "rank_weighted": {"alpha": [0.3, 1.0]},
    "rank_stochastic": {"alpha": [0.3], "training": [True, False], "seed": [5]},
    "ordinal": {"weights": [[3.0, 2.0, 1.0], [0.5]]},
    "max_dropout": {"q": [0.3, 1.0], "training": [True, False], "seed": [5]},
    "blur": {"filter_size": [1, 2, 3, 5]},
    "max_blur": {"filter_size": [2, 3]},
}
# Of all others what their declarations try.
CHOICES |= {
    name: {p.keyword: list(p.tried) for p in row.parameters if p.tried}
    for name, row in by_name().items()
    if name not in CHOICES
}
FLOATS = ["float16", "bfloat16", "float32", "float64"]
INTEGERS = ["bool", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"]
JUNK = [None, -1, 0, 2**40, 2**62, 2**70, 0.5, float("nan"), "x", [], (1, 2, 3, 4, 5), {}]


class Calls:
    """Draws calls and makes them."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.numbers = np.random.default_rng(seed)
        self.seen: Counter[str] = Counter()

    def one(self) -> None:
        if self.random.random() < 0.15:
            return self.bare_operator()
        name = self.random.choice(list(CHOICES))
        rank = self.random.choice([1, 2, 2, 3])
        x = self.tensor(rank, self.random.choice(FLOATS * 2 + INTEGERS))
        if name in ("stochastic", "noisy_or") and self.random.random() < 0.9:
            x = x.abs() if x.dtype.is_floating_point else torch.zeros_like(x)
        if name == "noisy_or" and x.dtype.is_floating_point:
            x = x % 1
        keywords = {
            key: self.random.choice(values)
            for key, values in CHOICES[name].items()
            if self.random.random() < 0.7 or key in ("norm_type", "weights", "seed")
        }
        if name == "ordinal":
            keywords["weights"] = torch.tensor(keywords["weights"])
        first = [keywords.pop("norm_type")] if name == "lp" else []
        geometry, where = self.windows(name, rank)
        keywords |= where
        if name not in ("blur", "max_blur"):
            keywords |= self.rules(x, rank)
        if self.random.random() < 0.15:
            key = self.random.choice([*keywords, "stride"])
            # Without a seed two calls need not agree.
            keywords[key] = self.random.choice(JUNK[1:] if key == "seed" else JUNK)
        function = getattr(poolwise, f"{geometry}{name}_pool{rank}d")
        self.seen[name] += self.call(function, x, first, keywords)

    def tensor(self, rank: int, dtype: str) -> torch.Tensor:
        most = {1: 90, 2: 23, 3: 9}[rank]
        spatial = [self.random.randint(1, most) for _ in range(rank)]
        lead = [self.random.choice([1, 2, 3, 9, 40]) for _ in range(self.random.choice([1, 2, 2]))]
        x = torch.from_numpy(self.numbers.standard_normal([*lead, *spatial]) * 8)
        if dtype in FLOATS and self.random.random() < 0.2:
            odd = torch.tensor([float("nan"), float("inf"), -float("inf"), -0.0, 1e-42])
            x = torch.where(torch.rand(x.shape) < 0.03, odd[self.random.randrange(5)], x)
        x = x.abs().to(getattr(torch, dtype)) if dtype[0] == "u" else x.to(getattr(torch, dtype))
        layout = self.random.choice(
            ["plain", "plain", "last", "turned", "every other", "broadcast"]
        )
        if layout == "last":
            x = x.movedim(-rank - 1, -1).contiguous().movedim(-1, -rank - 1)
        elif layout == "turned":
            x = x.transpose(-1, 0).contiguous().transpose(-1, 0)
        elif layout == "every other":
            x = torch.stack([x, x], -1)[..., 0]
        elif layout == "broadcast":
            x = x[:1].expand(x.shape)
        return x

    def windows(self, name: str, rank: int) -> tuple[str, dict[str, Any]]:
        kind = self.random.choice(["", "", "", "adaptive_", "global_"])
        if kind == "adaptive_" and "blur" not in name:
            return kind, {"output_size": [self.random.randint(0, 9) for _ in range(rank)]}
        if kind == "global_" and "blur" not in name:
            return kind, {}
        most = {1: 40, 2: 9, 3: 4}[rank]
        each = lambda top: [self.random.randint(1, top) for _ in range(rank)]  # noqa: E731
        kernel = each(self.random.choice([2, 3, most]))
        keywords: dict[str, Any] = {"stride": each(self.random.choice([2, 4, most]))}
        if name != "blur":
            keywords["kernel_size"] = kernel
        if "blur" in name:
            return "", keywords
        keywords["padding"] = self.random.choice(
            ["same", "same_lower", "valid", 0, [self.random.randint(0, k // 2) for k in kernel]]
        )
        keywords["dilation"] = self.random.choice([1, 1, 1, each(3)])
        keywords["ceil_mode"] = self.random.random() < 0.3
        return "", keywords

    def rules(self, x: torch.Tensor, rank: int) -> dict[str, Any]:
        rules: dict[str, Any] = {}
        if self.random.random() < 0.3:
            shape = [n if self.random.random() < 0.7 else 1 for n in x.shape]
            rules["mask"] = torch.rand(shape) < self.random.choice([0.2, 0.9])
            rules["empty_value"] = self.random.choice([0, 1])
        if x.ndim > rank and self.random.random() < 0.3:
            rules["channels_last"] = True
        return rules

    def call(self, function: Any, x: torch.Tensor, first: list[Any], keywords: Any) -> bool:
        """Whether it was a right one: of tensors or arrays, with several numbers of threads."""
        arrays = x.dtype != torch.bfloat16 and self.random.random() < 0.4
        if arrays:
            keywords = {
                key: value.numpy() if isinstance(value, torch.Tensor) else value
                for key, value in keywords.items()
            }
        made: list[list[bytes] | str] = []
        for threads in (1, self.random.choice([2, 3, 7])):
            poolwise.set_num_threads(threads)
            try:
                made.append(
                    self.forth_and_back(function, x.numpy() if arrays else x, first, keywords)
                )
            except REFUSALS as error:
                made.append(type(error).__name__)
        if made[0] != made[1]:
            raise AssertionError(f"{function.__name__}{(x.shape, x.stride(), x.dtype, keywords)}")
        return isinstance(made[0], list)

    def forth_and_back(self, function: Any, x: Any, first: list[Any], keywords: Any) -> list[bytes]:
        if isinstance(x, np.ndarray):
            if x.dtype.kind != "f":
                return [np.asarray(function(x, *first, **keywords)).tobytes()]
            out, pullback = poolwise.vjp(function, x, *first, **keywords)
            return [out.tobytes(), pullback(np.ones_like(out)).tobytes()]
        x = x.detach().requires_grad_(x.dtype.is_floating_point)
        out = function(x, *first, **keywords)
        made = [out]
        if out.requires_grad:
            made += torch.autograd.grad(out.sum(), x)
        return [
            part.detach().contiguous().flatten().view(torch.uint8).numpy().tobytes()
            for part in made
        ]

    def bare_operator(self) -> None:
        """An operator of PyTorch's, with arguments that fit, mostly, and one that may not."""
        x = self.tensor(2, self.random.choice(FLOATS)).contiguous()
        good = [0, 2, 0, 0, 2, 2, 2, 2, 1, 1, 0, 0, 0, 0]
        odd = [self.random.choice([-(2**40), -4000, -1, 0, 1, 2, 3, 2**40]) for _ in range(14)]
        code = self.random.choice(
            [good, odd, odd[:6], [2, 2, 1, 1, odd[0], odd[1], 2, 2], [1, 2, odd[2], odd[3]], []]
        )
        spatial = self.random.choice([list(x.shape[-2:]), [4, 4], odd[:2], [3]])
        operators = torch.ops.poolwise
        mask = self.random.choice([None, None, x > 0, x, x[:1] > 0, torch.ones(3) > 0])
        offsets = torch.randint(
            0, self.random.choice([4, 256]), self.random.choice([[2, 2], list(x.shape)])
        )
        offsets = offsets.to(self.random.choice([torch.uint8, torch.int16, torch.int64]))
        grad = self.random.choice([x, x[..., ::2, ::2], x.long(), torch.ones(2, 2)])
        numbers = self.random.choice(
            [None, torch.ones(1, 1), torch.ones(1, 2), torch.ones(0, 3), torch.ones(7)]
        )
        seed = self.random.choice([None, torch.tensor(3), torch.tensor(0.5), torch.ones(3)])
        reducer = self.random.choice([*poolwise.backends.native.REDUCERS, "none"])
        divide, divisor = self.random.choice([0, 1, 2, 3, 9, -1]), self.random.choice([0, 1, -3])
        call = self.random.choice(
            [
                lambda: operators.pick(x, mask, code, True, 0),
                lambda: operators.pick_value(x, mask, code, False, 0.5),
                lambda: operators.total(x, mask, code, divide, divisor, 0, None),
                lambda: operators.total(x.int(), mask, code, divide, divisor, 0, "int8"),
                lambda: operators.place(grad, offsets, code, spatial, mask is None),
                lambda: operators.gather(x, offsets, code, mask is None),
                lambda: operators.indices(offsets, code, spatial, mask is None),
                lambda: operators.spread(grad, mask, code, spatial, divide, divisor),
                lambda: operators.reduce(x, mask, numbers, seed, code, reducer, odd[0], 0),
                lambda: operators.reduce_back(
                    grad, mask, x, numbers, seed, code, reducer, 0, numbers is None
                ),
                lambda: operators.places(code, spatial, True),
            ]
        )
        try:
            call()
        except REFUSALS:
            return
        self.seen["operators"] += 1


def main(calls: int = 3000, seed: int = 0) -> None:
    made = Calls(seed)
    for number in range(calls):
        state = f"call {number} of seed {seed}"
        try:
            made.one()
        except Exception as error:
            raise SystemExit(f"{state}: {type(error).__name__}: {error}") from error
        if number % 500 == 499:
            print(f"{number + 1} calls, right ones: {dict(sorted(made.seen.items()))}", flush=True)
    missing = sorted(set(CHOICES) - set(made.seen))
    if missing and calls >= 1000:
        raise SystemExit(f"never called rightly: {', '.join(missing)}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
