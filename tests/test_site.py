"""The documentation as a site: what its build does not check itself."""

from __future__ import annotations

import doctest
import importlib
import json
import re

import pytest
from pages import ROOT

import poolwise
from poolwise.catalogue import OPERATORS


@pytest.fixture(autouse=True)
def _scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT / "docs")


def test_the_reference_names_all_that_is_public() -> None:
    pytest.importorskip("torch")
    pytest.importorskip("xarray")
    pages = "\n".join(importlib.import_module("make_reference").pages().values())
    named = set(re.findall(r"(?:::: [\w.]+\.|`)(\w+)", pages))
    public = {*poolwise.__all__, *poolwise.nn.__all__}
    assert sorted(public - named) == ["__version__"]


def test_sources_lead_somewhere() -> None:
    script = importlib.import_module("make_operators")
    cited = {each.source: script.cited(each.source) for each in OPERATORS}
    plain = {source for source, text in cited.items() if "](" not in text}
    # Of proceedings that have no lasting address.
    assert {source for source in plain if re.search(r"\d{4}", source)} == {
        "LeCun et al. 1990",
        "Maron & Lozano-Pérez 1998; Zhang, Platt & Viola 2005",
    }
    assert not [name for name in script.SOURCES if f"[{name}]" not in "".join(cited.values())]


def test_links_are_moved_and_requests_found() -> None:
    for name in ("mkdocs", "nbconvert", "xarray", "skimage", "torch"):
        pytest.importorskip(name)
    assert doctest.testmod(importlib.import_module("hooks")) == (0, 2)


def test_tutorials_are_stored_as_written_and_found() -> None:
    nav = (ROOT / "mkdocs.yml").read_text("utf-8")
    notebooks = sorted((ROOT / "docs/tutorials").glob("*.ipynb"))
    assert [path.stem for path in notebooks] == sorted(re.findall(r"tutorials/(\w+)\.md", nav))
    for path in notebooks:
        cells = json.loads(path.read_text("utf-8"))["cells"]
        code = [cell for cell in cells if cell["cell_type"] == "code"]
        assert not any(cell["outputs"] or cell["execution_count"] for cell in code), path.name
