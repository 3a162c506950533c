"""What a pooling leaves of a picture, on its own: how well the picture can be made of it again.

No network takes part. The test images go through the pooling at the window of the network's first
one, and come back by upsampling, nearest or linear, or to the places that their maxima had. Beside
it stands a sparse autoencoder whose code takes as many bytes as the pooled picture.

A pooled picture takes 4 bytes for each of its numbers; the places of maxima take one more for each
(two in windows of more than 256 elements); a feature of the sparse code takes 4 bytes and the
fewest that can tell it from the others.

Source of the similarity: Z. Wang et al., "Image Quality Assessment: From Error Visibility to
Structural Similarity", 2004.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from poolwise.lab.data.dataset import Images
from poolwise.lab.measures.base import Context, Measure, Numbers, Quantity

if TYPE_CHECKING:
    from poolwise.lab.networks.pooling import Geometry, Placed

MOST_DECIBELS = 60.0
"""What is closer than this counts as this: rounding to 8 bits alone makes an error of 59 dB."""
_WINDOW = 7
_KIBIBYTE = 1024

GAIN = "detail.gain"
"""What the sparse autoencoder keeps beyond the pooling of equal size."""

WAYS = {
    "nearest": "pooled, and each number repeated where its window was",
    "bilinear": "pooled, and interpolated between the middles of the windows",
    "unpool": "pooled, and each maximum put back at its place, with 0 everywhere else",
    "sparse": "coded by a sparse autoencoder in as many bytes as the pooled image takes",
}


def _quantities() -> dict[str, Quantity]:
    parts = {
        "detail.bytes": Quantity(
            "Bytes of a pooled image",
            "Bytes of what the first pooling would make of an image itself, 4 for each number.",
            unit="bytes",
            better="lower",
            exact=True,
        ),
        "detail.unpool.bytes": Quantity(
            "Bytes of a pooled image with places",
            "The same with the places of the maxima, in the fewest whole bytes for each.",
            unit="bytes",
            better="lower",
            exact=True,
        ),
    }
    for way, how in WAYS.items():
        parts[f"detail.{way}.psnr"] = Quantity(
            f"PSNR, {way}",
            f"Peak signal-to-noise ratio of held-out images that were {how}; at most "
            f"{MOST_DECIBELS:g} dB.",
            unit="dB",
            headline=way == "bilinear",
            ceiling=MOST_DECIBELS,
        )
        parts[f"detail.{way}.ssim"] = Quantity(
            f"SSIM, {way}",
            f"Structural similarity to the original of held-out images that were {how}.",
            unit="",
            ceiling=1,
        )
        for name, unit in (("psnr", "dB"), ("ssim", "")):
            parts[f"detail.{way}.{name}_per_kib"] = Quantity(
                f"{name.upper()} per KiB, {way}",
                f"{name.upper()} of held-out images that were {how}, for each 1,024 bytes kept.",
                unit=f"{unit}/KiB",
            )
    parts[GAIN] = Quantity(
        "PSNR gained by a sparse code",
        "PSNR of held-out images from the sparse code, less that of the same images pooled in as "
        "many bytes and interpolated.",
        unit="dB",
    )
    return parts


_QUANTITIES = _quantities()


def _take(context: Context) -> Numbers:
    from poolwise.lab.measures.sparse import FLOAT_BYTES, coded
    from poolwise.lab.networks.pooling import in_scale

    numbers: Numbers = dict.fromkeys(_QUANTITIES, math.nan)
    pooling = first_pooling(context)
    if pooling is None or pooling.setting.pool in ("conv", "conv-depthwise"):
        return numbers  # a convolution keeps nothing before it is trained
    images, geometry = context.test.inputs, pooling.geometry
    if geometry is None or geometry.rank != images.ndim - 2:
        return numbers
    small, sizes = in_scale(images, pooling.setting, geometry), {}
    found: dict[str, Images] = {}
    size = FLOAT_BYTES * small[0].size
    for way in ("nearest", "bilinear"):
        found[way], sizes[way] = upsampled(small, images.shape[2:], geometry, way), size
    if pooling.setting.pool == "max" and not pooling.setting.parameters:
        found["unpool"], sizes["unpool"] = unpooled(images, geometry)
    found["sparse"] = coded(images, context.train.inputs, size, context.seed)
    sizes["sparse"] = size
    numbers["detail.bytes"] = size
    numbers["detail.unpool.bytes"] = sizes.get("unpool", math.nan)
    for way, made in found.items():
        for name, value in (("psnr", psnr(made, images)), ("ssim", ssim(made, images))):
            numbers[f"detail.{way}.{name}"] = value
            numbers[f"detail.{way}.{name}_per_kib"] = value * _KIBIBYTE / sizes[way]
    numbers[GAIN] = numbers["detail.sparse.psnr"] - numbers["detail.bilinear.psnr"]
    return numbers


def first_pooling(context: Context) -> Placed | None:
    """What the network was given where it pools first."""
    from poolwise.lab.networks.pooling import placed

    found = (placed(each) for each in context.trained.network.modules())
    return next((each for each in found if each is not None), None)


def upsampled(small: Images, size: tuple[int, ...], geometry: Geometry, way: str) -> Images:
    """A pooled picture (N, C, h, w) at the `size` it had, ``nearest`` or ``bilinear``.

    Each number lies where the middle of its window was.
    """
    large = small
    for axis, places in zip((2, 3), _places(small, size, geometry), strict=True):
        if way == "nearest":
            large = large.take(np.floor(places + 0.5).astype(np.int64), axis)
            continue
        below = np.floor(places).astype(np.int64)
        above = np.minimum(below + 1, large.shape[axis] - 1)
        weight = (places - below).astype(np.float32).reshape(-1, *(1,) * (3 - axis))
        large = large.take(below, axis) * (1 - weight) + large.take(above, axis) * weight
    return large


def _places(small: Images, size: tuple[int, ...], geometry: Geometry) -> list[NDArray[np.floating]]:
    """For each row, and each column, of the large picture where it is among those of the small."""
    from poolwise.lab.networks.pooling import exact_padding

    amounts = exact_padding(geometry, size)
    windows = geometry.windows()
    regular = windows.output_shape(size) == small.shape[2:]
    found = []
    for axis, before in enumerate((amounts[2], amounts[0])):
        pixels, n = np.arange(size[axis], dtype=np.float64), small.shape[2 + axis]
        middle = (geometry.kernel[axis] - 1) * windows.dilation[axis] / 2 - before
        at = (pixels - middle) / geometry.stride[axis]
        if not regular:
            at = (pixels + 0.5) * n / size[axis] - 0.5
        found.append(at.clip(0, n - 1))
    return found


def unpooled(images: Images, geometry: Geometry) -> tuple[Images, int]:
    """The maxima of `images` alone at their places, and the bytes that these and the maxima take.

    Where windows overlap, a maximum of several counts for each.
    """
    import poolwise
    from poolwise.lab.measures.sparse import FLOAT_BYTES, index_bytes

    where = (geometry.kernel, geometry.stride, geometry.padding)
    kept, places = poolwise.max_pool2d(
        images, *where, geometry.dilation, geometry.ceil_mode, return_indices=True
    )
    made = poolwise.max_unpool2d(kept, places, *where, output_size=images.shape[2:])
    window = math.prod(geometry.kernel)
    return np.asarray(made), kept[0].size * (FLOAT_BYTES + index_bytes(window))


def psnr(made: Images, images: Images) -> NDArray[np.floating]:
    """Peak signal-to-noise ratio of each image, in decibels."""
    error = ((made.astype(np.float64) - images) ** 2).mean((1, 2, 3))
    result: NDArray[np.float64] = -10 * np.log10(error.clip(10 ** (-MOST_DECIBELS / 10)))
    return result


def ssim(made: Images, images: Images) -> NDArray[np.floating]:
    """Structural similarity of each image; NaN where an image is too small for a window."""
    from skimage.metrics import structural_similarity

    least = min(images.shape[2:])
    window = min(_WINDOW, least - 1 + least % 2)
    if window < 3:
        return np.full(len(images), np.nan)
    options = {"win_size": window, "data_range": 1, "channel_axis": 0}
    each = [
        structural_similarity(*pair, **options)  # type: ignore[no-untyped-call]
        for pair in zip(made, images, strict=True)
    ]
    return np.array(each, np.float64)


DETAIL = Measure("detail", _QUANTITIES, _take)
