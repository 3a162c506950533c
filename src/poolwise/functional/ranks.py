"""Pooling by rank: the elements of each window from the largest to the smallest."""

from __future__ import annotations

from typing import Any, Unpack

from ..backends import Reduce, backend_of, gathered, native
from ..windows import Windows
from . import joined
from .arguments import Array, ArrayLike, DType, Generator, Same, Seed
from .composing import cast, saturated
from .declaration import DTYPE, ORDER, Parameter, array, count, number, word
from .numbers import (
    finite,
    floor_of,
    geometric,
    probability,
    real,
    rounding_of,
    rows_per_channel,
    share,
)
from .over_windows import operator
from .random import check_draw, keep_drawn
from .rules import Rules, keep, ranks_of, under_rules

__all__: list[str] = []


# Of the two middle elements, as the reducer numbers it.
_MIDDLE = {"lower": 0.0, "midpoint": 1.0, "upper": 2.0, "higher": 2.0}


_ALPHA = number(
    0.5, probability, "the share of the largest, in (0, 1]", tried=(0.4, 0.25, 0.5, 0.8, 1.0)
)


@operator(
    ORDER,
    formula="x((n+1)/2), or the mean of the two middle ones",
    keeps="the middle of the window",
    source="classical",
    good="salt-and-pepper noise and other outliers, up to half of the window; edges stay sharper "
    "than under a mean",
    bad="sparse features: where more than half of a window is 0, so is the result; the gradient "
    "reaches one or two elements; slower than max and avg",
    by_name=True,
    parameters=(DTYPE,),
)
def median_pool(
    x: Array,
    windows: Windows,
    *,
    interpolation: str = word(
        "midpoint",
        "of an even number of elements: the mean of the middle two, or one of them",
        ("midpoint", "lower", "upper"),
        also=("higher",),
    ),
    dtype: DType = None,
    **rules: Unpack[Rules],
) -> Array:
    """The median of each window.

    Args:
        interpolation: where a window has an even number of elements, ``"midpoint"`` takes the mean
            of the two middle ones, ``"lower"`` the smaller, as `torch.median` does, ``"upper"``
            (NumPy's ``"higher"``) the larger.
        dtype: the result's; x's own when None. Of integers to integers, means are rounded half to
            even, and what is too large saturates; to floats, integers of 64 bits are first rounded
            to float64.

    Returns:
        An array of x's dtype, or of the one asked for. A NaN wins.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 8.0, 1.0, 2.0]).reshape(1, 1, 4{flat})
        >>> poolwise.{prefix}median_pool{n}d(x, {where}).ravel()
        array([5.5, 1.5])
    """
    of = (_MIDDLE[interpolation],)
    if dtype is None:
        return keep(x, "median", of)
    name = gathered.name_of(x)
    target = str(backend_of(x).target(dtype, name)).removeprefix("torch.")
    native.check_empty_value(rules.get("empty_value", 0), target)
    wide = cast(x, native.wide_enough(name, target))
    middle_one: Array = saturated(under_rules(wide, windows, Reduce("median", of), **rules), target)
    return middle_one


@operator(
    ORDER,
    formula="(x(1) + … + x(k)) / k",
    keeps="the mean of the k largest (RAP)",
    source="Shi, Ye & Wu 2016",
    good="a step between max (k = 1) and avg (k = n): outliers weigh less, weak background does "
    "not dilute",
    bad="k is one more number to choose, and its meaning changes with the window's size; "
    "weights jump at rank k",
    by_name=True,
    module="{p}TopKAvgPool{n}d",
)
def top_k_avg_pool(
    x: Array,
    windows: Windows,
    *,
    k: int = count(2, "how many elements", tried=(3, 1, 2, 6)),
    **rules: Unpack[Rules],
) -> Array:
    """The mean of the k largest elements of each window: rank-based average pooling, RAP.

    k = 1 is the maximum; a k of all elements or more is the mean.

    Args:
        k: how many elements, at least 1.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 8.0, 1.0, 2.0]).reshape(1, 1, 4{flat})
        >>> poolwise.{prefix}top_k_avg_pool{n}d(x, {where}, k=1).ravel()
        array([8., 2.])
    """
    most, of_shape = ranks_of(x, windows, rules)
    return keep(x, "ranked", (1.0,) * min(k, most), of_shape=of_shape)


