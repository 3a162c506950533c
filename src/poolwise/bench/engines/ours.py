"""poolwise itself, on tensors and on arrays."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import poolwise
from poolwise.bench.engines.base import Array, Call, Library, Prepared, planar
from poolwise.bench.engines.torch_calls import prepare_on_tensors
from poolwise.bench.inputs import Inputs
from poolwise.bench.workloads import MORE, OPS, SETTINGS, Layout, Workload


def pooling(workload: Workload, result: Any = None) -> Callable[..., Any]:
    """The workload as a function of x; `result` is the dtype that its averages are asked for in."""
    if workload.whole:
        form, arguments = "global_", {}
    elif workload.adaptive is not None:
        form, arguments = "adaptive_", {"output_size": workload.adaptive}
    else:
        form, arguments = "", _sliding(workload)
    arguments |= SETTINGS.get(workload.op, {})
    if workload.indices:
        arguments["return_indices"] = True
    if workload.result is not None:
        arguments["dtype"] = result
    return partial(getattr(poolwise, f"{form}{workload.op}_pool{workload.rank}d"), **arguments)


def _sliding(workload: Workload) -> dict[str, Any]:
    given = {
        "kernel_size": workload.kernel,
        "stride": workload.stride,
        "padding": workload.padding,
        "dilation": workload.dilation,
        "ceil_mode": workload.ceil,
    }
    if workload.op == "avg":
        given["count_include_pad"] = workload.count_include_pad
    return given


class Ours(Library):
    """What both kinds of arrays share."""

    ours = True
    ops: tuple[str, ...] = OPS + MORE

    def version(self) -> str:
        """poolwise's own."""
        return poolwise.__version__


class OnTensors(Ours):
    """poolwise on PyTorch tensors."""

    name, modules = "poolwise", ("torch",)

    def start(self, threads: int) -> None:
        """Both take the same number of threads."""
        import torch

        torch.set_num_threads(threads)
        poolwise.set_num_threads(threads)

    def prepare(self, workload: Workload, layout: Layout) -> Prepared:
        """A poolwise function on a tensor."""
        import torch

        result = workload.result and getattr(torch, workload.result)
        return prepare_on_tensors(pooling(workload, result), workload, layout)


class OnArrays(Ours):
    """poolwise on NumPy arrays."""

    name, modules = "poolwise (NumPy)", ("numpy",)

    def start(self, threads: int) -> None:
        """Set poolwise's threads."""
        poolwise.set_num_threads(threads)

    def prepare(self, workload: Workload, layout: Layout) -> Prepared:
        """A poolwise function on an array."""
        function = pooling(workload, workload.result)
        if layout == "channels-last":
            function = partial(function, channels_last=True)

        def forward(inputs: Inputs) -> Call:
            x = inputs.x(layout)
            return lambda: function(x)

        def training(inputs: Inputs) -> Call:
            x, grad = inputs.x(layout), inputs.grad(layout)

            def step() -> tuple[Array, Array]:
                out, pullback = poolwise.vjp(function, x)
                return out, pullback(grad)

            return step

        def backward(inputs: Inputs) -> Call:
            _, pullback = poolwise.vjp(function, inputs.x(layout))
            grad = inputs.grad(layout)
            return lambda: pullback(grad)

        def read(result: Any) -> tuple[Array, ...]:
            parts = result if isinstance(result, tuple) else (result,)
            return tuple(planar(part, layout) for part in parts)

        bind = {"forward": forward, "training": training, "backward": backward}[workload.mode]
        return Prepared(bind, read)
