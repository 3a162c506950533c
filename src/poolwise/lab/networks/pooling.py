"""From a setting of the grid to the layer that stands where the network pools."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from poolwise import catalogue
from poolwise import nn as pooling_nn
from poolwise.catalogue import Operator
from poolwise.lab.own_code import load_object
from poolwise.lab.parsing import Sizes
from poolwise.lab.settings import OVER_TIME, PoolSetting
from poolwise.windows import Sliding, Windows

Padding = Any
"""What `poolwise.windows.Windows.sliding` takes as padding."""


@dataclass(frozen=True)
class Geometry:
    """Where a layer looks: the windows without the operator."""

    kernel: Sizes
    stride: Sizes
    padding: Padding = "same"
    dilation: Sizes | int = 1
    ceil_mode: bool = False
    count_include_pad: bool = False

    @property
    def rank(self) -> int:
        """How many axes its windows have."""
        return len(self.kernel)

    def with_setting(self, setting: PoolSetting) -> Geometry:
        """This geometry where `setting` leaves it alone; "same" padding where it does not."""
        kernel, stride = setting.kernel or self.kernel, setting.stride or self.stride
        if (kernel, stride) == (self.kernel, self.stride):
            return self
        return replace(
            self, kernel=kernel, stride=stride, padding="same", dilation=1, ceil_mode=False
        )

    def windows(self) -> Sliding:
        """Where exactly it looks."""
        return Windows.sliding(
            self.rank, self.kernel, self.stride, self.padding, self.dilation, self.ceil_mode
        )


def make_pooling(setting: PoolSetting, geometry: Geometry) -> nn.Module:
    """The layer for `setting` with the windows of `geometry`.

    A strided convolution finds its number of channels at its first call.

    Raises:
        ValueError: the operator does not take its parameters or these windows.
    """
    layer = _layer(setting, geometry)
    mark(layer, setting, geometry)
    return layer


@dataclass(frozen=True)
class Placed:
    """What a layer was made of."""

    setting: PoolSetting
    geometry: Geometry | None
    """None for what pools whole sequences."""


def mark(layer: nn.Module, setting: PoolSetting, geometry: Geometry | None = None) -> None:
    """Note on a layer what it was made of."""
    layer.__dict__[_PLACED] = Placed(setting, geometry)


def placed(module: nn.Module) -> Placed | None:
    """What `make_pooling` made `module` of, if it did."""
    found: Placed | None = vars(module).get(_PLACED)
    return found


_PLACED = "poolwise_placed"


def _layer(setting: PoolSetting, geometry: Geometry) -> nn.Module:
    if setting.pool == "none":
        return nn.Identity()
    if setting.pool in ("conv", "conv-depthwise"):
        return StridedConv(geometry, depthwise=setting.pool == "conv-depthwise")
    if setting.own:
        return _own(setting, geometry)
    if setting.pool in OVER_TIME:
        raise ValueError(
            f"pool={setting.name!r} takes whole sequences; it cannot stand where a network pools "
            "in windows"
        )
    operator = catalogue.find(setting.pool)
    make = module_of(operator, geometry.rank)
    given = dict(setting.parameters)
    own = {p.keyword: given[p.name] for p in operator.settings("module") if p.name in given}
    keywords = _window(make, geometry) | own
    try:
        # What starts at random must not change what the rest of the network starts with.
        with torch.random.fork_rng(devices=[]):
            if operator.placed == "output_size":
                return Fitted(make, geometry, keywords)
            if operator.placed == "grids":
                return Grids(make(**keywords), geometry)
            if operator.per_channel or own.get("per") == "channel":
                return PerChannel(make, keywords)
            return make(**keywords)
    except (TypeError, ValueError) as error:
        raise ValueError(f"pool={setting.name!r} cannot be made: {error}") from error


def module_of(operator: Operator, rank: int = 2) -> type[nn.Module]:
    """The module of `poolwise.nn` that pools along so many axes in the operator's windows.

    Raises:
        ValueError: there is none.
    """
    name = operator.module.split()[0].format(p="", n=rank)
    found: type[nn.Module] | None = getattr(pooling_nn, name, None)
    if rank not in operator.ranks:
        takes = " or ".join(map(str, operator.ranks))
        raise ValueError(
            f"pool={operator.name!r} is for {takes} axes, and windows here have {rank}"
        )
    if found is None:
        raise ValueError(f"pool={operator.name!r}: poolwise.nn has no {name}")
    return found


def _own(setting: PoolSetting, geometry: Geometry) -> nn.Module:
    """A class of the user's: it gets what it has arguments for of the window and the channels."""
    make = load_object("pool", setting.pool)
    with users_own(setting):
        taken = inspect.signature(make).parameters
        needed = {"padding", *(["ceil_mode"] if geometry.ceil_mode else [])}
        numbers = not isinstance(geometry.padding, str) and needed <= set(taken)
        where = geometry if numbers else replace(geometry, padding=0, ceil_mode=False)
        keywords = _window(make, where) | dict(setting.parameters)
        with torch.random.fork_rng(devices=[]):
            layer = PerChannel(make, keywords) if "channels" in taken else make(**keywords)
    return Own(checked(setting, layer), setting.name, geometry, padded=not numbers)


