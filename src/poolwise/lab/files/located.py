"""Pictures in which it is known where the objects are: what masks and COCO have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from poolwise.lab.data.dataset import Labels
from poolwise.lab.data.groups import File, group_names
from poolwise.lab.files.decode import Picture, read_picture
from poolwise.lab.files.pictures import IMAGES, common_size, sizes_of, stacked
from poolwise.lab.files.record import (
    Entry,
    Read,
    Skipped,
    check_bad,
    check_size,
    collected,
    each_or_reason,
)
from poolwise.lab.parsing import Pair, format_pair


class Located(NamedTuple):
    """A picture's objects.

    Attributes:
        mask: int64 (H, W), a number for the class of each pixel and 0 for the background.
        areas: for each number how much of the picture is of it.
    """

    mask: Labels
    areas: dict[int, float]


def read_located(
    data: str,
    files: Sequence[File],
    objects: Callable[[File, Pair], Located],
    name_classes: Callable[[Sequence[int]], Sequence[str]],
    size: Pair | None = None,
    max_bad: float = 0.01,
    groups: str = "",
    bad: Sequence[Skipped] = (),
    notes: Sequence[str] = (),
) -> Read:
    """Read pictures with the masks of their objects.

    Args:
        data: as the user gave it.
        files: the pictures, one at least.
        objects: the objects of a picture in a mask of the size given, or an error that says what
            is wrong with them.
        name_classes: the names of all classes, by the numbers that masks have them by.
        size: height and width of every picture afterwards; otherwise they keep theirs if they have
            the same, as pictures in folders do.
        max_bad: the fraction of the pictures that may be broken.
        groups: which files belong together, as `poolwise.lab.data.groups` reads it.
        bad, notes: what was found before.

    Returns:
        Pictures with their masks, in which classes count from 1. The label of a picture is the
        class that most of it is of; the first, where it shows nothing.

    Raises:
        ValueError: more than `max_bad` of the pictures are broken, or none has an object.
    """
    grouped = group_names(groups, files, IMAGES.items)
    sizes = sizes_of(files)
    chosen = size or common_size(sizes)
    # Three channels in float32, an int64.
    check_size(chosen, len(files), 3 * 4 + 8, "images", less=64)

    def read(file: File) -> tuple[Picture, Located]:
        return read_picture(file.path, chosen), objects(file, chosen)

    found = each_or_reason(read, files)
    broken = [(f.name, each) for f, each in found.items() if isinstance(each, str)]
    bad = [*bad, *broken]
    count = len(files) + len(bad) - len(broken)
    check_bad(data, "image files", f"{IMAGES.formats}, with their objects", bad, count, max_bad)
    good = {file: each for file, each in found.items() if not isinstance(each, str)}
    numbers = sorted({number for _, located in good.values() for number in located.areas})
    if not numbers:
        raise ValueError(f"data={data!r}: no picture shows an object, everything is background")
    classes = name_classes(numbers)
    places = {number: place for place, number in enumerate(numbers, 1)}
    images = stacked([picture.pixels for picture, _ in good.values()])
    entries = [
        Entry(
            image,
            picture.print,
            classes[_largest(located, places)],
            file.side,
            group,
            file.name,
            _renumbered(located.mask, places),
        )
        for image, (file, (picture, located)), group in zip(
            images, good.items(), _kept(grouped, files, good), strict=True
        )
    ]
    if size is None and len(set(sizes)) > 1:
        notes = [*notes, f"The images come in several sizes; all are {format_pair(chosen)} now."]
    return collected(data, entries, bad, IMAGES.items, classes, notes)


def with_objects(read: Read) -> Read:
    """What was read, without the pictures that show nothing and so have no class."""
    assert read.truth is not None
    shows = read.truth.any((1, 2))
    if shows.all():
        return read
    places = np.flatnonzero(shows).tolist()
    left = len(read) - len(places)
    return replace(
        read,
        inputs=[read.inputs[place] for place in places],
        labels=read.labels[places],
        names=[read.names[place] for place in places],
        sides=read.sides[places],
        groups=[read.groups[place] for place in places],
        prints=[read.prints[place] for place in places],
        notes=(*read.notes, f"{left} images show no object and took no part."),
        truth=read.truth[places],
    )


def _kept(
    groups: Sequence[str | None], files: Sequence[File], good: dict[File, tuple[Picture, Located]]
) -> list[str | None]:
    return [group for file, group in zip(files, groups, strict=True) if file in good]


def _largest(located: Located, places: dict[int, int]) -> int:
    if not located.areas:
        return 0
    return places[max(located.areas, key=lambda number: (located.areas[number], -number))] - 1


def _renumbered(mask: Labels, places: dict[int, int]) -> Labels:
    renumbered = np.zeros_like(mask)
    for number, place in places.items():
        renumbered[mask == number] = place
    return renumbered
