"""From texts to tokens: lower case words, and a vocabulary of those that some of them hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from poolwise.lab.sets.items import Labels

PADDING, UNKNOWN = range(2)
"""The tokens that stand for no word at all, and for any that is not in the vocabulary."""
MOST_WORDS = 5_000
LONGEST = 200
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[!?]")


def words(text: str) -> list[str]:
    """The words of `text` in lower case; ! and ? are words, too.

    Example:
        >>> words("Isn't it a 2-hour WASTE?!")
        ["isn't", 'it', 'a', '2', 'hour', 'waste', '?', '!']
    """
    return _WORD.findall(text.lower().replace("’", "'"))


def vocabulary(texts: Iterable[Sequence[str]], most: int = MOST_WORDS) -> tuple[str, ...]:
    """The most frequent words that are in two texts or more, after padding and the unknown.

    It is to be made of texts to train on alone: made of all, it would know which words the tested
    ones hold.

    Example:
        >>> vocabulary([["a", "good", "film"], ["good", "a"], ["a", "film"]])
        ('', '?unknown', 'a', 'film', 'good')
    """
    counts = Counter(word for text in texts for word in set(text))
    # The alphabet decides between equally frequent ones, and not their order in the data.
    known = sorted((-count, word) for word, count in counts.items() if count > 1)
    return ("", "?unknown", *(word for _, word in known[:most]))


def encode(texts: Sequence[Sequence[str]], known: tuple[str, ...]) -> tuple[Labels, Labels]:
    """Tokens (N, longest) and lengths (N,) of texts, each cut after its first `LONGEST` words.

    Raises:
        ValueError: a text without words.

    Example:
        >>> encode([["a", "fine", "film"], ["film"]], ("", "?unknown", "a", "film"))
        (array([[2, 1, 3],
               [3, 0, 0]]), array([3, 1]))
    """
    numbers = {word: number for number, word in enumerate(known)}
    lengths = np.array([min(len(text), LONGEST) for text in texts], np.int64)
    if not lengths.all():
        raise ValueError(f"text {int(np.argmin(lengths))} has no words")
    tokens = np.full((len(texts), lengths.max(initial=0)), PADDING, np.int64)
    for row, text in zip(tokens, texts, strict=True):
        row[: min(len(text), LONGEST)] = [numbers.get(word, UNKNOWN) for word in text[:LONGEST]]
    return tokens, lengths
