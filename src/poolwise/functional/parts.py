"""Operators that hold much for each output, made part by part of their outputs.

What a part's outputs are does not depend on where the cuts are: each is made of its own window.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from ..backends import Recorded
from ..backends.numpy.recorded_numpy import wide_zeros
from ..windows import Sliding, Windows
from .composing import at
from .part import Cut, Make, Operand, Part, together

# Elements that a part's computation may hold at once: smaller inputs are not cut, for the way back
# makes each part again.
_HELD = 2**23


def in_parts(
    make: Make,
    x: Any,
    mask: Any,
    windows: Windows,
    dtype: str,
    held: int,
    *operands: Operand,
    in_space: bool = True,
) -> Any:
    """make(part, x, mask, *operands), put together of parts where x is large.

    Args:
        dtype: the name of what make returns.
        held: elements that make holds for each output, about.
        in_space: also cut planes, not only apart from each other.
    """
    cuts = [Part.of_input, Part.of_input, *(cut for cut, _ in operands)]
    arrays = (x, mask, *(array for _, array in operands))
    parts = parts_of(arrays, windows, held, in_space)
    if len(parts) == 1:
        return make(parts[0], *arrays)
    if isinstance(x, Recorded):
        return _recorded(make, parts, cuts, arrays, dtype)
    if not isinstance(x, np.ndarray):
        from . import parts_of_tensors

        return parts_of_tensors.in_parts(make, parts, cuts, arrays, dtype)
    return together(make, parts, cuts, arrays, dtype)


def parts_of(
    arrays: Sequence[Any], windows: Windows, held: int, in_space: bool = True
) -> list[Part]:
    """The outputs of windows over the first array, in parts small enough for so much to be held of
    each output; in one part where others follow what is done to these arrays."""
    x = arrays[0]
    shape = tuple(x.shape)
    found = _boxes(x, windows, held, in_space) if is_plain(arrays) else []
    return [Part(windows, shape, box) for box in (found if len(found) > 1 else [None])]


def boxes(shape: Sequence[int], held: int) -> Iterator[tuple[slice, ...]]:
    """An array of this shape, cut so that `held` times a part's elements are few enough: the first
    axes into single places, the next one into ranges."""
    steps, rest = [], math.prod(shape)
    for size in shape:
        rest //= max(size, 1)
        steps.append(min(max(_HELD // max(held * rest, 1), 1), max(size, 1)))
    ranges = [
        [slice(at, min(at + step, size)) for at in range(0, size, step)]
        for size, step in zip(shape, steps, strict=True)
    ]
    return itertools.product(*ranges)


def _boxes(x: Any, windows: Windows, held: int, in_space: bool) -> list[tuple[slice, ...]]:
    """The outputs in boxes, of which there may be one or none where there is nothing to cut."""
    split = x.ndim - windows.rank
    lead, spatial = tuple(x.shape[:split]), tuple(x.shape[split:])
    pooled = windows.output_shape(spatial)
    outputs = math.prod(lead) * math.prod(pooled)
    held += 4 * math.prod(spatial) // max(math.prod(pooled), 1)  # of x
    if outputs * held <= _HELD:
        return []
    # Windows that lie beside x are none of a part of it.
    if in_space and windows.first_empty(spatial) is None:
        return list(boxes((*lead, *pooled), held))
    over_all = tuple(slice(0, n) for n in pooled)
    return [(*box, *over_all) for box in boxes(lead, held * math.prod(pooled))]


def is_large(part: Part, x: Any, mask: Any, held: int) -> bool:
    """Whether a part is one window that is too large for so much to be held of each element."""
    spatial = tuple(x.shape[x.ndim - part.over.rank :])
    return (
        held * part.windows.capacity(spatial) > _HELD
        and is_plain((x, mask))
        and math.prod(part.windows.output_shape(spatial)) == 1
        and part.windows.first_empty(spatial) is None
    )


def row_of(x: Any, part: Part) -> Any:
    """What a part's one window looks at of x, or of what has its spatial axes, along one axis."""
    if x is None:
        return None
    split = x.ndim - part.over.rank
    lead, spatial = tuple(x.shape[:split]), tuple(x.shape[split:])
    for axis, (size, own) in enumerate(zip(spatial, part.windows.axes(spatial), strict=True)):
        first, count, step = int(own.start[0]), int(own.count[0]), own.step
        if count < size:
            taken = slice(first, first + count * step, step)
            x = x[at(taken, axis - part.over.rank)]
    return x.reshape((*lead, math.prod(x.shape[split:])))


def of_row(array: Any, part: Part) -> Any:
    """What there is one of for each of these windows, beside such rows."""
    if getattr(array, "ndim", 0) < part.over.rank:
        return array
    return array.reshape((*array.shape[: array.ndim - part.over.rank], 1))


def few(held: int) -> int:
    """How many elements so much may be held of."""
    return max(_HELD // held, 1)


def pieces_of(held: int) -> Sliding:
    """Windows that cut a row into pieces, small enough for so much to be held of each element."""
    return Windows.sliding(1, few(held), ceil_mode=True)


def is_plain(arrays: Sequence[Any]) -> bool:
    """Whether parts of these may be computed with one after another: nobody follows, and they lie
    in the memory of the CPU."""
    if isinstance(arrays[0], (np.ndarray, Recorded)):
        return True
    from . import parts_of_tensors

    return parts_of_tensors.is_plain(arrays)


def _recorded(
    make: Make,
    parts: Sequence[Part],
    cuts: Sequence[Cut],
    arrays: Sequence[Any],
    dtype: str,
) -> Recorded:
    """The same of a recorded array: parts are made anew for their gradients."""
    values = [a.value if isinstance(a, Recorded) else a for a in arrays]
    recorded = {k: a for k, a in enumerate(arrays) if isinstance(a, Recorded)}

    def step(grad: Any) -> Any:
        sums = {k: wide_zeros(a) for k, a in recorded.items()}
        for part in parts:
            own = [cut(part, a) for cut, a in zip(cuts, values, strict=True)]
            for k in sums:
                own[k] = Recorded(own[k])
            arrived = make(part, *own).back(part.of_output(grad))
            for k, total in sums.items():
                total = cuts[k](part, total)
                total += arrived.get(own[k].origin, 0)
        return (sums.pop(k).astype(a.dtype, copy=False) for k, a in recorded.items())

    return Recorded(together(make, parts, cuts, values, dtype), tuple(recorded.values()), step)
