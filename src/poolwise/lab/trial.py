"""A trial: one training of one setting at one seed, then every measure. Same inputs, same row."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from poolwise.lab.data import Dataset, Labelled, split
from poolwise.lab.measures import MEASURES, Context, Numbers
from poolwise.lab.seeds import derive_seed
from poolwise.lab.settings import Pair, PoolSetting, format_pair
from poolwise.lab.study import Study

if TYPE_CHECKING:
    from torch import nn

    from poolwise.lab.training import Recipe, Trained


Outcomes = dict[str, NDArray[Any]]


@dataclass(frozen=True)
class Plan:
    """Everything but data, setting and seed that a row depends on."""

    model: str
    network: str
    width: int
    epochs: int
    batch: int
    learning_rate: float
    device: str
    precision: str
    measures: tuple[str, ...]

    @classmethod
    def of(cls, study: Study, device: str) -> Plan:
        """The plan of `study` on the device that its "auto" turned out to be."""
        return cls(
            model=study.model,
            network=study.network,
            width=study.width,
            epochs=study.epochs,
            batch=study.batch,
            learning_rate=study.learning_rate,
            device=device,
            precision=study.precision,
            measures=study.measures,
        )

    @property
    def recipe(self) -> Recipe:
        """The part of the plan that training needs."""
        from poolwise.lab.training import Recipe

        return Recipe(self.epochs, self.batch, self.learning_rate, self.device, self.precision)

    def as_dict(self) -> dict[str, Any]:
        """Plain values, for hashing."""
        return {**asdict(self), "measures": list(self.measures)}


class Finished(NamedTuple):
    """What is kept of a trial.

    Attributes:
        row: ``{"setting", "pool", "parameters", "kernel", "stride", "seed", "measures": {name:
            number}}``; parameters and sizes as text.
        outcomes: for each quantity that has them its numbers for the test items, float32, and
            under ``item`` which items these are.
    """

    row: dict[str, Any]
    outcomes: Outcomes


def run_trial(plan: Plan, dataset: Dataset, setting: PoolSetting, seed: int) -> Finished:
    """Train `setting` at `seed` and take every measure of the plan."""
    from poolwise.lab.training import one_repeatable_thread

    with one_repeatable_thread():
        context = prepare(plan, dataset, setting, seed)
        numbers: Numbers = {}
        for name in plan.measures:
            numbers |= MEASURES[name].take(context)
    row = {
        "setting": setting.name,
        "pool": setting.pool,
        "parameters": setting.options,
        "kernel": format_pair(setting.kernel),
        "stride": format_pair(setting.stride),
        "seed": seed,
        "measures": {name: float(np.mean(value)) for name, value in numbers.items()},
    }
    each = {
        name: np.asarray(value, np.float32) for name, value in numbers.items() if np.ndim(value)
    }
    return Finished(row, {"item": context.test.items, **each})


def prepare(plan: Plan, dataset: Dataset, setting: PoolSetting, seed: int) -> Context:
    """The trained network of a trial with its data, as the measures see them."""
    from poolwise.lab.training import steps_for, train

    parts = split(dataset, seed)
    steps = steps_for(len(parts.train), plan.recipe)
    build_one = partial(build_network, plan, dataset, setting, seed)

    def train_one(part: Labelled) -> Trained:
        return train(build_one(), part, steps, plan.recipe, seed)

    def retrain(indices: NDArray[np.int64]) -> Trained:
        return train_one(parts.train.take(indices))

    return Context(train_one(parts.train), parts.train, parts.test, seed, plan.batch, retrain)


def build_network(plan: Plan, dataset: Dataset, setting: PoolSetting, seed: int) -> nn.Module:
    """The untrained network of a trial; weights of the same shapes start the same everywhere."""
    from poolwise.lab.nets import build

    _, channels, height, width = dataset.examples.images.shape
    size: Pair = (height, width)
    weights = derive_seed("weights", seed)
    return build(setting, channels, len(dataset.classes), size, plan.width, plan.model, weights)
