"""Pooling of files: arrays larger than memory, pyramids of them, pictures, and folders of these.

``poolwise pool`` is the same as a command.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..functional.keywords import spelled
from .asked import Asked
from .folder import pool_file, pool_folder
from .ledger import Ledger
from .run import Summary, Told
from .volume import is_zarr

__all__ = ["Summary", "pool_files"]


@spelled
def pool_files(
    source: str | Path,
    out: str | Path,
    op: str = "max",
    kernel: int | Sequence[int] = 2,
    *,
    stride: int | Sequence[int] | None = None,
    padding: Any = 0,
    ceil_mode: bool = False,
    levels: int = 0,
    axes: str = "",
    dtype: str = "",
    memory: int | str = "1GB",
    workers: int | None = None,
    scheduler: str = "",
    overwrite: bool = False,
    told: Told = lambda done, total: None,
) -> Summary:
    """Pool an array in a file of any size, a picture, or all of these in a folder.

    What was stopped goes on when it is called again. A result has its name only when it is whole.

    Args:
        source: .npy; .tif (any that tifffile reads, stacks too); the folder of a zarr of version 2
            or 3, an array or an OME-Zarr, of which the finest array is taken; a picture (.png,
            .jpg, .webp, .bmp, .gif); or a folder of these.
        out: .npy, .tif or .zarr; of a picture another picture or .npy; of a folder a folder.
        op: an operator of `poolwise ops` that pools windows, with its parameters: ``"mode"``,
            ``"soft(beta=2)"``.
        kernel: elements of a window, one number or one for each of z, y and x that there are.
        stride: distance between windows, one number or one for each axis; `kernel` when None.
        padding, ceil_mode: as in `max_pool3d`.
        levels: how many times to pool, each level of the one before it, as it was before it was
            rounded, into an OME-Zarr whose level 0 is the source. Windows then lie side by side,
            and at the end they hold what there is.
        axes: a letter for each axis of the source, of t, c, z, y and x. When empty those that the
            file says, or x, yx, zyx, czyx, tczyx.
        dtype: of the result. When empty that which the operator gives; means of integers are
            rounded to integers.
        memory: how much blocks may take, in bytes or as ``"500MB"``; with a scheduler each of them.
        workers: blocks at a time; one for each core when None.
        scheduler: the address of a Dask scheduler whose workers see the same files (extra
            `cluster`): blocks are pooled there.
        overwrite: replace what is there, or was begun.
        told: called with how many blocks (of a folder, files) are done, and of how many.

    Raises:
        ValueError, TypeError: an argument is impossible, or a file is not what it should be; the
            message names it.
        OSError: a file cannot be read or written. What was finished is kept.

    Example:
        >>> import numpy as np, poolwise.volumes, tempfile
        >>> folder = tempfile.mkdtemp()
        >>> np.save(f"{folder}/in.npy", np.arange(24).reshape(4, 6))
        >>> given, out = f"{folder}/in.npy", f"{folder}/out.npy"
        >>> poolwise.volumes.pool_files(given, out, "max", (2, 3)).shapes
        ((2, 2),)
        >>> np.load(out).tolist()
        [[8, 11], [20, 23]]
    """
    asked = Asked(
        op, kernel, stride, padding, ceil_mode, levels, axes, dtype, memory, workers, scheduler
    )
    source, out = Path(source).resolve(), Path(out).absolute()
    _apart(source, out)
    by = pool_folder if source.is_dir() and not is_zarr(source) else pool_file
    return by(source, out, asked, overwrite, told)


def _apart(source: Path, out: Path) -> None:
    """Raise a ValueError where writing or replacing `out` would touch `source`."""
    ledger = Ledger(out)
    for path in (out.resolve(), ledger.partial.resolve(), ledger.path.resolve()):
        if path == source or path in source.parents or source in path.parents:
            raise ValueError(f"out={str(out)!r} must lie apart from source={str(source)!r}")
