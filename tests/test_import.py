"""What importing poolwise takes: NumPy, and nothing that nobody asked for."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import numpy as np
import pytest

from poolwise._needed import NUMPY, TORCH


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


def test_tensors_load_no_compiler() -> None:
    _run(
        "import sys, torch, poolwise.nn\n"
        "x = torch.ones(1, 1, 4, 4, requires_grad=True)\n"
        "poolwise.nn.SoftPool2d(2)(poolwise.max_pool2d(x, 2)).sum().backward()\n"
        "assert not {'torch._dynamo', 'sympy'} & set(sys.modules)"
    )


def test_arrays_are_pooled_without_torch() -> None:
    _run(
        "import sys; sys.modules['torch'] = None\n"
        "import numpy as np, poolwise\n"
        "assert poolwise.max_pool2d(np.arange(4.0).reshape(1, 1, 2, 2), 2).item() == 3\n"
        "out, back = poolwise.vjp(poolwise.avg_pool1d, np.ones((1, 4), np.float32), 2)\n"
        "assert back(out).tolist() == [[0.5] * 4]"
    )


WITHOUT_TORCH = "sys.modules['torch'] = None"
# As much of an old PyTorch as is looked at before its version is.
OLD_TORCH = """
from types import ModuleType
torch = sys.modules['torch'] = ModuleType('torch')
torch.__version__, torch.Tensor = '1.13.1+cpu', type('Tensor', (), {})
"""
ASKING = (
    "import poolwise.nn",
    "poolwise.accelerate()",
    "poolwise.swap(object())",
)


@pytest.mark.parametrize("asking", [*ASKING, "poolwise.max_pool2d(torch.Tensor(), 2)"])
@pytest.mark.parametrize("state", [WITHOUT_TORCH, OLD_TORCH])
def test_what_needs_torch_says_so(state: str, asking: str) -> None:
    if state == WITHOUT_TORCH and asking not in ASKING:
        asking = "from poolwise import nn"
    _run(
        f"import sys\n{state}\nimport numpy as np, poolwise\n"
        "assert poolwise.soft_pool2d(np.ones((1, 4, 4)), 2).shape == (1, 2, 2)\n"
        f"try:\n    {asking}\n"
        "except ImportError as error:\n    text = str(error)\n"
        f"assert 'PyTorch {TORCH[0]}.{TORCH[1]} or newer' in text, text\n"
        "assert \"pip install 'poolwise[torch]'\" in text and '\\n' not in text\n"
        f"assert 'which is not installed' in text or '1.13.1+cpu is installed' in text\n"
        "assert poolwise.max_pool2d(np.ones((1, 4, 4)), 2).shape == (1, 2, 2)"
    )


def test_an_old_numpy_says_so() -> None:
    _run(
        "import numpy; numpy.__version__ = '1.26.4'\n"
        "try:\n    import poolwise\n"
        "except ImportError as error:\n    text = str(error)\n"
        "assert text == 'poolwise needs NumPy 2.0 or newer, and 1.26.4 is installed: '"
        " \"pip install 'numpy>=2'\", text"
    )


def test_the_project_requires_what_is_needed() -> None:
    project = tomllib.loads(Path("pyproject.toml").read_text())["project"]
    assert f"numpy>={NUMPY[0]}.{NUMPY[1]}" in project["dependencies"]
    (torch,) = project["optional-dependencies"]["torch"]
    tested = tuple(map(int, torch.removeprefix("torch>=").split(".")))
    assert tested >= TORCH  # older ones are let in, too


def test_the_command_says_what_it_needs() -> None:
    code = "import sys; sys.modules['typer'] = None\nfrom poolwise.__main__ import main; main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "pip install 'poolwise[cli]'" in done.stderr


# Only what the extra `cli` asks for: commands, and which extra each that cannot run asks for.
LIGHT = """
import sys
from importlib.metadata import packages_distributions
for module, names in packages_distributions().items():
    if OTHERS & {name.lower() for name in names}:
        sys.modules[module] = None
from typer.testing import CliRunner
from poolwise.cli import app
for command, extra in COMMANDS.items():
    done = CliRunner().invoke(app, command.split())
    says = f"pip install 'poolwise[{extra}]'"
    assert done.exit_code == (2 if extra else 0), (command, done.output, done.exception)
    assert not extra or says in done.output and done.output.count("\\n") == 1, done.output
"""


def test_the_command_runs_without_the_lab(tmp_path: Path) -> None:
    extras = tomllib.loads(Path("pyproject.toml").read_text())["project"]["optional-dependencies"]
    names = {re.split(r"[^\w-]", each)[0] for of in extras.values() for each in of}
    own = {"poolwise", *(re.split(r"[^\w-]", each)[0] for each in extras["cli"])}
    helps = ("", "bench ", "compare ", "pool ", "profile ")
    page = f"explain -o {tmp_path}/page.html"
    runs = ("--version", "info", "ops", "ops soft", page, *(f"{name}--help" for name in helps))
    asks = {
        "compare --data faces": "lab", "bench --list": "lab",
        "profile torch.nn:Identity --input 1,3,8,8": "lab",
        f"{page} pyproject.toml": "volumes",
        f"pool {tmp_path}/in.npy -o {tmp_path}/out.zarr": "volumes",
    }  # fmt: skip
    np.save(tmp_path / "in.npy", np.ones((4, 4)))
    _run(f"OTHERS = {names - own}\nCOMMANDS = {dict.fromkeys(runs, '') | asks}\n{LIGHT}")
