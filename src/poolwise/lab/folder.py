"""Folders of images as a data set: one folder per class, any mix of sizes, colours and formats.

The split may be given: ``train/ test/`` or ``train/ val/ test/``, each with a folder per class.
Files that cannot be read are named, counted and skipped. Names come from outside: control
characters in them are written as escapes before anything is printed.
"""

from __future__ import annotations

import os
import unicodedata
import warnings
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from PIL import Image

from poolwise.lab.dataset import Dataset
from poolwise.lab.decode import SUFFIXES, Picture, printable, read_or_reason, upright_size
from poolwise.lab.groups import File, group_names
from poolwise.lab.settings import Pair, format_pair
from poolwise.lab.sides import TEST, TRAIN, VALIDATION, Pictures, assemble
from poolwise.lab.wording import listing

LARGEST = 64
"""Height or width, at most, of images that came in different sizes."""
_SIDES = {
    "train": TRAIN, "training": TRAIN, "val": VALIDATION, "valid": VALIDATION,
    "validation": VALIDATION, "dev": VALIDATION, "test": TEST, "testing": TEST,
}  # fmt: skip
_LISTED = 20
# WebP has no grey; it brings grey back with channels that differ by one step of 255.
_STILL_GREY = 1.5 / 255
_BYTES = 3 * 4  # of a pixel: three channels, float32

Skipped = tuple[str, str]


@dataclass
class Found:
    """What there is in the folders.

    Attributes:
        files: the images.
        empty: class folders without any, each with that as the reason.
        ignored: how many files are no images of a class.
        beside: how many of these are images beside the class folders.
        aside: folders beside those of a given split.
        called: for each side that is there, the folder that it is in.
    """

    files: list[File] = field(default_factory=list)
    empty: list[Skipped] = field(default_factory=list)
    ignored: int = 0
    beside: int = 0
    aside: list[str] = field(default_factory=list)
    called: dict[int, str] = field(default_factory=dict)


def read_folder(
    folder: Path,
    size: Pair | None = None,
    max_bad: float = 0.01,
    test: Path | None = None,
    groups: str = "",
) -> Dataset:
    """Read every PNG, JPEG, WebP and TIFF below `folder`; the first level is the class, or a side.

    Images turn upright as their EXIF says, and transparent parts lie on white. They keep their size
    if all have the same. Otherwise all are resized to the median height and width, or to as much of
    it as makes the longer one `LARGEST` (the aspect ratio of each image is not kept). They stay in
    one channel only if all of them are grey.

    Args:
        folder: a folder that holds a folder per class, or ``train``, ``test`` and maybe ``val``
            that do; images may be nested deeper.
        size: height and width of every image afterwards.
        max_bad: the fraction of the image files that may be unreadable.
        test: a folder per class again, to test on.
        groups: which files belong together, as `poolwise.lab.groups` reads it.

    Raises:
        ValueError: no class folders, sides that differ in their classes, more than `max_bad` of the
            files unreadable (the message lists them), or too little in a class.
    """
    found = _find(folder, test)
    if not found.files:
        raise ValueError(f"data={str(folder)!r} holds no images (PNG, JPEG, WebP, TIFF)")
    grouped = dict(zip(found.files, group_names(groups, found.files), strict=True))
    read, told = _read(found.files, size)
    bad = [(file.name, picture) for file, picture in read.items() if isinstance(picture, str)]
    good = {file: each for file, each in read.items() if not isinstance(each, str)}
    _check_bad(folder, bad, len(found.files), max_bad)
    _check_classes(folder, list(good), found.called)
    classes = tuple(dict.fromkeys(file.label for file in good))
    images = np.stack([picture.pixels for picture in good.values()])
    if max(np.ptp(image, axis=0).max() for image in images) <= _STILL_GREY:
        images = images[:, 1:2].copy()
    pictures = Pictures(
        images,
        np.array([classes.index(file.label) for file in good], np.int64),
        [file.name for file in good],
        [picture.print for picture in good.values()],
        np.array([file.side for file in good], np.int64),
        [grouped[file] for file in good],
    )
    skipped = (*found.empty, *bad)
    return assemble(
        str(folder),
        classes,
        pictures,
        groups,
        skipped=skipped,
        ignored=found.ignored,
        notes=(*told, *_left_out(found, skipped, bool(test))),
    )


