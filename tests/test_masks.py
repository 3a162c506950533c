"""Masks as tokenizers give them: (batch, time), of 0 and 1 or booleans, over one time axis."""

from __future__ import annotations

import inspect
from typing import Any

import every_call
import numpy as np
import pytest
import torch
from strategies import some_of

import poolwise

pytestmark = pytest.mark.usefixtures("one_torch_thread")

DTYPES = [bool, *(f"{kind}int{bits}" for kind in ("", "u") for bits in (8, 16, 32, 64))]
FUNCTIONS = [
    name
    for name in every_call.FUNCTIONS
    if every_call.rank_of(name) == 1 and "mask" in every_call.parameters_of(name)
]
MODULES = [
    name
    for name, kind in every_call.MODULES.items()
    if every_call.rank_of(name) == 1 and "mask" in inspect.signature(kind.forward).parameters
]
# Right-padded, left-padded, with a gap, whole; of as many sequences as there are channels, too.
PRESENT = np.array(
    [[1, 1, 1, 1, 0, 0, 0], [0, 0, 0, 1, 1, 1, 1], [1, 1, 0, 0, 1, 1, 0], [1] * 7], bool
)
SHAPES = [(4, 3, 7), (4, 4, 7), (4, 1, 7), (1, 4, 7)]


def _equal(actual: Any, expected: Any) -> None:
    torch.testing.assert_close(
        torch.as_tensor(actual), torch.as_tensor(expected), rtol=0, atol=0, equal_nan=True
    )


@pytest.mark.parametrize(
    ("shape", "name"),
    [(shape, name) for turn, shape in enumerate(SHAPES) for name in some_of(FUNCTIONS, turn)],
)
def test_functions(name: str, shape: tuple[int, ...]) -> None:
    """Arrays and tensors, channels first and last, whatever the dtype of the mask."""
    present = PRESENT[: shape[0]]
    x = np.random.default_rng(2).random(shape)
    pool = every_call.FUNCTIONS[name]
    learned = name.startswith(every_call.OF_TENSORS)
    for tensors in (True,) if learned else (False, True):
        for last in (False, True):
            given: Any = torch.from_numpy(x) if tensors else x
            options = every_call.arguments(name, given, shape[1])
            wide: Any = present[:, None]
            if last:
                given, wide = given.swapaxes(1, 2), wide.swapaxes(1, 2)
                options |= {"channels_last": True}
            if "logits" in options:
                options["logits"] = given * 0.5
            like = torch.from_numpy if tensors else np.asarray
            expected = pool(given, **options, mask=like(wide), empty_value=7)
            for dtype in DTYPES:
                mask = like(present.astype(dtype))
                _equal(pool(given, **options, mask=mask, empty_value=7), expected)


@pytest.mark.parametrize("name", MODULES)
@pytest.mark.parametrize("last", [False, True])
def test_modules(name: str, last: bool) -> None:
    module = every_call.module(name, 4, channels_last=last)
    x = torch.rand(4, 4, 7)
    mask, wide = torch.from_numpy(PRESENT), torch.from_numpy(PRESENT[:, None])
    if last:
        x, wide = x.transpose(1, 2), wide.transpose(1, 2)
    expected = every_call.forward(module, x, mask=wide)
    for given in (mask, mask.long(), mask.to(torch.uint8)):
        _equal(every_call.forward(module, x, mask=given), expected)


def test_batch_and_time_before_channels_and_time() -> None:
    """What a mask means does not depend on how large the batch is."""
    x = np.random.default_rng(0).random((4, 4, 7))
    by_sequence = poolwise.temporal_max_pool(x, mask=PRESENT)
    for number, sequence in enumerate(x):
        alone = poolwise.temporal_max_pool(sequence[None], mask=PRESENT[number : number + 1])
        np.testing.assert_array_equal(by_sequence[number], alone[0])
    by_channel = poolwise.temporal_max_pool(x, mask=PRESENT[None])
    np.testing.assert_array_equal(by_channel[0], poolwise.temporal_max_pool(x[0], mask=PRESENT))


@pytest.mark.parametrize("axes", [2, 3])
def test_zeros_and_ones_over_space(axes: int) -> None:
    x = np.random.default_rng(0).random((2, 3, 5, 6, 4)[: axes + 2])
    present = x > 0.5
    pool = getattr(poolwise, f"avg_pool{axes}d")
    expected = pool(x, 2, mask=present)
    for dtype in DTYPES:
        np.testing.assert_array_equal(pool(x, 2, mask=present.astype(dtype)), expected)
        tensors = torch.from_numpy(x), torch.from_numpy(present.astype(dtype))
        _equal(pool(tensors[0], 2, mask=tensors[1]), expected)
    grouped = poolwise.channel_max_pool(x, 3, mask=present.astype(np.int32))
    np.testing.assert_array_equal(grouped, poolwise.channel_max_pool(x, 3, mask=present))


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("number", [2, -1, 255])
def test_other_numbers(name: str, number: int) -> None:
    x = np.random.default_rng(2).random((4, 3, 7))
    mask = np.where(PRESENT, 1, 0)
    mask[0, 0] = number
    pool = every_call.FUNCTIONS[name]
    for given in (x, torch.from_numpy(x)):
        if isinstance(given, np.ndarray) and name.startswith(every_call.OF_TENSORS):
            continue
        options = every_call.arguments(name, given, 3)
        like = mask if isinstance(given, np.ndarray) else torch.from_numpy(mask)
        with pytest.raises(ValueError, match=f"mask has numbers from .*{number}"):
            pool(given, **options, mask=like)
        with pytest.raises(TypeError, match=r"mask must be .*float"):
            pool(given, **options, mask=like * 0.5)


def test_compiled() -> None:
    x, mask = torch.rand(4, 3, 7), torch.from_numpy(PRESENT).long()
    compiled = torch.compile(poolwise.global_soft_pool1d, backend="eager", fullgraph=True)
    _equal(compiled(x, mask=mask), poolwise.global_soft_pool1d(x, mask=mask))


def test_gradients() -> None:
    x = torch.rand(4, 3, 7, dtype=torch.float64, requires_grad=True)
    mask = torch.from_numpy(PRESENT)
    pooled = poolwise.temporal_avg_pool(x, mask=mask.int())
    (grad,) = torch.autograd.grad(pooled.sum(), x)
    _equal(grad != 0, mask[:, None].expand(4, 3, 7))
    out, pullback = poolwise.vjp(poolwise.temporal_avg_pool, x.detach().numpy(), mask=mask.numpy())
    _equal(pullback(np.ones_like(out)), grad)
