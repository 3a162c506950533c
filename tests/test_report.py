"""The report: every number with its interval, nothing ranked without a test, no text executed."""

from __future__ import annotations

import base64
import csv
import hashlib
import html.parser
import io
import itertools
import json
import math
import re
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest

pytest.importorskip("jinja2")
pytest.importorskip("matplotlib")

from PIL import Image

from poolwise.lab.report import charts, outcomes
from poolwise.lab.report.charts import Estimate
from poolwise.lab.report.curves import curves, trainings, windows
from poolwise.lab.report.multiples import Line, multiples
from poolwise.lab.report.pictures import mosaic, picture, pictures
from poolwise.lab.report.saying import said
from poolwise.lab.report.view import AUTHOR, TITLE, View, pareto_front
from poolwise.lab.report.write import plain, to_csv, to_html, to_json, write_report
from poolwise.lab.tasks import TASKS, Task
from poolwise.lab.units import show, show_interval

EVIL = "<script>alert(1)</script>"
SVG_END = "</svg><img src=x onerror=alert(1)>"
TEMPLATES = Path(charts.__file__).with_name("templates")
RADII = range(1, 9)


def measures() -> dict[str, dict[str, Any]]:
    """The catalogue of measures, as `compare` gives it."""

    def entry(
        family: str, label: str, unit: str = "%", better: str = "higher", **more: Any
    ) -> dict[str, Any]:
        base = {
            "family": family,
            "label": label,
            "unit": unit,
            "better": better,
            "about": f"{label}.",
        }
        return base | {"headline": False, "x": None, "curve": None} | more

    names = {
        "accuracy.top1": entry("accuracy", "Test accuracy", headline=True),
        "accuracy.macro_f1": entry("accuracy", "Macro F1"),
        "accuracy.loss": entry("accuracy", "Test loss", "", "lower"),
    }
    for share in (10, 30, 100):
        names[f"overfitting.gap.{share}"] = entry(
            "overfitting",
            f"Training minus test accuracy, {share} % of the data",
            better="lower",
            headline=share == 100,
            x=share,
            curve="overfitting.gap",
        )
    for kind in ("crop", "circular"):
        for r in RADII:
            label = f"Same class, {kind} shift up to {r} px"
            names[f"shift.{kind}.{r}"] = entry("shift", label, x=r, curve=f"shift.{kind}")
        label = f"Same class, mean of {kind} shifts"
        names[f"shift.{kind}.mean"] = entry("shift", label, headline=kind == "crop")
    for kind in ("gaussian", "salt", "blur"):
        for k in range(1, 6):
            label = f"Accuracy, {kind} {k}"
            names[f"noise.{kind}.{k}"] = entry("noise", label, x=0.08 * k, curve=f"noise.{kind}")
    names["noise.relative"] = entry("noise", "Accuracy kept under noise", headline=True)
    names["cost.parameters"] = entry("cost", "Parameters", "", "lower")
    names["cost.macs"] = entry("cost", "Multiply-adds per image", "", "lower", headline=True)
    names["cost.saved_bytes"] = entry("cost", "Kept for the backward pass", "bytes", "lower")
    names["time.forward_ms"] = entry("time", "Forward time", "ms", "lower")
    names["time.step_ms"] = entry("time", "Training step", "ms", "lower", headline=True)
    return names


def value(name: str, strength: float, pool: str, kernel: int, noise: float) -> float:
    """A made-up but plausible number."""
    family, *rest = name.split(".")
    last = float(rest[-1]) if rest[-1].isdigit() else 3.0
    if family == "accuracy":
        return {"top1": strength, "macro_f1": strength - 0.004, "loss": 2 * (1 - strength)}[
            rest[0]
        ] + noise
    if family == "overfitting":
        return 0.3 * (1 - strength) + 0.12 * (100 - last) / 100 + noise
    if family == "shift":
        gain = {"avg": 0.02, "sum": 0.015, "max": 0.01}.get(pool, -0.02) + 0.01 * (kernel - 2)
        return 0.99 - 0.018 * last + gain + noise / 2
    if family == "noise":
        return strength - 0.05 * last * (0.7 if pool == "avg" else 1) + noise
    if family == "cost":
        return {"parameters": 23_456.0, "macs": 1.31e6, "saved_bytes": 9.4e5}[rest[0]] * (
            1 if kernel else 3.7
        ) + (40_000 if pool == "conv" else 0)
    return (2.1 if rest[0] == "forward_ms" else 6.3) * (1 if kernel else 3.1) + 20 * abs(noise)


STRENGTH = {"max": 0.965, "min": 0.94, "avg": 0.962, "sum": 0.955, "conv": 0.958, "none": 0.92}


def make_settings(stride: int = 2) -> list[dict[str, Any]]:
    sized = [
        {"name": f"{p} {k}x{k}/{stride}", "pool": p, "kernel": [k, k], "stride": [stride, stride]}
        for p, k in itertools.product(("max", "min", "avg", "sum"), (2, 3))
    ]
    conv = {"name": f"conv 2x2/{stride}", "pool": "conv", "kernel": [2, 2], "stride": [2, 2]}
    return [*sized, conv, {"name": "none", "pool": "none", "kernel": None, "stride": None}]


def make_row(setting: dict[str, Any], seed: int) -> dict[str, Any]:
    rng = np.random.default_rng([seed, *setting["name"].encode()])
    kernel = setting["kernel"][0] if setting["kernel"] else 0
    luck = float(rng.normal(0, 0.012))
    found = {
        name: value(
            name,
            STRENGTH[setting["pool"]],
            setting["pool"],
            kernel,
            luck + float(rng.normal(0, 0.006)),
        )
        if not name.startswith("cost.")
        else value(name, 0, setting["pool"], kernel, 0)
        for name in measures()
    }
    size = "x".join(map(str, setting["kernel"])) if setting["kernel"] else ""
    return {
        "setting": setting["name"],
        "pool": setting["pool"],
        "kernel": size,
        "seed": seed,
        "training_losses": [0.8, 0.4 + luck, 0.3 + luck],
        "validation_losses": [0.7, 0.5 + luck, 0.4 + luck],
        "measures": found,
    }


