"""What the modules share: their constructors, one per order of arguments that torch.nn has."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from functools import cache, partial
from types import FunctionType
from typing import Any, ClassVar, Self

import torch
from torch import Tensor, nn

from .._overrides import not_scripted
from ..backends.native import check_empty_value
from ..functional import OutputSize
from ..functional.arguments import Indexed, Lengths, Seed
from ..functional.declaration import Operator
from ..functional.keywords import Names, expect, taken_by, unexpected
from ..functional.numbers import check_each, divisor, whole
from ..functional.rules import index_dtype
from ..windows import Ints, Padding, Windows
from ._layers import is_ours


def _called(self: nn.Module, *args: Any, **kwargs: Any) -> Any:
    """Call a module; an error says what a misspelt keyword may have meant."""
    try:
        return nn.Module.__call__(self, *args, **kwargs)
    except TypeError:  # looked at now alone, so that small calls stay cheap
        taken = inspect.signature(self.forward).parameters
        takes_all = any(p.kind == p.VAR_KEYWORD for p in taken.values())
        unknown = [] if takes_all else [name for name in kwargs if name not in taken]
        if not unknown:
            raise
        forward = f"{type(self).__name__}.forward"
        raise TypeError(unexpected(forward, unknown[0], taken)) from None


class Module(nn.Module):
    """A module that is one step to whoever traces the network it is in, and whose constructor says
    what a misspelt keyword may have meant, and refuses flags that are none."""

    # Whether its constructor hands other keywords on, which are looked at there.
    hands_on: ClassVar[bool] = False

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:  # (copies are made without arguments)
        if cls.__module__.startswith(__package__ + ".") or "row" in vars(cls):
            # (Others' classes, which are not declared, take what they like.)
            names = _names(cls)
            given = dict(zip(names, args, strict=False)) | kwargs
            if cls.hands_on:
                given = {name: given[name] for name in given if name in names}
            expect(cls.__name__, names, given)
        return super().__new__(cls)

    def __init__(self) -> None:
        super().__init__()
        if is_ours(self):
            # All tracers of torch.fx ask a module for this, and take those of torch.nn as a whole.
            # Its class, which is what pickles are made by, says where it is.
            self.__module__ = "torch.nn"

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        # Of each class a function of its own: torch.compile counts how often it compiles one, and
        # gives up.
        code = _called.__code__.replace(co_name=f"{cls.__name__}_call")
        cls.__call__ = FunctionType(code, _called.__globals__)  # type: ignore[method-assign]

    def __prepare_scriptable__(self) -> nn.Module:
        # torch.jit.script asks each module of a network for the one to compile in its place.
        raise TypeError(not_scripted(type(self).__name__))


_names: Callable[[Any], Names] = cache(taken_by)


def constant(number: float) -> Callable[[Tensor], Any]:
    """Fills what is learned with this number."""
    return partial(nn.init.constant_, val=number)


@torch.no_grad()
def _copy(learned: Tensor, start: Tensor) -> None:
    learned.copy_(start)


class Pooling(Module):
    """A pooling function with its arguments kept.

    Subclasses name the function in `pool`, and in `shown` what `repr` shows, in torch.nn's order.
    """

    # Subclasses spell `forward` out: collecting arguments by name takes as long as a small pooling.
    pool: ClassVar[Callable[..., Tensor]]
    shown: ClassVar[tuple[str, ...]]
    # What `repr` shows of the others, where it is not this.
    defaults: ClassVar[dict[str, Any]] = {
        "padding": 0,
        "dilation": 1,
        "dtype": None,
        "empty_value": 0,
        "channels_last": False,
    }

    def __init__(self, *, empty_value: float = 0, channels_last: bool = False) -> None:
        super().__init__()
        check_empty_value(empty_value, "float64")  # what x holds is not known yet
        self.empty_value = empty_value
        self.channels_last = channels_last
        self._begin: dict[str, Callable[[Tensor], Any]] = {}

    def _learn(
        self,
        name: str,
        shape: Sequence[int],
        begin: Callable[[Tensor], Any],
        dtype: torch.dtype | None = None,
    ) -> None:
        """Learn numbers of this shape, which `begin` writes in place."""
        shape = tuple(shape) or (1,)  # FSDP cuts parameters along their first axis
        self.register_parameter(name, nn.Parameter(torch.empty(shape, dtype=dtype)))
        self._begin[name] = begin
        begin(getattr(self, name))

    def _load_from_state_dict(self, state: dict[str, Any], prefix: str, *rest: Any) -> None:
        """What was saved without an axis gets the one that learned numbers have."""
        for name in self._begin:
            if (saved := state.get(prefix + name)) is not None and saved.ndim == 0:
                state[prefix + name] = saved.reshape(1)
        super()._load_from_state_dict(state, prefix, *rest)

    def reset_parameters(self) -> None:
        """Let all that is learned begin anew, as when the module was made."""
        for part in self.children():
            for module in part.modules():
                if callable(reset := getattr(module, "reset_parameters", None)):
                    reset()
        for name, begin in self._begin.items():
            begin(getattr(self, name))

    def extra_repr(self) -> str:
        # As torch.nn has it, plus what torch.nn lacks where it differs from the default.
        shown = [f"{name}={getattr(self, name)}" for name in self.shown]
        own = dict(self.defaults)
        if not hasattr(nn, type(self).__name__):  # torch.nn does not show it
            own["return_indices"] = False
        for name, default in own.items():
            if name not in self.shown and getattr(self, name, default) != default:
                shown.append(f"{name}={getattr(self, name)}")
        return ", ".join(shown)

    @classmethod
    def rank(cls) -> int:
        """Number of spatial axes."""
        return int(cls.pool.__name__[-2])


class _Sliding(Pooling):
    def _keep(
        self, kernel_size: Ints, stride: Ints | None, padding: Padding, dilation: Ints, ceil: bool
    ) -> None:
        # Making the windows once checks the arguments here, not in the first forward.
        Windows.sliding(self.rank(), kernel_size, stride, padding, dilation, ceil)
        self.kernel_size: Any = kernel_size
        self.stride: Any = kernel_size if stride is None else stride
        self.padding: Any = padding
        self.dilation = dilation
        self.ceil_mode = ceil


class Pick(_Sliding):
    """Max and min: torch.nn.MaxPool2d's constructor."""

    shown = ("kernel_size", "stride", "padding", "dilation", "ceil_mode")

    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        return_indices: Indexed = False,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None:
        super().__init__(empty_value=empty_value, channels_last=channels_last)
        self._keep(kernel_size, stride, padding, dilation, ceil_mode)
        index_dtype(return_indices)
        self.return_indices = return_indices

    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Any:
        """Pool x; see the function."""
        return self.pool(
            x,
            self.kernel_size,
            self.stride,
            self.padding,
            self.dilation,
            self.ceil_mode,
            self.return_indices,
            mask=mask,
            lengths=lengths,
            empty_value=self.empty_value,
            channels_last=self.channels_last,
        )


