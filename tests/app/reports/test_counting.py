"""That minutes add up, whatever is typed in whatever order."""

from __future__ import annotations

import pytest

from lswtui.app.days import cards
from lswtui.app.interruptions import inbox, log
from lswtui.app.interruptions.day_log import DayLog
from lswtui.app.interruptions.suggestions import usual
from lswtui.app.questions import answer, notice_gap, waiting
from lswtui.app.reports.report import report
from lswtui.domain.days.integrity import contradictions
from lswtui.domain.days.interrupting import overlapped
from lswtui.domain.errors import RuleBroken
from lswtui.measures.balance import balance
from lswtui.render.contract_json import today_json
from tests.desk import Desk

THREE = ("press jammed @maria 5m", "overtime @lee 5m", "audit moved @ana 5m")


def counted(desk: Desk, on: str | None = None) -> dict[str, float]:
    """The minutes of each interruption by its text."""
    return {known.text: desk.minutes(known) for known in desk.day(on).interruptions}


def agree(desk: Desk, minutes: float) -> None:
    """Rows, persons, kinds and totals all say MINUTES of what broke in."""
    day, now = desk.day(), desk.clock.now()
    assert sum(counted(desk).values()) == pytest.approx(minutes)
    assert balance(day, now).reactive_minutes == pytest.approx(minutes)
    found = report(desk.workspace, day.on, day.on)
    for entries in (found.pareto.who, found.pareto.category, found.pareto.hour):
        assert sum(entry.minutes for entry in entries) == pytest.approx(minutes)


@pytest.mark.parametrize("now", ["14:00", "05:00", "04:10", "00:40", "23:50"])
def test_three_logged_in_a_row_count_fifteen_minutes(desk: Desk, now: str) -> None:
    desk.clock.set(f"2026-11-20 {now}")
    for line in THREE:
        log.log(desk.workspace, line)
    assert counted(desk) == {"press jammed": 5, "overtime": 5, "audit moved": 5}
    agree(desk, 15)
    assert bool(overlapped(desk.day(), desk.clock.now())) == (now == "04:10")  # ten minutes hold two of them


def test_three_logged_as_the_day_begins_count_fifteen_minutes_of_the_day_before(desk: Desk) -> None:
    desk.clock.set("2026-11-20 04:01")
    for line in THREE:
        log.log(desk.workspace, line)
    assert counted(desk, "2026-11-19") == {"press jammed": 5, "overtime": 5, "audit moved": 5}


def test_what_is_logged_while_a_card_runs_comes_out_of_its_clock_each_minute_once(desk: Desk) -> None:
    cards.start(desk.workspace, "walk")
    desk.clock.tick(60)
    for line in THREE:
        log.log(desk.workspace, line)
    assert desk.minutes(desk.card("walk")) == 45
    agree(desk, 15)


def test_what_is_logged_while_an_interruption_runs_lies_before_it(desk: Desk) -> None:
    desk.clock.set("2026-11-19 10:00")
    log.begin(desk.workspace, "phone")
    desk.clock.tick(3)
    for line in THREE:
        log.log(desk.workspace, line)
    desk.clock.tick(7)
    log.back(desk.workspace)
    assert counted(desk)["phone"] == 10
    agree(desk, 25)


def test_what_waits_in_the_inbox_counts_likewise(desk: Desk) -> None:
    desk.clock.set("2026-11-19 14:00")
    for line in THREE:
        inbox.keep(desk.workspace, line)
    inbox.import_inbox(desk.workspace)
    agree(desk, 15)


def test_minutes_typed_for_a_card_stay_whole_whatever_is_logged_beside_them(desk: Desk) -> None:
    desk.clock.set("2026-11-19 14:00")
    cards.finish(desk.workspace, "walk", minutes=30)
    log.log(desk.workspace, "phone 20m")
    assert desk.minutes(desk.card("walk")) == 30
    span = next(span for span in desk.day().spans if span.owner == desk.card("walk").id)
    log.log(desk.workspace, f"audit at {span.start:%H:%M} 10m")
    assert desk.minutes(desk.card("walk")) == 30
    agree(desk, 30)


def test_a_length_for_which_the_day_has_no_room_counts_all_the_same_and_is_shown(desk: Desk) -> None:
    desk.clock.set("2026-11-19 14:00")
    log.log(desk.workspace, "flood 10h")
    said = log.log(desk.workspace, "phone 5m")
    assert "5m of it have no room" in said.text
    agree(desk, 605)
    desk.clock.tick(30)
    assert set(overlapped(desk.day(), desk.clock.now()).values()) == {5}
    assert log.make_room(desk.workspace, said.id or "").text == "phone: 5m from 14:00"
    assert overlapped(desk.day(), desk.clock.now()) == {}
    agree(desk, 605)