def summarise(rows: list[dict[str, Any]]) -> dict[str, dict[str, dict[str, Any]]]:
    summary: dict[str, dict[str, dict[str, Any]]] = {}
    for row in rows:
        for name in row["measures"]:
            values = [r["measures"][name] for r in rows if r["setting"] == row["setting"]]
            mean, half = (
                float(np.mean(values)),
                1.96 * float(np.std(values)) / math.sqrt(len(values)),
            )
            ends = {"mean": mean, "low": mean - half, "high": mean + half, "n": len(values)}
            summary.setdefault(row["setting"], {})[name] = ends
    return summary


def make_test(
    setting: str, measure: str, own: dict[str, Any], base: dict[str, Any]
) -> dict[str, Any]:
    difference = own["mean"] - base["mean"]
    half = own["high"] - own["mean"] + base["high"] - base["mean"]
    decided = abs(difference) > half
    good = (difference > 0) == (measures()[measure]["better"] == "higher")
    return {
        "measure": measure,
        "setting": setting,
        "primary": "accuracy.top1",
        "network": "vgg-small",
        "baseline": "max 2x2/2",
        "difference": difference,
        "low": difference - half,
        "high": difference + half,
        "p": 0.004 if decided else 0.31,
        "p_adjusted": 0.02 if decided else 0.62,
        "p_equivalent": None,
        "verdict": ("better" if good else "worse") if decided else "not decided",
        "exploratory": measure != "accuracy.top1",
        "scope": "items",
    }


def make_pairs(names: list[str], summary: dict[str, Any]) -> list[dict[str, Any]]:
    """Every setting against those behind it; the first is better, all others are not decided."""
    means = {name: summary[name]["accuracy.top1"]["mean"] for name in names}
    return [
        {
            "first": first,
            "second": second,
            "difference": (difference := means[first] - means[second]),
            "low": difference - 0.02,
            "high": difference + 0.03,
            "p_adjusted": 0.5,
            "p_equivalent": 1.0,
            "verdict": "not decided" if i else "better",
        }
        for i, first in enumerate(names)
        for second in names[i + 1 :]
    ]


def make_result(seeds: int = 6, *, hostile: bool = False) -> dict[str, Any]:
    """A whole result in the format of `compare`; `hostile` puts markup into every free text."""
    settings = make_settings()
    if hostile:
        settings[1]["name"], settings[2]["name"] = EVIL, SVG_END
        settings[3]["name"] = "=HYPERLINK(1) $\\frac{"
    rows = [make_row(s, seed) for s in settings for seed in range(seeds)]
    summary, catalogue = summarise(rows), measures()
    tests = [
        make_test(s["name"], m, summary[s["name"]][m], summary["max 2x2/2"][m])
        for m in catalogue
        for s in settings
        if s["name"] != "max 2x2/2"
    ]
    names = [s["name"] for s in settings]
    worse = [n for n in names if summary[n]["accuracy.top1"]["mean"] < 0.95]
    evil = EVIL if hostile else "faces"
    return {
        "format": 2,
        "margin": 0.01,
        "scope": {"test_set": False, "seeds": seeds, "units": 200, "text": "on faces like these"},
        "unsound": {},
        "best": [n for n in names if n not in worse],
        "power": {
            "max 3x3/2": {
                "difference": 0.012,
                "seeds": 12,
                "more_seeds": 6,
                "items": 900,
                "units": "items",
                "more_data": 3.0,
                "limit": "test items",
            },
            "avg 2x2/2": None,
        },
        "study": {
            "data": evil,
            "network": "vgg-small",
            "model": "",
            "pool": ["max", "avg"],
            "seeds": seeds,
        },
        "study_toml": f'data = "{evil}"\nnetwork = "vgg-small"\nseeds = {seeds}\n',
        "settings": settings,
        "primary": "accuracy.top1",
        "network": "vgg-small",
        "baseline": "max 2x2/2",
        "rows": rows,
        "measures": catalogue,
        "summary": summary,
        "tests": [t for t in tests if not t["measure"].startswith("time.")],
        "pairs": make_pairs(names, summary),
        "classes": [
            {"class": name, "settings": {n: summary[n]["accuracy.macro_f1"] for n in names[1:]}}
            for name in ([EVIL, SVG_END] if hostile else ["face", "no face"])
        ],
        "claims": [
            {
                "claim": "Max pooling gives translation invariance",
                "measure": "shift.crop.mean",
                "source": f"Scherer 2010 {evil}",
                "pairs": [["max 2x2/2", "none"]],
                "verdict": "supported",
                "evidence": "Max keeps its answer under shifts more often than a convolution: "
                f"+3.0 pp [2.1, 3.8], p = 0.012. {evil}",
            },
            {
                "claim": "Average pooling tolerates noise better than max pooling",
                "measure": "noise.relative",
                "source": "",
                "pairs": [["avg 2x2/2", "max 2x2/2"]],
                "verdict": "contradicted",
                "evidence": "Average keeps less than max: -1.9 pp [-2.6, -0.9], p = 0.031.",
            },
            {
                "claim": "Pooling reduces overfitting",
                "measure": "overfitting.gap.100",
                "source": "",
                "pairs": [["max 2x2/2", "none"]],
                "verdict": "not decided by this data",
                "evidence": "The gap differs by 0.3 pp [-0.9, 1.4], p = 0.62.",
            },
            *(
                {
                    "claim": f"{name} pooling is more accurate than max pooling.",
                    "measure": "accuracy.top1",
                    "source": evil,
                    "pairs": [],
                    "verdict": "not decided by this data",
                    "evidence": f"It needs {name} and max.",
                }
                for name in ("Stochastic", "Fractional")
            ),
        ],
        "recommendation": {
            "text": "On these pictures max, average and sum pooling and a strided convolution are "
            "equally accurate as far as these seeds can tell; minimum pooling and no pooling are "
            "worse. Average pooling with 3x3 windows keeps its answer most often when the picture "
            "shifts. " + evil,
            "best": ["max 2x2/2", "max 3x3/2", "avg 3x3/2"] if not hostile else names[:3],
        },
        "notes": ["Each seed is a new split, a new start and a new order of the training data."],
        "data": {
            "name": evil,
            "classes": [EVIL, "face"] if hostile else ["face", "no face"],
            "counts": [100, 100],
            "items": 200,
            "kind": "images",
            "channels": 1,
            "shape": [1, 25, 25],
            "digest": "9f" * 32,
            "train": 140,
            "test": 60,
            "skipped": [{"file": f"{EVIL}/cut.jpg", "reason": f"truncated {SVG_END}"}]
            if hostile
            else [],
            "ignored": 0,
        },
        "versions": {"poolwise": "0.1.0", "python": "3.11.7", "torch": "2.13.0"},
        "machine": {
            "cpu": "a processor",
            "cores": 2,
            "system": "Linux",
            "device": "cpu",
            "isa": "avx512",
        },
        "command": "poolwise compare --data faces",
        "times": {
            "started": "2026-01-02T03:04:05",
            "wall_s": 71.25,
            "trials_run": len(rows),
            "tests": [t for t in tests if t["measure"].startswith("time.")],
        },
    }


