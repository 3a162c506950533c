"""Dask arrays: the chunks of the output, each made of what its windows look at.

Nothing is computed here but one window, whose result says of which dtype those of x are: a graph
is returned, as Dask's own functions do. A chunk of the output has the windows whose middle is in
one chunk of x, and needs that chunk and the borders of its neighbours. Windows larger than chunks
are pooled chunk by chunk, and the results joined where `joined` says how.
"""

from __future__ import annotations

import bisect
import itertools
import math
import operator
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from ..backends.numpy import arrays
from ..windows import Sliding, Windows, flag
from .declaration import Operator
from .joined import Joined, Options
from .rules import RULES, check_axes, check_time_axis, over_channels, rules_of

Pool = Callable[[str, Any, Windows, Options], Any]
"""What an operator of this name makes of windows over an array in memory, with these keywords."""

_SMALL = 2**16


def is_chunked(x: object) -> bool:
    """Whether x is a Dask array."""
    dask = sys.modules.get("dask.array")
    return dask is not None and isinstance(x, dask.Array)


def pooled(pool: Pool, row: Operator, x: Any, windows: Windows, options: Options) -> Any:
    """What an operator makes of windows over a Dask array: another one, or a pair of them.

    Raises:
        ValueError, TypeError: what pooling such an array in memory raises; chunks of unknown
            sizes; a draw; windows larger than chunks whose results cannot be joined.
    """
    _check(row, x, options)
    rank, rules = windows.rank, rules_of(options)
    last = flag("channels_last", rules.get("channels_last", False))
    check_axes(x, rank, last)
    mask = whole_mask(x, rank, rules.get("mask"), rules.get("lengths"), last)
    own = {key: value for key, value in options.items() if key not in RULES or key == "empty_value"}
    if last:
        x = planar(x, rank)
        mask = mask if mask is None else planar(mask, rank)
    if any(np.ndim(value) for value in own.values()):
        _check_arrays(x, rank, own)
        if x.ndim > rank:
            whole = {x.ndim - rank - 1: -1}
            x, mask = x.rechunk(whole), mask if mask is None else mask.rechunk(whole)
    made = _Chunked(pool, row, x, windows, mask, last, own).outputs()
    made = [pixels(each, rank) for each in made] if last else made
    return tuple(made) if len(made) > 1 else made[0]


def _check(row: Operator, x: Any, options: Options) -> None:
    check_chunks(x)
    draws = row.kind == "random" or options.get("mode") == "random"
    if draws and options.get("training", True):
        raise ValueError(
            f"{row.name} draws for whole arrays, in which chunks have no part: training=False "
            "takes what evaluation does"
        )


def check_chunks(x: Any) -> None:
    """Raise for chunks that are no NumPy arrays, or of unknown sizes."""
    if not isinstance(x._meta, np.ndarray):
        kind = type(x._meta)
        raise TypeError(
            f"x must have chunks of numpy.ndarray, got {kind.__module__}.{kind.__name__}"
        )
    if any(math.isnan(size) for axis in x.chunks for size in axis):
        raise ValueError("x has chunks of unknown sizes; x.compute_chunk_sizes() finds them")


def _check_arrays(x: Any, rank: int, options: Options) -> None:
    """Numbers for each channel, or each place of a window, are the same for all chunks."""
    for name, value in options.items():
        shape = np.shape(value)
        if is_chunked(value) or (len(shape) > rank and shape[-rank:] == x.shape[-rank:]):
            raise TypeError(f"{name} has a number for each element of x, which chunks cannot take")


def planar(x: Any, rank: int) -> Any:
    """Pixels with their channels before the spatial axes."""
    return sys.modules["dask.array"].moveaxis(x, -1, -rank - 1)


def pixels(x: Any, rank: int) -> Any:
    """Planar arrays with their channels last."""
    return sys.modules["dask.array"].moveaxis(x, -rank - 1, -1)


def padded(x: Any, axes: Sequence[int], widths: Sequence[tuple[int, int]], **how: Any) -> Any:
    """x with so much before and after it along these axes, as `numpy.pad` does, in chunks as many
    as its own."""
    da: Any = sys.modules["dask.array"]
    around, chunks = [(0, 0)] * x.ndim, list(x.chunks)
    for axis, (before, after) in zip(axes, widths, strict=True):
        around[axis] = before, after
        *first, last = chunks[axis]
        chunks[axis] = (*first, last + after)
        chunks[axis] = (chunks[axis][0] + before, *chunks[axis][1:])
    return da.pad(x, around, **how).rechunk(tuple(chunks))


