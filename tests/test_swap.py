"""Replacing pooling layers: geometry and surroundings kept, all or nothing, there and back."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
import torch.nn.functional as F
from torch import nn

import poolwise
from poolwise import catalogue
from poolwise import nn as pnn
from poolwise.nn import _bases, powers, random, ranks
from poolwise.swap import swap


class _Blur(_bases.Pooling):
    """Stands in for BlurPool2d where that is not there yet: the mean of 3 by 3 at the stride."""

    shown = ("kernel_size", "stride")
    pool = staticmethod(poolwise.avg_pool2d)

    def __init__(self, kernel_size: int = 3, stride: Any = 2, padding_mode: str = "reflect"):
        super().__init__()
        self.kernel_size, self.stride, self.padding_mode = kernel_size, stride, padding_mode

    def forward(self, x: torch.Tensor) -> Any:
        return self.pool(x, self.kernel_size, self.stride, self.kernel_size // 2)


class _MaxBlur(_bases.Pooling):
    """Stands in for MaxBlurPool2d where that is not there yet."""

    shown = ("kernel_size", "stride", "padding", "dilation", "blur_size")
    pool = staticmethod(poolwise.max_pool2d)

    def __init__(
        self,
        kernel_size: Any,
        stride: Any = None,
        padding: Any = 0,
        dilation: Any = 1,
        *,
        blur_size: int = 3,
        padding_mode: str = "reflect",
    ):
        super().__init__()
        self.kernel_size, self.padding, self.dilation = kernel_size, padding, dilation
        self.stride, self.blur_size = stride or kernel_size, blur_size

    def forward(self, x: torch.Tensor) -> Any:
        largest = self.pool(x, self.kernel_size, 1, self.padding, self.dilation)
        return poolwise.avg_pool2d(largest, self.blur_size, self.stride, self.blur_size // 2)


STAND_INS = {"BlurPool2d": _Blur, "MaxBlurPool2d": _MaxBlur}


@pytest.fixture(autouse=True)
def _operators(monkeypatch: pytest.MonkeyPatch) -> None:
    """All that `poolwise.nn` is to have: what it has not yet comes from its files."""
    torch.manual_seed(0)
    there = {name: getattr(f, name) for f in (powers, ranks, random) for name in f.__all__}
    for name, kind in STAND_INS.items():
        there[name] = type(name, (kind,), {"__module__": "poolwise.nn.filters"})
    lacking = {name: kind for name, kind in there.items() if not hasattr(pnn, name)}
    monkeypatch.setattr(pnn, "__all__", [*pnn.__all__, *lacking])
    for name, kind in lacking.items():
        monkeypatch.setattr(pnn, name, kind, raising=False)


class Block(nn.Module):
    """A residual block that pools."""

    def __init__(self, width: int, rank: int = 2) -> None:
        super().__init__()
        self.conv = getattr(nn, f"Conv{rank}d")(width, width, 3, padding=1)
        self.pool = getattr(nn, f"MaxPool{rank}d")(2)
        self.short = getattr(nn, f"AvgPool{rank}d")(2)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.pool(self.conv(x).relu()) + self.short(x)


def _network(rank: int = 2) -> nn.Sequential:
    return nn.Sequential(
        getattr(nn, f"Conv{rank}d")(1, 4, 3, padding=1),
        nn.ReLU(),
        Block(4, rank),
        Block(4, rank),
        getattr(nn, f"AdaptiveAvgPool{rank}d")(1),
        nn.Flatten(),
        nn.Linear(4, 3),
    )


def _trains(model: nn.Module, x: torch.Tensor, optimizer: Any = None) -> None:
    """A step changes every parameter that has a gradient, and nothing becomes NaN."""
    optimizer = optimizer or torch.optim.SGD(model.parameters(), 0.1)
    out = model(x)
    out = out if isinstance(out, torch.Tensor) else out[0]
    optimizer.zero_grad()
    out.square().mean().backward()
    assert all(p.grad is None or p.grad.isfinite().all() for p in model.parameters())
    optimizer.step()
    assert torch.isfinite(out).all()


def _there_and_back(model: nn.Module, x: Any, to: Any, **more: Any) -> Any:
    """Swapping trains a copy; undoing it on the model itself gives the old outputs bit for bit."""
    trained = copy.deepcopy(model)
    assert swap(trained, to, **more)
    _trains(trained, x)
    model.eval()
    before = model(x)
    done = swap(model, to, **more)
    model(x)
    done.undo()
    after = model(x)
    torch.testing.assert_close(after, before, rtol=0, atol=0)
    return done


# --- what is kept ---------------------------------------------------------------------------------


@pytest.mark.parametrize("rank", [1, 2, 3])
@pytest.mark.parametrize(
    ("to", "parameters"),
    [
        ("max", {}),
        ("avg", {}),
        ("min", {}),
        ("sum", {}),
        ("soft", {"beta": 2.0}),
        ("soft", {"learned": True, "channels": 4}),
        ("lp", {"norm_type": 3}),
        ("rms", {}),
        ("power_mean", {"p": 2.0}),
        ("lse", {}),
        ("median", {}),
        ("top_k_avg", {"k": 2}),
        ("max_dropout", {}),
        ("rank_stochastic", {}),
    ],
)
def test_there_and_back(rank: int, to: str, parameters: dict[str, Any]) -> None:
    done = _there_and_back(_network(rank), torch.rand(2, 1, *[8] * rank), to, **parameters)
    assert [name for name, _, _ in done] == ["2.pool", "2.short", "3.pool", "3.short", "4"]
    assert not done.skipped


OLD = {
    "max": nn.MaxPool2d(3, 2, 1, 2, ceil_mode=True),
    "max of axes": nn.MaxPool2d((3, 2), (2, 1), (1, 0)),
    "avg": nn.AvgPool2d(3, 2, 1, ceil_mode=True),
    "lp": nn.LPPool2d(2, 3, ceil_mode=True),
    "adaptive max": nn.AdaptiveMaxPool2d((3, None)),
    "adaptive avg": nn.AdaptiveAvgPool2d(3),
    "ours": pnn.MinPool2d(3, 2, "same", empty_value=2.0),
    "ours, global": pnn.GlobalSumPool2d(channels_last=True),
    "ours, learned": powers.SoftPool2d(3, 2, padding=1, learned=True),
}


@pytest.mark.parametrize("old", OLD)
@pytest.mark.parametrize("to", ["max", "soft", "median"])
def test_geometry_is_kept(old: str, to: str) -> None:
    model, x = nn.Sequential(copy.deepcopy(OLD[old])), torch.randn(2, 3, 9, 8)
    before = model(x)
    ((_, was, new),) = swap(model, to)
    assert model(x).shape == before.shape
    for name in ("dilation", "ceil_mode", "padding", "output_size", "empty_value", "channels_last"):
        if hasattr(was, name):
            assert getattr(new, name) == getattr(was, name)


def test_operators_own_arguments_are_handed_on() -> None:
    x = torch.randn(2, 3, 9, 9)
    for old in (
        nn.AvgPool2d(3, 2, 1, count_include_pad=False),
        nn.AvgPool2d(3, 2, 1, divisor_override=4),
        nn.MaxPool2d(3, 2, 1),
        nn.LPPool2d(3, 3),
    ):
        model = nn.Sequential(old)
        before = model(x)
        swap(model, type(old).__name__[:3].lower().removesuffix("p"))
        assert type(model[0]).__module__.startswith("poolwise.nn")
        torch.testing.assert_close(model(x), before, equal_nan=True)
    indexed = nn.Sequential(nn.MaxPool2d(2, return_indices=True))
    (values, at), _ = indexed(x), swap(indexed, "max")
    torch.testing.assert_close(indexed(x), (values, at))


def test_torchs_own_classes_come_back_bit_for_bit() -> None:
    model, x = _network(), torch.randn(2, 1, 8, 8)
    before = model(x)
    swap(model, "soft")
    classes = {"soft": lambda g: nn.AdaptiveAvgPool2d(1) if g.output_size else nn.MaxPool2d(2)}
    swap(model, classes, where=["*.pool", "4"])
    swap(model, nn.AvgPool2d, where="*.short")
    torch.testing.assert_close(model(x), before, rtol=0, atol=0)


def test_device_dtype_and_mode_are_kept() -> None:
    model = _network().to(torch.bfloat16).eval()
    model[2].train()
    swap(model, "soft", learned=True)
    assert model[2].pool.beta.dtype == torch.bfloat16
    assert model[2].pool.training
    assert not model[3].pool.training
    meta = _network().to("meta")
    swap(meta, "soft", learned=True)
    assert meta[4].beta.device.type == "meta"
    mixed = nn.Sequential(_network().double(), _network())
    swap(mixed, "soft", learned=True)
    assert mixed[0][2].pool.beta.dtype == torch.float64
    assert mixed[1][2].pool.beta.dtype == torch.float32
    swap(mixed[0], "lse", learned=True)
    assert mixed[0][4].r.dtype == torch.float64


def test_a_shared_layer_stays_one() -> None:
    pool, block = nn.MaxPool2d(2), Block(4)
    block.pool = pool
    model = nn.Sequential(pool, block, nn.ModuleDict({"a": pool, "b": block}))
    done = swap(model, "soft", where="0", learned=True)
    assert [name for name, _, _ in done] == ["0", "1.pool", "2.a"]
    assert model[0] is model[1].pool is model[2]["a"] is model[2]["b"].pool
    assert len([p for p in model.parameters() if p.numel() == 1]) == 1
    done.undo()
    assert model[0] is model[1].pool is pool


# --- what is asked for ----------------------------------------------------------------------------


def test_where() -> None:
    def kinds(where: Any, to: Any = "soft") -> list[str]:
        return [name for name, _, _ in swap(_network(), to, where=where)]

    assert kinds("2.pool") == ["2.pool"]
    assert kinds("*.pool") == ["2.pool", "3.pool"]
    assert kinds(["2.*", "4"]) == ["2.pool", "2.short", "4"]
    assert kinds(lambda name, module: isinstance(module, nn.AvgPool2d)) == ["2.short", "3.short"]
    assert kinds(lambda name, module: False) == []
    assert kinds(None, {"max": "soft", nn.AdaptiveAvgPool2d: "rms"}) == ["2.pool", "3.pool", "4"]
    with pytest.raises(ValueError, match=r"where='9\.pool' names no layer .*: 2\.pool, 2\.short"):
        kinds("9.pool")


def test_targets() -> None:
    model = _network()
    swap(model, powers.RMSPool2d, where="2.pool")
    swap(model, lambda geometry: nn.MaxPool2d(geometry.kernel_size), where="3.pool")
    swap(model, "GeM", where="4")
    assert type(model[2].pool) is powers.RMSPool2d
    assert type(model[3].pool) is nn.MaxPool2d
    assert repr(model[4]) == "GeMPool2d(p=3, learned=True)"
    _trains(model, torch.rand(2, 1, 8, 8))


LETTERS = {
    (operator.name, parameter.name): (operator, parameter)
    for operator in catalogue.OPERATORS
    for parameter in operator.settings("module")
    if operator.windows == catalogue.ALL and parameter.takes in ("integer", "number")
}


@pytest.mark.parametrize(("name", "letter"), LETTERS)
def test_the_catalogues_letters(name: str, letter: str) -> None:
    operator, parameter = LETTERS[name, letter]
    value = 3 if parameter.required or parameter.takes == "integer" else parameter.default
    channels = {"channels": 2} if operator.per_channel else {}
    for rank in operator.ranks:
        model = nn.Sequential(getattr(nn, f"MaxPool{rank}d")(2))
        swap(model, operator.name, **{letter: value, **channels})
        assert getattr(model[0], parameter.keyword) == value


def test_a_letter_and_its_keyword_are_one() -> None:
    with pytest.raises(TypeError, match=r"p= and norm_type= are the same"):
        swap(nn.Sequential(nn.MaxPool2d(2)), "lp", p=3, norm_type=3)
    model = nn.Sequential(nn.MaxPool2d(2), nn.AdaptiveAvgPool2d(3))
    swap(model, {"max": nn.LPPool2d, "adaptiveavg": "lp", "avg": "lp"}, p=3)
    assert [type(layer) for layer in model] == [nn.LPPool2d, pnn.AdaptiveLPPool2d]


def test_repr() -> None:
    model = nn.Sequential(nn.MaxPool2d(2), nn.FractionalMaxPool2d(2, 3))
    done = swap(model, "min")
    assert repr(done).splitlines() == [
        "1 layer swapped, 1 skipped",
        f"  0  {nn.MaxPool2d(2)} -> {pnn.MinPool2d(2)}",
        "  1  skipped: the windows of FractionalMaxPool2d are not ones that other layers have",
    ]
    assert done[0].old is not done[0].new is model[0]
    assert len(done[:]) == len(done) == 1


# --- what cannot be -------------------------------------------------------------------------------


class Segmenting(nn.Module):
    """Pools, and puts values back where they were."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.MaxPool2d(2)
        self.down = nn.MaxPool2d(2, return_indices=True)
        self.up = nn.MaxUnpool2d(2)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.up(*self.down(self.first(x)))


