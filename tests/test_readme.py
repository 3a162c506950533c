"""The README tells the truth: its examples run, its commands parse, its links lead somewhere."""

from __future__ import annotations

import re

from pages import Page, parse

from poolwise.catalogue import OPERATORS

README = Page("README.md")


@README.examples()
def test_example_runs(code: str) -> None:
    README.run(code)


def test_there_are_examples_and_two_commands() -> None:
    assert len(README.python) == 3
    assert README.text.count("-c constraints.txt '.[") == 2


@README.commands()
def test_command_parses(line: str) -> None:
    parse(line)


def test_every_command_is_shown() -> None:
    commands = {line.split()[0] for line in README.command_lines}
    assert {"bench", "compare", "explain", "ops", "pool", "profile", "run"} <= commands


def test_its_speeds_are_those_of_the_results() -> None:
    results = Page("benchmarks/RESULTS.md").text.splitlines()
    block = README.text.split("<!-- speed -->")[1].split("<!-- /speed -->")[0]
    rows = [line.strip("| ").split(" | ") for line in block.splitlines() if line.startswith("| ")]
    rows = [row for row in rows if len(row) == 4 and row[0] != "---"]
    assert len(rows) == 8
    for title, ours, _, other in rows:
        (full,) = (line for line in results if f": {title} |" in line)
        assert f"| {ours} (" in full
        assert f"| {other} " in full
    for name, ratio in re.findall(r"(\w+) ([\d.]+\s×)", block.split("one picture: ")[1]):
        (full,) = (line for line in results if line.startswith(f"| {name}, batch 1, inference |"))
        assert f"| {ratio} |" in full
    gain = block.split("\n\n")[1]
    assert gain in Page("benchmarks/RESULTS.md").text


def test_there_are_so_many_operators() -> None:
    assert "more than forty" in README.text
    assert len([each for each in OPERATORS if "*" not in each.name]) > 40


def test_links_lead_somewhere() -> None:
    assert not README.missing_links()
