"""The page about the article, its plot, and what both were written from, kept beside them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from poolwise.lab.evidence.condensed import Parts, read
from poolwise.lab.evidence.page import text
from poolwise.lab.evidence.plot import plot


def write(folder: Path, page: Path) -> Parts:
    """Write the page, its plot beside it, and into a folder of its name what it was written from.

    ``evidence.md`` has ``evidence.svg`` and ``evidence/NAME.json``.

    Raises:
        ValueError: as `read`, or the page cannot be written.
    """
    parts = read(folder)
    kept = page.with_suffix("")
    try:
        kept.mkdir(parents=True, exist_ok=True)
        for name, each in parts.items():
            (kept / f"{name}.json").write_text(_as_json(each), encoding="utf-8")
        page.with_suffix(".svg").write_text(plot(parts), encoding="utf-8")
        page.write_text(text(parts, page.stem), encoding="utf-8")
    except OSError as error:
        raise ValueError(f"page={str(page)!r} cannot be written: {error}") from error
    return parts


def _as_json(part: Mapping[str, Any]) -> str:
    """JSON with a line for each entry of the lists and tables in it, so that changes show."""
    return "{\n" + ",\n".join(_lines(part)) + "\n}\n"


def _lines(part: Mapping[str, Any]) -> Iterator[str]:
    for key, value in part.items():
        ends, inner = "[]", [json.dumps(each) for each in value] if isinstance(value, list) else []
        if isinstance(value, dict):
            ends = "{}"
            inner = [f"{json.dumps(name)}: {json.dumps(each)}" for name, each in value.items()]
        body = ",\n  ".join(inner)
        yield f"{json.dumps(key)}: " + (
            f"{ends[0]}\n  {body}\n {ends[1]}" if inner else json.dumps(value)
        )
