"""Means that weigh or bend the elements: norms, power means, exponential means."""

from __future__ import annotations

import math
from typing import Any, NamedTuple, Unpack

from ..backends import Pick, Reduce, namespace, native, pool
from ..backends.gathered import plain
from ..windows import Windows
from . import joined
from .arguments import Array, Lengths, Mask, Number
from .composing import cast, floats, is_at_hand
from .declaration import MEANS, REQUIRED, count, number, switch
from .numbers import finite, per_channel, positive, real
from .over_windows import operator
from .rules import Rules, canonical, keep, under_rules

__all__: list[str] = []


class Finite(NamedTuple):
    """Exponents of which none is inf: nobody can look while PyTorch's compiler traces."""

    p: Any


def norm(name: str, p: Any) -> float:
    """The order of a norm; what is known to fit is not looked at."""
    return math.nan if isinstance(p, Finite) else real(name, p, lambda n: n > 0, "above 0")


def exponent(name: str, p: Any) -> float:
    return real(name, p, lambda n: n != 0 and -math.inf < n < math.inf, "finite and not 0")


_DDOF = count(0, "what n is lessened by: 1 is unbiased", least=0, tried=(0, 1, 2))

_RATES = (2.0, -3.0, -0.5, 0.0, 1e-3, 1.0, 2.5, 40.0)


