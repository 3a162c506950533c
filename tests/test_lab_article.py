"""The article: its parts, a tiny one from its first run to its page, and the page in docs."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from typer.testing import CliRunner

from poolwise.cli import app
from poolwise.lab import compare
from poolwise.lab.evidence import article
from poolwise.lab.evidence import condensed as evidence
from poolwise.lab.evidence import page as evidence_page
from poolwise.lab.networks.building import build
from poolwise.lab.networks.parts import Spec
from poolwise.lab.planning.study import Study
from poolwise.lab.settings import PoolSetting
from poolwise.lab.statistics.claims import CLAIMS
from poolwise.lab.statistics.limits import alike
from poolwise.lab.statistics.steps import steps

RUNNER = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb"})
DOCS = Path(__file__).parents[1] / "docs"
TINY: dict[str, Any] = {
    "data": "faces",
    "pool": ("max", "avg"),
    "kernel": ("2",),
    "seeds": 2,
    "epochs": 9,
    "learning_rate": (0.03,),
    "width": 1,
    "measures": ("accuracy",),
}


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch, workers_here: None) -> dict[str, Study]:
    """An article of two parts, and the studies that were run, by the folder's name."""
    ran: dict[str, Study] = {}

    def told(study: Study, out: Path, **rest: Any) -> dict[str, Any]:
        if Path(out).name == "second" and "stop" in ran:
            raise KeyboardInterrupt
        ran[Path(out).name] = study
        result: dict[str, Any] = compare(study, out, **rest)
        return result

    monkeypatch.setattr(article, "compare", told)
    parts = {
        "first": Study(**TINY),
        "second": Study(**TINY | {"pool": ("max", "none"), "epochs": 1}),
    }
    monkeypatch.setattr(article, "PARTS", parts)
    return ran


def _article(*words: str) -> Any:
    return RUNNER.invoke(app, ["compare", "--preset", "article", "--jobs", "1", *words])


# -- parts


def test_every_claim_is_tested_by_a_part() -> None:
    assert [each.text for each in CLAIMS if not evidence_page.tested_by(each)] == []


def test_sources_are_of_claims_that_there_are() -> None:
    for source in evidence_page.LITERATURE:
        assert set(source.claims) <= {each.text for each in CLAIMS}


def test_each_setting_of_a_part_fits_its_network() -> None:
    """Of the parts whose data is small to describe; the rest is in the tests of networks."""
    for name, spec in {"galanis": Spec((1, 28, 28), 10), "digits": Spec((1, 8, 8), 10)}.items():
        study = article.PARTS[name]
        for setting in study.settings:
            build(setting, spec, study.built_in)


def test_lenet_has_the_weights_of_the_paper_and_refuses_small_images() -> None:
    network = build(PoolSetting("max", (2, 2), (2, 2)), Spec((1, 28, 28), 10), "lenet-5")
    assert sum(each.numel() for each in network.parameters()) == 61_706
    with pytest.raises(ValueError, match="20 pixels or more"):
        build(PoolSetting("max", (2, 2), (2, 2)), Spec((1, 8, 8), 10), "lenet-5")


# -- a run


def test_it_runs_resumes_and_writes_its_page(tiny: dict[str, Study], tmp_path: Path) -> None:
    out, page = tmp_path / "out", tmp_path / "docs" / "evidence.md"
    tiny["stop"] = Study(**TINY)  # Ctrl-C in the second part
    stopped = _article("--out", str(out))
    assert stopped.exit_code == 130, stopped.output
    assert "kept" in stopped.output
    tiny.clear()
    assert _article("--out", str(out)).exit_code == 0
    assert list(tiny) == ["second"]
    tiny.clear()
    again = _article("--out", str(out))
    assert not tiny
    assert "already there: first, second" in again.output
    assert "first: has ended." in _article("--out", str(out), "--dry-run").output
    wrote = RUNNER.invoke(app, ["evidence", str(out), "--write", str(page)])
    assert wrote.exit_code == 0, wrote.output
    text = page.read_text()
    for claim in CLAIMS:
        assert claim.text in text
    ElementTree.fromstring(page.with_suffix(".svg").read_text())
    # What is kept beside the page is all that it takes.
    assert evidence_page.text(evidence.read(page.with_suffix("")), page.stem) == text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--data", "faces"], "data cannot be given"),
        (["--part", "third"], "part='third' is not one of motifs"),
    ],
)
def test_what_is_not_of_the_article_is_refused(words: list[str], said: str) -> None:
    found = _article(*words)
    assert found.exit_code == 2
    assert said in found.output


def test_parts_are_of_the_article_alone() -> None:
    found = RUNNER.invoke(app, ["compare", "--part", "motifs"])
    assert found.exit_code == 2
    assert "--preset article" in found.output


