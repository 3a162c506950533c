"""Whether a network says the same of an item and of the same item moved a little.

Images move down and across, sounds and texts in time. Agreement is counted above what there would
be by chance, between answers to different items: two random shifts of a network that always answers
the same agree, and that says nothing.

Sources: R. Zhang, "Making Convolutional Networks Shift-Invariant Again", 2019 (consistency);
J. Cohen, "A Coefficient of Agreement for Nominal Scales", 1960 (agreement above chance).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from poolwise.lab.data.dataset import Inputs, Labels
from poolwise.lab.measures.base import (
    Context,
    Measure,
    Numbers,
    Quantity,
    answers,
    mean_of,
    or_nan,
    softmax,
)
from poolwise.lab.seeds import derive_seed

RADII = (1 / 32, 1 / 16, 1 / 8, 3 / 16, 1 / 4)
"""Of an item's sides; shifts are drawn evenly up to these and rounded to whole pixels."""
KINDS = {
    "crop": "shifts by cropping (the border is repeated)",
    "circular": "circular shifts (what leaves on one side comes back on the other)",
}
Shares = NDArray[np.float64]

_PAIRS = 256
"""Items whose probabilities are compared with each other's, to know the change by chance."""


def _quantities() -> dict[str, Quantity]:
    parts: dict[str, Quantity] = {}
    for kind, how in KINDS.items():
        for number, radius in enumerate(RADII, 1):
            parts[f"shift.{kind}.{number}"] = Quantity(
                f"Consistency above chance, {kind} shifts up to {radius:.3g} of the side",
                f"Probability that an item keeps its class between two random {how} of up to "
                f"{radius:.3g} of its sides, from 0 at chance to 1.",
                curve=f"shift.{kind}",
                x=radius,
                title=f"Consistency above chance, {kind} shifts",
                axis="largest shift, of the side",
                above_chance=True,
                ceiling=1,
            )
        parts[f"shift.{kind}.mean"] = Quantity(
            "Shift consistency" if kind == "crop" else "Shift consistency, circular",
            f"Mean consistency above chance over {how} of up to {RADII[0]:.3g} to {RADII[-1]:.3g} "
            "of the sides.",
            headline=kind == "crop",
            above_chance=True,
            ceiling=1,
        )
        parts[f"shift.{kind}.change"] = Quantity(
            f"Softmax change under {kind} shifts",
            "Total variation distance between the class probabilities of two shifts, divided by "
            f"that between two items, averaged over the same {how}.",
            better="lower",
            above_chance=True,
            ceiling=0,
        )
    return parts


def _take(context: Context) -> Numbers:
    numbers: Numbers = {}
    for kind in KINDS:
        pairs = [_pair(context, kind, radius) for radius in RADII]
        same = [pair and agreement(*pair) for pair in pairs]
        numbers |= {f"shift.{kind}.{i}": or_nan(each) for i, each in enumerate(same, 1)}
        numbers[f"shift.{kind}.mean"] = or_nan(mean_of(same))
        numbers[f"shift.{kind}.change"] = or_nan(mean_of(pair and _change(*pair) for pair in pairs))
    return numbers


def _pair(context: Context, kind: str, radius: float) -> tuple[Shares, Shares] | None:
    """Class probabilities of two random shifts of every test item; None where nothing moves."""
    test, axes = context.test, context.task.moves
    sides = np.array([[test.inputs.shape[axis] for axis in axes]] * len(test))
    if test.lengths is not None:
        sides[:, -1] = test.lengths
    if not np.rint(sides * radius).any():
        return None
    # Without the kind: both kinds move the items alike, and so does every setting.
    generator = np.random.default_rng(derive_seed("shift", context.seed, radius))
    evenly = generator.uniform(-radius, radius, size=(2, *sides.shape))
    offsets = np.rint(evenly * sides).astype(np.int64)
    first, second = (
        softmax(
            context.trained(
                shifted(test.inputs, each, kind == "circular", axes, test.lengths), test.lengths
            )
        )
        for each in offsets
    )
    return first, second


def agreement(first: Shares, second: Shares) -> NDArray[np.floating]:
    """Cohen's kappa between the classes of two sets of probabilities, linearised for each item.

    NaN where all answers are the same, or one is not a number.

    Example:
        >>> one, other = np.eye(2)[[0, 0, 1, 1]], np.eye(2)[[0, 0, 1, 0]]
        >>> float(agreement(one, one).mean()), float(agreement(one, other).mean())
        (1.0, 0.5)
    """
    classes = first.shape[1]
    one, other = answers(first), answers(second)
    shares = [np.bincount(each, minlength=classes) / len(each) for each in (one, other)]
    by_chance = float(shares[0] @ shares[1])
    if by_chance == 1 or not np.isfinite(first + second).all():
        return np.full(len(first), np.nan)
    same = (one == other).astype(np.float64)
    # How each item moves what agrees, and what would agree by chance.
    moves = shares[1][one] + shares[0][other] - 2 * by_chance
    kappa = (same.mean() - by_chance) / (1 - by_chance)
    result: NDArray[np.float64] = kappa + (same - same.mean() - (1 - kappa) * moves) / (
        1 - by_chance
    )
    return result


def _change(first: Shares, second: Shares) -> NDArray[np.floating]:
    """Total variation between two shifts of an image over that between different images."""
    few, others = first[:_PAIRS, None], second[None, :_PAIRS]
    # Each with all, of which the pairs on the diagonal are one image's own.
    between = np.abs(few - others).sum(-1) / 2
    count = len(between)
    by_chance = (between.sum() - between.trace()) / max(count * (count - 1), 1)
    if not by_chance > 0:
        return np.full(len(first), np.nan)
    result: NDArray[np.float64] = np.abs(first - second).sum(1) / 2 / by_chance
    return result


def shifted(
    inputs: Inputs,
    offsets: Labels,
    circular: bool,
    axes: tuple[int, ...] = (-2, -1),
    lengths: Labels | None = None,
) -> Inputs:
    """Each item moved by its own offsets along `axes`; what is behind its length stays.

    Example:
        >>> row = np.array([[[[1, 2, 3]]]], np.float32)
        >>> shifted(row, np.array([[0, 1]]), circular=True).ravel().tolist()
        [2.0, 3.0, 1.0]
        >>> shifted(row, np.array([[0, 1]]), circular=False).ravel().tolist()
        [2.0, 3.0, 3.0]
        >>> shifted(np.array([[1, 2, 3, 0]]), np.array([[1]]), True, (-1,), np.array([3])).tolist()
        [[2, 3, 1, 0]]
    """
    result = inputs
    for number, axis in enumerate(axes):
        size = inputs.shape[axis]
        ends = np.full((len(inputs), 1), size)
        if axis == -1 and lengths is not None:
            ends = lengths[:, None]
        here = np.arange(size)[None]
        there = here + offsets[:, number, None]
        there = there % ends if circular else there.clip(0, ends - 1)
        places = np.where(here < ends, there, here)
        shape = [len(inputs)] + [1] * (inputs.ndim - 1)
        shape[axis] = size
        result = np.take_along_axis(result, places.reshape(shape), axis)
    return result


SHIFT = Measure("shift", _quantities(), _take)
