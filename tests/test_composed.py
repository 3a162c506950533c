"""What other devices run, PyTorch's own operators put together, against the oracle on the CPU."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import arrays
import numpy as np
import pytest
import torch
from hypothesis import given, settings
from reducer_calls import ReducerCall, reducer_calls
from strategies import REDUCERS, SEEDS, SELECTING, Call, calls, examples
from test_against_reference import _arguments, _check_forward, _magnitudes
from test_reducers import _check as _check_reducer
from torch_calls import TORCH_INTEGERS

import poolwise
from poolwise.backends.torch import tensors

DTYPES = (*arrays.FLOATS, *TORCH_INTEGERS, np.dtype(bool))

pytestmark = pytest.mark.usefixtures("one_torch_thread", "elsewhere")


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[None]:
    """Treat the CPU as a device that the kernels do not reach."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tensors, "_is_ordinary", lambda x, other=None: False)
        patch.setattr(tensors, "_ours", lambda x: False)
        patch.setattr(tensors.native, "pick", None)
        patch.setattr(tensors.native, "total", None)
        yield


def _on_device(call: Any) -> Any:
    call.tensors = True
    call.x = np.ascontiguousarray(call.x)
    return call


@settings(max_examples=examples(500))
@given(calls(reducers=SELECTING, dtypes=DTYPES))
def test_selections(call: Call) -> None:
    _check_forward(_on_device(call))


@settings(max_examples=examples(500))
@given(calls(reducers=("avg", "sum"), dtypes=DTYPES))
def test_totals(call: Call) -> None:
    short = call.x.dtype in arrays.FLOATS and call.x.itemsize == 2
    if call.name == "avg_pool3d" and short:
        return  # PyTorch has this on its other devices alone
    wanted = call.options.get("dtype")
    if wanted is not None and wanted not in arrays.FLOATS:
        del call.options["dtype"]  # exact integers are NumPy's and the kernels' everywhere
    error = None
    if not call.impossible():
        expected = call.expected()
        if expected.dtype in arrays.FLOATS:
            # PyTorch's own averages may add up float16 and bfloat16 as they are.
            eps = max(arrays.EPS.get(call.x.dtype, 2.0**-52), arrays.EPS[expected.dtype])
            terms = np.prod(call.geometry.spatial)
            error = 2 * arrays.ulp(expected) + _magnitudes(call) * eps * terms
    _check_forward(_on_device(call), error)


@settings(max_examples=examples(150))
@given(reducer_calls(dtypes=tuple(arrays.FLOATS)))
def test_reducers(call: ReducerCall) -> None:
    _check_reducer(_on_device(call))


@settings(max_examples=examples(300))
@given(calls(dtypes=(np.dtype(np.float64),)), SEEDS)
def test_gradients(call: Call, seed: int) -> None:
    call.options.pop("return_indices", None)
    call.options.pop("dtype", None)
    if call.impossible():
        return
    x, kwargs = _arguments(_on_device(call))
    x.requires_grad_()
    out = getattr(poolwise, call.name)(x, **kwargs)
    rank = call.geometry.rank
    planar = out.movedim(-1, -rank - 1) if call.channels_last else out
    grad = np.random.default_rng(seed).choice([-1.0, 0.0, 1.0], tuple(planar.shape))
    planar.backward(torch.from_numpy(grad))
    actual = x.grad.movedim(-1, -rank - 1) if call.channels_last else x.grad
    np.testing.assert_allclose(actual.numpy(), call.expected_gradient(grad), rtol=0, atol=1e-12)


@pytest.mark.parametrize("reducer", REDUCERS)
def test_nothing_in_any_window(reducer: str) -> None:
    pool, x = getattr(poolwise, f"{reducer}_pool1d"), torch.ones(1, 2)
    mask = torch.zeros(2, dtype=torch.bool)
    kwargs = {"kernel_size": 1, "stride": 3, "padding": ((1, 0),)}  # window 0 is all padding
    assert pool(x, **kwargs, mask=mask, empty_value=7).tolist() == [[7]]
    if reducer in ("avg", "sum"):  # where padding counts
        assert pool(x, **kwargs).tolist() == [[0]]
    else:
        with pytest.raises(ValueError, match="window 0"):
            pool(x, **kwargs)
    with pytest.raises(ValueError, match=r"kernel_size\[0\]=3"):
        pool(x, 3)


def test_means_over_cubes_that_padding_makes_large_enough() -> None:
    x = torch.full((1, 1, 1, 1, 1), 3.0)
    where = ((1, 2, 1), 1, (0, 1, 0))
    assert poolwise.avg_pool3d(x, *where).flatten().tolist() == [1.5, 1.5]
    assert poolwise.avg_pool3d(x, *where, count_include_pad=False).flatten().tolist() == [3, 3]


@pytest.mark.parametrize("reducer", REDUCERS)
def test_second_derivatives(reducer: str) -> None:
    x = (torch.randperm(60).reshape(2, 1, 5, 6).double() / 8).requires_grad_()
    pool = getattr(poolwise, f"{reducer}_pool2d")
    mask = torch.arange(6) != 2
    assert torch.autograd.gradcheck(lambda x: pool(x, 3, 2, 1, mask=mask), x)
    assert torch.autograd.gradgradcheck(lambda x: pool(x, 3, 2, 1, mask=mask), x)
