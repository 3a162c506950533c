"""What `gathered` needs of PyTorch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor

from ..windows import Windows
from . import taps
from .torch_host import LIBRARY, is_known, is_transformed

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


def places(
    x: Tensor, windows: Windows, spatial: tuple[int, ...], may_be_empty: bool
) -> tuple[Tensor, Tensor]:
    """As `gathered.places`; one operator to PyTorch's compiler, which cannot look into tables."""
    made = _places if torch.onnx.is_in_onnx_export() else torch.ops.poolwise.places
    at, exist = made(windows.pack(), spatial, may_be_empty)
    return at.to(x.device), exist.to(x.device)


def sortable(x: Tensor) -> Tensor:
    """Numbers of the same order, in a type that PyTorch sorts."""
    if x.dtype == torch.bool:
        return x.to(torch.int32 if torch.onnx.is_in_onnx_export() else torch.uint8)
    if x.dtype in (torch.uint16, torch.uint32):
        return x.to(torch.int64)
    if x.dtype == torch.uint64:
        return x.view(torch.int64) ^ torch.iinfo(torch.int64).min
    return x


def order(x: Tensor, descending: bool = False) -> Tensor:
    """The places of x along its last axis in the order of its elements, equal ones as they come."""
    if torch.onnx.is_in_onnx_export():
        # It becomes ONNX's TopK, which keeps their order; PyTorch exports no sort that promises to.
        return sortable(x).sort(dim=-1, descending=descending).indices
    return sortable(x).argsort(dim=-1, descending=descending, stable=True)


def padded(x: Tensor, missing: int, value: float) -> Tensor:
    """x with so many values after it along its last axis."""
    return torch.nn.functional.pad(x, (0, missing), value=value)


_SIGNED = {torch.uint16: torch.int16, torch.uint32: torch.int32, torch.uint64: torch.int64}


def taken(x: Tensor, at: Tensor) -> Tensor:
    """As `gathered.taken`."""
    if x.dtype in _SIGNED:  # which PyTorch moves where it does not the unsigned ones
        return x.view(_SIGNED[x.dtype]).gather(-1, at).view(x.dtype)
    return x.gather(-1, at)


def positions(x: Tensor) -> Tensor:
    """As `gathered.positions`."""
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
    """As `gathered.pooled_parts`."""
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
    """As `gathered.rows`."""
    return torch.nn.functional.embedding(at, x)  # whose gradient is faster than indexing's
