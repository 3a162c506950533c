"""Gradients of NumPy pooling; tensors have PyTorch's autograd."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .backends import Recorded

Pullback = Callable[[NDArray[Any]], NDArray[Any]]


def vjp(
    function: Callable[..., Any], x: NDArray[Any], *args: Any, **kwargs: Any
) -> tuple[Any, Pullback]:
    """Pool a NumPy array and get the function that takes gradients back.

    Args:
        function: a pooling function of poolwise.
        x: floating-point array to pool.
        *args, **kwargs: the function's other arguments.

    Returns:
        The function's result (a pair, with ``return_indices=True``), and a function from the
        gradient of the output (its shape) to the gradient of x (x's shape and dtype).

    Raises:
        TypeError: x is not a floating-point NumPy array.

    Example:
        >>> import numpy as np, poolwise
        >>> out, pullback = poolwise.vjp(poolwise.max_pool1d, np.array([[1.0, 3.0, 2.0, 0.0]]), 2)
        >>> pullback(np.ones_like(out))
        array([[0., 1., 1., 0.]])
    """
    if not isinstance(x, np.ndarray):
        raise TypeError(f"x must be a numpy.ndarray, got {type(x).__name__}")
    start = Recorded(x)
    result = function(start, *args, **kwargs)
    pair = isinstance(result, tuple)
    out = result[0] if pair else result

    def pullback(grad: NDArray[Any]) -> NDArray[Any]:
        grad = np.asarray(grad)
        if grad.shape != out.value.shape:
            raise ValueError(f"grad has shape {grad.shape}; the output's is {out.value.shape}")
        taken: NDArray[Any] = out.back(grad.astype(out.value.dtype, copy=False))[start.origin]
        return taken

    return ((out.value, *result[1:]) if pair else out.value), pullback
