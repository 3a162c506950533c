"""Which items are trained on and which are held out: by class, and never a group on both sides."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int64]


def divide(
    labels: Places, groups: Places, fraction: float, seed: int, spare: int = 1
) -> tuple[Places, Places]:
    """Places of the most and of the few: about `fraction` of every class, whole groups only.

    Groups come in random order and go to the few while that brings its classes nearer to their
    fractions; where every item is a group of its own, this is a stratified draw.

    Args:
        labels, groups: a class and a group for each item.
        fraction: of each class, for the few; they get a group of each class at least.
        seed: of the order.
        spare: groups of each class that the most keep, whatever the fraction says.

    Example:
        >>> most, few = divide(np.repeat([0, 1], 10), np.arange(20) // 2, 0.2, seed=0)
        >>> len(most), len(few), bool(np.isin(most // 2, few // 2).any())
        (16, 4, False)
    """
    generator = np.random.default_rng(seed)
    _, groups = np.unique(groups, return_inverse=True)
    counts = _counts(labels, groups)
    totals, wanted, left = _targets(counts, fraction)
    taken = np.zeros(len(counts), bool)
    for group in generator.permutation(len(counts)).tolist():
        inside = counts[group]
        # How much the squared distances of the classes from their fractions would grow.
        growth = sum(n * (n - 2 * wanted[label]) / totals[label] ** 2 for label, n in inside)
        if growth < 0 and all(left[label] > spare for label, _ in inside):
            taken[group] = True
            for label, n in inside:
                wanted[label] -= n
                left[label] -= 1
    order = generator.permutation(len(labels))
    few = taken[groups[order]]
    return order[~few], order[few]


def bootstrap(labels: Places, groups: Places, seed: int) -> tuple[Places, Places]:
    """Places drawn with replacement, and places left out: whole groups, by class.

    Of each class as many groups are drawn as it has (a group belongs to its commonest class), and
    where there are two or more, one is left out at least.

    Source: B. Efron, "Bootstrap Methods: Another Look at the Jackknife", 1979.

    Example:
        >>> drawn, left_out = bootstrap(np.repeat([0, 1], 10), np.arange(20) // 2, seed=0)
        >>> len(drawn), len(left_out) > 0, bool(np.isin(drawn // 2, left_out // 2).any())
        (20, True, False)
    """
    generator = np.random.default_rng(seed)
    _, groups = np.unique(groups, return_inverse=True)
    members = np.split(np.argsort(groups, kind="stable"), np.cumsum(np.bincount(groups))[:-1])
    commonest = np.array([np.bincount(labels[each]).argmax() for each in members])
    drawn = np.concatenate(
        [_draw(np.flatnonzero(commonest == each), generator) for each in np.unique(commonest)]
    )
    left_out = np.setdiff1d(np.arange(len(members)), drawn)
    return _places(members, drawn), _places(members, left_out)


def _counts(labels: Places, groups: Places) -> list[list[tuple[int, int]]]:
    """For each group, how many items of which classes it has."""
    pairs, counts = np.unique(np.stack([groups, labels], 1), axis=0, return_counts=True)
    inside: list[list[tuple[int, int]]] = [[] for _ in range(groups.max() + 1)]
    for (group, label), count in zip(pairs.tolist(), counts.tolist(), strict=True):
        inside[group].append((label, count))
    return inside


def _targets(
    counts: list[list[tuple[int, int]]], fraction: float
) -> tuple[dict[int, int], dict[int, float], dict[int, int]]:
    """Of each class: its items, how many of them the few want, and its groups."""
    parts: dict[int, list[int]] = defaultdict(list)
    for inside in counts:
        for label, count in inside:
            parts[label].append(count)
    totals = {label: sum(each) for label, each in parts.items()}
    # The smallest group is wanted whatever the fraction says: no class is left without.
    wanted = {label: max(fraction * totals[label], min(each)) for label, each in parts.items()}
    return totals, wanted, {label: len(each) for label, each in parts.items()}


def _draw(groups: Places, generator: np.random.Generator) -> Places:
    while True:
        drawn: Places = generator.choice(groups, len(groups))
        if len(groups) == 1 or len(np.unique(drawn)) < len(groups):
            return drawn


def _places(members: list[Places], groups: Places) -> Places:
    return np.concatenate([members[each] for each in groups] or [np.empty(0, np.int64)])
