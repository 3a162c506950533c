"""The array that a file holds, and what the file says of it."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

from . import ngff
from .volume import Volume, is_zarr, kind_of, mark


def found(source: Path, run: str) -> tuple[Volume, ngff.Image]:
    """The array that is meant, and what is known of it as an image.

    Raises:
        ValueError: there is none; the message says what there is.
    """
    if not source.exists():
        raise ValueError(f"source={str(source)!r} does not exist")
    kind = "zarr" if source.is_dir() and is_zarr(source) else kind_of(source)
    if not kind or (kind == "zarr") != source.is_dir():
        raise ValueError(
            f"source={str(source)!r} must be a .npy, a .tif, a picture, the folder of a zarr, or "
            "one of these"
        )
    volume, image = Volume(str(source), kind, run=run), None
    try:
        if kind == "zarr":
            volume, image = _in_zarr(volume)
        elif kind == "tiff":
            _whole_tiff(volume)
        rank, empty = len(volume.array.shape), 0 in volume.array.shape
    except ImportError as error:
        raise ValueError(f"a {kind} needs {error.name}: pip install 'poolwise[volumes]'") from None
    except Exception as error:  # whatever comes of a damaged file
        raise ValueError(f"source={str(source)!r} cannot be read: {error}") from error
    if empty or not rank:
        raise ValueError(f"source={str(source)!r} has the shape {volume.array.shape}, no elements")
    if image is not None and len(image.axes) != rank:
        raise ValueError(f"source={str(source)!r} says axes {image.axes!r} of an array of {rank}")
    if image is None:
        ones, zeros, nothing = (1.0,) * rank, (0.0,) * rank, (None,) * rank
        image = ngff.Image("", _axes(volume), ones, zeros, nothing)
    return volume, image


def _in_zarr(volume: Volume) -> tuple[Volume, ngff.Image | None]:
    import zarr

    opened = zarr.open(volume.path, mode="r")
    if not isinstance(opened, zarr.Group):
        return volume, None
    image = ngff.read(dict(opened.attrs))
    if image is None:
        inside = ", ".join(sorted(opened.keys())) or "nothing"
        raise ValueError(f"it is a group, and no OME-Zarr; it holds {inside}")
    return replace(volume, inside=image.path), image


def _whole_tiff(volume: Volume) -> None:
    """Raise for a TIFF that was cut off, of which tifffile takes what is left, and logs what is
    missing."""
    import tifffile

    said: list[str] = []

    class Listen(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    listen, log = Listen(logging.ERROR), logging.getLogger("tifffile")
    log.addHandler(listen)
    try:
        with tifffile.TiffFile(volume.path) as file:
            _ = file.series[0].shape
    finally:
        log.removeHandler(listen)
    if said:
        raise ValueError(said[0])


def _axes(volume: Volume) -> str:
    """The letters of the axes, as far as the file says them."""
    if volume.kind == "tiff":
        import tifffile

        with tifffile.TiffFile(volume.path) as file:
            return str(file.series[0].axes)
    names = getattr(getattr(volume.array, "metadata", None), "dimension_names", None)
    names = names or (getattr(volume.array, "attrs", None) or {}).get("_ARRAY_DIMENSIONS")
    letters = [name for name in names or () if isinstance(name, str) and len(name) == 1]
    return "".join(letters) if len(letters) == volume.array.ndim else ""


def identity(volume: Volume) -> Any:
    """What would not be the same of another array under this name."""
    shape = [*volume.array.shape, str(volume.array.dtype)]
    return [volume.path, volume.inside, *shape, *mark(Path(volume.path) / volume.inside)]


def lacking(volume: Volume) -> tuple[str, ...]:
    """What is worth knowing: of several series one is taken, and chunks that were never written
    have one value, and may have been lost."""
    if volume.kind == "tiff":
        import tifffile

        with tifffile.TiffFile(volume.path) as file:
            many = len(file.series)
        return (f"of {many} series of {volume.path} the first was pooled",) if many > 1 else ()
    if volume.kind != "zarr":
        return ()
    array = volume.array
    missing = array.nchunks - array.nchunks_initialized
    if missing <= 0:
        return ()
    return (
        f"{missing} of {array.nchunks} chunks of {volume.path} are not there and were read as "
        f"{array.fill_value}",
    )
