"""Large results are arrays and tensors like any other, whoever holds them, until the very end."""

from __future__ import annotations

import copy
import io
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
import torch

import poolwise
from poolwise.backends import native
from poolwise.backends.torch import host

X = torch.arange(2 * 3 * 8 * 8.0).reshape(2, 3, 8, 8) / 7


def _gradient(x: Any) -> Any:
    out, pullback = poolwise.vjp(poolwise.max_pool2d, x, 2)
    return pullback(out)


def _backward(x: torch.Tensor) -> Any:
    x = x.clone().requires_grad_()
    poolwise.avg_pool2d(x, 2).sum().backward()
    return x.grad


RESULTS: dict[str, Callable[[Any], Any]] = {
    "max": lambda x: poolwise.max_pool2d(x, 2),
    "indices": lambda x: poolwise.max_pool2d(x, 2, return_indices=True)[1],
    "avg": lambda x: poolwise.avg_pool2d(x, 3, 1),
    "soft": lambda x: poolwise.soft_pool2d(x, 2),
    "median": lambda x: poolwise.adaptive_median_pool2d(x, 3),
    "masked": lambda x: poolwise.sum_pool2d(x, 2, mask=x > 1),
    "gradient": _gradient,
}
TENSORS = RESULTS | {
    "gradient": _backward,
    "pixels": lambda x: poolwise.max_pool2d(x.to(memory_format=torch.channels_last), 2),
}


