"""What the report's template asks of a result: numbers, groups, outcomes and charts.

The report never orders settings whose difference the test does not support. Tables keep the order
of the grid, and settings stand in the groups that the tests made.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from poolwise.catalogue import shown
from poolwise.lab.report import charts
from poolwise.lab.report.charts import Estimate
from poolwise.lab.units import show, show_interval
from poolwise.lab.wording import in_sentence, listing

Result = Mapping[str, Any]
_DIGEST = re.compile("[0-9a-f]{40,}")

POOLS = ("max", "avg", "min", "sum", "conv", "none")
FAMILIES = {
    "accuracy": "How well it does the task",
    "shift": "Under shifts",
    "noise": "Under noise",
    "adversarial": "Under attack",
    "localization": "Where the network looks",
    "detail": "What is left of a picture",
    "overfitting": "Overfitting",
    "data_size": "With less training data",
    "transfer": "On other data",
    "cost": "Cost",
    "time": "Time",
}


# Lists in the data's description: shown as tables of their own, or counted.
_COUNTED = ("skipped", "dropped", "duplicates", "similar")
_LISTS = {"classes", "counts", "test_counts", *_COUNTED}


_FEW = 3
TITLE = "poolwise: pooling for NumPy and PyTorch, and the evidence to choose one"
AUTHOR = "The poolwise developers"
"""As CITATION.cff has them."""


@dataclass(frozen=True)
class Group:
    """Settings that the test does not tell apart, or puts below the others, in grid order."""

    title: str
    settings: list[str]


@dataclass(frozen=True)
class Panel:
    """A chart with its heading; `detail` tells it from others of the same title."""

    title: str
    detail: str
    svg: str


class View:
    """The result as the template asks for it; every table keeps the order of the grid."""

    def __init__(self, result: Result) -> None:
        self.result = result
        self.settings: dict[str, Result] = {s["name"]: s for s in result["settings"]}
        self.measures: dict[str, Result] = result["measures"]
        self.baseline: str = result["baseline"]
        self.primary: str = result["primary"]
        self.best: list[str] = list(result["recommendation"].get("best", ()))
        self.data_name: str = result["data"].get("name") or result["study"].get("data", "your data")
        timed = result.get("times", {}).get("tests", ())
        self._tests = {(t["measure"], t["setting"]): t for t in (*result["tests"], *timed)}
        self._unsound: dict[str, str] = dict(result.get("unsound", {}))
        self._numbers = {name: i for i, name in enumerate(self.settings)}
        self._series = self._place_series()

    # -- numbers

    def headline(self) -> list[str]:
        """The measures of the first table, the main one first."""
        chosen = [m for m, about in self.measures.items() if about.get("headline")]
        told = {self.primary}.union(*self.result["summary"].values())
        chosen = [m for m in chosen if m in told]
        return sorted(chosen, key=lambda m: m != self.primary)

    def families(self) -> dict[str, list[str]]:
        """Measures by family, for the table of a setting."""
        families: dict[str, list[str]] = {}
        for name, about in self.measures.items():
            families.setdefault(about.get("family", "other"), []).append(name)
        return families

    def summary(self, setting: str, measure: str) -> Result:
        """Mean and interval; all None where the setting has no such number."""
        nothing = {"mean": None, "low": None, "high": None, "n": 0}
        found = self.result["summary"].get(setting, {}).get(measure)
        return nothing if found is None else nothing | found

    def interval(self, setting: str, measure: str) -> str:
        """The interval as text, empty where the number is the same for every seed."""
        s = self.summary(setting, measure)
        if s["low"] == s["high"]:
            return ""
        return show_interval(s["low"], s["high"], self.unit(measure), s["mean"])

    def unit(self, measure: str) -> str:
        return str(self.measures.get(measure, {}).get("unit", ""))

    def label(self, measure: str) -> str:
        return str(self.measures.get(measure, {}).get("label", measure))

    @property
    def main(self) -> str:
        """The main measure within a sentence."""
        return in_sentence(self.label(self.primary))

    def better(self, measure: str) -> str:
        return str(self.measures.get(measure, {}).get("better", ""))

    def about(self, measure: str) -> str:
        return str(self.measures.get(measure, {}).get("about", ""))

    def estimate(self, setting: str, measure: str) -> Estimate | None:
        """The number as charts take it."""
        s = self.summary(setting, measure)
        if s["mean"] is None:
            return None
        low, high = (s["mean"] if s[end] is None else s[end] for end in ("low", "high"))
        return Estimate(s["mean"], low, high)

    # -- words

    def subtitle(self) -> str:
        """What was compared, in one line."""
        study, trials = self.result["study"], len(self.result["rows"])
        network = study.get("model") or self.result.get("network") or "a network"
        data = self.result["data"]
        parts = [
            f"{data['items']:,} {data['kind']}" if "items" in data else "",
            str(network),
            f"{len(self.settings)} settings, {self.seeds()}, {trials} trained networks",
        ]
        return " · ".join(part for part in parts if part)

    def seeds(self) -> str:
        """How many seeds there are."""
        seeds = len({row["seed"] for row in self.result["rows"]})
        return f"{seeds} {'seed' if seeds == 1 else 'seeds'}"

    def anchor(self, setting: str) -> str:
        return f"setting-{self.number(setting) + 1}"

    def claims(self) -> list[Result]:
        """The claims that the study tests, decided ones first."""
        order = ("supported", "contradicted", "no difference that matters")
        places = {verdict: place for place, verdict in enumerate(order)}
        tested = [claim for claim in self.result["claims"] if claim["pairs"]]
        return sorted(tested, key=lambda claim: places.get(claim["verdict"], len(order)))

    def untested(self) -> dict[str, list[Result]]:
        """The other claims, by what is missing."""
        missing: dict[str, list[Result]] = {}
        for claim in self.result["claims"]:
            if not claim["pairs"]:
                missing.setdefault(claim["evidence"], []).append(claim)
        return missing

    def verdict_class(self, verdict: str) -> str:
        return verdict if verdict in ("supported", "contradicted") else "open"

    def scope(self) -> str:
        """What the verdicts hold for."""
        return str(self.result.get("scope", {}).get("text", ""))

    def would_help(self) -> list[str]:
        """For each setting that is not decided, what would show a difference."""
        return [
            _help(name, wanted, self.kind())
            for name, wanted in self.result.get("power", {}).items()
        ]

    def would_change(self) -> str:
        """In one sentence what would change the verdict."""
        power = self.result.get("power", {})
        known = [each for each in power.values() if each]
        if not power:
            return ""
        counts = Counter(each["limit"] for each in known)
        parts = [f"more {limit} would decide {of}" for limit, of in counts.items()]
        if beyond := len(power) - len(known):
            parts.append(f"no study within reason would decide {beyond}")
        which = "the setting that is" if len(power) == 1 else f"{len(power)} settings that are"
        return f"Of {which} not decided {listing(parts)}."

    def costs(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """What the settings to use cost: a name with labels and numbers for each."""
        measures = [
            m
            for m in self.headline()
            if self.measures[m].get("family") in ("cost", "time") and self.better(m)
        ]
        told = self.best if 0 < len(self.best) <= _FEW else [self.baseline]
        return [
            (name, [(self.label(m), show(self.summary(name, m)["mean"], self.unit(m)))
                    for m in measures])
            for name in told if measures
        ]  # fmt: skip

    def matrix(self) -> dict[tuple[str, str], Result]:
        """The paired difference of every two settings, either way round: row minus column."""
        found: dict[tuple[str, str], Result] = {}
        for pair in self.result.get("pairs", ()):
            ends = [None if pair[end] is None else -pair[end] for end in ("high", "low")]
            other = {"better": "worse", "worse": "better"}.get(pair["verdict"], pair["verdict"])
            turned = {"difference": -pair["difference"], "low": ends[0], "high": ends[1]}
            found[pair["first"], pair["second"]] = pair
            found[pair["second"], pair["first"]] = {**pair, **turned, "verdict": other}
        return found

    def paired(self) -> list[str]:
        """The settings that are in a pair, in order."""
        return self._only({name for pair in self.matrix() for name in pair})

    def value(self, setting: str, measure: str) -> float | str:
        """A mean for a table to be sorted by; empty if there is none."""
        mean = self.summary(setting, measure)["mean"]
        return "" if mean is None else float(mean)

    def bibtex(self) -> str:
        """How to cite what made this."""
        version = self.result.get("versions", {}).get("poolwise", "")
        year = str(self.result.get("times", {}).get("started", ""))[:4]
        fields = {
            "title": f"{{{TITLE}}}",
            "author": f"{{{AUTHOR}}}",
            "version": version,
            "year": year,
        }
        lines = (f"  {name} = {{{value}}}," for name, value in fields.items() if value)
        return "\n".join(["@software{poolwise,", *lines, "}"])

    def family_title(self, family: str) -> str:
        return FAMILIES.get(family, family.capitalize())

    def kind(self) -> str:
        """What the items are called, in the plural."""
        return str(self.result["data"].get("kind", "items"))

    def seen(self) -> str:
        """What the pictures show of the items."""
        seen = {
            "clips": "The frames in the middle of some clips, which windows join with others",
            "recordings": "Spectra of some recordings, low bands at the bottom",
        }
        return seen.get(self.kind(), f"Some {self.kind()} of the data")

    def classes(self) -> list[tuple[str, int]]:
        data = self.result["data"]
        return list(zip(data.get("classes", ()), data.get("counts", ()), strict=False))

    def facts(self) -> dict[str, dict[str, str]]:
        """The record's lists: study, data, machine, versions and times."""
        data, times = self.result["data"], self.result.get("times", {})
        shown = {k: v for k, v in data.items() if k not in _LISTS}
        if shown.get("shape"):
            shown["shape"] = " × ".join(map(str, shown["shape"]))
        sections = {
            "Study": self.result["study"],
            "Data": shown | {k: len(data[k]) for k in _COUNTED if k in data},
            "Machine": self.result.get("machine", {}),
            "Versions": self.result.get("versions", {}),
            "Time": _durations({k: v for k, v in times.items() if k != "tests"}),
        }
        return {
            heading: {
                key.replace("_", " "): _fact(value)
                for key, value in facts.items()
                if value not in (None, "", [])
            }
            for heading, facts in sections.items()
            if facts
        }

    # -- tests and groups

    def test(self, setting: str, measure: str) -> Result | None:
        """The paired test of this setting against the baseline."""
        return self._tests.get((measure, setting))

    def outcome(self, test: Result) -> str:
        """A test's verdict; "better" and "worse" only where the test decides."""
        return str(test["verdict"])

    def shown_p(self, test: Result) -> float | None:
        """The p that the verdict rests on."""
        value = test["p_equivalent" if test["verdict"] == "equivalent" else "p_adjusted"]
        return None if value is None else float(value)

    def ended(self, setting: str) -> str:
        """Why the setting decides nothing, empty if it may."""
        return self._unsound.get(setting, "")

    def standing(self, setting: str, measure: str) -> str:
        """Of the main measure "top" (it may be the best), "worse" or ""; of others, nothing."""
        best = self.result.get("best", ())
        if measure != self.primary or not set(self.settings) - set(best) - set(self._unsound):
            return ""
        if setting in best:
            return "top"
        test = self.test(setting, self.primary)
        return "worse" if test and test["verdict"] == "worse" else ""

    def groups(self) -> list[Group]:
        """The settings by their verdicts in the main measure."""
        accuracy = self.label(self.primary)
        told: dict[str, list[str]] = {}
        for name in self.settings:
            test = self.test(name, self.primary)
            told.setdefault(test["verdict"] if test else "", []).append(name)
        sound = [name for name in self.settings if name not in self._unsound]
        unsound = Group("Decide nothing", self._only(set(self._unsound)))
        if not told.keys() & {"better", "worse", "equivalent"}:
            parts = [Group(f"{accuracy}: no difference is shown", sound), unsound]
            return [part for part in parts if part.settings]
        rest = [name for name in told.get("", ()) if name not in {self.baseline, *self._unsound}]
        parts = [
            Group(f"{accuracy}: better than the baseline", told.get("better", [])),
            Group("The baseline", self._only({self.baseline} - self._unsound.keys())),
            Group(f"{accuracy}: equivalent to the baseline", told.get("equivalent", [])),
            Group(f"{accuracy}: not decided", told.get("not decided", [])),
            Group(f"{accuracy}: worse than the baseline", told.get("worse", [])),
            Group(f"{accuracy}: not tested", rest),
            unsound,
        ]
        return [part for part in parts if part.settings]

    def _only(self, names: set[str]) -> list[str]:
        return [name for name in self.settings if name in names]

    # -- charts

    def number(self, setting: str) -> int:
        """Its place in the study, by which a page knows it."""
        return self._numbers[setting]

    def series(self, setting: str) -> int:
        """Colour and marker: the colour is that of its operator in every chart, and no two settings
        have both alike.
        """
        return self._series[setting]

    def colour(self, setting: str) -> int:
        """The colour of its series."""
        return self.series(setting) % len(charts.SERIES)

    def glyph(self, setting: str) -> str:
        """Its marker as a character."""
        return charts.GLYPHS[charts.marker_of(self.series(setting))]

    def _place_series(self) -> dict[str, int]:
        operators = {name: operator_of(each) for name, each in self.settings.items()}
        # The usual ones keep their place while there are colours for all.
        usual = POOLS if len({*POOLS, *operators.values()}) <= len(charts.SERIES) else ()
        pools = list(dict.fromkeys((*usual, *operators.values())))
        taken: Counter[int] = Counter()
        found = {}
        for name, operator in operators.items():
            colour = pools.index(operator) % len(charts.SERIES)
            found[name] = colour + len(charts.SERIES) * taken[colour]
            taken[colour] += 1
        return found

    def main_chart(self) -> str:
        """The main measure of every setting."""
        return self._dots(self.primary)

    def other_charts(self) -> list[Panel]:
        """The same of the other measures of the first table."""
        others = [measure for measure in self.headline() if measure != self.primary]
        drawn = ((each, self._dots(each)) for each in others)
        return [Panel(self.label(each), _direction(self.better(each), ""), svg)
                for each, svg in drawn if svg]  # fmt: skip

    def _dots(self, measure: str) -> str:
        ordered = [name for group in self.groups() for name in group.settings]
        found = {name: self.estimate(name, measure) for name in ordered}
        rows = [
            charts.Row(name, self.series(name), each, self.of_seeds(name, measure))
            for name, each in found.items()
            if each is not None
        ]
        if not rows or all(row.value.low == row.value.high for row in rows):
            return ""
        label = self.label(measure)
        return charts.dot_plot(
            rows,
            name=identifier("dots", measure),
            alt=f"{label} of every setting with its interval and each training, as in the tables",
            label=label,
            show=self.axis(measure),
            reference=self.summary(self.baseline, measure)["mean"],
        )

    def of_seeds(self, setting: str, measure: str) -> list[float]:
        """The number of each training that ended well, as the mean is made of."""
        own = [row for row in self.result["rows"] if row["setting"] == setting]
        found = (row["measures"].get(measure) for row in own if row.get("status", "ok") == "ok")
        return [value for value in found if value is not None]

    def axis(self, measure: str) -> Callable[[float], str]:
        """How an axis writes its numbers: a unit that is a word is left to the label."""
        unit = self.unit(measure)
        return partial(show, unit=unit if unit in {"%", "ms", "bytes"} else "")

    def tradeoffs(self) -> list[Panel]:
        """The main measure against each of the others that a first table shows."""
        others = [measure for measure in self.headline() if measure != self.primary]
        return [panel for each in others if (panel := self._tradeoff(each)) is not None]

    def _tradeoff(self, measure: str) -> Panel | None:
        places = {
            name: (x, y)
            for name in self.settings
            if (x := self.estimate(name, measure)) and (y := self.estimate(name, self.primary))
        }
        if len({x.mean for x, _ in places.values()}) < 2:
            return None  # nothing to be traded
        signs = (-1 if self.better(measure) == "lower" else 1, 1)
        points = [
            charts.Point(
                name, self.series(name), x, y, not self.beaten(name, measure, places, signs)
            )
            for name, (x, y) in places.items()
        ]
        front = pareto_front([(x.mean, y.mean) for x, y in places.values()], signs)
        unbeaten = ", ".join(point.label for point in points if point.solid)
        label = self.label(measure)
        svg = charts.scatter(
            points,
            name=identifier("tradeoff", measure),
            alt=f"{self.label(self.primary)} against {label}. Not shown to be beaten: {unbeaten}.",
            labels=(_direction(self.better(measure)), self.label(self.primary)),
            show=(self.axis(measure), self.axis(self.primary)),
            front=front,
            reverse=signs[0] < 0,
        )
        crowded = len(points) > charts.MOST_NAMES
        return Panel(label, "only the settings on the front are named" if crowded else "", svg)

    def beaten(
        self,
        name: str,
        measure: str,
        places: Mapping[str, tuple[Estimate, Estimate]],
        signs: tuple[int, int],
    ) -> bool:
        """Whether a test puts `name` below a setting that is no worse in either mean.

        `signs` are 1 where more is better and -1 where less is. The tests that there are compare
        with the baseline.
        """
        own = places[name]
        return any(
            all(
                s * (b.mean - a.mean) >= 0
                for s, a, b in zip(signs, own, places[rival], strict=True)
            )
            for m in (measure, self.primary)
            for rival in self._shown_above(name, m)
            if rival in places
        )

    def _shown_above(self, name: str, measure: str) -> list[str]:
        """The settings that a test shows to be better than `name`."""
        test = self.test(name, measure)
        return [self.baseline] if test and test["verdict"] == "worse" else []