def test_two_at_the_same_time_are_said_to_overlap_and_one_step_mends_it(desk: Desk) -> None:
    desk.clock.set("2026-11-19 10:00")
    log.log(desk.workspace, "press at 9:40 15m")
    said = log.log(desk.workspace, "phone at 9:40 10m")
    agree(desk, 15)
    told = today_json(desk.day(), desk.clock.now(), waiting=())["interruptions"]
    assert sorted(each["overlap_minutes"] for each in told) == [0, 10]
    (first, missing) = next(iter(overlapped(desk.day(), desk.clock.now()).items()))
    assert missing == 10
    log.make_room(desk.workspace, first)
    assert counted(desk) == {"press": 15, "phone": 10}
    with pytest.raises(RuleBroken, match="overlaps nothing"):
        log.make_room(desk.workspace, said.id or "")


def test_minutes_added_to_a_blip_later_make_it_one_that_took_time(desk: Desk) -> None:
    desk.clock.set("2026-11-19 10:00")
    assert "no minutes given" in log.log(desk.workspace, "talked with Bob").text
    desk.clock.tick(30)
    log.amend(desk.workspace, "1", "10m")
    (known,) = desk.day().interruptions
    assert (known.blip, desk.minutes(known)) == (False, 10)
    log.amend(desk.workspace, "1", "0m")
    (known,) = desk.day().interruptions
    assert (known.blip, desk.minutes(known), desk.day().spans) == (True, 0, ())


def test_minutes_changed_later_keep_to_free_time(desk: Desk) -> None:
    desk.clock.set("2026-11-19 10:00")
    for line in THREE:
        log.log(desk.workspace, line)
    desk.clock.tick(60)
    log.amend(desk.workspace, "1", "30m")
    assert sorted(counted(desk).values()) == [5, 5, 30]
    agree(desk, 40)


def test_a_blip_with_a_length_has_it_and_one_with_a_time_stands_there(desk: Desk) -> None:
    desk.clock.set("2026-11-19 10:00")
    log.blip(desk.workspace, "wave 3m")
    log.blip(desk.workspace, "nod at 9:10")
    assert counted(desk) == {"nod": 0, "wave": 3}
    assert f"{desk.day().interruptions[0].start:%H:%M}" == "09:10"


def test_coming_back_may_say_when_it_was(desk: Desk) -> None:
    desk.clock.set("2026-11-19 10:00")
    cards.start(desk.workspace, "walk")
    desk.clock.tick(10)
    log.begin(desk.workspace, "phone")
    desk.clock.tick(30)
    log.back(desk.workspace, "9:50-10:05")
    assert counted(desk) == {"phone": 15}
    log.begin(desk.workspace, "audit")
    desk.clock.tick(5)
    log.back(desk.workspace, "at 10:35")
    assert counted(desk)["audit"] == 10
    agree(desk, 25)


def test_minutes_a_card_took_are_those_typed_whatever_broke_into_it(desk: Desk) -> None:
    desk.clock.set("2026-11-19 10:00")
    cards.start(desk.workspace, "walk")
    desk.clock.tick(20)
    log.log(desk.workspace, "phone at 10:05 5m")
    cards.finish(desk.workspace, "walk", minutes=12)
    assert desk.minutes(desk.card("walk")) == 12
    cards.put_back(desk.workspace, "walk")
    cards.finish(desk.workspace, "walk", minutes=40)
    assert desk.minutes(desk.card("walk")) == 40
    agree(desk, 5)


def test_a_beginning_in_the_inbox_stays_a_beginning_and_back_waits_like_it(desk: Desk) -> None:
    desk.clock.set("2026-11-19 10:00")
    cards.start(desk.workspace, "walk")
    desk.clock.tick(10)
    assert inbox.keep(desk.workspace, "press 4 jammed", "in").queued
    desk.clock.tick(10)
    assert log.back(desk.workspace, "@maria").text.startswith("back after 10m; Walk the line goes on")
    desk.clock.tick(5)
    inbox.keep(desk.workspace, "phone", "in")
    desk.clock.tick(3)
    inbox.keep(desk.workspace, "#eq", "back")
    inbox.keep(desk.workspace, "wave", "blip")
    desk.clock.tick(10)
    inbox.import_inbox(desk.workspace)
    inbox.import_inbox(desk.workspace)
    assert counted(desk) == {"press 4 jammed": 10, "phone": 3, "wave": 0}
    assert desk.day().running_card == desk.card("walk")
    assert desk.minutes(desk.card("walk")) == 25


