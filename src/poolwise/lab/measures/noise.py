"""Accuracy on damaged images: four kinds of damage at five strengths each.

Source: after D. Hendrycks and T. Dietterich, "Benchmarking Neural Network Robustness to Common
Corruptions and Perturbations", 2019.
"""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray

from poolwise.lab.data import Images
from poolwise.lab.measures.base import Context, Measure, Numbers, Quantity, mean_of, or_nan
from poolwise.lab.seeds import derive_seed

STRENGTHS: dict[str, tuple[float, ...]] = {
    "gaussian": (0.04, 0.08, 0.12, 0.18, 0.26),
    "salt": (0.03, 0.06, 0.09, 0.17, 0.27),
    "blur": (0.02, 0.03, 0.04, 0.06, 0.08),
    "jpeg": (0.75, 0.82, 0.85, 0.9, 0.93),
}
NAMES = {
    "gaussian": ("Gaussian noise", "standard deviation, of a range of 1"),
    "salt": ("salt-and-pepper noise", "fraction of pixels set to black or white"),
    "blur": ("Gaussian blur", "standard deviation as a fraction of the image's shorter side"),
    "jpeg": ("JPEG compression", "1 minus the quality, of 0 to 1"),
}
_LEVEL = 1 / 255


def _quantities() -> dict[str, Quantity]:
    parts: dict[str, Quantity] = {}
    for kind, strengths in STRENGTHS.items():
        name, meaning = NAMES[kind]
        for number, strength in enumerate(strengths, 1):
            parts[f"noise.{kind}.{number}"] = Quantity(
                f"Accuracy under {name} {strength:g}",
                f"Test accuracy under {name} of strength {strength:g} ({meaning}).",
                curve=f"noise.{kind}",
                x=strength,
            )
        parts[f"noise.{kind}.mean"] = Quantity(
            f"Accuracy under {name}", f"Mean test accuracy over five strengths of {name}."
        )
    parts["noise.mean"] = Quantity(
        "Accuracy under noise", "Mean test accuracy over all kinds and strengths of damage."
    )
    parts["noise.relative"] = Quantity(
        "Accuracy kept under noise",
        "Mean accuracy above chance over all kinds and strengths of damage, divided by the clean "
        "accuracy above chance.",
        headline=True,
        above_chance=True,
        ceiling=1,
    )
    return parts


def _take(context: Context) -> Numbers:
    numbers: Numbers = {}
    told = []
    for kind, strengths in STRENGTHS.items():
        hits = [_right(context, kind, strength) for strength in strengths]
        numbers |= {f"noise.{kind}.{i}": or_nan(each) for i, each in enumerate(hits, 1)}
        told.append(mean_of(hits))
        numbers[f"noise.{kind}.mean"] = or_nan(told[-1])
    mean = np.asarray(or_nan(mean_of(told)))
    numbers["noise.mean"] = mean
    numbers["noise.relative"] = above_chance(mean, context.clean, context.chance)
    return numbers


def _right(context: Context, kind: str, strength: float) -> NDArray[np.floating] | None:
    """For each damaged image 1 where the network is right; None where nothing is damaged."""
    images = context.test.inputs
    hurt = damaged(images, kind, strength, context.seed)
    if np.allclose(hurt, images, rtol=0, atol=_LEVEL / 2):
        return None
    return context.score_of(hurt)


def above_chance(
    hits: NDArray[np.floating], clean: NDArray[np.floating], chance: float
) -> NDArray[np.floating]:
    """Accuracy above chance as a fraction of the clean one's, each item's share linearised.

    Example:
        >>> shares = above_chance(np.array([1, 1, 1, 0]), np.array([1, 1, 1, 1]), 0.5)
        >>> float(shares.mean())
        0.5
    """
    whole = float(clean.mean()) - chance
    if not whole > 0:
        return np.full(len(clean), np.nan)
    ratio = (float(hits.mean()) - chance) / whole
    return ratio + (hits - chance - ratio * (clean - chance)) / whole


def damaged(images: Images, kind: str, strength: float, seed: int) -> Images:
    """`images` (N, C, H, W) in 0..1 with one kind of damage, the same for the same seed."""
    generator = np.random.default_rng(derive_seed("noise", seed, kind))
    if kind == "gaussian":
        noise = generator.standard_normal(images.shape, np.float32)
        return (images + np.float32(strength) * noise).clip(0, 1)
    if kind == "salt":
        # One draw decides whether a pixel is hit, another whether it turns black or white; all
        # channels of the pixel share them.
        where = generator.random((len(images), 1, *images.shape[2:])) < strength
        white = generator.random(where.shape) < 0.5
        return np.where(where, white, images).astype(np.float32)
    if kind == "jpeg":
        return np.stack([_compressed(each, round(100 * (1 - strength))) for each in images])
    from scipy.ndimage import gaussian_filter

    deviation = strength * min(images.shape[2:])
    blurred = gaussian_filter(images, (0, 0, deviation, deviation), mode="nearest")
    return np.asarray(blurred, np.float32)


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


NOISE = Measure("noise", _quantities(), _take)
