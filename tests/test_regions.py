"""Spatial pyramids and regions of interest, against slow oracles and ONNX Runtime."""

from __future__ import annotations

import copy
import itertools
import math
import pickle
from typing import Any

import arrays
import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import SEEDS, exact_values, examples

import poolwise
from poolwise.functional import regions
from poolwise.nn import regions as modules

pytestmark = pytest.mark.usefixtures("one_torch_thread")


def _rounded(value: float) -> int:
    return int(math.copysign(math.floor(abs(value) + 0.5), value))


def _roi_pool(x: np.ndarray, boxes: np.ndarray, size: tuple[int, int], scale: float) -> np.ndarray:
    """What `torchvision.ops.roi_pool` documents and does, element by element."""
    out = np.zeros((len(boxes), x.shape[1], *size), x.dtype)
    for k, (image, *corners) in enumerate(boxes):
        left, top, right, bottom = (_rounded(c * scale) for c in corners)
        spans = []
        for first, last, cells, length in (
            (top, bottom, size[0], x.shape[2]),
            (left, right, size[1], x.shape[3]),
        ):
            step = max(last - first + 1, 1) / cells
            spans.append(
                [
                    (
                        min(max(math.floor(i * step) + first, 0), length),
                        min(max(math.ceil((i + 1) * step) + first, 0), length),
                    )
                    for i in range(cells)
                ]
            )
        for (i, rows), (j, columns) in itertools.product(*map(enumerate, spans)):
            cell = x[int(image), :, slice(*rows), slice(*columns)]
            if cell.size:
                out[k, :, i, j] = cell.max((1, 2))
    return out


def _interpolated(plane: np.ndarray, y: float, x: float) -> float:
    height, width = plane.shape
    if y < -1 or y > height or x < -1 or x > width:
        return 0.0
    y, x = min(max(y, 0), height - 1), min(max(x, 0), width - 1)
    top, left = int(y), int(x)
    bottom, right = min(top + 1, height - 1), min(left + 1, width - 1)
    v, u = y - top, x - left
    upper = (1 - u) * plane[top, left] + u * plane[top, right]
    lower = (1 - u) * plane[bottom, left] + u * plane[bottom, right]
    return (1 - v) * upper + v * lower


def _roi_align(
    x: np.ndarray,
    boxes: np.ndarray,
    size: tuple[int, int],
    scale: float,
    ratio: int,
    aligned: bool,
    mode: str,
) -> np.ndarray:
    out = np.zeros((len(boxes), x.shape[1], *size))
    for k, (image, *corners) in enumerate(boxes):
        left, top, right, bottom = (c * scale - (0.5 if aligned else 0) for c in corners)
        extents = bottom - top, right - left
        if not aligned:
            extents = max(extents[0], 1), max(extents[1], 1)
        cells = extents[0] / size[0], extents[1] / size[1]
        counts = [ratio if ratio > 0 else max(math.ceil(cell), 0) for cell in cells]
        for i, j, c in itertools.product(range(size[0]), range(size[1]), range(x.shape[1])):
            values = [
                _interpolated(
                    x[int(image), c],
                    top + i * cells[0] + (a + 0.5) * cells[0] / counts[0],
                    left + j * cells[1] + (b + 0.5) * cells[1] / counts[1],
                )
                for a, b in itertools.product(*map(range, counts))
            ]
            if values:
                out[k, c, i, j] = max(values) if mode == "max" else sum(values) / len(values)
    return out


def _boxes(seed: int, count: int, images: int, whole: bool) -> np.ndarray:
    rng = np.random.default_rng(seed)
    corners = rng.uniform(-6, 24, (count, 2, 2))
    if whole:
        corners = corners.round() / 2 + 0.25 * (seed % 2)
    if seed % 5:
        corners = np.sort(corners, 1)
    return np.concatenate([rng.integers(0, images, (count, 1)), corners.reshape(count, 4)], 1)


