"""How trainings ended that did not end well: counted, and in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from poolwise.lab.wording import listing

OK, DROPPED = "ok", "dropped"
_UNCONVERGED = "not converged"
_NAMED = 3
_EPOCHS = 60


class Ending(NamedTuple):
    """Trainings of a setting, or of several, that ended in the same way.

    Attributes:
        status: that of their rows.
        ended, of: how many there are, and how many trainings in all.
        reason: that of the first.
        epochs: how many passes over the data the longest took.
    """

    status: str
    ended: int
    of: int
    reason: str
    epochs: int

    def __str__(self) -> str:
        """What happened, to stand behind the name of a setting.

        Example:
            >>> str(Ending("not converged", 2, 8, "", 10))
            'not converged within 10 epochs in 2 of 8 trainings; try --epochs 60'
        """
        if self.status == DROPPED:
            return self.reason
        within = ""
        after = f": {self.reason}" if self.reason else ""
        if self.status == _UNCONVERGED and self.epochs:
            within = f" within {self.epochs} {'epoch' if self.epochs == 1 else 'epochs'}"
            after = f"; try --epochs {max(_EPOCHS, 2 * self.epochs)}"
        trainings = "training" if self.of == 1 else "trainings"
        return f"{self.status}{within} in {self.ended} of {self.of} {trainings}{after}"


def endings(rows: Sequence[Mapping[str, Any]]) -> dict[str, tuple[Ending, ...]]:
    """For each setting with trainings that did not end well, these by status."""
    found: dict[str, tuple[Ending, ...]] = {}
    for setting in dict.fromkeys(row["setting"] for row in rows):
        own = [row for row in rows if row["setting"] == setting]
        bad: dict[str, list[Mapping[str, Any]]] = {}
        for row in own:
            if row.get("status", OK) != OK:
                bad.setdefault(row["status"], []).append(row)
        if bad:
            found[setting] = tuple(_ending(status, some, len(own)) for status, some in bad.items())
    return found


def _ending(status: str, rows: Sequence[Mapping[str, Any]], of: int) -> Ending:
    reason = str(rows[0].get("reason") or "")
    return Ending(status, len(rows), of, reason, max(row.get("epochs") or 0 for row in rows))


def why(ended: Iterable[Ending]) -> str:
    """What happened to the trainings of one setting."""
    return "; ".join(map(str, ended))


def undecided(found: Mapping[str, Sequence[Ending]]) -> list[str]:
    """Which settings decide nothing and why: a sentence for all to which the same happened.

    Example:
        >>> many = {name: [Ending("diverged", 1, 2, "", 8)] for name in "abcd"}
        >>> undecided(many)
        ['4 settings decide nothing (diverged in 4 of 8 trainings).']
    """
    alike: dict[tuple[str, ...], dict[str, Sequence[Ending]]] = {}
    for setting, ended in found.items():
        how = (each.reason if each.status == DROPPED else each.status for each in ended)
        alike.setdefault(tuple(how), {})[setting] = ended
    sentences = []
    for members in alike.values():
        names = list(members)
        some = listing(names) if len(names) <= _NAMED else f"{len(names)} settings"
        together = why(map(_joined, zip(*members.values(), strict=True)))
        sentences.append(
            f"{some} {'decides' if len(names) == 1 else 'decide'} nothing ({together})."
        )
    return sentences


def _joined(several: Sequence[Ending]) -> Ending:
    return several[0]._replace(
        ended=sum(each.ended for each in several),
        of=sum(each.of for each in several),
        epochs=max(each.epochs for each in several),
    )