def across(make: Callable[..., Any], x: Any, axis: int, groups: int, mask: Any) -> Any:
    """What `make` gives of x and a mask (or None), whose axis it makes so many groups of."""
    da: Any = sys.modules["dask.array"]
    check_chunks(x)
    x = x.rechunk({axis: -1})
    one = [1] * x.ndim
    one[axis] = x.shape[axis]
    dtype = make(np.zeros(one, x.dtype), None).dtype
    chunks = (*x.chunks[:axis], (groups,), *x.chunks[axis + 1 :])
    if mask is None:
        return da.map_blocks(make, x, None, dtype=dtype, chunks=chunks)
    mask = mask if is_chunked(mask) else da.from_array(mask)
    return da.map_blocks(make, x, _spread(mask, x), dtype=dtype, chunks=chunks)


def concatenated(parts: Sequence[Any], axis: int) -> Any:
    """Dask arrays one after the other."""
    return sys.modules["dask.array"].concatenate(parts, axis=axis)


def whole_mask(x: Any, rank: int, mask: Any, lengths: Any, last: bool) -> Any:
    """The whole mask in chunks like x's, or None."""
    da: Any = sys.modules["dask.array"]
    like = np.broadcast_to(np.zeros((), np.int8), x.shape)  # of x's shape, and no size
    present = None
    if mask is not None:
        mask = over_channels(x, rank, mask, last)
        if is_chunked(mask):
            arrays.mask(np.broadcast_to(np.zeros((), mask.dtype), mask.shape), like)
        else:
            mask = da.from_array(_without_repeats(arrays.mask(mask, like)))
        present = _spread(mask, x)
    if lengths is not None:
        check_time_axis(x, rank)
        given = lengths.compute() if is_chunked(lengths) else lengths
        first = arrays.lengths_mask(given, np.moveaxis(like, -1, -2) if last else like, -1)
        first = np.moveaxis(first, -1, -2) if last else first
        first = _spread(da.from_array(_without_repeats(first)), x)
        present = first if present is None else present & first
    return present


def _without_repeats(array: Any) -> Any:
    """A broadcast array with 1 for the sizes along which it is the same."""
    return array[tuple(slice(0, 1) if step == 0 else slice(None) for step in array.strides)]


def _spread(mask: Any, x: Any) -> Any:
    """A Dask mask of x's shape and chunks."""
    da: Any = sys.modules["dask.array"]
    own = x.chunks[x.ndim - mask.ndim :]
    chunks = tuple((1,) if n == 1 else c for n, c in zip(mask.shape, own, strict=True))
    return da.broadcast_to(mask.rechunk(chunks), x.shape, chunks=x.chunks)


class _Axis(NamedTuple):
    """How a spatial axis is cut: the numbers of the windows of each chunk of the output, and the
    first element of each chunk of x, and one behind the last."""

    outputs: list[slice]
    bounds: list[int]

    def pieces(self, inside: slice) -> list[tuple[int, slice]]:
        """The chunks of x that elements lie in, and where in each."""
        found = []
        for number, (begin, end) in enumerate(itertools.pairwise(self.bounds)):
            first, stop = max(inside.start, begin), min(inside.stop, end)
            if first < stop:
                found.append((number, slice(first - begin, stop - begin)))
        return found


class _Part(NamedTuple):
    """A chunk of the output along one axis: its windows, and the elements and the chunks of x that
    they look at."""

    number: int
    outputs: slice
    windows: Windows
    inside: slice
    pieces: list[tuple[int, slice]]


