"""A leader's day and what may be done with its cards; every method returns the new day.

One clock runs at a time: the day has at most one span without an end. Interruptions that run form a
stack, last in first out; the functions on them are in `interrupting`.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from lswtui.domain.days.card import Card
from lswtui.domain.days.held_time import with_slots
from lswtui.domain.days.spans import Span, Stretch, cut_off, estimates, minutes_by_owner, placed, settled
from lswtui.domain.errors import CARD_GONE, INTERRUPTION_GONE, NotFound, RuleBroken
from lswtui.domain.interruptions.interruption import Interruption
from lswtui.domain.times import USUAL_DAY_START, clock_on_day, minutes_between, stamped, start_of_day
from lswtui.domain.vocabulary import Finding, Lane, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from lswtui.domain.boards.board import Window

FORGOTTEN_INTERRUPTION = 30
"""Minutes after which the clock of an interruption is taken for forgotten."""


class Absence(NamedTuple):
    """Leave, a holiday, a half day: clock times, or None for a whole day's end."""

    start: int | None = None
    end: int | None = None
    why: str = ""

    @property
    def whole(self) -> bool:
        """Whether it takes the whole day."""
        return self.start is None and self.end is None

    def holds(self, clock: int) -> bool:
        """Whether a clock time lies in it."""
        return (self.start is None or self.start <= clock) and (self.end is None or clock < self.end)

    def counted_on(self, day_starts: int) -> Absence:
        """It with its clock times as a day that starts at DAY_STARTS counts them."""
        start = None if self.start is None else clock_on_day(self.start, day_starts)
        end = None if self.end is None else clock_on_day(self.end, day_starts)
        return self._replace(start=start, end=end)


