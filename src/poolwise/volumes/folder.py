"""One file, or all files of a folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .asked import Asked
from .ledger import Ledger
from .pictures import is_picture, pool_picture
from .run import Summary, Told, pool_array
from .volume import is_zarr, kind_of, mark


def pool_file(
    source: Path,
    out: Path,
    asked: Asked,
    overwrite: bool,
    told: Told = lambda done, total: None,
) -> Summary:
    """Pool one file: a picture as a whole, an array in blocks."""
    if is_picture(source) or is_picture(out):
        return pool_picture(source, out, asked, overwrite, told)
    return pool_array(source, out, asked, overwrite, told)


def pool_folder(source: Path, out: Path, asked: Asked, overwrite: bool, told: Told) -> Summary:
    """Pool every picture and array below a folder into a file of the same name below another.

    A file that cannot be pooled is told in the notes, and the others are.

    Raises:
        ValueError: there is none, or none that can be pooled; or what `Ledger.begin` raises.
    """
    files = sorted(_files(source))
    if not files:
        raise ValueError(f"source={str(source)!r} holds no .npy, .tif, .zarr or picture")
    ledger = Ledger(out)
    names = [str(file.relative_to(source)) for file in files]
    marks = [[name, *mark(file)] for file, name in zip(files, names, strict=True)]
    ledger.begin({"source": str(source), "files": marks, **asked.as_dict()}, overwrite)
    notes, summaries, kept = [], [], 0
    for place, (file, name) in enumerate(zip(files, names, strict=True)):
        told(place, len(files))
        target = ledger.partial / name
        if target.exists():  # it has its name only when it is whole
            kept += 1
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            summaries.append(pool_file(file, target, asked, overwrite=False))
        except (ValueError, TypeError) as error:
            notes.append(f"{name}: {error}")
            Ledger(target).discard()
    told(len(files), len(files))
    if not summaries and not kept:
        ledger.discard()
        raise ValueError(f"none of {len(files)} files can be pooled; {notes[0]}")
    ledger.finish()
    return Summary(
        (),
        (),
        sum(each.bytes_read for each in summaries),
        sum(each.bytes_written for each in summaries),
        sum(each.stored_read for each in summaries),
        sum(each.stored_written for each in summaries),
        tuple([note for each in summaries for note in each.notes] + notes),
    )


def _files(folder: Path) -> Iterator[Path]:
    """Pictures and arrays below a folder; links to folders are not followed."""
    for path in folder.iterdir():
        if path.suffix == ".partial":
            continue
        if path.is_dir() and is_zarr(path):
            yield path
        elif path.is_dir() and not path.is_symlink():
            yield from _files(path)
        elif path.is_file() and (is_picture(path) or kind_of(path) in ("npy", "tiff")):
            yield path
