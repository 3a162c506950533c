"""Studies that never ran: trials drawn from a model whose truth is known.

A network answers an item rightly where what it has learnt exceeds the item's difficulty (a probit
model). Items are shared by all trials, a seed's luck by all settings, and in splits of one sample
what is trained on, too: every item pushes what is learnt from it a little. Settings have their own
share of all three. The sizes are of the order that small networks on small pictures show: seeds
move accuracies by some two points, and settings differ on one item in ten.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poolwise.lab.data.dataset import Design
from poolwise.lab.measures import Quantity
from poolwise.lab.settings import PoolSetting
from poolwise.lab.statistics.estimates import Cells, Floats
from poolwise.lab.statistics.tables import Table
from poolwise.lab.tasks.pictures import PICTURES

PRIMARY = PICTURES.primary

Luck = tuple[float, float]

MARGIN = 0.03
CHANCE = 0.8
SETTINGS = (
    PoolSetting("max", (2, 2), (2, 2)),
    PoolSetting("avg", (2, 2), (2, 2)),
    PoolSetting("max", (3, 3), (2, 2)),
    PoolSetting("avg", (3, 3), (2, 2)),
    PoolSetting("conv", (2, 2), (2, 2)),
    PoolSetting("none"),
)
PLANTED = (0.0, 0.0, MARGIN, -2 * MARGIN, MARGIN / 3, -MARGIN)
"""Effects on every measure: none, as large as the margin, larger, and too small to matter."""
ITEMWISE = ("accuracy.top1", "shift.crop.mean")
SEEDWISE = ("overfitting.gap.100",)

DIFFICULTY, TASTE = 1.0, 0.5
"""Standard deviations between items: of all settings, and of each."""
LUCK = (0.1, 0.05)
"""Between seeds: of all settings, and of each."""
TEACHING = (0.06, 0.03)
"""Between training samples: of all settings, and of each. In splits of one sample they add to the
variance some 0.7 of what shared test items do; in real studies it was 0.4 on average."""
TEST_ITEMS, SAMPLE, TEST_FRACTION = 600, 400, 0.3
GROUP = 4


@dataclass(frozen=True)
class Kind:
    """A kind of study.

    Attributes:
        test_set: whether there is one, or splits of a sample.
        grouped: whether items come in groups, of four on average.
        seeds: trainings of each setting.
        items: test items, or items of the sample.
    """

    test_set: bool
    grouped: bool
    seeds: int
    items: int

    @property
    def name(self) -> str:
        """As the table calls it."""
        return ("test set" if self.test_set else "splits") + (", groups" if self.grouped else "")


def simulate(
    kind: Kind,
    effects: tuple[float, ...],
    rng: np.random.Generator,
    *,
    luck: Luck = LUCK,
    measures: tuple[str, ...] = (*ITEMWISE, *SEEDWISE),
) -> tuple[Table, Mapping[str, Floats]]:
    """A study of the first settings, as many as there are effects, and the truth.

    Args:
        kind: the kind of study.
        effects: what is added to each setting's chance.
        rng: draws everything.
        luck: between seeds, of all settings and of each.
        measures: which to take.

    Returns:
        The table and, for each measure, the true value of each setting: its mean over new items and
        new trainings.
    """
    known = PICTURES.quantities(("accuracy", "shift", "overfitting"))
    chosen: dict[str, Quantity] = {name: known[name] for name in measures}
    truth = CHANCE + np.array(effects)
    owner = _groups(kind, rng)
    tested = _tested(kind, owner, rng)
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    counts = np.add.reduceat(tested, starts, axis=1)
    cells: dict[str, Cells] = {}
    values = []
    for name in measures:
        if name in ITEMWISE:
            right = _right(truth, kind, owner, tested, rng, luck) * tested
            cells[name] = Cells(np.add.reduceat(right, starts, axis=2), counts)
            values.append(right.sum(2) / tested.sum(1))
        else:
            both = rng.normal(0, 0.02, (1, kind.seeds))
            own = rng.normal(0, 0.01, (len(truth), kind.seeds))
            values.append(truth[:, None] + both + own)
    ratio = 0 if kind.test_set else TEST_FRACTION / (1 - TEST_FRACTION)
    table = Table(
        SETTINGS[: len(effects)],
        chosen,
        np.stack(values, axis=1),
        Design(kind.test_set, ratio, owner if kind.grouped else None),
        cells,
    )
    return table, dict.fromkeys(chosen, truth)


def _groups(kind: Kind, rng: np.random.Generator) -> NDArray[np.int64]:
    """Each item's group, ascending; an item alone is a group of its own."""
    if not kind.grouped:
        return np.arange(kind.items)
    return np.unique(
        np.sort(rng.integers(0, kind.items // GROUP, kind.items)), return_inverse=True
    )[1].astype(np.int64)


def _tested(kind: Kind, owner: NDArray[np.int64], rng: np.random.Generator) -> Floats:
    """(seeds, items): 1 where an item is tested, with all of its group."""
    if kind.test_set:
        return np.ones((kind.seeds, kind.items))
    groups = int(owner[-1]) + 1
    chosen = np.arange(groups) < round(TEST_FRACTION * groups)
    drawn = rng.permuted(np.tile(chosen, (kind.seeds, 1)), axis=1)
    return np.asarray(drawn[:, owner], np.float64)


def _right(
    truth: Floats,
    kind: Kind,
    owner: NDArray[np.int64],
    tested: Floats,
    rng: np.random.Generator,
    luck: Luck,
) -> Floats:
    """Right or not, (settings, seeds, items), with means `truth` over all that is drawn."""
    from scipy.special import ndtri

    settings, seeds, items = len(truth), kind.seeds, kind.items
    parts = [
        _of_items(DIFFICULTY, 1, kind, owner, rng),
        _of_items(TASTE, settings, kind, owner, rng),
        luck[0] * rng.normal(size=(1, seeds, 1)),
        luck[1] * rng.normal(size=(settings, seeds, 1)),
    ]
    variance = 1 + DIFFICULTY**2 + TASTE**2 + luck[0] ** 2 + luck[1] ** 2
    if not kind.test_set:
        trained = 1 - tested
        weight = trained / np.sqrt(trained.sum(1, keepdims=True))
        for size, each in zip(TEACHING, (1, settings), strict=True):
            parts.append(size * (rng.normal(size=(each, items)) @ weight.T)[..., None])
            variance += size**2
    latent = rng.standard_normal((settings, seeds, items), np.float32)
    ability = (ndtri(truth) * np.sqrt(variance))[:, None, None]
    threshold = -sum(parts[1:], ability + parts[0])
    return (latent > threshold).astype(np.float32)


def _of_items(
    size: float, settings: int, kind: Kind, owner: NDArray[np.int64], rng: np.random.Generator
) -> Floats:
    """What items have of their own, (settings, 1, items), half of it common to their group."""
    single = rng.normal(size=(settings, 1, kind.items))
    if not kind.grouped:
        return size * single
    common = rng.normal(size=(settings, 1, int(owner[-1]) + 1))[..., owner]
    return np.asarray(size * (single + common) / np.sqrt(2))
