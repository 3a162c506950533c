"""What PyTorch does in its functions, for ours: arguments that override are asked for the result.

An argument overrides that is no tensor and has ``__torch_function__``. Those that `torch.fx` traces
with do: they make one node of its graph of a call.
"""

from __future__ import annotations

import functools
import inspect
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, ParamSpec, TypeVar

from .backends import BY_TYPE

P = ParamSpec("P")
R = TypeVar("R")


def overridable(pool: Callable[P, R]) -> Callable[P, R]:
    """The function, which asks the arguments that override it."""

    @functools.wraps(pool)
    def called(*args: P.args, **kwargs: P.kwargs) -> R:
        return answer(called, args, lambda: kwargs, functools.partial(pool, *args, **kwargs))

    for function in (called, inspect.unwrap(pool)):
        refuse_scripts(function)
    return called


def answer(
    function: Callable[..., Any],
    args: tuple[Any, ...],
    said: Callable[[], dict[str, Any]],
    compute: Callable[[], R],
) -> R:
    """What arguments that override make of a call of the function; `compute` where none does."""
    # Before anything is done with an array of no kind that we know, and otherwise only where
    # something has gone wrong: a mask, or a number, may override as well.
    if not args or type(args[0]) not in BY_TYPE:
        made: R = _asked(function, args, said())
        if made is not NotImplemented:
            return made
        if _is_exporting():
            from .backends.torch import onnx_nodes

            return onnx_nodes.keeps_sizes(lambda *_, **__: compute())(*args, **said())
    try:
        return compute()
    except Exception:
        made = _asked(function, args, said())
        if made is NotImplemented:
            raise
        return made


def refuse_scripts(function: Any) -> None:
    """Let `torch.jit.script`, which asks each function for the one to compile in its place, be told
    what takes this one instead."""

    def refuse() -> None:
        raise TypeError(not_scripted(function.__name__))

    function.__prepare_scriptable__ = refuse


def not_scripted(name: str) -> str:
    """What to say to `torch.jit.script`."""
    return (
        f"torch.jit.script cannot compile poolwise's {name}: use torch.compile, torch.export or "
        "torch.jit.trace, which take models and functions with it as they are"
    )


def _is_exporting() -> bool:
    onnx = sys.modules.get("torch.onnx")
    return onnx is not None and bool(onnx.is_in_onnx_export())


def _asked(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    torch = sys.modules.get("torch")
    found = [] if torch is None else list(_overriding(torch, (*args, *kwargs.values())))
    if torch is None or not found:
        return NotImplemented
    return torch.overrides.handle_torch_function(function, found, *args, **kwargs)


def _overriding(torch: Any, values: Iterable[Any]) -> Iterator[Any]:
    for value in values:
        if isinstance(value, (tuple, list)):
            yield from _overriding(torch, value)
        elif hasattr(type(value), "__torch_function__") and not isinstance(value, torch.Tensor):
            yield value
