"""One entry of the grid: an operator with its parameters and its window."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from poolwise import catalogue
from poolwise.catalogue import Operator, numbers, shown, words
from poolwise.lab.parsing import Sizes, format_sizes, format_stride

OTHERS = ("conv", "conv-depthwise", "none")
"""What a network can do where it pools besides pooling: a strided convolution, of all channels or
of each alone, or nothing."""

UNCHANGED = "unchanged"
"""A network with weights from a file, its own pooling as it is, not trained any further."""

OVER_TIME = ("k_max", "attention", "statistics", "last")
"""Poolings of whole sequences that have no windows: they stand at the end of a network alone."""
WITH_PLACES = ("max", "min")
"""Operators that say where in the map what they keep was, so that it can be put back there."""

_TEMPORAL = ("statistics", "last")  # which the catalogue has under one name
_PLAIN = (*OTHERS, *_TEMPORAL, UNCHANGED)

Parameters = tuple[tuple[str, Any], ...]

_SPELLING = re.compile(r"\s*([\w*-]+|.+?:\w+)\s*(?:\((.*)\)\s*)?")


@dataclass(frozen=True)
class PoolSetting:
    """An operator, its kernel and its stride (a size per axis), its parameters and its network.

    A kernel or stride of None keeps what the network has there; ``none`` and ``unchanged`` have
    neither. Networks of sequences have no windows by themselves: without a kernel it pools whole
    sequences. Parameters may be given as a mapping; those at their default are left out, so that
    one setting has one name. A pooling of your own is named as ``package.module:Class`` or
    ``path/to/file.py:Class``. The network is that of a study that has several, and empty where
    there is one for all.

    Example:
        >>> PoolSetting("max", (2, 2), (2, 2)).name
        'max 2x2/2'
        >>> PoolSetting("soft", (2, 2), (2, 2), {"beta": 2.0}).name
        'soft(beta=2) 2x2/2'
        >>> PoolSetting("soft", parameters={"beta": 1}) == PoolSetting("soft")
        True
        >>> PoolSetting("max", (3,), (2,)).name, PoolSetting("max").name
        ('max 3/2', 'max')
        >>> PoolSetting("max", (2, 2), network="plain-small").name
        'max 2x2 in plain-small'
    """

    pool: str
    kernel: Sizes | None = None
    stride: Sizes | None = None
    parameters: Parameters | Mapping[str, Any] = ()
    network: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "parameters", _checked(self.pool, dict(self.parameters)))

    @property
    def own(self) -> bool:
        """Whether it is a class of the user's."""
        return ":" in self.pool

    @property
    def catalogued(self) -> bool:
        """Whether it is an operator of the catalogue."""
        return not self.own and self.pool not in _PLAIN

    @property
    def identity(self) -> str:
        """What determines its rows: the name, and the source of a pooling of the user's own."""
        if not self.own:
            return self.name
        from poolwise.lab.own_code import digest_of

        return f"{self.name} {digest_of('pool', self.pool)}"

    @property
    def operator(self) -> str:
        """The operator with its parameters, as `parse_pool` reads it: ``soft(beta=2)``."""
        return f"{self.pool}({self.options})" if self.parameters else self.pool

    @property
    def options(self) -> str:
        """The parameters as text: ``p=2, signed=true``."""
        show = repr if self.own else shown
        return ", ".join(f"{name}={show(value)}" for name, value in dict(self.parameters).items())

    @property
    def name(self) -> str:
        """As the report calls it, for example ``avg 3x3/2``, or ``avg 3x3/2 in plain-small``."""
        return self.pooling + (f" in {self.network}" if self.network else "")

    @property
    def pooling(self) -> str:
        """The operator with its window, whatever the network: ``avg 3x3/2``."""
        kernel = f" {format_sizes(self.kernel)}" if self.kernel else ""
        stride = "" if self.stride is None else f"/{format_stride(self.stride)}"
        return self.operator + (kernel or " " * bool(stride)) + stride

    def as_text(self) -> dict[str, str]:
        """What a row says of it, all of it as text."""
        return {
            "setting": self.name,
            "pool": self.pool,
            "parameters": self.options,
            "kernel": format_sizes(self.kernel),
            "stride": format_sizes(self.stride),
            "network": self.network,
        }

    def as_dict(self) -> dict[str, Any]:
        """What JSON can say: sizes as they are, parameters as a dict."""
        plain = {n: v if _in_json(v) else shown(v) for n, v in dict(self.parameters).items()}
        sizes = {"kernel": self.kernel, "stride": self.stride}
        return {
            "name": self.name,
            "pool": self.pool,
            **sizes,
            "parameters": plain,
            "network": self.network,
        }


