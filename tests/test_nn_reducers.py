"""The modules of the window reducers: functions, what they learn, repr, copies, export."""

from __future__ import annotations

import copy
import inspect
import io
import math
import pickle
from typing import Any

import pytest
import torch
from declared import OF_MODULES, REDUCERS
from strategies import thinned

import poolwise
from poolwise import nn
from poolwise.functional.declaration import find
from poolwise.nn import powers, random, ranks

MODULES: dict[str, Any] = {
    name: getattr(nn, name) for operator in REDUCERS for name in find(operator).modules
}
# What an operator's module is given beside its windows, and what its function is then given.
OWN = OF_MODULES


def _operator(name: str) -> str:
    return name.removeprefix("Adaptive").removeprefix("Global")[: -len("Pool1d")]


def _draws(name: str) -> bool:
    return "training" in inspect.signature(MODULES[name].pool).parameters


def _where(name: str) -> dict[str, Any]:
    if name.startswith("Adaptive"):
        return {"output_size": 2}
    if name.startswith(("Global", "GeM")):
        return {}
    return {"kernel_size": 3, "stride": 2, "padding": 1, "ceil_mode": True}


def _make(name: str, **more: Any) -> Any:
    return MODULES[name](**{**OWN[_operator(name)], **_where(name), **more})


def _input(name: str, size: tuple[int, ...] = (5, 6, 4)) -> torch.Tensor:
    torch.manual_seed(9)
    return torch.rand(2, 3, *size[: int(name[-2])])


@pytest.fixture(autouse=True)
def _fresh_compiler() -> None:
    torch.compiler.reset()  # or the compiler would count the modules as versions of one


def _exactly(actual: Any, expected: Any) -> None:
    torch.testing.assert_close(actual, expected, rtol=0, atol=0, equal_nan=True)


@pytest.mark.parametrize("name", MODULES)
def test_module_is_its_function(name: str) -> None:
    module, x = _make(name).eval(), _input(name)
    words = module.pool.__name__
    assert MODULES[name].__doc__.count(f"`poolwise.{words}`") == 1
    given = {**OWN[_operator(name)], **_where(name)}
    if _operator(name) == "Ordinal":
        given["weights"] = torch.full((given.pop("ranks"),), 0.2)
    if _draws(name):
        given["training"] = False
    torch.testing.assert_close(module(x), getattr(poolwise, words)(x, **given))


@pytest.mark.parametrize("name", MODULES)
def test_rules(name: str) -> None:
    x = _input(name)
    axes = int(name[-2])
    planar, last = _make(name).eval(), _make(name, channels_last=True, empty_value=-1.0).eval()
    _exactly(last(x.movedim(1, -1)).movedim(-1, 1), planar(x))
    nothing = torch.zeros(x.shape[2:], dtype=torch.bool)
    assert (last(x.movedim(1, -1), nothing.unsqueeze(-1)) == -1).all()
    assert "channels_last=True" in repr(last)
    assert "empty_value=-1" in repr(last)
    if axes == 1:
        lengths = torch.tensor([5, 2])
        mask = torch.arange(5) < lengths[:, None, None]
        _exactly(planar(x, lengths=lengths), planar(x, mask))


@pytest.mark.parametrize("name", MODULES)
def test_copies(name: str) -> None:
    module, x = _make(name).eval(), _input(name)
    stream = io.BytesIO()
    torch.save(module, stream)
    stream.seek(0)
    again = [
        copy.deepcopy(module),
        pickle.loads(pickle.dumps(module)),
        torch.load(stream, weights_only=False),
        eval(repr(module), MODULES | {"None": None, "lower": "lower"}),
    ]
    for other in again:
        assert repr(other) == repr(module)
        _exactly(other.eval()(x), module(x))


@pytest.mark.parametrize(
    "name", thinned([f"{name}Pool2d" for name in OWN] + ["AdaptiveTopKAvgPool1d"])
)
def test_compile(name: str) -> None:
    module, x = _make(name).eval(), _input(name)
    _exactly(torch.compile(module, backend="eager", fullgraph=True)(x), module(x))


def test_export_with_a_dynamic_batch() -> None:
    module = powers.SoftPool2d(2)
    batch = torch.export.Dim("batch", min=1, max=64)
    given = _input("SoftPool2d")
    program = torch.export.export(module, (given,), dynamic_shapes=[{0: batch}])
    x = torch.rand(7, *given.shape[1:])
    torch.testing.assert_close(program.module()(x), module(x))


