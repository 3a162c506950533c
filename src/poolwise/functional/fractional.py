"""Fractional max pooling: windows of one position more or less, at random."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Unpack

import numpy as np

from ..backends import Pick, backend_of, namespace, native, pool
from ..backends.gathered import plain, sortable, taken
from ..windows import AXIS_NAMES, Ints, Windows, flag, integers
from . import draws
from .arguments import Generator, Indexed, Same, Seed
from .composing import cast, is_kin, is_known, require_device
from .declaration import RANDOM, Operator, Parameter, declare
from .keywords import expect_rules
from .numbers import check_each, choice, is_array, share
from .per_rank import per_rank
from .random import check_draw, drawn
from .rules import Rules, as_given, canonical, index_dtype, with_indices

__all__ = ["fractional_max_pool1d", "fractional_max_pool2d", "fractional_max_pool3d"]

SEQUENCES = ("pseudorandom", "random")


declare(
    Operator(
        "fractional_max",
        (RANDOM,),
        "max over windows that begin ⌊α⌋ or ⌈α⌉ positions apart, at random; ratio α above 1",
        "the strongest response, at a gentle reduction",
        "Graham 2014",
        "deep networks of many slow reductions; the random windows act as small distortions of the "
        "images",
        "many more layers and much more arithmetic for the same total reduction; evaluation of one "
        "draw is noisy, averaging several costs as many passes",
        kind="random",
        parameters=(
            Parameter("return_indices", False, "also the places of what is kept", "flag"),
            Parameter(
                "sequence",
                "pseudorandom",
                "of steps between windows",
                "choice",
                ("pseudorandom", "random"),
            ),
            Parameter("overlapping", True, "windows share their borders", "flag"),
        ),
        windows=("sliding",),
        function="fractional_max_pool{n}d",
        module="FractionalMaxPool{n}d",
        geometry="kernel_size=None, output_size=None, output_ratio=None",
        one_draw=True,
        placed="output_size",
        call="2, output_size=5",
        home=__name__,
    )
)


@per_rank
def fractional_max_pool(
    x: Same,
    kernel_size: Ints | None = None,
    output_size: Ints | None = None,
    output_ratio: float | Sequence[float] | None = None,
    return_indices: Indexed = False,
    _random_samples: Any = None,
    *,
    sequence: str = "pseudorandom",
    overlapping: bool = True,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    _rank: int = 0,
    **rules: Unpack[Rules],
) -> Any:
    """The largest element of each of `output_size` windows at random steps.

    Where α is the ratio of input to output, steps between windows are ⌊α⌋ or ⌈α⌉ positions: one or
    two for the paper's ratios, below 2. They are a random sequence, one for each axis, the same for
    all samples and channels. Without a `kernel_size` windows are the paper's: each ends where the
    next one begins, and with `overlapping` includes that position too. With one they are PyTorch's:
    of that size, and any number of positions apart.

    Args:
        x: array or tensor of shape (*lead, {spatial}); bool, integer or floating-point.
        kernel_size: elements of a window along each axis, or None.
        output_size: windows along each axis. Without a `kernel_size` at most as many as the input
            has positions (with `overlapping`, one less).
        output_ratio: output over input along each axis, above 0 and below 1, instead of the size.
        return_indices: also return where the elements lie, as in `max_pool{n}d`.
        _random_samples: PyTorch's: numbers from 0 to 1, (N, C, {n}), from which each plane has
            windows of its own, as `torch.nn.functional.fractional_max_pool2d` makes them. Only with
            a `kernel_size`.
        sequence: ``"pseudorandom"`` spreads the longer steps evenly, from a random place on;
            ``"random"`` shuffles them.
        overlapping: whether the paper's windows share their borders.
        training: draw; False takes the sequence of seed 0 unless one is given.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.

    Returns:
        An array of x's dtype; with `return_indices` a pair of it and of indices.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Graham 2014.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.arange(7.0).reshape(7{flat})
        >>> size = (5{flat})
        >>> poolwise.fractional_max_pool{n}d(x, None, size, overlapping=False, seed=1).ravel()
        array([0., 2., 3., 4., 6.])
    """
    expect_rules(fractional_max_pool[_rank - 1], rules)
    flag("overlapping", overlapping)
    flag("training", training)
    check_sequence(sequence)
    check_draw(x, seed, generator)
    kernel = None if kernel_size is None else Windows.sliding(_rank, kernel_size).kernel_size
    channels_last = rules.get("channels_last", False)
    empty_value = rules.get("empty_value", 0)
    backend, planar, mask = canonical(
        x, _rank, rules.get("mask"), rules.get("lengths"), channels_last
    )
    native.check_empty_value(empty_value, backend.HOST.name(planar))
    spatial = tuple(planar.shape[planar.ndim - _rank :])
    dtype = index_dtype(return_indices, spatial)
    indices = dtype is not None
    wanted = _output_size(_rank, spatial, output_size, output_ratio)
    steps = _steps(spatial, wanted, kernel, overlapping)
    if _random_samples is not None:
        if kernel is None:
            raise ValueError("_random_samples are PyTorch's; they need its kernel_size too")
        starts = _of_samples(_random_samples, planar, spatial, wanted, kernel)
        tables = [(start, size) for start, size in zip(starts, kernel, strict=True)]
        result = _composed(planar, mask, tables, kernel, empty_value, indices)
    else:
        if not training and seed is None:
            seed, generator = 0, None
        key = drawn(x, seed, generator, 0)[0]
        known = isinstance(key, int) or is_known(key)
        if known:
            key = int(key) % 2**64
        sizes: Sequence[int | None] = kernel or [None] * _rank
        tables = [
            _table(_borders(key, *step, axis, sequence), sizes[axis], overlapping)
            for axis, step in enumerate(steps)
        ]
        if not known:
            most = kernel or [-(-total // out) + overlapping for total, out in steps]
            result = _composed(planar, mask, tables, most, empty_value, indices)
        else:
            at, counts = [start for start, _ in tables], [count for _, count in tables]
            windows = Windows.tables(_rank, at, counts)
            result = pool(planar, Pick(True, indices), windows, mask, empty_value)
    return as_given(with_indices(result, dtype), _rank, channels_last)


fractional_max_pool1d, fractional_max_pool2d, fractional_max_pool3d = fractional_max_pool


def check_sequence(sequence: str) -> None:
    """Raise for a sequence that there is not."""
    choice("sequence", sequence, SEQUENCES)


def check_output(
    rank: int, output_size: Ints | None, output_ratio: float | Sequence[float] | None
) -> tuple[Any, ...]:
    """The size or the ratio of each axis, whichever is given.

    Raises:
        ValueError, TypeError: both or none are, or the one that is does not fit.
    """
    if (output_size is None) == (output_ratio is None):
        raise ValueError(
            f"one of output_size={output_size} and output_ratio={output_ratio} must be given"
        )
    if output_size is not None:
        return integers("output_size", output_size, rank, least=1)
    ratios = tuple(output_ratio) if isinstance(output_ratio, Sequence) else (output_ratio,) * rank
    if len(ratios) != rank or not all(
        isinstance(ratio, (float, int)) and 0 < ratio < 1 for ratio in ratios
    ):
        raise ValueError(
            f"output_ratio={output_ratio!r} must be a number above 0 and below 1, or {rank} of them"
        )
    return ratios


def _output_size(
    rank: int,
    spatial: tuple[int, ...],
    output_size: Ints | None,
    output_ratio: float | Sequence[float] | None,
) -> tuple[int, ...]:
    given = check_output(rank, output_size, output_ratio)
    if output_size is not None:
        return given
    sizes = tuple(int(size * ratio) for size, ratio in zip(spatial, given, strict=True))
    for name, size, ratio in zip(AXIS_NAMES[rank], sizes, given, strict=True):
        if size < 1:
            raise ValueError(f"output_ratio={ratio} leaves nothing of the {name} of x")
    return sizes


def _steps(
    spatial: tuple[int, ...],
    wanted: tuple[int, ...],
    kernel: tuple[int, ...] | None,
    overlapping: bool,
) -> list[tuple[int, int]]:
    """For each axis how far its steps lead in all, and how many they are."""
    steps = []
    for axis, (size, out) in enumerate(zip(spatial, wanted, strict=True)):
        name = AXIS_NAMES[len(spatial)][axis]
        if kernel is not None:
            if out + kernel[axis] - 1 > size:
                raise ValueError(
                    f"output_size[{axis}]={out} windows of {kernel[axis]} need a {name} of at "
                    f"least {out + kernel[axis] - 1}, got {size}"
                )
            steps.append((size - kernel[axis], out - 1))
            continue
        total = size - 1 if overlapping and size > 1 else size
        if out > total:
            raise ValueError(
                f"output_size[{axis}]={out} must be at most {total} for a {name} of {size}"
            )
        steps.append((total, out))
    return steps


def _borders(key: Any, total: int, steps: int, axis: int, sequence: str) -> Any:
    """0 and where each of the steps leads to, in integers."""
    random = draws.words(key, 1, max(steps, 1), axis, draws.FRACTIONAL)
    random = random.astype(np.int64) if isinstance(random, np.ndarray) else random
    ones = namespace(random).ones_like(random[0])
    if not steps:  # a single window lies at the end, as PyTorch's
        return ones * total
    number = namespace(ones).cumsum(ones, 0)
    if sequence == "pseudorandom":
        # ⌈α (i + u)⌉ less ⌈α u⌉, where u is (2 m + 1) / 2^24 for the upper bits m of a word, and
        # whole numbers of α i apart, so that no product of long axes is too large.
        share = ((random[0, :1] >> 9) * 2 + 1) * total
        rest = ((number * total % steps) << 24) + share
        ends = number * total // steps - rest // -(steps << 24) + share // -(steps << 24)
    else:
        longer = draws.order(random)[0] < total % steps
        ends = number * (total // steps) + namespace(ones).cumsum(longer, 0)
    return namespace(ends).concatenate([ends[:1] * 0, ends], 0)


def _table(borders: Any, kernel: int | None, overlapping: bool) -> tuple[Any, Any]:
    """Where an axis' windows begin, and how long they are."""
    if kernel is not None:
        return borders, kernel
    starts, ends = borders[:-1], borders[1:]
    return starts, ends - starts + int(overlapping)


