"""Volumes: reducing one by two beside other libraries, and files larger than memory.

    python benchmarks/volumes.py --out volumes.json
    python benchmarks/volumes.py --files 40 --folder /fast/disk --out volumes.json
    python benchmarks/volumes.py --cluster 4 --out volumes.json

The first part reduces volumes in memory, 1×2×2, by averages and by the most frequent label:
poolwise, tinybrain, scikit-image's block_reduce, dask.array.coarsen, xarray-multiscale and
ome-zarr's scaler, those that are installed, in turns. The second pools a zarr of so many gigabytes
in a file, and beside it reads and writes the same chunks without pooling: every other element is
written as it is. Its chunks are links to a few that hold labels, so that it takes little of the
disk. The third pools such a file on a Dask cluster of one and of two workers of one thread, in
turns.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

import poolwise
from poolwise import Windows
from poolwise.bench.machine import describe

SHAPE = (64, 512, 512)
WINDOW = (1, 2, 2)
DTYPES = ("uint8", "uint16", "uint64")
CHUNK = 256
ROUNDS, FEW_ROUNDS = 7, 3
WORKERS = (1, 2)
Call = Callable[[], Any]


def main() -> None:
    """Measure, print, and write what was measured."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument(
        "--files", type=int, default=0, metavar="GB", help="also a file of this size"
    )
    parser.add_argument(
        "--cluster", type=int, default=0, metavar="GB", help="and one by one and two workers"
    )
    parser.add_argument("--folder", type=Path, default=Path("volumes"), help="where it is made")
    parser.add_argument("--memory", default="2GB", help="what its blocks may take")
    parser.add_argument("--out", type=Path, help="a JSON file to write")
    parser.add_argument("--one", nargs=4, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        pool(*given.one)
        return
    result: dict[str, Any] = {
        "command": " ".join(["python", *sys.argv]),
        "machine": describe(poolwise.get_num_threads()),
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "volumes": in_memory(),
    }
    if given.files:
        result["files"] = in_files(given.files, given.folder, given.memory)
    if given.cluster:
        result["workers"] = on_cluster(given.cluster, given.folder, given.memory)
    print(json.dumps(result, indent=1))
    if given.out:
        given.out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def labels(dtype: str) -> np.ndarray:
    """A volume of cells: blobs of labels, as segmentations have them."""
    grid = np.indices(SHAPE, np.float32)
    waves = sum(np.sin(axis / period) for axis, period in zip(grid, (5, 17, 23), strict=True))
    found: np.ndarray = (np.digitize(waves, np.linspace(-3, 3, 40)) * 6).astype(dtype)
    return found


# --- in memory ------------------------------------------------------------------------------------


def in_memory() -> list[dict[str, Any]]:
    """Milliseconds of each library for each operator and dtype, taken in turns."""
    rows = []
    for op, dtype in itertools.product(("avg", "mode"), DTYPES):
        calls = dict(engines(op, labels(dtype)))
        times: dict[str, list[float]] = {name: [] for name in calls}
        for call in calls.values():
            call()
        for _, (name, call) in itertools.product(range(ROUNDS), calls.items()):
            start = time.perf_counter()
            call()
            times[name].append(1e3 * (time.perf_counter() - start))
        rows.append(
            {"op": op, "dtype": dtype, "ms": {n: statistics.median(t) for n, t in times.items()}}
        )
    return rows


def engines(op: str, x: np.ndarray) -> Mapping[str, Call]:
    """How each library that is installed reduces a volume; one that has no such operator is left
    out."""
    found: dict[str, Call] = {}
    if op == "avg":
        found["poolwise"] = lambda: poolwise.avg_pool3d(x, WINDOW, dtype=x.dtype)
    else:
        found["poolwise"] = lambda: poolwise.mode_pool3d(x, WINDOW)
    for add in (_tinybrain, _scikit_image, _dask, _multiscale, _ome_zarr):
        try:
            found |= add(op, x)
        except ImportError:
            continue
    return found


def _tinybrain(op: str, x: np.ndarray) -> dict[str, Call]:
    import tinybrain

    turned = x.T  # it counts from x on, and wants memory so
    if op == "avg":
        by = tinybrain.downsample_with_averaging
        return {"tinybrain": lambda: by(turned, factor=WINDOW[::-1], num_mips=1)}
    by_mode = tinybrain.downsample_segmentation
    return {"tinybrain": lambda: by_mode(turned, factor=WINDOW[::-1], num_mips=1)}


def _scikit_image(op: str, x: np.ndarray) -> dict[str, Call]:
    from skimage.measure import block_reduce

    return {"scikit-image": lambda: block_reduce(x, WINDOW, np.mean)} if op == "avg" else {}


def _dask(op: str, x: np.ndarray) -> dict[str, Call]:
    import dask.array as da

    chunks = da.from_array(x, (16, 256, 256))
    by = dict(enumerate(WINDOW))
    return {"dask": lambda: da.coarsen(np.mean, chunks, by).compute()} if op == "avg" else {}


def _multiscale(op: str, x: np.ndarray) -> dict[str, Call]:
    from xarray_multiscale import windowed_mean, windowed_mode

    by = windowed_mean if op == "avg" else windowed_mode
    return {"xarray-multiscale": lambda: by(x, WINDOW)}


def _ome_zarr(op: str, x: np.ndarray) -> dict[str, Call]:
    from ome_zarr.scale import Scaler

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        scaler = Scaler(max_layer=1)
    return {"ome-zarr": lambda: scaler.local_mean(x)} if op == "avg" else {}


# --- in files -------------------------------------------------------------------------------------


def in_files(gigabytes: int, folder: Path, memory: str) -> list[dict[str, Any]]:
    """Seconds and peak memory of pooling a file, and of copying a part of it, in processes of their
    own."""
    folder.mkdir(parents=True, exist_ok=True)
    source = folder / "labels.zarr"
    _make(source, gigabytes)
    rows = []
    for op in ("copy", "max", "mode"):
        out = folder / f"{op}.zarr"
        shutil.rmtree(out, ignore_errors=True)
        command = [sys.executable, __file__, "--one", op, str(source), str(out), memory]
        said = subprocess.run(command, capture_output=True, text=True, check=True)
        seconds, peak = map(float, said.stdout.split())
        rows.append({"op": op, "gigabytes": gigabytes, "seconds": seconds, "peak_mb": peak})
        shutil.rmtree(out)
    shutil.rmtree(source)
    return rows


def on_cluster(gigabytes: int, folder: Path, memory: str) -> list[dict[str, Any]]:
    """Seconds of pooling a file with so many workers of one thread each."""
    from distributed import Client, LocalCluster

    from poolwise.volumes import pool_files

    folder.mkdir(parents=True, exist_ok=True)
    source, out = folder / "labels.zarr", folder / "pooled.zarr"
    _make(source, gigabytes)
    seconds: dict[tuple[str, int], list[float]] = {}
    for _, op, workers in itertools.product(range(FEW_ROUNDS), ("max", "mode"), WORKERS):
        shutil.rmtree(out, ignore_errors=True)
        with (
            LocalCluster(
                n_workers=workers, threads_per_worker=1, dashboard_address=None
            ) as started,
            Client(started) as client,
        ):
            client.run(_one_thread)
            start = time.perf_counter()
            pool_files(source, out, op, 2, memory=memory, scheduler=started.scheduler_address)
            seconds.setdefault((op, workers), []).append(time.perf_counter() - start)
    shutil.rmtree(source)
    shutil.rmtree(out)
    return [
        {
            "op": op,
            "gigabytes": gigabytes,
            "workers": workers,
            "seconds": statistics.median(each),
        }
        for (op, workers), each in seconds.items()
    ]


def _one_thread() -> None:
    """Also of zarr, which decodes chunks in threads of its own."""
    import zarr

    zarr.config.set({"threading.max_workers": 1, "async.concurrency": 1})
    poolwise.set_num_threads(1)


def _make(path: Path, gigabytes: int) -> None:
    import zarr

    side = max(1, round((gigabytes * 1e9) ** (1 / 3) / CHUNK))
    shutil.rmtree(path, ignore_errors=True)
    array = zarr.create_array(path, shape=(side * CHUNK,) * 3, chunks=(CHUNK,) * 3, dtype=np.uint8)
    rng = np.random.default_rng(0)
    few = []
    for place in itertools.islice(itertools.product(range(side), repeat=3), 4):
        cells = rng.integers(1, 200, (CHUNK // 8,) * 3, np.uint8)
        box = tuple(slice(CHUNK * at, CHUNK * (at + 1)) for at in place)
        array[box] = cells.repeat(8, 0).repeat(8, 1).repeat(8, 2)
        few.append(path / "c" / "/".join(map(str, place)))
    for number, place in enumerate(itertools.product(range(side), repeat=3)):
        chunk = path / "c" / "/".join(map(str, place))
        if not chunk.exists():
            chunk.parent.mkdir(parents=True, exist_ok=True)
            os.link(few[number % len(few)], chunk)


def pool(op: str, source: str, out: str, memory: str) -> None:
    """Pool a file in this process, and say in how many seconds and megabytes at most."""
    from poolwise.volumes import levels, pool_files

    if op == "copy":
        levels.Pooling.rounded_of = _every_other  # type: ignore[method-assign]
    start = time.perf_counter()
    pool_files(source, out, "max" if op == "copy" else op, 2, memory=memory)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(time.perf_counter() - start, peak)


def _every_other(
    self: Any, values: np.ndarray, windows: Windows, dtype: np.dtype[Any]
) -> np.ndarray:
    return np.ascontiguousarray(values[::2, ::2, ::2])


if __name__ == "__main__":
    main()