class Avg(_Sliding):
    """Averages: torch.nn.AvgPool2d's constructor."""

    shown = ("kernel_size", "stride", "padding")

    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        ceil_mode: bool = False,
        count_include_pad: bool = True,
        divisor_override: int | None = None,
        *,
        dilation: Ints = 1,
        dtype: torch.dtype | None = None,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None:
        super().__init__(empty_value=empty_value, channels_last=channels_last)
        self._keep(kernel_size, stride, padding, dilation, ceil_mode)
        if self.rank() == 1:  # as torch.nn.AvgPool1d keeps and shows them
            self.kernel_size, self.stride, self.padding = (
                (value,) if isinstance(value, int) else value
                for value in (self.kernel_size, self.stride, self.padding)
            )
        self.count_include_pad = count_include_pad
        self.divisor_override = divisor("divisor_override", divisor_override)
        self.dtype = dtype

    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor:
        """Pool x; see the function."""
        return self.pool(
            x,
            self.kernel_size,
            self.stride,
            self.padding,
            self.ceil_mode,
            self.count_include_pad,
            self.divisor_override,
            dilation=self.dilation,
            dtype=self.dtype,
            mask=mask,
            lengths=lengths,
            empty_value=self.empty_value,
            channels_last=self.channels_last,
        )


class Sum(_Sliding):
    """Sums: the geometry in max pooling's order."""

    shown = ("kernel_size", "stride", "padding", "dilation", "ceil_mode")

    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        dtype: torch.dtype | None = None,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None:
        super().__init__(empty_value=empty_value, channels_last=channels_last)
        self._keep(kernel_size, stride, padding, dilation, ceil_mode)
        self.dtype = dtype

    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor:
        """Pool x; see the function."""
        return self.pool(
            x,
            self.kernel_size,
            self.stride,
            self.padding,
            self.dilation,
            self.ceil_mode,
            dtype=self.dtype,
            mask=mask,
            lengths=lengths,
            empty_value=self.empty_value,
            channels_last=self.channels_last,
        )


