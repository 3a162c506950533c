"""Graphs of models by torch.fx, refused where the graph would not do all that the model does.

torch.fx runs a model once, with proxies in the place of its arguments, and keeps what it did. What
Python decided on the way stays decided. Proxies notice most of that: they are asked for their
truth, their length, their class. What they cannot notice shows when the model is run again with
something else, and another graph results: without an argument, in the other training mode, or with
another thing in the place of what it has set itself.
"""

from __future__ import annotations

import dis
import inspect
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import pairwise
from types import FrameType
from typing import Any, NoReturn

import torch
from torch import Tensor, fx, nn

# Who asks of what class a value is, and decides nothing by it.
_IMPARTIAL = (
    "torch.fx",
    "torch.overrides",
    "torch.nn.modules.module",
    "poolwise._overrides",
    "poolwise.backends",
    "poolwise.functional",
    "poolwise.nn",
    "poolwise.windows",
)
# Whom nothing in a proxy's power answers.
_BLUNT = ("type", "callable", "id")


class Lost(ValueError):
    """A branch of the model that its graph would not have."""


def traced(model: nn.Module) -> fx.GraphModule:
    """The model as a graph, which shares its parameters; the model itself stays as it is.

    Raises:
        ValueError: torch.fx cannot trace the model, or the graph would lose one of its branches.
    """
    try:
        plain = _Run(model)
        for mode in (True, False):
            if not plain.same(_attempt(model, mode=mode)):
                raise Lost("forward looks at self.training or at torch.is_grad_enabled(), or draws")
        if plain.kept and not plain.same(_attempt(model, kept=plain.kept)):
            raise Lost(f"forward looks at what it has set: {', '.join(plain.kept)}")
        for name, value, said in plain.others():
            other = _attempt(model, name, value)
            # What fails without an argument has no branch for that.
            if other is not None and not plain.same(other, name, value):
                raise Lost(f"forward does something else where {said}")
    except Lost as error:
        raise ValueError(
            f"functional=True needs a model that torch.fx traces without losing a branch: {error}"
        ) from error
    except Exception as error:
        raise ValueError(f"functional=True needs a model that torch.fx traces: {error}") from error
    return plain.made


def _attempt(
    model: nn.Module,
    name: str = "",
    value: Any = None,
    mode: bool | None = None,
    kept: Sequence[str] = (),
) -> _Run | None:
    try:
        return _Run(model, name, value, mode, kept)
    except Exception:
        return None


class _Run:
    """One trace of a model: as it is, with a value in a node's place, or in a mode of training."""

    def __init__(
        self,
        model: nn.Module,
        name: str = "",
        value: Any = None,
        mode: bool | None = None,
        kept: Sequence[str] = (),
    ) -> None:
        self.tracer = _Tracer(name, value)
        held = set(vars(model))
        before = {part: dict(vars(part)) for part in model.modules()}
        with _left_as_it_is(model, mode):
            for path in kept:  # by something else than forward would set
                owner, _, attribute = path.rpartition(".")
                vars(model.get_submodule(owner))[attribute] = object()
            graph = self.tracer.trace(model)
            if self.tracer.lost:  # though the model went on
                raise self.tracer.lost[0]
            self.kept = _kept(model, before)
            self.made = fx.GraphModule(model, graph, type(model).__name__)
            # What is no part of the model was computed on the way.
            self.constants = {
                node.target: getattr(model, node.target)
                for node in graph.nodes
                if node.op == "get_attr" and node.target in vars(model).keys() - held
            }

    def same(self, other: _Run | None, name: str = "", value: Any = None) -> bool:
        """Whether another trace does the same, but for that value in the place of that node."""
        return (
            other is not None
            and self._steps(name, value) == other._steps(name, value)
            and self.constants.keys() == other.constants.keys()
            and all(_equal(kept, other.constants[key]) for key, kept in self.constants.items())
        )

    def others(self) -> Iterator[tuple[str, Any, str]]:
        """Nodes, what may be in their place without an error, and that in words."""
        parts = dict(self.tracer.parts)
        for node in self.made.graph.nodes:
            name = str(node.target)
            if node.op == "placeholder" and name.startswith("*"):
                yield node.name, {} if name.startswith("**") else (), f"{name} is empty"
            elif node.op == "placeholder":
                parts[node.name] = name
                flags = node.args and (node.args[0] is None or isinstance(node.args[0], bool))
                for value in (True, False) if flags else ():
                    yield node.name, value, f"{name}={value}"
                if node.args and not isinstance(node.args[0], bool):
                    yield node.name, node.args[0], f"{name}={node.args[0]!r}"
        yield from ((part, None, f"{said} is None") for part, said in parts.items())

    def _steps(self, name: str, value: Any) -> list[str]:
        def shown(node: fx.Node) -> Any:
            return value if node.name == name else node

        return [
            repr((node.op, node.target, fx.map_arg((node.args, node.kwargs), shown)))
            for node in self.made.graph.nodes
            if node.name != name
        ]


