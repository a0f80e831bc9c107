"""The sums of months that are over, kept on this machine so that no report works them out twice.

They are never the truth: each file says from what it was made, and one that was made from anything else than
what is there now, or by another version of the program, is as good as none. It may be deleted at any time.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any
from zlib import crc32

from lswtui.domain.cadence.frequency import HowOften
from lswtui.domain.reviews.answers import PledgeKept
from lswtui.domain.vocabulary import Activity, Area, Domain, Whose
from lswtui.measures.adherence import Adherence
from lswtui.measures.balance import Balance
from lswtui.measures.day_totals import DayTotals, Pledge, Totals
from lswtui.measures.due import DueCard, DueKey, DueResult
from lswtui.measures.learning import Countermeasures
from lswtui.measures.load import Planned
from lswtui.measures.pareto import ParetoInterruption
from lswtui.store.cache.cache import keep, read_kept

if TYPE_CHECKING:
    from collections.abc import Callable

    from lswtui.store.engine.places import Places

MadeFrom = dict[str, Any]
"""All that the sums of a month follow from, as JSON."""
_RESULTS = tuple(DueResult)


class TotalsCache:
    """The files of sums, one a month."""

    def __init__(self, places: Places) -> None:
        self._folder = f"{places.state_folder}/sums"
        self._code = _code()

    def read(self, month: str, fits: Callable[[MadeFrom], bool]) -> Totals | None:
        """The sums of a month if what they were made from FITS what is there now."""
        kept = read_kept(self._folder, month)
        if kept is None or kept["code"] != self._code or not fits(kept["from"]):
            return None
        asked = list(map(_asked, kept["asked"]))
        return Totals(tuple(_day(row, asked) for row in kept["days"]), tuple(map(_pledge, kept["pledges"])))

    def write(self, month: str, sums: Totals, made_from: MadeFrom) -> None:
        """Keep the sums of a month, if the folder lets itself be written."""
        places: dict[DueKey, int] = {}
        days = [_day_row(day, places) for day in sums.days]
        content = {
            "code": self._code,
            "from": made_from,
            "asked": list(places),
            "days": days,
            "pledges": list(map(_pledge_row, sums.pledges)),
        }
        keep(self._folder, month, content)


def _code() -> int:
    """What tells these rules and measures from any other version: the names, sizes and times of their files."""
    package = os.path.dirname(os.path.dirname(os.path.dirname(__file__)))
    found = []
    for layer in ("domain", "measures", "app", "store"):
        for folder, _, names in os.walk(f"{package}/{layer}"):
            for path in (f"{folder}/{name}" for name in names if name.endswith(".py")):
                with suppress(OSError):
                    status = os.stat(path)
                    found.append((path, status.st_size, status.st_mtime_ns))
    return crc32(repr(sorted(found)).encode(errors="surrogateescape"))


def _day_row(day: DayTotals, places: dict[DueKey, int]) -> list[Any]:
    """A day; what was asked for, which is the same from day to day, stands in it by its place."""
    due = []
    for card in day.due:
        place = places.setdefault(card.asked, len(places))
        due.append([card.id, place, _RESULTS.index(card.result), card.reason, day.minutes.get(card.id)])
    others = {id_: [places.setdefault(asked, len(places)), day.minutes[id_]] for id_, asked in day.others.items()}
    return [
        day.on.isoformat(), day.adherence, day.balance[:-1], [day.balance.whose[each] for each in Whose],
        day.planned, day.countermeasures, due, others, day.broken_in,
    ]  # fmt: skip


def _day(row: list[Any], asked: list[DueKey]) -> DayTotals:
    iso, adherence, minutes, whose, planned, countermeasures, due, others, broken_in = row
    on = date.fromisoformat(iso)
    cards = []
    took = {id_: minutes_here for id_, (_, minutes_here) in others.items()}
    for id_, place, result, reason, minutes_here in due:
        cards.append(DueCard(id_, on, asked[place], _RESULTS[result], reason))
        if minutes_here is not None:
            took[id_] = minutes_here
    return DayTotals(
        on,
        Adherence._make(adherence),
        Balance._make((*minutes, dict(zip(Whose, whose, strict=True)))),
        Planned._make(planned),
        Countermeasures._make(countermeasures),
        tuple(cards),
        took,
        {id_: asked[place] for id_, (place, _) in others.items()},
        tuple(map(ParetoInterruption._make, broken_in)),
    )


def _asked(row: list[Any]) -> DueKey:
    title, minutes, board, task, often, activity, domain, area = row
    return DueKey(
        title,
        minutes,
        board,
        task,
        HowOften(often) if often else None,
        Activity(activity) if activity else None,
        Domain(domain) if domain else None,
        Area(area) if area else None,
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
        PledgeKept(kept) if kept else None,
    )
