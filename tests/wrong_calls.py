"""Calls that are wrong in one argument, of every operator, in as many ways as there are.

Of each function and module of the catalogue there is one call that is right. For each argument,
its name says what is wrong for it.
"""

from __future__ import annotations

import inspect
import math
import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
from torch.masked import masked_tensor
from torch.nn.parameter import UninitializedParameter

import poolwise
from poolwise import catalogue
from poolwise import nn as pnn

HUGE = 10**400
RULES = ("mask", "lengths", "empty_value", "channels_last")


class Frame:
    """Something with an array's attributes that is none, as data frames are."""

    def __init__(self, values: Any) -> None:
        self.values, self.shape, self.ndim = values, values.shape, values.ndim
        self.dtype, self.size = values.dtype, values.size

    def __array__(self, *args: Any, **kwargs: Any) -> Any:
        return np.asarray(self.values, *args, **kwargs)


def functions() -> list[str]:
    """The names of all functions of the catalogue, of every rank and kind of windows."""
    return sorted({name for row in catalogue.OPERATORS for name in row.functions})


def modules() -> list[str]:
    """The names of all modules of the catalogue."""
    return sorted({name for row in catalogue.OPERATORS for name in row.modules})


def kinds(function: str) -> tuple[str, ...]:
    """What a function takes: arrays and tensors, or tensors alone."""
    if function.startswith(("attention", "gated", "tree", "upsample_skip")):
        return ("tensor",)
    return ("array", "tensor")


def rank_of(name: str) -> int:
    """The number of spatial axes that a name says."""
    if name[-1] == "d" and name[-2].isdigit():
        return int(name[-2])
    return 1 if name.lower().startswith("temporal") else 2


def parameters_of(call: Any) -> dict[str, inspect.Parameter]:
    """The parameters of a function or class by name, its rules among them."""
    shown = dict(inspect.signature(call).parameters)
    if "rules" in shown:
        rules = inspect.signature(poolwise.max_pool1d).parameters
        shown |= {name: rules[name] for name in RULES}
    return {name: p for name, p in shown.items() if p.kind != p.VAR_KEYWORD}


def matrix(values: Any) -> Any:
    """A `numpy.matrix`, which NumPy warns of."""
    return np.asarray(values).view(np.matrix)


def to_kind(value: Any, kind: str) -> Any:
    """An array as a tensor, where these are wanted and can hold it; other values as they are."""
    if type(value) is np.ndarray and kind == "tensor":
        try:
            return torch.from_numpy(value)
        except TypeError:
            return value
    return value


def right_input(name: str) -> Any:
    """A tensor that functions and modules of this name pool."""
    return torch.ones(2, 4, *(4,) * rank_of(name))


def right_arguments(name: str, kind: str = "tensor") -> dict[str, Any]:
    """What a right call of a function, or of a module's constructor, must be given."""
    rank, of_module = rank_of(name), name[0].isupper()
    x, kernel = right_input(name).numpy(), (2,) * rank
    needed: dict[str, Any] = {
        "x": x,
        "kernel_size": 2,
        "output_size": 2,
        "norm_type": 2.0,
        "weights": np.ones(3, np.float32),
        "omega": np.ones((1, *kernel) if name.startswith("tree") else kernel, np.float32),
        "filters": np.ones((2, *kernel), np.float32),
        "logits": np.ones_like(x),
        "query": np.ones((1, 4), np.float32),
        "centres": np.ones((3, 4), np.float32),
        "weight": np.ones((3, 4), np.float32),
        "bias": np.ones(3, np.float32),
        "reducer": (lambda elements, _: elements[..., 0]) if name[:-2] == "pool" else "max",
        "indices": np.zeros(x.shape, np.int64),
        "boxes": np.array([[0, 0, 0, 2, 2]], np.float32),
        "skip": np.ones((2, 4, *(8,) * rank), np.float32),
        "k": 2,
        "pieces": 2,
        "corner": "top_left",
        "channels": 4,
        "spatial_dim": 4,
        "embed_dim": 4,
        "num_heads": 2,
    }
    call = getattr(pnn if of_module else poolwise, name)
    given = {n: needed[n] for n, p in parameters_of(call).items() if p.default is p.empty}
    if name[:-2] == "pool":
        given["kernel_size"] = 2
    if name.lower().startswith("fractional"):
        given["output_size"] = 3
    if name.startswith("max_unpool"):
        given["output_size"] = (8,) * rank
    if name.startswith(("LIP", "AdaptiveLIP", "GlobalLIP")):
        given["channels"] = 4
    if of_module and "Ordinal" in name:
        given["ranks"] = 3
    return {n: to_kind(value, kind) for n, value in given.items()}