# ------------------------------------------------------------------------------------------ finding


def _find(folder: Path, test: Path | None) -> Found:
    """The image files, sides in their order and names in theirs."""
    found = Found()
    sides = _sides(folder)
    for side, base in sorted(sides.items()):
        _add(found, folder, base, side)
    if folder not in sides.values():
        aside = [path.name for path in _folders(folder) if path not in sides.values()]
        found.aside = [printable(name) for name in aside]
    if test is not None:
        if TEST in sides:
            raise ValueError(
                f"test={str(test)!r} is one test set too many: data={str(folder)!r} holds "
                f"{sides[TEST].name}/; leave out one of them"
            )
        _add(found, test, test, TEST, prefix=f"{test.as_posix()}/")
    elif VALIDATION in found.called and TEST not in found.called:
        # What was held out is what to test on; the training items are enough to choose by.
        found.files = [
            replace(file, side=TEST) if file.side == VALIDATION else file for file in found.files
        ]
        found.called[TEST] = found.called.pop(VALIDATION)
    return found


def _sides(folder: Path) -> dict[int, Path]:
    """The folder of each side that was given; the folder itself, for training, where none was."""
    sides: dict[int, Path] = {}
    for path in _folders(folder):
        side = _SIDES.get(path.name.lower())
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
        chosen = [path for path in paths if _is_image(path, each)]
        found.ignored += len(paths) - len(chosen)
        if not chosen:
            found.empty.append((name(each) + "/", "a class folder without images"))
        label = unicodedata.normalize("NFC", printable(each.name))
        for path in chosen:
            below = tuple(printable(part) for part in path.relative_to(each).parts[:-1])
            found.files.append(File(path, root, label, side, below, name(path)))


def _class_folders(found: Found, root: Path, base: Path, argument: str) -> list[Path]:
    classes = _folders(base)
    beside = [path for path in base.iterdir() if path.is_file()]
    images = sum(map(_is_image_name, beside))
    if not classes:
        where = f"{argument}={str(root)!r}" + ("" if base == root else f": {base.name}/")
        what = f"{images} images but" if images else "nothing:" if not beside else "files but"
        raise ValueError(f"{where} holds {what} no folders; put each class in its own folder")
    found.ignored += len(beside)
    found.beside += images
    return classes


def _folders(folder: Path) -> list[Path]:
    try:
        return sorted(p for p in folder.iterdir() if p.is_dir() and p.name[0] != ".")
    except OSError as error:
        raise ValueError(f"data={str(folder)!r} cannot be read: {error.strerror}") from None


def _is_file(path: Path) -> bool:
    """A file, or a link to nothing, which is told as one that cannot be read."""
    return path.is_file() or (path.is_symlink() and not path.exists())


def _is_image(path: Path, below: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(below).parts)
    return _is_image_name(path) and not hidden


