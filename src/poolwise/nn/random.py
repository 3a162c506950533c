"""Modules of the operators that draw in training; `poolwise.functional.random` defines them.

`forward` takes `seed`, `generator` and `first_index` of a draw; `eval()` gives the expectation.
"""

from __future__ import annotations

from .derived import derive

__all__ = [*derive(__name__, "stochastic"), *derive(__name__, "max_dropout")]
