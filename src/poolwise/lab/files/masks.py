"""Masks beside pictures: ``images/`` and ``masks/`` with files of the same names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from poolwise.lab.data.dataset import Labels
from poolwise.lab.data.groups import File
from poolwise.lab.data.sides import TEST, TRAIN
from poolwise.lab.files.decode import printable, upright_size
from poolwise.lab.files.located import Located, read_located
from poolwise.lab.files.pictures import IMAGES
from poolwise.lab.files.record import Read, one_too_many
from poolwise.lab.files.tree import SIDES
from poolwise.lab.parsing import Pair, format_pair

_PICTURES = ("images", "image", "imgs", "pictures", "jpegimages")
_MASKS = ("masks", "mask", "labels", "segmentation", "segmentationclass")
_FORMATS = ("PNG", "TIFF")  # without loss; what JPEG changes would be another class
_LABELS = ("1", "L", "P", "I", "I;16", "I;16B")
_IGNORED = 255  # the border that nobody labelled; a mask of 0 and 255 alone has one class
_MOST_CLASSES = 256


def folders_of(folder: Path) -> tuple[Path, Path] | None:
    """The folder of the pictures and that of the masks, if there are both."""
    there = {path.name.lower(): path for path in sorted(folder.iterdir()) if path.is_dir()}
    pictures = next((there[name] for name in _PICTURES if name in there), None)
    masks = next((there[name] for name in _MASKS if name in there), None)
    return (pictures, masks) if pictures and masks else None


def has_masks(folder: Path) -> bool:
    """Whether `folder`, or a side in it, is pictures with masks beside them."""
    return bool(folders_of(folder)) or any(map(folders_of, _sides(folder).values()))


def read_masks(
    folder: Path,
    size: Pair | None = None,
    max_bad: float = 0.01,
    test: Path | None = None,
    groups: str = "",
) -> Read:
    """Read pictures and their masks, PNG or TIFF of the same size.

    Values of masks are classes, and so are indices of palettes and colours; 0 and black are the
    background. 255 is a border without a class, unless a mask has nothing else.

    Args:
        folder: holds ``images`` and ``masks``, with files of the same names but for the suffix;
            ``train`` and ``test`` may stand above them or in each.
        size, max_bad, groups: as `read_located` takes them.
        test: the same again, to test on.

    Raises:
        ValueError: whatever `read_located` raises, or no pictures.
    """
    pairs = _pairs(folder)
    if test is not None:
        if any(file.side == TEST for file in pairs):
            raise one_too_many(test, folder)
        pairs |= {
            _with(file, TEST, f"{test.as_posix()}/"): mask for file, mask in _pairs(test).items()
        }
    if not pairs:
        raise ValueError(f"data={str(folder)!r} holds no images ({IMAGES.formats}) with masks")

    def objects(file: File, size: Pair) -> Located:
        mask = pairs[file]
        if mask is None:
            raise ValueError("has no mask of the same name (PNG, TIFF)")
        return _located(mask, size, upright_size(file.path))

    def names(numbers: Sequence[int]) -> list[str]:
        if len(numbers) > _MOST_CLASSES:
            raise ValueError(
                f"data={str(folder)!r}: masks hold {len(numbers)} values, more than "
                f"{_MOST_CLASSES}: pictures and no labels?"
            )
        return [f"#{n:06x}" if n > _IGNORED else f"value {n}" for n in numbers]

    return read_located(str(folder), list(pairs), objects, names, size, max_bad, groups)


def _pairs(folder: Path) -> dict[File, Path | None]:
    """The pictures in their order, and the mask of each."""
    found: dict[File, Path | None] = {}
    for side, base in sorted(_sides(folder).items()) or [(TRAIN, folder)]:
        there = folders_of(base)
        if there is None:
            continue
        pictures, masks = there
        by_name = {_stem(path, masks): path for path in sorted(masks.rglob("*")) if path.is_file()}
        for path in sorted(path for path in pictures.rglob("*") if IMAGES.names(path)):
            parts = path.relative_to(pictures).parts
            own = SIDES.get(parts[0].lower(), side) if len(parts) > 1 else side
            below = tuple(map(printable, parts[:-1]))
            name = printable(path.relative_to(folder).as_posix())
            file = File(path, folder, "", own, below, name)
            found[file] = by_name.get(_stem(path, pictures))
    return found


def _sides(folder: Path) -> dict[int, Path]:
    there = {SIDES.get(path.name.lower()): path for path in folder.iterdir() if path.is_dir()}
    return {side: path for side, path in there.items() if side is not None and folders_of(path)}


def _with(file: File, side: int, prefix: str) -> File:
    return File(file.path, file.root, file.label, side, file.below, printable(prefix) + file.name)


def _stem(path: Path, folder: Path) -> str:
    return path.relative_to(folder).with_suffix("").as_posix()


def _located(path: Path, size: Pair, expected: Pair | None) -> Located:
    with Image.open(path, formats=_FORMATS) as opened:
        if expected != opened.size[::-1]:
            raise ValueError(
                f"its mask is {format_pair(opened.size[::-1])}, and not as large as the picture"
            )
        values = _values(opened)
    if set(np.unique(values)) - {0, _IGNORED}:
        values[values == _IGNORED] = 0
    rows, columns = (np.arange(n) * was // n for n, was in zip(size, values.shape, strict=True))
    numbers, counts = np.unique(values[values > 0], return_counts=True)
    areas = dict(zip(numbers.tolist(), counts.tolist(), strict=True))
    return Located(values[rows[:, None], columns], areas)


def _values(image: Image.Image) -> Labels:
    """The class of each pixel, by its value, the index of its colour, or the colour itself."""
    if image.mode in _LABELS:
        values = np.asarray(image).astype(np.int64)
        return values * _IGNORED if image.mode == "1" else values
    red, green, blue = np.asarray(image.convert("RGB")).astype(np.int64).transpose(2, 0, 1)
    if (red == green).all() and (green == blue).all():
        colours: Labels = red
    else:
        colours = (red << 16) + (green << 8) + blue
    return colours
