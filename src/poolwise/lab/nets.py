"""The networks of a study: a small VGG, or your own with its pooling layers swapped in place."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import torch
from torch import nn

from poolwise import catalogue
from poolwise import nn as pooling_nn
from poolwise.lab.pooling import Geometry, make_pooling, module_of
from poolwise.lab.settings import OTHERS, Pair, PoolSetting
from poolwise.nn._layers import Layer, layer_of
from poolwise.swap import swap

_HEAD = 2
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

    Source: after K. Simonyan and A. Zisserman, "Very Deep Convolutional Networks", 2015.
    """
    layers: list[nn.Module] = []
    for stage in range(_stages(min(size))):
        wide = width * 2**stage
        layers += [
            nn.Conv2d(channels, wide, 3, padding=1, bias=False),
            nn.BatchNorm2d(wide),
            nn.ReLU(),
            make_pooling(setting, Geometry(setting.kernel or (2, 2), setting.stride or (2, 2))),
        ]
        channels = wide
    head = [
        pooling_nn.AdaptiveAvgPool2d(_HEAD),
        nn.Flatten(),
        nn.Linear(channels * _HEAD**2, classes),
    ]
    return nn.Sequential(*layers, *head)


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
    factory = _find_factory(model)
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
    path = inspect.getsourcefile(inspect.unwrap(_find_factory(model)))
    return Path(path) if path else None


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


def _find_factory(model: str) -> Callable[..., Any]:
    module, _, name = model.rpartition(":")
    try:
        loaded = _load_file(Path(module)) if module.endswith(".py") else _load_module(module)
        factory: Callable[..., Any] = getattr(loaded, name)
    except Exception as error:  # importing runs the user's own code
        raise ValueError(
            f"model={model!r} cannot be loaded: {type(error).__name__}: {error}; "
            "write package.module:factory or path/to/file.py:factory"
        ) from error
    if not callable(factory):
        raise ValueError(f"model={model!r} is not callable; write package.module:factory")
    return factory


def _load_module(name: str) -> ModuleType:
    if (here := str(Path.cwd())) not in sys.path:
        sys.path.insert(0, here)
    return importlib.import_module(name)


def _load_file(path: Path) -> ModuleType:
    """The module in this very file, whatever else goes by its name."""
    path = path.resolve()
    name = f"{path.stem} in {path.parent}"
    if name in sys.modules:
        return sys.modules[name]
    # The file's neighbours can be imported, but stand in nobody's way: a random.py there must not
    # take the place of Python's.
    if (folder := str(path.parent)) not in sys.path:
        sys.path.append(folder)
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None  # its name ends in .py
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # where dataclasses and pickles look for it
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


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
    if setting.pool not in OTHERS and catalogue.find(setting.pool).non_negative:
        noise = torch.randn(2, channels, *size, generator=torch.Generator().manual_seed(0))
        with torch.no_grad(), _signs_refused(network, setting):
            network(noise)


class NegativeInput(ValueError):
    """A layer before a pooling that takes nothing negative lets negative numbers through."""


@contextmanager
def _signs_refused(network: nn.Module, setting: PoolSetting) -> Iterator[None]:
    """Raise NegativeInput where a pooling that takes nothing negative is given it."""
    if setting.pool in OTHERS or not catalogue.find(setting.pool).non_negative:
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
