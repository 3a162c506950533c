"""Is what a report says true? Whole studies with known truth, through the code that reports use.

The parts: simulated studies without and with differences (simulated.py), alone and on several data
sets (many.py), and real ones on digits (real_studies.py). Of each study is counted what it says
that is wrong, and how many of its intervals cover the truth.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from joblib import Parallel, cpu_count, delayed, parallel_config
from threadpoolctl import threadpool_limits

from poolwise.lab.checking.simulated import (
    MARGIN,
    PLANTED,
    PRIMARY,
    SAMPLE,
    TEST_ITEMS,
    Kind,
    Luck,
    simulate,
)
from poolwise.lab.parsing import check_count
from poolwise.lab.running.progress import Progress, Silent
from poolwise.lab.seeds import derive_seed
from poolwise.lab.statistics.claims import CONTRADICTED, SAME, SUPPORTED
from poolwise.lab.statistics.estimates import ALPHA, Floats
from poolwise.lab.statistics.many import interaction
from poolwise.lab.statistics.pairs import every_pair
from poolwise.lab.statistics.tables import Table
from poolwise.lab.statistics.verdicts import (
    BETTER,
    EQUIVALENT,
    WORSE,
    compare_with,
    help_for,
    sum_up,
)

SEEDS = (3, 5, 10, 20)
ERRORS = (
    "wrong verdict",
    "wrong pair",
    "wrong claim",
    "wrong word",
    "wrong advice",
    "best left out",
)
"""What is counted of each study that is wrong: at most so often as a level says."""
OTHERS = ("differences covered", "means covered", "decided")
"""How many intervals cover the truth, and whether it decides."""

_DEPENDS = "said to depend on the data"
_CHUNK = 25
_MOST = 100_000
Counts = dict[str, float]


@dataclass
class Part:
    """A line of the table: what is counted in studies of one kind."""

    part: str
    data: str
    seeds: int
    counts: list[Counts] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Rates with their Monte-Carlo errors (standard errors over studies)."""
        rates = {}
        for name in self.counts[0]:
            each = np.array([counts[name] for counts in self.counts])
            error = each.std() / np.sqrt(len(each))
            rates[name] = {"rate": float(each.mean()), "error": float(error)}
        line = {"part": self.part, "data": self.data, "seeds": self.seeds}
        return line | {"studies": len(self.counts), "rates": rates}


def judge(table: Table, truth: Mapping[str, Floats], margin: float) -> Counts:
    """What a study says that is wrong, given the `truth` of each setting in each measure."""
    baseline = table.names[0]
    result = sum_up(table, baseline, margin)
    places = {name: i for i, name in enumerate(table.names)}
    accuracy = truth[PRIMARY]
    real = {name: accuracy[i] - accuracy[0] for name, i in places.items()}
    tests = [each for each in result["tests"] if each["measure"] == PRIMARY]
    verdicts = {each["setting"]: each["verdict"] for each in tests}
    pairs = [
        (each, real[each["first"]] - real[each["second"]]) for each in every_pair(table, margin)
    ]
    advised = result["recommendation"]["best"]
    summary = result["summary"]
    return {
        "wrong verdict": any(_wrong(v, real[name], margin) for name, v in verdicts.items()),
        "wrong pair": any(_wrong(each["verdict"], gain, margin) for each, gain in pairs),
        "wrong claim": any(_wrong_claim(c, truth, places, margin) for c in result["claims"]),
        "wrong word": _wrong_word(result["recommendation"], real),
        "wrong advice": any(name != baseline and real[name] <= 0 for name in advised),
        "best left out": not {n for n in real if real[n] == max(real.values())} & {*result["best"]},
        "differences covered": float(
            np.mean([each["low"] <= real[each["setting"]] <= each["high"] for each in tests])
        ),
        "means covered": float(
            np.mean(
                [
                    summary[name][PRIMARY]["low"] <= accuracy[i] <= summary[name][PRIMARY]["high"]
                    for name, i in places.items()
                ]
            )
        ),
        "decided": any(verdict in (BETTER, WORSE) for verdict in verdicts.values()),
    }


def _wrong(verdict: str, real: float, margin: float) -> bool:
    if verdict == EQUIVALENT:
        return abs(real) >= margin - 1e-12
    return (verdict == BETTER and real <= 0) or (verdict == WORSE and real >= 0)


