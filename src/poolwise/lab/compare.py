"""`poolwise compare` as a function: a study in, its result out, its report written.

The result is a dict of plain JSON values (format 1):

``format``
    1.
``study``, ``study_toml``, ``command``
    The study as a dict, as the text of a ``study.toml`` and as a shell command.
``settings``, ``baseline``
    The grid, a list of ``{"name", "pool", "kernel", "stride", "parameters"}`` (sizes as pairs or
    None, parameters as a dict of those that are not at their default), and the name of the setting
    that the others are tested against.
``rows``
    One per trial, in the order of the grid and the seeds: ``{"setting", "pool", "parameters",
    "kernel", "stride", "seed", "status", "reason", "learning_rate", "epochs", "marks", "measures":
    {"accuracy.top1": ..., "shift.crop.3": ..., "time.forward_ms": ...}}``, with parameters and
    sizes as text.
``measures``
    For each name ``{"family", "label", "about", "unit", "better", "headline", "exact", "curve",
    "x"}``.
``summary``
    ``{setting: {measure: {"mean", "low", "high", "n"}}}``, with 95 % bootstrap intervals.
``tests``
    ``{"measure", "setting", "baseline", "difference", "low", "high", "p", "p_holm", "decided",
    "better", "seeds_needed"}``: setting minus baseline, Holm over the settings of each measure.
    Exact counts need no test and have no p.
``claims``
    ``{"claim", "measure", "verdict", "evidence", "difference", "low", "high", "p", "p_holm",
    "seeds_needed"}``, Holm over the claims.
``recommendation``
    ``{"text", "best", "groups"}``, each group ``{"measure", "highest", "mean",
    "not_distinguishable", "worse"}``.
``notes``
    Sentences that a reader should know.
``data``
    ``{"name", "classes", "counts", "images", "channels", "image_size", "digest", "train", "test",
    "skipped": [{"file", "reason"}], "ignored"}``.
``versions``, ``machine``
    What it ran with and on.
``times``
    ``{"started", "wall_s", "trials_run", "trials_kept", "jobs", "tests"}``.

Whatever depends on wall time is under a key ``times`` or one that begins with ``time.``;
`without_times` drops it, and then two results of one study on one machine are equal.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from poolwise.lab import claims, gallery, keys, machine
from poolwise.lab.data import Dataset, load
from poolwise.lab.limits import limits
from poolwise.lab.measures import Quantity, quantities
from poolwise.lab.progress import Progress, Silent
from poolwise.lab.recommendation import recommend
from poolwise.lab.runner import Row, Workers, run_trials, start_workers
from poolwise.lab.settings import PoolSetting, parse_pair
from poolwise.lab.store import Store
from poolwise.lab.study import Study, find_baseline
from poolwise.lab.tables import Table, compare_with, summarise
from poolwise.lab.timing import time_settings
from poolwise.lab.trial import Plan

FORMAT = 1
_SURE = (
    "max",
    "min",
    "avg",
    "sum",
    "conv",
    "conv-depthwise",
    "none",
)  # they fit the built-in networks as they are
STORE = "study.sqlite"

_NOTES = (
    "Each seed is another split of the same images, other initial weights and another order of "
    "training. Intervals and tests say what would hold for more such repetitions on this data; "
    "they say nothing of other data.",
    "Accuracies come from short trainings of a small network, to compare settings with each other "
    "and not to set records.",
)


def compare(
    study: Study,
    out: Path | str = "poolwise-report",
    *,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Run a study, or what is left of it, and write its report.

    Args:
        study: what to compare.
        out: folder for ``report.html``, ``report.json``, ``report.csv``, ``study.toml`` and the
            store of finished trials, ``study.sqlite``; made if it is not there.
        jobs: trials that run at once; one for each core this process may use when None.
        progress: told how far it is; nothing is printed when None.

    Returns:
        The result, as described at the top of this file.

    Raises:
        ValueError: something in the study does not work here; the message names it.
    """
    started = time.time()
    progress = progress or Silent()
    out = Path(out)
    size = parse_pair("image_size", study.image_size) if study.image_size else None
    dataset = load(study.data, size, study.max_bad)
    for name, reason in dataset.skipped:
        progress.say(f"skipped {name}: {reason}")
    _make_folder(out)
    with Store(out / STORE) as store, start_workers(jobs) as workers:
        result, settings = _run(study, dataset, store, workers, progress)
        pictures = workers.one(gallery.make_gallery, dataset, settings)
    result["times"] |= {
        "started": datetime.fromtimestamp(started, UTC).isoformat(timespec="seconds"),
        "wall_s": time.time() - started,
        "jobs": workers.jobs,
    }
    _write(result, out, pictures)
    return result


def without_times(value: Any) -> Any:
    """A result, or any part of it, without what depends on wall time.

    Example:
        >>> without_times({"a": [{"time.step_ms": 3.1, "seed": 0}], "times": {}})
        {'a': [{'seed': 0}]}
    """
    if isinstance(value, Mapping):
        return {
            key: without_times(each)
            for key, each in value.items()
            if key != "times" and not str(key).startswith("time.")
        }
    if isinstance(value, list):
        return [without_times(each) for each in value]
    return value


