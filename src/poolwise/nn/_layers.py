"""Pooling layers as where they look and what they keep: read from old ones, made into new ones."""

from __future__ import annotations

import difflib
import importlib
import inspect
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from torch import nn

from .. import catalogue
from ..windows import Sliding, Windows

Target = str | type[nn.Module] | Callable[["Geometry"], nn.Module] | Mapping[Any, Any]

_NAME = re.compile(r"(Adaptive|Global|)(.+)Pool([123])d")
_OURS = __name__.rpartition(".")[0]


class Unfit(ValueError):
    """What a layer does is not what its replacement can do."""


@dataclass(frozen=True)
class Geometry:
    """Where a pooling layer looks, in the arguments that the layers' constructors have."""

    kind: str
    """``"sliding"``, ``"adaptive"`` or ``"global"``; each has the arguments of its kind."""
    rank: int
    kernel_size: Any = None
    stride: Any = None
    padding: Any = 0
    dilation: Any = 1
    ceil_mode: bool = False
    output_size: Any = None
    empty_value: float = 0
    channels_last: bool = False

    def arguments(self) -> dict[str, tuple[Any, Any]]:
        """Each argument that says where, with the value that leaves it out."""
        rules = {"empty_value": (self.empty_value, 0), "channels_last": (self.channels_last, False)}
        if self.kind == "sliding":
            return {
                "kernel_size": (self.kernel_size, None),
                "stride": (self.stride, self.kernel_size),
                "padding": (self.padding, 0),
                "dilation": (self.dilation, 1),
                "ceil_mode": (self.ceil_mode, False),
                **rules,
            }
        if self.kind == "adaptive":
            return {"output_size": (self.output_size, None), **rules}
        return rules

    def as_global(self) -> Geometry | None:
        """The same windows as one window that holds everything, if that is what they are."""
        sizes = self.output_size
        if self.kind == "adaptive" and _same(sizes, 1):
            return replace(self, kind="global", output_size=None)
        return self if self.kind == "global" else None

    def windows(self) -> Sliding:
        """The windows of sliding layers."""
        where = self.kernel_size, self.stride, self.padding, self.dilation, self.ceil_mode
        return Windows.sliding(self.rank, *where)


@dataclass(frozen=True)
class Layer:
    """A pooling layer: its operator by name, where it looks, and other arguments it was given."""

    operator: str
    geometry: Geometry
    settings: Mapping[str, Any] = field(default_factory=dict)


def layer_of(module: nn.Module) -> Layer | str | None:
    """The layer that a module is; a reason why its windows are not others'; None for no pooling."""
    for kind in type(module).__mro__:
        named = _NAME.fullmatch(kind.__name__)
        if named and (kind.__module__ == "torch.nn.modules.pooling" or _is_ours(kind)):
            own = type(module).__mro__[: type(module).__mro__.index(kind)]
            if any("forward" in vars(subclass) for subclass in own):
                return f"{type(module).__name__} pools in a way of its own"
            return _read(module, *named.groups())
    return None


def is_ours(module: nn.Module) -> bool:
    """Whether a module is one of poolwise's."""
    return _is_ours(type(module))


def _is_ours(kind: type) -> bool:
    return kind.__module__ == _OURS or kind.__module__.startswith(f"{_OURS}.")


def _read(module: nn.Module, prefix: str, operator: str, rank: str) -> Layer | str:
    given = vars(module)
    rules = {name: given[name] for name in ("empty_value", "channels_last") if name in given}
    if prefix == "Adaptive" and "output_size" in given:
        geometry = Geometry("adaptive", int(rank), output_size=given["output_size"], **rules)
    elif prefix == "Global":
        geometry = Geometry("global", int(rank), **rules)
    elif not prefix and "stride" in given and ("ceil_mode" in given or "dilation" in given):
        names = ("kernel_size", "stride", "padding", "dilation", "ceil_mode")
        where = {name: given[name] for name in names if name in given}
        if where["stride"] is None:
            where["stride"] = where["kernel_size"]
        geometry = Geometry("sliding", int(rank), **where, **rules)
    else:
        return f"the windows of {type(module).__name__} are not ones that other layers have"
    names = ("return_indices", "count_include_pad", "divisor_override", "dtype", "norm_type")
    settings = {name: given[name] for name in names if name in given}
    if "norm_type" in settings:
        settings["signed"] = given.get("signed", True)  # torch.nn's is
    return Layer(_plain(operator), geometry, settings)


def _plain(operator: str) -> str:
    return operator.replace("_", "").lower()


# --- replacements ---------------------------------------------------------------------------------

_PREFIXES = {"sliding": "", "adaptive": "adaptive", "global": "global"}
_GLOBAL = ("gem",)  # whose classes have one window without saying so
# What no replacement may leave out unsaid: the values with which there is nothing to say.
_BINDING = {"return_indices": False, "divisor_override": None, "dtype": None}


