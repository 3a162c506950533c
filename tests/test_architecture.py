"""Arrows between modules point down, and none of them leads round in a circle.

Imports count wherever they stand: one inside a function only waits until it is called, and what
two modules need of each other is then still a third thing. Those for type checkers alone never
run; they are listed apart. What a package's ``__init__`` loads on the way to a module of it is not
an arrow of the module.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

import poolwise
from poolwise.lab.running.keys import WITHOUT_INFLUENCE

PACKAGE = Path(poolwise.__file__).parent
LAYERS = """
windows reference threads choosing _native _version _needed _on_import
_with_torch _help
backends
_overrides gradients
functional
catalogue
nn
accelerate swap ops _info xarray
poolwise
stubs _run lab.parsing lab.seeds lab.wording lab.units lab.own_code lab.sound
lab.settings lab.data
lab.sets lab.networks
lab.measures
lab.tasks
lab.files
lab.load
lab.planning
lab.running
lab.statistics
lab.report lab.checking
lab.single
lab.several
lab.compare lab.merging
lab.evidence lab
volumes explain
profile bench
cli
__main__
"""
"""From the bottom: a line imports lines above it, and nothing of its own but each name from itself.

`poolwise` and `lab` stand for their own ``__init__``, and for what has no line.
"""
ALONE = ("windows", "reference")
"""Modules that import nothing of ours."""
FOR_TYPES = {
    # A measure looks at the task that it is taken for, and a task lists its measures.
    ("lab.measures.base", "lab.tasks.base"),
}
"""Arrows up that only type checkers see."""
ALLOWED: set[tuple[str, str]] = set()
"""Arrows that are known to close a circle."""


class Arrow(NamedTuple):
    source: str
    target: str
    typing: bool = False


def modules(package: Path) -> dict[str, Path]:
    """All modules by their dotted names within the package; its own is the package's."""
    found = {}
    for path in sorted([*package.rglob("*.pyi"), *package.rglob("*.py")]):  # .py wins
        parts = path.relative_to(package).with_suffix("").parts
        found[".".join(part for part in parts if part != "__init__") or package.name] = path
    return found


def arrows(package: Path) -> list[Arrow]:
    """What each module imports of the package."""
    known = modules(package)
    found: dict[tuple[str, str], bool] = {}
    for name, path in known.items():
        if path.suffix == ".pyi":
            continue
        for full, typing in _imports(ast.parse(path.read_text("utf-8")), _place(package, path)):
            target = _module(full, package.name, known)
            if target not in (None, name):
                # What is imported at all counts, though it were imported for types as well.
                found[name, target] = found.get((name, target), True) and typing
    return [Arrow(*ends, typing) for ends, typing in found.items()]


def _place(package: Path, path: Path) -> list[str]:
    """The package in which relative imports of a file begin."""
    return [package.name, *path.relative_to(package).parts[:-1]]


