"""Thousands of calls per family against torch.nn.functional, for NumPy arrays and for tensors.

Maxima, minima and indices must agree bit for bit. For totals both sides round: the allowance is the
rounding of the result (one ulp, which two roundings to neighbours can differ by) and what sums of
the accumulating type, float32 or float64, may lose in any order, `n * eps * sum(abs(x))`.
"""

from __future__ import annotations

import contextlib
from typing import Any

import arrays
import numpy as np
import pytest
import torch
from strategies import examples
from torch_calls import FAMILIES, Call, draw_call

import poolwise

pytestmark = pytest.mark.usefixtures("one_torch_thread")

CALLS = 5000


def _poolwise(call: Call, tensors: bool) -> Any:
    """Return poolwise's answer as one or two arrays; PyTorch's errors may be ours as well."""
    function = getattr(poolwise, call.name)
    result = function(call.tensor if tensors else call.x, **call.kwargs)
    parts = result if isinstance(result, tuple) else (result,)
    assert all(isinstance(part, torch.Tensor if tensors else np.ndarray) for part in parts)
    return tuple(arrays.to_numpy(part) for part in parts)


def _allowance(call: Call, shape: tuple[int, ...]) -> np.ndarray:
    magnitudes = np.nan_to_num(np.abs(call.x.astype(np.float64)), nan=0, posinf=0)
    sizes = Call(call.family, call.rank, magnitudes, call.kwargs).torch()
    terms = np.prod([max(len(window) for window in axis.windows) for axis in call.taps()])
    eps = 2**-52 if call.x.dtype == np.float64 else 2**-23
    if call.name == "adaptive_avg_pool3d":  # PyTorch adds up float16 and bfloat16 as they are
        eps = arrays.EPS[call.x.dtype]
    relative = 2 * terms * eps + arrays.EPS[call.x.dtype]
    return np.abs(arrays.to_numpy(sizes)).reshape(shape) * relative + 2 * _smallest(call.x.dtype)


def _smallest(dtype: np.dtype) -> float:
    return float(arrays.limits(dtype).smallest_subnormal)


def _compare(call: Call, actual: tuple[np.ndarray, ...], expected: Any) -> None:
    parts = expected if isinstance(expected, tuple) else (expected,)
    values, *indices = (arrays.to_numpy(part) for part in parts)
    if not call.family.endswith(("max", "min")):
        arrays.assert_close(actual[0], values, _allowance(call, values.shape))
        return
    arrays.assert_kept(actual[0], values, placed=bool(indices))
    assert len(actual) == len(parts)
    if indices:
        sure = call.sure(values)
        assert actual[1].dtype == np.int64
        arrays.assert_bits(actual[1][sure], indices[0][sure])


@pytest.mark.parametrize("family", FAMILIES)
def test_family(family: str) -> None:
    rng = np.random.default_rng([3, FAMILIES.index(family)])
    wanted = examples(CALLS)
    compared = 0
    for drawn in range(2 * wanted):
        call = draw_call(rng, family)
        expected = call.torch()
        try:
            actual = _poolwise(call, tensors=drawn % 2 == 0)
        except (ValueError, TypeError):
            assert expected is None, (call.name, call.kwargs, call.x.shape, call.x.dtype)
            continue
        if expected is None:
            continue
        compared += 1
        try:
            _compare(call, actual, expected)
        except AssertionError as error:
            x = call.x
            error.add_note(
                f"{call.name} {call.kwargs} {x.shape} {x.dtype} strides {x.strides}"
                f" tensors={drawn % 2 == 0}\n{x.tolist() if x.size < 200 else ''}"
            )
            raise
        if compared == wanted:
            break
    assert compared == wanted, f"PyTorch accepted only {compared} calls"


LARGE = [(2, 37, 129, 131), (1, 3, 700, 401), (3, 2, 5, 40001)]


@pytest.mark.parametrize("layout", [torch.contiguous_format, torch.channels_last], ids=str)
@pytest.mark.parametrize("shape", LARGE, ids=str)
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16, torch.float64])
def test_large_inputs(shape: tuple[int, ...], dtype: torch.dtype, layout: Any) -> None:
    """Inputs that are worth several threads, forward and backward."""
    generator = torch.Generator().manual_seed(1)
    x = torch.randn(shape, generator=generator).to(dtype).contiguous(memory_format=layout)
    poolwise.set_num_threads(3)
    try:
        for name, arguments in (
            ("max_pool2d", (2,)),
            ("max_pool2d", (3, 2, 1)),
            ("avg_pool2d", (3, 1, 1, True, False)),
            ("adaptive_max_pool2d", ((4, 5),)),
            ("adaptive_avg_pool2d", ((4, 5),)),
        ):
            _compare_training(name, x, arguments)
    finally:
        poolwise.set_num_threads(None)