def target_for(layer: Layer, old: nn.Module, to: Target) -> Any:
    """What of `to` stands for this layer: a class or a factory; None where it says nothing of it.

    Raises:
        ValueError: no operator has that name.
    """
    if isinstance(to, str):
        here, one = layer.geometry, layer.geometry.as_global()
        found = named(to, here.kind, here.rank)
        return named(to, "global", here.rank) if found is None and one else found
    if not isinstance(to, Mapping):
        return to
    for key, value in to.items():
        if _plain(key) == layer.operator if isinstance(key, str) else isinstance(old, key):
            return target_for(layer, old, value)
    return None


def named(operator: str, kind: str, rank: int) -> type[nn.Module] | None:
    """The class of an operator in `poolwise.nn`; None where it has no such windows.

    Raises:
        ValueError: no operator has that name.
    """
    ours = importlib.import_module(_OURS)
    classes = {name.lower(): name for name in ours.__all__ if _NAME.fullmatch(name)}
    prefix = "" if _plain(operator) in _GLOBAL else _PREFIXES[kind]
    found = classes.get(f"{prefix}{_plain(operator)}pool{rank}d")
    if found is not None:
        target: type[nn.Module] = getattr(ours, found)
        return target if _kind(target) == kind else None
    wanted = f"{_plain(operator)}pool"
    names = {re.sub("^(adaptive|global)", "", name)[:-2] for name in classes}
    if wanted not in names:
        near = difflib.get_close_matches(wanted, sorted(names), 3) or sorted(names)
        known = ", ".join(name.removesuffix("pool") for name in near)
        raise ValueError(f"to={operator!r} is no operator of poolwise.nn; near it are: {known}")
    return None


def replacement(layer: Layer, target: Any, parameters: Mapping[str, Any]) -> nn.Module:
    """The layer with another operator.

    Raises:
        Unfit, ValueError, TypeError: it cannot look where the layer does, or a parameter is wrong.
    """
    if not isinstance(target, type):
        made = target(layer.geometry, **parameters)
        if not isinstance(made, nn.Module):
            raise TypeError(f"the factory made a {type(made).__name__}; it must make modules")
        return made
    takes = inspect.signature(target).parameters
    parameters = _by_keyword(target, takes, parameters)
    if _kind(target) == "global" and (one := layer.geometry.as_global()):
        layer = replace(layer, geometry=one)
    _check_kind(layer, target)
    if _operator(target) == "blur":  # whose kernel is its filter
        return _blur(layer, target, parameters)
    arguments: dict[str, Any] = {}
    for name, (value, left_out) in layer.geometry.arguments().items():
        if name in takes:
            arguments[name] = value
        elif not _same(value, left_out):
            raise Unfit(f"{target.__name__} has no {name}=, and the layer has {name}={value}")
    for name, value in layer.settings.items():
        if name in takes:
            arguments[name] = value
        elif value != _BINDING.get(name, value):
            raise Unfit(f"{target.__name__} has no {name}=, and the layer has {name}={value}")
    new: nn.Module = target(**{**arguments, **parameters})
    return new


def _by_keyword(
    target: type[nn.Module], takes: Collection[str], parameters: Mapping[str, Any]
) -> dict[str, Any]:
    """The parameters by the constructor's names, where they have the catalogue's letters."""
    named = dict(parameters)
    for operator in catalogue.OPERATORS:
        for parameter in operator.settings("module") if target.__name__ in operator.modules else ():
            letter, keyword = parameter.name, parameter.keyword
            if letter in named and letter not in takes and keyword in takes:
                if keyword in named:
                    raise TypeError(f"{letter}= and {keyword}= are the same; give one of them")
                named[keyword] = named.pop(letter)
    return named


def _same(value: Any, other: Any) -> bool:
    values = value if isinstance(value, (tuple, list)) else (value,)
    return value == other or all(part == other for part in values)


def _operator(target: type) -> str:
    match = _NAME.fullmatch(target.__name__)
    return _plain(match[2]) if match else ""


def _kind(target: type) -> str:
    match = _NAME.fullmatch(target.__name__)
    if match is None:
        return ""
    return "global" if _plain(match[2]) in _GLOBAL else match[1].lower() or "sliding"


def _check_kind(layer: Layer, target: type) -> None:
    kind, geometry = _kind(target), layer.geometry
    if not kind:
        return  # a class of someone else: its constructor has the last word
    rank = int(target.__name__[-2])
    if rank != geometry.rank:
        raise Unfit(f"{target.__name__} has {rank} spatial axes, the layer has {geometry.rank}")
    if kind != geometry.kind:
        raise Unfit(f"{target.__name__} has {kind} windows, the layer has {geometry.kind} ones")


def _blur(layer: Layer, target: type[nn.Module], parameters: Mapping[str, Any]) -> nn.Module:
    windows = layer.geometry.windows()
    for axis, (size, stride) in enumerate(zip(windows.kernel_size, windows.stride, strict=True)):
        for length in range(size * 4, size * 4 + stride):
            lengths = [length if i == axis else size * 4 for i in range(windows.rank)]
            if windows.output_shape(lengths)[axis] != -(-length // stride):
                raise Unfit(
                    f"{target.__name__} makes ceil(length / stride) of a length, and the layer "
                    f"makes {windows.output_shape(lengths)[axis]} of {length} at stride {stride}"
                )
    return target(**{"stride": windows.stride, **parameters})
