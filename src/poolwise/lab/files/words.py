"""Texts as numbers of words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from poolwise.lab.dataset import Labels

LONGEST = 256
"""Words of a text, at most; what follows is left out."""
MOST_WORDS = 10_000
"""Different words, at most: the most frequent ones."""
PADDING, UNKNOWN = 0, 1
# Words of letters and digits; what is written without spaces between them counts by its signs.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+(?:'[^\W_]+)?")


class Encoded(NamedTuple):
    """Texts as tokens.

    Attributes:
        tokens: int64 (N, T), `PADDING` behind the end of each.
        lengths: int64, how many tokens each has, one at least.
        vocabulary: the words by their tokens; the first two are no words.
        cut: how many texts were longer than that.
    """

    tokens: Labels
    lengths: Labels
    vocabulary: tuple[str, ...]
    cut: int


def encode(
    texts: Sequence[str],
    trained: NDArray[np.bool_],
    longest: int = LONGEST,
    most_words: int = MOST_WORDS,
) -> Encoded:
    """The words of texts in small letters, numbered.

    Args:
        texts: of all sides.
        trained: which of them may be trained on. The vocabulary is made of these alone; words that
            only others use are `UNKNOWN`. (Where a study splits by the seed that is all of them:
            the vocabulary then knows which words there are, and nothing of the classes.)
        longest, most_words: limits.

    Example:
        >>> found = encode(["A cat, a dog", "a bird"], np.array([True, False]))
        >>> found.vocabulary, found.tokens.tolist(), found.lengths.tolist()
        (('', '?', 'a', 'cat', 'dog'), [[2, 3, 2, 4], [2, 1, 0, 0]], [4, 2])
    """
    # No more of a text is looked at than can be of use; words longer than that are none.
    split = [_WORD.findall(text[: 64 * longest].lower())[: longest + 1] for text in texts]
    counts = Counter[str]()
    for words, known in zip(split, trained.tolist(), strict=True):
        if known:
            counts.update(words[:longest])
    common = sorted(counts, key=lambda word: (-counts[word], word))[:most_words]
    numbers = {word: number for number, word in enumerate(common, 2)}
    lengths = np.array([min(max(len(words), 1), longest) for words in split], np.int64)
    tokens = np.full((len(texts), int(lengths.max(initial=1))), PADDING, np.int64)
    for row, words in zip(tokens, split, strict=True):
        found = [numbers.get(word, UNKNOWN) for word in words[:longest]] or [UNKNOWN]
        row[: len(found)] = found
    cut = sum(len(words) > longest for words in split)
    return Encoded(tokens, lengths, ("", "?", *common), cut)