def make_gallery(result: dict[str, Any]) -> list[dict[str, Any]]:
    rng = np.random.default_rng(0)
    photographs = [rng.random((24, 24)), rng.random((25, 25, 3))]
    return [
        {"setting": s["name"], "original": photo, "pooled": photo[::2, ::2]}
        for photo in photographs
        for s in result["settings"]
        if s["kernel"]
    ]


class Page(html.parser.HTMLParser):
    """What a browser would see: elements with attributes, text, and where each stands."""

    VOID = frozenset({"meta", "img", "link", "br", "input", "hr"})

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.scripts: list[str] = []
        self.mismatched: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.mismatched.append(tag)

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["script"]:
            self.scripts.append(data)
        elif "style" not in self.open:
            self.text += data

    def attributes(self, name: str) -> list[str]:
        return [
            value or "" for _, attrs in self.elements for key, value in attrs.items() if key == name
        ]


@pytest.fixture(scope="module")
def result() -> dict[str, Any]:
    return make_result()


@pytest.fixture(scope="module")
def source(result: dict[str, Any]) -> str:
    return to_html(plain(result), make_gallery(result))


@pytest.fixture(scope="module")
def page(source: str) -> Page:
    return Page(source)


@pytest.fixture(scope="module")
def hostile() -> dict[str, Any]:
    return make_result(3, hostile=True)


def test_files(tmp_path: Path, result: dict[str, Any]) -> None:
    write_report(with_few_charts(result), tmp_path / "new" / "folder", [])
    written = sorted(path.name for path in (tmp_path / "new" / "folder").iterdir())
    assert written == ["report.csv", "report.html", "report.json"]


def test_page_is_well_formed(page: Page) -> None:
    assert not page.mismatched
    assert not page.open


def test_ids_are_unique_and_references_lead_somewhere(page: Page) -> None:
    ids = Counter(page.attributes("id"))
    assert max(ids.values()) == 1
    for value in page.attributes("href"):
        assert value.startswith("#")
        assert value[1:] in ids
    for value in page.attributes("clip-path"):
        assert re.fullmatch(r"url\(#(.+)\)", value)[1] in ids  # type: ignore[index]
    for value in page.attributes("aria-labelledby"):
        assert value in ids


def test_page_asks_the_network_for_nothing(page: Page, source: str) -> None:
    assert "http" not in re.sub(r"http-equiv", "", source)
    assert not {"link", "iframe", "object", "embed"} & {tag for tag, _ in page.elements}
    assert all(uri.startswith("data:image/png;base64,") for uri in page.attributes("src"))
    assert "url(" not in re.sub(r"url\(#", "", source)
    policy = next(a["content"] for t, a in page.elements if a.get("http-equiv"))
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    (script,) = page.scripts  # the one that the policy knows
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}';" in policy


def test_many_operators_can_be_told_apart(result: dict[str, Any]) -> None:
    given = [("soft", {}), ("soft", {"beta": 2}), ("soft", {"beta": 0.5}), ("lp", {"p": "inf"})]
    given += [(f"other_{i}", {}) for i in range(10)]
    settings = [
        {"name": f"setting {i}", "pool": pool, "kernel": [2, 2], "stride": [2, 2]}
        | {"parameters": parameters}
        for i, (pool, parameters) in enumerate(given)
    ]
    view = View(result | {"settings": settings})
    marks = {
        (charts.SERIES[view.series(each["name"]) % 8], charts.marker_of(view.series(each["name"])))
        for each in settings
    }
    assert len(marks) == len(given)
    assert {view.colour(each["name"]) for each in settings} == set(range(8))


def test_usual_operators_keep_their_colours_and_each_setting_has_its_mark(
    result: dict[str, Any],
) -> None:
    view = View(result)
    assert [view.colour(name) for name in ("max 2x2/2", "max 3x3/2", "avg 2x2/2")] == [0, 0, 1]
    marks = {(view.colour(name), view.glyph(name)) for name in view.settings}
    assert len(marks) == len(view.settings)


