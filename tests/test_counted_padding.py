"""Windows of padding alone: 0 where padding counts, as in ONNX, and an error everywhere else."""

from __future__ import annotations

from typing import Any

import arrays
import numpy as np
import pytest
import torch

import poolwise
from poolwise import nn, reference

pytestmark = pytest.mark.usefixtures("one_torch_thread")

COUNTED: list[tuple[str, dict[str, Any]]] = [
    ("avg", {}),
    ("avg", {"divisor_override": 3}),
    ("avg", {"divisor_override": 3, "count_include_pad": False}),
    ("sum", {}),
]
# Windows before x, behind it, on both sides, and between elements far apart.
GEOMETRIES: list[tuple[int, int, tuple[int, int], int]] = [
    (2, 2, (2, 3), 1),
    (3, 1, (5, 0), 1),
    (1, 3, (4, 7), 1),
    (2, 4, (0, 9), 3),
    (17, 5, (40, 40), 1),
]


def _case(geometry: tuple[int, int, tuple[int, int], int], axes: int) -> tuple[Any, Any]:
    """Arguments, and the oracle's windows; the last axis alone has padding."""
    kernel, stride, pads, dilation = geometry
    one = (1,) * (axes - 1)
    arguments = ((*one, kernel), (*one, stride), (*((0, 0),) * (axes - 1), pads))
    taps = [reference.whole_taps(1)] * (axes - 1)
    taps.append(reference.sliding_taps(5, kernel, stride, *pads, dilation))
    return (arguments, (*one, dilation)), taps


@pytest.mark.parametrize("axes", [1, 2, 3])
@pytest.mark.parametrize("geometry", GEOMETRIES)
@pytest.mark.parametrize(("reducer", "options"), COUNTED)
def test_values(axes: int, geometry: Any, reducer: str, options: Any) -> None:
    ((arguments, dilation), taps), pool = _case(geometry, axes), f"{reducer}_pool{axes}d"
    for dtype in arrays.DTYPES:
        x = np.arange(1, 31).reshape(2, 3, *(1,) * (axes - 1), 5).astype(dtype)
        expected = reference.pool(x, reducer, taps, **options)
        assert (expected == 0).any()
        for last in (False, True):
            for like in (np.asarray, arrays.to_torch):
                given = like(np.moveaxis(x, 1, -1) if last else x)
                out = getattr(poolwise, pool)(
                    given, *arguments, dilation=dilation, channels_last=last, **options
                )
                actual = arrays.to_numpy(out)
                actual = np.moveaxis(actual, -1, 1) if last else actual
                arrays.assert_close(actual, expected, np.abs(expected.astype(float)) * 1e-2)


@pytest.mark.parametrize("axes", [1, 2, 3])
@pytest.mark.parametrize("geometry", GEOMETRIES)
@pytest.mark.parametrize(("reducer", "options"), COUNTED)
def test_gradients(axes: int, geometry: Any, reducer: str, options: Any) -> None:
    ((arguments, dilation), taps), pool = _case(geometry, axes), f"{reducer}_pool{axes}d"
    x = torch.rand(2, 3, *(1,) * (axes - 1), 5, dtype=torch.float64, requires_grad=True)

    def pooled(x: Any) -> Any:
        return getattr(poolwise, pool)(x, *arguments, dilation=dilation, **options)

    out = pooled(x)
    grad = torch.rand_like(out)
    expected = reference.pool_backward(grad.numpy(), x.detach().numpy(), reducer, taps, **options)
    (actual,) = torch.autograd.grad(out, x, grad, create_graph=True)
    np.testing.assert_allclose(actual.detach().numpy(), expected, rtol=1e-12)
    _, pullback = poolwise.vjp(pooled, x.detach().numpy())
    np.testing.assert_allclose(pullback(grad.numpy()), expected, rtol=1e-12)
    if reducer == "avg":
        up = getattr(poolwise, f"avg_unpool{axes}d")
        size = tuple(x.shape[2:])
        back = up(grad, *arguments, size, dilation=dilation, **options)
        np.testing.assert_allclose(back.numpy(), expected, rtol=1e-12)


@pytest.mark.parametrize("reducer", ["max", "min", "avg", "soft", "median", "rms"])
def test_others_refuse(reducer: str) -> None:
    options = {"count_include_pad": False} if reducer == "avg" else {}
    x = np.ones((1, 5))
    for given in (x, torch.from_numpy(x)):
        with pytest.raises(ValueError, match="window 0 along the length of 5 has no element of x"):
            getattr(poolwise, f"{reducer}_pool1d")(given, 2, 2, ((2, 3),), **options)


def test_modules_and_programs() -> None:
    x = torch.rand(1, 2, 5)
    expected = poolwise.avg_pool1d(x.numpy(), 2, 2, ((2, 3),))
    module = nn.AvgPool1d(2, 2, ((2, 3),))
    for made in (module, torch.compile(module, backend="eager", fullgraph=True)):
        np.testing.assert_allclose(made(x).numpy(), expected)
    mask = torch.ones(1, 2, 5, dtype=torch.bool)
    assert (module(x, mask)[..., 0] == 0).all()
    assert (poolwise.sum_pool1d(x, 2, 2, ((2, 3),), mask=mask, empty_value=9)[..., 0] == 9).all()
