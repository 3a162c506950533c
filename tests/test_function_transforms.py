"""Every operator under torch.func and forward mode: the same numbers as autograd's, in float64."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import declared
import pytest
import torch
from declared import choice
from exports import MODULES, inputs_of, module_of
from strategies import some_of, some_ranks, thinned
from torch import Tensor
from torch.autograd import forward_ad
from torch.utils._pytree import tree_leaves, tree_map

import poolwise
from poolwise.catalogue import OPERATORS
from poolwise.functional.declaration import by_name, find

pytestmark = pytest.mark.usefixtures("one_torch_thread")

Function = Callable[..., Any]


@pytest.fixture(autouse=True)
def _seeded() -> None:
    torch.manual_seed(0)


@dataclass(frozen=True)
class Case:
    """An operator and what it is differentiated in: x, then whatever may be learned."""

    function: Function
    shapes: tuple[tuple[int, ...], ...]

    @property
    def at(self) -> Tensor:
        """All that it is differentiated in, in one vector: distinct, and none negative."""
        size = sum(map(math.prod, self.shapes))
        generator = torch.Generator().manual_seed(size)
        return (torch.randperm(size, generator=generator).double() + 2) / (size + 2)

    def __call__(self, vector: Tensor) -> Tensor:
        """The result, in one vector."""
        parts = vector.split([math.prod(shape) for shape in self.shapes])
        leaves = [part.reshape(shape) for part, shape in zip(parts, self.shapes, strict=True)]
        return self.function(*leaves).flatten()

    def loss(self, vector: Tensor) -> Tensor:
        """A number that has a curvature, where the result has none, too."""
        return self(vector).sin().sum()


X = (1, 2, 3, 4)
WHERE: dict[str, dict[str, Any]] = {
    "": {"kernel_size": 3, "stride": 2, "padding": 1},
    "adaptive_": {"output_size": (3, 2)},
    "global_": {},
}


def _declared(name: str) -> tuple[dict[str, Any], dict[str, tuple[int, ...]]]:
    learned = {p.keyword: (2,) for p in find(name).settings("function") if p.learnable}
    return {k: v for k, v in choice(name).items() if k not in learned}, learned


# Reducers by name: their keywords, and the shapes of those that are learned.
REDUCERS: dict[str, tuple[dict[str, Any], dict[str, tuple[int, ...]]]] = {
    **{name: _declared(name) for name in declared.REDUCERS},
    "max": ({}, {}),
    "min": ({}, {}),
    "median": ({}, {}),
    "rank_stochastic": ({"alpha": 0.4, "seed": 3}, {}),
    "ordinal": ({}, {"weights": (2, 3)}),
    "avg": ({}, {}),
    "sum": ({}, {}),
    "lp": ({}, {"norm_type": (2,)}),
    "power_mean": ({"eps": 0.01}, {"p": (2,)}),
    "ada": ({}, {"beta": (2,)}),
    "stochastic": ({"seed": 3}, {}),
    "max_dropout": ({"seed": 3}, {}),
    "mixed": ({}, {"a": (2,)}),
    "lip": ({}, {"logits": X}),
    "detail_preserving": ({}, {"alpha": (2,), "lambda_": (2,)}),
}


def _by_keywords(name: str, where: dict[str, Any], own: dict[str, Any], *learned: str) -> Function:
    function = getattr(poolwise, name)

    def pool(x: Tensor, *numbers: Tensor) -> Any:
        return function(x, **where, **own, **dict(zip(learned, numbers, strict=True)))

    return pool


def _reducers() -> dict[str, Case]:
    cases = {}
    for name, (own, learned) in REDUCERS.items():
        for prefix, where in WHERE.items():
            function = _by_keywords(f"{prefix}{name}_pool2d", where, own, *learned)
            cases[f"{prefix}{name}_pool"] = Case(function, (X, *learned.values()))
    return cases


def _channels() -> dict[str, Case]:
    cases = {}
    for name in by_name():
        own, learned = REDUCERS[name]
        one = {key: (1,) if key != "weights" else (1, 3) for key in learned}
        function = _by_keywords(f"channel_{name}_pool", {"pieces": 2}, own, *one)
        cases[f"channel_{name}_pool"] = Case(function, ((1, 4, 3), *one.values()))
    return cases


def _temporal() -> dict[str, Case]:
    names = ("avg", "mean", "max", "last", "statistics")
    lengths = torch.tensor([4, 2])
    return {
        f"temporal_{name}_pool": Case(
            partial(getattr(poolwise, f"temporal_{name}_pool"), lengths=lengths), ((2, 2, 4),)
        )
        for name in names
    }


BOXES = torch.tensor([[0.0, 0.3, 0.2, 3.4, 3.0], [0, 1.0, 1.0, 2.0, 3.0]])
PLACES = torch.tensor([[[[0, 5, 5], [6, 6, 11]], [[3, 3, 3], [8, 9, 4]]]])

CASES: dict[str, Case] = {
    **_reducers(),
    **_channels(),
    **_temporal(),
    "temporal_k_max_pool": Case(
        partial(poolwise.temporal_k_max_pool, k=2, lengths=torch.tensor([4, 1])), ((2, 2, 4),)
    ),
    "k_max_pool": Case(partial(poolwise.k_max_pool1d, k=3), ((2, 2, 5),)),
    "winner_take_all": Case(lambda x: poolwise.winner_take_all2d(x, 2, k=2), (X,)),
    "covariance_pool": Case(poolwise.covariance_pool2d, (X,)),
    "netvlad_pool": Case(poolwise.netvlad_pool2d, ((1, 2, 3, 3), (2, 2), (2, 2), (2,))),
    "corner_pool": Case(lambda x: poolwise.corner_pool2d(x, "bottom_left"), (X,)),
    "maxout": Case(lambda x: poolwise.maxout(x, 2), ((1, 4, 3),)),
    "channel_pool": Case(lambda x: poolwise.channel_pool(x, 2, reducer="median"), ((1, 4, 3),)),
    "local_l2_norm": Case(lambda x: poolwise.local_l2_norm2d(x, 3), (X,)),
    "mixed_pool random": Case(
        lambda x, a: poolwise.mixed_pool2d(x, 2, a=a, mode="random", per="window", seed=4),
        (X, (2,)),
    ),
    "stochastic_pool mean": Case(lambda x: poolwise.stochastic_pool2d(x, 2, training=False), (X,)),
    "max_dropout_pool mean": Case(
        lambda x, q: poolwise.max_dropout_pool2d(x, 2, q=q, training=False), (X, (2,))
    ),
    "lp_pool signed": Case(lambda x: poolwise.lp_pool2d(x, 2, 2, signed=True), (X,)),
    "fractional_max_pool": Case(lambda x: poolwise.fractional_max_pool2d(x, None, 2, seed=2), (X,)),
    "fractional_max_pool samples": Case(
        lambda x: poolwise.fractional_max_pool2d(
            x, 2, 2, _random_samples=torch.full((1, 2, 2), 0.3).double()
        ),
        (X,),
    ),
    "s3_pool": Case(lambda x: poolwise.s3_pool2d(x, 2, seed=5), (X,)),
    "s3_pool mean": Case(lambda x: poolwise.s3_pool2d(x, 2, grid_size=4, training=False), (X,)),
    "gated_pool": Case(lambda x, w: poolwise.gated_pool2d(x, 2, omega=w), (X, (2, 2, 2))),
    "tree_pool": Case(
        lambda x, v, w: poolwise.tree_pool2d(x, 2, filters=v, omega=w), (X, (4, 2, 2), (3, 2, 2))
    ),
    "detail_preserving_pool filter": Case(
        lambda x, f: poolwise.detail_preserving_pool2d(x, 2, filter=f, asymmetric=True),
        (X, (2, 2)),
    ),
    "attention_pool": Case(poolwise.attention_pool2d, ((1, 2, 3, 3), (2, 2))),
    "blur_pool": Case(lambda x: poolwise.blur_pool2d(x, 3, 2), (X,)),
    "max_blur_pool": Case(lambda x: poolwise.max_blur_pool2d(x, 2), (X,)),
    "adaptive_polyphase_pool": Case(lambda x: poolwise.adaptive_polyphase_pool2d(x, (1, 2)), (X,)),
    "spectral_pool": Case(lambda x: poolwise.spectral_pool2d(x, (2, 3)), (X,)),
    "wavelet_pool": Case(lambda x: poolwise.wavelet_pool2d(x, (0.5, 0.7, 0.2, -0.1)), (X,)),
    "spatial_pyramid_pool": Case(
        lambda x: poolwise.spatial_pyramid_pool2d(x, (1, 2), "soft"), (X,)
    ),
    "roi_pool": Case(lambda x: poolwise.roi_pool(x, BOXES, 2), (X,)),
    "roi_pool soft": Case(lambda x: poolwise.roi_pool(x, BOXES, 2, reducer="soft"), (X,)),
    "roi_align": Case(lambda x: poolwise.roi_align(x, BOXES, 2), (X,)),
    "roi_align sampled": Case(lambda x: poolwise.roi_align(x, BOXES, 2, 1.0, 2), (X,)),
    "roi_align max": Case(lambda x: poolwise.roi_align(x, BOXES, 2, mode="max"), (X,)),
    "pool": Case(
        lambda x: poolwise.pool2d(x, 3, 2, 1, reducer=lambda x, present: x.square().sum(-1)), (X,)
    ),
    "max_unpool": Case(
        lambda x: poolwise.max_unpool2d(x, PLACES, 2, output_size=(3, 4)), ((1, 2, 2, 3),)
    ),
    "avg_unpool": Case(lambda x: poolwise.avg_unpool2d(x, 3, 2), ((1, 2, 2, 1),)),
    "upsample_skip": Case(
        lambda x, skip: poolwise.upsample_skip(x, skip, "bilinear"), ((1, 2, 2, 2), (1, 1, 3, 4))
    ),
}

# What no transform can know.
_BOXES = "where PyTorch traces or maps boxes"
IMPOSSIBLE = {
    ("roi_pool soft", "linearize"): _BOXES,  # which traces, and regions are walked one by one
    ("roi_align", "linearize"): _BOXES,  # as many points as a cell is long, without a number
    ("roi_align max", "linearize"): _BOXES,
}


def test_no_function_is_left_out() -> None:
    functions = {name.rstrip("123d") for row in OPERATORS for name in row.functions}
    assert functions == {name.split()[0] for name in CASES}


@contextmanager
def _named(name: str, transform: str) -> Iterator[None]:
    """Which transform of which operator failed; those that are impossible must say so."""
    why = IMPOSSIBLE.get((name, transform))
    if why is not None:
        with pytest.raises(ValueError, match=why):
            yield
        return
    try:
        yield
    except Exception as error:
        error.add_note(f"{transform} of {name}")
        raise


# --- derivatives ----------------------------------------------------------------------------------


@cache
def _jacobian(name: str) -> Tensor:
    case = CASES[name]
    return torch.autograd.functional.jacobian(case, case.at)


@cache
def _hessian(name: str) -> Tensor:
    case = CASES[name]
    return torch.autograd.functional.hessian(case.loss, case.at)


def _direction(case: Case) -> Tensor:
    return case.at.flip(0) - 0.4


def _vjp(case: Case, at: Tensor) -> Tensor:
    out, back = torch.func.vjp(case, at)  # and called when the transform is over
    return torch.stack([back(row)[0] for row in torch.eye(len(out)).double()])


def _forward_mode(case: Case, at: Tensor, tangent: Tensor) -> Tensor:
    with forward_ad.dual_level():
        return forward_ad.unpack_dual(case(forward_ad.make_dual(at, tangent))).tangent


def _forward_over_reverse(case: Case, at: Tensor, tangent: Tensor) -> Tensor:
    at = at.clone().requires_grad_()
    with forward_ad.dual_level():
        loss = case.loss(forward_ad.make_dual(at, tangent))
        (slope,) = torch.autograd.grad(loss, at, create_graph=True)
        return forward_ad.unpack_dual(slope).tangent


def _grad_of_grad(case: Case, at: Tensor, direction: Tensor) -> Tensor:
    slope = torch.func.grad(case.loss)
    return torch.func.grad(lambda at: (slope(at) * direction).sum())(at)


def _back_of_linearized(case: Case, at: Tensor, direction: Tensor) -> Tensor:
    return torch.func.linearize(torch.func.grad(case.loss), at)[1](direction)


_jacobian_of = partial(torch.autograd.functional.jacobian, vectorize=True)

JACOBIANS: dict[str, Function] = {
    "vjp": _vjp,
    "jacrev": lambda case, at: torch.func.jacrev(case)(at),
    "jacfwd": lambda case, at: torch.func.jacfwd(case)(at),
    "vectorized": _jacobian_of,
    "vectorized forward": partial(_jacobian_of, strategy="forward-mode"),
}
TANGENTS: dict[str, Function] = {
    "jvp": lambda case, at, tangent: torch.func.jvp(case, (at,), (tangent,))[1],
    "forward_ad": _forward_mode,
    "linearize": lambda case, at, tangent: torch.func.linearize(case, at)[1](tangent),
    "two vjps": lambda case, at, tangent: torch.autograd.functional.jvp(case, at, tangent)[1],
}
HESSIANS: dict[str, Function] = {
    "hessian": lambda case, at: torch.func.hessian(case.loss)(at),
    "jacrev of jacrev": lambda case, at: torch.func.jacrev(torch.func.jacrev(case.loss))(at),
    "jacrev of jacfwd": lambda case, at: torch.func.jacrev(torch.func.jacfwd(case.loss))(at),
    "jacfwd of jacfwd": lambda case, at: torch.func.jacfwd(torch.func.jacfwd(case.loss))(at),
}
CURVATURES: dict[str, Function] = {
    "grad of grad": _grad_of_grad,
    "forward over reverse": _forward_over_reverse,
}


# Other windows of the same reducers, to which the transforms that take longest are the same.
ALIKE = {
    f"{prefix}{name}_pool" for prefix in ("adaptive_", "global_", "channel_") for name in REDUCERS
}


def _cases(turn: int) -> list[str]:
    """Of what is alike a short run tries other ones every turn."""
    kept = thinned([name for name in CASES if name in ALIKE], turn)
    return [name for name in CASES if name not in ALIKE or name in kept]


def _some(transforms: dict[str, Function], name: str) -> Sequence[tuple[str, Function]]:
    """One mechanism is behind all: a short run tries some with each case, others with the next."""
    place = list(CASES).index(name)
    return thinned(list(transforms.items()), place // 3 + place % 3)  # three places to a reducer


@pytest.mark.parametrize("name", _cases(0))
def test_first_derivatives(name: str) -> None:
    case = CASES[name]
    expected, tangent = _jacobian(name), _direction(case)
    for transform, jacobian in _some(JACOBIANS, name):
        with _named(name, transform):
            torch.testing.assert_close(jacobian(case, case.at), expected)
    for transform, along in _some(TANGENTS, name):
        if transform != "linearize" or name not in ALIKE:
            with _named(name, transform):
                torch.testing.assert_close(along(case, case.at, tangent), expected @ tangent)


@pytest.mark.parametrize("name", some_of(_cases(1)))
def test_second_derivatives(name: str) -> None:
    case = CASES[name]
    expected, direction = _hessian(name), _direction(case)
    for transform, hessian in _some(HESSIANS, name):
        if name in ALIKE and "jacfwd" in transform:
            continue
        with _named(name, transform):
            torch.testing.assert_close(hessian(case, case.at), expected)
    for transform, along in _some(CURVATURES, name):
        with _named(name, transform):
            curved = along(case, case.at, direction)
            torch.testing.assert_close(curved, expected @ direction)


@pytest.mark.parametrize("name", some_of(_cases(2), 1))
def test_what_autograd_says(name: str) -> None:
    """That with which all others are compared is as steep as the function and its slope."""
    case = CASES[name]
    step, direction = 1e-6, _direction(CASES[name])

    def steepness(function: Function) -> Tensor:
        ends = (function(case.at + sign * step * direction) for sign in (1, -1))
        return (next(ends) - next(ends)) / (2 * step)

    close = partial(torch.testing.assert_close, rtol=1e-4, atol=1e-6)
    close(_jacobian(name) @ direction, steepness(case))
    close(_hessian(name) @ direction, steepness(torch.func.grad(case.loss)))


@pytest.mark.parametrize("name", ["lse_pool", "power_mean_pool", "lp_pool", "ordinal_pool"])
def test_third_derivatives(name: str) -> None:
    case = CASES[name]
    one, other = _direction(case), case.at.roll(3)

    def curved(at: Tensor) -> Tensor:
        (slope,) = torch.autograd.grad(case.loss(at), at, create_graph=True)
        return (slope * one).sum()

    expected = torch.autograd.functional.hvp(curved, case.at, other)[1]
    slope = torch.func.grad(case.loss)
    twice = torch.func.grad(lambda at: (slope(at) * one).sum())
    torch.testing.assert_close(torch.func.jvp(twice, (case.at,), (other,))[1], expected)
    torch.testing.assert_close(torch.func.vjp(twice, case.at)[1](other)[0], expected)


def test_second_derivatives_while_saved_tensors_are_packed() -> None:
    """torch.func does not work then, and derivatives of derivatives do."""
    case = CASES["soft_pool"]
    with torch.autograd.graph.save_on_cpu():
        actual = torch.autograd.functional.hessian(case.loss, case.at)
    torch.testing.assert_close(actual, _hessian("soft_pool"))


def test_gradients_outlive_transforms_around_them() -> None:
    """What was saved for the way back is wrapped twice, and over once."""

    def slope(at: Tensor) -> Tensor:
        out, back = torch.func.vjp(CASES["lse_pool"].loss, at)
        return back(torch.ones_like(out))[0]

    at = CASES["lse_pool"].at
    torch.testing.assert_close(torch.func.jacrev(slope)(at), _hessian("lse_pool"))


@pytest.mark.parametrize(
    ("name", "dtype"),
    some_of(itertools.product(_cases(1), (torch.float32, torch.bfloat16, torch.float16))),
)
def test_tangents_have_the_dtype(name: str, dtype: torch.dtype) -> None:
    case = CASES[name]
    out, tangent = torch.func.jvp(case, (case.at.to(dtype),), (_direction(case).to(dtype),))
    assert out.dtype == tangent.dtype == dtype
    assert tangent.isfinite().all()


# --- maps -----------------------------------------------------------------------------------------

MAPPED: dict[str, Function] = {
    "function": lambda case: case,
    "grad": lambda case: torch.func.grad(case.loss),
    "jvp": lambda case: lambda at: torch.func.jvp(case, (at,), (at.cos(),))[1],
    "jacrev": torch.func.jacrev,
    "jacfwd": torch.func.jacfwd,
    "hessian": lambda case: torch.func.hessian(case.loss),
}


def _each(function: Function, *mapped: Any) -> Any:
    """What the function makes of one after the other."""
    made = [function(*given) for given in zip(*mapped, strict=True)]
    if isinstance(made[0], tuple):
        return tuple(torch.stack(parts) for parts in zip(*made, strict=True))
    return torch.stack(made)


@pytest.mark.parametrize("name", some_of(_cases(2)))
def test_vmap(name: str) -> None:
    case = CASES[name]
    at = torch.stack([case.at, case.at.flip(0)], 1)
    for transform, make in _some(MAPPED, name):
        if name in ALIKE and transform in ("jacrev", "jacfwd", "hessian"):
            continue
        made = make(case)
        expected = torch.stack([made(one) for one in at.unbind(1)], -1)
        with _named(name, f"vmap of {transform}"):
            actual = torch.func.vmap(made, in_dims=1, out_dims=-1)(at)
            torch.testing.assert_close(actual, expected)
    with _named(name, "vmap of vmap"):
        both = torch.stack([at, at.roll(1, 0)])
        actual = torch.func.vmap(torch.func.vmap(case, 1, 1))(both)
        expected = torch.stack([_each(case, part.unbind(1)).movedim(0, 1) for part in both])
        torch.testing.assert_close(actual, expected)
    with _named(name, "grad of vmap"):
        actual = torch.func.grad(lambda at: torch.func.vmap(case, 1)(at).sin().sum())(at)
        torch.testing.assert_close(actual, torch.func.vmap(torch.func.grad(case.loss), 1, 1)(at))


@pytest.mark.parametrize("name", some_of(name for name in CASES if len(CASES[name].shapes) > 1))
def test_vmap_over_some(name: str) -> None:
    """Over x or over what is learned alone, and gradients in either."""
    case = CASES[name]
    first, *rest = case.at.split([math.prod(shape) for shape in case.shapes])
    first = first.reshape(case.shapes[0])
    others = [part.reshape(shape) for part, shape in zip(rest, case.shapes[1:], strict=True)]

    def loss(x: Tensor, *numbers: Tensor) -> Tensor:
        return case.function(x, *numbers).sin().sum()

    for place, given in enumerate((first, *others)):
        slope = torch.func.grad(loss, argnums=place)
        for function in (case.function, slope):
            with _named(name, f"vmap over argument {place}"):
                mapped = torch.stack([given, given.flip(-1) * 0.75])
                dims = tuple(0 if at == place else None for at in range(len(case.shapes)))
                before, after = (first, *others)[:place], (first, *others)[place + 1 :]
                actual = torch.func.vmap(function, dims)(*before, mapped, *after)
                expected = torch.stack([function(*before, one, *after) for one in mapped])
                torch.testing.assert_close(actual, expected)


@pytest.mark.parametrize(
    ("name", "dtype"),
    some_of(itertools.product(REDUCERS, (torch.float32, torch.int32, torch.bool))),
)
def test_vmap_over_masks(name: str, dtype: torch.dtype) -> None:
    own, learned = REDUCERS[name]
    numbers = {key: torch.rand(shape) * 0.8 + 0.1 for key, shape in learned.items()}
    generator = torch.Generator().manual_seed(1)
    x = (torch.rand(3, *X, generator=generator) * min(9, find(name).bounds[1])).to(dtype)
    mask = torch.rand(3, *X, generator=generator) < 0.6
    for prefix, where in WHERE.items():
        function = getattr(poolwise, f"{prefix}{name}_pool2d")

        def pool(x: Tensor, mask: Tensor) -> Tensor:
            return function(x, **where, **own, **numbers, mask=mask, empty_value=1)  # noqa: B023

        for dims in ((0, 0), (0, None), (None, 0)):
            given = [
                part if dim == 0 else part[0] for part, dim in zip((x, mask), dims, strict=True)
            ]
            actual = torch.func.vmap(pool, dims)(*given)
            every = [
                part if dim == 0 else [part] * 3 for part, dim in zip(given, dims, strict=True)
            ]
            torch.testing.assert_close(actual, _each(pool, *every))


@pytest.mark.parametrize("name", ["avg", "max", "last", "statistics", "k_max"])
def test_vmap_over_lengths(name: str) -> None:
    more = {"k": 2} if name == "k_max" else {}
    function = partial(getattr(poolwise, f"temporal_{name}_pool"), **more)
    x, lengths = torch.rand(3, 2, 4, 5), torch.tensor([[5, 1], [2, 4], [0, 3]])

    def pool(x: Tensor, lengths: Tensor) -> Tensor:
        return function(x, lengths=lengths)

    torch.testing.assert_close(torch.func.vmap(pool)(x, lengths), _each(pool, x, lengths))
    actual = torch.func.vmap(pool, (None, 0))(x[0], lengths)
    torch.testing.assert_close(actual, _each(pool, [x[0]] * 3, lengths))


def test_vmap_over_boxes() -> None:
    x, boxes = torch.rand(X), torch.stack([BOXES, BOXES.flip(0) * 0.5])
    for pool in (
        lambda boxes: poolwise.roi_pool(x, boxes, 2),
        lambda boxes: poolwise.roi_align(x, boxes, 2, 1.0, 2),
    ):
        torch.testing.assert_close(torch.func.vmap(pool)(boxes), _each(pool, boxes))
    for unknown in (
        lambda boxes: poolwise.roi_pool(x, boxes, 2, reducer="soft"),
        lambda boxes: poolwise.roi_align(x, boxes, 2),
    ):
        with pytest.raises(ValueError, match=_BOXES):
            torch.func.vmap(unknown)(boxes)


# --- draws ----------------------------------------------------------------------------------------

DRAWS: dict[str, Function] = {
    "stochastic": partial(poolwise.stochastic_pool2d, kernel_size=2),
    "adaptive_stochastic": partial(poolwise.adaptive_stochastic_pool2d, output_size=3),
    "global_stochastic": poolwise.global_stochastic_pool2d,
    "channel_stochastic": partial(poolwise.channel_stochastic_pool, pieces=2),
    "max_dropout": partial(poolwise.max_dropout_pool2d, kernel_size=2),
    "rank_stochastic": partial(poolwise.rank_stochastic_pool2d, kernel_size=2),
    "mixed layer": partial(poolwise.mixed_pool2d, kernel_size=2, mode="random"),
    "mixed channel": partial(poolwise.mixed_pool2d, kernel_size=2, mode="random", per="channel"),
    "mixed window": partial(poolwise.mixed_pool2d, kernel_size=2, mode="random", per="window"),
    "fractional": partial(poolwise.fractional_max_pool2d, output_size=4),
    "fractional shuffled": partial(
        poolwise.fractional_max_pool2d, kernel_size=2, output_size=4, sequence="random"
    ),
    "s3": partial(poolwise.s3_pool2d, kernel_size=2),
    "pyramid": partial(poolwise.spatial_pyramid_pool2d, levels=(1, 2), reducer="stochastic"),
    "roi": partial(
        poolwise.roi_pool, boxes=BOXES, output_size=2, reducer="stochastic", training=True
    ),
}


def _images() -> Tensor:
    return torch.rand(4, 1, 2, 7, 7, generator=torch.Generator().manual_seed(2)).double()


@pytest.mark.parametrize("name", DRAWS)
def test_a_seeded_draw_is_one_function(name: str) -> None:
    x, function = _images(), DRAWS[name]
    once = _each(partial(function, seed=3), x)
    for randomness in ("error", "same", "different"):
        mapped = torch.func.vmap(partial(function, seed=3), randomness=randomness)
        assert torch.equal(mapped(x), once)
    seeds = torch.tensor([3, 2**40, 3, -1])
    numbers = [int(seed) % 2**64 for seed in seeds]

    def pool(x: Tensor, seed: Any) -> Tensor:
        return function(x, seed=seed)

    def slope(x: Tensor, seed: Any) -> Tensor:
        return torch.func.jacrev(lambda x: pool(x, seed).sin().sum())(x)

    for made in (pool, slope):
        expected = _each(made, x, numbers)
        torch.testing.assert_close(torch.func.vmap(made)(x, seeds), expected)
        same = _each(made, [x[0]] * 4, numbers)
        torch.testing.assert_close(torch.func.vmap(made, (None, 0))(x[0], seeds), same)


@pytest.mark.parametrize("name", DRAWS)
def test_randomness(name: str) -> None:
    function = DRAWS[name]
    x = _images()[:1].expand(4, -1, -1, -1, -1)

    def loss(x: Tensor) -> Tensor:
        return function(x).sin().sum()

    def tangent(x: Tensor) -> Tensor:
        return torch.func.jvp(loss, (x,), (x.cos(),))[1]

    for made in (function, torch.func.grad(loss), tangent):
        torch.manual_seed(1)
        alone = made(x[0])
        torch.manual_seed(1)
        same = torch.func.vmap(made, randomness="same")(x)
        torch.testing.assert_close(same, alone.expand_as(same))
        different = torch.func.vmap(made, randomness="different")(x)
        assert not torch.allclose(different, different[:1])
        with pytest.raises(RuntimeError, match="randomness"):
            torch.func.vmap(made)(x)


# --- modules --------------------------------------------------------------------------------------


def _double(x: Tensor) -> Tensor:
    return x.double() if x.is_floating_point() else x


# Over one and three axes those of sliding windows say it for all.
_SOME = [n for n in MODULES if n.endswith("2d") or not n.startswith(("Adaptive", "Global"))]


@pytest.mark.parametrize("name", some_of(some_ranks(_SOME, 1)))
def test_modules(name: str) -> None:
    """In training: mapped, and forward, backward and twice in what they pool and learn."""
    module = module_of(name).double().train()
    x, *others = map(_double, inputs_of(name))

    def pool(parameters: dict[str, Tensor], x: Tensor) -> Tensor:
        torch.manual_seed(3)
        out = torch.func.functional_call(module, parameters, (x, *others))
        return out[0] if isinstance(out, tuple) else out

    given = dict(module.named_parameters()), x
    mapped = torch.func.vmap(pool, (None, 0), randomness="same")(given[0], torch.stack([x, x / 2]))
    torch.testing.assert_close(mapped, _each(pool, [given[0]] * 2, [x, x / 2]))

    out, back = torch.func.vjp(pool, *given)
    tangents = tree_map(torch.cos, given)
    along = torch.func.jvp(pool, given, tangents)[1]
    up = back(out.cos())
    pairs = zip(tree_leaves(tangents), tree_leaves(up), strict=True)
    torch.testing.assert_close((along * out.cos()).sum(), sum((a * b).sum() for a, b in pairs))

    def slope(x: Tensor) -> Tensor:
        return torch.func.grad(lambda x: pool(given[0], x).sin().sum())(x)

    curved = torch.func.jvp(slope, (x,), (tangents[1],))[1]
    torch.testing.assert_close(torch.func.vjp(slope, x)[1](tangents[1])[0], curved)


# --- others ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", some_of(name for name in _cases(0) if name != "roi_pool soft"))
def test_functionalize(name: str) -> None:
    case = CASES[name]
    torch.testing.assert_close(torch.func.functionalize(case)(case.at), case(case.at))
    expected = torch.func.grad(case.loss)(case.at)
    inside = torch.func.functionalize(torch.func.grad(case.loss))(case.at)
    outside = torch.func.grad(torch.func.functionalize(case.loss))(case.at)
    torch.testing.assert_close((inside, outside), (expected, expected))


@pytest.mark.parametrize(("name", "transform"), [("max_pool", "jvp"), ("soft_pool", "grad")])
def test_compile(name: str, transform: str) -> None:
    torch.compiler.reset()
    made = torch.func.vmap(MAPPED[transform](CASES[name]))
    at = torch.stack([CASES[name].at, _direction(CASES[name])])
    program = torch.compile(made, fullgraph=True, backend="aot_eager")
    torch.testing.assert_close(program(at), made(at))
