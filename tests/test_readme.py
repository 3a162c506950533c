"""The README tells the truth: its examples run, its commands parse, its links lead somewhere."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("code", blocks("python"), ids=lambda code: code.split("\n", 1)[0])
def test_example_runs(code: str) -> None:
    if "torch" in code:
        pytest.importorskip("torch")
    lines_before = README[: README.index(code)].count("\n")  # so that a traceback shows the line
    exec(compile("\n" * lines_before + code, "README.md", "exec"), {"__name__": "readme"})


def test_there_are_three_examples_and_two_commands() -> None:
    assert len(blocks("python")) == 3
    assert README.count("-c constraints.txt '.[") == 2


@pytest.mark.parametrize("line", re.findall(r"\bpoolwise ([a-z]+ .+)", "\n".join(blocks("sh"))))
def test_command_parses(line: str) -> None:
    typer = pytest.importorskip("typer")
    cli = pytest.importorskip("poolwise.cli")
    name, *arguments = shlex.split(line)
    command = typer.main.get_command(cli.app).commands[name]
    given = command.make_context(name, arguments).params  # an unknown flag or a wrong value ends it
    if name == "run":
        assert not given["program"].startswith("-")  # else it is the flag that was meant
    if name == "bench":
        chosen_workloads = pytest.importorskip("poolwise.bench").chosen_workloads
        assert chosen_workloads(given["names"] or (), given["group"] or ())


def test_every_command_is_shown() -> None:
    commands = set(re.findall(r"\bpoolwise ([a-z]+) ", "\n".join(blocks("sh"))))
    assert {"bench", "compare", "profile", "run"} <= commands


def test_links_lead_somewhere() -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", README)
    assert targets
    missing = [t for t in targets if "://" not in t and not (ROOT / t).exists()]
    assert not missing
