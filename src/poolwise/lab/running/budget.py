"""Spending a given time well: settings that lag behind are dropped half by half.

All settings that are still in have the same seeds, so that no training is compared with a longer
one. The baseline is never dropped. Which settings are dropped depends on their accuracy, how many
seeds the others get on time alone.

Why the tests stay honest: a dropped setting stays in the family that Holm corrects for, with
nothing decided. Choosing whom to test then only ever takes away decisions, so that the probability
of a wrong one is no larger than if all settings had gone the whole way. (Means of those that stayed
are a little flattering, as those of winners are.)

Source: Z. Karnin, T. Koren, O. Somekh, "Almost Optimal Exploration in Multi-Armed Bandits", 2013
(sequential halving).
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

_LEAST_SEEDS = 2


@dataclass
class Race:
    """What became of the settings.

    Attributes:
        alive: those that went all the way, in grid order.
        seeds: how many seeds they have.
        dropped: for each other setting the seeds it has, and why it has no more.
    """

    alive: list[str]
    seeds: int = 0
    dropped: dict[str, tuple[int, str]] = field(default_factory=dict)


def race(
    names: Sequence[str],
    baseline: str,
    seeds: int,
    seconds: float,
    per_trial: float,
    run: Callable[[Sequence[str], int, int], Mapping[str, float]],
    clock: Callable[[], float] = time.monotonic,
) -> Race:
    """Run settings at up to so many `seeds`, in about so many `seconds`.

    Args:
        names: the settings, in grid order.
        baseline: the one that is never dropped.
        seeds, seconds: what there is to spend.
        per_trial: seconds that a trial takes, with all workers at work, over their number.
        run: runs these settings at the seeds from one number to another, and gives for each the
            mean accuracy over all its seeds; NaN where there is none.
        clock: seconds from anywhere.
    """
    end = clock() + seconds
    found = Race(list(names))
    accuracy: Mapping[str, float] = {}
    while found.seeds < seeds:
        affordable = math.floor((end - clock()) / (len(found.alive) * per_trial))
        left = seeds - found.seeds
        if found.seeds and affordable < left:
            if affordable < 1:
                break
            _halve(found, baseline, accuracy)
            affordable = math.floor((end - clock()) / (len(found.alive) * per_trial))
        # Every round gets as much time; the last one, of two settings, whatever is left.
        rounds = 1 if affordable >= left else math.ceil(math.log2(len(found.alive)))
        step = min(left, max(affordable // rounds, 1, _LEAST_SEEDS - found.seeds))
        start = clock()
        accuracy = run(found.alive, found.seeds, found.seeds + step)
        # What is in the store already takes no time, but the next may not be there.
        measured = (clock() - start) / (step * len(found.alive))
        per_trial = max(per_trial / 2, measured)
        found.seeds += step
    return found


def _halve(found: Race, baseline: str, accuracy: Mapping[str, float]) -> None:
    """Keep the better half, rounded up, with the baseline in it; two stay two."""
    alive = found.alive
    known = {name: -math.inf if math.isnan(value) else value for name, value in accuracy.items()}
    ranked = sorted((name for name in alive if name != baseline), key=lambda n: -known[n])
    kept = {baseline, *ranked[: max(1, math.ceil(len(alive) / 2) - 1)]}
    for name in alive:
        if name not in kept:
            ended = known[name] > -math.inf
            why = "less accurate than others" if ended else "not all of its trainings ended well"
            reason = f"dropped after {found.seeds} seeds: {why}"
            found.dropped[name] = (found.seeds, reason)
    found.alive = [name for name in alive if name in kept]
