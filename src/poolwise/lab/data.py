"""Labelled images for a study: sets that need no network, or folders of your own."""

from __future__ import annotations

import difflib
from pathlib import Path

import numpy as np

from poolwise.lab.builtin import BUILT_IN as _BUILT_IN
from poolwise.lab.dataset import (
    TEST_FRACTION,
    VALIDATION_FRACTION,
    Dataset,
    Images,
    Labelled,
    Labels,
    Split,
    split,
)
from poolwise.lab.settings import Pair

__all__ = [
    "BUILT_IN",
    "TEST_FRACTION",
    "VALIDATION_FRACTION",
    "Dataset",
    "Images",
    "Labelled",
    "Labels",
    "Split",
    "load",
    "split",
]

BUILT_IN = tuple(_BUILT_IN)
_CLOSE = 0.6


def load(
    data: str,
    image_size: Pair | None = None,
    max_bad: float = 0.01,
    test: str = "",
    groups: str = "",
) -> Dataset:
    """Read `data`: ``digits``, ``faces``, ``mnist``, or the path of a folder.

    Args:
        data: a built-in name, or a folder (``./digits`` for one of that name) that holds a folder
            per class, or ``train/ test/`` or ``train/ val/ test/`` that do.
        image_size: height and width to resize to; None keeps images as they are, unless those of a
            folder differ, which then all get the median size, at most 64 pixels.
        max_bad: the fraction of a folder's image files that may be unreadable.
        test: a folder per class to test on, for a folder without one.
        groups: which images of a folder belong together and stand on one side: ``folder`` (the one
            below the class), ``FILE.csv:COLUMN``, or a regular expression whose first group is the
            group in the file's name.

    Raises:
        ValueError: unknown data, fewer than two classes, a class with too few images to split, or
            too many unreadable files.

    Example:
        >>> faces = load("faces")
        >>> faces.examples.inputs.shape, faces.classes
        ((200, 1, 25, 25), ('face', 'no face'))
    """
    if data in _BUILT_IN:
        for name, value in (("test", test), ("groups", groups)):
            if value:
                raise ValueError(f"{name}={value!r} is for a folder of images, not for {data!r}")
        return _built_in(data, image_size)
    from poolwise.lab.folder import read_folder

    held_out = _folder("test", test, ()) if test else None
    return read_folder(_folder("data", data, BUILT_IN), image_size, max_bad, held_out, groups)


def _built_in(name: str, size: Pair | None) -> Dataset:
    from PIL import Image

    from poolwise.lab.duplicates import fingerprint
    from poolwise.lab.sides import Pictures, assemble

    images, labels, classes = _BUILT_IN[name]()
    pictures = [Image.fromarray(image) for image in images]
    if size is not None and size != images.shape[1:]:
        bilinear = Image.Resampling.BILINEAR
        resized = [np.asarray(each.resize(size[::-1], bilinear)) for each in pictures]
        images = np.stack(resized).clip(0, 1)
    count = len(labels)
    known = Pictures(
        images[:, None],
        labels,
        [f"image {number}" for number in range(count)],
        [fingerprint(each) for each in pictures],
        np.zeros(count, np.int64),
        [None] * count,
    )
    return assemble(name, classes, known)


def _folder(argument: str, text: str, names: tuple[str, ...]) -> Path:
    """The folder that `text` is, or an error that says what it is instead."""
    given = f"{argument}={text!r}"
    wanted = f"{', '.join(names)}, or " if names else ""
    wanted += "a folder that holds a folder of images per class"
    if not text.strip():
        raise ValueError(f"{given} is empty; give {wanted}")
    path = Path(text).expanduser()
    if path.is_dir():
        return path
    if path.exists():
        raise ValueError(f"{given} is a file; give {wanted}")
    there = path.parent
    while not there.is_dir():
        there = there.parent
    missing = path.relative_to(there).parts[0] if there != path else path.name
    folders = sorted(each.name for each in there.iterdir() if each.is_dir())
    known = [*names, *folders] if path.parent == Path() else folders
    close = difflib.get_close_matches(missing, known, n=1, cutoff=_CLOSE)
    guess = ""
    if close:
        meant = close[0] if close[0] in names else str(there / close[0])
        guess = f"did you mean {meant!r}? "
    if names and len(path.parts) == 1:
        raise ValueError(
            f"{given} is neither {' nor '.join(names)} nor a folder here; {guess}"
            f"A folder of images holds one folder per class"
        )
    place = "" if there == path.parent else f" ({str(there)!r} has no {missing!r})"
    raise ValueError(f"{given} does not exist{place}; {guess}give {wanted}")
