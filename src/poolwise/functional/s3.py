"""Stochastic spatial sampling pooling."""

from __future__ import annotations

import math
from typing import Any, Unpack

from ..backends import backend_of, namespace, native
from ..windows import AXIS_NAMES, Ints, Padding, Windows, flag, integers
from . import draws
from .arguments import Array, Generator, Seed
from .by_name import named
from .composing import at, cast, floats
from .declaration import RANDOM, Operator, Parameter, declare
from .keywords import expect_rules
from .per_rank import per_rank
from .random import check_draw, drawn
from .rules import Rules, canonical

__all__ = ["s3_pool1d", "s3_pool2d", "s3_pool3d"]

_MAX_POOLS, _AVG_POOLS = ([named(of, rank) for rank in (1, 2, 3)] for of in ("max", "avg"))


declare(
    Operator(
        "s3",
        (RANDOM,),
        "max at stride 1, then random rows and columns of each g × g cell; evaluated as the mean "
        "over that choice",
        "the strongest responses at random places of a grid",
        "Zhai et al. 2017",
        "regularisation by tiny random distortions of feature maps, cheap beside augmentation of "
        "images",
        "max at stride 1 costs stride² as much as max pooling; training is noisier",
        kind="random",
        parameters=(
            Parameter(
                "grid_size", None, "g, a multiple of the stride; None: the stride", "integer"
            ),
        ),
        windows=("sliding",),
        geometry='kernel_size, stride=kernel_size, padding="same"',
        one_draw=True,
        function="s3_pool{n}d",
        module="S3Pool{n}d",
        home=__name__,
    )
)


@per_rank
def s3_pool(
    x: Array,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = "same",
    *,
    grid_size: Ints | None = None,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    _rank: int = 0,
    **rules: Unpack[Rules],
) -> Array:
    """The largest elements of windows at stride 1, sampled at random positions of a grid.

    Each axis of the maxima is cut into cells of `grid_size` positions; of each cell
    grid_size / stride random ones stay, in their order. They are the same for all samples and
    channels. Of the rest at the end, of less than a cell, as many stay as strides fit: the output
    has floor(input / stride) positions.

    Args:
        x: array or tensor of shape (*lead, {spatial}); bool, integer or floating-point.
        kernel_size, padding: of the maximum, as in `max_pool{n}d`; ``"same"`` keeps x's size.
        stride: how many positions become one, one number or one per axis; `kernel_size` when None.
        grid_size: positions of a cell, a multiple of the stride; `stride` when None.
        training: draw; False gives the mean over all draws, which for cells of one stride is the
            mean of each cell.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        mask: windows without an element are absent from the maxima: their position gives
            `empty_value` where it is drawn, and no share of the mean.

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Zhai et al. 2017.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 5.0, 2.0, 8.0]).reshape(1, 1, 4{flat})
        >>> kernel = (2{flat})
        >>> poolwise.s3_pool{n}d(x, kernel, training=False).ravel()  # of the maxima 5, 5, 8, 8
        array([5., 8.])
        >>> poolwise.s3_pool{n}d(x, 1, kernel, seed=3).ravel()
        array([1., 2.])
    """
    expect_rules(s3_pool[_rank - 1], rules)
    flag("training", training)
    sizes = Windows.sliding(_rank, kernel_size, stride, padding)
    cells = check_grid(_rank, sizes.stride, grid_size)
    channels_last = rules.get("channels_last", False)
    empty_value = rules.get("empty_value", 0)
    backend, planar, mask = canonical(
        x, _rank, rules.get("mask"), rules.get("lengths"), channels_last
    )
    target = floats(planar)[1]
    native.check_empty_value(empty_value, target)
    slide, geometry = _MAX_POOLS[_rank - 1], (sizes.kernel_size, 1, padding)
    largest = slide(cast(planar, target), *geometry, mask=mask, empty_value=empty_value)
    for name, size, step in zip(
        AXIS_NAMES[_rank], largest.shape[largest.ndim - _rank :], sizes.stride, strict=True
    ):
        if size < step:
            raise ValueError(f"the maxima's {name} is {size}; stride {step} leaves nothing of it")
    if training:
        key = drawn(x, seed, generator, 0)[0]
        out = _sampled(largest, key, sizes.stride, cells)
    else:
        check_draw(x, seed, generator)
        held = None if mask is None else slide(mask, *geometry, mask=mask)
        out = _mean(largest, held, sizes.stride, cells, empty_value)
        out = cast(out, target)
    result: Array = backend.moveaxis(out, -_rank - 1, -1) if channels_last else out
    return result


