"""What each pooling keeps of the same item, where an item can be seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from poolwise.lab.data.dataset import Dataset, Images
from poolwise.lab.parsing import Sizes
from poolwise.lab.settings import OTHERS, PoolSetting
from poolwise.lab.tasks import MASKED

if TYPE_CHECKING:
    from poolwise.lab.data.dataset import Labels

IMAGES = 3
MIDDLE = 32
"""Elements of a side of which each can still be seen; more only for a window that is larger."""
_SEEN = {"images": 2, "clips": 3, "recordings": 2}
"""Kinds of items that can be seen, with the axes of a window: a sound by its spectrum."""


def make_gallery(dataset: Dataset, settings: Sequence[PoolSetting]) -> list[dict[str, Any]]:
    """A few items, of different classes if there are, through every pooling with a window.

    Of a clip there is the frame in the middle, of a sound its spectrum, of an image whose objects
    are known where these are; of what cannot be seen there is nothing. Run it where the trials run:
    it imports PyTorch.

    Returns:
        Entries ``{"setting", "original", "pooled", "middle", "gradient"}`` with float32 arrays in
        0..1 of shape (height, width), or (height, width, 3) in colour, as `pooled` makes them; the
        last two are the middle of the item, small enough to see single elements, and how much each
        of them counts, the most being 1. Where objects are, stands as if it were a setting, without
        these.
    """
    part = dataset.examples
    rank = _SEEN.get(dataset.kind)
    windowed = [
        each for each in settings if each.pool not in OTHERS and len(each.kernel or ()) == rank
    ]
    if part.inputs.ndim - 2 != rank or not windowed:
        return []
    gallery = []
    for index in _examples(dataset):
        item = part.inputs[index]
        if dataset.kind == "recordings":
            item = _spectrum(item if part.lengths is None else item[..., : part.lengths[index]])
        original = as_picture(item)
        kept = {each.name: pooled(item, each) for each in windowed}
        if part.truth is not None and dataset.task in MASKED:
            kept = {"its objects": _objects(part.truth[index]), **kept}
        middle = _middle(item, max(MIDDLE, *(max(_kernel(each)) for each in windowed)))
        counts = {each.name: _counts(middle, each) for each in windowed}
        for name, each in kept.items():
            entry = {"setting": name, "original": original, "pooled": as_picture(each)}
            if name in counts:
                entry |= {"middle": as_picture(middle), "gradient": counts[name]}
            gallery.append(entry)
    return gallery


def pooled(item: Images, setting: PoolSetting) -> Images:
    """One item (C, *spatial) through the pooling of `setting`, in the scale of the item.

    The layer is the networks' own, as it comes: what learns has learnt nothing, and what draws
    shows what it takes in evaluation.
    """
    from poolwise.lab.networks.pooling import Geometry, in_scale

    geometry = Geometry(_kernel(setting), setting.stride or _kernel(setting))
    result: Images = in_scale(item[None], setting, geometry)[0]
    return result


def _counts(item: Images, setting: PoolSetting) -> Images:
    """How much each place counts in what is kept, over all channels."""
    from poolwise.lab.networks.pooling import Geometry, gradient

    geometry = Geometry(_kernel(setting), setting.stride or _kernel(setting))
    found = np.abs(np.nan_to_num(gradient(item[None], setting, geometry)[0])).sum(0, keepdims=True)
    return as_picture(found / max(float(found.max()), 1e-12))


def _kernel(setting: PoolSetting) -> Sizes:
    if setting.kernel is None:
        raise ValueError(f"setting={setting.name!r} has no kernel of its own")
    return setting.kernel


def _middle(item: Images, side: int) -> Images:
    """The middle of each axis."""
    starts = [max((size - side) // 2, 0) for size in item.shape[1:]]
    return item[(slice(None), *(slice(start, start + side) for start in starts))]


def _examples(dataset: Dataset) -> list[int]:
    labels = dataset.examples.labels
    turns = [np.flatnonzero(labels == each) for each in np.unique(labels)]
    ordered = [int(t[turn]) for turn in range(IMAGES) for t in turns if turn < len(t)]
    return ordered[:IMAGES]


def _spectrum(item: Images) -> Images:
    """What has no range of its own from 0 to 1, its low bands at the bottom."""
    low, high = float(item.min()), float(item.max())
    shown: Images = ((item - low) / max(high - low, 1e-6)).astype(np.float32)
    return np.ascontiguousarray(shown[:, ::-1])


def _objects(truth: Labels) -> Images:
    """Each class in a grey of its own, the background black."""
    shown: Images = (truth[None] / max(int(truth.max()), 1)).astype(np.float32)
    return shown


def as_picture(item: Images) -> Images:
    """(C, height, width), or a clip, as (height, width), or (height, width, 3) in colour."""
    if item.ndim == 4:
        item = item[:, item.shape[1] // 2]
    picture: Images = item.transpose(1, 2, 0) if len(item) == 3 else item[0]
    return picture.clip(0, 1)
