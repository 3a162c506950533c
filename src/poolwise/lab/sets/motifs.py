"""Sequences of tokens in which the order of four of them is the class."""

from __future__ import annotations

from itertools import permutations

import numpy as np

from poolwise.lab.data.dataset import Labels
from poolwise.lab.sets.items import Items, balanced, checked, generator

VOCABULARY = 40
SHORTEST, LONGEST = 20, 60
MOTIFS = ((7, 31, 12, 25), (31, 7, 25, 12), (12, 25, 7, 31), (25, 12, 31, 7))
"""The tokens of each class in their order: the same four, each of them once at each place."""
BLOCKS = 4
"""How often these four stand side by side: once as the motif, else in orders that are no motif."""
_OTHERS = tuple(order for order in permutations(MOTIFS[0]) if order not in MOTIFS)


def motifs(count: int, seed: int) -> Items:
    """`count` sequences of 20 to 60 of 40 tokens, in each of which one of four motifs occurs once.

    The motifs are orders of the same four tokens, which stand side by side in three further
    places, too, in orders that are no motif. So which tokens there are, and how many of each, says
    nothing of the class, and parts of all motifs are everywhere. The rest is drawn at random.

    Args:
        count: how many, of four classes in turn; at least one of each.
        seed: of all that is random but the motifs, which are the same for every seed. The first
            sequences are the same for every `count`, but for their padding.

    Returns:
        Token ids (count, longest), 0 after the end of each, and their lengths.

    Raises:
        TypeError, ValueError: `count` or `seed` is no whole number, or `count` too small or large.

    Example:
        >>> items = motifs(8, seed=0)
        >>> items.classes[items.labels[1]], occurs(items.inputs[1], MOTIFS[1])
        ('31 7 25 12', 1)
    """
    count, seed = checked("motifs", count, seed, len(MOTIFS))
    labels = balanced(count, len(MOTIFS))
    sequences = [
        _sequence(generator("motifs", seed, number), label)
        for number, label in enumerate(labels.tolist())
    ]
    lengths = np.array([len(each) for each in sequences], np.int64)
    tokens = np.zeros((count, lengths.max()), np.int64)
    for row, sequence in zip(tokens, sequences, strict=True):
        row[: len(sequence)] = sequence
    names = tuple(" ".join(map(str, motif)) for motif in MOTIFS)
    words = ("", *map(str, range(1, VOCABULARY + 1)))
    return Items(tokens, labels, names, lengths=lengths, vocabulary=words)


def occurs(sequence: Labels, motif: tuple[int, ...]) -> int:
    """How often the tokens of `motif` stand side by side in `sequence`, in its order."""
    if len(sequence) < len(motif):
        return 0
    windows = np.lib.stride_tricks.sliding_window_view(sequence, len(motif))
    return int((windows == motif).all(1).sum())


def _sequence(rng: np.random.Generator, label: int) -> Labels:
    """A sequence with the motif of `label`, drawn again if chance put another one in."""
    while True:
        orders = [_OTHERS[place] for place in rng.integers(len(_OTHERS), size=BLOCKS - 1)]
        blocks = np.array([MOTIFS[label], *orders])
        length = int(rng.integers(SHORTEST, LONGEST + 1))
        rest = rng.integers(1, VOCABULARY + 1, length - blocks.size)
        # The blocks stand in any order, with what is left before, between and after them.
        cuts = np.sort(rng.integers(0, len(rest) + 1, len(blocks)))
        pieces = np.split(rest, cuts)
        for piece, block in zip(range(len(blocks)), rng.permutation(len(blocks)), strict=True):
            pieces[piece] = np.concatenate([pieces[piece], blocks[block]])
        sequence = np.concatenate(pieces)
        found = [occurs(sequence, motif) for motif in MOTIFS]
        if found == np.eye(len(MOTIFS), dtype=int)[label].tolist():
            return sequence