def _is_image_name(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(".")


# ------------------------------------------------------------------------------------------ reading


def _read(
    files: Sequence[File], size: Pair | None
) -> tuple[dict[File, Picture | str], tuple[str, ...]]:
    """Each file's picture or why there is none, and a sentence if sizes had to be changed."""
    with warnings.catch_warnings(), ThreadPoolExecutor() as threads:
        warnings.simplefilter("ignore")
        # Pillow only warns of pictures that unpack to more than its limit; here that is an error.
        warnings.simplefilter("error", Image.DecompressionBombWarning)

        def read_all(size: Pair) -> dict[File, Picture | str]:
            _check_memory(len(files), size)
            every = threads.map(lambda file: read_or_reason(file.path, size), files)
            return dict(zip(files, every, strict=True))

        if size:
            return read_all(size), ()
        heads = [each for each in threads.map(lambda file: upright_size(file.path), files) if each]
        guess = _common_size(heads)
        read = read_all(guess)
        sizes = [each.size for each in read.values() if not isinstance(each, str)]
        chosen = _common_size(sizes)
        if chosen != guess:  # only because of files that turned out to be damaged
            read = read_all(chosen)
    return read, _told(sizes, chosen)


def _common_size(sizes: Sequence[Pair]) -> Pair:
    if not sizes:
        return 1, 1
    height, width = np.median(sizes, axis=0)
    different = len(set(sizes)) > 1
    scale = min(1, LARGEST / max(height, width)) if different else 1
    return max(1, round(height * scale)), max(1, round(width * scale))


def _told(sizes: Sequence[Pair], chosen: Pair) -> tuple[str, ...]:
    several = sorted(set(sizes), key=lambda each: each[0] * each[1])
    if len(several) < 2:
        return ()
    return (
        f"The images come in {len(several)} sizes, {format_pair(several[0])} to "
        f"{format_pair(several[-1])}; all were resized to {format_pair(chosen)}, the median or as "
        f"much of it as {LARGEST} pixels allow (image_size says otherwise).",
    )


def _check_memory(count: int, size: Pair) -> None:
    try:
        there = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):  # Windows cannot tell
        return
    needed = count * size[0] * size[1] * _BYTES
    if needed > there / 2:
        raise ValueError(
            f"image_size={format_pair(size)} is too large for {count} images: they need "
            f"{needed / 2**30:.0f} GiB of {there / 2**30:.0f}; --image-size 64 takes less"
        )


# ----------------------------------------------------------------------------------------- checking


def _check_bad(folder: Path, bad: list[Skipped], files: int, max_bad: float) -> None:
    if len(bad) == files:
        raise ValueError(f"data={str(folder)!r} holds no readable images (PNG, JPEG, WebP, TIFF)")
    if len(bad) <= max_bad * files:
        return
    lines = [f"  {name}: {reason}" for name, reason in bad[:_LISTED]]
    if len(bad) > _LISTED:
        lines.append(f"  ... and {len(bad) - _LISTED} more")
    # Rounded up, so that the number named here is enough.
    enough = min(1.0, np.ceil(len(bad) / files * 1000) / 1000)
    raise ValueError(
        f"data={str(folder)!r}: {len(bad)} of {files} image files cannot be read, more than "
        f"max_bad={max_bad:g} allows; mend them, or skip them with --max-bad {enough:g}\n"
        + "\n".join(lines)
    )


def _check_classes(folder: Path, files: Sequence[File], called: dict[int, str]) -> None:
    classes = {side: {file.label for file in files if file.side == side} for side in called}
    everywhere = set().union(*classes.values())
    odd = [
        f"{label!r} has readable images in {called[there]}/ and none in {called[side]}/"
        for side in called
        for label in sorted(everywhere - classes[side])
        for there in [next(each for each in called if label in classes[each])]
    ]
    if odd:
        more = f"; and {len(odd) - _LISTED} more" if len(odd) > _LISTED else ""
        raise ValueError(
            f"data={str(folder)!r}: the parts differ in their classes: {'; '.join(odd[:_LISTED])}"
            f"{more}; each class needs images in each part"
        )


def _left_out(found: Found, skipped: Sequence[Skipped], test_apart: bool) -> list[str]:
    notes = []
    if found.aside:
        notes.append(
            f"{listing(found.aside)} beside {listing(list(found.called.values()))} took no part."
        )
    if found.beside:
        notes.append(f"{found.beside} images beside the class folders took no part.")
    if skipped:
        named = listing([name for name, _ in skipped[:_LISTED]])
        more = f" and {len(skipped) - _LISTED} more" if len(skipped) > _LISTED else ""
        notes.append(f"Nothing could be read of {len(skipped)} files or folders: {named}{more}.")
    tested = found.called.get(TEST, "").lower()
    if not test_apart and _SIDES.get(tested) == VALIDATION:
        notes.append(f"There is no test/; {found.called[TEST]}/ is what is tested on.")
    return notes
