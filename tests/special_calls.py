"""Calls of the operators whose windows are of their own kind, each with what an oracle says of it:
groups of channels, levels, boxes, sequences, grids, frequencies, and ways back up."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import hypothesis
import numpy as np
import torch
from arrays import DTYPES, FLOATS, LAYOUTS, TORCH_LAYOUTS
from composed_calls import rank_order
from hypothesis import strategies as st
from reducer_calls import OPERATORS as REDUCED
from reducer_calls import values, within
from scipy.signal import resample
from strategies import SEEDS, Sliding, defined, exact_values, mask_of, sliding, spatial_shapes

import poolwise
from poolwise import reference
from poolwise.functional.declaration import by_name

Draw = st.DrawFn


@dataclass
class SpecialCall:
    """One call and the oracle's answer, None where it must be rejected; all arrays are planar."""

    name: str
    x: np.ndarray
    arguments: tuple[Any, ...]
    expected: Any
    keywords: dict[str, Any] = field(default_factory=dict)
    rank: int | None = None  # of x, where its channels may be last
    moved: tuple[str, ...] = ("mask",)  # keywords that are laid out as x is
    first_moved: int = 0  # and how many arguments
    moves: bool = True  # and whether the result is
    channels_last: bool = False
    tensors: bool = False
    exact: bool = False
    steep: float = 1


def _values(draw: Draw, shape: tuple[int, ...], exact: bool, dtypes: Any = DTYPES) -> np.ndarray:
    make = exact_values if exact else values
    return make(draw(SEEDS), shape, draw(st.sampled_from(dtypes)))


def _numbers(draw: Draw, shape: tuple[int, ...], dtypes: Any = DTYPES) -> np.ndarray:
    """The same without NaN."""
    x = _values(draw, shape, False, dtypes)
    return np.where(x == x, x, np.zeros((), x.dtype))


def _present(draw: Draw, x: np.ndarray, rank: int) -> tuple[dict[str, Any], Any]:
    """A mask, lengths, both or none; and what they leave, None where nothing is given."""
    keywords: dict[str, Any] = {}
    present = np.ones(x.shape, bool)
    if draw(st.booleans()):
        keywords["mask"] = draw(mask_of(x.shape, rank))
        present = present & keywords["mask"]
    if rank == 1 and x.ndim > 1 and draw(st.booleans()):
        lengths = np.random.default_rng(draw(SEEDS)).integers(0, x.shape[-1] + 1, x.shape[0])
        keywords["lengths"] = lengths
        present = present & (np.arange(x.shape[-1]) < lengths.reshape((-1,) + (1,) * (x.ndim - 1)))
    if not keywords:
        return keywords, None
    keywords["empty_value"] = draw(st.sampled_from([0, 1]))
    return keywords, present


def _float_dtype(x: np.ndarray) -> np.dtype:
    return reference.result_dtype("avg", x.dtype, None)


# --- reducers by name -----------------------------------------------------------------------------


def _reducer(draw: Draw, shape: tuple[int, ...]) -> tuple[np.ndarray, str, dict[str, Any], Any]:
    """x, a reducer's name and keywords, and what computes it over the windows of axes."""
    form = draw(st.sampled_from([*REDUCED, "max", "min", "avg", "sum"]))
    if form not in REDUCED:
        x = _values(draw, shape, False)

        def pooled(x: np.ndarray, axes: Any, **rules: Any) -> np.ndarray:
            out: np.ndarray = reference.pool(x, form, axes, **rules)
            return out

        return x, form, {}, pooled
    operator = REDUCED[form]
    keywords = draw(operator.keywords)
    x = _values(draw, shape, False, operator.dtypes)
    x = within(operator.bounds, x)

    def reduced(x: np.ndarray, axes: Any, **rules: Any) -> np.ndarray:
        most = math.prod(max(map(len, axis.windows)) for axis in axes)
        reducer, numbers = operator.oracle(keywords, most)
        drawn = {"seed": keywords.get("seed", 0), "first": keywords.get("first_index", 0)}
        return reference.reduce(x, reducer, axes, [numbers], **rules, **drawn)

    assert operator.name in by_name()
    return x, operator.name, keywords, reduced


def _steep(keywords: dict[str, Any]) -> float:
    return 8 if keywords.get("norm_type") == 0.5 else 1  # sums of many windows' elements