@operator(
    ORDER,
    formula="Σ α(1−α)^(r−1) x(r) / Σ α(1−α)^(r−1)",
    keeps="a mean with weights that fall with rank (RWP)",
    source="Shi, Ye & Wu 2016",
    good="a smooth step between max (α = 1) and avg (α → 0) that scale does not change: doubling "
    "x doubles the result",
    bad="sorts every window, which takes time on large ones; α is chosen, not learned",
    by_name=True,
)
def rank_weighted_pool(
    x: Array, windows: Windows, *, alpha: float = _ALPHA, **rules: Unpack[Rules]
) -> Array:
    """The mean of each window weighted by rank: Σ α(1−α)^(r−1) x(r) over x(1) ≥ x(2) ≥ …, RWP.

    Weights are renormalised over the window's elements.

    Args:
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 0.0, 3.0]).reshape(1, 1, 4{flat})
        >>> poolwise.{prefix}rank_weighted_pool{n}d(x, {where}, alpha=0.5).ravel()
        array([7., 2.])
    """
    most, of_shape = ranks_of(x, windows, rules)
    return keep(x, "ranked", geometric(1.0, 1 - alpha, most), of_shape=of_shape)


@operator(
    ORDER,
    formula="x(r) with probability ∝ α(1−α)^(r−1); evaluated as rank_weighted",
    keeps="an element drawn by rank (RSP)",
    source="Shi, Ye & Wu 2016",
    good="regularisation of small data sets: draws depend on order alone, so that zeros and "
    "negative values are welcome, unlike in stochastic",
    bad="training is noisier and slower to settle; little is gained where data abounds or other "
    "regularisation is strong",
    by_name=True,
)
def rank_stochastic_pool(
    x: Array,
    windows: Windows,
    *,
    alpha: float = _ALPHA,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    **rules: Unpack[Rules],
) -> Array:
    """An element of each window, drawn by rank with the weights of rank-weighted pooling, RSP.

    Args:
        alpha: the share of the largest, above 0 and at most 1. 1 is the maximum.
        training: draw; False gives the mean over all draws, `rank_weighted_pool{n}d`.
        seed, generator, first_index: of the draw, as in `stochastic_pool{n}d`.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 0.0, 3.0]).reshape(1, 1, 4{flat})
        >>> poolwise.{prefix}rank_stochastic_pool{n}d(x, {where}, training=False).ravel()
        array([7., 2.])
    """
    most, of_shape = ranks_of(x, windows, rules)
    weights = geometric(1.0, 1 - alpha, most)
    if not training:
        check_draw(x, seed, generator, first_index)
        return keep(x, "ranked", weights, of_shape=of_shape)
    return keep_drawn(x, "rank_drawn", weights, seed, generator, first_index, of_shape=of_shape)


@operator(
    ORDER,
    formula="Σ w_r x(r), w = softmax of learned logits",
    keeps="a mean with learned weights for the ranks",
    source="Kumar 2018; Deliège et al. 2021",
    good="letting each channel find its own place between min, avg and max",
    bad="as many weights per channel as a window has elements; sorts every window; the result "
    "depends on the window's size that it was trained with",
    call="2, weights=torch.tensor([0.4, 0.3, 0.2, 0.1])",
    build="2",
    kind="plain or learned",
    parameters=(
        Parameter("channels", 1, "how many have weights of their own", "object", of="module"),
        Parameter("ranks", None, "how many; None: the window's size", "integer", of="module"),
    ),
    by_name=True,
)
def ordinal_pool(
    x: Array,
    windows: Windows,
    *,
    weights: ArrayLike = array(
        "of the ranks, (R,) or (channels, R)", tried=((3.0, 2.0, 1.0), (0.5,))
    ),
    **rules: Unpack[Rules],
) -> Array:
    """The mean of each window with weights for its ranks: Σ w_r x(r) / Σ w_r.

    `poolwise.nn.OrdinalPool{n}d` learns them as the softmax of logits.

    Args:
        weights: of the ranks from the largest element on, of shape (R,) or (channels, R), which
            may be learned; not negative. Ranks beyond R have none.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 0.0, 3.0]).reshape(1, 1, 4{flat})
        >>> poolwise.{prefix}ordinal_pool{n}d(x, {where}, weights=np.array([2.0, 1.0])).ravel()
        array([7., 2.])
    """
    table = rows_per_channel(x, windows, rules, weights)
    return keep(x, "ranked", table)


def _below_half(name: str, value: Any) -> float:
    return real(name, value, lambda n: 0 <= n < 0.5, "at least 0 and below 0.5")


def _trimmed(_: Any, n: Any, cut: Any) -> list[Any]:
    out = floor_of(cut * n)
    return [(out, n - out, 1 / (n - 2 * out))]


