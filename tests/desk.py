"""A leader's desk for tests: a workspace in a folder of its own and a clock that stands until it is moved."""

from __future__ import annotations

import os
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from lswtui.app.days import calendar
from lswtui.app.reviews.pledges import pledge_of
from lswtui.app.workspace import Workspace
from lswtui.store.engine.places import find_places
from lswtui.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from lswtui.domain.days.card import Card
    from lswtui.domain.days.day import Day
    from lswtui.domain.interruptions.interruption import Interruption
    from lswtui.domain.reviews.answers import Reflection

BERLIN = ZoneInfo("Europe/Berlin")


class FakeClock:
    """A clock that shows what it is told."""

    def __init__(self, at: datetime) -> None:
        self._at = at
        self._set_by = 0.0
        self._slept = 0.0
        self._boot = 1
        self.zone: tzinfo = BERLIN

    def now(self) -> datetime:
        return self._at

    def up(self) -> float:
        return self._at.timestamp() - self._set_by

    def slept(self) -> float:
        return self._slept

    def boot(self) -> str:
        return f"boot {self._boot}"

    def set(self, text: str) -> datetime:
        self._at = moment(text)
        return self._at

    def tick(self, minutes: float) -> datetime:
        self._at = datetime.fromtimestamp(self._at.timestamp() + 60 * minutes, self.zone)
        return self._at

    def wind(self, minutes: float) -> datetime:
        """Set it forward or back, no time passing."""
        self._set_by += 60 * minutes
        return self.tick(minutes)

    def sleep(self, minutes: float) -> datetime:
        """Let time pass while the machine is suspended."""
        self._slept += 60 * minutes
        return self.tick(minutes)

    def start_again(self, minutes: float) -> datetime:
        """Let time pass while the machine is off."""
        self._boot += 1
        return self.tick(minutes)

    def travel(self, zone: str) -> datetime:
        """Take it to another zone, no time passing."""
        self.zone = ZoneInfo(zone)
        return self.tick(0)


def moment(text: str) -> datetime:
    """``"2026-11-19 06:40"`` in Berlin."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


class Desk:
    """One leader, their data and their clock; a Thursday at 05:30 before anything was chosen."""

    def __init__(self, home: Path) -> None:
        self.clock = FakeClock(moment("2026-11-19 05:30"))
        self.home = home
        self._places = find_places({"LSW_HOME": str(home)})
        self.workspace = self.another_window()

    def another_window(self) -> Workspace:
        """The same data in another process's eyes."""
        return Workspace(Store(self._places, program="test"), self.clock, self._places)

    def board(self, text: str, name: str = "mine") -> str:
        """Put a board among the leader's own; its name."""
        path = self.workspace.own_boards / "days" / f"{name}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return name

    def rewrite(self, name: str, text: str) -> None:
        """Write one of the leader's own boards anew, as this desk's clock goes."""
        path = self.workspace.own_boards / "days" / f"{name}.toml"
        path.write_text(text, encoding="utf-8")
        os.utime(path, (self.clock.now().timestamp(),) * 2)

    def day(self, on: str | None = None) -> Day:
        self.workspace.store.refresh()
        return calendar.day(self.workspace, date.fromisoformat(on) if on else None)

    def pledge(self, on: date) -> Reflection | None:
        """The reflection whose pledge a date lives under."""
        window = self.another_window()
        return pledge_of(calendar.Calendar(window), window.store, on)

    def card(self, task: str, on: str | None = None) -> Card:
        """The first card of a task, or with a title."""
        return next(card for card in self.day(on).cards if task in (card.task, card.title))

    def minutes(self, of: Card | Interruption) -> float:
        return self.day(of.on.isoformat()).minutes(self.clock.now()).get(of.id, 0.0)


PLAIN = """
title = "Plain"
about = "A board for tests."
level = "front line"

[hours]
mon-fri = "06:00-10:00, 10:30-14:00"

[[category]]
id = "equipment"
letter = "e"
name = "Equipment"

[[category]]
id = "question"
letter = "q"
name = "Question"

[[question]]
id = "taught"
ask = "Did I teach it?"

[[task]]
id = "huddle"
title = "Huddle"
every = "workday"
at = "06:00"
minutes = 10
activity = "daily-management"
domain = "operate"
element = "accountability"
area = "alignment"
check = true

[[task]]
id = "walk"
title = "Walk the line"
every = "workday"
at = "07:00"
minutes = 30
activity = "go-and-see"
domain = "operate"
element = "accountability"
area = "accountability"

[[task]]
id = "round"
title = "Round"
every = "workday"
at = ["09:00", "13:00"]
minutes = 20
activity = "daily-management"
domain = "operate"
element = "accountability"
area = "accountability"

[[task]]
id = "read"
title = "Read the log"
every = "workday"
minutes = 15
activity = "planning"
domain = "operate"
element = "planning"
area = "alignment"

[[task]]
id = "audit"
title = "Audit the cell"
every = "thu"
at = "11:00"
minutes = 40
activity = "go-and-see"
domain = "structure"
element = "culture"
area = "accountability"
"""
"""Huddle, walk, two rounds and one task without a time on workdays; on Thursdays an audit that is kept."""

KINDS = (
    PLAIN
    + """
[[task]]
id = "andon"
title = "Hold time for andon calls"
every = "workday"
at = "08:00"
minutes = 60
held_open = true
activity = "daily-management"
domain = "operate"
element = "stakeholders"
area = "accountability"

[[task]]
id = "fire"
title = "Debrief a fire"
every = "as needed"
minutes = 20
activity = "coaching-problem-solving"
domain = "perfect"
element = "explore"
area = "capability"
"""
)
"""The plain board, an hour held open for the unplanned, and something that is done as needed."""
