"""Values that tests try of what operators take, as their declarations say."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from hypothesis import strategies as st

from poolwise.functional.declaration import Parameter, by_name, find

REDUCERS = [name for name in by_name() if name not in ("max", "min", "avg", "sum")]
"""Those that keep more than the largest element or the sum, by name."""

Of = Literal["function", "module"]


def choice(name: str, at: int = 0, of: Of = "function") -> dict[str, Any]:
    """One choice of an operator's keywords."""
    return {p.keyword: _value(p, at) for p in _tried(name, of)}


def choices(name: str) -> st.SearchStrategy[dict[str, Any]]:
    """Any choice of an operator's keywords."""
    return st.fixed_dictionaries(
        {
            p.keyword: st.sampled_from(range(len(p.tried))).map(lambda at, p=p: _value(p, at))
            for p in _tried(name, "function")
        }
    )


def _of_modules() -> dict[str, dict[str, Any]]:
    own = {find(name).layer.removesuffix("Pool2d"): choice(name, 1, "module") for name in REDUCERS}
    # Their modules learn what functions are given, or are asked for more than is declared.
    return own | {"LP": {"norm_type": 3}, "GeM": {"p": 2.5}, "Ordinal": {"ranks": 5}}


def number_of(parameter: Parameter, value: Any) -> float:
    """What a reducer is told of a value: of a choice, which it is."""
    return float(parameter.choices.index(value) if parameter.choices else value)


def _tried(name: str, of: Of) -> list[Parameter]:
    return [p for p in find(name).settings(of) if p.tried]


def _value(parameter: Parameter, at: int) -> Any:
    value = parameter.tried[at % len(parameter.tried)]
    return np.array(value) if parameter.takes == "array" else value


OF_MODULES = _of_modules()
"""What the modules of each operator are given beside their windows."""