# --- what is wrong --------------------------------------------------------------------------------


def wrong_inputs(kind: str, x: Any) -> list[Any]:
    """What is no x, of its shape where it has one."""
    x = np.asarray(x)
    wrong: list[Any] = [None, 3.0, "x", [[1.0, 2.0]], {"x": 1}, {1.0}, object(), np.float32(1)]
    wrong += [b"x", Frame(x), np.ma.masked_array(x), x.astype(complex), x.astype(object)]
    wrong += [x.astype(str), x.astype(">f4"), x.astype("datetime64[s]"), np.array(1.0)]
    wrong += [np.zeros(x.shape, [("a", float)]), memoryview(x), np.zeros(x.shape).tolist()]
    wrong += [x.astype(np.longdouble), x.astype(np.dtypes.StringDType()), matrix(np.ones((2, 2)))]
    if kind == "tensor":
        t = torch.from_numpy(x)
        wrong += [t.to_sparse(), t[0, 0].reshape(4, -1).to_sparse_csr(), t.to(torch.complex64)]
        wrong += [torch.nested.nested_tensor([t[0], t[1]]), torch.tensor(1.0)]
        wrong += [torch.quantize_per_tensor(t, 0.1, 0, torch.quint8), t.to(torch.float8_e5m2)]
        wrong += [t.to_mkldnn(), UninitializedParameter(), masked_tensor(t, t > 0)]
    return wrong


_FLAGS = (1, 0, 2.0, "yes", [True], np.array(True), np.int64(1), object())
_WORDS = (None, 1, "no such word", ["max"], {}, np.array("max"), object(), True)
_WHOLES = (1.5, "2", True, np.True_, [2], {}, 0, -1, HUGE, 2**64, math.nan, math.inf, 2j, object())
_SIZES = (1.5, "2", True, np.True_, [], {}, (2,) * 4, [2.0], (None, "2"), math.nan, HUGE, 2**62, -1)
_SIZES += (object(), np.array([1.5]), 2j, [True], np.ones((2, 2), int), "2", (-1,))
_PLACES = (3.0, "a", [0], {}, object(), np.array([1, 2]), np.array(["a"]), Frame(np.array([1])))
_PLACES += (np.ma.masked_array([1]), matrix([[1]]))


def _but(values: Any, *right: Any) -> list[Any]:
    """The values but those that are right after all."""
    return [value for value in values if not any(value is one for one in right)]


def _numbers(*out: float) -> list[Any]:
    """Numbers out of a range, alone and in arrays, and what is no number."""
    wrong: list[Any] = ["1", True, np.True_, {}, [0.5], 2j, np.complex64(1), HUGE, -HUGE, object()]
    for number in (math.nan, *out):
        wrong += [number, np.float32(number), np.array([number]), np.array(number)]
        wrong += [np.array([0.5, number, 0.5, 0.5], np.float32), torch.tensor([number, 0.5, 1, 1])]
    wrong += [np.array([0.5 + 0j]), np.array([True]), np.array(["1"]), np.array([None])]
    wrong += [np.ma.masked_array([0.5], [True]), matrix([[0.5]])]
    return [*wrong, np.full(3, 0.5), np.full((2, 5), 0.5), Frame(np.array([0.5]))]


_SHARES = _numbers(-0.5, 1.5, math.inf, -math.inf)
_AT_LEAST_0 = _numbers(-0.5, math.inf, -math.inf)
_TABLES = (None, 1.0, "w", [1.0], {}, object(), np.array(["a"]), np.array([True]))
_TABLES += (np.ma.masked_array([1.0], [True]), matrix([[1.0]]), UninitializedParameter())

