"""What each pooling keeps of the same image."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

import poolwise
from poolwise.lab.data import Dataset, Images
from poolwise.lab.settings import PoolSetting

IMAGES = 3


def make_gallery(dataset: Dataset, settings: Sequence[PoolSetting]) -> list[dict[str, Any]]:
    """A few images, of different classes if there are, through every pooling with a window.

    Returns:
        Entries ``{"setting", "original", "pooled"}`` with float32 arrays in 0..1 of shape
        (height, width), or (height, width, 3) in colour. Sums are divided by the window's size.
    """
    pooling = [each for each in settings if each.kernel and each.pool not in ("conv", "none")]
    gallery = []
    for index in _examples(dataset):
        image = dataset.examples.images[index]
        original = _picture(image)
        gallery += [
            {"setting": each.name, "original": original, "pooled": _picture(pooled(image, each))}
            for each in pooling
        ]
    return gallery


def pooled(image: Images, setting: PoolSetting) -> Images:
    """One image (C, H, W) through the pooling of `setting`, in the scale of the image."""
    if setting.kernel is None:
        raise ValueError(f"setting={setting.name!r} has no kernel of its own")
    functions: dict[str, Callable[..., Images]] = {
        "max": poolwise.max_pool2d,
        "min": poolwise.min_pool2d,
        "avg": poolwise.avg_pool2d,
        "sum": poolwise.sum_pool2d,
    }
    extra = {"count_include_pad": False} if setting.pool == "avg" else {}
    result = functions[setting.pool](image, setting.kernel, setting.stride, "same", **extra)
    scale = np.prod(setting.kernel) if setting.pool == "sum" else 1
    shown: Images = (result / np.float32(scale)).astype(np.float32)
    return shown


def _examples(dataset: Dataset) -> list[int]:
    labels = dataset.examples.labels
    turns = [np.flatnonzero(labels == each) for each in np.unique(labels)]
    ordered = [int(t[turn]) for turn in range(IMAGES) for t in turns if turn < len(t)]
    return ordered[:IMAGES]


def _picture(image: Images) -> Images:
    picture: Images = image[0] if len(image) == 1 else image.transpose(1, 2, 0)
    return picture.clip(0, 1)
