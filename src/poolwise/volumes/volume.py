"""An array in a file, of which parts are read and written: .npy, TIFF and zarr."""

from __future__ import annotations

import functools
import math
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .blocks import Box, Shape

TIFF = (".tif", ".tiff")
_CHUNK = {1: 2**20, 2: 512, 3: 64}  # of an axis that is pooled, of what has no chunks


def kind_of(path: str | Path) -> str:
    """The kind of file that a name stands for: npy, tiff or zarr, or nothing that is known."""
    name = str(path).lower().rstrip("/\\")
    suffix = os.path.splitext(name)[1]
    return {".npy": "npy", ".zarr": "zarr", **dict.fromkeys(TIFF, "tiff")}.get(suffix, "")


def is_zarr(folder: Path) -> bool:
    """Whether a folder holds a zarr array or group, whatever its name."""
    marks = ("zarr.json", ".zarray", ".zgroup")
    return any((folder / name).is_file() for name in marks)


@dataclass(frozen=True)
class Volume:
    """An array in a file; small, so that other processes can be told of it.

    Attributes:
        path: the file, or the folder of a zarr.
        kind: ``"npy"``, ``"tiff"`` or ``"zarr"``.
        inside: which array of a zarr group.
        shape: of a TIFF that is written, which knows no axes of one element.
        run: what tells one run from another: files that are open stay so for one.
    """

    path: str
    kind: str
    inside: str = ""
    shape: Shape = ()
    run: str = ""

    def read(self, box: Box) -> NDArray[Any]:
        """The elements in a box.

        Raises:
            ValueError: they cannot be read.
        """
        try:
            values = np.asarray(_opened(self, False)[box])
            return values.astype(native(values.dtype), copy=False)
        except Exception as error:  # whatever codecs raise for what is damaged
            at = ", ".join(f"{side.start}:{side.stop}" for side in box)
            raise ValueError(f"{self.path} cannot be read at [{at}]: {error}") from error

    def write(self, box: Box, values: NDArray[Any]) -> None:
        """Put elements there."""
        _opened(self, True)[box] = values

    @property
    def array(self) -> Any:
        """What says shape, dtype and chunks."""
        return _opened(self, False)

    @property
    def chunks(self) -> Shape:
        """In what pieces it is kept: of whole rows, where it has none."""
        array = self.array
        own = getattr(array, "shards", None) or getattr(array, "chunks", None)
        return tuple(own) if own else (*(1,) * (array.ndim - 2), *array.shape[-2:])


def native(dtype: Any) -> np.dtype[Any]:
    """The dtype in this machine's order of bytes."""
    own: np.dtype[Any] = np.dtype(dtype).newbyteorder("=")
    return own


def close_all() -> None:
    """Close what is open: a file that is mapped cannot be renamed everywhere."""
    _opened.cache_clear()


@functools.lru_cache(maxsize=64)
def _opened(volume: Volume, writable: bool) -> Any:
    mode: Any = "r+" if writable else "r"
    if volume.kind == "npy":
        return np.load(volume.path, mmap_mode=mode, allow_pickle=False)
    if volume.kind == "zarr":
        import zarr

        return zarr.open_array(volume.path, path=volume.inside, mode=mode)
    import tifffile

    if writable:
        return tifffile.memmap(volume.path, mode=mode).reshape(volume.shape)
    import zarr

    store = tifffile.TiffFile(volume.path).series[0].levels[0].aszarr()
    return zarr.open_array(store, mode="r")


# --- new ones -------------------------------------------------------------------------------------


def usual_chunks(shape: Shape, space: tuple[int, ...]) -> Shape:
    """Chunks of an array that comes from a file without any."""
    side = _CHUNK[min(len(space), 3)]
    return tuple(min(side, size) if axis in space else 1 for axis, size in enumerate(shape))


def create(volume: Volume, shape: Shape, dtype: np.dtype[Any], chunks: Shape, axes: str) -> None:
    """Make a file for an array; zarr of version 3.

    Raises:
        OSError: it cannot be written, or the disk has no room for it.
    """
    if volume.kind == "zarr":
        import zarr

        where: dict[str, Any] = {"shape": shape, "dtype": dtype, "chunks": chunks}
        where["dimension_names"] = tuple(axes)
        if volume.inside:
            zarr.open_group(volume.path, mode="a").create_array(volume.inside, **where)
        else:
            zarr.create_array(volume.path, **where)
        return
    if volume.kind == "npy":
        made: Any = np.lib.format.open_memmap(volume.path, "w+", dtype, shape)
    else:
        import tifffile

        colours = axes[-1] == "c" and shape[-1] in (3, 4) and dtype.kind == "u"
        made = tifffile.memmap(
            volume.path,
            shape=shape,
            dtype=dtype,
            bigtiff=dtype.itemsize * math.prod(shape) >= 2**31,
            photometric="rgb" if colours else "minisblack",
            metadata={"axes": (axes.replace("c", "s") if colours else axes).upper()},
        )
    del made
    _reserve(volume.path)


def _reserve(path: str) -> None:
    """Ask for the room of the whole file now: a full disk must not be found out by a write to
    mapped memory, which ends the process."""
    size = os.path.getsize(path)
    with open(path, "r+b") as file:
        if hasattr(os, "posix_fallocate"):
            os.posix_fallocate(file.fileno(), 0, size)
            return
        # Elsewhere what was never written has no room: the file is written out once.
        while left := size - file.tell():
            block = file.read(min(left, 2**24))
            file.seek(-len(block), os.SEEK_CUR)
            file.write(block)


def stored(path: Path) -> int:
    """Bytes that a file, or all files of a folder, take."""
    return mark(path)[1]


def mark(path: Path) -> list[int]:
    """How many files a path stands for, their bytes, and when one was last changed."""
    files = [path] if path.is_file() else [each for each in path.rglob("*") if each.is_file()]
    about = [file.stat() for file in files]
    last = max((each.st_mtime_ns for each in about), default=0)
    return [len(files), sum(each.st_size for each in about), last]
