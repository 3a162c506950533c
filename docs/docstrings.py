"""How griffe, which reads the stubs for the site's reference, takes poolwise's own ways."""

from __future__ import annotations

from typing import Any

import griffe

SECTIONS = {"Example:": "Examples:", "Forward:": "Other Parameters: Of a call"}


class Docstrings(griffe.Extension):
    """Names of sections, and functions that have overloads alone."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        if obj.docstring:
            lines = obj.docstring.value.splitlines()
            obj.docstring.value = "\n".join(SECTIONS.get(line, line) for line in lines)

    def on_module_members(self, *, mod: griffe.Module, **_: Any) -> None:
        """Of overloads the first has the documentation, and the last takes whatever there is."""
        for name, kinds in mod.overloads.items():
            if kinds:  # of those that are written out, none are left
                first, last = kinds[0], kinds[-1]
                last.docstring = first.docstring
                if last.docstring:
                    last.docstring.parent = last
                mod.set_member(name, last)