@contextmanager
def users_own(setting: PoolSetting) -> Iterator[None]:
    """Say of whatever the user's own class raises that it does."""
    try:
        yield
    except Exception as error:
        raise ValueError(
            f"pool={setting.name!r} cannot be made: {type(error).__name__}: {error}"
        ) from error


def checked(setting: PoolSetting, layer: object) -> nn.Module:
    """What the user's own class has made, if it is a module."""
    if not isinstance(layer, nn.Module):
        raise ValueError(
            f"pool={setting.pool!r} makes a {type(layer).__name__}; a torch.nn.Module is expected"
        )
    return layer


def _window(make: type[nn.Module], geometry: Geometry) -> dict[str, Any]:
    """What of the geometry the module takes."""
    whole = {
        "kernel_size": geometry.kernel,
        "stride": geometry.stride,
        "padding": geometry.padding,
        "dilation": geometry.dilation,
        "ceil_mode": geometry.ceil_mode,
        "count_include_pad": geometry.count_include_pad,
    }
    taken = inspect.signature(make).parameters
    return {name: value for name, value in whole.items() if name in taken}


class Fitted(nn.Module):
    """A module that is told the size of its output, given that of a pooling of the same geometry.

    It is made anew for each size of input, so it must not learn.
    """

    def __init__(self, make: type[nn.Module], geometry: Geometry, keywords: dict[str, Any]) -> None:
        super().__init__()
        self.make = make
        self.keywords = keywords
        self.windows = geometry.windows()
        make(**keywords, output_size=(1,) * geometry.rank)  # arguments that do not fit show here

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(N, C, *spatial) to what a pooling of the same geometry makes of it."""
        size = self.windows.output_shape(x.shape[2:])
        layer = self.make(**self.keywords, output_size=size).train(self.training)
        result: torch.Tensor = layer(x)
        return result


class Grids(nn.Module):
    """A module that needs whole grids of the stride: zeros fill the last of them."""

    def __init__(self, layer: nn.Module, geometry: Geometry) -> None:
        super().__init__()
        self.layer = layer
        self.stride = geometry.stride

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(N, C, *spatial) to ⌈size / stride⌉ along each axis."""
        sizes = zip(x.shape[2:], self.stride, strict=True)
        missing = [amount for size, step in sizes for amount in (-size % step, 0)]
        result: torch.Tensor = self.layer(nn.functional.pad(x, missing[::-1]))
        return result


class PerChannel(nn.Module):
    """A module that is told the number of channels, which it finds at its first call."""

    def __init__(self, make: type[nn.Module], keywords: dict[str, Any]) -> None:
        super().__init__()
        self.make: type[nn.Module] | None = make
        self.keywords = keywords
        self.layer: nn.Module = nn.Identity()

    def forward(self, x: torch.Tensor, mask: torch.Tensor | None = None) -> torch.Tensor:
        """As the module."""
        if self.make is not None:
            with torch.random.fork_rng(devices=[]):
                made = self.make(**self.keywords, channels=x.shape[1])
            self.layer = made.to(x.device, x.dtype).train(self.training)
            self.make = None
        result: torch.Tensor = self.layer(x) if mask is None else self.layer(x, mask=mask)
        return result


