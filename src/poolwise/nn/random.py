"""Modules of the operators that draw in training; `poolwise.functional.random` defines them.

`forward` takes `seed`, `generator` and `first_index` of a draw; `eval()` gives the expectation.
"""

from __future__ import annotations

from .derived import derive_rest

__all__ = derive_rest(__name__)
