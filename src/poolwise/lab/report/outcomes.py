"""What every test item gave in every trial, as outcomes.parquet: a row per item and trial."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

FILE = "outcomes.parquet"
_ELSEWHERE = "transfer."


def write_outcomes(
    trials: Iterable[tuple[str, int, Mapping[str, NDArray[Any]]]],
    classes: Sequence[str],
    out: Path,
) -> None:
    """Write the outcomes of (setting, seed, arrays) into the folder `out`, where pyarrow is there.

    The columns are setting, seed, item, class and the measures that a number is kept of for each
    item; the file appears whole or not at all.
    """
    if find_spec("pyarrow") is None:
        return
    import pyarrow as pa
    from pyarrow import parquet

    tables = []
    for setting, seed, arrays in trials:
        items = len(arrays.get("item", ()))
        columns: dict[str, Any] = {
            "setting": [setting] * items,
            "seed": [seed] * items,
            "item": arrays.get("item"),
        }
        if classes and "label" in arrays:
            columns["class"] = [classes[label] for label in arrays["label"]]
        # What is known of another data set has items of its own.
        known = {n: each for n, each in arrays.items() if "." in n and not n.startswith(_ELSEWHERE)}
        if known:
            tables.append(pa.table(columns | known))
    if tables:
        draft = out / f"{FILE}.part"
        whole = pa.concat_tables(tables, promote_options="default")
        parquet.write_table(whole, draft, compression="zstd")
        os.replace(draft, out / FILE)
