"""The record that every built-in set is read into, and the checks that all generators share."""

from __future__ import annotations

import operator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from poolwise.lab.data.dataset import Labels
from poolwise.lab.data.sides import TEST, TRAIN
from poolwise.lab.seeds import derive_seed

Floats = NDArray[np.float64]
MOST_ITEMS = 100_000


@dataclass(frozen=True)
class Items:
    """Labelled items with all that is known of them.

    Attributes:
        inputs: float32 (N, C, *spatial), in 0..1 for pictures and clips; int64 (N, T) for token
            ids, of which 0 is padding.
        labels: int64 (N,), the class of each.
        classes: the names of the classes.
        lengths: int64 (N,), how long each sequence is before its padding.
        truth: int64 masks (N, H, W): 0 is background, c + 1 an object of class c.
        boxes: int64 (N, objects, 4): top, left, bottom and right of each object, the last two
            exclusive; all zero where a picture has fewer objects.
        sides: int64 (N,), `TRAIN`, `VALIDATION` or `TEST` where the set comes divided.
        groups: what each belongs to; items of one group stand on one side.
        vocabulary: the words of texts by their tokens, of which the first stands for padding.
    """

    inputs: NDArray[Any]
    labels: Labels
    classes: tuple[str, ...]
    lengths: Labels | None = None
    truth: Labels | None = None
    boxes: Labels | None = None
    sides: Labels | None = None
    groups: tuple[str, ...] | None = None
    vocabulary: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.labels)


def checked(name: str, count: int, seed: int, least: int) -> tuple[int, int]:
    """`count` and `seed` of the generator `name` as plain whole numbers.

    Raises:
        TypeError: one of them is not a whole number.
        ValueError: `count` is below `least` or above `MOST_ITEMS`.
    """
    whole = []
    for argument, value in (("count", count), ("seed", seed)):
        if isinstance(value, bool) or not hasattr(value, "__index__"):
            raise TypeError(f"{argument}={value!r} is no whole number, which {name} needs")
        whole.append(operator.index(value))
    if not least <= whole[0] <= MOST_ITEMS:
        raise ValueError(
            f"count={count!r} is outside {least} to {MOST_ITEMS}: {name} has {least} classes and "
            "gives each of them an item at least"
        )
    return whole[0], whole[1]


def generator(name: str, seed: int, number: int) -> np.random.Generator:
    """What item `number` is drawn from: its own, so that a smaller set begins a larger one."""
    return np.random.default_rng(derive_seed(name, seed, number))


def balanced(count: int, classes: int) -> Labels:
    """Labels that take turns, so that classes are equally frequent in any run of items."""
    return np.arange(count, dtype=np.int64) % classes


def divided(tested: int, items: Items) -> Items:
    """`items` with the last `tested` of them as its test set."""
    sides = np.full(len(items), TRAIN, np.int64)
    sides[len(items) - tested :] = TEST
    return replace(items, sides=sides)


def eight_bits(values: Floats) -> NDArray[np.float32]:
    """`values` cut to 0..1 in steps of 1/255, as picture files hold them.

    The steps make results the same everywhere: machines differ in the last bits of a sine.
    """
    return np.asarray(np.rint(values.clip(0, 1) * 255) / 255, np.float32)
