"""Code of the user's own: a function or a class by ``package.module:name`` or ``file.py:name``."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import inspect
import sys
from pathlib import Path
from types import ModuleType
from typing import Any


def load_object(what: str, text: str) -> Any:
    """What `text` names. The working directory is searched too.

    Args:
        what: the argument that says so, for messages.
        text: ``package.module:name`` or ``path/to/file.py:name``.

    Raises:
        ValueError: the module or what it should hold does not exist, or importing it fails.
    """
    module, _, name = text.rpartition(":")
    kind = "Class" if what == "pool" else "factory"
    try:
        loaded = _load_file(Path(module)) if module.endswith(".py") else _load_module(module)
        found: Any = getattr(loaded, name)
    except Exception as error:  # importing runs the user's own code
        raise ValueError(
            f"{what}={text!r} cannot be loaded: {type(error).__name__}: {error}; "
            f"write package.module:{kind} or path/to/file.py:{kind}"
        ) from error
    if not callable(found):
        raise ValueError(f"{what}={text!r} is not callable; write package.module:{kind}")
    return found


def source_of(what: str, text: str) -> Path | None:
    """The file that `text` comes from, as far as it has one."""
    path = inspect.getsourcefile(inspect.unwrap(load_object(what, text)))
    return Path(path) if path else None


def digest_of(what: str, text: str) -> str:
    """SHA-256 of the file that `text` comes from: empty where it has none."""
    source = source_of(what, text)
    return hashlib.sha256(source.read_bytes()).hexdigest() if source else ""


def _load_module(name: str) -> ModuleType:
    if (here := str(Path.cwd())) not in sys.path:
        sys.path.insert(0, here)
    return importlib.import_module(name)


def _load_file(path: Path) -> ModuleType:
    """The module in this very file, whatever else goes by its name."""
    path = path.resolve()
    name = f"{path.stem} in {path.parent}"
    if name in sys.modules:
        return sys.modules[name]
    # The file's neighbours can be imported, but stand in nobody's way: a random.py there must not
    # take the place of Python's.
    if (folder := str(path.parent)) not in sys.path:
        sys.path.append(folder)
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None  # its name ends in .py
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # where dataclasses and pickles look for it
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module
