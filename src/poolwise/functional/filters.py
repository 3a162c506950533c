"""Low-pass filters at a stride: pooling that does not alias."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial
from typing import Any, Unpack

from ..backends import Recorded, Reduce, backend_of, namespace, native, pool
from ..windows import AXIS_NAMES, Ints, Padding, Windows, flag, integers
from . import chunked
from .arguments import Array
from .by_name import named
from .chunked import is_chunked
from .composing import at, cast, floats, split
from .declaration import BORDER, FILTERS, Operator, Parameter, declare, find
from .keywords import expect_rules
from .numbers import choice
from .per_rank import per_rank
from .rules import Rules, canonical, check_axes

__all__ = [
    "blur_pool1d",
    "blur_pool2d",
    "blur_pool3d",
    "max_blur_pool1d",
    "max_blur_pool2d",
    "max_blur_pool3d",
]

MODES = ("reflect", "replicate", "zero", "circular")
_MAX_POOLS = [named("max", rank) for rank in (1, 2, 3)]


declare(
    Operator(
        "blur",
        (FILTERS,),
        "a binomial filter, then every s-th element",
        "the low frequencies",
        "Zhang 2019",
        "reducing without aliasing: outputs change smoothly as the input shifts",
        "blurs; detail finer than the stride is gone",
        parameters=(BORDER,),
        windows=("sliding",),
        geometry="kernel_size=3, stride=2",
        function="blur_pool{n}d",
        module="BlurPool{n}d",
        call="3, 2",
        home=__name__,
    )
)


@per_rank
def blur_pool(
    x: Array,
    kernel_size: Ints = 3,
    stride: Ints = 2,
    padding_mode: str = "reflect",
    *,
    _rank: int = 0,
    **rules: Unpack[Rules],
) -> Array:
    """x smoothed by a binomial filter and sampled at the stride, output = ceil(input / stride).

    The filter's weights along each axis are 1 1, 1 2 1, 1 3 3 1, … over their sum. The first window
    begins (kernel_size - 1) // 2 positions before x.

    Args:
        x: array or tensor of shape (*lead, {spatial}); bool, integer or floating-point.
        kernel_size: size of the filter, 1 to 7, one number or one per axis.
        stride: distance between windows, one number or one per axis.
        padding_mode: what lies around x: ``"reflect"`` (x without its border, mirrored),
            ``"replicate"`` (its border), ``"zero"`` or ``"circular"`` (x again).
        mask: absent elements leave their weight to the others of their window. What lies around x
            is as present as what it repeats, zeros always are.

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Zhang 2019.

    Example:
        >>> import torch, poolwise
        >>> x = torch.tensor([0.0, 4.0, 8.0, 8.0]).reshape(1, 1, 4{flat})
        >>> poolwise.blur_pool{n}d(x, (3{flat}), (2{flat})).ravel()
        tensor([2., 7.])
    """
    expect_rules(blur_pools[_rank - 1], rules)
    at_stride = check_filter(_rank, "kernel_size", kernel_size, stride, padding_mode)
    if is_chunked(x):
        lazily: Array = _of_chunks(x, at_stride, padding_mode, rules)
        return lazily
    channels_last = rules.get("channels_last", False)
    backend, planar, mask = canonical(
        x, _rank, rules.get("mask"), rules.get("lengths"), channels_last
    )
    _require_room(planar.shape[planar.ndim - _rank :], at_stride.kernel_size, padding_mode)
    out = _smoothed(planar, mask, at_stride, padding_mode, rules.get("empty_value", 0))
    result: Array = backend.moveaxis(out, -_rank - 1, -1) if channels_last else out
    return result


declare(
    Operator(
        "max_blur",
        (FILTERS,),
        "max at stride 1, then a binomial filter and every s-th element",
        "the strongest response, without aliasing",
        "Zhang 2019",
        "consistency under shifts in place of max, in the paper at no loss of accuracy",
        "max and filter at stride 1 cost about stride² as much as max pooling; peaks are blurred",
        parameters=(Parameter("blur_size", 3, "of the filter, 1 to 7", "integer"), BORDER),
        windows=("sliding",),
        geometry="kernel_size, stride=kernel_size, padding=0, dilation=1",
        function="max_blur_pool{n}d",
        module="MaxBlurPool{n}d",
        home=__name__,
    )
)


@per_rank
def max_blur_pool(
    x: Array,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    *,
    blur_size: Ints = 3,
    padding_mode: str = "reflect",
    _rank: int = 0,
    **rules: Unpack[Rules],
) -> Array:
    """The largest elements of windows at stride 1, then smoothed and sampled at the stride.

    It takes the place of `max_pool{n}d` with the same arguments.

    Args:
        x: array or tensor of shape (*lead, {spatial}); bool, integer or floating-point.
        kernel_size, padding, dilation: of the maximum, as in `max_pool{n}d`.
        stride: of the filter; `kernel_size` when None.
        blur_size: the filter's size, 1 to 7, one number or one per axis.
        padding_mode: what lies around the maxima, as in `blur_pool{n}d`.
        mask: a window without an element is absent from the maxima that are smoothed.

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Zhang 2019.

    Example:
        >>> import torch, poolwise
        >>> x = torch.tensor([0.0, 4.0, 8.0, 8.0, 0.0]).reshape(1, 1, 5{flat})
        >>> poolwise.max_blur_pool{n}d(x, (2{flat}), (2{flat}), blur_size=(3{flat})).ravel()
        tensor([6., 8.])
    """
    expect_rules(max_blur_pool[_rank - 1], rules)
    windows = Windows.sliding(_rank, kernel_size, stride, padding, dilation)
    check_filter(_rank, "blur_size", blur_size, windows.stride, padding_mode)
    channels_last = rules.get("channels_last", False)
    empty_value = rules.get("empty_value", 0)
    given = rules.get("mask"), rules.get("lengths"), channels_last
    lazily = is_chunked(x)
    if lazily:  # what pools its chunks puts channels where they were
        planar, mask = x, chunked.whole_mask(x, _rank, *given)
    else:
        _, planar, mask = canonical(x, _rank, *given)
    last = lazily and channels_last
    slide = partial(_MAX_POOLS[_rank - 1], stride=1, channels_last=last)
    geometry: dict[str, Any] = {"padding": padding, "dilation": windows.dilation}
    largest = slide(planar, windows.kernel_size, mask=mask, **geometry)
    held = None if mask is None else slide(mask, windows.kernel_size, mask=mask, **geometry)
    rest: Rules = {"mask": held, "empty_value": empty_value, "channels_last": last}
    result: Array = blur_pools[_rank - 1](largest, blur_size, windows.stride, padding_mode, **rest)
    if channels_last and not lazily:
        result = backend_of(result).moveaxis(result, -_rank - 1, -1)
    return result


blur_pool1d, blur_pool2d, blur_pool3d = blur_pools = blur_pool
max_blur_pool1d, max_blur_pool2d, max_blur_pool3d = max_blur_pool


def check_filter(rank: int, name: str, size: Ints, stride: Ints, padding_mode: str) -> Any:
    """The windows of the filter on what is padded already; `name` says how its size is called."""
    taps = integers(name, size, rank, least=1)
    for axis, count in enumerate(taps):
        if count > 7:
            raise ValueError(f"{name}[{axis}]={count} must be at most 7, as the filter's size")
    choice("padding_mode", padding_mode, MODES)
    return Windows.sliding(rank, taps, integers("stride", stride, rank, least=1))


def _require_room(spatial: Sequence[int], sizes: Sequence[int], mode: str) -> None:
    """Raise where there is too little of x to repeat."""
    spare = {"reflect": 1, "circular": 0}
    for name, size, taps in zip(AXIS_NAMES[len(sizes)], spatial, sizes, strict=True):
        least = taps // 2 + spare[mode] if mode in spare and taps > 1 else 1
        if size < least:
            raise ValueError(
                f"the {name} of what is smoothed is {size}; a filter of size {taps} with "
                f"padding_mode={mode!r} needs at least {least}"
            )


_AROUND = {"reflect": "reflect", "replicate": "edge", "zero": "constant", "circular": "wrap"}
"""Padding modes, as NumPy has them."""


def _of_chunks(x: Any, windows: Any, mode: str, rules: Rules) -> Any:
    """What is smoothed of a Dask array, which is padded first."""
    rank, last = windows.rank, flag("channels_last", rules.get("channels_last", False))
    chunked.check_chunks(x)
    check_axes(x, rank, last)
    axes = range(x.ndim - rank - last, x.ndim - last)
    _require_room([x.shape[axis] for axis in axes], windows.kernel_size, mode)
    mask = chunked.whole_mask(x, rank, rules.get("mask"), rules.get("lengths"), last)
    around = [((taps - 1) // 2, taps // 2) for taps in windows.kernel_size]
    x = chunked.padded(x, axes, around, mode=_AROUND[mode])
    if mask is not None:
        ones = {"constant_values": True} if mode == "zero" else {}
        mask = chunked.padded(mask, axes, around, mode=_AROUND[mode], **ones)
    given = {"mask": mask, "channels_last": last, "empty_value": rules.get("empty_value", 0)}
    return chunked.pooled(_of_padded, find("blur"), x, windows, given)


def _of_padded(_: str, x: Any, windows: Any, options: dict[str, Any]) -> Any:
    return _smoothed(x, options.get("mask"), windows, None, options["empty_value"])


def _smoothed(x: Any, mask: Any, windows: Any, mode: str | None, empty_value: float) -> Any:
    """x smoothed at the stride; what is absent leaves its weight to the others of its window."""
    wide, target = floats(x)
    native.check_empty_value(empty_value, target)
    if mask is None:
        return cast(_blurred(wide, windows, mode, False), target)
    xp = namespace(wide)
    weight = _blurred(floats(mask)[0], windows, mode, True)
    some = weight > 0
    present = xp.where(mask, wide, xp.zeros_like(wide))
    # A sum of absent elements' zeros may be tiny where weights are: `some` is what counts.
    share = _blurred(present, windows, mode, False) / namespace(some).where(some, weight, 1)
    return cast(xp.where(some, share, empty_value), target)


def _blurred(x: Any, windows: Any, mode: str | None, ones: bool) -> Any:
    """x smoothed along each axis in turn; it is padded already where there is no mode."""
    for axis in range(windows.rank):
        taps, stride = windows.kernel_size[axis], windows.stride[axis]
        if taps == stride == 1:
            continue
        one = [1] * windows.rank
        along = Windows.sliding(
            windows.rank,
            (*one[:axis], taps, *one[axis + 1 :]),
            (*one[:axis], stride, *one[axis + 1 :]),
        )
        weights = tuple(math.comb(taps - 1, i) / 2 ** (taps - 1) for i in range(taps))
        padded = _padded(x, axis - windows.rank, (taps - 1) // 2, taps // 2, mode, ones)
        x = pool(padded, Reduce("weighted", weights), along)
    return x


def _padded(x: Any, axis: int, before: int, after: int, mode: str | None, ones: bool) -> Any:
    """x with what lies before and after it; ``zero`` stands for ones where these are asked for."""
    if mode is None or not before + after:
        return x
    xp = namespace(x)
    size: int = x.shape[axis]

    def source(place: int) -> int:
        if mode == "replicate":
            return 0 if place < 0 else size - 1
        if mode == "circular":
            return place + size if place < 0 else place - size
        return -place if place < 0 else 2 * (size - 1) - place

    # Where gradients are due, rows that may be repeated stand alone: those of slices of x are as
    # large as x, each of them.
    pieces, near = [x], max(before, after) + 1
    if getattr(x, "requires_grad", False):
        alone = [1] * near
        sizes = [*alone, size - 2 * near, *alone] if size > 2 * near else [1] * size
        pieces = list(split(x, sizes, axis))

    def row(place: int) -> Any:
        if mode == "zero":
            nothing = xp.zeros_like(x[at(slice(0, 1), axis)])
            return nothing + 1 if ones else nothing
        own = source(place)
        if len(pieces) > 1:
            return pieces[own if own < near else own - size]
        return x[at(slice(own, own + 1), axis)]

    def folded(grad: Any) -> Any:
        """The gradient of x: of itself, and of each row where it came from."""
        whole = grad[at(slice(before, before + size), axis)].copy()
        for place in [*range(-before, 0), *range(size, size + after)] if mode != "zero" else []:
            own, other = source(place), place + before
            whole[at(slice(own, own + 1), axis)] += grad[at(slice(other, other + 1), axis)]
        return whole

    if isinstance(x, Recorded):
        from ..backends.numpy import recorded_numpy

        return recorded_numpy.linear(
            x, lambda value: _padded(value, axis, before, after, mode, ones), folded
        )
    rows = [row(i - before) for i in range(before)], [row(size + i) for i in range(after)]
    return xp.concatenate([*rows[0], *pieces, *rows[1]], axis=axis)