def test_long_labels_keep_both_ends() -> None:
    assert charts.shorten("max 2x2/2", 18) == "max 2x2/2"
    names = [f"rank_stochastic(alpha=0.{i}) 2x2/2" for i in (3, 6)]
    short = [charts.shorten(name, 20) for name in names]
    assert short == ["rank_stoc…=0.3) 2x2/2"[:10] + name[-10:] for name in names]
    assert all(len(each) == 20 for each in short)
    assert charts.shorten("a" * 30, 10) == "a" * 9 + "…"


def test_hostile_text_is_text(hostile: dict[str, Any]) -> None:
    source = to_html(plain(hostile), make_gallery(hostile))
    page = Page(source)
    assert not page.mismatched
    assert page.scripts == [(TEMPLATES / "report.js").read_text("utf-8")]
    assert [tag for tag, _ in page.elements].count("script") == 1
    assert not [key for _, attrs in page.elements for key in attrs if key.startswith("on")]
    assert EVIL in page.text
    assert SVG_END in page.text


@pytest.mark.parametrize(
    "label", [EVIL, SVG_END, "$\\frac{", "a\x00b\x0b\x1f", "\ufffe", "\udcff", "漢字"]
)
def test_chart_survives_any_label(label: str) -> None:
    estimate = charts.Estimate(0.5, 0.4, 0.6)
    row = charts.Row(label, 0, estimate)
    svg = charts.dot_plot([row], name="x", alt=label, label=label, show=str)
    root = ElementTree.fromstring(svg)
    assert {element.tag for element in root.iter()} <= {
        "svg",
        "g",
        "path",
        "use",
        "defs",
        "text",
        "clipPath",
        "rect",
    }
    point = charts.Point(label, 1, estimate, estimate)
    show = (str, str)
    ElementTree.fromstring(
        charts.scatter([point], name="x", alt=label, labels=(label, label), show=show)
    )


def test_chart_text_is_text_in_the_page_font() -> None:
    row = charts.Row("max 2x2/2", 0, charts.Estimate(0.5, 0.4, 0.6))
    svg = charts.dot_plot([row], name="x", alt="words", label="axis", show=str)
    root = ElementTree.fromstring(svg)
    assert "max 2x2/2" in {element.text for element in root.iter("text")}
    assert "font-family" not in svg
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] == "words"
    assert "var(--series-0" in svg
    assert not re.search(r"(?:fill|stroke): ?#", svg)


def test_charts_fit_a_phone(page: Page) -> None:
    boxes = [a["viewbox"] for tag, a in page.elements if tag == "svg" and "viewbox" in a]
    widths = [float(str(box).split()[2]) for box in boxes]
    assert widths
    assert max(widths) <= 360


def test_everything_has_words_for_it(page: Page) -> None:
    assert all(a.get("alt") for tag, a in page.elements if tag == "img")
    drawn = [attributes for tag, attributes in page.elements if tag == "svg"]
    assert all(a.get("aria-label") or a.get("aria-hidden") for a in drawn)
    assert all(a.get("scope") for tag, a in page.elements if tag == "th")


def test_order_is_by_group_then_grid(result: dict[str, Any], page: Page) -> None:
    expected = [name for group in View(result).groups() for name in group.settings]
    names = [s["name"] for s in result["settings"]]
    assert sorted(expected) == sorted(names)
    assert sum(group.settings == [result["baseline"]] for group in View(result).groups()) == 1
    table = page.text[
        page.text.index("Against max 2x2/2") : page.text.index("Each number is a mean")
    ]
    found = re.findall("|".join(map(re.escape, names)), table[len("Against max 2x2/2") :])
    assert found == expected


def test_the_four_verdicts_have_groups(result: dict[str, Any]) -> None:
    names = [s["name"] for s in result["settings"] if s["name"] != result["baseline"]]
    verdicts = ["better", "worse", "equivalent", "not decided"]
    own, base = result["summary"][names[0]], result["summary"][result["baseline"]]
    test = make_test(names[0], "accuracy.top1", own["accuracy.top1"], base["accuracy.top1"])
    tests = [
        test | {"setting": name, "verdict": verdict, "p_equivalent": 0.01}
        for name, verdict in zip(names, verdicts, strict=False)
    ]
    view = View(result | {"tests": tests})
    assert [group.settings for group in view.groups()] == [
        [names[0]],
        [result["baseline"]],
        [names[2]],
        [names[3]],
        [names[1]],
        names[4:],
    ]
    assert [view.shown_p(each) for each in tests] == [
        each["p_adjusted"] if each["verdict"] != "equivalent" else 0.01 for each in tests
    ]


def test_no_group_is_made_where_nothing_is_decided() -> None:
    result = make_result(2)
    result["tests"] = [t | {"verdict": "not decided"} for t in result["tests"]]
    result["best"] = [s["name"] for s in result["settings"]]
    view = View(result)
    assert len(view.groups()) == 1
    assert not any(view.standing(name, "accuracy.top1") for name in view.settings)


def test_what_would_help_is_said(page: Page) -> None:
    assert (
        "max 3x3/2: a difference of 1.2 points would be shown 4 times in 5 with "
        "12 seeds in all and 900 test images in all." in page.text
    )
    assert "avg 2x2/2: no study within reason" in page.text
    assert "It holdson faces like these" in page.text
    told = "Of 2 settings that are not decided more test items would decide 1 and no study within"
    assert told in page.text


def test_every_mean_has_its_interval(result: dict[str, Any], page: Page) -> None:
    view = View(result)
    for setting, measure in itertools.product(view.settings, view.headline()):
        s = view.summary(setting, measure)
        assert show(s["mean"], view.unit(measure)) in page.text
        if s["low"] != s["high"]:
            assert view.interval(setting, measure) in page.text


