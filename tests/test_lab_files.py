"""The user's own files of every kind, damaged and hostile ones too."""

from __future__ import annotations

import csv
import io
import json
import os
import pickle
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from poolwise.lab import Study, compare, report_only, without_times
from poolwise.lab.data.dataset import split
from poolwise.lab.data.words import encode
from poolwise.lab.files import Read, hub, read, task_of
from poolwise.lab.files.coco import _mask, _unpacked
from poolwise.lab.files.sets import data_set
from poolwise.lab.load import load
from poolwise.lab.running.runner import failed
from poolwise.lab.tasks import TASKS


class Bomb:
    """A pickle that leaves a trace where it is loaded."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, ("loaded",)


PICKLE = pickle.dumps(Bomb())


@pytest.fixture(autouse=True)
def in_a_folder_that_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """No test may write but what it puts there itself."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    yield
    assert not list((tmp_path / "home").iterdir())
    assert not (tmp_path / "loaded").exists()


def reasons(found: Read) -> dict[str, str]:
    return dict(found.skipped)


def put_text(name: str, *lines: str) -> str:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text("\n".join(lines), encoding="utf-8")
    return name


# -------------------------------------------------------------------------------------------- texts


ROWS = [("=cmd|' /C calc'!A0", "good"), ('say "hi", you\nthere', "bad"), ("<b>é", "good")]


def put_rows(name: str, rows: list[tuple[str, str]] = ROWS) -> str:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    if name.endswith(".parquet"):
        pa = pytest.importorskip("pyarrow")
        table = pa.table({"Text": [t for t, _ in rows], "label": [label for _, label in rows]})
        pytest.importorskip("pyarrow.parquet").write_table(table, name)
    elif "json" in name:
        objects = [json.dumps({"Text": text, "label": label}) for text, label in rows]
        whole = f"[{', '.join(objects)}]" if name.endswith(".json") else "\n".join(objects)
        Path(name).write_text(whole)
    else:
        separator = "\t" if name.endswith(".tsv") else ","
        quoted = ['"' + f'"{separator}"'.join(f.replace('"', '""') for f in r) + '"' for r in rows]
        head = f"\ufeffText{separator}label"
        Path(name).write_text("\n".join([head, *quoted]), encoding="utf-8")
    return name


@pytest.mark.parametrize("suffix", ["csv", "tsv", "jsonl", "ndjson", "json", "parquet"])
def test_every_table_says_the_same(suffix: str) -> None:
    name = put_rows(f"reviews.{suffix}")
    assert task_of(name) == "text"
    found = read(name)
    assert found.inputs == [text for text, _ in ROWS]  # a formula is a text like others
    assert found.classes == ("bad", "good")
    assert found.labels.tolist() == [1, 0, 1]
    assert found.sides.tolist() == [0, 0, 0]
    assert not found.skipped


fields = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), min_size=1).filter(
    lambda text: text.strip()
)


@settings(max_examples=20)
@given(st.lists(st.tuples(fields, st.sampled_from("ab")), min_size=2, max_size=8))
def test_any_text_comes_back(rows: list[tuple[str, str]]) -> None:
    for name in ("any.csv", "any.jsonl"):
        put_rows(name, [("first", "a"), *rows])
        assert read(name).inputs == ["first", *(text.strip() for text, _ in rows)]


def test_broken_rows_are_named_and_change_nothing_else() -> None:
    Path("t.csv").write_bytes(
        b"text,label\n"
        b"one,a\n"
        b"two,a,too many\n"
        b'three,"opened and never closed\n'
        b"four,b\n"
        b'"five, of\ntwo lines",b\n'
        b"\xff\xfe no UTF-8,a\n"
        b"\n"
        b" ,a\n"
        b"nine,\n"
        b"ten,a\n"
    )
    with pytest.raises(
        ValueError, match=r"5 of 9 rows cannot be read, .*--max-bad 0.556"
    ) as caught:
        read("t.csv")
    assert "t.csv:3: 3 fields where the first line has 2" in str(caught.value)
    found = read("t.csv", max_bad=0.6)
    assert found.inputs == ["one", "four", "five, of\ntwo lines", "ten"]
    assert found.names == ["t.csv:2", "t.csv:5", "t.csv:6", "t.csv:12"]
    assert list(reasons(found)) == [f"t.csv:{line}" for line in (3, 4, 8, 10, 11)]
    assert list(reasons(found).values())[2:] == ["'text' is not in UTF-8", "no text", "no label"]
    assert "Nothing could be read of 5 rows: t.csv:3" in found.notes[0]


def test_broken_json_lines_and_parquet() -> None:
    lines = ['{"text": "a", "label": 1}', "{", '["text"]', '"x"', "[" * 10**5]
    put_text("t.jsonl", *lines, '{"text": "b", "label": 2.0}', '{"text": NaN, "label": 2}')
    found = read("t.jsonl", max_bad=1)
    assert (found.inputs, found.classes) == (["a", "b"], ("1", "2"))
    assert list(reasons(found)) == [f"t.jsonl:{line}" for line in (2, 3, 4, 5, 7)]
    pytest.importorskip("pyarrow")
    put_rows("t.parquet", [(f"{n} {n}", "ab"[n % 2]) for n in range(500)])
    content = Path("t.parquet").read_bytes()
    for damaged in (b"", PICKLE, content[:-9], content[:40] + bytes(400) + content[440:]):
        Path("t.parquet").write_bytes(damaged)
        with pytest.raises(ValueError, match=r"t\.parquet.*(is no Parquet|cannot be read|damaged)"):
            read("t.parquet")


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("a,b", "has the columns 'a', 'b': none is the text; say which with --columns text=NAME"),
        ("title,body,label", "title or body may be the text"),
        ("text,class,target", "class or target may be the label"),
        ("text,label,text", "more than one column 'text'"),
        ("", "is empty; its first line should name the columns"),
    ],
)
def test_columns_that_cannot_be_told(header: str, message: str) -> None:
    put_text("t.csv", header, "x,a,b")
    with pytest.raises(ValueError, match=message):
        read("t.csv")


