"""The native kernels behind arrays of any kind in the memory of the CPU.

A `Host` says how one kind of array (NumPy, PyTorch) is laid out and made; all that the kernels
need beyond that is said here once. Kernels see [outer, depth, height, width, inner]: planar arrays
have inner = 1, channels-last ones have their channels there.
"""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from .. import _native
from ..threads import get_num_threads
from ..windows import AXIS_NAMES, Tables, Windows, first_empty, said

CODES = _native.dtypes()
CODES["bool"] = CODES["uint8"]
FLOATS = ("float16", "bfloat16", "float32", "float64")
SHORT = ("bool", "int8", "uint8", "int16", "uint16")

# How a sum is divided, as the kernels number it: not at all, by elements, by those and padding, by
# a number.
NOTHING, COUNT = _native.NOTHING, _native.COUNT
EXTENT, CONSTANT = _native.EXTENT, _native.CONSTANT


@dataclass(frozen=True)
class Reducer:
    """What is kept of a window, not its largest element or its sum: csrc/registry.hpp says."""

    code: int
    """As the kernels number it."""
    numbers: int | None
    """How many each channel has; None: one or more, which weigh elements or ranks."""
    slopes: int | None
    """How many of them, the first, have gradients; None: all."""
    draws: bool
    """Whether it takes a seed, and elements at random."""
    keeps_dtype: bool
    """Whether it makes of integers such integers."""
    refuses: str
    """Which elements it does not take, and why; empty: it takes all."""


REDUCERS = {name: Reducer(**known) for name, known in _native.reducers().items()}

# Sums of more floats than this accumulate in a wider type, to keep their accuracy.
_WIDE = _native.WIDE

# malloc gives blocks of more bytes than this back to the system as soon as they are freed; ours
# wait for the next output instead.
_LARGE = 2**25

# Windows with tables of more entries than this are planned anew for each call: keeping many of them
# costs more memory than making one costs time.
_HEAVY = 2**12

# Arrays that are to be packed are packed a few planes at a time where they have more bytes.
_SLAB = 2**25

_LARGEST = int(sys.float_info.max)

# Calls of no more elements than this stay on one thread without asking how many there are.
_FEW = _native.FEW

ISA = os.environ.get("POOLWISE_ISA", "")
"""The level of instruction set that is asked for; what suits each kernel where none is."""
if ISA and not _native.choose_level(ISA):
    raise ImportError(
        f"POOLWISE_ISA={ISA!r} must be one of {', '.join(_native.levels())} on this machine"
    )


def is_traced() -> bool:
    """Whether torch.compile is following this code instead of running it.

    Once the backend of tensors is there, PyTorch's own function stands here.
    """
    asked = getattr(sys.modules.get("torch.compiler"), "is_dynamo_compiling", None)
    return asked is not None and asked()


class Host(Protocol):
    """One kind of array in CPU memory."""

    def name(self, x: Any) -> str:
        """The dtype's name, one of `CODES`."""

    def address(self, x: Any) -> int:
        """Where its first element lies."""

    def layout(self, x: Any) -> tuple[tuple[int, ...], tuple[int, ...], int]:
        """Its shape, its strides, and what strides count an element as."""

    def packed(self, x: Any, rank: int, channels_last: bool) -> Any:
        """x as the kernels read it: contiguous and aligned, copied where it is not."""

    def empty(self, form: Form, dtype: str) -> Any:
        """A new array of this form."""