def _compare_training(name: str, x: torch.Tensor, arguments: tuple[Any, ...]) -> None:
    outs, grads = [], []
    for module in (poolwise, torch.nn.functional):
        leaf = x.clone(memory_format=torch.preserve_format).requires_grad_()
        outs.append(getattr(module, name)(leaf, *arguments))
        outs[-1].backward(torch.ones_like(outs[-1]))
        grads.append(leaf.grad)
    if "max" in name:
        torch.testing.assert_close(*outs, rtol=0, atol=0)
        torch.testing.assert_close(*grads, rtol=0, atol=0)
    else:
        # Windows hold up to 80,000 elements here, which PyTorch adds up one after the other.
        loose = 2e-2 if x.dtype == torch.bfloat16 else 1e-4
        torch.testing.assert_close(*outs, rtol=loose, atol=loose)
        torch.testing.assert_close(*grads, rtol=loose, atol=1e-6)


def test_positional_arguments() -> None:
    x = torch.randn(2, 3, 7, 8, 9)
    for rank in (1, 2, 3):
        y = x.flatten(2)[..., :60] if rank == 1 else x[..., 0] if rank == 2 else x
        for name, arguments in (
            ("max_pool", (3, 2, 1, 2, True, True)),
            ("avg_pool", (3, 2, 1, True, False) + ((7,) if rank > 1 else ())),
            ("adaptive_max_pool", (3, True)),
            ("adaptive_avg_pool", (3,)),
        ):
            actual = getattr(poolwise, f"{name}{rank}d")(y, *arguments)
            expected = getattr(torch.nn.functional, f"{name}{rank}d")(y, *arguments)
            torch.testing.assert_close(actual, expected)


def test_forms_of_integers() -> None:
    x = torch.randn(1, 2, 9, 9)
    expected = poolwise.max_pool2d(x, 3, 2, 1)
    for form in (np.int64, list, tuple, torch.Size, np.asarray):
        three, two, one = (
            form([n, n]) if form in (list, tuple, torch.Size, np.asarray) else form(n)
            for n in (3, 2, 1)
        )
        torch.testing.assert_close(poolwise.max_pool2d(x, three, two, one), expected)
    averages = poolwise.avg_pool2d(x, 3, divisor_override=np.int64(9))
    torch.testing.assert_close(averages, poolwise.avg_pool2d(x, 3))


@pytest.mark.parametrize("rank", [1, 2, 3])
@pytest.mark.parametrize("dtype", arrays.FLOATS, ids=str)
def test_global(rank: int, dtype: np.dtype) -> None:
    rng = np.random.default_rng(4)
    for _ in range(examples(20)):
        x = rng.standard_normal((2, 3, *rng.integers(1, 12, rank))).astype(dtype)
        axes = tuple(range(2, x.ndim))
        tensor = arrays.to_torch(x)
        for given in (x, tensor):
            highest = getattr(poolwise, f"global_max_pool{rank}d")(given)
            lowest = getattr(poolwise, f"global_min_pool{rank}d")(given)
            mean = getattr(poolwise, f"global_avg_pool{rank}d")(given)
            total = getattr(poolwise, f"global_sum_pool{rank}d")(given)
            arrays.assert_bits(arrays.to_numpy(highest), arrays.to_numpy(tensor.amax(axes, True)))
            arrays.assert_bits(arrays.to_numpy(lowest), arrays.to_numpy(tensor.amin(axes, True)))
            wide = np.abs(x.astype(np.float64)).sum(axes, keepdims=True)
            count = x.size // 6
            eps = 2**-52 if dtype == np.float64 else 2**-23
            allowed = wide * (count * eps + arrays.EPS[dtype])
            exact = x.astype(np.float64).sum(axes, keepdims=True)
            arrays.assert_close(arrays.to_numpy(total), exact.astype(dtype), allowed)
            arrays.assert_close(
                arrays.to_numpy(mean), (exact / count).astype(dtype), allowed / count
            )


def test_calls_that_pytorch_rejects_raise_or_return() -> None:
    """Random arguments, sensible or not: an answer or a clear error, never anything else."""
    rng = np.random.default_rng(5)
    odd = [0, -1, 1, 2, 3, 7, 2**31, 2**62, 2**63, 2**70, 1.5, None, "3", (), (1, 2), (1, 2, 3)]
    names = ("kernel_size", "stride", "padding", "dilation", "ceil_mode")
    for _ in range(examples(3000)):
        rank = int(rng.integers(1, 4))
        x = np.zeros(rng.integers(0, 4, rng.integers(rank + 3)), np.float32)
        kwargs = {name: odd[rng.integers(len(odd))] for name in names if rng.random() < 0.5}
        kwargs.setdefault("kernel_size", 1)
        if isinstance(kwargs.get("padding"), int) and kwargs["padding"] > 7:
            del kwargs["padding"]  # an output of that size may be had, given the memory
        function = getattr(poolwise, f"{rng.choice(['max', 'min', 'avg', 'sum'])}_pool{rank}d")
        with contextlib.suppress(ValueError, TypeError):
            function(x, **kwargs)
