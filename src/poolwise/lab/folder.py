"""A folder of images as a data set: one folder per class, any mix of sizes, colours and formats.

Files that cannot be read are named, counted and skipped. Names come from outside: control
characters in them are written as escapes before anything is printed.
"""

from __future__ import annotations

import os
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from poolwise.lab.data import Dataset, Images, Labelled
from poolwise.lab.settings import Pair

SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff")
_FORMATS = ("PNG", "JPEG", "WEBP", "TIFF")
_SPLIT_NAMES = {"train", "training", "val", "valid", "validation", "test", "testing"}
_LISTED = 20
# WebP has no grey; it brings grey back with channels that differ by one step of 255.
_STILL_GREY = 1.5 / 255
_SIXTEEN_BIT = ("I;16", "I;16L", "I;16B", "I;16N", "I")

Skipped = tuple[str, str]


def read_folder(folder: Path, size: Pair, max_bad: float = 0.01) -> Dataset:
    """Read every PNG, JPEG, WebP and TIFF below `folder`; the first level below it is the class.

    Images turn upright as their EXIF says, transparent parts lie on white, and all are resized to
    `size` (the aspect ratio is not kept). They stay in one channel only if all of them are grey.

    Args:
        folder: a folder that holds a folder per class; images may be nested deeper.
        size: height and width of every image afterwards.
        max_bad: the fraction of the image files that may be unreadable.

    Raises:
        ValueError: no class folders, folders of a split instead of classes, or more than `max_bad`
            of the files unreadable; the message lists them.
    """
    files, empty, ignored = _list_images(folder)
    with warnings.catch_warnings(), ThreadPoolExecutor() as threads:
        warnings.simplefilter("ignore")
        # Pillow only warns of pictures that unpack to more than its limit; here that is an error.
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        read = list(threads.map(lambda path: _read_or_reason(path, size), files))
    pairs = list(zip(files, read, strict=True))
    bad = [(_name(path, folder), image) for path, image in pairs if isinstance(image, str)]
    good = [(path, image) for path, image in pairs if not isinstance(image, str)]
    _check_bad(folder, bad, len(files), max_bad)
    return _assemble(folder, good, [*empty, *bad], ignored)


def read_image(path: Path, size: Pair) -> Images:
    """Read one image as float32 in 0..1 of shape (3, height, width).

    Raises:
        Exception: whatever Pillow raises for a file that is not a whole PNG, JPEG, WebP or TIFF.
    """
    with Image.open(path, formats=_FORMATS) as opened:
        opened.load()
        image = _plain(ImageOps.exif_transpose(opened))
    resized = image.resize(size[::-1], Image.Resampling.BILINEAR)
    pixels = np.asarray(resized, np.float32)
    if pixels.ndim == 2:
        pixels = np.repeat(pixels[..., None], 3, axis=2)
    scale = np.float32(1 if image.mode == "F" else 255)
    return np.ascontiguousarray((pixels / scale).clip(0, 1).transpose(2, 0, 1))


def printable(text: str) -> str:
    r"""`text` without control characters or broken encodings, which become escapes.

    Example:
        >>> printable("a\x1b[31m\udcff")
        'a\\x1b[31m\\udcff'
    """
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )


def _plain(image: Image.Image) -> Image.Image:
    """`image` in mode L or RGB, or F in 0..1 where eight bits would lose something."""
    if image.mode in _SIXTEEN_BIT or image.mode == "F":
        values = np.asarray(image, np.float64)
        top = 1 if image.mode == "F" else 65535
        if not (np.isfinite(values).all() and values.min() >= 0 and values.max() <= top):
            raise ValueError(f"pixel values outside 0 to {top} in an image of mode {image.mode}")
        return Image.fromarray((values / top).astype(np.float32))
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer)
    return image if image.mode == "L" else image.convert("RGB")


def _read_or_reason(path: Path, size: Pair) -> Images | str:
    try:
        return read_image(path, size)
    except UnidentifiedImageError:
        return "not a PNG, JPEG, WebP or TIFF image"
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return "unpacks to more pixels than is safe (a decompression bomb?)"
    except Exception as error:  # a damaged file may make a decoder raise anything at all
        return printable(str(error).replace(str(path), path.name)) or type(error).__name__


def _list_images(folder: Path) -> tuple[list[Path], list[Skipped], int]:
    """The image files in a fixed order, the class folders without any, and how many other files."""
    classes = sorted(path for path in folder.iterdir() if path.is_dir() and path.name[0] != ".")
    if not classes:
        raise ValueError(f"data={str(folder)!r} holds no folders; put each class in its own folder")
    if {path.name.lower() for path in classes} <= _SPLIT_NAMES:
        names = ", ".join(path.name for path in classes)
        raise ValueError(
            f"data={str(folder)!r} holds {names}, which look like a split and not like classes; "
            "give a folder that holds a folder per class (the split is made from the seed)"
        )
    ignored = sum(path.is_file() for path in folder.iterdir())
    images: list[Path] = []
    empty: list[Skipped] = []
    for each in classes:
        files = sorted(path for path in each.rglob("*") if path.is_file())
        found = [path for path in files if _is_image_name(path)]
        ignored += len(files) - len(found)
        images += found
        if not found:
            empty.append((_name(each, folder) + "/", "a class folder without images"))
    return images, empty, ignored


def _is_image_name(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(".")


def _check_bad(folder: Path, bad: list[Skipped], files: int, max_bad: float) -> None:
    if len(bad) <= max_bad * files:
        return
    lines = [f"  {name}: {reason}" for name, reason in bad[:_LISTED]]
    if len(bad) > _LISTED:
        lines.append(f"  ... and {len(bad) - _LISTED} more")
    # Rounded up, so that the number named here is enough.
    enough = min(1.0, np.ceil(len(bad) / files * 1000) / 1000)
    raise ValueError(
        f"data={str(folder)!r}: {len(bad)} of {files} image files cannot be read, more than "
        f"max_bad={max_bad:g} allows; mend them, or skip them with --max-bad {enough:g}\n"
        + "\n".join(lines)
    )


def _assemble(
    folder: Path, good: list[tuple[Path, Images]], skipped: list[Skipped], ignored: int
) -> Dataset:
    names = [_name(folder / path.relative_to(folder).parts[0], folder) for path, _ in good]
    classes = tuple(dict.fromkeys(names))
    if not classes:
        raise ValueError(f"data={str(folder)!r} holds no readable images (PNG, JPEG, WebP, TIFF)")
    images = np.stack([image for _, image in good])
    if np.ptp(images, axis=1).max() <= _STILL_GREY:
        images = images[:, 1:2].copy()
    labels = np.array([classes.index(name) for name in names], np.int64)
    notes = tuple(f"{name!r} was left out: {reason}." for name, reason in skipped[:_LISTED])
    return Dataset(str(folder), Labelled(images, labels), classes, tuple(skipped), ignored, notes)


def _name(path: Path, folder: Path) -> str:
    return printable(os.fspath(path.relative_to(folder).as_posix()))
