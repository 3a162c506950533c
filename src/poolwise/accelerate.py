"""Existing PyTorch programs on poolwise's kernels, in one line and without a change to them.

`accelerate` registers the kernels for PyTorch's own pooling operators on the CPU. What PyTorch
computes and poolwise does not (other devices, quantised and sparse tensors, `torch.func`
transforms, integer averages, …) goes on to PyTorch, errors included.

With ``POOLWISE_ACCELERATE=1`` in the environment, importing poolwise does it: at once where PyTorch
is there already, and otherwise when the program imports it, if it ever does.
"""

from __future__ import annotations

import os
import threading
from collections import Counter
from collections.abc import Callable
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ._needed import require_torch
from ._on_import import when_imported

if TYPE_CHECKING:
    import torch


class Acceleration:
    """Ends with `undo`, or with the block where it is used in a ``with`` statement."""

    def __init__(self, undo: Callable[[], None]) -> None:
        self._undo: Callable[[], None] | None = undo

    def undo(self) -> None:
        """Take it back. The last one undone leaves PyTorch exactly as it was; twice is once."""
        with _STATE.lock:
            undo, self._undo = self._undo, None
        if undo is not None:
            undo()

    def __enter__(self) -> Acceleration:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.undo()


def accelerate(model: torch.nn.Module | None = None) -> Acceleration:
    """Compute PyTorch's pooling on the CPU with poolwise's kernels.

    Every call is meant: `torch.nn` modules, `torch.nn.functional`, `torch.max_pool2d`, scripted,
    traced and exported programs, forward and backward. Maxima, their indices and their gradients
    are the same bit for bit (gradients of 16 bits are added in 32), averages to rounding; memory
    formats are PyTorch's. Training keeps one byte per output instead of the input and an int64 per
    output. `torch.compile` works as before: it writes code of its own for most pooling, fused with
    what surrounds it, and that stays.

    It may be called again, and in any order: what one call began, its own `undo` ends.

    Args:
        model: limits it to the forward passes of this model, and to the backward passes of what
            they computed; None means the whole process, all threads. It is done with hooks, which
            TorchScript cannot take: `torch.jit.script` refuses the model meanwhile.

    Returns:
        An `Acceleration`. It is active already; it ends with ``.undo()``, or at the end of a
        ``with`` block. Discarded, it stays until the process ends.

    Raises:
        TypeError: `model` is not a `torch.nn.Module`, or it is a TorchScript program.
        ImportError: PyTorch is not installed, or too old.

    Example:
        >>> import torch, poolwise
        >>> x = torch.randn(1, 3, 8, 8)
        >>> expected = torch.nn.functional.max_pool2d(x, 2)
        >>> with poolwise.accelerate():
        ...     torch.equal(torch.nn.functional.max_pool2d(x, 2), expected)
        True
        >>> model = torch.nn.Sequential(torch.nn.MaxPool2d(2), torch.nn.Flatten())
        >>> handle = poolwise.accelerate(model)
        >>> torch.equal(model(x), expected.flatten(1))
        True
        >>> handle.undo()
    """
    require_torch()
    if model is None:
        _STATE.begin(everywhere=1)
        return Acceleration(lambda: _STATE.end(everywhere=1))
    token = uuid4().hex
    hooks = _hooked(model, token)
    _STATE.begin(everywhere=0)
    _STATE.limited.add(token)

    def undo() -> None:
        for hook in hooks:
            hook.remove()
        _STATE.leave_all(token)
        left = model._forward_pre_hooks.values()
        others = any(getattr(hook, "func", None) is _enter for hook in left)
        if not others:
            vars(model).pop("__prepare_scriptable__", None)
        _STATE.end(everywhere=0)

    return Acceleration(undo)


def accelerate_from_environment() -> None:
    """Do what ``POOLWISE_ACCELERATE`` says.

    Raises:
        ImportError: it is set to something other than 0 or 1.
    """
    wanted = os.environ.get("POOLWISE_ACCELERATE", "0")
    if wanted not in ("", "0", "1"):
        raise ImportError(f"POOLWISE_ACCELERATE={wanted!r} must be 0 or 1")
    if wanted == "1":
        accelerate_on_import()


def accelerate_on_import() -> None:
    """`accelerate` the whole process, once the program imports PyTorch."""
    when_imported("torch", accelerate)


class _State:
    """How many accelerations there are, and the registration that they share."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.all = self.everywhere = 0
        self.unregister: Callable[[], None] | None = None
        self.limited: set[str] = set()  # accelerations of one model each
        # Per thread, how many forward passes it is in of which of those. A pass may begin before
        # the acceleration does, or end after it: it counts for nothing then.
        self.inside: dict[int, Counter[str]] = {}

    def wanted(self) -> bool:
        """Whether a call, in this thread and now, is ours."""
        return self.everywhere > 0 or threading.get_ident() in self.inside

    def enter(self, token: str) -> None:
        with self.lock:
            if token in self.limited:
                self.inside.setdefault(threading.get_ident(), Counter())[token] += 1

    def leave(self, token: str) -> None:
        with self.lock:
            passes = self.inside.get(threading.get_ident(), Counter())
            self._set(threading.get_ident(), passes, token, passes[token] - 1)

    def leave_all(self, token: str) -> None:
        """End the acceleration in whatever passes there are."""
        with self.lock:
            self.limited.discard(token)
            for thread, passes in list(self.inside.items()):
                self._set(thread, passes, token, 0)

    def _set(self, thread: int, passes: Counter[str], token: str, times: int) -> None:
        passes[token] = times
        if times <= 0:
            del passes[token]
        if not passes:
            self.inside.pop(thread, None)

    def begin(self, everywhere: int) -> None:
        from .backends.torch import aten

        with self.lock:
            if self.unregister is None:
                self.unregister = aten.register(self.wanted)
            self.all += 1
            self.everywhere += everywhere

    def end(self, everywhere: int) -> None:
        with self.lock:
            self.all -= 1
            self.everywhere -= everywhere
            if self.all == 0 and self.unregister is not None:
                self.unregister()
                self.unregister = None


_STATE = _State()


def _hooked(model: Any, token: str) -> list[Any]:
    import torch

    if not isinstance(model, torch.nn.Module):
        raise TypeError(f"model must be a torch.nn.Module, got {type(model).__name__}")
    if isinstance(model, torch.jit.ScriptModule):
        raise TypeError(
            "model is a TorchScript program, which takes no hooks; "
            "call it inside `with poolwise.accelerate():`"
        )
    # What torch.jit.script asks each module of a network for.
    model.__prepare_scriptable__ = _refuse_to_be_scripted  # type: ignore[assignment]
    return [
        model.register_forward_pre_hook(partial(_enter, token), prepend=True),
        model.register_forward_hook(partial(_leave, token), always_call=True),
    ]


# Functions of the module, so that a model that carries them can still be copied and pickled.


def _enter(token: str, module: torch.nn.Module, inputs: Any) -> None:
    if not _compiling():
        _STATE.enter(token)


def _leave(token: str, module: torch.nn.Module, inputs: Any, output: Any) -> None:
    if not _compiling():
        _STATE.leave(token)


def _refuse_to_be_scripted() -> None:
    raise TypeError(
        "torch.jit.script cannot compile the hooks of accelerate(model): use torch.compile, "
        "torch.export or torch.jit.trace, or script the model first and call it inside "
        "`with poolwise.accelerate():`"
    )


def _compiling() -> bool:
    import torch

    return torch.compiler.is_compiling()
