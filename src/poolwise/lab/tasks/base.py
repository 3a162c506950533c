"""What a study is about: the data's kind, what a network is to do with it, and how well it did."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from poolwise.lab.data.dataset import Labelled
from poolwise.lab.measures.base import Measure, Quantity, right

Scores = NDArray[np.floating]
_ACCURACY = re.compile("accuracy", re.IGNORECASE)
Score = Callable[[NDArray[np.float32], Labelled], Scores]


def hits(outputs: NDArray[np.float32], part: Labelled) -> Scores:
    """For each item 1 where the class is right, 0 where it is not, NaN where there is no answer."""
    return right(outputs, part.labels)


def commonest(part: Labelled) -> float:
    """How often the most frequent class is right."""
    return float(np.bincount(part.labels).max() / len(part))


@dataclass(frozen=True)
class Task:
    """What a network is to do, on which kind of data, and what is measured of it.

    Attributes:
        name: as a study names it.
        items: what its items are called, in the plural.
        rank: along how many axes a window moves.
        networks: the built-in networks; the first is the default.
        measures: what can be measured, by name.
        usual: the measures of a study that names none: those that take little
            beside the training.
        primary: the quantity that verdicts are about, named before anything is measured.
        target: what outputs are compared with in training: an item's class, its mask (`truth`), or
            the item itself.
        loss: the function of `networks.losses` that does so.
        moves: the axes along which an item may move and be the same.
        score: how good the output for each item is, from 0 to 1.
        chance: the score of the best answer that is always the same.
        scored: what that score is called.
    """

    name: str
    items: str
    rank: int
    networks: tuple[str, ...]
    measures: Mapping[str, Measure]
    usual: tuple[str, ...]
    primary: str = "accuracy.top1"
    target: Literal["labels", "truth", "inputs"] = "labels"
    loss: str = "cross_entropy"
    moves: tuple[int, ...] = (-2, -1)
    score: Score = hits
    chance: Callable[[Labelled], float] = commonest
    scored: str = "accuracy"

    @cached_property
    def judged_by(self) -> str:
        """The measure that gives the primary quantity."""
        return self.primary.partition(".")[0]

    def quantities(self, measures: tuple[str, ...]) -> dict[str, Quantity]:
        """All numbers that these measures give, in order and in the words of this task."""
        return {
            name: each if key == self.judged_by else self._worded(each)
            for key in measures
            for name, each in self.measures[key].quantities.items()
        }

    def _worded(self, quantity: Quantity) -> Quantity:
        """A quantity of the score, where that is not an accuracy."""
        if self.scored == "accuracy":
            return quantity
        label, about, title = (
            _ACCURACY.sub(self.scored, text)
            for text in (quantity.label, quantity.about, quantity.title)
        )
        return replace(quantity, label=label, about=about, title=title)


def named(*measures: Measure) -> dict[str, Measure]:
    """The measures by their names."""
    return {measure.name: measure for measure in measures}
