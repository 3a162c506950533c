"""Sides of a study's data: given test sets, groups and copies; nothing stands on two of them."""

from __future__ import annotations

import io
import json
import sys
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from poolwise.lab import Study, compare
from poolwise.lab.data.dataset import Dataset, split
from poolwise.lab.data.duplicates import Fingerprint, alike, equal, fingerprint, joined
from poolwise.lab.data.splits import bootstrap, divide
from poolwise.lab.load import load
from poolwise.lab.running.progress import Lines

Picture = Image.Image


def picture(*seed: object, size: tuple[int, int] = (32, 32)) -> Picture:
    """A picture like no other: coloured blobs."""
    generator = np.random.default_rng([*repr(seed).encode()])
    coarse = generator.integers(0, 255, (6, 6, 3), np.uint8)
    return Image.fromarray(coarse).resize(size[::-1], Image.Resampling.BICUBIC)


def put(path: Path, image: Picture | None = None, **options: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    (image or picture(path.as_posix())).save(path, **options)


def put_classes(folder: Path, count: int, *classes: str) -> None:
    for name, number in product(classes, range(count)):
        put(folder / name / f"{number}.png")


def sides_of(dataset: Dataset, seed: int) -> dict[str, set[int]]:
    parts = split(dataset, seed)
    return {name: set(getattr(parts, name).items.tolist()) for name in vars(parts)}


# --------------------------------------------------------------------------------- index arithmetic

grouped = st.integers(2, 4).flatmap(
    lambda classes: st.lists(
        st.tuples(st.integers(0, classes - 1), st.integers(1, 5)), min_size=1, max_size=12
    ).map(lambda extra: [*product(range(classes), (1, 2, 3)), *extra])
)
"""Groups, each the class and the number of its items; three of every class at least."""


def items_of(groups: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    labels = np.repeat([label for label, _ in groups], [count for _, count in groups])
    return labels, np.repeat(np.arange(len(groups)), [count for _, count in groups])


@given(grouped, st.sampled_from([0.2, 0.3, 0.5]), st.integers(0, 99), st.sampled_from([1, 2]))
def test_divided_groups_are_whole(
    groups: list[tuple[int, int]], fraction: float, seed: int, spare: int
) -> None:
    labels, numbers = items_of(groups)
    most, few = divide(labels, numbers, fraction, seed, spare)
    assert sorted([*most, *few]) == list(range(len(labels)))
    assert not set(numbers[most]) & set(numbers[few])
    for label in set(labels):
        assert label in labels[few]
        kept = numbers[most][labels[most] == label]
        assert len(set(kept)) >= spare
    again = divide(labels, numbers, fraction, seed, spare)
    assert all(np.array_equal(a, b) for a, b in zip((most, few), again, strict=True))


@given(
    st.lists(st.integers(0, 3), min_size=1, max_size=60),
    st.sampled_from([0.2, 0.3]),
    st.integers(0, 99),
)
def test_items_without_groups_are_stratified(more: list[int], fraction: float, seed: int) -> None:
    labels = np.array([0, 1, 2, 3] * 3 + more)
    _, few = divide(labels, np.arange(len(labels)), fraction, seed)
    for label, count in enumerate(np.bincount(labels)):
        assert abs((labels[few] == label).sum() - max(1, fraction * count)) <= 0.5


@given(
    st.integers(2, 4),
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 9)), max_size=50),
    st.integers(0, 99),
)
def test_groups_of_several_classes(classes: int, more: list[tuple[int, int]], seed: int) -> None:
    # Each class is in three groups at least, which may hold others, too.
    pairs = [*((label + shift, label) for label, shift in product(range(classes), range(3))), *more]
    numbers, labels = np.array(pairs).T
    labels = labels % classes
    rest, tested = divide(labels, numbers, 0.3, seed, spare=2)
    most, few = divide(labels[rest], numbers[rest], 0.2, seed)
    drawn, left = bootstrap(labels, numbers, seed)
    assert not set(numbers[rest]) & set(numbers[tested])
    assert not set(numbers[rest][most]) & set(numbers[rest][few])
    assert not set(numbers[drawn]) & set(numbers[left])
    assert min(map(len, (tested, most, few, drawn, left))) > 0
    assert set(labels[rest][most]) == set(labels)


