"""Finished trials in an SQLite file, each written in a transaction of its own as it ends."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

_SCHEMA = """
CREATE TABLE IF NOT EXISTS rows (key TEXT PRIMARY KEY, row TEXT NOT NULL, digest TEXT NOT NULL)
"""
_WAIT_S = 30


class _Damaged(Exception):
    """A row is not what was written there."""


class Store:
    """Rows by key; a row is there in full or not at all, whenever the process is killed.

    Example:
        >>> with Store(":memory:") as store:
        ...     store.put("k", {"seed": 0})
        ...     store.get(["k", "other"])
        {'k': {'seed': 0}}
    """

    def __init__(self, path: Path | str) -> None:
        self.path = path
        with self._explained():
            self._connection = sqlite3.connect(path, timeout=_WAIT_S)
            with self._connection:
                self._connection.execute(_SCHEMA)

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

    def put(self, key: str, row: Any) -> None:
        """Write one row, durably, before returning.

        Raises:
            ValueError: it cannot be written; the disk may be full.
        """
        text = json.dumps(row)
        with self._explained(), self._connection:
            self._connection.execute(
                "INSERT OR REPLACE INTO rows VALUES (?, ?, ?)", (key, text, _digest(text))
            )

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Say of what goes wrong which file it is in, and what to do about it."""
        try:
            yield
        except (sqlite3.Error, _Damaged) as error:
            raise ValueError(
                f"{str(self.path)!r} cannot be used as a store of trials: {error}; move the file "
                "away (its trials then run again), or choose another folder with --out"
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


def _digest(text: Any) -> str:
    return hashlib.sha256(str(text).encode()).hexdigest()
