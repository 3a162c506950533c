"""What was read of a user's own files, of whatever kind, and what to do about what was not."""

from __future__ import annotations

import functools
import os
import re
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from poolwise.lab.data.dataset import Labels
from poolwise.lab.data.duplicates import Fingerprint
from poolwise.lab.data.sides import TEST, TRAIN, VALIDATION
from poolwise.lab.files.decode import printable
from poolwise.lab.parsing import Pair, format_pair
from poolwise.lab.wording import listing

LISTED = 20
"""How many broken files a message names."""

Skipped = tuple[str, str]
"""A file, or a row of one, and why it cannot be used."""

PARTS = {TRAIN: "train", VALIDATION: "validation", TEST: "test"}

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class Item(NamedTuple):
    """What a file, or a row of one, holds.

    Attributes:
        input: as `Read` has it.
        print: what copies are recognised by.
    """

    input: Any
    print: Fingerprint


@dataclass(frozen=True)
class Read:
    """Items as they are in their files, side by side in the order of the sides.

    Attributes:
        name: what was read, as the user gave it.
        inputs: an entry per item: float32 (C, H, W) in 0..1 of a picture, (C, T, H, W) in 0..1 of
            a clip, (T,) of a recording at 16 kHz, int64 (T,) or a string of a text.
        labels: int64, places in `classes`.
        classes: their names.
        names: of the items, as messages show them.
        sides: `TRAIN`, `VALIDATION` or `TEST` of each; all are `TRAIN` where no split was given.
        groups: the user's group of each, if it has one.
        prints: what copies are recognised by.
        skipped: files or rows that cannot be used, each with the reason.
        ignored: how many files are no items of a class.
        notes: sentences that a reader should know.
        truth: where the objects of pictures are, an int64 mask (N, H, W) of classes counted from 1.
    """

    name: str
    inputs: Sequence[Any] | NDArray[Any]
    labels: Labels
    classes: tuple[str, ...]
    names: Sequence[str]
    sides: Labels
    groups: Sequence[str | None]
    prints: Sequence[Fingerprint]
    skipped: tuple[Skipped, ...] = ()
    ignored: int = 0
    notes: tuple[str, ...] = field(default=())
    truth: Labels | None = None

    def __len__(self) -> int:
        return len(self.labels)


class Entry(NamedTuple):
    """An item that stands in a table or a list of its own, with all that is known of it."""

    input: Any
    print: Fingerprint
    label: str
    side: int
    group: str | None
    name: str
    truth: Labels | None = None


def collected(
    data: str,
    entries: Sequence[Entry],
    bad: Sequence[Skipped],
    items: str,
    classes: Sequence[str] = (),
    notes: Sequence[str] = (),
    what: str = "files",
) -> Read:
    """What was read of items that stand in tables and lists.

    Args:
        data: as the user gave it.
        entries: the items, one at least.
        bad: what could not be read.
        items: what they are called, in the plural.
        classes: in their order, if not all of them must be there on every side.
        notes: sentences that a reader should know.
        what: what could not be read is called.

    Raises:
        ValueError: nothing to train on, or sides that differ in their classes.
    """
    notes = [*notes, *told(bad, what)]
    there = {entry.side for entry in entries}
    if TRAIN not in there:
        parts = listing([PARTS[side] for side in sorted(there)])
        raise ValueError(f"data={data!r} holds {parts} alone; something to train on is needed")
    if there == {TRAIN, VALIDATION}:
        # What was held out is what to test on; the training items are enough to choose by.
        entries = [entry._replace(side=min(entry.side, 1) * TEST) for entry in entries]
        notes.append("There is no test part; the validation part is what is tested on.")
    entries = sorted(entries, key=lambda entry: entry.side)
    labels, sides = [entry.label for entry in entries], [entry.side for entry in entries]
    if not classes:
        called = {side: f"the {PARTS[side]} part" for side in sorted(set(sides))}
        check_classes(data, labels, sides, called, items)
        classes = in_order(labels)
    places = {label: place for place, label in enumerate(classes)}
    truth = [entry.truth for entry in entries if entry.truth is not None]
    return Read(
        data,
        [entry.input for entry in entries],
        np.array([places[label] for label in labels], np.int64),
        tuple(classes),
        [entry.name for entry in entries],
        np.array(sides, np.int64),
        [entry.group for entry in entries],
        [entry.print for entry in entries],
        tuple(bad),
        notes=tuple(notes),
        truth=np.stack(truth) if truth else None,
    )


def in_order(labels: Iterable[str]) -> list[str]:
    """Different labels in the order of numbers, as far as they are, and of the alphabet.

    Example:
        >>> in_order(["10", "b", "9", "a", "9"])
        ['9', '10', 'a', 'b']
    """

    def key(label: str) -> tuple[bool, float, str]:
        whole = re.fullmatch(r"-?[0-9]{1,15}", label) is not None
        return not whole, float(label) if whole else 0.0, label

    return sorted(set(labels), key=key)


