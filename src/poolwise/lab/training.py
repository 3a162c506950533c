"""Training and prediction: the same inputs give the same weights, bit for bit.

Lightning Fabric owns the device and the precision; everything random comes from the seed.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from poolwise.lab.data import Images, Labelled
from poolwise.lab.seeds import derive_seed

if TYPE_CHECKING:
    from lightning_fabric import Fabric

_PREDICTION_BATCH = 256


@dataclass(frozen=True)
class Recipe:
    """How a network trains."""

    epochs: int
    batch: int
    learning_rate: float
    device: str
    precision: str


@dataclass(frozen=True)
class Trained:
    """A network with the scale of its inputs; call it with images in 0..1 for its logits."""

    network: nn.Module
    mean: torch.Tensor
    std: torch.Tensor

    def __call__(self, images: Images) -> NDArray[np.float32]:
        """Logits, float32 of shape (N, classes), for images (N, C, H, W)."""
        self.network.eval()
        with torch.inference_mode():
            pieces = [
                self.network(self.inputs(images[start : start + _PREDICTION_BATCH])).float().cpu()
                for start in range(0, len(images), _PREDICTION_BATCH)
            ]
        return torch.cat(pieces).numpy()

    def inputs(self, images: Images) -> torch.Tensor:
        """`images` as the network takes them: on its device, scaled by the training data."""
        return (torch.tensor(images, device=self.mean.device) - self.mean) / self.std


@contextmanager
def one_repeatable_thread() -> Iterator[None]:
    """Run deterministically in one thread, and leave PyTorch's settings as they were."""
    # cuBLAS reads this once, before its first use.
    os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
    threads = torch.get_num_threads()
    deterministic = torch.are_deterministic_algorithms_enabled()
    warn_only = torch.is_deterministic_algorithms_warn_only_enabled()
    fill = torch.utils.deterministic.fill_uninitialized_memory  # type: ignore[attr-defined]
    torch.set_num_threads(1)
    # Filling fresh memory finds bugs and costs time; these networks write before they read.
    torch.utils.deterministic.fill_uninitialized_memory = False  # type: ignore[attr-defined]
    torch.use_deterministic_algorithms(True, warn_only=True)
    try:
        yield
    finally:
        torch.use_deterministic_algorithms(deterministic, warn_only=warn_only)
        torch.utils.deterministic.fill_uninitialized_memory = fill  # type: ignore[attr-defined]
        torch.set_num_threads(threads)


@lru_cache(maxsize=8)
def fabric(device: str, precision: str) -> Fabric:
    """The Fabric for a device (``auto``, ``cpu``, ``cuda``, ``mps``) and a precision.

    Raises:
        ValueError: this machine lacks the device, or the device lacks the precision.
    """
    from lightning_fabric import Fabric

    try:
        made = Fabric(accelerator=device, devices=1, precision=precision)  # type: ignore[arg-type]
        made.setup_module(nn.Linear(1, 1))
    except Exception as error:
        raise ValueError(
            f"device={device!r} with precision={precision!r} cannot be used: {error}; "
            "device='auto' or 'cpu' with precision='32-true' always works"
        ) from error
    return made


def steps_for(examples: int, recipe: Recipe) -> int:
    """Optimiser steps of a training on all `examples`."""
    return recipe.epochs * math.ceil(examples / recipe.batch)


def train(network: nn.Module, examples: Labelled, steps: int, recipe: Recipe, seed: int) -> Trained:
    """Train `network` in place by AdamW with a one-cycle schedule and cross-entropy.

    Args:
        network: freshly built, on the CPU.
        examples: what to train on.
        steps: optimiser steps; the same number for a part of the data as for all of it, so that a
            difference is due to the data and not to the length of the training.
        recipe: batch size, learning rate, device and precision.
        seed: of the order of the examples, and of whatever the network draws (dropout).
    """
    runner = fabric(recipe.device, recipe.precision)
    optimizer = torch.optim.AdamW(network.parameters(), lr=recipe.learning_rate, fused=True)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, recipe.learning_rate, total_steps=max(steps, 2)
    )
    model, wrapped = runner.setup(network, optimizer)
    trained = Trained(model, *_scale(examples.images, runner.device))
    inputs = trained.inputs(examples.images)
    labels = torch.tensor(examples.labels, device=runner.device)
    with torch.random.fork_rng(devices=_cuda_devices(runner.device)):
        torch.manual_seed(derive_seed("train", seed))
        model.train()
        for indices in _batches(len(examples), recipe.batch, steps, seed):
            chosen = indices.to(runner.device)
            loss = nn.functional.cross_entropy(model(inputs[chosen]), labels[chosen])
            wrapped.zero_grad()
            runner.backward(loss)
            wrapped.step()
            schedule.step()
    return trained


def _batches(examples: int, batch: int, steps: int, seed: int) -> Iterator[torch.Tensor]:
    """Indices of `steps` batches: all examples in a new order each time round, in even pieces."""
    generator = np.random.default_rng(derive_seed("order", seed))
    pieces = math.ceil(examples / batch)
    for step in range(steps):
        if step % pieces == 0:
            order = np.array_split(generator.permutation(examples), pieces)
        yield torch.from_numpy(order[step % pieces])


def _scale(images: Images, device: torch.device) -> tuple[torch.Tensor, torch.Tensor]:
    """Mean and standard deviation per channel, shaped to broadcast over (N, C, H, W)."""
    mean = images.mean(axis=(0, 2, 3), dtype=np.float64, keepdims=True)
    std = images.std(axis=(0, 2, 3), dtype=np.float64, keepdims=True).clip(1e-3)
    pair = (torch.tensor(each, dtype=torch.float32, device=device) for each in (mean, std))
    return next(pair), next(pair)


def _cuda_devices(device: torch.device) -> list[Any]:
    return [device] if device.type == "cuda" else []