@pytest.mark.parametrize("name", [name for name in MODULES if "LPPool" in name])
def test_lp_is_torchs(name: str) -> None:
    theirs = getattr(torch.nn, name, None)
    if theirs is None:
        return
    for given in ((2, 3), (1.5, 2, 1), (3, 3, 2, True)):
        ours = MODULES[name](*given, signed=True)
        assert repr(ours) == f"{repr(theirs(*given))[:-1]}, signed=True)"
        assert repr(MODULES[name](*given)) == repr(theirs(*given))
        if len(given) < 4:  # at an overhanging window PyTorch scales up the mean of what it holds
            torch.testing.assert_close(ours(_input(name)), theirs(*given)(_input(name)))
    for mine, other in zip(
        inspect.signature(MODULES[name]).parameters.values(),
        inspect.signature(theirs).parameters.values(),
        strict=False,
    ):
        assert (mine.name, mine.default, mine.kind) == (other.name, other.default, other.kind)


def test_signatures_show_the_operators_keywords() -> None:
    shown = inspect.signature(powers.SoftPool2d).parameters
    assert list(shown)[:5] == ["kernel_size", "stride", "padding", "dilation", "ceil_mode"]
    assert list(shown)[-3:] == ["beta", "learned", "channels"]
    assert list(inspect.signature(powers.GeMPool1d).parameters)[:2] == ["p", "eps"]
    assert list(inspect.signature(powers.AdaptiveLPPool2d).parameters)[:2] == [
        "norm_type",
        "output_size",
    ]


LEARNED = {
    "LPPool2d": ({"norm_type": 2.0, "kernel_size": 2}, "rho"),
    "AdaptiveLPPool1d": ({"norm_type": 2.0, "output_size": 2}, "rho"),
    "GlobalLPPool3d": ({"norm_type": 2.0}, "rho"),
    "PowerMeanPool2d": ({"kernel_size": 2}, "p"),
    "GeMPool1d": ({}, "p"),
    "GeMPool2d": ({}, "p"),
    "GeMPool3d": ({}, "p"),
    "LSEPool2d": ({"kernel_size": 2}, "r"),
    "SoftPool2d": ({"kernel_size": 2}, "beta"),
    "GlobalSoftPool3d": ({}, "beta"),
    "OrdinalPool2d": ({"kernel_size": 2}, "logits"),
    "AdaptiveOrdinalPool1d": ({"output_size": 2, "ranks": 2}, "logits"),
}


def _learning(name: str, channels: int) -> Any:
    given = dict(LEARNED[name][0])
    if "Ordinal" not in name:
        given["learned"] = True
    return MODULES[name](channels=channels, **given)


@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("name", LEARNED)
def test_learned(name: str, channels: int) -> None:
    module, parameter = _learning(name, channels).double(), LEARNED[name][1]
    ((learned, values),) = module.named_parameters()
    assert (learned, len(values)) == (parameter, channels)
    assert list(module.state_dict()) == [parameter]
    x = _input(name, (3, 4, 2)).double().requires_grad_()

    def pooled(x: torch.Tensor, values: torch.Tensor) -> Any:
        return torch.func.functional_call(module, {parameter: values}, (x,))

    start = (values + 0.1 * torch.rand_like(values)).detach().requires_grad_()
    assert torch.autograd.gradcheck(pooled, (x, start))
    other = _learning(name, channels).double()
    with torch.no_grad():
        values += 0.25
    other.load_state_dict(module.state_dict())
    _exactly(other(x), module(x))
    assert not torch.equal(other(x), _learning(name, channels).double()(x)) or "Ordinal" in name


@pytest.mark.parametrize("name", LEARNED)
def test_learning_begins_where_it_was_told(name: str) -> None:
    x = _input(name)
    fixed = MODULES[name](
        **{**LEARNED[name][0], **({} if "Ordinal" in name else {"learned": False})}
    )
    torch.testing.assert_close(_learning(name, 3)(x), fixed(x))