@st.composite
def channel_calls(draw: Draw) -> SpecialCall:
    """Groups of channels are windows over the channels and one place of what comes after."""
    before, after = (draw(st.lists(st.integers(1, 4), max_size=2)) for _ in range(2))
    pieces, units = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    shape = (*before, units * pieces, *after)
    x, name, keywords, oracle = _reducer(draw, shape)
    rules: dict[str, Any] = {}
    if draw(st.booleans()):
        rules = {
            "mask": draw(mask_of(shape, len(shape))),
            "empty_value": draw(st.sampled_from([0, 1])),
        }
    seen = (math.prod(before), units * pieces, math.prod(after))
    axes = [reference.sliding_taps(seen[1], pieces), reference.sliding_taps(seen[2], 1)]
    present = rules.get("mask")
    if present is not None:
        present = np.broadcast_to(present, shape).reshape(seen)
    expected = oracle(
        x.reshape(seen), axes, mask=present, empty_value=rules.get("empty_value", 0)
    ).reshape(*before, units, *after)
    own = {k: v for k, v in keywords.items() if k != "norm_type"}
    first = [keywords["norm_type"]] if "norm_type" in keywords else []
    dim = len(before) - draw(st.sampled_from([0, len(shape)]))
    function = f"channel_{name}_pool"
    if name == "max" and draw(st.booleans()):
        function = "maxout"
    return SpecialCall(
        function, x, (*first, pieces, dim), expected, own | rules, steep=_steep(keywords)
    )


@st.composite
def pyramid_calls(draw: Draw) -> SpecialCall:
    """A level after the other, each flattened."""
    rank = draw(st.integers(1, 3))
    spatial = draw(spatial_shapes(rank, (12, 6, 4)[rank - 1]))
    lead = draw(st.sampled_from([(2, 3), (3,), (1, 2, 2)]))
    x, name, keywords, oracle = _reducer(draw, lead + spatial)
    rules, present = _present(draw, x, rank)
    sizes = st.one_of(st.integers(1, 4), st.tuples(*[st.integers(1, 4)] * rank))
    levels = draw(st.lists(sizes, min_size=1, max_size=3))
    parts = []
    for level in levels:
        each = (level,) * rank if isinstance(level, int) else level
        axes = [reference.adaptive_taps(n, m) for n, m in zip(spatial, each, strict=True)]
        out = oracle(x, axes, mask=present, empty_value=rules.get("empty_value", 0))
        parts.append(out.reshape(*lead[:-1], -1))
    return SpecialCall(
        f"spatial_pyramid_pool{rank}d",
        x,
        (levels, name),
        np.concatenate(parts, -1),
        keywords | rules,
        rank,
        moves=False,
        steep=_steep(keywords),
    )


# --- regions --------------------------------------------------------------------------------------


def _rounded(value: float) -> int:
    return int(math.copysign(math.floor(abs(value) + 0.5), value))


def roi_pool_of(
    x: np.ndarray,
    boxes: np.ndarray,
    size: tuple[int, int],
    scale: float,
    keep: Any = np.max,
    mask: Any = True,
    empty_value: float = 0,
) -> np.ndarray:
    """What `torchvision.ops.roi_pool` documents and does, element by element."""
    out = np.full((len(boxes), x.shape[1], *size), empty_value, x.dtype)
    present = np.broadcast_to(mask, x.shape)
    for k, (image, *corners) in enumerate(boxes):
        left, top, right, bottom = (_rounded(c * scale) for c in corners)
        spans = []
        for first, last, cells, length in (
            (top, bottom, size[0], x.shape[2]),
            (left, right, size[1], x.shape[3]),
        ):
            step = max(last - first + 1, 1) / cells
            spans.append(
                [
                    (
                        min(max(math.floor(i * step) + first, 0), length),
                        min(max(math.ceil((i + 1) * step) + first, 0), length),
                    )
                    for i in range(cells)
                ]
            )
        for (i, rows), (j, columns) in itertools.product(*map(enumerate, spans)):
            at = int(image), slice(None), slice(*rows), slice(*columns)
            for channel, (cell, there) in enumerate(zip(x[at], present[at], strict=True)):
                if there.any():
                    out[k, channel, i, j] = keep(cell[there])
    return out


def _interpolated(plane: np.ndarray, present: np.ndarray, y: float, x: float) -> float | None:
    height, width = plane.shape
    if y < -1 or y > height or x < -1 or x > width:
        return 0.0
    y, x = min(max(y, 0), height - 1), min(max(x, 0), width - 1)
    top, left = int(y), int(x)
    bottom, right = min(top + 1, height - 1), min(left + 1, width - 1)
    v, u = y - top, x - left
    shares = [
        ((top, left), (1 - v) * (1 - u)),
        ((top, right), (1 - v) * u),
        ((bottom, left), v * (1 - u)),
        ((bottom, right), v * u),
    ]
    kept = [(plane[at], share) for at, share in shares if present[at]]
    total = sum(share for _, share in kept)
    return sum(value * share for value, share in kept) / total if total else None


