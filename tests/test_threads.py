"""Threads: never another result, whatever their number and whoever calls or forks meanwhile."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import arrays
import numpy as np
import pytest
import torch
from strategies import REDUCERS, SELECTING

import poolwise

# Large enough for the work to be shared among seven; sizes that no share divides.
SHAPES = {"planes": (3, 37, 67, 71), "one plane": (1, 1, 601, 857), "long rows": (2, 2, 3, 43_001)}

CALLS: dict[str, tuple[str, dict[str, Any]]] = {
    "2x2/2": ("", {"kernel_size": 2}),
    "3x3/1": ("", {"kernel_size": 3, "stride": 1, "padding": 1}),
    "3x31/2": ("", {"kernel_size": (3, 31), "stride": (1, 2), "padding": (1, 15)}),
    "dilated": ("", {"kernel_size": 3, "stride": 2, "padding": "same", "dilation": (1, 3)}),
    "adaptive": ("adaptive_", {"output_size": (3, 11)}),
    "global": ("global_", {}),
}


@pytest.fixture(autouse=True)
def default_afterwards() -> Iterator[None]:
    yield
    poolwise.set_num_threads(None)


def _pooled(reducer: str, call: str, x: np.ndarray, mask: Any, last: bool) -> list[np.ndarray]:
    """Everything that a call computes: output, indices, gradient."""
    prefix, kwargs = CALLS[call]
    function = getattr(poolwise, f"{prefix}{reducer}_pool2d")
    kwargs = kwargs | {"mask": mask, "channels_last": last}
    if not arrays.is_float(x.dtype):
        return [function(x, **kwargs)]
    indices = {"return_indices": True} if reducer in SELECTING else {}
    result, pullback = poolwise.vjp(function, x, **kwargs, **indices)
    out, *places = result if indices else (result,)
    grad = np.random.default_rng(1).standard_normal(out.shape).astype(out.dtype)
    return [out, *places, pullback(grad)]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("reducer", REDUCERS)
def test_any_number_of_threads_gives_the_same_bits(shape: str, reducer: str) -> None:
    rng = np.random.default_rng(0)
    for turn, call in enumerate(CALLS):
        dtype = (np.float32, np.float64, np.uint8, arrays.BFLOAT16)[turn % 4]
        x = (rng.standard_normal(SHAPES[shape]) * 90).astype(dtype)
        last = turn % 2 == 1
        x = np.ascontiguousarray(np.moveaxis(x, 1, -1)) if last else x
        mask = rng.random(x.shape) < 0.8 if turn == 1 else None
        poolwise.set_num_threads(1)
        expected = _pooled(reducer, call, x, mask, last)
        for count in (2, 3, 7):
            poolwise.set_num_threads(count)
            for actual, wanted in zip(_pooled(reducer, call, x, mask, last), expected, strict=True):
                arrays.assert_bits(actual, wanted)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("soft", {"beta": 1.5}),
        ("lse", {"r": 1.5}),
        ("lp", {"norm_type": 3.5}),
        ("rms", {}),
        ("power_mean", {"p": 5}),
        ("median", {}),
    ],
)
def test_what_others_hold_changes_no_window(name: str, options: dict[str, Any]) -> None:
    """Powers are computed once for all, or scaled window by window: by what a window holds."""
    rng = np.random.default_rng(3)
    for shape in ((1, 37, 19, 23), (1, 5, 40, 77)):  # of which the first are pooled as pixels
        x = rng.standard_normal(shape).astype(np.float32)
        extreme = rng.integers(0, x.size, 40)
        x.reshape(-1)[extreme] = 10.0 ** rng.uniform(-30, 30, 40)

        def pooled(x: np.ndarray, last: bool, count: int) -> list[np.ndarray]:
            poolwise.set_num_threads(count)
            x = np.moveaxis(x, 1, -1).copy() if last else x
            pool = getattr(poolwise, f"{name}_pool2d")
            out, pull = poolwise.vjp(
                pool, x, kernel_size=3, stride=2, channels_last=last, **options
            )
            both = [out, pull(np.ones_like(out))]
            return [np.moveaxis(each, -1, 1) for each in both] if last else both

        expected = pooled(x, False, 1)
        for last in (False, True):
            for count in (1, 2, 7):
                out, grad = pooled(x, last, count)
                arrays.assert_bits(out, expected[0])
                if last == (shape[-1] < 32):  # the same order of additions
                    arrays.assert_bits(grad, pooled(x, last, 1)[1])
        for channel in range(0, shape[1], 4):
            alone = pooled(x[:, channel : channel + 1], False, 1)
            arrays.assert_bits(alone[0], expected[0][:, channel : channel + 1])


def test_sixteen_callers_with_any_number_of_threads() -> None:
    """Forward and backward at once, while another thread changes how many threads there are."""
    rng = np.random.default_rng(0)
    x = rng.standard_normal((4, 8, 96, 96)).astype(np.float32)
    jobs = [(reducer, call) for reducer in REDUCERS for call in CALLS]
    expected = [_pooled(*job, x, None, False) for job in jobs]
    done = threading.Event()

    def change() -> None:
        while not done.is_set():
            for count in (1, 2, 3, 7):
                poolwise.set_num_threads(count)

    changing = threading.Thread(target=change)
    changing.start()
    try:
        with ThreadPoolExecutor(16) as pool:
            results = pool.map(lambda job: _pooled(*job, x, None, False), jobs * 3)
            for parts, wanted in zip(results, expected * 3, strict=True):
                for actual, part in zip(parts, wanted, strict=True):
                    arrays.assert_bits(actual, part)
    finally:
        done.set()
        changing.join()


FORK = """
import os, signal, threading
import numpy as np
import poolwise

