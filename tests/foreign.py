"""A whole operator that poolwise does not have, in one file: what there is to say of one.

Given to pytest as a plugin (``-p foreign``), it is one of poolwise's before tests are collected;
those that walk over all operators then try it, too: see `test_foreign`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Unpack

import poolwise
from poolwise import nn, reference
from poolwise.backends import namespace
from poolwise.functional import channels, custom
from poolwise.functional.arguments import Array
from poolwise.functional.composing import cast, floats
from poolwise.functional.declaration import MEANS, number
from poolwise.functional.numbers import positive
from poolwise.functional.over_windows import operator
from poolwise.functional.rules import Rules
from poolwise.nn.derived import derive
from poolwise.windows import Windows

__all__: list[str] = []


@operator(
    MEANS,
    formula="Σ (x² + ε²)^½ / n",
    keeps="how far from 0 the elements are",
    source="Charbonnier et al. 1994",
    good="energies of filters whose signs say nothing, smooth at 0",
    bad="whatever needs signs",
    by_name=True,
    operations=lambda n: 12 * n + 1,
)
def smooth_abs_pool(
    x: Array,
    windows: Windows,
    *,
    eps: float = number(0.5, positive, "the result of a window of zeros", tried=(0.5, 0.01, 3.0)),
    **rules: Unpack[Rules],
) -> Array:
    """The mean of the smooth magnitudes of each window: Σ (x² + ε²)^½ / n.

    Args:
        eps: ε, above 0.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, -3.0, 0.0, 0.0]).reshape(1, 1, 4{flat})
        >>> poolwise.{prefix}smooth_abs_pool{n}d(x, {where}, eps=4.0).ravel()
        array([5., 4.])
    """
    wide, target = floats(x)

    def mean(held: Any, present: Any) -> Any:
        size = (held * held + eps * eps) ** 0.5
        some = namespace(held).where(present, size, 0 * size)
        return some.sum(-1) / cast(present.sum(-1).clip(1), str(held.dtype).split(".")[-1])

    pool = (custom.pool1d, custom.pool2d, custom.pool3d)[windows.rank - 1]
    return cast(pool(wide, windows=windows, reducer=mean, **rules), target)


def _mean_size(x: list[float], numbers: Sequence[float], draw: reference.Draw) -> float:
    return reference.mean([(v * v + numbers[0] ** 2) ** 0.5 for v in x])


def pytest_configure() -> None:
    """Make it one of poolwise's."""
    reference.REDUCE["smooth_abs"] = _mean_size
    classes = derive(__name__, "smooth_abs")
    globals()["channel_smooth_abs_pool"] = channels.across("smooth_abs")
    __all__.append("channel_smooth_abs_pool")
    vars(poolwise).update({name: globals()[name] for name in __all__})
    vars(nn).update({name: globals()[name] for name in classes})
    poolwise.__all__ += __all__
    nn.__all__ += classes
    for name in classes:
        nn._document(globals()[name])
