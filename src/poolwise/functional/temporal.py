"""Pooling over time: one vector from a sequence, whatever its length.

All functions take the same kinds of x, and give the same numbers for the same sequences:

- a padded batch of shape (N, C, T), (N, T, C) with ``channels_last=True``, with ``lengths`` or
  ``mask`` where sequences differ in length;
- a `torch.nn.utils.rnn.PackedSequence` of sequences (T, C);
- a jagged nested tensor of shape (N, j, C).

The result has the shape (N, C) (in general x's without the time axis). A sequence without elements
gives ``empty_value``, and no gradient.
"""

from __future__ import annotations

import sys
from typing import Any, Unpack

import numpy as np

from .._overrides import overridable
from ..backends import Recorded, gathered, namespace, native
from .arguments import Sequences
from .by_name import named
from .composing import cast, floats, is_at_hand
from .declaration import WINDOWS, Operator, declare
from .keywords import spelled
from .learned import aligned
from .numbers import whole
from .rules import Rules, canonical, over_channels
from .same_size import k_max_pool1d

__all__ = [
    "temporal_avg_pool",
    "temporal_k_max_pool",
    "temporal_last_pool",
    "temporal_max_pool",
    "temporal_mean_pool",
    "temporal_statistics_pool",
]

_LARGEST, _MEAN, _DEVIATION = (named(of, 1, "global_") for of in ("max", "avg", "std"))

declare(
    Operator(
        "temporal_*",
        (WINDOWS,),
        "max, mean, k-max, last, mean and deviation, or attention along a time axis",
        "a vector per sequence, whatever its length",
        "Collobert et al. 2011; Snyder et al. 2018; Okabe et al. 2018",
        "sequences of varying length: what lies past `lengths` takes no part",
        "when things happened is lost, except in last and k-max",
        ranks=(),
        windows=("global",),
        geometry="",
        function="temporal_avg_pool temporal_k_max_pool temporal_last_pool temporal_max_pool "
        "temporal_mean_pool temporal_statistics_pool",
        module="TemporalAvgPool TemporalKMaxPool TemporalLastPool TemporalMaxPool "
        "TemporalStatisticsPool",
        placed="",
        example="import torch, poolwise, poolwise.nn\nx = torch.rand(2, 4, 8)\n"
        "poolwise.temporal_statistics_pool(x, lengths=torch.tensor([8, 5]))\n"
        "poolwise.nn.TemporalKMaxPool(3)(x)",
        home=__name__,
    )
)


@overridable
@spelled
def temporal_max_pool(x: Sequences, **rules: Unpack[Rules]) -> Any:
    """The largest element of each channel over time: max-over-time pooling.

    Args:
        x: sequences: a padded batch (N, C, T), or a packed or jagged one; bool, integer or
            floating-point.

    Returns:
        An array of x's dtype, of shape (N, C).

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Collobert et al. 2011.

    Example:
        >>> import numpy as np, poolwise
        >>> poolwise.temporal_max_pool(np.array([[[1, 3, 9]], [[4, 2, 0]]]), lengths=[2, 3])
        array([[3],
               [4]])
    """
    planar, mask, empty_value, _ = _sequences(x, rules)
    out = _LARGEST(planar, mask=mask, empty_value=empty_value)
    result: Any = _without_time(out)
    return result


@overridable
@spelled
def temporal_avg_pool(x: Sequences, **rules: Unpack[Rules]) -> Any:
    """The mean of each channel over time; `temporal_mean_pool` is another name for it.

    Args:
        x: sequences: a padded batch (N, C, T), or a packed or jagged one; bool, integer or
            floating-point.

    Returns:
        An array of floats, of shape (N, C): x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Example:
        >>> import numpy as np, poolwise
        >>> poolwise.temporal_avg_pool(np.array([[[1.0, 3.0, 9.0]]]), lengths=[2])
        array([[2.]])
    """
    planar, mask, empty_value, _ = _sequences(x, rules)
    result: Any = _mean(planar, mask, empty_value)
    return result


temporal_mean_pool = temporal_avg_pool


