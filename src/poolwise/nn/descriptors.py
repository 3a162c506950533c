"""Modules of one descriptor of all positions."""

from __future__ import annotations

from torch import Tensor

from ..functional.arguments import Lengths
from ..functional.numbers import whole
from ..windows import flag
from ._bases import Pooling
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


__all__ += derive(__name__, "covariance", {"global_": (_Covariance,)})
