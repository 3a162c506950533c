"""Arrays of NumPy's: an `.npz` with inputs and labels, and parts of a split if it has them.

Nothing is unpickled, and no array is read before its head and the size of its entry agree.
"""

from __future__ import annotations

import hashlib
import math
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from poolwise.lab.data.dataset import Images
from poolwise.lab.data.duplicates import Fingerprint, fingerprint
from poolwise.lab.data.groups import COLUMN
from poolwise.lab.data.sides import TEST, TRAIN
from poolwise.lab.files.decode import printable
from poolwise.lab.files.record import (
    Entry,
    Read,
    Skipped,
    check_bad,
    check_memory,
    collected,
    in_order,
    label_of,
    one_too_many,
)
from poolwise.lab.files.tables import columns_in_words
from poolwise.lab.files.tree import SIDES
from poolwise.lab.parsing import Pair
from poolwise.lab.wording import listing

_ROLES = {
    "inputs": ("x", "inputs", "images", "data", "texts", "recordings", "clips"),
    "labels": ("y", "labels", "label", "targets"),
    "masks": ("masks", "mask", "truth", "segmentation"),
    "lengths": ("lengths", "length"),
}
_HOW = "call them x and y, or x_train, y_train, x_test and y_test"
_ENDING = ("text", "sound", "speech")
_COLOURS = (1, 3)
_MOST_TOKENS = 1_000_000
_LOUDEST = {np.dtype(np.int16): 2**15, np.dtype(np.int32): 2**31}


class Head(NamedTuple):
    """What the head of an array tells of it, and which side and role its name has."""

    shape: tuple[int, ...]
    dtype: np.dtype[Any]
    side: int | None
    role: str


def read_arrays(
    path: Path,
    task: str,
    size: Pair | None = None,
    max_bad: float = 0.01,
    test: Path | None = None,
    groups: str = "",
) -> Read:
    """Read inputs and labels from an `.npz`.

    Args:
        path: of the file.
        task: what the inputs are for, which says what their axes are: pictures and masks
            (N, H, W), (N, H, W, C) or (N, C, H, W); clips with T before H; recordings (N, T) at
            16 kHz; speech (N, C, T), as coefficients of it, with an array of ``lengths`` where
            some end before T; texts (N,) of strings or (N, T) of tokens, 0 at their ends.
        size: height and width to resize pictures to.
        max_bad: the fraction of the items that may be broken.
        test: another such file, to test on.
        groups: ``column:NAME`` for an array that says which items belong together.

    Raises:
        ValueError: no `.npz`, or one whose arrays are not what they should be.
    """
    if groups and not groups.startswith(COLUMN):
        raise ValueError(f"groups={groups!r} is for files in folders; for arrays: {COLUMN}NAME")
    entries: list[Entry] = []
    bad: list[Skipped] = []
    for file, side in ((path, TRAIN), *([(test, TEST)] if test else [])):
        for where, arrays in _parts(file, groups.removeprefix(COLUMN)).items():
            if side == TEST and where == TEST:
                where = TRAIN
            if test and side == TRAIN and where == TEST:
                raise one_too_many(test, path)
            _add(entries, bad, file, arrays, where or side, task, size)
    if task not in ("text", "sound"):
        _check_shapes(path, entries, over_time=task == "speech")
    check_bad(str(path), "items", "finite numbers", bad, len(entries) + len(bad), max_bad)
    classes: list[str] = []
    if any(entry.truth is not None for entry in entries):
        classes = in_order([entry.label for entry in entries])
    return collected(str(path), entries, bad, "items", classes, what="items")


def heads(path: Path) -> dict[str, Head]:
    """The heads of all arrays of an `.npz`, which hold what they tell of.

    Raises:
        ValueError: it is no `.npz`, or one of its entries is no plain array.
    """
    given = f"data={str(path)!r}"
    try:
        with zipfile.ZipFile(path) as archive:
            return {
                info.filename.removesuffix(".npy"): _head(archive, info, given)
                for info in archive.infolist()
            }
    except ValueError:
        raise
    except Exception as error:  # a damaged file may make a decoder raise anything at all
        raise ValueError(f"{given} is no .npz: {printable(str(error))}") from None


def _head(archive: zipfile.ZipFile, info: zipfile.ZipInfo, given: str) -> Head:
    name = printable(info.filename)
    try:
        with archive.open(info) as entry:
            version = np.lib.format.read_magic(entry)
            read = {
                (1, 0): np.lib.format.read_array_header_1_0,
                (2, 0): np.lib.format.read_array_header_2_0,
            }[version]
            shape, _, dtype = read(entry)
            start = entry.tell()
    except Exception as error:  # as above
        raise ValueError(
            f"{given}: {name!r} is no array of NumPy's: {printable(str(error))}"
        ) from None
    if dtype.hasobject or dtype.names or dtype.kind in "mMV":
        raise ValueError(f"{given}: {name!r} holds {dtype}, and only numbers and strings are read")
    told, there = math.prod(shape) * dtype.itemsize, info.file_size - start
    if told != there:
        raise ValueError(f"{given}: {name!r} tells of {told:,} bytes and holds {there:,}")
    return Head(shape, dtype, *_side_and_role(info.filename.removesuffix(".npy").lower()))