def _equal(one: Any, other: Any) -> bool:
    if isinstance(one, Tensor) and isinstance(other, Tensor):
        return one.dtype == other.dtype and torch.equal(one, other)
    return bool(one is other)


def _kept(model: nn.Module, before: Mapping[nn.Module, dict[str, Any]]) -> list[str]:
    """The attributes of modules that forward has set."""
    names = []
    for path, part in model.named_modules():
        held = before.get(part, {})
        for name, value in vars(part).items():
            # torch.fx itself adds to the model what is computed of no argument.
            added = name not in held and part is model and isinstance(value, Tensor)
            if name != "training" and not added and (name not in held or held[name] is not value):
                names.append(f"{path}.{name}".lstrip("."))
    return names


@contextmanager
def _left_as_it_is(model: nn.Module, training: bool | None) -> Iterator[None]:
    """Takes back what happens to a model's modules, which are in training with gradients, or in
    evaluation without; None leaves them alone."""
    modules = [part for part in model.modules() if not isinstance(part, torch.jit.ScriptModule)]
    before = [(module, dict(vars(module))) for module in modules]
    gradients: bool = torch.is_grad_enabled() if training is None else training
    try:
        if training is not None:
            for module in modules:
                module.training = training
        with torch.set_grad_enabled(gradients):
            yield
    finally:
        for module, held in before:
            vars(module).clear()
            vars(module).update(held)


class _Tracer(fx.Tracer):
    """Traces with proxies that notice, and with a value in the place of a node."""

    def __init__(self, name: str = "", value: Any = None) -> None:
        super().__init__()
        self.replaced, self.value = name, value
        self.lost: list[Lost] = []
        self.parts: dict[str, str] = {}  # of arguments, as far as they may be None

    def proxy(self, node: fx.Node) -> Any:
        if node.name == self.replaced:
            return self.value
        if getattr(node.target, "__name__", node.target) in ("getitem", "get"):
            source, item = node.args[:2]
            if self._is_argument(source) and isinstance(item, (int, str)):
                self.parts[node.name] = f"{source}[{item!r}]"
        return _Proxy(node, self)

    def call_module(self, m: nn.Module, forward: Callable[..., Any], args: Any, kwargs: Any) -> Any:
        if not self.is_leaf_module(m, self.path_of_module(m)):
            self._check_for_the_blunt(m, (m, *args), kwargs)
        return super().call_module(m, forward, args, kwargs)

    def create_args_for_root(self, root_fn: Any, is_module: bool, *more: Any) -> Any:
        made, args = super().create_args_for_root(root_fn, is_module, *more)
        if isinstance(self.root, nn.Module):
            self._check_for_the_blunt(self.root, args, {})
        return made, args

    def to_bool(self, obj: fx.Proxy) -> bool:
        self.lose(obj, "branches on {}")

    def iter(self, obj: fx.Proxy) -> Iterator[Any]:
        self.lose(obj, "loops over {}")

    def lose(self, proxy: Any, what: str) -> NoReturn:
        frame: FrameType | None = sys._getframe(1)
        while frame is not None and _is_impartial(frame):
            frame = frame.f_back
        place = "" if frame is None else f" ({frame.f_code.co_filename}:{frame.f_lineno})"
        error = Lost(what.format(_said(proxy)) + place)
        self.lost.append(error)
        raise error

    def _is_argument(self, node: Any) -> bool:
        return isinstance(node, fx.Node) and (node.op == "placeholder" or node.name in self.parts)

    def _check_for_the_blunt(self, module: nn.Module, args: Any, kwargs: Mapping[str, Any]) -> None:
        forward: Any = type(module).forward
        try:
            given = inspect.signature(forward).bind(*args, **kwargs).arguments
        except TypeError:  # the call will say so
            return
        steps = list(dis.get_instructions(forward))
        for function, argument in pairwise(steps):
            value = given.get(argument.argval) if isinstance(argument.argval, str) else None
            if function.argval in _BLUNT and type(value) is _Proxy:
                self.lose(
                    value, f"{type(module).__name__}.forward asks for {function.argval}({{}})"
                )


