"""Training and prediction: the same inputs give the same weights, bit for bit.

A network trains to a plateau on its validation part, within a budget of passes that is the same for
all. What is judged and kept is the mean of its weights over the last pass or so: single steps throw
the loss about, by more than a pass gains, so that a plateau of theirs is none. The rate grows over
the first pass and then stays, and the plateau ends the training, not a calendar, so that a larger
budget changes nothing for a network that has converged within a smaller one. What has not learnt
anything yet is given more time: it may stand still for long before its loss falls at all.

Source: B. Polyak and A. Juditsky, "Acceleration of Stochastic Approximation by Averaging", 1992.

Lightning Fabric owns the device and the precision; everything random comes from the seed.
"""

from __future__ import annotations

import copy
import math
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from poolwise.lab.data.dataset import Inputs, Labelled, Labels
from poolwise.lab.networks import losses
from poolwise.lab.seeds import derive_seed

if TYPE_CHECKING:
    from lightning_fabric import Fabric

Status = Literal["ok", "not converged", "diverged"]
Batch = tuple[torch.Tensor, ...]
"""What a network is called with: inputs, and how long each is where that differs."""
Loss = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]

PATIENCE = 5
"""Passes without a lower validation loss after which a training ends."""
BEGUN = 50
"""Steps of which only the last ones count, for statistics of batch normalisation lag behind so far;
a pass through few data has hardly any."""
HORIZON = 10
"""At least so many steps are averaged over."""
SOONER = 0.02
"""How much lower the loss must be at a larger rate, as a fraction of that of a guess, for that rate
to be chosen: at larger rates it falls sooner, and ends higher."""
LEARNT = 0.95
"""A network has learnt something when its validation loss is below so much of that of a guess."""
LONGER = 3
"""How many times longer it may take before."""
TUNING = 0.1
"""What rates are multiplied by for a network that has learnt already."""
LEAST_GAIN = 0.005
"""How much lower the validation loss must be to count, as a fraction of that of a guess."""
_PREDICTION_BATCH = 256


@dataclass(frozen=True)
class Recipe:
    """How a network trains.

    Attributes:
        epochs: the budget: the most passes over the training part.
        batch: items per step.
        learning_rates: the values to choose from, on the validation part.
        device, precision: as Lightning Fabric names them.
        loss, target: as a `tasks.Task` has them; the loss is one of `losses`.
        scaled: whether inputs are scaled by those trained on, or stay as they are, which networks
            that were trained elsewhere know.
    """

    epochs: int
    batch: int
    learning_rates: tuple[float, ...]
    device: str
    precision: str
    loss: str = "cross_entropy"
    target: str = "labels"
    scaled: bool = True

    @property
    def trial_epochs(self) -> int:
        """Passes that each learning rate is tried for before one is chosen."""
        return math.ceil(self.epochs / 10) if len(self.learning_rates) > 1 else 0

    def tuning(self) -> Recipe:
        """The same for a network that has learnt already."""
        rates = tuple(rate * TUNING for rate in self.learning_rates)
        return replace(self, learning_rates=rates)


@dataclass(frozen=True)
class Course:
    """How a training went: the rate it began with, the passes it took, how it ended, and the losses
    on what was trained on and on what was chosen by after each pass.
    """

    learning_rate: float
    epochs: int
    status: Status
    reason: str = ""
    training_losses: tuple[float, ...] = ()
    validation_losses: tuple[float, ...] = ()


@dataclass(frozen=True)
class Trained:
    """A network with the scale of its inputs; call it with those of a `Labelled` for its output."""

    network: nn.Module
    mean: torch.Tensor
    std: torch.Tensor
    course: Course = Course(0, 0, "ok")

    def __call__(self, inputs: Inputs, lengths: Labels | None = None) -> NDArray[np.float32]:
        """The output for each item, float32; of classifiers logits of shape (N, classes)."""
        return self.output(self.batch(inputs, lengths)).numpy()

    def on(self, part: Labelled) -> NDArray[np.float32]:
        """The output for each item of `part`."""
        return self(part.inputs, part.lengths)

    def output(self, batch: Batch) -> torch.Tensor:
        """The output for a batch, float32 on the CPU, by the network as it is in use."""
        self.network.eval()
        pieces = zip(*(torch.split(each, _PREDICTION_BATCH) for each in batch), strict=True)
        with torch.inference_mode():
            return torch.cat([self.network(*piece).float().cpu() for piece in pieces])

    def batch(self, inputs: Inputs, lengths: Labels | None = None) -> Batch:
        """`inputs` as the network takes them: on its device, scaled by the training data."""
        given = torch.tensor(inputs, device=self.mean.device)
        if given.is_floating_point():
            given = (given - self.mean) / self.std
        if lengths is None:
            return (given,)
        return given, torch.tensor(lengths, device=self.mean.device)


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