def _side_and_role(name: str) -> tuple[int | None, str]:
    side = None
    for pattern in (r"(?P<side>[a-z]+)[_-](?P<rest>.+)", r"(?P<rest>.+)[_-](?P<side>[a-z]+)"):
        found = re.fullmatch(pattern, name)
        if found and found["side"] in SIDES:
            side, name = SIDES[found["side"]], found["rest"]
            break
    return side, next((role for role, names in _ROLES.items() if name in names), name)


def _parts(path: Path, group: str) -> dict[int | None, dict[str, NDArray[Any]]]:
    """For each side that there is the arrays by their roles."""
    there = heads(path)
    chosen: dict[int | None, dict[str, str]] = {}
    for name, head in there.items():
        if head.role in (*_ROLES, group.lower() or None):
            part = chosen.setdefault(head.side, {})
            if head.role in part:
                raise ValueError(
                    f"data={str(path)!r}: {part[head.role]!r} and {name!r} may both be the "
                    f"{head.role}; {_HOW}"
                )
            part[head.role] = name
    if not chosen or any(not {"inputs", "labels"} <= set(part) for part in chosen.values()):
        names = columns_in_words(list(there))
        raise ValueError(f"data={str(path)!r} has the arrays {names}; {_HOW}")
    if None in chosen and len(chosen) > 1:
        raise ValueError(f"data={str(path)!r} has items with a side and others without; {_HOW}")
    if group and not all(group.lower() in part for part in chosen.values()):
        raise ValueError(
            f"groups={COLUMN + group!r}: {str(path)!r} has the arrays "
            f"{columns_in_words(list(there))}"
        )
    needed = sum(
        math.prod(there[name].shape) * (8 + there[name].dtype.itemsize)
        for part in chosen.values()
        for name in part.values()
    )
    check_memory(f"data={str(path)!r} holds large arrays", needed, "give fewer items")
    parts: dict[int | None, dict[str, NDArray[Any]]] = {}
    try:
        with np.load(path, allow_pickle=False) as file:
            for side, part in chosen.items():
                parts[side] = {role: file[name] for role, name in part.items()}
    except Exception as error:  # as above
        raise ValueError(f"data={str(path)!r} is damaged: {printable(str(error))}") from None
    return parts


def _add(
    entries: list[Entry],
    bad: list[Skipped],
    path: Path,
    arrays: Mapping[str, NDArray[Any]],
    side: int,
    task: str,
    size: Pair | None,
) -> None:
    counts = {role: array.shape[0] if array.ndim else 0 for role, array in arrays.items()}
    if len(set(counts.values())) > 1 or not counts["inputs"]:
        told = listing([f"{count} {role}" for role, count in counts.items()])
        raise ValueError(f"data={str(path)!r} has {told}; it needs one of each for every item")
    labels = arrays["labels"]
    if labels.ndim == 2 and labels.shape[1] == 1:
        labels = labels[:, 0]
    if labels.ndim != 1:
        raise ValueError(
            f"data={str(path)!r} has labels of shape {labels.shape}; it needs (N,), one class each"
        )
    inputs = _inputs(path, arrays["inputs"], task)
    if "lengths" in arrays and task in _ENDING and arrays["inputs"].ndim > 1:
        _check_lengths(path, arrays["lengths"], arrays["inputs"].shape[-1])
        ends = arrays["lengths"].tolist()
        inputs = [each[..., :end] for each, end in zip(inputs, ends, strict=True)]
    truth = arrays.get("masks")
    if truth is not None and (truth.ndim != 3 or truth.dtype.kind not in "iub"):
        raise ValueError(f"data={str(path)!r} has masks of shape {truth.shape}; it needs (N, H, W)")
    others = next((arrays[role] for role in arrays if role not in _ROLES), None)
    for place, (value, label) in enumerate(zip(inputs, labels.tolist(), strict=True)):
        name = f"{printable(path.name)}[{place}]"
        if isinstance(value, np.ndarray) and not np.isfinite(value).all():
            bad.append((name, "holds numbers that are not finite"))
            continue
        there = value.shape[-1] if isinstance(value, np.ndarray) else len(value)
        if not there or not label_of(label):
            bad.append((name, "no label" if there else f"no {task}"))
            continue
        group = None if others is None else label_of(others[place].item())
        mask = None if truth is None else truth[place].astype(np.int64)
        if task != "text" and isinstance(value, np.ndarray) and value.ndim == 3 and size:
            value = _resized(value, size)
            mask = None if mask is None else _resized_mask(mask, size)
        entries.append(Entry(value, _print(value), label_of(label), side, group, name, mask))