class Form:
    """A shape and how its elements lie in memory: side by side, channels last or not."""

    def __init__(self, shape: tuple[int, ...], rank: int, channels_last: bool) -> None:
        innermost_first = list(range(len(shape) - 1, -1, -1))
        if channels_last:
            innermost_first.insert(0, innermost_first.pop(rank))
        self.shape = shape
        self.elements = math.prod(shape)
        strides, step = [0] * len(shape), 1
        for axis in innermost_first:
            strides[axis] = step
            step *= shape[axis] or 1
        self.strides = tuple(strides)
        self._outermost_first = innermost_first[::-1]
        self._channels_last = channels_last

    @cached_property
    def in_memory(self) -> tuple[int, ...]:
        """The shape in the order in which axes lie in memory."""
        return tuple([self.shape[axis] for axis in self._outermost_first])

    @cached_property
    def axes(self) -> tuple[int, ...] | None:
        """The places there of the axes; None where the order is the same."""
        if not self._channels_last:
            return None
        return tuple([self._outermost_first.index(axis) for axis in range(len(self.shape))])

    def is_large(self, itemsize: int) -> bool:
        """Whether it is better made in memory that is kept for it."""
        return self.elements * itemsize > _LARGE

    def is_that_of(self, strides: Sequence[int], unit: int) -> bool:
        """Whether an array of this shape with these strides lies so."""
        if unit == 1 and strides == self.strides:
            return True
        together = zip(self.shape, strides, self.strides, strict=True)
        return all(size == 1 or stride == unit * wanted for size, stride, wanted in together)


def is_channels_last(strides: Sequence[int], rank: int) -> bool:
    """Whether channels lie closer together than spatial neighbours."""
    # The last stride first: symbolic sizes stay free of conditions.
    last = strides[-rank - 1 :]
    return len(last) > rank and all(last[0] < stride for stride in reversed(last[1:]))


@dataclass(frozen=True)
class Slab:
    """Some planes of an array: where they are, of which channels they are if not of all, and how
    many come before them."""

    at: tuple[slice, ...]
    channels: slice | None
    planes: int

    def of(self, array: Any) -> Any:
        return None if array is None else array[self.at]

    def numbers(self, numbers: Any) -> Any:
        """The part of an operator's numbers, (numbers, channels)."""
        if numbers is None or self.channels is None or numbers.shape[1] == 1:
            return numbers
        return np.ascontiguousarray(numbers[:, self.channels])


@dataclass(frozen=True)
class Geometry:
    """The windows of one input shape, as the kernels want them."""

    plan: _native.Plan
    most: int  # elements of the largest window
    empty: tuple[int, int] | None  # axis and number of the first window without an element


# An axis that an array does not have.
_NO_AXIS = _native.Axis.adaptive(1, 1)


def _geometry(windows: Windows, spatial: tuple[int, ...], pooled: tuple[int, ...]) -> Geometry:
    numbers = windows.numbers(spatial, pooled)
    axes = [_NO_AXIS] * (3 - windows.rank)
    for form, *numbers_of_axis in numbers:
        axes.append(getattr(_native.Axis, form)(*numbers_of_axis))
    plan = _native.Plan(axes)
    return Geometry(plan, plan.most, first_empty(numbers))


def require_elements(
    windows: Windows, spatial: Sequence[int], empty: tuple[int, int] | None
) -> None:
    """Raise for a window without an element: padding or dilation can make one."""
    if empty is not None:
        axis, window = empty
        name = AXIS_NAMES[windows.rank][axis]
        raise ValueError(
            f"window {window} along the {name} of {spatial[axis]} has no element of x; "
            f"use less padding or dilation than in {windows}, or a mask with empty_value"
        )


def offset_dtype(windows: Windows, spatial: Sequence[int], masked: bool) -> str:
    """The smallest dtype whose bits tell a window's elements apart.

    Under a mask one code is kept for windows that it leaves empty.
    """
    # A plain bound first: the exact number would tie a compiled graph to a symbolic size.
    if windows.capacity_bound(spatial) + masked <= 2**8:
        return "uint8"
    codes = windows.capacity(spatial) + masked
    if codes <= 2**8:
        return "uint8"
    if codes <= 2**16:
        return "int16"
    if codes < 2**31:
        return "int32"
    raise ValueError(f"indices and gradients need windows of less than 2^31 elements, got {codes}")


def total_dtype(name: str, divide: int) -> str:
    """The dtype of a sum or mean of this dtype."""
    if name in FLOATS:
        return name
    if divide == NOTHING:
        return "uint64" if name == "uint64" else "int64"
    return "float32" if name in SHORT else "float64"


