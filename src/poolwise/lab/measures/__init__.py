"""What is measured of a trained network.

A new measure is a file with one `Measure`, and its name in the tasks that it is for.
"""

from __future__ import annotations

from poolwise.lab.measures.base import Context, Measure, Numbers, Quantity, marked

__all__ = ["Context", "Measure", "Numbers", "Quantity", "marked"]