@pytest.fixture(params=["all are large", "none is"])
def size(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """All results are made as those of more than 32 MiB are; then again as small ones."""
    monkeypatch.setattr(native, "_LARGE", 0 if request.param == "all are large" else 2**40)
    native.CALLS.forget()
    host._storages.clear()
    yield
    native.CALLS.forget()
    host._storages.clear()


def _in_shared_memory(x: torch.Tensor) -> torch.Tensor:
    return x.share_memory_()


def _saved(x: Any) -> Any:
    file = io.BytesIO()
    torch.save(x, file)
    file.seek(0)
    return torch.load(file)


def _through_a_queue(x: torch.Tensor) -> torch.Tensor:
    queue: Any = torch.multiprocessing.get_context("spawn").SimpleQueue()
    queue.put(x)
    received: torch.Tensor = queue.get()
    return received.clone()


COPIES: dict[str, Callable[[Any], Any]] = {
    "pickle": lambda x: pickle.loads(pickle.dumps(x)),
    "deepcopy": copy.deepcopy,
    "copy": copy.copy,
}
TENSOR_COPIES = COPIES | {
    "save": _saved,
    "share": _in_shared_memory,
    "queue": _through_a_queue,
    "numpy": lambda x: torch.from_numpy(x.numpy()),
    "dlpack": torch.from_dlpack,
}


@pytest.mark.usefixtures("size")
@pytest.mark.parametrize("name", TENSORS)
def test_tensors_are_copied_and_shared(name: str) -> None:
    expected = TENSORS[name](X).clone()
    for how in TENSOR_COPIES.values():
        assert torch.equal(how(TENSORS[name](X)), expected)


@pytest.mark.usefixtures("size")
@pytest.mark.parametrize("name", TENSORS)
def test_storages_are_resized(name: str) -> None:
    result = TENSORS[name](X)
    expected, memory = result.clone(), result.untyped_storage()
    assert memory.resizable()
    assert memory.nbytes() == result.numel() * result.itemsize
    memory.resize_(0)  # as FSDP frees what it can gather again
    assert memory.nbytes() == 0
    memory.resize_(result.numel() * result.itemsize)
    result.copy_(expected)
    assert torch.equal(result, expected)
    result.resize_(5, *result.shape)
    assert result.shape == (5, *expected.shape)
    assert torch.equal(TENSORS[name](X), expected)


@pytest.mark.usefixtures("size")
@pytest.mark.parametrize("name", RESULTS)
def test_arrays_are_copied_and_own_their_memory(name: str) -> None:
    x = X.numpy()
    expected = RESULTS[name](x).copy()
    for how in COPIES.values():
        np.testing.assert_array_equal(how(RESULTS[name](x)), expected)
    result = RESULTS[name](x)
    assert result.flags.owndata
    assert result.base is None
    for shape in ((result.size + 3,), (2**20,), (0,), (4, 5)):
        result.resize(shape, refcheck=False)
        assert result.shape == shape
    result[:] = 1
    np.testing.assert_array_equal(RESULTS[name](x), expected)


HOLDERS: dict[str, Callable[[torch.Tensor], Any]] = {
    "tensor": lambda x: x,
    "view": lambda x: x[1:],
    "alias": lambda x: x.detach(),
    "storage": lambda x: x.untyped_storage(),
    "array": lambda x: x.numpy(),
    "dlpack": lambda x: torch.utils.dlpack.to_dlpack(x),
    "gradient": lambda x: (x * 1).requires_grad_().square().sum().grad_fn,
}


@pytest.mark.parametrize("holder", HOLDERS)
def test_memory_that_anybody_holds_is_nobody_elses(
    holder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(native, "_LARGE", 0)
    host._storages.clear()
    result = poolwise.avg_pool2d(X, 2)
    place, held = result.data_ptr(), HOLDERS[holder](result)
    del result
    others = [poolwise.avg_pool2d(X + 1, 2) for _ in range(3)]
    assert (place in [other.data_ptr() for other in others]) == (holder == "gradient")
    del held, others
    host._storages.clear()


def test_memory_that_nobody_holds_is_the_next_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(native, "_LARGE", 0)
    host._storages.clear()
    places = set()
    for _ in range(20):
        x = X.clone().requires_grad_()
        poolwise.avg_pool2d(x, 2).sum().backward()
        assert x.grad is not None
        places.add(x.grad.data_ptr())
    assert len(places) <= 2
    if sys.platform == "linux":
        assert len({poolwise.max_pool2d(X.numpy(), 2).ctypes.data for _ in range(20)}) == 1


def test_truly_large_results() -> None:
    x = torch.arange(2.0**23).reshape(1, 32, 512, 512)
    for _ in range(2):
        kept = poolwise.avg_pool2d(x[:, :, :, :], (1, 1), 1)
        bare = poolwise.avg_pool2d(torch.cat([x, x]), 1)
        assert torch.equal(kept, x)
        assert bare.untyped_storage().nbytes() > native._LARGE
        array = poolwise.max_pool2d(bare.numpy(), 1)
        assert array.nbytes > native._LARGE
        array.resize(7)
        assert array.tolist() == list(range(7))
        bare = poolwise.avg_pool2d(torch.cat([x, x]), 1)
        bare.untyped_storage().resize_(0)


FREED: dict[str, Callable[[torch.Tensor], Any]] = {
    **{name: call for name, call in RESULTS.items() if name not in ("masked", "gradient")},
    "unpool": lambda x: poolwise.max_unpool2d(x, torch.zeros(x.shape, dtype=torch.int64), 2),
    "roi": lambda x: poolwise.roi_align(x, torch.tensor([[0, 0.0, 0, 4, 4]]), 2),
    "ada": lambda x: poolwise.ada_pool2d(x, 2),
}


@pytest.mark.parametrize("name", FREED)
def test_tensors_without_storage_are_refused(name: str) -> None:
    x = X.clone()
    x.untyped_storage().resize_(0)
    with pytest.raises(RuntimeError, match=r"freed|storage|allocated"):
        FREED[name](x)


def test_storage_freed_before_backward_is_missed() -> None:
    x = X.clone().requires_grad_()
    kept = x * 1
    out = poolwise.soft_pool2d(kept, 2).sum()
    kept.untyped_storage().resize_(0)
    with pytest.raises(RuntimeError, match="freed"):
        out.backward()


AT_EXIT = """
import atexit, sys, threading, weakref
import numpy as np
import torch
import poolwise
from poolwise.backends import native

huge = poolwise.avg_pool2d(torch.ones(1, 40, 512, 512), 1)
arrays = poolwise.avg_pool2d(huge.numpy(), 1)
native._LARGE = 0
x = torch.ones(4, 8, 64, 64)
tensor = poolwise.max_pool2d(x, 2)
array = poolwise.avg_pool2d(x.numpy(), 2)
view = poolwise.soft_pool2d(x, 2)[1:]
grad = poolwise.avg_pool2d(x.clone().requires_grad_(), 2)

class Cycle: pass
cycle = Cycle()
cycle.itself, cycle.held = cycle, [tensor, array, grad]
sys.held = [poolwise.max_pool2d(x, 2), poolwise.max_pool2d(x.numpy(), 2)]
late = poolwise.min_pool2d(x.numpy(), 2)
atexit.register(lambda held=late: poolwise.max_pool2d(held, 2))
local = threading.local()
local.held = poolwise.max_pool2d(x, 3)
poolwise.held = poolwise.max_pool2d(x.numpy(), 3)
"""


def test_nothing_is_said_at_exit() -> None:
    command = [sys.executable, "-W", "ignore", "-c", AT_EXIT]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
