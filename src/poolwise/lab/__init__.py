"""The lab: measure what each pooling does on your data and your network, and write a report.

Example:
    >>> from poolwise.lab import Study
    >>> study = Study(data="faces", pool=("max", "avg"), seeds=6)
    >>> study.command()
    'poolwise compare --data faces --pool max --pool avg --seeds 6'

    ``compare(study, out="report")`` runs it.
"""

from poolwise.lab.compare import compare, dry_run, report_only, without_times
from poolwise.lab.merging import merge
from poolwise.lab.planning.study import Study
from poolwise.lab.running.clusters import Cluster
from poolwise.lab.running.workers import StudyFailed
from poolwise.lab.settings import PoolSetting

__all__ = [
    "Cluster",
    "PoolSetting",
    "Study",
    "StudyFailed",
    "compare",
    "dry_run",
    "merge",
    "report_only",
    "without_times",
]
