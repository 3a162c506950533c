"""Modules of what is found by sorting a window; `poolwise.functional.ranks` defines them."""

from __future__ import annotations

from typing import Any

from torch import Tensor

from ..functional.numbers import whole
from ..windows import Windows
from ._bases import Adapt, Reducing, Slide, Whole, constant
from .derived import derive, derive_rest


class Ordinal(Reducing):
    """The mean with learned weights for the ranks: the softmax of `logits`, (channels, ranks).

    They begin as the mean's. `ranks` is the window's size where None; adaptive and global windows
    have none of their own and need it (later ranks have no weight).
    """

    logits: Tensor

    def _own(self, *, channels: int = 1, ranks: int | None = None) -> None:
        if ranks is None:
            ranks = self._window_size()
        self.channels, self.ranks = whole("channels", channels, 1), whole("ranks", ranks, 1)
        self._learn("logits", (self.channels, self.ranks), constant(0.0))

    def _window_size(self) -> int:
        if not isinstance(self, Slide):
            raise TypeError(f"{type(self).__name__} needs ranks=, how many weights it learns")
        axes = self.rank()
        # An input that is as wide as the windows holds the largest of them.
        kernel = Windows.sliding(axes, self.kernel_size).kernel_size
        return Windows.sliding(axes, self.kernel_size).capacity(kernel)

    @property
    def weights(self) -> Tensor:
        """The weights of the ranks from the largest element on, (channels, ranks)."""
        return self.logits.softmax(-1)

    def _options(self) -> dict[str, Any]:
        return {"weights": self.weights}


__all__ = derive(
    __name__,
    "ordinal",
    {"": (Ordinal, Slide), "adaptive_": (Ordinal, Adapt), "global_": (Ordinal, Whole)},
)
__all__ += derive_rest(__name__)