class Day(NamedTuple):
    """Everything of one logical date."""

    on: date
    board: str | None = None
    day_starts: int = USUAL_DAY_START
    windows: tuple[Window, ...] = ()
    """Working windows as clock times, breaks left out; empty on a day off."""
    cards: tuple[Card, ...] = ()
    interruptions: tuple[Interruption, ...] = ()
    spans: tuple[Span, ...] = ()
    absences: tuple[Absence, ...] = ()
    seen: bool = False
    """Whether the program was open on it, or something of it was logged; an unseen day counts for nothing."""
    turned: bool = False
    """Whether what it left open was settled when it turned."""
    locked_at: datetime | None = None
    closed_at: datetime | None = None
    began_at: datetime | None = None
    """When the leader chose the board, on the day they did; nothing before that counts."""
    holiday: str = ""
    """The name of the public holiday that it is; a day that has turned keeps what it was."""
    shift: str = ""
    """The shift that its leader works on it, where they work in shifts; kept likewise."""

    def card(self, card_id: str) -> Card:
        """The card of that id; raises `NotFound`."""
        for card in self.cards:
            if card.id == card_id:
                return card
        raise NotFound(f"there is no card {card_id!r} on {self.on.isoformat()}", on_screen=CARD_GONE)

    def interruption(self, interruption_id: str) -> Interruption:
        """The interruption of that id; raises `NotFound`."""
        for interruption in self.interruptions:
            if interruption.id == interruption_id:
                return interruption
        raise NotFound(
            f"there is no interruption {interruption_id!r} on {self.on.isoformat()}", on_screen=INTERRUPTION_GONE
        )

    @property
    def has_work_left(self) -> bool:
        """Whether a card of it still waits to be done."""
        return any(card.is_open and not card.on_offer for card in self.cards)

    @property
    def running(self) -> Span | None:
        """The span whose clock runs."""
        return next((span for span in self.spans if span.end is None), None)

    @property
    def stack(self) -> tuple[Interruption, ...]:
        """The interruptions that run, outermost first, whatever the clock showed when each began."""
        running = {i.id: i for i in self.interruptions if i.runs}
        return tuple(sorted(running.values(), key=lambda i: (_depth(i, running), i.start, i.id)))

    @property
    def running_card(self) -> Card | None:
        """The card whose clock runs."""
        span = self.running
        return next((card for card in self.cards if span is not None and card.id == span.owner), None)

    def stretches(self, now: datetime) -> tuple[Stretch, ...]:
        """The day's time without overlaps: interruptions over cards, inner over outer."""
        known = {interruption.id: interruption for interruption in self.interruptions}
        rank = {interruption.id: 1 + _depth(interruption, known) for interruption in self.interruptions}
        return settled(self.spans, now, rank)

    def minutes(self, now: datetime) -> dict[str, float]:
        """Minutes by card and interruption; no minute stands twice."""
        return minutes_by_owner(self.stretches(now))

    def planned_length(self, owner: str) -> int:
        """The minutes that were planned for a card, or that an interruption may take before it is noticed."""
        return next((card.minutes for card in self.cards if card.id == owner), FORGOTTEN_INTERRUPTION)

    def taken(self, now: datetime) -> tuple[tuple[datetime, datetime], ...]:
        """The stretches of time that spans have, or may have once it is answered what became of a gap behind them."""
        return tuple((span.start, max(span.start, span.gap_until or span.end or now)) for span in self.spans)

    def with_card(self, card: Card) -> Day:
        """This day with a card changed, or added where it is new."""
        if any(known.id == card.id for known in self.cards):
            return self._replace(cards=tuple(card if known.id == card.id else known for known in self.cards))
        return self._replace(cards=(*self.cards, card))

    def with_interruption(self, interruption: Interruption) -> Day:
        """This day with an interruption changed, or added where it is new."""
        if any(known.id == interruption.id for known in self.interruptions):
            return self._replace(
                interruptions=tuple(
                    interruption if known.id == interruption.id else known for known in self.interruptions
                )
            )
        return self._replace(interruptions=(*self.interruptions, interruption))

    def with_span(self, span: Span) -> Day:
        """This day with a span changed, or added where it is new."""
        if any(known.id == span.id for known in self.spans):
            return self._replace(spans=tuple(span if known.id == span.id else known for known in self.spans))
        return self._replace(spans=(*self.spans, span))

    def locked(self, at: datetime) -> Day:
        """This day with its plan set, at the first card, the first interruption or by hand."""
        return self if self.locked_at else self._replace(locked_at=stamped(at), seen=True)

    def stopped(self, at: datetime) -> Day:
        """This day with no clock running; a span that would have no length goes.

        One that would end before it began stays, without a length: the machine's clock was set back meanwhile.
        """
        span = self.running
        if span is None:
            return self
        if minutes_between(at, span.start) >= 1 or (span.clock_changed and at <= span.start):
            return self.with_span(span._replace(end=span.start, clock_changed=True))
        if at <= span.start:
            return self._replace(spans=tuple(known for known in self.spans if known.id != span.id))
        return self.with_span(span._replace(end=stamped(at)))

    def clocked(self, owner: str, at: datetime, new_id: Callable[[], str]) -> Day:
        """This day with the clock of OWNER running from AT."""
        return self.with_span(Span(new_id(), self.on, owner, stamped(at)))

    def interruptions_ended(self, at: datetime) -> Day:
        """This day with every running interruption over and nothing resumed."""
        day = self
        for interruption in self.stack:
            day = day.with_interruption(interruption._replace(end=max(stamped(at), interruption.start)))
        return day

    def started(self, card_id: str, at: datetime, new_id: Callable[[], str]) -> Day:
        """This day with a card in Doing and its clock running.

        What ran is paused, running interruptions end without resuming. Raises `RuleBroken` for a card that
        is done or set aside.
        """
        card = self.card(card_id)
        if not card.is_open:
            raise RuleBroken(f"{card.title!r} is {_lane_words(card)}; put it back to To do first")
        span = self.running
        if span is not None and span.owner == card_id:
            return self
        day = self.interruptions_ended(at).stopped(at).with_card(card._replace(lane=Lane.DOING))
        return day.clocked(card_id, at, new_id).locked(at)

    def paused(self, at: datetime) -> Day:
        """This day with the running card's clock stopped, the card staying in Doing.

        Raises `RuleBroken` where no card's clock runs.
        """
        if self.running_card is None:
            raise RuleBroken("no card is running; start one first")
        return self.stopped(at)

    def finished(
        self,
        card_id: str,
        at: datetime,
        new_id: Callable[[], str],
        *,
        minutes: float | None = None,
        finding: Finding | None = None,
        finding_text: str | None = None,
        until: datetime | None = None,
    ) -> Day:
        """This day with a card done.

        MINUTES, where given, are what it took in all; without them a card that was never started takes its
        planned minutes, and one during which the machine's clock was changed is asked about. What was not
        measured is placed as an estimate, before AT or, on a day that is over, UNTIL its end. Of a slot held open
        MINUTES are what used it, interruptions and all, and without them nothing is added to what is logged. A card
        that was missed, nobody having said why, may have been done after all. Raises `RuleBroken` for any other that is
        already done or was set aside.
        """
        card = self.card(card_id)
        if not (card.is_open or card.unexplained):
            raise RuleBroken(f"{card.title!r} is already {_lane_words(card)}; put it back to To do first")
        day = self._clock_off(card_id, at)
        spans = [span for span in day.spans if span.owner == card_id]
        if minutes is not None:
            taken_in = self._taken_in(card, at) if card.held_open else 0.0
            day = day.lasting(card_id, max(0.0, minutes - taken_in), at, new_id, until=until)
        elif not card.held_open and not any(span.clock_changed or span.minutes(at) for span in spans):
            day = day.lasting(card_id, card.minutes, at, new_id, until=until)
        done = card.ended(Outcome.DONE, at, self.on)
        return day.with_card(done._replace(finding=finding, finding_text=finding_text)).locked(at)

    def lasting(
        self, owner: str, minutes: float, at: datetime, new_id: Callable[[], str], *, until: datetime | None = None
    ) -> Day:
        """This day with OWNER's time made MINUTES: cut from its end, or filled up with an estimate UNTIL a moment.

        What broke into it is not part of its time. A day too full for all of them takes what fits.
        """
        own = [stretch for stretch in self.stretches(at) if stretch.owner == owner]
        measured = sum(stretch.minutes for stretch in own)
        checked = tuple(span._replace(checked=True) if span.owner == owner else span for span in self.spans)
        if minutes <= measured:
            return self._replace(spans=cut_off(checked, owner, _reached(own, minutes), at))
        card = next((card for card in self.cards if card.id == owner), None)
        zone = at.tzinfo
        wanted = None if card is None or measured or zone is None else card.starts(self.day_starts, zone)
        taken, begins = self.taken(at), self.begins(at)
        parts = placed(minutes - measured, wanted=wanted, taken=taken, day_begins=begins, now=until or at)
        return self._replace(spans=(*checked, *estimates(parts, owner, self.on, new_id)))

    def begins(self, at: datetime) -> datetime:
        """The moment at which this day starts, in the zone of AT."""
        return start_of_day(self.on, self.day_starts, at.tzinfo) if at.tzinfo else at

    def ends(self, at: datetime) -> datetime:
        """The moment at which the next day starts, as the zone of AT shows it."""
        tomorrow = self.on + timedelta(days=1)
        return start_of_day(tomorrow, self.day_starts, at.tzinfo).astimezone(at.tzinfo) if at.tzinfo else at

    def set_aside(
        self,
        card_id: str,
        outcome: Outcome,
        at: datetime,
        *,
        reason: str | None = None,
        moved_to: date | None = None,
    ) -> Day:
        """This day with a card set aside; a *missed* one may get its reason later.

        Raises `RuleBroken` for a card that is done, which has to be put back first.
        """
        card = self.card(card_id)
        if card.lane is Lane.DONE:
            raise RuleBroken(f"{card.title!r} is already done; put it back to To do first")
        aside = card.ended(outcome, at, self.on)._replace(reason=reason, moved_to=moved_to)
        return self._clock_off(card_id, at).with_card(aside).locked(at)

    def put_back(self, card_id: str, at: datetime) -> Day:
        """This day with a card back in To do, its clock stopped, its measured time kept."""
        card = self.card(card_id)
        if card.lane is Lane.TODO:
            return self
        return self._clock_off(card_id, at).with_card(card.reopened())

    def with_top(self, card_id: str, place: int | None) -> Day:
        """This day with a card at a place of the top three, whoever had it giving way; None takes it out."""
        cards = tuple(
            card._replace(top=None) if place is not None and card.top == place and card.id != card_id else card
            for card in self.cards
        )
        chosen = self.card(card_id)
        return self._replace(cards=cards).with_card(chosen._replace(top=place))

    def added(self, card: Card) -> Day:
        """This day with a one-off card."""
        return self.with_card(card)._replace(seen=True)

    def without_card(self, card_id: str, at: datetime) -> Day:
        """This day without a one-off and its time; raises `RuleBroken` for a card of the board."""
        card = self.card(card_id)
        if card.task is not None:
            raise RuleBroken(f"{card.title!r} belongs to the board; set it aside instead")
        day = self._clock_off(card_id, at)
        return day._replace(
            cards=tuple(known for known in day.cards if known.id != card_id),
            spans=tuple(span for span in day.spans if span.owner != card_id),
        )

    def forgotten(self, now: datetime) -> tuple[str, ...]:
        """The owners whose measured time is past twice their plan and was not confirmed."""
        minutes = self.minutes(now)
        for span in self.spans:
            if span.estimated or span.checked:
                minutes[span.owner] = minutes.get(span.owner, 0.0) - span.minutes(now)
        return tuple(owner for owner, measured in minutes.items() if measured > 2 * self.planned_length(owner))

    def _taken_in(self, slot: Card, at: datetime) -> float:
        """The minutes of interruptions that a slot has taken in up to AT."""
        stretches = self.stretches(at)
        own = minutes_by_owner(stretches).get(slot.id, 0.0)
        shared = with_slots(self, stretches, at.tzinfo or UTC)
        return minutes_by_owner(shared).get(slot.id, 0.0) - own

    def _clock_off(self, owner: str, at: datetime) -> Day:
        """This day with the clock stopped if it is the one of OWNER."""
        span = self.running
        return self.stopped(at) if span is not None and span.owner == owner else self


