"""The counting law: over days of whatever is captured, typed afterwards, nested, edited, moved and undone, every figure
agrees with every other, no minute is counted twice, and no minute that was typed is lost without a word."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from itertools import count, pairwise
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lswtui.app.boards.choose import choose
from lswtui.app.data import undo
from lswtui.app.days import cards
from lswtui.app.interruptions import inbox, log
from lswtui.app.reports.report import report
from lswtui.domain.days.interrupting import overlapped
from lswtui.domain.days.spans import minutes_by_owner
from lswtui.domain.errors import LswError
from lswtui.domain.vocabulary import CardKind, Outcome, Whose
from lswtui.measures.balance import balance
from lswtui.measures.breakdown import Dimension
from lswtui.render.contract_json import today_json
from tests.desk import PLAIN, Desk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from lswtui.app.results import Result
    from lswtui.app.workspace import Workspace
    from lswtui.domain.days.day import Day

TEXTS = st.sampled_from(["press", "phone", "audit @maria", "jam @lee #eq", "call @ana !team #qu", "@maria #eq !mine"])
LENGTHS = st.sampled_from([1, 5, 7, 15, 40, 120])
PLACES = st.integers(0, 5)
AGO = st.integers(0, 240)


class Step(NamedTuple):
    """One thing that a leader does, with what it takes; a place or a length it has no use for is left alone."""

    what: str
    text: str
    place: int
    minutes: int
    ago: int


STEPS = st.builds(
    Step,
    st.sampled_from(
        [
            *("tick", "tick", "log", "log", "log", "log at", "log from to", "blip", "in", "in", "in over", "in at"),
            *("back", "back", "back took", "back at", "minutes", "minutes", "time", "words", "delete", "room"),
            *("start", "start", "pause", "done", "done took", "done took", "todo", "aside", "add", "other", "stop"),
            *("drop", "undo", "undo", "redo", "inbox", "inbox in", "inbox back", "take in"),
        ]
    ),
    TEXTS,
    PLACES,
    LENGTHS,
    AGO,
)


CAPTURED: dict[str, tuple[Callable[..., Result], str, str]] = {
    "log": (log.log, "{text} {minutes}m", "minutes"),
    "log at": (log.log, "{text} at {at} {minutes}m", "minutes"),
    "log from to": (log.log, "{text} {at}-{now}", "ago"),
    "blip": (log.log, "{text}", ""),
    "in": (log.begin, "{text}", ""),
    "in over": (log.begin, "{text} {minutes}m", "minutes"),
    "in at": (log.begin, "{text} at {at}", ""),
    "back": (log.back, "{text}", ""),
    "back took": (log.back, "{minutes}m", "minutes"),
    "back at": (log.back, "at {at}", ""),
}
"""What is captured: how, the line, and which length in it was typed."""
CHANGED: dict[str, tuple[Callable[..., Result], str]] = {
    "minutes": (log.amend, "{minutes}m"),
    "time": (log.amend, "at {at}"),
    "words": (log.amend, "{text}"),
    "delete": (log.delete, ""),
    "room": (log.make_room, ""),
}
WITH_CARDS: dict[str, Callable[[Workspace, str, Step], object]] = {
    "start": lambda desk, card, _: cards.start(desk, card),
    "pause": lambda desk, _, __: cards.pause(desk),
    "done": lambda desk, card, _: cards.finish(desk, card),
    "todo": lambda desk, card, _: cards.put_back(desk, card),
    "aside": lambda desk, card, _: cards.set_aside(desk, card, Outcome.MISSED),
    "add": lambda desk, _, step: cards.add(desk, step.text, minutes=step.minutes),
    "other": lambda desk, _, step: cards.other(desk, step.text),
    "stop": lambda desk, _, __: cards.stop_other(desk),
    "drop": lambda desk, card, _: cards.delete(desk, card),
    "undo": lambda desk, _, __: undo.undo(desk),
    "redo": lambda desk, _, __: undo.redo(desk),
    "take in": lambda desk, _, __: inbox.import_inbox(desk),
}


class Leader:
    """Somebody at a desk who does one step after the other and remembers what minutes they typed for what."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.typed: dict[str, float] = {}
        """The minutes typed for each card and interruption, where nothing was measured since."""
        self.known: dict[object, dict[str, float]] = {}
        """What was typed at each state of the day, to come back to by undo."""
        self.known[self._state()] = {}

    def does(self, step: Step) -> None:
        """One step; what the program refuses changes nothing."""
        before = self._state()
        with suppress(LswError):
            self._do(step)
        day = self.desk.day()
        ids = _owners(day)
        self.typed = {id_: minutes for id_, minutes in self.typed.items() if id_ in ids}
        if step.what in {"undo", "redo"} and self._state() != before:
            self.typed = dict(self.known.get(self._state(), {}))  # between two of which the inbox was taken in is none
        self.known.setdefault(self._state(), dict(self.typed))

    def _state(self) -> object:
        """What undo brings back."""
        day = self.desk.day()
        return frozenset(day.spans), frozenset(day.interruptions), frozenset((c.id, c.lane) for c in day.cards)

    def _do(self, step: Step) -> None:
        day = self.desk.day()
        known = day.interruptions[step.place % len(day.interruptions)].id if day.interruptions else ""
        card = day.cards[step.place % len(day.cards)].id if day.cards else ""
        at = self._clock(step.ago)
        if step.what == "tick":
            self.desk.clock.tick(step.minutes)
        elif step.what in CAPTURED:
            verb, line, typed = CAPTURED[step.what]
            told = line.format(text=step.text, at=f"{at:%H:%M}", now=f"{self._clock(0):%H:%M}", minutes=step.minutes)
            said = verb(self.desk.workspace, told)
            if typed and not (verb is log.back and not day.stack):
                self._typed(said.id, step.ago if typed == "ago" else step.minutes, at if "{at}" in line else None)
        elif step.what in CHANGED:
            change, line = CHANGED[step.what]
            told = line.format(text=step.text, at=f"{at:%H:%M}", minutes=step.minutes)
            change(self.desk.workspace, known, *filter(None, (told,)))
            if step.what == "minutes":
                self._typed(known, step.minutes)
        elif step.what == "done took":
            said = cards.finish(self.desk.workspace, card, minutes=step.minutes)
            if "no room left" not in said.text:
                self._typed(card, step.minutes)
        elif step.what.startswith("inbox"):
            verb_name = step.what[6:] or "log"
            inbox.keep(self.desk.workspace, f"{step.text} {step.minutes}m" if verb_name == "log" else "", verb_name)
        else:
            WITH_CARDS[step.what](self.desk.workspace, card, step)
            if step.what == "start":
                self.typed.pop(card, None)

    def _typed(self, owner: str | None, minutes: float, at: datetime | None = None) -> None:
        if owner is not None and (at is None or at.timestamp() + 60 * minutes <= self.desk.clock.now().timestamp()):
            self.typed[owner] = minutes

    def _clock(self, ago: int) -> datetime:
        return datetime.fromtimestamp(self.desk.clock.now().timestamp() - 60 * ago, self.desk.clock.zone)


