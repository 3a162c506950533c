"""Localisation: which class is it, and does the network look at the object?"""

from __future__ import annotations

from poolwise.lab.measures.localization import LOCALIZATION
from poolwise.lab.tasks.base import Task, named
from poolwise.lab.tasks.pictures import PICTURES

LOCALISATION = Task(
    name="localisation",
    items=PICTURES.items,
    rank=PICTURES.rank,
    networks=PICTURES.networks,
    measures=named(LOCALIZATION, *PICTURES.measures.values()),
    usual=("localization", *PICTURES.usual),
    primary="localization.pointing",
)
