"""From items to a data set: what belongs together stands on one side, and the rest is told.

Items belong together if the user says so (groups) or if they are copies of each other. Where a
test set is given it stays as it is: what belongs to one of its items is not trained on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from poolwise.lab.data.dataset import Dataset, Inputs, Labelled, Labels
from poolwise.lab.data.duplicates import Fingerprint, alike, equal, joined
from poolwise.lab.wording import listing

TRAIN, VALIDATION, TEST = range(3)
IMAGES = "images"
_LISTED = 5
_LEAST_ITEMS = 4


@dataclass(frozen=True)
class Items:
    """Items with all that is known of them.

    Attributes:
        inputs, labels, lengths, truth: as a data set has them.
        names: as messages show them.
        prints: what copies are recognised by.
        sides: `TRAIN`, `VALIDATION` or `TEST` of each, in this order.
        groups: the user's group of each, if it has one.
    """

    inputs: Inputs
    labels: Labels
    names: Sequence[str]
    prints: Sequence[Fingerprint]
    sides: Labels
    groups: Sequence[str | None]
    lengths: Labels | None = None
    truth: Labels | None = None

    def part(self, places: Labels, first: int) -> Labelled:
        """The items at `places`, numbered from `first` on."""
        lengths, truth = (
            None if each is None else each[places] for each in (self.lengths, self.truth)
        )
        numbers = first + np.arange(len(places))
        return Labelled(self.inputs[places], self.labels[places], numbers, lengths, truth)


def assemble(
    name: str, classes: tuple[str, ...], items: Items, grouped_by: str = "", **more: Any
) -> Dataset:
    """The data set of `items`, with sentences about what a reader should know of them.

    Args:
        name, classes: of the data set.
        items: all of it; what they are called is `kind` of `more`.
        grouped_by: the user's rule for groups.
        more: further fields of the data set.

    Raises:
        ValueError: a class has too little to be trained on or tested.
    """
    one = _one(more.get("kind", IMAGES))
    same = equal(items.prints)
    near, scenes = _without_scenes(alike(items.prints), same, items.labels)
    groups = joined(near, _numbered(items.groups))
    # Of a group that is on several sides, only what is on the last of them stays.
    last = np.zeros(groups.max(initial=-1) + 1, np.int64)
    np.maximum.at(last, groups, items.sides)
    stays = items.sides == last[groups]
    parts, kept = _parts(items, stays)
    alone = len(np.unique(groups[kept])) == len(kept)
    dataset = Dataset(
        name,
        parts[TRAIN] or items.part(np.empty(0, np.int64), 0),
        classes,
        validation=parts[VALIDATION],
        test=parts[TEST],
        groups=None if alone and not grouped_by else groups[kept],
        grouped_by=grouped_by,
        dropped=tuple(
            (items.names[place], _reason(items, one, place, stays, same, near, groups))
            for place in np.flatnonzero(~stays).tolist()
        ),
        duplicates=_sets(same, same, items.names),
        similar=_sets(near, same, items.names),
        **more,
    )
    _check_counts(dataset)
    notes = _notes(dataset, items, near, scenes)
    return replace(dataset, notes=(*dataset.notes, *notes))


def _without_scenes(near: Labels, same: Labels, labels: Labels) -> tuple[Labels, int]:
    """`near` without sets that are no copies, and how many items are in those.

    A camera that never moves makes pictures that are nearly the same, and yet each has something
    of its own: such sets are of several classes, or of more than half of one.
    """
    found = near.copy()
    scenes = 0
    if np.array_equal(near, same):
        return found, scenes
    for number in np.flatnonzero(np.bincount(near) > 1):
        inside = near == number
        classes = np.unique(labels[inside])
        if len(np.unique(same[inside])) > 1 and (
            len(classes) > 1 or inside.sum() > (labels == classes[0]).sum() / 2
        ):
            found[inside] = near.max() + 1 + same[inside]
            scenes += int(inside.sum())
    return found, scenes


def _numbered(names: Sequence[str | None]) -> Labels:
    """A number for each group; whatever has none is a group of its own."""
    keys = [
        (name is None, str(place) if name is None else name) for place, name in enumerate(names)
    ]
    numbers = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    return np.array([numbers[key] for key in keys], np.int64)


def _parts(items: Items, stays: Labels) -> tuple[list[Labelled | None], Labels]:
    """What stays, side by side, and where in `items` those of the data set are."""
    places = [np.flatnonzero(stays & (items.sides == side)) for side in (TRAIN, VALIDATION, TEST)]
    parts: list[Labelled | None] = []
    first = 0
    for chosen in places:
        parts.append(items.part(chosen, first) if len(chosen) else None)
        first += len(chosen)
    return parts, np.concatenate(places)


def _reason(
    items: Items,
    one: str,
    place: int,
    stays: Labels,
    same: Labels,
    near: Labels,
    groups: Labels,
) -> str:
    """Why the item at `place` is not used: what belongs with it on a later side."""
    others = np.flatnonzero(stays & (groups == groups[place]))
    for numbers, words in ((same, f"the same {one} as"), (near, f"nearly the same {one} as")):
        copies = others[numbers[others] == numbers[place]]
        if len(copies):
            return f"{words} {items.names[copies[0]]}"
    first = items.names[others[0]]
    group = items.groups[place]
    if group is not None and any(items.groups[other] == group for other in others.tolist()):
        return f"its group {group!r} is there with {first}, too"
    return f"linked by groups and copies with {first}"


def _sets(numbers: Labels, finer: Labels, names: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Names of items that share a number, one of each finer number where that differs."""
    order = np.argsort(numbers, kind="stable")
    runs = np.split(order, np.flatnonzero(np.diff(numbers[order])) + 1)
    found = []
    for run in runs:
        if finer is not numbers:
            _, firsts = np.unique(finer[run], return_index=True)
            run = run[np.sort(firsts)]
        if len(run) > 1:
            found.append(tuple(names[place] for place in run))
    return tuple(found)


