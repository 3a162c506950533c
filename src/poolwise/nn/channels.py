"""Pooling across channels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from torch import Tensor

from ..backends.native import check_empty_value
from ..functional import channels as F
from ..functional.by_name import draws, expect_options
from ..functional.numbers import whole
from ._bases import Module

__all__ = ["ChannelPool", "Maxout"]


class Maxout(Module):
    """Module of `poolwise.maxout`.

    Example:
        >>> import torch
        >>> from poolwise.nn.channels import Maxout
        >>> layer = torch.nn.Sequential(torch.nn.Linear(10, 3 * 8), Maxout(3))
        >>> layer(torch.rand(5, 10)).shape
        torch.Size([5, 8])
    """

    def __init__(self, pieces: int, dim: int = 1, *, empty_value: float = 0) -> None:
        super().__init__()
        self.pieces, self.dim = whole("pieces", pieces, 1), whole("dim", dim)
        check_empty_value(empty_value, "float64")
        self.empty_value = empty_value

    def forward(self, x: Tensor, mask: Tensor | None = None) -> Tensor:
        """Pool x; see the function."""
        return F.maxout(x, self.pieces, self.dim, mask=mask, empty_value=self.empty_value)

    def extra_repr(self) -> str:
        return f"pieces={self.pieces}, dim={self.dim}"


class ChannelPool(Module):
    """Module of `poolwise.channel_pool`: any reducer across groups of channels.

    Args:
        reducer: a name or a function, as in `poolwise.channel_pool`.
        pieces, dim: the channels of a group, and the channels' axis.
        empty_value: the result of a group of which nothing is present.
        **options: of the reducer. What it draws in training it averages in evaluation.
    """

    hands_on = True

    def __init__(
        self,
        reducer: str | Callable[[Any, Any], Any],
        pieces: int,
        dim: int = 1,
        *,
        empty_value: float = 0,
        **options: Any,
    ) -> None:
        super().__init__()
        expect_options(type(self), reducer, options)
        self.reducer = reducer
        self.pieces, self.dim = whole("pieces", pieces, 1), whole("dim", dim)
        check_empty_value(empty_value, "float64")
        self.empty_value = empty_value
        self.options = options

    def forward(self, x: Tensor, mask: Tensor | None = None) -> Tensor:
        """Pool x; see the function."""
        draw = {"training": self.training} if draws(self.reducer) else {}
        return F.channel_pool(
            x,
            self.pieces,
            self.dim,
            reducer=self.reducer,
            mask=mask,
            empty_value=self.empty_value,
            **(draw | self.options),
        )

    def extra_repr(self) -> str:
        options = "".join(f", {name}={value}" for name, value in self.options.items())
        return f"reducer={self.reducer}, pieces={self.pieces}, dim={self.dim}{options}"
