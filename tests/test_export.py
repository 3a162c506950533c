"""`torch.export`: a program of every module, which gives the same."""

from __future__ import annotations

import pytest
import torch
from exports import MODULES, SIZES, inputs_of, module_of
from strategies import some_of, some_ranks

from poolwise import nn


@pytest.mark.parametrize("name", some_of(some_ranks(MODULES)))
def test_all(name: str) -> None:
    module, given = module_of(name), inputs_of(name)
    program = torch.export.export(module, given)
    with torch.no_grad():
        torch.testing.assert_close(program.module()(*given), module(*given))


@pytest.mark.parametrize(
    "module",
    [nn.AdaPool2d(2), nn.AttentionPool2d(SIZES[:2], 3, 1, resample=True)],
    ids=lambda module: type(module).__name__,
)
def test_heights_of_any_size(module: torch.nn.Module) -> None:
    x, height = torch.rand(2, 3, *SIZES[:2]), torch.export.Dim("height", min=4, max=64)
    program = torch.export.export(module.eval(), (x,), dynamic_shapes=({2: height},))
    for given in (x, torch.rand(2, 3, 9, SIZES[1])):
        torch.testing.assert_close(program.module()(given), module(given))
