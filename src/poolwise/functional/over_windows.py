"""One definition, nine functions: sliding, adaptive and global windows over 1, 2 and 3 axes."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from .._overrides import overridable
from ..windows import Ints, Padding, Windows
from .arguments import Array, Number
from .documented import documented, filled
from .keywords import expect, spelled_out, taken_by
from .rules import OutputSize


class SlidingPool(Protocol):
    """``<name>_pool{1,2,3}d``."""

    __name__: str

    def __call__(
        self,
        x: Array,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        **options: Any,
    ) -> Array: ...


class AdaptivePool(Protocol):
    """``adaptive_<name>_pool{1,2,3}d``."""

    __name__: str

    def __call__(self, x: Array, output_size: OutputSize, **options: Any) -> Array: ...


class GlobalPool(Protocol):
    """``global_<name>_pool{1,2,3}d``."""

    __name__: str

    def __call__(self, x: Array, **options: Any) -> Array: ...


Definition = Callable[..., Any]
"""What is kept: a function of x, `windows` and keywords of its own."""

_GEOMETRY = {
    "": "kernel_size, stride, padding, dilation, ceil_mode: as in `max_pool{n}d`.",
    "adaptive_": "output_size: as in `adaptive_max_pool{n}d`.",
    "global_": "",
}
_EXAMPLE = {"": "(2{flat})", "adaptive_": "(2{flat})"}


class LeadingPool(Protocol):
    """Any of the above with what PyTorch puts before the geometry."""

    __name__: str

    def __call__(self, x: Array, norm_type: Any, *args: Any, **options: Any) -> Array: ...


def sliding(define: Definition) -> tuple[SlidingPool, SlidingPool, SlidingPool]:
    """The functions ``<name>1d``, ``<name>2d`` and ``<name>3d`` of a definition."""

    def make(rank: int) -> Any:
        def pool(
            x: Any,
            kernel_size: Ints,
            stride: Ints | None = None,
            padding: Padding = 0,
            dilation: Ints = 1,
            ceil_mode: bool = False,
            **options: Any,
        ) -> Any:
            check(options)
            at = Windows.sliding(rank, kernel_size, stride, padding, dilation, ceil_mode)
            return define(x, at, **options)

        check = _checks(_named(pool, define, "", rank))
        return overridable(pool)

    return make(1), make(2), make(3)


def adaptive(define: Definition) -> tuple[AdaptivePool, AdaptivePool, AdaptivePool]:
    """The functions ``adaptive_<name>1d``, … of a definition."""

    def make(rank: int) -> Any:
        def pool(x: Any, output_size: OutputSize, **options: Any) -> Any:
            check(options)
            return define(x, Windows.adaptive(rank, output_size), **options)

        check = _checks(_named(pool, define, "adaptive_", rank))
        return overridable(pool)

    return make(1), make(2), make(3)


def whole(define: Definition) -> tuple[GlobalPool, GlobalPool, GlobalPool]:
    """The functions ``global_<name>1d``, … of a definition."""

    def make(rank: int) -> Any:
        def pool(x: Any, **options: Any) -> Any:
            check(options)
            return define(x, Windows.whole(rank), **options)

        check = _checks(_named(pool, define, "global_", rank))
        return overridable(pool)

    return make(1), make(2), make(3)


def leading(
    define: Definition, over: Callable[[Definition], Any]
) -> tuple[LeadingPool, LeadingPool, LeadingPool]:
    """The same for p-norms, in PyTorch's order: `norm_type` first, `ceil_mode` after `stride`."""

    def make(rank: int) -> Any:
        def slide(
            x: Any,
            norm_type: Number,
            kernel_size: Ints,
            stride: Ints | None = None,
            ceil_mode: bool = False,
            padding: Padding = 0,
            dilation: Ints = 1,
            **options: Any,
        ) -> Any:
            check(options)
            at = Windows.sliding(rank, kernel_size, stride, padding, dilation, ceil_mode)
            return define(x, at, norm_type, **options)

        def adapt(x: Any, norm_type: Number, output_size: OutputSize, **options: Any) -> Any:
            check(options)
            return define(x, Windows.adaptive(rank, output_size), norm_type, **options)

        def take_all(x: Any, norm_type: Number, **options: Any) -> Any:
            check(options)
            return define(x, Windows.whole(rank), norm_type, **options)

        pool: Any = slide
        prefix = ""
        if over is adaptive:
            pool, prefix = adapt, "adaptive_"
        elif over is not sliding:
            pool, prefix = take_all, "global_"
        check = _checks(_named(pool, define, prefix, rank))
        return overridable(pool)

    return make(1), make(2), make(3)


def _checks(pool: Any) -> Callable[[dict[str, Any]], None]:
    """What a function looks at first: how its keywords are spelled, and whether flags are flags."""
    return partial(expect, pool.__name__, taken_by(pool))


_templates: dict[Definition, str] = {}
_signatures: dict[Any, inspect.Signature] = {}


def _signature(function: Any, known_by: Any) -> inspect.Signature:
    # To look at one takes longer than all else that is done for a function here.
    if known_by not in _signatures:
        _signatures[known_by] = inspect.signature(function)
    return _signatures[known_by]


def _named(pool: Any, define: Definition, prefix: str, rank: int) -> Any:
    """The function with the name, the signature and the documentation of its definition."""
    pool.__name__ = pool.__qualname__ = f"{prefix}{define.__name__}{rank}d"
    pool.__module__ = define.__module__
    own = _signature(define, define)
    # Functions of the same code have the same geometry.
    geometry = list(_signature(pool, pool.__code__).parameters.values())[:-1]
    said = {p.name for p in geometry} | {"windows"}
    geometry[0] = own.parameters["x"]
    options = [p for p in own.parameters.values() if p.name not in said]
    pool.__signature__ = spelled_out(own.replace(parameters=geometry + options))
    if define not in _templates:
        # Documentation of nine functions is none of the definition's.
        _templates[define] = define.__doc__ or ""
        define.__doc__ = _templates[define].partition("\n")[0]
    text = _of_windows(_templates[define], prefix, rank)
    pool.__doc__ = documented(text, pool.__signature__.parameters)
    return pool


def _of_windows(text: str, prefix: str, rank: int) -> str:
    """The definition's docstring for one kind of windows.

    ``{geometry}`` stands for the arguments that say where, ``{where}`` for those of the example.
    Global pooling has neither, and its example shows the shape.
    """
    lines = [
        line.replace("{geometry}", _GEOMETRY[prefix]).replace("{where}", _EXAMPLE.get(prefix, ""))
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
