"""What was read of a user's own files, of whatever kind, and what to do about what was not."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from poolwise.lab.dataset import Labels
from poolwise.lab.decode import printable
from poolwise.lab.duplicates import Fingerprint
from poolwise.lab.wording import listing

LISTED = 20
"""How many broken files a message names."""

Skipped = tuple[str, str]
"""A file, or a row of one, and why it cannot be used."""

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


def missing(data: str, package: str, kind: str) -> ValueError:
    """The error that says what reads files of a kind."""
    return ValueError(
        f"data={data!r} needs the package {package}, which reads {kind}: "
        "pip install 'poolwise[files]'"
    )
