"""One definition, nine functions: sliding, adaptive and global windows over 1, 2 and 3 axes."""

from __future__ import annotations

import inspect
import itertools
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from operator import is_
from typing import Any, TypeVar

from .._overrides import answer, refuse_scripts
from ..backends import BY_RANK, Kept, native
from ..backends.native import again
from ..windows import Ints, Padding, Windows
from . import chunked
from .arguments import Indexed, Number
from .chunked import is_chunked
from .declaration import ALL, LEARN, WINDOWS, Kind, Operator, Parameter, declare, find
from .documented import completed, documented, filled, without
from .keywords import expect, spelled_out, taken_by
from .numbers import check_each, is_array
from .rules import OutputSize, dense, recipe_of, rules_of, under_rules

D = TypeVar("D", bound=Callable[..., Any])


def operator(
    heading: str | Sequence[str],
    *,
    formula: str,
    keeps: str,
    source: str,
    good: str,
    bad: str,
    kind: Kind | None = None,
    module: str = "",
    parameters: Sequence[Parameter] = (),
    windows: tuple[str, ...] = ALL,
    by_name: bool = False,
    by_rank: Callable[..., Any] | None = None,
    **more: Any,
) -> Callable[[D], D]:
    """Declare what is kept of windows, a function of x, `windows` and keywords of its own.

    Its functions come to stand beside it: ``soft_pool2d``, ``adaptive_soft_pool2d``, … of
    ``soft_pool``. Parameters are defaults in its signature, made by `declaration.number` and its
    like: what is given for them is checked before it is called. It returns an array, or of what the
    kernels reduce what `keep` makes.

    Args:
        heading, formula, keeps, source, good, bad: what the catalogue says; see
            `declaration.Operator`, which has everything else that can be given.
        kind: whether it draws or learns; the signature says it where it is not given.
        module: of the classes' names, ``{p}`` standing for the windows and ``{n}`` for the rank.
        parameters: those that are not in the signature, or not as functions have them.
        windows: which kinds it comes in.
        by_name: whether groups of channels, levels of pyramids and regions may take it.
        by_rank: what `backends.BY_RANK` needs of a reducer that weighs elements by their rank.

    Raises:
        ValueError: an operator of that name is declared already.
    """

    def declared(define: D) -> D:
        name = define.__name__.removesuffix("_pool")
        own = list(_parameters(define))
        learns = [p for p in own if p.learnable]
        draws = "training" in inspect.signature(define).parameters
        row = Operator(
            name,
            (heading,) if isinstance(heading, str) else tuple(heading),
            formula,
            keeps,
            source,
            good,
            bad,
            kind=kind or ("random" if draws else "plain or learned" if learns else "plain"),
            parameters=(*own, *parameters, *(LEARN if learns else ())),
            windows=windows,
            function=f"{{p}}{define.__name__}{{n}}d",
            module=module or f"{{p}}{name.title().replace('_', '')}Pool{{n}}d",
            by_name=by_name,
            define=define,
            home=define.__module__,
            **more,
        )
        declare(row)
        home = vars(sys.modules[define.__module__])
        for pool in functions(row):
            home[pool.__name__] = pool
            if "__all__" in home:
                home["__all__"].append(pool.__name__)
        if by_rank is not None:
            BY_RANK[name] = by_rank
        return define

    return declared


def _parameters(define: Any) -> Iterator[Parameter]:
    """Those that stand in a signature, which has their own defaults from now on."""
    for given in inspect.signature(define).parameters.values():
        parameter = given.default
        if isinstance(parameter, Parameter):
            name, argument = parameter.name or given.name, given.name if parameter.name else ""
            yield replace(parameter, name=name, argument=argument)
    said = {name: p for name, p in (define.__kwdefaults__ or {}).items() if not _is_required(p)}
    define.__kwdefaults__ = {name: _default(p) for name, p in said.items()}
    places = [p for p in (define.__defaults__ or ()) if not _is_required(p)]
    define.__defaults__ = tuple(map(_default, places))


def _is_required(given: Any) -> bool:
    return isinstance(given, Parameter) and given.required


def _default(given: Any) -> Any:
    return given.default if isinstance(given, Parameter) else given


