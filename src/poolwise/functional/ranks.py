"""Pooling by rank: the elements of each window from the largest to the smallest."""

from __future__ import annotations

from typing import Any, Unpack

from ..backends import backend_of, gathered, native
from ..windows import Windows
from .arguments import Array, ArrayLike, DType, Generator, Seed
from .composing import cast, saturated
from .numbers import choice, geometric, probability, rows_per_channel, whole
from .over_windows import adaptive, sliding
from .over_windows import whole as over_all
from .random import check_draw, drawn
from .rules import Rules, capacity_of, reduce

__all__ = [
    "adaptive_median_pool1d",
    "adaptive_median_pool2d",
    "adaptive_median_pool3d",
    "adaptive_ordinal_pool1d",
    "adaptive_ordinal_pool2d",
    "adaptive_ordinal_pool3d",
    "adaptive_rank_stochastic_pool1d",
    "adaptive_rank_stochastic_pool2d",
    "adaptive_rank_stochastic_pool3d",
    "adaptive_rank_weighted_pool1d",
    "adaptive_rank_weighted_pool2d",
    "adaptive_rank_weighted_pool3d",
    "adaptive_top_k_avg_pool1d",
    "adaptive_top_k_avg_pool2d",
    "adaptive_top_k_avg_pool3d",
    "global_median_pool1d",
    "global_median_pool2d",
    "global_median_pool3d",
    "global_ordinal_pool1d",
    "global_ordinal_pool2d",
    "global_ordinal_pool3d",
    "global_rank_stochastic_pool1d",
    "global_rank_stochastic_pool2d",
    "global_rank_stochastic_pool3d",
    "global_rank_weighted_pool1d",
    "global_rank_weighted_pool2d",
    "global_rank_weighted_pool3d",
    "global_top_k_avg_pool1d",
    "global_top_k_avg_pool2d",
    "global_top_k_avg_pool3d",
    "median_pool1d",
    "median_pool2d",
    "median_pool3d",
    "ordinal_pool1d",
    "ordinal_pool2d",
    "ordinal_pool3d",
    "rank_stochastic_pool1d",
    "rank_stochastic_pool2d",
    "rank_stochastic_pool3d",
    "rank_weighted_pool1d",
    "rank_weighted_pool2d",
    "rank_weighted_pool3d",
    "top_k_avg_pool1d",
    "top_k_avg_pool2d",
    "top_k_avg_pool3d",
]


# Of the two middle elements, as the reducer numbers it.
_MIDDLE = {"lower": 0.0, "midpoint": 1.0, "upper": 2.0, "higher": 2.0}


def middle(interpolation: Any) -> float:
    """The number of this interpolation.

    Raises:
        ValueError, TypeError: there is none of that name.
    """
    return _MIDDLE[choice("interpolation", interpolation, sorted(_MIDDLE))]


def median_pool(
    x: Array,
    windows: Windows,
    *,
    interpolation: str = "midpoint",
    dtype: DType = None,
    **rules: Unpack[Rules],
) -> Array:
    """The median of each window.

    Args:
        x: array or tensor of shape (*lead, {spatial}); bool, integer or floating-point.
        {geometry}
        interpolation: where a window has an even number of elements, ``"midpoint"`` takes the mean
            of the two middle ones, ``"lower"`` the smaller, as `torch.median` does, ``"upper"``
            (NumPy's ``"higher"``) the larger.
        dtype: the result's; x's own when None. Of integers to integers, means are rounded half to
            even, and what is too large saturates; to floats, integers of 64 bits are first rounded
            to float64.

    Returns:
        An array of x's dtype, or of the one asked for. A NaN wins.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 8.0, 1.0, 2.0]).reshape(1, 1, 4{flat})
        >>> poolwise.{prefix}median_pool{n}d(x, {where}).ravel()
        array([5.5, 1.5])
    """
    of = (middle(interpolation),)
    if dtype is None:
        return reduce(x, windows, "median", of, **rules)
    name = gathered.name_of(x)
    target = str(backend_of(x).target(dtype, name)).removeprefix("torch.")
    native.check_empty_value(rules.get("empty_value", 0), target)
    wide = cast(x, native.wide_enough(name, target))
    middle_one: Array = saturated(reduce(wide, windows, "median", of, **rules), target)
    return middle_one


def top_k_avg_pool(x: Array, windows: Windows, *, k: int = 2, **rules: Unpack[Rules]) -> Array:
    """The mean of the k largest elements of each window: rank-based average pooling, RAP.

    k = 1 is the maximum; a k of all elements or more is the mean.

    Args:
        x: array or tensor of shape (*lead, {spatial}); bool, integer or floating-point.
        {geometry}
        k: how many elements, at least 1.

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Shi, Ye & Wu 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 8.0, 1.0, 2.0]).reshape(1, 1, 4{flat})
        >>> poolwise.{prefix}top_k_avg_pool{n}d(x, {where}, k=1).ravel()
        array([8., 2.])
    """
    most = capacity_of(x, windows, rules)
    return reduce(x, windows, "ranked", (1.0,) * min(whole("k", k, 1), most), **rules)


