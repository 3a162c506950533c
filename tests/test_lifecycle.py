"""Calls that end otherwise than by a result: interrupted, out of memory or threads, at exit."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np
import pytest
import torch
from strategies import thinned

import poolwise
from poolwise.backends import native
from poolwise.backends.numpy import arrays
from poolwise.windows import Windows

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="limits are those of Linux")


def _run(code: str, timeout: int = 120) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        capture_output=True,
        text=True,
        timeout=timeout,
    )


# --- interrupted ----------------------------------------------------------------------------------


class _Stop(Exception):
    pass


@pytest.fixture
def alarm() -> Iterator[Callable[[float], None]]:
    """After so many seconds a signal raises `_Stop` in the main thread."""

    def raise_stop(*_: Any) -> None:
        raise _Stop

    before = signal.signal(signal.SIGALRM, raise_stop)
    yield lambda seconds: signal.setitimer(signal.ITIMER_REAL, seconds)  # type: ignore[return-value]
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


def _assert_ends_soon(alarm: Any, call: Callable[[], Any], threads: int = 1) -> None:
    """Within a second of work; what other processes do meanwhile is not counted."""
    alarm(0.2)
    began = time.process_time()
    with pytest.raises(_Stop):
        call()
    assert time.process_time() - began < 1.2 * threads


SIZE, KERNEL = 1500, 151  # each would take half a minute and more
PLANE = np.random.default_rng(0).random((1, 1, SIZE, SIZE), np.float32)
PRESENT = np.ones_like(PLANE, bool)

LONG: dict[str, Callable[[Any], Any]] = {
    "max with a mask": lambda x: poolwise.max_pool2d(x, KERNEL, 1, mask=x >= 0),
    "mean with a mask": lambda x: poolwise.avg_pool2d(x, KERNEL, 1, mask=x >= 0),
    "median": lambda x: poolwise.median_pool2d(x, KERNEL, 1),
    "norm": lambda x: poolwise.lp_pool2d(x, 3.5, KERNEL, 1),
    "channels last": lambda x: poolwise.soft_pool2d(x, KERNEL, 1, channels_last=True),
}


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timers here")
@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("kind", ["arrays", "tensors"])
@pytest.mark.parametrize("name", LONG)
def test_a_signal_ends_a_long_call(name: str, kind: str, threads: int, alarm: Any) -> None:
    x = PLANE if kind == "arrays" else torch.from_numpy(PLANE)
    poolwise.max_pool2d(x[..., :9, :9], 3)  # what is imported first is no part of it
    if name == "channels last":
        x = x.reshape(1, SIZE, SIZE, 1).repeat(3, -1) if kind == "arrays" else x.movedim(1, -1)
    poolwise.set_num_threads(threads)
    try:
        _assert_ends_soon(alarm, lambda: LONG[name](x), threads)
    finally:
        poolwise.set_num_threads(None)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timers here")
def test_a_signal_ends_a_long_backward(alarm: Any) -> None:
    grad, numbers = np.ones((1, 1, 1350, 1350), np.float32), np.array([[3.5]])
    windows = Windows.sliding(2, KERNEL, 1)
    call = partial(native.reduce_back, arrays.HOST, grad, PLANE, None, windows)
    _assert_ends_soon(alarm, lambda: call("lp", numbers, 0, 0, False), 4)


def test_handlers_that_raise_nothing_change_no_result() -> None:
    if not hasattr(signal, "setitimer"):
        pytest.skip("no timers here")
    x = PLANE[..., :300, :300]
    expected = poolwise.soft_pool2d(x, 41, 1)
    rings = []
    before = signal.signal(signal.SIGALRM, lambda *_: rings.append(1))
    signal.setitimer(signal.ITIMER_REAL, 0.05, 0.05)
    try:
        for _ in range(3):
            np.testing.assert_array_equal(poolwise.soft_pool2d(x, 41, 1), expected)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert rings


def test_other_threads_go_on_while_one_is_interrupted(alarm: Any) -> None:
    x = PLANE[..., :300, :300]
    expected = poolwise.median_pool2d(x, 15, 1)
    results: list[Any] = []
    other = threading.Thread(target=lambda: results.append(poolwise.median_pool2d(x, 15, 1)))
    alarm(0.2)
    other.start()
    with pytest.raises(_Stop):
        poolwise.median_pool2d(PLANE, KERNEL, 1)
    other.join()
    np.testing.assert_array_equal(results[0], expected)


# --- at exit --------------------------------------------------------------------------------------

DAEMON = """
import threading, time
import numpy as np
import poolwise
{torch}

def go(make):
    while True:
        make()

large = np.ones((8, 64, 64, 64), "f4")
middle = np.ones((2, 8, 64, 64), "f4")
small = np.ones((1, 4, 4), "f4")
CALLS = [
    lambda: poolwise.soft_pool2d(large, 3, 1),
    lambda: poolwise.max_pool2d(large, 2),
    lambda: poolwise.max_pool2d(middle, 2),
    lambda: poolwise.avg_pool2d(small, 2),
    lambda: poolwise.median_pool2d(middle, 3, 1),
    lambda: poolwise.max_pool2d(large, 2, return_indices=True),
    lambda: poolwise.lse_pool2d(large, 3, 1),
    lambda: poolwise.vjp(poolwise.max_pool2d, middle, 2)[1](middle[..., ::2, ::2]),
]
for call in CALLS:
    threading.Thread(target=go, args=(call,), daemon=True).start()
