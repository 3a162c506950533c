"""Calls of the operators that are made of others, and what their definitions say of each window.

An oracle is a line or two over the list of a window's present elements. Where the operator draws
windows or positions, it is asked for them by pooling coordinates; the files of these operators say
which may be drawn.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from arrays import DTYPES, FLOATS, LAYOUTS, TORCH_LAYOUTS
from hypothesis import strategies as st
from reducer_calls import values
from strategies import SEEDS, Adaptive, Call, Sliding, exact_values, geometries, mask_of

import poolwise
from poolwise import reference

Keywords = dict[str, Any]
SEEDS_OF_DRAWS = (7, 2**63 + 5, 2**64 - 1)
SLIDING = ("kernel_size", "stride", "padding", "dilation", "ceil_mode")


@dataclass
class ComposedCall(Call):
    """One call; `reducer` is a key of `OPERATORS`. Arrays among the keywords are planar."""

    keywords: Keywords = field(default_factory=dict)
    lengths: np.ndarray | None = None

    @property
    def operator(self) -> Operator:
        return OPERATORS[self.reducer]

    @property
    def name(self) -> str:
        prefix = "" if self.operator.name == "pool" else self.geometry.prefix
        return f"{prefix}{self.operator.name}{self.geometry.rank}d"

    @property
    def exact(self) -> bool:
        return self.operator.exact

    @property
    def steep(self) -> float:
        return self.operator.steep

    @property
    def channels(self) -> int:
        rank = self.geometry.rank
        return int(self.x.shape[-rank - 1]) if self.x.ndim > rank else 1

    def present(self) -> np.ndarray | None:
        """What the mask and the lengths leave, None where neither is given."""
        if self.mask is None and self.lengths is None:
            return None
        present = np.ones(self.x.shape, bool) if self.mask is None else self.mask
        if self.lengths is not None:
            by_sequence = self.lengths.reshape((-1,) + (1,) * (self.x.ndim - 1))
            present = present & (np.arange(self.x.shape[-1]) < by_sequence)
        return np.broadcast_to(present, self.x.shape)

    def impossible(self) -> bool:
        axes = self.taps()
        return any(not axis.windows for axis in axes) or (
            self.present() is None
            and any(not any(0 <= t < a.size for t in w) for a in axes for w in a.windows)
        )

    def pooled(self) -> tuple[int, ...]:
        lead = self.x.shape[: self.x.ndim - self.geometry.rank]
        return (*lead, *(len(axis.windows) for axis in self.taps()))

    def expected(self) -> Any:
        """What the oracle says, None where the call must be rejected."""
        return self.operator.oracle(self)


Oracle = Callable[[ComposedCall], Any]


@dataclass(frozen=True)
class Operator:
    """An operator, the keywords to draw for it, and its oracle."""

    name: str
    keywords: Callable[[ComposedCall, np.random.Generator], Keywords]
    oracle: Oracle
    geometry: tuple[str, ...] = SLIDING  # the keywords that say where
    adaptive: bool = True
    arrays: bool = True  # besides tensors
    dtypes: tuple[np.dtype, ...] = tuple(DTYPES)
    exact: bool = False
    steep: float = 1  # how much larger rounding errors may be than those of a mean
    records: bool = True  # whether arrays have gradients, too


# --- one window -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Seen:
    """A window of one plane: its present elements, which taps and where in x they are."""

    values: list[Any]
    taps: list[tuple[int, ...]]
    where: list[tuple[int, ...]]
    at: tuple[int, ...]  # its place in the output
    number: int  # the same, flat
    channel: int


def _seen(call: ComposedCall) -> Any:
    """Every window; its place in the output alone where it is empty."""
    axes, rank, shape = call.taps(), call.geometry.rank, call.pooled()
    numbers = np.arange(math.prod(shape)).reshape(shape)
    for lead, plane, present in reference.planes(call.x, axes, call.present()):
        for window in reference.plane_windows(axes, present):
            at = lead + window.out
            firsts = [axis.windows[i][0] for axis, i in zip(axes, window.out, strict=True)]
            dilation = call.geometry.dilation if isinstance(call.geometry, Sliding) else (1,) * rank
            yield Seen(
                [plane[place].item() for place in window.where],
                [
                    tuple((p - f) // d for p, f, d in zip(place, firsts, dilation, strict=True))
                    for place in window.where
                ],
                [lead + place for place in window.where],
                at,
                int(numbers[at]),
                lead[-1] if lead else 0,
            )


def of_windows(kept: Callable[[Keywords, Seen], Any], same_dtype: bool = False) -> Oracle:
    """The oracle of an operator that makes a number of each window. Of floats a NaN wins."""

    def expected(call: ComposedCall) -> Any:
        if call.impossible():
            return None
        kind = call.x.dtype
        kind = kind if same_dtype else reference.result_dtype("avg", kind, None)
        out = np.zeros(call.pooled(), kind)
        for seen in _seen(call):
            value = call.options.get("empty_value", 0)
            if seen.values and not same_dtype and any(v != v for v in seen.values):
                value = math.nan
            elif seen.values:
                value = kept(call.keywords, seen)
            out[seen.at] = reference.stored(value, kind)
        return out

    return expected


def _item(array: Any, place: tuple[int, ...]) -> float:
    """The element that broadcasts to a place."""
    array = np.asarray(array)
    last = place[len(place) - array.ndim :]
    return float(array[tuple(i if n > 1 else 0 for n, i in zip(array.shape, last, strict=True))])


def _share(given: Any, seen: Seen) -> float:
    """A number, one of those of the channels, or the one for the window's place."""
    if np.ndim(given) == 1:
        return float(given[seen.channel % len(given)])
    return _item(given, seen.at)