def test_columns_and_groups_and_sides_by_name() -> None:
    rows = [f"x{n},y{n},{'ab'[n % 2]},p{n // 2},{'train' if n < 6 else 'Test'}" for n in range(8)]
    put_text("t.csv", "title,body,class,who,split", *rows, "x,y,a,p,elsewhere")
    found = read("t.csv", columns="text=body,label=class", groups="column:who", max_bad=0.2)
    assert found.inputs == [f"y{n}" for n in range(8)]
    assert found.groups == [f"p{n // 2}" for n in range(8)]
    assert found.sides.tolist() == [0] * 6 + [2] * 2
    assert reasons(found) == {"t.csv:10": "split 'elsewhere' is none of train, validation and test"}
    for columns, message in (
        ("text=none,label=class", "has no column 'none'"),
        ("text", "is not understood; write text=NAME,label=NAME"),
    ):
        with pytest.raises(ValueError, match=message):
            read("t.csv", columns=columns, max_bad=0.2)
    with pytest.raises(ValueError, match="for a table: column:NAME"):
        read("t.csv", columns="text=body", groups="folder")
    with pytest.raises(ValueError, match=r"groups='column:x': 't.csv' has the columns 'title'"):
        read("t.csv", columns="text=body", groups="column:x")


def test_tables_called_train_and_test() -> None:
    for name, count in (("train", 6), ("validation-00000-of-00001", 4)):
        put_rows(f"data/{name}.jsonl", [(f"{name} {n}", "ab"[n % 2]) for n in range(count)])
    found = read("data")
    assert found.sides.tolist() == [0] * 6 + [2] * 4  # what was held out is tested on
    assert found.notes == ("There is no test part; the validation part is what is tested on.",)
    put_rows("data/test.jsonl", [(f"test {n}", "ab"[n % 2]) for n in range(2)])
    assert read("data").sides.tolist() == [0] * 6 + [1] * 4 + [2] * 2
    apart = read("data/train.jsonl", test="data/test.jsonl")
    assert apart.sides.tolist() == [0] * 6 + [2] * 2
    with pytest.raises(ValueError, match="one test set too many"):
        read("data", test="data/test.jsonl")
    put_rows("data/test.jsonl", [("test", "c")])
    with pytest.raises(ValueError, match="'a' has readable texts in the train part and none in"):
        read("data")
    put_rows("data/more.csv")
    with pytest.raises(
        ValueError, match=r"holds more.csv, test.jsonl, .* call them train and test"
    ):
        read("data")


def test_more_text_than_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    put_rows("t.csv", [("x" * 10_000, "ab"[n % 2]) for n in range(20)])
    assert len(read("t.csv")) == 20
    monkeypatch.setattr("poolwise.lab.files.record.memory", lambda: 2**20)
    with pytest.raises(ValueError, match=r"data='t.csv' holds long texts: they need"):
        read("t.csv")


def test_labels_that_are_no_classes() -> None:
    put_text("t.csv", "text,label", *[f"text {n},{n / 7}" for n in range(30)])
    with pytest.raises(ValueError, match=r"30 labels in 30 rows, such as '0.0'"):
        read("t.csv")


def test_files_of_text_in_a_folder_per_class() -> None:
    for label, number in product("ab", range(3)):
        put_text(f"texts/{label}/{number}.txt", f"{label} {number}")
    Path("texts/a/3.txt").write_bytes(b"\xff")
    put_text("texts/b/3.txt", " ")
    assert task_of("texts") == "text"
    found = read("texts", max_bad=0.3)
    assert found.inputs == [f"{label} {number}" for label, number in product("ab", range(3))]
    assert set(reasons(found)) == {"a/3.txt", "b/3.txt"}
    with pytest.raises(ValueError, match=r"^test='.*3.txt' is a file; give a folder that holds a"):
        read("texts", test="texts/a/3.txt")


def test_the_same_text_is_known_as_such() -> None:
    put_text("t.csv", "text,label", "A  text,a", "another,a", "a text,b", "more,b")
    prints = [each.digest for each in read("t.csv").prints]
    assert prints[0] == prints[2]
    assert len(set(prints)) == 3


def test_texts_of_the_test_part_are_not_trained_on() -> None:
    for side, count in (("train", 8), ("test", 4)):
        put_rows(f"d/{side}.csv", [(f"word{n} {side}", "ab"[n % 2]) for n in range(count)])
    with Path("d/train.csv").open("a") as file:
        file.write('\n"WORD1  test",b\n"word0 train",a')
    dataset = data_set(read("d"), "text")
    assert dataset.dropped == (("train.csv:10", "the same text as test.csv:3"),)
    assert any("4 texts are the same as another one, and stand on" in n for n in dataset.notes)
    assert dataset.groups is not None
    assert [len(part) for part in dataset.parts] == [9, 4]
    words = dataset.vocabulary
    # A training text that was dropped counts, too; "test" is in that one alone.
    assert words == ("", "?unknown", "train", "word0", "word1")
    assert dataset.test is not None
    assert dataset.test.lengths is not None
    assert dataset.test.lengths.tolist() == [2] * 4
    assert [words[n] for n in dataset.test.inputs[1]] == ["word1", "?unknown"]


def test_words() -> None:
    texts = ["Don’t stop - DON'T! 日本", "stop 日本語 don't x y", "new new x y x", "...", "?!"]
    trained = np.array([True, True, False, True, True])
    found = encode(texts, trained, longest=5, most_words=4)
    # By the number of texts, then the alphabet; 日 is the fifth word of its text, 本 one too many.
    assert found.vocabulary == ("", "?unknown", "!", "don't", "stop", "日")
    assert found.tokens.tolist() == [
        [3, 4, 3, 2, 5], [4, 5, 1, 1, 3], [1, 1, 1, 1, 1], [1, 0, 0, 0, 0], [1, 2, 0, 0, 0],
    ]  # fmt: skip
    assert found.lengths.tolist() == [5, 5, 5, 1, 2]
    assert found.cut == 2


# --------------------------------------------------------------------------------------- recordings


def tone(seconds: float, rate: int, pitch: float = 440.0) -> np.ndarray:
    return (0.5 * np.sin(2 * np.pi * pitch * np.arange(int(seconds * rate)) / rate)).astype("f4")


def put_sound(name: str, wave: np.ndarray, rate: int, **options: Any) -> None:
    soundfile = pytest.importorskip("soundfile")
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(name, wave, rate, **options)


