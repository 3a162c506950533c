"""Pooling that keeps the resolution, and that which keeps some elements in their order."""

from __future__ import annotations

import math
from typing import Any, Never, Unpack

import numpy as np

from .._overrides import overridable
from ..backends import Pick, Reduce, Total, backend_of, gathered, namespace, native, pool
from ..backends.native import COUNT, NOTHING
from ..windows import Ints, Padding, Windows
from . import chunked
from .arguments import Array, Lengths, Mask, Same
from .chunked import is_chunked
from .composing import cast, floats, is_at_hand
from .declaration import MEANS, ORDER, REQUIRED, Operator, Parameter, declare, find
from .keywords import refuse, spelled
from .numbers import choice, positive, whole
from .part import Part
from .parts import boxes, in_parts, is_plain, parts_of
from .per_rank import per_rank
from .rules import Rules, canonical

__all__ = [
    "corner_pool2d",
    "dynamic_k",
    "k_max_pool1d",
    "local_l2_norm1d",
    "local_l2_norm2d",
    "local_l2_norm3d",
    "winner_take_all1d",
    "winner_take_all2d",
    "winner_take_all3d",
]

_SIDES = ("top", "bottom", "left", "right")
_CORNERS = ("top_left", "top_right", "bottom_left", "bottom_right", *_SIDES)

# The least number above 0 of each type.
_SMALLEST = {
    "float16": 2.0**-24,
    "bfloat16": 2.0**-133,
    "float32": 2.0**-149,
    "float64": 2.0**-1074,
}


declare(
    Operator(
        "winner_take_all",
        (ORDER,),
        "x_i where it is among the k largest of its window, else 0",
        "the resolution, and in it the winners alone",
        "Makhzani & Frey 2015",
        "sparse codes, in autoencoders above all: says what fired and exactly where",
        "reduces nothing: the next layer has as much to compute; losers get no gradient",
        parameters=(Parameter("k", 1, "how many winners a window has", "integer"),),
        ranks=(1, 2, 3),
        windows=("sliding",),
        function="winner_take_all{n}d",
        module="WinnerTakeAll{n}d",
        home=__name__,
    )
)


@per_rank
def winner_take_all(
    x: Same,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    k: int = 1,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
    _rank: int = 0,
    **unknown: Never,
) -> Same:
    """x where one of its windows keeps it, and 0 elsewhere: every window keeps its k largest.

    Where windows overlap, an element that any of them keeps is kept. What lies in no window is 0.

    Args:
        x: array or tensor of shape (*lead, {spatial}); bool, integer or floating-point.
        kernel_size, stride, padding, dilation, ceil_mode: as in `max_pool{n}d`.
        k: how many elements a window keeps, at least 1. Of equal ones the first are kept; a NaN is
            larger than any number, and the last of several the largest.
        empty_value: what stands, under a mask, where x is absent.

    Returns:
        An array of x's shape and dtype. Gradients reach what is kept.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Makhzani & Frey 2015.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 8.0, 1.0, 2.0]).reshape(1, 1, 4{flat})
        >>> poolwise.winner_take_all{n}d(x, (2{flat})).ravel()
        array([0., 8., 0., 2.])
    """
    if unknown:
        refuse(winner_take_all[_rank - 1], unknown)
    most = whole("k", k, 1)
    windows = Windows.sliding(_rank, kernel_size, stride, padding, dilation, ceil_mode)
    _, planar, mask = canonical(x, _rank, mask, lengths, channels_last)
    native.check_empty_value(empty_value, gathered.name_of(planar))
    held = gathered.plain(planar)
    kept = _kept(held, mask, windows, most)
    out = gathered.filled(planar, kept, 0)
    if mask is not None:
        out = gathered.filled(out, mask, empty_value)
    result: Same = gathered.moveaxis(out, -_rank - 1, -1) if channels_last else out
    return result


_WON = 6
"""Elements held for each window whose largest is looked for, about: its place has 64 bits."""


