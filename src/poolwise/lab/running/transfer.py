"""Another data set beside the one of a study, in its shape, and networks that go from one to it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from poolwise.lab.data.dataset import Dataset, Inputs, Labelled
from poolwise.lab.load import load

if TYPE_CHECKING:
    from torch import nn

_GREY = (0.299, 0.587, 0.114)


def with_other(dataset: Dataset, transfer_to: str, max_bad: float = 0.01) -> Dataset:
    """`dataset` with another one, for the same task, to transfer to.

    Pictures get the first one's size, and its channels where one of them is grey; sequences its
    length; texts its vocabulary.

    Raises:
        ValueError: the other one cannot be read, is for something else, or of another shape.
    """
    shape = dataset.examples.inputs.shape[1:]
    pictures = dataset.kind == "images"
    try:
        other = load(
            transfer_to, (shape[-2], shape[-1]) if pictures else None, max_bad, task=dataset.task
        )
        if other.kind != dataset.kind:
            raise ValueError(f"it has {other.kind}, and {dataset.name!r} has {dataset.kind}")
        found = replace(
            other,
            examples=_alike(other.examples, other, dataset),
            validation=other.validation and _alike(other.validation, other, dataset),
            test=other.test and _alike(other.test, other, dataset),
            vocabulary=dataset.vocabulary,
        )
    except ValueError as error:
        raise ValueError(f"transfer_to={transfer_to!r} cannot be used: {error}") from error
    return replace(dataset, other=found, notes=(*dataset.notes, *_notes(dataset, found)))


def _alike(part: Labelled, other: Dataset, first: Dataset) -> Labelled:
    """`part` of the other set in the shape of the first one's items."""
    inputs, lengths, wanted = part.inputs, part.lengths, first.examples.inputs
    if (lengths is None) != (first.examples.lengths is None):
        ends = ("at different times", "at the same time")
        here, there = ends if lengths is None else ends[::-1]
        raise ValueError(f"its {other.kind} end {there}, and those of {first.name!r} {here}")
    if first.vocabulary:
        inputs = _reworded(inputs, other.vocabulary, first.vocabulary)
    if first.kind == "images":
        inputs = _channels(inputs, wanted.shape[1])
    if lengths is not None:
        inputs = _long(inputs, wanted.shape[-1])
        lengths = lengths.clip(max=wanted.shape[-1])
    maps = part.truth is None or part.truth.shape[1:] == inputs.shape[2:]
    if inputs.shape[1:] != wanted.shape[1:] or not maps:
        here, there = (" x ".join(map(str, each.shape[1:])) for each in (part.inputs, wanted))
        raise ValueError(f"its {other.kind} are {here}, and those of {first.name!r} {there}")
    return replace(part, inputs=np.ascontiguousarray(inputs), lengths=lengths)


def _channels(inputs: Inputs, wanted: int) -> Inputs:
    """Grey as colour, and colour as grey, by ITU-R BT.601 as Pillow has it."""
    if (inputs.shape[1], wanted) == (1, 3):
        return inputs.repeat(3, 1)
    if (inputs.shape[1], wanted) == (3, 1):
        grey: Inputs = np.tensordot(np.array(_GREY, np.float32), inputs, (0, 1))
        return grey[:, None]
    return inputs


def _long(inputs: Inputs, wanted: int) -> Inputs:
    """The last axis cut, or filled with zeros."""
    missing = max(wanted - inputs.shape[-1], 0)
    filled = np.pad(inputs, (*[(0, 0)] * (inputs.ndim - 1), (0, missing)))
    return filled[..., :wanted]


def _reworded(tokens: Inputs, words: tuple[str, ...], wanted: tuple[str, ...]) -> Inputs:
    """Tokens of the same words in another vocabulary, whose second stands for unknown words."""
    if words == wanted:
        return tokens
    known = {word: number for number, word in enumerate(wanted)}
    if not words[1].startswith("?") or not wanted[1].startswith("?"):
        raise ValueError("its tokens are others, and stand for no words")
    numbers = np.array([0, 1, *(known.get(word, 1) for word in words[2:])], np.int64)
    result: Inputs = numbers[tokens]
    return result


def _notes(first: Dataset, other: Dataset) -> list[str]:
    from poolwise.lab.measures.transfer import PERCENT

    items = sum(map(len, other.parts))
    notes = [
        f"Transfer is to {other.name}: {items} {other.kind} of {len(other.classes)} classes, of "
        f"whose training part {PERCENT} % are tuned on; {other.scope}."
    ]
    here = {digest for part in first.parts for digest in _digests(part)}
    copies = sum(digest in here for part in other.parts for digest in _digests(part))
    if copies:
        notes.append(
            f"{copies} of the {items} {other.kind} of {other.name} are in {first.name}, too: what "
            "is transferred to may have been trained on."
        )
    return notes


def _digests(part: Labelled) -> list[bytes]:
    return [hashlib.blake2b(each.tobytes(), digest_size=16).digest() for each in part.inputs]


def adopt(network: nn.Module, learnt: nn.Module, head: Collection[str]) -> None:
    """Give `network` what `learnt` has, but for the weights named as its head and what differs."""
    own, given = network.state_dict(), learnt.state_dict()
    kept = {
        name: each
        for name, each in given.items()
        if name in own and name not in head and own[name].shape == each.shape
    }
    network.load_state_dict(kept, strict=False)
