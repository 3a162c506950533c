"""The C++ kernels; csrc/module.cpp says what the arguments are."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

class Axis:
    """The windows of one axis; see `poolwise.windows.Windows.numbers`."""

    @staticmethod
    def sliding(
        size: int, length: int, step: int, origin: int, stride: int, taps: int, after: int
    ) -> Axis: ...
    @staticmethod
    def adaptive(size: int, length: int) -> Axis: ...
    @staticmethod
    def listed(size: int, starts: Sequence[int], counts: Sequence[int]) -> Axis: ...

class Plan:
    def __init__(self, axes: list[Axis]) -> None: ...
    @property
    def most(self) -> int:
        """Elements of the largest window."""

class Planner:
    """Windows over arrays of one kind, whatever their shape."""

    def __init__(
        self,
        windows: list[int],
        dtype: int,
        most: int,
        channels_last: bool = False,
        pytorch: bool = False,
        keeps_format: bool = False,
        kernel_inside: bool = False,
    ) -> None: ...

class Recipe:
    """A kernel and all of its arguments but shapes and memory."""

class Calls:
    """The calls that went well."""

    def __init__(self, threads: Callable[[], int]) -> None: ...
    def know_tensors(self, torch: dict[str, Any]) -> None: ...
    def again(self, x: Any, arguments: tuple[Any, ...], sizes: tuple[Any, ...] = ()) -> Any: ...
    def kernel(
        self,
        number: int,
        adaptive: bool,
        ordinary: frozenset[int],
        wanted: Callable[[], bool],
        otherwise: Callable[..., Any],
    ) -> Callable[..., Any]: ...
    def remember(self, x: Any, arguments: tuple[Any, ...], result: Any, recipe: Recipe) -> None: ...
    def forget(self) -> None: ...

FEW: int
WIDE: int
NOTHING: int
COUNT: int
EXTENT: int
CONSTANT: int

def ready_pick(planner: Planner, dtype: int, largest: bool, with_indices: bool) -> Recipe: ...
def ready_total(
    planner: Planner, dtype: int, out_dtype: int, divide: int, divisor: int
) -> Recipe: ...
def ready_reduce(
    planner: Planner,
    reducer: int,
    dtype: int,
    out_dtype: int,
    cells: tuple[int, int],
    numbers: Any,
    table: tuple[int, int, int],
    new_seed: Callable[[], int] | None,
    first: int,
) -> Recipe: ...
def pick(
    plan: Plan,
    dtype: int,
    largest: bool,
    x: int,
    mask: int,
    out: int,
    offsets: int,
    offset_bytes: int,
    outer: int,
    inner: int,
    empty: int,
    threads: int,
) -> None: ...
def total(
    plan: Plan,
    dtype: int,
    out_dtype: int,
    divide: int,
    divisor: int,
    x: int,
    mask: int,
    out: int,
    outer: int,
    inner: int,
    empty: int,
    wide: bool,
    threads: int,
) -> None: ...
def place(
    plan: Plan,
    dtype: int,
    grad: int,
    offsets: int,
    offset_bytes: int,
    masked: bool,
    out: int,
    outer: int,
    inner: int,
    threads: int,
) -> None: ...
def gather(
    plan: Plan,
    dtype: int,
    x: int,
    offsets: int,
    offset_bytes: int,
    masked: bool,
    out: int,
    outer: int,
    inner: int,
    threads: int,
) -> None: ...
def indices(
    plan: Plan,
    offsets: int,
    offset_bytes: int,
    masked: bool,
    out: int,
    outer: int,
    inner: int,
    threads: int,
) -> None: ...
def spread(
    plan: Plan,
    dtype: int,
    divide: int,
    divisor: int,
    grad: int,
    mask: int,
    out: int,
    outer: int,
    inner: int,
    threads: int,
) -> None: ...
def dtypes() -> dict[str, int]:
    """The kernels' numbers of dtypes, by name."""

def integers_for(dtype: int) -> int:
    """The dtype of the integers that those of one are computed as, by their numbers."""

def reducers() -> dict[str, dict[str, Any]]:
    """What registry.hpp says of each, by name: see `poolwise.backends.native.Reducer`."""

def reduce(
    plan: Plan,
    reducer: int,
    dtype: int,
    out_dtype: int,
    cell: int,
    x: int,
    mask: int,
    out: int,
    numbers: int,
    number_count: int,
    groups: int,
    seed: int,
    first: int,
    outer: int,
    inner: int,
    empty: int,
    threads: int,
) -> bool: ...
def reduce_back(
    plan: Plan,
    reducer: int,
    dtype: int,
    cell: int,
    grad: int,
    x: int,
    mask: int,
    out: int,
    numbers: int,
    number_count: int,
    groups: int,
    slopes: int,
    seed: int,
    first: int,
    outer: int,
    inner: int,
    threads: int,
) -> None: ...
def address(array: NDArray[Any]) -> int: ...
def recycled_array(shape: tuple[int, ...], dtype: np.dtype[Any]) -> NDArray[Any]:
    """As `numpy.empty`, in memory that is kept for the next one. On Linux only."""

def borrow_threads() -> bool: ...
def levels() -> list[str]: ...
def level() -> str: ...
def choose_level(name: str) -> bool:
    """Take this level for all kernels; "" takes what suits each of them on this machine."""

def processor() -> str:
    """What the table of measured kernels calls this machine's processor."""
