"""A program that fetches a data set of a hub: ``fetching NAME CONFIGURATION FOLDER``.

Pictures, recordings and videos become files in a folder per class, everything else Parquet, so that
what a hub sends is read as the user's own files are. `hub` runs this in a process of its own.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

SUFFIXES = {"Image": ".png", "Audio": ".wav", "Video": ".mp4"}
"""For each kind of column what its files are called; readers go by what is in them."""


def main(name: str, configuration: str, folder: Path) -> None:
    """Fetch a data set and write each of its parts below `folder`."""
    from datasets import load_dataset

    for side, part in load_dataset(name, configuration or None).items():
        write(part, str(side), folder)


def write(part: Any, side: str, folder: Path) -> None:
    """Write one part, a `datasets.Dataset`."""
    media = [c for c, feature in part.features.items() if type(feature).__name__ in SUFFIXES]
    names = {c: f.int2str for c, f in part.features.items() if type(f).__name__ == "ClassLabel"}
    if not media:
        _write_table(part, names, folder / f"{side}.parquet")
        return
    labels = [*names, *({"label", "labels", "class"} & set(part.features))]
    if not labels:
        raise ValueError(f"the columns {', '.join(part.features)} have no label")
    feature = part.features[media[0]]
    part = part.cast_column(media[0], type(feature)(decode=False))
    for place, row in enumerate(part):
        value, label = row[media[0]], row[labels[0]]
        if value is None or label is None or label == -1:
            continue
        label = names[labels[0]](label) if labels[0] in names else str(label)
        # What a hub calls its classes must not lead out of the folder.
        below = folder / side / (label.replace("/", "∕").replace("\0", "").lstrip(".") or "_")
        below.mkdir(parents=True, exist_ok=True)
        content = value["bytes"] or Path(value["path"]).read_bytes()
        (below / f"{place:06d}{SUFFIXES[type(feature).__name__]}").write_bytes(content)


def _write_table(part: Any, names: dict[str, Any], path: Path) -> None:
    """As Parquet, with the names of classes in the place of their numbers."""
    from datasets import Value

    for column, name in names.items():
        values = [None if each in (None, -1) else name(each) for each in part[column]]
        part = part.remove_columns(column).add_column(column, values, feature=Value("string"))
    part.to_parquet(str(path))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
