"""Accelerated programs: what PyTorch does with a pooling call keeps working."""

from __future__ import annotations

import copy
import io
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader, Dataset

import poolwise
from poolwise.backends import native
from poolwise.backends.torch import aten

pytestmark = [
    pytest.mark.usefixtures("one_torch_thread"),
    pytest.mark.filterwarnings("ignore:.torch.jit:DeprecationWarning"),
]


class Net(nn.Module):
    """A bit of everything that pools."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(3, 4, 3)
        self.second = nn.Conv2d(4, 8, 3)
        self.max, self.avg = nn.MaxPool2d(3, 2, 1), nn.AvgPool2d(2, 1)
        self.adaptive, self.whole = nn.AdaptiveMaxPool2d(3), nn.AdaptiveAvgPool2d(1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.max(torch.relu(self.first(x)))
        x = self.adaptive(self.avg(self.second(x)))
        return self.whole(x).flatten(1)


@pytest.fixture
def net() -> Net:
    torch.manual_seed(0)
    return Net().eval()


@pytest.fixture
def x() -> torch.Tensor:
    return torch.randn(2, 3, 16, 16, generator=torch.Generator().manual_seed(1))


def _knowing_nothing(*args: Any) -> Callable[..., Any]:
    """A kernel of which every call is planned."""
    return partial(args[-1], False)


@pytest.fixture
def ours(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """How often a tensor's pooling planned a call of ours, at most once per geometry."""
    calls: list[int] = []
    monkeypatch.setattr(native, "kernel", _knowing_nothing)
    planned = aten._planned
    monkeypatch.setattr(aten, "_planned", lambda *args: calls.append(1) or planned(*args))
    aten._sliding.cache_clear()
    aten._adaptive.cache_clear()
    yield calls
    aten._sliding.cache_clear()
    aten._adaptive.cache_clear()


# --- autograd -------------------------------------------------------------------------------------


def _gradients(net: nn.Module, x: torch.Tensor) -> list[torch.Tensor]:
    net.zero_grad()
    net(x).square().sum().backward()
    return [parameter.grad.clone() for parameter in net.parameters() if parameter.grad is not None]


@pytest.mark.parametrize("layout", [torch.contiguous_format, torch.channels_last], ids=str)
def test_training(net: Net, x: torch.Tensor, layout: Any) -> None:
    net, x = net.to(memory_format=layout), x.to(memory_format=layout)
    expected = _gradients(net, x)
    with poolwise.accelerate():
        actual = _gradients(net, x)
    torch.testing.assert_close(actual, expected)


def _pooled(x: torch.Tensor) -> torch.Tensor:
    y = F.max_pool2d(x, 3, 2, 1) + F.avg_pool2d(x, 3, 2, 1)
    values, _ = F.max_pool2d(x, 2, return_indices=True)
    return y.sum() + values.pow(3).sum() + F.adaptive_max_pool2d(x, 3).sin().sum()


def _twice(x: torch.Tensor) -> list[torch.Tensor]:
    x = x.detach().requires_grad_()
    y = _pooled(x)
    first = torch.autograd.grad(y, x, retain_graph=True)[0]
    again = torch.autograd.grad(y, x, create_graph=True)[0]
    assert torch.equal(first, again)
    return [first, torch.autograd.grad(again.square().sum(), x)[0]]


def test_retained_graphs_and_second_derivatives(x: torch.Tensor) -> None:
    x = x.double()
    expected = _twice(x)
    with poolwise.accelerate():
        torch.testing.assert_close(_twice(x), expected)
        leaf = x[:1, :1, :6, :6].clone().requires_grad_()
        assert torch.autograd.gradcheck(_pooled, leaf)
        assert torch.autograd.gradgradcheck(_pooled, leaf)


def test_hooks_see_gradients(x: torch.Tensor) -> None:
    seen = []
    with poolwise.accelerate():
        y = F.max_pool2d(x.requires_grad_(), 2)
        y.register_hook(lambda grad: seen.append(grad.shape) or 2 * grad)
        y.sum().backward()
    assert seen == [y.shape]
    assert x.grad.sum() == 2 * y.numel()


