"""PyTorch's own samples of its pooling operators: under our functions, and accelerated."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import torch
from strategies import examples, thinned
from torch.testing._internal.common_methods_invocations import op_db

import poolwise

OPERATORS = {
    f"{operator.name.removeprefix('nn.functional.')} {operator.variant_test_name}".strip(): operator
    for operator in op_db
    if "pool" in operator.name
}
Outcome = tuple[torch.Tensor, ...] | str


def _samples(operator: Any) -> Iterator[Any]:
    """Some of them: with POOLWISE_TEST_EXAMPLES of 200 and more all."""
    dtypes = sorted(operator.supported_dtypes("cpu"), key=str)
    for dtype in thinned(dtypes, turn=len(operator.name)):
        samples = list(operator.sample_inputs("cpu", dtype))
        yield from samples[:: max(1, len(samples) // examples(50))]
    if operator.error_inputs_func is not None:
        yield from (error.sample_input for error in operator.error_inputs("cpu"))


def _with_draws(operator: Any, sample: Any) -> dict[str, Any]:
    """Keywords; where fractional windows are drawn, the draw is given."""
    if "fractional" not in operator.name or not isinstance(sample.input, torch.Tensor):
        return dict(sample.kwargs)
    rank = int(operator.name[-2])
    lead = sample.input.shape[:-rank]
    draws = torch.Generator().manual_seed(7)
    shape = ((1,) * (2 - len(lead)) + tuple(lead))[:2]
    given = torch.rand(*shape, rank, generator=draws, dtype=sample.input.dtype)
    return dict(sample.kwargs) | {"_random_samples": given}


def _outcome(function: Callable[..., Any], sample: Any, keywords: dict[str, Any]) -> Outcome:
    try:
        result = function(sample.input, *sample.args, **keywords)
    except (RuntimeError, ValueError, TypeError, IndexError, NotImplementedError) as error:
        return f"{type(error).__name__}: {error}"
    return result if isinstance(result, tuple) else (result,)


def _assert_equal(actual: Outcome, expected: Outcome) -> None:
    assert isinstance(actual, tuple), actual
    for ours, theirs in zip(actual, expected, strict=True):
        assert isinstance(theirs, torch.Tensor)
        # PyTorch adds halves up in halves.
        near = {"rtol": 2e-2, "atol": 2e-2} if theirs.dtype.itemsize == 2 else {}
        torch.testing.assert_close(ours, theirs, equal_nan=True, **near)


def _cases(name: str) -> Iterator[tuple[Any, dict[str, Any], Outcome]]:
    operator = OPERATORS[name]
    for sample in _samples(operator):
        keywords = _with_draws(operator, sample)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield sample, keywords, _outcome(operator, sample, keywords)


@pytest.mark.parametrize("name", OPERATORS)
def test_samples(name: str) -> None:
    pool = getattr(poolwise, name.partition(" ")[0], None)  # none for a backward operator
    for sample, keywords, expected in _cases(name):
        with poolwise.accelerate(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            accelerated = _outcome(OPERATORS[name], sample, keywords)
        if isinstance(expected, str):
            assert accelerated == expected, sample
            continue  # our functions may be defined where PyTorch's is not
        _assert_equal(accelerated, expected)
        of_integers = name.startswith("avg") and not expected[0].is_floating_point()
        if pool is not None and not of_integers:  # whose averages are no integers here
            _assert_equal(_outcome(pool, sample, keywords), expected)
