"""Spatial pyramids and regions of interest, against slow oracles and ONNX Runtime."""

from __future__ import annotations

import copy
import math
import pickle
from typing import Any

import arrays
import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from special_calls import boxes_of, roi_align_of, roi_pool_of
from strategies import SEEDS, SHARE, exact_values, examples
from torch.fx.experimental.proxy_tensor import make_fx

import poolwise
from poolwise.functional import regions
from poolwise.nn import regions as modules

pytestmark = pytest.mark.usefixtures("one_torch_thread")


@settings(max_examples=examples(60))
@given(
    st.sampled_from(arrays.DTYPES),
    st.tuples(st.integers(1, 9), st.integers(1, 9)),
    st.tuples(st.integers(1, 4), st.integers(1, 4)),
    st.sampled_from([1.0, 0.5]),
    st.booleans(),
    st.sampled_from([0.0, 0.5, 1.0]),
    st.booleans(),
    SEEDS,
)
def test_roi_pool(
    dtype: np.dtype,
    spatial: tuple[int, int],
    size: tuple[int, int],
    scale: float,
    whole: bool,
    density: float,
    walk: bool,
    seed: int,
) -> None:
    x = exact_values(seed, (2, 3, *spatial), dtype)
    boxes = boxes_of(seed, 6, 2, whole)
    mask = None if density == 1 else np.random.default_rng(seed).random(x.shape) < density
    with np.errstate(invalid="ignore"):
        expected = roi_pool_of(x, boxes, size, scale, mask=True if mask is None else mask)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(regions, "_MANY", 0 if walk else 2**30)
        out = regions.roi_pool(x, boxes, size, scale, mask=mask)
        arrays.assert_equal(out, expected)
        given_x, given_boxes = arrays.to_torch(x), torch.from_numpy(boxes)
        given_mask = None if mask is None else torch.from_numpy(mask)
        out = regions.roi_pool(given_x, given_boxes, size, scale, mask=given_mask)
        arrays.assert_equal(arrays.to_numpy(out), expected)
        last = np.moveaxis(x, 1, -1)
        last_mask = None if mask is None else np.moveaxis(mask, 1, -1)
        out = regions.roi_pool(last, boxes, size, scale, mask=last_mask, channels_last=True)
        arrays.assert_equal(np.moveaxis(out, -1, 1), expected)


# A reducer's name and options, and what it keeps of a cell.
REDUCERS: list[tuple[Any, dict[str, Any], Any]] = [
    ("max", {}, np.max),
    ("min", {}, np.min),
    ("avg", {}, np.mean),
    ("sum", {}, np.sum),
    ("soft", {"beta": 0.5}, lambda x: (x * np.exp(x / 2)).sum() / np.exp(x / 2).sum()),
    ("median", {}, np.median),
    ("lp", {"norm_type": 3}, lambda x: (abs(x) ** 3).sum() ** (1 / 3)),
    ("top_k_avg", {"k": 2}, lambda x: np.sort(x)[-2:].mean()),
    (lambda x, present: (x * x).sum(-1), {}, lambda x: (x * x).sum()),
]


