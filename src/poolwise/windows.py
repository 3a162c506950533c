"""Where a pooling operator looks: every rule of shape and padding, said once.

A `Windows` gives, for each spatial axis, a table with one entry per window: where its first real
element lies, how many real elements it has and how far apart they are. Whatever made the windows
(sliding, adaptive, one global window), the kernels only ever see these tables.
"""

from __future__ import annotations

import marshal
import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

Ints = int | Sequence[int]
"""An integer for all spatial axes, or one for each."""

Padding = int | Sequence[int] | Sequence[Sequence[int]] | Literal["valid", "same", "same_lower"]
"""An integer, one per axis, a (before, after) pair per axis, or a named rule."""

AXIS_NAMES = {1: ("length",), 2: ("height", "width"), 3: ("depth", "height", "width")}

# Tables hold int64. Keeping every single quantity below 2^62 lets any two of them be added.
_LIMIT = 2**62
_NAMED_PADDING = ("valid", "same", "same_lower")

_W = TypeVar("_W", bound="Windows")


@dataclass(frozen=True)
class Axis:
    """The windows of one axis as tables, int64, one entry per window.

    Window i holds the positions ``start[i] + j * step``, ``0 <= j < count[i]``, all of them real.
    ``extent[i]`` counts its taps inside the padded input, which is what
    ``count_include_pad=True`` divides by.
    """

    size: int
    start: NDArray[np.int64]
    count: NDArray[np.int64]
    extent: NDArray[np.int64]
    step: int

    def __len__(self) -> int:
        return len(self.start)