@operator(
    MEANS,
    formula="(Σ |x|^p)^(1/p)",
    keeps="a norm: the sum of magnitudes at p = 1, the largest at p = ∞",
    source="Sermanet et al. 2012; Gulcehre et al. 2014 (learned p)",
    good="energy of a filter whatever its sign; p = 2 of a pair of filters forgets their phase",
    bad="forgets signs; values grow with the window, unlike rms; large p is max with more work",
    module="{p}LPPool{n}d",
    call="2, 2",
    by_name=True,
    joined=joined.NORM,
)
def lp_pool(
    x: Array,
    windows: Windows,
    norm_type: Number = number(
        REQUIRED,
        norm,
        "the norm's order, above 0; inf too",
        name="p",
        learnable=True,
        tried=(2.5, 0.5, 1, 1.5, 2, 3.0, 7.5, 60.0),
    ),
    *,
    signed: bool = switch(False, "powers keep their signs, as in PyTorch"),
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

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([3.0, -4.0, 0.0, 2.0]).reshape(1, 1, 4{flat})
        >>> poolwise.{prefix}lp_pool{n}d(x, 2, {where}).ravel()
        array([5., 2.])
    """
    known = isinstance(norm_type, Finite)
    exponent = norm_type.p if isinstance(norm_type, Finite) else norm_type
    p = per_channel(x, windows, rules, norm_type=exponent)
    reducer = "lp_signed" if signed else "lp"
    if isinstance(p, tuple):
        if p[0] == math.inf:
            return _largest_magnitude(x, windows, **rules)
        return keep(x, reducer, p)
    endless = plain(p) == math.inf
    if known or (is_at_hand(endless) and not endless.any()):
        return keep(x, reducer, p)
    largest = _largest_magnitude(x, windows, **rules)
    if len(endless) == 1 and is_at_hand(endless):
        return largest
    norms = under_rules(x, windows, Reduce(reducer, namespace(p).where(endless, 2.0, p)), **rules)
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
    out: Array = pool(wide * sign, Pick(True), windows, mask, empty_value)
    return backend.moveaxis(out, -windows.rank - 1, -1) if channels_last else out


@operator(
    MEANS,
    formula="(Σ x² / n)^½",
    keeps="the typical magnitude",
    source="the mean form of L2 pooling",
    good="as lp with p = 2, in the scale of x whatever the window's size or its padding",
    bad="forgets signs; outliers weigh more than in avg",
    module="{p}RMSPool{n}d",
    by_name=True,
    joined=joined.ROOT_MEAN_SQUARE,
)
def rms_pool(x: Array, windows: Windows, **rules: Unpack[Rules]) -> Array:
    """The root of the mean square of each window: (Σ x² / n)^½, the mean form of L2 pooling.

    Returns:
        An array of floats: x's own dtype where x has floats. Where the sum is 0, so is the
        gradient.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, -7.0, 0.0, 0.0]).reshape(1, 1, 4{flat})
        >>> poolwise.{prefix}rms_pool{n}d(x, {where}).ravel()
        array([5., 0.])
    """
    return keep(x, "rms")


@operator(
    MEANS,
    formula="Σ (x − x̄)² / (n − ddof)",
    keeps="how far the elements spread, squared",
    source="Fisher 1918",
    good="texture, contrast and activity whatever the level; beside avg the second statistic of a "
    "window",
    bad="forgets the level; outliers weigh most of all; in squared units, so that scales of "
    "channels drift apart: std is in those of x",
    by_name=True,
    operations=lambda n: 4 * n + 2,
    joined=joined.VARIANCE,
)
def var_pool(
    x: Array,
    windows: Windows,
    *,
    ddof: int = _DDOF,
    **rules: Unpack[Rules],
) -> Array:
    """The variance of each window: Σ (x − x̄)² / (n − ddof).

    As `numpy.var` has it; `torch.var` calls it ``correction`` and has 1 for it. It is found from
    differences that do not cancel, however large the mean is.

    Args:
        ddof: what n is lessened by, at least 0; 1 makes an estimate from samples unbiased. A window
            of no more elements than that gives NaN.

    Returns:
        An array of floats: x's own dtype where x has floats. Infinities give NaN.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 7.0, 4.0, 4.0]).reshape(1, 1, 4{flat})
        >>> poolwise.{prefix}var_pool{n}d(x, {where}).ravel()
        array([9., 0.])
    """
    return keep(x, "var", (float(ddof),))


@operator(
    MEANS,
    formula="(Σ (x − x̄)² / (n − ddof))^½",
    keeps="how far the elements spread",
    source="Pearson 1894",
    good="as var, in the scale of x; mean and deviation together are statistics pooling",
    bad="forgets the level; outliers weigh more than in avg; steep where a window is nearly flat",
    by_name=True,
    operations=lambda n: 4 * n + 12,
    joined=joined.DEVIATION,
)
def std_pool(
    x: Array,
    windows: Windows,
    *,
    ddof: int = _DDOF,
    **rules: Unpack[Rules],
) -> Array:
    """The standard deviation of each window: (Σ (x − x̄)² / (n − ddof))^½.

    The root of `var_pool{n}d`, as `numpy.std` has it.

    Args:
        ddof: what n is lessened by, as in `var_pool{n}d`.

    Returns:
        An array of floats: x's own dtype where x has floats. Where it is 0, so is its gradient.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 7.0, 4.0, 4.0]).reshape(1, 1, 4{flat})
        >>> poolwise.{prefix}std_pool{n}d(x, {where}).ravel()
        array([3., 0.])
    """
    return keep(x, "std", (float(ddof),))


@operator(
    MEANS,
    formula="1 − Π (1 − x)",
    keeps="the probability that at least one of the elements is so (noisy-or)",
    source="Maron & Lozano-Pérez 1998; Zhang, Platt & Viola 2005",
    good="labels for whole images from probabilities of their parts, where one part proves it: "
    "every part that may be the one gets a gradient",
    bad="needs probabilities, as after a sigmoid; takes parts to be independent, so that many "
    "that are a little likely add up to a yes: noisy_and asks for a share of them",
    bounds=(0, 1),
    by_name=True,
    operations=lambda n: 2 * n + 1,
    joined=joined.ANY,
)
def noisy_or_pool(x: Array, windows: Windows, **rules: Unpack[Rules]) -> Array:
    """Noisy-or of the probabilities in each window: 1 − Π (1 − x), that at least one is so.

    Found from logarithms, in which small probabilities are not lost beside 1.

    Args:
        x: array or tensor of shape (*lead, {spatial}), from 0 to 1; bool, integer or
            floating-point.
        {geometry}

    Returns:
        An array of floats: x's own dtype where x has floats. The gradient of an element is the
        probability that no other is so: of one that is certain, too.

    Raises:
        ValueError, TypeError: x has elements below 0 or above 1, or an argument is impossible; the
            message names it.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.5, 0.5, 0.0, 1.0]).reshape(1, 1, 4{flat})
        >>> poolwise.{prefix}noisy_or_pool{n}d(x, {where}).ravel()
        array([0.75, 1.  ])
    """
    return keep(x, "noisy_or")


@operator(
    MEANS,
    formula="(Σ max(x, eps)^p / n)^(1/p)",
    keeps="a mean that leans to the large by a learned p (GeM)",
    source="Radenović, Tolias & Chum 2018",
    good="image retrieval and fine-grained classes, as the global pooling: between avg (p = 1) "
    "and max (p → ∞), and training finds where",
    bad="negative values are raised to eps and lost, so it belongs after a ReLU; elements at "
    "eps get no gradient",
    module="{p}PowerMeanPool{n}d GeMPool{n}d",
    by_name=True,
    kind="learned",
)
def power_mean_pool(
    x: Array,
    windows: Windows,
    *,
    p: Number = number(
        3.0, exponent, "the exponent, not 0", learnable=True, tried=(3.0, -2.0, 1.0, 2.0, 12.5)
    ),
    eps: float = number(
        1e-6, positive, "what smaller elements are raised to", per_channel=True, tried=(0.25,)
    ),
    **rules: Unpack[Rules],
) -> Array:
    """The power mean of each window, (Σ max(x, eps)^p / n)^(1/p): generalised mean pooling, GeM.

    p = 1 is the mean, and p → ∞ the maximum.

    Args:
        p: the exponent, not 0: a number, or an array or tensor of one per channel, which may be
            learned.
        eps: what smaller elements are raised to, above 0.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 7.0, 3.0, 3.0]).reshape(1, 1, 4{flat})
        >>> poolwise.{prefix}power_mean_pool{n}d(x, {where}, p=2).ravel()
        array([5., 3.])
    """
    return keep(x, "power_mean", per_channel(x, windows, rules, p=p, eps=eps))


@operator(
    MEANS,
    formula="log(Σ e^(r x) / n) / r",
    keeps="a smooth maximum",
    source="Pinheiro & Collobert 2015",
    good="labels for whole images that say nothing of where, and every element gets some "
    "gradient: avg at r → 0, max at r → ∞",
    bad="not scale-free: what r does depends on how large x is; lies below the maximum by up to "
    "log(n) / r",
    module="{p}LSEPool{n}d",
    by_name=True,
    joined=joined.LOG_SUM,
)
def lse_pool(
    x: Array,
    windows: Windows,
    *,
    r: Number = number(1.0, finite, "the rate", learnable=True, tried=_RATES),
    **rules: Unpack[Rules],
) -> Array:
    """The log of the mean exponential of each window: log(Σ e^(r x) / n) / r.

    r → 0 is the mean, and r → ∞ the maximum; no r overflows.

    Args:
        r: the rate: a number, or an array or tensor of one per channel, which may be learned.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 1.0, 0.0, 1000.0]).reshape(1, 1, 4{flat})
        >>> poolwise.{prefix}lse_pool{n}d(x, {where}).ravel().round(2)
        array([  1.  , 999.31])
    """
    return keep(x, "lse", per_channel(x, windows, rules, r=r))


@operator(
    MEANS,
    formula="Σ x e^(βx) / Σ e^(βx)",
    keeps="a mean that weighs large elements more",
    source="Stergiou, Poppe & Kalliatakis 2021",
    good="keeping more of the detail than max or avg while strong responses lead; every element "
    "gets a gradient",
    bad="not scale-free: what β does depends on how large x is; exponentials cost more than "
    "max; far below the largest an element's gradient may turn negative",
    by_name=True,
    joined=joined.WEIGHTED,
)
def soft_pool(
    x: Array,
    windows: Windows,
    *,
    beta: Number = number(
        1.0, finite, "the rate: 0 is avg, ∞ is max", learnable=True, tried=_RATES
    ),
    **rules: Unpack[Rules],
) -> Array:
    """The mean of each window weighted by exponentials: Σ x e^(βx) / Σ e^(βx).

    β → 0 is the mean, and β → ∞ the maximum; no β overflows.

    Args:
        beta: the rate: a number, or an array or tensor of one per channel, which may be learned.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 1.0, 0.0, 1000.0]).reshape(1, 1, 4{flat})
        >>> poolwise.{prefix}soft_pool{n}d(x, {where}).ravel()
        array([   1., 1000.])
    """
    return keep(x, "soft", per_channel(x, windows, rules, beta=beta))
