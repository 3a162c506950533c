"""How one workload is timed: the engines take turns, round by round, on fresh inputs.

Turns matter. What else the machine does changes from second to second, and engines that are timed
right after each other share it. In every round each engine gets the same new inputs in its own
layout, in a new order. A turn begins with a pause, so that the threads of the engine before have
gone to sleep, and a call that does not count; then come as many calls as fill a few milliseconds,
of which the middle one counts: the system may take a core away for longer than a whole turn.
"""

from __future__ import annotations

import gc
import math
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from random import Random
from statistics import median, quantiles
from typing import Any, Literal

import numpy as np

from poolwise.bench.engines import Engine, NotOffered, Prepared
from poolwise.bench.engines.base import Array
from poolwise.bench.inputs import Inputs
from poolwise.bench.workloads import RANDOM, Layout, Workload

Status = Literal["ok", "not offered", "failed", "wrong", "too slow"]

PAUSE_S = 0.01
_TURN_S = 0.006  # calls are repeated until this much is timed
_LEAST_S = 0.0001  # what is shorter is timed several calls at once
_LEAST_CALLS = 3
_LONG_S = 0.03
_LEAST_ROUNDS = 3
_OVERTIME = 4  # a slow engine may take this many times its budget to get so many rounds
_LONGEST_MESSAGE = 400
_TIES = 1e-5  # of the elements; float32 of the bench's inputs has 2^24 values
_MUCH_WORK = 10**9  # elements to look at; more may take seconds, so it is tried on less first

# Largest difference from poolwise's result, relative to that result's largest number.
_TOLERANCE = {"float64": 1e-9, "float32": 1e-5, "float16": 5e-3, "bfloat16": 4e-2}


@dataclass(frozen=True)
class Pace:
    """How long to take."""

    seconds: float = 0.4  # for each engine, layout and workload
    rounds: int = 7
    patience: float = 4.0  # seconds that a single call may take

    def __post_init__(self) -> None:
        for name in ("seconds", "rounds", "patience"):
            if getattr(self, name) <= 0:
                raise ValueError(f"{name}={getattr(self, name)} must be more than 0")


@dataclass
class Runner:
    """One engine in one layout on one workload, and what came of it."""

    engine: Engine
    layout: Layout
    status: Status = "ok"
    note: str = ""
    prepared: Prepared | None = None
    times: list[float] = field(default_factory=list)  # seconds per call, one for each round
    calls: int = 0
    expected: float | None = None  # seconds, from a smaller input, where the real one is too slow
    spent: float = 0.0
    kept: int | None = None  # bytes, for the backward pass

    def stop(self, status: Status, note: str) -> None:
        """Out of the race."""
        self.status, self.note, self.prepared = status, note, None

    def done(self, pace: Pace) -> bool:
        """Whether it has had its time."""
        rounds = len(self.times)
        return (
            self.prepared is None
            or rounds >= pace.rounds
            or (self.spent >= pace.seconds and rounds >= _LEAST_ROUNDS)
            or (self.spent >= _OVERTIME * pace.seconds and rounds >= 1)
        )

    @property
    def spread(self) -> tuple[float, float, float]:
        """Median and quartiles of the rounds, in seconds."""
        if len(self.times) < 2:
            return self.times[0], self.times[0], self.times[0]
        low, _, high = quantiles(self.times, n=4, method="inclusive")
        return median(self.times), low, high


def race(
    workload: Workload,
    engines: Sequence[Engine],
    reference: Callable[[Inputs], tuple[Array, ...]],
    pace: Pace,
    seed: int,
) -> list[Runner]:
    """Time all of these engines on a workload.

    `reference` gives the right result, which each engine's first one is compared with.
    """
    runners = [Runner(engine, layout) for engine in engines for layout in engine.layouts(workload)]
    if workload.dtype == "bfloat16" and find_spec("ml_dtypes") is None:
        for runner in runners:
            runner.stop("not offered", "NumPy has no bfloat16 without ml_dtypes")
        return runners
    for runner in runners:
        _guarded(_prepare, runner, workload, pace, seed)
    order = Random(seed)
    for number in range(pace.rounds):
        running = [runner for runner in runners if not runner.done(pace)]
        if not running:
            break
        inputs = Inputs(workload, seed + number)
        order.shuffle(running)
        right = reference(inputs) if number == 0 else None
        for runner in running:
            _guarded(_turn, runner, workload, inputs, right)
    return runners


def _guarded(step: Callable[..., None], runner: Runner, *args: Any) -> None:
    """What an engine raises is its result."""
    try:
        step(runner, *args)
    except NotOffered as reason:
        runner.stop("not offered", str(reason))
    except Exception as error:  # another library's errors are of any type
        runner.stop("failed", plain_message(error))


