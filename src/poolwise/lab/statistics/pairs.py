"""Every setting against every other in the primary measure: one family of tests, by Holm."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np

from poolwise.lab.statistics.estimates import finite, holm_pairs
from poolwise.lab.statistics.tables import Table
from poolwise.lab.statistics.verdicts import verdict


def every_pair(table: Table, margin: float) -> list[dict[str, Any]]:
    """Each pair of settings that ended well, first minus second; see `poolwise.lab.single`."""
    if table.primary not in table.quantities:
        return []
    sound = [i for i, name in enumerate(table.names) if name not in table.unsound]
    pairs = list(combinations(sound, 2))
    if not pairs:
        return []
    quantity, everyone = table.quantities[table.primary], np.eye(len(table.names))
    first, second = np.array(pairs).T
    estimate = table.estimate(table.primary, everyone[first] - everyone[second])
    low, high = estimate.interval()
    family = len(everyone) * (len(everyone) - 1) // 2  # who was left out counts, too
    p, same = holm_pairs(estimate.p(), estimate.p_equivalent(margin), family)
    return [
        {
            "first": table.names[i],
            "second": table.names[j],
            "difference": finite(estimate.mean[k]),
            "low": finite(low[k]),
            "high": finite(high[k]),
            "p_adjusted": finite(p[k]),
            "p_equivalent": finite(same[k]),
            "verdict": verdict(estimate.mean[k], p[k], quantity, same[k]),
        }
        for k, (i, j) in enumerate(pairs)
        if np.isfinite(estimate.mean[k])
    ]