class Windows:
    """Windows over 1, 2 or 3 spatial axes, made by `sliding`, `adaptive`, `whole` or `tables`.

    Example:
        >>> windows = Windows.sliding(2, kernel_size=3, stride=2, padding="same")
        >>> windows.output_shape((7, 8))
        (4, 4)
        >>> windows.axes((7, 8))[1].count.tolist()
        [3, 3, 3, 2]
    """

    rank: int

    @cached_property
    def code(self) -> tuple[int, ...]:
        """What `pack` gives, kept."""
        return tuple(self.pack())

    @cached_property
    def _hash(self) -> int:
        return hash(tuple(self.pack()))

    @staticmethod
    def sliding(
        rank: int,
        kernel_size: Ints,
        stride: Ints | None = None,
        padding: Padding = 0,
        dilation: Ints = 1,
        ceil_mode: bool = False,
    ) -> Sliding:
        """Windows of one size at regular steps.

        Args:
            rank: number of spatial axes, 1 to 3.
            kernel_size: elements of a window along each axis.
            stride: distance between windows; `kernel_size` when None.
            padding: positions added around the input: an int, one int per axis, a (before, after)
                pair per axis, ``"valid"`` (none), ``"same"`` (output = ceil(input / stride), the
                extra position after) or ``"same_lower"`` (the extra position before).
            dilation: distance between the elements of a window.
            ceil_mode: also keep a last window that hangs over the end, if it starts inside.

        Raises:
            ValueError, TypeError: an argument has the wrong length, type or range.
        """
        return _kept(_sliding, (rank, kernel_size, stride, padding, dilation, ceil_mode))

    @staticmethod
    def adaptive(rank: int, output_size: int | Sequence[int | None] | None) -> Adaptive:
        """As many windows as asked for, spread evenly: window i is [⌊i·in/out⌋, ⌈(i+1)·in/out⌉).

        Args:
            rank: number of spatial axes, 1 to 3.
            output_size: windows along each axis; None keeps the input's size.

        Raises:
            ValueError, TypeError: `output_size` has the wrong length, type or range.
        """
        return _kept(_adaptive, (rank, output_size))

    @staticmethod
    def whole(rank: int) -> Adaptive:
        """One window that holds everything, for global pooling."""
        return _kept(_adaptive, (rank, 1))

    @staticmethod
    def tables(
        rank: int, starts: Sequence[Sequence[int]], counts: Sequence[int | Sequence[int]]
    ) -> Tables:
        """Windows of any sizes, in order: none begins or ends before the one before it.

        Args:
            rank: number of spatial axes, 1 to 3.
            starts: for each axis, the first position of each window.
            counts: for each axis, the number of positions of each window, or one for all of them.

        Raises:
            ValueError, TypeError: an argument has the wrong length, type or range.
        """
        return _tables(rank, starts, counts)

    @staticmethod
    def unpack(code: Sequence[int]) -> Windows:
        """The windows that `pack` wrote down.

        Raises:
            ValueError, TypeError: it did not write this.
        """
        if len(code) < 2 or code[0] not in range(len(_KINDS)) or code[1] not in AXIS_NAMES:
            raise ValueError(_no_code(code))
        return _KINDS[code[0]]._unpack(code)

    def pack(self) -> list[int]:
        """All of the geometry as a flat list of integers, for operator schemas."""
        raise NotImplementedError

    @classmethod
    def _unpack(cls, code: Sequence[int]) -> Windows:
        raise NotImplementedError

    def output_shape(self, spatial: Sequence[int]) -> tuple[int, ...]:
        """Number of windows along each axis of an input of this spatial shape.

        Raises:
            ValueError: no window fits; the message names the axis.
        """
        self._check_spatial(spatial)
        return tuple([self._length(axis, size) for axis, size in enumerate(spatial)])

    def axes(self, spatial: Sequence[int]) -> tuple[Axis, ...]:
        """The tables for an input of this spatial shape, one `Axis` per spatial axis."""
        shape = self.output_shape(spatial)
        return tuple(
            self._axis(axis, size, n)
            for axis, (size, n) in enumerate(zip(spatial, shape, strict=True))
        )

    def numbers(self, spatial: Sequence[int], shape: Sequence[int]) -> list[tuple[Any, ...]]:
        """The same in as few numbers as say it, for the kernels, which work the rest out.

        `shape` is what `output_shape` gives. Of each axis ``("sliding", size, windows, step,
        origin, stride, taps, padding after it)``, ``("adaptive", size, windows)``, or
        ``("listed", size, starts, counts)``.
        """
        sizes = enumerate(zip(spatial, shape, strict=True))
        return [self._numbers(axis, size, n) for axis, (size, n) in sizes]

    def first_empty(self, spatial: Sequence[int]) -> tuple[int, int] | None:
        """The axis and number of the first window without a real element, if there is one."""
        return first_empty(self.numbers(spatial, self.output_shape(spatial)))

    def between(
        self, spatial: Sequence[int], numbers: Sequence[slice]
    ) -> tuple[Windows, tuple[slice, ...]]:
        """The windows of these numbers along each axis alone, and the elements of x that they are
        windows over. Each axis keeps one element at least."""
        axes = [self._among(axis, n, spatial[axis]) for axis, n in enumerate(numbers)]
        tables = [[(i - first.start, n) for i, n in windows] for first, windows in axes]
        starts, counts = ([[w[k] for w in table] for table in tables] for k in (0, 1))
        return _tables(self.rank, starts, counts), tuple(inside for inside, _ in axes)

    def _among(self, axis: int, numbers: slice, size: int) -> tuple[slice, list[tuple[int, int]]]:
        """The elements of one axis that some windows lie among, and their starts and counts."""
        windows = self._listed(axis, numbers, size)
        first = min(windows[0][0], size - 1)
        return slice(first, max(sum(windows[-1]), first + 1)), windows

    def _listed(self, axis: int, numbers: slice, size: int) -> list[tuple[int, int]]:
        raise NotImplementedError

    def allows_empty_max(self) -> bool:
        """Whether PyTorch pools maxima over these windows even where one of them is empty."""
        return False

    def capacity(self, spatial: Sequence[int]) -> int:
        """How many elements the largest window can hold; works on symbolic shapes too."""
        product = 1
        for axis, size in enumerate(spatial):  # compilers do not trace a product of a generator
            product *= self._most(axis, size)
        return product

    def capacity_bound(self, spatial: Sequence[int]) -> int:
        """At least `capacity`, by a rougher and simpler rule."""
        return self.capacity(spatial)

    def _length(self, axis: int, size: int) -> int:
        raise NotImplementedError

    def _most(self, axis: int, size: int) -> int:
        raise NotImplementedError

    def _axis(self, axis: int, size: int, length: int) -> Axis:
        raise NotImplementedError

    def _numbers(self, axis: int, size: int, length: int) -> tuple[Any, ...]:
        raise NotImplementedError

    def _check_spatial(self, spatial: Sequence[int]) -> None:
        if len(spatial) != self.rank:
            raise ValueError(f"{self.rank} spatial axes expected, got the shape {tuple(spatial)}")
        for name, size in zip(AXIS_NAMES[self.rank], spatial, strict=True):
            if size < 1:
                raise ValueError(f"the {name} of x is {size}; pooling needs at least 1")


