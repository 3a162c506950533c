"""Windows against PyTorch's output shapes and against an enumeration of every window."""

from __future__ import annotations

import dataclasses
import tracemalloc
from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import Adaptive, Sliding, adaptive, defined, examples, sliding

from poolwise import reference
from poolwise.windows import Windows


def _windows(geometry: Sliding | Adaptive) -> Windows:
    if isinstance(geometry, Sliding):
        return Windows.sliding(geometry.rank, **geometry.kwargs)
    if geometry.output_size is None:
        return Windows.whole(geometry.rank)
    return Windows.adaptive(geometry.rank, **geometry.kwargs)


# --- PyTorch --------------------------------------------------------------------------------------

SIZES = st.one_of(st.integers(1, 12), st.integers(1, 40), st.integers(1, 10**6))
STEPS = st.one_of(st.integers(1, 4), st.integers(1, 12), st.integers(1, 10**5))


@st.composite
def torch_arguments(draw: st.DrawFn) -> tuple[tuple[int, ...], dict[str, Any]]:
    """Draw a spatial shape and arguments whose padding PyTorch accepts."""
    rank = draw(st.integers(1, 3))
    kernel = draw(st.tuples(*[STEPS] * rank))
    return draw(st.tuples(*[SIZES] * rank)), {
        "kernel_size": kernel,
        "stride": draw(st.tuples(*[STEPS] * rank)),
        "padding": tuple(draw(st.integers(0, k // 2)) for k in kernel),
        "dilation": draw(st.one_of(st.just((1,) * rank), st.tuples(*[STEPS] * rank))),
        "ceil_mode": draw(st.booleans()),
    }


def _torch_shape(name: str, spatial: tuple[int, ...], **kwargs: Any) -> tuple[int, ...] | None:
    x = torch.empty((1, 1, *spatial), device="meta")
    try:
        out = getattr(F, f"{name}_pool{len(spatial)}d")(x, **kwargs)
    except RuntimeError:
        return None
    return tuple((out[0] if isinstance(out, tuple) else out).shape[2:])


@settings(max_examples=examples(3000))
@given(torch_arguments())
def test_shapes_of_pytorch(drawn: tuple[tuple[int, ...], dict[str, Any]]) -> None:
    spatial, kwargs = drawn
    windows = Windows.sliding(len(spatial), **kwargs)
    # Of the two forms for one axis, only the one with indices has a meta implementation.
    expected = _torch_shape("max", spatial, **kwargs, return_indices=True)
    if expected is None:
        with pytest.raises(ValueError, match=r"kernel_size\[\d\]=\d+"):
            windows.output_shape(spatial)
        return
    assert windows.output_shape(spatial) == expected
    if set(kwargs.pop("dilation")) == {1}:
        # None: in three dimensions PyTorch averages no input that is smaller than the kernel.
        assert _torch_shape("avg", spatial, **kwargs) in (expected, None)


# --- enumeration ----------------------------------------------------------------------------------


def _assert_tables(windows: Windows, spatial: tuple[int, ...], axes: list[reference.Taps]) -> None:
    tables = windows.axes(spatial)
    assert windows.output_shape(spatial) == tuple(len(axis.windows) for axis in axes)
    for table, axis in zip(tables, axes, strict=True):
        assert table.start.dtype == table.count.dtype == table.extent.dtype == np.int64
        rows = zip(table.start, table.count, table.extent, axis.windows, strict=True)
        for start, count, extent, window in rows:
            inside = [tap for tap in window if 0 <= tap < axis.size]
            assert [int(start) + j * table.step for j in range(int(count))] == inside
            assert extent == sum(axis.low <= tap < axis.high for tap in window)


@settings(max_examples=examples(1500))
@given(sliding().filter(defined))
def test_sliding_tables(geometry: Sliding) -> None:
    axes = geometry.taps()
    windows = _windows(geometry)
    if all(axis.windows for axis in axes):
        _assert_tables(windows, geometry.spatial, axes)
    else:
        with pytest.raises(ValueError, match="larger than the padded"):
            windows.output_shape(geometry.spatial)


@settings(max_examples=examples(300))
@given(adaptive())
def test_adaptive_tables(geometry: Adaptive) -> None:
    _assert_tables(_windows(geometry), geometry.spatial, geometry.taps())


@pytest.mark.parametrize("padding", ["same", "same_lower"])
def test_same_keeps_the_grid(padding: str) -> None:
    for size in range(1, 20):
        for kernel in range(1, 6):
            for stride in range(1, 6):
                windows = Windows.sliding(1, kernel, stride, padding)
                assert windows.output_shape((size,)) == (-(-size // stride),)
                if kernel >= stride:  # nothing is skipped
                    (axis,) = windows.axes((size,))
                    assert axis.start[0] == 0
                    assert axis.start[-1] + axis.count[-1] == size


def test_empty_window_starts_where_pytorch_says() -> None:
    (axis,) = Windows.sliding(1, 2, 1, 1, dilation=2).axes((1,))
    x = torch.zeros(1, 1, 1)
    _, index = F.max_pool1d(x, 2, 1, 1, dilation=2, return_indices=True)
    assert axis.count.tolist() == [0]
    assert axis.start.tolist() == index.flatten().tolist()


@settings(max_examples=examples(300))
@given(sliding())
def test_ceil_mode_adds_at_most_one_window(geometry: Sliding) -> None:
    lower, upper = (dataclasses.replace(geometry, ceil_mode=up) for up in (False, True))
    if not defined(upper) or not all(axis.windows for axis in lower.taps()):
        return
    shapes = [_windows(g).output_shape(g.spatial) for g in (lower, upper)]
    assert all(more - less in (0, 1) for less, more in zip(*shapes, strict=True))


# --- sizes near the end of int64 ------------------------------------------------------------------

HUGE = st.one_of(
    st.integers(1, 2**64),
    st.integers(2**62 - 9, 2**62 + 9),
    st.integers(2**63 - 9, 2**63 + 9),
)


@settings(max_examples=examples(1500))
@given(HUGE, HUGE, HUGE, HUGE, HUGE, HUGE, st.booleans())
def test_huge_shapes(
    size: int, kernel: int, stride: int, before: int, after: int, dilation: int, ceil_mode: bool
) -> None:
    """Whatever the numbers: the exact answer or a ValueError, and next to no memory."""
    tracemalloc.start()
    try:
        windows = Windows.sliding(1, kernel, stride, [(before, after)], dilation, ceil_mode)
        (outputs,) = windows.output_shape((size,))
    except ValueError:
        return
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 10**6
    room = size + before + after - (kernel - 1) * dilation - 1
    assert outputs - (-(-room // stride) if ceil_mode else room // stride) in (0, 1)


@settings(max_examples=examples(500))
@given(st.data())
def test_huge_tables(data: st.DataObject) -> None:
    """A few windows over an axis of up to 2^62 elements: no product or sum overflows."""
    size = data.draw(st.integers(2**52, 2**62 - 1))
    kernel = data.draw(st.integers(1, 3))
    dilation = data.draw(st.integers(1, size // 3))
    stride = data.draw(st.integers(size // 6, 2**62 - 1))
    span = (kernel - 1) * dilation + 1
    before, after = (data.draw(st.integers(0, min(span - 1, 2**60))) for _ in range(2))
    ceil_mode = data.draw(st.booleans())
    axis = reference.sliding_taps(size, kernel, stride, before, after, dilation, ceil_mode)
    windows = Windows.sliding(1, kernel, stride, [(before, after)], dilation, ceil_mode)
    try:
        windows.output_shape((size,))
    except ValueError:
        assert size + before + after >= 2**62 or not axis.windows
        return
    _assert_tables(windows, (size,), [axis])


# --- errors ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kwargs", "error", "words"),
    [
        ({"kernel_size": 0}, ValueError, ["kernel_size", "0"]),
        ({"kernel_size": (2, -1)}, ValueError, ["kernel_size", "-1"]),
        ({"kernel_size": (2, 2, 2)}, ValueError, ["kernel_size", "2"]),
        ({"kernel_size": 2.0}, TypeError, ["kernel_size", "2.0"]),
        ({"kernel_size": (2, "3")}, TypeError, ["kernel_size", "3"]),
        ({"kernel_size": True}, TypeError, ["kernel_size", "True"]),
        ({"kernel_size": None}, TypeError, ["kernel_size", "None"]),
        ({"kernel_size": 2, "stride": 0}, ValueError, ["stride", "0"]),
        ({"kernel_size": 2, "stride": (1, 0)}, ValueError, ["stride", "1", "0"]),
        ({"kernel_size": 2, "dilation": 0}, ValueError, ["dilation", "0"]),
        ({"kernel_size": 2, "padding": -1}, ValueError, ["padding", "-1"]),
        ({"kernel_size": 2, "padding": "full"}, ValueError, ["padding", "full", "same"]),
        ({"kernel_size": 2, "padding": [(1, 1)]}, ValueError, ["padding", "2", "pair"]),
        ({"kernel_size": 2, "padding": [(1, 1), (1, -2)]}, ValueError, ["padding", "-2"]),
        ({"kernel_size": 2, "padding": [(1, 1), (1, 2, 3)]}, ValueError, ["padding", "pair"]),
        ({"kernel_size": 2, "padding": 1.5}, TypeError, ["padding", "1.5"]),
        ({"kernel_size": 2, "ceil_mode": "yes"}, TypeError, ["ceil_mode", "yes"]),
        ({"kernel_size": 2**70}, ValueError, ["kernel_size", str(2**70)]),
    ],
)
def test_arguments(kwargs: dict[str, Any], error: type[Exception], words: list[str]) -> None:
    with pytest.raises(error) as raised:
        Windows.sliding(2, **kwargs)
    for word in words:
        assert word in str(raised.value)


def test_window_that_does_not_fit() -> None:
    with pytest.raises(ValueError, match=r"kernel_size\[1\]=9.* 8 .*6.*1\+1"):
        Windows.sliding(2, (2, 9), padding=1).output_shape((6, 6))


def test_output_sizes() -> None:
    for wrong in (-2, (1, 2, 3), 1.5, (1, "2"), True):
        with pytest.raises((ValueError, TypeError), match="output_size"):
            Windows.adaptive(2, wrong)
    assert Windows.adaptive(2, (None, 3)).output_shape((5, 6)) == (5, 3)
    assert Windows.adaptive(2, 4).output_shape((5, 6)) == (4, 4)


def test_wrong_rank_and_empty_axes() -> None:
    with pytest.raises(ValueError, match="2 spatial axes"):
        Windows.sliding(2, 2).output_shape((4,))
    with pytest.raises(ValueError, match=r"height.*0"):
        Windows.sliding(2, 2).output_shape((0, 4))