def test_in_place_on_the_output(x: torch.Tensor) -> None:
    """PyTorch's max pooling does not keep its output, so ReLU may overwrite it; nor does ours."""
    grads = []
    for accelerated in (False, True):
        leaf = x.clone().requires_grad_()
        handle = poolwise.accelerate() if accelerated else None
        F.max_pool2d(leaf, 3, 2).relu_().sum().backward()
        if handle:
            handle.undo()
        grads.append(leaf.grad)
    assert torch.equal(*grads)


def test_modes_without_gradients(net: Net, x: torch.Tensor, ours: list[int]) -> None:
    expected = net(x)
    with poolwise.accelerate():
        for mode in (torch.no_grad, torch.inference_mode):
            ours.clear()
            with mode():
                actual = net(x)
                torch.testing.assert_close(actual, expected.detach())
                assert not actual.requires_grad
                assert actual.is_inference() == (mode is torch.inference_mode)
        assert not F.max_pool2d(x, 2).requires_grad


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16], ids=str)
def test_autocast(net: Net, x: torch.Tensor, dtype: torch.dtype) -> None:
    with torch.autocast("cpu", dtype):
        expected = net(x), F.avg_pool3d(x, 2)
        with poolwise.accelerate():
            actual = net(x), F.avg_pool3d(x, 2)
    torch.testing.assert_close(actual, expected)


# --- torch.func, subclasses, tensors without data -------------------------------------------------


def test_transforms(x: torch.Tensor) -> None:
    tangent = torch.randn_like(x)
    transforms: list[Callable[[], Any]] = [
        lambda: torch.vmap(lambda y: F.max_pool2d(y, 2))(x),
        lambda: torch.vmap(lambda y: F.adaptive_avg_pool2d(y, 3), in_dims=3)(x),
        lambda: torch.func.grad(_pooled)(x),
        lambda: torch.vmap(torch.func.grad(lambda y: _pooled(y[None])))(x),
        lambda: torch.func.jvp(_pooled, (x,), (tangent,)),
        lambda: torch.func.functionalize(_pooled)(x),
        lambda: torch.func.jacrev(lambda y: F.max_pool2d(y, 4).sum((1, 2, 3)))(x),
        lambda: torch.autograd.functional.jvp(_pooled, x, tangent),
        lambda: torch.func.vjp(_pooled, x)[1](torch.tensor(1.0)),
        lambda: torch.func.grad(lambda y: torch.func.grad(_pooled)(y).sin().sum())(x),
        lambda: torch.func.linearize(_pooled, x)[1](tangent),
        lambda: torch.func.hessian(lambda y: F.avg_pool2d(y, 2).sin().sum())(x[:1, :1, :4, :4]),
        lambda: torch.func.hessian(lambda y: F.max_pool2d(y, 2).sin().sum())(x[:1, :1, :4, :4]),
        lambda: _forward_mode(x, tangent),
    ]
    expected = [transform() for transform in transforms]
    with poolwise.accelerate():
        torch.testing.assert_close([transform() for transform in transforms], expected)


def _forward_mode(x: torch.Tensor, tangent: torch.Tensor) -> torch.Tensor:
    with torch.autograd.forward_ad.dual_level():
        y = _pooled(torch.autograd.forward_ad.make_dual(x, tangent))
        return torch.autograd.forward_ad.unpack_dual(y).tangent


def test_subclasses_stay(x: torch.Tensor) -> None:
    class Named(torch.Tensor):
        pass

    with poolwise.accelerate():
        assert type(F.max_pool2d(x.as_subclass(Named), 2)) is Named
        assert torch.equal(F.max_pool2d(nn.Parameter(x), 2), F.max_pool2d(x, 2))


def test_tensors_without_data(net: Net, x: torch.Tensor) -> None:
    from torch._subclasses import FakeTensorMode

    with poolwise.accelerate():
        assert net.to("meta")(x.to("meta")).shape == (2, 8)
        with FakeTensorMode() as mode:
            y = F.max_pool2d(mode.from_tensor(x), 2)
            assert y.shape == (2, 3, 8, 8)
            assert y.device.type == "cpu"


# --- compilers ------------------------------------------------------------------------------------


