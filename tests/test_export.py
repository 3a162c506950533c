"""`torch.export`: a program of every module, which gives the same."""

from __future__ import annotations

import pytest
import torch
from exports import MODULES, inputs_of, module_of


@pytest.mark.parametrize("name", MODULES)
def test_all(name: str) -> None:
    module, given = module_of(name), inputs_of(name)
    program = torch.export.export(module, given)
    with torch.no_grad():
        torch.testing.assert_close(program.module()(*given), module(*given))
