"""What `gathered` needs of PyTorch's tensors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor

from ...windows import Windows
from .. import taps
from .host import LIBRARY, is_transformed
from .host import is_at_hand as is_at_hand
from .host import is_known as is_known
from .host import is_native as is_native
from .host import is_traced as is_traced
from .host import is_wrapped as is_wrapped

LIBRARY.define("places(SymInt[] windows, SymInt[] spatial, bool may_be_empty) -> (Tensor, Tensor)")


def _places(
    code: Sequence[int], spatial: Sequence[int], may_be_empty: bool
) -> tuple[Tensor, Tensor]:
    at, exist = taps.tables(Windows.unpack(code), tuple(spatial), may_be_empty)
    return torch.from_numpy(at), torch.from_numpy(exist)


def _places_fake(
    code: Sequence[int], spatial: Sequence[int], may_be_empty: bool
) -> tuple[Tensor, Tensor]:
    windows = Windows.unpack(code)
    shape = (*windows.output_shape(spatial), taps.most_taps(windows, spatial))
    return torch.empty(shape, dtype=torch.int64), torch.empty(shape, dtype=torch.bool)


LIBRARY.impl("places", _places, "CompositeExplicitAutograd")
torch.library.register_fake("poolwise::places", _places_fake, lib=LIBRARY)


def places(x: Tensor, windows: Windows, may_be_empty: bool) -> tuple[Tensor, Tensor]:
    # One operator to PyTorch's compiler, which cannot look into tables.
    spatial = tuple(x.shape[x.ndim - windows.rank :])
    made = _places if torch.onnx.is_in_onnx_export() else torch.ops.poolwise.places
    at, exist = made(windows.pack(), spatial, may_be_empty)
    return at.to(x.device), exist.to(x.device)


def sortable(x: Tensor) -> Tensor:
    if x.dtype == torch.bool:
        return x.to(torch.int32 if torch.onnx.is_in_onnx_export() else torch.uint8)
    if x.dtype in (torch.uint16, torch.uint32):
        return x.to(torch.int64)
    if x.dtype == torch.uint64:
        return x.view(torch.int64) ^ torch.iinfo(torch.int64).min
    return x


def order(x: Tensor, descending: bool = False) -> Tensor:
    if torch.onnx.is_in_onnx_export():
        # It becomes ONNX's TopK, which keeps their order; PyTorch exports no sort that promises to.
        return sortable(x).sort(dim=-1, descending=descending).indices
    return sortable(x).argsort(dim=-1, descending=descending, stable=True)


def padded(x: Tensor, missing: int, value: float) -> Tensor:
    return torch.nn.functional.pad(x, (0, missing), value=value)


_SIGNED = {torch.uint16: torch.int16, torch.uint32: torch.int32, torch.uint64: torch.int64}


def taken(x: Tensor, at: Tensor) -> Tensor:
    if x.dtype in _SIGNED:  # which PyTorch moves where it does not the unsigned ones
        return x.view(_SIGNED[x.dtype]).gather(-1, at).view(x.dtype)
    return x.gather(-1, at)


def positions(x: Tensor) -> Tensor:
    return torch.arange(x.shape[-1], device=x.device)


def check_known(boxes: Tensor, demand: str) -> None:
    """Raise where a shape would depend on boxes that are not there yet, or differ."""
    # Where PyTorch's compiler has left this to Python, it must not look at `is_known` by itself.
    if torch.compiler.is_compiling() or not torch._disable_dynamo(is_known)(boxes):  # type: ignore[attr-defined]
        raise ValueError(
            f"{demand} where PyTorch traces or maps boxes, or has their shape alone: nobody knows "
            "where and how large they are"
        )


def pooled_parts(x: Tensor, parts: Sequence[Any], pool: Callable[[int, Tensor], Any]) -> Tensor:
    due = x.requires_grad and torch.is_grad_enabled()
    if due and not is_transformed():
        given: Sequence[Tensor] = _Parts.apply(x, parts)  # type: ignore[no-untyped-call]
    else:
        given = [x[part] for part in parts]
    return torch.stack([pool(number, part) for number, part in enumerate(given)])


class _Parts(torch.autograd.Function):
    """Parts of a tensor, whose gradients are added up in one: slicing makes one for each."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, parts: Sequence[Any]) -> tuple[Tensor, ...]:
        ctx.shape, ctx.parts = x.shape, parts
        return tuple(x[part].clone() for part in parts)

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> tuple[Tensor, None]:
        dtype = grads[0].dtype
        whole = grads[0].new_zeros(ctx.shape, dtype=torch.float32 if dtype.itemsize < 4 else dtype)
        for part, grad in zip(ctx.parts, grads, strict=True):
            whole[part] += grad
        return whole.to(dtype), None


def rows(x: Tensor, at: Tensor) -> Tensor:
    return torch.nn.functional.embedding(at, x)  # whose gradient is faster than indexing's


def broadcast(x: Tensor, shape: Sequence[int]) -> Tensor:
    return x.expand(shape)


def plain(x: Tensor) -> Tensor:
    return x.detach()


def cast(x: Tensor, dtype: torch.dtype) -> Tensor:
    return x.to(dtype)


def at_scale(x: Tensor, scale: Tensor) -> Tensor:
    if not is_at_hand(scale):
        return x * scale
    held = x.detach()
    return held * scale + torch.where(held.isfinite(), x - held, 0.0)


def beside_scale(x: Tensor, scale: Tensor) -> Tensor:
    if not is_at_hand(scale):
        return x
    held = x.detach()
    inverse = (1 / scale).clamp(max=torch.finfo(x.dtype).max)  # times 0 it is 0
    return held + torch.where(held.isfinite(), x - held, 0.0) * inverse


def inverse(at: Tensor) -> Tensor:
    return at.scatter(-1, at, positions(at).expand(at.shape))


def is_nan(x: Tensor) -> Tensor | None:
    return x.isnan() if x.dtype.is_floating_point else None


def ascending(x: Tensor) -> Tensor:
    return x.sort(-1).values


def everywhere(x: Tensor) -> Tensor:
    return x.new_ones((), dtype=torch.bool).expand(x.shape)


def marks(x: Tensor, shape: Sequence[int], at: Tensor) -> Tensor:
    return x.new_zeros(shape, dtype=torch.bool).scatter(-1, at, True)
