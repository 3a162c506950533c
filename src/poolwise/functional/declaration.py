"""What is said of an operator, once, beside its definition.

`over_windows.operator` makes nine functions of a definition, and `declare` takes what has others.
The catalogue, the modules, ``compare --pool``, `swap`, the stubs, the documentation and what tests
try are made of what stands here.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal

from .joined import Joined
from .numbers import choice, whole

REQUIRED = object()
"""The default of a parameter that has none."""

Takes = Literal["number", "integer", "flag", "choice", "text", "array", "object"]
Kind = Literal["plain", "random", "learned", "plain or learned", "random or learned"]

ORDER = "Order statistics"
MEANS = "Means"
RANDOM = "Random"
LEARNED = "Learned"
FILTERS = "Filters and transforms"
WINDOWS = "Windows other than sliding ones"
UP = "Going back up"
HEADINGS = (ORDER, MEANS, RANDOM, LEARNED, FILTERS, WINDOWS, UP)

ALL = ("sliding", "adaptive", "global")
SLIDING = "kernel_size, stride=kernel_size, padding=0, dilation=1, ceil_mode=False"
_PREFIXES = {"sliding": "", "adaptive": "adaptive_", "global": "global_"}


@dataclass(frozen=True)
class Parameter:
    """What an operator takes besides its input and its geometry.

    Attributes:
        name: the letter of the definition, Greek spelled out.
        default: `REQUIRED` where there is none.
        meaning: in a few words.
        takes: the kind of value.
        choices: the values of a "choice".
        argument: its name in functions and modules, where PyTorch has another.
        of: whether functions have it, or modules, or both.
        sliding: whether it goes with sliding windows alone.
        check: raises for a value that does not fit, given its name and the value.
        per_channel: whether an array or a tensor of one per channel will do.
        learnable: whether a module can learn it.
        tried: values that tests try.
    """

    name: str
    default: Any
    meaning: str
    takes: Takes = "number"
    choices: tuple[str, ...] = ()
    argument: str = ""
    of: Literal["both", "function", "module"] = "both"
    sliding: bool = False
    check: Callable[[str, Any], Any] | None = None
    per_channel: bool = False
    learnable: bool = False
    tried: tuple[Any, ...] = ()

    @property
    def keyword(self) -> str:
        """Its name in functions and modules."""
        return self.argument or self.name

    @property
    def required(self) -> bool:
        """Whether it has no default."""
        return self.default is REQUIRED

    def __str__(self) -> str:
        return self.name if self.required else f"{self.name}={self.default}"

    def read(self, value: Any) -> Any:
        """The value as this parameter takes it; text is read as numbers or flags where it must be.

        Raises:
            ValueError: it is of another kind; the message says what would be right.
        """
        if value in self.choices or (self.takes == "text" and isinstance(value, str)):
            return value
        if self.takes == "flag" and str(value).lower() in ("true", "false"):
            return str(value).lower() == "true"
        if self.takes in ("integer", "number") and not isinstance(value, bool):
            number = _number(value)
            if number is not None and (self.takes == "number" or isinstance(number, int)):
                return number
        wanted = " or ".join(self.choices) or _KINDS.get(self.takes, "given in Python code alone")
        raise ValueError(f"{self.name}={value!r} must be {wanted}")


_KINDS = {"integer": "an integer", "number": "a number", "flag": "true or false"}


@dataclass(frozen=True)
class Operator:
    """A row of the catalogue.

    Attributes:
        name: as `poolwise compare --pool` takes it.
        headings: where it stands in the catalogue.
        formula: of the elements x of a window; n is how many they are, x(1) ≥ x(2) ≥ … their order.
        keeps: in a few words.
        source: of the definition.
        good, bad: what it is good for, and where it loses.
        kind: whether it draws, or learns parameters, in a module as it comes.
        parameters: besides the geometry and the keywords that all operators take.
        ranks: numbers of spatial axes; empty where these are not part of the name.
        windows: which of sliding, adaptive and global ones it comes in.
        function, module: names, ``{n}`` standing for the rank, ``{p}`` for the windows' prefix;
            several are separated by spaces.
        geometry: the arguments that say where.
        placed: what a layer of it needs where a network pools: ``"windows"``, an
            ``"output_size"``, or whole ``"grids"`` of the stride; nothing where it cannot stand
            there.
        bounds: the least and the largest that elements may be.
        one_draw: whether a call draws for all of its output at once.
        per_channel: whether its module must be told how many channels there are.
        by_name: whether groups of channels, levels of pyramids and regions may take it.
        operations: for each output, of so many elements; see `poolwise.lab.arithmetic`, which knows
            those of poolwise's own.
        define: what is kept of windows, if it has all nine functions.
        home: the module that its functions are in.
        call, build: the arguments of an example after x, of the function and of the module.
        shape: of the example's x.
        example: in its place, where one line does not do.
        joined: how results over the parts of a window are joined into that over all of it, if they
            can be.
    """

    name: str
    headings: tuple[str, ...]
    formula: str
    keeps: str
    source: str
    good: str
    bad: str
    kind: Kind = "plain"
    parameters: tuple[Parameter, ...] = ()
    ranks: tuple[int, ...] = (1, 2, 3)
    windows: tuple[str, ...] = ALL
    function: str = ""
    module: str = ""
    geometry: str = SLIDING
    placed: Literal["windows", "output_size", "grids", ""] = "windows"
    bounds: tuple[float, float] = (-math.inf, math.inf)
    one_draw: bool = False
    per_channel: bool = False
    by_name: bool = False
    operations: Callable[[int], float] | None = None
    define: Callable[..., Any] | None = None
    home: str = ""
    call: str = "2"
    build: str = ""
    shape: tuple[int, ...] = (1, 4, 8, 8)
    example: str = ""
    joined: Joined | None = None

    def pool(self, rank: int, prefix: str = "") -> Callable[..., Any]:
        """Its function for so many axes, and for these windows."""
        found: Callable[..., Any] = getattr(
            sys.modules[self.home], self.function.split()[0].format(p=prefix, n=rank)
        )
        return found

    checks: tuple[tuple[str, Callable[[str, Any], Any], bool], ...] = field(init=False, repr=False)
    """Of each keyword that is checked how, and whether it may have one for each channel."""

    def __post_init__(self) -> None:
        found = tuple((p.keyword, p.check, p.per_channel) for p in self.parameters if p.check)
        object.__setattr__(self, "checks", found)

    @property
    def prefixes(self) -> tuple[str, ...]:
        """What the names of its functions begin with, for each kind of windows."""
        return tuple(_PREFIXES[kind] for kind in self.windows)

    @property
    def functions(self) -> tuple[str, ...]:
        """Names of its functions in `poolwise`, for all windows and ranks."""
        return tuple(self._names(self.function, {w: _PREFIXES[w] for w in self.windows}))

    @property
    def modules(self) -> tuple[str, ...]:
        """Names of its modules in `poolwise.nn`."""
        prefixes = {w: _PREFIXES[w].rstrip("_").capitalize() for w in self.windows}
        return tuple(self._names(self.module, prefixes))

    @property
    def layer(self) -> str:
        """The module that pools images in sliding windows."""
        return self.module.split()[0].format(p="", n=2) if self.module else ""

    def settings(self, of: Literal["function", "module"]) -> list[Parameter]:
        """The parameters of its functions, or of its modules."""
        return [p for p in self.parameters if p.of in ("both", of)]

    @property
    def needs(self) -> str:
        """What elements must be, where not any will do."""
        least, most = self.bounds
        if most < math.inf:
            return f"{least:g} ≤ x ≤ {most:g}"
        return "" if least == -math.inf else f"x ≥ {least:g}"

    @property
    def draw(self) -> tuple[Parameter, ...]:
        """What its functions take besides, if they draw."""
        if "random" not in self.kind:
            return ()
        return tuple(p for p in DRAW if p.name != "first_index" or not self.one_draw)

    def examples(self) -> tuple[str, ...]:
        """Lines of Python that run the function and the module on a tensor."""
        if self.example:
            return tuple(self.example.splitlines())
        if not self.function and not self.module:
            return ()
        rank = next((n for n in (2, *self.ranks) if n in self.ranks), 2)
        lines = ["import torch, poolwise", f"x = torch.rand{self.shape}"]
        if self.function:
            function = self.function.split()[0].format(p="", n=rank)
            arguments = f"x, {self.call}" if self.call else "x"
            lines.append(f"poolwise.{function}({arguments})")
        if self.module:
            module = self.module.split()[0].format(p="", n=rank)
            lines.append(f"poolwise.nn.{module}({self.build or self.call})(x)")
            lines[0] += ", poolwise.nn"
        return tuple(lines)

    def as_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return {
            "name": self.name,
            "headings": list(self.headings),
            "formula": self.formula,
            "keeps": self.keeps,
            "kind": self.kind,
            "parameters": [
                {
                    "name": p.name,
                    "argument": p.keyword,
                    "required": p.required,
                    "default": None if p.required else _plain(p.default),
                    "takes": p.takes,
                    "choices": list(p.choices),
                    "of": p.of,
                    "meaning": p.meaning,
                }
                for p in self.parameters
            ],
            "ranks": list(self.ranks),
            "windows": list(self.windows),
            "functions": list(self.functions),
            "modules": list(self.modules),
            "good_for": self.good,
            "bad_for": self.bad,
            "source": self.source,
            "example": list(self.examples()),
        }

    def _names(self, patterns: str, prefixes: dict[str, str]) -> Iterator[str]:
        for pattern in patterns.split():
            for prefix in prefixes.values() if "{p}" in pattern else ("",):
                for rank in self.ranks if "{n}" in pattern else (0,):
                    yield pattern.format(p=prefix, n=rank)


def _number(value: Any) -> int | float | None:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    if math.isnan(number):
        return None
    return int(number) if number.is_integer() else number


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)


INDICES = Parameter(
    "return_indices", False, "also the places of what is kept, flat over each plane", "flag"
)
LEARN = (
    Parameter("learned", False, "train it", "flag", of="module"),
    Parameter("channels", 1, "how many have one of their own", "object", of="module"),
)
CHANNELS = Parameter(
    "channels", None, "how many have parameters of their own", "object", of="module"
)
REGION = Parameter("region", None, "the output's size, where per=region", "object", of="module")
BORDER = Parameter(
    "padding_mode",
    "reflect",
    "what lies around x",
    "choice",
    ("reflect", "replicate", "zero", "circular"),
)
DTYPE = Parameter("dtype", None, "of the result; integers round half to even", "object")

DRAW = (
    Parameter("training", True, "draw; False gives what evaluation takes", "flag", of="function"),
    Parameter("seed", None, "of the draw, 64 bits", "integer", of="function"),
    Parameter("generator", None, "where a seed comes from, when None", "object", of="function"),
    Parameter("first_index", 0, "of the output's first element", "integer", of="function"),
)
"""What the functions of random operators take besides; their modules have train() and eval()."""

RULES = "mask=None, lengths=None, empty_value=0, channels_last=False"

OPERATORS: list[Operator] = []
"""Every operator that was declared: by heading, and under each as they came."""


def declare(operator: Operator) -> None:
    """Add an operator to all that is made of operators.

    Raises:
        ValueError: there is one of its name.
    """
    if any(known.name == operator.name for known in OPERATORS):
        raise ValueError(f"operator {operator.name!r} is declared already")
    OPERATORS.append(operator)
    OPERATORS.sort(key=lambda known: HEADINGS.index(known.headings[0]))


def find(name: str) -> Operator:
    """The operator of that name.

    Raises:
        KeyError: there is none.
    """
    for known in OPERATORS:
        if known.name == name:
            return known
    raise KeyError(name)


def by_name() -> dict[str, Operator]:
    """The reducers that groups of channels, levels of pyramids and regions may take."""
    return {known.name: known for known in OPERATORS if known.by_name}


# --- parameters, as defaults in the signature of a definition -------------------------------------


def number(
    default: Any,
    check: Callable[[str, Any], float],
    meaning: str,
    *,
    tried: tuple[Any, ...],
    per_channel: bool = False,
    learnable: bool = False,
    name: str = "",
) -> Any:
    """A real number, of which there may be one per channel; `name` is its letter in the definition,
    where PyTorch has another."""
    return Parameter(
        name,
        default,
        meaning,
        check=check,
        per_channel=per_channel or learnable,
        learnable=learnable,
        tried=tried,
    )


def count(default: Any, meaning: str, *, tried: tuple[int, ...], least: int = 1) -> Any:
    """An integer."""
    return Parameter(
        "", default, meaning, "integer", check=partial(whole, least=least), tried=tried
    )


def word(
    default: str, meaning: str, choices: tuple[str, ...], *, also: tuple[str, ...] = ()
) -> Any:
    """One of these words; `also` are others' names for some of them."""
    fits = partial(choice, choices=sorted((*choices, *also)))
    return Parameter("", default, meaning, "choice", choices, check=fits, tried=choices)


def switch(default: bool, meaning: str, *, tried: tuple[bool, ...] = (False, True)) -> Any:
    """A flag."""
    return Parameter("", default, meaning, "flag", tried=tried)


def array(meaning: str, *, tried: tuple[Any, ...]) -> Any:
    """An array that must be given: a module learns it, and has parameters of its own instead."""
    return Parameter("", REQUIRED, meaning, "array", of="function", tried=tried)
