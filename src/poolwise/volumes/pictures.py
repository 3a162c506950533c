"""Pictures, each as a whole."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .asked import Asked
from .ledger import Ledger
from .run import Summary, Told
from .volume import kind_of

SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif")
_KEEP = ("max", "min", "mode")
"""Operators that keep elements as they are: the numbers of a palette are no quantities."""


def is_picture(path: Path) -> bool:
    """Whether a name stands for a picture."""
    return path.suffix.lower() in SUFFIXES


def pool_picture(source: Path, out: Path, asked: Asked, overwrite: bool, told: Told) -> Summary:
    if asked.levels:
        raise ValueError(f"out={str(out)!r} must end in .zarr, which alone holds levels")
    told(0, 1)
    values, axes, palette, notes = _read(source, asked)
    pooling, _ = asked.pooling(axes, values.ndim)
    shape = pooling.shape_of(values.shape)
    windows, _ = pooling.needed(values.shape, tuple(slice(0, size) for size in shape))
    dtype = pooling.result_dtype(values.dtype)
    made = pooling.rounded_of(values, windows, dtype)
    image = made if kind_of(out) == "npy" else _image(out, made, palette)
    ledger = Ledger(out)
    ledger.begin({}, overwrite)
    # Pillow and NumPy know the format by the name's end.
    partial = ledger.partial.with_name(f"{out.stem}.partial{out.suffix}")
    if isinstance(image, np.ndarray):
        np.save(partial, image)
    else:
        _save(image, partial)
    os.replace(partial, ledger.partial)
    ledger.finish()
    told(1, 1)
    return Summary(
        values.shape, (made.shape,), values.nbytes, made.nbytes,
        source.stat().st_size, out.stat().st_size, notes,
    )  # fmt: skip


def _read(source: Path, asked: Asked) -> tuple[NDArray[Any], str, Any, tuple[str, ...]]:
    """Elements, the letters of their axes, a palette whose numbers they are, or None, and notes."""
    if not is_picture(source):
        if kind_of(source) != "npy":
            raise ValueError(
                f"source={str(source)!r} becomes a picture from .npy or pictures alone"
            )
        try:
            values = np.load(source, allow_pickle=False)
        except Exception as error:
            raise ValueError(f"source={str(source)!r} cannot be read: {error}") from error
        return values, "yxc" if values.ndim == 3 else "yx", None, ()
    from PIL import Image, ImageOps

    try:
        with Image.open(source) as opened:
            opened.load()
            frames = getattr(opened, "n_frames", 1)
            image: Any = ImageOps.exif_transpose(opened)
        palette = image.getpalette() if image.mode == "P" and asked.operator in _KEEP else None
        if palette is None and image.mode not in ("L", "RGB", "RGBA", "I;16", "LA"):
            image = image.convert("RGBA" if "transparency" in image.info else "RGB")
        values = np.array(image)
    except Exception as error:
        raise ValueError(f"source={str(source)!r} cannot be read: {error}") from error
    notes = (f"of {frames} pictures in {source} the first was pooled",) if frames > 1 else ()
    return values, "yx" if values.ndim == 2 else "yxc", palette, notes


def _save(image: Any, partial: Path) -> None:
    try:
        image.save(partial)
    except (ValueError, OSError) as error:
        if isinstance(error, OSError) and error.errno:  # the disk's, not the format's
            raise
        raise ValueError(f"a {partial.suffix} cannot hold this picture: {error}") from None


def _image(path: Path, values: NDArray[Any], palette: Any) -> Any:
    """What Pillow writes.

    Raises:
        ValueError: files of this kind hold no such elements.
    """
    from PIL import Image

    if not is_picture(path):
        raise ValueError(f"out={str(path)!r} must be a picture or .npy, as it comes from a picture")
    fits = values.dtype == np.uint8 or (values.dtype == np.uint16 and path.suffix.lower() == ".png")
    channels = values.shape[2] if values.ndim == 3 else 1
    if not fits or channels not in (1, 2, 3, 4) or (values.dtype == np.uint16 and channels > 1):
        raise ValueError(
            f"a {path.suffix} holds no {values.dtype} of the shape {values.shape}; dtype='uint8' "
            "rounds, and .npy holds everything"
        )
    image = Image.fromarray(values[..., 0] if channels == 1 and values.ndim == 3 else values)
    if palette is not None:
        image.putpalette(palette)
    if path.suffix.lower() in (".jpg", ".jpeg") and image.mode in ("P", "RGBA", "LA"):
        image = image.convert("RGB")
    return image
