"""What `gathered` needs of arrays whose gradients are recorded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import recorded_numpy
from .elements import is_at_hand as is_at_hand
from .elements import is_known as is_known
from .elements import is_traced as is_traced
from .elements import is_wrapped as is_wrapped
from .elements import places as places
from .elements import positions as positions
from .recorded_numpy import Recorded
from .recorded_numpy import astype as cast

__all__ = ["cast"]


def plain(x: Recorded) -> NDArray[Any]:
    return x.value


def taken(x: Recorded, at: Any) -> Recorded:
    return recorded_numpy.take_along_axis(x, at, -1)


def at_scale(x: Recorded, scale: Any) -> Recorded:
    return x.became(x.value * scale, lambda grad: grad)


def beside_scale(x: Recorded, scale: Any) -> Recorded:
    return x.became(x.value, lambda grad: grad / scale)


def rows(x: Recorded, at: Any) -> Recorded:
    return x[at]


def pooled_parts(x: Recorded, parts: Sequence[Any], pool: Callable[[int, Any], Any]) -> Recorded:
    given = [Recorded(x.value[part]) for part in parts]
    made = [pool(number, part) for number, part in enumerate(given)]
    starts = [part.origin for part in given]

    def step(grad: Any) -> Any:
        whole = recorded_numpy.wide_zeros(x)
        for part, start, out, taken in zip(parts, starts, made, grad, strict=True):
            whole[part] += out.back(taken)[start]
        return whole.astype(x.dtype, copy=False)

    return x.became(np.stack([out.value for out in made]), step)
