"""Trainings that did not end well are counted and told once for all to which the same happened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from poolwise.lab.running.endings import DROPPED, OK, endings, undecided, why

STATUSES = (OK, "not converged", "diverged", "failed", DROPPED)


def _rows(statuses: Sequence[Sequence[str]]) -> list[dict[str, Any]]:
    return [
        {"setting": f"s{i}", "seed": seed, "status": status, "reason": "a reason", "epochs": 8}
        for i, own in enumerate(statuses)
        for seed, status in enumerate(own)
    ]


def test_words() -> None:
    rows = _rows([["not converged", OK], [OK, OK], ["failed", "diverged"]])
    del rows[-2]["epochs"]  # a training that raised has none
    found = endings(rows)
    assert {name: why(each) for name, each in found.items()} == {
        "s0": "not converged within 8 epochs in 1 of 2 trainings; try --epochs 60",
        "s2": "failed in 1 of 2 trainings: a reason; diverged in 1 of 2 trainings: a reason",
    }
    late = _rows([["not converged"]])
    late[0]["epochs"] = 60
    assert why(endings(late)["s0"]).endswith(
        "within 60 epochs in 1 of 1 training; try --epochs 120"
    )


@given(st.lists(st.lists(st.sampled_from(STATUSES), min_size=3, max_size=3), max_size=8))
def test_every_bad_training_is_counted_once(statuses: list[list[str]]) -> None:
    found = endings(_rows(statuses))
    assert set(found) == {f"s{i}" for i, own in enumerate(statuses) if set(own) - {OK}}
    for name, ended in found.items():
        own = statuses[int(name[1:])]
        assert {each.status: each.ended for each in ended} == {
            each: own.count(each) for each in {*own} - {OK}
        }
        assert {each.of for each in ended} == {3}
    sentences = undecided(found)
    kinds = {tuple(each.status for each in ended) for ended in found.values()}
    assert len(sentences) == len(kinds)
    assert all(each.endswith(").") for each in sentences)


def test_nine_settings_take_one_sentence() -> None:
    (told,) = undecided(endings(_rows([["not converged", OK]] * 9)))
    assert told == (
        "9 settings decide nothing (not converged within 8 epochs in 9 of 18 trainings; "
        "try --epochs 60)."
    )
