"""Order statistics: what is kept of a window is found by comparing its elements."""

from __future__ import annotations

from typing import Unpack

from ..backends import Pick
from ..windows import Windows
from . import joined
from .arguments import Indexed, Same
from .declaration import INDICES, ORDER
from .over_windows import operator
from .rules import Rules, index_dtype, later, spatial_of, under_rules, with_indices

__all__: list[str] = []


@operator(
    ORDER,
    formula="max x",
    keeps="the strongest response",
    source="Fukushima 1980; Riesenhuber & Poggio 1999; Ranzato et al. 2007",
    good="sparse features, where one strong response says all: it stays the same while the "
    "strongest element shifts within its window, costs little, and is what most networks are "
    "tuned for",
    bad="loses how often and where in the window it fired; one noisy outlier wins; large strides "
    "alias, so that a shift by one pixel may change the output much; the gradient reaches one "
    "element of each window",
    parameters=(INDICES,),
    by_name=True,
    joined=joined.LARGEST,
)
def max_pool(
    x: Same, windows: Windows, return_indices: Indexed = False, **rules: Unpack[Rules]
) -> Same:
    """The largest element of each window.

    Arguments and results are those of `torch.nn.functional.max_pool{n}d` and
    `adaptive_max_pool{n}d`: the first of equal elements is taken, and a NaN wins.

    Args:
        return_indices: also return where the elements lie; the dtype of the indices, int32 or
            int64, stands for True.

    Returns:
        An array of x's dtype; with `return_indices` a pair of it and of indices (int64, or as
        asked), flat over the {n} spatial axes (-1 for a window that a mask left empty).

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, 8.0, 1.0, 2.0]).reshape(1, 1, 4{flat})
        >>> poolwise.{prefix}max_pool{n}d(x, {where}).ravel()
        array([8., 2.])
    """
    return _picked(x, windows, True, return_indices, rules)


@operator(
    ORDER,
    formula="min x",
    keeps="the weakest response",
    source="as max, of −x",
    good="dark features on bright ground, distances and costs, erosion of masks",
    bad="after a ReLU nearly every window has a 0, and then nothing is left; outliers win as with "
    "max",
    parameters=(INDICES,),
    by_name=True,
    joined=joined.SMALLEST,
)
def min_pool(
    x: Same, windows: Windows, return_indices: Indexed = False, **rules: Unpack[Rules]
) -> Same:
    """The smallest element of each window.

    Everything is as in `{prefix}max_pool{n}d`, order apart; a NaN wins here too.

    Args:
        return_indices: also return where the elements lie; the dtype of the indices, int32 or
            int64, stands for True.

    Returns:
        An array of x's dtype; with `return_indices` a pair of it and of indices.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3, 1, 2, 5], np.uint8).reshape(1, 1, 4{flat})
        >>> poolwise.{prefix}min_pool{n}d(x, {where}).ravel()
        array([1, 2], dtype=uint8)
    """
    return _picked(x, windows, False, return_indices, rules)


def _picked(
    x: Same, windows: Windows, largest: bool, return_indices: Indexed, rules: Rules
) -> Same:
    if isinstance(return_indices, bool):
        return later(x, Pick(largest, return_indices))
    dtype = index_dtype(return_indices, spatial_of(x, windows, rules))
    pair: Same = with_indices(under_rules(x, windows, Pick(largest, True), **rules), dtype)
    return pair
