"""Data by name, and what it is for: sets that need no network, or files of the user's own."""

from __future__ import annotations

import difflib
import hashlib
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from poolwise.lab import files
from poolwise.lab.data.dataset import Dataset, Inputs, Labels
from poolwise.lab.data.duplicates import Fingerprint, fingerprint
from poolwise.lab.data.sides import Items, assemble
from poolwise.lab.files.record import check_size
from poolwise.lab.files.sets import data_set
from poolwise.lab.parsing import Pair, format_pair
from poolwise.lab.sets import BUILT_IN
from poolwise.lab.tasks import MASKED, SERVES, TASKS, Task
from poolwise.lab.tasks.pictures import PICTURES
from poolwise.lab.wording import listing

HUB = "hub:"
_CLOSE = 0.6


def load(
    data: str,
    image_size: Pair | None = None,
    max_bad: float = 0.01,
    test: str = "",
    groups: str = "",
    task: str = "",
    columns: str = "",
) -> Dataset:
    """Read `data`: a built-in set, or files of the user's own.

    Args:
        data: a built-in name, or a folder (``./digits`` for one of that name) that holds a folder
            per class, or ``train/ test/`` or ``train/ val/ test/`` that do; or what else
            `poolwise.lab.files` reads: tables of text, recordings, clips, arrays, masks, COCO.
        image_size: height and width to resize to; None keeps images as they are, unless those of a
            folder differ, which then all get the median size, at most 64 pixels.
        max_bad: the fraction of a folder's image files that may be unreadable.
        test: a folder or file to test on, for one without.
        groups: which images of a folder belong together and stand on one side: ``folder`` (the one
            below the class), ``FILE.csv:COLUMN``, or a regular expression whose first group is the
            group in the file's name; ``column:NAME`` for a table.
        task: what files are for, where they do not tell.
        columns: those of a table, ``text=NAME,label=NAME``, where their names do not tell.

    Raises:
        ValueError: unknown data, fewer than two classes, a class with too few images to split, or
            too many unreadable files.

    Example:
        >>> faces = load("faces")
        >>> faces.examples.inputs.shape, faces.classes
        ((200, 1, 25, 25), ('face', 'no face'))
    """
    if data in BUILT_IN:
        for name, value in (("test", test), ("groups", groups), ("columns", columns)):
            if value:
                raise ValueError(f"{name}={value!r} is for files of your own, not for {data!r}")
        return _built_in(data, image_size, task)
    path = data if data.startswith(HUB) else _path("data", data, tuple(BUILT_IN))
    held_out = _path("test", test, ()) if test else ""
    found = files.read(path, task, image_size, max_bad, held_out, groups, columns)
    return data_set(found, task or files.task_of(path), groups)


def task_of(data: str) -> str:
    """What `data` is for, unless a study says otherwise; pictures where nothing can be told."""
    if data in BUILT_IN:
        return BUILT_IN[data].task
    if data.startswith(HUB):
        return PICTURES.name
    try:
        return files.task_of(data)
    except (OSError, ValueError):  # reading it will say why
        return PICTURES.name


def _built_in(name: str, size: Pair | None, task: str) -> Dataset:
    items = BUILT_IN[name].read()
    about = TASKS[task or BUILT_IN[name].task]
    _check_serves(name, items, about)
    inputs = items.inputs if size is None else _resized(name, items.inputs, size)
    count = len(items)

    def known(each: Inputs) -> Fingerprint:
        if each.ndim == 3 and len(each) == 1 and each.dtype == np.float32:
            return fingerprint(Image.fromarray(each[0]))
        return Fingerprint(hashlib.blake2b(each.tobytes(), digest_size=16).digest(), None)

    found = Items(
        inputs,
        items.labels,
        [f"{about.items[:-1]} {number}" for number in range(count)],
        [known(each) for each in inputs],
        np.zeros(count, np.int64) if items.sides is None else items.sides,
        items.groups or [None] * count,
        items.lengths,
        None
        if items.truth is None or about.name not in MASKED
        else resized_masks(items.truth, inputs.shape[2:]),
    )
    more: dict[str, Any] = {"task": about.name, "kind": about.items, "vocabulary": items.vocabulary}
    if Path(name).exists():
        more["notes"] = (f"{name} is the built-in set, and not what is called so here: ./{name}.",)
    return assemble(name, items.classes, found, **more)


def _check_serves(name: str, items: Any, about: Task) -> None:
    there = MASKED[0] if items.truth is not None else BUILT_IN[name].task
    serves = SERVES.get(there, (there,))
    if about.name not in serves:
        raise ValueError(
            f"task={about.name!r} cannot be done with data={name!r}, which is for "
            f"{listing(serves, 'or')}"
        )


def _resized(name: str, inputs: Inputs, size: Pair) -> Inputs:
    if inputs.ndim != 4:
        raise ValueError(f"image_size={format_pair(size)!r} is for pictures, not for {name!r}")
    if size == inputs.shape[2:]:
        return inputs
    # As they come out, and side by side.
    check_size(size, len(inputs), 2 * inputs.shape[1] * inputs.itemsize, "images", less=64)
    bilinear = Image.Resampling.BILINEAR
    planes = inputs.reshape(-1, *inputs.shape[2:])
    resized = [np.asarray(Image.fromarray(each).resize(size[::-1], bilinear)) for each in planes]
    return np.stack(resized).clip(0, 1).reshape(*inputs.shape[:2], *size)


def resized_masks(masks: Labels, size: tuple[int, ...]) -> Labels:
    """Masks (N, H, W) at the size of their pictures: a mask has nothing between two classes."""
    rows, columns = (
        ((np.arange(after) + 0.5) * before / after).astype(np.int64)
        for before, after in zip(masks.shape[1:], size, strict=True)
    )
    return masks[:, rows[:, None], columns]


def _path(argument: str, text: str, names: tuple[str, ...]) -> Path:
    """The folder or file that `text` is, or an error that says what may be meant."""
    given = f"{argument}={text!r}"
    wanted = f"{', '.join(names)}, or " if names else ""
    wanted += "a folder that holds a folder of images per class"
    if not text.strip():
        raise ValueError(f"{given} is empty; give {wanted}")
    path = Path(text).expanduser()
    if path.exists():
        return path
    there = path.parent
    while not there.is_dir():
        there = there.parent
    missing = path.relative_to(there).parts[0] if there != path else path.name
    # What looks like a file's name is meant to be one.
    around = sorted(each.name for each in there.iterdir() if each.is_dir() or path.suffix)
    known = [*around, *names] if path.parent == Path() else around
    close = difflib.get_close_matches(missing, known, n=1, cutoff=_CLOSE)
    guess = ""
    if close:
        meant = close[0] if close[0] in names else str(there / close[0])
        guess = f"did you mean {meant!r}? "
    if names and len(path.parts) == 1:
        raise ValueError(
            f"{given} is neither {' nor '.join(names)} nor a file or folder here; {guess}"
            f"A folder of images holds one folder per class"
        )
    place = "" if there == path.parent else f" ({str(there)!r} has no {missing!r})"
    raise ValueError(f"{given} does not exist{place}; {guess}give {wanted}")
