"""OpenVINO: a model of one pooling operation."""

from __future__ import annotations

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
    sliding_windows,
    window_size,
)
from poolwise.bench.inputs import Inputs, numpy_dtype
from poolwise.bench.workloads import Layout, Workload


class OpenVINO(Library):
    """OpenVINO's opsets on the CPU, in the input's precision; planar only."""

    name, modules = "OpenVINO", ("openvino",)

    def start(self, threads: int) -> None:
        """Keep the threads for the models."""
        import openvino

        self._core = openvino.Core()
        self._settings = {"INFERENCE_NUM_THREADS": threads, "PERFORMANCE_HINT": "LATENCY"}

    def layouts(self, workload: Workload) -> tuple[Layout, ...]:
        """Its operations know batch, channels, then space."""
        return tuple(each for each in workload.layouts if each == "planar")

    def prepare(self, workload: Workload, layout: Layout) -> Prepared:
        """A compiled model for this shape."""
        import openvino
        from openvino import opset8 as ops

        forward_only(workload)
        x = ops.parameter(list(workload.shape), numpy_dtype(workload.dtype))
        result, remark = _pooling(workload, x)
        settings = dict(self._settings)
        if workload.dtype == "float32":
            settings["INFERENCE_PRECISION_HINT"] = "f32"
        compiled = self._core.compile_model(openvino.Model(result, [x], "m"), "CPU", settings)
        request = compiled.create_infer_request()
        shapes = [(tuple(each.shape), each.element_type.to_dtype()) for each in compiled.outputs]

        def bind(inputs: Inputs) -> Call:
            request.set_input_tensor(0, openvino.Tensor(inputs.x(layout), shared_memory=True))

            def run() -> list[Array]:
                # Without memory of the caller's, the next call would overwrite this one's result.
                own = [np.empty(shape, dtype) for shape, dtype in shapes]
                for number, array in enumerate(own):
                    request.set_output_tensor(number, openvino.Tensor(array, shared_memory=True))
                request.infer()
                return own

            return run

        # Places are counted through the whole tensor, not through the plane.
        return Prepared(bind, lambda result: (result[0],), remark=remark)


def _pooling(workload: Workload, x: Any) -> tuple[list[Any], str]:
    from openvino import opset8 as ops

    if workload.whole and not workload.indices:
        axes = list(range(2, 2 + workload.rank))
        reduce = {
            "max": ops.reduce_max,
            "min": ops.reduce_min,
            "avg": ops.reduce_mean,
            "sum": ops.reduce_sum,
        }[workload.op]
        return [reduce(x, axes, keep_dims=True)], f"Reduce{workload.op.capitalize()}"
    if workload.op == "max":
        return _maximum(workload, x), ""
    if workload.op in ("min", "sum"):
        floats_only(workload)
    if workload.op == "min":
        values, *places = _maximum(workload, ops.negative(x))
        return [ops.negative(values), *places], "-max(-x)"
    if workload.op == "avg":
        return [_average(workload, x, counted=workload.count_include_pad)], ""
    size = np.array(window_size(sliding_windows(workload)), numpy_dtype(workload.dtype))
    return [ops.multiply(_average(workload, x, counted=True), ops.constant(size))], "avg(x)·n"


def _maximum(workload: Workload, x: Any) -> list[Any]:
    from openvino import opset8 as ops

    sliding = sliding_windows(workload)
    pads = explicit_pads(sliding)
    node = ops.max_pool(
        x,
        list(sliding.stride),
        list(sliding.dilation),
        [before for before, _ in pads],
        [after for _, after in pads],
        list(sliding.kernel_size),
        "floor",
        "explicit",
        "i64",
        2,
    )
    return [node.output(0), *([node.output(1)] if workload.indices else [])]


def _average(workload: Workload, x: Any, counted: bool) -> Any:
    from openvino import opset8 as ops

    sliding = sliding_windows(workload)
    if set(sliding.dilation) != {1}:
        raise NotOffered("has no dilated averages")
    pads = explicit_pads(sliding)
    return ops.avg_pool(
        x,
        list(sliding.stride),
        [before for before, _ in pads],
        [after for _, after in pads],
        list(sliding.kernel_size),
        not counted,
        "floor",
        "explicit",
    ).output(0)
