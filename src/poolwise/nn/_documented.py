"""Documentation of modules, from that of their functions: all that a constructor takes."""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Iterable

from torch import nn

from .. import functional as F
from ..functional.documented import Entry, arguments_of, documented

_MODULE_OF = re.compile(r"Module of `poolwise\.(\w+)`")


def document(module: type[nn.Module]) -> None:
    """Let a module's docstring, which names its function or describes arguments of its own, say all
    that the constructor and `forward` take."""
    own = inspect.cleandoc(module.__doc__ or "")
    named = _MODULE_OF.match(own)
    function = getattr(module, "pool", None) or (named and getattr(F, named[1]))
    of_function = (function and function.__doc__) or ""
    before, _, after = of_function.partition("    Args:\n")
    made = list(inspect.signature(module).parameters)
    called = list(inspect.signature(module.forward).parameters)[1:]
    entries = arguments_of(f"{_indented(own)}\n\n") + arguments_of(of_function)
    summary, _, description = (before if named else own.partition("Args:\n")[0]).partition("\n")
    parts = [
        summary.strip(),
        own.partition("\n\n")[0] if named else "",
        inspect.cleandoc(description),
        _section("Args", made, entries),
        _section("Forward", called, entries),
        _paragraph("Source", after) or _paragraph("Source", own),
        own[own.index("Example:") :] if "Example:" in own else "",
    ]
    module.__doc__ = _indented("\n\n".join(part for part in parts if part)) + "\n    "


def _section(heading: str, names: Iterable[str], entries: list[Entry]) -> str:
    kept: list[str] = []
    left = list(names)
    for said, text in entries:
        if any(name in left for name in said):
            kept.append(text)
            left = [name for name in left if name not in said]
    section = documented("\n".join(["    Args:", *kept]) + "\n\n", names)
    lines = textwrap.dedent(section).strip().split("\n")[1:]
    return "\n".join([f"{heading}:", *lines]) if lines else ""


def _paragraph(heading: str, text: str) -> str:
    found = re.search(rf"^ *({heading}: .*?)(\n\n|\n *$|\Z)", text, re.M | re.S)
    return inspect.cleandoc(found[1]) if found else ""


def _indented(text: str) -> str:
    return text.replace("\n", "\n    ").replace("\n    \n", "\n\n")