def test_groups_of_several_classes_are_divided_evenly() -> None:
    generator = np.random.default_rng(0)
    numbers = generator.integers(0, 60, 900)
    labels = generator.integers(0, 3, 900)
    for seed in range(20):
        most, few = divide(labels, numbers, 0.3, seed)
        assert not set(numbers[most]) & set(numbers[few])
        assert np.abs(np.bincount(labels[few]) / np.bincount(labels) - 0.3).max() < 0.06


@given(grouped, st.integers(0, 99))
def test_what_a_bootstrap_leaves_out(groups: list[tuple[int, int]], seed: int) -> None:
    labels, numbers = items_of(groups)
    drawn, left = bootstrap(labels, numbers, seed)
    assert not set(numbers[drawn]) & set(numbers[left])
    assert {*numbers[drawn], *numbers[left]} == set(numbers)
    for label in set(labels):
        mine = numbers[labels == label]
        times = [(numbers[drawn] == each).sum() // (mine == each).sum() for each in set(mine)]
        assert sum(times) == len(set(mine))
        assert label in labels[left]


def test_a_bootstrap_draws_every_group_alike() -> None:
    labels, numbers = np.repeat([0, 1], [20, 30]), np.arange(50) // 2
    times = np.zeros(50)
    for seed in range(150):
        np.add.at(times, bootstrap(labels, numbers, seed)[0], 1)
    assert np.abs(times / 150 - 1).max() < 0.35


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=9))
def test_joined_numbers_are_the_components(pairs: list[tuple[int, int]]) -> None:
    first, second = np.array(pairs).T
    found = joined(first, second)
    slow = list(range(len(pairs)))
    for _ in pairs:
        for i, j in product(range(len(pairs)), repeat=2):
            if first[i] == first[j] or second[i] == second[j]:
                slow[i] = slow[j] = min(slow[i], slow[j])
    assert np.array_equal(found[:, None] == found, np.equal.outer(slow, slow))


# ------------------------------------------------------------------------------------------- copies


def recompressed(image: Picture, **options: Any) -> Picture:
    buffer = io.BytesIO()
    image.save(buffer, **options)
    return Image.open(buffer)


def test_copies_are_found_and_nothing_else() -> None:
    from skimage import data

    photos = [Image.fromarray(each()[..., :3]) for each in (data.astronaut, data.chelsea)]
    crops = [
        photo.crop((x, y, x + 128, y + 128))
        for photo, x, y in product(photos, (0, 60, 120, 180), (0, 60, 120, 170))
    ]
    changes = [
        lambda image: recompressed(image, format="JPEG", quality=60).convert("RGB"),
        lambda image: recompressed(image, format="WEBP", quality=80).convert("RGB"),
        lambda image: image.resize((77, 77), Image.Resampling.BILINEAR),
        lambda image: image.resize((200, 200), Image.Resampling.BICUBIC),
    ]
    prints = [fingerprint(crop) for crop in crops]
    assert len(set(alike(prints))) == len(crops)
    copies = [fingerprint(change(crop)) for change in changes for crop in crops]
    numbers = alike(prints + copies).reshape(1 + len(changes), -1)
    assert (numbers == numbers[0]).mean() > 0.99
    assert len(np.unique(numbers[0])) == len(crops)
    assert len(set(equal(prints + copies))) == numbers.size


def test_the_same_pixels_in_any_format() -> None:
    grey = Image.fromarray(np.arange(35, dtype=np.uint8).reshape(5, 7))
    png, tiff = (recompressed(grey, format=each) for each in ("PNG", "TIFF"))
    turned = grey.transpose(Image.Transpose.ROTATE_90)
    numbers = equal([fingerprint(each) for each in (grey, png, tiff, grey.convert("RGB"), turned)])
    assert numbers.tolist() == [0, 0, 0, 0, 1]


@pytest.mark.parametrize("size", [8, 23, 24, 64])
def test_flat_and_tiny_pictures_are_no_near_copies(size: int) -> None:
    flat = [Image.new("L", (size, size), level) for level in (0, 1, 128, 255)]
    noisy = np.random.default_rng(0).normal(128, 2, (4, size, size)).astype(np.uint8)
    prints = [fingerprint(each) for each in [*flat, *map(Image.fromarray, noisy)]]
    assert len(set(alike(prints))) == 8
    assert all(each.thumbnail is None for each in prints)


