"""Spatial pyramids and regions of interest: ONNX Runtime, identities, gradients and modules."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import numpy as np
import pytest
import torch
from special_calls import boxes_of

import poolwise
from poolwise.functional import regions
from poolwise.nn import regions as modules

pytestmark = pytest.mark.usefixtures("one_torch_thread")


@pytest.mark.parametrize("aligned", [False, True])
def test_roi_align_is_onnx(aligned: bool) -> None:
    onnx = pytest.importorskip("onnx")
    runtime = pytest.importorskip("onnxruntime")
    make, number = onnx.helper, onnx.TensorProto
    x = np.random.default_rng(1).normal(size=(2, 3, 9, 11)).astype(np.float32)
    boxes = boxes_of(1, 12, 2, False).astype(np.float32)
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
    boxes = torch.from_numpy(boxes_of(7, 5, 2, False))

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
    x, boxes = np.random.default_rng(0).normal(size=(2, 5, 7, 8)), boxes_of(3, 9, 2, False)
    calls = [
        lambda: regions.roi_pool(x, boxes, 3),
        lambda: regions.roi_align(x, boxes, 3),
        lambda: regions.roi_align(x, boxes, 3, mode="max"),
    ]
    expected = [call() for call in calls]
    monkeypatch.setattr(regions, "_FEW", 1)
    for call, out in zip(calls, expected, strict=True):
        np.testing.assert_allclose(call(), out, rtol=1e-12)


# --- pyramids -------------------------------------------------------------------------------------


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
    x, boxes = torch.randn(2, 3, 9, 8), torch.from_numpy(boxes_of(2, 4, 2, False)).float()
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
