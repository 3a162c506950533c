"""Modules of one descriptor of all positions, and the centres that some learn."""

from __future__ import annotations

import math
from functools import partial
from typing import Any, ClassVar

import torch
from torch import Tensor, nn

from ..functional.arguments import Lengths
from ..functional.numbers import positive, whole
from ..windows import flag
from ._bases import Pooling, constant
from .derived import derive

__all__: list[str] = []


class _Covariance(Pooling):
    shown = ("iterations", "triangle")

    def __init__(
        self,
        iterations: int = 5,
        triangle: bool = True,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None:
        super().__init__(empty_value=empty_value, channels_last=channels_last)
        self.iterations = whole("iterations", iterations, 0)
        self.triangle = flag("triangle", triangle)

    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor:
        """Pool x; see the function."""
        return self.pool(
            x,
            iterations=self.iterations,
            triangle=self.triangle,
            mask=mask,
            lengths=lengths,
            empty_value=self.empty_value,
            channels_last=self.channels_last,
        )


class _NetVLAD(Pooling):
    """Residuals to learned centres. From (batch, channels, …) to (batch, clusters · channels).

    Args:
        channels: of x.
        clusters: how many centres.
        alpha: how hard positions are assigned at first: weights begin as 2 α c and biases as
            −α ‖c‖², with which the nearest centre has the largest share. `init_from` finds it, and
            the centres, from data.
    """

    shown = ("channels", "clusters")
    defaults: ClassVar[dict[str, Any]] = {**Pooling.defaults, "alpha": 1.0}
    centres: Tensor
    weight: Tensor
    bias: Tensor

    def __init__(
        self,
        channels: int,
        clusters: int = 64,
        alpha: float = 1.0,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None:
        super().__init__(empty_value=empty_value, channels_last=channels_last)
        self.channels = whole("channels", channels, 1)
        self.clusters = whole("clusters", clusters, 1)
        self.alpha = positive("alpha", alpha)
        shape = (self.clusters, self.channels)
        self._learn("centres", shape, partial(nn.init.normal_, std=self.channels**-0.5))
        self._learn("weight", shape, constant(0.0))
        self._learn("bias", shape[:1], constant(0.0))
        self._assign(self.alpha)

    @torch.no_grad()
    def _assign(self, alpha: float) -> None:
        """Weights and biases that assign positions by their distances to the centres."""
        self.weight.copy_(2 * alpha * self.centres)
        self.bias.copy_(-alpha * self.centres.square().sum(-1))

    def reset_parameters(self) -> None:
        """Let all that is learned begin anew, as when the module was made."""
        super().reset_parameters()
        self._assign(self.alpha)

    @torch.no_grad()
    def init_from(self, features: Tensor, steps: int = 20) -> None:
        """Begin with the clusters of features, (n, channels), which k-means finds.

        As in the paper, the assignment is as hard as makes the nearest centre's share 100 times
        that of the second on average.

        Raises:
            ValueError, TypeError: features are no such tensor, too few or not finite, or steps is
                no number of steps.
        """
        if not isinstance(features, Tensor):
            raise TypeError(f"features must be a torch.Tensor, got {type(features).__name__}")
        steps, shape = whole("steps", steps, 0), tuple(features.shape)
        if len(shape) != 2 or shape[0] < self.clusters or shape[1] != self.channels:
            raise ValueError(
                f"features has shape {shape}; it needs {self.clusters} rows or more, of "
                f"{self.channels} channels"
            )
        given = features.to(self.centres)
        if not given.isfinite().all():
            raise ValueError("features must be finite numbers")
        found = given[torch.randint(len(given), (1,))]
        for _ in range(1, self.clusters):  # far from each other, as in k-means++
            away = torch.cdist(given, found).amin(1).square().clamp(min=1e-30)
            found = torch.cat([found, given[away.multinomial(1)]])
        for _ in range(steps):
            own = nn.functional.one_hot(torch.cdist(given, found).argmin(1), self.clusters)
            own = own.to(given)
            count = own.sum(0)[:, None]
            found = torch.where(count > 0, own.T @ given / count.clamp(min=1), found)
        self.centres.copy_(found)
        near = torch.cdist(given, found).square().topk(min(2, self.clusters), largest=False).values
        apart = (near[:, -1] - near[:, 0]).mean().item()
        self._assign(math.log(100) / apart if apart else self.alpha)

    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor:
        """Pool x; see the function."""
        return self.pool(
            x,
            self.centres,
            self.weight,
            self.bias,
            mask=mask,
            lengths=lengths,
            empty_value=self.empty_value,
            channels_last=self.channels_last,
        )


__all__ += derive(__name__, "covariance", {"global_": (_Covariance,)})
__all__ += derive(__name__, "netvlad", {"global_": (_NetVLAD,)})
