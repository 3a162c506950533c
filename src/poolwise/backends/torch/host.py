"""PyTorch's CPU tensors as the kernels see them."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import torch
from torch import Tensor
from torch.autograd import forward_ad

from ..._native import borrow_threads
from ...windows import Windows
from .. import native

LIBRARY: Any = torch.library.Library("poolwise", "DEF")  # type: ignore[no-untyped-call]

DTYPES: dict[str, torch.dtype] = {name: getattr(torch, name) for name in native.CODES}
NAMES = {dtype: name for name, dtype in DTYPES.items()}
TYPES = (Tensor, torch.nn.Parameter)


class TorchHost:
    """PyTorch's CPU tensors as the kernels see them."""

    def name(self, x: Tensor, called: str = "x") -> str:
        name = NAMES.get(x.dtype)
        if name is None:
            raise TypeError(
                f"{called} has dtype {x.dtype}; poolwise knows bool, the integers, float16, "
                "bfloat16, float32 and float64"
            )
        return name

    def address(self, x: Tensor) -> int:
        address = x.data_ptr()
        if not address and x.numel():
            raise RuntimeError(f"the storage of a tensor of shape {tuple(x.shape)} has been freed")
        return address

    def layout(self, x: Tensor) -> tuple[tuple[int, ...], tuple[int, ...], int]:
        return x.shape, x.stride(), 1

    def packed(self, x: Tensor, rank: int, channels_last: bool) -> Tensor:
        physical = (x.movedim(-rank - 1, -1) if channels_last else x).contiguous()
        # A tensor over foreign memory may start anywhere; the kernels' loads may not.
        return physical.clone() if physical.data_ptr() % physical.itemsize else physical

    def empty(self, form: native.Form, dtype: str) -> Tensor:
        kind = DTYPES[dtype]
        large = form.is_large(kind.itemsize)
        spare = _spare_storage(form.elements * kind.itemsize) if large else None
        if spare is None:
            out: Tensor = empty_strided(form.shape, form.strides, kind)
        else:
            out = torch.empty(0, dtype=kind, device="cpu").set_(spare, 0, form.shape, form.strides)
        if large:
            _keep_storage(out.untyped_storage())
        return out


def _allocator() -> Any:
    """What compiled programs allocate with, at half the cost of a call through the dispatcher."""
    try:
        from torch._C._dynamo.guards import _empty_strided_cpu  # type: ignore[attr-defined]
    except ImportError:
        return lambda shape, strides, dtype: torch.empty_strided(
            shape, strides, dtype=dtype, device="cpu"
        )
    return _empty_strided_cpu


empty_strided = _allocator()

HOST = TorchHost()

# PyTorch gives the memory of a large tensor back to the system as soon as it is freed, and the
# system clears fresh memory page by page: writing a new 100 MB costs three times what writing an
# old one does. So a few storages are kept: once nobody else holds one, it is the next tensor's.
_storages: deque[torch.UntypedStorage] = deque(maxlen=4)
_MOST_KEPT = 2**27  # bytes of one of them

_strong_references: Any = getattr(torch._C, "_storage_Use_Count", None)


def _holders(storage: torch.UntypedStorage) -> tuple[int, int]:
    """How many hold its Python object, and how many the storage itself."""
    return sys.getrefcount(storage), _strong_references(storage._cdata)


def _spare_storage(nbytes: int) -> torch.UntypedStorage | None:
    """A kept storage of so many bytes that nobody else holds, if there is one."""
    for _ in range(len(_storages)):
        try:
            storage = _storages.popleft()  # now no other thread can take it
        except IndexError:
            break
        if storage.is_shared() or not storage.resizable():
            continue  # other processes or NumPy have seen it: it is not quite like a new one
        if storage.nbytes() == nbytes and _holders(storage) == _ALONE:
            return storage
        _storages.append(storage)
    return None


def _keep_storage(storage: torch.UntypedStorage) -> None:
    if _strong_references is not None and storage.nbytes() <= _MOST_KEPT:
        _storages.append(storage)


def _holders_of_a_spare() -> tuple[int, int]:
    """As many as `_spare_storage` finds where there is nobody else; versions of Python differ."""
    storages = deque([torch.empty(0).untyped_storage()])
    storage = storages.popleft()
    return _holders(storage)