def reduced_dtype(reducer: str, name: str) -> str:
    """The dtype of what a reducer makes of this dtype."""
    return name if REDUCERS[reducer].keeps_dtype else total_dtype(name, COUNT)


def check_empty_value(value: Any, name: str) -> None:
    """Raise unless the dtype of the output holds this number. (No NumPy: compilers trace it.)"""
    if type(value) is int and value == 0:  # the default, in nearly every call
        return
    if not isinstance(value, (int, float, np.integer, np.floating)):
        raise TypeError(f"empty_value must be a number, got {value!r}")
    if name in FLOATS:
        if isinstance(value, int) and abs(value) > _LARGEST:
            raise ValueError(f"empty_value={said(value)} is too large for any float")
        return
    low, high = integer_limits(name)
    if not low <= value <= high or value != int(value):
        raise ValueError(f"empty_value={said(value)} must be an integer that {name} holds")


def check_zeros_and_ones(least: Any, most: Any) -> None:
    """Raise unless the numbers of a mask are 0 and 1."""
    if least < 0 or most > 1:
        raise ValueError(f"mask has numbers from {least} to {most}; it needs 0 and 1, or booleans")


def check_lengths_shape(shape: tuple[int, ...], of: tuple[int, ...]) -> None:
    """Raise unless lengths of this shape are those of x's batch, or broadcast over more leading
    axes than that one."""
    pairs = list(zip(shape, of, strict=False))
    fits = len(shape) > 1 and all(n in (1, size) for n, size in pairs)
    if not 1 <= len(shape) < len(of) or not (fits or all(n == size for n, size in pairs)):
        raise ValueError(f"lengths has shape {shape}; x of shape {of} needs {of[:1]}")


def integer_limits(name: str) -> tuple[int, int]:
    """The smallest and the largest number of an integer type, or bool."""
    if name == "bool":
        return 0, 1
    bits = int(name[name.index("t") + 1 :])
    return (0, 2**bits - 1) if name[0] == "u" else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)


def is_possible(shape: tuple[int, ...]) -> bool:
    """Whether addresses reach as far as an array of this shape."""
    return math.prod(shape) < 2**59


def holds(name: str, other: str) -> bool:
    """Whether an integer type, or bool, holds all numbers of another."""
    (low, high), (least, most) = integer_limits(name), integer_limits(other)
    return low <= least and most <= high


def wide_enough(name: str, target: str) -> str:
    """The dtype in which to compute of numbers of one what is to be of another."""
    if target in FLOATS:
        if name == target:
            return name
        short = name in SHORT or name in FLOATS
        return "float32" if short and "float64" not in (name, target) else "float64"
    if holds(target, name):
        return target
    return name if name in ("int64", "uint64") else "int64"


