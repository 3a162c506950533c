"""Finished trials in an SQLite file, each written in a transaction of its own as it ends."""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

STORE = "study.sqlite"
"""The store's name in the folder of a report."""

_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS rows "
    "(key TEXT PRIMARY KEY, row TEXT NOT NULL, digest TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS outcomes (key TEXT PRIMARY KEY, arrays BLOB NOT NULL)",
)
_WAIT_S = 30
_REMEDIES = {
    "SQLITE_FULL": "make room there and run the same command again: what has ended is kept",
    "SQLITE_IOERR": "make room there and run the same command again: what has ended is kept",
    "SQLITE_READONLY": "choose another folder with --out",
    "SQLITE_CANTOPEN": "choose another folder with --out",
    "SQLITE_PERM": "choose another folder with --out",
    "SQLITE_BUSY": "wait until it is free, or choose another folder with --out",
}
_DAMAGED = "move the file away (its trials then run again), or choose another folder with --out"


class _Damaged(Exception):
    """A row is not what was written there."""


class Store:
    """Rows by key; a row is there in full or not at all, whenever the process is killed.

    Args:
        path: the file; made if it is not there.
        old: whether it must be there.

    Example:
        >>> with Store(":memory:") as store:
        ...     store.put("k", {"seed": 0})
        ...     store.get(["k", "other"])
        {'k': {'seed': 0}}
    """

    def __init__(self, path: Path | str, *, old: bool = False) -> None:
        self.path = path
        if old and not Path(path).is_file():
            raise ValueError(f"{str(path)!r} does not exist: no study has run there")
        with self._explained():
            self._connection = sqlite3.connect(path, timeout=_WAIT_S)
            with self._connection:
                for table in _SCHEMA:
                    self._connection.execute(table)

    def get(self, keys: Iterable[str]) -> dict[str, Any]:
        """The rows that are there, by key.

        Raises:
            ValueError: one of them is damaged.
        """
        found = {}
        with self._explained():
            for key in keys:
                query = "SELECT row, digest FROM rows WHERE key = ?"
                for text, digest in self._connection.execute(query, (key,)):
                    if _digest(text) != digest:
                        raise _Damaged(f"the row of trial {key:.12} is damaged")
                    found[key] = json.loads(text)
        return found

    def outcomes(self, key: str) -> dict[str, NDArray[Any]]:
        """The arrays that were put with a row; empty if there were none.

        Raises:
            ValueError: they are damaged.
        """
        query = "SELECT arrays FROM outcomes WHERE key = ?"
        with self._explained():
            found = self._connection.execute(query, (key,)).fetchone()
            if found is None:
                return {}
            try:
                with np.load(io.BytesIO(found[0])) as arrays:
                    return dict(arrays)
            except Exception as error:  # whatever a damaged archive makes NumPy raise
                raise _Damaged(f"the outcomes of trial {key:.12} are damaged") from error

    def put(self, key: str, row: Any, outcomes: Mapping[str, NDArray[Any]] | None = None) -> None:
        """Write one row with its arrays, durably, before returning.

        Raises:
            ValueError: it cannot be written; the disk may be full.
        """
        text = json.dumps(row)
        arrays = io.BytesIO()
        np.savez_compressed(arrays, **(outcomes or {}))  # type: ignore[arg-type]
        with self._explained(), self._connection:
            self._connection.execute(
                "INSERT OR REPLACE INTO rows VALUES (?, ?, ?)", (key, text, _digest(text))
            )
            if outcomes:
                self._connection.execute(
                    "INSERT OR REPLACE INTO outcomes VALUES (?, ?)", (key, arrays.getvalue())
                )

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Say of what goes wrong which file it is in, and what to do about it."""
        try:
            yield
        except (sqlite3.Error, _Damaged) as error:
            raise ValueError(
                f"{str(self.path)!r} cannot be used as a store of trials: {error}; {_remedy(error)}"
            ) from error

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Keep other runs out of `folder` for the block; a killed run keeps nobody out.

    Raises:
        ValueError: another run is at work there, or the folder cannot be written.
    """
    lock = FileLock(folder / "study.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise ValueError(
            f"out={str(folder)!r} is in use by another run; wait for it to end, or choose another "
            "folder with --out"
        ) from None
    except OSError as error:
        raise ValueError(
            f"out={str(folder)!r} cannot be written: {error}; choose another folder with --out"
        ) from error
    try:
        yield
    finally:
        lock.release()


def _remedy(error: Exception) -> str:
    """What to do about it; the names of SQLite's errors get more precise after a second word."""
    name = "_".join(str(getattr(error, "sqlite_errorname", "")).split("_")[:2])
    return _REMEDIES.get(name, _DAMAGED)


def _digest(text: Any) -> str:
    return hashlib.sha256(str(text).encode()).hexdigest()
