"""A VGG for small images, the same for clips, and heads that pool."""

from __future__ import annotations

from typing import Any

from torch import nn

from poolwise import catalogue
from poolwise import nn as pooling_nn
from poolwise.functional.declaration import by_name
from poolwise.lab.networks.parts import (
    STEP,
    Sample,
    Spec,
    convolution,
    dilations,
    pool,
    stages_for,
)
from poolwise.lab.settings import PoolSetting


def vgg_small(setting: PoolSetting, spec: Spec, width: int = 8) -> nn.Sequential:
    """Stages of convolution, batch normalisation, ReLU and pooling.

    There are two stages for images of up to 31 pixels and up to four for larger ones; each doubles
    the channels. Every window pads "same", so that all kernels give maps of the same size.

    Nothing pools but the setting: the head is linear on the map itself, read at the positions of
    the map that windows of stride 2 make, so that it has the same form and as many weights in every
    cell. Without pooling (``none``) the convolutions are dilated, so that a unit of the last map
    looks as far as it does with windows of 2x2, to a pixel.

    Source: after K. Simonyan and A. Zisserman, "Very Deep Convolutional Networks", 2015.
    """
    stages = stages_for(min(spec.spatial))
    return nn.Sequential(*_stages(setting, spec, width, stages), *_reading(spec, width, stages))


def clip_cnn(setting: PoolSetting, spec: Spec, width: int = 8) -> nn.Sequential:
    """The same along time, height and width: no more stages than halve the time to one frame.

    Source: after D. Tran et al., "Learning Spatiotemporal Features with 3D Convolutional Networks",
    2015.
    """
    time, *size = spec.spatial
    stages = min(stages_for(min(size)), max(time.bit_length() - 1, 1))
    return nn.Sequential(*_stages(setting, spec, width, stages), *_reading(spec, width, stages))


def vgg_spp(setting: PoolSetting, spec: Spec, width: int = 8) -> nn.Sequential:
    """The same stages with a spatial pyramid of 1x1, 2x2 and 4x4 cells before the linear head.

    The pyramid pools as the setting does, and by the maximum where that has no such windows.

    Source: K. He et al., "Spatial Pyramid Pooling in Deep Convolutional Networks", 2014.
    """
    name, options = _reducer(setting)
    stages = stages_for(min(spec.spatial))
    features = width * 2 ** (stages - 1) * (1 + 4 + 16)
    pyramid = pooling_nn.SpatialPyramidPool2d((1, 2, 4), name, **options)
    head = [pyramid, nn.Flatten(), nn.Linear(features, spec.outputs)]
    return nn.Sequential(*_stages(setting, spec, width, stages), *head)


def vgg_global(setting: PoolSetting, spec: Spec, width: int = 8) -> nn.Sequential:
    """The same stages, of whose last map one number per channel is left.

    It is pooled as the setting does, and by the maximum where that has no such windows.

    Source: M. Lin, Q. Chen and S. Yan, "Network in Network", 2014.
    """
    name, options = _reducer(setting)
    stages = stages_for(min(spec.spatial))
    whole = pooling_nn.SpatialPyramidPool2d((1,), name, **options)
    head = [whole, nn.Flatten(), nn.Linear(width * 2 ** (stages - 1), spec.outputs)]
    return nn.Sequential(*_stages(setting, spec, width, stages), *head)


def _stages(setting: PoolSetting, spec: Spec, width: int, stages: int) -> list[nn.Module]:
    layers: list[nn.Module] = []
    channels = spec.channels
    for stage in range(stages):
        wide = width * 2**stage
        (dilation,) = dilations(setting, stage)
        layers += convolution(spec.rank, channels, wide, dilation)
        layers.append(pool(setting, spec.rank))
        channels = wide
    return layers


def _reading(spec: Spec, width: int, stages: int) -> list[nn.Module]:
    sample = Sample(spec.spatial, STEP**stages)
    features = width * 2 ** (stages - 1) * sample.units
    return [sample, nn.Flatten(), nn.Linear(features, spec.outputs)]


def _reducer(setting: PoolSetting) -> tuple[str, dict[str, Any]]:
    """The reducer of windows of any size that a setting is, or the maximum."""
    if setting.pool not in by_name() or setting.pool == "ordinal":  # whose weights have a number
        return "max", {}
    operator = catalogue.find(setting.pool)
    known = {each.name: each.keyword for each in operator.settings("function")}
    given = dict(setting.parameters)
    return setting.pool, {known[name]: given[name] for name in given if name in known}
