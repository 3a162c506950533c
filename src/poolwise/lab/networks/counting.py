"""Counts of a network's arithmetic and memory, exact and the same on every machine."""

from __future__ import annotations

import copy
import math
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch
from torch import nn
from torch.autograd.graph import saved_tensors_hooks
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves
from torch.utils.flop_counter import FlopCounterMode

from poolwise import nn as pooling_nn
from poolwise.lab.networks.arithmetic import operations
from poolwise.lab.networks.codec import Code
from poolwise.lab.networks.over_time import OverTime
from poolwise.lab.networks.parts import Sample
from poolwise.lab.networks.pooling import placed
from poolwise.nn._layers import Layer, layer_of

Lengths = torch.Tensor | None


def parameters(network: nn.Module) -> int:
    """How many numbers training adjusts."""
    return int(sum(each.numel() for each in network.parameters() if each.requires_grad))


def multiply_adds(network: nn.Module, inputs: torch.Tensor, lengths: Lengths = None) -> float:
    """Multiply-accumulate operations for `inputs`, pooling's own among them (see arithmetic.py).

    Of sequences for the longest. NaN where a pooling of the user's own does what nobody has
    counted.
    """
    network.eval()
    total = 0.0

    def add(layer: nn.Module, given: tuple[torch.Tensor, ...], result: torch.Tensor) -> None:
        nonlocal total
        total += _pooling(layer, given, result)

    with _hooked(network, add), torch.no_grad(), FlopCounterMode(display=False) as counter:
        _call(network, inputs, lengths)
    # The counter takes a multiplication and an addition as two operations.
    total += int(counter.get_total_flops()) // 2
    return total if math.isnan(total) else round(total)