def _wrong_claim(
    claim: Mapping[str, Any], truth: Mapping[str, Floats], places: Mapping[str, int], margin: float
) -> bool:
    if not claim["pairs"]:
        return False
    of = truth[claim["measure"]]
    real = float(np.mean([of[places[left]] - of[places[right]] for left, right in claim["pairs"]]))
    if claim["verdict"] == SAME:
        return abs(real) >= margin - 1e-12
    if claim["verdict"] not in (SUPPORTED, CONTRADICTED):
        return False
    return abs(real) < 1e-12 or (claim["difference"] > 0) != (real > 0)


def _wrong_word(recommendation: Mapping[str, Any], real: Mapping[str, float]) -> bool:
    """Whether the paragraph says "better" or "worse" of a setting that is not."""
    gains = {"better": 1, "worse": -1}
    for sentence in re.split(r"\.\s", recommendation["text"]):
        for word in re.findall(r"\b(better|worse)\b", sentence):
            named = [gain for name, gain in real.items() if f"{name} (" in sentence]
            if not named or any(gains[word] * gain <= 0 for gain in named):
                return True
    return False


# -- parts


def kinds() -> Iterator[tuple[str, tuple[float, ...], Kind]]:
    """Simulated studies: without a difference and with planted ones, of all designs."""
    nothing = (0.0,) * len(PLANTED)
    for part, effects in (("no difference", nothing), ("planted", PLANTED)):
        for test_set, grouped in ((True, False), (True, True), (False, False), (False, True)):
            for seeds in SEEDS:
                items = TEST_ITEMS if test_set else SAMPLE
                yield part, effects, Kind(test_set, grouped, seeds, items)


def count_simulated(
    effects: tuple[float, ...], kind: Kind, seed: int, studies: Sequence[int]
) -> list[Counts]:
    """Counts of some simulated studies."""
    counts = []
    for number in studies:
        rng = np.random.default_rng(derive_seed("simulate", seed, effects, repr(kind), number))
        counts.append(judge(*simulate(kind, effects, rng), MARGIN))
    return counts


PLANS = (
    ("seeds", Kind(True, False, 5, 2000), (0.15, 0.08), 0.032),
    ("seeds", Kind(True, False, 10, 2000), (0.15, 0.08), 0.022),
    ("test items", Kind(True, False, 5, 300), (0.05, 0.02), 0.035),
    ("test items", Kind(True, False, 10, 300), (0.05, 0.02), 0.025),
    ("data", Kind(False, False, 5, 300), (0.05, 0.02), 0.05),
    ("data", Kind(False, False, 10, 300), (0.05, 0.02), 0.035),
)
"""Pilots by what limits them: the kind, its luck, and the difference to be shown."""


def count_planned(
    kind: Kind, luck: Luck, size: float, seed: int, studies: Sequence[int]
) -> list[Counts]:
    """Whether a study of the size that a pilot asks for shows a true difference of `size`."""
    counts = []
    effects = (0.0, size)
    for number in studies:
        rng = np.random.default_rng(derive_seed("plan", seed, repr(kind), number))
        pilot, _ = simulate(kind, effects, rng, luck=luck, measures=(PRIMARY,))
        estimate = pilot.estimate(PRIMARY, np.array([[-1.0, 1.0]]))
        wanted = help_for(estimate, size, 1, pilot)
        if wanted is None:
            continue
        items = round(kind.items * wanted["more_data"])
        larger = replace(kind, seeds=wanted["seeds"], items=items)
        table, _ = simulate(larger, effects, rng, luck=luck, measures=(PRIMARY,))
        # A margin of next to nothing: that both are equivalent is no answer here.
        (test,) = sum_up(table, table.names[0], size / 100)["tests"]
        more = {"seeds": wanted["seeds"] / kind.seeds, "items": wanted["more_data"]}
        counts.append({"power": float(test["verdict"] == BETTER), **more})
    return counts


SEVERAL = tuple(
    (name, sets, Kind(test_set, False, 5, TEST_ITEMS if test_set else SAMPLE))
    for name in ("same differences", "other differences")
    for test_set in (True, False)
    for sets in (3, 6)
)
"""Studies of several data sets on which settings differ by the same, and by something else."""


def count_several(
    name: str, sets: int, kind: Kind, seed: int, studies: Sequence[int]
) -> list[Counts]:
    """Whether it is said that differences depend on the data set."""
    counts = []
    baseline, *others = PLANTED
    for number in studies:
        rng = np.random.default_rng(derive_seed("several", seed, name, sets, repr(kind), number))
        tests = []
        for i in range(sets):
            turned = others[i:] + others[:i] if name == "other differences" else others
            table, _ = simulate(kind, (baseline, *turned), rng, measures=(PRIMARY,))
            found = compare_with(table, table.names[0], MARGIN)
            tests.append({each["setting"]: each for each in found})
        said = min((p for _, p in interaction(tests).values()), default=1.0) < ALPHA
        counts.append({_DEPENDS: float(said)})
    return counts


