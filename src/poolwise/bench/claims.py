"""What a run says about speed, as numbers with targets that anyone can check.

Everything here is computed from the rows of a run and nothing else, so that a claim made from a
``bench.json`` can be computed again from it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]

OURS, OURS_NUMPY, PYTORCH, UNFOLD = "poolwise", "poolwise (NumPy)", "PyTorch", "unfold"
LARGE = 64 * 10**6
"""Bytes of input from which on memory is the limit."""


@dataclass(frozen=True)
class Claim:
    """One number, what it should be, and what it was computed from.

    `parts` are (workload, number) pairs; `value` is their geometric mean, or the worst of them.
    """

    name: str
    about: str
    value: float
    target: float
    unit: str  # "×", "%" (a fraction) or "ms"
    parts: tuple[tuple[str, float], ...]
    at_most: bool = False

    @property
    def met(self) -> bool:
        """Whether the number is what it should be."""
        return self.value <= self.target if self.at_most else self.value >= self.target

    def to_dict(self) -> dict[str, Any]:
        """For bench.json."""
        return {
            "name": self.name,
            "about": self.about,
            "value": self.value,
            "target": self.target,
            "at_most": self.at_most,
            "met": self.met,
            "unit": self.unit,
            "n": len(self.parts),
            "parts": [{"workload": name, "value": value} for name, value in self.parts],
            "missed": [name for name, value in self.parts if not self._fits(value)],
        }

    def _fits(self, value: float) -> bool:
        return value <= self.target if self.at_most else value >= self.target


def geometric_mean(values: Iterable[float]) -> float:
    """The n-th root of the product.

    Example:
        >>> geometric_mean([2.0, 8.0])
        4.0
    """
    logs = [math.log(value) for value in values]
    return math.exp(math.fsum(logs) / len(logs))


def ratios(workloads: Sequence[Row], rows: Sequence[Row]) -> list[dict[str, Any]]:
    """For each workload, how many times as long others take as poolwise does; None if unknown.

    - ``best_other``: the best other engine in its best layout over poolwise in its best layout and
      on its better kind of array;
    - ``pytorch``: PyTorch over poolwise in the same layout, on tensors, by layout;
    - ``pytorch_better``: PyTorch's better layout over poolwise's better one, on tensors;
    - ``unfold_better``: the same of the operator as one writes it with unfold;
    - ``times_max``: poolwise over poolwise's own maximum of the same windows, likewise;
    - ``kept``, ``unfold_kept``: what both of them keep for the backward pass of a training step,
      in that layout, as multiples of the input's bytes.
    """
    found = []
    for workload in workloads:
        timed = [
            row for row in rows if row["workload"] == workload["name"] and row["status"] == "ok"
        ]
        ours = _fastest(row for row in timed if row["ours"])
        other = _fastest(row for row in timed if not row["ours"])
        tensors, unfold = (best(workload["name"], engine, rows) for engine in (OURS, UNFOLD))
        largest = _twin(workload, workloads, lambda w: w["op"] == "max", op=None)
        by_layout = {
            layout: _over(_one(timed, PYTORCH, layout), _one(timed, OURS, layout))
            for layout in workload["layouts"]
        }
        found.append(
            {
                "workload": workload["name"],
                "poolwise": _named(ours),
                "other": _named(other),
                "best_other": _over(other, ours),
                "pytorch": {name: value for name, value in by_layout.items() if value is not None},
                "pytorch_better": _over(
                    _fastest(row for row in timed if row["engine"] == PYTORCH),
                    tensors,
                ),
                "unfold_better": _over(unfold, tensors),
                "times_max": _over(tensors, best(largest, OURS, rows)),
                "kept": tensors and tensors.get("kept"),
                "unfold_kept": unfold and unfold.get("kept"),
            }
        )
    return found


def claims(workloads: Sequence[Row], rows: Sequence[Row]) -> list[Claim]:
    """Every claim that this run has the rows for."""
    by_name = {workload["name"]: workload for workload in workloads}
    each = ratios(workloads, rows)
    others = [(r["workload"], r["best_other"]) for r in each if r["best_other"] is not None]
    same = [
        (f"{r['workload']}, {layout}", value)
        for r in each
        if by_name[r["workload"]]["mode"] == "forward"
        for layout, value in r["pytorch"].items()
    ]
    steps = [
        (r["workload"], r["pytorch_better"])
        for r in each
        if by_name[r["workload"]]["mode"] == "training" and r["pytorch_better"] is not None
    ]
    unfolded = {
        mode: [
            (r["workload"], r["unfold_better"])
            for r in each
            if by_name[r["workload"]]["mode"] == mode and r["unfold_better"] is not None
        ]
        for mode in ("forward", "training")
    }
    made = [
        _mean("best-other", "Best other engine / poolwise, each in its best layout", others, 3),
        _worst("every-workload", "The smallest of these ratios", others, 1),
        _mean("pytorch-same-layout", "PyTorch / poolwise, same layout, forward", same, 15),
        _mean("training", "PyTorch / poolwise, training step, better layouts", steps, 3),
        _mean("unfold", "unfold / poolwise, forward, better layouts", unfolded["forward"], 1),
        _mean(
            "unfold-training",
            "unfold / poolwise, training step, better layouts",
            unfolded["training"],
            1,
        ),
        *_copy_claims(workloads, rows),
        *_window_claims(workloads, rows),
        *_dtype_claims(workloads, rows),
        *_tiny_claims(rows),
    ]
    return [claim for claim in made if claim is not None]


def _copy_claims(workloads: Sequence[Row], rows: Sequence[Row]) -> list[Claim | None]:
    large = [each for each in workloads if each["input_bytes"] > LARGE]
    forward = [each for each in large if each["mode"] == "forward" and not each["indices"]]
    kinds: list[tuple[str, str, list[Row], float]] = [
        (
            "copy-forward",
            "Over 64 MB, windows that do not overlap, forward: share of the copy's speed",
            [each for each in forward if each["overlap"] == "none"],
            1.0,
        ),
        (
            "copy-backward",
            "Over 64 MB, windows that do not overlap, backward: share of the copy's speed",
            [each for each in large if each["mode"] == "backward" and each["overlap"] == "none"],
            0.8,
        ),
        (
            "copy-3x3/2",
            "Over 64 MB, 3×3/2, forward: share of the copy's speed",
            [each for each in forward if each["overlap"] == "3x3/2"],
            0.8,
        ),
    ]
    made = []
    for name, about, chosen, target in kinds:
        shares = [(each["name"], _share_of_copy(each["name"], rows)) for each in chosen]
        made.append(_worst(name, about, [(n, s) for n, s in shares if s], target, unit="%"))
    return made


def _share_of_copy(name: str, rows: Sequence[Row]) -> float | None:
    ours = _fastest(
        row for row in rows if row["workload"] == name and row["ours"] and row["status"] == "ok"
    )
    return None if ours is None else ours["of_copy"]


def _window_claims(workloads: Sequence[Row], rows: Sequence[Row]) -> list[Claim | None]:
    """Cost of large windows over that of 3×3, all else equal, at stride 1."""
    made = []
    for size, target in ((31, 2.0), (127, 2.5)):
        parts = []
        for each in workloads:
            if each["title"].startswith(f"{each['op']} {size}×{size}/1 "):
                small = _twin(each, workloads, lambda w: w["title"].split(" ")[1] == "3×3/1")
                value = _over(_ours(each["name"], rows), _ours(small, rows))
                if value is not None:
                    parts.append((each["name"], value))
        about = f"{size}×{size}/1 / 3×3/1, time"
        made.append(_worst(f"window-{size}", about, parts, target, at_most=True))
    return made


def _dtype_claims(workloads: Sequence[Row], rows: Sequence[Row]) -> list[Claim | None]:
    """Elements per second over float32's, all else equal, where memory is the limit."""
    made = []
    for dtypes, target in ((("float16", "bfloat16"), 1.5), (("uint8", "int8"), 3.0)):
        parts = []
        for each in workloads:
            if each["dtype"] in dtypes and each["mode"] == "forward":
                wide = _twin(each, workloads, lambda w: w["dtype"] == "float32", dtype=None)
                value = _over(_ours(wide, rows), _ours(each["name"], rows))
                if value is not None:
                    parts.append((each["name"], value))
        about = f"{' and '.join(dtypes)}: elements per second over float32's"
        made.append(_worst("-".join(dtypes), about, parts, target))
    return made


