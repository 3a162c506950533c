"""`torch.ops.poolwise.*` trust nothing that they are given: any program may call them."""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch

import poolwise
from poolwise import nn as pnn
from poolwise.backends import native
from poolwise.backends.torch import operator_checks, tensors
from poolwise.windows import Windows

X = torch.arange(2 * 3 * 8 * 8.0).reshape(2, 3, 8, 8)
WINDOWS = Windows.sliding(2, 2)
CODE = WINDOWS.pack()
OUT, OFFSETS = torch.ops.poolwise.pick(X, None, CODE, True, 0)
ONE = torch.ones(1, 1, dtype=torch.float64)
SEED = torch.tensor(7)

# Arguments by name, all of them right.
RIGHT: dict[str, dict[str, Any]] = {
    "pick": {"x": X, "mask": X > 3, "windows": CODE, "largest": True, "empty_value": 0},
    "total": {
        "x": X,
        "mask": X > 3,
        "windows": CODE,
        "divide": 3,
        "divisor": 2,
        "empty_value": 0,
        "target": None,
    },
    "place": {
        "grad": OUT,
        "offsets": OFFSETS,
        "windows": CODE,
        "spatial": [8, 8],
        "masked": False,
    },
    "gather": {"x": X, "offsets": OFFSETS, "windows": CODE, "masked": False},
    "indices": {"offsets": OFFSETS, "windows": CODE, "spatial": [8, 8], "masked": False},
    "spread": {
        "grad": OUT,
        "mask": X > 3,
        "windows": CODE,
        "spatial": [8, 8],
        "divide": 1,
        "divisor": 1,
    },
    "reduce": {
        "x": X,
        "mask": X > 3,
        "numbers": ONE,
        "seed": SEED,
        "windows": CODE,
        "reducer": "max_dropout",
        "first": 0,
        "empty_value": 0,
    },
    "reduce_back": {
        "grad": OUT,
        "mask": X > 3,
        "x": X,
        "numbers": ONE,
        "seed": SEED,
        "windows": CODE,
        "reducer": "soft",
        "first": 0,
        "with_slopes": True,
    },
}
RIGHT["pick_value"] = RIGHT["pick"]

NO_WINDOWS = {
    "far before": [2, 1, 1, -4000, 2],
    "farther before": [2, 1, 1, -(2**40), 2],
    "behind": [2, 2, 1, 1, 7, 0, 2, 2],
    "in disorder": [2, 2, 2, 1, 3, 0, 0, 2, 2, 2],
    "of negative size": [2, 2, 1, 1, 0, 0, -1, 2],
    "of negative number": [2, 2, -1, 1, 0, 2],
    "too short": CODE[:-1],
    "too long": [*CODE, 0],
    "nothing": [],
    "a kind alone": [0],
    "of another kind": [3, *CODE[1:]],
    "of a negative kind": [-1, *CODE[1:]],
    "of no axis": [0, 0, 0, 0],
    "of four axes": [1, 4, 1, 1, 1, 1],
    "of a negative kernel": [0, 2, 0, 0, -2, 2, 2, 2, 1, 1, 0, 0, 0, 0],
    "of no stride": [0, 2, 0, 0, 2, 2, 0, 2, 1, 1, 0, 0, 0, 0],
    "of a negative dilation": [0, 2, 0, 0, 2, 2, 2, 2, -1, 1, 0, 0, 0, 0],
    "of negative padding": [0, 2, 0, 0, 2, 2, 2, 2, 1, 1, -(2**40), 0, 0, 0],
    "of endless padding": [0, 2, 0, 0, 2, 2, 2, 2, 1, 1, 2**62, 0, 0, 0],
    "of an unknown rule": [0, 2, 0, 4, 2, 2, 2, 2, 1, 1, 0, 0, 0, 0],
    "of a third mode": [0, 2, 2, 0, 2, 2, 2, 2, 1, 1, 0, 0, 0, 0],
    "negatively adaptive": [1, 2, -2, 1],
}
MASKS = {
    "shorter": torch.ones(2, 3, 8, 7, dtype=torch.bool),
    "longer": torch.ones(2, 3, 8, 9, dtype=torch.bool),
    "of fewer axes": torch.ones(8, 8, dtype=torch.bool),
    "of bytes": torch.ones(2, 3, 8, 8, dtype=torch.uint8),
    "of floats": torch.ones(2, 3, 8, 8),
    "of one": torch.tensor(True),
}
SHAPES = [(2, 3, 4, 5), (2, 3, 5, 4), (1, 3, 4, 4), (2, 2, 4, 4), (3, 4, 4), (4,), (0,), ()]
WRONG: dict[str, list[Any]] = {
    "x": [torch.ones(()), X.long().to(torch.complex64), X.to_sparse()],
    "mask": list(MASKS.values()),
    "windows": list(NO_WINDOWS.values()),
    "grad": [*[torch.ones(shape) for shape in SHAPES], OUT.long(), OUT.to(torch.complex64)],
    "offsets": [
        *[torch.zeros(shape, dtype=torch.uint8) for shape in SHAPES],
        OFFSETS.short(),
        OFFSETS.long(),
        OFFSETS.float(),
        OFFSETS + 4,
        torch.full_like(OFFSETS, 255),
    ],
    "spatial": [[], [8], [8, 8, 8], [0, 8], [8, -8], [80, 8], [2**40, 8], [-(2**40)] * 2],
    "divide": [-1, 4, 2**40],
    "divisor": [0],
    "target": ["int8", "float32", "bool", "complex64", "", "x", "max", "INT8", "__class__"],
    "numbers": [
        None,
        torch.ones(1),
        torch.ones(0, 1),
        torch.ones(1, 2),
        torch.ones(5, 1),
        ONE * 1j,
    ],
    "seed": [torch.tensor(0.5), torch.ones(2, dtype=torch.int64), torch.ones(0, dtype=torch.int64)],
    "reducer": ["", "max", "Soft", "weighted "],
    "first": [-1, -(2**40)],
    "empty_value": [1j],
}
CASES = [(name, key) for name, right in RIGHT.items() for key in right if key in WRONG]