class Own(nn.Module):
    """A pooling of the user's own, held to the size of output that other poolings have there.

    Where it is not told the padding, the image is continued by its edge, which leaves maxima alone.
    """

    def __init__(self, layer: nn.Module, name: str, geometry: Geometry, padded: bool) -> None:
        super().__init__()
        self.layer = layer
        self.name = name
        self.geometry = geometry
        self.padded = padded

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(N, C, *spatial) to what a pooling of the same geometry makes of it.

        Raises:
            ValueError: the user's pooling makes something else.
        """
        expected = (*x.shape[:2], *self.geometry.windows().output_shape(x.shape[2:]))
        result: torch.Tensor = self.layer(self._continued(x) if self.padded else x)
        shape = tuple(result.shape) if isinstance(result, torch.Tensor) else type(result).__name__
        if shape != expected:
            raise ValueError(f"pool={self.name!r} returns {shape}; {expected} is expected")
        return result

    def _continued(self, x: torch.Tensor) -> torch.Tensor:
        amounts = exact_padding(self.geometry, x.shape[2:])
        return nn.functional.pad(x, amounts, mode="replicate") if any(amounts) else x


class StridedConv(nn.Module):
    """A convolution that keeps the channels and looks where the pooling would, then a ReLU.

    Of all channels together, or `depthwise` of each alone, as pooling looks at them.

    Source: J. T. Springenberg et al., "Striving for Simplicity: The All Convolutional Net", 2015.
    """

    def __init__(self, geometry: Geometry, depthwise: bool = False) -> None:
        super().__init__()
        self.geometry = geometry
        self.depthwise = depthwise
        convolution: Any = _LAZY[geometry.rank - 1]
        self.conv: Any = convolution(
            0, geometry.kernel, stride=geometry.stride, dilation=geometry.dilation
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(N, C, *spatial) to what a pooling of the same geometry makes of it."""
        if isinstance(self.conv, _LAZY):
            self.conv.out_channels = x.shape[1]
            self.conv.groups = x.shape[1] if self.depthwise else 1
        padded = nn.functional.pad(x, exact_padding(self.geometry, x.shape[2:]))
        result: torch.Tensor = nn.functional.relu(self.conv(padded))
        return result


_LAZY = (nn.LazyConv1d, nn.LazyConv2d, nn.LazyConv3d)


def exact_padding(geometry: Geometry, spatial: Sequence[int]) -> list[int]:
    """What `nn.functional.pad` adds so that exactly the geometry's windows fit.

    Negative amounts crop the rest that no window sees.
    """
    amounts: list[int] = []
    windows = geometry.windows()
    output = windows.output_shape(spatial)
    for axis in reversed(range(geometry.rank)):
        reach = (geometry.kernel[axis] - 1) * windows.dilation[axis] + 1
        total = (output[axis] - 1) * geometry.stride[axis] + reach - spatial[axis]
        before = _before(geometry.padding, axis, total)
        amounts += [before, total - before]
    return amounts


def _before(padding: Padding, axis: int, total: int) -> int:
    if isinstance(padding, str):
        total = max(total, 0)
        return {"valid": 0, "same": total // 2, "same_lower": total - total // 2}[padding]
    if isinstance(padding, Sequence):
        padding = padding[axis] if len(padding) > 1 else padding[0]
    return int(padding[0] if isinstance(padding, Sequence) else padding)


def in_scale(
    items: NDArray[np.float32], setting: PoolSetting, geometry: Geometry
) -> NDArray[np.float32]:
    """Items (N, C, *spatial) through a pooling that has learnt nothing.

    Where a layer makes more than white of white, as sums and norms do, the result is divided by
    that.
    """
    with torch.random.fork_rng(devices=[]), torch.no_grad():
        layer = _unlearnt(setting, geometry)
        kept = layer(torch.tensor(items, dtype=torch.float32)).numpy()
        white = float(layer(torch.ones(1, *items.shape[1:])).max())
    shown: NDArray[np.float32] = (kept / np.float32(max(white, 1))).astype(np.float32)
    return shown


def gradient(
    items: NDArray[np.float32], setting: PoolSetting, geometry: Geometry
) -> NDArray[np.float32]:
    """How much each element of items (N, C, *spatial) moves the sum of what such a pooling keeps.

    Of a maximum that is where it was found.
    """
    given = torch.tensor(items, dtype=torch.float32, requires_grad=True)
    with torch.random.fork_rng(devices=[]), torch.enable_grad():
        (found,) = torch.autograd.grad(_unlearnt(setting, geometry)(given).sum(), given)
    result: NDArray[np.float32] = found.numpy()
    return result


def _unlearnt(setting: PoolSetting, geometry: Geometry) -> nn.Module:
    torch.manual_seed(0)
    return make_pooling(setting, geometry).eval()
