"""Accuracy on damaged items: kinds of damage at several strengths each.

Source: after D. Hendrycks and T. Dietterich, "Benchmarking Neural Network Robustness to Common
Corruptions and Perturbations", 2019.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from poolwise.lab.data.dataset import Inputs
from poolwise.lab.measures.base import Context, Measure, Numbers, Quantity, mean_of, or_nan
from poolwise.lab.seeds import derive_seed

Apply = Callable[[Inputs, float, np.random.Generator], Inputs]


@dataclass(frozen=True)
class Damage:
    """One kind of damage.

    Attributes:
        name: as people call it.
        meaning: what its strength is.
        strengths: how strong it is taken.
        apply: damages inputs by a strength, with what a generator draws.
    """

    name: str
    meaning: str
    strengths: tuple[float, ...]
    apply: Apply


Damages = Mapping[str, Damage]
_LEVEL = 1 / 255


def noise(damages: Damages) -> Measure:
    """The measure for items that these kinds of damage are for."""
    return Measure("noise", _quantities(damages), partial(_take, damages))


def _quantities(damages: Damages) -> dict[str, Quantity]:
    parts: dict[str, Quantity] = {}
    for kind, damage in damages.items():
        for number, strength in enumerate(damage.strengths, 1):
            parts[f"noise.{kind}.{number}"] = Quantity(
                f"Accuracy under {damage.name} {strength:g}",
                f"Test accuracy under {damage.name} of strength {strength:g} ({damage.meaning}).",
                curve=f"noise.{kind}",
                x=strength,
                title=f"Accuracy under {damage.name}",
                axis=damage.meaning,
            )
        parts[f"noise.{kind}.mean"] = Quantity(
            f"Accuracy under {damage.name}",
            f"Mean test accuracy over {len(damage.strengths)} strengths of {damage.name}.",
        )
    parts["noise.mean"] = Quantity(
        "Accuracy under noise", "Mean test accuracy over all kinds and strengths of damage."
    )
    parts["noise.relative"] = Quantity(
        "Accuracy kept under noise",
        "Mean accuracy above chance over all kinds and strengths of damage, divided by the clean "
        "accuracy above chance.",
        headline=True,
        above_chance=True,
        ceiling=1,
    )
    return parts


def _take(damages: Damages, context: Context) -> Numbers:
    numbers: Numbers = {}
    told = []
    for kind, damage in damages.items():
        hits = [_score(context, kind, damage, strength) for strength in damage.strengths]
        numbers |= {f"noise.{kind}.{i}": or_nan(each) for i, each in enumerate(hits, 1)}
        told.append(mean_of(hits))
        numbers[f"noise.{kind}.mean"] = or_nan(told[-1])
    mean = np.asarray(or_nan(mean_of(told)))
    numbers["noise.mean"] = mean
    numbers["noise.relative"] = above_chance(mean, context.clean, context.chance)
    return numbers


def _score(
    context: Context, kind: str, damage: Damage, strength: float
) -> NDArray[np.floating] | None:
    """The score of each damaged item; None where nothing is damaged."""
    inputs = context.test.inputs
    hurt = damaged(inputs, kind, damage, strength, context.seed)
    if np.allclose(hurt, inputs, rtol=0, atol=_LEVEL / 2):
        return None
    return context.score_of(hurt)


def damaged(inputs: Inputs, kind: str, damage: Damage, strength: float, seed: int) -> Inputs:
    """`inputs` with one kind of damage, the same for the same seed."""
    generator = np.random.default_rng(derive_seed("noise", seed, kind))
    return damage.apply(inputs, strength, generator)


def above_chance(
    hits: NDArray[np.floating], clean: NDArray[np.floating], chance: float
) -> NDArray[np.floating]:
    """Accuracy above chance as a fraction of the clean one's, each item's share linearised.

    Example:
        >>> shares = above_chance(np.array([1, 1, 1, 0]), np.array([1, 1, 1, 1]), 0.5)
        >>> float(shares.mean())
        0.5
    """
    whole = float(clean.mean()) - chance
    if not whole > 0:
        return np.full(len(clean), np.nan)
    ratio = (float(hits.mean()) - chance) / whole
    return ratio + (hits - chance - ratio * (clean - chance)) / whole
