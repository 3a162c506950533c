"""The classes of an operator, made of its declaration: one for each kind of windows and number of
axes."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from ..functional.declaration import OPERATORS, Operator, find
from ._bases import Adapt, Drawing, Slide, Whole

_FUNCTIONS = "poolwise.functional"

Bases = Mapping[str, tuple[type, ...]]
"""What the classes are derived from, for each prefix of the functions' names."""


def derive(
    home: str, operator: str, bases: Bases | None = None, names: str = "", more: str = ""
) -> list[str]:
    """Make the classes of an operator and put them into the module of this name.

    Args:
        home: the module, which pickles of them name.
        operator: as it is declared.
        bases: where they need more than what is declared; windows that are left out get no class.
        names: ``{p}`` standing for the windows and ``{n}`` for the rank, where not as declared.
        more: what is to be said of them beside.

    Returns:
        The names of the classes.
    """
    row = find(operator)
    made = []
    for prefix, kinds in (bases or _bases_of(row)).items():
        for rank in row.ranks:
            pool = row.pool(rank, prefix)
            pattern = names or row.module.split()[0]
            name = pattern.format(p=prefix.rstrip("_").capitalize(), n=rank)
            own = kinds[0].__doc__ if "Args:" in (kinds[0].__doc__ or "") else ""
            body: dict[str, Any] = {
                "__doc__": own or f"Module of `poolwise.{pool.__name__}`{more}.",
                "__module__": home,
                "pool": staticmethod(pool),
                "row": row,
            }
            setattr(sys.modules[home], name, type(name, kinds, body))
            made.append(name)
    return made


def derive_rest(home: str) -> list[str]:
    """Make the classes that are missing of the operators in the functions' module of this name."""
    family = f"{_FUNCTIONS}.{home.rpartition('.')[2]}"
    rest = [
        row.name
        for row in OPERATORS
        if row.home == family
        and row.define is not None
        and row.layer not in vars(sys.modules[home])
    ]
    return [name for operator in rest for name in derive(home, operator)]


def _bases_of(row: Operator) -> Bases:
    first = (Drawing,) if row.draw else ()
    all_of = {"": Slide, "adaptive_": Adapt, "global_": Whole}
    return {prefix: (*first, all_of[prefix]) for prefix in row.prefixes}
