"""From what was read to a data set: inputs of one shape, as networks take them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from poolwise.lab.data.dataset import Dataset, Inputs, Labels
from poolwise.lab.data.sides import TRAIN, Items, assemble
from poolwise.lab.data.words import LONGEST, PADDING, Encoded, encode
from poolwise.lab.files.record import Read
from poolwise.lab.sound import WINDOW, log_mel
from poolwise.lab.tasks import TASKS

_FEW = 6


class Tensors(NamedTuple):
    """The inputs of all items, as a data set has them, and a sentence about what was left out."""

    inputs: Inputs
    lengths: Labels | None = None
    vocabulary: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def data_set(read: Read, task: str, grouped_by: str = "") -> Dataset:
    """The data set of what was read.

    Args:
        read: from the user's files.
        task: what it is for.
        grouped_by: the user's rule for groups.

    Raises:
        ValueError: a class has too little to be trained on or tested.
    """
    made = tensors(read, task)
    labels = _stratifying(read.labels) if task == "segmentation" else read.labels
    items = Items(
        made.inputs,
        labels,
        read.names,
        read.prints,
        read.sides,
        read.groups,
        made.lengths,
        read.truth if task in ("localisation", "segmentation") else None,
    )
    return assemble(
        read.name,
        read.classes,
        items,
        grouped_by,
        skipped=read.skipped,
        ignored=read.ignored,
        notes=(*read.notes, *made.notes),
        task=task,
        kind=TASKS[task].items,
        vocabulary=made.vocabulary,
    )


def tensors(read: Read, task: str) -> Tensors:
    """The inputs of all items in one array."""
    if task == "text":
        return _of_words(read)
    if task in ("sound", "speech"):
        waves = read.inputs[0].ndim == 1
        silence = float(log_mel(np.zeros(WINDOW)).min()) if waves else 0.0
        series = [log_mel(wave) for wave in read.inputs] if waves else list(read.inputs)
        if task == "sound":  # frequency is an axis of its own, and not what channels are
            series = [each[None] for each in series]
        inputs, lengths = padded(series, silence)
        return Tensors(inputs, lengths if len(set(lengths.tolist())) > 1 else None)
    return Tensors(np.asarray(read.inputs, np.float32))


def padded(arrays: list[Inputs], padding: float = 0) -> tuple[Inputs, Labels]:
    """Arrays that differ in their last axis in one, padded behind their ends, and their lengths.

    Example:
        >>> padded([np.array([[1.0, 2.0]]), np.array([[3.0]])])
        (array([[[1., 2.]],
        <BLANKLINE>
               [[3., 0.]]]), array([2, 1]))
    """
    lengths = np.array([array.shape[-1] for array in arrays], np.int64)
    shape = (len(arrays), *arrays[0].shape[:-1], int(lengths.max()))
    whole = np.full(shape, padding, arrays[0].dtype)
    for row, array in zip(whole, arrays, strict=True):
        row[..., : array.shape[-1]] = array
    return whole, lengths


def _of_words(read: Read) -> Tensors:
    if not isinstance(read.inputs[0], str):  # tokens already
        inputs, lengths = padded([tokens[:LONGEST] for tokens in read.inputs])
        cut = sum(len(tokens) > LONGEST for tokens in read.inputs)
        found = Encoded(inputs, lengths, tuple(map(str, range(int(inputs.max()) + 1))), cut)
    else:
        found = encode(list(read.inputs), read.sides == TRAIN)
    assert found.tokens.min() >= PADDING
    cut_note = f"Of {found.cut} texts only the first {LONGEST} words were taken."
    return Tensors(found.tokens, found.lengths, found.vocabulary, (cut_note,) if found.cut else ())


def _stratifying(labels: Labels) -> Labels:
    """Labels to stratify by: what few pictures show most of counts as the commonest."""
    counts = np.bincount(labels)
    return np.where(counts[labels] < _FEW, counts.argmax(), labels)
