"""Order statistics: what is kept of a window is found by comparing its elements."""

from __future__ import annotations

from typing import Any, Never

from .._overrides import asked_for_caller
from ..backends import backend_of, native
from ..backends.native import again
from ..windows import Ints, Padding, Windows
from .arguments import Indexed, Lengths, Mask, Same
from .declaration import INDICES, ORDER, Operator, declare
from .keywords import refuse
from .per_rank import bare_per_rank
from .rules import OutputSize, canonical, index_dtype, with_indices

__all__ = [
    "adaptive_max_pool1d",
    "adaptive_max_pool2d",
    "adaptive_max_pool3d",
    "adaptive_min_pool1d",
    "adaptive_min_pool2d",
    "adaptive_min_pool3d",
    "global_max_pool1d",
    "global_max_pool2d",
    "global_max_pool3d",
    "global_min_pool1d",
    "global_min_pool2d",
    "global_min_pool3d",
    "max_pool1d",
    "max_pool2d",
    "max_pool3d",
    "min_pool1d",
    "min_pool2d",
    "min_pool3d",
]


declare(
    Operator(
        "max",
        (ORDER,),
        "max x",
        "the strongest response",
        "Fukushima 1980; Riesenhuber & Poggio 1999; Ranzato et al. 2007",
        "sparse features, where one strong response says all: it stays the same while the "
        "strongest element shifts within its window, costs little, and is what most networks are "
        "tuned for",
        "loses how often and where in the window it fired; one noisy outlier wins; large strides "
        "alias, so that a shift by one pixel may change the output much; the gradient reaches one "
        "element of each window",
        parameters=(INDICES,),
        function="{p}max_pool{n}d",
        module="{p}MaxPool{n}d",
        by_name=True,
        home=__name__,
    )
)


@bare_per_rank
def max_pool(
    x: Same,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    return_indices: Indexed = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
    _rank: int = 0,
    **unknown: Never,
) -> Any:
    """The largest element of each window.

    Arguments are as in `torch.nn.functional.max_pool{n}d`, and results equal it bit for bit: the
    first of equal elements is taken, and a NaN wins. See `poolwise.functional` for the keywords.

    Args:
        x: array or tensor of shape (*lead, {spatial}); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``"valid"``, ``"same"``
            (output = ceil(input / stride), the extra element after) or ``"same_lower"``.
            Padding is absent: it never is the maximum.
        dilation: distance between the elements of a window.
        ceil_mode: also keep a last window that hangs over the end.
        return_indices: also return where the elements lie; the dtype of the indices, int32 or
            int64, stands for True.

    Returns:
        An array of x's dtype; with `return_indices` a pair of it and of indices (int64, or as
        asked), flat over the {n} spatial axes (-1 for a window that a mask left empty).

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Fukushima 1980; Riesenhuber & Poggio 1999; Ranzato et al. 2007.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.arange(5.0).reshape(1, 1, 5{flat})
        >>> poolwise.max_pool{n}d(x, (2{flat}), padding="same").ravel()
        array([1., 3., 4.])
    """
    if unknown:
        refuse(max_pool[_rank - 1], unknown)
    geometry = (_rank, kernel_size, stride, padding, dilation, ceil_mode)
    return _pick(
        x,
        geometry,
        (),
        True,
        return_indices,
        mask,
        lengths,
        empty_value,
        channels_last,
    )


declare(
    Operator(
        "min",
        (ORDER,),
        "min x",
        "the weakest response",
        "as max, of −x",
        "dark features on bright ground, distances and costs, erosion of masks",
        "after a ReLU nearly every window has a 0, and then nothing is left; outliers win as with "
        "max",
        parameters=(INDICES,),
        function="{p}min_pool{n}d",
        module="{p}MinPool{n}d",
        by_name=True,
        home=__name__,
    )
)


@bare_per_rank
def min_pool(
    x: Same,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    return_indices: Indexed = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
    _rank: int = 0,
    **unknown: Never,
) -> Any:
    """The smallest element of each window.

    Everything is as in `max_pool{n}d`, order apart; a NaN wins here too.

    Args:
        x: array or tensor of shape (*lead, {spatial}); bool, integer or floating-point.
        kernel_size, stride, padding, dilation, ceil_mode, return_indices: as in `max_pool{n}d`.

    Returns:
        An array of x's dtype; with `return_indices` a pair of it and of indices.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3, 1, 2, 5], np.uint8).reshape(1, 1, 4{flat})
        >>> poolwise.min_pool{n}d(x, (2{flat})).ravel()
        array([1, 2], dtype=uint8)
    """
    if unknown:
        refuse(min_pool[_rank - 1], unknown)
    geometry = (_rank, kernel_size, stride, padding, dilation, ceil_mode)
    return _pick(
        x,
        geometry,
        (),
        False,
        return_indices,
        mask,
        lengths,
        empty_value,
        channels_last,
    )


