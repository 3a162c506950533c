"""Pooling across channels: any reducer over groups of consecutive channels instead of space.

x is seen as (before, 1, channels, after), where a group of channels is a window of ``pieces`` by
one: no element is moved, and the reducers of two spatial axes do the rest.
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable
from functools import partial
from typing import Any

from .._overrides import overridable
from . import chunked, custom
from .arguments import Kind, Mask, Same
from .by_name import expect_options, named, options_of
from .chunked import is_chunked
from .declaration import ORDER, REQUIRED, Operator, Parameter, by_name, declare
from .documented import arguments_of, documented
from .keywords import expect, spelled, taken_by
from .numbers import whole
from .rules import dense

__all__ = ["channel_pool", "maxout"]

# Keywords of pooling over space that groups of channels have no use for.
_SPATIAL = (
    "x",
    "kernel_size",
    "stride",
    "padding",
    "dilation",
    "ceil_mode",
    "count_include_pad",
    "divisor_override",
    "return_indices",
    "lengths",
    "channels_last",
)


declare(
    Operator(
        "channel_*",
        (ORDER,),
        "any of these across groups of channels",
        "what a reducer keeps of channels instead of space",
        "Goodfellow et al. 2013",
        "fewer channels without a 1 × 1 convolution",
        "which channels meet is fixed by their order, not learned",
        parameters=(
            Parameter("pieces", REQUIRED, "channels of a group", "integer"),
            Parameter("dim", 1, "the channels' axis", "integer"),
        ),
        ranks=(),
        windows=(),
        function="channel_pool " + " ".join(f"channel_{name}_pool" for name in by_name()),
        module="ChannelPool",
        placed="",
        example="import torch, poolwise, poolwise.nn\nx = torch.rand(1, 4, 8, 8)\n"
        'poolwise.channel_soft_pool(x, 2)\npoolwise.nn.ChannelPool("soft", 2)(x)',
        home=__name__,
    )
)


@overridable
def channel_pool(
    x: Kind,
    pieces: int,
    dim: int = 1,
    *,
    reducer: str | Callable[[Any, Any], Any],
    mask: Mask = None,
    empty_value: float = 0,
    **options: Any,
) -> Kind:
    """Any reducer across groups of `pieces` consecutive channels.

    Args:
        x: array or tensor of any shape; bool, integer or floating-point.
        pieces: channels of a group; the number of channels must be a multiple of it.
        dim: the axis of the channels, -1 where they are last.
        reducer: a name, as in ``"soft"`` for what `channel_soft_pool` does, or a function as in
            `pool2d`.
        mask: boolean, broadcastable to x, True where an element is present.
        empty_value: the result of a group of which nothing is present.
        **options: of the reducer, as in its pooling function over two spatial axes; numbers are
            the same for all groups.

    Returns:
        An array of x's shape with ``channels / pieces`` channels, of the reducer's dtype.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Example:
        >>> import numpy as np, poolwise
        >>> poolwise.channel_pool(np.array([[1.0, 5.0, 2.0, 4.0]]), 2, reducer="avg")
        array([[3., 3.]])
    """
    _check_not_spatial(options)
    expect_options(channel_pool, reducer, options)
    if callable(reducer):
        options["reducer"] = reducer
    pool = custom.pool2d if callable(reducer) else named(reducer, 2)
    out: Kind = _across(pool, x, pieces, dim, mask, empty_value, options)
    return out


declare(
    Operator(
        "maxout",
        (ORDER,),
        "max over groups of k channels",
        "the strongest of several learned filters",
        "Goodfellow et al. 2013",
        "an activation in place of ReLU that learns its own shape, made to go with dropout",
        "k times the filters and their arithmetic for the same number of channels out",
        parameters=(
            Parameter("pieces", REQUIRED, "channels of a group", "integer"),
            Parameter("dim", 1, "the channels' axis", "integer"),
        ),
        ranks=(),
        windows=(),
        function="maxout",
        module="Maxout",
        placed="",
        home=__name__,
    )
)


@overridable
@spelled
def maxout(
    x: Same, pieces: int, dim: int = 1, *, mask: Mask = None, empty_value: float = 0
) -> Same:
    """The largest of each group of `pieces` consecutive channels: maxout.

    A layer of ``pieces * units`` affine maps followed by it is one of `units` maxout units.

    Args:
        x: array or tensor of any shape; bool, integer or floating-point.
        pieces: channels of a group; the number of channels must be a multiple of it.
        dim: the axis of the channels, -1 where they are last.

    Returns:
        An array of x's dtype, with ``channels / pieces`` channels.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Goodfellow et al. 2013.

    Example:
        >>> import numpy as np, poolwise
        >>> poolwise.maxout(np.array([[1.0, 5.0, 2.0, 4.0]]), 2)
        array([[5., 4.]])
    """
    largest: Same = _across(named("max", 2), x, pieces, dim, mask, empty_value, {})
    return largest


def _across(
    pool: Callable[..., Any],
    x: Any,
    pieces: int,
    dim: int,
    mask: Any,
    empty_value: float,
    options: dict[str, Any],
) -> Any:
    pieces = whole("pieces", pieces, 1)
    backend = None if is_chunked(x) else dense(x)
    shape, axis = tuple(x.shape), _axis(dim, x.ndim)
    channels = shape[axis]
    if channels % pieces:
        raise ValueError(f"pieces={pieces} must divide the {channels} channels of axis {dim}")
    if backend is None:
        make = partial(_across_chunk, pool, pieces, axis, empty_value, options)
        return chunked.across(make, x, axis, channels // pieces, mask)
    seen = (math.prod(shape[:axis]), 1, channels, math.prod(shape[axis + 1 :]))
    if not math.prod(seen):  # no element is none of no plane of one group, whatever is missing
        seen = (0, 1, pieces, 1)
    options = options | {"empty_value": empty_value}
    if mask is not None:
        options["mask"] = backend.mask(mask, x).reshape(seen)
    out = pool(x.reshape(seen), (pieces, 1), **options)
    return out.reshape((*shape[:axis], channels // pieces, *shape[axis + 1 :]))


def _across_chunk(
    pool: Callable[..., Any],
    pieces: int,
    axis: int,
    empty_value: float,
    options: dict[str, Any],
    x: Any,
    mask: Any,
) -> Any:
    return _across(pool, x, pieces, axis, mask, empty_value, options)


def _check_not_spatial(options: dict[str, Any]) -> None:
    for name in options:
        if name in _SPATIAL:
            raise TypeError(f"{name}= is for windows in space; groups of channels have pieces=")


def _axis(dim: Any, ndim: int) -> int:
    if isinstance(dim, bool) or not hasattr(dim, "__index__"):
        raise TypeError(f"dim must be an integer, got {dim!r}")
    if not -ndim <= dim < ndim:
        raise ValueError(f"dim={dim} must be an axis of x, which has {ndim}")
    return int(dim) % ndim


def across(reducer: str) -> Any:
    """``channel_<reducer>_pool``."""
    found: Any = by_name()[reducer].pool(2)
    over_space = inspect.signature(found).parameters.values()
    own = [p.replace(kind=p.KEYWORD_ONLY) for p in over_space if p.name not in _SPATIAL]
    first = [name for name in options_of(reducer) if name == "norm_type"]

    def pool(x: Any, pieces: int, dim: int = 1, **options: Any) -> Any:
        check(options)
        return channel_pool(x, pieces, dim, reducer=reducer, **options)

    def norm(x: Any, norm_type: Any, pieces: int, dim: int = 1, **options: Any) -> Any:
        check(options)
        return channel_pool(x, pieces, dim, reducer=reducer, norm_type=norm_type, **options)

    if first:
        pool = norm  # type: ignore[assignment]
    pool.__name__ = pool.__qualname__ = f"channel_{reducer}_pool"
    shared = inspect.signature(channel_pool).parameters
    leading = [p.replace(kind=p.POSITIONAL_OR_KEYWORD) for p in own if p.name in first]
    others = [p for p in own if p.name not in ("mask", "empty_value", *first)]
    pool.__signature__ = inspect.signature(found).replace(  # type: ignore[attr-defined]
        parameters=[
            inspect.signature(found).parameters["x"],
            *leading,
            shared["pieces"],
            shared["dim"],
            *others,
            shared["mask"],
            shared["empty_value"],
        ]
    )
    names = taken_by(pool)

    def check(options: dict[str, Any]) -> None:
        _check_not_spatial(options)
        expect(pool.__name__, names, options)

    keywords = {p.name for p in leading + others}
    of_reducer = "\n".join(
        lines for entry, lines in arguments_of(found.__doc__) if keywords & set(entry)
    )
    summary = found.__doc__.split("\n")[0].replace("each window", "each group")
    pool.__doc__ = f"""{summary}

    Groups are of `pieces` channels in a row; over windows it is `poolwise.{reducer}_pool2d`.

    Args:
        x: array or tensor of any shape; bool, integer or floating-point.
        pieces: channels of a group; the number of channels must be a multiple of it.
        dim: the axis of the channels, -1 where they are last.
{of_reducer}

    Returns:
        An array of x's shape with ``channels / pieces`` channels.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.
    """
    pool.__doc__ = documented(pool.__doc__.replace("\n\n\n", "\n\n"), names).rstrip(" ")
    if reducer in ("avg", "max", "min", "sum"):
        kept = {"avg": "3., 3.", "max": "5., 4.", "min": "1., 2.", "sum": "6., 6."}[reducer]
        pool.__doc__ += f"""
    Example:
        >>> import numpy as np, poolwise
        >>> poolwise.{pool.__name__}(np.array([[1.0, 5.0, 2.0, 4.0]]), 2)
        array([[{kept}]])
    """
    return overridable(pool)


for _reducer in by_name():
    globals()[f"channel_{_reducer}_pool"] = across(_reducer)
    __all__ += [f"channel_{_reducer}_pool"]
