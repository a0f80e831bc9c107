"""A machine that a test winds, lets sleep and takes abroad, under the installed program in processes of its own."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from tests.clock import MACHINES_OWN, machine_ns
from tests.terminal import lsw, program

if TYPE_CHECKING:
    from pathlib import Path

CLOCKS = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>
/* What the file says, in nanoseconds: at what the clock stands (0 where it goes), by how much the clock is ahead,
   the counter that goes on in sleep, and the one that does not. */
static long long told[4];
static void look(void) {
    char text[200];
    int file = open(getenv("LSW_CLOCKS"), O_RDONLY | O_CLOEXEC);
    ssize_t size = file < 0 ? 0 : read(file, text, sizeof text - 1);
    if (file >= 0) close(file);
    text[size > 0 ? size : 0] = 0;
    sscanf(text, "%lld %lld %lld %lld", told, told + 1, told + 2, told + 3);
}
static void put(struct timespec *at, long long nanoseconds) {
    at->tv_sec = nanoseconds / 1000000000;
    at->tv_nsec = nanoseconds % 1000000000;
    if (at->tv_nsec < 0) { at->tv_nsec += 1000000000; at->tv_sec--; }
}
int clock_gettime(clockid_t which, struct timespec *at) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
    int failed = real(which, at);
    if (failed) return failed;
    look();
    long long now = at->tv_sec * 1000000000LL + at->tv_nsec;
    if (which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE) put(at, told[0] ? told[0] : now + told[1]);
    else if (which == CLOCK_BOOTTIME) put(at, now + told[2]);
    else if (which == CLOCK_MONOTONIC || which == CLOCK_MONOTONIC_COARSE) put(at, now + told[3]);
    return 0;
}
/* Who waits until a moment of the counter waits by the kernel's own. */
static struct timespec waited(clockid_t which, const struct timespec *until) {
    struct timespec at = *until;
    look();
    if (which == CLOCK_MONOTONIC) put(&at, at.tv_sec * 1000000000LL + at.tv_nsec - told[3]);
    return at;
}
int clock_nanosleep(clockid_t which, int flags, const struct timespec *until, struct timespec *left) {
    static int (*real)(clockid_t, int, const struct timespec *, struct timespec *);
    if (!real) real = dlsym(RTLD_NEXT, "clock_nanosleep");
    struct timespec at = flags & TIMER_ABSTIME ? waited(which, until) : *until;
    return real(which, flags, &at, left);
}
int sem_clockwait(sem_t *lock, clockid_t which, const struct timespec *until) {
    static int (*real)(sem_t *, clockid_t, const struct timespec *);
    if (!real) real = dlsym(RTLD_NEXT, "sem_clockwait");
    struct timespec at = waited(which, until);
    return real(lock, which, &at);
}
time_t time(time_t *to) {
    struct timespec at;
    clock_gettime(CLOCK_REALTIME, &at);
    if (to) *to = at.tv_sec;
    return at.tv_sec;
}
int gettimeofday(struct timeval *restrict to, void *restrict zone) {
    struct timespec at;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &at);
    to->tv_sec = at.tv_sec;
    to->tv_usec = at.tv_nsec / 1000;
    return 0;
}
"""
SECOND = 1_000_000_000


class Ran(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


class Machine:
    """One machine with one leader's home; its clock stands still between what the test does to it."""

    def __init__(self, home: Path, library: Path, zone: str, at: str) -> None:
        self._told = home.with_name("clocks")
        self._shown = 0
        self._boot = self._mono = 0
        self._stands = True
        self.home = home
        self.zone = ZoneInfo(zone)
        self.environ = {
            **MACHINES_OWN,
            "LSW_HOME": str(home),
            "TZ": zone,
            "LD_PRELOAD": str(library),
            "LSW_CLOCKS": str(self._told),
        }
        self._show(self.moment(at))

    # --- its clock

    @property
    def now(self) -> datetime:
        """What its clock shows."""
        return datetime.fromtimestamp(self._shown / SECOND, self.zone)

    def moment(self, text: str) -> datetime:
        """``"2026-11-19 06:40"`` here."""
        return datetime.fromisoformat(text).replace(tzinfo=self.zone)

    def pass_time(self, minutes: float) -> datetime:
        """Let time pass."""
        self._boot += round(60 * minutes * SECOND)
        self._mono += round(60 * minutes * SECOND)
        return self._later(minutes)

    def until(self, at: datetime) -> datetime:
        """Let time pass until a moment."""
        return self.pass_time((at.timestamp() - self.now.timestamp()) / 60)

    def sleep(self, minutes: float) -> datetime:
        """Let time pass while the machine is suspended."""
        self._boot += round(60 * minutes * SECOND)
        return self._later(minutes)

    def wind(self, to: datetime) -> datetime:
        """Set the clock, no time passing."""
        return self._show(to)

    def travel(self, zone: str) -> datetime:
        """Take it to another zone, no time passing."""
        self.zone = ZoneInfo(zone)
        self.environ["TZ"] = zone
        return self.now

    def let_go(self) -> None:
        """Let its clock go on from what it shows."""
        self._stands = False
        self._write()

    # --- its programs

    def __call__(self, *arguments: str) -> Ran:
        """Run a command."""
        ran = lsw(self.environ, *arguments)
        return Ran(ran.returncode, ran.stdout, ran.stderr)

    def done(self, *arguments: str) -> str:
        """Run a command where nothing may go wrong; what it says."""
        ran = self(*arguments)
        assert ran.code == 0, ran
        return ran.out

    def json(self, *arguments: str) -> Any:
        """What a command gives to programs."""
        return json.loads(self.done(*arguments, "--json"))

    @property
    def program(self) -> tuple[str, ...]:
        """The command line of the board."""
        return tuple(program())

    def exported(self) -> dict[str, Any]:
        """All its documents, by database and table."""
        databases: dict[str, Any] = json.loads(self.done("export"))["databases"]
        return databases

    def card(self, task: str, *arguments: str) -> dict[str, Any]:
        """The card of a task, or of a title, today."""
        cards: list[dict[str, Any]] = self.json("today", *arguments)["cards"]
        return next(card for card in cards if task in (card["task"], card["title"]))

    def asks(self) -> list[dict[str, Any]]:
        """The questions that wait."""
        asked: list[dict[str, Any]] = self.json("answer")["questions"]
        return asked

    def journal(self) -> list[dict[str, Any]]:
        """The lines of its journal, in the order of their files."""
        files = sorted((self.home / "data" / "journal").glob("*/*.jsonl"))
        return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]

    # --- how it is done

    def _later(self, minutes: float) -> datetime:
        return self._show(self.now.astimezone(UTC) + timedelta(minutes=minutes))

    def _show(self, at: datetime) -> datetime:
        self._shown = round(at.timestamp() * 1000) * 1_000_000
        self._write()
        return self.now

    def _write(self) -> None:
        ahead = 0 if self._stands else self._shown - machine_ns()
        fresh = self._told.with_suffix(".new")
        fresh.write_text(f"{self._shown if self._stands else 0} {ahead} {self._boot} {self._mono}\n", encoding="ascii")
        fresh.replace(self._told)
