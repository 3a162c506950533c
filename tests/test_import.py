"""What importing poolwise takes: NumPy, and nothing that nobody asked for."""

from __future__ import annotations

import subprocess
import sys


def _run(code: str) -> None:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_importing_loads_no_framework() -> None:
    heavy = {"torch", "matplotlib", "scipy", "sklearn", "skimage", "joblib", "ml_dtypes", "typer"}
    _run(
        "import sys, numpy as np, poolwise\n"
        "poolwise.max_pool2d(np.ones((1, 4, 4)), 2)\n"
        f"assert not {heavy!r} & set(sys.modules)"
    )


def test_arrays_are_pooled_without_torch() -> None:
    _run(
        "import sys; sys.modules['torch'] = None\n"
        "import numpy as np, poolwise\n"
        "assert poolwise.max_pool2d(np.arange(4.0).reshape(1, 1, 2, 2), 2).item() == 3\n"
        "out, back = poolwise.vjp(poolwise.avg_pool1d, np.ones((1, 4), np.float32), 2)\n"
        "assert back(out).tolist() == [[0.5] * 4]"
    )


def test_the_command_says_what_it_needs() -> None:
    code = "import sys; sys.modules['typer'] = None\nfrom poolwise.__main__ import main; main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "pip install 'poolwise[lab]'" in done.stderr
