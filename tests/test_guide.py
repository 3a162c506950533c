"""The examples of the guide and its neighbour run, commands parse, links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pages import ROOT, Page, parse

from poolwise.backends import native
from poolwise.reference import REDUCE

GUIDE, CONTRIBUTING = Page("docs/guide.md"), Page("CONTRIBUTING.md")
MIGRATION = Page("docs/migration.md")


@GUIDE.examples()
def test_example_runs(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # one of them writes a file
    GUIDE.run(code)


@MIGRATION.examples()
def test_what_other_libraries_do(code: str) -> None:
    MIGRATION.run(code)


@GUIDE.commands()
def test_command_parses(line: str) -> None:
    parse(line)


def test_every_section_shows_something() -> None:
    sections = GUIDE.text.split("\n## ")[1:]
    assert len(sections) > 10
    assert not [text.split("\n")[0] for text in sections if "```" not in text]


def test_links_lead_somewhere() -> None:
    assert not GUIDE.missing_links() + MIGRATION.missing_links()


def test_every_task_is_told_whole() -> None:
    pytest.importorskip("scipy")
    from poolwise.lab.tasks import TASKS
    from poolwise.lab.wording import in_sentence

    for task in TASKS.values():
        (row,) = re.findall(rf"^\| {task.name} \|(.+)\|$", GUIDE.text, re.MULTILINE)
        judged, networks, measures = row.split("|")
        assert judged.strip() == in_sentence(task.quantities((task.judged_by,))[task.primary].label)
        assert re.findall(r"`(.+?)`", networks) == list(task.networks)
        told = re.findall(r"`(.+?)`", measures)
        usual = [name for name in task.usual if name != "cost"]
        assert told[: len(usual)] == usual
        assert sorted([*told, "cost"]) == sorted(task.measures)


# --- what contributors are told ------------------------------------------------------------------


def test_every_kernel_file_is_explained() -> None:
    table = (ROOT / "csrc/README.md").read_text().split("\n## What is where")[1]
    named, folder = set(), ""
    for row in re.findall(r"^\|(.+)\|$", table, re.MULTILINE)[2:]:
        where, files, _ = row.split("|")
        folder = where.strip("` ") or folder
        named |= {f"csrc/{folder}{name}" for name in re.findall(r"`(\w+\.[ch]pp)`", files)}
    assert named == {str(path.relative_to(ROOT)) for path in (ROOT / "csrc").rglob("*.[ch]pp")}


def test_paths_lead_somewhere() -> None:
    paths = re.findall(r"`((?:src|csrc|tests|docs|tools|benchmarks)/[\w./]+)`", CONTRIBUTING.text)
    assert len(paths) > 10
    assert not [path for path in paths if not (ROOT / path).exists()]


def test_a_reducer_has_all_its_definitions() -> None:
    pytest.importorskip("torch")
    from poolwise.backends import BY_RANK
    from poolwise.backends.torch import composed_reducers
    from poolwise.functional.declaration import by_name

    assert composed_reducers.FORMULAS.keys() | BY_RANK.keys() == native.REDUCERS.keys()
    # Filters have their own oracle, and what is made of other operators needs no kernel.
    assert native.REDUCERS.keys() - {"weighted"} <= REDUCE.keys() <= {*native.REDUCERS, *by_name()}


def test_the_bits_of_all_reducers_are_kept() -> None:
    rows = [line.split()[0] for line in (ROOT / "tools/bits.txt").read_text().splitlines()[1:]]
    assert rows == ["max", "min", "sum", "avg", *native.REDUCERS]
