"""Boxes and outlines of objects in COCO's JSON, with the pictures that it names."""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
from numpy.typing import NDArray

from poolwise.lab.data.groups import File
from poolwise.lab.data.sides import TEST, TRAIN
from poolwise.lab.files.decode import printable, upright_size
from poolwise.lab.files.located import Located, read_located
from poolwise.lab.files.record import Read, Skipped, check_memory, one_too_many
from poolwise.lab.files.tree import SIDES
from poolwise.lab.parsing import Pair
from poolwise.lab.wording import listing

_START = 2**16
_MOST_JSONS = 20


@dataclass
class Named:
    """What the JSON names: pictures, the objects of each, and classes.

    Attributes:
        files: the pictures that are there.
        objects: those of each picture.
        classes: their names, by the numbers that they have there.
        bad: pictures that cannot be used, each with the reason.
    """

    files: list[File] = field(default_factory=list)
    objects: dict[File, list[Any]] = field(default_factory=dict)
    classes: dict[int, str] = field(default_factory=dict)
    bad: list[Skipped] = field(default_factory=list)


def is_coco(path: Path) -> bool:
    """Whether a file looks like COCO's JSON, by its beginning."""
    if path.suffix.lower() != ".json" or not path.is_file():
        return False
    with path.open("rb") as file:
        start = file.read(_START)
    # The objects come first in some files, and pictures or remarks in others.
    key = rb'"(images|annotations|categories)"\s*:\s*\['
    return start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" and re.search(key, start) is not None


def jsons(folder: Path) -> list[Path]:
    """The files of COCO's JSON in a folder, or in one below it."""
    found = sorted(path for each in ("*.json", "*/*.json") for path in folder.glob(each))
    return [path for path in found[:_MOST_JSONS] if is_coco(path)]


def read_coco(
    path: Path,
    size: Pair | None = None,
    max_bad: float = 0.01,
    test: Path | None = None,
    groups: str = "",
) -> Read:
    """Read pictures with their objects. Outlines become masks, and boxes where there are none.

    Args:
        path: the JSON, or a folder that holds it; where there are several, their names tell
            ``train``, ``val`` and ``test``.
        size, max_bad, groups: as `read_located` takes them.
        test: the same again, to test on.

    Raises:
        ValueError: whatever `read_located` raises, or a JSON that is not COCO's.
    """
    named = Named()
    for side, file in _sources(path):
        _add(named, file, side, path if path.is_dir() else _root(path))
    if test is not None:
        if any(file.side == TEST for file in named.files):
            raise one_too_many(test, path)
        for _, file in _sources(test):
            _add(named, file, TEST, test if test.is_dir() else _root(test))
    if not named.files:
        reasons = [f"{name}: {reason}" for name, reason in named.bad[:1]]
        raise ValueError(f"data={str(path)!r} names no pictures that are here {reasons or ''}")

    def objects(file: File, size: Pair) -> Located:
        whole = upright_size(file.path)
        assert whole is not None  # it has just been read
        return _located(named.objects[file], named.classes, size, whole)

    def names(numbers: Sequence[int]) -> list[str]:
        return [named.classes[number - 1] for number in numbers]

    return read_located(
        str(path), named.files, objects, names, size, max_bad, groups, bad=named.bad
    )


# ------------------------------------------------------------------------------------ what is named


def _sources(path: Path) -> list[tuple[int, Path]]:
    files = jsons(path) if path.is_dir() else [path]
    if len(files) == 1:
        return [(TRAIN, files[0])]
    sides = [_side(file) for file in files]
    if not files or None in sides or len(set(sides)) < len(sides):
        names = listing([printable(file.name) for file in files]) or "no COCO"
        raise ValueError(f"data={str(path)!r} holds {names}; call one of them train, another test")
    return [(side, file) for side, file in zip(sides, files, strict=True) if side is not None]


def _side(path: Path) -> int | None:
    words = re.findall(r"[a-z]+", path.stem.lower())
    return next((SIDES[word] for word in words if word in SIDES), None)


def _root(path: Path) -> Path:
    return path.parent.parent if path.parent.name.lower() == "annotations" else path.parent


def _add(named: Named, path: Path, side: int, root: Path) -> None:
    check_memory(f"data={str(path)!r} is too large", 10 * path.stat().st_size, "give a part of it")
    try:
        whole = json.loads(path.read_text("utf-8-sig"))
        images = {entry["id"]: str(entry["file_name"]) for entry in whole["images"]}
        classes = {int(entry["id"]): printable(str(entry["name"])) for entry in whole["categories"]}
        objects: defaultdict[Any, list[Any]] = defaultdict(list)
        for entry in whole["annotations"]:
            objects[entry["image_id"]].append(entry)
    except (ValueError, KeyError, TypeError, RecursionError, AttributeError) as error:
        raise ValueError(
            f"data={str(path)!r} is not COCO's JSON ({type(error).__name__}: {error}); it needs "
            "images (id, file_name), annotations (image_id, category_id, bbox) and categories"
        ) from None
    if min(classes, default=0) < 0:
        raise ValueError(f"data={str(path)!r} has a category of a number below 0")
    if any(named.classes.get(number, name) != name for number, name in classes.items()):
        raise ValueError(f"data={str(path)!r} has other categories than the files before it")
    named.classes |= classes
    places = [root, path.parent, *(each for each in sorted(root.glob("*")) if each.is_dir())]
    places += [each for each in sorted(root.glob("images/*")) if each.is_dir()]
    for number, file_name in images.items():
        plain = PurePosixPath(file_name.replace("\\", "/"))
        name = printable(plain.as_posix())
        if plain.is_absolute() or ".." in plain.parts or "\0" in file_name:
            named.bad.append((name, "a name that leads out of the folder"))
            continue
        found = next((place / plain for place in places if (place / plain).is_file()), None)
        if found is None:
            named.bad.append((name, "is not there"))
            continue
        file = File(found, root, "", side, tuple(map(printable, plain.parts[:-1])), name)
        if file in named.objects:
            named.bad.append((name, "is named twice"))
            continue
        named.files.append(file)
        named.objects[file] = objects.get(number, [])


