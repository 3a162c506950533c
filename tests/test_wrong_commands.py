"""Wrong commands: each ends in a sentence that says what is wrong with which argument."""

from __future__ import annotations

import shlex
from pathlib import Path

import numpy as np
import pytest
import torch
from typer.testing import CliRunner

from poolwise.cli import app

RUNNER = CliRunner(env={"COLUMNS": "250", "NO_COLOR": "1", "TERM": "dumb"})

# What is typed, and what the answer says.
COMMANDS = {
    "opz": "No such command 'opz'. Did you mean 'ops'?",
    "--verison": "--version",
    "info --jsn": "No such option: --jsn",
    "ops mux": "'mux' is not an operator; did you mean max or mixed?",
    "ops 'soft(beta='": "'soft(beta=' is not an operator; did you mean soft",
    "run": "Missing argument",
    "run nowhere.py": "program='nowhere.py' does not exist",
    "run -m nowhere_module": "program='nowhere_module' is not a module that can be found",
    "run -m json.nothing": "program='json.nothing' is not a module that can be found",
    "run -m json": "program='json' is not a module that can be found",
    "run -m .": "program='.' is not a module that can be found",
    "run empty": "program='empty' is a folder without a __main__.py",
    "profile torch.nn:Identity": "Missing option '--input'",
    "profile nowhere.py:make --input 1,3,8,8": "model='nowhere.py:make' cannot be loaded",
    "profile broken.py:make --input 1,3,8,8": "model='broken.py:make' cannot be loaded",
    "profile raises.py:make --input 1,3,8,8": "model='raises.py:make' failed",
    "profile three.py:make --input 1,3,8,8": "model='three.py:make' returned int",
    "profile raises.py --input 1,3,8,8": "model='raises.py'",
    "profile torch.nn:Idntity --input 1,3,8,8": "model='torch.nn:Idntity'",
    "profile nopackage.x:make --input 1,3,8,8": "model='nopackage.x:make' cannot be loaded",
    "profile torch.nn:Identity --input 1x3x8": "input='1x3x8' must be a shape like",
    "profile torch.nn:Identity --input 0,3,8,8": "input='0,3,8,8'",
    "profile torch.nn:Identity --input 1,3,8,8 --threads 0": "threads=0 must be at least 1",
    "profile torch.nn:Identity --input 1,3,8,8 --repeat 0": "repeat=0 must be at least 1",
    "profile torch.nn:Identity --input 1,3,8,8 --repeat many": "'--repeat'",
    "pool a.npy": "Missing option '--out'",
    "pool nowhere.npy -o b.npy": "nowhere.npy' does not exist",
    "pool text.txt -o b.npy": "text.txt' must be a .npy",
    "pool bad.npy -o b.npy": "bad.npy' cannot be read",
    "pool bad.png -o b.png": "bad.png' cannot be read",
    "pool empty -o b": "empty' holds no .npy",
    "pool a.npy -o b.xyz": "b.xyz' must end in .npy",
    "pool a.npy -o a.npy": "a.npy' must lie apart from source=",
    "pool a.npy -o b.npy --op mux": "'mux' is not an operator; did you mean max or mixed?",
    "pool a.npy -o b.npy --op 'soft(bete=2)'": "'soft' has no parameter 'bete'; it has beta",
    "pool a.npy -o b.npy --kernel 0": "kernel='0' is no size",
    "pool a.npy -o b.npy --kernel 2x2x2": "kernel=(2, 2, 2) must be one number, or one for each",
    "pool a.npy -o b.npy --stride 0": "stride='0' is no size",
    "pool a.npy -o b.npy --padding sme": "padding='sme' is no size",
    "pool a.npy -o b.npy --memory 2XB": "memory='2XB' must be bytes",
    "pool a.npy -o b.npy --workers 0": "workers=0 must be a positive integer",
    "pool a.npy -o b.npy --levels 3": "b.npy' must end in .zarr",
    "pool a.npy -o b.npy --axes qq": "axes='qq' must be 2 different letters",
    "pool a.npy -o b.npy --dtype unit8": "dtype='unit8' must be the name of a dtype",
    "explain nowhere.png": "image='nowhere.png' does not exist",
    "explain text.txt": "image='text.txt' cannot be read",
    "explain --op mux": "'mux' is not an operator",
    "explain --kernel 0": "kernel=0 must be an integer from 1 to 9",
    "explain --padding 99": "padding=99 must be 0 to 4",
    "explain --size 100000": "size=100000 must be an integer from 8 to 96",
    "compare --pool mux": "pool='mux' is not an operator; did you mean max or mixed?",
    "compare --pool 'soft(p=2)'": "pool='soft' has no parameter 'p'; it has beta",
    "compare --pool 'soft(beta=two)'": "pool='soft': beta='two' must be a number",
    "compare --data nowhere": "data='nowhere' is neither digits nor",
    "compare --data empty": "data='empty' holds nothing",
    "compare --data text.txt": "data='text.txt' is a file of no kind that is known",
    "compare --task pictres": "did you mean pictures?",
    "compare --network vgg": "did you mean vgg-spp or vgg-small?",
    "compare --network ResNet-small": "did you mean resnet-small",
    "compare --kernel x": "kernel='x' is not a size",
    "compare --kernel 2x2x2": "kernel='2x2x2' is not a size",
    "compare --stride 0": "stride='0' is too small",
    "compare --baseline mux": "baseline='mux' is not in the grid",
    "compare --margin -1": "margin=-1.0 is not a fraction",
    "compare --margin lots": "'--margin'",
    "compare --seeds 0": "seeds=0 is too small",
    "compare --epochs 0": "epochs=0 is too small",
    "compare --image-size 8by8": "image_size='8by8' is not a size",
    "compare --max-bad 200": "max_bad=200.0 is not a fraction",
    "compare --measures acuracy": "did you mean accuracy",
    "compare --batch 0": "batch=0 is too small",
    "compare --learning-rate 0": "learning_rate=0.0 is not positive",
    "compare --width 0": "width=0 is too small",
    **{
        f"compare --device {name} --data nowhere {flag}": f"device='{name}' is not here"
        for name, at in (("cuda", torch.cuda), ("mps", torch.backends.mps))
        for flag in ("", "--dry-run")
        if not at.is_available()
    },
    "compare --device gpu": "device='gpu' is not one of auto, cpu, cuda, mps",
    "compare --precision 8": "precision='8' is not one of 32-true",
    "compare --preset qick": "did you mean quick",
    "compare --preset article --part moths": "did you mean motifs",
    "compare --part motifs": "part='motifs' is of --preset article",
    "compare --budget soon": "budget='soon' is not a time",
    "compare --study nowhere.toml": "study='nowhere.toml' cannot be used",
    "compare --study bad.toml": "study='bad.toml' cannot be used",
    "compare --study odd.toml": "dta",
    "compare --jobs 0": "jobs=0 is too small",
    "compare --backend dsk": "backend='dsk' must be one of dask, ray, joblib",
    "compare --scheduler tcp://127.0.0.1:1": "needs --backend dask or ray",
    "compare --report-only --out none": "no study has run there",
    "compare none_a none_b": "no study has run there",
    "compare --sead 3": "--seeds",
    "compare --transfer-to nowhere": "transfer_to='nowhere' cannot be used",
    "compare --groups nowhere.csv": "groups='nowhere.csv' has no group in parentheses",
    "compare --columns text=y": "columns='text=y' is for files of your own, not for 'faces'",
    "compare --test nowhere": "test='nowhere' is for files of your own, not for 'faces'",
    "compare --out text.txt": "out='text.txt' cannot be a folder",
    "evidence none": "--preset article",
    "theory --alpha 2": "'--alpha' requires 2 arguments",
    "bench nothing": "workload='nothing' is not known; did you mean",
    "bench --engine Torch": "did you mean PyTorch or torch.compile?",
    "bench --threads 0": "threads=0 must be at least 1",
    "bench --levels --catalogue": "leave out --catalogue",
    "bench --levels vgg-2": "did you mean vgg-32",
}