_ALONE = _holders_of_a_spare() if _strong_references is not None else None

borrow_threads()  # PyTorch's own, which are loaded by now


@lru_cache(maxsize=1024)
def _unpacked(code: tuple[int, ...]) -> Windows:
    return Windows.unpack(code)


Code = Windows | Sequence[int]
"""Windows, or the integers that stand for them where PyTorch's dispatcher hands them on."""


def windows_of(code: Code) -> Windows:
    return code if isinstance(code, Windows) else _unpacked(tuple(code))


def spatial_of(x: Tensor, code: Code) -> tuple[int, ...]:
    # No unpacking: what PyTorch traces may be symbolic.
    rank = code.rank if isinstance(code, Windows) else code[1]
    return x.shape[x.ndim - rank :]


def is_transformed() -> bool:
    """Whether a transform of torch.func or forward mode is at work.

    They see PyTorch's operators and functions that say how they are transformed: neither
    derivatives registered for operators nor the graphs that autograd is asked for on the way.
    """
    return torch._C._are_functorch_transforms_active() or forward_ad._current_level >= 0


def sees_aten_alone() -> bool:
    """Whether transforms of torch.func are at work that see PyTorch's own operators alone: those
    that are compiled, and torch.func.functionalize."""
    if not torch._C._are_functorch_transforms_active():
        return False
    functorch = torch._C._functorch
    return torch.compiler.is_compiling() or any(
        level.key() == functorch.TransformType.Functionalize
        for level in functorch.get_interpreter_stack()
    )


def is_native(x: Tensor) -> bool:
    """Whether kernels may be given x, of floats, as it is."""
    # What only says that it is negated has other numbers in its memory.
    return x.is_floating_point() and is_at_hand(x) and not is_wrapped(x) and not x.is_neg()


def is_wrapped(x: Tensor) -> bool:
    """Whether x is one of torch.func's, which have no memory of their own."""
    return bool(torch._C._functorch.is_functorch_wrapped_tensor(x))


def is_traced() -> bool:
    """Whether PyTorch records what is done with tensors, so that no number may be asked for."""
    modes = torch._C._TorchDispatchModeKey
    return torch.compiler.is_compiling() or torch._C._get_dispatch_mode(modes.PROXY) is not None


def is_known(x: Tensor) -> bool:
    """Whether numbers may be asked for: x is not traced, mapped or functionalized, and no tensor
    that only has a shape."""
    if is_traced() or torch._C._len_torch_dispatch_stack():
        return False  # before what PyTorch's compiler cannot follow
    if x.is_meta:
        return False
    functorch = torch._C._functorch
    while functorch.is_functorch_wrapped_tensor(x):
        if functorch.is_batchedtensor(x) or functorch.is_functionaltensor(x):
            return False
        x = functorch.get_unwrapped(x)
    return type(x) in TYPES or not torch._C._dispatch_keys(x).has(torch._C.DispatchKey.Python)


def is_at_hand(x: Tensor) -> bool:
    """Whether a look at numbers is possible and costs no wait for a device."""
    return x.is_cpu and is_known(x)


def new_output(like: Tensor, windows: Windows, spatial: Sequence[int], dtype: str) -> Tensor:
    """An output as the kernels' driver makes it: memory format from `like`."""
    rank = windows.rank
    shape = (*like.shape[: like.ndim - rank], *spatial)
    channels_last = native.is_channels_last(like.stride(), rank)
    return new_empty(like, shape, rank, channels_last, DTYPES[dtype])


def new_empty(
    like: Tensor, shape: Sequence[int], rank: int, channels_last: bool, dtype: torch.dtype
) -> Tensor:
    if not channels_last:
        return like.new_empty(tuple(shape), dtype=dtype)
    channels = len(shape) - rank - 1
    physical = (*shape[:channels], *shape[channels + 1 :], shape[channels])
    return like.new_empty(physical, dtype=dtype).movedim(-1, channels)


def pooled_shape(x: Tensor, windows: Windows) -> tuple[int, ...]:
    return windows.output_shape(x.shape[x.ndim - windows.rank :])
