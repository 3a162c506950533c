"""What is timed: a pooling call of a given shape, dtype and direction, and where one meets it."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import numpy as np

from poolwise.backends.native import CODES, FLOATS, total_dtype
from poolwise.backends.native import COUNT as DIVIDED
from poolwise.backends.native import NOTHING as UNDIVIDED
from poolwise.choosing import require_one_of
from poolwise.functional.by_name import draws
from poolwise.windows import Adaptive, Axis, Sliding, Windows

Layout = Literal["planar", "channels-last"]
Mode = Literal["forward", "training", "backward"]

OPS = ("max", "min", "avg", "sum")
"""What most engines have."""
MORE = ("lp", "rms", "soft", "lse", "stochastic", "median", "top_k_avg")
"""What is timed besides, on floats; `SETTINGS` says with which arguments."""
RANDOM = tuple(op for op in MORE if draws(op))
"""Those whose results differ from call to call."""
SETTINGS: dict[str, dict[str, int]] = {"lp": {"norm_type": 2}, "top_k_avg": {"k": 2}}
_READ_AGAIN = ("lp", "rms", "soft", "lse")  # their gradients depend on the input's values
LAYOUTS: tuple[Layout, ...] = ("planar", "channels-last")
MODES: tuple[Mode, ...] = ("forward", "training", "backward")


@dataclass(frozen=True)
class Workload:
    """One pooling call to time.

    Example:
        >>> stem = Workload("stem", "max", (8, 64, 112, 112), kernel=3, stride=2, padding=1)
        >>> stem.output_shape, round(stem.bytes / 1e6)
        ((8, 64, 56, 56), 32)
        >>> Workload("step", "max", (8, 64, 112, 112), kernel=2, mode="training").title
        'max 2×2/2, float32 8×64×112×112, training step'

    Args:
        name: unique among those of a run.
        op: max, min, avg or sum; or, of floats, lp (p = 2), rms, soft, lse, stochastic (as in
            training), median or top_k_avg (k = 2).
        shape: (batch, channels, *spatial) whatever the layout.
        kernel, stride, padding, dilation, ceil: sliding windows, as in `poolwise.max_pool2d`.
        adaptive: the output size, instead of sliding windows.
        whole: one window over everything, instead of sliding windows.
        count_include_pad: whether averages count the padding.
        dtype: of the input.
        indices: whether the places of the maxima are returned too.
        result: an integer dtype to round averages of integers to, instead of floats.
        mode: forward; training (forward, then backward with a given gradient); or backward alone.
        layouts: how such data lies in memory: planar, channels-last or either.
        group, origin: whose company it keeps, and where one meets it.

    Raises:
        ValueError, TypeError: a field is impossible; the message names it.
    """

    name: str
    op: str
    shape: tuple[int, ...]
    kernel: Any = None
    stride: Any = None
    padding: Any = 0
    dilation: Any = 1
    ceil: bool = False
    adaptive: Any = None
    whole: bool = False
    count_include_pad: bool = True
    dtype: str = "float32"
    indices: bool = False
    result: str | None = None
    mode: Mode = "forward"
    layouts: tuple[Layout, ...] = LAYOUTS
    group: str = "own"
    origin: str = ""

    def __post_init__(self) -> None:
        for name in ("shape", "layouts"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        require_one_of("op", self.op, OPS + MORE)
        require_one_of("dtype", self.dtype, tuple(CODES))
        require_one_of("mode", self.mode, MODES)
        for layout in self.layouts:
            require_one_of("layouts", layout, LAYOUTS)
        if not 3 <= len(self.shape) <= 5 or any(
            not isinstance(n, int) or n < 1 for n in self.shape
        ):
            raise ValueError(
                f"shape={list(self.shape)} must be batch, channels and 1 to 3 spatial sizes, "
                "all of them at least 1"
            )
        if (self.kernel is not None) + (self.adaptive is not None) + self.whole != 1:
            raise ValueError(
                f"kernel={self.kernel}, adaptive={self.adaptive} and global={self.whole}: "
                "give exactly one of them"
            )
        if self.indices and (self.op not in ("max", "min") or self.mode != "forward"):
            raise ValueError(
                f"indices=True needs a forward max or min, not a {self.mode} {self.op}"
            )
        if self.result is not None and (
            self.op != "avg" or self.result in FLOATS or self.dtype in FLOATS
        ):
            raise ValueError(f"result={self.result!r} is for averages of integers to integers")
        if self.op in MORE and self.dtype not in FLOATS:
            raise ValueError(f"op={self.op!r} is timed on floats, not on {self.dtype}")
        if self.mode != "forward" and self.dtype not in FLOATS:
            raise ValueError(f"mode={self.mode!r} needs a float dtype, not {self.dtype}")
        self.windows.output_shape(self.spatial)

    @property
    def rank(self) -> int:
        """Number of spatial axes."""
        return len(self.shape) - 2

    @property
    def spatial(self) -> tuple[int, ...]:
        """The spatial part of the shape."""
        return self.shape[2:]

    @cached_property
    def windows(self) -> Sliding | Adaptive:
        """Where it looks."""
        if self.whole:
            return Windows.whole(self.rank)
        if self.adaptive is not None:
            return Windows.adaptive(self.rank, self.adaptive)
        return Windows.sliding(
            self.rank, self.kernel, self.stride, _tuples(self.padding), self.dilation, self.ceil
        )

    @cached_property
    def axes(self) -> tuple[Axis, ...]:
        """The tables of the windows."""
        return self.windows.axes(self.spatial)

    @property
    def output_shape(self) -> tuple[int, ...]:
        """(batch, channels, *windows)."""
        return self.shape[:2] + self.windows.output_shape(self.spatial)

    @cached_property
    def sliding(self) -> Sliding | None:
        """The same as sliding windows with explicit padding, for engines that know no others."""
        windows, out = self.windows, self.output_shape[2:]
        if isinstance(windows, Sliding):
            pads = tuple(windows.pads(axis, size) for axis, size in enumerate(self.spatial))
            return replace(windows, padding=pads)
        if any(size % n for size, n in zip(self.spatial, out, strict=True)):
            return None
        kernel = tuple(size // n for size, n in zip(self.spatial, out, strict=True))
        return Sliding(self.rank, kernel, kernel, ((0, 0),) * self.rank, (1,) * self.rank, False)

    @property
    def output_dtype(self) -> str:
        """The dtype of poolwise's result."""
        if self.op in ("max", "min", *MORE):
            return self.dtype
        if self.result is not None:
            return self.result
        return total_dtype(self.dtype, DIVIDED if self.op == "avg" else UNDIVIDED)

    @property
    def input_bytes(self) -> int:
        """Size of the input in memory."""
        return math.prod(self.shape) * itemsize(self.dtype)

    @property
    def bytes(self) -> int:
        """Bytes that any implementation must move: everything read once, everything written once.

        Forward reads x and writes the output, and eight bytes of index each where asked for. The
        backward pass reads the output's gradient and, where elements are picked, one byte for each
        that says which it was, or the input again where its values weigh; and it writes the
        input's gradient.
        """
        outputs = math.prod(self.output_shape)
        written = outputs * itemsize(self.output_dtype)
        forward = self.input_bytes + written + (8 * outputs if self.indices else 0)
        again = self.input_bytes if self.op in _READ_AGAIN else 0
        backward = written + outputs * self._picked + again + self.input_bytes
        return {"forward": forward, "training": forward + backward, "backward": backward}[self.mode]

    @property
    def _picked(self) -> int:
        """Elements of a window that the output is made of, where these are a few."""
        if self.op == "median":
            return 2 - math.prod(int(axis.count.max()) for axis in self.axes) % 2
        return {"max": 1, "min": 1, "stochastic": 1, "top_k_avg": 2}.get(self.op, 0)

    @property
    def work(self) -> int:
        """Elements that are looked at if every window is walked."""
        windows = math.prod(int(axis.count.sum()) for axis in self.axes)
        return self.shape[0] * self.shape[1] * windows

    @property
    def overlap(self) -> str:
        """``"none"`` where no two windows share an element, ``"3x3/2"``, or ``"other"``."""
        sliding = self.sliding
        if sliding is None:
            return "other"
        kernel, stride = sliding.kernel_size, sliding.stride
        if all(k <= s for k, s in zip(kernel, stride, strict=True)) and set(sliding.dilation) == {
            1
        }:
            return "none"
        return "3x3/2" if (set(kernel), set(stride)) == ({3}, {2}) else "other"

    def smaller(self, work: int = 10**8) -> Workload:
        """The same windows on about as little data as takes this much work."""
        less = replace(self, shape=(1, min(2, self.shape[1]), *self.spatial))
        while less.work > work:
            spatial = [max(1, 3 * size // 4) for size in less.spatial]
            try:
                less = replace(less, shape=(*less.shape[:2], *spatial))
            except ValueError:  # no window fits any more
                break
        return less

    @property
    def title(self) -> str:
        """What it is, in a line."""
        size = "×".join(str(n) for n in self.shape)
        extras = [
            "" if self.windows_text.startswith("global") or not self.ceil else "ceil",
            "with indices" if self.indices else "",
            f"rounded to {self.result}" if self.result else "",
            {"forward": "", "training": "training step", "backward": "backward alone"}[self.mode],
            "" if len(self.layouts) > 1 else self.layouts[0],
        ]
        head = f"{self.op} {self.windows_text}, {self.dtype} {size}"
        return ", ".join([head, *filter(None, extras)])

    @property
    def windows_text(self) -> str:
        """The windows as the field writes them: 3×3/2 pad 1."""
        if self.whole:
            return "global"
        if self.adaptive is not None:
            return f"adaptive {_times(self.output_shape[2:])}"
        windows = self.windows
        assert isinstance(windows, Sliding)
        parts = [f"{_times(windows.kernel_size)}/{_times(windows.stride, same='')}"]
        if self.padding not in (0, "valid"):
            shown = self.padding if isinstance(self.padding, (int, str)) else _listed(self.padding)
            parts.append(f"pad {shown}")
        if set(windows.dilation) != {1}:
            parts.append(f"dilation {_times(windows.dilation, same='')}")
        return " ".join(parts)

    def to_dict(self) -> dict[str, Any]:
        """All fields, and what follows from them."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        derived = ("title", "output_shape", "input_bytes", "bytes", "overlap")
        return given | {name: getattr(self, name) for name in derived}


def itemsize(dtype: str) -> int:
    """Bytes of one element.

    Example:
        >>> itemsize("bfloat16"), itemsize("bool")
        (2, 1)
    """
    return 2 if dtype == "bfloat16" else np.dtype(dtype).itemsize


def named_workloads(path: Path | None = None) -> dict[str, Workload]:
    """The named workloads, in order: those of ``benchmarks/workloads.toml`` or of your own file.

    Example:
        >>> named_workloads()["vgg-1"].shape
        (1, 64, 224, 224)

    Raises:
        ValueError: the file says something impossible; the message names the workload.
    """
    text = (path or _shipped()).read_text(encoding="utf-8")
    found: dict[str, Workload] = {}
    for group, content in tomllib.loads(text).items():
        for entry in content["workloads"]:
            workload = _from_entry(group, content.get("from", ""), entry)
            if workload.name in found:
                raise ValueError(f"two workloads have the name {workload.name!r}")
            found[workload.name] = workload
    return found


def chosen_workloads(
    names: Sequence[str] = (),
    groups: Sequence[str] = (),
    known: Mapping[str, Workload] | None = None,
) -> list[Workload]:
    """Named workloads by name and by group; all of them if nothing is asked for.

    They are chosen from `known`, or from `named_workloads`.

    Example:
        >>> [workload.name for workload in chosen_workloads(["vgg-1"])]
        ['vgg-1']

    Raises:
        ValueError: there is no such name or group.
    """
    known = named_workloads() if known is None else known
    known_groups = list(dict.fromkeys(workload.group for workload in known.values()))
    for name in names:
        require_one_of("workload", name, tuple(known))
    for group in groups:
        require_one_of("group", group, tuple(known_groups))
    if not names and not groups:
        return list(known.values())
    return [each for each in known.values() if each.name in names or each.group in groups]


def _from_entry(group: str, origin: str, entry: Mapping[str, Any]) -> Workload:
    renamed = {"from": "origin", "global": "whole"}  # both are keywords of Python
    values: dict[str, Any] = {"group": group, "origin": origin}
    values |= {renamed.get(key, key): value for key, value in entry.items()}
    unknown = values.keys() - {field.name for field in fields(Workload)}
    if unknown:
        raise ValueError(f"workload {entry.get('name')!r} has unknown keys: {sorted(unknown)}")
    try:
        return Workload(**values)
    except (ValueError, TypeError) as error:
        raise ValueError(f"workload {entry.get('name')!r}: {error}") from error


def _shipped() -> Path:
    # In a source tree the file lies beside the benchmarks, in a wheel beside this module.
    installed = Path(__file__).with_name("workloads.toml")
    return installed if installed.exists() else _source_tree() / "benchmarks" / "workloads.toml"


def _source_tree() -> Path:
    return Path(__file__).resolve().parents[3]


def _tuples(value: Any) -> Any:
    """TOML's lists as tuples."""
    return tuple(_tuples(each) for each in value) if isinstance(value, list) else value


def _times(values: Sequence[int], same: str | None = None) -> str:
    """2×2; with `same`, equal numbers only once."""
    values = tuple(values)
    if same is not None and len(set(values)) == 1:
        return str(values[0])
    return "×".join(str(n) for n in values)


def _listed(padding: Sequence[Any]) -> str:
    return "×".join(
        str(each) if isinstance(each, int) else f"({each[0]},{each[1]})" for each in padding
    )
