"""How many threads the kernels use."""

from __future__ import annotations

import os
import sys

_asked: int | None = None


def set_num_threads(threads: int | None) -> None:
    """Use this many threads for every call; None returns to the default.

    The default is PyTorch's setting where PyTorch is loaded, else the number of cores that this
    process may use. Results do not depend on the number of threads.

    Example:
        >>> import poolwise
        >>> poolwise.set_num_threads(2)
        >>> poolwise.get_num_threads()
        2
        >>> poolwise.set_num_threads(None)

    Raises:
        TypeError: `threads` is not an integer.
        ValueError: `threads` is less than 1.
    """
    global _asked
    if threads is not None and (isinstance(threads, bool) or not isinstance(threads, int)):
        raise TypeError(f"threads must be an integer or None, got {threads!r}")
    if threads is not None and threads < 1:
        raise ValueError(f"threads={threads} must be at least 1")
    _asked = threads


def get_num_threads() -> int:
    """The number of threads that the next call may use."""
    if _asked is not None:
        return _asked
    torch = sys.modules.get("torch")
    if torch is not None and hasattr(torch, "get_num_threads"):
        return int(torch.get_num_threads())
    return usable_cores()


def usable_cores() -> int:
    """Cores that this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
