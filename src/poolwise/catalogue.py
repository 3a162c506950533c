"""The catalogue: what every operator keeps, what it takes, and when to use it. Each said once.

The command ``poolwise ops``, the page ``docs/operators.md`` and the grid of ``poolwise compare``
are made of the declarations that stand beside the operators' definitions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .choosing import like
from .functional import declaration
from .functional.declaration import (
    ALL,
    DRAW,
    FILTERS,
    HEADINGS,
    LEARNED,
    MEANS,
    OPERATORS,
    ORDER,
    RANDOM,
    REQUIRED,
    RULES,
    SLIDING,
    UP,
    WINDOWS,
    Kind,
    Operator,
    Parameter,
    Takes,
)

__all__ = [
    "ALL",
    "DRAW",
    "FILTERS",
    "HEADINGS",
    "LEARNED",
    "MEANS",
    "OPERATORS",
    "ORDER",
    "RANDOM",
    "REQUIRED",
    "RULES",
    "SLIDING",
    "UP",
    "WINDOWS",
    "Kind",
    "Operator",
    "Parameter",
    "Takes",
    "find",
    "nearest",
    "numbers",
    "parse",
    "shown",
    "under",
    "words",
]


def find(name: str) -> Operator:
    """The operator of that name.

    Raises:
        ValueError: there is none; the message has the nearest names.

    Example:
        >>> find("soft").formula
        'Σ x e^(βx) / Σ e^(βx)'
    """
    try:
        return declaration.find(name)
    except KeyError:
        raise ValueError(f"{name!r} is not an operator; {nearest(name)}") from None


def nearest(name: str, more: Sequence[str] = ()) -> str:
    """What an unknown name may have meant, as the end of a sentence.

    Example:
        >>> nearest("sofft")
        'did you mean soft or std? `poolwise ops` lists all'
    """
    names = [operator.name for operator in OPERATORS] + list(more)
    wanted = _ALSO.get(name.lower().removesuffix("_pool"))
    found = [wanted] if wanted else like(name, names)
    guess = f"did you mean {' or '.join(found)}? " if found else ""
    return f"{guess}`poolwise ops` lists all"


def parse(text: str) -> tuple[Operator, dict[str, Any]]:
    """The operator that ``soft`` or ``soft(beta=2)`` says, and its numbers by keyword.

    Raises:
        ValueError: there is no such operator or parameter, or the value is of another kind.

    Example:
        >>> operator, numbers = parse("lp(p=3, signed=true)")
        >>> operator.name, numbers
        ('lp', {'norm_type': 3, 'signed': True})
    """
    name, opened, options = text.strip().partition("(")
    operator = find(name.strip())
    if bool(opened) != options.endswith(")") or (opened and not options[:-1].strip()):
        raise ValueError(f"{text!r} is no operator; write soft, or soft(beta=2)")
    known = operator.settings("function")
    values = numbers(operator.name, known, words(repr(text), options[:-1]))
    return operator, {p.keyword: values[p.name] for p in known if p.name in values}


def numbers(
    operator: str, known: Sequence[Parameter], given: Mapping[str, Any], label: str = ""
) -> dict[str, Any]:
    """The values of an operator's parameters by their names, of what is given by names or keywords.

    Args:
        operator: its name.
        known: the parameters that it may be given.
        given: their values, or these as text.
        label: what messages begin with.

    Raises:
        ValueError: there is no such parameter, it is given twice, the value is of another kind, or
            one that is needed is missing.
    """
    said = f"{label}{operator!r}"
    values: dict[str, Any] = {}
    for name, value in given.items():
        each = next((p for p in known if name in (p.name, p.keyword)), None)
        if each is None:
            names = ", ".join(p.name for p in known) or "none"
            raise ValueError(f"{said} has no parameter {name!r}; it has {names}")
        if each.name in values:
            raise ValueError(f"{said} gives {each.name} twice")
        try:
            values[each.name] = each.read(value)
        except ValueError as error:
            raise ValueError(f"{said}: {error}") from None
    for each in known:
        if each.required and each.name not in values:
            raise ValueError(f"{said} needs {each.name}; write {operator}({each.name}=2)")
    return values


def words(text: str, options: str) -> dict[str, Any]:
    """What stands in the brackets, ``p=2, signed=true``, as text by name; `text` is for messages.

    Raises:
        ValueError: it is not written so.
    """
    given: dict[str, Any] = {}
    for option in filter(None, map(str.strip, options.split(","))):
        name, equals, value = map(str.strip, option.partition("="))
        if not (name and equals and value):
            raise ValueError(f"{text}: {option!r} is no parameter; write soft(beta=2)")
        if name in given:
            raise ValueError(f"{text} gives {name} twice")
        given[name] = value.strip("'\"")
    return given


def under(heading: str) -> list[Operator]:
    """The operators under a heading, in the catalogue's order."""
    return [operator for operator in OPERATORS if heading in operator.headings]


def shown(value: Any) -> str:
    """A parameter's value as text that `Parameter.read` reads back.

    Example:
        >>> shown(2.0), shown(0.1), shown(True), shown(float("inf"))
        ('2', '0.1', 'true', 'inf')
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


_ALSO = {
    "mean": "avg",
    "average": "avg",
    "maximum": "max",
    "minimum": "min",
    "gem": "power_mean",
    "l2": "lp",
    "softmax": "soft",
    "softpool": "soft",
    "logsumexp": "lse",
    "rap": "top_k_avg",
    "rwp": "rank_weighted",
    "rsp": "rank_stochastic",
    "dpp": "detail_preserving",
    "spp": "spatial_pyramid",
    "aps": "adaptive_polyphase",
    "dropout": "max_dropout",
    "fractional": "fractional_max",
    "blurpool": "max_blur",
}
"""Other names by which people know them."""
