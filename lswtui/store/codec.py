"""Values as documents and back: explicit both ways, so that a stored word never depends on a class name.

A field at its default is left out of a document. Fields that this version does not know are left alone.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar, cast

from lswtui.domain.card import Card
from lswtui.domain.day import Absence, Day
from lswtui.domain.interruption import Interruption
from lswtui.domain.spans import Span
from lswtui.domain.words import (
    Activity,
    Area,
    Carry,
    Domain,
    Element,
    Finding,
    Handling,
    Kind,
    Lane,
    Outcome,
    Source,
    Valid,
    Whose,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Value = TypeVar("Value", bound=tuple[Any, ...])


OTHER_NAMES = {"at": "planned_at"}
"""Fields under another name in a document, where their own is a mark of the store."""


class Codec(Generic[Value]):
    """How the values of one kind are written and read."""

    def __init__(self, of: type[Value], **readers: Callable[[Any], Any]) -> None:
        self._of = cast(Any, of)
        self._defaults: dict[str, Any] = self._of._field_defaults
        self.fields: tuple[str, ...] = self._of._fields
        self._read = {OTHER_NAMES.get(field, field): (field, readers.get(field)) for field in self.fields}

    def document(self, value: Value, known: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The document of a value; a field that returned to its default is None where KNOWN has it."""
        document: dict[str, Any] = {}
        for field, content in zip(self.fields, value, strict=True):
            name = OTHER_NAMES.get(field, field)
            if field not in self._defaults or content != self._defaults[field]:
                document[name] = _plain(content)
            elif known is not None and known.get(name) is not None:
                document[name] = None
        return document

    def value(self, document: Mapping[str, Any]) -> Value:
        """The value that a document holds."""
        fields = {}
        known = self._read
        for name, content in document.items():
            if content is not None and name in known:
                field, reader = known[name]
                fields[field] = reader(content) if reader else content
        return cast(Value, self._of(**fields))


def _plain(content: Any) -> Any:
    if isinstance(content, datetime):
        return content.isoformat(timespec="milliseconds" if content.microsecond else "seconds")
    if isinstance(content, date):
        return content.isoformat()
    if isinstance(content, tuple):
        return [_plain(part) for part in content]
    return str(content) if isinstance(content, str) else content


def _texts(content: Any) -> tuple[str, ...]:
    if isinstance(content, str):
        raise TypeError("a text stands where a list of texts should")
    return tuple(content)


def _absences(content: Any) -> tuple[Absence, ...]:
    return tuple(Absence(*absence) for absence in content)


CARD = Codec(
    Card,
    on=date.fromisoformat,
    kind=Kind,
    steps=_texts,
    activity=Activity,
    domain=Domain,
    element=Element,
    area=Area,
    carry=Carry,
    first_due=date.fromisoformat,
    lane=Lane,
    outcome=Outcome,
    finding=Finding,
    ended_at=datetime.fromisoformat,
    ended_on=date.fromisoformat,
    moved_to=date.fromisoformat,
    against=_texts,
    check_on=date.fromisoformat,
)
INTERRUPTION = Codec(
    Interruption,
    on=date.fromisoformat,
    start=datetime.fromisoformat,
    end=datetime.fromisoformat,
    whose=Whose,
    valid=Valid,
    source=Source,
    handling=Handling,
)
SPAN = Codec(
    Span,
    on=date.fromisoformat,
    start=datetime.fromisoformat,
    end=datetime.fromisoformat,
    gap_until=datetime.fromisoformat,
)


class DayRecord(NamedTuple):
    """What is stored of a day beside its cards, interruptions and spans."""

    id: str
    on: date
    absences: tuple[Absence, ...] = ()
    seen: bool = False
    turned: bool = False
    locked_at: datetime | None = None
    closed_at: datetime | None = None
    holiday: str = ""
    """Kept, like the shift, once the day has turned, so that no other calendar changes history."""
    shift: str = ""

    @classmethod
    def of(cls, day: Day) -> DayRecord:
        """The record of a day."""
        record = cls(day.on.isoformat(), day.on, day.absences, day.seen, day.turned, day.locked_at, day.closed_at)
        return record._replace(holiday=day.holiday, shift=day.shift) if day.turned else record


DAY = Codec(
    DayRecord,
    on=date.fromisoformat,
    absences=_absences,
    locked_at=datetime.fromisoformat,
    closed_at=datetime.fromisoformat,
)
