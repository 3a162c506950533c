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
from typing import Any

import torch
from torch import Tensor

from ..windows import Windows
from . import native
from .composed import elements_of
from .philox import philox, uniform


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


def _scale(x: Tensor, present: Tensor | None) -> Tensor:
    """The largest of what is not negative, where it can divide."""
    largest = _masked(x, present, 0).detach().amax(-1, keepdim=True)
    return torch.where((largest > 0) & torch.isfinite(largest), largest, 1)


def _root_of_powers(base: Tensor, present: Tensor | None, p: Tensor, count: Tensor | int) -> Tensor:
    """(Σ base^p / count)^(1/p), whose gradient is 0 where the sum is."""
    scale = _scale(base, present)
    taken = _both(present, ~(base <= 0))  # where it is NaN, too
    power = _masked(torch.where(taken, base / scale, 1).pow(p[..., None]), taken, 0)
    mean = power.sum(-1) / count
    some = ~(mean <= 0)  # where it is NaN, too
    root = torch.where(some, mean, 1).pow(1 / p) * scale.squeeze(-1)
    return torch.where(some, root, torch.zeros_like(root))


def _lp(x: Tensor, present: Tensor | None, p: Tensor) -> Tensor:
    return _root_of_powers(x.abs(), present, p, 1)


def _lp_signed(x: Tensor, present: Tensor | None, p: Tensor) -> Tensor:
    power = _masked(_masked(x, present, 1).pow(p[..., None]), present, 0).sum(-1)
    some = power != 0
    return torch.where(some, torch.where(some, power, 1).pow(1 / p), torch.zeros_like(power))


def _rms(x: Tensor, present: Tensor | None) -> Tensor:
    two = torch.full_like(x[..., 0], 2)
    return _root_of_powers(x.abs(), present, two, _count(x, present))


def _power_mean(x: Tensor, present: Tensor | None, p: Tensor, eps: Tensor) -> Tensor:
    floored = torch.maximum(x, eps[..., None].to(x.dtype).expand_as(x))
    return _root_of_powers(floored, present, p, _count(x, present))


def _extreme(x: Tensor, present: Tensor | None, sign: Tensor) -> Tensor:
    """The largest element, or the smallest where the sign is negative."""
    sign = torch.where(sign < 0, -1, 1).to(x.dtype)[..., None]
    return (_masked(x * sign, present, -torch.inf).amax(-1, keepdim=True) * sign).detach()


def _shifted(x: Tensor, present: Tensor | None, rate: Tensor) -> tuple[Tensor, Tensor]:
    top = _extreme(x, present, rate)
    return torch.where(torch.isfinite(top), top, torch.zeros_like(top)), rate[..., None]


def _lse(x: Tensor, present: Tensor | None, r: Tensor) -> Tensor:
    top, rate = _shifted(x, present, r)
    grown = _masked(torch.expm1(rate * (x - top)), present, 0).sum(-1) / _count(x, present)
    linear = _masked(x - top, present, 0).sum(-1) / _count(x, present)
    safe = torch.where(r == 0, 1, r)
    return top.squeeze(-1) + torch.where(r == 0, linear, torch.log1p(grown) / safe)


def _soft(x: Tensor, present: Tensor | None, beta: Tensor) -> Tensor:
    top, rate = _shifted(x, present, beta)
    weight = _masked(torch.exp(rate * (x - top)), present, 0)
    return (x * weight).sum(-1) / weight.sum(-1).clamp(min=torch.finfo(x.dtype).tiny)


def _stochastic_mean(x: Tensor, present: Tensor | None) -> Tensor:
    total = x.sum(-1)
    some = total != 0
    return torch.where(some, (x * x).sum(-1) / torch.where(some, total, 1), torch.zeros_like(total))


def _one_of(x: Tensor, weight: Tensor, draw: Draw) -> Tensor:
    """The element at which the running sum of the weights passes a random share of their sum."""
    running = weight.cumsum(-1)
    wanted = draw.uniforms(x)[..., :1] * running[..., -1:]
    chosen = ((running <= wanted).sum(-1, keepdim=True)).clamp(max=x.shape[-1] - 1)
    return x.gather(-1, chosen).squeeze(-1)


def _stochastic(x: Tensor, present: Tensor | None, draw: Draw) -> Tensor:
    total = x.sum(-1)
    value = _one_of(x, x.detach(), draw)
    return torch.where(
        total == 0, torch.zeros_like(total), torch.where(total.isnan(), total, value)
    )


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
    # Half of each, so that no sum overflows.
    return _any_nan(x, torch.where(of == 1, low * 0.5 + high * 0.5, one))


def _weights(x: Tensor, held: Tensor | None, weights: Tensor) -> Tensor:
    given = weights[..., : x.shape[-1]].to(x.dtype)
    given = torch.nn.functional.pad(given, (0, x.shape[-1] - given.shape[-1]))
    return _masked(given.expand(x.shape), held, 0)


def _rank_sum(x: Tensor, present: Tensor | None, weights: Tensor) -> Tensor:
    ranked, held = _sorted(x, present)
    return _any_nan(x, (_masked(ranked, held, 0) * _weights(x, held, weights)).sum(-1))


def _ranked(x: Tensor, present: Tensor | None, weights: Tensor) -> Tensor:
    ranked, held = _sorted(x, present)
    weight = _weights(x, held, weights)
    total = weight.sum(-1)
    out = (_masked(ranked, held, 0) * weight).sum(-1) / torch.where(total == 0, 1, total)
    return _any_nan(x, out)


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
    if present is None:
        return (x * weight).sum(-1)
    # Absent elements leave their weight to the others.
    held, whole = weight.sum(-1), weights.sum(-1)
    full = present.sum(-1) == weights.shape[-1]
    scale = torch.where(full | (held == 0), 1, whole / held)
    return (x * weight).sum(-1) * scale


FORMULAS: dict[str, Callable[..., Tensor]] = {
    "lp": _lp,
    "lp_signed": _lp_signed,
    "rms": _rms,
    "power_mean": _power_mean,
    "lse": _lse,
    "soft": _soft,
    "stochastic": _stochastic,
    "stochastic_mean": _stochastic_mean,
    "median": _median,
    "ranked": _ranked,
    "rank_sum": _rank_sum,
    "rank_drawn": _rank_drawn,
    "max_dropout": _max_dropout,
    "weighted": _weighted,
}
_OF_WEIGHTS = ("ranked", "rank_sum", "rank_drawn", "weighted")


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
    numbers: Sequence[Tensor] = ()
    if parameters is not None:
        # (G, P) to what broadcasts over (*lead, channels, *windows), the P numbers last.
        table = parameters.to(wide.dtype if wide.dtype.is_floating_point else torch.float64)
        table = (
            table.reshape(-1, *[1] * windows.rank, table.shape[1]) if len(table) > 1 else table[0]
        )
        numbers = (table,) if reducer in _OF_WEIGHTS else table.unbind(-1)
    more: dict[str, Any] = {}
    if reducer in native.RANDOM:
        assert seed is not None
        more["draw"] = Draw(seed, first)
    out = FORMULAS[reducer](kept, present, *numbers, **more).to(x.dtype)
    return out if present is None else _masked(out, present.any(-1), empty_value)