def _of_samples(
    samples: Any,
    x: Any,
    spatial: tuple[int, ...],
    wanted: tuple[int, ...],
    kernel: tuple[int, ...],
) -> list[Any]:
    """Where each plane's windows begin along each axis, (planes, windows), by PyTorch's formula in
    x's dtype."""
    rank, values = len(spatial), plain(x)
    xp, planes = namespace(values), math.prod(x.shape[: x.ndim - rank])
    if not is_array(samples) or not is_kin(samples, values):
        raise TypeError("_random_samples must be an array or a tensor, as x is")
    require_device("_random_samples", samples, values)
    check_each("_random_samples", samples, share)
    if tuple(samples.shape[-1:]) != (rank,) or math.prod(samples.shape[:-1]) != planes:
        raise ValueError(
            f"_random_samples has shape {tuple(samples.shape)}; {planes} planes need {rank} each"
        )
    name = backend_of(values).HOST.name(values)
    name = name if name in native.FLOATS else "float64"
    samples = cast(samples, name).reshape((planes, rank))
    starts = []
    for axis, (size, out, taps) in enumerate(zip(spatial, wanted, kernel, strict=True)):
        # PyTorch's numbers come width first in two dimensions, and depth first in three.
        sample = samples[:, rank - 1 - axis if rank < 3 else axis][:, None]
        last = xp.ones_like(cast(sample, "int64")) * (size - taps)
        if out == 1:
            starts.append(last)
            continue
        number = cast(_numbers(values, out - 1)[None], name)
        ones = xp.ones_like(sample[:1])
        alpha = (ones * (size - taps)) / (ones * (out - 1))
        first = cast((number + sample) * alpha, "int64") - cast(sample * alpha, "int64")
        starts.append(xp.concatenate([first, last], 1))
    return starts


