"""Draw docs/poolwise.svg, the README's picture, with poolwise itself.

Run `python docs/make_picture.py [where.svg]` in an environment with the `lab` extra. The
photograph is scikit-image's `chelsea` (CC0), which ships with that package.
"""

from __future__ import annotations

import base64
import io
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from skimage import data

import poolwise

Picture = NDArray[np.float64]

SIDE = 288  # pixels of the square crop: a multiple of both windows
WINDOWS = (8, 16)
TILE = 168
GAP = 14
LEFT = 316
TOP = 92
INK, QUIET, PAPER = "#1d2733", "#55616e", "#fbfaf7"
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif"
MONO = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace"


def photograph() -> Picture:
    """The cat's face, (288, 288, 3), values 0 to 1."""
    pixels: NDArray[np.uint8] = data.chelsea()  # type: ignore[no-untyped-call]
    return pixels[6 : 6 + SIDE, 92 : 92 + SIDE] / 255


def disc() -> NDArray[np.bool_]:
    """True inside the largest centred circle, (288, 288, 1): a mask that broadcasts over colour."""
    rows, columns = np.ogrid[:SIDE, :SIDE]
    middle = (SIDE - 1) / 2
    return (((rows - middle) ** 2 + (columns - middle) ** 2) < (SIDE / 2) ** 2)[..., None]


def summed(picture: Picture, window: int) -> Picture:
    """Masked sums, scaled to 0 to 1 by the number of elements in a full window."""
    total = poolwise.sum_pool2d(picture, window, mask=disc(), channels_last=True)
    return np.asarray(total / window**2)


COLUMNS: tuple[tuple[str, str, Callable[[Picture, int], Picture]], ...] = (
    ("max", "keeps the largest", lambda x, k: poolwise.max_pool2d(x, k, channels_last=True)),
    ("min", "keeps the smallest", lambda x, k: poolwise.min_pool2d(x, k, channels_last=True)),
    ("avg", "keeps the mean", lambda x, k: poolwise.avg_pool2d(x, k, channels_last=True)),
    ("sum", "adds up, here in a mask", summed),
)


def image_tag(picture: Picture, x: int, y: int, size: int, label: str) -> str:
    """An SVG image of `size` units; few pixels are repeated, so that viewers keep the squares."""
    repeat = max(1, 2 * size // picture.shape[0])
    pixels = np.rint(np.clip(picture, 0, 1) * 255).astype(np.uint8)
    kind = "png" if repeat > 1 else "jpeg"
    buffer = io.BytesIO()
    Image.fromarray(pixels.repeat(repeat, 0).repeat(repeat, 1)).save(
        buffer, kind, optimize=True, quality=88
    )
    code = base64.b64encode(buffer.getvalue()).decode()
    return (
        f'<image x="{x}" y="{y}" width="{size}" height="{size}" '
        f'href="data:image/{kind};base64,{code}"><title>{label}</title></image>'
    )


def text(x: int, y: int, words: str, *, size: int = 15, fill: str = QUIET, **style: str) -> str:
    extra = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in style.items())
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="{fill}"{extra}>{words}</text>'


def window_boxes(size: int, x: int, y: int) -> list[str]:
    """The two windows, drawn to scale and named, on the photograph."""
    boxes = []
    for window, corner in zip(WINDOWS, ((168, 136), (224, 104)), strict=True):
        side = window / SIDE * size
        left, top = x + corner[1] / SIDE * size, y + corner[0] / SIDE * size
        shape = f'x="{left:.1f}" y="{top:.1f}" width="{side:.1f}" height="{side:.1f}" fill="none"'
        boxes.append(f'<rect {shape} stroke="#000" stroke-opacity=".55" stroke-width="4"/>')
        boxes.append(f'<rect {shape} stroke="#fff" stroke-width="2"/>')
    return boxes


def row_label(x: int, y: int, words: str) -> str:
    """Words that read upwards beside a row of pictures."""
    return text(x, y, words, text_anchor="middle", transform=f"rotate(-90 {x} {y})")


def draw() -> str:
    """The whole picture as SVG text."""
    picture = photograph()
    rows = [TOP + i * (TILE + GAP) for i in range(len(WINDOWS))]
    width = LEFT + len(COLUMNS) * (TILE + GAP) + 18
    height = rows[-1] + TILE + 28
    side, edge = 232, 28
    top = TOP + (2 * TILE + GAP - side) // 2
    parts = [
        image_tag(picture, edge, top, side, "the photograph"),
        *window_boxes(side, edge, top),
        text(edge, top - 16, "where it looks", size=17, fill=INK, font_weight="600"),
        text(edge, top + side + 24, "a window of " + " or ".join(f"{k} × {k}" for k in WINDOWS)),
        *(
            row_label(LEFT - 12, y + TILE // 2, f"{k} × {k}")
            for k, y in zip(WINDOWS, rows, strict=True)
        ),
        text(LEFT, 38, "what it keeps", size=17, fill=INK, font_weight="600"),
    ]
    for i, (name, meaning, pool) in enumerate(COLUMNS):
        x = LEFT + i * (TILE + GAP)
        parts.append(text(x, 64, name, size=17, fill=INK, font_weight="600", font_family=MONO))
        parts.append(text(x, 83, meaning, size=14))
        parts += [
            image_tag(pool(picture, k), x, y, TILE, f"{name}, {k} by {k} windows")
            for k, y in zip(WINDOWS, rows, strict=True)
        ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" font-family="{FONT}" role="img">'
        "<title>A photograph pooled by max, min, avg and sum in small and large windows</title>"
        f'<rect width="{width}" height="{height}" rx="14" fill="{PAPER}"/>'
        + "".join(parts)
        + "</svg>\n"
    )


def main() -> None:
    default = Path(__file__).with_name("poolwise.svg")
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else default
    target.write_text(draw(), encoding="utf-8")
    print(f"{target}: {target.stat().st_size / 1024:.0f} KiB")


if __name__ == "__main__":
    main()