@bare_per_rank
def adaptive_max_pool(
    x: Same,
    output_size: OutputSize,
    return_indices: Indexed = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
    _rank: int = 0,
    **unknown: Never,
) -> Any:
    """The largest element of each of `output_size` windows spread evenly over x.

    Window i of an axis is [⌊i·in/out⌋, ⌈(i+1)·in/out⌉), as in
    `torch.nn.functional.adaptive_max_pool{n}d`, whose results these equal bit for bit.

    Args:
        x: array or tensor of shape (*lead, {spatial}); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
        return_indices: also return where the elements lie, as in `max_pool{n}d`.

    Returns:
        An array of x's dtype; with `return_indices` a pair of it and of indices.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.arange(5.0).reshape(1, 1, 5{flat})
        >>> poolwise.adaptive_max_pool{n}d(x, (2{flat})).ravel()
        array([2., 4.])
    """
    if unknown:
        refuse(adaptive_max_pool[_rank - 1], unknown)
    return _pick(
        x,
        (_rank,),
        (output_size,),
        True,
        return_indices,
        mask,
        lengths,
        empty_value,
        channels_last,
    )


@bare_per_rank
def adaptive_min_pool(
    x: Same,
    output_size: OutputSize,
    return_indices: Indexed = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
    _rank: int = 0,
    **unknown: Never,
) -> Any:
    """The smallest element of each of `output_size` windows spread evenly over x.

    Args:
        x: array or tensor of shape (*lead, {spatial}); bool, integer or floating-point.
        output_size, return_indices: as in `adaptive_max_pool{n}d`.

    Returns:
        An array of x's dtype; with `return_indices` a pair of it and of indices.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.arange(5.0).reshape(1, 1, 5{flat})
        >>> poolwise.adaptive_min_pool{n}d(x, (2{flat})).ravel()
        array([0., 2.])
    """
    if unknown:
        refuse(adaptive_min_pool[_rank - 1], unknown)
    return _pick(
        x,
        (_rank,),
        (output_size,),
        False,
        return_indices,
        mask,
        lengths,
        empty_value,
        channels_last,
    )


@bare_per_rank
def global_max_pool(
    x: Same,
    return_indices: Indexed = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
    _rank: int = 0,
    **unknown: Never,
) -> Any:
    """The largest element of each plane; the spatial axes stay, with size 1.

    Args:
        x: array or tensor of shape (*lead, {spatial}); bool, integer or floating-point.
        return_indices: also return where the elements lie, as in `max_pool{n}d`.

    Returns:
        An array of x's dtype; with `return_indices` a pair of it and of indices.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Lin, Chen & Yan 2014.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.arange(5.0).reshape(1, 1, 5{flat})
        >>> poolwise.global_max_pool{n}d(x).ravel()
        array([4.])
    """
    if unknown:
        refuse(global_max_pool[_rank - 1], unknown)
    return _pick(x, (_rank,), (1,), True, return_indices, mask, lengths, empty_value, channels_last)


@bare_per_rank
def global_min_pool(
    x: Same,
    return_indices: Indexed = False,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
    _rank: int = 0,
    **unknown: Never,
) -> Any:
    """The smallest element of each plane; the spatial axes stay, with size 1.

    Args:
        x: array or tensor of shape (*lead, {spatial}); bool, integer or floating-point.
        return_indices: also return where the elements lie, as in `max_pool{n}d`.

    Returns:
        An array of x's dtype; with `return_indices` a pair of it and of indices.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.arange(5.0).reshape(1, 1, 5{flat})
        >>> poolwise.global_min_pool{n}d(x).ravel()
        array([0.])
    """
    if unknown:
        refuse(global_min_pool[_rank - 1], unknown)
    return _pick(
        x, (_rank,), (1,), False, return_indices, mask, lengths, empty_value, channels_last
    )


max_pool1d, max_pool2d, max_pool3d = max_pool
min_pool1d, min_pool2d, min_pool3d = min_pool
adaptive_max_pool1d, adaptive_max_pool2d, adaptive_max_pool3d = adaptive_max_pool
adaptive_min_pool1d, adaptive_min_pool2d, adaptive_min_pool3d = adaptive_min_pool
global_max_pool1d, global_max_pool2d, global_max_pool3d = global_max_pool
global_min_pool1d, global_min_pool2d, global_min_pool3d = global_min_pool


def _pick(
    x: Any,
    geometry: tuple[Any, ...],
    sizes: tuple[Any, ...],
    largest: bool,
    return_indices: Any,
    mask: Any,
    lengths: Any,
    empty_value: float,
    channels_last: bool,
) -> Any:
    call = (geometry, largest, return_indices, mask, lengths, empty_value, channels_last)
    done = NotImplemented if native.is_traced() else again(x, call, sizes)
    if done is not None and done is not NotImplemented:
        return done
    try:
        windows = Windows.adaptive(*geometry, *sizes) if sizes else Windows.sliding(*geometry)
        backend, planar, mask = canonical(x, windows.rank, mask, lengths, channels_last)
    except Exception:
        made = asked_for_caller()
        if made is NotImplemented:
            raise
        return made
    dtype = index_dtype(return_indices, planar.shape[planar.ndim - windows.rank :])
    indices = dtype is not None
    result = backend.pick(planar, mask, windows, largest, empty_value, indices)
    result = with_indices(result, dtype)
    if channels_last and indices:
        result = tuple(backend_of(part).moveaxis(part, -windows.rank - 1, -1) for part in result)
    elif channels_last:
        result = backend.moveaxis(result, -windows.rank - 1, -1)
    if done is None and mask is None and isinstance(return_indices, bool):
        recipe = native.ready_pick(
            backend.known(x), windows, largest, indices, channels_last=channels_last
        )
        native.remember(x, call, result, recipe)
    return result
