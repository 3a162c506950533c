"""How times, ratios and messages are written, in the terminal, on the page and in Markdown."""

from __future__ import annotations

from typing import Any

from poolwise.lab.units import NONE, show


def duration(ms: float | None) -> str:
    """A time in the unit that suits it.

    Example:
        >>> [duration(ms).split("\\N{NARROW NO-BREAK SPACE}") for ms in (0.00612, 1258.0)]
        [['6.12', 'µs'], ['1.26', 's']]
    """
    if ms is None:
        return NONE
    number, unit = (ms * 1e3, "µs") if ms < 0.1 else (ms, "ms") if ms < 1e3 else (ms / 1e3, "s")
    return show(number, "ms").replace("ms", unit)


def spread(low: float, high: float) -> str:
    """The quartiles of a time.

    Example:
        >>> spread(4.1, 4.4).split("\\N{NARROW NO-BREAK SPACE}")
        ['4.10 to 4.40', 'ms']
    """
    first, last = duration(low), duration(high)
    unit = last.lstrip("0123456789.")
    return f"{first.removesuffix(unit)} to {last}"


def share(of_copy: float | None) -> str:
    """The speed of a copy that was reached.

    Example:
        >>> share(1.034), share(None)
        ('103 %', '–')
    """
    return NONE if of_copy is None else f"{100 * of_copy:.0f} %"


def times(ratio: float | None) -> str:
    """How many times as long.

    Example:
        >>> times(3.1416), times(1258.0), times(0.87), times(None)
        ('3.14 ×', '1258 ×', '0.87 ×', '–')
    """
    if ratio is None:
        return NONE
    decimals = 0 if ratio >= 100 else 1 if ratio >= 10 else 2
    return f"{ratio:.{decimals}f} ×"


def amount(value: float, unit: str) -> str:
    """A claim's number.

    Example:
        >>> amount(3.142, "×"), amount(1.034, "%")
        ('3.14 ×', '103 %')
    """
    return {"×": times, "%": share, "ms": duration}[unit](value)


def first_line(text: Any, limit: int = 160) -> str:
    """The beginning of a message that may be long.

    Example:
        >>> first_line("no kernel\\nat line 3")
        'no kernel'
    """
    line = next(iter(str(text).splitlines()), "")
    return line if len(line) <= limit else line[: limit - 1] + "…"
