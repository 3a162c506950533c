"""The bench: workloads say what they move, engines agree, turns are fair, nothing is dropped."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext
from importlib.util import find_spec
from typing import Any

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("matplotlib")

import torch

import poolwise
from poolwise.bench import Pace, Results, Workload, bench, chosen_workloads, named_workloads
from poolwise.bench.claims import LARGE
from poolwise.bench.engines import NotOffered, Prepared, all_engines
from poolwise.bench.engines.base import Library
from poolwise.bench.inputs import Inputs, random_array

pytestmark = pytest.mark.usefixtures("hasty_races")
BRIEF = Pace(seconds=1e-4, rounds=1)
TINY = Workload("tiny", "max", (2, 3, 8, 8), kernel=2)


def run(workload: Workload, *engines: Any, pace: Pace = BRIEF) -> Results:
    return bench([workload], engines, threads=1, pace=pace)


@pytest.fixture(autouse=True)
def small_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    """A buffer of 320 MB is for measuring, not for tests."""
    monkeypatch.setattr("poolwise.bench.copy.CopyBandwidth.__init__", _small_copy)


def _small_copy(self: Any, threads: int) -> None:
    self.samples, self._threads, self._size = [], threads, 2**16


# --------------------------------------------------------------------------------------- workloads


@pytest.mark.parametrize(
    ("workload", "expected"),
    [
        # x and the output once; an int64 index for each output
        (Workload("w", "max", (1, 1, 4, 4), kernel=2), 4 * 16 + 4 * 4),
        (Workload("w", "max", (1, 1, 4, 4), kernel=2, indices=True), 4 * 16 + 4 * 4 + 8 * 4),
        # bytes in, float32 out; bytes in and out
        (Workload("w", "avg", (1, 1, 4, 4), kernel=2, dtype="uint8"), 16 + 4 * 4),
        (Workload("w", "avg", (1, 1, 4, 4), kernel=2, dtype="uint8", result="uint8"), 16 + 4),
        # backward reads the gradient and a byte of offset, and writes the gradient of x
        (Workload("w", "max", (1, 1, 4, 4), kernel=2, mode="backward"), 16 + 4 + 64),
        (Workload("w", "max", (1, 1, 4, 4), kernel=2, mode="training"), 80 + 16 + 4 + 64),
        (Workload("w", "avg", (1, 1, 4, 4), kernel=2, mode="training"), 80 + 16 + 64),
        (Workload("w", "avg", (1, 1, 4, 4), whole=True, dtype="bfloat16"), 32 + 2),
    ],
)
def test_bytes_that_must_move(workload: Workload, expected: int) -> None:
    assert workload.bytes == expected


def test_named_workloads_are_what_the_claims_need() -> None:
    named = list(named_workloads().values())
    assert all(each.origin for each in named)
    for op in ("max", "min", "avg", "sum"):
        large = [w for w in named if w.op == op and w.input_bytes > LARGE and w.overlap == "none"]
        assert len([w for w in large if w.mode == "forward"]) >= 2
        assert [w for w in large if w.mode == "backward"]
    sizes = {(w.op, w.windows_text) for w in named if w.group == "windows"}
    assert {(op, f"{k}×{k}/1 pad {k // 2}") for op in ("max", "avg") for k in (3, 31, 127)} <= sizes
    assert {w.dtype for w in named} >= {"float16", "bfloat16", "int8", "uint8"}
    assert {w.rank for w in named} == {1, 2, 3}
    assert {w.layouts for w in named} == {
        ("planar",),
        ("channels-last",),
        ("planar", "channels-last"),
    }


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"op": "mean"}, "op='mean' is not one of max, min, avg, sum"),
        ({"dtype": "float8"}, "dtype='float8' is not one of"),
        ({"layouts": ["planer"]}, "layouts='planer' is not one of"),
        ({"shape": (3, 3)}, r"shape=\[3, 3\] must be batch, channels and 1 to 3 spatial sizes"),
        ({"kernel": None}, "kernel=None, adaptive=None and global=False: give exactly one"),
        ({"adaptive": 2}, "kernel=2, adaptive=2 and global=False: give exactly one"),
        ({"kernel": 0}, r"kernel_size\[0\]=0 must be at least 1"),
        ({"kernel": 9}, r"kernel_size\[0\]=9 is larger than the padded height 4"),
        ({"op": "avg", "indices": True}, "indices=True needs a forward max or min"),
        ({"dtype": "uint8", "mode": "training"}, "mode='training' needs a float dtype, not uint8"),
        ({"result": "uint8"}, "result='uint8' is for averages of integers to integers"),
    ],
)
def test_impossible_workloads(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Workload(**{"name": "w", "op": "max", "shape": (1, 1, 4, 4), "kernel": 2} | fields)


def test_workloads_are_chosen_by_name_and_group() -> None:
    names = [each.name for each in chosen_workloads(["tiny-8"], ["densenet"])]
    assert names == ["densenet-8", "densenet-1", "tiny-8"]
    with pytest.raises(ValueError, match=r"workload='vgg-9' is not known; did you mean .*vgg-1"):
        chosen_workloads(["vgg-9"])
    with pytest.raises(ValueError, match=r"group='vggs' is not one of .*; did you mean vgg"):
        chosen_workloads(groups=["vggs"])


def test_a_smaller_workload_takes_less_and_keeps_its_windows() -> None:
    big = Workload("w", "max", (4, 8, 512, 512), kernel=31, stride=1, padding=15)
    less = big.smaller(10**7)
    assert less.work <= 10**7 < big.work
    assert less.windows == big.windows
    assert min(less.spatial) >= 31


@pytest.mark.parametrize("dtype", ["float16", "bfloat16", "float32", "float64"])
def test_random_floats_are_of_size_one(dtype: str) -> None:
    x = random_array((1000,), dtype, np.random.default_rng(0)).astype(np.float64)
    assert np.all((abs(x) >= 1) & (abs(x) < 2))
    assert len(np.unique(x)) > 100
    assert 400 < np.sum(x > 0) < 600


# ----------------------------------------------------------------------------------------- engines

SHAPES: dict[str, dict[str, Any]] = {
    "2x2/2": {"shape": (2, 3, 8, 10), "kernel": 2},
    "3x3/2 pad 1": {"shape": (2, 3, 9, 10), "kernel": 3, "stride": 2, "padding": 1},
    "ceil": {"shape": (2, 3, 10, 9), "kernel": 3, "stride": 2, "ceil": True},
    "dilated": {"shape": (2, 3, 9, 9), "kernel": 2, "stride": 1, "dilation": 2},
    "1d": {"shape": (2, 3, 21), "kernel": 3, "stride": 2, "padding": 1},
    "3d": {"shape": (1, 2, 4, 6, 6), "kernel": (1, 3, 2), "stride": (1, 2, 2)},
    "adaptive": {"shape": (2, 3, 9, 7), "adaptive": 4},
    "even adaptive": {"shape": (2, 3, 8, 12), "adaptive": 4},
    "global": {"shape": (2, 3, 5, 6), "whole": True},
}


@pytest.mark.parametrize("op", ["max", "min", "avg", "sum"])
@pytest.mark.parametrize("mode", ["forward", "training", "backward"])
def test_engines_agree_or_say_why_not(op: str, mode: Any) -> None:
    workloads = [Workload(name, op, mode=mode, **fields) for name, fields in SHAPES.items()]
    results = bench(workloads, ["PyTorch", "SciPy", "scikit-image"], threads=1, pace=BRIEF)
    assert {row["status"] for row in results.rows} <= {"ok", "not offered"}
    assert all(row["status"] == "ok" for row in results.rows if row["ours"])
    offered = {row["engine"] for row in results.rows if row["status"] == "ok"}
    others = {"PyTorch"} if mode != "forward" else {"PyTorch", "SciPy", "scikit-image"}
    assert offered == {"poolwise", "poolwise (NumPy)"} | others
    assert all(row["note"] for row in results.rows if row["status"] == "not offered")


@pytest.mark.parametrize("dtype", ["float16", "bfloat16", "float64", "uint8", "int8", "int32"])
@pytest.mark.parametrize("op", ["max", "min"])
def test_engines_agree_on_dtypes(op: str, dtype: str) -> None:
    workload = Workload("w", op, (2, 3, 8, 8), kernel=2, dtype=dtype, layouts=("planar",))
    statuses = {row["status"] for row in run(workload, "PyTorch", "SciPy", "scikit-image").rows}
    assert statuses <= {"ok", "not offered"}


def test_indices_and_rounded_averages() -> None:
    with_indices = Workload("w", "max", (2, 3, 9, 8), kernel=3, stride=2, padding=1, indices=True)
    rows = run(with_indices, "PyTorch").rows
    assert [row["status"] for row in rows] == ["ok"] * 6
    rounded = Workload("w", "avg", (1, 3, 8, 8), kernel=2, dtype="uint8", result="uint8")
    by_engine = {row["engine"]: row for row in run(rounded, "PyTorch", "scikit-image").rows}
    assert by_engine["poolwise"]["status"] == by_engine["scikit-image"]["status"] == "ok"
    assert by_engine["PyTorch"]["note"] == "has no averages that round to integers"


def test_what_pytorch_lacks_and_how_it_says_the_rest() -> None:
    dilated = Workload("w", "avg", (1, 2, 9, 9), kernel=2, dilation=2)
    rows = [row for row in run(dilated, "PyTorch").rows if not row["ours"]]
    assert {(row["status"], row["note"]) for row in rows} == {
        ("not offered", "has no dilated averages")
    }
    least = Workload("w", "min", (1, 2, 8, 8), kernel=2)
    notes = {row["note"] for row in run(least, "PyTorch").rows if not row["ours"]}
    assert notes == {"-max(-x)"}
    too_wide = Workload("w", "max", (1, 2, 8, 8), kernel=3, padding=2)
    rows = [row for row in run(too_wide, "PyTorch").rows if not row["ours"]]
    assert {row["status"] for row in rows} == {"failed"}
    assert all("pad should be at most half" in row["note"] for row in rows)


OTHERS = {
    "ONNX Runtime": "onnxruntime",
    "OpenVINO": "openvino",
    "OpenCV": "cv2",
    "JAX": "jax",
    "TensorFlow": "tensorflow",
}


def test_other_installed_engines_agree() -> None:
    installed = [name for name, module in OTHERS.items() if find_spec(module)]
    if not installed:
        pytest.skip("none of them is installed")
    # In a process of their own: their threads would outlive this test.
    code = f"""
