"""Texts with their classes: a table with a column for each, or a folder of `.txt` per class."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from poolwise.lab.data.duplicates import Fingerprint
from poolwise.lab.data.groups import COLUMN, File
from poolwise.lab.data.sides import TEST, TRAIN
from poolwise.lab.files.decode import printable
from poolwise.lab.files.record import (
    Entry,
    Item,
    Read,
    Skipped,
    check_bad,
    check_memory,
    collected,
    each_or_reason,
    label_of,
    one_too_many,
)
from poolwise.lab.files.tables import SUFFIXES, columns_in_words, open_table
from poolwise.lab.files.tree import SIDES, Kind, read_tree
from poolwise.lab.wording import listing

TEXTS = Kind("texts", "text", "UTF-8", (".txt",))
MOST_ROWS = 2_000_000
_KNOWN = {
    "text": (
        "text", "sentence", "review", "document", "content", "comment", "message", "body",
        "tweet", "question", "description", "utterance", "headline", "title",
    ),
    "label": (
        "label", "class", "category", "target", "sentiment", "labels", "label_text", "topic",
        "intent", "emotion", "polarity", "rating", "stars", "y",
    ),
    "split": ("split",),
}  # fmt: skip
_HOW = "say which with --columns text=NAME,label=NAME"
_LARGEST = 2**20  # bytes of a text


def read_text(
    path: Path,
    max_bad: float = 0.01,
    test: Path | None = None,
    groups: str = "",
    columns: str = "",
) -> Read:
    """Read texts and their classes; the texts stay as they are.

    Args:
        path: a CSV, TSV, JSON lines or Parquet file; a folder of such, called ``train`` and
            ``test`` and maybe ``val``; or a folder of ``.txt`` files, as `read_tree` takes it. A
            column ``split`` says the side of each row.
        max_bad: the fraction of the rows or files that may be unreadable.
        test: the same again, to test on.
        groups: ``column:NAME`` for a table, and what `poolwise.lab.data.groups` reads for files.
        columns: which they are, ``text=NAME,label=NAME,split=NAME``, where their names do not say.

    Raises:
        ValueError: columns that cannot be told, parts that differ in their classes, or more than
            `max_bad` of the rows unreadable (the message lists them).
    """
    if path.is_dir() and not _tables(path):
        if columns:
            raise ValueError(f"columns={columns!r} are those of a table; {str(path)!r} has none")
        return read_tree(path, TEXTS, _read_files, max_bad, test, groups)
    if groups and not groups.startswith(COLUMN):
        raise ValueError(f"groups={groups!r} is for files in folders; for a table: {COLUMN}NAME")
    named = _named_columns(columns)
    group = groups.removeprefix(COLUMN)
    entries: list[Entry] = []
    bad: list[Skipped] = []
    characters = 0
    for side, table, name in _sources(path, test):
        for place, row in _rows(table, name, side, named, group):
            if isinstance(row, str):
                bad.append((place, row))
            else:
                entries.append(row)
                characters += len(row.input)
            if len(entries) + len(bad) > MOST_ROWS:
                raise ValueError(f"data={name!r} holds more than {MOST_ROWS:,} rows; give fewer")
            check_memory(f"data={name!r} holds long texts", 4 * characters, "give fewer")
    check_bad(str(path), "rows", "with a text and a label", bad, len(entries) + len(bad), max_bad)
    _check_labels(str(path), [entry.label for entry in entries])
    return collected(str(path), entries, bad, "texts", what="rows")


# ------------------------------------------------------------------------------------------- tables


def is_table(path: Path) -> bool:
    """Whether a file goes by its name for a table."""
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(".")


def side_of(path: Path) -> int | None:
    """The side that a file's name tells, such as ``train-00000-of-00002.parquet``."""
    return SIDES.get(re.split(r"[-_.]", path.name.lower(), maxsplit=1)[0])


def _tables(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file() and is_table(path))