time.sleep({seconds})
print("ok")
"""


@pytest.mark.parametrize("turn", thinned(range(4)))
@pytest.mark.parametrize("torch_too", ["", "import torch"])
def test_daemon_threads_pool_until_the_end(torch_too: str, turn: int) -> None:
    done = _run(DAEMON.format(torch=torch_too, seconds=0.2 + 0.05 * turn))
    assert (done.returncode, done.stdout, done.stderr) == (0, "ok\n", "")


# --- without memory or threads --------------------------------------------------------------------

EXHAUSTED = """
import os, resource, sys
import numpy as np
{torch}
import poolwise

poolwise.set_num_threads(4)
x = np.random.default_rng(0).standard_normal((64, 8, 24, 24)).astype("f4")
CALLS = [
    lambda: poolwise.median_pool2d(x, 5, 1),
    lambda: poolwise.soft_pool2d(x, 3, 1, padding=1),
    lambda: poolwise.max_pool2d(x, 3, 2),
    lambda: poolwise.avg_pool2d(x, 3, 1),
    lambda: poolwise.vjp(poolwise.max_pool2d, x, 3, 1)[1](np.ones((64, 8, 22, 22), "f4")),
]
for warm in (False, True):
    expected = [call() for call in CALLS] if warm else None
    for room in [2, 3, 5, 8, 12, 17, 24, 34, 48, 70]:
        pid = os.fork()
        if pid == 0:
            used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
            resource.setrlimit(resource.RLIMIT_AS, (used + room * 2**20,) * 2)
            failed = 0
            for number, call in enumerate(CALLS):
                try:
                    out = call()
                except MemoryError:
                    failed += 1
                else:
                    if expected:
                        assert (out == expected[number]).all()
            os._exit(10 + failed)
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        assert 10 <= status <= 10 + len(CALLS), (warm, room, status)
print("survived")
"""


@LINUX
@pytest.mark.parametrize("torch_too", ["", "import torch"])
def test_exhausted_memory_raises(torch_too: str) -> None:
    done = _run(EXHAUSTED.format(torch=torch_too))
    assert done.stdout == "survived\n", done.stderr


WITHOUT_THREADS = """
import os, resource, threading
import torch
import poolwise

torch.set_num_threads(1)  # its others would be lost by a fork
x = torch.arange(8 * 64 * 64 * 64.0).reshape(8, 64, 64, 64)
expected = x.reshape(8, 64, 32, 2, 32, 2).amax((3, 5))
poolwise.set_num_threads(1)
poolwise.max_pool2d(x, 2)
poolwise.set_num_threads(6)
threading.stack_size(2**20)
outs = []

def go():
    # Less than the stack of one thread, more than the output.
    used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_STACK, (2**30, resource.getrlimit(resource.RLIMIT_STACK)[1]))
    resource.setrlimit(resource.RLIMIT_AS, (used + 60 * 2**20,) * 2)
    outs.append(poolwise.max_pool2d(x, 2))

def elsewhere():
    thread = threading.Thread(target=go)
    thread.start()
    thread.join()

for run in (go, elsewhere):
    pid = os.fork()
    if pid == 0:
        run()
        os._exit(not torch.equal(outs[0], expected))
    assert os.waitpid(pid, 0)[1] == 0, run
print("done")
"""


@LINUX
def test_the_caller_does_the_work_of_threads_that_cannot_be_had() -> None:
    done = _run(WITHOUT_THREADS)
    assert (done.returncode, done.stdout) == (0, "done\n"), done.stderr


# --- other interpreters ---------------------------------------------------------------------------

INTERPRETERS = """
import numpy as np
import _xxsubinterpreters as interpreters
{before}
x = np.arange(8 * 64 * 64 * 16.0).reshape(8, 64, 64, 16)
other = interpreters.create()
for _ in range(2):
    for line in ("import poolwise", "from poolwise import _native"):
        try:
            interpreters.run_string(other, line)
        except interpreters.RunFailedError as error:
            assert "ImportError" in str(error), error
        else:
            raise AssertionError("imported")
interpreters.destroy(other)
import poolwise
poolwise.set_num_threads(3)
assert poolwise.max_pool2d(x, 2).shape == (8, 64, 32, 8)
assert (poolwise.soft_pool2d(x[..., :3], 2) < x[:, :, 1::2, 1:2]).all()
print("goes on")
"""


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="the module has another name")
@pytest.mark.parametrize("before", ["", "import poolwise; poolwise.max_pool1d(np.ones((1, 4)), 2)"])
def test_a_failed_import_elsewhere_breaks_nothing_here(before: str) -> None:
    done = _run(INTERPRETERS.format(before=before))
    assert (done.returncode, done.stdout.strip()) == (0, "goes on"), done.stderr
