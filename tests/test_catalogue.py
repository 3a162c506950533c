"""What the catalogue says is what there is: names, parameters, defaults, examples, the page."""

from __future__ import annotations

import inspect
import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Literal

import pytest
from rich.cells import cell_len
from scripts import load_script
from typer.testing import CliRunner

import poolwise
from poolwise import catalogue
from poolwise import nn as pooling_nn
from poolwise.catalogue import OPERATORS, Operator, Parameter
from poolwise.cli import app

Side = Literal["function", "module"]
DOCS = Path(__file__).parents[1] / "docs"

# What is not there yet is not looked at.
FUNCTIONS = [(o, f) for o in OPERATORS for f in o.functions if hasattr(poolwise, f)]
MODULES = [(o, m) for o in OPERATORS for m in o.modules if hasattr(pooling_nn, m)]


def _names(pair: tuple[Operator, str]) -> str:
    return pair[1]


def _missing(made: Any, name: str, operator: Operator, of: Side) -> list[str]:
    """Declared parameters that the signature lacks, or has with another default."""
    signature = inspect.signature(made).parameters
    sliding = not name.lower().startswith(("adaptive", "global"))
    declared = [p for p in operator.settings(of) if sliding or not p.sliding]
    if name.startswith("GeM"):  # it learns by itself
        declared = [p for p in declared if p.name != "learned"]
    if of == "function":
        declared += operator.draw
    return [
        str(p)
        for p in declared
        if p.keyword not in signature
        or (inspect.Parameter.empty if p.required else p.default) != signature[p.keyword].default
    ]


@pytest.mark.parametrize("pair", FUNCTIONS, ids=_names)
def test_functions_have_the_declared_parameters(pair: tuple[Operator, str]) -> None:
    operator, name = pair
    assert not _missing(getattr(poolwise, name), name, operator, "function")


@pytest.mark.parametrize("pair", MODULES, ids=_names)
def test_modules_have_the_declared_parameters(pair: tuple[Operator, str]) -> None:
    operator, name = pair
    assert not _missing(getattr(pooling_nn, name), name, operator, "module")


def test_every_pooling_function_and_module_is_declared() -> None:
    functions = {name for each in OPERATORS for name in each.functions}
    assert not {name for name in poolwise.__all__ if "pool" in name} - functions
    modules = {name for each in OPERATORS for name in each.modules}
    assert not {name for name in pooling_nn.__all__ if "Pool" in name} - modules


def _ready(operator: Operator) -> bool:
    """Whether what the example calls is there."""
    text = "\n".join(operator.examples())
    called = [word.split("(")[0] for word in text.split() if word.startswith("poolwise.")]
    return all(
        hasattr(pooling_nn, name.removeprefix("poolwise.nn."))
        if name.startswith("poolwise.nn.")
        else hasattr(poolwise, name.removeprefix("poolwise."))
        for name in called
    )


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda o: o.name)
def test_examples_run(operator: Operator) -> None:
    if not _ready(operator):
        pytest.skip("not there yet")
    exec("\n".join(operator.examples()), {})


def test_declarations_are_whole() -> None:
    names = [each.name for each in OPERATORS]
    assert len(set(names)) == len(names)
    for each in OPERATORS:
        assert each.headings
        assert set(each.headings) <= set(catalogue.HEADINGS)
        assert all((each.formula, each.keeps, each.source, each.good, each.bad))
        assert set(each.windows) <= set(catalogue.ALL)
        for parameter in each.parameters:
            if parameter.takes in ("number", "integer", "flag", "choice"):
                value = parameter.default
                assert value in (catalogue.REQUIRED, None) or parameter.read(value) == value
    for heading in catalogue.HEADINGS:
        assert catalogue.under(heading)


@pytest.mark.parametrize(
    ("takes", "given", "read"),
    [
        ("number", "2", 2),
        ("number", 0.5, 0.5),
        ("number", "inf", float("inf")),
        ("integer", "3", 3),
        ("flag", "True", True),
        ("choice", "a", "a"),
    ],
)
def test_parameters_are_read(takes: Any, given: object, read: object) -> None:
    parameter = Parameter("p", None, "", takes, ("a", "b") if takes == "choice" else ())
    assert parameter.read(given) == read
    assert parameter.read(catalogue.shown(read)) == read


@pytest.mark.parametrize(
    ("takes", "given", "wanted"),
    [
        ("number", "much", "p='much' must be a number"),
        ("number", True, "must be a number"),
        ("integer", "2.5", "must be an integer"),
        ("flag", "1", "must be true or false"),
        ("choice", "c", "must be a or b"),
        ("array", "1", "must be given in Python code alone"),
    ],
)
def test_parameters_that_do_not_fit(takes: Any, given: object, wanted: str) -> None:
    parameter = Parameter("p", None, "", takes, ("a", "b") if takes == "choice" else ())
    with pytest.raises(ValueError, match=wanted):
        parameter.read(given)


def test_the_page_is_up_to_date() -> None:
    made = load_script("docs/make_operators.py").page()
    assert (DOCS / "operators.md").read_text("utf-8") == made, "run python docs/make_operators.py"


def test_importing_needs_numpy_alone() -> None:
    code = (
        "import sys, poolwise.catalogue; assert not {'torch', 'rich', 'typer'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def _ops(*arguments: str, columns: int = 150) -> Any:
    environment = {"COLUMNS": str(columns), "NO_COLOR": "1", "TERM": "dumb"}
    return CliRunner(env=environment).invoke(app, ["ops", *arguments])


def test_the_command_lists_all() -> None:
    for columns in (150, 40):
        found = _ops(columns=columns)
        assert found.exit_code == 0
        lines = found.output.splitlines()
        assert max(map(cell_len, lines)) <= columns
        for each in OPERATORS:
            assert any(line.split()[:1] == [each.name] for line in lines), each.name
        for heading in catalogue.HEADINGS:
            assert heading in lines


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda o: o.name)
def test_the_command_shows_one(operator: Operator) -> None:
    found = _ops(operator.name, columns=200)
    assert found.exit_code == 0
    for text in (operator.name, operator.formula, operator.source, *operator.examples()):
        assert text in found.output


def test_the_command_prints_json() -> None:
    everything = json.loads(_ops("--json").output)
    assert [each["name"] for each in everything] == [each.name for each in OPERATORS]
    soft = json.loads(_ops("soft", "--json").output)
    assert soft["parameters"][0]["default"] == 1.0
    assert "SoftPool2d" in soft["modules"]


def test_an_unknown_name() -> None:
    found = _ops("sofft")
    assert found.exit_code == 2
    assert found.output == (
        "poolwise: 'sofft' is not an operator; did you mean soft or std? `poolwise ops` lists all\n"
    )
    assert "did you mean power_mean?" in _ops("GeM").output
    assert "did you mean" not in _ops("xyzzy").output
