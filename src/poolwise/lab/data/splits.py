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
    few = _Few(_counts(labels, groups), fraction, spare)
    shuffled = generator.permutation(len(few.counts)).tolist()
    for group in shuffled:
        if few.growth(group) < 0 and few.may_take(group):
            few.take(group)
    for label in few.totals:
        having = [group for group in shuffled if label in few.counts[group]]
        if not few.taken[having].any():
            for group in sorted(filter(few.may_take, having), key=few.growth)[:1]:
                few.take(group)
    order = generator.permutation(len(labels))
    chosen = few.taken[groups[order]]
    return order[~chosen], order[chosen]


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
    strata = _strata([labels[each] for each in members])
    drawn = np.concatenate(
        [_draw(np.flatnonzero(strata == each), generator) for each in np.unique(strata)]
    )
    left_out = np.setdiff1d(np.arange(len(members)), drawn)
    return _places(members, drawn), _places(members, left_out)


class _Few:
    """Groups that are taken one by one, and how far the classes are from their fractions."""

    def __init__(self, counts: list[dict[int, int]], fraction: float, spare: int) -> None:
        self.counts = counts
        self.spare = spare
        self.taken = np.zeros(len(counts), bool)
        parts: dict[int, list[int]] = defaultdict(list)
        for inside in counts:
            for label, count in inside.items():
                parts[label].append(count)
        self.left = {label: len(each) for label, each in parts.items()}
        self.totals = {label: sum(each) for label, each in parts.items()}
        # The smallest group is wanted whatever the fraction says: no class is left without.
        self.wanted = {
            label: max(fraction * self.totals[label], min(each)) for label, each in parts.items()
        }

    def growth(self, group: int) -> float:
        """How much the squared distances of the classes from their fractions would grow."""
        return sum(
            count * (count - 2 * self.wanted[label]) / self.totals[label] ** 2
            for label, count in self.counts[group].items()
        )

    def may_take(self, group: int) -> bool:
        return not self.taken[group] and all(
            self.left[label] > self.spare for label in self.counts[group]
        )

    def take(self, group: int) -> None:
        self.taken[group] = True
        for label, count in self.counts[group].items():
            self.wanted[label] -= count
            self.left[label] -= 1


def _counts(labels: Places, groups: Places) -> list[dict[int, int]]:
    """For each group, how many items of which classes it has."""
    pairs, counts = np.unique(np.stack([groups, labels], 1), axis=0, return_counts=True)
    inside: list[dict[int, int]] = [{} for _ in range(groups.max() + 1)]
    for (group, label), count in zip(pairs.tolist(), counts.tolist(), strict=True):
        inside[group][label] = count
    return inside


def _strata(inside: list[Places]) -> Places:
    """The commonest class of each group; -1 for those that are alone in that, but can be spared."""
    strata = np.array([np.bincount(each).argmax() for each in inside])
    classes, groups = np.unique(
        np.concatenate([np.unique(each) for each in inside]), return_counts=True
    )
    alone = np.bincount(strata)[strata] == 1
    needed = np.array([np.isin(classes[groups == 1], each).any() for each in inside])
    strata[alone & ~needed] = -1
    return strata


def _draw(groups: Places, generator: np.random.Generator) -> Places:
    while True:
        drawn: Places = generator.choice(groups, len(groups))
        if len(groups) == 1 or len(np.unique(drawn)) < len(groups):
            return drawn


def _places(members: list[Places], groups: Places) -> Places:
    return np.concatenate([members[each] for each in groups] or [np.empty(0, np.int64)])
