"""What this installation can do."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

import numpy  # noqa: F401  (before the kernels: it refuses interpreters that they would upset)

from . import _native
from ._version import __version__
from .backends import native  # noqa: F401  (honours POOLWISE_ISA)
from .threads import get_num_threads


def info() -> dict[str, Any]:
    """Version, instruction set, threads and backends of this installation.

    Returns:
        ``version``; ``isa``, the level that the kernels run at, and ``isa_available``, the levels
        that this machine has (v3 where there is one, but for kernels that `poolwise bench --levels`
        found to be faster at another one on such a processor; the environment variable POOLWISE_ISA
        chooses one for all of them at import);
        ``threads``, as `get_num_threads`; ``backends``, the kinds of arrays that it can pool.

    Example:
        >>> import poolwise
        >>> sorted(poolwise.info())
        ['backends', 'isa', 'isa_available', 'threads', 'version']
    """
    return {
        "version": __version__,
        "isa": _native.level(),
        "isa_available": list(_native.levels()),
        "threads": get_num_threads(),
        "backends": ["numpy", *(name for name in ("torch", "dask") if find_spec(name))],
    }
