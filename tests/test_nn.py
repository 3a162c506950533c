"""The modules: drop-in constructors and repr, copies, export, and the functions they stand for."""

from __future__ import annotations

import copy
import inspect
import io
import pickle
import sys
from typing import Any

import pytest
import torch

import poolwise
from poolwise import nn

RANKS = (1, 2, 3)
SHARED = [f"{kind}Pool{rank}d" for kind in ("Max", "Avg") for rank in RANKS] + [
    f"Adaptive{kind}Pool{rank}d" for kind in ("Max", "Avg") for rank in RANKS
]
OURS = [f"{kind}Pool{rank}d" for kind in ("Min", "Sum") for rank in RANKS]
OURS += [f"Adaptive{kind}Pool{rank}d" for kind in ("Min", "Sum") for rank in RANKS]
GLOBAL = [f"Global{kind}Pool{rank}d" for kind in ("Max", "Min", "Avg", "Sum") for rank in RANKS]

# Positional arguments in torch.nn's order.
POSITIONAL: dict[str, list[tuple[Any, ...]]] = {
    "Max": [(2,), (3, 2), (3, 2, 1), (3, 2, 1, 2), (3, 2, 1, 1, True), (2, 2, 0, 1, False, True)],
    "Avg": [(2,), (3, 2), (3, 2, 1), (3, 2, 1, True), (3, 2, 1, True, False)],
    "Adaptive": [(2,), (1,)],
}


def _arguments(name: str) -> list[tuple[Any, ...]]:
    if name.startswith("Global"):
        return [()]
    if name.startswith("Adaptive"):
        some = (None, 2, 3)[: _rank(name)]
        return POSITIONAL["Adaptive"] + ([] if _rank(name) == 1 else [(some,)])
    like = "Avg" if name.startswith("Avg") else "Max"
    given = POSITIONAL[like]
    if name.startswith("Sum"):  # it has no return_indices
        given = [arguments[:4] for arguments in given]
    if like == "Avg" and not name.endswith("1d"):
        given = [*given, (3, 2, 1, False, True, 5)]
    return given


def _rank(name: str) -> int:
    return int(name[-2])


def _input(name: str) -> torch.Tensor:
    torch.manual_seed(9)
    return torch.randn(2, 3, *(7, 8, 6)[: _rank(name)])