def parse_pool(text: str) -> PoolSetting:
    """Read ``soft``, ``soft(beta=2)`` or ``package.module:Class(beta=2)``, without a window.

    Raises:
        ValueError: it is none of these, or the catalogue has no such operator or parameter, or the
            value is of another kind; the message says what would be right.

    Example:
        >>> parse_pool("lp(p=2, signed=true)").parameters
        (('p', 2), ('signed', True))
        >>> parse_pool("my/pools.py:Mine(sizes=(2, 3))").parameters
        (('sizes', (2, 3)),)
    """
    found = _SPELLING.fullmatch(text)
    if found is None:
        raise ValueError(
            f"pool={text!r} is no operator; write soft, or soft(beta=2), or package.module:Class "
            "for one of your own"
        )
    pool, options = found.groups()
    if ":" in pool:
        return PoolSetting(pool, parameters=_literals(text, options or ""))
    return PoolSetting(pool, parameters=words(f"pool={text!r}", options or ""))


def _literals(text: str, options: str) -> dict[str, Any]:
    """The arguments for a class of the user's: constants of Python, by name."""
    try:
        call = ast.parse(f"f({options})", mode="eval").body
        assert isinstance(call, ast.Call)
        assert not call.args
        given = {str(each.arg): ast.literal_eval(each.value) for each in call.keywords}
        hash(tuple(given.values()))  # settings are compared and counted
    except (SyntaxError, ValueError, TypeError, AssertionError):
        raise ValueError(
            f"pool={text!r}: ({options}) is not a list of names with constants; "
            "write package.module:Class(beta=2)"
        ) from None
    return given


def _checked(pool: str, given: Mapping[str, Any]) -> Parameters:
    """The parameters in the catalogue's order, without those at their default."""
    if ":" in pool:
        return tuple(given.items())
    if pool in _PLAIN:
        if given:
            raise ValueError(f"pool={pool!r} has no parameters, got {', '.join(given)}")
        return ()
    operator = _operator(pool)
    known = [
        p
        for p in operator.settings("module")
        # A layer in a network gives one map, not a pair.
        if p.takes in _SETTABLE and p.name != "return_indices"
    ]
    values = numbers(pool, known, given, "pool=")
    return tuple(
        (each.name, values[each.name])
        for each in known
        if each.name in values
        and (each.required or each.name in _NETWORKS_OWN or values[each.name] != each.default)
    )


_NETWORKS_OWN = ("count_include_pad",)  # what is not said stays as the network has it
_SETTABLE = ("number", "integer", "flag", "choice", "text")


def _operator(pool: str) -> Operator:
    try:
        operator = catalogue.find(pool)
    except ValueError:
        more = catalogue.nearest(pool, _PLAIN)
        raise ValueError(f"pool={pool!r} is not an operator; {more}") from None
    if not operator.placed and pool not in OVER_TIME:
        raise ValueError(
            f"pool={pool!r} cannot stand where a network pools: it does not make a smaller map of "
            "one map alone"
        )
    return operator


def _in_json(value: Any) -> bool:
    return not isinstance(value, float) or math.isfinite(value)