def test_compile(net: Net, x: torch.Tensor) -> None:
    expected, gradients = net(x), _gradients(net, x)

    def compiled() -> nn.Module:
        torch.compiler.reset()
        # The backend that writes no code: compiling C++ would take the time of all other tests.
        program = torch.compile(net, fullgraph=True, backend="aot_eager")
        torch.testing.assert_close(program(x), expected)
        torch.testing.assert_close(_gradients(program, x), gradients)
        return program

    for _ in range(2):  # PyTorch remembers from one compilation to the next which kernels there are
        before = compiled()
        with poolwise.accelerate():
            torch.testing.assert_close(before(x), expected)
            during = compiled()
        torch.testing.assert_close(during(x), expected)


def test_compiled_fallbacks_are_ours(x: torch.Tensor, ours: list[int]) -> None:
    """What the compiler leaves to PyTorch's operators at run time is poolwise's."""
    program = torch.compile(lambda x: F.max_pool2d(x, 2), fullgraph=True, backend="aot_eager")
    expected = program(x)
    assert not ours
    with poolwise.accelerate():
        assert torch.equal(program(x), expected)
    assert ours


def test_compile_one_model(net: Net, x: torch.Tensor) -> None:
    expected = net(x)
    with poolwise.accelerate(net):
        compiled = torch.compile(net, fullgraph=True, backend="aot_eager")
        torch.testing.assert_close(compiled(x), expected)
    torch.testing.assert_close(net(x), expected)


@pytest.mark.parametrize("strict", [False, True])
def test_export(net: Net, x: torch.Tensor, strict: bool, ours: list[int], tmp_path: Path) -> None:
    expected = net(x)
    with poolwise.accelerate():
        program = torch.export.export(net, (x,), strict=strict)
    targets = {str(node.target) for node in program.graph.nodes}
    assert "aten.max_pool2d.default" in targets
    assert not any("poolwise" in target for target in targets)
    torch.export.save(program, tmp_path / "net.pt2")
    loaded = torch.export.load(tmp_path / "net.pt2").module()
    torch.testing.assert_close(loaded(x), expected)
    assert not ours
    with poolwise.accelerate():
        torch.testing.assert_close(loaded(x), expected)
    assert ours


def test_torchscript(net: Net, x: torch.Tensor, ours: list[int]) -> None:
    expected = net(x).detach()
    frozen = torch.jit.freeze(torch.jit.script(net))
    programs = {
        "scripted": torch.jit.script(net),
        "traced": torch.jit.trace(net, x),
        "frozen": frozen,
        "optimised": torch.jit.optimize_for_inference(torch.jit.script(net)),
    }
    with poolwise.accelerate():
        programs["traced accelerated"] = torch.jit.trace(net, x)
        programs["frozen accelerated"] = torch.jit.freeze(torch.jit.script(net))
        assert "aten::max_pool2d" in str(programs["traced accelerated"].inlined_graph)
        for name, program in programs.items():
            for _ in range(3):  # the profiling executor rewrites what it has seen
                torch.testing.assert_close(program(x).detach(), expected, msg=name)
    buffer = io.BytesIO()
    torch.jit.save(programs["traced accelerated"], buffer)
    buffer.seek(0)
    torch.testing.assert_close(torch.jit.load(buffer)(x).detach(), expected)


def test_scripted_calls_are_ours(x: torch.Tensor, ours: list[int]) -> None:
    scripted = torch.jit.script(nn.MaxPool2d(2))
    with poolwise.accelerate():
        scripted(x)
    assert ours


# --- copies, processes, threads -------------------------------------------------------------------


def test_copies_of_a_model(net: Net, x: torch.Tensor) -> None:
    expected = net(x)
    handle = poolwise.accelerate(net)
    copies = [copy.deepcopy(net), pickle.loads(pickle.dumps(net))]
    for model in copies:
        torch.testing.assert_close(model(x), expected)
    handle.undo()
    for model in copies:
        torch.testing.assert_close(model(x), expected)


class _Pooled(Dataset[torch.Tensor]):
    """Pictures that are pooled where they are loaded."""

    def __len__(self) -> int:
        return 4

    def __getitem__(self, number: int) -> torch.Tensor:
        return F.max_pool2d(torch.full((1, 4, 4), float(number)), 2)


def test_forked_workers() -> None:
    with poolwise.accelerate():
        loader = DataLoader(_Pooled(), batch_size=2, num_workers=2, multiprocessing_context="fork")
        assert torch.stack(list(loader))[:, :, 0, 0, 0].flatten().tolist() == [0, 1, 2, 3]


