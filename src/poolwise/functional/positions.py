"""All positions of x side by side: what looks at all channels of a position at once begins here."""

from __future__ import annotations

from typing import Any

from ..backends import gathered, namespace
from .composing import floats
from .rules import canonical, dense, over_channels


def all_positions(
    x: Any, rank: int, mask: Any, lengths: Any, channels_last: bool
) -> tuple[Any, Any]:
    """x in floats to compute with as (*lead, channels, positions), absent ones 0, and which are
    present, (*lead, 1, positions): None if all are.

    Raises:
        ValueError, TypeError: x has no channels, or of some of them a position is absent alone.
    """
    dense(x)
    if x.ndim < rank + 1:
        raise ValueError(f"x has shape {tuple(x.shape)}; it needs channels and {rank} spatial axes")
    mask = over_channels(x, rank, mask, channels_last)
    _, planar, present = canonical(x, rank, mask, lengths, channels_last)
    axis = -1 if channels_last else -rank - 1
    if mask is not None and mask.ndim >= -axis and mask.shape[axis] != 1:
        raise ValueError(
            f"mask has shape {tuple(mask.shape)}; it needs 1 in place of the channels, from all of "
            "which a position is absent"
        )
    values = gathered.flattened(floats(planar)[0], rank)
    if present is None:
        return values, None
    present = gathered.flattened(present, rank)
    kept = namespace(values).where(present, values, 0.0)
    # The same for all channels, if there are any.
    return kept, present[..., :1, :] if kept.shape[-2] else present.any(-2)[..., None, :]
