"""Every example in a docstring runs and prints what it says."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import poolwise

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(poolwise.__path__, "poolwise.")
    if not module.name.endswith(("_native", "__main__"))
)


@pytest.mark.usefixtures("hasty_races")
@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_operators_have_examples() -> None:
    finder = doctest.DocTestFinder(exclude_empty=True)
    for name in poolwise.__all__:
        if name.endswith("d") and "pool" in name:
            function = getattr(poolwise, name)
            assert any(test.examples for test in finder.find(function, name)), name