@operator(
    ORDER,
    formula="Σ x(r) / (n − 2g) over g < r ≤ n − g, g = ⌊cut n⌋",
    keeps="the mean of what is left without the largest and the smallest",
    source="Tukey 1962",
    good="noise with outliers: as smooth as avg where there are none, and up to the share that is "
    "cut they do not count at all",
    bad="sparse features, whose few strong responses are what is cut; sorts every window; cuts "
    "nothing from windows of fewer than 1 / cut elements",
    by_name=True,
    by_rank=_trimmed,
)
def trimmed_mean_pool(
    x: Array,
    windows: Windows,
    *,
    cut: float = number(
        0.25, _below_half, "the share that is left out at either end", tried=(0.25, 0, 0.1, 0.4)
    ),
    **rules: Unpack[Rules],
) -> Array:
    """The mean of each window without a share of its elements at either end.

    Of n elements ⌊cut · n⌋ are left out at the top and as many at the bottom. 0 leaves out none,
    which is the mean; close to ½ it is the median.

    Args:
        cut: the share that is left out at either end, at least 0 and below 0.5.

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 99.0, 1.0, 2.0, 5.0, 5.0, -80.0, 5.0]).reshape(1, 1, 8{flat})
        >>> poolwise.{prefix}trimmed_mean_pool{n}d(x, {where:4}, cut=0.25).ravel()
        array([2.5, 5. ])
    """
    return keep(x, "trimmed_mean", (float(cut),))


_BETWEEN = {"linear": 0.0, "lower": 1.0, "higher": 2.0, "midpoint": 3.0, "nearest": 4.0}


def _between(_: Any, n: Any, q: Any, of: Any) -> list[Any]:
    at = q * (n - 1)
    low = floor_of(at)
    apart, odd = (at - low) * (at - low > rounding_of(at)), low % 2
    nearest = (apart > 0.5) + (apart == 0.5) * odd
    shares = (apart, 0 * at, 1.0, 0.5, nearest)
    high = sum(share * (of == number) for number, share in enumerate(shares)) * (apart > 0)
    rank = n - 1 - low
    return [(rank - 1, rank, high), (rank, rank + 1, 1 - high)]


@operator(
    ORDER,
    formula="x at the place q (n − 1) of the elements in ascending order, counted from 0",
    keeps="what the share q of the window lies below",
    source="Hyndman & Fan 1996, their definition 7",
    good="a minimum or a maximum that outliers do not decide (q of 0.1 or 0.9), backgrounds, "
    "envelopes; q is a dial from min by the median to max",
    bad="sparse features, of which a share below q counts nothing; sorts every window; the "
    "gradient reaches one or two elements",
    by_name=True,
    by_rank=_between,
)
def quantile_pool(
    x: Array,
    windows: Windows,
    *,
    q: float = number(0.5, share, "the share that lies below", tried=(0.75, 0.0, 0.1, 0.5, 1.0)),
    interpolation: str = word("linear", "between two elements", tuple(_BETWEEN)),
    **rules: Unpack[Rules],
) -> Array:
    """The q-quantile of each window: what the share q of its elements lies below.

    As `numpy.quantile` and `torch.quantile` have it: 0 is the minimum, ½ the median, 1 the maximum.

    Args:
        q: the share, from 0 to 1.
        interpolation: what is taken where q (n − 1) lies between two elements: ``"linear"``,
            ``"lower"``, ``"higher"``, their mean (``"midpoint"``), or the ``"nearest"``, of two as
            near that of even number.

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 1.0, 2.0, 5.0, 5.0, 1.0, 5.0]).reshape(1, 1, 8{flat})
        >>> poolwise.{prefix}quantile_pool{n}d(x, {where:4}, q=0.75).ravel()
        array([4.5, 5. ])
    """
    return keep(x, "quantile", (float(q), _BETWEEN[interpolation]))


def _ends(_: Any, n: Any) -> list[Any]:
    half = 0 * n + 0.5
    return [(0 * n, 0 * n + 1, half), (n - 1, n, half)]


@operator(
    ORDER,
    formula="(max x + min x) / 2",
    keeps="the middle between the largest and the smallest",
    source="classical",
    good="noise that is spread evenly between two bounds, as rounding makes it, whose centre "
    "nothing estimates better; the level between the dark and the bright side of an edge",
    bad="outliers: either end of the window is half of the result; the gradient reaches two "
    "elements; sparse features, of which it is half of max",
    by_name=True,
    by_rank=_ends,
    operations=lambda n: 2 * n,
    joined=joined.MIDDLE,
)
def midrange_pool(x: Array, windows: Windows, **rules: Unpack[Rules]) -> Array:
    """The mean of the largest and the smallest element of each window.

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 1.0, 2.0, 5.0, 5.0, 1.0, 5.0]).reshape(1, 1, 8{flat})
        >>> poolwise.{prefix}midrange_pool{n}d(x, {where:4}).ravel()
        array([5., 3.])
    """
    return keep(x, "midrange")


