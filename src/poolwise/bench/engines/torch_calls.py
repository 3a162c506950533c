"""How a function on tensors is timed: at PyTorch's best, forward in inference mode."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from poolwise.bench.engines.base import Array, Call, Prepared
from poolwise.bench.inputs import Inputs
from poolwise.bench.workloads import Layout, Workload

if TYPE_CHECKING:
    from torch import Tensor


def prepare_on_tensors(
    function: Callable[[Tensor], Any],
    workload: Workload,
    layout: Layout,
    remark: str = "",
    *,
    countable: bool = True,
) -> Prepared:
    """Time `function`, which takes (batch, channels, *spatial) in either memory format.

    What it keeps for its backward pass is counted too, unless it is not `countable`: compiled
    functions are compiled anew where someone looks.
    """
    import torch

    bound = {"forward": _forward, "training": _training, "backward": _backward}[workload.mode]

    def bind(inputs: Inputs) -> Call:
        return bound(function, inputs, layout)

    context = torch.inference_mode if workload.mode == "forward" else nullcontext
    kept = partial(kept_bytes, function, layout=layout)
    counted = countable and workload.mode == "training"
    return Prepared(bind, _read, context, remark, kept if counted else None)


def kept_bytes(function: Callable[[Tensor], Any], inputs: Inputs, *, layout: Layout) -> int:
    """Bytes that autograd keeps for the backward pass, each storage counted once.

    The input's own memory is among them where the backward pass reads the input.
    """
    import torch

    x = tensor(inputs.x(layout), layout).requires_grad_()
    sizes: dict[int, int] = {}

    def keep(saved: Tensor) -> Tensor:
        storage = saved.untyped_storage()
        sizes[storage.data_ptr()] = storage.nbytes()
        return saved.detach()  # an output that held itself would never be freed

    with torch.autograd.graph.saved_tensors_hooks(keep, lambda saved: saved):
        out = function(x)  # which keeps the storages alive, so that no two have one address
    del out
    return sum(sizes.values())


def tensor(x: Array, layout: Layout) -> Tensor:
    """An array of this layout as a tensor over the same memory, with its channels second."""
    import torch

    if x.dtype.name == "bfloat16":  # NumPy's bfloat16 is a stranger to PyTorch
        shared = torch.from_numpy(x.view(np.int16)).view(torch.bfloat16)
    else:
        shared = torch.from_numpy(x)
    return shared if layout == "planar" else shared.movedim(-1, 1)


def _forward(function: Callable[[Tensor], Any], inputs: Inputs, layout: Layout) -> Call:
    x = tensor(inputs.x(layout), layout)
    return lambda: function(x)


def _training(function: Callable[[Tensor], Any], inputs: Inputs, layout: Layout) -> Call:
    import torch

    x = tensor(inputs.x(layout), layout).requires_grad_()
    grad = tensor(inputs.grad(layout), layout)

    def step() -> tuple[Tensor, Tensor]:
        out = function(x)
        return out.detach(), torch.autograd.grad(out, x, grad)[0]

    return step


def _backward(function: Callable[[Tensor], Any], inputs: Inputs, layout: Layout) -> Call:
    import torch

    x = tensor(inputs.x(layout), layout).requires_grad_()
    grad = tensor(inputs.grad(layout), layout)
    out = function(x)
    return lambda: torch.autograd.grad(out, x, grad, retain_graph=True)


def _read(result: Any) -> tuple[Array, ...]:
    parts = result if isinstance(result, tuple) else (result,)
    return tuple(_to_numpy(part) for part in parts)


def _to_numpy(part: Tensor) -> Array:
    import torch

    if part.dtype == torch.bfloat16:
        part = part.float()
    return np.asarray(part.detach())
