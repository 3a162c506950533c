"""What pooling computes for one output element, in operations as multiply-accumulates are.

One operation is a comparison, an addition, a multiplication, a division, or a multiplication with
the addition that takes it in. An exponential, a logarithm, a power that is no square and a root are
`FUNCTION` operations each. Ranks are found by sorting: n · log2(n) comparisons for n elements. Of a
layer that draws, what it computes in evaluation is counted. Convolutions and matrix products inside
of a layer are left to PyTorch's counter, which sees them.

These are the operations of the definition, not of a machine: kernels share what windows have in
common, and do several at once. How long it takes is measured beside it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from poolwise import catalogue
from poolwise.backends import BY_RANK
from poolwise.lab.settings import OTHERS, PoolSetting

FUNCTION = 10
"""Operations that an exponential, a logarithm, a power or a root counts as."""
_SIGMOID = FUNCTION + 2


@dataclass(frozen=True)
class Window:
    """One window: its number of elements, of pixels per step, and of inputs in the whole map."""

    elements: int
    step: int
    inputs: int
    options: Mapping[str, Any]

    @property
    def sort(self) -> float:
        """Comparisons that bring the elements in order."""
        return self.elements * math.log2(self.elements)

    def power(self, p: float) -> int:
        """Operations of |x|^p."""
        return {1: 0, 2: 1}.get(p, FUNCTION)  # type: ignore[call-overload, no-any-return]


def _lp(w: Window) -> float:
    p = w.options["p"]
    return w.elements * (w.power(p) + 1) + (0 if p == 1 else FUNCTION)


def _spectral(w: Window) -> float:
    # A fast Fourier transform of N reals takes 2.5 N log2 N; there and, smaller, back.
    small = max(w.inputs // w.step, 1)
    return 2.5 * (w.step * math.log2(max(w.inputs, 2)) + math.log2(max(small, 2)))


_OPERATIONS: dict[str, Callable[[Window], float]] = {
    "max": lambda w: w.elements,
    "min": lambda w: w.elements,
    "median": lambda w: w.sort,
    "top_k_avg": lambda w: w.sort + w.options["k"] + 1,
    "rank_weighted": lambda w: w.sort + w.elements,
    "rank_stochastic": lambda w: w.sort + w.elements,
    "ordinal": lambda w: w.sort + w.elements,
    "winner_take_all": lambda w: w.sort / w.elements + 1,  # as many outputs as inputs
    "avg": lambda w: w.elements + 1,
    "sum": lambda w: w.elements,
    "lp": _lp,
    "rms": lambda w: w.elements + 1 + FUNCTION,
    "local_l2_norm": lambda w: w.elements + FUNCTION + 2,
    "power_mean": lambda w: w.elements * (w.power(w.options["p"]) + 1) + 1 + FUNCTION,
    "lse": lambda w: w.elements * (FUNCTION + 3) + FUNCTION + 2,
    "soft": lambda w: w.elements * (FUNCTION + 3) + 1,
    # A mean, then for each element its likeness to it and the exponential of that; and soft.
    "ada": lambda w: w.elements * (2 * FUNCTION + 10) + 6,
    "stochastic": lambda w: 2 * w.elements + 1,
    "max_dropout": lambda w: w.sort + w.elements,
    "mixed": lambda w: 2 * w.elements + 3,
    "fractional_max": lambda w: w.elements,
    "s3": lambda w: w.step * w.elements + 1,
    "gated": lambda w: 2 * w.elements + 1 + _SIGMOID + 2,
    "tree": lambda w: (2 ** w.options["depth"] - 1) * (_SIGMOID + 2),
    "lip": lambda w: w.elements * (FUNCTION + 2) + 1,
    "detail_preserving": lambda w: w.elements * (FUNCTION + 5) + 9 + 2,
    "blur": lambda w: w.elements,
    "max_blur": lambda w: w.step * w.elements + w.options["blur_size"] ** 2,
    "adaptive_polyphase": lambda w: 2 * w.step,
    "spectral": _spectral,
    # Two levels of one filter along each axis, and one back.
    "wavelet": lambda w: 4 * w.step + 4,
    # Over whole sequences: k of them in order, a share for each (the products with the query are
    # PyTorch's), a mean and a mean of squares for two outputs, and nothing.
    "k_max": lambda w: w.sort / w.options["k"],
    "attention": lambda w: w.elements + FUNCTION,
    "statistics": lambda w: (3 * w.elements + 3 + FUNCTION) / 2,
    "last": lambda w: 0,
}


def operations(setting: PoolSetting, window: Sequence[int], step: int, inputs: int) -> float:
    """Operations for each output element of `setting`; NaN for what is not known.

    Args:
        setting: operator and parameters; strided convolutions and nothing count nothing here.
        window: its size along each axis.
        step: input elements per output element.
        inputs: elements of one channel of the input.

    Example:
        >>> settings = [PoolSetting(name) for name in ("max", "avg", "soft", "max_blur")]
        >>> [operations(each, (2, 2), 4, 64) for each in settings]
        [4, 5, 53, 25]
    """
    if setting.own:
        return math.nan
    if setting.pool in OTHERS:
        return 0
    row = catalogue.find(setting.pool) if setting.catalogued else None
    known = row.parameters if row else ()
    options = {each.name: each.default for each in known} | dict(setting.parameters)
    one = Window(math.prod(window), step, inputs, options)
    if setting.pool in _OPERATIONS:
        return _OPERATIONS[setting.pool](one)
    if row and row.operations:
        return row.operations(one.elements)
    return one.sort + one.elements if setting.pool in BY_RANK else math.nan
