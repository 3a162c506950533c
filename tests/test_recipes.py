"""Calls of new shapes, answered by what is known of calls of other shapes."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import examples

import poolwise
from poolwise.backends import native
from poolwise.backends.torch import aten

small = settings(deadline=None, max_examples=examples(40))

DTYPES = [torch.float32, torch.float64, torch.float16, torch.bfloat16, torch.uint8, torch.int64]


def outcome(call: Callable[[], Any]) -> Any:
    """Values, dtypes and strides of all that it gives, or the error."""
    try:
        made = call()
    except Exception as error:
        return type(error), str(error)
    parts = made if isinstance(made, tuple) else (made,)
    return [
        (type(part), part.dtype, tuple(part.shape), _strides(part), _bits(part)) for part in parts
    ]


def but_values(outcome: Any) -> Any:
    return [part[:4] for part in outcome] if isinstance(outcome, list) else outcome


def _strides(x: Any) -> tuple[int, ...]:
    return x.strides if isinstance(x, np.ndarray) else x.stride()


def _bits(x: Any) -> bytes:
    return x.tobytes() if isinstance(x, np.ndarray) else bytes(x.clone().untyped_storage())


@st.composite
def shapes(draw: st.DrawFn, rank: int) -> tuple[int, ...]:
    lead = draw(st.lists(st.integers(1, 3), max_size=3))
    if draw(st.integers(0, 9)) == 0 and lead:
        lead[0] = 0
    return (*lead, *draw(st.lists(st.integers(1, 9), min_size=rank, max_size=rank)))


@st.composite
def inputs(draw: st.DrawFn, shape: tuple[int, ...], dtype: torch.dtype) -> torch.Tensor:
    """A tensor of this shape, its axes in some order of memory, with steps between elements or not
    and beginning at any element."""
    order = draw(st.permutations(range(len(shape)))) if draw(st.booleans()) else range(len(shape))
    step, first = draw(st.sampled_from([(1, 0), (1, 0), (1, 3), (2, 0)]))
    memory = torch.arange(first + step * int(np.prod(shape, dtype=int))) * 37 % 101 - 50
    x = memory.to(dtype)[first::step].reshape([shape[axis] for axis in order])
    return x.permute([list(order).index(axis) for axis in range(len(shape))])


@st.composite
def geometries(draw: st.DrawFn, rank: int) -> dict[str, Any]:
    """What a sliding window is made of, now and then what it cannot be made of."""

    def sizes(least: int, most: int) -> Any:
        one = st.integers(least, most)
        return draw(one | st.tuples(*[one] * rank) | st.lists(one, min_size=rank, max_size=rank))

    pairs = st.tuples(*[st.tuples(st.integers(0, 3), st.integers(0, 3))] * rank)
    return {
        "kernel_size": sizes(1, 5),
        "stride": draw(st.none()) if draw(st.booleans()) else sizes(0, 4),
        "padding": draw(
            st.sampled_from(["valid", "same", "same_lower", 0, 1, 2, (1,) * rank]) | pairs
        ),
        "dilation": 1 if draw(st.booleans()) else sizes(1, 4),
        "ceil_mode": draw(st.booleans()),
    }


@st.composite
def output_sizes(draw: st.DrawFn, rank: int) -> Any:
    one = st.none() | st.integers(0, 7)
    return draw(one | st.tuples(*[one] * rank) | st.lists(one, min_size=1, max_size=3))


@small
@given(st.data())
def test_new_shapes_of_known_functions(data: st.DataObject) -> None:
    """Results, their layout and errors are those that Python comes to."""
    rank, dtype = data.draw(st.integers(1, 3)), data.draw(st.sampled_from(DTYPES))
    kind = data.draw(st.sampled_from(["max", "min", "avg", "sum"]))
    rules: dict[str, Any] = {"channels_last": data.draw(st.booleans())}
    if kind in ("max", "min"):
        rules["return_indices"] = data.draw(st.booleans())
    form = data.draw(st.sampled_from(["", "adaptive_", "global_"]))
    pool = getattr(poolwise, f"{form}{kind}_pool{rank}d")
    if form == "":
        rules |= data.draw(geometries(rank))
        if kind == "avg":
            rules["count_include_pad"] = data.draw(st.booleans())
            rules["divisor_override"] = data.draw(st.sampled_from([None, None, 3, -2]))
    asked = [{"output_size": data.draw(output_sizes(rank))} for _ in range(3 * (form != "global_"))]
    arrays = dtype is not torch.bfloat16 and data.draw(st.booleans())

    def call(number: int) -> Any:
        x = xs[number].numpy() if arrays else xs[number]
        return outcome(lambda: pool(x, **rules, **(asked[number] if form == "adaptive_" else {})))

    xs = [data.draw(inputs(data.draw(shapes(rank)), dtype)) for _ in range(3)]
    expected = []
    for number in range(3):
        native.CALLS.forget()
        expected.append(call(number))
    native.CALLS.forget()
    for number in (0, 1, 2, 1, 0):
        assert call(number) == expected[number]


REDUCERS: dict[str, dict[str, Any]] = {
    "lp": {"norm_type": 3.0},
    "rms": {},
    "power_mean": {"p": -1.5},
    "lse": {"r": 2.0},
    "soft": {"beta": -0.5},
    "stochastic": {"training": False},
    "median": {},
    "top_k_avg": {"k": 3},
    "rank_weighted": {"alpha": 0.25},
}


@small
@given(st.data())
def test_new_shapes_of_known_reducers(data: st.DataObject) -> None:
    rank, dtype = data.draw(st.integers(1, 3)), data.draw(st.sampled_from(DTYPES))
    name = data.draw(st.sampled_from([*REDUCERS]))
    form = data.draw(st.sampled_from(["", "adaptive_", "global_"]))
    pool = getattr(poolwise, f"{form}{name}_pool{rank}d")
    rules = {**REDUCERS[name], "channels_last": data.draw(st.booleans())}
    if form == "":
        rules |= data.draw(geometries(rank))
    elif form == "adaptive_":
        rules["output_size"] = data.draw(output_sizes(rank))
    arrays = dtype is not torch.bfloat16 and data.draw(st.booleans())

    def call(x: Any) -> Any:
        return outcome(lambda: pool(x.numpy() if arrays else x, **rules))

    xs = [data.draw(inputs(data.draw(shapes(rank)), dtype)) for _ in range(3)]
    xs[0] = xs[0].abs()  # what stochastic pooling takes
    expected = []
    for x in xs:
        native.CALLS.forget()
        expected.append(call(x))
    native.CALLS.forget()
    for number in (0, 1, 2, 1, 0):
        assert call(xs[number]) == expected[number]


@small
@given(st.data())
def test_new_shapes_under_accelerate(data: st.DataObject) -> None:
    """Nothing but who computes it differs from PyTorch."""
    rank, dtype = data.draw(st.integers(1, 3)), data.draw(st.sampled_from(DTYPES))
    kind, form = (
        data.draw(st.sampled_from(["max", "avg"])),
        data.draw(st.sampled_from(["", "adaptive_"])),
    )
    pool = getattr(F, f"{form}{kind}_pool{rank}d")
    options: dict[str, Any] = {}
    if form == "":
        options = data.draw(geometries(rank))
        if not isinstance(options["padding"], int):
            options["padding"] = 1
        if kind == "avg":
            del options["dilation"]
            options["count_include_pad"] = data.draw(st.booleans())
    xs = [data.draw(inputs(data.draw(shapes(rank)), dtype)) for _ in range(3)]
    asked = [{"output_size": data.draw(output_sizes(rank))} for _ in range(3 * (form != ""))] or [
        {}
    ] * 3

    def call(number: int) -> Any:
        return outcome(lambda: pool(xs[number], **options, **asked[number]))

    expected = [call(number) for number in range(3)]
    native.CALLS.forget()
    with poolwise.accelerate():
        for number in (0, 1, 2, 1, 0):
            made = call(number)
            assert but_values(made) == but_values(expected[number])
            if kind == "max":  # averages are the same to rounding
                assert made == expected[number]


@pytest.mark.parametrize("rank", [1, 2, 3])
@pytest.mark.parametrize("kind", ["array", "tensor"])
def test_python_sees_the_first_of_all_shapes_alone(
    rank: int, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever function: what is new of a shape alone is nothing new."""
    sides = [(8, 8, 8)[:rank], (5, 9, 6)[:rank], (33, 7, 12)[:rank]]
    pools: list[Callable[[Any, int], Any]] = []
    for name in ("max", "min", "avg", "sum"):
        sliding, adaptive, over_all = (
            getattr(poolwise, f"{form}{name}_pool{rank}d") for form in ("", "adaptive_", "global_")
        )
        pools += [
            lambda x, n, pool=sliding: pool(x, 3, 2, "same"),
            lambda x, n, pool=sliding: pool(x, 2, ceil_mode=True, channels_last=True),
            lambda x, n, pool=adaptive: pool(x, (n + 1,) * rank),
            lambda x, n, pool=over_all: pool(x),
        ]

    def make(side: tuple[int, ...]) -> Any:
        x = torch.rand(2, *side, 3)
        return x.numpy() if kind == "array" else x

    native.CALLS.forget()
    for pool in pools:
        pool(make(sides[0]), 0)
    monkeypatch.setattr(native, "picked", None)
    monkeypatch.setattr(native, "total", None)
    for number, side in enumerate(sides):
        for pool in pools:
            pool(make(side), number)


