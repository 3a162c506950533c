"""A trial: one training of one setting at one seed, then every measure. Same inputs, same row."""

from __future__ import annotations

import math
from collections.abc import Hashable
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from poolwise.lab.data.dataset import Dataset, Labelled, split
from poolwise.lab.measures.base import Context, Numbers, Other, bare, marked
from poolwise.lab.planning.study import Study
from poolwise.lab.seeds import derive_seed
from poolwise.lab.settings import UNCHANGED, PoolSetting
from poolwise.lab.tasks import TASKS, Task

if TYPE_CHECKING:
    from torch import nn

    from poolwise.lab.networks.training import Recipe, Trained


Outcomes = dict[str, NDArray[Any]]
ELSEWHERE = "transfer.unit"
"""Which items, or groups of them, the outcomes on another data set belong to."""
_CHANNELS = 16
"""As many of a map as a reader looks at."""
_DIGITS = 6
"""Decimals of losses: more than any chart shows."""


@dataclass(frozen=True)
class Plan:
    """Everything but data, setting and seed that a row depends on.

    The network is empty where every setting names its own.
    """

    task: str
    model: str
    network: str
    width: int
    epochs: int
    batch: int
    learning_rates: tuple[float, ...]
    device: str
    precision: str
    measures: tuple[str, ...]
    pretrained: str = ""

    @classmethod
    def of(cls, study: Study, device: str) -> Plan:
        """The plan of `study` on the device that its "auto" turned out to be."""
        return cls(
            task=study.about.name,
            model=study.model,
            network="" if study.several_networks else study.built_in,
            width=study.width,
            epochs=study.epochs,
            batch=study.batch,
            learning_rates=study.learning_rate,
            device=device,
            precision=study.precision,
            measures=study.taken,
            pretrained=study.pretrained,
        )

    @property
    def about(self) -> Task:
        """The task."""
        return TASKS[self.task]

    @property
    def recipe(self) -> Recipe:
        """The part of the plan that training needs."""
        from poolwise.lab.networks.training import Recipe

        task = self.about
        made = Recipe(
            self.epochs,
            self.batch,
            self.learning_rates,
            self.device,
            self.precision,
            task.loss,
            task.target,
            scaled=not self.pretrained,
        )
        return made.tuning() if self.pretrained else made

    def as_dict(self) -> dict[str, Any]:
        """Plain values, for hashing."""
        lists = {"learning_rates": list(self.learning_rates), "measures": list(self.measures)}
        return asdict(self) | lists

    def doubled(self) -> Plan:
        """The same with twice the budget of training, to see whether a verdict stands."""
        return replace(self, epochs=2 * self.epochs)


class Finished(NamedTuple):
    """What is kept of a trial.

    Attributes:
        row: ``{"setting", "pool", "parameters", "kernel", "stride", "network", "seed", "status",
            "reason", "learning_rate", "epochs", "training_losses", "validation_losses", "marks",
            "measures": {name: number}}``; parameters and sizes as text; status ``"ok"``, ``"not
            converged"`` or ``"diverged"``, with the reason; losses after each pass; None for a
            number that could not be had; marks as `measures.base.marked` gives them.
        outcomes: for each quantity that has them its numbers for the test items, float32, and
            under ``item`` which items these are, under ``label`` of which class; those of another
            data set are known by ``transfer.unit``, a number for each or for its group. Of the
            first seed ``input`` and ``map``: an image, and the last map of it.
    """

    row: dict[str, Any]
    outcomes: Outcomes


def run_trial(plan: Plan, dataset: Dataset, setting: PoolSetting, seed: int) -> Finished:
    """Train `setting` at `seed` and take every measure of the plan.

    Of a network that diverged nothing is measured but what it costs.
    """
    from poolwise.lab.networks.training import one_repeatable_thread

    with one_repeatable_thread():
        context = prepare(plan, dataset, setting, seed)
        course = context.trained.course
        if course.status != "diverged" and not np.isfinite(context.test_output).all():
            reason = f"the trained network answers test {dataset.kind} with infinity or no number"
            course = replace(course, status="diverged", reason=reason)
        numbers: Numbers = {}
        for name in plan.measures:
            if course.status != "diverged" or name == "cost":
                numbers |= plan.about.measures[name].take(context)
        numbers, marks = marked(numbers, plan.about.quantities(plan.measures), context)
    row = {
        **setting.as_text(),
        "seed": seed,
        "status": course.status,
        "reason": course.reason,
        "learning_rate": course.learning_rate,
        "epochs": course.epochs,
        "training_losses": [round(each, _DIGITS) for each in course.training_losses],
        "validation_losses": [round(each, _DIGITS) for each in course.validation_losses],
        "marks": marks,
        "measures": {name: _mean(value) for name, value in numbers.items()},
    }
    each: Outcomes = {
        name: np.asarray(value, np.float32)
        for name, value in numbers.items()
        if np.ndim(value) and np.isfinite(value).all()
    }
    if context.other is not None:
        each[ELSEWHERE] = context.other.units
    known = {"item": context.test.items, "label": context.test.labels}
    if not seed and dataset.kind == "images" and course.status != "diverged":
        known |= _looked_at(context)
    return Finished(row, {**known, **each})