@pytest.mark.parametrize("rate", [8000, 16000, 22050, 44101, 96000])
@pytest.mark.parametrize("suffix", ["wav", "flac", "ogg", "mp3"])
def test_recordings_of_any_rate(rate: int, suffix: str) -> None:
    if suffix == "mp3" and rate not in (8000, 16000, 22050):
        pytest.skip("MP3 has no such rate")
    put_sound(f"s/a/one.{suffix}", np.stack([tone(0.5, rate)] * 2, 1), rate)
    put_sound(f"s/b/two.{suffix}", tone(0.25, rate, 880.0), rate)
    assert task_of("s") == "sound"
    found = read("s")
    for wave, seconds, pitch in zip(found.inputs, (0.5, 0.25), (440, 880), strict=True):
        assert wave.dtype == np.float32
        assert len(wave) == pytest.approx(16000 * seconds, rel=0.3 if suffix == "mp3" else 0.01)
        spectrum = np.abs(np.fft.rfft(wave * np.hanning(len(wave)), 16000))
        assert spectrum.argmax() == pytest.approx(pitch, abs=3)
        assert np.abs(wave).max() == pytest.approx(0.5, abs=0.1)


def test_broken_recordings_are_named() -> None:
    for label, number in product("ab", range(2)):
        put_sound(f"s/{label}/{number}.wav", tone(0.1, 8000, 300 + 10 * number), 8000)
    put_sound("s/a/nan.wav", np.array([0, np.nan, 1] * 1000, "f4"), 8000, subtype="FLOAT")
    put_sound("s/a/short.wav", tone(0.01, 8000), 8000)
    put_sound("s/a/nothing.wav", tone(0, 8000), 8000)
    put_sound("s/a/fast.wav", tone(0.001, 8000), 2**30)
    put_sound("s/a/many.wav", np.zeros((10, 100), "f4"), 8000)
    put_sound("s/a/head.flac", np.random.default_rng(0).normal(0, 0.1, 1600), 16000)
    head = bytearray(Path("s/a/head.flac").read_bytes())
    head[22:26] = struct.pack(">I", 16000 * 3600)
    Path("s/a/head.flac").write_bytes(head)
    wav = bytearray(Path("s/a/0.wav").read_bytes())
    place = wav.index(b"data") + 4
    wav[place : place + 4] = struct.pack("<I", 16000 * 3600)
    Path("s/a/hours.wav").write_bytes(wav)
    wav[place : place + 4] = b"\xff" * 4  # written before the size was known, as pipes do
    Path("s/a/piped.wav").write_bytes(wav)
    Path("s/a/pickle.wav").write_bytes(PICKLE)
    Path("s/a/empty.mp3").touch()
    Path("s/a/link.wav").symlink_to("nowhere")
    found = read("s", max_bad=0.9)
    assert found.names == ["a/0.wav", "a/1.wav", "a/piped.wav", "b/0.wav", "b/1.wav"]
    told = reasons(found)
    for name, words in {
        "nan.wav": "no finite numbers", "short.wav": "lasts 0.01 s", "nothing.wav": "no sound",
        "fast.wav": "1 channels at 1073741824 Hz", "many.wav": "100 channels",
        "hours.wav": "its head tells of 57,600,000 bytes and 1,600 follow",
        "pickle.wav": "not WAV, FLAC", "empty.mp3": "not WAV", "head.flac": "failed",
        "link.wav": "No such",
    }.items():  # fmt: skip
        assert words in told.pop(f"a/{name}"), name
    assert not told


def test_long_recordings_are_cut() -> None:
    for label in "ab":
        put_sound(f"s/{label}/x.wav", np.zeros(8000 * 12, "i2") + ord(label), 8000)
    found = read("s")
    assert [len(wave) for wave in found.inputs] == [160000] * 2
    assert "Of 2 recordings longer than 10 s only their beginning was taken." in found.notes


def test_recordings_become_spectra() -> None:
    for label, number in product("ab", range(4)):
        wave = np.random.default_rng([ord(label), number]).normal(0, 0.1, 1840 + 160 * number)
        put_sound(f"s/{label}/{number}.wav", wave, 16000)
    dataset = data_set(read("s"), "sound")
    assert dataset.kind == "recordings"
    assert dataset.examples.inputs.shape == (8, 1, 40, 13)
    assert dataset.examples.inputs.dtype == np.float32
    assert dataset.examples.lengths is not None
    assert dataset.examples.lengths.tolist() == [10, 11, 12, 13] * 2
    silent = dataset.examples.inputs[0, ..., 10:]
    assert silent.max() == silent.min() == dataset.examples.inputs.min()


# -------------------------------------------------------------------------------------------- clips


def put_video(name: str, greys: list[int], size: tuple[int, int] = (48, 64)) -> None:
    av = pytest.importorskip("av")
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    codec, pixels = {
        "mp4": ("mpeg4", "yuv420p"), "mpg": ("mpeg1video", "yuv420p"), "avi": ("mjpeg", "yuvj420p"),
        "mkv": ("ffv1", "yuv420p"), "gif": ("gif", "rgb8"),
    }[name[-3:]]  # fmt: skip
    with av.open(name, "w") as container:
        stream = container.add_stream(codec, rate=25)
        (stream.height, stream.width), stream.pix_fmt = size, pixels
        for grey in greys:
            flat = np.full((*size, 3), grey, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(flat, format="rgb24")))
        container.mux(stream.encode())