def _kept(x: Any, mask: Any, windows: Windows, k: int) -> Any:
    """Where one of the windows has one of its k largest elements."""
    parts = parts_of((x, mask), windows, _WON)
    if len(parts) == 1:
        return _won(x, mask, windows, k)
    kept = namespace(x).zeros_like(x, dtype=namespace(x).bool)
    for part in parts:
        kept_there = part.of_input(kept)
        kept_there |= _won(part.of_input(x), part.of_input(mask), part.windows, k)
    return kept


def _won(x: Any, mask: Any, windows: Windows, k: int) -> Any:
    """The same, of all at once."""
    if k == 1 and not gathered.is_traced(x):
        spatial = tuple(x.shape[x.ndim - windows.rank :])
        if mask is None:
            native.require_elements(windows, spatial, windows.first_empty(spatial))
        _, at = pool(x, Pick(True, True), windows, mask)
        return gathered.marked(x, windows.rank, at)
    if gathered.is_native(x) and not bool((x != x).any()):
        return _taken_by_rank(x, mask, windows, k)
    elements, present = gathered.elements(x, mask, windows)
    winners = gathered.descending(elements, present)[..., :k]
    at, _ = gathered.places(x, windows, True)
    at = gathered.taken(gathered.broadcast(at, elements.shape), winners)
    return gathered.marked(
        x, windows.rank, gathered.filled(at, gathered.taken(present, winners), -1)
    )


def _taken_by_rank(x: Any, mask: Any, windows: Windows, k: int) -> Any:
    """The same of numbers: what the gradient of a sum of the k largest elements reaches."""
    spatial = tuple(x.shape[x.ndim - windows.rank :])
    shape = (*x.shape[: x.ndim - windows.rank], *windows.output_shape(spatial))
    if mask is None:
        native.require_elements(windows, spatial, windows.first_empty(spatial))
    most = min(k, windows.capacity(spatial))  # whatever k is, a window has no more
    host, ones = backend_of(x).HOST, namespace(x).ones(shape, dtype=x.dtype)
    reached, _ = native.reduce_back(
        host, ones, x, mask, windows, "rank_sum", np.ones((most, 1)), 0, 0, False
    )
    return reached > 0


declare(
    Operator(
        "local_l2_norm",
        (MEANS,),
        "x_i / max(‖x‖₂ of its window, eps)",
        "the resolution, with each window brought to length 1",
        "the other reading of L2-norm pooling",
        "taking out contrast and illumination before features are compared",
        "reduces nothing; makes noise in flat regions as large as signal",
        parameters=(Parameter("eps", 1e-12, "the least norm that is divided by"),),
        windows=("sliding",),
        function="local_l2_norm{n}d",
        module="LocalL2Norm{n}d",
        call="3",
        home=__name__,
    )
)


@per_rank
def local_l2_norm(
    x: Array,
    kernel_size: Ints,
    eps: float = 1e-12,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
    _rank: int = 0,
    **unknown: Never,
) -> Array:
    """Each element divided by the Euclidean norm of the window around it: x_i / max(‖x‖₂, eps).

    Args:
        x: array or tensor of shape (*lead, {spatial}); bool, integer or floating-point.
        kernel_size: of the window around each element, ``"same"`` padding and stride 1; where it
            is even, the window has one element more after than before.
        eps: the least that is divided by, above 0.
        empty_value: what stands, under a mask, where x is absent.

    Returns:
        An array of x's shape, of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Example:
        >>> import torch, poolwise
        >>> x = torch.tensor([3.0, 4.0, 0.0, 0.0]).reshape(1, 1, 4{flat})
        >>> poolwise.local_l2_norm{n}d(x, (2{flat})).ravel()
        tensor([0.6000, 1.0000, 0.0000, 0.0000])
    """
    if unknown:
        refuse(local_l2_norm[_rank - 1], unknown)
    least = positive("eps", eps)
    windows = Windows.sliding(_rank, kernel_size, 1, "same")
    if is_chunked(x):
        rules = Rules(
            mask=mask, lengths=lengths, empty_value=empty_value, channels_last=channels_last
        )
        lazily: Array = chunked.pooled(
            _of_chunk, find("local_l2_norm"), x, windows, {"eps": eps, **rules}
        )
        return lazily
    _, planar, mask = canonical(x, _rank, mask, lengths, channels_last)
    target = native.total_dtype(gathered.name_of(planar), COUNT)
    native.check_empty_value(empty_value, target)

    def divided(part: Part, x: Any, mask: Any) -> Any:
        # Of 16 bits the norm may be too large where the quotient is not.
        out = cast(_divided(part, floats(x)[0], mask, least), target)
        return out if mask is None else gathered.filled(out, part.centres(mask), empty_value)

    out = in_parts(divided, planar, mask, windows, target, _DIVIDED)
    result: Array = gathered.moveaxis(out, -_rank - 1, -1) if channels_last else out
    return result