def test_a_folder_without_results_is_told(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="has no result of motifs"):
        evidence.read(tmp_path)
    (tmp_path / "motifs.json").write_text("{")
    with pytest.raises(ValueError, match=r"motifs.json.* is not the result of a part"):
        evidence.read(tmp_path)


# -- what counts once


def test_settings_that_are_the_same_are_found() -> None:
    rows = [
        {"setting": name, "seed": seed, "measures": {"accuracy.loss": loss, "cost.macs": macs}}
        for name, macs, losses in (
            ("max", 1, (0.1, 0.2)),
            ("twin", 2, (0.1, 0.2)),
            ("avg", 1, (0.1, 0.3)),
        )
        for seed, loss in enumerate(losses)
    ]
    assert alike(rows) == [["max", "twin"]]


def test_a_comparison_of_twins_decides_nothing() -> None:
    (claim,) = (each for each in CLAIMS if each.text.startswith("Fractional max"))
    entry = {"claim": claim.text, "pairs": [["fractional_max 2x2/2", "max 2x2/2"]]}
    part: dict[str, Any] = {"claims": [entry], "alike": []}
    assert list(evidence_page.verdicts({"faces": part}, claim)) == ["faces"]
    part["alike"] = [["max 2x2/2", "fractional_max 2x2/2"]]
    assert not evidence_page.verdicts({"faces": part}, claim)


def test_no_two_claims_tell_one_number_of_a_part() -> None:
    for name, study in article.PARTS.items():
        told = [
            (study.about.primary if each.measure == "primary" else each.measure, str(pairs))
            for each in CLAIMS
            if name in evidence_page.tested_by(each)
            for pairs in [each.match(study.settings)]
        ]
        assert len(told) == len(set(told)), name


def test_data_counts_once_among_data_sets() -> None:
    def part(data: str, settings: int, network: str = "vgg-small") -> dict[str, Any]:
        return {
            "task": "pictures",
            "network": network,
            "settings": [{}] * settings,
            "study": {"data": data},
        }

    parts = {"few": part("a", 2), "many": part("a", 5), "other": part("b", 2)}
    parts["deep"] = part("a", 1, "lenet-5")
    assert evidence_page._one_each(parts) == ["many", "other", "deep"]


# -- measures in a row


def _result(**measures: list[float]) -> dict[str, Any]:
    """A result of one setting with a number for each measure and seed."""
    seeds = range(len(next(iter(measures.values()))))
    rows = [
        {
            "setting": "max",
            "seed": seed,
            "status": "ok",
            "measures": {name: values[seed] for name, values in measures.items()},
        }
        for seed in seeds
    ]
    return {"rows": rows, "unsound": {}, "scope": {"test_set": True}}


def test_steps_are_taken_seed_by_seed() -> None:
    second, third = steps(_result(a=[0.9, 0.8], b=[0.7, 0.6], c=[0.7, 0.5]), "abc", "max")
    assert second["difference"] == pytest.approx(-0.2)
    assert second["high"] == pytest.approx(-0.2)
    assert third["difference"] == pytest.approx(-0.05)
    assert third["low"] == pytest.approx(-0.05 - 12.7062 * 0.05, rel=1e-4)  # t of one seed more


def test_shared_splits_widen_steps() -> None:
    result = _result(a=[0.9, 0.8], b=[0.7, 0.5])
    (plain,) = steps(result, "ab", "max")
    split = {"scope": {"test_set": False}, "data": {"test": 3, "train": 5, "validation": 2}}
    (wide,) = steps(result | split, "ab", "max")
    ratio = (wide["high"] - wide["low"]) / (plain["high"] - plain["low"])
    assert ratio == pytest.approx(np.sqrt((1 / 2 + 3 / 7) * 2))


def test_what_decides_nothing_has_no_steps() -> None:
    result = _result(a=[0.9, 0.8], b=[0.7, 0.6])
    assert steps(result | {"unsound": {"max": "diverged"}}, "ab", "max") == []
    assert steps(result, "ac", "max") == []


# -- the page in docs


def test_the_page_in_docs_is_what_its_results_say(tmp_path: Path) -> None:
    parts = evidence.read(DOCS / "evidence")
    text = (DOCS / "evidence.md").read_text()
    assert text == evidence_page.text(parts, "evidence")
    titles = re.findall("^#+ (.*)$", text, re.MULTILINE)
    anchors = ["".join(c for c in t.lower() if c.isalnum() or c in " -") for t in titles]
    links = re.findall(r"\]\(#(.*?)\)", text)
    assert links
    assert set(links) <= {each.replace(" ", "-") for each in anchors}
    ElementTree.fromstring((DOCS / "evidence.svg").read_text())
    kept = list((DOCS / "evidence").iterdir())
    assert {each.stem for each in kept} == set(parts)
    assert sum(each.stat().st_size for each in kept) <= 500_000
    for each in kept:
        assert json.loads(each.read_text())["format"] == 2