@pytest.mark.parametrize("suffix", ["mp4", "avi", "mkv", "mpg"])
@pytest.mark.parametrize("count", [2, 9, 40])
def test_frames_are_even_over_time(suffix: str, count: int) -> None:
    rising = [20 + 200 * n // (count - 1) for n in range(count)]
    put_video(f"v/up/1.{suffix}", rising)
    put_video(f"v/down/1.{suffix}", rising[::-1])
    assert task_of("v") == "video"
    found = read("v", image_size=(6, 10))
    clips = np.asarray(found.inputs)
    assert clips.shape == (2, 1, 8, 6, 10)
    means = clips.mean((1, 3, 4)) * 255
    wanted = [rising[round(n)] for n in np.linspace(0, count - 1, 8)]
    np.testing.assert_allclose(means[found.classes.index("up")], wanted, atol=6)
    np.testing.assert_allclose(means[found.classes.index("down")], wanted[::-1], atol=6)


def test_broken_videos_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for label, number in product("ab", range(2)):
        put_video(f"v/{label}/{number}.mp4", [number * 50, 200])
    content = Path("v/a/0.mp4").read_bytes()
    Path("v/a/half.mp4").write_bytes(content[: len(content) // 2])
    put_video("v/a/one.avi", [3])
    put_video("v/a/huge.avi", [3, 4])
    huge = bytearray(Path("v/a/huge.avi").read_bytes())
    place = huge.index(b"strf") + 12
    huge[place : place + 8] = struct.pack("<ii", 100_000, 100_000)
    Path("v/a/huge.avi").write_bytes(huge)
    put_video("v/a/huge.gif", [3, 4])
    gif = bytearray(Path("v/a/huge.gif").read_bytes())
    gif[6:10] = struct.pack("<HH", 65535, 65535)
    Path("v/a/huge.gif").write_bytes(gif)
    put_video("v/a/large.mkv", [3, 4], (200, 202))
    put_video("v/a/larger.mkv", [3, 4], (400, 400))
    monkeypatch.setattr("poolwise.lab.files.video._MOST_PIXELS", 200 * 200)
    put_text("v/a/other.mp4", "ffconcat version 1.0", "file 0.mp4")
    put_text("v/a/list.mp4", "#EXTM3U", "#EXTINF:1,", "0.mp4", "#EXT-X-ENDLIST")
    Path("v/a/pickle.mp4").write_bytes(PICKLE)
    Path("v/a/empty.mkv").touch()
    found = read("v", max_bad=0.9)
    told = reasons(found)
    for name in ("half.mp4", "other.mp4", "list.mp4", "pickle.mp4", "empty.mkv"):
        assert "not MP4" in told.pop(f"a/{name}"), name
    assert told.pop("a/one.avi") == "holds 1 frames; two or more are needed"
    assert told.pop("a/huge.gif").startswith("damaged, or of more than")
    assert told.pop("a/large.mkv") == "202×200 are more pixels than is safe"
    assert told.pop("a/larger.mkv").endswith("Invalid data found when processing input")
    assert not told
    assert found.names == ["a/0.mp4", "a/1.mp4", "a/huge.avi", "b/0.mp4", "b/1.mp4"]  # as it is


# ------------------------------------------------------------------------------------------- arrays


def put_arrays(name: str, **arrays: Any) -> str:
    np.savez_compressed(name, **arrays)
    return name


@pytest.mark.parametrize(
    ("shape", "task", "wanted"),
    [
        ((6, 5, 4), "pictures", (1, 5, 4)),
        ((6, 5, 4, 3), "pictures", (3, 5, 4)),
        ((6, 3, 5, 4), "pictures", (3, 5, 4)),
        ((6, 2, 5, 4, 3), "video", (3, 2, 5, 4)),
        ((6, 3, 2, 5, 4), "video", (3, 2, 5, 4)),
        ((6, 50), "sound", (50,)),
    ],
)
def test_arrays(shape: tuple[int, ...], task: str, wanted: tuple[int, ...]) -> None:
    values = np.random.default_rng(0).random(shape, np.float32)
    labels = np.array([0, 1] * 3)
    name = put_arrays("a.npz", x=values, y=labels)
    assert task_of(name) == task
    found = read(name)
    assert [each.shape for each in found.inputs] == [wanted] * 6
    assert found.classes == ("0", "1")
    kept = found.inputs[2]
    moved = values[2]
    if task != "sound" and shape[-1] == 3:
        moved = np.moveaxis(moved, -1, 0)
    np.testing.assert_array_equal(kept.squeeze(), moved.squeeze())


def test_arrays_with_sides_and_groups() -> None:
    images = np.arange(8 * 4 * 4, dtype=np.uint8).reshape(8, 4, 4)
    labels = np.array([["dog"], ["cat"]] * 4)
    name = put_arrays(
        "a.npz", x_train=images[:6], y_train=labels[:6], test_images=images[6:],
        test_labels=labels[6:], who_train=np.arange(6) // 2, who_test=np.array([3, 3]),
    )  # fmt: skip
    found = read(name, groups="column:who", image_size=(2, 2))
    assert found.classes == ("cat", "dog")
    assert found.sides.tolist() == [0] * 6 + [2] * 2
    assert found.groups == ["0", "0", "1", "1", "2", "2", "3", "3"]
    assert np.asarray(found.inputs).shape == (8, 1, 2, 2)
    assert np.asarray(found.inputs).max() <= 127 / 255
    put_arrays("t.npz", x=images[:, :2], y=labels)
    put_arrays("s.npz", x=images, y=labels)
    with pytest.raises(ValueError, match=r"of the shapes .1, 2, 4. and .1, 4, 4.; resize"):
        read("s.npz", test="t.npz")
    apart = read("s.npz", test="t.npz", image_size=(2, 2))
    assert apart.sides.tolist() == [0] * 8 + [2] * 8
    broken = np.ones((4, 3, 3))
    broken[1, 0, 0] = np.nan
    found = read(put_arrays("b.npz", images=broken, labels=[0, 1, 0, 1]), max_bad=0.25)
    assert reasons(found) == {"b.npz[1]": "holds numbers that are not finite"}
    masks = np.zeros((4, 3, 3), np.uint8)
    masks[:, 1:] = 1
    name = put_arrays("c.npz", x=broken[:1].repeat(4, 0), y=[0, 1, 0, 1], masks=masks)
    assert task_of(name) == "segmentation"
    truth = read(name, image_size=(6, 6)).truth
    assert truth is not None
    assert truth[0].tolist() == [[0] * 6] * 2 + [[1] * 6] * 4
    tokens = np.array([[3, 4, 0], [5, 0, 0]])
    assert [t.tolist() for t in read(put_arrays("d.npz", x=tokens, y=[0, 1])).inputs] == [
        [3, 4], [5],
    ]  # fmt: skip


def test_channels_over_time() -> None:
    values = np.random.default_rng(0).normal(size=(9, 3, 9))
    lengths, labels = np.array([9, 4, 5, 9, 0, 9, 9, 9, 1]), [0, 1, 0, 1, 0, 1, 0, 1, 0]
    for row, end in zip(values, lengths, strict=True):
        row[:, end:] = np.nan  # what is behind the end does not matter
    name = put_arrays("a.npz", x=values, y=labels, lengths=lengths)
    assert task_of(name) == "speech"
    found = read(name, max_bad=0.2)
    assert reasons(found) == {"a.npz[4]": "no speech"}
    np.testing.assert_array_equal(found.inputs[1], values[1, :, :4].astype("f4"))
    dataset = data_set(found, "speech")
    assert dataset.kind == "recordings"
    assert dataset.examples.inputs.shape == (8, 3, 9)
    assert dataset.examples.lengths is not None
    assert dataset.examples.lengths.tolist() == [9, 4, 5, 9, 9, 9, 9, 1]
    assert not dataset.examples.inputs[1, :, 4:].any()
    whole = put_arrays("b.npz", x=np.nan_to_num(values), y=labels)
    assert task_of(whole) == "pictures"
    with pytest.raises(ValueError, match=r"pictures are 0 to 1, or 0 to 255; .* --task speech"):
        read(whole)
    assert data_set(read(whole, "speech"), "speech").examples.lengths is None
    with pytest.raises(ValueError, match=r"shapes .2,. and .3,.; give one number of channels"):
        read(whole, "speech", test=put_arrays("c.npz", x=np.ones((2, 2, 9)), y=[0, 1]))
    for wrong in ([10] * 9, [-1] * 9, [1.5] * 9, [[1]] * 9):
        with pytest.raises(ValueError, match=r"it needs whole numbers \(N,\), from 0 to 9"):
            read(put_arrays("a.npz", x=values, y=labels, lengths=wrong))


def test_recordings_are_speech_if_asked_for() -> None:
    for label, number in product("ab", range(4)):
        put_sound(f"s/{label}/{number}.wav", tone(0.1, 16000, 200 + 50 * number), 16000)
    assert data_set(read("s", "speech"), "speech").examples.inputs.shape == (8, 40, 8)
    with pytest.raises(ValueError, match=r"for text; give recordings, or an .npz of"):
        read(put_rows("t.csv"), "speech")


def bomb(shape: str, content: bytes) -> bytes:
    head = f"{{'descr': '|u1', 'fortran_order': False, 'shape': {shape}, }}\n".encode()
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(head)) + head + content


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (bomb("(99999, 99999, 99999)", b"0"), "tells of 999,970,000,299,999 bytes and holds 1"),
        (bomb("(2, 3)", bytes(7)), "tells of 6 bytes and holds 7"),
        (PICKLE, "is no array of NumPy's"),
        (b"", "is no array of NumPy's"),
    ],
)
def test_arrays_that_are_none(content: bytes, message: str) -> None:
    with zipfile.ZipFile("a.npz", "w") as archive:
        archive.writestr("x.npy", content)
        archive.writestr("y.npy", bomb("(2,)", b"01"))
    for act in (read, task_of):
        with pytest.raises(ValueError, match=message):
            act("a.npz")