WRONG: dict[str, Any] = {
    "kernel_size": (0, *_SIZES),
    "stride": (0, *_SIZES),
    "dilation": (0, *_SIZES),
    "blur_size": (0, 8, None, *_SIZES),
    "grid_size": (0, *_SIZES),
    "output_size": _SIZES,
    "region": _SIZES,
    "spatial_dim": (0, None, *_SIZES),
    "padding": ("full", ((1, 1),) * 4, ((1, "2"), (0, 0)), None, *_SIZES),
    "levels": (
        (0,),
        (),
        None,
        3,
        "12",
        {},
        (1, "2"),
        (True,),
        (1, -1),
        (1.0,),
        ((2,) * 4,),
        (HUGE,),
    ),
    "k": _WHOLES,
    "pieces": _WHOLES,
    "corner": _WORDS,
    "channels": _WHOLES,
    "ranks": _WHOLES,
    "clusters": _WHOLES,
    "ddof": [n for n in _WHOLES if not (type(n) is int and n == 0)],
    "iterations": [n for n in _WHOLES if not (type(n) is int and n == 0)],
    "depth": (1, *_WHOLES),
    "hidden": _WHOLES,
    "heads": _WHOLES,
    "embed_dim": _WHOLES,
    "num_heads": (3, *_WHOLES),
    "output_dim": _WHOLES,
    "dim": [*_but(_WHOLES, 0, -1), 9, -9],
    "sampling_ratio": _but(_WHOLES, 0, -1),
    "divisor_override": _but(_WHOLES, -1),
    "seed": [*_but(_WHOLES, 0), 2**64],
    "first_index": [*_but(_WHOLES, 0), 2**64, None],
    "empty_value": (None, "0", {}, [0], 2j, np.complex64(1), HUGE, object()),
    "norm_type": _numbers(0.0, -1.0, -math.inf),
    "p": _numbers(0.0, math.inf, -math.inf),
    "r": _numbers(math.inf, -math.inf),
    "q": _numbers(0.0, -0.5, 1.5, math.inf),
    "eps": (
        0.0,
        -1.0,
        math.inf,
        math.nan,
        "1",
        True,
        HUGE,
        2j,
        None,
        object(),
        np.array([1.0, 2.0]),
    ),
    "a": _SHARES,
    "beta": _SHARES,
    "lambda_": _AT_LEAST_0,
    "scale": (math.nan, math.inf, "1", True, HUGE, object()),
    "spatial_scale": (0, -1.0, math.nan, math.inf, "1", None, True, HUGE, 2j, object()),
    "output_ratio": (
        0.0,
        1.0,
        -0.5,
        math.nan,
        math.inf,
        "1",
        True,
        (0.5,) * 4,
        [],
        ("a",),
        object(),
    ),
    "interpolation": _WORDS,
    "mode": _WORDS,
    "per": _WORDS,
    "padding_mode": _WORDS,
    "sequence": _WORDS,
    "merge": _WORDS,
    "wavelet": (None, 1, (1.0,), (), ("a", "b"), {"a": 1}, object(), (math.nan, 1.0), (HUGE, 1)),
    "reducer": ("no such word", None, 1, {}, ["max"], object(), np.array("max"), True),
    "windows": (1, "all", (2, 2), object(), poolwise.Windows),
    "generator": (1, "now", object(), np.random),
    "dtype": ("nonsense", 3.5, complex, object(), np.complex64, torch.complex64),
    "return_indices": ("yes", 2.0, [True], object()),
    "weights": (
        *_TABLES,
        np.array([]),
        np.ones((3, 2)),
        np.array([-1.0, 2.0]),
        np.array([math.nan]),
    ),
    "omega": (*_TABLES, np.ones((9, 9))),
    "filters": (*_TABLES, np.ones((9, 9))),
    "filter": [*_but(_TABLES, None), np.ones((9, 9), np.float32)],
    "logits": (*_TABLES, np.ones((9, 9), np.float32)),
    "query": (*_TABLES, np.ones((9, 9), np.float32)),
    "centres": (*_TABLES, np.ones((9, 9), np.float32)),
    "weight": (*_TABLES, np.ones((9, 9), np.float32)),
    "bias": (*_TABLES, np.ones((3, 4), np.float32), np.ones(0, np.float32)),
    "keys": [*_but(_TABLES, None), np.ones((9, 9), np.float32)],
    "skip": (*_TABLES, np.ones((9, 9), np.float32)),
    "indices": (*_PLACES, np.full((2, 4), 99)),
    "_random_samples": (*_PLACES, np.array(0.5), np.ones((2, 4)), np.full((2, 4, 2), 1.5)),
    "mask": (True, "all", [True], {}, object(), np.ones((9, 9), bool), np.ones(4), np.array(["a"])),
    "lengths": (
        [3],
        [[1, 2], [3]],
        "ab",
        {},
        3,
        [9, 9],
        [-1, 2],
        [1.0, 2.0],
        [True, True],
        [None, 2],
    ),
    "boxes": (*_TABLES, np.ones(5), np.ones((2, 4)), np.full((1, 5), math.nan), [np.ones((1, 4))]),
}
WRONG["boxes"] += tuple(np.array([[image, 0, 0, 2, 2.0]]) for image in (0.5, -1, 2, math.inf, 1e30))
WRONG["lengths"] += ([HUGE, 1], [[1], [2], [3]], [1, 2, 3], np.ma.masked_array([1, 2]))
WRONG["mask"] += (np.ma.masked_array([True]), matrix([[True]]), UninitializedParameter())


