"""Several data sets and several networks, from the study to the report."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from poolwise.lab import Study, StudyFailed, compare, dry_run, merge, report_only, without_times
from poolwise.lab.load import load
from poolwise.lab.running.run import Run
from poolwise.lab.running.trial import Plan, build_network
from poolwise.lab.several import folders, summed_up

pytestmark = pytest.mark.usefixtures("workers_here", "hasty")

SMALL = Study(
    pool=("max", "avg"), seeds=2, epochs=1, measures=("accuracy",), learning_rate=(0.01,), width=2
)  # fmt: skip
SEVERAL = SMALL.replaced({"data": ["digits", "faces"], "kernel": ["2"]})


@pytest.fixture(scope="module")
def hasty() -> Iterator[None]:
    """Every training counts as converged."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("poolwise.lab.networks.training.PATIENCE", 0)
        yield


@pytest.fixture(scope="module")
def several(
    tmp_path_factory: pytest.TempPathFactory, workers_here: None, hasty: None
) -> tuple[dict[str, Any], Path]:
    out = tmp_path_factory.mktemp("several")
    return compare(SEVERAL, out, jobs=1), out


def test_each_data_set_has_a_report_and_all_have_one(several: tuple[dict[str, Any], Path]) -> None:
    found, out = several
    assert json.loads((out / "report.json").read_text()) == found
    assert Study.from_file(out / "study.toml") == SEVERAL
    page = (out / "report.html").read_text()
    for part, study in zip(found["parts"], SEVERAL.parts, strict=True):
        folder = out / part["folder"]
        own = json.loads((folder / "report.json").read_text())
        assert own["recommendation"]["text"] == part["text"]
        assert Study.from_file(folder / "study.toml") == study.replaced({"task": "pictures"})
        assert f'href="{part["folder"]}/report.html"' in page
    assert page.count("<script>") == page.count("script-src 'sha256-") == 1
    assert page.count('class="main sortable"') == page.count('class="all sortable"') == 1
    many = found["many"]
    assert many["by"] == "setting"
    assert many["settings"] == ["max 2x2/2", "avg 2x2/2"]
    assert many["data"] == ["digits", "faces"]
    assert many["text"] == found["recommendation"]["text"]
    assert many["text"] in page.replace("&#39;", "'")
    assert found["times"]["trials_run"] == 8


def test_folders_of_several_are_not_merged(several: tuple[dict[str, Any], Path]) -> None:
    _, out = several
    part = re.escape(repr(str(out / "digits")))
    with pytest.raises(ValueError, match=f"the studies of 2 data sets; .* such as {part}"):
        merge((out / "faces", out), out / "both")


def test_what_ended_is_not_run_again(several: tuple[dict[str, Any], Path], tmp_path: Path) -> None:
    found, out = several
    copy = shutil.copytree(out, tmp_path / "copy")
    assert without_times(report_only(copy)) == without_times(found)
    expected = dry_run(SEVERAL, copy, jobs=1).splitlines()
    assert [line.partition(":")[0] for line in expected] == ["digits", "faces"]
    assert all("nothing is left to run" in line for line in expected)
    # A run that was stopped in the second data set: reports are of what there is.
    shutil.rmtree(copy / "faces")
    some = report_only(copy)
    assert some["many"] is None
    assert "takes two data sets" in some["recommendation"]["text"]
    assert "missing" in some["parts"][1]
    assert "There is no report" in (copy / "report.html").read_text()
    shutil.rmtree(copy / "digits")
    with pytest.raises(ValueError, match="digits"):
        report_only(copy)


def test_one_data_set_that_fails_leaves_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[tuple[str, str]] = []

    def run(each: Run, *_: Any) -> dict[str, Any]:
        calls.append((each.study.only_data, each.shared.value().name))
        raise StudyFailed("none of the trials ended well")

    monkeypatch.setattr("poolwise.lab.several.run_on", run)
    with pytest.raises(StudyFailed, match="digits: none of the trials"):
        compare(SEVERAL, tmp_path, jobs=1)
    assert calls == [("digits", "digits"), ("faces", "faces")]  # each learns from its own