class _Chunked:
    """One call: x and its mask, planar and Dask arrays, whether its channels are last where it
    comes from, and the keywords that chunks are given."""

    def __init__(
        self,
        pool: Pool,
        row: Operator,
        x: Any,
        windows: Windows,
        mask: Any,
        last: bool,
        options: Options,
    ) -> None:
        self.pool, self.name, self.join, self.options = pool, row.name, row.joined, options
        self.last = last
        self.windows, self.rank = windows, windows.rank
        self.lead = x.ndim - self.rank
        self.spatial = tuple(x.shape[self.lead :])
        self.shape = windows.output_shape(self.spatial)
        self.dtypes = [each.dtype for each in self._of_one_window(x)]
        # Windows that lie beside x are none of any chunk.
        self.whole = 0 in self.shape or windows.first_empty(self.spatial) is not None
        if self.whole:
            one = dict.fromkeys(range(self.lead, x.ndim), -1)
            x, mask = x.rechunk(one), mask if mask is None else mask.rechunk(one)
        self.x, self.mask = x, mask
        self.axes = self._axes()

    def _of_one_window(self, x: Any) -> list[Any]:
        """What one window of zeros gives: numbers that do not fit are told, and the dtypes."""
        windows: Windows = Windows.whole(self.rank)
        size = (1,) * self.rank
        if isinstance(self.windows, Sliding):
            spans = [
                1 + d * (k - 1)
                for d, k in zip(self.windows.dilation, self.windows.kernel_size, strict=True)
            ]
            if math.prod(spans) <= _SMALL:
                size = tuple(spans)
                windows = Windows.sliding(
                    self.rank, self.windows.kernel_size, dilation=self.windows.dilation
                )
        channels = x.shape[self.lead - 1 : self.lead]  # of which each may have numbers
        zeros = np.zeros((*(1,) * (self.lead - len(channels)), *channels, *size), x.dtype)
        made = self.pool(self.name, zeros, windows, self.options)
        return list(made) if isinstance(made, tuple) else [made]

    def _axes(self) -> list[_Axis]:
        axes = []
        for axis, chunks in enumerate(self.x.chunks[self.lead :]):
            bounds = [0, *itertools.accumulate(chunks)]
            numbers = range(self.shape[axis])
            cuts = [0, len(numbers)]
            if not self.whole:  # tables of all windows might be larger than any chunk
                middle = partial(self._middle, axis)
                cuts[1:1] = [bisect.bisect_left(numbers, end, key=middle) for end in bounds[1:-1]]
            outputs = [slice(a, b) for a, b in itertools.pairwise(cuts) if a < b or self.whole]
            axes.append(_Axis(outputs, bounds))
        return axes

    def _cut(self, axis: int, numbers: slice) -> tuple[Windows, slice]:
        """The windows of these numbers along an axis, and the elements that they look at."""
        box = [slice(0, 1)] * self.rank
        box[axis] = numbers
        windows, inside = self.windows.between(self.spatial, box)
        return windows, inside[axis]

    def _middle(self, axis: int, number: int) -> int:
        inside = self._cut(axis, slice(number, number + 1))[1]
        middle: int = (inside.start + inside.stop - 1) // 2
        return middle

    def outputs(self) -> list[Any]:
        """The results as Dask arrays."""
        da: Any = sys.modules["dask.array"]
        from dask.base import tokenize
        from dask.highlevelgraph import HighLevelGraph

        given = (self.name, self.x.name, self.mask, self.windows.code, self.options)
        name = f"{self.name}_pool-{tokenize(*given)}"
        needed = [self.x] if self.mask is None else [self.x, self.mask]
        chunks = (
            *self.x.chunks[: self.lead],
            *(tuple(s.stop - s.start for s in axis.outputs) for axis in self.axes),
        )
        tasks = dict(self._tasks(name))
        graph = HighLevelGraph.from_collections(name, tasks, dependencies=needed)
        if len(self.dtypes) == 1:
            return [da.Array(graph, name, chunks, dtype=self.dtypes[0])]
        made = []
        for place, dtype in enumerate(self.dtypes):
            own = f"{name}-{place}"
            taken = {
                (own, *key[1:]): (operator.getitem, key, place) for key in tasks if key[0] == name
            }
            graph = HighLevelGraph(
                {**graph.layers, own: taken}, {**graph.dependencies, own: {name}}
            )
            made.append(da.Array(graph, own, chunks, dtype=dtype))
        return made

    def _tasks(self, name: str) -> Iterator[tuple[Any, Any]]:
        at = partial(_of_chunk, self.pool, self.name, self.options, self.spatial)
        leads = list(itertools.product(*map(range, self.x.numblocks[: self.lead])))
        parts = [self._parts(axis) for axis in range(self.rank)]
        for box in itertools.product(*parts):
            place = tuple(part.number for part in box)
            pieces = [part.pieces for part in box]
            if not isinstance(self.windows, Sliding) and max(map(len, pieces)) > 2:
                yield from self._joined(name, leads, box)
                continue
            starts = tuple(part.inside.start for part in box)
            windows = self._windows([part.windows for part in box])
            for lead in leads:
                key = (name, *lead, *place)
                x = yield from self._nested(self.x, f"{name}-x", lead, pieces)
                mask = None
                if self.mask is not None:
                    mask = yield from self._nested(self.mask, f"{name}-mask", lead, pieces)
                yield key, (at, x, mask, windows, starts)

    def _parts(self, axis: int) -> list[_Part]:
        """The chunks of the output along one axis."""
        along = self.axes[axis]
        parts = []
        for number, outputs in enumerate(along.outputs):
            windows, inside = self.windows, slice(0, self.spatial[axis])
            if not self.whole:
                windows, inside = self._cut(axis, outputs)
            parts.append(_Part(number, outputs, windows, inside, along.pieces(inside)))
        return parts

    def _windows(self, alike: list[Windows]) -> Windows:
        """Windows that are along each axis as the one of that number."""
        if self.whole:
            return self.windows
        if isinstance(self.windows, Sliding):
            own = self.windows
            pads = tuple(each.pads(axis, 0) for axis, each in enumerate(alike))  # type: ignore[attr-defined]
            given = (own.kernel_size, own.stride, pads, own.dilation, own.ceil_mode)
            return Windows.sliding(self.rank, *given)
        columns = [each.columns(axis) for axis, each in enumerate(alike)]  # type: ignore[attr-defined]
        return Windows.tables(self.rank, *zip(*columns, strict=True))

    def _nested(
        self, array: Any, name: str, lead: tuple[int, ...], pieces: list[list[tuple[int, slice]]]
    ) -> Generator[tuple[Any, Any], None, Any]:
        """Tasks that take the parts of chunks, and what stands for these, nested by axes."""

        def made(found: tuple[tuple[int, slice], ...]) -> Any:
            if len(found) < self.rank:
                return [made((*found, piece)) for piece in pieces[len(found)]]
            source = (array.name, *lead, *(n for n, _ in found))
            slices = tuple(part for _, part in found)
            sizes = (array.chunks[self.lead + axis][n] for axis, (n, _) in enumerate(found))
            if all(s == slice(0, size) for s, size in zip(slices, sizes, strict=True)):
                return source
            own = (name, *lead, *(number for n, s in found for number in (n, s.start, s.stop)))
            tasks[own] = (operator.getitem, source, (..., *slices))
            return own

        tasks: dict[Any, Any] = {}
        nested = made(())
        yield from tasks.items()
        return nested

    def _joined(
        self,
        name: str,
        leads: list[tuple[int, ...]],
        box: Sequence[_Part],
    ) -> Iterator[tuple[Any, Any]]:
        """The tasks of windows that lie in many chunks each."""
        needed, options = self._needed(), self._for_joining()
        assert self.join is not None
        place = tuple(part.number for part in box)
        over = tuple(part.outputs.stop - part.outputs.start for part in box)
        cuts = [
            [(n, _among(part, axis, self.axes[axis].bounds[n : n + 2])) for n, _ in part.pieces]
            for axis, part in enumerate(box)
        ]
        parts: dict[tuple[int, ...], list[Any]] = {lead: [] for lead in leads}
        for found in itertools.product(*cuts):
            numbers, cut = zip(*found, strict=True)
            windows = Windows.tables(self.rank, [c.starts for c in cut], [c.counts for c in cut])
            places = tuple(c.numbers for c in cut)
            for lead in leads:
                part = (f"{name}-part", *lead, *place, *numbers)
                sources = (
                    None if array is None else (array.name, *lead, *numbers)
                    for array in (self.x, self.mask)
                )
                yield part, (_of_part, self.pool, needed, self.join.wide, *sources, windows, places)
                parts[lead].append(part)
        for lead in leads:
            given = (self.join, options, over, self.dtypes[0], parts[lead])
            yield (name, *lead, *place), (_of_parts, *given)

    def _needed(self) -> dict[str, Options]:
        """The operators whose results over parts are joined."""
        reason = ""
        if len(self.dtypes) > 1:
            reason = " with their indices"
        elif self.join is not None:
            try:
                return self.join.of(self.options)
            except ValueError as error:
                reason = f" with {error}"
        axes = dict.fromkeys(range(-self.rank - self.last, -self.last), -1)
        raise ValueError(
            f"windows lie in more chunks of x than two, and {self.name} of their parts{reason} "
            f"does not give that of the whole: pool x.rechunk({axes}), one chunk along these axes"
        )

    def _for_joining(self) -> Options:
        """The keywords, numbers of channels beside the channels of results."""
        ones = (1,) * self.rank
        return {
            name: np.reshape(value, (*np.shape(value), *ones)) if np.ndim(value) == 1 else value
            for name, value in self.options.items()
        }


