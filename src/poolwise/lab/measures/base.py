"""What every measure is: a function of a trained network and its data to named numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from poolwise.lab.data import Images, Labelled

if TYPE_CHECKING:
    from poolwise.lab.training import Trained

Better = Literal["higher", "lower", ""]

Numbers = dict[str, float | NDArray[np.floating]]
"""What a measure gives for each of its quantities: a number, or one for each test item, in their
order, whose mean is the quantity. Only with the latter can a test say what would hold of other
items."""


@dataclass(frozen=True)
class Quantity:
    """How to read one number.

    Attributes:
        label: its name for people.
        about: what it is, in a sentence.
        unit: ``%`` for fractions that are shown as percentages, or the unit itself.
        better: the good direction, if it has one.
        headline: whether it belongs into the first table.
        exact: whether it is a count that seeds do not change, so that any difference is real.
        curve, x: quantities of one curve share `curve` and lie at `x`.
    """

    label: str
    about: str
    unit: str = "%"
    better: Better = "higher"
    headline: bool = False
    exact: bool = False
    curve: str | None = None
    x: float | None = None


@dataclass(frozen=True)
class Context:
    """What a measure may look at: the network, the data and the seed of its trial."""

    trained: Trained
    train: Labelled
    test: Labelled
    seed: int
    batch: int
    retrain: Callable[[NDArray[np.int64]], Trained]
    """Train the same setting again on a part of the training data, given by its indices."""

    @cached_property
    def test_logits(self) -> NDArray[np.float32]:
        """Logits on the untouched test images, computed once for all measures."""
        return self.trained(self.test.images)

    @cached_property
    def clean_accuracy(self) -> float:
        """Top-1 accuracy on the untouched test images."""
        return top1(self.test_logits, self.test.labels)

    def accuracy_on(self, images: Images) -> float:
        """Top-1 accuracy on `images` in place of the test images."""
        return top1(self.trained(images), self.test.labels)


@dataclass(frozen=True)
class Measure:
    """A name, what its numbers mean, and the function that takes them."""

    name: str
    quantities: Mapping[str, Quantity]
    take: Callable[[Context], Numbers]


def right(logits: NDArray[np.float32], labels: NDArray[np.int64]) -> NDArray[np.floating]:
    """For each row 1 where its largest logit is the label, and 0 elsewhere."""
    hits: NDArray[np.float64] = (logits.argmax(1) == labels).astype(np.float64)
    return hits


def top1(logits: NDArray[np.float32], labels: NDArray[np.int64]) -> float:
    """The fraction of rows whose largest logit is the label."""
    return float(right(logits, labels).mean())


def softmax(logits: NDArray[np.float32]) -> NDArray[np.float64]:
    """Class probabilities of logits (N, classes), in float64."""
    shifted = logits.astype(np.float64) - logits.max(1, keepdims=True)
    powers = np.exp(shifted)
    result: NDArray[np.float64] = powers / powers.sum(1, keepdims=True)
    return result