@pytest.mark.parametrize(("reducer", "options", "keep"), REDUCERS)
@pytest.mark.parametrize("masked", [False, True])
def test_roi_pool_keeps_what_it_is_told(
    reducer: Any,
    options: dict[str, Any],
    keep: Any,
    masked: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(regions, "_MANY", 0)
    rng = np.random.default_rng(3)
    x = rng.normal(size=(2, 3, 7, 8))
    boxes, grad = boxes_of(4, 6, 2, False), rng.normal(size=(6, 3, 3, 2))
    mask = rng.random((2, 1, 7, 8)) < 0.4 if masked else None
    expected = roi_pool_of(x, boxes, (3, 2), 0.5, keep, True if mask is None else mask, -2)
    rules = {"reducer": reducer, "empty_value": -2, **options}
    close = {"rtol": 1e-10, "atol": 1e-10}
    out, pullback = poolwise.vjp(regions.roi_pool, x, boxes, (3, 2), 0.5, mask=mask, **rules)
    np.testing.assert_allclose(out, expected, **close)
    tensor, corners = torch.from_numpy(x).requires_grad_(), torch.from_numpy(boxes)
    present = None if mask is None else torch.from_numpy(mask)
    module = modules.RoIPool((3, 2), 0.5, **rules)
    made = module(tensor, corners, present)
    np.testing.assert_allclose(made.detach().numpy(), expected, **close)
    made.backward(torch.from_numpy(grad))
    assert tensor.grad is not None
    np.testing.assert_allclose(pullback(grad), tensor.grad.numpy(), **close)
    if not callable(reducer):
        small = tensor.detach()[:1, :1, :4, :4].requires_grad_()
        inside = torch.tensor([[0.0, 0, 1, 3, 3], [0, 2, -3, 9, 2]], dtype=torch.float64)
        assert torch.autograd.gradcheck(
            lambda x: regions.roi_pool(x, inside, 2, reducer=reducer, **options), small
        )


def test_roi_pool_learns_and_draws() -> None:
    x = torch.rand(2, 3, 9, 8)
    boxes = torch.tensor([[0.0, 0, 0, 5, 5], [1, 2, 1, 7, 8], [0, 0, 0, 5, 5]])
    rates = torch.tensor([0.5, 1.0, 2.0], requires_grad=True)
    regions.roi_pool(x, boxes, 2, reducer="soft", beta=rates).sum().backward()
    assert rates.grad is not None
    assert rates.grad.count_nonzero() == 3
    drawn = regions.roi_pool(x, boxes, 2, reducer="stochastic", seed=7)
    assert torch.equal(drawn, regions.roi_pool(x, boxes, 2, reducer="stochastic", seed=7))
    assert not torch.equal(drawn[0], drawn[2])  # regions draw apart
    each = math.prod(drawn.shape[1:])
    later = regions.roi_pool(x, boxes[1:], 2, reducer="stochastic", seed=7, first_index=each)
    assert torch.equal(later, drawn[1:])
    np.testing.assert_array_equal(
        regions.roi_pool(x.numpy(), boxes.numpy(), 2, reducer="stochastic", seed=7), drawn
    )
    module = modules.RoIPool(2, reducer="stochastic")
    assert not torch.equal(module(x, boxes), module(x, boxes))
    module.eval()
    assert torch.equal(module(x, boxes), module(x, boxes))


def test_roi_pool_of_no_region_and_of_no_image() -> None:
    for images in (2, 0):
        x, none = torch.ones(images, 3, 4, 4, requires_grad=True), torch.zeros(0, 5)
        mask = torch.ones(images, 1, 4, 4, dtype=torch.bool)
        for reducer in ("max", "avg", "median"):
            out = regions.roi_pool(x, none, (2, 1), reducer=reducer, mask=mask)
            assert out.shape == (0, 3, 2, 1)
            assert out.requires_grad
    counts = regions.roi_pool(np.ones((1, 1, 2, 2), np.int8), np.zeros((0, 5)), 1, reducer="avg")
    assert counts.dtype == np.float32


@pytest.mark.parametrize("mode", ["avg", "max"])
def test_roi_align_with_a_mask(mode: str) -> None:
    rng = np.random.default_rng(5)
    for seed in range(1, 9):
        x, boxes = rng.normal(size=(2, 3, 6, 7)), boxes_of(seed, 5, 2, False)
        mask = rng.random((2, 3 if seed % 2 else 1, 6, 7)) < (0.3, 0.7)[seed % 2]
        rest = ((2, 3), 0.5, (-1, 2)[seed % 2], seed % 3 == 0, mode)
        expected = roi_align_of(x, boxes, *rest, mask, -2)
        absent = np.where(mask, x, np.nan)
        out, pullback = poolwise.vjp(
            regions.roi_align, absent, boxes, *rest, mask=mask, empty_value=-2
        )
        np.testing.assert_allclose(out, expected, rtol=1e-10, atol=1e-10)
        tensor, there = torch.from_numpy(absent).requires_grad_(), torch.from_numpy(mask)
        module = modules.RoIAlign(*rest, empty_value=-2)
        made = module(tensor, torch.from_numpy(boxes), there)
        np.testing.assert_allclose(made.detach().numpy(), expected, rtol=1e-10, atol=1e-10)
        made.sum().backward()
        assert tensor.grad is not None
        assert not tensor.grad[~there.expand(x.shape)].any()
        np.testing.assert_allclose(pullback(np.ones_like(out)), tensor.grad.numpy(), atol=1e-12)
        last, last_mask = np.moveaxis(x, 1, -1), np.moveaxis(mask, 1, -1)
        out = regions.roi_align(
            last, boxes, *rest, mask=last_mask, empty_value=-2, channels_last=True
        )
        np.testing.assert_allclose(np.moveaxis(out, -1, 1), expected, rtol=1e-10, atol=1e-10)
    everything = np.ones((6, 7), np.bool_)
    np.testing.assert_allclose(
        regions.roi_align(x, boxes, *rest, mask=everything),
        regions.roi_align(x, boxes, *rest),
        rtol=1e-10,
        atol=1e-10,
    )


def test_what_needs_the_boxes_is_left_to_python_by_the_compiler() -> None:
    torch._dynamo.reset()
    x, boxes = torch.randn(1, 2, 6, 6), torch.tensor([[0.0, 0, 0, 3, 4], [0, 4, 4, 9, 9]])
    mean = modules.RoIPool(2, reducer="avg")
    torch.testing.assert_close(torch.compile(mean, backend="eager")(x, boxes), mean(x, boxes))


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
    boxes = boxes_of(seed, 4, 2, False)
    rest = (size, scale, ratio, aligned, mode)
    expected = roi_align_of(x, boxes, *rest)
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


@pytest.mark.parametrize("many", [0, 2**30])
def test_nan_wins_where_it_is_and_nowhere_else(many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regions, "_MANY", many)
    x = torch.zeros(1, 1, 6, 6)
    x[0, 0, 0, 0] = torch.nan
    boxes = torch.tensor([[0.0, 0, 0, 2, 2], [0, 3, 3, 5, 5], [0, -9, -9, -5, -5]])
    for out in (
        regions.roi_pool(x, boxes, 1),
        regions.roi_align(x, boxes, 1),
        regions.roi_align(x, boxes, 1, mode="max"),
        regions.roi_pool(x, boxes, 1, reducer="avg"),
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
    mask = x > -1
    calls = [
        lambda: regions.roi_pool(x, boxes, 3),
        lambda: regions.roi_align(x, boxes, 3, mask=mask),
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
        expected = roi_align_of(x.astype(float), boxes, (1, 1), 1, 2, False, mode)
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
    with pytest.raises(ValueError, match="reducer='most' must be callable or one of avg"):
        regions.roi_pool(x, boxes, 2, reducer="most")
    with pytest.raises(ValueError, match="reducer='most' must be callable or one of avg"):
        modules.RoIPool(2, reducer="most")
    with pytest.raises(TypeError, match="unexpected keyword argument 'beta'"):
        regions.roi_pool(x, boxes, 2, beta=1)
    for pool in (regions.roi_pool, regions.roi_align):
        with pytest.raises(TypeError, match=r"mask must be a numpy\.ndarray like x, boolean"):
            pool(x, boxes, 2, mask=np.ones(4))
        with pytest.raises(TypeError, match="empty_value"):
            pool(x, boxes, 2, empty_value="none")
    with pytest.raises(ValueError, match=r"levels=\(\) must be a sequence"):
        regions.spatial_pyramid_pool2d(x, ())
    with pytest.raises(ValueError, match=r"x has shape \(4, 4\); it needs channels"):
        regions.spatial_pyramid_pool2d(x[0, 0])


def test_modules() -> None:
    x, boxes = torch.randn(2, 3, 9, 8), torch.from_numpy(boxes_of(2, 4, 2, False)).float()
    mask = torch.from_numpy(np.arange(8) < 6)
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
        torch.testing.assert_close(compiled(x, *more, mask), module(x, *more, mask))
        if SHARE >= 1:  # or test_export.py's are enough
            exported = torch.export.export(module, (x, *more)).module()
            torch.testing.assert_close(exported(x, *more), function())
    assert [repr(module) for module, *_ in pairs] == [
        "RoIPool(output_size=3, spatial_scale=0.5)",
        "RoIAlign(output_size=(3, 2), spatial_scale=0.5, sampling_ratio=2, aligned=True, mode=avg)",
        "SpatialPyramidPool2d(levels=(1, 3), reducer=avg)",
    ]
    other = modules.RoIPool(3, reducer="soft", beta=2, empty_value=-1, channels_last=True)
    assert repr(other) == (
        "RoIPool(output_size=3, spatial_scale=1.0, reducer=soft, beta=2, empty_value=-1, "
        "channels_last=True)"
    )
    drawn = modules.SpatialPyramidPool1d((1, 2), "stochastic")
    drawn.eval()
    x = torch.rand(2, 3, 9)
    expected = regions.spatial_pyramid_pool1d(x, (1, 2), "stochastic", training=False)
    assert torch.equal(drawn(x), expected)


_OF_RANKS = {"ordinal": {"weights": torch.ones(3)}, "top_k_avg": {"k": 2}, "rank_weighted": {}}
_OTHERS = {"avg": {}, "soft": {}, "median": {}, "max_dropout": {"training": False}}


@pytest.mark.parametrize(("reducer", "options"), (_OF_RANKS | _OTHERS).items())
def test_regions_outside_under_transforms(reducer: str, options: dict[str, Any]) -> None:
    """Windows that hold nothing have gradients as others have, and what would need to know boxes
    that PyTorch traces says so."""
    x = torch.rand(1, 2, 8, 8, dtype=torch.float64)
    boxes = torch.tensor([[0, 1, 1, 6, 7], [0, 99, 99, 120, 120.0]])

    def pool(x: torch.Tensor, boxes: torch.Tensor = boxes) -> torch.Tensor:
        return poolwise.roi_pool(x, boxes, 2, reducer=reducer, **options).square().sum()

    (want,) = torch.autograd.grad(pool(x.requires_grad_()), x)
    torch.testing.assert_close(torch.func.grad(pool)(x.detach()), want)
    for traced in (torch.func.functionalize(pool), make_fx(pool)):
        with pytest.raises(ValueError, match="reducer must be 'max'"):
            traced(x, boxes)
    with pytest.raises(ValueError, match="reducer must be 'max'"):
        torch.vmap(pool, (None, 0))(x, boxes[None])
