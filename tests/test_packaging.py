"""What is said of poolwise in several places is said alike."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest
from pages import ROOT, Page

import poolwise

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())


WORKFLOWS = ROOT / ".github/workflows"
IN_A_CLONE = pytest.mark.skipif(not WORKFLOWS.is_dir(), reason="not among the sources of a release")


def test_the_citation_is_of_this_version() -> None:
    cited = re.findall(r"^version: (.+)$", (ROOT / "CITATION.cff").read_text(), re.MULTILINE)
    assert cited == [poolwise.__version__]


@IN_A_CLONE
def test_wheels_are_built_for_the_pythons_that_are_tested() -> None:
    tests = (WORKFLOWS / "tests.yml").read_text()
    tested = re.findall(r'"(3\.\d+)"', re.findall(r"python: (.+)", tests)[0])
    built = re.findall(r"cp3(\d+)-", PROJECT["tool"]["cibuildwheel"]["build"])
    assert tested == [f"3.{minor}" for minor in built]
    assert PROJECT["project"]["requires-python"] == f">={tested[0]}"


@IN_A_CLONE
def test_a_release_takes_all_that_is_built() -> None:
    wheels = (WORKFLOWS / "wheels.yml").read_text()
    release = (WORKFLOWS / "release.yml").read_text()
    assert "workflow_call:" in wheels
    assert "uses: ./.github/workflows/wheels.yml" in release
    kept = re.findall(r"name: (.+)\n +path:", wheels)
    assert kept == ["wheels-${{ matrix.name }}", "sdist"]
    assert 'pattern: "{wheels-*,sdist}"' in release
    (platform,) = re.findall(r"name: wheels-(.+)", release)
    assert f"name: {platform}," in wheels


def test_extras_refer_to_each_other_instead_of_copies() -> None:
    extras = PROJECT["project"]["optional-dependencies"]
    for name, needs in extras.items():
        assert name == "cli" or not set(needs) & set(extras["cli"]), name


def test_links_of_policies_lead_somewhere() -> None:
    assert not Page("docs/versioning.md").missing_links()
