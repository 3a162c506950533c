"""Pages in Markdown whose examples are run and whose commands and links are checked."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Page:
    """A page of the repository, by its path there."""

    name: str

    @property
    def text(self) -> str:
        return (ROOT / self.name).read_text(encoding="utf-8")

    def blocks(self, language: str) -> list[str]:
        """The examples in a language, in order."""
        found = re.findall(rf"^```{language}\n(.*?)^```", self.text, re.MULTILINE | re.DOTALL)
        return [str(block) for block in found]

    def examples(self) -> Any:
        """A test for each Python example."""
        titles = [self.text[: self.text.index(code)].split("\n## ")[-1] for code in self.python]
        titles = [title.split("\n", 1)[0] for title in titles]
        return pytest.mark.parametrize("code", self.python, ids=titles)

    def commands(self) -> Any:
        """A test for each line that calls poolwise."""
        return pytest.mark.parametrize("line", self.command_lines)

    @property
    def python(self) -> list[str]:
        return self.blocks("python")

    @property
    def command_lines(self) -> list[str]:
        """What follows `poolwise` on the command line."""
        lines = re.findall(r"\bpoolwise ([a-z]+(?: .+)?)$", "\n".join(self.blocks("sh")), re.M)
        return [str(line) for line in lines]

    def run(self, code: str) -> None:
        """Run an example by itself; skip it where what it imports is not installed."""
        for name in re.findall(r"^(?:import|from) (\w+)", code, re.MULTILINE):
            pytest.importorskip(name)
        if "onnx" in code:
            pytest.importorskip("onnxscript")
        before = self.text[: self.text.index(code)].count("\n")  # so that a traceback has the line
        exec(compile("\n" * before + code, self.name, "exec"), {"__name__": "example"})

    def missing_links(self) -> list[str]:
        """Links to files that are not there; a page without links is wrong, too."""
        targets = re.findall(r"\]\(([^)#]+)[^)]*\)", self.text)
        assert targets
        here = (ROOT / self.name).parent
        return [t for t in targets if "://" not in t and not (here / t).exists()]


def parse(line: str) -> None:
    """Read a command as poolwise would, without running it."""
    typer = pytest.importorskip("typer")
    cli = pytest.importorskip("poolwise.cli")
    name, *arguments = shlex.split(line, comments=True)
    command = typer.main.get_command(cli.app).commands[name]
    given = command.make_context(name, arguments).params  # an unknown flag or a wrong value ends it
    if name == "run":
        assert not given["program"].startswith("-")  # else it is the flag that was meant
    if name == "bench":
        chosen_workloads = pytest.importorskip("poolwise.bench").chosen_workloads
        assert chosen_workloads(given["names"] or (), given["group"] or ())
    if name == "compare":
        study = pytest.importorskip("poolwise.lab.planning.study")
        words = {key: given[key] or "" for key in ("data", "task", "network")}
        lists = {key: tuple(given[key] or ()) for key in ("pool", "kernel", "measures")}
        study.Study().replaced({key: each for key, each in (words | lists).items() if each})
    if name == "ops" and given["name"]:
        pytest.importorskip("poolwise.catalogue").find(given["name"])