def _inputs(path: Path, array: NDArray[Any], task: str) -> Any:
    """The inputs item by item, as `Read` has them."""
    given = f"data={str(path)!r}: inputs of {array.dtype} and shape {array.shape}"
    if task == "text":
        if array.ndim == 1 and array.dtype.kind == "U":
            return [text.strip() for text in array.tolist()]
        if array.ndim == 2 and array.dtype.kind in "iu":
            if array.min(initial=0) < 0 or array.max(initial=0) >= _MOST_TOKENS:
                raise ValueError(f"{given} are no tokens: 0 (padding) to {_MOST_TOKENS - 1:,}")
            return [np.trim_zeros(row.astype(np.int64), "b") for row in array]
        raise ValueError(f"{given} are no texts: strings (N,) or tokens (N, T)")
    if array.dtype.kind not in "biuf":
        raise ValueError(f"{given} are no numbers; should the task be text?")
    if task == "sound":
        if array.ndim != 2:
            raise ValueError(f"{given} are no recordings: (N, T), at 16 kHz")
        return array.astype(np.float32) / np.float32(_LOUDEST.get(array.dtype, 1))
    if task == "speech":
        if array.ndim != 3:
            raise ValueError(f"{given} are no channels over time: (N, C, T)")
        return array.astype(np.float32)
    axes = 5 if task == "video" else 4
    if array.ndim == axes - 1:
        array = array[:, None]
    elif array.ndim == axes and array.shape[-1] in _COLOURS:
        array = np.moveaxis(array, -1, 1)
    elif array.ndim != axes or array.shape[1] not in _COLOURS:
        wanted = "(N, T, H, W)" if task == "video" else "(N, H, W)"
        raise ValueError(f"{given} are no {task}: {wanted}, with 1 or 3 channels after N or last")
    return _scaled(given, array)


def _check_shapes(path: Path, entries: list[Entry], *, over_time: bool) -> None:
    """Raise a ValueError if items differ in their shapes, or in all axes but time."""
    shapes = sorted({entry.input.shape[: -1 if over_time else None] for entry in entries})
    if len(shapes) > 1:
        remedy = "give one number of channels" if over_time else "resize pictures with --image-size"
        raise ValueError(
            f"data={str(path)!r} holds items of the shapes {shapes[0]} and {shapes[1]}; {remedy}"
        )


def _check_lengths(path: Path, lengths: NDArray[Any], longest: int) -> None:
    whole = lengths.ndim == 1 and lengths.dtype.kind in "iu"
    if not whole or lengths.min() < 0 or lengths.max() > longest:
        raise ValueError(
            f"data={str(path)!r} has lengths of {lengths.dtype}, shape {lengths.shape}; it needs "
            f"whole numbers (N,), from 0 to {longest}"
        )


def _scaled(given: str, array: NDArray[Any]) -> Images:
    """Values in 0..1: they are so already, or of eight or sixteen bits."""
    if array.dtype.kind == "u":
        return array.astype(np.float32) / np.float32(np.iinfo(array.dtype).max)
    finite = array[np.isfinite(array)] if array.dtype.kind == "f" else array
    low, high = float(finite.min(initial=0)), float(finite.max(initial=0))
    if low < 0 or high > 255:
        hint = "; channels over time need --task speech" if array.shape[1] == 1 else ""
        raise ValueError(
            f"{given} hold {low:g} to {high:g}; pictures are 0 to 1, or 0 to 255{hint}"
        )
    return array.astype(np.float32) / np.float32(255 if high > 1 else 1)


def _resized(image: Images, size: Pair) -> Images:
    bilinear = Image.Resampling.BILINEAR
    planes = [np.asarray(Image.fromarray(p).resize(size[::-1], bilinear)) for p in image]
    return np.stack(planes).clip(0, 1)


def _resized_mask(mask: NDArray[np.int64], size: Pair) -> NDArray[np.int64]:
    rows, columns = (np.arange(n) * was // n for n, was in zip(size, mask.shape, strict=True))
    resized: NDArray[np.int64] = mask[rows[:, None], columns]
    return resized


def _print(value: Any) -> Fingerprint:
    if isinstance(value, str):
        from poolwise.lab.files.text import fingerprint as of_text

        return of_text(value)
    if value.ndim == 3:
        pixels = np.rint(value * 255).astype(np.uint8)
        shown = Image.fromarray(pixels[0] if len(pixels) == 1 else pixels.transpose(1, 2, 0))
        thumbnail = fingerprint(shown).thumbnail
    else:
        thumbnail = None
    digest = hashlib.blake2b(repr(value.shape).encode(), digest_size=16)
    digest.update(np.ascontiguousarray(value).data)
    return Fingerprint(digest.digest(), thumbnail)
