"""What every measure is: a function of a trained network and its data to named numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from poolwise.lab.data.dataset import Inputs, Labelled

if TYPE_CHECKING:
    from torch import nn

    from poolwise.lab.networks.training import Trained
    from poolwise.lab.tasks.base import Task

Better = Literal["higher", "lower", ""]

Numbers = dict[str, float | NDArray[np.floating]]
"""What a measure gives for each of its quantities: a number, or one for each test item, in their
order, whose mean is the quantity. Only with the latter can a test say what would hold of other
items. NaN is a number that could not be had."""

_CLEARLY = 2
"""Standard errors above chance from which on a network is said to have learnt something."""


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
        title, axis: what the curve shows, and what `x` is.
        above_chance: whether it says something only of networks whose accuracy is above chance;
            of one that always answers the same, robustness would be perfect and mean nothing.
        ceiling: the best value that there is; above it nothing can be told apart.
        elsewhere: whether its items are those of another data set (`Context.other`).
    """

    label: str
    about: str
    unit: str = "%"
    better: Better = "higher"
    headline: bool = False
    exact: bool = False
    curve: str | None = None
    x: float | None = None
    title: str = ""
    axis: str = ""
    above_chance: bool = False
    ceiling: float | None = None
    elsewhere: bool = False


@dataclass(frozen=True)
class Other:
    """Another data set to transfer to, and two networks that were trained for it.

    Attributes:
        test: what they are tested on.
        units: for each of these items the number of its group, or its own where there are none.
        tuned: trains the network of the trial on, with a little of the other data.
        alone: trains a new one with that alone.
    """

    test: Labelled
    units: NDArray[np.int64]
    tuned: Callable[[], Trained]
    alone: Callable[[], Trained]


@dataclass(frozen=True)
class Context:
    """What a measure may look at: the task, the network, the data and the seed of its trial."""

    task: Task
    trained: Trained
    train: Labelled
    test: Labelled
    seed: int
    batch: int
    retrain: Callable[[NDArray[np.int64]], Trained]
    """Train the same setting again on a part of the training data, given by its indices."""
    other: Other | None = None
    form: Hashable = None
    """What its counts depend on; None where that is code of the user's, of which nobody knows."""

    @cached_property
    def test_output(self) -> NDArray[np.float32]:
        """What the network says of the untouched test items, computed once for all measures."""
        return self.trained.on(self.test)

    @cached_property
    def clean(self) -> NDArray[np.floating]:
        """The score of each untouched test item: for classes 1 where the network is right."""
        return self.task.score(self.test_output, self.test)

    @property
    def clean_accuracy(self) -> float:
        """The mean score of the untouched test items."""
        return float(self.clean.mean())

    @cached_property
    def chance(self) -> float:
        """The score of always giving the same answer."""
        return self.task.chance(self.test)

    @property
    def at_chance(self) -> bool:
        """Whether the accuracy is not clearly above chance."""
        error = math.sqrt(self.chance * (1 - self.chance) / len(self.test))
        return not self.clean_accuracy > self.chance + _CLEARLY * error

    def score_of(self, inputs: Inputs) -> NDArray[np.floating]:
        """The score of each of `inputs`, given in place of the test items."""
        return self.task.score(self.trained(inputs, self.test.lengths), self.test)


@dataclass(frozen=True)
class Measure:
    """A name, what its numbers mean, and the function that takes them."""

    name: str
    quantities: Mapping[str, Quantity]
    take: Callable[[Context], Numbers]


def bare(network: nn.Module) -> nn.Module:
    """The network itself, without what Lightning Fabric wraps around it.

    Fabric's precision may want to be asked for every gradient; those of the inputs need none of it.
    """
    from lightning_fabric import is_wrapped

    inner: nn.Module = network.module if is_wrapped(network) else network  # type: ignore[assignment]
    return inner


def right(logits: NDArray[np.float32], labels: NDArray[np.int64]) -> NDArray[np.floating]:
    """For each row 1 where its largest logit is the label, 0 elsewhere, NaN where one is NaN."""
    hits: NDArray[np.float64] = (answers(logits) == labels).astype(np.float64)
    hits[~np.isfinite(logits).all(1)] = np.nan
    return hits


def answers(logits: NDArray[np.floating]) -> NDArray[np.int64]:
    """The class of each row."""
    result: NDArray[np.int64] = logits.argmax(1)
    return result


def softmax(logits: NDArray[np.float32]) -> NDArray[np.float64]:
    """Class probabilities of logits (N, classes), in float64."""
    with np.errstate(invalid="ignore"):  # infinity gives NaN, as it should
        powers = np.exp(logits.astype(np.float64) - logits.max(1, keepdims=True))
    result: NDArray[np.float64] = powers / powers.sum(1, keepdims=True)
    return result


def mean_of(
    several: Iterable[NDArray[np.floating] | None],
) -> NDArray[np.floating] | None:
    """For each item the mean of several numbers, of those that there are."""
    told = [each for each in several if each is not None]
    if not told:
        return None
    mean: NDArray[np.floating] = np.mean(told, axis=0)
    return mean


def or_nan(value: NDArray[np.floating] | None) -> float | NDArray[np.floating]:
    """The numbers of items, or NaN where there are none to be had."""
    return math.nan if value is None else value


def marked(
    numbers: Numbers, quantities: Mapping[str, Quantity], context: Context
) -> tuple[Numbers, dict[str, str]]:
    """Numbers without those that mean nothing, and why some are missing or cannot be bettered.

    Returns:
        The numbers, NaN where the network is at chance and the quantity says something of others
        alone; and by the name of a quantity ``"floor"`` for these, ``"ceiling"`` for perfect ones.
    """
    kept, marks = dict(numbers), {}
    for name, value in numbers.items():
        quantity = quantities[name]
        if quantity.above_chance and context.at_chance:
            kept[name], marks[name] = math.nan, "floor"
        elif quantity.ceiling is not None and np.mean(value) == quantity.ceiling:
            marks[name] = "ceiling"
    return kept, marks
