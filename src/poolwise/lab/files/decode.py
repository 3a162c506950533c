"""One image file as numbers, whatever its format, mode and orientation, or why that cannot be."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from poolwise.lab.data.duplicates import Fingerprint, fingerprint
from poolwise.lab.parsing import Pair

SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff")
_FORMATS = ("PNG", "JPEG", "WEBP", "TIFF")
_SIXTEEN_BIT = ("I;16", "I;16L", "I;16B", "I;16N", "I")
_LYING = (5, 6, 7, 8)  # EXIF orientations with rows and columns exchanged


class Picture(NamedTuple):
    """Pixels, float32 in 0..1 of shape (3, H, W), and what the file held."""

    pixels: NDArray[np.float32]
    print: Fingerprint
    size: Pair


def read_image(path: Path, size: Pair) -> Picture:
    """Read one image and resize it to `size`; the aspect ratio is not kept.

    It turns upright as its EXIF says, and transparent parts lie on white.

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
    pixels = np.ascontiguousarray((pixels / scale).clip(0, 1).transpose(2, 0, 1))
    return Picture(pixels, fingerprint(image), (image.height, image.width))


def read_picture(path: Path, size: Pair) -> Picture:
    """As `read_image`.

    Raises:
        ValueError: why it cannot be read.
    """
    try:
        return read_image(path, size)
    except UnidentifiedImageError:
        raise ValueError("not a PNG, JPEG, WebP or TIFF image") from None
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        why = "unpacks to more pixels than is safe (a decompression bomb?)"
        raise ValueError(why) from None
    except Exception as error:  # a damaged file may make a decoder raise anything at all
        raise ValueError(str(error).replace(str(path), path.name) or type(error).__name__) from None


def upright_size(path: Path) -> Pair | None:
    """Height and width, from the file's head where the format allows; None if it has none."""
    try:
        with Image.open(path, formats=_FORMATS) as opened:
            lying = opened.getexif().get(ExifTags.Base.Orientation) in _LYING
            return opened.size if lying else opened.size[::-1]
    except Exception:  # as above; reading the image will say why
        return None


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
