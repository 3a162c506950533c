"""Pooling by region."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from torch import Tensor

from ..backends.native import check_empty_value
from ..functional import regions as F
from ..functional.arguments import Lengths
from ..functional.by_name import draws, expect_options
from ..functional.numbers import positive
from ._bases import Module
from .derived import derive

__all__ = ["RoIAlign", "RoIPool"]


class _SpatialPyramidPool(Module):
    hands_on = True
    pool: Callable[..., Any]

    def __init__(
        self,
        levels: Sequence[int | Sequence[int]] = (1, 2, 4),
        reducer: str | Callable[[Any, Any], Any] = "max",
        *,
        channels_last: bool = False,
        **options: Any,
    ) -> None:
        super().__init__()
        rank = int(type(self).__name__[-2])
        expect_options(type(self), reducer, options, ("empty_value",))
        F.check_levels(rank, levels)
        self.levels, self.reducer = tuple(levels), reducer
        self.channels_last = channels_last
        self.options = options

    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor:
        """Pool x; see the function."""
        draw = {"training": self.training} if draws(self.reducer) else {}
        out: Tensor = self.pool(
            x,
            self.levels,
            self.reducer,
            channels_last=self.channels_last,
            mask=mask,
            lengths=lengths,
            **(draw | self.options),
        )
        return out

    def extra_repr(self) -> str:
        options = dict(self.options)
        if self.channels_last:
            options["channels_last"] = True
        shown = "".join(f", {name}={value}" for name, value in options.items())
        return f"levels={self.levels}, reducer={self.reducer}{shown}"


class _Regions(Module):
    def __init__(
        self,
        output_size: int | Sequence[int],
        spatial_scale: float,
        empty_value: float,
        channels_last: bool,
    ) -> None:
        super().__init__()
        F.check_grid(output_size)
        check_empty_value(empty_value, "float64")
        self.output_size: Any = output_size
        self.spatial_scale = positive("spatial_scale", spatial_scale)
        self.empty_value, self.channels_last = empty_value, channels_last

    def _shown(self, own: dict[str, Any]) -> str:
        shown = {"output_size": self.output_size, "spatial_scale": self.spatial_scale, **own}
        if self.empty_value != 0:
            shown["empty_value"] = self.empty_value
        if self.channels_last:
            shown["channels_last"] = True
        return ", ".join(f"{name}={value}" for name, value in shown.items())


class RoIPool(_Regions):
    """Module of `poolwise.roi_pool`, with torchvision's arguments."""

    hands_on = True

    def __init__(
        self,
        output_size: int | Sequence[int],
        spatial_scale: float = 1.0,
        *,
        reducer: str | Callable[[Any, Any], Any] = "max",
        empty_value: float = 0,
        channels_last: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(output_size, spatial_scale, empty_value, channels_last)
        expect_options(type(self), reducer, options)
        self.reducer, self.options = reducer, options

    def forward(
        self, x: Tensor, boxes: Tensor | Sequence[Tensor], mask: Tensor | None = None
    ) -> Tensor:
        """Pool the boxes in x; see the function."""
        draw = {"training": self.training} if draws(self.reducer) else {}
        return F.roi_pool(
            x,
            boxes,
            self.output_size,
            self.spatial_scale,
            reducer=self.reducer,
            mask=mask,
            empty_value=self.empty_value,
            channels_last=self.channels_last,
            **(draw | self.options),
        )

    def extra_repr(self) -> str:
        own = {} if self.reducer == "max" else {"reducer": self.reducer}
        return self._shown(own | self.options)


class RoIAlign(_Regions):
    """Module of `poolwise.roi_align`, with torchvision's arguments."""

    def __init__(
        self,
        output_size: int | Sequence[int],
        spatial_scale: float = 1.0,
        sampling_ratio: int = -1,
        aligned: bool = False,
        mode: str = "avg",
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None:
        super().__init__(output_size, spatial_scale, empty_value, channels_last)
        F.check_sampling(sampling_ratio, aligned, mode)
        self.sampling_ratio, self.aligned, self.mode = sampling_ratio, aligned, mode

    def forward(
        self, x: Tensor, boxes: Tensor | Sequence[Tensor], mask: Tensor | None = None
    ) -> Tensor:
        """Pool the boxes in x; see the function."""
        return F.roi_align(
            x,
            boxes,
            self.output_size,
            self.spatial_scale,
            self.sampling_ratio,
            self.aligned,
            self.mode,
            mask=mask,
            empty_value=self.empty_value,
            channels_last=self.channels_last,
        )

    def extra_repr(self) -> str:
        own = ("sampling_ratio", "aligned", "mode")
        return self._shown({name: getattr(self, name) for name in own})


__all__ += derive(__name__, "spatial_pyramid", {"adaptive_": (_SpatialPyramidPool,)})
