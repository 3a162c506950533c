"""Several data sets in one command: a study of each in a folder of its own, and all summed up.

The result of `compare` is then a dict of plain JSON values of its own:

``format``, ``study``, ``study_toml``, ``command``
    As a study of one data set has them.
``parts``
    For each data set ``{"data", "folder", "task", "measure", "unit", "text"}``: where its report
    is, what verdicts are about there, and what they come to; or ``{"data", "folder", "missing"}``
    with the reason why there is none.
``many``
    What `many.summary` says of those that have a report; None where it can say nothing.
``recommendation``
    ``{"text"}``: what it all comes to, or why it comes to nothing.
``times``
    ``{"started", "wall_s", "jobs", "trials_run", "trials_kept"}``.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from poolwise.lab.planning.study import Study
from poolwise.lab.report.several import write_several
from poolwise.lab.running.places import Jobs, start
from poolwise.lab.running.progress import Progress
from poolwise.lab.running.run import prepare
from poolwise.lab.running.store import STORE, alone_in
from poolwise.lab.running.workers import StudyFailed
from poolwise.lab.single import FORMAT, left_of, load_data, make_folder, report_one, run_on
from poolwise.lab.statistics.many import summary

STUDY = "study.toml"
_LONGEST = 80
_TAKEN = ("report.html", "report.json", STUDY, STORE)

Result = dict[str, Any]


def folders(study: Study) -> dict[str, Study]:
    """The study of each data set, by the name of its folder.

    Example:
        >>> list(folders(Study(data=("faces", "my/photos", "your/photos", ".."))))
        ['faces', 'photos', 'photos-2', 'data']
    """
    found: dict[str, Study] = {}
    taken = set(_TAKEN)
    for part in study.parts:
        name = re.sub(r"[^\w.-]+", "-", Path(part.only_data).name)[:_LONGEST].strip(".-") or "data"
        number, free = 1, name
        while free.lower() in taken:
            number += 1
            free = f"{name}-{number}"
        taken.add(free.lower())
        found[free] = part
    return found


def compare_several(study: Study, out: Path, jobs: Jobs, progress: Progress) -> Result:
    """Run the study of each data set, one after the other, and sum them up.

    A data set on which not one trial ends well is told, and the others go on.
    """
    started, place = time.time(), start(jobs, out)
    parts = folders(study)
    sets = {name: load_data(part, progress) for name, part in parts.items()}
    make_folder(out)
    results: dict[str, Result] = {}
    missing: dict[str, str] = {}
    with alone_in(out), place as workers:
        # What does not fit is told before anything is trained.
        runs = {n: prepare(part, sets[n], workers, progress) for n, part in parts.items()}
        (out / STUDY).write_text(study.to_toml(), encoding="utf-8")
        for name, part in parts.items():
            make_folder(out / name)
            progress.say(f"{part.only_data}: starts")
            try:
                with alone_in(out / name):
                    # Workers have room for one data set, and the last that was looked at is there.
                    run = replace(runs[name], shared=workers.share(sets[name]))
                    results[name] = run_on(run, out / name, time.time())
            except StudyFailed as error:
                missing[name] = str(error)
                progress.say(f"{part.only_data}: {error}")
        times = {
            "started": datetime.fromtimestamp(started, UTC).isoformat(timespec="seconds"),
            "wall_s": time.time() - started,
            "jobs": workers.jobs,
        }
    if not results:
        raise StudyFailed(" ".join(f"{name}: {why}." for name, why in missing.items()))
    return _report(study, out, results, missing, times)


def expected_of_several(study: Study, out: Path, jobs: Jobs, progress: Progress) -> str:
    """What is left of each data set's study, and how long it takes: a line each."""
    parts = folders(study)
    sets = {name: load_data(part, progress) for name, part in parts.items()}
    with start(jobs) as workers:
        lines = [
            f"{part.only_data}: {left_of(prepare(part, sets[n], workers, progress), out / n)}"
            for n, part in parts.items()
        ]
    return "\n".join(lines)


def study_of_several(out: Path) -> Study | None:
    """The study of several data sets that has begun in this folder, if one has."""
    try:
        study = Study.from_file(out / STUDY)
    except ValueError:
        return None
    return study if len(study.parts) > 1 else None


def report_several(study: Study, out: Path) -> Result:
    """Write the reports of all data sets again, of the trials that they have.

    Raises:
        ValueError: none of them has any.
    """
    results: dict[str, Result] = {}
    missing: dict[str, str] = {}
    for name in folders(study):
        try:
            results[name] = report_one(out / name)
        except ValueError as error:
            missing[name] = str(error)
    if not results:
        raise ValueError(next(iter(missing.values())))
    return _report(study, out, results, missing, {})


def _report(
    study: Study,
    out: Path,
    results: Mapping[str, Result],
    missing: Mapping[str, str],
    times: Mapping[str, Any],
) -> Result:
    """Sum up, write it, and give it back."""
    many, text = summed_up(list(results.values()))
    counts = {
        each: sum(result["times"][each] for result in results.values())
        for each in ("trials_run", "trials_kept")
    }
    result = {
        "format": FORMAT,
        "study": study.as_dict(),
        "study_toml": study.to_toml(),
        "command": study.command(),
        "parts": [
            _part(part, name, results.get(name), missing.get(name, ""))
            for name, part in folders(study).items()
        ],
        "many": many,
        "recommendation": {"text": text},
        "times": {**times, **counts},
    }
    try:
        write_several(result, out)
    except OSError as error:
        raise ValueError(
            f"the report cannot be written to {str(out)!r}: {error}; all trials are kept, and "
            "--report-only writes it"
        ) from error
    return result


def _part(study: Study, folder: str, result: Result | None, missing: str) -> dict[str, Any]:
    about = {"data": study.only_data, "folder": folder}
    if result is None:
        return about | {"missing": missing}
    measure = result["measures"].get(result["primary"], {})
    return about | {
        "task": result["task"],
        "measure": measure.get("label", result["primary"]),
        "unit": measure.get("unit", ""),
        "text": result["recommendation"]["text"],
    }


def summed_up(results: Sequence[Result]) -> tuple[dict[str, Any] | None, str]:
    """What they say together, or None and why it is nothing.

    Where windows differ, as between texts and pictures, operators are what they have in common.
    """
    names = [{each["name"] for each in result["settings"]} for result in results]
    by = "setting" if len(set.intersection(*names)) > 1 else "operator"
    try:
        many = summary(results, by)
    except (ValueError, KeyError) as error:
        reason = f"{error.args[0]} was not measured" if isinstance(error, KeyError) else str(error)
        return None, f"The data sets are not summed up: {reason}."
    return many, many["text"]
