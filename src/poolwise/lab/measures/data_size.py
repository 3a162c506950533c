"""How well the network does when it is trained on less of the data.

It trains two networks more for every trial, so that it is taken only when it is asked for.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from poolwise.lab.measures.base import Context, Measure, Numbers, Quantity
from poolwise.lab.seeds import derive_seed

PERCENTS = (10, 30, 100)
_AXIS = "training data used, %"


def _quantities() -> dict[str, Quantity]:
    parts: dict[str, Quantity] = {}
    for percent in PERCENTS:
        of = f"with {percent} % of the training data"
        parts[f"data_size.gap.{percent}"] = Quantity(
            f"Train - test gap, {percent} % of data",
            f"Accuracy on the items trained on minus accuracy on held-out items, {of}.",
            better="lower",
            curve="data_size.gap",
            x=percent,
            title="Train - test gap",
            axis=_AXIS,
        )
        parts[f"data_size.test.{percent}"] = Quantity(
            f"Test accuracy, {percent} % of data",
            f"Accuracy on held-out items, {of}.",
            curve="data_size.test",
            x=percent,
            title="Test accuracy",
            axis=_AXIS,
        )
    return parts


def _take(context: Context) -> Numbers:
    numbers: Numbers = {}
    for percent in PERCENTS:
        chosen = subset(context.train.labels, percent, context.seed)
        trained = context.trained if percent == 100 else context.retrain(chosen)
        part = context.train.take(chosen)
        score = context.task.score
        seen = float(score(trained.on(part), part).mean())
        held_out = (
            context.clean if percent == 100 else score(trained.on(context.test), context.test)
        )
        numbers[f"data_size.gap.{percent}"] = seen - held_out
        numbers[f"data_size.test.{percent}"] = held_out
    return numbers


def subset(labels: NDArray[np.int64], percent: int, seed: int) -> NDArray[np.int64]:
    """Indices of `percent` of each class, at least one; smaller parts lie inside larger ones."""
    order = np.random.default_rng(derive_seed("subset", seed)).permutation(len(labels))
    chosen = []
    for each in np.unique(labels):
        members = order[labels[order] == each]
        chosen.append(members[: max(1, math.floor(len(members) * percent / 100 + 0.5))])
    result: NDArray[np.int64] = np.sort(np.concatenate(chosen)).astype(np.int64)
    return result


DATA_SIZE = Measure("data_size", _quantities(), _take)