def roi_align_of(
    x: np.ndarray,
    boxes: np.ndarray,
    size: tuple[int, int],
    scale: float,
    ratio: int,
    aligned: bool,
    mode: str,
    mask: Any = True,
    empty_value: float = 0,
) -> np.ndarray:
    out = np.full((len(boxes), x.shape[1], *size), float(empty_value))
    present = np.broadcast_to(mask, x.shape)
    for k, (image, *corners) in enumerate(boxes):
        left, top, right, bottom = (c * scale - (0.5 if aligned else 0) for c in corners)
        extents = bottom - top, right - left
        if not aligned:
            extents = max(extents[0], 1), max(extents[1], 1)
        cells = extents[0] / size[0], extents[1] / size[1]
        counts = [ratio if ratio > 0 else max(math.ceil(cell), 0) for cell in cells]
        for i, j, c in itertools.product(range(size[0]), range(size[1]), range(x.shape[1])):
            points = [
                _interpolated(
                    x[int(image), c],
                    present[int(image), c],
                    top + i * cells[0] + (a + 0.5) * cells[0] / counts[0],
                    left + j * cells[1] + (b + 0.5) * cells[1] / counts[1],
                )
                for a, b in itertools.product(*map(range, counts))
            ]
            values = [value for value in points if value is not None]
            if values:
                out[k, c, i, j] = np.max(values) if mode == "max" else sum(values) / len(values)
    return out


def boxes_of(seed: int, count: int, images: int, whole: bool) -> np.ndarray:
    """Boxes in, over and outside of small images, at times of negative size."""
    rng = np.random.default_rng(seed)
    corners = rng.uniform(-6, 24, (count, 2, 2))
    if whole:
        corners = corners.round() / 2 + 0.25 * (seed % 2)
    if seed % 5:
        corners = np.sort(corners, 1)
    return np.concatenate([rng.integers(0, images, (count, 1)), corners.reshape(count, 4)], 1)


@st.composite
def roi_calls(draw: Draw, name: str) -> SpecialCall:
    """Grids over boxes."""
    spatial = draw(st.tuples(st.integers(1, 9), st.integers(1, 9)))
    size = draw(st.tuples(st.integers(1, 3), st.integers(1, 3)))
    x = _values(draw, (2, 3, *spatial), name == "roi_pool")
    boxes = boxes_of(draw(SEEDS), 4, 2, name == "roi_pool" and draw(st.booleans()))
    arguments = boxes, size, draw(st.sampled_from([1.0, 0.5]))
    if name == "roi_pool":
        with np.errstate(invalid="ignore"):
            return SpecialCall(name, x, arguments, roi_pool_of(x, *arguments), rank=2, exact=True)
    ratio = draw(st.sampled_from([-1, 0, 1, 2, 3]))
    arguments += (ratio, draw(st.booleans()), draw(st.sampled_from(["avg", "max"])))
    expected = roi_align_of(x.astype(np.float64), *arguments).astype(_float_dtype(x))
    return SpecialCall(name, x, arguments, expected, rank=2, steep=4)


# --- sequences ------------------------------------------------------------------------------------


def _of_sequences(x: np.ndarray, present: Any, kept: Callable[[list[Any]], list[Any]]) -> Any:
    """What is kept of each sequence's elements, (*lead, k), None where there are none."""
    held = np.ones(x.shape, bool) if present is None else present
    return [
        kept(x[lead][held[lead]].tolist()) if held[lead].any() else None
        for lead in np.ndindex(x.shape[:-1])
    ]


def _k_largest(k: int) -> Callable[[list[Any]], list[Any]]:
    return lambda v: [v[i] for i in sorted(rank_order(v)[:k])]


def _statistics(v: list[Any]) -> list[Any]:
    mean = sum(map(float, v)) / len(v)
    return [mean, math.sqrt(sum((float(e) - mean) ** 2 for e in v) / len(v))]


