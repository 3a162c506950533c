"""What a reader should know of numbers that are missing or cannot be bettered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from poolwise.lab.measures import Quantity


def limits(rows: Sequence[Mapping[str, Any]], quantities: Mapping[str, Quantity]) -> list[str]:
    """A sentence for each setting with trainings at chance, and for each perfect headline.

    Example:
        >>> from poolwise.lab.tasks import TASKS
        >>> row = {"setting": "none", "marks": {"noise.relative": "floor"}}
        >>> known = TASKS["pictures"].quantities(("noise",))
        >>> limits([row, {"setting": "none"}], known)[0][:48]
        'none: 1 of 2 trainings are not clearly above cha'
    """
    sentences = []
    for setting in dict.fromkeys(row["setting"] for row in rows):
        marks = [row.get("marks", {}) for row in rows if row["setting"] == setting]
        low = sum("floor" in each.values() for each in marks)
        if low:
            sentences.append(
                f"{setting}: {low} of {len(marks)} trainings are not clearly above chance, where "
                "shifts and noise have nothing to change; these are left out of both measures."
            )
        perfect = [
            quantity.label.lower()
            for name, quantity in quantities.items()
            if quantity.headline and all(each.get(name) == "ceiling" for each in marks)
        ]
        if perfect:
            sentences.append(
                f"{setting}: every training is perfect in {' and '.join(perfect)}; this data "
                "cannot show anything better."
            )
    return sentences
