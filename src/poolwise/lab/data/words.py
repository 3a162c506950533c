"""From texts to tokens: numbers of lower case words that some of the texts hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from poolwise.lab.data.dataset import Labels

LONGEST = 256
"""Words of a text, at most; what follows is left out."""
MOST_WORDS = 10_000
"""Different words, at most: those that most texts hold."""
PADDING, UNKNOWN = range(2)
"""The tokens that stand for no word at all, and for any that is not in the vocabulary."""
# Words of letters and digits; what is written without spaces between them counts by its signs.
_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+(?:'[^\W_]+)*|[!?]"
)


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


def words(text: str) -> list[str]:
    """The words of `text` in lower case; ! and ? are words, too.

    Example:
        >>> words("Isn't it a 2-hour WASTE?!")
        ["isn't", 'it', 'a', '2', 'hour', 'waste', '?', '!']
    """
    return _WORD.findall(text.lower().replace("’", "'"))


def encode(
    texts: Sequence[str],
    trained: NDArray[np.bool_],
    longest: int = LONGEST,
    most_words: int = MOST_WORDS,
) -> Encoded:
    """The words of texts, numbered.

    Args:
        texts: of all sides.
        trained: which of them may be trained on. The vocabulary is made of these alone, of words
            that two of them hold or more; all other words are `UNKNOWN`. (Where a study splits by
            the seed that is all of them: the vocabulary then knows which words there are, and
            nothing of the classes.)
        longest, most_words: limits.

    Example:
        >>> found = encode(["A cat, a dog", "a cat", "a bird"], np.array([True, True, False]))
        >>> found.vocabulary, found.tokens.tolist(), found.lengths.tolist()
        (('', '?unknown', 'a', 'cat'), [[2, 3, 2, 1], [2, 3, 0, 0], [2, 1, 0, 0]], [4, 2, 2])
    """
    # No more of a text is looked at than can be of use; words longer than that are none.
    split = [words(text[: 64 * longest])[: longest + 1] for text in texts]
    known = _vocabulary([each[:longest] for each, own in zip(split, trained, strict=True) if own])
    numbers = {word: number for number, word in enumerate(known[:most_words], 2)}
    lengths = np.array([min(max(len(each), 1), longest) for each in split], np.int64)
    tokens = np.full((len(texts), int(lengths.max(initial=1))), PADDING, np.int64)
    for row, each in zip(tokens, split, strict=True):
        found = [numbers.get(word, UNKNOWN) for word in each[:longest]] or [UNKNOWN]
        row[: len(found)] = found
    cut = sum(len(each) > longest for each in split)
    return Encoded(tokens, lengths, ("", "?unknown", *numbers), cut)


def _vocabulary(texts: Sequence[Sequence[str]]) -> list[str]:
    """The words that are in two texts or more, those of most texts first."""
    counts = Counter(word for text in texts for word in set(text))
    # The alphabet decides between equally frequent ones, and not their order in the data.
    return [word for _, word in sorted((-n, word) for word, n in counts.items() if n > 1)]
