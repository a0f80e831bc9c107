"""Which backups are kept, by their age and by what they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable
    from datetime import datetime

RECENT, DAYS, WEEKS, MONTHS = 10, 14, 8, 24


class BackupCopy(NamedTuple):
    """A backup: its name, the moment it was made at, and the number of changes that its data came from."""

    name: str
    at: datetime
    changes: int


def to_keep(copies: Iterable[BackupCopy]) -> frozenset[str]:
    """The names of those to keep.

    They are the most recent; of the last days, weeks and months that have any the newest of each; and the
    largest, of several the newest. Days count by the date where the backup was made.
    """
    newest_first = sorted(copies, key=lambda copy: (copy.at, copy.name), reverse=True)
    if not newest_first:
        return frozenset()
    return frozenset(
        (
            *(copy.name for copy in newest_first[:RECENT]),
            *_newest_of_each(newest_first, DAYS, lambda at: at.date()),
            *_newest_of_each(newest_first, WEEKS, lambda at: at.isocalendar()[:2]),
            *_newest_of_each(newest_first, MONTHS, lambda at: (at.year, at.month)),
            max(newest_first, key=lambda copy: copy.changes).name,
        )
    )


def _newest_of_each(newest_first: Iterable[BackupCopy], most: int, period: Callable[[datetime], Hashable]) -> list[str]:
    found: dict[Hashable, str] = {}
    for copy in newest_first:
        found.setdefault(period(copy.at), copy.name)
    return list(found.values())[:most]