def _of_chunk(_: str, x: Any, windows: Any, options: dict[str, Any]) -> Any:
    """Of the part of x that some windows look at, the elements in their middle."""
    made = local_l2_norm[windows.rank - 1](x, windows.kernel_size, **options)
    spatial = x.shape[x.ndim - windows.rank :]
    lengths = windows.output_shape(spatial)
    places = []
    for axis, (size, length) in enumerate(zip(spatial, lengths, strict=True)):
        first = (windows.kernel_size[axis] - 1) // 2 - windows.pads(axis, size)[0]
        places.append(slice(first, first + length))
    return made[(..., *places)]


_DIVIDED = 16
"""Elements held for each that is divided by its norm, about."""


def _divided(part: Part, x: Any, mask: Any, least: float) -> Any:
    """Each element that the part's outputs are for, divided by the norm of its window."""
    # What is absent may be NaN, which would be one in the gradients of its neighbours.
    own = part.centres(x if mask is None else gathered.filled(x, mask, 0))

    def quotients(values: Any, own: Any, least: float) -> tuple[Any, Any]:
        """The norms and what they divide."""
        # An absent element lies in windows that may be empty; its own value is not looked at.
        norm = pool(values, Reduce("lp", (2.0,)), part.windows, mask)
        # A norm of 0 must not be divided by an eps that is 0 in its type: the quotient is 0 anyway.
        floor = max(least, _SMALLEST[gathered.name_of(norm)])
        return norm, own / gathered.filled(norm, ~(gathered.plain(norm) <= least), floor)

    norm, out = quotients(x, own, least)
    size = gathered.plain(norm)
    tiny = 2.0**-100 if gathered.name_of(norm) == "float32" else 2.0**-980
    far = {2.0**-64: size == math.inf}
    if least < tiny:
        far[2.0**64] = (size < tiny) & (size > 0)
    for scale, there in far.items():  # where a norm is too large, or has lost bits
        if is_at_hand(there) and there.any():
            mended = quotients(x * scale, own * scale, least * scale)[1]
            out = namespace(out).where(there, mended, out)
    return out


declare(
    Operator(
        "corner",
        (ORDER,),
        "max x over all that lies below or above in the column, plus the same of the row",
        "the resolution, and at each place what its column and its row hold from there on",
        "Law & Deng 2018",
        "finding corners of boxes, where nothing of the object itself is: they lie outside",
        "reduces nothing; a strong response elsewhere in the row or column counts as much",
        parameters=(
            Parameter("corner", REQUIRED, "of a box, or one of its sides", "choice", _CORNERS),
        ),
        ranks=(2,),
        windows=(),
        geometry="",
        function="corner_pool2d",
        module="CornerPool2d",
        placed="",
        call='"top_left"',
        home=__name__,
    )
)


