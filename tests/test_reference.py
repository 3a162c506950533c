"""The oracle against PyTorch, where PyTorch has the operator: what it says is what is true."""

import arrays
import numpy as np
import pytest
import torch
from torch_calls import FAMILIES, Call, draw_call

from poolwise import reference

pytestmark = pytest.mark.usefixtures("one_torch_thread")

CALLS = 120


def _oracle(call: Call) -> object:
    reducer = call.family.removeprefix("adaptive_")
    names = ("count_include_pad", "divisor_override", "return_indices")
    kwargs = {name: call.kwargs[name] for name in names if name in call.kwargs}
    return reference.pool(call.x, reducer, call.taps(), **kwargs)


@pytest.mark.parametrize("family", FAMILIES)
def test_forward(family: str) -> None:
    rng = np.random.default_rng(1)
    compared = 0
    while compared < CALLS:
        call = draw_call(rng, family)
        expected = call.torch()
        if expected is None:
            continue
        compared += 1
        actual = _oracle(call)
        if isinstance(expected, tuple):
            sure = call.sure(actual[0])
            arrays.assert_bits(actual[1][sure], arrays.to_numpy(expected[1])[sure])
            actual, expected = actual[0], expected[0]
        if family.endswith(("max", "min")):
            arrays.assert_bits(actual, arrays.to_numpy(expected))
        else:
            arrays.assert_close(actual, arrays.to_numpy(expected), _rounding(call))


def _rounding(call: Call) -> np.ndarray:
    """Return what PyTorch's sum, in float32 at least, may lose, and the rounding of the result."""
    magnitudes = np.nan_to_num(np.abs(call.x.astype(np.float64)), nan=0, posinf=0)
    size = Call(call.family, call.rank, magnitudes, call.kwargs).torch()
    eps = max(arrays.EPS[np.dtype(np.float32)] * (call.x.itemsize < 8), 2**-52)
    if call.name == "adaptive_avg_pool3d":  # PyTorch adds up float16 and bfloat16 as they are
        eps = arrays.EPS[call.x.dtype]
    return np.abs(arrays.to_numpy(size)) * (200 * eps + arrays.EPS[call.x.dtype])


@pytest.mark.parametrize("family", FAMILIES)
def test_backward(family: str) -> None:
    rng = np.random.default_rng(2)
    compared = 0
    while compared < CALLS // 2:
        call = draw_call(rng, family)
        if call.x.dtype != np.float64:
            continue
        call.x = np.ascontiguousarray(call.x)
        call.kwargs.pop("return_indices", None)
        call.kwargs.pop("dilation", None)  # an empty window's gradient is out of bounds in PyTorch
        x = call.tensor.requires_grad_()
        out = call.torch(x)
        if out is None:
            continue
        compared += 1
        grad = rng.integers(-3, 4, out.shape).astype(np.float64)
        expected = torch.autograd.grad(out, x, torch.from_numpy(grad))[0].numpy()
        reducer = call.family.removeprefix("adaptive_")
        names = ("count_include_pad", "divisor_override")
        kwargs = {name: call.kwargs[name] for name in names if name in call.kwargs}
        actual = reference.pool_backward(grad, call.x, reducer, call.taps(), **kwargs)
        np.testing.assert_allclose(actual, expected, rtol=1e-12, atol=1e-12)


def test_negative_zero_and_nan() -> None:
    x = np.array([-0.0, 0.0, np.nan, 1.0, np.nan, 2.0])
    axes = [reference.sliding_taps(6, 2)]
    values, indices = reference.pool(x, "max", axes, return_indices=True)
    assert np.signbit(values[0])
    assert indices.tolist() == [0, 2, 4]
    assert reference.pool(x, "min", [reference.whole_taps(6)], return_indices=True)[1] == 4


def test_masked_windows() -> None:
    x = np.array([1.0, np.nan, 3.0, 4.0])
    mask = np.array([True, False, False, False])
    axes = [reference.sliding_taps(4, 2, before=1, after=1)]
    pooled = {
        reducer: reference.pool(x, reducer, axes, mask=mask, empty_value=9).tolist()
        for reducer in ("max", "avg", "sum")
    }
    assert pooled == {"max": [1, 9, 9], "avg": [0.5, 9, 9], "sum": [1, 9, 9]}
    assert reference.pool_backward(np.ones(3), x, "avg", axes, mask=mask).tolist() == [0.5, 0, 0, 0]
    indices = reference.pool(x, "max", axes, mask=mask, return_indices=True)[1]
    assert indices.tolist() == [0, -1, -1]


def test_integer_totals() -> None:
    x = np.array([127, 126, -128, -127], np.int8)
    axes = [reference.sliding_taps(4, 2)]
    assert reference.pool(x, "sum", axes).tolist() == [253, -255]
    assert reference.pool(x, "sum", axes, dtype=np.int8).tolist() == [127, -128]
    assert reference.pool(x, "avg", axes, dtype=np.int8).tolist() == [126, -128]  # half to even
    assert reference.pool(x, "avg", axes).dtype == np.float32
    large = np.array([2**63 - 1, 1], np.int64)
    assert reference.pool(large, "sum", [reference.whole_taps(2)]).tolist() == [-(2**63)]
    assert reference.pool(large, "avg", [reference.whole_taps(2)], dtype=np.int64) == 2**62
    unsigned = np.array([2**64 - 1, 2], np.uint64)
    assert reference.pool(unsigned, "sum", [reference.whole_taps(2)]).tolist() == [1]


def test_middle_of_two_integers() -> None:
    """A half goes to the even one of its neighbours, which of bools is False."""
    both = [reference.whole_taps(2)]
    for x, middle in (([True, False], False), ([1, 2], 2), ([2, 3], 2)):
        assert reference.reduce(np.array(x), "median", both, [[1.0]]) == middle


def test_errors() -> None:
    x = np.ones((1, 1))
    with pytest.raises(ValueError, match="no element"):
        reference.pool(x, "min", [reference.sliding_taps(1, 1, before=2)])
    with pytest.raises(TypeError, match="integers"):
        reference.pool(x, "sum", [reference.whole_taps(1)], dtype=np.int32)
    with pytest.raises(TypeError, match="keeps the dtype"):
        reference.pool(x, "max", [reference.whole_taps(1)], dtype=np.float32)