def _owners(day: Day) -> set[str]:
    return {card.id for card in day.cards} | {known.id for known in day.interruptions}


def check(leader: Leader) -> None:
    """Every figure of the day agrees with every other, and with what was typed."""
    desk, day = leader.desk, leader.desk.day()
    now = desk.clock.now()
    minutes = day.minutes(now)
    stretches = day.stretches(now)
    assert all(one.end <= other.start for one, other in pairwise(stretches))
    assert minutes == minutes_by_owner(stretches)
    owners = _owners(day)
    assert set(minutes) <= owners
    _figures(day, minutes, desk)
    crowded = overlapped(day, now)
    for owner, typed in leader.typed.items():
        assert minutes.get(owner, 0.0) == pytest.approx(typed, abs=0.02) or owner in crowded, owner
    for known in day.interruptions:
        assert not known.blip or known.id not in minutes, known


def _figures(day: Day, minutes: dict[str, float], desk: Desk) -> None:
    now = desk.clock.now()
    broke_in = sum(minutes.get(known.id, 0.0) for known in day.interruptions)
    worked = sum(minutes.get(card.id, 0.0) for card in day.cards)
    planned = sum(minutes.get(card.id, 0.0) for card in day.cards if card.kind is CardKind.PLANNED)
    found = report(desk.workspace, day.on, day.on)
    for whole in (balance(day, now), found.balance):
        assert whole.logged_minutes == pytest.approx(broke_in + worked)
        reactive = sum(minutes.get(card.id, 0.0) for card in day.cards if card.kind == "reactive")
        assert whole.reactive_minutes == pytest.approx(broke_in + reactive)
        for whose in Whose:
            theirs = sum(minutes.get(known.id, 0.0) for known in day.interruptions if known.whose is whose)
            assert whole.whose[whose] == pytest.approx(theirs)
    for entries, part in (
        (found.pareto.who, [known.who for known in day.interruptions]),
        (found.pareto.category, [known.category for known in day.interruptions]),
    ):
        for entry in entries:
            those = [known for known, name in zip(day.interruptions, part, strict=True) if name == entry.name]
            assert entry.times == len(those)
            assert entry.minutes == pytest.approx(sum(minutes.get(known.id, 0.0) for known in those))
        assert sum(entry.minutes for entry in entries) == pytest.approx(broke_in)
    assert sum(entry.minutes for entry in found.pareto.hour) == pytest.approx(broke_in)
    for by in Dimension:
        assert sum(part.minutes for part in found.by[by]) == pytest.approx(planned)
    told_json = today_json(day, now, waiting=())
    told = sum(entry["minutes"] for entry in told_json["interruptions"])
    assert told == pytest.approx(broke_in, abs=0.1 * len(day.interruptions))


NUMBERS: Iterator[int] = count()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, min_size=1, max_size=14), st.sampled_from(["07:00", "14:00", "05:00", "23:30"]))
def test_figures_agree_and_nothing_typed_is_lost(tmp_path: Path, steps: list[Step], begins: str) -> None:
    desk = Desk(tmp_path / f"{next(NUMBERS)}")
    choose(desk.workspace, desk.board(PLAIN))
    desk.clock.set(f"2026-11-20 {begins}")
    leader = Leader(desk)
    for step in steps:
        leader.does(step)
        check(leader)
