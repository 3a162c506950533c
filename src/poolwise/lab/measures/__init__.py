"""What is measured of a trained network, by name.

A new measure is a file with one `Measure`, and its name in the table below.
"""

from __future__ import annotations

from poolwise.lab.measures.accuracy import ACCURACY
from poolwise.lab.measures.base import Context, Measure, Numbers, Quantity
from poolwise.lab.measures.cost import COST
from poolwise.lab.measures.noise import NOISE
from poolwise.lab.measures.overfitting import OVERFITTING
from poolwise.lab.measures.shift import SHIFT

__all__ = ["MEASURES", "Context", "Measure", "Numbers", "Quantity", "quantities"]

MEASURES: dict[str, Measure] = {
    measure.name: measure for measure in (ACCURACY, OVERFITTING, SHIFT, NOISE, COST)
}


def quantities(measures: tuple[str, ...]) -> dict[str, Quantity]:
    """All numbers that these measures give, in order."""
    return {name: each for key in measures for name, each in MEASURES[key].quantities.items()}
