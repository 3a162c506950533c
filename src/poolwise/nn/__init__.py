"""Pooling as PyTorch modules, drop-in for `torch.nn`'s.

Constructors take torch.nn's positional arguments, `forward` takes a tensor and, where windows are
walked, a ``mask`` or ``lengths``. Each module is its function in `poolwise` with the arguments
kept, so the functions' documentation holds here too, and the families' files have the same names:
`SoftPool2d` is `poolwise.soft_pool2d`, in `powers` both.

What a module learns is an `nn.Parameter`: gates, filters and weights always, numbers such as beta
with ``learned=True`` (`GeMPool2d` learns by itself); most for the whole layer or, with
``channels=``, for each channel. Those that draw do so in training alone, with seeds from PyTorch's
generator; after ``.eval()`` they give the expectation, or what their source says. `poolwise.swap`
puts those that walk windows into an existing model.

Example:
    >>> import torch, poolwise.nn as pnn
    >>> pool = pnn.MaxPool2d(3, stride=2, padding="same")
    >>> pool
    MaxPool2d(kernel_size=3, stride=2, padding=same, dilation=1, ceil_mode=False)
    >>> pool(torch.rand(1, 8, 15, 15)).shape
    torch.Size([1, 8, 8, 8])
    >>> [name for name, _ in pnn.SoftPool2d(2, learned=True).named_parameters()]
    ['beta']
"""

from __future__ import annotations

from .._needed import require_torch

require_torch()

from . import (
    channels,
    descriptors,
    filters,
    fractional,
    learned,
    means,
    order,
    powers,
    random,
    ranks,
    regions,
    s3,
    same_size,
    temporal,
    transforms,
    unpooling,
)
from ._documented import document as _document
from .channels import *
from .descriptors import *
from .filters import *
from .fractional import *
from .learned import *
from .means import *
from .order import *
from .powers import *
from .random import *
from .ranks import *
from .regions import *
from .s3 import *
from .same_size import *
from .temporal import *
from .transforms import *
from .unpooling import *

__all__: list[str] = []
__all__ += channels.__all__
__all__ += descriptors.__all__
__all__ += filters.__all__
__all__ += fractional.__all__
__all__ += learned.__all__
__all__ += means.__all__
__all__ += order.__all__
__all__ += powers.__all__
__all__ += random.__all__
__all__ += ranks.__all__
__all__ += regions.__all__
__all__ += s3.__all__
__all__ += same_size.__all__
__all__ += temporal.__all__
__all__ += transforms.__all__
__all__ += unpooling.__all__

for _name in __all__:
    _document(globals()[_name])