import sys
from poolwise.bench import Pace, Workload, bench
from poolwise.bench.copy import CopyBandwidth
CopyBandwidth.sample = lambda self: self.samples.append(1e9)
fields = dict(shape=(2, 3, 9, 8), kernel=3, stride=2, padding=1)
workloads = [Workload(op, op, **fields) for op in ("max", "min", "avg", "sum")]
results = bench(workloads, {installed!r}, threads=1, pace=Pace(seconds=1e-4, rounds=1))
print(results.to_json())
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    results = Results.from_json(done.stdout[done.stdout.index("{\n") :])
    assert {row["engine"] for row in results.rows} >= set(installed)
    for row in results.rows:
        if (row["engine"], row["layout"], row["status"]) == ("TensorFlow", "planar", "failed"):
            assert "only supports NHWC" in row["note"]
        else:
            assert row["status"] == "ok", row


# --------------------------------------------------------------------------------- engines of ours


class Fake(Library):
    """An engine that does as it is told."""

    name, modules = "Fake", ("sys",)

    def __init__(self, result: Callable[[Inputs, str], Any], missing: str | None = None) -> None:
        self.result, self.why = result, missing
        self.seen: list[tuple[str, float]] = []

    def missing(self) -> str | None:
        return self.why

    def version(self) -> str:
        return "0"

    def prepare(self, workload: Workload, layout: Any) -> Prepared:
        def bind(inputs: Inputs) -> Any:
            self.seen.append((layout, float(inputs.x("planar").ravel()[0])))
            return lambda: self.result(inputs, layout)

        return Prepared(bind, lambda out: (out,), nullcontext, "in its own way")