def test_a_zip_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("poolwise.lab.files.record.memory", lambda: 2**20)
    name = put_arrays("a.npz", x=np.zeros((2, 700, 700), np.uint8), y=[0, 1])
    assert Path(name).stat().st_size < 10_000
    monkeypatch.setattr(np, "load", None)
    with pytest.raises(ValueError, match="holds large arrays: they need"):
        read(name)


def test_objects_and_other_arrays_are_refused() -> None:
    put_arrays("a.npz", x=np.array([Bomb()] * 2, object), y=[0, 1])
    with pytest.raises(ValueError, match=r"'x.npy' holds object, and only numbers and strings"):
        read("a.npz")
    Path("a.npz").write_bytes(PICKLE)
    with pytest.raises(ValueError, match=r"is no \.npz"):
        read("a.npz")
    for arrays, message in (
        ({"a": [1]}, "has the arrays 'a'; call them x and y"),
        ({"x": np.ones((3, 2, 2)), "y": [0, 1]}, "has 3 inputs and 2 labels"),
        ({"x": np.ones((2, 2, 2)), "images": [1], "y": [0, 1]}, "may both be the inputs"),
        ({"x": np.full((2, 2, 2), -1.0), "y": [0, 1]}, "hold -1 to 0; pictures are 0 to 1"),
        ({"x": np.ones((2, 2, 2)), "y": np.eye(2)}, "has labels of shape"),
        ({"x": np.ones((2, 2, 2, 2)), "y": [0, 1]}, "with 1 or 3 channels"),
        ({"x": [[1, 2**40]] * 2, "y": [0, 1]}, "are no tokens: 0 .padding. to 999,999"),
        ({"x": [[1, -1]] * 2, "y": [0, 1]}, "are no tokens"),
    ):
        with pytest.raises(ValueError, match=message):
            read(put_arrays("a.npz", **arrays))


# ----------------------------------------------------------------------------------- masks and COCO


def put_picture(name: str, size: tuple[int, int] = (8, 10), seed: int = 0) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    noise = np.random.default_rng([seed, *name.encode()]).integers(0, 255, (*size, 3), np.uint8)
    Image.fromarray(noise).save(name)


def put_mask(name: str, values: Any, mode: str = "L") -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    image = Image.fromarray(np.array(values, np.uint8))
    if mode == "P":
        image.putpalette(bytes(range(256)) * 3)
    image.save(name)


@pytest.mark.parametrize("mode", ["L", "P"])
def test_masks_beside_pictures(mode: str) -> None:
    values = np.zeros((8, 10), np.uint8)
    values[:2], values[4:, :5], values[-1] = 7, 3, 255
    for number in range(3):
        put_picture(f"m/images/{number}.jpg")
        put_mask(f"m/masks/{number}.png", values if number else values * 0, mode)
    for name in ("alone", "small", "pickle"):
        put_picture(f"m/images/{name}.png")
    put_mask("m/masks/small.png", values[:4])
    Path("m/masks/pickle.png").write_bytes(PICKLE)
    assert task_of("m") == "segmentation"
    found = read("m", max_bad=0.5)
    assert found.classes == ("value 3", "value 7")
    assert found.truth is not None
    assert found.truth.dtype == np.int64
    kept = values.astype(int)
    kept[values == 255] = 0
    kept[values == 7], kept[values == 3] = 2, 1
    np.testing.assert_array_equal(found.truth, [kept * 0, kept, kept])
    assert found.labels.tolist() == [0, 1, 1]  # the first where there is nothing
    assert set(reasons(found)) == {f"images/{name}.png" for name in ("alone", "small", "pickle")}
    assert "its mask is 4x10" in reasons(found)["images/small.png"]
    assert read("m", "localisation", (4, 5), 0.5).truth.shape == (2, 4, 5)  # type: ignore[union-attr]
    with pytest.raises(ValueError, match="task='text' cannot be done with data='m'"):
        read("m", "text")


