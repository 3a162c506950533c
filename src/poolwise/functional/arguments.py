"""What arguments are, as editors and type checkers see them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import numpy as np
from numpy.typing import DTypeLike, NDArray

if TYPE_CHECKING:
    import torch
    from torch import Tensor as Tensor
    from torch.nn.utils.rnn import PackedSequence as PackedSequence
else:  # PyTorch need not be there
    torch = Tensor = PackedSequence = Any

ArrayLike = NDArray[Any] | Tensor
"""A numpy.ndarray or a torch.Tensor."""

# What x is says what becomes of it.
Array = TypeVar("Array", bound=ArrayLike)
"""The result is of x's kind, and where x has floats, of its dtype."""
Same = TypeVar("Same", bound=ArrayLike)
"""The result is of x's kind and dtype."""
Kind = TypeVar("Kind", NDArray[Any], Tensor)
"""The result is of x's kind."""
Floats = TypeVar("Floats", bound=NDArray[np.floating[Any]] | Tensor)
"""An `Array` that has floats, or a tensor of any dtype."""
Sequences = ArrayLike | PackedSequence

Mask = ArrayLike | None
Lengths = ArrayLike | Sequence[int] | None
Number = float | np.number[Any] | ArrayLike
Seed = int | np.integer[Any] | ArrayLike | None
Boxes = ArrayLike | Sequence[NDArray[Any]] | Sequence[Tensor]
if TYPE_CHECKING:
    DType = DTypeLike | torch.dtype | None
    Generator = np.random.Generator | torch.Generator | None
    IndexDType = Literal["int32", "int64"] | type[np.int32 | np.int64] | torch.dtype
    Indexed = bool | IndexDType
else:
    DType = Generator = IndexDType = Indexed = Any
