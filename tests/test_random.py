"""Random pooling: one seed, one result, whatever computes it; and draws as often as they are said
to be, each apart from its neighbours'."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import arrays
import numpy as np
import pytest
import torch
from scipy import stats
from strategies import SHARE, some_of
from torch.utils.checkpoint import checkpoint

import poolwise
from poolwise.functional.by_name import draws
from poolwise.functional.declaration import by_name

# Name, what stands before the geometry's keywords, and keywords.
OPERATORS: dict[str, tuple[str, dict[str, Any]]] = {
    "stochastic": ("stochastic", {"kernel_size": 2}),
    "rank_stochastic": ("rank_stochastic", {"kernel_size": 3, "stride": 2, "alpha": 0.4}),
    "max_dropout": ("max_dropout", {"kernel_size": 3, "stride": 1, "padding": 1, "q": 0.3}),
    "mixed": ("mixed", {"kernel_size": 2, "mode": "random", "per": "window", "a": 0.4}),
    "s3": ("s3", {"kernel_size": 2, "grid_size": 4}),
    "fractional": ("fractional_max", {"output_ratio": 0.7}),
    "fractional random": ("fractional_max", {"output_ratio": 0.7, "sequence": "random"}),
}
# The others have one draw for the whole batch.
COUNTED = [name for name in OPERATORS if name not in ("s3", "fractional", "fractional random")]
SHAPES = {1: (4, 9, 1031), 2: (4, 9, 31, 37), 3: (4, 9, 9, 10, 13)}


@pytest.fixture(autouse=True)
def default_threads_afterwards() -> Iterator[None]:
    before = torch.get_num_threads()
    yield
    poolwise.set_num_threads(None)
    torch.set_num_threads(before)


def _pool(name: str, rank: int = 2) -> Callable[..., Any]:
    """Return the operator with its keywords, a function of x and of the draw."""
    operator, keywords = OPERATORS[name]
    function = getattr(poolwise, f"{operator}_pool{rank}d")
    return lambda x, **draw: function(x, **keywords, **draw)


def _input(*shape: int) -> np.ndarray:
    return np.random.default_rng(1).random(shape, np.float32)


# --- one seed, one result -------------------------------------------------------------------------


@pytest.mark.parametrize("rank", [1, 2, 3])
@pytest.mark.parametrize("name", OPERATORS)
def test_threads_and_layouts_draw_alike(name: str, rank: int) -> None:
    x, pool = _input(*SHAPES[rank]), _pool(name, rank)
    expected = pool(x, seed=2**63 + 11)
    last = np.ascontiguousarray(np.moveaxis(x, 1, -1))
    inputs: list[tuple[Any, bool]] = [
        (x, False),
        (np.asfortranarray(x), False),
        (np.moveaxis(last, -1, 1), False),  # PyTorch's channels_last memory format
        (last, True),
        (np.moveaxis(x, 1, -1), True),
    ]
    inputs += [(torch.from_numpy(array), said) for array, said in inputs]
    for threads in (1, 2, 7):
        poolwise.set_num_threads(threads)
        for given, said in inputs:
            if isinstance(given, torch.Tensor):
                poolwise.set_num_threads(None)
                torch.set_num_threads(threads)
            out = arrays.to_numpy(pool(given, channels_last=said, seed=2**63 + 11))
            arrays.assert_bits(np.moveaxis(out, -1, 1) if said else out, expected)
    assert (pool(x, seed=2**63 + 10) != expected).any()


@pytest.mark.parametrize("rank", [1, 2, 3])
@pytest.mark.parametrize("name", OPERATORS)
@pytest.mark.parametrize("tensors", [False, True])
def test_halves_of_a_batch_draw_as_the_whole(name: str, rank: int, tensors: bool) -> None:
    array, pool = _input(5, 3, *(8, 9, 10)[:rank]), _pool(name, rank)
    x: Any = torch.from_numpy(array) if tensors else array
    whole = pool(x, seed=4)
    each = math.prod(whole.shape[1:])
    for cut in (1, 2, 4):
        second = {"first_index": cut * each} if name in COUNTED else {}
        parts = pool(x[:cut], seed=4), pool(x[cut:], seed=4, **second)
        joined = np.concatenate([arrays.to_numpy(part) for part in parts])
        arrays.assert_bits(joined, arrays.to_numpy(whole))


@pytest.mark.parametrize("name", COUNTED)
@pytest.mark.parametrize("tensors", [False, True])
def test_counting_goes_on_past_32_bits(name: str, tensors: bool) -> None:
    operator, keywords = OPERATORS[name]
    keywords = keywords | {"kernel_size": 4, "stride": 1, "padding": 0}
    function = getattr(poolwise, f"{operator}_pool1d")
    array = np.tile(np.array([4.0, 3.0, 2.0, 1.0]), (40, 1, 1))
    x: Any = torch.from_numpy(array) if tensors else array
    first = 2**32 - 20
    whole = function(x, **keywords, seed=4, first_index=first)
    for number in (0, 19, 20, 39):
        one = function(x[:1], **keywords, seed=4, first_index=first + number)
        assert one[0] == whole[number]
    assert (whole[20:] != function(x[:20], **keywords, seed=4)).any()  # it does not begin again


@pytest.mark.parametrize("name", OPERATORS)
@pytest.mark.parametrize("layout", ["planar", "channels_last"])
def test_gradients_go_to_what_was_drawn(name: str, layout: str) -> None:
    """The operators scale with x along every draw: of such, f(x) = Σ x_i ∂f/∂x_i."""
    x, pool = _input(2, 9, 24, 26).astype(np.float64), _pool(name)
    if layout == "channels_last":
        x = np.moveaxis(np.ascontiguousarray(np.moveaxis(x, 1, -1)), -1, 1)
    grads = []
    for threads in (1, 7):
        poolwise.set_num_threads(threads)
        out, pullback = poolwise.vjp(pool, x, seed=6)
        grads.append(pullback(np.ones_like(out)))
        np.testing.assert_allclose((x * grads[-1]).sum((2, 3)), out.sum((2, 3)), rtol=1e-12)
    arrays.assert_bits(*grads)
    tensor = torch.from_numpy(x).requires_grad_()
    pool(tensor, seed=6).sum().backward()
    assert tensor.grad is not None
    np.testing.assert_allclose(tensor.grad.numpy(), grads[0], rtol=1e-12)
    tensor.grad = None
    pooled = pool(tensor)  # a seed of the usual generator
    pooled.sum().backward()
    torch.testing.assert_close((tensor * tensor.grad).sum((2, 3)), pooled.sum((2, 3)))


@pytest.mark.parametrize("name", OPERATORS)
def test_checkpoints_draw_again_alike(name: str) -> None:
    x = torch.from_numpy(_input(2, 3, 12, 12).astype(np.float64)).requires_grad_()
    pooled = checkpoint(lambda given: _pool(name)(given) ** 2, x, use_reentrant=False)
    pooled.sum().backward()
    assert x.grad is not None
    torch.testing.assert_close((x * x.grad).sum(), 2 * pooled.sum())


# --- where seeds come from ------------------------------------------------------------------------


@pytest.mark.parametrize("name", OPERATORS)
@pytest.mark.parametrize("tensors", [False, True])
def test_generators_say_the_seed_and_go_on(name: str, tensors: bool) -> None:
    array, pool = _input(2, 3, 40, 40), _pool(name)
    x: Any = torch.from_numpy(array) if tensors else array

    def generator(seed: int) -> Any:
        if tensors:
            return torch.Generator().manual_seed(seed)
        return np.random.default_rng(seed)

    def drawn(source: Any) -> np.ndarray:
        return arrays.to_numpy(pool(x, generator=source))

    usual = torch.get_rng_state()
    one, same = generator(3), generator(3)
    first, second = drawn(one), drawn(one)
    arrays.assert_bits(drawn(same), first)
    arrays.assert_bits(drawn(same), second)
    assert (first != second).any()
    assert (drawn(generator(4)) != first).any()
    pool(x, seed=3)
    assert torch.equal(torch.get_rng_state(), usual)  # nobody else's draws are changed
    if tensors:
        torch.manual_seed(5)
        first, second = drawn(None), drawn(None)
        torch.manual_seed(5)
        arrays.assert_bits(drawn(None), first)
        assert (first != second).any()
    else:  # fractional windows are few enough that two draws may agree
        first = drawn(None)
        assert any((drawn(None) != first).any() for _ in range(20))


@pytest.mark.parametrize("name", OPERATORS)
def test_impossible_draws(name: str) -> None:
    x, pool = _input(2, 3, 12, 12), _pool(name)
    tensor = torch.from_numpy(x)
    for given, own, alien in (
        (x, np.random.default_rng(1), torch.Generator()),
        (tensor, torch.Generator(), np.random.default_rng(1)),
    ):
        with pytest.raises(TypeError, match="generator must be a"):
            pool(given, generator=alien)
        with pytest.raises(ValueError, match="seed and generator exclude each other"):
            pool(given, generator=own, seed=1)
        for seed in (-1, 2**64):
            with pytest.raises(ValueError, match=f"seed={seed} must be at least 0"):
                pool(given, seed=seed)
        for bad in (1.0, True, "1"):
            with pytest.raises(TypeError, match="seed must be an integer"):
                pool(given, seed=bad)
        if name in COUNTED:
            with pytest.raises(ValueError, match="first_index=-1 must be at least 0"):
                pool(given, seed=1, first_index=-1)
            with pytest.raises(TypeError, match="first_index must be an integer"):
                pool(given, seed=1, first_index=1.5)


@pytest.mark.parametrize("name", OPERATORS)
def test_numpys_integers_are_seeds(name: str) -> None:
    x, pool = _input(2, 3, 12, 12), _pool(name)
    for seed in (np.uint64(2**64 - 1), np.int8(3)):
        arrays.assert_bits(pool(x, seed=seed), pool(x, seed=int(seed)))
        arrays.assert_bits(pool(torch.from_numpy(x), seed=seed).numpy(), pool(x, seed=int(seed)))


# A short run compiles the modules of these two alone, in their own tests.
_LAYERS = ["s3", "fractional"] if SHARE >= 1 else []


@pytest.mark.parametrize("name", some_of([*COUNTED, *_LAYERS]))
def test_compiled_functions_draw_anew(name: str) -> None:
    x, pool = torch.from_numpy(_input(2, 3, 40, 40)), _pool(name)
    compiled = torch.compile(pool, backend="eager", fullgraph=True)
    torch.manual_seed(8)
    first, second = compiled(x), compiled(x)
    assert not torch.equal(first, second)
    torch.manual_seed(8)
    assert torch.equal(compiled(x), first)
    torch.manual_seed(8)
    assert torch.equal(pool(x), first)  # as without compiling


# --- how often ------------------------------------------------------------------------------------

DRAWS = 100_000
X = np.array([3.0, 1.0, 6.0, 4.0, 2.0, 5.0])  # so that values are ranks, from the lowest


def _draws(name: str, seed: int, x: np.ndarray = X, shape: tuple[int, ...] = (DRAWS,)) -> Any:
    """Draw from that many copies of one window."""
    options = {"rank_stochastic": {"alpha": 0.3}, "max_dropout": {"q": 0.3}}.get(name, {})
    copies = np.ascontiguousarray(np.broadcast_to(x, (*shape, len(x))))
    return getattr(poolwise, f"global_{name}_pool1d")(copies, **options, seed=seed)[..., 0]


def _probabilities(name: str) -> dict[float, float]:
    """Return how likely each value is."""
    n = len(X)
    if name == "stochastic":
        return {value: value / X.sum() for value in X}
    falling = {float(n - r): 0.3 * 0.7**r for r in range(n)}
    if name == "rank_stochastic":
        return {value: share / sum(falling.values()) for value, share in falling.items()}
    return falling | {0.0: 0.7**n}


@pytest.mark.parametrize("name", list(filter(draws, by_name())))
@pytest.mark.parametrize("seed", [0, 1, 2**40 + 7, 2**64 - 1])
def test_frequencies(name: str, seed: int) -> None:
    drawn, expected = _draws(name, seed), _probabilities(name)
    assert set(np.unique(drawn)) == set(expected)
    counts = [(drawn == value).sum() for value in expected]
    assert stats.chisquare(counts, [DRAWS * share for share in expected.values()]).pvalue > 1e-4


def test_nothing_is_drawn_that_is_not_there() -> None:
    x = np.array([0.0, 2.0, 0.0, 0.0, 1.0, 0.0])
    drawn = _draws("stochastic", 3, x)
    assert set(np.unique(drawn)) == {1.0, 2.0}
    counts = [(drawn == 1).sum(), (drawn == 2).sum()]
    assert stats.chisquare(counts, [DRAWS / 3, DRAWS * 2 / 3]).pvalue > 1e-4
    mask = np.array([True, True, False, True, True, True])
    copies = np.ascontiguousarray(np.broadcast_to(X, (DRAWS, len(X))))
    drawn = poolwise.global_stochastic_pool1d(copies, seed=4, mask=mask)[:, 0]
    present = X[mask]
    assert set(np.unique(drawn)) == set(present)
    counts = [(drawn == value).sum() for value in present]
    assert stats.chisquare(counts, DRAWS * present / present.sum()).pvalue > 1e-4


def test_coins_of_mixtures() -> None:
    x = np.ascontiguousarray(np.broadcast_to([0.0, 1.0], (DRAWS, 2)))
    draw = {"mode": "random", "per": "window", "a": 0.3}
    for given in (x, torch.from_numpy(x)):
        out = arrays.to_numpy(poolwise.global_mixed_pool1d(given, **draw, seed=2))
        largest = (out == 1).sum()
        assert ((out == 1) | (out == 0.5)).all()
        counts = [largest, DRAWS - largest]
        assert stats.chisquare(counts, [DRAWS * 0.3, DRAWS * 0.7]).pvalue > 1e-4


def _apart(left: np.ndarray, right: np.ndarray) -> None:
    """Check that two rows of draws say nothing of each other."""
    values = np.unique(left)
    table = [[((left == a) & (right == b)).sum() for b in values] for a in values]
    assert stats.chi2_contingency(table).pvalue > 1e-4


@pytest.mark.parametrize("name", list(filter(draws, by_name())))
def test_neighbours_are_independent(name: str) -> None:
    drawn = _draws(name, 17, shape=(200, 500))
    _apart(drawn[:, ::2].ravel(), drawn[:, 1::2].ravel())
    _apart(drawn[:, 1:-1:2].ravel(), drawn[:, 2::2].ravel())
    _apart(drawn[::2].ravel(), drawn[1::2].ravel())
    _apart(drawn.ravel(), _draws(name, 18, shape=(200, 500)).ravel())
    _apart(drawn.ravel(), _draws(name, 17 + 2**32, shape=(200, 500)).ravel())


def test_neighbouring_coins_are_independent() -> None:
    """Of mixtures; and of max-dropout, where each element of a window has its own."""
    x = np.ascontiguousarray(np.broadcast_to([0.0, 1.0], (200, 500, 2)))
    drawn = poolwise.global_mixed_pool1d(x, mode="random", per="window", seed=5)[..., 0]
    _apart(drawn[:, ::2].ravel(), drawn[:, 1::2].ravel())
    _apart(drawn[::2].ravel(), drawn[1::2].ravel())
    # Which of two elements' coins are kept, from what is drawn when the others are not there.
    pairs = [(0, 1), (0, 3), (0, 4), (3, 4), (1, 5), (2, 3)]
    for a, b in pairs:
        kept = []
        for place in (a, b):
            only = np.zeros(6)
            only[place] = 1
            kept.append(_draws("max_dropout", 6, only))
        _apart(*kept)


def test_axes_of_a_grid_are_independent() -> None:
    """Rows, columns and seeds of s3, and of fractional windows."""
    x = np.arange(4.0).reshape(1, 2, 2)
    places = np.array([poolwise.s3_pool2d(x, 1, 2, seed=seed).item() for seed in range(600)])
    _apart(places // 2, places % 2)
    _apart(places[::2], places[1::2])
    assert stats.chisquare(np.unique(places, return_counts=True)[1]).pvalue > 1e-4
    # Of three positions two windows: the first begins at 0, the second at 1 or 2.
    x = np.arange(9.0).reshape(1, 3, 3)
    options = {"output_size": 2, "overlapping": False, "sequence": "random"}
    least = [-poolwise.fractional_max_pool2d(-x, **options, seed=seed) for seed in range(600)]
    starts = np.array([out[0, 1, 1] for out in least]).astype(int)
    _apart(starts // 3, starts % 3)
    assert stats.chisquare(np.unique(starts, return_counts=True)[1]).pvalue > 1e-4
