"""Wrong calls: each raises an error that names the argument, and none does anything else."""

from __future__ import annotations

import copy
import inspect
import math
import pickle
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
import torch
from strategies import some_of, some_ranks
from torch.masked import masked_tensor

import poolwise
from poolwise import Windows
from poolwise import nn as pnn
from poolwise.functional.by_name import draws
from poolwise.functional.declaration import by_name

from . import wrong_calls as wrong

FUNCTIONS, MODULES = wrong.functions(), wrong.modules()


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of prototypes in PyTorch
        yield


def _refused(call: Callable[..., Any], argument: str, given: dict[str, Any]) -> str:
    """How a wrong call was not refused; an empty text where it was."""
    value = f"{argument}={str(given[argument])[:60]!r}"
    try:
        call(**given)
    except (TypeError, ValueError) as error:
        return "" if argument in str(error) else f"{value}: {error}"
    except Exception as error:
        return f"{value}: {type(error).__name__}: {error}"
    return f"{value} was taken"


@pytest.mark.parametrize("name", some_of(some_ranks(FUNCTIONS)))
def test_functions(name: str) -> None:
    function = getattr(poolwise, name)
    for kind in wrong.kinds(name):
        function(**wrong.right_arguments(name, kind))
        calls = wrong.wrong_calls(name, kind)
        assert [said for n, given in calls if (said := _refused(function, n, given))] == []


@pytest.mark.parametrize("name", some_of(some_ranks(MODULES, 1), 1))
def test_modules(name: str) -> None:
    """The constructor refuses what it can; what goes with some x alone is refused with that."""

    def call(**given: Any) -> Any:
        return getattr(pnn, name)(**given)(**wrong.forward_arguments(name))

    call(**wrong.right_arguments(name))
    made = getattr(pnn, name)(**wrong.right_arguments(name))
    failed = [_refused(call, n, given) for n, given in wrong.wrong_calls(name, "tensor")]
    failed += [_refused(made, n, given) for n, given in wrong.wrong_forwards(name)]
    assert [said for said in failed if said] == []


def _misspelt(call: Callable[..., Any]) -> Iterator[tuple[str, str]]:
    """Keywords without one of their letters, and what they should have been."""
    names = wrong.parameters_of(call)
    for right in names:
        for place in {1, len(right) - 2} if len(right) > 2 else ():
            typo = right[:place] + right[place + 1 :]
            if typo not in names and not right.startswith("_"):
                yield typo, right


@pytest.mark.parametrize("name", some_of(FUNCTIONS + MODULES))
def test_misspelt_keywords(name: str) -> None:
    call = getattr(pnn if name[0].isupper() else poolwise, name)
    given = wrong.right_arguments(name)
    _refused_by_name(call, call.__name__, call, given)


@pytest.mark.parametrize("name", some_of(MODULES))
def test_misspelt_keywords_of_calls(name: str) -> None:
    made = getattr(pnn, name)(**wrong.right_arguments(name))
    _refused_by_name(made, f"{name}.forward", made.forward, wrong.forward_arguments(name))


def _refused_by_name(call: Any, said_name: str, takes: Any, given: dict[str, Any]) -> None:
    for typo, right in _misspelt(takes):
        with pytest.raises(TypeError) as raised:
            call(**given | {typo: 1})
        said = f"{said_name}() got an unexpected keyword argument {typo!r}; did you mean {right!r}?"
        assert str(raised.value) == said


def test_calls_of_subclasses_take_what_they_like() -> None:
    class Mine(pnn.MaxPool2d):
        def forward(self, x: Any, **more: Any) -> Any:
            return super().forward(x, **more)

    x = torch.ones(1, 1, 4, 4)
    assert Mine(2)(x, mask=x > 0).shape == (1, 1, 2, 2)
    with pytest.raises(TypeError, match="keyword argument 'maks'"):
        Mine(2)(x, maks=x > 0)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda x: poolwise.soft_pool2d(x, 2, bta=2.0), "soft_pool2d() got an unexpected keyword "
         "argument 'bta'; did you mean 'beta'?"),
        (lambda x: poolwise.channel_pool(x, 2, reducer="lse", rr=1), "channel_pool() .* 'r'?"),
        (lambda x: poolwise.channel_soft_pool(x, 2, bta=1), "channel_soft_pool() .* 'beta'?"),
        (lambda x: poolwise.spatial_pyramid_pool2d(x, (1,), "soft", bta=1), "'beta'?"),
        (lambda x: poolwise.spatial_pyramid_pool2d(x, (1,), chanels_last=1), "'channels_last'?"),
        (lambda x: poolwise.spatial_pyramid_pool2d(x, (1,), "max", beta=1), "it takes x, levels"),
        (lambda x: poolwise.roi_pool(x, x, 2, reducer="soft", bta=1), "roi_pool() .* 'beta'?"),
        (lambda x: poolwise.dynamic_k(1, 3, lenth=18, k_top=3), "dynamic_k() .* 'length'?"),
        (lambda x: poolwise.swap(torch.nn.Sequential(torch.nn.MaxPool2d(2)), "soft", bta=2),
         "SoftPool2d() .* 'beta'?"),
        (lambda x: pnn.ChannelPool("soft", 2, bta=1), "ChannelPool() .* 'beta'?"),
        (lambda x: pnn.SpatialPyramidPool2d((1,), "soft", bta=1), "SpatialPyramidPool2d() .*beta"),
        (lambda x: pnn.RoIPool(2, reducer="soft", bta=1), "RoIPool() .* 'beta'?"),
    ],
)  # fmt: skip
def test_misspelt_options(call: Callable[[Any], Any], said: str) -> None:
    pattern = said.replace("(", r"\(").replace(")", r"\)").replace("?", r"\?")
    with pytest.raises(TypeError, match=pattern):
        call(np.ones((1, 4, 4, 4), np.float32))