@st.composite
def temporal_calls(draw: Draw, name: str) -> SpecialCall:
    """Sequences of different lengths, or with gaps."""
    kept_dtype = name not in ("temporal_avg_pool", "temporal_statistics_pool")
    x = _values(draw, (3, 2, draw(st.integers(1, 8))), kept_dtype)
    rules, present = _present(draw, x, 1)
    k = draw(st.integers(1, 10))
    kept: Callable[[list[Any]], list[Any]] = {
        "temporal_max_pool": _k_largest(1),
        "temporal_avg_pool": lambda v: _statistics(v)[:1],
        "temporal_last_pool": lambda v: v[-1:],
        "temporal_statistics_pool": _statistics,
    }.get(name, _k_largest(k))
    has_k = "k_max" in name
    count = k if has_k else 2 if "statistics" in name else 1
    kind = x.dtype if kept_dtype else _float_dtype(x)
    rows = [
        (row or []) + [rules.get("empty_value", 0)] * (count - len(row or []))
        for row in _of_sequences(x, present, kept)
    ]
    expected = np.array([[reference.stored(v, kind) for v in row] for row in rows], kind)
    expected = expected.reshape(3, 2, count)
    if not has_k:
        expected = np.concatenate(np.moveaxis(expected, -1, 0), -1)
    arguments = (k,) if has_k else ()
    return SpecialCall(
        name, x, arguments, expected, rules, rank=1, moves=has_k, exact=kept_dtype, steep=2
    )


@st.composite
def covariance_calls(draw: Draw) -> SpecialCall:
    """Newton's and Schulz's iterations of each eigenvalue of the covariance, divided by all."""
    rank, lead = draw(st.integers(1, 3)), draw(st.sampled_from([(1,), (2,), (2, 2)]))
    x = _numbers(draw, (*lead, draw(st.integers(1, 4)), *draw(spatial_shapes(rank, 4))))
    rules, present = _present(draw, x[..., :1, *(slice(None),) * rank], rank)
    triangle, iterations = draw(st.booleans()), draw(st.sampled_from([0, 1, 5, 20]))
    channels = x.shape[len(lead)]
    expected = np.full((*lead, channels, channels), float(rules.get("empty_value", 0)))
    for at in np.ndindex(lead):
        held = True if present is None else present[at].ravel()
        seen = x[at].reshape(channels, -1)[:, held].reshape(channels, -1).astype(np.float64)
        if not seen.size:
            continue
        own, vectors = np.linalg.eigh(np.atleast_2d(np.cov(seen, bias=True)))
        total = own.sum()
        root = own if iterations == 0 or total == 0 else own / total
        inverse = np.ones_like(root)
        for _ in range(iterations):
            half = 1.5 - root * inverse / 2
            root, inverse = root * half, inverse * half
        root = root * (1 if iterations == 0 else math.sqrt(max(total, 0)))
        expected[at] = vectors * root @ vectors.T
    if triangle:
        expected = expected[..., *np.triu_indices(channels)]
    keywords = rules | {"triangle": triangle, "iterations": iterations}
    kind = _float_dtype(x)
    return SpecialCall(
        f"covariance_pool{rank}d",
        x,
        (),
        expected.astype(kind),
        keywords,
        rank,
        moves=False,
        steep=99,
    )


@st.composite
def netvlad_calls(draw: Draw) -> SpecialCall:
    """Sums of residuals, one position after the other."""
    rank, lead = draw(st.integers(1, 3)), draw(st.sampled_from([(1,), (2,), (2, 2)]))
    x = _numbers(draw, (*lead, draw(st.integers(1, 4)), *draw(spatial_shapes(rank, 4))), FLOATS)
    rules, present = _present(draw, x[..., :1, *(slice(None),) * rank], rank)
    channels, clusters = x.shape[len(lead)], draw(st.integers(1, 3))
    rng = np.random.default_rng(draw(SEEDS))
    given = [rng.integers(-8, 9, shape) / 8 for shape in [(clusters, channels)] * 2 + [(clusters,)]]
    given = [array.astype(x.dtype) for array in given]
    centres, weight, bias = (array.astype(np.float64) for array in given)
    expected = np.full((*lead, clusters * channels), float(rules.get("empty_value", 0)))
    for at in np.ndindex(lead):
        seen = x[at].reshape(channels, -1).astype(np.float64).T
        seen = seen if present is None else seen[present[at].ravel()]
        if not len(seen):
            continue
        total = np.zeros((clusters, channels))
        for position in seen:
            logits = weight @ position + bias
            share = np.exp(logits - logits.max())
            total += (share / share.sum())[:, None] * (position - centres)
        lengths = np.linalg.norm(total, axis=-1, keepdims=True)
        rows = np.where(lengths < 1e-12, 0, total / np.where(lengths == 0, 1, lengths))
        hypothesis.assume(((lengths > 1e-3) | (lengths == 0)).all())  # nearly 0 is any direction
        expected[at] = (rows / max(np.linalg.norm(rows), 1e-9)).ravel()
    return SpecialCall(
        f"netvlad_pool{rank}d",
        x,
        tuple(given),
        expected.astype(x.dtype),
        rules,
        rank,
        moves=False,
        steep=999,
    )