@settings(max_examples=examples(60))
@given(
    st.sampled_from(arrays.DTYPES),
    st.tuples(st.integers(1, 9), st.integers(1, 9)),
    st.tuples(st.integers(1, 4), st.integers(1, 4)),
    st.sampled_from([1.0, 0.5]),
    st.booleans(),
    SEEDS,
)
def test_roi_pool(
    dtype: np.dtype,
    spatial: tuple[int, int],
    size: tuple[int, int],
    scale: float,
    whole: bool,
    seed: int,
) -> None:
    x = exact_values(seed, (2, 3, *spatial), dtype)
    boxes = _boxes(seed, 6, 2, whole)
    with np.errstate(invalid="ignore"):
        expected = _roi_pool(x, boxes, size, scale)
    arrays.assert_equal(regions.roi_pool(x, boxes, size, scale), expected)
    given_x, given_boxes = arrays.to_torch(x), torch.from_numpy(boxes)
    out = regions.roi_pool(given_x, given_boxes, size, scale)
    arrays.assert_equal(arrays.to_numpy(out), expected)
    last = np.moveaxis(x, 1, -1)
    out = regions.roi_pool(last, boxes, size, scale, channels_last=True)
    arrays.assert_equal(np.moveaxis(out, -1, 1), expected)


@settings(max_examples=examples(60))
@given(
    st.tuples(st.integers(1, 9), st.integers(1, 9)),
    st.tuples(st.integers(1, 3), st.integers(1, 3)),
    st.sampled_from([1.0, 0.5]),
    st.sampled_from([-1, 0, 1, 2, 3]),
    st.booleans(),
    st.sampled_from(["avg", "max"]),
    SEEDS,
)
def test_roi_align(
    spatial: tuple[int, int],
    size: tuple[int, int],
    scale: float,
    ratio: int,
    aligned: bool,
    mode: str,
    seed: int,
) -> None:
    x = np.random.default_rng(seed).normal(size=(2, 3, *spatial))
    boxes = _boxes(seed, 4, 2, False)
    rest = (size, scale, ratio, aligned, mode)
    expected = _roi_align(x, boxes, *rest)
    close = {"rtol": 1e-10, "atol": 1e-10}
    np.testing.assert_allclose(regions.roi_align(x, boxes, *rest), expected, **close)
    out = regions.roi_align(torch.from_numpy(x), torch.from_numpy(boxes), *rest)
    np.testing.assert_allclose(out.numpy(), expected, **close)
    last = regions.roi_align(np.moveaxis(x, 1, -1), boxes, *rest, channels_last=True)
    np.testing.assert_allclose(np.moveaxis(last, -1, 1), expected, **close)


@pytest.mark.parametrize("aligned", [False, True])
def test_roi_align_is_onnx(aligned: bool) -> None:
    onnx = pytest.importorskip("onnx")
    runtime = pytest.importorskip("onnxruntime")
    make, number = onnx.helper, onnx.TensorProto
    x = np.random.default_rng(1).normal(size=(2, 3, 9, 11)).astype(np.float32)
    boxes = _boxes(1, 12, 2, False).astype(np.float32)
    for ratio in (0, 1, 2, 3):
        node = make.make_node(
            "RoiAlign",
            ["x", "boxes", "images"],
            ["out"],
            coordinate_transformation_mode="half_pixel" if aligned else "output_half_pixel",
            sampling_ratio=ratio,
            output_height=3,
            output_width=2,
            spatial_scale=0.5,
        )
        kinds = {"x": number.FLOAT, "boxes": number.FLOAT, "images": number.INT64}
        inputs = [make.make_tensor_value_info(name, kind, None) for name, kind in kinds.items()]
        result = make.make_tensor_value_info("out", number.FLOAT, None)
        model = make.make_model(
            make.make_graph([node], "align", inputs, [result]),
            opset_imports=[make.make_opsetid("", 16)],
            ir_version=8,
        )
        session = runtime.InferenceSession(
            model.SerializeToString(), providers=["CPUExecutionProvider"]
        )
        fed = {"x": x, "boxes": boxes[:, 1:], "images": boxes[:, 0].astype(np.int64)}
        (expected,) = session.run(None, fed)
        out = regions.roi_align(x, boxes, (3, 2), 0.5, ratio, aligned)
        np.testing.assert_allclose(out, expected, rtol=1e-4, atol=1e-5)


