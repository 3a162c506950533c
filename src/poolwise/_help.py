"""Help of the `poolwise` command: what options take in words, not in names of Python's types."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup

F = TypeVar("F", bound=Callable[..., Any])
_WORDS = {"bool": "", "str": "TEXT", "int": "NUMBER", "float": "NUMBER", "path": "PATH"}


class App(typer.Typer):
    """A Typer whose commands' help is in words."""

    def __init__(self, **given: Any) -> None:
        super().__init__(cls=Group, **given)

    def command(self, *args: Any, cls: Any = None, **given: Any) -> Callable[[F], F]:
        """As Typer's own."""
        return super().command(*args, cls=cls or Command, **given)


class _InWords:
    """A command whose help is in words: before one of Typer's, which are of no public kind."""

    get_params: Callable[..., Any]

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Print the help."""
        _in_words(self.get_params(ctx), ctx)
        super().format_help(ctx, formatter)  # type: ignore[misc]


class Command(_InWords, TyperCommand):
    """A command."""


class Group(_InWords, TyperGroup):
    """The command of commands."""


def _in_words(params: Any, ctx: Any) -> None:
    for each in params:
        if hasattr(each, "display_type_rich"):  # older ones have words of their own
            typed = re.findall(r"\w+", each.display_type_rich(ctx) or "")
            words = " ".join(_WORDS.get(name, name) for name in typed if name != "list")
            each.display_type_rich = lambda *_, words=words, **__: words
