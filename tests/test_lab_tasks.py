"""What tasks other than pictures are scored by, on answers whose score is known."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from poolwise.lab.data.dataset import Labelled
from poolwise.lab.measures.base import Context
from poolwise.lab.measures.overlap import OVERLAP, all_background, edges, iou
from poolwise.lab.tasks import TASKS
from poolwise.lab.tasks.segmentation import SEGMENTATION


def _logits(answer: Any, classes: int = 3) -> Any:
    return np.eye(classes, dtype=np.float32)[np.asarray(answer)].transpose(0, 3, 1, 2) * 20


def _part(truth: Any) -> Labelled:
    truth = np.asarray(truth, np.int64)
    inputs = np.zeros((len(truth), 1, *truth.shape[1:]), np.float32)
    return Labelled(inputs, truth.max((1, 2)), truth=truth)


TRUTH = [
    [[1, 1, 0, 0], [1, 1, 0, 0]],  # found but for one pixel
    [[2, 2, 2, 2], [0, 0, 0, 0]],  # found, with a class that is not there
    [[0, 0, 0, 0], [0, 0, 0, 0]],  # nothing there, nothing found
    [[0, 0, 0, 0], [0, 0, 0, 2]],  # missed
]
ANSWER = [
    [[1, 1, 0, 0], [1, 0, 0, 0]],
    [[2, 2, 2, 2], [0, 1, 1, 0]],
    [[0, 0, 0, 0], [0, 0, 0, 0]],
    [[0, 0, 0, 0], [0, 0, 0, 0]],
]


def test_iou_of_each_image() -> None:
    part = _part(TRUTH)
    assert iou(_logits(ANSWER), part).tolist() == [0.75, 0.5, 1, 0]
    assert iou(_logits(TRUTH), part).tolist() == [1, 1, 1, 1]
    assert all_background(part) == iou(_logits(np.zeros_like(TRUTH)), part).mean() == 0.25
    broken = _logits(ANSWER)
    broken[1, 0, 0, 0] = np.nan
    assert np.isnan(iou(broken, part)).tolist() == [False, True, False, False]


def test_edges_are_where_neighbours_differ() -> None:
    found = edges(np.array(TRUTH))
    assert found[0].astype(int).tolist() == [[0, 1, 1, 0], [0, 1, 1, 0]]
    assert found[1].all()
    assert not found[2].any()
    assert found[3].astype(int).tolist() == [[0, 0, 0, 1], [0, 0, 1, 1]]


def test_overlap() -> None:
    part = _part(TRUTH)

    class Trained:
        def on(self, _: Labelled) -> Any:
            return _logits(ANSWER)

    context = Context(SEGMENTATION, Trained(), part, part, 0, 2, lambda _: Trained())  # type: ignore
    numbers = OVERLAP.take(context)
    assert set(numbers) == set(OVERLAP.quantities)
    assert all(np.shape(value) == (4,) for value in numbers.values())
    assert np.mean(numbers["accuracy.iou"]) == pytest.approx(2.25 / 4)
    assert np.mean(numbers["accuracy.pixels"]) == pytest.approx((7 + 6 + 8 + 7) / 32)
    # Of the images that have edges at all, 3 of 4, 6 of 8 and 2 of 3 pixels are right there.
    assert np.mean(numbers["accuracy.edges"]) == pytest.approx((3 / 4 + 6 / 8 + 2 / 3) / 3)
    assert context.chance == 0.25


def test_every_task_describes_what_it_measures() -> None:
    for task in TASKS.values():
        assert task.primary in task.quantities(task.usual)
        assert set(task.usual) <= set(task.measures)
        assert list(task.measures) == [measure.name for measure in task.measures.values()]
        assert all(
            each.about.endswith(".") for each in task.quantities(tuple(task.measures)).values()
        )
