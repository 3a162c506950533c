"""Kinds of damage that items can have, for those that each is for."""

from __future__ import annotations

import io

import numpy as np

from poolwise.lab.data.dataset import Images, Inputs
from poolwise.lab.measures.noise import Damage

Generator = np.random.Generator


def gaussian(images: Images, strength: float, generator: Generator) -> Images:
    """Normal noise of a standard deviation, kept in 0..1."""
    noise = generator.standard_normal(images.shape, np.float32)
    return (images + np.float32(strength) * noise).clip(0, 1)


def salt(images: Images, strength: float, generator: Generator) -> Images:
    """A fraction of all pixels black or white.

    One draw decides whether a pixel is hit, another whether it turns black or white; all channels
    of the pixel share them.
    """
    where = generator.random((len(images), 1, *images.shape[2:])) < strength
    white = generator.random(where.shape) < 0.5
    return np.where(where, white, images).astype(np.float32)


def blur(images: Images, strength: float, generator: Generator) -> Images:
    """A Gaussian of a width along the last two axes."""
    from scipy.ndimage import gaussian_filter

    deviation = strength * min(images.shape[-2:])
    widths = (0,) * (images.ndim - 2) + (deviation, deviation)
    return np.asarray(gaussian_filter(images, widths, mode="nearest"), np.float32)


def jpeg(images: Images, strength: float, generator: Generator) -> Images:
    """Images through JPEG and back."""
    return np.stack([_compressed(each, round(100 * (1 - strength))) for each in images])


def _compressed(image: Images, quality: int) -> Images:
    """One image (C, H, W) through JPEG; in colour if it has three channels, each alone if not."""
    from PIL import Image

    levels = np.rint(image * 255).clip(0, 255).astype(np.uint8)
    pictures = [levels.transpose(1, 2, 0)] if len(levels) == 3 else list(levels)
    read: list[Images] = []
    for picture in pictures:
        file = io.BytesIO()
        Image.fromarray(picture).save(file, "JPEG", quality=quality)
        read.append(np.asarray(Image.open(file), np.float32) / np.float32(255))
    return read[0].transpose(2, 0, 1) if len(levels) == 3 else np.stack(read)


def static(sequences: Inputs, strength: float, generator: Generator) -> Inputs:
    """Normal noise on what has no range of its own, in standard deviations of each channel."""
    axes = (0, *range(2, sequences.ndim))
    noise = generator.standard_normal(sequences.shape, np.float32)
    spread = sequences.std(axes, keepdims=True)
    return np.asarray(sequences + np.float32(strength) * spread * noise, np.float32)


def silence(sequences: Inputs, strength: float, generator: Generator) -> Inputs:
    """A fraction of all steps of time at the mean of their channel."""
    axes = (0, *range(2, sequences.ndim))
    steps = generator.random((len(sequences), sequences.shape[-1])) < strength
    where = steps.reshape(len(sequences), *(1,) * (sequences.ndim - 2), -1)
    return np.where(where, sequences.mean(axes, keepdims=True), sequences).astype(np.float32)


def replaced(texts: Inputs, strength: float, generator: Generator) -> Inputs:
    """A fraction of all words replaced by others of the same texts."""
    where = (generator.random(texts.shape) < strength) & (texts > 0)
    words = texts[texts > 0]
    return np.where(where, generator.choice(words, texts.shape), texts)


def exchanged(texts: Inputs, strength: float, generator: Generator) -> Inputs:
    """A fraction of all neighbours in a text in the other order."""
    result = texts.copy()
    for start in (0, 1):
        left, right = result[:, start:-1:2], result[:, start + 1 :: 2]
        where = (generator.random(left.shape) < strength / 2) & (right > 0)
        left[where], right[where] = right[where], left[where]
    return result


_FRACTION_OF_PIXELS = "fraction of pixels set to black or white"
_BLUR = Damage(
    "Gaussian blur",
    "standard deviation, of the shorter side",
    (0.02, 0.03, 0.04, 0.06, 0.08),
    blur,
)
_GAUSSIAN = Damage(
    "Gaussian noise",
    "standard deviation, of a range of 1",
    (0.04, 0.08, 0.12, 0.18, 0.26),
    gaussian,
)
_SALT = Damage("salt-and-pepper noise", _FRACTION_OF_PIXELS, (0.03, 0.06, 0.09, 0.17, 0.27), salt)
_JPEG = Damage(
    "JPEG compression", "1 minus the quality, of 0 to 1", (0.75, 0.82, 0.85, 0.9, 0.93), jpeg
)

OF_IMAGES = {"gaussian": _GAUSSIAN, "salt": _SALT, "blur": _BLUR, "jpeg": _JPEG}
OF_CLIPS = {"gaussian": _GAUSSIAN, "salt": _SALT, "blur": _BLUR}
OF_SEQUENCES = {
    "static": Damage(
        "Gaussian noise",
        "standard deviation, of each channel's own",
        (0.25, 0.5, 1, 1.5, 2),
        static,
    ),
    "silence": Damage(
        "missing moments", "fraction of the steps of time", (0.1, 0.2, 0.3, 0.5, 0.7), silence
    ),
}
OF_TEXTS = {
    "replaced": Damage(
        "replaced words", "fraction of the words", (0.05, 0.1, 0.2, 0.3, 0.5), replaced
    ),
    "exchanged": Damage(
        "exchanged words", "fraction of the words", (0.1, 0.2, 0.4, 0.6, 0.8), exchanged
    ),
}