class Call:
    """All that an array's shape and memory format decide of its way through a kernel."""

    def __init__(
        self,
        windows: Windows,
        shape: tuple[int, ...],
        strides: tuple[int, ...],
        unit: int,
        spatial: tuple[int, ...] | None,
    ) -> None:
        split = len(shape) - windows.rank
        self.windows, self.lead = windows, tuple(shape[:split])
        self.spatial = tuple(shape[split:]) if spatial is None else spatial
        self.channels_last = is_channels_last([abs(stride) for stride in strides], windows.rank)
        # Kernels walk no pixels of no channels: where there is nothing, it is no planes instead.
        self.inner = self.lead[-1] or 1 if self.channels_last else 1
        self.outer = math.prod(self.lead) // self.inner
        # The shape before the tables: what cannot be allocated must not be tabulated either.
        self.pooled = windows.output_shape(self.spatial)
        own = Form(shape, windows.rank, self.channels_last)
        self.is_packed = own.is_that_of(strides, unit)
        elements = math.prod(self.lead) * max(math.prod(self.spatial), math.prod(self.pooled))
        self.is_small = elements <= _FEW
        self._offset_dtypes: dict[bool, str] = {}

    @cached_property
    def inputs(self) -> Form:
        return self._form(self.spatial)

    @cached_property
    def outputs(self) -> Form:
        return self._form(self.pooled)

    @cached_property
    def geometry(self) -> Geometry:
        return _geometry(self.windows, self.spatial, self.pooled)

    def offset_dtype(self, masked: bool) -> str:
        """As the function, remembered."""
        known = self._offset_dtypes
        if masked not in known:
            known[masked] = offset_dtype(self.windows, self.spatial, masked)
        return known[masked]

    def own(self, host: Host, x: Any) -> Any:
        """The array of this call as the kernels read it."""
        ready = self.is_packed and host.address(x) % x.itemsize == 0
        return x if ready else self.other(host, x)

    def other(self, host: Host, x: Any) -> Any:
        """Another array of this call, whose strides are its own, as the kernels read it."""
        return host.packed(x, self.windows.rank, self.channels_last)

    def slabs(self, x: Any) -> list[Slab]:
        """The parts of x to pack one by one, where it is so large; none where there is no need."""
        many = next((axis for axis, n in enumerate(self.lead) if n > 1), len(self.lead))
        if self.is_packed or many >= len(self.lead) - self.channels_last:
            return []
        count = self.lead[many]
        bytes_of_one = math.prod(x.shape) // count * x.itemsize
        step = max(1, _SLAB // max(bytes_of_one, 1))
        if step >= count:
            return []
        planes = self.outer * self.inner // count
        is_channel = many == len(self.lead) - 1
        return [
            Slab((slice(None),) * many + (part,), part if is_channel else None, planes * part.start)
            for part in (slice(at, min(at + step, count)) for at in range(0, count, step))
        ]

    def threads(self) -> int:
        return 1 if self.is_small else get_num_threads()

    def _form(self, spatial: tuple[int, ...]) -> Form:
        shape = (*self.lead, *spatial)
        if not is_possible(shape):
            raise ValueError(f"the output would have the shape {shape}, too large for any memory")
        return Form(shape, self.windows.rank, self.channels_last)


def _call(
    windows: Windows,
    shape: tuple[int, ...],
    strides: tuple[int, ...],
    unit: int,
    spatial: tuple[int, ...] | None = None,
) -> Call:
    """The call for an array of this layout: an input, or a pooled one where the input's spatial
    shape is given."""
    make = Call if isinstance(windows, Tables) and windows.weight > _HEAVY else _kept_call
    return make(windows, shape, strides, unit, spatial)


_kept_call = lru_cache(maxsize=256)(Call)


CALLS = _native.Calls(get_num_threads)
"""The calls that went well, to be made again without a look at their arguments."""

again = CALLS.again
"""The result of a call, from x, all that was given beside it, and, of adaptive windows, a tuple of
how many are asked for. None where none like it, of any shape, went well yet; NotImplemented where
it would not help to `remember` it."""

kernel = CALLS.kernel
"""A function for PyTorch's dispatcher, which makes a call `again` where it is wanted and known; for
any other it asks `otherwise`, given whether there is something to `remember`, and all arguments."""

remember = CALLS.remember
"""Let such calls be made `again`, with arrays of any shape: from x, all that was given beside it,
what came of it, and what is `ready` to do the same."""


def ready_pick(
    name: str, windows: Windows, largest: bool, with_indices: bool, **manner: bool
) -> _native.Recipe:
    """What `picked` does with arrays of this dtype without a mask, laid out as `manner` says."""
    planner = _planner(windows, name, manner)
    return _native.ready_pick(planner, CODES[name], largest, with_indices)


def ready_total(
    name: str, windows: Windows, divide: int, divisor: int, **manner: bool
) -> _native.Recipe:
    """The same for `total`."""
    planner, out = _planner(windows, name, manner), CODES[total_dtype(name, divide)]
    return _native.ready_total(planner, CODES[name], out, divide, divisor)


def ready_reduce(
    name: str,
    windows: Windows,
    reducer: str,
    parameters: tuple[float, ...],
    new_seed: Callable[[], int] | None,
    first: int,
    **manner: bool,
) -> _native.Recipe:
    """The same for `reduce`, of `parameters` for all channels; `new_seed` gives the seed of a
    draw, whose first output has the number `first`."""
    numbers = np.array(parameters, np.float64)[:, None] if parameters else None
    planner, out = _planner(windows, name, manner), reduced_dtype(reducer, name)
    cells = _cell(out, 0), _cell(out, _WIDE + 1)
    code, table = REDUCERS[reducer].code, _table(numbers)
    return _native.ready_reduce(
        planner, code, CODES[name], CODES[out], cells, numbers, table, new_seed, first
    )


def _planner(windows: Windows, name: str, manner: dict[str, bool]) -> _native.Planner:
    """Of windows that are not tables: those tell of one shape, or few."""
    return _native.Planner(windows.pack(), CODES[name], _LARGE // 8, **manner)


def _bits(value: float, dtype: str) -> int:
    """The bits of a number in this dtype, as the kernels take it."""
    if dtype == "bfloat16":
        # Its bits are the upper half of a float32's, rounded half to even.
        bits = int(np.float32(value).view(np.uint32))
        return (bits + 0x7FFF + (bits >> 16 & 1)) >> 16 if value == value else 0x7FC0
    return int.from_bytes(np.array(value, dtype).tobytes(), "little")


def pick(
    host: Host,
    x: Any,
    mask: Any,
    windows: Windows,
    largest: bool,
    empty_value: float,
    with_offsets: bool,
) -> tuple[Any, Any]:
    """The largest or smallest element of each window, and its offset there if asked for."""
    call = _call(windows, *host.layout(x))
    name = host.name(x)
    out = host.empty(call.outputs, name)
    offsets = None
    if with_offsets:
        offsets = host.empty(call.outputs, call.offset_dtype(mask is not None))
    geometry = call.geometry
    if geometry.empty and mask is None and not (largest and windows.allows_empty_max()):
        require_elements(windows, call.spatial, geometry.empty)
    if slabs := call.slabs(x):
        for slab in slabs:
            values, places = pick(
                host, slab.of(x), slab.of(mask), windows, largest, empty_value, with_offsets
            )
            slab.of(out)[...] = values
            if offsets is not None:
                slab.of(offsets)[...] = places
        return out, offsets
    own, present = call.own(host, x), None if mask is None else call.other(host, mask)
    _native.pick(
        geometry.plan,
        CODES[name],
        largest,
        host.address(own),
        0 if present is None else host.address(present),
        host.address(out),
        0 if offsets is None else host.address(offsets),
        0 if offsets is None else offsets.itemsize,
        call.outer,
        call.inner,
        0 if mask is None else _bits(empty_value, name),
        call.threads(),
    )
    return out, offsets


def picked(
    host: Host,
    x: Any,
    mask: Any,
    windows: Windows,
    largest: bool,
    empty_value: float,
    with_indices: bool,
) -> Any:
    """As `pick`, without offsets or with the indices that they stand for."""
    out, offsets = pick(host, x, mask, windows, largest, empty_value, with_indices)
    if not with_indices:
        return out
    spatial = x.shape[x.ndim - windows.rank :]
    return out, indices(host, offsets, windows, spatial, mask is not None)


def total(
    host: Host,
    x: Any,
    mask: Any,
    windows: Windows,
    divide: int,
    divisor: int,
    empty_value: float,
    target: str | None = None,
) -> Any:
    """The sum of each window, divided as `divide` says.

    `target` is the dtype of the result where that is not `total_dtype`'s: an integer one, for
    integers, which saturates, and to which means are rounded half to even.
    """
    call = _call(windows, *host.layout(x))
    name = host.name(x)
    out_name = target or total_dtype(name, divide)
    out = host.empty(call.outputs, out_name)
    geometry = call.geometry
    if geometry.empty and mask is None and divide == COUNT:
        require_elements(windows, call.spatial, geometry.empty)
    if slabs := call.slabs(x):
        for slab in slabs:
            slab.of(out)[...] = total(
                host, slab.of(x), slab.of(mask), windows, divide, divisor, empty_value, target
            )
        return out
    own, present = call.own(host, x), None if mask is None else call.other(host, mask)
    _native.total(
        geometry.plan,
        CODES[name],
        CODES[out_name],
        divide,
        divisor,
        host.address(own),
        0 if present is None else host.address(present),
        host.address(out),
        call.outer,
        call.inner,
        0 if mask is None else _bits(empty_value, out_name),
        geometry.most > _WIDE,
        call.threads(),
    )
    return out


def _offsets_call(
    host: Host, offsets: Any, windows: Windows, spatial: Sequence[int], other: Any = None
) -> Call:
    """The call for offsets that `pick` made, and what comes with them in the same shape."""
    # The offsets say in which memory format they were made; a gradient may come in another.
    call = _call(windows, *host.layout(offsets), tuple(spatial))
    for name, array in (("offsets", offsets), ("grad", other)):
        if array is not None and tuple(array.shape) != call.outputs.shape:
            raise ValueError(
                f"{name} has shape {tuple(array.shape)}; windows over {tuple(spatial)} give "
                f"{call.outputs.shape}"
            )
    return call


def place(
    host: Host, grad: Any, offsets: Any, windows: Windows, spatial: Sequence[int], masked: bool
) -> Any:
    """The gradient of `pick`: each output's gradient at the element that was picked."""
    call = _offsets_call(host, offsets, windows, spatial, grad)
    name = host.name(grad)
    out = host.empty(call.inputs, name)
    packed, codes = call.other(host, grad), call.own(host, offsets)
    _native.place(
        call.geometry.plan,
        CODES[name],
        host.address(packed),
        host.address(codes),
        offsets.itemsize,
        masked,
        host.address(out),
        call.outer,
        call.inner,
        call.threads(),
    )
    return out


def gather(host: Host, x: Any, offsets: Any, windows: Windows, masked: bool) -> Any:
    """The elements at these offsets, 0 for a window without one: the adjoint of `place`."""
    call = _offsets_call(host, offsets, windows, x.shape[x.ndim - windows.rank :])
    name = host.name(x)
    out = host.empty(call.outputs, name)
    packed, codes = call.other(host, x), call.own(host, offsets)
    _native.gather(
        call.geometry.plan,
        CODES[name],
        host.address(packed),
        host.address(codes),
        offsets.itemsize,
        masked,
        host.address(out),
        call.outer,
        call.inner,
        call.threads(),
    )
    return out


def indices(
    host: Host, offsets: Any, windows: Windows, spatial: Sequence[int], masked: bool
) -> Any:
    """The offsets as PyTorch's indices: int64, flat over the plane; -1 for an empty window."""
    call = _offsets_call(host, offsets, windows, spatial)
    out = host.empty(call.outputs, "int64")
    codes = call.own(host, offsets)
    _native.indices(
        call.geometry.plan,
        host.address(codes),
        offsets.itemsize,
        masked,
        host.address(out),
        call.outer,
        call.inner,
        call.threads(),
    )
    return out


def spread(
    host: Host,
    grad: Any,
    mask: Any,
    windows: Windows,
    spatial: Sequence[int],
    divide: int,
    divisor: int,
) -> Any:
    """The gradient of `total`: each output's gradient, divided likewise, on its whole window."""
    call = _call(windows, *host.layout(grad), tuple(spatial))
    name = host.name(grad)
    out = host.empty(call.inputs, name)
    own, present = call.own(host, grad), None if mask is None else call.other(host, mask)
    _native.spread(
        call.geometry.plan,
        CODES[name],
        divide,
        divisor,
        host.address(own),
        0 if present is None else host.address(present),
        host.address(out),
        call.outer,
        call.inner,
        call.threads(),
    )
    return out


def _cell(name: str, most: int) -> int:
    """In what the kernels compute results of this dtype of windows of so many elements, as they
    number it: float, double, and integers where their dtype is kept."""
    if name not in FLOATS:
        return 2 + _native.integers_for(CODES[name])
    return 0 if name != "float64" and most <= _WIDE else 1


def _table(numbers: Any) -> tuple[int, int, int]:
    """The address of an operator's numbers, how many there are, and for how many channels."""
    if numbers is None:
        return 0, 0, 1
    return (_native.address(numbers), *numbers.shape)


def reduce(
    host: Host,
    x: Any,
    mask: Any,
    windows: Windows,
    reducer: str,
    numbers: Any,
    seed: int,
    first: int,
    empty_value: float,
) -> Any:
    """What a reducer makes of each window, in the dtype that `reduced_dtype` says.

    `numbers` are the operator's own, float64 of (numbers, channels).

    Raises:
        ValueError: x has elements that the reducer does not take.
    """
    call = _call(windows, *host.layout(x))
    name = host.name(x)
    out_name = reduced_dtype(reducer, name)
    out = host.empty(call.outputs, out_name)
    geometry = call.geometry
    if geometry.empty and mask is None:
        require_elements(windows, call.spatial, geometry.empty)
    if slabs := call.slabs(x):
        outputs = math.prod(call.pooled)
        for slab in slabs:
            slab.of(out)[...] = reduce(
                host,
                slab.of(x),
                slab.of(mask),
                windows,
                reducer,
                slab.numbers(numbers),
                seed,
                (first + slab.planes * outputs) % 2**64,
                empty_value,
            )
        return out
    own, present = call.own(host, x), None if mask is None else call.other(host, mask)
    fits = _native.reduce(
        geometry.plan,
        REDUCERS[reducer].code,
        CODES[name],
        CODES[out_name],
        _cell(out_name, geometry.most),
        host.address(own),
        0 if present is None else host.address(present),
        host.address(out),
        *_table(numbers),
        seed,
        first,
        call.outer,
        call.inner,
        0 if mask is None else _bits(empty_value, out_name),
        call.threads(),
    )
    if not fits:
        raise ValueError(f"x has {REDUCERS[reducer].refuses}")
    return out


def reduce_back(
    host: Host,
    grad: Any,
    x: Any,
    mask: Any,
    windows: Windows,
    reducer: str,
    numbers: Any,
    seed: int,
    first: int,
    with_slopes: bool,
) -> tuple[Any, NDArray[np.float64] | None]:
    """The gradient of `reduce` in x, and where wanted in the numbers of each plane."""
    call = _call(windows, *host.layout(x))
    name = host.name(x)
    out = host.empty(call.inputs, name)
    slopes = None
    if with_slopes and numbers is not None:
        slopes = np.empty((call.outer * call.inner, len(numbers)))
    if slabs := call.slabs(x):
        outputs = math.prod(call.pooled)
        for slab in slabs:
            part, steep = reduce_back(
                host,
                slab.of(grad),
                slab.of(x),
                slab.of(mask),
                windows,
                reducer,
                slab.numbers(numbers),
                seed,
                (first + slab.planes * outputs) % 2**64,
                with_slopes,
            )
            slab.of(out)[...] = part
            if slopes is not None and steep is not None:
                slopes[slab.planes : slab.planes + len(steep)] = steep
        return out, slopes
    own, packed = call.own(host, x), call.other(host, grad)
    present = None if mask is None else call.other(host, mask)
    _native.reduce_back(
        call.geometry.plan,
        REDUCERS[reducer].code,
        CODES[name],
        _cell(name, call.geometry.most),
        host.address(packed),
        host.address(own),
        0 if present is None else host.address(present),
        host.address(out),
        *_table(numbers),
        0 if slopes is None else _native.address(slopes),
        seed,
        first,
        call.outer,
        call.inner,
        call.threads(),
    )
    return out, slopes
