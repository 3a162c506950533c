"""The networks of a study by name. Each is a file; what they have in common is in `parts`.

A network pools where its setting says and nowhere else: heads read the map that is left at fixed
places. What takes sequences of unequal length never looks at what lies past their ends.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import nn

    from poolwise.lab.networks.parts import Spec
    from poolwise.lab.settings import PoolSetting

    Make = Callable[[PoolSetting, Spec, int], nn.Module]


@dataclass(frozen=True)
class Network:
    """A built-in network: where it is and what it takes.

    Attributes:
        place: ``file:factory`` in this folder; the factory takes setting, spec and width.
        ranks: how many axes its windows may have.
        about: in a few words.
        tokens: whether it reads token ids.
        dense: whether it answers with a map of the inputs' size.
        own_windows: whether windows of its own stand where a setting has none.
    """

    place: str
    ranks: tuple[int, ...]
    about: str
    tokens: bool = False
    dense: bool = False
    own_windows: bool = False

    def load(self) -> Make:
        """The factory. It imports PyTorch, which a study that only counts its grid need not."""
        file, _, name = self.place.partition(":")
        made: Make = getattr(import_module(f"{__name__}.{file}"), name)
        return made


NETWORKS = {
    "vgg-small": Network(
        "vgg:vgg_small", (2,), "stages of one convolution and a pooling (Simonyan & Zisserman 2015)"
    ),
    "vgg-spp": Network(
        "vgg:vgg_spp", (2,), "the same, read through a spatial pyramid (He et al. 2014)"
    ),
    "vgg-global": Network(
        "vgg:vgg_global", (2,), "the same, read through global pooling (Lin, Chen & Yan 2014)"
    ),
    "resnet-small": Network(
        "resnet:resnet_small", (2,), "residual blocks, each followed by a pooling (He et al. 2016)"
    ),
    "squeeze-small": Network(
        "squeeze:squeeze_small",
        (2,),
        "fire modules, overlapping windows of 3x3 with stride 2 (Iandola et al. 2016)",
        own_windows=True,
    ),
    "lenet-5": Network("lenet:lenet_5", (2,), "two convolutions of 5x5, each pooled (LeCun 1998)"),
    "unet-small": Network(
        "unet:unet_small", (2,), "upsampled, with skip connections (Ronneberger 2015)", dense=True
    ),
    "unpool-small": Network(
        "unet:unpool_small",
        (2,),
        "unpooled to where the maxima were (Badrinarayanan et al. 2017), without skip connections",
        dense=True,
    ),
    "plain-small": Network(
        "unet:plain_small", (2,), "upsampled, without skip connections", dense=True
    ),
    "codec-small": Network(
        "codec:codec_small", (2,), "an autoencoder that pools and upsamples", dense=True
    ),
    "codec-unpool": Network(
        "codec:codec_unpool", (2,), "the same, which unpools to where the maxima were", dense=True
    ),
    "text-cnn": Network(
        "text_cnn:TextCNN", (1,), "convolutions of 3, 4 and 5 words (Kim 2014)", tokens=True
    ),
    "bilstm": Network("bilstm:BiLSTM", (1,), "a recurrent network, both ways", tokens=True),
    "tone-cnn": Network(
        "tone_cnn:ToneCNN", (1, 2), "convolutions along time, or along time and frequency"
    ),
    "clip-cnn": Network("vgg:clip_cnn", (3,), "convolutions along time, height and width"),
}
"""What `poolwise compare --network` knows."""