@pytest.mark.parametrize("rank", [1, 2, 3])
def test_python_sees_the_first_of_all_shapes_alone_under_accelerate(
    rank: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    pools: list[Callable[[Any, int], Any]] = [
        lambda x, n: getattr(F, f"max_pool{rank}d")(x, 3, 2, 1),
        lambda x, n: getattr(F, f"avg_pool{rank}d")(x, 2),
        lambda x, n: getattr(F, f"adaptive_max_pool{rank}d")(x, n + 1),
        lambda x, n: getattr(F, f"adaptive_avg_pool{rank}d")(x, n + 2),
    ]
    forms = [(2, 3), (1, 1), (7,)]
    native.CALLS.forget()
    with poolwise.accelerate():
        for pool in pools:
            for lead in forms[::2]:
                pool(torch.rand(*lead, *(8, 8, 8)[:rank]), 0)
        monkeypatch.setattr(aten, "_planned", None)
        monkeypatch.setattr(aten.native, "picked", None)
        monkeypatch.setattr(aten.native, "total", None)
        for number, lead in enumerate(forms):
            for pool in pools:
                pool(torch.rand(*lead, *(9 + number, 7, 5)[:rank]), number)
                if rank == 2 and len(lead) == 2 and lead[1] > 1:
                    x = torch.rand(*lead, 8, 6).to(memory_format=torch.channels_last)
                    assert pool(x, number).is_contiguous(memory_format=torch.channels_last)


@pytest.mark.parametrize("rank", [2, 3])
@pytest.mark.parametrize("name", ["adaptive_avg", "adaptive_max", "avg", "max"])
def test_layouts_under_accelerate_are_pytorchs(name: str, rank: int) -> None:
    """Whatever windows, sizes of axes and memory formats came before."""
    pool = getattr(F, f"{name}_pool{rank}d")
    last = torch.channels_last if rank == 2 else torch.channels_last_3d
    shapes = itertools.product((1, 2), (1, 3), *[(4, 1)] * rank)
    base = [torch.rand(shape) for shape in shapes]
    xs = [*base, *(x.to(memory_format=last) for x in base), *(x[0] for x in base)]
    xs += [x[..., ::2] for x in base]
    sizes = (1, 2) if "adaptive" in name else (1, (1,) * (rank - 1) + (2,))
    calls = [(x, size) for x in xs for size in sizes]
    for order in (calls, calls[::-1]):
        native.CALLS.forget()
        expected = [outcome(lambda x=x, size=size: pool(x, size)) for x, size in order]
        with poolwise.accelerate():
            made = [outcome(lambda x=x, size=size: pool(x, size)) for x, size in order]
        for (x, size), one, other in zip(order, made, expected, strict=True):
            assert but_values(one) == but_values(other), (tuple(x.shape), x.stride(), size)