def test_boxes_by_image() -> None:
    x = torch.randn(2, 3, 6, 7, generator=torch.Generator().manual_seed(1))
    boxes = torch.tensor([[0, 1, 2, 4, 5], [0, 0, 0, 6, 5], [1, 2, 2, 3.5, 4]])
    parts = [boxes[:2, 1:], boxes[2:, 1:]]
    for pool in (regions.roi_pool, regions.roi_align):
        assert torch.equal(pool(x, parts, 2), pool(x, boxes, 2))
        arrays_of = [part.numpy() for part in parts]
        np.testing.assert_allclose(
            pool(x.numpy(), arrays_of, 2), pool(x, boxes, 2), rtol=1e-5, atol=1e-6
        )
        none = pool(x, [boxes[:0, 1:], boxes[:0, 1:]], 2)
        assert none.shape == (0, 3, 2, 2)
        assert pool(x.numpy(), np.zeros((0, 5)), (1, 2)).shape == (0, 3, 1, 2)


def test_a_region_of_everything_is_adaptive_pooling() -> None:
    x = torch.randn(1, 2, 8, 6)
    everything = torch.tensor([[0.0, 0.0, 0.0, 5.0, 7.0]])
    out = regions.roi_pool(x, everything, (4, 3))
    assert torch.equal(out, poolwise.adaptive_max_pool2d(x, (4, 3)))
    # Points at the elements' centres.
    borders = torch.tensor([[0.0, 0.0, 0.0, 6.0, 8.0]])
    for mode, pool in (("avg", poolwise.avg_pool2d), ("max", poolwise.max_pool2d)):
        out = regions.roi_align(x, borders, (4, 3), 1.0, 2, True, mode)
        torch.testing.assert_close(out, pool(x, 2))


def test_nan_wins_where_it_is_and_nowhere_else() -> None:
    x = torch.zeros(1, 1, 6, 6)
    x[0, 0, 0, 0] = torch.nan
    boxes = torch.tensor([[0.0, 0, 0, 2, 2], [0, 3, 3, 5, 5], [0, -9, -9, -5, -5]])
    for out in (
        regions.roi_pool(x, boxes, 1),
        regions.roi_align(x, boxes, 1),
        regions.roi_align(x, boxes, 1, mode="max"),
    ):
        assert out.isnan().flatten().tolist() == [True, False, False]
    tied = torch.ones(1, 1, 4, 4, requires_grad=True)
    regions.roi_pool(tied, torch.tensor([[0.0, 1, 1, 3, 3]]), 1).sum().backward()
    assert tied.grad.nonzero().tolist() == [[0, 0, 1, 1]]


