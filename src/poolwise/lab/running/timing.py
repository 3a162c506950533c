"""How long a forward pass and a training step take, with the settings taking turns.

Turns matter: what else the machine does changes from second to second, and settings that are timed
right after each other share it. Each block of rounds gives one number per setting, so that blocks
can be compared in pairs like seeds.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from statistics import median
from typing import TYPE_CHECKING, Any

import numpy as np

from poolwise.lab.data.dataset import Dataset, Labelled, split
from poolwise.lab.running.trial import Plan, build_network
from poolwise.lab.settings import PoolSetting

if TYPE_CHECKING:
    import torch

ROUNDS = 3

Times = dict[str, list[dict[str, float]]]


def time_settings(
    plan: Plan, dataset: Dataset, settings: Sequence[PoolSetting], blocks: int
) -> Times:
    """For each setting, by name, `blocks` pairs of ``time.forward_ms`` and ``time.step_ms``."""
    from poolwise.lab.networks.training import one_repeatable_thread

    with one_repeatable_thread():
        batch = _first(split(dataset, 0).train, plan.batch)
        runs = {each.name: _prepared(plan, dataset, each, batch) for each in settings}
        for forward, step in runs.values():  # the first call of each pays for set-up
            forward(), step()
        return _blocks(runs, blocks)


def _first(examples: Labelled, batch: int) -> Labelled:
    return examples.take(np.arange(min(batch, len(examples))))


def _blocks(runs: dict[str, tuple[Callable[[], float], Callable[[], float]]], blocks: int) -> Times:
    times: Times = {name: [] for name in runs}
    for _ in range(blocks):
        rounds: dict[str, list[tuple[float, float]]] = {name: [] for name in runs}
        for _ in range(ROUNDS):
            for name, (forward, step) in runs.items():
                rounds[name].append((forward(), step()))
        for name, pairs in rounds.items():
            forwards, steps = zip(*pairs, strict=True)
            times[name].append({"time.forward_ms": median(forwards), "time.step_ms": median(steps)})
    return times


def _prepared(
    plan: Plan, dataset: Dataset, setting: PoolSetting, batch: Labelled
) -> tuple[Callable[[], float], Callable[[], float]]:
    """Two functions that run and time a forward pass and a training step, in milliseconds."""
    import torch

    from poolwise.lab.networks import losses
    from poolwise.lab.networks.training import fabric, train

    build = partial(build_network, plan, dataset, setting, 0)
    recipe = replace(plan.recipe, epochs=1, learning_rates=plan.learning_rates[:1])
    trained = train(build, batch, batch, 1, recipe, 0)
    runner, model = fabric(plan.device, plan.precision), trained.network
    given = trained.batch(batch.inputs, batch.lengths)
    device = given[0].device
    target = torch.tensor(getattr(batch, recipe.target), device=device)
    loss = getattr(losses, recipe.loss)
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.0)

    def forward() -> None:
        model.eval()
        with torch.no_grad():
            model(*given)

    def step() -> None:
        model.train()
        optimizer.zero_grad()
        runner.backward(loss(model(*given), target))
        optimizer.step()

    return lambda: _milliseconds(forward, device), lambda: _milliseconds(step, device)


def _milliseconds(run: Callable[[], Any], device: torch.device) -> float:
    _finish(device)
    start = time.perf_counter()
    run()
    _finish(device)
    return (time.perf_counter() - start) * 1e3


def _finish(device: torch.device) -> None:
    """Wait for an accelerator that works on after the call returns."""
    import torch

    if device.type != "cpu":
        torch.accelerator.synchronize(device)