def right(inputs: Inputs, layout: str) -> Any:
    return poolwise.max_pool2d(inputs.x("planar"), 2)


def test_an_engine_of_your_own() -> None:
    rows = [row for row in run(TINY, Fake(right)).rows if row["engine"] == "Fake"]
    assert [row["status"] for row in rows] == ["ok", "ok"]
    assert {row["note"] for row in rows} == {"in its own way"}
    assert all(0 < row["low_ms"] <= row["ms"] <= row["high_ms"] for row in rows)


def test_nothing_is_dropped() -> None:
    def raising(inputs: Inputs, layout: str) -> Any:
        raise OSError("no such kernel in /opt/engine/lib/kernels.so")

    def refusing(inputs: Inputs, layout: str) -> Any:
        raise NotOffered("has no pooling")

    def wrong(inputs: Inputs, layout: str) -> Any:
        return right(inputs, layout) + np.float32(0.5)

    def misshapen(inputs: Inputs, layout: str) -> Any:
        return right(inputs, layout)[:1]

    def found(result: Callable[[Inputs, str], Any]) -> tuple[str, str]:
        row = next(row for row in run(TINY, Fake(result)).rows if row["engine"] == "Fake")
        assert row["ms"] is None
        return row["status"], row["note"]

    assert found(raising) == ("failed", "OSError: no such kernel in kernels.so")
    assert found(refusing) == ("not offered", "has no pooling")
    assert found(misshapen)[0] == "wrong"
    status, note = found(wrong)
    assert status == "wrong"
    assert note.startswith("the result differs by up to 0.5, where numbers are up to 1.9")
    results = run(TINY, Fake(wrong))
    assert results.ratios[0]["best_other"] is None


