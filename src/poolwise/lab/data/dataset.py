"""Labelled items with their sides: what a study trains on, chooses by and is tested on."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from poolwise.lab.data.splits import bootstrap, divide
from poolwise.lab.seeds import derive_seed

Images = NDArray[np.float32]
Inputs = NDArray[Any]
Labels = NDArray[np.int64]

TEST_FRACTION = 0.3
VALIDATION_FRACTION = 0.2


@dataclass(frozen=True)
class Labelled:
    """What a network is given, with a class and a number for each item.

    Attributes:
        inputs: float32 of shape (N, C, *spatial), images (N, C, H, W) in 0..1; texts are int64
            tokens (N, T).
        labels: the class of each, int64.
        items: numbers of the items within their data set, so that outcomes of one item are known
            as such in every trial; left out, they are counted from 0.
        lengths: int64, how much of the last axis of each is not padding, where that differs.
        truth: int64 (N, H, W), the class of every pixel and 0 for the background, where that is
            known.
    """

    inputs: Inputs
    labels: Labels
    items: Labels = field(default_factory=lambda: np.empty(0, np.int64))
    lengths: Labels | None = None
    truth: Labels | None = None

    def __post_init__(self) -> None:
        if not len(self.items):
            object.__setattr__(self, "items", np.arange(len(self.labels)))

    def __len__(self) -> int:
        return len(self.labels)

    def take(self, indices: NDArray[np.int64]) -> Labelled:
        """The items at `indices`, copied."""
        taken: list[Any] = [each if each is None else each[indices] for each in self.arrays]
        return Labelled(*taken)

    @property
    def arrays(self) -> tuple[Any, ...]:
        """All that there is, in the order of the attributes."""
        return self.inputs, self.labels, self.items, self.lengths, self.truth


@dataclass(frozen=True)
class Split:
    """What a trial trains on, chooses by, and is tested on."""

    train: Labelled
    validation: Labelled
    test: Labelled


@dataclass(frozen=True)
class Design:
    """How the trials of a study depend on each other.

    Attributes:
        test_set: whether every seed is tested on the same items, given apart; otherwise every
            seed splits one sample anew.
        ratio: test items for each item trained on or chosen by, in a split.
        groups: a number for each item of the data; items of one group are not independent.
    """

    test_set: bool
    ratio: float
    groups: NDArray[np.int64] | None = None


@dataclass(frozen=True)
class Dataset:
    """Labelled items with the names of their classes and what was left out while reading them.

    Attributes:
        task: what they are for, by the name of a `tasks.Task`, and `kind`: what they are called,
            in the plural.
        vocabulary: the words of texts, by their tokens; the first stands for padding.
        examples: what is trained on, and tested on too where there is no `test`.
        skipped: files that could not be read, each with the reason.
        ignored: how many files were no items of a class.
        notes: sentences that a reader should know.
        validation, test: parts that were given apart; their items continue those of `examples`.
        groups: a number for each item of all parts; items of one group stand on one side. Copies
            of one picture are a group, too.
        grouped_by: the user's rule for groups, or nothing.
        dropped: what could be read but must not be trained on, each with the reason.
        duplicates: names of pictures that are the same pixel for pixel.
        similar: names of pictures that are nearly the same.
        other: data of the same shape, for the same task, to transfer to.
    """

    name: str
    examples: Labelled
    classes: tuple[str, ...]
    skipped: tuple[tuple[str, str], ...] = ()
    ignored: int = 0
    notes: tuple[str, ...] = ()
    validation: Labelled | None = None
    test: Labelled | None = None
    groups: Labels | None = None
    grouped_by: str = ""
    dropped: tuple[tuple[str, str], ...] = ()
    duplicates: tuple[tuple[str, ...], ...] = ()
    similar: tuple[tuple[str, ...], ...] = ()
    task: str = "pictures"
    kind: str = "images"
    vocabulary: tuple[str, ...] = ()
    other: Dataset | None = None

    @property
    def parts(self) -> tuple[Labelled, ...]:
        """The parts as they were given: one, or up to three."""
        return tuple(
            each for each in (self.examples, self.validation, self.test) if each is not None
        )

    @property
    def design(self) -> Design:
        """How the trials of a study on this data depend on each other."""
        if self.test is not None:
            return Design(test_set=True, ratio=0, groups=self.groups)
        parts = split(self, 0)
        trained = len(parts.train) + len(parts.validation)
        return Design(test_set=False, ratio=len(parts.test) / trained, groups=self.groups)

    @property
    def digest(self) -> str:
        """SHA-256 of all that trials depend on: inputs, labels, sides, groups and `other`."""
        digest = hashlib.sha256(repr([self.validation is None, self.test is None]).encode())
        for part in self.parts:
            for array in (part.inputs, part.labels, part.lengths, part.truth):
                if array is not None:
                    digest.update(repr((array.shape, array.dtype.str)).encode())
                    digest.update(np.ascontiguousarray(array).data)
        if self.groups is not None:
            digest.update(np.ascontiguousarray(self.groups).data)
        if self.other is not None:
            digest.update(self.other.digest.encode())
        return digest.hexdigest()

    def units(self, part: Labelled) -> Labels:
        """A number for each item of `part`, the same for those that are not independent."""
        return part.items if self.groups is None else self.groups[part.items]

    @property
    def scope(self) -> str:
        """What is tested on what, in words."""
        if self.test is None:
            tested = len(split(self, 0).test)
            return (
                f"re-splits of one sample of {self._counted(self.examples)}: each seed tests on "
                f"another {tested} of them and trains on the rest"
            )
        chosen = "those left out of it"
        if self.validation is not None:
            chosen = f"{self._counted(self.validation)} given for that"
        return (
            f"a test set of its own, {self._counted(self.test)}, the same at every seed; each "
            f"seed trains on another bootstrap sample of {self._counted(self.examples)} and "
            f"chooses by {chosen}"
        )

    def describe(self) -> dict[str, Any]:
        """What the report says about the data."""
        parts = split(self, 0)
        tested = None if self.test is None else self._counts(self.test)
        return {
            "name": self.name,
            "scope": self.scope,
            "classes": list(self.classes),
            "counts": self._counts(self.examples),
            "test_counts": tested,
            "task": self.task,
            "kind": self.kind,
            "items": sum(map(len, self.parts)),
            "shape": list(self.examples.inputs.shape[1:]),
            "vocabulary": len(self.vocabulary) or None,
            "digest": self.digest,
            "train": len(parts.train),
            "validation": len(parts.validation),
            "test": len(parts.test),
            "grouped_by": self.grouped_by or None,
            "duplicates": [list(each) for each in self.duplicates],
            "similar": [list(each) for each in self.similar],
            "dropped": [{"file": name, "reason": reason} for name, reason in self.dropped],
            "skipped": [{"file": name, "reason": reason} for name, reason in self.skipped],
            "ignored": self.ignored,
        }

    def _counts(self, part: Labelled) -> list[int]:
        counts: list[int] = np.bincount(part.labels, minlength=len(self.classes)).tolist()
        return counts

    def _counted(self, part: Labelled) -> str:
        words = f"{len(part)} {self.kind}"
        if self.groups is None or not self.grouped_by:
            return words
        return f"{words} in {len(np.unique(self.groups[part.items]))} groups"


def split(dataset: Dataset, seed: int) -> Split:
    """The parts of a trial, the same for every setting at a seed; no group is in two of them.

    With a test set of its own, the training items are a bootstrap sample of those that may be
    trained on, and what it leaves out is the validation part, unless one was given. Otherwise
    30 % go to the test and 20 % of the rest are to choose by. All is stratified by class.
    """
    examples = dataset.examples
    groups = examples.items if dataset.groups is None else dataset.groups[examples.items]
    if dataset.test is not None:
        drawn, left = bootstrap(examples.labels, groups, derive_seed("bootstrap", seed))
        given = dataset.validation
        validation = examples.take(left) if given is None else given
        return Split(examples.take(drawn), validation, dataset.test)
    rest, tested = divide(
        examples.labels, groups, TEST_FRACTION, derive_seed("split", seed), spare=2
    )
    use = derive_seed("validation", seed)
    most, few = divide(examples.labels[rest], groups[rest], VALIDATION_FRACTION, use)
    return Split(examples.take(rest[most]), examples.take(rest[few]), examples.take(tested))
