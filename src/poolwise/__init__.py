"""poolwise: everything about pooling in neural networks.

Pooling functions take NumPy arrays and PyTorch tensors alike: ``poolwise.soft_pool2d(x, 2)``; what
they share is said in `poolwise.functional`. Importing poolwise needs NumPy alone; PyTorch's part is
loaded when a tensor arrives.

- `poolwise.nn`: the same as modules.
- `poolwise.catalogue`, ``poolwise ops``: what each operator keeps, when to use it, its source.
- `pool2d`: a reducer of your own. `Windows`: where to look, as a value.
- `vjp`: gradients of arrays.
- `accelerate`: existing PyTorch models on poolwise's kernels. `swap`: other pooling in them.
- `poolwise.lab`, ``poolwise compare``: which pooling suits your data.
- `poolwise.reference`: what the kernels compute, in slow, obvious Python.
- `set_num_threads`, `info`: threads and instruction sets.
"""

from ._needed import require_numpy

require_numpy()

from . import functional
from ._info import info
from ._version import __version__
from .accelerate import accelerate, accelerate_from_environment
from .gradients import vjp
from .swap import swap
from .threads import get_num_threads, set_num_threads
from .windows import Windows

__all__ = [
    "Windows",
    "__version__",
    "accelerate",
    "get_num_threads",
    "info",
    "set_num_threads",
    "swap",
    "vjp",
]
for _name in functional.__all__:
    if _name[0].islower():  # (not its types)
        globals()[_name] = getattr(functional, _name)
        __all__ += [_name]
__all__.sort()

accelerate_from_environment()
