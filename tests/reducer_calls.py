"""Calls of the operators that keep more of a window than its largest element or its sum."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from arrays import FLOATS, INTEGERS, LAYOUTS, TORCH_LAYOUTS, is_float
from declared import REDUCERS, choice, choices, number_of
from hypothesis import strategies as st
from strategies import SEEDS, Call, exact_values, geometries, leading_shapes, mask_of

from poolwise import reference
from poolwise.functional.declaration import find


def _geometric(ratio: float, most: int, first: float = 1.0) -> list[float]:
    return [first * ratio**r for r in range(most)]


Oracle = Callable[[dict[str, Any], int], tuple[str, list[float]]]


@dataclass(frozen=True)
class Operator:
    """A pooling function, and what the oracle computes for its keywords."""

    name: str
    keywords: st.SearchStrategy[dict[str, Any]]
    oracle: Oracle  # of the largest window
    bounds: tuple[float, float] = (-math.inf, math.inf)
    dtypes: tuple[np.dtype, ...] = (*FLOATS, *INTEGERS, np.dtype(bool))


TRAINING = {"training": True, "seed": 7}
EVALUATION = {"training": False}
DRAWS = st.fixed_dictionaries(
    {
        "training": st.just(True),
        "seed": st.sampled_from([0, 7, 2**63 + 5, 2**64 - 1]),
        "first_index": st.sampled_from([0, 3, 2**33]),
    }
)

# What the oracle computes, where it is not the operator's own name with its numbers in order.
ORACLES: dict[str, Oracle] = {
    "lp": lambda k, most: ("lp_signed" if k["signed"] else "lp", [k["norm_type"]]),
    "median": lambda k, most: (
        "median",
        [("lower", "midpoint", "upper").index(k["interpolation"])],
    ),
    "top_k_avg": lambda k, most: ("ranked", [1.0] * min(k["k"], most)),
    "rank_weighted": lambda k, most: ("ranked", _geometric(1 - k["alpha"], most)),
    "rank_stochastic": lambda k, most: ("rank_drawn", _geometric(1 - k["alpha"], most)),
    "rank_stochastic_mean": lambda k, most: ("ranked", _geometric(1 - k["alpha"], most)),
    "ordinal": lambda k, most: ("ranked", list(k["weights"])),
    "max_dropout_mean": lambda k, most: ("rank_sum", _geometric(1 - k["q"], most, k["q"])),
}


def _own(key: str, name: str) -> Oracle:
    tried = [p for p in find(name).parameters if p.tried]
    return lambda k, most: (key, [number_of(p, k[p.keyword]) for p in tried])


def _joined(name: str, more: st.SearchStrategy[dict[str, Any]]) -> Any:
    return st.tuples(choices(name), more).map(lambda both: both[0] | both[1])


def _operators() -> Iterator[tuple[str, Operator]]:
    for name in REDUCERS:
        row = find(name)
        own = {"": st.just({})}
        if row.draw:
            own = {"": DRAWS, "_mean": st.just(EVALUATION)}
        for suffix, more in own.items():
            key = name + suffix
            oracle = ORACLES.get(key) or _own(key, name)
            yield key, Operator(name, _joined(name, more), oracle, row.bounds)


# A sum of signed powers has a root for some of them alone.
OPERATORS = dict(_operators())
OPERATORS["lp"] = replace(OPERATORS["lp"], keywords=choices("lp").filter(lambda k: not k["signed"]))
OPERATORS["lp_signed"] = replace(
    OPERATORS["lp"],
    keywords=choices("lp").filter(lambda k: k["signed"] and k["norm_type"] in (1, 2)),
)


def one_choice(key: str) -> dict[str, Any]:
    """Keywords of an operator, one choice."""
    if key == "lp_signed":
        return {"norm_type": 2, "signed": True}
    operator = OPERATORS[key]
    if not find(operator.name).draw:
        return choice(operator.name)
    return choice(operator.name) | (EVALUATION if key.endswith("_mean") else TRAINING)


@dataclass
class ReducerCall(Call):
    """One call and the oracle's answer to it; `reducer` is a key of `OPERATORS`."""

    keywords: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        operator = OPERATORS[self.reducer].name
        return f"{self.geometry.prefix}{operator}_pool{self.geometry.rank}d"

    def impossible(self) -> bool:
        axes = self.taps()
        if any(not axis.windows for axis in axes):
            return True
        return self.mask is None and any(
            not any(0 <= tap < axis.size for tap in window)
            for axis in axes
            for window in axis.windows
        )

    def expected(self) -> np.ndarray:
        axes = self.taps()
        sizes = [max(len([t for t in w if 0 <= t < a.size]) for w in a.windows) for a in axes]
        reducer, numbers = OPERATORS[self.reducer].oracle(self.keywords, int(np.prod(sizes)))
        draw = {"seed": self.keywords.get("seed", 0), "first": self.keywords.get("first_index", 0)}
        return reference.reduce(
            self.x, reducer, axes, [numbers], mask=self.mask, **self.options, **draw
        )


@st.composite
def reducer_calls(
    draw: st.DrawFn, names: tuple[str, ...] = tuple(OPERATORS), dtypes: Any = None
) -> ReducerCall:
    """Draw a call of any of them."""
    reducer = draw(st.sampled_from(names))
    operator = OPERATORS[reducer]
    geometry = draw(geometries())
    shape = draw(leading_shapes()) + geometry.spatial
    tensors = draw(st.booleans())
    layout = draw(st.sampled_from(sorted(TORCH_LAYOUTS if tensors else LAYOUTS)))
    x = values(draw(SEEDS), shape, draw(st.sampled_from(dtypes or operator.dtypes)))
    x = within(operator.bounds, x)
    if layout != "repeated" or len(shape) > geometry.rank:
        x = (LAYOUTS | TORCH_LAYOUTS)[layout](x)
    call = ReducerCall(reducer, geometry, x, tensors=tensors)
    call.channels_last = len(shape) > geometry.rank and draw(st.booleans())
    if draw(st.booleans()):
        call.mask = draw(mask_of(shape, geometry.rank))
        call.options["empty_value"] = draw(st.sampled_from([0, 1]))
    call.keywords = draw(operator.keywords)
    return call


def values(seed: int, shape: tuple[int, ...], dtype: np.dtype) -> np.ndarray:
    """Draw small exact values, at times with NaN among them."""
    if not is_float(dtype):
        small = exact_values(2 * seed + 1, shape, dtype)
        return small
    x = exact_values(3 * seed + 1, shape, dtype)
    if seed % 4 == 0:
        nan = np.random.default_rng(seed).random(shape) < 0.05
        x = np.where(nan, np.nan, x).astype(dtype)
    return x


def magnitudes(x: np.ndarray) -> np.ndarray:
    """The same without signs."""
    return np.where(x < 0, -x, x).astype(x.dtype)


def within(bounds: tuple[float, float], x: np.ndarray) -> np.ndarray:
    """The same brought to what an operator takes: anything, magnitudes, or shares of 1."""
    if bounds[0] < 0 or x.dtype.kind == "b":
        return x
    x = magnitudes(x)
    return x if bounds[1] > 1 else np.where(x > 1, x % x.dtype.type(1), x).astype(x.dtype)
