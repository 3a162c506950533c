"""Keywords that a function does not take, and flags that are none."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NoReturn, ParamSpec, TypeVar

from ..choosing import like
from ..windows import flag
from .documented import documented
from .rules import RULES, under_rules

P = ParamSpec("P")
R = TypeVar("R")

Names = Mapping[str, bool]
"""The names of what a function takes, and whether each is a flag."""


_RULES = [p for p in inspect.signature(under_rules).parameters.values() if p.name in RULES]


def spelled_out(signature: inspect.Signature) -> inspect.Signature:
    """The signature with the keywords of all operators in the place of its `**rules`."""
    parameters = list(signature.parameters.values())
    if not parameters or parameters[-1].name != "rules":
        return signature
    return signature.replace(parameters=[*parameters[:-1], *_RULES])


def taken_by(function: Callable[..., Any]) -> Names:
    """What a function takes; its `**rules` are the keywords of all operators."""
    names: dict[str, bool] = {}
    for parameter in inspect.signature(function).parameters.values():
        if parameter.kind == parameter.VAR_KEYWORD:
            if parameter.name == "rules":
                names |= {name: name == "channels_last" for name in RULES}
        else:
            # What says a dtype of indices is no mere flag; where it is used, it is checked.
            is_flag = isinstance(parameter.default, bool) and parameter.name != "return_indices"
            names[parameter.name] = is_flag
    return names


def expect(function: str, names: Names, given: Mapping[str, Any]) -> None:
    """Raise for a keyword that is not among the names, and for a flag that is no bool.

    Raises:
        TypeError: the message names the function, the keyword and what it may have meant.
    """
    for name, value in given.items():
        if name not in names:
            raise TypeError(unexpected(function, name, names))
        if names[name]:
            flag(name, value)


def unexpected(function: str, name: str, names: Iterable[str]) -> str:
    """What to say of a keyword that a function does not take.

    Example:
        >>> unexpected("soft_pool2d", "bta", ("x", "kernel_size", "beta"))
        "soft_pool2d() got an unexpected keyword argument 'bta'; did you mean 'beta'?"
    """
    known = [known for known in names if not known.startswith("_")]
    near = like(name, known, 1)
    hint = f"did you mean {near[0]!r}?" if near else f"it takes {', '.join(known)}"
    return f"{function}() got an unexpected keyword argument {name!r}; {hint}"


def refuse(function: Callable[..., Any], unknown: Mapping[str, Any]) -> NoReturn:
    """Raise for keywords that the function does not take, which it got among others."""
    names = taken_by(function)
    wrong = next(name for name in unknown if name not in names)
    raise TypeError(unexpected(function.__name__, wrong, names))


def expect_rules(function: Callable[..., Any], rules: Mapping[str, Any]) -> None:
    """Raise for a keyword in the `**rules` of a function that no rule has."""
    for name in rules:
        if name not in RULES:
            refuse(function, rules)


def spelled(function: Callable[P, R]) -> Callable[P, R]:
    """The function, which says what a misspelt keyword may have meant, and in its documentation
    which there are.

    Those that make small calls look at what is left over instead, which costs less.
    """
    names = taken_by(function)

    @functools.wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        expect(function.__name__, names, kwargs)
        return function(*args, **kwargs)

    signature = spelled_out(inspect.signature(function))
    call.__signature__ = signature  # type: ignore[attr-defined]
    call.__doc__ = documented(function.__doc__ or "", signature.parameters)
    return call