def _same(actual: Any, expected: Any) -> None:
    torch.testing.assert_close(actual, expected, rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("name", SHARED)
def test_drop_in(name: str) -> None:
    for arguments in _arguments(name):
        ours, theirs = getattr(nn, name)(*arguments), getattr(torch.nn, name)(*arguments)
        assert repr(ours) == repr(theirs)
        _same(ours(_input(name)), theirs(_input(name)))
        _same(ours(_input(name)[0]), theirs(_input(name)[0]))


@pytest.mark.parametrize("name", SHARED)
def test_constructor_begins_as_in_torch(name: str) -> None:
    ours = list(inspect.signature(getattr(nn, name)).parameters.values())
    theirs = list(inspect.signature(getattr(torch.nn, name)).parameters.values())
    for mine, other in zip(ours, theirs, strict=False):
        assert (mine.name, mine.default, mine.kind) == (other.name, other.default, other.kind)
    if name != "AvgPool1d":  # ours takes divisor_override, as AvgPool2d does
        assert all(p.kind == p.KEYWORD_ONLY for p in ours[len(theirs) :])


@pytest.mark.parametrize("name", SHARED + OURS + GLOBAL)
def test_module_is_its_function(name: str) -> None:
    words = "".join(f"_{c.lower()}" if c.isupper() else c for c in name).removeprefix("_")
    function = getattr(poolwise, words)
    for arguments in _arguments(name):
        named = inspect.signature(getattr(nn, name)).bind(*arguments).arguments
        x = _input(name)
        expected = function(x, **named)
        torch.testing.assert_close(getattr(nn, name)(*arguments)(x), expected, rtol=0, atol=0)


@pytest.mark.parametrize("name", SHARED + OURS + GLOBAL)
def test_copies(name: str) -> None:
    for arguments in _arguments(name):
        module = getattr(nn, name)(*arguments)
        x = _input(name)
        stream = io.BytesIO()
        torch.save(module, stream)
        stream.seek(0)
        copies = [
            copy.deepcopy(module),
            pickle.loads(pickle.dumps(module)),
            torch.load(stream, weights_only=False),
        ]
        for other in copies:
            assert type(other) is type(module)
            assert repr(other) == repr(module)
            torch.testing.assert_close(other(x), module(x), rtol=0, atol=0)


@pytest.mark.parametrize("name", SHARED + OURS + GLOBAL)
def test_no_state(name: str) -> None:
    module = getattr(nn, name)(*_arguments(name)[0])
    assert isinstance(module, torch.nn.Module)
    assert not module.state_dict()
    assert not list(module.parameters())
    assert not list(module.buffers())
    theirs = getattr(torch.nn, name, None)
    if theirs is not None:  # a checkpoint of the one loads into the other
        module.load_state_dict(theirs(*_arguments(name)[0]).state_dict())


def test_export_with_a_dynamic_batch() -> None:
    network = torch.nn.Sequential(torch.nn.Conv2d(3, 4, 3), nn.MaxPool2d(2), nn.GlobalAvgPool2d())
    batch = torch.export.Dim("batch", min=1, max=64)
    program = torch.export.export(network, (torch.randn(4, 3, 9, 9),), dynamic_shapes=[{0: batch}])
    x = torch.randn(7, 3, 9, 9)
    torch.testing.assert_close(program.module()(x), network(x))


def test_export_survives_a_file() -> None:
    module = nn.SumPool2d(3, 2, 1)
    x = torch.randn(1, 2, 7, 7)
    stream = io.BytesIO()
    torch.export.save(torch.export.export(module, (x,)), stream)
    stream.seek(0)
    torch.testing.assert_close(torch.export.load(stream).module()(x), module(x))


@pytest.mark.parametrize("name", OURS + GLOBAL)
def test_repr_of_ours_makes_the_module(name: str) -> None:
    for arguments in _arguments(name):
        if len(arguments) > 4:  # return_indices is not shown, as it is not in torch.nn
            continue
        module = getattr(nn, name)(*arguments)
        again = eval(repr(module), vars(nn) | {"None": None})
        assert repr(again) == repr(module)
        torch.testing.assert_close(again(_input(name)), module(_input(name)), rtol=0, atol=0)


def test_keywords() -> None:
    x = torch.randn(2, 7, 8, 3)
    planar = x.movedim(-1, 1)
    module = nn.MaxPool2d(2, channels_last=True)
    torch.testing.assert_close(module(x).movedim(-1, 1), nn.MaxPool2d(2)(planar))
    assert "channels_last=True" in repr(module)
    mask = torch.zeros(7, 8, dtype=torch.bool)
    filled = nn.AvgPool2d(2, dilation=2, empty_value=4.0)
    assert (filled(planar, mask) == 4).all()
    assert "empty_value=4" in repr(filled)
    assert "dilation=2" in repr(filled)
    sequence = torch.randn(2, 3, 9)
    lengths = torch.tensor([4, 9])
    expected = poolwise.global_avg_pool1d(sequence, lengths=lengths)
    torch.testing.assert_close(nn.GlobalAvgPool1d()(sequence, lengths=lengths), expected)


def test_errors_come_with_the_constructor() -> None:
    with pytest.raises(ValueError, match="kernel_size"):
        nn.MaxPool2d((2, 3, 4))
    with pytest.raises(TypeError, match="stride"):
        nn.AvgPool2d(2, stride=1.5)
    with pytest.raises(ValueError, match="output_size"):
        nn.AdaptiveMaxPool2d((1, 2, 3))


def test_numpy_is_pooled_too() -> None:
    x = _input("MaxPool2d").numpy()
    assert (nn.MaxPool2d(2)(x) == poolwise.max_pool2d(x, 2)).all()


def test_classes_stand_where_pickles_look_for_them() -> None:
    """Pickles name a class and its module: that of the functions' family."""
    homes = {name: getattr(nn, name).__module__ for name in nn.__all__}
    expected = {"SoftPool2d": "powers", "GeMPool1d": "powers", "AdaptiveMaxPool3d": "order"}
    expected |= {"GlobalAvgPool1d": "means", "OrdinalPool2d": "ranks", "MixedPool2d": "learned"}
    expected |= {"StochasticPool1d": "random", "BlurPool2d": "filters", "MaxUnpool2d": "unpooling"}
    assert {name: homes[name] for name in expected} == {
        name: f"poolwise.nn.{family}" for name, family in expected.items()
    }
    for name, home in homes.items():
        found = getattr(sys.modules[home], name)
        assert found is getattr(nn, name)
        if hasattr(found, "pool"):
            assert home.rpartition(".")[2] == found.pool.__module__.rpartition(".")[2]