def test_engines_that_are_not_there_are_named() -> None:
    results = run(TINY, Fake(right, missing="fake not installed"))
    assert results.engines["Fake"]["missing"] == "fake not installed"
    assert "Fake" not in {row["engine"] for row in results.rows}

    class Broken(Fake):
        def start(self, threads: int) -> None:
            raise ImportError("cannot load it")

    assert run(TINY, Broken(right)).engines["Fake"]["missing"] == "ImportError: cannot load it"


def test_what_would_take_too_long_is_estimated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("poolwise.bench.race._MUCH_WORK", 1)
    patient, hasty = (Pace(1e-4, 1, patience) for patience in (1e9, 1e-9))
    rows = [row for row in run(TINY, Fake(right), pace=patient).rows if not row["ours"]]
    assert [row["status"] for row in rows] == ["ok", "ok"]
    rows = [row for row in run(TINY, Fake(right), pace=hasty).rows if not row["ours"]]
    for row in rows:
        assert (row["status"], row["ms"]) == ("too slow", None)
        assert row["expected_ms"] > 0
        assert row["note"].startswith("a call would take about")


def test_inputs_are_new_in_every_round_and_the_same_for_all() -> None:
    one, other = Fake(right), Fake(right)
    other.name = "Other"
    results = bench([TINY], [one, other], threads=1, pace=Pace(seconds=60, rounds=4))
    values = {layout: [x for where, x in one.seen if where == layout] for layout, _ in one.seen}
    assert len(set(values["planar"])) == 4
    assert values["planar"] == values["channels-last"]
    assert sorted(one.seen) == sorted(other.seen)
    assert {row["rounds"] for row in results.rows} == {4}


def test_the_seed_decides_the_inputs() -> None:
    def first(seed: int) -> float:
        fake = Fake(right)
        bench([TINY], [fake], threads=1, pace=BRIEF, seed=seed)
        return fake.seen[0][1]

    assert first(1) == first(1) != first(2)


def test_settings_come_back() -> None:
    poolwise.set_num_threads(3)
    before = torch.get_num_threads()
    try:
        run(TINY, "PyTorch")
        assert poolwise.get_num_threads() == 3
        assert torch.get_num_threads() == before
    finally:
        poolwise.set_num_threads(None)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"threads": 0}, "threads=0 must be at least 1"),
        ({"engines": ["Torch"]}, "engine='Torch' is not one of poolwise,"),
        ({"workloads": ["vgg"]}, "workload='vgg' is not known; did you mean vgg-1"),
    ],
)
def test_errors(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        bench(**{"workloads": [TINY]} | arguments)


@pytest.mark.parametrize("name", ["seconds", "rounds", "patience"])
def test_pace_must_be_positive(name: str) -> None:
    with pytest.raises(ValueError, match=f"{name}=0 must be more than 0"):
        Pace(**{name: 0})


def test_importing_it_loads_no_engine() -> None:
    modules = ["torch", *OTHERS.values(), "scipy.ndimage", "skimage.measure"]
    code = f"import sys, poolwise.bench; print([m for m in {modules!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout.replace("'", '"')) == []


def test_engines_have_names_of_their_own() -> None:
    names = [engine.name for engine in all_engines()]
    assert len(set(names)) == len(names) == 12
