"""Pooling as one writes it in PyTorch where PyTorch has no operator: unfold, then a formula."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from poolwise.bench.engines.base import NotOffered, Prepared, explicit_pads
from poolwise.bench.engines.pytorch import PyTorch
from poolwise.bench.engines.torch_calls import prepare_on_tensors
from poolwise.bench.workloads import MORE, SETTINGS, Layout, Workload

if TYPE_CHECKING:
    from torch import Tensor

Formula = Callable[["Tensor"], "Tensor"]


class Unfold(PyTorch):
    """`torch.nn.functional.unfold` to (batch, channels, k², windows), a formula, and autograd.

    It runs only where it is named, or where operators are timed that most engines lack.
    """

    name = "unfold"
    ops: tuple[str, ...] = ("avg", *MORE)

    def prepare(self, workload: Workload, layout: Layout) -> Prepared:
        """The composition; the remark says its formula."""
        return prepare_on_tensors(composition(workload), workload, layout, _WRITTEN[workload.op])


def composition(workload: Workload) -> Formula:
    """The workload as a function on a tensor (batch, channels, height, width)."""
    import torch.nn.functional as F

    sliding = workload.sliding
    if workload.rank != 2:
        raise NotOffered("unfolds images only")
    if sliding is None:
        raise NotOffered("has no windows of different sizes")
    if sliding.ceil_mode or any(map(any, explicit_pads(sliding))):
        raise NotOffered("pads with zeros, which are values")
    kernel, stride, dilation = sliding.kernel_size, sliding.stride, sliding.dilation
    size, windows = math.prod(kernel), workload.output_shape[2:]
    formula = _FORMULAS[workload.op]

    def pool(x: Tensor) -> Tensor:
        batch, channels = x.shape[:2]
        columns = F.unfold(x, kernel, dilation=dilation, stride=stride)
        return formula(columns.view(batch, channels, size, -1)).view(batch, channels, *windows)

    return pool


# Each takes (batch, channels, k², windows) to (batch, channels, windows).


def _norm(x: Tensor) -> Tensor:
    norm: Tensor = x.norm(p=SETTINGS["lp"]["norm_type"], dim=2)
    return norm


def _lse(x: Tensor) -> Tensor:
    return x.logsumexp(dim=2) - math.log(x.shape[2])


def _stochastic(x: Tensor) -> Tensor:
    import torch

    with torch.no_grad():
        weights = x.transpose(2, 3).flatten(end_dim=2)  # (batch · channels · windows, k²)
        chosen = torch.multinomial(weights, 1).view(x.shape[0], x.shape[1], 1, x.shape[3])
    return x.gather(2, chosen).squeeze(2)


def _median(x: Tensor) -> Tensor:
    half, odd = divmod(x.shape[2], 2)
    if odd:
        return x.median(dim=2).values
    return x.sort(dim=2).values[:, :, half - 1 : half + 1].mean(dim=2)


_FORMULAS: dict[str, Formula] = {
    "avg": lambda x: x.mean(dim=2),
    "lp": _norm,
    "rms": lambda x: x.square().mean(dim=2).sqrt(),
    "soft": lambda x: (x * x.softmax(dim=2)).sum(dim=2),
    "lse": _lse,
    "stochastic": _stochastic,
    "median": _median,
    "top_k_avg": lambda x: x.topk(SETTINGS["top_k_avg"]["k"], dim=2).values.mean(dim=2),
}
_WRITTEN = {
    "avg": "mean",
    "lp": "norm",
    "rms": "square, mean, sqrt",
    "soft": "(x · softmax), sum",
    "lse": "logsumexp",
    "stochastic": "multinomial, gather",
    "median": "median, or sort where a window has two middles",
    "top_k_avg": "topk, mean",
}
