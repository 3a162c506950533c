"""What each pooling keeps of the same image."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from poolwise.lab.data import Dataset, Images
from poolwise.lab.settings import OTHERS, PoolSetting

if TYPE_CHECKING:
    from torch import nn

IMAGES = 3


def make_gallery(dataset: Dataset, settings: Sequence[PoolSetting]) -> list[dict[str, Any]]:
    """A few images, of different classes if there are, through every pooling with a window.

    Run it where the trials run: it imports PyTorch.

    Returns:
        Entries ``{"setting", "original", "pooled"}`` with float32 arrays in 0..1 of shape
        (height, width), or (height, width, 3) in colour, as `pooled` makes them.
    """
    gallery = []
    for index in _examples(dataset):
        image = dataset.examples.inputs[index]
        original = _picture(image)
        gallery += [
            {"setting": each.name, "original": original, "pooled": _picture(pooled(image, each))}
            for each in settings
            if each.kernel and each.pool not in OTHERS
        ]
    return gallery


def pooled(image: Images, setting: PoolSetting) -> Images:
    """One image (C, H, W) through the pooling of `setting`, in the scale of the image.

    The layer is the networks' own, as it comes: what learns has learnt nothing, and what draws
    shows what it takes in evaluation. Where a layer makes more than white of white, as sums and
    norms do, the result is divided by that.
    """
    import torch

    from poolwise.lab.pooling import Geometry, make_pooling

    if setting.kernel is None:
        raise ValueError(f"setting={setting.name!r} has no kernel of its own")
    with torch.random.fork_rng(devices=[]), torch.no_grad():
        torch.manual_seed(0)
        layer = make_pooling(setting, Geometry(setting.kernel, setting.stride or setting.kernel))
        kept = _through(layer, image)
        white = float(_through(layer, np.ones_like(image)).max())
    shown: Images = (kept / np.float32(max(white, 1))).astype(np.float32)
    return shown


def _through(layer: nn.Module, image: Images) -> Images:
    import torch

    batch = torch.tensor(image, dtype=torch.float32)[None]
    result: Images = layer.eval()(batch)[0].numpy()
    return result


def _examples(dataset: Dataset) -> list[int]:
    labels = dataset.examples.labels
    turns = [np.flatnonzero(labels == each) for each in np.unique(labels)]
    ordered = [int(t[turn]) for turn in range(IMAGES) for t in turns if turn < len(t)]
    return ordered[:IMAGES]


def _picture(image: Images) -> Images:
    picture: Images = image[0] if len(image) == 1 else image.transpose(1, 2, 0)
    return picture.clip(0, 1)