def train(
    build: Callable[[], nn.Module],
    examples: Labelled,
    validation: Labelled,
    steps: int,
    recipe: Recipe,
    seed: int,
) -> Trained:
    """Train what `build` makes by AdamW, at the rate that does best.

    Every rate is tried for a tenth of the budget; the one with the lowest validation loss, or a
    smaller one that is about as good, goes on from there to the plateau. What is kept is what had
    the lowest validation loss.

    Args:
        build: makes the network, on the CPU, with the same weights each time.
        examples: what to train on.
        validation: what to choose by.
        steps: optimiser steps of one pass; the same number for a part of the data as for all of
            it, so that a difference is due to the data and not to the length of the training.
        recipe: budget, batch size, learning rates, device and precision.
        seed: of the order of the examples, and of whatever the network draws (dropout).
    """
    best: _Run | None = None
    for rate in sorted(recipe.learning_rates):
        run = _Run(build(), examples, validation, steps, recipe, rate, seed)
        run.advance(recipe.trial_epochs)
        if best is None or run.lowest < best.lowest - SOONER * run.guess:
            best = run
    assert best is not None  # there is a rate
    best.advance(recipe.epochs)
    return best.result()


def as_it_is(network: nn.Module, recipe: Recipe) -> Trained:
    """A network that is not trained, ready for use."""
    runner = fabric(recipe.device, recipe.precision)
    return Trained(runner.setup_module(network), *_scale(None, runner.device))


class _Run:
    """A training that stops and goes on: every pass draws from a seed of its own."""

    def __init__(
        self,
        network: nn.Module,
        examples: Labelled,
        validation: Labelled,
        steps: int,
        recipe: Recipe,
        rate: float,
        seed: int,
    ) -> None:
        self.runner = fabric(recipe.device, recipe.precision)
        self.recipe, self.rate, self.steps, self.seed = recipe, rate, steps, seed
        optimizer = torch.optim.AdamW(network.parameters(), lr=rate, fused=True)
        self.model, self.optimizer = self.runner.setup(network, optimizer)
        scale = _scale(examples if recipe.scaled else None, self.runner.device)
        averaged = copy.deepcopy(self.model)
        self.trained = Trained(averaged, *scale)
        self.examples, self.validation = (
            (
                self.trained.batch(each.inputs, each.lengths),
                torch.tensor(getattr(each, recipe.target), device=self.runner.device),
            )
            for each in (examples, validation)
        )
        self.loss: Loss = getattr(losses, recipe.loss)
        self.guess = _guess(self.loss, self.validation[1].cpu())
        self.epochs = self.gained = 0
        self.lowest = self.mark = math.inf
        self.losses: list[tuple[float, float]] = []
        # Looked up once: a walk through the modules at every step is a twentieth of its time.
        mean, now = ([*each.parameters(), *each.buffers()] for each in (averaged, self.model))
        self.tensors = list(zip(mean, now, strict=True))
        self.best = self._state()
        self.ended: Status | None = None

    def advance(self, until: int) -> None:
        """Go on until so many passes are done, or there is nothing more to be had."""
        while self.ended is None and self.epochs < until:
            loss = self._pass()
            self.epochs += 1
            held_out = self._held_out() if math.isfinite(loss) else math.nan
            if math.isfinite(held_out):
                self.losses.append((loss, held_out))
                self._judge(held_out)
            else:
                self.ended, self.lowest = "diverged", math.inf

    def _pass(self) -> float:
        """One pass; the mean loss of its steps."""
        batch, target = self.examples
        order = _batches(len(target), self.recipe.batch, self.steps, self.seed, self.epochs)
        total = torch.zeros((), device=target.device)
        with torch.random.fork_rng(devices=_cuda_devices(self.runner.device)):
            torch.manual_seed(derive_seed("pass", self.seed, self.epochs))
            self.model.train()
            for step, indices in enumerate(order):
                if not self.epochs:
                    self._set_rate(self.rate * (step + 1) / self.steps)
                chosen = indices.to(target.device)
                loss = self.loss(self.model(*(each[chosen] for each in batch)), target[chosen])
                self.optimizer.zero_grad()
                self.runner.backward(loss)
                self.optimizer.step()
                self._take_in(1 / max(self.steps, HORIZON) if self.epochs or step else 1)
                total += loss.detach()
        return float(total) / self.steps

    def _take_in(self, share: float) -> None:
        """Move the mean towards the network as it is. (`torch.optim.swa_utils` does so in ten times
        the time, a tenth of a step of small networks.)"""
        with torch.no_grad():
            for mean, now in self.tensors:
                # Statistics of batch normalisation are averaged as weights are.
                if mean.is_floating_point():
                    mean.lerp_(now, share)
                else:
                    mean.copy_(now)

    def _held_out(self) -> float:
        batch, target = self.validation
        return float(self.loss(self.trained.output(batch), target.cpu()))

    def _judge(self, loss: float) -> None:
        begun = self.epochs * self.steps <= BEGUN
        if begun or loss < self.lowest:
            self.lowest = loss
            self.best = self._state()
        # Small gains count once they have added up to one worth waiting for.
        if begun or loss < self.mark - LEAST_GAIN * self.guess:
            self.mark, self.gained = loss, self.epochs
        has_learnt = self.lowest < LEARNT * self.guess
        if self.epochs - self.gained >= PATIENCE * (1 if has_learnt else LONGER):
            self.ended = "ok"

    def _state(self) -> list[torch.Tensor]:
        """The averaged network's numbers as they are now."""
        return [mean.detach().clone() for mean, _ in self.tensors]

    def _set_rate(self, rate: float) -> None:
        for group in self.optimizer.param_groups:
            group["lr"] = rate

    def result(self) -> Trained:
        """The network at its best, and how it came there."""
        with torch.no_grad():
            for (mean, _), best in zip(self.tensors, self.best, strict=True):
                mean.copy_(best)
        waited = self.epochs - self.gained >= PATIENCE
        status = self.ended or ("ok" if waited else "not converged")
        taken = self.epochs * self.steps
        reasons = {
            "ok": "",
            "not converged": f"the validation loss still fell within {PATIENCE} passes of the end "
            f"of the budget of {self.epochs}"
            if taken > BEGUN
            else f"a budget of {self.epochs} passes is {taken} steps, too few to tell",
            "diverged": f"the loss was infinite or not a number in pass {self.epochs}",
        }
        losses = zip(*self.losses, strict=True) if self.losses else ((), ())
        course = Course(self.rate, self.epochs, status, reasons[status], *losses)
        return replace(self.trained, course=course)


