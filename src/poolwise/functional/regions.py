"""Pooling by region: pyramids over all of x, and grids over boxes in it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from .._overrides import overridable
from ..backends import backend_of, gathered, namespace, native
from ..windows import Adaptive, Tables, Windows, flag
from . import chunked, custom
from .arguments import Boxes, Kind, Mask
from .by_name import definition, draws, expect_options, named
from .chunked import is_chunked
from .composing import is_at_hand, require_device
from .declaration import REQUIRED, WINDOWS, Operator, Parameter, declare
from .keywords import spelled
from .numbers import choice, positive, require_numbers, whole
from .per_rank import per_rank
from .random import drawn
from .rules import RULES, dense

__all__ = [
    "roi_align",
    "roi_pool",
    "spatial_pyramid_pool1d",
    "spatial_pyramid_pool2d",
    "spatial_pyramid_pool3d",
]

_FEW = 2**22  # elements of what is made on the way, so that it takes tens of megabytes
_FAR, _FARTHEST = 2.0**16, 2.0**40  # where float32 and float64 lose hold of parts of elements
_MANY = 2**10  # elements of x for each region from which on it pays to walk each by itself


declare(
    Operator(
        "spatial_pyramid",
        (WINDOWS,),
        "adaptive pooling to several sizes, flattened and joined",
        "a vector of fixed length, coarse and fine",
        "He et al. 2014",
        "classifiers for images of any size that still know roughly where things are",
        "vectors grow with the square of the finest level, and so does the layer that follows",
        parameters=(
            Parameter("levels", (1, 2, 4), "output size of each", "object"),
            Parameter("reducer", "max", "its name, or a function", "object"),
        ),
        ranks=(1, 2, 3),
        windows=("adaptive",),
        function="spatial_pyramid_pool{n}d",
        module="SpatialPyramidPool{n}d",
        placed="",
        call="(1, 2, 4)",
        home=__name__,
    )
)


@per_rank
def spatial_pyramid_pool(
    x: Kind,
    levels: Sequence[int | Sequence[int]] = (1, 2, 4),
    reducer: str | Callable[[Any, Any], Any] = "max",
    *,
    channels_last: bool = False,
    _rank: int = 0,
    **options: Any,
) -> Kind:
    """Adaptive pooling at several levels, flattened and put one after the other.

    The result's length does not depend on the size of x.

    Args:
        x: array or tensor of shape (*lead, C, {spatial}); bool, integer or floating-point.
        levels: the `output_size` of each level, as in `adaptive_max_pool{n}d`.
        reducer: a name, as in ``"soft"`` for `adaptive_soft_pool{n}d`, or a function as in
            `pool{n}d`.
        **options: of the reducer.

    Returns:
        An array of shape (*lead, C · windows of all levels): level after level, in each channel
        after channel, in each the windows in row-major order, however x is laid out.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: He et al. 2014.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3, 8, 1, 2]).reshape(1, 1, 4{flat})
        >>> poolwise.spatial_pyramid_pool{n}d(x, levels=(1, (2{flat})))
        array([[8, 8, 2]])
    """
    pool = pyramid_reducer(reducer, _rank)
    expect_options(spatial_pyramid_pool[_rank - 1], reducer, options, _PYRAMID_RULES)
    flag("channels_last", channels_last)
    windows = check_levels(_rank, levels)
    shape = tuple(x.shape) if is_chunked(x) else gathered.shape_of(x)
    if len(shape) < _rank + 1:
        raise ValueError(f"x has shape {shape}; it needs channels and {_rank} spatial axes")
    if is_chunked(x):
        planar, concatenate = chunked.planar, chunked.concatenated
    else:
        planar, concatenate = _planar, namespace(x).concatenate
    parts = []
    for at in windows:
        out = pool(x, at.output_size, channels_last=channels_last, **options)
        if channels_last:
            out = planar(out, _rank)
        parts.append(gathered.flattened(out, _rank + 1))
    joined: Kind = concatenate(parts, axis=-1)
    return joined


def _planar(x: Any, rank: int) -> Any:
    return gathered.moveaxis(x, -1, -rank - 1)


_PYRAMID_RULES = tuple(rule for rule in RULES if rule != "channels_last")


def check_levels(rank: int, levels: Any) -> list[Adaptive]:
    """The windows of each level.

    Raises:
        ValueError, TypeError: the levels are no sequence of output sizes, each 1 or more.
    """
    if not isinstance(levels, (tuple, list)):
        raise TypeError(f"levels={levels!r} must be a sequence of output sizes")
    if not levels:
        raise ValueError(f"levels={levels!r} must be a sequence of at least one output size")
    windows = []
    for number, level in enumerate(levels):
        try:
            at = Windows.adaptive(rank, level)
        except (TypeError, ValueError) as error:
            raise type(error)(f"levels[{number}]={level!r}: {error}") from None
        if 0 in at.output_size:
            raise ValueError(f"levels[{number}]={level!r} must be at least 1 along each axis")
        windows.append(at)
    return windows


def pyramid_reducer(reducer: Any, rank: int) -> Callable[..., Any]:
    """The adaptive pooling of this name, or by this function."""
    if callable(reducer):

        def pool(x: Any, output_size: Any, **options: Any) -> Any:
            by = (custom.pool1d, custom.pool2d, custom.pool3d)[rank - 1]
            return by(x, windows=Windows.adaptive(rank, output_size), reducer=reducer, **options)

        return pool
    return named(reducer, rank, "adaptive_")


declare(
    Operator(
        "roi_pool",
        (WINDOWS,),
        "max, or any reducer, over a grid of whole elements in each region of interest",
        "a fixed size for every region",
        "Girshick 2015",
        "detection: one pass of a network for many boxes",
        "borders are rounded to whole elements, which misplaces masks and small boxes; roi_align "
        "does not",
        parameters=(
            Parameter("boxes", REQUIRED, "rows of image, x1, y1, x2, y2", "array", of="function"),
            Parameter("spatial_scale", 1.0, "from the boxes' coordinates to those of x"),
            Parameter("reducer", "max", "its name, or a function", "object"),
        ),
        ranks=(),
        windows=("adaptive",),
        function="roi_pool",
        module="RoIPool",
        placed="",
        example="import torch, poolwise, poolwise.nn\nx = torch.rand(1, 4, 8, 8)\n"
        "poolwise.roi_pool(x, torch.tensor([[0.0, 0, 0, 6, 6]]), 2)\n"
        "poolwise.nn.RoIPool(2)(x, torch.tensor([[0.0, 0, 0, 6, 6]]))",
        home=__name__,
    )
)


@overridable
def roi_pool(
    x: Kind,
    boxes: Boxes,
    output_size: int | Sequence[int],
    spatial_scale: float = 1.0,
    *,
    reducer: str | Callable[[Any, Any], Any] = "max",
    mask: Mask = None,
    empty_value: float = 0,
    channels_last: bool = False,
    **options: Any,
) -> Kind:
    """The largest element, or what else is to be kept, of each cell of a grid over each region.

    Arguments are as in `torchvision.ops.roi_pool`. Corners are rounded to whole elements (halves
    away from 0) and belong to the region; a region has at least one element.

    Args:
        x: array or tensor of shape (N, C, H, W); bool, integer or floating-point.
        boxes: of x's kind: (K, 5), each row the number of the image and x1, y1, x2, y2; or a
            sequence of one (L, 4) for each image. They may lie anywhere within 2^40 elements of x.
        output_size: cells of the grid, (height, width) or one number for both.
        spatial_scale: from the boxes' coordinates to those of x.
        reducer: a name, as in ``"soft"`` for what `soft_pool2d` makes of windows, or a function as
            in `pool2d`. PyTorch's compiler, which knows no box, takes ``"max"`` alone.
        mask: boolean, broadcastable to x, True where an element is present.
        empty_value: the result of a cell without an element, for it lies outside of x or a mask
            left it empty.
        channels_last: whether x is (N, H, W, C); the result is so as well.
        **options: of the reducer.

    Returns:
        An array of the reducer's dtype, which is x's own for the maximum, of shape
        (K, C, *output_size). Gradients reach x and what the reducer learns.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Girshick 2015.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.arange(16).reshape(1, 1, 4, 4)
        >>> poolwise.roi_pool(x, np.array([[0, 0.0, 0.0, 3.0, 2.0]]), (1, 2))
        array([[[[ 9, 11]]]])
    """
    expect_options(roi_pool, reducer, options)
    planar, images, corners, sizes = _regions(x, boxes, output_size, spatial_scale, channels_last)
    starts, stops = _cell_ends(corners, sizes, planar.shape[2:])
    mask = _planar_mask(mask, x, channels_last)
    walk = is_at_hand(images) and math.prod(planar.shape) >= _MANY * images.shape[0]
    plain = reducer == "max" and not options
    out = None
    if plain and mask is None and empty_value == 0:
        out = _as_node("regions_largest", planar, boxes, sizes, spatial_scale)
    if out is None and plain and not walk:
        native.check_empty_value(empty_value, gathered.name_of(x))
        out = _largest(planar, mask, images, starts, stops, empty_value)
    elif out is None:
        pool = _drawing(planar, sizes, reducer, options)
        out = _each(planar, mask, images, starts, stops, pool, empty_value)
    result: Kind = gathered.moveaxis(out, -3, -1) if channels_last else out
    return result


declare(
    Operator(
        "roi_align",
        (WINDOWS,),
        "mean or max of samples between elements, on a grid in each region of interest",
        "a fixed size for every region, with nothing rounded",
        "He et al. 2017",
        "masks and boxes whose place matters to less than an element",
        "samples cost more than whole elements; large regions need more samples per cell or alias",
        parameters=(
            Parameter("boxes", REQUIRED, "rows of image, x1, y1, x2, y2", "array", of="function"),
            Parameter("spatial_scale", 1.0, "from the boxes' coordinates to those of x"),
            Parameter("sampling_ratio", -1, "points per cell and axis; −1: as it needs", "integer"),
            Parameter("aligned", False, "shift by half an element, as it should be", "flag"),
            Parameter("mode", "avg", "of the points", "choice", ("avg", "max")),
        ),
        ranks=(),
        windows=("adaptive",),
        function="roi_align",
        module="RoIAlign",
        placed="",
        example="import torch, poolwise, poolwise.nn\nx = torch.rand(1, 4, 8, 8)\n"
        "poolwise.roi_align(x, torch.tensor([[0.0, 0, 0, 6, 6]]), 2)\n"
        "poolwise.nn.RoIAlign(2)(x, torch.tensor([[0.0, 0, 0, 6, 6]]))",
        home=__name__,
    )
)


@overridable
@spelled
def roi_align(
    x: Kind,
    boxes: Boxes,
    output_size: int | Sequence[int],
    spatial_scale: float = 1.0,
    sampling_ratio: int = -1,
    aligned: bool = False,
    mode: str = "avg",
    *,
    mask: Mask = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Kind:
    """The mean, or the maximum, of points in each cell of a grid over each region of interest.

    Arguments are as in `torchvision.ops.roi_align`, and ONNX's RoiAlign is the same with
    ``aligned=True`` for its ``half_pixel``. What lies at a point is interpolated between the four
    elements around it; points more than one element outside of x have 0.

    Args:
        x: array or tensor of shape (N, C, H, W); bool, integer or floating-point.
        boxes: of x's kind: (K, 5), each row the number of the image and x1, y1, x2, y2; or a
            sequence of one (L, 4) for each image. They may lie anywhere within 2^40 elements of x.
        output_size: cells of the grid, (height, width) or one number for both.
        spatial_scale: from the boxes' coordinates to those of x.
        sampling_ratio: points along each axis of a cell. When 0 or less, as many as the cell is
            long, rounded up; PyTorch's compiler, which knows no box, needs a number here.
        aligned: shift boxes by half an element, which is what their coordinates mean where 0 is
            the border of the first element and not its centre. Without it, regions are at least
            one element long.
        mode: ``"avg"``, or ``"max"`` for the largest of the interpolated values.
        mask: boolean, broadcastable to x, True where an element is present. A point is interpolated
            between those of its elements that are present, whose shares are scaled up to 1; where
            none is, the point is absent. (Points outside of x have 0 as ever.)
        empty_value: the result of a cell whose points a mask left absent.
        channels_last: whether x is (N, H, W, C); the result is so as well.

    Returns:
        An array of floats, of shape (K, C, *output_size): x's own dtype where x has floats.
        Gradients reach x alone.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: He et al. 2017.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.arange(16.0).reshape(1, 1, 4, 4)
        >>> poolwise.roi_align(x, np.array([[0, 1.0, 1.0, 3.0, 3.0]]), 1, sampling_ratio=2)
        array([[[[10.]]]])
    """
    check_sampling(sampling_ratio, aligned, mode)
    planar, images, corners, sizes = _regions(x, boxes, output_size, spatial_scale, channels_last)
    mask = _planar_mask(mask, x, channels_last)
    node = None
    if mode == "avg" and mask is None and empty_value == 0:
        points = sampling_ratio, aligned
        node = _as_node("regions_aligned", planar, boxes, sizes, spatial_scale, *points)
    if node is not None:
        found: Kind = gathered.moveaxis(node, -3, -1) if channels_last else node
        return found
    target = _floats_of(planar)
    wide = gathered.widened(gathered.cast(planar, target))
    rows, columns = (
        _Points(first, last, sizes[axis], planar.shape[axis + 2], sampling_ratio, aligned)
        for axis, (first, last) in enumerate(corners)
    )
    native.check_empty_value(empty_value, gathered.name_of(wide))
    elements, present = _elements(wide, mask)
    values = [
        _cells(elements, present, images[part], rows.of(part), columns.of(part), mode, empty_value)
        for part in _parts(images.shape[0], rows.count * columns.count * planar.shape[1])
    ]
    out = gathered.cast(namespace(wide).concatenate(values, axis=0), target)
    result: Kind = out if channels_last else gathered.moveaxis(out, -1, 1)
    return result


def check_sampling(sampling_ratio: Any, aligned: Any, mode: Any) -> None:
    """Raise for what says where points lie in a cell, if it is of another kind or range."""
    whole("sampling_ratio", sampling_ratio)
    flag("aligned", aligned)
    choice("mode", mode, ("avg", "max"))


def _as_node(name: str, x: Any, boxes: Any, *options: Any) -> Any:
    """What ONNX has an operator for, if x is a tensor on its way there and the operator suits."""
    if isinstance(gathered.plain(x), np.ndarray) or not namespace(x).onnx.is_in_onnx_export():
        return None
    from ..backends.torch import onnx_nodes

    return getattr(onnx_nodes, name)(x, _table(x, boxes), *options)


# --- boxes ----------------------------------------------------------------------------------------


def _regions(
    x: Any, boxes: Any, output_size: Any, spatial_scale: Any, channels_last: bool
) -> tuple[Any, Any, list[tuple[Any, Any]], tuple[int, int]]:
    """x as (N, C, H, W), the images of the boxes, their scaled (first, last) corners along the
    height and the width, and the size of the grid."""
    backend = dense(x)
    flag("channels_last", channels_last)
    if x.ndim != 4:
        axes = "(N, H, W, C)" if channels_last else "(N, C, H, W)"
        raise ValueError(f"x has shape {tuple(x.shape)}; it needs {axes}")
    planar = backend.moveaxis(x, -1, 1) if channels_last else x
    Windows.whole(2).output_shape(planar.shape[2:])  # raises for an axis without elements
    scale = positive("spatial_scale", spatial_scale)
    height, width = check_grid(output_size)
    table = _table(planar, boxes)
    _check_numbers(table, planar.shape[0])
    table = _precise(table, scale)
    images = _whole(table[:, 0])
    left, top, right, bottom = (table[:, i] * scale for i in range(1, 5))
    return planar, images, [(top, bottom), (left, right)], (height, width)


def check_grid(output_size: Any) -> tuple[int, int]:
    """The size of the grid of cells, if it is at least one by one."""
    height, width = Windows.adaptive(2, output_size).output_size
    if not height or not width:
        raise ValueError(f"output_size={output_size!r} must be at least 1 along both axes")
    return height, width


def _table(x: Any, boxes: Any) -> Any:
    """The boxes as (K, 5) in float32 or float64."""
    xp = namespace(gathered.plain(x))
    if isinstance(boxes, (tuple, list)):
        if len(boxes) != x.shape[0]:
            raise ValueError(f"boxes has {len(boxes)} parts; x has {x.shape[0]} images")
        for part in boxes:
            _check_boxes(x, part, 4)
        rows = [
            xp.concatenate([xp.zeros_like(_wide(part[:, :1])) + image, _wide(part)], axis=1)
            for image, part in enumerate(boxes)
        ]
        if rows:
            return xp.concatenate(rows, axis=0)
        raise ValueError("boxes is empty; give an array of shape (0, 5) for none")
    _check_boxes(x, boxes, 5)
    return _wide(boxes)


def _wide(boxes: Any) -> Any:
    held = gathered.plain(boxes)
    xp = namespace(held)
    return held if held.dtype == xp.float64 else gathered.cast(held, xp.float32)


def _check_boxes(x: Any, boxes: Any, columns: int) -> None:
    xp = namespace(gathered.plain(x))
    kind = np.ndarray if xp is np else xp.Tensor
    if not isinstance(boxes, kind):
        raise TypeError(
            f"boxes must be a {kind.__name__}, or a sequence of them, as x is one; "
            f"got {type(boxes).__name__}"
        )
    require_numbers("boxes", boxes)
    require_device("boxes", boxes, x)
    if boxes.ndim != 2 or boxes.shape[1] != columns:
        wanted = "(K, 5)" if columns == 5 else "(L, 4) in a sequence"
        raise ValueError(f"boxes has shape {tuple(boxes.shape)}; it needs {wanted}")


def _check_numbers(table: Any, count: int) -> None:
    if not is_at_hand(table) or not table.shape[0]:
        return
    if not bool(namespace(table).isfinite(table).all()):
        raise ValueError("boxes must be finite; one has NaN or infinity")
    images = table[:, 0]
    if not bool((images == namespace(table).floor(images)).all()):
        raise ValueError("boxes must begin with the number of an image; one has a broken number")
    first, last = int(images.min()), int(images.max())
    if first < 0 or last >= count:
        raise ValueError(f"boxes names the images {first} to {last}; x has {count}")


def _precise(table: Any, scale: float) -> Any:
    """The boxes in a type that tells parts of x's elements apart as far away as they reach."""
    if not is_at_hand(table) or not table.shape[0]:
        return table
    reach = float(abs(table[:, 1:]).max()) * scale
    if reach > _FARTHEST:
        raise ValueError(
            f"boxes reach as far as {reach:g} elements; at most 2^40 can be told apart"
        )
    return gathered.cast(table, namespace(table).float64) if reach > _FAR else table


