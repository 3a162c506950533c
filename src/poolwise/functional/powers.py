"""Means that weigh or bend the elements: norms, power means, exponential means."""

from __future__ import annotations

import math
from typing import Any, NamedTuple, Unpack

from ..backends import namespace, native
from ..backends.gathered import plain
from ..windows import Windows
from .arguments import Array, Lengths, Mask, Number
from .composing import cast, floats, is_at_hand
from .numbers import finite, per_channel, positive, real
from .over_windows import adaptive, leading, sliding
from .over_windows import whole as over_all
from .rules import Rules, canonical, reduce

__all__ = [
    "adaptive_lp_pool1d",
    "adaptive_lp_pool2d",
    "adaptive_lp_pool3d",
    "adaptive_lse_pool1d",
    "adaptive_lse_pool2d",
    "adaptive_lse_pool3d",
    "adaptive_power_mean_pool1d",
    "adaptive_power_mean_pool2d",
    "adaptive_power_mean_pool3d",
    "adaptive_rms_pool1d",
    "adaptive_rms_pool2d",
    "adaptive_rms_pool3d",
    "adaptive_soft_pool1d",
    "adaptive_soft_pool2d",
    "adaptive_soft_pool3d",
    "global_lp_pool1d",
    "global_lp_pool2d",
    "global_lp_pool3d",
    "global_lse_pool1d",
    "global_lse_pool2d",
    "global_lse_pool3d",
    "global_power_mean_pool1d",
    "global_power_mean_pool2d",
    "global_power_mean_pool3d",
    "global_rms_pool1d",
    "global_rms_pool2d",
    "global_rms_pool3d",
    "global_soft_pool1d",
    "global_soft_pool2d",
    "global_soft_pool3d",
    "lp_pool1d",
    "lp_pool2d",
    "lp_pool3d",
    "lse_pool1d",
    "lse_pool2d",
    "lse_pool3d",
    "power_mean_pool1d",
    "power_mean_pool2d",
    "power_mean_pool3d",
    "rms_pool1d",
    "rms_pool2d",
    "rms_pool3d",
    "soft_pool1d",
    "soft_pool2d",
    "soft_pool3d",
]


class Finite(NamedTuple):
    """Exponents of which none is inf: nobody can look while PyTorch's compiler traces."""

    p: Any


def lp_pool(
    x: Array,
    windows: Windows,
    norm_type: Number,
    *,
    signed: bool = False,
    **rules: Unpack[Rules],
) -> Array:
    """The p-norm of each window: (Σ abs(x)^p)^(1/p).

    Arguments are in the order of `torch.nn.functional.lp_pool{n}d`, whose values are those of
    ``signed=True`` (they differ for negative elements and odd p alone).

    Args:
        x: array or tensor of shape (*lead, {spatial}); bool, integer or floating-point.
        norm_type: p, above 0: a number, or an array or tensor of one per channel, which may be
            learned. `math.inf` gives the largest magnitude.
        {geometry}
        signed: the powers keep their signs: (Σ x^p)^(1/p).

    Returns:
        An array of floats: x's own dtype where x has floats. Where the sum is 0, so is the
        gradient.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Sermanet et al. 2012; Gulcehre et al. 2014 (learned p).

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, -4.0, 0.0, 2.0]).reshape(1, 1, 4{flat})
        >>> poolwise.{prefix}lp_pool{n}d(x, 2, {where}).ravel()
        array([5., 2.])
    """
    known = isinstance(norm_type, Finite)
    exponent = norm_type.p if isinstance(norm_type, Finite) else norm_type
    p = per_channel(x, windows, rules, norm_type=(exponent, _norm))
    reducer = "lp_signed" if signed else "lp"
    if isinstance(p, tuple):
        if p[0] == math.inf:
            return _largest_magnitude(x, windows, **rules)
        return reduce(x, windows, reducer, p, **rules)
    endless = plain(p) == math.inf
    if known or (is_at_hand(endless) and not endless.any()):
        return reduce(x, windows, reducer, p, **rules)
    largest = _largest_magnitude(x, windows, **rules)
    if len(endless) == 1 and is_at_hand(endless):
        return largest
    norms = reduce(x, windows, reducer, namespace(p).where(endless, 2.0, p), **rules)
    channels = endless.reshape((-1,) if rules.get("channels_last") else (-1, *[1] * windows.rank))
    channels = channels if len(endless) > 1 else endless[0, 0]
    either: Array = namespace(norms).where(channels, largest, norms)
    return either