def test_flags_of_options() -> None:
    x = np.ones((1, 4, 4, 4), np.float32)
    for call in (
        lambda: poolwise.channel_pool(x, 2, reducer="stochastic", training=1),
        lambda: poolwise.spatial_pyramid_pool2d(x, (1,), "stochastic", training="no"),
        lambda: pnn.ChannelPool("stochastic", 2, training=1),
    ):
        with pytest.raises(TypeError, match="training must be True or False"):
            call()


@pytest.mark.parametrize("flag", [np.True_, np.False_])
def test_numpys_bools_are_flags(flag: np.bool_) -> None:
    x = np.arange(32.0).reshape(1, 2, 4, 4)
    for name in ("max_pool2d", "soft_pool2d", "blur_pool2d", "s3_pool2d"):
        pool = getattr(poolwise, name)
        more = {"training": False} if name == "s3_pool2d" else {}
        want = pool(x, 2, channels_last=bool(flag), **more)
        np.testing.assert_array_equal(pool(x, 2, channels_last=flag, **more), want)
    module = pnn.MaxPool2d(2, ceil_mode=flag)
    assert module(torch.from_numpy(x)).shape == (1, 2, 2, 2)


def test_constructors_of_subclasses_take_what_they_like() -> None:
    class Mine(pnn.SoftPool2d):
        def __init__(self, size: int, **more: Any) -> None:
            super().__init__(kernel_size=size, **more)

    assert Mine(size=2, beta=2.0).beta == 2.0
    with pytest.raises(TypeError, match="'bta'"):
        Mine(size=2, bta=2.0)
    for module in (pnn.SoftPool2d(2), Mine(2), pnn.ChannelPool("soft", 2)):
        assert repr(copy.deepcopy(module)) == repr(module)
    assert repr(pickle.loads(pickle.dumps(pnn.GeMPool2d()))) == repr(pnn.GeMPool2d())


def test_signatures_show_what_is_meant_alone() -> None:
    for name in FUNCTIONS:
        assert not {"unknown", "_rank"} & set(inspect.signature(getattr(poolwise, name)).parameters)


# --- devices --------------------------------------------------------------------------------------

_X, _X1 = torch.ones(2, 4, 8, 8), torch.ones(2, 4, 8)
_PLACES, _GRIDS = torch.zeros(2, 4, 8, 8, dtype=torch.int64), torch.zeros(2, dtype=torch.int64)

_sampled = poolwise.fractional_max_pool2d

