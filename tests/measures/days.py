"""Days for tests: the one of the contract, and any."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from lswtui.domain.boards.board import Window
from lswtui.domain.days.card import Card
from lswtui.domain.days.day import Day
from lswtui.domain.days.spans import Span
from lswtui.domain.interruptions.interruption import Interruption
from lswtui.domain.times import clock_time, moment
from lswtui.domain.vocabulary import (
    Activity,
    Area,
    CardKind,
    Domain,
    Element,
    Finding,
    Lane,
    Outcome,
    Reason,
    Valid,
    Whose,
)

BERLIN = ZoneInfo("Europe/Berlin")
THURSDAY = date(2026, 11, 19)


def at(clock: str, on: date = THURSDAY) -> datetime:
    return moment(on, clock_time(clock), 4 * 60, BERLIN)


def card(name: str, clock: str | None = None, minutes: int = 15, **content: Any) -> Card:
    on = content.pop("on", THURSDAY)
    return Card(
        id=f"{name}@{on.isoformat()}",
        on=on,
        title=content.pop("title", name.capitalize()),
        minutes=minutes,
        at=clock_time(clock) if clock else None,
        task=content.pop("task", name),
        **content,
    )


def done(card: Card, clock: str, **content: Any) -> Card:
    on = content.pop("on", card.on)
    return card.ended(Outcome.DONE, at(clock, on), on)._replace(**content)


def aside(card: Card, outcome: Outcome, clock: str = "11:00", **content: Any) -> Card:
    return card.ended(outcome, at(clock), card.on)._replace(**content)


def span(owner: str, start: str, end: str | None = None, *, estimated: bool = False) -> Span:
    full = owner if "@" in owner or owner.isupper() else f"{owner}@{THURSDAY.isoformat()}"
    return Span(f"{full} {start}", THURSDAY, full, at(start), at(end) if end else None, estimated=estimated)


def interruption(id_: str, start: str, end: str | None, **content: Any) -> Interruption:
    return Interruption(id_, THURSDAY, at(start), at(end) if end else None, **content)


def windows(*texts: str) -> tuple[Window, ...]:
    return tuple(Window(*map(clock_time, text.split("-"))) for text in texts)


GEMBA = card(
    "gemba",
    "10:30",
    30,
    title="Gemba walk, line 3",
    detail="Walk line 3 …",
    top=1,
    lane=Lane.DOING,
    activity=Activity.GO_AND_SEE,
    domain=Domain.OPERATE,
    element=Element.ACCOUNTABILITY,
    area=Area.ACCOUNTABILITY,
)
EXAMPLE_NOW = at("10:42")
EXAMPLE = Day(
    on=THURSDAY,
    board="lean-team-leader",
    windows=windows("06:40-15:00"),
    seen=True,
    cards=(
        done(card("huddle", "06:45"), "07:00"),
        done(card("walk", "07:00", 30), "07:30"),
        done(card("round", "07:40", 20), "08:00", finding=Finding.PROBLEM, finding_text="no counter on line 2"),
        done(card("coaching", "08:00", 10), "08:50"),
        aside(card("parking", "08:15"), Outcome.NOT_APPLICABLE),
        aside(card("audit", "09:00"), Outcome.MISSED, reason=Reason.INTERRUPTED),
        done(card("staffing", "09:30", 30), "10:13"),
        GEMBA,
        card("tier-two", "11:30", 20),
        card("one-to-one", "13:00", 30, cue="ask what was tried"),
        card("reflect", "14:30", 10),
        card("mail", None, 30, task=None, kind=CardKind.OTHER),
    ),
    interruptions=(
        interruption("PHONE", "08:00", "08:11", text="how do I book overtime", who="lee", whose=Whose.TEAM),
        interruption("BOSS", "08:11", "08:25", text="figures for the plant", who="ana", whose=Whose.BOSS),
        interruption(
            "PRESS",
            "09:54",
            "10:09",
            text="press 4 jammed again",
            who="maria",
            category="equipment",
            whose=Whose.TEAM,
            workaround=True,
            card="staffing@2026-11-19",
        ),
        interruption("PEER", "10:13", "10:21", text="meeting room", whose=Whose.PEER, valid=Valid.WRONG),
    ),
    spans=(
        span("huddle", "06:45", "07:00"),
        span("walk", "07:00", "07:30", estimated=True),
        span("round", "07:40", "08:00"),
        span("PHONE", "08:00", "08:11", estimated=True),
        span("BOSS", "08:11", "08:25"),
        span("coaching", "08:30", "08:50"),
        span("mail", "09:00", "09:30"),
        span("staffing", "09:30", "09:54"),
        span("PRESS", "09:54", "10:09", estimated=True),
        span("staffing", "10:09", "10:13"),
        span("PEER", "10:13", "10:21"),
        span("gemba", "10:30"),
    ),
)
"""The day that the contract shows, at 10:42."""


def _any_card(
    number: int, clock: int, minutes: int, state: tuple[Lane, Outcome | None], kind: CardKind, after: int
) -> Card:
    lane, outcome = state
    on = THURSDAY + timedelta(days=after)
    ended = at("12:00", on) if outcome else None
    blank = card(f"task-{number}", None, minutes, kind=kind)
    return blank._replace(at=clock, lane=lane, outcome=outcome, ended_at=ended, ended_on=on if ended else None)


_STATES = [(Lane.TODO, None), (Lane.DONE, Outcome.DONE), *((Lane.ASIDE, o) for o in Outcome if o is not Outcome.DONE)]
_any_cards = st.lists(
    st.tuples(
        st.integers(4 * 60, 23 * 60),
        st.integers(1, 120),
        st.sampled_from(_STATES),
        st.sampled_from(CardKind),
        st.integers(0, 1),
    ),
    max_size=6,
).map(lambda found: tuple(_any_card(number, *content) for number, content in enumerate(found)))


@st.composite
def days(draw: st.DrawFn) -> Day:
    """Any day that is over: cards in any state, interruptions in interruptions, spans one over the other."""
    cards = draw(_any_cards)
    names = [f"BREAK{'X' * number}" for number in range(draw(st.integers(0, 4)))]
    interruptions = tuple(
        interruption(
            name,
            "09:00",
            "09:10",
            category=draw(st.sampled_from([None, "equipment", "question"])),
            who=draw(st.sampled_from([None, "maria", "lee"])),
            whose=draw(st.sampled_from([None, *Whose])),
            valid=draw(st.sampled_from([None, *Valid])),
            inside=names[0] if number and draw(st.booleans()) else None,
        )
        for number, name in enumerate(names)
    )
    owners = [*(known.id for known in cards), *names]
    stretches = st.tuples(st.sampled_from(owners), st.integers(4 * 60, 26 * 60), st.integers(1, 200), st.booleans())
    spans = tuple(
        Span(str(number), THURSDAY, owner, _clock(start), _clock(start + minutes), estimated=estimated)
        for number, (owner, start, minutes, estimated) in enumerate(
            draw(st.lists(stretches, max_size=12)) if owners else []
        )
    )
    hours = draw(st.sampled_from([(), windows("06:00-14:00"), windows("06:00-10:00", "10:15-14:15")]))
    return Day(THURSDAY, windows=hours, cards=cards, interruptions=interruptions, spans=spans, seen=True)


@st.composite
def slot_days(draw: st.DrawFn) -> Day:
    """Any day, some of whose cards are slots, with interruptions that broke into any of its cards."""
    day = draw(days())
    cards = tuple(
        card._replace(held_open=True, kind=CardKind.PLANNED) if draw(st.booleans()) else card for card in day.cards
    )
    into: st.SearchStrategy[str | None] = st.sampled_from([None, *(card.id for card in cards)])
    interruptions = tuple(interruption._replace(card=draw(into)) for interruption in day.interruptions)
    return day._replace(cards=cards, interruptions=interruptions)


def _clock(minutes: int) -> datetime:
    return moment(THURSDAY, minutes, 4 * 60, BERLIN)


AFTERWARDS = at("12:00", THURSDAY + timedelta(days=2))
