"""The site's gallery: of every operator what it keeps of one picture, and where its gradient goes.

The picture is that of `make_picture.py`; an operator is called as in the catalogue's example, with
larger windows.
"""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import torch
from make_operators import anchor, cited
from make_picture import photograph
from make_reference import place as reference
from numpy.typing import NDArray
from PIL import Image

import poolwise.nn
from poolwise.catalogue import HEADINGS, OPERATORS, Operator

SIDE = 96  # pixels of each of the two pictures
GAP = 6
RISE, FALL = (20, 90, 170), (200, 80, 20)  # where the result rises and falls with the element

CALLS = {
    "k_max": "poolwise.k_max_pool1d(rows, 12)",
    "fractional_max": "poolwise.fractional_max_pool2d(x, 2, output_size=60, seed=0)",
    "attention": "poolwise.nn.AttentionPool2d(SIDE, 4, 2)(x)",
    "spectral": "poolwise.spectral_pool2d(x, (24, 24))",
    "pool": "poolwise.pool2d(x, 4, reducer=lambda x, present: x.amax(-1) - x.amin(-1))",
    "adaptive_*": "poolwise.adaptive_avg_pool2d(x, 7)",
    "global_*": "poolwise.global_soft_pool2d(x)",
    "roi_pool": "poolwise.roi_pool(x, box, 12)",
    "roi_align": "poolwise.roi_align(x, box, 12)",
    "temporal_*": "poolwise.temporal_max_pool(rows)",
    "max_unpool": "poolwise.max_unpool2d(*poolwise.max_pool2d(x, 4, return_indices=True), 4)",
    "avg_unpool": "poolwise.avg_unpool2d(poolwise.avg_pool2d(x, 4), 4)",
    "upsample_skip": "poolwise.upsample_skip(poolwise.avg_pool2d(x, 4), x)",
}
"""Where the catalogue's example says little of a picture."""

HEAD = """# Gallery

One picture, and every operator: left what it keeps, right where the gradient of the sum of all
results goes. Blue elements raise results, orange ones lower them, white ones have no part in them.
Windows are 4 × 4 where nothing else is said, learned weights those of a new module. Where vectors
are kept, they are shown row by row. [Step through the windows of a picture](explain.html), or
see [all names and parameters](operators.md).

![The picture](gallery/picture.png){ .picture }
"""


def files() -> dict[str, str | bytes]:
    """The page and its pictures, by their places in the site."""
    made: dict[str, str | bytes] = {f"gallery/{anchor(e)}.png": drawn(e) for e in OPERATORS}
    made["gallery/picture.png"] = _png(_colours(photographed()))
    made["gallery.md"] = "\n".join([HEAD, *map(_section, HEADINGS)])
    return made


def _section(heading: str) -> str:
    own = [_card(each) for each in OPERATORS if each.headings[0] == heading]
    return "\n".join([f"## {heading}\n", '<div class="gallery" markdown>\n', *own, "</div>\n"])


def _card(operator: Operator) -> str:
    name = anchor(operator)
    place = reference(operator.headings[0])
    shown = call(operator).replace("SIDE", str(SIDE))
    return f"""<div class="operator" markdown>

### {operator.name}

![Left what {operator.name} keeps, right where its gradient goes](gallery/{name}.png)

`{operator.formula}`

Keeps {operator.keeps}.

Drawn by `{shown}`

**Good for:** {operator.good}.

**Bad for:** {operator.bad}.

{cited(operator.source)} · [reference]({place}#{name}) · [catalogue](operators.md#{name})

</div>
"""


def photographed() -> torch.Tensor:
    """The photograph in three channels, (1, 3, SIDE, SIDE), and a fourth of its grey levels."""
    pixels = torch.from_numpy(photograph()).permute(2, 0, 1)[None].float()
    small = poolwise.avg_pool2d(pixels, pixels.shape[-1] // SIDE)
    return torch.cat([small, small.mean(1, keepdim=True)], 1)


def call(operator: Operator) -> str:
    """The example of the catalogue, the function where there is one, with windows of 4."""
    if operator.name in CALLS:
        return CALLS[operator.name]
    line = operator.examples()[2]
    return line.replace("(x, 2", "(x, 4").replace("2d(2", "2d(4")


def drawn(operator: Operator) -> bytes:
    """Both pictures side by side."""
    torch.manual_seed(0)
    x = photographed().requires_grad_()
    at: dict[str, Any] = {"torch": torch, "poolwise": poolwise, "SIDE": SIDE, "x": x}
    at["rows"] = x[:, 3]  # channels are rows, and time goes to the right
    at["box"] = torch.tensor([[0.0, 18, 30, 78, 70]])
    kept = eval(call(operator), at)
    kept.sum().backward()
    gap = np.zeros((SIDE, GAP, 4), np.uint8)
    assert x.grad is not None
    return _png(np.concatenate([_colours(kept.detach()), gap, _signs(x.grad)], 1))


def _colours(kept: torch.Tensor) -> NDArray[np.uint8]:
    """What is kept as a square of pixels with opacity: planes in colour where there are three."""
    planes = kept[0] if kept.ndim == 4 and kept.shape[-1] > 1 else _grid(kept)[None]
    planes = planes[:3] if len(planes) >= 3 else planes[:1].expand(3, -1, -1)
    lowest, highest = planes.min(), planes.max()
    if not (lowest >= 0 and 0.5 <= highest <= 1):  # as dark or light as it is, if that can be seen
        planes = (planes - lowest) / (highest - lowest)
    return _square((planes.permute(1, 2, 0).numpy() * 255).round().astype(np.uint8))


def _grid(vector: torch.Tensor) -> torch.Tensor:
    """Numbers in rows, nearly as many as columns, unless they come in rows."""
    if vector.ndim == 3 and vector.shape[-1] > 1:
        return vector[0]
    columns = int(np.ceil(vector.numel() ** 0.5))
    rows = -(-vector.numel() // columns)
    padded = torch.full((rows * columns,), float(vector.min()))
    padded[: vector.numel()] = vector.flatten()
    return padded.view(rows, columns)


def _signs(gradient: torch.Tensor) -> NDArray[np.uint8]:
    """A gradient over all channels: white is none, the more the darker."""
    summed = gradient.sum((0, 1)).numpy()
    most = np.quantile(np.abs(summed), 0.995) or np.abs(summed).max() or 1
    share = np.sqrt(np.clip(np.abs(summed) / most, 0, 1))[..., None]
    ink = np.where(summed[..., None] > 0, RISE, FALL)
    return _square((255 - share * (255 - ink)).round().astype(np.uint8))


def _square(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """As large as fits into SIDE × SIDE, each pixel as it is, on nothing."""
    height, width = pixels.shape[:2]
    scale = SIDE / max(height, width)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    image = Image.fromarray(pixels).resize(size, Image.Resampling.NEAREST).convert("RGBA")
    square = Image.new("RGBA", (SIDE, SIDE))
    square.paste(image, ((SIDE - size[0]) // 2, (SIDE - size[1]) // 2))
    return np.asarray(square)


def _png(pixels: NDArray[np.uint8]) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "png", optimize=True)
    return buffer.getvalue()
