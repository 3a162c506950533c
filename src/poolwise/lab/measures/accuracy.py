"""How well the network does on held-out data."""

from __future__ import annotations

import numpy as np

from poolwise.lab.measures.base import Context, Measure, Numbers, Quantity, right, softmax

_QUANTITIES = {
    "accuracy.top1": Quantity(
        "Test accuracy", "Fraction of held-out images whose class is right.", headline=True
    ),
    "accuracy.macro_f1": Quantity(
        "Macro F1", "F1 of each class on held-out images, averaged over the classes."
    ),
    "accuracy.loss": Quantity(
        "Test loss", "Mean cross-entropy on held-out images.", unit="nats", better="lower"
    ),
}


def _take(context: Context) -> Numbers:
    from sklearn.metrics import f1_score

    labels, logits = context.test.labels, context.test_logits
    truth = softmax(logits)[np.arange(len(labels)), labels]
    return {
        "accuracy.top1": right(logits, labels),
        "accuracy.macro_f1": float(
            f1_score(labels, logits.argmax(1), average="macro", zero_division=0)
        ),
        # A probability that underflows to 0 would make the mean infinite.
        "accuracy.loss": -np.log(truth.clip(np.finfo(np.float64).tiny)),
    }


ACCURACY = Measure("accuracy", _QUANTITIES, _take)
