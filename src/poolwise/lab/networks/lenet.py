"""LeNet-5, with the pooling that a study asks for."""

from __future__ import annotations

import math

from torch import nn

from poolwise.lab.networks.parts import CONVOLUTIONS, STEP, Sample, Spec, pool
from poolwise.lab.settings import PoolSetting

MAPS = (6, 16)
UNITS = (120, 84)
_SIZE = 5
SMALLEST = 4 * _SIZE
"""Pixels from which on its second convolution finds a whole window, twice over."""


def lenet_5(setting: PoolSetting, spec: Spec, width: int = 8) -> nn.Sequential:
    """Two convolutions of 5x5, each followed by pooling, then 120 and 84 units.

    It has its 6 and 16 maps whatever `width` is. ReLU stands for tanh, as poolings need that take
    nothing negative, and a linear layer for the radial basis functions at the end; the second
    convolution sees all maps of the first. Images of 28 pixels are padded to 32, as in the paper.
    Without pooling (``none``) the second convolution is dilated, and the head reads the map where
    windows of stride 2 would have left units.

    Raises:
        ValueError: images are smaller than `SMALLEST` pixels.

    Source: Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, "Gradient-Based Learning Applied to
    Document Recognition", 1998.
    """
    if min(spec.spatial) < SMALLEST:
        raise ValueError(f"lenet-5 takes images of {SMALLEST} pixels or more, not {spec.spatial}")
    convolve = CONVOLUTIONS[spec.rank - 1]
    apart = STEP if setting.pool == "none" else 1
    # The second convolution has no padding: that much of the first map is left, in its pixels.
    left = tuple(STEP * (math.ceil(size / STEP) - _SIZE + 1) for size in spec.spatial)
    sample = Sample(left, STEP**2)
    features = MAPS[1] * sample.units
    return nn.Sequential(
        convolve(spec.channels, MAPS[0], _SIZE, padding=_SIZE // 2),
        nn.ReLU(),
        pool(setting, spec.rank),
        convolve(MAPS[0], MAPS[1], _SIZE, dilation=apart),
        nn.ReLU(),
        pool(setting, spec.rank),
        sample,
        nn.Flatten(),
        nn.Linear(features, UNITS[0]),
        nn.ReLU(),
        nn.Linear(UNITS[0], UNITS[1]),
        nn.ReLU(),
        nn.Linear(UNITS[1], spec.outputs),
    )
