"""How well what a network has learnt from one data set serves on another of which there is little.

It is tuned on a tenth of the other one, at a tenth of the learning rates; beside it stands a new
network trained on that tenth alone. Both choose rate and end by the other's whole validation part,
as trainings on less of the data do elsewhere.

Source: J. Yosinski et al., "How Transferable Are Features in Deep Neural Networks?", 2014.
"""

from __future__ import annotations

import math

from poolwise.lab.measures.base import Context, Measure, Numbers, Quantity

PERCENT = 10
"""How much of the other set's training part there is to train on."""

_OF = f"{PERCENT} % of the other data"
_QUANTITIES = {
    "transfer.tuned": Quantity(
        "Accuracy elsewhere, tuned",
        f"Score on held-out items of the other data after training on these and tuning on {_OF}.",
        ceiling=1,
        elsewhere=True,
    ),
    "transfer.alone": Quantity(
        "Accuracy elsewhere, alone",
        f"Score on held-out items of the other data after training on {_OF} alone.",
        ceiling=1,
        elsewhere=True,
    ),
    "transfer.gain": Quantity(
        "Gain by transfer",
        f"What training on these items first adds to training on {_OF}.",
        headline=True,
        elsewhere=True,
    ),
}


def _take(context: Context) -> Numbers:
    other = context.other
    if other is None:
        return dict.fromkeys(_QUANTITIES, math.nan)
    tuned, alone = (
        context.task.score(trained().on(other.test), other.test)
        for trained in (other.tuned, other.alone)
    )
    return {
        "transfer.tuned": tuned,
        "transfer.alone": alone,
        "transfer.gain": tuned - alone,
    }


TRANSFER = Measure("transfer", _QUANTITIES, _take)
