"""Rows of CSV, TSV, JSON lines and Parquet, each with the place where it stands, or what is wrong.

Rows come from outside and are text, whatever they look like: nothing is evaluated. CSV and JSON are
read row by row, because readers of whole tables (pandas, Arrow) give up at the first broken row, or
leave it out without saying which it was.
"""

from __future__ import annotations

import csv
import itertools
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from poolwise.lab.files.decode import printable
from poolwise.lab.files.record import check_memory, missing

SUFFIXES = (".csv", ".tsv", ".jsonl", ".ndjson", ".json", ".parquet")
_SEPARATORS = (",", ";", "\t")
_SHOWN = 20

Row = tuple[str, Mapping[str, Any] | str]
"""The name of a row, as messages show it, and its fields by their columns, or why it has none."""


@dataclass(frozen=True)
class Table:
    """A table that has been looked at.

    Attributes:
        columns: their names.
        rows: reads the rows, of which the columns named are needed.
    """

    columns: list[str]
    rows: Callable[[Sequence[str]], Iterator[Row]]


def open_table(path: Path, name: str) -> Table:
    """The table in a file, whose suffix says what it is.

    Args:
        path: of the file.
        name: what messages call it.

    Raises:
        ValueError: the file is no such table, or is empty.
    """
    suffix = path.suffix.lower()
    try:
        if suffix == ".parquet":
            return _parquet(path, name)
        if suffix in (".csv", ".tsv"):
            return _separated(path, name, "\t" if suffix == ".tsv" else "")
        return _json(path, name)
    except OSError as error:
        raise ValueError(f"data={name!r} cannot be read: {error.strerror or error}") from None


def columns_in_words(columns: Sequence[str]) -> str:
    """The names of columns for a message, of which there may be many and long ones."""
    shown = [printable(column)[: 2 * _SHOWN] for column in columns[:_SHOWN]]
    more = f" and {len(columns) - _SHOWN} more" if len(columns) > _SHOWN else ""
    return f"{', '.join(map(repr, shown)) or 'none'}{more}"


def _lines(path: Path) -> Iterator[str]:
    """The lines of a file in UTF-8, or in UTF-16 if it says so; bytes that are neither stay as
    surrogates, which no text of its own holds."""
    with path.open("rb") as file:
        head = file.read(2)
    encoding = "utf-16" if head in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    with path.open(encoding=encoding, errors="surrogateescape", newline="") as lines:
        yield from lines


def _separated(path: Path, name: str, separator: str) -> Table:
    first = next(_lines(path), "")
    separator = separator or max(_SEPARATORS, key=first.count)
    try:
        columns = [each.strip() for each in next(csv.reader([first], delimiter=separator), [])]
    except csv.Error as error:
        raise ValueError(f"data={name!r} has no line of column names: {error}") from None
    if not any(columns):
        raise ValueError(f"data={name!r} is empty; its first line should name the columns")
    if repeated := [each for each in columns if columns.count(each) > 1]:
        raise ValueError(f"data={name!r} has more than one column {printable(repeated[0])!r}")

    def rows(_: Sequence[str]) -> Iterator[Row]:
        lines = itertools.islice(_lines(path), 1, None)
        number, again = 2, list[str]()
        while True:
            taken: list[str] = []
            fields = _next_row(itertools.chain(again, lines), separator, taken)
            if not taken:
                return
            again = again[len(taken) :]
            if isinstance(fields, list) and len(fields) not in (0, len(columns)):
                fields = f"{len(fields)} fields where the first line has {len(columns)}"
            if isinstance(fields, str):
                # A quote that nothing closes must not take the lines below with it.
                again, taken = taken[1:] + again, taken[:1]
                yield f"{name}:{number}", fields
            elif any(fields):
                yield f"{name}:{number}", _checked(dict(zip(columns, fields, strict=True)))
            number += len(taken)

    return Table(columns, rows)


def _next_row(lines: Iterator[str], separator: str, taken: list[str]) -> list[str] | str:
    """The fields of the next row, or what is wrong with it; `taken` are the lines it stands on."""

    def noted() -> Iterator[str]:
        for line in lines:
            taken.append(line)
            yield line

    try:
        return next(csv.reader(noted(), delimiter=separator, strict=True), [])
    except csv.Error as error:
        return str(error)


def _json(path: Path, name: str) -> Table:
    check_memory(f"data={name!r} is too large", 10 * path.stat().st_size, "write Parquet")
    if path.suffix.lower() == ".json" and next(_lines(path), "").lstrip().startswith("["):
        whole = _loaded(path.read_text("utf-8-sig", "surrogateescape"))
        if isinstance(whole, str):
            raise ValueError(f"data={name!r} cannot be read: {whole}")
        each = [(f"{name}[{place}]", _record(entry)) for place, entry in enumerate(whole)]
    else:
        lines = enumerate(_lines(path), 1)
        each = [(f"{name}:{n}", _record(_loaded(line))) for n, line in lines if line.strip()]
    columns = dict.fromkeys(key for _, row in each if not isinstance(row, str) for key in row)
    if not columns:
        reason = f" ({each[0][0]}: {each[0][1]})" if each else ""
        raise ValueError(f"data={name!r} holds no JSON objects, one on each line{reason}")
    return Table(list(columns), lambda _: iter(each))


def _loaded(text: str) -> Any:
    """What JSON says, or a reason as a string in the place of it."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        return f"no JSON: {error}"


def _record(entry: Any) -> Mapping[str, Any] | str:
    if isinstance(entry, str):
        return entry if entry.startswith("no JSON") else "a string and no JSON object"
    return _checked(entry) if isinstance(entry, dict) else "no JSON object"


def _checked(fields: dict[str, Any]) -> Mapping[str, Any] | str:
    for column, value in fields.items():
        if isinstance(value, str):
            try:
                value.encode()
            except UnicodeEncodeError:
                return f"{printable(column)!r} is not in UTF-8"
    return fields


def _parquet(path: Path, name: str) -> Table:
    try:
        import pyarrow
        import pyarrow.parquet as parquet
    except ModuleNotFoundError:
        raise missing(name, "pyarrow", "Parquet") from None
    try:
        # Opened here, so that a name is never taken for an address.
        file = parquet.ParquetFile(path.open("rb"))
        meta = file.metadata
    except (pyarrow.ArrowException, OSError) as error:
        raise ValueError(f"data={name!r} is no Parquet: {printable(str(error).strip())}") from None
    groups = [meta.row_group(number) for number in range(meta.num_row_groups)]
    needed = max((group.total_byte_size for group in groups), default=0)
    check_memory(f"data={name!r} is too large", 4 * needed, "write smaller row groups")

    def rows(columns: Sequence[str]) -> Iterator[Row]:
        place = 0
        try:
            for batch in file.iter_batches(batch_size=256, columns=list(columns)):
                for fields in batch.to_pylist():
                    yield f"{name}[{place}]", fields
                    place += 1
        except (pyarrow.ArrowException, OSError, UnicodeDecodeError) as error:
            yield f"{name}[{place}]", f"{meta.num_rows - place} rows are damaged: {error}"

    return Table(list(file.schema_arrow.names), rows)
