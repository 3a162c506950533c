"""How well a network finds which pixels belong to what.

Source: M. Everingham et al., "The Pascal Visual Object Classes Challenge", 2015 (intersection over
union); G. Csurka et al., "What is a Good Evaluation Measure for Semantic Segmentation?", 2013 (of
every image, not of all pixels of a set together).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from poolwise.lab.data.dataset import Labelled
from poolwise.lab.measures.base import Context, Measure, Numbers, Quantity, softmax

Scores = NDArray[np.floating]

_QUANTITIES = {
    "accuracy.iou": Quantity(
        "Mean IoU",
        "Intersection over union of the answer and the truth, averaged over the classes of objects "
        "that an image has or is said to have, and over the held-out images.",
        headline=True,
        ceiling=1,
    ),
    "accuracy.pixels": Quantity(
        "Pixel accuracy", "Fraction of the pixels of held-out images whose class is right."
    ),
    "accuracy.edges": Quantity(
        "Accuracy at edges",
        "Fraction of right pixels among those next to a pixel of another class.",
    ),
    "accuracy.loss": Quantity(
        "Test loss", "Mean cross-entropy of the pixels.", unit="nats", better="lower"
    ),
}


def iou(output: NDArray[np.float32], part: Labelled) -> Scores:
    """For each image the mean IoU over its classes, background left out; 1 where there are none.

    Args:
        output: logits (N, classes, H, W), the first class being the background.
        part: with its truth.
    """
    truth, answer = _truth(part), output.argmax(1)
    total = np.zeros(len(answer))
    classes = np.zeros(len(answer))
    for each in range(1, output.shape[1]):
        said, true = answer == each, truth == each
        union = (said | true).sum((1, 2))
        total += (said & true).sum((1, 2)) / np.maximum(union, 1)
        classes += union > 0
    scores = np.where(classes > 0, total / np.maximum(classes, 1), 1.0)
    return np.where(np.isfinite(output).all((1, 2, 3)), scores, np.nan)


def all_background(part: Labelled) -> float:
    """The IoU of seeing nothing anywhere."""
    return float((~(_truth(part) > 0).any((1, 2))).mean())


def _truth(part: Labelled) -> NDArray[np.int64]:
    assert part.truth is not None  # data of this task has one
    return part.truth


def edges(truth: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Where a pixel has another class than one of its four neighbours."""
    found = np.zeros(truth.shape, bool)
    for axis in (1, 2):
        here, there = (np.moveaxis(each, axis, 1) for each in (truth, found))
        differs = here[:, 1:] != here[:, :-1]
        there[:, 1:] |= differs
        there[:, :-1] |= differs
    return found


def _take(context: Context) -> Numbers:
    truth, output = _truth(context.test), context.test_output
    hits = (output.argmax(1) == truth).astype(np.float64)
    edge = edges(truth)
    shares = (hits * edge).sum((1, 2)) / np.maximum(edge.sum((1, 2)), 1)
    rows = np.moveaxis(output, 1, -1).reshape(-1, output.shape[1])
    truths = softmax(rows)[np.arange(truth.size), truth.ravel()].clip(np.finfo(np.float64).tiny)
    finite = np.isfinite(output).all((1, 2, 3))
    return {
        "accuracy.iou": context.clean,
        "accuracy.pixels": np.where(finite, hits.mean((1, 2)), np.nan),
        # A ratio of two means over items, each item's share in it linearised.
        "accuracy.edges": np.where(finite & edge.any(), _ratio(shares, edge), np.nan),
        "accuracy.loss": -np.log(truths).reshape(len(truth), -1).mean(1),
    }


def _ratio(shares: Scores, edge: NDArray[np.bool_]) -> Scores:
    """The mean share of images that have edges, each item's part in it linearised."""
    counted = edge.any((1, 2)).astype(np.float64)
    mean = counted.mean()
    if not mean:
        return np.full(len(shares), np.nan)
    ratio = float((shares * counted).mean() / mean)
    result: Scores = ratio + counted * (shares - ratio) / mean
    return result


OVERLAP = Measure("accuracy", _QUANTITIES, _take)
