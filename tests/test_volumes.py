"""Files larger than memory: what comes of them is what pooling the whole array gives."""

from __future__ import annotations

import errno
import json
import math
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import SHARE, examples
from typer.testing import CliRunner

import poolwise
from poolwise.cli import app

zarr = pytest.importorskip("zarr")
tifffile = pytest.importorskip("tifffile")
volumes = pytest.importorskip("poolwise.volumes")

from poolwise.volumes import ngff, plan  # noqa: E402
from poolwise.volumes.axes import named  # noqa: E402
from poolwise.volumes.volume import Volume  # noqa: E402

RUNNER = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb"})
X = np.random.default_rng(0).integers(0, 255, (20, 37, 50), np.uint8)


def _save(path: Path, x: np.ndarray, chunks: Any = None, **more: Any) -> Path:
    if path.suffix == ".npy":
        np.save(path, x)
    elif path.suffix == ".tif":
        tifffile.imwrite(path, x, **more)
    else:
        chunks = chunks or tuple(-(-size // 2) for size in x.shape)
        zarr.create_array(path, shape=x.shape, chunks=chunks, dtype=x.dtype, **more)[:] = x
    return path


def _load(path: Path, inside: str = "") -> Any:
    if path.suffix == ".npy":
        return np.load(path)
    if path.suffix == ".tif":
        return tifffile.imread(path)
    return zarr.open_array(path, path=inside, mode="r")[:]


# --- the same numbers -----------------------------------------------------------------------------


@settings(max_examples=examples(200))
@given(st.data())
def test_blocks_give_what_the_whole_gives(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("volume")
    rank = data.draw(st.integers(1, 3))
    shape = tuple(data.draw(st.integers(1, 24)) for _ in range(rank))
    lead = data.draw(st.sampled_from([(), (2,)])) if rank > 1 else ()
    dtype = data.draw(st.sampled_from(["uint8", "int16", "uint64", "float32", "float64"]))
    seed = data.draw(st.integers(0, 2**32))
    x = np.random.default_rng(seed).integers(0, 100, (*lead, *shape)).astype(dtype)
    chunks = tuple(data.draw(st.integers(1, size)) for size in x.shape)
    suffix, target = (data.draw(st.sampled_from([".npy", ".zarr"])) for _ in range(2))
    version = data.draw(st.sampled_from([2, 3]))
    more = {"zarr_format": version} if suffix == ".zarr" else {}
    source = _save(folder / f"in{suffix}", x, chunks, **more)
    op = data.draw(st.sampled_from(["max", "min", "avg", "mode", "median", "sum", "std", "lse"]))
    kernel = tuple(data.draw(st.integers(1, 4)) for _ in range(rank))
    where: dict[str, Any] = {
        "stride": data.draw(st.sampled_from([None, 1, 2, 3])),
        "padding": data.draw(st.sampled_from([0, "same", "same_lower"])),
        "ceil_mode": data.draw(st.booleans()),
    }
    pool = getattr(poolwise, f"{op}_pool{rank}d")
    asked = {"dtype": dtype} if op == "avg" and dtype[0] in "iu" else {}
    axes = ("c" if lead else "") + "zyx"[-rank:]
    try:
        wanted = pool(x, kernel, **where, **asked)
    except ValueError:
        with pytest.raises(ValueError, match=r"padded|padding|window"):
            volumes.pool_files(source, folder / f"out{target}", op, kernel, axes=axes, **where)
        return
    memory = data.draw(st.integers(1_000, 50_000))
    try:
        volumes.pool_files(
            source,
            folder / f"out{target}",
            op,
            kernel,
            axes=axes,
            memory=memory,
            workers=2,
            **where,
        )
    except ValueError as error:
        if "memory has no room" not in str(error):
            raise
        return
    got = _load(folder / f"out{target}")
    assert (got.dtype, got.shape) == (wanted.dtype, wanted.shape)
    if op in ("std", "lse"):
        np.testing.assert_allclose(got, wanted, rtol=1e-5, atol=1e-6)
    else:
        np.testing.assert_array_equal(got, wanted)
    assert sorted(os.listdir(folder)) == sorted({f"in{suffix}", f"out{target}"})


@pytest.mark.parametrize("suffix", [".npy", ".tif", ".zarr"])
@pytest.mark.parametrize("target", [".npy", ".tif", ".zarr"])
def test_kinds_of_files(tmp_path: Path, suffix: str, target: str) -> None:
    source = _save(tmp_path / f"in{suffix}", X)
    out = tmp_path / f"out{target}"
    told: list[tuple[int, int]] = []
    said = volumes.pool_files(
        source, out, "mode", (2, 2, 1), memory=60_000, told=lambda *how_far: told.append(how_far)
    )
    np.testing.assert_array_equal(_load(out), poolwise.mode_pool3d(X, (2, 2, 1)))
    assert (said.shape, said.shapes) == (X.shape, ((10, 18, 50),))
    assert (said.bytes_read, said.bytes_written) == (X.nbytes, 10 * 18 * 50)
    assert said.stored_written > 0
    assert told[0] == (0, told[-1][1])
    assert told[-1][0] == told[-1][1] > 1


@pytest.mark.parametrize("compression", [None, "zlib"])
def test_stacks_and_colours_of_tiff(tmp_path: Path, compression: Any) -> None:
    colours = np.random.default_rng(1).integers(0, 255, (30, 41, 3), np.uint8)
    source = _save(tmp_path / "c.tif", colours, photometric="rgb", compression=compression)
    volumes.pool_files(source, tmp_path / "o.tif", "avg", 3)
    wanted = poolwise.avg_pool2d(colours, 3, channels_last=True, dtype=np.uint8)
    np.testing.assert_array_equal(_load(tmp_path / "o.tif"), wanted)
    with tifffile.TiffFile(tmp_path / "o.tif") as made:
        assert made.series[0].axes == "YXS"
    # One page remains one.
    _save(tmp_path / "one.tif", X[:1], metadata={"axes": "ZYX"}, compression=compression)
    volumes.pool_files(tmp_path / "one.tif", tmp_path / "two.tif", "max", (1, 2, 2), axes="zyx")


# --- pyramids -------------------------------------------------------------------------------------


def _pyramid(op: str, x: np.ndarray, level: int, kernel: tuple[int, ...]) -> np.ndarray:
    """Level by level by the definition, never rounded in between."""
    whole = tuple(k**level for k in kernel)
    if op == "avg":
        sums = poolwise.sum_pool3d(x.astype(np.float64), whole, ceil_mode=True)
        return sums / poolwise.sum_pool3d(np.ones(x.shape), whole, ceil_mode=True)
    y = x.astype(np.float64) if op == "median" else x
    for _ in range(level):
        y = getattr(poolwise, f"{op}_pool3d")(y, kernel, ceil_mode=True)
    return y


@pytest.mark.parametrize("memory", ["500kB", "2MB", "1GB"])
@pytest.mark.parametrize("op", ["avg", "max", "median", "mode", "sum"])
@pytest.mark.parametrize("kernel", [(2, 2, 2), (1, 2, 3)])
def test_levels_are_made_of_what_was_not_rounded(
    tmp_path: Path, op: str, kernel: tuple[int, ...], memory: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Any] = []
    own = Volume.read

    def watched(self: Volume, box: Any) -> Any:
        read.append((self.path, self.inside, box))
        return own(self, box)

    monkeypatch.setattr(Volume, "read", watched)
    source = _save(tmp_path / "in.zarr", X, (8, 16, 16))
    out = tmp_path / "out.ome.zarr"
    said = volumes.pool_files(source, out, op, kernel, levels=4, memory=memory, workers=2)
    assert len(said.shapes) == 4
    np.testing.assert_array_equal(_load(out, "0"), X)
    for level in range(1, 5):
        wanted = _pyramid(op, X, level, kernel)
        wanted = wanted if op in ("max", "mode", "sum") else np.rint(wanted).astype(np.uint8)
        np.testing.assert_array_equal(_load(out, str(level)), wanted)
    # Each array is read once: its boxes hold as many elements as it has, and none twice.
    for array in {(path, inside) for path, inside, _ in read}:
        boxes = [box for path, inside, box in read if (path, inside) == array]
        corners = {tuple(side.start for side in box) for box in boxes}
        assert len(corners) == len(boxes)
    first = [box for path, _, box in read if path == str(source)]
    assert sum(math.prod(s.stop - s.start for s in box) for box in first) == X.size


@settings(max_examples=examples(300))
@given(st.data())
def test_no_two_blocks_write_to_one_chunk(data: st.DataObject) -> None:
    rank = data.draw(st.integers(1, 3))
    shape = tuple(data.draw(st.integers(1, 90)) for _ in range(rank))
    chunks = tuple(data.draw(st.integers(1, 40)) for _ in range(rank))
    kernel = tuple(data.draw(st.integers(1, 3)) for _ in range(rank))
    levels = data.draw(st.integers(0, 4)) if max(kernel) > 1 else 0
    from poolwise.volumes.asked import Asked
    from poolwise.volumes.blocks import boxes, count

    asked = Asked("avg", kernel, None, 0, False, levels, "", "", "1GB", 1, "")
    pooling, _ = asked.pooling("", rank)
    shapes = [shape]
    try:
        for _ in range(max(levels, 1)):
            shapes.append(pooling.shape_of(shapes[-1]))
    except ValueError:
        return
    targets = tuple(Volume("out", "zarr", str(n)) for n in range(len(shapes)))
    source = _Chunked("in", "zarr", chunks=min_of(chunks, shape))
    memory = data.draw(st.integers(200, 20_000))
    try:
        cuts = list(plan.cuts(source, targets, shapes, pooling, np.dtype(np.uint8), levels, memory))
    except ValueError as error:
        if "memory has no room" not in str(error):
            raise
        return
    for cut in cuts:
        made = list(boxes(cut.shape, cut.block))
        assert len(made) == count(cut.shape, cut.block)
        for level in range(0 if cut.stage.copy else 1, len(cut.stage.shapes)):
            size, chunk = cut.stage.shapes[level], cut.chunks(level)
            seen = 0
            for box in made:
                ahead = [at for _, at in cut.stage.looks(box)] + [box]
                at = ahead[level]
                seen += math.prod(side.stop - side.start for side in at)
                for side, c, n in zip(at, chunk, size, strict=True):
                    assert side.start % c == 0
                    assert side.stop % c == 0 or side.stop == n
            assert seen == math.prod(size)


class _Chunked(Volume):
    """A source of which the chunks alone are known."""

    def __init__(self, path: str, kind: str, chunks: tuple[int, ...]) -> None:
        super().__init__(path, kind)
        object.__setattr__(self, "_own", chunks)

    @property
    def chunks(self) -> tuple[int, ...]:
        own: tuple[int, ...] = self.__dict__["_own"]
        return own


def min_of(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(min(a, b) for a, b in zip(one, other, strict=True))


def test_what_an_ome_zarr_says(tmp_path: Path) -> None:
    models = pytest.importorskip("ome_zarr_models.v05")
    x = np.random.default_rng(2).integers(0, 99, (2, 20, 30, 40)).astype(np.uint16)
    group = zarr.create_group(tmp_path / "in.zarr", zarr_format=2)
    group.create_array("full", data=x, chunks=(1, 8, 16, 16))
    axes = [{"name": "c", "type": "channel"}]
    axes += [{"name": name, "type": "space", "unit": "micrometer"} for name in "zyx"]
    moves = [{"type": "scale", "scale": [1, 2.0, 0.5, 0.5]}]
    moves += [{"type": "translation", "translation": [0, 10.0, 0, 0]}]
    finest = {"path": "full", "coordinateTransformations": moves}
    group.attrs["multiscales"] = [{"version": "0.4", "axes": axes, "datasets": [finest]}]
    out = tmp_path / "cells.ome.zarr"
    volumes.pool_files(tmp_path / "in.zarr", out, "avg", (1, 2, 2), levels=2)
    image = models.Image.from_zarr(zarr.open_group(out, mode="r"))
    multiscale = image.attributes.ome.multiscales[0]
    assert [axis.name for axis in multiscale.axes] == ["c", "z", "y", "x"]
    assert multiscale.name == "cells"
    # A pixel lies in the middle of those that it is made of.
    said = ngff.read(dict(zarr.open_group(out, mode="r").attrs))
    assert said is not None
    assert (said.scale, said.origin) == ((1, 2, 0.5, 0.5), (0, 10, 0, 0))
    assert said.units == (None, *["micrometer"] * 3)
    last = multiscale.datasets[2].coordinateTransformations
    assert last[0].scale == [1, 2, 2, 2]
    assert last[1].translation == [0, 10, 0.75, 0.75]
    # And from there on, by its finest array.
    volumes.pool_files(out, tmp_path / "again.npy", "max", 2)
    np.testing.assert_array_equal(_load(tmp_path / "again.npy"), poolwise.max_pool3d(x, 2))


# What Neuroglancer's source for zarr reads, and refuses all else of: its units are metres and
# seconds with any prefix, and a few more, and it has no floats but of 32 bits.
VIEWED_TYPES = {f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32)}
VIEWED_TYPES |= {"uint64", "float32"}
VIEWED_CODECS = {"bytes", "crc32c", "gzip", "zstd", "blosc", "transpose", "sharding_indexed"}
VIEWED_UNITS = {"meter", "micrometer", "nanometer", "second", "millisecond", "angstrom", "minute"}


def _node(folder: Path, kind: str) -> dict[str, Any]:
    node: dict[str, Any] = json.loads((folder / "zarr.json").read_text())
    assert (node["zarr_format"], node["node_type"]) == (3, kind)
    return node


@pytest.mark.parametrize(
    ("op", "dtype"), [("mode", "uint64"), ("avg", "uint8"), ("max", "float32")]
)
def test_a_pyramid_is_as_viewers_expect_it(tmp_path: Path, op: str, dtype: str) -> None:
    x = (np.random.default_rng(4).random((2, 20, 30, 40)) * 9).astype(dtype)
    group = zarr.create_group(tmp_path / "in.zarr", zarr_format=3)
    group.create_array("0", data=x, chunks=(1, 8, 16, 16))
    axes = [{"name": "t", "type": "time", "unit": "second"}]
    axes += [{"name": name, "type": "space", "unit": "micrometer"} for name in "zyx"]
    scale = [{"type": "scale", "scale": [2.0, 1.0, 0.25, 0.25]}]
    finest = {"path": "0", "coordinateTransformations": scale}
    group.attrs["ome"] = {"version": "0.5", "multiscales": [{"axes": axes, "datasets": [finest]}]}
    out = tmp_path / "cells.ome.zarr"
    volumes.pool_files(tmp_path / "in.zarr", out, op, (1, 2, 2), levels=3)
    said = _node(out, "group")["attributes"]["ome"]
    assert said["version"] == "0.5"
    (multiscale,) = said["multiscales"]
    rank = len(multiscale["axes"])
    for axis in multiscale["axes"]:
        assert axis["type"] in ("time", "channel", "space")
        assert axis.get("unit", "meter") in VIEWED_UNITS
    for level in multiscale["datasets"]:
        first, *rest = level["coordinateTransformations"]
        assert (first["type"], len(first["scale"])) == ("scale", rank)
        assert all(0 < step < math.inf for step in first["scale"])
        assert [(move["type"], len(move["translation"])) for move in rest] == [
            ("translation", rank)
        ]
        array = _node(out / level["path"], "array")
        assert len(array["shape"]) == rank
        assert array["data_type"] in VIEWED_TYPES
        grid, keys = array["chunk_grid"], array["chunk_key_encoding"]
        assert (grid["name"], keys["name"] in ("default", "v2")) == ("regular", True)
        assert all(size > 0 for size in grid["configuration"]["chunk_shape"])
        assert isinstance(array["fill_value"], (int, float))
        assert {codec["name"] for codec in array["codecs"]} <= VIEWED_CODECS
    # Each level is half of the one before, of the axes that are pooled.
    steps = [level["coordinateTransformations"][0]["scale"] for level in multiscale["datasets"]]
    assert steps == [[2.0, 1.0, 0.25 * 2**n, 0.25 * 2**n] for n in range(4)]


# --- stopped, and gone on -------------------------------------------------------------------------


class Stopped(Exception):
    pass


@pytest.mark.parametrize("levels", [0, 3])
def test_what_was_stopped_goes_on(
    tmp_path: Path, levels: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out = _save(tmp_path / "in.zarr", X, (4, 8, 16)), tmp_path / "out.zarr"
    written: list[Any] = []
    own = Volume.write

    def watched(self: Volume, box: Any, values: Any) -> None:
        written.append((self.path, self.inside, box))
        own(self, box, values)

    def stop(done: int, total: int) -> None:
        if done == 3:
            raise Stopped

    monkeypatch.setattr(Volume, "write", watched)
    asked: dict[str, Any] = {
        "levels": levels,
        "memory": "100kB" if levels else "20kB",
        "workers": 1,
    }
    with pytest.raises(Stopped):
        volumes.pool_files(source, out, "avg", 2, **asked, told=stop)
    assert not out.exists()
    before = len(written)
    volumes.pool_files(source, out, "avg", 2, **asked)
    # What was finished is not made again.
    assert before > 0
    assert len(set(map(str, written))) == len(written)
    whole = poolwise.avg_pool3d(X, 2, ceil_mode=levels > 0, dtype=np.uint8)
    np.testing.assert_array_equal(_load(out, "1" if levels else ""), whole)
    assert sorted(os.listdir(tmp_path)) == ["in.zarr", "out.zarr"]


def test_a_killed_process_leaves_nothing_that_passes_for_whole(tmp_path: Path) -> None:
    source, out = tmp_path / "in.zarr", tmp_path / "out.zarr"
    zarr.create_array(source, shape=(640, 640, 640), chunks=(64, 64, 64), dtype=np.uint8)
    command = [sys.executable, "-m", "poolwise", "pool", str(source), "-o", str(out)]
    command += ["--memory", "6MB"]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    ledger = tmp_path / "out.zarr.ledger"
    while not (ledger.exists() and len(ledger.read_text().splitlines()) > 3):
        assert running.poll() is None
        time.sleep(0.01)
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert not out.exists()
    begun = set(ledger.read_text().splitlines())
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert out.exists()
    assert not ledger.exists()
    assert "640×640×640 → 320×320×320" in done.stdout
    assert "1000 of 1000 chunks" in done.stdout  # nothing was ever written there
    assert len(begun) > 3


def test_other_settings_do_not_go_on(tmp_path: Path) -> None:
    source, out = _save(tmp_path / "in.npy", X), tmp_path / "out.npy"

    def stop(done: int, total: int) -> None:
        if done:
            raise Stopped

    with pytest.raises(Stopped):
        volumes.pool_files(source, out, "max", 2, memory="20kB", told=stop)
    with pytest.raises(ValueError, match=r"other settings, op='max' instead of 'min'; overwrite"):
        volumes.pool_files(source, out, "min", 2, memory="20kB")
    volumes.pool_files(source, out, "min", 2, memory="20kB", overwrite=True)
    np.testing.assert_array_equal(_load(out), poolwise.min_pool3d(X, 2))
    with pytest.raises(ValueError, match=r"out=.*out.npy' is there already; overwrite replaces it"):
        volumes.pool_files(source, out)


def test_a_full_disk_keeps_what_is_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out = _save(tmp_path / "in.zarr", X, (4, 8, 16)), tmp_path / "out.zarr"
    own, count = Volume.write, iter(range(1000))

    def full(self: Volume, box: Any, values: Any) -> None:
        if next(count) == 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        own(self, box, values)

    monkeypatch.setattr(Volume, "write", full)
    command = ["pool", str(source), "-o", str(out), "--memory", "20kB", "--workers", "1"]
    failed = RUNNER.invoke(app, command)
    assert failed.exit_code == 1
    assert "No space left on device. What is finished is kept" in failed.output
    assert not out.exists()
    assert RUNNER.invoke(app, command).exit_code == 0
    np.testing.assert_array_equal(_load(out), poolwise.max_pool3d(X, 2))


def test_room_for_a_whole_file_is_asked_for_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "posix_fallocate", refuse)
    source = _save(tmp_path / "in.npy", X)
    for name in ("out.npy", "out.tif"):
        with pytest.raises(OSError, match="No space left"):
            volumes.pool_files(source, tmp_path / name)
        assert not (tmp_path / name).exists()


@pytest.mark.parametrize(("op", "dtype", "levels"), [("mode", "uint8", 0), ("avg", "float32", 3)])
def test_memory_stays_within_what_was_said(
    tmp_path: Path, op: str, dtype: str, levels: int
) -> None:
    shape = (1024 if SHARE >= 1 else 512, 1024, 1024 // np.dtype(dtype).itemsize)
    zarr.create_array(tmp_path / "in.zarr", shape=shape, chunks=(64, 64, 64), dtype=dtype)
    code = (
        "import resource, sys, poolwise.volumes as v\n"
        "peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3\n"
        "import zarr; before = peak()\n"
        f"v.pool_files(sys.argv[1], sys.argv[2], {op!r}, 2, memory='100MB', levels={levels})\n"
        "print(peak() - before)\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "in.zarr"), str(tmp_path / "out.zarr")]
    used = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert float(used) < 200, "MB, of a gigabyte or half of one"


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_source_is_never_written_to(tmp_path: Path, overwrite: bool) -> None:
    a, folder = _save(tmp_path / "a.zarr", X, (10, 37, 50)), tmp_path / "deep" / "photos"
    folder.mkdir(parents=True)
    np.save(folder / "x.npy", X)
    np.save(tmp_path / "b.npy", X)
    os.rename(tmp_path / "b.npy", tmp_path / "b.npy.partial")
    volumes.pool_files(a, tmp_path / "o.zarr", levels=1)
    (tmp_path / "link").symlink_to(tmp_path / "deep")
    for source, out in (
        (a, a),
        (tmp_path / "o.zarr" / "0", tmp_path / "o.zarr"),
        (a, a / "inside.zarr"),
        (folder, tmp_path / "deep"),
        (folder, tmp_path / "link"),
        (folder, folder / "small"),
        (tmp_path / "b.npy.partial", tmp_path / "b.npy"),
    ):
        before = sorted(tmp_path.rglob("*"))
        with pytest.raises(ValueError, match=r"must lie apart from source|must be a \.npy"):
            volumes.pool_files(source, out, overwrite=overwrite)
        assert sorted(tmp_path.rglob("*")) == before
    np.testing.assert_array_equal(_load(a), X)


def test_what_is_there_stays_until_all_is_done(tmp_path: Path) -> None:
    source, out = _save(tmp_path / "in.zarr", X, (4, 8, 16)), tmp_path / "out.zarr"
    volumes.pool_files(source, out, "max")
    asked: dict[str, Any] = {"memory": "20kB", "workers": 1, "overwrite": True}

    def stop(done: int, total: int) -> None:
        if done == 3:
            raise Stopped

    with pytest.raises(Stopped):
        volumes.pool_files(source, out, "min", **asked, told=stop)
    np.testing.assert_array_equal(_load(out), poolwise.max_pool3d(X, 2))
    done: list[int] = []
    volumes.pool_files(source, out, "min", **asked, told=lambda d, _: done.append(d))
    assert done[0] == 3  # it goes on, though it is to replace what is there
    np.testing.assert_array_equal(_load(out), poolwise.min_pool3d(X, 2))


@pytest.mark.parametrize("lost", ["created", "partial", "ledger"])
def test_every_state_has_a_way_out(tmp_path: Path, lost: str) -> None:
    source, out = _save(tmp_path / "in.zarr", X, (4, 8, 16)), tmp_path / "out.zarr"
    ledger, partial = tmp_path / "out.zarr.ledger", tmp_path / "out.zarr.partial"
    asked: dict[str, Any] = {"levels": 3, "memory": "100kB", "workers": 1}

    def stop(done: int, total: int) -> None:
        if done == total - 1:
            raise Stopped

    with pytest.raises(Stopped):
        volumes.pool_files(source, out, "avg", **asked, told=stop)
    assert (tmp_path / "out.zarr.partial.1").exists()
    if lost == "created":  # killed while files were made
        ledger.write_text(ledger.read_text().splitlines()[0] + "\n")
    elif lost == "partial":
        for path in sorted(partial.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        partial.rmdir()
    else:
        ledger.unlink()
        with pytest.raises(ValueError, match="is of no run; overwrite removes it"):
            volumes.pool_files(source, out, "avg", **asked)
        asked["overwrite"] = True
    volumes.pool_files(source, out, "avg", **asked)
    whole = poolwise.avg_pool3d(X, 2, ceil_mode=True, dtype=np.uint8)
    np.testing.assert_array_equal(_load(out, "1"), whole)
    assert sorted(os.listdir(tmp_path)) == ["in.zarr", "out.zarr"]


def test_another_source_does_not_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(done: int, total: int) -> None:
        if done == 3:
            raise Stopped

    asked: dict[str, Any] = {"memory": "20kB", "workers": 1}
    for name, value in (("a", 1), ("b", 7)):
        (tmp_path / name).mkdir()
        _save(tmp_path / name / "in.zarr", np.full_like(X, value), (4, 8, 16))
    monkeypatch.chdir(tmp_path / "a")
    with pytest.raises(Stopped):
        volumes.pool_files("in.zarr", tmp_path / "out.zarr", **asked, told=stop)
    monkeypatch.chdir(tmp_path / "b")
    with pytest.raises(ValueError, match="other settings, source="):
        volumes.pool_files("in.zarr", tmp_path / "out.zarr", **asked)
    monkeypatch.chdir(tmp_path / "a")
    zarr.open_array("in.zarr", mode="r+")[:] = 9
    with pytest.raises(ValueError, match="other settings, source="):
        volumes.pool_files("in.zarr", tmp_path / "out.zarr", **asked)


def test_what_was_rounded_is_not_gone_on_from(tmp_path: Path) -> None:
    source = _save(tmp_path / "in.zarr", X, (8, 16, 16))
    for op in ("rms", "sum", "avg"):
        made = []
        for memory in ("400kB", "1GB"):
            out = tmp_path / f"{op}-{memory}.zarr"
            volumes.pool_files(source, out, op, levels=3, dtype="uint8", memory=memory, workers=1)
            made.append([_load(out, str(level)) for level in range(4)])
        for one, other in zip(*made, strict=True):
            np.testing.assert_array_equal(one, other)
    for wrong in ("avg(divisor_override=1)", "max(return_indices=true)"):
        with pytest.raises(ValueError, match=r"without numbers|pools windows, drawing none"):
            volumes.pool_files(source, tmp_path / "o.zarr", wrong, levels=2)


def test_fewer_blocks_at_a_time_rather_than_smaller_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = _save(tmp_path / "in.zarr", X, (10, 37, 50))
    read: list[Any] = []
    own = Volume.read
    monkeypatch.setattr(Volume, "read", lambda self, box: (read.append(box), own(self, box))[1])
    volumes.pool_files(source, tmp_path / "out.zarr", memory="150kB", workers=16)
    assert sum(math.prod(s.stop - s.start for s in box) for box in read) == 20 * 36 * 50
    assert len(read) <= 2  # chunks, each once


# --- what is wrong with files ---------------------------------------------------------------------


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    whole = _save(tmp_path / "whole.tif", X, compression="zlib").read_bytes()
    (tmp_path / "cut.tif").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ValueError, match=r"cut\.tif' cannot be read: .*offset"):
        volumes.pool_files(tmp_path / "cut.tif", tmp_path / "o.npy")
    np.save(tmp_path / "short.npy", X)
    (tmp_path / "short.npy").write_bytes((tmp_path / "short.npy").read_bytes()[:1000])
    with pytest.raises(ValueError, match=r"short\.npy' cannot be read"):
        volumes.pool_files(tmp_path / "short.npy", tmp_path / "o.npy")
    np.save(tmp_path / "objects.npy", np.array([{}, []], object), allow_pickle=True)
    with pytest.raises(ValueError, match=r"objects\.npy' cannot be read: .*objects"):
        volumes.pool_files(tmp_path / "objects.npy", tmp_path / "o.npy")
    broken = _save(tmp_path / "broken.zarr", X, (10, 37, 50))
    chunk = next(path for path in broken.rglob("*") if path.is_file() and path.name == "0")
    chunk.write_bytes(chunk.read_bytes()[:20])
    with pytest.raises(ValueError, match=r"broken\.zarr cannot be read at \[0:"):
        volumes.pool_files(broken, tmp_path / "o.npy")
    assert not (tmp_path / "o.npy").exists()


def test_orders_of_bytes_and_elements_that_cannot_be_pooled(tmp_path: Path) -> None:
    np.save(tmp_path / "big.npy", X.astype(">u2"))
    volumes.pool_files(tmp_path / "big.npy", tmp_path / "o.npy")
    np.testing.assert_array_equal(_load(tmp_path / "o.npy"), poolwise.max_pool3d(X, 2))
    _save(tmp_path / "big.zarr", X.astype(">f4"), zarr_format=2)
    volumes.pool_files(tmp_path / "big.zarr", tmp_path / "o.zarr", "lse", dtype=">f4")
    assert zarr.open_array(tmp_path / "o.zarr", mode="r").dtype == np.float32
    for name, x in (("complex", X * 1j), ("words", X.astype("U3"))):
        np.save(tmp_path / f"{name}.npy", x)
        given = str(tmp_path / f"{name}.npy")
        result = RUNNER.invoke(app, ["pool", given, "-o", str(tmp_path / "p.npy")])
        assert result.exit_code == 2, result.output
        assert "dtype" in result.output
    assert not list(tmp_path.glob("*.ledger"))


def test_several_series_and_pictures_are_told(tmp_path: Path) -> None:
    with tifffile.TiffWriter(tmp_path / "two.tif") as file:
        file.write(X[0])
        file.write(X[1, :20, :20])
    said = volumes.pool_files(tmp_path / "two.tif", tmp_path / "o.npy")
    assert said.notes == (f"of 2 series of {tmp_path / 'two.tif'} the first was pooled",)
    image = pytest.importorskip("PIL.Image")
    frames = [image.fromarray(each) for each in X[:3]]
    frames[0].save(tmp_path / "three.gif", save_all=True, append_images=frames[1:])
    said = volumes.pool_files(tmp_path / "three.gif", tmp_path / "o.png")
    assert "of 3 pictures in" in said.notes[0]


def test_chunks_that_are_not_there_are_told(tmp_path: Path) -> None:
    source = _save(tmp_path / "in.zarr", X, (10, 37, 50))
    chunk = next(path for path in source.rglob("*") if path.is_file() and path.name == "0")
    chunk.unlink()
    said = volumes.pool_files(source, tmp_path / "out.npy")
    assert said.notes == (f"1 of 2 chunks of {source} are not there and were read as 0",)


def test_a_target_that_cannot_be_written(tmp_path: Path) -> None:
    source = _save(tmp_path / "in.npy", X)
    (tmp_path / "file").write_text("")
    result = RUNNER.invoke(app, ["pool", str(source), "-o", str(tmp_path / "file" / "out.npy")])
    assert result.exit_code == 1
    assert "poolwise: " in result.output
    assert "file" in result.output
    assert "Traceback" not in result.output


WRONG: dict[str, tuple[list[str], str]] = {
    "missing": (["nix.npy", "-o", "o.npy"], "nix.npy' does not exist"),
    "kind": (["x.txt", "-o", "o.npy"], "x.txt' must be a .npy, a .tif, a picture"),
    "out": (["x.npy", "-o", "o.foo"], "o.foo' must end in .npy, .tif or .zarr"),
    "group": (["g.zarr", "-o", "o.npy"], "it is a group, and no OME-Zarr; it holds a, b"),
    "folder": (["empty", "-o", "o"], "empty' holds no .npy, .tif, .zarr or picture"),
    "inside": (["few", "-o", "few/o"], "must lie apart from source="),
    "cluster": (
        ["x.npy", "-o", "o.npy", "--scheduler", "tcp://127.0.0.1:9"],
        "must end in .zarr, which alone holds what a scheduler's workers write",
    ),
    "op": (["x.npy", "-o", "o.npy", "--op", "maxx"], "did you mean max or"),
    "random": (["x.npy", "-o", "o.npy", "--op", "stochastic"], "op='stochastic' must be an oper"),
    "blur": (["x.npy", "-o", "o.npy", "--op", "blur"], "op='blur' must be an operator that pools"),
    "kernel": (["x.npy", "-o", "o.npy", "--kernel", "2,2"], "kernel='2,2' is no size; write 2"),
    "sizes": (["x.npy", "-o", "o.npy", "--kernel", "2x2"], "kernel=(2, 2) must be one number, or"),
    "large": (["x.npy", "-o", "o.npy", "--kernel", "99"], "kernel_size[0]=99 is larger than"),
    "axes": (["x.npy", "-o", "o.npy", "--axes", "yx"], "axes='yx' must be 3 different letters"),
    "space": (["x.npy", "-o", "o.npy", "--axes", "abt"], "axes='abt' must have some of z, y and x"),
    "dtype": (["x.npy", "-o", "o.npy", "--dtype", "int7"], "dtype='int7' must be the name of a"),
    "memory": (["x.npy", "-o", "o.npy", "--memory", "much"], "memory='much' must be bytes, as 500"),
    "little": (
        ["x.npy", "-o", "o.npy", "--memory", "1"],
        "memory has no room for what a chunk of",
    ),
    "workers": (["x.npy", "-o", "o.npy", "--workers", "0"], "workers=0 must be a positive integer"),
    "levels": (
        ["x.npy", "-o", "o.npy", "--levels", "2"],
        "o.npy' must end in .zarr, which alone holds levels",
    ),
    "many": (["x.npy", "-o", "o.zarr", "--levels", "65"], "levels=65 must be an integer from 0"),
    "stride": (
        ["x.npy", "-o", "o.zarr", "--levels", "2", "--stride", "1"],
        "levels are made of windows side by side, without stride or padding",
    ),
    "still": (
        ["x.npy", "-o", "o.zarr", "--levels", "2", "--kernel", "1"],
        "kernel=(1, 1, 1) makes no level smaller",
    ),
    "order": (
        ["x.npy", "-o", "o.zarr", "--levels", "2", "--axes", "xyz"],
        "axes='xyz' are none that an OME-Zarr has",
    ),
    "picture": (["x.npy", "-o", "o.png"], "a .png holds no uint8 of the shape (10, 18, 50)"),
    "floats": (["p.png", "-o", "o.png", "--op", "std"], "a .png holds no float32"),
    "scheduler": (
        ["x.npy", "-o", "o.zarr", "--scheduler", "tcp://127.0.0.1:9"],
        "scheduler='tcp://127.0.0.1:9' does not answer",
    ),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    image = pytest.importorskip("PIL.Image")
    folder = tmp_path_factory.mktemp("wrong")
    np.save(folder / "x.npy", X)
    (folder / "x.txt").write_text("")
    (folder / "empty").mkdir()
    (folder / "few").mkdir()
    np.save(folder / "few" / "x.npy", X)
    image.fromarray(X[0]).save(folder / "p.png")
    group = zarr.create_group(folder / "g.zarr")
    for name in "ab":
        group.create_array(name, shape=(2, 2), dtype=np.uint8)
    return folder


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said_in_a_line(
    name: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name == "scheduler":
        pytest.importorskip("distributed")
        monkeypatch.setattr("poolwise.volumes.run.PATIENCE", "1s")
    command, message = WRONG[name]
    monkeypatch.chdir(folder)
    before = sorted(os.listdir())
    result = RUNNER.invoke(app, ["pool", *command])
    assert result.exit_code == 2, result.output
    assert message in result.output
    assert sorted(os.listdir()) == before


def test_a_misspelt_keyword_is_suggested_and_flags_are_flags(tmp_path: Path) -> None:
    source = _save(tmp_path / "in.npy", X)
    with pytest.raises(TypeError, match=r"pool_files\(\) got .* 'kernl'; did you mean 'kernel'"):
        volumes.pool_files(source, tmp_path / "o.npy", kernl=2)
    with pytest.raises(TypeError, match="overwrite"):
        volumes.pool_files(source, tmp_path / "o.npy", overwrite="no")


def test_letters_of_axes() -> None:
    assert named("", "QYX", 3) == "zyx"
    assert named("", "TCZYX", 5) == "tczyx"
    assert named("", "IYXS", 4) == "zyxc"
    assert named("", "", 2) == "yx"
    with pytest.raises(ValueError, match="axes must be given for an array of 6 axes"):
        named("", "", 6)


# --- pictures and folders -------------------------------------------------------------------------


def test_pictures(tmp_path: Path) -> None:
    image = pytest.importorskip("PIL.Image")
    rng = np.random.default_rng(3)
    colours = rng.integers(0, 255, (31, 40, 4), np.uint8)
    image.fromarray(colours).save(tmp_path / "rgba.png")
    volumes.pool_files(tmp_path / "rgba.png", tmp_path / "small.png", "avg", 4)
    got = np.asarray(image.open(tmp_path / "small.png"))
    wanted = poolwise.avg_pool2d(colours, 4, channels_last=True, dtype=np.uint8)
    np.testing.assert_array_equal(got, wanted)
    # The numbers of a palette are kept by what keeps elements, and are colours to all else.
    labels = image.fromarray(rng.integers(0, 9, (20, 20), np.uint8))
    labels.putpalette(list(range(27)) + [0] * 741)
    labels.save(tmp_path / "labels.png")
    volumes.pool_files(tmp_path / "labels.png", tmp_path / "mode.png", "mode", 2)
    made = image.open(tmp_path / "mode.png")
    assert made.mode == "P"
    assert made.getpalette()[:27] == list(range(27))
    np.testing.assert_array_equal(np.asarray(made), poolwise.mode_pool2d(np.asarray(labels), 2))
    volumes.pool_files(tmp_path / "labels.png", tmp_path / "mean.png", "avg", 2)
    assert image.open(tmp_path / "mean.png").mode == "RGB"
    deep = rng.integers(0, 60000, (20, 20), np.uint16)
    image.fromarray(deep).save(tmp_path / "deep.png")
    volumes.pool_files(tmp_path / "deep.png", tmp_path / "max.png", "max", 2)
    np.testing.assert_array_equal(
        np.asarray(image.open(tmp_path / "max.png")), poolwise.max_pool2d(deep, 2)
    )
    volumes.pool_files(tmp_path / "rgba.png", tmp_path / "lse.npy", "lse", 4)
    assert np.load(tmp_path / "lse.npy").shape == (7, 10, 4)


def test_a_folder_with_one_broken_file(tmp_path: Path) -> None:
    image = pytest.importorskip("PIL.Image")
    source, out = tmp_path / "in", tmp_path / "out"
    (source / "deep").mkdir(parents=True)
    image.fromarray(X[0]).save(source / "a.png")
    image.fromarray(X[1]).save(source / "deep" / "b.png")
    np.save(source / "c.npy", X)
    _save(source / "d.zarr", X, (8, 16, 16))
    (source / "broken.png").write_bytes(b"no picture")
    (source / "notes.txt").write_text("not pooled")
    np.save(source / "complex.npy", X * 1j)
    np.save(source / "a\nb.npy", X)
    (source / "deep" / "up").symlink_to(source)
    (source / "half.npy.partial").write_bytes(b"of another run")
    result = RUNNER.invoke(app, ["pool", str(source), "-o", str(out), "--kernel", "2"])
    assert result.exit_code == 0, result.output
    assert "Note: broken.png: source=" in result.output
    made = sorted(str(p.relative_to(out)) for p in out.rglob("*") if p.suffix in (".png", ".npy"))
    assert made == ["a\nb.npy", "a.png", "c.npy", "deep/b.png"]
    assert "Note: complex.npy: " in result.output
    left = [p.name for p in out.rglob("*") if p.suffix in (".partial", ".ledger")]
    assert left == []
    np.testing.assert_array_equal(_load(out / "d.zarr"), poolwise.max_pool3d(X, 2))
    again = RUNNER.invoke(app, ["pool", str(source), "-o", str(out)])
    assert again.exit_code == 2
    assert "is there already" in again.output


# --- elsewhere ------------------------------------------------------------------------------------


@pytest.mark.skipif(SHARE < 1, reason="starts a cluster; once a week")
def test_on_a_cluster_where_a_worker_dies(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    source, out = _save(tmp_path / "in.zarr", X, (4, 8, 8)), tmp_path / "out.zarr"
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as cluster:
        victim = next(iter(cluster.workers.values()))

        def kill(done: int, total: int) -> None:
            if done == 2:
                os.kill(victim.process.pid, signal.SIGKILL)

        address = cluster.scheduler_address
        volumes.pool_files(source, out, "mode", 2, memory="20kB", scheduler=address, told=kill)
    np.testing.assert_array_equal(_load(out), poolwise.mode_pool3d(X, 2))


def test_help_and_json_of_the_ledger(tmp_path: Path) -> None:
    text = RUNNER.invoke(app, ["pool", "--help"]).output
    for word in ("poolwise pool labels.zarr", "--levels", "--scheduler", "--memory"):
        assert word in text
    source = _save(tmp_path / "in.npy", X)

    def stop(done: int, total: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        volumes.pool_files(source, tmp_path / "out.npy", told=stop)
    said = json.loads((tmp_path / "out.npy.ledger").read_text().splitlines()[0])
    assert said["op"] == "max"
