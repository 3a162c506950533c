"""Where the elements of every window lie, as tables of places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..windows import Windows
from . import native


def tables(
    windows: Windows, spatial: Sequence[int], may_be_empty: bool
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Flat places of every window's taps, (*pooled, n), and which of them exist.

    Both are row-major. Windows have unequal counts: missing taps point at place 0.

    Raises:
        ValueError: a window has no element, unless it may be empty.
    """
    axes = windows.axes(spatial)
    if not may_be_empty:
        native.require_elements(windows, spatial, windows.first_empty(spatial))
    places, exist = np.zeros(1, np.int64), np.ones(1, np.bool_)
    for axis in axes:
        tap = np.arange(axis.count.max(initial=0))
        exists = tap < axis.count[:, None]
        at = np.where(exists, axis.start[:, None] + tap * axis.step, 0)
        # (…, K) with (n, k) gives (…, n, K * k): the new axis' taps vary fastest.
        places = _flat(places[..., None, :, None] * axis.size + at[:, None, :])
        exist = _flat(exist[..., None, :, None] & exists[:, None, :])
    # As many taps as are known without the tables.
    missing = [(0, 0)] * windows.rank + [(0, most_taps(windows, spatial) - places.shape[-1])]
    return np.pad(places, missing), np.pad(exist, missing)


def most_taps(windows: Windows, spatial: Sequence[int]) -> int:
    """The length of the elements' axis, at least 1, so that there is something to reduce."""
    return max(windows.capacity(spatial), 1)


def _flat(x: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    return x.reshape(*x.shape[:-2], x.shape[-2] * x.shape[-1])
