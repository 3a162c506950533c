"""Counts of a network's arithmetic and memory, exact and the same on every machine."""

from __future__ import annotations

import copy
import weakref
from typing import Any

import torch
from torch import nn
from torch.autograd.graph import saved_tensors_hooks
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves
from torch.utils.flop_counter import FlopCounterMode


def parameters(network: nn.Module) -> int:
    """How many numbers training adjusts."""
    return int(sum(each.numel() for each in network.parameters() if each.requires_grad))


def multiply_adds(network: nn.Module, image: torch.Tensor) -> int:
    """Multiply-accumulate operations of convolutions and matrix products for `image`."""
    network.eval()
    with torch.no_grad(), FlopCounterMode(display=False) as counter:
        network(image)
    # The counter takes a multiplication and an addition as two operations.
    return int(counter.get_total_flops()) // 2


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
