"""Pooling over time, of sequences that end at different times.

Time is the last axis. Lengths say where sequences end; what lies past that is padding, which
nothing here looks at, so that its amount changes no output. For that windows begin at the same
places whatever the length: they pad a fixed amount before the first element, not "same", which
shifts them.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import torch
from torch import nn

import poolwise
from poolwise import catalogue
from poolwise import nn as pooling_nn
from poolwise.lab.networks.parts import windows_of
from poolwise.lab.networks.pooling import checked, make_pooling, mark, users_own
from poolwise.lab.own_code import load_object
from poolwise.lab.settings import PoolSetting

_SAME_SIZE = ("none", "winner_take_all", "local_l2_norm")
"""What leaves as many elements as there were."""
_WHOLE_ARRAY = {
    "lip": "it weighs elements by a mean over the whole array, padding included",
    "fractional_max": "where its windows lie depends on the length of the array",
    "spectral": "it takes the whole array as a period",
}
"""Operators that cannot leave padding out."""
_ZERO_PADDED = ("blur", "max_blur", "s3")
"""Operators that know a mask, and yet treat the array's own end in another way."""

Lengths = torch.Tensor | None


def present(x: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
    """Which elements of `x` lie before the end, shaped to broadcast over it."""
    before = torch.arange(x.shape[-1], device=x.device) < lengths.to(x.device)[:, None]
    return before.reshape(len(x), *[1] * (x.ndim - 2), x.shape[-1])


def without_padding(x: torch.Tensor, lengths: Lengths) -> torch.Tensor:
    """`x` with 0 past the ends, as a convolution sees it beyond the array."""
    return x if lengths is None else torch.where(present(x, lengths), x, 0)


class Norm(nn.BatchNorm1d):
    """Batch normalisation over the elements that are there."""

    def forward(self, x: torch.Tensor, lengths: Lengths = None) -> torch.Tensor:
        """(N, C, *spatial, T) to the same, 0 past the ends."""
        if lengths is None:
            whole: torch.Tensor = super().forward(x.flatten(2))
            return whole.reshape(x.shape)
        moved = x.movedim(1, -1)
        here = present(x, lengths)[:, 0].expand(moved.shape[:-1])
        values = super().forward(moved[here])
        out = values.new_zeros(moved.shape)
        out[here] = values
        return out.movedim(-1, 1)


class WindowsOverTime(nn.Module):
    """A setting in windows that slide along time, and along other axes before it."""

    def __init__(self, setting: PoolSetting, rank: int, lengths: bool) -> None:
        super().__init__()
        if lengths and setting.pool in _WHOLE_ARRAY:
            raise ValueError(
                f"pool={setting.name!r} does not take sequences of unequal length: "
                f"{_WHOLE_ARRAY[setting.pool]}"
            )
        at = windows_of(setting, rank)
        self.reach = max(at.kernel[-1], at.stride[-1])
        self.step = 1 if setting.pool in _SAME_SIZE else at.stride[-1]
        sides = tuple(((size - 1) // 2, size // 2) for size in at.kernel)
        self.layer = make_pooling(setting, replace(at, padding=sides))
        takes = inspect.signature(type(self.layer).forward).parameters
        self.masks = "mask" in takes and setting.pool not in _ZERO_PADDED

    def forward(self, x: torch.Tensor, lengths: Lengths = None) -> tuple[torch.Tensor, Lengths]:
        """(N, C, *spatial, T) and its lengths to the pooled map and its lengths."""
        if lengths is None:
            return self.layer(x), None
        size = -(-x.shape[-1] // self.step)
        if self.masks:
            out = self.layer(x, mask=present(x, lengths).expand(x.shape))
        else:  # zeros follow on every sequence, on those that fill the array too
            filled = without_padding(x, lengths)
            missing = 2 * self.reach + -x.shape[-1] % self.step
            out = self.layer(nn.functional.pad(filled, (0, missing)))[..., :size]
        ends = -(-lengths // self.step)
        return without_padding(out, ends), ends


class Every(nn.Module):
    """Reads a map in time where another, with a unit every `step` elements, has its units.

    It is how `parts.Sample` reads pictures; of each sequence no more than it has.
    """

    def __init__(self, step: int, stride: int) -> None:
        super().__init__()
        self.step, self.stride = step, stride

    def forward(
        self, x: torch.Tensor, time: int, lengths: Lengths = None
    ) -> tuple[torch.Tensor, Lengths]:
        """(N, C, *spatial, T'), a unit every `stride` of `time` elements, to one every `step`.

        `lengths` are those of the sequences as they came.
        """
        ends = None if lengths is None else -(-lengths // self.step)
        if self.step == self.stride:
            return x, ends
        middle = torch.arange(0, time, self.step, device=x.device) + (self.step - 1) // 2
        last = torch.tensor([time], device=x.device) if lengths is None else lengths.to(x.device)
        places = torch.minimum(middle, last[:, None] - 1) // self.stride
        places = places.clamp(0, x.shape[-1] - 1)
        places = places.reshape(len(places), *[1] * (x.ndim - 2), -1)
        read = x.gather(-1, places.expand(*x.shape[:-1], -1))
        return without_padding(read, ends), ends


class OverTime(nn.Module):
    """A setting over whole sequences: (N, C, T) to (N, C · `grows`), or (N, C, 1) kept in time."""

    def __init__(self, setting: PoolSetting, channels: int, time: int, flat: bool = True) -> None:
        super().__init__()
        with torch.random.fork_rng(devices=[]):
            self.layer: Any = _whole(setting, channels, time)
        self.grows = dict(setting.parameters).get("k", 1) if setting.pool == "k_max" else 1
        self.grows = 2 if setting.pool == "statistics" else self.grows
        self.flat = flat
        self.rules = set(inspect.signature(type(self.layer).forward).parameters)
        mark(self.layer, setting)

    def forward(
        self, x: torch.Tensor, mask: torch.Tensor | None = None, lengths: Any = None
    ) -> torch.Tensor:
        """Pool what is there."""
        given = {"mask": mask, "lengths": lengths}
        out = self.layer(x, **{name: v for name, v in given.items() if name in self.rules})
        if not isinstance(out, torch.Tensor):
            raise ValueError(f"a pooling over time returns a {type(out).__name__}")
        if self.flat:
            return out.flatten(1)
        return out if out.ndim == x.ndim else out[..., None]


class _Learned(nn.Module):
    """What learns numbers for windows of any size, in one window over everything."""

    def __init__(self, layer: Any, function: Any) -> None:
        super().__init__()
        self.layer, self.function = layer, function

    def forward(self, x: torch.Tensor, mask: Any = None, lengths: Any = None) -> torch.Tensor:
        """(N, C, T) to (N, C, 1)."""
        options = self.layer._options()
        result: torch.Tensor = self.function(x, mask=mask, lengths=lengths, **options)
        return result


def _whole(setting: PoolSetting, channels: int, time: int) -> nn.Module:
    """The module of a setting over whole sequences.

    Raises:
        ValueError: it has none; the message says what to do.
    """
    given = dict(setting.parameters)
    if setting.own:
        return _own(setting, channels)
    special: dict[str, Callable[[], nn.Module]] = {
        "k_max": lambda: pooling_nn.TemporalKMaxPool(given["k"]),
        "attention": lambda: pooling_nn.AttentionPool1d(channels),
        "statistics": lambda: pooling_nn.TemporalStatisticsPool(),
        "last": lambda: pooling_nn.TemporalLastPool(),
    }
    try:
        if setting.pool in special:
            return special[setting.pool]()
        if setting.catalogued and setting.pool not in _WHOLE_ARRAY:
            operator = catalogue.find(setting.pool)
            own = {p.keyword: given[p.name] for p in operator.settings("module") if p.name in given}
            if own.get("per") == "channel":
                own["channels"] = channels
            name = operator.module.split()[0].format(p="Global", n=1)
            if "{p}" in operator.module:
                if setting.pool == "ordinal":
                    own = {"ranks": time} | own
                whole: nn.Module = getattr(pooling_nn, name)(**own)
                return whole
            if "global" in operator.windows:
                learned = getattr(pooling_nn, name)(1, **own)
                return _Learned(learned, getattr(poolwise, f"global_{setting.pool}_pool1d"))
    except (TypeError, ValueError) as error:
        raise ValueError(f"pool={setting.name!r} cannot be made: {error}") from error
    reason = _WHOLE_ARRAY.get(setting.pool, "it has no form over whole sequences")
    raise ValueError(
        f"pool={setting.name!r} cannot pool sequences over time: {reason}; give it windows by "
        "--kernel, or take another, such as max or attention"
    )


def _own(setting: PoolSetting, channels: int) -> nn.Module:
    """A class of the user's, which gets the channels if it has an argument for them."""
    make = load_object("pool", setting.pool)
    with users_own(setting):
        taken = inspect.signature(make).parameters
        more = {"channels": channels} if "channels" in taken else {}
        layer = make(**more, **dict(setting.parameters))
    return checked(setting, layer)


class End(nn.Module):
    """How a network of sequences ends in one vector: (N, C, T) to (N, `features`).

    A setting without a kernel pools the whole sequences. One with a kernel pools in windows, and
    the maximum over time of what they leave follows, whatever the setting; so does it where the
    setting is ``none``.

    Source of the maximum over time: R. Collobert et al., "Natural Language Processing (Almost) from
    Scratch", 2011.
    """

    def __init__(self, setting: PoolSetting, channels: int, time: int, lengths: bool) -> None:
        super().__init__()
        self.windows = WindowsOverTime(setting, 1, lengths) if in_windows(setting) else None
        whole = PoolSetting("max") if in_windows(setting) else setting
        self.whole = OverTime(whole, channels, time)
        self.features = channels * self.whole.grows

    def forward(self, x: torch.Tensor, lengths: Lengths = None) -> torch.Tensor:
        """One vector of each sequence."""
        if self.windows is not None:
            x, lengths = self.windows(x, lengths)
        result: torch.Tensor = self.whole(x, lengths=lengths)
        return result


def in_windows(setting: PoolSetting) -> bool:
    """Whether a setting says something of windows along time, and not of whole sequences."""
    return setting.kernel is not None or setting.pool == "none"