def test_right_ones_are_taken() -> None:
    assert RIGHT.keys() == operator_checks.CHECKS.keys() == tensors._CPU.keys()
    for name, arguments in RIGHT.items():
        getattr(torch.ops.poolwise, name)(*arguments.values())


def _on(device: str, value: Any) -> Any:
    return value.to(device) if isinstance(value, torch.Tensor) else value


@pytest.mark.parametrize("device", ["cpu", "meta"])
@pytest.mark.parametrize(("name", "key"), CASES)
def test_wrong_ones_are_refused(name: str, key: str, device: str) -> None:
    operator = getattr(torch.ops.poolwise, name)
    right = {key: _on(device, value) for key, value in RIGHT[name].items()}
    operator(*right.values())
    if key == "divisor" and name == "spread":
        right = right | {"divide": 3}
    for wrong in WRONG[key]:
        if (
            name == "indices"
            and key == "offsets"
            and wrong.shape[:2] != (2, 3)
            and wrong.shape[-2:] == (4, 4)
        ):
            continue  # nothing else says how many planes there are
        alike = isinstance(wrong, torch.Tensor) and wrong.shape == right[key].shape
        if key == "offsets" and device == "meta" and alike and wrong.dtype == OFFSETS.dtype:
            continue  # wrong elements, of which there are none
        with pytest.raises((ValueError, TypeError, RuntimeError)) as raised:
            operator(*(right | {key: _on(device, wrong)}).values())
        assert " " in str(raised.value)


@pytest.mark.parametrize("dtype", [torch.int8, torch.uint8, torch.bool, torch.int64, torch.uint64])
@pytest.mark.parametrize("reducer", native.REDUCERS)
def test_dtypes_that_no_kernel_has(reducer: str, dtype: torch.dtype) -> None:
    known = native.REDUCERS[reducer]
    count = 3 if known.numbers is None else known.numbers
    numbers = torch.ones(1, count) if count else None
    x = torch.ones(1, 1, 4, 4).to(dtype)
    call = lambda: torch.ops.poolwise.reduce(x, None, numbers, SEED, CODE, reducer, 0, 0)  # noqa: E731
    if known.keeps_dtype:
        assert (call() == 1).all()
    else:
        with pytest.raises(TypeError, match="dtype"):
            call()
    with pytest.raises(TypeError):
        torch.ops.poolwise.reduce_back(
            x[..., :2, :2], None, x, numbers, SEED, CODE, reducer, 0, False
        )
    wide, grad = torch.ones(1, 1, 4, 4), torch.ones(1, 1, 2, 2, dtype=torch.float64)
    with pytest.raises(TypeError, match="grad"):
        torch.ops.poolwise.reduce_back(grad, None, wide, numbers, SEED, CODE, reducer, 0, False)


