"""Editors and type checkers see what there is at run time, and say what is wrong."""

from __future__ import annotations

import ast
import inspect
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import poolwise
import poolwise.nn
from poolwise import stubs
from poolwise.functional.declaration import OPERATORS, Operator
from poolwise.functional.documented import arguments_of

ROOT = Path(__file__).parents[1]
CALLS = Path(__file__).with_name("typed_calls.py")
WRONG = {
    number for number, line in enumerate(CALLS.read_text().splitlines(), 1) if "  # wrong" in line
}
PUBLIC = {
    name: getattr(module, name)
    for module in (poolwise, poolwise.nn)
    for name in module.__all__
    if callable(getattr(module, name))
}


def own_arguments(made: Any) -> set[str]:
    return set(inspect.signature(made).parameters)


@pytest.mark.parametrize("path", stubs.STUBS)
def test_up_to_date(path: str) -> None:
    said = (stubs.HOME / path).read_text(encoding="utf-8")
    assert said == stubs.STUBS[path](), "python -m poolwise.stubs writes it anew"


@pytest.mark.parametrize(
    ("path", "module"), [("__init__.pyi", poolwise), ("nn/__init__.pyi", poolwise.nn)]
)
def test_every_name_and_argument(path: str, module: Any) -> None:
    tree = ast.parse((stubs.HOME / path).read_text(encoding="utf-8"))
    found: dict[str, set[str]] = {}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom):
            found |= {alias.asname: set() for alias in node.names if alias.asname}
        elif isinstance(node, ast.FunctionDef):
            found[node.name] = found.get(node.name, set()) | _names(node)
        elif isinstance(node, ast.ClassDef):
            (made,) = (part for part in node.body if getattr(part, "name", "") == "__init__")
            assert isinstance(made, ast.FunctionDef)
            found[node.name] = _names(made) - {"self"}
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Name):
            assert isinstance(node.targets[0], ast.Name)
            found[node.targets[0].id] = found[node.value.id]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found[node.target.id] = set()
    assert set(module.__all__) <= set(found)
    for name in module.__all__:
        if found[name]:
            assert found[name] == own_arguments(getattr(module, name)), name


def _names(function: ast.FunctionDef) -> set[str]:
    args = function.args
    starred = [arg for arg in (args.vararg, args.kwarg) if arg]
    return {arg.arg for arg in [*args.posonlyargs, *args.args, *args.kwonlyargs, *starred]}


@pytest.mark.parametrize("name", PUBLIC)
def test_documentation_says_all_that_a_caller_can_pass(name: str) -> None:
    text = PUBLIC[name].__doc__
    assert not re.search(r"\{\w+\}|\(1,\) \*|\\\*|\b_rank\b", text)
    if PUBLIC[name].__module__.startswith(("poolwise.functional", "poolwise.nn")):
        said = {argument for names, _ in arguments_of(text) for argument in names}
        assert own_arguments(PUBLIC[name]) <= said


@pytest.mark.parametrize("row", [row for row in OPERATORS if row.define], ids=lambda row: row.name)
def test_operators_say_each_thing_once_and_in_order(row: Operator) -> None:
    for prefix in row.prefixes:
        text = PUBLIC[f"{prefix}{row.define.__name__}{row.ranks[0]}d"].__doc__
        found = re.findall(r"^    (Args|Returns|Raises|Source|Example):", text, re.MULTILINE)
        assert found == ["Args", "Returns", "Raises", "Source", "Example"]
        assert " ".join(text.split()).count(f"Source: {row.source}.") == 1


def test_modules_say_how_they_are_called() -> None:
    for name in poolwise.nn.__all__:
        module = getattr(poolwise.nn, name)
        said = arguments_of(module.__doc__.replace("Args:", "").replace("Forward:", "Args:"))
        called = set(inspect.signature(module.forward).parameters) - {"self"}
        assert called <= {argument for names, _ in said for argument in names}, name


def test_pyright_finds_what_is_wrong() -> None:
    pytest.importorskip("pyright")
    command = ["pyright", "--outputjson", "--pythonpath", sys.executable, str(CALLS)]
    said = json.loads(_run(command))["generalDiagnostics"]
    errors = {one["range"]["start"]["line"] + 1: one for one in said if one["severity"] == "error"}
    assert set(errors) == WRONG, {n: errors.get(n) for n in set(errors) ^ WRONG}


def test_mypy_finds_what_is_wrong() -> None:
    options = ["--config-file", str(CALLS.with_suffix(".ini")), "--cache-dir", os.devnull]
    said = _run(["mypy", "--show-error-codes", "--no-error-summary", *options, str(CALLS)])
    errors = {int(n): text for n, text in re.findall(r"typed_calls\.py:(\d+): error: (.*)", said)}
    assert set(errors) == WRONG, {n: errors.get(n) for n in set(errors) ^ WRONG}


def _run(command: list[str]) -> str:
    environment = os.environ | {"PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"}
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, env=environment
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def test_an_editor_shows_signature_and_meaning() -> None:
    names = ["soft_pool2d", "SoftPool2d", "max_pool2d", "channel_soft_pool"]
    for name in names:
        text = stubs.shown(name)
        assert all(argument in text for argument in own_arguments(PUBLIC[name]))
        assert PUBLIC[name].__doc__.split("\n")[0] in text
    with pytest.raises(ValueError, match="no 'soft_pool4d'"):
        stubs.shown("soft_pool4d")


def test_a_typo_takes_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["stubs", "--show", "soft_pol2d"])
    with pytest.raises(SystemExit) as ended:
        stubs.main()
    assert ended.value.code == 2
    assert capsys.readouterr().err.endswith("error: poolwise has no 'soft_pol2d'\n")
