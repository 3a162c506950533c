"""A network of your own, its pooling layers swapped in place."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

from torch import nn

from poolwise import nn as pooling_nn
from poolwise.lab.networks.over_time import OverTime
from poolwise.lab.networks.parts import Spec
from poolwise.lab.networks.pooling import Geometry, make_pooling, mark
from poolwise.lab.own_code import load_object, source_of
from poolwise.lab.settings import PoolSetting
from poolwise.nn._layers import Layer, layer_of

_TEMPORAL = (
    pooling_nn.TemporalAvgPool,
    pooling_nn.TemporalKMaxPool,
    pooling_nn.TemporalLastPool,
    pooling_nn.TemporalMaxPool,
    pooling_nn.TemporalStatisticsPool,
)


def load_model(model: str, spec: Spec) -> nn.Module:
    """Call the factory that `model` names and return its network.

    The factory gets those of ``in_channels``, ``num_classes``, ``image_size`` (the sizes along time
    and space), ``length``, ``vocabulary`` and ``lengths`` (whether items end at different times)
    that it has arguments for. The working directory is searched too.

    Raises:
        ValueError: the module or the factory does not exist, fails, or returns something else.
    """
    return call_factory(
        model,
        in_channels=spec.channels,
        num_classes=spec.outputs,
        image_size=spec.spatial,
        length=spec.spatial[-1],
        vocabulary=spec.vocabulary,
        lengths=spec.lengths,
    )


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
            f"model={model!r} returned {type(network).__name__}; a torch.nn.Module is expected"
        )
    return network


def model_source(model: str) -> Path | None:
    """The file that `model` comes from, as far as it has one."""
    return source_of("model", model)


def swap_pooling(network: nn.Module, setting: PoolSetting, rank: int = 2, time: int = 0) -> int:
    """Put `setting` where `network` pools along so many axes; return how often.

    Sliding windows are what is replaced; adaptive and global pooling stay. In networks of sequences
    (rank 1) a setting without a kernel pools whole sequences: it takes the place of adaptive
    pooling to one element, of global and of temporal pooling, and leaves windows alone; where there
    is none of these, it takes that of windows. Their geometry stays where the setting gives none.

    Args:
        network: your own; it is changed.
        setting: what stands there from now on.
        rank: axes of the windows.
        time: the longest sequence there is.

    Raises:
        ValueError: there is nothing to swap.
    """
    if rank == 1 and setting.kernel is None and setting.pool != "none":
        found = [name for name, each in network.named_modules() if _is_over_time(each)]
        for name in found:
            old = network.get_submodule(name)
            _put(network, name, _over_time(setting, old, time))
        if found:
            return len(found)
    layers = _sliding(network, rank)
    if not layers:
        also = "" if rank > 1 else ", nor one that pools whole sequences"
        raise ValueError(
            f"the model {type(network).__name__} has no MaxPool{rank}d or AvgPool{rank}d layer to "
            f"swap{also}; pooling called as a function (torch.nn.functional) cannot be seen from "
            "outside"
        )
    for name, layer in layers.items():
        new = make_pooling(setting, _geometry(layer).with_setting(setting))
        if setting.pool == "none":
            vars(new)["note"] = (
                "your network's convolutions are not dilated where nothing pools, so that a unit "
                "sees less than with the other poolings"
            )
        _put(network, name, new)
    return len(layers)


def mark_pooling(network: nn.Module, rank: int = 2) -> None:
    """Note on the maxima and averages of a network what they are, and leave all as it is."""
    for name, layer in _sliding(network, rank).items():
        if layer.operator in ("max", "avg"):
            mark(network.get_submodule(name), PoolSetting(layer.operator), _geometry(layer))


def _sliding(network: nn.Module, rank: int) -> dict[str, Layer]:
    """The layers that pool in windows along so many axes, by name."""
    return {
        name: layer
        for name, module in network.named_modules()
        if isinstance(layer := layer_of(module), Layer)
        and (layer.geometry.kind, layer.geometry.rank) == ("sliding", rank)
    }


def _is_over_time(module: nn.Module) -> bool:
    if isinstance(module, _TEMPORAL):
        return True
    layer = layer_of(module)
    whole = layer.geometry.as_global() if isinstance(layer, Layer) else None
    return whole is not None and whole.rank == 1


class _Sized(nn.Module):
    """Pooling over time in your own network: the number of channels shows in the first call."""

    def __init__(self, setting: PoolSetting, time: int, flat: bool) -> None:
        super().__init__()
        self.made: Any = (setting, time, flat)
        self.layer: nn.Module = nn.Identity()

    def forward(self, x: Any, mask: Any = None, lengths: Any = None) -> Any:
        """As the layer that stood here."""
        if self.made is not None:
            setting, time, flat = self.made
            over = OverTime(setting, x.shape[1], time or x.shape[-1], flat)
            self.layer = over.to(x.device, x.dtype).train(self.training)
            self.made = None
        return self.layer(x, mask=mask, lengths=lengths)


def _over_time(setting: PoolSetting, old: nn.Module, time: int) -> nn.Module:
    return _Sized(setting, time, flat=isinstance(old, _TEMPORAL))


def _put(network: nn.Module, name: str, new: nn.Module) -> None:
    """Replace the layer of that name, wherever else it stands, too."""
    old = network.get_submodule(name)
    for parent in list(network.modules()):
        for child, module in list(parent.named_children()):
            if module is old:
                setattr(parent, child, new)


def _geometry(layer: Layer) -> Geometry:
    at = layer.geometry.windows()
    counted = bool(layer.settings.get("count_include_pad", False))
    return Geometry(at.kernel_size, at.stride, at.padding, at.dilation, at.ceil_mode, counted)
