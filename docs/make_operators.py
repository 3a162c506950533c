"""Write docs/operators.md, the catalogue as a page, from `poolwise.catalogue`.

Run `python docs/make_operators.py [where.md]` after changing a declaration.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

from poolwise.catalogue import DRAW, HEADINGS, OPERATORS, RULES, SLIDING, Operator, under
from poolwise.ops import described, explained, parameters

SOURCES: dict[str, str] = tomllib.loads(
    Path(__file__).with_name("sources.toml").read_text(encoding="utf-8")
)

HEAD = f"""# Operators

Made from the declarations in `src/poolwise/functional/` by `docs/make_operators.py`; `poolwise ops`
shows the same on a terminal, and `poolwise ops soft` one operator.

x are the elements of one window, n is how many they are, and x(1) ≥ x(2) ≥ … is their order.
Padding and masked positions are absent: never a value.

- Sliding windows take `{SLIDING}`, adaptive ones `output_size`.
- What walks windows takes `{RULES}`.
- Functions that draw take also:
"""


def page() -> str:
    """The whole page as Markdown."""
    parts = [HEAD + "\n".join(f"    - {explained(each)}" for each in DRAW)]
    for heading in HEADINGS:
        parts += [f"## {heading}", table(heading)]
    parts.append("## One by one")
    parts += [section(each) for each in OPERATORS]
    return "\n\n".join(parts) + "\n"


def table(heading: str) -> str:
    """The operators under a heading, a row each, that lead to their sections."""
    rows = [
        (f"[{e.name}](#{anchor(e)})", code(e.formula), e.keeps, code(parameters(e)), e.kind)
        for e in under(heading)
    ]
    lines = [("name", "definition", "keeps", "parameters", "kind"), ("---",) * 5, *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in lines
    )


def section(operator: Operator) -> str:
    """An operator in full, with an example that runs."""
    skipped = {"for all", "for draws", "kind"}
    if operator.geometry == SLIDING:
        skipped.add("geometry")
    coded = {"formula", "geometry", "functions", "modules"}
    facts = described(operator) | {"source": cited(operator.source)}
    lines = [f"### {operator.name}", ""]
    for name, text in facts.items():
        if name == "parameters" and operator.parameters:
            lines.append("- **parameters**")
            lines += [f"    - {explained(each)}" for each in operator.parameters]
        elif name not in skipped:
            lines.append(f"- **{name}**: {code(text) if name in coded else text}")
    if operator.examples():
        imports, *rest = operator.examples()
        lines += ["", "```python", imports, "", *rest, "```"]
    return "\n".join(lines)


def cited(source: str) -> str:
    """The words of a source, those that `sources.toml` knows as links."""
    known = "|".join(map(re.escape, SOURCES))
    return re.sub(known, lambda name: f"[{name[0]}]({SOURCES[name[0]]})", source)


def anchor(operator: Operator) -> str:
    """The name of the section that GitHub makes of the heading."""
    return re.sub(r"[^\w-]", "", operator.name.lower())


def code(text: str) -> str:
    """Text as code, or nothing."""
    return f"`{text}`" if text else ""


def main() -> None:
    default = Path(__file__).with_name("operators.md")
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else default
    target.write_text(page(), encoding="utf-8", newline="\n")
    print(f"{target}: {len(OPERATORS)} operators")


if __name__ == "__main__":
    main()