# Where a name says different things.
_WRONG_OF: dict[tuple[str, str], Any] = {
    ("maxun", "output_size"): tuple(n for n in _SIZES if not isinstance(n, tuple) or len(n) != 4),
    ("polyphase", "indices"): (*_but(_PLACES, _PLACES[5]), np.full(2, 99), np.zeros(3, int)),
    ("polyphase", "p"): (0.0, -1.0, math.nan, "1", True, HUGE, 2j, None, object()),
    ("detailpreserving", "alpha"): _AT_LEAST_0,
    ("netvlad", "alpha"): _numbers(0.0, -0.5, math.inf, -math.inf),
}


def _refused(name: str, parameter: str) -> list[Any]:
    """What is wrong for a number, by its declaration; nothing where it is not declared so."""
    found = (row for row in catalogue.OPERATORS if _family(row.layer) == _family(name))
    declared = [p for row in found for p in row.parameters if p.keyword == parameter]
    check = declared[0].check if declared and declared[0].takes == "number" else None
    if check is None:
        return []
    out = []
    for number in (-math.inf, -1.5, -0.5, 0.0, 0.5, 1.0, 1.5, math.inf):
        try:
            check(parameter, number)
        except ValueError:
            out.append(number)
    return _numbers(*out)


def wrong_values(name: str, parameter: inspect.Parameter, kind: str, x: Any) -> list[Any]:
    """What is wrong for an argument of a function or a module."""
    if parameter.name == "x":
        return wrong_inputs(kind, x)
    if isinstance(parameter.default, bool) and parameter.name != "return_indices":
        return list(_FLAGS)
    wrong = _WRONG_OF.get((_family(name), parameter.name)) or _refused(name, parameter.name)
    wrong = wrong or WRONG[parameter.name]
    if parameter.default is None:
        wrong = _but(wrong, None)
    return [to_kind(value, kind) for value in wrong]


def _few(name: str, values: list[Any]) -> list[Any]:
    """Fewer values, others for each, for those that share what they do with sliding windows over
    two axes."""
    first = len(name) % 5
    is_plain = not re.match("adaptive_?[^p]|global|channel_", name.lower()) and rank_of(name) == 2
    return values if is_plain else values[first::5]


def _family(name: str) -> str:
    """The operator's name, as `_WRONG_OF` has it."""
    plain = re.sub("^(adaptive|global|channel)_?|_?pool_?[123]?d?$", "", name.lower())
    return plain.replace("_", "")


def wrong_calls(name: str, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The argument that is wrong, and all arguments, of a function or of a module's constructor."""
    call = getattr(pnn if name[0].isupper() else poolwise, name)
    given = right_arguments(name, kind)
    for parameter in parameters_of(call).values():
        for value in _few(name, wrong_values(name, parameter, kind, given.get("x"))):
            yield parameter.name, {**given, parameter.name: value}


def wrong_forwards(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The same for calls of the module itself."""
    forward = getattr(pnn, name).forward
    given = forward_arguments(name)
    for parameter in list(parameters_of(forward).values())[1:]:
        for value in _few(name, wrong_values(name, parameter, "tensor", given["x"])):
            yield parameter.name, {**given, parameter.name: value}


def forward_arguments(name: str) -> dict[str, Any]:
    """What a right call of a module must be given."""
    function = {"RoIPool": "roi_pool", "RoIAlign": "roi_align", "UpsampleSkip": "upsample_skip"}
    like = function.get(name, f"max_unpool{name[-2:]}" if name.startswith("MaxUnpool") else "")
    needed = right_arguments(like) if like else {}
    parameters = inspect.signature(getattr(pnn, name).forward).parameters.values()
    given = {p.name: needed[p.name] for p in parameters if p.name in needed}
    given.pop("output_size", None)
    return {"x": right_input(name)} | given
