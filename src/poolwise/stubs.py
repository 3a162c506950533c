"""What editors and type checkers read of poolwise: stubs, written from what is declared.

Functions and modules are made of one definition for several numbers of axes and kinds of windows,
which nobody sees who does not run it. ``python -m poolwise.stubs`` writes down their signatures and
documentation as they are at run time, with the types of results:

- ``__init__.pyi``: the functions. `arguments` says what the type of x says of the result.
- ``functional/__init__.pyi``: the same functions.
- ``nn/__init__.pyi``: the modules.
- ``xarray.pyi``: the functions of labelled arrays.

``python -m poolwise.stubs --show soft_pool2d SoftPool2d`` prints what an editor shows of a name.
"""

from __future__ import annotations

import argparse
import ast
import inspect
import subprocess
import sys
from collections.abc import Iterable, Mapping
from inspect import Parameter, Signature
from pathlib import Path
from typing import Any

import poolwise
import poolwise.functional

HOME = Path(poolwise.__file__).parent

_WRITTEN = '"""Written by ``python -m poolwise.stubs``; see there."""\n\n'
_HEAD = f"""{_WRITTEN}from collections.abc import Callable, Sequence
from typing import Any, Literal, overload

"""

# The type of x in the library, and the pairs of types of x and of the result that it stands for.
_RESULTS = {
    "Array": [("Floats", "Floats"), ("Kind", "Kind")],
    "Same": [("Same", "Same")],
    "Kind": [("Kind", "Kind")],
    "Sequences": [("NDArray[Any]", "NDArray[Any]"), ("Tensor | PackedSequence", "Tensor")],
    "Tensor": [("Tensor", "Tensor")],
    "Labelled": [("Labelled", "Labelled")],
}
_FLAGS = ("return_indices", "return_weights")
"""Flags that ask for a pair."""

Change = Mapping[str, dict[str, Any]]
"""What of a function's parameters is other in one of its overloads."""


def functions() -> str:
    """``__init__.pyi``."""
    parts = [_HEAD, "from numpy.typing import NDArray\n\n"]
    parts += _reexports(name for name in poolwise.__all__ if not _is_pooling(name))
    parts += [
        "from . import functional as functional\n",
        f"from .functional.arguments import {_ALIASES}\n",
        "from .functional.custom import Reducer\nfrom .functional.rules import OutputSize\n",
        "from .windows import Ints, Padding\n\n",
        _all(poolwise.__all__),
        "__version__: str\n\n",
    ]
    parts += [function(name) for name in poolwise.__all__ if _is_pooling(name)]
    return _formatted("".join(parts))


_ALIASES = (
    "ArrayLike, Boxes, DType, Floats, Generator, IndexDType, Indexed, Kind, Lengths, Mask, Number, "
    "PackedSequence, Same, Seed, Sequences, Tensor"
)


def functional() -> str:
    """``functional/__init__.pyi``."""
    names = poolwise.functional.__all__
    pools = [name for name in names if _is_pooling(name)]
    parts = [_WRITTEN]
    parts += [f"from .. import {name} as {name}\n" for name in pools]
    parts += ["from .arguments import Array as Array\n"]
    parts += ["from .rules import OutputSize as OutputSize, Rules as Rules\n\n", _all(names)]
    return _formatted("".join(parts))


def modules() -> str:
    """``nn/__init__.pyi``."""
    import poolwise.nn as nn

    classes = [getattr(nn, name) for name in nn.__all__]
    homes = sorted({_home(base) for kind in classes for base in kind.__bases__} - {"torch"})
    parts = [
        _HEAD,
        "import torch\nfrom torch import Tensor, nn\n\n",
        f"from . import {', '.join(homes)}\n",
        "from ..functional.arguments import Indexed, Lengths, Number, PackedSequence, Seed\n",
        "from ..functional.rules import OutputSize\nfrom ..windows import Ints, Padding\n\n",
        _all(nn.__all__),
    ]
    return _formatted("".join(parts + [module(kind) for kind in classes]))