def _rounded(x: Any) -> Any:
    """To whole numbers, halves away from 0."""
    xp = namespace(x)
    return xp.sign(x) * xp.floor(xp.abs(x) + 0.5)


def _at_least(x: Any, least: float) -> Any:
    return namespace(x).clip(x, least, None)


def _whole(x: Any) -> Any:
    return gathered.cast(x, namespace(x).int64)


def _arange(like: Any, length: int) -> Any:
    """The numbers of the places of an axis, on the device of `like`."""
    if isinstance(like, np.ndarray):
        return np.arange(length, dtype=like.dtype if like.dtype.kind == "f" else np.int64)
    return namespace(like).arange(length, device=like.device)


def _parts(length: int, size: int) -> Iterator[slice]:
    """The numbers up to a length in slices, few at once where each needs much; at least one."""
    if not isinstance(length, int):  # nobody knows how many while PyTorch exports
        yield slice(None)
        return
    step = max(1, _FEW // max(size, 1))
    for start in range(0, max(length, 1), step):
        yield slice(start, min(start + step, length))


def _planar_mask(mask: Any, x: Any, channels_last: bool) -> Any:
    """The whole mask of planar x, or None."""
    if mask is None:
        return None
    present = backend_of(x).mask(mask, x)
    return gathered.moveaxis(present, -1, 1) if channels_last else present


# --- windows of regions ---------------------------------------------------------------------------


def _drawing(
    x: Any, sizes: tuple[int, int], reducer: Any, options: dict[str, Any]
) -> Callable[..., Any]:
    """The reducer as a function of the region's number, its elements and windows, and rules.

    One seed serves all regions, whose outputs are counted one after the other.
    """
    keep = definition(reducer)
    if not draws(reducer) or not options.get("training", True):
        return lambda number, part, at, **rules: keep(part, at, **rules, **options)
    given = {"seed": None, "generator": None, "first_index": 0} | options
    seed, first = drawn(x, *(given.pop(name) for name in ("seed", "generator", "first_index")))
    each = x.shape[1] * math.prod(sizes)

    def pool(number: int, part: Any, at: Windows, **rules: Any) -> Any:
        index = first + number * each
        return keep(part, at, seed=seed, first_index=index, **rules, **given)

    return pool


def _each(
    x: Any,
    mask: Any,
    images: Any,
    starts: list[Any],
    stops: list[Any],
    pool: Callable[..., Any],
    empty_value: float,
) -> Any:
    """What is kept of the cells of each region, (K, C, height, width), one region at a time."""
    if not isinstance(images, np.ndarray):
        from ..backends.torch import elements as of_tensors

        of_tensors.check_known(images, "reducer must be 'max', without options,")
    ends = starts[0], stops[0], starts[1], stops[1]
    tables = [table.tolist() for table in (images, *ends)]
    count = len(tables[0])
    if not count:  # what any region gives says what none do
        ones = [[n] * table.shape[1] for n, table in zip((0, 1, 0, 1), ends, strict=True)]
        tables = [[0], *([each] for each in ones)]
        x, mask = x if x.shape[0] else gathered.cast(x.sum(0)[None], x.dtype), None
    parts, windows = [], []
    for image, top, bottom, left, right in zip(*tables, strict=True):
        rows, first_rows, heights = _span(top, bottom, x.shape[2])
        columns, first_columns, widths = _span(left, right, x.shape[3])
        parts.append((image, slice(None), rows, columns))
        windows.append(Tables(2, (first_rows, first_columns), (heights, widths)))

    def of_region(number: int, part: Any) -> Any:
        at = windows[number]
        present = None if mask is None else mask[parts[number]]
        if present is None and not all(map(all, at.counts)):
            present = gathered.everywhere(gathered.plain(part))
        return pool(number, part, at, mask=present, empty_value=empty_value)

    return gathered.pooled_parts(x, parts, of_region)[:count]


def _span(
    starts: list[int], stops: list[int], length: int
) -> tuple[slice, tuple[int, ...], tuple[int, ...]]:
    """The part of an axis that cells lie in, and where they begin in it and how long they are."""
    first = min(starts[0], length - 1)
    part = slice(first, max(stops[-1], first + 1))
    counts = tuple(stop - start for start, stop in zip(starts, stops, strict=True))
    return part, tuple(start - first for start in starts), counts


# --- maxima of rectangles -------------------------------------------------------------------------


def _cell_ends(
    corners: list[tuple[Any, Any]], sizes: tuple[int, int], spatial: Sequence[int]
) -> tuple[list[Any], list[Any]]:
    """Where the cells of each box start and stop along the height and the width, (K, cells)."""
    starts, stops = [], []
    for (first, last), cells, length in zip(corners, sizes, spatial, strict=True):
        first, last = _rounded(first), _rounded(last)
        cell = _at_least(last - first + 1, 1) / cells
        number = _arange(first, cells)
        xp = namespace(first)
        low = xp.floor(number * cell[:, None]) + first[:, None]
        high = xp.ceil((number + 1) * cell[:, None]) + first[:, None]
        starts.append(_place(low, length))
        stops.append(_place(high, length))
    return starts, stops


def _place(x: Any, length: int) -> Any:
    """Within an axis, whatever x is: where nobody looks at boxes, it may be NaN."""
    xp = namespace(x)
    return _whole(xp.clip(xp.where(x == x, x, 0.0), 0, length))


def _largest(
    x: Any, mask: Any, images: Any, starts: list[Any], stops: list[Any], empty_value: float
) -> Any:
    """The first of the largest elements of rectangles in x, and a number where one is empty: of
    all at once, where they are too many to walk, or unknown yet, or a device would wait for each.

    Elements are replaced by their rank in their plane. The least rank of a rectangle is the least
    of four squares of a power of two, which overlap, so that no rectangle takes longer than
    another.
    """
    flat = gathered.flattened(gathered.plain(x), 2)
    by_rank = gathered.descending(flat)
    ranks_of = gathered.inverse(by_rank).reshape(x.shape)
    absent = math.prod(x.shape[2:])
    if mask is not None:
        ranks_of = namespace(ranks_of).where(mask, ranks_of, absent)
    empty = (stops[0] <= starts[0])[:, :, None] | (stops[1] <= starts[1])[:, None, :]
    levels = [_levels(_longest(*ends)) for ends in zip(starts, stops, x.shape[2:], strict=True)]
    tables = levels[0] * levels[1] * math.prod(x.shape[2:]) * x.shape[0]
    image = images[:, None, None, None]
    parts = []
    for part in _parts(x.shape[1], tables):
        channel = _arange(images, x.shape[1])[part]
        least = _least(ranks_of[:, part], levels, images, starts, stops)
        present = ~empty[..., None] & (least < absent)
        places = by_rank[image, channel, namespace(least).where(present, least, 0)]
        found = gathered.flattened(x, 2)[image, channel, places]
        parts.append(gathered.filled(found, present, empty_value))
    out = namespace(x).concatenate(parts, axis=-1)
    return gathered.moveaxis(out, -1, 1)


def _longest(start: Any, stop: Any, length: int) -> int:
    """No rectangle is longer than this."""
    if not is_at_hand(start):
        return length
    return max(int((stop - start).max()), 1) if start.shape[0] else 1


def _levels(length: int) -> int:
    """How many powers of two are not longer than this."""
    levels = 1
    while 2**levels <= length:
        levels += 1
    return levels


def _least(
    ranks_of: Any, levels: list[int], images: Any, starts: list[Any], stops: list[Any]
) -> Any:
    """The least number in each rectangle, (K, height, width, C), of planes (N, C, H, W)."""
    xp = namespace(ranks_of)
    table = gathered.moveaxis(gathered.cast(ranks_of, xp.int32), 1, -1)[None, None]
    for axis in (0, 1):
        table = xp.concatenate(_doubled(table, axis, levels[axis]), axis=axis)
    ends = []
    for start, stop in zip(starts, stops, strict=True):
        # An empty rectangle may be any.
        length = xp.clip(stop - start, 1, None)
        level = _whole(xp.floor(xp.log2(gathered.cast(length, xp.float64))))
        first = xp.where(stop > start, start, 0)
        ends.append((level, (first, first + length - 2**level)))
    (row_level, rows), (column_level, columns) = ends
    corners = [
        table[
            row_level[:, :, None],
            column_level[:, None, :],
            images[:, None, None],
            row[:, :, None],
            column[:, None, :],
        ]
        for row in rows
        for column in columns
    ]
    least = corners[0]
    for corner in corners[1:]:
        least = xp.minimum(least, corner)
    return _whole(least)


def _doubled(table: Any, axis: int, levels: int) -> list[Any]:
    """Tables (1 or levels, levels or 1, N, H, W, C) of minima over 1, 2, 4, … along an axis; what
    would reach over its end is of no use."""
    xp = namespace(table)
    made, along = [table], axis + 3
    for level in range(levels - 1):
        step = 2**level
        last = made[-1]
        length = last.shape[along]
        here = [slice(None)] * 6
        there = list(here)
        rest = list(here)
        here[along], there[along] = slice(0, length - step), slice(step, None)
        rest[along] = slice(length - step, None)
        both = xp.minimum(last[tuple(here)], last[tuple(there)])
        made.append(xp.concatenate([both, last[tuple(rest)]], axis=along))
    return made


# --- points ---------------------------------------------------------------------------------------


class _Points:
    """Where the cells of boxes look along one axis, and with which weights.

    Arrays are (K, cells, points), and (K, cells, points, 2) where each point has two elements. An
    element of -1 stands for a point outside.
    """

    def __init__(
        self, first: Any, last: Any, cells: int, length: int, sampling_ratio: int, aligned: bool
    ) -> None:
        xp = namespace(first)
        shift = 0.5 if aligned else 0.0
        start = first - shift
        extent = last - shift - start
        if not aligned:
            extent = _at_least(extent, 1)
        cell = extent / cells
        if sampling_ratio > 0:
            points = most = int(sampling_ratio)
            numbers = xp.ones_like(cell) * points
        else:
            numbers = _at_least(xp.ceil(cell), 0)
            # More than one point in a cell are at least half an element apart: only so many of
            # them, and one on either side, can lie in x.
            points, most = _most(numbers), 2 * length + 5
        step = (cell / _at_least(numbers, 1))[:, None, None]
        begin = start[:, None, None] + _arange(first, cells)[:, None] * cell[:, None, None]
        point = _arange(first, min(points, most))
        self.cut = points > most
        if self.cut:
            least = xp.ceil((-1 - begin) / xp.where(step > 0, step, 1.0) - 0.5) - 1
            skipped = _at_least(numbers - most, 0)[:, None, None]
            point = point + xp.minimum(_at_least(least, 0), skipped)
            points = most
        at = begin + (point + 0.5) * step
        self.there = gathered.broadcast(point < numbers[:, None, None], at.shape)
        inside = self.there & (at >= -1) & (at <= length)
        at = xp.where(inside, xp.clip(at, 0, length - 1), 0)
        low = xp.floor(at)
        share = at - low
        low = _whole(low)
        both = xp.stack([low, xp.clip(low + 1, None, length - 1)], -1)
        self.elements = xp.where(inside[..., None], both, -1)
        self.weights = xp.stack([1 - share, share], -1)
        self.numbers = _at_least(numbers, 1)
        self.kept = xp.clip(self.numbers, None, points)
        self.length, self.count = length, cells * points * 2

    def of(self, part: slice) -> _Points:
        """Those of some of the boxes."""
        some = object.__new__(_Points)
        some.length, some.count, some.cut = self.length, self.count, self.cut
        for name in ("there", "elements", "weights", "numbers", "kept"):
            setattr(some, name, getattr(self, name)[part])
        return some


def _most(numbers: Any) -> int:
    """The largest of the numbers of points, at least 1."""
    if not isinstance(numbers, np.ndarray):
        from ..backends.torch import elements as of_tensors

        of_tensors.check_known(numbers, "sampling_ratio must be at least 1")
    return max(int(numbers.max()), 1) if numbers.shape[0] else 1


def _elements(x: Any, mask: Any) -> tuple[Any, Any]:
    """The pixels of x (N, C, H, W) as rows of channels, and a last one of zeros, for all that lies
    outside; and which of them are present, as numbers in x's dtype, unless all are."""
    xp = namespace(x)
    last = gathered.moveaxis(x, 1, -1)
    rows = last.reshape(math.prod(last.shape[:-1]), last.shape[-1])
    outside = gathered.everywhere(gathered.plain(rows[:1]))
    nothing = gathered.filled(rows[:1], ~outside, 0)
    if mask is None:
        return xp.concatenate([rows, nothing], axis=0), None
    there = gathered.moveaxis(mask, 1, -1).reshape(rows.shape)
    present = namespace(there).concatenate([there, outside], axis=0)
    kept = gathered.filled(rows, there, 0)
    return xp.concatenate([kept, nothing], axis=0), gathered.cast(present, x.dtype)


def _cells(
    pixels: Any,
    present: Any,
    images: Any,
    rows: _Points,
    columns: _Points,
    mode: str,
    empty_value: float,
) -> Any:
    """What the points of each cell make of the pixels: (K, height, width, C)."""
    xp = namespace(pixels)

    def both(join: Any, down: Any, across: Any) -> Any:
        # (K, height, width, points, 4 elements)
        joined = join(down[:, :, None, :, None, :, None], across[:, None, :, None, :, None, :])
        count, high, wide, points, more, *_ = joined.shape
        return joined.reshape(count, high, wide, points * more, 4)

    def place(row: Any, column: Any) -> Any:
        at = (images.reshape(-1, 1, 1, 1, 1, 1, 1) * rows.length + row) * columns.length + column
        return namespace(row).where((row < 0) | (column < 0), pixels.shape[0] - 1, at)

    at = both(place, rows.elements, columns.elements)
    weights = gathered.cast(both(lambda a, b: a * b, rows.weights, columns.weights), pixels.dtype)
    count, high, wide, points, _ = at.shape
    channels = pixels.shape[-1]
    if mode == "avg" and present is None:
        number = gathered.cast(rows.numbers * columns.numbers, pixels.dtype)
        shares = (weights / number.reshape(-1, 1, 1, 1, 1)).reshape(-1, 1, points * 4)
        found = gathered.rows(pixels, at.reshape(-1, points * 4))
        return xp.matmul(shares, found).reshape(count, high, wide, channels)
    found = gathered.rows(pixels, at.reshape(-1, 4))
    values = xp.matmul(weights.reshape(-1, 1, 4), found)
    values = values.reshape(count, high, wide, points, channels)
    there = rows.there[:, :, None, :, None] & columns.there[:, None, :, None, :]
    there = gathered.broadcast(there.reshape(count, high, wide, points, 1), values.shape)
    if present is not None:
        shares = namespace(weights).matmul(
            weights.reshape(-1, 1, 4), gathered.rows(present, at.reshape(-1, 4))
        )
        shares = shares.reshape(values.shape)
        there = there & (shares > 0)
        values = values / namespace(shares).where(shares > 0, shares, 1.0)
    pool: Any = named(mode, 1, "global_")
    out = pool(values, mask=there, empty_value=empty_value, channels_last=True)
    out = out.reshape(count, high, wide, channels)
    if mode == "max" or not (rows.cut or columns.cut):
        return out
    # All points that were cut off lie outside of x, where 0 is.
    held = gathered.cast(there.sum(-2), pixels.dtype)
    beyond = rows.numbers * columns.numbers - rows.kept * columns.kept
    return out * (held / (held + gathered.cast(beyond, pixels.dtype).reshape(-1, 1, 1, 1)))


def _floats_of(x: Any) -> Any:
    """The dtype of means of x."""
    name = gathered.name_of(x)
    if name in native.FLOATS:
        return x.dtype
    return getattr(namespace(gathered.plain(x)), native.total_dtype(name, native.COUNT))


spatial_pyramid_pool1d, spatial_pyramid_pool2d, spatial_pyramid_pool3d = spatial_pyramid_pool
