"""Pooling as functions on NumPy arrays and PyTorch tensors.

Every function has the same geometry and rules. x has the shape (*lead, *spatial): any number of
leading axes, usually batch and channels, and then the spatial ones; with ``channels_last=True``
the channels come after the spatial axes. The result is of x's kind (array or tensor), device and
memory format. Gates, filters and weights that are learned are tensors, and so is x.

Keywords of all operators that walk windows:

- ``mask``: booleans, or integers 0 and 1, broadcastable to x; True where an element is present.
  What is absent takes no part, as if it were padding that no operator sees. Over one time axis it
  may also be (batch, time), as tokenizers give it, wherever the channels are; a mask of that shape
  is never taken for (channels, time), which is (1, channels, time) then.
- ``lengths``: for one time axis, integers of shape ``x.shape[:1]``: how many elements of each
  sequence are present. A shorthand for a mask.
- ``empty_value``: the result, under a mask, of a window without an element. Its gradient is zero.
- ``channels_last``: whether x is (*lead, *spatial, channels).

Those that draw also take ``training``, ``seed``, ``generator`` and mostly ``first_index``; see
`random`.

A file each family; `poolwise.catalogue`, and ``poolwise ops`` on a terminal, say what each operator
keeps and when to use it:

- `order`: the largest and the smallest element, and where they lay.
- `ranks`: medians, and means by rank.
- `means`: averages and sums.
- `powers`: norms, power means and exponential means.
- `random`, `fractional`, `s3`: elements, windows, and rows and columns drawn at random.
- `learned`: mixtures, gates, trees, importance, detail, noisy-and, attention.
- `filters`, `transforms`: blurred, polyphase, spectral and wavelet pooling.
- `channels`: any reducer across groups of channels; maxout.
- `same_size`: k-max, winners that take all, corners, and local norms.
- `descriptors`: one vector of all positions, by covariances or by learned centres.
- `regions`, `temporal`: pyramids and regions of interest; sequences, padded, packed or jagged.
- `unpooling`: the way back up.
- `custom`: a reducer of your own, `pool2d`.

Most have forms for 1, 2 and 3 spatial axes, and for sliding, adaptive (an output size) and global
windows: ``soft_pool2d``, ``adaptive_soft_pool2d``, ``global_soft_pool2d``. `vjp` gives gradients of
arrays; tensors have PyTorch's autograd.

Errors are raised before anything is computed: `TypeError` for an argument of a wrong kind (a dtype
that poolwise does not know, too), `ValueError` for one of a wrong value. A misspelt keyword is told
what it may have meant; flags are bools; numbers in arrays and tensors are checked like single ones
(what PyTorch traces or holds on another device is not looked at); tensors must be where x is.

Without a mask, a window without an element (padding beyond the kernel, or dilation on a tiny axis)
is a `ValueError`; only where PyTorch's maximum gives -inf does ours as well, and where padding
counts (sums, and averages that include it) the result is 0.
"""

from __future__ import annotations

from . import (
    channels,
    custom,
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
from .arguments import Array
from .channels import *
from .custom import *
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
from .rules import OutputSize, Rules
from .s3 import *
from .same_size import *
from .temporal import *
from .transforms import *
from .unpooling import *

__all__ = ["Array", "OutputSize", "Rules"]
__all__ += channels.__all__
__all__ += custom.__all__
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
