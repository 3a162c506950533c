"""Export to ONNX: standard operators, and the same numbers in ONNX Runtime."""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest
import torch
from exports import MODULES, inputs_of, module_of, rank_of
from strategies import SHARE, some_of, thinned

from poolwise import nn as pnn

pytest.importorskip("onnx")
pytest.importorskip("onnxscript")
onnxruntime = pytest.importorskip("onnxruntime")


class Each(torch.nn.Module):
    """What each of several modules makes of the same input."""

    def __init__(self, modules: Sequence[torch.nn.Module]) -> None:
        super().__init__()
        self.each = torch.nn.ModuleList(modules)
        self.eval()

    def forward(self, *given: torch.Tensor) -> tuple[torch.Tensor, ...]:
        return tuple(module(*given) for module in self.each)


def _export(
    model: torch.nn.Module,
    given: tuple[torch.Tensor, ...],
    dynamic: Sequence[int],
    optimize: bool = True,
) -> Any:
    axes = dict.fromkeys(dynamic, torch.export.Dim.DYNAMIC)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # PyTorch's own
        return torch.onnx.export(
            model,
            given,
            dynamo=True,
            verbose=False,
            optimize=optimize,
            dynamic_shapes=(tuple(axes for _ in given),),
        ).model_proto


def _check(
    modules: dict[str, torch.nn.Module],
    given: tuple[torch.Tensor, ...],
    dynamic: Sequence[int] = (),
    optimize: bool = True,
) -> Counter[str]:
    """Export all in one graph, compare, and count its nodes of each kind."""
    model = Each(list(modules.values()))
    proto = _export(model, given, dynamic, optimize)
    assert {node.domain for node in proto.graph.node} <= {""}, "operators that ONNX has not"
    assert not proto.functions
    session = onnxruntime.InferenceSession(
        proto.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    names = [each.name for each in session.get_inputs()]
    for axis in dynamic:  # another size than that of the export
        given = tuple(torch.cat([x, x.flip(axis)], axis) for x in given)
    made = session.run(None, {n: x.numpy() for n, x in zip(names, given, strict=True)})
    with torch.no_grad():
        expected = model(*given)
    for name, ours, theirs in zip(modules, expected, made, strict=True):
        torch.testing.assert_close(
            torch.from_numpy(theirs), ours, msg=lambda text, name=name: f"{name}: {text}"
        )
    return Counter(node.op_type for node in proto.graph.node)


def _numbers(*shape: int, **options: Any) -> torch.Tensor:
    generator = torch.Generator().manual_seed(5)
    return torch.randn(*shape, generator=generator, **options)


# What these become differs from the others' in numbers alone: tried over sliding windows, and not
# again over all others.
_ALIKE = ("RankStochastic", "TopKAvg", "Ordinal", "Stochastic", "MaxDropout")

# Of each element of a window these make several nodes, in a short run of windows in 1d.
# (Of trees in 3d PyTorch makes convolutions that run only once its graph is made smaller.)
_LONG = ("AdaPool", "DetailPreservingPool", "LIPPool", "BlurPool", "MaxBlurPool", "TreePool")

_EVERYWHERE = "Sum|Avg|Max|Min|Median|LSE|RMS|LP|PowerMean|Soft|RankWeighted"


def _kinds() -> list[str]:
    """The names of modules but for their ranks; fewer places of each reducer in a short run."""
    names = list(dict.fromkeys(re.sub("[123]d$", "", name) for name in MODULES))
    if SHARE >= 1:
        return names
    reducers, places = _EVERYWHERE.split("|"), ("", "Adaptive", "Global")
    # Every reducer somewhere, and every place with every third reducer.
    chosen = {f"{places[turn % 3]}{reducer}Pool" for turn, reducer in enumerate(reducers)}
    everywhere = {f"{place}{reducer}Pool" for place in places for reducer in reducers}
    return [name for name in names if name in chosen or name not in everywhere]


def _groups() -> dict[str, list[str]]:
    """Every kind of module at one of its ranks, those that take the same input together."""
    kinds, chosen = _kinds(), dict[str, str]()
    for name in MODULES:
        kind = re.sub("[123]d$", "", name)
        if kind not in kinds or re.match(f"(Adaptive|Global)({'|'.join(_ALIKE)})Pool", name):
            continue
        if kind.startswith("RoI"):
            continue  # test_regions_are_nodes
        # Every other one in 2d, where most are used, and the others in 1d and 3d.
        rank = 1 if SHARE < 1 and kind in _LONG else (2, 1, 2, 3)[len(chosen) % 4]
        if kind not in chosen or rank_of(name) == rank:
            chosen[kind] = name
    alike: dict[str, list[str]] = {}
    for name in chosen.values():
        own = name if len(inputs_of(name)) > 1 else f"{rank_of(name)}d"
        alike.setdefault(own, []).append(name)
    return {
        f"{own}-{first}" if first else own: some_of(names[first : first + 8])
        for own, names in alike.items()
        for first in range(0, len(names), 8)
    }


GROUPS = _groups()


# In a short run some of them; test_export.py has all programs that these are made of.
@pytest.mark.parametrize("group", thinned(list(GROUPS)))
def test_all(group: str) -> None:
    names = GROUPS[group]
    # What makes the graph smaller afterwards takes a fifth of the time.
    optimize = group in thinned(list(GROUPS), 1)
    given = {name: module_of(name) for name in names}
    _check(given, inputs_of(names[0]), dynamic=(0,), optimize=optimize)


NODES: dict[str, tuple[torch.nn.Module, list[str]]] = {
    "max": (pnn.MaxPool2d(3, 2, 1, 2), ["MaxPool"]),
    "max, same": (pnn.MaxPool2d(3, 2, "same"), ["Pad", "MaxPool"]),
    "min": (pnn.MinPool2d(3, 2, 1), ["Neg", "MaxPool", "Neg"]),
    "avg": (pnn.AvgPool2d(3, 2, 1), ["AveragePool"]),
    "avg, same": (pnn.AvgPool2d(3, 1, "same", count_include_pad=False), ["AveragePool"]),
    "sum": (pnn.SumPool2d(3, 3, 1), ["AveragePool", "Mul"]),
    "lp": (pnn.LPPool2d(3, (3, 2), 2, padding=1), ["LpPool"]),
    "lp, same and dilated": (pnn.LPPool2d(2, 2, 2, padding="same", dilation=2), ["LpPool"]),
    "lp, ceil": (pnn.LPPool2d(4, 3, 2, True), ["LpPool"]),
    "rms": (pnn.RMSPool2d(3, 1), ["LpPool", "Mul"]),
    "global max": (pnn.GlobalMaxPool2d(), ["GlobalMaxPool"]),
    "global avg": (pnn.GlobalAvgPool2d(), ["GlobalAveragePool"]),
    "global sum": (pnn.GlobalSumPool2d(), ["ReduceSum"]),
    "global lp": (pnn.GlobalLPPool2d(3), ["GlobalLpPool"]),
}


def test_nodes() -> None:
    given = {name: module for name, (module, _) in NODES.items()}
    x = _numbers(2, 3, 9, 8)
    expected = Counter(kind for _, kinds in NODES.values() for kind in kinds)
    assert _check(given, (x,)) == expected


def test_regions_are_nodes() -> None:
    align = {
        "adaptive": pnn.RoIAlign((2, 3), 0.5),
        "aligned": pnn.RoIAlign(2, sampling_ratio=3, aligned=True),
        "max": pnn.RoIAlign(2, sampling_ratio=2, mode="max"),
        "pool": pnn.RoIPool((3, 2), 0.5),
    }
    found = _check(align, inputs_of("RoIAlign"), dynamic=(0,))
    assert (found["RoiAlign"], found["MaxRoiPool"]) == (2, 1)


# What ONNX's pooling does not have, made of its other operators.
COMPOSED: dict[str, torch.nn.Module] = {
    "max, ceil": pnn.MaxPool2d(3, 2, 1, ceil_mode=True),
    "max, same, with holes": pnn.MaxPool2d(2, 3, "same_lower", 2),
    "avg, ceil": pnn.AvgPool2d(3, 2, 1, ceil_mode=True, count_include_pad=False),
    "avg, uneven padding": pnn.AvgPool2d(3, 2, ((0, 2), (1, 0)), ceil_mode=True),
    "avg, divided": pnn.AvgPool2d(2, divisor_override=3),
    "sum, dilated": pnn.SumPool2d((3, 2), dilation=2),
    "sum, ceil": pnn.SumPool2d(3, 2, 1, ceil_mode=True),
    "lp, signed": pnn.LPPool2d(3, 2, signed=True),
    "lp, broken": pnn.LPPool2d(1.5, 3, 2, padding=1),
    "lp, largest": pnn.LPPool2d(float("inf"), 3, 2, padding=1),
    "lp, learned": pnn.LPPool2d(2, 2, learned=True, channels=3),
    "median, lower": pnn.MedianPool2d(2, interpolation="lower"),
    "median, upper": pnn.MedianPool2d(2, interpolation="upper", dtype=torch.float64),
    "ordinal": pnn.OrdinalPool2d(2, channels=3),
    "random mixture": pnn.MixedPool2d(2, mode="random"),
}


def test_composed() -> None:
    given = {name: COMPOSED[name] for name in some_of(COMPOSED)}
    _check(given, (_numbers(2, 3, 9, 8).abs(),))  # signed norms of negative sums are NaN


def test_double_precision() -> None:
    names = ("lp", "max", "global max", "global avg")
    modules = {name: NODES[name][0] for name in names}
    # ONNX Runtime has norms and global pooling for float32 alone: these are composed.
    assert not {"LpPool", "GlobalMaxPool"} & set(
        _check(modules, (_numbers(2, 3, 9, 8, dtype=torch.float64),))
    )


@pytest.mark.parametrize("name", ["StochasticPool2d", "FractionalMaxPool2d"])
def test_nothing_random(name: str) -> None:
    model = Each([module_of(name)]).train()
    with pytest.raises(Exception, match=r"ONNX has no random pooling: .* after \.eval\(\)"):
        _export(model, inputs_of(name), ())


def test_in_a_network() -> None:
    model = torch.nn.Sequential(torch.nn.Conv2d(3, 4, 3), torch.nn.ReLU(), pnn.MaxPool2d(2))
    found = _check({"network": model}, (_numbers(2, 3, 9, 8),))
    assert found == {"Conv": 1, "Relu": 1, "MaxPool": 1}


def test_sizes_may_be_dynamic() -> None:
    names = ("max", "min", "avg", "sum", "global max", "global avg", "global lp")
    modules = {name: NODES[name][0] for name in names}
    modules |= {"lp": pnn.LPPool2d(2, 2), "gem": pnn.GeMPool2d()}
    modules["avg, ceil"] = pnn.AvgPool2d(3, 2, 1, ceil_mode=True)
    modules = {name: modules[name] for name in some_of(modules)}
    _check(modules, (_numbers(2, 3, 9, 8),), (0, 2, 3))


class Sequences(torch.nn.Module):
    """A module of padded sequences."""

    def __init__(self, module: torch.nn.Module) -> None:
        super().__init__()
        self.module = module

    def forward(self, x: torch.Tensor, lengths: torch.Tensor) -> Any:
        return self.module(x, lengths=lengths)


def test_lengths() -> None:
    names = ("GlobalMaxPool1d", "LPPool1d", "MedianPool1d", "KMaxPool1d")
    modules = {name: Sequences(module_of(name)) for name in names}
    _check(modules, (_numbers(3, 2, 8), torch.tensor([8, 0, 3])))


# What has no operator of ONNX's over axes of any size.
FIXED: dict[str, torch.nn.Module] = {
    "max, same": pnn.MaxPool2d(3, 2, "same"),
    "avg, dilated": pnn.AvgPool2d(2, 1, dilation=2),
    "adaptive": pnn.AdaptiveAvgPool2d((None, 3)),
    "rms": pnn.RMSPool2d(3, 2, 1),
    "lp, broken": pnn.LPPool2d(1.5, 2),
    "blur": pnn.BlurPool2d(),
}


@pytest.mark.parametrize("name", thinned(list(FIXED)))
def test_sizes_are_not_fixed_without_a_word(name: str) -> None:
    # PyTorch's exporter makes numbers of named sizes where it has to, and says nothing.
    model = torch.nn.Sequential(FIXED[name]).eval()
    sizes = {2: torch.export.Dim("height"), 3: torch.export.Dim("width")}
    with pytest.raises(Exception, match=r"ONNX has no operator for these windows over axes of any"):
        torch.onnx.export(
            model, (_numbers(2, 3, 9, 8),), dynamo=True, verbose=False, dynamic_shapes=(sizes,)
        )


def test_sizes_of_learned_positions_are_not_fixed_without_a_word() -> None:
    sizes = {2: torch.export.Dim("height"), 3: torch.export.Dim("width")}
    with pytest.raises(Exception, match="without resample=True, AttentionPool2d is for x of"):
        torch.onnx.export(
            module_of("AttentionPool2d"),
            inputs_of("AttentionPool2d"),
            dynamo=True,
            verbose=False,
            dynamic_shapes=(sizes,),
        )