class _Among(NamedTuple):
    numbers: slice
    starts: list[int]
    counts: list[int]


def _among(part: _Part, axis: int, bounds: Sequence[int]) -> _Among:
    """Which windows of a part have elements between bounds, and where these are from the first."""
    start, count = map(np.array, part.windows.columns(axis))  # type: ignore[attr-defined]
    start = start + part.inside.start
    begin, end = np.maximum(start, bounds[0]), np.minimum(start + count, bounds[1])
    (there,) = np.nonzero(begin < end)
    numbers = slice(int(there[0]), int(there[-1]) + 1)
    begin, end = begin[numbers], end[numbers]
    return _Among(numbers, (begin - bounds[0]).tolist(), (end - begin).tolist())


# --- what runs where chunks are -------------------------------------------------------------------


def _of_chunk(
    pool: Pool,
    name: str,
    options: Options,
    spatial: tuple[int, ...],
    x: Any,
    mask: Any,
    windows: Windows,
    starts: tuple[int, ...],
) -> Any:
    """The results of one chunk of the output, of the parts of x that it needs."""
    x = _together(x)
    if mask is not None:
        options = options | {"mask": _together(mask)}
    made = pool(name, x, windows, options)
    if not isinstance(made, tuple):
        return made
    values, indices = made
    return values, _renumbered(indices, x.shape[-windows.rank :], starts, spatial)


