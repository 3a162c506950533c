"""What a reader should know of numbers that are missing or cannot be bettered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from poolwise.lab.measures import Quantity
from poolwise.lab.wording import in_sentence, listing

Row = Mapping[str, Any]

_MISLED = 0.05
"""The share of images with misleading gradients from which on an attack shows little."""

_CHANGES = {"shift": "shifts", "noise": "noise", "adversarial": "attacks"}
"""What a measure does to items, of which a network at chance notices nothing."""


def limits(rows: Sequence[Row], quantities: Mapping[str, Quantity]) -> list[str]:
    """A sentence for all settings with as many trainings at chance, and so for perfect headlines
    and for hidden gradients.

    Example:
        >>> from poolwise.lab.tasks import TASKS
        >>> row = {"setting": "none", "marks": {"noise.relative": "floor"}}
        >>> known = TASKS["pictures"].quantities(("noise",))
        >>> limits([row, {"setting": "none"}], known)[0][:48]
        'none: 1 of 2 trainings are not clearly above cha'
    """
    settings: dict[str, list[str]] = {}
    for setting in dict.fromkeys(row["setting"] for row in rows):
        for what in _of_setting([row for row in rows if row["setting"] == setting], quantities):
            settings.setdefault(what, []).append(setting)
    return [f"{listing(names)}: {what}" for what, names in settings.items()]


def _of_setting(rows: Sequence[Row], quantities: Mapping[str, Quantity]) -> Iterator[str]:
    marks = [row.get("marks", {}) for row in rows]
    low = sum("floor" in each.values() for each in marks)
    if low:
        hit = {name.partition(".")[0] for each in marks for name in each if each[name] == "floor"}
        changes = [
            _CHANGES.get(family, family) for family in _families(quantities) if family in hit
        ]
        have = "has" if changes == [_CHANGES["noise"]] else "have"
        yield (
            f"{low} of {len(marks)} trainings are not clearly above chance, where "
            f"{listing(changes)} {have} nothing to change; these are left out there."
        )
    measured = (row.get("measures", {}).get("adversarial.masking") for row in rows)
    misled = [value for value in measured if value is not None]
    many = sum(value > _MISLED for value in misled)
    if many:
        yield (
            f"in {many} of {len(misled)} trainings the gradient misleads the attack on more than "
            f"{_MISLED:.0%} of the images, so that the network may be less sturdy than its "
            "accuracy under attack says."
        )
    perfect = [
        in_sentence(quantity.label)
        for name, quantity in quantities.items()
        if quantity.headline and all(each.get(name) == "ceiling" for each in marks)
    ]
    if perfect:
        yield (
            f"every training is perfect in {' and '.join(perfect)}; this data cannot show anything "
            "better."
        )


def _families(quantities: Mapping[str, Quantity]) -> list[str]:
    return list(dict.fromkeys(name.partition(".")[0] for name in quantities))


def alike(rows: Sequence[Mapping[str, Any]]) -> list[list[str]]:
    """Pairs of settings that gave the same numbers, all of them, in every training.

    Two such settings are one: fractional pooling, for one, is max pooling where sides halve evenly.
    What they cost is left out, since it is counted from what they are called.

    Example:
        >>> same = {"seed": 0, "measures": {"accuracy.loss": 0.25}}
        >>> alike([{"setting": "max", **same}, {"setting": "fractional_max", **same}])
        [['max', 'fractional_max']]
    """
    found: dict[str, dict[int, dict[str, Any]]] = {}
    for row in rows:
        numbers = {
            name: value
            for name, value in row["measures"].items()
            if value is not None and not name.startswith(("cost.", "time."))
        }
        if numbers:
            found.setdefault(row["setting"], {})[row["seed"]] = numbers
    return [[a, b] for a, b in combinations(found, 2) if found[a] == found[b]]