@st.composite
def corner_calls(draw: Draw) -> SpecialCall:
    """Maxima of what a corner of a box has of its column and its row within the box."""
    lead = draw(st.sampled_from([(2, 3), (2,), (), (1, 2, 2), (0, 2)]))
    x = _values(draw, lead + draw(spatial_shapes(2, 6)), True)
    rules, present = _present(draw, x, 2)
    corner = draw(st.sampled_from(["top", "right", "top_left", "bottom_left", "bottom_right"]))
    held = np.ones(x.shape, bool) if present is None else present
    kind = x.dtype if "_" not in corner else reference.result_dtype("sum", x.dtype, None)
    expected = np.full(x.shape, rules.get("empty_value", 0), kind)
    for *plane, row, column in zip(*np.nonzero(held), strict=True):
        within = {
            "top": (slice(row, None), column),
            "bottom": (slice(row + 1), column),
            "left": (row, slice(column, None)),
            "right": (row, slice(column + 1)),
        }
        kept = [(*plane, *within[side]) for side in corner.split("_")]
        most = [[v.item() for v in x[at][held[at]]] for at in kept]
        total = sum(v[reference.SELECT["max"](v)] for v in most)
        if isinstance(total, int) and "_" in corner:
            total = reference.wrapped(total, x.dtype)
        expected[*plane, row, column] = reference.stored(total, kind)
    return SpecialCall("corner_pool2d", x, (corner,), expected, rules, rank=2, exact=True)


@st.composite
def attention_calls(draw: Draw) -> SpecialCall:
    """Weighted means of all positions."""
    rank = draw(st.integers(1, 3))
    lead, channels = draw(st.sampled_from([(), (2,), (2, 2)])), draw(st.integers(1, 3))
    spatial = draw(spatial_shapes(rank, 4))
    x = _numbers(draw, (*lead, channels, *spatial), FLOATS)
    rng = np.random.default_rng(draw(SEEDS))
    rules, present = _present(draw, x[..., :1, *(slice(None),) * rank], rank)
    keywords = dict(rules)
    keys, size = x, channels
    if draw(st.booleans()):
        size = draw(st.integers(1, 4))
        keys = (rng.integers(-8, 9, (*lead, size, *spatial)) / 8).astype(x.dtype)
        keywords["keys"] = keys
    if draw(st.booleans()):
        keywords["scale"] = 0.75
    heads = draw(st.integers(1, 3))
    query = rng.integers(-8, 9, (*(lead if draw(st.booleans()) else ()), heads, size)) / 8
    held = np.ones((*lead, 1, *spatial), bool) if present is None else present
    held = held.reshape(*lead, 1, -1)
    scale = keywords.get("scale", 1 / math.sqrt(size))
    flat = x.astype(np.float64).reshape(*lead, channels, -1)
    logits = scale * query @ keys.astype(np.float64).reshape(*lead, size, -1)
    weights = np.exp(logits - logits.max(-1, keepdims=True)) * held
    total = weights.sum(-1, keepdims=True)
    weights = weights / np.where(total == 0, 1, total)
    out = np.where(total > 0, weights @ np.swapaxes(flat, -1, -2), rules.get("empty_value", 0))
    expected: Any = np.swapaxes(out, -1, -2).astype(x.dtype)
    call = SpecialCall(
        f"attention_pool{rank}d", x, (query,), expected, keywords, rank, ("mask", "keys"), steep=16
    )
    # The result has one axis beside the channels, whatever the rank: moved as if it had one.
    return replace(call, tensors=True)


# --- grids, frequencies, wavelets -----------------------------------------------------------------