PLACED: list[tuple[str, Callable[[Any, Any], Any], Any, Any]] = [
    ("indices", lambda x, i: poolwise.max_unpool2d(x, i, 2), _X, _PLACES),
    ("indices", lambda x, i: poolwise.adaptive_polyphase_pool2d(x, indices=i), _X, _GRIDS),
    ("mask", lambda x, m: poolwise.max_pool2d(x, 2, mask=m), _X, _X > 0),
    ("mask", lambda x, m: poolwise.soft_pool2d(x, 2, mask=m), _X, _X > 0),
    ("mask", lambda x, m: poolwise.lip_pool2d(x, 2, logits=x, mask=m), _X, _X > 0),
    ("mask", lambda x, m: poolwise.roi_align(x, x[0, 0, :1, :5], 2, mask=m), _X, _X > 0),
    ("lengths", lambda x, n: poolwise.avg_pool1d(x, 2, lengths=n), _X1, torch.tensor([3, 4])),
    ("lengths", lambda x, n: poolwise.temporal_last_pool(x, lengths=n), _X1, torch.tensor([3, 4])),
    ("boxes", lambda x, b: poolwise.roi_pool(x, b, 2), _X, torch.zeros(1, 5)),
    ("boxes", lambda x, b: poolwise.roi_align(x, [b, b], 2), _X, torch.zeros(1, 4)),
    ("_random_samples", lambda x, r: _sampled(x, 2, 3, _random_samples=r), _X, torch.ones(2, 4, 2)),
    ("norm_type", lambda x, p: poolwise.lp_pool2d(x, p, 2), _X, torch.ones(4)),
    ("p", lambda x, p: poolwise.power_mean_pool2d(x, 2, p=p), _X, torch.ones(4)),
    ("r", lambda x, r: poolwise.lse_pool2d(x, 2, r=r), _X, torch.ones(1)),
    ("beta", lambda x, b: poolwise.soft_pool2d(x, 2, beta=b), _X, torch.tensor(1.0)),
    ("q", lambda x, q: poolwise.max_dropout_pool2d(x, 2, q=q, seed=1), _X, torch.ones(4)),
    ("weights", lambda x, w: poolwise.ordinal_pool2d(x, 2, weights=w), _X, torch.ones(4)),
    ("a", lambda x, a: poolwise.mixed_pool2d(x, 2, a=a), _X, torch.ones(4)),
    ("beta", lambda x, b: poolwise.ada_pool2d(x, 2, beta=b), _X, torch.ones(4)),
    ("alpha", lambda x, a: poolwise.detail_preserving_pool2d(x, 2, alpha=a), _X, torch.ones(4)),
    ("logits", lambda x, g: poolwise.lip_pool2d(x, 2, logits=g), _X, _X),
    ("omega", lambda x, o: poolwise.gated_pool2d(x, 2, omega=o), _X, torch.ones(2, 2)),
    ("query", lambda x, q: poolwise.attention_pool2d(x, q), _X, torch.ones(1, 4)),
    ("skip", lambda x, s: poolwise.upsample_skip(x, s), _X, _X),
]  # fmt: skip


@pytest.mark.parametrize(("name", "call", "x", "other"), PLACED)
def test_other_devices(name: str, call: Callable[[Any, Any], Any], x: Any, other: Any) -> None:
    """What has no numbers is refused, whichever it is; both together have none either."""
    call(x, other)
    for pair in ((x, other.to("meta")), (x.to("meta"), other)):
        with pytest.raises(ValueError, match=name):
            call(*pair)


@pytest.mark.parametrize(("name", "call", "x", "other"), PLACED)
def test_sparse_and_nested_arguments(
    name: str, call: Callable[[Any, Any], Any], x: Any, other: Any
) -> None:
    odd = [other.to_sparse()] if other.ndim else []
    if other.ndim:
        odd.append(torch.nested.nested_tensor([other[:1], other[:1]]))
    for value in odd:
        with pytest.raises((TypeError, ValueError), match=name):
            call(x, value)


def test_masked_inputs_say_what_to_pass() -> None:
    values = np.arange(16.0).reshape(1, 1, 4, 4)
    x = np.ma.masked_array(values, values > 9)
    with pytest.raises(TypeError, match=r"x\.data with mask=~numpy\.ma\.getmaskarray\(x\)"):
        poolwise.avg_pool2d(x, 2)
    want = np.ma.masked_array(values.reshape(2, 2, 2, 2), x.mask.reshape(2, 2, 2, 2))
    got = poolwise.avg_pool2d(x.data, 2, mask=~np.ma.getmaskarray(x), count_include_pad=False)
    np.testing.assert_array_equal(got[0, 0], want.mean(axis=(1, 3)).filled(0))
    both = masked_tensor(torch.from_numpy(values), torch.from_numpy(~x.mask))
    with pytest.raises(TypeError, match=r"x\.get_data\(\), and x\.get_mask\(\) as mask="):
        poolwise.avg_pool2d(both, 2)
    got = poolwise.avg_pool2d(both.get_data(), 2, mask=both.get_mask(), count_include_pad=False)
    np.testing.assert_array_equal(got[0, 0], want.mean(axis=(1, 3)).filled(0))


def test_shapes_alone_are_no_boxes() -> None:
    x, boxes = torch.ones(1, 1, 4, 4, device="meta"), torch.ones(1, 5, device="meta")
    assert poolwise.roi_align(x, boxes, 2, sampling_ratio=2).shape == (1, 1, 2, 2)
    with pytest.raises(ValueError, match="sampling_ratio must be at least 1"):
        poolwise.roi_align(x, boxes, 2)
    with pytest.raises(ValueError, match="reducer must be 'max'"):
        poolwise.roi_pool(x, boxes, 2, reducer="soft")


# --- numbers --------------------------------------------------------------------------------------


