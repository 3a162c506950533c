"""How well the network does on held-out data."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from poolwise.lab.measures.base import Context, Measure, Numbers, Quantity, answers, softmax

_QUANTITIES = {
    "accuracy.top1": Quantity(
        "Test accuracy",
        "Fraction of held-out items whose class is right.",
        headline=True,
        ceiling=1,
    ),
    "accuracy.macro_f1": Quantity(
        "Macro F1", "F1 of each class on held-out items, averaged over the classes.", ceiling=1
    ),
    "accuracy.loss": Quantity(
        "Test loss", "Mean cross-entropy on held-out items.", unit="nats", better="lower"
    ),
}


def _take(context: Context) -> Numbers:
    labels, logits = context.test.labels, context.test_output
    truth = softmax(logits)[np.arange(len(labels)), labels]
    return {
        "accuracy.top1": context.clean,
        "accuracy.macro_f1": _macro_f1(answers(logits), labels, ~np.isnan(context.clean)),
        # A probability that underflows to 0 would make the mean infinite.
        "accuracy.loss": -np.log(truth.clip(np.finfo(np.float64).tiny)),
    }


def _macro_f1(
    answer: NDArray[np.int64], labels: NDArray[np.int64], finite: NDArray[np.bool_]
) -> NDArray[np.floating]:
    """Macro F1, each item's share in it linearised.

    F1 of a class is 2 · (hits) / (answers + labels), a ratio of two means over items.
    """
    classes = np.union1d(answer, labels)
    said, true = answer[:, None] == classes, labels[:, None] == classes
    counted = said.astype(np.float64) + true
    scale = counted.mean(0)
    f1 = 2 * (said & true).mean(0) / scale
    shares: NDArray[np.float64] = (f1 + (2 * (said & true) - f1 * counted) / scale).mean(1)
    return np.where(finite, shares, np.nan)


ACCURACY = Measure("accuracy", _QUANTITIES, _take)