def test_threads(net: Net) -> None:
    inputs = [torch.randn(1, 3, 10 + n, 20 - n) for n in range(8)] * 4
    expected = [net(x) for x in inputs]

    def both(x: torch.Tensor) -> torch.Tensor:
        with poolwise.accelerate():  # begun and ended all the while
            return net(x)

    with ThreadPoolExecutor(8) as pool:
        torch.testing.assert_close(list(pool.map(both, inputs)), expected)


# --- whole programs -------------------------------------------------------------------------------

PROGRAM = """
import sys
if __name__ == "__main__":
    assert sys.argv[1:] == ["--flag", "value", "-m"], sys.argv
    assert "torch" not in sys.modules
    import helper
    import importlib.util
    assert importlib.util.find_spec("torch") is not None
import torch
from torch.utils.data import DataLoader, Dataset

class Pooled(Dataset):  # where it is loaded: in another process, which reads all this again
    def __len__(self):
        return 4

    def __getitem__(self, number):
        return torch.nn.functional.max_pool2d(torch.full((1, 4, 4), float(number)), 2)

if __name__ == "__main__":
    before = "poolwise" in torch._C._dispatch_dump("aten::max_pool2d")
    print(__name__, before, torch.max_pool2d(torch.arange(16.).view(1, 1, 4, 4), 2).sum().item())
    loader = DataLoader(Pooled(), num_workers=1, multiprocessing_context="spawn")
    print(torch.stack(list(loader)).sum().item())
    sys.exit(7)
"""


def _python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


def test_run(tmp_path: Path) -> None:
    (tmp_path / "helper.py").write_text("")
    (tmp_path / "program.py").write_text(PROGRAM)
    command = ["-m", "poolwise", "run"]
    done = _python(*command, str(tmp_path / "program.py"), "--flag", "value", "-m")
    assert (done.stdout, done.returncode) == ("__main__ True 40.0\n24.0\n", 7), done.stderr


def test_run_a_module() -> None:
    done = _python("-m", "poolwise", "run", "-m", "json.tool", "--help")
    assert done.returncode == 0
    assert "--sort-keys" in done.stdout


def test_run_a_module_that_no_path_leads_to(tmp_path: Path) -> None:
    """As editable installations are found."""
    hidden = tmp_path / "hidden.py"
    hidden.write_text("print(__name__)")
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\n"
        "from importlib.util import spec_from_file_location\n"
        "class Finder:\n"
        "    @staticmethod\n"
        "    def find_spec(name, path=None, target=None):\n"
        "        if name == 'elsewhere':\n"
        f"            return spec_from_file_location(name, {str(hidden)!r})\n"
        "sys.meta_path.append(Finder)\n"
    )
    found = _python("-m", "poolwise", "run", "-m", "elsewhere", PYTHONPATH=str(tmp_path))
    assert (found.stdout, found.returncode) == ("__main__\n", 0), found.stderr


def test_run_says_what_is_missing() -> None:
    done = _python("-m", "poolwise", "run", "missing.py")
    assert done.returncode == 2
    assert done.stderr.startswith("poolwise: program='missing.py' does not exist")


def test_environment() -> None:
    code = (
        "import sys, poolwise\n"
        "assert 'torch' not in sys.modules\n"
        "import torch\n"
        "assert torch.__spec__.loader is not None\n"
        "assert 'poolwise' in torch._C._dispatch_dump('aten::max_pool2d')\n"
    )
    done = _python("-c", code, POOLWISE_ACCELERATE="1")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    done = _python("-c", "import poolwise", POOLWISE_ACCELERATE="yes")
    assert "POOLWISE_ACCELERATE='yes' must be 0 or 1" in done.stderr


def test_environment_after_torch() -> None:
    code = (
        "import torch, poolwise; assert 'poolwise' in torch._C._dispatch_dump('aten::max_pool2d')"
    )
    assert _python("-c", code, POOLWISE_ACCELERATE="1").returncode == 0


def test_programs_without_torch() -> None:
    code = "import sys; sys.modules['torch'] = None; import poolwise"
    assert _python("-c", code, POOLWISE_ACCELERATE="1").returncode == 0