def _numbers(like: Any, count: int) -> Any:
    """0, 1, 2, … on the device of `like`."""
    device = {} if isinstance(like, np.ndarray) else {"device": like.device}
    return namespace(like).arange(count, **device)


def _composed(
    x: Any,
    mask: Any,
    tables: Sequence[tuple[Any, Any]],
    most: Sequence[int],
    empty_value: float,
    return_indices: bool,
) -> Any:
    """The largest elements of windows that differ between planes, or are known as tensors alone.

    `tables` are starts and counts, (windows,) or (planes, windows); `most` bounds the counts.
    """
    rank, xp = len(tables), namespace(plain(x))
    lead, spatial = tuple(x.shape[: x.ndim - rank]), tuple(x.shape[x.ndim - rank :])
    planes = math.prod(lead)
    places, present = _places(tables, most, spatial, x)
    pooled, taps = tuple(places.shape[1:-1]), places.shape[-1]
    windows = math.prod(pooled)
    places = xp.broadcast_to(places, (planes, *pooled, taps)).reshape((planes, windows * taps))
    flat = x.reshape((planes, math.prod(spatial)))
    present = xp.broadcast_to(present, (planes, *pooled, taps))
    if mask is not None:
        held = taken(mask.reshape(flat.shape), places)
        present = present & held.reshape((planes, *pooled, taps))
    winner = _first_largest(taken(plain(flat), places).reshape(present.shape), present)
    at = taken(places.reshape(present.shape), winner[..., None])[..., 0]
    out = taken(flat, at.reshape((planes, windows))).reshape((*lead, *pooled))
    some = present.any(-1).reshape((*lead, *pooled))
    if mask is not None:
        out = namespace(out).where(some, out, empty_value)
    if not return_indices:
        return out
    return out, xp.where(some, at.reshape(some.shape), -1)


