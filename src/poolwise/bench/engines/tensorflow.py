"""TensorFlow: tf.nn's pooling in a tf.function."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from poolwise.bench.engines.base import (
    Call,
    Library,
    NotOffered,
    Prepared,
    explicit_pads,
    floats_only,
    lowest,
    planar,
    sliding_windows,
    window_size,
)
from poolwise.bench.inputs import Inputs
from poolwise.bench.workloads import Layout, Workload
from poolwise.windows import Sliding

_LETTERS = {1: "W", 2: "HW", 3: "DHW"}


class TensorFlow(Library):
    """TensorFlow on the CPU."""

    name, modules = "TensorFlow", ("tensorflow",)

    def start(self, threads: int) -> None:
        """Import it without its chatter, and set its threads."""
        os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
        import tensorflow as tf

        if tf.config.threading.get_intra_op_parallelism_threads() != threads:
            tf.config.threading.set_intra_op_parallelism_threads(threads)
            tf.config.threading.set_inter_op_parallelism_threads(1)

    def prepare(self, workload: Workload, layout: Layout) -> Prepared:
        """A tf.function for this shape."""
        import tensorflow as tf

        function, remark = _pooling(workload, layout)

        def training(x: Any, grad: Any) -> Any:
            with tf.GradientTape() as tape:
                tape.watch(x)
                out = function(x)
            return out, tape.gradient(out, x, grad)

        forward, step = (tf.function(each, autograph=False) for each in (function, training))

        def bind(inputs: Inputs) -> Call:
            x = tf.constant(inputs.x(layout))
            if workload.mode == "forward":
                return lambda: forward(x)
            grad = tf.constant(inputs.grad(layout))
            if workload.mode == "training":
                return lambda: step(x, grad)
            with tf.GradientTape(persistent=True) as tape:
                tape.watch(x)
                out = function(x)
            return lambda: tape.gradient(out, x, grad)

        def read(result: Any) -> tuple[Any, ...]:
            parts = result if isinstance(result, tuple) else (result,)
            # Places are counted through all channels, not through the plane.
            parts = parts[:1] if workload.indices else parts
            return tuple(planar(each.numpy(), layout) for each in parts)

        return Prepared(bind, read, remark=remark)


def _pooling(workload: Workload, layout: Layout) -> tuple[Callable[[Any], Any], str]:
    import tensorflow as tf

    if workload.indices:
        return _with_places(workload, layout)
    if workload.whole:
        first = 2 if layout == "planar" else 1
        axes = tuple(range(first, first + workload.rank))
        reduce: Any = {
            "max": tf.reduce_max,
            "min": tf.reduce_min,
            "avg": tf.reduce_mean,
            "sum": tf.reduce_sum,
        }[workload.op]
        return lambda x: reduce(x, axes, keepdims=True), f"tf.{reduce.__name__}"
    if workload.op == "max":
        return _maximum(workload, layout)
    floats_only(workload)
    if workload.op == "min":
        largest, remark = _maximum(workload, layout)
        return lambda x: -largest(-x), " ".join(filter(None, ("-max(-x)", remark)))
    average, remark = _average(workload, layout)
    if workload.op == "avg":
        return average, remark
    size = window_size(sliding_windows(workload))
    return lambda x: average(x) * size, " ".join(filter(None, ("avg(x)·n", remark)))


def _maximum(workload: Workload, layout: Layout) -> tuple[Callable[[Any], Any], str]:
    sliding = sliding_windows(workload)
    pool = _operator("MAX", workload, sliding, layout)
    if _is_same(workload, sliding):
        return (lambda x: pool(x, "SAME")), ""
    return _after_padding(pool, sliding, layout, lowest(workload.dtype))


def _average(workload: Workload, layout: Layout) -> tuple[Callable[[Any], Any], str]:
    sliding = sliding_windows(workload)
    pool = _operator("AVG", workload, sliding, layout)
    counted = workload.count_include_pad or workload.op == "sum"
    if not counted and any(sum(pair) for pair in explicit_pads(sliding)):
        if not _is_same(workload, sliding):
            raise NotOffered("leaves padding out of averages only where it pads itself")
        return (lambda x: pool(x, "SAME")), ""
    return _after_padding(pool, sliding, layout, 0)


def _operator(
    kind: str, workload: Workload, sliding: Sliding, layout: Layout
) -> Callable[[Any, str], Any]:
    import tensorflow as tf

    letters = _LETTERS[workload.rank]
    data_format = f"NC{letters}" if layout == "planar" else f"N{letters}C"
    kernel, stride = list(sliding.kernel_size), list(sliding.stride)
    if set(sliding.dilation) == {1}:
        name = f"{kind.lower()}_pool{workload.rank}d"
        pool = getattr(tf.nn, name)
        return lambda x, padding: pool(x, kernel, stride, padding, data_format)
    return lambda x, padding: tf.nn.pool(
        x, kernel, kind, stride, padding, data_format, list(sliding.dilation)
    )


def _after_padding(
    pool: Callable[[Any, str], Any], sliding: Sliding, layout: Layout, value: Any
) -> tuple[Callable[[Any], Any], str]:
    import tensorflow as tf

    pairs = explicit_pads(sliding)
    if not any(sum(pair) for pair in pairs):
        return (lambda x: pool(x, "VALID")), ""
    none = (0, 0)
    pads = [none, none, *pairs] if layout == "planar" else [none, *pairs, none]
    return (lambda x: pool(tf.pad(x, pads, constant_values=value), "VALID")), "after tf.pad"


def _is_same(workload: Workload, sliding: Sliding) -> bool:
    """Whether the padding is what TensorFlow calls SAME."""
    for axis, size in enumerate(workload.spatial):
        stride, span = (
            sliding.stride[axis],
            sliding.dilation[axis] * (sliding.kernel_size[axis] - 1) + 1,
        )
        missing = max((-(-size // stride) - 1) * stride + span - size, 0)
        if explicit_pads(sliding)[axis] != (missing // 2, missing - missing // 2):
            return False
        if -(-size // stride) != workload.output_shape[2 + axis]:
            return False
    return any(sum(pair) for pair in explicit_pads(sliding))


def _with_places(workload: Workload, layout: Layout) -> tuple[Callable[[Any], Any], str]:
    import tensorflow as tf

    sliding = sliding_windows(workload)
    if layout == "planar" or workload.rank != 2 or workload.op != "max":
        raise NotOffered("returns indices for channels-last pictures and max only")
    same = _is_same(workload, sliding)
    if not same and any(sum(pair) for pair in explicit_pads(sliding)):
        raise NotOffered("returns indices for its own padding only")
    kernel, stride = list(sliding.kernel_size), list(sliding.stride)
    padding = "SAME" if same else "VALID"

    def pool(x: Any) -> tuple[Any, Any]:
        values, places = tf.nn.max_pool_with_argmax(x, kernel, stride, padding)
        return values, places

    return pool, ""
