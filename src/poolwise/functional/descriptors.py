"""One descriptor of all positions: how channels vary together, or where they lie among centres."""

from __future__ import annotations

import math
from typing import Any, Never

import numpy as np

from ..backends import Recorded, gathered, namespace, native
from ..windows import Windows, flag
from .arguments import Array, ArrayLike, Lengths, Mask
from .composing import cast, floats
from .declaration import LEARNED, MEANS, REQUIRED, Operator, Parameter, declare
from .keywords import refuse
from .learned import checked_array
from .numbers import whole as integer
from .per_rank import per_rank
from .positions import all_positions
from .rules import spatial_of

__all__ = [
    "covariance_pool1d",
    "covariance_pool2d",
    "covariance_pool3d",
    "netvlad_pool1d",
    "netvlad_pool2d",
    "netvlad_pool3d",
]


declare(
    Operator(
        "covariance",
        (MEANS,),
        "Σ^½, Σ = Σ_i (x_i − x̄)(x_i − x̄)ᵀ / n over channels, by Newton–Schulz iterations",
        "how the channels vary together (second-order pooling, iSQRT-COV)",
        "Li, Xie, Wang & Gao 2018",
        "fine-grained classes, told apart by which features occur together; texture",
        "channels² / 2 numbers where avg has as many as channels: reduce these first; forgets the "
        "means",
        parameters=(
            Parameter("iterations", 5, "of Newton and Schulz; 0 leaves the covariance", "integer"),
            Parameter("triangle", True, "the upper triangle as a vector, not the matrix", "flag"),
        ),
        windows=("global",),
        geometry="",
        function="covariance_pool{n}d",
        module="CovariancePool{n}d",
        placed="",
        call="",
        home=__name__,
    )
)


@per_rank
def covariance_pool(
    x: Array,
    *,
    iterations: int = 5,
    triangle: bool = True,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
    _rank: int = 0,
    **unknown: Never,
) -> Array:
    """The square root of the covariance of the channels over all positions.

    The covariance, divided by the number of positions, is brought to trace 1, its root found by
    the coupled iterations of Newton and Schulz, of products of matrices alone, and multiplied by
    the root of the trace. Where nothing varies it is 0, and so is the gradient.

    Args:
        x: array or tensor of shape (*lead, channels, {spatial}); bool, integer or floating-point.
        iterations: how many; about 20 give the root to all digits. 0 gives the covariance itself.
        triangle: the upper triangle row by row, of which the rest is a mirror image; False gives
            the whole matrix.
        mask: as ever, but positions are absent from all channels at once.

    Returns:
        An array of shape (*lead, channels (channels + 1) / 2), or (*lead, channels, channels), of
        floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Li, Xie, Wang & Gao 2018.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([[1.0, 3.0, 1.0, 3.0], [5.0, 5.0, 9.0, 9.0]]).reshape(1, 2, 4{flat})
        >>> poolwise.covariance_pool{n}d(x, iterations=0)
        array([[1., 0., 4.]])
        >>> poolwise.covariance_pool{n}d(x, iterations=20).round(6)
        array([[1., 0., 2.]])
    """
    if unknown:
        refuse(covariance_pool[_rank - 1], unknown)
    steps = integer("iterations", iterations, 0)
    flag("triangle", triangle)
    values, present = all_positions(x, _rank, mask, lengths, channels_last)
    _require_positions(x, _rank, channels_last)
    target = floats(x)[1]
    native.check_empty_value(empty_value, target)
    if isinstance(gathered.plain(values), np.ndarray):
        with np.errstate(over="ignore", invalid="ignore"):  # the result says so
            out = _covariance(values, present, steps)
    else:
        out = _covariance(values, present, steps)
    out = _upper(out) if triangle else out
    if present is not None:
        some = present.any(-1) if triangle else present.any(-1)[..., None]
        out = namespace(out).where(some, out, float(empty_value))
    pooled: Array = cast(out, target)
    return pooled


covariance_pool1d, covariance_pool2d, covariance_pool3d = covariance_pool


