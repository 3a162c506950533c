"""A page that shows what pooling keeps of a picture, window by window, without a network.

``poolwise explain photo.jpg`` writes it. Its arithmetic (``pooling.js``) is the library's; a test
holds the two together.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..catalogue import Operator, find, parse
from ..functional.keywords import spelled

__all__ = ["OPERATORS", "explain", "page"]

OPERATORS = (
    "max", "avg", "min", "sum", "lp", "rms", "soft", "lse", "median", "quantile", "midrange",
    "top_k_avg", "trimmed_mean", "std",
)  # fmt: skip
"""What the page offers."""

NUMBERS = {
    "lp": "norm_type", "soft": "beta", "lse": "r", "quantile": "q", "top_k_avg": "k",
    "trimmed_mean": "cut",
}  # fmt: skip
"""The number that an operator has on the page."""

_MOST = 96


@spelled
def explain(
    image: str | Path | None = None,
    out: str | Path = "pooling.html",
    op: str = "max",
    beside: str = "avg",
    *,
    kernel: int = 2,
    stride: int | None = None,
    padding: int | str = 0,
    dilation: int = 1,
    ceil_mode: bool = False,
    size: int = 40,
) -> Path:
    """Write a page that pools a picture, and lets everything be changed.

    Args:
        image: a picture that Pillow reads, shown in grey; one that is drawn when None.
        out: the page, one file of some tens of kB that asks nothing of the network.
        op, beside: operators of `OPERATORS`, with their numbers: ``"max"``, ``"soft(beta=4)"``.
        kernel, stride, padding, dilation, ceil_mode: what the page begins with, alike along both
            axes; as in `max_pool2d`, padding 0 to 4 or ``"same"``.
        size: pixels along the longer side, 8 to 96.

    Raises:
        ValueError: an argument is impossible, or the picture cannot be read.
        OSError: the page cannot be written.

    Example:
        >>> import poolwise.explain, tempfile
        >>> out = tempfile.mkdtemp() + "/pooling.html"
        >>> written = poolwise.explain.explain(None, out, "soft(beta=4)")
        >>> "What pooling keeps of a picture" in written.read_text("utf-8")
        True
    """
    steps = kernel if stride is None else stride
    limits = (("kernel", kernel, 1, 9), ("stride", steps, 1, 9), ("dilation", dilation, 1, 4))
    for name, value, least, most in (*limits, ("size", size, 8, _MOST)):
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise ValueError(f"{name}={value!r} must be an integer from {least} to {most}")
    if padding != "same" and padding not in range(5):
        raise ValueError(f"padding={padding!r} must be 0 to 4, or 'same'")
    settings = {
        "left": _operator("op", op),
        "right": _operator("beside", beside),
        "kernel": kernel,
        "stride": steps,
        "padding": padding,
        "dilation": dilation,
        "ceil": bool(ceil_mode),
    }
    path = Path(out)
    if image is not None and path.resolve() == Path(image).resolve():
        raise ValueError(f"out={str(out)!r} is the picture itself; --out page.html")
    pixels = drawn(size) if image is None else _read(Path(image), size)
    path.write_text(page(pixels, settings), encoding="utf-8")
    return path


def page(pixels: NDArray[np.floating], settings: Mapping[str, Any]) -> str:
    """The page's text: of grey levels from 0 to 1, and of what it begins with."""
    about = {row.name: {"good": row.good, "bad": row.bad, "source": row.source} for row in _rows()}
    rows = np.round(pixels.astype(np.float64), 3).tolist()
    given = {"pixels": rows, "about": about, **settings}
    home = files(__package__)
    text = (home / "page.html").read_text(encoding="utf-8")
    for name in ("page.css", "pooling.js", "page.js"):
        text = text.replace(f"/*{name}*/", (home / name).read_text(encoding="utf-8"))
    # What stands in a script must not end it.
    return text.replace(
        'id="given">{}', 'id="given">' + json.dumps(given, allow_nan=False).replace("<", "\\u003c")
    )


def drawn(size: int) -> NDArray[np.float64]:
    """A picture with what poolings differ in: edges, thin lines, points, a slow change, noise."""
    y, x = np.mgrid[0:size, 0:size] / (size - 1)
    picture: NDArray[np.float64] = 0.25 + 0.3 * y
    picture[np.hypot(y - 0.32, x - 0.3) < 0.2] = 0.9
    picture[np.abs(np.hypot(y - 0.3, x - 0.74) - 0.17) < 0.8 / size] = 1.0
    picture[np.abs(y - x * 0.6 - 0.45) < 0.5 / size] = 0.0
    points = (np.arange(size)[:, None] % 5 == 2) & (np.arange(size) % 5 == 2)
    picture[points & (y > 0.68) & (x < 0.45)] = 1.0
    stripes = (y > 0.68) & (x > 0.6) & (np.arange(size) % 4 < 2)
    picture[stripes] = 0.1
    speckle = np.random.default_rng(0).random((size, size))
    picture[(speckle < 0.01) & (y < 0.6)] = 1.0
    return picture


def _rows() -> Iterator[Operator]:
    return (find(name) for name in OPERATORS)


def _operator(argument: str, text: str) -> dict[str, Any]:
    operator, numbers = parse(text)
    if operator.name not in OPERATORS:
        raise ValueError(f"{argument}={text!r} must be one of {', '.join(OPERATORS)}")
    for each in operator.parameters:
        if each.keyword not in numbers:
            continue
        value = numbers[each.keyword]
        if each.keyword != NUMBERS.get(operator.name) or not math.isfinite(value):
            known = NUMBERS.get(operator.name, "no numbers")
            raise ValueError(
                f"{argument}={text!r}: of {operator.name} the page has {known}, finite"
            )
        if each.check is not None:
            each.check(each.keyword, value)
    return {"op": operator.name, "numbers": numbers}


def _read(path: Path, size: int) -> NDArray[np.float64]:
    """Grey levels of a picture, its longer side of so many pixels, upright."""
    if not path.is_file():
        raise ValueError(f"image={str(path)!r} does not exist")
    from PIL import Image, ImageOps

    try:
        with Image.open(path) as opened:
            grey = _grey(ImageOps.exif_transpose(opened))
    except Exception as error:  # whatever Pillow raises for what is no picture
        raise ValueError(f"image={str(path)!r} cannot be read: {error}") from error
    scale = size / max(grey.size)
    sides = tuple(max(1, round(side * scale)) for side in grey.size)
    small = grey.resize((sides[0], sides[1]), Image.Resampling.BOX)
    return np.asarray(small, np.float64)


def _grey(image: Any) -> Any:
    """Levels from 0 to 1, of pictures of 8 or 16 bits."""
    from PIL import Image

    deep = image.mode.startswith("I")
    levels = np.asarray(image if deep else image.convert("L"), np.float32)
    return Image.fromarray(levels / (65535 if deep else 255))
