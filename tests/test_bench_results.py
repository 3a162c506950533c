"""What a run says: ratios and claims by hand, files, the page, the command, and the documents."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("torch")
pytest.importorskip("matplotlib")
pytest.importorskip("jinja2")
pytest.importorskip("typer")

from bench_runs import LARGE, make_run, row
from scripts import load_script
from test_report import Page
from typer.testing import CliRunner

from poolwise.bench import Results, Workload, named_workloads
from poolwise.bench.claims import claims, geometric_mean
from poolwise.bench.page import headline, to_html
from poolwise.cli import app

pytestmark = pytest.mark.usefixtures("hasty_races")
ROOT = Path(__file__).resolve().parent.parent
RUNNER = CliRunner(env={"COLUMNS": "160", "NO_COLOR": "1", "TERM": "dumb"})
EVIL = "<script>alert(1)</script>"


def claim(results: Results, name: str) -> Any:
    return next(each for each in results.claims if each.name == name)


# ------------------------------------------------------------------------------- ratios and claims


def test_ratios_by_hand() -> None:
    ratios = {each["workload"]: each for each in make_run().ratios}
    large = ratios["large"]
    assert large["poolwise"] == {"engine": "poolwise (NumPy)", "layout": "planar", "ms": 5.0}
    assert large["other"] == {"engine": "Other", "layout": "planar", "ms": 10.0}
    assert large["best_other"] == 2.0
    assert large["pytorch"] == {"planar": 10.0, "channels-last": 2.0}  # tensors on both sides
    assert large["pytorch_better"] == 2.0
    assert ratios["small"]["best_other"] == 0.5
    assert ratios["small"]["pytorch"] == {"planar": 0.5}
    assert ratios["step"]["pytorch_better"] == 3.5
    assert ratios["back"]["best_other"] is None


def test_claims_by_hand() -> None:
    results = make_run(copy_bytes_per_s=20e9)
    assert claim(results, "best-other").value == pytest.approx((2 * 0.5 * 3.5) ** (1 / 3))
    assert not claim(results, "best-other").met
    assert claim(results, "every-workload").value == 0.5
    assert claim(results, "every-workload").to_dict()["missed"] == ["small"]
    same = claim(results, "pytorch-same-layout")
    assert same.value == pytest.approx((10 * 2 * 0.5) ** (1 / 3))
    assert len(same.parts) == 3
    assert claim(results, "training").value == 3.5
    assert claim(results, "training").met
    # 32·64·112·112 floats read and a quarter as many written in 5 ms, beside 20 GB/s.
    moved = 4 * 32 * 64 * 112 * 112 * 1.25
    assert claim(results, "copy-forward").value == pytest.approx(moved / 5e-3 / 20e9)
    assert claim(results, "copy-backward").value == pytest.approx(moved / 16e-3 / 20e9)


def test_failed_rows_take_no_part() -> None:
    results = make_run()
    for each in results.rows:
        if each["engine"] == "Other":
            each["status"] = "wrong"
    assert results.ratios[0]["other"]["engine"] == "PyTorch"


def test_claims_about_windows_dtypes_and_tiny_inputs() -> None:
    named = named_workloads()
    names = ["window-3-max", "window-31-max", "window-127-max", "vgg-32", "uint8-max", "tiny-16"]
    workloads = [named[name].to_dict() for name in names]
    times = dict(zip(names, [1.0, 1.5, 3.0, 8.0, 2.0, 0.004], strict=True))
    rows = [row(name, "poolwise", "planar", ms) for name, ms in times.items()]
    rows += [row("tiny-16", "PyTorch", "planar", 0.006)]
    rows += [row("tiny-16", "poolwise (NumPy)", "planar", 0.005)]
    found = {each.name: each for each in claims(workloads, rows)}
    assert (found["window-31"].value, found["window-31"].met) == (1.5, True)
    assert (found["window-127"].value, found["window-127"].met) == (3.0, False)
    assert (found["uint8-int8"].value, found["uint8-int8"].met) == (4.0, True)
    assert found["tiny-tensor"].value == 1.5
    assert (found["tiny-array"].value, found["tiny-array"].met) == (0.005, True)


def test_no_claim_without_its_rows() -> None:
    assert claims([LARGE.to_dict()], [row("large", "poolwise", "planar", None)]) == []


def test_geometric_mean() -> None:
    assert math.isclose(geometric_mean([1.0, 10.0, 100.0]), 10.0)


# ------------------------------------------------------------------------------------ JSON and CSV


def test_json_says_everything_and_comes_back() -> None:
    results = make_run()
    content = json.loads(results.to_json())
    assert {"command", "machine", "engines", "copy", "rows", "ratios", "claims"} <= content.keys()
    best = next(each for each in content["claims"] if each["name"] == "best-other")
    assert best["n"] == 3
    assert best["value"] == claim(results, "best-other").value
    assert Results.from_json(results.to_json()).to_json() == results.to_json()
    with pytest.raises(ValueError, match=r"not the bench\.json"):
        Results.from_json("{}")


def test_csv_has_a_line_for_every_row() -> None:
    results = make_run()
    rows = list(csv.DictReader(io.StringIO(results.to_csv())))
    assert len(rows) == len(results.rows)
    assert rows[0]["ms"] == "8.0"
    assert next(r for r in rows if r["status"] == "failed")["ms"] == ""
    assert {r["note"][:1] for r in rows} <= {"", "'", "E"}  # no spreadsheet takes it for a formula


# ---------------------------------------------------------------------------------------- the page


def test_page() -> None:
    source = to_html(make_run())
    page = Page(source)
    assert not page.mismatched
    assert not page.open
    assert max(Counter(page.attributes("id")).values()) == 1
    assert {uri[1:] for uri in page.attributes("href")} <= set(page.attributes("id"))
    assert "http" not in source.replace("http-equiv", "")
    assert not {"script", "link", "iframe", "img"} & {tag for tag, _ in page.elements}
    assert max(float(a["width"] or 0) for tag, a in page.elements if tag == "svg") <= 360
    assert all(a.get("scope") for tag, a in page.elements if tag == "th")
    for words in (EVIL, "absent not installed", "A processor", "small: PyTorch (planar) takes"):
        assert words in page.text


def test_page_of_little() -> None:
    results = make_run()
    results.workloads, results.rows = [LARGE.to_dict()], [row("large", "poolwise", "planar", None)]
    assert "Nothing was timed beside another engine." in Page(to_html(results)).text


def test_headline() -> None:
    assert headline(make_run()) == (
        "The best other engine takes 1.52 times as long as poolwise (geometric mean over 3 "
        "workloads); poolwise is the fastest on 2."
    )


# ------------------------------------------------------------------------------------- the command


def _run(*arguments: str) -> Any:
    return RUNNER.invoke(app, ["bench", *arguments])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--op", "max", "--shape", "1,1,4,4", "--kernel", "0"], "kernel_size[0]=0 must be at"),
        (["--op", "max", "--shape", "1,1,4,4", "--kernel", "two"], "kernel='two' is not a size"),
        (
            ["--op", "mux", "--shape", "1,1,4,4", "--kernel", "2"],
            "op='mux' is not one of max",
        ),
        (
            ["--op", "max", "--shape", "4,4", "--kernel", "2"],
            "shape=[4, 4] must be batch, channels",
        ),
        (
            ["--op", "max", "--shape", "1,1,4,4"],
            "kernel=None, adaptive=None and global=False: give",
        ),
        (["--shape", "1,1,4,4", "--kernel", "2"], "a workload of your own needs --op"),
        (["vgg"], "workload='vgg' is not known; did you mean vgg-1"),
        (["--group", "vggs"], "group='vggs' is not one of"),
        (["tiny-8", "--engine", "Pytroch"], "engine='Pytroch' is not one of poolwise"),
        (["tiny-8", "--threads", "0"], "threads=0 must be at least 1"),
        (["tiny-8", "--rounds", "0"], "rounds=0 must be more than 0"),
    ],
)
def test_errors_take_one_line(arguments: list[str], message: str, tmp_path: Path) -> None:
    found = _run(*arguments, "--out", str(tmp_path / "out"))
    assert found.exit_code == 2
    assert found.output.startswith(f"poolwise: {message}")
    assert found.output.count("\n") == 1


def test_help_and_list_teach() -> None:
    text = _run("--help").output
    for words in ("poolwise bench --quick", "--engine", "--shape", "--train", "--global"):
        assert words in text
    listed = _run("--list").output
    assert all(name in listed for name in named_workloads())
    assert "He et al. 2016" in listed
    assert re.search(r"SciPy +installed", listed)


def test_a_run_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "poolwise.bench.copy.CopyBandwidth.sample", lambda self: self.samples.append(1e10)
    )
    flags = ["--op", "max", "--shape", "2,3,9", "--kernel", "3", "--stride", "2", "--padding", "1"]
    brief = ["--seconds", "0.0001", "--rounds", "1", "--threads", "1", "--engine", "pytorch"]
    found = _run("tiny-8", *flags, "--train", *brief, "--out", str(tmp_path))
    assert found.exit_code == 0, found.output
    assert {path.name for path in tmp_path.iterdir()} == {"bench.json", "bench.csv", "bench.html"}
    assert "own: max 3/2 pad 1, float32 2×3×9, training step" in found.output
    assert "PyTorch / poolwise, training step" in found.output
    results = Results.from_json((tmp_path / "bench.json").read_text(encoding="utf-8"))
    assert [each["name"] for each in results.workloads] == ["tiny-8", "own"]
    assert {each["engine"] for each in results.rows} == {"poolwise", "poolwise (NumPy)", "PyTorch"}
    assert _run("tiny-8", *brief, "--quiet", "--out", str(tmp_path)).output == ""


def test_quick_takes_one_of_each_group() -> None:
    from poolwise.bench.command import pace, workloads

    chosen = workloads([], [], {}, quick=True)
    groups = [each.group for each in named_workloads().values()]
    assert [each.group for each in chosen] == list(dict.fromkeys(groups))
    assert pace(True, seconds=None, rounds=5, patience=None).rounds == 5
    assert workloads(["tiny-8"], [], {}, quick=True)[0] == named_workloads()["tiny-8"]


def test_own_geometry_is_read() -> None:
    from poolwise.bench.command import workloads

    flags = {"op": "avg", "shape": "1,2,4,6,6", "kernel": "1x3x3", "padding": "same"}
    (own,) = workloads([], [], flags, quick=False)
    assert own == Workload("own", "avg", (1, 2, 4, 6, 6), kernel=(1, 3, 3), padding="same")
    (own,) = workloads([], [], {"op": "avg", "shape": "1,2,6,6", "adaptive": "3"}, quick=False)
    assert own.output_shape == (1, 2, 3, 3)


# ----------------------------------------------------------------------------------- the documents


@pytest.fixture(scope="module")
def script() -> Any:
    return load_script("benchmarks/results.py")


NETWORKS = {
    "command": "python benchmarks/end_to_end.py",
    "machine": "A processor, 2 threads",
    "rows": [
        {
            "name": "GoogLeNet",
            "batch": 1,
            "mode": "inference",
            "plain_ms": 41.0,
            "accelerated_ms": 25.0,
            "ratio": 1.64,
            "equal": True,
        }
    ],
}


FIRST_CALLS = {
    "command": "python benchmarks/first_call.py",
    "machine": "A processor, 2 threads",
    "first_calls": [
        {
            "outputs": "all",
            "way": "accelerated",
            "shapes": 100,
            "pytorch_ms": 41.0,
            "ms": 25.0,
            "ratio": 0.61,
            "worst": 0.98,
            "memory": 1.01,
        }
    ],
}


def _beside_readme(script: Any, given: Path, content: Any) -> str:
    """RESULTS.md of a file that README.md shows nothing of, and keeps its own for."""
    given.write_text(json.dumps(content))
    results, readme = given.with_name("RESULTS.md"), given.with_name("README.md")
    readme.write_text("<!-- speed -->\nkept\n<!-- /speed -->\n")
    script.main([str(given), f"--results={results}", f"--readme={readme}"])
    assert "kept" in readme.read_text()
    return results.read_text()


def test_first_calls_have_a_block_of_their_own(script: Any, tmp_path: Path) -> None:
    text = _beside_readme(script, tmp_path / "first_call.json", FIRST_CALLS)
    assert "python benchmarks/first_call.py" in text
    assert "| all outputs, accelerated | 100 |" in text
    assert "| 0.61 | 0.98 | 1.01 |" in text


VOLUMES = {
    "command": "python benchmarks/volumes.py --files 2",
    "machine": "A processor, 2 threads",
    "volumes": [
        {"op": "mode", "dtype": "uint8", "ms": {"poolwise": 2.0, "tinybrain": 9.0}},
        {"op": "avg", "dtype": "uint8", "ms": {"poolwise": 2.0, "dask": 30.0}},
    ],
    "files": [
        {"op": "copy", "gigabytes": 2, "seconds": 3.0, "peak_mb": 1200.0},
        {"op": "max", "gigabytes": 2, "seconds": 4.0, "peak_mb": 1400.0},
    ],
    "workers": [
        {"op": "max", "gigabytes": 2, "workers": 1, "seconds": 9.0},
        {"op": "max", "gigabytes": 2, "workers": 2, "seconds": 5.0},
    ],
}


def test_volumes_have_a_block_of_their_own(script: Any, tmp_path: Path) -> None:
    text = _beside_readme(script, tmp_path / "volumes.json", VOLUMES).replace(
        "\N{NARROW NO-BREAK SPACE}", " "
    )
    assert "| mode, uint8 | 2.00 ms | 4.50 × | – |" in text
    assert "| avg, uint8 | 2.00 ms | – | 15.0 × |" in text
    assert "| max 2×2×2, 2 GB | 4.0 | 0.50 | 75 % | 1.40 GB |" in text
    assert "| max 2×2×2, 2 GB | 2 | 5.0 | 1.80 × |" in text


def test_documents_are_written_between_markers(script: Any, tmp_path: Path) -> None:
    bench, networks = tmp_path / "bench.json", tmp_path / "end_to_end.json"
    bench.write_text(make_run().to_json())
    networks.write_text(json.dumps(NETWORKS))
    results, readme = tmp_path / "RESULTS.md", tmp_path / "README.md"
    readme.write_text("# mine\n\n<!-- speed -->\nold\n<!-- /speed -->\n\nkept\n")
    script.main([str(bench), str(networks), f"--results={results}", f"--readme={readme}"])

    text = results.read_text()
    for words in (
        "poolwise bench large small step back",
        "A processor, 2 threads, instruction set v3",
        "| The smallest of these ratios | 0.50 × | ≥ 1.00 × | 3 | no: small |",
        "python benchmarks/end_to_end.py",
        "| GoogLeNet, batch 1, inference | 41.0\N{NARROW NO-BREAK SPACE}ms |",
        "- small, Other planar: failed: Error:",
    ):
        assert words in text, words
    opening = readme.read_text()
    assert opening.startswith("# mine\n\n<!-- speed -->")
    assert opening.endswith("<!-- /speed -->\n\nkept\n")
    assert "old" not in opening
    assert "1.64 ×" in opening
    assert headline(make_run()) in opening

    # Again, with one file: its block is replaced, the other stays.
    results.write_text(text.replace("0.50 ×", "7.77 ×") + "\nby hand\n")
    script.main([str(bench), f"--results={results}", f"--readme={readme}"])
    again = results.read_text()
    assert "7.77" not in again
    assert again == text + "\nby hand\n"


def test_documents_need_files_of_a_run(
    script: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.json"
    other.write_text("{}")
    readme = tmp_path / "README.md"
    readme.write_text("# mine\n")
    with pytest.raises(SystemExit):
        script.main([str(other), f"--readme={readme}"])
    assert "is neither a bench.json nor an end_to_end.json" in capsys.readouterr().err
    other.write_text(json.dumps(NETWORKS))
    with pytest.raises(SystemExit):
        script.main([str(other), f"--readme={readme}"])
    assert "has no <!-- speed -->" in capsys.readouterr().err
