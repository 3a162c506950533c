"""Hypothesis strategies: geometries, inputs and calls, each of which the oracle can answer."""

from __future__ import annotations

import dataclasses
import itertools
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
from arrays import DTYPES, FLOATS, INTEGERS, LAYOUTS, TORCH_LAYOUTS, is_float
from hypothesis import strategies as st

from poolwise import reference

LARGEST = {1: 24, 2: 8, 3: 5}  # spatial sizes, kept small because the oracle is slow
SELECTING = ("max", "min")
REDUCERS = ("max", "min", "avg", "sum")
SEEDS = st.integers(0, 2**32 - 1)


Value = TypeVar("Value")
# As many as fit into some minutes; POOLWISE_TEST_EXAMPLES=1 tries all, 3 three times as many.
SHARE = float(os.environ.get("POOLWISE_TEST_EXAMPLES") or 0.15)


def examples(count: int) -> int:
    """Return how many examples to draw where a full run draws `count`."""
    return max(1, round(count * SHARE))


def thinned(values: Sequence[Value], turn: int = 0) -> Sequence[Value]:
    """Return the values to test where a full run tests all of them: other ones every turn."""
    step = min(max(1, round(1 / SHARE)), len(values))
    return values[turn % step :: step]


def some_of(values: Iterable[Value], turn: int = 0) -> list[Value]:
    """Return, of what each takes long, every third one in a short run: others the next turn."""
    kept = list(values)
    if SHARE >= 1 or len(kept) < 3:
        return kept
    # Shifted in every third, lest of a product's axis of three values one alone be tried.
    return [each for i, each in enumerate(kept) if (i + i // 3) % 3 == turn % 3]


def thinned_product(*axes: Iterable[Any], turn: int = 0) -> Sequence[tuple[Any, ...]]:
    """Return the combinations to test, of which a short run tests other ones every turn."""
    return thinned(list(itertools.product(*axes)), turn)


def some_ranks(names: Iterable[str], turn: int = 0) -> list[str]:
    """Return the functions or modules to test: in a short run each at one rank, another every
    turn."""
    kinds: dict[str, list[str]] = {}
    for name in names:
        kinds.setdefault(re.sub("[123]d$", "", name), []).append(name)
    if SHARE >= 1:
        return [name for kind in kinds.values() for name in kind]
    return [kind[(turn + number) % len(kind)] for number, kind in enumerate(kinds.values())]


# --- where ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sliding:
    """Sliding windows over a spatial shape, as the user would spell them."""

    spatial: tuple[int, ...]
    kernel_size: tuple[int, ...]
    stride: tuple[int, ...]
    padding: Any
    dilation: tuple[int, ...]
    ceil_mode: bool

    prefix = ""

    @property
    def rank(self) -> int:
        return len(self.spatial)

    @property
    def kwargs(self) -> dict[str, Any]:
        names = ("kernel_size", "stride", "padding", "dilation", "ceil_mode")
        return {name: getattr(self, name) for name in names}

    def pads(self) -> list[tuple[int, int]]:
        """The padding of each axis as (before, after), by the oracle's rules."""
        given = self.padding
        if isinstance(given, (str, int)):
            given = (given,) * self.rank
        axes = zip(given, self.spatial, self.kernel_size, self.stride, self.dilation, strict=True)
        return [reference.resolve_padding(*axis) for axis in axes]

    def taps(self) -> list[reference.Taps]:
        """The windows of each axis; some may have none."""
        arguments = (self.spatial, self.kernel_size, self.stride, self.pads(), self.dilation)
        axes = [
            reference.sliding_taps(size, kernel, stride, *pads, dilation, self.ceil_mode)
            for size, kernel, stride, pads, dilation in zip(*arguments, strict=True)
        ]
        if isinstance(self.padding, str):  # PyTorch has no such calls
            axes = [dataclasses.replace(axis, empty_ok=False) for axis in axes]
        return axes


@dataclass(frozen=True)
class Adaptive:
    """Adaptive windows, or one window over everything where `output_size` is None."""

    spatial: tuple[int, ...]
    output_size: tuple[int | None, ...] | None

    @property
    def prefix(self) -> str:
        return "global_" if self.output_size is None else "adaptive_"

    @property
    def rank(self) -> int:
        return len(self.spatial)

    @property
    def kwargs(self) -> dict[str, Any]:
        return {} if self.output_size is None else {"output_size": self.output_size}

    def taps(self) -> list[reference.Taps]:
        """The windows of each axis."""
        sizes = self.output_size or (1,) * self.rank
        pairs = zip(self.spatial, sizes, strict=True)
        return [reference.adaptive_taps(n, n if out is None else out) for n, out in pairs]


Geometry = Sliding | Adaptive


def spatial_shapes(rank: int, largest: int | None = None) -> st.SearchStrategy[tuple[int, ...]]:
    """Draw sizes of the spatial axes."""
    return st.tuples(*[st.integers(1, largest or LARGEST[rank])] * rank)


def paddings(rank: int, kernel: tuple[int, ...]) -> st.SearchStrategy[Any]:
    """Draw any form of padding, more than PyTorch allows at times."""
    half = [st.integers(0, k // 2) for k in kernel]
    sides = [st.tuples(st.integers(0, k), st.integers(0, k)) for k in kernel]
    return st.one_of(
        st.sampled_from(["same", "same_lower", "valid"]),
        st.tuples(*half),
        st.integers(0, min(kernel) // 2),
        st.tuples(*sides),
        st.integers(0, max(kernel)),
    )


@st.composite
def sliding(draw: st.DrawFn, rank: int | None = None) -> Sliding:
    """Draw sliding windows; a few do not fit, and some of those that do are empty."""
    rank = rank or draw(st.integers(1, 3))
    kernel = draw(st.tuples(*[st.integers(1, 5)] * rank))
    steps = st.tuples(*[st.integers(1, 4)] * rank)
    return Sliding(
        draw(spatial_shapes(rank)),
        kernel,
        draw(steps),
        draw(paddings(rank, kernel)),
        draw(st.one_of(st.just((1,) * rank), st.tuples(*[st.integers(1, 3)] * rank))),
        draw(st.booleans()),
    )


@st.composite
def adaptive(draw: st.DrawFn) -> Adaptive:
    """Draw adaptive windows, or the global one."""
    rank = draw(st.integers(1, 3))
    sizes = st.one_of(st.integers(1, 2 * LARGEST[rank] // 3), st.none())
    return Adaptive(
        draw(spatial_shapes(rank)), draw(st.one_of(st.none(), st.tuples(*[sizes] * rank)))
    )


def defined(geometry: Geometry) -> bool:
    """Whether ceil mode is defined: padding as wide as a window leaves it without a meaning."""
    if isinstance(geometry, Adaptive) or not geometry.ceil_mode:
        return True
    spans = zip(geometry.pads(), geometry.kernel_size, geometry.dilation, strict=True)
    return all(after < (kernel - 1) * dilation + 1 for (_, after), kernel, dilation in spans)


def geometries() -> st.SearchStrategy[Geometry]:
    """Draw windows of any kind."""
    return st.one_of(sliding().filter(defined), sliding().filter(defined), adaptive())


# --- what -----------------------------------------------------------------------------------------


def exact_values(seed: int, shape: tuple[int, ...], dtype: np.dtype) -> np.ndarray:
    """Draw values whose sums are exact in float32, with many ties, at times NaN, inf and -0.0.

    Integers are of the whole range of the dtype half of the time.
    """
    rng = np.random.default_rng(seed)
    if dtype.kind == "b":
        return rng.random(shape) < rng.choice([0.1, 0.5, 0.9])
    if dtype.kind in "iu":
        limits = np.iinfo(dtype)
        low, high = (0, 5) if seed % 2 else (limits.min, limits.max)
        return rng.integers(low, high, shape, dtype, endpoint=True)
    values = rng.integers(-12, 13, shape) / 4
    if seed % 3 == 0:
        special = rng.choice([np.nan, -np.nan, np.inf, -np.inf, 0.0, -0.0], shape)
        values = np.where(rng.random(shape) < rng.choice([0.02, 0.3, 1.0]), special, values)
    return values.astype(dtype)


def leading_shapes() -> st.SearchStrategy[tuple[int, ...]]:
    """Draw the leading axes: usually a batch and channels, at times none, many or empty ones."""
    return st.one_of(
        st.tuples(st.integers(1, 2), st.integers(1, 5)),
        st.sampled_from([(), (3,), (1, 2, 2), (0, 3), (2, 0), (2, 17), (1, 33)]),
    )


@dataclass
class Call:
    """One call of poolwise and the oracle's answer to it; x and the mask are planar."""

    reducer: str
    geometry: Geometry
    x: np.ndarray
    mask: np.ndarray | None = None
    channels_last: bool = False
    tensors: bool = False
    options: dict[str, Any] = field(default_factory=dict)  # the keywords that the oracle shares

    @property
    def name(self) -> str:
        return f"{self.geometry.prefix}{self.reducer}_pool{self.geometry.rank}d"

    def taps(self) -> list[reference.Taps]:
        return self.geometry.taps()

    def impossible(self) -> bool:
        """Whether the call must be rejected: an axis has no window, or a window is empty."""
        axes = self.taps()
        if any(not axis.windows for axis in axes):
            return True
        if self.mask is not None:
            return False
        empty = any(
            not any(0 <= tap < axis.size for tap in window)
            for axis in axes
            for window in axis.windows
        )
        if self.reducer == "max":
            return empty and not all(axis.empty_ok for axis in axes)
        return empty and not self.counts_padding()

    def counts_padding(self) -> bool:
        """Whether a window of padding alone is 0."""
        counted = self.options.get("count_include_pad", True) or "divisor_override" in self.options
        return self.reducer == "sum" or (self.reducer == "avg" and counted)

    def expected(self) -> Any:
        return reference.pool(self.x, self.reducer, self.taps(), mask=self.mask, **self.options)

    def expected_gradient(self, grad: np.ndarray) -> np.ndarray:
        names = ("count_include_pad", "divisor_override")
        options = {name: self.options[name] for name in names if name in self.options}
        return reference.pool_backward(
            grad, self.x, self.reducer, self.taps(), mask=self.mask, **options
        )


@st.composite
def calls(
    draw: st.DrawFn,
    reducers: tuple[str, ...] = REDUCERS,
    dtypes: tuple[np.dtype, ...] = tuple(DTYPES),
    masks: bool = True,
) -> Call:
    """Draw a call of any function."""
    reducer = draw(st.sampled_from(reducers))
    geometry = draw(geometries())
    shape = draw(leading_shapes()) + geometry.spatial
    tensors = draw(st.booleans())
    layout = draw(st.sampled_from(sorted(TORCH_LAYOUTS if tensors else LAYOUTS)))
    x = exact_values(draw(SEEDS), shape, draw(st.sampled_from(dtypes)))
    if layout != "repeated" or len(shape) > geometry.rank:
        x = (LAYOUTS | TORCH_LAYOUTS)[layout](x)
    call = Call(reducer, geometry, x, tensors=tensors)
    call.channels_last = len(shape) > geometry.rank and draw(st.booleans())
    if masks and draw(st.booleans()):
        call.mask = draw(mask_of(shape, geometry.rank))
        held = [0, 1] if x.dtype.kind == "b" else [0, 1, 5]
        call.options["empty_value"] = draw(st.sampled_from(held))
    call.options |= draw(options(call))
    return call


@st.composite
def mask_of(draw: st.DrawFn, shape: tuple[int, ...], rank: int) -> np.ndarray:
    """Draw a mask that broadcasts to the shape: full, the same for some leading axes, or sparse."""
    lead = len(shape) - rank
    kept = [n if axis >= lead or draw(st.booleans()) else 1 for axis, n in enumerate(shape)]
    rng = np.random.default_rng(draw(SEEDS))
    return rng.random(kept) < draw(st.sampled_from([0.2, 0.7, 0.95]))


@st.composite
def options(draw: st.DrawFn, call: Call) -> dict[str, Any]:
    """Draw the keywords of the reducer."""
    if call.reducer in SELECTING:
        return {"return_indices": draw(st.booleans())}
    chosen: dict[str, Any] = {}
    if draw(st.integers(0, 3)) == 0:
        floats = [np.dtype(t) for t in FLOATS]
        wanted = floats if is_float(call.x.dtype) else [*floats, *INTEGERS]
        chosen["dtype"] = draw(st.sampled_from(wanted))
    if call.reducer == "avg" and isinstance(call.geometry, Sliding):
        chosen["count_include_pad"] = draw(st.booleans())
        if draw(st.integers(0, 4)) == 0:
            chosen["divisor_override"] = draw(st.sampled_from([-3, 1, 2, 7]))
    return chosen
