"""Theory: the closed forms against arithmetic of 60 digits, and against windows that are pooled."""

from __future__ import annotations

import csv
import json
import math
import re
from pathlib import Path
from typing import Any

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from poolwise.cli import app
from poolwise.lab.checking import theory

RUNNER = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb"})
PAIRS = [
    (0.4, 0.8),
    (0.02, 0.01),
    (1e-4, 3e-4),
    (1e-300, 1.5e-300),
    (0.3, 0.3 + 1e-13),
    (1e-9, 1 - 1e-9),
    (0.999, 0.9999),
]
EDGES = [(0.0, 0.3), (0.3, 1.0), (0.0, 1.0), (1.0, 0.0)]
PLACES = [1, 2, 3, 10, 137, 10**6, 10**9, 10**15]


def _close(found: float, exact: Any, tolerance: float = 1e-12) -> bool:
    if exact < 1e-290:  # where floating-point numbers end
        return found < 2e-290
    return abs(mpmath.mpf(found) - exact) <= tolerance * exact


def _exact(alpha: tuple[float, float], p: int) -> dict[str, list[Any]]:
    """Means, deviations, distance and ratio by the textbook's formulas."""
    rates = [mpmath.mpf(each) for each in alpha]
    zeros = [(1 - each) ** p for each in rates]
    found = {}
    for name, means, variances, distance in (
        ("average", rates, [a * (1 - a) / p for a in rates], rates[1] - rates[0]),
        ("maximum", [1 - z for z in zeros], [z * (1 - z) for z in zeros], zeros[1] - zeros[0]),
    ):
        deviations = [mpmath.sqrt(each) for each in variances]
        scatter = sum(deviations)
        ratio = abs(distance) / scatter if scatter else mpmath.inf
        found[name] = [*means, *deviations, abs(distance), ratio]
    return found


@pytest.mark.parametrize("name", ["average", "maximum"])
@pytest.mark.parametrize("alpha", PAIRS + EDGES)
def test_closed_forms(name: str, alpha: tuple[float, float]) -> None:
    found = getattr(theory, name)(alpha, PLACES)
    with mpmath.workdps(700):
        for i, p in enumerate(PLACES):
            given = [*found.means[:, i], *found.deviations[:, i], found.distance[i], found.ratio[i]]
            for each, exact in zip(given, _exact(alpha, p)[name], strict=True):
                if exact > 1e290:  # beyond floating-point numbers, or infinite
                    assert each > 1e289
                else:
                    assert _close(each, exact), (p, each, exact)


@settings(max_examples=60, deadline=None)
@given(st.floats(1e-12, 1 - 1e-12), st.floats(1e-12, 1 - 1e-12), st.integers(1, 10**7))
def test_closed_forms_of_any_numbers(first: float, second: float, p: int) -> None:
    if first == second:
        return
    with mpmath.workdps(60):
        exact = _exact((first, second), p)
        for name in ("average", "maximum"):
            found = getattr(theory, name)((first, second), [p])
            assert _close(found.distance[0], exact[name][4])
            assert _close(found.ratio[0], exact[name][5])


@pytest.mark.parametrize("alpha", [(0.4, 0.8), (0.02, 0.01), (1e-4, 3e-4), (1e-200, 2e-200)])
@pytest.mark.parametrize("features", [1, 7, 200])
def test_smooth_maximum_is_the_binomial_sum(alpha: tuple[float, float], features: int) -> None:
    places = [1, 5, 64, 1000]
    found = theory.smooth(alpha, places, features)
    with mpmath.workdps(250):
        for i, p in enumerate(places):
            moments = []
            for each in map(mpmath.mpf, alpha):
                chances = [
                    mpmath.binomial(features, k) * each**k * (1 - each) ** (features - k)
                    for k in range(features + 1)
                ]
                values = [1 - (1 - mpmath.mpf(k) / features) ** p for k in range(features + 1)]
                mean = sum(c * v for c, v in zip(chances, values, strict=True))
                square = sum(c * (v - mean) ** 2 for c, v in zip(chances, values, strict=True))
                moments.append((mean, mpmath.sqrt(square)))
            (m1, s1), (m2, s2) = moments
            assert _close(found.means[0, i], m1)
            assert _close(found.means[1, i], m2)
            assert _close(found.deviations[0, i], s1)
            assert _close(found.deviations[1, i], s2)
            assert _close(found.distance[i], abs(m1 - m2))
            assert _close(found.ratio[i], abs(m1 - m2) / (s1 + s2))


def test_smooth_maximum_of_one_is_the_average_and_of_many_features_the_mean() -> None:
    alpha = (0.1, 0.3)
    one = theory.smooth(alpha, [1], 50)
    assert np.allclose(one.ratio, theory.average(alpha, [50]).ratio, rtol=1e-12, atol=0)
    known = theory.smooth(alpha, [1, 4, 16], 10**8)
    assert np.allclose(known.means, theory.maximum(alpha, [1, 4, 16]).means, rtol=1e-6, atol=0)
    assert (known.ratio > 100).all()


@pytest.mark.parametrize("alpha", [(0.4, 0.8), (0.5, 0.52), (0.02, 0.01), (0.3, 0.4), (1e-3, 0.9)])
def test_the_best_is_the_best_of_all(alpha: tuple[float, float]) -> None:
    places = np.arange(1, 20_001)
    found = theory.maximum(alpha, places)
    until = found.distance > abs(alpha[1] - alpha[0]) * (1 + 1e-12)
    assert theory.best_distance(alpha) == places[found.distance.argmax()]
    assert theory.best_ratio(alpha) == places[found.ratio.argmax()]
    assert theory.farther_until(alpha) == (places[until].max() if until.any() else 1)