def _largest_magnitude(
    x: Array,
    windows: Windows,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Array:
    native.check_empty_value(empty_value, "float32")
    backend, planar, mask = canonical(x, windows.rank, mask, lengths, channels_last)
    if mask is None and not native.is_traced():
        # The maximum of nothing has a value where PyTorch's has one; a norm has none.
        spatial = tuple(planar.shape[planar.ndim - windows.rank :])
        native.require_elements(windows, spatial, windows.first_empty(spatial))
    target = floats(planar)[1]
    wide = cast(planar, target)
    # The slope at 0 is 0, and what no window takes has none, NaN too: abs would give it NaN.
    given = plain(wide)
    sign = cast(given > 0, target) - cast(given < 0, target)
    out: Array = backend.pick(wide * sign, mask, windows, True, empty_value, False)
    return backend.moveaxis(out, -windows.rank - 1, -1) if channels_last else out


def rms_pool(x: Array, windows: Windows, **rules: Unpack[Rules]) -> Array:
    """The root of the mean square of each window: (Σ x² / n)^½, the mean form of L2 pooling.

    Args:
        x: array or tensor of shape (*lead, {spatial}); bool, integer or floating-point.
        {geometry}

    Returns:
        An array of floats: x's own dtype where x has floats. Where the sum is 0, so is the
        gradient.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, -7.0, 0.0, 0.0]).reshape(1, 1, 4{flat})
        >>> poolwise.{prefix}rms_pool{n}d(x, {where}).ravel()
        array([5., 0.])
    """
    return reduce(x, windows, "rms", None, **rules)


def power_mean_pool(
    x: Array,
    windows: Windows,
    *,
    p: Number = 3.0,
    eps: float = 1e-6,
    **rules: Unpack[Rules],
) -> Array:
    """The power mean of each window, (Σ max(x, eps)^p / n)^(1/p): generalised mean pooling, GeM.

    p = 1 is the mean, and p → ∞ the maximum.

    Args:
        x: array or tensor of shape (*lead, {spatial}); bool, integer or floating-point.
        {geometry}
        p: the exponent, not 0: a number, or an array or tensor of one per channel, which may be
            learned.
        eps: what smaller elements are raised to, above 0.

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Radenović, Tolias & Chum 2018.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 7.0, 3.0, 3.0]).reshape(1, 1, 4{flat})
        >>> poolwise.{prefix}power_mean_pool{n}d(x, {where}, p=2).ravel()
        array([5., 3.])
    """
    numbers = per_channel(x, windows, rules, p=(p, _exponent), eps=(eps, positive))
    return reduce(x, windows, "power_mean", numbers, **rules)


def lse_pool(x: Array, windows: Windows, *, r: Number = 1.0, **rules: Unpack[Rules]) -> Array:
    """The log of the mean exponential of each window: log(Σ e^(r x) / n) / r.

    r → 0 is the mean, and r → ∞ the maximum; no r overflows.

    Args:
        x: array or tensor of shape (*lead, {spatial}); bool, integer or floating-point.
        {geometry}
        r: the rate: a number, or an array or tensor of one per channel, which may be learned.

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Pinheiro & Collobert 2015.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 1.0, 0.0, 1000.0]).reshape(1, 1, 4{flat})
        >>> poolwise.{prefix}lse_pool{n}d(x, {where}).ravel().round(2)
        array([  1.  , 999.31])
    """
    rate = per_channel(x, windows, rules, r=(r, finite))
    return reduce(x, windows, "lse", rate, **rules)


def soft_pool(x: Array, windows: Windows, *, beta: Number = 1.0, **rules: Unpack[Rules]) -> Array:
    """The mean of each window weighted by exponentials: Σ x e^(βx) / Σ e^(βx).

    β → 0 is the mean, and β → ∞ the maximum; no β overflows.

    Args:
        x: array or tensor of shape (*lead, {spatial}); bool, integer or floating-point.
        {geometry}
        beta: the rate: a number, or an array or tensor of one per channel, which may be learned.

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Stergiou, Poppe & Kalliatakis 2021.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 1.0, 0.0, 1000.0]).reshape(1, 1, 4{flat})
        >>> poolwise.{prefix}soft_pool{n}d(x, {where}).ravel()
        array([   1., 1000.])
    """
    rate = per_channel(x, windows, rules, beta=(beta, finite))
    return reduce(x, windows, "soft", rate, **rules)


def _norm(name: str, p: Any) -> float:
    return real(name, p, lambda n: n > 0, "above 0")


def _exponent(name: str, p: Any) -> float:
    return real(name, p, lambda n: n != 0 and -math.inf < n < math.inf, "finite and not 0")


rms_pool1d, rms_pool2d, rms_pool3d = sliding(rms_pool)
power_mean_pool1d, power_mean_pool2d, power_mean_pool3d = sliding(power_mean_pool)
lse_pool1d, lse_pool2d, lse_pool3d = sliding(lse_pool)
soft_pool1d, soft_pool2d, soft_pool3d = sliding(soft_pool)
adaptive_rms_pool1d, adaptive_rms_pool2d, adaptive_rms_pool3d = adaptive(rms_pool)
adaptive_power_mean_pool1d, adaptive_power_mean_pool2d, adaptive_power_mean_pool3d = adaptive(
    power_mean_pool
)
adaptive_lse_pool1d, adaptive_lse_pool2d, adaptive_lse_pool3d = adaptive(lse_pool)
adaptive_soft_pool1d, adaptive_soft_pool2d, adaptive_soft_pool3d = adaptive(soft_pool)
global_rms_pool1d, global_rms_pool2d, global_rms_pool3d = over_all(rms_pool)
global_power_mean_pool1d, global_power_mean_pool2d, global_power_mean_pool3d = over_all(
    power_mean_pool
)
global_lse_pool1d, global_lse_pool2d, global_lse_pool3d = over_all(lse_pool)
global_soft_pool1d, global_soft_pool2d, global_soft_pool3d = over_all(soft_pool)
lp_pool1d, lp_pool2d, lp_pool3d = leading(lp_pool, sliding)
adaptive_lp_pool1d, adaptive_lp_pool2d, adaptive_lp_pool3d = leading(lp_pool, adaptive)
global_lp_pool1d, global_lp_pool2d, global_lp_pool3d = leading(lp_pool, over_all)
