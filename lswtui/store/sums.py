"""The sums of months that are over, kept on this machine so that no report works them out twice.

They are never the truth: each file says from what it was made, and one that was made from anything else than
what is there now, or by another version of the program, is as good as none. It may be deleted at any time.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import date
from json import loads
from typing import TYPE_CHECKING, Any
from zlib import crc32

from lswtui.domain.errors import LswError
from lswtui.domain.reflection import Kept
from lswtui.domain.words import Activity, Whose
from lswtui.measures.adherence import Adherence
from lswtui.measures.balance import Balance
from lswtui.measures.pareto import BrokenIn
from lswtui.measures.sums import DaySums, DueCard, Pledge, Sums
from lswtui.store import disk
from lswtui.store.seal import checksum, compact, sealed

if TYPE_CHECKING:
    from collections.abc import Callable

    from lswtui.store.places import Places

MadeFrom = dict[str, Any]
"""All that the sums of a month follow from, as JSON."""


class KeptSums:
    """The files of sums, one a month."""

    def __init__(self, places: Places) -> None:
        self._folder = f"{places.state_folder}/sums"
        self._code = _code()

    def read(self, month: str, fits: Callable[[MadeFrom], bool]) -> Sums | None:
        """The sums of a month if what they were made from FITS what is there now."""
        try:
            text = disk.read(f"{self._folder}/{month}.json")
        except (OSError, LswError):
            return None
        if checksum(text) is None:
            return None
        kept = loads(text)
        if kept["code"] != self._code or not fits(kept["from"]):
            return None
        return Sums(tuple(map(_day, kept["days"])), tuple(map(_pledge, kept["pledges"])))

    def write(self, month: str, sums: Sums, made_from: MadeFrom) -> None:
        """Keep the sums of a month, if the folder lets itself be written.

        A file that two programs write at once, or that is written to its half only, fails its checksum.
        """
        content = {
            "code": self._code,
            "from": made_from,
            "days": list(map(_day_row, sums.days)),
            "pledges": list(map(_pledge_row, sums.pledges)),
        }
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC
        with suppress(OSError):
            disk.make_folder(self._folder)
            handle = os.open(f"{self._folder}/{month}.json", flags, 0o600)
            try:
                disk.write_all(handle, sealed(compact(content)), 0)
            finally:
                os.close(handle)


def _code() -> int:
    """What tells these rules and measures from any other version: the names, sizes and times of their files."""
    package = os.path.dirname(os.path.dirname(__file__))
    found = []
    for folder in ("domain", "measures", "app", "store"):
        with suppress(OSError), os.scandir(f"{package}/{folder}") as files:
            found += [(each.path, each.stat().st_size, each.stat().st_mtime_ns) for each in files if each.is_file()]
    return crc32(repr(sorted(found)).encode(errors="surrogateescape"))


def _day_row(day: DaySums) -> list[Any]:
    due = [
        [card.id, card.title, card.minutes, card.board, card.task, card.missed, card.reason, day.minutes.get(card.id)]
        for card in day.due
    ]
    here = {card.id for card in day.due}
    others = {owner: took for owner, took in day.minutes.items() if owner not in here}
    return [
        day.on.isoformat(), day.adherence, day.balance[:-1], [day.balance.whose[each] for each in Whose], due, others,
        day.activities, day.broken_in,
    ]  # fmt: skip


def _day(row: list[Any]) -> DaySums:
    iso, adherence, minutes, whose, due, took, activities, broken_in = row
    on = date.fromisoformat(iso)
    cards = []
    for id_, title, planned, board, task, missed, reason, spent in due:
        cards.append(DueCard(id_, on, title, planned, board, task, missed, reason))
        if spent is not None:
            took[id_] = spent
    return DaySums(
        on,
        Adherence._make(adherence),
        Balance._make((*minutes, dict(zip(Whose, whose, strict=True)))),
        tuple(cards),
        took,
        {Activity(name): spent for name, spent in activities.items()},
        tuple(map(BrokenIn._make, broken_in)),
    )


def _pledge_row(pledge: Pledge) -> list[Any]:
    meant_for = pledge.pledge_for.isoformat() if pledge.pledge_for else None
    return [pledge.on.isoformat(), pledge.pledge, meant_for, pledge.pledge_kept]


def _pledge(row: list[Any]) -> Pledge:
    on, pledge, meant_for, kept = row
    return Pledge(
        date.fromisoformat(on),
        pledge,
        date.fromisoformat(meant_for) if meant_for else None,
        Kept(kept) if kept else None,
    )
