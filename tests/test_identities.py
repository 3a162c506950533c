"""What the papers say that the operators become at the ends of their parameters, and on average."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import arrays
import hypothesis
import numpy as np
import pytest
import torch
from hypothesis import strategies as st
from numpy.lib.stride_tricks import sliding_window_view
from scipy import stats
from strategies import examples, some_of

import poolwise
import poolwise.nn
from poolwise import reference
from poolwise.backends import native
from poolwise.backends.torch import composed_reducers
from poolwise.functional import by_name, declaration

pytestmark = pytest.mark.usefixtures("one_torch_thread")

SPATIAL = (9, 12, 7)
KERNEL = (3, 2, 3)


def _windows(x: np.ndarray, rank: int) -> np.ndarray:
    """Return the windows of KERNEL at stride KERNEL, as rows of elements."""
    kernel = KERNEL[:rank]
    axes = tuple(range(x.ndim - rank, x.ndim))
    view = sliding_window_view(x, kernel, axes)
    view = view[(..., *(slice(None, None, k) for k in kernel), *(slice(None),) * rank)]
    return view.reshape(*view.shape[:-rank], -1)


def _input(rank: int, positive: bool = False) -> np.ndarray:
    x = np.random.default_rng(rank).normal(size=(2, 3, *SPATIAL[:rank]))
    x[0, 0, :3] = x[0, 0, 0]  # ties
    return np.abs(x) + 0.125 if positive else x


@pytest.fixture(params=["1d", "2d", "3d", "tensor"])
def call(request: pytest.FixtureRequest) -> Callable[..., tuple[np.ndarray, np.ndarray]]:
    """Return a function: an operator's name and arguments to its output and to its windows."""
    rank = 2 if request.param == "tensor" else int(request.param[0])

    def pooled(
        name: str, *leading: Any, positive: bool = False, **options: Any
    ) -> tuple[np.ndarray, np.ndarray]:
        x = _input(rank, positive)
        function = getattr(poolwise, f"{name}_pool{rank}d")
        given: Any = x
        if request.param == "tensor":
            given = torch.from_numpy(x)
            options = {
                key: torch.from_numpy(value) if isinstance(value, np.ndarray) else value
                for key, value in options.items()
            }
        out = function(given, *leading, KERNEL[:rank], **options)
        return arrays.to_numpy(out), _windows(x, rank)

    return pooled


Call = Callable[..., tuple[np.ndarray, np.ndarray]]


def _near(actual: np.ndarray, expected: np.ndarray, error: float = 1e-12) -> None:
    np.testing.assert_allclose(actual, expected, rtol=error, atol=error)


# --- the ends of the parameters -------------------------------------------------------------------


def test_soft_lies_between_mean_and_maximum(call: Call) -> None:
    out, windows = call("soft", beta=0.0)
    _near(out, windows.mean(-1))
    out, _ = call("soft", beta=1e-9)
    _near(out, windows.mean(-1), 1e-7)
    for beta in (1e6, 1e300):
        out, _ = call("soft", beta=beta)
        _near(out, windows.max(-1), 1e-5)
    out, _ = call("soft", beta=-1e6)
    _near(out, windows.min(-1), 1e-5)
    steps = [call("soft", beta=beta)[0] for beta in (-2.0, -0.5, 0.0, 0.5, 2.0, 8.0)]
    assert all((above >= below - 1e-12).all() for below, above in itertools.pairwise(steps))


def test_lse_lies_between_mean_and_maximum(call: Call) -> None:
    out, windows = call("lse", r=0.0)
    _near(out, windows.mean(-1))
    for r in (1e-3, 1e-6, 1e-9, 1e-14):  # the mean, r / 2 variances further on
        out, _ = call("lse", r=r)
        _near(out, windows.mean(-1) + r / 2 * windows.var(-1), 10 * r * r + 1e-13)
    for r in (1e6, 1e300):
        out, _ = call("lse", r=r)
        _near(out, windows.max(-1), 1e-4)
    out, _ = call("lse", r=-1e6)
    _near(out, windows.min(-1), 1e-4)
    # log(Σ e^(r x) / n) / r is at most the maximum and less than it by log(n) / r at most.
    out, _ = call("lse", r=3.0)
    largest, n = windows.max(-1), windows.shape[-1]
    assert (out <= largest + 1e-12).all()
    assert (out >= largest - math.log(n) / 3 - 1e-12).all()


