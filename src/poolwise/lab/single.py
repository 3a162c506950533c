"""A study of one data set: run into its store, and summed up and reported from there.

The result is a dict of plain JSON values (format 2):

``format``
    2.
``study``, ``study_toml``, ``command``
    The study as a dict, as the text of a ``study.toml`` and as a shell command.
``task``, ``primary``, ``network``
    The task, the name of the measure that verdicts are about, and what was trained.
``settings``, ``baseline``
    The grid, a list of ``{"name", "pool", "kernel", "stride", "parameters", "network"}`` (sizes as
    pairs or None, parameters as a dict of those that are not at their default, the network empty
    where there is one for all), and the name of the setting that the others are tested against.
``rows``
    One per trial, in the order of the grid and the seeds: ``{"setting", "pool", "parameters",
    "kernel", "stride", "network", "seed", "status", "reason", "learning_rate", "epochs",
    "training_losses", "validation_losses", "marks", "measures": {"accuracy.top1": ...,
    "shift.crop.3": ..., "time.forward_ms": ...}}``, with parameters and sizes as text, and a loss
    for each pass. A trial that raised, or whose process died, has the status ``failed`` and no
    measures, learning rate, epochs, losses or marks.
``measures``
    For each name ``{"family", "label", "about", "unit", "better", "headline", "exact", "curve",
    "x"}``.
``margin``, ``scope``
    The smallest difference of a fraction that matters, and what the verdicts hold for:
    ``{"test_set", "seeds", "units", "text"}``, units being independent items.
``summary``
    ``{setting: {measure: {"mean", "low", "high", "n", "scope"}}}``, with 95 % intervals. A scope of
    ``items`` says that they hold for new items, ``seeds`` for more trainings on these items only.
``tests``
    ``{"measure", "setting", "baseline", "difference", "low", "high", "df", "p", "p_adjusted",
    "p_equivalent", "verdict", "exploratory", "scope"}``: setting minus baseline, with a t interval
    of so many degrees of freedom. The verdict is ``better``, ``worse``, ``equivalent``, ``not
    decided``, or ``different`` where neither more nor less is better. Accuracy is one family
    (Holm); all the rest is exploratory and another (Benjamini and Yekutieli). Exact counts need no
    test and have no p.
``best``
    The settings that may be the most accurate one (multiple comparisons with the best).
``pairs``
    Every setting against every other in the primary measure, a family of its own (Holm):
    ``{"first", "second", "difference", "low", "high", "p_adjusted", "p_equivalent", "verdict"}``,
    first minus second, and what the first is.
``classes``
    ``{"class", "settings": {setting: {"mean", "low", "high", "n", "scope"}}}``: the primary measure
    of each class by itself, if there are up to a hundred.
``power``
    For each setting that is not decided in accuracy None, or what would show a difference as large
    as the observed one or the margin, 4 times in 5: ``{"difference", "seeds", "more_seeds",
    "items", "units", "more_data", "limit"}``, in all; more_data is a multiple.
``claims``
    ``{"claim", "source", "measure", "verdict", "evidence", "pairs", "scope", "difference", "low",
    "high", "p", "p_adjusted", "p_equivalent"}``, a family of their own. Pairs are the
    names of a setting and another, or of one alone where the measure is itself a difference.
``recommendation``
    ``{"text", "best", "better", "worse", "equivalent", "not decided"}``: names of settings.
``unsound``
    ``{setting: reason}`` of those that decide nothing, since a trial did not end well.
``budget_check``
    Only where everything was trained again with twice the epochs: ``{"stands", "text", "moved":
    [{"setting", "before", "after"}]}``.
``notes``
    Sentences that a reader should know.
``data``
    ``{"name", "scope", "classes", "counts", "test_counts", "task", "kind", "items", "shape",
    "vocabulary", "digest", "train", "validation", "test", "grouped_by", "duplicates": [[file,
    ...]], "similar": [[file, ...]], "dropped": [{"file", "reason"}], "skipped": [{"file",
    "reason"}], "ignored"}``:
    items by class, of the training part where a test set was given and of all data otherwise;
    items of each part at seed 0; and sets of files that are the same or nearly the same picture.
``versions``, ``machine``
    What it ran with and on; the code is known by its SHA-256.
``times``
    ``{"started", "wall_s", "trials_run", "trials_kept", "trials_s", "jobs", "tests"}``; wall_s is
    of the last run, trials_s what all trials took, in whatever runs, or None.

Whatever depends on wall time is under a key ``times`` or one that begins with ``time.``; without
that, two results of one study on one machine are equal.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from poolwise.lab.data.dataset import Dataset, Design
from poolwise.lab.load import load
from poolwise.lab.parsing import parse_pair
from poolwise.lab.planning.study import Study, find_baseline
from poolwise.lab.report.outcomes import write_outcomes
from poolwise.lab.report.pictures import mosaic
from poolwise.lab.report.write import plain, write_report
from poolwise.lab.running.endings import DROPPED
from poolwise.lab.running.gallery import as_picture
from poolwise.lab.running.places import Jobs, start
from poolwise.lab.running.progress import Progress
from poolwise.lab.running.run import (
    KINDS,
    PICTURES,
    RECORD,
    Run,
    expected,
    prepare,
    record_of,
    run_study,
)
from poolwise.lab.running.runner import failed, failure, seconds_of
from poolwise.lab.running.store import STORE, Store, alone_in
from poolwise.lab.running.transfer import with_other
from poolwise.lab.running.trial import Finished
from poolwise.lab.settings import PoolSetting
from poolwise.lab.statistics import doubled
from poolwise.lab.statistics.classes import by_class
from poolwise.lab.statistics.limits import alike, limits
from poolwise.lab.statistics.pairs import every_pair
from poolwise.lab.statistics.tables import Table
from poolwise.lab.statistics.verdicts import sum_up
from poolwise.lab.wording import listing

FORMAT = 2

_NOTES = (
    "Accuracies come from short trainings of a small network, to compare settings with each other "
    "and not to set records.",
)


def compare_one(study: Study, out: Path, jobs: Jobs, progress: Progress) -> dict[str, Any]:
    """Run a study, or what is left of it, and write its report."""
    started, place = time.time(), start(jobs, out)
    dataset = load_data(study, progress)
    make_folder(out)
    with alone_in(out), place as workers:
        # What is refused leaves no store behind.
        return run_on(prepare(study, dataset, workers, progress), out, started)


def run_on(run: Run, out: Path, started: float) -> dict[str, Any]:
    """Bring a study of one data set into the store of `out`, and write its report."""
    with Store(out / STORE) as store:
        record = run_study(run, store)
        run.progress.say("comparing")
        record["times"] = {
            "started": datetime.fromtimestamp(started, UTC).isoformat(timespec="seconds"),
            "wall_s": time.time() - started,
            "jobs": run.workers.jobs,
        }
        store.put(RECORD, record)
        return report(store, out)


def expected_of_one(study: Study, out: Path, jobs: Jobs, progress: Progress) -> str:
    """What is left of a study, and how long it takes."""
    dataset = load_data(study, progress)
    with start(jobs) as workers:
        return left_of(prepare(study, dataset, workers, progress), out)


def left_of(run: Run, out: Path) -> str:
    """What the store of `out`, if there is one, lacks of a run, and how long it takes."""
    path = out / STORE
    if not path.is_file():
        return expected(run, None)
    with Store(path, old=True) as store:
        return expected(run, store)


def report_one(out: Path) -> dict[str, Any]:
    """Write the report of a folder again, of the trials that it has."""
    with Store(out / STORE, old=True) as store:
        return report(store, out)


def load_data(study: Study, progress: Progress) -> Dataset:
    """The data of a study that has one set; what is to be told of it is told."""
    size = parse_pair("image_size", study.image_size) if study.image_size else None
    dataset = load(
        study.only_data,
        size,
        study.max_bad,
        study.test,
        study.groups,
        study.about.name,
        study.columns,
    )
    if study.transfer_to:
        dataset = with_other(dataset, study.transfer_to, study.max_bad)
    for name, reason in dataset.skipped:
        progress.say(f"skipped {name}: {reason}")
    for note in dataset.notes:
        progress.say(note)
    return dataset


def report(store: Store, out: Path) -> dict[str, Any]:
    """Write what the store says, and give it back."""
    result = result_of(store)
    names = store.get([PICTURES]).get(PICTURES, [])
    arrays = store.outcomes(PICTURES) if names else {}
    pictures = [
        {"setting": name, **{k: arrays[f"{i}.{k}"] for k in KINDS if f"{i}.{k}" in arrays}}
        for i, name in enumerate(names)
    ]
    trials = record_of(store)["trials"]
    outcomes = [(name, seed, store.outcomes(key)) for key, name, seed in trials]
    looked_at = [
        {"setting": name, "input": as_picture(each["input"]), "map": mosaic(each["map"])}
        for name, _, each in outcomes
        if "map" in each
    ]
    try:
        _write(result, out, [*pictures, *looked_at])
        write_outcomes(outcomes, result["data"].get("classes", ()), out)
    except OSError as error:
        raise ValueError(
            f"the report cannot be written to {str(out)!r}: {error}; all trials are kept in "
            f"{STORE}, and --report-only writes it from there"
        ) from error
    return result


def result_of(store: Store) -> dict[str, Any]:
    """The result of the study whose record is in `store`, as described at the top of this file.

    Raises:
        ValueError: there is none.
    """
    record = record_of(store)
    study = Study.from_dict(record["study"])
    settings = [each for each in study.settings if each.name in record["settings"]]
    design = _design(record["design"])
    finished = _finished(record, record["trials"], store, settings)
    rows = [each.row for each in finished]
    times = store.get([record["times_key"]]).get(record["times_key"], {})
    for row in rows:
        if not failed(row) and row["seed"] < len(times.get(row["setting"], ())):
            row["measures"] |= times[row["setting"]][row["seed"]]
    classes = record["data"].get("classes", ())
    result = _summed_up(study, settings, finished, design, classes)
    result["rows"] = [row for row in rows if row.get("status") != DROPPED]
    told = [*limits(result["rows"], study.about.quantities(study.taken)), *_told(record, rows)]
    scope = f"Scope: {record['data']['scope']}."
    result["notes"] = [scope, *result["notes"], *told, *record["notes"]]
    result |= {each: record[each] for each in ("data", "machine")}
    result["versions"] = {**record["versions"], "code": record["same"].get("code")}
    keys = [key for key, _, _ in [*record["trials"], *record["doubled"]]]
    result["times"] |= record.get("times", {}) | {
        "trials_run": record["trials_run"],
        "trials_kept": len(result["rows"]) - record["trials_run"],
        "trials_s": seconds_of(store, keys),
    }
    if record["doubled"]:
        again = _finished(record, record["doubled"], store, settings)
        twice = _summed_up(
            study.replaced({"measures": [study.about.judged_by]}), settings, again, design, ()
        )
        result["budget_check"] = doubled.check(result, twice, study.epochs)
    found: dict[str, Any] = plain(result)
    return found


def _design(values: Mapping[str, Any]) -> Design:
    groups = values["groups"]
    return Design(**{**values, "groups": None if groups is None else np.array(groups, np.int64)})


def _finished(
    record: Mapping[str, Any],
    trials: Sequence[tuple[str, str, int]],
    store: Store,
    settings: Sequence[PoolSetting],
) -> list[Finished]:
    """The trials that are in the store, in the order of the grid and the seeds.

    A setting that was dropped early has a trial without measures for each seed that it was not
    given.
    """
    rows = store.get(key for key, _, _ in trials)
    found = {
        (name, seed): Finished(rows[key], store.outcomes(key))
        for key, name, seed in trials
        if key in rows
    }
    seeds = sorted({seed for _, _, seed in trials})
    for setting in settings:
        if setting.name in record["dropped"]:
            _, reason = record["dropped"][setting.name]
            for seed in seeds:
                dropped = failure(setting, seed, reason, DROPPED)
                found.setdefault((setting.name, seed), dropped)
    places = [(setting.name, seed) for setting in settings for seed in seeds]
    return [found[place] for place in places if place in found]


def _told(record: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """What did not go as it should, in sentences."""
    notes = [
        f"{row['setting']} with seed {row['seed']} failed: {row['reason']}. It runs again when "
        "this study is started again."
        for row in rows
        if failed(row)
    ]
    notes += [
        f"{second} gave the same numbers as {first} in every training: it is the same here, and a "
        "difference between them cannot be tested."
        for first, second in alike(rows)
    ]
    missing = len(record["trials"]) - sum(row.get("status") != DROPPED for row in rows)
    if missing:
        notes.append(f"{missing} of {len(record['trials'])} trials have not run yet.")
    return notes


def _summed_up(
    study: Study,
    settings: Sequence[PoolSetting],
    finished: Sequence[Finished],
    design: Design,
    classes: Sequence[str],
) -> dict[str, Any]:
    """Everything that follows from the trials."""
    task = study.about
    known = task.quantities(study.taken)
    table = Table.of(finished, settings, known, design, task)
    baseline = find_baseline(study.baseline, settings).name
    return {
        "format": FORMAT,
        "task": task.name,
        "primary": task.primary,
        "network": study.model or listing(study.networks),
        "study": study.as_dict(),
        "study_toml": study.to_toml(),
        "command": study.command(),
        "settings": [each.as_dict() for each in settings],
        "baseline": baseline,
        "measures": {
            name: {"family": name.split(".")[0], **asdict(each)} for name, each in known.items()
        },
        "rows": [each.row for each in finished],
        "notes": list(_NOTES),
        **sum_up(table, baseline, study.margin),
        "pairs": every_pair(table, study.margin),
        "classes": by_class(finished, settings, known, design, task, classes),
    }


def make_folder(out: Path) -> None:
    """Make a folder for a report, if it is not there."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ValueError(f"out={str(out)!r} cannot be a folder: {error}") from None


def _write(result: dict[str, Any], out: Path, pictures: Sequence[dict[str, Any]]) -> None:
    (out / "study.toml").write_text(result["study_toml"], encoding="utf-8")
    write_report(result, out, pictures)