@overridable
@spelled
def corner_pool2d(x: Array, corner: str, **rules: Unpack[Rules]) -> Array:
    """For each place the maximum from there to one end of its column, plus that of its row.

    Of the ``"top_left"`` corner of a box all of the box lies below and to the right: the maxima are
    of these. ``"top"`` alone is the maximum of what lies below, ``"left"`` that of what lies to
    the right, as parts that a network may take of different x.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        corner: ``"top_left"``, ``"top_right"``, ``"bottom_left"``, ``"bottom_right"``, or a side:
            ``"top"``, ``"bottom"``, ``"left"``, ``"right"``.
        empty_value: what stands, under a mask, where x is absent.

    Returns:
        An array of x's shape: of x's dtype for a side, for a corner as sums are, int64 of integers.
        Gradients go where the maxima were; of equal ones to the first in row-major order.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Law & Deng 2018.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([[0, 2, 0], [1, 0, 0], [0, 0, 5]])
        >>> poolwise.corner_pool2d(x, "top_left")
        array([[ 3,  4,  5],
               [ 2,  0,  5],
               [ 5,  5, 10]])
    """
    out: Array = _corner_pool(x, choice("corner", corner, _CORNERS), **rules)
    return out


def _corner_pool(
    x: Any,
    corner: str,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Any:
    backend, planar, mask = canonical(x, 2, mask, lengths, channels_last)
    name = gathered.name_of(planar)
    target = name if corner in _SIDES else native.total_dtype(name, NOTHING)
    native.check_empty_value(empty_value, target)
    out, *other = (
        pool(planar, Pick(True), _from_here(side, planar), mask) for side in corner.split("_")
    )
    if other and name in native.FLOATS:
        out = out + other[0]
    elif other:  # PyTorch adds up no uint64
        both = namespace(out).stack([out, *other], -1)
        out = pool(both, Total(NOTHING), Windows.whole(1))[..., 0]
    if mask is not None:  # what is present is a maximum's window at least
        out = gathered.filled(out, mask, empty_value)
    return backend.moveaxis(out, -3, -1) if channels_last else out


def _from_here(side: str, x: Any) -> Windows:
    """Windows that hold a place and all that lies opposite to that side of it."""
    axis = 0 if side in ("top", "bottom") else 1
    size = max(int(x.shape[axis - 2]), 1)
    kernel, padding = [1, 1], [(0, 0), (0, 0)]
    kernel[axis] = size
    padding[axis] = (0, size - 1) if side in ("top", "left") else (size - 1, 0)
    return Windows.sliding(2, kernel, 1, padding)


declare(
    Operator(
        "k_max",
        (ORDER,),
        "the k largest, in their order of appearance",
        "several strong responses and their order",
        "Kalchbrenner et al. 2014",
        "sentences and signals of varying length: fixed size out, order kept, distance forgotten",
        "how far apart the k lie is lost; short inputs must be padded; one axis only",
        parameters=(Parameter("k", REQUIRED, "how many elements", "integer"),),
        ranks=(1,),
        windows=("global",),
        geometry="",
        function="k_max_pool1d",
        module="KMaxPool1d",
        placed="",
        call="3",
        shape=(1, 4, 8),
        home=__name__,
    )
)


@overridable
@spelled
def k_max_pool1d(x: Same, k: int, **rules: Unpack[Rules]) -> Same:
    """The k largest elements along time, in their order of appearance.

    Args:
        x: array or tensor of shape (*lead, L); bool, integer or floating-point.
        k: how many, at least 1. Of equal elements the first are kept; a NaN is larger than any
            number, and the last of several the largest. Where fewer are present, ``empty_value``
            stands for the rest, at the end.

    Returns:
        An array of x's dtype, of shape (*lead, k).

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Kalchbrenner et al. 2014.

    Example:
        >>> import numpy as np, poolwise
        >>> poolwise.k_max_pool1d(np.array([[3, 9, 1, 2, 8]]), 3)
        array([[3, 9, 8]])
    """
    out: Same = _k_max(x, whole("k", k, 1), **rules)
    return out


def _k_max(
    x: Any,
    k: int,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Any:
    _, planar, mask = canonical(x, 1, mask, lengths, channels_last)
    native.check_empty_value(empty_value, gathered.name_of(planar))
    Windows.whole(1).output_shape(planar.shape[-1:])  # raises for an empty time axis
    held, time = gathered.plain(planar), planar.shape[-1]
    if not gathered.is_traced(held) and math.prod(planar.shape[:-1]) * k >= 2**59:
        raise ValueError(f"k={k} makes more elements of x than any memory holds")
    places = _largest_of_rows(held, mask, k)
    some = places < time
    out = gathered.taken(planar, namespace(places).where(some, places, 0))
    out = gathered.filled(out, some, empty_value)
    return gathered.moveaxis(out, -2, -1) if channels_last else out


def _largest_of_rows(x: Any, present: Any, k: int) -> Any:
    """The places of each row's k largest elements, in order; the row's length for what is absent.

    A few rows at a time: to sort takes a multiple of their memory.
    """
    if not is_plain([x, present]):
        return _largest(x, gathered.everywhere(x) if present is None else present, k)
    rows = list(boxes(x.shape[:-1], 8 * min(x.shape[-1], max(_PIECE, 4 * k))))
    if len(rows) == 1:
        return _largest_of_pieces(x, present, k)
    places = namespace(x).empty((*x.shape[:-1], k), dtype=namespace(x).int64)
    for box in rows:
        some = None if present is None else present[box]
        places[box] = _largest_of_pieces(x[box], some, k)
    return places


_PIECE = 2**16
"""Elements of a row that are sorted at once, unless 4 k are more."""


def _largest_of_pieces(x: Any, present: Any, k: int) -> Any:
    """The same: the largest of a row are among those of its pieces."""
    time, piece, xp = x.shape[-1], max(_PIECE, 4 * k), namespace(x)
    if present is None:
        present = gathered.everywhere(x)
    if time <= piece:
        return _largest(x, present, k)
    parts = []
    for first in range(0, time, piece):
        at = slice(first, first + piece)
        own = _largest(x[..., at], present[..., at], k)
        parts.append(xp.where(own < min(piece, time - first), own + first, time))
    places = xp.concatenate(parts, -1)
    some = places < time
    best = _largest_of_pieces(gathered.taken(x, xp.where(some, places, 0)), some, k)
    kept = best < places.shape[-1]
    return xp.where(kept, gathered.taken(places, xp.where(kept, best, 0)), time)


def _largest(x: Any, present: Any, k: int) -> Any:
    winners = gathered.descending(x, present)[..., :k]
    # Those that are absent go behind all others while these are put in order of appearance.
    found = gathered.taken(present, winners)
    places = gathered.ascending(namespace(winners).where(found, winners, x.shape[-1]))
    return gathered.padded(places, k, x.shape[-1])


@spelled
def dynamic_k(layer: int, layers: int, length: int, k_top: int) -> int:
    """The k of a layer's k-max pooling: max(k_top, ⌈(layers − layer) / layers · length⌉).

    Args:
        layer: the number of the layer, from 1 to `layers`.
        layers: how many convolutional layers the network has.
        length: of the input sentence.
        k_top: of the topmost layer.

    Raises:
        ValueError, TypeError: an argument is no integer, or out of range.

    Source: Kalchbrenner et al. 2014.

    Example:
        >>> import poolwise
        >>> [poolwise.dynamic_k(layer, 3, 18, 3) for layer in (1, 2, 3)]
        [12, 6, 3]
    """
    layers, layer = whole("layers", layers, 1), whole("layer", layer, 1)
    if layer > layers:
        raise ValueError(f"layer={layer} must be at most layers={layers}")
    length, k_top = whole("length", length, 0), whole("k_top", k_top, 1)
    return max(k_top, -(-(layers - layer) * length // layers))


winner_take_all1d, winner_take_all2d, winner_take_all3d = winner_take_all
local_l2_norm1d, local_l2_norm2d, local_l2_norm3d = local_l2_norm
