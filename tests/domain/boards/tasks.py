"""Any task, drawn field by field from the table of a task's fields: a field that is added is drawn as well."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from lswtui.domain.boards.board import Task
from lswtui.domain.boards.task_fields import TASK_FIELDS, ClockTimesKind
from lswtui.domain.fields import (
    DerivedDefault,
    FlagKind,
    IdKind,
    LinesKind,
    NumberKind,
    ParsedKind,
    TextKind,
    WordKind,
)
from tests.domain.cadence.cadences import cadences

if TYPE_CHECKING:
    from lswtui.domain.fields import FieldSpec, Values

ids = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4})?", fullmatch=True)
words = st.text(st.characters(categories=("L", "Nd", "P", "Sm")), min_size=1, max_size=8)
sentences = st.lists(words, min_size=1, max_size=4).map(" ".join)
GRAMMARS = {"recurrence": cadences}


@st.composite
def tasks(draw: st.DrawFn, day_starts: int = 240, texts: st.SearchStrategy[str] = sentences) -> Task:
    """A task of a board whose days start at DAY_STARTS; its TEXTS may be empty where none is needed."""
    known: dict[str, Any] = {"day_starts": day_starts}
    for field in TASK_FIELDS:
        known[field.key] = draw(values(field, known, texts))
        if field.rule(known):
            assert not isinstance(field.default, DerivedDefault)
            known[field.key] = field.default
    del known["day_starts"]
    return Task(**known)


def values(field: FieldSpec, known: Values, texts: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    """The values that a field can have beside those before it."""
    kind = field.kind
    if isinstance(kind, IdKind):
        return ids
    if isinstance(kind, TextKind):
        short = texts.map(lambda text: text[: kind.longest].strip()).filter(bool)
        return short if field.needed else short | st.just("")
    if isinstance(kind, ParsedKind):
        return GRAMMARS[kind.name]
    if isinstance(kind, NumberKind):
        return st.integers(kind.low, kind.high)
    if isinstance(kind, WordKind):
        return st.sampled_from(kind.words(known))
    if isinstance(kind, FlagKind):
        return st.booleans()
    if isinstance(kind, LinesKind):
        return st.lists(texts, max_size=3).map(tuple)
    assert isinstance(kind, ClockTimesKind), f"nothing draws the values of {field.key}; say here what they can be"
    rounds, first = known["every"].rounds, known["day_starts"]
    clocks = st.sets(st.integers(first, first + 1439), min_size=max(1, rounds), max_size=max(3, rounds))
    return st.just(()) | clocks.map(lambda found: tuple(sorted(found)))
