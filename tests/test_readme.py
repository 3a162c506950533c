"""The README tells the truth: its examples run, its commands parse, its links lead somewhere."""

from __future__ import annotations

from pages import Page, parse

from poolwise.catalogue import OPERATORS

README = Page("README.md")


@README.examples()
def test_example_runs(code: str) -> None:
    README.run(code)


def test_there_are_examples_and_two_commands() -> None:
    assert len(README.python) == 4
    assert README.text.count("-c constraints.txt '.[") == 2


@README.commands()
def test_command_parses(line: str) -> None:
    parse(line)


def test_every_command_is_shown() -> None:
    commands = {line.split()[0] for line in README.command_lines}
    assert {"bench", "compare", "ops", "profile", "run"} <= commands


def test_there_are_so_many_operators() -> None:
    assert "more than forty" in README.text
    assert len([each for each in OPERATORS if "*" not in each.name]) > 40


def test_links_lead_somewhere() -> None:
    assert not README.missing_links()