def _guess(loss: Loss, target: torch.Tensor) -> float:
    """The loss of answering with how frequent the classes are, or with the mean item."""
    if target.is_floating_point():
        answer = target.mean(0)
    else:
        shares = torch.bincount(target.ravel()).double() / target.numel()
        answer = shares.log().reshape(-1, *[1] * (target.ndim - 1))

    def lost(part: torch.Tensor) -> float:
        size = part.shape[1:] if part.is_floating_point() else (len(answer), *part.shape[1:])
        return float(loss(answer.expand(len(part), *size), part)) * len(part)

    return sum(lost(part) for part in torch.split(target, _PREDICTION_BATCH)) / len(target)


def _batches(
    examples: int, batch: int, steps: int, seed: int, epoch: int
) -> Iterator[torch.Tensor]:
    """Indices of `steps` batches: all examples in a new order each time round, in even pieces."""
    generator = np.random.default_rng(derive_seed("order", seed, epoch))
    pieces = math.ceil(examples / batch)
    for step in range(steps):
        if step % pieces == 0:
            order = np.array_split(generator.permutation(examples), pieces)
        yield torch.from_numpy(order[step % pieces])


def _scale(examples: Labelled | None, device: torch.device) -> tuple[torch.Tensor, torch.Tensor]:
    """Mean and standard deviation per channel, shaped to broadcast over (N, C, *spatial).

    Padding does not count; tokens have no scale, and without examples all stays as it is.
    """
    if examples is None or examples.inputs.dtype.kind != "f":
        return torch.zeros((), device=device), torch.ones((), device=device)
    inputs, lengths = examples.inputs, examples.lengths
    axes = (0, *range(2, inputs.ndim))
    there: Any = True
    if lengths is not None:
        there = (np.arange(inputs.shape[-1]) < lengths[:, None]).reshape(
            len(inputs), *(1,) * (inputs.ndim - 2), -1
        )
    mean = inputs.mean(axes, np.float64, keepdims=True, where=there)
    std = inputs.std(axes, np.float64, keepdims=True, where=there).clip(1e-3)
    pair = (torch.tensor(each, dtype=torch.float32, device=device) for each in (mean, std))
    return next(pair), next(pair)


def _cuda_devices(device: torch.device) -> list[Any]:
    return [device] if device.type == "cuda" else []
