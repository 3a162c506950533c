"""`poolwise compare` as functions: a study in, its result out, its report written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from poolwise.lab.planning.study import Study
from poolwise.lab.running.clusters import Cluster
from poolwise.lab.running.machine import require_device
from poolwise.lab.running.places import Jobs
from poolwise.lab.running.progress import Progress, Silent
from poolwise.lab.several import (
    compare_several,
    expected_of_several,
    report_several,
    study_of_several,
)
from poolwise.lab.single import compare_one, expected_of_one, report_one


def compare(
    study: Study,
    out: Path | str = "poolwise-report",
    *,
    jobs: Jobs = None,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Run a study, or what is left of it, and write its report.

    Every trial is stored as it ends, so that an interrupted study goes on where it was. A trial
    that fails is told in the report and runs again when the study is started again.

    Args:
        study: what to compare.
        out: folder for ``report.html``, ``report.json``, ``report.csv``, ``study.toml`` and the
            store of finished trials, ``study.sqlite``; made if it is not there. One run at a time
            may use it. Each of several data sets has such a folder in it.
        jobs: trials that run at once, one for each core this process may use when None; or a
            `Cluster` to run them on.
        progress: told how far it is; nothing is printed when None.

    Returns:
        The result, as described at the top of `poolwise.lab.single`; of several data sets, at the
        top of `poolwise.lab.several`.

    Raises:
        ValueError: something in the study does not work here, or `out` cannot be used; the message
            names it.
        StudyFailed: not one trial ended well.
    """
    _check_device(study, jobs)
    run = compare_several if len(study.parts) > 1 else compare_one
    return run(study, Path(out), jobs, progress or Silent())


def dry_run(
    study: Study,
    out: Path | str = "poolwise-report",
    *,
    jobs: Jobs = None,
    progress: Progress | None = None,
) -> str:
    """How many trials a study has left and about how long they take, from a few short ones.

    Arguments and errors are those of `compare`; nothing is written.
    """
    _check_device(study, jobs)
    ask = expected_of_several if len(study.parts) > 1 else expected_of_one
    return ask(study, Path(out), jobs, progress or Silent())


def report_only(out: Path | str = "poolwise-report") -> dict[str, Any]:
    """Write the report of a folder again, of the trials that it has, and run nothing.

    Raises:
        ValueError: no study has run there, or its report cannot be written.
    """
    several = study_of_several(Path(out))
    return report_one(Path(out)) if several is None else report_several(several, Path(out))


def _check_device(study: Study, jobs: Jobs) -> None:
    if not isinstance(jobs, Cluster):  # which has devices of its own
        require_device(study.device)


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