def _pooling(layer: nn.Module, arguments: tuple[Any, ...], result: Any) -> float:
    """Operations of one call of a layer, if it pools."""
    if isinstance(layer, nn.LSTM):
        return _recurrent(layer, arguments[0])
    result = result[0] if isinstance(result, tuple) else result
    if made := placed(layer):
        given = arguments[0]
        inputs = math.prod(given.shape[2:])
        window = made.geometry.kernel if made.geometry else given.shape[2:]
        units = math.prod(result.shape[2:]) if made.geometry else 1
        each: float = operations(made.setting, window, max(inputs // units, 1), inputs)
        return each * int(result.numel())
    if isinstance(layer, _PYRAMIDS):
        return float(len(layer.levels) * arguments[0].numel() + result.numel())
    if is_whole(layer):
        return float(arguments[0].numel() + result.numel())
    return 0


_PYRAMIDS = (
    pooling_nn.SpatialPyramidPool1d,
    pooling_nn.SpatialPyramidPool2d,
    pooling_nn.SpatialPyramidPool3d,
)


def _recurrent(layer: nn.LSTM, given: Any) -> float:
    """What PyTorch's counter does not see: two products for each of four gates, step and way."""
    data = given.data  # of what is packed, the steps that there are
    steps = data.numel() // layer.input_size
    ways = 2 if layer.bidirectional else 1
    return float(4 * ways * steps * layer.hidden_size * (layer.input_size + layer.hidden_size))


def is_whole(layer: nn.Module) -> bool:
    """Whether it pools whole maps, or in adaptive windows: it looks at each element once."""
    if made := placed(layer):
        return made.geometry is None
    found = layer_of(layer)
    return isinstance(found, Layer) and found.geometry.kind != "sliding"


def _call(network: nn.Module, inputs: torch.Tensor, lengths: Lengths) -> Any:
    """Run it on items that all fill the array: counts are not to depend on which these are."""
    if lengths is None:
        return network(inputs)
    return network(inputs, torch.full_like(lengths, inputs.shape[-1]))


def code_numbers(network: nn.Module, inputs: torch.Tensor) -> int:
    """Numbers that an autoencoder stores of one item; the places of maxima are numbers, too.

    0 of a network that is none.
    """
    network.eval()
    stored = 0

    def count(layer: nn.Module, given: tuple[Any, ...], result: Any) -> None:
        nonlocal stored
        if isinstance(layer, Code):
            stored = sum(each.numel() for each in given if _is_tensor(each))

    with _hooked(network, count), torch.no_grad():
        network(inputs)
    return stored // len(inputs)


def last_map(network: nn.Module, inputs: torch.Tensor, lengths: Lengths = None) -> torch.Tensor:
    """The last map of the network that has more than one place, before its head.

    Adaptive, global and temporal pooling and what samples a map belong to the head.
    """
    network.eval()
    maps: list[torch.Tensor] = []
    # Maps of tokens have channels that the tokens do not.
    axes = inputs.ndim if inputs.is_floating_point() else inputs.ndim + 1

    def note(layer: nn.Module, given: tuple[torch.Tensor, ...], result: Any) -> None:
        head = isinstance(layer, (Sample, OverTime, nn.Sequential, nn.Embedding, nn.LSTM))
        result = result[0] if isinstance(result, tuple) and result else result
        if head or layer is network or is_whole(layer) or not _is_tensor(result):
            return
        if result.ndim == axes and result.shape[2:].numel() > 1:
            maps.append(result)

    with _hooked(network, note), torch.no_grad():
        _call(network, inputs, lengths)
    return maps[-1] if maps else inputs


def map_size(network: nn.Module, inputs: torch.Tensor, lengths: Lengths = None) -> int:
    """Units along the longest axis of the last map."""
    return max(last_map(network, inputs, lengths).shape[2:])


def receptive_field(network: nn.Module, inputs: torch.Tensor, lengths: Lengths = None) -> int:
    """Pixels, elements or tokens along an axis of an item that a unit of the last map looks at.

    From the first to the last of them, and the most of all axes. Found by what a change of a row or
    column of pixels reaches: NaN goes wherever an element is looked at, whatever the weights. Never
    more than the item has.
    """
    ends = None if lengths is None else lengths[:1]
    if not inputs.is_floating_point():
        return _reach(network, inputs[:1], ends, 1)
    return max(_reach(network, inputs[:1], ends, axis) for axis in range(2, inputs.ndim))


def _reach(network: nn.Module, item: torch.Tensor, lengths: Lengths, axis: int) -> int:
    """Rows (or columns) of pixels from the first to the last that one unit looks at; the most."""
    first, last = torch.tensor(item.shape[axis]), torch.tensor(-1)
    for start in range(0, item.shape[axis], _LINES):
        lines = list(range(start, min(start + _LINES, item.shape[axis])))
        items = item.repeat(len(lines), *[1] * (item.ndim - 1))
        ends = None if lengths is None else lengths.repeat(len(lines))
        with _unknown(network, items, lines, axis):
            seen = last_map(network, items, ends).isnan().any(1).cpu()
        line = torch.tensor(lines).reshape(-1, *[1] * (seen.ndim - 1))
        first = torch.minimum(first, line.where(seen, item.shape[axis]).amin(0))
        last = torch.maximum(last, line.where(seen, -1).amax(0))
    return max(int((last - first).max()) + 1, 0)


@contextmanager
def _unknown(
    network: nn.Module, items: torch.Tensor, lines: list[int], axis: int
) -> Iterator[None]:
    """Make line i of item i NaN; tokens become so where they are embedded."""
    if items.is_floating_point():
        items.transpose(axis, 1)[range(len(lines)), lines] = torch.nan
        yield
        return

    def forget(layer: nn.Module, given: Any, result: torch.Tensor) -> torch.Tensor:
        result = result.clone()
        result[range(len(lines)), lines] = torch.nan
        return result

    hooks = [
        each.register_forward_hook(forget)
        for each in network.modules()
        if isinstance(each, nn.Embedding)
    ]
    try:
        yield
    finally:
        for hook in hooks:
            hook.remove()


_LINES = 32


@contextmanager
def _hooked(network: nn.Module, hook: Any) -> Iterator[None]:
    handles = [each.register_forward_hook(hook) for each in network.modules()]
    try:
        yield
    finally:
        for each in handles:
            each.remove()


def saved_bytes(network: nn.Module, batch: torch.Tensor, lengths: Lengths = None) -> int:
    """Bytes kept for the backward pass of `batch`, each storage once, parameters not counted."""
    # A training forward pass changes running statistics: not those of the network itself.
    network = copy.deepcopy(network).train()
    own = {_address(each) for each in (*network.parameters(), *network.buffers())}
    sizes: dict[int, int] = {}
    kept: list[torch.Tensor] = []

    def pack(tensor: torch.Tensor) -> torch.Tensor:
        if _address(tensor) not in own:
            sizes[_address(tensor)] = tensor.untyped_storage().nbytes()
            # Alive until the end, so that no other storage gets this address.
            kept.append(tensor)
        return tensor

    with torch.random.fork_rng(devices=[]), saved_tensors_hooks(pack, lambda tensor: tensor):
        output = _call(network, batch, lengths)
    total = sum(sizes.values())
    del output
    return total


def peak_bytes(network: nn.Module, batch: torch.Tensor, lengths: Lengths = None) -> int:
    """Most bytes of new tensors alive at once in a forward pass of `batch` without gradients."""
    network.eval()
    with torch.no_grad(), _AliveBytes() as alive:
        _call(network, batch, lengths)
    return int(alive.peak)


class _AliveBytes(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Follows the storages that operators make, from birth to release."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.now = self.peak = 0
        self.seen: set[int] = set()

    def __torch_dispatch__(
        self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: Any = None
    ) -> Any:
        given = {_address(each) for each in tree_leaves((args, kwargs)) if _is_tensor(each)}
        result = func(*args, **(kwargs or {}))
        for each in tree_leaves(result):
            if _is_tensor(each) and _address(each) not in given | self.seen:
                self._born(each.untyped_storage())
        return result

    def _born(self, storage: torch.UntypedStorage) -> None:
        address, size = storage.data_ptr(), storage.nbytes()
        self.seen.add(address)
        self.now += size
        self.peak = max(self.peak, self.now)
        weakref.finalize(storage, self._gone, address, size)

    def _gone(self, address: int, size: int) -> None:
        self.seen.discard(address)
        self.now -= size


def _is_tensor(value: object) -> bool:
    return isinstance(value, torch.Tensor)


def _address(tensor: torch.Tensor) -> int:
    return int(tensor.untyped_storage().data_ptr())