x = np.random.default_rng(0).standard_normal((8, 16, 64, 64)).astype(np.float32)
FUNCTIONS = [poolwise.max_pool2d, poolwise.avg_pool2d, poolwise.sum_pool2d]


def everything():
    for function in FUNCTIONS:
        out, pullback = poolwise.vjp(function, x, 3, 1, 1)
        yield out
        yield pullback(out)


poolwise.set_num_threads(3)
expected = list(everything())
stop = threading.Event()


def busy():
    while not stop.is_set():
        poolwise.max_pool2d(x, 3, 1, 1)


others = [threading.Thread(target=busy) for _ in range(2)]
for other in others:
    other.start()
for child in range(6):
    pid = os.fork()
    if pid == 0:
        signal.alarm(60)  # a child that waits for a lock is a failure
        same = all((a == b).all() for a, b in zip(everything(), expected))
        os._exit(0 if same else 1)
    assert os.waitpid(pid, 0)[1] == 0, "a child hung or differed"
stop.set()
for other in others:
    other.join()
assert all((a == b).all() for a, b in zip(everything(), expected))
print("safe")
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_forks_while_other_threads_pool() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", FORK], capture_output=True, text=True, timeout=120
    )
    assert done.stdout.strip() == "safe", done.stderr


class _Pooled(torch.utils.data.Dataset[torch.Tensor]):
    """Pools enough for threads in the worker that loads it."""

    def __len__(self) -> int:
        return 6

    def __getitem__(self, index: int) -> torch.Tensor:
        x = torch.arange(16 * 200 * 200.0).reshape(16, 200, 200) * (index + 1)
        out = poolwise.max_pool2d(x.requires_grad_(), 3, 2, 1)
        out.sum().backward()
        assert x.grad is not None
        return torch.cat([out.detach().flatten(), x.grad.flatten()])


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_data_loader_workers_with_threads_of_their_own() -> None:
    poolwise.set_num_threads(3)  # the workers inherit it
    data = _Pooled()
    expected = [data[index] for index in range(len(data))]
    loader = torch.utils.data.DataLoader(
        data, batch_size=None, num_workers=2, multiprocessing_context="fork", timeout=60
    )
    for actual, wanted in zip(loader, expected, strict=True):
        assert torch.equal(actual, wanted)
