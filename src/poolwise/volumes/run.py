"""Pooling of an array in a file into another, as many blocks at a time as memory has room for."""

from __future__ import annotations

import itertools
import math
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from . import ngff
from .asked import Asked
from .blocks import Shape, boxes, count
from .ledger import Ledger
from .levels import Pooling
from .plan import Cut, cuts
from .source import found, identity, lacking
from .volume import Volume, close_all, create, kind_of, native, stored

Told = Callable[[int, int], None]
"""Told how many blocks (of a folder, files) are done, and of how many."""


PATIENCE = "10s"
"""How long a scheduler may take to answer."""
LONGEST_S = 60
"""How long blocks that nobody wants any more may take to end."""


@dataclass(frozen=True)
class Summary:
    """What was read and written.

    Attributes:
        shape, shapes: of what was read, and of what was written.
        bytes_read, bytes_written: of the arrays.
        stored_read, stored_written: of the files.
        notes: what is worth knowing: files of a folder that could not be pooled, chunks of a zarr
            that were never written.
    """

    shape: Shape
    shapes: tuple[Shape, ...]
    bytes_read: int
    bytes_written: int
    stored_read: int
    stored_written: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Plan:
    """A source with what is known of it, and the stages that it goes through."""

    source: Volume
    image: ngff.Image
    pooling: Pooling
    ledger: Ledger
    cuts: tuple[Cut, ...]
    at_once: int


def pool_array(source: Path, out: Path, asked: Asked, overwrite: bool, told: Told) -> Summary:
    """Pool one array; see `pool_files`."""
    plan = _planned(source, out, asked)
    blocks = [list(cut.block) for cut in plan.cuts]
    settings = {"source": identity(plan.source), "blocks": blocks, **asked.as_dict()}
    with _executor(asked.scheduler, plan.at_once) as (executor, at_once):
        done = plan.ledger.begin(settings, overwrite)
        if "created" not in done:
            plan.ledger.clear()
            _create(plan, asked.levels > 0)
            plan.ledger.add("created")
        _run(plan, done, executor, at_once, told)
    close_all()
    plan.ledger.finish()
    return _summary(plan, out, lacking(plan.source))


def _planned(source: Path, out: Path, asked: Asked) -> _Plan:
    run = uuid.uuid4().hex
    volume, image = found(source, run)
    array, kind = volume.array, kind_of(out)
    pooling, letters = asked.pooling(image.axes, array.ndim)
    if not kind:
        raise ValueError(f"out={str(out)!r} must end in .npy, .tif or .zarr")
    for why, needed in (
        ("levels", asked.levels),
        ("what a scheduler's workers write", asked.scheduler),
    ):
        if needed and kind != "zarr":
            raise ValueError(f"out={str(out)!r} must end in .zarr, which alone holds {why}")
    name = out.name.removesuffix(".zarr").removesuffix(".ome")
    image = replace(image, axes=letters, name=name)
    if asked.levels:
        ngff.check(letters)
    shapes = [tuple(array.shape)]
    for _ in range(max(asked.levels, 1)):
        shapes.append(pooling.shape_of(shapes[-1]))
    ledger = Ledger(out)
    targets = tuple(
        Volume(str(ledger.partial), kind, str(level) if asked.levels else "", shape, run)
        for level, shape in enumerate(shapes)
    )
    # Fewer blocks at a time rather than smaller ones: each chunk is to be read once.
    for at_once in range(1 if asked.scheduler else asked.blocks_at_once, 0, -1):
        memory = asked.bytes_at_once // at_once
        given = volume, targets, shapes, pooling, native(array.dtype), asked.levels
        made = tuple(cuts(*given, memory, at_once > 1))
        if made:
            break
    return _Plan(volume, image, pooling, ledger, made, at_once)


# --- what is done ---------------------------------------------------------------------------------


def _create(plan: _Plan, is_pyramid: bool) -> None:
    """Make the files, empty."""
    dtype = native(plan.source.array.dtype)
    if is_pyramid:
        import zarr

        factors = [(1,) * len(plan.image.axes)]
        for cut in plan.cuts:
            for _ in cut.stage.targets:
                factors.append(cut.stage.pooled_by(factors[-1]))
        said = ngff.written(plan.image, factors, plan.pooling.op)
        zarr.create_group(str(plan.ledger.partial), attributes=said)
    for cut in plan.cuts:
        stage = cut.stage
        if stage.copy:
            create(stage.copy, stage.shapes[0], dtype, cut.chunks(0), plan.image.axes)
        for level, target in enumerate(stage.targets, 1):
            create(target, stage.shapes[level], stage.written, cut.chunks(level), plan.image.axes)
        if stage.left:
            create(
                stage.left,
                cut.shape,
                stage.carried,
                cut.chunks(len(stage.targets)),
                plan.image.axes,
            )


def _run(plan: _Plan, done: set[str], executor: Executor, at_once: int, told: Told) -> None:
    """Make all blocks that are not done, a stage after the other."""
    total = sum(count(cut.shape, cut.block) for cut in plan.cuts)
    finished = len(done - {"created"})
    told(finished, total)
    for number, cut in enumerate(plan.cuts):
        named_boxes = enumerate(boxes(cut.shape, cut.block))
        todo = ((f"{number}.{n}", box) for n, box in named_boxes if f"{number}.{n}" not in done)
        running: dict[Future[None], str] = {}
        try:
            while True:
                for name, box in itertools.islice(todo, at_once - len(running)):
                    running[executor.submit(cut.stage.make, box)] = name
                if not running:
                    break
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    _ended(future)
                    plan.ledger.add(running.pop(future))
                    finished += 1
                    told(finished, total)
        finally:
            for future in running:
                future.cancel()
            wait(running, timeout=LONGEST_S)  # no block may be written later than its run


def _ended(future: Future[None]) -> None:
    try:
        future.result()
    except Exception as error:
        if type(error).__name__ == "KilledWorker":
            raise OSError("several workers were lost over one block, for want of memory?") from None
        raise


@contextmanager
def _executor(scheduler: str, workers: int) -> Iterator[tuple[Executor, int]]:
    """Where blocks are made, and how many at a time."""
    if not scheduler:
        with ThreadPoolExecutor(workers) as threads:
            yield threads, workers
        return
    try:
        from distributed import Client
    except ModuleNotFoundError:
        raise ValueError("scheduler needs Dask's: pip install 'poolwise[cluster]'") from None
    try:
        client: Any = Client(scheduler, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TypeError) as error:
        raise ValueError(f"scheduler={scheduler!r} does not answer: {error}") from None
    with client:
        yield client.get_executor(pure=False), 2 * max(1, sum(client.nthreads().values()))


# --- what is told ---------------------------------------------------------------------------------


def _summary(plan: _Plan, out: Path, notes: tuple[str, ...]) -> Summary:
    array = plan.source.array
    shapes = tuple(shape for cut in plan.cuts for shape in cut.stage.shapes[1:])
    inside = Path(plan.source.path) / plan.source.inside
    return Summary(
        tuple(array.shape),
        shapes,
        math.prod(array.shape) * array.dtype.itemsize,
        sum(math.prod(shape) for shape in shapes) * plan.cuts[0].stage.written.itemsize,
        stored(inside),
        stored(out),
        notes,
    )