def next_card(cards: Iterable[Card], now_clock: int) -> Card | None:
    """The card in To do that is due next: the earliest still ahead, else the one longest overdue.

    What is on offer is never due, and a slot held open never overdue.
    """
    waiting = [card for card in cards if card.lane is Lane.TODO and card.at is not None and not card.on_offer]
    ahead = [card for card in waiting if card.at is not None and card.at >= now_clock]
    return min(
        ahead or (card for card in waiting if not card.held_open),
        key=lambda card: (card.at or 0, card.id),
        default=None,
    )


def clock_minutes(at: datetime, on: date) -> int:
    """The clock time of a moment, counted from midnight of the logical date ON."""
    return at.hour * 60 + at.minute + (at.date() - on) // timedelta(days=1) * 24 * 60


def _reached(stretches: Iterable[Stretch], minutes: float) -> datetime | None:
    """The moment at which stretches in time order have lasted MINUTES in all; None where they never do."""
    for stretch in stretches:
        if minutes <= stretch.minutes:
            return stretch.start + timedelta(minutes=minutes)
        minutes -= stretch.minutes
    return None


def _depth(interruption: Interruption, running: Mapping[str, Interruption]) -> int:
    """How many of those given an interruption lies in."""
    depth = 0
    around = running.get(interruption.inside or "")
    while around is not None and depth < len(running):
        depth += 1
        around = running.get(around.inside or "")
    return depth


def _lane_words(card: Card) -> str:
    return "done" if card.lane is Lane.DONE else "set aside"
