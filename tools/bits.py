"""One hash of all that a reducer makes of a fixed battery, for each level of instruction set.

Usage: python tools/bits.py [TABLE]. Prints a row a reducer and a column a level, of those that the
build and the machine have; given a table that it printed before (tools/bits.txt), it says which
hashes differ from it, and fails where any does. A change that is to keep the bits keeps this table.

The battery is the same everywhere: its numbers are counted out, not drawn. Which NaN it is and
which sign a zero has may depend on the machine, and are not hashed. All else comes from additions,
multiplications, divisions and square roots in an order that the sources fix, none of them fused:
levels and numbers of threads agree, and so should machines. Where a compiler reorders or fuses
what it must not, hashes differ: then compare with a table of the same compiler and processor.
"""

from __future__ import annotations

import hashlib
import math
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from poolwise import _native
from poolwise.backends import native
from poolwise.backends.numpy.arrays import HOST
from poolwise.functional.declaration import OPERATORS
from poolwise.windows import Windows

Array = NDArray[Any]

# Windows that lie apart, windows that overlap and reach over the ends, and one that is long.
GEOMETRIES = (
    (Windows.sliding(2, 2, 2), (2, 5, 8, 70)),
    (Windows.sliding(2, 3, 1, 1), (2, 5, 9, 35)),
    (Windows.whole(2), (1, 3, 66, 67)),
)
DTYPES = ("float32", "float64", "float16", "uint8")
# Exponents, rates, shares and which of two middle ones, whatever the reducer makes of them: roots
# and squares, what has ways of its own and what has none, and what turns the order round.
FIRST, SECOND, WEIGHTS = (0.5, 1.0, 2.0, 2.7, -1.5), 0.25, (3.0, 2.0, 1.0, 0.5)


@dataclass(frozen=True)
class Case:
    """What is pooled, and the gradient of what comes of it."""

    x: Array
    mask: Array | None
    windows: Windows
    grad: Array


def _counted(shape: tuple[int, ...], dtype: str, low: float, high: float) -> Array:
    """Numbers from low to high in disorder, some of them equal."""
    places = np.arange(np.prod(shape), dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    parts = (places >> np.uint64(40)).astype(np.float64) * 2.0**-24
    return (low + parts * (high - low)).reshape(shape).astype(dtype)


def cases(dtype: str, least: float, most: float) -> Iterator[Case]:
    """All geometries, planar and with channels last, with a mask and without, of numbers within
    these bounds."""
    low, high = max(least, -1.0), min(most, 3.0)
    if dtype == "uint8":
        low, high = 0.0, min(most + 1, 200.0)
    for windows, shape in GEOMETRIES:
        at = (*shape[:2], *windows.output_shape(shape[2:]))
        x, present = _counted(shape, dtype, low, high), _counted(shape, "float64", 0, 1) < 0.7
        grad = _counted(at, dtype, 0 if dtype == "uint8" else -1, 2)
        yield Case(x, None, windows, grad)
        yield Case(x, present, windows, grad)
        turned = np.ascontiguousarray(x.transpose(0, 2, 3, 1)).transpose(0, 3, 1, 2)
        yield Case(turned, None, windows, grad)


def _picked(largest: bool) -> Callable[[Case], Iterator[Array]]:
    def made(case: Case) -> Iterator[Array]:
        masked, spatial = case.mask is not None, case.x.shape[2:]
        out, at = native.pick(HOST, case.x, case.mask, case.windows, largest, 0, True)
        yield from (out, at)
        if case.x.dtype.kind == "f":
            yield native.place(HOST, case.grad, at, case.windows, spatial, masked)

    return made


def _totalled(*divisions: int) -> Callable[[Case], Iterator[Array]]:
    def made(case: Case) -> Iterator[Array]:
        x, mask, windows = case.x, case.mask, case.windows
        for divide in divisions:
            yield native.total(HOST, x, mask, windows, divide, 7, 0)
            if x.dtype.kind == "f":
                yield native.spread(HOST, case.grad, mask, windows, x.shape[2:], divide, 7)
            else:
                yield native.total(HOST, x, mask, windows, divide, 7, 0, "int16")

    return made


def _reduced(reducer: str) -> Callable[[Case], Iterator[Array]]:
    count = native.REDUCERS[reducer].numbers
    tables: list[Array | None] = [None]
    if count is None:
        tables = [np.array(WEIGHTS)[:, None]]
    elif count:
        tables = [np.array((first, SECOND)[:count])[:, None] for first in FIRST]

    def made(case: Case) -> Iterator[Array]:
        x, mask, windows = case.x, case.mask, case.windows
        for table in tables:
            yield native.reduce(HOST, x, mask, windows, reducer, table, 7, 3, 0)
            if x.dtype.kind != "f":
                continue
            for slopes in (False, True):
                parts = native.reduce_back(
                    HOST, case.grad, x, mask, windows, reducer, table, 7, 3, slopes
                )
                yield from (part for part in parts if part is not None)

    return made


def hashed(
    made: Callable[[Case], Iterator[Array]], bounds: tuple[float, float] = (-math.inf, math.inf)
) -> str:
    """The hash of all that is made of the battery, whose elements lie within the bounds."""
    state = hashlib.sha256()
    for dtype in DTYPES:
        for case in cases(dtype, *bounds):
            for array in made(case):
                if array.dtype.kind == "f":
                    array = np.where(np.isnan(array), np.nan, array).astype(array.dtype) + 0
                state.update(f"{array.dtype.name} {array.shape}".encode())
                state.update(np.ascontiguousarray(array).tobytes())
    return state.hexdigest()[:16]


def rows() -> dict[str, str]:
    """By the reducer, its hash."""
    found = {"max": hashed(_picked(True)), "min": hashed(_picked(False))}
    found["sum"] = hashed(_totalled(native.NOTHING))
    found["avg"] = hashed(_totalled(native.COUNT, native.EXTENT, native.CONSTANT))
    bounds = {row.name: row.bounds for row in OPERATORS}
    for name in native.REDUCERS:
        of = bounds.get(name.removesuffix("_mean"), (-math.inf, math.inf))
        found[name] = hashed(_reduced(name), of)
    return found


def _table(text: str) -> dict[tuple[str, str], str]:
    head, *lines = [line.split() for line in text.splitlines()]
    return {
        (row[0], level): one for row in lines for level, one in zip(head[1:], row[1:], strict=True)
    }


def main() -> int:
    columns = {}
    for level in _native.levels():
        _native.choose_level(level)
        columns[level] = rows()
    lines = [f"{'reducer':16}" + "".join(f"{level:18}" for level in columns)]
    for name in next(iter(columns.values())):
        lines.append(f"{name:16}" + "".join(f"{found[name]:18}" for found in columns.values()))
    text = "\n".join(line.rstrip() for line in lines)
    print(text)
    if len(sys.argv) < 2:
        return 0
    before, now = _table(Path(sys.argv[1]).read_text()), _table(text)
    shared = before.keys() & now.keys()
    changed = sorted(key for key in shared if before[key] != now[key])
    print(f"{len(shared)} compared, {len(changed)} differ", *map(" ".join, changed), sep="\n")
    return bool(changed) or not shared


if __name__ == "__main__":
    sys.exit(main())
