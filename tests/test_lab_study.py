"""A study says the same as flags, as TOML and as a command."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from poolwise.catalogue import OPERATORS
from poolwise.lab.parsing import parse_pair
from poolwise.lab.planning.study import Study
from poolwise.lab.settings import PoolSetting, parse_pool

STUDIES = [
    Study(),
    Study(data="digits", pool=("max", "avg"), kernel=("2", "3x2"), stride=("2",), seeds=4),
    Study(data="my 'photos'", model="nets:make", pool=("max", "none"), image_size="48x64"),
    Study(pool=("lp(p=inf)", "soft(beta=0.5)", "max", "median(interpolation=lower)")),
    Study(data=("digits", "faces"), pool=("max", "avg"), kernel=("2",), budget="10m"),
    Study(network=("vgg-small", "vgg-spp"), pool=("max", "avg"), baseline="avg in vgg-spp"),
    Study(baseline="avg 3x3/2", measures=("accuracy",), learning_rate=(0.001, 0.02), max_bad=0),
]


@pytest.mark.parametrize("study", STUDIES)
def test_toml_round_trip(study: Study) -> None:
    assert Study.from_toml(study.to_toml()) == study


_SEVERAL = ("data", "network", "pool", "kernel", "stride", "measures", "learning_rate")


@pytest.mark.parametrize("study", STUDIES)
def test_command_round_trip(study: Study) -> None:
    words = shlex.split(study.command())
    assert words[:2] == ["poolwise", "compare"]
    values: dict[str, list[str]] = {}
    for flag, value in zip(words[2::2], words[3::2], strict=True):
        values.setdefault(flag.removeprefix("--").replace("-", "_"), []).append(value)
    kinds: dict[str, Any] = {each.name: type(each.default) for each in fields(Study)}
    typed = {
        name: tuple(items) if name in _SEVERAL else
        kinds[name](items[0])
        for name, items in values.items()
    }  # fmt: skip
    assert Study().replaced(typed) == study


def test_default_grid() -> None:
    names = [setting.name for setting in Study().settings]
    assert names == [
        "max 2x2/2", "max 3x3/2", "avg 2x2/2", "avg 3x3/2", "lp(p=2) 2x2/2",
        "stochastic 2x2/2", "max_blur 2x2/2", "conv 2x2/2", "conv-depthwise 2x2/2", "none",
    ]  # fmt: skip
    assert Study().baseline_setting == PoolSetting("max", (2, 2), (2, 2))


def test_a_model_keeps_its_geometry() -> None:
    assert [each.name for each in Study(model="a:b", pool=("max", "avg")).settings] == [
        "max",
        "avg",
    ]
    study = Study(model="a:b", pool=("max",), stride=("1", "2x1"))
    assert [each.name for each in study.settings] == ["max /1", "max /2x1"]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"pool": ("mux",)}, "pool='mux' is not an operator; did you mean max"),
        ({"pool": ("mean",)}, "pool='mean' is not an operator; did you mean avg?"),
        ({"pool": ("roi_align",)}, "pool='roi_align' cannot stand where a network pools"),
        ({"pool": ("soft(2)",)}, "pool='soft(2)': '2' is no parameter; write soft(beta=2)"),
        ({"pool": ("soft(beta=2",)}, "pool='soft(beta=2' is no operator; write soft, or soft("),
        ({"pool": ("soft(p=2)",)}, "pool='soft' has no parameter 'p'; it has beta, learned"),
        ({"pool": ("soft(beta=2, beta=3)",)}, "gives beta twice"),
        ({"pool": ("soft(beta=much)",)}, "pool='soft': beta='much' must be a number"),
        ({"pool": ("top_k_avg(k=1.5)",)}, "pool='top_k_avg': k='1.5' must be an integer"),
        ({"pool": ("median(interpolation=mean)",)}, "must be midpoint or lower or upper"),
        (
            {"pool": ("max(return_indices=true)",)},
            "'max' has no parameter 'return_indices'; it has none",
        ),
        ({"pool": ("lp",)}, "pool='lp' needs p; write lp(p=2)"),
        ({"pool": ("conv(p=2)",)}, "pool='conv' has no parameters, got p"),
        (
            {"pool": ("max", "soft"), "baseline": "soft(beta=2)"},
            "baseline='soft(beta=2)' is not in",
        ),
        ({"measures": ("speed",)}, "measures='speed' is not one of usual, all, accuracy"),
        ({"network": "vgg"}, "network='vgg' is not one of vgg-small"),
        ({"network": ["vgg-spp", "unet-small"]}, "network='unet-small' is not one of vgg-small"),
        ({"network": ["vgg-spp", "vgg-small"], "model": "a:b"}, "model='a:b' is a network of your"),
        ({"network": ["vgg-spp"], "baseline": "max in vgg-small"}, "is not in the grid"),
        ({"network": 3}, "network=3 has the wrong type"),
        ({"data": ["faces", "motifs"], "kernel": "2x2"}, "data='motifs': kernel='2x2' is not a"),
        ({"data": ["faces", "digits"], "test": "more"}, "test='more' is for one data set"),
        ({"data": ["faces", "digits"], "budget": "soon"}, "budget='soon' is not a time"),
        ({"device": "gpu"}, "device='gpu'"),
        ({"precision": "8"}, "precision='8'"),
        ({"kernel": ("0",)}, "kernel='0' is too small"),
        ({"kernel": ("2x2x2",)}, "kernel='2x2x2' is not a size"),
        ({"image_size": "big"}, "image_size='big' is not a size"),
        ({"seeds": 0}, "seeds=0 is too small"),
        ({"seeds": 10**8}, "seeds=100000000 is too large; it is at most 10,000"),
        ({"max_bad": 2}, "max_bad=2.0 is not a fraction"),
        ({"learning_rate": 0.0}, "learning_rate=0.0 is not positive"),
        ({"learning_rate": ("fast",)}, "learning_rate='fast' is not a number"),
        ({"learning_rate": ()}, "learning_rate=0.0 is not positive"),
        ({"check_budget": 1}, "check_budget=1 has the wrong type; a bool is expected"),
        ({"pool": ("a.b:C(2)",)}, "pool='a.b:C(2)': (2) is not a list of names with constants"),
        ({"pool": ("a.b:C(x=y)",)}, "(x=y) is not a list of names with constants"),
        ({"pool": ("a.b:C(x=[1])",)}, "(x=[1]) is not a list of names with constants"),
        ({"model": "nets"}, "model='nets' does not name a function"),
        ({"pool": ("none",), "baseline": "none"}, "has one setting, 'none'"),
        ({"baseline": "avg 9x9/9"}, "baseline='avg 9x9/9' is not in the grid; it has max 2x2/2"),
        ({"seeds": "many"}, "seeds='many' has the wrong type; a int is expected"),
        ({"sedes": 3}, "'sedes' is not part of a study"),
        ({"measures": ()}, "measures is empty"),
    ],
)
def test_errors_name_argument_and_value(values: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        Study().replaced(values)


def test_bad_toml() -> None:
    with pytest.raises(ValueError, match="not valid TOML"):
        Study.from_toml("pool = [")


def test_pairs() -> None:
    assert parse_pair("kernel", 3) == (3, 3)
    with pytest.raises(ValueError, match="kernel='-1'"):
        parse_pair("kernel", "-1")
    with pytest.raises(ValueError, match="pool='mean' is not an operator"):
        PoolSetting("mean")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("soft", "soft"),
        (" soft ( ) ", "soft"),
        ("soft(beta=1)", "soft"),
        ("soft(beta=2.0)", "soft(beta=2)"),
        ("soft(beta=1e-3)", "soft(beta=0.001)"),
        ("lp(signed=True,p=3)", "lp(p=3, signed=true)"),
        ("lp(norm_type=2)", "lp(p=2)"),
        ("lp(p=inf, signed=false)", "lp(p=inf)"),
        ("median(interpolation='lower')", "median(interpolation=lower)"),
        ("mixed(mode=random)", "mixed(mode=random)"),
        ("avg(count_include_pad=false)", "avg(count_include_pad=false)"),
        ("avg(count_include_pad=true)", "avg(count_include_pad=true)"),
    ],
)
def test_operators_have_one_spelling(text: str, name: str) -> None:
    setting = parse_pool(text)
    assert setting.operator == setting.name == name
    assert parse_pool(name) == setting
    assert Study(pool=(text, "max"), kernel=("3",)).settings[0].name == f"{name} 3x3/2"
    assert Study(pool=(text, "max")).pool[0] == name
    json.dumps(setting.as_dict(), allow_nan=False)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("mine.pools:Mine", "mine.pools:Mine"),
        (" mine:Mine ( ) ", "mine:Mine"),
        ("mine:Mine(beta=2.0,  sizes=(2, 3))", "mine:Mine(beta=2.0, sizes=(2, 3))"),
        ("my pools/v(2).py:Mine(how='a, b')", "my pools/v(2).py:Mine(how='a, b')"),
        ("/a/b.py:Mine(on=True, at=None)", "/a/b.py:Mine(on=True, at=None)"),
    ],
)
def test_poolings_of_your_own_have_one_spelling(text: str, name: str) -> None:
    setting = parse_pool(text)
    assert setting.operator == name
    assert parse_pool(name) == setting
    study = Study(pool=(text, "max"), kernel=("3",), baseline=text)
    assert study.settings[0].name == study.baseline_setting.name == f"{name} 3x3/2"
    assert Study.from_toml(study.to_toml()) == study
    json.dumps(setting.as_dict(), allow_nan=False)


def test_a_flag_is_a_word_of_its_own() -> None:
    study = Study(check_budget=True, seeds=3)
    assert shlex.split(study.command())[-3:] == ["--seeds", "3", "--check-budget"]
    assert Study.from_toml(study.to_toml()) == study


def test_a_setting_that_is_named_twice_is_one() -> None:
    study = Study(pool=("soft", "soft(beta=1)", "max"), kernel=("2",))
    assert [each.name for each in study.settings] == ["soft 2x2/2", "max 2x2/2"]


def test_a_baseline_may_have_parameters() -> None:
    study = Study(pool=("max", "soft", "soft(beta=2)"), baseline="soft(beta=2.0)")
    assert study.baseline_setting.name == "soft(beta=2) 2x2/2"
    study = study.replaced({"baseline": "soft(beta=2.0) 3x3/2"})
    assert study.baseline_setting.name == "soft(beta=2) 3x3/2"
    assert study.replaced({"baseline": "soft"}).baseline_setting.name == "soft 2x2/2"


def test_toml_with_parameters() -> None:
    study = Study.from_toml('pool = ["max", "lp(p=2.0)"]')
    assert study.pool == ("max", "lp(p=2)")
    assert "'lp(p=2)'" in study.command()


def test_parameters_of_any_operator_read_back() -> None:
    for each in OPERATORS:
        required = {p.name: 2 for p in each.settings("module") if p.required}
        if each.placed:
            setting = PoolSetting(each.name, parameters=required)
            assert parse_pool(setting.operator) == setting


def test_every_network_has_the_whole_grid() -> None:
    study = Study(network=("vgg-small", "squeeze-small"), pool=("max", "none"), kernel=("3",))
    assert [each.name for each in study.settings] == [
        "max 3x3/2 in vgg-small", "none in vgg-small",
        "max 3x3 in squeeze-small", "none in squeeze-small",
    ]  # fmt: skip
    rows = [each.as_text() for each in study.settings]
    assert [each["network"] for each in rows] == ["vgg-small"] * 2 + ["squeeze-small"] * 2
    assert len({each.identity for each in study.settings}) == 4


@pytest.mark.parametrize(
    ("baseline", "name"),
    [
        ("max", "max 2x2/2 in vgg-small"),
        ("max in vgg-spp", "max 2x2/2 in vgg-spp"),
        ("max 3x3/2 in vgg-spp", "max 3x3/2 in vgg-spp"),
        ("max 3x3/2", "max 3x3/2 in vgg-small"),
    ],
)
def test_a_baseline_may_name_its_network(baseline: str, name: str) -> None:
    study = Study(network=("vgg-small", "vgg-spp"), pool=("avg", "max"), baseline=baseline)
    assert study.baseline_setting.name == name


def test_one_of_several_is_a_string() -> None:
    study = Study.from_toml('data = ["faces", "faces"]\nnetwork = ["vgg-spp"]')
    assert (study.data, study.network) == ("faces", "vgg-spp")
    assert study.settings == Study(network="vgg-spp").settings
    assert study.parts == (study,)


def test_each_data_set_is_a_study_of_its_own() -> None:
    study = Study(data=("shapes", "motifs"), pool=("max", "avg"), budget="10m", groups="folder")
    assert [each.about.name for each in study.parts] == ["pictures", "text"]
    assert [each.data for each in study.parts] == ["shapes", "motifs"]
    assert {each.budget for each in study.parts} == {"300s"}
    assert {each.groups for each in study.parts} == {"folder"}
    with pytest.raises(ValueError, match="are several data sets"):
        _ = study.settings


def test_columns_are_for_tables_among_several_data_sets(tmp_path: Path) -> None:
    (tmp_path / "texts.csv").write_text("words,kind\ngood,a\nbad,b\n")
    own = str(tmp_path / "texts.csv")
    study = Study(data=("motifs", own), columns="text=words,label=kind")
    assert [each.columns for each in study.parts] == ["", "text=words,label=kind"]