def _tiny_claims(rows: Sequence[Row]) -> list[Claim | None]:
    name = "tiny-16"
    mine = [row for row in rows if row["workload"] == name and row["status"] == "ok"]
    pytorch, ours = (_one(mine, engine, "planar") for engine in (PYTORCH, OURS))
    arrays = _one(mine, OURS_NUMPY, "planar")
    about = "1×16×16×16, max 2×2/2"
    value = _over(pytorch, ours)
    ratio = [] if value is None else [(name, value)]
    time = [] if arrays is None else [(name, float(arrays["ms"]))]
    on_array = f"{about}: a call on a NumPy array"
    return [
        _worst("tiny-tensor", f"{about}: PyTorch / poolwise", ratio, 1),
        _worst("tiny-array", on_array, time, 0.006, unit="ms", at_most=True),
    ]


def _mean(name: str, about: str, parts: list[tuple[str, float]], target: float) -> Claim | None:
    if not parts:
        return None
    value = geometric_mean(value for _, value in parts)
    return Claim(name, f"{about}: geometric mean", value, target, "×", tuple(parts))


def _worst(
    name: str,
    about: str,
    parts: list[tuple[str, float]],
    target: float,
    *,
    unit: str = "×",
    at_most: bool = False,
) -> Claim | None:
    if not parts:
        return None
    value = (max if at_most else min)(value for _, value in parts)
    return Claim(name, about, value, target, unit, tuple(parts), at_most)


