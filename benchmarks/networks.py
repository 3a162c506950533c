"""Four image networks from the tables of their papers, with random weights.

They take (batch, 3, 224, 224) and give 1000 logits. Dropout is left out: it changes neither what
is pooled nor, with random weights, anything that can be compared.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn

CLASSES = 1000


def conv(channels: int, out: int, kernel: int, stride: int = 1, padding: int = 0) -> nn.Sequential:
    """A convolution and its ReLU."""
    return nn.Sequential(nn.Conv2d(channels, out, kernel, stride, padding), nn.ReLU(inplace=True))


class Branches(nn.Module):
    """Branches over the same input, their channels side by side."""

    def __init__(self, *branches: nn.Module) -> None:
        super().__init__()
        self.branches = nn.ModuleList(branches)

    def forward(self, x: Tensor) -> Tensor:
        return torch.cat([branch(x) for branch in self.branches], 1)


def global_average_head() -> list[nn.Module]:
    return [nn.AdaptiveAvgPool2d(1), nn.Flatten()]


# --- GoogLeNet ------------------------------------------------------------------------------------

# Columns of table 1: 1×1; 3×3 reduce, 3×3; 5×5 reduce, 5×5; pool projection. "pool" halves the map.
INCEPTIONS: list[tuple[int, ...] | str] = [
    (64, 96, 128, 16, 32, 32),
    (128, 128, 192, 32, 96, 64),
    "pool",
    (192, 96, 208, 16, 48, 64),
    (160, 112, 224, 24, 64, 64),
    (128, 128, 256, 24, 64, 64),
    (112, 144, 288, 32, 64, 64),
    (256, 160, 320, 32, 128, 128),
    "pool",
    (256, 160, 320, 32, 128, 128),
    (384, 192, 384, 48, 128, 128),
]


def inception(channels: int, sizes: tuple[int, ...]) -> Branches:
    one, reduce3, three, reduce5, five, projection = sizes
    return Branches(
        conv(channels, one, 1),
        nn.Sequential(conv(channels, reduce3, 1), conv(reduce3, three, 3, padding=1)),
        nn.Sequential(conv(channels, reduce5, 1), conv(reduce5, five, 5, padding=2)),
        nn.Sequential(nn.MaxPool2d(3, 1, padding=1), conv(channels, projection, 1)),
    )


def googlenet() -> nn.Module:
    """C. Szegedy et al., "Going deeper with convolutions", 2014, table 1, as it is at test time."""
    layers: list[nn.Module] = [
        conv(3, 64, 7, 2, 3),
        nn.MaxPool2d(3, 2, ceil_mode=True),
        nn.LocalResponseNorm(5),
        conv(64, 64, 1),
        conv(64, 192, 3, padding=1),
        nn.LocalResponseNorm(5),
        nn.MaxPool2d(3, 2, ceil_mode=True),
    ]
    channels = 192
    for sizes in INCEPTIONS:
        if isinstance(sizes, str):
            layers.append(nn.MaxPool2d(3, 2, ceil_mode=True))
        else:
            layers.append(inception(channels, sizes))
            channels = sizes[0] + sizes[2] + sizes[4] + sizes[5]
    return nn.Sequential(*layers, *global_average_head(), nn.Linear(channels, CLASSES))


# --- SqueezeNet -----------------------------------------------------------------------------------

# Squeeze and expand widths of fire modules 2 to 9 (table 1); each expands to both 1×1 and 3×3.
FIRES = [(16, 64), (16, 64), (32, 128), (32, 128), (48, 192), (48, 192), (64, 256), (64, 256)]


def fire(channels: int, squeeze: int, expand: int) -> nn.Sequential:
    both = Branches(conv(squeeze, expand, 1), conv(squeeze, expand, 3, padding=1))
    return nn.Sequential(conv(channels, squeeze, 1), both)


def squeezenet(stem: nn.Module, channels: int, pooled_after: tuple[int, ...]) -> nn.Module:
    layers: list[nn.Module] = [stem, nn.MaxPool2d(3, 2, ceil_mode=True)]
    for number, (squeeze, expand) in enumerate(FIRES, 2):
        layers.append(fire(channels, squeeze, expand))
        channels = 2 * expand
        if number in pooled_after:
            layers.append(nn.MaxPool2d(3, 2, ceil_mode=True))
    return nn.Sequential(*layers, conv(channels, CLASSES, 1), *global_average_head())


def squeezenet1_0() -> nn.Module:
    """F. Iandola et al., "SqueezeNet", 2016, table 1."""
    return squeezenet(conv(3, 96, 7, 2), 96, pooled_after=(4, 8))


def squeezenet1_1() -> nn.Module:
    """The authors' later version: a smaller first kernel, and pooling sooner."""
    return squeezenet(conv(3, 64, 3, 2), 64, pooled_after=(3, 5))


# --- VGG ------------------------------------------------------------------------------------------

VGG_STAGES = [(64, 2), (128, 2), (256, 3), (512, 3), (512, 3)]


def vgg16() -> nn.Module:
    """K. Simonyan and A. Zisserman, "Very deep convolutional networks", 2015, configuration D."""
    layers: list[nn.Module] = []
    channels = 3
    for width, depth in VGG_STAGES:
        for _ in range(depth):
            layers.append(conv(channels, width, 3, padding=1))
            channels = width
        layers.append(nn.MaxPool2d(2))
    hidden = [nn.Flatten(), nn.Linear(512 * 7 * 7, 4096), nn.ReLU(), nn.Linear(4096, 4096)]
    return nn.Sequential(*layers, *hidden, nn.ReLU(), nn.Linear(4096, CLASSES))


# --- ResNet ---------------------------------------------------------------------------------------

RESNET_STAGES = [(64, 3), (128, 4), (256, 6), (512, 3)]


def normalised(
    channels: int, out: int, kernel: int, stride: int = 1, padding: int = 0
) -> nn.Sequential:
    """A convolution and its batch normalisation."""
    convolution = nn.Conv2d(channels, out, kernel, stride, padding, bias=False)
    return nn.Sequential(convolution, nn.BatchNorm2d(out))


class Bottleneck(nn.Module):
    """1×1, 3×3, 1×1, added to the input or to a projection of it."""

    def __init__(self, channels: int, width: int, stride: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            normalised(channels, width, 1),
            nn.ReLU(),
            normalised(width, width, 3, stride, 1),
            nn.ReLU(),
            normalised(width, 4 * width, 1),
        )
        same = channels == 4 * width
        self.skip = nn.Identity() if same else normalised(channels, 4 * width, 1, stride)

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(self.body(x) + self.skip(x))


def resnet50() -> nn.Module:
    """K. He et al., "Deep residual learning for image recognition", 2015, table 1."""
    layers: list[nn.Module] = [normalised(3, 64, 7, 2, 3), nn.ReLU(), nn.MaxPool2d(3, 2, 1)]
    channels = 64
    for stage, (width, depth) in enumerate(RESNET_STAGES):
        for block in range(depth):
            layers.append(Bottleneck(channels, width, 2 if stage and not block else 1))
            channels = 4 * width
    return nn.Sequential(*layers, *global_average_head(), nn.Linear(channels, CLASSES))


NETWORKS: dict[str, Callable[[], nn.Module]] = {
    "googlenet": googlenet,
    "squeezenet1_0": squeezenet1_0,
    "squeezenet1_1": squeezenet1_1,
    "vgg16": vgg16,
    "resnet50": resnet50,
}


def build(name: str, seed: int = 0) -> nn.Module:
    """The network of this name, its weights drawn from the seed."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return NETWORKS[name]()
