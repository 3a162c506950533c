"""Other pooling in a model: what is to be replaced, replacing it, and taking that back."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from itertools import chain
from typing import Any, NamedTuple, NoReturn, overload

import torch
from torch import Tensor, nn

from ._layers import Layer, Target, Unfit, layer_of, named, replacement, target_for

Where = str | Iterable[str] | Callable[[str, nn.Module], bool] | None


class Swap(NamedTuple):
    """One layer that was replaced."""

    name: str
    old: nn.Module
    new: nn.Module


class Skip(NamedTuple):
    """One layer that was left as it is, and why."""

    name: str
    module: nn.Module | None
    reason: str


@dataclass(frozen=True)
class _Place:
    name: str
    parent: nn.Module
    child: str

    @property
    def module(self) -> nn.Module | None:
        return self.parent._modules.get(self.child)

    def put(self, module: nn.Module) -> None:
        self.parent._modules[self.child] = module


@dataclass
class _Plan:
    """What is to be done, before anything is."""

    model: nn.Module
    new: dict[int, nn.Module] = field(default_factory=dict)
    places: list[_Place] = field(default_factory=list)
    skipped: list[Skip] = field(default_factory=list)


class Swaps(Sequence[Swap]):
    """What `poolwise.swap` did: a sequence of (name, old, new), a line each when printed.

    `skipped` holds (name, module, reason) of the pooling that was left as it is, `model` the model
    (the traced one, with ``functional=True``). `undo` takes it all back.
    """

    def __init__(self, plan: _Plan, optimizers: Sequence[torch.optim.Optimizer]) -> None:
        self.model = plan.model
        self.skipped = tuple(plan.skipped)
        self._places = plan.places
        self._done = [
            Swap(place.name, old, plan.new[id(old)])
            for place in plan.places
            if (old := place.module) is not None
        ]
        self._undone = False
        before = list(self.model.parameters())
        for place, swap in zip(self._places, self._done, strict=True):
            swap.new.train(swap.old.training)
            place.put(swap.new)
        after = list(self.model.parameters())
        self._moves = [_Move(optimizer, before, after) for optimizer in optimizers]

    @overload
    def __getitem__(self, index: int) -> Swap: ...
    @overload
    def __getitem__(self, index: slice) -> list[Swap]: ...
    def __getitem__(self, index: int | slice) -> Swap | list[Swap]:
        return self._done[index]

    def __len__(self) -> int:
        return len(self._done)

    def undo(self) -> None:
        """Put the old layers back, in the training mode of those that stood for them, and the old
        parameters into the optimizers. Twice is once.

        Raises:
            RuntimeError: a layer was replaced once more meanwhile; nothing is undone.
        """
        if self._undone:
            return
        for place, swap in zip(self._places, self._done, strict=True):
            if place.module is not swap.new:
                raise RuntimeError(
                    f"{swap.name} is a {type(place.module).__name__} by now; undo what was swapped "
                    "later first"
                )
        for place, swap in zip(self._places, self._done, strict=True):
            swap.old.train(swap.new.training)
            place.put(swap.old)
        for move in self._moves:
            move.undo()
        self._undone = True

    def __repr__(self) -> str:
        count, left = len(self), len(self.skipped)
        lines = [f"{count} {'layer' if count == 1 else 'layers'} swapped, {left} skipped"]
        names = [entry.name for entry in self._done] + [entry.name for entry in self.skipped]
        width = max(map(len, names), default=0)
        lines += [f"  {name:<{width}}  {_line(old)} -> {_line(new)}" for name, old, new in self]
        lines += [f"  {name:<{width}}  skipped: {reason}" for name, _, reason in self.skipped]
        return "\n".join(lines)


def _line(module: nn.Module) -> str:
    return " ".join(repr(module).split())


class _Move:
    """The parameters that came and went, in one optimizer.

    Those that come join the first group that lost some, or the first of all: a group of their own
    would be one that no learning rate schedule knows.
    """

    def __init__(
        self, optimizer: torch.optim.Optimizer, before: Sequence[Tensor], after: Sequence[Tensor]
    ) -> None:
        self.optimizer = optimizer
        kept = {id(parameter) for parameter in after}
        known = {id(parameter) for parameter in before}
        gone = {id(parameter) for parameter in before} - kept
        self.lost: list[tuple[dict[str, Any], int, Any, Any]] = []
        for group in optimizer.param_groups:
            for at in reversed(range(len(group["params"]))):
                if id(group["params"][at]) in gone:
                    parameter = group["params"].pop(at)
                    name = group["param_names"].pop(at) if "param_names" in group else None
                    self.lost.append((group, at, parameter, name))
        self.states = {
            parameter: optimizer.state.pop(parameter)
            for _, _, parameter, _ in self.lost
            if parameter in optimizer.state
        }
        self.group = self.lost[0][0] if self.lost else optimizer.param_groups[0]
        in_use = {id(p) for group in optimizer.param_groups for p in group["params"]}
        self.came = [p for p in after if id(p) not in known and id(p) not in in_use]
        self.group["params"].extend(self.came)
        if "param_names" in self.group:
            taken = len(self.group["param_names"])
            self.group["param_names"].extend(f"pooling.{taken + i}" for i in range(len(self.came)))

    def undo(self) -> None:
        came = {id(parameter) for parameter in self.came}
        for at in reversed(range(len(self.group["params"]))):
            if id(self.group["params"][at]) in came:
                self.optimizer.state.pop(self.group["params"].pop(at), None)
                if "param_names" in self.group:
                    self.group["param_names"].pop(at)
        for group, at, parameter, name in reversed(self.lost):
            group["params"].insert(at, parameter)
            if name is not None:
                group["param_names"].insert(at, name)
        self.optimizer.state.update(self.states)


# --- planning -------------------------------------------------------------------------------------


def swap(
    model: nn.Module,
    to: Target,
    where: Where,
    strided: bool,
    optimizers: Sequence[torch.optim.Optimizer],
    parameters: Mapping[str, Any],
    skipped: Sequence[Skip] = (),
) -> Swaps:
    """See `poolwise.swap`."""
    if layer_of(model) is not None:
        raise ValueError(
            f"the model is a {type(model).__name__} itself, which cannot be replaced in place; "
            "wrap it in torch.nn.Sequential"
        )
    plan = _Plan(model, skipped=list(skipped))
    choose = _Antialiased(to, where, parameters) if strided else _Plain(to, where, parameters)
    every = list(_places(model))
    for place in every:
        module = place.module
        assert module is not None
        if id(module) in plan.new or not choose.looks_at(place.name, module):
            continue
        try:
            new = choose.new(place.name, module)
        except _Left as left:
            plan.skipped.append(Skip(place.name, module, str(left)))
            continue
        except (ValueError, TypeError) as error:
            raise type(error)(f"{place.name} ({_line(module)}): {error}") from error
        if new is not None:
            plan.new[id(module)] = _settled(new, module, model, place.name)
    plan.places = [place for place in every if id(place.module) in plan.new]
    choose.check_that_names_were_found()
    return Swaps(plan, optimizers)


class _Left(Exception):
    """A layer that is to be left as it is."""


class _Plain:
    """Every pooling layer's windows, with another operator."""

    def __init__(self, to: Target, where: Where, parameters: Mapping[str, Any]) -> None:
        self.to, self.parameters = to, parameters
        self.predicate = where if callable(where) else None
        patterns = [where] if isinstance(where, str) else [] if callable(where) else where
        self.patterns = None if patterns is None else list(patterns)
        self.asked = where is not None
        self.found: set[str] = set()
        self.seen: list[str] = []
        if isinstance(to, str):
            named(to, "sliding", 2)  # raises where there is no such operator

    def looks_at(self, name: str, module: nn.Module) -> bool:
        if not self._is_candidate(module):
            return False
        self.seen.append(name)
        if self.predicate is not None:
            return bool(self.predicate(name, module))
        if self.patterns is None:
            return True
        matching = {pattern for pattern in self.patterns if fnmatchcase(name, pattern)}
        self.found |= matching
        return bool(matching)

    def check_that_names_were_found(self) -> None:
        for pattern in self.patterns or ():
            if pattern not in self.found:
                have = ", ".join(self.seen) or "none"
                raise ValueError(f"where={pattern!r} names no layer to swap; there are: {have}")

    def new(self, name: str, module: nn.Module) -> nn.Module | None:
        layer = layer_of(module)
        if not isinstance(layer, Layer):
            self._leave(str(layer))
        return self._made(layer, module, self.to)

    def _is_candidate(self, module: nn.Module) -> bool:
        return layer_of(module) is not None

    def _made(self, layer: Layer, module: nn.Module, to: Target) -> nn.Module | None:
        target = target_for(layer, module, to)
        if target is None:
            if isinstance(to, Mapping):
                return None
            self._leave(f"{to!r} has no {layer.geometry.kind} windows over these axes")
        try:
            return replacement(layer, target, self.parameters)
        except Unfit as unfit:
            if not layer.settings.get("return_indices"):
                raise
            self._leave(f"its indices are returned, and {unfit}")

    def _leave(self, reason: str) -> NoReturn:
        if self.asked:
            raise ValueError(reason)
        raise _Left(reason)


