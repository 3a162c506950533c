"""Where trials run: in processes of this machine, or elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from poolwise.lab.running.clusters import Cluster
from poolwise.lab.running.workers import Workers, start_workers

Jobs = int | Cluster | None
"""How many processes, one for each core when None; or a cluster."""


@contextmanager
def start(jobs: Jobs, scratch: Path | None = None) -> Iterator[Workers]:
    """Workers for the block; what they share lies in the folder `scratch`, or in a temporary one.

    Raises:
        ValueError: `jobs` is not positive, or the cluster does not answer.
    """
    if isinstance(jobs, Cluster):
        with jobs.workers(scratch) as workers:
            yield workers
    else:
        with start_workers(jobs, scratch) as workers:
            yield workers
