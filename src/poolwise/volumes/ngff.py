"""The metadata of OME-Zarr: what an image's arrays are called, and where their elements lie.

Source: the OME-NGFF specification, version 0.5; of version 0.4 the same is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .axes import SPACE

VERSION = "0.5"
_TYPES = {"t": "time", "c": "channel", **dict.fromkeys(SPACE, "space")}


@dataclass(frozen=True)
class Image:
    """What is known of an image: its finest array, its axes, and their scale, origin and units."""

    path: str
    axes: str
    scale: tuple[float, ...]
    origin: tuple[float, ...]
    units: tuple[str | None, ...]
    name: str = ""


def read(attributes: dict[str, Any]) -> Image | None:
    """What a group's attributes say of the first image in it; None where it is none.

    Raises:
        ValueError: they are not as the specification says.
    """
    said = attributes.get("ome", attributes)
    if not isinstance(said, dict) or "multiscales" not in said:
        return None
    try:
        image = said["multiscales"][0]
        finest = image["datasets"][0]
        axes = [axis if isinstance(axis, dict) else {"name": axis} for axis in image["axes"]]
        scale, origin = [1.0] * len(axes), [0.0] * len(axes)
        moves = finest.get("coordinateTransformations", [])
        for move in [*moves, *image.get("coordinateTransformations", [])]:
            if move["type"] == "scale":
                scale = [a * b for a, b in zip(scale, move["scale"], strict=True)]
                origin = [a * b for a, b in zip(origin, move["scale"], strict=True)]
            elif move["type"] == "translation":
                origin = [a + b for a, b in zip(origin, move["translation"], strict=True)]
        return Image(
            str(finest["path"]),
            "".join(str(axis["name"]) for axis in axes),
            tuple(map(float, scale)),
            tuple(map(float, origin)),
            tuple(axis.get("unit") for axis in axes),
            str(image.get("name", "")),
        )
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise ValueError(f"its multiscales are not as OME-Zarr says: {error!r}") from None


def written(image: Image, factors: list[tuple[int, ...]], op: str) -> dict[str, Any]:
    """The attributes of a group whose arrays ``0``, ``1`` … are pooled by so much along each axis.

    A pixel lies in the middle of those that it is made of.
    """
    datasets = []
    for level, by in enumerate(factors):
        scale = [s * f for s, f in zip(image.scale, by, strict=True)]
        moved = zip(image.origin, image.scale, by, strict=True)
        datasets.append(
            {
                "path": str(level),
                "coordinateTransformations": [
                    {"type": "scale", "scale": scale},
                    {
                        "type": "translation",
                        "translation": [o + s * (f - 1) / 2 for o, s, f in moved],
                    },
                ],
            }
        )
    axes = [
        {"name": name, "type": _TYPES[name], **({"unit": unit} if unit else {})}
        for name, unit in zip(image.axes, image.units, strict=True)
    ]
    multiscale: dict[str, Any] = {
        "name": image.name,
        "axes": axes,
        "datasets": datasets,
        "type": op,
    }
    multiscale["metadata"] = {"description": f"each level is pooled by {op}", "method": "poolwise"}
    return {"ome": {"version": VERSION, "multiscales": [multiscale]}}


def check(axes: str) -> None:
    """Raise a ValueError unless an OME-Zarr has such axes."""
    order = "".join(letter for letter in "tczyx" if letter in axes)
    if axes != order or sum(letter in SPACE for letter in axes) < 2:
        raise ValueError(
            f"axes={axes!r} are none that an OME-Zarr has: two or three of zyx, after t and c"
        )
