"""The fields of a task."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lswtui.domain.boards.board import DEFAULT_WINDOW
from lswtui.domain.cadence.due_dates import at_most_weekly
from lswtui.domain.cadence.parser import parse_cadence
from lswtui.domain.fields import (
    DerivedDefault,
    FieldSpec,
    FlagKind,
    IdKind,
    LinesKind,
    NumberKind,
    ParsedKind,
    TextKind,
    ValueKind,
    WordKind,
)
from lswtui.domain.times import DAY, clock_on_day, clock_text, clock_time
from lswtui.domain.vocabulary import ELEMENTS_OF, Activity, Area, CarryOver, Domain, Element, Moves

if TYPE_CHECKING:
    from lswtui.domain.cadence.model import Cadence
    from lswtui.domain.fields import Values
    from lswtui.domain.toml_reader import TomlTable

LONGEST_TITLE = 28


def _cadence_text(cadence: Cadence) -> str:
    from lswtui.domain.cadence.formatter import cadence_text  # who only reads a board writes none

    return cadence_text(cadence)


class ClockTimesKind(ValueKind):
    """Clock times, one a round; past 1440 where they are earlier than the day starts, in order."""

    name = "clock time, or list of them"

    def read(self, table: TomlTable, field: FieldSpec, known: Values) -> tuple[int, ...]:
        """Read them, ``day_starts`` being known."""
        clocks = table.each(field.key, lambda text: clock_on_day(clock_time(text), known["day_starts"]))
        if len(set(clocks)) < len(clocks):
            table.note(field.key, "names a time twice")
        return tuple(sorted(clocks))

    def plain(self, value: tuple[int, ...], field: FieldSpec) -> list[str] | None:  # noqa: ARG002
        """The times as texts."""
        return [clock_text(clock) for clock in value] or None

    def text(self, plain: Any) -> str:
        """The times between commas."""
        return ", ".join(map(str, plain)) if isinstance(plain, list) else super().text(plain)

    def typed(self, text: str) -> str | list[str] | None:
        """One time, or a list."""
        parts = [said for part in text.split(",") if (said := part.strip())]
        return parts[0] if len(parts) == 1 else parts or None

    def cell(self, plain: Any) -> str:
        """The times between blanks."""
        return " ".join(plain or ())


class ElementKind(WordKind):
    """An element, of those of the domain."""

    def words(self, known: Values) -> tuple[str, ...]:
        """The elements of the domain; all of them where there is no domain."""
        domain = _domain_in(known)
        return super().words(known) if domain is None else ELEMENTS_OF[domain]

    def what(self, known: Values) -> str:
        """An element, and of which domain."""
        domain = _domain_in(known)
        return super().what(known) if domain is None else f"element of {domain}"


def _domain_in(known: Values) -> Domain | None:
    return next((domain for domain in Domain if domain == known.get("domain")), None)


def _wrong_times(known: Values) -> str:
    every, at = known["every"], known["at"]
    if every is None or not at:
        return ""
    if every.as_needed:
        return "is the time of what is planned; what is done as needed has none"
    if every.rounds not in (1, len(at)):
        return f"names {len(at)} times for {every.rounds} rounds a day; name one for each, or none"
    return ""


def _wrong_moves(known: Values) -> str:
    if known["moves"] is not Moves.STAY and known["every"] and known["every"].as_needed:
        return "is for what has a date; what is done as needed has none"
    return ""


def _wrongly_held_open(known: Values) -> str:
    every = known["every"]
    if not known["held_open"] or every is None:
        return ""
    if every.as_needed:
        return "holds time open that is planned; what is done as needed has none"
    if not known["at"] and every.rounds == 1:
        return 'needs a time to hold open; give at, as in at = "08:30"'
    return ""


def _usual_carry(known: Values) -> CarryOver:
    return CarryOver.KEEP if known["every"] and at_most_weekly(known["every"]) else CarryOver.EXPIRE


TASK_FIELDS = (
    FieldSpec("id", "", IdKind()),
    FieldSpec(
        "title",
        "Title",
        TextKind(longest=LONGEST_TITLE),
        hint=f"what a card says, {LONGEST_TITLE} letters at most",
        copied=True,
    ),
    FieldSpec("every", "Every", ParsedKind("recurrence", parse_cadence, _cadence_text)),
    FieldSpec(
        "at",
        "At",
        ClockTimesKind(),
        default=(),
        hint="06:45, one time a round; nothing for any time of the day",
        rule=_wrong_times,
    ),
    FieldSpec("minutes", "Minutes", NumberKind(1, DAY, "minutes"), hint="how long it takes", copied=True),
    FieldSpec("detail", "Detail", TextKind(wraps=True), default="", hint="the same in full", copied=True),
    FieldSpec("activity", "Activity", WordKind(Activity, "activity"), copied=True),
    FieldSpec("domain", "Domain", WordKind(Domain, "domain"), copied=True),
    FieldSpec("element", "Element", ElementKind(Element, "element"), copied=True),
    FieldSpec("area", "Area", WordKind(Area, "area"), copied=True),
    FieldSpec(
        "standard",
        "Good is",
        TextKind(wraps=True),
        default="",
        hint="what can be seen when it was done well",
        copied=True,
    ),
    FieldSpec("why", "Why", TextKind(wraps=True), default="", hint="what happens where it is not done", copied=True),
    FieldSpec("steps", "Steps", LinesKind(), default=(), hint="one a line", copied=True),
    FieldSpec("where", "Where", TextKind(), default="", hint="the place, if it has one", copied=True),
    FieldSpec(
        "carry",
        "Undone",
        WordKind(CarryOver, "carry"),
        default=DerivedDefault("keep if weekly or rarer, else expire", _usual_carry),
        hint="expire: missed when the day turns; keep: waits",
        copied=True,
    ),
    FieldSpec(
        "moves",
        "Moves",
        WordKind(Moves, "word for moves"),
        default=Moves.STAY,
        hint="from a day off to the next or previous working day; stay",
        rule=_wrong_moves,
    ),
    FieldSpec(
        "window",
        "Grace",
        NumberKind(0, DAY, "minutes"),
        default=DEFAULT_WINDOW,
        hint=f"minutes after its planned end until it is late; {DEFAULT_WINDOW} by default",
        copied=True,
    ),
    FieldSpec(
        "check",
        "Ask after",
        FlagKind(),
        default=False,
        hint="yes: ending it asks whether it was ok or showed a problem",
        copied=True,
    ),
    FieldSpec(
        "held_open",
        "Held open",
        FlagKind(),
        default=False,
        hint="yes: planned time that what breaks in may use up",
        copied=True,
        rule=_wrongly_held_open,
    ),
    FieldSpec(
        "opens", "Opens", TextKind(), default="", hint="a file, a page or a program that belongs to it", copied=True
    ),
)
