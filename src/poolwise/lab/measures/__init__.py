"""What is measured of a trained network, by name.

A new measure is a file with one `Measure`, and its name in the table below.
"""

from __future__ import annotations

from poolwise.lab.measures.accuracy import ACCURACY
from poolwise.lab.measures.adversarial import ADVERSARIAL
from poolwise.lab.measures.base import Context, Measure, Numbers, Quantity, marked
from poolwise.lab.measures.cost import COST
from poolwise.lab.measures.data_size import DATA_SIZE
from poolwise.lab.measures.detail import DETAIL
from poolwise.lab.measures.localization import LOCALIZATION
from poolwise.lab.measures.noise import NOISE
from poolwise.lab.measures.overfitting import OVERFITTING
from poolwise.lab.measures.shift import SHIFT

__all__ = [
    "DEFAULT_MEASURES",
    "MEASURES",
    "PRIMARY",
    "Context",
    "Measure",
    "Numbers",
    "Quantity",
    "marked",
    "quantities",
]

MEASURES: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        ACCURACY,
        OVERFITTING,
        DATA_SIZE,
        SHIFT,
        NOISE,
        ADVERSARIAL,
        LOCALIZATION,
        DETAIL,
        COST,
    )
}
PRIMARY = "accuracy.top1"
"""The quantity that verdicts are about, named before anything is measured."""
_ON_DEMAND = ("data_size", "adversarial", "localization", "detail")
DEFAULT_MEASURES = tuple(name for name in MEASURES if name not in _ON_DEMAND)
"""The measures of a study that names none: those that take little beside the training."""


def quantities(measures: tuple[str, ...]) -> dict[str, Quantity]:
    """All numbers that these measures give, in order."""
    return {name: each for key in measures for name, each in MEASURES[key].quantities.items()}
