"""The page about the article's evidence, written from results alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from poolwise.lab.evidence import article
from poolwise.lab.evidence.condensed import DETAIL, STRENGTHS, WAYS_BACK
from poolwise.lab.planning.study import Study
from poolwise.lab.statistics import many
from poolwise.lab.statistics.claims import (
    CLAIMS,
    CONTRADICTED,
    SAME,
    SUPPORTED,
    UNDECIDED,
    Claim,
    of_task,
)
from poolwise.lab.statistics.estimates import ALPHA
from poolwise.lab.statistics.steps import steps
from poolwise.lab.units import show, show_difference, show_interval, show_p
from poolwise.lab.wording import listing

Parts = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Source:
    """What a paper found, in our words, and the claims that test it here."""

    name: str
    title: str
    finding: str
    claims: tuple[str, ...]


LITERATURE = (
    Source(
        "Zhang 2019",
        "Making Convolutional Networks Shift-Invariant Again",
        "Max pooling that blurs before it takes every second value answers more consistently "
        "under shifts, in several networks on ImageNet, and loses no accuracy by it.",
        ("Max pooling with a blur is more invariant to shifts than plain max pooling.",),
    ),
    Source(
        "Zeiler & Fergus 2013",
        "Stochastic Pooling for Regularization of Deep Convolutional Neural Networks",
        "Drawing one activation of a window overfits less than its maximum or mean and tests "
        "better, on MNIST, CIFAR-10, CIFAR-100 and SVHN.",
        (
            "Stochastic pooling is more accurate than max pooling.",
            "Stochastic pooling fights overfitting better than max pooling.",
        ),
    ),
    Source(
        "Boureau et al. 2010",
        "A Theoretical Analysis of Feature Pooling in Visual Recognition",
        "Which of max and average separates classes better depends on how rare features are and "
        "on how many are pooled; max suits rare ones. See [theory](theory.md).",
        (
            "Max pooling is more accurate than average pooling.",
            "Max pooling over time is more accurate than the mean over time.",
        ),
    ),
    Source(
        "Scherer et al. 2010",
        "Evaluation of Pooling Operations in Convolutional Architectures for Object Recognition",
        "Max pooling beats learned subsampling by means, on NORB and Caltech-101; windows that "
        "overlap bring nothing.",
        (
            "Max pooling is more accurate than average pooling.",
            "Max pooling gives translation invariance.",
        ),
    ),
    Source(
        "Springenberg et al. 2015",
        "Striving for Simplicity: The All Convolutional Net",
        "A convolution with a stride can stand for max pooling without loss of accuracy, on "
        "CIFAR-10 among others.",
        ("Max pooling is more accurate than a strided convolution.",),
    ),
    Source(
        "Galanis et al. 2022",
        "Convolutional Neural Networks: A Roundup and Benchmark of Their Pooling Layer Variants",
        "Many poolings in turn in LeNet-5, on MNIST, CIFAR-10 and CIFAR-100: which one to take "
        "depends on whether detail, accuracy or speed counts.",
        (
            "Mixing max and average is more accurate than max pooling.",
            "Fractional max pooling is more accurate than max pooling.",
        ),
    ),
)

_SHIFTS = "Max pooling with a blur is more invariant to shifts than plain max pooling."
_STRIDES = "Larger strides hurt localisation."
_TIME = "Max pooling over time is more accurate than the mean over time."


def text(parts: Parts, name: str) -> str:
    """The page in Markdown; `name` is that of its file and of its plot."""
    sections = [
        _opening(parts, name),
        _glance(parts),
        _ran(parts),
        _claims(parts),
        _known(parts),
        _universal(parts),
        _galanis(parts),
        _literature(parts),
        _reading(),
    ]
    return "\n\n".join("\n".join(section) for section in sections) + "\n"


def verdicts(parts: Parts, claim: Claim) -> dict[str, Mapping[str, Any]]:
    """What each part that is there to test the claim says of it.

    Others may repeat the trainings of such a part, or have the claim's number for another claim.
    """
    meant = tested_by(claim)
    return {
        name: entry
        for name, part in parts.items()
        for entry in part["claims"]
        if entry["claim"] == claim.text and name in meant and not _of_twins(entry, part)
    }


def _of_twins(entry: Mapping[str, Any], part: Mapping[str, Any]) -> bool:
    """Whether a claim sets settings against each other that are the same."""
    return any(pair in part["alike"] or pair[::-1] in part["alike"] for pair in entry["pairs"])


def tested_by(claim: Claim) -> list[str]:
    """The parts that test a claim, whether they have run or not."""
    return [
        name
        for name, study in article.PARTS.items()
        for each in of_task(study.about)
        if each.text == claim.text
        and each.measure in study.about.quantities(study.taken)
        and each.match(study.settings)
    ]


def _opening(parts: Parts, name: str) -> Iterator[str]:
    words = {each.text: _in_all(verdicts(parts, each)) for each in CLAIMS}
    counts = {
        word: sum(each == word for each in words.values())
        for word in ("supported", "contradicted", "no difference", "mixed", "undecided", "not run")
    }
    yield "# What is said of pooling, and what comes of it"
    yield ""
    yield (
        "Articles about pooling repeat the same sentences. Here each of them is a measurement, on "
        "data that anyone can have, with its uncertainty. What does not come out is reported as "
        "it is."
    )
    yield ""
    yield (
        f"Of {len(CLAIMS)} claims {counts['supported']} are supported wherever they are decided, "
        f"{counts['contradicted']} contradicted, {counts['no difference']} come to no difference "
        f"that matters, {counts['mixed']} have other verdicts on other data, {counts['undecided']} "
        f"are not decided by what has run, and {counts['not run']} wait for parts that have not."
    )
    yield ""
    yield f"![Differences that claims are about, with their intervals]({name}.svg)"
    yield ""
    yield "```sh"
    yield "poolwise compare --preset article --out article   # resumes where it was stopped"
    yield f"poolwise evidence article --write docs/{name}.md   # writes this page"
    yield "```"


def _glance(parts: Parts) -> Iterator[str]:
    """Each claim in a row: the parts by what they say of it."""
    yield "## At a glance"
    yield ""
    columns = (SUPPORTED, CONTRADICTED, SAME, UNDECIDED)
    rows = []
    for claim in CLAIMS:
        found = verdicts(parts, claim)
        said = [
            ", ".join(name for name, entry in found.items() if entry["verdict"] == column)
            for column in columns
        ]
        anchor = re.sub(r"[^a-z0-9 -]", "", claim.text.lower()).replace(" ", "-")
        rows.append((f"[{claim.text.rstrip('.')}](#{anchor})" if found else claim.text, *said))
    yield from _table(("claim", *columns), rows)


def _ran(parts: Parts) -> Iterator[str]:
    yield "## What ran"
    yield ""
    heads = (
        "part",
        "task, data, network",
        "settings",
        "trainings each",
        "minutes",
        "did not count",
    )
    yield from _table(heads, (_part_row(name, parts.get(name)) for name in article.PARTS))
    short = [name for name, part in parts.items() if " of " in _size(part, article.PARTS[name])]
    missing = [name for name in article.PARTS if name not in parts]
    if short:
        yield ""
        yield (
            f"{listing(short)} ran with fewer settings or trainings than the preset has: where two "
            "numbers stand in the table, the second is the preset's. Their grids were chosen with "
            "some results in sight, so that what they say is exploratory until the whole preset "
            "has run."
        )
    if missing:
        yield ""
        yield f"Not run yet: {listing(missing)}."
    for name, part in parts.items():
        for first, second in part["alike"]:
            yield ""
            yield (
                f"In {name} {second} gave the same numbers as {first} in every training: it is the "
                "same there, and tests nothing."
            )


def _part_row(name: str, part: Mapping[str, Any] | None) -> tuple[str, ...]:
    study = article.PARTS[name]
    what = f"{study.about.name}, {study.only_data}, {listing(study.networks)}"
    if part is None:
        return name, what, f"– of {len(study.settings)}", f"– of {study.seeds}", "–", ""
    rows = part["rows"]
    unsound = [f"{each}: {why.split(':')[0]}" for each, why in part["unsound"].items()]
    times = part["times"]
    seconds = times.get("trials_s" if times.get("trials_kept") else "wall_s")
    minutes = "resumed" if seconds is None else f"{seconds / 60:.0f}"
    return (
        name,
        what,
        *_size(part, study).split(", "),
        minutes,
        "; ".join(unsound) or f"0 of {len(rows)}",
    )


def _size(part: Mapping[str, Any], study: Study) -> str:
    """Settings and trainings of each, and of how many where the preset has others."""
    both = (
        (len(part["settings"]), len(study.settings)),
        (part["study"]["seeds"], study.seeds),
    )
    return ", ".join(str(ran) if ran == all_ else f"{ran} of {all_}" for ran, all_ in both)


def _claims(parts: Parts) -> Iterator[str]:
    yield "## Claim by claim"
    yield ""
    yield (
        "A verdict holds for new items like those of its part unless a sentence says otherwise; "
        "the claims of one part are one family, corrected together. Differences that matter are "
        "of a point or more."
    )
    untold = [each for each in CLAIMS if not verdicts(parts, each)]
    for claim in (each for each in CLAIMS if each not in untold):
        yield ""
        yield f"### {claim.text}"
        yield ""
        if claim.source:
            yield f"Source: {claim.source}."
            yield ""
        found = verdicts(parts, claim)
        for name, entry in found.items():
            yield f"- **{name}: {entry['verdict']}.** {entry['evidence']}"
        waiting = _waiting(parts, claim)
        if waiting:
            yield f"- {waiting}"
    if untold:
        yield ""
        yield "### Claims that no part has decided yet"
        yield ""
        rows = ((each.text, each.source, each.needs, _waiting(parts, each)) for each in untold)
        yield from _table(("claim", "source", "needs", "why not"), rows)


def _waiting(parts: Parts, claim: Claim) -> str:
    """Why parts that are there for a claim say nothing of it."""
    silent = [name for name in tested_by(claim) if name not in verdicts(parts, claim)]
    rest = [name for name in silent if name not in parts]
    ran = [name for name in silent if name in parts]
    sentences = []
    if rest:
        sentences.append(f"Not run yet: {listing(rest)}.")
    if ran:
        sentences.append(
            f"Run without what it needs, or with trainings that did not converge: {listing(ran)}."
        )
    return " ".join(sentences)


def _in_all(found: Mapping[str, Mapping[str, Any]]) -> str:
    """One word for the verdicts of all parts."""
    if not found:
        return "not run"
    decided = {each["verdict"] for each in found.values()} - {UNDECIDED}
    if not decided:
        return "undecided"
    if len(decided) > 1:
        return "mixed"
    return {SUPPORTED: "supported", CONTRADICTED: "contradicted", SAME: "no difference"}[
        decided.pop()
    ]


def _known(parts: Parts) -> Iterator[str]:
    yield "## Effects that should come out"
    yield ""
    by_text = {each.text: each for each in CLAIMS}
    for claim in (_SHIFTS, _STRIDES, _TIME):
        found = verdicts(parts, by_text[claim])
        listed = "; ".join(f"{name}: {_short(entry, parts[name])}" for name, entry in found.items())
        yield f"- **{claim}** {listed or 'Not run yet'}."
    yield from _attacks(parts)
    yield from _ways_back(parts)


def _short(entry: Mapping[str, Any], part: Mapping[str, Any]) -> str:
    unit = part["measures"][entry["measure"]]["unit"]
    ends = show_interval(entry["low"], entry["high"], unit)
    return f"{entry['verdict']}, {show_difference(entry['difference'], unit)} {ends}".rstrip()


def _attacks(parts: Parts) -> Iterator[str]:
    for kind, names in STRENGTHS.items():
        told = [
            said
            for name, part in parts.items()
            if names[0] in part["measures"] and (said := _falling(name, part, names))
        ]
        said = "; ".join(told) or "Not run yet"
        yield f"- **{kind} lowers accuracy monotonically in ε (1, 2, 4, 8 / 255).** {said}."


def _falling(name: str, part: Mapping[str, Any], names: Sequence[str]) -> str:
    """How many steps from one strength to the next lower accuracy, over all settings."""
    found = [step for each in part["summary"] for step in steps(part, names, each)]
    if not found:
        return ""
    falling = sum(step["difference"] < 0 for step in found)
    rising = sum(step["difference"] > 0 for step in found)
    sure = sum(step["high"] is not None and step["high"] < 0 for step in found)
    baseline = part["summary"][part["baseline"]]
    levels = " → ".join(_interval(baseline.get(each), "%") for each in names)
    return (
        f"{name}: {falling} of {len(found)} steps fall, {sure} of them with an interval below 0, "
        f"and {rising} rise; {part['baseline']}: {levels}"
    )


def _ways_back(parts: Parts) -> Iterator[str]:
    told = [name for name, part in parts.items() if DETAIL[2] in part["measures"]]
    yield (
        "- **What pooling keeps of a picture, and what knowing the places of maxima restores.** "
        + (f"PSNR by window, {listing(told)}:" if told else "Not run yet.")
    )
    for name in told:
        part = parts[name]
        rows = []
        for setting, summary in part["summary"].items():
            found = [summary.get(measure) for measure in DETAIL]
            if any(found):
                rows.append((setting, *map(_interval, found)))
        yield ""
        yield from _table((f"{name}, PSNR in dB", *WAYS_BACK), rows)


def _interval(entry: Mapping[str, Any] | None, unit: str = "") -> str:
    if entry is None:
        return "–"
    ends = show_interval(entry["low"], entry["high"], unit, entry["mean"])
    return f"{show(entry['mean'], unit)} {ends}".rstrip()


def _universal(parts: Parts) -> Iterator[str]:
    yield "## No universal setting"
    yield ""
    yield (
        "“There is no setting that is best everywhere” is a sentence about the interaction of "
        "pooling and data: does the difference from the baseline depend on the data set?"
    )
    together: dict[tuple[str, str], list[str]] = {}
    for name in _one_each(parts):
        part = parts[name]
        together.setdefault((part["task"], part["network"]), []).append(name)
    told = False
    for (task, network), names in together.items():
        if len(names) < 2:
            continue
        yield ""
        try:
            found = many.summary([parts[name] for name in names])
        except ValueError as error:
            yield f"**{task}, {network}** ({listing(names)}): {error}."
            continue
        told = True
        yield f"**{task}, {network}** ({listing(names)}). {found['text']}"
        yield ""
        yield from _table(
            ("setting", "baseline", "Welch's F", "p", "p, Holm", "depends on the data"),
            (
                (
                    each["setting"],
                    each["baseline"],
                    f"{each['f']:.3g} on {each['df'][0]:.0f}, {each['df'][1]:.3g}",
                    show_p(each["p"]),
                    show_p(each["p_adjusted"]),
                    "yes" if each["p_adjusted"] < ALPHA else "not shown",
                )
                for each in found["interaction"]
            ),
        )
    if not told:
        yield ""
        yield "Not decided: fewer than two data sets of one task and network have run."


def _one_each(parts: Parts) -> list[str]:
    """Of the parts on the same data, for one task and network, the one with most settings."""
    best: dict[tuple[str, ...], str] = {}
    for name, part in parts.items():
        key = part["task"], part["network"], str(part["study"]["data"])
        if key not in best or len(part["settings"]) > len(parts[best[key]]["settings"]):
            best[key] = name
    return list(best.values())


def _galanis(parts: Parts) -> Iterator[str]:
    yield "## Galanis' table"
    yield ""
    yield (
        "LeNet-5 (LeCun et al. 1998) with one pooling after the other on the 5,000 digits of "
        "`mnist`, as far as that roundup's poolings are here. Its own figures are not repeated: "
        "they come from other trainings, by plain stochastic gradient descent."
    )
    yield ""
    part = parts.get("galanis")
    if part is None:
        yield "Not run yet: `poolwise compare --preset article --part galanis --out article`."
        return
    tests = {each["setting"]: each for each in part["tests"]}
    order = sorted(
        part["summary"], key=lambda name: -part["summary"][name].get(part["primary"], _NONE)["mean"]
    )
    rows = []
    for setting in order:
        test = tests.get(setting)
        shown = _interval(part["summary"][setting].get(part["primary"]), "%")
        if test is None:
            rows.append((setting, shown, "–", "–", part["unsound"].get(setting, "the baseline")))
            continue
        ends = show_interval(test["low"], test["high"], "%")
        less = f"{show_difference(test['difference'], '%')} {ends}"
        if [part["baseline"], setting] in part["alike"]:
            rows.append((setting, shown, "–", "–", f"the same as {part['baseline']} here"))
            continue
        rows.append((setting, shown, less, show_p(test["p_adjusted"]), test["verdict"]))
    yield from _table(("pooling", "accuracy", "against max", "p, Holm", "verdict"), rows)
    told = [e for e in part["tests"] if [part["baseline"], e["setting"]] not in part["alike"]]
    larger = [e["setting"] for e in told if e["p_adjusted"] < ALPHA]
    yield ""
    yield (
        f"Differences from {part['baseline']} that are shown to be larger than chance: "
        f"{listing(larger) or 'none'}, of {len(told)}. Of the others neither an order nor that "
        "they are equal is shown."
    )


_NONE = {"mean": -1.0}


def _literature(parts: Parts) -> Iterator[str]:
    yield "## What the literature found"
    yield ""
    by_text = {each.text: each for each in CLAIMS}
    rows = []
    for source in LITERATURE:
        ours = []
        for claim in source.claims:
            found = verdicts(parts, by_text[claim])
            by_verdict: dict[str, list[str]] = {}
            for name, entry in found.items():
                by_verdict.setdefault(entry["verdict"], []).append(name)
            said = "; ".join(f"{word} ({listing(names)})" for word, names in by_verdict.items())
            ours.append(f"{claim} {said or 'Not run yet'}.")
        rows.append((f"{source.name}, *{source.title}*", source.finding, "<br>".join(ours)))
    yield from _table(("source", "what it found", "here"), rows)
    yield ""
    yield (
        "Where the two differ, so do the conditions: here networks and data are small, trainings "
        "end at a plateau, and the learning rate is chosen for each setting."
    )


def _reading() -> Iterator[str]:
    yield "## How to read it"
    yield ""
    yield "- **supported, contradicted**: a test shows the difference, in that direction."
    yield "- **no difference that matters**: a test shows that it is smaller than a point."
    yield "- **not decided by this data**: neither is shown; more trainings or items might."
    yield ""
    yield (
        "The parts were laid out with first trainings of some of them in sight, which are among "
        "those that count here: more trainings (`--seeds`) or data of your own are the fresh test."
    )
    yield ""
    yield (
        "How tests and intervals are made is in [verdicts](verdicts.md), what the data are in "
        "[data](data.md); `evidence/` beside this page has the results that it was written from."
    )


def _table(heads: Sequence[str], rows: Any) -> Iterator[str]:
    yield "| " + " | ".join(heads) + " |"
    yield "|" + "---|" * len(heads)
    for row in rows:
        yield "| " + " | ".join(row) + " |"
