"""The networks of a study: a small VGG, or your own with its pooling layers swapped in place."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from torch import nn

from poolwise import catalogue
from poolwise.lab.loading import load_object, source_of
from poolwise.lab.pooling import Geometry, make_pooling, module_of
from poolwise.lab.settings import Pair, PoolSetting
from poolwise.nn._layers import Layer, layer_of
from poolwise.swap import swap

_STEP = 2
_MOST_STAGES = 4


def build(
    setting: PoolSetting, channels: int, classes: int, size: Pair, width: int, model: str, seed: int
) -> nn.Module:
    """A network ready to train, on the CPU, its weights drawn from `seed` alone.

    Args:
        setting: what stands where the network pools.
        channels, classes, size: the images and labels that it is for.
        width: channels of the first stage of the built-in network.
        model: ``package.module:factory``, or nothing for the built-in network.
        seed: of the initial weights.

    Raises:
        ValueError: `model` cannot be loaded, or does not work with this setting.
    """
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        if model:
            network = load_model(model, channels, classes, size)
            swap_pooling(network, setting)
        else:
            network = vgg_small(setting, channels, classes, size, width)
        _try_out(network, setting, channels, classes, size)
    return network


def vgg_small(
    setting: PoolSetting, channels: int, classes: int, size: Pair, width: int = 8
) -> nn.Sequential:
    """A VGG for small images: stages of convolution, batch normalisation, ReLU and pooling.

    There are two stages for images of up to 31 pixels and up to four for larger ones; each doubles
    the channels. Every window pads "same", so that all kernels give maps of the same size.

    Nothing pools but the setting: the head is linear on the map itself, read at the positions of
    the map that windows of stride 2 make, so that it has the same form and as many weights in every
    cell. Without pooling (``none``) the convolutions are dilated, so that a unit of the last map
    looks as far as it does with windows of 2x2, to a pixel.

    Source: after K. Simonyan and A. Zisserman, "Very Deep Convolutional Networks", 2015.
    """
    layers: list[nn.Module] = []
    kernel, stride = setting.kernel or (_STEP, _STEP), setting.stride or (_STEP, _STEP)
    stages = _stages(min(size))
    for stage in range(stages):
        wide = width * 2**stage
        dilation = _without_pooling(stage) if setting.pool == "none" else 1
        layers += [
            nn.Conv2d(channels, wide, 3, padding=dilation, dilation=dilation, bias=False),
            nn.BatchNorm2d(wide),
            nn.ReLU(),
            make_pooling(setting, Geometry(kernel, stride)),
        ]
        channels = wide
    sample = Sample(size, _STEP**stages)
    features = channels * len(sample.rows) * len(sample.columns)
    return nn.Sequential(*layers, sample, nn.Flatten(), nn.Linear(features, classes))


class Sample(nn.Module):
    """Reads a map where another, with a unit every `step` pixels of the images, has its units."""

    def __init__(self, size: Pair, step: int) -> None:
        super().__init__()
        self.size = size
        # The middle of each cell, in pixels; the last cell may end early.
        self.rows, self.columns = (
            [min(start + (step - 1) // 2, n - 1) for start in range(0, n, step)] for n in size
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(N, C, H, W) to (N, C, number of rows, number of columns)."""
        if x.shape[-2:] == (len(self.rows), len(self.columns)):
            return x
        for axis, n, pixels in zip((-2, -1), self.size, (self.rows, self.columns), strict=True):
            places = [pixel * x.shape[axis] // n for pixel in pixels]
            x = x.index_select(axis, torch.tensor(places, device=x.device))
        return x


def _without_pooling(stage: int) -> int:
    """The dilation that stands for the windows of 2x2 with stride 2 before and after a stage.

    Stage i then adds 2 · 3 · 2^(i-1) pixels to what a unit sees, and the first one 2; with pooling
    it is (2 + 1) · 2^i. In sum it is one pixel less, because dilated windows are odd.
    """
    return 3 * 2 ** (stage - 1) if stage else 1


def load_model(model: str, channels: int, classes: int, size: Pair) -> nn.Module:
    """Call the factory that `model` names and return its network.

    The factory gets those of ``in_channels``, ``num_classes`` and ``image_size`` that it has
    arguments for. The working directory is searched too.

    Raises:
        ValueError: the module or the factory does not exist, fails, or returns something else.
    """
    return call_factory(model, in_channels=channels, num_classes=classes, image_size=size)


def call_factory(model: str, **offers: Any) -> nn.Module:
    """Call the factory that `model` names, with what it has arguments for, as `load_model` does.

    ``path/to/file.py:factory`` is understood too.

    Raises:
        ValueError: the module or the factory does not exist, fails, or returns something else.
    """
    factory = load_object("model", model)
    wanted = inspect.signature(factory).parameters
    try:
        network = factory(**{name: offers[name] for name in offers if name in wanted})
    except Exception as error:
        raise ValueError(f"model={model!r} failed: {type(error).__name__}: {error}") from error
    if not isinstance(network, nn.Module):
        raise ValueError(
            f"model={model!r} returned a {type(network).__name__}; a torch.nn.Module is expected"
        )
    return network


def model_source(model: str) -> Path | None:
    """The file that `model` comes from, as far as it has one."""
    return source_of("model", model)


def swap_pooling(network: nn.Module, setting: PoolSetting) -> int:
    """Put `setting` where `network` has 2d pooling in sliding windows; return how often.

    Adaptive and global pooling stay. The geometry stays too where the setting gives none.

    Raises:
        ValueError: there is nothing to swap.
    """
    found = {
        name: layer
        for name, module in network.named_modules()
        if isinstance(layer := layer_of(module), Layer)
        and (layer.geometry.kind, layer.geometry.rank) == ("sliding", 2)
    }
    if not found:
        raise ValueError(
            f"the model {type(network).__name__} has no MaxPool2d or AvgPool2d layer to swap; "
            "pooling called as a function (torch.nn.functional) cannot be seen from outside"
        )
    for name, layer in found.items():
        _put(network, name, make_pooling(setting, _geometry(layer).with_setting(setting)))
    return len(found)


def _put(network: nn.Module, name: str, new: nn.Module) -> None:
    swap(network, lambda _: new, where=lambda at, _: at == name)


def _stages(size: int) -> int:
    return min(max(2, (size // 4).bit_length() - 1), _MOST_STAGES)


def _geometry(layer: Layer) -> Geometry:
    at = layer.geometry.windows()
    counted = bool(layer.settings.get("count_include_pad", False))
    return Geometry(
        _pair(at.kernel_size),
        _pair(at.stride),
        at.padding,
        _pair(at.dilation),
        at.ceil_mode,
        counted,
    )


def _pair(sizes: tuple[int, ...]) -> Pair:
    first, second = sizes
    return first, second


def _try_out(
    network: nn.Module, setting: PoolSetting, channels: int, classes: int, size: Pair
) -> None:
    """Run two images through: strided convolutions learn their channels, and misfits show."""
    network.eval()
    where = f"the network with {setting.name!r}"
    try:
        with torch.no_grad(), _signs_refused(network, setting):
            output = network(torch.zeros(2, channels, *size))
    except NegativeInput:
        raise
    except Exception as error:
        raise ValueError(
            f"{where} does not take images of {channels} x {size[0]} x {size[1]}: {error}"
        ) from error
    if not isinstance(output, torch.Tensor) or output.shape != (2, classes):
        shape = tuple(output.shape) if isinstance(output, torch.Tensor) else type(output).__name__
        raise ValueError(f"{where} returns {shape} for two images; (2, {classes}) is expected")
    if setting.catalogued and catalogue.find(setting.pool).non_negative:
        noise = torch.randn(2, channels, *size, generator=torch.Generator().manual_seed(0))
        with torch.no_grad(), _signs_refused(network, setting):
            network(noise)


class NegativeInput(ValueError):
    """A layer before a pooling that takes nothing negative lets negative numbers through."""


@contextmanager
def _signs_refused(network: nn.Module, setting: PoolSetting) -> Iterator[None]:
    """Raise NegativeInput where a pooling that takes nothing negative is given it."""
    if not setting.catalogued or not catalogue.find(setting.pool).non_negative:
        yield
        return

    def look(layer: nn.Module, given: tuple[torch.Tensor, ...]) -> None:
        least = float(given[0].min())
        if least < 0:
            raise NegativeInput(
                f"the network with {setting.name!r} gives its pooling negative numbers "
                f"({least:.3g}); {setting.pool} needs x ≥ 0, as after a ReLU"
            )

    kind = module_of(catalogue.find(setting.pool))
    hooks = [
        each.register_forward_pre_hook(look) for each in network.modules() if isinstance(each, kind)
    ]
    try:
        yield
    finally:
        for hook in hooks:
            hook.remove()
