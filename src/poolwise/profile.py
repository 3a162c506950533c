"""What share of a PyTorch model's time is pooling, and what accelerating it gains."""

from __future__ import annotations

import copy
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn
from torch.utils._pytree import tree_leaves

from .accelerate import accelerate
from .backends.torch import aten
from .threads import get_num_threads, set_num_threads

if TYPE_CHECKING:
    from rich.table import Table

_UNEVEN, _NOISY = 0.02, 0.1
"""What a gain may exceed its bound by, and how far equal passes may lie apart, untold."""

_OPERATORS = (
    "max_pool1d",
    *(
        f"{name}{n}d"
        for n in (2, 3)
        for name in ("max_pool", "avg_pool", "adaptive_max_pool", "adaptive_avg_pool")
    ),
    *(f"max_pool{n}d_with_indices" for n in (2, 3)),
    *(
        f"{name}_backward"
        for n in (2, 3)
        for name in (
            f"max_pool{n}d_with_indices",
            f"avg_pool{n}d",
            f"adaptive_max_pool{n}d",
            f"_adaptive_avg_pool{n}d",
        )
    ),
)


def profile(
    model: nn.Module,
    inputs: Tensor | Sequence[Tensor],
    *,
    train: bool = False,
    repeat: int = 10,
) -> dict[str, Any]:
    """Time a model with PyTorch's pooling and with poolwise's, in turns, on a copy of it.

    Args:
        model: a model on the CPU. To profile another memory format, give it and its inputs that.
        inputs: what it is called with, a tensor or several.
        train: time a forward and a backward pass in training mode instead of inference.
        repeat: how often; times are medians.

    Returns:
        What `json` can write: ``plain_ms`` and ``accelerated_ms`` of one pass and their ``ratio``;
        ``pooling_ms`` and ``pooling_share`` of PyTorch's pooling, and ``bound``, the ratio if it
        took no time; ``equal`` (to rounding) and ``difference`` (the largest) of the outputs;
        ``operators`` and ``layers``, a row for each with its own time and share; ``spread``, how
        far apart the passes of a kind lie (their middle half, as a share of their median), None
        where `repeat` is 1; ``doubts``, sentences on why not to believe these numbers; ``threads``.

    Raises:
        TypeError: `model` is not a `torch.nn.Module`.
        ValueError: `repeat` is less than 1.

    Example:
        >>> import torch
        >>> from poolwise.profile import profile
        >>> model = torch.nn.Sequential(torch.nn.Conv2d(3, 4, 3), torch.nn.MaxPool2d(2))
        >>> found = profile(model, torch.randn(1, 3, 32, 32), repeat=2)
        >>> [(row["layer"], row["operator"], row["window"]) for row in found["layers"]]
        [('1', 'max_pool2d', '2x2/2')]
        >>> found["equal"]
        True
    """
    if not isinstance(model, nn.Module):
        raise TypeError(f"model must be a torch.nn.Module, got {type(model).__name__}")
    if repeat < 1:
        raise ValueError(f"repeat={repeat} must be at least 1")
    model = copy.deepcopy(model).train(train)
    run = _pass(model, (inputs,) if isinstance(inputs, Tensor) else tuple(inputs), train)
    watch = Watch(model)
    outputs: list[Any] = []
    times: dict[str, list[float]] = defaultdict(list)
    contexts: dict[str, Callable[[], AbstractContextManager[Any]]] = {
        "plain": nullcontext,
        "accelerated": accelerate,
        "watched": watch.watching,
    }
    for context in contexts.values():  # the first pass of each pays for set-up
        with context():
            outputs.append(_seeded(run))
    watch.forget()
    for _ in range(repeat):
        for name, context in contexts.items():
            with context():
                times[name].append(milliseconds(run))
    return _summary(times, outputs, watch)


def profile_factory(
    factory: str,
    shapes: Sequence[str],
    *,
    train: bool = False,
    channels_last: bool = False,
    threads: int | None = None,
    repeat: int = 10,
) -> dict[str, Any]:
    """`profile` for the command line: what `factory` makes, on random inputs.

    Args:
        factory: ``file.py:factory`` or ``package.module:factory``; it gets ``in_channels`` and
            ``image_size``, those of the first input, if it has arguments for them.
        shapes: of the inputs, such as ``1,3,224,224``.
        train, repeat: as in `profile`.
        channels_last: whether network and inputs are in channels-last memory format.
        threads: for PyTorch and poolwise; None leaves them as they are.

    Raises:
        ValueError: an argument is impossible; the message names it.
    """
    from .lab.networks.own import call_factory

    if threads is not None:
        if threads < 1:
            raise ValueError(f"threads={threads} must be at least 1")
        torch.set_num_threads(threads)
        set_num_threads(threads)
    inputs = [torch.randn(_shape(text)) for text in shapes]
    first = inputs[0].shape
    model = call_factory(factory, in_channels=first[1], image_size=tuple(first[2:]))
    if channels_last:
        for parameter in model.parameters():
            parameter.data = _channels_last(parameter.data)
        inputs = [_channels_last(x) for x in inputs]
    return profile(model, inputs, train=train, repeat=repeat)