def _imports(tree: ast.AST, place: list[str], typing: bool = False) -> Iterator[tuple[str, bool]]:
    """Full names of all that is imported, and whether for type checkers alone."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            yield from ((each.name, typing) for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = place[: len(place) + 1 - node.level] if node.level else []
            for each in node.names:
                yield ".".join([*base, *filter(None, [node.module]), each.name]), typing
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            yield from _imports(ast.Module(node.body, []), place, True)
            yield from _imports(ast.Module(node.orelse, []), place, typing)
        else:
            yield from _imports(node, place, typing)


def _module(full: str, package: str, known: Iterable[str]) -> str | None:
    """The module that a name is, or that it is a name of."""
    first, _, name = full.partition(".")
    if first != package:
        return None
    while name and name not in known:
        name = name.rpartition(".")[0]
    return name or package


def circle(found: Iterable[Arrow]) -> list[str] | None:
    """Modules that import each other in a circle, if there are any."""
    graph: dict[str, set[str]] = {}
    for arrow in found:
        graph.setdefault(arrow.source, set()).add(arrow.target)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        around: list[str] = error.args[1]
        return around
    return None


def upward(found: Iterable[Arrow], layers: str, package: str) -> set[tuple[str, str]]:
    """Arrows to a higher layer, or across to another name of the same one."""
    lines = layers.split("\n")
    heights = {name: height for height, line in enumerate(lines) for name in line.split()}

    def layer(module: str) -> str:
        while module and module not in heights:
            module = module.rpartition(".")[0]
        return module or package

    ends = [(arrow, layer(arrow.source), layer(arrow.target)) for arrow in found]
    return {
        (arrow.source, arrow.target)
        for arrow, source, target in ends
        if source != target and heights[target] >= heights[source]
    }


@cache
def ours() -> list[Arrow]:
    return arrows(PACKAGE)


def test_arrows_point_down() -> None:
    assert upward([a for a in ours() if not a.typing], LAYERS, "poolwise") == set()
    assert upward([a for a in ours() if a.typing], LAYERS, "poolwise") == FOR_TYPES


def test_no_import_circle() -> None:
    run = [a for a in ours() if not a.typing]
    assert circle(a for a in run if a[:2] not in ALLOWED) is None
    for each in ALLOWED:
        others = ALLOWED - {each}
        assert circle(a for a in run if a[:2] not in others), f"{each} is no longer needed"


@pytest.mark.parametrize("name", ALONE)
def test_some_import_nothing_of_ours(name: str) -> None:
    assert [arrow for arrow in ours() if arrow.source == name] == []


def test_what_a_trial_runs_is_in_its_key() -> None:
    targets: dict[str, set[str]] = {}
    for arrow in ours():
        if not arrow.typing:
            targets.setdefault(arrow.source, set()).add(arrow.target)
    files = modules(PACKAGE)
    # Networks are imported by name.
    waiting = ["lab.running.trial", *(name for name in files if name.startswith("lab.networks."))]
    reached: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += targets.get(name, ())
    assert len(reached) > 100
    left_out = {
        name
        for name in reached
        if files[name].relative_to(PACKAGE).as_posix().startswith(WITHOUT_INFLUENCE)
    }
    assert left_out == {"lab.wording"}  # of errors


def test_every_name_of_a_layer_is_there() -> None:
    known = modules(PACKAGE)
    assert [name for name in LAYERS.split() if name not in known] == []
    assert len(LAYERS.split()) == len(set(LAYERS.split()))


def test_importing_loads_nothing_that_was_not_asked_for() -> None:
    code = (
        "import sys\n"
        "def loaded(*names): return [name for name in names if name in sys.modules]\n"
        "import poolwise, poolwise.reference, poolwise.catalogue\n"
        "assert not loaded('torch', 'dask', 'matplotlib', 'poolwise.nn', 'poolwise.lab'), 1\n"
        "import poolwise.lab, poolwise.bench.command\n"
        "assert not loaded('torch', 'dask', 'matplotlib', 'scipy', 'sklearn', 'jinja2'), 2\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


FILES = {
    "__init__.py": "from .top import door",
    "low.py": "import numpy",
    "mid/__init__.py": "",
    "mid/one.py": "from .. import low\nfrom . import two as other",
    "mid/two.py": "import typing\nif typing.TYPE_CHECKING:\n    from made.top import door",
    "top.py": "from made.mid.one import low\nimport made.low\ndef door(): ...",
}
MADE = "low\nmid\ntop\nmade"


def _made(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / "made" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "made"


def test_a_package_that_is_right(tmp_path: Path) -> None:
    found = arrows(_made(tmp_path, FILES))
    assert set(found) == {
        Arrow("made", "top"),
        Arrow("mid.one", "low"),
        Arrow("mid.one", "mid.two"),
        Arrow("mid.two", "top", typing=True),
        Arrow("top", "mid.one"),
        Arrow("top", "low"),
    }
    assert circle(each for each in found if not each.typing) is None
    assert upward(found, MADE, "made") == {("mid.two", "top")}


@pytest.mark.parametrize(
    ("file", "text", "round_", "up"),
    [
        ("mid/two.py", "from . import one", True, set()),
        ("mid/two.py", "def f():\n    from made.mid import one", True, set()),
        ("low.py", "def f():\n    if f:\n        import made.top", True, {("low", "top")}),
        ("low.py", "from made import door", True, {("low", "made")}),
        ("low.py", "try:\n    from . import mid\nexcept E:\n    pass", False, {("low", "mid")}),
        ("beside.py", "from made import top", False, set()),
        ("top.py", "import made.beside", False, {("top", "beside")}),
    ],
)
def test_one_that_is_wrong_is_told(
    file: str, text: str, round_: bool, up: set[tuple[str, str]], tmp_path: Path
) -> None:
    files = FILES | {"mid/two.py": "", "beside.py": ""} | {file: text}
    found = arrows(_made(tmp_path, files))
    assert upward(found, MADE, "made") == up
    around = circle(found) or []
    assert bool(around) == round_
    # It is told against the arrows, or along them.
    ways = [set(pairwise(way)) for way in (around, around[::-1])]
    assert any(way <= {arrow[:2] for arrow in found} for way in ways)


KERNELS = ["where", "registry.hpp", "kernels.hpp", "cells", "tables.hpp"]
KERNELS += ["rows", "back", "tiles", "reducers", "python"]
"""Folders of ``csrc``, and what lies between them, from the bottom."""


def test_kernels_include_what_is_below_them() -> None:
    csrc = PACKAGE.parents[1] / "csrc"
    if not csrc.exists():
        pytest.skip("no sources beside the package")
    upward = []
    for path in csrc.rglob("*.[ch]pp"):
        of = path.relative_to(csrc).parts[0]
        for target in re.findall(r'#include "([\w./]+)"', path.read_text()):
            assert (csrc / target).exists(), f"{path.name} includes {target}"
            if KERNELS.index(target.split("/")[0]) > KERNELS.index(of):
                upward.append((str(path.relative_to(csrc)), target))
    assert not upward