def test_a_decided_test_against_the_baseline_makes_a_hollow_mark(result: dict[str, Any]) -> None:
    high, low = Estimate(0.9, 0.89, 0.91), Estimate(0.8, 0.79, 0.81)
    places = {"max 2x2/2": (high, high), "none": (high, low)}
    own, base = ({"mean": e.mean, "high": e.high} for e in (low, high))
    test = make_test("none", "accuracy.top1", own, base)
    told = result | {"tests": [test], "recommendation": {"text": ""}}
    assert View(told).beaten("none", "noise.relative", places, (1, 1))
    told["tests"] = [test | {"verdict": "not decided"}]
    assert not View(told).beaten("none", "noise.relative", places, (1, 1))


def test_claims_begin_with_the_decided_ones(result: dict[str, Any]) -> None:
    same = result["claims"][0] | {"verdict": "no difference that matters"}
    shuffled = result | {"claims": [*result["claims"][::-1], same]}
    verdicts = [claim["verdict"] for claim in View(shuffled).claims()]
    assert verdicts == [
        "supported",
        "contradicted",
        "no difference that matters",
        "not decided by this data",
    ]


def test_what_is_not_tested_is_folded_away(result: dict[str, Any], page: Page) -> None:
    view = View(result)
    assert [claim["pairs"] for claim in view.claims()].count([]) == 0
    assert list(view.untested()) == ["It needs Stochastic and max.", "It needs Fractional and max."]
    assert all(needed in page.text for needed in view.untested())
    assert "2 claims, and what each needs" in page.text
    assert "Scherer 2010" in page.text


def test_a_terminal_tells_what_was_decided(result: dict[str, Any]) -> None:
    text = said(result)
    assert text.startswith(result["recommendation"]["text"])
    assert "\nSupported: Max pooling gives translation invariance (Scherer 2010" in text
    assert "-1.9 pp [-2.6, -0.9]" in text
    assert "Not decided by this data: Pooling reduces overfitting" in text
    assert text.endswith(
        "2 usual claims are not tested by this study; the report says what each needs."
    )


@pytest.fixture
def _undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words for every chart instead of the chart, which takes most of a page's time."""
    for kind in ("dot_plot", "scatter"):
        monkeypatch.setattr(charts, kind, lambda *_, alt, **__: f"<p>{alt}</p>")


@pytest.mark.usefixtures("_undrawn")
@pytest.mark.parametrize("bad", [["avg 2x2/2"], ["max 2x2/2", "none"], None])
def test_settings_that_decide_nothing_stay_in_the_table(
    result: dict[str, Any], bad: list[str] | None
) -> None:
    names = [each["name"] for each in result["settings"]]
    why = {name: f"not converged, {name}" for name in bad or names}
    left = {name: {} if name in why else each for name, each in result["summary"].items()}
    tests = [each for each in result["tests"] if each["setting"] not in why]
    changed = result | {"unsound": why, "summary": left, "tests": tests}
    page = Page(to_html(plain(changed), []))
    assert all(reason in page.text for reason in why.values())
    groups = {group.title: group.settings for group in View(changed).groups()}
    assert groups["Decide nothing"] == [name for name in names if name in why]
    assert sorted(itertools.chain(*groups.values())) == sorted(names)


@pytest.mark.usefixtures("_undrawn")
@pytest.mark.parametrize("task", TASKS.values(), ids=TASKS)
def test_no_task_speaks_of_what_it_does_not_have(task: Task, result: dict[str, Any]) -> None:
    """The page of a study that measures everything, in the words of its task."""
    known = task.quantities(tuple(task.measures))
    about = {
        name: {"family": name.split(".")[0], **asdict(each)}
        for name, each in known.items()
        if each.curve or each.headline or name == task.primary
    }
    names = ["max", "avg"]
    settings = [{"name": n, "pool": n, "kernel": None, "stride": None} for n in names]
    numbers = {"mean": 0.5, "low": 0.4, "high": 0.6, "n": 2, "scope": "items"}
    rows = [{"setting": n, "seed": 0, "measures": dict.fromkeys(about, 0.5)} for n in names]
    data = result["data"] | {"kind": task.items}
    changed = result | {
        "task": task.name,
        "primary": task.primary,
        "network": task.networks[0],
        "study": result["study"] | {"network": task.networks[0]},
        "settings": settings,
        "baseline": "max",
        "measures": about,
        "summary": {n: dict.fromkeys(about, numbers) for n in names},
        "rows": rows,
        "tests": [],
        "claims": [],
        "best": names,
        "power": {"avg": None},
        "data": data,
        "recommendation": {"text": "Keep max.", "best": ["max"]},
        "notes": [],
    }
    page = Page(to_html(plain(changed), []))
    if task.items != "images":
        body = page.text.replace("image_size", "")
        assert not re.search(r"\b(image|picture|photograph)s?\b", _told(body), re.I)
    assert known[task.primary].label in page.text
    curves = {each.curve: each.title for each in known.values() if each.curve}
    assert all(title and title in page.text for title in curves.values())
    if task.scored != "accuracy":
        others = [q for n, q in known.items() if n.split(".")[0] not in (task.judged_by, "cost")]
        assert not any("accuracy" in f"{q.label} {q.about} {q.title}".lower() for q in others)


def _told(text: str) -> str:
    """What is on the page behind its style sheet."""
    return text[text.index("Skip to the verdict") :]


def test_front_faces_the_good_corner() -> None:
    points = [(1.0, 0.5), (2.0, 0.9), (3.0, 0.9), (0.5, 0.1)]
    assert pareto_front(points, (-1, 1)) == [(0.5, 0.1), (1.0, 0.5), (2.0, 0.9)]


