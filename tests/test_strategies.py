"""What a short run leaves out, the next turn takes, and no axis of a product is left out whole."""

from __future__ import annotations

import itertools

import pytest
import strategies


@pytest.mark.parametrize("sizes", [(1,), (2,), (3,), (7,), (12, 2), (4, 3), (9, 3), (5, 2, 3)])
def test_turns_cover_all_and_each_every_value(
    sizes: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(strategies, "SHARE", 0.2)
    product = list(itertools.product(*map(range, sizes)))
    turns = [strategies.some_of(product, turn) for turn in range(3)]
    assert sorted({each for turn in turns for each in turn}) == product
    for turn in turns if len(sizes) > 1 else ():
        tried = [len(set(axis)) for axis in zip(*turn, strict=True)]
        assert all(n == size for n, size in zip(tried, sizes, strict=True) if size <= 3)