s3_pool1d, s3_pool2d, s3_pool3d = s3_pool


def check_grid(rank: int, stride: tuple[int, ...], grid_size: Ints | None) -> tuple[int, ...]:
    """Positions of a cell along each axis.

    Raises:
        ValueError, TypeError: `grid_size` is no multiple of the stride.
    """
    if grid_size is None:
        return stride
    cells = integers("grid_size", grid_size, rank, least=1)
    for axis, (cell, step) in enumerate(zip(cells, stride, strict=True)):
        if cell % step:
            raise ValueError(f"grid_size[{axis}]={cell} must be a multiple of the stride {step}")
    return cells


def _sampled(x: Any, seed: Any, stride: tuple[int, ...], cells: tuple[int, ...]) -> Any:
    seed = seed if isinstance(seed, int) else seed.to(x.device)
    for axis, (step, cell) in enumerate(zip(stride, cells, strict=True)):
        if cell > 1:
            last = axis - len(stride)
            x = x[at(_positions(seed, x.shape[last], step, cell, axis), last)]
    return x


def _positions(seed: Any, size: int, step: int, cell: int, axis: int) -> Any:
    """The positions that stay of an axis."""
    whole, rest = size // cell, size % cell
    random = draws.words(seed, whole + 1, cell, axis, draws.STOCHASTIC_ROWS)
    xp = namespace(random)
    kept = draws.sorted_first(draws.order(random[:whole]), cell // step)
    first = xp.cumsum(xp.ones_like(kept[:, :1]), 0) * cell - cell
    places = (kept + first).reshape(-1)
    if rest < step:
        return places
    tail = draws.sorted_first(draws.order(random[whole:, :rest]), rest // step)
    return xp.concatenate([places, tail.reshape(-1) + whole * cell], 0)


def _mean(
    x: Any, held: Any, stride: tuple[int, ...], cells: tuple[int, ...], empty_value: float
) -> Any:
    """The mean over all draws."""
    rank = len(stride)
    if cells == stride:
        return _AVG_POOLS[rank - 1](x, stride, mask=held, empty_value=empty_value)
    wide, xp = floats(x)[0], namespace(x)
    if held is None:
        return _expected(wide, stride, cells)
    weight = _expected(cast(held, backend_of(wide).HOST.name(wide)), stride, cells)
    some = weight > 0
    total = _expected(xp.where(held, wide, xp.zeros_like(wide)), stride, cells)
    return xp.where(some, total / namespace(some).where(some, weight, 1), empty_value)


def _expected(x: Any, stride: tuple[int, ...], cells: tuple[int, ...]) -> Any:
    for axis, (step, cell) in enumerate(zip(stride, cells, strict=True)):
        last = axis - len(stride)
        whole = x.shape[last] // cell
        rest = x.shape[last] % cell
        parts = []
        if whole:
            parts.append(_of_cells(x[at(slice(0, whole * cell), last)], step, cell, last))
        if rest >= step:
            parts.append(_of_cells(x[at(slice(whole * cell, None), last)], step, rest, last))
        x = parts[0] if len(parts) == 1 else namespace(x).concatenate(parts, axis=last)
    return x


def _of_cells(x: Any, step: int, cell: int, axis: int) -> Any:
    """The expectation of each position that stays, of cells without a rest."""
    kept = cell // step
    means = []
    for rank in range(kept):
        # Of `kept` positions drawn from a cell, position i is number `rank` this often.
        shares = [
            (i, math.comb(i, rank) * math.comb(cell - 1 - i, kept - 1 - rank))
            for i in range(rank, cell - kept + rank + 1)
        ]
        draws_in_all = math.comb(cell, kept)
        terms = [x[at(slice(i, None, cell), axis)] * (n / draws_in_all) for i, n in shares]
        means.append(sum(terms[1:], terms[0]))
    stacked = namespace(x).stack(means, axis)
    shape = list(x.shape)
    shape[axis] = x.shape[axis] // cell * kept
    return stacked.reshape(tuple(shape))
