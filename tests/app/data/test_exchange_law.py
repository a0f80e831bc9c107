"""Whatever a leader does, the export of it is taken in elsewhere and comes to the same."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lswtui.app import questions
from lswtui.app.boards import choose
from lswtui.app.data import exchange, undo
from lswtui.app.days import cards, change, close, leave
from lswtui.app.interruptions import log
from lswtui.app.reviews import save
from lswtui.domain.days.day import Absence
from lswtui.domain.errors import LswError
from lswtui.domain.vocabulary import CardKind, Outcome
from tests.desk import KINDS, PLAIN, Desk

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    Intent = Callable[[Desk], object]


def answer_first(desk: Desk) -> None:
    for question in questions.waiting(desk.workspace)[:1]:
        questions.answer(desk.workspace, question.id, question.choices[-1][0])


def next_day(desk: Desk) -> None:
    desk.clock.set(f"{desk.clock.now().date() + timedelta(days=1)} 06:30")
    change.mark_seen(desk.workspace)


def ahead(desk: Desk, by: int) -> date:
    return desk.clock.now().date() + timedelta(days=by)


INTENTS: tuple[Intent, ...] = (
    lambda desk: cards.start(desk.workspace, "walk"),
    lambda desk: cards.start(desk.workspace, "1"),
    lambda desk: cards.start(desk.workspace, "Call"),
    lambda desk: cards.pause(desk.workspace),
    lambda desk: cards.finish(desk.workspace, "walk"),
    lambda desk: cards.finish(desk.workspace, "huddle", minutes=700),
    lambda desk: cards.finish(desk.workspace, "fire", minutes=5),
    lambda desk: cards.set_aside(desk.workspace, "audit", Outcome.MISSED, reason="crisis"),
    lambda desk: cards.set_aside(desk.workspace, "1", Outcome.MISSED),
    lambda desk: cards.move(desk.workspace, "read", ahead(desk, 2)),
    lambda desk: cards.move_on(desk.workspace, "walk"),
    lambda desk: cards.put_back(desk.workspace, "walk"),
    lambda desk: cards.add(desk.workspace, "Call", kind=CardKind.REACTIVE),
    lambda desk: cards.delete(desk.workspace, "Call"),
    lambda desk: cards.top(desk.workspace, "read", 1),
    lambda desk: cards.other(desk.workspace, "mail"),
    lambda desk: cards.stop_other(desk.workspace),
    lambda desk: close.lock(desk.workspace),
    lambda desk: close.close(desk.workspace),
    lambda desk: close.reopen(desk.workspace),
    lambda desk: leave.take_off(desk.workspace, (ahead(desk, 1), ahead(desk, 0)), Absence(600, None, "doctor")),
    lambda desk: leave.back_on(desk.workspace, (ahead(desk, 0),)),
    lambda desk: log.begin(desk.workspace, "press 4 @maria"),
    lambda desk: log.back(desk.workspace),
    lambda desk: log.log(desk.workspace, "phone 5m"),
    lambda desk: log.log(desk.workspace, "long 900m"),
    lambda desk: log.amend(desk.workspace, "1", "at 7:00 20m", whole=True),
    lambda desk: log.delete(desk.workspace, "1"),
    lambda desk: log.delete(desk.workspace, "2"),
    lambda desk: save.reflect(desk.workspace, {"well": "all", "pledge": "be there"}, close=True),
    lambda desk: choose.choose(desk.workspace, desk.board(PLAIN, "second")),
    lambda desk: choose.change_task(desk.workspace, desk.card("walk"), minutes=20),
    lambda desk: undo.undo(desk.workspace),
    lambda desk: undo.redo(desk.workspace),
    answer_first,
    next_day,
    next_day,
    lambda desk: desk.clock.tick(45),
    lambda desk: desk.clock.set(f"{ahead(desk, 4)} 09:00"),
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(intents=st.lists(st.sampled_from(INTENTS), min_size=4, max_size=25))
def test_what_a_leader_did_goes_out_and_in_again(
    intents: list[Intent], tmp_path_factory: pytest.TempPathFactory
) -> None:
    desk = Desk(tmp_path_factory.mktemp("desk"))
    choose.choose(desk.workspace, desk.board(KINDS))
    for intent in intents:
        desk.clock.tick(7)
        try:
            intent(desk)
        except (LswError, StopIteration):
            continue
    exported = exchange.export_json(desk.workspace)
    other = Desk(tmp_path_factory.mktemp("other"))
    other.clock.set(desk.clock.now().replace(tzinfo=None).isoformat())
    exchange.import_json(other.workspace, exported)
    assert exchange.export_json(other.workspace) == exported