@pytest.fixture(autouse=True)
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with an array, and with files that are not what they should be."""
    monkeypatch.chdir(tmp_path)
    np.save("a.npy", np.arange(24, dtype=np.uint8).reshape(4, 6))
    files = {
        "text.txt": b"no",
        "bad.npy": b"\x93NUMPY bad",
        "bad.png": b"\x89PNG\r\n\x1a\nbad",
        "bad.toml": b"data = [",
        "odd.toml": b'dta = "faces"\n',
        "broken.py": b"def make(:\n",
        "raises.py": b"def make():\n    raise RuntimeError('a fault of its own')\n",
        "three.py": b"def make():\n    return 3\n",
    }
    for name, content in files.items():
        Path(name).write_bytes(content)
    Path("empty").mkdir()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_wrong_command_is_answered_in_a_sentence(command: str) -> None:
    before = sorted(Path().rglob("*"))
    result = RUNNER.invoke(app, shlex.split(command))
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == 2, result.output
    said = " ".join(result.output.replace("│", " ").split())
    assert COMMANDS[command] in said
    assert "Traceback" not in said
    assert sorted(Path().rglob("*")) == before  # before any work


def test_more_than_memory_holds_is_answered_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    from poolwise.bench import command

    def run(*_: object) -> None:
        np.empty(2**50)

    monkeypatch.setattr(command, "run", run)
    result = RUNNER.invoke(app, ["bench", "vgg-1"])
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == 2, result.output
    assert "poolwise: not enough memory. Unable to allocate 8.00 PiB" in result.output