def _check_counts(dataset: Dataset) -> None:
    labels, items = dataset.examples.labels, dataset.examples.items
    groups = items if dataset.groups is None else dataset.groups[items]
    counts = np.bincount(labels, minlength=len(dataset.classes))
    # Of a segmentation, classes are those of pixels: one is enough, and none needs its own picture.
    of_pixels = dataset.task == "segmentation"
    if len(counts) < 2 and not of_pixels:
        raise ValueError(
            f"data={dataset.name!r} has {len(counts)} class with {dataset.kind}; two or more are "
            "needed, each in a folder of its own"
        )
    least, use = 3, "to train, to choose by and to test"
    if dataset.test is not None:
        least, use = (
            (2, "to train and to choose by") if dataset.validation is None else (1, "to train")
        )
    dropped = f"; {len(dataset.dropped)} {dataset.kind} were dropped" if dataset.dropped else ""
    if dataset.dropped:
        dropped += f", such as {': '.join(dataset.dropped[0])}"
    for number, name in enumerate(dataset.classes):
        if of_pixels and not counts[number]:
            continue
        apart = len(np.unique(groups[labels == number]))
        if dataset.test is None and counts[number] < _LEAST_ITEMS:
            raise ValueError(
                f"data={dataset.name!r}: class {name!r} has {counts[number]} readable "
                f"{dataset.kind}; {_LEAST_ITEMS} or more are needed to train and to test{dropped}"
            )
        if apart < least:
            raise ValueError(
                f"data={dataset.name!r}: class {name!r} has {counts[number]} {dataset.kind} to "
                f"train on, of {apart} groups (copies of one {_one(dataset.kind)} are one); "
                f"{least} or more are needed {use}{dropped}"
            )


def _notes(dataset: Dataset, items: Items, near: Labels, scenes: int) -> list[str]:
    notes = []
    copies = f"{_one(dataset.kind)}s"
    exactly = " pixel for pixel" if dataset.kind == IMAGES else ""
    for sets, how in (
        (dataset.duplicates, f"the same{exactly} as another one"),
        (dataset.similar, "nearly the same as another one"),
    ):
        if sets:
            count = sum(map(len, sets))
            notes.append(
                f"{count} {copies} are {how}, and stand on one side with it: {_listed(sets)}."
            )
    # Of each set and class one, so that a set that is there twice is of two classes.
    pairs = np.unique(np.stack([near, items.labels]), axis=1)
    mixed = int((np.bincount(pairs[0]) > 1).sum())
    if mixed:
        notes.append(f"{mixed} of these sets of copies are in more than one class.")
    if scenes:
        notes.append(
            f"{scenes} pictures are nearly the same as others of another class, or as most of "
            "their own: they are taken for pictures of one scene and not for copies. If they "
            "belong together, say how with groups."
        )
    if dataset.dropped:
        told = [f"{name} ({reason})" for name, reason in dataset.dropped[:_LISTED]]
        more = len(dataset.dropped) - len(told)
        notes.append(
            f"{len(dataset.dropped)} {dataset.kind} were dropped, because they or their group are "
            "in a part that is kept for testing or choosing, too: "
            f"{listing([*told, f'{more} more'] if more else told)}."
        )
    without = sum(group is None for group in items.groups)
    if dataset.grouped_by and without:
        notes.append(
            f"{without} of {len(items.names)} {dataset.kind} have no group by "
            f"groups={dataset.grouped_by!r}; each of them stands for itself."
        )
    return notes


def _one(kind: str) -> str:
    """What one of them is called."""
    return "picture" if kind == IMAGES else kind.removesuffix("s")


def _listed(sets: Sequence[Sequence[str]]) -> str:
    told = [" = ".join(each[:_LISTED]) + (" = …" if len(each) > _LISTED else "") for each in sets]
    more = len(told) - _LISTED
    return "; ".join(told[:_LISTED]) + (f"; and {more} more sets" if more > 0 else "")