def label_of(value: Any) -> str:
    """A class as it is written, whole numbers without a point; empty if it is none."""
    if value is None or value != value or isinstance(value, (list, dict)):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return printable(str(value).strip())


def each_or_reason(
    read: Callable[[_Key], _Value], keys: Sequence[_Key]
) -> dict[_Key, _Value | str]:
    """`read` of every key, or why that cannot be.

    A damaged file may make a decoder raise anything at all.
    """

    def attempt(key: _Key) -> _Value | str:
        try:
            return read(key)
        except Exception as error:
            return printable(str(error)) or type(error).__name__

    with warnings.catch_warnings(), ThreadPoolExecutor() as threads:
        warnings.simplefilter("ignore")
        # Pillow only warns of pictures that unpack to more than its limit; here that is an error.
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        return dict(zip(keys, threads.map(attempt, keys), strict=True))


def apart(read: Mapping[_Key, _Value | str]) -> tuple[dict[_Key, _Value], dict[_Key, str]]:
    """What could be read, and the reasons of what could not."""
    good = {key: each for key, each in read.items() if not isinstance(each, str)}
    return good, {key: each for key, each in read.items() if isinstance(each, str)}


def check_bad(
    data: str, what: str, formats: str, bad: Sequence[Skipped], count: int, max_bad: float
) -> None:
    """Raise a ValueError that lists the broken ones if too many of `count` are."""
    if len(bad) <= max_bad * count and len(bad) < count:
        return
    lines = [f"  {name}: {reason}" for name, reason in bad[:LISTED]]
    if len(bad) > LISTED:
        lines.append(f"  ... and {len(bad) - LISTED} more")
    shown = "\n".join(lines)
    if len(bad) == count:
        raise ValueError(f"data={data!r} holds no readable {what} ({formats})\n{shown}")
    # Rounded up, so that the number named here is enough.
    enough = min(1.0, np.ceil(len(bad) / count * 1000) / 1000)
    raise ValueError(
        f"data={data!r}: {len(bad)} of {count} {what} cannot be read, more than "
        f"max_bad={max_bad:g} allows; mend them, or skip them with --max-bad {enough:g}\n{shown}"
    )


def check_classes(
    data: str, labels: Sequence[str], sides: Sequence[int], called: dict[int, str], items: str
) -> None:
    """Raise a ValueError if a class is missing on one of the sides, which are `called` so."""
    pairs = set(zip(sides, labels, strict=True))
    classes = {side: {label for place, label in pairs if place == side} for side in called}
    everywhere = set().union(*classes.values())
    odd = [
        f"{label!r} has readable {items} in {called[there]} and none in {called[side]}"
        for side in called
        for label in sorted(everywhere - classes[side])
        for there in [next(each for each in called if label in classes[each])]
    ]
    if odd:
        more = f"; and {len(odd) - LISTED} more" if len(odd) > LISTED else ""
        raise ValueError(
            f"data={data!r}: the parts differ in their classes: {'; '.join(odd[:LISTED])}{more}; "
            f"each class needs {items} in each part"
        )


def told(skipped: Sequence[Skipped], what: str) -> list[str]:
    """A sentence that names what was skipped, if anything was."""
    if not skipped:
        return []
    named = [name for name, _ in skipped[:LISTED]]
    more = f" and {len(skipped) - LISTED} more" if len(skipped) > LISTED else ""
    return [f"Nothing could be read of {len(skipped)} {what}: {listing(named)}{more}."]


@functools.cache
def memory() -> float:
    """Bytes of memory that this machine has; infinite where it cannot tell, as on Windows."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return float("inf")


def check_memory(what: str, needed: float, remedy: str) -> None:
    """Raise a ValueError if `needed` bytes are more than half of the memory."""
    there = memory()
    if needed > there / 2:
        raise ValueError(
            f"{what}: they need {needed / 2**30:.0f} GiB of {there / 2**30:.0f}; {remedy}"
        )


def check_size(size: Pair, count: int, bytes_each: int, items: str, less: int) -> None:
    """Raise a ValueError if so many items of this size do not fit into memory.

    Args:
        size: height and width.
        count: how many items.
        bytes_each: of one place of an item.
        items: what they are called, in the plural.
        less: a size that takes less.
    """
    check_memory(
        f"image_size={format_pair(size)} is too large for {count} {items}",
        count * size[0] * size[1] * bytes_each,
        f"--image-size {less} takes less",
    )


def one_too_many(test: object, data: object, how: str = "has its own") -> ValueError:
    """What is wrong with a test set apart for data that has one already."""
    return ValueError(f"test={str(test)!r} is one test set too many: data={str(data)!r} {how}")


def missing(data: str, package: str, kind: str) -> ValueError:
    """The error that says what reads files of a kind."""
    return ValueError(
        f"data={data!r} needs the package {package}, which reads {kind}: "
        "pip install 'poolwise[files]'"
    )
