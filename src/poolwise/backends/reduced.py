"""The reducers as PyTorch operators: one to pool, one for its gradient.

All that is kept for the gradient is x itself: what the reducer makes of a window is computed again.
Derivatives of derivatives come from the composition in `composed_reducers`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ..windows import Windows
from . import composed_reducers, native
from .torch_host import HOST, Code, new_output, pooled_shape, windows_of

SCHEMAS = (
    "reduce(Tensor x, Tensor? mask, Tensor? numbers, Tensor? seed, SymInt[] windows, str reducer,"
    " SymInt first, Scalar empty_value) -> Tensor",
    "reduce_back(Tensor grad, Tensor? mask, Tensor x, Tensor? numbers, Tensor? seed,"
    " SymInt[] windows, str reducer, SymInt first, bool with_slopes) -> (Tensor, Tensor)",
)


def _columns(numbers: Tensor | None) -> NDArray[np.float64] | None:
    """The operator's numbers as the kernels take them, [number, channel]."""
    if numbers is None:
        return None
    columns: NDArray[np.float64] = numbers.detach().t().double().contiguous().numpy()
    return columns


def _seed(seed: Tensor | None) -> int:
    return 0 if seed is None else int(seed) % 2**64


def reduce_cpu(
    x: Tensor,
    mask: Tensor | None,
    numbers: Tensor | None,
    seed: Tensor | None,
    windows: Code,
    reducer: str,
    first: int,
    empty_value: float,
) -> Tensor:
    at = windows_of(windows)
    out: Tensor = native.reduce(
        HOST, x, mask, at, reducer, _columns(numbers), _seed(seed), first, empty_value
    )
    return out


def reduce_back_cpu(
    grad: Tensor,
    mask: Tensor | None,
    x: Tensor,
    numbers: Tensor | None,
    seed: Tensor | None,
    windows: Code,
    reducer: str,
    first: int,
    with_slopes: bool,
) -> tuple[Tensor, Tensor]:
    at, columns = windows_of(windows), _columns(numbers)
    grad_x, slopes = native.reduce_back(
        HOST, grad, x, mask, at, reducer, columns, _seed(seed), first, with_slopes
    )
    if slopes is None or numbers is None:
        return grad_x, x.new_empty(0)
    return grad_x, torch.from_numpy(slopes).to(numbers.dtype)


def reduce_fake(
    x: Tensor,
    mask: Tensor | None,
    numbers: Tensor | None,
    seed: Tensor | None,
    code: Sequence[int],
    reducer: str,
    first: int,
    empty_value: float,
) -> Tensor:
    windows = Windows.unpack(code)
    return new_output(x, windows, pooled_shape(x, windows), HOST.name(x))


def reduce_back_fake(
    grad: Tensor,
    mask: Tensor | None,
    x: Tensor,
    numbers: Tensor | None,
    seed: Tensor | None,
    code: Sequence[int],
    reducer: str,
    first: int,
    with_slopes: bool,
) -> tuple[Tensor, Tensor]:
    windows = Windows.unpack(code)
    spatial = x.shape[x.ndim - windows.rank :]
    grad_x = new_output(x, windows, spatial, HOST.name(x))
    if numbers is None or not with_slopes:
        return grad_x, x.new_empty(0)
    planes = x.shape[: x.ndim - windows.rank].numel()
    return grad_x, numbers.new_empty((planes, numbers.shape[1]))


def setup(ctx: Any, inputs: tuple[Any, ...], output: Tensor) -> None:
    x, mask, numbers, seed, *ctx.arguments = inputs
    ctx.save_for_backward(x, mask, numbers, seed)


def back_setup(ctx: Any, inputs: tuple[Any, ...], output: Any) -> None:
    grad, mask, x, numbers, seed, *ctx.arguments = inputs
    ctx.save_for_backward(grad, mask, x, numbers, seed)
    ctx.set_materialize_grads(False)


def derivatives(call: Callable[..., Any]) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """The backward functions of the two operators, which `call` calls."""

    def backward(ctx: Any, grad: Tensor) -> tuple[Tensor | None, ...]:
        x, mask, numbers, seed = ctx.saved_tensors
        code, reducer, first, _ = ctx.arguments
        with_slopes = numbers is not None and ctx.needs_input_grad[2]
        grad_x, slopes = call(
            "reduce_back", grad, mask, x, numbers, seed, code, reducer, first, with_slopes
        )
        grad_numbers = None
        if with_slopes:
            # Plane i is of channel i % channels.
            grad_numbers = slopes.reshape(-1, *numbers.shape).sum(0)
        return grad_x, None, grad_numbers, None, None, None, None, None

    return backward, _back_backward


def _back_backward(
    ctx: Any, grad_of_x: Tensor | None, grad_of_slopes: Tensor | None
) -> tuple[Tensor | None, ...]:
    """The gradient of the gradient, by composition: every plane with numbers of its own."""
    grad, mask, x, numbers, seed = ctx.saved_tensors
    code, reducer, first, _ = ctx.arguments
    windows = windows_of(code)
    spatial = x.shape[x.ndim - windows.rank :]
    planes = x.shape[: x.ndim - windows.rank].numel()

    def of_planes(given: Tensor) -> Tensor:
        return given.reshape(1, planes, *given.shape[given.ndim - windows.rank :])

    with torch.enable_grad():
        leaves = [of_planes(grad).detach().requires_grad_(), of_planes(x).detach()]
        leaves[1].requires_grad_()
        if numbers is not None:
            each = numbers.detach().repeat(planes // len(numbers), 1)
            leaves.append(each.requires_grad_())
        out = composed_reducers.reduce(
            leaves[1],
            None if mask is None else of_planes(mask.expand(x.shape)),
            windows,
            reducer,
            leaves[2] if numbers is not None else None,
            seed,
            first,
            0,
        )
        slopes = torch.autograd.grad(
            out, leaves[1:], leaves[0], create_graph=True, allow_unused=True
        )
        wanted = [grad_of_x if grad_of_x is None else of_planes(grad_of_x), grad_of_slopes]
        pairs = [
            (s, w) for s, w in zip(slopes, wanted, strict=False) if s is not None and w is not None
        ]
        if not pairs:
            return (None,) * 9
        parts = torch.autograd.grad(
            [s for s, _ in pairs], leaves, [w for _, w in pairs], allow_unused=True
        )
    into_grad = None if parts[0] is None else parts[0].reshape(grad.shape)
    into_x = None if parts[1] is None else parts[1].reshape(*x.shape[: -len(spatial)], *spatial)
    into_numbers = None
    if numbers is not None and parts[2] is not None:
        into_numbers = parts[2].reshape(-1, *numbers.shape).sum(0)
    return into_grad, None, into_x, into_numbers, None, None, None, None, None
