"""Which files belong together, by the user's rule: a person, a document, a recording."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDER = "folder"
COLUMN = "column:"
_FILE_COLUMNS = ("file", "path", "filename", "file_name", "filepath", "image")
_HOW = (
    "write folder (the folder below the class), FILE.csv:COLUMN, column:NAME for a table, or a "
    "regular expression whose first group, in parentheses, is the group in a file's name"
)


@dataclass(frozen=True)
class File:
    """An image file and where it stands.

    Attributes:
        path: of the file.
        root: the folder that was given, which `path` begins with.
        label: the class folder's name.
        side: 0 for training, 1 for validation, 2 for test.
        below: what stands between the class folder and the file.
        name: as messages show it.
    """

    path: Path
    root: Path
    label: str
    side: int
    below: tuple[str, ...]
    name: str


def check_rule(rule: str) -> None:
    """Raise a ValueError that says how a rule is written if `rule` is none."""
    if rule in ("", FOLDER) or _table(rule) or (rule.startswith(COLUMN) and rule != COLUMN):
        return
    try:
        pattern = re.compile(rule)
    except re.error as error:
        raise ValueError(f"groups={rule!r} is no regular expression ({error}); {_HOW}") from None
    if not pattern.groups:
        raise ValueError(f"groups={rule!r} has no group in parentheses; {_HOW}")


def group_names(rule: str, files: Sequence[File], items: str = "images") -> list[str | None]:
    """The group of each file; None for a file that the rule says nothing about.

    Args:
        rule: ``folder``, a pattern, or ``FILE.csv:COLUMN``.
        files: what was found.
        items: what they hold, for messages.

    Raises:
        ValueError: not a rule, a table that cannot be used, or a rule that fits no file.
    """
    check_rule(rule)
    if not rule:
        return [None] * len(files)
    if rule.startswith(COLUMN):
        raise ValueError(
            f"groups={rule!r} is for a table, such as CSV, and these are files; {_HOW}"
        )
    if rule == FOLDER:
        names = [file.below[0] if file.below else None for file in files]
    elif table := _table(rule):
        names = _from_table(*table, files)
    else:
        found = [re.search(rule, file.path.name) for file in files]
        names = [match[1] if match else None for match in found]
    if not any(names):
        example = files[0].name if files else "no file"
        raise ValueError(
            f"groups={rule!r} fits none of {len(files)} {items}, as {example!r}; {_HOW}"
        )
    return names


def _table(rule: str) -> tuple[Path, str] | None:
    path, colon, column = rule.rpartition(":")
    return (Path(path), column) if colon and path.lower().endswith(".csv") else None


def _from_table(table: Path, column: str, files: Sequence[File]) -> list[str | None]:
    places = _places(files, table.parent)
    names: list[str | None] = [None] * len(files)
    for name, group in _rows(table, column):
        place = places.get(name.replace("\\", "/").removeprefix("./"))
        if place is None or not group:
            continue
        if names[place] not in (None, group):
            raise ValueError(
                f"groups: {str(table)!r} says both {names[place]!r} and {group!r} of "
                f"{files[place].name!r}"
            )
        names[place] = group
    return names


def _places(files: Sequence[File], beside: Path) -> dict[str, int]:
    """Places of the files by all that a table may call them, as far as that names one of them."""
    called = [
        {
            file.path.name,
            file.path.relative_to(file.root).as_posix(),
            file.path.as_posix(),
            file.path.resolve().as_posix(),
            _relative(file.path, beside),
        }
        for file in files
    ]
    times = Counter(name for names in called for name in names)
    return {name: place for place, names in enumerate(called) for name in names if times[name] == 1}


def _relative(path: Path, folder: Path) -> str:
    try:
        return path.resolve().relative_to(folder.resolve()).as_posix()
    except ValueError:
        return path.as_posix()


def _rows(table: Path, column: str) -> list[tuple[str, str]]:
    """File and group of every row."""
    try:
        with table.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            columns = list(reader.fieldnames or ())
            rows = list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ValueError(f"groups: {str(table)!r} cannot be read: {error}") from None
    named = [each for each in columns if each.strip().lower() in _FILE_COLUMNS]
    if column not in columns or not named:
        raise ValueError(
            f"groups: {str(table)!r} has the columns {', '.join(columns) or 'none'}; "
            f"{column!r} is needed, and one of {', '.join(_FILE_COLUMNS)} that names the file"
        )
    return [((row[named[0]] or "").strip(), (row[column] or "").strip()) for row in rows]