def pooled(row: Operator, x: Any, windows: Windows, options: dict[str, Any]) -> Any:
    """What an operator makes of windows.

    Raises:
        ValueError, TypeError: a number does not fit, or what the definition raises.
    """
    made = _defined(row, x, windows, options)
    if not isinstance(made, Kept):
        return made
    return under_rules(x, windows, made, **rules_of(options))


def _defined(row: Operator, x: Any, windows: Windows, options: dict[str, Any]) -> Any:
    """What the definition returns for numbers that fit."""
    if is_chunked(x):
        return chunked.pooled(_by_name, row, x, windows, options)
    assert row.define is not None
    for keyword, check, per_channel in row.checks:
        if keyword not in options:
            continue
        value = options[keyword]
        if per_channel and is_array(value):
            dense(x)
            check_each(keyword, value, check)
        else:
            check(keyword, value)
    return row.define(x, windows, **options)


def _by_name(name: str, x: Any, windows: Windows, options: dict[str, Any]) -> Any:
    """The same of an operator's name, which other processes know."""
    return pooled(find(name), x, windows, options)


# --- where windows look ---------------------------------------------------------------------------

Call = Callable[[Any, tuple[Any, ...], tuple[Any, ...], dict[str, Any]], Any]
"""A function of x, the arguments that say where, those of the operator's own that are positional,
and keywords."""

_PLACES = {
    "": ("kernel_size", "stride", "padding", "dilation", "ceil_mode"),
    "adaptive_": ("output_size",),
    "global_": (),
}
_LOOK: dict[str, Callable[..., Windows]] = {
    "": Windows.sliding,
    "adaptive_": Windows.adaptive,
    "global_": Windows.whole,
}


def _slide(call: Call) -> Callable[..., Any]:
    def pool(
        x: Any,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        **options: Any,
    ) -> Any:
        return call(x, (kernel_size, stride, padding, dilation, ceil_mode), (), options)

    return pool


def _adapt(call: Call) -> Callable[..., Any]:
    def pool(x: Any, output_size: OutputSize, **options: Any) -> Any:
        return call(x, (output_size,), (), options)

    return pool


def _take_all(call: Call) -> Callable[..., Any]:
    def pool(x: Any, **options: Any) -> Any:
        return call(x, (), (), options)

    return pool


# The same in PyTorch's order, where it has arguments of the operator's among those.


def _slide_norm(call: Call) -> Callable[..., Any]:
    def pool(
        x: Any,
        norm_type: Number,
        kernel_size: Ints,
        stride: Ints | None = None,
        ceil_mode: bool = False,
        padding: Padding = 0,
        dilation: Ints = 1,
        **options: Any,
    ) -> Any:
        where = (kernel_size, stride, padding, dilation, ceil_mode)
        return call(x, where, (norm_type,), options)

    return pool


def _adapt_norm(call: Call) -> Callable[..., Any]:
    def pool(x: Any, norm_type: Number, output_size: OutputSize, **options: Any) -> Any:
        return call(x, (output_size,), (norm_type,), options)

    return pool


def _take_all_norm(call: Call) -> Callable[..., Any]:
    def pool(x: Any, norm_type: Number, **options: Any) -> Any:
        return call(x, (), (norm_type,), options)

    return pool


def _slide_places(call: Call) -> Callable[..., Any]:
    def pool(
        x: Any,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        return_indices: Indexed = False,
        **options: Any,
    ) -> Any:
        where = (kernel_size, stride, padding, dilation, ceil_mode)
        return call(x, where, (return_indices,), options)

    return pool


def _adapt_places(call: Call) -> Callable[..., Any]:
    def pool(
        x: Any, output_size: OutputSize, return_indices: Indexed = False, **options: Any
    ) -> Any:
        return call(x, (output_size,), (return_indices,), options)

    return pool


def _take_all_places(call: Call) -> Callable[..., Any]:
    def pool(x: Any, return_indices: Indexed = False, **options: Any) -> Any:
        return call(x, (), (return_indices,), options)

    return pool


