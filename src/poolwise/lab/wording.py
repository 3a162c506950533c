"""Numbers and lists as they stand in sentences."""

from __future__ import annotations

from collections.abc import Sequence


def listing(names: Sequence[str], word: str = "and") -> str:
    """Names in a sentence.

    Example:
        >>> listing(["max", "avg", "sum"])
        'max, avg and sum'
    """
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {word} {names[-1]}"


def number(value: float, unit: str) -> str:
    """A value with its unit; fractions become percentages.

    Example:
        >>> number(0.9831, "%"), number(1234567.0, "bytes"), number(0.25, "nats")
        ('98.3 %', '1,234,567 bytes', '0.25 nats')
    """
    if unit == "%":
        return f"{100 * value:.1f} %"
    text = f"{value:,.0f}" if abs(value) >= 1000 or value == int(value) else f"{value:.3g}"
    return f"{text} {unit}".rstrip()


def difference(value: float, unit: str) -> str:
    """A difference with its sign; fractions become percentage points.

    Example:
        >>> difference(-0.0123, "%"), difference(5.0, "ms")
        ('−1.2 points', '+5 ms')
    """
    sign = "+" if value >= 0 else "\N{MINUS SIGN}"
    if unit == "%":
        return f"{sign}{abs(100 * value):.1f} points"
    return sign + number(abs(value), unit)


def in_sentence(label: str) -> str:
    """A label as it stands within a sentence; abbreviations keep their capitals.

    Example:
        >>> in_sentence("Test accuracy"), in_sentence("Mean IoU"), in_sentence("PSNR")
        ('test accuracy', 'mean IoU', 'PSNR')
    """
    return label if label[:2].isupper() else label[:1].lower() + label[1:]
