"""The catalogue's bench: unfold computes what poolwise does, is timed beside it, and is told of."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("jinja2")
pytest.importorskip("matplotlib")
pytest.importorskip("typer")

import torch
from bench_runs import make_run, row
from scripts import load_script
from typer.testing import CliRunner

from poolwise.bench import Pace, Results, Workload, bench
from poolwise.bench.catalogue import OPERATORS, catalogue_rows, catalogue_workloads
from poolwise.bench.claims import claims, ratios
from poolwise.bench.engines import chosen_engines
from poolwise.bench.engines.ours import pooling
from poolwise.bench.engines.torch_calls import kept_bytes
from poolwise.bench.engines.unfold import composition
from poolwise.bench.inputs import Inputs
from poolwise.bench.page import to_html
from poolwise.bench.race import difference
from poolwise.bench.workloads import MORE
from poolwise.cli import app

ROOT = Path(__file__).resolve().parent.parent
RUNNER = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb"})
pytestmark = pytest.mark.usefixtures("hasty_races")
BRIEF = Pace(seconds=1e-4, rounds=1)
UNFOLDED = ("avg", *MORE)
SHAPE = (2, 3, 9, 11)


@pytest.fixture(autouse=True)
def small_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    """A buffer of 320 MB is for measuring, not for tests."""

    def start(self: Any, threads: int) -> None:
        self.samples, self._threads, self._size = [], threads, 2**16

    monkeypatch.setattr("poolwise.bench.copy.CopyBandwidth.__init__", start)


def tiny(op: str, **fields: Any) -> Workload:
    return Workload(f"tiny {op}", op, **{"shape": SHAPE, "kernel": 3, "stride": 2} | fields)


# ---------------------------------------------------------------------------------- the composition

GEOMETRIES: dict[str, dict[str, Any]] = {
    "3x3/2": {"kernel": 3, "stride": 2},
    "2x2/2": {"kernel": 2, "stride": 2},
    "3x2/1x3": {"kernel": (3, 2), "stride": (1, 3)},
    "dilated": {"kernel": 2, "stride": 1, "dilation": 3},
}


@pytest.mark.parametrize("geometry", GEOMETRIES)
@pytest.mark.parametrize("op", [op for op in UNFOLDED if op != "stochastic"])
def test_unfold_agrees_with_poolwise(op: str, geometry: str) -> None:
    fields = {"dtype": "float64", "mode": "training", **GEOMETRIES[geometry]}
    inputs = Inputs(tiny(op, **fields), seed=1)
    grad = torch.from_numpy(inputs.grad("planar"))
    found = []
    for function in (pooling(tiny(op, **fields)), composition(tiny(op, **fields))):
        x = torch.from_numpy(inputs.x("planar")).requires_grad_()
        out = function(x)
        found.append((out, torch.autograd.grad(out, x, grad)[0]))
    for ours, unfolded in zip(*found, strict=True):
        torch.testing.assert_close(unfolded, ours)


def test_unfolds_draws_come_from_their_windows_in_proportion() -> None:
    workload = tiny("stochastic", shape=(2000, 1, 4, 4), kernel=2, dtype="float64")
    x = torch.tensor([[1.0, 2.0], [3.0, 4.0]], dtype=torch.float64).repeat(2000, 1, 2, 2)
    x.requires_grad_()
    drawn = composition(workload)(x)
    assert drawn.shape == (2000, 1, 2, 2)
    counts = np.unique(drawn.detach().numpy(), return_counts=True)
    assert counts[0].tolist() == [1, 2, 3, 4]
    # 8000 draws: the standard deviation of each share is below 0.006
    np.testing.assert_allclose(counts[1] / 8000, [0.1, 0.2, 0.3, 0.4], atol=0.03)
    drawn.sum().backward()
    assert x.grad is not None
    assert torch.equal((x.detach() * x.grad).sum(), drawn.detach().sum())


def test_what_unfold_does_not_offer() -> None:
    lacking = {
        "unfolds images only": tiny("soft", shape=(2, 3, 9)),
        "has no windows of different sizes": tiny("soft", kernel=None, stride=None, adaptive=4),
        "pads with zeros, which are values": tiny("soft", padding=1),
        "has no max pooling": tiny("max"),
    }
    for reason, workload in lacking.items():
        results = bench([workload], ["unfold"], threads=1, pace=BRIEF)
        rows = [each for each in results.rows if each["engine"] == "unfold"]
        assert {(each["status"], each["note"]) for each in rows} == {("not offered", reason)}
        assert all(each["status"] == "ok" for each in results.rows if each["ours"])


# ---------------------------------------------------------------------------------------- workloads


def test_catalogue_is_every_operator_with_both_windows_and_both_ways() -> None:
    named = catalogue_workloads()
    assert len(named) == len(OPERATORS) * 4 == 36
    assert {each.shape for each in named.values()} == {(16, 64, 112, 112)}
    assert {each.windows_text for each in named.values()} == {"3×3/2", "2×2/2"}
    assert {each.mode for each in named.values()} == {"forward", "training"}
    assert len({each.group for each in named.values()}) == 4


@pytest.mark.parametrize(
    ("op", "kernel", "backward"),
    [
        # 16 elements and 4 outputs of 4 bytes each; then what the backward pass reads besides
        ("lp", 2, 16 + 64 + 64),
        ("soft", 2, 16 + 64 + 64),
        ("stochastic", 2, 16 + 4 + 64),
        ("median", 2, 16 + 8 + 64),  # two middles
        ("median", (1, 3), 4 * 4 + 4 + 64),
        ("top_k_avg", 2, 16 + 8 + 64),
        ("avg", 2, 16 + 64),
    ],
)
def test_bytes_that_must_move(op: str, kernel: Any, backward: int) -> None:
    stride = 2 if kernel == 2 else (1, 3)
    workload = Workload("w", op, (1, 1, 4, 4), kernel=kernel, stride=stride, mode="backward")
    assert workload.bytes == backward


def test_catalogue_needs_floats() -> None:
    with pytest.raises(ValueError, match="op='soft' is timed on floats, not on uint8"):
        tiny("soft", dtype="uint8")


def test_what_is_drawn_from_has_no_negatives() -> None:
    assert (Inputs(tiny("stochastic"), seed=0).x("channels-last") >= 1).all()
    assert (Inputs(tiny("soft"), seed=0).x("planar") < 0).any()


# ----------------------------------------------------------------------------------------- the race


@pytest.mark.parametrize("mode", ["forward", "training", "backward"])
def test_all_of_them_agree_in_the_race(mode: Any) -> None:
    workloads = [tiny(op, mode=mode) for op in UNFOLDED]
    results = bench(workloads, ["unfold", "PyTorch"], threads=1, pace=BRIEF)
    for each in results.rows:
        offered = each["engine"] != "PyTorch" or each["workload"] in ("tiny avg", "tiny lp")
        assert each["status"] == ("ok" if offered else "not offered"), each
        counted = mode == "training" and offered and each["engine"] != "poolwise (NumPy)"
        assert (each["kept"] is not None) is counted


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"shape": (2, 3, 9)}, ""),
        ({"shape": (1, 2, 5, 6, 7)}, ""),
        ({"ceil": True}, "scales up norms of windows that hang over the end"),
        ({"kernel": None, "stride": None, "whole": True}, ""),
        ({"padding": 1}, "has no padded or dilated norm"),
        ({"dilation": 2}, "has no padded or dilated norm"),
        ({"kernel": None, "stride": None, "adaptive": 4}, "has no adaptive norm"),
    ],
)
def test_norms_of_pytorch(fields: dict[str, Any], reason: str) -> None:
    results = bench([tiny("lp", **fields)], ["PyTorch"], threads=1, pace=BRIEF)
    rows = [each for each in results.rows if each["engine"] == "PyTorch"]
    assert {(each["status"], each["note"]) for each in rows} == {
        ("not offered" if reason else "ok", reason)
    }


def test_unfold_runs_where_it_is_named_or_needed() -> None:
    assert "unfold" not in {engine.name for engine in chosen_engines()}
    assert "unfold" in {engine.name for engine in chosen_engines(["Unfold"])}
    assert "unfold" not in bench([tiny("avg")], ["PyTorch"], threads=1, pace=BRIEF).engines


def test_what_is_kept_is_counted_by_storage() -> None:
    workload = tiny("avg", mode="training")
    inputs = Inputs(workload, seed=0)
    n = workload.input_bytes
    outputs = int(np.prod(workload.output_shape))

    def kept(function: Any) -> int:
        return kept_bytes(function, inputs, layout="planar")

    assert kept(lambda x: x * 2) == 0
    assert kept(lambda x: x * x) == n  # twice the same
    assert kept(lambda x: x[:1].exp() * x.exp()) == n // 2 + n  # results, read again by both
    assert kept(pooling(workload)) == 0
    assert kept(pooling(tiny("max"))) == outputs  # a byte for each
    assert n <= kept(pooling(tiny("soft"))) <= n + 64
    assert kept(composition(tiny("soft"))) > 2 * n


def test_equal_elements_may_share_a_gradient_in_any_way() -> None:
    workload = Workload("w", "median", (1, 1, 1000, 1000), kernel=2, mode="training")
    right = (np.zeros(workload.output_shape, "float32"), np.ones(workload.shape, "float32"))
    swapped = right[1].copy()
    swapped.ravel()[:10] = 0
    assert difference((right[0], swapped), right, workload) == ""
    swapped.ravel()[:11] = 0
    assert difference((right[0], swapped), right, workload).startswith("the second result differs")
    values = right[0].copy()
    values.ravel()[0] = 1
    assert difference((values, right[1]), right, workload).startswith("the result differs")


# ----------------------------------------------------------------------------------- what is said


def by_hand() -> Results:
    results = make_run()
    step = {"mode": "training", "shape": (2, 3, 9, 11)}
    results.engines["unfold"] = {"version": "1.0", "ours": False, "missing": None}
    results.workloads = [tiny(op, **step).to_dict() for op in ("max", "soft")]
    results.rows = [
        row("tiny max", "poolwise", "planar", 2.0, kept=0.06),
        row("tiny max", "poolwise", "channels-last", 1.0, kept=0.05),
        row("tiny max", "poolwise (NumPy)", "planar", 0.1),
        row("tiny soft", "poolwise", "planar", 3.0, kept=1.0),
        row("tiny soft", "poolwise", "channels-last", 4.0, kept=1.5),
        row("tiny soft", "unfold", "planar", 30.0, kept=9.0),
        row("tiny soft", "unfold", "channels-last", None),
    ]
    return results


def test_ratios_by_hand() -> None:
    results = by_hand()
    largest, soft = ratios(results.workloads, results.rows)
    assert (largest["unfold_better"], largest["times_max"], largest["kept"]) == (None, None, 0.05)
    assert (soft["unfold_better"], soft["times_max"]) == (10.0, 3.0)
    assert (soft["kept"], soft["unfold_kept"]) == (1.0, 9.0)
    named = {claim.name: claim.value for claim in claims(results.workloads, results.rows)}
    assert named["unfold-training"] == pytest.approx(10)
    assert "unfold" not in named  # nothing forward


def test_the_maximum_is_that_of_the_same_windows() -> None:
    results = by_hand()
    results.workloads[0] = tiny("max", kernel=2, mode="training").to_dict()
    assert results.ratios[1]["times_max"] is None


def test_table_and_page() -> None:
    head, rows = catalogue_rows(by_hand())
    assert {len(head)} == {len(each) for each in rows}
    assert rows[1][0].startswith("tiny soft: soft 3×3/2")
    assert rows[1][5:] == ["10.0 ×", "3.00 ×", "1.00 ×", "9.00 ×"]
    assert rows[0][3:7] == ["–", "–", "–", "–"]
    assert '<h2 id="catalogue-title">' in to_html(by_hand())
    assert catalogue_rows(make_run())[1] == []
    assert "catalogue-title" not in to_html(make_run())


@pytest.fixture(scope="module")
def script() -> Any:
    return load_script("benchmarks/results.py")


def test_documents_have_the_table(script: Any) -> None:
    text = script.section(json.loads(by_hand().to_json()))
    assert "### Beside unfold" in text
    assert "| 10.0 × | 3.00 × | 1.00 × | 9.00 × |" in text
    assert "### Beside unfold" not in script.section(json.loads(make_run().to_json()))


def test_documents_keep_both_runs(script: Any, tmp_path: Path) -> None:
    catalogue = by_hand()
    catalogue.workloads = [
        each | {"group": "catalogue-3-step", "name": f"{each['op']}-3-step"}
        for each in catalogue.workloads
    ]
    for each in catalogue.rows:
        each["workload"] = each["workload"].removeprefix("tiny ") + "-3-step"
    files = [tmp_path / name / "bench.json" for name in ("one", "other")]
    for path, results in zip(files, (make_run(), catalogue), strict=True):
        results.write(path.parent)
    readme = tmp_path / "README.md"
    readme.write_text("<!-- speed --> <!-- /speed -->", encoding="utf-8")
    script.write(files, tmp_path / "RESULTS.md", readme)
    text = (tmp_path / "RESULTS.md").read_text("utf-8")
    assert text.count("## Workloads") == text.count("## The catalogue") == 1
    assert "<!-- bench -->" in text
    assert "<!-- catalogue -->" in text
    opening = readme.read_text("utf-8")
    assert opening.count("Made by `") == 1  # the catalogue's many rows are in RESULTS.md
    assert "unfold" not in opening


# ------------------------------------------------------------------------------------- the command


def test_the_command_from_end_to_end(tmp_path: Path) -> None:
    flags = ["--shape", "2,3,9,11", "--seconds", "1e-4", "--rounds", "1", "--threads", "1"]
    flags += ["--group", "catalogue-3", "--group", "catalogue-2-step"]
    done = RUNNER.invoke(app, ["bench", "--catalogue", *flags, "--out", str(tmp_path)])
    assert done.exit_code == 0, done.output
    results = Results.from_json((tmp_path / "bench.json").read_text("utf-8"))
    assert [each["name"] for each in results.workloads] == [
        name for name in catalogue_workloads() if name.endswith(("-3", "-2-step"))
    ]
    assert {tuple(each["shape"]) for each in results.workloads} == {SHAPE}
    assert set(results.engines) == {"poolwise", "poolwise (NumPy)", "PyTorch", "unfold"}
    assert {each["status"] for each in results.rows} == {"ok", "not offered"}
    for each in results.ratios:
        for name in ("times_max", "unfold_better"):
            assert (each[name] is None) is each["workload"].startswith("max-")
        assert (each["kept"] is None) is not each["workload"].endswith("-step")
    assert "Beside unfold" in done.output
    assert "catalogue-title" in (tmp_path / "bench.html").read_text("utf-8")


def test_some_of_the_catalogue_beside_one_engine(tmp_path: Path) -> None:
    flags = ["--shape", "1,2,8,8", "--seconds", "1e-4", "--rounds", "1", "--out", str(tmp_path)]
    chosen = ["soft-2", "max-2", "--engine", "unfold"]
    done = RUNNER.invoke(app, ["bench", "--catalogue", *chosen, *flags])
    assert done.exit_code == 0, done.output
    results = Results.from_json((tmp_path / "bench.json").read_text("utf-8"))
    assert [each["name"] for each in results.workloads] == ["max-2", "soft-2"]
    assert "PyTorch" not in results.engines


def test_one_operator_of_ones_own_is_raced_against_unfold(tmp_path: Path) -> None:
    flags = ["--op", "rms", "--shape", "1,2,8,8", "--kernel", "3", "--train", "--engine", "unfold"]
    brief = ["--seconds", "1e-4", "--rounds", "1", "--out", str(tmp_path)]
    done = RUNNER.invoke(app, ["bench", *flags, *brief])
    assert done.exit_code == 0, done.output
    assert "unfold" in done.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--kernel", "3"], "--catalogue has its own workloads; leave out --kernel"),
        (["--global"], "leave out --global"),
        (["vgg-1"], "workload='vgg-1' is not one of max-3,"),
        (["--group", "vgg"], "group='vgg' is not one of catalogue-3,"),
        (["--shape", "2,2"], "shape=[2, 2] must be batch, channels and 1 to 3 spatial sizes"),
    ],
)
def test_errors_take_one_line(arguments: list[str], message: str, tmp_path: Path) -> None:
    done = RUNNER.invoke(app, ["bench", "--catalogue", *arguments, "--out", str(tmp_path)])
    assert done.exit_code == 2
    assert message in done.output


def test_listing_names_the_catalogue() -> None:
    done = RUNNER.invoke(app, ["bench", "--list"])
    assert "catalogue-3: the catalogue, 3×3/2, forward (with --catalogue)" in done.output
    assert "top_k_avg-2-step" in done.output
