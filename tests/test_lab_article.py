"""The article: its parts, a tiny one from its first run to its page, and the page in docs."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from typer.testing import CliRunner

from poolwise.cli import app
from poolwise.lab import across, article, evidence, evidence_page
from poolwise.lab.claims import CLAIMS
from poolwise.lab.networks.building import build
from poolwise.lab.networks.parts import Spec
from poolwise.lab.settings import PoolSetting
from poolwise.lab.study import Study

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
    real = import_module("poolwise.lab.compare")  # the package has a function of that name
    compare = real.compare

    def told(study: Study, out: Path, **rest: Any) -> dict[str, Any]:
        if Path(out).name == "second" and "stop" in ran:
            raise KeyboardInterrupt
        ran[Path(out).name] = study
        result: dict[str, Any] = compare(study, out, **rest)
        return result

    monkeypatch.setattr(real, "compare", told)
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


def test_parts_have_what_is_compared_across_them() -> None:
    for contrast in across.CONTRASTS:
        for part, measure in (contrast.left, contrast.right):
            study = article.PARTS[part]
            assert measure in study.about.quantities(study.taken), (part, measure)
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


# -- across parts, where the answer is known


def _result(measures: dict[str, list[float]], exact: bool = False) -> dict[str, Any]:
    """A result of one setting; each measure has a number for each seed."""
    seeds = len(next(iter(measures.values())))
    return {
        "rows": [
            {
                "setting": "max",
                "seed": seed,
                "status": "ok",
                "measures": {name: values[seed] for name, values in measures.items()},
            }
            for seed in range(seeds)
        ],
        "unsound": {},
        "measures": {name: {"unit": "%", "exact": exact} for name in measures},
        "scope": {"test_set": True},
    }


def test_contrasts_are_taken_seed_by_seed() -> None:
    noise = np.random.default_rng(0).normal(size=6)
    better = {"accuracy.iou": (noise + 0.1 + 0.001 * np.arange(6)).tolist()}
    parts = {
        "segmentation": _result(better),
        "segmentation-plain": _result({"accuracy.iou": noise.tolist()}),
        "segmentation-unpool": _result({"accuracy.iou": noise.tolist()}),
    }
    skip, unpool, *rest = across.judge(parts)
    assert skip["verdict"] == "supported"
    assert skip["difference"] == pytest.approx(0.1025)
    assert skip["low"] < 0.1025 < skip["high"]
    assert unpool["difference"] == 0
    assert unpool["verdict"] == "not decided by this data"
    assert all(each["reason"].startswith("not run") for each in rest)


def test_counts_need_no_test() -> None:
    parts = {
        name: _result({"cost.macs": [float(macs)] * 2, "accuracy.ssim": [0.5, 0.5]}, exact=True)
        for name, macs in {"compression": 2, "compression-unpool": 1}.items()
    }
    verdicts = {each["contrast"].left[1]: each["verdict"] for each in across.judge(parts)}
    assert verdicts["cost.macs"] == "supported"


def test_steps_of_a_row_of_strengths() -> None:
    result = _result({"a": [0.9, 0.8], "b": [0.7, 0.6], "c": [0.7, 0.5]})
    first, second, third = across.falls(result, ("a", "b", "c"), "max")
    assert first == {"measure": "a", "mean": pytest.approx(0.85)}
    assert second["difference"] == pytest.approx(-0.2)
    assert second["high"] == pytest.approx(-0.2)
    assert third["difference"] == pytest.approx(-0.05)
    assert third["low"] < -0.05 < third["high"]


# -- the page in docs


def test_the_page_in_docs_is_what_its_results_say(tmp_path: Path) -> None:
    parts = evidence.read(DOCS / "evidence")
    assert (DOCS / "evidence.md").read_text() == evidence_page.text(parts, "evidence")
    ElementTree.fromstring((DOCS / "evidence.svg").read_text())
    kept = list((DOCS / "evidence").iterdir())
    assert {each.stem for each in kept} == set(parts)
    assert sum(each.stat().st_size for each in kept) <= 300_000
    for each in kept:
        assert json.loads(each.read_text())["format"] == 2