@pytest.mark.parametrize("name", LEARNED)
def test_a_step_of_training(name: str) -> None:
    module = _learning(name, 3)
    optimizer = torch.optim.SGD(module.parameters(), lr=0.5)
    # The others differ from these in their windows alone.
    own = name.endswith("Pool2d") and not name.startswith(("Adaptive", "Global"))
    pool = torch.compile(module, backend="eager", fullgraph=True) if own else module
    x = _input(name)
    before = pool(x).square().mean()
    before.backward()
    optimizer.step()
    assert module(x).square().mean() < before


def test_a_tensor_of_numbers_is_kept_as_a_buffer_or_learned() -> None:
    rates = torch.tensor([0.5, 1.0, 2.0])
    x = _input("SoftPool2d")
    fixed, learned = (
        powers.SoftPool2d(2, beta=rates),
        powers.SoftPool2d(2, beta=rates, learned=True),
    )
    assert [name for name, _ in fixed.named_buffers()] == ["beta"]
    assert not list(fixed.parameters())
    assert [name for name, _ in learned.named_parameters()] == ["beta"]
    _exactly(fixed(x), poolwise.soft_pool2d(x, 2, beta=rates))
    _exactly(fixed(x), learned(x))
    assert "beta=<3 values>" in repr(fixed)
    assert repr(powers.GeMPool2d()) == "GeMPool2d(p=3, learned=True)"


def test_ordinal_begins_as_the_mean() -> None:
    x = _input("OrdinalPool2d")
    torch.testing.assert_close(ranks.OrdinalPool2d(2)(x), poolwise.avg_pool2d(x, 2))
    module = ranks.OrdinalPool2d((2, 3), channels=3)
    assert module.logits.shape == (3, 6)
    torch.testing.assert_close(module.weights.sum(-1), torch.ones(3))
    with torch.no_grad():
        module.logits[:, 0] = 50.0
    torch.testing.assert_close(module(x), poolwise.max_pool2d(x, (2, 3)))


@pytest.mark.parametrize("name", [name for name in MODULES if _draws(name)])
def test_drawing(name: str) -> None:
    module, x = _make(name, **({"q": 0.5} if "Dropout" in name else {})), _input(name)
    _exactly(module(x, seed=7), module(x, seed=7))
    first = [module(x, generator=torch.Generator().manual_seed(3)) for _ in range(2)]
    _exactly(*first)
    assert any(not torch.equal(module(x, seed=s), module(x, seed=7)) for s in range(8))
    size = math.prod(module(x).shape[1:])
    _exactly(module(x[1:], seed=7, first_index=size), module(x, seed=7)[1:])
    module.eval()
    _exactly(module(x), module(x))


def test_errors_come_with_the_constructor() -> None:
    with pytest.raises(ValueError, match="kernel_size"):
        powers.SoftPool2d((2, 3, 4))
    with pytest.raises(ValueError, match="output_size"):
        ranks.AdaptiveMedianPool2d((1, 2, 3))
    with pytest.raises(ValueError, match="norm_type=-1"):
        powers.LPPool2d(-1, 2)
    with pytest.raises(ValueError, match="norm_type=1 must be finite and above 1"):
        powers.LPPool2d(1, 2, learned=True)
    with pytest.raises(ValueError, match="p=0"):
        powers.GeMPool2d(0)
    with pytest.raises(ValueError, match="eps=0"):
        powers.PowerMeanPool2d(2, eps=0)
    with pytest.raises(TypeError, match="beta must be a number"):
        powers.SoftPool2d(2, beta="1")
    with pytest.raises(ValueError, match="channels=0"):
        powers.SoftPool2d(2, learned=True, channels=0)
    with pytest.raises(ValueError, match="alpha=2"):
        ranks.RankWeightedPool1d(2, alpha=2)
    with pytest.raises(ValueError, match="k=0"):
        ranks.TopKAvgPool1d(2, k=0)
    with pytest.raises(ValueError, match="interpolation='mean'"):
        ranks.MedianPool1d(2, interpolation="mean")
    with pytest.raises(TypeError, match="ranks="):
        ranks.GlobalOrdinalPool2d()
    with pytest.raises(ValueError, match="q=0"):
        random.MaxDropoutPool3d(2, q=0)
    with pytest.raises(TypeError, match="unexpected keyword argument 'gamma'"):
        powers.SoftPool2d(2, gamma=1)


def test_a_subclass_may_have_any_name() -> None:
    class Mine(powers.SoftPool2d):
        pass

    x = _input("SoftPool2d")
    _exactly(Mine(2)(x), powers.SoftPool2d(2)(x))
