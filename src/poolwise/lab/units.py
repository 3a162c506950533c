"""How the report writes numbers: the unit decides, the same everywhere.

Units are those of the measures: `"%"` (a fraction, shown times 100), `"bytes"`, `"ms"`, `""` (a
plain number or a count). A number that does not exist is None and shown as a dash.
"""

from __future__ import annotations

import math

NONE = "–"
_THIN = "\N{NARROW NO-BREAK SPACE}"
_MINUS = "\N{MINUS SIGN}"


def show(value: float | None, unit: str = "") -> str:
    """A value with its unit.

    >>> show(0.9731, "%").replace(_THIN, " "), show(2_400_000.0).replace(_THIN, " "), show(None)
    ('97.3 %', '2.4 M', '–')
    """
    if value is None or not math.isfinite(value):
        return NONE
    bare, suffix = _scaled(float(value), unit, value)
    return f"{bare}{_THIN}{suffix}" if suffix else bare


def show_interval(
    low: float | None, high: float | None, unit: str = "", mean: float | None = None
) -> str:
    """The interval of `mean`, in the same unit and magnitude as `show(mean, unit)`, not repeated.

    >>> show_interval(0.95, 0.981, "%"), show_interval(990.0, 1010.0, "", 1_000.0)
    ('[95.0, 98.1]', '[0.99, 1.01]')
    """
    if low is None or high is None or not (math.isfinite(low) and math.isfinite(high)):
        return ""
    scale = max(abs(low), abs(high)) if mean is None else mean
    ends = [_scaled(float(value), unit, scale)[0] for value in (low, high)]
    return f"[{ends[0]}, {ends[1]}]"


def show_difference(value: float | None, unit: str = "") -> str:
    """A signed difference; differences of percentages are in percentage points.

    >>> [show_difference(d, unit).replace(_THIN, " ") for d, unit in ((0.0125, "%"), (-3, "ms"))]
    ['+1.2 points', '−3.00 ms']
    """
    shown = show(value, unit).replace("%", "points")
    return f"+{shown}" if value is not None and value > 0 and shown != NONE else shown


def show_margin(margin: float) -> str:
    """A fraction as points.

    >>> show_margin(0.01), show_margin(0.025)
    ('1 point', '2.5 points')
    """
    points = f"{100 * margin:.3g}"
    return f"{points} {'point' if points == '1' else 'points'}"


def show_p(p: float | None) -> str:
    """A p value: three decimals, and never "0.000".

    >>> show_p(0.0312), show_p(0.00001), show_p(None)
    ('p = 0.031', 'p < 0.001', '–')
    """
    if p is None or not math.isfinite(p):
        return NONE
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}"


def _scaled(value: float, unit: str, scale: float) -> tuple[str, str]:
    """The digits and the suffix of a value, at the magnitude of `scale`."""
    if unit == "%":
        return _minus(f"{100 * value:z.1f}"), "%"
    if unit == "bytes":
        return _magnitude(value, scale, 1024, ("B", "KiB", "MiB", "GiB", "TiB"))
    if unit == "ms":
        return _significant(value), "ms"
    digits, prefix = _magnitude(value, scale, 1000, ("", "k", "M", "G", "T"))
    return digits, " ".join(filter(None, (prefix, unit)))


def _magnitude(value: float, scale: float, base: int, names: tuple[str, ...]) -> tuple[str, str]:
    step = 0
    while abs(scale) >= base and step < len(names) - 1:
        scale, value, step = scale / base, value / base, step + 1
    digits = f"{value:.0f}" if step == 0 and value.is_integer() else _significant(value)
    if step and "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return _minus(digits), names[step]


def _significant(value: float) -> str:
    """Three significant digits, never in scientific notation above 10⁻⁴."""
    if value == 0:
        return "0"
    decimals = max(0, 2 - math.floor(math.log10(abs(value))))
    return _minus(f"{value:.{min(decimals, 6)}f}")


def _minus(digits: str) -> str:
    return digits.replace("-", _MINUS)
