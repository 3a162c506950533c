"""Sentences that compare two studies, or two measures of one: networks, decoders, ways back.

Settings, seeds and data are the same on both sides, and differences are taken seed by seed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from poolwise.lab.claims import CONTRADICTED, SUPPORTED, UNDECIDED
from poolwise.lab.endings import OK
from poolwise.lab.statistics import ALPHA, finite, holm, over_seeds

Side = tuple[str, str]
"""A part and a measure."""


@dataclass(frozen=True)
class Contrast:
    """`left` is higher (or lower) than `right`, over the settings that both have."""

    text: str
    source: str
    direction: Literal["higher", "lower"]
    left: Side
    right: Side


CONTRASTS = (
    Contrast("Skip connections recover detail that pooling lost.", "Ronneberger et al. 2015",
             "higher", ("segmentation", "accuracy.iou"), ("segmentation-plain", "accuracy.iou")),
    Contrast("Unpooling to where the maxima were recovers detail that pooling lost.",
             "Badrinarayanan et al. 2017", "higher",
             ("segmentation-unpool", "accuracy.iou"), ("segmentation-plain", "accuracy.iou")),
    Contrast("An autoencoder that unpools restores more than one that upsamples.", "",
             "higher", ("compression-unpool", "accuracy.ssim"), ("compression", "accuracy.ssim")),
    Contrast("Knowing where the maxima were restores more than nearest upsampling.", "", "higher",
             ("compression", "detail.unpool.psnr"), ("compression", "detail.nearest.psnr")),
    Contrast("A sparse autoencoder of equal code size restores more than pooling and upsampling.",
             "", "higher",
             ("compression", "detail.sparse.psnr"), ("compression", "detail.bilinear.psnr")),
    Contrast("Upsampling needs more arithmetic than unpooling.", "",
             "higher", ("compression", "cost.macs"), ("compression-unpool", "cost.macs")),
)  # fmt: skip


def judge(parts: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """A verdict for each contrast, one family (Holm); None where a part has not run.

    Returns:
        ``{"contrast", "verdict", "difference", "low", "high", "p_adjusted", "seeds", "settings",
        "reason"}`` for each, in order.
    """
    found = [_estimate(each, parts) for each in CONTRASTS]
    adjusted = holm([each["p"] for each in found])
    for contrast, each, p in zip(CONTRASTS, found, adjusted, strict=True):
        each["p_adjusted"] = finite(p)
        different = bool(each["difference"]) if each["exact"] else bool(p < ALPHA)
        if different:
            agrees = (each["difference"] > 0) == (contrast.direction == "higher")
            each["verdict"] = SUPPORTED if agrees else CONTRADICTED
    return found


def _estimate(contrast: Contrast, parts: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    keys = ("difference", "low", "high")
    found: dict[str, Any] = {
        "contrast": contrast,
        "verdict": UNDECIDED,
        **dict.fromkeys(keys),
        "p": np.nan,
        "seeds": 0,
        "settings": [],
        "unit": "",
        "exact": False,
        "reason": "",
    }
    missing = [name for name, _ in dict.fromkeys([contrast.left, contrast.right])
               if name not in parts]  # fmt: skip
    if missing:
        found["reason"] = f"not run: {', '.join(dict.fromkeys(missing))}"
        return found
    left, right = (
        _values(parts[part], measure) for part, measure in (contrast.left, contrast.right)
    )
    shared = [key for key in left if key in right]
    settings = list(dict.fromkeys(name for name, _ in shared))
    seeds = [
        seed
        for seed in dict.fromkeys(seed for _, seed in shared)
        if all((name, seed) in shared for name in settings)
    ]
    if not seeds:
        found["reason"] = "no setting has both at one seed"
        return found
    differences = np.array(
        [[left[name, seed] - right[name, seed] for seed in seeds] for name in settings]
    ).mean(0)
    about = parts[contrast.left[0]]["measures"][contrast.left[1]]
    estimate = over_seeds(differences[None], _ratio(parts[contrast.left[0]]))
    low, high = (finite(end[0]) for end in estimate.interval())
    return found | {
        "difference": float(differences.mean()),
        "low": None if about["exact"] else low,
        "high": None if about["exact"] else high,
        "p": np.nan if about["exact"] else float(estimate.p()[0]),
        "seeds": len(seeds),
        "settings": settings,
        "unit": about["unit"],
        "exact": about["exact"],
    }


def _values(result: Mapping[str, Any], measure: str) -> dict[tuple[str, int], float]:
    return {
        (row["setting"], row["seed"]): row["measures"][measure]
        for row in result["rows"]
        if row.get("status", OK) == OK
        and row["setting"] not in result["unsound"]
        and row["measures"].get(measure) is not None
    }


def _ratio(result: Mapping[str, Any]) -> float:
    """Test items for each item trained on or chosen by, where every seed splits one sample."""
    if result["scope"]["test_set"]:
        return 0.0
    data = result["data"]
    return float(data["test"] / (data["train"] + data["validation"]))


def falls(result: Mapping[str, Any], names: Sequence[str], setting: str) -> list[dict[str, Any]]:
    """Of measures in a row, such as growing strengths, each one's mean less the one before.

    Returns:
        ``{"measure", "mean", "difference", "low", "high"}``, the first one without a difference.
    """
    values = {name: _values(result, name) for name in names}
    seeds = [
        row["seed"]
        for row in result["rows"]
        if row["setting"] == setting and all((setting, row["seed"]) in v for v in values.values())
    ]
    steps: list[dict[str, Any]] = []
    for before, name in zip([None, *names], names, strict=False):
        if not seeds:
            break
        at = np.array([values[name][setting, seed] for seed in seeds])
        step: dict[str, Any] = {"measure": name, "mean": float(at.mean())}
        if before is not None:
            less = at - [values[before][setting, seed] for seed in seeds]
            estimate = over_seeds(less[None], _ratio(result))
            low, high = (finite(end[0]) for end in estimate.interval())
            step |= {"difference": float(less.mean()), "low": low, "high": high}
        steps.append(step)
    return steps