@overridable
@spelled
def temporal_last_pool(x: Sequences, **rules: Unpack[Rules]) -> Any:
    """The last element of each sequence that is present.

    Args:
        x: sequences: a padded batch (N, C, T), or a packed or jagged one; bool, integer or
            floating-point.

    Returns:
        An array of x's dtype, of shape (N, C).

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Example:
        >>> import numpy as np, poolwise
        >>> poolwise.temporal_last_pool(np.array([[[1.0, 3.0, 9.0]]]), lengths=[2])
        array([[3.]])
    """
    planar, mask, empty_value, _ = _sequences(x, rules)
    native.check_empty_value(empty_value, gathered.name_of(planar))
    result: Any = _last(planar, mask, empty_value)
    return result


@overridable
@spelled
def temporal_k_max_pool(x: Sequences, k: int, **rules: Unpack[Rules]) -> Any:
    """The k largest elements of each channel over time, in their order of appearance.

    Args:
        x: sequences: a padded batch (N, C, T), or a packed or jagged one; bool, integer or
            floating-point.
        k: how many, as in `k_max_pool1d`.

    Returns:
        An array of x's dtype, of shape (N, C, k), or (N, k, C) where x has its channels last, as
        packed sequences and nested tensors do.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Kalchbrenner et al. 2014.

    Example:
        >>> import numpy as np, poolwise
        >>> poolwise.temporal_k_max_pool(np.array([[[3, 9, 1, 7]]]), 2, lengths=[3])
        array([[[3, 9]]])
    """
    k = whole("k", k, 1)
    planar, mask, empty_value, channels_last = _sequences(x, rules)
    out = k_max_pool1d(planar, k, mask=mask, empty_value=empty_value)
    moved: Any = gathered.moveaxis(out, -2, -1) if channels_last else out
    return moved


@overridable
@spelled
def temporal_statistics_pool(
    x: Sequences, weights: Sequences | None = None, **rules: Unpack[Rules]
) -> Any:
    """The mean and the standard deviation of each channel over time, one after the other.

    The deviation divides by the number of elements, as in x-vectors, and is found from differences
    that do not cancel. Where it is 0, so is its gradient. With weights both are weighted, and where
    those are learned (the softmax of a network's scores) it is attentive statistics pooling.

    Args:
        x: sequences: a padded batch (N, C, T), or a packed or jagged one; bool, integer or
            floating-point.
        weights: floats of at least 0, which may be learned: (N, T), or of a shape that broadcasts
            to x's. They are divided by their sum over what is present; a sequence that has none
            gives ``empty_value``.

    Returns:
        An array of floats, of shape (N, 2 C): x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Snyder et al. 2018; Okabe et al. 2018.

    Example:
        >>> import torch, poolwise
        >>> poolwise.temporal_statistics_pool(torch.tensor([[[1.0, 3.0, 9.0]]]), lengths=[2])
        tensor([[2., 1.]])
    """
    x, rules = _padded(x, rules)
    planar, mask, empty_value, last = _sequences(x, rules)
    if weights is not None:
        unpacked = _unpacked(weights, "weights")
        given = weights if unpacked is None else unpacked[0]
        given = aligned("weights", over_channels(x, 1, given, last), x)
        given = gathered.moveaxis(given, -1, -2) if last else given
        weighted: Any = _weighted_statistics(planar, mask, given, empty_value)
        return weighted
    mean = _mean(planar, mask, empty_value)
    deviation = _DEVIATION(planar, mask=mask, empty_value=empty_value)
    out: Any = namespace(mean).concatenate([mean, _without_time(deviation)], axis=-1)
    return out


