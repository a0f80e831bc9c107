"""What one open program still has to remind its leader of, and the switch that turns that off for a day."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from lswtui.domain.days.reminder import ReminderWatch
from lswtui.domain.errors import LswError
from lswtui.store.engine import untrusted_files
from lswtui.store.engine.durable_files import make_folder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from lswtui.app.config import ReminderSettings
    from lswtui.app.workspace import Workspace
    from lswtui.domain.days.day import Day
    from lswtui.domain.days.reminder import Reminder


class ReminderRecord(NamedTuple):
    """What outlives the program, for one logical date."""

    on: str = ""
    switch: str = ""
    """``on`` or ``off`` where the leader turned the switch that day, else empty."""
    said: frozenset[str] = frozenset()


class Reminding:
    """The reminders of one window.

    The switch lies in a small file, so that it outlives the program and every window follows it; what was said
    lies beside it, so that a program opened anew does not say it again.
    """

    def __init__(self, workspace: Workspace, settings: ReminderSettings) -> None:
        self.settings = settings
        self._workspace = workspace
        self._path = workspace.places.state / "reminders.json"
        self._kept = ReminderRecord()
        self._written = 0
        self._day: Day | None = None
        self._watch = ReminderWatch()
        self._next: datetime | None = None

    def off_today(self, today: date) -> bool:
        """Whether the leader turned them off for this logical date."""
        return self._kept_for(today).switch == "off"

    def are_on(self, today: date) -> bool:
        """Whether there are reminders on this logical date."""
        return (self._kept_for(today).switch or ("on" if self.settings.on else "off")) == "on"

    def turn(self, today: date) -> str:
        """Turn them off for this logical date, or on again; the word for `keep`."""
        switch = "off" if self.are_on(today) else "on"
        self._kept = self._kept_for(today)._replace(switch=switch)
        return switch

    def see(self, day: Day, now: datetime) -> None:
        """Take notice of what is so today; what passes while they are off is never said."""
        known = self._watch.waiting if self._day is not None and self._day.on == day.on else ()
        said = self._kept_for(day.on).said
        if self.are_on(day.on):
            self._watch = ReminderWatch(known, said).seeing(day, self.settings.rules, now, self._workspace.clock.zone)
        else:
            self._watch = ReminderWatch(said=said)
        self._day = day
        self._next = self._watch.next

    def due(self, now: datetime) -> tuple[Reminder, ...]:
        """What is to be said now; but for one comparison it costs nothing before there is anything."""
        if self._day is None or self._next is None or now < self._next:
            return ()
        return self._watch.due(self._day, self.settings.rules, now)

    def said(self, reminders: Sequence[Reminder]) -> None:
        """Say these never again; `keep` makes it outlive the program."""
        self._watch = self._watch.having_said(reminders)
        self._next = self._watch.next
        self._kept = self._kept._replace(said=self._kept.said | self._watch.said)

    def keep(self, switch: str = "") -> None:
        """Write down what was said, and the SWITCH if it was turned; a disk that refuses is no reason to stop."""
        mine, there = self._kept, self._read()
        if there.on == mine.on:
            mine = mine._replace(switch=there.switch, said=mine.said | there.said)
        written = {"on": mine.on, "switch": switch or mine.switch, "said": sorted(mine.said)}
        fresh = self._path.with_suffix(f".{os.urandom(4).hex()}.tmp")
        try:
            make_folder(os.fspath(self._path.parent))
            fresh.touch(mode=0o600)
            fresh.write_text(json.dumps(written), encoding="utf-8")
            fresh.replace(self._path)
        except OSError:
            with suppress(OSError):
                fresh.unlink()

    def _kept_for(self, today: date) -> ReminderRecord:
        """What is kept for a date; another window may have written it meanwhile."""
        on = today.isoformat()
        if self._kept.on != on:
            self._kept = ReminderRecord(on)
        with suppress(OSError):
            written = self._path.stat().st_mtime_ns
            if written != self._written:
                self._written = written
                there = self._read()
                if there.on == on:
                    self._kept = there._replace(said=there.said | self._kept.said)
        return self._kept

    def _read(self) -> ReminderRecord:
        try:
            values = json.loads(untrusted_files.read_text(os.fspath(self._path), untrusted_files.MEGABYTE))
            return ReminderRecord(str(values["on"]), str(values["switch"]), frozenset(map(str, values["said"])))
        except (LswError, ValueError, KeyError, TypeError, RecursionError):
            return ReminderRecord()
