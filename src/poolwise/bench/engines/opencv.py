"""OpenCV: morphology and box filters, then every n-th element; resize for plain averages."""

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
    forward_only,
    no_indices,
    planar,
    sliding_windows,
)
from poolwise.bench.inputs import Inputs
from poolwise.bench.workloads import Layout, Workload
from poolwise.windows import Sliding

_DTYPES = ("uint8", "uint16", "int16", "float32", "float64")


class OpenCV(Library):
    """Plane by plane, or picture by picture with the channels last."""

    name, modules = "OpenCV", ("cv2",)

    def start(self, threads: int) -> None:
        """Set its threads."""
        import cv2

        cv2.setNumThreads(threads)

    def prepare(self, workload: Workload, layout: Layout) -> Prepared:
        """A loop over the planes (or pictures), because OpenCV filters one picture at a time."""
        forward_only(workload)
        no_indices(workload)
        if workload.dtype not in _DTYPES:
            raise NotOffered(f"has no {workload.dtype} filters")
        if workload.rank > 2:
            raise NotOffered("filters pictures, not volumes")
        if workload.whole:
            return _whole(workload, layout)
        sliding = sliding_windows(workload)
        if set(sliding.dilation) != {1} and workload.op in ("avg", "sum"):
            raise NotOffered("has no dilated box filter")
        if layout == "channels-last" and workload.shape[1] > _most_channels():
            raise NotOffered(f"pictures have at most {_most_channels()} channels")
        pool, remark = _pooling(workload, sliding)
        pictures = _pictures(workload, layout)

        def bind(inputs: Inputs) -> Call:
            x = inputs.x(layout).reshape(pictures)
            return lambda: [pool(picture) for picture in x]

        def read(result: list[Array]) -> tuple[Array, ...]:
            n, channels, *out = workload.output_shape
            shape = (n, channels, *out) if layout == "planar" else (n, *out, channels)
            return (planar(np.stack(result).reshape(shape), layout),)

        return Prepared(bind, read, remark=remark)


def _most_channels() -> int:
    """How many a picture can have: OpenCV's CV_CN_MAX, which Python does not see."""
    import cv2

    return 128 if int(cv2.__version__.split(".")[0]) >= 5 else 512


def _pictures(workload: Workload, layout: Layout) -> tuple[int, ...]:
    """Pictures, height, width and (channels-last) channels; sequences are pictures of rows."""
    n, channels, *spatial = workload.shape
    if layout == "channels-last":
        return (n, *([1] if workload.rank == 1 else []), *spatial, channels)
    return (1, n * channels, *spatial) if workload.rank == 1 else (n * channels, *spatial)


def _pooling(workload: Workload, sliding: Sliding) -> tuple[Callable[[Array], Array], str]:
    import cv2

    kernel, stride = _two(sliding.kernel_size), _two(sliding.stride)
    dilation = _two(sliding.dilation)
    before = tuple(pair[0] for pair in ([(0, 0)] * (2 - workload.rank) + explicit_pads(sliding)))
    out = _two(workload.output_shape[2:])
    whole = all(
        k * n == size for k, n, size in zip(kernel, out, _two(workload.spatial), strict=True)
    )
    if (
        workload.op == "avg"
        and kernel == stride
        and whole
        and workload.rank == 2
        and (workload.output_dtype == workload.dtype)
    ):
        size = out[::-1]
        return lambda x: cv2.resize(x, size, interpolation=cv2.INTER_AREA), "resize, INTER_AREA"
    for start, pooled, step, length in zip(
        before, out, stride, _two(workload.spatial), strict=True
    ):
        if start and (pooled - 1) * step >= length:
            raise NotOffered("has no window that starts beyond the picture")
    anchor = before[::-1]
    rows = slice(None, None, stride[0])
    columns = slice(None, None, stride[1])

    def picked(filtered: Array) -> Array:
        # A filter gives a window at every pixel; those of the workload are every n-th.
        if stride == (1, 1) and filtered.shape[:2] == out:
            return filtered
        height, width = out if workload.rank == 2 else (None, out[1])
        return np.ascontiguousarray(filtered[rows, columns][:height, :width])

    if workload.op in ("max", "min"):
        apply = cv2.dilate if workload.op == "max" else cv2.erode
        element = _element(kernel, dilation)
        return lambda x: picked(apply(x, element, anchor=anchor)), apply.__name__
    if not workload.count_include_pad and any(before):
        raise NotOffered("counts the padding in averages")
    depth = _depth(workload.output_dtype)
    box: dict[str, Any] = {
        "ksize": kernel[::-1],
        "anchor": anchor,
        "normalize": workload.op == "avg",
        "borderType": cv2.BORDER_CONSTANT,
    }
    return lambda x: picked(cv2.boxFilter(x, depth, **box)), "boxFilter"


def _whole(workload: Workload, layout: Layout) -> Prepared:
    import cv2

    kinds = {
        "max": cv2.REDUCE_MAX,
        "min": cv2.REDUCE_MIN,
        "avg": cv2.REDUCE_AVG,
        "sum": cv2.REDUCE_SUM,
    }
    kind, depth = kinds[workload.op], _depth(workload.output_dtype)
    n, channels = workload.shape[:2]

    def bind(inputs: Inputs) -> Call:
        if layout == "planar":
            rows = inputs.x(layout).reshape(n * channels, -1)
            return lambda: cv2.reduce(rows, 1, kind, dtype=depth)
        pictures = inputs.x(layout).reshape(n, -1, channels)
        return lambda: [cv2.reduce(picture, 0, kind, dtype=depth) for picture in pictures]

    def read(result: Any) -> tuple[Array, ...]:
        return (np.stack(result).reshape(workload.output_shape),)

    return Prepared(bind, read, remark="reduce")


def _element(kernel: tuple[int, int], dilation: tuple[int, int]) -> Array:
    """The structuring element: ones where a window looks."""
    spans = [step * (size - 1) + 1 for size, step in zip(kernel, dilation, strict=True)]
    element = np.zeros(spans, np.uint8)
    element[:: dilation[0], :: dilation[1]] = 1
    return element


def _depth(dtype: str) -> int:
    import cv2

    depths = {
        "uint8": cv2.CV_8U,
        "uint16": cv2.CV_16U,
        "int16": cv2.CV_16S,
        "int32": cv2.CV_32S,
        "float32": cv2.CV_32F,
        "float64": cv2.CV_64F,
    }
    if dtype not in depths:
        raise NotOffered(f"has no {dtype} results")
    return int(depths[dtype])


def _two(sizes: tuple[int, ...]) -> tuple[int, int]:
    """Height and width; a sequence is one row high."""
    height, width = sizes if len(sizes) == 2 else (1, sizes[0])
    return height, width
