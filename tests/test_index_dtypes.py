"""The dtype in which indices are asked for, wherever they are returned."""

from __future__ import annotations

import inspect
from typing import Any

import every_call
import numpy as np
import pytest
import torch

import poolwise
from poolwise.functional import rules

FUNCTIONS = [n for n in every_call.FUNCTIONS if "return_indices" in every_call.parameters_of(n)]
MODULES = [
    name
    for name, kind in every_call.MODULES.items()
    if "return_indices" in inspect.signature(kind).parameters
]
ASKED: list[tuple[Any, str]] = [
    (True, "int64"),
    (np.True_, "int64"),
    (np.int32, "int32"),
    (np.dtype("int64"), "int64"),
    (torch.int32, "int32"),
    (torch.int64, "int64"),
]


def _input(name: str) -> np.ndarray:
    return np.random.default_rng(4).random((2, 3, 6, 4, 8)[: every_call.rank_of(name) + 2])


def _dtype(x: Any) -> str:
    return str(x.dtype).removeprefix("torch.")


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("last", [False, True])
@pytest.mark.parametrize("masked", [False, True])
def test_functions(name: str, last: bool, masked: bool) -> None:
    x, pool = _input(name), every_call.FUNCTIONS[name]
    x = np.moveaxis(x, 1, -1) if last else x
    for tensors in (False, True):
        like: Any = torch.from_numpy if tensors else np.asarray
        options = {**every_call.arguments(name, x, 3), "channels_last": last}
        if masked and "mask" in every_call.parameters_of(name):
            options["mask"] = like(x > 0.3)
        expected, places = pool(like(x), **options | {"return_indices": True})
        for asked, dtype in ASKED:
            for _ in range(2):  # a call that went well is remembered
                out, indices = pool(like(x), **options | {"return_indices": asked})
                assert _dtype(indices) == dtype
                assert (out == expected).all()
                assert (indices == places).all()
        if tensors:
            given = like(x).requires_grad_()
            out, indices = pool(given, **options | {"return_indices": torch.int32})
            assert _dtype(indices) == "int32"
            out.sum().backward()
    for wrong in ("yes", 1, None, np.int16, torch.uint8, np.float32, [True]):
        with pytest.raises(TypeError, match="return_indices="):
            pool(x, **every_call.arguments(name, x, 3) | {"return_indices": wrong})


@pytest.mark.parametrize("name", MODULES)
def test_modules(name: str) -> None:
    x = torch.from_numpy(_input(name))
    expected = every_call.forward(every_call.module(name, 3, return_indices=True), x)
    actual = every_call.forward(every_call.module(name, 3, return_indices=torch.int32), x)
    assert actual[1].dtype == torch.int32
    assert (actual[1] == expected[1]).all()
    with pytest.raises(TypeError, match="return_indices="):
        every_call.module(name, 3, return_indices="no")


def test_back_and_in_programs() -> None:
    x = torch.rand(1, 2, 6, 6)
    out, indices = poolwise.max_pool2d(x, 2, return_indices=torch.int32)
    expected = torch.nn.functional.max_unpool2d(out, indices.long(), 2)
    torch.testing.assert_close(poolwise.max_unpool2d(out, indices, 2), expected)
    module = poolwise.nn.MaxPool2d(2, return_indices=torch.int32)
    for made in (
        torch.compile(module, backend="eager", fullgraph=True),
        torch.export.export(module, (x,)).module(),
    ):
        assert made(x)[1].dtype == torch.int32
    (value, places), pullback = poolwise.vjp(
        poolwise.max_pool2d, x.numpy(), 2, return_indices=np.int32
    )
    assert places.dtype == np.int32
    assert pullback(np.ones_like(value)).sum() == value.size


def test_planes_that_are_too_large() -> None:
    with pytest.raises(ValueError, match="return_indices=int32 cannot number"):
        rules.index_dtype(np.int32, (2**16, 2**16))
    assert rules.index_dtype(np.int32, (2**15, 2**16)) == "int32"