@dataclass(frozen=True)
class Sliding(Windows):
    """Windows of one size at regular steps; see `Windows.sliding`."""

    rank: int
    kernel_size: tuple[int, ...]
    stride: tuple[int, ...]
    padding: tuple[tuple[int, int], ...] | str
    dilation: tuple[int, ...]
    ceil_mode: bool

    def __hash__(self) -> int:  # every call looks something up by its windows
        return self._hash

    def pads(self, axis: int, size: int) -> tuple[int, int]:
        """Positions added before and after an axis of this size."""
        if not isinstance(self.padding, str):
            return self.padding[axis]
        if self.padding == "valid":
            return 0, 0
        missing = (self._same_length(axis, size) - 1) * self.stride[axis] + self._span(axis) - size
        if missing <= 0:
            return 0, 0
        half = missing // 2
        return (half, missing - half) if self.padding == "same" else (missing - half, half)

    def missing(self, axis: int, size: int) -> int:
        """Positions that the windows reach after an axis of this size."""
        before, _ = self.pads(axis, size)
        last = (self._length(axis, size) - 1) * self.stride[axis] + self._span(axis)
        return max(last - before - size, 0)

    def pack(self) -> list[int]:
        if isinstance(self.padding, str):
            rule, pads = 1 + _NAMED_PADDING.index(self.padding), ((0, 0),) * self.rank
        else:
            rule, pads = 0, self.padding
        before, after = [b for b, _ in pads], [a for _, a in pads]
        head = [0, self.rank, int(self.ceil_mode), rule]
        return [*head, *self.kernel_size, *self.stride, *self.dilation, *before, *after]

    @classmethod
    def _unpack(cls, code: Sequence[int]) -> Windows:
        if len(code) != 4 + 5 * code[1] or code[2] not in (0, 1) or code[3] not in range(4):
            raise ValueError(_no_code(code))
        rank, ceil_mode, rule = code[1:4]
        kernel, stride, dilation, before, after = (
            tuple(code[4 + i * rank : 4 + (i + 1) * rank]) for i in range(5)
        )
        padding: Any = _NAMED_PADDING[rule - 1] if rule else tuple(zip(before, after, strict=True))
        return _sliding(rank, kernel, stride, padding, dilation, bool(ceil_mode))

    def between(
        self, spatial: Sequence[int], numbers: Sequence[slice]
    ) -> tuple[Windows, tuple[slice, ...]]:
        inside, pads = [], []
        for axis, (size, these) in enumerate(zip(spatial, numbers, strict=True)):
            origin = -self.pads(axis, size)[0]
            first = origin + these.start * self.stride[axis]
            last = origin + (these.stop - 1) * self.stride[axis] + self._span(axis)
            inside.append(slice(min(max(first, 0), size - 1), max(min(last, size), 1)))
            # What hangs over the padding, too, hangs over it here.
            pads.append((max(-first, 0), min(max(last - size, 0), self.pads(axis, size)[1])))
        return _sliding(
            self.rank, self.kernel_size, self.stride, tuple(pads), self.dilation, self.ceil_mode
        ), tuple(inside)

    def allows_empty_max(self) -> bool:
        return not isinstance(self.padding, str) and all(
            before == after and 2 * before <= kernel
            for (before, after), kernel in zip(self.padding, self.kernel_size, strict=True)
        )

    def _span(self, axis: int) -> int:
        return self.dilation[axis] * (self.kernel_size[axis] - 1) + 1

    def _same_length(self, axis: int, size: int) -> int:
        return -(-size // self.stride[axis])

    def _length(self, axis: int, size: int) -> int:
        span = self._span(axis)
        before, after = self.pads(axis, size)
        if max(span, size + before + after) >= _LIMIT:
            raise ValueError(
                f"kernel_size[{axis}]={self.kernel_size[axis]} with dilation {self.dilation[axis]} "
                f"and padding {before}+{after} spans 2^62 elements or more"
            )
        if self.padding in ("same", "same_lower"):
            return self._same_length(axis, size)
        stride = self.stride[axis]
        room = size + before + after - span
        length = (room + (stride - 1 if self.ceil_mode else 0)) // stride + 1
        if self.ceil_mode and (length - 1) * stride >= size + before:
            length -= 1  # the last window would start in the padding after the input
        if length < 1:
            raise ValueError(self._too_large(axis, size, before, after))
        return length

    def _most(self, axis: int, size: int) -> int:
        # Small kernels need no look at the size, which keeps a symbolic size free.
        kernel = self.kernel_size[axis]
        return kernel if kernel <= 16 else min(kernel, size)

    def _too_large(self, axis: int, size: int, before: int, after: int) -> str:
        name = AXIS_NAMES[self.rank][axis]
        spread = self.dilation[axis]
        reach = f" with dilation {spread} spans {self._span(axis)}, which" if spread > 1 else ""
        return (
            f"kernel_size[{axis}]={self.kernel_size[axis]}{reach} is larger than the padded {name} "
            f"{size + before + after} ({name} {size}, padding {before}+{after})"
        )

    def _numbers(self, axis: int, size: int, length: int) -> tuple[Any, ...]:
        before, after = self.pads(axis, size)
        stride = self.stride[axis] if length > 1 else 1
        step, kernel = self.dilation[axis], self.kernel_size[axis]
        return "sliding", size, length, step, -before, stride, kernel, after

    def _axis(self, axis: int, size: int, length: int) -> Axis:
        _, _, _, step, first, stride, kernel, after = self._numbers(axis, size, length)
        origin = np.arange(length, dtype=np.int64) * stride + first
        skipped = np.maximum(-(origin // step), 0)  # taps that fall before the input
        inside = np.minimum(-((origin - size) // step), kernel)  # taps before the input's end
        padded = np.minimum(-((origin - size - after) // step), kernel)
        count = np.maximum(inside - skipped, 0)
        return Axis(size, origin + skipped * step, count, padded, step)


@dataclass(frozen=True)
class Adaptive(Windows):
    """A given number of windows, spread evenly; see `Windows.adaptive`."""

    rank: int
    output_size: tuple[int | None, ...]

    KEEP: ClassVar[int] = -1

    def __hash__(self) -> int:
        return self._hash

    def pack(self) -> list[int]:
        return [1, self.rank, *(self.KEEP if n is None else n for n in self.output_size)]

    @classmethod
    def _unpack(cls, code: Sequence[int]) -> Windows:
        if len(code) != 2 + code[1]:
            raise ValueError(_no_code(code))
        return _adaptive(code[1], tuple(None if n == cls.KEEP else n for n in code[2:]))

    def _length(self, axis: int, size: int) -> int:
        asked = self.output_size[axis]
        length = size if asked is None else asked
        if length * size >= _LIMIT:
            raise ValueError(f"output_size[{axis}]={length} is too large for an axis of {size}")
        return length

    def capacity_bound(self, spatial: Sequence[int]) -> int:
        # max(1, …): without windows any bound will do.
        shape = self.output_shape(spatial)
        return math.prod(size // max(1, n) + 2 for size, n in zip(spatial, shape, strict=True))

    def _most(self, axis: int, size: int) -> int:
        length = self._length(axis, size)
        if length == 0:
            return 0
        whole, rest = size // length, size % length  # symbolic integers have no divmod
        # With a remainder, windows round outwards: at both ends, unless starts repeat often enough.
        return whole if rest == 0 else whole + (1 if length % rest == 0 else 2)

    def _axis(self, axis: int, size: int, length: int) -> Axis:
        i = np.arange(length, dtype=np.int64)
        start = i * size // max(length, 1)
        count = -(-((i + 1) * size) // max(length, 1)) - start
        return Axis(size, start, count, count, 1)

    def _listed(self, axis: int, numbers: slice, size: int) -> list[tuple[int, int]]:
        length = self._length(axis, size)
        starts = [i * size // length for i in range(numbers.start, numbers.stop)]
        ends = [-(-(i + 1) * size // length) for i in range(numbers.start, numbers.stop)]
        return [(start, end - start) for start, end in zip(starts, ends, strict=True)]

    def _numbers(self, axis: int, size: int, length: int) -> tuple[Any, ...]:
        return "adaptive", size, length


@dataclass(frozen=True)
class Tables(Windows):
    """Windows of any sizes, in order; see `Windows.tables`."""

    rank: int
    starts: tuple[tuple[int, ...], ...]
    counts: tuple[tuple[int, ...], ...]

    def __hash__(self) -> int:
        return self._hash

    @property
    def weight(self) -> int:
        """How many windows there are on all axes."""
        return sum(map(len, self.starts))

    def pack(self) -> list[int]:
        lengths = [len(starts) for starts in self.starts]
        tables = [n for table in (*self.starts, *self.counts) for n in table]
        return [2, self.rank, *lengths, *tables]

    @classmethod
    def _unpack(cls, code: Sequence[int]) -> Windows:
        rank = code[1]
        lengths, first, tables = code[2 : 2 + rank], 2 + rank, []
        if min(lengths, default=-1) < 0 or len(code) != 2 + rank + 2 * sum(lengths):
            raise ValueError(_no_code(code))
        for length in (*lengths, *lengths):
            tables.append(tuple(code[first : first + length]))
            first += length
        return _tables(rank, tables[:rank], tables[rank:])

    def _length(self, axis: int, size: int) -> int:
        starts, counts = self.columns(axis)
        if starts and starts[-1] + counts[-1] > size:  # windows are in order
            ends = map(sum, zip(starts, counts, strict=True))
            window, end = next((i, end) for i, end in enumerate(ends) if end > size)
            raise ValueError(
                f"window {window} along the {AXIS_NAMES[self.rank][axis]} ends at {end}, "
                f"behind the axis of {size}"
            )
        return len(starts)

    def columns(self, axis: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Of one axis the starts and the counts."""
        return self.starts[axis], self.counts[axis]

    def _most(self, axis: int, size: int) -> int:
        return max(self.counts[axis], default=0)

    def _axis(self, axis: int, size: int, length: int) -> Axis:
        start, count = (np.array(table, np.int64) for table in self.columns(axis))
        return Axis(size, start, count, count, 1)

    def _listed(self, axis: int, numbers: slice, size: int) -> list[tuple[int, int]]:
        starts, counts = self.columns(axis)
        return list(zip(starts[numbers], counts[numbers], strict=True))

    def _numbers(self, axis: int, size: int, length: int) -> tuple[Any, ...]:
        return "listed", size, *self.columns(axis)


_KINDS: tuple[type[Windows], ...] = (Sliding, Adaptive, Tables)


def first_empty(numbers: Sequence[tuple[Any, ...]]) -> tuple[int, int] | None:
    """The axis and number of the first window without a real element, in `Windows.numbers`."""
    for axis, (form, *numbers_of_axis) in enumerate(numbers):
        window = None
        if form == "sliding":
            window = _first_empty_sliding(*numbers_of_axis)
        elif form == "listed" and 0 in numbers_of_axis[-1]:
            window = numbers_of_axis[-1].index(0)
        if window is not None:
            return axis, window
    return None


def _first_empty_sliding(
    size: int, length: int, step: int, origin: int, stride: int, taps: int, after: int
) -> int | None:
    if origin + (taps - 1) * step < 0:
        return 0
    # Windows that begin before the axis may step over all of it.
    for window in range(min(-(origin // stride), length) if step > size else 0):
        if (origin + window * stride) % step >= size:
            return window
    if isinstance(after, int) and after <= (taps - 1) * step:
        return None  # none begins behind the axis; to find that out would fix a symbolic size
    behind = -((origin - size) // stride)
    return behind if behind < length else None


def _no_code(code: Sequence[int]) -> str:
    shown = f"{list(code[:20])}{'…' if len(code) > 20 else ''}"
    return f"windows={shown} are no kind, rank and numbers of windows as Windows.pack() writes them"


_windows: dict[bytes, Any] = {}


def _kept(make: Callable[..., _W], arguments: tuple[Any, ...]) -> _W:
    """make(*arguments), the same object for the same arguments: checking them takes longer than
    pooling a small array. (The makers differ in how many they take.)"""
    is_compiling = getattr(sys.modules.get("torch.compiler"), "is_compiling", None)
    if is_compiling is not None and is_compiling():
        return make(*arguments)  # some may be symbolic, and what is traced is kept anyway
    try:
        # In bytes 2, 2.0 and True differ, inside tuples too; a dictionary takes them for equal.
        key = marshal.dumps(arguments, 2)
    except ValueError:
        return make(*arguments)
    windows: _W | None = _windows.get(key)
    if windows is None:
        windows = make(*arguments)
        if _is_plain(arguments):
            if len(_windows) >= 1024:
                _windows.clear()
            _windows[key] = windows
    return windows


def _is_plain(value: Any) -> bool:
    """Whether no other value has the same bytes: NumPy's numbers and arrays give only theirs."""
    if type(value) in (tuple, list):
        return all(_is_plain(part) for part in value)
    return value is None or type(value) in (int, bool, str)


def _sliding(
    rank: int,
    kernel_size: Ints,
    stride: Ints | None,
    padding: Padding,
    dilation: Ints,
    ceil_mode: bool,
) -> Sliding:
    _check_rank(rank)
    kernel = integers("kernel_size", kernel_size, rank, least=1)
    # PyTorch reads an empty tuple as no stride given.
    given = stride is not None and not (isinstance(stride, tuple) and not stride)
    return Sliding(
        rank,
        kernel,
        integers("stride", stride, rank, least=1) if given else kernel,  # type: ignore[arg-type]
        _padding(padding, rank),
        integers("dilation", dilation, rank, least=1),
        flag("ceil_mode", ceil_mode),
    )


def _adaptive(rank: int, output_size: int | Sequence[int | None] | None) -> Adaptive:
    _check_rank(rank)
    if output_size is None or _is_integer(output_size):
        sizes: Sequence[Any] = (output_size,)
    else:
        sizes = output_size if isinstance(output_size, (tuple, list)) else [output_size]
    if len(sizes) == 1:
        sizes = tuple(sizes) * rank
    asked = tuple(0 if n is None else n for n in sizes)
    checked = integers("output_size", asked, rank, least=0)
    return Adaptive(
        rank, tuple(None if n is None else m for n, m in zip(sizes, checked, strict=True))
    )


def _tables(
    rank: int, starts: Sequence[Sequence[int]], counts: Sequence[int | Sequence[int]]
) -> Tables:
    _check_rank(rank)
    made = []
    for name, given in (("starts", starts), ("counts", counts)):
        if not isinstance(given, (tuple, list)) or len(given) != rank:
            raise ValueError(f"{name} must have {rank} tables, one per axis, got {given!r}")
        tables = []
        for axis, table in enumerate(given):
            if name == "starts" and not isinstance(table, (tuple, list, np.ndarray)):
                raise TypeError(f"starts[{axis}] must be a sequence of integers, got {table!r}")
            windows = len(starts[axis])
            tables.append(integers(f"{name}[{axis}]", table, windows, least=0))
        made.append(tuple(tables))
    for axis, (first, count) in enumerate(zip(*made, strict=True)):
        # Kernels walk a gradient's windows in order.
        ends = tuple(map(sum, zip(first, count, strict=True)))
        for window in range(1, len(first)):
            if first[window] < first[window - 1] or ends[window] < ends[window - 1]:
                raise ValueError(
                    f"windows must be in order, but window {window} of axis {axis}, "
                    f"[{first[window]}, {ends[window]}), begins or ends before the one before it, "
                    f"[{first[window - 1]}, {ends[window - 1]})"
                )
    return Tables(rank, *made)


def _check_rank(rank: Any) -> None:
    if not _is_integer(rank):
        raise TypeError(f"rank must be an integer, got {rank!r}")
    if rank not in AXIS_NAMES:
        raise ValueError(f"rank={rank} must be 1, 2 or 3, the number of spatial axes")


def _is_integer(value: Any) -> bool:
    # torch.SymInt stands for an integer while PyTorch traces with dynamic shapes.
    if isinstance(value, (bool, np.bool_)):
        return False
    return isinstance(value, (int, np.integer)) or type(value).__name__ == "SymInt"


def flag(name: str, value: Any) -> bool:
    """The value as a bool.

    Raises:
        TypeError: it is none; numbers and text are not.
    """
    if not isinstance(value, (bool, np.bool_)):
        raise TypeError(f"{name} must be True or False, got {value!r}")
    return bool(value)


def said(value: Any) -> str:
    """A number in an error's message: Python spells integers out up to some length alone."""
    if isinstance(value, int) and value.bit_length() > 1024:
        return f"<an integer of {value.bit_length()} bits>"
    return repr(value)


def integers(name: str, value: Ints, rank: int, least: int) -> tuple[int, ...]:
    """The value as an integer for each axis.

    Raises:
        ValueError, TypeError: it has the wrong length, type or range.
    """
    values: Sequence[int]
    if _is_integer(value):
        values = (value,) * rank  # type: ignore[assignment]
    elif isinstance(value, (tuple, list)) or (isinstance(value, np.ndarray) and value.ndim == 1):
        values = tuple(value) * rank if len(value) == 1 else tuple(value)
    else:
        raise TypeError(f"{name} must be an integer or {rank} of them, got {value!r}")
    if len(values) != rank:
        raise ValueError(f"{name} must be an integer or {rank} of them, got {value!r}")
    for axis, n in enumerate(values):
        if not _is_integer(n):
            raise TypeError(f"{name}[{axis}] must be an integer, got {n!r}")
        if n < least or n >= _LIMIT:
            raise ValueError(
                f"{name}[{axis}]={said(n)} must be at least {least} and less than 2^62"
            )
    return tuple(int(n) if isinstance(n, np.integer) else n for n in values)


def _padding(padding: Padding, rank: int) -> tuple[tuple[int, int], ...] | str:
    if isinstance(padding, str):
        if padding not in _NAMED_PADDING:
            named = ", ".join(repr(rule) for rule in _NAMED_PADDING)
            raise ValueError(f"padding={padding!r} must be one of {named}, or integers")
        return padding
    if isinstance(padding, (tuple, list)) and any(isinstance(p, (tuple, list)) for p in padding):
        if len(padding) != rank or any(
            not isinstance(p, (tuple, list)) or len(p) != 2 for p in padding
        ):
            raise ValueError(
                f"padding={padding!r} must have {rank} (before, after) pairs, one per axis"
            )
        before = integers("padding", [p[0] for p in padding], rank, least=0)
        after = integers("padding", [p[1] for p in padding], rank, least=0)
        return tuple(zip(before, after, strict=True))
    return tuple((p, p) for p in integers("padding", padding, rank, least=0))  # type: ignore[arg-type]
