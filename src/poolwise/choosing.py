"""Names that must be one of a few, and what a wrong one may have meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

_CLOSE = 0.5
_MANY = 40
"""Of more names those alone are told that may be meant, or, if there are none, the first."""


def require_one_of(argument: str, value: str, known: Iterable[str]) -> None:
    """Raise unless `value` is among the known names.

    Raises:
        ValueError: it names the argument, its value, the names, and which of them may be meant.

    Example:
        >>> require_one_of("network", "VGG", ("vgg-small", "lenet-5"))
        Traceback (most recent call last):
        ValueError: network='VGG' is not one of vgg-small, lenet-5; did you mean vgg-small?
    """
    names = list(known)
    if value in names:
        return
    close = like(value, names)
    hint = f"; did you mean {' or '.join(close)}?" if close else ""
    listed = ", ".join(names[:_MANY]) + (", …" if len(names) > _MANY else "")
    what = "known" if close and len(names) > _MANY else f"one of {listed}"
    raise ValueError(f"{argument}={value!r} is not {what}{hint}")


def like(value: str, names: Iterable[str], most: int = 2) -> list[str]:
    """The names that look most like a misspelt one, then those that begin like it, whatever their
    case."""
    plain: dict[str, str] = {}
    for name in names:
        plain.setdefault(name.casefold(), name)
    wanted = str(value).casefold()
    begin = [name for each, name in plain.items() if wanted and each.startswith(wanted)]
    close = [plain[each] for each in difflib.get_close_matches(wanted, plain, most, _CLOSE)]
    return list(dict.fromkeys(close + begin))[:most]