def test_lp_is_the_norms(call: Call) -> None:
    for p in (1, 2, math.inf):
        out, windows = call("lp", p)
        _near(out, np.linalg.norm(windows, p, axis=-1))
    out, windows = call("lp", 300.0)
    _near(out, np.abs(windows).max(-1), 0.02)
    out, windows = call("lp", 1, signed=True)
    _near(out, windows.sum(-1))
    out, windows = call("rms")
    _near(out, np.linalg.norm(windows, 2, axis=-1) / math.sqrt(windows.shape[-1]))


def test_power_mean_is_the_classical_means(call: Call) -> None:
    out, windows = call("power_mean", p=1.0, eps=0.25)  # of signed elements: eps cuts
    _near(out, np.maximum(windows, 0.25).mean(-1))
    means = {
        1.0: lambda x: x.mean(-1),
        2.0: lambda x: np.sqrt((x * x).mean(-1)),
        3.0: lambda x: np.cbrt((x**3).mean(-1)),
        -1.0: lambda x: 1 / (1 / x).mean(-1),
    }
    for p, mean in means.items():
        out, windows = call("power_mean", positive=True, p=p)
        _near(out, mean(windows))
    for p, error in ((1e-7, 1e-6), (-1e-7, 1e-6)):
        out, windows = call("power_mean", positive=True, p=p)
        _near(out, np.exp(np.log(windows).mean(-1)), error)
    for p in (1e3, 1e6):
        out, windows = call("power_mean", positive=True, p=p)
        _near(out, windows.max(-1), 3 / p)
        out, windows = call("power_mean", positive=True, p=-p)
        _near(out, windows.min(-1), 3 / p)


def test_ranks_lie_between_maximum_and_mean(call: Call) -> None:
    out, windows = call("top_k_avg", k=1)
    n = windows.shape[-1]
    np.testing.assert_array_equal(out, windows.max(-1))
    for k in (n, n + 1, 1000):
        _near(call("top_k_avg", k=k)[0], windows.mean(-1))
    _near(call("top_k_avg", k=2)[0], np.sort(windows)[..., -2:].mean(-1))
    np.testing.assert_array_equal(call("rank_weighted", alpha=1.0)[0], windows.max(-1))
    _near(call("rank_weighted", alpha=1e-9)[0], windows.mean(-1), 1e-7)
    drawn, _ = call("rank_stochastic", alpha=1.0, training=True, seed=3)
    np.testing.assert_array_equal(drawn, windows.max(-1))
    kept, _ = call("max_dropout", q=1.0, training=True, seed=3)
    np.testing.assert_array_equal(kept, windows.max(-1))
    np.testing.assert_array_equal(call("max_dropout", q=1.0, training=False)[0], windows.max(-1))
    _near(call("ordinal", weights=np.ones(n))[0], windows.mean(-1))
    first = np.arange(1.0, n + 1) == 1
    np.testing.assert_array_equal(call("ordinal", weights=first.astype(float))[0], windows.max(-1))
    np.testing.assert_array_equal(call("ordinal", weights=first[::-1] * 2.0)[0], windows.min(-1))


def test_median_is_numpys(call: Call) -> None:
    out, windows = call("median")  # of 3, 6 and 18 elements
    np.testing.assert_allclose(out, np.median(windows, -1), rtol=1e-15)
    x = _input(2)
    for kernel in (1, 3, 5):
        view = sliding_window_view(x, (kernel, kernel), (2, 3))
        for given in (x, torch.from_numpy(x)):
            out = arrays.to_numpy(poolwise.median_pool2d(given, kernel, 1))
            np.testing.assert_array_equal(out, np.median(view, (-2, -1)))


def test_mixtures_end_in_maximum_and_mean(call: Call) -> None:
    for mode in ("fixed", "random"):
        out, windows = call("mixed", a=1.0, mode=mode)
        np.testing.assert_array_equal(out, windows.max(-1))
        _near(call("mixed", a=0.0, mode=mode)[0], windows.mean(-1))
    _near(call("mixed", a=0.25)[0], 0.25 * windows.max(-1) + 0.75 * windows.mean(-1))


def test_constant_windows_stay() -> None:
    """Every mean of equal elements is that element."""
    for value in (2.5, 1e-3):
        x = np.full((1, 2, 6, 6), value)
        for name, options in {
            "avg": {},
            "max": {},
            "rms": {},
            "power_mean": {"p": 5.0},
            "lse": {"r": 7.0},
            "soft": {"beta": 7.0},
            "ada": {"beta": 0.3},
            "median": {},
            "top_k_avg": {"k": 3},
            "rank_weighted": {"alpha": 0.3},
            "stochastic": {"training": False},
            "mixed": {"a": 0.3},
        }.items():
            out = getattr(poolwise, f"{name}_pool2d")(x, 3, **options)
            np.testing.assert_allclose(out, value, rtol=1e-12, err_msg=name)


