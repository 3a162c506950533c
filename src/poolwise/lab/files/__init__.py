"""The user's own files: pictures, texts, recordings, clips, and where objects are in pictures.

Whatever is wrong with a file is named, and the file skipped; more than a few are an error. Nothing
in a file is run or unpickled, none names another file or address that is then opened, and nothing
is written but what a hub sends, to a folder that is removed again.
"""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import replace
from pathlib import Path

from poolwise.lab.files.record import Read
from poolwise.lab.parsing import Pair, format_pair
from poolwise.lab.tasks import SERVES, TASKS

__all__ = ["Read", "read", "task_of"]

_LOOKED_AT = 500


def task_of(path: str | Path) -> str:
    """What files seem to be for, by a look at their names and beginnings.

    Args:
        path: a folder, a file, or ``hub:user/name``.

    Returns:
        ``pictures``, ``localisation``, ``segmentation``, ``text``, ``sound``, ``speech`` or
        ``video``; what is nothing else is ``pictures``, and reading them says what is missing.
    """
    folder = _local(path)
    return _task_of_file(folder) if folder.is_file() else _task_of_folder(folder)


def read(
    path: str | Path,
    task: str = "",
    image_size: Pair | None = None,
    max_bad: float = 0.01,
    test: str | Path = "",
    groups: str = "",
    columns: str = "",
) -> Read:
    """Read the user's files, whatever they are.

    Args:
        path: a folder, a file, or ``hub:user/name``.
        task: what they are for; `task_of` tells if it is empty.
        image_size: height and width of pictures and frames.
        max_bad: the fraction of files or rows that may be unreadable.
        test: the same again, to test on.
        groups: what belongs together: as `poolwise.lab.data.groups` reads it for files,
            ``column:NAME`` for tables and arrays.
        columns: those of a table, ``text=NAME,label=NAME``.

    Raises:
        ValueError: a sentence that says what is wrong and what would be right.
    """
    if task and task not in TASKS:
        raise ValueError(f"task={task!r} is none of {', '.join(TASKS)}")
    data, held_out = _local(path), Path(test).expanduser() if test else None
    if held_out is not None and not held_out.exists():
        raise ValueError(f"test={str(test)!r} does not exist")
    try:
        found = _read(data, task, image_size, max_bad, held_out, groups, columns)
    except ValueError as error:  # a hub's are in a folder that the user knows nothing of
        raise ValueError(str(error).replace(str(data), str(path))) from error.__cause__
    except OSError as error:
        raise ValueError(f"data={str(path)!r} cannot be read: {error.strerror}") from None
    return replace(found, name=str(path))


def _read(
    data: Path,
    task: str,
    image_size: Pair | None,
    max_bad: float,
    test: Path | None,
    groups: str,
    columns: str,
) -> Read:
    there = _task_of_file(data) if data.is_file() else _task_of_folder(data)
    task = task or there
    if columns and there != "text":
        raise ValueError(f"columns={columns!r} are those of a table; {str(data)!r} is none")
    if data.suffix.lower() == ".npz" and data.is_file():
        from poolwise.lab.files.arrays import read_arrays

        return read_arrays(data, task, image_size, max_bad, test, groups)
    _check_task(data, task, there)
    if image_size and there in ("text", "sound"):
        raise ValueError(
            f"image_size={format_pair(image_size)!r} is for pictures and clips, not for {there}"
        )
    if test is not None and not test.is_dir() and there not in ("text", "localisation"):
        raise ValueError(f"test={str(test)!r} is a file; give a folder, as data={str(data)!r} is")
    if there == "text":
        from poolwise.lab.files.text import read_text

        return read_text(data, max_bad, test, groups, columns)
    if there == "sound":
        from poolwise.lab.files.sound import read_recordings

        return read_recordings(data, max_bad, test, groups)
    if there == "video":
        from poolwise.lab.files.video import read_clips

        return read_clips(data, image_size, max_bad, test, groups)
    if there == "localisation":
        from poolwise.lab.files.coco import read_coco
        from poolwise.lab.files.located import with_objects

        found = read_coco(data, image_size, max_bad, test, groups)
        return found if task == "segmentation" else with_objects(found)
    if there == "segmentation":
        from poolwise.lab.files.located import with_objects
        from poolwise.lab.files.masks import read_masks

        found = read_masks(data, image_size, max_bad, test, groups)
        return found if task == "segmentation" else with_objects(found)
    from poolwise.lab.files.pictures import read_pictures

    return read_pictures(data, image_size, max_bad, test, groups)


_SERVES = SERVES | {"sound": ("sound", "speech")}  # made into spectra, or not


def _check_task(data: Path, task: str, there: str) -> None:
    serves = _SERVES.get(there, (there,))
    if task not in serves:
        wants = {
            "localisation": "; give COCO's JSON, or images/ and masks/",
            "segmentation": "; give images/ and masks/, or COCO's JSON",
            "speech": "; give recordings, or an .npz of (N, channels, T)",
        }.get(task, "")
        raise ValueError(
            f"task={task!r} cannot be done with data={str(data)!r}, which is for {serves[0]}{wants}"
        )


def _local(path: str | Path) -> Path:
    """The file or folder that `path` is, fetched if it is at a hub."""
    text = str(path)
    if text.startswith("hub:"):
        from poolwise.lab.files.hub import fetched

        return fetched(text.removeprefix("hub:"))
    found = Path(path).expanduser()
    if "\0" in text or not found.exists():
        raise ValueError(f"data={text!r} does not exist")
    return found


def _task_of_file(path: Path) -> str:
    from poolwise.lab.files.coco import is_coco
    from poolwise.lab.files.text import is_table

    if path.suffix.lower() == ".npz":
        return _task_of_arrays(path)
    if is_coco(path):
        return "localisation"
    if is_table(path):
        return "text"
    raise ValueError(
        f"data={str(path)!r} is a file of no kind that is known; give a folder with a folder per "
        "class, or CSV, TSV, JSON lines, Parquet, .npz or COCO's JSON"
    )


def _task_of_arrays(path: Path) -> str:
    from poolwise.lab.files.arrays import heads

    there = heads(path).values()
    inputs = next((head for head in there if head.role == "inputs"), None)
    if inputs is None:
        return "pictures"
    if any(head.role == "masks" for head in there):
        return "segmentation"
    if inputs.dtype.kind == "U" or (len(inputs.shape) == 2 and inputs.dtype.itemsize > 2):
        return "sound" if inputs.dtype.kind == "f" else "text"
    if len(inputs.shape) == 3 and any(head.role == "lengths" for head in there):
        return "speech"
    return {2: "sound", 5: "video"}.get(len(inputs.shape), "pictures")


def _task_of_folder(folder: Path) -> str:
    from poolwise.lab.files.coco import jsons
    from poolwise.lab.files.masks import has_masks
    from poolwise.lab.files.pictures import IMAGES
    from poolwise.lab.files.sound import RECORDINGS
    from poolwise.lab.files.text import TEXTS, is_table
    from poolwise.lab.files.video import CLIPS

    if has_masks(folder):
        return "segmentation"
    if jsons(folder):
        return "localisation"
    kinds = {"pictures": IMAGES, "sound": RECORDINGS, "video": CLIPS, "text": TEXTS}
    below = itertools.islice((path for path in folder.glob("*/**/*")), _LOOKED_AT)
    found = Counter(
        task for path in below for task, kind in kinds.items() if kind.names(path)
    ).most_common(1)
    if not found and any(is_table(path) for path in folder.iterdir()):
        return "text"
    return found[0][0] if found else "pictures"
