"""What a network needs: parameters, arithmetic and memory. All of it is counted, not timed.

Times depend on what else the machine does, so they are taken apart, interleaved (see timing.py).
"""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np

from poolwise.lab.measures.base import Context, Measure, Numbers, Quantity

QUANTITIES = {
    "cost.parameters": Quantity(
        "Parameters",
        "Numbers that training adjusts.",
        unit="",
        better="lower",
        exact=True,
        headline=True,
    ),
    "cost.receptive_field": Quantity(
        "Receptive field",
        "Pixels, words or moments along a side of the item that a unit of the last map looks at.",
        unit="",
        better="",
        exact=True,
        headline=True,
    ),
    "cost.map_size": Quantity(
        "Last map",
        "Units along a side of the last map, before the head.",
        unit="",
        better="",
        exact=True,
        headline=True,
    ),
    "cost.macs": Quantity(
        "Multiply-adds",
        "Multiply-accumulate operations of convolutions and matrix products, with pooling's own "
        "comparisons, sums and functions, forward, one item.",
        unit="MACs",
        better="lower",
        exact=True,
        headline=True,
    ),
    "cost.saved_bytes": Quantity(
        "Saved for backward",
        "Bytes that one training batch keeps for the backward pass, parameters not counted.",
        unit="bytes",
        better="lower",
        exact=True,
    ),
    "cost.peak_bytes": Quantity(
        "Peak activations",
        "Most bytes of tensors alive at once in a forward pass without gradients, one batch.",
        unit="bytes",
        better="lower",
        exact=True,
    ),
}

TIMES = {
    "time.forward_ms": Quantity(
        "Forward time",
        "Median time of a forward pass, one batch, one thread, settings interleaved.",
        unit="ms",
        better="lower",
    ),
    "time.step_ms": Quantity(
        "Training step time",
        "Median time of a training step, one batch, one thread, settings interleaved.",
        unit="ms",
        better="lower",
        headline=True,
    ),
}


def _take(context: Context) -> Numbers:
    form = context.form
    # Fields are found by what NaN reaches, which weights beyond all numbers make by themselves.
    if form is None or context.trained.course.status == "diverged":
        return _counted(context)
    if form not in _KNOWN:
        _KNOWN[form] = _counted(context)
    return dict(_KNOWN[form])


_KNOWN: dict[Hashable, Numbers] = {}
"""Counts of networks by their form: all trainings of a setting have the same ones."""


def _counted(context: Context) -> Numbers:
    from poolwise.lab.networks import counting

    network = context.trained.network
    train = context.train.take(np.arange(min(context.batch, len(context.train))))
    batch = context.trained.batch(train.inputs, train.lengths)
    one = [each[:1] for each in batch]
    return {
        "cost.parameters": counting.parameters(network),
        "cost.receptive_field": counting.receptive_field(network, *one),
        "cost.map_size": counting.map_size(network, *one),
        "cost.macs": counting.multiply_adds(network, *one),
        "cost.saved_bytes": counting.saved_bytes(network, *batch),
        "cost.peak_bytes": counting.peak_bytes(network, *batch),
    }


COST = Measure("cost", {**QUANTITIES, **TIMES}, _take)