def _help(name: str, wanted: Result | None, kind: str) -> str:
    """What would show a difference of a setting from the baseline, in words."""
    if wanted is None:
        return f"{name}: no study within reason would show a difference this small."
    size = f"a difference of {100 * wanted['difference']:.1f} points"
    parts = []
    if wanted["more_seeds"] > 0:
        parts.append(f"{wanted['seeds']:,} seeds in all")
    if wanted["more_data"] > 1:
        units = f"test {kind}" if wanted["units"] == "items" else f"groups of test {kind}"
        parts.append(
            f"{wanted['items']:,} {units} in all"
            if wanted["items"]
            else f"{wanted['more_data']:.1f} times the data"
        )
    if not parts:
        return f"{name}: {size} would have been shown 4 times in 5."
    return f"{name}: {size} would be shown 4 times in 5 with {' and '.join(parts)}."


def pareto_front(
    points: Sequence[tuple[float, float]], signs: tuple[int, int]
) -> list[tuple[float, float]]:
    """The points that no other equals or exceeds in both, along the first axis.

    >>> pareto_front([(1, 1), (2, 3), (3, 2), (1, 3)], (1, 1))
    [(2, 3), (3, 2)]
    """
    front: list[tuple[float, float]] = []
    highest = -math.inf
    for point in sorted(points, key=lambda p: (-signs[0] * p[0], -signs[1] * p[1])):
        if signs[1] * point[1] > highest:
            highest = signs[1] * point[1]
            front.append(point)
    return sorted(front)