def _sources(path: Path, test: Path | None) -> list[tuple[int | None, Path, str]]:
    """The tables with their sides and names; a side that is not given may stand in the rows."""
    found: list[tuple[int | None, Path, str]]
    if path.is_dir():
        tables = _tables(path)
        sides = [side_of(each) for each in tables]
        if len(tables) > 1 and None in sides:
            names = listing([printable(each.name) for each in tables])
            raise ValueError(
                f"data={str(path)!r} holds {names}; give one of them, or call them train and test"
            )
        found = [(s, p, printable(p.name)) for s, p in zip(sides, tables, strict=True)]
        if len(found) == 1 or set(sides) == {TRAIN}:
            found = [(None, p, name) for _, p, name in found]
    else:
        found = [(None, path, printable(path.name))]
    if test is not None:
        if TEST in [side for side, _, _ in found]:
            raise one_too_many(test, path, "has its own; leave out one of them")
        if not test.is_file() or not is_table(test):
            raise ValueError(f"test={str(test)!r} is no table; give one such as {found[0][2]!r}")
        found = [(TRAIN if side is None else side, p, name) for side, p, name in found]
        found.append((TEST, test, printable(test.as_posix())))
    return found


def _named_columns(columns: str) -> dict[str, str]:
    named: dict[str, str] = {}
    for each in filter(None, columns.split(",")):
        what, equals, name = each.partition("=")
        if what.strip() not in _KNOWN or not equals or not name.strip():
            raise ValueError(f"columns={columns!r} is not understood; write text=NAME,label=NAME")
        named[what.strip()] = name.strip()
    return named


def _column(what: str, there: Sequence[str], named: Mapping[str, str], table: str) -> str | None:
    """The column of `what`: the one that was named, or that is known by its name."""
    if what in named:
        if named[what] not in there:
            raise ValueError(
                f"columns: {table!r} has no column {named[what]!r}; it has "
                f"{columns_in_words(there)}"
            )
        return named[what]
    fitting = [each for each in there if each.strip().lower() in _KNOWN[what]]
    fitting = [each for each in fitting if each.lower() == what] or fitting
    if what != "split" and len(fitting) != 1:
        which = f"{listing(fitting, 'or')} may be the {what}" if fitting else f"none is the {what}"
        raise ValueError(
            f"data={table!r} has the columns {columns_in_words(there)}: {which}; {_HOW}"
        )
    return fitting[0] if fitting else None


def _rows(
    path: Path, name: str, side: int | None, named: Mapping[str, str], group: str
) -> Iterator[tuple[str, Entry | str]]:
    table = open_table(path, name)
    text, label, split = (_column(what, table.columns, named, name) for what in _KNOWN)
    split = split if side is None else None
    if group and group not in table.columns:
        raise ValueError(
            f"groups={COLUMN + group!r}: {name!r} has the columns {columns_in_words(table.columns)}"
        )
    needed = [each for each in (text, label, split, group) if each]
    for place, fields in table.rows(list(dict.fromkeys(needed))):
        if isinstance(fields, str):
            yield place, printable(fields)
            continue
        words, called = _text(fields.get(str(text))), label_of(fields.get(str(label)))
        told = label_of(fields.get(split)) if split else ""
        where = SIDES.get(told.lower()) if split else side or TRAIN
        if not words:
            yield place, "no text"
        elif not called:
            yield place, "no label"
        elif where is None:
            yield place, f"{split} {told!r} is none of train, validation and test"
        else:
            yield (
                place,
                Entry(
                    words,
                    fingerprint(words),
                    called,
                    where,
                    label_of(fields.get(group)) or None,
                    place,
                ),
            )


def _text(value: Any) -> str:
    """A text; a list of words becomes one."""
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        value = " ".join(value)
    return value.strip() if isinstance(value, str) else ""


def _check_labels(data: str, labels: Sequence[str]) -> None:
    count = len(set(labels))
    if count > max(20, len(labels) / 2):
        raise ValueError(
            f"data={data!r} has {count} labels in {len(labels)} rows, such as "
            f"{labels[0][:40]!r}, which look like no classes; {_HOW}"
        )


# -------------------------------------------------------------------------------------------- files


def _read_files(files: Sequence[File]) -> tuple[dict[File, Item | str], list[str]]:
    return each_or_reason(_read_file, files), []


def _read_file(file: File) -> Item:
    with file.path.open("rb") as opened:
        start = opened.read(_LARGEST + 1)
    if len(start) > _LARGEST:
        raise ValueError(f"larger than {_LARGEST >> 20} MiB")
    text = start.decode("utf-8-sig").strip()
    if not text:
        raise ValueError("no text")
    return Item(text, fingerprint(text))


def fingerprint(text: str) -> Fingerprint:
    """Two texts are the same if they differ in nothing but spaces and capitals."""
    plain = " ".join(text.lower().split())
    return Fingerprint(hashlib.blake2b(plain.encode(), digest_size=16).digest(), None)
