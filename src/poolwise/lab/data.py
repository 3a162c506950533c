"""Labelled images for a study: two built-in sets that need no network, or a folder of your own."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from poolwise.lab.settings import Pair
from poolwise.lab.statistics import Design

Images = NDArray[np.float32]
Labels = NDArray[np.int64]

BUILT_IN = ("digits", "faces")
TEST_FRACTION = 0.3
VALIDATION_FRACTION = 0.2
_LEAST_IMAGES_PER_CLASS = 4


@dataclass(frozen=True)
class Labelled:
    """Images, float32 in 0..1 of shape (N, C, H, W), with a class and a number for each.

    `items` number the images within their data set, so that outcomes of one image are known as
    such in every trial; left out, they are counted from 0.
    """

    images: Images
    labels: Labels
    items: Labels = field(default_factory=lambda: np.empty(0, np.int64))

    def __post_init__(self) -> None:
        if not len(self.items):
            object.__setattr__(self, "items", np.arange(len(self.labels)))

    def __len__(self) -> int:
        return len(self.labels)

    def take(self, indices: NDArray[np.int64]) -> Labelled:
        """The images, labels and items at `indices`, copied."""
        return Labelled(self.images[indices], self.labels[indices], self.items[indices])


@dataclass(frozen=True)
class Split:
    """What a trial trains on, chooses by, and is tested on."""

    train: Labelled
    validation: Labelled
    test: Labelled


@dataclass(frozen=True)
class Dataset:
    """Labelled images with the names of their classes and what was left out while reading them.

    Attributes:
        examples: what is trained on, and tested on too where there is no `test`.
        validation, test: parts that were given apart; their items continue those of `examples`.
        groups: a number for each item of all parts; items of one group stand on one side.
    """

    name: str
    examples: Labelled
    classes: tuple[str, ...]
    skipped: tuple[tuple[str, str], ...] = ()
    ignored: int = 0
    notes: tuple[str, ...] = field(default=())
    validation: Labelled | None = None
    test: Labelled | None = None
    groups: Labels | None = None

    @property
    def design(self) -> Design:
        """How the trials of a study on this data depend on each other."""
        if self.test is not None:
            return Design(test_set=True, ratio=0, groups=self.groups)
        parts = split(self, 0)
        trained = len(parts.train) + len(parts.validation)
        return Design(test_set=False, ratio=len(parts.test) / trained, groups=self.groups)

    @property
    def digest(self) -> str:
        """SHA-256 of the pixels and labels: two data sets with the same digest are the same."""
        images, labels = self.examples.images, self.examples.labels
        digest = hashlib.sha256(repr(images.shape).encode())
        digest.update(np.ascontiguousarray(images).data)
        digest.update(np.ascontiguousarray(labels).data)
        return digest.hexdigest()

    def describe(self) -> dict[str, Any]:
        """What the report says about the data."""
        counts = np.bincount(self.examples.labels, minlength=len(self.classes))
        parts = split(self, 0)
        return {
            "name": self.name,
            "classes": list(self.classes),
            "counts": counts.tolist(),
            "images": len(self.examples),
            "channels": self.examples.images.shape[1],
            "image_size": list(self.examples.images.shape[2:]),
            "digest": self.digest,
            "train": len(parts.train),
            "validation": len(parts.validation),
            "test": len(parts.test),
            "skipped": [{"file": name, "reason": reason} for name, reason in self.skipped],
            "ignored": self.ignored,
        }


def load(data: str, image_size: Pair | None = None, max_bad: float = 0.01) -> Dataset:
    """Read `data`: ``digits``, ``faces``, or the path of a folder that holds a folder per class.

    Args:
        data: a built-in name, or a path (``./digits`` for a folder of that name).
        image_size: height and width to resize to; None keeps built-in images as they are and
            makes a folder's images 64x64.
        max_bad: the fraction of a folder's image files that may be unreadable.

    Raises:
        ValueError: unknown data, fewer than two classes, a class with too few images to split, or
            too many unreadable files.

    Example:
        >>> faces = load("faces")
        >>> faces.examples.images.shape, faces.classes
        ((200, 1, 25, 25), ('face', 'no face'))
    """
    if data == "digits":
        dataset = _digits(image_size)
    elif data == "faces":
        dataset = _faces(image_size)
    elif Path(data).is_dir():
        from poolwise.lab.folder import read_folder

        dataset = read_folder(Path(data), image_size or (64, 64), max_bad)
    else:
        raise ValueError(
            f"data={data!r} is neither {' nor '.join(BUILT_IN)} nor a folder; "
            "a folder of images holds one folder per class"
        )
    _check_counts(dataset)
    return dataset


def split(dataset: Dataset, seed: int) -> Split:
    """The parts of a trial: stratified, 30 % to test and 20 % of the rest to choose by.

    They are the same for every setting at a seed.
    """
    rest, test = _divided(dataset.examples, TEST_FRACTION, len(dataset.classes), seed, "split")
    train, validation = _divided(
        rest, VALIDATION_FRACTION, len(dataset.classes), seed, "validation"
    )
    return Split(train, validation, test)


def _divided(
    examples: Labelled, fraction: float, classes: int, seed: int, use: str
) -> tuple[Labelled, Labelled]:
    from sklearn.model_selection import StratifiedShuffleSplit

    from poolwise.lab.seeds import derive_seed

    # At least one image per class, whatever the fraction says.
    size = max(round(fraction * len(examples)), classes)
    splitter = StratifiedShuffleSplit(
        n_splits=1, test_size=size, random_state=derive_seed(use, seed) % 2**32
    )
    most, few = next(splitter.split(np.zeros(len(examples)), examples.labels))
    return examples.take(most), examples.take(few)


def _digits(image_size: Pair | None) -> Dataset:
    from sklearn.datasets import load_digits

    bunch = load_digits()
    images = (bunch.images / 16).astype(np.float32)
    labels = bunch.target.astype(np.int64)
    return _grey("digits", images, labels, tuple("0123456789"), image_size)


def _faces(image_size: Pair | None) -> Dataset:
    from skimage.data import lfw_subset

    # The first hundred are faces, the second hundred are not.
    images = np.asarray(lfw_subset(), np.float32)  # type: ignore[no-untyped-call]
    labels = np.repeat(np.array([0, 1], np.int64), 100)
    return _grey("faces", images, labels, ("face", "no face"), image_size)


def _grey(
    name: str, images: Images, labels: Labels, classes: tuple[str, ...], size: Pair | None
) -> Dataset:
    if size is not None and size != images.shape[1:]:
        images = np.stack([_resize(image, size) for image in images])
    return Dataset(name, Labelled(images[:, None], labels), classes)


def _resize(image: Images, size: Pair) -> Images:
    from PIL import Image

    resized = Image.fromarray(image).resize(size[::-1], Image.Resampling.BILINEAR)
    return np.asarray(resized, np.float32).clip(0, 1)


def _check_counts(dataset: Dataset) -> None:
    counts = np.bincount(dataset.examples.labels, minlength=len(dataset.classes))
    if len(counts) < 2:
        raise ValueError(
            f"data={dataset.name!r} has {len(counts)} class with images; two or more are needed, "
            "each in a folder of its own"
        )
    for name, count in zip(dataset.classes, counts, strict=True):
        if count < _LEAST_IMAGES_PER_CLASS:
            raise ValueError(
                f"data={dataset.name!r}: class {name!r} has {count} readable images; "
                f"{_LEAST_IMAGES_PER_CLASS} or more are needed to train and to test"
            )
