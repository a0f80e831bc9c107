"""The one clock. Everything else takes the moment as an argument."""

from __future__ import annotations

import os
import time
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Container

_UP = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
"""The counter that goes on while the machine sleeps, as CLOCK_MONOTONIC does outside Linux."""


class LocalZone(tzinfo):
    """The machine's own time zone, asked anew each time, so that it follows a traveller."""

    def utcoffset(self, dt: datetime | None) -> timedelta | None:
        """The offset that the machine's zone has at a wall-clock time."""
        return None if dt is None else dt.replace(tzinfo=None).astimezone().utcoffset()

    def dst(self, dt: datetime | None) -> timedelta | None:  # noqa: ARG002 - the base class asks for it
        """Unknown: the machine tells offsets only."""
        return None

    def tzname(self, dt: datetime | None) -> str | None:
        """The name that the zone has at a wall-clock time."""
        return None if dt is None else dt.replace(tzinfo=None).astimezone().tzname()

    def fromutc(self, dt: datetime) -> datetime:
        """A moment given in UTC as it shows here."""
        seconds = (dt.replace(tzinfo=None) - datetime(1970, 1, 1)).total_seconds()  # noqa: DTZ001
        return datetime.fromtimestamp(seconds).replace(tzinfo=self)  # noqa: DTZ006 - local is what is wanted


def zone_name(zone: tzinfo) -> str:
    """The name by which a zone is known everywhere, as Europe/Berlin; empty where it has none."""
    from zoneinfo import ZoneInfo  # only a calendar asks for it

    if isinstance(zone, ZoneInfo):
        return zone.key or ""
    said = os.environ.get("TZ", "").removeprefix(":") or os.path.realpath("/etc/localtime")
    named = said.rpartition("/zoneinfo/")[2].removeprefix("posix/")
    try:
        return ZoneInfo(named).key
    except (LookupError, OSError, ValueError):
        return ""


class Clock(Protocol):
    """What knows the time."""

    zone: tzinfo

    def now(self) -> datetime:
        """This moment, aware, in the leader's zone, to the millisecond."""
        ...

    def up(self) -> float:
        """Seconds since the machine started, suspended ones too; its clock may be set, only differences tell."""
        ...

    def slept(self) -> float:
        """Seconds that the machine has been suspended since it started; only differences mean anything."""
        ...

    def boot(self) -> str:
        """Which run of the machine this is."""
        ...


class SystemClock:
    """The machine's clock."""

    zone: tzinfo = LocalZone()

    def now(self) -> datetime:
        """This moment, aware, in the machine's zone, to the millisecond."""
        time.tzset()
        seconds = time.time_ns() // 1_000_000 / 1000
        return datetime.fromtimestamp(seconds, self.zone)

    def up(self) -> float:
        """Seconds since the machine started, suspended ones too."""
        return time.clock_gettime(_UP)

    def slept(self) -> float:
        """Seconds spent suspended; always 0 where the system does not tell."""
        return time.clock_gettime(_UP) - time.clock_gettime(time.CLOCK_MONOTONIC)

    def boot(self) -> str:
        """The kernel's id of this run of the machine; empty where it has none."""
        try:
            with open("/proc/sys/kernel/random/boot_id", encoding="ascii") as file:  # noqa: PTH123 - start-up cost
                return file.read().strip()
        except OSError:
            return ""


_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_id(at: datetime, taken: Container[str] = ()) -> str:
    """A ULID that is none of those TAKEN: 48 bits of time and 80 of chance, sorting by time."""
    number = int(at.timestamp() * 1000) << 80 | int.from_bytes(os.urandom(10), "big")
    while (text := "".join(_ALPHABET[number >> shift & 31] for shift in range(125, -1, -5))) in taken:
        number += 1
    return text