def test_indices_that_are_wanted() -> None:
    model, x = Segmenting(), torch.randn(1, 2, 8, 8)
    done = swap(model, "soft")
    assert [name for name, _, _ in done] == ["first"]
    ((name, module, reason),) = done.skipped
    assert (name, module) == ("down", model.down)
    assert "its indices are returned" in reason
    assert model(x).shape == (1, 2, 4, 4)
    with pytest.raises(ValueError, match=r"down .*indices are returned"):
        swap(model, "soft", where="down")
    assert [name for name, _, _ in swap(model, "max", where="down")] == ["down"]
    assert model(x).shape == (1, 2, 4, 4)


class _Dense(nn.Module):
    def __init__(self, kernel_size: Any, stride: Any = None) -> None:
        super().__init__()


def test_all_or_nothing() -> None:
    model = nn.Sequential(nn.MaxPool2d(2), Block(4), nn.MaxPool2d(3, 2, 1, ceil_mode=True))
    layers = list(model.modules())

    def refuses(message: str, to: Any, kind: type[Exception] = ValueError, **more: Any) -> None:
        with pytest.raises(kind, match=message):
            swap(model, to, **more)
        assert list(model.modules()) == layers

    refuses(r"^2 \(MaxPool2d.*_Dense has no padding=, and the layer has padding=1", _Dense)
    refuses(r"^2 \(MaxPool2d.*MaxBlurPool2d has no ceil_mode=", "max_blur")
    refuses(r"^0 \(MaxPool2d.*MinPool3d has 3 spatial axes, the layer has 2", pnn.MinPool3d)
    refuses(r"^0 .*AdaptiveMaxPool2d has adaptive windows", pnn.AdaptiveMaxPool2d)
    refuses("to='sofft' is no operator of poolwise.nn; near it are: soft", "sofft")
    refuses("^0 .*beta must be a number", "soft", TypeError, beta="1")
    refuses("^0 .*'gamma'", "soft", TypeError, gamma=1)
    refuses("^0 .*norm_type", "lp", TypeError)
    refuses("the factory made a int", lambda geometry: 3, TypeError)
    refuses("strided=True goes with", "soft", strided=True)
    divided = nn.Sequential(nn.AvgPool2d(2, divisor_override=3))
    with pytest.raises(ValueError, match=r"^0 .*no divisor_override=.*divisor_override=3"):
        swap(divided, "soft")
    with pytest.raises(ValueError, match=r"ceil\(length / stride\)"):
        swap(nn.Sequential(nn.AvgPool2d(2)), "blur")
    with pytest.raises(ValueError, match=r"torch.nn.Sequential"):
        swap(nn.MaxPool2d(2), "soft")
    with pytest.raises(TypeError, match=r"model must be a torch.nn.Module"):
        swap(nn.MaxPool2d, "soft")


