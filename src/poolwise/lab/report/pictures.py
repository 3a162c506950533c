"""Pictures for the report: what each setting keeps of the same photograph, as `data:` URIs."""

from __future__ import annotations

import base64
import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

_ACROSS = 4
_LARGEST = 128
"""Pixels of a side: about what the page has room for."""


@dataclass(frozen=True)
class Picture:
    """An image for the page: a caption, its size and its `data:` URI."""

    caption: str
    size: str
    uri: str


def pictures(
    gallery: Sequence[Mapping[str, Any]], before: str = "original", after: str = "pooled"
) -> list[list[Picture]]:
    """One row per photograph: itself, then what each setting makes of it, where there is that."""
    rows: dict[str, list[Picture]] = {}
    for entry in gallery:
        if after in entry:
            original = picture(before, entry[before])
            row = rows.setdefault(original.uri, [original])
            row.append(picture(str(entry["setting"]), entry[after]))
    return list(rows.values())


def picture(caption: str, pixels: NDArray[Any]) -> Picture:
    """Values 0 to 1 as PNG, at most so large; what lies outside is clipped, NaN is black.

    Raises ValueError on shapes other than (height, width) and (height, width, 3).
    """
    from PIL import Image

    values = np.nan_to_num(np.asarray(pixels, dtype=np.float64))
    if values.ndim == 3 and values.shape[2] == 1:
        values = values[..., 0]
    if values.ndim not in (2, 3) or (values.ndim == 3 and values.shape[2] != 3) or not values.size:
        shape = np.shape(pixels)
        raise ValueError(
            f"picture {caption!r}: shape {shape} is neither (height, width) nor (height, width, 3)"
        )
    buffer = io.BytesIO()
    image = Image.fromarray(np.rint(values.clip(0, 1) * 255).astype(np.uint8))
    image.thumbnail((_LARGEST, _LARGEST), Image.Resampling.BOX)
    image.save(buffer, "PNG")
    uri = "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()
    return Picture(caption, f"{values.shape[0]} × {values.shape[1]}", uri)


def mosaic(maps: NDArray[Any]) -> NDArray[np.float64]:
    """The first maps of (C, height, width) side by side in a square, the darkest and the brightest
    place of all 0 and 1.
    """
    across = min(math.isqrt(len(maps)), _ACROSS)
    values = np.nan_to_num(np.asarray(maps[: across**2], np.float64))
    low, high = values.min(), values.max()
    scaled = (values - low) / max(high - low, 1e-12)
    framed = np.pad(scaled, ((0, 0), (0, 1), (0, 1)))
    rows = framed.reshape(across, across, *framed.shape[1:]).swapaxes(1, 2)
    return rows.reshape(across * framed.shape[1], across * framed.shape[2])[:-1, :-1]
