"""What a reader should know of numbers that are missing or cannot be bettered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from poolwise.lab.measures import Quantity

_MISLED = 0.05
"""The share of images with misleading gradients from which on an attack shows little."""


def limits(rows: Sequence[Mapping[str, Any]], quantities: Mapping[str, Quantity]) -> list[str]:
    """A sentence for each setting with trainings at chance, perfect headlines or hidden gradients.

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
        misled = [
            value
            for row in rows
            if row["setting"] == setting
            and (value := row.get("measures", {}).get("adversarial.masking")) is not None
        ]
        many = sum(value > _MISLED for value in misled)
        if many:
            sentences.append(
                f"{setting}: in {many} of {len(misled)} trainings the gradient misleads the attack "
                f"on more than {_MISLED:.0%} of the images, so that the network may be less sturdy "
                "than its accuracy under attack says."
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