def test_masks_of_two_values_and_of_colours() -> None:
    for side, number in product(("train", "test"), range(2)):
        put_picture(f"m/{side}/images/{number}.png")
        put_mask(f"m/{side}/masks/{number}.png", [[0] * 5 + [255] * 5] * 8)
        put_picture(f"c/images/{side}/{number}.png")
        colours = np.zeros((8, 10, 3), np.uint8)
        colours[:3, :, 0], colours[5:, :, 1] = 200, 100
        put_mask(f"c/masks/{side}/{number}.png", colours)
    found = read("m")
    assert (found.classes, found.sides.tolist()) == (("value 255",), [0, 0, 2, 2])
    assert found.truth is not None
    assert found.truth[0].tolist() == [[0] * 5 + [1] * 5] * 8
    found = read("c")
    assert (found.classes, found.sides.tolist()) == (("#006400", "#c80000"), [0, 0, 2, 2])
    assert found.truth is not None
    assert found.truth[3, :, 0].tolist() == [2] * 3 + [0] * 2 + [1] * 3


def test_one_class_is_enough_to_segment() -> None:
    for number in range(12):
        put_picture(f"m/images/{number}.png")
        put_mask(f"m/masks/{number}.png", [[0] * 5 + [9] * 5] * 8)
    dataset = data_set(read("m"), "segmentation")
    assert dataset.classes == ("value 9",)
    parts = split(dataset, 0)
    assert parts.test.truth is not None
    assert parts.test.truth.shape == (len(parts.test), 8, 10)
    with pytest.raises(ValueError, match="has 1 class with images"):
        data_set(read("m"), "localisation")
    # What few pictures show most of needs no part of its own.
    put_mask("m/masks/3.png", [[0] * 5 + [4] * 5] * 8)
    dataset = data_set(read("m"), "segmentation")
    assert dataset.classes == ("value 4", "value 9")
    assert set(dataset.examples.labels) == {1}
    assert dataset.examples.truth is not None
    assert dataset.examples.truth[5].max() == 1


def packed(lengths: list[int]) -> str:
    """Runs as COCO packs them, written as its definition says."""
    text = ""
    for place, length in enumerate(lengths):
        value = length - lengths[place - 2] if place > 2 else length
        more = True
        while more:
            code, value = value & 31, value >> 5
            more = value != (-1 if code & 16 else 0)
            text += chr(code + (32 if more else 0) + 48)
    return text


@settings(max_examples=40)
@given(st.lists(st.integers(0, 10**6), max_size=9))
def test_packed_runs(lengths: list[int]) -> None:
    assert _unpacked(packed(lengths)) == lengths


def test_packed_runs_that_are_known() -> None:
    # From COCO's own documentation: 6 of 0, 1 of 1, 40 of 0, 4 of 1, ...
    assert _unpacked("61X13mN000`0") == [6, 1, 40, 4, 5, 4, 5, 4, 21]


@settings(max_examples=40)
@given(st.integers(1, 9), st.integers(1, 9), st.data())
def test_runs_polygons_and_boxes_agree(height: int, width: int, data: st.DataObject) -> None:
    top, left = data.draw(st.integers(0, height - 1)), data.draw(st.integers(0, width - 1))
    bottom = data.draw(st.integers(top + 1, height))
    right = data.draw(st.integers(left + 1, width))
    wanted = np.zeros((height, width), bool)
    wanted[top:bottom, left:right] = True
    flat = wanted.T.ravel()
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flat, [not flat[-1]]])))
    runs = np.diff(np.concatenate([[0], edges])).tolist()
    outline = [left, top, right, top, right, bottom, left, bottom]
    shape = (height, width)
    for entry in (
        {"bbox": [left, top, right - left, bottom - top]},
        {"segmentation": {"counts": runs, "size": [height, width]}},
        {"segmentation": {"counts": packed(runs), "size": [height, width]}},
        {"segmentation": [outline]},
    ):
        np.testing.assert_array_equal(_mask(entry, shape, shape), wanted, err_msg=str(entry))


def put_coco(name: str, images: list[Any], objects: list[Any], **more: Any) -> str:
    whole = {
        "images": [{"id": n, "file_name": each} for n, each in enumerate(images)],
        "annotations": objects,
        "categories": [{"id": 0, "name": "cat"}, {"id": 5, "name": "<b>dog\n"}],
    }
    return put_text(name, json.dumps(whole | more))


def box(image: int, category: int, *numbers: float) -> dict[str, Any]:
    return {"image_id": image, "category_id": category, "bbox": list(numbers)}


def test_coco() -> None:
    for number in range(4):
        put_picture(f"c/pictures/{number}.png")
    names = [f"{number}.png" for number in range(4)]
    objects = [box(0, 0, 0, 0, 10, 8), box(0, 5, 2, 2, 3, 4), box(1, 5, 0, 0, 1, 1)]
    objects.append(box(2, 0, 0, 0, 9, 8) | {"segmentation": [[0, 0, 5, 0, 5, 8, 0, 8]]})
    put_coco("c/annotations/instances.json", names, objects)
    assert task_of("c") == task_of("c/annotations/instances.json") == "localisation"
    for path in ("c", "c/annotations/instances.json"):
        found = read(path)
        assert found.classes == ("cat", "<b>dog\\n")
        assert found.labels.tolist() == [0, 1, 0]
        assert found.names == ["0.png", "1.png", "2.png"]
        assert "1 images show no object and took no part." in found.notes
        assert found.truth is not None
        wanted = np.ones((8, 10), int)
        wanted[2:6, 2:5] = 2
        np.testing.assert_array_equal(found.truth[0], wanted)
        assert found.truth[1].sum() == 2
        np.testing.assert_array_equal(found.truth[2], [[1] * 5 + [0] * 5] * 8)
    whole = read("c", "segmentation")
    assert whole.classes == found.classes
    assert whole.truth is not None
    assert not whole.truth[3].any()


HUGE = {"counts": [0, 10**12], "size": [10**6, 10**6]}