def _dot(weights: np.ndarray, seen: Seen) -> float:
    rank = len(seen.taps[0])
    own = weights if weights.ndim == rank else weights[seen.channel % len(weights)]
    return sum(float(own[tap]) * v for tap, v in zip(seen.taps, seen.values, strict=True))


def _sigmoid(z: float) -> float:
    return 1 / (1 + math.exp(-z)) if z > -700 else 0.0


def _weighted(x: list[float], weights: list[float]) -> float:
    total = sum(weights)
    return sum(w * v for w, v in zip(weights, x, strict=True)) / total if total else 0.0


def _mix(a: float, x: list[float]) -> float:
    return a * max(x) + (1 - a) * sum(x) / len(x)


def _mixed(k: Keywords, seen: Seen) -> float:
    return _mix(_share(k["a"], seen), seen.values)


def _tossed(k: Keywords, seen: Seen) -> float:
    """Maximum or mean: the numbers of coins are those of what has one."""
    number = {"layer": 0, "channel": seen.channel, "window": k["first_index"] + seen.number}
    coin = reference.draw_of(k["seed"], number[k["per"]], [])(-1)
    return _mix(float(coin < _share(k["a"], seen)), seen.values)


def _gated(k: Keywords, seen: Seen) -> float:
    return _mix(_sigmoid(_dot(k["omega"], seen)), seen.values)


def _grown(k: Keywords, seen: Seen) -> float:
    """A tree's value; the sons of node i are 2 i + 1 and 2 i + 2, leaves come after all nodes."""
    gates = k["omega"]

    def value(node: int) -> float:
        if node >= len(gates):
            return _dot(k["filters"][node - len(gates)], seen)
        g = _sigmoid(_dot(gates[node], seen))
        return g * value(2 * node + 1) + (1 - g) * value(2 * node + 2)

    return value(0)


def _important(k: Keywords, seen: Seen) -> float:
    logits = [_item(k["logits"], place) for place in seen.where]
    top = max(logits) if max(logits) > -math.inf else 0.0
    return _weighted(seen.values, [math.exp(z - top) for z in logits])


def _detailed(k: Keywords, seen: Seen) -> float:
    x, box = seen.values, k.get("filter")
    smooth = sum(x) / len(x) if box is None else _dot(box, seen)
    apart = [max(v - smooth, 0.0) if k["asymmetric"] else v - smooth for v in x]
    alpha, power = _share(k["alpha"], seen), _share(k["lambda_"], seen)
    return _weighted(x, [alpha + math.hypot(d, k["eps"]) ** power for d in apart])