@pytest.mark.parametrize("kernel", [2, 17, (5, 60)])
@pytest.mark.parametrize("masked", [False, True])
def test_offsets_beyond_the_window(kernel: Any, masked: bool) -> None:
    x = torch.rand(1, 2, 70, 90)
    windows = Windows.sliding(2, kernel)
    out, offsets = torch.ops.poolwise.pick(x, x > -1 if masked else None, windows.pack(), True, 0)
    most = windows.capacity((70, 90))
    arguments = (windows.pack(), [70, 90], masked)
    torch.ops.poolwise.place(out, offsets, *arguments)
    for wrong in (most, most + 1, 2 ** (8 * offsets.itemsize) - 2):
        if wrong < 2 ** (8 * offsets.itemsize) - 1:
            code = np.array(wrong).astype(str(offsets.dtype).removeprefix("torch.")).item()
            odd = offsets.clone()
            odd[0, 1, 0, 0] = code
            for call in (
                lambda o: torch.ops.poolwise.place(out, o, *arguments),
                lambda o: torch.ops.poolwise.gather(x, o, windows.pack(), masked),
                lambda o: torch.ops.poolwise.indices(o, *arguments),
            ):
                with pytest.raises(ValueError, match="offsets"):
                    call(odd)


@pytest.mark.parametrize("code", NO_WINDOWS.values(), ids=NO_WINDOWS.keys())
def test_codes_of_no_windows(code: list[int]) -> None:
    with pytest.raises((ValueError, TypeError)):
        Windows.unpack(code).axes((8, 8))
    with pytest.raises((ValueError, TypeError, RuntimeError)):
        torch.ops.poolwise.places(code, [8, 8], True)
    with pytest.raises((ValueError, TypeError, RuntimeError)):
        torch.ops.poolwise.pick_value(X.to("meta"), None, code, True, 0)


@pytest.mark.parametrize(
    "windows",
    [
        Windows.sliding(1, 3, 2, 1, 2, True),
        Windows.sliding(3, 2, 1, ((0, 1), (1, 0), (1, 1)), (1, 2, 3)),
        *[Windows.sliding(2, (2, 3), padding=rule) for rule in ("valid", "same", "same_lower")],
        Windows.adaptive(2, (3, None)),
        Windows.adaptive(1, 0),
        Windows.whole(3),
        Windows.tables(2, [[0, 1], [2]], [[3, 2], 4]),
        Windows.tables(1, [[]], [[]]),
    ],
)
def test_packed_windows_come_back(windows: Windows) -> None:
    assert Windows.unpack(windows.pack()) == windows


def _altered(program: torch.export.ExportedProgram, code: list[int]) -> Callable[..., Any]:
    """The program, saved and loaded, with other windows in its call."""
    file = io.BytesIO()
    torch.export.save(program, file)
    file.seek(0)
    module = torch.export.load(file).module()
    graph: Any = module.graph
    for node in graph.nodes:
        if "poolwise" in str(node.target):
            place = next(i for i, arg in enumerate(node.args) if isinstance(arg, (list, tuple)))
            node.args = (*node.args[:place], code, *node.args[place + 1 :])
    module.recompile()
    called: Callable[..., Any] = module
    return called


@pytest.mark.parametrize(
    "layer", [pnn.MaxPool2d(2), pnn.AvgPool2d(2), pnn.SoftPool2d(2), pnn.MedianPool2d(2)]
)
def test_programs_that_hold_wrong_calls(layer: torch.nn.Module) -> None:
    program = torch.export.export(layer, (X,))
    assert torch.equal(_altered(program, CODE)(X), layer(X))
    for code in NO_WINDOWS.values():
        with pytest.raises((ValueError, TypeError, RuntimeError)):
            _altered(program, code)(X)


def test_other_layouts_are_as_safe() -> None:
    last = X.to(memory_format=torch.channels_last)
    for x, mask in itertools.product([X, last, X[:1].expand(X.shape)], [X > 3, (last > 3)]):
        out = torch.ops.poolwise.pick_value(x, mask, CODE, True, 0)
        assert torch.equal(out, poolwise.max_pool2d(x.contiguous(), 2, mask=mask.contiguous()))


@pytest.mark.parametrize("code", [-1.0, 0.5, 5.0, 99.0, -40.0, 1e3, 1e300, np.inf, np.nan])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_what_is_between_elements_by_a_number_that_there_is_not(
    code: float, dtype: torch.dtype
) -> None:
    x = X.to(dtype)
    numbers = torch.tensor([[0.5, code]], dtype=torch.float64)
    made = torch.ops.poolwise.reduce(x, None, numbers, None, CODE, "quantile", 0, 0)
    assert torch.equal(made, poolwise.quantile_pool2d(x, 2, q=0.5, interpolation="linear"))
    back = torch.ops.poolwise.reduce_back(
        torch.ones_like(made), None, x, numbers, None, CODE, "quantile", 0, False
    )
    assert torch.equal(back[0].sum(), torch.tensor(made.numel(), dtype=dtype))
