"""Two studies in one report where their trials can be compared, and side by side where not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from poolwise.lab.parsing import format_sizes
from poolwise.lab.planning.study import Study
from poolwise.lab.running.run import KINDS, PICTURES, RECORD, record_of
from poolwise.lab.running.runner import spent
from poolwise.lab.running.store import STORE, Store, alone_in
from poolwise.lab.settings import PoolSetting
from poolwise.lab.several import folders as parts_of
from poolwise.lab.several import study_of_several
from poolwise.lab.single import report, result_of
from poolwise.lab.wording import listing, number

_GRID = ("pool", "kernel", "stride", "seeds", "baseline", "budget", "check_budget")
"""What two studies may differ in and still have comparable trials; and in networks, if all of their
settings name theirs."""


def differences(first: Mapping[str, Any], second: Mapping[str, Any]) -> list[str]:
    """What keeps the trials of two records from being compared, in words; nothing if they can."""
    named = all(isinstance(each["study"].get("network"), list) for each in (first, second))
    may_differ = (*_GRID, "network") if named else _GRID
    found = [
        f"{name} ({first['study'].get(name)!r} and {second['study'].get(name)!r})"
        for name in first["study"] | second["study"]
        if name not in may_differ and first["study"].get(name) != second["study"].get(name)
    ]
    if not found and first["same"]["data"] != second["same"]["data"]:
        found.append("the data itself")
    return found


def merge(folders: tuple[Path, Path], out: Path) -> dict[str, Any] | str:
    """Write one report of two studies that differ in their grid or seeds only.

    Where both have a trial, the first one's counts.

    Args:
        folders: of two reports, with their stores.
        out: folder for the report and a store with the trials of both.

    Returns:
        The result as `compare` gives it; or, where the studies differ in more than that, a text
        that says in what and has their accuracies side by side.

    Raises:
        ValueError: one has no study, or `out` cannot be used.
    """
    for folder in folders:
        if (several := study_of_several(folder)) is not None:
            raise ValueError(
                f"{str(folder)!r} holds the studies of {len(several.parts)} data sets; give one of "
                f"them, such as {str(folder / next(iter(parts_of(several))))!r}"
            )
    with Store(folders[0] / STORE, old=True) as first, Store(folders[1] / STORE, old=True) as other:
        stores = first, other
        records = [record_of(store) for store in stores]
        apart = differences(*records)
        if apart:
            return _side_by_side(folders, [result_of(store) for store in stores], apart)
        merged = _merged(folders, *records)
        out.mkdir(parents=True, exist_ok=True)
        with alone_in(out), Store(out / STORE) as store:
            for record, source in reversed(list(zip(records, stores, strict=True))):
                keys = [key for key, _, _ in [*record["trials"], *record["doubled"]]]
                _copy(source, store, [*keys, *map(spent, keys), record["times_key"]])
            pictures = _pictures(stores)
            store.put(PICTURES, *pictures)
            store.put(RECORD, merged)
            return report(store, out)


def _merged(
    folders: tuple[Path, Path], first: Mapping[str, Any], second: Mapping[str, Any]
) -> dict[str, Any]:
    studies = [Study.from_dict(each["study"]) for each in (first, second)]
    settings = [
        setting
        for study, record in zip(studies, (first, second), strict=True)
        for setting in study.settings
        if setting.name in record["settings"]
    ]
    study = studies[0].replaced(
        {**_grid(settings), "seeds": max(each.seeds for each in studies), "budget": ""}
    )
    names = [each.name for each in study.settings if each in settings]
    if len(names) < len(dict.fromkeys(settings)):
        raise ValueError("the grids of the two studies do not fit into one")
    notes = [*dict.fromkeys([*first["notes"], *second["notes"]])]
    notes.append(f"Merged from {folders[0]} and {folders[1]}.")
    if first["same"] != second["same"]:
        notes.append("The two were not run by the same code on the same kind of machine.")
    if first["times_key"] != second["times_key"]:
        notes.append("Times are left out: they were taken apart from each other.")
    went_on = [set(each["settings"]) - set(each["dropped"]) for each in (first, second)]
    dropped = {**first["dropped"], **second["dropped"]}
    return {
        **first,
        "study": study.as_dict(),
        "settings": names,
        "trials": _union(first["trials"], second["trials"]),
        "doubled": _union(first["doubled"], second["doubled"]),
        "dropped": {n: why for n, why in dropped.items() if n not in set().union(*went_on)},
        "notes": notes,
        "times_key": first["times_key"] if first["times_key"] == second["times_key"] else "",
        "times": {},
        "trials_run": 0,
    }


def _grid(settings: Iterable[PoolSetting]) -> dict[str, list[str]]:
    settings = list(settings)
    sizes = {
        "kernel": [format_sizes(each.kernel) for each in settings if each.kernel],
        "stride": [format_sizes(each.stride) for each in settings if each.stride],
    }
    networks = [each.network for each in settings if each.network]
    network = {"network": networks} if networks else {}
    return {"pool": [each.operator for each in settings], **sizes, **network}


def _union(first: list[list[Any]], second: list[list[Any]]) -> list[list[Any]]:
    places = {(name, seed) for _, name, seed in first}
    return [*first, *(each for each in second if (each[1], each[2]) not in places)]


def _copy(source: Store, target: Store, keys: list[str]) -> None:
    for key, row in source.get(keys).items():
        target.put(key, row, source.outcomes(key))


def _pictures(stores: tuple[Store, Store]) -> tuple[list[str], dict[str, Any]]:
    """The pictures of the first, and those of the second that the first does not have."""
    names: list[str] = []
    arrays: dict[str, Any] = {}
    for store in stores:
        before = set(names)
        found = store.outcomes(PICTURES)
        for place, name in enumerate(store.get([PICTURES]).get(PICTURES, [])):
            if name not in before:
                for kind in KINDS:
                    if (picture := found.get(f"{place}.{kind}")) is not None:
                        arrays[f"{len(names)}.{kind}"] = picture
                names.append(name)
    return names, arrays


def _side_by_side(
    folders: tuple[Path, Path], results: list[dict[str, Any]], apart: list[str]
) -> str:
    """The accuracies of two studies, and what each says."""
    lines = [
        f"{folders[0]} and {folders[1]} differ in {listing(apart)}: their trials are not compared "
        "with each other.",
        "",
    ]
    names = dict.fromkeys(each["name"] for result in results for each in result["settings"])
    table = [["", *map(str, folders)]]
    for name in names:
        table.append([name, *(_cell(result, name) for result in results)])
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        cells = (f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True))
        lines.append("  ".join(cells).rstrip())
    for folder, result in zip(folders, results, strict=True):
        lines += ["", f"{folder}: {result['recommendation']['text']}"]
    return "\n".join(lines)


def _cell(result: Mapping[str, Any], setting: str) -> str:
    found = result["summary"].get(setting, {}).get(result["primary"])
    if found is None:
        return "–"
    ends = [found["low"], found["high"]]
    interval = "" if None in ends else f" [{100 * ends[0]:.1f}, {100 * ends[1]:.1f}]"
    return number(found["mean"], "%") + interval