def _run(
    study: Study, dataset: Dataset, store: Store, workers: Workers, progress: Progress
) -> tuple[dict[str, Any], list[PoolSetting]]:
    """The result, and the settings that are in it."""
    progress.say(f"{study.data}: {len(dataset.examples)} images; starting {workers.jobs} workers")
    device = workers.warm_up(machine.describe_device, study.device, study.precision)
    plan = Plan.of(study, device["device"])
    settings, notes = _fitting(study, plan, dataset, workers)
    trials = [(setting, seed) for seed in range(study.seeds) for setting in settings]
    fixed = _fixed(study, device)
    finished, kept = run_trials(plan, dataset, trials, fixed, store, workers, progress)
    finished.sort(key=lambda each: [s.name for s in settings].index(each.row["setting"]))
    rows = [each.row for each in finished]
    if "cost" in study.measures:
        _add_times(rows, _times(study, plan, dataset, settings, fixed, store, workers, progress))
    progress.say("comparing")
    result = _summed_up(study, settings, rows)
    result["notes"] += [*notes, *limits(rows, quantities(study.measures)), *dataset.notes]
    result["data"] = dataset.describe()
    result["machine"] = machine.describe_machine(device)
    result["times"] |= {"trials_run": len(rows) - kept, "trials_kept": kept}
    return _plain(result), settings


def _fixed(study: Study, device: dict[str, str]) -> dict[str, Any]:
    """What rows depend on besides plan, data, setting and seed."""
    fixed: dict[str, Any] = {
        "code": keys.code_version(),
        "versions": machine.versions(),
        "arithmetic": device,
    }
    if study.model:
        from poolwise.lab.nets import model_source

        source = model_source(study.model)
        fixed["model"] = keys.key_of({"text": source.read_text("utf-8")}) if source else ""
    return fixed


def _fitting(
    study: Study, plan: Plan, dataset: Dataset, workers: Workers
) -> tuple[list[PoolSetting], list[str]]:
    """The settings that the network can have; one that does not fit is an error if asked for."""
    settings = list(study.settings)
    if not study.model and all(each.pool in _SURE for each in settings):
        return settings, []
    bad: dict[str, str] = workers.one(machine.misfits, plan, dataset, settings)
    left = [each for each in settings if each.name not in bad]
    if bad and (study.pool or len(left) < 2):
        name, reason = next(iter(bad.items()))
        network = f"model={study.model!r}" if study.model else f"network={study.network!r}"
        raise ValueError(f"{network} cannot have pool={name!r}: {reason}")
    return left, [f"{name} was left out: {reason}." for name, reason in bad.items()]


def _times(
    study: Study,
    plan: Plan,
    dataset: Dataset,
    settings: Sequence[PoolSetting],
    fixed: dict[str, Any],
    store: Store,
    workers: Workers,
    progress: Progress,
) -> dict[str, list[dict[str, float]]]:
    """The timing of the whole grid, from the store if it is there."""
    grid = [each.name for each in settings]
    key = keys.key_of(
        {"times": grid, "plan": plan.as_dict(), "data": dataset.digest, "seeds": study.seeds}
        | fixed
    )
    times: dict[str, list[dict[str, float]]] | None = store.get([key]).get(key)
    if times is None:
        progress.say("timing the settings in turns")
        times = workers.one(time_settings, plan, dataset, settings, study.seeds)
        store.put(key, times)
    return times


def _add_times(rows: list[Row], times: dict[str, list[dict[str, float]]]) -> None:
    for row in rows:
        row["measures"] |= times[row["setting"]][row["seed"]]


def _summed_up(study: Study, settings: Sequence[PoolSetting], rows: list[Row]) -> dict[str, Any]:
    """Everything that follows from the rows."""
    known = quantities(study.measures)
    table = Table.of(rows, settings, known)
    baseline = find_baseline(study.baseline, settings).name
    counted = _only(table, [name for name in known if not name.startswith("time.")])
    timed = _only(table, [name for name in known if name.startswith("time.")])
    return {
        "format": FORMAT,
        "study": study.as_dict(),
        "study_toml": study.to_toml(),
        "command": study.command(),
        "settings": [each.as_dict() for each in settings],
        "baseline": baseline,
        "measures": {
            name: {"family": name.split(".")[0], **asdict(each)} for name, each in known.items()
        },
        "rows": rows,
        "summary": summarise(table),
        "tests": compare_with(counted, baseline),
        "claims": claims.judge(counted),
        "recommendation": recommend(counted, baseline),
        "notes": list(_NOTES),
        "versions": machine.versions(),
        "times": {"tests": compare_with(timed, baseline) if timed.quantities else []},
    }


def _only(table: Table, names: list[str]) -> Table:
    kept: dict[str, Quantity] = {name: table.quantities[name] for name in names}
    places = [index for index, name in enumerate(table.quantities) if name in kept]
    return replace(table, quantities=kept, values=table.values[:, places])


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ValueError(f"out={str(out)!r} cannot be a folder: {error}") from None


def _write(result: dict[str, Any], out: Path, pictures: Sequence[dict[str, Any]]) -> None:
    from poolwise.lab.report import write_report

    (out / "study.toml").write_text(result["study_toml"], encoding="utf-8")
    write_report(result, out, pictures)


def _plain(value: Any) -> Any:
    """`value` in JSON's types: lists for tuples, Python numbers for NumPy's, None for NaN."""
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not np.isfinite(value):
        return None
    return value