declare(
    Operator(
        "netvlad",
        (LEARNED,),
        "V_k = Σ_i a_k(x_i) (x_i − c_k), a = softmax(w_k·x_i + b_k); each of length 1, then all",
        "how positions lie around learned centres, softly assigned",
        "Arandjelović et al. 2016",
        "retrieval and place recognition: what there is wherever it is, and more of it than a mean",
        "clusters times as many numbers as channels; wants centres that data gave (`init_from`)",
        kind="learned",
        parameters=(
            Parameter("centres", REQUIRED, "c, one for each cluster", "array", of="function"),
            Parameter("weight", REQUIRED, "w, of the assignment", "array", of="function"),
            Parameter("bias", REQUIRED, "b, of the assignment", "array", of="function"),
            Parameter("channels", REQUIRED, "of x", "integer", of="module"),
            Parameter("clusters", 64, "how many centres", "integer", of="module"),
            Parameter("alpha", 1.0, "how hard positions are assigned at first", of="module"),
        ),
        windows=("global",),
        geometry="",
        function="netvlad_pool{n}d",
        module="NetVLADPool{n}d",
        placed="",
        example="import torch, poolwise.nn\nx = torch.rand(1, 4, 8, 8)\n"
        "poolwise.nn.NetVLADPool2d(4, clusters=8)(x)",
        home=__name__,
    )
)


@per_rank
def netvlad_pool(
    x: Array,
    centres: ArrayLike,
    weight: ArrayLike,
    bias: ArrayLike,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
    _rank: int = 0,
    **unknown: Never,
) -> Array:
    """The residuals of all positions to learned centres, to which they are softly assigned.

    V_k = Σ_i a_k(x_i) (x_i − c_k) with a = softmax over the centres of w_k·x_i + b_k. Each V_k is
    brought to length 1, and then all of them together; what is 0 remains so. The paper brings each
    position of x to length 1 before.

    Args:
        x: array or tensor of shape (*lead, channels, {spatial}); bool, integer or floating-point.
        centres, weight: c and w, arrays or tensors like x, of floats and of shape
            (clusters, channels); may be learned.
        bias: b, of shape (clusters,); may be learned.
        mask: as ever, but positions are absent from all channels at once.

    Returns:
        An array of shape (*lead, clusters · channels), cluster by cluster, of floats: x's own dtype
        where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Arandjelović et al. 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([[1.0, 1.0, 5.0, 5.0], [2.0, 0.0, 7.0, 7.0]]).reshape(1, 2, 4{flat})
        >>> centres = np.array([[1.0, 1.0], [5.0, 6.0]])
        >>> near = {"weight": 9 * centres, "bias": -4.5 * (centres**2).sum(-1)}
        >>> poolwise.netvlad_pool{n}d(x, centres, **near).round(4)
        array([[0., 0., 0., 1.]])
    """
    if unknown:
        refuse(netvlad_pool[_rank - 1], unknown)
    values, present = all_positions(x, _rank, mask, lengths, channels_last)
    _require_positions(x, _rank, channels_last)
    target, channels = floats(x)[1], values.shape[-2]
    native.check_empty_value(empty_value, target)
    clusters = tuple(checked_array("bias", bias, x).shape)
    if len(clusters) != 1:
        raise ValueError(f"bias has shape {clusters}; it needs (clusters,)")
    for name, given in (("centres", centres), ("weight", weight)):
        shape = tuple(checked_array(name, given, x).shape)
        if shape != (*clusters, channels):
            raise ValueError(
                f"{name} has shape {shape}; it needs (clusters, {channels}), as bias and x are"
            )
    kind = gathered.name_of(values)
    centres, weight, bias = (cast(given, kind) for given in (centres, weight, bias))
    logits = _matmul(weight, values) + bias[:, None]
    top = gathered.plain(logits)
    share = namespace(logits).exp(logits - namespace(top).amax(top, -2)[..., None, :])
    share = _masked(share / share.sum(-2)[..., None, :], present)
    residual = (
        _matmul(share, gathered.moveaxis(values, -1, -2)) - share.sum(-1)[..., None] * centres
    )
    whole = _unit(_unit(residual).reshape((*residual.shape[:-2], clusters[0] * channels)))
    if present is not None:
        whole = namespace(whole).where(present.any(-1), whole, float(empty_value))
    pooled: Array = cast(whole, target)
    return pooled


