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

from ...windows import Windows
from .. import native
from . import composed_reducers
from .host import HOST, Code, is_transformed, new_output, pooled_shape, windows_of

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


def _saved(ctx: Any) -> list[Any]:
    """What was saved; what a transform wrapped may have outlived it."""
    unwrap = torch._C._functorch.unwrap_if_dead
    return [x if x is None else unwrap(x) for x in ctx.saved_tensors]


def derivatives(call: Callable[..., Any]) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """The backward functions of the two operators, which `call` calls."""

    def backward(ctx: Any, grad: Tensor) -> tuple[Tensor | None, ...]:
        x, mask, numbers, seed = _saved(ctx)
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
    """The gradient of the gradient, by composition."""
    grad, mask, x, numbers, seed = _saved(ctx)
    wanted = [number for number, g in enumerate((grad_of_x, grad_of_slopes)) if g is not None]
    given = [grad, x] if numbers is None else [grad, x, numbers]

    def back(grad: Tensor, x: Tensor, numbers: Tensor | None = None) -> list[Tensor]:
        made = composed_back(grad, mask, x, numbers, seed, *ctx.arguments)
        return [made[number] for number in wanted]

    parts = _vjp(back, given, [g for g in (grad_of_x, grad_of_slopes) if g is not None])
    into_numbers = None if numbers is None else parts[2]
    return parts[0], None, parts[1], into_numbers, None, None, None, None, None


# --- the same by composition ----------------------------------------------------------------------


def composed(
    x: Tensor,
    mask: Tensor | None,
    numbers: Tensor | None,
    seed: Tensor | None,
    code: Code,
    reducer: str,
    first: int,
    empty_value: float,
) -> Tensor:
    """What the operator `reduce` gives."""
    windows = windows_of(code)
    return composed_reducers.reduce(x, mask, windows, reducer, numbers, seed, first, empty_value)


def composed_back(
    grad: Tensor,
    mask: Tensor | None,
    x: Tensor,
    numbers: Tensor | None,
    seed: Tensor | None,
    code: Code,
    reducer: str,
    first: int,
    with_slopes: bool,
) -> tuple[Tensor, Tensor]:
    """What the operator `reduce_back` gives: every plane has numbers of its own."""
    rank = windows_of(code).rank
    planes = x.shape[: x.ndim - rank].numel()

    def of_planes(given: Tensor) -> Tensor:
        return given.reshape(1, planes, *given.shape[given.ndim - rank :])

    held = None if mask is None else of_planes(mask.expand(x.shape))

    def pool(x: Tensor, numbers: Tensor | None = None) -> list[Tensor]:
        return [composed(x, held, numbers, seed, code, reducer, first, 0)]

    given = [of_planes(x)]
    if numbers is not None:
        given.append(numbers.repeat(planes // len(numbers), 1))
    grad_x, *slopes = _vjp(pool, given, [of_planes(grad)])
    return grad_x.reshape(x.shape), slopes[0] if with_slopes else x.new_empty(0)


def _vjp(
    function: Callable[..., list[Tensor]], given: Sequence[Tensor], grads: Sequence[Tensor]
) -> list[Tensor]:
    """The gradients of the function's results in what it is given; themselves differentiable."""
    if is_transformed():  # which sees no graphs but those of its own levels
        back: Callable[..., Any] = torch.func.vjp(function, *given)[1]
        return list(back(list(grads)))
    further = torch.is_grad_enabled()
    with torch.enable_grad():
        leaves = [x.view_as(x) if x.requires_grad else x.detach().requires_grad_() for x in given]
        pairs = zip(function(*leaves), grads, strict=True)
        made = [(out, grad) for out, grad in pairs if out.requires_grad]
    parts: Sequence[Tensor | None] = [None] * len(leaves)
    if made:
        outs, grads = zip(*made, strict=True)
        parts = torch.autograd.grad(outs, leaves, grads, create_graph=further, allow_unused=True)
    return [
        torch.zeros_like(x) if part is None else part for x, part in zip(given, parts, strict=True)
    ]