def test_what_pools_in_a_way_of_its_own_is_left() -> None:
    class Padded(nn.AvgPool2d):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return super().forward(F.pad(x, (0, 1, 0, 1)))

    class Renamed(nn.AvgPool2d):
        pass

    model = nn.Sequential(Padded(2), Renamed(2))
    done = swap(model, "max")
    assert [name for name, _, _ in done] == ["1"]
    assert "Padded pools in a way of its own" in done.skipped[0].reason
    with pytest.raises(ValueError, match="way of its own"):
        swap(model, "max", where="0")


def test_undo_of_what_was_swapped_again() -> None:
    model = _network()
    first = swap(model, "soft")
    second = swap(model, "rms", where="2.pool")
    with pytest.raises(RuntimeError, match=r"2\.pool is a RMSPool2d by now"):
        first.undo()
    assert isinstance(model[2].pool, powers.RMSPool2d)
    second.undo()
    model.eval()
    first.undo()
    first.undo()
    assert type(model[2].pool) is nn.MaxPool2d
    assert not model[2].pool.training


# --- optimizers -----------------------------------------------------------------------------------


@pytest.mark.parametrize("named", [False, True])
def test_optimizers(named: bool) -> None:
    model, x = _network(), torch.rand(2, 1, 8, 8)
    swap(model, "soft", learned=True)
    everything = dict(model.named_parameters())
    pools = {name: p for name, p in everything.items() if name.endswith("beta")}
    rest = {name: p for name, p in everything.items() if name not in pools}
    groups = [
        {"params": list(part.items()) if named else list(part.values()), "lr": rate}
        for part, rate in ((rest, 0.1), (pools, 0.01))
    ]
    optimizer, other = torch.optim.Adam(groups), torch.optim.SGD(rest.values(), 0.1, momentum=0.9)
    _trains(model, x, optimizer)
    before = copy.deepcopy(optimizer.state_dict())
    done = swap(model, "lse", optimizer=(optimizer, other), learned=True, channels=4)
    new = {id(place.new.r) for place in done}
    assert {id(p) for p in optimizer.param_groups[1]["params"]} == new
    assert new <= {id(p) for p in other.param_groups[0]["params"]}
    assert not {id(p) for p in pools.values()} & {id(p) for p in optimizer.state}
    rates = [place.new.r.detach().clone() for place in done]
    _trains(model, x, optimizer)
    assert not all(torch.equal(a, place.new.r) for a, place in zip(rates, done, strict=True))
    done.undo()
    assert [id(p) for p in optimizer.param_groups[1]["params"]] == [id(p) for p in pools.values()]
    assert optimizer.state_dict()["param_groups"] == before["param_groups"]
    assert optimizer.state_dict()["state"].keys() == before["state"].keys()
    assert len(other.param_groups[0]["params"]) == len(rest)
    _trains(model, x, optimizer)


