"""Numbers of as many digits as are asked for that know their slopes: what gradients ought to be."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any


class Exact:
    """A number and by how much it grows with each of those that it was made of."""

    def __init__(self, value: Decimal, slopes: Sequence[Decimal]) -> None:
        self.value, self.slopes = value, list(slopes)

    @staticmethod
    def each(values: Sequence[float]) -> list[Exact]:
        """Numbers that are made of nothing but themselves."""
        numbers = range(len(values))
        return [
            Exact(+Decimal(v), [Decimal(i == k) for k in numbers]) for i, v in enumerate(values)
        ]

    def _made(self, value: Decimal, slope: Decimal) -> Exact:
        # What does not depend on a number does not, however steep it is.
        return Exact(value, [slope * s if s else s for s in self.slopes])

    def _joined(self, other: Any, value: Any, slopes: Any) -> Exact:
        if not isinstance(other, Exact):
            other = Exact(Decimal(other), [Decimal(0)] * len(self.slopes))
        a, b = self.value, other.value
        one, two = slopes(a, b)
        parts = zip(self.slopes, other.slopes, strict=True)
        return Exact(value(a, b), [one * s + two * t for s, t in parts])

    def __add__(self, other: Any) -> Exact:
        return self._joined(other, lambda a, b: a + b, lambda a, b: (1, 1))

    __radd__ = __add__

    def __sub__(self, other: Any) -> Exact:
        return self._joined(other, lambda a, b: a - b, lambda a, b: (1, -1))

    def __rsub__(self, other: Any) -> Exact:
        return -self + other

    def __mul__(self, other: Any) -> Exact:
        return self._joined(other, lambda a, b: a * b, lambda a, b: (b, a))

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Exact:
        return self._joined(other, lambda a, b: a / b, lambda a, b: (1 / b, -a / b / b))

    def __rtruediv__(self, other: Any) -> Exact:
        return self**-1 * other

    def __neg__(self) -> Exact:
        return self * -1

    def __abs__(self) -> Exact:
        return -self if self.value < 0 else self

    def __pow__(self, p: Any) -> Exact:
        power = self.value ** Decimal(p)
        return self._made(power, Decimal(p) * power / self.value)

    def exp(self) -> Exact:
        return self._made(self.value.exp(), self.value.exp())

    def ln(self) -> Exact:
        return self._made(self.value.ln(), 1 / self.value)

    def sqrt(self) -> Exact:
        root = self.value.sqrt()
        return self._made(root, 1 / (2 * root) if root else Decimal(0))

    def __bool__(self) -> bool:
        return bool(self.value)

    def __lt__(self, other: Any) -> bool:
        return bool(self.value < _value(other))

    def __gt__(self, other: Any) -> bool:
        return bool(self.value > _value(other))

    def __eq__(self, other: object) -> bool:
        return bool(self.value == _value(other))

    def __hash__(self) -> int:
        return hash(self.value)


def _value(x: Any) -> Any:
    return x.value if isinstance(x, Exact) else x
