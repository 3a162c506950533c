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
from poolwise.lab.arithmetic import operations
from poolwise.lab.nets import Sample
from poolwise.lab.pooling import placed


def parameters(network: nn.Module) -> int:
    """How many numbers training adjusts."""
    return int(sum(each.numel() for each in network.parameters() if each.requires_grad))


def multiply_adds(network: nn.Module, image: torch.Tensor) -> float:
    """Multiply-accumulate operations for `image`, pooling's own among them (see arithmetic.py).

    NaN where a pooling of the user's own does what nobody has counted.
    """
    network.eval()
    total = 0.0

    def add(layer: nn.Module, given: tuple[torch.Tensor, ...], result: torch.Tensor) -> None:
        nonlocal total
        total += _pooling(layer, given[0], result)

    with _hooked(network, add), torch.no_grad(), FlopCounterMode(display=False) as counter:
        network(image)
    # The counter takes a multiplication and an addition as two operations.
    total += int(counter.get_total_flops()) // 2
    return total if math.isnan(total) else round(total)


def _pooling(layer: nn.Module, given: torch.Tensor, result: torch.Tensor) -> float:
    """Operations of one call of a layer, if it pools."""
    if made := placed(layer):
        inputs = math.prod(given.shape[2:])
        step = max(math.prod(given.shape[2:]) // math.prod(result.shape[2:]), 1)
        each: float = operations(made.setting, made.geometry.kernel, step, inputs)
        return each * result.numel()
    if isinstance(layer, _WHOLE):
        return given.numel() + result.numel()
    return 0


_WHOLE = (nn.AdaptiveAvgPool2d, nn.AdaptiveMaxPool2d, pooling_nn.AdaptiveAvgPool2d)
"""Layers of the user's network that no setting replaces, and which look at each element once."""


def last_map(network: nn.Module, image: torch.Tensor) -> torch.Tensor:
    """The last map of the network that has more than one place, before its head.

    Adaptive pooling and what samples a map belong to the head.
    """
    network.eval()
    maps: list[torch.Tensor] = []

    def note(layer: nn.Module, given: tuple[torch.Tensor, ...], result: Any) -> None:
        head = isinstance(layer, (*_WHOLE, Sample, nn.Sequential)) or layer is network
        if _is_tensor(result) and result.ndim == 4 and not head and result.shape[2:].numel() > 1:
            maps.append(result)

    with _hooked(network, note), torch.no_grad():
        network(image)
    return maps[-1] if maps else image


def map_size(network: nn.Module, image: torch.Tensor) -> int:
    """Units along the longer side of the last map."""
    return max(last_map(network, image).shape[2:])


def receptive_field(network: nn.Module, image: torch.Tensor) -> int:
    """Pixels along a side of the image that a unit of the last map looks at.

    Found by what a change of a row or column of pixels reaches: NaN goes wherever an element is
    looked at, whatever the weights. Never more than the image has.
    """
    return max(_reach(network, image, axis) for axis in (-2, -1))


def _reach(network: nn.Module, image: torch.Tensor, axis: int) -> int:
    """Most rows (or columns) of pixels that one unit of the last map looks at."""
    seen: torch.Tensor | int = 0
    for start in range(0, image.shape[axis], _LINES):
        lines = list(range(start, min(start + _LINES, image.shape[axis])))
        images = image[:1].repeat(len(lines), 1, 1, 1).transpose(axis, 1)
        images[range(len(lines)), lines] = torch.nan
        seen += last_map(network, images.transpose(axis, 1)).isnan().any(1).sum(0)
    return int(torch.as_tensor(seen).max())


_LINES = 32


@contextmanager
def _hooked(network: nn.Module, hook: Any) -> Iterator[None]:
    handles = [each.register_forward_hook(hook) for each in network.modules()]
    try:
        yield
    finally:
        for each in handles:
            each.remove()


def saved_bytes(network: nn.Module, batch: torch.Tensor) -> int:
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
        output = network(batch)
    total = sum(sizes.values())
    del output
    return total


def peak_bytes(network: nn.Module, batch: torch.Tensor) -> int:
    """Most bytes of new tensors alive at once in a forward pass of `batch` without gradients."""
    network.eval()
    with torch.no_grad(), _AliveBytes() as alive:
        network(batch)
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
