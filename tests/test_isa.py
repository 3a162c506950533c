"""The kernels of every instruction set that this machine has, against the oracle."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import poolwise

TESTS = Path(__file__).parent


def _run(level: str, *command: str) -> str:
    environment = os.environ | {"POOLWISE_ISA": level, "POOLWISE_TEST_EXAMPLES": "0.1"}
    environment.pop("PYTEST_ADDOPTS", None)  # coverage is this run's own affair
    done = subprocess.run(
        [sys.executable, *command], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("level", poolwise.info()["isa_available"])
def test_kernels(level: str) -> None:
    chosen = _run(level, "-c", "import poolwise; print(poolwise.info()['isa'])")
    assert chosen.strip() == level
    if level == poolwise.info()["isa"]:
        return  # all of this run's tests are on that level already
    tests = [str(TESTS / name) for name in ("test_against_reference.py", "test_reducers.py")]
    # Gradients of reducers are the same loops; to compare them with PyTorch's takes long.
    quick = ("-k", "not composition")
    _run(level, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", *quick, *tests)


def test_unknown_level() -> None:
    environment = os.environ | {"POOLWISE_ISA": "abacus"}
    code = "import poolwise; poolwise.max_pool1d(__import__('numpy').ones((1, 4)), 2)"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True
    )
    assert done.returncode != 0
    assert "POOLWISE_ISA" in done.stderr
    assert "abacus" in done.stderr
    for level in poolwise.info()["isa_available"]:
        assert level in done.stderr