def _twin(
    of: Row, workloads: Sequence[Row], wanted: Callable[[Row], bool], **free: None
) -> str | None:
    """The workload that is like another but for its windows (or its dtype, or its operator)."""
    fixed = {"op", "shape", "dtype", "mode", "layouts", "indices"} - free.keys()
    if free:
        fixed |= {"kernel", "stride", "padding", "dilation", "ceil", "adaptive", "whole"}
    for each in workloads:
        if each is not of and wanted(each) and all(each[key] == of[key] for key in fixed):
            return str(each["name"])
    return None


def _ours(name: str | None, rows: Sequence[Row]) -> Row | None:
    return _fastest(
        row for row in rows if row["workload"] == name and row["ours"] and row["status"] == "ok"
    )


def best(name: str | None, engine: str, rows: Sequence[Row]) -> Row | None:
    """An engine's better layout on the workload of this name."""
    return _fastest(
        row
        for row in rows
        if row["workload"] == name and row["engine"] == engine and row["status"] == "ok"
    )


def _fastest(rows: Iterable[Row]) -> Row | None:
    return min(rows, key=lambda row: float(row["ms"]), default=None)


def _one(rows: Sequence[Row], engine: str, layout: str) -> Row | None:
    return _fastest(row for row in rows if row["engine"] == engine and row["layout"] == layout)


def _over(slow: Row | None, fast: Row | None) -> float | None:
    return None if slow is None or fast is None else slow["ms"] / fast["ms"]


def _named(row: Row | None) -> dict[str, Any] | None:
    return None if row is None else {key: row[key] for key in ("engine", "layout", "ms")}
