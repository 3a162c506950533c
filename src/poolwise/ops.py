"""The catalogue on a terminal: a table by heading, or one operator in full."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from poolwise.catalogue import (
    ALL,
    HEADINGS,
    OPERATORS,
    RULES,
    SLIDING,
    Operator,
    Parameter,
    find,
    under,
)

if TYPE_CHECKING:
    from rich.console import RenderableType

WIDE = 110
"""Columns that the table needs; narrower terminals get a list."""


def as_json(name: str | None = None) -> str:
    """The catalogue as a JSON list, or one operator as an object.

    Raises:
        ValueError: no operator has that name.
    """
    said: Any = find(name).as_dict() if name else [each.as_dict() for each in OPERATORS]
    return json.dumps(said, indent=2, ensure_ascii=False)


def as_table(width: int) -> RenderableType:
    """All operators by heading, for a terminal of that many columns."""
    from rich.console import Group
    from rich.text import Text

    parts: list[RenderableType] = []
    for heading in HEADINGS:
        parts += [Text(heading, "bold underline"), _table(heading, width), Text()]
    parts.append(
        Text(
            "`poolwise ops NAME` says all about one of them. `poolwise compare --pool NAME` trains "
            "a network with it; conv (a strided convolution) and none go there too."
        )
    )
    return Group(*parts)


def _table(heading: str, width: int) -> RenderableType:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    if width < WIDE:
        return _list(heading)
    table = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False)
    table.add_column("name", style="bold", no_wrap=True)
    for title, ratio in (("formula", 5), ("parameters", 3), ("kind", 2), ("source", 4)):
        table.add_column(title, ratio=ratio)
    for each in under(heading):
        # As Text: brackets in a formula are no markup.
        cells = (each.name, each.formula, parameters(each), each.kind, each.source)
        table.add_row(*map(Text, cells))
    return table


def _list(heading: str) -> RenderableType:
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    parts: list[RenderableType] = []
    for each in under(heading):
        details = " · ".join(filter(None, (parameters(each), each.kind, each.source)))
        parts.append(Text(each.name, "bold"))
        parts.append(Padding(Text(each.formula), (0, 0, 0, 2)))
        parts.append(Padding(Text(details, "dim"), (0, 0, 0, 2)))
    return Group(*parts)


def parameters(operator: Operator) -> str:
    """Its parameters with their defaults, in one line: those that a study can set."""
    given = operator.settings("module" if operator.module else "function")
    return ", ".join(str(p) for p in given if p.takes not in ("array", "object"))


def as_page(operator: Operator) -> RenderableType:
    """All about one operator."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    facts = Table.grid(padding=(0, 2))
    facts.add_column(style="bold", no_wrap=True)
    facts.add_column()
    for name, value in described(operator).items():
        facts.add_row(name, Text(value))
    parts: list[RenderableType] = [Text(operator.name, "bold underline"), Text(), facts]
    if operator.placed:
        call = compared(operator)
        parts += [Text("\nCompare it with others", "bold"), Padding(Text(call), (0, 2))]
    if operator.examples():
        lines = Text("\n".join(operator.examples()))
        parts += [Text("\nExample", "bold"), Padding(lines, (0, 2))]
    return Group(*parts)


def described(operator: Operator) -> dict[str, str]:
    """Everything about an operator but its example: what each line is called, and its text."""
    facts = {
        "formula": operator.formula,
        "keeps": operator.keeps,
        "kind": operator.kind,
        "parameters": "\n".join(map(explained, operator.parameters)) or "none of its own",
    }
    if operator.draw:
        facts["for draws"] = "\n".join(map(explained, operator.draw))
    if "sliding" in operator.windows or operator.geometry != SLIDING:
        facts["geometry"] = operator.geometry
    if operator.windows == ALL:
        facts["geometry"] += "; adaptive_…: output_size"
        facts["for all"] = RULES
    if operator.needs:
        facts["needs"] = operator.needs
    facts |= {
        "windows": ", ".join(operator.windows),
        "axes": ", ".join(map(str, operator.ranks)),
        "functions": ", ".join(patterns(operator.function, operator, module=False)),
        "modules": ", ".join(patterns(operator.module, operator, module=True)),
        "good for": operator.good,
        "bad for": operator.bad,
        "source": operator.source,
    }
    return {name: text for name, text in facts.items() if text}


def explained(parameter: Parameter) -> str:
    """A parameter with its default, its meaning and where it goes."""
    notes = [parameter.meaning]
    if parameter.required:
        notes.append("must be given")
    if parameter.argument:
        notes.append(f"the argument {parameter.argument}")
    if parameter.choices:
        notes.append(" or ".join(parameter.choices))
    if parameter.of != "both":
        notes.append(f"of the {parameter.of} alone")
    if parameter.sliding:
        notes.append("sliding windows alone")
    return f"{parameter}: {'; '.join(notes)}"


def patterns(names: str, operator: Operator, *, module: bool) -> list[str]:
    """Names with their ranks in braces: ``soft_pool{1,2,3}d``."""
    ranks = ",".join(map(str, operator.ranks))
    ranks = f"{{{ranks}}}" if "," in ranks else ranks
    found = []
    for pattern in names.split():
        for window in operator.windows if "{p}" in pattern else ("sliding",):
            prefix = {"sliding": "", "adaptive": "adaptive_", "global": "global_"}[window]
            prefix = prefix.rstrip("_").capitalize() if module else prefix
            found.append(pattern.format(p=prefix, n=ranks))
    return found


def compared(operator: Operator) -> str:
    """A command that compares the operator with max and avg."""
    given = [p for p in operator.settings("module") if p.required]
    options = ", ".join(f"{p.name}=2" for p in given)
    name = f"'{operator.name}({options})'" if options else operator.name
    others = [each for each in ("max", "avg") if each != operator.name]
    return " ".join(["poolwise compare --data faces", *(f"--pool {n}" for n in (*others, name))])
