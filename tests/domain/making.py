"""Values that tests of the rules begin with: a Thursday in Berlin with a few cards."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from lswtui.domain.boards.board import Window
from lswtui.domain.days.card import Card
from lswtui.domain.days.day import Day
from lswtui.domain.interruptions.interruption import Interruption
from lswtui.domain.times import clock_time
from lswtui.domain.vocabulary import CarryOver

if TYPE_CHECKING:
    from collections.abc import Callable

BERLIN = ZoneInfo("Europe/Berlin")
ON = date(2026, 11, 19)
WINDOWS = (Window(6 * 60, 10 * 60), Window(10 * 60 + 30, 14 * 60))


def at(clock: str, on: date = ON) -> datetime:
    """``"06:40"`` on the Thursday."""
    minutes = clock_time(clock)
    return datetime(on.year, on.month, on.day, minutes // 60, minutes % 60, tzinfo=BERLIN)


def later(moment: datetime, minutes: float) -> datetime:
    return moment + timedelta(minutes=minutes)


def ids() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"id{next(numbers):04}"


def a_card(
    id_: str, clock: str | None = None, minutes: int = 30, carry: CarryOver = CarryOver.EXPIRE, on: date = ON
) -> Card:
    return Card(id_, on, id_.title(), minutes, None if clock is None else clock_time(clock), task=id_, carry=carry)


def a_day(*cards: Card) -> Day:
    return Day(ON, windows=WINDOWS, cards=cards or (a_card("huddle", "06:00", 10), a_card("walk", "07:00")))


def broke_in(id_: str, clock: str, end: str | None = None) -> Interruption:
    return Interruption(id_, ON, at(clock), None if end is None else at(end), text=id_)