def _both_means(_: Any, n: Any, k: Any) -> list[Any]:
    k = n.minimum(k)
    return [(0 * k, k, 1 / k), (n - k, n, 1 / k)]


@operator(
    ORDER,
    formula="(x(1) + … + x(k)) / k + (x(n−k+1) + … + x(n)) / k",
    keeps="the strongest evidence for and the strongest against, weighed up",
    source="Durand, Thome & Cord 2016 (WELDON)",
    good="maps of scores for a class, pooled as a whole to learn from labels of images alone: "
    "regions that speak against a class count as those that speak for it, and k of each bear "
    "noise better than one",
    bad="features that are never negative, of which the smallest say nothing; k is one more number "
    "to choose, and its meaning changes with the window's size; sorts every window",
    by_name=True,
    by_rank=_both_means,
)
def weldon_pool(
    x: Array,
    windows: Windows,
    *,
    k: int = count(2, "how many elements at either end", tried=(3, 1, 2, 6)),
    **rules: Unpack[Rules],
) -> Array:
    """The mean of the k largest elements of each window plus the mean of its k smallest.

    k = 1 is the maximum plus the minimum. Of fewer than k elements all are taken at both ends,
    which is twice the mean.

    Args:
        k: how many elements at either end, at least 1.

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 9.0, 1.0, -2.0, 5.0, 5.0, 1.0, 5.0]).reshape(1, 1, 8{flat})
        >>> poolwise.{prefix}weldon_pool{n}d(x, {where:4}, k=2).ravel()
        array([5.5, 8. ])
    """
    return keep(x, "weldon", (float(k),))


def _max_or_mean(element: Any, n: Any, k: Any, t: Any) -> list[Any]:
    k = n.minimum(k)
    k = k - (k - 1) * (element(k - 1) >= t)
    return [(0 * k, k, 1 / k)]


@operator(
    ORDER,
    formula="x(1) where x(k) ≥ t, else (x(1) + … + x(k)) / k",
    keeps="the maximum of strong features, the mean of the k largest of weak ones",
    source="Zhao & Zhang 2024",
    good="features of a known range, as after a sigmoid or a normalisation, of which a strong "
    "response says all and weak ones are better averaged",
    bad="t is in the units of the features, which change from layer to layer and while they are "
    "learned; the result jumps where x(k) crosses it, and no gradient finds a better one",
    by_name=True,
    by_rank=_max_or_mean,
)
def t_max_avg_pool(
    x: Array,
    windows: Windows,
    *,
    k: int = count(3, "how many elements", tried=(3, 1, 2, 6)),
    t: float = number(0.5, finite, "the threshold T", tried=(0.45, 0.5, -1.0, 2.0)),
    **rules: Unpack[Rules],
) -> Array:
    """The maximum of each window whose k largest elements all reach t, of others their mean.

    That is T-Max-Avg. The paper's condition on the k largest is read as one on each of them, and so
    on the smallest of them. Gradients are those of the case that a window is in.

    Args:
        k: how many elements, at least 1; all where there are fewer.
        t: the threshold T, finite.

    Returns:
        An array of floats: x's own dtype where x has floats. A NaN wins.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.7, 0.9, 0.1, 0.2, 0.3, 0.9, 0.1, 0.2]).reshape(1, 1, 8{flat})
        >>> poolwise.{prefix}t_max_avg_pool{n}d(x, {where:4}, k=2, t=0.5).ravel()
        array([0.9, 0.6])
    """
    return keep(x, "t_max_avg", (float(k), float(t)))


@operator(
    ORDER,
    formula="the x that most of the window are equal to, the smallest of several",
    keeps="the most frequent element",
    source="classical; GDAL, tinybrain",
    good="images of labels, whose mean is no label: pyramids of segmentations, votes of "
    "neighbours; integers of any width keep their dtype",
    bad="measured numbers, of which hardly two are equal: the mode of different elements is their "
    "minimum; the gradient reaches one element; thin structures vanish, as the majority has it",
    by_name=True,
    operations=lambda n: n * (n - 1) / 2 + 2 * n,
)
def mode_pool(x: Same, windows: Windows, **rules: Unpack[Rules]) -> Same:
    """The most frequent element of each window, of equally frequent ones the smallest.

    For images of labels. Floats are counted as equal where ``==`` says so. The gradient is the
    first of the most frequent elements' alone, as of a maximum.

    Returns:
        An array of x's dtype. A NaN wins.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([7, 9, 7, 1, 4, 3, 4, 3], np.uint8).reshape(1, 1, 8{flat})
        >>> poolwise.{prefix}mode_pool{n}d(x, {where:4}).ravel()
        array([7, 3], dtype=uint8)
    """
    return keep(x, "mode")