def test_unsigned_indices_do_not_wrap() -> None:
    x = np.ones((1, 1, 2, 2))
    places = np.array([[[[0, 1], [2, 2**64 - 1]]]], np.uint64)
    with pytest.raises(ValueError, match="indices run from 0 to 18446744073709551615"):
        poolwise.max_unpool2d(x, places, 2)
    places[..., -1] = 3
    poolwise.max_unpool2d(x, places, 2)


def test_many_numbers_are_looked_at_as_few_are() -> None:
    x = np.ones((1, 40, 4, 4))
    for wrong_one in (0.0, math.nan, math.inf):
        for kind in (np.asarray, torch.from_numpy):
            p = np.linspace(-1, 1, 40)
            p[7] = wrong_one
            with pytest.raises(ValueError, match=f"p={wrong_one}"):
                poolwise.power_mean_pool2d(kind(x), 2, p=kind(p))


@pytest.mark.parametrize("digits", [400, 5000])
def test_numbers_that_no_float_holds(digits: int) -> None:
    x, huge = np.ones((1, 1, 4, 4)), 10**digits
    for name, given in (
        ("soft_pool2d", {"kernel_size": 2, "beta": huge}),
        ("max_pool2d", {"kernel_size": huge}),
        ("max_pool2d", {"kernel_size": 2, "empty_value": huge}),
        ("top_k_avg_pool2d", {"kernel_size": 2, "k": huge}),
        ("stochastic_pool2d", {"kernel_size": 2, "seed": huge}),
        ("stochastic_pool2d", {"kernel_size": 2, "first_index": huge}),
        ("avg_pool2d", {"kernel_size": 2, "divisor_override": huge}),
    ):
        argument = list(given)[-1]
        with pytest.raises(ValueError, match=argument):
            getattr(poolwise, name)(x, **given)


def test_draws_are_checked_where_none_is_made() -> None:
    x = torch.ones(1, 2, 4, 4)
    for name in (*filter(draws, by_name()), "s3"):
        pool = getattr(poolwise, f"{name}_pool2d")
        with pytest.raises(TypeError, match="seed"):
            pool(x, 2, training=False, seed="one")
        with pytest.raises(TypeError, match="generator"):
            pool(x, 2, training=False, generator=np.random.default_rng(0))


def test_learned_numbers_are_looked_at_where_they_are_at_hand() -> None:
    module = pnn.LSEPool2d(2, learned=True)
    with torch.no_grad():
        module.r.fill_(math.nan)
    with pytest.raises(ValueError, match="r=nan must be finite"):
        module(torch.ones(1, 1, 4, 4))


# --- windows --------------------------------------------------------------------------------------


@pytest.mark.parametrize("rank", [0, 4, -1, 10**400])
def test_ranks_that_there_are_not(rank: int) -> None:
    for make in (
        lambda: Windows.sliding(rank, 1),
        lambda: Windows.adaptive(rank, 1),
        lambda: Windows.whole(rank),
        lambda: Windows.tables(rank, (), ()),
    ):
        with pytest.raises(ValueError, match="rank"):
            make()


@pytest.mark.parametrize("rank", [True, 2.0, "2", None, (2,)])
def test_ranks_that_are_no_integers(rank: Any) -> None:
    for make in (lambda: Windows.sliding(rank, 1), lambda: Windows.adaptive(rank, 1)):
        with pytest.raises(TypeError, match="rank"):
            make()


def test_numpys_integers_are_integers() -> None:
    x = np.arange(16.0).reshape(1, 1, 4, 4)
    want = poolwise.max_pool2d(x, 2, 1)
    for kernel in (np.int64(2), (np.uint8(2), 2), [2, np.int32(2)], np.array([2, 2])):
        np.testing.assert_array_equal(poolwise.max_pool2d(x, kernel, np.int64(1)), want)


def test_an_empty_tuple_is_no_stride() -> None:
    """As in PyTorch; an empty list is a mistake."""
    x = torch.rand(1, 1, 4, 4)
    assert torch.equal(poolwise.max_pool2d(x, 2, ()), poolwise.max_pool2d(x, 2))
    with pytest.raises(ValueError, match="stride"):
        poolwise.max_pool2d(x, 2, [])


@pytest.mark.parametrize("lengths", [[3], [3, 4, 5], [[3, 4]], np.array([3])])
def test_lengths_of_another_batch(lengths: Any) -> None:
    x = torch.rand(2, 3, 9)
    for kind in (x, x.numpy()):
        for name in ("max", "avg", "soft", "median"):
            with pytest.raises(ValueError, match="lengths"):
                getattr(poolwise, f"global_{name}_pool1d")(kind, lengths=lengths)
        with pytest.raises(ValueError, match="lengths"):
            poolwise.temporal_statistics_pool(kind, lengths=lengths)