@pytest.mark.parametrize("mode", ["pool", "avg", "max"])
def test_gradients(mode: str) -> None:
    x = torch.randn(2, 2, 5, 6, dtype=torch.float64, requires_grad=True)
    boxes = torch.from_numpy(_boxes(7, 5, 2, False))

    def pool(x: Any, boxes: Any) -> Any:
        if mode == "pool":
            return regions.roi_pool(x, boxes, (2, 3), 0.5)
        return regions.roi_align(x, boxes, (2, 3), 0.5, -1, True, mode)

    assert torch.autograd.gradcheck(lambda x: pool(x, boxes), x)
    out = pool(x, boxes)
    grad = torch.randn_like(out)
    out.backward(grad)
    same, pullback = poolwise.vjp(pool, x.detach().numpy(), boxes.numpy())
    np.testing.assert_allclose(same, out.detach().numpy(), rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(pullback(grad.numpy()), x.grad.numpy(), rtol=1e-12, atol=1e-12)


def test_parts_make_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    x, boxes = np.random.default_rng(0).normal(size=(2, 5, 7, 8)), _boxes(3, 9, 2, False)
    calls = [
        lambda: regions.roi_pool(x, boxes, 3),
        lambda: regions.roi_align(x, boxes, 3),
        lambda: regions.roi_align(x, boxes, 3, mode="max"),
    ]
    expected = [call() for call in calls]
    monkeypatch.setattr(regions, "_FEW", 1)
    for call, out in zip(calls, expected, strict=True):
        np.testing.assert_allclose(call(), out, rtol=1e-12)


@pytest.mark.parametrize("dtype", arrays.DTYPES, ids=str)
def test_roi_align_dtypes(dtype: np.dtype) -> None:
    x = np.array([[[[1, 0, 1], [0, 1, 1]]]]).astype(dtype)
    boxes = np.array([[0, 0.0, 0.0, 2.0, 2.0]])
    floats = poolwise.avg_pool2d(x, 1).dtype
    for mode in ("avg", "max"):
        out = regions.roi_align(x, boxes, 1, sampling_ratio=2, mode=mode)
        assert out.dtype == floats
        expected = _roi_align(x.astype(float), boxes, (1, 1), 1, 2, False, mode)
        np.testing.assert_allclose(out.astype(float), expected)
        tensor = regions.roi_align(
            arrays.to_torch(x), torch.from_numpy(boxes), 1, sampling_ratio=2, mode=mode
        )
        arrays.assert_equal(arrays.to_numpy(tensor), out)


# --- pyramids -------------------------------------------------------------------------------------


@pytest.mark.parametrize("rank", [1, 2, 3])
@pytest.mark.parametrize("reducer", ["max", "avg", "soft", "median"])
def test_pyramid(rank: int, reducer: str) -> None:
    x = torch.randn(2, 3, *(7, 5, 4)[:rank], dtype=torch.float64)
    pyramid = getattr(regions, f"spatial_pyramid_pool{rank}d")
    levels = (1, (3,) + (2,) * (rank - 1), 2)
    level = getattr(poolwise, f"adaptive_{reducer}_pool{rank}d")
    expected = torch.cat([level(x, n).flatten(1) for n in levels], 1)
    torch.testing.assert_close(pyramid(x, levels, reducer), expected, rtol=0, atol=0)
    last = pyramid(x.movedim(1, -1), levels, reducer, channels_last=True)
    torch.testing.assert_close(last, expected)
    if reducer in ("max", "avg"):
        np.testing.assert_allclose(pyramid(x.numpy(), levels, reducer), expected.numpy())
    for size in (4, 9):
        other = torch.randn(2, 3, *[size] * rank, dtype=torch.float64)
        assert pyramid(other, levels, reducer).shape == expected.shape
    if rank < 3:
        x.requires_grad_()
        assert torch.autograd.gradcheck(lambda x: pyramid(x, levels, reducer), x)


def test_pyramid_of_norms() -> None:
    x = torch.rand(2, 3, 5, 4, dtype=torch.float64)
    levels = [poolwise.adaptive_lp_pool2d(x, 3, n).flatten(1) for n in (1, 2)]
    out = regions.spatial_pyramid_pool2d(x, (1, 2), "lp", norm_type=3)
    torch.testing.assert_close(out, torch.cat(levels, 1), rtol=0, atol=0)
    module = modules.SpatialPyramidPool2d((1, 2), "lp", norm_type=3)
    torch.testing.assert_close(module(x), out, rtol=0, atol=0)
    with pytest.raises(TypeError, match="norm_type"):
        regions.spatial_pyramid_pool2d(x, reducer="lp")


def test_pyramid_of_masks_and_of_functions() -> None:
    x, mask = np.arange(16.0).reshape(1, 1, 4, 4), np.arange(4) < 1
    out = regions.spatial_pyramid_pool2d(x, (1, 2), mask=mask, empty_value=-1)
    assert out.tolist() == [[12, 4, -1, 12, -1]]

    def total(x: Any, present: Any) -> Any:
        return x.sum(-1)

    out, pullback = poolwise.vjp(regions.spatial_pyramid_pool2d, x, (1, 2), total)
    np.testing.assert_array_equal(out, regions.spatial_pyramid_pool2d(x, (1, 2), "sum"))
    assert (pullback(np.ones_like(out)) == 2).all()


def test_errors() -> None:
    x, boxes = np.ones((2, 3, 4, 4)), np.array([[0, 0, 0, 2.0, 2.0]])
    tensor, corners, far = torch.from_numpy(x), boxes[:, 1:], np.array([[2.0, 0, 0, 1, 1]])
    calls: list[tuple[type[Exception], str, tuple[Any, ...]]] = [
        (ValueError, r"x has shape \(3, 4, 4\); it needs \(N, C, H, W\)", (x[0], boxes, 2)),
        (ValueError, r"boxes has shape \(1, 4\); it needs \(K, 5\)", (x, corners, 2)),
        (ValueError, r"boxes has 1 parts; x has 2 images", (x, [corners], 2)),
        (ValueError, r"boxes has shape \(1, 5\); it needs \(L, 4\)", (x, [boxes, boxes], 2)),
        (ValueError, r"boxes names the images 2 to 2; x has 2", (x, far, 2)),
        (ValueError, "boxes must be finite", (x, boxes * np.nan, 2)),
        (TypeError, "boxes must be a ndarray", (x, torch.from_numpy(boxes), 2)),
        (TypeError, "boxes must be a Tensor", (tensor, boxes, 2)),
        (ValueError, r"output_size=0 must be at least 1", (x, boxes, 0)),
        (ValueError, r"output_size=\(None, 2\) must be", (x, boxes, (None, 2))),
        (ValueError, r"spatial_scale=0 must be finite", (x, boxes, 1, 0)),
        (ValueError, "the height of x is 0", (x[:, :, :0], boxes, 1)),
        (TypeError, r"x must be a numpy\.ndarray or", ([1], boxes, 1)),
    ]
    for kind, message, arguments in calls:
        for pool in (regions.roi_pool, regions.roi_align):
            with pytest.raises(kind, match=message):
                pool(*arguments)
    with pytest.raises(ValueError, match="mode='sum' must be 'avg' or 'max'"):
        regions.roi_align(x, boxes, 2, mode="sum")
    with pytest.raises(TypeError, match=r"sampling_ratio must be an integer, got 1\.5"):
        regions.roi_align(x, boxes, 2, sampling_ratio=1.5)
    with pytest.raises(ValueError, match="reducer='most' must be callable or one of avg"):
        regions.spatial_pyramid_pool2d(x, reducer="most")
    with pytest.raises(ValueError, match=r"levels=\(\) must be a sequence"):
        regions.spatial_pyramid_pool2d(x, ())
    with pytest.raises(ValueError, match=r"x has shape \(4, 4\); it needs channels"):
        regions.spatial_pyramid_pool2d(x[0, 0])


def test_modules() -> None:
    x, boxes = torch.randn(2, 3, 9, 8), torch.from_numpy(_boxes(2, 4, 2, False)).float()
    pairs = [
        (modules.RoIPool(3, 0.5), lambda: regions.roi_pool(x, boxes, 3, 0.5), (boxes,)),
        (
            modules.RoIAlign((3, 2), 0.5, 2, aligned=True),
            lambda: regions.roi_align(x, boxes, (3, 2), 0.5, 2, True),
            (boxes,),
        ),
        (
            modules.SpatialPyramidPool2d((1, 3), "avg"),
            lambda: regions.spatial_pyramid_pool2d(x, (1, 3), "avg"),
            (),
        ),
    ]
    for module, function, more in pairs:
        for other in (module, copy.deepcopy(module), pickle.loads(pickle.dumps(module))):
            torch.testing.assert_close(other(x, *more), function(), rtol=0, atol=0)
            assert repr(other) == repr(module)
        assert not module.state_dict()
        torch._dynamo.reset()
        compiled = torch.compile(module, backend="eager", fullgraph=True)
        torch.testing.assert_close(compiled(x, *more), function())
        exported = torch.export.export(module, (x, *more)).module()
        torch.testing.assert_close(exported(x, *more), function())
    assert [repr(module) for module, *_ in pairs] == [
        "RoIPool(output_size=3, spatial_scale=0.5)",
        "RoIAlign(output_size=(3, 2), spatial_scale=0.5, sampling_ratio=2, aligned=True, mode=avg)",
        "SpatialPyramidPool2d(levels=(1, 3), reducer=avg)",
    ]
    drawn = modules.SpatialPyramidPool1d((1, 2), "stochastic")
    drawn.eval()
    x = torch.rand(2, 3, 9)
    expected = regions.spatial_pyramid_pool1d(x, (1, 2), "stochastic", training=False)
    assert torch.equal(drawn(x), expected)
