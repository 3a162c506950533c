"""The reducers composed of PyTorch's operators: for devices that the kernels do not reach, and for
derivatives of derivatives.

Each takes the elements of windows along the last axis (absent ones 0), which of them are present
(None: all are), and the reducer's numbers: one tensor each that broadcasts over the windows, or, of
those with a weight for each element, all along a last axis. Differentiable through autograd in the
elements and in the numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import torch
from torch import Tensor

from ...windows import Windows
from .. import native
from ..backend import BY_RANK
from ..philox import philox, uniform
from . import onnx_nodes
from .composed import at_scale, elements_of, most_of, power_of_two


@dataclass(frozen=True)
class Draw:
    """The random numbers of a call: of window i, as many as its elements are."""

    seed: Tensor
    first: int

    def uniforms(self, like: Tensor) -> Tensor:
        """Numbers in (0, 1), one for each element of each window."""
        shape, count = like.shape[:-1], like.shape[-1]
        index = torch.arange(shape.numel(), device=like.device) + self.first
        index = index.reshape(*shape, 1)
        group = torch.arange(-(-count // 4), device=like.device)
        zero = torch.zeros_like(index + group)
        seed = self.seed.to(like.device)
        key = seed & 0xFFFFFFFF, seed >> 32 & 0xFFFFFFFF
        words = philox(key, (index & 0xFFFFFFFF, index >> 32, zero + group, zero))
        numbers: Tensor = uniform(torch.stack(words, -1).flatten(-2)[..., :count])
        return numbers.to(like.dtype)


def _masked(x: Tensor, present: Tensor | None, value: float) -> Tensor:
    return x if present is None else torch.where(present, x, torch.full_like(x, value))


def _both(present: Tensor | None, some: Tensor) -> Tensor:
    return some if present is None else present & some


def _count(x: Tensor, present: Tensor | None) -> Tensor | int:
    return x.shape[-1] if present is None else present.sum(-1).clamp(min=1).to(x.dtype)


def _relative(
    base: Tensor, present: Tensor | None, p: Tensor
) -> tuple[Tensor, Tensor, Callable[[Tensor], Tensor]]:
    """What is not negative at another scale; the largest of it, the smallest where p is negative;
    and what brings back a root. Beside what is infinite all else is 0."""
    held = base.detach()
    largest = _masked(held, present, 0).amax(-1)
    outer = torch.where(p < 0, _masked(held, present, torch.inf).amin(-1), largest)
    scale = power_of_two(torch.where(torch.isfinite(outer), outer, 0))
    endless = torch.isinf(outer)
    kept = torch.isinf(held).to(base.dtype)
    scaled = torch.where(endless[..., None], kept, base * scale[..., None])
    outer = torch.where((outer > 0) & ~endless, outer * scale, 1)

    def restored(root: Tensor) -> Tensor:
        return torch.where(endless & (root > 0), torch.inf, root * outer / scale)

    return scaled, outer[..., None], restored


def _root_of_powers(base: Tensor, present: Tensor | None, p: Tensor, count: Tensor | int) -> Tensor:
    """(Σ base^p / count)^(1/p), whose gradient is 0 where the sum is."""
    scaled, outer, restored = _relative(base, present, p)
    taken = _both(present, ~(scaled <= 0))  # where it is NaN, too
    power = _masked(torch.where(taken, scaled / outer, 1).pow(p[..., None]), taken, 0)
    mean = power.sum(-1) / count
    some = ~(mean <= 0)  # where it is NaN, too
    root = restored(torch.where(some, mean, 1).pow(1 / p))
    return torch.where(some, root, torch.zeros_like(root))


def _lp(x: Tensor, present: Tensor | None, p: Tensor) -> Tensor:
    return _root_of_powers(x.abs(), present, p, 1)


def _lp_signed(x: Tensor, present: Tensor | None, p: Tensor) -> Tensor:
    x, scale = at_scale(x, present)
    most = most_of(x, present)
    outer = torch.where(most > 0, most, 1)
    relative = _masked(x / outer[..., None], present, 1)
    power = _masked(relative.pow(p[..., None]), present, 0).sum(-1)
    some = power != 0
    root = torch.where(some, torch.where(some, power, 1).pow(1 / p), torch.zeros_like(power))
    return root * outer / scale


def _rms(x: Tensor, present: Tensor | None) -> Tensor:
    two = torch.full_like(x[..., 0], 2)
    return _root_of_powers(x.abs(), present, two, _count(x, present))


def _squares(
    x: Tensor, present: Tensor | None, ddof: Tensor
) -> tuple[Tensor, Callable[[Tensor], Tensor]]:
    """Σ (x - mean)² / (n - ddof) from the largest element on, at a scale that makes the range 1;
    and what brings back a deviation."""
    held = x.detach()
    high = _masked(held, present, -torch.inf).amax(-1)
    low = _masked(held, present, torch.inf).amin(-1)
    step = power_of_two(high - low)
    top = high * step
    extent = top - low * step
    extent = torch.where(extent == 0, 1, extent)
    away = _masked((x * step[..., None] - top[..., None]) / extent[..., None], present, 0)
    count = _count(x, present)
    apart = _masked(away - (away.sum(-1) / count)[..., None], present, 0)
    left = torch.as_tensor(count - ddof, dtype=x.dtype, device=x.device)
    squares = (apart * apart).sum(-1) / torch.where(left > 0, left, torch.nan)
    return squares, lambda deviation: deviation * extent / step


def _var(x: Tensor, present: Tensor | None, ddof: Tensor) -> Tensor:
    squares, restored = _squares(x, present, ddof)
    return restored(restored(squares))


def _std(x: Tensor, present: Tensor | None, ddof: Tensor) -> Tensor:
    squares, restored = _squares(x, present, ddof)
    none = squares == 0
    root = torch.where(none, 1, squares).sqrt()
    return restored(torch.where(none, torch.zeros_like(root), root))


def _noisy_or(x: Tensor, present: Tensor | None) -> Tensor:
    certain = x == 1
    logs = torch.log1p(-torch.where(certain, 0, x)).sum(-1)
    # Of what is certain there is no logarithm, and of products in which one is 0 no small result.
    return torch.where(certain.any(-1), 1 - (1 - x).prod(-1), -torch.expm1(logs))


def _power_mean(x: Tensor, present: Tensor | None, p: Tensor, eps: Tensor) -> Tensor:
    floored = torch.maximum(x, eps[..., None].to(x.dtype).expand_as(x))
    scaled, outer, restored = _relative(floored, present, p)
    # By the log of the mean, which near 1 comes from how much its terms differ from 1: so that the
    # slope of p does not cancel.
    ratio = scaled / outer
    near, none = (ratio > 0.5) & (ratio < 2), scaled <= 0
    less = torch.log1p(torch.where(near, scaled - outer, 0) / outer)
    log = torch.where(near, less, torch.where(near | none, 1, ratio).log()) * p[..., None]
    log = torch.where(none, -torch.inf, log)
    return restored((_log_of_mean(log, present) / p).exp())


def _log_of_mean(log: Tensor, present: Tensor | None) -> Tensor:
    """log(Σ e^v / n): near 0 from how much the terms differ from 1, else from their sum."""
    count = _count(log, present)
    less = _masked(torch.expm1(log), present, 0).sum(-1) / count
    power = _masked(torch.exp(log), present, 0).sum(-1) / count
    near = ~(less < -0.875)  # where it is NaN, too
    far = torch.where(near | (power == 0), 1, power).log()
    return torch.where(near, torch.log1p(torch.where(near, less, 0)), far)


def _extreme(x: Tensor, present: Tensor | None, sign: Tensor) -> Tensor:
    """The largest element, or the smallest where the sign is negative."""
    sign = torch.where(sign < 0, -1, 1).to(x.dtype)[..., None]
    return (_masked(x * sign, present, -torch.inf).amax(-1, keepdim=True) * sign).detach()


def _exponents(
    x: Tensor, present: Tensor | None, rate: Tensor
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """x scaled so that no difference overflows, its top, by how much it lies away from there, the
    rate at this scale, and the scale."""
    most = most_of(x, present)
    scale = torch.where(most > 1, power_of_two(most), 1)
    x = x * scale[..., None]
    top = _extreme(x, present, rate)
    # Where nothing is present or all weigh the same.
    top = torch.where(
        (rate == 0)[..., None] | (~present.any(-1, True) if present is not None else False), 0, top
    )
    away = torch.where(torch.isinf(x) & (x == top), 0, x - top)
    return x, top.squeeze(-1), away, (rate / scale)[..., None], scale


def _exponent(away: Tensor, rate: Tensor) -> Tensor:
    return torch.where((rate == 0) & ~torch.isfinite(away), 0, rate * away)


def _lse(x: Tensor, present: Tensor | None, r: Tensor) -> Tensor:
    _, top, away, rate, scale = _exponents(x, present, r)
    count = _count(x, present)
    log = _log_of_mean(_exponent(away, rate), present)
    mean = _masked(away, present, 0).sum(-1) / count
    centre = mean.detach()[..., None]
    apart = torch.where(torch.isfinite(away) & torch.isfinite(centre), away - centre, 0)
    # At r = 0 the mean, of slope half the variance.
    spread = _masked(apart * (apart * rate / 2), present, 0).sum(-1) / count
    safe = torch.where(r == 0, 1, rate.squeeze(-1))
    return (top + torch.where(r == 0, mean + spread, log / safe)) / scale


def _soft(x: Tensor, present: Tensor | None, beta: Tensor) -> Tensor:
    x, _, away, rate, scale = _exponents(x, present, beta)
    weight = _masked(torch.exp(_exponent(away, rate)), present, 0)
    weighted = torch.where(weight == 0, 0, x) * weight  # what has no weight may be infinite
    return weighted.sum(-1) / weight.sum(-1).clamp(min=torch.finfo(x.dtype).tiny) / scale


def _in_proportion(x: Tensor, present: Tensor | None) -> tuple[Tensor, Tensor]:
    """The elements as weights, infinite ones sharing all, and by what they were multiplied."""
    endless = torch.isinf(x)
    some = endless.any(-1, keepdim=True) & ~x.isnan().any(-1, keepdim=True)
    weight, scale = at_scale(torch.where(endless & some, 0, x), present)
    return torch.where(some, endless.to(x.dtype), weight), torch.where(some.squeeze(-1), 0, scale)


def _stochastic_mean(x: Tensor, present: Tensor | None) -> Tensor:
    weight, scale = _in_proportion(x, present)
    total = weight.sum(-1)
    some = total != 0
    safe = torch.where(some, total, 1)
    mean = (weight * (weight / safe[..., None])).sum(-1) / scale
    return torch.where(some, mean, torch.zeros_like(total))


def _one_of(x: Tensor, weight: Tensor, draw: Draw) -> Tensor:
    """The element at which the running sum of the weights passes a random share of their sum."""
    running = weight.cumsum(-1)
    wanted = draw.uniforms(x)[..., :1] * running[..., -1:]
    chosen = ((running <= wanted).sum(-1, keepdim=True)).clamp(max=x.shape[-1] - 1)
    return x.gather(-1, chosen).squeeze(-1)


def _stochastic(x: Tensor, present: Tensor | None, draw: Draw) -> Tensor:
    weight, _ = _in_proportion(x.detach(), present)
    value = _one_of(x, weight, draw)
    none = (weight == 0).all(-1)
    return _any_nan(x, torch.where(none, torch.zeros_like(value), value))


def _sorted(x: Tensor, present: Tensor | None) -> tuple[Tensor, Tensor | None]:
    """Elements from the largest to the smallest, NaN before all and absent ones last."""
    if torch.onnx.is_in_onnx_export():
        return _sorted_for_onnx(x, present)
    order = x.detach().argsort(dim=-1, descending=True, stable=True)
    if present is None:
        return x.gather(-1, order), None
    order = order.gather(
        -1, (~present).gather(-1, order).to(torch.uint8).argsort(dim=-1, stable=True)
    )
    return x.gather(-1, order), present.gather(-1, order)


def _sorted_for_onnx(x: Tensor, present: Tensor | None) -> tuple[Tensor, Tensor | None]:
    """The same in one TopK, but for NaN, and for equal elements, which nobody tells apart."""
    lowest = -torch.inf if x.dtype.is_floating_point else torch.iinfo(x.dtype).min
    ranked = _masked(x, present, lowest).sort(-1, descending=True).values
    if present is None:
        return ranked, None
    place = torch.arange(x.shape[-1], device=x.device)
    return ranked, place < present.sum(-1, keepdim=True)


def _any_nan(x: Tensor, out: Tensor) -> Tensor:
    """NaN wins."""
    return torch.where(x.isnan().any(-1), torch.full_like(out, torch.nan), out)


def _median(x: Tensor, present: Tensor | None, of: Tensor) -> Tensor:
    ranked, _ = _sorted(x, present)
    if present is None:
        low, high = ranked[..., x.shape[-1] // 2], ranked[..., (x.shape[-1] - 1) // 2]
    else:
        count = present.sum(-1, keepdim=True).clamp(min=1)
        low = ranked.gather(-1, count // 2).squeeze(-1)
        high = ranked.gather(-1, (count - 1) // 2).squeeze(-1)
    one = torch.where(of == 2, high, low)
    if not x.dtype.is_floating_point:
        # Exact and half to even: the two differ by less than their type's range.
        half = (low & high) + ((low ^ high) >> 1)
        up = ((low ^ high) & 1) & (half & 1)
        return torch.where(of == 1, half + up, one)
    # Half of each where a sum would overflow; -0.0 as 0.0, whichever was found.
    whole = high + low
    half = torch.where(torch.isfinite(whole), whole * 0.5, high * 0.5 + low * 0.5)
    return _any_nan(x, torch.where(of == 1, half, one) + 0.0)


def _mode(x: Tensor, present: Tensor | None) -> Tensor:
    ranked, held = _sorted(x, present)
    n = x.shape[-1]
    place = torch.arange(n, device=x.device)
    if torch.onnx.is_in_onnx_export():  # which has no running maximum
        equal = ranked[..., None] == ranked[..., None, :]
        first = torch.where(equal, place, n).amin(-1)
    else:
        begins = torch.nn.functional.pad(ranked[..., 1:] != ranked[..., :-1], (1, 0), value=True)
        first = torch.where(begins, place, 0).cummax(-1).values
    # Of equally many the last is the smallest.
    last = _masked((place - first) * n + place, held, -1).argmax(-1, keepdim=True)
    out = ranked.gather(-1, first.gather(-1, last)).squeeze(-1)
    return _any_nan(x, out) if x.dtype.is_floating_point else out


def _weights(x: Tensor, held: Tensor | None, weights: Tensor) -> Tensor:
    given = weights[..., : x.shape[-1]].to(x.dtype)
    given = torch.nn.functional.pad(given, (0, x.shape[-1] - given.shape[-1]))
    return _masked(given.expand(x.shape), held, 0)


def _weighted_total(x: Tensor, weight: Tensor) -> Tensor:
    """Σ w x, to which nothing infinite adds that has no weight."""
    return (torch.where((weight == 0) & torch.isinf(x), 0, x) * weight).sum(-1)


def _rank_sum(x: Tensor, present: Tensor | None, weights: Tensor) -> Tensor:
    ranked, held = _sorted(x, present)
    scaled, scale = at_scale(_masked(ranked, held, 0), None)
    return _any_nan(x, _weighted_total(scaled, _weights(x, held, weights)) / scale)


def _ranked(x: Tensor, present: Tensor | None, weights: Tensor) -> Tensor:
    ranked, held = _sorted(x, present)
    weight = _weights(x, held, weights)
    total = weight.sum(-1)
    scaled, scale = at_scale(_masked(ranked, held, 0), None)
    out = _weighted_total(scaled, weight) / torch.where(total == 0, 1, total)
    return _any_nan(x, out / scale)


def _by_rank(reducer: str, x: Tensor, present: Tensor | None, *numbers: Tensor) -> Tensor:
    ranked, held = _sorted(x, present)
    n = torch.as_tensor(_count(x, present), dtype=x.dtype, device=x.device)
    rank = torch.arange(x.shape[-1], dtype=x.dtype, device=x.device)
    weight = torch.zeros_like(ranked)

    def element(rank: Tensor) -> Tensor:
        at = rank.long().clamp(0, x.shape[-1] - 1).expand(ranked.shape[:-1])
        return ranked.gather(-1, at[..., None]).squeeze(-1)

    for first, end, each in BY_RANK[reducer](element, n, *numbers):
        inside = (rank >= first[..., None]) & (rank < end[..., None])
        weight = weight + torch.where(inside, each[..., None], 0)
    scaled, scale = at_scale(_masked(ranked, held, 0), None)
    return _any_nan(x, _weighted_total(scaled, weight) / scale)


def _rank_drawn(x: Tensor, present: Tensor | None, weights: Tensor, draw: Draw) -> Tensor:
    ranked, held = _sorted(x, present)
    return _any_nan(x, _one_of(ranked, _weights(x, held, weights).detach(), draw))


def _max_dropout(x: Tensor, present: Tensor | None, q: Tensor, draw: Draw) -> Tensor:
    kept = _both(present, draw.uniforms(x) < q[..., None])
    best = _masked(x, kept, -torch.inf).detach().argmax(-1, keepdim=True)
    value = x.gather(-1, best).squeeze(-1)
    return torch.where(kept.any(-1), value, torch.zeros_like(value))


def _weighted(x: Tensor, present: Tensor | None, weights: Tensor) -> Tensor:
    weight = _weights(x, present, weights)
    x, power = at_scale(x, present)
    if present is None:
        return (x * weight).sum(-1) / power
    # Absent elements leave their weight to the others.
    held, whole = weight.sum(-1), weights.sum(-1)
    full = present.sum(-1) == weights.shape[-1]
    scale = torch.where(full | (held == 0), 1, whole / held)
    return (x * weight).sum(-1) * scale / power


FORMULAS: dict[str, Callable[..., Tensor]] = {
    "lp": _lp,
    "lp_signed": _lp_signed,
    "rms": _rms,
    "var": _var,
    "std": _std,
    "noisy_or": _noisy_or,
    "power_mean": _power_mean,
    "lse": _lse,
    "soft": _soft,
    "stochastic": _stochastic,
    "stochastic_mean": _stochastic_mean,
    "median": _median,
    "mode": _mode,
    "ranked": _ranked,
    "rank_sum": _rank_sum,
    "rank_drawn": _rank_drawn,
    "max_dropout": _max_dropout,
    "weighted": _weighted,
}


@onnx_nodes.keeps_sizes
def reduce(
    x: Tensor,
    mask: Tensor | None,
    windows: Windows,
    reducer: str,
    parameters: Tensor | None,
    seed: Tensor | None,
    first: int,
    empty_value: float,
) -> Tensor:
    """What the reducer makes of each window; x has the dtype of the result."""
    elements, present = elements_of(x, mask, windows)
    wide = elements.float() if x.dtype in (torch.float16, torch.bfloat16) else elements
    kept = _masked(wide, present, 0)
    known = native.REDUCERS[reducer]
    numbers: Sequence[Tensor] = ()
    if parameters is not None:
        # (G, P) to what broadcasts over (*lead, channels, *windows), the P numbers last.
        table = parameters.to(wide.dtype if wide.dtype.is_floating_point else torch.float64)
        table = (
            table.reshape(-1, *[1] * windows.rank, table.shape[1]) if len(table) > 1 else table[0]
        )
        numbers = (table,) if known.numbers is None else table.unbind(-1)
    more: dict[str, Any] = {}
    if known.draws:
        assert seed is not None
        more["draw"] = Draw(seed, first)
    formula = FORMULAS.get(reducer) or partial(_by_rank, reducer)
    out = formula(kept, present, *numbers, **more).to(x.dtype)
    return out if present is None else _masked(out, present.any(-1), empty_value)