def _shape(text: str) -> tuple[int, ...]:
    try:
        shape = tuple(int(part) for part in text.split(","))
    except ValueError:
        shape = ()
    if len(shape) < 3 or min(shape) < 1:
        raise ValueError(f"input={text!r} must be a shape like 1,3,224,224")
    return shape


def _channels_last(x: Tensor) -> Tensor:
    formats = {4: torch.channels_last, 5: torch.channels_last_3d}
    return x.contiguous(memory_format=formats.get(x.ndim, torch.contiguous_format))


def milliseconds(run: Callable[[], Any]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    run()
    return (time.perf_counter() - start) * 1e3


def compare_outputs(left: Any, right: Any) -> tuple[bool, float]:
    """Whether all tensors are equal to rounding, and the largest difference."""
    pairs = list(zip(_tensors(left), _tensors(right), strict=True))
    difference = max((float((a - b).abs().max()) for a, b in pairs if a.numel()), default=0.0)
    return all(torch.allclose(a, b, 1e-4, 1e-5, equal_nan=True) for a, b in pairs), difference


def _tensors(outputs: Any) -> list[Tensor]:
    leaves = (leaf for leaf in tree_leaves(outputs) if isinstance(leaf, Tensor))
    return [leaf.detach().double() for leaf in leaves]


def _pass(model: nn.Module, inputs: tuple[Tensor, ...], train: bool) -> Callable[[], Any]:
    def infer() -> Any:
        with torch.inference_mode():
            return model(*inputs)

    def step() -> Any:
        outputs = model(*inputs)
        leaves = [leaf for leaf in tree_leaves(outputs) if isinstance(leaf, Tensor)]
        sum(leaf.sum() for leaf in leaves if leaf.requires_grad).backward()  # type: ignore[union-attr]
        model.zero_grad()
        return outputs

    return step if train else infer


def _seeded(run: Callable[[], Any]) -> Any:
    """The outputs of a pass, dropout and the like drawn from the same seed."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        return run()


# --- the stopwatch --------------------------------------------------------------------------------


class Watch:
    """Times PyTorch's pooling calls while a model runs, under the names of its layers."""

    def __init__(self, model: nn.Module) -> None:
        self.model = model
        self.names: list[str] = []
        self.busy = False
        self.passes = 0
        # Layer, operator, input shape and window of a call: its time in all passes, and how often.
        self.times: dict[tuple[Any, ...], float] = defaultdict(float)
        self.calls: dict[tuple[Any, ...], int] = defaultdict(int)
        self.forward: dict[tuple[Any, ...], list[tuple[Any, ...]]] = defaultdict(list)

    def forget(self) -> None:
        """Start again from nothing."""
        self.passes = 0
        self.times.clear()
        self.calls.clear()

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Watch one pass."""
        hooks = [
            hook
            for name, module in self.model.named_modules()
            for hook in (
                module.register_forward_pre_hook(lambda *_, name=name: self.names.append(name)),
                module.register_forward_hook(lambda *_: self._leave(), always_call=True),
            )
        ]
        undo = aten.override(_OPERATORS, self._kernel)
        self.passes += 1
        try:
            yield
        finally:
            undo()
            for hook in hooks:
                hook.remove()
            self.forward.clear()

    def _leave(self) -> None:
        self.names.pop()

    def _kernel(self, operator: str, before: Callable[..., Any]) -> Callable[..., Any]:
        def kernel(keys: Any, *args: Any) -> Any:
            if self.busy:  # a part of a call that is being timed
                return before(keys, *args)
            self.busy = True
            start = time.perf_counter()
            try:
                result = before(keys, *args)
            finally:
                elapsed = (time.perf_counter() - start) * 1e3
                self.busy = False
            self._note(operator, args, result, elapsed)
            return result

        return kernel

    def _note(self, operator: str, args: tuple[Any, ...], result: Any, elapsed: float) -> None:
        if operator.endswith("_backward"):
            # Layers go backward in the reverse of their order; equal shapes cost the same anyway.
            waiting = self.forward[args[1].shape, args[0].shape]
            row = waiting.pop() if waiting else ("", operator, tuple(args[1].shape), "")
        else:
            output = result[0] if isinstance(result, tuple) else result
            name = self.names[-1] if self.names else ""
            row = (name, operator, tuple(args[0].shape), window_text(operator, args[1:]))
            self.forward[args[0].shape, output.shape].append(row)
            self.calls[row] += 1
        self.times[row] += elapsed


def window_text(operator: str, args: Sequence[Any]) -> str:
    """The geometry of a call in short: ``3x3/2 padding 1``, or ``to 7x7``."""
    sizes = ["x".join(map(str, arg)) for arg in args if isinstance(arg, (list, tuple))]
    if operator.startswith("adaptive"):
        return f"to {sizes[0]}"
    kernel, stride, padding, *_ = (*sizes, "", "")
    text = f"{kernel}/{_short(stride or kernel)}"
    return text if set(padding.split("x")) <= {"", "0"} else f"{text} padding {_short(padding)}"


def _short(sizes: str) -> str:
    numbers = sizes.split("x")
    return numbers[0] if len(set(numbers)) == 1 else sizes


# --- the result -----------------------------------------------------------------------------------


def _summary(times: dict[str, list[float]], outputs: list[Any], watch: Watch) -> dict[str, Any]:
    plain, accelerated, watched = (median(each) for each in times.values())
    layers = [
        {
            "layer": layer,
            "operator": operator,
            "input": list(shape),
            "window": window,
            "calls": watch.calls[layer, operator, shape, window] // watch.passes,
            "ms": elapsed / watch.passes,
            "share": elapsed / sum(times["watched"]),
        }
        for (layer, operator, shape, window), elapsed in watch.times.items()
    ]
    share = sum(row["share"] for row in layers)
    spread = max(map(_spread, (times["plain"], times["accelerated"]))) if watch.passes > 1 else None
    equal, difference = compare_outputs(outputs[0], outputs[1])
    return {
        "plain_ms": plain,
        "accelerated_ms": accelerated,
        "ratio": plain / accelerated,
        "pooling_ms": share * watched,
        "pooling_share": share,
        "bound": 1 / (1 - share),
        "spread": spread,
        "doubts": doubts(plain / accelerated, 1 / (1 - share), spread),
        "equal": equal,
        "difference": difference,
        "operators": _by_operator(layers),
        "layers": layers,
        "threads": {"torch": torch.get_num_threads(), "poolwise": get_num_threads()},
    }


def _spread(times: list[float]) -> float:
    low, middle, high = quantiles(times, n=4, method="inclusive")
    return (high - low) / middle


def doubts(ratio: float, bound: float, spread: float | None) -> list[str]:
    """Why not to believe a gain, in sentences.

    Example:
        >>> doubts(1.3, 1.5, 0.02)
        []
    """
    found = []
    if ratio > bound * (1 + _UNEVEN):
        found.append(
            f"{ratio:.2f} times as fast is more than the {bound:.2f} of a network without pooling: "
            "other layers were faster, too, by chance or since less memory was in use."
        )
    if spread is not None and spread > _NOISY:
        found.append(
            f"The machine was busy: equal passes lie {spread:.0%} apart. Leave it to itself, or "
            "repeat more often."
        )
    return found


def _by_operator(layers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    sums: dict[str, dict[str, Any]] = {}
    for row in layers:
        total = sums.setdefault(
            row["operator"], {"operator": row["operator"], "calls": 0, "ms": 0.0, "share": 0.0}
        )
        for name in ("calls", "ms", "share"):
            total[name] += row[name]
    return sorted(sums.values(), key=lambda row: -row["ms"])


def as_table(result: dict[str, Any]) -> Table:
    """The result of `profile` as a table for `rich` to print."""
    from rich.table import Table

    table = Table(caption=_caption(result), caption_justify="left", show_footer=True)
    table.add_column("layer", "all pooling", overflow="fold")
    table.add_column("operator")
    table.add_column("input")
    table.add_column("window")
    table.add_column("ms", f"{result['pooling_ms']:.2f}", justify="right")
    table.add_column("share", f"{result['pooling_share']:.1%}", justify="right")
    for row in result["layers"]:
        shape = "x".join(map(str, row["input"]))
        numbers = f"{row['ms']:.2f}", f"{row['share']:.1%}"
        table.add_row(row["layer"], row["operator"], shape, row["window"], *numbers)
    return table


def _caption(result: dict[str, Any]) -> str:
    same = "equal" if result["equal"] else f"different by up to {result['difference']:.2g}"
    return (
        f"PyTorch {result['plain_ms']:.2f} ms, accelerated {result['accelerated_ms']:.2f} ms: "
        f"{result['ratio']:.2f} times as fast (at most {result['bound']:.2f} were pooling free); "
        f"outputs {same}." + "".join(f"\n{doubt}" for doubt in result["doubts"])
    )
