"""How much better the network does on what it was trained on."""

from __future__ import annotations

from poolwise.lab.measures.base import Context, Measure, Numbers, Quantity

_QUANTITIES = {
    "overfitting.gap.100": Quantity(
        "Train - test gap",
        "Accuracy on the items trained on minus accuracy on held-out items.",
        better="lower",
        headline=True,
    ),
    "overfitting.train.100": Quantity(
        "Training accuracy", "Accuracy on the items trained on.", better=""
    ),
}


def _take(context: Context) -> Numbers:
    seen = float(context.task.score(context.trained.on(context.train), context.train).mean())
    return {"overfitting.gap.100": seen - context.clean, "overfitting.train.100": seen}


OVERFITTING = Measure("overfitting", _QUANTITIES, _take)
