"""Values as documents and back: explicit both ways, so that a stored word never depends on a class name.

A field at its default is left out of a document. Fields that this version does not know are left alone. What no
lswtui can have written is damage, wherever it came from: no value is made of it.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar, cast

from lswtui.domain.days.card import Card
from lswtui.domain.days.day import Absence, Day
from lswtui.domain.days.spans import Span
from lswtui.domain.errors import BadInput, Damaged
from lswtui.domain.interruptions.interruption import Interruption
from lswtui.domain.times import DAY as DAY_LONG
from lswtui.domain.times import FIRST_YEAR, LAST_YEAR
from lswtui.domain.vocabulary import (
    Activity,
    Area,
    CardKind,
    CarryOver,
    Domain,
    Element,
    Finding,
    Handling,
    Lane,
    Outcome,
    Source,
    Valid,
    Whose,
)
from lswtui.store.engine.json_documents import NO_SHAPE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Value = TypeVar("Value", bound=tuple[Any, ...])


OTHER_NAMES = {"at": "planned_at"}
"""Fields under another name in a document, where their own is a mark of the store."""
LARGEST_NUMBER = 2 * DAY_LONG
"""The largest number that any field holds: a clock time may pass midnight."""
_CLASSES: Mapping[str, type] = {"str": str, "int": int, "bool": bool}


@contextmanager
def as_damage(what: str) -> Iterator[None]:
    """Let what cannot be understood in this block be damage: `Damaged` says so of WHAT was read."""
    try:
        yield
    except (*NO_SHAPE, BadInput) as error:
        raise not_understood(what, error) from error


def not_understood(what: str, error: Exception) -> Damaged:
    """The sentence for stored data that are not as any lswtui writes them."""
    return Damaged(
        f"{what:.120} cannot be understood ({why_not(error):.120}); `lsw doctor --fix` keeps it aside",
        on_screen="something that is stored cannot be understood; the rest can be worked with",
    )


def why_not(error: Exception) -> str:
    """In words why something could not be read."""
    if isinstance(error, KeyError):
        return f"its {error.args[0]} is missing"
    # A value made without a field that it needs says so only inside its sentence.
    lacking = re.search(r"missing \d+ required positional arguments?: (.+)", str(error))
    return f"its {lacking[1]} is missing" if lacking else str(error).strip()


def stored_date(text: str) -> date:
    """The date that a text says; raises `ValueError` and `TypeError` for none, and for one that is too far away."""
    found = date.fromisoformat(text)
    if not FIRST_YEAR - 1 <= found.year <= LAST_YEAR + 1:  # a day may begin before the first, or end after the last
        raise ValueError(f"that is too far away; the years {FIRST_YEAR} to {LAST_YEAR} are known here")
    return found


def stored_moment(text: str) -> datetime:
    """The moment that a text says; raises as `stored_date` does, and `ValueError` for one without a zone."""
    found = datetime.fromisoformat(text)
    if not FIRST_YEAR - 1 <= found.year <= LAST_YEAR + 1:  # a day may begin before the first, or end after the last
        raise ValueError(f"that is too far away; the years {FIRST_YEAR} to {LAST_YEAR} are known here")
    if found.tzinfo is None:
        raise ValueError("it has no zone")
    return found


def stored_number(content: Any) -> bool:
    """Whether this is a number that a field can hold: a length in minutes, a clock time, a place."""
    return content.__class__ is int and 0 <= content <= LARGEST_NUMBER


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


class Codec(Generic[Value]):
    """How the values of one kind are written and read."""

    def __init__(self, of: type[Value], **readers: Callable[[Any], Any]) -> None:
        self._of = cast(Any, of)
        self._defaults: dict[str, Any] = self._of._field_defaults
        self.fields: tuple[str, ...] = self._of._fields
        said = {field: hint.__forward_arg__.removesuffix(" | None") for field, hint in self._of.__annotations__.items()}
        self._read = {
            OTHER_NAMES.get(field, field): (
                field, readers.get(field), _CLASSES.get(said[field])
            )
            for field in self.fields
        }  # fmt: skip
        self._what = "day" if of is DayRecord else of.__name__.lower()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its fields in a document, in their order."""
        return tuple(OTHER_NAMES.get(field, field) for field in self.fields)

    @classmethod
    def plain(cls, content: Any) -> Any:
        """What a field holds as a document says it."""
        if isinstance(content, datetime):
            return content.isoformat(timespec="milliseconds" if content.microsecond else "seconds")
        if isinstance(content, date):
            return content.isoformat()
        if isinstance(content, tuple):
            return [cls.plain(part) for part in content]
        return str(content) if isinstance(content, str) else content

    def document(self, value: Value, known: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The document of a value; a field that returned to its default is None where KNOWN has it."""
        document: dict[str, Any] = {}
        for field, content in zip(self.fields, value, strict=True):
            name = OTHER_NAMES.get(field, field)
            if field not in self._defaults or content != self._defaults[field]:
                document[name] = self.plain(content)
            elif known is not None and known.get(name) is not None:
                document[name] = None
        return document

    def value(self, document: Mapping[str, Any]) -> Value:
        """The value that a document holds; raises `Damaged` for one that no lswtui can have written."""
        try:
            return self.understood(document)
        except NO_SHAPE as error:
            raise not_understood(f"the stored {self._what} {document.get('id')!r:.60}", error) from error

    def understood(self, document: Mapping[str, Any]) -> Value:
        """The value that a document holds; raises whatever goes wrong where it holds something else."""
        fields = {}
        known = self._read
        for name, content in document.items():
            if content is not None and name in known:
                field, reader, of = known[name]
                if reader is not None:
                    try:
                        fields[field] = reader(content)
                    except NO_SHAPE as error:
                        raise ValueError(f"its {name} cannot be {content!r:.40}: {error}") from error
                elif content.__class__ is of and (of is not int or stored_number(content)):
                    fields[field] = content
                else:
                    raise ValueError(f"its {name} cannot be {content!r:.40}")
        return cast(Value, self._of(**fields))


def _texts(content: Any) -> tuple[str, ...]:
    if isinstance(content, str) or not all(isinstance(part, str) for part in content):
        raise TypeError("a list of texts should stand there")
    return tuple(content)


def _absences(content: Any) -> tuple[Absence, ...]:
    for _, _, why in content:
        if why.__class__ is not str:
            raise TypeError("a reason is a text")
    if not all(at is None or stored_number(at) for *times, _ in content for at in times):
        raise ValueError("it begins or ends at no time of a day")
    return tuple(Absence(*absence) for absence in content)


CARD = Codec(
    Card,
    on=stored_date,
    kind=CardKind,
    steps=_texts,
    activity=Activity,
    domain=Domain,
    element=Element,
    area=Area,
    carry=CarryOver,
    first_due=stored_date,
    lane=Lane,
    outcome=Outcome,
    finding=Finding,
    ended_at=stored_moment,
    ended_on=stored_date,
    moved_to=stored_date,
    against=_texts,
    check_on=stored_date,
)
INTERRUPTION = Codec(
    Interruption,
    on=stored_date,
    start=stored_moment,
    end=stored_moment,
    whose=Whose,
    valid=Valid,
    source=Source,
    handling=Handling,
)
SPAN = Codec(
    Span,
    on=stored_date,
    start=stored_moment,
    end=stored_moment,
    gap_until=stored_moment,
)


DAY = Codec(
    DayRecord,
    on=stored_date,
    absences=_absences,
    locked_at=stored_moment,
    closed_at=stored_moment,
)


def require_kind(content: object, of: type) -> None:
    """Raise `TypeError` for content that is not exactly OF a type; a bool is no int."""
    if content.__class__ is not of:
        raise TypeError(f"{content!r:.40} is no {of.__name__}")