@st.composite
def polyphase_calls(draw: Draw) -> SpecialCall:
    """One grid of each sample."""
    rank = draw(st.integers(1, 3))
    steps = draw(st.tuples(*[st.integers(1, 3)] * rank))
    spatial = tuple(draw(st.integers(1, 3)) * step for step in steps)
    lead = draw(st.sampled_from([(2, 3), (2,), (), (1, 2, 2), (0, 2)]))
    x = _numbers(draw, lead + spatial)
    p = draw(st.sampled_from([1, 2, math.inf]))
    samples = x.reshape(-1, lead[-1] if lead else 1, *spatial)
    outs, numbers = [], []
    for sample in samples:
        grids = [
            sample[(slice(None), *map(slice, firsts, [None] * rank, steps))]
            for firsts in itertools.product(*map(range, steps))
        ]
        norms = [np.linalg.norm(grid.astype(np.float64).ravel(), p) for grid in grids]
        numbers.append(int(np.argmax(norms)))
        outs.append(grids[numbers[-1]])
    pooled = tuple(size // step for size, step in zip(spatial, steps, strict=True))
    expected = np.array(outs, x.dtype).reshape(lead + pooled)
    places = np.array(numbers, np.int64).reshape(lead[:-1])
    call = SpecialCall(
        f"adaptive_polyphase_pool{rank}d", x, (steps, p), expected, rank=rank, exact=True
    )
    if draw(st.booleans()):
        call.keywords["return_indices"] = True
        call.expected = expected, places
    return call


@st.composite
def spectral_calls(draw: Draw) -> SpecialCall:
    """Other sizes by Fourier's method."""
    lead = draw(st.sampled_from([(2, 3), (2,), (), (1, 2, 2)]))
    spatial, size = (draw(spatial_shapes(2, 9)) for _ in range(2))
    x = _numbers(draw, lead + spatial)
    wide = x.astype(np.float64)
    expected = resample(resample(wide, size[0], axis=-2), size[1], axis=-1)
    kept = tuple(
        None if draw(st.booleans()) and m == n else m for m, n in zip(size, spatial, strict=True)
    )
    return SpecialCall(
        "spectral_pool2d", x, (kept,), expected.astype(_float_dtype(x)), rank=2, steep=4
    )


@st.composite
def wavelet_calls(draw: Draw) -> SpecialCall:
    """A low-pass filter at every other place of a periodic image of even size."""
    lead = draw(st.sampled_from([(2, 3), (2,), (), (1, 2, 2)]))
    spatial = draw(spatial_shapes(2, 9))
    x = _numbers(draw, lead + spatial)
    taps = draw(st.sampled_from([2, 4, 6]))
    weights = np.random.default_rng(draw(SEEDS)).integers(-8, 9, taps) / 8
    wide = x.astype(np.float64)
    for axis in (-2, -1):
        size = wide.shape[axis]
        even = size + size % 2
        matrix = np.zeros((even // 2, size))
        for k, j in itertools.product(range(even // 2), range(taps)):
            matrix[k, min((2 * k + taps // 2 - j) % even, size - 1)] += weights[j]
        wide = np.moveaxis(np.moveaxis(wide, axis, -1) @ matrix.T, -1, axis)
    expected = wide.astype(_float_dtype(x))
    return SpecialCall("wavelet_pool2d", x, (tuple(weights.tolist()),), expected, rank=2, steep=40)


# --- back up --------------------------------------------------------------------------------------


@st.composite
def max_unpool_calls(draw: Draw) -> SpecialCall:
    """Many values meet at one place, and some go nowhere."""
    rank = draw(st.integers(1, 3))
    lead = draw(st.sampled_from([(2, 3), (2,), (), (1, 2, 2), (0, 2)]))
    spatial, size = (draw(spatial_shapes(rank, (8, 4, 3)[rank - 1])) for _ in range(2))
    x = _values(draw, lead + spatial, True)
    plane = math.prod(size)
    indices = np.random.default_rng(draw(SEEDS)).integers(-1, plane, x.shape)
    expected = np.zeros((*lead, plane), x.dtype)
    for at in np.ndindex(lead):
        met: dict[int, list[Any]] = {}
        for place, value in zip(indices[at].ravel(), x[at].ravel(), strict=True):
            met.setdefault(int(place), []).append(value)
        for place, those in met.items():
            if place >= 0:
                nan = [v for v in those if v != v]
                expected[at][place] = nan[0] if nan else max(those)
    return SpecialCall(
        f"max_unpool{rank}d",
        x,
        (indices, 1),
        expected.reshape(lead + size),
        {"output_size": size},
        rank,
        first_moved=1,
        exact=True,
    )


@st.composite
def avg_unpool_calls(draw: Draw) -> SpecialCall:
    """The adjoint of the average: its gradient."""
    at: Sliding = draw(sliding().filter(defined))
    axes = at.taps()
    counts = tuple(max(1, len(axis.windows)) for axis in axes)
    lead = draw(st.sampled_from([(2, 3), (2,), (), (1, 2, 2), (0, 2)]))
    x = _values(draw, lead + counts, False)
    options: dict[str, Any] = {"count_include_pad": draw(st.booleans())}
    if draw(st.integers(0, 3)) == 0:
        options["divisor_override"] = draw(st.sampled_from([-3, 1, 2]))
    counts_padding = options["count_include_pad"] or "divisor_override" in options
    of_padding_alone = any(not any(0 <= t < a.size for t in w) for a in axes for w in a.windows)
    none = any(not axis.windows for axis in axes)
    expected = None
    if not none and (counts_padding or not of_padding_alone):
        zeros = np.zeros(lead + at.spatial)
        with np.errstate(invalid="ignore"):
            expected = reference.pool_backward(x.astype(np.float64), zeros, "avg", axes, **options)
        expected = expected.astype(_float_dtype(x))
    return SpecialCall(
        f"avg_unpool{at.rank}d",
        x,
        (),
        expected,
        {**at.kwargs, **options, "output_size": at.spatial},
        at.rank,
        steep=max(1, math.prod(at.kernel_size)),
    )


@st.composite
def upsample_calls(draw: Draw) -> SpecialCall:
    """The nearest, or linear between the two centres beside a place, axis by axis."""
    rank = draw(st.integers(1, 3))
    spatial, size = (draw(spatial_shapes(rank, 6)) for _ in range(2))
    mode, merge = (
        draw(st.sampled_from(some)) for some in (["nearest", "bilinear"], ["concat", "add"])
    )
    x = _numbers(draw, (2, 3, *spatial), FLOATS)
    skip = _numbers(draw, (2, 3 if merge == "add" else 2, *size), (x.dtype,))
    up = x.astype(np.float64)
    for axis, (own, wanted) in enumerate(zip(spatial, size, strict=True)):
        matrix = np.zeros((wanted, own))
        for row in range(wanted):
            if mode == "nearest":
                matrix[row, row * own // wanted] = 1
                continue
            place = max((row + 0.5) * own / wanted - 0.5, 0)
            low = min(int(place), own - 1)
            matrix[row, low] += 1 - (place - low)
            matrix[row, min(low + 1, own - 1)] += place - low
        up = np.moveaxis(np.moveaxis(up, axis + 2, -1) @ matrix.T, -1, axis + 2)
    wide = skip.astype(np.float64)
    expected = wide + up if merge == "add" else np.concatenate([wide, up], 1)
    return SpecialCall(
        "upsample_skip",
        x,
        (skip, mode, merge),
        expected.astype(x.dtype),
        rank=rank,
        first_moved=1,
        tensors=True,
        steep=4,
    )


CALLS: dict[str, st.SearchStrategy[SpecialCall]] = {
    "channels": channel_calls(),
    "spatial_pyramid": pyramid_calls(),
    "roi_pool": roi_calls("roi_pool"),
    "roi_align": roi_calls("roi_align"),
    **{
        name: temporal_calls(name)
        for name in (
            "k_max_pool1d",
            "temporal_avg_pool",
            "temporal_k_max_pool",
            "temporal_last_pool",
            "temporal_max_pool",
            "temporal_statistics_pool",
        )
    },
    "corner": corner_calls(),
    "covariance": covariance_calls(),
    "netvlad": netvlad_calls(),
    "attention": attention_calls(),
    "adaptive_polyphase": polyphase_calls(),
    "spectral": spectral_calls(),
    "wavelet": wavelet_calls(),
    "max_unpool": max_unpool_calls(),
    "avg_unpool": avg_unpool_calls(),
    "upsample_skip": upsample_calls(),
}


@st.composite
def special_calls(draw: Draw, name: str) -> SpecialCall:
    """A call of one of them, of an array or a tensor in some layout."""
    call = draw(CALLS[name])
    call.tensors = call.tensors or draw(st.booleans())
    layouts = TORCH_LAYOUTS if call.tensors else LAYOUTS
    layout = draw(st.sampled_from([name for name in sorted(layouts) if name != "repeated"]))
    call.x = layouts[layout](call.x)
    if call.rank is not None and call.x.ndim > call.rank:
        call.channels_last = draw(st.booleans())
    return call


# --- small cases for gradients and compilers ------------------------------------------------------


@dataclass(frozen=True)
class SmoothCase:
    """A function of arrays or tensors, all of which have gradients, at a place without ties."""

    function: Callable[..., Any]
    leaves: tuple[np.ndarray, ...]
    arrays: bool = True  # besides tensors


def _apart(*shape: int) -> np.ndarray:
    return np.random.default_rng(len(shape)).permutation(math.prod(shape)).reshape(shape) / 8 - 1


def _spread(*shape: int) -> np.ndarray:
    return np.random.default_rng(shape[0]).normal(size=shape)


_LENGTHS = np.array([5, 2, 0])
_BOXES = boxes_of(7, 4, 2, False)


def _channels(name: str) -> SmoothCase:
    options: dict[str, Any] = {
        "lp": {"norm_type": 3},
        "top_k_avg": {"k": 2},
        "max_dropout": {"seed": 3, "q": 0.7},
    }.get(name, {"seed": 3} if "stochastic" in name else {})

    def pool(x: Any) -> Any:
        more = {"weights": _like(x, np.array([3.0, 1.0, 1.0]))} if name == "ordinal" else {}
        return poolwise.channel_pool(x, 3, reducer=name, **options, **more)

    most = min(by_name()[name].bounds[1], 5)
    return SmoothCase(pool, ((_apart(2, 6, 2) + 2) * most / 5,))


def _like(x: Any, value: np.ndarray) -> Any:
    """A constant of x's kind."""
    return torch.from_numpy(value) if isinstance(x, torch.Tensor) else value


def _temporal(name: str) -> SmoothCase:
    k = (2,) if "k_max" in name else ()
    pool = getattr(poolwise, name)
    return SmoothCase(lambda x: pool(x, *k, lengths=_like(x, _LENGTHS)), (_apart(3, 2, 5),))


def _roi(name: str, **more: Any) -> SmoothCase:
    pool = getattr(poolwise, name)
    return SmoothCase(
        lambda x: pool(x, _like(x, _BOXES), (2, 3), 0.5, **more), (_apart(2, 2, 5, 6),)
    )


def _of_rank(rank: int) -> dict[str, SmoothCase]:
    pyramid, attention, polyphase, max_up, avg_up = (
        getattr(poolwise, f"{name}{rank}d")
        for name in (
            "spatial_pyramid_pool",
            "attention_pool",
            "adaptive_polyphase_pool",
            "max_unpool",
            "avg_unpool",
        )
    )
    x = _apart(1, 2, *(4, 3, 2)[:rank])
    even = _apart(2, 1, *(4, 2, 2)[:rank])
    places = np.random.default_rng(1).integers(-1, 6, x.shape)
    held = np.arange(x.shape[-1]) < x.shape[-1] - 1
    return {
        f"spatial_pyramid{rank}d": SmoothCase(lambda x: pyramid(x, (1, 2), "soft"), (x,)),
        f"attention{rank}d": SmoothCase(
            lambda x, query, keys: attention(x, query, keys, mask=_like(x, held)),
            (x, _spread(3, 2), _spread(*x.shape)),
            arrays=False,
        ),
        f"adaptive_polyphase{rank}d": SmoothCase(polyphase, (even,)),
        f"max_unpool{rank}d": SmoothCase(
            lambda x: max_up(x, _like(x, places), 1, output_size=(6, *(1,) * (rank - 1))), (x,)
        ),
        f"avg_unpool{rank}d": SmoothCase(lambda x: avg_up(x, 3, 2), (x,)),
        **{
            f"upsample_skip_{mode}{rank}d": SmoothCase(
                lambda x, skip, mode=mode: poolwise.upsample_skip(x, skip, mode),
                (x, _spread(1, 1, *(5, 4, 3)[:rank])),
                arrays=False,
            )
            for mode in ("nearest", "bilinear")
        },
    }


SMOOTH = {
    **{f"channel_{name}": _channels(name) for name in by_name()},
    **{name: _temporal(name) for name in CALLS if "temporal" in name or "k_max" in name},
    "covariance": SmoothCase(poolwise.covariance_pool2d, (_apart(1, 2, 4, 3),)),
    "covariance plain": SmoothCase(
        lambda x: poolwise.covariance_pool1d(x, iterations=0, triangle=False), (_apart(2, 2, 5),)
    ),
    "netvlad": SmoothCase(
        lambda x, *learned: poolwise.netvlad_pool2d(x, *learned, mask=_like(x, np.arange(3) < 2)),
        (_apart(1, 2, 4, 3), _spread(3, 2), _spread(2, 2, 3).reshape(4, 3)[:3, :2], _spread(3)),
        arrays=False,
    ),
    "corner": SmoothCase(lambda x: poolwise.corner_pool2d(x, "top_left"), (_apart(1, 2, 4, 3),)),
    "roi_pool": _roi("roi_pool"),
    "roi_align avg": _roi("roi_align", sampling_ratio=2),
    "roi_align max": _roi("roi_align", sampling_ratio=2, aligned=True, mode="max"),
    "spectral": SmoothCase(lambda x: poolwise.spectral_pool2d(x, (3, 5)), (_apart(1, 2, 4, 4),)),
    "wavelet": SmoothCase(
        lambda x: poolwise.wavelet_pool2d(x, (0.5, 0.75, 0.25, -0.125)), (_apart(1, 2, 4, 5),)
    ),
    **_of_rank(1),
    **_of_rank(2),
    **_of_rank(3),
}

ABSENT = {
    **{
        name: np.arange(5) < _LENGTHS[:, None, None]
        for name in SMOOTH
        if "temporal" in name or "k_max" in name
    },
    "attention1d": np.arange(4) < 3,
    "attention2d": np.arange(3) < 2,
    "attention3d": np.arange(2) < 1,
}
"""The cases with positions that are absent, and which positions are present."""