def test_a_beginning_that_waited_ends_where_something_else_was_started(desk: Desk) -> None:
    desk.clock.set("2026-11-19 10:00")
    inbox.keep(desk.workspace, "press", "in")
    desk.clock.tick(5)
    workspace = desk.another_window()
    with workspace.change("started by hand") as tx:
        day_log = DayLog(workspace, tx, workspace.now())
        day_log.open(day_log.settings.date_of(day_log.at))
        day_log.begin("phone", shell=False)
        day_log.store()
    desk.clock.tick(5)
    inbox.import_inbox(desk.workspace)
    assert counted(desk) == {"press": 5, "phone": 5}
    assert [known.text for known in desk.day().stack] == ["phone"]


def test_a_return_from_nothing_that_waited_loses_no_words(desk: Desk) -> None:
    desk.clock.set("2026-11-19 10:00")
    inbox.keep(desk.workspace, "", "back")
    inbox.keep(desk.workspace, "press 5m", "back")
    inbox.keep(desk.workspace, "[in] brackets of one's own")
    inbox.import_inbox(desk.workspace)
    assert counted(desk) == {"press": 5, "[in] brackets of one's own": 0}


def test_the_shell_says_why_a_mark_was_not_taken(desk: Desk) -> None:
    for line, why in (
        ("jam #zzz 5m", "#zzz is none of"),
        ("jam 25h", "25h is longer than a day; kept as text"),
        ("jam 12:00-11:00", "12:00-11:00 runs backwards; kept as text"),
        ("jam !yours", "!yours is none of"),
        ("jam +problem", "+problem: there are no flows yet"),
    ):
        assert why in log.log(desk.workspace, line).text
        assert why in log.blip(desk.workspace, line).text
        assert why in log.begin(desk.workspace, line).text
        log.begin(desk.workspace)
        assert why in log.back(desk.workspace, line).text


def test_a_name_is_one_person_however_its_letters_were_typed(desk: Desk) -> None:
    desk.clock.set("2026-11-19 14:00")
    for who in ("@josé 5m", "@jose\u0301 5m", "@JOSÉ 5m", "＠josé １０ｍ", "@O'Brien 5m", "@o’brien 5m"):
        line = f"call {who}"
        log.log(desk.workspace, line)
    people = report(desk.workspace, desk.day().on, desk.day().on).pareto.who
    assert [(entry.name, entry.times, entry.minutes) for entry in people] == [("josé", 4, 25), ("o'brien", 2, 10)]
    assert usual(desk.workspace).people == ("josé", "o'brien")


def test_a_card_is_found_however_its_title_was_typed(desk: Desk) -> None:
    cards.add(desk.workspace, "Cafe\u0301 with José")
    for name in ("Café", "CAFÉ WITH JOSÉ", "cafe\u0301 with jose\u0301"):
        cards.note(desk.workspace, name, "found")


def test_minutes_typed_for_a_day_gone_by_stay_on_it(desk: Desk) -> None:
    desk.clock.set("2026-11-20 03:40")
    log.log(desk.workspace, "alarm 10m")
    desk.clock.set("2026-11-20 09:00")
    on = desk.day("2026-11-19").on
    log.amend(desk.workspace, "1", "60m", on=on)
    (known,) = desk.day("2026-11-19").interruptions
    assert (f"{known.start:%H:%M}", f"{known.end:%H:%M}") == ("03:00", "04:00")
    log.log(desk.workspace, "call 5m")
    assert counted(desk) == {"call": 5}


def test_minutes_typed_for_a_card_of_a_day_gone_by_lie_on_that_day(desk: Desk) -> None:
    on = desk.day().on
    desk.clock.set("2026-11-20 09:00")
    cards.finish(desk.workspace, "read", on=on, minutes=300)
    cards.finish(desk.workspace, "walk", on=on, minutes=30)
    day = desk.day(on.isoformat())
    read, walk = (desk.card(task, on.isoformat()).id for task in ("read", "walk"))
    assert day.minutes(desk.clock.now()) == {read: 300, walk: 30}
    assert all(span.end is not None and span.end <= day.ends(desk.clock.now()) for span in day.spans)


def test_minutes_typed_for_a_card_stay_out_of_a_gap_about_which_a_question_waits(desk: Desk) -> None:
    desk.clock.set("2026-11-19 10:00")
    cards.start(desk.workspace, "walk")
    desk.clock.tick(10)
    died = desk.clock.now()
    desk.clock.tick(120)
    notice_gap(desk.workspace, died)
    cards.finish(desk.workspace, "read", minutes=45)
    question = next(question for question in waiting(desk.workspace) if question.kind == "gap")
    answer(desk.workspace, question.id, "all")
    assert desk.minutes(desk.card("read")) == 45
    assert desk.minutes(desk.card("walk")) == 130
    assert contradictions((desk.day(),), {"mine"}, desk.clock.now()) == ()