class AdaptivePick(Pooling):
    """Adaptive max and min: torch.nn.AdaptiveMaxPool2d's constructor."""

    shown = ("output_size",)

    def __init__(
        self,
        output_size: OutputSize,
        return_indices: Indexed = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None:
        super().__init__(empty_value=empty_value, channels_last=channels_last)
        Windows.adaptive(self.rank(), output_size)
        self.output_size = output_size
        index_dtype(return_indices)
        self.return_indices = return_indices

    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Any:
        """Pool x; see the function."""
        return self.pool(
            x,
            self.output_size,
            self.return_indices,
            mask=mask,
            lengths=lengths,
            empty_value=self.empty_value,
            channels_last=self.channels_last,
        )


class AdaptiveTotal(Pooling):
    """Adaptive averages and sums: torch.nn.AdaptiveAvgPool2d's constructor."""

    shown = ("output_size",)

    def __init__(
        self,
        output_size: OutputSize,
        *,
        dtype: torch.dtype | None = None,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None:
        super().__init__(empty_value=empty_value, channels_last=channels_last)
        Windows.adaptive(self.rank(), output_size)
        self.output_size = output_size
        self.dtype = dtype

    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor:
        """Pool x; see the function."""
        return self.pool(
            x,
            self.output_size,
            dtype=self.dtype,
            mask=mask,
            lengths=lengths,
            empty_value=self.empty_value,
            channels_last=self.channels_last,
        )


class GlobalPick(Pooling):
    """Global max and min."""

    shown = ()

    def __init__(
        self,
        return_indices: Indexed = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None:
        super().__init__(empty_value=empty_value, channels_last=channels_last)
        index_dtype(return_indices)
        self.return_indices = return_indices

    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Any:
        """Pool x; see the function."""
        return self.pool(
            x,
            self.return_indices,
            mask=mask,
            lengths=lengths,
            empty_value=self.empty_value,
            channels_last=self.channels_last,
        )


class GlobalTotal(Pooling):
    """Global averages and sums."""

    shown = ()

    def __init__(
        self,
        *,
        dtype: torch.dtype | None = None,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None:
        super().__init__(empty_value=empty_value, channels_last=channels_last)
        self.dtype = dtype

    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor:
        """Pool x; see the function."""
        return self.pool(
            x,
            dtype=self.dtype,
            mask=mask,
            lengths=lengths,
            empty_value=self.empty_value,
            channels_last=self.channels_last,
        )


class Reducing(Pooling):
    """A window reducer: its declaration says its own arguments, and the bases below where it looks.

    `_own` keeps the arguments of the operator, all of them keywords; `_options` is what the
    function is given of them. Both may be said otherwise. `repr` shows the first, and the others
    where they are not default.
    """

    row: ClassVar[Operator | None] = None
    _given: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls, **options: Any) -> None:
        # The constructor's signature with the operator's own keywords in the place of **own.
        super().__init_subclass__(**options)
        given = list(inspect.signature(cls.__init__).parameters.values())[1:]
        shown = [p for p in given if p.kind != p.VAR_KEYWORD]
        if len(shown) < len(given):
            said = {p.name for p in shown}
            shown += [p for p in cls._keywords() if p.name not in said]
        cls.__signature__ = inspect.Signature(shown)  # type: ignore[attr-defined]
        if cls.row is not None:
            cls._given = tuple(p.keyword for p in cls.row.parameters if p.of == "both")

    @classmethod
    def _keywords(cls) -> list[inspect.Parameter]:
        own = inspect.signature(cls._own).parameters.values()
        found = [p for p in own if p.kind == p.KEYWORD_ONLY]
        return found if cls.row is None or found else _declared(cls.row)

    def _own(self, *args: Any, **own: Any) -> None:
        """Keep the operator's own arguments."""
        assert self.row is not None
        defaults = {p.name: p.default for p in self._keywords()}
        expect(type(self).__name__, {n: isinstance(d, bool) for n, d in defaults.items()}, own)
        values = {**defaults, **own}
        learned, channels = values.get("learned", False), values.get("channels", 1)
        for p in self.row.settings("module"):
            value = values[p.keyword]
            if p.per_channel and p.check is not None:
                self._number(p.keyword, value, p.check, learned and p.learnable, channels)
            else:
                setattr(self, p.keyword, value if p.check is None else p.check(p.keyword, value))

    def _options(self) -> dict[str, Any]:
        """The operator's own arguments for the function."""
        return {name: getattr(self, name) for name in self._given}

    def _where(self) -> dict[str, Any]:
        """The arguments that say where it looks."""
        raise NotImplementedError

    def _number(
        self,
        name: str,
        value: Any,
        check: Callable[[str, Any], float],
        learned: bool = False,
        channels: int = 1,
    ) -> None:
        """Keep a number, or learn it from that value on: one, or one per channel.

        Raises:
            ValueError, TypeError: the value does not fit.
        """
        self.learned, self.channels = learned, whole("channels", channels, 1)
        if not isinstance(value, Tensor):
            number = check(name, value)
        else:
            check_each(name, value, check)
            if learned and channels > 1 and value.numel() not in (1, channels):
                raise ValueError(
                    f"{name} has {value.numel()} elements; it needs one, or one for each of the "
                    f"{channels} channels"
                )
            start = value.detach().clone()
        if learned and isinstance(value, Tensor):
            self._learn(name, start.shape, partial(_copy, start=start), start.dtype)
        elif learned:
            self._learn(name, (channels,), constant(number))
        elif isinstance(value, Tensor):
            self.register_buffer(name, start)
        else:
            setattr(self, name, value)

    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor:
        """Pool x; see the function."""
        return self._pooled(x, mask, lengths)

    def _pooled(self, x: Any, mask: Any, lengths: Any, **more: Any) -> Tensor:
        return self.pool(
            x,
            **self._where(),
            **self._options(),
            mask=mask,
            lengths=lengths,
            empty_value=self.empty_value,
            channels_last=self.channels_last,
            **more,
        )

    def extra_repr(self) -> str:
        shown = [super().extra_repr()]
        for place, keyword in enumerate(self._keywords()):
            value = getattr(self, keyword.name)
            if isinstance(value, Tensor):
                value = f"{value.item():.4g}" if value.numel() == 1 else f"<{value.numel()} values>"
            said = keyword.name in self.shown or keyword.name in self.defaults
            if not said and (place == 0 or value != keyword.default):
                shown.append(f"{keyword.name}={value!s}")
        return ", ".join(part for part in shown if part)


_KINDS = {"learned": "bool", "channels": "int", "dtype": "torch.dtype | None"}


def _declared(row: Operator) -> list[inspect.Parameter]:
    """What a constructor takes of an operator, by its declaration."""
    assert row.define is not None
    of_function = inspect.signature(row.define).parameters
    keyword = inspect.Parameter.KEYWORD_ONLY
    kinds = {name: p.annotation for name, p in of_function.items()} | _KINDS
    return [
        inspect.Parameter(p.keyword, keyword, default=p.default, annotation=kinds[p.keyword])
        for p in row.settings("module")
    ]


class Drawing(Reducing):
    """A window reducer that draws in training."""

    def forward(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        *,
        seed: Seed = None,
        generator: torch.Generator | None = None,
        first_index: int = 0,
    ) -> Tensor:
        """Pool x; see the function. In evaluation, nothing is drawn."""
        draw = {"seed": seed, "generator": generator, "first_index": first_index}
        return self._pooled(x, mask, lengths, training=self.training, **draw)


class Slide(_Sliding, Reducing):
    """Sliding windows: the geometry in max pooling's order, then the operator's keywords."""

    shown: ClassVar[tuple[str, ...]] = ("kernel_size", "stride", "padding", "dilation", "ceil_mode")

    def __init__(
        self,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        **own: Any,
    ) -> None:
        super().__init__(empty_value=empty_value, channels_last=channels_last)
        self._keep(kernel_size, stride, padding, dilation, ceil_mode)
        self._own(**own)

    def _where(self) -> dict[str, Any]:
        return {
            "kernel_size": self.kernel_size,
            "stride": self.stride,
            "padding": self.padding,
            "dilation": self.dilation,
            "ceil_mode": self.ceil_mode,
        }


class Adapt(Reducing):
    """Adaptive windows: the output's size, then the operator's keywords."""

    shown: ClassVar[tuple[str, ...]] = ("output_size",)

    def __init__(
        self,
        output_size: OutputSize,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
        **own: Any,
    ) -> None:
        super().__init__(empty_value=empty_value, channels_last=channels_last)
        Windows.adaptive(self.rank(), output_size)
        self.output_size = output_size
        self._own(**own)

    def _where(self) -> dict[str, Any]:
        return {"output_size": self.output_size}


class Whole(Reducing):
    """One window that holds everything: the operator's keywords alone."""

    shown: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *, empty_value: float = 0, channels_last: bool = False, **own: Any) -> None:
        super().__init__(empty_value=empty_value, channels_last=channels_last)
        self._own(**own)

    def _where(self) -> dict[str, Any]:
        return {}