def run(
    studies: int, seed: int, *, jobs: int | None = None, progress: Progress | None = None
) -> dict[str, Any]:
    """All parts, `studies` of each kind (at most 300 and 200 of the real ones).

    Args:
        studies: how many of each kind.
        seed: of everything that is drawn.
        jobs: processes; one for each core when None.
        progress: told of every part that ends.

    Returns:
        ``{"studies", "seed", "parts", "power", "several", "notes"}``, plain JSON values: each part
        ``{"part", "data", "seeds", "studies", "rates": {name: {"rate", "error"}}}``.

    Raises:
        ValueError: `studies` or `jobs` is not positive.
    """
    from poolwise.lab.checking import real_studies

    check_count("studies", studies, _MOST)
    check_count("jobs", 1 if jobs is None else jobs)
    progress = progress or Silent()
    parts: list[Part] = []
    # Small matrices: threads of their own would only wait for each other.
    with threadpool_limits(1), parallel_config(backend="loky", inner_max_num_threads=1):
        parallel = Parallel(n_jobs=jobs or cpu_count())

        def count(function: Any, *arguments: Any, total: int = studies) -> list[Any]:
            chunks = [range(i, min(i + _CHUNK, total)) for i in range(0, total, _CHUNK)]
            calls = (delayed(function)(*arguments, seed, chunk) for chunk in chunks)
            return [each for found in parallel(calls) for each in found]

        for name, effects, kind in kinds():
            progress.say(f"{name}, {kind.name}, {kind.seeds} seeds")
            counts = count(count_simulated, effects, kind)
            parts.append(Part(name, kind.name, kind.seeds, counts))
        power = []
        for limit, kind, luck, size in PLANS:
            progress.say(f"planned power, limited by {limit}, {kind.seeds} seeds")
            counts = count(count_planned, kind, luck, size)
            power.append(Part(f"limited by {limit}", kind.name, kind.seeds, counts))
        several = []
        for name, sets, kind in SEVERAL:
            progress.say(f"{name} on {sets} data sets, {kind.name}")
            counts = count(count_several, name, sets, kind)
            several.append(Part(f"{name}, {sets} data sets", kind.name, kind.seeds, counts))
        notes = []
        if real_studies.available():
            for name, data, function, most in real_studies.PARTS:
                progress.say(f"{name}, {data}")
                found = count(function, total=min(studies, most))
                truth = real_studies.truth_of(found, name == real_studies.TWO_NAMES)
                for seeds in real_studies.SEEDS:
                    tables = (real_studies.at(table, seeds) for table, _ in found)
                    counts = [judge(table, truth, real_studies.MARGIN) for table in tables]
                    if data == real_studies.TEST_SET:
                        # They hold for this training data, and the truth is that of others.
                        counts = [_without(each, "means covered") for each in counts]
                    parts.append(Part(name, data, seeds, counts))
        else:
            notes.append(real_studies.MISSING)
    return {
        "studies": studies,
        "seed": seed,
        "parts": [each.as_dict() for each in parts],
        "power": [each.as_dict() for each in power if each.counts],
        "several": [each.as_dict() for each in several],
        "notes": notes,
    }


def _without(counts: Counts, name: str) -> Counts:
    return {key: value for key, value in counts.items() if key != name}


def as_text(found: Mapping[str, Any]) -> str:
    """The tables, in Markdown."""
    lines = [
        f"{found['studies']:,} studies of each kind, seed {found['seed']}. In percent, with the "
        "Monte-Carlo error.",
        "",
        *_rows(("part", "data", "seeds", "studies", *ERRORS, *OTHERS), found["parts"]),
        "",
        *_rows(("planned power", "data", "seeds", "studies", "power"), found["power"]),
        "",
        *_rows(("several data sets", "data", "seeds", "studies", _DEPENDS), found["several"]),
        *found["notes"],
    ]
    return "\n".join(lines)


def _rows(heads: Sequence[str], parts: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    yield "| " + " | ".join(heads) + " |"
    yield "|" + "---|" * 2 + "---:|" * (len(heads) - 2)
    for each in parts:
        rates = (_percent(each["rates"].get(name)) for name in heads[4:])
        first = (each["part"], each["data"], str(each["seeds"]), f"{each['studies']:,}")
        yield "| " + " | ".join((*first, *rates)) + " |"


def _percent(rate: Mapping[str, float] | None) -> str:
    return "" if rate is None else f"{100 * rate['rate']:.1f} ± {100 * rate['error']:.1f}"