def test_broken_pictures_of_coco_are_named(tmp_path: Path) -> None:
    bad: list[dict[str, Any]] = [
        box(0, 9, 0, 0, 1, 1),
        box(0, 0, 0, 0, 100_000, 100_000),
        box(0, 0, 0, 0, 1),
        box(0, 0, 0, 0, float("nan"), 1),
        {"image_id": 0, "category_id": 0, "segmentation": HUGE},
        {"image_id": 0, "category_id": 0, "segmentation": {"counts": [1], "size": [8, 10]}},
        {"image_id": 0, "category_id": 0, "segmentation": {"counts": "\x01", "size": [8, 10]}},
        {"image_id": 0, "category_id": 0, "segmentation": [[0, 0, 1, 1]]},
        {"image_id": 0, "category_id": 0, "segmentation": [[0, 0, 1e300, 0, 1, 1]]},
        {"image_id": 0, "category_id": 0},
    ]
    put_picture("outside.png")
    names = [f"{number}.png" for number in range(len(bad) + 2)]
    for name in names:
        put_picture(f"c/{name}")
    odd = ["../outside.png", str(tmp_path / "outside.png"), "..\\outside.png", "not\nhere<i>.png"]
    objects = [each | {"image_id": place} for place, each in enumerate(bad)]
    good = [box(len(bad), 0, 0, 0, 4, 4), box(len(bad) + 1, 5, 0, 0, 4, 4)]
    put_coco("c/a.json", [*names, *odd], objects + good)
    found = read("c", max_bad=0.9)
    assert found.names == names[-2:]
    told = reasons(found)
    assert told.pop("not\\nhere<i>.png") == "is not there"
    assert told.pop("../outside.png") == "a name that leads out of the folder"
    assert told.pop(str(tmp_path / "outside.png")) == "a name that leads out of the folder"
    assert set(told) == set(names[:-2])
    for text in ("{", '{"images": [1]}', '{"images": [], "annotations": {}}', "[" * 10**5):
        put_text("c/a.json", text)
        with pytest.raises(ValueError, match=r"^(data|task)="):
            read("c/a.json", "localisation")


# ------------------------------------------------------------------------------- what holds for all


