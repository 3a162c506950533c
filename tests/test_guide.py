"""The guide's examples run, its commands parse, its links lead somewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from pages import Page, parse

GUIDE = Page("docs/guide.md")


@GUIDE.examples()
def test_example_runs(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # one of them writes a file
    GUIDE.run(code)


@GUIDE.commands()
def test_command_parses(line: str) -> None:
    parse(line)


def test_every_section_shows_something() -> None:
    sections = GUIDE.text.split("\n## ")[1:]
    assert len(sections) > 10
    assert not [text.split("\n")[0] for text in sections if "```" not in text]


def test_links_lead_somewhere() -> None:
    assert not GUIDE.missing_links()
