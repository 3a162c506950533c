"""Pooling as functions on NumPy arrays and PyTorch tensors.

Every function has the same geometry and rules. x has the shape (\\*lead, \\*spatial): any number of
leading axes, usually batch and channels, and then the spatial ones; with ``channels_last=True``
the channels come after the spatial axes. The result is of x's kind (array or tensor), device and
memory format.

Keywords that all of them take:

- ``mask``: boolean, broadcastable to x; True where an element is present. What is absent takes no
  part, as if it were padding that no operator sees.
- ``lengths``: for one time axis, integers of shape ``x.shape[:1]``: how many elements of each
  sequence are present. A shorthand for a mask.
- ``empty_value``: the result, under a mask, of a window without an element. Its gradient is zero.
- ``channels_last``: whether x is (\\*lead, \\*spatial, channels).

Errors are raised before anything is computed: `TypeError` for an argument of a wrong kind (a dtype
that poolwise does not know, too), `ValueError` for one of a wrong value. Without a mask, a window
without an element (padding beyond the kernel, or dilation on a tiny axis) is a `ValueError`; only
where PyTorch's maximum gives -inf does ours as well.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import numpy as np

from . import backends
from ._ranks import per_rank
from .backends import Backend, backend_of, native
from .backends.native import CONSTANT, COUNT, EXTENT, NOTHING, again
from .windows import Ints, Padding, Windows

Array = TypeVar("Array")
"""A numpy.ndarray or a torch.Tensor."""

OutputSize = int | Sequence[int | None] | None


@per_rank
def max_pool(
    x: Array,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
    *,
    mask: Any = None,
    lengths: Any = None,
    empty_value: float = 0,
    channels_last: bool = False,
    _rank: int = 0,
) -> Any:
    """The largest element of each window.

    Arguments are as in `torch.nn.functional.max_pool{n}d`, and results equal it bit for bit: the
    first of equal elements is taken, and a NaN wins. See `poolwise.functional` for the keywords.

    Args:
        x: array or tensor of shape (\\*lead, {spatial}); bool, integer or floating-point.
        kernel_size: elements of a window, one number or one per axis.
        stride: distance between windows; `kernel_size` when None.
        padding: an int, one per axis, a (before, after) pair per axis, ``"valid"``, ``"same"``
            (output = ceil(input / stride), the extra element after) or ``"same_lower"``.
            Padding is absent: it never is the maximum.
        dilation: distance between the elements of a window.
        ceil_mode: also keep a last window that hangs over the end.
        return_indices: also return where the elements lie.

    Returns:
        An array of x's dtype; with `return_indices` a pair of it and of int64 indices, flat over
        the {n} spatial axes (-1 for a window that a mask left empty).

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Fukushima 1980; Riesenhuber & Poggio 1999; Ranzato et al. 2007.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.arange(5.0).reshape((1, 1, 5) + (1,) * ({n} - 1))
        >>> poolwise.max_pool{n}d(x, (2,) + (1,) * ({n} - 1), padding="same").ravel()
        array([1., 3., 4.])
    """
    geometry = (_rank, kernel_size, stride, padding, dilation, ceil_mode)
    return _pick(
        x,
        Windows.sliding,
        geometry,
        True,
        return_indices,
        mask,
        lengths,
        empty_value,
        channels_last,
    )


@per_rank
def min_pool(
    x: Array,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
    *,
    mask: Any = None,
    lengths: Any = None,
    empty_value: float = 0,
    channels_last: bool = False,
    _rank: int = 0,
) -> Any:
    """The smallest element of each window.

    Everything is as in `max_pool{n}d`, order apart; a NaN wins here too.

    Args:
        x: array or tensor of shape (\\*lead, {spatial}); bool, integer or floating-point.
        kernel_size, stride, padding, dilation, ceil_mode, return_indices: as in `max_pool{n}d`.

    Returns:
        An array of x's dtype; with `return_indices` a pair of it and of int64 indices.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3, 1, 2, 5], np.uint8).reshape((1, 1, 4) + (1,) * ({n} - 1))
        >>> poolwise.min_pool{n}d(x, (2,) + (1,) * ({n} - 1)).ravel()
        array([1, 2], dtype=uint8)
    """
    geometry = (_rank, kernel_size, stride, padding, dilation, ceil_mode)
    return _pick(
        x,
        Windows.sliding,
        geometry,
        False,
        return_indices,
        mask,
        lengths,
        empty_value,
        channels_last,
    )


@per_rank
def avg_pool(
    x: Array,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
    *,
    dilation: Ints = 1,
    dtype: Any = None,
    mask: Any = None,
    lengths: Any = None,
    empty_value: float = 0,
    channels_last: bool = False,
    _rank: int = 0,
) -> Array:
    """The mean of each window.

    Arguments are as in `torch.nn.functional.avg_pool{n}d`. See `poolwise.functional` for the
    keywords.

    Args:
        x: array or tensor of shape (\\*lead, {spatial}); bool, integer or floating-point.
        kernel_size, stride, padding, ceil_mode, dilation: as in `max_pool{n}d`.
        count_include_pad: divide by all of the window inside the padded input, padding included.
            False divides by the number of x's own elements. Masked elements never count.
        divisor_override: divide by this instead.
        dtype: the result's. Integers give float32 (8 and 16 bits) or float64 when None; an integer
            dtype rounds half to even and saturates.

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: LeCun et al. 1990.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1, 2, 4, 8], np.uint8).reshape((1, 1, 4) + (1,) * ({n} - 1))
        >>> poolwise.avg_pool{n}d(x, (2,) + (1,) * ({n} - 1)).ravel()
        array([1.5, 6. ], dtype=float32)
    """
    geometry = (_rank, kernel_size, stride, padding, dilation, ceil_mode)
    divide, divisor = (EXTENT if count_include_pad else COUNT), 1
    if divisor_override is not None:
        divide, divisor = CONSTANT, _divisor(divisor_override)
    return _total(
        x,
        Windows.sliding,
        geometry,
        divide,
        divisor,
        dtype,
        mask,
        lengths,
        empty_value,
        channels_last,
    )


@per_rank
def sum_pool(
    x: Array,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    *,
    dtype: Any = None,
    mask: Any = None,
    lengths: Any = None,
    empty_value: float = 0,
    channels_last: bool = False,
    _rank: int = 0,
) -> Array:
    """The sum of each window.

    Args:
        x: array or tensor of shape (\\*lead, {spatial}); bool, integer or floating-point.
        kernel_size, stride, padding, dilation, ceil_mode: as in `max_pool{n}d`.
        dtype: the result's; an integer one saturates. When None, floats keep theirs, and integers
            give int64 (uint64 its own), which wraps as NumPy's sums do.

    Returns:
        An array of sums.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 2.0, 4.0]).reshape((1, 1, 3) + (1,) * ({n} - 1))
        >>> poolwise.sum_pool{n}d(x, (2,) + (1,) * ({n} - 1), stride=1).ravel()
        array([3., 6.])
    """
    geometry = (_rank, kernel_size, stride, padding, dilation, ceil_mode)
    return _total(
        x, Windows.sliding, geometry, NOTHING, 1, dtype, mask, lengths, empty_value, channels_last
    )


@per_rank
def adaptive_max_pool(
    x: Array,
    output_size: OutputSize,
    return_indices: bool = False,
    *,
    mask: Any = None,
    lengths: Any = None,
    empty_value: float = 0,
    channels_last: bool = False,
    _rank: int = 0,
) -> Any:
    """The largest element of each of `output_size` windows spread evenly over x.

    Window i of an axis is [⌊i·in/out⌋, ⌈(i+1)·in/out⌉), as in
    `torch.nn.functional.adaptive_max_pool{n}d`, whose results these equal bit for bit.

    Args:
        x: array or tensor of shape (\\*lead, {spatial}); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
        return_indices: also return where the elements lie, as in `max_pool{n}d`.

    Returns:
        An array of x's dtype; with `return_indices` a pair of it and of int64 indices.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.arange(5.0).reshape((1, 1, 5) + (1,) * ({n} - 1))
        >>> poolwise.adaptive_max_pool{n}d(x, (2,) + (1,) * ({n} - 1)).ravel()
        array([2., 4.])
    """
    geometry = (_rank, output_size)
    return _pick(
        x,
        Windows.adaptive,
        geometry,
        True,
        return_indices,
        mask,
        lengths,
        empty_value,
        channels_last,
    )


@per_rank
def adaptive_min_pool(
    x: Array,
    output_size: OutputSize,
    return_indices: bool = False,
    *,
    mask: Any = None,
    lengths: Any = None,
    empty_value: float = 0,
    channels_last: bool = False,
    _rank: int = 0,
) -> Any:
    """The smallest element of each of `output_size` windows spread evenly over x.

    Args:
        x: array or tensor of shape (\\*lead, {spatial}); bool, integer or floating-point.
        output_size, return_indices: as in `adaptive_max_pool{n}d`.

    Returns:
        An array of x's dtype; with `return_indices` a pair of it and of int64 indices.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.arange(5.0).reshape((1, 1, 5) + (1,) * ({n} - 1))
        >>> poolwise.adaptive_min_pool{n}d(x, (2,) + (1,) * ({n} - 1)).ravel()
        array([0., 2.])
    """
    geometry = (_rank, output_size)
    return _pick(
        x,
        Windows.adaptive,
        geometry,
        False,
        return_indices,
        mask,
        lengths,
        empty_value,
        channels_last,
    )


@per_rank
def adaptive_avg_pool(
    x: Array,
    output_size: OutputSize,
    *,
    dtype: Any = None,
    mask: Any = None,
    lengths: Any = None,
    empty_value: float = 0,
    channels_last: bool = False,
    _rank: int = 0,
) -> Array:
    """The mean of each of `output_size` windows spread evenly over x.

    Windows are as in `adaptive_max_pool{n}d`, dtypes as in `avg_pool{n}d`.

    Args:
        x: array or tensor of shape (\\*lead, {spatial}); bool, integer or floating-point.
        output_size: windows along each axis, one number or one per axis; None keeps the input's.
        dtype: the result's, as in `avg_pool{n}d`.

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.arange(5.0).reshape((1, 1, 5) + (1,) * ({n} - 1))
        >>> poolwise.adaptive_avg_pool{n}d(x, (2,) + (1,) * ({n} - 1)).ravel()
        array([1., 3.])
    """
    geometry = (_rank, output_size)
    return _total(
        x, Windows.adaptive, geometry, COUNT, 1, dtype, mask, lengths, empty_value, channels_last
    )


@per_rank
def adaptive_sum_pool(
    x: Array,
    output_size: OutputSize,
    *,
    dtype: Any = None,
    mask: Any = None,
    lengths: Any = None,
    empty_value: float = 0,
    channels_last: bool = False,
    _rank: int = 0,
) -> Array:
    """The sum of each of `output_size` windows spread evenly over x.

    Args:
        x: array or tensor of shape (\\*lead, {spatial}); bool, integer or floating-point.
        output_size: as in `adaptive_max_pool{n}d`.
        dtype: the result's, as in `sum_pool{n}d`.

    Returns:
        An array of sums.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.arange(5.0).reshape((1, 1, 5) + (1,) * ({n} - 1))
        >>> poolwise.adaptive_sum_pool{n}d(x, (2,) + (1,) * ({n} - 1)).ravel()
        array([3., 9.])
    """
    geometry = (_rank, output_size)
    return _total(
        x, Windows.adaptive, geometry, NOTHING, 1, dtype, mask, lengths, empty_value, channels_last
    )


@per_rank
def global_max_pool(
    x: Array,
    return_indices: bool = False,
    *,
    mask: Any = None,
    lengths: Any = None,
    empty_value: float = 0,
    channels_last: bool = False,
    _rank: int = 0,
) -> Any:
    """The largest element of each plane; the spatial axes stay, with size 1.

    Args:
        x: array or tensor of shape (\\*lead, {spatial}); bool, integer or floating-point.
        return_indices: also return where the elements lie, as in `max_pool{n}d`.

    Returns:
        An array of x's dtype; with `return_indices` a pair of it and of int64 indices.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Lin, Chen & Yan 2014.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.arange(5.0).reshape((1, 1, 5) + (1,) * ({n} - 1))
        >>> poolwise.global_max_pool{n}d(x).ravel()
        array([4.])
    """
    return _pick(
        x, Windows.whole, (_rank,), True, return_indices, mask, lengths, empty_value, channels_last
    )


@per_rank
def global_min_pool(
    x: Array,
    return_indices: bool = False,
    *,
    mask: Any = None,
    lengths: Any = None,
    empty_value: float = 0,
    channels_last: bool = False,
    _rank: int = 0,
) -> Any:
    """The smallest element of each plane; the spatial axes stay, with size 1.

    Args:
        x: array or tensor of shape (\\*lead, {spatial}); bool, integer or floating-point.
        return_indices: also return where the elements lie, as in `max_pool{n}d`.

    Returns:
        An array of x's dtype; with `return_indices` a pair of it and of int64 indices.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.arange(5.0).reshape((1, 1, 5) + (1,) * ({n} - 1))
        >>> poolwise.global_min_pool{n}d(x).ravel()
        array([0.])
    """
    return _pick(
        x, Windows.whole, (_rank,), False, return_indices, mask, lengths, empty_value, channels_last
    )


@per_rank
def global_avg_pool(
    x: Array,
    *,
    dtype: Any = None,
    mask: Any = None,
    lengths: Any = None,
    empty_value: float = 0,
    channels_last: bool = False,
    _rank: int = 0,
) -> Array:
    """The mean of each plane; the spatial axes stay, with size 1.

    Args:
        x: array or tensor of shape (\\*lead, {spatial}); bool, integer or floating-point.
        dtype: the result's, as in `avg_pool{n}d`.

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Lin, Chen & Yan 2014.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.arange(5.0).reshape((1, 1, 5) + (1,) * ({n} - 1))
        >>> poolwise.global_avg_pool{n}d(x).ravel()
        array([2.])
    """
    return _total(
        x, Windows.whole, (_rank,), COUNT, 1, dtype, mask, lengths, empty_value, channels_last
    )


@per_rank
def global_sum_pool(
    x: Array,
    *,
    dtype: Any = None,
    mask: Any = None,
    lengths: Any = None,
    empty_value: float = 0,
    channels_last: bool = False,
    _rank: int = 0,
) -> Array:
    """The sum of each plane; the spatial axes stay, with size 1.

    Args:
        x: array or tensor of shape (\\*lead, {spatial}); bool, integer or floating-point.
        dtype: the result's, as in `sum_pool{n}d`.

    Returns:
        An array of sums.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.arange(5.0).reshape((1, 1, 5) + (1,) * ({n} - 1))
        >>> poolwise.global_sum_pool{n}d(x).ravel()
        array([10.])
    """
    return _total(
        x, Windows.whole, (_rank,), NOTHING, 1, dtype, mask, lengths, empty_value, channels_last
    )


max_pool1d, max_pool2d, max_pool3d = max_pool
min_pool1d, min_pool2d, min_pool3d = min_pool
avg_pool1d, avg_pool2d, avg_pool3d = avg_pool
sum_pool1d, sum_pool2d, sum_pool3d = sum_pool
adaptive_max_pool1d, adaptive_max_pool2d, adaptive_max_pool3d = adaptive_max_pool
adaptive_min_pool1d, adaptive_min_pool2d, adaptive_min_pool3d = adaptive_min_pool
adaptive_avg_pool1d, adaptive_avg_pool2d, adaptive_avg_pool3d = adaptive_avg_pool
adaptive_sum_pool1d, adaptive_sum_pool2d, adaptive_sum_pool3d = adaptive_sum_pool
global_max_pool1d, global_max_pool2d, global_max_pool3d = global_max_pool
global_min_pool1d, global_min_pool2d, global_min_pool3d = global_min_pool
global_avg_pool1d, global_avg_pool2d, global_avg_pool3d = global_avg_pool
global_sum_pool1d, global_sum_pool2d, global_sum_pool3d = global_sum_pool


def _pick(
    x: Any,
    where: Callable[..., Windows],
    geometry: tuple[Any, ...],
    largest: bool,
    return_indices: bool,
    mask: Any,
    lengths: Any,
    empty_value: float,
    channels_last: bool,
) -> Any:
    call = (geometry, largest, return_indices, mask, lengths, empty_value, channels_last)
    done = NotImplemented if backends.is_traced() else again(x, call)
    if done is not None and done is not NotImplemented:
        return done
    windows = where(*geometry)
    backend, planar, mask = _canonical(x, windows.rank, mask, lengths, channels_last)
    result = backend.pick(planar, mask, windows, largest, empty_value, return_indices)
    if channels_last and return_indices:
        result = tuple(backend_of(part).moveaxis(part, -windows.rank - 1, -1) for part in result)
    elif channels_last:
        result = backend.moveaxis(result, -windows.rank - 1, -1)
    if done is None and mask is None:
        ready = native.ready_pick(backend.HOST, planar, windows, largest, return_indices)
        native.remember(x, call, result, ready)
    return result


def _total(
    x: Array,
    where: Callable[..., Windows],
    geometry: tuple[Any, ...],
    divide: int,
    divisor: int,
    dtype: Any,
    mask: Any,
    lengths: Any,
    empty_value: float,
    channels_last: bool,
) -> Array:
    call = (geometry, divide, divisor, dtype, mask, lengths, empty_value, channels_last)
    done: Array | None = NotImplemented if backends.is_traced() else again(x, call)
    if done is not None and done is not NotImplemented:
        return done
    windows = where(*geometry)
    backend, planar, mask = _canonical(x, windows.rank, mask, lengths, channels_last)
    result: Array = backend.total(planar, mask, windows, divide, divisor, dtype, empty_value)
    if channels_last:
        result = backend.moveaxis(result, -windows.rank - 1, -1)
    if done is None and mask is None and dtype is None:
        ready = native.ready_total(backend.HOST, planar, windows, divide, divisor)
        native.remember(x, call, result, ready)
    return result


def _canonical(
    x: Any, rank: int, mask: Any, lengths: Any, channels_last: bool
) -> tuple[Backend, Any, Any]:
    """The backend, and x and its whole mask (or None) with the spatial axes last."""
    backend = backend_of(x)
    least = rank + 1 if channels_last else rank
    if x.ndim < least:
        axes = f"{rank} spatial axes" + (" and channels" if channels_last else "")
        raise ValueError(f"x has shape {tuple(x.shape)}; it needs at least {axes}")
    if mask is not None:
        mask = backend.mask(mask, x)
    if channels_last:
        x = backend.moveaxis(x, -1, -rank - 1)
        # A recorded array's mask is an ordinary one.
        mask = None if mask is None else backend_of(mask).moveaxis(mask, -1, -rank - 1)
    if lengths is not None:
        if rank != 1 or x.ndim < 2:
            raise ValueError("lengths= needs a batch axis and exactly one time axis; use mask=")
        present = backend.lengths_mask(lengths, x, -1)
        mask = present if mask is None else mask & present
    return backend, x, mask


def _divisor(divisor_override: int) -> int:
    if isinstance(divisor_override, bool) or not isinstance(divisor_override, (int, np.integer)):
        raise TypeError(f"divisor_override must be an integer, got {divisor_override!r}")
    if divisor_override == 0 or abs(int(divisor_override)) >= 2**63:
        raise ValueError(f"divisor_override={divisor_override} must be an int64 other than zero")
    return int(divisor_override)