def test_json_is_strict_sorted_and_stable(result: dict[str, Any]) -> None:
    result = make_result(2) | {
        "extra": {"nan": float("nan"), "inf": -math.inf, "x": np.float32(0.1)}
    }
    text = to_json(plain(result))
    parsed = json.loads(text, parse_constant=pytest.fail)
    assert parsed["extra"] == {"nan": None, "inf": None, "x": float(np.float32(0.1))}
    assert to_json(plain(parsed)) == text
    assert list(parsed) == sorted(parsed)


def test_csv_has_a_line_per_trial_and_a_column_per_measure(result: dict[str, Any]) -> None:
    lines = list(csv.DictReader(to_csv(plain(result)).splitlines()))
    assert len(lines) == len(result["rows"])
    assert set(measures()) <= set(lines[0])
    first = result["rows"][0]
    assert float(lines[0]["accuracy.top1"]) == first["measures"]["accuracy.top1"]
    assert lines[0]["setting"] == "max 2x2/2"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "\n@x"])
def test_csv_cells_are_not_formulas(text: str) -> None:
    rows = [{"setting": text, "seed": -1, "measures": {"gap": -0.5, "none": float("nan"), text: 1}}]
    lines = list(csv.DictReader(io.StringIO(to_csv(plain({"rows": rows})))))
    safe = "'" + text.replace("\r", " ").replace("\n", " ")
    assert lines == [{"setting": safe, "seed": "-1", "gap": "-0.5", "none": "", safe: "1"}]


def with_few_charts(result: dict[str, Any]) -> dict[str, Any]:
    """No curves, and of each kind's measures the last: charts take most of a page's time."""
    last = {name.split(".")[0]: name for name in result["measures"]}
    kept = {*last.values(), result["primary"]}
    flat = {n: about | {"curve": None} for n, about in result["measures"].items() if n in kept}
    tests = [test for test in result["tests"] if test["measure"] in kept]
    claims = [claim for claim in result["claims"] if claim["measure"] in kept]
    return result | {"measures": flat, "tests": tests, "claims": claims}


@pytest.mark.parametrize("drop", ["claims", "tests", "rows", "measures", "gallery"])
def test_page_with_little_to_show(drop: str) -> None:
    result = with_few_charts(make_result(1))
    if drop == "measures":
        result["summary"] = {s["name"]: {} for s in result["settings"]}
    elif drop != "gallery":
        result[drop] = []
    result["recommendation"] = {"text": "Too few seeds.", "best": []}
    page = Page(to_html(plain(result), []))
    assert not page.mismatched
    assert "Too few seeds." in page.text


def test_one_setting_and_missing_numbers() -> None:
    result = with_few_charts(make_result(1))
    result["settings"] = [{"name": "max", "pool": "max", "kernel": None, "stride": None}]
    nothing = {"mean": None, "low": None, "high": None, "n": 0}
    result["summary"] = {"max": result["summary"]["max 2x2/2"] | {"accuracy.loss": nothing}}
    result |= {"baseline": "max", "tests": [], "rows": [], "pairs": [], "classes": [], "claims": []}
    result["recommendation"] = {"text": "One.", "best": ["max"]}
    assert not Page(to_html(plain(result), [])).mismatched


def test_pictures_keep_their_pixels() -> None:
    image = np.array([[0.0, 1.0], [0.5, float("nan")]])
    (row,) = pictures([{"setting": "a", "original": image, "pooled": image[..., None]}] * 2)
    assert [p.caption for p in row] == ["original", "a", "a"]
    assert row[0].size == "2 × 2"
    given = {"setting": "a", "middle": image, "gradient": np.ones((600, 300))}
    ((_, large),) = pictures([given, {"setting": "b"}], "middle", "gradient")
    assert (large.caption, large.size) == ("a", "600 × 300")
    with Image.open(io.BytesIO(base64.b64decode(large.uri.split(",")[1]))) as png:
        assert png.size == (64, 128)
    with Image.open(io.BytesIO(base64.b64decode(row[0].uri.split(",")[1]))) as png:
        assert np.asarray(png).tolist() == [[0, 255], [128, 0]]
    maps = np.arange(5.0)[:, None, None] * np.ones((5, 2, 3))
    tiles = [[0, 0, 0, 0, 1, 1, 1]] * 2 + [[0] * 7] + [[2, 2, 2, 0, 3, 3, 3]] * 2
    np.testing.assert_allclose(mosaic(maps), np.array(tiles) / 3)  # the fifth has no place
    assert mosaic(np.full((1, 2, 2), np.nan)).tolist() == [[0, 0], [0, 0]]
    with pytest.raises(ValueError, match=r"picture 'x': shape \(2, 2, 4\)"):
        picture("x", np.zeros((2, 2, 4)))


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (0.9731, "%", "97.3 %"),
        (-0.004, "%", "−0.4 %"),
        (1536.0, "bytes", "1.5 KiB"),
        (12.0, "bytes", "12 B"),
        (1_310_000, "", "1.31 M"),
        (17, "", "17"),
        (0.0, "", "0"),
        (0.01234, "", "0.0123"),
        (6.5, "ms", "6.50 ms"),
        (None, "%", "–"),
        (math.nan, "", "–"),
    ],
)
def test_numbers(value: float | None, unit: str, expected: str) -> None:
    assert show(value, unit).replace("\u202f", " ") == expected


def test_interval_has_the_magnitude_of_its_mean() -> None:
    assert show_interval(990e3, 1.02e6, "", 1.005e6) == "[0.99, 1.02]"
    assert show_interval(None, 1.0, "%") == ""


