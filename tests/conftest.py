"""Hypothesis draws the same examples in every run; the tests' own modules can be imported."""

import gc
import os
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

sys.path.insert(0, str(Path(__file__).parent))

# Several processes test at once: PyTorch's threads had better sleep than spin between calls.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

settings.register_profile(
    "poolwise",
    derandomize=True,
    database=None,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("poolwise")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for garbage once: the million objects of modules and tests stay until the end."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.collect()
        gc.freeze()
        gc.set_threshold(20_000, 20, 20)  # what tests make is mostly gone by then


@pytest.fixture
def one_torch_thread() -> Iterator[None]:
    """Keep PyTorch to one thread: on a busy machine, two wait longer than tiny calls take."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture
def hasty_races(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time nothing for long, and do not pause for threads to go to sleep."""
    from poolwise.bench import race

    for name, seconds in {"PAUSE_S": 0.0, "_TURN_S": 1e-5, "_LEAST_S": 1e-6}.items():
        monkeypatch.setattr(race, name, seconds)


@pytest.fixture(scope="module")
def workers_here() -> Iterator[None]:
    """Run a study's calls in this process: others would import for longer than they work."""
    from poolwise.lab.running import workers

    class Here(workers.Workers):
        def each(
            self, function: Callable[..., Any], calls: Sequence[tuple[Any, ...]]
        ) -> Iterator[tuple[int, Any]]:
            for number, arguments in enumerate(calls):
                yield number, workers.call(function, arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "Workers", Here)
        yield