def rank_weighted_pool(
    x: Array, windows: Windows, *, alpha: float = 0.5, **rules: Unpack[Rules]
) -> Array:
    """The mean of each window weighted by rank: Σ α(1−α)^(r−1) x(r) over x(1) ≥ x(2) ≥ …, RWP.

    Weights are renormalised over the window's elements.

    Args:
        x: array or tensor of shape (*lead, {spatial}); bool, integer or floating-point.
        {geometry}
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Shi, Ye & Wu 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 0.0, 3.0]).reshape(1, 1, 4{flat})
        >>> poolwise.{prefix}rank_weighted_pool{n}d(x, {where}, alpha=0.5).ravel()
        array([7., 2.])
    """
    return reduce(x, windows, "ranked", _geometric(x, windows, alpha, rules), **rules)


def rank_stochastic_pool(
    x: Array,
    windows: Windows,
    *,
    alpha: float = 0.5,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    **rules: Unpack[Rules],
) -> Array:
    """An element of each window, drawn by rank with the weights of rank-weighted pooling, RSP.

    Args:
        x: array or tensor of shape (*lead, {spatial}); bool, integer or floating-point.
        {geometry}
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        training: draw; False gives the mean over all draws, `rank_weighted_pool{n}d`.
        seed, generator, first_index: of the draw, as in `stochastic_pool{n}d`.

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Shi, Ye & Wu 2016.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 0.0, 3.0]).reshape(1, 1, 4{flat})
        >>> poolwise.{prefix}rank_stochastic_pool{n}d(x, {where}, training=False).ravel()
        array([7., 2.])
    """
    weights = _geometric(x, windows, alpha, rules)
    if not training:
        check_draw(x, seed, generator, first_index)
        return reduce(x, windows, "ranked", weights, **rules)
    draw = drawn(x, seed, generator, first_index)
    return reduce(x, windows, "rank_drawn", weights, draw, **rules)


def ordinal_pool(
    x: Array, windows: Windows, *, weights: ArrayLike, **rules: Unpack[Rules]
) -> Array:
    """The mean of each window with weights for its ranks: Σ w_r x(r) / Σ w_r.

    `poolwise.nn.OrdinalPool{n}d` learns them as the softmax of logits.

    Args:
        x: array or tensor of shape (*lead, {spatial}); bool, integer or floating-point.
        {geometry}
        weights: of the ranks from the largest element on, of shape (R,) or (channels, R), which
            may be learned; not negative. Ranks beyond R have none.

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Kumar 2018; Deliège et al. 2021.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 0.0, 3.0]).reshape(1, 1, 4{flat})
        >>> poolwise.{prefix}ordinal_pool{n}d(x, {where}, weights=np.array([2.0, 1.0])).ravel()
        array([7., 2.])
    """
    table = rows_per_channel(x, windows, rules, weights)
    return reduce(x, windows, "ranked", table, **rules)


def _geometric(x: Any, windows: Windows, alpha: Any, rules: Rules) -> tuple[float, ...]:
    a = probability("alpha", alpha)
    return geometric(1.0, 1 - a, capacity_of(x, windows, rules))


median_pool1d, median_pool2d, median_pool3d = sliding(median_pool)
top_k_avg_pool1d, top_k_avg_pool2d, top_k_avg_pool3d = sliding(top_k_avg_pool)
rank_weighted_pool1d, rank_weighted_pool2d, rank_weighted_pool3d = sliding(rank_weighted_pool)
rank_stochastic_pool1d, rank_stochastic_pool2d, rank_stochastic_pool3d = sliding(
    rank_stochastic_pool
)
ordinal_pool1d, ordinal_pool2d, ordinal_pool3d = sliding(ordinal_pool)
adaptive_median_pool1d, adaptive_median_pool2d, adaptive_median_pool3d = adaptive(median_pool)
adaptive_top_k_avg_pool1d, adaptive_top_k_avg_pool2d, adaptive_top_k_avg_pool3d = adaptive(
    top_k_avg_pool
)
adaptive_rank_weighted_pool1d, adaptive_rank_weighted_pool2d, adaptive_rank_weighted_pool3d = (
    adaptive(rank_weighted_pool)
)
(
    adaptive_rank_stochastic_pool1d,
    adaptive_rank_stochastic_pool2d,
    adaptive_rank_stochastic_pool3d,
) = adaptive(rank_stochastic_pool)
adaptive_ordinal_pool1d, adaptive_ordinal_pool2d, adaptive_ordinal_pool3d = adaptive(ordinal_pool)
global_median_pool1d, global_median_pool2d, global_median_pool3d = over_all(median_pool)
global_top_k_avg_pool1d, global_top_k_avg_pool2d, global_top_k_avg_pool3d = over_all(top_k_avg_pool)
global_rank_weighted_pool1d, global_rank_weighted_pool2d, global_rank_weighted_pool3d = over_all(
    rank_weighted_pool
)
global_rank_stochastic_pool1d, global_rank_stochastic_pool2d, global_rank_stochastic_pool3d = (
    over_all(rank_stochastic_pool)
)
global_ordinal_pool1d, global_ordinal_pool2d, global_ordinal_pool3d = over_all(ordinal_pool)
