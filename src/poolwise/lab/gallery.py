"""What each pooling keeps of the same image."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from poolwise.lab.data import Dataset, Images
from poolwise.lab.settings import OTHERS, PoolSetting

if TYPE_CHECKING:
    from poolwise.lab.pooling import Geometry

IMAGES = 3


def make_gallery(dataset: Dataset, settings: Sequence[PoolSetting]) -> list[dict[str, Any]]:
    """A few images, of different classes if there are, through every pooling with a window.

    Run it where the trials run: it imports PyTorch.

    Returns:
        Entries ``{"setting", "original", "pooled"}`` with float32 arrays in 0..1 of shape
        (height, width), or (height, width, 3) in colour, as `pooled` makes them.
    """
    if dataset.examples.inputs.ndim != 4:  # texts, clips and sequences are no pictures
        return []
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
    shows what it takes in evaluation.
    """
    from poolwise.lab.pooling import Geometry

    if setting.kernel is None:
        raise ValueError(f"setting={setting.name!r} has no kernel of its own")
    geometry = Geometry(setting.kernel, setting.stride or setting.kernel)
    result: Images = in_scale(image[None], setting, geometry)[0]
    return result


def in_scale(images: Images, setting: PoolSetting, geometry: Geometry) -> Images:
    """Images (N, C, H, W) through a pooling that has learnt nothing.

    Where a layer makes more than white of white, as sums and norms do, the result is divided by
    that.
    """
    import torch

    from poolwise.lab.pooling import make_pooling

    with torch.random.fork_rng(devices=[]), torch.no_grad():
        torch.manual_seed(0)
        layer = make_pooling(setting, geometry).eval()
        kept = layer(torch.tensor(images, dtype=torch.float32)).numpy()
        white = float(layer(torch.ones(1, *images.shape[1:])).max())
    shown: Images = (kept / np.float32(max(white, 1))).astype(np.float32)
    return shown


def _examples(dataset: Dataset) -> list[int]:
    labels = dataset.examples.labels
    turns = [np.flatnonzero(labels == each) for each in np.unique(labels)]
    ordered = [int(t[turn]) for turn in range(IMAGES) for t in turns if turn < len(t)]
    return ordered[:IMAGES]


def _picture(image: Images) -> Images:
    picture: Images = image[0] if len(image) == 1 else image.transpose(1, 2, 0)
    return picture.clip(0, 1)
