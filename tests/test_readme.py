"""The README tells the truth: its examples run, its flags exist, its links lead somewhere."""

from __future__ import annotations

import re
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


def test_there_are_two_examples_and_two_commands() -> None:
    assert len(blocks("python")) == 2
    assert README.count("-c constraints.txt '.[") == 2


def test_flags_exist() -> None:
    typer = pytest.importorskip("typer")
    cli = pytest.importorskip("poolwise.cli")
    compare = typer.main.get_command(cli.app).commands["compare"]
    known = {flag for parameter in compare.params for flag in parameter.opts}
    used = set(re.findall(r"(?<=\s)--[a-z][a-z-]*", "\n".join(blocks("sh"))))
    assert used
    assert used <= known


def test_links_lead_somewhere() -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", README)
    assert targets
    missing = [t for t in targets if "://" not in t and not (ROOT / t).exists()]
    assert not missing
