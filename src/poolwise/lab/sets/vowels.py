"""Japanese Vowels: nine speakers say two vowels, as sequences of unequal length."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from poolwise.lab.data.sides import TEST, TRAIN
from poolwise.lab.sets.items import Items
from poolwise.lab.sets.shipped import shipped

PACKAGES = ("aeon", "sktime")
INSTALL = "pip install --no-deps aeon"
_FILE = "datasets/data/JapaneseVowels/JapaneseVowels_{}.ts"


def vowels() -> Items:
    """640 utterances of two vowels in turn; the class is which of nine men speaks.

    Each is a sequence of 7 to 29 frames of 12 numbers, LPC cepstrum coefficients, (12, T) with
    zeros after its end. 270 of them, 30 of each speaker, are to train on and 370 to test on, as
    they were published.

    Raises:
        ValueError: neither aeon nor sktime is installed, which ship it.

    Source: M. Kudo, J. Toyama and M. Shimbo, "Multidimensional Curve Classification Using
    Passing-Through Regions", 1999; UCI Machine Learning Repository.
    """
    parts = [
        read_ts(shipped("vowels", PACKAGES, _FILE.format(part), INSTALL))
        for part in ("TRAIN", "TEST")
    ]
    series = [each for part in parts for each, _ in part]
    speakers = [name for part in parts for _, name in part]
    classes = sorted(set(speakers))
    lengths = np.array([each.shape[1] for each in series], np.int64)
    inputs = np.zeros((len(series), len(series[0]), lengths.max()), np.float32)
    for row, each in zip(inputs, series, strict=True):
        row[:, : each.shape[1]] = each
    return Items(
        inputs,
        np.array([classes.index(name) for name in speakers], np.int64),
        tuple(f"speaker {name}" for name in classes),
        lengths=lengths,
        sides=np.repeat(np.array([TRAIN, TEST]), [len(part) for part in parts]),
    )


def read_ts(path: Path) -> list[tuple[NDArray[np.float32], str]]:
    """The series (channels, T) of a .ts file, each with the name of its class.

    After ``@data`` a line is a series: its channels with colons between, and its class as the last
    of them; the numbers of a channel have commas between. Packages that read this format need more
    than reading it does.
    """
    _, data = re.split(r"^@data\s*$", path.read_text(encoding="utf-8"), maxsplit=1, flags=re.M)
    found = []
    for line in data.strip().splitlines():
        *channels, name = line.split(":")
        series = np.array([[float(number) for number in each.split(",")] for each in channels])
        found.append((series.astype(np.float32), name.strip()))
    return found