def test_nothing_is_trained_before_all_of_it_is_known_to_fit(tmp_path: Path) -> None:
    wrong = SEVERAL.replaced({"data": ["digits", str(tmp_path / "nowhere")]})
    with pytest.raises(ValueError, match="nowhere"):
        compare(wrong, tmp_path / "out", jobs=1)
    assert not (tmp_path / "out").exists()


def test_other_windows_are_matched_by_operator(several: tuple[dict[str, Any], Path]) -> None:
    found, out = several
    texts = [(out / part["folder"] / "report.json").read_text() for part in found["parts"]]
    results = [json.loads(texts[0]), json.loads(texts[1].replace(" 2x2/2", ""))]
    many, _ = summed_up(results)
    assert many is not None
    assert (many["by"], many["settings"]) == ("operator", ["max", "avg"])
    assert list(many["scores"].values()) == list(found["many"]["scores"].values())


def test_folders_are_apart_and_inside(tmp_path: Path) -> None:
    names = ["..", "a/photos", "b/Photos", "hub:org/name", "x/report.html", "=1+2", "a\nb", "."]
    found = folders(SMALL.replaced({"data": [*names, "/"]}))
    assert len({name.lower() for name in found}) == len(names) + 1
    for name in found:
        assert (tmp_path / name).resolve().parent == tmp_path.resolve()
        assert name not in ("report.html", "study.toml")
    assert list(found)[:3] == ["data", "photos", "Photos-2"]


NETWORKS = SMALL.replaced(
    {"network": ["vgg-small", "vgg-global"], "kernel": ["2"], "data": "digits"}
)


def test_networks_share_a_grid_and_a_report(tmp_path: Path) -> None:
    found = compare(NETWORKS, tmp_path / "both", jobs=1)
    names = [each["name"] for each in found["settings"]]
    assert names == [
        f"{pool} 2x2/2 in {network}"
        for network in ("vgg-small", "vgg-global")
        for pool in ("max", "avg")
    ]
    assert found["baseline"] == names[0]
    assert found["network"] == "vgg-small and vgg-global"
    assert [each["setting"] for each in found["tests"] if not each["exploratory"]] == names[1:]
    assert {row["network"] for row in found["rows"]} == {"vgg-small", "vgg-global"}
    page = (tmp_path / "both" / "report.html").read_text()
    assert all(name in page for name in names)
    assert page.count("2×2 windows, stride 2×2 in vgg-global") == 0  # no curves, no panels
    # Another network finds the trials of the first two in the store.
    more = NETWORKS.replaced({"network": ["vgg-small", "vgg-global", "vgg-spp"], "seeds": 1})
    assert "6 trials" in (text := dry_run(more, tmp_path / "both", jobs=1))
    assert "4 of them in the store already" in text
    alone = NETWORKS.replaced({"network": "vgg-small"})
    assert "in the store already" not in dry_run(alone, tmp_path / "both", jobs=1)
    # Studies whose settings name their networks can be merged.
    compare(more.replaced({"network": ["vgg-global", "vgg-spp"]}), tmp_path / "more", jobs=1)
    merged = merge((tmp_path / "both", tmp_path / "more"), tmp_path / "merged")
    assert isinstance(merged, dict)
    assert [each["name"] for each in merged["settings"]][:4] == names
    assert len(merged["settings"]) == 6
    assert len(merged["rows"]) == 10


def test_a_trial_builds_the_network_of_its_setting() -> None:
    plan, data = Plan.of(NETWORKS, "cpu"), load("digits")
    built = [build_network(plan, data, setting, 0) for setting in NETWORKS.settings]
    alone = [
        build_network(Plan.of(each, "cpu"), data, setting, 0)
        for each in (NETWORKS.replaced({"network": name}) for name in NETWORKS.networks)
        for setting in each.settings
    ]
    for one, other in zip(built, alone, strict=True):
        ours, theirs = one.state_dict(), other.state_dict()
        assert ours.keys() == theirs.keys()
        assert all(bool((ours[name] == theirs[name]).all()) for name in ours)
    assert len({sum(p.numel() for p in each.parameters()) for each in built}) == 2