def _places(
    tables: Sequence[tuple[Any, Any]], most: Sequence[int], spatial: tuple[int, ...], x: Any
) -> tuple[Any, Any]:
    """The places of the windows' elements, (planes or 1, *windows, taps), and which exist."""
    places: Any = None
    present: Any = None
    for (start, count), taps, size in zip(tables, most, spatial, strict=True):
        if not isinstance(start, np.ndarray):
            start = start.to(x.device)
            count = count if isinstance(count, int) else count.to(x.device)
        xp = namespace(start)
        start = start[..., None] if start.ndim > 1 else start[None, :, None]
        tap = _numbers(start, taps)
        exists = tap < (count if isinstance(count, int) else count[:, None])
        exists = xp.broadcast_to(exists, (1, start.shape[1], taps))
        at = xp.where(exists, start + tap, 0)
        if places is None:
            places, present = at, exists
            continue
        # (P, …, K) with (P, n, k) gives (P, …, n, K · k): the new axis' taps vary fastest.
        own = (at.shape[0], *[1] * (places.ndim - 2), at.shape[1], 1, taps)
        shape = (*places.shape[1:-1], at.shape[1], places.shape[-1] * taps)
        places = places[..., None, :, None] * size + at.reshape(own)
        places = places.reshape((places.shape[0], *shape))
        both = present[..., None, :, None] & exists.reshape((1, *own[1:]))
        present = both.reshape((1, *shape))
    return places, present


def _first_largest(elements: Any, present: Any) -> Any:
    """Which of the last axis' elements is the first of the largest; a NaN wins."""
    name = backend_of(elements).HOST.name(elements)
    xp = namespace(elements)
    if name in native.FLOATS:
        # argmax takes the first NaN, if there is one, in NumPy and PyTorch alike.
        wide = cast(elements, "float32") if elements.dtype.itemsize < 4 else elements
        held = xp.where(present, wide, -np.inf)
    else:
        wide = sortable(elements)
        limits = xp.iinfo(wide.dtype)
        held = xp.where(present, wide, xp.ones_like(wide) * limits.min)
    level = taken(held, held.argmax(-1)[..., None])
    # Of equal ones the first, of NaN the last: as PyTorch has it.
    place = xp.cumsum(xp.ones_like(cast(present, "int64")), -1)
    place = xp.where(held != held, place, held.shape[-1] + 1 - place)
    best = present & (held == level) | (held != held)
    return xp.where(best, place, 0).argmax(-1)
