"""Pictures in a folder per class, any mix of sizes, colours and formats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from poolwise.lab.data.dataset import Images
from poolwise.lab.data.groups import File
from poolwise.lab.files.decode import SUFFIXES, Picture, read_picture, upright_size
from poolwise.lab.files.record import Item, Read, check_size, each_or_reason
from poolwise.lab.files.tree import Kind, read_tree
from poolwise.lab.parsing import Pair, format_pair

LARGEST = 64
"""Height or width, at most, of images that came in different sizes."""
IMAGES = Kind("images", "image", "PNG, JPEG, WebP, TIFF", SUFFIXES)
# WebP has no grey; it brings grey back with channels that differ by one step of 255.
_STILL_GREY = 1.5 / 255
_BYTES = 3 * 4  # of a pixel: three channels, float32


def read_pictures(
    folder: Path,
    size: Pair | None = None,
    max_bad: float = 0.01,
    test: Path | None = None,
    groups: str = "",
) -> Read:
    """Read every PNG, JPEG, WebP and TIFF below `folder`; the first level is the class, or a side.

    Images turn upright as their EXIF says, and transparent parts lie on white. They keep their size
    if all have the same. Otherwise all are resized to the median height and width, or to as much of
    it as makes the longer one `LARGEST` (the aspect ratio of each image is not kept). They stay in
    one channel only if all of them are grey.

    Args:
        folder, max_bad, test, groups: as `read_tree` takes them.
        size: height and width of every image afterwards.

    Raises:
        ValueError: whatever `read_tree` raises, or a size that memory has no room for.
    """

    def read(files: Sequence[File]) -> tuple[dict[File, Item | str], Sequence[str]]:
        pictures, told = _read(files, size)
        items = {
            file: each if isinstance(each, str) else Item(each.pixels, each.print)
            for file, each in pictures.items()
        }
        return items, told

    found = read_tree(folder, IMAGES, read, max_bad, test, groups)
    return replace(found, inputs=stacked(list(found.inputs)))


def stacked(images: Sequence[Images], still_grey: float = _STILL_GREY) -> Images:
    """Images (3, H, W) as (N, 3, H, W), or (N, 1, H, W) if all of them are grey.

    Channels that differ by `still_grey` or less make no colour.
    """
    whole = np.stack(images)
    if max(np.ptp(image, axis=0).max() for image in whole) <= still_grey:
        whole = whole[:, 1:2].copy()
    return whole


def _read(
    files: Sequence[File], size: Pair | None
) -> tuple[dict[File, Picture | str], tuple[str, ...]]:
    """Each file's picture or why there is none, and a sentence if sizes had to be changed."""

    def read_all(size: Pair) -> dict[File, Picture | str]:
        check_size(size, len(files), _BYTES, "images", less=64)
        return each_or_reason(lambda file: read_picture(file.path, size), files)

    if size:
        return read_all(size), ()
    guess = common_size(sizes_of(files))
    read = read_all(guess)
    sizes = [each.size for each in read.values() if not isinstance(each, str)]
    chosen = common_size(sizes)
    if chosen != guess:  # only because of files that turned out to be damaged
        read = read_all(chosen)
    return read, _told(sizes, chosen)


def sizes_of(files: Sequence[File]) -> list[Pair]:
    """Height and width of the pictures whose heads tell."""
    heads = each_or_reason(lambda file: upright_size(file.path), files).values()
    return [each for each in heads if isinstance(each, tuple)]


def common_size(sizes: Sequence[Pair]) -> Pair:
    """The size that all get: their own, or the median within `LARGEST` if they differ."""
    if not sizes:
        return 1, 1
    height, width = np.median(sizes, axis=0)
    different = len(set(sizes)) > 1
    scale = min(1, LARGEST / max(height, width)) if different else 1
    return max(1, round(height * scale)), max(1, round(width * scale))


def _told(sizes: Sequence[Pair], chosen: Pair) -> tuple[str, ...]:
    several = sorted(set(sizes), key=lambda each: each[0] * each[1])
    if len(several) < 2:
        return ()
    return (
        f"The images come in {len(several)} sizes, {format_pair(several[0])} to "
        f"{format_pair(several[-1])}; all were resized to {format_pair(chosen)}, the median or as "
        f"much of it as {LARGEST} pixels allow (image_size says otherwise).",
    )