class _Antialiased(_Plain):
    """What samples at a stride: a filter before it does (Zhang 2019)."""

    def __init__(self, to: Target, where: Where, parameters: Mapping[str, Any]) -> None:
        if to not in ("max_blur", "blur"):
            raise ValueError(f"strided=True goes with to='max_blur', got {to!r}")
        super().__init__("max_blur", where, parameters)

    def _is_candidate(self, module: nn.Module) -> bool:
        return super()._is_candidate(module) or _is_strided(module)

    def new(self, name: str, module: nn.Module) -> nn.Module | None:
        if _is_strided(module):
            stride: Any = module.stride
            return self._filtered(module, len(stride), stride)
        layer = layer_of(module)
        if not isinstance(layer, Layer):
            self._leave(str(layer))
        if layer.geometry.kind != "sliding":
            self._leave(f"{layer.geometry.kind} windows do not sample at a stride")
        windows = layer.geometry.windows()
        if all(step == 1 for step in windows.stride):
            self._leave("its stride is 1")
        if layer.operator == "max":
            return self._made(layer, module, "max_blur")
        if layer.geometry.ceil_mode:
            raise Unfit("the filter has no ceil_mode=, and the layer has ceil_mode=True")
        return self._filtered(module, layer.geometry.rank, windows.stride)

    def _filtered(self, module: nn.Module, rank: int, stride: Any) -> nn.Module:
        blur = named("blur", "sliding", rank)
        if blur is None:
            raise Unfit(f"there is no filter over {rank} axes")
        given = {"kernel_size" if k == "blur_size" else k: v for k, v in self.parameters.items()}
        # A shallow copy: its parameters and hooks are the old one's, even where they are exchanged.
        dense: Any = copy.copy(module)
        dense.stride = (1,) * rank
        return nn.Sequential(dense, blur(stride=tuple(stride), **given))


