"""One small call of every module, for those that export them."""

from __future__ import annotations

import re
from typing import Any

import torch
from declared import OF_MODULES

import poolwise
from poolwise import nn

MODULES = [name for name in nn.__all__ if isinstance(getattr(nn, name), type)]
SIZES = (8, 6, 4)

_ANYWHERE = {"kernel_size": 3, "stride": 2, "padding": 1}
_APART: dict[str, Any] = {"kernel_size": 2}
# What a family's module is given beside its windows.
_OWN = OF_MODULES | {
    "Soft": {"beta": 0.5, "learned": True},
    "LIP": {"channels": 3, "hidden": 4},
}
# All arguments of those that are not made as windows and reducers are.
_WHOLE: dict[str, tuple[Any, ...]] = {
    "AdaptivePolyphasePool": (2,),
    "AttentionPool1d": (3,),
    "AttentionPool2d": (SIZES[:2], 3, 1),
    "AvgUnpool": (3, 2, 1),
    "BlurPool": (3, 2),
    "ChannelPool": ("soft", 3),
    "CornerPool": ("top_left",),
    "CovariancePool": (5,),
    "FractionalMaxPool": (2, 3),
    "KMaxPool": (3,),
    "LocalL2Norm": (3,),
    "MaxUnpool": (2,),
    "Maxout": (3,),
    "NetVLADPool": (3, 4),
    "RoIAlign": (2, 1.0, 2),
    "RoIPool": (2,),
    "S3Pool": (2,),
    "SpatialPyramidPool": ((1, 2, 3),),
    "SpectralPool": (3,),
    "TemporalKMaxPool": (3,),
    "UpsampleSkip": (),
    "WaveletPool": (),
}


def rank_of(name: str) -> int:
    """The number of spatial axes that a module is called with here."""
    digit = re.search("[123]d$", name)
    return int(digit[0][0]) if digit else 1 if name.startswith("Temporal") else 2


def module_of(name: str) -> Any:
    """The module in evaluation."""
    family = re.sub("[123]d$", "", name)
    made, given = getattr(nn, name), _WHOLE.get(name, _WHOLE.get(family))
    torch.manual_seed(3)  # some are made with random weights
    if given is not None:
        return made(*given).eval()
    operator = family.removeprefix("Adaptive").removeprefix("Global").removesuffix("Pool")
    where: dict[str, Any] = {}
    if family.startswith("Adaptive"):
        where = {"output_size": 3}
    elif not family.startswith(("Global", "GeM", "Temporal")):
        where = _APART if operator in ("LIP", "Tree") else _ANYWHERE
    return made(**_OWN.get(operator, {}), **where).eval()


def inputs_of(name: str) -> tuple[torch.Tensor, ...]:
    """What the module is called with."""
    torch.manual_seed(4)
    rank = rank_of(name)
    x = torch.rand(2, 3, *SIZES[:rank])
    if name.startswith("RoI"):
        boxes = [[0, 0.5, 1.0, 5.0, 7.0], [1, 0.0, 2.0, 2.5, 4.0], [0, 2.0, 2.0, 2.0, 2.0]]
        return x, torch.tensor(boxes)
    if name.startswith("MaxUnpool"):
        pool = getattr(poolwise, f"max_pool{rank}d")
        return tuple(pool(x, 2, return_indices=True))
    if name == "UpsampleSkip":
        return x, torch.rand(2, 2, *(2 * size for size in SIZES[:2]))
    return (x,)
