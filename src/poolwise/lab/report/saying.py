"""What a study found, as a terminal shows it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from poolwise.lab.report.view import View
from poolwise.lab.statistics.claims import UNDECIDED

_WIDTH = 100


def said(result: Mapping[str, Any]) -> str:
    """The recommendation, whether it stands, and the claims that the study tests."""
    parts = [
        result["recommendation"]["text"],
        result.get("budget_check", {}).get("text", ""),
        "\n".join(_claims(View(result))) if "claims" in result else "",  # several studies have none
    ]
    return "\n\n".join(filter(None, parts))


def _claims(view: View) -> Iterator[str]:
    for claim in view.claims():
        source = f" ({claim['source']})" if claim.get("source") else ""
        yield f"{claim['verdict'].capitalize()}: {claim['claim']}{source}"
        if claim["verdict"] == UNDECIDED:
            continue
        yield textwrap.fill(claim["evidence"], _WIDTH, initial_indent="  ", subsequent_indent="  ")
    left = sum(map(len, view.untested().values()))
    if left:
        are = "claim is" if left == 1 else "claims are"
        yield f"{left} usual {are} not tested by this study; the report says what each needs."
