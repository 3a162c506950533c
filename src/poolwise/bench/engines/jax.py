"""JAX: lax.reduce_window, jitted."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import numpy as np

from poolwise.bench.engines.base import (
    Call,
    Library,
    Prepared,
    explicit_pads,
    highest,
    lowest,
    no_indices,
    planar,
    sliding_windows,
)
from poolwise.bench.inputs import Inputs, numpy_dtype
from poolwise.bench.workloads import Layout, Workload


class Jax(Library):
    """XLA on the CPU; compilation is not timed."""

    name, modules = "JAX", ("jax", "jaxlib")

    def start(self, threads: int) -> None:
        """XLA reads its threads from the environment when it first computes: here."""
        os.environ.setdefault("JAX_PLATFORMS", "cpu")
        import jax

        jax.config.update("jax_enable_x64", True)
        jax.devices()

    def prepare(self, workload: Workload, layout: Layout) -> Prepared:
        """A jitted function."""
        import jax

        no_indices(workload)
        function, remark = _pooling(workload, layout)

        def training(x: Any, grad: Any) -> Any:
            out, pullback = jax.vjp(function, x)
            return out, pullback(grad)[0]

        def backward(x: Any, grad: Any) -> Any:
            return jax.vjp(function, x)[1](grad)[0]

        run = jax.jit(
            {"forward": function, "training": training, "backward": backward}[workload.mode]
        )

        def bind(inputs: Inputs) -> Call:
            given = [inputs.x(layout)]
            if workload.mode != "forward":
                given.append(inputs.grad(layout))
            arrays = [jax.device_put(each) for each in given]
            return lambda: jax.block_until_ready(run(*arrays))

        def read(result: Any) -> tuple[Any, ...]:
            parts = result if isinstance(result, tuple) else (result,)
            return tuple(planar(np.asarray(part), layout) for part in parts)

        return Prepared(bind, read, remark=remark)


def _pooling(workload: Workload, layout: Layout) -> tuple[Callable[[Any], Any], str]:
    import jax.numpy as jnp
    from jax import lax

    if workload.whole:
        first = 2 if layout == "planar" else 1
        axes = tuple(range(first, first + workload.rank))
        reduce: Any = {"max": jnp.max, "min": jnp.min, "avg": jnp.mean, "sum": jnp.sum}[workload.op]
        dtype = None if workload.op in ("max", "min") else workload.output_dtype
        options: dict[str, Any] = {"axis": axes, "keepdims": True}
        if dtype is not None:
            options["dtype"] = dtype
        return lambda x: reduce(x, **options), f"jnp.{reduce.__name__}"
    sliding = sliding_windows(workload)

    def whole(sizes: Any, others: Any) -> tuple[Any, ...]:
        """A number for each axis of the array, `others` for batch and channels."""
        middle = tuple(sizes)
        return (others, others, *middle) if layout == "planar" else (others, *middle, others)

    geometry = {
        "window_dimensions": whole(sliding.kernel_size, 1),
        "window_strides": whole(sliding.stride, 1),
        "padding": whole(explicit_pads(sliding), (0, 0)),
        "window_dilation": whole(sliding.dilation, 1),
    }
    if workload.op in ("max", "min"):
        nothing = numpy_dtype(workload.dtype).type(
            lowest(workload.dtype) if workload.op == "max" else highest(workload.dtype)
        )
        fold = lax.max if workload.op == "max" else lax.min
        return lambda x: lax.reduce_window(x, nothing, fold, **geometry), ""

    def total(x: Any) -> Any:
        wide = x.astype("int32" if workload.result else workload.output_dtype)
        return lax.reduce_window(wide, wide.dtype.type(0), lax.add, **geometry)

    if workload.op == "sum":
        return total, ""
    divisor = _divisor(workload, layout)
    if workload.result is not None:
        return lambda x: jnp.round(total(x) / divisor).astype(workload.result), "round(sum / n)"
    return lambda x: total(x) / divisor, "sum / n"


def _divisor(workload: Workload, layout: Layout) -> Any:
    """How many elements each window counts: one number if it is the same for all."""
    counts = np.ones((), np.int64)
    for axis in workload.axes:
        counts = counts[..., None] * (axis.extent if workload.count_include_pad else axis.count)
    spread = counts if layout == "planar" else counts[..., None]
    if counts.min() == counts.max():
        return float(counts.min())
    return spread.astype(numpy_dtype(workload.output_dtype))