def _ada(k: Keywords, seen: Seen) -> float:
    x, beta = seen.values, _share(k["beta"], seen)
    mean = sum(x) / len(x)
    alike = [2 * v * mean / (v * v + mean * mean) if v or mean else 0.0 for v in x]
    top = max(x)
    soft = _weighted(x, [math.exp(v - top) for v in x])
    return beta * _weighted(x, [math.exp(d) for d in alike]) + (1 - beta) * soft


def first_of(x: Any, present: Any) -> Any:
    """A reducer of ours: the first element that is present."""
    if isinstance(x, torch.Tensor):
        first = present.int().argmax(-1, keepdim=True)
        if x.is_floating_point():
            return x.gather(-1, first).squeeze(-1)
        bits = x.view(getattr(torch, f"int{8 * x.itemsize}"))  # PyTorch gathers not all integers
        return bits.gather(-1, first).squeeze(-1).view(x.dtype)
    return np.take_along_axis(x, present.argmax(-1)[..., None], -1)[..., 0]


def mean_of_squares(x: Any, present: Any) -> Any:
    """Another one."""
    count = (x * 0 + present).sum(-1)
    return (x * x).sum(-1) / (count + (count == 0))


# --- other results than a number for each window --------------------------------------------------


def rank_order(x: list[Any]) -> list[int]:
    """The numbers of the values: the last NaN first, then the largest, ties as they come."""
    nan = [i for i, value in enumerate(x) if value != value]
    return nan[::-1] + sorted((i for i, v in enumerate(x) if v == v), key=lambda i: -x[i])


def _winners(call: ComposedCall) -> Any:
    """x where a window keeps it, 0 elsewhere."""
    if call.impossible():
        return None
    out = np.zeros_like(call.x)
    for seen in _seen(call):
        for i in rank_order(seen.values)[: call.keywords["k"]]:
            out[seen.where[i]] = call.x[seen.where[i]]
    return _absent(call, out)


def _absent(call: ComposedCall, out: np.ndarray) -> np.ndarray:
    present = call.present()
    empty = reference.stored(call.options.get("empty_value", 0), out.dtype)
    return out if present is None else np.where(present, out, empty).astype(out.dtype)


def _normalised(call: ComposedCall) -> Any:
    """Each element over the norm of its window; x lies at the window's place."""
    out = np.zeros(call.x.shape, reference.result_dtype("avg", call.x.dtype, None))
    for seen in _seen(call):
        norm = math.sqrt(sum(float(v) ** 2 for v in seen.values))
        own = float(call.x[seen.at]) if seen.at in seen.where else 0.0
        least = call.keywords["eps"]
        out[seen.at] = own / (norm if norm != norm else max(norm, least))
    return _absent(call, out)


def _along(matrices: list[np.ndarray], x: np.ndarray) -> np.ndarray:
    """A matrix for each of the last axes, applied to it."""
    for axis, matrix in enumerate(matrices):
        last = axis - len(matrices)
        x = np.moveaxis(np.moveaxis(x, last, -1) @ matrix.T, -1, last)
    return x


def _means(
    matrices: list[np.ndarray], x: np.ndarray, present: np.ndarray, kind: np.dtype, empty: float
) -> np.ndarray:
    """Weighted means of what is present; what rows of a matrix lack to 1 are zeros around x."""
    with np.errstate(invalid="ignore"):
        wide = np.where(present, x.astype(np.float64), 0)
        odd = ~np.isfinite(wide)
        total = _along(matrices, np.where(odd, 0, wide))
        weight = _along(matrices, present.astype(float)) + 1 - _along(matrices, np.ones(x.shape))
        some = weight > 1e-12
        out = np.where(some, total / np.where(some, weight, 1), empty)
        spoilt = _along(matrices, odd.astype(float)) > 0
        return np.where(spoilt, np.nan, out).astype(kind)


def _source(place: int, size: int, mode: str) -> int | None:
    """Which element lies at this place of the axis, None for a zero."""
    if 0 <= place < size:
        return place
    if mode == "zero":
        return None
    if mode == "replicate":
        return min(max(place, 0), size - 1)
    if mode == "circular":
        return place % size
    return abs(place) if place < size else 2 * (size - 1) - place


