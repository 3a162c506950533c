"""Calls of the operators that keep more of a window than its largest element or its sum."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from arrays import FLOATS, INTEGERS, LAYOUTS, TORCH_LAYOUTS, is_float
from hypothesis import strategies as st
from strategies import SEEDS, Call, exact_values, geometries, leading_shapes, mask_of

from poolwise import reference

Table = list[list[float]]


@dataclass(frozen=True)
class Operator:
    """A pooling function, and what the oracle computes for its keywords."""

    name: str
    keywords: st.SearchStrategy[dict[str, Any]]
    oracle: Callable[[dict[str, Any], int], tuple[str, list[float]]]  # of the largest window
    nonnegative: bool = False
    dtypes: tuple[np.dtype, ...] = (*FLOATS, *INTEGERS, np.dtype(bool))


def _geometric(ratio: float, most: int, first: float = 1.0) -> list[float]:
    return [first * ratio**r for r in range(most)]


RATES = st.sampled_from([-3.0, -0.5, 0.0, 1e-3, 1.0, 2.5, 40.0])
SHARES = st.sampled_from([0.25, 0.5, 0.8, 1.0])
TRAINING = {"training": True, "seed": 7}
EVALUATION = {"training": False}


def _training(**more: Any) -> st.SearchStrategy[dict[str, Any]]:
    seeds = st.sampled_from([0, 7, 2**63 + 5, 2**64 - 1])
    firsts = st.sampled_from([0, 3, 2**33])
    return st.fixed_dictionaries(
        {"training": st.just(True), "seed": seeds, "first_index": firsts, **more}
    )


OPERATORS = {
    "lp": Operator(
        "lp",
        st.fixed_dictionaries({"norm_type": st.sampled_from([0.5, 1, 1.5, 2, 3.0, 7.5, 60.0])}),
        lambda k, most: ("lp", [k["norm_type"]]),
    ),
    "lp_signed": Operator(
        "lp",
        st.fixed_dictionaries({"norm_type": st.sampled_from([1, 2, 4]), "signed": st.just(True)}),
        lambda k, most: ("lp_signed", [k["norm_type"]]),
    ),
    "rms": Operator("rms", st.just({}), lambda k, most: ("rms", [])),
    "power_mean": Operator(
        "power_mean",
        st.fixed_dictionaries(
            {"p": st.sampled_from([-2.0, 1.0, 2.0, 3.0, 12.5]), "eps": st.just(0.25)}
        ),
        lambda k, most: ("power_mean", [k["p"], k["eps"]]),
    ),
    "lse": Operator("lse", st.fixed_dictionaries({"r": RATES}), lambda k, most: ("lse", [k["r"]])),
    "soft": Operator(
        "soft", st.fixed_dictionaries({"beta": RATES}), lambda k, most: ("soft", [k["beta"]])
    ),
    "stochastic": Operator(
        "stochastic", _training(), lambda k, most: ("stochastic", []), nonnegative=True
    ),
    "stochastic_mean": Operator(
        "stochastic",
        st.just({"training": False}),
        lambda k, most: ("stochastic_mean", []),
        nonnegative=True,
    ),
    "median": Operator(
        "median",
        st.fixed_dictionaries({"interpolation": st.sampled_from(["lower", "midpoint", "upper"])}),
        lambda k, most: ("median", [("lower", "midpoint", "upper").index(k["interpolation"])]),
    ),
    "top_k_avg": Operator(
        "top_k_avg",
        st.fixed_dictionaries({"k": st.integers(1, 6)}),
        lambda k, most: ("ranked", [1.0] * min(k["k"], most)),
    ),
    "rank_weighted": Operator(
        "rank_weighted",
        st.fixed_dictionaries({"alpha": SHARES}),
        lambda k, most: ("ranked", _geometric(1 - k["alpha"], most)),
    ),
    "rank_stochastic": Operator(
        "rank_stochastic",
        _training(alpha=SHARES),
        lambda k, most: ("rank_drawn", _geometric(1 - k["alpha"], most)),
    ),
    "ordinal": Operator(
        "ordinal",
        st.fixed_dictionaries(
            {"weights": st.sampled_from([np.array([3.0, 2.0, 1.0]), np.array([0.5])])}
        ),
        lambda k, most: ("ranked", list(k["weights"])),
    ),
    "max_dropout": Operator(
        "max_dropout", _training(q=SHARES), lambda k, most: ("max_dropout", [k["q"]])
    ),
    "max_dropout_mean": Operator(
        "max_dropout",
        st.fixed_dictionaries({"q": SHARES, "training": st.just(False)}),
        lambda k, most: ("rank_sum", _geometric(1 - k["q"], most, k["q"])),
    ),
}


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
    if operator.nonnegative and x.dtype.kind != "b":
        x = magnitudes(x)
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
