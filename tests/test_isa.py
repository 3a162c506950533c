"""The kernels of every instruction set that this machine has, against those of this run.

All other tests compare the latter with the oracle, which takes most of their time.
"""

from __future__ import annotations

import functools
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import arrays
import levels
import numpy as np
import pytest
from arrays import DTYPES, FLOATS, LAYOUTS, is_float
from hypothesis import given, settings
from hypothesis import strategies as st
from levels import Made, Memory
from reducer_calls import (
    OPERATORS,
    ReducerCall,
    one_choice,
    reducer_calls,
    values,
    within,
)
from strategies import REDUCERS, SELECTING, Adaptive, Call, Sliding, calls, exact_values, examples
from test_against_reference import _arguments
from test_reducers import RELATIVE

import poolwise

LEVELS = poolwise.info()["isa_available"]


# --- the calls ------------------------------------------------------------------------------------


def _drawn(strategy: st.SearchStrategy[Any], count: int) -> list[Any]:
    found: list[Any] = []

    @settings(max_examples=examples(count))
    @given(strategy)
    def keep(call: Any) -> None:
        found.append(call)

    keep()
    return found


def _rows() -> Iterator[Call]:
    """Every remainder of a vector, anywhere in memory."""
    shapes = [((2, 2), (2, 2), 0), ((2, 3), (1, 2), (0, 1)), ((1, 3), (1, 1), "same")]
    for reducer, dtype, width in product(REDUCERS, DTYPES, range(1, 71)):
        kernel, stride, padding = shapes[width % len(shapes)]
        x = exact_values(2 * width + 1, (3, width + 5), dtype)[:, width % 5 :][:, :width]
        yield Call(reducer, Sliding(x.shape, kernel, stride, padding, (1, 1), width % 2 == 0), x)


def _depths() -> Iterator[Call]:
    """Every remainder of channels."""
    geometry = Sliding((4, 5), (2, 3), (2, 2), ((0, 1), (1, 0)), (1, 1), True)
    for reducer, dtype, channels in product(REDUCERS, DTYPES, (1, 2, 3, 7, 8, 17, 33, 64)):
        x = LAYOUTS["channels_last"](exact_values(2 * channels + 1, (2, channels, 4, 5), dtype))
        for last in (False, True):
            yield Call(reducer, geometry, x, channels_last=last)


