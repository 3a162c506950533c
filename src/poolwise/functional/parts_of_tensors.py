"""What `parts` needs of PyTorch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from ..backends.torch import host
from .part import Cut, Make, Part, together


def is_plain(arrays: Sequence[Any]) -> bool:
    """Whether nobody follows what is done with these, which lie in the memory of the CPU."""
    recorded = torch.jit.is_tracing() or torch.onnx.is_in_onnx_export()  # type: ignore[attr-defined, no-untyped-call]
    if host.is_traced() or recorded or host.is_transformed():
        return False
    return all(host.is_at_hand(a) for a in arrays if isinstance(a, Tensor))


def in_parts(
    make: Make, parts: Sequence[Part], cuts: Sequence[Cut], arrays: Sequence[Any], dtype: str
) -> Tensor:
    """The outputs of all parts together; where gradients are due, parts are made anew for them."""
    if torch.is_grad_enabled() and any(isinstance(a, Tensor) and a.requires_grad for a in arrays):
        made: Tensor = _InParts.apply(make, parts, cuts, dtype, *arrays)  # type: ignore[no-untyped-call]
        return made
    out: Tensor = together(make, parts, cuts, arrays, dtype)
    return out


class _InParts(torch.autograd.Function):
    @staticmethod
    def forward(
        ctx: Any, make: Make, parts: Sequence[Part], cuts: Sequence[Cut], dtype: str, *arrays: Any
    ) -> Tensor:
        ctx.how = make, parts, cuts
        ctx.others = [None if isinstance(array, Tensor) else array for array in arrays]
        ctx.save_for_backward(*(a if isinstance(a, Tensor) else None for a in arrays))
        out: Tensor = together(make, parts, cuts, arrays, dtype)
        return out

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> tuple[Any, ...]:
        make, parts, cuts = ctx.how
        arrays = [
            other if saved is None else saved
            for saved, other in zip(ctx.saved_tensors, ctx.others, strict=True)
        ]
        due = [k for k, needed in enumerate(ctx.needs_input_grad[4:]) if needed]
        if torch.is_grad_enabled():  # for derivatives of these: all at once
            # Views, for one of them may have been made of another, by which no gradient goes here.
            own = [a.view_as(a) if k in due else a for k, a in enumerate(arrays)]
            out = make(Part(parts[0].over, tuple(arrays[0].shape)), *own)
            taken = torch.autograd.grad(
                out, [own[k] for k in due], grad, create_graph=True, materialize_grads=True
            )
            grads = dict(zip(due, taken, strict=True))
        else:
            grads = {k: _wide_zeros(arrays[k]) for k in due}
            for part in parts:
                _add_gradients(make, part, cuts, arrays, grads, part.of_output(grad))
            grads = {k: grads[k].to(arrays[k].dtype) for k in due}
        return (None, None, None, None, *(grads.get(k) for k in range(len(arrays))))


def _wide_zeros(array: Tensor) -> Tensor:
    dtype = torch.float32 if array.dtype.itemsize < 4 else array.dtype
    return torch.zeros_like(array, dtype=dtype)


def _add_gradients(
    make: Make,
    part: Part,
    cuts: Sequence[Cut],
    arrays: list[Any],
    grads: dict[int, Tensor],
    grad: Tensor,
) -> None:
    """Add the gradients that come of one part's outputs."""
    given = [cut(part, array) for cut, array in zip(cuts, arrays, strict=True)]
    own = {k: given[k].detach().requires_grad_() for k in grads}
    with torch.enable_grad():
        out = make(part, *(own.get(k, array) for k, array in enumerate(given)))
    taken = torch.autograd.grad(out, list(own.values()), grad, materialize_grads=True)
    for k, piece in zip(own, taken, strict=True):
        cuts[k](part, grads[k]).add_(piece)