def test_noisy_or_is_one_less_the_product_of_the_others() -> None:
    x = np.random.default_rng(4).random((2, 3, 40))
    x[0, 0, :9] = [0, 0, 0, 1, 0.25, 0.5, 1, 1, 0.5]
    for name in ("array", "tensor", "composed"):
        for parts in (1, 5):
            for row in x.reshape(-1, 40)[:, : 40 // parts]:
                out = _of_all(name, "noisy_or", row, [])
                np.testing.assert_allclose(out, 1 - np.prod(1 - row), rtol=1e-13)
        for dtype, least in (("float32", 1e-38), ("float64", 1e-300)):
            few = np.full(1000, least, dtype)  # each of which is lost beside 1
            np.testing.assert_allclose(_of_all(name, "noisy_or", few, []), 1000 * least, rtol=1e-5)
    out, pullback = poolwise.vjp(poolwise.noisy_or_pool1d, x, 3)
    windows = x[..., :39].reshape(2, 3, 13, 3)
    others = np.stack([np.prod(1 - np.delete(windows, i, -1), -1) for i in range(3)], -1)
    taken = pullback(np.ones_like(out))[..., :39].reshape(windows.shape)
    np.testing.assert_allclose(taken, others, rtol=1e-12)
    for wrong in (-1e-9, 1 + 1e-9, math.inf, -math.inf):
        with pytest.raises(ValueError, match="x has elements below 0 or above 1; noisy-or"):
            poolwise.noisy_or_pool1d(np.where(x == 0.25, wrong, x), 3)


def test_noisy_and_lies_between_mean_and_threshold(call: Call) -> None:
    x = _input(1) % 1
    for dtype in ("float32", "float64"):
        means = poolwise.avg_pool1d(x.astype(dtype), 3)
        for b in (-0.5, 0.0, 0.25, 0.5, 1.0, 2.0):  # none overflows, nor is divided by nothing
            for a, error in ((1e-9, 1e-6), (1e-30, 1e-6), (1e-45, 1e-6), (1e-300, 1e-6)):
                out = poolwise.noisy_and_pool1d(x.astype(dtype), 3, a=a, b=b)
                np.testing.assert_allclose(out, means, error)
            for a in (1e2, 1e4, 1e30, 1e300):
                out = poolwise.noisy_and_pool1d(x.astype(dtype), 3, a=a, b=b)
                far = np.abs(means - b) > 100 / a
                if 0 <= b <= 1:
                    np.testing.assert_allclose(out[far], (means > b)[far], atol=1e-6)
                assert np.isfinite(out).all()
        for b in (40.0, 1e9, 1e300):  # no threshold any more
            for sign, limit in ((1, np.expm1(3.0 * means)), (-1, -np.expm1(-3.0 * means))):
                out = poolwise.noisy_and_pool1d(x.astype(dtype), 3, a=3.0, b=sign * b)
                np.testing.assert_allclose(out, limit / (sign * np.expm1(sign * 3.0)), 1e-5)
        ends = np.repeat([[0.0], [1.0]], 3, 1).astype(dtype)
        for a, b in itertools.product((1e-3, 1.0, 10.0, 1e3), (0.0, 0.3, 1.0)):
            out = poolwise.noisy_and_pool1d(ends, 3, a=a, b=b)
            np.testing.assert_allclose(out, [[0], [1]], rtol=1e-6)
    out, windows = call("noisy_and", a=6.0, b=0.3)
    ends = stats.logistic.cdf([6 * -0.3, 6 * (1 - 0.3)])
    whole = stats.logistic.cdf(6 * (windows.mean(-1) - 0.3))
    _near(out, (whole - ends[0]) / (ends[1] - ends[0]))


# --- the largest magnitude ------------------------------------------------------------------------


def test_largest_magnitude_is_that_of_pytorch() -> None:
    x = np.random.default_rng(5).normal(size=(2, 3, 8, 10))
    x[0, 0, :2, :2] = 0
    weight = np.random.default_rng(6).normal(size=(2, 3, 4, 5))
    expected = torch.from_numpy(x).requires_grad_()
    blocks = expected.reshape(2, 3, 4, 2, 5, 2).movedim(3, 4).flatten(4)
    out = torch.linalg.vector_norm(blocks, math.inf, dim=-1)
    out.backward(torch.from_numpy(weight))
    ours, pullback = poolwise.vjp(poolwise.lp_pool2d, x, math.inf, 2)
    np.testing.assert_array_equal(ours, out.detach().numpy())
    assert expected.grad is not None
    np.testing.assert_array_equal(pullback(weight), expected.grad.numpy())
    for layout in (torch.contiguous_format, torch.channels_last):
        tensor = torch.from_numpy(x).contiguous(memory_format=layout).requires_grad_()
        pooled = poolwise.lp_pool2d(tensor, math.inf, 2)
        assert pooled.is_contiguous(memory_format=layout)
        pooled.backward(torch.from_numpy(weight))
        assert torch.equal(pooled, out)
        assert tensor.grad is not None
        assert torch.equal(tensor.grad, expected.grad)
    last = poolwise.lp_pool2d(np.moveaxis(x, 1, -1), math.inf, 2, channels_last=True)
    np.testing.assert_array_equal(np.moveaxis(last, -1, 1), ours)


def test_largest_magnitude_under_the_rules() -> None:
    x = np.array([[3.0, np.nan, -5.0, 1.0, np.nan, np.inf, 7.0, 2.0]])
    mask = np.array([[True, False, True, True, False, False, False, True]])
    for given, present in ((x, mask), (torch.from_numpy(x), torch.from_numpy(mask))):
        out = poolwise.lp_pool1d(given, math.inf, 2, mask=present, empty_value=-1)
        assert out.tolist() == [[3, 5, -1, 2]]
        assert poolwise.global_lp_pool1d(given[:, 2:4], math.inf).tolist() == [[5]]
        assert math.isnan(poolwise.adaptive_lp_pool1d(given, math.inf, 1)[0, 0])
    out, pullback = poolwise.vjp(poolwise.lp_pool1d, x, math.inf, 2, mask=mask)
    assert pullback(np.ones_like(out)).tolist() == [[1, 0, -1, 0, 0, 0, 0, 1]]
    tensor = torch.from_numpy(x).requires_grad_()
    poolwise.lp_pool1d(tensor, math.inf, 2, mask=torch.from_numpy(mask)).sum().backward()
    assert tensor.grad is not None
    assert tensor.grad.tolist() == [[1, 0, -1, 0, 0, 0, 0, 1]]
    # What lies between windows has a gradient of zero, whatever it is.
    apart = torch.tensor([[3.0, torch.nan, -5.0]], requires_grad=True)
    poolwise.lp_pool1d(apart, math.inf, 1, 2).sum().backward()
    assert apart.grad is not None
    assert apart.grad.tolist() == [[1, 0, -1]]
    for dtype in arrays.DTYPES:
        x = np.array([[0, 1, 1, 0]]).astype(dtype)
        assert poolwise.lp_pool1d(x, math.inf, 2).dtype == poolwise.lp_pool1d(x, 2, 2).dtype
    extreme = np.array([[-128, 5]], np.int8)
    assert poolwise.lp_pool1d(extreme, math.inf, 2).tolist() == [[128]]
    with pytest.raises(ValueError, match="window"):
        poolwise.lp_pool1d(np.ones((1, 1)), math.inf, 1, padding=1)
    with pytest.raises(TypeError, match="empty_value"):
        poolwise.lp_pool1d(np.ones((1, 1)), math.inf, 1, empty_value="none")  # type: ignore[call-arg]


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_largest_magnitude_of_some_channels(dtype: str) -> None:
    x = np.random.default_rng(7).normal(size=(2, 3, 6, 4)).astype(dtype)
    x[0, :, :2, :2] = [[2, -2], [0, 1]]  # of which the first is taken
    x[1, :, :2, :2] = 0
    weight = np.random.default_rng(8).normal(size=(2, 3, 3, 2)).astype(dtype)
    numbers = (math.inf, 2.0, math.inf)
    each = [poolwise.vjp(poolwise.lp_pool2d, x[:, c : c + 1], p, 2) for c, p in enumerate(numbers)]
    expected = np.concatenate([out for out, _ in each], 1)
    grads = [pullback(weight[:, c : c + 1]) for c, (_, pullback) in enumerate(each)]
    out, pullback = poolwise.vjp(poolwise.lp_pool2d, x, np.array(numbers), 2)
    np.testing.assert_array_equal(out, expected)
    np.testing.assert_array_equal(pullback(weight), np.concatenate(grads, 1))
    last = poolwise.lp_pool2d(np.moveaxis(x, 1, -1), np.array(numbers), 2, channels_last=True)
    np.testing.assert_array_equal(np.moveaxis(last, -1, 1), expected)
    tensor, p = torch.from_numpy(x).requires_grad_(), torch.tensor(numbers, requires_grad=True)
    poolwise.lp_pool2d(tensor, p, 2).backward(torch.from_numpy(weight))
    assert tensor.grad is not None
    np.testing.assert_array_equal(tensor.grad.numpy(), np.concatenate(grads, 1))
    assert p.grad is not None
    assert p.grad[0] == p.grad[2] == 0 != p.grad[1]
    plane, infinite = x[0, 0], np.array([math.inf])
    np.testing.assert_array_equal(poolwise.lp_pool2d(plane, infinite, 2), expected[0, 0])
    # The compiler sees no numbers.
    module = poolwise.nn.LPPool2d(p.detach(), 2)
    out = torch.compile(module, backend="eager", fullgraph=True)(torch.from_numpy(x))
    np.testing.assert_allclose(out.numpy(), expected, rtol=1e-6)


def test_largest_magnitude_as_a_module() -> None:
    x = torch.randn(2, 3, 6, 6, dtype=torch.float64, requires_grad=True)
    module = poolwise.nn.LPPool2d(math.inf, 2)
    assert torch.equal(module(x), poolwise.max_pool2d(x.abs(), 2))
    assert torch.equal(torch.compile(module, backend="eager", fullgraph=True)(x), module(x))
    torch.autograd.gradcheck(module, x)


# --- training and evaluation ----------------------------------------------------------------------

COPIES = 100_000


def _within_four_errors(draws: np.ndarray, mean: np.ndarray, limits: float = 4) -> None:
    """Check the mean of the first axis, whose elements were drawn apart."""
    error = draws.std(0, ddof=1) / math.sqrt(len(draws))
    assert (np.abs(draws.mean(0) - mean) <= limits * error + 1e-12).all()


DRAWING: dict[str, dict[str, Any]] = {
    "max_dropout": {"q": 0.3},
    "stochastic": {},
    "rank_stochastic": {"alpha": 0.4},
    "mixed": {"mode": "random", "per": "window", "a": 0.7},
}


@pytest.mark.parametrize("name", DRAWING)
@pytest.mark.parametrize("tensors", [False, True])
def test_evaluation_is_the_mean_of_training(name: str, tensors: bool) -> None:
    x = np.array([[0.5, 3.0, 1.0, 0.25], [2.0, 2.0, 0.0, 1.5]])  # three windows, of them a last
    if name == "max_dropout":
        x = x - 1  # of what is below zero, dropping all may give more
    copies: Any = np.ascontiguousarray(np.broadcast_to(x, (COPIES, *x.shape)))
    one: Any = x
    if tensors:
        copies, one = torch.from_numpy(copies), torch.from_numpy(x)
    pool = getattr(poolwise, f"{name}_pool2d")
    geometry = {"kernel_size": (2, 2), "stride": (1, 1)}
    draws = arrays.to_numpy(pool(copies, **geometry, **DRAWING[name], seed=11))
    mean = arrays.to_numpy(pool(one, **geometry, **DRAWING[name], training=False))
    assert len(np.unique(draws[:, 0, 0])) > 1
    _within_four_errors(draws, mean)


@pytest.mark.parametrize("name", [name for name in declaration.by_name() if by_name.draws(name)])
def test_evaluation_is_the_mean_of_training_in_cubes(name: str) -> None:
    x = np.random.default_rng(3).random((1, 2, 3, 3))
    copies = np.ascontiguousarray(np.broadcast_to(x, (COPIES // 2, *x.shape[1:])))
    pool = getattr(poolwise, f"global_{name}_pool3d")
    draws = pool(copies, **DRAWING[name], seed=5)
    _within_four_errors(draws, pool(x, **DRAWING[name], training=False)[0])


def test_evaluation_is_the_mean_of_training_masked() -> None:
    x = np.array([[0.5, 3.0, 1.0, 0.25, 2.0, 4.0]])
    mask = np.array([[True, False, True, True, True, True]])
    copies = np.ascontiguousarray(np.broadcast_to(x, (COPIES, 1, 6)))
    for name, options in DRAWING.items():
        pool = getattr(poolwise, f"{name}_pool1d")
        draws = pool(copies, 3, **options, seed=2, mask=mask)
        assert (draws[:, 0, 0] != 3).all()
        _within_four_errors(draws, pool(x, 3, **options, training=False, mask=mask))


@pytest.mark.parametrize("cell", [2, 4])
def test_sampled_rows_have_the_mean_of_evaluation(cell: int) -> None:
    """All samples of a call have the same draw, and the draws of its axes are apart: a long axis
    that repeats itself holds many."""
    pattern = np.array([1.0, -2.0, 0.5, 4.0])
    x = np.tile(pattern, COPIES)[None]
    for given in (x, torch.from_numpy(x)):
        out = poolwise.s3_pool1d(given, 1, 2, grid_size=cell, seed=9)
        draws = arrays.to_numpy(out).reshape(COPIES, 2)
        mean = poolwise.s3_pool1d(pattern[None], 1, 2, grid_size=cell, training=False)
        _within_four_errors(draws, mean[0])


@pytest.mark.parametrize("per", ["layer", "channel"])
def test_coins_of_layers_and_channels_have_the_mean_of_evaluation(per: str) -> None:
    x = np.random.default_rng(3).normal(size=(1, 50 if per == "channel" else 1, 4))
    options: dict[str, Any] = {"mode": "random", "per": per, "a": 0.3}
    pool = poolwise.mixed_pool1d
    draws = np.stack([pool(x, 4, **options, seed=seed) for seed in range(2000)])
    # Fifty channels at once: more of them may lie four errors away than of three.
    _within_four_errors(draws, pool(x, 4, **options, training=False), 4.5)


@hypothesis.given(
    st.lists(st.floats(-100, 100, width=32), min_size=1, max_size=40),
    st.integers(0, 3),
    st.sampled_from([0.0, 3.0, -1e5, 1e8, 1e12]),
    st.sampled_from(["array", "tensor", "composed"]),
    st.booleans(),
)
@hypothesis.settings(max_examples=examples(200), deadline=None)
def test_deviations_are_numpys(
    values: list[float], ddof: int, level: float, kind: str, long: bool
) -> None:
    """Whatever the level is that they spread around."""
    x = np.array(values * (300 if long else 1)) + level
    few = len(x) <= ddof  # where NumPy warns, and of as many says inf
    for name, of_numpy in (("var", np.var), ("std", np.std)):
        out = _of_all(kind, name, x, [ddof], ddof=ddof)
        # NumPy's own mean is rounded, by which its differences are off.
        expected = math.nan if few else of_numpy(x - x[0], ddof=ddof)
        np.testing.assert_allclose(out, expected, rtol=1e-11)
    flat = np.full(len(x), level + values[0])
    assert few or _of_all(kind, "std", flat, [ddof], ddof=ddof) == 0


@pytest.mark.parametrize("kind", ["array", "tensor", "composed"])
def test_deviations_of_millions_around_a_level(kind: str) -> None:
    x = (np.random.default_rng(2).integers(-4, 5, 2_000_003) * 8 + 1e8).astype(np.float32)
    x[0] = 2e8  # one that is far away from all others
    wide = x.astype(np.float64)
    np.testing.assert_allclose(_of_all(kind, "std", x, [0], ddof=0), wide.std(), rtol=1e-5)
    np.testing.assert_allclose(_of_all(kind, "std", x[1:], [0], ddof=0), wide[1:].std(), rtol=1e-5)


@hypothesis.given(
    st.lists(st.floats(-100, 100, width=32), min_size=2, max_size=40),
    st.integers(0, 64).map(lambda part: part / 64),
    st.sampled_from(["linear", "lower", "higher", "midpoint", "nearest"]),
    st.booleans(),
)
@hypothesis.settings(max_examples=examples(200), deadline=None)
def test_quantiles_are_numpys(values: list[float], q: float, method: Any, long: bool) -> None:
    x = np.array(values * (40 if long else 1))  # long windows have a way of their own
    out = poolwise.global_quantile_pool1d(x[None, None], q=q, interpolation=method).item()
    np.testing.assert_allclose(out, np.quantile(x, q, method=method), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("cut", [0, 0.1, 0.25, 0.3, 0.49])
def test_trimmed_means_are_scipys(call: Any, cut: float) -> None:
    out, windows = call("trimmed_mean", cut=cut)
    np.testing.assert_allclose(out, stats.trim_mean(windows, cut, axis=-1), rtol=1e-12)


def test_quantiles_and_trimmed_means_at_the_ends(call: Any) -> None:
    for q, reducer in ((0, "min"), (0.5, "median"), (1, "max")):
        np.testing.assert_array_equal(call("quantile", q=q)[0], call(reducer)[0])
    np.testing.assert_allclose(call("trimmed_mean", cut=0)[0], call("avg")[0], rtol=1e-13)


@pytest.mark.parametrize(
    ("dtype", "kind"),
    some_of(itertools.product(("float32", "float64"), ("array", "tensor", "composed"))),
)
def test_ranks_among_millions(dtype: str, kind: str) -> None:
    """A share of many is a number whose fraction matters, however large it is."""
    x = np.random.default_rng(5).permutation(3_000_017).astype(dtype)
    for q, method in ((0.3, "linear"), (0.7, "lower"), (1 / 3, "higher"), (0.123, "nearest")):
        out = _of_all(kind, "quantile", x, [q, _METHODS.index(method)], q=q, interpolation=method)
        np.testing.assert_allclose(out, np.quantile(x.astype("f8"), q, method=method), rtol=1e-7)
    out = _of_all(kind, "trimmed_mean", x, [0.2], cut=0.2)
    np.testing.assert_allclose(out, stats.trim_mean(x.astype("f8"), 0.2), rtol=1e-6)


_METHODS = ("linear", "lower", "higher", "midpoint", "nearest")


def _of_all(kind: str, name: str, x: np.ndarray, numbers: list[float], **keywords: Any) -> Any:
    if kind != "composed":
        given: Any = torch.from_numpy(x) if kind == "tensor" else x
        return getattr(poolwise, f"global_{name}_pool1d")(given[None, None], **keywords).item()
    table = torch.tensor([numbers], dtype=torch.float64) if numbers else None
    windows, planar = poolwise.Windows.whole(1), torch.from_numpy(x)[None, None]
    return composed_reducers.reduce(planar, None, windows, name, table, None, 0, 0).item()


def test_midranges_and_both_ends(call: Call) -> None:
    out, windows = call("midrange")
    np.testing.assert_array_equal(out, windows.max(-1) / 2 + windows.min(-1) / 2)
    np.testing.assert_array_equal(call("weldon", k=1)[0], 2 * out)
    ranked, n = np.sort(windows), windows.shape[-1]
    for k in (2, n // 2 + 1, n - 1, n):  # from n / 2 on elements are at both ends
        _near(call("weldon", k=k)[0], ranked[..., :k].mean(-1) + ranked[..., -k:].mean(-1))
    _near(call("weldon", k=1000)[0], 2 * windows.mean(-1))


def test_maximum_or_mean_of_the_largest(call: Call) -> None:
    for k in (1, 2, 3, 1000):
        mean = call("top_k_avg", k=k)[0]
        np.testing.assert_array_equal(call("t_max_avg", k=k, t=-9)[0], call("max")[0])
        _near(call("t_max_avg", k=k, t=9)[0], mean)
        out, windows = call("t_max_avg", k=k, t=0.25)
        strong = (np.sort(windows)[..., -k:] >= 0.25).all(-1)
        assert strong.any() or k == 1000
        _near(out, np.where(strong, windows.max(-1), mean))


def test_gradients_of_maximum_or_mean_are_those_of_the_case() -> None:
    x = np.random.default_rng(4).normal(size=(2, 3, 8, 8))
    out, pullback = poolwise.vjp(poolwise.t_max_avg_pool2d, x, 4, k=3, t=0.8)
    strong = out == poolwise.max_pool2d(x, 4)
    assert strong.any()
    assert not strong.all()
    of_max = poolwise.vjp(poolwise.max_pool2d, x, 4)[1](np.where(strong, 1.0, 0.0))
    of_mean = poolwise.vjp(poolwise.top_k_avg_pool2d, x, 4, k=3)[1](np.where(strong, 0.0, 1.0))
    np.testing.assert_allclose(pullback(np.ones_like(out)), of_max + of_mean, rtol=1e-14)


@hypothesis.given(
    st.lists(st.integers(-2, 3), min_size=1, max_size=50),
    st.lists(st.booleans(), min_size=50, max_size=50),
    st.sampled_from(arrays.DTYPES),
)
@hypothesis.settings(max_examples=examples(300), deadline=None)
def test_modes_are_scipys(values: list[int], present: list[bool], dtype: np.dtype) -> None:
    x, mask = np.array(values).astype(dtype), np.array(present[: len(values)])
    wide = x.astype("f8" if arrays.is_float(dtype) else np.result_type(dtype, "u1"))
    out = poolwise.global_mode_pool1d(x[None, None])
    assert out.dtype == dtype
    assert out.item() == stats.mode(wide).mode
    masked = poolwise.global_mode_pool1d(x[None, None], mask=mask, empty_value=1)
    assert masked.item() == (stats.mode(wide[mask]).mode if mask.any() else 1)


# Windows of so many elements are looked at in so many ways.
SIZES = (1, 2, 8, 9, 10, 32, 33, 130, 300, 4100)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("dtype", arrays.DTYPES, ids=lambda dtype: dtype.name)
def test_modes_and_medians_of_the_limits(dtype: np.dtype, size: int) -> None:
    """Of integers beside the least and the largest, alone and many windows side by side."""
    low, high = (-4, 4) if arrays.is_float(dtype) else native.integer_limits(dtype.name)
    some = [low, low + 1, high - 1, high] if high > 1 else [0, 1]
    rng = np.random.default_rng(size)
    for planes in (1, 40):
        places = rng.integers(0, len(some), (planes, size))
        x = np.array([[some[k] for k in row] for row in places.tolist()], dtype)
        counts = (places[..., None] == np.arange(len(some))).sum(-2)
        modes = [some[k] for k in counts.argmax(-1)]
        middle = np.sort(places)[:, [(size - 1) // 2, size // 2]].tolist()
        medians = [Fraction(some[a] + some[b], 2) for a, b in middle]
        for name, expected in (("mode", modes), ("median", medians)):
            for last in (False, True):
                given = x.T[None] if last else x[None]
                out = getattr(poolwise, f"global_{name}_pool1d")(given, channels_last=last)
                wanted = np.array([reference.stored(v, dtype) for v in expected], dtype)
                arrays.assert_equal(out.ravel(), wanted)


@pytest.mark.parametrize("channels", [1, 3, 9, 40])
@pytest.mark.parametrize("dtype", arrays.INTEGERS, ids=str)
def test_modes_and_means_of_every_four(dtype: np.dtype, channels: int) -> None:
    """Of the limits and what is beside them, in rows and in pixels of any width, with a rest."""
    low, high = native.integer_limits(dtype.name)
    some = [low, low + 1, high - 1, high]
    rows, columns = 9, 33
    fours = np.resize(list(itertools.product(range(4), repeat=4)), (rows, columns, 4))
    places = fours.reshape(rows, columns, 2, 2).transpose(0, 2, 1, 3)
    values = np.array([some[k] for k in places.ravel()], dtype).reshape(2 * rows, 2 * columns)
    x = np.zeros((1, 2 * rows + 1, 2 * columns + 1, channels), dtype)
    x[0, :-1, :-1] = values[..., None]
    counts = (fours[..., None] == np.arange(4)).sum(-2)
    modes = [some[k] for k in counts.argmax(-1).ravel()]
    means = [round(Fraction(sum(some[k] for k in four), 4)) for four in fours.reshape(-1, 4)]
    for last, given in ((True, x), (False, np.moveaxis(x, -1, 1).copy())):
        for name, expected in (("mode", modes), ("avg", means)):
            keywords = {"dtype": dtype} if name == "avg" else {}
            function = getattr(poolwise, f"{name}_pool2d")
            out = function(given, 2, channels_last=last, **keywords)
            out = np.moveaxis(out, -1, 1) if last else out
            right = np.array(expected, dtype).reshape(1, 1, rows, columns)
            np.testing.assert_array_equal(out, np.broadcast_to(right, out.shape))


def test_a_mode_is_equal_to_most_and_nan_wins() -> None:
    x = np.array([[-0.0, 1.0, 0.0, 1.0, 0.0, 2.0, np.nan, np.nan, 2.0, 2.0]])
    for given in (x, x.astype("f4"), torch.from_numpy(x)):
        out = arrays.to_numpy(poolwise.mode_pool1d(given, 5)).ravel()
        assert out[0] == 0
        assert np.isnan(out[1])


@pytest.mark.parametrize("kernel", [16, 31, 32, 33, 64, 160])
@pytest.mark.parametrize("dtype", ["f4", "f8", "i4", "i8", "u2", "f2"])
@pytest.mark.parametrize("rest", [0, 5])
def test_windows_end_to_end_along_rows_are_rows_of_a_window_each(
    kernel: int, dtype: str, rest: int
) -> None:
    rng = np.random.default_rng(kernel)
    x = rng.integers(-9 if dtype[0] != "u" else 0, 9, (2, 3, 5, 7 * kernel + rest)).astype(dtype)
    if x.dtype.kind == "f":
        x[0, 0, 0, 2], x[1, 2, 4, 3 * kernel], x[1, 1, 1, -1 - rest] = np.inf, np.nan, -0.0
    alone = x[..., : 7 * kernel].reshape(2, 3, 5, 7, kernel)
    for op in ("max", "min", "sum", "avg"):
        expected = getattr(poolwise, f"global_{op}_pool1d")(alone)[..., 0]
        along = getattr(poolwise, f"{op}_pool1d")(x, kernel)
        across = getattr(poolwise, f"{op}_pool2d")(x, (1, kernel))
        for found in (along, across):
            assert found.dtype == expected.dtype
            np.testing.assert_array_equal(found, expected)
        padded = getattr(poolwise, f"{op}_pool1d")(x, kernel, padding=((kernel // 2, 0),))
        inner = getattr(poolwise, f"{op}_pool1d")(x[..., kernel - kernel // 2 :], kernel)
        np.testing.assert_array_equal(padded[..., 1 : 1 + inner.shape[-1]], inner)