def test_labels_keep_their_distance() -> None:
    heights = charts.spread([5.0, 5.0, 5.0, 90.0], 10, 0, 92)
    assert heights == sorted(heights)
    assert min(b - a for a, b in itertools.pairwise(heights)) >= 10
    assert charts.spread([99.0, 99.0], 10, 0, 100) == [90, 100]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_colours_can_be_read(theme: int) -> None:
    style = (TEMPLATES / "report.css").read_text(encoding="utf-8")
    blocks = re.findall(r":root \{(.*?)\}", style, flags=re.DOTALL)
    colours = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6})", blocks[theme]))
    if theme == 0:
        assert [colours[f"series-{i}"] for i in range(8)] == list(charts.SERIES)
    text = [c for name, c in colours.items() if name not in {"paper", "panel", "rule"}]
    for ground in (colours["paper"], colours["panel"]):
        for colour in text:
            high, low = sorted((luminance(ground), luminance(colour)), reverse=True)
            assert (high + 0.05) / (low + 0.05) >= 4.5, (ground, colour)


def windowed(kernels: tuple[int, ...], strides: tuple[int, ...]) -> dict[str, Any]:
    """A result over a grid of windows; accuracy is 0.9 - 0.01 kernel - 0.02 stride."""
    settings = [
        {"name": f"{p} {k}x{k}/{s}", "pool": p, "kernel": [k, k], "stride": [s, s]}
        for p, k, s in itertools.product(("max", "avg"), kernels, strides)
    ]
    result = make_result(2)
    means = {s["name"]: 0.9 - 0.01 * s["kernel"][0] - 0.02 * s["stride"][0] for s in settings}
    each = {
        name: {"accuracy.top1": {"mean": mean, "low": mean - 0.01, "high": mean + 0.01, "n": 2}}
        for name, mean in means.items()
    }
    for ends in each.values():
        ends["accuracy.loss"] = ends["accuracy.top1"]
        ends["cost.parameters"] = {"mean": 5, "low": 5, "high": 5, "n": 2}
        ends["noise.gaussian.1"] = ends["accuracy.top1"]
    told = {"settings": settings, "summary": each, "baseline": "max 2x2/1"}
    return result | told | {"tests": [], "rows": [], "pairs": [], "classes": [], "claims": []}


@pytest.mark.parametrize("strides", [(1,), (1, 2), (1, 2, 4)])
@pytest.mark.parametrize("kernels", [(2,), (2, 3), (2, 3, 5)])
def test_measures_are_drawn_over_one_size_with_the_rest_held_fixed(
    kernels: tuple[int, ...], strides: tuple[int, ...]
) -> None:
    view = View(windowed(kernels, strides))
    over = {"side of the window": (kernels, strides, "stride {0}×{0}", 0.01),
            "stride": (strides, kernels, "{0}×{0} windows", 0.02)}  # fmt: skip
    expected = [axis for axis, (along, *_) in over.items() if len(along) > 1]
    # Parameters are the same everywhere, and points of a curve have panels of their own.
    for headline, title in ((True, "Test accuracy"), (False, "Test loss")):
        found = windows(view, headline=headline)
        assert [(each.title, each.axis) for each in found] == [(title, axis) for axis in expected]
        for each in found:
            along, held, label, slope = over[each.axis]
            assert [panel.title for panel in each.panels] == ["max", "avg"]
            for panel in each.panels:
                lines = [drawn.line for drawn in panel.drawn]
                assert [line.label for line in lines] == [label.format(size) for size in held]
                for line in lines:
                    assert list(line.x) == list(along)
                    falls = np.diff([y.mean for y in line.y]) / np.diff(along)
                    np.testing.assert_allclose(falls, -slope)


def test_every_measure_has_its_windows_on_the_page() -> None:
    text = to_html(windowed((2, 3), (1, 2)), [])
    page = Page(text)
    assert "The window’s size and stride" in page.text
    ids = [attributes["id"] for _, attributes in page.elements if attributes.get("id")]
    assert len(ids) == len(set(ids))
    labels = [str(attributes.get("aria-label")) for _, attributes in page.elements]
    for told in ("Test accuracy, max, by side of the window: stride 1×1 86.0",
                 "Test loss, avg, by stride: 2×2 windows 0.86"):  # fmt: skip
        assert any(label.replace("\N{NARROW NO-BREAK SPACE}", " ").startswith(told)
                   for label in labels), labels  # fmt: skip


def test_pairs_can_be_read_both_ways(result: dict[str, Any], page: Page) -> None:
    view = View(result)
    found, names = view.matrix(), list(view.settings)
    assert len(found) == len(names) * (len(names) - 1)
    for (row, column), pair in found.items():
        back = found[column, row]
        ends = (back["difference"], back["low"], back["high"])
        assert ends == (-pair["difference"], -pair["high"], -pair["low"])
        turned = {"better": "worse", "worse": "better"}.get(pair["verdict"], pair["verdict"])
        assert back["verdict"] == turned
    cells = [a.get("class") for tag, a in page.elements if tag == "td"]
    assert cells.count("worse") >= cells.count("better") == len(names) - 1
    assert View(result | {"pairs": []}).paired() == []


def test_classes_and_trainings_are_shown(result: dict[str, Any], page: Page) -> None:
    assert "Each class" in page.text
    means = [each["mean"] for each in result["classes"][0]["settings"].values()]
    assert all(page.text.count(show(mean, "%")) >= 2 for mean in means)
    view = View(result)
    for part, lines in zip(("validation", "training"), trainings(view), strict=True):
        assert len(lines.behind) == len(result["rows"])
        ends = {(each.line.setting, each.line.y[-1].mean) for each in lines.behind}
        assert ends == {
            (view.number(row["setting"]), row[f"{part}_losses"][-1]) for row in result["rows"]
        }
    old = [{k: v for k, v in row.items() if not k.endswith("_losses")} for row in result["rows"]]
    assert trainings(View(result | {"rows": old})) == []