netvlad_pool1d, netvlad_pool2d, netvlad_pool3d = netvlad_pool


def _unit(x: Any) -> Any:
    """Rows brought to length 1, of any scale, but for those of 0."""
    held = gathered.plain(x)
    pure = namespace(held)
    size = pure.amax(abs(held), -1)[..., None] if held.shape[-1] else 1.0
    x = x / pure.where(size > 0, size, 1.0) if held.shape[-1] else x
    squares = (x * x).sum(-1)[..., None]
    return x / namespace(x).sqrt(namespace(x).where(gathered.plain(squares) == 0, 1.0, squares))


def _require_positions(x: Any, rank: int, channels_last: bool) -> None:
    """Raise where there is none."""
    windows = Windows.whole(rank)
    windows.output_shape(spatial_of(x, windows, {"channels_last": channels_last}))


def _covariance(x: Any, present: Any, iterations: int) -> Any:
    """The covariance of the channels of each matrix, or its root after some iterations."""
    ratio, size, scale = _deviations(x, present)
    out = _gram(ratio) / _count(x, present)
    out = _root(out, iterations) if iterations else out * size / scale
    return out * size / scale


def _count(x: Any, present: Any) -> Any:
    """How many positions there are, of matrices."""
    if present is None:
        return float(x.shape[-1])
    return cast(present.sum(-1)[..., None].clip(1), gathered.name_of(x))


def _deviations(x: Any, present: Any) -> tuple[Any, Any, Any]:
    """What each channel deviates from its mean by, of which the largest is made 1 and what is
    absent 0; what that largest is, of each matrix, over a scale that no difference overflows at."""
    held = gathered.plain(x)
    pure = namespace(held)
    scale = gathered.power_of_two(_largest(abs(held)))
    # From one of its own elements, a constant channel has no distance at all.
    own = held if present is None else pure.where(present, held, -math.inf)
    top = pure.amax(own, -1)[..., None]
    apart = x * scale - pure.where(pure.isfinite(top), top * scale, 0.0)
    apart = _masked(apart, present)
    apart = _masked(apart - apart.sum(-1)[..., None] / _count(x, present), present)
    size = _largest(abs(gathered.plain(apart)))
    size = pure.where((size > 0) & pure.isfinite(size), size, 1.0)
    return apart / size, size, scale


def _largest(x: Any) -> Any:
    """The largest element of each matrix, of which there may be none."""
    xp = namespace(x)
    return xp.amax(x if x.shape[-2] else x.sum(-2)[..., None, :], (-2, -1))[..., None, None]


def _masked(x: Any, present: Any) -> Any:
    return x if present is None else namespace(x).where(present, x, 0.0)


def _gram(x: Any) -> Any:
    if isinstance(x, Recorded):
        return namespace(x).gram(x)
    return _matmul(x, gathered.moveaxis(x, -1, -2))


def _matmul(a: Any, b: Any) -> Any:
    return namespace(b if isinstance(b, Recorded) else a).matmul(a, b)


def _root(matrix: Any, iterations: int) -> Any:
    """The root of matrices whose eigenvalues are not negative."""
    xp, place = namespace(matrix), gathered.positions(gathered.plain(matrix))
    one = cast(place[:, None] == place, gathered.name_of(matrix))
    trace = (matrix * one).sum((-2, -1))[..., None, None]
    trace = xp.where(gathered.plain(trace) == 0, 1.0, trace)
    root = inverse = matrix / trace  # the inverse of the root begins as one
    for step in range(iterations):
        product = _matmul(inverse, root) if step else root
        half = (one * 3.0 - product) * 0.5
        root, inverse = _matmul(root, half), _matmul(half, inverse) if step else half
    return root * xp.sqrt(trace)


def _upper(matrix: Any) -> Any:
    """The upper triangle, row by row."""
    n, held = matrix.shape[-1], gathered.plain(matrix)
    if isinstance(held, np.ndarray):
        rows, columns = np.triu_indices(n)
    else:
        rows, columns = namespace(held).triu_indices(n, n, device=held.device)
    return matrix[..., rows, columns]
