"""Going back up: from pooled planes to planes of the size before."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Never

import numpy as np

from .._overrides import overridable
from ..backends import Recorded, backend_of, namespace, native
from ..backends.gathered import plain, taken
from ..backends.native import CONSTANT, COUNT, EXTENT
from ..backends.numpy import arrays
from ..windows import AXIS_NAMES, Ints, Padding, Sliding, Windows, flag, integers
from .arguments import Array, ArrayLike, Same, Tensor
from .composing import cast, checked_places, require_device
from .declaration import REQUIRED, UP, Operator, Parameter, declare
from .keywords import refuse, spelled
from .numbers import choice
from .numbers import divisor as divisor_of
from .parts import is_plain
from .per_rank import per_rank
from .placing import fetched, placed, staying, winners
from .rules import canonical

__all__ = [
    "avg_unpool1d",
    "avg_unpool2d",
    "avg_unpool3d",
    "max_unpool1d",
    "max_unpool2d",
    "max_unpool3d",
    "upsample_skip",
]


declare(
    Operator(
        "max_unpool",
        (UP,),
        "each value at the place of its maximum, 0 elsewhere",
        "where the maxima lay",
        "Zeiler & Fergus 2014; Badrinarayanan et al. 2017",
        "decoders that place edges again, and looking into what a network saw",
        "sparse: the layers that follow must fill the rest; indices must be kept from the way down",
        parameters=(
            Parameter("indices", REQUIRED, "the places, of the pooling", "array", of="function"),
            Parameter("output_size", None, "where windows leave it open", "object", of="function"),
        ),
        geometry="kernel_size, stride=kernel_size, padding=0",
        windows=("sliding",),
        function="max_unpool{n}d",
        module="MaxUnpool{n}d",
        placed="",
        example="import torch, poolwise\nx = torch.rand(1, 4, 8, 8)\n"
        "poolwise.max_unpool2d(*poolwise.max_pool2d(x, 2, return_indices=True), 2)",
        home=__name__,
    )
)


@per_rank
def max_unpool(
    x: Same,
    indices: ArrayLike,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    output_size: Sequence[int] | None = None,
    *,
    channels_last: bool = False,
    _rank: int = 0,
    **unknown: Never,
) -> Same:
    """Values back at the places that they came from, and 0 everywhere else.

    Arguments are as in `torch.nn.functional.max_unpool{n}d`. Where several values go to one place,
    as those of overlapping windows may, the largest stays (a NaN before all), and the gradient is
    that of the first that is equal to it.

    Args:
        x: array or tensor of shape (*lead, {spatial}); bool, integer or floating-point.
        indices: integers of x's shape, flat over the {n} spatial axes of the result, as
            `max_pool{n}d` returns them. Values with the index -1 (of empty windows) go nowhere.
        kernel_size, stride, padding: of the pooling. Without `output_size` they say how large the
            result is: what the windows cover.
        output_size: the result's spatial sizes, or its whole shape.

    Returns:
        An array of x's dtype.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it. (Indices that are
            traced or on another device are not looked at.)

    Source: Zeiler & Fergus 2014; Badrinarayanan, Kendall & Cipolla 2017.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 3.0, 5.0, 4.0]).reshape(1, 1, 4{flat})
        >>> kernel = (2{flat})
        >>> out, indices = poolwise.max_pool{n}d(x, kernel, return_indices=True)
        >>> poolwise.max_unpool{n}d(out, indices, kernel).ravel()
        array([0., 3., 5., 0.])
    """
    if unknown:
        refuse(max_unpool[_rank - 1], unknown)
    windows = Windows.sliding(_rank, kernel_size, stride, padding)
    backend, planar, _ = canonical(x, _rank, None, None, channels_last)
    backend.HOST.name(planar)
    spatial = _output_size(windows, planar, output_size, channels_last)
    plane = math.prod(spatial)
    places = checked_places("indices", indices, x, -1, plane)
    _require_same_shape(places, x)
    if channels_last:
        places = backend_of(places).moveaxis(places, -1, -_rank - 1)
    lead = tuple(planar.shape[: planar.ndim - _rank])
    count = math.prod(planar.shape[planar.ndim - _rank :])
    flat, places = planar.reshape((*lead, count)), places.reshape((*lead, count))
    out = _unpooled_planes(flat, places, plane).reshape((*lead, *spatial))
    result: Same = backend.moveaxis(out, -_rank - 1, -1) if channels_last else out
    return result


declare(
    Operator(
        "avg_unpool",
        (UP,),
        "each value spread over its window: the adjoint of avg",
        "the total, evenly",
        "the adjoint of avg",
        "decoders and attributions that must keep sums",
        "blocks where windows do not overlap; no detail comes back",
        parameters=(
            Parameter("output_size", None, "where windows leave it open", "object", of="function"),
            Parameter("count_include_pad", True, "as the pooling had it", "flag"),
            Parameter("divisor_override", None, "as the pooling had it", "integer"),
        ),
        windows=("sliding",),
        function="avg_unpool{n}d",
        module="AvgUnpool{n}d",
        placed="",
        shape=(1, 4, 4, 4),
        home=__name__,
    )
)


@per_rank
def avg_unpool(
    x: Array,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Padding = 0,
    output_size: Sequence[int] | None = None,
    *,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
    channels_last: bool = False,
    _rank: int = 0,
    **unknown: Never,
) -> Array:
    """Each value spread evenly over its window: the adjoint of `avg_pool{n}d`.

    Overlapping windows add up. ``divisor_override=1`` gives the adjoint of `sum_pool{n}d`, whole
    values everywhere in their windows.

    Args:
        x: array or tensor of shape (*lead, {spatial}); bool, integer or floating-point.
        kernel_size, stride, padding, dilation, ceil_mode, count_include_pad, divisor_override: as
            in `avg_pool{n}d`.
        output_size: the result's spatial sizes, or its whole shape; what the windows cover when
            None.

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible, or `avg_pool{n}d` would not make x's
            shape of the output size; the message names it.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([2.0, 6.0]).reshape(1, 1, 2{flat})
        >>> poolwise.avg_unpool{n}d(x, (2{flat})).ravel()
        array([1., 1., 3., 3.])
    """
    if unknown:
        refuse(avg_unpool[_rank - 1], unknown)
    windows = Windows.sliding(_rank, kernel_size, stride, padding, dilation, ceil_mode)
    divide = EXTENT if flag("count_include_pad", count_include_pad) else COUNT
    divisor = divisor_of("divisor_override", divisor_override)
    divide, divisor = (divide, 1) if divisor is None else (CONSTANT, divisor)
    backend, planar, _ = canonical(x, _rank, None, None, channels_last)
    spatial = _output_size(windows, planar, output_size, channels_last)
    own, pooled = tuple(planar.shape[planar.ndim - _rank :]), windows.output_shape(spatial)
    if own != pooled:
        raise ValueError(f"output_size={spatial} would be pooled to {pooled}, and x has {own}")
    known = all(type(size) is int for size in spatial) and not native.is_traced()
    if known and divide == COUNT:
        native.require_elements(windows, spatial, windows.first_empty(spatial))
    if isinstance(planar, Recorded):
        backend.HOST.name(planar)
    target = native.total_dtype(backend.HOST.name(planar), COUNT)
    out = _spread(cast(planar, target), windows, spatial, divide, divisor)
    result: Array = backend.moveaxis(out, -_rank - 1, -1) if channels_last else out
    return result


declare(
    Operator(
        "upsample_skip",
        (UP,),
        "interpolated, then joined with the skip connection",
        "the coarse meaning and the fine place",
        "Ronneberger et al. 2015",
        "segmentation: what the way down lost is handed over at the same size",
        "features of the way down stay in memory until the way up",
        parameters=(
            Parameter("skip", REQUIRED, "of the larger size", "array", of="function"),
            Parameter("mode", "nearest", "how to interpolate", "choice", ("nearest", "bilinear")),
            Parameter("merge", "concat", "how to join", "choice", ("concat", "add")),
        ),
        ranks=(),
        windows=(),
        function="upsample_skip",
        module="UpsampleSkip",
        placed="",
        example="import torch, poolwise, poolwise.nn\nx = torch.rand(1, 4, 4, 4)\n"
        "poolwise.upsample_skip(x, torch.rand(1, 2, 8, 8))\n"
        "poolwise.nn.UpsampleSkip()(x, torch.rand(1, 2, 8, 8))",
        home=__name__,
    )
)


@overridable
@spelled
def upsample_skip(
    x: Tensor,
    skip: Tensor,
    mode: str = "nearest",
    merge: str = "concat",
    *,
    channels_last: bool = False,
) -> Tensor:
    """x brought to the size of a skip connection, and merged with it: a step up in a U-Net.

    Args:
        x: tensor of shape (N, C, *spatial) with 1 to 3 spatial axes, floating-point.
        skip: tensor of shape (N, D, *larger), of as many axes.
        mode: ``"nearest"``, or ``"bilinear"`` (linear along each spatial axis, with the corners'
            centres where PyTorch has them).
        merge: ``"concat"`` puts x's channels after those of `skip`, ``"add"`` adds the two.

    Returns:
        A tensor of shape (N, D + C, *larger), or (N, D, *larger) where they are added.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Ronneberger, Fischer & Brox 2015.

    Example:
        >>> import torch, poolwise
        >>> poolwise.upsample_skip(torch.ones(1, 1, 1, 2), torch.zeros(1, 1, 1, 4)).tolist()
        [[[[0.0, 0.0, 0.0, 0.0]], [[1.0, 1.0, 1.0, 1.0]]]]
    """
    import torch

    check_upsampling(mode, merge)
    flag("channels_last", channels_last)
    for name, given in (("x", x), ("skip", skip)):
        if not isinstance(given, torch.Tensor):
            raise TypeError(f"{name} must be a torch.Tensor, got {type(given).__name__}")
        backend_of(given).known(given, name)
        if not given.dtype.is_floating_point:
            raise TypeError(f"{name} has dtype {given.dtype}; it needs floats")
    require_device("skip", skip, x)
    if x.ndim != skip.ndim or x.ndim not in (3, 4, 5):
        raise ValueError(
            f"x has shape {tuple(x.shape)} and skip {tuple(skip.shape)}; both need batch, channels "
            "and 1 to 3 spatial axes"
        )
    if channels_last:
        x, skip = x.movedim(-1, 1), skip.movedim(-1, 1)
    if x.shape[0] != skip.shape[0]:
        raise ValueError(f"x has {x.shape[0]} samples and skip {skip.shape[0]}")
    if merge == "add" and x.shape[1] != skip.shape[1]:
        raise ValueError(
            f"x has {x.shape[1]} channels and skip {skip.shape[1]}; merge='add' needs as many"
        )
    linear = ("linear", "bilinear", "trilinear")[x.ndim - 3]
    if 0 in x.shape[:2]:  # nothing, which PyTorch refuses
        up = x.sum().expand(*x.shape[:2], *skip.shape[2:])
    else:
        up = torch.nn.functional.interpolate(
            x, skip.shape[2:], mode=mode if mode == "nearest" else linear
        )
    out = torch.cat([skip, up], 1) if merge == "concat" else skip + up
    return out.movedim(1, -1) if channels_last else out


max_unpool1d, max_unpool2d, max_unpool3d = max_unpool
avg_unpool1d, avg_unpool2d, avg_unpool3d = avg_unpool


def check_upsampling(mode: str, merge: str) -> None:
    """Raise for a mode or merge that `upsample_skip` does not have."""
    choice("mode", mode, ("nearest", "bilinear"))
    choice("merge", merge, ("concat", "add"))


def _require_same_shape(indices: Any, x: Any) -> None:
    own, wanted = tuple(indices.shape), tuple(x.shape)
    if own != wanted:
        raise ValueError(f"indices has shape {own}; it must be that of x, {wanted}")


def _output_size(
    windows: Sliding, x: Any, asked: Sequence[int] | None, channels_last: bool
) -> tuple[int, ...]:
    """The spatial sizes asked for, or those that the windows cover."""
    rank = windows.rank
    if asked is None:
        if isinstance(windows.padding, str) and windows.padding != "valid":
            raise ValueError(
                f"padding={windows.padding!r} goes with many sizes; say which by output_size"
            )
        pads = windows.padding if not isinstance(windows.padding, str) else ((0, 0),) * rank
        geometry = zip(windows.kernel_size, windows.stride, windows.dilation, pads, strict=True)
        sizes = [
            (size - 1) * stride + dilation * (kernel - 1) + 1 - sum(pad)
            for size, (kernel, stride, dilation, pad) in zip(
                x.shape[x.ndim - rank :], geometry, strict=True
            )
        ]
    else:
        if isinstance(asked, (tuple, list)) and len(asked) == x.ndim != rank:
            asked = asked[-rank - 1 : -1] if channels_last else asked[-rank:]
        sizes = list(integers("output_size", asked, rank, least=1))
    for name, size, own in zip(AXIS_NAMES[rank], sizes, x.shape[x.ndim - rank :], strict=True):
        if size < 1 or own < 1:
            raise ValueError(f"the {name} would go from {own} to {size}; both must be at least 1")
    return tuple(sizes)


def _unpooled_planes(x: Any, places: Any, plane: int) -> Any:
    """Each value at its place in a flat plane."""
    if not is_plain([x, places]):
        return _unpooled(x, places, plane)
    if isinstance(x, np.ndarray):
        return placed(x, staying(x, places, plane), places, plane)
    if isinstance(x, Recorded):
        value, stays = x.value, staying(x.value, places, plane)
        made = placed(value, stays, places, plane)
        return x.became(made, lambda grad: fetched(grad, stays, places))
    from . import unpooling_of_tensors

    for given in (x, places):
        backend_of(given).HOST.address(given)  # which has an error for memory that has been freed
    return unpooling_of_tensors.unpooled(x, staying(plain(x), places, plane), places, plane)


def _unpooled(x: Any, places: Any, plane: int) -> Any:
    xp = namespace(x)
    padded = xp.concatenate([x, xp.zeros_like(x[..., :1])], axis=-1)
    return taken(padded, winners(plain(x), places, plane))


def _spread(x: Any, windows: Sliding, spatial: tuple[int, ...], divide: int, divisor: int) -> Any:
    """Each element of x, divided as `divide` says, on its whole window."""
    if isinstance(x, np.ndarray):
        return native.spread(arrays.HOST, x, None, windows, spatial, divide, divisor)
    if isinstance(x, Recorded):
        from ..backends.numpy import recorded_numpy

        return recorded_numpy.linear(
            x,
            lambda value: native.spread(
                arrays.HOST, value, None, windows, spatial, divide, divisor
            ),
            lambda grad: native.total(arrays.HOST, grad, None, windows, divide, divisor, 0),
        )
    from ..backends.torch import composed, tensors

    if tensors._ours(x):
        return tensors._call("spread", x, None, windows, spatial, divide, divisor)
    import torch

    if torch.onnx.is_in_onnx_export():
        return composed.spread(x, windows, spatial, divide, divisor)
    shape = (*x.shape[: x.ndim - windows.rank], *spatial)
    pooled = torch.func.vjp(
        lambda z: composed.total(z, None, windows, divide, divisor, 0), x.new_zeros(shape)
    )
    return pooled[1](x)[0]
