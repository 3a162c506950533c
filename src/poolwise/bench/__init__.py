"""How fast pooling is here: poolwise beside every engine that is installed, on named workloads.

`bench` is what the command ``poolwise bench`` calls.
"""

from poolwise.bench.race import Pace
from poolwise.bench.results import Results
from poolwise.bench.run import bench
from poolwise.bench.workloads import Workload, chosen_workloads, named_workloads

__all__ = ["Pace", "Results", "Workload", "bench", "chosen_workloads", "named_workloads"]