def _is_strided(module: nn.Module) -> bool:
    stride: Any = module.stride if type(module) in (nn.Conv1d, nn.Conv2d, nn.Conv3d) else (1,)
    return any(step > 1 for step in stride)


def _places(model: nn.Module) -> Iterator[_Place]:
    """Where modules are in a model: once for each parent, however often that is used."""
    parts: set[int] = set()
    seen: set[tuple[int, str]] = set()
    for name, module in model.named_modules(remove_duplicate=False):
        path, _, child = name.rpartition(".")
        parent = model.get_submodule(path)
        if id(parent) in parts or layer_of(parent) is not None:
            parts.add(id(module))  # of a layer, which is swapped as a whole
        elif name and (id(parent), child) not in seen:
            seen.add((id(parent), child))
            yield _Place(name, parent, child)


def _settled(new: nn.Module, old: nn.Module, model: nn.Module, name: str) -> nn.Module:
    """The new layer on the device and in the dtype of the old one, or of what is nearest to it."""
    parts = name.split(".")[:-1]
    near = [".".join(parts[:count]) for count in reversed(range(len(parts) + 1))]
    for module in (old, *(model.get_submodule(path) for path in near)):
        for held in chain(module.parameters(), module.buffers()):
            if held.is_floating_point():
                return new.to(held.device, held.dtype)
    return new
