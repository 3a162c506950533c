"""Whether a verdict stands when every training may take twice as long."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from poolwise.lab.wording import listing


def check(result: Mapping[str, Any], twice: Mapping[str, Any], epochs: int) -> dict[str, Any]:
    """``{"stands", "text", "moved"}`` for two results of one study, the second at twice `epochs`.

    It stands if the recommendation and every verdict on accuracy against the baseline are the same.
    """
    before, after = _verdicts(result), _verdicts(twice)
    moved = [
        {"setting": name, "before": before[name], "after": after[name]}
        for name in before
        if name in after and before[name] != after[name]
    ]
    advice = [list(each["recommendation"]["best"]) for each in (result, twice)]
    stands = not moved and advice[0] == advice[1]
    lengths = f"with {2 * epochs} epochs as with {epochs}"
    if stands:
        text = f"The verdict on accuracy stands: it is the same {lengths}."
    else:
        changes = [f"{each['setting']} from {each['before']} to {each['after']}" for each in moved]
        text = f"The verdict is not the same {lengths}"
        text += f": {listing(changes)}." if changes else "."
        if advice[0] != advice[1]:
            text += f" With the longer training it would be: use {listing(advice[1], 'or')}."
    return {"stands": stands, "text": text, "moved": moved}


def _verdicts(result: Mapping[str, Any]) -> dict[str, str]:
    """The verdict on accuracy for each setting but the baseline."""
    tests = [each for each in result["tests"] if each["measure"] == result["primary"]]
    return {each["setting"]: each["verdict"] for each in tests}