def test_one_spike_does_not_flatten_the_other_trainings(result: dict[str, Any]) -> None:
    rows = [dict(row) for row in result["rows"]]
    calm = trainings(View(result))[0].y_ticks
    rows[0]["validation_losses"] = [0.7, 1e6, 0.4]
    spiked = trainings(View(result | {"rows": rows}))[0]
    assert [label for _, label in spiked.y_ticks][-1] in {"1", "1.0", "0.8"}
    assert len(spiked.y_ticks) >= len(calm) - 1
    rows[0]["validation_losses"] = [0.7, 0.6, 9.0]  # how it ended is seen
    assert max(y.mean for line in trainings(View(result | {"rows": rows}))[0].behind
               for y in line.line.y) == 9.0  # fmt: skip


def test_reports_of_earlier_versions_can_be_read() -> None:
    result = with_few_charts(make_result(1))
    del result["pairs"], result["classes"]
    for row in result["rows"]:
        del row["training_losses"], row["validation_losses"]
    page = Page(to_html(plain(result), []))
    assert not page.mismatched
    assert not {"#pairs", "#classes", "#training"} & set(page.attributes("href"))


def test_every_training_is_behind_its_mean(result: dict[str, Any]) -> None:
    view = View(result)
    own = [row for row in result["rows"] if row["setting"] == "none"]
    found = view.of_seeds("none", "accuracy.top1")
    assert found == [row["measures"]["accuracy.top1"] for row in own]
    ended = [row | {"status": "diverged"} for row in result["rows"]]
    assert View(result | {"rows": ended}).of_seeds("none", "accuracy.top1") == []
    svgs = []
    for seeds in ((), found):
        row = charts.Row("none", 0, Estimate(0.9, 0.8, 1.0), seeds)
        svgs.append(charts.dot_plot([row], name="x", alt="x", label="x", show=str))
    assert svgs[1].count("<use") == svgs[0].count("<use") + len(found)


def test_costs_and_citation(result: dict[str, Any], page: Page) -> None:
    costs = dict(View(result).costs())
    assert list(costs) == result["recommendation"]["best"]
    macs = result["summary"]["max 2x2/2"]["cost.macs"]["mean"]
    assert ("Multiply-adds per image", show(macs, "")) in costs["max 2x2/2"]
    cited = (Path(__file__).parents[1] / "CITATION.cff").read_text("utf-8")
    assert f'title: "{TITLE}"' in cited
    assert f'name: "{AUTHOR}"' in cited
    assert "@software{poolwise,\n  title = {{" + TITLE in page.text
    assert "  version = {0.1.0},\n  year = {2026},\n}" in page.text


def test_a_table_can_be_sorted_by_what_it_shows(result: dict[str, Any], page: Page) -> None:
    view = View(result)
    given = [float(value) for value in page.attributes("data-value") if value]
    means = [view.summary(n, m)["mean"] for n in view.settings for m in view.headline()]
    assert set(means) <= set(given)
    named = [a["data-name"] for tag, a in page.elements if tag == "tr" and "data-value" in a]
    assert set(page.attributes("data-name")) == set(view.settings) >= set(named)


def test_panels_share_their_scale_and_show_each_line_once(result: dict[str, Any]) -> None:
    found = curves(View(result))
    assert list(found) == ["overfitting", "shift", "noise"]
    (first, second) = found["shift"]
    assert [panel.title for panel in first.panels] == ["max", "min", "avg", "sum", "conv", "none"]
    assert [len(panel.drawn) for panel in first.panels] == [2, 2, 2, 2, 1, 1]
    assert len(first.behind) == len(result["settings"])
    assert first.name != second.name
    assert [key for key, _ in first.panels[0].legend()] == ["2x2/2", "3x3/2"]
    assert [key for key, _ in first.panels[-1].legend()] == []
    dashes = [drawn.dash for drawn in first.panels[0].drawn]
    assert len(set(dashes)) == 2


@pytest.mark.parametrize("y", [[0.5], [0.5, 0.5], [0.2, 0.9, -3.0]])
def test_lines_stay_inside_their_panel(y: list[float]) -> None:
    line = Line("max", "2x2/2", 0, 0, range(len(y)), [Estimate(m, m - 0.1, m) for m in y])
    found = multiples([line], name="x", title="x", axis="x", show=str)
    (drawn,) = found.behind
    assert [told for _, _, told in drawn.points] == list(map(str, y))
    places = np.array([(x, up) for x, up, _ in drawn.points])
    assert ((places > 0) & (places < [found.width, found.height])).all()
    assert (np.argsort(-places[:, 1], kind="stable") == np.argsort(y, kind="stable")).all()
    assert found.y_ticks


def test_outcomes_of_every_item_are_a_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    items, right = np.array([4, 7]), np.array([1, 0], np.float32)
    whole = {"item": items, "label": np.array([1, 0]), "accuracy.top1": right}
    more = {"noise.mean": right / 2, "transfer.unit": items, "transfer.gain": right}
    trials = [(EVIL, 0, whole | more), ("avg", 1, whole), ("min", 0, {"item": items}), ("x", 0, {})]
    with monkeypatch.context() as without:
        without.setattr(outcomes, "find_spec", lambda name: None)
        outcomes.write_outcomes(trials, ["a", EVIL], tmp_path)
    assert not list(tmp_path.iterdir())
    outcomes.write_outcomes(trials, ["a", EVIL], tmp_path)
    (file,) = tmp_path.iterdir()
    found = parquet.read_table(file).to_pydict()
    assert found == {
        "setting": [EVIL, EVIL, "avg", "avg"],
        "seed": [0, 0, 1, 1],
        "item": [4, 7, 4, 7],
        "class": [EVIL, "a", EVIL, "a"],
        "accuracy.top1": [1, 0, 1, 0],
        "noise.mean": [0.5, 0, None, None],
    }
    outcomes.write_outcomes([("old", 0, {"item": items, "accuracy.top1": right})], [], tmp_path)
    assert parquet.read_table(file).column_names == ["setting", "seed", "item", "accuracy.top1"]