def put_every_kind(kind: str) -> tuple[str, str]:
    """Twelve items of two classes and a broken one; the path and the broken one's name."""
    numbers = [(label, number) for label, number in product("ab", range(6))]
    noise = [np.random.default_rng([ord(n[0]), n[1]]) for n in numbers]
    if kind == "text":
        rows = [f"text {label} {number},{label}" for label, number in numbers]
        return put_text("t.csv", "text,label", *rows, "broken"), "t.csv:14"
    if kind == "speech":
        series = np.stack([each.normal(size=(2, 9)) for each in noise] + [np.full((2, 9), np.nan)])
        labels, lengths = [label for label, _ in numbers] + ["a"], [9, 8, 7] * 4 + [9]
        return put_arrays("a.npz", x=series, y=labels, lengths=lengths), "a.npz[12]"
    if kind == "arrays":
        images = np.stack([each.random((5, 4)) for each in noise] + [np.full((5, 4), np.nan)])
        labels = [label for label, _ in numbers] + ["a"]
        return put_arrays("a.npz", x=images, y=labels), "a.npz[12]"
    for place, (label, number) in enumerate(numbers):
        if kind == "sound":
            put_sound(f"d/{label}/{number}.wav", noise[place].normal(0, 0.1, 1600), 16000)
        elif kind == "video":
            put_video(f"d/{label}/{number}.mkv", noise[place].integers(0, 255, 3).tolist())
        elif kind == "pictures":
            put_picture(f"d/{label}/{number}.png")
        else:
            put_picture(f"d/images/{place:02}.png")
            put_mask(f"d/masks/{place:02}.png", [[0] * 5 + [1 + place // 6] * 5] * 8)
    if kind in ("sound", "video", "pictures"):
        name = {"sound": "a/bad.wav", "video": "a/bad.mkv", "pictures": "a/bad.png"}[kind]
        Path(f"d/{name}").write_bytes(PICKLE)
        return "d", name
    put_picture("d/images/12.png")
    if kind == "coco":
        objects = [box(place, 5 * (place // 6), 1, 1, 4, 4) for place in range(12)]
        names = [f"{place:02}.png" for place in range(13)]
        put_coco("d/all.json", names, [*objects, box(12, 7, 1, 1, 4, 4)])
        return "d/all.json", "12.png"
    return "d", "images/12.png"


KINDS = {
    "text": "text", "arrays": "pictures", "sound": "sound", "speech": "speech", "video": "video",
    "pictures": "pictures", "masks": "segmentation", "coco": "localisation",
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_data_sets_of_every_kind(kind: str) -> None:
    path, broken = put_every_kind(kind)
    with pytest.raises(ValueError, match=r"1 of 13 .* cannot be read, more than max_bad=0.01"):
        load(path)
    data = load(path, max_bad=0.1)
    assert (data.task, task_of(path)) == (KINDS[kind], KINDS[kind])
    assert [name for name, _ in data.skipped] == [broken]
    assert any(broken in note for note in data.notes)
    assert np.bincount(data.examples.labels).tolist() == [6, 6]
    assert data.examples.inputs.dtype == (np.int64 if kind == "text" else np.float32)
    assert (data.examples.truth is not None) == (kind in ("masks", "coco"))
    parts = split(data, 0)
    assert sum(map(len, (parts.train, parts.validation, parts.test))) == 12
    assert data.digest == load(path, max_bad=0.1).digest


@pytest.mark.parametrize(
    ("kind", "task"), [*((kind, KINDS[kind]) for kind in KINDS), ("pictures", "compression")]
)
def test_a_study_of_every_kind(kind: str, task: str, workers_here: None) -> None:
    path, broken = put_every_kind(kind)
    study = Study(
        data=path, task="" if task == KINDS[kind] else task, pool=("max", "avg"), kernel=("2",),
        seeds=2, epochs=1, measures=("accuracy",), learning_rate=(0.01,), max_bad=0.1, width=4,
    )  # fmt: skip
    result = compare(study, "out", jobs=1)
    assert (result["task"], result["primary"]) == (task, TASKS[task].primary)
    assert len(result["rows"]) == 4
    assert not any(map(failed, result["rows"]))
    assert [each["file"] for each in result["data"]["skipped"]] == [broken]
    page = Path("out/report.html").read_text("utf-8")
    assert "Nothing could be read of 1 " in page
    assert broken in page
    assert Study.from_file(Path("out/study.toml")) == study.replaced({"task": task})
    # A report needs no data: what they were for is in the store.
    Path(path).rename("elsewhere")
    again = report_only("out")
    assert without_times(again["rows"]) == without_times(result["rows"])
    assert (again["task"], again["tests"]) == (task, result["tests"])


def test_hostile_names_are_text_in_reports(tmp_path: Path, workers_here: None) -> None:
    classes = ["<script>alert(1)</script>", "=cmd|' /C calc'!A0", "../../up", "new\nline"]
    with Path("t.csv").open("w", newline="") as file:
        rows = [(f"<img src=x> =1+1 {label} {n}", label) for label in classes for n in range(6)]
        csv.writer(file).writerows([("text", "label"), *rows])
    before = set(tmp_path.rglob("*"))
    study = Study(
        data="t.csv", pool=("max", "avg"), seeds=2, epochs=1, measures=("accuracy",),
        learning_rate=(0.01,), width=4,
    )  # fmt: skip
    result = compare(study, "out", jobs=1)
    assert set(result["data"]["classes"]) == {*classes[:3], "new\\nline"}
    made = {path.relative_to(tmp_path).parts[0] for path in set(tmp_path.rglob("*")) - before}
    assert made == {"out"}
    page = Path("out/report.html").read_text("utf-8")
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert(1)" in page
    with Path("out/report.csv").open(newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "-cmd", "\t", "\r"))]


def test_a_header_of_a_hundred_thousand_pixels_is_refused() -> None:
    for label, number in product("ab", range(2)):
        put_picture(f"p/{label}/{number}.png")
    png = bytearray(Path("p/a/0.png").read_bytes())
    png[16:24] = struct.pack(">II", 100_000, 100_000)
    png[29:33] = struct.pack(">I", zlib.crc32(png[12:29]))
    Path("p/a/huge.png").write_bytes(png)
    found = read("p", max_bad=0.5)
    assert "more pixels than is safe" in reasons(found)["a/huge.png"]
    assert (task_of("p"), len(found)) == ("pictures", 4)


def test_links_out_of_the_folder_are_told() -> None:
    for label, number in product("ab", range(2)):
        put_text(f"t/{label}/{number}.txt", f"{label} {number}")
    put_text("secret.txt", "outside")
    Path("t/a/link.txt").symlink_to(Path("secret.txt").resolve())
    found = read("t")
    assert "1 files are links that lead out of the folder: a/link.txt." in found.notes


def test_what_is_nothing_is_told() -> None:
    put_text("a.xyz", "x")
    Path("a.pkl").write_bytes(PICKLE)
    Path("empty").mkdir()
    for path, message in (
        ("nowhere", "data='nowhere' does not exist"),
        ("a\0b", "does not exist"),
        ("a.xyz", "is a file of no kind that is known"),
        ("a.pkl", "is a file of no kind that is known"),
        ("empty", "holds nothing: no folders"),
        ("hub:../x", "is no name at a hub; write hub:user/name"),
        ("hub:", "is no name at a hub"),
    ):
        with pytest.raises(ValueError, match=message):
            read(path)
    with pytest.raises(ValueError, match="task='texts' is none of pictures"):
        read("empty", "texts")
    with pytest.raises(ValueError, match="image_size='8x8' is for pictures and clips"):
        read(put_rows("t.csv"), image_size=(8, 8))


@pytest.mark.parametrize(
    ("module", "make", "path"),
    [
        ("soundfile", lambda: put_sound("x/a/1.wav", tone(0.1, 8000), 8000), "x"),
        ("av", lambda: put_video("x/a/1.mp4", [1, 2]), "x"),
        ("pyarrow", lambda: put_rows("x.parquet"), "x.parquet"),
    ],
)
def test_what_reads_them_is_named(
    module: str, make: Callable[[], Any], path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make()
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ValueError, match=rf"needs the package {module}.*'poolwise\[files\]'"):
        read(path)


def test_a_hub_is_read_as_files_are(monkeypatch: pytest.MonkeyPatch) -> None:
    datasets = pytest.importorskip("datasets")
    from poolwise.lab.files import fetching

    labels = datasets.ClassLabel(names=["../no", "yes"])
    texts = datasets.Dataset.from_dict(
        {"text": ["a", "b", "c", "d"], "label": [0, 1, 1, -1]},
        features=datasets.Features({"text": datasets.Value("string"), "label": labels}),
    )
    Path("t").mkdir()
    fetching.write(texts, "train", Path("t"))
    found = read("t", max_bad=0.25)
    assert (found.inputs, found.classes) == (["a", "b", "c"], ("../no", "yes"))
    buffer = io.BytesIO()
    put_picture("1.png")
    Image.open("1.png").save(buffer, "PNG")
    pictures = datasets.Dataset.from_dict(
        {"image": [{"bytes": buffer.getvalue(), "path": None}] * 2, "label": [0, 1]},
        features=datasets.Features({"image": datasets.Image(), "label": labels}),
    )
    for side in ("train", "test"):
        fetching.write(pictures, side, Path("p"))
    found = read("p")
    assert (found.classes, found.sides.tolist()) == (("yes", "∕no"), [0, 0, 2, 2])
    assert np.asarray(found.inputs).shape == (4, 3, 8, 10)


def test_no_way_to_a_hub_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    put_text(
        "instead/datasets.py",
        "import os",
        "def load_dataset(name, configuration):",
        "    open(os.environ['HF_HOME'] + 'x', 'w')",
        "    open('here', 'w')",
        "    raise ConnectionError(f'no way\\x1b to {name}, {configuration}')",
    )
    monkeypatch.syspath_prepend("instead")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "instead"))
    (tmp_path / "scratch").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "scratch"))
    with pytest.raises(ValueError, match=r"^data='hub:no/where:en' cannot be fetched: ") as e:
        read("hub:no/where:en")
    assert r"ConnectionError: no way\x1b to no/where, en; a name at a hub needs" in str(e.value)
    assert "\n" not in str(e.value)
    assert not list((tmp_path / "scratch").iterdir())
    assert not hub._KEPT
