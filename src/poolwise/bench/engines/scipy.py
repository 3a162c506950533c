"""SciPy: ndimage's filters, then every n-th element."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from poolwise.bench.engines.base import (
    Array,
    Call,
    Library,
    NotOffered,
    Prepared,
    explicit_pads,
    floats_only,
    forward_only,
    highest,
    lowest,
    no_indices,
    planar,
    sliding_windows,
    window_size,
)
from poolwise.bench.inputs import Inputs, numpy_dtype
from poolwise.bench.workloads import Layout, Workload


class SciPy(Library):
    """One thread; the cost of its filters hardly depends on the window."""

    name, modules = "SciPy", ("scipy",)

    def layouts(self, workload: Workload) -> tuple[Layout, ...]:
        """Axes are all alike to it: one layout tells all."""
        return workload.layouts[:1]

    def prepare(self, workload: Workload, layout: Layout) -> Prepared:
        """A filter over the whole array and a slice of it."""
        forward_only(workload)
        no_indices(workload)
        if workload.dtype in ("float16", "bfloat16"):
            raise NotOffered(f"has no {workload.dtype} filters")
        if workload.whole:
            raise NotOffered("filters windows, not whole planes")
        pool, remark = _pooling(workload, layout)

        def bind(inputs: Inputs) -> Call:
            x = inputs.x(layout)
            return lambda: pool(x)

        return Prepared(bind, lambda result: (planar(result, layout),), remark=remark)


def _pooling(workload: Workload, layout: Layout) -> tuple[Callable[[Array], Array], str]:
    from scipy import ndimage

    sliding = sliding_windows(workload)
    if set(sliding.dilation) != {1}:
        raise NotOffered("has no dilated filters")
    origins = [
        before - size // 2
        for (before, _), size in zip(explicit_pads(sliding), sliding.kernel_size, strict=True)
    ]
    out = workload.output_shape[2:]
    if any(
        (windows - 1) * step >= size
        for windows, step, size in zip(out, sliding.stride, workload.spatial, strict=True)
    ):
        raise NotOffered("has no window that starts beyond the array")
    every = [slice(0, (n - 1) * s + 1, s) for n, s in zip(out, sliding.stride, strict=True)]

    def around(middle: Any, others: Any) -> tuple[Any, ...]:
        return (others, others, *middle) if layout == "planar" else (others, *middle, others)

    kept = around(every, slice(None))
    options: dict[str, Any] = {
        "size": around(sliding.kernel_size, 1),
        "origin": around(origins, 0),
        "mode": "constant",
    }
    if workload.op == "max":
        apply: Any = ndimage.maximum_filter
        options["cval"] = lowest(workload.dtype)
    elif workload.op == "min":
        apply = ndimage.minimum_filter
        options["cval"] = highest(workload.dtype)
    else:
        apply = ndimage.uniform_filter
        if workload.op == "sum":
            floats_only(workload)
        options["output"] = numpy_dtype(workload.output_dtype)
        if workload.op == "avg" and not workload.count_include_pad:
            raise NotOffered("counts the padding in averages")
    times = window_size(sliding) if workload.op == "sum" else 1
    if times > 1:
        return lambda x: apply(x, **options)[kept] * times, f"{apply.__name__}(x)·n"
    return lambda x: np.ascontiguousarray(apply(x, **options)[kept]), apply.__name__