@pytest.mark.parametrize("rows", [1, 3, 100])
def test_blocks_change_nothing(rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    generator = np.random.default_rng(0)
    base = generator.integers(60, 190, (5, 24, 24, 3))
    noisy = base[generator.integers(0, 5, 40)] + generator.integers(-2, 3, (40, 24, 24, 3))
    prints = [Fingerprint(bytes([n]), each.astype(np.uint8)) for n, each in enumerate(noisy)]
    vectors = noisy.reshape(40, -1) - noisy.reshape(40, -1).mean(1, keepdims=True)
    close = np.corrcoef(vectors) >= 0.995
    monkeypatch.setattr("poolwise.lab.data.duplicates._PAIRS_AT_ONCE", 40 * rows)
    numbers = alike(prints)
    assert np.array_equal(numbers[:, None] == numbers, close)
    assert len(set(numbers)) == 5


# -------------------------------------------------------------------------------------------- sides


def test_copies_stand_on_one_side(tmp_path: Path) -> None:
    put_classes(tmp_path, 8, "a", "b")
    for name in "ab":
        put(tmp_path / name / "copy.png", picture((tmp_path / name / "0.png").as_posix()))
        close = picture((tmp_path / name / "1.png").as_posix())
        put(tmp_path / name / "close.jpg", close, quality=95, subsampling=0)
    dataset = load(str(tmp_path))
    assert dataset.duplicates == (("a/0.png", "a/copy.png"), ("b/0.png", "b/copy.png"))
    assert dataset.similar == (("a/1.png", "a/close.jpg"), ("b/1.png", "b/close.jpg"))
    assert any("4 pictures are nearly the same" in note for note in dataset.notes)
    assert dataset.groups is not None
    for seed in range(10):
        groups = [set(dataset.groups[list(each)]) for each in sides_of(dataset, seed).values()]
        assert sum(map(len, groups)) == len(set().union(*groups)) == 16


def test_pictures_of_one_scene_are_no_copies(tmp_path: Path) -> None:
    scene = np.asarray(picture("scene"), np.int64)
    for name, number in product(("good", "bad"), range(8)):
        noise = np.random.default_rng([len(name), number]).integers(-3, 4, scene.shape)
        put(
            tmp_path / name / f"{number}.png",
            Image.fromarray((scene + noise).clip(0, 255).astype(np.uint8)),
        )
    put(tmp_path / "good" / "same.png", Image.open(tmp_path / "good" / "0.png"))
    dataset = load(str(tmp_path))
    assert dataset.groups is not None
    assert len(set(dataset.groups)) == 16
    assert dataset.duplicates == (("good/0.png", "good/same.png"),)
    assert any("17 pictures are nearly the same as others" in note for note in dataset.notes)


@pytest.mark.parametrize("names", [("train", "test"), ("Training", "testing"), ("train", "val")])
@pytest.mark.parametrize("apart", [False, True])
def test_a_test_set_is_tested_on(names: tuple[str, str], apart: bool, tmp_path: Path) -> None:
    train, test = (tmp_path / name for name in names)
    put_classes(train, 6, "a", "b")
    put_classes(test, 3, "a", "b")
    dataset = load(str(train), test=str(test)) if apart else load(str(tmp_path))
    assert dataset.test is not None
    assert dataset.design.test_set
    shown = {file.name: np.asarray(Image.open(file)) for file in (test / "a").iterdir()}
    assert len(dataset.test) == 6
    for each in dataset.test.inputs[:3]:
        assert any(np.allclose(each * 255, s.transpose(2, 0, 1), atol=0.5) for s in shown.values())
    trained = []
    for seed in range(5):
        parts = split(dataset, seed)
        assert parts.test.items.tolist() == list(range(12, 18))
        assert len(parts.train) == 12
        assert len(parts.validation) >= 2
        assert not set(parts.train.items) & set(parts.validation.items)
        trained.append(tuple(parts.train.items))
    assert len(set(trained)) == 5
    assert "a test set of its own, 6 images" in dataset.scope
    assert any("what is tested on" in note for note in dataset.notes) == (
        names[1] == "val" and not apart
    )


def test_train_validation_and_test(tmp_path: Path) -> None:
    for name, count in (("train", 5), ("valid", 3), ("test", 2)):
        put_classes(tmp_path / name, count, "a", "b")
    put_classes(tmp_path / "more", 2, "c")
    dataset = load(str(tmp_path))
    assert dataset.notes == ("more beside train, valid and test took no part.",)
    parts = split(dataset, 1)
    assert parts.validation.items.tolist() == list(range(10, 16))
    assert parts.test.items.tolist() == list(range(16, 20))
    assert set(parts.train.items) < set(range(10))
    assert "chooses by 6 images given for that" in dataset.scope
    assert dataset.describe()["items"] == 20
    assert dataset.digest != load(str(tmp_path / "train")).digest


@pytest.mark.parametrize(
    ("earlier", "later"), [("train", "val"), ("train", "test"), ("val", "test")]
)
@pytest.mark.parametrize("suffix", [".tiff", ".jpg"])
def test_copies_across_sides_stay_on_the_later_one(
    earlier: str, later: str, suffix: str, tmp_path: Path
) -> None:
    for name in ("train", "val", "test"):
        put_classes(tmp_path / name, 5, "a", "b")
    copied = picture((tmp_path / later / "a" / "2.png").as_posix())
    options: dict[str, Any] = {"quality": 95, "subsampling": 0} if suffix == ".jpg" else {}
    put(tmp_path / earlier / "a" / f"copy{suffix}", copied, **options)
    dataset = load(str(tmp_path))
    how = "the same" if suffix == ".tiff" else "nearly the same"
    reason = f"{how} picture as {later}/a/2.png"
    assert dataset.dropped == ((f"{earlier}/a/copy{suffix}", reason),)
    assert [len(part) for part in dataset.parts] == [10, 10, 10]
    assert any(reason in note for note in dataset.notes)


def test_sides_that_cannot_be(tmp_path: Path) -> None:
    put_classes(tmp_path / "train", 4, "a", "b")
    with pytest.raises(ValueError, match="holds train alone, which looks like a part of a split"):
        load(str(tmp_path))
    put_classes(tmp_path / "test", 2, "a", "c")
    with pytest.raises(ValueError, match="'c' has readable images in test/ and none in train/"):
        load(str(tmp_path))
    (tmp_path / "unlabelled").mkdir()
    put(tmp_path / "unlabelled" / "1.png")
    with pytest.raises(ValueError, match=r"^test='.*unlabelled' holds 1 images but no folders"):
        load(str(tmp_path / "train"), test=str(tmp_path / "unlabelled"))
    (tmp_path / "test" / "c").rename(tmp_path / "test" / "b")
    with pytest.raises(ValueError, match="one test set too many"):
        load(str(tmp_path), test=str(tmp_path / "test"))
    with pytest.raises(ValueError, match=r"class 'a' has 0 images .* the same picture as"):
        load(str(tmp_path / "train"), test=str(tmp_path / "train"))
    put_classes(tmp_path / "training", 4, "a", "b")
    with pytest.raises(ValueError, match="holds both train/ and training/"):
        load(str(tmp_path))
    for name in ("test", "groups"):
        with pytest.raises(ValueError, match=f"{name}='x' is for files of your own"):
            load("faces", **{name: "x"})


def test_a_class_may_be_called_train(tmp_path: Path) -> None:
    put_classes(tmp_path, 4, "train", "bus", "plane")
    assert load(str(tmp_path)).classes == ("bus", "plane", "train")


# ------------------------------------------------------------------------------------------- groups


def put_people(folder: Path) -> None:
    """Two pictures of each of five people in either class, named by person and in their folder."""
    for label, person, take in product("ab", range(5), range(2)):
        put(folder / label / f"p{person}" / f"p{person}_{label}{take}.png")


@pytest.mark.parametrize("rule", ["folder", r"^(p\d)_", "people.csv:who", "short.csv:who"])
def test_people_stand_on_one_side(
    rule: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    put_people(tmp_path / "photos")
    files = sorted((tmp_path / "photos").rglob("*.png"))
    for table, name in (("people.csv", lambda f: f.relative_to(tmp_path)), ("short.csv", None)):
        rows = [f"{name(f) if name else f.name},{f.parent.name}" for f in files]
        (tmp_path / table).write_text("\ufeffPath,who\n" + "\n".join(rows), encoding="utf-8")
    dataset = load("photos", groups=rule)
    assert dataset.groups is not None
    assert dataset.groups.tolist() == [person for _ in "ab" for person in range(5) for _ in "01"]
    assert "20 images in 5 groups" in dataset.scope
    assert dataset.digest != load("photos").digest
    for seed in range(10):
        people = [set(dataset.groups[list(each)]) for each in sides_of(dataset, seed).values()]
        assert all(people)
        assert sum(map(len, people)) == 5


def test_images_without_a_group_stand_for_themselves(tmp_path: Path) -> None:
    put_people(tmp_path)
    put(tmp_path / "a" / "alone.png")
    put(tmp_path / "b" / "other.png")
    dataset = load(str(tmp_path), groups="folder")
    assert any("2 of 22 images have no group by groups='folder'" in n for n in dataset.notes)
    assert dataset.groups is not None
    assert len(set(dataset.groups)) == 7


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("(", "is no regular expression"),
        ("person", "has no group in parentheses; write folder"),
        ("(zzz)", r"fits none of 20 images, as 'a/p0/p0_a0.png'"),
        ("none.csv:who", "'none.csv' cannot be read"),
        ("t.csv:who", "has the columns file, person; 'who' is needed"),
        ("u.csv:who", "has the columns who; 'who' is needed, and one of file, path"),
        ("v.csv:who", "says both 'x' and 'y' of 'a/p0/p0_a0.png'"),
    ],
)
def test_groups_that_cannot_be(
    rule: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    put_people(tmp_path / "photos")
    (tmp_path / "t.csv").write_text("file,person\na.png,x\n")
    (tmp_path / "u.csv").write_text("who\nx\n")
    (tmp_path / "v.csv").write_text("file,who\na/p0/p0_a0.png,x\na\\p0\\p0_a0.png,y\n")
    with pytest.raises(ValueError, match=message):
        load("photos", groups=rule)
    if ".csv" not in rule and rule != "(zzz)":
        with pytest.raises(ValueError, match=message):
            Study(groups=rule)


# --------------------------------------------------------------------------------------- the whole


def make_difficult(folder: Path) -> Path:
    """Two classes; a person and a copy on both sides, a broken file, and names to be escaped."""
    odd, plain = "<b>&é", "p\u0142ain"
    for side, people in (("train", (1, 2, 3, 4)), ("test", (4, 5, 6))):
        for label, person, take in product((odd, plain), people, range(2)):
            level = 40 if label == odd else 200
            noise = np.random.default_rng([*f"{side}{person}{take}".encode()])
            pixels = noise.integers(level - 40, level + 40, (24, 20, 3), np.uint8)
            put(folder / side / label / f"p{person}-{take}.png", Image.fromarray(pixels))
    copy = folder / "test" / odd / "p5-0.png"
    put(folder / "train" / odd / "p3 <i>copy</i>\n.png".replace("/", ""), Image.open(copy))
    (folder / "train" / plain / "<img src=x onerror=alert(2)>.png").write_text("no image")
    return folder


@pytest.mark.usefixtures("workers_here")
def test_a_difficult_folder_is_told_right_and_tested_on_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = make_difficult(tmp_path / "photos")
    study = Study(
        data=str(data), groups=r"^(p\d)", max_bad=0.1, pool=("max", "avg"), kernel=("2",),
        seeds=2, epochs=1, measures=("accuracy",),
    )  # fmt: skip
    found = compare(study, tmp_path / "out", jobs=1, progress=Lines(sys.stdout))
    said = capsys.readouterr().out
    assert "skipped train/płain/<img src=x onerror=alert(2)>.png: not a PNG" in said
    assert "9 images were dropped" in said
    told = found["data"]
    assert told["classes"] == ["<b>&é", "płain"]
    assert told["shape"][1:] == [24, 20]
    # Person 4 is tested, so it is not trained on; nor is person 3, a copy of whom is person 5.
    reasons = {each["file"]: each["reason"] for each in told["dropped"]}
    assert len(reasons) == 9
    assert reasons["train/<b>&é/p3 <i>copy<i>\\n.png"] == "the same picture as test/<b>&é/p5-0.png"
    assert reasons["train/<b>&é/p4-0.png"].startswith("its group 'p4' is there with test/")
    assert reasons["train/płain/p3-0.png"].startswith("linked by groups and copies with test/")
    assert told["counts"] == [4, 4]
    assert told["test_counts"] == [6, 6]
    assert (told["train"], told["test"]) == (8, 12)
    assert [each["file"] for each in told["skipped"]] == [
        "train/płain/<img src=x onerror=alert(2)>.png"
    ]
    assert "a test set of its own, 12 images in 3 groups" in told["scope"]
    assert any(told["scope"] in note for note in found["notes"])
    assert any(note.startswith("9 images were dropped") for note in found["notes"])
    for row in found["rows"]:  # of twelve test images
        assert (row["measures"]["accuracy.top1"] * 12) % 1 == pytest.approx(0, abs=1e-6)
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert "<b>&é" not in page
    assert "&lt;b&gt;&amp;é" in page
    assert "<img src=x" not in page
    assert "<i>copy" not in page
    saved = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    assert saved["data"] == told
    assert f"--groups '{study.groups}'" in found["command"]
