"""Files in folders: a folder per class, or a side of the split with a folder per class in it.

Names come from outside: control characters in them are written as escapes before anything is
printed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from poolwise.lab.data.groups import File, group_names
from poolwise.lab.data.sides import TEST, TRAIN, VALIDATION
from poolwise.lab.files.decode import printable
from poolwise.lab.files.record import (
    LISTED,
    Item,
    Read,
    Skipped,
    apart,
    check_bad,
    check_classes,
    one_too_many,
    told,
)
from poolwise.lab.wording import listing

SIDES = {
    "train": TRAIN, "training": TRAIN, "val": VALIDATION, "valid": VALIDATION,
    "validation": VALIDATION, "dev": VALIDATION, "test": TEST, "testing": TEST,
}  # fmt: skip
"""What the sides of a split are called, in small letters."""


@dataclass(frozen=True)
class Kind:
    """What is looked for in folders.

    Attributes:
        items: what there is in a file, in the plural.
        one: the same in the singular.
        formats: as messages name them.
        suffixes: of the files' names, in small letters.
    """

    items: str
    one: str
    formats: str
    suffixes: tuple[str, ...]

    def names(self, path: Path) -> bool:
        """Whether a file goes by its name for one of this kind."""
        return path.suffix.lower() in self.suffixes and not path.name.startswith(".")


@dataclass
class Found:
    """What there is in the folders.

    Attributes:
        kind: what was looked for.
        files: the files of that kind.
        empty: class folders without any, each with that as the reason.
        ignored: how many files are none of a class.
        beside: how many of these are of the kind, but beside the class folders.
        aside: folders beside those of a given split.
        hidden: folders with files of the kind whose names begin with a point.
        called: for each side that is there, the folder that it is in.
    """

    kind: Kind
    files: list[File] = field(default_factory=list)
    empty: list[Skipped] = field(default_factory=list)
    ignored: int = 0
    beside: int = 0
    aside: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    called: dict[int, str] = field(default_factory=dict)

    def notes(self, skipped: Sequence[Skipped], test_apart: bool) -> list[str]:
        """What a reader should know of what took no part."""
        notes = []
        if self.aside:
            beside = listing(list(self.called.values()))
            notes.append(f"{listing(self.aside)} beside {beside} took no part.")
        if self.beside:
            notes.append(f"{self.beside} {self.kind.items} beside the class folders took no part.")
        if self.hidden:
            notes.append(f"{listing(self.hidden)} took no part: such names are of hidden folders.")
        if away := [file.name for file in self.files if _leads_away(file)]:
            more = f" and {len(away) - LISTED} more" if len(away) > LISTED else ""
            notes.append(
                f"{len(away)} files are links that lead out of the folder: "
                f"{listing(away[:LISTED])}{more}."
            )
        notes += told(skipped, "files or folders")
        tested = self.called.get(TEST, "").lower()
        if not test_apart and SIDES.get(tested) == VALIDATION:
            notes.append(f"There is no test/; {self.called[TEST]}/ is what is tested on.")
        return notes


def find(folder: Path, kind: Kind, test: Path | None = None) -> Found:
    """The files of a kind, sides in their order and names in theirs.

    Args:
        folder: a folder that holds a folder per class, or ``train``, ``test`` and maybe ``val``
            that do; files may be nested deeper.
        kind: of the files.
        test: a folder per class again, to test on.

    Raises:
        ValueError: no class folders, parts of a split that cannot be, or no files of the kind.
    """
    if test is not None and not test.is_dir():
        raise ValueError(
            f"test={str(test)!r} is a file; give a folder that holds a folder of {kind.items} per "
            "class"
        )
    found = Found(kind)
    sides = _sides(folder)
    for side, base in sorted(sides.items()):
        _add(found, folder, base, side)
    if folder not in sides.values():
        aside = [path.name for path in _folders(folder) if path not in sides.values()]
        found.aside = [printable(name) for name in aside]
    if test is not None:
        if TEST in sides:
            how = f"holds {sides[TEST].name}/; leave out one of them"
            raise one_too_many(test, folder, how)
        _add(found, test, test, TEST, prefix=f"{test.as_posix()}/")
    elif VALIDATION in found.called and TEST not in found.called:
        # What was held out is what to test on; the training items are enough to choose by.
        found.files = [
            replace(file, side=TEST) if file.side == VALIDATION else file for file in found.files
        ]
        found.called[TEST] = found.called.pop(VALIDATION)
    if not found.files:
        raise ValueError(f"data={str(folder)!r} holds no {kind.items} ({kind.formats})")
    return found


def read_tree(
    folder: Path,
    kind: Kind,
    read: Callable[[Sequence[File]], tuple[Mapping[File, Item | str], Sequence[str]]],
    max_bad: float = 0.01,
    test: Path | None = None,
    groups: str = "",
) -> Read:
    """Find the files of a kind below `folder`, read them, and say what could not be.

    Args:
        folder, kind, test: as `find` takes them.
        read: what each file holds, or why it cannot be read; and sentences about all of them.
        max_bad: the fraction of the files that may be unreadable.
        groups: which files belong together, as `poolwise.lab.data.groups` reads it.

    Raises:
        ValueError: what `find` raises, a rule for groups that is none, sides that differ in their
            classes, or more than `max_bad` of the files unreadable (the message lists them).
    """
    found = find(folder, kind, test)
    names = group_names(groups, found.files, kind.items)
    grouped = dict(zip(found.files, names, strict=True))
    read_files, notes = read(found.files)
    good, bad = apart({file: read_files[file] for file in found.files})
    broken = [(file.name, reason) for file, reason in bad.items()]
    check_bad(str(folder), f"{kind.one} files", kind.formats, broken, len(found.files), max_bad)
    labels, sides = [file.label for file in good], [file.side for file in good]
    called = {side: f"{name}/" for side, name in found.called.items()}
    check_classes(str(folder), labels, sides, called, kind.items)
    classes = tuple(dict.fromkeys(labels))
    skipped = (*found.empty, *broken)
    return Read(
        str(folder),
        [item.input for item in good.values()],
        np.array([classes.index(label) for label in labels], np.int64),
        classes,
        [file.name for file in good],
        np.array(sides, np.int64),
        [grouped[file] for file in good],
        [item.print for item in good.values()],
        skipped,
        found.ignored,
        (*notes, *found.notes(skipped, test is not None)),
    )


def _sides(folder: Path) -> dict[int, Path]:
    """The folder of each side that was given; the folder itself, for training, where none was."""
    sides: dict[int, Path] = {}
    for path in _folders(folder):
        side = SIDES.get(path.name.lower())
        if side in sides:
            raise ValueError(
                f"data={str(folder)!r} holds both {sides[side].name}/ and {path.name}/; leave one"
            )
        if side is not None:
            sides[side] = path
    if TRAIN in sides and len(sides) > 1:
        return sides
    names = [path.name for path in _folders(folder)]
    if sides and len(sides) == len(names):
        raise ValueError(
            f"data={str(folder)!r} holds {listing(names)} alone, which looks like a part of a "
            "split and not like classes; give train and test (each with a folder per class), or "
            f"data={str(next(iter(sides.values())))!r} to split that by the seed"
        )
    return {TRAIN: folder}


def _add(found: Found, root: Path, base: Path, side: int, prefix: str = "") -> None:
    """Add what is below `base`, a folder per class; names begin with `prefix`."""
    found.called[side] = printable(prefix.rstrip("/") or base.name)

    def name(path: Path) -> str:
        return printable(prefix + path.relative_to(root).as_posix())

    for each in _class_folders(found, root, base, "test" if prefix else "data"):
        paths = sorted(path for path in each.rglob("*") if _is_file(path))
        chosen = [path for path in paths if _is_chosen(found.kind, path, each)]
        found.ignored += len(paths) - len(chosen)
        if not chosen:
            found.empty.append((name(each) + "/", f"a class folder without {found.kind.items}"))
        label = unicodedata.normalize("NFC", printable(each.name))
        for path in chosen:
            below = tuple(printable(part) for part in path.relative_to(each).parts[:-1])
            found.files.append(File(path, root, label, side, below, name(path)))


def _class_folders(found: Found, root: Path, base: Path, argument: str) -> list[Path]:
    classes = _folders(base)
    beside = [path for path in _inside(base) if path.is_file()]
    count = sum(map(found.kind.names, beside))
    if not classes:
        where = f"{argument}={str(root)!r}" + ("" if base == root else f": {base.name}/")
        what = "files but" if beside else "nothing:"
        what = f"{count} {found.kind.items} but" if count else what
        raise ValueError(f"{where} holds {what} no folders; put each class in its own folder")
    found.ignored += len(beside)
    found.beside += count
    found.hidden += [
        printable(path.relative_to(root).as_posix()) + "/"
        for path in _inside(base)
        if path.name.startswith(".") and path.is_dir() and _holds(path, found.kind)
    ]
    return classes


def _folders(folder: Path) -> list[Path]:
    return [path for path in _inside(folder) if path.is_dir() and not path.name.startswith(".")]


def _inside(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        raise ValueError(f"data={str(folder)!r} cannot be read: {error.strerror}") from None


def _holds(hidden: Path, kind: Kind) -> bool:
    """Whether there are files of the kind in it; there are none where it may not be opened."""
    try:
        return any(map(kind.names, hidden.iterdir()))
    except OSError:
        return False


def _is_file(path: Path) -> bool:
    """A file, or a link to nothing, which is told as one that cannot be read."""
    return path.is_file() or (path.is_symlink() and not path.exists())


def _is_chosen(kind: Kind, path: Path, below: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(below).parts)
    return kind.names(path) and not hidden


def _leads_away(file: File) -> bool:
    return not file.path.resolve().is_relative_to(file.root.resolve())
