"""Every pooling function and every module, with arguments that suit an input of any shape."""

from __future__ import annotations

import inspect
from typing import Any

import numpy as np
import torch

import poolwise
from poolwise import nn

# Those of which x is a tensor, for what is learned is one, or for PyTorch does the work.
OF_TENSORS = ("attention_pool", "gated_pool", "tree_pool", "upsample_skip")
# What it takes to call one, beside what depends on x.
_PLAIN: dict[str, Any] = {
    "kernel_size": 2,
    "output_size": 2,
    "norm_type": 2,
    "k": 2,
    "pieces": 1,
    "corner": "top_left",
    "seed": 1,
}

FUNCTIONS = {
    name: getattr(poolwise, name)
    for name in poolwise.__all__
    if name.endswith(("1d", "2d", "3d", "_pool", "maxout", "roi_align", "upsample_skip"))
}
MODULES = {
    name: getattr(nn, name)
    for name in dir(nn)
    if inspect.isclass(getattr(nn, name)) and issubclass(getattr(nn, name), torch.nn.Module)
}


def rank_of(name: str) -> int:
    """How many spatial axes x has."""
    if name.startswith(("temporal_", "Temporal")):
        return 1
    return int(name[-2]) if name[-1] == "d" else 2


def parameters_of(name: str) -> set[str]:
    """The names of a function's keywords, those of all operators among them."""
    names = set(inspect.signature(FUNCTIONS[name]).parameters)
    rules = {"mask", "lengths", "empty_value", "channels_last"}
    takes_rules = names & {"rules", "options"} and name not in ("channel_pool", "maxout")
    return names | rules if takes_rules else names


def arguments(name: str, x: Any, channels: int) -> dict[str, Any]:
    """Keywords for a call of a function with x, which is planar and of so many channels."""
    rank, taken = rank_of(name), parameters_of(name)
    given = {key: value for key, value in _PLAIN.items() if key in taken}

    def like(array: np.ndarray) -> Any:
        return torch.from_numpy(array) if isinstance(x, torch.Tensor) else array

    kernel = (2,) * rank
    if name.startswith("fractional"):
        given["return_indices"] = False
    if "reducer" in taken and not name.startswith(("roi", "spatial")):
        given["reducer"] = "soft" if name == "channel_pool" else lambda held, present: held.sum(-1)
    if "weights" in taken and "ordinal" in name:
        given["weights"] = like(np.array([2.0, 1.0]))
    if "logits" in taken:
        given["logits"] = x * 0.5
    if name.startswith("gated"):
        given["omega"] = like(np.full(kernel, 0.5))
    if name.startswith("tree"):
        given["filters"] = like(np.linspace(-1, 1, 2 ** (rank + 1)).reshape(2, *kernel))
        given["omega"] = like(np.full((1, *kernel), 0.5))
    if name.startswith("attention"):
        given["query"] = torch.ones(2, channels, dtype=x.dtype)
    if name.startswith("netvlad"):
        given["centres"] = given["weight"] = like(np.ones((3, channels)))
        given["bias"] = like(np.zeros(3))
    if "unpool" in name:
        del given["output_size"]
    if name.startswith("max_unpool"):
        given["indices"] = like(np.zeros(x.shape, np.int64))
    if "boxes" in taken:
        count = 2 if x.shape[0] else 0
        given["boxes"] = like(np.tile([[0.0, 0.0, 1.0, 3.0, 2.0]], (count, 1)))
    if name == "upsample_skip":
        given["skip"] = x.repeat(1, 1, *kernel)
    return given


def module(name: str, channels: int, spatial: tuple[int, ...] = (), /, **more: Any) -> Any:
    """A module for inputs of so many channels."""
    kind = MODULES[name]
    taken = inspect.signature(kind).parameters
    plain = {"embed_dim": channels, "num_heads": 1, "spatial_dim": spatial}
    given = {key: value for key, value in (_PLAIN | plain).items() if key in taken}
    if name.startswith(("LIP", "NetVLAD")) or name == "AttentionPool1d":
        given["channels"] = channels
    if "ranks" in taken:
        given["ranks"] = 2
    if "reducer" in taken and not name.startswith(("RoI", "Spatial")):
        given["reducer"] = "soft"
    return kind(**given | more)


def forward(made: Any, x: torch.Tensor, **keywords: Any) -> Any:
    """What the module makes of x."""
    taken = inspect.signature(made.forward).parameters
    given = dict(keywords)
    if "indices" in taken and taken["indices"].default is inspect.Parameter.empty:
        given["indices"] = torch.zeros(x.shape, dtype=torch.int64)
    if "boxes" in taken:
        given["boxes"] = torch.tensor([[0.0, 0.0, 1.0, 3.0, 2.0]])[: x.shape[0]]
    if "skip" in taken:
        given["skip"] = x.repeat(1, 1, *(2,) * (x.ndim - 2))
    if "seed" in taken:
        given["seed"] = 1
    return made(x, **given)