def labelled() -> str:
    """``xarray.pyi``."""
    import poolwise.xarray as px

    parts = [
        _HEAD,
        "from collections.abc import Hashable, Mapping\nfrom typing import TypeVar\n",
        "from xarray import DataArray, Dataset\n",
        f"from .functional.arguments import {_ALIASES}\n\n",
        "# What is public are the functions.\n",
        *(f"{name} = {meaning}\n" for name, meaning in _OF_DIMENSIONS.items()),
        _all(px.__all__),
    ]
    return _formatted("".join(parts + [function(name, px) for name in px.__all__]))


_OF_DIMENSIONS = {
    "Labelled": 'TypeVar("Labelled", DataArray, Dataset)',
    "Sizes": "Mapping[Hashable, int]",
    "Ints": "int | Mapping[Hashable, int]",
    "Pads": "int | Literal['valid', 'same', 'same_lower'] "
    "| Mapping[Hashable, int | tuple[int, int]]",
    "CoordFunc": "str | Mapping[Hashable, str]",
}


def function(name: str, home: Any = poolwise) -> str:
    """The stub of a function: an overload for each kind of x and of result."""
    pool = getattr(home, name)
    if pool.__name__ != name:
        return f"{name} = {pool.__name__}\n"
    signature = inspect.signature(pool)
    if "x" not in signature.parameters:
        return _definition(pool.__name__, signature, pool.__doc__)
    made = [
        _changed(signature, result, change)
        for x, kept in _RESULTS[signature.parameters["x"].annotation]
        for result, change in _overloads(signature, x, kept)
    ]
    documented = [pool.__doc__, *[None] * (len(made) - 1)]
    mark = "@overload\n" if len(made) > 1 else ""
    return "".join(
        mark + _definition(pool.__name__, one, text)
        for one, text in zip(made, documented, strict=True)
    )


def _overloads(signature: Signature, x: str, kept: str) -> Iterable[tuple[str, Change]]:
    """The results that x's type gives, and what a call of it gives in the place of what."""
    names = list(signature.parameters)
    flag = next((name for name in _FLAGS if name in names), None)
    if x == "Floats" and "dtype" in names:  # where another is asked for, it is not x's
        yield kept, {"x": {"annotation": x}, "dtype": {"annotation": "None"}}
        return
    if flag is None:
        yield kept, {"x": {"annotation": x}}
        return
    of_any = x if x in ("Tensor", "Labelled") else "Kind"
    plain, any_x = {"annotation": x}, {"annotation": of_any}
    by_name_alone = signature.parameters[flag].kind == Parameter.KEYWORD_ONLY
    pair = f"tuple[{of_any}, {of_any}]"
    true = "Literal[True]" if flag == "return_weights" else "Literal[True] | IndexDType"
    asked: dict[str, Any] = {"annotation": true, "default": Parameter.empty}
    before = names[1 : names.index(flag)]
    optional = [n for n in before if signature.parameters[n].default is not Parameter.empty]
    yield kept, {"x": plain, flag: {"annotation": "Literal[False]"}}
    by_name = {"x": any_x, flag: asked | {"kind": Parameter.KEYWORD_ONLY}}
    if optional or by_name_alone:
        yield pair, by_name
    if not by_name_alone:  # after all before it
        given = {name: {"default": Parameter.empty} for name in optional}
        yield pair, {"x": any_x, flag: asked, **given}
    yield f"{of_any} | {pair}", {"x": any_x}


def _changed(signature: Signature, result: str, change: Change) -> Signature:
    changed = [p.replace(**change.get(name, {})) for name, p in signature.parameters.items()]
    positional = [p for p in changed if p.kind == Parameter.POSITIONAL_OR_KEYWORD]
    others = [p for p in changed if p.kind != Parameter.POSITIONAL_OR_KEYWORD]
    return Signature(positional + others, return_annotation=result)


def module(kind: type) -> str:
    """The stub of a module: its constructor, and how it is called."""
    bases = [f"{_home(base)}.{base.__name__}" for base in kind.__bases__]
    doc = (kind.__doc__ or "").rstrip()
    made = _with_self(inspect.signature(kind).replace(return_annotation="None"))
    called = inspect.signature(kind.forward)  # type: ignore[attr-defined]
    body = _definition("__init__", made) + _definition("forward", called)
    body += _definition("__call__", called)
    inside = "".join(f"    {line}\n" for line in body.splitlines())
    return f"class {kind.__name__}({', '.join(bases)}):\n    {_quoted(doc)}\n{inside}\n"


