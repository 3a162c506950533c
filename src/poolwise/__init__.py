"""poolwise: everything about pooling in neural networks.

Pooling functions take NumPy arrays and PyTorch tensors alike: ``poolwise.max_pool2d(x, 2)``.
Importing poolwise needs NumPy alone; PyTorch's part is loaded when a tensor arrives, and the
modules are in `poolwise.nn`.
"""

from ._info import info
from ._version import __version__
from .accelerate import accelerate, accelerate_from_environment
from .functional import (
    adaptive_avg_pool1d,
    adaptive_avg_pool2d,
    adaptive_avg_pool3d,
    adaptive_max_pool1d,
    adaptive_max_pool2d,
    adaptive_max_pool3d,
    adaptive_min_pool1d,
    adaptive_min_pool2d,
    adaptive_min_pool3d,
    adaptive_sum_pool1d,
    adaptive_sum_pool2d,
    adaptive_sum_pool3d,
    avg_pool1d,
    avg_pool2d,
    avg_pool3d,
    global_avg_pool1d,
    global_avg_pool2d,
    global_avg_pool3d,
    global_max_pool1d,
    global_max_pool2d,
    global_max_pool3d,
    global_min_pool1d,
    global_min_pool2d,
    global_min_pool3d,
    global_sum_pool1d,
    global_sum_pool2d,
    global_sum_pool3d,
    max_pool1d,
    max_pool2d,
    max_pool3d,
    min_pool1d,
    min_pool2d,
    min_pool3d,
    sum_pool1d,
    sum_pool2d,
    sum_pool3d,
)
from .gradients import vjp
from .threads import get_num_threads, set_num_threads
from .windows import Windows

__all__ = [
    "Windows",
    "__version__",
    "accelerate",
    "adaptive_avg_pool1d",
    "adaptive_avg_pool2d",
    "adaptive_avg_pool3d",
    "adaptive_max_pool1d",
    "adaptive_max_pool2d",
    "adaptive_max_pool3d",
    "adaptive_min_pool1d",
    "adaptive_min_pool2d",
    "adaptive_min_pool3d",
    "adaptive_sum_pool1d",
    "adaptive_sum_pool2d",
    "adaptive_sum_pool3d",
    "avg_pool1d",
    "avg_pool2d",
    "avg_pool3d",
    "get_num_threads",
    "global_avg_pool1d",
    "global_avg_pool2d",
    "global_avg_pool3d",
    "global_max_pool1d",
    "global_max_pool2d",
    "global_max_pool3d",
    "global_min_pool1d",
    "global_min_pool2d",
    "global_min_pool3d",
    "global_sum_pool1d",
    "global_sum_pool2d",
    "global_sum_pool3d",
    "info",
    "max_pool1d",
    "max_pool2d",
    "max_pool3d",
    "min_pool1d",
    "min_pool2d",
    "min_pool3d",
    "set_num_threads",
    "sum_pool1d",
    "sum_pool2d",
    "sum_pool3d",
    "vjp",
]

accelerate_from_environment()