def _durations(times: Result) -> Result:
    """Values of keys that end in _s with their unit in words."""
    return {
        key.removesuffix("_s"): f"{value:.1f} seconds" if key.endswith("_s") else value
        for key, value in times.items()
        if value is not None
    }


def _fact(value: Any) -> str:
    """A value of the record as text; of a digest its beginning (report.json has it whole)."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list):
        return ", ".join(_fact(item) for item in value)
    text = str(value)
    return f"{text[:16]}…" if _DIGEST.fullmatch(text) else text


def operator_of(setting: Result) -> str:
    """The operator with its parameters."""
    given: Mapping[str, Any] = setting.get("parameters") or {}
    options = ", ".join(f"{name}={shown(value)}" for name, value in given.items())
    return f"{setting['pool']}({options})" if options else str(setting["pool"])


def times(sizes: Sequence[int]) -> str:
    return "×".join(str(size) for size in sizes)


def _direction(better: str, reversed_: str = "; the axis is reversed") -> str:
    """What the reader must know of a horizontal axis whose right side is always the good one."""
    return {"lower": f"lower is better{reversed_}", "higher": "higher is better"}.get(better, "")


def identifier(*parts: str) -> str:
    """Letters, digits and dashes only: fit for an id."""
    return "-".join("".join(c if c.isalnum() and c.isascii() else "-" for c in p) for p in parts)
