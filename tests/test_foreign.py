"""Adding an operator takes one file: whatever walks over all operators knows it from then on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).parent
ROOT = TESTS.parent

PRODUCTS = (
    "test_reducers.py",  # against the oracle: geometries, dtypes, layouts, masks
    "test_nn_reducers.py",  # its modules: copies, repr, rules, compilation
    "test_wrong_calls.py",  # what is wrong for its arguments
    "test_function_transforms.py",  # derivatives
    "test_catalogue.py",  # what is said of it, and its examples
    "test_lab_measures.py",
)

ASKED = """
import sys; sys.path[:0] = [{tests!r}, {docs!r}]
import foreign; foreign.pytest_configure()
from poolwise import catalogue, stubs
import make_operators
print(stubs.function("smooth_abs_pool2d").count("eps: float = 0.5"))
print(stubs.module(foreign.GlobalSmoothAbsPool1d).count("class GlobalSmoothAbsPool1d"))
print("smooth_abs" in make_operators.page())
print(catalogue.find("smooth_abs").functions[3])
"""


def _run(*arguments: str) -> str:
    environment = {**os.environ, "POOLWISE_TEST_EXAMPLES": "0.1", "PYTHONPATH": str(TESTS)}
    command = [sys.executable, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=ROOT)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]
    return done.stdout


def test_what_walks_over_all_operators_tries_one_that_is_added() -> None:
    options = ["-q", "-n", "0", "-p", "foreign", "-p", "no:cacheprovider"]
    paths = [str(TESTS / name) for name in PRODUCTS]
    said = _run("-m", "pytest", *options, "-k", "smooth_abs or SmoothAbs", *paths)
    assert int(said.rpartition(" passed")[0].split()[-1]) > 60
    assert "failed" not in said


def test_what_is_written_from_declarations_has_it() -> None:
    docs = str(ROOT / "docs")
    said = _run("-c", ASKED.format(tests=str(TESTS), docs=docs)).split()
    assert int(said[0]) >= 1
    assert said[1:] == ["1", "True", "adaptive_smooth_abs_pool1d"]
