"""scikit-image: block_reduce."""

from __future__ import annotations

from typing import Any

import numpy as np

from poolwise.bench.engines.base import (
    Call,
    Library,
    NotOffered,
    Prepared,
    explicit_pads,
    forward_only,
    no_indices,
    planar,
    sliding_windows,
)
from poolwise.bench.inputs import Inputs
from poolwise.bench.workloads import Layout, Workload


class ScikitImage(Library):
    """Blocks that tile the picture; NumPy's reductions, one thread."""

    name, modules = "scikit-image", ("skimage",)

    def layouts(self, workload: Workload) -> tuple[Layout, ...]:
        """Axes are all alike to it: one layout tells all."""
        return workload.layouts[:1]

    def prepare(self, workload: Workload, layout: Layout) -> Prepared:
        """block_reduce with one of NumPy's functions."""
        from skimage import measure

        forward_only(workload)
        no_indices(workload)
        sliding = sliding_windows(workload)
        tiles = all(
            kernel == stride and size % kernel == 0
            for kernel, stride, size in zip(
                sliding.kernel_size, sliding.stride, workload.spatial, strict=True
            )
        )
        padded = any(sum(pair) for pair in explicit_pads(sliding))
        if not tiles or padded or set(sliding.dilation) != {1}:
            raise NotOffered("reduces blocks that tile the array only")
        if workload.dtype == "bfloat16":
            raise NotOffered("has no bfloat16 reductions")
        block: tuple[int, ...] = (1, 1, *sliding.kernel_size)
        if layout == "channels-last":
            block = (1, *sliding.kernel_size, 1)
        block_reduce: Any = measure.block_reduce
        reduce: Any = {"max": np.max, "min": np.min, "avg": np.mean, "sum": np.sum}[workload.op]
        options: dict[str, Any] = {}
        if workload.op in ("avg", "sum") and workload.result is None:
            options["func_kwargs"] = {"dtype": workload.output_dtype}

        def bind(inputs: Inputs) -> Call:
            x = inputs.x(layout)
            return lambda: block_reduce(x, block, reduce, **options)

        return Prepared(bind, lambda result: (planar(result, layout),))