def _slide_padded(call: Call) -> Callable[..., Any]:
    def pool(
        x: Any,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        ceil_mode: bool = False,
        count_include_pad: bool = True,
        divisor_override: int | None = None,
        *,
        dilation: Ints = 1,
        **options: Any,
    ) -> Any:
        where = (kernel_size, stride, padding, dilation, ceil_mode)
        return call(x, where, (count_include_pad, divisor_override), options)

    return pool


_WHERE: dict[tuple[str, ...], dict[str, Callable[[Call], Callable[..., Any]]]] = {
    (): {"": _slide, "adaptive_": _adapt, "global_": _take_all},
    ("norm_type",): {"": _slide_norm, "adaptive_": _adapt_norm, "global_": _take_all_norm},
    ("return_indices",): {
        "": _slide_places,
        "adaptive_": _adapt_places,
        "global_": _take_all_places,
    },
    ("count_include_pad", "divisor_override"): {"": _slide_padded},
}
"""By the operator's own arguments that are positional."""

# What tells functions apart among calls that are made again; `aten` numbers its kernels from 0.
_numbers = itertools.count(1 << 20)


def functions(row: Operator) -> Iterator[Callable[..., Any]]:
    """The functions of an operator: of each kind of its windows, for each number of axes."""
    for prefix in row.prefixes:
        for rank in row.ranks:
            yield _function(row, prefix, rank)


def _positional(row: Operator, prefix: str) -> Iterator[str]:
    """Those of its own arguments that may be given by their place."""
    sliding = {p.keyword for p in row.parameters if p.sliding}
    for name, given in list(_signature(row.define, row.define).parameters.items())[2:]:
        if given.kind == given.POSITIONAL_OR_KEYWORD and not (prefix and name in sliding):
            yield name


def _function(row: Operator, prefix: str, rank: int) -> Any:
    number, look, sized = next(_numbers), partial(_LOOK[prefix], rank), prefix == "adaptive_"
    places, own = _PLACES[prefix], tuple(_positional(row, prefix))

    def call(
        x: Any, where: tuple[Any, ...], first: tuple[Any, ...], options: dict[str, Any]
    ) -> Any:
        given = tuple(options.items()) if options else ()
        # Adaptive windows are planned anew for each size of the output, as for each shape.
        asked, sizes = (
            ((number, first, given), where) if sized else ((number, where, first, given), ())
        )
        done = NotImplemented if native.is_traced() else again(x, asked, sizes)
        if done is not None and done is not NotImplemented:
            return done
        if not all(map(is_, first, usual)):
            options = said(own, first) | options
        compute = partial(afresh, asked, sizes, done is None, x, where, options)
        return answer(pool, (x,), lambda: said(places, where) | options, compute)

    def said(names: tuple[str, ...], values: tuple[Any, ...]) -> dict[str, Any]:
        # What stands where a function has it by default says nothing.
        return {k: v for k, v in zip(names, values, strict=True) if v is not defaults[k]}

    def afresh(
        asked: tuple[Any, ...],
        sizes: tuple[Any, ...],
        is_new: bool,
        x: Any,
        where: tuple[Any, ...],
        options: dict[str, Any],
    ) -> Any:
        expect(pool.__name__, taken, options)
        windows = look(*where)
        made = _defined(row, x, windows, options)
        if not isinstance(made, Kept):
            return made
        if made.of_shape and is_new:  # of another shape the numbers are others
            asked = (*asked, made.numbers)
            done = again(x, asked, sizes)
            if done is not None and done is not NotImplemented:
                return done
            is_new = done is None
        rules = rules_of(options)
        result = under_rules(x, windows, made, **rules)
        if is_new and (recipe := recipe_of(x, windows, made, rules)) is not None:
            native.remember(x, asked, result, recipe)
        return result

    pool = _named(_WHERE[own][prefix](call), row, prefix, rank)
    taken = taken_by(pool)
    defaults = {name: pool.__signature__.parameters[name].default for name in (*places, *own)}
    usual = tuple(defaults[name] for name in own)
    refuse_scripts(pool)
    return pool


_GEOMETRY = {
    "": "kernel_size, stride, padding, dilation, ceil_mode: as in `max_pool{n}d`.",
    "adaptive_": "output_size: as in `adaptive_max_pool{n}d`.",
    "global_": "",
}
_EXAMPLE = {"": "(#{flat})", "adaptive_": "(2{flat})", "global_": "{where}"}

