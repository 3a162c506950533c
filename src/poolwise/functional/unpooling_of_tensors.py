"""What `unpooling` needs of PyTorch."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from ..backends.torch.elements import _SIGNED
from .placing import fetched, placed


def unpooled(x: Tensor, stays: Tensor, places: Tensor, plane: int) -> Tensor:
    """The values that stay at their places; gradients come from there."""
    if x.dtype in _SIGNED:  # which PyTorch moves where it does not the unsigned ones
        return unpooled(x.view(_SIGNED[x.dtype]), stays, places, plane).view(x.dtype)
    if torch.is_grad_enabled() and x.requires_grad:
        made: Tensor = _Unpooled.apply(x, stays, places, plane)  # type: ignore[no-untyped-call]
        return made
    out: Tensor = placed(x, stays, places, plane)
    return out


class _Unpooled(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor, stays: Tensor, places: Tensor, plane: int) -> Tensor:
        ctx.save_for_backward(stays, places)
        out: Tensor = placed(x, stays, places, plane)
        return out

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> tuple[Tensor, None, None, None]:
        return fetched(grad, *ctx.saved_tensors), None, None, None