# -------------------------------------------------------------------------------- where objects are


def _located(
    objects: Sequence[Any], classes: Mapping[int, str], size: Pair, whole: Pair
) -> Located:
    """Objects as a mask of `size` of a picture that is `whole`; small ones lie on large ones."""
    masks = []
    for entry in objects:
        number = entry.get("category_id")
        if number not in classes or isinstance(number, bool):
            raise ValueError(f"an object of the unknown category {number!r}")
        masks.append((int(number), _mask(entry, size, whole)))
    located = np.zeros(size, np.int64)
    areas: dict[int, float] = {}
    for number, mask in sorted(masks, key=lambda each: -int(each[1].sum())):
        located[mask] = number + 1  # categories count from 0 in some files
        areas[number + 1] = areas.get(number + 1, 0) + float(mask.sum())
    return Located(located, areas)


def _mask(entry: Mapping[str, Any], size: Pair, whole: Pair) -> NDArray[np.bool_]:
    """Where an object is: what its outline says, or its box."""
    outline = entry.get("segmentation")
    if isinstance(outline, dict):
        return _from_runs(outline, size, whole)
    if isinstance(outline, list) and outline:
        mask = np.zeros(size, bool)
        for polygon in outline:
            mask |= _from_polygon(polygon, size, whole)
        return mask
    x, y, width, height = _numbers(entry.get("bbox"), "box")[:4]
    _check_inside([x, x + width], [y, y + height], whole)
    down, across = size[0] / whole[0], size[1] / whole[1]
    mask = np.zeros(size, bool)
    mask[_span(y, height, down, size[0]), _span(x, width, across, size[1])] = True
    return mask


def _span(start: float, length: float, scale: float, end: int) -> slice:
    """The pixels that a side of a box covers, one at least."""
    first = min(max(math.floor(start * scale + 0.5), 0), end - 1)
    return slice(first, max(first + 1, math.floor((start + length) * scale + 0.5)))


def _from_polygon(polygon: Any, size: Pair, whole: Pair) -> NDArray[np.bool_]:
    from skimage.draw import polygon as inside

    values = _numbers(polygon, "outline")
    xs, ys = np.array(values[::2]), np.array(values[1::2])
    if len(values) % 2 or len(xs) < 3:
        raise ValueError(f"an outline of {len(values)} numbers, which are no three points or more")
    _check_inside(xs, ys, whole)
    rows, columns = ys * size[0] / whole[0] - 0.5, xs * size[1] / whole[1] - 0.5
    mask = np.zeros(size, bool)
    mask[inside(rows, columns, size)] = True  # type: ignore[no-untyped-call]
    middle = (rows.mean(), columns.mean())  # of an outline that lies between the pixels
    if not mask.any():
        mask[tuple(min(max(round(m), 0), n - 1) for m, n in zip(middle, size, strict=True))] = True
    return mask


def _from_runs(runs: Mapping[str, Any], size: Pair, whole: Pair) -> NDArray[np.bool_]:
    """Lengths of runs of background and object in turns, down the columns."""
    counts = runs.get("counts")
    lengths = _unpacked(counts) if isinstance(counts, str) else counts
    told = runs.get("size")
    if told != list(whole) or not isinstance(lengths, list):
        raise ValueError(f"runs of a picture of {told}, which is {list(whole)}")
    if not all(isinstance(n, int) and n >= 0 for n in lengths) or sum(lengths) != math.prod(whole):
        raise ValueError(f"runs that do not fill its {math.prod(whole):,} pixels")
    flat = np.repeat(np.arange(len(lengths)) % 2 == 1, lengths)
    mask = flat.reshape(whole[::-1]).T
    rows, columns = (np.arange(n) * was // n for n, was in zip(size, whole, strict=True))
    return mask[rows[:, None], columns]


def _unpacked(text: str) -> list[int]:
    """COCO's compressed runs: six bits a character, lowest first, as differences to two before."""
    lengths: list[int] = []
    value = shift = 0
    for char in text:
        code = ord(char) - 48
        if not 0 <= code < 64 or shift > 60:
            raise ValueError("runs that cannot be unpacked")
        value |= (code & 31) << shift
        shift += 5
        if not code & 32:
            value -= (code & 16) << shift - 4
            lengths.append(value + (lengths[-2] if len(lengths) > 2 else 0))
            value = shift = 0
    return lengths


def _numbers(values: Any, what: str) -> list[float]:
    least = 4
    if not isinstance(values, list) or len(values) < least:
        raise ValueError(f"an object without {what}")
    if not all(isinstance(value, (int, float)) and math.isfinite(value) for value in values):
        raise ValueError(f"a {what} of what are no finite numbers")
    return [float(value) for value in values]


def _check_inside(xs: Any, ys: Any, whole: Pair) -> None:
    """Outlines end at the edge, or a rounding beyond it."""
    if min(xs) < -1 or min(ys) < -1 or max(xs) > whole[1] + 1 or max(ys) > whole[0] + 1:
        raise ValueError(f"an object outside of its picture of {whole[1]}×{whole[0]}")
