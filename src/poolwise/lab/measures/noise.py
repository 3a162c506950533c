"""Accuracy on damaged images: three kinds of damage at five strengths each.

Source: after D. Hendrycks and T. Dietterich, "Benchmarking Neural Network Robustness to Common
Corruptions and Perturbations", 2019.
"""

from __future__ import annotations

import numpy as np

from poolwise.lab.data import Images
from poolwise.lab.measures.base import Context, Measure, Numbers, Quantity
from poolwise.lab.seeds import derive_seed

STRENGTHS: dict[str, tuple[float, ...]] = {
    "gaussian": (0.04, 0.08, 0.12, 0.18, 0.26),
    "salt": (0.03, 0.06, 0.09, 0.17, 0.27),
    "blur": (0.5, 0.75, 1.0, 1.5, 2.0),
}
NAMES = {
    "gaussian": ("Gaussian noise", "standard deviation, of a range of 1"),
    "salt": ("salt-and-pepper noise", "fraction of pixels set to black or white"),
    "blur": ("Gaussian blur", "standard deviation in pixels"),
}


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
        "Mean accuracy over all kinds and strengths of damage, divided by the clean accuracy.",
        headline=True,
    )
    return parts


def _take(context: Context) -> Numbers:
    numbers: Numbers = {}
    means = []
    for kind, strengths in STRENGTHS.items():
        accuracies = [
            context.accuracy_on(damaged(context.test.images, kind, strength, context.seed))
            for strength in strengths
        ]
        numbers |= {f"noise.{kind}.{i}": value for i, value in enumerate(accuracies, 1)}
        means.append(float(np.mean(accuracies)))
        numbers[f"noise.{kind}.mean"] = means[-1]
    mean, clean = float(np.mean(means)), context.clean_accuracy
    numbers["noise.mean"] = mean
    numbers["noise.relative"] = mean / clean if clean else float("nan")
    return numbers


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
    from scipy.ndimage import gaussian_filter

    blurred = gaussian_filter(images, (0, 0, strength, strength), mode="nearest")
    return np.asarray(blurred, np.float32)


NOISE = Measure("noise", _quantities(), _take)