def _weighted_statistics(planar: Any, mask: Any, weights: Any, empty_value: float) -> Any:
    """Weighted means and deviations, one after the other."""
    wide, target = floats(planar)
    native.check_empty_value(empty_value, target)
    share = cast(weights, gathered.name_of(wide))
    share = gathered.broadcast(share, wide.shape)
    if mask is not None:
        share = namespace(share).where(mask, share, 0.0)
        wide = namespace(wide).where(mask, wide, 0.0)
    held = gathered.plain(share)
    if is_at_hand(held) and not bool(((held >= 0) & namespace(held).isfinite(held)).all()):
        raise ValueError("weights must be finite and at least 0")
    share = share / _largest(held)  # whose sum overflows no more
    total = share.sum(-1)[..., None]
    some = gathered.plain(total) > 0
    share = share / namespace(share).where(some, total, 1.0)
    held = gathered.plain(share)
    counts = (held != 0) | namespace(held).isnan(gathered.plain(wide))
    wide = namespace(wide).where(counts, wide, 0.0)  # what has no weight may be infinite
    mean = (share * wide).sum(-1)
    # From one of its own elements, a constant sequence has no distance at all; and squares of what
    # is at most 1 neither overflow nor vanish.
    wide, power = _scaled(wide, mask)
    apart = wide - _last(gathered.plain(wide), mask, 0).reshape((*held.shape[:-1], 1))
    away = gathered.plain(apart)
    scale = _largest(abs(away - (held * away).sum(-1)[..., None]))
    share = gathered.beside_scale(share, power[..., None])
    ratio = (apart - (share * apart).sum(-1)[..., None]) / scale
    variance = (share * ratio * ratio).sum(-1)
    flat = gathered.plain(variance) == 0
    xp = namespace(variance)
    root = xp.where(flat, 0.0, xp.sqrt(xp.where(flat, 1.0, variance)))
    deviation = gathered.at_scale(root * scale[..., 0], 1 / power)
    out = xp.concatenate([mean, deviation], axis=-1)
    some = namespace(some).concatenate([some[..., 0], some[..., 0]], axis=-1)
    return cast(namespace(out).where(some, out, float(empty_value)), target)


def _scaled(x: Any, mask: Any) -> tuple[Any, Any]:
    """x at a scale for each row, so that no difference overflows; and these powers of 2."""
    held = abs(gathered.plain(x))
    if mask is not None:
        held = namespace(held).where(mask, held, 0.0)
    scale = gathered.power_of_two(namespace(held).amax(held, -1))
    return gathered.at_scale(x, scale[..., None]), scale


def _largest(x: Any) -> Any:
    """The largest element of each row, 1 where it is 0."""
    top = namespace(x).amax(x, -1)[..., None]
    return namespace(x).where(top == 0, 1.0, top)


def _sequences(x: Any, rules: Rules) -> tuple[Any, Any, float, bool]:
    """x as (*lead, T), its mask, and of the keywords `empty_value` and `channels_last`."""
    x, rules = _padded(x, rules)
    rules = {"channels_last": False, "empty_value": 0, "mask": None, "lengths": None, **rules}
    last = rules["channels_last"]
    _, planar, mask = canonical(x, 1, rules["mask"], rules["lengths"], last)
    return planar, mask, rules["empty_value"], last


def _padded(x: Any, rules: Rules) -> tuple[Any, Rules]:
    """x as a padded batch, and the rules with its lengths where it brought them."""
    unpacked = _unpacked(x)
    if unpacked is None:
        return x, rules
    for name in ("mask", "lengths"):
        if rules.get(name) is not None:
            kind = type(x).__name__
            raise ValueError(f"{name}= is for padded batches; this {kind} has its lengths")
    x, lengths = unpacked
    if x.ndim != 3:
        raise ValueError(f"x has sequences of {x.ndim - 1} axes; they need two, (T, C)")
    return x, {**rules, "lengths": lengths, "channels_last": True}


def _unpacked(x: Any, name: str = "x") -> tuple[Any, Any] | None:
    """The padded batch and the lengths of sequences as PyTorch holds them; None for others."""
    if isinstance(x, (np.ndarray, Recorded)) or "torch" not in sys.modules:
        return None
    from ..backends.torch import sequences

    return sequences.unpacked(x, name)


def _without_time(x: Any) -> Any:
    return x.reshape(tuple(x.shape[:-1]))


def _mean(planar: Any, mask: Any, empty_value: float) -> Any:
    return _without_time(_MEAN(planar, mask=mask, empty_value=empty_value))


def _last(planar: Any, mask: Any, empty_value: float) -> Any:
    if mask is None:
        return planar[..., -1]
    time = gathered.positions(planar)
    at = namespace(time).amax(namespace(time).where(mask, time, -1), axis=-1, keepdims=True)
    some = at >= 0
    found = gathered.taken(planar, namespace(at).where(some, at, 0))
    return _without_time(gathered.filled(found, some, empty_value))
