"""ONNX Runtime: a graph of one pooling node."""

from __future__ import annotations

from typing import Any

import numpy as np

from poolwise.bench.engines.base import (
    Call,
    Library,
    NotOffered,
    Prepared,
    explicit_pads,
    floats_only,
    forward_only,
    window_size,
)
from poolwise.bench.inputs import Inputs, numpy_dtype
from poolwise.bench.workloads import Layout, Workload

_OPSET, _IR_VERSION = 22, 10


class OnnxRuntime(Library):
    """ONNX's MaxPool, AveragePool and their global forms; planar only."""

    name, modules = "ONNX Runtime", ("onnxruntime", "onnx")

    def start(self, threads: int) -> None:
        """Keep the threads for the sessions."""
        import onnxruntime

        self._options = onnxruntime.SessionOptions()
        self._options.intra_op_num_threads = threads
        self._options.inter_op_num_threads = 1
        self._options.log_severity_level = 3

    def layouts(self, workload: Workload) -> tuple[Layout, ...]:
        """ONNX knows batch, channels, then space."""
        return tuple(each for each in workload.layouts if each == "planar")

    def prepare(self, workload: Workload, layout: Layout) -> Prepared:
        """A session for this shape."""
        import onnxruntime

        forward_only(workload)
        model, remark = _model(workload)
        session = onnxruntime.InferenceSession(
            model, self._options, providers=["CPUExecutionProvider"]
        )

        def bind(inputs: Inputs) -> Call:
            feeds = {"x": inputs.x(layout)}
            return lambda: session.run(None, feeds)

        # ONNX counts places through the whole tensor, not through the plane.
        return Prepared(bind, lambda result: (result[0],), remark=remark)


def _model(workload: Workload) -> tuple[bytes, str]:
    from onnx import TensorProto, helper

    dtype = helper.np_dtype_to_tensor_dtype(numpy_dtype(workload.dtype))
    nodes, remark = _nodes(workload)
    outputs = [nodes[-1].output[0], *(["places"] if workload.indices else [])]
    kinds = {"places": TensorProto.INT64}
    graph = helper.make_graph(
        nodes,
        "pooling",
        [helper.make_tensor_value_info("x", dtype, workload.shape)],
        [helper.make_tensor_value_info(name, kinds.get(name, dtype), None) for name in outputs],
    )
    opsets = [helper.make_opsetid("", _OPSET)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION)
    content: bytes = model.SerializeToString()
    return content, remark


def _nodes(workload: Workload) -> tuple[list[Any], str]:
    from onnx import helper, numpy_helper

    def node(kind: str, *names: str, **attributes: Any) -> Any:
        return helper.make_node(kind, [names[0]], list(names[1:]), **attributes)

    places = ("places",) if workload.indices else ()
    op = {"min": "max", "sum": "avg"}.get(workload.op, workload.op)
    kind, attributes = _pooling(workload, op)
    if workload.op in ("max", "avg"):
        return [node(kind, "x", "y", *places, **attributes)], ""
    floats_only(workload)
    if workload.op == "min":
        around = [node("Neg", "x", "n"), node(kind, "n", "m", *places, **attributes)]
        return [*around, node("Neg", "m", "y")], "Neg(MaxPool(Neg(x)))"
    assert workload.sliding is not None
    size = numpy_helper.from_array(
        np.array(window_size(workload.sliding), numpy_dtype(workload.dtype)), "size"
    )
    constant = helper.make_node("Constant", [], ["size"], value=size)
    product = helper.make_node("Mul", ["m", "size"], ["y"])
    return [constant, node(kind, "x", "m", **attributes), product], "AveragePool · n"


def _pooling(workload: Workload, op: str) -> tuple[str, dict[str, Any]]:
    kind = {"max": "MaxPool", "avg": "AveragePool"}[op]
    if workload.whole and not workload.indices:
        return f"Global{kind}", {}
    sliding = workload.sliding
    if sliding is None:
        raise NotOffered("has no windows of different sizes")
    pads = explicit_pads(sliding)
    attributes: dict[str, Any] = {
        "kernel_shape": sliding.kernel_size,
        "strides": sliding.stride,
        "dilations": sliding.dilation,
        "pads": [before for before, _ in pads] + [after for _, after in pads],
        "ceil_mode": int(sliding.ceil_mode),
    }
    if op == "avg":
        counted = workload.count_include_pad or workload.op == "sum"
        attributes["count_include_pad"] = int(counted)
        if workload.op == "sum" and sliding.ceil_mode:
            raise NotOffered("counts what hangs over the end in averages")
    return kind, attributes
