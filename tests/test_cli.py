"""The command: it teaches, obeys, and fails in one line."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import poolwise
from poolwise.cli import app
from poolwise.lab import Study, StudyFailed
from poolwise.lab.planning.presets import preset
from poolwise.lab.sets import BUILT_IN
from poolwise.lab.tasks import TASKS

RUNNER = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb"})


def _run(*arguments: str) -> Any:
    return RUNNER.invoke(app, list(arguments))


def test_help_teaches() -> None:
    text = _run("compare", "--help").output
    for words in ("Examples", "poolwise compare --data faces", "--image-size", "--baseline"):
        assert words in text
    assert "info" in _run("--help").output


def test_help_tells_what_there_is() -> None:
    text = re.sub(r"[│\s]+", " ", _run("compare", "--help").output)
    there = {*BUILT_IN, *TASKS, *(n for t in TASKS.values() for n in (*t.networks, *t.measures))}
    assert all(re.search(rf"\b{re.escape(name)}\b", text) for name in there)
    assert "{" not in text


@pytest.mark.parametrize(
    "name", ["", *(each.callback.__name__ for each in app.registered_commands)]
)
def test_help_names_no_types_of_python(name: str) -> None:
    text = _run(*name.split(), "--help").output
    assert re.search(r"--help +Show this message", text)  # a flag takes nothing
    assert not re.search(r"\b(bool|str|int|float)\b", text)


def test_the_shell_completes() -> None:
    typed = {"_POOLWISE_COMPLETE": "complete_bash", "COMP_WORDS": "poolwise compare --da"}
    done = RUNNER.invoke(app, [], env={**typed, "COMP_CWORD": "2"}, prog_name="poolwise")
    assert done.output.split() == ["--data"]
    assert "--install-completion" in _run("--help").output


def test_info() -> None:
    assert json.loads(_run("info").output)["version"] == poolwise.__version__


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--pool", "mux"], "poolwise: pool='mux' is not an operator; did you mean max or"),
        (
            ["--pool", "soft(p=2)"],
            "poolwise: pool='soft' has no parameter 'p'; it has beta, learned",
        ),
        (["--data", "nowhere"], "poolwise: data='nowhere' is neither digits nor faces"),
        (["--model", "nets"], "poolwise: model='nets' does not name a function"),
        (["--kernel", "two"], "poolwise: kernel='two' is not a size"),
        (["--study", "missing.toml"], "poolwise: study='missing.toml' cannot be used"),
        (["--study", "picture.png"], "poolwise: study='picture.png' cannot be used: it is not a"),
        (["--jobs", "0"], "poolwise: jobs=0 is too small"),
        (["--budget", "soon"], "poolwise: budget='soon' is not a time; write 90s, 10m or 1h"),
        (["--preset", "slow"], "poolwise: preset='slow' is not one of quick, full"),
        (["--report-only"], "poolwise: 'poolwise-report/study.sqlite' does not exist: no study"),
        (["one"], "poolwise: reports=one are not two; give two folders"),
        (["one", "two"], "poolwise: 'one/study.sqlite' does not exist: no study has run there"),
    ],
)
def test_errors_take_one_line(
    arguments: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    found = _run("compare", *arguments)
    assert found.exit_code == 2
    assert found.output.startswith(message)
    assert found.output.count("\n") == 1


def test_flags_win_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, Any] = {}

    def fake(study: Study, out: Path, *, jobs: int | None, progress: object) -> dict[str, Any]:
        seen.update(study=study, out=out, jobs=jobs)
        times = {"trials_run": 2, "trials_kept": 4, "wall_s": 1.2}
        return {"times": times, "recommendation": {"text": "Use max."}}

    monkeypatch.setattr("poolwise.lab.compare", fake)
    path = tmp_path / "study.toml"
    path.write_text(Study(data="digits", seeds=7, epochs=2).to_toml())
    arguments = ["compare", "--study", str(path), "--seeds", "3", "--pool", "max", "--pool", "avg"]
    found = _run(*arguments, "--out", "here", "--jobs", "2")
    assert found.exit_code == 0
    assert seen["study"] == Study(data="digits", seeds=3, epochs=2, pool=("max", "avg"))
    assert (seen["out"], seen["jobs"]) == (Path("here"), 2)
    assert "6 trials (4 kept from before) in 1 s" in found.output
    assert _run(*arguments, "--quiet").output == ""


words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1)
rates = st.floats(1e-12, 0.999)


@settings(max_examples=15)
@given(st.data())
def test_a_study_is_the_same_by_its_command_and_by_its_file(data: st.DataObject) -> None:
    drawn = data.draw(
        st.fixed_dictionaries(
            {},
            optional={
                "data": words, "test": words, "columns": words,
                "groups": words.map(lambda text: f"({re.escape(text)})"),
                "task": st.sampled_from(["pictures", "compression"]),
                "pool": st.just(["min", "max", "soft(beta=2)", "lp(p=3)"]),
                "kernel": st.just(["3x2", "2"]), "stride": st.just(["1", "2x1"]),
                "margin": rates, "max_bad": rates, "learning_rate": st.lists(rates, min_size=1),
                "seeds": st.integers(1, 99), "epochs": st.integers(1, 99),
                "check_budget": st.just(True), "image_size": st.just("24x32"),
                "measures": st.sampled_from([["all"], ["accuracy", "cost"]]),
                "device": st.just("cpu"), "precision": st.just("64-true"),
                "batch": st.integers(1, 99), "width": st.integers(1, 99), "budget": st.just("90s"),
            },
        )
    )  # fmt: skip
    study = Study().replaced(drawn)
    assert Study.from_toml(study.to_toml()) == study
    seen: list[Study] = []
    times = {"trials_run": 0, "trials_kept": 0}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "poolwise.lab.compare",
            lambda study, out, **_: seen.append(study) or {"times": times},  # type: ignore
        )
        found = _run(*shlex.split(study.command())[1:], "--quiet")
    assert found.exit_code == 0, found.output
    # What data are for anyhow is not said.
    assert seen[0].replaced({"task": study.task}) == study
    assert seen[0].about == study.about


def test_names_that_are_no_text_are_refused_before_a_study() -> None:
    found = _run("compare", "--data", "pictures\udcff")
    assert found.exit_code == 2
    assert found.output.startswith("poolwise: data='pictures\\udcff' is not in UTF-8; rename it")


def test_what_a_preset_leaves_to_say(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Study] = []

    def fake(study: Study, out: Path, *, jobs: int | None, progress: object) -> str:
        seen.append(study)
        return "6 trials."

    monkeypatch.setattr("poolwise.lab.dry_run", fake)
    found = _run("compare", "--dry-run", "--preset", "quick", "--seeds", "3", "--budget", "90s")
    assert (found.exit_code, found.output) == (0, "6 trials.\n")
    assert seen[0].replaced({"seeds": 5, "budget": ""}) == Study().replaced(preset("quick"))
    assert (seen[0].seeds, seen[0].budget) == (3, "90s")


def test_the_preset_of_several_studies_has_no_fields_of_one() -> None:
    with pytest.raises(ValueError, match="preset='article' is several studies"):
        preset("article")


def test_a_study_that_fails_ends_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise StudyFailed("none of the 6 trials ended well")

    monkeypatch.setattr("poolwise.lab.compare", fail)
    found = _run("compare")
    assert (found.exit_code, found.output) == (1, "poolwise: none of the 6 trials ended well\n")


def test_ctrl_c_keeps_what_is_finished(tmp_path: Path) -> None:
    arguments = ["--pool", "max", "--pool", "avg", "--kernel", "2", "--epochs", "1", "--jobs", "1"]
    command = [sys.executable, "-m", "poolwise", "compare", *arguments, "--measures", "accuracy"]
    with subprocess.Popen(
        [*command, "--out", str(tmp_path)],
        stderr=subprocess.PIPE,
        text=True,
        # A shell that runs the tests in the background may have made them deaf to Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if line.startswith("2/"):
                process.send_signal(signal.SIGINT)
                break
        rest = process.stderr.read()
    assert process.returncode == 130
    assert f"poolwise: stopped. Finished trials are kept in {tmp_path}" in rest
    assert "Traceback" not in rest


def test_version_needs_no_package() -> None:
    said = f"poolwise {poolwise.__version__}\n"
    assert _run("--version").output == said
    hidden = "import sys; sys.modules['typer'] = None; from poolwise.__main__ import main; main()"
    command = [sys.executable, "-c", hidden]
    for argument, code in (("--version", 0), ("info", 2)):
        done = subprocess.run([*command, argument], capture_output=True, text=True)
        assert done.returncode == code
        assert (done.stdout or done.stderr) == (
            "poolwise's commands need typer: pip install 'poolwise[cli]'\n" if code else said
        )


TEXTS = ("data", "network", "baseline")


@pytest.mark.parametrize("name", [*TEXTS, "seeds", "epochs", "batch"])
def test_help_names_the_true_default(name: str) -> None:
    text = re.sub(r"[│\s]+", " ", _run("compare", "--help").output)
    flag = text[text.index(f" --{name} TEXT" if name in TEXTS else f" --{name} NUMBER") :]
    assert f"(default: {getattr(Study(), name)}" in flag[: flag.index(")")]
