"""Where trials run: in processes of this machine, or elsewhere."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from poolwise.lab.parsing import check_count
from poolwise.lab.running.clusters import Cluster
from poolwise.lab.running.workers import Workers, start_workers

Jobs = int | Cluster | None
"""How many processes, one for each core when None; or a cluster."""


def start(jobs: Jobs, scratch: Path | None = None) -> AbstractContextManager[Workers]:
    """Workers for a block; what they share lies in the folder `scratch`, or in a temporary one.

    Raises:
        ValueError: `jobs` is not positive; or, where the block begins, the cluster does not answer.
    """
    if isinstance(jobs, Cluster):
        return jobs.workers(scratch)
    check_count("jobs", 1 if jobs is None else jobs)
    return start_workers(jobs, scratch)