_templates: dict[Any, str] = {}
_signatures: dict[Any, inspect.Signature] = {}


def _signature(function: Any, known_by: Any) -> inspect.Signature:
    # To look at one takes longer than all else that is done for a function here.
    if known_by not in _signatures:
        _signatures[known_by] = inspect.signature(function)
    return _signatures[known_by]


def _named(pool: Any, row: Operator, prefix: str, rank: int) -> Any:
    """The function with the name, the signature and the documentation of its definition."""
    define: Any = row.define
    pool.__name__ = pool.__qualname__ = f"{prefix}{define.__name__}{rank}d"
    pool.__module__ = define.__module__
    own = _signature(define, define)
    # Functions of the same code have the same geometry.
    geometry = list(_signature(pool, pool.__code__).parameters.values())[:-1]
    elsewhere = {p.keyword for p in row.parameters if p.sliding and prefix}
    said = {p.name for p in geometry} | {"windows"} | elsewhere
    geometry[0] = own.parameters["x"]
    options = [p for p in own.parameters.values() if p.name not in said]
    pool.__signature__ = spelled_out(own.replace(parameters=geometry + options))
    if define not in _templates:
        # Documentation of nine functions is none of the definition's.
        _templates[define] = completed(define.__doc__ or "", row.source)
        define.__doc__ = _templates[define].partition("\n")[0]
    text = without(_of_windows(_templates[define], prefix, rank), elsewhere)
    pool.__doc__ = documented(text, pool.__signature__.parameters)
    return pool


def _of_windows(text: str, prefix: str, rank: int) -> str:
    """The definition's docstring for one kind of windows.

    ``{geometry}`` stands for the arguments that say where, ``{where}`` for those of the example,
    which has two windows of 2 elements, or of 4 if it says ``{where:4}``. Global pooling has
    neither, and its example shows the shape.
    """
    text = re.sub(
        r"\{where(?::(\d))?\}", lambda found: _EXAMPLE[prefix].replace("#", found[1] or "2"), text
    )
    lines = [
        line.replace("{geometry}", _GEOMETRY[prefix])
        for line in (text if prefix != "global_" else _of_all(text)).split("\n")
    ]
    text = "\n".join(lines).replace("{prefix}", prefix).replace("{ones}", ", 1" * rank)
    return filled(text, rank)


def _of_all(text: str) -> str:
    """The docstring without arguments that say where."""
    before, _, example = text.partition("    Example:\n")
    kept = [line for line in before.split("\n") if line.strip() != "{geometry}"]
    if not example:
        return "\n".join(kept)
    shown = []
    for line in example.split("\n"):
        if "{where}" in line:
            call = line.replace(", {where}", "")
            shown += [call[: call.index(".ravel()")] + ".shape", "        (1, 1" + "{ones})"]
            break
        shown.append(line)
    return "\n".join([*kept[:-1], "    Example:", *shown, "    "])


# What all of them have is said of any.
declare(
    Operator(
        "adaptive_*",
        (WINDOWS,),
        "output i looks at [⌊i·in/out⌋, ⌈(i+1)·in/out⌉)",
        "a given output size, with any reducer that walks windows",
        "PyTorch",
        "inputs of any size before a layer that needs one",
        "windows differ in size by one where sizes do not divide, and overlap there",
        windows=("adaptive",),
        placed="",
        example="import torch, poolwise, poolwise.nn\nx = torch.rand(1, 4, 8, 8)\n"
        "poolwise.adaptive_soft_pool2d(x, 3)\npoolwise.nn.AdaptiveAvgPool2d(3)(x)",
    )
)
declare(
    Operator(
        "global_*",
        (WINDOWS,),
        "one window: everything",
        "one number per channel, with any reducer that walks windows",
        "Lin, Chen & Yan 2014",
        "the last layer before a classifier: no weights, no fixed size, and less overfitting than "
        "a dense layer",
        "where things are is lost altogether",
        windows=("global",),
        placed="",
        example="import torch, poolwise, poolwise.nn\nx = torch.rand(1, 4, 8, 8)\n"
        "poolwise.global_soft_pool2d(x)\npoolwise.nn.GlobalAvgPool2d()(x)",
    )
)