def test_the_best_of_rare_features_grows_as_they_get_rarer() -> None:
    # With (1 - a)^P = exp(-aP) the best P is log(b / a) / (b - a).
    for rare in (1e-6, 1e-15, 1e-200):
        best = theory.best_distance((rare, 3 * rare))
        assert best == pytest.approx(math.log(3) / (2 * rare), rel=1e-5)
        assert theory.farther_until((rare, 3 * rare)) > best
        assert theory.best_ratio((rare, 3 * rare)) > best


def test_two_that_are_as_far_as_one() -> None:
    assert theory.farther_until((0.4, 0.6)) == 1  # (1 - a)² - (1 - b)² = b - a
    assert theory.farther_until((0.4, 0.59)) == 2


@pytest.mark.parametrize("alpha", [(0.1, 0.4), (0.02, 0.01), (0.0, 0.2), (1.0, 0.05)])
def test_pooled_windows_agree(alpha: tuple[float, float]) -> None:
    found = theory.run(alpha, 32, check=4000, seed=1)["check"]
    assert found["windows"] == 4000
    away = []
    for row in found["rows"]:
        for what in ("distance", "ratio"):
            each = row[what]
            if None in each.values():
                continue
            if each["error"] == 0:
                assert each["simulated"] == pytest.approx(each["exact"], abs=1e-3)
            else:
                away.append((each["simulated"] - each["exact"]) / each["error"])
    assert len(away) > 10
    assert max(map(abs, away)) < 4.5
    assert 0.2 < np.sqrt(np.mean(np.square(away))) < 1.7


def test_errors_are_those_of_repetitions() -> None:
    rows = [theory.run((0.1, 0.3), 4, check=300, seed=s)["check"]["rows"] for s in range(40)]
    for i, first in enumerate(rows[0]):
        for what in ("distance", "ratio"):
            values = [each[i][what]["simulated"] for each in rows]
            said = np.mean([each[i][what]["error"] for each in rows])
            assert 0.7 < np.std(values) / said < 1.4, (first["pooling"], first["P"], what)


def test_drawn_windows_depend_on_the_seed_alone() -> None:
    first, again, other = (
        theory.run((0.1, 0.3), 8, check=50, seed=seed)["check"]["rows"] for seed in (3, 3, 4)
    )
    assert first == again != other


def test_where_a_feature_never_occurs() -> None:
    best = theory.run((0.0, 0.5))["best"]
    assert best["distance"] == {"P": None, "distance": 1.0, "until": None}
    text = theory.as_text(theory.run((0.0, 0.5)))
    assert "The larger P, the further apart" in text
    assert "never further apart" in theory.as_text(theory.run((0.4, 0.8)))


def test_what_is_written(tmp_path: Path) -> None:
    arguments = ["theory", "--alpha", "0.1", "0.3", "--most", "6", "--check", "20"]
    shown = RUNNER.invoke(app, [*arguments, "--out", str(tmp_path / "new")])
    assert shown.exit_code == 0
    assert "| 6 | 0.2 |" in shown.output
    assert "20 windows of each class and P, seed 0" in shown.output
    said = json.loads(RUNNER.invoke(app, [*arguments, "--json"]).output)
    written = json.loads((tmp_path / "new" / "theory.json").read_text("utf-8"))
    assert written == said == theory.run((0.1, 0.3), 6, check=20)
    with (tmp_path / "new" / "theory.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [float(each["ratio"]) for each in rows] == [each["ratio"] for each in said["rows"]]
    assert [each["P"] for each in rows] == ["1", "2", "4", "6"] * 3
    svg = (tmp_path / "new" / "theory.svg").read_text("utf-8")
    assert svg == theory.plot(said)
    assert "smooth max" in svg


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--alpha", "0.5", "0.5"], "alpha=0.5 is the same in both classes"),
        (["--alpha", "-0.1", "0.5"], "alpha=-0.1 is not a probability; it is from 0 to 1"),
        (["--alpha", "0.1", "nan"], "alpha=nan is not a probability"),
        (["--alpha", "inf", "0.1"], "alpha=inf is not a probability"),
        (["--alpha", "1e-320", "0.1"], "alpha=1e-320 is too small"),
        (["--most", "0"], "most=0 is too small; it is at least 1"),
        (["--most", str(10**30)], f"most={10**30} is too large; it is at most 1,000,000,000"),
        (["--check", "-4"], "check=-4 is too small"),
        (["--check", "1"], "check=1 is too small; it takes 2 windows"),
        (["--check", "1000000"], "check=1000000 with most=1024 would draw"),
        (["--out", "{file}"], "out='{file}' cannot be written"),
    ],
)
def test_errors_take_one_line(arguments: list[str], message: str, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    given = [each.replace("{file}", str(file)) for each in arguments]
    found = RUNNER.invoke(app, ["theory", *given])
    assert found.exit_code == 2
    lines = re.sub(r"(?s)^Features.*?\n(?=poolwise: )", "", found.output)
    assert lines.startswith("poolwise: " + message.replace("{file}", str(file)))
    assert lines.count("\n") == 1


def test_three_probabilities_are_not_two() -> None:
    with pytest.raises(ValueError, match="not two probabilities"):
        theory.run((0.1, 0.2, 0.3))


PAGE = (Path(__file__).parents[1] / "docs" / "theory.md").read_text("utf-8")
COMMANDS = re.findall(r"```sh\n(poolwise theory.*)\n```", PAGE)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_page_shows_what_the_command_prints(command: str) -> None:
    printed = RUNNER.invoke(app, command.split()[1:]).output.strip()
    assert f"```sh\n{command}\n```\n\n{printed}\n" in PAGE
