"""Finished trials in an SQLite file, each written in a transaction of its own as it ends."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any

_SCHEMA = "CREATE TABLE IF NOT EXISTS trials (key TEXT PRIMARY KEY, row TEXT NOT NULL)"
_WAIT_S = 30


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
        try:
            self._connection = sqlite3.connect(path, timeout=_WAIT_S)
            with self._connection:
                self._connection.execute(_SCHEMA)
        except sqlite3.Error as error:
            raise ValueError(
                f"{str(path)!r} cannot be used as a store of trials: {error}; "
                "choose another folder with --out, or move the file away"
            ) from error

    def get(self, keys: Iterable[str]) -> dict[str, Any]:
        """The rows that are there, by key."""
        found = {}
        for key in keys:
            query = self._connection.execute("SELECT row FROM trials WHERE key = ?", (key,))
            for (text,) in query:
                found[key] = json.loads(text)
        return found

    def put(self, key: str, row: Any) -> None:
        """Write one row, durably, before returning."""
        with self._connection:
            self._connection.execute(
                "INSERT OR REPLACE INTO trials VALUES (?, ?)", (key, json.dumps(row))
            )

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