def _large() -> Iterator[Call]:
    """Windows large enough for the algorithms whose cost does not grow with the window."""
    dtypes, steps = (np.dtype("f4"), np.dtype("i2"), arrays.BFLOAT16), ((1, 1), (3, 2), (9, 7))
    for reducer, kernel, dtype, step in product(REDUCERS, (3, 9, 16, 31, 33), dtypes, steps):
        seed, stride = step
        vertical = min(kernel, 11)
        pads = ((vertical // 2, 1), (kernel // 2, kernel // 3))
        at = Sliding((13, 37), (vertical, kernel), (stride, stride), pads, (1, 1), False)
        yield Call(reducer, at, exact_values(seed, (1, 13, 37), dtype))
    for reducer, size in product(SELECTING, ((1, 255), (1, 257), (181, 181), (256, 257))):
        x = exact_values(1, (1, *size), np.dtype("f4"))
        for mask in (None, np.ones(x.shape, bool)):
            yield Call(reducer, Adaptive(size, None), x, mask)


def _values(reducer: str, shape: tuple[int, ...], dtype: np.dtype) -> np.ndarray:
    x = values(3, shape, dtype)
    return within(OPERATORS[reducer].bounds, x)


def _tiles() -> Iterator[ReducerCall]:
    """The other reducers over every remainder of a tile, and over large windows."""
    for reducer, width, dtype in product(OPERATORS, (1, 2, 15, 16, 17, 31, 33, 50), FLOATS):
        for shape, layout in (((3, 9, width), "contiguous"), ((2, width, 5, 6), "channels_last")):
            at = Sliding(shape[-2:], (2, 3), (1, 2), ((0, 1), (1, 1)), (1, 1), False)
            x = LAYOUTS[layout](_values(reducer, shape, dtype))
            yield ReducerCall(reducer, at, x, keywords=one_choice(reducer))
    for reducer, dtype, masked in product(OPERATORS, FLOATS, (False, True)):
        x = _values(reducer, (2, 40, 41), dtype)
        mask = np.random.default_rng(1).random(x.shape) < 0.8 if masked else None
        yield ReducerCall(reducer, Adaptive((40, 41), None), x, mask, keywords=one_choice(reducer))


@functools.cache
def _calls() -> list[tuple[Call, Made, levels.Results]]:
    """All calls: forward, with indices where there are any, and with gradients; their results."""
    made: list[tuple[Call, Made]] = []
    both = [*_drawn(calls(), 400), *_drawn(reducer_calls(), 400)]
    for number, call in enumerate((*both, *_rows(), *_depths(), *_large(), *_tiles())):
        call.tensors = False
        call.options.pop("return_indices", None)
        x, keywords = _arguments(call)
        keywords |= getattr(call, "keywords", {})
        memory = Memory.of(x)
        indices = {"return_indices": True} if call.reducer in SELECTING else {}
        made.append((call, Made(call.name, memory, keywords | indices)))
        if is_float(x.dtype):
            made.append((call, Made(call.name, memory, keywords, number)))
    return [(call, here, here.results()) for call, here in made]


# --- comparing ------------------------------------------------------------------------------------


def _error(call: Call, expected: np.ndarray, of: np.ndarray) -> Any:
    """What rounding may lose, as the oracle's tests say: `of` is x, or the gradient itself."""
    largest = np.nan_to_num(of.astype(np.float64), posinf=0, neginf=0)
    size = float(np.abs(largest).max(initial=0))
    if not isinstance(call, ReducerCall):
        return 2 * arrays.ulp(expected) + size * 2.0 ** (-50 if expected.itemsize == 8 else -20)
    steep = 8 if of is expected or call.keywords.get("norm_type") == 0.5 else 1
    small = np.abs(np.nan_to_num(expected.astype(np.float64), posinf=0, neginf=0))
    return 2 * steep * RELATIVE[expected.dtype.name] * (size + small)


def _assert_near(call: Call, actual: levels.Results, expected: levels.Results) -> None:
    if isinstance(actual, str) or isinstance(expected, str):
        assert actual == expected
        return
    assert len(actual) == len(expected)
    for one, other, of in zip(actual, expected, (call.x, expected[-1]), strict=False):
        if call.reducer in SELECTING:
            arrays.assert_bits(one, other)
        elif call.reducer == "sum" or not is_float(other.dtype):
            arrays.assert_equal(one, other)
        else:
            arrays.assert_close(one, other, _error(call, other, of))


@pytest.mark.parametrize("level", LEVELS)
def test_kernels(level: str, tmp_path: Path) -> None:
    if level == poolwise.info()["isa"]:
        return  # all of this run's tests are on that level already
    made = _calls()
    given, found = tmp_path / "calls", tmp_path / "results"
    given.write_bytes(pickle.dumps([here for _, here, _ in made]))
    subprocess.run(
        [sys.executable, levels.__file__, given, found],
        env=os.environ | {"POOLWISE_ISA": level},
        check=True,
    )
    chosen, results = pickle.loads(found.read_bytes())
    assert chosen == level
    assert sum(isinstance(expected, str) for *_, expected in made) < len(made) / 20
    for (call, here, expected), there in zip(made, results, strict=True):
        try:
            _assert_near(call, there, expected)
        except AssertionError as error:
            error.add_note(f"{here.name}, {call.geometry}, {here.keywords}")
            raise


def test_unknown_level() -> None:
    environment = os.environ | {"POOLWISE_ISA": "abacus"}
    code = "import poolwise; poolwise.max_pool1d(__import__('numpy').ones((1, 4)), 2)"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True
    )
    assert done.returncode != 0
    assert "POOLWISE_ISA" in done.stderr
    assert "abacus" in done.stderr
    for level in LEVELS:
        assert level in done.stderr