def _definition(name: str, signature: Signature, doc: str | None = None) -> str:
    body = f"\n    {_quoted(doc.rstrip())}\n" if doc else " ...\n"
    return f"def {name}{_written(signature)}:{body}"


_STARS: dict[Any, str] = {Parameter.VAR_POSITIONAL: "*", Parameter.VAR_KEYWORD: "**"}


def _written(signature: Signature) -> str:
    parts = []
    starred = False
    for p in signature.parameters.values():
        if p.kind == Parameter.KEYWORD_ONLY and not starred:
            parts.append("*")
            starred = True
        mark = _STARS.get(p.kind, "")
        kind = "" if p.annotation is Parameter.empty else f": {p.annotation}"
        default = "" if p.default is Parameter.empty else f" = {p.default!r}"
        parts.append(f"{mark}{p.name}{kind}{default}")
    return f"({', '.join(parts)}) -> {signature.return_annotation}"


def _with_self(signature: Signature) -> Signature:
    own = Parameter("self", Parameter.POSITIONAL_OR_KEYWORD)
    rest = sorted(signature.parameters.values(), key=lambda p: p.kind == Parameter.VAR_KEYWORD)
    return signature.replace(parameters=[own, *rest])


def _quoted(doc: str) -> str:
    mark = "r" if "\\" in doc else ""
    return f'{mark}"""{doc}{"" if chr(10) not in doc else chr(10) + "    "}"""'


def _home(base: type) -> str:
    home = base.__module__
    return "torch" if home.startswith("torch.") else home.rpartition(".")[2]


def _is_pooling(name: str) -> bool:
    made = getattr(poolwise, name, None) if name in poolwise.__all__ else None
    return callable(made) and made.__module__.startswith("poolwise.functional")


def _reexports(names: Iterable[str]) -> list[str]:
    homes = {name: getattr(poolwise, name).__module__ for name in names if name != "__version__"}
    return [
        f"from .{home.removeprefix('poolwise.')} import {name} as {name}\n"
        for name, home in homes.items()
    ]


def _all(names: Iterable[str]) -> str:
    return f"__all__ = [{', '.join(repr(name) for name in names)}]\n\n"


def _formatted(text: str) -> str:
    """The text as ruff writes it, with its imports in order."""
    ruff = [sys.executable, "-m", "ruff"]
    stdin = ["--stdin-filename", str(HOME / "__init__.pyi"), "-"]
    for command in (["check", "--select", "F401,I,RUF022", "--fix-only", "--quiet"], ["format"]):
        done = subprocess.run(
            [*ruff, *command, *stdin], input=text, capture_output=True, text=True, check=True
        )
        text = done.stdout
    return text


STUBS = {
    "__init__.pyi": functions,
    "functional/__init__.pyi": functional,
    "nn/__init__.pyi": modules,
    "xarray.pyi": labelled,
}


def shown(name: str) -> str:
    """What an editor shows of a public name: signatures, and what they mean."""
    for stub in ("__init__.pyi", "nn/__init__.pyi"):
        text = (HOME / stub).read_text(encoding="utf-8")
        lines = text.splitlines()
        found = [
            "\n".join(lines[node.lineno - 1 - len(node.decorator_list) : node.end_lineno])
            for node in ast.parse(text).body
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name == name
        ]
        if found:
            return "\n".join(found)
    raise ValueError(f"poolwise has no {name!r}")


def main() -> None:
    parser = argparse.ArgumentParser("python -m poolwise.stubs", description=__doc__)
    parser.add_argument("--show", nargs="+", metavar="NAME", help="print what an editor shows")
    names = parser.parse_args().show
    if names:
        try:
            print("\n\n".join(shown(name) for name in names))
        except ValueError as error:
            parser.error(str(error))
        return
    for path, write in STUBS.items():
        (HOME / path).write_text(write(), encoding="utf-8")


if __name__ == "__main__":
    main()