def test_an_optimizer_of_a_model_that_had_nothing_to_learn_in_its_pools() -> None:
    model, x = _network(), torch.rand(2, 1, 8, 8)
    optimizer = torch.optim.AdamW(model.parameters())
    schedule = torch.optim.lr_scheduler.StepLR(optimizer, 1)
    swap(model, "soft", optimizer=optimizer, learned=True)
    assert len(optimizer.param_groups) == 1
    assert len(optimizer.param_groups[0]["params"]) == len(list(model.parameters()))
    _trains(model, x, optimizer)
    schedule.step()


# --- antialiasing ---------------------------------------------------------------------------------


class Residual(nn.Module):
    """A residual block that samples in convolutions."""

    def __init__(self, inside: int, outside: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(inside, outside, 3, stride=2, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(outside)
        self.second = nn.Conv2d(outside, outside, 3, padding=1)
        self.short = nn.Conv2d(inside, outside, 1, stride=2)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.second(self.norm(self.first(x)).relu()) + self.short(x)


def _residual_network() -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(1, 4, 5, stride=2, padding=2),
        nn.MaxPool2d(3, 2, 1),
        Residual(4, 6),
        nn.AvgPool2d(2),
        nn.MaxPool2d(3, 1, 1),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(6, 3),
    )


def test_antialiasing_a_residual_network() -> None:
    model = _residual_network()
    done = swap(model, "max_blur", strided=True, blur_size=5)
    assert [name for name, _, _ in done] == ["0", "1", "2.first", "2.short", "3"]
    assert {skip.name: skip.reason for skip in done.skipped} == {
        "4": "its stride is 1",
        "5": "adaptive windows do not sample at a stride",
    }
    assert type(model[1]).__name__ == "MaxBlurPool2d"
    assert model[1].blur_size == model[2].first[1].kernel_size == 5
    assert model[2].first[0].stride == (1, 1)
    assert model[2].first[0].weight is done[2].old.weight
    assert tuple(model[2].first[1].stride) == (2, 2)
    assert [type(part).__name__ for part in model[3]] == ["AvgPool2d", "BlurPool2d"]


@pytest.mark.parametrize("size", [45, 46, 47, 48])
def test_antialiasing_keeps_sizes(size: int) -> None:
    model = _residual_network()[:5]
    x = torch.randn(1, 1, size, size + 1)
    shape = model(x).shape
    swap(model, "max_blur", strided=True)
    assert model(x).shape == shape


def test_antialiasing_there_and_back() -> None:
    x = torch.randn(2, 1, 48, 48)
    _there_and_back(_residual_network(), x, "max_blur", strided=True)
    model = _residual_network()
    optimizer = torch.optim.SGD(model.parameters(), 0.1, momentum=0.9)
    parameters = [id(p) for p in model.parameters()]
    done = swap(model, "max_blur", strided=True, optimizer=optimizer)
    _trains(model, x, optimizer)
    assert {id(p) for p in model.parameters()} == set(parameters)
    model.double()
    done.undo()
    assert model(x.double()).dtype == torch.float64
    assert [id(p) for p in model.parameters()] == parameters


def test_antialiasing_that_cannot_be() -> None:
    with pytest.raises(ValueError, match=r"^0 .*ceil_mode=True"):
        swap(nn.Sequential(nn.AvgPool2d(3, 2, ceil_mode=True)), "max_blur", strided=True)
    done = swap(nn.Sequential(nn.AvgPool2d(3, 2, 1)), "blur")
    assert done[0].new.stride == (2, 2)


# --- functions ------------------------------------------------------------------------------------


class Calling(nn.Module):
    """Pools by functions."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(1, 4, 3)
        self.pool = nn.MaxPool2d(2)
        self.ours = pnn.MinPool2d(2, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.ours(self.pool(self.conv(x)))
        x = F.max_pool2d(x, 3, 2, padding=1) + torch.max_pool2d(x, [3, 3], 2, 1)
        x = F.avg_pool2d(x, kernel_size=2, stride=1)
        x = F.lp_pool2d(x.abs(), 2.0, 2, stride=1)
        x = F.adaptive_max_pool2d(x, (4, 4)) + F.avg_pool2d(x, x.shape[-1]).mean((2, 3), True)
        values, at = F.max_pool2d(x, 2, return_indices=True)
        return F.adaptive_avg_pool2d(F.max_unpool2d(values, at, 2), 1).flatten(1)


def test_functions() -> None:
    model, x = Calling(), torch.randn(2, 1, 32, 32)
    before, modules = model(x), list(model.modules())
    done = swap(model, "soft", functional=True, learned=True)
    assert list(model.modules()) == modules
    assert [name for name, _, _ in done] == [
        "pool",
        "ours",
        "max_pool2d",
        "max_pool2d_1",
        "avg_pool2d",
        "lp_pool2d",
        "adaptive_max_pool2d",
        "adaptive_avg_pool2d",
    ]
    reasons = {skip.name: skip.reason for skip in done.skipped}
    assert reasons["avg_pool2d_1"] == "its arguments depend on the input"
    assert "its indices are returned" in reasons["max_pool2d_with_indices"]
    assert not torch.equal(done.model(x), before)
    assert done.model.conv.weight is model.conv.weight
    _trains(done.model, x)
    model.load_state_dict(model.state_dict())
    done.undo()
    torch.testing.assert_close(done.model(x), model(x), rtol=0, atol=0)
    only = swap(model, "soft", "max_pool2d_1", functional=True)
    assert [name for name, _, _ in only] == ["max_pool2d_1"]


def test_functions_of_what_cannot_be_traced() -> None:
    class Branching(nn.Module):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return F.max_pool2d(x, 2) if x.sum() > 0 else x

    with pytest.raises(ValueError, match=r"functional=True needs a model that torch\.fx traces"):
        swap(Branching(), "soft", functional=True)


# --- other people's networks ----------------------------------------------------------------------


def _monai(make: Callable[[Any], nn.Module]) -> nn.Module:
    return make(pytest.importorskip("monai.networks.nets"))


MONAI: dict[str, tuple[Callable[[Any], nn.Module], tuple[int, ...]]] = {
    "BasicUNet": (
        lambda nets: nets.BasicUNet(2, 1, 2, features=(4, 4, 8, 8, 8, 4)),
        (2, 1, 32, 32),
    ),
    "BasicUNet 3d": (
        lambda nets: nets.BasicUNet(3, 1, 2, features=(4, 4, 8, 8, 8, 4)),
        (2, 1, 32, 32, 32),
    ),
    "DenseNet": (
        lambda nets: nets.DenseNet(2, 1, 3, init_features=8, growth_rate=4, block_config=(2, 2)),
        (2, 1, 32, 32),
    ),
    "ResNet 3d": (
        lambda nets: nets.ResNet(
            "basic", [1, 1, 1, 1], [4, 4, 8, 8], spatial_dims=3, n_input_channels=1, num_classes=3
        ),
        (2, 1, 32, 32, 32),
    ),
}


@pytest.mark.parametrize("name", MONAI)
def test_monai(name: str) -> None:
    make, shape = MONAI[name]
    done = _there_and_back(_monai(make), torch.randn(shape), "soft", learned=True)
    assert len(done) >= 2


class _Logits(nn.Module):
    """What a Transformers model says, alone."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.model(x).logits


def _resnet(transformers: Any) -> nn.Module:
    config = transformers.ResNetConfig(
        embedding_size=4, hidden_sizes=[8, 8], depths=[1, 1], layer_type="basic", num_labels=3
    )
    return _Logits(transformers.ResNetForImageClassification(config))


def test_transformers() -> None:
    transformers = pytest.importorskip("transformers")
    x = torch.randn(2, 3, 33, 33)
    done = _there_and_back(_resnet(transformers), x, "soft", learned=True)
    assert len(done) == 2
    done = _there_and_back(_resnet(transformers), x, "max_blur", strided=True)
    assert len(done) > 3


def test_transformers_are_saved_without_their_pooling(tmp_path: Path) -> None:
    transformers = pytest.importorskip("transformers")
    x = torch.randn(1, 3, 33, 33)
    net = _resnet(transformers).eval()
    plain = net(x)
    with poolwise.accelerate():
        torch.testing.assert_close(net(x), plain)
    poolwise.swap(net, "soft", learned=True)
    net.model.save_pretrained(tmp_path)
    loaded = _Logits(transformers.ResNetForImageClassification.from_pretrained(tmp_path)).eval()
    assert torch.equal(loaded(x), plain)
    poolwise.swap(loaded, "soft", learned=True)
    assert torch.equal(loaded(x), net(x))
