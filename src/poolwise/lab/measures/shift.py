"""Whether a network says the same of an image and of the same image moved a little.

Source: R. Zhang, "Making Convolutional Networks Shift-Invariant Again", 2019 (consistency).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from poolwise.lab.data import Images
from poolwise.lab.measures.base import Context, Measure, Numbers, Quantity, softmax
from poolwise.lab.seeds import derive_seed

RADII = tuple(range(1, 9))
KINDS = {
    "crop": "shifts by cropping (the border is repeated)",
    "circular": "circular shifts (what leaves on one side comes back on the other)",
}


def _quantities() -> dict[str, Quantity]:
    parts: dict[str, Quantity] = {}
    for kind, how in KINDS.items():
        for radius in RADII:
            parts[f"shift.{kind}.{radius}"] = Quantity(
                f"Consistency, {kind} shifts up to {radius} px",
                f"Probability that an image keeps its class between two random {how} "
                f"of up to {radius} px.",
                curve=f"shift.{kind}",
                x=radius,
            )
        parts[f"shift.{kind}.mean"] = Quantity(
            "Shift consistency" if kind == "crop" else "Shift consistency, circular",
            f"Mean consistency over {how} of up to 1 to {RADII[-1]} px.",
            headline=kind == "crop",
        )
        parts[f"shift.{kind}.change"] = Quantity(
            f"Softmax change under {kind} shifts",
            "Total variation distance between the class probabilities of two shifts, averaged "
            f"over {how} of up to 1 to {RADII[-1]} px.",
            better="lower",
        )
    return parts


def _take(context: Context) -> Numbers:
    numbers: Numbers = {}
    for kind in KINDS:
        same, change = zip(*(_pair(context, kind, radius) for radius in RADII), strict=True)
        for radius, value in zip(RADII, same, strict=True):
            numbers[f"shift.{kind}.{radius}"] = value
        numbers[f"shift.{kind}.mean"] = float(np.mean(same))
        numbers[f"shift.{kind}.change"] = float(np.mean(change))
    return numbers


def _pair(context: Context, kind: str, radius: int) -> tuple[float, float]:
    """Consistency and softmax change between two random shifts of every test image."""
    images = context.test.images
    # Without the kind: both kinds move the images alike, and so does every setting.
    generator = np.random.default_rng(derive_seed("shift", context.seed, radius))
    offsets = generator.integers(-radius, radius, size=(2, len(images), 2), endpoint=True)
    first, second = (
        softmax(context.trained(shifted(images, each, circular=kind == "circular")))
        for each in offsets
    )
    same = (first.argmax(1) == second.argmax(1)).mean()
    return float(same), float(np.abs(first - second).sum(1).mean() / 2)


def shifted(images: Images, offsets: NDArray[np.int64], circular: bool) -> Images:
    """Each image (C, H, W) of a batch moved by its own offset (rows, columns).

    Example:
        >>> row = np.array([[[[1, 2, 3]]]], np.float32)
        >>> shifted(row, np.array([[0, 1]]), circular=True).ravel().tolist()
        [2.0, 3.0, 1.0]
        >>> shifted(row, np.array([[0, 1]]), circular=False).ravel().tolist()
        [2.0, 3.0, 3.0]
    """
    index = []
    for axis, size in enumerate(images.shape[-2:]):
        positions = np.arange(size) + offsets[:, axis, None]
        index.append(positions % size if circular else positions.clip(0, size - 1))
    rows, columns = index[0][:, None, :, None], index[1][:, None, None, :]
    picture = np.arange(len(images))[:, None, None, None]
    channel = np.arange(images.shape[1])[None, :, None, None]
    result: Images = images[picture, channel, rows, columns]
    return result


SHIFT = Measure("shift", _quantities(), _take)