def _prepare(runner: Runner, workload: Workload, pace: Pace, seed: int) -> None:
    if workload.op not in runner.engine.ops:
        raise NotOffered(f"has no {workload.op} pooling")
    if workload.work > _MUCH_WORK and not runner.engine.ours:
        less = workload.smaller()
        seconds = _second_call(runner.engine.prepare(less, runner.layout), Inputs(less, seed))
        expected = seconds * workload.work / less.work
        if expected > pace.patience:
            runner.stop("too slow", f"a call would take about {expected:.0f} s")
            runner.expected = expected
            return
    runner.prepared = runner.engine.prepare(workload, runner.layout)
    runner.note = runner.prepared.remark


def _second_call(prepared: Prepared, inputs: Inputs) -> float:
    """How long a call takes after the first, which may compile."""
    with prepared.context():
        run = prepared.bind(inputs)
        run()
        return _timed(run, 1)


def _turn(
    runner: Runner, workload: Workload, inputs: Inputs, right: tuple[Array, ...] | None
) -> None:
    """One turn; in the first one, `right` is what the result has to be."""
    assert runner.prepared is not None
    with runner.prepared.context():
        run = runner.prepared.bind(inputs)
        time.sleep(PAUSE_S)
        began = time.perf_counter()
        if right is not None:
            wrong = difference(runner.prepared.read(run()), right, workload)
            if wrong:
                runner.stop("wrong", wrong)
                return
            if runner.prepared.kept is not None:
                runner.kept = runner.prepared.kept(inputs)
            began = time.perf_counter()  # the first call may compile
        # A long call needs no other to warm up for it: it is the measurement.
        calls, seconds = 1, _timed(run, 1)
        if seconds < _LONG_S:
            together = math.ceil(_LEAST_S / max(_timed(run, 1), 1e-7))
            times = _times(run, together)
            calls, seconds = together * len(times), median(times)
    runner.times.append(seconds)
    runner.calls += calls
    runner.spent += time.perf_counter() - began


def _times(run: Callable[[], Any], together: int) -> list[float]:
    """Seconds per call, of so many together, as often as a turn has room for."""
    times: list[float] = []
    while len(times) < _LEAST_CALLS or together * sum(times) < _TURN_S:
        times.append(_timed(run, together) / together)
    return times


def _timed(run: Callable[[], Any], calls: int) -> float:
    """Seconds that these calls take; each result is dropped before the next, as in a loop."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        start = time.perf_counter()
        for _ in range(calls):
            run()
        return time.perf_counter() - start
    finally:
        if collecting:
            gc.enable()


def difference(found: tuple[Array, ...], right: tuple[Array, ...], workload: Workload) -> str:
    """How a result differs from the right one, in words; empty where it does not.

    Parts that an engine does not return (indices of another convention) are not compared, nor are
    the values of what is drawn at random.
    """
    for name, mine, true in zip(("the result", "the second result"), found, right, strict=False):
        if mine.shape != true.shape:
            return f"{name} has shape {mine.shape} instead of {true.shape}"
        if not true.size or workload.op in RANDOM:
            continue
        wide = np.float64 if true.dtype.kind in "iub" or true.dtype == np.float64 else np.float32
        gaps = np.abs(mine.astype(wide, copy=False) - true.astype(wide, copy=False))
        scale = np.abs(true.astype(wide, copy=False)).max()
        allowed = _allowed(workload, true, float(scale))
        if gaps.max() <= allowed or _only_ties(gaps, allowed, workload, true):
            continue
        return f"{name} differs by up to {gaps.max():.3g}, where numbers are up to {scale:.3g}"
    return ""


def _only_ties(gaps: Array, allowed: float, workload: Workload, true: Array) -> bool:
    """Whether only so few gradients differ as there may be equal elements among random ones.

    Which of them gets the gradient is a library's choice where elements are picked by rank.
    """
    if workload.op not in ("median", "top_k_avg") or true.shape != workload.shape:
        return False
    return int(np.count_nonzero(~(gaps <= allowed))) <= _TIES * gaps.size


def _allowed(workload: Workload, true: Array, scale: float) -> float:
    if workload.op in ("max", "min"):
        return 0.0
    if true.dtype.kind in "iub":
        return 1.0 if workload.op == "avg" else 0.0  # libraries round halves in their own ways
    return _TOLERANCE[workload.dtype if workload.dtype in _TOLERANCE else true.dtype.name] * scale


def plain_message(error: Exception) -> str:
    """An error without tracebacks and without the folders of this machine.

    Example:
        >>> plain_message(OSError("cannot load /home/me/lib/a.so"))
        'OSError: cannot load a.so'
    """
    lines = [line for line in str(error).splitlines() if line and not line[0].isspace()]
    text = " ".join(lines)
    for noise in (
        r"\{\{[^}]*\}\} ?",
        r"Graph execution error: ?",
        r"Detected at node \S+ defined at \(most recent call last\): ",
    ):
        text = re.sub(noise, "", text)
    text = re.sub(r"(?<![\w:/])/(?:[^\s/\"']+/)+", "", text)
    return f"{type(error).__name__}: {text}"[:_LONGEST_MESSAGE]