def _looked_at(context: Context) -> Outcomes:
    """A test item, (C, height, width), and some channels of the last map of it."""
    from poolwise.lab.networks.counting import last_map

    first = context.test.inputs[:1]
    maps = last_map(bare(context.trained.network), *context.trained.batch(first))
    return {"input": first[0], "map": maps[0, :_CHANNELS].half().cpu().numpy()}


def _mean(value: float | NDArray[np.floating]) -> float | None:
    mean = float(np.mean(value))
    return mean if math.isfinite(mean) else None


def prepare(plan: Plan, dataset: Dataset, setting: PoolSetting, seed: int) -> Context:
    """The trained network of a trial with its data, as the measures see them."""
    from poolwise.lab.networks.training import as_it_is, train

    parts = split(dataset, seed)
    steps = math.ceil(len(parts.train) / plan.batch)
    build_one = partial(build_network, plan, dataset, setting, seed)
    known = parts.train, parts.test, seed, plan.batch
    if setting.pool == UNCHANGED:
        given = as_it_is(build_one(), plan.recipe)
        return Context(plan.about, given, *known, lambda indices: given)
    trained = train(build_one, parts.train, parts.validation, steps, plan.recipe, seed)

    def retrain(indices: NDArray[np.int64]) -> Trained:
        # At the rate that was chosen with all of the data.
        recipe = replace(plan.recipe, learning_rates=(trained.course.learning_rate,))
        part = parts.train.take(indices)
        return train(build_one, part, parts.validation, steps, recipe, seed)

    other = _elsewhere(plan, dataset, setting, seed, trained)
    return Context(
        plan.about, trained, *known, retrain, other, _form(plan, dataset, setting, parts.train)
    )


def _form(plan: Plan, dataset: Dataset, setting: PoolSetting, part: Labelled) -> Hashable:
    """All that what a network costs depends on; None where that is code of the user's."""
    if plan.model or setting.own:
        return None
    sizes = part.inputs.shape, len(dataset.classes), len(dataset.vocabulary)
    return plan, setting, *sizes, part.lengths is None


def _elsewhere(
    plan: Plan, dataset: Dataset, setting: PoolSetting, seed: int, trained: Trained
) -> Other | None:
    """Another data set, if the study has one, and the setting's networks for it."""
    from poolwise.lab.measures.data_size import subset
    from poolwise.lab.measures.transfer import PERCENT
    from poolwise.lab.networks.training import train
    from poolwise.lab.running.transfer import adopt

    there = dataset.other
    if there is None or "transfer" not in plan.measures:
        return None
    parts = split(there, seed)
    few = parts.train.take(subset(parts.train.labels, PERCENT, seed))
    rest = few, parts.validation, math.ceil(len(parts.train) / plan.batch)
    build_one = partial(build_network, plan, there, setting, seed)

    def tuned() -> Trained:
        def build_on() -> nn.Module:
            network = build_one()
            adopt(network, bare(trained.network), head)
            return network

        same = dataset.classes == there.classes
        head = set() if same else _head(plan, there, setting, seed)
        return train(build_on, *rest, plan.recipe.tuning(), seed)

    def alone() -> Trained:
        return train(build_one, *rest, plan.recipe, seed)

    return Other(parts.test, there.units(parts.test), tuned, alone)


def _head(plan: Plan, dataset: Dataset, setting: PoolSetting, seed: int) -> set[str]:
    """The weights whose shapes depend on how many classes there are, by name."""
    more = replace(dataset, classes=(*dataset.classes, "another"))
    try:
        one, other = (build_network(plan, each, setting, seed) for each in (dataset, more))
    except ValueError:  # one of the user's, whatever classes there are
        return set()
    shapes = {name: each.shape for name, each in other.state_dict().items()}
    return {name for name, each in one.state_dict().items() if shapes.get(name) != each.shape}


def build_network(plan: Plan, dataset: Dataset, setting: PoolSetting, seed: int) -> nn.Module:
    """The untrained network of a trial; weights of the same shapes start the same everywhere."""
    from poolwise.lab.networks.building import build
    from poolwise.lab.networks.parts import Spec

    part, target = dataset.examples, plan.about.target
    # Masks have a number for the background besides those of the classes.
    outputs = {
        "labels": len(dataset.classes),
        "truth": len(dataset.classes) + 1,
        "inputs": part.inputs.shape[1],
    }
    spec = Spec(
        shape=part.inputs.shape[1:],
        outputs=outputs[target],
        rank=max(part.inputs.ndim - 2, 1),
        lengths=part.lengths is not None,
        vocabulary=len(dataset.vocabulary) or None,
        dense=target != "labels",
    )
    weights = derive_seed("weights", seed)
    network = setting.network or plan.network
    return build(setting, spec, network, plan.width, plan.model, weights, plan.pretrained)