def _said(proxy: Any) -> str:
    if type(proxy) is _Attribute:
        return f"{_said(proxy.root)}.{proxy.attr}"
    return str(proxy.node)


def _is_impartial(frame: FrameType) -> bool:
    name = frame.f_globals.get("__name__", "")
    return any(name == own or name.startswith(f"{own}.") for own in _IMPARTIAL)


def _asking(frame: FrameType) -> str:
    """What a frame is calling, or the attribute that it is getting."""
    steps = list(dis.get_instructions(frame.f_code))
    now = next(step for step in steps if step.offset == frame.f_lasti)
    if now.opname == "MATCH_CLASS":
        return "isinstance"
    if now.opname.startswith("LOAD") or now.positions is None:
        return str(now.argval)
    # A call begins in the source where the name of what it calls does.
    begin = now.positions[0], now.positions[2]
    return str(next(s.argval for s in steps if s.positions and s.positions[::2] == begin))


def _kind(proxy: Any) -> type:
    frame = sys._getframe(1)
    while frame.f_code.co_name == "__instancecheck__" and frame.f_back is not None:
        frame = frame.f_back
    # PyTorch's compiled functions ask, too, in the frame of who calls them.
    if not _is_impartial(frame) and _asking(frame) in ("isinstance", "issubclass", "__class__"):
        proxy.tracer.lose(proxy, "asks whether {} is of some class")
    return type(proxy)


class _Noticing:
    """What a proxy answers; `__torch_function__` and operators are those of torch.fx."""

    __class__ = property(_kind)

    def __hash__(self) -> int:
        if not _is_impartial(sys._getframe(1)):
            _lose(self, "looks {} up")
        return id(self)

    def __getattr__(self, name: str) -> Any:
        frame, tracer = sys._getframe(1), vars(self)["tracer"]
        if not _is_impartial(frame) and _asking(frame) in ("hasattr", "getattr"):
            tracer.lose(self, f"asks whether {{}} has .{name}")
        part = f"{_said(self)}.{name}"
        if part == tracer.replaced:
            return tracer.value
        if not hasattr(Tensor, name):
            tracer.parts[part] = part
        return _Attribute(self, name)  # type: ignore[arg-type]

    def __len__(self) -> int:
        _lose(self, "asks for the length of {}")


def _lose(proxy: Any, what: str) -> NoReturn:
    proxy.tracer.lose(proxy, what)
    raise AssertionError


class _Proxy(_Noticing, fx.Proxy):
    pass


class _Attribute(_Noticing, fx.proxy.Attribute):
    pass