def _together(nested: Any) -> Any:
    """The parts of x in one array; one alone is not copied."""
    alone = nested
    while isinstance(alone, list) and len(alone) == 1:
        (alone,) = alone
    return np.block(nested) if isinstance(alone, list) else alone


def _renumbered(
    indices: Any, shape: Sequence[int], starts: Sequence[int], spatial: Sequence[int]
) -> Any:
    """Indices into a part of a plane as indices into all of it."""
    if tuple(shape) == tuple(spatial):
        return indices
    there = indices >= 0
    places = np.unravel_index(np.where(there, indices, 0), tuple(shape))
    moved = [place + start for place, start in zip(places, starts, strict=True)]
    whole = np.ravel_multi_index(moved, tuple(spatial))
    return np.where(there, whole, indices).astype(indices.dtype, copy=False)


def _of_part(
    pool: Pool,
    needed: dict[str, Options],
    wide: bool,
    x: Any,
    mask: Any,
    windows: Any,
    places: tuple[slice, ...],
) -> tuple[tuple[slice, ...], Any, dict[str, Any]]:
    """Which windows have elements in one chunk of x, how many, and what operators make of them."""
    lead = x.shape[: x.ndim - windows.rank]
    if wide and x.dtype.kind not in "biu":
        x = x.astype(np.float64, copy=False)
    rules: Options = {}
    if mask is None:
        counts = [np.array(axis.count, np.float64) for axis in windows.axes(x.shape[len(lead) :])]
        each = math.prod(np.ix_(*counts)) if len(counts) > 1 else counts[0]
        n = np.broadcast_to(each, (*lead, *np.shape(each)))
    else:
        mask = np.broadcast_to(mask, x.shape).astype(bool)
        n = pool("sum", mask, windows, {}).astype(np.float64)
        rules = {"mask": mask}
    return places, n, {name: pool(name, x, windows, own | rules) for name, own in needed.items()}


def _of_parts(
    join: Joined, options: Options, over: tuple[int, ...], dtype: Any, parts: list[Any]
) -> Any:
    """The results over all parts."""
    lead = parts[0][1].shape[: -len(over)]
    n = np.zeros((len(parts), *lead, *over))
    values = {name: np.zeros(n.shape, result.dtype) for name, result in parts[0][2].items()}
    for number, (places, counts, results) in enumerate(parts):
        n[(number, ..., *places)] = counts
        for name, result in results.items():
            values[name][(number, ..., *places)] = result
    with np.errstate(all="ignore"):
        joined = join.join(n, values, options)
        made = _cast(joined, dtype)
    made[n.sum(0) == 0] = options.get("empty_value", 0)
    return made


def _cast(result: Any, dtype: Any) -> Any:
    """The results in another dtype: integers are rounded half to even, and end where it does."""
    if dtype.kind not in "iu" or result.dtype == dtype:
        return result.astype(dtype)
    ends = np.iinfo(dtype)
    rounded = np.rint(result) if result.dtype.kind == "f" else result
    inside = np.clip(rounded, ends.min, ends.max).astype(dtype)
    # Its largest integer may be no float.
    return np.where(rounded >= ends.max, np.array(ends.max, dtype), inside)