def _binomial(size: int, taps: int, stride: int, mode: str) -> np.ndarray:
    matrix = np.zeros((-(-size // stride), size))
    for row, tap in itertools.product(range(len(matrix)), range(taps)):
        place = _source(row * stride - (taps - 1) // 2 + tap, size, mode)
        if place is not None:
            matrix[row, place] += math.comb(taps - 1, tap) / 2 ** (taps - 1)
    return matrix


def _blur(call: ComposedCall, x: np.ndarray, present: Any, taps: tuple[int, ...]) -> Any:
    mode, rank = call.keywords["padding_mode"], call.geometry.rank
    spatial = x.shape[x.ndim - rank :]
    spare = {"reflect": 1, "circular": 0}
    for size, n in zip(spatial, taps, strict=True):
        if size < (n // 2 + spare[mode] if mode in spare and n > 1 else 1):
            return None
    matrices = [
        _binomial(size, n, step, mode)
        for size, n, step in zip(spatial, taps, call.geometry.stride, strict=True)
    ]
    kind = reference.result_dtype("avg", call.x.dtype, None)
    held = np.ones(x.shape, bool) if present is None else present
    return _means(matrices, x, held, kind, call.options.get("empty_value", 0))


def _blurred(call: ComposedCall) -> Any:
    return _blur(call, call.x, call.present(), call.geometry.kernel_size)


def _maxima(call: ComposedCall) -> tuple[Any, Any]:
    """The maxima at stride 1, and which of them there are (None: all)."""
    at = call.geometry
    one = (1,) * at.rank
    dilation = at.dilation if "dilation" in call.operator.geometry else one
    axes = Sliding(at.spatial, at.kernel_size, one, at.padding, dilation, False).taps()
    present = call.present()
    if any(not axis.windows for axis in axes):
        return None, None
    empty = any(not any(0 <= t < a.size for t in w) for a in axes for w in a.windows)
    if empty and present is None and not all(axis.empty_ok for axis in axes):
        return None, None
    largest, held = reference.pool(call.x, "max", axes, mask=present), None
    if present is not None:
        held = reference.pool(np.array(present), "max", axes, mask=present)
    return largest, held


def _max_blurred(call: ComposedCall) -> Any:
    largest, held = _maxima(call)
    if largest is None:
        return None
    return _blur(call, largest, held, call.keywords["blur_size"])


def _coordinates(pool: Any, spatial: tuple[int, ...], *args: Any, **options: Any) -> list[Any]:
    """The coordinate along each axis that an operator keeps for the places along it."""
    kept = []
    for axis, size in enumerate(spatial):
        shape = tuple(size if i == axis else 1 for i in range(len(spatial)))
        plane = np.broadcast_to(np.arange(1.0, size + 1).reshape(shape), spatial)
        for sign in (1, -1):
            out = sign * pool(sign * plane, *args, **options) - 1
            kept.append(np.moveaxis(out, axis, 0).reshape(out.shape[axis], -1)[:, 0].astype(int))
    return list(zip(kept[::2], kept[1::2], strict=True))


def _sampled(call: ComposedCall) -> Any:
    """Maxima at the drawn positions, or the mean over all draws."""
    largest, held = _maxima(call)
    at, cells = call.geometry, call.keywords["grid_size"]
    if largest is None:
        return None
    spatial = largest.shape[largest.ndim - at.rank :]
    if any(size < step for size, step in zip(spatial, at.stride, strict=True)):
        return None
    kind = reference.result_dtype("avg", call.x.dtype, None)
    empty = call.options.get("empty_value", 0)
    present = np.ones(largest.shape, bool) if held is None else held
    if not call.keywords["training"]:
        grids = zip(spatial, at.stride, cells or at.stride, strict=True)
        return _means([_expectation(*grid) for grid in grids], largest, present, kind, empty)
    pool = getattr(poolwise, f"s3_pool{at.rank}d")
    options = {"grid_size": cells, "seed": call.keywords["seed"]}
    drawn = _coordinates(pool, spatial, (1,) * at.rank, at.stride, **options)
    whole = np.where(present, largest.astype(kind), np.asarray(empty).astype(kind))
    for axis, (places, _) in enumerate(drawn):
        whole = whole.take(places, axis - at.rank)
    return whole


def _expectation(size: int, step: int, cell: int) -> np.ndarray:
    """How often each position is each of those that stay, over all choices."""
    rows = []
    for first in range(0, size, cell):
        places = range(first, min(first + cell, size))
        draws = list(itertools.combinations(places, len(places) // step))
        for kept in zip(*draws, strict=True):
            rows.append(np.bincount(kept, minlength=size) / len(draws))
    return np.array(rows).reshape(-1, size)


def _fractional(call: ComposedCall) -> Any:
    """Maxima of the windows that the operator draws."""
    rank, keywords = call.geometry.rank, dict(call.keywords)
    indices = keywords.pop("return_indices")
    pool = getattr(poolwise, f"fractional_max_pool{rank}d")
    try:
        drawn = _coordinates(pool, call.geometry.spatial, **keywords)
    except ValueError:
        return None
    axes = [
        reference.Taps(size, [list(range(a, b + 1)) for b, a in zip(*ends, strict=True)], 0, size)
        for size, ends in zip(call.geometry.spatial, drawn, strict=True)
    ]
    empty = call.options.get("empty_value", 0)
    return reference.pool(
        call.x, "max", axes, mask=call.present(), empty_value=empty, return_indices=indices
    )


# --- keywords -------------------------------------------------------------------------------------


def _eighths(rng: np.random.Generator, low: int, high: int, shape: tuple[int, ...]) -> np.ndarray:
    """Numbers whose products with those of x are exact, in either dtype."""
    return (rng.integers(low, high, shape) / 8).astype(rng.choice([np.float32, np.float64]))


def _some_share(call: ComposedCall, rng: np.random.Generator, most: int = 9) -> Any:
    """A number, one of each channel, or one of each place of the output, for all or some axes."""
    form, pooled = rng.integers(4), call.pooled()
    if form == 0:
        return float(rng.choice([0.0, 0.375, 1.0]))
    if form == 1:
        return _eighths(rng, 0, most, (call.channels,))
    channels = [call.channels] if call.x.ndim > call.geometry.rank else []
    region = [*channels, *pooled[len(pooled) - call.geometry.rank :]]
    if form == 3 and call.x.ndim > call.geometry.rank:
        region = list(pooled)
    shape = tuple(n if rng.random() < 0.7 else 1 for n in region)
    if len(shape) == 1 and shape[0] not in (1, call.channels):
        shape = (1,)
    return _eighths(rng, 0, most, shape)


def _above_zero(share: Any) -> Any:
    """The same, but that arrays, by whose elements results are derived, may go down a little."""
    return share if isinstance(share, float) else share + 1 / 8


def _filter(call: ComposedCall, rng: np.random.Generator, *stack: int) -> np.ndarray:
    """Weights of the kernel's taps, the same for all channels or not."""
    kernel = call.geometry.kernel_size
    own = (*stack, call.channels, *kernel) if rng.random() < 0.5 else (*stack, *kernel)
    return _eighths(rng, -8, 9, own)


def _tossing(call: ComposedCall, rng: np.random.Generator) -> Keywords:
    return {
        "a": _some_share(call, rng),
        "mode": "random",
        "per": str(rng.choice(["layer", "channel", "window"])),
        "training": True,
        "seed": SEEDS_OF_DRAWS[rng.integers(3)],
        "first_index": int(rng.choice([0, 3, 2**33])),
    }


def _tree(call: ComposedCall, rng: np.random.Generator) -> Keywords:
    leaves = int(rng.choice([2, 4, 8]))
    return {
        "filters": _filter(call, rng, leaves),
        "omega": _filter(call, rng, leaves - 1),
    }


def _logits(call: ComposedCall, rng: np.random.Generator) -> Keywords:
    shape = tuple(n if rng.random() < 0.7 else 1 for n in call.x.shape)
    logits = _eighths(rng, -16, 17, shape) * rng.choice([1, 1, 40])
    if rng.random() < 0.3:
        logits = np.where(rng.random(shape) < 0.2, -np.inf, logits)
    return {"logits": logits}


def _details(call: ComposedCall, rng: np.random.Generator) -> Keywords:
    return {
        "alpha": _some_share(call, rng, 30),
        "lambda_": _above_zero(_some_share(call, rng, 20)),
        "asymmetric": bool(rng.integers(2)),
        "eps": float(rng.choice([0.25, 1.0])),
    }


def _sampling(call: ComposedCall, rng: np.random.Generator) -> Keywords:
    many = int(rng.integers(1, 3))
    return {
        "grid_size": tuple(many * step for step in call.geometry.stride) if many > 1 else None,
        "training": bool(rng.integers(2)),
        "seed": SEEDS_OF_DRAWS[rng.integers(3)],
    }


def _fractions(call: ComposedCall, rng: np.random.Generator) -> Keywords:
    made: Keywords = {
        "seed": SEEDS_OF_DRAWS[rng.integers(3)],
        "sequence": str(rng.choice(["pseudorandom", "random"])),
        "return_indices": bool(rng.integers(2)),
    }
    spatial = call.geometry.spatial
    if rng.random() < 0.4:
        kernel = call.geometry.kernel_size
        sizes = [rng.integers(1, max(2, n - k + 2)) for n, k in zip(spatial, kernel, strict=True)]
        return made | {"kernel_size": kernel, "output_size": tuple(map(int, sizes))}
    overlapping = bool(rng.integers(2))
    totals = [n - 1 if overlapping and n > 1 else n for n in spatial]
    sizes = [rng.integers(-(-n // 2), n + 1) for n in totals]
    return made | {"overlapping": overlapping, "output_size": tuple(map(int, sizes))}


def _mode(rng: np.random.Generator) -> str:
    return str(rng.choice(["reflect", "replicate", "zero", "circular"]))


OPERATORS = {
    "mixed": Operator("mixed_pool", lambda c, r: {"a": _some_share(c, r)}, of_windows(_mixed)),
    "mixed_drawn": Operator("mixed_pool", _tossing, of_windows(_tossed)),
    "mixed_mean": Operator(
        "mixed_pool", lambda c, r: _tossing(c, r) | {"training": False}, of_windows(_mixed)
    ),
    "gated": Operator(
        "gated_pool",
        lambda c, r: {"omega": _filter(c, r)},
        of_windows(_gated),
        adaptive=False,
        arrays=False,
    ),
    "tree": Operator(
        "tree_pool", _tree, of_windows(_grown), adaptive=False, arrays=False, steep=20
    ),
    "lip": Operator("lip_pool", _logits, of_windows(_important)),
    "detail_preserving": Operator(
        "detail_preserving_pool", _details, of_windows(_detailed), steep=8
    ),
    "detail_preserving_filter": Operator(
        "detail_preserving_pool",
        lambda c, r: _details(c, r) | {"filter": _filter(c, r)},
        of_windows(_detailed),
        adaptive=False,
        arrays=False,
        steep=8,
    ),
    "ada": Operator("ada_pool", lambda c, r: {"beta": _some_share(c, r)}, of_windows(_ada)),
    "own_first": Operator(
        "pool",
        lambda c, r: {"reducer": first_of},
        of_windows(lambda k, seen: seen.values[0], same_dtype=True),
        exact=True,
        records=False,
    ),
    "own_squares": Operator(
        "pool",
        lambda c, r: {"reducer": mean_of_squares},
        of_windows(lambda k, seen: sum(v * v for v in seen.values) / len(seen.values)),
        dtypes=tuple(FLOATS),
        steep=4,
        records=False,
    ),
    "winner_take_all": Operator(
        "winner_take_all",
        lambda c, r: {"k": int(r.integers(1, 5))},
        _winners,
        adaptive=False,
        exact=True,
    ),
    "local_l2_norm": Operator(
        "local_l2_norm",
        lambda c, r: {"eps": float(r.choice([1e-12, 0.5]))},
        _normalised,
        geometry=("kernel_size",),
        adaptive=False,
    ),
    "s3": Operator(
        "s3_pool",
        _sampling,
        _sampled,
        geometry=("kernel_size", "stride", "padding"),
        adaptive=False,
    ),
    "blur": Operator(
        "blur_pool",
        lambda c, r: {"padding_mode": _mode(r)},
        _blurred,
        geometry=("kernel_size", "stride"),
        adaptive=False,
    ),
    "max_blur": Operator(
        "max_blur_pool",
        lambda c, r: {
            "padding_mode": _mode(r),
            "blur_size": tuple(map(int, r.integers(1, 5, c.geometry.rank))),
        },
        _max_blurred,
        geometry=("kernel_size", "stride", "padding", "dilation"),
        adaptive=False,
    ),
    "fractional_max": Operator(
        "fractional_max_pool", _fractions, _fractional, geometry=(), adaptive=False, exact=True
    ),
}


# --- calls ----------------------------------------------------------------------------------------


def _leads() -> st.SearchStrategy[tuple[int, ...]]:
    return st.one_of(
        st.tuples(st.integers(1, 2), st.integers(1, 3)),
        st.sampled_from([(), (3,), (1, 2, 2), (0, 3), (2, 0)]),
    )


@st.composite
def composed_calls(draw: st.DrawFn, name: str) -> ComposedCall:
    """Draw a call of one of them."""
    operator = OPERATORS[name]
    geometry = draw(geometries())
    if isinstance(geometry, Adaptive) and not operator.adaptive:
        geometry = draw(geometries().filter(lambda at: isinstance(at, Sliding)))
    if operator.geometry == ("kernel_size",):
        one = (1,) * geometry.rank
        geometry = Sliding(geometry.spatial, geometry.kernel_size, one, "same", one, False)
    shape = draw(_leads()) + geometry.spatial
    tensors = not operator.arrays or draw(st.booleans())
    layout = draw(st.sampled_from(sorted(TORCH_LAYOUTS if tensors else LAYOUTS)))
    make = exact_values if operator.exact else values
    x = make(draw(SEEDS), shape, draw(st.sampled_from(operator.dtypes)))
    if layout != "repeated" or len(shape) > geometry.rank:
        x = (LAYOUTS | TORCH_LAYOUTS)[layout](x)
    call = ComposedCall(name, geometry, x, tensors=tensors)
    call.channels_last = len(shape) > geometry.rank and draw(st.booleans())
    rng = np.random.default_rng(draw(SEEDS))
    if draw(st.booleans()):
        call.mask = draw(mask_of(shape, geometry.rank))
    if geometry.rank == 1 and len(shape) > 1 and draw(st.booleans()):
        call.lengths = rng.integers(0, shape[-1] + 1, shape[0])
    if call.present() is not None:
        call.options["empty_value"] = draw(st.sampled_from([0, 1]))
    call.keywords = operator.keywords(call, rng)
    return call


def smooth_call(name: str, rank: int) -> ComposedCall:
    """A small call under a mask, of float64 without ties, with as much as can be learned."""
    operator, rng = OPERATORS[name], np.random.default_rng(rank)
    spatial, kernel = ((7,), (4, 5), (3, 3, 4))[rank - 1], (2, 3, 2)[:rank]
    one = (1,) * rank
    geometry = Sliding(
        spatial, kernel, (2, 2, 1)[:rank], ((0, 1), (1, 1), (1, 0))[:rank], one, True
    )
    if operator.geometry == ("kernel_size",):
        geometry = Sliding(spatial, kernel, one, "same", one, False)
    x = rng.permutation(2 * math.prod(spatial)).reshape(1, 2, *spatial) / 8 - 2
    mask = rng.random(x.shape) < 0.8
    mask[..., *(slice(2),) * rank] = False  # a window without elements
    call = ComposedCall(name, geometry, x, mask, tensors=True)
    drawn = [operator.keywords(call, np.random.default_rng(seed)) for seed in range(20)]

    def few_of_most(made: Keywords) -> tuple[int, int]:
        sizes = [value.size for value in made.values() if isinstance(value, np.ndarray)]
        return -len(sizes), sum(sizes)

    most = min(drawn, key=few_of_most)
    call.keywords = {
        key: np.nan_to_num(v.astype(np.float64), neginf=-3) if isinstance(v, np.ndarray) else v
        for key, v in most.items()
        if key != "return_indices"
    }
    return call
