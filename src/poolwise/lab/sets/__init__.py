"""Data that needs no network: generated sets, whose truth is known, and sets that packages ship."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from poolwise.lab.sets.clips import clips
from poolwise.lab.sets.items import Items, divided
from poolwise.lab.sets.motifs import motifs
from poolwise.lab.sets.real_pictures import digits, faces, mnist
from poolwise.lab.sets.reviews import reviews
from poolwise.lab.sets.shapes import shapes
from poolwise.lab.sets.tones import tones
from poolwise.lab.sets.vowels import vowels

__all__ = [
    "BUILT_IN",
    "BuiltIn",
    "Items",
    "clips",
    "digits",
    "faces",
    "mnist",
    "motifs",
    "reviews",
    "shapes",
    "tones",
    "vowels",
]

EXAMPLES, TESTED = 800, 800
"""How many items of a generated set a study trains on and chooses by, and tests on."""
FEW = 300
"""How many texts there are to train on and choose by: of 800, all poolings learn the motifs."""


class BuiltIn(NamedTuple):
    """The task that a set is for, if a study names none, and what reads it."""

    task: str
    read: Callable[[], Items]


def _generated(make: Callable[[int, int], Items], examples: int = 0) -> Callable[[], Items]:
    return lambda: divided(TESTED, make((examples or EXAMPLES) + TESTED, 0))


BUILT_IN: dict[str, BuiltIn] = {
    "digits": BuiltIn("pictures", digits),
    "faces": BuiltIn("pictures", faces),
    "mnist": BuiltIn("pictures", mnist),
    "shapes": BuiltIn("pictures", _generated(shapes)),
    "motifs": BuiltIn("text", _generated(motifs, FEW)),
    "reviews": BuiltIn("text", reviews),
    "tones": BuiltIn("sound", _generated(tones)),
    "vowels": BuiltIn("speech", vowels),
    "clips": BuiltIn("video", _generated(clips)),
}
"""All sets that a study can name. `shapes` has boxes and masks for further tasks, too."""
