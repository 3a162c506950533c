"""``--preset article``: the study that tests what is said of pooling, in parts.

Each part is a study of its own, one task on one data set, with a folder of its own, planned for at
most some 20 minutes on two idle cores. `write` writes the page of all of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from poolwise.choosing import require_one_of
from poolwise.lab.compare import compare, dry_run
from poolwise.lab.planning.study import Study
from poolwise.lab.running.places import Jobs
from poolwise.lab.running.progress import Progress, Silent
from poolwise.lab.running.store import STORE
from poolwise.lab.running.workers import StudyFailed

__all__ = ["PARTS", "REPORT", "STORE", "ended", "expected", "run", "select"]

_OVER_TIME = ("max", "avg", "lp(p=2)", "soft", "k_max(k=3)", "attention", "last")
_WINDOWS = (
    "max",
    "avg",
    "lp(p=2)",
    "stochastic",
    "mixed",
    "power_mean",
    "max_blur",
    "conv",
    "conv-depthwise",
    "none",
)
_COMMON: dict[str, Any] = {"epochs": 60, "learning_rate": (0.01, 0.03)}
# Of few pictures or texts: a pass has few steps, and each of them counts for more.
_FEW: dict[str, Any] = {**_COMMON, "learning_rate": (0.003, 0.01, 0.03)}
_SEQUENCES = ("accuracy", "overfitting", "shift", "noise", "cost")
_PICTURES = (*_SEQUENCES, "adversarial", "detail")


def _pictured(data: str, *more: str, training: dict[str, Any]) -> Study:
    return Study(
        data=data,
        pool=(*_WINDOWS, *more),
        kernel=("2",),
        seeds=12,
        measures=_PICTURES,
        **training,
    )


def _scarce(data: str, training: dict[str, Any]) -> Study:
    """What few data do: claimed of no pooling alone, and two trainings more for each."""
    return Study(
        data=data,
        pool=("max", "none"),
        kernel=("2",),
        seeds=12,
        measures=("data_size",),
        **training,
    )


PARTS: dict[str, Study] = {
    "motifs": Study(data="motifs", pool=_OVER_TIME, seeds=10, measures=_SEQUENCES, **_FEW),
    "vowels": Study(data="vowels", pool=_OVER_TIME, seeds=12, measures=_SEQUENCES, **_FEW),
    "digits": _pictured("digits", training=_COMMON),
    # Of sides that halve evenly fractional pooling is max pooling; 25 pixels become 13.
    "faces": _pictured("faces", "fractional_max", training=_FEW),
    "scarce-digits": _scarce("digits", _COMMON),
    "scarce-faces": _scarce("faces", _FEW),
    "strides": Study(
        data="digits",
        pool=("max", "avg"),
        kernel=("3",),
        stride=("2", "3"),
        seeds=12,
        measures=("accuracy", "shift", "detail", "cost"),
        **_COMMON,
    ),
    "transfer": Study(
        data="digits",
        transfer_to="mnist",
        pool=("max", "none"),
        kernel=("2",),
        seeds=16,
        # Accuracy would be that of the same trainings as in `digits`.
        measures=("transfer",),
        **_COMMON,
    ),
    "compression": Study(
        data="digits",
        task="compression",
        network=("codec-small", "codec-unpool"),
        pool=("max", "avg", "max_blur"),
        kernel=("2", "3"),
        seeds=5,
        measures=("accuracy", "detail", "cost"),
        **_COMMON,
    ),
    "localisation": Study(
        data="shapes",
        task="localisation",
        # Four halvings of 64 pixels by windows of stride 3 would leave a single place to point at.
        image_size="48x48",
        pool=("max", "avg"),
        kernel=("3", "4"),
        stride=("2", "3"),
        seeds=8,
        measures=("localization", "accuracy", "shift", "cost"),
        **_COMMON,
    ),
    "segmentation": Study(
        data="shapes",
        task="segmentation",
        # At 64 x 64 pixels this part alone would take an hour.
        image_size="32x32",
        network=("unet-small", "plain-small", "unpool-small"),
        pool=("max",),
        # Whether windows lose detail, compression tells; here the time goes to more trainings.
        kernel=("2",),
        seeds=5,
        measures=("accuracy", "cost"),
        # Of small batches decoders learn to name what they see in fewer passes.
        batch=8,
        **_COMMON,
    ),
    "heads": Study(
        data="digits",
        network=("vgg-small", "vgg-global", "vgg-spp"),
        pool=("max", "avg"),
        kernel=("2",),
        seeds=10,
        measures=("accuracy", "overfitting", "cost"),
        **_COMMON,
    ),
    "shapes": Study(
        data="shapes",
        # 36 trainings at 64 x 64 pixels would take 35 minutes, and without pooling, where
        # convolutions see all pixels, 25 times as long each.
        image_size="32x32",
        pool=tuple(name for name in _WINDOWS if name != "none"),
        kernel=("2",),
        seeds=9,
        measures=("accuracy", "overfitting", "shift", "noise", "adversarial", "cost"),
        **_COMMON,
    ),
    "galanis": Study(
        data="mnist",
        network="lenet-5",
        pool=(
            "max",
            "avg",
            "min",
            "mixed",
            "gated",
            "lp(p=2)",
            "stochastic",
            "rank_weighted",
            "rank_stochastic",
            "spectral",
            "wavelet",
        ),
        kernel=("2",),
        seeds=5,
        measures=("accuracy", "cost"),
        **_COMMON,
    ),
    "tones": Study(
        data="tones",
        pool=("max", "avg", "lp(p=2)"),
        kernel=("2",),
        seeds=8,
        measures=("accuracy", "overfitting", "shift", "cost"),
        **_COMMON,
    ),
    "clips": Study(
        data="clips",
        pool=("max", "avg", "max_blur"),
        kernel=("2",),
        seeds=7,
        measures=("accuracy", "overfitting", "shift", "cost"),
        **_COMMON,
    ),
    "reviews": Study(
        data="reviews",
        pool=("max", "avg", "attention", "last"),
        seeds=5,
        measures=("accuracy", "overfitting", "cost"),
        **_COMMON,
    ),
}
"""The studies by name, the quickest and most telling ones first."""

REPORT = "report.json"


def run(
    out: Path,
    names: Sequence[str] = (),
    seeds: int | None = None,
    *,
    jobs: Jobs = None,
    progress: Progress | None = None,
) -> dict[str, Path]:
    """Run parts one after the other, each into ``out/NAME``; those that have ended stay.

    Args:
        out: folder of the parts' folders.
        names: parts to run; all of them if there are none, without those whose data needs a
            package that is not there.
        seeds: repetitions instead of those of the parts.
        jobs, progress: as `compare` has them.

    Returns:
        The folder of each part that has a report.

    Raises:
        ValueError: there is no such part, or what `compare` raises of the first one that is named.
    """
    progress = progress or Silent()
    chosen = select(names, seeds)
    waiting = [name for name, study in chosen.items() if not ended(out / name, study)]
    done = {name: out / name for name in chosen if name not in waiting}
    if done:
        progress.say(f"already there: {', '.join(done)}")
    if len(waiting) > 1:
        progress.say(f"{len(waiting)} parts are left; --dry-run says how long each takes")
    for place, name in enumerate(waiting):
        left = len(waiting) - place - 1
        then = f"; then {left} more, {', '.join(waiting[place + 1 :])}" if left else ""
        progress.say(f"part {name}{then}")
        try:
            compare(chosen[name], out / name, jobs=jobs, progress=progress)
            done[name] = out / name
        except StudyFailed as error:
            progress.say(f"part {name} failed: {error}")
        except ValueError as error:
            if names or not _lacks_package(error):
                raise
            progress.say(f"part {name} is left out: {error}")
    return {name: done[name] for name in chosen if name in done}


def expected(
    out: Path,
    names: Sequence[str] = (),
    seeds: int | None = None,
    *,
    jobs: Jobs = None,
) -> Iterator[str]:
    """For each part in turn how many trials are left and about how long they take, in a line."""
    for name, study in select(names, seeds).items():
        if ended(out / name, study):
            yield f"{name}: has ended."
            continue
        try:
            yield f"{name}: {dry_run(study, out / name, jobs=jobs)}"
        except ValueError as error:
            if names or not _lacks_package(error):
                raise
            yield f"{name}: left out: {error}"


def select(names: Sequence[str], seeds: int | None = None) -> dict[str, Study]:
    """The parts of these names, in order, at so many seeds.

    Raises:
        ValueError: there is no such part.

    Example:
        >>> list(select(["vowels", "motifs"])), select(["motifs"], 2)["motifs"].seeds
        (['motifs', 'vowels'], 2)
    """
    for name in names:
        require_one_of("part", name, PARTS)
    chosen = {name: study for name, study in PARTS.items() if not names or name in names}
    return {n: replace(s, seeds=seeds) for n, s in chosen.items()} if seeds else chosen


def ended(folder: Path, study: Study) -> bool:
    """Whether the folder has the report of all of this study."""
    try:
        result = json.loads((folder / REPORT).read_text(encoding="utf-8"))
        rows = result["rows"]
        whole = len(rows) == len(result["settings"]) * study.seeds
        # A report says its task even where the study left it to the data.
        same = Study.from_dict(result["study"]) == replace(study, task=study.about.name)
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return same and whole and all(row.get("status") != "failed" for row in rows)


def _lacks_package(error: ValueError) -> bool:
    """Whether it is said of a data set that a package is missing."""
    return "needs the package" in str(error) or "pip install" in str(error)
